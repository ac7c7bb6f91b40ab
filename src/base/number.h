/* Numbers as text, the same in every locale: the decimal separator is a point. Functions with `out`
 * return it. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

struct buffer;
struct error;

enum { NUMBER_SIZE = 32 }; /* room for any number that is written here */

/* Reads a decimal number ([digits][.digits][e[+-]digits], no sign) at the start of text[length].
 * Returns the bytes used, 0 where there is no number. A value that overflows is HUGE_VAL. */
size_t number_scan(const char *text, size_t length, double *number);

/* Reads the whole of a C string: an optional sign and a number as above. Refuses anything else,
 * overflow, inf, nan and hexadecimal included. On failure *number is untouched. */
bool number_parse(const char *text, double *number, struct error *error);

/* The same for a whole number between `least` and `most`. */
bool number_parse_count(const char *text, long least, long most, long *number, struct error *error);

/* Writes with 17 significant digits: reading it back gives the same double. Infinities and NaN
 * are "inf", "-inf" and "nan", here and below. */
char *number_write(char out[NUMBER_SIZE], double number);

/* Writes with `digits` significant digits, for people: 0.175, 1.528e-07, -3.779388. What is below
 * a million has no exponent: 1012 with three digits is 1010. `digits` is 1 to 17. */
char *number_short(char out[NUMBER_SIZE], double number, int digits);

/* The number that is read back from these digits. */
double number_rounded(double number, int digits);

/* Appends a number with as few digits as reading it back exactly takes: 0.1, not
 * 0.10000000000000001. */
void number_append(struct buffer *out, double number);

/* For a column of numbers: six decimals, or for the very small and the very large three digits
 * and an exponent, such that right-aligned points stand below each other:
 *
 *      -0.712340
 *     123.450000
 *       8.63e-07
 */
char *number_aligned(char out[NUMBER_SIZE], double number);

/* A fixed number of decimals, 0 to 6; from 1e9 on three digits and an exponent. */
char *number_fixed(char out[NUMBER_SIZE], double number, int decimals);

/* Three digits and an exponent; 0 is "0". */
char *number_scientific(char out[NUMBER_SIZE], double number);

/* A whole number. */
char *number_count(char out[NUMBER_SIZE], long number);

/* The least power of ten times 1, 2 or 5 that is not below a positive number. */
double number_round_up(double number);

/* The number after `value` (by > 0) in an ascending list, or before it; at its ends the last or
 * first, but upward never less than the value. */
double number_next(const double *list, size_t count, double value, int by);

#endif
