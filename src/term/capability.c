#include "term/capability.h"

#include <curses.h>
#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/error.h"
#include "base/text.h"
#include "term/direct.h"

const char *const screen_colors[] = {"auto", "24bit", "256", "16", "8", "none", NULL};
const char *const screen_charsets[] = {"auto", "sextants", "unicode", "blocks", "ascii", NULL};

/* --- names --- */

/* How names begin that servers often do not know, and what the terminal is much like; all of that
 * is in every ncurses (Debian's ncurses-base). */
static const struct {
    const char *prefix, *like;
} likenesses[] = {
    {"xterm", "xterm-256color"},
    {"foot", "xterm-256color"},
    {"alacritty", "xterm-256color"},
    {"wezterm", "xterm-256color"},
    {"st-", "xterm-256color"},
    {"ghostty", "xterm-256color"},
    {"konsole", "xterm-256color"},
    {"vte", "xterm-256color"},
    {"contour", "xterm-256color"},
    {"iterm", "xterm-256color"},
    {"rxvt", "xterm-256color"},
    {"gnome", "xterm-256color"},
    {"kitty", "xterm-256color"},
    {"mintty", "xterm-256color"},
    {"ms-terminal", "xterm-256color"},
    {"nsterm", "xterm-256color"},
    {"putty", "xterm-256color"},
    {"mlterm", "xterm-256color"},
    {"rio", "xterm-256color"},
    {"tmux", "screen-256color"},
    {"screen", "screen-256color"},
    {"dvtm", "screen-256color"},
    {"linux", "linux"},
    {"fbterm", "linux"},
    {"vt", "vt220"},
    {"eterm", "ansi"},
};

static const char *likeness(const char *name)
{
    for (size_t i = 0; i < sizeof likenesses / sizeof *likenesses; i++)
        if (strncmp(name, likenesses[i].prefix, strlen(likenesses[i].prefix)) == 0)
            return likenesses[i].like;
    return NULL;
}

/* Is it much like xterm or tmux? Those understand sequences that terminfo does not tell of. */
static bool is_modern(const char *name)
{
    const char *like = likeness(name);
    return like && strstr(like, "-256color");
}

/* --- terminfo --- */

/* A capability, or NULL. */
static const char *string_of(const char *name)
{
    char *string = tigetstr(name);
    return string == (char *)-1 ? NULL : string;
}

/* Appends a capability without its padding ($<5>), which only hardware of long ago needs. */
static void add(struct buffer *out, const char *string)
{
    while (string && *string) {
        const char *end = strncmp(string, "$<", 2) == 0 ? strchr(string, '>') : NULL;
        if (end) {
            string = end + 1;
        } else {
            buffer_add(out, string, 1);
            string++;
        }
    }
}

/* A region of scrolling that covers the whole screen. Sends the cursor home. */
static void add_whole_region(struct buffer *out, int rows)
{
    const char *region = string_of("csr");
    if (region)
        add(out, tiparm(region, 0, rows - 1));
}

/* Not all of terminfo has BE and BD, but whoever speaks ECMA-48 ignores private modes that it does
 * not know. */
static void add_paste(struct buffer *out, bool on)
{
    const char *string = string_of(on ? "BE" : "BD"), *place = string_of("cup");
    if (!string && place && strncmp(place, "\033[", 2) == 0)
        string = on ? "\033[?2004h" : "\033[?2004l";
    add(out, string);
}

const char capability_hold[] = "\033[?2026h", capability_release[] = "\033[?2026l";

void capability_cursor(struct buffer *out, bool visible)
{
    add(out, string_of(visible ? "cnorm" : "civis"));
}

void capability_copy(struct buffer *out, const char *text)
{
    add(out, "\033]52;c;");
    text_base64(text, strlen(text), out);
    add(out, "\a");
}

void capability_enter(struct buffer *out, int rows)
{
    add(out, string_of("smcup"));
    add(out, string_of("sgr0"));
    add_whole_region(out, rows);
    add_paste(out, true);
    capability_cursor(out, false);
}

/* Where there is no other screen to go back to, the prompt will stand on an empty last line. */
void capability_leave(struct buffer *out, int rows)
{
    if (is_modern(getenv("TERM")))
        add(out, capability_release);
    add(out, string_of("sgr0"));
    add(out, string_of("op"));
    add_paste(out, false);
    add_whole_region(out, rows);
    add(out, tiparm(string_of("cup"), rows - 1, 0));
    add(out, string_of("el"));
    add(out, string_of("rmcup"));
    capability_cursor(out, true);
}

void capability_mouse(struct buffer *out, bool on)
{
    add(out, on ? "\033[?1002h\033[?1006h" : "\033[?1006l\033[?1002l");
}

/* The keypad is never switched to its application mode, so most terminals send what the standard
 * says; this is for the rest. A control character is no sequence. */
void capability_keys(struct key_sequence keys[CAPABILITY_KEYS + 1])
{
    static const struct {
        enum key_code key;
        const char *name;
    } rows[CAPABILITY_KEYS] = {
        {KEY_CODE_UP, "kcuu1"},      {KEY_CODE_DOWN, "kcud1"},    {KEY_CODE_LEFT, "kcub1"},
        {KEY_CODE_RIGHT, "kcuf1"},   {KEY_CODE_HOME, "khome"},    {KEY_CODE_END, "kend"},
        {KEY_CODE_PAGE_UP, "kpp"},   {KEY_CODE_PAGE_DOWN, "knp"}, {KEY_CODE_DELETE, "kdch1"},
        {KEY_CODE_BACK_TAB, "kcbt"},
    };
    size_t count = 0;
    for (size_t i = 0; i < CAPABILITY_KEYS; i++) {
        const char *bytes = string_of(rows[i].name);
        if (bytes && bytes[0] == '\033' && bytes[1])
            keys[count++] = (struct key_sequence){.key = rows[i].key, .bytes = bytes};
    }
    keys[count] = (struct key_sequence){.bytes = NULL};
}

/* --- which terminal --- */

/* The SCREEN stays ncurses' current one, and its memory is kept: ncurses 6.4 crashes where it gives
 * back what it has not got. */
static bool start(const char *name, FILE *memory)
{
    return newterm(name, memory, memory) != NULL;
}

/* "256" is taken from the terminal's sister of 256 colours where it has none itself. */
static bool start_sister(const char *color, const char *name, FILE *memory)
{
    char sister[64];
    if (strcmp(color, "256") != 0 || strstr(name, "-256color"))
        return false;
    int size = snprintf(sister, sizeof sister, "%s-256color", name);
    return size < (int)sizeof sister && start(sister, memory);
}

/* In terminal types of direct colour only the first 8 numbers are those of a palette; what they are
 * much like has 256. */
static bool start_palette(const char *name, FILE *memory)
{
    const char *like = strstr(name, "-direct") ? likeness(name) : NULL;
    return like && start(like, memory);
}

/* The screen asks the terminal itself for its size. ncurses has to begin with some size even where
 * terminfo has none ("linux", "dumb"): it falls back to 24 x 80, but only where it may look at the
 * environment, where nothing shall mislead it. */
static void forget_size(void)
{
    unsetenv("LINES");
    unsetenv("COLUMNS");
    use_env(TRUE);
}

bool capability_start(const struct screen_options *options, FILE *memory, const char **instead,
                      struct error *error)
{
    const char *name = getenv("TERM");
    *instead = NULL;
    if (!name || !*name)
        return error_set(error, "TERM is not set; try TERM=xterm-256color, "
                                "or `ttydescent run`, which needs no screen");
    forget_size();
    if (!start_sister(options->color, name, memory) && !start_palette(name, memory) &&
        !start(name, memory)) {
        const char *like = likeness(name);
        if (!like || !start(like, memory))
            return error_set(error,
                             "the terminal type TERM=%s is not known here; "
                             "try TERM=xterm-256color",
                             name);
        *instead = like;
    }
    if (string_of("cup") && string_of("clear"))
        return true;
    return error_set(error,
                     "the terminal type TERM=%s cannot move the cursor; "
                     "`ttydescent run` needs no screen",
                     name);
}

/* --- what it shows --- */

int screen_colors_of(const char *option)
{
    return strcmp(option, "24bit") == 0  ? FRAME_RGB
           : strcmp(option, "none") == 0 ? 0
                                         : atoi(option);
}

static int wanted_colors(const char *option)
{
    const char *no_color = getenv("NO_COLOR");
    if (strcmp(option, "auto") == 0)
        return no_color && *no_color ? 0 : FRAME_RGB;
    return screen_colors_of(option);
}

/* Colours of 24 bits are not numbers of a palette, so terminfo has no common word for them.
 * COLORTERM is the terminal's own word, which goes on into tmux, which takes these colours, and
 * into GNU screen, which does not. */
static bool tells_of_24_bits(const char *name)
{
    const char *told = getenv("COLORTERM");
    bool passed_on = strncmp(name, "screen", 6) != 0 || getenv("TMUX");

    return (told && passed_on && (strcmp(told, "truecolor") == 0 || strcmp(told, "24bit") == 0)) ||
           strstr(name, "-direct") || tigetflag("RGB") > 0 || tigetnum("RGB") > 0 ||
           string_of("RGB") || tigetflag("Tc") > 0 || string_of("setrgbf");
}

static bool has_24_bits(const struct screen_options *options)
{
    const char *name = getenv("TERM");

    return is_modern(name) && (strcmp(options->color, "24bit") == 0 || tells_of_24_bits(name));
}

/* Of direct colour, which is said of more than 256, the first 8 are those of a palette. */
static int colors_of(const struct screen_options *options)
{
    int has = tigetnum("colors"), wanted = wanted_colors(options->color);
    if (wanted >= FRAME_RGB && has_24_bits(options))
        return FRAME_RGB;
    if (has > 256)
        has = 8;
    int colors = has < wanted ? has : wanted;
    return colors >= 256 ? 256 : colors >= 16 ? 16 : colors >= 8 ? 8 : 0;
}

/* Is each of the glyphs one column wide in this locale? */
static bool all_narrow(const wchar_t *glyphs)
{
    for (; *glyphs; glyphs++)
        if (wcwidth(*glyphs) != 1)
            return false;
    return true;
}

void screen_set_charset(const char *charset, struct display *display)
{
    display->blocks = strcmp(charset, "ascii") != 0;
    display->braille = display->blocks && strcmp(charset, "blocks") != 0;
    display->sextants = strcmp(charset, "sextants") == 0;
}

/* "auto" looks at the glyphs; the others take the user's word, as far as the locale can go. The
 * font of the Linux console has half blocks at most. */
static void choose_charset(const char *charset, struct display *display)
{
    const char *name = getenv("TERM");
    bool console = name && strncmp(name, "linux", 5) == 0;

    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        charset = "ascii";
    else if (strcmp(charset, "auto") == 0)
        charset = !all_narrow(L"▀▄█░▒▓▁▏─│→▲○●★β∇κ")     ? "ascii"
                  : console || !all_narrow(L"⠀⡇⣿▖▙▞▊▔╱") ? "blocks"
                                                         : "unicode";
    screen_set_charset(charset, display);
}

static bool is_narrow(const struct display *display, uint32_t glyph)
{
    return glyph <= '~' ? glyph >= ' '
                        : glyph >= 0xa0 && display->blocks && wcwidth((wchar_t)glyph) == 1;
}

/* Does the terminal show the cell and the one behind it as one glyph? */
static bool is_wide(const struct display *display, const struct frame *frame, int row, int column)
{
    uint32_t glyph = frame_look(frame, row, column)->glyph;

    return frame_look(frame, row, column + 1)->glyph == FRAME_BEHIND && glyph >= 0xa0 &&
           display->blocks && wcwidth((wchar_t)glyph) == 2;
}

wchar_t capability_glyph(const struct display *display, const struct frame *frame, int row,
                         int column, int columns, int *fills)
{
    uint32_t glyph = frame_look(frame, row, column)->glyph;
    bool wide = column + 1 < columns && is_wide(display, frame, row, column);

    *fills = wide ? 2 : 1;
    if (glyph != FRAME_BEHIND)
        return wide || is_narrow(display, glyph) ? (wchar_t)glyph : L'?';
    *fills = is_wide(display, frame, row, column - 1) ? 0 : 1;
    return L' ';
}

/* rxvt and its kin say "15;0" or "15;default;0": foreground, perhaps a picture, background. The
 * Linux console is black. */
static enum backdrop told_backdrop(void)
{
    static const struct {
        const char *number;
        enum backdrop backdrop;
    } grounds[] = {{";0", BACKDROP_DARK},
                   {";8", BACKDROP_DARK},
                   {";7", BACKDROP_LIGHT},
                   {";15", BACKDROP_LIGHT}};
    const char *name = getenv("TERM"), *colors = getenv("COLORFGBG");
    const char *ground = colors ? strrchr(colors, ';') : NULL;

    if (name && strncmp(name, "linux", 5) == 0)
        return BACKDROP_DARK;
    for (size_t i = 0; ground && i < sizeof grounds / sizeof *grounds; i++)
        if (strcmp(ground, grounds[i].number) == 0)
            return grounds[i].backdrop;
    return BACKDROP_UNKNOWN;
}

bool capability_asks(const struct display *display)
{
    return display->colors > 0 && display->backdrop == BACKDROP_UNKNOWN &&
           is_modern(getenv("TERM"));
}

void capability_look(const struct screen_options *options, struct display *display)
{
    *display = (struct display){.colors = colors_of(options),
                                .backdrop = told_backdrop(),
                                .clipboard = is_modern(getenv("TERM"))};
    choose_charset(options->charset, display);
    if (display->colors > 0 && display->colors < DIRECT_COLORS && start_color() != OK)
        display->colors = 0;
}
