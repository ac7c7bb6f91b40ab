#include "cli/restarts.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/number.h"
#include "base/rng.h"
#include "run/scenario.h"
#include "study/outcome.h"

enum { POINT_DIGITS = 5 };

/* What a point takes, two parameters at least. */
static int point_columns(int n)
{
    return 12 * (n > 2 ? n : 2);
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

static void write_outcome(const struct outcome *outcome, int n, long i, struct buffer *out)
{
    char loss[NUMBER_SIZE];
    buffer_format(out, "%-8ld", i);
    write_point(outcome->start, n, out);
    write_point(outcome->end, n, out);
    buffer_format(out, "%-12s %-7ld %-7ld %s\n", number_short(loss, outcome->loss, POINT_DIGITS),
                  outcome->steps, outcome->evaluations, ending_word(outcome->ending));
}

/* What has not run away is better than what has. */
static bool is_better(const struct outcome *outcome, const struct outcome *best)
{
    bool usable = !outcome->ran_away && !isnan(outcome->loss);
    return usable && (isnan(best->loss) || outcome->loss < best->loss);
}

/* The last line of the table. */
static void write_chosen(const struct outcome *best, int n, long chosen, struct buffer *out)
{
    char text[NUMBER_SIZE];
    if (chosen < 0)
        return;
    buffer_format(out, "chosen: %ld, from ", chosen);
    for (int i = 0; i < n; i++)
        buffer_format(out, "%s%s", i ? "," : "", number_write(text, best->start[i]));
    buffer_text(out, "\n");
}

bool restarts_choose(struct scenario *scenario, const struct restarts *restarts,
                     struct buffer *report, long *chosen, struct error *error)
{
    struct scenario trial;
    struct outcome outcome, best = {.loss = NAN};
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
            region_draw(&restarts->region, scenario, &rng, outcome.start);
            scenario_begin_at(&trial, outcome.start);
        }
        ok = outcome_of(&outcome, &trial, error);
        if (ok)
            write_outcome(&outcome, scenario->n, i, report);
        if (ok && is_better(&outcome, &best)) {
            best = outcome;
            *chosen = i;
        }
    }
    if (ok && *chosen >= 0)
        scenario_begin_at(scenario, best.start);
    write_chosen(&best, scenario->n, *chosen, report);
    scenario_release(&trial);
    return ok;
}
