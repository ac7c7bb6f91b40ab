/* Objectives: values, gradients, Hessians and fields of formulas. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "problem/objective.h"
#include "problem/plane.h"
#include "problem/surface.h"

static struct objective *objective_of(const char *text, const char *const *names, int n)
{
    struct error error = {0};
    struct objective *objective = objective_create(text, strlen(text), names, n, &error);
    if (!objective)
        fail_msg("%s: %s", text, error.message);
    return objective;
}

static const char *const xy[] = {"x", "y"};
static const char *const abc[] = {"a", "b", "c"};

static void test_two_parameters(void **state)
{
    (void)state;
    struct objective *objective = objective_of("(1-x)^2 + 100*(y-x^2)^2", xy, 2);
    double x[2] = {-1.2, 1}, g[2], h[4];
    assert_int_equal(objective->n, 2);
    assert_string_equal(objective->parameter[1], "y");
    assert_null(objective->surface);
    assert_true(fabs(objective_value(objective, x) - 24.2) < 1e-13);
    assert_true(fabs(objective_gradient(objective, x, g) - 24.2) < 1e-13);
    assert_true(fabs(g[0] + 215.6) < 1e-12 && fabs(g[1] + 88) < 1e-12);
    g[0] = g[1] = 0;
    assert_true(fabs(objective_hessian(objective, x, g, h) - 24.2) < 1e-13);
    assert_true(fabs(g[0] + 215.6) < 1e-12 && fabs(g[1] + 88) < 1e-12);
    assert_true(fabs(h[0] - 1330) < 1e-11 && h[1] == 480 && h[2] == 480 && h[3] == 200);
    objective_free(objective);
}

static void test_one_parameter(void **state)
{
    (void)state;
    static const char *const names[] = {"w"};
    struct objective *objective = objective_of("w^3", names, 1);
    double w = 2, g, h;
    assert_true(objective_hessian(objective, &w, &g, &h) == 8);
    assert_true(g == 12 && h == 12);
    objective_free(objective);
}

/* a*b*c has every second derivative different, so that a transposed index shows. */
static void test_three_parameters(void **state)
{
    (void)state;
    struct objective *objective = objective_of("a*b*c + a^2", abc, 3);
    double x[3] = {2, 3, 5}, g[3], h[9];
    static const double gradient[] = {19, 10, 6}, hessian[] = {2, 5, 3, 5, 0, 2, 3, 2, 0};
    assert_true(objective_hessian(objective, x, g, h) == 34);
    for (int i = 0; i < 3; i++)
        assert_true(g[i] == gradient[i]);
    for (int i = 0; i < 9; i++)
        assert_true(h[i] == hessian[i]);
    objective_free(objective);
}

static void test_names_are_copied(void **state)
{
    (void)state;
    char name[] = "u", text[] = "u^2";
    const char *names[] = {name};
    struct objective *objective = objective_of(text, names, 1);
    name[0] = 'v';
    memset(text, '?', sizeof text - 1);
    assert_string_equal(objective->parameter[0], "u");
    assert_string_equal(objective->formula->text, "u^2");
    objective_free(objective);
}

static void test_errors(void **state)
{
    (void)state;
    struct error error = {0};
    assert_null(objective_create("x + q", 5, xy, 2, &error));
    assert_true(error.line == 1 && error.column == 5);
    assert_null(objective_create("x +", 3, xy, 2, &error));
    assert_null(objective_create("x", 1, xy, 0, &error));
    assert_non_null(strstr(error.message, "1 to 16"));
    assert_null(objective_create("x", 1, xy, 17, &error));
    assert_null(objective_create("x", 1, (const char *const[]){"x", "x"}, 2, &error));
    assert_string_equal(error.message, "the parameter 'x' is named twice");
    assert_null(objective_create("x", 1, (const char *const[]){"x", "sin"}, 2, &error));
    assert_null(objective_create("x", 1, (const char *const[]){"x", "1"}, 2, &error));
    assert_null(objective_create("x +", 3, xy, 2, NULL));
    objective_free(NULL);
}

/* Ackley's minimum is a kink: gradient 0 by the convention, no finite Hessian. */
static void test_kink(void **state)
{
    (void)state;
    struct objective *objective = objective_from_surface(table_find(&surfaces, "ackley"), NULL);
    double x[2] = {0, 0}, g[2] = {1, 1}, h[4];
    assert_true(objective_hessian(objective, x, g, h) == 0);
    assert_true(g[0] == 0 && g[1] == 0);
    assert_false(isfinite(h[0]));
    objective_free(objective);
}

/* A field of columns x rows points of the plane. */
static void check_field(struct objective *objective, const struct plane *plane, size_t columns,
                        size_t rows)
{
    double *u = calloc(columns, sizeof *u), *v = calloc(rows, sizeof *v);
    double *field = calloc(columns * rows, sizeof *field);
    for (size_t i = 0; i < columns; i++)
        u[i] = -1.5 + 0.31 * (double)i;
    for (size_t j = 0; j < rows; j++)
        v[j] = 2.25 - 0.17 * (double)j;
    objective_field(objective, plane, u, columns, v, rows, field);
    for (size_t k = 0; k < columns * rows; k++) {
        double x[PARAMETERS_MAX];
        plane_point(plane, (double[]){u[k % columns], v[k / columns]}, x);
        double expected = objective_value(objective, x);
        if (!(fabs(field[k] - expected) <= 1e-14 * (1 + fabs(expected))))
            fail_msg("pixel %zu of %zux%zu: %.17g is not %.17g", k, columns, rows, field[k],
                     expected);
    }
    free(u);
    free(v);
    free(field);
}

static struct plane slice(const double *x, int n, int i, int j)
{
    struct plane plane;
    plane_axes(&plane, x, n, i, j);
    return plane;
}

static void test_field(void **state)
{
    (void)state;
    struct objective *objective = objective_of("exp(-x)*sin(3*y) + y^3 - x", xy, 2);
    static const double at[] = {100, 100};
    struct plane along = slice(at, 2, 0, 1), across = slice(at, 2, 1, 0);
    /* Fewer points than a block, exactly one and two blocks, a block and one, rows cut. */
    static const size_t size[][2] = {{1, 1},   {7, 3},   {16, 16}, {32, 16},
                                     {257, 1}, {1, 257}, {101, 7}};
    for (size_t i = 0; i < sizeof size / sizeof *size; i++) {
        check_field(objective, &along, size[i][0], size[i][1]);
        check_field(objective, &across, size[i][0], size[i][1]);
    }
    objective_free(objective);
}

/* Slices through different points and general planes in turn: nothing is left of the last one. */
static void test_field_of_a_plane_in_space(void **state)
{
    (void)state;
    struct objective *objective = objective_of("a + 10*b + 100*c^2", abc, 3);
    static const double at[] = {1, 2, 3}, moved[] = {4, 5, 6};
    static const int axis[][2] = {{0, 1}, {1, 2}, {2, 0}};
    static const struct plane tilted = {PLANE_PRINCIPAL,   3, {0}, {1, -2, 0.5}, {0.6, 0, 0.8},
                                        {-0.48, 0.8, 0.36}};
    for (size_t i = 0; i < 3; i++) {
        struct plane through = slice(at, 3, axis[i][0], axis[i][1]);
        struct plane beside = slice(moved, 3, axis[i][0], axis[i][1]);
        check_field(objective, &through, 40, 9);
        check_field(objective, &tilted, 300, 9);
        check_field(objective, &beside, 9, 40);
    }
    objective_free(objective);
}

static void test_field_of_one_parameter(void **state)
{
    (void)state;
    static const char *const names[] = {"w"};
    struct objective *objective = objective_of("w^2 - w", names, 1);
    struct plane line = slice((const double[]){1}, 1, 0, 0);
    check_field(objective, &line, 300, 2);
    objective_free(objective);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_two_parameters),
        cmocka_unit_test(test_one_parameter),
        cmocka_unit_test(test_three_parameters),
        cmocka_unit_test(test_names_are_copied),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_kink),
        cmocka_unit_test(test_field),
        cmocka_unit_test(test_field_of_a_plane_in_space),
        cmocka_unit_test(test_field_of_one_parameter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
