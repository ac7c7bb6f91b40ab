/* A sheet: lines of text laid over the screen, paged. It owns its text. */
#ifndef APP_SHEET_H
#define APP_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "view/scene.h"

enum { SHEET_MAX = 2048 };

struct sheet {
    const char *title; /* borrowed, static */
    struct buffer text;
    size_t left[SHEET_MAX], right[SHEET_MAX]; /* offsets into text */
    bool heading[SHEET_MAX];
    size_t count, first; /* lines; the row that is shown first */
    bool flush;
    struct overlay_line line[SHEET_MAX]; /* made by sheet_show */
};

/* Empties the sheet and gives it a title; it is not flush. {0} is an empty sheet. */
void sheet_begin(struct sheet *sheet, const char *title);
void sheet_release(struct sheet *sheet);

/* Adds a line; what does not fit any more is left out. */
void sheet_line(struct sheet *sheet, const char *left, const char *right);
void sheet_heading(struct sheet *sheet, const char *text);

/* Turns a page forward, or where pages < 0 back, on a screen of that size; returns false, with
 * nothing changed, past either end. */
bool sheet_turn(struct sheet *sheet, int pages, int rows, int columns);

/* The overlay borrows from the sheet until the next change. */
void sheet_show(struct sheet *sheet, struct overlay *overlay);

#endif
