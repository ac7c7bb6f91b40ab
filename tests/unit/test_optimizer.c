/* The table of optimizers: each row says what it must, descends, and its first two steps are those
 * of its paper, worked out here without the rule compiler. */
#include "simulate.h"

static void test_rows_are_complete(void **state)
{
    (void)state;
    for (size_t i = 0; i < optimizers.count; i++) {
        const struct optimizer *row = table_row(&optimizers, i);
        struct range rate = {.least = 0, .most = 10, .open_least = true};
        const char *const texts[] = {row->name, row->title, row->rule, row->when, row->source};
        for (size_t k = 0; k < COUNT(texts); k++)
            assert_true(texts[k] && texts[k][0] != '\0');
        assert_int_equal(strspn(row->name, "abcdefghijklmnopqrstuvwxyz0123456789-"),
                         strlen(row->name));
        assert_ptr_equal(table_find(&optimizers, row->name), row);
        assert_true(range_check(&rate, "rate", row->rate, NULL));
        assert_non_null(strpbrk(row->source, "0123456789"));
    }
}

/* Every hyperparameter has a default in its range and a meaning; the rule needs just these. */
static void test_hyperparameters(void **state)
{
    (void)state;
    for (size_t i = 0; i < optimizers.count; i++) {
        const struct optimizer *row = table_row(&optimizers, i);
        char names[RULE_MAX_HYPER][RULE_NAME_SIZE];
        int needed = rule_free_names(row->rule, strlen(row->rule), names, NULL);
        assert_int_equal(needed, optimizer_hypers(row));
        for (int k = 0; k < needed; k++) {
            const struct hyperparameter *hyper = &row->hyper[k];
            assert_true(range_check(&hyper->range, hyper->name, hyper->value, NULL));
            assert_true(hyper->meaning && hyper->meaning[0] != '\0');
            assert_int_equal(optimizer_hyper(row, hyper->name), k);
            assert_true(optimizer_hyper(row, names[k]) >= 0);
        }
        assert_int_equal(optimizer_hyper(row, "nothing"), -1);
    }
}

static double run_on_bowl(const struct optimizer *row, const char *lr, long steps)
{
    struct setting rate = {lr ? "lr" : NULL, lr};
    struct simulation *simulation =
        simulate(SETTINGS({"surface", "bowl"}, {"optimizer", row->name}, rate));
    simulation_go(simulation, steps);
    double loss = simulation_now(simulation)->loss;
    simulation_free(simulation);
    return loss;
}

static void test_each_descends(void **state)
{
    (void)state;
    for (size_t i = 0; i < optimizers.count; i++) {
        const struct optimizer *row = table_row(&optimizers, i);
        double start = run_on_bowl(row, NULL, 0);
        if (!(run_on_bowl(row, NULL, 500) < 1e-2 * start))
            fail_msg("%s: at %g after 500 steps from %g", row->name,
                     run_on_bowl(row, NULL, 500), start);
    }
}

/* The bowl's curvature is 1: below its limit a rate converges, above it diverges. */
static void test_limits(void **state)
{
    (void)state;
    for (size_t i = 0; i < optimizers.count; i++) {
        const struct optimizer *row = table_row(&optimizers, i);
        double hyper[RULE_MAX_HYPER];
        char below[32], above[32];
        if (!row->limit)
            continue;
        for (int k = 0; k < optimizer_hypers(row); k++)
            hyper[k] = row->hyper[k].value;
        snprintf(below, sizeof below, "%.17g", 0.95 * row->limit(hyper));
        snprintf(above, sizeof above, "%.17g", 1.05 * row->limit(hyper));
        assert_true(run_on_bowl(row, below, 3000) < 1e-9);
        assert_true(run_on_bowl(row, above, 3000) > 1e9);
    }
}

/* --- the papers' formulas, on (10*x^2 + y^2)/2 from (1, -2) at the rate 0.05 --- */

static const double lr = 0.05, curvature[2] = {10, 1}, start[2] = {1, -2};

/* What one coordinate remembers. */
struct memory {
    double theta, v, m, s;
};

typedef void formula(struct memory *at, double a, int t);

static void hand_gd(struct memory *at, double a, int t)
{
    (void)t;
    at->theta -= lr * a * at->theta;
}

/* Polyak, equation 9 in the field's form: v = beta v + g. */
static void hand_momentum(struct memory *at, double a, int t)
{
    (void)t;
    at->v = 0.9 * at->v + a * at->theta;
    at->theta -= lr * at->v;
}

static void hand_nesterov(struct memory *at, double a, int t)
{
    (void)t;
    double ahead = at->theta - lr * 0.9 * at->v;
    at->v = 0.9 * at->v + a * ahead;
    at->theta -= lr * at->v;
}

/* Tieleman and Hinton, slide 29; eps outside the root. */
static void hand_rmsprop(struct memory *at, double a, int t)
{
    (void)t;
    double g = a * at->theta;
    at->s = 0.99 * at->s + 0.01 * g * g;
    at->theta -= lr * g / (sqrt(at->s) + 1e-8);
}

/* Kingma and Ba, algorithm 1. */
static void hand_adam(struct memory *at, double a, int t)
{
    double g = a * at->theta;
    at->m = 0.9 * at->m + 0.1 * g;
    at->v = 0.999 * at->v + 0.001 * g * g;
    double mean = at->m / (1 - pow(0.9, t)), square = at->v / (1 - pow(0.999, t));
    at->theta -= lr * mean / (sqrt(square) + 1e-8);
}

/* RMSprop about the mean, with momentum. */
static void hand_rmsprop_in_full(struct memory *at, double a, int t)
{
    (void)t;
    double g = a * at->theta;
    at->s = 0.8 * at->s + 0.2 * g * g;
    at->m = 0.8 * at->m + 0.2 * g;
    at->v = 0.5 * at->v + g / (sqrt(at->s - at->m * at->m) + 1e-3);
    at->theta -= lr * at->v;
}

static const struct {
    const char *name, *set;
    formula *formula;
} by_hand[] = {
    {"gd", NULL, hand_gd},
    {"momentum", "beta=0.9", hand_momentum},
    {"nesterov", "beta=0.9", hand_nesterov},
    {"rmsprop", "alpha=0.99,eps=1e-8", hand_rmsprop},
    {"rmsprop", "alpha=0.8,eps=1e-3,centered=1,momentum=0.5", hand_rmsprop_in_full},
    {"adam", "beta1=0.9,beta2=0.999,eps=1e-8", hand_adam},
};

static void test_steps_by_hand(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(by_hand); i++) {
        struct memory at[2] = {{.theta = start[0]}, {.theta = start[1]}};
        struct setting set = {by_hand[i].set ? "set" : NULL, by_hand[i].set};
        struct simulation *simulation =
            simulate(SETTINGS({"surface", "ravine"}, {"start", "1,-2"}, {"lr", "0.05"},
                              {"optimizer", by_hand[i].name}, set));
        for (int t = 1; t <= 5; t++) {
            simulation_step(simulation);
            for (int k = 0; k < 2; k++) {
                by_hand[i].formula(&at[k], curvature[k], t);
                check_near(by_hand[i].name, simulation_now(simulation)->x[k], at[k].theta, 1e-13,
                           1);
            }
        }
        simulation_free(simulation);
    }
}

/* A row without its formula above is not tested: this says so. */
static void test_every_row_is_worked_by_hand(void **state)
{
    (void)state;
    for (size_t i = 0; i < optimizers.count; i++) {
        bool found = false;
        for (size_t k = 0; k < COUNT(by_hand); k++)
            found = found || strcmp(by_hand[k].name, table_name(&optimizers, i)) == 0;
        if (!found)
            fail_msg("%s is not in by_hand", table_name(&optimizers, i));
    }
}

/* The first steps by the papers alone: v = g; then v = 0.9 g + g; Adam's first step is lr. */
static void test_first_steps_in_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        double first, second; /* y, of the gradient y, from -2 */
    } rows[] = {
        {"gd", -1.9, -1.805},             /* times 0.95 a step */
        {"momentum", -1.9, -1.715},       /* v = -2, then -1.8 - 1.9 = -3.7 */
        {"nesterov", -1.9, -1.7195},      /* v = -2, then -1.8 + (-1.9 + 0.09) = -3.61 */
        {"rmsprop", -1.5, -1.1990354},    /* -2/0.2 = -10, then -1.5/sqrt(0.0621) = -6.019292 */
        {"adam", -1.95, -1.9000370},      /* -1, then (-0.375/0.19)/sqrt(0.0077985/0.001999) */
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct simulation *simulation = simulate(SETTINGS(
            {"surface", "ravine"}, {"start", "1,-2"}, {"lr", "0.05"}, {"optimizer", rows[i].name}));
        simulation_step(simulation);
        check_near(rows[i].name, simulation_now(simulation)->x[1], rows[i].first, 1e-7, 1);
        simulation_step(simulation);
        check_near(rows[i].name, simulation_now(simulation)->x[1], rows[i].second, 1e-6, 1);
        simulation_free(simulation);
    }
}

/* With a constant gradient the velocity after five steps is (1 - 0.9^5)/(1 - 0.9) = 4.0951 g. */
static void test_velocity_builds_up(void **state)
{
    (void)state;
    double before = 0;
    struct simulation *simulation =
        simulate(SETTINGS({"function", "x"}, {"start", "0,0"}, {"momentum", "0.9"}, {"lr", "1"}));
    for (int k = 0; k < 5; k++) {
        before = simulation_now(simulation)->x[0];
        simulation_step(simulation);
    }
    check_near("velocity", before - simulation_now(simulation)->x[0], 4.0951, 1e-14, 1);
    simulation_free(simulation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_are_complete),
        cmocka_unit_test(test_hyperparameters),
        cmocka_unit_test(test_each_descends),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_steps_by_hand),
        cmocka_unit_test(test_every_row_is_worked_by_hand),
        cmocka_unit_test(test_first_steps_in_numbers),
        cmocka_unit_test(test_velocity_builds_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
