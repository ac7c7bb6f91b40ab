#include "view/panels.h"

#include <math.h>
#include <string.h>

#include "base/format.h"
#include "base/number.h"
#include "cells/write.h"
#include "run/quantity.h"
#include "view/line.h"

enum {
    SLOPES_FROM = 28,   /* columns from which slopes stand beside the parameters */
    SLOPE_COLUMNS = 13, /* of a name, a blank and a number of four digits */
    SLOPE_NAME = 2      /* columns of a name that a slope is told by */
};

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* The order in which parameters are told where there is not room for all: those of the map
 * first. */
static void order_parameters(const struct scene *scene, int order[PARAMETERS_MAX])
{
    int count = 0;

    for (int k = 0; k < 2; k++)
        if (scene->shown[k] >= 0)
            order[count++] = scene->shown[k];
    for (int i = 0; i < scene->n; i++)
        if (i != scene->shown[0] && i != scene->shown[1])
            order[count++] = i;
}

/* At the right of a row the slope along parameter i, "∂x 0.25", of a run that waits: in motion
 * nobody could read it. Returns the columns that are kept for it, with two blanks before. */
static int slope_draw(const struct scene *scene, const struct display *display, struct frame *frame,
                      struct rectangle area, int row, int i)
{
    const struct styles styles = styles_for(display);
    const char *name = scene->parameter[i], *sign = text_for(display, "∂", "d");
    struct rectangle right = {area.row + row, area.column, 1, SLOPE_COLUMNS};
    char room[NUMBER_SIZE], label[NAME_SIZE + 4];
    bool wide = write_width(name) == SLOPE_NAME; /* leaves room for a digit less */

    if (area.columns < SLOPES_FROM || !scene->gradient)
        return 0;
    if (scene->mark == MARK_RUNNING)
        return SLOPE_COLUMNS + 2;
    right.column += area.columns - SLOPE_COLUMNS;
    format_text(label, sizeof label, "%s%s", sign, write_width(name) <= SLOPE_NAME ? name : "");
    write_left(frame, right.row, right.column, SLOPE_NAME + 1, label, styles.label, display);
    write_right(frame, right.row, right.column, right.columns,
                number_short(room, scene->gradient[i], wide ? 3 : 4), styles.text);
    return SLOPE_COLUMNS + 2;
}

/* The row of parameter i. Where it is one of more than two and an axis of the map, its name has
 * the axis's direction behind it if both fit. */
static void parameter_row(const struct scene *scene, const struct display *display,
                          struct frame *frame, struct rectangle area, int row, int i)
{
    const char *plain = scene->parameter[i], *value, *direction = "";
    char room[NUMBER_SIZE], label[80];

    if (scene->n > 2 && i == scene->shown[0])
        direction = text_for(display, " →", " >");
    else if (scene->n > 2 && i == scene->shown[1])
        direction = text_for(display, " ↑", " ^");
    format_text(label, sizeof label, "%s%s", plain, direction);
    value = number_aligned(room, scene->now->x[i]);
    area.columns -= slope_draw(scene, display, frame, area, row, i);
    bool fits = write_width(label) + 1 + write_width(value) <= area.columns;
    line_pair(frame, area, row, fits ? label : plain, value, display);
}

/* The value of a quantity that a scene knows. */
static double value_of(const struct scene *scene, enum quantity_id id)
{
    struct observation seen = observation_of(scene->now, NULL);

    seen.r2 = seen.accuracy = scene->score ? *scene->score : NAN;
    return quantity_row(id)->value(&seen, 0);
}

static void quantity_row_draw(const struct scene *scene, enum quantity_id id,
                              const struct display *display, struct frame *frame,
                              struct rectangle area, int row)
{
    char room[NUMBER_SIZE], told[NUMBER_SIZE + 4];
    double value = value_of(scene, id);
    bool scores = id == QUANTITY_R2 || id == QUANTITY_ACCURACY, ready = scene->score || !scores;
    const char *text = quantity_row(id)->kind == QUANTITY_WHOLE ? number_count(room, (long)value)
                       : ready                                  ? number_aligned(room, value)
                                                                : text_for(display, "…", "...");

    format_text(told, sizeof told, "%s%s",
                scores && ready && scene->about ? about_for(display) : "", text);
    line_pair(frame, area, row, label_for(id, display), told, display);
}

/* As many parameters as there are rows for, the last of which says that there are more. Returns the
 * row after them. */
static int parameter_rows(const struct scene *scene, const struct display *display,
                          struct frame *frame, struct rectangle area, int row, int shown)
{
    bool all = scene->n <= shown;
    int order[PARAMETERS_MAX];

    order_parameters(scene, order);
    for (int i = 0; i < scene->n && i < (all ? shown : shown - 1); i++)
        parameter_row(scene, display, frame, area, row++, all ? i : order[i]);
    if (!all)
        line_pair(frame, area, row++, text_for(display, "…", "..."), "", display);
    return row;
}

static void numbers_column(const struct scene *scene, const struct display *display,
                           struct frame *frame, struct rectangle area)
{
    static const enum quantity_id rows[] = {
        QUANTITY_STEP,       QUANTITY_EPOCH, QUANTITY_PARAMETERS, QUANTITY_LOSS,
        QUANTITY_VALIDATION, QUANTITY_R2,    QUANTITY_ACCURACY,   QUANTITY_GRAD_NORM,
    };
    int more = scene_numbers(0, scene->learning, scene->validation, false);
    int shown = area.rows - 3, row = 0;
    bool learning = more > 0 && shown - more >= least(scene->n, 2);
    bool scored = learning && scene->scored && shown - more > least(scene->n, 2);
    const struct quantity_scope scope = {.data = learning,
                                         .validation = learning && scene->validation,
                                         .r2 = scored && !scene->accuracy,
                                         .accuracy = scored && scene->accuracy};

    shown -= learning ? more + scored : 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i] == QUANTITY_PARAMETERS)
            row = parameter_rows(scene, display, frame, area, row, shown);
        else if (quantity_counts(quantity_row(rows[i])->when, &scope))
            quantity_row_draw(scene, rows[i], display, frame, area, row++);
}

/* Names and values of the parameters, those of the map first, as far as there are pieces. */
static void line_parameters(struct text_line *line, const struct scene *scene, int gap,
                            const struct styles *styles, char room[][NUMBER_SIZE])
{
    int order[PARAMETERS_MAX];

    order_parameters(scene, order);
    for (int i = 0; i < scene->n && line->count + 2 <= LINE_PIECES; i++)
        line_value(line, scene->parameter[order[i]],
                   number_fixed(room[line->count], scene->now->x[order[i]], 3), gap, styles);
}

/* The part of the plane that is seen, "in [-2,2]x[-1,3]", where it fits whole: no axes tell it
 * here. */
static void line_window(struct text_line *line, const struct scene *scene,
                        const struct display *display, int gap, int columns, char *room,
                        size_t size)
{
    const struct styles styles = styles_for(display);
    const struct viewport *seen = &scene->landscape->viewport;
    const double end[] = {seen->x0, seen->x1, seen->y0, seen->y1};
    char text[4][NUMBER_SIZE];

    for (int i = 0; i < 4; i++)
        number_short(text[i], end[i], 2);
    format_text(room, size, "[%s,%s]", text[0], text[1]);
    if (scene->n > 1)
        format_text(room + strlen(room), size - strlen(room), "%s[%s,%s]",
                    text_for(display, "×", "x"), text[2], text[3]);
    struct text_line longer = *line;
    line_value(&longer, "in", room, 1, &styles);
    if (line_width(&longer) <= columns)
        line_value(line, "in", room, gap, &styles);
}

/* On one line: as many as fit whole, the most telling first. */
static void numbers_line(const struct scene *scene, const struct display *display,
                         struct frame *frame, struct rectangle area, int gap)
{
    static const struct {
        enum quantity_id id;
        int digits;
    } parts[] = {{QUANTITY_STEP, 0},       {QUANTITY_LOSS, 4},  {QUANTITY_VALIDATION, 4},
                 {QUANTITY_PARAMETERS, 0}, {QUANTITY_EPOCH, 0}, {QUANTITY_GRAD_NORM, 3}};
    const struct quantity_scope scope = {.data = scene->learning, .validation = scene->validation};
    const struct styles styles = styles_for(display);
    char room[LINE_PIECES][NUMBER_SIZE], window[4 * NUMBER_SIZE + 8];
    struct text_line line = {.count = 0};

    for (size_t i = 0; i < sizeof parts / sizeof *parts && line.count + 2 <= LINE_PIECES; i++) {
        enum quantity_id id = parts[i].id;
        char *text = room[line.count];

        if (id == QUANTITY_PARAMETERS && scene->landscape)
            line_window(&line, scene, display, gap, area.columns, window, sizeof window);
        if (id == QUANTITY_PARAMETERS)
            line_parameters(&line, scene, gap, &styles, room);
        else if (quantity_counts(quantity_row(id)->when, &scope))
            line_value(&line, quantity_brief(id, !display->blocks),
                       parts[i].digits == 0
                           ? number_count(text, (long)value_of(scene, id))
                           : number_short(text, value_of(scene, id), parts[i].digits),
                       gap, &styles);
    }
    while (line_width(&line) > area.columns && gap == 2) {
        for (int i = 0; i < line.count; i++)
            line.piece[i].gap = 1;
        gap = 1;
    }
    while (line_width(&line) > area.columns && line.count > 2)
        line.count -= 2;
    line_draw(&line, frame, area.row, area.column);
}

void panel_numbers(const struct scene *scene, const struct display *display, struct frame *frame,
                   struct rectangle area)
{
    if (area.rows > 3)
        numbers_column(scene, display, frame, area);
    else if (area.rows > 0)
        numbers_line(scene, display, frame, area, 2);
}
