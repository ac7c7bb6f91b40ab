/* What the unit tests share: cmocka with what it needs, and comparison of doubles. */
#ifndef TESTS_UNIT_CHECK_H
#define TESTS_UNIT_CHECK_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Is `got` within tolerance * max(|want|, scale) of `want`? NaN is near NaN only, an infinity
 * near itself only. */
static inline bool check_is_near(double got, double want, double tolerance, double scale)
{
    if (isnan(want) || isnan(got))
        return isnan(want) && isnan(got);
    if (got == want)
        return true;
    return isfinite(got) && isfinite(want) &&
           fabs(got - want) <= tolerance * fmax(fabs(want), scale);
}

/* Fails the test, saying what was computed, where `got` is not near `want`. */
static inline void check_near(const char *what, double got, double want, double tolerance,
                              double scale)
{
    if (!check_is_near(got, want, tolerance, scale))
        fail_msg("%s: got %.17g, expected %.17g", what, got, want);
}

static inline bool check_same_bits(double a, double b)
{
    return (isnan(a) && isnan(b)) || memcmp(&a, &b, sizeof a) == 0;
}

/* No byte of it may steer a terminal. */
static inline void check_harmless(const char *text)
{
    for (const unsigned char *p = (const unsigned char *)text; *p; p++)
        if (*p < 0x20 || *p == 0x7F)
            fail_msg("control byte 0x%02X in: %s", *p, text);
}

/* The same of a message, however its settings are written. */
static inline void check_harmless_message(const struct error *error)
{
    for (int style = SETTING_AS_OPTION; style <= SETTING_AS_COMMAND; style++) {
        struct error told = *error;
        error_settings_within(told.message, sizeof told.message, (enum setting_style)style);
        check_harmless(told.message);
    }
}

/* A reproducible stream of numbers (splitmix64). */
static inline uint64_t check_random(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

/* Uniform in [least, most). */
static inline double check_uniform(uint64_t *state, double least, double most)
{
    return least + (most - least) * ((double)(check_random(state) >> 11) * 0x1p-53);
}

static inline int check_below(uint64_t *state, int count)
{
    return (int)(check_random(state) % (uint64_t)count);
}

#endif
