/* The stability gauge and its sentence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/objective.h"
#include "engine/rng.h"
#include "engine/stability.h"
#include "engine/surface.h"

/* The gauge at a diagonal Hessian. */
static struct stability gauge(double a, double b, double lr, double limit)
{
    struct stability stability;
    stability_at(&stability, (double[]){a, 0, 0, b}, 2, lr, limit);
    return stability;
}

static void test_numbers(void **state)
{
    (void)state;
    struct stability s;
    stability_at(&s, (double[]){3, 1, 1, 3}, 2, 0.5, 2);
    assert_true(s.known && s.has_limit);
    assert_true(fabs(s.steepest - 4) < 1e-14 && fabs(s.flattest - 2) < 1e-14);
    assert_true(fabs(s.condition - 2) < 1e-14);
    assert_true(fabs(s.rate - 2) < 1e-14 && fabs(s.flat_rate - 1) < 1e-14);
    assert_true(s.limit == 2);
}

static void test_condition_is_infinite(void **state)
{
    (void)state;
    assert_true(isinf(gauge(3, 0, 0.1, 2).condition));
    assert_true(isinf(gauge(3, -1, 0.1, 2).condition));
    assert_true(gauge(3, -1, 0.1, 2).flattest == -1);
    assert_true(gauge(3, -1, 0.1, 2).rate == 0.1 * 3);
}

static void test_no_limit(void **state)
{
    (void)state;
    assert_false(gauge(1, 1, 0.1, 0).has_limit);
    assert_false(gauge(1, 1, 0.1, -1).has_limit);
    assert_false(gauge(1, 1, 0.1, NAN).has_limit);
}

static void test_unknown(void **state)
{
    (void)state;
    struct stability s = gauge(NAN, 1, 0.1, 2);
    assert_false(s.known);
    assert_true(isnan(s.steepest) && isnan(s.rate) && isnan(s.condition));
    assert_false(gauge(INFINITY, 1, 0.1, 2).known);
}

static void test_one_parameter(void **state)
{
    (void)state;
    struct stability s;
    stability_at(&s, (double[]){4}, 1, 0.25, 2);
    assert_true(s.steepest == 4 && s.flattest == 4 && s.condition == 1 && s.rate == 1);
}

static void test_sentences(void **state)
{
    (void)state;
    static const struct {
        double a, b, lr, limit;
        const char *sentence;
    } rows[] = {
        {10, 1, 0.175, 2, "zigzagging across the valley: rate 1.75 of 2 across it, 0.175 along it"},
        {10, 0.4, 0.175, 2,
         "zigzagging across the valley: rate 1.75 of 2 across it, 0.07 along it"},
        {10, 1, 0.175, 3.8,
         "comfortable: rate 1.75 of 3.8 in the steep direction, 0.175 in the flat one"},
        {10, 1, 0.05, 2, "comfortable: rate 0.5 of 2 in the steep direction, 0.05 in the flat one"},
        {1000, 1, 0.0009, 2, "slow along the valley: rate 0.9 of 2 across it, 0.0009 along it"},
        {1, 0, 0.9, 2, "slow along the valley: rate 0.9 of 2 across it, 0 along it"},
        {10, 1, 0.001, 2,
         "slow: the rate is 0.01 of 2 even in the steep direction, more is stable"},
        {10, 1, 0.2, 2, "on the edge: the rate is 2 of 2 across the valley, swings will not die"},
        {10, 1, 0.25, 2, "unstable: the rate is 2.5 of 2 in the steep direction, swings grow for now"},
        {1, 1, 0.1, 2, "comfortable: the rate is 0.1 of 2"},
        {1, 1, 1.75, 2, "swinging from side to side: the rate is 1.75 of 2"},
        {1, 1, 2, 2, "on the edge: the rate is 2 of 2, and swings neither grow nor die"},
        {1, 1, 2.5, 2, "unstable: the rate is 2.5 of 2, and swings grow for now"},
        {1, 1, 0.01, 2, "slow: the rate is 0.01 of 2, and a larger one is stable"},
        {4.5, -3.25, 0.1, 2, "downhill curves away here: curvature -3.25 one way, 4.5 the other"},
        {4.5, -3.25, 0.1, 0, "downhill curves away here: curvature -3.25 one way, 4.5 the other"},
        {4.5, -3.25, 1, 2,
         "unstable: the rate is 4.5 of 2 in the steep direction, swings grow for now"},
        {-1, -3, 0.1, 2, "on a hilltop: downhill curves away, curvature -3 to -1"},
        {-1, 0, 0.1, 2, "on a hilltop: downhill curves away, curvature -1 to 0"},
        {0, 0, 0.1, 2, "no curvature here: the slope is the same all around"},
        {1e-10, -1e-12, 0.1, 2, "no curvature here: the slope is the same all around"},
        {10, 1, 0.1, 0, "curvature 1 to 10; no limit on the rate is known"},
        {NAN, 1, 0.1, 2, "no finite curvature here: a kink, or beyond the function's domain"},
        /* Rounding below zero is not a saddle. */
        {10, -1e-10, 0.175, 2,
         "zigzagging across the valley: rate 1.75 of 2 across it, 0 along it"},
        /* Where the numbers are long, the second is left out. */
        {1e6, 1, 1, 1.357, "unstable: the rate is 1e+06 of 1.357"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char sentence[128];
        struct stability s = gauge(rows[i].a, rows[i].b, rows[i].lr, rows[i].limit);
        stability_sentence(&s, sentence, sizeof sentence);
        assert_string_equal(sentence, rows[i].sentence);
    }
}

static void test_kinds_change_at_their_bounds(void **state)
{
    (void)state;
    static const struct {
        double lr;
        enum stability_kind kind;
    } rows[] = {
        {0.0049, STABILITY_SLOW},        {0.0051, STABILITY_SLOW_VALLEY},
        {0.0099, STABILITY_SLOW_VALLEY}, {0.0101, STABILITY_COMFORTABLE},
        {0.0499, STABILITY_COMFORTABLE}, {0.0501, STABILITY_ZIGZAG},
        {0.0994, STABILITY_ZIGZAG},      {0.0996, STABILITY_EDGE},
        {0.1004, STABILITY_EDGE},        {0.1006, STABILITY_UNSTABLE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct stability s = gauge(20, 1, rows[i].lr, 2);
        assert_int_equal(stability_kind(&s), rows[i].kind);
    }
}

/* Whatever the numbers: printable, within the columns, cut to the size. */
static void test_sentences_fit(void **state)
{
    (void)state;
    struct rng rng;
    rng_seed(&rng, 4, RNG_START);
    for (int i = 0; i < 100000; i++) {
        double a = pow(10, 24 * rng_uniform(&rng) - 12), b = pow(10, 24 * rng_uniform(&rng) - 12);
        double lr = pow(10, 12 * rng_uniform(&rng) - 9), limit = 4 * rng_uniform(&rng) - 0.5;
        struct stability s =
            gauge(rng_uniform(&rng) < 0.3 ? -a : a, rng_uniform(&rng) < 0.3 ? -b : b, lr, limit);
        char sentence[256], cut[20];
        stability_sentence(&s, sentence, sizeof sentence);
        if (strlen(sentence) > STABILITY_COLUMNS)
            fail_msg("%zu columns: %s", strlen(sentence), sentence);
        assert_true(strlen(sentence) > 10 && sentence[strlen(sentence) - 1] != '.');
        assert_null(strstr(sentence, "nan"));
        stability_sentence(&s, cut, sizeof cut);
        assert_int_equal(strlen(cut), sizeof cut - 1);
        assert_memory_equal(cut, sentence, sizeof cut - 1);
    }
    stability_sentence(&(struct stability){0}, NULL, 0);
}

/* Gradient descent on a quadratic does what the gauge says: the error in the steep direction
 * changes by the factor 1 - lr*lambda a step. */
static void test_gauge_foretells_descent(void **state)
{
    (void)state;
    struct objective *ravine = objective_from_surface(table_find(&surfaces, "ravine"), NULL);
    static const double rates[] = {0.05, 0.15, 0.19, 0.21, 0.25};
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
        double x[2] = {1, 1}, g[2], h[4], swing = 0;
        struct stability s;
        for (int k = 0; k < 100; k++) {
            objective_hessian(ravine, x, g, h);
            stability_at(&s, h, 2, rates[i], 2);
            double factor = 1 - s.rate, before = x[0];
            x[0] -= rates[i] * g[0];
            x[1] -= rates[i] * g[1];
            assert_true(fabs(x[0] - factor * before) <= 1e-14 * fabs(before));
            swing = fabs(x[0]);
        }
        assert_int_equal(swing > 1, s.rate > s.limit);
        assert_int_equal(stability_kind(&s) == STABILITY_UNSTABLE, s.rate > s.limit);
    }
    objective_free(ravine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_condition_is_infinite),
        cmocka_unit_test(test_no_limit),
        cmocka_unit_test(test_unknown),
        cmocka_unit_test(test_one_parameter),
        cmocka_unit_test(test_sentences),
        cmocka_unit_test(test_kinds_change_at_their_bounds),
        cmocka_unit_test(test_sentences_fit),
        cmocka_unit_test(test_gauge_foretells_descent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
