/* What hills cost at 200x50, where they fill the map's 150x43 cells: a relief that is cast and
 * drawn anew, as when the eye moves, and a map of another window with its hills lit, beside one
 * without. */
#include "bench/bench.h"
#include "problem/objective.h"
#include "problem/surface.h"
#include "view/heatmap.h"
#include "view/hills.h"
#include "view/relief.h"

enum { COLUMNS = 150, ROWS = 43, BANDS = 12 };

struct picture_work {
    struct landscape landscape;
    struct relief relief;
    struct frame frame;
    struct display display;
    double turn;
};

static void cast(void *context)
{
    struct picture_work *work = context;
    const struct rectangle area = {0, 0, ROWS, COLUMNS};
    const struct colormap *colormap = table_row(&colormaps, 0);
    struct canvas canvas;

    work->turn += 10;
    frame_clear(&work->frame);
    canvas_init(&canvas, &work->frame, area, &work->display, colormap, BANDS);
    if (relief_cast(&work->relief, &work->landscape, &(struct eye){work->turn, 36}, ROWS, COLUMNS))
        relief_draw(&work->relief, &canvas, colormap);
}

static void measure(const char *name, int colors)
{
    const struct surface *surface = table_find(&surfaces, name);
    struct objective *objective = objective_from_surface(surface, NULL);
    const double *window = surface->window;
    struct viewport viewport = {window[0], window[1], window[2], window[3], COLUMNS, ROWS};
    struct picture_work work = {.display = {colors, true, true, .backdrop = BACKDROP_DARK}};
    struct plane plane;
    char line[96];

    plane_axes(&plane, surface->start, 2, 0, 1);
    viewport_to_scale(&viewport);
    if (objective && frame_resize(&work.frame, ROWS, COLUMNS) &&
        landscape_compute(&work.landscape, objective, &plane, &viewport, SCALE_MIXED, BANDS,
                          surface->least)) {
        double time = bench_best(&(struct bench_work){cast, &work}, BENCH_TURNS);

        snprintf(line, sizeof line, "relief of %s, %s: ms a turn, 200x50", name,
                 colors > 256 ? "24 bits" : "256 colours");
        bench_at_most(line, 1e3 * time, 10);
    }
    relief_release(&work.relief);
    landscape_release(&work.landscape);
    frame_release(&work.frame);
    objective_free(objective);
}

/* --- a map --- */

struct map_work {
    struct landscape landscape;
    struct objective *objective;
    struct plane plane;
    struct viewport viewport;
    struct frame frame;
    double least;
};

static const struct display deep = {
    .colors = FRAME_RGB, .blocks = true, .braille = true, .backdrop = BACKDROP_DARK};
static const struct rectangle map_area = {0, 0, ROWS, COLUMNS};

static void compute(struct map_work *work)
{
    landscape_compute(&work->landscape, work->objective, &work->plane, &work->viewport, SCALE_MIXED,
                      BANDS, work->least);
}

static void draw_flat(void *context)
{
    struct map_work *work = context;

    compute(work);
    heatmap_draw(&work->frame, map_area, &deep, &work->landscape, table_row(&colormaps, 0));
}

static void draw_lit(void *context)
{
    static const struct bearing north = {{1, 0}, {0, 1}};
    struct map_work *work = context;
    struct hills hills;

    compute(work);
    if (landscape_slope(&work->landscape, work->objective) &&
        hills_init(&hills, &work->landscape, &north)) {
        heatmap_draw_lit(&work->frame, map_area, &deep, &work->landscape, table_row(&colormaps, 0),
                         &hills);
        hills_release(&hills);
    }
}

static void measure_map(const char *name)
{
    const struct surface *surface = table_find(&surfaces, name);
    const double *window = surface->window;
    struct map_work work = {.objective = objective_from_surface(surface, NULL),
                            .viewport = {window[0], window[1], window[2], window[3], COLUMNS, ROWS},
                            .least = surface->least};
    char line[96];

    plane_axes(&work.plane, surface->start, 2, 0, 1);
    viewport_to_scale(&work.viewport);
    if (work.objective && frame_resize(&work.frame, ROWS, COLUMNS)) {
        double flat = bench_best(&(struct bench_work){draw_flat, &work}, BENCH_TURNS);
        double lit = bench_best(&(struct bench_work){draw_lit, &work}, BENCH_TURNS);

        snprintf(line, sizeof line, "map of %s with lit hills: ms a window, 200x50", name);
        bench_at_most(line, 1e3 * lit, 10);
        snprintf(line, sizeof line, "map of %s with lit hills, time / without", name);
        bench_at_most(line, lit / flat, 2.5);
    }
    landscape_release(&work.landscape);
    frame_release(&work.frame);
    objective_free(work.objective);
}

int main(void)
{
    static const char *const names[] = {"himmelblau", "rosenbrock", "rastrigin"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        measure(names[i], 256);
        measure(names[i], FRAME_RGB);
        measure_map(names[i]);
    }
    return 0;
}
