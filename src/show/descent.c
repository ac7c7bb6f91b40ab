#include "show/descent.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/number.h"
#include "show/fill.h"
#include "show/session.h"
#include "show/view_settings.h"

/* At first a step leads so far of the range. */
static const double first_part = 0.05;

static bool check(const struct session *session, struct error *error)
{
    int n = session_scenario(session)->n;

    if (session_learning(session))
        return error_set(error, "nobody walks over a loss of data: choose a surface or a function");
    if (n > 2)
        return error_set(error, "a walk takes one or two parameters, not %d", n);
    return true;
}

/* Of each parameter, least and most. */
static void find_range(struct session *session, double range[2][2])
{
    for (int i = 0; i < session_scenario(session)->n; i++)
        session_range(session, i, range[i]);
}

static void choose_length(const struct session *session, const int axis[2],
                          const double range[2][2], double step[2])
{
    static const struct view unasked = {0};
    const double *across = range[axis[0]], *up = range[axis[1]];
    bool to_scale = view_is_to_scale(&unasked, session_scenario(session));

    step[1] = first_part * (up[1] - up[0]);
    step[0] = to_scale ? step[1] : first_part * (across[1] - across[0]);
}

bool descent_begin(struct descent *descent, struct session *session, const struct view *view,
                   struct error *error)
{
    const struct scenario *scenario = session_scenario(session);
    const struct axes axes = view_axes(view, scenario);
    const double *start = trajectory_at(simulation_trajectory(session->simulation), 0)->x;
    double range[2][2] = {{0}}, step[2];

    *descent = (struct descent){.par.done = true};
    if (!check(session, error))
        return false;
    find_range(session, range);
    choose_length(session, axes.of, range, step);
    return par_begin(&descent->par, scenario, start, range, error) &&
           walk_begin(&descent->walk, simulation_objective(session->simulation), axes.of, start,
                      step, error);
}

void descent_release(struct descent *descent)
{
    walk_release(&descent->walk);
    par_release(&descent->par);
    *descent = (struct descent){.par.done = true};
}

/* Plays the walk again, up to where it arrived. */
static bool cut(struct descent *descent, struct error *error)
{
    struct walk *walk = &descent->walk, again;
    double start[PARAMETERS_MAX], step[2];
    const struct sample *first = trajectory_at(&walk->path, 0);

    memcpy(start, first->x, sizeof start);
    memcpy(step, walk->first, sizeof step);
    bool done = walk_begin(&again, walk->objective, walk->axis, start, step, error) &&
                walk_play(&again, buffer_string(&walk->keys), descent->par.target, error);

    if (!done) {
        walk_release(&again);
        return false;
    }
    walk_release(walk);
    *walk = again;
    return true;
}

static bool is_down(const struct descent *descent)
{
    return descent->par.known && descent->walk.lowest <= descent->par.target;
}

bool descent_advance(struct descent *descent, int count, struct error *error)
{
    for (int i = 0; i < count; i++)
        if (!par_advance(&descent->par, error))
            return false;
    if (!descent->arrived && is_down(descent)) {
        descent->arrived = true;
        return cut(descent, error);
    }
    return true;
}

bool descent_finish(struct descent *descent, struct error *error)
{
    bool ok = descent_advance(descent, 0, error);

    while (ok && !descent->par.done)
        ok = descent_advance(descent, 1, error);
    return ok;
}

bool descent_do(struct descent *descent, const struct walk_key *key)
{
    bool ground = walk_do(&descent->walk, key);

    descent->arrived = is_down(descent);
    return ground;
}

static void tell_given_up(const struct descent *descent, struct buffer *out)
{
    const struct par *par = &descent->par;
    long evaluations = descent->walk.looked.evaluations;
    char loss[NUMBER_SIZE], target[NUMBER_SIZE];

    buffer_format(out, "given up at %s with %ld evaluation%s",
                  number_short(loss, walk_here(&descent->walk)->loss, 4), evaluations,
                  evaluations == 1 ? "" : "s");
    if (par->done && par->evaluations >= 0)
        buffer_format(out, "; %s comes below %s with %ld", par->optimizer,
                      number_short(target, par->target, 4), par->evaluations);
    else if (par->done && isinf(par->target))
        buffer_text(out, "; there is no par: no optimizer settles or stays on the map");
}

void descent_tell(const struct descent *descent, struct buffer *out)
{
    long evaluations = descent->walk.looked.evaluations;

    if (!descent->arrived) {
        tell_given_up(descent, out);
        return;
    }
    buffer_format(out, "you are down with %ld evaluation%s: ", evaluations,
                  evaluations == 1 ? "" : "s");
    par_compare(&descent->par, evaluations, out);
}

int descent_keep(const struct descent *descent, struct session *session)
{
    const struct trajectory *path = &descent->walk.path;
    const struct logged_run told = {.optimizer = "you",
                                    .rate = NAN,
                                    .beta = NAN,
                                    .steps = path->last,
                                    .settled = descent->arrived ? path->last : -1,
                                    .loss = walk_here(&descent->walk)->loss,
                                    .ending = ENDING_RUNNING};
    struct buffer line = {0};

    if (descent->walk.keys.size == 0)
        return -1;
    buffer_format(&line, "walk %s", buffer_string(&descent->walk.keys));
    int number = line.failed || descent->walk.keys.failed
                     ? -1
                     : kept_add_foreign(&session->kept, path, &told, buffer_string(&line));
    buffer_release(&line);
    return number;
}

void descent_fill(const struct descent *descent, struct filled *filled)
{
    struct scene *scene = &filled->scene;
    const struct par *par = &descent->par;

    scene->now = walk_here(&descent->walk);
    scene->stability = NULL;
    scene->walked = descent->walk.looked.evaluations;
    scene->par = !par->done ? -1 : par->evaluations < 0 ? 0 : par->evaluations;
    scene->optimizer = "you";
    scene->beta = NAN;
    scene->mark = MARK_RUNNING;
    scene->speed = "walking";
    scene->warn = false;
}
