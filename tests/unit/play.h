/* The interactive program, played by key scripts and looked at as text. */
#ifndef TESTS_PLAY_H
#define TESTS_PLAY_H

#include "app/app.h"
#include "app/state.h"
#include "base/buffer.h"
#include "base/error.h"
#include "check.h"
#include "out/text.h"
#include "script.h"
#include "show/data_file.h"
#include "show/settings.h"

/* The program at that size. `settings` is "surface bowl|lr 0.1". */
static inline struct app *play_open(const char *settings, const struct display *display, int rows,
                                    int columns)
{
    struct scenario scenario;
    struct view view = {0};
    struct experiment experiment;
    struct error error = {0};
    char text[1024], *rest;

    assert_true(scenario_init(&scenario));
    scenario.open_data = data_file_open;
    snprintf(text, sizeof text, "%s", settings);
    for (char *key = strtok_r(text, "|", &rest); key; key = strtok_r(NULL, "|", &rest)) {
        char *value = strpbrk(key, " =");

        *value++ = '\0';
        if (!settings_set(&scenario, &view, key, value, &error))
            fail_msg("%s %s: %s", key, value, error.message);
    }
    assert_true(experiment_init(&experiment, &scenario));
    struct app *app = app_create(&experiment, &view, display, rows, columns, &error);
    if (!app)
        fail_msg("%s: %s", settings, error.message);
    experiment_release(&experiment);
    scenario_release(&scenario);
    return app;
}

/* The same of 80x24 without colour, so that the bands of the map are in its text. */
static inline struct app *play_start(const char *settings)
{
    static const struct display display = {.colors = 0, .blocks = true, .braille = true};

    return play_open(settings, &display, 24, 80);
}

static inline void play_key(struct app *app, uint32_t key)
{
    app_handle(app, &(struct event){.kind = EVENT_KEY, .key = key});
}

static inline void play_paste(struct app *app, const char *text, size_t size)
{
    app_handle(app, &(struct event){.kind = EVENT_PASTE, .text = text, .size = size});
}

static inline bool play_prompts(const struct app *app)
{
    return app->mode == MODE_TYPE;
}

static inline void play(struct app *app, const char *script)
{
    while (*script) {
        uint32_t key = 0;

        script += script_key(script, &key);
        play_key(app, key);
    }
}

/* Lets time pass until all that is at work has ended, and draws what is then there. */
static inline void play_to_end(struct app *app)
{
    app_frame(app);
    for (int i = 0; i < 100000 && app_running(app); i++)
        app_advance(app, 0.03);
    app_frame(app);
    assert_false(app_running(app));
}

/* The screen as text, a line a row. Borrowed from `text`. */
static inline const char *play_screen(struct app *app, struct buffer *text)
{
    buffer_clear(text);
    text_from_frame(app_frame(app), text);
    return buffer_string(text);
}

/* Fails unless `wanted` is on the screen. */
static inline void play_shows(struct app *app, const char *script, const char *wanted)
{
    struct buffer text = {0};

    if (!strstr(play_screen(app, &text), wanted))
        fail_msg("after %s there is no '%s' in:\n%s", script, wanted, buffer_string(&text));
    buffer_release(&text);
}

/* Fails unless the keys lead a new program to that mode, MODE_ANY to whichever, and to a screen
 * with `wanted`. */
static inline void play_leads(const char *settings, const char *script, enum app_mode mode,
                              const char *wanted)
{
    struct app *app = play_start(settings);

    play(app, script);
    if (mode != MODE_ANY)
        assert_int_equal(app->mode, mode);
    play_shows(app, script, wanted);
    app_free(app);
}

static inline void play_tells(const char *settings, const char *script, const char *wanted)
{
    play_leads(settings, script, MODE_ANY, wanted);
}

/* Has the frame drawn last the same map as an earlier one of its size? */
static inline bool play_same_map(const struct app *app, const struct frame *earlier)
{
    const struct rectangle *map = &app->picture.layout.map;
    bool same = true;

    for (int i = 0; i < map->rows; i++)
        same = same && cells_equal(frame_look(earlier, map->row + i, map->column),
                                   frame_look(&app->frame, map->row + i, map->column),
                                   (size_t)map->columns);
    return same;
}

/* Fails unless the frame drawn last, or where the path alone has gone on in it its map, is the same
 * where nothing is kept of frames, unless it has not left its dot there. Leaves what was kept as it
 * was. */
static inline void play_kept(struct app *app)
{
    const struct frame seen = app->frame;
    const struct still still = app->picture.still;
    const struct composition shown = app->shown;
    const double age = app->age; /* of its numbers */
    bool alone = app->mode == MODE_WATCH && session_moving(&app->session) && age > 0;

    app->frame = (struct frame){0};
    app->picture.still = (struct still){0};
    app->changed = app->stale = true;
    app_frame(app);
    /* Words lie over the map where rows are few. */
    bool other_words = strcmp(app->shown.filled.sentence, shown.filled.sentence) != 0;
    bool same = alone ? other_words || play_same_map(app, &seen) : frame_equal(&seen, &app->frame);
    if (!same && !still.rests)
        fail_msg("what was kept of the last frame is not true any more");
    still_release(&app->picture.still);
    frame_release(&app->frame);
    app->frame = seen;
    app->picture.still = still;
    app->shown = shown;
    app->age = age;
}

static inline long play_step(const struct app *app)
{
    return simulation_now(app->session.simulation)->step;
}

#endif
