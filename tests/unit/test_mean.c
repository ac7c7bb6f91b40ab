/* The mean of a formula over rows: against sums by hand, for blocks that are whole and not. */
#include "check.h"

#include "problem/examples.h"
#include "problem/mean.h"

enum { ROWS = 1000 };

struct table_of_two {
    struct examples examples;
    struct formula *formula;
    struct mean mean;
};

/* (w*u - v)^2 * exp(-b*u): in w, b and columns u, v. */
static void set_up(struct table_of_two *table, size_t rows)
{
    static const char *const name[] = {"w", "b", "u", "v"};
    static const char text[] = "(w*u - v)^2*exp(-b*u)";
    const struct formula_names names = {.name = name, .parameters = 2, .variables = 2};
    uint64_t random = 3;
    assert_true(examples_init(&table->examples, rows, 2));
    for (size_t i = 0; i < 2 * rows; i++)
        examples_column(&table->examples, i / rows)[i % rows] = check_uniform(&random, -1, 2);
    table->formula = formula_compile(text, strlen(text), &names, NULL);
    assert_non_null(table->formula);
    assert_true(mean_init(&table->mean, table->formula));
}

static void tear_down(struct table_of_two *table)
{
    mean_release(&table->mean);
    formula_free(table->formula);
    examples_release(&table->examples);
}

/* Value, gradient and Hessian of the mean over these rows, in long double. */
static void by_hand(const struct mean_rows *rows, const double *x, double *f, double *g, double *h)
{
    const double *u = examples_column(rows->examples, 0), *v = examples_column(rows->examples, 1);
    long double sum[6] = {0};
    for (size_t i = 0; i < rows->count; i++) {
        size_t row = rows->order ? rows->order[i] : i;
        long double r = (long double)x[0] * u[row] - v[row], e = expl(-(long double)x[1] * u[row]);
        sum[0] += r * r * e;
        sum[1] += 2 * r * u[row] * e;
        sum[2] -= r * r * e * u[row];
        sum[3] += 2 * (long double)u[row] * u[row] * e;
        sum[4] -= 2 * r * u[row] * e * u[row];
        sum[5] += r * r * e * u[row] * u[row];
    }
    *f = (double)(sum[0] / rows->count);
    g[0] = (double)(sum[1] / rows->count);
    g[1] = (double)(sum[2] / rows->count);
    h[0] = (double)(sum[3] / rows->count);
    h[1] = h[2] = (double)(sum[4] / rows->count);
    h[3] = (double)(sum[5] / rows->count);
}

static void check_rows(struct mean *mean, const struct mean_rows *rows)
{
    static const double x[2] = {0.7, -0.3};
    double f, g[2], h[4], want_f, want_g[2], want_h[4];
    by_hand(rows, x, &want_f, want_g, want_h);
    check_near("value", mean_value(mean, rows, x), want_f, 1e-14, 1);
    check_near("pixel", mean_pixel(mean, rows, x), want_f, 1e-13, 1);
    f = mean_gradient(mean, rows, x, g);
    assert_true(check_same_bits(f, mean_value(mean, rows, x)));
    for (int i = 0; i < 2; i++)
        check_near("gradient", g[i], want_g[i], 1e-14, 1);
    mean_hessian(mean, rows, x, g, h);
    for (int i = 0; i < 4; i++)
        check_near("Hessian", h[i], want_h[i], 1e-14, 1);
}

static void test_any_number_of_rows(void **state)
{
    (void)state;
    static const size_t counts[] = {1, 2, 15, 16, 17, 255, 256, 257, 512, 999, ROWS};
    struct table_of_two table;
    set_up(&table, ROWS);
    for (size_t i = 0; i < COUNT(counts); i++) {
        const struct mean_rows rows = {&table.examples, NULL, counts[i]};
        check_rows(&table.mean, &rows);
    }
    tear_down(&table);
}

static void test_chosen_rows(void **state)
{
    (void)state;
    uint32_t order[300];
    struct table_of_two table;
    set_up(&table, ROWS);
    for (uint32_t i = 0; i < COUNT(order); i++)
        order[i] = i * 7 % ROWS;
    const struct mean_rows rows = {&table.examples, order, COUNT(order)};
    check_rows(&table.mean, &rows);
    const struct mean_rows one = {&table.examples, order + 5, 1};
    check_rows(&table.mean, &one);
    const struct mean_rows plain = {&table.examples, NULL, ROWS};
    check_rows(&table.mean, &plain);
    tear_down(&table);
}

/* The mean of y - m over that many rows of the same y, where m is 0. */
static double mean_of_equals(size_t rows, double y)
{
    static const char *const name[] = {"m", "y"};
    const struct formula_names names = {.name = name, .parameters = 1, .variables = 1};
    struct examples examples;
    struct mean mean;
    const double zero = 0;
    assert_true(examples_init(&examples, rows, 1));
    for (size_t i = 0; i < rows; i++)
        examples.value[i] = y;
    struct formula *formula = formula_compile("y - m", 5, &names, NULL);
    assert_true(mean_init(&mean, formula));
    double value = mean_value(&mean, &(struct mean_rows){&examples, NULL, rows}, &zero);
    mean_release(&mean);
    formula_free(formula);
    examples_release(&examples);
    return value;
}

/* A million times 0.1 added up plainly is off in the eleventh digit, in blocks in the fifteenth. */
static void test_many_rows_lose_no_digits(void **state)
{
    (void)state;
    check_near("mean", mean_of_equals(1000000, 0.1), 0.1, 2e-16, 0);
}

/* An overflow is one, and not NaN out of what was lost. */
static void test_overflow(void **state)
{
    (void)state;
    assert_true(mean_of_equals(600, 1e308) == INFINITY);
}

/* --- several threads --- */

enum { MANY_ROWS = 1000003 };

/* Value, gradient and Hessian, each of a program of its own. */
struct answer {
    double f[3], g[4], h[4];
};

static void ask(struct mean *mean, const struct mean_rows *rows, struct answer *answer)
{
    static const double x[2] = {0.7, -0.3};
    answer->f[0] = mean_value(mean, rows, x);
    answer->f[1] = mean_gradient(mean, rows, x, answer->g);
    answer->f[2] = mean_hessian(mean, rows, x, answer->g + 2, answer->h);
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    static const int jobs[] = {2, 3, 7};
    struct table_of_two table;
    struct answer alone, together;
    set_up(&table, MANY_ROWS);
    const struct mean_rows rows = {&table.examples, NULL, MANY_ROWS};
    ask(&table.mean, &rows, &alone);
    for (size_t i = 0; i < COUNT(jobs); i++) {
        table.mean.jobs = jobs[i];
        ask(&table.mean, &rows, &together);
        assert_memory_equal(&together, &alone, sizeof alone);
    }
    assert_in_range(table.mean.hessian.helpers, 2, 6);
    tear_down(&table);
}

/* Says yes once, at the question of this number. */
static bool countdown(void *to)
{
    int *left = to;
    return --*left == 0;
}

/* What is interrupted is no number; asked again it goes on, and comes to the same bits. */
static void test_threads_are_interrupted(void **state)
{
    (void)state;
    struct table_of_two table;
    struct answer alone, together;
    int left;
    struct interrupt interrupt = {.wanted = countdown, .to = &left, .stride = 1 << 16};
    set_up(&table, MANY_ROWS);
    const struct mean_rows rows = {&table.examples, NULL, MANY_ROWS};
    ask(&table.mean, &rows, &alone);
    table.mean.interrupt = &interrupt;
    table.mean.jobs = 3;
    for (int at = 1; at < 30; at += 4) {
        left = at;
        interrupt_begin(&interrupt);
        ask(&table.mean, &rows, &together);
        assert_true(!interrupt_end(&interrupt) || isnan(together.f[2]));
        left = 0;
        interrupt_begin(&interrupt);
        ask(&table.mean, &rows, &together);
        assert_false(interrupt_end(&interrupt));
        assert_memory_equal(&together, &alone, sizeof alone);
        free(table.mean.kept);
        table.mean.kept = NULL;
    }
    tear_down(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_number_of_rows),
        cmocka_unit_test(test_chosen_rows),
        cmocka_unit_test(test_many_rows_lose_no_digits),
        cmocka_unit_test(test_overflow),
        cmocka_unit_test(test_any_number_of_threads),
        cmocka_unit_test(test_threads_are_interrupted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
