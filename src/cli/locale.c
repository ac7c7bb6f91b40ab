#include "cli/locale.h"

#include <locale.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cli/report.h"

/* What the environment asks for, known here or not; NULL: nothing. */
static const char *wanted(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *locale = getenv(names[i]);
        if (locale && *locale)
            return locale;
    }
    return NULL;
}

static bool is_utf8(const char *locale)
{
    return strcasestr(locale, "UTF-8") || strcasestr(locale, "utf8");
}

void locale_set(void)
{
    const char *locale = wanted();
    if (!setlocale(LC_ALL, "") && !setlocale(LC_CTYPE, "") && locale && is_utf8(locale))
        setlocale(LC_CTYPE, "C.UTF-8");
    setlocale(LC_NUMERIC, "C");
}

void locale_report(void)
{
    const char *locale = wanted();
    if (!locale || setlocale(LC_CTYPE, ""))
        return;
    if (is_utf8(locale))
        report("the locale %s is not known here; used C.UTF-8", locale);
    else
        report("the locale %s is not known here, so ASCII alone was shown; try LC_ALL=C.UTF-8",
               locale);
}
