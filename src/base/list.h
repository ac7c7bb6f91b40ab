/* Lists of names or numbers, separated by commas: `w,b`, `-1,1,0,2`. */
#ifndef BASE_LIST_H
#define BASE_LIST_H

#include <stdbool.h>

#include "base/limits.h"

struct buffer;
struct error;

enum { LIST_MAX = 32 }; /* items of a list of numbers */
_Static_assert((int)LIST_MAX >= PARAMETERS_MAX, "a point is a list");

/* Cuts the text at its commas and drops the blanks around the items. Returns how many there are, or
 * -1 with the error: `what` is expected, such as "two names", at most `most`. */
int list_names(const char *text, char items[][NAME_SIZE], int most, const char *what,
               struct error *error);

/* The same of numbers, most <= LIST_MAX; blanks may stand for commas, and brackets around them:
 * `(1, 2)`, `[1 2]`. */
int list_numbers(const char *text, double *numbers, int most, const char *what,
                 struct error *error);

/* Appends numbers[count] as a list, with as few digits as reading them back exactly takes. */
void list_append(struct buffer *out, const double *numbers, int count);

#endif
