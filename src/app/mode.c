#include "app/mode.h"

#include "app/basins.h"
#include "app/blind.h"
#include "app/explain.h"
#include "app/keys.h"
#include "app/mouse.h"
#include "app/place.h"
#include "app/race.h"
#include "app/read.h"
#include "app/state.h"
#include "app/studies.h"
#include "app/swarm.h"
#include "app/sweep.h"
#include "app/type.h"

/* Where keys are pressed for what they do, and not typed. What the terminal sends of itself, such
 * as a stray control key, says nothing. */
static void no_key(struct app *app, uint32_t key)
{
    struct buffer way = {0};

    if (keys_gone(key, &way))
        app_say(app, "%c is no key now: %s", (int)key, buffer_string(&way));
    else if (key == ' ')
        app_say(app, "space is no key here: %s", mode_of(app)->keys);
    else if (key > ' ' && key < 127)
        app_say(app, "%c is no key here: %s", (int)key, mode_of(app)->keys);
    buffer_release(&way);
}

/* A page leaves all others alone. */
static void other_key(struct app *app, uint32_t key)
{
    (void)app, (void)key;
}

static void no_paste(struct app *app, const char *text, size_t size)
{
    (void)text, (void)size;
    app_warn(app, "pasted text does nothing here: press : and paste it there");
}

static bool run_moving(const struct app *app)
{
    return session_moving(&app->session) || app->tour.loops;
}

static bool run_advance(struct app *app, double dt)
{
    bool moving = session_moving(&app->session);
    bool toured = tour_advance(app, dt);

    return session_advance(&app->session, dt, view_speed(&app->picture.view)) || toured ||
           moving != session_moving(&app->session);
}

static bool find_moving(const struct app *app)
{
    return lrfind_moving(app) || run_moving(app);
}

static bool find_advance(struct app *app, double dt)
{
    bool toured = run_advance(app, dt);

    return (app->mode == MODE_LRFIND && lrfind_advance(app, dt)) || toured;
}

static const struct player swarm_player = {swarm_mode_run, swarm_mode_step, swarm_mode_again};
static const struct player race_player = {race_mode_run, race_mode_step, race_mode_again};

/* What lies over a mode leaves time to that. The run goes on; it was paused before its start is
 * placed or a rate is looked for. */
static const struct mode rows[] = {
    [MODE_WATCH] = {.name = "watch",
                    .keys = "? shows all keys",
                    .counted = true,
                    .key = no_key,
                    .paste = no_paste,
                    .mouse = mouse_on_map,
                    .moving = run_moving,
                    .advance = run_advance},
    [MODE_EXPLAIN] = {.name = "explain",
                      .keys = "j and k scroll, . makes the step, q closes",
                      .counted = true,
                      .watches = true,
                      .key = no_key,
                      .paste = no_paste,
                      .mouse = explain_mouse,
                      .moving = run_moving,
                      .advance = run_advance,
                      .fill = explain_fill,
                      .resize = explain_resize},
    [MODE_PLACE] = {.name = "place",
                    .keys = "arrows move the cross, Enter starts there, q goes back",
                    .counted = true,
                    .key = no_key,
                    .paste = no_paste,
                    .mouse = mouse_on_map,
                    .moving = run_moving,
                    .advance = run_advance,
                    .fill = place_fill},
    [MODE_BLIND] = {.name = "blind",
                    .keys = "arrows walk, + and - change the step, q gives up",
                    .counted = true,
                    .key = no_key,
                    .paste = no_paste,
                    .mouse = mouse_nowhere,
                    .moving = blind_moving,
                    .advance = blind_advance,
                    .fill = blind_fill},
    [MODE_TYPE] = {.name = "type",
                   .over = true,
                   .key = type_key,
                   .paste = type_paste,
                   .mouse = mouse_nowhere,
                   .fill = type_fill},
    [MODE_READ] = {.name = "read",
                   .over = true,
                   .key = other_key,
                   .paste = no_paste,
                   .mouse = mouse_in_text,
                   .fill = read_fill,
                   .resize = read_resize},
    [MODE_CHOOSE] = {.name = "choose",
                     .keys = "the last line tells the studies, q goes back",
                     .over = true,
                     .once = true,
                     .key = no_key,
                     .paste = no_paste,
                     .mouse = mouse_nowhere,
                     .fill = studies_fill},
    [MODE_LRFIND] = {.name = "lrfind",
                     .keys = "arrows move the line, Enter takes its rate, q goes back",
                     .counted = true,
                     .charted = true,
                     .key = no_key,
                     .paste = no_paste,
                     .mouse = mouse_nowhere,
                     .moving = find_moving,
                     .advance = find_advance,
                     .fill = lrfind_fill},
    [MODE_SWEEP] = {.name = "sweep",
                    .keys = "arrows move the cross, Enter takes its settings, q goes back",
                    .counted = true,
                    .steers = true,
                    .board = true,
                    .key = no_key,
                    .paste = no_paste,
                    .mouse = sweep_mouse,
                    .moving = sweep_running,
                    .advance = sweep_go_on,
                    .fill = sweep_show},
    [MODE_BASINS] = {.name = "basins",
                     .keys = "arrows move the cross, Enter runs from there, q goes back",
                     .counted = true,
                     .steers = true,
                     .board = true,
                     .key = no_key,
                     .paste = no_paste,
                     .mouse = basins_mouse,
                     .moving = basins_running,
                     .advance = basins_go_on,
                     .fill = basins_show},
    [MODE_RACE] = {.name = "race",
                   .keys = "space runs it, r runs it again, q goes back",
                   .counted = true,
                   .steers = true,
                   .board = true,
                   .player = &race_player,
                   .key = no_key,
                   .paste = no_paste,
                   .mouse = mouse_nowhere,
                   .moving = race_mode_moving,
                   .advance = race_mode_advance,
                   .fill = race_mode_fill},
    [MODE_SWARM] = {.name = "swarm",
                    .keys = "space runs it, r begins again, q goes back",
                    .counted = true,
                    .steers = true,
                    .board = true,
                    .player = &swarm_player,
                    .key = no_key,
                    .paste = no_paste,
                    .mouse = mouse_nowhere,
                    .moving = swarm_mode_moving,
                    .advance = swarm_mode_advance,
                    .fill = swarm_mode_fill},
};

_Static_assert(sizeof rows / sizeof *rows == MODE_COUNT, "a row each");

const struct table modes = TABLE("mode", rows);

const struct mode *mode_row(enum app_mode mode)
{
    return &rows[mode];
}

const struct mode *mode_of(const struct app *app)
{
    return &rows[app->mode];
}

const struct mode *mode_below(const struct app *app)
{
    return mode_of(app)->over ? &rows[app->behind] : mode_of(app);
}

void mode_open(struct app *app, enum app_mode mode)
{
    if (!mode_of(app)->over)
        app->behind = app->mode;
    app->mode = mode;
}

void mode_close(struct app *app)
{
    app->mode = app->behind;
}
