/* A frame: a grid of cells, the value of a screen. Computed by pure functions, presented by
 * ncurses, as plain text, as ANSI. */
#ifndef CELLS_FRAME_H
#define CELLS_FRAME_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* A colour is an entry of the terminal's palette, 0 to 255; or one of 24 bits, FRAME_RGB |
 * 0xRRGGBB; or the terminal's own. */
enum { FRAME_DEFAULT = -1, FRAME_RGB = 1 << 24 };

/* The glyph of a cell that is covered by the one before it. */
enum { FRAME_BEHIND = 0 };

enum { CELL_BOLD = 1, CELL_REVERSE = 2, CELL_UNDERLINE = 4 };

/* Without gaps, so that cells are compared as bytes; and small, as all of them are copied in each
 * frame. */
struct cell {
    uint32_t glyph; /* a code point of one column; or of two, with FRAME_BEHIND in the next cell */
    int32_t fg;     /* colours that the display has */
    int32_t bg : 26;
    uint32_t attributes : 6; /* CELL_… */
};

struct frame {
    int rows, columns;
    struct cell *cells;            /* [rows * columns], row by row, owned */
    int cursor_row, cursor_column; /* where the terminal's cursor rests */
    bool cursor_visible;
    bool failed; /* memory was short for a part of what it shows */
};

struct rectangle {
    int row, column, rows, columns; /* rows 0: not shown */
};

/* What is behind the terminal's own text. */
enum backdrop { BACKDROP_UNKNOWN, BACKDROP_DARK, BACKDROP_LIGHT };

/* The luminance, in thousandths, up to which a background is dark, and from which on it is light:
 * those on which the colours of cells/theme can be read. One in between is no better than
 * unknown. */
enum { BACKDROP_DARK_MOST = 35, BACKDROP_LIGHT_LEAST = 780 };

/* That of a background of this red, green and blue, 0 to 1. */
enum backdrop backdrop_of(const double rgb[3]);

/* What a terminal can show. */
struct display {
    int colors;    /* FRAME_RGB: the 256 and those of 24 bits; 256, 16, 8; or 0: none at all */
    bool blocks;   /* half blocks, shades, box lines, arrows, stars, Greek letters; else ASCII */
    bool braille;  /* and quadrants and eighths of a cell; else half blocks or ASCII */
    bool sextants; /* and sixths of a cell */
    enum backdrop backdrop; /* text colours are chosen for it */
    bool clipboard; /* it is asked to keep texts in its user's clipboard, as far as it may */
};

/* Makes the frame rows x columns, all blank. Keeps its memory where it fits. */
bool frame_resize(struct frame *frame, int rows, int columns);
void frame_release(struct frame *frame);

/* Blanks every cell and hides the cursor. */
void frame_clear(struct frame *frame);

/* The cell at a place; NULL outside the frame. */
struct cell *frame_cell(struct frame *frame, int row, int column);

/* The same to be looked at; a blank one outside the frame. */
const struct cell *frame_look(const struct frame *frame, int row, int column);

/* Writes UTF-8 text (sanitized) from the place on, cut at `columns` columns and at the frame's
 * edge; keeps each cell's bg where bg is FRAME_DEFAULT. Returns the columns used. */
int frame_text(struct frame *frame, int row, int column, int columns, const char *text, int fg,
               int bg, int attributes);

/* The same with text[length]. */
int frame_bytes(struct frame *frame, int row, int column, int columns, const char *text,
                size_t length, int fg, int bg, int attributes);

/* Writes one glyph, which must be fit to be shown, into its cell or its two; a blank where the
 * second is beyond the edge, and outside the frame nothing. Keeps the cell's bg where bg is
 * FRAME_DEFAULT. What is left of a glyph of which it covers a half is a blank. */
void frame_glyph(struct frame *frame, int row, int column, uint32_t glyph, int fg, int bg,
                 int attributes);

/* Blanks a rectangle of cells. */
void frame_blank(struct frame *frame, int row, int column, int rows, int columns);

static inline bool cell_equal(const struct cell *a, const struct cell *b)
{
    static_assert(sizeof *a == 3 * sizeof(int32_t), "a cell has no gaps");
    return memcmp(a, b, sizeof *a) == 0;
}

/* Are rows of the same width the same? */
bool frame_same_row(const struct frame *a, const struct frame *b, int row);
bool cells_equal(const struct cell *a, const struct cell *b, size_t count);
bool frame_equal(const struct frame *a, const struct frame *b);

/* Makes all of a frame what is in another one of its size. */
void frame_take(struct frame *frame, const struct frame *from);

/* The same with the cells of a rectangle that lies inside, and the cursor. */
void frame_take_part(struct frame *frame, const struct frame *from, int row, int column, int rows,
                     int columns);

#endif
