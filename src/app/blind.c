#include "app/blind.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/screen.h"
#include "app/state.h"
#include "base/error.h"
#include "base/number.h"
#include "base/text.h"

/* Runs of optimizers in a slice. */
enum { AT_ONCE = 4 };

/* Seconds between the keys of a walk that is walked again. */
static const double pause = 0.8;

/* --- beginning and end --- */

static bool take_text(struct blind *blind, const char *text, struct error *error)
{
    if (!*text)
        return true;
    if (!walk_check(text, error))
        return false;
    blind->text = strdup(text);
    return blind->text || error_memory(error);
}

bool blind_open(struct app *app, const char *text, struct error *error)
{
    struct blind *blind = &app->blind;

    blind_release(app);
    if (!take_text(blind, text, error) ||
        !descent_begin(&blind->descent, &app->session, &app->picture.view, error)) {
        blind_release(app);
        return false;
    }
    session_pause(&app->session);
    app->picture.walk = &blind->descent.walk.path;
    app->picture.walks++;
    mode_open(app, MODE_BLIND);
    return true;
}

void blind_release(struct app *app)
{
    app->picture.walk = NULL;
    descent_release(&app->blind.descent);
    free(app->blind.text);
    app->blind = (struct blind){.descent.par.done = true};
}

bool blind_walked(const struct app *app)
{
    return app->picture.walk && app->blind.descent.walk.keys.size > 0;
}

void blind_write(const struct app *app, struct buffer *out)
{
    if (blind_walked(app))
        buffer_format(out, "walk %s\n", buffer_string(&app->blind.descent.walk.keys));
}

/* The walk is kept beside the run, and all is seen. */
static void leave(struct app *app)
{
    struct buffer told = {0};

    descent_tell(&app->blind.descent, &told);
    (void)descent_keep(&app->blind.descent, &app->session);
    app->mode = app->ground;
    blind_release(app);
    app_say(app, "%s", buffer_string(&told));
    buffer_release(&told);
}

/* --- a walk that is walked again --- */

static bool has_next(const struct blind *blind)
{
    return blind->text && blind->text[blind->next + strspn(blind->text + blind->next, " \t")];
}

/* Who walks goes on from here. */
static void drop_text(struct blind *blind)
{
    free(blind->text);
    blind->text = NULL;
    blind->playing = false;
}

static void do_key(struct app *app, const struct walk_key *key)
{
    bool ground = descent_do(&app->blind.descent, key);

    snprintf(app->blind.said, sizeof app->blind.said, "%s",
             ground ? "" : "there is no ground there");
}

static void do_next(struct app *app)
{
    struct blind *blind = &app->blind;
    struct walk_key key;
    struct error error;

    if (walk_read(blind->text, &blind->next, &key, &error))
        do_key(app, &key);
    if (blind->descent.arrived || !has_next(blind))
        drop_text(blind);
}

void blind_run(struct app *app)
{
    struct blind *blind = &app->blind;

    blind->playing = !blind->playing && blind->text;
    blind->waiting = 0;
    if (!blind->text)
        app_say(app, "space is no key here: %s", mode_of(app)->keys);
}

void blind_leave(struct app *app)
{
    struct error error;

    if (app->blind.text)
        (void)descent_finish(&app->blind.descent, &error); /* without memory there is no par */
    while (app->blind.text)
        do_next(app);
    leave(app);
}

/* --- keys --- */

static bool is_on_map(const struct app *app, const double at[2])
{
    const struct viewport *window = &app->picture.viewport;
    bool one = app->blind.descent.walk.objective->n < 2;

    return at[0] >= window->x0 && at[0] <= window->x1 &&
           (one || (at[1] >= window->y0 && at[1] <= window->y1));
}

void blind_walk(struct app *app, enum direction direction, long lengths)
{
    static const char letters[] = {'h', 'j', 'k', 'l'};
    struct blind *blind = &app->blind;
    const struct walk_key key = {letters[direction], lengths};
    double at[2];

    if (blind->descent.arrived)
        return;
    drop_text(blind);
    walk_ahead(&blind->descent.walk, &key, at);
    if (is_on_map(app, at))
        do_key(app, &key);
    else
        snprintf(blind->said, sizeof blind->said, "the map ends here");
}

void blind_stretch(struct app *app, int by)
{
    drop_text(&app->blind);
    do_key(app, &(struct walk_key){by > 0 ? '+' : '-', 1});
}

/* --- the row of `modes` --- */

bool blind_moving(const struct app *app)
{
    const struct blind *blind = &app->blind;

    return !blind->descent.par.done || blind->descent.arrived || blind->playing || app->tour.loops;
}

static bool play(struct app *app, double dt)
{
    struct blind *blind = &app->blind;

    if (!blind->playing || (blind->waiting += dt) < pause)
        return false;
    blind->waiting = 0;
    do_next(app);
    return true;
}

/* A few optimizers run in each slice of time, so keys don't wait. */
static bool advance_par(struct app *app)
{
    struct descent *descent = &app->blind.descent;
    long evaluations = descent->walk.looked.evaluations;
    struct error error;
    bool known = descent->par.known, done = descent->par.done;

    if (!descent_advance(descent, AT_ONCE, &error)) {
        leave(app);
        app_warn(app, "%s", error.message);
        return true;
    }
    app->picture.walks += descent->walk.looked.evaluations != evaluations;
    return known != descent->par.known || done != descent->par.done;
}

bool blind_advance(struct app *app, double dt)
{
    const struct descent *descent = &app->blind.descent;
    bool changed = tour_advance(app, dt);

    if (!app->picture.walk) /* the tour went on */
        return changed;
    changed = play(app, dt) || changed;
    changed = advance_par(app) || changed;
    if (app->mode == MODE_BLIND && descent->arrived && descent->par.done) {
        leave(app);
        changed = true;
    }
    return changed;
}

/* "17 evaluations, par 9; a step is 30 long (3 and an arrow: three)" */
static void say(const struct app *app, char *out, size_t size)
{
    const struct blind *blind = &app->blind;
    const struct par *best = &blind->descent.par;
    long evaluations = blind->descent.walk.looked.evaluations;
    char length[NUMBER_SIZE], count[NUMBER_SIZE], par[8 + NUMBER_SIZE] = "";

    if (best->done && best->evaluations < 0)
        snprintf(par, sizeof par, ", no par");
    else if (best->done)
        snprintf(par, sizeof par, ", par %s", number_count(count, best->evaluations));
    number_short(length, blind->descent.walk.step[0], 3);
    snprintf(out, size, "%s%s%ld evaluation%s%s; a step is %s long (%s)", blind->said,
             blind->said[0] ? "; " : "", evaluations, evaluations == 1 ? "" : "s", par, length,
             blind->text ? "space walks on" : "3 and an arrow: three");
}

/* What the session has to say of this step of the walk. */
static bool say_caption(const struct app *app, char *out, size_t size)
{
    const struct walk *walk = &app->blind.descent.walk;
    long since;
    const char *caption = app->blind.text ? captions_at(&app->session.captions, walk->path.last,
                                                        session_scenario(&app->session), &since)
                                          : NULL;
    struct buffer text = {0};

    if (!caption)
        return false;
    text_sanitize(caption, strlen(caption), &text);
    snprintf(out, size, "%s", buffer_string(&text));
    buffer_release(&text);
    return true;
}

void blind_fill(struct app *app, struct composition *shown)
{
    struct filled *filled = &shown->filled;

    descent_fill(&app->blind.descent, filled);
    filled->scene.mark = app->blind.text && !app->blind.playing ? MARK_PAUSED : MARK_RUNNING;
    memcpy(shown->x, filled->scene.now->x, sizeof shown->x);
    if (!say_caption(app, filled->sentence, sizeof filled->sentence))
        say(app, filled->sentence, sizeof filled->sentence);
}
