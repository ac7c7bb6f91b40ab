/* The demos: their list, and the full-screen program on one of them. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/options.h"
#include "cli/report.h"
#include "cli/subcommand.h"
#include "show/demos.h"

static int list_demos(void)
{
    struct buffer out = {0};
    buffer_text(&out, "Scenes of a minute: `ttydescent demo` and a name or number opens one. Then "
                      "space\nruns it, PgDn and PgUp lead to the next and back; with --loop it all "
                      "goes by itself.\n\n");
    for (size_t i = 0; i < demos.count; i++) {
        const struct demo *demo = table_row(&demos, i);
        char left[64];
        snprintf(left, sizeof left, "%4zu  %s", i + 1, demo->name);
        output_entry(&out, left, demo->shows, 18);
    }
    output_transliterate(&out);
    bool written = output_flush(&out);
    buffer_release(&out);
    return written ? EXIT_DONE : EXIT_FAILED;
}

int command_demo(struct arguments *arguments)
{
    if (!arguments->demo)
        return list_demos();
    if (isatty(STDOUT_FILENO) && isatty(STDIN_FILENO))
        return command_screen(arguments);
    report("a demo needs a terminal");
    return EXIT_TERMINAL;
}
