#include "app/screen.h"

#include <stdio.h>

#include "app/keys.h"
#include "app/place.h"
#include "app/state.h"
#include "show/fill.h"

/* What is shown of the run, and of what is open before it. */
struct screen {
    struct filled filled;
    struct hints hints;
    struct prompt_view prompt;
    struct overlay overlay;
};

/* What the user has to know first goes before it. */
static void fill_message(struct filled *filled, const struct app *app)
{
    char *sentence = filled->sentence;
    size_t size = sizeof filled->sentence;

    if (app->message[0])
        snprintf(sentence, size, "%s", app->message);
    else if (app->count)
        snprintf(sentence, size, "%ld times", app->count);
    else if (app->mode == APP_PLACING)
        sentence[0] = '\0'; /* the place is told */
    else
        return;
    filled->scene.warn = app->message[0] && app->warn;
}

static void set_hints(struct screen *screen, enum key_map map)
{
    keys_hints(map, screen->filled.scene.learning, &screen->hints);
    fill_hints(&screen->filled, screen->hints.hint, screen->hints.count);
}

static void fill_open(struct screen *screen, struct app *app)
{
    struct scene *scene = &screen->filled.scene;

    if (app->mode == APP_TYPING) {
        prompt_show(&app->prompt, &screen->prompt);
        scene->prompt = &screen->prompt;
    }
    if (app->mode == APP_READING) {
        pager_show(&app->pager, &screen->overlay);
        scene->overlay = &screen->overlay;
    }
    if (app->mode == APP_PLACING) {
        scene->placing = true;
        scene->place[0] = app->place[0];
        scene->place[1] = app->place[1];
        scene->place_value = place_value(app);
        set_hints(screen, KEYS_PLACING);
    }
}

/* While the start is placed the fit is that of the place. */
static void fill_present_fit(struct filled *filled, struct app *app)
{
    double place[FORMULA_MAX_PARAMETERS];
    const double *x = filled->scene.now->x;

    if (app->mode == APP_PLACING) {
        place_point(app, place);
        x = place;
    }
    fill_fit(filled, &app->session, &app->picture, x);
}

void screen_run(struct session *session, struct picture *picture, const struct display *display,
                struct frame *frame)
{
    struct screen screen;

    fill_scene(&screen.filled, session, picture, display, frame);
    fill_fit(&screen.filled, session, picture, screen.filled.scene.now->x);
    set_hints(&screen, KEYS_WATCHING);
    scene_compose(&screen.filled.scene, display, frame);
}

void screen_draw(struct app *app, struct frame *frame)
{
    struct screen screen;

    fill_scene(&screen.filled, &app->session, &app->picture, &app->display, frame);
    fill_present_fit(&screen.filled, app);
    fill_message(&screen.filled, app);
    set_hints(&screen, KEYS_WATCHING);
    fill_open(&screen, app);
    scene_compose(&screen.filled.scene, &app->display, frame);
}
