#include "view/panels.h"

#include <math.h>

#include "base/format.h"
#include "base/number.h"
#include "cells/theme.h"
#include "cells/write.h"
#include "run/quantity.h"
#include "view/line.h"
#include "view/sparkline.h"

/* "1.75 of 2", right-aligned: the value bright, the limit dim. Without a rate the curvature alone.
 * Returns the columns used. */
static int gauge_value(const struct scene *scene, const struct display *display,
                       struct frame *frame, struct rectangle area)
{
    const struct stability *stability = scene->stability;
    const struct styles styles = styles_for(display);
    bool beyond = stability->has_limit && stability->rate >= stability->limit;
    char rate[NUMBER_SIZE], limit[NUMBER_SIZE];
    struct text_line line = {.count = 0};

    double shown = stability->rateless ? stability->steepest : stability->rate;
    line_add(&line, scene->about ? about_for(display) : "", styles.label, 0);
    line_add(&line, number_short(rate, shown, 3), beyond ? styles.warn : styles.value, 0);
    if (stability->has_limit) {
        line_add(&line, "of", styles.label, 1);
        line_add(&line, number_short(limit, stability->limit, 3), styles.label, 1);
    }
    line_draw(&line, frame, area.row, area.column + area.columns - line_width(&line));
    return line_width(&line);
}

/* The number with what is before it where it is about right. */
static const char *about(const struct scene *scene, const struct display *display, double number,
                         int digits, char room[NUMBER_SIZE])
{
    size_t used = format_text(room, NUMBER_SIZE, "%s", scene->about ? about_for(display) : "");
    char digit[NUMBER_SIZE];

    format_text(room + used, NUMBER_SIZE - used, "%s", number_short(digit, number, digits));
    return room;
}

static const char *condition(const struct scene *scene, const struct display *display,
                             char room[NUMBER_SIZE])
{
    const struct stability *stability = scene->stability;

    if (stability->indefinite)
        return "indefinite";
    if (!isfinite(stability->condition))
        return text_for(display, "∞", "inf");
    return about(scene, display, stability->condition, 4, room);
}

/* The rate that has the limit at this curvature. */
static const char *stable_below(const struct scene *scene, const struct display *display,
                                char room[NUMBER_SIZE])
{
    const struct stability *stability = scene->stability;

    if (!(stability->steepest > 0))
        return text_for(display, "∞", "inf");
    return about(scene, display, stability->limit / stability->steepest, 3, room);
}

/* What stands in place of the bar. */
static const char *no_limit(const struct stability *stability)
{
    return stability->rateless ? "no rate" : "no known limit";
}

/* What somebody who walks has used, and par. */
static void draw_walk(const struct scene *scene, const struct display *display, struct frame *frame,
                      struct rectangle area)
{
    char walked[NUMBER_SIZE], par[NUMBER_SIZE];

    line_pair(frame, area, 0, "evaluations", number_count(walked, scene->walked), display);
    line_pair(frame, area, 1, "par",
              scene->par < 0    ? text_for(display, "…", "...")
              : scene->par == 0 ? "none"
                                : number_count(par, scene->par),
              display);
}

void panel_gauge(const struct scene *scene, const struct display *display, struct frame *frame,
                 struct rectangle area)
{
    const struct stability *stability = scene->stability;
    const struct styles styles = styles_for(display);
    const struct theme *theme = theme_for(display);
    bool rateless = stability && stability->rateless;
    enum quantity_id id = rateless ? QUANTITY_LAMBDA_MAX : QUANTITY_LR_LAMBDA;
    const char *label = label_for(id, display);
    char room[NUMBER_SIZE];

    if (scene->walked > 0) {
        draw_walk(scene, display, frame, area);
        return;
    }
    if (!stability || !stability->known) {
        line_pair(frame, area, 0, label, stability ? "unknown" : text_for(display, "…", "..."),
                  display);
        return;
    }
    bool beyond = stability->has_limit && stability->rate >= stability->limit;
    int left = area.columns - gauge_value(scene, display, frame, area) - 1, used = 0;
    if (write_width(label) > left)
        label = quantity_brief(id, !display->blocks);
    if (write_width(label) <= left)
        used = write_left(frame, area.row, area.column, left, label, styles.label, display);
    if (scene_compares(scene) && used > 0 && used + 2 <= left)
        frame_glyph(frame, area.row, area.column + used + 1,
                    drawn_mark(&scene->run[scene->runs - 1], display), FRAME_DEFAULT, FRAME_DEFAULT,
                    CELL_BOLD);
    if (stability->has_limit)
        bar_draw(frame, area.row + 1, area.column, area.columns, stability->rate / stability->limit,
                 display, beyond ? theme->beyond : theme->live, styles.label.fg);
    else
        write_left(frame, area.row + 1, area.column, area.columns, no_limit(stability),
                   styles.label, display);
    int row = 2;
    if (area.rows > GAUGE_ROWS && stability->has_limit)
        line_pair(frame, area, row++, "stable below", stable_below(scene, display, room), display);
    line_pair(frame, area, row, label_for(QUANTITY_KAPPA, display), condition(scene, display, room),
              display);
}
