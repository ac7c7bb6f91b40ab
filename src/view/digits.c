#include "view/digits.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

/* printf's decimal separator depends on the locale. These numbers are written as whole numbers
 * with a point between, from the last digit to the first. */

struct numeral {
    char text[2 * DIGITS_SIZE];
    char *at; /* the first character so far */
};

static void numeral_init(struct numeral *numeral)
{
    numeral->at = numeral->text + sizeof numeral->text - 1;
    *numeral->at = '\0';
}

static void put(struct numeral *numeral, char c)
{
    *--numeral->at = c;
}

/* At least `least` digits. */
static void put_digits(struct numeral *numeral, unsigned long long number, int least)
{
    for (int i = 0; i < least || number > 0; i++) {
        put(numeral, (char)('0' + number % 10));
        number /= 10;
    }
}

static char *finish(const struct numeral *numeral, char out[DIGITS_SIZE])
{
    return strcpy(out, numeral->at);
}

static char *not_finite(char out[DIGITS_SIZE], double number)
{
    return strcpy(out, isnan(number) ? "nan" : number < 0 ? "-inf" : "inf");
}

/* size = hundredths / 100 * 10^exponent with 100 <= hundredths < 1000. */
static unsigned scientific(double size, int *exponent)
{
    *exponent = (int)floor(log10(size));
    /* In two factors: 10^-exponent alone may overflow where the number is denormal. */
    int half = *exponent / 2;
    long hundredths = lround(size / pow(10, half) / pow(10, *exponent - half) * 100);
    if (hundredths >= 1000) {
        hundredths /= 10;
        ++*exponent;
    }
    return (unsigned)hundredths;
}

char *digits_short(char out[DIGITS_SIZE], double number)
{
    struct numeral numeral;
    int exponent;

    if (!isfinite(number))
        return not_finite(out, number);
    if (number == 0)
        return strcpy(out, "0");
    unsigned hundredths = scientific(fabs(number), &exponent);
    numeral_init(&numeral);
    put_digits(&numeral, (unsigned)(exponent < 0 ? -exponent : exponent), 2);
    put(&numeral, exponent < 0 ? '-' : '+');
    put(&numeral, 'e');
    put_digits(&numeral, hundredths % 100, 2);
    put(&numeral, '.');
    put_digits(&numeral, hundredths / 100, 1);
    if (number < 0)
        put(&numeral, '-');
    return finish(&numeral, out);
}

char *digits_fixed(char out[DIGITS_SIZE], double number, int decimals)
{
    struct numeral numeral;
    unsigned long long unit = 1, whole;

    if (!isfinite(number) || fabs(number) >= 1e9)
        return digits_short(out, number);
    for (int i = 0; i < decimals; i++)
        unit *= 10;
    whole = (unsigned long long)llround(fabs(number) * (double)unit);
    numeral_init(&numeral);
    if (decimals > 0) {
        put_digits(&numeral, whole % unit, decimals);
        put(&numeral, '.');
    }
    put_digits(&numeral, whole / unit, 1);
    if (number < 0 && whole > 0)
        put(&numeral, '-');
    return finish(&numeral, out);
}

char *digits_aligned(char out[DIGITS_SIZE], double number)
{
    double size = fabs(number);
    bool plain = number == 0 || (size >= 1e-3 && size < 1e5);

    return plain ? digits_fixed(out, number, 6) : digits_short(out, number);
}

char *digits_count(char out[DIGITS_SIZE], long number)
{
    struct numeral numeral;

    numeral_init(&numeral);
    put_digits(&numeral, number < 0 ? 0 - (unsigned long)number : (unsigned long)number, 1);
    if (number < 0)
        put(&numeral, '-');
    return finish(&numeral, out);
}
