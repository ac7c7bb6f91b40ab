/* Runs toward a goal: when it is touched, and when it is reached for good; and places that runs
 * come to. */
#include "simulate.h"

#include <limits.h>

#include "insight/predicate.h"
#include "study/places.h"
#include "study/race.h"
#include "study/trial.h"

/* x^2+y^2 from (3, -2) with momentum: the loss is first below 1e-4 at step 51 and stays there from
 * step 110 on. */
static const struct setting swings[] = {
    {"function", "x^2+y^2"}, {"start", "3,-2"}, {"optimizer", "momentum"},
    {"set", "beta=0.9"},     {"lr", "0.1"},     {NULL, NULL}};

static void compile(struct predicate *goal, const struct scenario *scenario, const char *text)
{
    struct quantity_scope scope;
    quantity_scope(&scope, scenario);
    assert_true(predicate_compile(goal, text, strlen(text), &scope, NULL));
}

static void test_touch_is_not_settled(void **state)
{
    (void)state;
    struct scenario scenario;
    struct predicate goal;
    struct trial trial;
    scenario_of(&scenario, swings);
    compile(&goal, &scenario, "loss < 1e-4");
    assert_true(trial_begin(&trial, &scenario, &goal, NULL));
    trial_step(&trial, 60);
    assert_false(trial.ended);
    assert_int_equal(trial.touch.step, 51);
    trial_step(&trial, LONG_MAX);
    assert_true(trial.ended);
    assert_int_equal(trial.touch.step, 51);
    assert_int_equal(trial.settled.step, 110);
    assert_int_equal(trial.settled.evaluations, 111); /* and one at the start */
    trial_release(&trial);
    predicate_release(&goal);
    scenario_release(&scenario);
}

/* However it is cut into slices, a trial is the run alone. */
static void test_slices(void **state)
{
    (void)state;
    static const long slices[] = {LONG_MAX, 1, 7};
    struct scenario scenario;
    struct outcome alone;
    scenario_of(&scenario, swings);
    assert_true(outcome_of(&alone, &scenario, NULL));
    for (size_t i = 0; i < COUNT(slices); i++) {
        struct trial trial;
        assert_true(trial_begin(&trial, &scenario, NULL, NULL));
        while (!trial.ended)
            trial_step(&trial, slices[i]);
        assert_memory_equal(trial.outcome.end, alone.end, 2 * sizeof *alone.end);
        assert_int_equal(trial.outcome.steps, alone.steps);
        assert_int_equal(trial.outcome.evaluations, alone.evaluations);
        assert_int_equal(trial.settled.step, alone.steps);
        trial_release(&trial);
    }
    scenario_release(&scenario);
}

/* Without a goal a run has settled since its gradient is small, at what it had cost then, however
 * long it goes on, and however it is cut into slices: here to rounding, and for hundreds of steps
 * to a plateau. */
static void test_settled_before_the_end(void **state)
{
    (void)state;
    static const struct {
        struct setting setting[5];
        long step, evaluations;
    } rows[] = {
        {{{"surface", "booth"}, {"optimizer", "newton"}}, 1, 5},
        {{{"surface", "bowl"}, {"lr", "0.01"}, {"stop", "params=1e-12"}}, -1, -1},
    };
    static const long slices[] = {LONG_MAX, 1, 7};
    for (size_t i = 0; i < COUNT(rows); i++)
        for (size_t k = 0; k < COUNT(slices); k++) {
            struct scenario scenario;
            struct trial trial;
            scenario_of(&scenario, rows[i].setting);
            assert_true(trial_begin(&trial, &scenario, NULL, NULL));
            while (!trial.ended)
                trial_step(&trial, slices[k]);
            long step = rows[i].step;
            if (step < 0) /* a step of gd costs one */
                step = simulation_criteria(trial.simulation)->since[CRITERION_GRAD];
            assert_int_equal(trial.settled.step, step);
            assert_int_equal(trial.settled.evaluations,
                             rows[i].step < 0 ? step + 1 : rows[i].evaluations);
            assert_true(trial.settled.evaluations < trial.outcome.evaluations);
            trial_release(&trial);
            scenario_release(&scenario);
        }
}

/* Spent are as many evaluations as were said, or those of one step more: Nesterov's step costs
 * two. */
static void test_spending(void **state)
{
    (void)state;
    struct scenario scenario;
    struct trial trial;
    scenario_of(&scenario,
                SETTINGS({"surface", "ravine"}, {"optimizer", "nesterov"}, {"lr", "0.01"}));
    assert_true(trial_begin(&trial, &scenario, NULL, NULL));
    for (long cost = 10; cost < 100; cost += 7) {
        trial_spend(&trial, cost);
        assert_in_range(simulation_cost(trial.simulation), cost, cost + 1);
    }
    trial_release(&trial);
    scenario_release(&scenario);
}

/* A race that is made in slices finds what one finds that is made at once. */
static void test_race_in_slices(void **state)
{
    (void)state;
    static const char *const specs[] = {"gd", "momentum", "adam:lr=0.2", "newton"};
    struct scenario scenario;
    struct race whole = {.count = 0}, cut = {.count = 0};
    scenario_of(&scenario, SETTINGS({"surface", "ravine"}));
    for (size_t i = 0; i < COUNT(specs); i++)
        assert_true(race_enter(&whole, &scenario, specs[i], NULL) &&
                    race_enter(&cut, &scenario, specs[i], NULL));
    assert_true(race_run(&whole, 12, NULL));
    race_begin(&cut, 12);
    assert_int_equal(race_trials(&cut), 12 + 12 + 1 + 1);
    while (race_tried(&cut) < race_trials(&cut))
        assert_true(race_advance(&cut, 100, NULL));
    for (int i = 0; i < whole.count; i++) {
        const struct entrant *a = &whole.entrant[i], *b = &cut.entrant[a->letter - 'A'];
        assert_true(a->scenario.lr == b->scenario.lr);
        assert_int_equal(a->finish.settled.evaluations, b->finish.settled.evaluations);
        assert_true(a->tunes == (a->letter < 'C'));
    }
    race_release(&whole);
    race_release(&cut);
    scenario_release(&scenario);
}

/* Ranges of 10 and 20: places are one within 0.1 and 0.2. */
static const struct surface wide = {.window = {0, 10, 0, 20}};
static const struct scenario two = {.n = 2, .surface = &wide};

static void test_places(void **state)
{
    (void)state;
    static const struct {
        double x[2];
        int place;
    } cases[] = {{{0, 0}, 0},   {{1, 0}, 1},   {{0.1, -0.2}, 0}, {{0.11, 0}, 2},
                 {{1, 0.2}, 1}, {{NAN, 0}, 3}, {{0, 0}, 0}};
    struct places places;
    int order[PLACES_MAX];
    places_begin(&places, &two);
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(places_add(&places, cases[i].x), cases[i].place);
    assert_int_equal(places.count, 4);
    assert_int_equal(places.runs[0], 3);
    places_by_runs(&places, order);
    assert_true(order[0] == 0 && order[1] == 1 && order[2] == 2 && order[3] == 3);
    while (places.count < PLACES_MAX)
        places_add(&places, (double[]){places.count * 10.0, 0});
    assert_int_equal(places_add(&places, (double[]){-10, 0}), -1);
    assert_int_equal(places_add_valley(&places, (double[]){-10, 0}), -1);
}

/* A place that is known beforehand has no runs until one comes there, and stays when the runs are
 * forgotten. */
static void test_known_places(void **state)
{
    struct places places;

    (void)state;
    places_begin(&places, &two);
    assert_int_equal(places_know(&places, (double[]){1, 0}), 0);
    assert_int_equal(places.runs[0], 0);
    assert_int_equal(places_add(&places, (double[]){1.05, 0.1}), 0);
    assert_int_equal(places_add(&places, (double[]){5, 5}), 1);
    places_forget_runs(&places);
    assert_int_equal(places.count, 2);
    assert_true(places.runs[0] == 0 && places.runs[1] == 0);
}

/* All of a valley is one place, and no other place is it. */
static void test_a_valley_is_one_place(void **state)
{
    struct places places;

    (void)state;
    places_begin(&places, &two);
    assert_int_equal(places_add(&places, (double[]){0, 0}), 0);
    assert_int_equal(places_add_valley(&places, (double[]){1, 0}), 1);
    assert_int_equal(places_add_valley(&places, (double[]){1, 5}), 1);
    assert_int_equal(places_add(&places, (double[]){1, 0}), 2);
    assert_int_equal(places_add_valley(&places, (double[]){0, 0}), 1);
    assert_int_equal(places.runs[1], 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_touch_is_not_settled),   cmocka_unit_test(test_slices),
        cmocka_unit_test(test_settled_before_the_end), cmocka_unit_test(test_spending),
        cmocka_unit_test(test_race_in_slices),         cmocka_unit_test(test_places),
        cmocka_unit_test(test_known_places),           cmocka_unit_test(test_a_valley_is_one_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
