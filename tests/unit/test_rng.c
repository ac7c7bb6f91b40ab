/* The generator against the reference's numbers, its streams and its distributions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "base/rng.h"

/* xoshiro256** from the state 1, 2, 3, 4: Blackman and Vigna's reference implementation. */
static void test_reference_sequence(void **state)
{
    (void)state;
    static const uint64_t expected[] = {
        11520u,
        0u,
        1509978240u,
        1215971899390074240u,
        1216172134540287360u,
        607988272756665600u,
        16172922978634559625u,
        8476171486693032832u,
        10595114339597558777u,
        2904607092377533576u,
    };
    struct rng rng = {{1, 2, 3, 4}};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_int_equal(rng_next(&rng), expected[i]);
}

/* Stream 0 starts at four draws of the reference's splitmix64. */
static void test_seeding(void **state)
{
    (void)state;
    static const struct {
        uint64_t seed, word[4];
    } rows[] = {
        {1477776061723855037u,
         {1985237415132408290u, 2979275885539914483u, 13511426838097143398u, 8488337342461049707u}},
        {0,
         {16294208416658607535u, 7960286522194355700u, 487617019471545679u, 17909611376780542444u}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct rng rng;
        rng_seed(&rng, rows[i].seed, RNG_START);
        assert_memory_equal(rng.word, rows[i].word, sizeof rng.word);
    }
}

/* The streams lie 2^128, 2 * 2^128 and 3 * 2^128 draws further on; the expected states come from
 * squaring the generator's matrix over GF(2) 128 times, not from the jump polynomial. */
static void test_streams_are_far_apart(void **state)
{
    (void)state;
    static const uint64_t noise[4] = {0xfee4f58cd4a88d82u, 0xeb57cb7870f7d5a3u, 0x076f2d192bd2720fu,
                                      0xb0a71cb77110d77bu};
    static const uint64_t batch[4] = {0xb202109a7b981ebdu, 0x30b21883a48916dcu, 0xaf7233564cc4f636u,
                                      0x97e12cbeea73160bu};
    static const uint64_t split[4] = {0x249931da5d87829cu, 0xf690e4180d8fa66cu, 0xf645189fc91a9ff1u,
                                      0xa26dea1bc644abe0u};
    struct rng rng;
    rng_seed(&rng, 0, RNG_NOISE);
    assert_memory_equal(rng.word, noise, sizeof noise);
    rng_seed(&rng, 0, RNG_BATCH);
    assert_memory_equal(rng.word, batch, sizeof batch);
    rng_seed(&rng, 0, RNG_SPLIT);
    assert_memory_equal(rng.word, split, sizeof split);
}

static void test_neighbouring_seeds_differ(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 1000; seed++) {
        struct rng a, b;
        rng_seed(&a, seed, RNG_START);
        rng_seed(&b, seed + 1, RNG_START);
        int differing = __builtin_popcountll(rng_next(&a) ^ rng_next(&b));
        assert_in_range(differing, 10, 54);
    }
}

static void test_a_copy_goes_on_alike(void **state)
{
    (void)state;
    struct rng rng;
    rng_seed(&rng, 5, RNG_NOISE);
    rng_normal(&rng);
    struct rng copy = rng;
    for (int i = 0; i < 100; i++)
        assert_true(rng_normal(&rng) == rng_normal(&copy));
}

static void test_uniform(void **state)
{
    (void)state;
    enum { DRAWS = 1000000, BINS = 16 };
    int bin[BINS] = {0};
    double sum = 0;
    struct rng rng;
    rng_seed(&rng, 2, RNG_START);
    for (int i = 0; i < DRAWS; i++) {
        double u = rng_uniform(&rng);
        assert_true(u >= 0 && u < 1);
        sum += u;
        bin[(int)(u * BINS)]++;
    }
    /* Five standard deviations. */
    assert_true(fabs(sum / DRAWS - 0.5) < 5 * sqrt(1.0 / 12 / DRAWS));
    for (int k = 0; k < BINS; k++)
        assert_true(fabs(bin[k] - (double)DRAWS / BINS) < 5 * sqrt((double)DRAWS / BINS));
}

/* The largest and the smallest draw give the ends of [0, 1). */
static void test_uniform_ends(void **state)
{
    (void)state;
    struct rng least = {{1, 0, 3, 4}}; /* word 1 alone makes the output */
    assert_true(rng_uniform(&least) == 0);
    double most = (double)(UINT64_MAX >> 11) * 0x1p-53;
    assert_true(most < 1 && most > 1 - 0x1p-52);
}

static void test_normal_moments(void **state)
{
    (void)state;
    enum { DRAWS = 1000000 };
    double moment[5] = {0};
    int beyond = 0;
    struct rng rng;
    rng_seed(&rng, 3, RNG_NOISE);
    for (int i = 0; i < DRAWS; i++) {
        double z = rng_normal(&rng);
        for (int k = 1; k <= 4; k++)
            moment[k] += pow(z, k) / DRAWS;
        beyond += fabs(z) > 1.959963984540054;
    }
    /* E z^k = 0, 1, 0, 3 with variances 1, 2, 15, 96 a draw; five standard deviations. */
    assert_true(fabs(moment[1]) < 5 * sqrt(1.0 / DRAWS));
    assert_true(fabs(moment[2] - 1) < 5 * sqrt(2.0 / DRAWS));
    assert_true(fabs(moment[3]) < 5 * sqrt(15.0 / DRAWS));
    assert_true(fabs(moment[4] - 3) < 5 * sqrt(96.0 / DRAWS));
    assert_true(fabs(beyond / (double)DRAWS - 0.05) < 5 * sqrt(0.05 * 0.95 / DRAWS));
}

/* Every number below the bound, each as often: five standard deviations. The largest bounds are
 * those where leaving the excess in would show. */
static void test_below(void **state)
{
    (void)state;
    enum { DRAWS = 700000, BINS = 7 };
    int bin[BINS] = {0}, low = 0;
    struct rng rng;
    rng_seed(&rng, 4, RNG_SPLIT);
    for (int i = 0; i < DRAWS; i++)
        bin[rng_below(&rng, BINS)]++;
    for (int k = 0; k < BINS; k++)
        assert_true(fabs(bin[k] - (double)DRAWS / BINS) < 5 * sqrt((double)DRAWS / BINS));
    for (int i = 0; i < DRAWS; i++) /* with the excess, half of them */
        low += rng_below(&rng, 3u << 30) % 3 == 0;
    assert_true(fabs(low - DRAWS / 3.0) < 5 * sqrt(DRAWS * 2 / 9.0));
    for (int i = 0; i < 100; i++) {
        assert_int_equal(rng_below(&rng, 1), 0);
        assert_in_range(rng_below(&rng, UINT32_MAX), 0, UINT32_MAX - 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reference_sequence),
        cmocka_unit_test(test_seeding),
        cmocka_unit_test(test_streams_are_far_apart),
        cmocka_unit_test(test_neighbouring_seeds_differ),
        cmocka_unit_test(test_a_copy_goes_on_alike),
        cmocka_unit_test(test_uniform),
        cmocka_unit_test(test_uniform_ends),
        cmocka_unit_test(test_normal_moments),
        cmocka_unit_test(test_below),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
