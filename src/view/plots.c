#include "view/panels.h"
#include "view/plots.h"

#include <math.h>

#include "base/format.h"
#include "base/number.h"
#include "cells/theme.h"
#include "cells/write.h"
#include "insight/catapults.h"
#include "run/quantity.h"
#include "view/axes.h"
#include "view/compared.h"
#include "view/curves.h"
#include "view/line.h"
#include "view/scale.h"
#include "view/sparkline.h"

/* What is below the first row of a curve's area and left of its scale. */
static struct rectangle plot_of(const struct scene *scene, const struct display *display,
                                struct rectangle area)
{
    struct rectangle plot = {area.row + 1, area.column, area.rows - 1, area.columns};

    plot.columns -= scale_columns(plot, scene->log_loss, display);
    return plot;
}

/* In one row: the name and the bars behind it. */
static void draw_row(const struct scene *scene, const struct track *track, double floor,
                     const struct display *display, struct frame *frame, struct rectangle area)
{
    const struct styles styles = styles_for(display);
    int used = 1 + write_left(frame, area.row, area.column, area.columns,
                              label_for(track->id, display), styles.label, display);
    struct rectangle bars = {area.row, area.column + used, 1, area.columns - used};
    struct sparkline sparkline;

    sparkline_init(&sparkline, scene_path(scene), track, bars.columns, scene->log_loss, floor);
    sparkline_draw(&sparkline, frame, bars, display, theme_for(display)->live);
}

static void draw_steps(const struct scene *scene, const struct display *display,
                       struct frame *frame, struct rectangle area)
{
    const struct style style = styles_for(display).label;
    const char *name = scene->race ? "evaluations" : label_for(QUANTITY_STEP, display);
    char first[NUMBER_SIZE], last[NUMBER_SIZE];
    long low, high;

    if (!losses_steps(compared_reach(scene), area.columns * curves_across(display), &low, &high))
        return;
    int room =
        area.columns - 1 -
        write_right(frame, area.row, area.column, area.columns, number_count(last, high), style);
    int width = write_width(name), at = (area.columns - width) / 2;
    at = at + width > room ? room - width : at;
    if (write_width(number_count(first, low)) < at)
        write_left(frame, area.row, area.column, area.columns, first, style, display);
    write_left(frame, area.row, area.column + (at > 0 ? at : 0), room, name, style, display);
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

/* The names of the curves of a run on data; that of the batches, which is the least needed, only
 * where the heights have room beside it. */
static void learning_names(struct text_line *line, const struct curves *curves,
                           const struct heights *heights, const struct display *display,
                           int columns)
{
    curve_name(line, CURVE_TRAINING, "train", display);
    if (curves->shown[CURVE_VALIDATION])
        curve_name(line, CURVE_VALIDATION, "val", display);
    struct text_line longer = *line;
    if (curves->shown[CURVE_BATCH])
        curve_name(&longer, CURVE_BATCH, "batch", display);
    if (line_width(&longer) + 1 + write_width(heights->range) <= columns)
        *line = longer;
}

/* What stands above a curve at its left. */
static void curve_names(struct text_line *line, const struct scene *scene,
                        const struct track *track, const struct curves *curves,
                        const struct heights *heights, const struct display *display, int columns)
{
    const char *label = label_for(track->id, display);

    line->count = 0;
    if (track->data)
        learning_names(line, curves, heights, display, columns);
    else
        line_add(line, track->id == QUANTITY_LR && scene->searched ? searched_label : label,
                 styles_for(display).label, 0);
}

/* NAN where there is none. */
static double last_of(const struct curves *curves, enum curve curve)
{
    int used = curves->used[curve];

    return used > 0 ? curves->value[curve][used - 1] : NAN;
}

/* Is the last value to be told, as no other panel does? */
static bool tells_last(const struct track *track)
{
    return track->id == QUANTITY_DISTANCE || track->id == QUANTITY_LR;
}

/* "◆ epoch 34": the mark of the least validation loss. Returns the columns used, with two
 * blanks. */
static int draw_best(const struct scene *scene, const struct display *display, struct frame *frame,
                     struct rectangle area)
{
    const struct styles styles = styles_for(display);
    char text[NUMBER_SIZE + 16], epoch[NUMBER_SIZE];

    format_text(text, sizeof text, "  epoch %s", number_count(epoch, scene->best_epoch));
    int used = write_right(frame, area.row, area.column, area.columns, text, styles.label);
    if (used == 0)
        return 0;
    write_left(frame, area.row, area.column + area.columns - used, 1, text_for(display, "◆", "V"),
               curve_style(CURVE_VALIDATION, display), display);
    return used + 2;
}

/* "limit 3.6", in place of what the heights are. Returns the columns used. */
static int draw_limit(double limit, struct frame *frame, struct rectangle area, struct style style)
{
    char text[NUMBER_SIZE + 8], number[NUMBER_SIZE];

    format_text(text, sizeof text, "limit %s", number_short(number, limit, 3));
    return write_right(frame, area.row, area.column, area.columns, text, style);
}

/* "▲ catapults", where that has room. */
static void name_catapults(const struct track *track, const struct display *display,
                           struct frame *frame, struct rectangle area)
{
    const struct styles styles = styles_for(display);
    const struct curve_sign sign = curve_catapult_sign(display);
    const char *name = track->catapults && track->catapults->count == 1 ? "catapult" : "catapults";

    if (!track->catapults || track->catapults->count == 0 || write_width(name) + 3 > area.columns)
        return;
    frame_glyph(frame, area.row, area.column + 1, display->blocks ? sign.glyph : sign.ascii,
                sign.style.fg, FRAME_DEFAULT, sign.style.attributes);
    write_left(frame, area.row, area.column + 3, write_width(name), name, styles.label, display);
}

/* "0.0413 to 24.2": between which values the curve lies, of a run that waits: in motion nobody
 * could read it. Returns whether it is told. */
static bool draw_extremes(const struct scene *scene, const struct extremes *extremes,
                          struct frame *frame, struct rectangle area, struct style style)
{
    char text[2 * NUMBER_SIZE + 8], least[NUMBER_SIZE], most[NUMBER_SIZE];

    if (scene->mark == MARK_RUNNING || !(extremes->least < extremes->most))
        return false;
    format_text(text, sizeof text, "%s to %s", number_short(least, extremes->least, 3),
                number_short(most, extremes->most, 3));
    return write_right(frame, area.row, area.column, area.columns, text, style) > 0;
}

/* Above the curve: its name, and right as much as fits of the last value, of the best epoch, and of
 * what its heights are, or where a scale tells that, of the least and the largest value. */
static void draw_heading(const struct scene *scene, const struct track *track,
                         const struct curves *curves, const struct heights *heights,
                         const struct display *display, struct frame *frame, struct rectangle area)
{
    const struct styles styles = styles_for(display);
    char last[NUMBER_SIZE];
    struct text_line names;

    curve_names(&names, scene, track, curves, heights, display, area.columns);
    line_draw(&names, frame, area.row, area.column);
    int used = line_width(&names) + 1;
    struct rectangle right = {area.row, area.column + used, 1, area.columns - used};
    if (tells_last(track) && curves->used[CURVE_TRAINING] > 0)
        right.columns -=
            2 + write_right(frame, right.row, right.column, right.columns,
                            number_short(last, last_of(curves, CURVE_TRAINING), 3), styles.value);
    if (curves->shown[CURVE_VALIDATION] && !*heights->range)
        right.columns -= draw_best(scene, display, frame, right);
    if (isfinite(last_of(curves, CURVE_LIMIT))) {
        right.columns -= draw_limit(last_of(curves, CURVE_LIMIT), frame, right, styles.label);
        name_catapults(track, display, frame, right);
    } else if (*heights->range || *heights->floor ||
               !draw_extremes(scene, &curves->extremes, frame, right, styles.label)) {
        heights_draw(heights, frame, right, styles.label);
    }
}

/* Columns of blocks, where there are no dots and one line needs none. */
static bool has_bars(const struct curves *curves, const struct display *display)
{
    return !display->braille && !curves->shown[CURVE_VALIDATION] && !curves->shown[CURVE_BATCH] &&
           !curves->shown[CURVE_LIMIT];
}

static void draw_bars(const struct curves *curves, struct frame *frame, struct rectangle area,
                      const struct display *display)
{
    for (int c = 0; c < area.columns; c++) {
        double height = c < curves->used[CURVE_TRAINING]
                            ? losses_height(&curves->range, curves->value[0][c])
                            : -1;
        column_draw(frame, area, c, height, display, theme_for(display)->live, 0);
    }
}

/* Each where the rate was greatest, which is above the limit. */
static void mark_catapults(const struct curves *curves, const struct scene *scene,
                           const struct catapults *catapults, const struct display *display,
                           struct frame *frame, struct rectangle area)
{
    const struct curve_sign sign = curve_catapult_sign(display);

    for (size_t i = 0; i < catapults_kept(catapults); i++)
        curves_mark(curves, scene_path(scene), catapults->last[i].at, &sign, frame, area, display);
}

static void draw_curve(const struct scene *scene, const struct track *track, double floor,
                       const struct display *display, struct frame *frame, struct rectangle area)
{
    struct rectangle plot = plot_of(scene, display, area);
    struct curves curves;
    struct heights heights;

    curves_init(&curves, scene_path(scene), track, plot.columns, display, scene->log_loss, floor);
    heights_init(&heights, &curves.range, display);
    if (plot.columns < area.columns) {
        struct rectangle right = {plot.row, plot.column + plot.columns + 1, plot.rows,
                                  area.columns - plot.columns - 1};
        double limit = last_of(&curves, CURVE_LIMIT);
        if (isfinite(limit))
            scale_draw_limit(&curves.range, limit, frame, right, styles_for(display).label);
        else
            scale_draw(&curves.range, frame, right, styles_for(display).label);
        heights.range[0] = '\0';
    }
    draw_heading(scene, track, &curves, &heights, display, frame, area);
    if (has_bars(&curves, display))
        draw_bars(&curves, frame, plot, display);
    else
        curves_draw(&curves, frame, plot, display);
    const struct curve_sign best = curve_best_sign(display);
    if (curves.shown[CURVE_VALIDATION])
        curves_mark(&curves, scene_path(scene), scene->best_step, &best, frame, plot, display);
    if (track->catapults)
        mark_catapults(&curves, scene, track->catapults, display, frame, plot);
}

/* The losses of all runs. */
static void draw_compared(const struct scene *scene, const struct display *display,
                          struct frame *frame, struct rectangle area)
{
    const struct styles styles = styles_for(display);
    struct rectangle plot = plot_of(scene, display, area);
    struct rectangle right = {plot.row, plot.column + plot.columns + 1, plot.rows,
                              area.columns - plot.columns - 1};
    struct compared compared;
    struct heights heights;

    compared_init(&compared, scene, plot.columns, display);
    heights_init(&heights, &compared.range, display);
    if (plot.columns < area.columns) {
        scale_draw(&compared.range, frame, right, styles.label);
        heights.range[0] = '\0';
    }
    /* What the decades are above is no less needed than whose losses they are. */
    const char *name = "loss of all";
    if (write_width(name) + 1 + write_width(heights.floor) > area.columns)
        name = "loss";
    int used =
        1 + write_left(frame, area.row, area.column, area.columns, name, styles.label, display);
    right = (struct rectangle){area.row, area.column + used, 1, area.columns - used};
    heights_draw(&heights, frame, right, styles.label);
    compared_draw(&compared, scene, display, frame, plot);
}

void plots_compared(const struct scene *scene, const struct display *display, struct frame *frame,
                    struct rectangle area)
{
    struct rectangle steps = {area.row + area.rows - 1, area.column, 1, area.columns};

    area.rows--;
    draw_compared(scene, display, frame, area);
    steps.columns = plot_of(scene, display, area).columns;
    draw_steps(scene, display, frame, steps);
}

/* "warmup+cosine rate", "cosine rate", or "rate": as much as fits whole beside any rate. */
static const char *schedule_label(const struct schedule *schedule, int columns, char *out,
                                  size_t size)
{
    enum { WIDEST_RATE = 8 };
    const char *warmup = schedule->warmup > 0 ? "warmup+" : "", *kind = schedule->kind->name;
    int room = columns - WIDEST_RATE - 1;

    format_text(out, size, "%s%s rate", warmup, kind);
    if (write_width(out) > room)
        format_text(out, size, "%s rate", kind);
    return write_width(out) > room ? "rate" : out;
}

static void draw_schedule(const struct scene *scene, const struct display *display,
                          struct frame *frame, struct rectangle area)
{
    struct rectangle columns = {area.row + 1, area.column, area.rows - 1, area.columns};
    struct rates_curve curve;
    char name_room[64], rate[NUMBER_SIZE];

    line_pair(frame, area, 0,
              schedule_label(scene->rates.schedule, area.columns, name_room, sizeof name_room),
              number_short(rate, scene->rate, 3), display);
    rates_curve(&scene->rates, columns.columns, &curve);
    rates_draw(&curve, frame, columns, display);
}

void panel_plots(const struct scene *scene, const struct display *display, struct frame *frame,
                 struct rectangle area)
{
    const struct layout *layout = scene->layout;

    (void)area;
    for (int i = 0; i < LAYOUT_CURVES && layout->curve[i].rows > 0; i++) {
        const struct track *track = &scene->curve[i];
        bool measured = track->id == QUANTITY_LOSS && !track->data;

        if (track->id == QUANTITY_LOSS && layout->curve[i].rows > 1 && scene_compares(scene))
            draw_compared(scene, display, frame, layout->curve[i]);
        else
            (layout->curve[i].rows > 1 ? draw_curve : draw_row)(
                scene, track, measured ? scene->floor : 0, display, frame, layout->curve[i]);
    }
    if (layout->steps.rows > 0) {
        struct rectangle steps = layout->steps;
        steps.columns = plot_of(scene, display, layout->curve[0]).columns;
        draw_steps(scene, display, frame, steps);
    }
    if (layout->schedule.rows > 0)
        draw_schedule(scene, display, frame, layout->schedule);
}
