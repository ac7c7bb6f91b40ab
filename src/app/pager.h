/* The pager: lines of text laid over the screen, paged. It owns its text. */
#ifndef APP_PAGER_H
#define APP_PAGER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "view/scene.h"

enum { PAGER_LINES = 2048 };

struct pager {
    const char *title; /* borrowed, static */
    struct buffer text;
    size_t left[PAGER_LINES], right[PAGER_LINES]; /* offsets into text */
    bool heading[PAGER_LINES];
    size_t count, first; /* lines; the row that is shown first */
    bool flush;
    struct overlay_line line[PAGER_LINES]; /* made by pager_show */
};

/* Empties the pager and gives it a title; it is not flush. {0} is an empty pager. */
void pager_begin(struct pager *pager, const char *title);
void pager_release(struct pager *pager);

/* Adds a line; what does not fit any more is left out. */
void pager_line(struct pager *pager, const char *left, const char *right);
void pager_heading(struct pager *pager, const char *text);

/* Is there another page on a screen of that size? */
bool pager_goes_on(struct pager *pager, int rows, int columns);

/* Turns a page forward, or where pages < 0 back, on a screen of that size; returns false, with
 * nothing changed, past either end. */
bool pager_turn(struct pager *pager, int pages, int rows, int columns);

/* The overlay borrows from the pager until the next change. */
void pager_show(struct pager *pager, struct overlay *overlay);

#endif
