/* The pager: lines of text laid over the screen, scrolled by rows, pages and matches. It owns its
 * text. In a marked page one line is inverted and moves instead of the text. */
#ifndef APP_PAGER_H
#define APP_PAGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "view/scene.h"

enum { PAGER_LINES = 2048, PAGER_ROWS = 1 << 20 /* more than there can be */ };

struct pager_line {
    size_t left, right; /* offsets into the text */
    bool heading, dim;
    uint32_t deed; /* for whoever takes the line: a number of the filler's; 0: none */
};

struct pager {
    const char *title; /* borrowed, static */
    struct buffer text;
    struct pager_line line[PAGER_LINES];
    size_t count, first; /* lines; the row that is shown first */
    bool marked;
    size_t mark;        /* the line that is marked, or was found last */
    struct buffer find; /* what was looked for last */
    bool flush;
    struct overlay_line shown[PAGER_LINES]; /* made by pager_show */
};

/* Empties the pager and gives it a title; it is neither flush nor marked. {0} is an empty pager. */
void pager_begin(struct pager *pager, const char *title);
void pager_release(struct pager *pager);

/* Adds a line; what does not fit any more is left out. */
void pager_line(struct pager *pager, const char *left, const char *right);
void pager_heading(struct pager *pager, const char *text);

/* Of the line that was added last: what it does, and whether that is nothing here. */
void pager_deed(struct pager *pager, uint32_t deed, bool dim);

/* Puts the mark on the first line that is no heading. */
void pager_mark(struct pager *pager);

/* Is there more below, on a screen of that size? */
bool pager_goes_on(struct pager *pager, int rows, int columns);

/* On a screen of that size: goes on by so many pages, or rows, or in a marked page lines; back,
 * where it is less than 0; at most to the ends. */
void pager_turn(struct pager *pager, long pages, int rows, int columns);
void pager_move(struct pager *pager, long lines, int rows, int columns);

/* Goes to the next line that has `text` in it, in whatever case: from the line that was found or
 * marked last on, or where `after`, after it; at the end it begins anew. NULL: what was looked for
 * last. Returns false where there is none. */
bool pager_find(struct pager *pager, const char *text, bool after, int rows, int columns);

/* The marked line, or NULL; its left part. */
const struct pager_line *pager_marked(const struct pager *pager);
const char *pager_left(const struct pager *pager, const struct pager_line *line);

/* The overlay borrows from the pager until the next change. */
void pager_show(struct pager *pager, struct overlay *overlay);

#endif
