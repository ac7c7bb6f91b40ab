/* Checkpoints: at any time there is one near before every step, in bounded memory. */
#include "check.h"

#include "run/checkpoints.h"

/* A state that is known by its step. */
static void save_up_to(struct checkpoints *checkpoints, long from, long last)
{
    static struct run_state state;
    for (long step = from; step <= last; step++) {
        if (!checkpoints_due(checkpoints, step))
            continue;
        state.now.step = step;
        state.now.evaluations = 7 * step;
        state.memory[3] = (double)-step;
        checkpoints_save(checkpoints, &state);
    }
}

/* The last at or before `step`, where the newest due is `last`. */
static void check_find(struct checkpoints *checkpoints, long step, long last)
{
    const struct run_state *found = checkpoints_find(checkpoints, step);
    long want = (step < last ? step : last) / checkpoints->stride * checkpoints->stride;
    assert_int_equal(found->now.step, want);
    assert_int_equal(found->now.evaluations, 7 * want);
    assert_true(found->memory[3] == (double)-want);
}

static void test_find(void **state)
{
    (void)state;
    static const long lasts[] = {0,    1,    15,   16,   17,   1007,  1008,
                                 1023, 1024, 1025, 2048, 5000, 100000};
    struct checkpoints checkpoints;
    long from = 0;
    assert_true(checkpoints_init(&checkpoints));
    for (size_t i = 0; i < COUNT(lasts); i++) {
        save_up_to(&checkpoints, from, lasts[i]);
        from = lasts[i] + 1;
        assert_in_range(checkpoints.count, 1, CHECKPOINTS_CAPACITY);
        for (long step = 0; step <= lasts[i]; step += 1 + lasts[i] / 500)
            check_find(&checkpoints, step, lasts[i]);
        check_find(&checkpoints, lasts[i] + 12345, lasts[i]);
    }
    checkpoints_release(&checkpoints);
}

static void test_stride_doubles_when_full(void **state)
{
    (void)state;
    const long full = (long)CHECKPOINTS_CAPACITY * CHECKPOINTS_STRIDE;
    struct checkpoints checkpoints;
    assert_true(checkpoints_init(&checkpoints));
    save_up_to(&checkpoints, 0, full - 1);
    assert_int_equal(checkpoints.stride, CHECKPOINTS_STRIDE);
    assert_int_equal(checkpoints.count, CHECKPOINTS_CAPACITY);
    save_up_to(&checkpoints, full, full);
    assert_int_equal(checkpoints.stride, 2 * CHECKPOINTS_STRIDE);
    assert_int_equal(checkpoints.count, CHECKPOINTS_CAPACITY / 2 + 1);
    save_up_to(&checkpoints, full + 1, 1000 * full);
    assert_true(checkpoints.count > CHECKPOINTS_CAPACITY / 2);
    checkpoints_release(&checkpoints);
}

static void test_truncate(void **state)
{
    (void)state;
    static const long cuts[] = {0, 1, 15, 16, 17, 31, 1000, 1024, 3000};
    for (size_t i = 0; i < COUNT(cuts); i++) {
        struct checkpoints checkpoints;
        assert_true(checkpoints_init(&checkpoints));
        save_up_to(&checkpoints, 0, 3000);
        checkpoints_truncate(&checkpoints, cuts[i]);
        check_find(&checkpoints, 100000, cuts[i]);
        checkpoints_truncate(&checkpoints, 100000); /* nothing there */
        check_find(&checkpoints, 100000, cuts[i]);
        save_up_to(&checkpoints, cuts[i], 6000); /* the first may be there already */
        check_find(&checkpoints, cuts[i], 6000);
        check_find(&checkpoints, 6000, 6000);
        checkpoints_release(&checkpoints);
    }
}

/* Those that were kept one by one are found where they are nearer. */
static void test_recent(void **state)
{
    (void)state;
    static struct run_state kept;
    struct checkpoints checkpoints;
    assert_true(checkpoints_init(&checkpoints));
    save_up_to(&checkpoints, 0, 500);
    assert_int_equal(checkpoints_find(&checkpoints, 15)->now.step, 0);
    for (long step = 300; step <= 500; step++) {
        kept.now.step = step;
        kept.now.evaluations = 7 * step;
        checkpoints_keep(&checkpoints, &kept, 4);
    }
    for (long step = 0; step <= 600; step++) {
        const struct run_state *found = checkpoints_find(&checkpoints, step);
        long want = step > 500 ? 500 : step > 500 - CHECKPOINTS_RECENT ? step : step / 16 * 16;
        assert_int_equal(found->now.step, want);
        assert_int_equal(found->now.evaluations, 7 * want);
    }
    checkpoints_truncate(&checkpoints, 459);
    assert_int_equal(checkpoints_find(&checkpoints, 500)->now.step, 459);
    assert_int_equal(checkpoints_find(&checkpoints, 436)->now.step, 432);
    kept.now.step = 460;
    checkpoints_keep(&checkpoints, &kept, 4);
    assert_int_equal(checkpoints_find(&checkpoints, 500)->now.step, 460);
    checkpoints_release(&checkpoints);
}

/* Optimizers change, and with them how much of the memory is used: each state comes back with its
 * own. */
static void test_recent_memory(void **state)
{
    (void)state;
    static const size_t used[] = {0, 2, 2, 40, 6, RUN_MEMORY, 0, 1};
    static struct run_state kept;
    struct checkpoints checkpoints;
    assert_true(checkpoints_init(&checkpoints));
    save_up_to(&checkpoints, 0, 0);
    for (size_t step = 0; step < COUNT(used); step++) {
        kept.now.step = (long)step + 1;
        for (size_t k = 0; k < RUN_MEMORY; k++)
            kept.memory[k] = 1000.0 * (double)step + (double)k + 0.5;
        checkpoints_keep(&checkpoints, &kept, used[step]);
    }
    for (size_t step = 0; step < COUNT(used); step++) {
        const struct run_state *found = checkpoints_find(&checkpoints, (long)step + 1);
        assert_int_equal(found->now.step, step + 1);
        for (size_t k = 0; k < RUN_MEMORY; k++)
            assert_true(found->memory[k] ==
                        (k < used[step] ? 1000.0 * (double)step + (double)k + 0.5 : 0));
    }
    checkpoints_release(&checkpoints);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_find),          cmocka_unit_test(test_stride_doubles_when_full),
        cmocka_unit_test(test_truncate),      cmocka_unit_test(test_recent),
        cmocka_unit_test(test_recent_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
