/* What a relief costs at 200x50, where it fills the map's 150x43 cells: cast and drawn anew, as when the eye
 * moves. */
#include "bench/bench.h"
#include "problem/objective.h"
#include "problem/surface.h"
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
    struct picture_work work = {.display = {colors, true, true, BACKDROP_DARK}};
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

int main(void)
{
    static const char *const names[] = {"himmelblau", "rosenbrock", "rastrigin"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        measure(names[i], 256);
        measure(names[i], FRAME_RGB);
    }
    return 0;
}
