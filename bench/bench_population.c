/* Populations: the time of a run and step beside loops fused by hand, a run after the other. */
#include <config.h>

#include <math.h>
#include <string.h>

#include "base/rng.h"
#include "bench/bench.h"
#include "run/population.h"
#include "run/scenario.h"

enum { RUNS = 4096, STEPS = 500, TURNS = 9 };

/* Both sides begin at the same places and end with the parameters and the least loss of each
 * run. */
struct side {
    const char *surface, *optimizer, *rate;
    void (*fused)(struct side *side, size_t run, double lr);
    double start[2 * RUNS], x[RUNS], y[RUNS], best[RUNS];
};

static double least(double a, double b)
{
    return b < a ? b : a;
}

static void fused_gd_rosenbrock(struct side *side, size_t run, double lr)
{
    double x = side->x[run], y = side->y[run], best = INFINITY;
    for (int k = 0; k < STEPS; k++) {
        double u = 1 - x, v = y - x * x;
        best = least(best, u * u + 100 * v * v);
        x -= lr * (-2 * u - 400 * x * v);
        y -= lr * (200 * v);
    }
    side->x[run] = x;
    side->y[run] = y;
    side->best[run] = best;
}

/* The first and second moment of a coordinate, and its step. */
static double fused_adam(double *m, double *v, double g, double lr, double first, double second)
{
    *m = 0.9 * *m + 0.1 * g;
    *v = 0.999 * *v + 0.001 * g * g;
    return lr * (*m / first) / (sqrt(*v / second) + 1e-8);
}

static void fused_adam_rastrigin(struct side *side, size_t run, double lr)
{
    const double turn = 2 * 3.14159265358979323846;
    double x = side->x[run], y = side->y[run], best = INFINITY;
    double mx = 0, my = 0, vx = 0, vy = 0, beta1 = 1, beta2 = 1;
    for (int k = 0; k < STEPS; k++) {
        double f = 20 + x * x - 10 * cos(turn * x) + y * y - 10 * cos(turn * y);
        double gx = 2 * x + 10 * turn * sin(turn * x), gy = 2 * y + 10 * turn * sin(turn * y);
        best = least(best, f);
        beta1 *= 0.9;
        beta2 *= 0.999;
        x -= fused_adam(&mx, &vx, gx, lr, 1 - beta1, 1 - beta2);
        y -= fused_adam(&my, &vy, gy, lr, 1 - beta1, 1 - beta2);
    }
    side->x[run] = x;
    side->y[run] = y;
    side->best[run] = best;
}

static void run_fused(void *context)
{
    struct side *side = context;
    memcpy(side->x, side->start, sizeof side->x);
    memcpy(side->y, side->start + RUNS, sizeof side->y);
    for (size_t run = 0; run < RUNS; run++)
        side->fused(side, run, atof(side->rate));
}

static void set(struct scenario *scenario, const char *key, const char *value)
{
    if (!scenario_set(scenario, key, value, NULL))
        exit(1);
}

static void run_population(void *context)
{
    struct side *side = context;
    struct scenario scenario;
    if (!scenario_init(&scenario))
        exit(1);
    set(&scenario, "surface", side->surface);
    set(&scenario, "optimizer", side->optimizer);
    set(&scenario, "lr", side->rate);
    set(&scenario, "steps", "500");
    const struct population_runs runs = {.count = RUNS, .start = side->start};
    struct population *population = population_create(&scenario, &runs, NULL);
    if (!population)
        exit(1);
    population_step(population, STEPS);
    population_free(population);
    scenario_release(&scenario);
}

static void compare(const char *name, struct side *side, double bound)
{
    struct rng rng;
    rng_seed(&rng, 1, RNG_START);
    for (int i = 0; i < 2 * RUNS; i++)
        side->start[i] = 2 * rng_uniform(&rng) - 1;
    struct bench_work ours = {run_population, side}, theirs = {run_fused, side};
    bench_at_most(name, bench_ratio(&ours, &theirs, TURNS), bound);
}

int main(void)
{
    static struct side gd = {
        .surface = "rosenbrock", .optimizer = "gd", .rate = "0.001", .fused = fused_gd_rosenbrock};
    static struct side adam = {
        .surface = "rastrigin", .optimizer = "adam", .rate = "0.01", .fused = fused_adam_rastrigin};
    compare("4096 runs, gd on rosenbrock: time / loop fused by hand", &gd, 0.5);
    compare("4096 runs, adam on rastrigin: time / loop fused by hand", &adam, 0.8);
}
