/* Studies: the time of all their runs, endings told, beside loops fused by hand, a run after the
 * other, which end by the gradient alone and tell nothing. */
#include <config.h>

#include <limits.h>
#include <math.h>
#include <unistd.h>

#include "bench/bench.h"
#include "study/cases.h"
#include "study/study.h"
#include "study/vary.h"

enum { STEPS = 500, TURNS = 9 };

/* Both sides make the same runs. */
struct side {
    struct cases cases;
    bool ends;      /* runs end where the gradient is small */
    double settled; /* what was computed: how many did, or came there */
};

static void set(struct scenario *scenario, const char *key, const char *value)
{
    if (!scenario_set(scenario, key, value, NULL))
        exit(1);
}

static void begin(struct side *side, const char *surface, bool ends)
{
    struct scenario scenario;
    if (!scenario_init(&scenario))
        exit(1);
    set(&scenario, "surface", surface);
    set(&scenario, "optimizer", "momentum");
    set(&scenario, "stop", ends ? "grad,cycle,steps=500" : "steps=500");
    side->ends = ends;
    if (!cases_begin(&side->cases, &scenario, NULL))
        exit(1);
    scenario_release(&scenario);
}

static void run_study(void *context)
{
    struct side *side = context;
    size_t count = cases_count(&side->cases);
    struct study *study = study_create(&side->cases, 0, NULL, count, NULL);
    if (!study || !study_advance(study, LONG_MAX, NULL))
        exit(1);
    side->settled = 0;
    for (size_t i = 0; i < count; i++) {
        struct outcome outcome;
        if (study_outcome(study, i, &outcome))
            side->settled += ending_is_minimum(outcome.ending);
    }
    study_free(study);
}

/* Where the gradient's square is small (scenario_criteria, criteria_scale). */
static double threshold(const struct side *side, double square)
{
    double size = sqrt(square), small = fmax(1e-6 * fmin(1, size), 1e-12 * size);
    return side->ends ? small * small : -1;
}

static double fused_himmelblau(const struct side *side, double x, double y, double lr, double beta)
{
    double mx = 0, my = 0, small = -1;
    for (int k = 0;; k++) {
        double u = x * x + y - 11, v = x + y * y - 7;
        double gx = 4 * x * u + 2 * v, gy = 2 * u + 4 * y * v, square = gx * gx + gy * gy;
        small = k == 0 ? threshold(side, square) : small;
        if (square <= small || k == STEPS || !(square < 1e280))
            return u * u + v * v;
        mx = beta * mx + gx;
        my = beta * my + gy;
        x -= lr * mx;
        y -= lr * my;
    }
}

static double fused_rosenbrock(const struct side *side, double x, double y, double lr, double beta)
{
    double mx = 0, my = 0, small = -1;
    for (int k = 0;; k++) {
        double u = 1 - x, v = y - x * x;
        double gx = -2 * u - 400 * x * v, gy = 200 * v, square = gx * gx + gy * gy;
        small = k == 0 ? threshold(side, square) : small;
        if (square <= small || k == STEPS || !(square < 1e280))
            return u * u + 100 * v * v;
        mx = beta * mx + gx;
        my = beta * my + gy;
        x -= lr * mx;
        y -= lr * my;
    }
}

static void run_fused_basins(void *context)
{
    struct side *side = context;
    size_t count = cases_count(&side->cases);
    double lr = scenario_rate(&side->cases.base);
    side->settled = 0;
    for (size_t i = 0; i < count; i++) {
        double start[2];
        cases_start(&side->cases, i, start);
        side->settled += fused_himmelblau(side, start[0], start[1], lr, 0.9) < 1e-6;
    }
}

static void run_fused_sweep(void *context)
{
    struct side *side = context;
    const struct vary *lr = &side->cases.vary[0], *beta = &side->cases.vary[1];
    double start[2];
    scenario_start(&side->cases.base, start);
    side->settled = 0;
    for (size_t i = 0; i < lr->count; i++)
        for (size_t j = 0; j < beta->count; j++)
            side->settled +=
                fused_rosenbrock(side, start[0], start[1], lr->value[i], beta->value[j]) < 1e-6;
}

static void compare(const char *name, struct side *side, void (*fused)(void *context), double bound)
{
    struct bench_work ours = {run_study, side}, theirs = {fused, side};
    bench_at_most(name, bench_ratio(&ours, &theirs, TURNS), bound);
    cases_release(&side->cases);
}

static void compare_basins(const char *name, bool ends)
{
    struct side side;
    begin(&side, "himmelblau", ends);
    cases_grid(&side.cases, (const int[]){0, 1}, (double[2][2]){{-6, 6}, {-6, 6}}, 200, 100);
    compare(name, &side, run_fused_basins, ends ? 1.6 : 0.6);
}

static void vary(struct side *side, const char *text)
{
    struct vary vary;
    if (!vary_read(&vary, text, &side->cases.base, NULL) || !cases_vary(&side->cases, &vary, NULL))
        exit(1);
}

static void compare_sweep(const char *name, bool ends)
{
    struct side side;
    begin(&side, "rosenbrock", ends);
    vary(&side, "lr=1e-4:0.01:log:160");
    vary(&side, "beta=0:0.99:66");
    compare(name, &side, run_fused_sweep, 0.6);
}

/* As a map of 80x24 has them, two a cell across and down, made anew as while a knob is held. */
static void time_screen(void)
{
    struct side side;
    begin(&side, "himmelblau", true);
    cases_grid(&side.cases, (const int[]){0, 1}, (double[2][2]){{-6, 6}, {-6, 6}}, 2 * 80, 2 * 24);
    const struct bench_work work = {run_study, &side};
    bench_at_most("basins 160x48, for a screen of 80x24: seconds", bench_best(&work, TURNS), 0.1);
    cases_release(&side.cases);
}

static double wall_time(const char *command)
{
    double from = bench_now();
    if (system(command) != 0)
        exit(1);
    return bench_now() - from;
}

static void compare_jobs(void)
{
    static const char *const command[] = {
        "./ttydescent basins --surface himmelblau --size 500x500 --jobs 1 >/dev/null",
        "./ttydescent basins --surface himmelblau --size 500x500 --jobs 2 >/dev/null"};
    const char *name = "basins 500x500 with two jobs: times as fast as with one";
    double best[2] = {INFINITY, INFINITY};
    if (sysconf(_SC_NPROCESSORS_ONLN) < 2) {
        bench_left_out(name, "there is one processor");
        return;
    }
    for (int i = 0; i < 2 * TURNS; i++)
        best[i % 2] = fmin(best[i % 2], wall_time(command[i % 2]));
    bench_at_least(name, best[0] / best[1], 1.8);
}

int main(void)
{
    compare_basins("basins 200x100, 500 steps of momentum: time / loop by hand", false);
    compare_basins("the same, each to its end, 18,000 verdicts: time / loop by hand", true);
    compare_sweep("sweep 160x66, 500 steps of momentum: time / loop by hand", false);
    compare_sweep("the same, each to its end: time / loop by hand", true);
    time_screen();
    compare_jobs();
}
