#include "formula/lexer.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/number.h"
#include "base/text.h"
#include "formula/syntax.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool lexer_error(const char *text, size_t length, size_t offset, struct error *error,
                 const char *format, ...)
{
    char message[512];
    int line, column;
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    error_place(text, length, offset, &line, &column);
    return error_at(error, line, column, "%s", message);
}

bool token_is(const struct token *token, const char *text)
{
    return token->kind >= TOKEN_NAME && token->length == strlen(text) &&
           memcmp(token->text, text, token->length) == 0;
}

static size_t scan_name(const char *text, size_t length)
{
    size_t size = 0;
    while (size < length && (is_letter(text[size]) || is_digit(text[size])))
        size++;
    return size;
}

static size_t scan_sign(const char *text, size_t length)
{
    if (length >= 2 && text[1] == '=' && strchr("=!<>", text[0]))
        return 2;
    if (length >= 2 && text[0] == '*' && text[1] == '*')
        return 0;
    return strchr("+-*/^(),;=<>", text[0]) ? 1 : 0;
}

/* "here is 'x', write 2*x": what was probably meant by a name right behind a number. */
static bool refuse_juxtaposition(const char *text, size_t length, size_t at,
                                 const struct token *number, struct error *error)
{
    size_t size = scan_name(text + at, length - at);
    if (number->length == 1 && number->text[0] == '0' && (text[at] == 'x' || text[at] == 'X') &&
        size > 1)
        return lexer_error(text, length, at - 1, error, "numbers are decimal, without 0x");
    if (number->length > 20 || size > 20)
        return lexer_error(text, length, at, error, "expected an operator after the number");
    return lexer_error(text, length, at, error,
                       "expected an operator after the number; write %.*s*%.*s",
                       (int)number->length, number->text, (int)size, text + at);
}

static bool read_number(const char *text, size_t length, size_t *offset, struct token *token,
                        struct error *error)
{
    size_t at = *offset;
    token->kind = TOKEN_NUMBER;
    token->length = number_scan(text + at, length - at, &token->number);
    if (token->length == 0)
        return lexer_error(text, length, at, error, "a point without digits is not a number");
    if (!isfinite(token->number))
        return lexer_error(text, length, at, error, "the number is too large");
    size_t end = at + token->length;
    if (end < length && text[end] == '.')
        return lexer_error(text, length, end, error, "a number has one decimal point");
    if (end < length && is_letter(text[end]))
        return refuse_juxtaposition(text, length, end, token, error);
    *offset = end;
    return true;
}

/* How this language writes a sign of other languages or of print, or NULL. */
static const char *foreign_sign(const char *text, size_t length, uint32_t glyph)
{
    static const struct {
        uint32_t glyph;
        const char *meaning;
    } signs[] = {
        {'*', "^"},   {'|', "abs(x)"}, {0xB2, "^2"},   {0xB3, "^3"},     {0xB7, "*"},
        {0xD7, "*"}, {0xF7, "/"},    {0x3C0, "pi"}, {0x2212, "-"}, {0x221A, "sqrt(x)"},
    };
    if (length >= 2 && text[0] == '|' && text[1] == '|')
        return NULL;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (glyph == signs[i].glyph)
            return signs[i].meaning;
    return NULL;
}

static bool refuse_character(const char *text, size_t length, size_t at, struct error *error)
{
    uint32_t glyph;
    size_t size = text_decode(text + at, length - at, &glyph);
    unsigned char byte = (unsigned char)text[at];
    if (glyph == TEXT_INVALID && size == 1)
        return lexer_error(text, length, at, error, "byte 0x%02X is not UTF-8", byte);
    if (text_visible(glyph) != glyph)
        return lexer_error(text, length, at, error, "unexpected character U+%04X",
                           (unsigned)glyph);
    const char *meant = foreign_sign(text + at, length - at, glyph);
    if (byte == '*')
        size = 2;
    if (meant)
        return lexer_error(text, length, at, error, "unexpected '%.*s'; did you mean %s?",
                           (int)size, text + at, meant);
    if (byte == '!' || byte == '&' || byte == '|')
        return lexer_error(text, length, at, error, "unexpected '%c'; the words are not, and, or",
                           byte);
    return lexer_error(text, length, at, error, "unexpected character '%.*s'", (int)size,
                       text + at);
}

static bool read_name(const char *text, size_t length, size_t *offset, struct token *token,
                      struct error *error)
{
    token->kind = TOKEN_NAME;
    token->length = scan_name(text + *offset, length - *offset);
    if (token->length > SYNTAX_MAX_NAME)
        return lexer_error(text, length, *offset, error, "the name is longer than %d letters",
                           SYNTAX_MAX_NAME);
    *offset += token->length;
    return true;
}

bool lexer_next(const char *text, size_t length, size_t *offset, struct token *token,
                struct error *error)
{
    size_t at = *offset;
    while (at < length && is_space(text[at]))
        at++;
    *token = (struct token){.kind = TOKEN_END, .text = text + (at < length ? at : *offset)};
    *offset = at;
    if (at == length)
        return true;
    if (is_digit(text[at]) || text[at] == '.')
        return read_number(text, length, offset, token, error);
    if (is_letter(text[at]))
        return read_name(text, length, offset, token, error);
    if (text[at] == '\0' || !(token->length = scan_sign(text + at, length - at)))
        return refuse_character(text, length, at, error);
    token->kind = TOKEN_SIGN;
    *offset += token->length;
    return true;
}
