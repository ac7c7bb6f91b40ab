/* What lies over the map or takes the last rows: overlay and prompt. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "view/panels.h"
#include "view/theme.h"
#include "view/write.h"

enum { TWO_COLUMNS = 160, COLUMN_GAP = 4, ROOMY = 16 };

/* The rows for lines in an overlay: without the title, the footer and what separates them. */
static int line_rows(int rows)
{
    int used = rows >= ROOMY ? 4 : 2;

    return rows > used ? rows - used : 0;
}

static int column_count(int columns)
{
    return columns >= TWO_COLUMNS ? 2 : 1;
}

size_t overlay_capacity(int rows, int columns)
{
    struct rectangle area = layout_overlay(rows, columns);

    return (size_t)line_rows(area.rows) * (size_t)column_count(area.columns);
}

/* The columns that the left parts of the lines from `first` on need, at most half. */
static int left_width(const struct overlay *overlay, int lines, int columns)
{
    size_t end = overlay->first + (size_t)lines;
    int widest = 0;

    for (size_t i = overlay->first; i < overlay->count && i < end; i++) {
        const struct overlay_line *line = &overlay->lines[i];
        int width = write_width(line->left);
        if (!line->heading && line->right && *line->right && width > widest)
            widest = width;
    }
    return widest < columns / 2 ? widest : columns / 2;
}

static void draw_line(const struct overlay_line *line, const struct look *look,
                      struct frame *frame, struct rectangle area, int left)
{
    const struct theme *theme = theme_for(look);
    struct style label = {theme->label, 0}, text = {theme->text, 0};
    struct style heading = {theme->accent, CELL_BOLD};

    if (line->heading || !line->right || !*line->right) {
        write_left(frame, area.row, area.column, area.columns, line->left,
                   line->heading ? heading : text, look);
        return;
    }
    write_left(frame, area.row, area.column, left, line->left, label, look);
    write_left(frame, area.row, area.column + left + 2, area.columns - left - 2, line->right, text,
               look);
}

static void draw_footer(const struct overlay *overlay, size_t last, const struct look *look,
                        struct frame *frame, struct rectangle area)
{
    const struct theme *theme = theme_for(look);
    struct style label = {theme->label, 0};
    int row = area.row + area.rows - 1, used;
    char range[80];

    used = write_left(frame, row, area.column, area.columns,
                      last < overlay->count ? "space next page   q close" : "q close", label,
                      look);
    if (last < overlay->count || overlay->first > 0) {
        snprintf(range, sizeof range, "%zu-%zu of %zu", overlay->first + 1, last, overlay->count);
        write_right(frame, row, area.column + used + 2, area.columns - used - 2, range, label);
    }
}

void panel_overlay(const struct overlay *overlay, const struct look *look, struct frame *frame,
                   struct rectangle area)
{
    int rows = line_rows(area.rows), columns = column_count(area.columns);
    int width = (area.columns - (columns - 1) * COLUMN_GAP) / columns;
    int left = left_width(overlay, rows * columns, width), head = area.rows >= ROOMY ? 2 : 1;
    struct style title = {theme_for(look)->bright, CELL_BOLD};
    size_t i = overlay->first;

    if (area.rows <= 0)
        return;
    frame_blank(frame, area.row, 0, area.rows, frame->columns);
    write_left(frame, area.row, area.column, area.columns, overlay->title, title, look);
    for (int at = 0; at < rows * columns && i < overlay->count; at++, i++) {
        struct rectangle place = {area.row + head + at % rows,
                                  area.column + at / rows * (width + COLUMN_GAP), 1, width};
        draw_line(&overlay->lines[i], look, frame, place, left);
    }
    if (area.rows > 1)
        draw_footer(overlay, i, look, frame, area);
}

/* The message of an error beside the caret: right of it, else left of it, else instead of it. */
static void draw_caret(const struct prompt_view *prompt, const struct look *look,
                       struct frame *frame, int row, int caret)
{
    struct style warn = {theme_for(look)->warn, CELL_BOLD}, text = {theme_for(look)->text, 0};
    int width = write_width(prompt->note);

    if (caret < 0 || caret >= frame->columns ||
        (caret + 2 + width > frame->columns && caret - 2 < width)) {
        write_left(frame, row, 0, frame->columns, prompt->note, warn, look);
        return;
    }
    write_left(frame, row, caret, 1, "^", warn, look);
    if (caret + 2 + width <= frame->columns)
        write_left(frame, row, caret + 2, width, prompt->note, text, look);
    else
        write_right(frame, row, 0, caret - 1, prompt->note, text);
}

static void draw_note(const struct prompt_view *prompt, const struct look *look,
                      struct frame *frame, int row, int origin)
{
    const struct theme *theme = theme_for(look);
    struct style style = {prompt->is_error ? theme->warn : theme->label, 0};

    if (!prompt->note)
        return;
    if (prompt->is_error && prompt->caret <= strlen(prompt->text))
        draw_caret(prompt, look, frame, row,
                   origin + (int)text_columns(prompt->text, prompt->caret));
    else
        write_left(frame, row, 0, frame->columns, prompt->note, style, look);
}

void panel_prompt(const struct prompt_view *prompt, const struct look *look, struct frame *frame)
{
    const struct theme *theme = theme_for(look);
    int row = frame->rows > 1 ? frame->rows - 2 : 0;
    int lead = write_width(prompt->lead), width = frame->columns - lead;
    int cursor = (int)text_columns(prompt->text, prompt->cursor);
    int first = cursor >= width ? cursor - width + 1 : 0; /* scrolled so far to the left */
    size_t skipped = text_cut(prompt->text, strlen(prompt->text), (size_t)(first > 0 ? first : 0));

    frame_blank(frame, row, 0, frame->rows - row, frame->columns);
    frame_text(frame, row, 0, frame->columns, prompt->lead, theme->accent, FRAME_DEFAULT,
               CELL_BOLD);
    frame_text(frame, row, lead, width, prompt->text + skipped, theme->bright, FRAME_DEFAULT, 0);
    if (frame->rows > 1)
        draw_note(prompt, look, frame, row + 1, lead - first);
    frame->cursor_row = row;
    frame->cursor_column = width > 0 ? lead + cursor - first : 0;
    frame->cursor_visible = true;
}
