/* Planes through the space of parameters: their coordinates and how far a point is from them. */
#include "check.h"

#include "insight/principal.h"
#include "problem/plane.h"
#include "run/trajectory.h"

static const double at[] = {0.1, -2.7, 1e300, 4};

/* A plane in general position. */
static const struct plane tilted = {PLANE_PRINCIPAL,   3, {0}, {1, -2, 0.5}, {0.6, 0, 0.8},
                                    {-0.48, 0.8, 0.36}};

/* The coordinates of a slice are the parameters, bit for bit, and the others are those of the
 * point that it was laid through. */
static void test_slices(void **state)
{
    (void)state;
    static const double value[] = {0.1, -0.0, 1e-320, 1 / 3.0, -1e308};
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 4; j++)
            for (size_t k = 0; k < COUNT(value) && i != j; k++) {
                struct plane plane;
                double uv[2] = {value[k], value[COUNT(value) - 1 - k]}, x[4], back[2];
                plane_axes(&plane, at, 4, i, j);
                plane_point(&plane, uv, x);
                for (int p = 0; p < 4; p++)
                    assert_true(check_same_bits(x[p], p == i ? uv[0] : p == j ? uv[1] : at[p]));
                plane_project(&plane, x, back);
                assert_true(check_same_bits(back[0], uv[0]) && check_same_bits(back[1], uv[1]));
                assert_true(plane_distance(&plane, x) == 0);
            }
}

/* across and up say the same of a slice as its axes do. */
static void test_directions_of_a_slice(void **state)
{
    (void)state;
    static const double through[] = {5, 6, 7};
    struct plane plane;
    double x[3], same[3];
    plane_axes(&plane, through, 3, 2, 0);
    plane_point(&plane, (double[]){-3, 4}, x);
    plane.kind = PLANE_PRINCIPAL;
    plane_point(&plane, (double[]){-3, 4}, same);
    assert_memory_equal(x, same, sizeof x);
}

/* Of one parameter there is only across. */
static void test_one_parameter(void **state)
{
    (void)state;
    struct plane line;
    double x[1], uv[2];
    plane_axes(&line, at, 1, 0, 0);
    plane_point(&line, (double[]){3, 99}, x);
    assert_true(x[0] == 3);
    plane_project(&line, x, uv);
    assert_true(uv[0] == 3 && uv[1] == 0);
    assert_true(plane_distance(&line, x) == 0);
}

static void test_general_plane(void **state)
{
    (void)state;
    static const double uv[][2] = {{0, 0}, {1, 0}, {0, 1}, {-3.5, 0.25}, {100, -7}};
    static const double normal[] = {-0.64, -0.6, 0.48};
    for (size_t k = 0; k < COUNT(uv); k++) {
        double x[3], back[2];
        plane_point(&tilted, uv[k], x);
        check_near("distance", plane_distance(&tilted, x), 0, 1e-13, 1);
        for (int i = 0; i < 3; i++)
            x[i] += 2.5 * normal[i];
        plane_project(&tilted, x, back);
        check_near("u", back[0], uv[k][0], 1e-14, 10);
        check_near("v", back[1], uv[k][1], 1e-14, 10);
        check_near("distance", plane_distance(&tilted, x), 2.5, 1e-13, 1);
    }
}

static void test_distance(void **state)
{
    (void)state;
    static const double through[] = {0, 1, 2, 3};
    static const struct {
        double x[4], distance;
    } cases[] = {
        {{100, 1, 2, -100}, 0},          {{0, 4, -2, 0}, 5},
        {{0, 1e200, 2, 0}, 1e200},       {{0, NAN, 2, 0}, NAN},
        {{0, INFINITY, 0, 0}, INFINITY},
    };
    struct plane plane;
    plane_axes(&plane, through, 4, 3, 0);
    for (size_t i = 0; i < COUNT(cases); i++)
        check_near("distance", plane_distance(&plane, cases[i].x), cases[i].distance, 1e-14, 1);
}

static void test_equal(void **state)
{
    (void)state;
    static const double through[] = {0, 1, 2}, beside[] = {9, 8, 2}, off[] = {0, 1, 2.5};
    struct plane a, b;
    plane_axes(&a, through, 3, 0, 1);
    plane_axes(&b, beside, 3, 0, 1);
    assert_true(plane_equal(&a, &b));
    plane_axes(&b, off, 3, 0, 1);
    assert_false(plane_equal(&a, &b));
    plane_axes(&b, through, 3, 1, 0);
    assert_false(plane_equal(&a, &b));
    plane_axes(&b, through, 2, 0, 1);
    assert_false(plane_equal(&a, &b));
    assert_true(plane_equal(&tilted, &tilted));
}

/* A path through x[count][3]; trajectory_release. */
static struct trajectory path_through(const double x[][3], size_t count)
{
    struct trajectory path;
    assert_true(trajectory_init(&path, 3));
    for (size_t i = 0; i < count; i++) {
        struct sample sample = {.step = (long)i, .x = {x[i][0], x[i][1], x[i][2]}};
        trajectory_add(&path, &sample);
    }
    return path;
}

/* Paths that end at the last of their points, and the plane that is theirs. */
static void test_principal_directions(void **state)
{
    (void)state;
    static const double h = 0.70710678118654752; /* 1/sqrt(2) */
    const struct {
        double x[5][3];
        size_t count;
        double across[3], up[3], part[2];
    } cases[] = {
        /* 2 * 9 along z, 1 along x. */
        {{{1, 1, 4}, {1, 1, -2}, {2, 1, 1}, {1, 1, 1}},
         4,
         {0, 0, 1},
         {1, 0, 0},
         {18 / 19., 1 / 19.}},
        /* 2 * 8 along (1, -1, 0), 2 along z; of components of one size the first is positive. */
        {{{-2, 2, 0}, {2, -2, 0}, {0, 0, 1}, {0, 0, -1}, {0, 0, 0}},
         5,
         {h, -h, 0},
         {0, 0, 1},
         {16 / 18., 2 / 18.}},
        /* The largest component is positive. */
        {{{2, 3, -6}, {0, 0, 0}}, 2, {-2 / 7., -3 / 7., 6 / 7.}, {0}, {1, 0}},
        /* One direction: the coordinate most nearly at right angles to it. */
        {{{0, 5, 0}, {0, 3, 0}, {0, 1, 0}}, 3, {0, 1, 0}, {1, 0, 0}, {1, 0}},
        {{{3, 0, 4}, {0, 0, 0}}, 2, {0.6, 0, 0.8}, {0, 1, 0}, {1, 0}},
        /* None. */
        {{{7, 8, 9}}, 1, {1, 0, 0}, {0, 1, 0}, {0, 0}},
        {{{7, 8, 9}, {7, 8, 9}}, 2, {1, 0, 0}, {0, 1, 0}, {0, 0}},
        /* What has run away does not count. */
        {{{0, 0, 3}, {1e15, 0, 0}, {0, NAN, 0}, {0, INFINITY, 0}, {0, 0, 0}},
         5,
         {0, 0, 1},
         {1, 0, 0},
         {1, 0}},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct trajectory path = path_through(cases[i].x, cases[i].count);
        struct plane plane;
        double part[2], dot = 0, norm = 0;
        bool any = i == 2; /* up is at right angles, no matter which */
        plane_principal(&plane, &path, cases[i].x[cases[i].count - 1], part);
        for (int k = 0; k < 3; k++) {
            check_near("across", plane.across[k], cases[i].across[k], 1e-15, 1);
            if (!any)
                check_near("up", plane.up[k], cases[i].up[k], 1e-15, 1);
            dot += plane.across[k] * plane.up[k];
            norm += plane.up[k] * plane.up[k];
        }
        check_near("dot", dot, 0, 1e-15, 1);
        check_near("norm", norm, 1, 1e-15, 1);
        for (int k = 0; k < 2; k++)
            check_near("part", part[k], cases[i].part[k], 1e-15, 1);
        assert_memory_equal(plane.origin, cases[i].x[cases[i].count - 1], 3 * sizeof(double));
        trajectory_release(&path);
    }
}

/* However many parameters and samples: orthonormal, and no other plane through the point is
 * nearer to the path. */
static void test_principal_plane_is_the_nearest(void **state)
{
    (void)state;
    uint64_t random = 1;
    for (int n = 2; n <= PARAMETERS_MAX; n++) {
        struct trajectory path;
        struct plane plane;
        struct sample sample = {0};
        double part[2], total = 0, off = 0;
        assert_true(trajectory_init(&path, n));
        for (sample.step = 0; sample.step < 3000; sample.step++) {
            for (int i = 0; i < n; i++)
                sample.x[i] += check_uniform(&random, -1, 1) / (1 + i) + (i == n / 2);
            trajectory_add(&path, &sample);
        }
        plane_principal(&plane, &path, sample.x, part);
        for (size_t k = 0; k < trajectory_length(&path); k++) {
            double d[PARAMETERS_MAX], distance = 0, from_plane;
            for (int i = 0; i < n; i++) {
                d[i] = trajectory_at(&path, k)->x[i] - sample.x[i];
                distance += d[i] * d[i];
            }
            from_plane = plane_distance(&plane, trajectory_at(&path, k)->x);
            total += distance;
            off += from_plane * from_plane;
        }
        check_near("what is left", off / total, 1 - part[0] - part[1], 1e-12, 1);
        assert_true(part[0] >= part[1] && part[1] > 0 && part[0] + part[1] <= 1 + 1e-12);
        trajectory_release(&path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slices),
        cmocka_unit_test(test_directions_of_a_slice),
        cmocka_unit_test(test_one_parameter),
        cmocka_unit_test(test_general_plane),
        cmocka_unit_test(test_distance),
        cmocka_unit_test(test_equal),
        cmocka_unit_test(test_principal_directions),
        cmocka_unit_test(test_principal_plane_is_the_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
