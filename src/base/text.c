#include "base/text.h"

#include <stdbool.h>
#include <string.h>

#include "base/buffer.h"

/* Bytes that a lead byte asks for, and the bits that it carries itself; 0: no lead byte. */
static size_t lead(unsigned char byte, uint32_t *bits)
{
    *bits = byte < 0x80   ? byte
            : byte < 0xE0 ? byte & 0x1F
            : byte < 0xF0 ? byte & 0x0F
                          : byte & 0x07;
    return byte < 0x80   ? 1
           : byte < 0xC2 ? 0
           : byte < 0xE0 ? 2
           : byte < 0xF0 ? 3
           : byte < 0xF5 ? 4
                         : 0;
}

size_t text_decode_other(const char *text, size_t length, uint32_t *glyph)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    uint32_t value;
    size_t size = lead((unsigned char)text[0], &value);
    *glyph = TEXT_INVALID;
    if (size == 0 || size > length)
        return 1;
    for (size_t i = 1; i < size; i++) {
        unsigned char byte = (unsigned char)text[i];
        if ((byte & 0xC0) != 0x80)
            return 1;
        value = value << 6 | (byte & 0x3F);
    }
    if (value < least[size] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return 1;
    *glyph = value;
    return size;
}

size_t text_encode(uint32_t glyph, char out[4])
{
    if (glyph < 0x80) {
        out[0] = (char)glyph;
        return 1;
    }
    size_t size = glyph < 0x800 ? 2 : glyph < 0x10000 ? 3 : 4;
    for (size_t i = size - 1; i > 0; i--, glyph >>= 6)
        out[i] = (char)(0x80 | (glyph & 0x3F));
    out[0] = (char)((size == 2 ? 0xC0 : size == 3 ? 0xE0 : 0xF0) | glyph);
    return size;
}

struct code_range {
    uint32_t first, last;
};

/* Code points that fill one column and stand by themselves, in every version of Unicode (hence not
 * the trigrams from U+2630, wide since 16). Letters,
 * punctuation and symbols that appear in names, columns and formulas, and everything that the
 * program itself draws with. */
static const struct code_range visible[] = {
    {0x20, 0x7E},     {0xA1, 0xAC},     {0xAE, 0x2FF}, /* Latin, IPA, modifiers */
    {0x370, 0x377},   {0x37A, 0x37F},   {0x384, 0x38A},   {0x38C, 0x38C},
    {0x38E, 0x3A1},   {0x3A3, 0x482},   {0x48A, 0x52F}, /* Greek, Cyrillic */
    {0x531, 0x556},   {0x561, 0x587},                   /* Armenian */
    {0x1E00, 0x1EFF}, {0x1F00, 0x1F15}, {0x2010, 0x2027}, {0x2030, 0x205E},
    {0x2070, 0x2071}, {0x2074, 0x208E}, {0x20A0, 0x20BF}, /* super-, subscripts, currencies */
    {0x2100, 0x218B}, {0x2190, 0x2319}, {0x231C, 0x2328}, {0x232B, 0x23E8},
    {0x2500, 0x25FC}, {0x25FF, 0x2613}, {0x2616, 0x262F}, {0x2638, 0x2647},
    {0x2654, 0x267E}, {0x2713, 0x2727}, {0x27C0, 0x2B19}, /* arrows, mathematics, blocks,
                                                           * shapes, braille */
};

/* Code points that fill two columns in every version of Unicode: blocks for Chinese, Japanese,
 * Korean and Yi, whole ones where what is not assigned in them is as wide. */
static const struct code_range wide[] = {
    {0x3000, 0x3029}, {0x302E, 0x303E},   {0x3041, 0x3096},   {0x309B, 0x30FF}, {0x3105, 0x312D},
    {0x3131, 0x318E}, {0x3190, 0x31B7},   {0x31F0, 0x321E},   {0x3220, 0x3243}, {0x3260, 0x32FE},
    {0x3300, 0x4DB5}, {0x4E00, 0x9FFF},   {0xA000, 0xA48C},   {0xA490, 0xA4C6}, {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF}, {0xFE30, 0xFE52},   {0xFE54, 0xFE66},   {0xFE68, 0xFE6B}, {0xFF01, 0xFF60},
    {0xFFE0, 0xFFE6}, {0x20000, 0x2FFFD}, {0x30000, 0x3FFFD},
};

/* Marks on the letter before. */
static const struct code_range combining[] = {
    {0x300, 0x36F},   {0x483, 0x489},   {0x1DC0, 0x1DFF}, {0x20D0, 0x20F0},
    {0x302A, 0x302D}, {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F},
};

static bool is_in(uint32_t glyph, const struct code_range *range, size_t count)
{
    for (size_t i = 0; i < count && glyph >= range[i].first; i++)
        if (glyph <= range[i].last)
            return true;
    return false;
}

#define IS_IN(glyph, ranges) is_in(glyph, ranges, sizeof(ranges) / sizeof *(ranges))

uint32_t text_visible_other(uint32_t glyph)
{
    return IS_IN(glyph, visible) || IS_IN(glyph, wide) ? glyph : '?';
}

int text_width_other(uint32_t glyph)
{
    return IS_IN(glyph, wide) ? 2 : IS_IN(glyph, combining) ? 0 : 1;
}

bool text_is_hidden(uint32_t glyph)
{
    static const struct code_range hidden[] = {
        {0x00, 0x1F},     {0x7F, 0x9F},     {0xAD, 0xAD},     {0x61C, 0x61C},   {0x180E, 0x180E},
        {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F}, {0xFEFF, 0xFEFF}, {0xE0000, 0xE0FFF},
    };
    return IS_IN(glyph, hidden);
}

/* Puts the marks at the head of text[length] onto the letter, as far as they make one with it.
 * Returns their bytes. */
static size_t take_marks(const char *text, size_t length, uint32_t *letter)
{
    uint32_t mark, marked;
    size_t used = 0;
    while (used < length && (unsigned char)text[used] >= 0x80) {
        size_t size = text_decode(text + used, length - used, &mark);
        if (text_width(mark) > 0)
            break;
        if ((marked = text_compose(*letter, mark)))
            *letter = marked;
        used += size;
    }
    return used;
}

void text_sanitize(const char *text, size_t length, struct buffer *out)
{
    for (size_t i = 0; i < length;) {
        uint32_t glyph;
        i += text_decode(text + i, length - i, &glyph);
        if (text_width(glyph) == 0)
            continue;
        glyph = text_visible(glyph);
        i += take_marks(text + i, length - i, &glyph);
        buffer_glyph(out, glyph);
    }
}

size_t text_columns(const char *text, size_t length)
{
    size_t columns = 0;
    while (columns < length && (unsigned char)text[columns] < 0x80)
        columns++;
    for (size_t i = columns; i < length;) {
        uint32_t glyph;
        i += text_decode(text + i, length - i, &glyph);
        columns += (size_t)text_width(glyph);
    }
    return columns;
}

size_t text_cut(const char *text, size_t length, size_t columns)
{
    size_t used = 0;
    while (used < length) {
        uint32_t glyph;
        size_t size = text_decode(text + used, length - used, &glyph);
        size_t width = (size_t)text_width(glyph);
        if (width > columns)
            break;
        columns -= width;
        used += size;
    }
    return used;
}

static bool is_plain_word(const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "_.,:=+-/@%";
    return word[0] != '\0' && word[strspn(word, plain)] == '\0';
}

/* Single quotes keep everything but themselves: ' becomes '\''. */
void text_csv(const char *field, struct buffer *out)
{
    bool quoted = strpbrk(field, ",\"\r\n");
    if (quoted)
        buffer_text(out, "\"");
    for (; *field; field++)
        buffer_fill(out, *field, *field == '"' ? 2 : 1);
    if (quoted)
        buffer_text(out, "\"");
}

void text_quote(const char *word, struct buffer *out)
{
    if (is_plain_word(word)) {
        buffer_text(out, word);
        return;
    }
    buffer_text(out, "'");
    for (; *word != '\0'; word++) {
        if (*word == '\'')
            buffer_text(out, "'\\''");
        else
            buffer_add(out, word, 1);
    }
    buffer_text(out, "'");
}

void text_base64(const char *text, size_t length, struct buffer *out)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < length; i += 3) {
        size_t left = length - i < 3 ? length - i : 3;
        uint32_t bits = 0;
        for (size_t k = 0; k < 3; k++)
            bits = bits << 8 | (k < left ? (unsigned char)text[i + k] : 0);
        for (size_t k = 0; k < 4; k++)
            buffer_fill(out, k <= left ? digits[bits >> (18 - 6 * k) & 63] : '=', 1);
    }
}

static const char ellipsis[] = "…";

char *text_head(const char *text, char *out, size_t size)
{
    size_t length = strlen(text), used = 0;
    if (length < size)
        return strcpy(out, text);
    for (size_t next = 0; next <= size - sizeof ellipsis;) {
        uint32_t glyph;
        used = next;
        next += text_decode(text + next, length - next, &glyph);
    }
    memcpy(out, text, used);
    memcpy(out + used, ellipsis, sizeof ellipsis);
    return out;
}

char *text_tail(const char *text, char *out, size_t size)
{
    size_t length = strlen(text);
    if (length < size)
        return strcpy(out, text);
    const char *tail = text + length - (size - sizeof ellipsis), *slash = strchr(tail, '/');
    while (((unsigned char)*tail & 0xC0) == 0x80)
        tail++;
    memcpy(out, ellipsis, sizeof ellipsis);
    return strcat(out, slash ? slash : tail);
}

bool text_lists(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = list; length > 0 && (at = strstr(at, word)); at++)
        if (at > list && at[-1] == ' ' && at[length] == ' ')
            return true;
    return false;
}
