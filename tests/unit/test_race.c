/* A race is fair where each entrant's rate, and how much it remembers, is about the best that it has. */
#include "simulate.h"

#include <math.h>

#include "study/race.h"

/* The fewest evaluations to the goal among rates over six decades, twenty a decade. */
static long best_of_grid(const struct scenario *scenario, double middle)
{
    long best = -1;
    for (int i = -60; i <= 60; i++) {
        struct scenario copy;
        struct outcome outcome;
        assert_true(scenario_copy(&copy, scenario));
        copy.lr = middle * pow(10, i / 20.0);
        assert_true(outcome_of(&outcome, &copy, NULL));
        if (outcome_settled(&outcome) && (best < 0 || outcome.evaluations < best))
            best = outcome.evaluations;
        scenario_release(&copy);
    }
    return best;
}

static void check_tuned(const char *surface, const char *optimizer)
{
    struct scenario scenario;
    struct race race = {.count = 0};
    const struct entrant *entrant = &race.entrant[0];
    scenario_of(&scenario, SETTINGS({"surface", surface}, {"optimizer", optimizer}));
    long best = best_of_grid(&scenario, scenario_rate(&scenario));
    assert_true(race_enter(&race, &scenario, optimizer, NULL));
    assert_true(race_run(&race, RACE_TRIALS, NULL));
    long tuned = entrant->finish.settled.evaluations;
    if (entrant->finish.settled.step < 0 || !(tuned <= 1.25 * (double)best))
        fail_msg("%s on %s: %ld evaluations, of the grid %ld", optimizer, surface, tuned, best);
    race_release(&race);
    scenario_release(&scenario);
}

static void test_tuned(void **state)
{
    (void)state;
    static const char *const entrants[] = {"gd", "momentum", "nesterov", "adam"};
    static const char *const ten[] = {"three-hump-camel", "himmelblau", "steep-ravine", "beale",
                                      "six-hump-camel",   "mccormick",  "booth",        "matyas",
                                      "zakharov",         "branin"};
    for (size_t i = 0; i < COUNT(ten); i++)
        for (size_t k = 0; k < COUNT(entrants); k++)
            check_tuned(ten[i], entrants[k]);
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
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_tuned), cmocka_unit_test(test_said)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
