/* A million rows under the fingers: how long a key waits for its answer while they are evaluated,
 * in the program itself at a pseudo-terminal; how fast steps follow each other on the screen; what
 * a step back takes; what it costs to be interruptible. */
#include <config.h>

#include <math.h>
#include <string.h>
#include <unistd.h>

#include "app/app.h"
#include "app/state.h"
#include "bench/bench.h"
#include "bench/process.h"
#include "problem/interrupt.h"
#include "show/data_file.h"

enum { ROWS = 1000000, TURNS = 15, PARAMETERS = 10 };

static char path[] = "/tmp/bench-rows-XXXXXX";

static bool write_rows(void)
{
    int fd = mkstemp(path);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
    if (!file)
        return false;
    fprintf(file, "x,y\n");
    for (int i = 0; i < ROWS; i++) {
        double x = -2 + 4.0 * i / ROWS;
        fprintf(file, "%.6f,%.4f\n", x, sin(2 * x) + 0.1 * (i % 7 - 3));
    }
    return fclose(file) == 0;
}

static bool set_up(struct scenario *scenario)
{
    bool made = scenario_init(scenario);
    scenario->open_data = data_file_open;
    return made && scenario_set(scenario, "data", path, NULL) &&
           scenario_set(scenario, "model", "network-3", NULL) &&
           scenario_set(scenario, "standardize", "all", NULL);
}

/* --- the cost of questions --- */

struct gradient {
    struct objective *objective;
    struct interrupt *interrupt; /* or NULL */
    double x[PARAMETERS], f, g[PARAMETERS];
};

/* The question that the program asks most: is it time to look up? */
static bool never(void *to)
{
    return bench_now() < *(double *)to;
}

/* Each time at another point: sums that are known would not be taken again. */
static void take_gradient(void *context)
{
    struct gradient *gradient = context;
    gradient->x[0] += 1e-6;
    objective_listen(gradient->objective, gradient->interrupt);
    interrupt_begin(gradient->interrupt);
    gradient->f = objective_gradient(gradient->objective, gradient->x, gradient->g);
    interrupt_end(gradient->interrupt);
}

static void compare_gradients(const struct scenario *scenario)
{
    double began = 0;
    struct interrupt interrupt = {.wanted = never, .to = &began, .stride = INTERRUPT_STRIDE};
    struct gradient plain = {.objective = scenario_objective(scenario, NULL)}, asking;
    if (!plain.objective)
        exit(1);
    scenario_start(scenario, plain.x);
    asking = plain;
    asking.interrupt = &interrupt;
    const struct bench_work with = {take_gradient, &asking}, without = {take_gradient, &plain};
    bench_at_most("gradient over 1e6 rows, network-3: interruptible / not",
                  bench_ratio(&with, &without, TURNS), 1.01);
    objective_free(plain.objective);
}

/* --- a step back --- */

static void press(struct app *app, const char *keys)
{
    for (; *keys; keys++)
        app_handle(app, &(struct event){.kind = EVENT_KEY, .key = (uint32_t)(unsigned char)*keys});
}

/* Lets the run go on until it stands, and the frame is whole. Returns the processor's seconds of
 * it, and of the keys before. */
static double take(struct app *app, const char *keys)
{
    double from = bench_clock(CLOCK_PROCESS_CPUTIME_ID);
    press(app, keys);
    while (app_running(app))
        app_advance(app, 1e-3);
    app_frame(app);
    return bench_clock(CLOCK_PROCESS_CPUTIME_ID) - from;
}

static struct app *open_app(const struct scenario *scenario)
{
    static const struct display display = {.blocks = true, .braille = true};
    static const struct view view;
    struct experiment experiment;
    if (!experiment_init(&experiment, scenario))
        exit(1);
    struct app *app = app_create(&experiment, &view, &display, 24, 80, NULL);
    experiment_release(&experiment);
    if (!app)
        exit(1);
    return app;
}

static void go_back(const struct scenario *scenario)
{
    struct app *app = open_app(scenario);
    take(app, ":go 120\n");
    bench_at_most("seconds: a step back at step 120", take(app, ","), 0.2);
    take(app, ":");
    bench_at_most("seconds: a letter at the prompt", take(app, "g"), 0.01);
    app_free(app);
}

/* --- steps on the screen --- */

/* Steps a second of a run at its usual speed with 30 frames a second, as cli/screen.c makes
 * them. */
static double steps_a_second(struct app *app)
{
    const double frame = 1.0 / 30, seconds = 6;
    double from = bench_now(), last = from, next = from;
    long step = simulation_now(app->session.simulation)->step;
    press(app, " ");
    while (last < from + seconds) {
        next = fmax(next + frame, bench_now());
        app_frame(app);
        double rest = fmax(next - bench_now(), 0);
        nanosleep(&(struct timespec){.tv_nsec = (long)(1e9 * rest)}, NULL);
        double time = bench_now();
        app_advance(app, time - last);
        last = time;
    }
    press(app, " ");
    return (double)(simulation_now(app->session.simulation)->step - step) / (last - from);
}

static void measure_steps(const struct scenario *scenario, const char *model, double least)
{
    double began = 0;
    struct interrupt interrupt = {.wanted = never, .to = &began, .stride = INTERRUPT_STRIDE};
    struct app *app = open_app(scenario);
    char line[96], command[32];
    app_listen(app, &interrupt);
    snprintf(command, sizeof command, ":model %s\n", model);
    take(app, command);
    take(app, ":lr 1e-4\n"); /* it goes on and on */
    snprintf(line, sizeof line, "steps a second on the screen, %s", model);
    bench_at_least(line, steps_a_second(app), least);
    app_free(app);
}

/* --- keys while it works --- */

static bool begin_program(struct process *process)
{
    const char *const words[] = {"./ttydescent", "--data",        path,  "--model",
                                 "network-3",    "--standardize", "all", NULL};
    bool begun = process_begin(process, words, 80, 24);
    if (begun)
        process_await(process, 1, 0, 'q', 20); /* the hints */
    return begun;
}

/* Seconds until the terminal is sent the letter that was typed. */
static double echo_time(const struct process *process, char letter)
{
    return process_await(process, 1, 0, letter, 10);
}

/* Letters that stand neither in numbers nor at the end of a sequence, each at another moment.
 * Returns the longest time in which one was echoed. */
static double type(const struct process *process)
{
    static const char letters[] = "wyzkvjqwyzkvjq";
    double longest = 0;
    process_watch(process, 1, 0.2);
    for (int i = 0; letters[i]; i++) {
        process_press(process, (char[]){letters[i], '\0'});
        longest = fmax(longest, echo_time(process, letters[i]));
        process_watch(process, 1, 0.1 + 0.0137 * i);
    }
    return longest;
}

static void measure_keys(const char *name, const char *keys)
{
    struct process process;
    char line[96];
    if (!begin_program(&process)) {
        bench_left_out(name, "no pseudo-terminal");
        return;
    }
    process_press(&process, keys);
    snprintf(line, sizeof line, "seconds until a key is answered, %s", name);
    bench_at_most(line, type(&process), 0.05);
    process_end(&process);
}

/* --- keys that are work themselves --- */

/* Presses them, and at once a letter at the prompt, a few times while work goes on. Returns the
 * longest time in which the letter was echoed. */
static double act(const struct process *process, const char *keys)
{
    static const char letters[] = "wyzkvjq";
    double longest = 0;
    char all[128];
    for (int i = 0; letters[i]; i++) {
        process_watch(process, 1, 0.5 + 0.0137 * i);
        snprintf(all, sizeof all, "%s:%c", keys, letters[i]);
        process_press(process, all);
        longest = fmax(longest, echo_time(process, letters[i]));
        process_press(process, "\033");
    }
    return longest;
}

struct pressed {
    const char *name, *before, *keys;
    bool names_file; /* behind the keys */
    double most;     /* seconds */
};

static void measure_action(const struct pressed *pressed)
{
    struct process process;
    char line[96], keys[96];
    if (!begin_program(&process))
        return;
    process_press(&process, pressed->before);
    process_watch(&process, 1, 1);
    snprintf(keys, sizeof keys, "%s%s", pressed->keys, pressed->names_file ? path : "");
    strcat(keys, pressed->names_file ? "\r" : "");
    snprintf(line, sizeof line, "seconds until a key after it is answered, %s", pressed->name);
    bench_at_most(line, act(&process, keys), pressed->most);
    process_end(&process);
}

static void measure_actions(void)
{
    static const struct pressed rows[] = {
        {"r", " ", "r ", false, 0.05},
        {"s", " ", "s ", false, 0.05},
        {"a step back", " ", ",", false, 0.05},
        {"into basins and out", "", "gbq", false, 0.05},
        {"into the rate finder and out", "", ":lrfind\rq", false, 0.05},
        {"+ in basins", "gb", "+", false, 0.05},
        {"+ in a sweep", "gw", "+", false, 0.05},
        {"+ in a race", "gr", "+", false, 0.05},
        {"+ in a swarm", "gs ", "+ ", false, 0.05},
        {":data", "", ":data ", true, 0.5}, /* the file is read at once */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        measure_action(&rows[i]);
}

int main(void)
{
    struct scenario scenario;
    if (!write_rows() || !set_up(&scenario)) {
        bench_left_out("a million rows", "no room for them");
        unlink(path);
        return 0;
    }
    compare_gradients(&scenario);
    go_back(&scenario);
    measure_steps(&scenario, "linear", 29);
    measure_steps(&scenario, "network-3", 10);
    measure_keys("paused", ":");
    measure_keys("steps", ":go 2000\r:");
    measure_keys("line searches", ":optimizer bfgs\r:go 2000\r:");
    measure_keys("squares", ":optimizer levenberg-marquardt\r:go 2000\r:");
    measure_keys("a verdict", ":stop steps=2\r:go 2\r:");
    measure_keys("steps explained", "x :");
    measure_keys("a race", "gr:");
    measure_keys("a swarm", "gs :");
    measure_keys("a sweep", "gw:");
    measure_keys("basins", "gb:");
    measure_actions();
    scenario_release(&scenario);
    unlink(path);
    return 0;
}
