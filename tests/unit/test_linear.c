/* Norms, eigenvalues, eigenvectors and small systems of equations. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <float.h>
#include <math.h>
#include <string.h>

#include "base/linear.h"
#include "base/rng.h"

static void near(double is, double expected, double tolerance)
{
    if (!(fabs(is - expected) <= tolerance))
        fail_msg("%.17g is not %.17g", is, expected);
}

static void test_norm(void **state)
{
    (void)state;
    static const struct {
        double x[3], norm;
    } rows[] = {
        {{3, 4, 0}, 5},
        {{-3, 0, -4}, 5},
        {{0, 0, 0}, 0},
        {{3e200, 4e200, 0}, 5e200},
        {{3e-200, 4e-200, 0}, 5e-200},
        {{DBL_MAX / 2, DBL_MAX / 2, 0}, DBL_MAX / 2 * M_SQRT2},
        {{0x3p-1074, 0x4p-1074, 0}, 0x5p-1074}, /* subnormal */
        {{1e-300, 1, 0}, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        near(linear_norm(rows[i].x, 3), rows[i].norm, 4e-16 * rows[i].norm);
    assert_true(linear_norm((double[]){-7}, 1) == 7);
}

static void test_norm_not_finite(void **state)
{
    (void)state;
    assert_true(isinf(linear_norm((double[]){1, -INFINITY}, 2)));
    assert_true(isinf(linear_norm((double[]){DBL_MAX, DBL_MAX}, 2)));
    assert_true(isnan(linear_norm((double[]){NAN, 1}, 2)));
    assert_true(isnan(linear_norm((double[]){1, NAN}, 2)));
    assert_true(isnan(linear_norm((double[]){INFINITY, NAN}, 2)));
    assert_true(isnan(linear_norm((double[]){NAN, INFINITY}, 2)));
}

static void test_eigenvalues_2x2(void **state)
{
    (void)state;
    static const struct {
        double h[4], values[2], tolerance;
    } rows[] = {
        {{2, 0, 0, 1}, {1, 2}, 0},
        {{2, 1, 1, 2}, {1, 3}, 1e-15},
        {{0, 1, 1, 0}, {-1, 1}, 1e-15},
        {{0, 0, 0, 0}, {0, 0}, 0},
        {{1, 1, 1, 1}, {0, 2}, 1e-15},
        {{-3, 0, 0, -3}, {-3, -3}, 0},
        /* Rosenbrock at (1, 1): 501 -+ sqrt(250601). */
        {{802, -400, -400, 200}, {0.39936076748763305, 1001.6006392325124}, 1e-12},
        /* Nearly equal: 1 -+ 1e-12. */
        {{1, 1e-12, 1e-12, 1}, {1 - 1e-12, 1 + 1e-12}, 3e-16},
        {{1, 1e-200, 1e-200, 2}, {1, 2}, 0},
        {{1e300, 1e300, 1e300, 1e300}, {0, 2e300}, 1e285},
        {{1e-300, 0, 0, 3e-300}, {1e-300, 3e-300}, 0},
        {{DBL_MAX, 0, 0, -DBL_MAX}, {-DBL_MAX, DBL_MAX}, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double values[2];
        assert_true(linear_eigenvalues(rows[i].h, 2, values));
        near(values[0], rows[i].values[0], rows[i].tolerance);
        near(values[1], rows[i].values[1], rows[i].tolerance);
    }
}

static void test_eigenvalues_diagonal_are_exact(void **state)
{
    (void)state;
    double h[25] = {0}, values[5];
    static const double diagonal[] = {3, -1e-9, 1e20, 0.1, -7},
                        sorted[] = {-7, -1e-9, 0.1, 3, 1e20};
    for (int i = 0; i < 5; i++)
        h[i * 5 + i] = diagonal[i];
    assert_true(linear_eigenvalues(h, 5, values));
    assert_memory_equal(values, sorted, sizeof values);
    assert_true(linear_eigenvalues((double[]){-4}, 1, values));
    assert_true(values[0] == -4);
}

/* The second difference matrix: 2 on the diagonal, -1 beside it; its eigenvalues are known. */
static void test_eigenvalues_16x16(void **state)
{
    (void)state;
    enum { N = 16 };
    double h[N * N] = {0}, values[N];
    for (int i = 0; i < N; i++) {
        h[i * N + i] = 2;
        if (i > 0)
            h[i * N + i - 1] = h[(i - 1) * N + i] = -1;
    }
    assert_true(linear_eigenvalues(h, N, values));
    for (int k = 0; k < N; k++)
        near(values[k], 2 - 2 * cos((k + 1) * M_PI / (N + 1)), 1e-14);
}

static void random_symmetric(struct rng *rng, double *h, int n)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j <= i; j++)
            h[i * n + j] = h[j * n + i] = rng_normal(rng);
}

/* Are h v = value v, |v| = 1, and v orthogonal to the earlier ones? */
static void check_eigenvector(const double *h, int n, const double *values, const double *vectors,
                              int k)
{
    const double *v = vectors + k * n;
    near(linear_norm(v, n), 1, 1e-14);
    for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int j = 0; j < n; j++)
            sum += h[i * n + j] * v[j];
        near(sum, values[k] * v[i], 2e-14 * n);
    }
    for (int other = 0; other < k; other++) {
        double dot = 0;
        for (int i = 0; i < n; i++)
            dot += v[i] * vectors[other * n + i];
        near(dot, 0, 1e-14);
    }
}

static void test_eigenvectors(void **state)
{
    (void)state;
    struct rng rng;
    rng_seed(&rng, 7, RNG_START);
    for (int n = 1; n <= PARAMETERS_MAX; n++) {
        double h[PARAMETERS_MAX * PARAMETERS_MAX], values[PARAMETERS_MAX],
            vectors[PARAMETERS_MAX * PARAMETERS_MAX];
        random_symmetric(&rng, h, n);
        assert_true(linear_eigen(h, n, values, vectors));
        for (int k = 0; k < n; k++) {
            assert_true(k == 0 || values[k - 1] <= values[k]);
            check_eigenvector(h, n, values, vectors, k);
        }
    }
}

static void test_eigen_not_finite(void **state)
{
    (void)state;
    static const double bad[] = {NAN, INFINITY, -INFINITY};
    for (size_t i = 0; i < 3; i++)
        for (int place = 0; place < 4; place++) {
            double h[4] = {1, 2, 2, 1}, values[2] = {5, 6}, vectors[4];
            h[place] = bad[i];
            assert_false(linear_eigenvalues(h, 2, values));
            assert_false(linear_eigen(h, 2, values, vectors));
            assert_true(values[0] == 5 && values[1] == 6);
        }
}

static void test_solve(void **state)
{
    (void)state;
    double x[3];
    /* A zero on the diagonal needs the pivoting. */
    static const double h[9] = {0, 2, 1, 1, -2, -3, -1, 1, 2}, b[3] = {7, -12, 7};
    assert_true(linear_solve(h, b, 3, x));
    near(x[0], 1, 1e-14);
    near(x[1], 2, 1e-14);
    near(x[2], 3, 1e-14);
    /* So does a small one. */
    assert_true(linear_solve((double[]){1e-20, 1, 1, 1}, (double[]){1, 2}, 2, x));
    near(x[0], 1, 1e-15);
    near(x[1], 1, 1e-15);
}

static void test_solve_random(void **state)
{
    (void)state;
    struct rng rng;
    rng_seed(&rng, 8, RNG_START);
    for (int n = 1; n <= PARAMETERS_MAX; n++) {
        double h[PARAMETERS_MAX * PARAMETERS_MAX], b[PARAMETERS_MAX], x[PARAMETERS_MAX];
        random_symmetric(&rng, h, n);
        for (int i = 0; i < n; i++)
            x[i] = b[i] = rng_normal(&rng);
        assert_true(linear_solve(h, x, n, x)); /* in place */
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int j = 0; j < n; j++)
                sum += h[i * n + j] * x[j];
            near(sum, b[i], 1e-12 * (1 + linear_norm(x, n)));
        }
    }
}

static void test_solve_refuses(void **state)
{
    (void)state;
    static const double refused[][6] = {
        {1, 2, 2, 4, 1, 1},         {0, 0, 0, 0, 1, 1},   {1, 1, 1, 1 + DBL_EPSILON, 1, 1},
        {1, NAN, 0, 1, 1, 1},       {1, 0, 0, 1, NAN, 1}, {1, 0, 0, INFINITY, 1, 1},
        {1, 0, 0, 1, 1, -INFINITY},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        double x[2] = {5, 6};
        assert_false(linear_solve(refused[i], refused[i] + 4, 2, x));
        assert_true(x[0] == 5 && x[1] == 6);
    }
}

/* What is left of terms that cancel is 0; a coordinate that does not move may have any slope. */
static void test_slope(void **state)
{
    (void)state;
    static const struct {
        double g[2], d[2], slope;
    } rows[] = {
        {{3, 4}, {1, 2}, 11},
        {{3, 4}, {4, -3}, 0},
        {{0.1, 0.3}, {3, -1}, 0}, /* 0.1*3 is not 0.3 in double precision */
        {{0.1, 0.3}, {3, -1.0001}, -3e-5},
        {{INFINITY, 2}, {0, 1}, 2},
        {{NAN, 2}, {0, 1}, 2},
    };
    assert_true(0.1 * 3 - 0.3 != 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        near(linear_slope(rows[i].g, rows[i].d, 2), rows[i].slope, 1e-12);
    assert_true(isnan(linear_slope((double[]){NAN, 2}, (double[]){1, 1}, 2)));
}

/* Whatever the units of the coordinates, the balanced matrix is the same. */
static void test_balance(void **state)
{
    (void)state;
    static const struct {
        double h[4], balanced[4];
    } rows[] = {
        {{2, 0, 0, 1}, {2, 0, 0, 1}},
        {{8, 2, 2, 1}, {2, 1, 1, 1}},
        {{1, 0, 0, 1e-9}, {1, 0, 0, 1e-9 * 0x1p30}},
        {{0, 1, 1, 0}, {0, 1, 1, 0}},
        {{0, 64, 64, 0}, {0, 1, 1, 0}},
        {{0, 3, 3, 4}, {0, 1.5, 1.5, 1}},
        {{5, 0, 0, 0}, {1.25, 0, 0, 0}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int unit = -20; unit <= 20; unit += 10) {
            const double *h = rows[i].h;
            double u = ldexp(1, unit), scale[2], balanced[4];
            double changed[4] = {h[0] / u / u, h[1] / u, h[2] / u, h[3]};
            assert_true(linear_balance(changed, 2, scale, balanced));
            for (int k = 0; k < 4; k++)
                assert_true(balanced[k] == changed[k] / scale[k / 2] / scale[k % 2]);
            for (int k = 0; k < 4; k++)
                if (i != 5 || unit == 0) /* with a hollow row the largest is below 4 */
                    near(balanced[k], rows[i].balanced[k], 0);
                else
                    assert_true(fabs(balanced[k]) < 4);
        }
    double scale[2], balanced[4];
    assert_false(linear_balance((double[]){1, NAN, NAN, 1}, 2, scale, balanced));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_norm),
        cmocka_unit_test(test_norm_not_finite),
        cmocka_unit_test(test_eigenvalues_2x2),
        cmocka_unit_test(test_eigenvalues_diagonal_are_exact),
        cmocka_unit_test(test_eigenvalues_16x16),
        cmocka_unit_test(test_eigenvectors),
        cmocka_unit_test(test_eigen_not_finite),
        cmocka_unit_test(test_slope),
        cmocka_unit_test(test_balance),
        cmocka_unit_test(test_solve),
        cmocka_unit_test(test_solve_random),
        cmocka_unit_test(test_solve_refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
