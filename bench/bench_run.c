/* Long runs: the rate of steps, what history costs, and drawing a long path. */
#include <config.h>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef HAVE_GSL
#include <gsl/gsl_multimin.h>
#endif

#include "bench/bench.h"
#include "problem/surface.h"
#include "run/scenario.h"
#include "run/simulation.h"
#include "run/stepper.h"
#include "view/canvas.h"
#include "view/path.h"

/* Plain descent on Rosenbrock's valley. */
static struct simulation *create(void)
{
    struct scenario scenario;
    struct simulation *simulation = NULL;
    if (scenario_init(&scenario)) {
        scenario_set(&scenario, "surface", "rosenbrock", NULL);
        scenario_set(&scenario, "optimizer", "gd", NULL);
        simulation = simulation_create(&scenario, NULL);
        scenario_release(&scenario);
    }
    if (!simulation)
        exit(1);
    return simulation;
}

static void make_steps(struct simulation *simulation, long steps)
{
    for (long i = 0; i < steps; i++)
        simulation_step(simulation);
}

/* --- the rate of steps --- */

enum { STEPS = 10000 };

static void step_ours(void *context)
{
    struct simulation *simulation = context;
    simulation_go(simulation, 0);
    make_steps(simulation, STEPS);
}

#ifdef HAVE_GSL

struct gsl_run {
    gsl_multimin_fdfminimizer *minimizer;
    gsl_multimin_function_fdf objective;
    gsl_vector *start;
};

static double gsl_value(const gsl_vector *at, void *unused)
{
    double x = gsl_vector_get(at, 0), y = gsl_vector_get(at, 1);
    (void)unused;
    return (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x);
}

static void gsl_gradient(const gsl_vector *at, void *unused, gsl_vector *g)
{
    double x = gsl_vector_get(at, 0), y = gsl_vector_get(at, 1);
    (void)unused;
    gsl_vector_set(g, 0, -2 * (1 - x) - 400 * x * (y - x * x));
    gsl_vector_set(g, 1, 200 * (y - x * x));
}

static void gsl_both(const gsl_vector *at, void *unused, double *f, gsl_vector *g)
{
    *f = gsl_value(at, unused);
    gsl_gradient(at, unused, g);
}

/* The length of a step changes from step to step; 0.01 is the first. */
static void step_gsl(void *context)
{
    struct gsl_run *run = context;
    gsl_multimin_fdfminimizer_set(run->minimizer, &run->objective, run->start, 0.01, 0.1);
    for (long i = 0; i < STEPS; i++)
        if (gsl_multimin_fdfminimizer_iterate(run->minimizer) != GSL_SUCCESS)
            exit(1);
}

static void compare_rate(const char *name)
{
    const struct surface *surface = table_find(&surfaces, "rosenbrock");
    struct gsl_run run = {
        .minimizer = gsl_multimin_fdfminimizer_alloc(gsl_multimin_fdfminimizer_steepest_descent, 2),
        .objective = {.f = gsl_value, .df = gsl_gradient, .fdf = gsl_both, .n = 2},
        .start = gsl_vector_alloc(2),
    };
    struct bench_work ours = {step_ours, create()}, theirs = {step_gsl, &run};
    gsl_vector_set(run.start, 0, surface->start[0]);
    gsl_vector_set(run.start, 1, surface->start[1]);
    bench_at_least(name, bench_ratio(&theirs, &ours, BENCH_TURNS), 1.3);
    simulation_free(ours.context);
    gsl_vector_free(run.start);
    gsl_multimin_fdfminimizer_free(run.minimizer);
}

#else

static void compare_rate(const char *name)
{
    (void)step_ours;
    bench_left_out(name, "GSL is missing");
}

#endif

/* --- history --- */

enum { SHORT_RUN = 10000, LONG_RUN = 10000000, TIMED_RUN = LONG_RUN / 10 };

/* The same steps without a record of them. */
struct bare {
    struct stepper stepper;
    struct run_state state;
};

static void step_bare(void *context)
{
    struct bare *bare = context;
    for (long i = 0; i < TIMED_RUN; i++)
        stepper_step(&bare->stepper, &bare->state);
}

static void step_recorded(void *context)
{
    make_steps(context, TIMED_RUN);
}

/* Two runs of LONG_RUN steps at least, in pieces by turns. */
static void compare_time(void)
{
    enum { TURNS = (LONG_RUN / TIMED_RUN + BENCH_TRIES - 1) / BENCH_TRIES };
    struct simulation *simulation = create();
    const struct scenario *scenario = simulation_scenario(simulation);
    struct bare bare;
    double start[PARAMETERS_MAX];
    if (!stepper_init(&bare.stepper, scenario, simulation_objective(simulation), NULL))
        exit(1);
    scenario_start(scenario, start);
    stepper_start(&bare.stepper, &bare.state, start, scenario->seed);

    struct bench_work recorded = {step_recorded, simulation}, forgotten = {step_bare, &bare};
    bench_at_most("1e7 steps: time with history / without",
                  bench_ratio(&recorded, &forgotten, TURNS), 1.1);
    stepper_release(&bare.stepper);
    simulation_free(simulation);
}

/* The most memory that a process needs for a run, kB. */
static double peak_memory(long steps)
{
    struct rusage usage = {0};
    pid_t child = fork();
    if (child == 0) {
        make_steps(create(), steps);
        _exit(0);
    }
    if (child < 0 || wait4(child, NULL, 0, &usage) != child)
        exit(1);
    return (double)usage.ru_maxrss;
}

static void compare_memory(void)
{
    bench_at_most("1e7 steps: peak memory / that of 1e4 steps",
                  peak_memory(LONG_RUN) / peak_memory(SHORT_RUN), 1.1);
}

/* --- drawing --- */

enum { DRAWINGS = 20 };

struct drawing {
    struct simulation *simulation;
    struct frame frame;
    struct plane plane;
    struct viewport viewport;
};

static void draw(void *context)
{
    static const struct display display = {.colors = 256, .blocks = true, .braille = true};
    struct drawing *drawing = context;
    const struct drawn_run run = {.path = simulation_trajectory(drawing->simulation)};
    struct rectangle area = {0, 0, drawing->frame.rows, drawing->frame.columns};
    struct canvas canvas;
    for (int i = 0; i < DRAWINGS; i++) {
        canvas_init(&canvas, &drawing->frame, area, &display, table_row(&colormaps, 0), 12);
        path_draw(&canvas, &run,
                  &(struct projection){.plane = &drawing->plane, .viewport = &drawing->viewport});
    }
}

static struct drawing make_path(long steps)
{
    const double *window = ((const struct surface *)table_find(&surfaces, "rosenbrock"))->window;
    struct drawing drawing = {
        .simulation = create(),
        .viewport = {window[0], window[1], window[2], window[3], 168, 46},
    };
    plane_axes(&drawing.plane, simulation_now(drawing.simulation)->x, 2, 0, 1);
    make_steps(drawing.simulation, steps);
    if (!frame_resize(&drawing.frame, drawing.viewport.rows, drawing.viewport.columns))
        exit(1);
    return drawing;
}

static void compare_drawing(void)
{
    struct drawing early = make_path(1000), late = make_path(1000000);
    struct bench_work short_path = {draw, &early}, long_path = {draw, &late};
    bench_at_most("drawing the path: time after 1e6 steps / after 1e3",
                  bench_ratio(&long_path, &short_path, BENCH_TURNS), 1.1);
    frame_release(&early.frame);
    frame_release(&late.frame);
    simulation_free(early.simulation);
    simulation_free(late.simulation);
}

int main(void)
{
    compare_memory(); /* first: a child has the memory of its parent */
    compare_rate("one run, gd on rosenbrock: rate / GSL's steepest_descent in C");
    compare_time();
    compare_drawing();
}
