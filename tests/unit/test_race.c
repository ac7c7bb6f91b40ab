/* A race is fair where each entrant's rate is about the best that it has. */
#include "simulate.h"

#include <math.h>

#include "study/race.h"

static bool reaches(const struct outcome *outcome)
{
    return ending_is_minimum(outcome->ending) || outcome->ending == ENDING_REST;
}

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
        if (reaches(&outcome) && (best < 0 || outcome.evaluations < best))
            best = outcome.evaluations;
        scenario_release(&copy);
    }
    return best;
}

static void check_tuned(const char *surface, const char *optimizer)
{
    struct scenario scenario;
    struct race race = {.count = 0};
    struct entrant *entrant = &race.entrant[0];
    scenario_of(&scenario, SETTINGS({"surface", surface}));
    assert_true(race_enter(&race, &scenario, optimizer, NULL));
    double middle = scenario_rate(&entrant->scenario);
    assert_true(race_run(&race, RACE_TRIALS, NULL));
    long best = best_of_grid(&entrant->scenario, middle), tuned = entrant->outcome.evaluations;
    if (!entrant->reached || !(tuned <= 1.25 * (double)best))
        fail_msg("%s on %s: %ld evaluations, of the grid %ld", optimizer, surface, tuned, best);
    race_release(&race);
    scenario_release(&scenario);
}

static void test_tuned(void **state)
{
    (void)state;
    static const char *const entrants[] = {"gd", "momentum", "adam"};
    static const char *const ten[] = {"three-hump-camel", "himmelblau", "steep-ravine", "beale",
                                      "six-hump-camel",   "mccormick",  "booth",        "matyas",
                                      "zakharov",         "branin"};
    for (size_t i = 0; i < COUNT(ten); i++)
        for (size_t k = 0; k < COUNT(entrants); k++)
            check_tuned(ten[i], entrants[k]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_tuned)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
