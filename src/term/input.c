#include "term/input.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

enum { BELL = 7, ESCAPE = 27, DELETE = 127 };

enum { LONGEST = 64 }; /* a sequence still without its end is none */

/* Seconds of patience. A lone ESC is the key itself unless more follows at once; the rest of a
 * sequence may be late on a slow line; a paste without its end must not swallow keys for ever.
 * While an answer is awaited, a lone ESC is its beginning. */
static const double escape_patience = 0.025, sequence_patience = 0.25, paste_patience = 1,
                    answer_patience = 0.5;

const char input_question[] = "\033]11;?\033\\\033[?2026$p\033[c";

static const char paste_begin[] = "\033[200~", paste_end[] = "\033[201~";

void input_init(struct input *input, int fd, const struct key_sequence *keys)
{
    *input = (struct input){.fd = fd, .keys = keys};
}

void input_ask(struct input *input, double now)
{
    input->due = 2;
    input->patient = now + answer_patience;
}

double input_awaits(const struct input *input, double now)
{
    return input->due > 0 ? fmax(0, input->patient - now) : 0;
}

bool input_read(struct input *input, double now)
{
    memmove(input->bytes, input->bytes + input->begin, input->end - input->begin);
    input->end -= input->begin;
    input->begin = 0;
    ssize_t size = read(input->fd, input->bytes + input->end, INPUT_SIZE - input->end);
    if (size > 0) {
        input->end += (size_t)size;
        input->read_at = now;
    }
    return size > 0 || (size < 0 && (errno == EAGAIN || errno == EINTR));
}

/* --- decoding -------------------------------------------------------------------------------
 *
 * Each decoder looks at text[length], sets the event (or leaves it EVENT_NONE: bytes without a
 * meaning) and returns the bytes used; 0: more are needed. */

static size_t key_event(struct event *event, uint32_t key, size_t used)
{
    *event = (struct event){.kind = EVENT_KEY, .key = key};
    return used;
}

static size_t backdrop_event(struct event *event, enum backdrop backdrop, size_t used)
{
    *event = (struct event){.kind = EVENT_BACKDROP, .backdrop = backdrop};
    return used;
}

static size_t decode_known(const struct key_sequence *keys, const char *text, size_t length,
                           struct event *event)
{
    for (; keys->bytes; keys++) {
        size_t size = strlen(keys->bytes);
        if (size <= length && memcmp(keys->bytes, text, size) == 0)
            return key_event(event, keys->key, size);
    }
    return 0;
}

/* The cursor keys' final bytes, the same after CSI and SS3. */
static uint32_t cursor_key(char final)
{
    switch (final) {
    case 'A':
        return KEY_CODE_UP;
    case 'B':
        return KEY_CODE_DOWN;
    case 'C':
        return KEY_CODE_RIGHT;
    case 'D':
        return KEY_CODE_LEFT;
    case 'H':
        return KEY_CODE_HOME;
    case 'F':
        return KEY_CODE_END;
    case 'M':
        return KEY_CODE_ENTER;
    case 'Z':
        return KEY_CODE_BACK_TAB;
    default:
        return 0;
    }
}

/* CSI number ~ */
static uint32_t numbered_key(int number)
{
    static const uint32_t keys[] = {
        [1] = KEY_CODE_HOME,      [3] = KEY_CODE_DELETE, [4] = KEY_CODE_END, [5] = KEY_CODE_PAGE_UP,
        [6] = KEY_CODE_PAGE_DOWN, [7] = KEY_CODE_HOME,   [8] = KEY_CODE_END};
    return number < (int)(sizeof keys / sizeof *keys) ? keys[number] : 0;
}

/* What a button's number means, without Shift, Meta and Ctrl. Other buttons mean nothing. */
static bool mouse_of(int button, bool up, enum mouse_event *mouse)
{
    enum { MODIFIERS = 4 + 8 + 16, MOVES = 32, WHEEL = 64 };
    static const struct {
        int button;
        bool up;
        enum mouse_event mouse;
    } rows[] = {{0, false, MOUSE_PRESS},
                {MOVES, false, MOUSE_DRAW},
                {0, true, MOUSE_RELEASE},
                {WHEEL, false, MOUSE_WHEEL_UP},
                {WHEEL + 1, false, MOUSE_WHEEL_DOWN}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].button == (button & ~MODIFIERS) && rows[i].up == up) {
            *mouse = rows[i].mouse;
            return true;
        }
    return false;
}

/* A report of the mouse, ESC [ < button ; column ; row and M, or m where the button goes up. */
static void read_mouse(const char *text, size_t length, struct event *event)
{
    char report[LONGEST + 1] = "";
    int button, column, row, used = 0;
    memcpy(report, text, length < LONGEST ? length : LONGEST);
    if (strspn(report + 3, "0123456789;") + 4 != length ||
        sscanf(report, "\033[<%4d;%4d;%4d%n", &button, &column, &row, &used) != 3 ||
        (size_t)used + 1 != length || column < 1 || row < 1 ||
        !mouse_of(button, report[used] == 'm', &event->mouse))
        return;
    event->kind = EVENT_MOUSE;
    event->row = row - 1;
    event->column = column - 1;
}

/* A control sequence, ESC [ parameters final, whether or not it means something here: what is
 * unknown must not leak its letters as commands. Modifiers (1;5C) are let go. */
static size_t decode_control(const char *text, size_t length, struct event *event)
{
    enum {
        OLD_MOUSE = 6
    }; /* ESC [ M and three bytes: a terminal that does not know the digits of 1006 */
    size_t i = 2;
    int number = 0;
    if (length > 2 && text[2] == 'M')
        return length >= OLD_MOUSE ? OLD_MOUSE : 0;
    if (length > 3 && text[2] == '[') /* function keys of the Linux console: ESC [ [ A */
        return 4;
    while (i < length && text[i] >= '0' && text[i] <= '9' && number < 1000)
        number = number * 10 + (text[i++] - '0');
    while (i < length && text[i] >= ' ' && text[i] <= '?')
        i++;
    if (i == length || (length == 3 && text[2] == '['))
        return length > LONGEST ? length : 0;
    if (text[i] < '@' || text[i] > '~') /* broken off */
        return i;
    if (text[i] == 'c' && text[2] == '?')
        return backdrop_event(event, BACKDROP_UNKNOWN, i + 1);
    if (text[2] == '<') {
        if (text[i] == 'M' || text[i] == 'm')
            read_mouse(text, i + 1, event);
        return i + 1;
    }
    uint32_t key = text[i] == '~' ? numbered_key(number) : cursor_key(text[i]);
    return key ? key_event(event, key, i + 1) : i + 1;
}

/* Red, green and blue of "rgb:ffff/ffff/ffff" (X11's XParseColor: 1 to 4 digits each). */
static bool read_color(const char *text, double rgb[3])
{
    char separator = ':';
    for (int i = 0; i < 3; i++, separator = '/') {
        text = strchr(text, separator);
        if (!text)
            return false;
        text++;
        size_t digits = strspn(text, "0123456789abcdefABCDEF");
        if (digits < 1 || digits > 4)
            return false;
        rgb[i] = (double)strtol(text, NULL, 16) / ((1 << 4 * digits) - 1);
        text += digits;
    }
    return true;
}

/* An operating system command, ESC ] number ; text, and BEL or ESC \ at its end: an answer. */
static size_t decode_answer(const char *text, size_t length, struct event *event)
{
    char answer[LONGEST + 1] = "";
    double rgb[3];
    size_t i = 2;
    while (i < length && i < LONGEST && (unsigned char)text[i] >= ' ')
        i++;
    if (i == length && i < LONGEST)
        return 0;
    if (i == LONGEST || (text[i] != BELL && text[i] != ESCAPE))
        return i;
    if (text[i] == ESCAPE && i + 1 == length)
        return 0;
    memcpy(answer, text + 2, i - 2);
    size_t used = text[i] == BELL ? i + 1 : text[i + 1] == '\\' ? i + 2 : i;
    if (strncmp(answer, "11;rgb", 6) == 0 && read_color(answer + 6, rgb))
        return backdrop_event(event, backdrop_of(rgb), used);
    return used;
}

static size_t decode_escape(const char *text, size_t length, struct event *event)
{
    if (length > 1 && text[1] == '[')
        return decode_control(text, length, event);
    if (length > 2 && text[1] == ']' && text[2] >= '0' && text[2] <= '9')
        return decode_answer(text, length, event);
    if (length > 2 && text[1] == 'O' && text[2] >= '@' && text[2] <= '~') {
        uint32_t key = cursor_key(text[2]);
        return key ? key_event(event, key, 3) : 3;
    }
    if (length == 1 || (length == 2 && (text[1] == 'O' || text[1] == ']')))
        return 0;
    return key_event(event, KEY_CODE_ESCAPE, 1);
}

/* How many bytes a UTF-8 sequence has that begins with this one. */
static size_t utf8_length(unsigned char lead)
{
    return lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1;
}

/* A code point; TEXT_INVALID for bytes that are none. */
static size_t decode_glyph(const char *text, size_t length, uint32_t *glyph)
{
    size_t used = text_decode(text, length, glyph);
    bool cut = *glyph == TEXT_INVALID && used == 1 && length < utf8_length((unsigned char)*text);
    for (size_t i = 1; cut && i < length; i++)
        cut = ((unsigned char)text[i] & 0xC0) == 0x80;
    return cut ? 0 : used;
}

static size_t decode_plain(const char *text, size_t length, struct event *event)
{
    uint32_t glyph;
    size_t used = decode_glyph(text, length, &glyph);
    if (used == 0)
        return 0;
    if (glyph == '\r')
        return key_event(event, KEY_CODE_ENTER, used);
    if (glyph == '\b' || glyph == DELETE)
        return key_event(event, KEY_CODE_BACKSPACE, used);
    if (glyph == 0 || (glyph > ESCAPE && glyph < ' ') || (glyph > DELETE && glyph < 0xA0) ||
        glyph == TEXT_INVALID)
        return used;
    return key_event(event, glyph, used);
}

static bool is_text(uint32_t glyph)
{
    return glyph == '\t' || glyph == '\n' || (glyph >= ' ' && glyph < DELETE) ||
           (glyph >= 0xA0 && glyph != TEXT_INVALID);
}

/* All of the pasted text up to an escape, moved together where something is let go. */
static size_t decode_paste(char *text, size_t length, struct event *event)
{
    size_t used = 0, size = 0, step;
    uint32_t glyph;
    if (*text == ESCAPE)
        return 1;
    while (used < length && text[used] != ESCAPE &&
           (step = decode_glyph(text + used, length - used, &glyph)) > 0) {
        if (glyph == '\r')
            glyph = (uint32_t)(text[used] = '\n');
        if (is_text(glyph)) {
            memmove(text + size, text + used, step);
            size += step;
        }
        used += step;
    }
    if (size > 0)
        *event = (struct event){.kind = EVENT_PASTE, .text = text, .size = size};
    return used;
}

/* --- the stream --- */

static size_t length_of(const struct input *input)
{
    return input->end - input->begin;
}

/* Does the input begin with the bracket, or 0 < its length < the bracket's, with a part of it? */
static bool begins(const struct input *input, const char *bracket, bool *partly)
{
    size_t size = strlen(bracket), length = length_of(input);
    const char *text = input->bytes + input->begin;
    *partly = length < size && length > 0 && memcmp(text, bracket, length) == 0;
    return length >= size && memcmp(text, bracket, size) == 0;
}

/* Has an answer begun? */
static bool is_answer(const struct input *input)
{
    const char *text = input->bytes + input->begin;
    return length_of(input) > 2 && text[0] == ESCAPE && text[1] == ']';
}

static double patience_for(const struct input *input, double now)
{
    if (length_of(input) == 0 || is_answer(input))
        return paste_patience;
    bool escape = length_of(input) == 1 && input->bytes[input->begin] == ESCAPE;
    return escape && input_awaits(input, now) == 0 ? escape_patience : sequence_patience;
}

/* The time of an incomplete sequence is up. ESC and ESC with a letter were keys. */
static size_t give_up(const char *text, size_t length, struct event *event)
{
    if (*text == ESCAPE && length <= 2)
        return key_event(event, KEY_CODE_ESCAPE, 1);
    return length;
}

/* One decoding: returns the bytes used; 0: more are needed. */
static size_t decode(struct input *input, bool late, struct event *event)
{
    char *text = input->bytes + input->begin;
    size_t length = length_of(input), used;
    bool partly;

    if (begins(input, input->pasting ? paste_end : paste_begin, &partly)) {
        input->pasting = !input->pasting;
        return strlen(paste_end);
    }
    if (input->pasting)
        return partly && !late ? 0 : (used = decode_paste(text, length, event)) ? used : late;
    if ((used = decode_known(input->keys, text, length, event)) > 0)
        return used;
    used = *text == ESCAPE ? decode_escape(text, length, event) : decode_plain(text, length, event);
    return used == 0 && late ? give_up(text, length, event) : used;
}

/* Only the first answer is an event; with the last, no more are due. */
static void settle(struct input *input, struct event *event, bool last)
{
    if (input->due < 2)
        event->kind = EVENT_NONE;
    if (input->due > 0)
        input->due = last ? 0 : 1;
}

/* The answer to DECRQM: the mode is set, reset, or always set; else it is not known, or can't be
 * had. */
static void note_mode(struct input *input, size_t used)
{
    static const char begin[] = "\033[?2026;", end[] = "$y";
    const char *text = input->bytes + input->begin;
    size_t digit = sizeof begin - 1;
    if (used == sizeof begin + sizeof end - 1 && memcmp(text, begin, digit) == 0 &&
        memcmp(text + digit + 1, end, sizeof end - 1) == 0)
        input->synchronizes = text[digit] >= '1' && text[digit] <= '3';
}

bool input_next(struct input *input, bool late, struct event *event)
{
    *event = (struct event){.kind = EVENT_NONE};
    if (late && length_of(input) == 0)
        input->pasting = false;
    while (length_of(input) > 0 && event->kind == EVENT_NONE) {
        size_t used = decode(input, late, event);
        if (used == 0)
            return false;
        note_mode(input, used);
        input->begin += used;
        if (event->kind == EVENT_BACKDROP)
            settle(input, event, input->bytes[input->begin - 1] == 'c');
    }
    return event->kind != EVENT_NONE;
}

double input_patience(const struct input *input, double now)
{
    if (length_of(input) == 0 && !input->pasting)
        return -1;
    return fmax(0, input->read_at + patience_for(input, now) - now);
}
