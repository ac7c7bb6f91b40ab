/* The path of a run in bounded memory: what is kept, what is forgotten. */
#include "check.h"

#include "run/trajectory.h"

/* The sample of a step, known by its numbers. */
static struct sample sample_of(long step)
{
    double k = (double)step;
    return (struct sample){
        .step = step, .loss = -k, .grad_norm = 2 * k, .lr = 0.5 + k, .x = {3 * k, k * k}};
}

static void add_up_to(struct trajectory *path, long last)
{
    for (long step = path->last < 0 ? 0 : path->last + 1; step <= last; step++) {
        struct sample sample = sample_of(step);
        trajectory_add(path, &sample);
    }
}

static void check_sample(const struct sample *got, long step)
{
    struct sample want = sample_of(step);
    assert_memory_equal(got, &want, sizeof want);
}

static void check_upto(const struct trajectory *path)
{
    size_t length = trajectory_length(path), i = 0;
    for (long step = path->first; step < path->last + 3; step++) {
        while (i + 1 < length && trajectory_at(path, i + 1)->step <= step)
            i++;
        assert_int_equal(trajectory_upto(path, step), i);
    }
}

/* From every point on a stretch is what the path has there, and as long as it can be. */
static void check_stretches(const struct trajectory *path)
{
    size_t length = trajectory_length(path), count;
    for (size_t i = 0; i < length; i++) {
        const struct sample *sample = trajectory_stretch(path, i, &count);
        assert_in_range(count, 1, length - i);
        for (size_t k = 0; k<count; k += count> 8 ? 7 : 1)
            assert_ptr_equal(sample + k, trajectory_at(path, i + k));
        assert_ptr_equal(sample + count - 1, trajectory_at(path, i + count - 1));
        assert_true(i + count == length || trajectory_at(path, i + count) != sample + count);
    }
}

/* Steps rise from the first, at most a stride apart, and end at the newest; `recent` steps at the
 * end are there one by one. */
static void check_path(const struct trajectory *path, long first, long last, long recent)
{
    size_t length = trajectory_length(path);
    check_stretches(path);
    assert_int_equal(path->last, last);
    assert_true(path->count <= TRAJECTORY_CAPACITY);
    assert_true((path->stride & (path->stride - 1)) == 0);
    assert_int_equal(trajectory_at(path, 0)->step, first);
    for (size_t i = 0; i < length; i++) {
        long step = trajectory_at(path, i)->step;
        check_sample(trajectory_at(path, i), step);
        assert_true(i == 0 || step > trajectory_at(path, i - 1)->step);
        assert_true(i == 0 || step <= trajectory_at(path, i - 1)->step + path->stride);
    }
    assert_true(last - trajectory_at(path, length - 1)->step < (recent > 0 ? 1 : path->stride));
    for (long i = 0; i < recent; i++)
        assert_int_equal(trajectory_at(path, length - 1 - (size_t)i)->step, last - i);
    check_upto(path);
}

/* Adds steps, goes back, or begins anew; what comes then has other losses than what was there
 * before. */
static void change(struct trajectory *path, uint64_t *random, double *turn)
{
    int choice = check_below(random, 40);
    long back = choice == 0 ? 900 : choice;
    if (choice == 1)
        trajectory_clear(path);
    else if (choice < 8)
        trajectory_truncate(path, path->last - back);
    *turn += choice < 8;
    for (int i = check_below(random, choice < 20 ? 10 : 200); i >= 0; i--) {
        struct sample sample = sample_of(path->last + 1);
        sample.loss = *turn;
        trajectory_add(path, &sample);
    }
}

static void test_what_is_settled(void **state)
{
    (void)state;
    static struct sample settled[TRAJECTORY_CAPACITY + TRAJECTORY_RECENT];
    struct trajectory path;
    uint64_t random = 1;
    double turn = 0;
    assert_true(trajectory_init(&path, 2));
    trajectory_keep(&path);
    for (int round = 0; round < 2000; round++) {
        unsigned long edition = path.edition;
        size_t count = trajectory_settled(&path);
        assert_true(count + TRAJECTORY_RECENT >= trajectory_length(&path));
        for (size_t i = 0; i < count; i++)
            settled[i] = *trajectory_at(&path, i);
        change(&path, &random, &turn);
        assert_true(path.edition != edition || trajectory_settled(&path) >= count);
        for (size_t i = 0; i < count && path.edition == edition; i++)
            assert_memory_equal(trajectory_at(&path, i), &settled[i], sizeof *settled);
    }
    trajectory_release(&path);
}

static long least(long a, long b)
{
    return a < b ? a : b;
}

static void test_empty(void **state)
{
    (void)state;
    struct trajectory path;
    assert_true(trajectory_init(&path, 2));
    assert_int_equal(path.last, -1);
    assert_int_equal(trajectory_length(&path), 0);
    trajectory_truncate(&path, 3);
    assert_int_equal(trajectory_length(&path), 0);
    trajectory_release(&path);
    trajectory_release(&path);
}

/* Powers of two and their neighbours are where samples are dropped. */
static const long lengths[] = {0,    1,    2,    62,   63,    64,    65,    1022,  1023,
                               1024, 1025, 1087, 1088, 2047,  2048,  2049,  4095,  4096,
                               5000, 8191, 8192, 8193, 16384, 65535, 65536, 100000};

static void test_what_is_kept(void **state)
{
    (void)state;
    struct trajectory path;
    assert_true(trajectory_init(&path, 2));
    for (size_t i = 0; i < COUNT(lengths); i++) {
        long stride = 1;
        while (lengths[i] >= stride * TRAJECTORY_CAPACITY)
            stride *= 2;
        add_up_to(&path, lengths[i]);
        check_path(&path, 0, lengths[i], least(lengths[i] + 1, TRAJECTORY_RECENT));
        assert_int_equal(path.stride, stride);
        assert_int_equal(path.count, lengths[i] / stride + 1);
    }
    trajectory_release(&path);
}

static void check_same(const struct trajectory *got, const struct trajectory *want)
{
    assert_int_equal(got->stride, want->stride);
    assert_int_equal(trajectory_length(got), trajectory_length(want));
    for (size_t i = 0; i < trajectory_length(got); i++)
        assert_int_equal(trajectory_at(got, i)->step, trajectory_at(want, i)->step);
}

/* A path that is cut back is the one that there was, and goes on as it did. */
static void test_truncate(void **state)
{
    (void)state;
    static const long cuts[] = {0,    1,    63,   64,   65,   500,  1023, 1024,
                                2000, 4000, 4930, 4937, 4999, 5000, 5150};
    struct trajectory path, want;
    assert_true(trajectory_init(&path, 2) && trajectory_init(&want, 2));
    trajectory_keep(&path);
    for (size_t i = 0; i < COUNT(cuts); i++) {
        long cut = cuts[i];
        trajectory_clear(&path);
        trajectory_clear(&want);
        add_up_to(&path, 5000);
        trajectory_truncate(&path, 6000); /* nothing there */
        assert_int_equal(path.last, 5000);
        long back = cut < 1024 || cut >= 4936 ? cut : cut - TRAJECTORY_RECENT + 1;
        assert_int_equal(trajectory_back(&path, cut), back);
        trajectory_truncate(&path, back - 1);
        add_up_to(&path, cut);
        add_up_to(&want, cut);
        check_same(&path, &want);
        check_path(&path, 0, cut, least(cut + 1, TRAJECTORY_RECENT));
        add_up_to(&path, cut + 2000);
        add_up_to(&want, cut + 2000);
        check_same(&path, &want);
    }
    trajectory_release(&path);
    trajectory_release(&want);
}

/* Where no sample is left out, the newest are among the recent ones again, however far it is cut
 * back. */
static void test_truncate_keeps_recent_samples(void **state)
{
    (void)state;
    struct trajectory path;
    assert_true(trajectory_init(&path, 2));
    add_up_to(&path, TRAJECTORY_CAPACITY - 1);
    trajectory_truncate(&path, TRAJECTORY_CAPACITY / 2);
    assert_int_equal(path.recent_count, TRAJECTORY_RING);
    for (long step = path.last; step > path.last - TRAJECTORY_RING; step--)
        check_sample(&path.recent[step % TRAJECTORY_RING], step);
    trajectory_release(&path);
}

static void test_truncate_before_the_start(void **state)
{
    (void)state;
    struct trajectory path;
    assert_true(trajectory_init(&path, 2));
    add_up_to(&path, 3000);
    trajectory_truncate(&path, -1);
    assert_int_equal(trajectory_length(&path), 0);
    assert_int_equal(path.stride, 1);
    add_up_to(&path, 5);
    check_path(&path, 0, 5, 6);
    trajectory_release(&path);
}

static void test_start_at_a_later_step(void **state)
{
    (void)state;
    struct trajectory path;
    struct sample sample = sample_of(777);
    assert_true(trajectory_init(&path, 2));
    trajectory_add(&path, &sample);
    check_path(&path, 777, 777, 1);
    add_up_to(&path, 9000);
    check_path(&path, 777, 9000, TRAJECTORY_RECENT);
    trajectory_truncate(&path, 776);
    assert_int_equal(trajectory_length(&path), 0);
    trajectory_release(&path);
}

static void test_copy(void **state)
{
    (void)state;
    struct trajectory from, to;
    assert_true(trajectory_init(&from, 2) && trajectory_init(&to, 2));
    add_up_to(&from, 3000);
    add_up_to(&to, 17);
    trajectory_copy(&to, &from);
    add_up_to(&from, 3100);
    check_path(&to, 0, 3000, TRAJECTORY_RECENT);
    check_path(&from, 0, 3100, TRAJECTORY_RECENT);
    trajectory_release(&from);
    check_path(&to, 0, 3000, TRAJECTORY_RECENT);
    trajectory_release(&to);
}

/* Each has lost other samples; from `fork` on their steps differ. */
static void test_beginnings(void **state)
{
    static const struct {
        long last, whole, fork;
        bool begins;
    } rows[] = {
        {0, 0, -1, true},
        {5, 9, -1, true},
        {9, 5, -1, false},
        {5, 5, -1, true},
        {5, 9, 5, false},
        {5, 9, 0, false},
        {900, 5000, -1, true},
        {1500, 5000, 700, false},
        {3000, 9000, -1, true},
        {3000, 9000, 2048, false},
        {70000, 70100, 69990, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct trajectory path, whole;
        assert_true(trajectory_init(&path, 2) && trajectory_init(&whole, 2));
        for (long step = 0; step <= rows[i].whole; step++) {
            struct sample sample = sample_of(step);
            sample.x[1] += rows[i].fork >= 0 && step >= rows[i].fork;
            trajectory_add(&whole, &sample);
        }
        assert_false(trajectory_begins(&path, &whole));
        add_up_to(&path, rows[i].last);
        if (trajectory_begins(&path, &whole) != rows[i].begins)
            fail_msg("row %zu", i);
        trajectory_release(&path);
        trajectory_release(&whole);
    }
}

static void test_near(void **state)
{
    (void)state;
    static const struct {
        double x[3];
        bool near;
    } cases[] = {
        {{0, -1e12, 1e12}, true}, {{0, 0, 1.1e12}, false},   {{-1.1e12, 0, 0}, false},
        {{NAN, 0, 0}, false},     {{0, INFINITY, 0}, false}, {{0, 0, -INFINITY}, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct sample sample = {0};
        memcpy(sample.x, cases[i].x, sizeof cases[i].x);
        assert_int_equal(point_is_near(sample.x, 3), cases[i].near);
    }
    struct sample sample = {.x = {1, NAN}};
    assert_true(point_is_near(sample.x, 1));
}

/* A digest shows samples of the path, the first, the last, and no more of them than was said; of a
 * short path all. */
static void test_digest(void **state)
{
    (void)state;
    static const long ends[] = {0, 5, 255, 256, 300, 1023, 1024, 5000, 100000};
    for (size_t i = 0; i < COUNT(ends); i++) {
        struct trajectory path, digest;
        assert_true(trajectory_init(&path, 2));
        add_up_to(&path, ends[i]);
        assert_true(trajectory_digest(&digest, &path, 256));
        size_t length = trajectory_length(&digest);
        assert_true(length <= 256 + TRAJECTORY_RECENT);
        assert_int_equal(length == trajectory_length(&path), ends[i] < 256);
        assert_int_equal(trajectory_at(&digest, 0)->step, 0);
        assert_int_equal(trajectory_at(&digest, length - 1)->step, ends[i]);
        for (size_t k = 0; k < length; k++)
            check_sample(trajectory_at(&digest, k), trajectory_at(&digest, k)->step);
        check_stretches(&digest);
        assert_true(trajectory_begins(&digest, &path) && trajectory_begins(&path, &digest));
        trajectory_release(&digest);
        trajectory_release(&path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_what_is_kept),
        cmocka_unit_test(test_truncate),
        cmocka_unit_test(test_truncate_keeps_recent_samples),
        cmocka_unit_test(test_truncate_before_the_start),
        cmocka_unit_test(test_start_at_a_later_step),
        cmocka_unit_test(test_copy),
        cmocka_unit_test(test_what_is_settled),
        cmocka_unit_test(test_beginnings),
        cmocka_unit_test(test_near),
        cmocka_unit_test(test_digest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
