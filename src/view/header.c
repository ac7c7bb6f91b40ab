#include "view/panels.h"

#include <math.h>

#include "base/format.h"
#include "base/number.h"
#include "cells/write.h"
#include "view/line.h"

/* Columns that a formula has at least, or all it needs; from which on one may be cut. */
enum { FORMULA_LEAST = 16, CUT_FROM = 60 };

static int least(int a, int b)
{
    return a < b ? a : b;
}

static const char *mark_glyph(const struct scene *scene, const struct display *display)
{
    switch (scene->mark) {
    case MARK_RUNNING:
        return text_for(display, "▶", ">");
    case MARK_PAUSED:
        return text_for(display, "‖", "||");
    case MARK_ENDED:
        break;
    }
    return text_for(display, "■", "#");
}

static const char *mark_word(const struct scene *scene)
{
    switch (scene->mark) {
    case MARK_RUNNING:
        return scene->speed && *scene->speed ? scene->speed : "running";
    case MARK_PAUSED:
        return "paused";
    case MARK_ENDED:
        break;
    }
    return "ended";
}

/* What the header has at its right, and what room is kept for a formula at its left: the first of
 * these that fits. */
static const struct form {
    bool rate, beta, word;
    enum { NONE, PART, WHOLE } formula;
} forms[] = {{true, true, true, PART},  {true, true, false, PART},  {true, false, false, WHOLE},
             {true, false, true, NONE}, {true, false, false, NONE}, {false, false, false, NONE}};

enum { FORMS = sizeof forms / sizeof *forms };

/* The right part of the header. */
static void header_line(struct text_line *line, const struct scene *scene,
                        const struct display *display, const struct form *form,
                        char room[3][NUMBER_SIZE])
{
    const struct styles styles = styles_for(display);
    struct style mark = scene->mark == MARK_RUNNING ? styles.accent : styles.text;

    line->count = 0;
    if (*scene->optimizer)
        line_add(line, scene->optimizer, styles.accent, 0);
    if (form->rate && *scene->optimizer && scene->walked == 0) {
        line_add(line, scene->searched ? searched_label : "rate", styles.label, 2);
        line_add(line, isnan(scene->rate) ? "-" : number_short(room[0], scene->rate, 4),
                 styles.value, 1);
    }
    if (form->beta && *scene->optimizer && !isnan(scene->beta)) {
        const char *beta = scene->momentum_off ? "off" : number_short(room[1], scene->beta, 4);
        line_add(line, text_for(display, "β", "beta"), styles.label, 2);
        line_add(line, beta, styles.value, 1);
    }
    if (scene->study && isnan(scene->done))
        line_add(line, scene->study, styles.accent, 2);
    else if (scene->study) {
        format_text(room[2], NUMBER_SIZE, "%d %%", (int)(100 * scene->done));
        line_add(line, scene->study, styles.accent, 2);
        line_add(line, room[2], styles.text, 1);
        return;
    }
    line_add(line, mark_glyph(scene, display), mark, 2);
    if (form->word)
        line_add(line, mark_word(scene), mark, 1);
}

/* Before column `end`; `space` columns are for the chips and the formula. Returns the columns
 * used. */
static int draw_chips(const struct scene *scene, const struct display *display, struct frame *frame,
                      int row, int end, int space)
{
    const struct styles styles = styles_for(display);
    int formula = scene->formula ? write_width(scene->formula) + 2 : 0;
    struct text_line line = {.count = 0};

    for (int i = 0; i < scene->chips; i++) {
        const struct chip *chip = &scene->chip[i];
        struct text_line longer = line;

        line_value(&longer, chip->name, chip->value, 2, &styles);
        if (line_width(&longer) + (chip->of_end ? formula : least(formula, FORMULA_LEAST + 2)) <=
            space)
            line = longer;
    }
    line_draw(&line, frame, row, end - line_width(&line));
    return line_width(&line);
}

void panel_header(const struct scene *scene, const struct display *display, struct frame *frame,
                  struct rectangle area)
{
    const struct styles styles = styles_for(display);
    struct text_line line;
    char room[3][NUMBER_SIZE];
    int whole = scene->formula ? write_width(scene->formula) : area.columns;
    const int formula[] = {[NONE] = 0, [PART] = FORMULA_LEAST, [WHOLE] = whole};
    int left = write_width(scene->surface) + 2, at = 0, used;

    do
        header_line(&line, scene, display, &forms[at], room);
    while (line_width(&line) + left + formula[forms[at].formula] > area.columns && ++at < FORMS);
    int right = line_width(&line);
    if (right + left <= area.columns)
        line_draw(&line, frame, area.row, area.column + area.columns - right);
    else
        right = 0;
    int space = area.columns - right - (right ? 2 : 0);
    if (right && at == 0) {
        int chips = draw_chips(scene, display, frame, area.row, area.column + space, space - left);
        space -= chips + (chips ? 2 : 0);
    }
    used = write_left(frame, area.row, area.column, space, scene->surface, styles.value, display);
    space -= used + 2;
    int needed = area.columns < CUT_FROM ? whole : least(whole, FORMULA_LEAST);
    if (scene->formula && space >= needed)
        write_left(frame, area.row, area.column + used + 2, space, scene->formula, styles.label,
                   display);
}

static void summary_line(struct text_line *line, const struct scene *scene,
                         const struct display *display, int detail, char room[2][NUMBER_SIZE])
{
    const struct styles styles = styles_for(display);

    line->count = 0;
    line_add(line, mark_glyph(scene, display), styles.accent, 0);
    if (detail > 1)
        line_add(line, scene->surface, styles.value, 1);
    if (detail > 2)
        line_add(line, scene->optimizer, styles.accent, 2);
    if (detail > 0)
        line_value(line, label_for(QUANTITY_STEP, display), number_count(room[0], scene->now->step),
                   2, &styles);
    line_value(line, label_for(QUANTITY_LOSS, display), number_short(room[1], scene->now->loss, 4),
               2, &styles);
}

void panel_summary(const struct scene *scene, const struct display *display, struct frame *frame,
                   struct rectangle area)
{
    struct text_line line;
    char room[2][NUMBER_SIZE];
    int detail = 3;

    do
        summary_line(&line, scene, display, detail, room);
    while (line_width(&line) > area.columns && --detail >= 0);
    line_draw(&line, frame, area.row, area.column);
}
