#include "show/trace_file.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/linear.h"
#include "base/reader.h"
#include "base/text.h"
#include "problem/dataset.h"
#include "problem/objective.h"
#include "show/data_file.h"
#include "show/session.h"

enum { NONE = -1, MOST_STEPS = 1000000 };

/* Which columns of the table are what. */
struct columns {
    const struct dataset *data;
    int parameter[PARAMETERS_MAX], step; /* NONE: the rows are counted */
};

/* --- columns --- */

/* The length of a name without its unit: 1 of "x (m)". */
static size_t bare_length(const char *name)
{
    size_t length = strcspn(name, "([");

    while (length > 0 && name[length - 1] == ' ')
        length--;
    return length;
}

static bool is_called(const struct dataset *data, size_t column, const char *name)
{
    const char *called = dataset_name(data, column);

    return bare_length(called) == strlen(name) && strncasecmp(called, name, strlen(name)) == 0;
}

static int find_column(const struct dataset *data, const char *name)
{
    int found = dataset_find(data, name);

    for (size_t i = 0; found < 0 && i < dataset_columns(data); i++)
        if (is_called(data, i, name))
            found = (int)i;
    return found;
}

static const char *const steps[] = {"step", "steps", "iteration", "iter", "epoch", "t", "k", "i"};
static const char *const others[] = {"loss",        "f",          "cost", "value",     "grad_norm",
                                     "gradient",    "norm",       "lr",   "rate",      "time",
                                     "evaluations", "batch_loss", "row",  "train_loss"};

static int find_step(const struct dataset *data)
{
    int found = NONE;

    for (size_t i = 0; found < 0 && i < sizeof steps / sizeof *steps; i++)
        found = find_column(data, steps[i]);
    return found;
}

/* Is it a number of a run, and no parameter? */
static bool is_other(const struct columns *columns, size_t column)
{
    bool other = (int)column == columns->step || !dataset_has_numbers(columns->data, column);

    for (size_t i = 0; !other && i < sizeof others / sizeof *others; i++)
        other = is_called(columns->data, column, others[i]);
    return other;
}

/* The columns in their order, where their names say nothing. */
static bool take_in_order(struct columns *columns, int n)
{
    const struct dataset *data = columns->data;
    int found = 0;

    if (!dataset_is_named(data) && (int)dataset_columns(data) > n && dataset_counts_rows(data, 0))
        columns->step = 0;
    for (size_t i = 0; i < dataset_columns(data); i++)
        if (!is_other(columns, i)) {
            if (found < n)
                columns->parameter[found] = (int)i;
            found++;
        }
    return found == n || (found > n && !dataset_is_named(data));
}

static bool find_columns(struct columns *columns, const struct objective *objective,
                         struct error *error)
{
    int found = 0, n = objective->n;

    columns->step = find_step(columns->data);
    for (int i = 0; i < n; i++) {
        columns->parameter[i] = find_column(columns->data, objective->parameter[i]);
        found += columns->parameter[i] >= 0;
        if (columns->parameter[i] >= 0 && columns->parameter[i] == columns->step)
            columns->step = NONE;
    }
    if (found == n || (found == 0 && take_in_order(columns, n)))
        return true;
    for (int i = 0; i < n; i++)
        if (find_column(columns->data, objective->parameter[i]) < 0) {
            dataset_need(columns->data, objective->parameter[i], error);
            break;
        }
    return false;
}

/* --- rows --- */

/* Do the steps ascend, all of them whole? */
static bool steps_ascend(const struct columns *columns)
{
    double last = -1;

    for (size_t row = 0; columns->step >= 0 && row < dataset_rows(columns->data); row++) {
        double step = dataset_number(columns->data, row, (size_t)columns->step);
        if (!(step > last) || step != floor(step) || step > MOST_STEPS)
            return false;
        last = step;
    }
    return columns->step >= 0;
}

static bool read_point(const struct columns *columns, size_t row, int n, double *x)
{
    bool whole = true;

    for (int i = 0; i < n; i++) {
        x[i] = dataset_number(columns->data, row, (size_t)columns->parameter[i]);
        whole = whole && isfinite(x[i]);
    }
    return whole;
}

/* The path so far, and what the criteria saw on it, those of the session's run. */
struct walk {
    struct objective *objective;
    struct trajectory path;
    const struct criteria *criteria;
    struct criteria_state state;
};

static void add(struct walk *walk, const struct sample *sample)
{
    int n = walk->objective->n;

    if (walk->path.last < 0)
        criteria_start(&walk->state, walk->criteria, sample, n);
    else
        criteria_look(&walk->state, walk->criteria, sample, n);
    trajectory_add(&walk->path, sample);
}

/* The point is there from this step on. */
static void stand(struct walk *walk, const double *x, long step)
{
    double g[PARAMETERS_MAX];
    struct sample sample = {.epoch = -1, .lr = NAN};
    int n = walk->objective->n;

    for (int i = 0; i < n; i++)
        sample.x[i] = x[i];
    sample.loss = objective_gradient(walk->objective, x, g);
    sample.grad_norm = linear_norm(g, n);
    for (sample.step = walk->path.last; walk->path.last >= 0 && sample.step + 1 < step;) {
        struct sample same = *trajectory_at(&walk->path, trajectory_length(&walk->path) - 1);
        same.step = ++sample.step;
        add(walk, &same);
    }
    sample.step = step;
    add(walk, &sample);
}

static void walk_rows(struct walk *walk, const struct columns *columns)
{
    bool numbered = steps_ascend(columns);
    double x[PARAMETERS_MAX];

    for (size_t row = 0; row < dataset_rows(columns->data); row++) {
        if (!read_point(columns, row, walk->objective->n, x))
            return;
        double step = numbered ? dataset_number(columns->data, row, (size_t)columns->step) : 0;
        stand(walk, x, numbered ? (long)step : (long)row);
    }
}

/* --- the run --- */

/* "adam.csv", as the table of runs calls it. Returns false when memory runs out. */
static bool name_run(struct logged_run *run, const char *path)
{
    const char *slash = strrchr(path, '/');
    struct buffer clean = {0};

    text_sanitize(slash ? slash + 1 : path, strlen(slash ? slash + 1 : path), &clean);
    bool done = !clean.failed;
    snprintf(run->optimizer, sizeof run->optimizer, "%s", buffer_string(&clean));
    buffer_release(&clean);
    return done;
}

static int keep(struct session *session, const struct columns *columns, const char *name,
                struct error *error)
{
    struct buffer line = {0};
    struct walk walk = {.objective = simulation_objective(session->simulation),
                        .criteria = simulation_stops(session->simulation)};
    struct logged_run run = {.rate = NAN, .beta = NAN, .ending = ENDING_RUNNING};
    int number = -1;

    if (!trajectory_init(&walk.path, walk.objective->n)) {
        error_memory(error);
        return -1;
    }
    walk_rows(&walk, columns);
    if (walk.path.last < 0) {
        error_in_file(error, dataset_path(columns->data), dataset_line(columns->data, 0), 0,
                      "no point of the path stands here");
    } else {
        run.steps = walk.path.last;
        run.loss = trajectory_at(&walk.path, trajectory_length(&walk.path) - 1)->loss;
        run.settled = walk.state.since[CRITERION_GRAD];
        buffer_format(&line, "trace %s", name);
        if (name_run(&run, dataset_path(columns->data)) && !line.failed)
            number = kept_add_foreign(&session->kept, &walk.path, &run, buffer_string(&line));
        if (number < 0)
            error_memory(error);
    }
    trajectory_release(&walk.path);
    buffer_release(&line);
    return number;
}

int trace_file_keep(struct session *session, const char *name, struct error *error)
{
    struct reader reader;
    struct columns columns = {.step = NONE};
    struct dataset *data = NULL;
    int number = -1;

    if (data_file_open(name, &reader, error))
        data = dataset_read(&reader, NULL, error);
    columns.data = data;
    if (data && dataset_rows(data) > TRACE_FILE_ROWS)
        error_in_file(error, dataset_path(data), dataset_line(data, TRACE_FILE_ROWS), 0,
                      "more than %d rows, the limit of a path", TRACE_FILE_ROWS);
    else if (data && find_columns(&columns, simulation_objective(session->simulation), error))
        number = keep(session, &columns, name, error);
    dataset_release(data);
    return number;
}
