/* What the terminal is and can do: terminfo, the locale and the user's wishes in one place. */
#ifndef TERM_CAPABILITY_H
#define TERM_CAPABILITY_H

#include <stdbool.h>
#include <stdio.h>
#include <wchar.h>

#include "base/buffer.h"
#include "term/input.h"
#include "term/screen.h"

struct error;

/* Begins ncurses on the terminal that TERM names, with its output going to `memory`. Where TERM
 * is unknown here but is known to be like xterm, that is taken, and *instead says so (else NULL).
 * Returns false with the error where it can't be used. */
bool capability_start(const struct screen_options *options, FILE *memory, const char **instead,
                      struct error *error);

/* The display: the least of what the terminal has and the options allow. ncurses has been started,
 * and the locale set. Starts ncurses' colours if there are any that it can use. */
void capability_look(const struct screen_options *options, struct display *display);

/* What of a cell gets through to a terminal of so many columns, never a control code; and how many
 * of these that fills: 0, if it is covered by the cell before it. */
wchar_t capability_glyph(const struct display *display, const struct frame *frame, int row,
                         int column, int columns, int *fills);

enum { CAPABILITY_KEYS = 10 };

/* The terminal's own key sequences; ends with bytes NULL. They live as long as the program. */
void capability_keys(struct key_sequence keys[CAPABILITY_KEYS + 1]);

/* Appends what is sent when the terminal is taken, and when it is left by whatever way. In between
 * pasted text comes in brackets (bracketed paste), so that it is never taken for keys. */
void capability_enter(struct buffer *out, int rows);
void capability_leave(struct buffer *out, int rows);

/* Appends what has the mouse told of or not: presses, moves with a button held and the wheel
 * (1002), in numbers without limit (1006). Who does not know a mode ignores it. */
void capability_mouse(struct buffer *out, bool on);

/* Can the terminal be asked for its background without harm, and does that matter? Not where it is
 * known, as `display` was found; only terminals are asked of which an answer can be expected, or
 * else silence. */
bool capability_asks(const struct display *display);

/* Appends what asks the terminal to take the text into the clipboard. */
void capability_copy(struct buffer *out, const char *text);

/* Before and after a frame that the terminal is to show at once (DECSET 2026), where it knows that.
 * Leaving ends it on every way out. */
extern const char capability_hold[], capability_release[];

/* Appends what shows or hides the cursor; nothing where the terminal can't. */
void capability_cursor(struct buffer *out, bool visible);

#endif
