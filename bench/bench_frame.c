/* The bytes of frames as they go to terminals of two sizes, which are pseudo-terminals here, and
 * the instructions that a step's frame takes.
 *
 * `bench_frame SURFACE OPTIMIZER COLUMNS ROWS STEP FRAMES` shows so many frames and is silent: of
 * two such runs valgrind tells the instructions, and their difference is that of the frames. */
#include <config.h>

#include <fcntl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/uio.h>
#include <unistd.h>

#include "app/app.h"
#include "bench/bench.h"
#include "bench/minimal.h"
#include "show/view_settings.h"
#include "term/screen.h"

enum { FRAMES = 300, FRAMES_PER_SECOND = 30, FEW_FRAMES = 20, MANY_FRAMES = 100 };

/* A run that is shown. */
struct shown {
    const char *surface, *optimizer;
    int columns, rows;
    long first; /* the step from which on it is shown */
};

/* --- what goes to the terminal --- */

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
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    *out = dup(STDOUT_FILENO);
    if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0)
        return false;
    int slave = open(ptsname(master), O_RDWR | O_NOCTTY);
    return slave >= 0 && dup2(slave, STDOUT_FILENO) >= 0;
}

static bool size_terminal(int columns, int rows)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    return ioctl(STDOUT_FILENO, TIOCSWINSZ, &size) == 0;
}

/* --- a run on the screen --- */

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

static void press(struct app *app, const char *keys)
{
    for (; *keys; keys++)
        app_handle(app, &(struct event){.kind = EVENT_KEY, .key = (uint32_t)*keys});
}

/* Goes to the first step and lets it run. With the second frame the hints change, too; from there
 * on it is one step a frame. */
static void begin(struct app *app, struct screen *screen, long first, struct figures *figures)
{
    char go[32];
    snprintf(go, sizeof go, ":go %ld\n", first);
    press(app, go);
    while (app_running(app))
        app_advance(app, 1);
    press(app, " ");
    app_advance(app, 1.0 / FRAMES_PER_SECOND);
    show(app, screen, figures);
}

static long step(struct app *app, struct screen *screen, struct figures *figures)
{
    app_advance(app, 1.0 / FRAMES_PER_SECOND);
    return show(app, screen, figures);
}

/* Up to its end, or for FRAMES. */
static void run(struct app *app, struct screen *screen, struct figures *figures)
{
    struct frame last = {0};
    int frames = 0;
    begin(app, screen, 0, figures);
    for (; frames < FRAMES && app_running(app); frames++) {
        if (!copy_frame(&last, app_frame(app)))
            exit(1);
        figures->step += (double)step(app, screen, figures);
        figures->step_minimal += (double)minimal_bytes(&last, app_frame(app));
    }
    figures->step /= frames;
    figures->step_minimal /= frames;
    figures->idle = (double)show(app, screen, figures);
    frame_release(&last);
}

/* The program in a terminal with those glyphs; NULL where it can't be had. */
static struct app *open_app(const struct shown *shown, const char *charset, struct screen **screen)
{
    const struct screen_options options = {.color = "256", .charset = charset};
    static const struct view view;
    struct scenario scenario;
    struct experiment experiment;
    struct app *app = NULL;
    *screen = size_terminal(shown->columns, shown->rows) ? screen_open(&options, NULL) : NULL;
    if (*screen && scenario_init(&scenario)) {
        scenario_set(&scenario, "surface", shown->surface, NULL);
        scenario_set(&scenario, "optimizer", shown->optimizer, NULL);
        if (experiment_init(&experiment, &scenario))
            app = app_create(&experiment, &view, screen_display(*screen), shown->rows,
                             shown->columns, NULL);
        experiment_release(&experiment);
        scenario_release(&scenario);
    }
    return app;
}

/* The bytes of the first frame where a cell is two halves at most. */
static bool measure_halves(const struct shown *shown, struct figures *figures)
{
    struct screen *screen;
    struct app *app = open_app(shown, "blocks", &screen);
    if (app)
        figures->first_halves = (double)show(app, screen, figures);
    app_free(app);
    screen_close(screen);
    return app != NULL;
}

static bool measure(const struct shown *shown, struct figures *figures)
{
    struct screen *screen;
    struct app *app = open_app(shown, "auto", &screen);
    *figures = (struct figures){0};
    if (app) {
        figures->first = (double)show(app, screen, figures);
        figures->first_minimal = (double)minimal_bytes(NULL, app_frame(app));
        run(app, screen, figures);
    }
    app_free(app);
    screen_close(screen);
    return app != NULL;
}

/* --- instructions --- */

static bool show_frames(const struct shown *shown, int frames)
{
    struct figures unused = {0};
    struct screen *screen;
    struct app *app = open_app(shown, "auto", &screen);
    if (app) {
        show(app, screen, &unused);
        begin(app, screen, shown->first, &unused);
    }
    bool done = app;
    for (int i = 0; done && i < frames; i++) {
        step(app, screen, &unused);
        done = app_running(app);
    }
    app_free(app);
    screen_close(screen);
    return done;
}

/* Of the whole program that shows so many frames; negative where nobody can tell. */
static double instructions_of(const struct shown *shown, const char *self, int frames)
{
    static const char said[] = "Collected : ";
    char command[512], line[256];
    double count = -1;
    snprintf(
        command, sizeof command,
        "valgrind --tool=callgrind --callgrind-out-file=/dev/null '%s' %s %s %d %d %ld %d 2>&1",
        self, shown->surface, shown->optimizer, shown->columns, shown->rows, shown->first, frames);
    FILE *told = popen(command, "r");
    while (told && fgets(line, sizeof line, told)) {
        const char *at = strstr(line, said);
        count = at ? atof(at + strlen(said)) : count;
    }
    if (told)
        pclose(told);
    return count;
}

/* Of a step's frame. */
static double frame_instructions(const struct shown *shown, const char *self)
{
    double few = instructions_of(shown, self, FEW_FRAMES);
    double many = instructions_of(shown, self, MANY_FRAMES);
    return few < 0 || many < 0 ? -1 : (many - few) / (MANY_FRAMES - FEW_FRAMES);
}

static const char *name_line(const struct shown *shown, const char *what)
{
    static char name[96];
    char since[32] = "";
    if (shown->first > 0)
        snprintf(since, sizeof since, " from step %ld", shown->first);
    snprintf(name, sizeof name, "%s, %s%s, %dx%d: %s", shown->surface, shown->optimizer, since,
             shown->columns, shown->rows, what);
    return name;
}

static bool is_small(const struct shown *shown)
{
    return shown->columns <= 80 && shown->rows <= 24;
}

static void report_bytes(const struct shown *shown, const struct figures *figures)
{
    bench_at_most(name_line(shown, "bytes of a step's frame"), figures->step,
                  is_small(shown) ? 150 : 250);
    bench_at_most(name_line(shown, "the same / a minimal encoding"),
                  figures->step / figures->step_minimal, 1.3);
    bench_at_most(name_line(shown, "first frame / a minimal encoding"),
                  figures->first / figures->first_minimal, 1.5);
    bench_at_most(name_line(shown, "first frame / with half blocks"),
                  figures->first / figures->first_halves, 1.6);
    bench_at_most(name_line(shown, "writes of a frame"), figures->most_writes, 1);
    bench_at_most(name_line(shown, "bytes where nothing has changed"), figures->idle, 0);
}

static void report_instructions(const struct shown *shown, double instructions)
{
    const char *name = name_line(shown, "instructions of a step's frame");
    if (instructions < 0)
        bench_left_out(name, "no valgrind");
    else
        bench_at_most(name, instructions, is_small(shown) ? 300e3 : 900e3);
}

static void report(const char *self, int out)
{
    static const struct shown runs[] = {
        {"rosenbrock", "gd", 80, 24, 0},    {"ravine", "momentum", 80, 24, 0},
        {"rastrigin", "adam", 80, 24, 0},   {"rosenbrock", "gd", 200, 50, 0},
        {"ravine", "momentum", 200, 50, 0}, {"rastrigin", "adam", 200, 50, 0}};
    static const struct shown late[] = {{"rosenbrock", "gd", 80, 24, 3000},
                                        {"rosenbrock", "gd", 200, 50, 3000}};
    enum { RUNS = sizeof runs / sizeof *runs };
    struct figures figures[RUNS];
    bool ok = true;
    for (int i = 0; ok && i < RUNS; i++)
        ok = measure(&runs[i], &figures[i]) && measure_halves(&runs[i], &figures[i]);
    dup2(out, STDOUT_FILENO);
    if (!ok)
        bench_left_out("frames", "no terminal type");
    for (int i = 0; ok && i < RUNS; i++) {
        report_bytes(&runs[i], &figures[i]);
        report_instructions(&runs[i], frame_instructions(&runs[i], self));
    }
    for (size_t i = 0; ok && i < sizeof late / sizeof *late; i++)
        report_instructions(&late[i], frame_instructions(&late[i], self));
}

int main(int count, char **argument)
{
    int out;
    bool ok = open_terminal(&out) && setenv("TERM", "xterm-256color", 1) == 0 &&
              setlocale(LC_CTYPE, "C.UTF-8") && setlocale(LC_NUMERIC, "C");
    if (ok && count == 7) {
        const struct shown shown = {argument[1], argument[2], atoi(argument[3]), atoi(argument[4]),
                                    atol(argument[5])};
        return !show_frames(&shown, atoi(argument[6]));
    }
    if (ok)
        report(argument[0], out);
    else
        bench_left_out("frames", "no pseudo-terminal, or no locale");
    return 0;
}
