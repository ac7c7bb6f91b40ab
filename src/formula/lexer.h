/* Text to tokens: numbers, names, operators, and a clear error for anything else. */
#ifndef FORMULA_LEXER_H
#define FORMULA_LEXER_H

#include <stdbool.h>
#include <stddef.h>

struct error;

enum token_kind {
    TOKEN_END,
    TOKEN_NUMBER,
    TOKEN_NAME, /* and the words: and, or, not */
    TOKEN_SIGN  /* + - * / ^ ( ) , ; = == != < <= > >= */
};

struct token {
    enum token_kind kind;
    const char *text; /* borrowed; TOKEN_END: right behind the last token */
    size_t length;
    double number; /* TOKEN_NUMBER */
};

/* Reads the token at text[*offset] and moves *offset behind it. Returns false with the error and
 * its place. */
bool lexer_next(const char *text, size_t length, size_t *offset, struct token *token,
                struct error *error);

bool token_is(const struct token *token, const char *text);

/* Sets an error at byte `offset` of the text. Returns false. */
bool lexer_error(const char *text, size_t length, size_t offset, struct error *error,
                 const char *format, ...) __attribute__((format(printf, 5, 6)));

#endif
