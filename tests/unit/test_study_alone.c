/* Each run of a study comes out bit for bit as it does alone, verdict and all, however it is
 * made. */
#include "shipped.h"
#include "simulate.h"
#include "surfaces.h"

#include <limits.h>

#include "study/cases.h"
#include "study/outcome.h"
#include "study/study.h"
#include "study/vary.h"

enum { VARIED = 3 };

static void begin_cases(struct cases *cases, const struct setting *settings,
                        const char *const vary[VARIED])
{
    struct scenario scenario;
    struct error error;
    scenario_of(&scenario, settings);
    assert_true(cases_begin(cases, &scenario, NULL));
    scenario_release(&scenario);
    for (int i = 0; i < VARIED && vary[i]; i++) {
        struct vary one;
        if (!vary_read(&one, vary[i], &cases->base, &error) || !cases_vary(cases, &one, &error))
            fail_msg("%s: %s", vary[i], error.message);
    }
}

/* Alone, with the verdict that the screen tells. */
static struct outcome run_alone(struct scenario *scenario)
{
    struct outcome outcome;
    struct simulation *simulation = simulate_scenario(scenario);
    simulation_run(simulation, LONG_MAX);
    outcome_read(&outcome, simulation);
    outcome.ending = verdict_on(simulation).ending;
    simulation_free(simulation);
    return outcome;
}

static void check_alone(const char *what, const struct cases *cases, const struct study *study,
                        size_t i)
{
    struct scenario scenario;
    struct outcome outcome;
    assert_true(study_outcome(study, i, &outcome));
    assert_true(cases_scenario(cases, i, &scenario, NULL));
    const struct outcome alone = run_alone(&scenario);
    for (int k = 0; k < cases->base.n; k++)
        if (!check_same_bits(outcome.end[k], alone.end[k]) ||
            !check_same_bits(outcome.start[k], alone.start[k]))
            fail_msg("%s: case %zu goes from %g to %g, alone from %g to %g", what, i,
                     outcome.start[k], outcome.end[k], alone.start[k], alone.end[k]);
    if (outcome.steps != alone.steps || outcome.evaluations != alone.evaluations ||
        !check_same_bits(outcome.loss, alone.loss) || outcome.ending != alone.ending ||
        outcome.ran_away != alone.ran_away)
        fail_msg("%s: case %zu: %s after %ld steps, %ld evaluations; alone %s after %ld, %ld", what,
                 i, ending_name(outcome.ending), outcome.steps, outcome.evaluations,
                 ending_name(alone.ending), alone.steps, alone.evaluations);
}

/* To the end in slices, some steps of all at times in between. */
static void run_all(struct study *study, long slice, bool steps)
{
    struct error error;
    for (int k = 0; study_ended(study) < study_count(study); k++)
        if (!(steps && k % 2 ? study_step(study, 5, &error) : study_advance(study, slice, &error)))
            fail_msg("%s", error.message);
}

/* Every `every`-th case; counts the endings. */
static void check_cases(const char *what, struct cases *cases, size_t every, int *endings)
{
    struct error error;
    size_t count = cases_count(cases);
    struct study *study = study_create(cases, 0, NULL, count, &error);
    assert_non_null(study);
    run_all(study, 3000, every % 2);
    for (size_t i = 0; i < count; i += every)
        check_alone(what, cases, study, i);
    for (size_t i = 0; i < count; i++) {
        struct outcome outcome;
        assert_true(study_outcome(study, i, &outcome));
        endings[outcome.ending]++;
    }
    study_free(study);
}

static void take_grid(struct cases *cases, size_t columns, size_t rows)
{
    int axis[2] = {0, cases->base.n > 1 ? 1 : -1};
    double range[2][2] = {{0}};
    for (int k = 0; k < 2 && axis[k] >= 0; k++)
        scenario_range(&cases->base, axis[k], range[k]);
    cases_grid(cases, axis, range, columns, axis[1] < 0 ? 1 : rows);
}

static void test_basins(void **state)
{
    (void)state;
    static const char *const rules[] = {"gd", "momentum", "adam", "newton"};
    int endings[ENDING_COUNT] = {0};
    for (size_t i = 0; i < surfaces.count; i++) {
        const char *name = surface_row(i)->name;
        struct cases cases;
        begin_cases(
            &cases,
            SETTINGS({"surface", name}, {"optimizer", rules[i % COUNT(rules)]}, {"steps", "3000"}),
            (const char *const[VARIED]){NULL});
        take_grid(&cases, 23, 17);
        check_cases(name, &cases, 26 + i % 2, endings);
        cases_release(&cases);
    }
    assert_true(endings[ENDING_GLOBAL_MINIMUM] > 1000 && endings[ENDING_MINIMUM] > 100);
    assert_true(endings[ENDING_DIVERGED] > 100 && endings[ENDING_CAP] > 10);
}

static void test_sweeps(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        struct setting settings[4];
        const char *vary[VARIED];
        size_t seeds;
    } rows[] = {
        {"momentum over rates", {{"surface", "ravine"}}, {"lr=1e-3:1:log:30", "beta=0:0.99:12"}, 1},
        {"adam with noise",
         {{"surface", "himmelblau"}, {"optimizer", "adam"}, {"noise", "0.3"}},
         {"lr=0.01:1:log:10", "beta1=0,0.5,0.9"},
         4},
        {"optimizers' own settings",
         {{"surface", "beale"}, {"optimizer", "nesterov"}, {"schedule", "cosine:period=100"}},
         {"momentum=0.3:0.9:8", "clip=0,1,10", "l2=0,0.1"},
         1},
        {"a rule",
         {{"surface", "booth"},
          {"rule", "v = b*v + g + c*normal; theta = theta - lr*v"},
          {"set", "b=0.5,c=0.001"}},
         {"b=0:0.9:10", "rate=0.001:0.1:log:6", "c=0,0.01"},
         2},
        {"a watching schedule",
         {{"surface", "bowl"}, {"schedule", "plateau:patience=3"}},
         {"lr=0.01:1:log:9"},
         1},
        {"a start by chance",
         {{"function", "x^2 + 3*y^4"}, {"params", "x,y"}, {"init", "uniform=2"}},
         {"lr=0.001:0.1:log:7"},
         5},
        {"few of a kind", {{"surface", "bowl"}, {"clip", "1"}}, {"noise=0:1:12", "lr=0.1,0.2"}, 1},
        {"steps", {{"surface", "rosenbrock"}}, {"steps=10,100,300", "lr=0.0005:0.002:5"}, 1},
    };
    int endings[ENDING_COUNT] = {0};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct cases cases;
        struct setting settings[6] = {{"stop", "grad,cycle,plateau=1e-12,steps=2000"}};
        memcpy(settings + 1, rows[i].settings, sizeof rows[i].settings);
        begin_cases(&cases, settings, rows[i].vary);
        cases.seeds = rows[i].seeds;
        check_cases(rows[i].what, &cases, 1, endings);
        cases_release(&cases);
    }
    assert_true(endings[ENDING_GLOBAL_MINIMUM] > 100 && endings[ENDING_DIVERGED] > 20);
}

/* Functions with kinks, jumps, edges, saddles, no minimum. */
static void test_functions(void **state)
{
    (void)state;
    static const char *const functions[] = {
        "abs(x) + y^2",     "x^2*y^2",         "x^3 + y^2",     "x*y",
        "floor(x) + y^2",   "exp(-x) + y^2",   "log(x) + y^2",  "sqrt(x^2 + y^2)",
        "-exp(-x^2 - y^2)", "x^2 - y^2 + y^4", "1/x + x + y^2", "max(x^2, y^2)",
    };
    int endings[ENDING_COUNT] = {0}, kinds = 0;
    for (size_t i = 0; i < COUNT(functions); i++) {
        struct cases cases;
        begin_cases(&cases,
                    SETTINGS({"function", functions[i]}, {"lr", "0.1"},
                             {"optimizer", i % 2 ? "momentum" : "gd"}, {"steps", "1000"}),
                    (const char *const[VARIED]){NULL});
        take_grid(&cases, 9, 8);
        check_cases(functions[i], &cases, 1, endings);
        cases_release(&cases);
    }
    for (int i = 0; i < ENDING_COUNT; i++)
        kinds += endings[i] > 0;
    assert_true(kinds >= 8);
}

/* Learning from data, alone. */
static void test_data(void **state)
{
    (void)state;
    int endings[ENDING_COUNT] = {0};
    char path[SHIPPED_PATH];
    struct cases cases;
    begin_cases(&cases,
                SETTINGS({"data", shipped("line.csv", path)}, {"model", "linear"}, {"batch", "10"},
                         {"steps", "40"}),
                (const char *const[VARIED]){"lr=0.001,0.01,0.02,0.05,0.07,0.1"});
    check_cases("data", &cases, 1, endings);
    cases_release(&cases);
}

/* A table of values, which is descended on as a formula is. */
static void test_table(void **state)
{
    (void)state;
    int endings[ENDING_COUNT] = {0};
    char path[SHIPPED_PATH];
    struct cases cases;
    begin_cases(&cases,
                SETTINGS({"grid", shipped("volcano.csv", path)}, {"optimizer", "momentum"},
                         {"steps", "500"}),
                (const char *const[VARIED]){NULL});
    take_grid(&cases, 12, 10);
    check_cases("volcano", &cases, 7, endings);
    assert_true(endings[ENDING_MINIMUM] > 5);
    cases_release(&cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_basins),    cmocka_unit_test(test_sweeps),
        cmocka_unit_test(test_functions), cmocka_unit_test(test_data),
        cmocka_unit_test(test_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
