#include "app/studies.h"

#include <stdio.h>
#include <string.h>

#include "app/keys.h"
#include "app/screen.h"
#include "app/state.h"
#include "base/error.h"

/* The columns of a hint besides its meaning. */
enum { KEY_AND_GAPS = 4 };

void studies_open(struct app *app)
{
    mode_open(app, MODE_CHOOSE);
}

/* Appends what of the menu has no room among the hints: "l rate finder, r race". */
static void add_others(char *out, size_t size, int columns)
{
    struct hints hints = {.count = 0};
    size_t used = 0;
    int room = columns, width;

    keys_hints(MODE_CHOOSE, HINT_SHOWN, &hints);
    for (size_t i = 0; i < hints.count; i++)
        room -= hints.hint[i].kept ? (int)strlen(hints.hint[i].meaning) + KEY_AND_GAPS : 0;
    for (size_t i = 0; i < hints.count && used < size; i++) {
        const struct hint *hint = &hints.hint[i];

        width = (int)strlen(hint->meaning) + KEY_AND_GAPS;
        if (hint->kept || (room -= width) >= 0)
            continue;
        used += (size_t)snprintf(out + used, size - used, "%s%s %s", used ? ", " : "", hint->key,
                                 hint->meaning);
    }
}

/* The studies themselves are the hints. */
void studies_fill(struct app *app, struct composition *shown)
{
    struct filled *filled = &shown->filled;

    snprintf(filled->sentence, sizeof filled->sentence,
             "many runs at once, made from this one: which study?");
    add_others(filled->sentence, sizeof filled->sentence, app->columns);
    filled->scene.warn = false;
    filled->scene.whole = true;
}

bool studies_hold(struct app *app, bool done, const struct error *error)
{
    if (done)
        return true;
    app_warn(app, "%s", error->message);
    app->mode = MODE_WATCH;
    return false;
}
