#include "insight/explanation.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"

void explanation_begin(struct explanation *told, int n, const char *const *name, int digits)
{
    buffer_clear(&told->text);
    buffer_add(&told->text, "", 1); /* what is at 0 is empty */
    told->n = n;
    for (int i = 0; i < n; i++)
        snprintf(told->name[i], sizeof told->name[i], "%s", name[i]);
    told->digits = digits;
    told->lines = told->cells = 0;
    told->pulls = 0;
    told->failed = told->parted = false;
}

void explanation_release(struct explanation *told)
{
    buffer_release(&told->text);
    free(told->line);
    free(told->cell);
    told->line = NULL;
    told->cell = NULL;
    told->lines = told->cells = told->line_room = told->cell_room = 0;
}

/* --- numbers and texts --- */

static void write_finite(const struct explanation *told, struct buffer *out, double number)
{
    char text[NUMBER_SIZE];

    if (told->digits >= 17)
        number_append(out, number);
    else
        buffer_text(out, number_short(text, number, told->digits));
}

void explanation_number(const struct explanation *told, struct buffer *out, double number,
                        bool within)
{
    bool loose = within && signbit(number) && !isnan(number);

    buffer_text(out, loose ? "(" : "");
    if (within && !isfinite(number))
        buffer_text(out, isnan(number) ? "(0/0)" : number > 0 ? "(1/0)" : "-1/0");
    else
        write_finite(told, out, number);
    buffer_text(out, loose ? ")" : "");
}

static size_t keep(struct explanation *told, const char *text, size_t length)
{
    size_t at = told->text.size;

    buffer_add(&told->text, text, length);
    buffer_add(&told->text, "", 1);
    return at;
}

static size_t keep_number(struct explanation *told, double value)
{
    size_t at = told->text.size;

    explanation_number(told, &told->text, value, false);
    buffer_add(&told->text, "", 1);
    return at;
}

/* --- lines --- */

static void add_line(struct explanation *told, struct told_line line)
{
    void *room = told->failed || told->text.failed
                     ? NULL
                     : array_reserve(told->line, &told->line_room, told->lines + 1, sizeof line);

    told->failed = !room;
    if (!room)
        return;
    told->line = room;
    told->line[told->lines++] = line;
}

static void add_cell(struct explanation *told, struct told_cell cell)
{
    void *room = told->failed || told->text.failed
                     ? NULL
                     : array_reserve(told->cell, &told->cell_room, told->cells + 1, sizeof cell);

    told->failed = !room;
    if (!room)
        return;
    told->cell = room;
    told->cell[told->cells++] = cell;
}

void explanation_add(struct explanation *told, enum told_kind kind, const char *text, size_t length)
{
    add_line(told, (struct told_line){
                       .kind = kind, .text = keep(told, text, length), .cell = told->cells});
}

void explanation_text(struct explanation *told, const char *format, ...)
{
    va_list arguments;
    char text[512];

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    explanation_add(told, TOLD_TEXT, text, strlen(text));
}

void explanation_cell(struct explanation *told, const char *worked, double value)
{
    size_t text = *worked ? keep(told, worked, strlen(worked)) : 0;

    add_cell(told, (struct told_cell){text, keep_number(told, value)});
}

void explanation_value(struct explanation *told, const char *what, double value)
{
    explanation_add(told, TOLD_TEXT, what, strlen(what));
    size_t at = keep_number(told, value);
    if (!told->failed)
        told->line[told->lines - 1].value = at;
}

void explanation_vector(struct explanation *told, const char *what, const double *value)
{
    explanation_add(told, TOLD_VECTOR, what, strlen(what));
    for (int i = 0; i < told->n; i++)
        explanation_cell(told, "", value[i]);
}

void explanation_behind(struct explanation *told, const char *text)
{
    size_t at = keep(told, text, strlen(text));

    if (!told->failed)
        told->line[told->lines - 1].value = at;
}

void explanation_head(struct explanation *told)
{
    if (!told->failed)
        told->line[told->lines - 1].head = true;
}

void explanation_taken(struct explanation *told)
{
    if (!told->failed)
        told->line[told->lines - 1].taken = true;
}

/* --- as text --- */

static void write_cells(const struct explanation *told, const struct told_line *line,
                        struct buffer *out)
{
    for (int i = 0; i < told->n; i++) {
        const struct told_cell *cell = &told->cell[line->cell + (size_t)i];
        const char *worked = told_text(told, cell->worked);

        buffer_format(out, "  %s  ", told->name[i]);
        buffer_text(out, worked);
        buffer_text(out, *worked ? " = " : "");
        buffer_text(out, told_text(told, cell->value));
        buffer_text(out, "\n");
    }
}

/* What stands behind a line that has cells comes after them. */
static void write_behind(const struct explanation *told, const struct told_line *line,
                         struct buffer *out)
{
    if (*told_text(told, line->value))
        buffer_format(out, "  %s\n", told_text(told, line->value));
}

void explanation_write(const struct explanation *told, struct buffer *out)
{
    for (size_t i = 0; i < told->lines && !told->failed; i++) {
        const struct told_line *line = &told->line[i];
        const char *value = told_text(told, line->value);
        bool spread = line->kind != TOLD_TEXT;

        buffer_text(out, told_text(told, line->text));
        if (!spread && *value)
            buffer_format(out, " %s", value);
        buffer_text(out, "\n");
        if (spread) {
            write_cells(told, line, out);
            write_behind(told, line, out);
        }
    }
}
