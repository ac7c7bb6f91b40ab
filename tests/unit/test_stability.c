/* The stability gauge and its sentence. */
#include "simulate.h"

#include "base/rng.h"
#include "insight/quadratic.h"
#include "insight/stability.h"
#include "method/optimizer.h"
#include "problem/objective.h"
#include "problem/surface.h"

/* A model with this Hessian. */
static struct quadratic quadratic_with(const double *h, int n)
{
    struct quadratic quadratic = {.n = n, .values = {NAN, NAN}};
    quadratic.finite = linear_eigen(h, n, quadratic.values, quadratic.vectors);
    memcpy(quadratic.h, h, (size_t)(n * n) * sizeof *h);
    return quadratic;
}

/* The gauge at a Hessian h[n*n], for an optimizer of the table with this first hyperparameter. */
static struct stability gauge_of(const double *h, int n, const char *optimizer, double hyper,
                                 double lr)
{
    struct stability stability;
    const struct quadratic quadratic = quadratic_with(h, n);
    stability_at(&stability, &quadratic);
    stability_with(&stability, table_find(&optimizers, optimizer), &hyper, lr);
    return stability;
}

/* The same at a diagonal one. */
static struct stability gauge(double a, double b, const char *optimizer, double hyper, double lr)
{
    return gauge_of((double[]){a, 0, 0, b}, 2, optimizer, hyper, lr);
}

static void test_numbers(void **state)
{
    (void)state;
    struct stability s = gauge_of((double[]){3, 1, 1, 3}, 2, "gd", 0, 0.5);
    assert_true(s.known && s.has_limit && s.ascending && !s.indefinite && !s.searched);
    assert_true(fabs(s.steepest - 4) < 1e-14 && fabs(s.flattest - 2) < 1e-14);
    assert_true(fabs(s.condition - 2) < 1e-14);
    assert_true(fabs(s.rate - 2) < 1e-14 && fabs(s.flat_rate - 1) < 1e-14);
    assert_true(s.limit == 2);
}

static void test_condition_is_infinite(void **state)
{
    (void)state;
    assert_true(isinf(gauge(3, 0, "gd", 0, 0.1).condition));
    assert_true(isinf(gauge(3, -1, "gd", 0, 0.1).condition));
    assert_true(gauge(3, -1, "gd", 0, 0.1).flattest == -1);
    assert_true(gauge(3, -1, "gd", 0, 0.1).rate == 0.1 * 3);
}

/* Neither a rule of one's own nor a method has one. */
static void test_no_limit(void **state)
{
    (void)state;
    const struct quadratic quadratic = quadratic_with((double[]){4}, 1);
    struct stability s;
    assert_false(gauge(1, 1, "adam", 0.9, 0.1).has_limit);
    assert_false(gauge(1, 1, "adam", 0.9, 0.1).searched);
    assert_true(gauge(1, 1, "newton", 1e-4, 0.1).searched);
    stability_at(&s, &quadratic);
    stability_with(&s, NULL, NULL, 0.1);
    assert_false(s.has_limit || s.searched);
    assert_true(s.rate == 0.4);
}

static void test_unknown(void **state)
{
    (void)state;
    struct stability s = gauge(NAN, 1, "gd", 0, 0.1);
    assert_false(s.known);
    assert_true(isnan(s.steepest) && isnan(s.rate) && isnan(s.condition));
    assert_false(gauge(INFINITY, 1, "gd", 0, 0.1).known);
}

static void test_one_parameter(void **state)
{
    (void)state;
    struct stability s = gauge_of((double[]){4}, 1, "gd", 0, 0.25);
    assert_true(s.steepest == 4 && s.flattest == 4 && s.condition == 1 && s.rate == 1);
}

static void test_sentences(void **state)
{
    (void)state;
    static const struct {
        double a, b;
        const char *optimizer;
        double hyper, lr;
        const char *sentence;
    } rows[] = {
        {10, 1, "gd", 0, 0.175,
         "zigzagging across the valley: rate 1.75 of 2 across it, 0.175 along it"},
        {10, 0.4, "gd", 0, 0.175,
         "zigzagging across the valley: rate 1.75 of 2 across it, 0.07 along it"},
        {10, 1, "momentum", 0.5, 0.1,
         "comfortable: rate 1 of 3 in the steep direction, 0.1 in the flat one"},
        {10, 1, "gd", 0, 0.05,
         "comfortable: rate 0.5 of 2 in the steep direction, 0.05 in the flat one"},
        {1000, 1, "gd", 0, 0.0009,
         "slow along the valley: rate 0.9 of 2 across it, 0.0009 along it"},
        {1, 0, "gd", 0, 0.9, "slow along the valley: rate 0.9 of 2 across it, 0 along it"},
        {10, 1, "gd", 0, 0.001,
         "slow: the rate is 0.01 of 2 even in the steep direction, more is stable"},
        {10, 1, "gd", 0, 0.2,
         "on the edge: the rate is 2 of 2 across the valley, swings will not die"},
        {10, 1, "gd", 0, 0.25,
         "unstable: the rate is 2.5 of 2 in the steep direction, swings grow for now"},
        {1, 1, "gd", 0, 0.1, "comfortable: the rate is 0.1 of 2"},
        {1, 1, "gd", 0, 1.75, "swinging from side to side: the rate is 1.75 of 2"},
        {1, 1, "gd", 0, 2, "on the edge: the rate is 2 of 2, and swings neither grow nor die"},
        {1, 1, "gd", 0, 2.5, "unstable: the rate is 2.5 of 2, and swings grow for now"},
        {1, 1, "gd", 0, 0.01, "slow: the rate is 0.01 of 2, and a larger one is stable"},
        /* The best beta is ((sqrt 10 - 1)/(sqrt 10 + 1))^2 = 0.27: only more than twice that is
         * too much, and only where it is slower: at a small rate it is not. */
        {10, 1, "momentum", 0.9, 0.175,
         "overshooting: beta 0.9 keeps too much speed for kappa 10; about 0.27 fits"},
        {10, 1, "momentum", 0.9, 0.001,
         "comfortable: rate 0.01 of 3.8 in the steep direction, 0.001 in the flat one"},
        {10, 1, "momentum", 0.53, 0.175,
         "zigzagging across the valley: rate 1.75 of 3.06 across it, 0.175 along it"},
        {1.23456e-7, 1e-7, "momentum", 0.9, 1e7,
         "overshooting: beta 0.9 keeps too much speed for kappa 1.23; none is needed"},
        {1.23456e12, 1, "momentum", 0.9999996, 3e-12,
         "zigzagging across the valley: rate 3.7 of 4 across it, 3e-12 along it"},
        {1, 1, "momentum", 0.9, 1,
         "overshooting: beta 0.9 keeps too much speed for kappa 1; none is needed"},
        /* Nesterov's best beta is (sqrt 31 - 2)/(sqrt 31 + 2) = 0.471, and where the rate is up to
         * 1 / curvature nothing swings, though the limit is near. */
        {10, 1, "nesterov", 0.98, 0.1,
         "overshooting: beta 0.98 keeps too much speed for kappa 10; about 0.47 fits"},
        {10, 1, "nesterov", 0.9, 0.09,
         "comfortable: rate 0.9 of 1.357 in the steep direction, 0.09 in the flat one"},
        /* A step of heavy-ball momentum is worth ten: this is not slow. */
        {100, 1, "momentum", 0.8, 0.0175,
         "comfortable: rate 1.75 of 3.6 in the steep direction, 0.0175 in the flat one"},
        {4.5, -3.25, "gd", 0, 0.1,
         "downhill curves away here: curvature -3.25 one way, 4.5 the other"},
        {4.5, -3.25, "adam", 0.9, 0.1,
         "downhill curves away here: curvature -3.25 one way, 4.5 the other"},
        {4.5, -3.25, "gd", 0, 1,
         "unstable: the rate is 4.5 of 2 in the steep direction, swings grow for now"},
        {4.5, -3.25, "gd", 0, 2 / 4.5,
         "on the edge: the rate is 2 of 2 across the valley, swings will not die"},
        {-1, -3, "gd", 0, 0.1, "the slope grows steeper downhill: curvature -3 to -1"},
        {-1, 0, "gd", 0, 0.1, "the slope grows steeper downhill: curvature -1 to 0"},
        {0, 0, "gd", 0, 0.1, "no curvature here: the slope is the same all around"},
        {10, 1, "adam", 0.9, 0.1, "curvature 1 to 10; steps of about the rate, however steep"},
        {10, 1, "adadelta", 0.9, 0.1, "curvature 1 to 10; no limit on the rate is known"},
        {10, 1, "newton", 1e-4, 0, "curvature 1 to 10; each step finds its own length"},
        {NAN, 1, "gd", 0, 0.1,
         "no finite curvature here: beyond the function's domain, or too steep"},
        {1, 1, "newton", 1e-4, 0, "curvature 1; each step finds its own length"},
        {-2, -2, "gd", 0, 0.1, "the slope grows steeper downhill: curvature -2"},
        /* However small: units are nobody's business. */
        {1e-10, -1e-12, "gd", 0, 0.1,
         "downhill curves away here: curvature -1e-12 one way, 1e-10 the other"},
        {2, 2e-9, "gd", 0, 0.1, "slow along the valley: rate 0.2 of 2 across it, 2e-10 along it"},
        /* Where the numbers are long, the second is left out. */
        {1e6, 1, "nesterov", 0.9, 1, "unstable: the rate is 1e+06 of 1.357"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char sentence[128];
        struct stability s =
            gauge(rows[i].a, rows[i].b, rows[i].optimizer, rows[i].hyper, rows[i].lr);
        stability_sentence(&s, sentence, sizeof sentence);
        assert_string_equal(sentence, rows[i].sentence);
    }
}

/* What the same curvatures are called where the run is at rest. */
static void test_sentences_at_rest(void **state)
{
    (void)state;
    static const struct {
        double a, b;
        const char *sentence;
    } rows[] = {
        {4.5, -3.25, "near a saddle: curvature -3.25 one way, 4.5 the other"},
        {-1, -3, "on a hilltop: downhill curves away, curvature -3 to -1"},
        {1, 1, "comfortable: the rate is 0.1 of 2"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char sentence[128];
        struct stability s = gauge(rows[i].a, rows[i].b, "gd", 0, 0.1);
        s.near_rest = true;
        stability_sentence(&s, sentence, sizeof sentence);
        assert_string_equal(sentence, rows[i].sentence);
    }
}

/* Rounding below zero is no saddle: x - y squared, 0.3 times, where 0.3 is no double. */
static void test_rounding_is_no_curvature(void **state)
{
    (void)state;
    double below = nextafter(0.3, 0);
    struct stability s = gauge_of((double[]){below, 0.3, 0.3, below}, 2, "gd", 0, 0.1);
    assert_true(s.flattest < 0 && !s.indefinite && s.ascending && isinf(s.condition));
    s = gauge_of((double[]){1e8, 1, 1, -1e-8}, 2, "gd", 0, 1e-9);
    assert_true(s.indefinite);
}

/* f times 2^k with the rate over 2^k, and x times 2^k: the same kind. */
static void test_units_do_not_matter(void **state)
{
    (void)state;
    static const double hessians[][4] = {
        {10, 0, 0, 1},     {2, 0, 0, 2e-9}, {2, 0, 0, -2e-9}, {0, 1, 1, 0},
        {-1, 0, 0, -1e-9}, {1, 1, 1, 1},    {3, 1, 1, 3},     {0, 0, 0, 0},
    };
    static const int powers[] = {-40, -20, 20, 40};
    for (size_t i = 0; i < sizeof hessians / sizeof *hessians; i++)
        for (size_t k = 0; k < sizeof powers / sizeof *powers; k++) {
            const double *h = hessians[i];
            double f = ldexp(1, powers[k]), x = ldexp(1, powers[k] / 2), scaled[4];
            for (int j = 0; j < 4; j++)
                scaled[j] = f * h[j];
            struct stability plain = gauge_of(h, 2, "momentum", 0.9, 0.1);
            struct stability s = gauge_of(scaled, 2, "momentum", 0.9, 0.1 / f);
            assert_int_equal(stability_kind(&s), stability_kind(&plain));
            s = gauge_of((double[]){h[0] * x * x, h[1] * x, h[2] * x, h[3]}, 2, "adam", 0.9, 0.1);
            assert_int_equal(s.indefinite, plain.indefinite);
            assert_int_equal(s.ascending, plain.ascending);
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
        {0.0624, STABILITY_COMFORTABLE}, {0.0626, STABILITY_ZIGZAG},
        {0.0994, STABILITY_ZIGZAG},      {0.0996, STABILITY_EDGE},
        {0.1004, STABILITY_EDGE},        {0.1006, STABILITY_UNSTABLE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct stability s = gauge(20, 1, "gd", 0, rows[i].lr);
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
        double lr = pow(10, 12 * rng_uniform(&rng) - 9), beta = 0.999 * rng_uniform(&rng);
        static const char *const names[] = {"gd", "momentum", "nesterov", "adam"};
        struct stability s = gauge(rng_uniform(&rng) < 0.3 ? -a : a,
                                   rng_uniform(&rng) < 0.3 ? -b : b, names[i % 4], beta, lr);
        s.near_rest = i % 3 == 0;
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
            s = gauge_of(h, 2, "gd", 0, rates[i]);
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

/* What the gauge says along a run: at the step, and again after f is scaled with the rate. */
static void test_gauge_on_the_way(void **state)
{
    (void)state;
    static const struct {
        const char *function, *start, *lr;
        long step;
        enum stability_kind kind;
    } rows[] = {
        {"x^2/2 + y^4/4 - y^2/2", "1.6,0.0001", "0.1", 0, STABILITY_AWAY},
        {"x^2/2 + y^4/4 - y^2/2", "1.6,0.0001", "0.1", 50, STABILITY_SADDLE},
        {"x^2/2 + y^4/4 - y^2/2", "1.6,0.0001", "0.1", 80, STABILITY_AWAY},
        {"x^2/2 + y^4/4 - y^2/2", "1.6,0.0001", "0.1", 100, STABILITY_COMFORTABLE},
        {"x*y", "0.01,0.02", "0.1", 0, STABILITY_SADDLE},
        {"x*y", "1,2", "0.1", 0, STABILITY_AWAY},
        {"x^2-y^2", "0,0", "0.1", 0, STABILITY_SADDLE},
        {"sin(x)*sin(y)", "1.55,1.6", "0.3", 0, STABILITY_HILLTOP},
        {"sin(x)*sin(y)", "1.1,1", "0.3", 0, STABILITY_STEEPENS},
        {"(x^2+y-11)^2 + (x+y^2-7)^2", "0,0", "0.01", 0, STABILITY_STEEPENS},
        /* Rosenbrock's floor curves down where the path lags behind, and no saddle is there. */
        {"(1-x)^2 + 100*(y-x^2)^2", "-1.2,1", "0.001", 20, STABILITY_AWAY},
        /* Level floors, seen from the side where the walls make it curve down. */
        {"(x*y-1)^2", "2,1", "0.01", 100, STABILITY_SLOW},
        {"(x^2-y)^2", "1,2", "0.02", 20, STABILITY_SLOW_VALLEY},
        {"-(1+cos(12*sqrt(x^2+y^2)))/(0.5*(x^2+y^2)+2)", "1,1", "0.01", 10, STABILITY_SLOW_VALLEY},
        {"x^3+y^2", "-0.01,0.1", "0.1", 5, STABILITY_SLOW_VALLEY},
        {"x^3-y^2", "-0.01,0.1", "0.1", 0, STABILITY_STEEPENS},
        {"x^2+1e-9*y^2", "1,1", "0.4", 3, STABILITY_SLOW_VALLEY},
        {"x+y", "1,1", "0.4", 3, STABILITY_FLAT},
        /* Curvature of -4e-16 from an ulp. */
        {"(x^2+y^2-1)^2", "0.99999999999999989,0", "0.1", 0, STABILITY_SLOW_VALLEY},
        {"x^2-1e-9*y^2", "1,1", "0.1", 0, STABILITY_AWAY},
    };
    static const int powers[] = {0, -40, 40};
    for (size_t i = 0; i < COUNT(rows) * COUNT(powers); i++) {
        size_t row = i / COUNT(powers);
        int power = powers[i % COUNT(powers)];
        char function[128], lr[40];
        struct stability s;
        snprintf(function, sizeof function, "2^(%d)*(%s)", power, rows[row].function);
        snprintf(lr, sizeof lr, "%.17g", ldexp(strtod(rows[row].lr, NULL), -power));
        struct simulation *simulation = simulate(SETTINGS(
            {"function", function}, {"start", rows[row].start}, {"lr", lr}, {"steps", "1000"}));
        simulation_go(simulation, rows[row].step);
        s = gauge_on(simulation);
        if (stability_kind(&s) != rows[row].kind) {
            char sentence[128];
            stability_sentence(&s, sentence, sizeof sentence);
            fail_msg("%s at step %ld: %s", function, rows[row].step, sentence);
        }
        simulation_free(simulation);
    }
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
        cmocka_unit_test(test_sentences_at_rest),
        cmocka_unit_test(test_rounding_is_no_curvature),
        cmocka_unit_test(test_units_do_not_matter),
        cmocka_unit_test(test_kinds_change_at_their_bounds),
        cmocka_unit_test(test_sentences_fit),
        cmocka_unit_test(test_gauge_foretells_descent),
        cmocka_unit_test(test_gauge_on_the_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
