/* A race is fair where each entrant's rate, and how much it remembers, is about the best that it
 * has. */
#include "simulate.h"

#include <math.h>

#include "study/race.h"

static const double memories[] = {0,    0.1, 0.2,  0.3, 0.4,  0.5,  0.6,  0.7,
                                  0.75, 0.8, 0.85, 0.9, 0.93, 0.96, 0.98, 0.99};

static const char *memory_of(const struct scenario *scenario)
{
    const struct optimizer *optimizer = scenario->optimizer;
    for (int i = 0; i < optimizer_hypers(optimizer); i++)
        if (strcmp(optimizer->hyper[i].name, "beta") == 0 ||
            strcmp(optimizer->hyper[i].name, "beta1") == 0)
            return optimizer->hyper[i].name;
    return NULL;
}

/* Evaluations to the goal at this rate and memory, if these are fewer than `best`. */
static long cost_at(const struct scenario *scenario, double rate, double memory, long best)
{
    struct scenario copy;
    struct outcome outcome;
    char set[64];
    assert_true(scenario_copy(&copy, scenario));
    copy.lr = rate;
    copy.criteria.armed[CRITERION_STEPS] = true;
    copy.criteria.value[CRITERION_STEPS] = (double)best;
    snprintf(set, sizeof set, "%s=%g", memory_of(scenario) ? memory_of(scenario) : "", memory);
    if (memory_of(scenario))
        scenario_put(&copy, "set", set);
    assert_true(outcome_of(&outcome, &copy, NULL));
    scenario_release(&copy);
    return outcome_settled(&outcome) && outcome.evaluations < best ? outcome.evaluations : best;
}

/* The fewest evaluations to the goal among 61 rates over six decades and sixteen memories. */
static long best_of_grid(const struct scenario *scenario)
{
    long best = SCENARIO_MAX_STEPS;
    double middle = scenario_rate(scenario);
    size_t count = memory_of(scenario) ? COUNT(memories) : 1;
    for (size_t k = 0; k < count; k++)
        for (int i = -30; i <= 30; i++)
            best = cost_at(scenario, middle * pow(10, i / 10.0), memories[k], best);
    return best;
}

/* What a tuned entrant needs, in parts of what the grid's best does; where neither reaches the goal
 * that is the cap. */
static double compare(const struct setting *settings, const char *optimizer)
{
    struct scenario scenario;
    struct race race = {.count = 0};
    const struct entrant *entrant = &race.entrant[0];
    scenario_of(&scenario, settings);
    assert_true(race_enter(&race, &scenario, optimizer, NULL));
    assert_true(race_run(&race, RACE_TRIALS, NULL));
    scenario_put(&scenario, "optimizer", optimizer);
    double best = (double)best_of_grid(&scenario);
    bool reached = entrant->finish.settled.step >= 0;
    double tuned = reached ? (double)entrant->finish.settled.evaluations : SCENARIO_MAX_STEPS;
    race_release(&race);
    scenario_release(&scenario);
    return tuned / best;
}

/* Adam on branin needs 1.6 times as much: what is best lies alone among rates that diverge. */
static void test_tuned(void **state)
{
    (void)state;
    static const char *const entrants[] = {"gd",   "momentum", "nesterov",
                                           "adam", "rmsprop",  "signsgd"};
    static const char *const ten[] = {"three-hump-camel", "himmelblau", "steep-ravine", "beale",
                                      "six-hump-camel",   "mccormick",  "booth",        "matyas",
                                      "zakharov",         "branin"};
    for (size_t i = 0; i < COUNT(ten); i++)
        for (size_t k = 0; k < COUNT(entrants); k++) {
            bool hard = strcmp(ten[i], "branin") == 0 && strcmp(entrants[k], "adam") == 0;
            double part = compare(SETTINGS({"surface", ten[i]}), entrants[k]);
            if (!(part <= (hard ? 1.6 : 1.25)))
                fail_msg("%s on %s: %g times the evaluations", entrants[k], ten[i], part);
        }
}

/* Functions from lists of test functions, as someone would type them: Goldstein and Price;
 * Styblinski and Tang; Dixon and Price; Bohachevsky; Neumaier's trid; Branin's camel; Hosaki; egg
 * crate; Brent; Boyd and Vandenberghe, (9.20). */
static void test_typed(void **state)
{
    (void)state;
    static const char *const entrants[] = {"gd", "momentum", "rmsprop"};
    static const struct {
        const char *function, *start;
    } rows[] = {
        {"(1 + (x+y+1)^2*(19-14*x+3*x^2-14*y+6*x*y+3*y^2))"
         "*(30 + (2*x-3*y)^2*(18-32*x+12*x^2+48*y-36*x*y+27*y^2))",
         "-1,-1.5"},
        {"(x^4 - 16*x^2 + 5*x + y^4 - 16*y^2 + 5*y)/2", "0.5,0.5"},
        {"(x-1)^2 + 2*(2*y^2-x)^2", "-5,4"},
        {"x^2 + 2*y^2 - 0.3*cos(3*pi*x) - 0.4*cos(4*pi*y) + 0.7", "-1,1.4"},
        {"(x-1)^2 + (y-1)^2 - x*y", "-3,2"},
        {"(4-2.1*x^2+x^4/3)*x^2 + x*y + (-4+4*y^2)*y^2", "-1.5,0.5"},
        {"(1-8*x+7*x^2-7/3*x^3+x^4/4)*y^2*exp(-y)", "3,1"},
        {"x^2 + y^2 + 25*(sin(x)^2+sin(y)^2)", "1,-1.2"},
        {"(x+10)^2 + (y+10)^2 + exp(-x^2-y^2)", "1,2"},
        {"exp(x+3*y-0.1) + exp(x-3*y-0.1) + exp(-x-0.1)", "-1,1"},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        for (size_t k = 0; k < COUNT(entrants); k++) {
            double part = compare(
                SETTINGS({"function", rows[i].function}, {"start", rows[i].start}), entrants[k]);
            if (!(part <= 1.25))
                fail_msg("%s on %s: %g times the evaluations", entrants[k], rows[i].function, part);
        }
}

/* In other units of the function the ladder begins lower, or goes on upward, and finds as much. */
static void test_units(void **state)
{
    (void)state;
    static const struct {
        const char *function;
        double scale;
    } rows[] = {{"x^2 + 3*y^2 + x*y", 1},
                {"1e12*(x^2 + 3*y^2 + x*y)", 1e12},
                {"1e-6*(x^2 + 3*y^2 + x*y)", 1e-6}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct scenario scenario;
        struct race race = {.count = 0};
        const struct entrant *entrant = &race.entrant[0];
        scenario_of(&scenario, SETTINGS({"function", rows[i].function}, {"start", "2,-1"}));
        assert_true(race_enter(&race, &scenario, "gd", NULL));
        assert_true(race_run(&race, RACE_TRIALS, NULL));
        assert_true(entrant->finish.settled.step >= 0 && entrant->finish.settled.evaluations < 60);
        check_near("rate", entrant->scenario.lr * rows[i].scale, 0.27, 0.2, 0);
        race_release(&race);
        scenario_release(&scenario);
    }
}

/* Powell's badly scaled function: what does not run away lies four decades below what is tried
 * first. */
static void test_lower(void **state)
{
    (void)state;
    struct scenario scenario;
    struct race race = {.count = 0};
    const struct entrant *entrant = &race.entrant[0];
    scenario_of(&scenario, SETTINGS({"function", "(1e4*x*y-1)^2 + (exp(-x)+exp(-y)-1.0001)^2"},
                                    {"start", "0,1"}));
    assert_true(race_enter(&race, &scenario, "gd", NULL));
    assert_true(race_run(&race, 32, NULL));
    assert_true(!finish_is_lost(&entrant->finish) && entrant->finish.outcome.loss < 0.136);
    assert_true(entrant->scenario.lr > 1e-9 && entrant->scenario.lr < 2e-8);
    race_release(&race);
    scenario_release(&scenario);
}

/* What was said is not tuned; a run of what was found is the outcome. */
static void test_said(void **state)
{
    (void)state;
    struct scenario scenario;
    struct race race = {.count = 0};
    struct outcome alone;
    scenario_of(&scenario, SETTINGS({"surface", "himmelblau"}));
    assert_true(race_enter(&race, &scenario, "momentum:beta=0.8", NULL));
    assert_true(race_enter(&race, &scenario, "momentum:lr=0.01", NULL));
    assert_true(race_enter(&race, &scenario, "momentum", NULL));
    assert_true(race_run(&race, RACE_TRIALS, NULL));
    for (int i = 0; i < race.count; i++) {
        const struct entrant *entrant = &race.entrant[i];
        bool set = entrant->scenario.set_count > 0;
        double beta = set ? entrant->scenario.set[0].value : NAN;
        if (entrant->letter == 'A')
            assert_true(beta == 0.8 && entrant->tunes);
        else if (entrant->letter == 'B')
            assert_true(!set && !entrant->tunes && entrant->scenario.lr == 0.01);
        else
            assert_true(beta < 0.8 && entrant->finish.settled.evaluations < 40);
        assert_true(outcome_of(&alone, &entrant->scenario, NULL));
        assert_true(check_same_bits(alone.loss, entrant->finish.outcome.loss));
        assert_int_equal(alone.evaluations, entrant->finish.settled.evaluations);
    }
    race_release(&race);
    scenario_release(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_tuned), cmocka_unit_test(test_typed),
                                       cmocka_unit_test(test_units), cmocka_unit_test(test_lower),
                                       cmocka_unit_test(test_said)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
