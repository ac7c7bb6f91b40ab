#include "view/panels.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "run/quantity.h"
#include "view/axes.h"
#include "view/curves.h"
#include "view/scale.h"
#include "view/sparkline.h"
#include "view/theme.h"
#include "view/write.h"

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* A word or a value on a line of such. */
struct piece {
    const char *text;
    struct style style;
    int gap; /* blanks before it, where it is not the first */
};

enum {
    PIECES = 24,
    FORMULA_LEAST = 16 /* columns that are kept for the formula in the header */
};

struct text_line {
    struct piece piece[PIECES];
    int count;
};

static void line_add(struct text_line *line, const char *text, struct style style, int gap)
{
    if (line->count < PIECES)
        line->piece[line->count++] = (struct piece){text, style, gap};
}

static int line_width(const struct text_line *line)
{
    int width = 0;

    for (int i = 0; i < line->count; i++)
        width += write_width(line->piece[i].text) + (i ? line->piece[i].gap : 0);
    return width;
}

static void line_draw(const struct text_line *line, struct frame *frame, int row, int column)
{
    for (int i = 0; i < line->count; i++) {
        const struct piece *piece = &line->piece[i];
        column += i ? piece->gap : 0;
        column += frame_text(frame, row, column, write_width(piece->text), piece->text,
                             piece->style.fg, FRAME_DEFAULT, piece->style.attributes);
    }
}

struct styles {
    struct style label, text, value, accent, warn;
};

static struct styles styles_for(const struct display *display)
{
    const struct theme *theme = theme_for(display);

    return (struct styles){
        .label = {theme->label, 0},
        .text = {FRAME_DEFAULT, 0},
        .value = {FRAME_DEFAULT, CELL_BOLD},
        .accent = {theme->accent, 0},
        .warn = {theme->warn, CELL_BOLD},
    };
}

/* The name with blocks, or in ASCII. */
static const char *name(const struct display *display, const char *blocks, const char *ascii)
{
    return display->blocks ? blocks : ascii;
}

/* What a quantity is called, likewise. */
static const char *label_of(enum quantity_id id, const struct display *display)
{
    return quantity_label(id, !display->blocks);
}

static const char *mark_glyph(const struct scene *scene, const struct display *display)
{
    switch (scene->mark) {
    case MARK_RUNNING:
        return name(display, "▶", ">");
    case MARK_PAUSED:
        return name(display, "‖", "=");
    case MARK_ENDED:
        break;
    }
    return name(display, "■", "#");
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

/* Name and value as two pieces of a line. */
static void line_value(struct text_line *line, const char *label, const char *value, int gap,
                       const struct styles *styles)
{
    line_add(line, label, styles->label, gap);
    line_add(line, value, styles->value, 1);
}

/* What the rate of a rule is called that finds it. */
static const char searched_label[] = "length";

/* The right part of the header in `detail` 0 to 3. */
static void header_line(struct text_line *line, const struct scene *scene,
                        const struct display *display, int detail, char room[2][NUMBER_SIZE])
{
    const struct styles styles = styles_for(display);
    struct style mark = scene->mark == MARK_RUNNING ? styles.accent : styles.text;

    line->count = 0;
    line_add(line, scene->optimizer, styles.accent, 0);
    if (detail > 0) {
        line_add(line, scene->searched ? searched_label : "rate", styles.label, 2);
        line_add(line, isnan(scene->rate) ? "-" : number_short(room[0], scene->rate, 4),
                 styles.value, 1);
    }
    if (detail > 1 && !isnan(scene->beta)) {
        const char *beta = scene->momentum_off ? "off" : number_short(room[1], scene->beta, 4);
        line_add(line, name(display, "β", "beta"), styles.label, 2);
        line_add(line, beta, styles.value, 1);
    }
    line_add(line, mark_glyph(scene, display), mark, 2);
    if (detail > 2)
        line_add(line, mark_word(scene), mark, 1);
}

/* Before column `end`; `space` columns are for the chips and the formula. Returns the columns used. */
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
        if (line_width(&longer) + (chip->of_end ? formula : least(formula, FORMULA_LEAST)) <= space)
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
    char room[2][NUMBER_SIZE];
    int detail = 3, left = write_width(scene->surface) + 2, formula = left + FORMULA_LEAST, used;

    do
        header_line(&line, scene, display, detail, room);
    while (line_width(&line) + (detail > 1 ? formula : left) > area.columns && --detail >= 0);
    int right = line_width(&line);
    if (right + left <= area.columns)
        line_draw(&line, frame, area.row, area.column + area.columns - right);
    else
        right = 0;
    int space = area.columns - right - (right ? 2 : 0);
    if (right && detail == 3) {
        int chips = draw_chips(scene, display, frame, area.row, area.column + space, space - left);
        space -= chips + (chips ? 2 : 0);
    }
    used = write_left(frame, area.row, area.column, space, scene->surface, styles.value, display);
    space -= used + 2;
    if (scene->formula && space >= 8)
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
        line_value(line, label_of(QUANTITY_STEP, display), number_count(room[0], scene->now->step),
                   2, &styles);
    line_value(line, label_of(QUANTITY_LOSS, display), number_short(room[1], scene->now->loss, 4),
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

/* A label left and a value right. A label gives way to a value. The blanks between have the style
 * of the value, so that no other is needed where it grows or shrinks. */
static void label_and_value(struct frame *frame, struct rectangle area, int row, const char *label,
                            const char *value, const struct display *display)
{
    const struct styles styles = styles_for(display);
    int used = write_right(frame, area.row + row, area.column, area.columns, value, styles.value);
    int left = write_left(frame, area.row + row, area.column, area.columns - used - 1, label,
                          styles.label, display);

    for (int column = left; column < area.columns - used; column++)
        frame_glyph(frame, area.row + row, area.column + column, ' ', styles.value.fg,
                    FRAME_DEFAULT, styles.value.attributes);
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

/* The row of parameter i. Where it is one of more than two and an axis of the map, its name has
 * the axis's direction behind it if both fit. */
static void parameter_row(const struct scene *scene, const struct display *display,
                          struct frame *frame, struct rectangle area, int row, int i)
{
    const char *plain = scene->parameter[i], *value, *direction = "";
    char room[NUMBER_SIZE], label[80];

    if (scene->n > 2 && i == scene->shown[0])
        direction = name(display, " →", " >");
    else if (scene->n > 2 && i == scene->shown[1])
        direction = name(display, " ↑", " ^");
    snprintf(label, sizeof label, "%s%s", plain, direction);
    value = number_aligned(room, scene->now->x[i]);
    bool fits = write_width(label) + 1 + write_width(value) <= area.columns;
    label_and_value(frame, area, row, fits ? label : plain, value, display);
}

/* The label of a row; "epoch, batch 8" where a step takes some rows. */
static const char *row_label(const struct scene *scene, enum quantity_id id,
                             const struct display *display, char *room, size_t size)
{
    const char *label = label_of(id, display);

    if (id != QUANTITY_EPOCH || scene->batch == 0)
        return label;
    snprintf(room, size, "%s, batch %ld", label, scene->batch);
    return room;
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
    char room[NUMBER_SIZE], label[40];
    double value = value_of(scene, id);
    bool ready = scene->score || (id != QUANTITY_R2 && id != QUANTITY_ACCURACY);
    const char *text = quantity_row(id)->kind == QUANTITY_WHOLE ? number_count(room, (long)value)
                       : ready                                  ? number_aligned(room, value)
                                                                : name(display, "…", "...");

    label_and_value(frame, area, row, row_label(scene, id, display, label, sizeof label), text,
                    display);
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
        label_and_value(frame, area, row++, name(display, "…", "..."), "", display);
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
    for (int i = 0; i < scene->n && line->count + 4 <= PIECES; i++)
        line_value(line, scene->parameter[order[i]],
                   number_fixed(room[line->count], scene->now->x[order[i]], 3), gap, styles);
}

/* The part of the plane that is seen, "in [-2,2]x[-1,3]", where it fits whole: no axes tell it here. */
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
    snprintf(room, size, "[%s,%s]", text[0], text[1]);
    if (scene->n > 1)
        snprintf(room + strlen(room), size - strlen(room), "%s[%s,%s]", name(display, "×", "x"),
                 text[2], text[3]);
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
    } parts[] = {{QUANTITY_STEP, 0},       {QUANTITY_EPOCH, 0},      {QUANTITY_LOSS, 4},
                 {QUANTITY_VALIDATION, 4}, {QUANTITY_PARAMETERS, 0}, {QUANTITY_GRAD_NORM, 3}};
    const struct quantity_scope scope = {.data = scene->learning, .validation = scene->validation};
    const struct styles styles = styles_for(display);
    char room[PIECES][NUMBER_SIZE], window[4 * NUMBER_SIZE + 8];
    struct text_line line = {.count = 0};

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
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

/* "1.75 of 2", right-aligned: the value bright, the limit dim. Without a rate the curvature alone.
 * Returns the columns used. */
static int gauge_value(const struct stability *stability, const struct display *display,
                       struct frame *frame, struct rectangle area)
{
    const struct styles styles = styles_for(display);
    bool beyond = stability->has_limit && stability->rate >= stability->limit;
    char rate[NUMBER_SIZE], limit[NUMBER_SIZE];
    struct text_line line = {.count = 0};

    double shown = stability->rateless ? stability->steepest : stability->rate;
    line_add(&line, number_short(rate, shown, 3), beyond ? styles.warn : styles.value, 0);
    if (stability->has_limit) {
        line_add(&line, "of", styles.label, 1);
        line_add(&line, number_short(limit, stability->limit, 3), styles.label, 1);
    }
    line_draw(&line, frame, area.row, area.column + area.columns - line_width(&line));
    return line_width(&line);
}

static const char *condition(const struct stability *stability, const struct display *display,
                             char room[NUMBER_SIZE])
{
    if (stability->indefinite)
        return "indefinite";
    if (!isfinite(stability->condition))
        return name(display, "∞", "inf");
    return number_short(room, stability->condition, 4);
}

/* The rate that has the limit at this curvature. */
static const char *stable_below(const struct stability *stability, const struct display *display,
                                char room[NUMBER_SIZE])
{
    if (!(stability->steepest > 0))
        return name(display, "∞", "inf");
    return number_short(room, stability->limit / stability->steepest, 3);
}

/* What stands in place of the bar. */
static const char *no_limit(const struct stability *stability)
{
    return stability->rateless ? "no rate" : "no known limit";
}

void panel_gauge(const struct scene *scene, const struct display *display, struct frame *frame,
                 struct rectangle area)
{
    const struct stability *stability = scene->stability;
    const struct styles styles = styles_for(display);
    const struct theme *theme = theme_for(display);
    bool rateless = stability && stability->rateless;
    enum quantity_id id = rateless ? QUANTITY_LAMBDA_MAX : QUANTITY_LR_LAMBDA;
    const char *label = label_of(id, display);
    char room[NUMBER_SIZE];

    if (!stability || !stability->known) {
        label_and_value(frame, area, 0, label, stability ? "unknown" : name(display, "…", "..."),
                        display);
        return;
    }
    bool beyond = stability->has_limit && stability->rate >= stability->limit;
    int left = area.columns - gauge_value(stability, display, frame, area) - 1;
    if (write_width(label) > left)
        label = quantity_brief(id, !display->blocks);
    if (write_width(label) <= left)
        write_left(frame, area.row, area.column, left, label, styles.label, display);
    if (stability->has_limit)
        bar_draw(frame, area.row + 1, area.column, area.columns, stability->rate / stability->limit,
                 display, beyond ? theme->beyond : theme->live, styles.label.fg);
    else
        write_left(frame, area.row + 1, area.column, area.columns, no_limit(stability),
                   styles.label, display);
    int row = 2;
    if (area.rows > GAUGE_ROWS && stability->has_limit)
        label_and_value(frame, area, row++, "stable below", stable_below(stability, display, room),
                        display);
    label_and_value(frame, area, row, label_of(QUANTITY_KAPPA, display),
                    condition(stability, display, room), display);
}

/* What is left of the first row beside a name of so many columns. */
static struct rectangle heights_room(struct rectangle area, int used)
{
    return (struct rectangle){area.row, area.column + used + 1, 1, area.columns - used - 1};
}

/* What is below the first row of a curve's area and left of its scale. */
static struct rectangle plot_of(const struct scene *scene, struct rectangle area)
{
    struct rectangle plot = {area.row + 1, area.column, area.rows - 1, area.columns};

    plot.columns -= scale_columns(plot, scene->log_loss);
    return plot;
}

/* The scale at the right of a plot; where there is one the first row needs no range. */
static void draw_scale(struct heights *heights, const struct losses_range *range,
                       struct frame *frame, struct rectangle area, struct rectangle plot,
                       struct style style)
{
    struct rectangle right = {plot.row, plot.column + plot.columns + 1, plot.rows,
                              area.columns - plot.columns - 1};

    if (right.columns <= 0)
        return;
    scale_draw(range, frame, right, style);
    heights->range[0] = '\0';
}

/* Right in the first row; returns the columns used, with two blanks. */
static int draw_last(const struct sparkline *sparkline, const struct display *display,
                     struct frame *frame, struct rectangle area)
{
    char room[NUMBER_SIZE];

    if (sparkline->columns == 0)
        return 0;
    return 2 + write_right(frame, area.row, area.column, area.columns,
                           number_short(room, sparkline->value[sparkline->columns - 1], 3),
                           styles_for(display).value);
}

/* In one row: the name and the bars behind it. */
static void draw_row(const struct scene *scene, const struct track *track, double floor,
                     const struct display *display, struct frame *frame, struct rectangle area)
{
    const struct styles styles = styles_for(display);
    int used = 1 + write_left(frame, area.row, area.column, area.columns,
                              label_of(track->id, display), styles.label, display);
    struct rectangle bars = {area.row, area.column + used, 1, area.columns - used};
    struct sparkline sparkline;

    sparkline_init(&sparkline, scene_path(scene), track, bars.columns, scene->log_loss, floor);
    sparkline_draw(&sparkline, frame, bars, display, theme_for(display)->live);
}

static void draw_curve(const struct scene *scene, const struct track *track, double floor,
                       const struct display *display, struct frame *frame, struct rectangle area)
{
    const struct styles styles = styles_for(display);
    struct rectangle plot = plot_of(scene, area);
    struct sparkline sparkline;
    struct heights heights;

    sparkline_init(&sparkline, scene_path(scene), track, plot.columns, scene->log_loss, floor);
    heights_init(&heights, &sparkline.range, display);
    draw_scale(&heights, &sparkline.range, frame, area, plot, styles.label);
    sparkline_draw(&sparkline, frame, plot, display, theme_for(display)->live);
    const char *label = label_of(track->id, display);
    if (track->id == QUANTITY_LR && scene->searched)
        label = searched_label;
    int used = write_left(frame, area.row, area.column, area.columns, label, styles.label, display);
    if (track->id != QUANTITY_LOSS && track->id != QUANTITY_GRAD_NORM)
        area.columns -= draw_last(&sparkline, display, frame, area);
    heights_draw(&heights, frame, heights_room(area, used), styles.label);
}

void panel_sparkline(const struct scene *scene, const struct display *display, struct frame *frame,
                     struct rectangle area)
{
    static const struct track loss = {.id = QUANTITY_LOSS};

    (area.rows > 1 ? draw_curve : draw_row)(scene, &loss, scene->floor, display, frame, area);
}

void panel_curve(const struct scene *scene, const struct track *track,
                 const struct display *display, struct frame *frame, struct rectangle area)
{
    draw_curve(scene, track, 0, display, frame, area);
}

void panel_steps(const struct scene *scene, const struct display *display, struct frame *frame,
                 struct rectangle area)
{
    const struct style style = {theme_for(display)->label, 0};
    struct axis axis = {.name = label_of(QUANTITY_STEP, display)};

    area.columns = plot_of(scene, scene->layout->sparkline).columns;
    if (!losses_steps(scene_path(scene), area.columns, &axis.low, &axis.high))
        return;
    axis_across(&axis, display, frame, area, style);
}

static void curve_name(struct text_line *line, enum curve curve, const char *text,
                       const struct display *display)
{
    const struct style style = curve_style(curve, display);
    const char *mark = curve_mark(curve, display);

    if (*mark)
        line_add(line, mark, style, 1);
    line_add(line, text, *mark ? styles_for(display).label : style, 1);
}

/* The names of the curves; that of the batches, which is the least needed, only where the axis has
 * room beside it. */
static void curves_names(struct text_line *line, const struct curves *curves,
                         const struct heights *heights, const struct display *display, int columns)
{
    line->count = 0;
    curve_name(line, CURVE_TRAINING, "train", display);
    if (curves->shown[CURVE_VALIDATION])
        curve_name(line, CURVE_VALIDATION, "val", display);
    struct text_line longer = *line;
    if (curves->shown[CURVE_BATCH])
        curve_name(&longer, CURVE_BATCH, "batch", display);
    if (line_width(&longer) + 1 + write_width(heights->range) <= columns)
        *line = longer;
}

void panel_curves(const struct scene *scene, const struct display *display, struct frame *frame,
                  struct rectangle area)
{
    struct rectangle plot = plot_of(scene, area);
    struct curves curves;
    struct heights heights;
    struct text_line names;

    curves_init(&curves, scene_path(scene), plot.columns, display, scene->log_loss);
    heights_init(&heights, &curves.range, display);
    draw_scale(&heights, &curves.range, frame, area, plot, styles_for(display).label);
    curves_names(&names, &curves, &heights, display, area.columns);
    line_draw(&names, frame, area.row, area.column);
    heights_draw(&heights, frame, heights_room(area, line_width(&names)),
                 styles_for(display).label);
    curves_draw(&curves, frame, plot, display);
}

/* The schedule's name as far as it fits whole beside any rate: "warmup+cosine", "cosine", or no
 * more than what it is. */
static const char *schedule_label(const struct schedule *schedule, int columns, char *out,
                                  size_t size)
{
    enum { WIDEST_RATE = 8 };
    const char *warmup = schedule->warmup > 0 ? "warmup+" : "", *kind = schedule->kind->name;
    int room = columns - WIDEST_RATE - 1;

    if (write_width(kind) > room)
        return "schedule";
    snprintf(out, size, "%s%s", write_width(warmup) + write_width(kind) <= room ? warmup : "",
             kind);
    return out;
}

void panel_schedule(const struct scene *scene, const struct display *display, struct frame *frame,
                    struct rectangle area)
{
    struct rectangle columns = {area.row + 1, area.column, area.rows - 1, area.columns};
    struct rates_curve curve;
    char name_room[64], rate[NUMBER_SIZE];

    label_and_value(
        frame, area, 0,
        schedule_label(scene->rates.schedule, area.columns, name_room, sizeof name_room),
        number_short(rate, scene->rate, 3), display);
    rates_curve(&scene->rates, columns.columns, &curve);
    rates_draw(&curve, frame, columns, display);
}

/* "start at x -1.200  y 1.000   f 24.2" */
static const char *place_text(const struct scene *scene, const struct display *display, char *out,
                              size_t size)
{
    char x[NUMBER_SIZE], y[NUMBER_SIZE], room[NUMBER_SIZE];
    const char *value =
        scene->place_value ? number_short(room, *scene->place_value, 5) : name(display, "…", "...");

    number_fixed(x, scene->place[0], 4);
    number_fixed(y, scene->place[1], 4);
    if (scene->n > 1)
        snprintf(out, size, "start at %.24s = %s, %.24s = %s: loss %s", scene->axis[0], x,
                 scene->axis[1], y, value);
    else
        snprintf(out, size, "start at %.24s = %s: loss %s", scene->axis[0], x, value);
    return out;
}

void panel_sentence(const struct scene *scene, const struct display *display, struct frame *frame,
                    struct rectangle area)
{
    const struct styles styles = styles_for(display);
    bool placing = scene->placing && !*scene->sentence, warn = scene->warn && !placing;
    char room[200];
    const char *text = placing ? place_text(scene, display, room, sizeof room) : scene->sentence;
    struct rectangle right = {area.row, area.column + 2, area.rows, area.columns - 2};

    if (!*text)
        return;
    struct style mark = warn ? styles.warn : styles.label;
    write_left(frame, area.row, area.column, 1,
               warn ? name(display, "▲", "!") : name(display, "•", "-"), mark, display);
    write_wrapped(frame, right, text, styles.text, display);
}

int panel_hints(const struct scene *scene, const struct display *display, struct frame *frame,
                struct rectangle area)
{
    const struct styles styles = styles_for(display);
    int column = area.column, end = area.column + area.columns;

    for (size_t i = 0; i < scene->hint_count; i++) {
        const struct hint *hint = &scene->hints[i];
        int width = write_width(hint->key) + 1 + write_width(hint->meaning);
        if (column + width > end)
            break;
        column += frame_text(frame, area.row, column, end - column, hint->key, styles.value.fg,
                             FRAME_DEFAULT, styles.value.attributes);
        column += 1 + frame_text(frame, area.row, column + 1, end - column - 1, hint->meaning,
                                 styles.label.fg, FRAME_DEFAULT, 0);
        column += 2;
    }
    return column - area.column;
}
