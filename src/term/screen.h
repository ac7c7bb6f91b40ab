/* The terminal: the only door to ncurses. One screen a process.
 *
 * A frame is composed in memory, by ncurses or straight from its cells, and written with one
 * write(2); a terminal that does not take the bytes never blocks the program: the next frame is
 * composed only when the last one is gone. The terminal is restored on every way out: return, exit,
 * signals, crashes, hang-up. */
#ifndef TERM_SCREEN_H
#define TERM_SCREEN_H

#include <stdbool.h>

#include "app/event.h"
#include "cells/frame.h"

struct screen;
struct error;

struct screen_options {
    const char *color;   /* "auto", "24bit", "256", "16", "8", "none" */
    const char *charset; /* "auto", "sextants", "unicode", "blocks" (halves, no braille), "ascii" */
    bool asks;           /* ask the terminal for its background, where that is safe */
};

/* The values of color and charset, for usage messages and completion; end with NULL. */
extern const char *const screen_colors[];
extern const char *const screen_charsets[];

/* The colours that a value of color other than "auto" stands for: display.colors. */
int screen_colors_of(const char *color);

/* What a display has in a charset other than "auto". */
void screen_set_charset(const char *charset, struct display *display);

/* Opens the terminal that standard output is, and waits up to half a second for its answer if it is
 * asked; one that comes later is an event. Keys are read from it too, whatever standard input is.
 * The locale has been set. Returns NULL with the error where it is unsuitable (no terminal, TERM
 * unknown or without cursor addressing): exit status 3. */
struct screen *screen_open(const struct screen_options *options, struct error *error);

/* The terminal type that is taken for that of TERM, which is not known here; NULL: it is. */
const char *screen_instead(const struct screen *screen);

/* Restores the terminal and frees; NULL is allowed. If a fatal signal has been seen, raises it
 * again. */
void screen_close(struct screen *screen);

/* What this terminal shows, and its size now. */
const struct display *screen_display(const struct screen *screen);
void screen_size(const struct screen *screen, int *rows, int *columns);

/* Can a frame be taken now, i.e. is the last one gone? If not, screen_wait ends when
 * one can. */
bool screen_ready(struct screen *screen);

/* Presents the frame: at most one write; 0 bytes where nothing changed. `whole` paints everything
 * anew. A frame given while the screen is not ready is dropped. */
void screen_present(struct screen *screen, const struct frame *frame, bool whole);

/* With the next frame the terminal is asked to take the text into the clipboard of the machine that
 * it is on (OSC 52). Whether it does is up to its settings, and it does not say. Only for a display
 * that has `clipboard`. */
void screen_copy(struct screen *screen, const char *text);

/* Seconds from some time on, that no change of the date moves. */
double screen_clock(void);

/* Is the mouse to be told of from now on? The terminal is left without that in any case. */
void screen_mouse(struct screen *screen, bool on);

/* Waits at most `seconds` (negative: for ever, without waking) for an event; goes on sending what
 * is left of the last frame meanwhile. EVENT_NONE when the time is up, or earlier when the screen
 * was not ready before and now is. EVENT_HANGUP on end of input or a fatal signal, and from then
 * on always. */
struct event screen_wait(struct screen *screen, double seconds);

/* Has the program lost its terminal, or is it to end, other than by its user's Ctrl-C? */
bool screen_lost(const struct screen *screen);

/* The event that screen_wait would return without waiting, or NULL. Two system calls. */
const struct event *screen_pending(struct screen *screen);

#endif
