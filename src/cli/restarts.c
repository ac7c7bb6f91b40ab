#include "cli/restarts.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/number.h"
#include "base/rng.h"
#include "insight/analysis.h"
#include "run/simulation.h"

enum { POINT_DIGITS = 5 };

/* What a point takes, two parameters at least. */
static int point_columns(int n)
{
    return 12 * (n > 2 ? n : 2);
}

/* A run that has ended. */
struct restart {
    double start[PARAMETERS_MAX], end[PARAMETERS_MAX];
    double loss;
    long steps, evaluations;
    enum ending ending;
    bool ran_away;
};

static bool run_once(const struct scenario *scenario, struct restart *outcome, struct error *error)
{
    struct simulation *simulation = simulation_create(scenario, error);
    struct analysis analysis = {0};
    if (!simulation)
        return false;
    simulation_run(simulation, LONG_MAX);
    const struct sample *now = simulation_now(simulation);
    memcpy(outcome->end, now->x, sizeof outcome->end);
    outcome->loss = now->loss;
    outcome->steps = now->step;
    outcome->evaluations = simulation_evaluations(simulation);
    outcome->ending = analysis_verdict(&analysis, simulation)->ending;
    outcome->ran_away = criterion_is_runaway(simulation_ended(simulation));
    simulation_free(simulation);
    return true;
}

static void write_point(const double *x, int n, struct buffer *out)
{
    size_t before = out->size;
    char text[NUMBER_SIZE];
    for (int i = 0; i < n; i++)
        buffer_format(out, "%s%s", i ? "," : "", number_short(text, x[i], POINT_DIGITS));
    int used = (int)(out->size - before);
    int left = point_columns(n) - used;
    buffer_format(out, "%*s", left > 1 ? left : 1, "");
}

static void write_outcome(const struct restart *outcome, int n, long i, struct buffer *out)
{
    char loss[NUMBER_SIZE];
    buffer_format(out, "%-8ld", i);
    write_point(outcome->start, n, out);
    write_point(outcome->end, n, out);
    buffer_format(out, "%-12s %-7ld %-7ld %s\n", number_short(loss, outcome->loss, POINT_DIGITS),
                  outcome->steps, outcome->evaluations, ending_word(outcome->ending));
}

/* What has not run away is better than what has. */
static bool is_better(const struct restart *outcome, const struct restart *best)
{
    bool usable = !outcome->ran_away && !isnan(outcome->loss);
    return usable && (isnan(best->loss) || outcome->loss < best->loss);
}

/* The last line of the table. */
static void write_chosen(const struct restart *best, int n, long chosen, struct buffer *out)
{
    char text[NUMBER_SIZE];
    if (chosen < 0)
        return;
    buffer_format(out, "chosen: %ld, from ", chosen);
    for (int i = 0; i < n; i++)
        buffer_format(out, "%s%s", i ? "," : "", number_write(text, best->start[i]));
    buffer_text(out, "\n");
}

_Static_assert((int)LIST_MAX >= 2 * PARAMETERS_MAX, "a list holds a range for each parameter");

bool restarts_within(struct restarts *restarts, const char *text, const struct scenario *scenario,
                     struct error *error)
{
    static const char what[] = "a range for each of the first parameters, such as -1,1,0,2";
    double within[LIST_MAX];
    int count = list_numbers(text, within, 2 * scenario->n, what, error);
    if (count < 0)
        return false;
    for (int i = 0; i < count; i += 2)
        if (i + 1 == count || !(within[i] < within[i + 1]))
            return error_set(error, "expected %s", what);
    memcpy(restarts->within, within, sizeof within);
    restarts->given = count / 2;
    return true;
}

static void random_point(struct rng *rng, const struct scenario *scenario,
                         const struct restarts *restarts, double *x)
{
    for (int i = 0; i < scenario->n; i++) {
        double range[2];
        scenario_range(scenario, i, range);
        if (i < restarts->given)
            memcpy(range, restarts->within + 2 * i, sizeof range);
        x[i] = range[0] + (range[1] - range[0]) * rng_uniform(rng);
    }
}

static void set_start(struct scenario *scenario, const double *x)
{
    memcpy(scenario->start, x, (size_t)scenario->n * sizeof *x);
    scenario->start_count = scenario->n;
}

bool restarts_choose(struct scenario *scenario, const struct restarts *restarts,
                     struct buffer *report, long *chosen, struct error *error)
{
    struct scenario trial;
    struct restart outcome, best = {.loss = NAN};
    struct rng rng;
    bool ok = scenario_copy(&trial, scenario);
    *chosen = -1;
    if (!ok)
        return error_memory(error);
    rng_seed(&rng, scenario->seed, RNG_START);
    scenario_start(scenario, outcome.start);
    int columns = point_columns(scenario->n);
    buffer_format(report, "%-8s%-*s%-*s%-12s %-7s %-7s %s\n", "restart", columns, "start", columns,
                  "end", "loss", "steps", "evals", "verdict");
    for (long i = 0; ok && i <= restarts->count; i++) {
        if (i > 0) {
            random_point(&rng, scenario, restarts, outcome.start);
            set_start(&trial, outcome.start);
        }
        ok = run_once(&trial, &outcome, error);
        if (ok)
            write_outcome(&outcome, scenario->n, i, report);
        if (ok && is_better(&outcome, &best)) {
            best = outcome;
            *chosen = i;
        }
    }
    if (ok && *chosen >= 0)
        set_start(scenario, best.start);
    write_chosen(&best, scenario->n, *chosen, report);
    scenario_release(&trial);
    return ok;
}
