/* Lists of settings: `NAME=VALUE,NAME=VALUE`, as --set, --stop and the schedules take them. */
#ifndef BASE_PAIRS_H
#define BASE_PAIRS_H

#include <stdbool.h>

#include "base/limits.h"

struct buffer;
struct error;

enum { PAIRS_MAX_ITEM = 127 };

struct pair {
    char name[NAME_SIZE];
    bool has_value;                /* `NAME` alone is allowed by some lists */
    char text[PAIRS_MAX_ITEM + 1]; /* the value as it was written; "" without one */
    double value;                  /* the same as a number, finite; 0 without one */
};

/* Reads the pair at *list and moves *list behind it and the comma that follows: loop while
 * **list is not NUL. Blanks around names and values are skipped. An empty list, an empty item and
 * a comma at the end are errors. */
bool pairs_next(const char **list, struct pair *pair, struct error *error);

/* The same where a value must be there. */
bool pairs_need(const char **list, struct pair *pair, struct error *error);

/* The same two where the value may be a word: pair->value is 0 until pair_number or pair_word
 * sets it. */
bool pairs_next_text(const char **list, struct pair *pair, struct error *error);
bool pairs_need_text(const char **list, struct pair *pair, struct error *error);

/* Takes the text as a number; and as one of a list of words that ends with NULL: the value is then
 * the index of the word. On failure says what is allowed: "mode must be min or max". */
bool pair_number(struct pair *pair, struct error *error);
bool pair_word(struct pair *pair, const char *const *words, struct error *error);

/* Appends `NAME=VALUE`, after a comma where `first` is false. */
void pairs_append(struct buffer *out, bool first, const char *name, double value);

#endif
