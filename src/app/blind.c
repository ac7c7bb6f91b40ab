#include "app/blind.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/say.h"
#include "app/screen.h"
#include "app/state.h"
#include "base/error.h"
#include "base/linear.h"
#include "base/number.h"

/* At first a step leads so far of the home window. */
static const double first_part = 0.05;

/* Runs of optimizers in a slice. */
enum { AT_ONCE = 4 };

static struct objective *objective_of(const struct app *app)
{
    return simulation_objective(app->session.simulation);
}

static const struct sample *here(const struct blind *blind)
{
    return trajectory_at(&blind->path, trajectory_length(&blind->path) - 1);
}

/* Looks at the loss and the slope at x[n], which is the next step where both are numbers. */
static bool look(struct app *app, const double *x)
{
    struct blind *blind = &app->blind;
    struct sample sample = {.step = blind->steps, .epoch = -1, .lr = NAN};
    double g[PARAMETERS_MAX];
    int n = objective_of(app)->n;

    for (int i = 0; i < n; i++)
        sample.x[i] = x[i];
    sample.loss = objective_gradient(objective_of(app), x, g);
    sample.grad_norm = linear_norm(g, n);
    sample.evaluations = ++blind->evaluations;
    if (!isfinite(sample.loss))
        return false;
    trajectory_add(&blind->path, &sample);
    blind->steps++;
    return true;
}

static bool check(const struct app *app, struct error *error)
{
    if (session_learning(&app->session))
        return error_set(error, "nobody walks over a loss of data: choose a surface or a function");
    if (objective_of(app)->n > 2)
        return error_set(error, "a walk takes one or two parameters, not %d", objective_of(app)->n);
    return true;
}

/* Steps are as long across as up where the axes are to scale. */
static void choose_length(struct app *app)
{
    const double *home = app->picture.home;
    double *step = app->blind.step;

    step[1] = first_part * (home[3] - home[2]);
    step[0] = app->picture.to_scale ? step[1] : first_part * (home[1] - home[0]);
}

/* Where one can walk: of each parameter, least and most. */
static void find_range(const struct app *app, const struct plane *plane, double range[2][2])
{
    const struct viewport *window = &app->picture.viewport;
    const double low[2] = {window->x0, window->y0}, high[2] = {window->x1, window->y1};
    double x[PARAMETERS_MAX], y[PARAMETERS_MAX];

    plane_point(plane, low, x);
    plane_point(plane, high, y);
    for (int i = 0; i < plane->n; i++) {
        range[i][0] = fmin(x[i], y[i]);
        range[i][1] = fmax(x[i], y[i]);
    }
}

bool blind_open(struct app *app, struct error *error)
{
    struct blind *blind = &app->blind;
    const double *start = trajectory_at(simulation_trajectory(app->session.simulation), 0)->x;
    double range[2][2] = {{0}};

    if (!check(app, error))
        return false;
    blind_release(app);
    find_range(app, picture_plane(&app->picture, &app->session), range);
    if (!par_begin(&blind->par, session_scenario(&app->session), start, range, error) ||
        !(trajectory_init(&blind->path, objective_of(app)->n) || error_memory(error)) ||
        !(look(app, start) || error_set(error, "the function is not defined at the start"))) {
        blind_release(app);
        return false;
    }
    session_pause(&app->session);
    choose_length(app);
    app->picture.walk = &blind->path;
    app->picture.walks++;
    mode_open(app, MODE_BLIND);
    return true;
}

void blind_release(struct app *app)
{
    app->picture.walk = NULL;
    trajectory_release(&app->blind.path);
    par_release(&app->blind.par);
    app->blind = (struct blind){.par.done = true};
}

/* --- the end --- */

/* "2 under par", "3 over par". */
static void compare(const struct blind *blind, struct buffer *out)
{
    long over = blind->evaluations - blind->par.evaluations;

    if (blind->par.evaluations < 0)
        buffer_text(out, "no optimizer comes so far down in as many as it may");
    else if (over == 0)
        buffer_text(out, "par");
    else
        buffer_format(out, "%ld %s par", labs(over), over > 0 ? "over" : "under");
    if (blind->par.evaluations >= 0)
        buffer_format(out, ", which %s makes with %ld", blind->par.optimizer,
                      blind->par.evaluations);
}

/* The walk is kept beside the run, and all is seen. */
static void leave(struct app *app)
{
    const struct blind *blind = &app->blind;
    const struct logged_run told = {.optimizer = "you",
                                    .rate = NAN,
                                    .beta = NAN,
                                    .steps = blind->path.last,
                                    .settled = blind->arrived ? blind->path.last : -1,
                                    .loss = here(blind)->loss,
                                    .ending = ENDING_RUNNING};

    (void)kept_add_foreign(&app->session.kept, &blind->path, &told);
    app->mode = app->ground;
    blind_release(app);
}

/* Once par is known. */
static void arrive(struct app *app)
{
    struct buffer told = {0};

    compare(&app->blind, &told);
    long evaluations = app->blind.evaluations;
    leave(app);
    app_say(app, "you are down with %ld evaluations: %s", evaluations, buffer_string(&told));
    buffer_release(&told);
}

void blind_leave(struct app *app)
{
    const struct par *par = &app->blind.par;
    char loss[NUMBER_SIZE], target[NUMBER_SIZE];
    long evaluations = app->blind.evaluations, best = par->done ? par->evaluations : -1;
    const char *optimizer = best >= 0 ? par->optimizer : "";
    bool none = par->done && isinf(par->target);

    number_short(loss, here(&app->blind)->loss, 4);
    number_short(target, par->target, 4);
    leave(app);
    if (best >= 0)
        app_say(app, "given up at %s with %ld evaluations; %s comes below %s with %ld", loss,
                evaluations, optimizer, target, best);
    else
        app_say(app, "given up at %s with %ld evaluations%s", loss, evaluations,
                none ? "; there is no par: no optimizer settles or stays on the map" : "");
}

/* --- keys --- */

void blind_walk(struct app *app, enum direction direction, long lengths)
{
    static const int right[] = {-1, 0, 0, 1}, up[] = {0, -1, 1, 0};
    struct blind *blind = &app->blind;
    const struct viewport *window = &app->picture.viewport;
    const struct plane *plane = picture_plane(&app->picture, &app->session);
    double at[2], x[PARAMETERS_MAX];

    if (blind->arrived || (up[direction] && plane->n < 2))
        return;
    plane_project(plane, here(blind)->x, at);
    at[0] += blind->step[0] * (double)(right[direction] * lengths);
    at[1] += blind->step[1] * (double)(up[direction] * lengths);
    blind->said[0] = '\0';
    if (at[0] < window->x0 || at[0] > window->x1 ||
        (plane->n > 1 && (at[1] < window->y0 || at[1] > window->y1))) {
        snprintf(blind->said, sizeof blind->said, "the map ends here");
        return;
    }
    plane_point(plane, at, x);
    if (!look(app, x))
        snprintf(blind->said, sizeof blind->said, "there is no ground there");
}

void blind_stretch(struct app *app, int by)
{
    for (int i = 0; i < 2; i++)
        app->blind.step[i] = ldexp(app->blind.step[i], by);
}

/* --- the row of `modes` --- */

bool blind_moving(const struct app *app)
{
    return !app->blind.par.done;
}

/* A few optimizers run in each slice of time, so keys don't wait. */
bool blind_advance(struct app *app, double dt)
{
    struct blind *blind = &app->blind;
    struct error error;
    bool known = blind->par.known, done = blind->par.done, ok = true;

    (void)dt;
    for (int i = 0; ok && i < AT_ONCE; i++)
        ok = par_advance(&blind->par, &error);
    if (!ok) {
        leave(app);
        app_warn(app, "%s", error.message);
        return true;
    }
    blind->arrived = blind->par.known && here(blind)->loss <= blind->par.target;
    if (blind->arrived && blind->par.done)
        arrive(app);
    return known != blind->par.known || done != blind->par.done || blind->arrived;
}

/* "17 evaluations, par 9; a step is 30 long (3 and an arrow: three)" */
static void say(const struct app *app, char *out, size_t size)
{
    const struct blind *blind = &app->blind;
    char length[NUMBER_SIZE], count[NUMBER_SIZE], par[8 + NUMBER_SIZE] = "";

    if (blind->par.done && blind->par.evaluations < 0)
        snprintf(par, sizeof par, ", no par");
    else if (blind->par.done)
        snprintf(par, sizeof par, ", par %s", number_count(count, blind->par.evaluations));
    number_short(length, blind->step[0], 3);
    snprintf(out, size, "%s%s%ld evaluation%s%s; a step is %s long (3 and an arrow: three)",
             blind->said, blind->said[0] ? "; " : "", blind->evaluations,
             blind->evaluations == 1 ? "" : "s", par, length);
}

/* The walk in the place of the run. */
void blind_fill(struct app *app, struct composition *shown)
{
    struct scene *scene = &shown->filled.scene;

    scene->now = here(&app->blind);
    scene->stability = NULL;
    scene->walked = app->blind.evaluations;
    scene->par = !app->blind.par.done             ? -1
                 : app->blind.par.evaluations < 0 ? 0
                                                  : app->blind.par.evaluations;
    scene->optimizer = "you";
    scene->beta = NAN;
    scene->mark = MARK_RUNNING;
    scene->speed = "walking";
    scene->warn = false;
    memcpy(shown->x, scene->now->x, sizeof shown->x);
    say(app, shown->filled.sentence, sizeof shown->filled.sentence);
}
