/* The diagnosis of constructed loss curves. */
#include "drawing.h"

#include "insight/diagnosis.h"

/* A curve that falls from fall[0] towards fall[1] by a factor of e in fall[2]
 * steps, and more. */
struct shape {
    double fall[3];
    double rise[2];  /* from this step on it rises by so much a step */
    double swing[2]; /* a wave that multiplies the loss by up to so much, and its
                      period */
    double spike[3]; /* at this step, that high, and gone by a factor of e in so
                      many steps */
    double noise;    /* each loss is up to this part more or less */
};

static double loss_of(const struct shape *shape, double step, uint64_t *random)
{
    const double *fall = shape->fall, *rise = shape->rise, *spike = shape->spike;
    double loss = fall[1] + (fall[0] - fall[1]) * exp(-step / fall[2]);
    if (step > rise[0])
        loss += rise[1] * (step - rise[0]);
    if (shape->swing[0] > 0)
        loss *= pow(shape->swing[0], sin(2 * M_PI * step / shape->swing[1]));
    if (spike[1] > 0 && step >= spike[0])
        loss += spike[1] * exp(-(step - spike[0]) / spike[2]);
    return step > 0 ? loss * (1 + check_uniform(random, -shape->noise, shape->noise)) : loss;
}

/* A path of so many steps, ten to an epoch, with validation where its shape
 * starts above 0. */
static struct trajectory path_along(const struct shape *training, const struct shape *validation,
                                    long steps, uint64_t seed)
{
    struct trajectory path = path_of(0, 1, NULL, NULL);
    for (long step = 0; step <= steps; step++) {
        struct sample sample = {.step = step, .epoch = (step + 9) / 10, .validation = NAN};
        sample.loss = loss_of(training, (double)step, &seed);
        if (validation->fall[0] > 0)
            sample.validation = loss_of(validation, (double)step, &seed);
        trajectory_add(&path, &sample);
    }
    return path;
}

static void check_sentence(const struct diagnosis *diagnosis)
{
    assert_in_range(strlen(diagnosis->sentence), 1, DIAGNOSIS_COLUMNS);
    check_harmless(diagnosis->sentence);
    for (const char *text = diagnosis->sentence; *text; text++)
        assert_true((unsigned char)*text < 0x7F);
    if (diagnosis->sentence[strlen(diagnosis->sentence) - 1] == '.')
        fail_msg("a full stop: %s", diagnosis->sentence);
    const char *name = diagnosis_name(diagnosis->kind);
    assert_memory_equal(diagnosis->sentence, name, strlen(name));
}

/* Each with three seeds. */
static void test_shapes(void **state)
{
    (void)state;
    static const struct {
        struct shape training, validation;
        long steps;
        enum diagnosis_kind kind;
    } cases[] = {
        /* Falling, and levelled off low; noisy, long, short. */
        {{.fall = {1, 0, 30}}, {.fall = {0}}, 100, DIAGNOSIS_HEALTHY},
        {{.fall = {1, 0, 30}}, {.fall = {1.1, 0.02, 30}}, 100, DIAGNOSIS_HEALTHY},
        {{.fall = {1, 0.1, 30}, .noise = 0.2},
         {.fall = {1, 0.11, 30}, .noise = 0.2},
         1000,
         DIAGNOSIS_HEALTHY},
        {{.fall = {1, 0.1, 30}, .noise = 0.2},
         {.fall = {1, 0.11, 30}, .noise = 0.2},
         100000,
         DIAGNOSIS_HEALTHY},
        {{.fall = {2e7, 1.5e5, 30}}, {.fall = {2e7, 1.6e5, 30}}, 100000, DIAGNOSIS_HEALTHY},
        {{.fall = {1, 0, 5}}, {.fall = {0}}, 11, DIAGNOSIS_HEALTHY},
        {{.fall = {1, 0, 5}}, {.fall = {1, 0.01, 5}}, 11, DIAGNOSIS_HEALTHY},
        {{.fall = {1, 0, 5}, .noise = 0.1}, {.fall = {0}}, 11, DIAGNOSIS_HEALTHY},
        {{.fall = {1, 0.3, 10}}, {.fall = {1, 0.31, 10}}, 200, DIAGNOSIS_HEALTHY},
        {{.fall = {1, 0, 2}}, {.fall = {0}}, 5000, DIAGNOSIS_HEALTHY}, /* down to rounding */
        /* Too few samples. */
        {{.fall = {1, 0, 5}}, {.fall = {0}}, 10, DIAGNOSIS_UNKNOWN},
        {{.fall = {1, 0, 5}}, {.fall = {1, 0, 5}}, 0, DIAGNOSIS_UNKNOWN},
        {{.fall = {1, 0, 1}}, {.fall = {0}}, 10, DIAGNOSIS_UNKNOWN},
        /* Validation rises while training falls: 0.2 + 0.0005 * 300 at the end.
         */
        {{.fall = {1, 0, 100}},
         {.fall = {1, 0.2, 30}, .rise = {200, 0.0005}},
         500,
         DIAGNOSIS_OVERFITTING},
        {{.fall = {1, 0, 100}, .noise = 0.1},
         {.fall = {1, 0.2, 30}, .rise = {200, 0.0005}, .noise = 0.05},
         500,
         DIAGNOSIS_OVERFITTING},
        {{.fall = {1, 0, 3}}, {.fall = {1, 0.2, 1}, .rise = {3, 0.02}}, 11, DIAGNOSIS_OVERFITTING},
        /* Early in a long run, far enough back to be thinned, and from the start
         on. */
        {{.fall = {1, 0, 20000}},
         {.fall = {1, 0.2, 30}, .rise = {1000, 1e-6}},
         200000,
         DIAGNOSIS_OVERFITTING},
        {{.fall = {1, 0, 50}},
         {.fall = {0.5, 0.5, 30}, .rise = {1, 0.001}},
         300,
         DIAGNOSIS_OVERFITTING},
        /* By 6 %: it may yet; and where training rises as well. */
        {{.fall = {1, 0.15, 100}},
         {.fall = {1, 0.2, 30}, .rise = {200, 0.00004}},
         500,
         DIAGNOSIS_HEALTHY},
        {{.fall = {1, 0.2, 30}, .rise = {200, 0.0005}},
         {.fall = {1, 0.2, 30}, .rise = {200, 0.0005}},
         500,
         DIAGNOSIS_HEALTHY},
        /* Noise about a level is no rise. */
        {{.fall = {1, 0.2, 30}, .noise = 0.1},
         {.fall = {1, 0.2, 30}, .noise = 0.1},
         20000,
         DIAGNOSIS_HEALTHY},
        /* A gap that stays. */
        {{.fall = {1, 0.05, 30}}, {.fall = {1, 0.3, 30}}, 500, DIAGNOSIS_OVERFITTING},
        {{.fall = {1, 0.2, 30}}, {.fall = {1, 0.39, 30}}, 500, DIAGNOSIS_HEALTHY},
        {{.fall = {1, 0.2, 30}}, {.fall = {1, 0.41, 30}}, 500, DIAGNOSIS_OVERFITTING},
        {{.fall = {1, 0.001, 30}}, {.fall = {1, 0.09, 30}}, 500, DIAGNOSIS_HEALTHY},
        /* Beyond the limit; up and down again and again. */
        {{.fall = {1, 1, 1}, .rise = {1, 0.1}}, {.fall = {0}}, 100, DIAGNOSIS_UNSTABLE},
        {{.fall = {1, 1, 1}, .rise = {1, 0.1}},
         {.fall = {1, 1, 1}, .rise = {1, 0.1}},
         12,
         DIAGNOSIS_UNSTABLE},
        {{.fall = {1, 1, 1}, .rise = {1, 1e-5}}, {.fall = {0}}, 100000, DIAGNOSIS_UNSTABLE},
        {{.fall = {1, 0.1, 20}, .swing = {2, 7}}, {.fall = {0}}, 200, DIAGNOSIS_UNSTABLE},
        {{.fall = {1, 0.1, 20}, .swing = {2, 7}}, {.fall = {0}}, 50000, DIAGNOSIS_UNSTABLE},
        {{.fall = {1, 0.1, 20}, .swing = {1.5, 7}}, {.fall = {0}}, 200, DIAGNOSIS_HEALTHY},
        {{.fall = {1, 0.1, 20}, .swing = {1.5, 7}}, {.fall = {0}}, 50000, DIAGNOSIS_HEALTHY},
        {{.fall = {1, 0.1, 20}, .noise = 0.7}, {.fall = {0}}, 2000, DIAGNOSIS_UNSTABLE},
        /* The swings of momentum on the way down are none. */
        {{.fall = {1, 0, 10}, .swing = {3, 9}}, {.fall = {0}}, 100, DIAGNOSIS_HEALTHY},
        {{.fall = {1, 0, 100}, .swing = {3, 9}}, {.fall = {0}}, 1000, DIAGNOSIS_HEALTHY},
        /* Risen within the run, but not beyond its start. */
        {{.fall = {10, 0.1, 10}, .rise = {100, 0.001}}, {.fall = {0}}, 500, DIAGNOSIS_UNSTABLE},
        {{.fall = {10, 0.1, 10}, .rise = {100, 0.0002}}, {.fall = {0}}, 500, DIAGNOSIS_HEALTHY},
        /* A jump that goes back: at once, slowly, not at all; and one that is
         long ago. */
        {{.fall = {1, 0.2, 20}, .spike = {120, 3, 1}}, {.fall = {0}}, 150, DIAGNOSIS_SPIKE},
        {{.fall = {1, 0.2, 20}, .spike = {120, 3, 5}},
         {.fall = {1, 0.2, 20}},
         150,
         DIAGNOSIS_SPIKE},
        {{.fall = {1, 0.2, 20}, .spike = {150, 3, 5}}, {.fall = {0}}, 150, DIAGNOSIS_SPIKE},
        {{.fall = {1, 0.2, 20}, .spike = {140, 0.8, 1e9}}, {.fall = {0}}, 150, DIAGNOSIS_SPIKE},
        {{.fall = {1, 0.2, 20}, .spike = {120, 3, 5}, .noise = 0.3},
         {.fall = {0}},
         150,
         DIAGNOSIS_SPIKE},
        {{.fall = {1, 0.2, 20}, .spike = {120, 3, 5}}, {.fall = {0}}, 250, DIAGNOSIS_HEALTHY},
        {{.fall = {1, 0.2, 10}, .spike = {120, 0.39, 1}}, {.fall = {0}}, 150, DIAGNOSIS_HEALTHY},
        {{.fall = {1, 0.2, 10}, .spike = {120, 0.42, 1}}, {.fall = {0}}, 150, DIAGNOSIS_SPIKE},
        {{.fall = {1, 0.2, 20}, .spike = {90000, 3, 500}}, {.fall = {0}}, 100000, DIAGNOSIS_SPIKE},
        {{.fall = {1, 0.2, 2}, .spike = {8, 3, 1}}, {.fall = {0}}, 11, DIAGNOSIS_SPIKE},
        /* Hardly away from the start. */
        {{.fall = {0.693, 0.69, 10}}, {.fall = {0.7, 0.69, 10}}, 300, DIAGNOSIS_STUCK},
        {{.fall = {1, 0.96, 10}}, {.fall = {0}}, 300, DIAGNOSIS_STUCK},
        {{.fall = {1, 0.94, 10}}, {.fall = {0}}, 300, DIAGNOSIS_UNDERFITTING},
        {{.fall = {1, 0, 1e6}}, {.fall = {0}}, 300, DIAGNOSIS_STUCK},
        {{.fall = {1, 0, 1e6}}, {.fall = {0}}, 11, DIAGNOSIS_STUCK},
        {{.fall = {1, 0, 1e4}}, {.fall = {0}}, 3000, DIAGNOSIS_HEALTHY},
        {{.fall = {1, 0.99, 10}, .noise = 0.02},
         {.fall = {1, 0.99, 10}, .noise = 0.02},
         30000,
         DIAGNOSIS_STUCK},
        {{.fall = {1, 1, 1}, .rise = {1, 0.001}}, {.fall = {0}}, 100, DIAGNOSIS_STUCK},
        /* Levelled off high. */
        {{.fall = {1, 0.5, 10}}, {.fall = {1, 0.55, 10}}, 300, DIAGNOSIS_UNDERFITTING},
        {{.fall = {1, 0.5, 10}, .noise = 0.2},
         {.fall = {1, 0.55, 10}, .noise = 0.2},
         3000,
         DIAGNOSIS_UNDERFITTING},
        {{.fall = {1, 0.35, 10}}, {.fall = {0}}, 300, DIAGNOSIS_UNDERFITTING},
        {{.fall = {1, 0.32, 10}}, {.fall = {0}}, 300, DIAGNOSIS_HEALTHY},
        {{.fall = {1, 0.5, 10}}, {.fall = {0}}, 300000, DIAGNOSIS_UNDERFITTING},
        {{.fall = {1, 0.5, 1}}, {.fall = {0}}, 40, DIAGNOSIS_UNDERFITTING},
        {{.fall = {1, 0.5, 1}}, {.fall = {0}}, 39, DIAGNOSIS_HEALTHY},   /* too early to tell */
        {{.fall = {1, 0.5, 60}}, {.fall = {0}}, 120, DIAGNOSIS_HEALTHY}, /* and still falls */
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        for (uint64_t seed = 1; seed <= 3; seed++) {
            struct trajectory path =
                path_along(&cases[i].training, &cases[i].validation, cases[i].steps, seed);
            struct diagnosis diagnosis;
            diagnosis_of(&diagnosis, &path, ENDING_RUNNING, true);
            check_sentence(&diagnosis);
            if (diagnosis.kind != cases[i].kind)
                fail_msg("case %zu, seed %d is no %s: %s", i, (int)seed,
                         diagnosis_name(cases[i].kind), diagnosis.sentence);
            trajectory_release(&path);
        }
}
/* Sentences that anybody can check against the numbers. */
static void test_sentences(void **state)
{
    (void)state;
    static const struct {
        struct shape training, validation;
        long steps;
        const char *sentence;
    } cases[] = {
        {{.fall = {1, 0, 5}}, {.fall = {0}}, 4, "unknown: too early to tell"},
        {{.fall = {1, 0, 50}},
         {.fall = {0}},
         100,
         "healthy: the loss fell from 1 to 0.135 and still falls"},
        {{.fall = {1, 0.25, 1}},
         {.fall = {0}},
         400,
         "healthy: the loss fell from 1 to 0.25 and levelled off"},
        {{.fall = {1, 0.25, 1}},
         {.fall = {1, 0.28, 1}},
         400,
         "healthy: the loss fell from 1 to 0.25 and levelled off, validation "
         "0.28"},
        {{.fall = {1, 0.5, 1}},
         {.fall = {1, 0.55, 1}},
         400,
         "underfitting or noise: the loss fell from 1 to 0.5 and levelled off"},
        {{.fall = {1, 0.97, 1}},
         {.fall = {0}},
         400,
         "stuck: the loss began at 1 and is 0.97 now: plateau, or rate too "
         "small"},
        {{.fall = {1, 0.25, 1}, .spike = {300, 3, 1}},
         {.fall = {0}},
         301,
         "spike at step 300: the loss jumped from 0.25 to 3.25, now 1.35"},
        {{.fall = {1, 0, 100}},
         {.fall = {1, 0.2, 1}, .rise = {200, 0.001}},
         400,
         "overfitting: validation 0.4 was 0.2 at epoch 5, training went on "
         "falling"},
        {{.fall = {1, 0.1, 1}},
         {.fall = {1, 0.3, 1}},
         400,
         "overfitting: validation stays at about 0.3, training at 0.1"},
        {{.fall = {1, 1, 1}, .rise = {0, 0.5}},
         {.fall = {0}},
         100,
         "unstable: the loss began at 1 and is 51 now: lower the rate"},
        {{.fall = {10, 0.25, 1}, .rise = {200, 0.01}},
         {.fall = {0}},
         400,
         "unstable: the loss has risen from 0.25 to 1.75: lower the rate"},
        {{.fall = {1, 0.1, 1}, .swing = {2, 4}},
         {.fall = {0}},
         40,
         "unstable: the loss swung 4 times between 0.05 and 0.2: lower the rate"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct trajectory path =
            path_along(&cases[i].training, &cases[i].validation, cases[i].steps, 1);
        struct diagnosis diagnosis;
        diagnosis_of(&diagnosis, &path, ENDING_RUNNING, true);
        assert_string_equal(diagnosis.sentence, cases[i].sentence);
        trajectory_release(&path);
    }
}

/* What is added to a formula, or what it is multiplied by, changes nothing: a
 * loss that gets negative is measured from below its least. */
static void test_negative_losses(void **state)
{
    (void)state;
    static const struct {
        struct shape training, validation;
        enum diagnosis_kind kind;
    } cases[] = {
        {{.fall = {1, 0, 40}}, {.fall = {0}}, DIAGNOSIS_HEALTHY},
        {{.fall = {1, 0, 40}}, {.fall = {1, 0.02, 40}}, DIAGNOSIS_HEALTHY},
        {{.fall = {1, 1, 40}}, {.fall = {0}}, DIAGNOSIS_STUCK},
        {{.fall = {1, 0, 100}},
         {.fall = {1, 0.1, 30}, .rise = {200, 0.001}},
         DIAGNOSIS_OVERFITTING},
        {{.fall = {1, 0, 20}, .spike = {350, 1, 1}}, {.fall = {0}}, DIAGNOSIS_SPIKE},
        {{.fall = {1, 1, 1}, .rise = {1, 0.1}}, {.fall = {0}}, DIAGNOSIS_UNSTABLE},
        {{.fall = {1, 0, 20}, .rise = {200, 0.002}}, {.fall = {0}}, DIAGNOSIS_UNSTABLE},
    };
    static const double shifts[] = {-1.5, -2, -10}, sizes[] = {1e-200, 1e-3, 1, 1e3, 1e200};
    for (size_t i = 0; i < COUNT(cases) * COUNT(shifts) * COUNT(sizes); i++) {
        size_t row = i / COUNT(shifts) / COUNT(sizes);
        double shift = shifts[i % COUNT(shifts)], size = sizes[i / COUNT(shifts) % COUNT(sizes)];
        struct trajectory drawn = path_along(&cases[row].training, &cases[row].validation, 400, 1);
        struct trajectory path = path_of(0, 1, NULL, NULL);
        struct diagnosis diagnosis;
        for (size_t k = 0; k < trajectory_length(&drawn); k++) {
            struct sample sample = *trajectory_at(&drawn, k);
            sample.loss = (sample.loss + shift) * size;
            sample.validation = (sample.validation + shift) * size;
            trajectory_add(&path, &sample);
        }
        diagnosis_of(&diagnosis, &path, ENDING_RUNNING, true);
        check_sentence(&diagnosis);
        if (diagnosis.kind != cases[row].kind)
            fail_msg("case %zu, %+g, times %g: %s", row, shift, size, diagnosis.sentence);
        trajectory_release(&drawn);
        trajectory_release(&path);
    }
}

/* Twenty steps of 1, then the newest. */
static struct diagnosis diagnosis_at(double first, double newest)
{
    struct trajectory path = path_of(0, 1, NULL, NULL);
    struct diagnosis diagnosis;
    for (long step = 0; step <= 20; step++)
        trajectory_add(&path, &(struct sample){.step = step,
                                               .loss = step == 0    ? first
                                                       : step == 20 ? newest
                                                                    : 1,
                                               .validation = NAN});
    diagnosis_of(&diagnosis, &path, ENDING_RUNNING, true);
    check_sentence(&diagnosis);
    trajectory_release(&path);
    return diagnosis;
}

/* A rule or a method without a rate is told nothing about it. */
static void test_without_a_rate(void **state)
{
    (void)state;
    static const struct {
        double last;
        enum ending ending;
        const char *sentence;
    } cases[] = {
        {9, ENDING_CAP, "unstable: the loss began at 1 and is 9 now"},
        {NAN, ENDING_DOMAIN, "unstable: the loss is not finite at step 20"},
        {1, ENDING_CYCLING, "unstable: the path goes round in a cycle, at loss 1"},
        {0.99, ENDING_CAP, "stuck: the loss began at 1 and is 0.99 now"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct trajectory path = path_of(0, 1, NULL, NULL);
        struct diagnosis diagnosis;
        for (long step = 0; step <= 20; step++)
            trajectory_add(&path, &(struct sample){.step = step,
                                                   .loss = step ? cases[i].last : 1,
                                                   .validation = NAN});
        diagnosis_of(&diagnosis, &path, cases[i].ending, false);
        assert_string_equal(diagnosis.sentence, cases[i].sentence);
        trajectory_release(&path);
    }
}

/* What a sentence calls the loss now is the newest, as the summary's beside it.
 */
static void test_the_newest_loss_is_said(void **state)
{
    (void)state;
    assert_string_equal(diagnosis_at(1e-3, 0.25).sentence,
                        "unstable: the loss began at 0.001 and is 0.25 now: lower the rate");
    assert_string_equal(diagnosis_at(4, 0.9).sentence, "healthy: the loss fell from 4 to 0.9");
}

static void test_not_finite(void **state)
{
    (void)state;
    static const struct {
        double first, newest;
        enum diagnosis_kind kind;
    } cases[] = {
        {1, NAN, DIAGNOSIS_UNSTABLE},       {1, INFINITY, DIAGNOSIS_UNSTABLE},
        {1, -INFINITY, DIAGNOSIS_UNSTABLE}, {NAN, 1, DIAGNOSIS_UNKNOWN},
        {INFINITY, 1, DIAGNOSIS_UNKNOWN},   {-INFINITY, 1, DIAGNOSIS_UNKNOWN},
        {NAN, NAN, DIAGNOSIS_UNKNOWN},      {1, 1, DIAGNOSIS_STUCK},
        {0, 1, DIAGNOSIS_UNSTABLE},         {1e308, -1e308, DIAGNOSIS_UNKNOWN},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct diagnosis diagnosis = diagnosis_at(cases[i].first, cases[i].newest);
        if (diagnosis.kind != cases[i].kind)
            fail_msg("case %zu: %s", i, diagnosis.sentence);
    }
    assert_string_equal(diagnosis_at(1, NAN).sentence,
                        "unstable: the loss is not finite at step 20: lower the rate");
}

/* A loss that can't fall is no plateau. */
static void test_at_minimum(void **state)
{
    (void)state;
    static const struct {
        long steps;
        enum ending ending;
        enum diagnosis_kind kind;
    } cases[] = {
        {20, ENDING_CAP, DIAGNOSIS_STUCK},
        {20, ENDING_MINIMUM, DIAGNOSIS_UNDERFITTING},
        {20, ENDING_SADDLE, DIAGNOSIS_STUCK},
        {100, ENDING_GLOBAL_MINIMUM, DIAGNOSIS_UNDERFITTING},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct trajectory path = path_of(0, 1, NULL, NULL);
        struct diagnosis diagnosis;
        for (long step = 0; step <= cases[i].steps; step++)
            trajectory_add(
                &path,
                &(struct sample){.step = step, .loss = step == 0 ? 1 : 0.97, .validation = NAN});
        diagnosis_of(&diagnosis, &path, cases[i].ending, true);
        check_sentence(&diagnosis);
        if (diagnosis.kind != cases[i].kind)
            fail_msg("case %zu: %s", i, diagnosis.sentence);
        trajectory_release(&path);
    }
}

/* The verdict goes before the counts: of losses l0, l1 ... that many steps with
 * the last one. */
static void test_the_verdict_goes_first(void **state)
{
    (void)state;
    static const struct {
        double first, last;
        long steps;
        enum ending ending;
        const char *sentence;
    } cases[] = {
        {1, 5e7, 2, ENDING_DIVERGED,
         "unstable: the loss began at 1 and is 5e+07 now: lower the rate"},
        {1, NAN, 1, ENDING_DOMAIN, "unstable: the loss is not finite at step 1: lower the rate"},
        {0, 5e7, 1, ENDING_DIVERGED,
         "unstable: the loss began at 0 and is 5e+07 now: lower the rate"},
        {NAN, NAN, 0, ENDING_DOMAIN, "unknown: too early to tell"},
        {1, 0.5, 2, ENDING_FALLS, "unknown: too early to tell"},
        {1, 1e-9, 60, ENDING_FALLS, "healthy: the loss fell from 1 to 1e-09 and still falls"},
        {1, 0.2, 20, ENDING_MINIMUM, "healthy: the loss fell from 1 to 0.2 and levelled off"},
        {1, 0.2, 1, ENDING_GLOBAL_MINIMUM, "healthy: the loss fell from 1 to 0.2 and levelled off"},
        {1, 0.5, 1, ENDING_GLOBAL_MINIMUM,
         "underfitting or noise: the loss fell from 1 to 0.5 and levelled off"},
        {1, 1.2, 1, ENDING_MINIMUM, "healthy: the loss began at 1 and is 1.2 now"},
        {1, 1, 0, ENDING_GLOBAL_MINIMUM, "unknown: the run has ended where it began"},
        {1, 0.9, 2, ENDING_SADDLE, "stuck at a saddle: the loss began at 1 and is 0.9 now"},
        {5.15, 5.57, 60, ENDING_CAP,
         "stuck: the loss began at 5.15 and is 5.57 now: plateau, or rate too "
         "large"},
        {1, 0.2, 2, ENDING_CAP, "unknown: too early to tell"},
        {4, 1, 60, ENDING_SADDLE, "stuck at a saddle: the loss began at 4 and is 1 now"},
        {4, 1, 60, ENDING_PLAIN, "stuck at a plain: the loss began at 4 and is 1 now"},
        {4, 1, 60, ENDING_INFLECTION, "stuck at an inflection: the loss began at 4 and is 1 now"},
        {4, 1, 60, ENDING_MINIMUM, "healthy: the loss fell from 4 to 1 and levelled off"},
        {11.5, 11.5, 6, ENDING_CYCLING,
         "unstable: the path goes round in a cycle, at loss 11.5: lower the "
         "rate"},
        {4, 0.1, 60, ENDING_CYCLING,
         "unstable: the path goes round in a cycle, at loss 0.1: lower the rate"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct trajectory path = path_of(0, 1, NULL, NULL);
        struct diagnosis diagnosis;
        for (long step = 0; step <= cases[i].steps; step++)
            trajectory_add(&path, &(struct sample){.step = step,
                                                   .loss = step ? cases[i].last : cases[i].first,
                                                   .validation = NAN});
        diagnosis_of(&diagnosis, &path, cases[i].ending, true);
        assert_string_equal(diagnosis.sentence, cases[i].sentence);
        trajectory_release(&path);
    }
}

/* Of a cap, what there is where it was reached. */
static void test_beside_a_cap(void **state)
{
    (void)state;
    static const struct {
        enum ending ending, rest;
        enum diagnosis_kind kind;
    } cases[] = {
        {ENDING_CAP, ENDING_SADDLE, DIAGNOSIS_STUCK},
        {ENDING_CAP, ENDING_PLATEAU, DIAGNOSIS_HEALTHY},
        {ENDING_TARGET, ENDING_SADDLE, DIAGNOSIS_HEALTHY},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct trajectory path = path_of(0, 1, NULL, NULL);
        struct verdict verdict = {.ending = cases[i].ending, .rest = cases[i].rest};
        struct diagnosis diagnosis;
        for (long step = 0; step <= 60; step++)
            trajectory_add(
                &path, &(struct sample){.step = step, .loss = step ? 0.1 : 1, .validation = NAN});
        diagnosis_beside(&diagnosis, &path, &verdict, true);
        assert_int_equal(diagnosis.kind, cases[i].kind);
        trajectory_release(&path);
    }
}

/* Swings on the way to a minimum are past. */
static void test_a_minimum_is_not_unstable(void **state)
{
    (void)state;
    struct trajectory path = path_of(0, 1, NULL, NULL);
    struct diagnosis diagnosis;
    for (long step = 0; step <= 60; step++)
        trajectory_add(&path, &(struct sample){.step = step,
                                               .loss = step % 2 && step < 57 ? 1
                                                       : step                ? 0.1
                                                                             : 0.9,
                                               .validation = NAN});
    diagnosis_of(&diagnosis, &path, ENDING_CAP, true);
    assert_int_equal(diagnosis.kind, DIAGNOSIS_UNSTABLE);
    diagnosis_of(&diagnosis, &path, ENDING_MINIMUM, true);
    assert_int_equal(diagnosis.kind, DIAGNOSIS_HEALTHY);
    trajectory_release(&path);
}

/* Whatever the losses are, there is a sentence that fits, also when the run
 * goes back. */
static void test_anything(void **state)
{
    (void)state;
    uint64_t random = 5;
    int seen[DIAGNOSIS_HEALTHY + 1] = {0};
    for (int round = 0; round < 600; round++) {
        struct trajectory path = path_of(0, 1, NULL, NULL);
        struct diagnosis diagnosis;
        long steps = round % 7 ? check_below(&random, 100) : 2000 + check_below(&random, 5000);
        double size = pow(10, check_uniform(&random, -300, 300)), wide = round % 5;
        double rest = check_uniform(&random, round % 2 ? -1 : 0, 1);
        for (long step = 0; step <= steps; step++) {
            double loss = rest + pow(10, check_uniform(&random, -wide, 0)) / (1 + (double)step);
            trajectory_add(&path, &(struct sample){.step = step,
                                                   .epoch = 1000000000 + step,
                                                   .loss = size * loss,
                                                   .validation = size * loss * (step % 3)});
        }
        trajectory_truncate(&path, steps - check_below(&random, 100) * (round % 3));
        diagnosis_of(&diagnosis, &path, ENDING_RUNNING, true);
        check_sentence(&diagnosis);
        seen[diagnosis.kind]++;
        trajectory_release(&path);
    }
    assert_true(seen[DIAGNOSIS_UNKNOWN] && seen[DIAGNOSIS_OVERFITTING] && seen[DIAGNOSIS_STUCK] &&
                seen[DIAGNOSIS_UNDERFITTING] && seen[DIAGNOSIS_HEALTHY]);
}

/* --- thresholds
 * -----------------------------------------------------------------------------
 */

/* A curve of flat quarters; the step 0 is the start, and some steps are
 * otherwise. */
struct flat {
    double start, quarter[4];
    struct {
        long step, last; /* from this step to that one */
        double loss;
    } other[3];
};

static double flat_at(const struct flat *flat, long step, long steps)
{
    for (size_t i = 0; i < COUNT(flat->other); i++)
        if (step > 0 && step >= flat->other[i].step && step <= flat->other[i].last)
            return flat->other[i].loss;
    return step == 0 ? flat->start : flat->quarter[(step - 1) * 4 / steps];
}

/* Just below each number of the header and just above it. `validation` starts
 * at 0 where there is none. */
static void test_thresholds(void **state)
{
    static const struct {
        struct flat training, validation;
        long steps;
        enum diagnosis_kind kind;
    } rows[] = {
        /* 12 samples, the start among them */
        {{9, {8, 7, 6, 5}, {{0}}}, {.start = 0}, 10, DIAGNOSIS_UNKNOWN},
        {{9, {8, 7, 6, 5}, {{0}}}, {.start = 0}, 11, DIAGNOSIS_HEALTHY},
        /* now and newest 1.5 times the start */
        {{1, {1, 1, 1, 1}, {{37, 40, 1.49}}}, {.start = 0}, 40, DIAGNOSIS_STUCK},
        {{1, {1, 1, 1, 1}, {{37, 40, 1.51}}}, {.start = 0}, 40, DIAGNOSIS_UNSTABLE},
        {{1, {1, 1, 1, 1}, {{39, 40, 1.51}}}, {.start = 0}, 40, DIAGNOSIS_STUCK},
        {{1, {1, 1, 1, 1}, {{37, 39, 1.51}, {40, 40, 1.49}}}, {.start = 0}, 40, DIAGNOSIS_STUCK},
        /* three swings, by a factor of three and a twentieth of the start */
        {{9, {3, 2, 1, 1}, {{22, 22, 3.1}, {28, 28, 3.1}, {34, 34, 3.1}}},
         {.start = 0},
         40,
         DIAGNOSIS_UNSTABLE},
        {{9, {3, 2, 1, 1}, {{22, 22, 2.9}, {28, 28, 3.1}, {34, 34, 3.1}}},
         {.start = 0},
         40,
         DIAGNOSIS_HEALTHY},
        {{9, {3, 2, 1, 1}, {{28, 28, 3.1}, {34, 34, 3.1}}}, {.start = 0}, 40, DIAGNOSIS_HEALTHY},
        {{9, {3, 2, .2, .2}, {{22, 22, .66}, {28, 28, .66}, {34, 34, .66}}},
         {.start = 0},
         40,
         DIAGNOSIS_UNSTABLE},
        {{9, {3, 2, .2, .2}, {{22, 22, .64}, {28, 28, .64}, {34, 34, .64}}},
         {.start = 0},
         40,
         DIAGNOSIS_HEALTHY},
        /* its peak in the last quarter half of that before */
        {{9, {8, 8, 1, 1}, {{22, 22, 7}, {27, 27, 7}, {34, 34, 3.6}}},
         {.start = 0},
         40,
         DIAGNOSIS_UNSTABLE},
        {{9, {8, 8, 1, 1}, {{22, 22, 7}, {27, 27, 7}, {34, 34, 3.4}}},
         {.start = 0},
         40,
         DIAGNOSIS_HEALTHY},
        /* the level twice that of an earlier quarter, from 40 steps on */
        {{9, {3, 2, 1, 1.99}, {{0}}}, {.start = 0}, 40, DIAGNOSIS_HEALTHY},
        {{9, {3, 2, 1, 2.01}, {{0}}}, {.start = 0}, 40, DIAGNOSIS_UNSTABLE},
        {{9, {3, 2, 1, 2.01}, {{0}}}, {.start = 0}, 39, DIAGNOSIS_HEALTHY},
        /* validation 10 % above its least, training 10 % below what it was there
         */
        {{9, {4, 3, 2, 1}, {{0}}}, {9, {4, 1, 1, 1.09}, {{0}}}, 40, DIAGNOSIS_HEALTHY},
        {{9, {4, 3, 2, 1}, {{0}}}, {9, {4, 1, 1, 1.11}, {{0}}}, 40, DIAGNOSIS_OVERFITTING},
        {{9, {4, 2, 2, 1.81}, {{0}}}, {9, {4, 1, 2, 2}, {{0}}}, 40, DIAGNOSIS_HEALTHY},
        {{9, {4, 2, 2, 1.79}, {{0}}}, {9, {4, 1, 2, 2}, {{0}}}, 40, DIAGNOSIS_OVERFITTING},
        /* validation twice the training loss, a tenth of the start above it, no
         * more than 10 % lower than in the quarter before */
        {{9, {4, 3, 2, 1}, {{0}}}, {9, {4, 3, 2, 1.99}, {{0}}}, 40, DIAGNOSIS_HEALTHY},
        {{9, {4, 3, 2, 1}, {{0}}}, {9, {4, 3, 2, 2.01}, {{0}}}, 40, DIAGNOSIS_OVERFITTING},
        {{9, {4, 3, 2, .8}, {{0}}}, {9, {4, 3, 1.7, 1.69}, {{0}}}, 40, DIAGNOSIS_HEALTHY},
        {{9, {4, 3, 2, .8}, {{0}}}, {9, {4, 3, 1.71, 1.71}, {{0}}}, 40, DIAGNOSIS_OVERFITTING},
        {{9, {4, 3, 2, 1}, {{0}}}, {9, {6, 5, 4, 3.59}, {{0}}}, 40, DIAGNOSIS_HEALTHY},
        {{9, {4, 3, 2, 1}, {{0}}}, {9, {6, 5, 4, 3.61}, {{0}}}, 40, DIAGNOSIS_OVERFITTING},
        /* a loss three times all before it */
        {{9, {4, 1, 1, .9}, {{35, 35, 2.99}}}, {.start = 0}, 40, DIAGNOSIS_HEALTHY},
        {{9, {4, 1, 1, .9}, {{35, 35, 3.01}}}, {.start = 0}, 40, DIAGNOSIS_SPIKE},
        /* the least loss 5 % below the start */
        {{1, {1, 1, 1, .951}, {{0}}}, {.start = 0}, 40, DIAGNOSIS_STUCK},
        {{1, {1, 1, 1, .949}, {{0}}}, {.start = 0}, 40, DIAGNOSIS_HEALTHY},
        /* levelled off at a third of the start, from 40 steps on */
        {{9, {5, 3.01, 3.01, 3.01}, {{0}}}, {.start = 0}, 40, DIAGNOSIS_UNDERFITTING},
        {{9, {5, 3.01, 3.01, 3.01}, {{0}}}, {.start = 0}, 39, DIAGNOSIS_HEALTHY},
        {{9, {5, 2.99, 2.99, 2.99}, {{0}}}, {.start = 0}, 40, DIAGNOSIS_HEALTHY},
        /* by 2 % at most, and a fifth of the fall */
        {{9, {5, 5, 4.07, 4}, {{0}}}, {.start = 0}, 40, DIAGNOSIS_UNDERFITTING},
        {{9, {5, 5, 4.09, 4}, {{0}}}, {.start = 0}, 40, DIAGNOSIS_HEALTHY},
        {{9, {8.8, 8.8, 8.59, 8.5}, {{0}}}, {.start = 0}, 40, DIAGNOSIS_UNDERFITTING},
        {{9, {8.8, 8.8, 8.61, 8.5}, {{0}}}, {.start = 0}, 40, DIAGNOSIS_HEALTHY},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct trajectory path = path_of(0, 1, NULL, NULL);
        struct diagnosis diagnosis;
        for (long step = 0; step <= rows[i].steps; step++)
            trajectory_add(&path,
                           &(struct sample){
                               .step = step,
                               .loss = flat_at(&rows[i].training, step, rows[i].steps),
                               .validation = rows[i].validation.start > 0
                                                 ? flat_at(&rows[i].validation, step, rows[i].steps)
                                                 : NAN});
        diagnosis_of(&diagnosis, &path, ENDING_RUNNING, true);
        check_sentence(&diagnosis);
        if (diagnosis.kind != rows[i].kind)
            fail_msg("row %zu: %s", i, diagnosis.sentence);
        trajectory_release(&path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shapes),
        cmocka_unit_test(test_sentences),
        cmocka_unit_test(test_negative_losses),
        cmocka_unit_test(test_without_a_rate),
        cmocka_unit_test(test_the_newest_loss_is_said),
        cmocka_unit_test(test_not_finite),
        cmocka_unit_test(test_at_minimum),
        cmocka_unit_test(test_the_verdict_goes_first),
        cmocka_unit_test(test_beside_a_cap),
        cmocka_unit_test(test_a_minimum_is_not_unstable),
        cmocka_unit_test(test_anything),
        cmocka_unit_test(test_thresholds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
