/* What to say of text that this language does not read: what is wrong and the way out. It knows
 * what people bring along from print, from LaTeX, C, Python, MATLAB, Mathematica and
 * spreadsheets. */
#ifndef FORMULA_HINTS_H
#define FORMULA_HINTS_H

#include <stdbool.h>
#include <stddef.h>

#include "formula/syntax.h"

struct error;
struct token;

enum { HINT_SIZE = 120 };

/* Does a word that stands where a name is expected look like a formula: "x^2+y^2"? */
bool hint_is_formula(const char *word);

/* Each sets an error with its place in text[length] and returns false. */

/* No token begins at byte `at`. */
bool hint_character(const char *text, size_t length, size_t at, struct error *error);

/* A letter stands right behind the number. */
bool hint_number(const char *text, size_t length, const struct token *number, struct error *error);

/* A point stands right behind the name: "np.exp", "x.^2". */
bool hint_point(const char *text, size_t length, const struct token *name, struct error *error);

/* The function that is called is none; `rule`: in a rule, which has some more. */
bool hint_function(const char *text, size_t length, struct span name, bool rule,
                   struct error *error);

/* The function stands without its parentheses. */
bool hint_alone(const char *text, size_t length, struct span name, struct error *error);

/* Each gives what to add to a message, "; to multiply, write x*y", or "" where there is nothing to
 * say. */

/* An operator is expected, and `found` is none. */
void hint_operator(const char *text, size_t length, const struct token *found,
                   char hint[HINT_SIZE]);

/* A value is expected, and `found` does not begin one. */
void hint_value(const char *text, const struct token *found, char hint[HINT_SIZE]);

/* A statement of a rule begins with the token, and no "=" follows it. */
void hint_statement(const char *text, size_t length, const struct token *found,
                    char hint[HINT_SIZE]);

/* The function has got too many operands. */
const char *hint_operands(struct span function);

/* Does the comma at byte `comma` stand right between two digits, as in 1,5? */
bool hint_is_decimal(const char *text, size_t length, size_t comma);

#endif
