/* The formula compiler and its interpreter: a point's value and gradient, compiling, a heatmap. */
#include <config.h>

#include "bench/vector.h" /* for the loops written by hand */

#include <string.h>

#ifdef HAVE_MUPARSER
#include <muParserDLL.h>
#endif

#include "bench/bench.h"
#include "problem/objective.h"
#include "problem/plane.h"
#include "problem/surface.h"

enum { COLUMNS = 400, ROWS = 200, POINTS = COLUMNS * ROWS };

/* --- a heatmap --- */

struct map {
    struct objective *objective;
    void (*by_hand)(const double *xs, const double *ys, double *field);
    double column[COLUMNS], row[ROWS]; /* the grid */
    double x[POINTS], y[POINTS];       /* its points, one by one */
    double field[POINTS];
};

/* A loop over the points as one writes it for one function. */
#define BY_HAND(name, value)                                                                       \
    CLONES static void name(const double *restrict xs, const double *restrict ys,                  \
                            double *restrict field)                                                \
    {                                                                                              \
        for (int i = 0; i < POINTS; i++) {                                                         \
            double x = xs[i], y = ys[i];                                                           \
            field[i] = value;                                                                      \
        }                                                                                          \
    }

BY_HAND(rosenbrock, (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x))
BY_HAND(rastrigin, 20 + x * x - 10 * cos(2 * M_PI * x) + y * y - 10 * cos(2 * M_PI * y))
BY_HAND(ackley, 20 * (1 - exp(-0.2 * sqrt((x * x + y * y) / 2))) + M_E -
                    exp((cos(2 * M_PI * x) + cos(2 * M_PI * y)) / 2))

static void map_by_hand(void *context)
{
    struct map *map = context;
    map->by_hand(map->x, map->y, map->field);
}

static void map_by_formula(void *context)
{
    static const double at[2];
    struct map *map = context;
    struct plane plane;
    plane_axes(&plane, at, 2, 0, 1);
    objective_field(map->objective, &plane, map->column, COLUMNS, map->row, ROWS, map->field);
}

static void lay_grid(struct map *map, const struct surface *surface)
{
    const double *window = surface->window;
    for (int i = 0; i < COLUMNS; i++)
        map->column[i] = window[0] + (i + 0.5) / COLUMNS * (window[1] - window[0]);
    for (int i = 0; i < ROWS; i++)
        map->row[i] = window[2] + (i + 0.5) / ROWS * (window[3] - window[2]);
    for (int i = 0; i < POINTS; i++) {
        map->x[i] = map->column[i % COLUMNS];
        map->y[i] = map->row[i / COLUMNS];
    }
}

/* --- a point --- */

struct points {
    struct map *map;
    double sum; /* of everything computed */
#ifdef HAVE_MUPARSER
    muParserHandle_t parser;
    double x, y;
#endif
};

enum { SOME_POINTS = 4000 };

static void points_by_formula(void *context)
{
    struct points *points = context;
    const struct map *map = points->map;
    for (int i = 0; i < SOME_POINTS; i++) {
        double at[2] = {map->x[i * (POINTS / SOME_POINTS)], map->y[i * (POINTS / SOME_POINTS)]};
        double g[2], f = objective_gradient(map->objective, at, g);
        points->sum += f + g[0] + g[1];
    }
}

#ifdef HAVE_MUPARSER
/* The derivative by a variable as muParser's C++ class has it, which its C interface leaves out:
 * the five-point central difference. */
static double difference(muParserHandle_t parser, double *variable)
{
    static const double h = 1e-4;
    const double offset[] = {-2 * h, -h, h, 2 * h};
    double at = *variable, f[4];
    for (int i = 0; i < 4; i++) {
        *variable = at + offset[i];
        f[i] = mupEval(parser);
    }
    *variable = at;
    return (f[0] - 8 * f[1] + 8 * f[2] - f[3]) / (12 * h);
}

static void points_by_muparser(void *context)
{
    struct points *points = context;
    const struct map *map = points->map;
    for (int i = 0; i < SOME_POINTS; i++) {
        points->x = map->x[i * (POINTS / SOME_POINTS)];
        points->y = map->y[i * (POINTS / SOME_POINTS)];
        points->sum += mupEval(points->parser);
        points->sum += difference(points->parser, &points->x);
        points->sum += difference(points->parser, &points->y);
    }
}

static void compare_points(const char *name, struct map *map)
{
    struct points ours = {.map = map}, theirs = {.map = map, .parser = mupCreate(0)};
    struct bench_work by_formula = {points_by_formula, &ours};
    struct bench_work by_muparser = {points_by_muparser, &theirs};
    mupDefineConst(theirs.parser, "pi", M_PI);
    mupDefineConst(theirs.parser, "e", M_E);
    mupDefineVar(theirs.parser, "x", &theirs.x);
    mupDefineVar(theirs.parser, "y", &theirs.y);
    mupSetExpr(theirs.parser, map->objective->formula->text);
    bench_at_least(name, bench_ratio(&by_muparser, &by_formula, BENCH_TURNS), 3);
    if (!(fabs(ours.sum - theirs.sum) <= 1e-6 * fabs(theirs.sum)))
        printf("%s: the two do not agree: %.9g, %.9g\n", name, ours.sum, theirs.sum);
    mupRelease(theirs.parser);
}
#else
static void compare_points(const char *name, struct map *map)
{
    (void)map;
    (void)points_by_formula;
    bench_left_out(name, "muParser is missing");
}
#endif

/* --- compiling --- */

enum { COMPILATIONS = 20 };

static void compile(void *context)
{
    static const char *const xy[] = {"x", "y"};
    static const struct formula_names names = {.name = xy, .parameters = 2};
    const struct surface *surface = context;
    for (int i = 0; i < COMPILATIONS; i++)
        formula_free(formula_compile(surface->formula, strlen(surface->formula), &names, NULL));
}

/* Both sides compute the same picture? */
static void check_map(struct map *map, const char *name)
{
    static double other[POINTS];
    map_by_hand(map);
    memcpy(other, map->field, sizeof other);
    map_by_formula(map);
    for (int i = 0; i < POINTS; i++)
        if (!(fabs(map->field[i] - other[i]) <= 1e-12 * (1 + fabs(other[i])))) {
            printf("%s: the two do not agree: %.17g, %.17g\n", name, map->field[i], other[i]);
            return;
        }
}

static void measure(const struct surface *surface,
                    void (*by_hand)(const double *, const double *, double *))
{
    static struct map map;
    char name[96];
    struct bench_work loop = {map_by_hand, &map}, field = {map_by_formula, &map};
    struct bench_work compiling = {compile, (void *)surface};
    map.objective = objective_from_surface(surface, NULL);
    if (!map.objective)
        exit(1);
    map.by_hand = by_hand;
    lay_grid(&map, surface);

    snprintf(name, sizeof name, "%s: value + gradient, rate / muParser's", surface->name);
    compare_points(name, &map);
    snprintf(name, sizeof name, "%s: compiling, us", surface->name);
    bench_at_most(name, bench_best(&compiling, 100) / COMPILATIONS * 1e6, 20);
    snprintf(name, sizeof name, "%s: heatmap of %d points, time / loop by hand", surface->name,
             POINTS);
    check_map(&map, name);
    /* The loop by hand may be up to 4 ulp off and have other digits elsewhere; the field may
     * not. */
    bench_at_most(name, bench_ratio(&field, &loop, BENCH_TURNS), 2);
    objective_free(map.objective);
}

int main(void)
{
    measure(table_find(&surfaces, "rosenbrock"), rosenbrock);
    measure(table_find(&surfaces, "rastrigin"), rastrigin);
    measure(table_find(&surfaces, "ackley"), ackley);
}
