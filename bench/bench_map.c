/* How much of the map has a wrong colour, of what the true bands would be in 8 x 16 samples a cell:
 * with tiles, against half blocks; and with sextants among the tiles. */
#include "bench/bench.h"
#include "problem/objective.h"
#include "problem/surface.h"
#include "view/landscape.h"
#include "view/mosaic.h"

enum { ACROSS = MOSAIC_PARTS, DOWN = 2 * MOSAIC_PARTS, SAMPLES = ACROSS * DOWN };

static void middles(double *at, int count, double from, double to)
{
    for (int i = 0; i < count; i++)
        at[i] = from + (i + 0.5) / count * (to - from);
}

/* The values of the samples of one cell. */
static void sample(const struct landscape *map, struct objective *objective, int row, int column,
                   double value[SAMPLES])
{
    const struct viewport *v = &map->viewport;
    double width = (v->x1 - v->x0) / v->columns, height = (v->y1 - v->y0) / v->rows;
    double left = v->x0 + column * width, top = v->y1 - row * height;
    double across[ACROSS], up[DOWN];

    middles(across, ACROSS, left, left + width);
    middles(up, DOWN, top, top - height);
    objective_field(objective, &map->plane, across, ACROSS, up, DOWN, value);
}

/* The samples of a cell whose band is not that of the tile. */
static int wrong_samples(const struct landscape *map, const struct tile *tile,
                         const double value[SAMPLES])
{
    uint64_t inked = mosaic_cover(tile->glyph);
    int wrong = 0;

    for (int i = 0; i < SAMPLES; i++) {
        int part = i / ACROSS / 2 * MOSAIC_PARTS + i % ACROSS;
        int band = inked >> part & 1 ? tile->ink : tile->ground;

        wrong += landscape_band(map, value[i]) != band;
    }
    return wrong;
}

struct wrong {
    long tiles, halves;
};

static struct wrong count_wrong(const struct landscape *map, struct objective *objective)
{
    struct wrong wrong = {0, 0};
    double value[SAMPLES];

    for (int row = 0; row < map->viewport.rows; row++)
        for (int column = 0; column < map->columns; column++) {
            const uint8_t *upper = &map->band[2 * row * map->columns + column];
            struct tile halves = mosaic_halves(upper[0], upper[map->columns]);

            sample(map, objective, row, column, value);
            wrong.tiles += wrong_samples(map, &map->tile[row * map->columns + column], value);
            wrong.halves += wrong_samples(map, &halves, value);
        }
    return wrong;
}

static struct wrong measure(const char *name, int columns, int rows, enum mosaic_kind kind)
{
    const struct surface *surface = table_find(&surfaces, name);
    struct objective *objective = objective_from_surface(surface, NULL);
    const double *window = surface->window;
    struct viewport viewport = {window[0], window[1], window[2], window[3], columns, rows};
    struct landscape map = {.kind = kind};
    struct plane plane;
    struct wrong wrong = {0, 0};

    plane_axes(&plane, surface->start, 2, 0, 1);
    viewport_to_scale(&viewport);
    if (objective && landscape_compute(&map, objective, &plane, &viewport, SCALE_MIXED,
                                       columns < 80 ? 10 : 12, surface->least))
        wrong = count_wrong(&map, objective);
    landscape_release(&map);
    objective_free(objective);
    return wrong;
}

static const int sizes[][2] = {{38, 9}, {54, 19}, {150, 44}};
enum { SIZES = sizeof sizes / sizeof *sizes };

/* A line a size; returns the greatest ratio. */
static double report(const char *name)
{
    char line[96];
    double most = 0;

    for (size_t k = 0; k < SIZES; k++) {
        struct wrong wrong = measure(name, sizes[k][0], sizes[k][1], MOSAIC_EIGHTHS);
        double samples = (double)sizes[k][0] * sizes[k][1] * SAMPLES;
        double ratio = (double)wrong.tiles / (double)wrong.halves;

        snprintf(line, sizeof line, "%s, %dx%d: wrong area (%.1f %%) / half blocks", name,
                 sizes[k][0], sizes[k][1], 100 * (double)wrong.tiles / samples);
        bench_at_most(line, ratio, 1);
        struct wrong sixths = measure(name, sizes[k][0], sizes[k][1], MOSAIC_SEXTANTS);
        snprintf(line, sizeof line, "%s, %dx%d: the same with sextants (%.1f %%)", name,
                 sizes[k][0], sizes[k][1], 100 * (double)sixths.tiles / samples);
        bench_at_most(line, (double)sixths.tiles / (double)sixths.halves, 1);
        most = ratio > most ? ratio : most;
    }
    return most;
}

int main(void)
{
    static const char *const names[] = {"bowl",           "rosenbrock",      "himmelblau",
                                        "six-hump-camel", "styblinski-tang", "rastrigin"};
    int sharp = 0;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        sharp += report(names[i]) <= 0.7;
    bench_at_least("surfaces of 6 of which at every size the ratio is 0.7 at most", sharp, 5);
    return 0;
}
