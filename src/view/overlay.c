/* What lies over the map or takes the last rows: overlay and prompt. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "cells/theme.h"
#include "cells/write.h"
#include "view/panels.h"

enum { TWO_COLUMNS = 160, COLUMN_GAP = 4, ROOMY = 16, LEFT_MOST = 26 };

/* Where its rows are. */
struct page {
    struct rectangle area; /* with the title and the footer */
    int head, rows;        /* rows above those for lines, and of these */
    int columns, width;    /* columns of lines, and how wide they are */
    int left;              /* the width of the left parts, where there is a right one */
};

/* Has it two parts? */
static bool is_parted(const struct overlay_line *line)
{
    return !line->heading && line->right && *line->right;
}

/* What the left parts need, at most two fifths and LEFT_MOST columns. */
static int left_width(const struct overlay *overlay, int columns)
{
    int part = columns * 2 / 5, most = part < LEFT_MOST ? part : LEFT_MOST, widest = 0;

    for (size_t i = 0; i < overlay->count; i++) {
        int width = is_parted(&overlay->lines[i]) ? write_width(overlay->lines[i].left) : 0;

        widest = width > widest ? width : widest;
    }
    return widest < most ? widest : most;
}

static void page_init(struct page *page, const struct overlay *overlay, struct rectangle area,
                      int columns)
{
    int used = area.rows >= ROOMY ? 4 : 2;

    if (overlay->flush) {
        area.column = 0;
        area.columns = area.columns > 0 ? columns : 0;
    }
    page->area = area;
    page->head = used / 2;
    page->rows = area.rows > used ? area.rows - used : 0;
    page->columns = area.columns >= TWO_COLUMNS && !overlay->flush ? 2 : 1;
    page->width = (area.columns - (page->columns - 1) * COLUMN_GAP) / page->columns;
    page->left = left_width(overlay, page->width);
}

static int right_width(const struct page *page)
{
    return page->width - page->left - 2;
}

/* The rows of one line; an empty one takes a row, too. */
static int line_rows(const struct page *page, const struct overlay_line *line)
{
    bool parted = is_parted(line);
    int left = write_lines(line->left, parted ? page->left : page->width);
    int right = parted ? write_lines(line->right, right_width(page)) : 1;

    return left > right ? left : right;
}

/* The rows of the first `count` lines. */
static size_t rows_before(const struct page *page, const struct overlay *overlay, size_t count)
{
    size_t rows = 0;

    for (size_t i = 0; i < count; i++)
        rows += (size_t)line_rows(page, &overlay->lines[i]);
    return rows;
}

static size_t all_rows(const struct page *page, const struct overlay *overlay)
{
    return rows_before(page, overlay, overlay->count);
}

static size_t page_capacity(const struct page *page)
{
    return (size_t)page->rows * (size_t)page->columns;
}

size_t overlay_rows(const struct overlay *overlay, int rows, int columns)
{
    struct page page;

    page_init(&page, overlay, layout_overlay(rows, columns), columns);
    return all_rows(&page, overlay);
}

size_t overlay_row(const struct overlay *overlay, size_t line, int rows, int columns)
{
    struct page page;

    page_init(&page, overlay, layout_overlay(rows, columns), columns);
    return rows_before(&page, overlay, line);
}

size_t overlay_capacity(const struct overlay *overlay, int rows, int columns)
{
    struct page page;

    page_init(&page, overlay, layout_overlay(rows, columns), columns);
    return page_capacity(&page);
}

/* Line number `at` of the wrapped text. */
static void draw_part(const char *text, int at, struct style style, struct frame *frame, int row,
                      int column, int columns)
{
    const char *rest = text;
    size_t length = 0;

    for (int i = 0; i <= at; i++) {
        text = rest;
        length = write_line(text, columns, &rest);
    }
    write_bytes(frame, row, column, text, length, style);
}

/* Row number `at` of a line. */
static void draw_row(const struct page *page, const struct overlay_line *line, int at, bool marked,
                     const struct display *display, struct frame *frame, int row, int column)
{
    const struct theme *theme = theme_for(display);
    struct style label = {marked ? FRAME_DEFAULT : theme->label, 0};
    struct style text = line->dim ? label : (struct style){FRAME_DEFAULT, 0};
    struct style heading = {theme->accent, CELL_BOLD};

    if (is_parted(line)) {
        draw_part(line->left, at, label, frame, row, column, page->left);
        draw_part(line->right, at, text, frame, row, column + page->left + 2, right_width(page));
    } else {
        draw_part(line->left, at, line->heading ? heading : text, frame, row, column, page->width);
    }
}

/* As far as these columns are on the screen. */
static void invert(struct frame *frame, int row, int column, int columns)
{
    for (int i = 0; i < columns && column + i < frame->columns; i++)
        frame_cell(frame, row, column + i)->attributes |= CELL_REVERSE;
}

/* Draws the rows from `first` on. */
static void draw_rows(const struct page *page, const struct overlay *overlay, size_t first,
                      const struct display *display, struct frame *frame)
{
    size_t row = 0, end = first + page_capacity(page);

    for (size_t i = 0; i < overlay->count && row < end; i++) {
        const struct overlay_line *line = &overlay->lines[i];
        int rows = line_rows(page, line);
        bool marked = overlay->marked && i == overlay->mark;

        for (int at = 0; at < rows; at++, row++) {
            int entry = (int)(row - first);
            int at_row = page->area.row + page->head + entry % page->rows;
            int column = page->area.column + entry / page->rows * (page->width + COLUMN_GAP);

            if (row < first || row >= end)
                continue;
            draw_row(page, line, at, marked, display, frame, at_row, column);
            if (marked)
                invert(frame, at_row, column, page->width);
        }
    }
}

/* What the keys do, and where not all rows are there at once, which ones are. */
static void draw_footer(const struct scene *scene, const struct page *page,
                        const struct display *display, struct frame *frame)
{
    struct style label = {theme_for(display)->label, 0};
    struct rectangle footer = {page->area.row + page->area.rows - 1, page->area.column, 1,
                               page->area.columns};
    size_t rows = all_rows(page, scene->overlay), capacity = page_capacity(page);
    size_t first = scene->overlay->first, last = first + capacity < rows ? first + capacity : rows;
    char number[80] = "";

    if (capacity > 0 && rows > capacity)
        snprintf(number, sizeof number, "%zu-%zu of %zu", first + 1, last, rows);
    footer.columns -= write_width(number);
    int used = hints_draw(scene, display, frame, footer);
    write_right(frame, footer.row, footer.column + used,
                footer.columns + write_width(number) - used, number, label);
}

void panel_overlay(const struct scene *scene, const struct display *display, struct frame *frame,
                   struct rectangle area)
{
    struct style title = {FRAME_DEFAULT, CELL_BOLD};
    const struct overlay *overlay = scene->overlay;
    struct page page;

    if (area.rows <= 0)
        return;
    page_init(&page, overlay, area, frame->columns);
    frame_blank(frame, area.row, 0, area.rows, frame->columns);
    write_left(frame, area.row, page.area.column, page.area.columns, overlay->title, title,
               display);
    draw_rows(&page, overlay, overlay->first, display, frame);
    if (area.rows > 1)
        draw_footer(scene, &page, display, frame);
}

/* The column of the caret on the screen; -1: there is none in sight. */
static int caret_column(const struct prompt_view *prompt, int columns, int origin)
{
    int caret = prompt->caret <= strlen(prompt->text)
                    ? origin + (int)text_columns(prompt->text, prompt->caret)
                    : -1;

    return prompt->is_error && caret >= 0 && caret < columns ? caret : -1;
}

/* Is there room for a message right or left of the caret? */
static bool fits_beside(int caret, int width, int columns)
{
    return caret + 2 + width <= columns || caret - 2 >= width;
}

/* The rows below the line: of the caret, where the message has no room beside it, and of the
 * message. */
static int note_rows(const struct prompt_view *prompt, int columns, int origin)
{
    int caret = caret_column(prompt, columns, origin);

    if (!prompt->is_error || (caret >= 0 && fits_beside(caret, write_width(prompt->note), columns)))
        return 1;
    return write_lines(prompt->note, columns) + (caret >= 0);
}

/* The message of an error beside the caret: right of it, else left of it, else below it, or where
 * rows are few instead of it. */
static void draw_error(const struct prompt_view *prompt, const struct display *display,
                       struct frame *frame, int row, int origin)
{
    struct style warn = {theme_for(display)->warn, CELL_BOLD}, text = {FRAME_DEFAULT, 0};
    int caret = caret_column(prompt, frame->columns, origin), width = write_width(prompt->note);
    struct rectangle below = {row, 0, frame->rows - row, frame->columns};

    if (caret < 0 || (!fits_beside(caret, width, frame->columns) && below.rows == 1)) {
        write_wrapped(frame, below, prompt->note, warn, display);
        return;
    }
    write_left(frame, row, caret, 1, "^", warn, display);
    if (caret + 2 + width <= frame->columns) {
        write_left(frame, row, caret + 2, width, prompt->note, text, display);
    } else if (caret - 2 >= width) {
        write_right(frame, row, 0, caret - 1, prompt->note, text);
    } else {
        below.row++;
        below.rows--;
        write_wrapped(frame, below, prompt->note, text, display);
    }
}

/* The menu, from so many items on that the one that is marked is seen. What is left out at its end
 * is told. A note is one item. */
static void draw_menu(const struct prompt_view *prompt, const struct display *display,
                      struct style style, struct frame *frame, int row)
{
    const char *more = display->blocks ? "…" : "...", *menu = prompt->note, *item;
    const char *marked = menu + prompt->mark[0], *end = menu + prompt->mark[1];
    int room = frame->columns - write_width(more) - 1;

    while (menu < marked && (int)text_columns(menu, (size_t)(end - menu)) > room &&
           (item = strstr(menu, WRITE_GAP)))
        menu = item + strlen(WRITE_GAP);
    size_t whole = write_items(menu, write_width(menu) > frame->columns ? room : frame->columns);
    int used = write_bytes(frame, row, 0, menu, whole, style);
    if (menu[whole])
        write_left(frame, row, used + (used > 0), frame->columns, whole > 0 ? more : menu, style,
                   display);
    invert(frame, row, (int)text_columns(menu, (size_t)(marked - menu)),
           (int)text_columns(marked, (size_t)(end - marked)));
}

/* The bytes of the text that fill so many columns, or one more where a wide glyph stands there. */
static size_t skip_columns(const char *text, size_t columns)
{
    size_t length = strlen(text), skipped = text_cut(text, length, columns);

    return text_columns(text, skipped) < columns ? text_cut(text, length, columns + 1) : skipped;
}

void panel_prompt(const struct scene *scene, const struct display *display, struct frame *frame)
{
    const struct prompt_view *prompt = scene->prompt;
    const struct theme *theme = theme_for(display);
    int lead = write_width(prompt->lead), width = frame->columns - lead;
    int cursor = (int)text_columns(prompt->text, prompt->cursor);
    int first = cursor >= width ? cursor - width + 1 : 0; /* scrolled so far to the left */
    size_t skipped = skip_columns(prompt->text, first > 0 ? (size_t)first : 0);

    first = (int)text_columns(prompt->text, skipped);
    int below = note_rows(prompt, frame->columns, lead - first);
    int row = frame->rows > below ? frame->rows - below - 1 : 0;
    frame_blank(frame, row, 0, frame->rows - row, frame->columns);
    frame_text(frame, row, 0, frame->columns, prompt->lead, theme->accent, FRAME_DEFAULT,
               CELL_BOLD);
    frame_text(frame, row, lead, width, prompt->text + skipped, FRAME_DEFAULT, FRAME_DEFAULT, 0);
    if (frame->rows > 1 && prompt->is_error)
        draw_error(prompt, display, frame, row + 1, lead - first);
    else if (frame->rows > 1 && prompt->note && *prompt->note)
        draw_menu(prompt, display, (struct style){theme->label, 0}, frame, row + 1);
    else if (frame->rows > 1)
        hints_draw(scene, display, frame, (struct rectangle){row + 1, 0, 1, frame->columns});
    frame->cursor_row = row;
    frame->cursor_column = width > 0 ? lead + cursor - first : 0;
    frame->cursor_visible = true;
}
