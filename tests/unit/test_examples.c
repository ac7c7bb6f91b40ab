/* Examples: parts, moments, orders. */
#include "check.h"

#include "base/error.h"
#include "problem/examples.h"

/* Rows 0 to rows - 1: column 0 is the row, column 1 its square. */
static struct examples counted(size_t rows)
{
    struct examples examples;
    assert_true(examples_init(&examples, rows, 2));
    for (size_t i = 0; i < rows; i++) {
        examples_column(&examples, 0)[i] = (double)i;
        examples_column(&examples, 1)[i] = (double)(i * i);
    }
    return examples;
}

static void test_init(void **state)
{
    (void)state;
    struct examples examples;
    assert_true(examples_init(&examples, 3, 2));
    for (size_t i = 0; i < 6; i++)
        assert_true(examples.value[i] == 0);
    assert_ptr_equal(examples_column(&examples, 1), examples.value + examples.stride);
    examples_release(&examples);
    assert_null(examples.value);
    assert_int_equal(examples.rows, 0);
    assert_true(examples_init(&examples, 3, 0));
    examples_release(&examples);
    assert_true(examples_init(&examples, 0, 3));
    examples_release(&examples);
}

/* Rows in order, whole, and each in one of the parts. */
static void check_parts(const struct examples *train, const struct examples *held, size_t rows)
{
    size_t i = 0, j = 0;
    assert_int_equal(train->rows + held->rows, rows);
    for (size_t row = 0; row < rows; row++) {
        bool is_held = j < held->rows && examples_column(held, 0)[j] == (double)row;
        const struct examples *part = is_held ? held : train;
        size_t at = is_held ? j++ : i++;
        assert_true(at < part->rows);
        assert_true(examples_column(part, 0)[at] == (double)row);
        assert_true(examples_column(part, 1)[at] == (double)(row * row));
    }
}

static void test_split_sizes(void **state)
{
    (void)state;
    static const struct {
        size_t rows;
        double fraction;
        size_t held;
    } rows[] = {
        {10, 0.25, 3}, {10, 0.24, 2}, {342, 0.25, 86}, {100, 0.2, 20}, {10, 0, 0},
        {1, 0, 0},     {2, 0.001, 1}, {2, 0.999, 1},   {3, 0.9, 2},    {1000, 0.0001, 1},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct examples all = counted(rows[i].rows), train, held;
        assert_true(examples_split(&all, rows[i].fraction, i, &train, &held, NULL));
        assert_int_equal(held.rows, rows[i].held);
        assert_int_equal(held.columns, 2);
        assert_int_equal(train.columns, 2);
        check_parts(&train, &held, rows[i].rows);
        examples_release(&train);
        examples_release(&held);
        examples_release(&all);
    }
}

static void test_split_refused(void **state)
{
    (void)state;
    struct error error = {0};
    struct examples one = counted(1), train, held;
    assert_false(examples_split(&one, 0.5, 1, &train, &held, &error));
    assert_string_equal(error.message,
                        "there is one row only, and none to hold out for validation");
    assert_null(train.value);
    assert_null(held.value);
    examples_release(&one);
}

static bool same(const struct examples *a, const struct examples *b)
{
    return a->rows == b->rows && memcmp(a->value, b->value, a->rows * sizeof *a->value) == 0;
}

/* One seed repeats, others differ. */
static void test_split_by_seed(void **state)
{
    (void)state;
    struct examples all = counted(100), train[3], held[3];
    static const uint64_t seeds[] = {5, 5, 6};
    for (int i = 0; i < 3; i++)
        assert_true(examples_split(&all, 0.25, seeds[i], &train[i], &held[i], NULL));
    assert_true(same(&held[0], &held[1]) && same(&train[0], &train[1]));
    assert_false(same(&held[0], &held[2]));
    for (int i = 0; i < 3; i++) {
        examples_release(&train[i]);
        examples_release(&held[i]);
    }
    examples_release(&all);
}

/* Each row is held out as often as any other: five standard deviations. */
static void test_split_is_fair(void **state)
{
    (void)state;
    enum { ROWS = 8, SEEDS = 20000 };
    int count[ROWS] = {0};
    struct examples all = counted(ROWS);
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        struct examples train, held;
        assert_true(examples_split(&all, 0.25, seed, &train, &held, NULL));
        assert_int_equal(held.rows, 2);
        for (size_t i = 0; i < held.rows; i++)
            count[(int)held.value[i]]++;
        examples_release(&train);
        examples_release(&held);
    }
    for (int i = 0; i < ROWS; i++)
        assert_true(fabs(count[i] - 0.25 * SEEDS) < 5 * sqrt(0.25 * 0.75 * SEEDS));
    examples_release(&all);
}

static void test_moments(void **state)
{
    (void)state;
    static const struct {
        size_t rows;
        double value[5], mean, deviation;
    } rows[] = {
        {1, {3}, 3, 0},
        {2, {1, 3}, 2, 1},
        {4, {2, 4, 4, 6}, 4, 1.4142135623730951},
        {5, {0.1, 0.1, 0.1, 0.1, 0.1}, 0.1, 0},
        {3, {1e9, 1e9 + 1, 1e9 + 2}, 1e9 + 1, 0.81649658092772603},
        {2, {-1e153, 1e153}, 0, 1e153},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct examples examples;
        double mean, deviation;
        assert_true(examples_init(&examples, rows[i].rows, 2));
        memcpy(examples_column(&examples, 1), rows[i].value, rows[i].rows * sizeof(double));
        examples_moments(&examples, 1, &mean, &deviation);
        check_near("mean", mean, rows[i].mean, 1e-15, 0);
        check_near("deviation", deviation, rows[i].deviation, 1e-15, 0);
        if (deviation > 0) {
            examples_standardize(&examples, 1, mean, deviation);
            check_near("first", examples_column(&examples, 1)[0],
                       (rows[i].value[0] - mean) / deviation, 1e-15, 0);
            examples_moments(&examples, 1, &mean, &deviation);
            check_near("mean", mean, 0, 1e-15, 1);
            check_near("deviation", deviation, 1, 1e-15, 1);
        }
        examples_moments(&examples, 0, &mean, &deviation); /* the other column is left alone */
        assert_true(mean == 0 && deviation == 0);
        examples_release(&examples);
    }
}

static void test_order_is_a_permutation(void **state)
{
    (void)state;
    enum { ROWS = 1000 };
    for (size_t rows = 0; rows <= ROWS; rows += rows < 10 ? 1 : 99) {
        uint32_t order[ROWS];
        bool seen[ROWS] = {false};
        examples_order(3, 7, order, rows);
        for (size_t i = 0; i < rows; i++) {
            assert_true(order[i] < rows && !seen[order[i]]);
            seen[order[i]] = true;
        }
    }
}

/* A function of seed and epoch: epochs differ, and an epoch of one seed is none of the next. */
static void test_order_by_seed_and_epoch(void **state)
{
    (void)state;
    enum { ROWS = 50, SEEDS = 4, EPOCHS = 8, ORDERS = SEEDS * EPOCHS };
    uint32_t order[ORDERS][ROWS], again[ROWS];
    for (size_t i = 0; i < ORDERS; i++)
        examples_order(i / EPOCHS, (long)(i % EPOCHS), order[i], ROWS);
    for (size_t i = 0; i < ORDERS; i++) {
        examples_order(i / EPOCHS, (long)(i % EPOCHS), again, ROWS);
        assert_memory_equal(order[i], again, sizeof again);
        for (size_t j = 0; j < i; j++)
            assert_int_not_equal(memcmp(order[i], order[j], sizeof order[i]), 0);
    }
}

/* Each of the 24 orders of four rows is as likely as any other: five standard deviations. */
static void test_order_is_fair(void **state)
{
    (void)state;
    enum { EPOCHS = 48000, ORDERS = 24 };
    int count[256] = {0}, orders = 0;
    for (long epoch = 0; epoch < EPOCHS; epoch++) {
        uint32_t order[4];
        examples_order(1, epoch, order, 4);
        count[order[0] | order[1] << 2 | order[2] << 4 | order[3] << 6]++;
    }
    for (int i = 0; i < 256; i++)
        if (count[i] > 0) {
            orders++;
            assert_true(fabs(count[i] - (double)EPOCHS / ORDERS) <
                        5 * sqrt((double)EPOCHS / ORDERS));
        }
    assert_int_equal(orders, ORDERS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_init),
        cmocka_unit_test(test_split_sizes),
        cmocka_unit_test(test_split_refused),
        cmocka_unit_test(test_split_by_seed),
        cmocka_unit_test(test_split_is_fair),
        cmocka_unit_test(test_moments),
        cmocka_unit_test(test_order_is_a_permutation),
        cmocka_unit_test(test_order_by_seed_and_epoch),
        cmocka_unit_test(test_order_is_fair),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
