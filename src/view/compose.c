#include "view/scene.h"

#include <string.h>

#include "base/text.h"
#include "view/chart.h"
#include "view/dots.h"
#include "view/fit.h"
#include "view/panels.h"
#include "view/patches.h"
#include "view/profile.h"
#include "view/signs.h"
#include "view/still.h"
#include "view/terms.h"
#include "cells/write.h"

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

/* From the bottom up: of a curve its tangent, what of the present path does not stand still,
 * arrows, the minima, where the present run began, where all runs are now. */
static void draw_runs(const struct scene *scene, struct canvas *canvas, const struct still *still)
{
    const struct projection projection = still_projection(still, scene);
    const struct drawn_run *present = &scene->run[scene->runs - 1];
    struct stars stars;
    struct heads heads = {.count = 0};
    int row, column;

    find_stars(scene, &stars);
    if (scene->profile)
        profile_tangent(scene->profile, canvas, scene->now->x[0], scene->gradient[0]);
    for (size_t i = 0; i + 1 < scene->runs; i++)
        if (scene->run[i].moves)
            path_draw(canvas, &scene->run[i], &projection);
    path_extend(canvas, present, still->drawn, trajectory_length(present->path), &projection);
    if (scene->flow)
        path_flow(canvas, scene->flow, &projection);
    if (scene->cross)
        cross_draw(canvas, scene->cross, &projection);
    for (size_t i = 0; i < scene->runs; i++)
        path_arrows(canvas, &scene->run[i], &projection);
    if (scene->told)
        terms_draw(canvas, scene->told, &projection);
    if (scene->dots)
        dots_draw(scene->dots, canvas, &projection);
    path_minima(canvas, &stars, &projection);
    if (scene->dots)
        dots_letters(scene->dots, canvas, &projection);
    if (trajectory_length(scene_path(scene)) > 0)
        path_start(canvas, trajectory_at(scene_path(scene), 0)->x, &projection);
    if (path_head(canvas, present, &stars, &projection, &heads))
        rest_cursor(canvas->frame, canvas->area, heads.at[0].row, heads.at[0].column, false);
    for (size_t i = scene->runs - 1; i-- > 0;)
        path_head(canvas, &scene->run[i], &stars, &projection, &heads);
    if (scene->placing && path_place(canvas, scene->place, &projection, &row, &column))
        rest_cursor(canvas->frame, canvas->area, row, column, true);
}

/* Where the present run is. */
static struct dot head_of(const struct scene *scene, const struct still *still)
{
    const struct projection projection = still_projection(still, scene);
    const struct spot spot = projection_spot(&projection, scene->now->x);
    const struct rectangle *area = &still->canvas.area;
    struct dot dot = {.inside = spot.column >= 0 && spot.column < area->columns && spot.row >= 0 &&
                                spot.row < area->rows};

    if (dot.inside) {
        dot.column = (int)(2 * spot.column);
        dot.row = (int)(4 * spot.row);
    }
    return dot;
}

/* Has it not left its dot, so that its path looks as before? */
static bool rests(const struct scene *scene, const struct still *still)
{
    const struct dot old = still->head, now = head_of(scene, still);

    return !scene->profile && old.inside && now.inside && old.column == now.column &&
           old.row == now.row;
}

/* What moves, onto what stands still. */
static void draw_moving(const struct scene *scene, struct frame *frame, struct still *still)
{
    struct canvas *canvas = &still->canvas;

    still->head = head_of(scene, still);
    still->rests = false;
    canvas->frame = frame;
    draw_runs(scene, canvas, still);
    axis_edge_draw(&still->edge, canvas);
    canvas->frame = &still->frame;
}

/* All of the frame is as it stands still, and then what moves. */
static void draw_map(const struct scene *scene, const struct display *display, struct frame *frame,
                     struct still *still)
{
    if (!still_compose(still, scene, display, frame->rows, frame->columns)) {
        frame_clear(frame);
        frame->failed = true;
        return;
    }
    frame_take(frame, &still->frame);
    draw_moving(scene, frame, still);
}

/* Where nothing is kept from frame to frame. */
static void draw_map_once(const struct scene *scene, const struct display *display,
                          struct frame *frame)
{
    struct still still = {0};

    draw_map(scene, display, frame, &still);
    still_release(&still);
}

static void draw_calm(const struct display *display, struct frame *frame)
{
    const struct style style = {FRAME_DEFAULT, 0};
    const struct rectangle all = {0, 0, frame->rows, frame->columns};

    write_wrapped(frame, all, "ttydescent needs 20x4", style, display);
}

static bool shows_map(const struct scene *scene)
{
    return scene->layout->map.rows > 0 && !scene->overlay && !scene->chart && !scene->patches &&
           scene->landscape && scene->landscape->valid;
}

/* The map and the fit. Where there is no map the cursor rests on the sentence. */
static void draw_pictures(const struct scene *scene, const struct display *display,
                          struct frame *frame, const struct layout *layout)
{
    if (scene->chart && layout->map.rows > 0)
        chart_draw(scene->chart, display, frame, layout);
    else if (scene->patches && layout->map.rows > 0)
        patches_draw(scene->patches, scene->colormap, display, frame, layout);
    else if (shows_map(scene) && scene->still)
        draw_map(scene, display, frame, scene->still);
    else if (shows_map(scene))
        draw_map_once(scene, display, frame);
    else if (layout->map.rows == 0)
        rest_cursor(frame, layout->sentence, 0, 0, false);
    if (layout->fit.rows > 0)
        fit_draw(scene->fit, display, frame, layout->fit);
}

static void draw_all(const struct scene *scene, const struct display *display, struct frame *frame,
                     const struct layout *layout)
{
    if (!scene->overlay)
        draw_pictures(scene, display, frame, layout);
    panels_draw(scene, display, frame);
}

/* What has no ASCII form of its own is replaced by the nearest letter. */
static uint32_t to_ascii(uint32_t glyph)
{
    static const struct {
        uint32_t glyph;
        char ascii;
    } nearest[] = {
        {0xB7, '*'},         {0xD7, 'x'},   {0x2212, '-'}, {0x2013, '-'},  {0x2026, '.'},
        {0x3B2, 'b'},        {0x3BA, 'k'},  {0x3BB, 'L'},  {0x3B8, 't'},   {0x2207, 'd'},
        {0x2192, '>'},       {0x2190, '<'}, {0x2264, '<'}, {0x2265, '>'},  {0xB2, '2'},
        {0x2605, '*'},       {0x25C7, 'T'}, {0x253C, '+'}, {0x2018, '\''}, {0x2019, '\''},
        {FRAME_BEHIND, ' '},
    };

    for (size_t i = 0; i < sizeof nearest / sizeof *nearest; i++) {
        if (nearest[i].glyph == glyph)
            return (uint32_t)nearest[i].ascii;
    }
    glyph = text_bare(glyph);
    return glyph < 0x80 ? glyph : '?';
}

static void make_ascii(struct frame *frame)
{
    size_t count = (size_t)frame->rows * (size_t)frame->columns;

    for (size_t i = 0; i < count; i++)
        frame->cells[i].glyph = to_ascii(frame->cells[i].glyph);
}

/* What all of a frame needs at its end. */
static void finish(const struct scene *scene, const struct display *display, struct frame *frame)
{
    frame->failed = frame->failed || scene->lacks_memory;
    if (!display->blocks)
        make_ascii(frame);
}

void scene_compose(const struct scene *scene, const struct display *display, struct frame *frame)
{
    const struct layout *layout = scene->layout;

    if (!shows_map(scene))
        frame_clear(frame);
    if (frame->rows <= 0 || frame->columns <= 0)
        return;
    if (layout->calm)
        draw_calm(display, frame);
    else if (layout->one_line)
        panel_summary(scene, display, frame, layout->header);
    else
        draw_all(scene, display, frame, layout);
    if (layout->one_line)
        panel_sentence(scene, display, frame, layout->sentence);
    if (scene->overlay)
        panel_overlay(scene, display, frame, layout_overlay(frame->rows, frame->columns));
    if (scene->prompt)
        panel_prompt(scene, display, frame);
    finish(scene, display, frame);
}

/* All between header and hints. */
static struct rectangle middle(const struct layout *layout, const struct frame *frame)
{
    int first = layout->header.row + layout->header.rows;

    return (struct rectangle){first, 0, layout->hints.row - first, frame->columns};
}

/* May the sentence need more rows than one? It may lie over the map then. */
static bool is_long(const struct scene *scene)
{
    return (int)strlen(scene->sentence) > scene->layout->sentence.columns - 2;
}

bool scene_follow(const struct scene *scene, const struct display *display, struct frame *frame,
                  bool numbers)
{
    const struct layout *layout = scene->layout;
    struct still *still = scene->still;

    if (!shows_map(scene) || !still || layout->hints.rows == 0)
        return false;
    if (!numbers && rests(scene, still)) {
        still->rests = true;
        return true;
    }
    if (!still_follow(still, scene, display))
        return false;
    const struct rectangle part = numbers ? middle(layout, frame) : still->canvas.area;

    frame_take_part(frame, &still->frame, part.row, part.column, part.rows, part.columns);
    draw_moving(scene, frame, still);
    if (numbers)
        panels_follow(scene, display, frame);
    else if (is_long(scene))
        panel_sentence(scene, display, frame, layout->sentence);
    finish(scene, display, frame);
    return true;
}
