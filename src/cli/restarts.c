#include "cli/restarts.h"

#include <math.h>
#include <string.h>

#include "base/buffer.h"
#include "base/number.h"
#include "engine/rng.h"
#include "engine/simulation.h"
#include "engine/verdict.h"

enum { SLICE = 1000, POINT_DIGITS = 5, POINT_COLUMNS = 24 };

/* A run that has ended. */
struct outcome {
    double start[FORMULA_MAX_PARAMETERS], end[FORMULA_MAX_PARAMETERS];
    double loss; /* INFINITY where it diverged */
    long steps, evaluations;
    enum ending ending;
};

static bool run_once(const struct scenario *scenario, struct outcome *outcome,
                     struct error *error)
{
    struct simulation *simulation = simulation_create(scenario, error);
    struct verdict verdict;
    if (!simulation)
        return false;
    while (simulation_ended(simulation) < 0)
        simulation_run(simulation, SLICE);
    verdict_on(&verdict, simulation);
    const struct sample *now = simulation_now(simulation);
    memcpy(outcome->end, now->x, sizeof outcome->end);
    outcome->loss = verdict.ending == ENDING_DIVERGED ? INFINITY : now->loss;
    outcome->steps = now->step;
    outcome->evaluations = simulation_evaluations(simulation);
    outcome->ending = verdict.ending;
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
    buffer_format(out, "%*s", used < POINT_COLUMNS ? POINT_COLUMNS - used : 1, "");
}

static void write_outcome(const struct outcome *outcome, int n, long i, struct buffer *out)
{
    char loss[NUMBER_SIZE];
    buffer_format(out, "%-8ld", i);
    write_point(outcome->start, n, out);
    write_point(outcome->end, n, out);
    buffer_format(out, "%-12s %-7ld %-7ld %s\n", number_short(loss, outcome->loss, POINT_DIGITS),
                  outcome->steps, outcome->evaluations, ending_name(outcome->ending));
}

static void random_point(struct rng *rng, const double window[4], double *x, int n)
{
    for (int i = 0; i < n; i++) {
        const double *range = i == 1 ? window + 2 : window;
        x[i] = range[0] + (range[1] - range[0]) * rng_uniform(rng);
    }
}

static void set_start(struct scenario *scenario, const double *x)
{
    memcpy(scenario->start, x, (size_t)scenario->n * sizeof *x);
    scenario->start_count = scenario->n;
}

bool restarts_choose(struct scenario *scenario, long count, struct buffer *report,
                     struct error *error)
{
    struct scenario trial;
    struct outcome outcome, best = {.loss = NAN};
    struct rng rng;
    double window[4];
    bool ok = scenario_copy(&trial, scenario);
    rng_seed(&rng, scenario->seed, RNG_START);
    scenario_window(scenario, window);
    scenario_start(scenario, outcome.start);
    buffer_format(report, "%-8s%-*s%-*s%-12s %-7s %-7s %s\n", "restart", POINT_COLUMNS, "start",
                  POINT_COLUMNS, "end", "loss", "steps", "evals", "verdict");
    for (long i = 0; ok && i <= count; i++) {
        if (i > 0) {
            random_point(&rng, window, outcome.start, scenario->n);
            set_start(&trial, outcome.start);
        }
        ok = run_once(&trial, &outcome, error);
        write_outcome(&outcome, scenario->n, i, report);
        if (isnan(best.loss) || outcome.loss < best.loss)
            best = outcome;
    }
    if (ok)
        set_start(scenario, best.start);
    scenario_release(&trial);
    return ok;
}
