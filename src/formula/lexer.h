/* Text to tokens: numbers, names, operators, and a clear error for anything else.
 *
 * What print and other languages have is read where it has one meaning: × · ∗ for *, ÷ ∕ for /,
 * − – for -, ** for ^, ≤ ≥ ≠, √ and ∛, superscripts (x², x⁻¹), Greek letters in names, subscripts
 * behind them (x₁), and the blanks of print. */
#ifndef FORMULA_LEXER_H
#define FORMULA_LEXER_H

#include <stdbool.h>
#include <stddef.h>

struct error;

enum token_kind {
    TOKEN_END,
    TOKEN_NUMBER,
    TOKEN_POWER, /* a superscript number */
    TOKEN_NAME,  /* and the words: and, or, not */
    TOKEN_SIGN   /* + - * / ^ ( ) , ; = == != < <= > >= √ ∛ */
};

struct token {
    enum token_kind kind;
    const char *text; /* borrowed, as it is typed; TOKEN_END: right behind the last token */
    size_t length;
    const char *sign; /* TOKEN_SIGN: how this language writes it: "*" for × */
    double number;    /* TOKEN_NUMBER, TOKEN_POWER */
};

/* Reads the token at text[*offset] and moves *offset behind it. Returns false with the error and
 * its place. */
bool lexer_next(const char *text, size_t length, size_t *offset, struct token *token,
                struct error *error);

/* Is it that sign, or that word? */
bool token_is(const struct token *token, const char *text);

/* How many bytes at the beginning of the text are a name: Latin and Greek letters and _, behind the
 * first also digits and subscript digits. 0: none. */
size_t lexer_name(const char *text, size_t length);

/* Sets an error at byte `offset` of the text. Returns false. */
bool lexer_error(const char *text, size_t length, size_t offset, struct error *error,
                 const char *format, ...) __attribute__((format(printf, 5, 6)));

#endif
