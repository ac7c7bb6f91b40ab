#include "base/elementary.h"

/* 2/pi in binary, 32 digits a word. */
enum { TWO_OVER_PI_WORDS = 40, USED_WORDS = 7, PRODUCT_WORDS = USED_WORDS + 2, FRACTION_WORDS = 6 };

static const uint32_t two_over_pi[TWO_OVER_PI_WORDS] = {
    0xa2f9836e, 0x4e441529, 0xfc2757d1, 0xf534ddc0, 0xdb629599, 0x3c439041, 0xfe5163ab, 0xdebbc561,
    0xb7246e3a, 0x424dd2e0, 0x06492eea, 0x09d1921c, 0xfe1deb1c, 0xb129a73e, 0xe88235f5, 0x2ebb4484,
    0xe99c7026, 0xb45f7e41, 0x3991d639, 0x835339f4, 0x9c845f8b, 0xbdf9283b, 0x1ff897ff, 0xde05980f,
    0xef2f118b, 0x5a0a6d1f, 0x6d367ecf, 0x27cb09b7, 0x4f463f66, 0x9e5fea2d, 0x7527bac7, 0xebe5f17b,
    0x3d0739f7, 0x8a5292ea, 0x6bfb5fb1, 0x1f8d5d08, 0x56033046, 0xfc7b6bab, 0xf0cfbc20, 0x9af4361d,
};

/* product = mantissa times the words of 2/pi from `first` on; the least significant word first. */
static void multiply(uint64_t mantissa, int first, uint32_t product[PRODUCT_WORDS])
{
    const uint32_t half[2] = {(uint32_t)mantissa, (uint32_t)(mantissa >> 32)};
    memset(product, 0, PRODUCT_WORDS * sizeof *product);
    for (int h = 0; h < 2; h++) {
        uint64_t carry = 0;
        for (int i = 0; i < USED_WORDS; i++) {
            carry += product[i + h] + (uint64_t)half[h] * two_over_pi[first + USED_WORDS - 1 - i];
            product[i + h] = (uint32_t)carry;
            carry >>= 32;
        }
        product[USED_WORDS + h] = (uint32_t)carry;
    }
}

/* 32 bits of a product, from bit `at` on. */
static uint32_t word_at(const uint32_t *product, int at)
{
    int word = at / 32, shift = at % 32;
    uint64_t low = word < PRODUCT_WORDS ? product[word] : 0;
    uint64_t high = word + 1 < PRODUCT_WORDS ? product[word + 1] : 0;
    return (uint32_t)((high << 32 | low) >> shift);
}

/* The sum of digits of 32 bits behind the point, the first the most significant. */
static struct m_pair of_fraction(const uint32_t digit[FRACTION_WORDS])
{
    struct m_pair sum = {0, 0};
    for (int i = FRACTION_WORDS; i-- > 0;)
        sum = m_add((struct m_pair){digit[i] * m_two_to(-32 * (i + 1)), 0}, sum);
    return sum;
}

struct m_turn m_far_turn(double x)
{
    uint64_t bits = m_bits(fabs(x)),
             mantissa = (bits & (((uint64_t)1 << 52) - 1)) | (uint64_t)1 << 52;
    int exponent = (int)(bits >> 52) - 1023 - 52; /* |x| = mantissa 2^exponent */

    /* Words of 2/pi that make whole multiples of four quarter turns are left out. */
    int first = exponent > 2 ? (exponent - 2) / 32 : 0;
    uint32_t product[PRODUCT_WORDS], digit[FRACTION_WORDS];
    multiply(mantissa, first, product);

    int point = 32 * (first + USED_WORDS) - exponent; /* so many bits are behind the point */
    unsigned quarters = word_at(product, point) & 3;
    for (int i = 0; i < FRACTION_WORDS; i++)
        digit[i] = point >= 32 * (i + 1) ? word_at(product, point - 32 * (i + 1)) : 0;

    int up = digit[0] >> 31; /* half a quarter turn or more: back from the next */
    for (int i = 0; up && i < FRACTION_WORDS; i++)
        digit[i] = ~digit[i];
    const struct m_pair quarter = {0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54};
    struct m_pair angle = m_multiply(of_fraction(digit), quarter);
    int turned = (int)quarters + up;
    if (up != (x < 0))
        angle = (struct m_pair){-angle.hi, -angle.lo};
    return (struct m_turn){x < 0 ? -turned : turned, angle};
}
