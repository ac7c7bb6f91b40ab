/* The full-screen program: the loop between the terminal and the application. */
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "app/app.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/subcommand.h"
#include "term/screen.h"
#include "view/colormap.h"
#include "view/layout.h"

static const double frame_seconds = 1.0 / 30;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* Frames are dropped while the line is slow, never queued; time goes on all the same. */
static void run_loop(struct app *app, struct screen *screen)
{
    double last = now();
    while (!app_done(app)) {
        bool moving = app_running(app);
        if (screen_ready(screen)) {
            bool whole = app_take_redraw(app);
            screen_present(screen, app_frame(app), whole);
        }
        struct event event = screen_wait(screen, moving ? frame_seconds : -1);
        double time = now();
        if (moving)
            app_advance(app, time - last);
        last = time;
        app_handle(app, &event);
    }
}

static int run_screen(struct arguments *arguments, const struct colormap *colormap,
                      const struct show_mode *show, struct screen *screen)
{
    struct error error;
    int rows, columns;
    screen_size(screen, &rows, &columns);
    struct app *app =
        app_create(&arguments->scenario, screen_display(screen), rows, columns, &error);
    if (app) {
        app_begin(app, colormap, (enum show)table_index(&show_modes, show));
        run_loop(app, screen);
    }
    screen_close(screen);
    if (!app)
        arguments_report(arguments, &error);
    app_free(app);
    return app ? EXIT_DONE : EXIT_USAGE;
}

int command_screen(struct arguments *arguments)
{
    struct error error;
    if (!isatty(STDOUT_FILENO) || !isatty(STDIN_FILENO))
        return command_run(arguments);
    const char *color = arguments->value[OPTION_COLOR];
    const char *charset = arguments->value[OPTION_CHARSET];
    struct screen_options wanted = {color ? color : "auto", charset ? charset : "auto",
                                    arguments->value[OPTION_LIGHT] != NULL};
    const struct colormap *colormap = arguments_row(arguments, OPTION_COLORMAP, &colormaps);
    const struct show_mode *show = arguments_row(arguments, OPTION_SHOW, &show_modes);
    if (!colormap || !show || arguments_choice(arguments, OPTION_COLOR, screen_colors) < 0 ||
        arguments_choice(arguments, OPTION_CHARSET, screen_charsets) < 0)
        return EXIT_USAGE;
    struct screen *screen = screen_open(&wanted, &error);
    if (!screen) {
        report_error(NULL, &error, "", 0);
        return EXIT_TERMINAL;
    }
    return run_screen(arguments, colormap, show, screen);
}
