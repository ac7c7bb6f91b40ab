/* UTF-8, and the one way in which foreign text becomes fit to be shown. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buffer;

enum { TEXT_INVALID = 0xFFFD };

/* Of ASCII; whatever the locale. */
static inline bool text_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool text_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* What the functions of nearly the same names below do where ASCII, or what is as wide, needs no
 * more than a comparison. */
size_t text_decode_other(const char *text, size_t length, uint32_t *glyph);
uint32_t text_visible_other(uint32_t glyph);
int text_width_other(uint32_t glyph);

/* Decodes the code point at the start of text[length], length > 0, into *glyph. Returns the bytes
 * used. Where the bytes are no UTF-8 (overlong forms, surrogates and cut sequences included),
 * *glyph is TEXT_INVALID and one byte is used. */
static inline size_t text_decode(const char *text, size_t length, uint32_t *glyph)
{
    *glyph = (unsigned char)text[0];
    return *glyph < 0x80 ? 1 : text_decode_other(text, length, glyph);
}

/* Writes the code point as UTF-8 into out, without a NUL. Returns the number of bytes. */
size_t text_encode(uint32_t glyph, char out[4]);

/* What a code point is shown as: itself, or '?' for control codes (C0, DEL, C1), for invisible
 * and bidirectional formatting characters, for combining marks and for anything else that does
 * not fill one column or two in every terminal, or is not assigned. Pure: depends neither on the
 * locale nor on the C library's table of widths. */
static inline uint32_t text_visible(uint32_t glyph)
{
    return glyph >= 0x20 && glyph <= 0x7E ? glyph : text_visible_other(glyph);
}

/* The columns that it fills so: 2 for Chinese, Japanese and Korean, 0 for a combining mark, which
 * is shown where it makes one letter with that before it, and else left out; else 1. */
static inline int text_width(uint32_t glyph)
{
    return glyph < 0x300 ? 1 : text_width_other(glyph);
}

/* The letter with the mark on it as one code point, such as that of e and U+0301; 0: there is none
 * that is shown. And the letter without all its marks, e. */
uint32_t text_compose(uint32_t letter, uint32_t mark);
uint32_t text_bare(uint32_t letter);

/* Is it a control code (C0, DEL, C1), or a character that can't be seen and changes how others are:
 * formatting, direction, tags? */
bool text_is_hidden(uint32_t glyph);

/* Appends text[length] with every code point made visible, and letters with marks as one. */
void text_sanitize(const char *text, size_t length, struct buffer *out);

/* How many columns text[length] takes when sanitized. */
size_t text_columns(const char *text, size_t length);

/* The bytes of text[length] that fill at most `columns` columns; no glyph is cut in two. */
size_t text_cut(const char *text, size_t length, size_t columns);

/* Appends a word as a POSIX shell reads it: as it is where that does, else in single quotes. */
void text_quote(const char *word, struct buffer *out);

/* Appends a field of CSV: in quotes where a comma, a quote or the end of a line stands in it. */
void text_csv(const char *field, struct buffer *out);

/* Appends text[length] in base64 (RFC 4648, section 4). */
void text_base64(const char *text, size_t length, struct buffer *out);

/* Long texts in messages. Writes `text` into out[size] where it fits with its NUL, else as much of
 * its beginning as does, and "…"; size is at least 8. Returns `out`. */
char *text_head(const char *text, char *out, size_t size);

/* The same for the end of a text; a path is cut at a slash where it can be: "…/end/of/path". */
char *text_tail(const char *text, char *out, size_t size);

/* Is the word, without blanks, one of a list such as " run eval ": each with a blank around it? */
bool text_lists(const char *list, const char *word);

#endif
