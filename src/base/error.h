/* An error: one sentence, the setting that it is about, and the place in that setting's text.
 *
 * Functions that can fail on input return false (or NULL) and fill a `struct error` that the
 * caller lends; a NULL error is allowed everywhere and means "don't tell me". */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>
#include <stddef.h>

struct buffer;

struct error {
    int line, column;    /* from 1; column counts code points; 0, 0: the error has no place */
    const char *setting; /* whose text the place is in ("rule"); NULL: that of no setting. Borrowed:
                            a constant, or the key that scenario_set was given */
    bool memory;         /* there was too little: the input is not to blame */
    char message[256];   /* printable UTF-8 and marks of settings, no newline, no full stop */
};

/* A setting that a message tells to make, "SETTING("lr 0.1")" in a format: its name, and its value
 * where there is one. Who shows the message writes the setting as it is typed there. The marks
 * around it are control characters: foreign text has hardly any, and with them it is shown like a
 * setting. */
#define SETTING(text) "\x0e" text "\x0f"

enum setting_style {
    SETTING_AS_OPTION, /* --lr 0.1, quoted for a shell */
    SETTING_AS_COMMAND /* :lr 0.1, and of several in a row :lr 0.1 --seed 5 */
};

/* Appends the message with its settings in that style; the second writes it so into message[size],
 * cut where it is too long. */
void error_settings(const char *message, enum setting_style style, struct buffer *out);
void error_settings_within(char *message, size_t size, enum setting_style style);

/* Sets the message, without a place or a setting. Foreign bytes in the arguments are made harmless.
 * Always returns false, so that a function can end with `return error_set(…)`. */
bool error_set(struct error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same, with a place. */
bool error_at(struct error *error, int line, int column, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Names the setting that the error is about, unless that is known more closely: an error that is
 * passed up names it where it is known. Returns false. */
bool error_in(struct error *error, const char *setting);

/* The same for a file too large to show a line of: the place is part of the message, "PATH: line 7,
 * column 3: …", and error->line is 0. A `column` of 0 is left out, a `line` of 0, too. Of a long
 * path there is the end, so that place and reason have 180 bytes; "-" is standard input. */
bool error_in_file(struct error *error, const char *path, long line, long column,
                   const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Puts the file, and the line and column that the error has, into its message likewise. Where
 * memory ran out the file is not to blame, and nothing changes. */
bool error_in_text(struct error *error, const char *path);

/* "Out of memory", for the error path of an allocation. Returns false. */
bool error_memory(struct error *error);

/* Turns byte `offset` of text[length] into line and column. Bytes that are no UTF-8 count as one
 * column each, as text_sanitize shows them. */
void error_place(const char *text, size_t length, size_t offset, int *line, int *column);

/* Appends the message, settings as options, and where the error has a place, an excerpt of
 * text[length] of at most 72 columns with a caret under the place:
 *
 *     line 1, column 5: expected a value
 *       2 * * x
 *           ^
 *
 * Every line ends with a newline; the text is sanitized. */
void error_show(const struct error *error, const char *text, size_t length, struct buffer *out);

#endif
