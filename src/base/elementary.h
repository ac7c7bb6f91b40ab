/* Elementary functions whose bits are the same on every machine: plain IEEE double arithmetic,
 * rounded to nearest, without fused multiply-add, tables that depend on the processor, or the C
 * library (sqrt, which is exact everywhere, aside).
 *
 * Each is within 1 unit in the last place (ulp) of the true value over its whole domain; signs of
 * zero, infinities and NaN are as in C's Annex F. exp(0), the powers of two under log2, the powers
 * of ten under log10 and whole powers that a double holds are exact.
 *
 * There are no loops and no branches on the argument, so that a compiler turns a loop over a row
 * of numbers into vector code with the same bits: what differs by range is worked out for each
 * range and chosen at the end. The one exception are sine, cosine and tangent of arguments beyond
 * M_NEAR, whose turns are counted in whole numbers (m_far_turn); the forms m_…_near leave them out.
 *
 * Where a result could lose a digit, it is kept as a sum of two doubles until the last addition
 * (T. J. Dekker, A floating-point technique for extending the available precision, 1971).
 * Reductions of arguments: W. J. Cody and W. Waite, Software Manual for the Elementary Functions,
 * 1980; M. Payne and R. Hanek, Radian reduction for trigonometric functions, 1983. Forms of the
 * series: J.-M. Muller, Elementary Functions, 2016; erfc: M. Shepherd and J. Laframboise, Chebyshev
 * approximation of (1 + 2x) exp(x^2) erfc(x), 1981. The coefficients are polynomials through the
 * Chebyshev points of each interval, found with 140 digits (tests/elementary/coefficients.py). How
 * far they are off is measured by tests/elementary/ulp.c. */
#ifndef BASE_ELEMENTARY_H
#define BASE_ELEMENTARY_H

#include <math.h>
#include <stdint.h>
#include <string.h>

/* A call in a loop keeps it from becoming vector code, and the compiler finds some of these
 * large. */
#define M_INLINE static inline __attribute__((always_inline))

/* --- numbers as bits --- */

M_INLINE uint64_t m_bits(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

M_INLINE double m_of_bits(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* A double of this size has no fraction: adding it rounds to the nearest whole number, which then
 * stands in the low bits. */
#define M_ROUNDER 0x1.8p52

/* 2^n for a whole n from -1022 to 1023. */
M_INLINE double m_two_to(double n)
{
    return m_of_bits(m_bits(n + (M_ROUNDER + 1023)) << 52);
}

/* x 2^n where n may be twice as large: only the second product can round. */
M_INLINE double m_scale(double x, double n)
{
    double half = (n * 0.5 + M_ROUNDER) - M_ROUNDER;
    return x * m_two_to(half) * m_two_to(n - half);
}

/* a with the sign of b. */
M_INLINE double m_with_sign(double a, double b)
{
    const uint64_t sign = (uint64_t)1 << 63;
    return m_of_bits((m_bits(a) & ~sign) | (m_bits(b) & sign));
}

/* --- sums of two doubles --- */

struct m_pair {
    double hi, lo; /* the number is hi + lo; |lo| is at most some ulps of hi */
};

/* a + b, exactly. */
M_INLINE struct m_pair m_sum(double a, double b)
{
    double hi = a + b, of_b = hi - a;
    return (struct m_pair){hi, (a - (hi - of_b)) + (b - of_b)};
}

/* The same for |a| >= |b|, or a = 0. */
M_INLINE struct m_pair m_ordered_sum(double a, double b)
{
    double hi = a + b;
    return (struct m_pair){hi, b - (hi - a)};
}

/* a b, to 2^-105 of it: each factor is cut in halves whose products are exact. */
M_INLINE struct m_pair m_product(double a, double b)
{
    const uint64_t upper = ~(((uint64_t)1 << 27) - 1);
    double hi = a * b;
    double a_hi = m_of_bits(m_bits(a) & upper), a_lo = a - a_hi;
    double b_hi = m_of_bits(m_bits(b) & upper), b_lo = b - b_hi;
    return (struct m_pair){hi, ((a_hi * b_hi - hi) + a_hi * b_lo + a_lo * b_hi) + a_lo * b_lo};
}

M_INLINE struct m_pair m_add(struct m_pair a, struct m_pair b)
{
    struct m_pair s = m_sum(a.hi, b.hi);
    return m_ordered_sum(s.hi, s.lo + (a.lo + b.lo));
}

M_INLINE struct m_pair m_multiply(struct m_pair a, struct m_pair b)
{
    struct m_pair p = m_product(a.hi, b.hi);
    return m_ordered_sum(p.hi, p.lo + (a.hi * b.lo + a.lo * b.hi));
}

/* a / b, for parts that do not overlap. */
M_INLINE struct m_pair m_divide(struct m_pair a, struct m_pair b)
{
    double q = a.hi / b.hi;
    struct m_pair back = m_product(q, b.hi);
    return (struct m_pair){q, (((a.hi - back.hi) - back.lo) + (a.lo - q * b.lo)) / b.hi};
}

/* The square root of a pair that is not negative. */
M_INLINE struct m_pair m_root(struct m_pair a)
{
    double root = sqrt(a.hi);
    struct m_pair back = m_product(root, root);
    double rest = (((a.hi - back.hi) - back.lo) + a.lo) / (2 * root);
    return (struct m_pair){root, root > 0 ? rest : 0};
}

/* c0 + c1 x + c2 x^2 + c3 x^3, in an order that needs few steps one after the other. */
M_INLINE double m_cubic(double x, double c0, double c1, double c2, double c3)
{
    return (c0 + c1 * x) + (x * x) * (c2 + c3 * x);
}

/* --- exponential and hyperbolic functions --- */

#define M_LN2_HI 0x1.62e42fefa3000p-1 /* 41 bits: its product with an exponent is exact */
#define M_LN2_LO 0x1.3de6af278ece6p-42

/* x + low = n log(2) + r + rest, with |r| < 0.35 and a rest below half an ulp of it. */
struct m_reduced {
    double n, r, rest;
};

/* For |x| < 1100; low is below an ulp of x or so. */
M_INLINE struct m_reduced m_reduce(double x, double low)
{
    double n = (x * M_LOG2E + M_ROUNDER) - M_ROUNDER;
    double hi = x - n * M_LN2_HI, lo = low - n * M_LN2_LO, r = hi + lo;
    return (struct m_reduced){n, r, (hi - r) + lo};
}

/* The terms of e^r from r^6 on, over r^6. */
M_INLINE double m_exp_tail(double r, double r4)
{
    double first = m_cubic(r, 0x1.6c16c16c15a2ap-10, 0x1.a01a01a01968bp-13, 0x1.a01a01aa036b3p-16,
                           0x1.71de3a5ab5840p-19);
    double second = m_cubic(r, 0x1.27e4d3d45bbf3p-22, 0x1.ae642c3941d44p-26, 0x1.1f7fa6f5f30d9p-29,
                            0x1.61c03219ef734p-33);
    return first + r4 * second;
}

/* e^(r + rest) - 1 - r: it is small, some r^2/2. */
M_INLINE double m_beyond_slope(struct m_reduced x)
{
    double r = x.r, r2 = r * r, r4 = r2 * r2;
    double first =
        m_cubic(r, 0.5, 0x1.5555555555555p-3, 0x1.5555555555557p-5, 0x1.1111111111111p-7);
    return (x.rest + x.rest * r) + r2 * (first + r4 * m_exp_tail(r, r4));
}

/* The same less r^2/2, for a result that is so small that this has to be exact. */
M_INLINE double m_beyond_square(struct m_reduced x)
{
    double r = x.r, r2 = r * r, r4 = r2 * r2;
    double first = m_cubic(r, 0, 0x1.5555555555555p-3, 0x1.5555555555557p-5, 0x1.1111111111111p-7);
    return (x.rest + x.rest * r) + r2 * (first + r4 * m_exp_tail(r, r4));
}

/* Beyond 720 e^x is infinite, and below -750 it is 0. NaN stays. */
M_INLINE double m_exponent(double x)
{
    x = x > 720 ? 720 : x;
    return x < -750 ? -750 : x;
}

/* e^(x + low) */
M_INLINE double m_exp_of(double x, double low)
{
    struct m_reduced a = m_reduce(m_exponent(x), fabs(x) < 750 ? low : 0);
    struct m_pair s = m_ordered_sum(1, a.r);
    return m_scale(s.hi + (s.lo + m_beyond_slope(a)), a.n);
}

M_INLINE double m_exp(double x)
{
    return m_exp_of(x, 0);
}

M_INLINE double m_expm1(double x)
{
    struct m_reduced a = m_reduce(m_exponent(x < -60 ? -60 : x), 0);
    struct m_pair one = m_sum(1, -m_two_to(a.n > 100 ? -100 : -a.n)), s = m_sum(one.hi, a.r);
    struct m_pair square = m_product(a.r, a.r), sum = m_sum(s.hi, 0.5 * square.hi);
    double rest = (sum.lo + s.lo) + (one.lo + (m_beyond_square(a) + 0.5 * square.lo));
    double scaled = sum.hi + rest;
    return x == 0 ? x : m_scale(scaled, a.n);
}

/* sinh and cosh of a number that is not negative, both over 2^(n-1). */
struct m_hyperbolic {
    double n;
    struct m_pair sinh, cosh;
};

/* e^r and e^-r have the same even part and opposite odd parts. */
M_INLINE struct m_hyperbolic m_hyperbolic(double x)
{
    struct m_reduced a = m_reduce(x > 720 ? 720 : x, 0);
    double z = a.r * a.r, z2 = z * z;
    double even = z * ((0.5 + z * 0x1.5555555555557p-5) +
                       z2 * m_cubic(z, 0x1.6c16c16c15a22p-10, 0x1.a01a01aa06b72p-16,
                                    0x1.27e4d3cb91df6p-22, 0x1.1f7fb7289be42p-29));
    double odd = a.rest + a.r * z *
                              ((0x1.5555555555555p-3 + z * 0x1.1111111111111p-7) +
                               z2 * m_cubic(z, 0x1.a01a01a019687p-13, 0x1.71de3a5ab7460p-19,
                                            0x1.ae642c2fe27dcp-26, 0x1.61c043600f0bdp-33));
    double both = even + a.rest * a.r, less = m_two_to(a.n > 60 ? -120 : -2 * a.n);
    struct m_pair up = m_ordered_sum(1, a.r), down = m_ordered_sum(1, -a.r);
    up.lo += both + odd;
    down = (struct m_pair){less * down.hi, less * (down.lo + (both - odd))};
    struct m_pair sum = m_sum(up.hi, down.hi), difference = m_sum(up.hi, -down.hi);
    sum.lo += up.lo + down.lo;
    difference.lo += up.lo - down.lo;
    struct m_pair small = {2 * a.r, 2 * odd};
    return (struct m_hyperbolic){a.n, a.n == 0 ? small : difference, sum};
}

M_INLINE double m_sinh(double x)
{
    struct m_hyperbolic h = m_hyperbolic(fabs(x));
    return m_with_sign(m_scale(h.sinh.hi + h.sinh.lo, h.n - 1), x);
}

M_INLINE double m_cosh(double x)
{
    struct m_hyperbolic h = m_hyperbolic(fabs(x));
    return m_scale(h.cosh.hi + h.cosh.lo, h.n - 1);
}

M_INLINE double m_tanh(double x)
{
    struct m_hyperbolic h = m_hyperbolic(fabs(x) > 30 ? 30 : fabs(x));
    struct m_pair ratio =
        m_divide(m_ordered_sum(h.sinh.hi, h.sinh.lo), m_ordered_sum(h.cosh.hi, h.cosh.lo));
    return m_with_sign(ratio.hi + ratio.lo, x);
}

/* --- logarithms --- */

/* x = 2^k (1 + f), with 1 + f between the roots of 1/2 and 2; f is exact. */
struct m_mantissa {
    double k, f;
};

M_INLINE struct m_mantissa m_mantissa(double x)
{
    const uint64_t root_of_half = 0x3fe6a09e667f3bcd, exponent_1 = (uint64_t)1023 << 52;
    double normal = x < 0x1p-1022 ? x * 0x1p54 : x;
    uint64_t above = m_bits(normal) - root_of_half + exponent_1;
    double m = m_of_bits(m_bits(normal) - (above & ((uint64_t)0xfff << 52)) + exponent_1);
    double k = m_of_bits(m_bits(0x1p52) | above >> 52) - (0x1p52 + 1023);
    return (struct m_mantissa){x < 0x1p-1022 ? k - 54 : k, m - 1};
}

/* What a logarithm is where its argument is 0, infinite, negative or NaN. */
M_INLINE double m_log_domain(double x, double value)
{
    value = x == INFINITY ? INFINITY : value;
    value = x == 0 ? -INFINITY : value;
    return x >= 0 ? value : NAN;
}

/* What log(1 + f) is beyond f - f^2/2, with s = f/(2 + f): s (f^2/2 + R), R a series in s. */
M_INLINE double m_log_rest(double f, double half_square)
{
    double s = f / (2 + f), z = s * s, z2 = z * z;
    double first = m_cubic(z, 0x1.5555555555555p-1, 0x1.9999999999a38p-2, 0x1.2492492476ba1p-2,
                           0x1.c71c72017a15cp-3);
    double second = m_cubic(z, 0x1.745cf8f6c9119p-3, 0x1.3b1c38474d3eep-3, 0x1.0fbe478772696p-3,
                            0x1.0c06cf14c641bp-3);
    return s * (half_square + z * (first + z2 * z2 * second));
}

/* k log(2) + log(1 + f + low) */
M_INLINE double m_log_sum(double k, double f, double low)
{
    double half = f * f * 0.5;
    struct m_pair sum = m_sum(k * M_LN2_HI, f);
    return sum.hi + (sum.lo - (half - (m_log_rest(f, half) + (low + k * M_LN2_LO))));
}

M_INLINE double m_log(double x)
{
    struct m_mantissa m = m_mantissa(x);
    return m_log_domain(x, m_log_sum(m.k, m.f, 0));
}

M_INLINE double m_log1p(double x)
{
    struct m_pair one = m_sum(1, x);
    struct m_mantissa m = m_mantissa(one.hi);
    struct m_pair f = m_sum(m.f, one.lo * m_two_to(m.k > 1000 ? -1000 : -m.k));
    double value = m_log_sum(m.k, f.hi, f.lo - f.hi * f.lo);
    return x == 0 ? x : m_log_domain(one.hi, value);
}

/* The logarithm to another base: k times that of 2, in two parts, and log(1 + f) times the
 * scale. */
M_INLINE double m_log_to_base(double x, struct m_pair of_2, struct m_pair scale)
{
    struct m_mantissa m = m_mantissa(x);
    struct m_pair square = m_product(m.f, m.f), log = m_sum(m.f, -0.5 * square.hi);
    log = m_ordered_sum(log.hi, log.lo + (m_log_rest(m.f, 0.5 * square.hi) - 0.5 * square.lo));
    struct m_pair scaled = m_multiply(log, scale), sum = m_sum(m.k * of_2.hi, scaled.hi);
    return m_log_domain(x, sum.hi + (sum.lo + (scaled.lo + m.k * of_2.lo)));
}

M_INLINE double m_log2(double x)
{
    return m_log_to_base(x, (struct m_pair){1, 0},
                         (struct m_pair){0x1.71547652b82fep+0, 0x1.777d0ffda0d24p-56});
}

M_INLINE double m_log10(double x)
{
    return m_log_to_base(x, (struct m_pair){0x1.34413509f7p-2, 0x1.3fde623e2566bp-43},
                         (struct m_pair){0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57});
}

/* log(x) to 2^-67 of it, for a positive finite x. */
M_INLINE struct m_pair m_log_pair(double x)
{
    struct m_mantissa m = m_mantissa(x);
    struct m_pair s = m_divide((struct m_pair){m.f, 0}, m_sum(2, m.f)), z = m_multiply(s, s);
    double t = z.hi, t4 = t * t * t * t;
    double rest =
        m_cubic(t, 0x1.2492492492497p-2, 0x1.c71c71c715418p-3, 0x1.745d17550d6d2p-3,
                0x1.3b13a524039aep-3) +
        t4 * (0x1.1115a03c7f506p-3 + t * 0x1.e01fcbc705579p-4 + t * t * 0x1.d9c5ed18cbb21p-4);
    struct m_pair fifth = m_ordered_sum(0x1.999999999999ap-2, t * rest - 0x1.999999999999ap-56);
    struct m_pair third =
        m_add((struct m_pair){0x1.5555555555555p-1, 0x1.5555555555555p-55}, m_multiply(z, fifth));
    struct m_pair cube = m_multiply(m_multiply(s, z), third);
    struct m_pair mantissa = m_add((struct m_pair){2 * s.hi, 2 * s.lo}, cube);
    return m_add((struct m_pair){m.k * M_LN2_HI, m.k * M_LN2_LO}, mantissa);
}

/* --- powers and roots --- */

/* Is x a whole number? A double from 2^52 on is. */
M_INLINE int m_is_whole(double x)
{
    double size = fabs(x);
    return !(size < 0x1p52) || (size + 0x1p52) - 0x1p52 == size;
}

M_INLINE double m_pow(double x, double y)
{
    double size = fabs(x), far = fabs(y) > 0x1p65 ? m_with_sign(0x1p65, y) : y;
    struct m_pair log = m_log_pair(size), product = m_product(far, log.hi);
    double value = m_exp_of(product.hi, product.lo + far * log.lo);
    double at_0 = y > 0 ? 0 : INFINITY;
    value = size == 0 ? at_0 : value;
    value = size == INFINITY ? 1 / at_0 : value;
    int whole = m_is_whole(y), odd = whole && fabs(y) < 0x1p53 && !m_is_whole(y * 0.5);
    value = x < 0 && !whole && size < INFINITY ? NAN : value;
    value = odd ? m_with_sign(value, x) : value;
    value = x != x || y != y ? NAN : value;
    value = size == 1 && fabs(y) == INFINITY ? 1 : value;
    return y == 0 || x == 1 ? 1 : value;
}

/* x = 8^j m with m from 1 to 8; two steps of Halley's and Newton's methods from a polynomial. */
M_INLINE double m_cbrt(double x)
{
    double size = fabs(x), normal = size < 0x1p-1022 ? size * 0x1p54 : size;
    double e = m_of_bits(m_bits(0x1p52) | m_bits(normal) >> 52) - (0x1p52 + 1023);
    double j = ((e - 1) * (1.0 / 3) + M_ROUNDER) - M_ROUNDER;
    double m = normal * m_two_to(-3 * j < -1000 ? -1000 : -3 * j);
    m = -3 * j < -1000 ? m * m_two_to(-3 * j + 1000) : m;
    double root = m_cubic(m, 0x1.3784c81b01b17p-1, 0x1.f48b3890d403cp-2, -0x1.cb3e73ee2713fp-4,
                          0x1.2b08ff2518449p-6) +
                  m * m * m * m * (-0x1.a29d4b8e82abep-10 + m * 0x1.da65ac9237f24p-15);
    double cube = root * root * root;
    root *= (cube + 2 * m) / (2 * cube + m);
    struct m_pair square = m_product(root, root), third = m_product(square.hi, root);
    double rest = ((m - third.hi) - third.lo) - square.lo * root;
    double value = (root + rest / (3 * square.hi)) * m_two_to(size < 0x1p-1022 ? j - 18 : j);
    return size > 0 && size < INFINITY ? m_with_sign(value, x) : x + x;
}

M_INLINE double m_hypot(double x, double y)
{
    double a = fabs(x), b = fabs(y), longer = a > b ? a : b, shorter = a > b ? b : a;
    double scale = longer > 0x1p500 ? 0x1p-600 : longer < 0x1p-400 ? 0x1p600 : 1;
    double l = longer * scale, s = shorter * scale;
    struct m_pair root = m_root(m_add(m_product(l, l), m_product(s, s)));
    double value = (root.hi + root.lo) / scale;
    value = x != x || y != y ? NAN : longer == 0 ? 0 : value;
    return a == INFINITY || b == INFINITY ? INFINITY : value;
}

/* --- sine, cosine, tangent --- */

/* Up to here a quarter turn can be subtracted up to 2^20 times without an error. */
#define M_NEAR 0x1.8p20

/* x less so many quarter turns: an angle from -pi/4 to pi/4. */
struct m_turn {
    double quarters; /* modulo 4, or the whole number itself */
    struct m_pair angle;
};

/* For M_NEAR < |x| < infinity. */
struct m_turn m_far_turn(double x);

/* For |x| <= M_NEAR: a quarter turn is cut in three parts of 32 bits and a rest. */
M_INLINE struct m_turn m_near_turn(double x)
{
    double n = (x * M_2_PI + M_ROUNDER) - M_ROUNDER;
    struct m_pair a = m_sum(x - n * 0x1.921fb544p+0, -(n * 0x1.0b4611a6p-34));
    struct m_pair b = m_sum(a.hi, -(n * 0x1.3198a2ep-69));
    return (struct m_turn){n, m_ordered_sum(b.hi, (a.lo + b.lo) - n * 0x1.b839a252049c1p-104)};
}

M_INLINE struct m_turn m_turn(double x)
{
    return fabs(x) > M_NEAR && fabs(x) < INFINITY ? m_far_turn(x) : m_near_turn(x);
}

/* Of an angle from -pi/4 to pi/4; the sum's second part is not cut to size. */
M_INLINE struct m_pair m_sine(struct m_pair a)
{
    double z = a.hi * a.hi;
    double rest =
        m_cubic(z, -0x1.5555555555555p-3, 0x1.1111111111110p-7, -0x1.a01a01a019933p-13,
                0x1.71de3a545ffa4p-19) +
        z * z * z * z *
            (-0x1.ae645411b788bp-26 + z * 0x1.61217e35b462cp-33 + z * z * -0x1.ab175606bdb81p-41);
    return (struct m_pair){a.hi, a.hi * z * rest + a.lo * (1 - 0.5 * z)};
}

/* The same to 2^-57 of it, for a quotient. */
M_INLINE struct m_pair m_sine_pair(struct m_pair a)
{
    const struct m_pair sixth = {-0x1.5555555555555p-3, -0x1.5555555555555p-57};
    struct m_pair z = m_product(a.hi, a.hi);
    struct m_pair third = m_multiply(m_multiply(z, (struct m_pair){a.hi, 0}), sixth);
    double t = z.hi;
    double rest = m_cubic(t, 0x1.1111111111110p-7, -0x1.a01a01a019933p-13, 0x1.71de3a545ffa4p-19,
                          -0x1.ae645411b788bp-26) +
                  t * t * t * t * (0x1.61217e35b462cp-33 + t * -0x1.ab175606bdb81p-41);
    struct m_pair sum = m_ordered_sum(a.hi, third.hi);
    return m_ordered_sum(sum.hi,
                         sum.lo + (third.lo + (a.hi * (t * t) * rest + a.lo * (1 - 0.5 * t))));
}

M_INLINE struct m_pair m_cosine(struct m_pair a)
{
    struct m_pair z = m_product(a.hi, a.hi), one = m_ordered_sum(1, -0.5 * z.hi);
    double t = z.hi, rest = m_cubic(t, 0x1.5555555555555p-5, -0x1.6c16c16c16c16p-10,
                                    0x1.a01a01a019d08p-16, -0x1.27e4fb7712913p-22) +
                            t * t * t * t *
                                (0x1.1eed8deb1fa3fp-29 + t * -0x1.9394b94ea76b0p-37 +
                                 t * t * 0x1.ab77eaec5d573p-45);
    return (struct m_pair){one.hi, one.lo + (t * t * rest - (0.5 * z.lo + a.hi * a.lo))};
}

/* The sine of the angle and so many quarter turns. */
M_INLINE double m_sine_after(double quarters, struct m_pair angle)
{
    uint64_t turns = m_bits(quarters + M_ROUNDER);
    struct m_pair sine = m_sine(angle), cosine = m_cosine(angle);
    double value = turns & 1 ? cosine.hi + cosine.lo : sine.hi + sine.lo;
    return m_of_bits(m_bits(value) ^ (turns & 2) << 62);
}

M_INLINE double m_tangent_after(struct m_turn turn)
{
    uint64_t turns = m_bits(turn.quarters + M_ROUNDER);
    struct m_pair sine = m_sine_pair(turn.angle), cosine = m_cosine(turn.angle);
    cosine = m_ordered_sum(cosine.hi, cosine.lo);
    struct m_pair minus = {-cosine.hi, -cosine.lo};
    struct m_pair ratio = m_divide(turns & 1 ? minus : sine, turns & 1 ? sine : cosine);
    return ratio.hi + ratio.lo;
}

M_INLINE double m_sin_near(double x)
{
    struct m_turn turn = m_near_turn(x);
    return x == 0 ? x : m_sine_after(turn.quarters, turn.angle);
}

M_INLINE double m_cos_near(double x)
{
    struct m_turn turn = m_near_turn(x);
    return m_sine_after(turn.quarters + 1, turn.angle);
}

M_INLINE double m_tan_near(double x)
{
    return x == 0 ? x : m_tangent_after(m_near_turn(x));
}

M_INLINE double m_sin(double x)
{
    struct m_turn turn = m_turn(x);
    return x == 0 ? x : m_sine_after(turn.quarters, turn.angle);
}

M_INLINE double m_cos(double x)
{
    struct m_turn turn = m_turn(x);
    return m_sine_after(turn.quarters + 1, turn.angle);
}

M_INLINE double m_tan(double x)
{
    return x == 0 ? x : m_tangent_after(m_turn(x));
}

/* --- inverse functions of an angle --- */

/* Where the angle's tangent is near 0, 1/2, 1, 3/2 or infinite, it is reduced by that angle: from
 * (x, y) to (dx x + dy y, dx y - dy x), with dx of 0, 1 or 2, and dy of 0, 1 or 3, kept as 2 two +
 * one. */
struct m_direction {
    double dx, two, one;
    struct m_pair angle;
};

M_INLINE struct m_direction m_direction(double y, double x)
{
    struct m_direction d = {1, 0, 0, {0, 0}};
    d = y > x * 0.4375
            ? (struct m_direction){2, 0, 1, {0x1.dac670561bb4fp-2, 0x1.a2b7f222f65e2p-56}}
            : d;
    d = y > x * 0.6875
            ? (struct m_direction){1, 0, 1, {0x1.921fb54442d18p-1, 0x1.1a62633145c07p-55}}
            : d;
    d = y > x * 1.1875
            ? (struct m_direction){2, 2, 1, {0x1.f730bd281f69bp-1, 0x1.007887af0cbbdp-56}}
            : d;
    return y > x * 2.4375
               ? (struct m_direction){0, 0, 1, {0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54}}
               : d;
}

/* dx a + sign dy b; the products are exact but for three times b, which is a sum. */
M_INLINE struct m_pair m_mixed(struct m_direction d, struct m_pair a, double sign, struct m_pair b)
{
    double hi = sign * b.hi;
    struct m_pair q = m_ordered_sum(d.two * hi, d.one * hi), s = m_sum(d.dx * a.hi, q.hi);
    return (struct m_pair){s.hi, s.lo + (q.lo + (d.dx * a.lo + sign * (d.two + d.one) * b.lo))};
}

/* The angle of a point of the first quadrant, neither coordinate negative, not both 0. */
M_INLINE struct m_pair m_angle(struct m_pair y, struct m_pair x)
{
    struct m_direction d = m_direction(y.hi, x.hi);
    struct m_pair t = m_divide(m_mixed(d, y, -1, x), m_mixed(d, x, 1, y));
    double z = t.hi * t.hi, z4 = z * z * z * z;
    double rest = m_cubic(z, 0x1.5555555555555p-2, -0x1.99999999998c3p-3, 0x1.2492492485320p-3,
                          -0x1.c71c71bd16f05p-4) +
                  z4 * (m_cubic(z, 0x1.745d1548eea0bp-4, -0x1.3b13757177a9ep-4,
                                0x1.110c971163314p-4, -0x1.e17007d034c5dp-5) +
                        z4 * m_cubic(z, 0x1.ab569af6606b8p-5, -0x1.6ff4d8c8faf06p-5,
                                     0x1.0f4592322c26bp-5, -0x1.e3a2a8148facep-7));
    struct m_pair s = m_ordered_sum(d.angle.hi, t.hi);
    struct m_pair plain = {t.hi, t.lo - t.hi * z * rest};
    struct m_pair turned = {s.hi, s.lo + (d.angle.lo + plain.lo)};
    return d.one == 0 ? plain : turned;
}

M_INLINE double m_atan(double x)
{
    double size = fabs(x), large = size > 1e300 ? 1e300 : size;
    struct m_pair angle = m_angle((struct m_pair){large, 0}, (struct m_pair){1, 0});
    return m_with_sign(angle.hi + angle.lo, x);
}

/* The angle, or its supplement where x is negative. */
M_INLINE double m_angle_value(struct m_pair angle, double x)
{
    struct m_pair back = m_sum(M_PI, -angle.hi);
    double supplement = back.hi + (back.lo + (0x1.1a62633145c07p-53 - angle.lo));
    return m_bits(x) >> 63 ? supplement : angle.hi + angle.lo;
}

M_INLINE double m_atan2(double y, double x)
{
    double a = fabs(y), b = fabs(x), longer = a > b ? a : b;
    double scale = longer > 0x1p500 ? 0x1p-600 : longer < 0x1p-400 ? 0x1p600 : 1;
    a = fabs(y) == INFINITY ? 1 : longer == INFINITY ? 0 : a * scale;
    b = fabs(x) == INFINITY ? 1 : longer == INFINITY ? 0 : b * scale;
    struct m_pair angle = m_angle((struct m_pair){a, 0}, (struct m_pair){b, 0});
    angle = y == 0 ? (struct m_pair){0, 0} : angle;
    double small = fabs(y) / fabs(x);
    double value = m_angle_value(angle, x);
    value = ((small < 0x1p-40) & (y != 0) & (x > 0)) ? small : value;
    value = m_with_sign(value, y);
    return x != x || y != y ? NAN : value;
}

/* sqrt(1 - x^2) */
M_INLINE struct m_pair m_across(double x)
{
    return m_root(m_multiply(m_sum(1, -x), m_sum(1, x)));
}

M_INLINE double m_asin(double x)
{
    struct m_pair angle = m_angle((struct m_pair){fabs(x), 0}, m_across(x));
    return fabs(x) <= 1 ? m_with_sign(angle.hi + angle.lo, x) : NAN;
}

M_INLINE double m_acos(double x)
{
    double value = m_angle_value(m_angle(m_across(x), (struct m_pair){fabs(x), 0}), x);
    return fabs(x) <= 1 ? value : NAN;
}

/* --- error function --- */

/* erf(x) for |x| <= 1; up to 1/2 within an ulp */
M_INLINE struct m_pair m_erf_series(double x)
{
    double z = x * x, z4 = z * z * z * z;
    double rest = m_cubic(z, -0x1.812746b0379e7p-2, 0x1.ce2f21a042bd7p-4, -0x1.b82ce312882f8p-6,
                          0x1.565bcd0e434bbp-8) +
                  z4 * (m_cubic(z, -0x1.c02db3f4735cbp-11, 0x1.f9a324ddf0f34p-14,
                                -0x1.f4d21efdafc7dp-17, 0x1.b9e2333703249p-20) +
                        z4 * m_cubic(z, -0x1.5f39372686202p-23, 0x1.f8d476ab1a455p-27,
                                     -0x1.3c1e91b012003p-30, 0x1.0f8a27a51ad26p-34));
    struct m_pair line = m_product(x, 0x1.20dd750429b6dp+0);
    return (struct m_pair){line.hi, line.lo + (x * 0x1.1ae3a914fed80p-56 + x * z * rest)};
}

/* erfc(x) = 2^n value */
struct m_tail {
    double n;
    struct m_pair value;
};

/* For 1/2 <= x < 40: (1 + 2x) e^(x^2) erfc(x) is a polynomial in (x - 3)/(x + 3). */
M_INLINE struct m_tail m_tail(double x)
{
    struct m_pair turned = m_divide(m_sum(x, -3), m_sum(x, 3));
    double u = turned.hi, u4 = u * u * u * u, u8 = u4 * u4;
    double first = m_cubic(u, -0x1.15c084bb9e8f3p-3, -0x1.85a15c58aa60bp-5, 0x1.098366a5b46fdp-3,
                           -0x1.e88b803a48910p-4);
    double second = m_cubic(u, 0x1.17ca2877efa6ap-4, -0x1.8574c40c1dc7bp-6, 0x1.4b884e47ffa84p-9,
                            0x1.ef1bdd94c480ap-10);
    double third = m_cubic(u, -0x1.98db51d93e4f4p-11, -0x1.b9129f3dfe00cp-14, 0x1.065a4fd15385cp-13,
                           0x1.4c33558ea55b0p-18);
    double fourth = m_cubic(u, -0x1.513f528f1490ap-16, -0x1.89e51836121c5p-21,
                            0x1.d276424a67576p-19, 0x1.83be0ef7d161ep-22);
    double fifth = m_cubic(u, -0x1.4e821f2d9aafep-21, -0x1.3a6fd835a7a7cp-23, 0x1.db5de85d51025p-24,
                           0x1.7a5e87961c44dp-25);
    double sixth =
        -0x1.5cc93ecfe61d2p-26 + u * -0x1.0ac3e15df84d4p-27 + u * u * 0x1.d43a188a2618ap-29;
    double rest = (first + u4 * second) + u8 * ((third + u4 * fourth) + u8 * (fifth + u4 * sixth));
    struct m_pair slow = m_ordered_sum(0x1.40c522d7e4987p+0, u * rest), square = m_product(x, x);
    double slope = m_cubic(u, -0x1.15c084bb9e8f3p-3, -0x1.85a15c58aa60bp-4, 0x1.8e4519f88ea7cp-2,
                           -0x1.e88b803a48910p-2);
    slow.lo += 0x1.9ed8542fcaa5dp-55 + turned.lo * slope;
    struct m_reduced a = m_reduce(-square.hi, -square.lo);
    struct m_pair power = m_ordered_sum(1, a.r);
    power.lo += m_beyond_slope(a);
    return (struct m_tail){a.n, m_divide(m_multiply(power, slow), m_sum(1, 2 * x))};
}

M_INLINE double m_erf(double x)
{
    double size = fabs(x), tiny = size < 0x1p-900 ? 0x1p100 : 1;
    struct m_pair near = m_erf_series(size * tiny);
    struct m_tail tail = m_tail(size > 7 ? 7 : size);
    double scale = m_two_to(tail.n);
    struct m_pair far = m_sum(1, -scale * tail.value.hi);
    far.lo -= scale * tail.value.lo;
    double value = size < 0.5 ? (near.hi + near.lo) / tiny : far.hi + far.lo;
    return x == 0 ? x : m_with_sign(value, x);
}

M_INLINE double m_erfc(double x)
{
    double size = fabs(x);
    struct m_pair near = m_erf_series(x), most = m_sum(1, -near.hi);
    struct m_tail tail = m_tail(size > 30 ? 30 : size);
    double far = m_scale(tail.value.hi + tail.value.lo, tail.n);
    far = x < 0 ? 2 - far : far;
    return size < 0.5 ? most.hi + (most.lo - near.lo) : far;
}

#endif
