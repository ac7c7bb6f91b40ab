#include "app/screen.h"

#include <stdio.h>
#include <string.h>

#include "app/keys.h"
#include "app/state.h"

/* What the user has to know first goes before it. */
static void fill_message(struct filled *filled, const struct app *app)
{
    char *sentence = filled->sentence;
    size_t size = sizeof filled->sentence;

    if (app->message[0])
        snprintf(sentence, size, "%s", app->message);
    else if (app->count)
        snprintf(sentence, size, "%ld times", app->count);
    else if (picture_lacks_memory(&app->picture))
        snprintf(sentence, size, "out of memory: the picture is not whole");
    else
        return;
    filled->scene.warn = app->message[0] ? app->tone == TONE_DANGER : !app->count;
    filled->scene.whole = true;
    filled->scene.refused = app->message[0] && app->tone == TONE_REFUSED;
}

static void set_hints(struct composition *shown, enum app_mode mode, struct hints *hints)
{
    keys_hints(mode, shown->which, hints);
    shown->filled.scene.hints = hints->hint;
    shown->filled.scene.hint_count = hints->count;
}

static void begin(struct composition *shown, struct session *session, struct picture *picture,
                  const struct display *display, const struct frame *frame)
{
    fill_scene(&shown->filled, session, picture, display, frame->rows, frame->columns);
    memcpy(shown->x, shown->filled.scene.now->x, sizeof shown->x);
    shown->which = HINT_SHOWN | (shown->filled.scene.learning ? HINT_DATA : 0);
}

void screen_run(struct session *session, struct picture *picture, const struct display *display,
                const struct screen_more *more, struct frame *frame)
{
    const struct display themed = view_display(&picture->view, display);
    enum app_mode mode = more ? more->mode : MODE_WATCH;
    struct composition shown;
    struct hints hints = {.count = 0};

    picture->charted = mode_row(mode)->charted;
    picture->explained = mode == MODE_EXPLAIN;
    picture->board = mode_row(mode)->board;
    begin(&shown, session, picture, &themed, frame);
    if (more)
        more->fill(&shown.filled, picture, &themed, more->context);
    fill_fit(&shown.filled, session, picture, shown.x);
    set_hints(&shown, mode, &hints);
    scene_compose(&shown.filled.scene, &themed, frame);
}

/* What is below prompt, page and menu. */
static void begin_below(struct app *app, struct composition *shown, const struct display *display,
                        const struct frame *frame)
{
    app->picture.charted = mode_below(app)->charted;
    app->picture.board = mode_below(app)->board;
    app->picture.explained =
        app->ground == MODE_EXPLAIN && !app->picture.charted && !app->picture.board;
    begin(shown, &app->session, &app->picture, display, frame);
    if (mode_below(app)->fill)
        mode_below(app)->fill(app, shown);
}

void screen_below(struct app *app, const struct display *display, struct frame *frame)
{
    const struct display themed = view_display(&app->picture.view, display);
    struct hints hints = {.count = 0};
    struct composition shown;

    begin_below(app, &shown, &themed, frame);
    fill_fit(&shown.filled, &app->session, &app->picture, shown.x);
    set_hints(&shown, mode_of(app)->over ? app->behind : app->mode, &hints);
    scene_compose(&shown.filled.scene, &themed, frame);
}

void screen_draw(struct app *app, struct frame *frame)
{
    const struct display display = view_display(&app->picture.view, &app->display);
    struct composition *shown = &app->shown;

    begin_below(app, shown, &display, frame);
    if (mode_of(app)->over && mode_of(app)->fill)
        mode_of(app)->fill(app, shown);
    fill_fit(&shown->filled, &app->session, &app->picture, shown->x);
    fill_message(&shown->filled, app);
    shown->which |= app->tour.demo ? HINT_DEMO : 0;
    shown->which |= explain_turns(app) ? HINT_TURN : 0;
    set_hints(shown, app->mode, &app->hints);
    scene_compose(&shown->filled.scene, &display, frame);
}

bool screen_follow(struct app *app, struct frame *frame, bool numbers)
{
    const struct display display = view_display(&app->picture.view, &app->display);
    struct filled *filled = &app->shown.filled;

    if (app->mode != MODE_WATCH ||
        !fill_follow(filled, &app->session, &app->picture, &display, numbers))
        return false;
    if (numbers)
        fill_message(&app->shown.filled, app);
    return scene_follow(&filled->scene, &display, frame, numbers);
}
