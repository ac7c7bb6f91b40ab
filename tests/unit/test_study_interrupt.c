/* Studies on data that are interrupted: they return at once, go on later, and come to the same. */
#include <limits.h>

#include "insight/predicate.h"
#include "learn.h"
#include "study/race.h"
#include "study/study.h"
#include "study/trial.h"
#include "waiter.h"

/* A descent that settles, and one that wanders; with a batch, too. */
static const struct setting *const tasks[] = {
    SETTINGS({"model", "linear"}, {"steps", "60"}),
    SETTINGS({"model", "quadratic"}, {"optimizer", "newton"}, {"steps", "20"}),
    SETTINGS({"model", "network-3"}, {"batch", "16"}, {"steps", "30"}),
    SETTINGS({"model", "linear"}, {"optimizer", "bfgs"}),
};

static void begin(struct scenario *scenario, const struct setting *settings,
                  struct interrupt *interrupt)
{
    char path[SHIPPED_PATH];
    scenario_of(scenario, SETTINGS({"data", shipped("line.csv", path)}));
    for (; settings->key; settings++)
        scenario_put(scenario, settings->key, settings->value);
    scenario->interrupt = interrupt;
}

/* Work that gives way at some question; and is anything asked after that? */
struct pause {
    struct waiter waiter;
    struct interrupt interrupt;
    uint64_t random;
    long made; /* pauses */
};

static void pause_init(struct pause *pause)
{
    *pause = (struct pause){.random = 3};
    pause->interrupt = interrupt_by(&pause->waiter, 0);
}

static void pause_begin(struct pause *pause)
{
    pause->waiter = (struct waiter){.stop = 1 + (long)check_below(&pause->random, 12)};
    interrupt_begin(&pause->interrupt);
}

static void pause_end(struct pause *pause)
{
    bool made = interrupt_end(&pause->interrupt);
    pause->made += made;
    assert_true(made ? pause->waiter.asked == pause->waiter.stop
                     : pause->waiter.asked < pause->waiter.stop);
}

/* --- studies --- */

static void begin_cases(struct cases *cases, const struct setting *settings,
                        struct interrupt *interrupt)
{
    struct scenario scenario;
    struct vary rates;
    begin(&scenario, settings, interrupt);
    assert_true(cases_begin(cases, &scenario, NULL));
    scenario_release(&scenario);
    bool method = cases->base.optimizer->method;
    assert_true(
        vary_read(&rates, method ? "l2=0,0.1,1" : "lr=0.001,0.01,0.05,0.3,3", &cases->base, NULL));
    assert_true(cases_vary(cases, &rates, NULL));
}

static bool is_same(const struct outcome *a, const struct outcome *b, int n)
{
    return a->steps == b->steps && a->evaluations == b->evaluations && a->ending == b->ending &&
           a->ran_away == b->ran_away && check_same_bits(a->loss, b->loss) &&
           memcmp(a->end, b->end, (size_t)n * sizeof *a->end) == 0;
}

/* In slices, or by steps: all runs have begun whenever nothing is owed. */
static void finish(struct study *study, struct pause *pause, bool steps)
{
    while (study_ended(study) < study_count(study)) {
        pause_begin(pause);
        if (!steps)
            assert_true(study_advance(study, 200, NULL));
        else
            assert_true(study_step(study, study_behind(study) ? 0 : 3, NULL));
        pause_end(pause);
        double x[PARAMETERS_MAX], loss;
        for (size_t i = 0; steps && !study_behind(study) && i < study_count(study); i++)
            assert_true(study_now(study, i, x, &loss));
    }
}

static void check_study(const struct setting *settings, bool steps, struct pause *pause)
{
    struct cases cases, plain;
    begin_cases(&cases, settings, &pause->interrupt);
    begin_cases(&plain, settings, NULL);
    size_t count = cases_count(&cases);
    struct study *broken = study_create(&cases, 0, NULL, count, NULL);
    struct study *whole = study_create(&plain, 0, NULL, count, NULL);
    assert_true(broken && whole);
    finish(broken, pause, steps);
    assert_true(study_advance(whole, LONG_MAX, NULL));
    for (size_t i = 0; i < count; i++) {
        struct outcome a, b;
        assert_true(study_outcome(broken, i, &a) && study_outcome(whole, i, &b));
        if (!is_same(&a, &b, cases.base.n))
            fail_msg("run %zu of %s: %ld steps to %g, not %ld to %g", i, settings->value, a.steps,
                     a.loss, b.steps, b.loss);
    }
    study_free(broken);
    study_free(whole);
    cases_release(&cases);
    cases_release(&plain);
}

static void test_studies(void **state)
{
    struct pause pause;
    (void)state;
    pause_init(&pause);
    for (size_t i = 0; i < COUNT(tasks); i++) {
        check_study(tasks[i], false, &pause);
        check_study(tasks[i], true, &pause);
    }
    assert_true(pause.made > 200);
}

/* --- trials and races --- */

static bool is_same_finish(const struct finish *a, const struct finish *b, int n)
{
    return is_same(&a->outcome, &b->outcome, n) &&
           memcmp(&a->touch, &b->touch, sizeof a->touch) == 0 &&
           memcmp(&a->settled, &b->settled, sizeof a->settled) == 0;
}

static void check_trial(const struct setting *settings, const char *goal, struct pause *pause)
{
    struct scenario scenario;
    struct trial broken, whole;
    begin(&scenario, settings, NULL);
    struct quantity_scope scope;
    quantity_scope(&scope, &scenario);
    struct predicate predicate = {0}, *wanted = goal ? &predicate : NULL;
    assert_true(!goal || predicate_compile(&predicate, goal, strlen(goal), &scope, NULL));
    assert_true(trial_begin(&whole, &scenario, wanted, NULL));
    scenario.interrupt = &pause->interrupt;
    pause_begin(pause);
    assert_true(trial_begin(&broken, &scenario, wanted, NULL));
    pause_end(pause);
    trial_step(&whole, LONG_MAX);
    for (long k = 0; !broken.ended; k++) {
        pause_begin(pause);
        if (k % 2)
            trial_step(&broken, 40);
        else
            trial_spend(&broken, simulation_cost(broken.simulation) + 30);
        pause_end(pause);
    }
    struct finish a = trial_finish(&broken), b = trial_finish(&whole);
    if (!is_same_finish(&a, &b, scenario.n))
        fail_msg("%s toward %s: settled at %ld, not %ld", settings->value, goal ? goal : "rest",
                 a.settled.step, b.settled.step);
    trial_release(&broken);
    trial_release(&whole);
    predicate_release(&predicate);
    scenario_release(&scenario);
}

static void test_trials(void **state)
{
    static const char *const goals[] = {NULL, "loss < 2", "r2 > 0.5", "kappa > 1 and step > 3"};
    struct pause pause;
    (void)state;
    pause_init(&pause);
    for (size_t i = 0; i < COUNT(tasks); i++)
        for (size_t k = 0; k < COUNT(goals); k++)
            check_trial(tasks[i], goals[k], &pause);
    assert_true(pause.made > 50);
}

static void enter(struct race *race, const struct scenario *scenario)
{
    *race = (struct race){0};
    assert_true(race_enter(race, scenario, "gd", NULL));
    assert_true(race_enter(race, scenario, "momentum:lr=0.01", NULL));
}

static void test_race(void **state)
{
    struct pause pause;
    struct scenario scenario;
    struct race broken, whole;
    (void)state;
    pause_init(&pause);
    begin(&scenario, tasks[0], NULL);
    enter(&whole, &scenario);
    race_begin(&whole, 12);
    assert_true(race_advance(&whole, LONG_MAX, NULL));
    scenario.interrupt = &pause.interrupt;
    enter(&broken, &scenario);
    race_begin(&broken, 12);
    while (broken.present < broken.count) {
        pause_begin(&pause);
        assert_true(race_advance(&broken, 50, NULL));
        pause_end(&pause);
    }
    for (int i = 0; i < whole.count; i++) {
        assert_true(broken.entrant[i].scenario.lr == whole.entrant[i].scenario.lr);
        assert_true(
            is_same_finish(&broken.entrant[i].finish, &whole.entrant[i].finish, scenario.n));
    }
    assert_true(pause.made > 20);
    race_release(&broken);
    race_release(&whole);
    scenario_release(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_studies),
        cmocka_unit_test(test_trials),
        cmocka_unit_test(test_race),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
