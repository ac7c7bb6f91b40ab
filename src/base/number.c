#include "base/elementary.h"
#include "base/number.h"

#include <float.h>
#include <limits.h>
#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/text.h"

enum { LITERAL_SIZE = 64, PLAIN_DIGITS = 6, EXACT_DIGITS = 15, ALL_DIGITS = 17, EXACT_POWER = 22 };

/* Those of ten that are exact doubles. */
static const double tens[EXACT_POWER + 1] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                             1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                             1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

static size_t skip_digits(const char *text, size_t length, size_t at)
{
    while (at < length && text_is_digit(text[at]))
        at++;
    return at;
}

/* The length of the literal at the start of text[length], and where its point is (or its end). */
static size_t literal_length(const char *text, size_t length, size_t *point)
{
    size_t whole = skip_digits(text, length, 0), end = whole, digits = whole;
    *point = whole;
    if (end < length && text[end] == '.') {
        end = skip_digits(text, length, end + 1);
        digits += end - whole - 1;
    }
    if (digits == 0)
        return 0;
    if (end < length && (text[end] == 'e' || text[end] == 'E')) {
        size_t sign = end + 1 < length && (text[end + 1] == '+' || text[end + 1] == '-');
        size_t power = skip_digits(text, length, end + 1 + sign);
        if (power > end + 1 + sign)
            end = power;
    }
    return end;
}

/* A number of up to 15 digits without an exponent, as most are. The digits and the power of ten
 * are exact doubles, and one division of them rounds as strtod does (Clinger, 1990,
 * doi:10.1145/93542.93557). False where it is another. */
static bool convert_short(const char *text, size_t size, size_t point, double *number)
{
    double digits = 0;
    size_t has_point = point < size && text[point] == '.';
    if (FLT_EVAL_METHOD != 0 || size - has_point > EXACT_DIGITS)
        return false;
    for (size_t i = 0; i < size; i++) {
        if (text_is_digit(text[i]))
            digits = digits * 10 + (text[i] - '0');
        else if (i != point || !has_point)
            return false;
    }
    *number = digits / tens[has_point ? size - point - 1 : 0];
    return true;
}

/* strtod wants the locale's separator; the copy gets it in place of the point. */
static double convert(const char *text, size_t size, size_t point)
{
    const char *separator = localeconv()->decimal_point;
    size_t extra = strlen(separator);
    char room[LITERAL_SIZE], *copy = room;
    if (size + extra + 1 > sizeof room && !(copy = malloc(size + extra + 1)))
        return NAN;
    memcpy(copy, text, point);
    size_t used = point;
    if (point < size && text[point] == '.') {
        memcpy(copy + used, separator, extra);
        used += extra;
        point++;
    }
    memcpy(copy + used, text + point, size - point);
    copy[used + size - point] = '\0';
    double number = strtod(copy, NULL);
    if (copy != room)
        free(copy);
    return number;
}

size_t number_scan(const char *text, size_t length, double *number)
{
    size_t point, size = literal_length(text, length, &point);
    if (size > 0 && !convert_short(text, size, point, number))
        *number = convert(text, size, point);
    return size;
}

/* Is it a number but for a decimal comma? */
static bool has_decimal_comma(const char *digits)
{
    char pointed[NUMBER_SIZE];
    size_t length = strlen(digits), comma = strcspn(digits, ",");
    double value;
    if (comma == length || length >= sizeof pointed)
        return false;
    memcpy(pointed, digits, length + 1);
    pointed[comma] = '.';
    return number_scan(pointed, length, &value) == length;
}

bool number_parse(const char *text, double *number, struct error *error)
{
    const char *digits = text + (*text == '-' || *text == '+');
    size_t length = strlen(digits);
    double value = 0;
    if (length == 0 || number_scan(digits, length, &value) != length)
        return error_set(error, "'%s' is not a number%s", text,
                         has_decimal_comma(digits) ? ": the decimal sign is a point" : "");
    if (!isfinite(value))
        return error_set(error, "'%s' is too large for a number", text);
    *number = *text == '-' ? -value : value;
    return true;
}

bool number_parse_count(const char *text, long least, long most, long *number, struct error *error)
{
    double value = 0;
    if (!number_parse(text, &value, error))
        return false;
    if (value != floor(value))
        return error_set(error, "'%s' is not a whole number", text);
    if (value < (double)least || value > (double)most || value >= -(double)LONG_MIN)
        return error_set(error, "'%s' is not between %ld and %ld", text, least, most);
    *number = (long)value;
    return true;
}

/* Of a number as printf has written it: a point for the locale's separator, and no sign of NaN. */
static char *finish(char out[NUMBER_SIZE], double number)
{
    if (!isfinite(number))
        return strcpy(out, isnan(number) ? "nan" : number > 0 ? "inf" : "-inf");
    const char *separator = localeconv()->decimal_point;
    char *found = strcmp(separator, ".") ? strstr(out, separator) : NULL;
    if (found) {
        size_t extra = strlen(separator);
        *found = '.';
        memmove(found + 1, found + extra, strlen(found + extra) + 1);
    }
    return out;
}

/* size * 10^shift, rounded to a whole number. False where it is large, or so near to a half that
 * one product of doubles doesn't tell to which side printf would round. */
static bool scale(double size, int shift, uint64_t *digits)
{
    const double most = 1e12, near = 1e-3;
    if (FLT_EVAL_METHOD != 0 || shift < -EXACT_POWER || shift > EXACT_POWER)
        return false;
    double scaled = shift < 0 ? size / tens[-shift] : size * tens[shift];
    if (!(scaled < most))
        return false;
    double whole = floor(scaled), rest = scaled - whole - 0.5;
    *digits = (uint64_t)whole + (rest > 0);
    return fabs(rest) > near;
}

/* So many digits of a positive number, and the power of ten that the first one stands for. */
struct decimal {
    uint64_t digits;
    int exponent;
};

/* False where printf has to tell them. */
static bool decimal_of(struct decimal *decimal, double size, int count)
{
    int exponent = 0;
    if (!(size >= 1 / tens[EXACT_DIGITS] && size < tens[EXACT_DIGITS]))
        return false;
    while (size >= tens[exponent + 1])
        exponent++;
    while (size < 1 && size * tens[-exponent] < 1)
        exponent--;
    if (!scale(size, count - 1 - exponent, &decimal->digits))
        return false;
    bool carried = decimal->digits == (uint64_t)tens[count];
    if (carried)
        decimal->digits /= 10;
    decimal->exponent = exponent + carried;
    return true;
}

/* The digits, the last `decimals` of them behind a point. */
static char *put_fixed(char out[NUMBER_SIZE], bool negative, uint64_t digits, int decimals)
{
    char reversed[NUMBER_SIZE];
    int size = 0;
    for (int i = 0; digits > 0 || i <= decimals; i++, digits /= 10) {
        if (i > 0 && i == decimals)
            reversed[size++] = '.';
        reversed[size++] = (char)('0' + digits % 10);
    }
    if (negative)
        reversed[size++] = '-';
    for (int i = 0; i < size; i++)
        out[i] = reversed[size - 1 - i];
    out[size] = '\0';
    return out;
}

/* Appends "e-07". */
static char *put_exponent(char out[NUMBER_SIZE], int exponent)
{
    unsigned size = (unsigned)abs(exponent);
    const char text[] = {'e', exponent < 0 ? '-' : '+', (char)('0' + size / 10),
                         (char)('0' + size % 10), '\0'};
    return strcat(out, text);
}

/* As %.*g does, for few digits; but from `plain` digits before the point on with an exponent, and
 * below that with zeros in the place of digits that are not to be shown. False where printf has to
 * do it. */
static bool write_few(char out[NUMBER_SIZE], double number, int count, int plain)
{
    struct decimal decimal;
    if (count >= EXACT_DIGITS || !decimal_of(&decimal, fabs(number), count))
        return false;
    bool is_plain = decimal.exponent >= -4 && decimal.exponent < plain;
    int decimals = is_plain ? count - 1 - decimal.exponent : count - 1;
    for (; decimals < 0; decimals++)
        decimal.digits *= 10;
    for (; decimals > 0 && decimal.digits % 10 == 0; decimals--)
        decimal.digits /= 10;
    put_fixed(out, number < 0, decimal.digits, decimals);
    if (!is_plain)
        put_exponent(out, decimal.exponent);
    return true;
}

static char *write_number(char out[NUMBER_SIZE], double number, int digits)
{
    if (number == 0)
        return strcpy(out, signbit(number) ? "-0" : "0");
    if (write_few(out, number, digits, digits))
        return out;
    if (isfinite(number))
        snprintf(out, NUMBER_SIZE, "%.*g", digits, number);
    return finish(out, number);
}

char *number_write(char out[NUMBER_SIZE], double number)
{
    return write_number(out, number, ALL_DIGITS);
}

char *number_short(char out[NUMBER_SIZE], double number, int digits)
{
    if (write_few(out, number, digits, digits > PLAIN_DIGITS ? digits : PLAIN_DIGITS))
        return out;
    write_number(out, number, digits);
    double rounded;
    if (fabs(number) >= 1 && strchr(out, 'e') && number_parse(out, &rounded, NULL) &&
        fabs(rounded) < tens[PLAIN_DIGITS])
        write_number(out, rounded, PLAIN_DIGITS);
    return out;
}

char *number_scientific(char out[NUMBER_SIZE], double number)
{
    if (number == 0)
        return strcpy(out, "0");
    struct decimal decimal;
    if (decimal_of(&decimal, fabs(number), 3))
        return put_exponent(put_fixed(out, number < 0, decimal.digits, 2), decimal.exponent);
    snprintf(out, NUMBER_SIZE, "%.2e", number);
    return finish(out, number);
}

char *number_fixed(char out[NUMBER_SIZE], double number, int decimals)
{
    if (!(fabs(number) < 1e9))
        return number_scientific(out, number);
    uint64_t digits;
    if (scale(fabs(number), decimals, &digits))
        return put_fixed(out, number < 0 && digits > 0, digits, decimals);
    snprintf(out, NUMBER_SIZE, "%.*f", decimals, number);
    finish(out, number);
    size_t zeros = strspn(out, "-0.");
    if (*out == '-' && out[zeros] == '\0')
        memmove(out, out + 1, zeros);
    return out;
}

char *number_aligned(char out[NUMBER_SIZE], double number)
{
    double size = fabs(number);
    bool plain = number == 0 || (size >= 1e-3 && size < 1e5);
    return plain ? number_fixed(out, number, 6) : number_scientific(out, number);
}

char *number_count(char out[NUMBER_SIZE], long number)
{
    uint64_t size = number < 0 ? -(uint64_t)number : (uint64_t)number;
    return put_fixed(out, number < 0, size, 0);
}

double number_rounded(double number, int digits)
{
    char text[NUMBER_SIZE];
    number_parse(number_short(text, number, digits), &number, NULL);
    return number;
}

void number_append(struct buffer *out, double number)
{
    char text[NUMBER_SIZE];
    double back = 0;
    for (int digits = EXACT_DIGITS; digits <= ALL_DIGITS; digits++) {
        number_short(text, number, digits);
        if (number_parse(text, &back, NULL) && back == number)
            break;
    }
    buffer_text(out, text);
}

double number_round_up(double number)
{
    double unit = m_pow(10, floor(m_log10(number)));

    return number <= unit       ? unit
           : number <= 2 * unit ? 2 * unit
           : number <= 5 * unit ? 5 * unit
                                : 10 * unit;
}

double number_next(const double *list, size_t count, double value, int by)
{
    const double near = 1e-9;

    if (by > 0) {
        for (size_t i = 0; i < count; i++)
            if (list[i] > value + near)
                return list[i];
        return fmax(value, list[count - 1]);
    }
    for (size_t i = count; i-- > 0;)
        if (list[i] < value - near)
            return list[i];
    return list[0];
}
