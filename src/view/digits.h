/* Numbers as people read them, with a decimal point in every locale. All functions return `out`;
 * what is not finite is "inf", "-inf" or "nan". */
#ifndef VIEW_DIGITS_H
#define VIEW_DIGITS_H

enum { DIGITS_SIZE = 32 };

/* For a column of numbers: six decimals, or for the very small and the very large three digits
 * and an exponent, such that right-aligned points stand below each other:
 *
 *      -0.712340
 *     123.450000
 *       8.63e-07
 */
char *digits_aligned(char out[DIGITS_SIZE], double number);

/* A fixed number of decimals, 0 to 6; from 1e9 on as digits_short. */
char *digits_fixed(char out[DIGITS_SIZE], double number, int decimals);

/* Three digits and an exponent; 0 is "0". */
char *digits_short(char out[DIGITS_SIZE], double number);

/* A whole number. */
char *digits_count(char out[DIGITS_SIZE], long number);

#endif
