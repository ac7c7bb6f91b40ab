/* `run`: a run without a screen: a trace, or a summary with the verdict and the last picture. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/restarts.h"
#include "cli/snapshot.h"
#include "cli/subcommand.h"
#include "cli/summary.h"
#include "insight/score.h"
#include "out/trace.h"
#include "show/session.h"

enum { RUN_SLICE = 1000 };

enum run_format { FORMAT_TABLE, FORMAT_CSV, FORMAT_JSON };

struct request {
    enum run_format format;
    struct snapshot snapshot;
    bool snapshot_alone, explain;
    long every, restarts;
    struct formula *check; /* owned; NULL: nothing to check */
};

/* ------------------------------------------------------------------ --check */

/* A number of a run that --check knows, besides the parameters. `step` is a function. */
struct checked {
    const char *name;
    enum { ALWAYS, OF_DATA, OF_ROWS_HELD_OUT } when; /* there is such a thing */
    double (*value)(struct simulation *simulation);
};

static double steps_of(struct simulation *simulation)
{
    return (double)simulation_now(simulation)->step;
}

static double loss_of(struct simulation *simulation)
{
    return simulation_now(simulation)->loss;
}

static double grad_norm_of(struct simulation *simulation)
{
    return simulation_now(simulation)->grad_norm;
}

static double lr_of(struct simulation *simulation)
{
    return simulation_now(simulation)->lr;
}

static double evaluations_of(struct simulation *simulation)
{
    return (double)simulation_evaluations(simulation);
}

static double trials_of(struct simulation *simulation)
{
    return (double)simulation_trials(simulation);
}

static double epoch_of(struct simulation *simulation)
{
    return (double)simulation_now(simulation)->epoch;
}

static double batch_loss_of(struct simulation *simulation)
{
    return simulation_now(simulation)->batch_loss;
}

static double validation_of(struct simulation *simulation)
{
    return simulation_now(simulation)->validation;
}

static double score_of(struct simulation *simulation,
                       double (*of)(struct score *score, const double *x))
{
    struct score score;
    score_init(&score, simulation_objective(simulation));
    double value = of(&score, simulation_now(simulation)->x);
    score_release(&score);
    return value;
}

static double r2_of(struct simulation *simulation)
{
    return score_of(simulation, score_r2);
}

static double accuracy_of(struct simulation *simulation)
{
    return score_of(simulation, score_accuracy);
}

static const struct checked checked[] = {
    {"steps", ALWAYS, steps_of},
    {"loss", ALWAYS, loss_of},
    {"grad_norm", ALWAYS, grad_norm_of},
    {"lr", ALWAYS, lr_of},
    {"evaluations", ALWAYS, evaluations_of},
    {"trials", ALWAYS, trials_of},
    {"epoch", OF_DATA, epoch_of},
    {"batch_loss", OF_DATA, batch_loss_of},
    {"r2", OF_DATA, r2_of},
    {"accuracy", OF_DATA, accuracy_of},
    {"validation", OF_ROWS_HELD_OUT, validation_of},
};

enum { CHECKED = sizeof checked / sizeof *checked };

/* How many of them there are: those that are not always there come last. */
static int known_to_check(const struct scenario *scenario)
{
    bool data = scenario_learns(scenario);
    int known = 0;
    while (known < CHECKED &&
           (checked[known].when == ALWAYS ||
            (data && (checked[known].when == OF_DATA || scenario->validation > 0))))
        known++;
    return known;
}

static bool compile_check(struct request *request, const struct scenario *scenario,
                          const char *text)
{
    const char *name[FORMULA_MAX_PARAMETERS + CHECKED];
    int count = 0, known = known_to_check(scenario);
    struct error error;
    for (; count < scenario->n; count++)
        name[count] = scenario->parameter[count];
    for (int i = 0; i < known; i++)
        name[count++] = checked[i].name;
    struct formula_names names = {name, 0, count};
    request->check = formula_compile(text, strlen(text), &names, &error);
    if (!request->check)
        report_error("--check", &error, text, strlen(text));
    return request->check;
}

/* Fills in what the check reads. Returns the name of what is no number, as r2 where no square is
 * minimised; NULL: all are. */
static const char *fill_check(const struct request *request, struct simulation *simulation,
                              struct evaluator *evaluator)
{
    const struct sample *now = simulation_now(simulation);
    size_t n = (size_t)simulation_scenario(simulation)->n;
    const char *lacking = NULL;
    for (size_t i = 0; i < request->check->value.inputs; i++) {
        bool read = program_reads(&request->check->value, i);
        double value = i < n ? now->x[i] : read ? checked[i - n].value(simulation) : 0;
        *evaluator_input(evaluator, i) = value;
        if (read && isnan(value) && i >= n)
            lacking = checked[i - n].name;
    }
    return lacking;
}

/* The value of the check at the end of the run: 0 is false, and so is NaN. */
static bool check_holds(const struct request *request, struct simulation *simulation)
{
    struct evaluator evaluator;
    if (!evaluator_init(&evaluator, &request->check->value, 1)) {
        report("out of memory");
        return false;
    }
    const char *lacking = fill_check(request, simulation, &evaluator);
    evaluator_run(&evaluator, 1);
    double value = *evaluator_output(&evaluator, 0);
    evaluator_release(&evaluator);
    bool holds = value != 0 && !isnan(value);
    if (!holds && lacking)
        report("--check: '%s' is false: there is no number %s here", request->check->text, lacking);
    else if (!holds)
        report("--check: '%s' is false", request->check->text);
    return holds;
}

/* ------------------------------------------------------------------ the trace */

/* Runs to the end, a row a step; the last row is written whatever `every` says. */
static bool run_trace(const struct request *request, struct simulation *simulation)
{
    const struct trace trace =
        trace_of(simulation, request->format == FORMAT_JSON ? TRACE_JSON : TRACE_CSV);
    const struct sample *now = simulation_now(simulation);
    struct buffer out = {0};
    bool ended = simulation_ended(simulation) >= 0, written = true;
    trace_begin(&trace, &out);
    trace_row(&trace, now, true, &out);
    while (!ended && written) {
        ended = simulation_step(simulation) >= 0;
        now = simulation_now(simulation);
        if (ended || now->step % request->every == 0)
            trace_row(&trace, now, false, &out);
        written = output_drain(&out);
    }
    trace_end(&trace, &out);
    written = written && output_flush(&out);
    buffer_release(&out);
    return written;
}

/* Runs to the end and shows the picture, under a summary where that is wanted. */
static bool run_picture(const struct request *request, struct session *session)
{
    struct simulation *simulation = session->simulation;
    struct buffer out = {0};
    while (simulation_ended(simulation) < 0)
        simulation_run(simulation, RUN_SLICE);
    if (!request->snapshot_alone) {
        summary_write(session, &out);
        if (request->explain)
            summary_explain(session, &out);
        buffer_text(&out, "\n");
        output_transliterate(&out);
    }
    bool drawn = snapshot_write(&request->snapshot, session, &out);
    if (!drawn)
        report("out of memory");
    bool written = output_flush(&out);
    buffer_release(&out);
    return drawn && written;
}

static bool run_to_end(const struct request *request, struct session *session)
{
    if (request->format == FORMAT_TABLE || request->snapshot_alone)
        return run_picture(request, session);
    return run_trace(request, session->simulation);
}

/* ------------------------------------------------------------------ the request */

static bool read_count(const struct arguments *arguments, enum option_id id, long otherwise,
                       long *count)
{
    struct error error;
    const char *value = arguments->value[id];
    char option[32];
    *count = otherwise;
    if (!value || number_parse_count(value, 1, 1000000000, count, &error))
        return true;
    snprintf(option, sizeof option, "--%s", table_name(&options, id));
    report_error(option, &error, "", 0);
    return false;
}

static bool read_request(const struct arguments *arguments, struct request *request)
{
    const char *check = arguments->value[OPTION_CHECK];
    int format = arguments_format(arguments);
    *request = (struct request){.format = (enum run_format)format,
                                .snapshot_alone = arguments->value[OPTION_SNAPSHOT] != NULL,
                                .explain = arguments->value[OPTION_EXPLAIN] != NULL};
    if (format < 0 || !read_count(arguments, OPTION_EVERY, 1, &request->every) ||
        !read_count(arguments, OPTION_RESTARTS, 0, &request->restarts) ||
        !snapshot_read(&request->snapshot, arguments))
        return false;
    return !check || compile_check(request, &arguments->scenario, check);
}

/* With restarts, the run is that from the best start; the table of them goes to standard error
 * where standard output is for a trace or a picture alone. Returns an exit status. */
static int choose_start(const struct request *request, struct arguments *arguments)
{
    struct buffer table = {0};
    struct error error;
    long chosen;
    if (request->restarts == 0)
        return EXIT_DONE;
    if (!restarts_choose(&arguments->scenario, request->restarts, &table, &chosen, &error)) {
        arguments_report(arguments, &error);
        buffer_release(&table);
        return EXIT_USAGE;
    }
    bool aside = request->format != FORMAT_TABLE || request->snapshot_alone;
    bool written = true;
    if (!aside && chosen >= 0)
        buffer_text(&table, "\n");
    if (aside)
        fputs(buffer_string(&table), stderr);
    else
        written = output_flush(&table);
    if (chosen < 0)
        report("all %ld runs ran away or left the domain", request->restarts + 1);
    buffer_release(&table);
    return written && chosen >= 0 ? EXIT_DONE : EXIT_FAILED;
}

/* Runs the scenario. Returns an exit status. */
static int run_request(const struct request *request, struct arguments *arguments)
{
    struct session session;
    struct error error;
    int status = choose_start(request, arguments);
    if (status != EXIT_DONE)
        return status;
    if (!session_init(&session, &arguments->scenario, &error)) {
        arguments_report(arguments, &error);
        return EXIT_USAGE;
    }
    if (request->format != FORMAT_TABLE || request->snapshot_alone)
        arguments_doubt(arguments);
    bool done = run_to_end(request, &session);
    bool holds = !done || !request->check || check_holds(request, session.simulation);
    session_release(&session);
    return done && holds ? EXIT_DONE : EXIT_FAILED;
}

int command_run(struct arguments *arguments)
{
    struct request request;
    if (!read_request(arguments, &request))
        return EXIT_USAGE;
    int status = run_request(&request, arguments);
    formula_free(request.check);
    return status;
}
