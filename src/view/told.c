/* The panel of a step that is told. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "cells/write.h"
#include "insight/explanation.h"
#include "view/line.h"
#include "view/panels.h"
#include "view/terms.h"

enum {
    CELL_LEAST = 18,  /* columns of a coordinate from which they stand side by side */
    CELL_ROOMY = 26,  /* and of each of them from which statements stand before them */
    TEXT_LEAST = 24,  /* which have at least so many */
    HEAD_LABEL = 13,  /* of the rows at the top */
    HEAD_DIGITS = 4,  /* of losses there */
    BLANK_FROM = 16,  /* rows from which one below these is blank */
    NAME_MOST = 3,    /* columns of names that stand before each number */
    NUMBER_MORE = 7,  /* columns of a number besides its digits, and a blank */
    VECTOR_LABEL = 16 /* of what is told of a vector, where its numbers stand behind it */
};

/* Rows that are drawn as far as they are within the area, or only counted. */
struct sheet {
    const struct explanation *told;
    const struct display *display;
    struct styles styles;
    struct frame *frame; /* NULL: they are counted */
    struct rectangle area;
    size_t first, row; /* the first one that is shown; the next one */
    int text, cell;    /* columns of statements, 0: they stand above; and of a coordinate, 0: each
                        * has rows of its own */
    int indent;        /* columns of the coordinates' names and the blanks around them */
    bool airy;         /* there is a blank row before each statement */
};

/* --- rows --- */

static void put(const struct sheet *sheet, size_t row, int column, const char *text, size_t length,
                struct style style)
{
    if (sheet->frame && row >= sheet->first && row < sheet->first + (size_t)sheet->area.rows)
        write_bytes(sheet->frame, sheet->area.row + (int)(row - sheet->first),
                    sheet->area.column + column, text, length, style);
}

/* Wrapped, from that row on. Returns how many rows. */
static size_t put_wrapped(const struct sheet *sheet, size_t row, int column, int columns,
                          const char *text, struct style style)
{
    size_t rows = 0;

    while (*text) {
        const char *rest;
        size_t length = write_line(text, columns, &rest);

        put(sheet, row + rows++, column, text, length, style);
        text = rest;
    }
    return rows;
}

/* What is worked out and what it comes to, in one row where they fit. Returns how many rows. */
static size_t put_cell(const struct sheet *sheet, size_t row, int column, int columns,
                       const struct told_cell *cell)
{
    const char *worked = told_text(sheet->told, cell->worked);
    const char *value = told_text(sheet->told, cell->value);
    char result[NUMBER_SIZE + 4];

    snprintf(result, sizeof result, *worked ? "= %s" : "%s", value);
    int width = write_width(worked), wide = width + 1 + write_width(result);
    if (!*worked || wide > columns) {
        size_t rows = put_wrapped(sheet, row, column, columns, worked, sheet->styles.label);

        put(sheet, row + rows, column, result, strlen(result), sheet->styles.value);
        return rows + 1;
    }
    put(sheet, row, column, worked, strlen(worked), sheet->styles.label);
    put(sheet, row, column + width + 1, result, strlen(result), sheet->styles.value);
    return 1;
}

static size_t most(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* One coordinate with its name; the names too long for that stand in the rows of a coordinate
 * alone. */
static size_t put_named(const struct sheet *sheet, size_t row, int column, int columns,
                        const struct told_cell *cell, const char *name)
{
    put(sheet, row, column, name, strlen(name), sheet->styles.accent);
    return put_cell(sheet, row, column + sheet->indent, columns - sheet->indent, cell);
}

/* The coordinates side by side, or one below the other. */
static size_t put_cells(const struct sheet *sheet, size_t row, const struct told_cell *cell)
{
    const struct explanation *told = sheet->told;
    size_t rows = 0;

    for (int i = 0; i < told->n; i++)
        if (sheet->cell > 0)
            rows = most(rows, put_named(sheet, row, sheet->text + i * (sheet->cell + 2),
                                        sheet->cell, &cell[i], told->name[i]));
        else
            rows += put_named(sheet, row + rows, 0, sheet->area.columns, &cell[i], told->name[i]);
    return rows;
}

/* --- lines --- */

/* A text, and a number behind it where they fit into a row, else below it. */
static void add_text(struct sheet *sheet, const struct told_line *line)
{
    const char *text = told_text(sheet->told, line->text);
    const char *value = told_text(sheet->told, line->value);
    int columns = sheet->area.columns, width = write_width(text);
    size_t rows = put_wrapped(sheet, sheet->row, 0, columns, text,
                              *value ? sheet->styles.label : sheet->styles.text);

    sheet->row += rows;
    if (!*value)
        return;
    if (width + 1 + write_width(value) <= columns)
        put(sheet, sheet->row - 1, width + 1, value, strlen(value), sheet->styles.value);
    else
        put(sheet, sheet->row++, 2, value, strlen(value), sheet->styles.value);
}

/* A vector: its numbers behind its name where they all fit there, else below it, as many a row as
 * do. */
static void add_vector(struct sheet *sheet, const struct told_line *line)
{
    const struct explanation *told = sheet->told;
    const char *text = told_text(told, line->text);
    int least = sheet->indent + told->digits + NUMBER_MORE, room = sheet->area.columns;
    int columns = (room - VECTOR_LABEL) / told->n, from = VECTOR_LABEL, across = told->n;

    put(sheet, sheet->row, 0, text, strlen(text), sheet->styles.text);
    if (columns < least || write_width(text) >= VECTOR_LABEL) {
        from = 0;
        across = room / least < told->n ? (int)most((size_t)(room / least), 1) : told->n;
        columns = room / across;
        sheet->row++;
    }
    for (int i = 0; i < told->n; i++)
        put_named(sheet, sheet->row + (size_t)(i / across), from + i % across * columns, columns,
                  &told->cell[line->cell + (size_t)i], told->name[i]);
    sheet->row += (size_t)((told->n - 1) / across + 1);
}

/* A statement, before its cells or above them, and behind them what came of it. */
static void add_cells(struct sheet *sheet, const struct told_line *line)
{
    const struct told_cell *cell = &sheet->told->cell[line->cell];
    const char *behind = told_text(sheet->told, line->value);
    struct style style = line->kind == TOLD_TRIAL ? sheet->styles.accent : sheet->styles.text;
    int columns = sheet->text > 0 ? sheet->text - 2 : sheet->area.columns;
    size_t rows =
        put_wrapped(sheet, sheet->row, 0, columns, told_text(sheet->told, line->text), style);

    if (sheet->text > 0)
        sheet->row += most(rows, put_cells(sheet, sheet->row, cell));
    else
        sheet->row += rows + put_cells(sheet, sheet->row + rows, cell);
    sheet->row += put_wrapped(sheet, sheet->row, 2, sheet->area.columns - 2, behind,
                              line->taken ? sheet->styles.value : sheet->styles.label);
}

/* Finds the columns: those of the statements as wide as the widest, as far as there is room. */
static void divide(struct sheet *sheet)
{
    const struct explanation *told = sheet->told;
    int columns = sheet->area.columns, n = told->n, widest = TEXT_LEAST;

    sheet->indent = 0;
    for (int i = 0; i < n; i++)
        sheet->indent = (int)most((size_t)sheet->indent, (size_t)write_width(told->name[i]) + 1);

    for (size_t i = 0; i < told->lines; i++)
        if (told->line[i].kind == TOLD_WORKED)
            widest = (int)most((size_t)widest,
                               (size_t)write_width(told_text(told, told->line[i].text)) + 2);
    int room = columns - n * (CELL_ROOMY + 2) + 2;
    sheet->text = room < TEXT_LEAST ? 0 : room < widest ? room : widest;
    sheet->cell = (columns - sheet->text + 2) / n - 2;
    if (sheet->cell < CELL_LEAST || sheet->indent > NAME_MOST + 1)
        sheet->cell = sheet->text = 0;
}

static void add_lines(struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->told->lines; i++) {
        const struct told_line *line = &sheet->told->line[i];

        if (line->head)
            continue;
        if (sheet->airy && sheet->row > 0 && line->kind >= TOLD_WORKED)
            sheet->row++;
        if (line->kind == TOLD_TEXT)
            add_text(sheet, line);
        else if (line->kind == TOLD_VECTOR)
            add_vector(sheet, line);
        else
            add_cells(sheet, line);
    }
}

/* All that scrolls; with blank rows where everything is seen at once. */
static void add_all(struct sheet *sheet)
{
    struct sheet counted = *sheet;

    divide(sheet);
    divide(&counted);
    counted.frame = NULL;
    counted.airy = true;
    add_lines(&counted);
    sheet->airy = counted.row <= (size_t)sheet->area.rows;
    add_lines(sheet);
}

/* --- the top --- */

/* The coordinates that the head shows: those of the map, or the first ones. Returns how many. */
static int shown_of(const struct scene *scene, int shown[2])
{
    int n = scene->told->n < 2 ? scene->told->n : 2;

    for (int i = 0; i < 2; i++)
        shown[i] = scene->shown[i] >= 0 ? scene->shown[i] : i;
    return n;
}

/* Rows at the top of an area of that size. */
static int top_rows(const struct explanation *told, struct rectangle area)
{
    int rows = told->lost ? 2 : 5 + 2 * told->parted;

    return rows + (area.rows >= BLANK_FROM);
}

struct top {
    const struct scene *scene;
    const struct display *display;
    struct frame *frame;
    struct rectangle area;
    struct styles styles;
    int shown[2], count, cell, row;
};

/* A letter and a name in the colour that they have on the map, and the way from one point to
 * another. */
static void top_vector(struct top *top, enum term term, const char *name, const double *to,
                       const double *from)
{
    const struct explanation *told = top->scene->told;
    struct style style = terms_style(top->display, top->scene->colormap, term);
    char label[32], number[NUMBER_SIZE];
    int row = top->area.row + top->row++, column = top->area.column;

    snprintf(label, sizeof label, "%s %s", terms_letter(term, top->display), name);
    write_left(top->frame, row, column, HEAD_LABEL - 1, label, style, top->display);
    for (int k = 0; k < top->count; k++) {
        int i = top->shown[k];

        number_short(number, to[i] - (from ? from[i] : 0), told->digits);
        write_right(top->frame, row, column + HEAD_LABEL + k * top->cell, top->cell - 2, number,
                    top->styles.value);
    }
}

static void top_title(struct top *top)
{
    const struct explanation *told = top->scene->told;
    int row = top->area.row + top->row++, column = top->area.column;
    char title[48];

    snprintf(title, sizeof title, "step %ld", told->step);
    write_left(top->frame, row, column, HEAD_LABEL - 1, title,
               (struct style){FRAME_DEFAULT, CELL_BOLD}, top->display);
    for (int k = 0; k < top->count; k++)
        write_right(top->frame, row, column + HEAD_LABEL + k * top->cell, top->cell - 2,
                    told->name[top->shown[k]], top->styles.accent);
}

/* A row of two numbers; false: it has no room for them. */
static bool top_values(struct top *top, const char *const label[2], const double value[2])
{
    struct text_line line = {.count = 0};
    char number[2][NUMBER_SIZE];

    for (int i = 0; i < 2; i++)
        line_value(&line, label[i], number_short(number[i], value[i], HEAD_DIGITS),
                   label[i][0] != ',', &top->styles);
    if (line_width(&line) > top->area.columns)
        return false;
    line_draw(&line, top->frame, top->area.row + top->row++, top->area.column);
    return true;
}

static void draw_top(struct top *top)
{
    const struct explanation *told = top->scene->told;
    const char *arrow = text_for(top->display, "→", "->");

    top_title(top);
    top_vector(top, TERM_AT, "from", told->at, NULL);
    if (told->lost)
        return;
    top_vector(top, TERM_STEP, "step", told->to, told->at);
    if (told->parted) {
        top_vector(top, TERM_PULL, "pull", told->to, told->rest);
        top_vector(top, TERM_REST, told->rest_name, told->rest, told->at);
    }
    top_values(top, (const char *const[]){"loss", arrow}, (double[]){told->before, told->after});
    const double change[] = {told->promised, told->after - told->before};
    if (!top_values(top, (const char *const[]){"the slope promised", ", came"}, change))
        top_values(top, (const char *const[]){"promised", ", came"}, change);
}

/* --- the panel --- */

static struct rectangle below_top(const struct explanation *told, struct rectangle area)
{
    int rows = top_rows(told, area);

    area.row += rows;
    area.rows = area.rows > rows ? area.rows - rows : 0;
    return area;
}

struct told_extent told_extent(const struct explanation *told, struct rectangle area)
{
    struct sheet sheet = {.told = told, .area = below_top(told, area)};

    add_all(&sheet);
    return (struct told_extent){sheet.row, (size_t)sheet.area.rows};
}

void panel_told(const struct scene *scene, const struct display *display, struct frame *frame,
                struct rectangle area)
{
    const struct explanation *told = scene->told;
    struct sheet sheet = {.told = told,
                          .display = display,
                          .styles = styles_for(display),
                          .frame = frame,
                          .first = scene->told_first};

    if (!told) {
        write_left(frame, area.row, area.column, area.columns, text_for(display, "…", "..."),
                   sheet.styles.label, display);
        return;
    }
    struct top top = {
        .scene = scene, .display = display, .frame = frame, .area = area, .styles = sheet.styles};
    top.count = shown_of(scene, top.shown);
    top.cell = (area.columns - HEAD_LABEL + 2) / top.count;
    top.cell = top.cell > 20 ? 20 : top.cell;
    draw_top(&top);
    sheet.area = below_top(told, area);
    add_all(&sheet);
}
