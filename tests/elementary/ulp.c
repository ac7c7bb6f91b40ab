/* How far the elementary functions are from the true values, in units in the last place, against
 * MPFR.
 *
 * No part of the build, as nothing else needs MPFR:
 *
 *     gcc -O2 -march=native -ffp-contract=off -Isrc -o /tmp/ulp tests/elementary/ulp.c \
 *         src/base/elementary.c -lmpfr -lgmp -lm
 *     /tmp/ulp 10000000 [FUNCTION ...]
 *
 * Prints a row a function: its worst error, the arguments at which it is, how many arguments were
 * tried, and the share of them that are rounded to nearest. */
#include <mpfr.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/elementary.h"

enum { PRECISION = 120, PARTS = 4 };

struct function {
    const char *name;
    double (*one)(double x); /* one of the two */
    double (*two)(double x, double y);
    int (*true_one)(mpfr_t to, const mpfr_t x, mpfr_rnd_t round);
    int (*true_two)(mpfr_t to, const mpfr_t x, const mpfr_t y, mpfr_rnd_t round);
    double least, most; /* a part of the arguments is even from here to there, */
    double near;        /* one lies close to this one, at distances of all sizes, */
    double
        domain[2]; /* one is of all sizes in it, and so is the last, or even where it is finite */
};

#define ONE(name) #name, one_##name, NULL, mpfr_##name, NULL
#define TWO(name) #name, NULL, two_##name, NULL, mpfr_##name
#define PLAIN(name)                                                                                \
    static double one_##name(double x)                                                             \
    {                                                                                              \
        return m_##name(x);                                                                        \
    }
#define PAIR(name)                                                                                 \
    static double two_##name(double x, double y)                                                   \
    {                                                                                              \
        return m_##name(x, y);                                                                     \
    }

PLAIN(exp)
PLAIN(expm1)
PLAIN(log)
PLAIN(log1p)
PLAIN(log2)
PLAIN(log10)
PLAIN(sin)
PLAIN(cos)
PLAIN(tan)
PLAIN(asin)
PLAIN(acos)
PLAIN(atan)
PLAIN(sinh)
PLAIN(cosh)
PLAIN(tanh)
PLAIN(cbrt)
PLAIN(erf)
PLAIN(erfc)
PAIR(pow)
PAIR(atan2)
PAIR(hypot)

static const struct function functions[] = {
    {ONE(exp), -20, 20, 0, {-745, 709.7}},
    {ONE(expm1), -2, 2, 0, {-60, 709.7}},
    {ONE(log), 0.25, 4, 1, {0, INFINITY}},
    {ONE(log1p), -0.9, 3, 0, {-1, INFINITY}},
    {ONE(log2), 0.25, 4, 1, {0, INFINITY}},
    {ONE(log10), 0.25, 4, 1, {0, INFINITY}},
    {ONE(sin), -10, 10, M_PI, {-INFINITY, INFINITY}},
    {ONE(cos), -10, 10, M_PI_2, {-INFINITY, INFINITY}},
    {ONE(tan), -10, 10, M_PI_2, {-INFINITY, INFINITY}},
    {ONE(asin), -1, 1, 1, {-1, 1}},
    {ONE(acos), -1, 1, 1, {-1, 1}},
    {ONE(atan), -5, 5, 1, {-INFINITY, INFINITY}},
    {ONE(sinh), -5, 5, 0, {-710.4, 710.4}},
    {ONE(cosh), -5, 5, 0, {-710.4, 710.4}},
    {ONE(tanh), -5, 5, 0, {-25, 25}},
    {ONE(cbrt), -8, 8, 1, {-INFINITY, INFINITY}},
    {ONE(erf), -3, 3, 0.5, {-6, 6}},
    {ONE(erfc), -3, 27, 0.5, {-6, 27.2}},
    {TWO(pow), 0.1, 10, 1, {0, INFINITY}},
    {TWO(atan2), -5, 5, 1, {-INFINITY, INFINITY}},
    {TWO(hypot), -5, 5, 1, {-INFINITY, INFINITY}},
};

/* Vigna, xorshift64* */
static uint64_t state = 88172645463325252u;

static uint64_t random_bits(void)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return state * 2685821657736338717u;
}

static double even(double least, double most)
{
    return least + (most - least) * ((double)(random_bits() >> 11) * 0x1p-53);
}

/* Of any size and sign, in the domain: there is as much below a number as above it, on a
 * logarithmic scale. */
static double of_any_size(const double domain[2])
{
    for (;;) {
        double x = m_of_bits(random_bits());
        if (x >= domain[0] && x <= domain[1] && isfinite(x))
            return x;
    }
}

static double near(double x)
{
    return x + (x == 0 ? 1 : x) * ldexp(even(-1, 1), -(int)(random_bits() % 53));
}

static double argument(const struct function *f, int part)
{
    bool finite = isfinite(f->domain[1] - f->domain[0]);
    double x = part == 0             ? even(f->least, f->most)
               : part == 1           ? near(f->near)
               : part == 2 && finite ? even(f->domain[0], f->domain[1])
                                     : of_any_size(f->domain);
    return x >= f->domain[0] && x <= f->domain[1] ? x : even(f->least, f->most);
}

/* For pow: an exponent with which the power is a double, as far up and down as there are any. */
static double exponent(double x)
{
    double log = log2(x);
    return log == 0 ? even(-10, 10) : even(-1074, 1024) / log;
}

/* How far `got` is from what is true, in ulps of that; the true value is no double in general. */
static double ulps(double got, const mpfr_t truth, mpfr_t room)
{
    double rounded = mpfr_get_d(truth, MPFR_RNDN);
    if (got == rounded && !(fabs(got) < INFINITY))
        return 0;
    long power = mpfr_zero_p(truth) ? -1074 : mpfr_get_exp(truth) - 53;
    mpfr_set_d(room, got, MPFR_RNDN);
    mpfr_sub(room, room, truth, MPFR_RNDN);
    mpfr_mul_2si(room, room, power < -1074 ? 1074 : -power, MPFR_RNDN);
    return fabs(mpfr_get_d(room, MPFR_RNDN));
}

static void measure(const struct function *f, long count)
{
    mpfr_t x, y, truth, room;
    double worst = 0, at_x = 0, at_y = 0;
    long nearest = 0;
    mpfr_inits2(PRECISION, truth, room, (mpfr_ptr)0);
    mpfr_inits2(53, x, y, (mpfr_ptr)0);
    for (long i = 0; i < count; i++) {
        double a = argument(f, (int)(i % PARTS)), b = 0;
        if (f->two)
            b = f->true_two == mpfr_pow ? exponent(a) : argument(f, (int)(i / PARTS % PARTS));
        double got = f->two ? f->two(a, b) : f->one(a);
        mpfr_set_d(x, a, MPFR_RNDN);
        mpfr_set_d(y, b, MPFR_RNDN);
        if (f->two)
            f->true_two(truth, x, y, MPFR_RNDN);
        else
            f->true_one(truth, x, MPFR_RNDN);
        double error = ulps(got, truth, room);
        nearest += error <= 0.5;
        if (!(error <= worst)) {
            worst = error;
            at_x = a;
            at_y = b;
        }
    }
    printf("%-6s %.4f at %a", f->name, worst, at_x);
    if (f->two)
        printf(", %a", at_y);
    printf("  (%ld arguments, %.1f %% to nearest)\n", count,
           100.0 * (double)nearest / (double)count);
    fflush(stdout);
    mpfr_clears(x, y, truth, room, (mpfr_ptr)0);
}

static bool is_asked_for(const char *name, int argc, char **argv)
{
    bool found = argc <= 2;
    for (int i = 2; i < argc; i++)
        found = found || strcmp(argv[i], name) == 0;
    return found;
}

int main(int argc, char **argv)
{
    long count = argc > 1 ? atol(argv[1]) : 100000;
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (is_asked_for(functions[i].name, argc, argv))
            measure(&functions[i], count);
    return 0;
}
