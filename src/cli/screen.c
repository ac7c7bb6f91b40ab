/* The full-screen program: the loop between the terminal and the application. */
#include <config.h>

#ifdef HAVE_MALLOPT
#include <malloc.h>
#endif
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/app.h"
#include "cli/locale.h"
#include "cli/lost.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/subcommand.h"
#include "problem/interrupt.h"
#include "term/screen.h"

static const double frame_seconds = 1.0 / 30;

/* Evaluations over many rows give way to what comes in. An answer to it is drawn when so much time
 * is up, or the next event there, with what is known by then; the rest follows. Other work goes on
 * at least for a while, so that a key that is held down does not stop it, and then looks up now and
 * then. */
static const double answer_seconds = 0.015, least_seconds = 0.015, look_seconds = 0.005;

struct pace {
    struct screen *screen;
    double end;  /* when to stop though nobody waits */
    double look; /* when to look whether somebody does */
};

/* Work begins that may take so long, and does not look up before `least` seconds. */
static void pace_begin(struct pace *pace, double seconds, double least)
{
    double time = screen_clock();
    pace->end = time + seconds;
    pace->look = time + least;
}

static bool pace_stops(void *to)
{
    struct pace *pace = to;
    double time = screen_clock();
    if (time < pace->end && time < pace->look)
        return false;
    pace->look = time + look_seconds;
    return time >= pace->end || screen_pending(pace->screen);
}

/* By Esc, which is taken then; or there is nobody any more. */
static bool pace_given_up(void *to)
{
    struct pace *pace = to;
    const struct event *event = screen_pending(pace->screen);
    bool escape = event && event->kind == EVENT_KEY && event->key == KEY_CODE_ESCAPE;
    bool gone = event && event->kind == EVENT_HANGUP;
    if (escape)
        screen_wait(pace->screen, 0);
    return escape || gone;
}

/* Frames are dropped while the line is slow, never queued. Returns false for such a one. */
static bool show(struct app *app, struct screen *screen)
{
    if (!screen_ready(screen))
        return false;
    bool whole = app_take_redraw(app);
    const char *text = app_take_clipboard(app);
    if (text)
        screen_copy(screen, text);
    screen_mouse(screen, app_wants_mouse(app));
    screen_present(screen, app_frame(app), whole);
    return true;
}

static void answer(struct app *app, struct pace *pace, const struct event *event)
{
    pace_begin(pace, answer_seconds, 0);
    app_handle(app, event);
    pace_begin(pace, answer_seconds, 0);
    if (!app_done(app))
        show(app, pace->screen);
}

/* When the frame after the one that was due at `due` is: steps in between don't put it off, nor
 * does a key. */
static double next_frame(double due)
{
    double time = screen_clock();
    return time < due ? due : fmax(time, due + frame_seconds);
}

/* Time goes on whether frames are dropped or not. */
static void run_loop(struct app *app, struct pace *pace)
{
    double last = screen_clock(), next = last;
    while (!app_done(app)) {
        bool moving = app_running(app);
        next = next_frame(next);
        pace_begin(pace, INFINITY, least_seconds);
        bool later = app_unfinished(app) && screen_pending(pace->screen);
        bool more = !later && show(app, pace->screen) && app_unfinished(app);
        double rest = fmax(next - screen_clock(), 0);
        struct event event = screen_wait(pace->screen, more ? 0 : moving ? rest : -1);
        if (event.kind != EVENT_NONE)
            answer(app, pace, &event);
        double time = screen_clock();
        pace_begin(pace, INFINITY, least_seconds);
        if (moving && !app_done(app))
            app_advance(app, time - last);
        last = time;
    }
}

static int run_screen(struct arguments *arguments, struct screen *screen)
{
    struct error error;
    int rows, columns;
    const char *trace = arguments->value[OPTION_TRACE];
    bool traced = true;
    screen_size(screen, &rows, &columns);
    struct app *app = app_create(&arguments->saved.experiment, &arguments->saved.view,
                                 screen_display(screen), rows, columns, &error);
    if (app) {
        struct pace pace = {.screen = screen};
        struct interrupt interrupt = {.wanted = pace_stops,
                                      .given_up = pace_given_up,
                                      .to = &pace,
                                      .stride = INTERRUPT_STRIDE};
        app_listen(app, &interrupt);
        app_prefer(app, &arguments->config.view, arguments->config.leave);
        if (arguments->whole)
            app_adopt(app, &arguments->saved);
        if (arguments->opens)
            app_opening(app);
        if (arguments->demo)
            app_tour(app, arguments->demo, arguments->value[OPTION_LOOP] != NULL);
        traced = !trace || app_trace(app, trace, &error);
        if (!arguments->demo) /* its captions come first: a later start will tell */
            lost_tell(app);
        if (traced)
            run_loop(app, &pace);
        if (screen_lost(screen))
            lost_keep(app);
    }
    const char *instead = screen_instead(screen);
    screen_close(screen);
    if (instead)
        report("the terminal type TERM=%s is not known here; used %s", getenv("TERM"), instead);
    locale_report();
    if (!app)
        arguments_report(arguments, &error);
    else if (!traced)
        arguments->status = report_error("--trace", &error, "", 0);
    app_free(app);
    return app && traced ? EXIT_DONE : arguments->status;
}

/* Many sessions share a server: a piece of memory of this size goes back to the system as soon as
 * it is free. Without a word the C library goes by the largest that ever was. */
static void share_memory(void)
{
#ifdef HAVE_MALLOPT
    mallopt(M_MMAP_THRESHOLD, 128 * 1024);
#endif
}

int command_screen(struct arguments *arguments)
{
    struct error error;
    if (!isatty(STDOUT_FILENO) || !isatty(STDIN_FILENO))
        return command_run(arguments);
    const char *color = arguments->value[OPTION_COLOR];
    const char *charset = arguments->value[OPTION_CHARSET];
    const struct config *config = &arguments->config;
    struct screen_options wanted = {.color = color            ? color
                                             : *config->color ? config->color
                                                              : screen_colors[0],
                                    .charset = charset            ? charset
                                               : *config->charset ? config->charset
                                                                  : screen_charsets[0]};
    if (arguments_choice(arguments, OPTION_COLOR, screen_colors) < 0 ||
        arguments_choice(arguments, OPTION_CHARSET, screen_charsets) < 0)
        return EXIT_USAGE;
    if (!arguments_jobs(arguments, 1))
        return EXIT_USAGE;
    share_memory();
    if (!arguments_experiment(arguments))
        return arguments->status;
    wanted.asks = arguments->saved.view.choice[VIEW_THEME] == THEME_AUTO;
    struct screen *screen = screen_open(&wanted, &error);
    if (!screen)
        return report_error(NULL, &error, "", 0) == EXIT_FAILED ? EXIT_FAILED : EXIT_TERMINAL;
    return run_screen(arguments, screen);
}
