/* What is known of studies from elsewhere: the shares of basins, and theory's border and optimum of
 * a sweep. */
#include "simulate.h"

#include <limits.h>

#include "base/elementary.h"
#include "method/tuning.h"
#include "study/cases.h"
#include "study/study.h"
#include "study/vary.h"

static struct study *run_all(const struct cases *cases)
{
    struct study *study = study_create(cases, 0, NULL, cases_count(cases), NULL);
    assert_true(study && study_advance(study, LONG_MAX, NULL));
    return study;
}

static struct outcome outcome_at(const struct study *study, size_t i)
{
    struct outcome outcome;
    assert_true(study_outcome(study, i, &outcome));
    return outcome;
}

/* --- basins --- */

/* The four minima of himmelblau, and how many of 1,000,000 runs of gd led there, with the surface's
 * rate of 0.01, from the middles of 1000 x 1000 cells of its window from -5.5 to 5.5: each was made
 * alone by outcome_of. None led anywhere else. */
static const struct {
    double x, y;
    long runs;
} minima[] = {
    {3, 2, 258110},
    {-2.805118086953, 3.131312518250, 260304},
    {-3.779310253378, -3.283185991286, 238100},
    {3.584428340330, -1.848126526964, 243486},
};

static size_t minimum_of(const struct outcome *outcome)
{
    size_t i = 0;
    while (i < COUNT(minima) && !(fabs(outcome->end[0] - minima[i].x) < 1e-4 &&
                                  fabs(outcome->end[1] - minima[i].y) < 1e-4))
        i++;
    return i;
}

static void test_shares(void **state)
{
    (void)state;
    enum { COLUMNS = 220, ROWS = 110 };
    struct scenario scenario;
    struct cases cases;
    long runs[COUNT(minima) + 1] = {0};
    scenario_of(&scenario, SETTINGS({"surface", "himmelblau"}));
    assert_true(scenario_rate(&scenario) == 0.01);
    assert_true(cases_begin(&cases, &scenario, NULL));
    cases_grid(&cases, (const int[]){0, 1}, (double[2][2]){{-5.5, 5.5}, {-5.5, 5.5}}, COLUMNS,
               ROWS);
    struct study *study = run_all(&cases);
    for (size_t i = 0; i < COLUMNS * ROWS; i++) {
        const struct outcome outcome = outcome_at(study, i);
        assert_int_equal(outcome.ending, ENDING_GLOBAL_MINIMUM);
        runs[minimum_of(&outcome)]++;
    }
    assert_int_equal(runs[COUNT(minima)], 0);
    for (size_t i = 0; i < COUNT(minima); i++) {
        double share = (double)runs[i] / (COLUMNS * ROWS), known = (double)minima[i].runs / 1e6;
        if (fabs(share - known) > 0.002)
            fail_msg("%.4f of the runs lead to minimum %zu, known are %.4f", share, i, known);
    }
    study_free(study);
    cases_release(&cases);
    scenario_release(&scenario);
}

/* --- a sweep over rate and momentum on a quadratic --- */

enum { RATES = 160, BETAS = 66 };

static const double steepest = 10, flattest = 1; /* x^2/2 + 5 y^2 */

static void begin_sweep(struct cases *cases)
{
    static const char *const vary[] = {"lr=1e-3:1:log:160", "beta=0:0.99:66"};
    struct scenario scenario;
    scenario_of(&scenario, SETTINGS({"function", "x^2/2 + 5*y^2"}, {"start", "-9,1"},
                                    {"optimizer", "momentum"}, {"stop", "grad,steps=20000"}));
    assert_true(cases_begin(cases, &scenario, NULL));
    for (size_t i = 0; i < COUNT(vary); i++) {
        struct vary one;
        assert_true(vary_read(&one, vary[i], &cases->base, NULL));
        assert_true(cases_vary(cases, &one, NULL));
    }
    scenario_release(&scenario);
}

/* The place among the rates, as a number of cells. */
static double cell_of_rate(double lr)
{
    return (m_log10(lr) + 3) / 3 * (RATES - 1);
}

/* Runs settle up to rate * steepest = 2 (1 + beta), and diverge beyond (Polyak 1964). */
static void test_border(void **state)
{
    (void)state;
    struct cases cases;
    begin_sweep(&cases);
    struct study *study = run_all(&cases);
    for (size_t j = 0; j < BETAS; j++) {
        double border = cell_of_rate(2 * (1 + cases.vary[1].value[j]) / steepest);
        for (size_t i = 0; i < RATES; i++) {
            const struct outcome outcome = outcome_at(study, i * BETAS + j);
            if ((double)i < border - 1 && outcome.ran_away)
                fail_msg("rate %zu, beta %zu diverges, below the border at %.2f", i, j, border);
            if ((double)i > border + 1 && !outcome.ran_away)
                fail_msg("rate %zu, beta %zu does not diverge, above %.2f", i, j, border);
        }
    }
    study_free(study);
    cases_release(&cases);
}

static long steps_at(const struct cases *cases, double lr, double beta)
{
    struct scenario scenario;
    struct outcome outcome;
    char value[40];
    assert_true(scenario_copy(&scenario, &cases->base));
    scenario.lr = lr;
    snprintf(value, sizeof value, "beta=%.17g", beta);
    scenario_put(&scenario, "set", value);
    assert_true(outcome_of(&outcome, &scenario, NULL));
    scenario_release(&scenario);
    return outcome.steps;
}

/* The best cell settles in no more steps than theory's optimum, and lies near it. */
static void test_optimum(void **state)
{
    (void)state;
    const struct tuning optimum = tuning_momentum(steepest, flattest);
    struct cases cases;
    long best = LONG_MAX;
    size_t rate = 0, beta = 0;
    begin_sweep(&cases);
    struct study *study = run_all(&cases);
    for (size_t i = 0; i < RATES; i++)
        for (size_t j = 0; j < BETAS; j++) {
            const struct outcome outcome = outcome_at(study, i * BETAS + j);
            if (ending_is_minimum(outcome.ending) && outcome.steps < best) {
                best = outcome.steps;
                rate = i;
                beta = j;
            }
        }
    assert_true(best <= steps_at(&cases, optimum.lr, optimum.beta));
    if (fabs((double)rate - cell_of_rate(optimum.lr)) > 3 ||
        fabs((double)beta - optimum.beta / 0.99 * (BETAS - 1)) > 5)
        fail_msg("best at rate %zu, beta %zu; the optimum is at %.2f, %.2f", rate, beta,
                 cell_of_rate(optimum.lr), optimum.beta / 0.99 * (BETAS - 1));
    study_free(study);
    cases_release(&cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shares),
        cmocka_unit_test(test_border),
        cmocka_unit_test(test_optimum),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
