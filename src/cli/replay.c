#include "cli/replay.h"

#include <limits.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "cli/report.h"
#include "cli/subcommand.h"
#include "insight/observe.h"
#include "insight/predicate.h"
#include "show/saved.h"

/* How a session ends. */
struct outcome {
    bool known, holds;
    long step, evaluations;
    double loss;
    const char *verdict;
};

/* Plays the run to where it stands, and checks it there. */
static void check_run(struct simulation *simulation, long to, struct predicate *predicate,
                      struct outcome *outcome)
{
    struct analysis analysis = {0};

    simulation_play(simulation, to, LONG_MAX);
    const struct observation there =
        observe(simulation, &analysis, predicate_needs(predicate) | OBSERVED_VERDICT);
    *outcome = (struct outcome){
        .known = !simulation_goes_on(simulation, to),
        .holds = predicate_holds(predicate, &there),
        .step = there.now->step,
        .evaluations = there.now->evaluations,
        .loss = there.now->loss,
        .verdict = there.verdict_word,
    };
}

static bool compile(struct predicate *predicate, const struct scenario *scenario, const char *check,
                    struct error *error)
{
    struct quantity_scope scope;

    quantity_scope(&scope, scenario);
    return predicate_compile(predicate, check, strlen(check), &scope, error);
}

static void replay(const char *file, const char *check, struct outcome *outcome)
{
    struct predicate predicate = {0};
    struct simulation *simulation = NULL;
    struct error error;
    struct saved saved;

    *outcome = (struct outcome){0};
    if (!saved_load(&saved, file, &(struct view){0}, &error))
        report_error(NULL, &error, "", 0);
    else if (!compile(&predicate, &saved.experiment.present, check, &error))
        report_error("--check", &error, check, strlen(check));
    else if (!(simulation = simulation_open(&saved.experiment, &error)))
        report_error(file, &error, "", 0);
    else
        check_run(simulation, saved.experiment.step, &predicate, outcome);
    if (simulation && !outcome->known)
        report("%s: out of memory", file);
    simulation_free(simulation);
    predicate_release(&predicate);
    saved_release(&saved);
}

static void write_csv(const char *file, const struct outcome *outcome, struct buffer *out)
{
    text_csv(file, out);
    if (outcome->known) {
        buffer_format(out, ",%ld,", outcome->step);
        number_append(out, outcome->loss);
        buffer_format(out, ",%ld,%s", outcome->evaluations, outcome->verdict);
    } else {
        buffer_text(out, ",,,,");
    }
    buffer_format(out, ",%s\n", outcome->holds ? "yes" : "no");
}

static void write_line(const char *file, const struct outcome *outcome, struct buffer *out)
{
    char loss[NUMBER_SIZE];

    buffer_text(out, outcome->holds ? "yes  " : "no   ");
    text_sanitize(file, strlen(file), out);
    if (outcome->known)
        buffer_format(out, ": step %ld, loss %s, %s", outcome->step,
                      number_short(loss, outcome->loss, 6), outcome->verdict);
    else
        buffer_text(out, ": it could not be run");
    buffer_text(out, "\n");
}

int replay_files(const char *const *file, size_t count, const char *check, bool csv)
{
    struct buffer out = {0};
    bool all = true, written = true;

    if (csv)
        buffer_text(&out, "file,step,loss,evaluations,verdict,holds\n");
    for (size_t i = 0; i < count && written; i++) {
        struct outcome outcome;

        replay(file[i], check, &outcome);
        (csv ? write_csv : write_line)(file[i], &outcome, &out);
        all = all && outcome.holds;
        written = output_flush(&out);
    }
    buffer_release(&out);
    return all && written ? EXIT_DONE : EXIT_FAILED;
}
