#include "check.h"

#include "base/buffer.h"
#include "base/text.h"

static void test_decode(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t length, used;
        uint32_t glyph;
    } rows[] = {
        {"a", 1, 1, 'a'},
        {"\0", 1, 1, 0},
        {"\x7f", 1, 1, 0x7F},
        {"\xc3\xa9", 2, 2, 0xE9},
        {"\xe2\x82\xac", 3, 3, 0x20AC},
        {"\xf0\x9f\x98\x80", 4, 4, 0x1F600},
        {"\xf4\x8f\xbf\xbf", 4, 4, 0x10FFFF},
        {"\xef\xbf\xbd", 3, 3, 0xFFFD}, /* the replacement character itself */
        {"\xc3", 1, 1, TEXT_INVALID},   /* cut */
        {"\xe2\x82", 2, 1, TEXT_INVALID},
        {"\xf0\x9f\x98", 3, 1, TEXT_INVALID},
        {"\xc3"
         "a",
         2, 1, TEXT_INVALID}, /* no continuation */
        {"\xe2\x82"
         "a",
         3, 1, TEXT_INVALID},
        {"\x80", 1, 1, TEXT_INVALID}, /* continuation without a lead */
        {"\xbf\xbf", 2, 1, TEXT_INVALID},
        {"\xc0\x80", 2, 1, TEXT_INVALID}, /* overlong */
        {"\xc1\xbf", 2, 1, TEXT_INVALID},
        {"\xe0\x80\xaf", 3, 1, TEXT_INVALID},
        {"\xe0\x9f\xbf", 3, 1, TEXT_INVALID},
        {"\xf0\x80\x80\xaf", 4, 1, TEXT_INVALID},
        {"\xf0\x8f\xbf\xbf", 4, 1, TEXT_INVALID},
        {"\xed\xa0\x80", 3, 1, TEXT_INVALID}, /* surrogates */
        {"\xed\xbf\xbf", 3, 1, TEXT_INVALID},
        {"\xf4\x90\x80\x80", 4, 1, TEXT_INVALID}, /* beyond Unicode */
        {"\xf5\x80\x80\x80", 4, 1, TEXT_INVALID},
        {"\xfe", 1, 1, TEXT_INVALID},
        {"\xff", 1, 1, TEXT_INVALID},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        uint32_t glyph = 0;
        char *copy = malloc(rows[i].length); /* so that a sanitizer sees what is read */
        memcpy(copy, rows[i].text, rows[i].length);
        size_t used = text_decode(copy, rows[i].length, &glyph);
        free(copy);
        if (used != rows[i].used || glyph != rows[i].glyph)
            fail_msg("row %zu: used %zu, U+%04X", i, used, (unsigned)glyph);
    }
}

static void test_every_code_point_comes_back(void **state)
{
    (void)state;
    for (uint32_t glyph = 0; glyph <= 0x10FFFF; glyph++) {
        char bytes[4];
        uint32_t back;
        if (glyph >= 0xD800 && glyph <= 0xDFFF)
            continue;
        size_t size = text_encode(glyph, bytes);
        if (text_decode(bytes, size, &back) != size || back != glyph)
            fail_msg("U+%04X comes back as U+%04X", (unsigned)glyph, (unsigned)back);
    }
}

/* Code points that are not one column of their own: wide or of no width in some version of Unicode
 * up to 17 (the trigrams U+2630 became wide in 16), control codes and formats, those that are not
 * assigned, and whole scripts that are never shown. The C library's table is another one on each
 * system. */
static const struct {
    uint32_t first, last;
} not_one_column[] = {
    {0x0, 0x1F},       {0x7F, 0x9F},       {0xAD, 0xAD},        {0x300, 0x36F},   {0x378, 0x379},
    {0x380, 0x383},    {0x38B, 0x38B},     {0x38D, 0x38D},      {0x3A2, 0x3A2},   {0x483, 0x489},
    {0x530, 0x530},    {0x557, 0x558},     {0x588, 0x1DFF},     {0x1F16, 0x1F17}, {0x1F1E, 0x1F1F},
    {0x1F46, 0x1F47},  {0x1F4E, 0x1F4F},   {0x1F58, 0x1F58},    {0x1F5A, 0x1F5A}, {0x1F5C, 0x1F5C},
    {0x1F5E, 0x1F5E},  {0x1F7E, 0x1F7F},   {0x1FB5, 0x1FB5},    {0x1FC5, 0x1FC5}, {0x1FD4, 0x1FD5},
    {0x1FDC, 0x1FDC},  {0x1FF0, 0x1FF1},   {0x1FF5, 0x1FF5},    {0x1FFF, 0x1FFF}, {0x200B, 0x200F},
    {0x2028, 0x202E},  {0x2060, 0x206F},   {0x2072, 0x2073},    {0x208F, 0x208F}, {0x209D, 0x209F},
    {0x20C2, 0x20FF},  {0x218C, 0x218F},   {0x231A, 0x231B},    {0x2329, 0x232A}, {0x23E9, 0x23EC},
    {0x23F0, 0x23F0},  {0x23F3, 0x23F3},   {0x2427, 0x243F},    {0x244B, 0x245F}, {0x25FD, 0x25FE},
    {0x2614, 0x2615},  {0x2630, 0x2637},   {0x2648, 0x2653},    {0x267F, 0x267F}, {0x268A, 0x268F},
    {0x2693, 0x2693},  {0x26A1, 0x26A1},   {0x26AA, 0x26AB},    {0x26BD, 0x26BE}, {0x26C4, 0x26C5},
    {0x26CE, 0x26CE},  {0x26D4, 0x26D4},   {0x26EA, 0x26EA},    {0x26F2, 0x26F3}, {0x26F5, 0x26F5},
    {0x26FA, 0x26FA},  {0x26FD, 0x26FD},   {0x2705, 0x2705},    {0x270A, 0x270B}, {0x2728, 0x2728},
    {0x274C, 0x274C},  {0x274E, 0x274E},   {0x2753, 0x2755},    {0x2757, 0x2757}, {0x2795, 0x2797},
    {0x27B0, 0x27B0},  {0x27BF, 0x27BF},   {0x2B1A, 0x2FFF},    {0x302A, 0x302D}, {0x303F, 0x3040},
    {0x3097, 0x309A},  {0x3100, 0x3104},   {0x4DB6, 0x4DFF},    {0xA48D, 0xA48F}, {0xA4C7, 0xABFF},
    {0xD7A4, 0xF8FF},  {0xFB00, 0xFE2F},   {0xFE53, 0xFE53},    {0xFE70, 0xFF00}, {0xFF61, 0xFFDF},
    {0xFFE7, 0x1FFFF}, {0x2FFFE, 0x2FFFF}, {0x3FFFE, 0x10FFFF},
};

/* Letters of Chinese, Japanese and Korean, of which each standard has said that they are wide. */
static void test_wide(void **state)
{
    static const uint32_t wide[] = {0x3000, 0x3042, 0x30A2, 0x4E2D, 0x52FE, 0x9FA5, 0xAC00,
                                    0xD7A3, 0xF900, 0xFF01, 0xFF5E, 0xFFE5, 0x20000};
    static const uint32_t marks[] = {0x301, 0x36F, 0x20D7, 0x3099, 0xFE0F};
    (void)state;
    for (size_t i = 0; i < COUNT(wide); i++) {
        assert_int_equal(text_visible(wide[i]), wide[i]);
        assert_int_equal(text_width(wide[i]), 2);
    }
    for (size_t i = 0; i < COUNT(marks); i++)
        assert_int_equal(text_width(marks[i]), 0);
    for (size_t i = 0; i < COUNT(not_one_column); i++)
        for (uint32_t glyph = not_one_column[i].first; glyph <= not_one_column[i].last; glyph++)
            assert_true(text_width(glyph) < 2);
    for (uint32_t glyph = ' '; glyph < 0x300; glyph++)
        assert_int_equal(text_width(glyph), 1);
}

static void test_visible_is_one_column(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(not_one_column); i++)
        for (uint32_t glyph = not_one_column[i].first; glyph <= not_one_column[i].last; glyph++)
            if (text_visible(glyph) != '?')
                fail_msg("U+%04X is shown as U+%04X", (unsigned)glyph,
                         (unsigned)text_visible(glyph));
}

/* Itself or nothing. */
static void test_nothing_is_shown_as_another(void **state)
{
    (void)state;
    for (uint32_t glyph = 0; glyph <= 0x10FFFF; glyph++) {
        uint32_t shown = text_visible(glyph);
        if (shown != glyph && shown != '?')
            fail_msg("U+%04X is shown as U+%04X", (unsigned)glyph, (unsigned)shown);
    }
}

static void test_visible(void **state)
{
    (void)state;
    static const uint32_t shown[] = {' ',    '~',    '?',    0xA1,   0xE9,   0x3BB,
                                     0x416,  0x2026, 0x207B, 0x2207, 0x2581, 0x2588,
                                     0x25CB, 0x2605, 0x2800, 0x28FF};
    static const uint32_t hidden[] = {0,      9,      10,      13,     27,      31,      127,
                                      0x80,   0x9B,   0x9F,    0xA0,   0xAD,    0x301,   0x200B,
                                      0x200E, 0x202A, 0x202E,  0x2028, 0x2066,  0x2069,  0xFEFF,
                                      0xFFFD, 0xFFFF, 0x1F600, 0xE000, 0xE0001, 0x10FFFF};
    for (size_t i = 0; i < COUNT(shown); i++)
        assert_int_equal(text_visible(shown[i]), shown[i]);
    for (size_t i = 0; i < COUNT(hidden); i++)
        assert_int_equal(text_visible(hidden[i]), '?');
}

static void check_sanitized(const char *text, size_t length, const char *expected)
{
    struct buffer out = {0};
    text_sanitize(text, length, &out);
    assert_string_equal(buffer_string(&out), expected);
    assert_int_equal(text_columns(text, length), text_columns(expected, strlen(expected)));
    buffer_release(&out);
}

static void test_sanitize(void **state)
{
    (void)state;
    check_sanitized("", 0, "");
    check_sanitized("a\0b", 3, "a?b");
    check_sanitized("\x1b]0;x\x07", 6, "?]0;x?");
    check_sanitized("é\n", 3, "é?");
    check_sanitized("\xf0\x9f\x98\x80", 4, "?");
    check_sanitized("\xe2\x82", 2, "??");
    check_sanitized("e\xcc\x81中", 6, "é中");
    check_sanitized("x\xcc\x81y", 4, "xy");
    check_sanitized("\xcc\x81x", 3, "x");
}

/* Letters and marks make one letter and back, those that no code point has don't; what comes of it
 * is shown. */
static void test_marks(void **state)
{
    (void)state;
    static const struct {
        uint32_t letter, mark, marked, bare;
    } rows[] = {
        {'e', 0x301, 0xE9, 'e'},      {'A', 0x30A, 0xC5, 'A'},
        {'n', 0x303, 0xF1, 'n'},      {'c', 0x327, 0xE7, 'c'},
        {'z', 0x30C, 0x17E, 'z'},     {'o', 0x30B, 0x151, 'o'},
        {0x1EA1, 0x302, 0x1EAD, 'a'}, {0x438, 0x306, 0x439, 0x438},
        {0x3B1, 0x301, 0x3AC, 0x3B1}, {0x304B, 0x3099, 0x304C, 0x304B},
        {'x', 0x301, 0, 0},           {'e', 'a', 0, 0},
        {'e', 0x20D0, 0, 0},          {0, 0x301, 0, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_int_equal(text_compose(rows[i].letter, rows[i].mark), rows[i].marked);
        if (rows[i].marked)
            assert_int_equal(text_bare(rows[i].marked), rows[i].bare);
    }
    assert_int_equal(text_bare('e'), 'e');
    assert_int_equal(text_bare(0x3BA), 0x3BA);
    for (uint32_t mark = 0x300; mark < 0x370; mark++)
        for (uint32_t letter = 0; letter < 0x2000; letter++) {
            uint32_t marked = text_compose(letter, mark);
            if (marked) {
                assert_int_equal(text_visible(marked), marked);
                assert_int_equal(text_width(marked), text_width(letter));
                assert_int_equal(text_bare(marked), text_bare(letter));
            }
        }
}

static void test_cut(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t columns, bytes;
    } rows[] = {
        {"abc", 0, 0},      {"abc", 2, 2},  {"abc", 3, 3},       {"abc", 9, 3},
        {"λλ", 1, 2},       {"∇x", 1, 3},   {"\xff\xffx", 2, 2}, {"", 5, 0},
        {"勾配", 1, 0},     {"勾配", 3, 3}, {"勾配", 4, 6},      {"e\u0301x", 1, 3},
        {"e\u0301x", 2, 4}, {"\tx", 1, 1},  {"a\xe2\x82", 2, 2}, {"abc", SIZE_MAX, 3},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_int_equal(text_cut(rows[i].text, strlen(rows[i].text), rows[i].columns),
                         rows[i].bytes);
}

/* Long texts end, or begin, with "…", at the edge of a code point, in eight bytes of room. */
static void test_head_and_tail(void **state)
{
    (void)state;
    static const struct {
        const char *text, *head, *tail;
    } rows[] = {
        {"", "", ""},
        {"1234567", "1234567", "1234567"},
        {"12345678", "1234…", "…5678"},
        {"abcdefghijkl", "abcd…", "…ijkl"},
        {"äöüäöü", "äö…", "…öü"},
        {"aäöüäöüa", "aä…", "…üa"},
        {"€€€€€€", "€…", "…€"},
        {"\xff\xff\xff\xff\xff\xff\xff\xff\xff", "\xff\xff\xff\xff…", "…\xff\xff\xff\xff"},
        {"/usr/lib/a.c", "/usr…", "…/a.c"},
        {"/usr/lib/ab.c", "/usr…", "…ab.c"},
        {"/usr/a/b/c/d", "/usr…", "…/c/d"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char out[8];
        assert_string_equal(text_head(rows[i].text, out, sizeof out), rows[i].head);
        assert_string_equal(text_tail(rows[i].text, out, sizeof out), rows[i].tail);
    }
}

/* A sequence that the end cuts is none, though the bytes behind it would complete it. */
static void test_a_sequence_that_the_end_cuts(void **state)
{
    static const char *const glyphs[] = {"é", "∇", "😀"};
    (void)state;
    for (size_t i = 0; i < COUNT(glyphs); i++) {
        for (size_t length = 1; length < strlen(glyphs[i]); length++) {
            struct buffer shown = {0};
            uint32_t glyph;
            assert_int_equal(text_decode(glyphs[i], length, &glyph), 1);
            assert_int_equal(glyph, TEXT_INVALID);
            assert_int_equal(text_columns(glyphs[i], length), length);
            assert_int_equal(text_cut(glyphs[i], length, 9), length);
            text_sanitize(glyphs[i], length, &shown);
            assert_int_equal(text_columns(shown.data, shown.size), length);
            buffer_release(&shown);
        }
    }
}

static void test_lists(void **state)
{
    (void)state;
    assert_true(text_lists(" run eval ", "run"));
    assert_true(text_lists(" run eval ", "eval"));
    assert_true(text_lists(" evaluate eval ", "eval"));
    assert_false(text_lists(" run eval ", "ru"));
    assert_false(text_lists(" run eval ", "val"));
    assert_false(text_lists(" run eval ", "evaluate"));
    assert_false(text_lists(" run eval ", ""));
    assert_false(text_lists("", "run"));
}

/* The test vectors of RFC 4648, section 10, and bytes that are no text. */
static void test_base64(void **state)
{
    static const char *const rows[][2] = {
        {"", ""},
        {"f", "Zg=="},
        {"fo", "Zm8="},
        {"foo", "Zm9v"},
        {"foob", "Zm9vYg=="},
        {"fooba", "Zm9vYmE="},
        {"foobar", "Zm9vYmFy"},
        {"\xFF\xFE\xFB", "//77"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buffer out = {0};
        text_base64(rows[i][0], strlen(rows[i][0]), &out);
        assert_string_equal(buffer_string(&out), rows[i][1]);
        buffer_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decode),
        cmocka_unit_test(test_every_code_point_comes_back),
        cmocka_unit_test(test_visible_is_one_column),
        cmocka_unit_test(test_nothing_is_shown_as_another),
        cmocka_unit_test(test_visible),
        cmocka_unit_test(test_wide),
        cmocka_unit_test(test_sanitize),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_head_and_tail),
        cmocka_unit_test(test_a_sequence_that_the_end_cuts),
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_base64),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
