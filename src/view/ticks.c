#include "view/ticks.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/format.h"
#include "base/number.h"

enum { BETWEEN = 3, FIXED_WIDTH = 6, MOST_ZEROS = 18 };

/* From a row to the next one that has a number: of few rows every second one may have one. */
enum { FEW_ROWS = 12, APART = 3, APART_OF_FEW = 2 };

/* A multiple of a step may be so much of it outside the window by rounding. */
static const double slack = 1e-6;

/* digit * 10^exponent. */
struct step {
    int digit, exponent;
};

struct axis {
    double low, high;
    int cells;
    bool up;
};

/* How all numbers of an axis are written: whole numbers with a point before the last decimals,
 * zeros after them, and an exponent unless that is 0. */
struct form {
    int decimals, zeros, exponent;
};

static double step_size(struct step step)
{
    return step.exponent < 0 ? step.digit / pow(10, -step.exponent)
                             : step.digit * pow(10, step.exponent);
}

static struct step step_next(struct step step)
{
    if (step.digit == 5)
        return (struct step){1, step.exponent + 1};
    return (struct step){step.digit == 1 ? 2 : 5, step.exponent};
}

/* So many zeros, MOST_ZEROS at most. */
static const char *some_zeros(int count)
{
    static const char zeros[MOST_ZEROS + 1] = "000000000000000000";

    return zeros + MOST_ZEROS - (count > 0 ? count : 0);
}

/* Writes a whole number of 10^(zeros - decimals) times the form's power of ten; 0 has no
 * exponent. */
static int write_number(char *out, size_t size, long long number, const struct form *form)
{
    char plain[NUMBER_SIZE], digits[2 * NUMBER_SIZE], whole[sizeof digits];

    number_count(plain, (long)(number < 0 ? -number : number));
    int lacking = form->decimals + 1 - (int)strlen(plain);
    size_t length = format_text(digits, sizeof digits, "%s%s", some_zeros(lacking), plain);
    size_t before = length - (size_t)form->decimals;
    format_text(whole, before + 1, "%s", digits);
    const char *sign = number < 0 ? "-" : "", *point = form->decimals > 0 ? "." : "";

    if (number == 0 && form->exponent != 0)
        return (int)format_text(out, size, "0");
    if (form->exponent != 0)
        return (int)format_text(out, size, "%s%s%s%se%d", sign, whole, point, digits + before,
                                form->exponent);
    return (int)format_text(out, size, "%s%s%s%s%s", sign, whole, point, digits + before,
                            some_zeros(number ? form->zeros : 0));
}

static int number_width(long long number, const struct form *form)
{
    char text[TICK_SIZE];

    return write_number(text, sizeof text, number, form);
}

/* The form of the whole numbers first to last times 10^exponent. */
static struct form form_for(long long first, long long last, int exponent)
{
    struct form fixed = {.decimals = exponent < 0 ? -exponent : 0,
                         .zeros = exponent > 0 ? exponent : 0};
    long long most = llabs(first) > llabs(last) ? llabs(first) : llabs(last);
    int decimals = (int)log10((double)(most > 0 ? most : 1));
    struct form shared = {.decimals = decimals, .exponent = exponent + decimals};

    if (abs(exponent) > MOST_ZEROS)
        return shared;
    int width = (int)fmax(number_width(first, &fixed), number_width(last, &fixed));
    int other = (int)fmax(number_width(first, &shared), number_width(last, &shared));
    return width > FIXED_WIDTH && shared.exponent != 0 && other < width ? shared : fixed;
}

/* The first cell of a text at a number of the axis. */
static int cell_of(const struct axis *axis, double number, int width)
{
    double part = fmin(fmax((number - axis->low) / (axis->high - axis->low), 0), 1);
    double at =
        axis->up ? floor((1 - part) * axis->cells) : floor(part * axis->cells - width / 2.0 + 0.5);

    return (int)fmax(0, fmin(at, axis->cells - (axis->up ? 1 : width)));
}

/* Can the last text be read beside the one before it? */
static bool is_apart(const struct ticks *ticks, const struct axis *axis)
{
    const struct tick *now = &ticks->tick[ticks->count - 1], *before = now - 1;
    int width = (int)strlen(now->text);

    if (width > axis->cells && !axis->up)
        return false;
    if (ticks->count == 1)
        return true;
    if (axis->up)
        return before->at - now->at >= (axis->cells < FEW_ROWS ? APART_OF_FEW : APART);
    return now->at - before->at - (int)strlen(before->text) >= BETWEEN;
}

/* Writes the multiples of a step; false where there are fewer than two, or they have no room. */
static bool place(struct ticks *ticks, const struct axis *axis, struct step step)
{
    double size = step_size(step);
    double first = ceil(axis->low / size - slack), last = floor(axis->high / size + slack);

    ticks->count = 0;
    if (!(last - first >= 1 && last - first < TICKS_MAX))
        return false;
    struct form form =
        form_for((long long)first * step.digit, (long long)last * step.digit, step.exponent);
    for (double i = first; i <= last; i++) {
        struct tick *tick = &ticks->tick[ticks->count++];
        long long number = (long long)i * step.digit;

        write_number(tick->text, sizeof tick->text, number, &form);
        tick->at = cell_of(axis, i * size, (int)strlen(tick->text));
        if (!is_apart(ticks, axis))
            return false;
    }
    return true;
}

static void ticks_along(struct ticks *ticks, const struct axis *axis)
{
    double span = axis->high - axis->low, furthest = fmax(fabs(axis->low), fabs(axis->high));

    ticks->count = 0;
    if (!(span > 0 && span > 1e-13 * furthest && isfinite(span)) || axis->cells <= 0)
        return;
    struct step step = {1, (int)floor(log10(span / TICKS_MAX))};
    for (; step_size(step) <= span; step = step_next(step))
        if (place(ticks, axis, step))
            return;
    ticks->count = 0;
}

void ticks_across(struct ticks *ticks, double low, double high, int columns)
{
    ticks_along(ticks, &(struct axis){low, high, columns, false});
}

void ticks_up(struct ticks *ticks, double low, double high, int rows)
{
    ticks_along(ticks, &(struct axis){low, high, rows, true});
}

/* Adds digit * 10^i, unless it is outside; where it can't be read beside the one before, a power
 * of ten takes the place of that, and another number is left out. False where two powers have no
 * room. */
static bool add_log(struct ticks *ticks, const struct axis *axis, int digit, int i)
{
    double at = i + log10(digit);
    struct tick tick;

    if (at < axis->low - slack || at > axis->high + slack)
        return true;
    snprintf(tick.text, sizeof tick.text, "%g", digit * pow(10, i));
    tick.at = cell_of(axis, at, (int)strlen(tick.text));
    if (ticks->count == TICKS_MAX)
        return false;
    ticks->tick[ticks->count++] = tick;
    if (is_apart(ticks, axis))
        return true;
    bool after_power = ticks->count > 1 && ticks->tick[ticks->count - 2].text[0] == '1';
    if (digit == 1 && (after_power || ticks->count == 1))
        return false;
    ticks->count--;
    if (digit == 1)
        ticks->tick[ticks->count - 1] = tick;
    return true;
}

/* Every `stride`-th power of ten, and where that is 1 with 2 and 5 times each; false where they
 * have no room. */
static bool place_powers(struct ticks *ticks, const struct axis *axis, bool between, int stride)
{
    static const int digits[] = {1, 2, 5};
    int first = (int)floor(axis->low - slack), last = (int)floor(axis->high + slack);

    ticks->count = 0;
    for (int i = first; i <= last; i++)
        for (int k = 0; k < (between ? 3 : 1) && i % stride == 0; k++)
            if (!add_log(ticks, axis, digits[k], i))
                return false;
    return ticks->count > 1;
}

static void ticks_log(struct ticks *ticks, const struct axis *axis)
{
    enum { WIDEST_STRIDE = 600 };
    bool sane = axis->cells > 0 && isfinite(axis->high - axis->low) && axis->low < axis->high;
    bool placed = sane && place_powers(ticks, axis, true, 1);

    for (int stride = 1; sane && !placed && stride < WIDEST_STRIDE; stride *= 2)
        placed = place_powers(ticks, axis, false, stride);
    if (!placed)
        ticks->count = 0;
}

void ticks_log_across(struct ticks *ticks, double low, double high, int columns)
{
    ticks_log(ticks, &(struct axis){log10(low), log10(high), columns, false});
}

void ticks_log_up(struct ticks *ticks, double low, double high, int rows)
{
    ticks_log(ticks, &(struct axis){log10(low), log10(high), rows, true});
}

int ticks_width(const struct ticks *ticks)
{
    int widest = 0;

    for (int i = 0; i < ticks->count; i++)
        widest = (int)fmax(widest, (double)strlen(ticks->tick[i].text));
    return widest;
}
