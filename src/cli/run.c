/* `run`: a run without a screen: a trace, or a summary with the verdict and the last picture. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/explain.h"
#include "app/screen.h"
#include "base/number.h"
#include "cli/jobs.h"
#include "cli/options.h"
#include "cli/replay.h"
#include "cli/report.h"
#include "cli/restarts.h"
#include "cli/snapshot.h"
#include "cli/subcommand.h"
#include "cli/summary.h"
#include "insight/explain.h"
#include "insight/observe.h"
#include "insight/predicate.h"
#include "insight/verdict.h"
#include "out/trace.h"
#include "show/beside.h"
#include "show/session.h"
#include "show/trace_file.h"

enum { EVERY_MAX = 1000000000 };

enum run_format { FORMAT_TABLE, FORMAT_CSV, FORMAT_JSON };

struct request {
    enum run_format format;
    struct snapshot snapshot;
    bool snapshot_alone, theory;
    long every, explain; /* the step to be told, or 0 */
    struct restarts restarts;
    const char *check; /* borrowed; NULL: nothing to check */
    struct predicate predicate;
};

/* --- --check --- */

static bool compile_check(struct request *request, struct arguments *arguments, const char *text)
{
    struct quantity_scope scope;
    struct error error;
    quantity_scope(&scope, &arguments->scenario);
    request->check = text;
    if (predicate_compile(&request->predicate, text, strlen(text), &scope, &error))
        return true;
    arguments->status = report_error("--check", &error, text, strlen(text));
    return false;
}

/* Does the check hold at the end of the run? */
static bool check_holds(struct request *request, struct session *session)
{
    struct predicate *predicate = &request->predicate;
    const struct observation observation =
        observe(session->simulation, session_analysis(session), predicate_needs(predicate));
    if (predicate_holds(predicate, &observation))
        return true;
    const char *lacking = predicate_lacks(predicate, &observation);
    if (lacking)
        report("--check: '%s' is false: there is no number %s here", request->check, lacking);
    else
        report("--check: '%s' is false", request->check);
    return false;
}

/* --- the run --- */

static bool drain(void *none, struct buffer *out)
{
    (void)none;
    return output_drain(out);
}

/* Plays to the end, with a row a step. */
static bool run_trace(const struct request *request, struct session *session, long to)
{
    const struct trace trace =
        trace_of(session->simulation, request->format == FORMAT_JSON ? TRACE_JSON : TRACE_CSV);
    struct buffer out = {0};
    trace_begin(&trace, &out);
    bool written = trace_play(&trace, session->simulation, to, request->every, drain, NULL, &out);
    trace_end(&trace, &out);
    written = written && output_flush(&out);
    buffer_release(&out);
    return written;
}

/* Plays to the end and shows the picture, under a summary where that is wanted. */
static bool run_picture(const struct request *request, struct session *session, long to)
{
    struct buffer out = {0};
    session_play(session, to, LONG_MAX);
    if (!request->snapshot_alone) {
        summary_write(session, &out);
        if (request->theory)
            summary_theory(session, &out);
        buffer_text(&out, "\n");
        output_transliterate(&out);
    }
    bool drawn = snapshot_write(&request->snapshot, session, NULL, &out);
    if (!drawn)
        report("out of memory");
    bool written = output_flush(&out);
    buffer_release(&out);
    return drawn && written;
}

/* The text, of as many digits as reading it back takes. */
static bool tell_text(struct simulation *simulation, struct explanation *told, struct buffer *out)
{
    enum { ALL_DIGITS = 17 };
    if (!explain_next(simulation, ALL_DIGITS, told))
        return false;
    explanation_write(told, out);
    output_transliterate(out);
    return true;
}

/* A step that is told on a picture. */
struct pictured {
    struct simulation *simulation;
    struct explanation *told;
};

static void put_told(struct filled *filled, struct picture *picture, const struct display *display,
                     void *context)
{
    const struct pictured *pictured = context;
    (void)picture, (void)display;
    int digits = explain_digits(&filled->scene.layout->told);
    bool told = explain_next(pictured->simulation, digits, pictured->told);
    explain_put(filled, told ? pictured->told : NULL);
    filled->scene.lacks_memory = filled->scene.lacks_memory || !told;
}

static bool tell_picture(const struct request *request, struct session *session,
                         struct explanation *told, struct buffer *out)
{
    struct pictured pictured = {session->simulation, told};
    const struct screen_more more = {put_told, &pictured, MODE_EXPLAIN};
    return snapshot_write(&request->snapshot, session, &more, out);
}

/* Plays to the step before the one to be told, unless the run ends before, and tells that one. */
static bool run_told(const struct request *request, struct session *session, long to)
{
    struct simulation *simulation = session->simulation;
    session_play(session, to, request->explain - 1);
    if (!simulation_goes_on(simulation, to)) {
        struct verdict verdict;

        verdict_tell(&verdict, simulation);
        report("the run ends at step %ld: there is no step %ld to be told; %s%s%s",
               simulation_now(simulation)->step, request->explain, verdict.sentence,
               *verdict.advice ? "; " : "", verdict.advice);
        return false;
    }
    struct buffer out = {0};
    struct explanation *told = calloc(1, sizeof *told);
    bool done = told && (request->snapshot_alone ? tell_picture(request, session, told, &out)
                                                 : tell_text(simulation, told, &out));
    if (!done)
        report("out of memory");
    if (told)
        explanation_release(told);
    free(told);
    done = output_flush(&out) && done;
    buffer_release(&out);
    return done;
}

static bool run_to_end(const struct request *request, struct session *session, long to)
{
    if (request->explain > 0)
        return run_told(request, session, to);
    bool done = request->format == FORMAT_TABLE || request->snapshot_alone
                    ? run_picture(request, session, to)
                    : run_trace(request, session, to);
    if (done && simulation_goes_on(session->simulation, to)) {
        report("out of memory");
        return false;
    }
    return done;
}

/* --- the request --- */

static bool read_restarts(const struct arguments *arguments, struct restarts *restarts)
{
    const char *within = arguments->value[OPTION_WITHIN];
    struct error error;
    if (!arguments_count(arguments, OPTION_RESTARTS, RESTARTS_MAX, &restarts->count))
        return false;
    if (!within || region_read(&restarts->region, within, &arguments->scenario, &error))
        return true;
    report_error("--within", &error, "", 0);
    return false;
}

/* --explain alone is --theory, and with a number the step to be told. */
static bool read_told(const struct arguments *arguments, struct request *request)
{
    const char *value = arguments->value[OPTION_EXPLAIN];
    if (value && strcmp(value, table_name(&options, OPTION_THEORY)) == 0)
        request->theory = true;
    else if (!arguments_count(arguments, OPTION_EXPLAIN, EVERY_MAX, &request->explain))
        return false;
    if (request->explain == 0 || request->format == FORMAT_TABLE)
        return true;
    report("--explain %ld goes without --format", request->explain);
    return false;
}

static bool read_request(struct arguments *arguments, struct request *request)
{
    const char *check = arguments->value[OPTION_CHECK];
    int format = arguments_format(arguments);
    *request = (struct request){.format = (enum run_format)format,
                                .snapshot_alone = arguments->value[OPTION_SNAPSHOT] != NULL,
                                .theory = arguments->value[OPTION_THEORY] != NULL,
                                .every = 1};
    if (format < 0 || !read_told(arguments, request) || !arguments_jobs(arguments, jobs_usual()) ||
        !arguments_count(arguments, OPTION_EVERY, EVERY_MAX, &request->every) ||
        !read_restarts(arguments, &request->restarts) ||
        !snapshot_read(&request->snapshot, arguments))
        return false;
    if (request->restarts.count > 0 &&
        (arguments->change_count > 0 || arguments->value[OPTION_GO])) {
        report("--restarts goes without --at and --go");
        return false;
    }
    return !check || compile_check(request, arguments, check);
}

/* With restarts, the run is that from the best start; the table of them goes to standard error
 * where standard output is for a trace or a picture alone. Returns an exit status. */
static int choose_start(const struct request *request, struct arguments *arguments)
{
    struct buffer table = {0};
    struct error error;
    long chosen;
    if (request->restarts.count == 0)
        return EXIT_DONE;
    if (!restarts_choose(&arguments->scenario, &request->restarts, &table, &chosen, &error)) {
        arguments_report(arguments, &error);
        buffer_release(&table);
        return arguments->status;
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
        report("all %ld runs ran away or left the domain", request->restarts.count + 1);
    buffer_release(&table);
    return written && chosen >= 0 ? EXIT_DONE : EXIT_FAILED;
}

/* Of two settings that say how far it goes, one holds. */
static void tell_which_end(const struct arguments *arguments)
{
    const struct experiment *experiment = &arguments->saved.experiment;
    long steps = experiment->first.steps;
    if (arguments->value[OPTION_GO] && steps >= 0 && steps != experiment->step)
        report("--go %ld says how far the run goes, and not --steps %ld", experiment->step, steps);
}

/* The paths of the session's file and of --trace, for the picture. */
static bool take_paths(struct arguments *arguments, struct session *session)
{
    const char *name = arguments->value[OPTION_TRACE];
    const struct saved *saved = &arguments->saved;
    struct error error;
    if (!beside_keep(session, &saved->view, buffer_string(&saved->beside), NULL, &error)) {
        arguments_report(arguments, &error);
        return false;
    }
    if (!name || trace_file_keep(session, name, &error) >= 0)
        return true;
    arguments->status = report_error("--trace", &error, "", 0);
    return false;
}

/* Runs the scenario. Returns an exit status. */
static int run_request(struct request *request, struct arguments *arguments)
{
    struct session session;
    struct error error;
    int status = choose_start(request, arguments);
    if (status != EXIT_DONE)
        return status;
    if (!arguments_experiment(arguments))
        return arguments->status;
    if (!session_init(&session, &arguments->saved.experiment, &error)) {
        arguments_report(arguments, &error);
        return arguments->status;
    }
    if (!take_paths(arguments, &session)) {
        session_release(&session);
        return arguments->status;
    }
    if (request->format != FORMAT_TABLE || request->snapshot_alone)
        arguments_doubt(arguments);
    tell_which_end(arguments);
    bool done = run_to_end(request, &session, arguments->saved.experiment.step);
    if (done && simulation_objective(session.simulation)->lacks_memory) {
        report("out of memory");
        done = false;
    }
    bool holds = !done || !request->check || check_holds(request, &session);
    session_release(&session);
    return done && holds ? EXIT_DONE : EXIT_FAILED;
}

static int replay_sessions(const struct arguments *arguments)
{
    int format = arguments_format(arguments);
    if (format < 0)
        return EXIT_USAGE;
    if (format == FORMAT_JSON) {
        report("sessions are checked with --format table or csv");
        return EXIT_USAGE;
    }
    return replay_files(arguments->session, arguments->session_count,
                        arguments->value[OPTION_CHECK], format == FORMAT_CSV);
}

int command_run(struct arguments *arguments)
{
    struct request request;
    if (arguments->session_count > 0 && arguments->value[OPTION_CHECK])
        return replay_sessions(arguments);
    if (!read_request(arguments, &request))
        return arguments->status;
    int status = run_request(&request, arguments);
    predicate_release(&request.predicate);
    return status;
}
