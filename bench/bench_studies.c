/* What a frame of many runs costs, its steps and its picture, at 30 frames and 30 steps a second:
 * of a swarm of 4,000, which may take 30 % of a core, and of a race of eight, which has the time of
 * a frame. */
#include <string.h>

#include "app/app.h"
#include "bench/bench.h"
#include "show/view_settings.h"

enum { FRAMES = 40, PER_SECOND = 30 };

struct watched {
    struct app *app;
    size_t glyphs; /* looked at, so that frames are made */
};

static void press(struct app *app, const char *keys)
{
    for (; *keys; keys++)
        app_handle(app, &(struct event){.kind = EVENT_KEY, .key = (uint32_t)*keys});
}

static void watch(void *context)
{
    struct watched *watched = context;

    for (int i = 0; i < FRAMES; i++) {
        app_advance(watched->app, 1.0 / PER_SECOND);
        const struct frame *frame = app_frame(watched->app);
        watched->glyphs += frame->cells[frame->rows * frame->columns / 2].glyph;
    }
}

static struct app *open_app(const char *settings[][2], int columns, int rows)
{
    static const struct display display = {
        .colors = FRAME_RGB, .blocks = true, .braille = true, .backdrop = BACKDROP_DARK};
    static const struct view view;
    struct scenario scenario;
    struct experiment experiment;
    struct app *app = NULL;

    if (!scenario_init(&scenario))
        return NULL;
    for (; (*settings)[0]; settings++)
        scenario_set(&scenario, (*settings)[0], (*settings)[1], NULL);
    if (experiment_init(&experiment, &scenario))
        app = app_create(&experiment, &view, &display, rows, columns, NULL);
    experiment_release(&experiment);
    scenario_release(&scenario);
    return app;
}

static void measure(const char *name, const char *keys, int columns, int rows, double most)
{
    const char *settings[][2] = {{"surface", "rosenbrock"}, {"lr", "0.0005"}, {NULL, NULL}};
    struct watched watched = {.app = open_app(settings, columns, rows)};
    char line[96];

    if (!watched.app)
        exit(1);
    press(watched.app, keys);
    watch(&watched);
    double seconds = bench_time(&(struct bench_work){watch, &watched});
    if (!app_running(watched.app) || watched.glyphs == 0)
        exit(1);
    snprintf(line, sizeof line, "%s: ms a frame at %dx%d", name, columns, rows);
    bench_at_most(line, 1e3 * seconds / FRAMES, most);
    app_free(watched.app);
}

int main(void)
{
    static const char eight[] = "9.r+9.r+9.r+9.r+9.r+9.r+9.rm:race own\n";
    const double frame = 1e3 / PER_SECOND;

    measure("swarm of 4,000", ":swarm 4000\n ", 80, 24, 0.3 * frame);
    measure("swarm of 4,000", ":swarm 4000\n ", 200, 50, 0.3 * frame);
    measure("race of eight", eight, 200, 50, frame);
    return 0;
}
