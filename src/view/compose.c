#include "view/scene.h"

#include "view/axes.h"
#include "view/contour.h"
#include "view/fit.h"
#include "view/heatmap.h"
#include "view/legend.h"
#include "view/panels.h"
#include "view/theme.h"
#include "view/write.h"

static void rest_cursor(struct frame *frame, struct rectangle map, int row, int column,
                        bool visible)
{
    frame->cursor_row = map.row + row;
    frame->cursor_column = map.column + column;
    frame->cursor_visible = visible;
}

static void find_stars(const struct scene *scene, struct stars *stars)
{
    stars->count = 0;
    for (int i = 0; scene->known && i < scene->known->minimum_count; i++)
        stars->x[stars->count++] = scene->known->minima[i];
    if (scene->optimum)
        stars->x[stars->count++] = scene->optimum;
}

/* From the bottom up: paths, their arrows, the minima, where the present run began, where all runs are now. */
static void draw_runs(const struct scene *scene, struct canvas *canvas)
{
    const struct projection projection = {&scene->landscape->plane, &scene->landscape->viewport};
    struct stars stars;
    int row, column;

    find_stars(scene, &stars);
    for (size_t i = 0; i < scene->runs; i++)
        path_draw(canvas, &scene->run[i], &projection);
    for (size_t i = 0; i < scene->runs; i++)
        path_arrows(canvas, &scene->run[i], &projection);
    path_minima(canvas, &stars, &projection);
    if (trajectory_length(scene_path(scene)) > 0)
        path_start(canvas, trajectory_at(scene_path(scene), 0)->x, &projection);
    for (size_t i = 0; i < scene->runs; i++)
        if (path_head(canvas, &scene->run[i], &stars, &projection, &row, &column))
            rest_cursor(canvas->frame, canvas->area, row, column, false);
    if (scene->placing && path_place(canvas, scene->place, &projection, &row, &column))
        rest_cursor(canvas->frame, canvas->area, row, column, true);
}

/* Beside the map and below it; returns whether the axis up has to stand inside the map. */
static bool draw_axes(const struct scene *scene, const struct display *display, struct frame *frame,
                      const struct axis axis[2])
{
    const struct layout *layout = scene->layout;
    const struct style style = {theme_for(display)->label, 0};

    if (layout->across.rows == 0)
        return false;
    axis_across(&axis[0], display, frame, layout->across, style);
    return scene->n > 1 &&
           (layout->up.rows == 0 || !axis_up(&axis[1], display, frame, layout->up, style));
}

static void draw_map(const struct scene *scene, const struct display *display, struct frame *frame,
                     struct rectangle area)
{
    const struct landscape *landscape = scene->landscape;
    struct canvas canvas;
    struct axis_edge edge = {0};

    if (!landscape || !landscape->valid)
        return;
    if (area.columns > landscape->viewport.columns)
        area.columns = landscape->viewport.columns;
    if (area.rows > landscape->viewport.rows)
        area.rows = landscape->viewport.rows;
    const struct viewport *seen = &landscape->viewport;
    const struct axis axis[2] = {{scene->axis[0], seen->x0, seen->x1},
                                 {scene->axis[1], seen->y0, seen->y1}};
    bool inside = draw_axes(scene, display, frame, axis);
    if (scene->layout->legend.rows > 0)
        legend_draw(landscape, scene->colormap, display, frame, scene->layout->legend);
    heatmap_draw(frame, area, display, landscape, scene->colormap);
    canvas_init(&canvas, frame, area, display, scene->colormap, landscape->bands);
    if (scene->contours)
        contour_draw(&canvas, landscape);
    if (inside)
        axis_edge_init(&edge, &axis[1], &canvas);
    draw_runs(scene, &canvas);
    axis_edge_draw(&edge, &canvas);
}

static void draw_calm(const struct display *display, struct frame *frame)
{
    const struct style style = {FRAME_DEFAULT, 0};
    const struct rectangle all = {0, 0, frame->rows, frame->columns};

    write_wrapped(frame, all, "ttydescent needs 20x4", style, display);
}

/* The map and the fit. Where there is no map the cursor rests on the sentence. */
static void draw_pictures(const struct scene *scene, const struct display *display,
                          struct frame *frame, const struct layout *layout)
{
    if (layout->map.rows > 0)
        draw_map(scene, display, frame, layout->map);
    else
        rest_cursor(frame, layout->sentence, 0, 0, false);
    if (layout->fit.rows > 0)
        fit_draw(scene->fit, display, frame, layout->fit);
}

static void draw_panels(const struct scene *scene, const struct display *display,
                        struct frame *frame, const struct layout *layout)
{
    panel_header(scene, display, frame, layout->header);
    if (!scene->overlay) {
        draw_pictures(scene, display, frame, layout);
        panel_numbers(scene, display, frame, layout->numbers);
        if (layout->gauge.rows > 0)
            panel_gauge(scene, display, frame, layout->gauge);
        if (layout->sparkline.rows > 1 && scene->learning)
            panel_curves(scene, display, frame, layout->sparkline);
        else if (layout->sparkline.rows > 0)
            panel_sparkline(scene, display, frame, layout->sparkline);
        for (int i = 0; i < LAYOUT_CURVES && layout->curve[i].rows > 0; i++)
            panel_curve(scene, &scene->curve[i], display, frame, layout->curve[i]);
        if (layout->steps.rows > 0)
            panel_steps(scene, display, frame, layout->steps);
        if (layout->schedule.rows > 0)
            panel_schedule(scene, display, frame, layout->schedule);
    }
    panel_sentence(scene, display, frame, layout->sentence);
    if (layout->hints.rows > 0 && !scene->overlay)
        panel_hints(scene, display, frame, layout->hints);
}

/* What has no ASCII form of its own is replaced by the nearest letter. */
static uint32_t to_ascii(uint32_t glyph)
{
    static const struct {
        uint32_t glyph;
        char ascii;
    } nearest[] = {
        {0xB7, '*'},   {0xD7, 'x'},   {0x2212, '-'}, {0x2013, '-'},  {0x2026, '.'},  {0x3B2, 'b'},
        {0x3BA, 'k'},  {0x3BB, 'l'},  {0x3B8, 't'},  {0x2207, 'd'},  {0x2192, '>'},  {0x2190, '<'},
        {0x2264, '<'}, {0x2265, '>'}, {0xB2, '2'},   {0x2018, '\''}, {0x2019, '\''},
    };

    for (size_t i = 0; i < sizeof nearest / sizeof *nearest; i++) {
        if (nearest[i].glyph == glyph)
            return (uint32_t)nearest[i].ascii;
    }
    return glyph < 0x80 ? glyph : '?';
}

static void make_ascii(struct frame *frame)
{
    size_t count = (size_t)frame->rows * (size_t)frame->columns;

    for (size_t i = 0; i < count; i++)
        frame->cells[i].glyph = to_ascii(frame->cells[i].glyph);
}

void scene_compose(const struct scene *scene, const struct display *display, struct frame *frame)
{
    const struct layout *layout = scene->layout;

    frame_clear(frame);
    if (frame->rows <= 0 || frame->columns <= 0)
        return;
    if (layout->calm)
        draw_calm(display, frame);
    else if (layout->one_line)
        panel_summary(scene, display, frame, layout->header);
    else
        draw_panels(scene, display, frame, layout);
    if (layout->one_line)
        panel_sentence(scene, display, frame, layout->sentence);
    if (scene->overlay)
        panel_overlay(scene, display, frame, layout_overlay(frame->rows, frame->columns));
    if (scene->prompt)
        panel_prompt(scene, display, frame);
    if (!display->blocks)
        make_ascii(frame);
}
