/* The criteria: their list as text, and what they see in runs that are made up here. */
#include "check.h"

#include "base/buffer.h"
#include "base/error.h"
#include "run/criteria.h"
#include "run/trajectory.h"

/* --- text --- */

static struct criteria parse(const char *list)
{
    struct criteria made;
    struct error error = {0};
    criteria_init(&made);
    if (list[0] != '\0' && !criteria_parse(&made, list, &error))
        fail_msg("%s: %s", list, error.message);
    return made;
}

static void test_rows_are_complete(void **state)
{
    (void)state;
    struct criteria made = parse("");
    assert_int_equal(criteria.count, CRITERION_COUNT);
    for (size_t i = 0; i < criteria.count; i++) {
        const struct criterion *row = table_row(&criteria, i);
        assert_true(row->name && row->meaning && row->meaning[0] != '\0');
        assert_true(row->range.least < row->range.most);
        assert_true(!isfinite(row->value) ||
                    (row->value >= row->range.least && row->value <= row->range.most));
        assert_int_equal(made.armed[i], row->always);
        assert_true(made.value[i] == row->value);
    }
    assert_true(((const struct criterion *)table_row(&criteria, CRITERION_DIVERGE))->always);
}

/* A list, and how it is written again; NULL: the same. */
static const struct {
    const char *list, *again;
} lists[] = {
    {"grad=1e-08", NULL},
    {"grad", "grad=1e-06"},
    {"plateau=0.5", NULL},
    {"plateau=0.5,window=7", NULL},
    {" window = 7 , plateau = 0.5 ", "plateau=0.5,window=7"},
    {"plateau=0.5,window=20", "plateau=0.5"},
    {"loss=-3.25", NULL},
    {"cycle=0", NULL},
    {"rest=3", NULL},
    {"diverge=100", NULL},
    {"diverge=2e10", ""},
    {"steps=12", NULL},
    {"steps=5,loss=0.1,grad=0.3,diverge=50", "grad=0.3,loss=0.1,diverge=50,steps=5"},
    {"grad=1,grad=2", "grad=2"},
};

static void test_lists(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(lists); i++) {
        struct buffer out = {0};
        struct criteria made = parse(lists[i].list);
        criteria_list(&made, &out);
        assert_string_equal(buffer_string(&out), lists[i].again ? lists[i].again : lists[i].list);
        struct criteria again = parse(buffer_string(&out));
        assert_memory_equal(&again, &made, sizeof made);
        buffer_release(&out);
    }
}

static void test_lists_that_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *list, *message;
    } rows[] = {
        {"", "expected NAME=VALUE"},
        {"grad=", "is no number for grad"},
        {"grad=-1", "grad must be at least 0"},
        {"grad=1e-3,", "after the last comma"},
        {"grab=1", "there is no criterion 'grab'; did you mean 'grad'?"},
        {"loss", "loss needs a value: loss=VALUE"},
        {"steps", "steps needs a value: steps=VALUE"},
        {"steps=1.5", "steps must be a whole number"},
        {"steps=-1", "steps must be from 0"},
        {"cycle=1", "cycle must be from 0 to 0.1"},
        {"window=5", "window goes with plateau"},
        {"grad=1,window=5", "window goes with plateau"},
        {"plateau,window=1", "window must be from 2"},
        {"plateau,window=2.5", "window needs a whole number of steps"},
        {"plateau,window", "window needs a whole number of steps"},
        {"grad=inf", "is no number for grad"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct error error = {0};
        struct criteria made = parse("loss=3"), before = made;
        assert_false(criteria_parse(&made, rows[i].list, &error));
        if (!strstr(error.message, rows[i].message))
            fail_msg("'%s': %s", rows[i].list, error.message);
        assert_memory_equal(&made, &before, sizeof made);
        assert_false(criteria_parse(&made, rows[i].list, NULL));
    }
}

/* --- what they see --- */

/* A watch over a run of one parameter. */
struct watch {
    struct criteria criteria;
    struct criteria_state state;
    long step;
    int fired; /* at the last point shown */
};

/* Every point costs an evaluation. */
static void show(struct watch *watch, double x, double loss, double grad)
{
    long step = ++watch->step;
    struct sample now = {
        .step = step, .loss = loss, .evaluations = step + 1, .grad_norm = grad, .x = {x}};
    watch->fired = step == 0 ? criteria_start(&watch->state, &watch->criteria, &now, 1)
                             : criteria_look(&watch->state, &watch->criteria, &now, 1);
}

static struct watch watch_for(const char *list)
{
    return (struct watch){.criteria = parse(list), .step = -1};
}

static void test_first_touch_and_since(void **state)
{
    (void)state;
    static const double grad[] = {5, 1, 0.5, 2, 3, 1, 1.5, 0.1, 0.2};
    static const long first[] = {-1, 1, 1, 1, 1, 1, 1, 1, 1};
    static const long since[] = {-1, 1, 1, -1, -1, 5, -1, 7, 7};
    struct watch watch = watch_for("grad=1");
    for (size_t k = 0; k < COUNT(grad); k++) {
        show(&watch, (double)k, -(double)k, grad[k]);
        assert_int_equal(watch.state.first[CRITERION_GRAD], first[k]);
        assert_int_equal(watch.state.since[CRITERION_GRAD], since[k]);
        assert_int_equal(watch.fired, since[k] < 0 ? -1 : CRITERION_GRAD);
    }
}

static void test_what_is_not_armed_is_seen_all_the_same(void **state)
{
    (void)state;
    struct watch watch = watch_for("loss=-100");
    show(&watch, 0, 0, 0);
    assert_int_equal(watch.fired, -1);
    assert_int_equal(watch.state.first[CRITERION_GRAD], 0);
    show(&watch, 1, -100, 5);
    assert_int_equal(watch.fired, CRITERION_LOSS);
}

/* The loss has to stay within 0.1*(1 + |loss|) of one value for three steps. */
static void test_plateau(void **state)
{
    (void)state;
    static const double loss[] = {9, 8.2, 8, 4, 4.1, 3.9, 4, 4, 2, 2, 2, 1, 1, 1, 1};
    static const bool holds[] = {0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1};
    struct watch watch = watch_for("plateau=0.1,window=3");
    for (size_t k = 0; k < COUNT(loss); k++) {
        show(&watch, (double)k, loss[k], 1);
        assert_int_equal(watch.fired, holds[k] ? CRITERION_PLATEAU : -1);
    }
}

/* A slow but steady fall is no plateau, however small a step of it. */
static void test_a_slow_fall_is_no_plateau(void **state)
{
    (void)state;
    struct watch watch = watch_for("plateau=1e-3,window=10");
    for (int k = 0; k < 1000; k++) {
        show(&watch, k, 1 - 3e-4 * k, 1);
        assert_int_equal(watch.fired, -1);
    }
}

static void test_what_is_not_finite(void **state)
{
    (void)state;
    static const struct {
        double x, loss, grad;
        int fired;
    } rows[] = {
        {NAN, 1, 1, CRITERION_DIVERGE},      {0, NAN, 1, CRITERION_DIVERGE},
        {0, INFINITY, 1, CRITERION_DIVERGE}, {0, -INFINITY, 1, CRITERION_FALLS},
        {0, 1, NAN, CRITERION_DIVERGE},      {0, 1, INFINITY, CRITERION_DIVERGE},
        {INFINITY, 1, 1, CRITERION_DIVERGE}, {1e300, 1, 1, -1},
        {-1e300, 1e308, 1e308, -1},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct watch watch = watch_for("");
        show(&watch, 0, 0, 1);
        show(&watch, rows[i].x, rows[i].loss, rows[i].grad);
        assert_int_equal(watch.fired, rows[i].fired);
    }
}

/* Above the loss at the start by 100 times its size there, or by 100 times the first change,
 * whichever is larger; higher than before and further away. */
static void test_divergence(void **state)
{
    (void)state;
    static const struct {
        double x, loss;
        bool diverged;
    } path[] = {
        {0, 3, false},   {1, 7, false},   {2, 403, false}, /* 3 + 100 * 4 */
        {3, 404, true},  {3, 500, false},                  /* not further away */
        {4, 450, false},                                   /* lower */
        {5, 501, true},  {9, 1, false},   {10, 502, true},
    };
    for (int unit = -40; unit <= 40; unit += 40) {
        struct watch watch = watch_for("diverge=100");
        for (size_t k = 0; k < COUNT(path); k++) {
            show(&watch, ldexp(path[k].x, unit), ldexp(path[k].loss, -unit), 1);
            assert_int_equal(watch.fired, path[k].diverged ? CRITERION_DIVERGE : -1);
        }
    }
}

/* A large parameter is none, and a start without a scale waits for one. */
static void test_what_is_no_divergence(void **state)
{
    (void)state;
    struct watch watch = watch_for("");
    for (int k = 0; k < 100; k++) {
        show(&watch, pow(10, k), 4e12 / (k + 1), 1);
        assert_int_equal(watch.fired, -1);
    }
    watch = watch_for("diverge=100");
    show(&watch, 0, 0, 1);
    show(&watch, 1, 0, 1);
    for (int k = 0; k < 100; k++) {
        show(&watch, k, 1 + k, 1);
        assert_int_equal(watch.fired, -1);
    }
    show(&watch, 100, 101, 1);
    assert_int_equal(watch.fired, CRITERION_DIVERGE);
}

/* The loss has fallen by 100 times its size, and the point is a million times as far as its first
 * step or the start were: only then. */
static void test_falling(void **state)
{
    (void)state;
    static const struct {
        double x, loss;
        bool falls;
    } path[] = {
        {2, 1, false},     {3, 0.5, false},    {1e6, -98, false},
        {3e6, -98, false}, {1e6, -1e9, false}, {2.1e6, -1e9, true},
    };
    for (int unit = -20; unit <= 20; unit += 20) {
        struct watch watch = watch_for("falls=100");
        for (size_t k = 0; k < COUNT(path); k++) {
            show(&watch, ldexp(path[k].x, unit), path[k].loss, 1);
            assert_int_equal(watch.fired, path[k].falls ? CRITERION_FALLS : -1);
        }
    }
}

/* By default small is small beside 1 and beside the gradient at the start. */
static void test_small_gradients(void **state)
{
    (void)state;
    static const struct {
        const char *list;
        double start, small;
    } rows[] = {
        {"steps=9", 10, 1e-6},       {"steps=9", 1, 1e-6},    {"steps=9", 1e-3, 1e-9},
        {"steps=9", 1e-200, 1e-206}, {"steps=9", 1e9, 1e-3},  {"grad=1e-6", 1e9, 1e-6},
        {"grad", 1e-3, 1e-6},        {"grad=0.5", 1e-3, 0.5},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct watch watch = watch_for(rows[i].list);
        show(&watch, 0, 1, rows[i].start);
        show(&watch, 1, 1, rows[i].small * 1.001);
        assert_int_equal(watch.state.since[CRITERION_GRAD], -1);
        show(&watch, 2, 1, rows[i].small * 0.999);
        assert_int_equal(watch.state.since[CRITERION_GRAD], 2);
    }
}

static void test_which_goes_first(void **state)
{
    (void)state;
    struct watch watch = watch_for("steps=0,loss=10");
    show(&watch, NAN, 1, 0);
    assert_int_equal(watch.fired, CRITERION_DIVERGE);
    watch = watch_for("steps=0,loss=10");
    show(&watch, 4, 1, 0);
    assert_int_equal(watch.fired, CRITERION_LOSS);
    watch = watch_for("steps=0");
    show(&watch, 4, 1, 0);
    assert_int_equal(watch.fired, CRITERION_STEPS);
}

/* As the plateau, of the parameters, whatever the loss does. */
static void test_rest_of_the_parameters(void **state)
{
    (void)state;
    struct watch watch = watch_for("params=1e-3,window=5");
    for (int k = 0; k <= 20; k++) {
        show(&watch, k < 10 ? k : 10 + 1e-3 * (k % 2), k, 1);
        assert_int_equal(watch.fired, k < 15 ? -1 : CRITERION_PARAMS);
    }
    assert_int_equal(watch.state.first[CRITERION_PARAMS], 15);
}

static void test_evaluations(void **state)
{
    (void)state;
    struct watch watch = watch_for("evaluations=4,steps=9");
    for (int k = 0; k < 5; k++) {
        show(&watch, k, k, 1);
        assert_int_equal(watch.fired, k < 3 ? -1 : CRITERION_EVALUATIONS);
    }
}

/* The count is that of who makes the steps. */
static void test_rest(void **state)
{
    (void)state;
    struct watch watch = watch_for("rest");
    static const int rests[] = {0, 1, 0, 1, 2, 3, 0};
    for (size_t k = 0; k < COUNT(rests); k++) {
        watch.state.rests = rests[k];
        show(&watch, 0, 1, 1);
        assert_int_equal(watch.fired, rests[k] < 2 ? -1 : CRITERION_REST);
    }
}

/* Cycles of any length are found within a few rounds, and their length is right. */
static void test_cycles(void **state)
{
    (void)state;
    for (long period = 2; period <= 50; period++) {
        struct watch watch = watch_for("cycle");
        do {
            long k = (watch.step + 1) % period;
            show(&watch, (double)(k * k), 1, 1);
        } while (watch.fired < 0 && watch.step < 1000);
        assert_int_equal(watch.fired, CRITERION_CYCLE);
        assert_int_equal(watch.state.returns.period, period);
        assert_in_range(watch.step, 2 * period, 8 * period);
        for (int k = 0; k < 3000; k++) { /* broken off: soon it is one no longer */
            show(&watch, 3000 + k, 1, 1);
            assert_true(k <= 2 * period || watch.fired == -1);
        }
    }
}

static double at_rest(int k)
{
    (void)k;
    return 3;
}

static double comes_to_rest(int k)
{
    return k < 37 ? 10 - k : -27;
}

/* To the very point of the anchor, which is set at step 16. */
static double comes_back_to_rest(int k)
{
    return k > 16 && k < 20 ? 5 : 3;
}

static double swings_and_shrinks(int k)
{
    return pow(-0.9999, k);
}

static double swings_and_grows(int k)
{
    return pow(-1.0001, k);
}

static double creeps(int k)
{
    return 1e-3 * k;
}

/* What moves by rounding only stands still. */
static double trembles(int k)
{
    return 1 + (k % 2) * 0x1p-50;
}

static void test_what_is_no_cycle(void **state)
{
    (void)state;
    static double (*const paths[])(int) = {
        at_rest, comes_to_rest, comes_back_to_rest, swings_and_shrinks, swings_and_grows,
        creeps,  trembles};
    for (size_t i = 0; i < COUNT(paths); i++) {
        struct watch watch = watch_for("cycle");
        for (int k = 0; k < 5000; k++) {
            show(&watch, paths[i](k), 1, 1);
            if (watch.fired >= 0)
                fail_msg("path %zu cycles at step %d", i, k);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_are_complete),
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_lists_that_are_refused),
        cmocka_unit_test(test_first_touch_and_since),
        cmocka_unit_test(test_what_is_not_armed_is_seen_all_the_same),
        cmocka_unit_test(test_plateau),
        cmocka_unit_test(test_a_slow_fall_is_no_plateau),
        cmocka_unit_test(test_what_is_not_finite),
        cmocka_unit_test(test_divergence),
        cmocka_unit_test(test_what_is_no_divergence),
        cmocka_unit_test(test_falling),
        cmocka_unit_test(test_small_gradients),
        cmocka_unit_test(test_which_goes_first),
        cmocka_unit_test(test_rest_of_the_parameters),
        cmocka_unit_test(test_evaluations),
        cmocka_unit_test(test_rest),
        cmocka_unit_test(test_cycles),
        cmocka_unit_test(test_what_is_no_cycle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
