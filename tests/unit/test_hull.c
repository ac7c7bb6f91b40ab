/* The point of a convex hull that is nearest to 0. */
#include "check.h"

#include "problem/hull.h"

static void test_few(void **state)
{
    (void)state;
    static const struct {
        int count;
        double points[6], want[2];
    } rows[] = {
        {1, {3, 4}, {3, 4}},
        {2, {1, 1, 1, -1}, {1, 0}},          /* the middle of a segment */
        {2, {1, 0, 3, 1}, {1, 0}},           /* its end */
        {2, {1, 1e-6, -1, 1e-6}, {0, 1e-6}}, /* near, but not 0 */
        {2, {2, 1, -1, -0.5}, {0, 0}},       /* 0 is on it */
        {3, {1, 0, -1, 1, -1, -1}, {0, 0}},  /* 0 is inside */
        {3, {1, 1, 1, 1, 1, 1}, {1, 1}},     /* all the same */
        {3, {2, 2, 4, 0, 0, 4}, {2, 2}},     /* on a line */
        {3, {1e-200, 0, 0, 1e-200, 3e-200, 3e-200}, {5e-201, 5e-201}},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        double got[2];
        hull_nearest(rows[i].points, rows[i].count, 2, got);
        double size = fmax(fabs(rows[i].points[0]), fabs(rows[i].points[1]));
        check_near("x", got[0], rows[i].want[0], 1e-13, size);
        check_near("y", got[1], rows[i].want[1], 1e-13, size);
    }
}

/* No point of the hull is nearer when none lies on this side of the plane through it. */
static void test_many(void **state)
{
    (void)state;
    uint64_t random = 7;
    for (int trial = 0; trial < 2000; trial++) {
        int n = 1 + check_below(&random, PARAMETERS_MAX),
            count = 1 + check_below(&random, HULL_MOST);
        double points[HULL_MOST * PARAMETERS_MAX], nearest[PARAMETERS_MAX], square = 0;
        double shift = check_uniform(&random, 0, 1);
        for (int i = 0; i < n * count; i++)
            points[i] = check_uniform(&random, -1, 1) + shift;
        hull_nearest(points, count, n, nearest);
        for (int i = 0; i < n; i++)
            square += nearest[i] * nearest[i];
        for (int j = 0; j < count; j++) {
            double along = 0;
            for (int i = 0; i < n; i++)
                along += points[j * n + i] * nearest[i];
            assert_true(along >= square - 1e-9);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_few),
        cmocka_unit_test(test_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
