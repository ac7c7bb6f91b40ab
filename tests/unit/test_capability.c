/* What is made of TERM, the locale and the user's wishes. Only terminal types that every ncurses
 * brings (Debian's ncurses-base) are looked at. */
#include "check.h"

#include <curses.h>
#include <locale.h>

#include "base/error.h"
#include "term/capability.h"

/* A newterm that fails leaks in ncurses 6.4. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:new_prescr";
}

static void set_environment(const char *term, const char *locale)
{
    assert_non_null(setlocale(LC_ALL, locale));
    if (term)
        setenv("TERM", term, 1);
    else
        unsetenv("TERM");
    unsetenv("COLORTERM");
    unsetenv("TMUX");
}

/* Begins on a terminal that is known. */
static FILE *begin(const struct screen_options *options)
{
    struct error error = {0};
    const char *instead;
    FILE *memory = tmpfile();
    assert_non_null(memory);
    if (!capability_start(options, memory, &instead, &error))
        fail_msg("%s", error.message);
    return memory;
}

/* --- the look --- */

static const struct {
    const char *term, *color, *charset, *locale;
    int colors;
    const char *glyphs;
} looks[] = {
    {"xterm-256color", "auto", "auto", "C.UTF-8", 256, "braille"},
    {"tmux-256color", "auto", "auto", "C.UTF-8", 256, "braille"},
    {"xterm", "auto", "auto", "C.UTF-8", 8, "braille"},
    {"screen", "auto", "auto", "C.UTF-8", 8, "braille"},
    {"linux", "auto", "auto", "C.UTF-8", 8, "blocks"}, /* its font has no braille */
    {"vt100", "auto", "auto", "C.UTF-8", 0, "braille"},
    /* asked for less, or for more than there is */
    {"xterm-256color", "16", "auto", "C.UTF-8", 16, "braille"},
    {"xterm-256color", "8", "auto", "C.UTF-8", 8, "braille"},
    {"xterm-256color", "none", "auto", "C.UTF-8", 0, "braille"},
    {"xterm-256color", "256", "auto", "C.UTF-8", 256, "braille"},
    {"vt100", "8", "auto", "C.UTF-8", 0, "braille"},
    {"linux", "256", "auto", "C.UTF-8", 8, "blocks"},
    {"xterm", "256", "auto", "C.UTF-8", 256, "braille"}, /* from xterm-256color */
    /* glyphs as asked for, and as the locale can */
    {"xterm", "auto", "blocks", "C.UTF-8", 8, "blocks"},
    {"xterm", "auto", "ascii", "C.UTF-8", 8, "ascii"},
    {"xterm", "auto", "sextants", "C.UTF-8", 8, "sextants"},
    {"xterm", "auto", "sextants", "C", 8, "ascii"},
    {"linux", "auto", "unicode", "C.UTF-8", 8, "braille"},
    {"xterm", "auto", "auto", "C", 8, "ascii"},
    {"xterm", "auto", "unicode", "C", 8, "ascii"},
};

static const char *glyphs_of(const struct display *display)
{
    if (display->sextants)
        return display->braille ? "sextants" : "sextants alone";
    return display->braille  ? display->blocks ? "braille" : "braille without blocks"
           : display->blocks ? "blocks"
                             : "ascii";
}

static void test_the_look(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(looks); i++) {
        struct screen_options options = {.color = looks[i].color, .charset = looks[i].charset};
        struct display display;
        set_environment(looks[i].term, looks[i].locale);
        FILE *memory = begin(&options);
        capability_look(&options, &display);
        if (display.colors != looks[i].colors || strcmp(glyphs_of(&display), looks[i].glyphs) != 0)
            fail_msg("TERM=%s --color=%s --charset=%s in %s: %d colours, %s", looks[i].term,
                     looks[i].color, looks[i].charset, looks[i].locale, display.colors,
                     glyphs_of(&display));
        fclose(memory);
    }
}

/* Colours of 24 bits, as COLORTERM, the name of the terminal type or the user tells of them. */
static void test_24_bits(void **state)
{
    static const struct {
        const char *term, *told, *tmux, *color;
        int colors;
    } rows[] = {
        {"xterm-256color", "truecolor", NULL, "auto", FRAME_RGB},
        {"xterm-256color", "24bit", NULL, "auto", FRAME_RGB},
        {"xterm-256color", "yes", NULL, "auto", 256},
        {"xterm-256color", "", NULL, "auto", 256},
        {"xterm", "truecolor", NULL, "auto", FRAME_RGB},
        {"xterm-unheard-of", "truecolor", NULL, "auto", FRAME_RGB},
        {"tmux-256color", "truecolor", NULL, "auto", FRAME_RGB},
        {"screen-256color", "truecolor", "/tmp/tmux-0/default,1,0", "auto", FRAME_RGB},
        {"screen-256color", "truecolor", NULL, "auto", 256}, /* GNU screen */
        {"xterm-direct", NULL, NULL, "auto", FRAME_RGB},
        {"tmux-direct", NULL, NULL, "auto", FRAME_RGB},
        {"kitty-direct", NULL, NULL, "auto", FRAME_RGB},
        /* a word that goes on to where it does not hold */
        {"linux", "truecolor", NULL, "auto", 8},
        {"vt100", "truecolor", NULL, "auto", 0},
        {"ansi", "24bit", NULL, "24bit", 8},
        /* as asked for */
        {"xterm-256color", NULL, NULL, "24bit", FRAME_RGB},
        {"screen", NULL, NULL, "24bit", FRAME_RGB},
        {"linux", NULL, NULL, "24bit", 8},
        {"vt100", NULL, NULL, "24bit", 0},
        {"xterm-256color", "truecolor", NULL, "256", 256},
        {"xterm-256color", "truecolor", NULL, "8", 8},
        {"xterm-256color", "truecolor", NULL, "none", 0},
        {"xterm-direct", NULL, NULL, "256", 256},
        {"xterm-direct", NULL, NULL, "16", 16},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct screen_options options = {.color = rows[i].color, .charset = "auto"};
        struct display display;
        set_environment(rows[i].term, "C.UTF-8");
        if (rows[i].told)
            setenv("COLORTERM", rows[i].told, 1);
        if (rows[i].tmux)
            setenv("TMUX", rows[i].tmux, 1);
        FILE *memory = begin(&options);
        capability_look(&options, &display);
        if (display.colors != rows[i].colors)
            fail_msg("row %zu, TERM=%s: %d colours", i, rows[i].term, display.colors);
        fclose(memory);
    }
}

/* NO_COLOR (no-color.org) counts when it is not empty, and less than an option. */
static void test_no_color(void **state)
{
    static const struct {
        const char *value, *color;
        int colors;
    } rows[] = {{"1", "auto", 0},
                {"", "auto", 256},
                {"1", "256", 256},
                {"1", "8", 8},
                {"1", "24bit", FRAME_RGB}};
    (void)state;
    set_environment("xterm-256color", "C.UTF-8");
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct screen_options options = {.color = rows[i].color, .charset = "auto"};
        struct display display;
        setenv("NO_COLOR", rows[i].value, 1);
        FILE *memory = begin(&options);
        capability_look(&options, &display);
        assert_int_equal(display.colors, rows[i].colors);
        fclose(memory);
    }
    unsetenv("NO_COLOR");
}

/* What is known of the background, and whether it may be asked for. */
static void test_backdrop(void **state)
{
    static const struct {
        const char *term, *told;
        enum backdrop backdrop;
        bool asks;
    } rows[] = {
        {"xterm-256color", NULL, BACKDROP_UNKNOWN, true},
        {"tmux-256color", NULL, BACKDROP_UNKNOWN, true},
        {"screen", NULL, BACKDROP_UNKNOWN, true},
        {"linux", NULL, BACKDROP_DARK, false},
        {"vt100", NULL, BACKDROP_UNKNOWN, false},
        {"vt220", NULL, BACKDROP_UNKNOWN, false},
        {"ansi", NULL, BACKDROP_UNKNOWN, false},
        {"xterm-256color", "15;0", BACKDROP_DARK, false},
        {"xterm-256color", "0;default;15", BACKDROP_LIGHT, false},
        {"xterm-256color", "0;7", BACKDROP_LIGHT, false},
        {"xterm-256color", "15;8", BACKDROP_DARK, false},
        {"xterm-256color", "0;default", BACKDROP_UNKNOWN, true},
        {"xterm-256color", "15;4", BACKDROP_UNKNOWN, true},
        {"xterm-256color", "15", BACKDROP_UNKNOWN, true},
        {"xterm-256color", "", BACKDROP_UNKNOWN, true},
    };
    static const struct screen_options options = {.color = "auto", .charset = "auto"};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct display display;
        set_environment(rows[i].term, "C.UTF-8");
        if (rows[i].told)
            setenv("COLORFGBG", rows[i].told, 1);
        FILE *memory = begin(&options);
        capability_look(&options, &display);
        if (display.backdrop != rows[i].backdrop || capability_asks(&display) != rows[i].asks)
            fail_msg("row %zu: backdrop %d", i, (int)display.backdrop);
        fclose(memory);
        unsetenv("COLORFGBG");
    }
}

/* --- which terminal --- */

static void test_an_unknown_terminal_like_a_known_one(void **state)
{
    static const struct {
        const char *term, *instead;
        int colors;
    } rows[] = {
        {"xterm-unheard-of", "xterm-256color", 256},
        {"foot-unheard-of", "xterm-256color", 256},
        {"tmux-unheard-of", "screen-256color", 256},
        {"linux-unheard-of", "linux", 8},
        {"vt-unheard-of", "vt220", 0},
        {"eterm-unheard-of", "ansi", 8},
    };
    static const struct screen_options options = {.color = "auto", .charset = "auto"};
    struct error error = {0};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *instead;
        struct display display;
        FILE *memory = tmpfile();
        set_environment(rows[i].term, "C.UTF-8");
        assert_true(capability_start(&options, memory, &instead, &error));
        assert_string_equal(instead, rows[i].instead);
        capability_look(&options, &display);
        assert_int_equal(display.colors, rows[i].colors);
        fclose(memory);
    }
}

static void test_unsuitable_terminals(void **state)
{
    static const struct {
        const char *term, *message;
    } rows[] = {
        {NULL, "TERM is not set"},
        {"", "TERM is not set"},
        {"unheard-of", "TERM=unheard-of is not known here"},
        {"../../etc/passwd", "is not known here"},
        {"dumb", "TERM=dumb cannot move the cursor"},
    };
    static const struct screen_options options = {.color = "auto", .charset = "auto"};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct error error = {0};
        const char *instead;
        FILE *memory = tmpfile();
        set_environment(rows[i].term, "C.UTF-8");
        assert_false(capability_start(&options, memory, &instead, &error));
        if (!strstr(error.message, rows[i].message))
            fail_msg("TERM=%s: %s", rows[i].term ? rows[i].term : "(none)", error.message);
        fclose(memory);
    }
}

/* Neither a terminal type that has no size, nor an environment that tells a wrong one. */
static void test_no_size_is_needed_to_begin(void **state)
{
    static const char *const terms[] = {"linux", "vt52", "xterm"};
    static const char *const sizes[] = {NULL, "0", "-3", "7", "2000000000", "many"};
    static const struct screen_options options = {.color = "auto", .charset = "auto"};
    (void)state;
    for (size_t i = 0; i < COUNT(terms); i++) {
        for (size_t j = 0; j < COUNT(sizes); j++) {
            set_environment(terms[i], "C.UTF-8");
            if (sizes[j]) {
                setenv("LINES", sizes[j], 1);
                setenv("COLUMNS", sizes[j], 1);
            }
            FILE *memory = begin(&options);
            assert_int_equal(LINES, 24);
            assert_int_equal(COLS, 80);
            fclose(memory);
        }
    }
}

/* --- sequences --- */

static const struct screen_options usual = {.color = "auto", .charset = "auto"};

static void check_has(const struct buffer *sequence, const char *part)
{
    if (!strstr(buffer_string(sequence), part))
        fail_msg("%s: no '%s' in '%s'", getenv("TERM"), part + 1, buffer_string(sequence));
}

/* ECMA-48 and xterm's control sequences: attributes off, paste brackets off, scroll region whole,
 * cursor to the last row, that row erased, normal screen, cursor shown. */
static void test_taking_and_leaving(void **state)
{
    static const struct {
        const char *term, *enter[3], *leave[7];
    } rows[] = {
        {"xterm-256color",
         {"\033[?1049h", "\033[m", "\033[?25l"},
         {"\033[m", "\033[?2004l", "\033[1;24r", "\033[24;1H\033[K", "\033[?1049l", "\033[?25h",
          "\033[?2026l"}},
        {"linux", {"\033[?25l"}, {"\033[m", "\033[1;24r", "\033[24;1H\033[K", "\033[?25h"}},
        {"vt100", {"\033[1;24r"}, {"\033[m", "\033[1;24r", "\033[24;1H\033[K"}},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buffer enter = {0}, leave = {0};
        set_environment(rows[i].term, "C.UTF-8");
        FILE *memory = begin(&usual);
        capability_enter(&enter, 24);
        capability_leave(&leave, 24);
        for (size_t j = 0; j < COUNT(rows[i].enter) && rows[i].enter[j]; j++)
            check_has(&enter, rows[i].enter[j]);
        for (size_t j = 0; j < COUNT(rows[i].leave) && rows[i].leave[j]; j++)
            check_has(&leave, rows[i].leave[j]);
        assert_null(strstr(buffer_string(&enter), "$<")); /* padding is not to be sent */
        assert_null(strstr(buffer_string(&leave), "$<"));
        buffer_release(&enter);
        buffer_release(&leave);
        fclose(memory);
    }
}

/* Terminals whose sequences are those of xterm are asked to take a text into the clipboard. */
static void test_the_clipboard(void **state)
{
    static const struct {
        const char *term;
        bool asked;
    } rows[] = {{"xterm-256color", true}, {"screen", true}, {"tmux-256color", true},
                {"linux", false},         {"vt100", false}, {"ansi", false}};
    struct buffer bytes = {0};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct display display;
        set_environment(rows[i].term, "C.UTF-8");
        FILE *memory = begin(&usual);
        capability_look(&usual, &display);
        assert_int_equal(display.clipboard, rows[i].asked);
        fclose(memory);
    }
    capability_copy(&bytes, "foobar");
    assert_string_equal(buffer_string(&bytes), "\033]52;c;Zm9vYmFy\a");
    buffer_release(&bytes);
}

static void test_modes_are_switched_where_there_are_any(void **state)
{
    static const struct {
        const char *term;
        bool has_paste, has_cursor;
    } rows[] = {
        {"xterm-256color", true, true},
        {"vt100", true, false},
        {"vt52", false, false}, /* not of ECMA-48 */
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buffer bytes = {0};
        set_environment(rows[i].term, "C.UTF-8");
        FILE *memory = begin(&usual);
        capability_enter(&bytes, 24);
        assert_int_equal(strstr(buffer_string(&bytes), "\033[?2004h") != NULL, rows[i].has_paste);
        buffer_clear(&bytes);
        capability_leave(&bytes, 24);
        assert_int_equal(strstr(buffer_string(&bytes), "\033[?2004l") != NULL, rows[i].has_paste);
        buffer_clear(&bytes);
        capability_cursor(&bytes, false);
        capability_cursor(&bytes, true);
        assert_int_equal(bytes.size > 0, rows[i].has_cursor);
        buffer_release(&bytes);
        fclose(memory);
    }
}

static void test_keys_begin_with_escape(void **state)
{
    static const struct {
        const char *term, *up; /* ESC O A in the application mode, which is never switched on */
    } rows[] = {{"xterm", "\033OA"}, {"linux", "\033[A"}, {"vt52", "\033A"}};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct key_sequence keys[CAPABILITY_KEYS + 1];
        const char *up = NULL;
        set_environment(rows[i].term, "C.UTF-8");
        FILE *memory = begin(&usual);
        capability_keys(keys);
        for (size_t j = 0; keys[j].bytes; j++) {
            assert_true(j < CAPABILITY_KEYS);
            assert_true(keys[j].bytes[0] == '\033' && keys[j].bytes[1] != '\0');
            if (keys[j].key == KEY_CODE_UP)
                up = keys[j].bytes;
        }
        assert_non_null(up);
        assert_string_equal(up, rows[i].up);
        fclose(memory);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_look),
        cmocka_unit_test(test_24_bits),
        cmocka_unit_test(test_no_color),
        cmocka_unit_test(test_backdrop),
        cmocka_unit_test(test_an_unknown_terminal_like_a_known_one),
        cmocka_unit_test(test_unsuitable_terminals),
        cmocka_unit_test(test_no_size_is_needed_to_begin),
        cmocka_unit_test(test_taking_and_leaving),
        cmocka_unit_test(test_the_clipboard),
        cmocka_unit_test(test_modes_are_switched_where_there_are_any),
        cmocka_unit_test(test_keys_begin_with_escape),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
