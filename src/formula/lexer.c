#include "formula/lexer.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/number.h"
#include "base/text.h"
#include "formula/hints.h"
#include "formula/syntax.h"

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
    if (token->kind == TOKEN_SIGN)
        return strcmp(token->sign, text) == 0;
    return token->kind == TOKEN_NAME && token->length == strlen(text) &&
           memcmp(token->text, text, token->length) == 0;
}

/* --- names --- */

static bool is_latin(char c)
{
    return text_is_letter(c) || c == '_';
}

/* Letters without accents, their variants, and the micro sign, which keyboards have for mu. */
static bool is_greek(uint32_t glyph)
{
    return (glyph >= 0x391 && glyph <= 0x3C9 && glyph != 0x3A2 &&
            !(glyph >= 0x3AA && glyph <= 0x3B0)) ||
           glyph == 0x3D1 || glyph == 0x3D5 || glyph == 0x3F5 || glyph == 0xB5;
}

static bool is_subscript(uint32_t glyph)
{
    return glyph >= 0x2080 && glyph <= 0x2089;
}

size_t lexer_name(const char *text, size_t length)
{
    size_t size = 0, step;
    for (; size < length; size += step) {
        uint32_t glyph;
        step = 1;
        if (is_latin(text[size]) || (size > 0 && text_is_digit(text[size])))
            continue;
        step =
            (unsigned char)text[size] < 0x80 ? 0 : text_decode(text + size, length - size, &glyph);
        if (step == 0 || !(is_greek(glyph) || (size > 0 && is_subscript(glyph))))
            break;
    }
    return size;
}

/* --- signs --- */

/* The sign as it is typed, and as this language writes it; the longer one first. */
static const struct sign {
    const char *typed, *sign;
} signs[] = {
    {"**", "^"}, {"==", "=="}, {"!=", "!="}, {"<=", "<="}, {">=", ">="}, {"+", "+"}, {"-", "-"},
    {"*", "*"},  {"/", "/"},   {"^", "^"},   {"(", "("},   {")", ")"},   {",", ","}, {";", ";"},
    {"=", "="},  {"<", "<"},   {">", ">"},   {"×", "*"},   {"·", "*"},   {"⋅", "*"}, {"∙", "*"},
    {"∗", "*"},  {"÷", "/"},   {"∕", "/"},   {"⁄", "/"},   {"−", "-"},   {"–", "-"}, {"‐", "-"},
    {"‑", "-"},  {"≤", "<="},  {"≥", ">="},  {"≠", "!="},  {"√", "√"},   {"∛", "∛"},
};

static bool starts_with(const char *text, size_t length, const char *start)
{
    size_t size = strlen(start);
    return text[0] == start[0] && size <= length && memcmp(text, start, size) == 0;
}

static bool read_sign(const char *text, size_t length, struct token *token)
{
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (starts_with(text, length, signs[i].typed)) {
            token->kind = TOKEN_SIGN;
            token->sign = signs[i].sign;
            token->length = strlen(signs[i].typed);
            return true;
        }
    return false;
}

/* --- superscripts --- */

/* What a superscript stands for: a digit, '+' or '-'; 0: it is none. */
static char superscript(uint32_t glyph)
{
    switch (glyph) {
    case 0xB2:
        return '2';
    case 0xB3:
        return '3';
    case 0xB9:
        return '1';
    case 0x207A:
        return '+';
    case 0x207B:
        return '-';
    default:
        return glyph == 0x2070 || (glyph >= 0x2074 && glyph <= 0x2079)
                   ? (char)('0' + (glyph - 0x2070))
                   : 0;
    }
}

/* "²", "⁻¹", "¹⁰": a sign, perhaps, and digits. */
static bool read_superscript(const char *text, size_t length, struct token *token)
{
    double value = 0, sign = 1;
    size_t at = 0, digits = 0;
    while (at < length && (unsigned char)text[at] >= 0x80) {
        uint32_t glyph;
        size_t size = text_decode(text + at, length - at, &glyph);
        char meaning = superscript(glyph);
        if (meaning == 0 || (at > 0 && !text_is_digit(meaning)))
            break;
        if (text_is_digit(meaning))
            value = 10 * value + (meaning - '0');
        else
            sign = meaning == '-' ? -1 : 1;
        digits += text_is_digit(meaning);
        at += size;
    }
    token->kind = TOKEN_POWER;
    token->length = at;
    token->number = sign * value;
    return digits > 0 && isfinite(value);
}

/* --- tokens --- */

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
    if (lexer_name(text + end, length - end) > 0)
        return hint_number(text, length, token, error);
    *offset = end;
    return true;
}

static bool read_name(const char *text, size_t length, size_t *offset, struct token *token,
                      struct error *error)
{
    size_t end = *offset + token->length;
    token->kind = TOKEN_NAME;
    if (token->length >= NAME_SIZE)
        return lexer_error(text, length, *offset, error, "the name is longer than %d bytes",
                           NAME_SIZE - 1);
    if (end + 1 < length && text[end] == '.' && !text_is_digit(text[end + 1]))
        return hint_point(text, length, token, error);
    *offset = end;
    return true;
}

/* How many bytes at text[at] are a blank: those of ASCII, and those of print (no-break, thin,
 * wide). */
static size_t blank(const char *text, size_t length)
{
    static const char *const blanks[] = {"\u00A0", "\u2002", "\u2003", "\u2007",
                                         "\u2009", "\u202F", "\u205F", "\u3000"};
    if ((unsigned char)text[0] < 0x80)
        return text[0] == ' ' || text[0] == '\t' || text[0] == '\n' || text[0] == '\r';
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
        if (starts_with(text, length, blanks[i]))
            return strlen(blanks[i]);
    return 0;
}

static size_t skip_blanks(const char *text, size_t length, size_t at)
{
    static const char mark[] = "\uFEFF"; /* of the byte order: some editors begin a file with it */
    size_t size = 1;
    if (at == 0 && length > 0 && starts_with(text, length, mark))
        at = strlen(mark);
    while (at < length && size > 0)
        at += size = blank(text + at, length - at);
    return at;
}

bool lexer_next(const char *text, size_t length, size_t *offset, struct token *token,
                struct error *error)
{
    size_t at = skip_blanks(text, length, *offset);
    *token = (struct token){.kind = TOKEN_END, .text = text + (at < length ? at : *offset)};
    *offset = at;
    if (at == length)
        return true;
    if (text_is_digit(text[at]) || text[at] == '.')
        return read_number(text, length, offset, token, error);
    if ((token->length = lexer_name(text + at, length - at)) > 0)
        return read_name(text, length, offset, token, error);
    if (!read_sign(text + at, length - at, token) &&
        !read_superscript(text + at, length - at, token))
        return hint_character(text, length, at, error);
    *offset += token->length;
    return true;
}
