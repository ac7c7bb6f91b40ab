#include "view/still.h"

#include <assert.h>
#include <string.h>

#include "view/contour.h"
#include "view/heatmap.h"
#include "view/legend.h"
#include "view/profile.h"
#include "view/scene.h"
#include "view/signs.h"
#include "cells/theme.h"
#include "view/vectors.h"

/* --- sources -------------------------------------------------------------------------------- */

static void note(struct still_sources *sources, uint64_t number)
{
    assert(sources->count < STILL_SOURCES);
    sources->of[sources->count++] = number;
}

static void note_number(struct still_sources *sources, double number)
{
    uint64_t bits;

    memcpy(&bits, &number, sizeof bits);
    note(sources, bits);
}

static void note_rectangle(struct still_sources *sources, const struct rectangle *rectangle)
{
    note(sources, (uint64_t)rectangle->row);
    note(sources, (uint64_t)rectangle->column);
    note(sources, (uint64_t)rectangle->rows);
    note(sources, (uint64_t)rectangle->columns);
}

static void note_layout(struct still_sources *sources, const struct layout *layout)
{
    note_rectangle(sources, &layout->map);
    note_rectangle(sources, &layout->across);
    note_rectangle(sources, &layout->up);
    note_rectangle(sources, &layout->legend);
}

static void note_display(struct still_sources *sources, const struct display *display)
{
    note(sources, (uint64_t)display->colors);
    note(sources, display->blocks);
    note(sources, display->braille);
    note(sources, display->backdrop);
}

/* Of the present run the path may grow. */
static void note_run(struct still_sources *sources, const struct drawn_run *run, bool present)
{
    note(sources, (uintptr_t)run->path);
    note(sources, run->path->edition);
    note(sources, present ? 0 : trajectory_length(run->path));
    note(sources, (uint64_t)run->color);
    note(sources, run->dim | (run->told != NULL) << 1 | run->whole << 2 | run->thin << 3);
}

/* What lies over the map besides the paths. */
static void note_layers(struct still_sources *sources, const struct scene *scene)
{
    note(sources, scene->arrows ? scene->arrows->number : 0);
    note(sources, scene->signs ? scene->signs->number : 0);
}

static void find_sources(struct still_sources *sources, const struct scene *scene,
                         const struct display *display)
{
    sources->count = 0;
    note(sources, (uintptr_t)scene->landscape);
    note(sources, scene->landscape->cuts);
    note(sources, (uintptr_t)scene->colormap);
    note(sources, scene->contours);
    note(sources, scene->shade);
    note(sources, (uint64_t)scene->n);
    note_number(sources, scene->eye ? scene->eye->turn : -1);
    note_number(sources, scene->eye ? scene->eye->tilt : -1);
    note(sources, scene->number);
    note_layout(sources, scene->layout);
    note_display(sources, display);
    note_layers(sources, scene);
    for (size_t i = 0; i < scene->runs; i++)
        if (!scene->run[i].moves)
            note_run(sources, &scene->run[i], i == scene->runs - 1);
}

static bool same_sources(const struct still_sources *a, const struct still_sources *b)
{
    return a->count == b->count && memcmp(a->of, b->of, a->count * sizeof *a->of) == 0;
}

/* --- composing ------------------------------------------------------------------------------ */

/* The window, and its cells, in an area that is made no larger than these. */
static void see(struct still *still, const struct scene *scene, struct rectangle *area)
{
    struct viewport *seen = &still->seen;

    *seen = scene->landscape->viewport;
    if (scene->profile) {
        seen->columns /= PROFILE_ACROSS;
        seen->rows = area->rows;
        seen->y0 = scene->profile->heights.low;
        seen->y1 = scene->profile->heights.high;
    }
    area->columns = seen->columns < area->columns ? seen->columns : area->columns;
    area->rows = seen->rows < area->rows ? seen->rows : area->rows;
}

struct projection still_projection(const struct still *still, const struct scene *scene)
{
    return (struct projection){&scene->landscape->plane, &still->seen, scene->profile,
                               scene->eye ? &still->relief : NULL};
}

/* The map with its hills lit. Returns false where memory is short for them. */
static bool draw_lit(struct still *still, const struct scene *scene, const struct display *display)
{
    static const struct bearing north = {{1, 0}, {0, 1}};
    const struct landscape *landscape = scene->landscape;
    struct canvas *canvas = &still->canvas;
    struct hills hills;

    if (!hills_init(&hills, landscape, &north))
        return false;
    heatmap_draw_lit(&still->frame, canvas->area, display, landscape, scene->colormap, &hills);
    for (int band = 0; band < landscape->bands; band++)
        for (int shade = 0; shade < HILLS_SHADES; shade++)
            canvas_ground(canvas, scene->colormap,
                          hills_color(display, canvas->ground[band].color, shade));
    hills_release(&hills);
    return true;
}

/* What stands at an axis. */
static const char *label_of(const struct scene *scene, int i)
{
    return scene->label[i] ? scene->label[i] : scene->axis[i];
}

/* The map, or of one parameter the curve, with its axes. */
static void draw_flat(struct still *still, const struct scene *scene, const struct display *display)
{
    const struct viewport *seen = &still->seen;
    const struct axis axis[2] = {
        {label_of(scene, 0), seen->x0, seen->x1, AXIS_PLAIN},
        {label_of(scene, 1), seen->y0, seen->y1,
         scene->profile && scene->profile->heights.logarithmic ? AXIS_DECADES : AXIS_PLAIN}};
    const struct rectangle *area = &still->canvas.area;
    bool inside = axes_draw(axis, display, &still->frame, scene->layout);

    if (scene->profile)
        profile_draw(scene->profile, &still->frame, *area, display, scene->colormap);
    else if (!scene->shade || display->colors < FRAME_RGB || !draw_lit(still, scene, display))
        heatmap_draw(&still->frame, *area, display, scene->landscape, scene->colormap);
    if (scene->contours && !scene->profile)
        contour_draw(&still->canvas, scene->landscape);
    if (inside)
        axis_edge_init(&still->edge, &axis[1], &still->canvas);
}

/* The map's rectangle, and those of the axes that it has. */
static struct rectangle with_axes(const struct layout *layout)
{
    struct rectangle room = layout->map;

    if (layout->up.rows > 0) {
        room.columns += room.column - layout->up.column;
        room.column = layout->up.column;
    }
    room.rows += layout->across.rows;
    return room;
}

static bool draw_relief(struct still *still, const struct scene *scene,
                        const struct display *display)
{
    const struct rectangle *area = &still->canvas.area;
    const struct viewport *seen = &still->seen;
    double width = seen->x1 - seen->x0, height = seen->y1 - seen->y0, part[2][2];

    if (!relief_cast(&still->relief, scene->landscape, scene->eye, area->rows, area->columns))
        return false;
    relief_parts(&still->relief, part);
    const struct axis axis[2] = {{label_of(scene, 0), seen->x0 + part[0][0] * width,
                                  seen->x0 + part[0][1] * width, AXIS_PLAIN},
                                 {label_of(scene, 1), seen->y1 - part[1][1] * height,
                                  seen->y1 - part[1][0] * height, AXIS_PLAIN}};
    relief_draw(&still->relief, &still->canvas, scene->colormap);
    if (scene->layout->across.rows > 0)
        relief_axes(&still->relief, axis, &still->frame, *area, with_axes(scene->layout),
                    (struct style){theme_for(display)->label, 0});
    return true;
}

/* From the bottom up. Signs are of the map itself. */
static void draw_layers(struct still *still, const struct scene *scene)
{
    const struct projection projection = still_projection(still, scene);

    if (scene->arrows)
        vectors_draw(&still->canvas, scene->arrows, &projection);
    if (scene->signs && !scene->eye)
        signs_draw(&still->canvas, scene->signs);
}

/* All but the present run. Returns false when memory runs out. */
static bool begin(struct still *still, const struct scene *scene, const struct display *display)
{
    const struct landscape *landscape = scene->landscape;
    struct rectangle area = scene->layout->map;

    see(still, scene, &area);
    canvas_init(&still->canvas, &still->frame, area, display, scene->colormap, landscape->bands);
    still->edge.count = 0;
    still->drawn = 0;
    if (scene->eye && !draw_relief(still, scene, display))
        return false;
    bool hatched = scene->eye ? relief_shows_floor(&still->relief) : landscape->undefined;
    if (scene->layout->legend.rows > 0)
        legend_draw(landscape, hatched, scene->colormap, display, &still->frame,
                    scene->layout->legend);
    if (!scene->eye) {
        relief_release(&still->relief);
        draw_flat(still, scene, display);
    }
    draw_layers(still, scene);
    const struct projection projection = still_projection(still, scene);
    for (size_t i = 0; i + 1 < scene->runs; i++)
        if (!scene->run[i].moves)
            path_draw(&still->canvas, &scene->run[i], &projection);
    return true;
}

/* Draws what further steps leave as it is of the present run's path. */
static void extend(struct still *still, const struct scene *scene, const struct display *display)
{
    const struct drawn_run *run = &scene->run[scene->runs - 1];
    size_t settled = trajectory_settled(run->path), old = path_old(run->path);
    const struct projection projection = still_projection(still, scene);

    still->canvas.display = display;
    settled = settled < old ? settled : old;
    path_extend(&still->canvas, run, still->drawn, settled, &projection);
    still->drawn = settled;
}

bool still_compose(struct still *still, const struct scene *scene, const struct display *display,
                   int rows, int columns)
{
    struct still_sources sources;

    find_sources(&sources, scene, display);
    if (still->frame.rows != rows || still->frame.columns != columns ||
        !same_sources(&sources, &still->sources)) {
        still->sources.count = 0;
        if (!frame_resize(&still->frame, rows, columns) || !begin(still, scene, display))
            return false;
        still->sources = sources;
        still->edition = scene_path(scene)->edition;
    }
    extend(still, scene, display);
    return true;
}

bool still_follow(struct still *still, const struct scene *scene, const struct display *display)
{
    if (still->sources.count == 0 || still->edition != scene_path(scene)->edition)
        return false;
    extend(still, scene, display);
    return true;
}

void still_release(struct still *still)
{
    frame_release(&still->frame);
    relief_release(&still->relief);
    *still = (struct still){0};
}
