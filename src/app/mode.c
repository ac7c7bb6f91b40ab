#include "app/mode.h"

#include "app/place.h"
#include "app/read.h"
#include "app/screen.h"
#include "app/state.h"
#include "app/type.h"

/* Where keys are pressed for what they do, and not typed. */
static void no_key(struct app *app, uint32_t key)
{
    if (key > ' ' && key < 127)
        app_say(app, "%c is no key here; ? shows them all", (int)key);
}

static void no_paste(struct app *app, const char *text, size_t size)
{
    (void)text, (void)size;
    app_warn(app, "pasted text does nothing here: press : and paste it there");
}

/* The run goes on. */
static bool advance_run(struct app *app, double dt)
{
    bool moving = session_moving(&app->session);

    return session_advance(&app->session, dt) || moving != session_moving(&app->session);
}

static void fill_run(struct app *app, struct composition *shown)
{
    composition_fit(shown, app, shown->filled.scene.now->x);
}

static const struct mode rows[] = {
    [MODE_WATCH] = {"watch", true, no_key, no_paste, advance_run, fill_run, NULL},
    [MODE_PLACE] = {"place", true, no_key, no_paste, advance_run, place_fill, NULL},
    [MODE_TYPE] = {"type", false, type_key, type_paste, advance_run, type_fill, NULL},
    [MODE_READ] = {"read", false, read_key, no_paste, advance_run, read_fill, read_resize},
};

_Static_assert(sizeof rows / sizeof *rows == MODE_COUNT, "a row each");

const struct table modes = TABLE("mode", rows);

const struct mode *mode_of(const struct app *app)
{
    return &rows[app->mode];
}
