#include "view/panels.h"

#include <stdio.h>

#include "base/number.h"
#include "run/quantity.h"
#include "view/axes.h"
#include "view/curves.h"
#include "view/line.h"
#include "view/scale.h"
#include "view/sparkline.h"
#include "view/theme.h"
#include "view/write.h"

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
                              label_for(track->id, display), styles.label, display);
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
    const char *label = label_for(track->id, display);
    if (track->id == QUANTITY_LR && scene->searched)
        label = searched_label;
    int used = write_left(frame, area.row, area.column, area.columns, label, styles.label, display);
    if (track->id != QUANTITY_LOSS && track->id != QUANTITY_GRAD_NORM)
        area.columns -= draw_last(&sparkline, display, frame, area);
    heights_draw(&heights, frame, heights_room(area, used), styles.label);
}

static void draw_loss(const struct scene *scene, const struct display *display, struct frame *frame,
                      struct rectangle area)
{
    static const struct track loss = {.id = QUANTITY_LOSS};

    (area.rows > 1 ? draw_curve : draw_row)(scene, &loss, scene->floor, display, frame, area);
}

static void draw_steps(const struct scene *scene, const struct display *display,
                       struct frame *frame, struct rectangle area)
{
    const struct style style = {theme_for(display)->label, 0};
    struct axis axis = {.name = label_for(QUANTITY_STEP, display)};

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

static void draw_losses(const struct scene *scene, const struct display *display,
                        struct frame *frame, struct rectangle area)
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

    if (area.rows > 1 && scene->learning)
        draw_losses(scene, display, frame, area);
    else
        draw_loss(scene, display, frame, area);
    for (int i = 0; i < LAYOUT_CURVES && layout->curve[i].rows > 0; i++)
        draw_curve(scene, &scene->curve[i], 0, display, frame, layout->curve[i]);
    if (layout->steps.rows > 0)
        draw_steps(scene, display, frame, layout->steps);
    if (layout->schedule.rows > 0)
        draw_schedule(scene, display, frame, layout->schedule);
}
