#include "app/keep.h"

#include <math.h>
#include <string.h>

#include "app/read.h"
#include "app/state.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"
#include "base/number.h"
#include "show/beside.h"
#include "show/saved.h"

/* The path of a session of that name. */
static void path_of(const char *name, struct buffer *path)
{
    const char *file = strrchr(name, '/');

    buffer_format(path, "%s%s", name, strchr(file ? file + 1 : name, '.') ? "" : SAVED_ENDING);
}

bool keep_text(struct app *app, struct buffer *out, struct error *error)
{
    struct saved saved = {0};
    bool done =
        experiment_copy(&saved.experiment, simulation_experiment(app->session.simulation)) &&
        left_rates_copy(&saved.left_rates, &app->session.left_rates) &&
        captions_copy(&saved.captions, &app->session.captions);

    if (done) {
        captions_sift(&saved.captions, &saved.experiment);
        picture_view(&app->picture, &app->session, &saved.view);
        beside_write(&app->session, &saved.beside);
        blind_write(app, &saved.beside);
        done = saved_write(&saved, out, error);
    } else {
        error_memory(error);
    }
    saved_release(&saved);
    return done;
}

/* Writes the text to a file, and says so. */
static bool write_file(struct app *app, const char *path, const struct buffer *text,
                       const char *what, struct error *error)
{
    if (text->failed)
        return error_memory(error);
    if (!file_write(path, text->data, text->size, error))
        return false;
    app_say(app, "written: %s, %s", path, what);
    return true;
}

bool keep_save(struct app *app, const char *name, struct error *error)
{
    struct buffer path = {0}, text = {0};

    path_of(name, &path);
    bool done = keep_text(app, &text, error) &&
                write_file(app, buffer_string(&path), &text, "the session", error);
    buffer_release(&text);
    buffer_release(&path);
    return done;
}

/* The path of a session of that name; where there is no such file, but one that was kept when a
 * terminal was lost, of that. */
static void find(const char *name, struct buffer *path)
{
    struct buffer kept = {0};

    path_of(name, path);
    if (!file_is_there(buffer_string(path)) && !strchr(name, '/') &&
        file_own(FILE_STATE, buffer_string(path), &kept) && file_is_there(buffer_string(&kept))) {
        buffer_clear(path);
        buffer_text(path, buffer_string(&kept));
    }
    buffer_release(&kept);
}

bool keep_open(struct app *app, const char *name, struct error *error)
{
    struct buffer path = {0};
    const struct view view = app_base_view(app);
    struct saved saved;

    find(name, &path);
    app->message[0] = '\0';
    bool done =
        saved_load(&saved, buffer_string(&path), &view, error) && app_open(app, &saved, error);
    if (done && !app->message[0])
        app_say(app, "%s: step %ld", buffer_string(&path),
                saved.experiment.step < 0 ? 0 : saved.experiment.step);
    saved_release(&saved);
    buffer_release(&path);
    return done;
}

/* "ravine, rate 0.1, β 0.9" */
static void describe_settings(const struct app *app, const struct logged_run *run,
                              struct buffer *out)
{
    char number[NUMBER_SIZE];

    buffer_text(out, run->problem);
    if (!isnan(run->rate))
        buffer_format(out, ", rate %s", number_short(number, run->rate, 5));
    if (!isnan(run->beta))
        buffer_format(out, ", %s %s", app->display.blocks ? "β" : "beta",
                      number_short(number, run->beta, 5));
}

static void show_run(struct app *app, size_t number, const struct logged_run *run)
{
    struct buffer left = {0}, right = {0};
    char loss[NUMBER_SIZE];

    buffer_format(&left, "%zu %s", number, run->optimizer);
    describe_settings(app, run, &right);
    buffer_format(&right, ", %ld step%s, %ld evaluations, loss %s: %s", run->steps,
                  run->steps == 1 ? "" : "s", run->evaluations, number_short(loss, run->loss, 5),
                  run->ending == ENDING_RUNNING ? "not ended" : ending_name(run->ending));
    pager_line(&app->pager, buffer_string(&left), buffer_string(&right));
    buffer_release(&right);
    buffer_release(&left);
}

bool keep_log(struct app *app, const char *name, struct error *error)
{
    struct run_log log = {0};
    struct buffer text = {0};
    bool done = session_log(&app->session, &log) || error_memory(error);

    if (done && *name) {
        run_log_write(&log, &text);
        done = write_file(app, name, &text, "the runs of this sitting", error);
    } else if (done) {
        pager_begin(&app->pager, "The runs of this sitting");
        for (size_t i = 0; i < log.count; i++)
            show_run(app, log.forgotten + i + 1, &log.run[i]);
        if (log.count == 0)
            pager_line(&app->pager, "none", "a run is logged when it has made a step");
        read_open(app);
    }
    buffer_release(&text);
    run_log_release(&log);
    return done;
}
