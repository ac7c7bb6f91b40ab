#include "view/board.h"

#include <string.h>

#include "base/format.h"
#include "cells/write.h"
#include "view/line.h"
#include "view/patches.h"

/* Columns from which there is a third part, and its own; from which there are two columns where
 * there are fewer rows than that. */
enum { FAR_FROM = 28, FAR_COLUMNS = 7, TWO_FROM = 40, LOW = 12, BETWEEN = 2 };

struct board_line *board_add(struct board *board, int kind, const char *left, const char *right)
{
    if (board->lines == BOARD_LINES)
        return NULL;
    struct board_line *line = &board->line[board->lines++];
    *line = (struct board_line){.kind = kind};
    format_text(line->left, sizeof line->left, "%s", left);
    format_text(line->right, sizeof line->right, "%s", right);
    return line;
}

void board_heading(struct board *board, const char *text)
{
    struct board_line *line = board_add(board, BOARD_PLAIN, text, "");

    if (line)
        line->heading = true;
}

void board_gap(struct board *board)
{
    board_add(board, BOARD_PLAIN, "", "");
}

static bool is_gap(const struct board_line *line)
{
    return !*line->left && !*line->right && line->kind == BOARD_PLAIN;
}

/* Which lines there is room for: gaps go first, then those that may. */
static void choose(const struct board *board, int rows, bool shown[BOARD_LINES])
{
    int count = board->lines;

    for (int i = 0; i < board->lines; i++)
        shown[i] = true;
    for (int pass = 0; pass < 2; pass++)
        for (int i = board->lines; i-- > 0 && count > rows;)
            if (shown[i] && (pass == 0 ? is_gap(&board->line[i]) : board->line[i].less)) {
                shown[i] = false;
                count--;
            }
}

static void draw_line(const struct board_line *line, const struct patches *patches,
                      const struct colormap *colormap, const struct display *display,
                      struct frame *frame, struct rectangle area, bool has_far)
{
    const struct styles styles = styles_for(display);
    int left = 0, right = area.columns;

    int swatches = line->kind == BOARD_PLAIN || !patches ? 0 : line->bar ? line->bar : 1;

    for (int i = 0; i < swatches && left + PATCH_SWATCH <= area.columns; i++, left += PATCH_SWATCH)
        patches_swatch(patches, line->kind + i, !line->bar, colormap, display, frame, area.row,
                       area.column + left);
    left += swatches > 0;
    if (has_far) {
        write_right(frame, area.row, area.column, right, line->far, styles.text);
        right -= FAR_COLUMNS;
    }
    if (*line->right)
        right -= 1 + write_right(frame, area.row, area.column + left, right - left, line->right,
                                 styles.value);
    if (right > left)
        write_left(frame, area.row, area.column + left, right - left, line->left,
                   line->heading               ? styles.accent
                   : line->kind == BOARD_PLAIN ? styles.label
                                               : styles.text,
                   display);
    if (line->color)
        frame_glyph(frame, area.row, area.column + left, (unsigned char)line->left[0], line->color,
                    FRAME_DEFAULT, CELL_BOLD);
}

/* Has one of the lines a third part, and are there columns for it? */
static bool has_far(const struct board *board, int columns)
{
    bool has = false;

    for (int i = 0; i < board->lines; i++)
        has = has || *board->line[i].far;
    return has && columns >= FAR_FROM;
}

/* How many of the lines that are shown stand in the first of two columns, so that the second begins
 * with a heading; 0: there is no such place. */
static int break_before(const struct board *board, const bool shown[BOARD_LINES], int rows)
{
    int count = 0, at = 0, before = 0;

    for (int i = 0; i < board->lines; i++)
        count += shown[i];
    for (int i = 0; i < board->lines; i++) {
        if (!shown[i])
            continue;
        if (board->line[i].heading && at <= rows && count - at <= rows)
            before = at;
        at++;
    }
    return count <= rows ? count : before;
}

/* Chooses the lines for columns of so many rows, and returns how many stand in the first one. A
 * block of lines is not torn, even where a line or two have to go for that. */
static int arrange(const struct board *board, int columns, int rows, bool shown[BOARD_LINES])
{
    enum { GIVEN = 3 };
    int first = 0;

    choose(board, columns * rows, shown);
    for (int less = 0; columns > 1 && first == 0 && less < GIVEN; less++) {
        choose(board, columns * rows - less, shown);
        first = break_before(board, shown, rows);
    }
    if (first == 0)
        choose(board, columns * rows, shown);
    return first > 0 ? first : rows;
}

/* Low and broad, it has two columns. */
static int draw_lines(const struct board *board, const struct patches *patches,
                      const struct colormap *colormap, const struct display *display,
                      struct frame *frame, struct rectangle area)
{
    bool shown[BOARD_LINES];
    int columns = area.columns >= TWO_FROM && area.rows < LOW ? 2 : 1;
    int width = (area.columns - (columns - 1) * BETWEEN) / columns, column = 0, at = 0;
    int first = arrange(board, columns, area.rows, shown);
    bool far = has_far(board, width);

    for (int i = 0; i < board->lines; i++) {
        const struct board_line *line = &board->line[i];

        if (!shown[i])
            continue;
        if (at == (column == 0 ? first : area.rows)) {
            if (++column == columns)
                break;
            at = 0;
        }
        draw_line(
            line, patches, colormap, display, frame,
            (struct rectangle){area.row + at, area.column + column * (width + BETWEEN), 1, width},
            far && (*line->far || line->kind != BOARD_PLAIN));
        at++;
    }
    return column == 0 ? at : area.rows;
}

int board_draw(const struct board *board, const struct patches *patches,
               const struct colormap *colormap, const struct display *display, struct frame *frame,
               struct rectangle area)
{
    const struct styles styles = styles_for(display);

    if (area.rows > BOARD_BRIEF)
        return draw_lines(board, patches, colormap, display, frame, area);
    for (int i = 0; i < area.rows; i++) {
        char brief[sizeof board->brief[i]];
        size_t whole = write_items(board->brief[i], area.columns);

        format_text(brief, sizeof brief, "%s", board->brief[i]);
        if (whole > 0)
            brief[whole] = '\0';
        write_left(frame, area.row + i, area.column, area.columns, brief, styles.text, display);
    }
    return area.rows;
}
