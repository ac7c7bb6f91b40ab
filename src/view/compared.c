#include "view/compared.h"

#include "view/canvas.h"
#include "view/curves.h"
#include "view/run_table.h"

/* Where the sample stands: at a step, in a race at what it has cost. */
static long place_of(const struct scene *scene, const struct sample *sample)
{
    return scene->race ? sample_cost(sample, scene->n) : sample->step;
}

static struct losses_reach reach_of(const struct scene *scene, const struct trajectory *path)
{
    size_t length = trajectory_length(path);

    if (length == 0)
        return losses_reach(path);
    return (struct losses_reach){place_of(scene, trajectory_at(path, 0)),
                                 place_of(scene, trajectory_at(path, length - 1))};
}

struct losses_reach compared_reach(const struct scene *scene)
{
    struct losses_reach all = reach_of(scene, scene_path(scene));

    for (size_t i = 0; i < scene->runs; i++) {
        struct losses_reach one = reach_of(scene, scene->run[i].path);

        if (!scene->run[i].told || one.last < one.first)
            continue;
        all.first = one.first < all.first ? one.first : all.first;
        all.last = one.last > all.last ? one.last : all.last;
    }
    return all;
}

void compared_init(struct compared *compared, const struct scene *scene, int width,
                   const struct display *display)
{
    const struct track loss = {.id = QUANTITY_LOSS};
    struct losses_reach reach = compared_reach(scene);
    struct extremes kept = extremes_none, lost = extremes_none;
    struct series series;

    for (size_t i = 0; i < scene->runs; i++) {
        compared->used[i] = 0;
        if (!scene->run[i].told)
            continue;
        series_read(&series, &loss, scene->run[i].path);
        for (size_t k = 0; k < series.count && scene->race; k++)
            series.step[k] = place_of(scene, trajectory_at(scene->run[i].path, k));
        extremes_add(scene->run[i].told->lost ? &lost : &kept, &series);
        compared->used[i] =
            losses_columns(reach, &series, width * curves_across(display), compared->value[i]);
    }
    losses_range_of(&compared->range, kept.least <= kept.most ? kept : lost, scene->log_loss,
                    scene->learning ? 0 : scene->floor);
}

/* What a column of cells has, row by row: the dots of all, and the run that is on top. */
struct pile {
    uint32_t glyph;
    const struct drawn_run *top;
};

static void add_dots(const struct compared *compared, const struct scene *scene, size_t i,
                     int column, int rows, struct pile *pile)
{
    for (int x = column * DOTS_ACROSS; x < (column + 1) * DOTS_ACROSS; x++) {
        if (x >= compared->used[i])
            continue;
        struct curve_stretch in =
            curve_thick(curve_line(&compared->range, compared->value[i], x, rows * DOTS_DOWN),
                        rows * DOTS_DOWN);
        for (int y = in.top; y <= in.bottom; y++) {
            pile[y / DOTS_DOWN].glyph |= canvas_braille(x, y);
            pile[y / DOTS_DOWN].top = &scene->run[i];
        }
    }
}

static void add_letters(const struct compared *compared, const struct scene *scene, size_t i,
                        int column, int rows, const struct display *display, struct pile *pile)
{
    if (column >= compared->used[i])
        return;
    struct curve_stretch in = curve_line(&compared->range, compared->value[i], column, rows);
    for (int y = in.top; y <= in.bottom; y++)
        pile[y] = (struct pile){drawn_mark(&scene->run[i], display), &scene->run[i]};
}

static void draw_column(const struct compared *compared, const struct scene *scene,
                        const struct display *display, struct frame *frame, struct rectangle area,
                        int column)
{
    struct pile pile[CURVES_ROWS_MOST] = {{0, NULL}};
    int rows = area.rows < CURVES_ROWS_MOST ? area.rows : CURVES_ROWS_MOST;

    for (size_t i = 0; i < scene->runs; i++)
        if (display->braille)
            add_dots(compared, scene, i, column, rows, pile);
        else
            add_letters(compared, scene, i, column, rows, display, pile);
    for (int row = 0; row < rows; row++)
        if (pile[row].top)
            frame_glyph(frame, area.row + row, area.column + column, pile[row].glyph,
                        pile[row].top->told->color, FRAME_DEFAULT, 0);
}

/* The mark at the end of a line. */
static void draw_end(const struct compared *compared, const struct scene *scene, size_t i,
                     const struct display *display, struct frame *frame, struct rectangle area)
{
    int across = curves_across(display), last = compared->used[i] - 1;
    const struct drawn_run *run = &scene->run[i];

    if (last < 0)
        return;
    struct curve_stretch in = curve_line(&compared->range, compared->value[i], last, area.rows);
    int row = last > 0 && losses_height(&compared->range, compared->value[i][last]) <
                              losses_height(&compared->range, compared->value[i][last - 1])
                  ? in.bottom
                  : in.top;
    if (in.top <= in.bottom)
        run_table_mark(run, display, frame, area.row + row, area.column + last / across);
}

void compared_draw(const struct compared *compared, const struct scene *scene,
                   const struct display *display, struct frame *frame, struct rectangle area)
{
    for (int column = 0; column < area.columns; column++)
        draw_column(compared, scene, display, frame, area, column);
    for (size_t i = 0; i < scene->runs; i++)
        draw_end(compared, scene, i, display, frame, area);
}
