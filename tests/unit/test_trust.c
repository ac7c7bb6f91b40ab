/* What Newton's kind of methods is made of: directions from a Hessian that is not definite, the
 * subproblem of a region of trust, least squares row by row. */
#include "check.h"

#include <float.h>

#include "base/rng.h"
#include "base/triangle.h"
#include "base/vector.h"
#include "method/definite.h"
#include "method/trust.h"

/* --- scales and directions --- */

static void test_scale(void **state)
{
    (void)state;
    static const struct {
        double h[4], scale[2];
    } rows[] = {
        {{4, 1, 1, 9}, {2, 3}},        {{4, 0, 0, 0}, {2, 0}}, {{0, 25, 25, 0}, {5, 5}},
        {{1, 8, 8, 4}, {2, 4}}, /* 8 is 4 times 1*2: both are raised by 2 */
        {{-4, 1, 1, 1e20}, {2, 1e10}},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        double scale[2];
        definite_scale(rows[i].h, 2, scale);
        for (int k = 0; k < 2; k++)
            check_near("a scale", scale[k], rows[i].scale[k], 1e-15, 0);
    }
}

static void check_direction(const double *h, const double *g, double f, const double *d,
                            double shift)
{
    double found[2], added;
    assert_true(definite_direction(h, g, f, 2, found, &added));
    for (int k = 0; k < 2; k++)
        check_near("a coordinate", found[k], d[k], 1e-14, 0);
    check_near("the shift", added, shift, 1e-14, 1);
}

static void test_directions(void **state)
{
    (void)state;
    const double g[2] = {3, 4};
    check_direction((double[]){2, 1, 1, 2}, g, 1, (double[]){-2. / 3, -5. / 3}, 0);
    /* Scaled [1 0; 0 -1], so 2 is added, of the scales 1 and 4. */
    check_direction((double[]){1, 0, 0, -4}, g, 1, (double[]){-1, -1}, 2);
    /* Scaled [0 1; 1 0] of eigenvalues -1 and 1: [2 1; 1 2] d = -g. */
    check_direction((double[]){0, 1, 1, 0}, g, 1, (double[]){-2. / 3, -5. / 3}, 2);
    /* Nothing curves along y: as far as the slope 4 takes to come down by 8. */
    check_direction((double[]){1, 0, 0, 0}, g, -8, (double[]){-3, -2}, 0);
    double d[2], shift;
    assert_false(definite_direction((double[]){1, NAN, NAN, 1}, g, 1, 2, d, &shift));
    assert_false(
        definite_direction((double[]){1, 0, 0, 1}, (double[]){1, INFINITY}, 1, 2, d, &shift));
}

/* [1 1; 1 1] is semidefinite: the shift is rounding, and the step along (1, 1) that of its
 * curvature. */
static void test_semidefinite(void **state)
{
    (void)state;
    double d[2], shift;
    assert_true(definite_direction((double[]){1, 1, 1, 1}, (double[]){1, 1}, 1, 2, d, &shift));
    assert_true(shift > 0 && shift < 1e-13);
    check_near("x", d[0], -0.5, 1e-12, 0);
    check_near("y", d[1], -0.5, 1e-12, 0);
}

/* --- the subproblem --- */

static double model_at(const double *b, const double *g, const double *p, int n)
{
    double bp[PARAMETERS_MAX];
    vector_multiply(bp, b, p, n);
    return vector_dot(g, p, n) + vector_dot(p, bp, n) / 2;
}

/* No point of the ball is lower than p: of many at random, and of those around p. */
static void check_least(const double *b, const double *g, int n, double radius, struct rng *rng)
{
    struct trust_model model;
    double p[PARAMETERS_MAX], other[PARAMETERS_MAX];
    assert_true(trust_model_of(&model, b, g, n));
    double predicted = trust_step(&model, radius, p), size = linear_norm(p, n);
    double least = model_at(b, g, p, n), scale = 1 + fabs(least);
    assert_true(size <= radius * (1 + 1e-9));
    check_near("the prediction", -predicted, least, 1e-10, scale);
    for (int trial = 0; trial < 300; trial++) {
        for (int i = 0; i < n; i++)
            other[i] = (trial % 2 ? p[i] : 0) + rng_normal(rng) * (trial % 2 ? 0.1 : 1) * radius;
        double length = linear_norm(other, n);
        for (int i = 0; i < n && length > radius; i++)
            other[i] *= radius / length;
        assert_true(model_at(b, g, other, n) >= least - 1e-9 * scale);
    }
}

static void test_subproblem(void **state)
{
    (void)state;
    struct rng rng;
    rng_seed(&rng, 7, RNG_NOISE);
    for (int round = 0; round < 200; round++) {
        int n = 1 + round % 6;
        double b[PARAMETERS_MAX * PARAMETERS_MAX], g[PARAMETERS_MAX];
        for (int i = 0; i < n; i++) {
            g[i] = rng_normal(&rng);
            for (int j = 0; j <= i; j++)
                b[i * n + j] = b[j * n + i] = rng_normal(&rng);
        }
        check_least(b, g, n, pow(10, rng_normal(&rng)), &rng);
    }
}

/* The gradient has no part along the least eigenvector, and the shifted step ends inside: the rest
 * of the way is along it, either way. */
static void test_hard_case(void **state)
{
    (void)state;
    struct trust_model model;
    double p[2];
    assert_true(trust_model_of(&model, (double[]){-2, 0, 0, 4}, (double[]){0, 6}, 2));
    double predicted = trust_step(&model, 2, p);
    check_near("y", p[1], -1, 1e-12, 0);
    check_near("x", fabs(p[0]), sqrt(3), 1e-12, 0);
    check_near("the prediction", predicted, 6 - 2 + 3, 1e-12, 0);
}

/* Where nothing curves the step is as long as the radius, down the slope. */
static void test_no_curvature(void **state)
{
    (void)state;
    struct trust_model model;
    double p[2];
    assert_true(trust_model_of(&model, (double[]){0, 0, 0, 0}, (double[]){3, -4}, 2));
    double predicted = trust_step(&model, 10, p);
    check_near("x", p[0], -6, 1e-11, 0);
    check_near("y", p[1], 8, 1e-11, 0);
    check_near("the prediction", predicted, 50, 1e-11, 0);
}

/* --- rows --- */

/* The triangle of these rows has the same normal equations, and so the same Newton step. */
static void test_triangle(void **state)
{
    (void)state;
    static const double rows[4][3] = {{1, 2, 3}, {4, -5, 6}, {-7, 8, 9}, {0.5, 0, -1}};
    struct triangle triangle, half, other;
    double row[TRIANGLE_WIDTH], r[4], c[2], p[2];
    triangle_start(&triangle, 2);
    triangle_start(&half, 2);
    triangle_start(&other, 2);
    for (int k = 0; k < 4; k++) {
        memcpy(row, rows[k], sizeof rows[k]);
        triangle_add(&triangle, row);
        memcpy(row, rows[k], sizeof rows[k]);
        triangle_add(k < 2 ? &half : &other, row);
    }
    triangle_read(&triangle, r, c);
    assert_true(r[2] == 0);
    check_near("r'r", r[0] * r[0], 1 + 16 + 49 + 0.25, 1e-15, 0);
    check_near("r'r", r[1] * r[0], 2 - 20 - 56, 1e-15, 0);
    check_near("r'r", r[1] * r[1] + r[3] * r[3], 4 + 25 + 64, 1e-15, 0);
    check_near("r'c", r[0] * c[0], 3 + 24 - 63 - 0.5, 1e-14, 0);
    check_near("r'c", r[1] * c[0] + r[3] * c[1], 6 - 30 + 72, 1e-14, 0);
    struct trust_model model;
    assert_true(trust_model_of_squares(&model, r, c, 2));
    trust_step(&model, INFINITY, p);
    check_near("a normal equation", 66.25 * p[0] - 74 * p[1], 36.5, 1e-13, 0);
    check_near("a normal equation", -74 * p[0] + 93 * p[1], -48, 1e-13, 0);
    triangle_join(&half, &other);
    triangle_scale(&half, 2);
    for (int k = 0; k < 2; k++)
        check_near("the joined rows", fabs(half.row[k][k]), 2 * fabs(triangle.row[k][k]), 1e-14, 0);
}

/* Columns that are the same but for 1e-9: normal equations would have lost the difference. */
static void test_conditioning(void **state)
{
    (void)state;
    struct triangle triangle;
    struct trust_model model;
    double r[4], c[2], p[2];
    triangle_start(&triangle, 2);
    triangle_add(&triangle, (double[TRIANGLE_WIDTH]){1, 1, -2});
    triangle_add(&triangle, (double[TRIANGLE_WIDTH]){1, 1 + 1e-9, -2 - 1e-9});
    triangle_add(&triangle, (double[TRIANGLE_WIDTH]){1, 1 - 1e-9, -2 + 1e-9});
    triangle_read(&triangle, r, c);
    assert_true(trust_model_of_squares(&model, r, c, 2));
    trust_step(&model, INFINITY, p);
    check_near("x", p[0], 1, 1e-6, 0);
    check_near("y", p[1], 1, 1e-6, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scale),        cmocka_unit_test(test_directions),
        cmocka_unit_test(test_semidefinite), cmocka_unit_test(test_subproblem),
        cmocka_unit_test(test_hard_case),    cmocka_unit_test(test_no_curvature),
        cmocka_unit_test(test_triangle),     cmocka_unit_test(test_conditioning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
