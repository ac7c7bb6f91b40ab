/* The bytes of frames as they go to a terminal of 200x50, which is a pseudo-terminal here. */
#include <config.h>

#include <fcntl.h>
#include <locale.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/uio.h>
#include <unistd.h>

#include "app/app.h"
#include "bench/bench.h"
#include "bench/minimal.h"
#include "show/view_settings.h"
#include "term/screen.h"

enum { ROWS = 50, COLUMNS = 200, FRAMES = 300, FRAMES_PER_SECOND = 30 };

/* --- what goes to the terminal -------------------------------------------------------------- */

static long writes, bytes; /* since they were set to 0 */

/* Stands before the C library's, for all of the program. The terminal here takes everything at
 * once, which a pseudo-terminal would not do. */
ssize_t write(int fd, const void *data, size_t size)
{
    if (fd <= STDERR_FILENO || !isatty(fd))
        return writev(fd, &(struct iovec){(void *)data, size}, 1);
    writes++;
    bytes += (long)size;
    return (ssize_t)size;
}

/* Standard output becomes a terminal. *out is what it was. */
static bool open_terminal(int *out)
{
    struct winsize size = {.ws_row = ROWS, .ws_col = COLUMNS};
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    *out = dup(STDOUT_FILENO);
    if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0)
        return false;
    int slave = open(ptsname(master), O_RDWR | O_NOCTTY);
    return slave >= 0 && ioctl(slave, TIOCSWINSZ, &size) == 0 && dup2(slave, STDOUT_FILENO) >= 0;
}

/* --- a run on the screen -------------------------------------------------------------------- */

struct figures {
    double first, first_minimal; /* bytes of the first frame */
    double first_halves;         /* the same with half blocks alone */
    double step, step_minimal;   /* bytes of a step's frame, on the average */
    double most_writes;          /* for one frame */
    double idle;                 /* bytes of a frame in which nothing has changed */
};

/* Shows the frame of the present state; returns the bytes. */
static long show(struct app *app, struct screen *screen, struct figures *figures)
{
    writes = bytes = 0;
    screen_present(screen, app_frame(app), false);
    if ((double)writes > figures->most_writes)
        figures->most_writes = (double)writes;
    return bytes;
}

static bool copy_frame(struct frame *to, const struct frame *from)
{
    if (!frame_resize(to, from->rows, from->columns))
        return false;
    memcpy(to->cells, from->cells, (size_t)from->rows * (size_t)from->columns * sizeof *to->cells);
    to->cursor_row = from->cursor_row;
    to->cursor_column = from->cursor_column;
    to->cursor_visible = from->cursor_visible;
    return true;
}

/* One step a frame, from the second frame on: with the first one the hints change, too. */
static void run(struct app *app, struct screen *screen, struct figures *figures)
{
    static const struct event start = {.kind = EVENT_KEY, .key = ' '};
    struct frame last = {0};
    app_handle(app, &start);
    app_advance(app, 1.0 / FRAMES_PER_SECOND);
    show(app, screen, figures);
    for (int i = 0; i < FRAMES; i++) {
        if (!copy_frame(&last, app_frame(app)))
            exit(1);
        app_advance(app, 1.0 / FRAMES_PER_SECOND);
        figures->step += (double)show(app, screen, figures) / FRAMES;
        figures->step_minimal += (double)minimal_bytes(&last, app_frame(app)) / FRAMES;
    }
    figures->idle = (double)show(app, screen, figures);
    frame_release(&last);
}

/* The program in a terminal with those glyphs; NULL where it can't be had. */
static struct app *open_app(const char *surface, const char *optimizer, const char *charset,
                            struct screen **screen)
{
    const struct screen_options options = {.color = "256", .charset = charset};
    static const struct view view;
    struct scenario scenario;
    struct experiment experiment;
    struct app *app = NULL;
    *screen = screen_open(&options, NULL);
    if (*screen && scenario_init(&scenario)) {
        scenario_set(&scenario, "surface", surface, NULL);
        scenario_set(&scenario, "optimizer", optimizer, NULL);
        if (experiment_init(&experiment, &scenario))
            app = app_create(&experiment, &view, screen_display(*screen), ROWS, COLUMNS, NULL);
        experiment_release(&experiment);
        scenario_release(&scenario);
    }
    return app;
}

/* The bytes of the first frame where a cell is two halves at most. */
static bool measure_halves(const char *surface, const char *optimizer, struct figures *figures)
{
    struct screen *screen;
    struct app *app = open_app(surface, optimizer, "blocks", &screen);
    if (app)
        figures->first_halves = (double)show(app, screen, figures);
    app_free(app);
    screen_close(screen);
    return app != NULL;
}

static bool measure(const char *surface, const char *optimizer, struct figures *figures)
{
    struct screen *screen;
    struct app *app = open_app(surface, optimizer, "auto", &screen);
    *figures = (struct figures){0};
    if (app) {
        figures->first = (double)show(app, screen, figures);
        figures->first_minimal = (double)minimal_bytes(NULL, app_frame(app));
        run(app, screen, figures);
    }
    app_free(app);
    screen_close(screen);
    return app && measure_halves(surface, optimizer, figures);
}

/* -------------------------------------------------------------------------------------------- */

static void report(const char *surface, const char *optimizer, const struct figures *figures)
{
    char name[96];
#define LINE(what) (snprintf(name, sizeof name, "%s, %s: %s", surface, optimizer, what), name)
    bench_at_most(LINE("bytes of a step's frame"), figures->step, 150);
    bench_at_most(LINE("the same / a minimal encoding"), figures->step / figures->step_minimal,
                  1.3);
    bench_at_most(LINE("bytes of the first frame / a minimal encoding"),
                  figures->first / figures->first_minimal, 1.5);
    bench_at_most(LINE("bytes of the first frame / with half blocks"),
                  figures->first / figures->first_halves, 1.6);
    bench_at_most(LINE("writes of a frame"), figures->most_writes, 1);
    bench_at_most(LINE("bytes where nothing has changed"), figures->idle, 0);
#undef LINE
}

int main(void)
{
    static const char *const runs[][2] = {
        {"rosenbrock", "gd"}, {"ravine", "momentum"}, {"rastrigin", "adam"}};
    enum { RUNS = sizeof runs / sizeof *runs };
    struct figures figures[RUNS];
    int out;
    bool ok = open_terminal(&out) && setenv("TERM", "xterm-256color", 1) == 0 &&
              setlocale(LC_CTYPE, "C.UTF-8") && setlocale(LC_NUMERIC, "C");
    for (int i = 0; ok && i < RUNS; i++)
        ok = measure(runs[i][0], runs[i][1], &figures[i]);
    dup2(out, STDOUT_FILENO);
    for (int i = 0; ok && i < RUNS; i++)
        report(runs[i][0], runs[i][1], &figures[i]);
    if (!ok)
        bench_left_out("bytes of frames", "no pseudo-terminal, terminal type or locale");
}
