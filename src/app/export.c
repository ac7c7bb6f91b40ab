#include "app/export.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/screen.h"
#include "app/state.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"
#include "base/table.h"
#include "out/ansi.h"
#include "out/svg.h"
#include "out/text.h"
#include "out/trace.h"

/* Up to this step every one is in the trace; beyond, those that are kept. Steps. */
enum { WHOLE_TRACE = 100000 };

struct format {
    const char *name; /* the ending */
    bool (*write)(struct app *app, struct buffer *out, struct error *error);
    const char *what;
};

/* The screen as it looks in that way, laid out at its present size. */
static bool write_screen(struct app *app, const struct display *display,
                         bool (*write)(const struct frame *frame, const struct display *display,
                                       struct buffer *out),
                         struct buffer *out, struct error *error)
{
    struct frame frame = {0};
    bool done = frame_resize(&frame, app->rows, app->columns);

    if (done) {
        screen_below(app, display, &frame);
        done = write(&frame, display, out);
    }
    frame_release(&frame);
    return done || error_memory(error);
}

static bool text_of(const struct frame *frame, const struct display *display, struct buffer *out)
{
    (void)display;
    text_from_frame(frame, out);
    return true;
}

static bool ansi_of(const struct frame *frame, const struct display *display, struct buffer *out)
{
    (void)display;
    ansi_from_frame(frame, out);
    return true;
}

static bool svg_of(const struct frame *frame, const struct display *display, struct buffer *out)
{
    return svg_from_frame(frame, display->backdrop, out);
}

/* Plain text has no colours: the screen as it looks without. */
static bool write_text(struct app *app, struct buffer *out, struct error *error)
{
    struct display display = app->display;

    display.colors = 0;
    return write_screen(app, &display, text_of, out, error);
}

static bool write_ansi(struct app *app, struct buffer *out, struct error *error)
{
    return write_screen(app, &app->display, ansi_of, out, error);
}

/* A picture has all colours, whatever the terminal has. */
static bool write_svg(struct app *app, struct buffer *out, struct error *error)
{
    struct display display = app->display;

    display.colors = FRAME_RGB;
    if (display.backdrop == BACKDROP_UNKNOWN)
        display.backdrop = BACKDROP_DARK;
    return write_screen(app, &display, svg_of, out, error);
}

/* What is kept of a path. */
static void write_kept(const struct simulation *run, const struct trace *trace, struct buffer *out)
{
    const struct trajectory *path = simulation_trajectory(run);
    const struct experiment *experiment = simulation_experiment(run);
    size_t next = 0;

    for (size_t i = 0; i < trajectory_length(path); i++) {
        const struct sample *sample = trajectory_at(path, i);

        trace_changes(trace, experiment, sample->step - 1, &next, out);
        trace_row(trace, sample, i == 0, out);
    }
    trace_changes(trace, experiment, experiment->step, &next, out);
}

static bool goes_on(void *to, struct buffer *out)
{
    (void)out;
    return !interrupt_given_up(to);
}

/* Plays the experiment once more, beside the run that is on the screen. */
static bool write_whole(const struct session *session, const struct trace *trace,
                        struct buffer *out, struct error *error)
{
    const struct experiment *experiment = simulation_experiment(session->simulation);
    struct simulation *again = simulation_open(experiment, error);

    if (!again)
        return false;
    bool played = trace_play(trace, again, experiment->step, 1, goes_on, session->interrupt, out);
    bool whole = !simulation_goes_on(again, experiment->step);
    simulation_free(again);
    if (!played)
        return error_set(error, "given up: nothing was written");
    return whole || error_memory(error);
}

static bool is_long(const struct app *app)
{
    return simulation_now(app->session.simulation)->step > WHOLE_TRACE;
}

static bool write_trace(struct app *app, struct buffer *out, struct error *error)
{
    struct simulation *simulation = app->session.simulation;
    const struct trace trace = trace_of(simulation, TRACE_CSV);
    bool done = true;

    trace_begin(&trace, out);
    if (is_long(app))
        write_kept(simulation, &trace, out);
    else
        done = write_whole(&app->session, &trace, out, error);
    trace_end(&trace, out);
    return done;
}

static const struct format rows[] = {
    {".txt", write_text, "the screen as plain text"},
    {".ans", write_ansi, "the screen with its colours, for cat"},
    {".svg", write_svg, "the screen as a picture"},
    {".csv", write_trace, "the trace"},
};

static const struct format *format_of(const char *path, struct error *error)
{
    size_t length = strlen(path);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t ending = strlen(rows[i].name);

        if (length > ending && strcmp(path + length - ending, rows[i].name) == 0)
            return &rows[i];
    }
    error_at(error, 1, (int)(length < 4 ? 1 : length - 3),
             "the file's name ends in .svg, .txt or .ans (the screen), or .csv (the trace)");
    return NULL;
}

/* What is learnt from is not written over. */
static bool check_target(const struct app *app, const char *path, struct error *error)
{
    const struct scenario *scenario = session_scenario(&app->session);
    const char *data = scenario->grid ? scenario->grid_name : scenario->data_name;
    struct stat target, source;

    if (!data || stat(path, &target) != 0 || stat(data, &source) != 0 ||
        target.st_dev != source.st_dev || target.st_ino != source.st_ino)
        return true;
    return error_set(error, "this is the %s; choose another name",
                     scenario->grid ? "grid that is descended on" : "data that is learnt from");
}

bool export_file(struct app *app, const char *path, struct error *error)
{
    const struct format *format = format_of(path, error);
    struct buffer out = {0};

    if (!format || !check_target(app, path, error))
        return false;
    bool done = format->write(app, &out, error), over = access(path, F_OK) == 0;
    if (done && out.failed)
        done = error_memory(error);
    done = done && file_write(path, out.data, out.size, error);
    if (done)
        app_say(app, "%s: %s, %s (%zu bytes)%s", over ? "written over" : "written", path,
                format->what, out.size,
                format->write == write_trace && is_long(app)
                    ? ", not all steps; :save NAME and `run NAME.td --format csv` have all"
                    : "");
    buffer_release(&out);
    return done;
}
