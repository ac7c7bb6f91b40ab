#include "show/picture.h"

#include <math.h>
#include <string.h>

#include "insight/principal.h"
#include "problem/objective.h"
#include "problem/surface.h"
#include "view/profile.h"
#include "view/scene.h"

/* While the run is moving the point may leave the plane by this part of the window. */
static const double tolerance = 0.02;

void picture_init(struct picture *picture, const struct view *view)
{
    *picture = (struct picture){.view = *view};
}

void picture_release(struct picture *picture)
{
    layers_release(&picture->layers);
    fog_release(&picture->fog);
    still_release(&picture->still);
    landscape_release(&picture->landscape);
    fit_picture_release(&picture->fit);
}

bool picture_compares(const struct picture *picture, const struct session *session)
{
    return picture->view.choice[VIEW_RUNS] == RUNS_COLOURED && kept_count(&session->kept) > 0 &&
           !picture->walk;
}

/* Which curves the run has: bits by enum track_id. A walk has no rate. */
static unsigned curves_of(const struct picture *picture, const struct session *session)
{
    if (picture->walk)
        return 1u << TRACK_LOSS | 1u << TRACK_GRADIENT;
    const struct surface *surface = simulation_objective(session->simulation)->surface;
    bool rate = session_method(session) || session_has_schedule(session);
    bool gauge = simulation_has_rate(session->simulation) && session_notes_gauge(session);

    return 1u << TRACK_LOSS | 1u << TRACK_GRADIENT | (unsigned)gauge << TRACK_STABILITY |
           (unsigned)(surface && surface->minimum_count > 0) << TRACK_DISTANCE |
           (unsigned)rate << TRACK_RATE;
}

static struct track track_for(const struct session *session, enum track_id id)
{
    static const enum quantity_id quantity[TRACK_COUNT] = {
        [TRACK_LOSS] = QUANTITY_LOSS,
        [TRACK_GRADIENT] = QUANTITY_GRAD_NORM,
        [TRACK_STABILITY] = QUANTITY_LR_LAMBDA,
        [TRACK_DISTANCE] = QUANTITY_DISTANCE,
        [TRACK_RATE] = QUANTITY_LR,
    };
    const struct objective *objective = simulation_objective(session->simulation);

    return (struct track){
        .id = quantity[id],
        .surface = id == TRACK_DISTANCE ? objective->surface : NULL,
        .gauges = id == TRACK_STABILITY ? &session->gauges : NULL,
        .catapults = id == TRACK_STABILITY ? &session->catapults : NULL,
        .data = id == TRACK_LOSS && session_learning(session),
    };
}

int picture_curves(const struct picture *picture, const struct session *session,
                   struct track curve[LAYOUT_CURVES], bool *schedule)
{
    unsigned there = curves_of(picture, session), asked = there & picture->view.curves;
    int count = 0;

    if (asked == 0)
        asked = picture_compares(picture, session) ? 1u << TRACK_LOSS : there;
    *schedule = asked >> TRACK_RATE & 1 && session_has_schedule(session);
    for (int id = 0; id < TRACK_COUNT; id++)
        if (asked >> id & 1 && !(id == TRACK_RATE && *schedule))
            curve[count++] = track_for(session, (enum track_id)id);
    return count;
}

bool picture_lacks_curves(const struct picture *picture, const struct session *session)
{
    return picture->view.curves != 0 && !(curves_of(picture, session) & picture->view.curves);
}

unsigned picture_next_curves(const struct picture *picture, const struct session *session, int by)
{
    unsigned there = curves_of(picture, session), asked = there & picture->view.curves;
    int id = -1; /* all of them */

    while (id < TRACK_COUNT && asked != 0 && asked != there && !(asked >> (id + 1) & 1))
        id++;
    if (asked != 0 && asked != there)
        id++;
    do
        id = (id + 1 + by + TRACK_COUNT + 1) % (TRACK_COUNT + 1) - 1;
    while (id >= 0 && !(there >> id & 1));
    return id < 0 ? 0 : 1u << id;
}

static struct contents contents_of(struct picture *picture, struct session *session)
{
    const struct objective *objective = simulation_objective(session->simulation);
    struct track curve[LAYOUT_CURVES];
    bool accuracy, schedule;
    int curves = picture_curves(picture, session, curve, &schedule);

    return (struct contents){
        .numbers =
            scene_numbers(objective->n, objective_rows(objective) > 0,
                          objective_held(objective) > 0, session_is_scored(session, &accuracy)),
        .schedule = schedule,
        .curves = curves,
        .runs = picture_compares(picture, session) ? kept_count(&session->kept) + 1 : 0,
        .big = picture->view.choice[VIEW_BIG] && !picture->board,
        .board = picture->board,
        .explained = picture->explained,
        .captions = session->captions.count > 0 && !picture->board && !picture->charted,
        .turned = picture->turned,
        .fit = !picture->charted && fit_picture_ready(&picture->fit, session),
        .show = (enum show)picture->view.choice[VIEW_SHOW],
    };
}

/* The map's grid over the window. */
static struct viewport over(const struct picture *picture, const double window[4])
{
    struct viewport viewport = picture->viewport;

    viewport.x0 = window[0];
    viewport.x1 = window[1];
    viewport.y0 = window[2];
    viewport.y1 = window[3];
    return viewport;
}

static struct viewport viewport_onto(const struct picture *picture, const double window[4])
{
    struct viewport viewport = over(picture, window);

    if (picture->to_scale)
        viewport_to_scale(&viewport);
    return viewport;
}

void picture_layout(struct picture *picture, int rows, int columns, struct session *session)
{
    const struct contents contents = contents_of(picture, session);
    struct layout *layout = &picture->layout;

    layout_for(layout, rows, columns, &contents);
    picture->viewport.columns = layout->map.rows > 0 ? layout->map.columns : 0;
    picture->viewport.rows = layout->map.rows;
    picture->to_scale = view_is_to_scale(&picture->view, session_scenario(session));
    picture->viewport = viewport_onto(picture, picture->window);
}

enum show picture_shown(const struct picture *picture)
{
    bool relief = picture->view.choice[VIEW_SHOW] == SHOW_RELIEF && picture->plane.n > 1;

    return relief ? SHOW_RELIEF : layout_shown(&picture->layout);
}

static void show_window(struct picture *picture, const double window[4])
{
    memcpy(picture->window, window, sizeof picture->window);
    picture->viewport = viewport_onto(picture, window);
}

static bool is_inside(const struct viewport *viewport, const struct plane *plane,
                      const double at[2])
{
    return at[0] >= viewport->x0 && at[0] <= viewport->x1 &&
           (plane->n < 2 || (at[1] >= viewport->y0 && at[1] <= viewport->y1));
}

/* The newest point that has not run away; where all have, the start. */
static const double *last_near(struct session *session)
{
    const struct trajectory *path = simulation_trajectory(session->simulation);

    for (size_t i = trajectory_length(path); i-- > 0;)
        if (point_is_near(trajectory_at(path, i)->x, path->n))
            return trajectory_at(path, i)->x;
    return trajectory_at(path, 0)->x;
}

static void make_plane(struct picture *picture, struct session *session, const struct axes *axes)
{
    const struct trajectory *path = simulation_trajectory(session->simulation);
    const double *x = last_near(session);

    if (axes->kind == PLANE_PRINCIPAL)
        plane_principal(&picture->plane, path, x, picture->part);
    else
        plane_axes(&picture->plane, x, path->n, axes->of[0], axes->of[1]);
}

/* Will the plane do for the moving run? */
static bool is_near_enough(const struct picture *picture, struct session *session)
{
    const struct viewport *viewport = &picture->viewport;
    double span = fmin(viewport->x1 - viewport->x0, viewport->y1 - viewport->y0), at[2];
    const double *x = last_near(session);

    plane_project(&picture->plane, x, at);
    return plane_distance(&picture->plane, x) <= tolerance * span &&
           (!picture_follows(picture) || is_inside(viewport, &picture->plane, at));
}

static bool plane_serves(const struct picture *picture, struct session *session,
                         const struct axes *axes)
{
    const struct plane *plane = &picture->plane;

    return plane->n == session_scenario(session)->n && plane->kind == axes->kind &&
           plane->axis[0] == axes->of[0] && plane->axis[1] == axes->of[1] &&
           session_moving(session) && is_near_enough(picture, session);
}

/* The part of the plane that the path takes up and a little more, not too narrow for its length;
 * the window is left as it is where the path has no length. */
static void surround_path(const struct plane *plane, const struct trajectory *path,
                          double window[4])
{
    double ends[4] = {0}, at[2];

    for (size_t i = 0; i < trajectory_length(path); i++) {
        if (!point_is_near(trajectory_at(path, i)->x, path->n))
            continue;
        plane_project(plane, trajectory_at(path, i)->x, at);
        for (int k = 0; k < 2; k++) {
            ends[2 * k] = fmin(ends[2 * k], at[k]);
            ends[2 * k + 1] = fmax(ends[2 * k + 1], at[k]);
        }
    }

    double longest = fmax(ends[1] - ends[0], ends[3] - ends[2]);
    for (int k = 0; k < 2 && longest > 0; k++) {
        double span = ends[2 * k + 1] - ends[2 * k];
        double more = (fmax(1.2 * span, longest / 4) - span) / 2;

        window[2 * k] = ends[2 * k] - more;
        window[2 * k + 1] = ends[2 * k + 1] + more;
    }
}

/* The window where none is asked for. */
static void find_window(const struct picture *picture, struct session *session, double window[4])
{
    static const double reach = 5;
    const struct plane *plane = &picture->plane;

    for (int k = 0; k < 2; k++) {
        window[2 * k] = -reach;
        window[2 * k + 1] = reach;
        if (plane_is_slice(plane) && k < plane->n)
            session_range(session, plane->axis[k], window + 2 * k);
    }
    if (!plane_is_slice(plane))
        surround_path(plane, simulation_trajectory(session->simulation), window);
}

static void find_home(struct picture *picture, struct session *session)
{
    if (picture->view.has_window)
        memcpy(picture->home, picture->view.window, sizeof picture->home);
    else
        find_window(picture, session, picture->home);
}

static bool shows_window(const struct picture *picture, const double window[4])
{
    return memcmp(picture->window, window, sizeof picture->window) == 0;
}

bool picture_follows(const struct picture *picture)
{
    return !plane_is_slice(&picture->plane) && !picture->view.has_window &&
           shows_window(picture, picture->home);
}

const struct plane *picture_plane(struct picture *picture, struct session *session)
{
    bool follows = picture_follows(picture);
    const struct axes axes = view_axes(&picture->view, session_scenario(session));

    if (plane_serves(picture, session, &axes))
        return &picture->plane;
    make_plane(picture, session, &axes);
    if (follows) {
        find_home(picture, session);
        show_window(picture, picture->home);
    }
    return &picture->plane;
}

bool picture_stays(const struct picture *picture, struct session *session)
{
    if (plane_is_slice(&picture->plane) && picture->plane.n <= 2)
        return true;
    const struct axes axes = view_axes(&picture->view, session_scenario(session));

    return plane_serves(picture, session, &axes);
}

const char *picture_axis(const struct picture *picture, struct session *session, int which)
{
    static const char *const principal[] = {"pc 1", "pc 2"};

    if (!plane_is_slice(&picture->plane))
        return principal[which];
    return session_scenario(session)->parameter[picture->plane.axis[which]];
}

void picture_home(struct picture *picture, struct session *session)
{
    picture_plane(picture, session);
    find_home(picture, session);
    show_window(picture, picture->home);
}

double picture_round(double v, double size)
{
    int digits = (int)fmin(15, fmax(0, ceil(1 - log10(size))));
    double unit = pow(10, digits);
    double rounded = round(v * unit) / unit;

    return isfinite(rounded) ? rounded : v;
}

/* Shows what keys make of the window: where it is all but the home, that, else numbers that are
 * short to write and no further off than a small part of a pixel. */
static void settle(struct picture *picture, double window[4])
{
    static const double nearly = 1e-9, finest = 1e-14;
    bool is_home = true;

    for (int i = 0; i < 4; i++) {
        double size = nearly * fabs(window[i | 1] - window[i & 2]);

        is_home = is_home && fabs(window[i] - picture->home[i]) <= size;
        if (size > finest)
            window[i] = picture_round(window[i], size);
    }
    show_window(picture, is_home ? picture->home : window);
}

/* Widens range[2] to hold v, with a margin of a twentieth of the home's width, where v is not in
 * shown[2], which is seen anyway. */
static void widen(double range[2], const double shown[2], double v, double margin)
{
    if (!(fabs(v) <= TRAJECTORY_FARTHEST))
        return;
    if (v < fmin(shown[0], range[0]))
        range[0] = v - margin;
    if (v > fmax(shown[1], range[1]))
        range[1] = v + margin;
}

void picture_frame(struct picture *picture, struct session *session)
{
    const struct trajectory *path = simulation_trajectory(session->simulation);
    const struct plane *plane = picture_plane(picture, session);
    double window[4], at[2];

    if (!plane_is_slice(plane))
        find_home(picture, session);
    memcpy(window, picture->home, sizeof window);
    const struct viewport seen = viewport_onto(picture, window);
    const double shown[4] = {seen.x0, seen.x1, seen.y0, seen.y1};
    for (size_t i = 0; i < trajectory_length(path); i++) {
        plane_project(plane, trajectory_at(path, i)->x, at);
        for (int k = 0; k < 2 && k < plane->n; k++)
            widen(window + 2 * k, shown + 2 * k, at[k],
                  (picture->home[2 * k + 1] - picture->home[2 * k]) / 20);
    }
    settle(picture, window);
}

/* Is the window one that the beginning run shows unasked? What it depends on must not have changed
 * since, and it is another one where the start is outside. */
static bool is_unasked(struct picture *picture, struct session *session)
{
    const struct scenario *first = &simulation_experiment(session->simulation)->first;
    double window[4], start[PARAMETERS_MAX], at[2];
    struct view unasked = picture->view;

    unasked.has_window = false;
    if (view_is_to_scale(&unasked, session_scenario(session)) != picture->to_scale)
        return false;
    if (picture_follows(picture))
        return true;
    find_window(picture, session, window);
    scenario_start(session_scenario(session), start);
    plane_project(&picture->plane, start, at);
    return plane_is_slice(&picture->plane) && shows_window(picture, window) &&
           is_inside(&picture->viewport, &picture->plane, at) &&
           (!session_learning(session) || first->l2 == session_scenario(session)->l2);
}

void picture_view(struct picture *picture, struct session *session, struct view *view)
{
    picture_plane(picture, session);
    *view = picture->view;
    view->has_window = !is_unasked(picture, session);
    memcpy(view->window, picture->window, sizeof view->window);
    if (view->has_window && view->choice[VIEW_ASPECT] == ASPECT_AUTO && picture->to_scale)
        view->choice[VIEW_ASPECT] = ASPECT_EQUAL;
}

/* Where the present point is in the plane. */
static void present_point(struct picture *picture, struct session *session, double at[2])
{
    plane_project(picture_plane(picture, session), simulation_now(session->simulation)->x, at);
}

bool picture_shows(struct picture *picture, struct session *session)
{
    double at[2];

    present_point(picture, session, at);
    return is_inside(&picture->viewport, &picture->plane, at);
}

void picture_anchor(struct picture *picture, struct session *session, double at[2])
{
    const struct viewport *viewport = &picture->viewport;

    present_point(picture, session, at);
    bool inside = is_inside(viewport, &picture->plane, at);
    if (!inside)
        at[0] = viewport->x0 / 2 + viewport->x1 / 2;
    if (!inside || picture->plane.n == 1)
        at[1] = viewport->y0 / 2 + viewport->y1 / 2;
}

void picture_zoom_at(struct picture *picture, double halvings, const double at[2])
{
    struct viewport held = over(picture, picture->window);

    viewport_zoom(&held, exp2(-halvings), at[0], at[1]);
    settle(picture, (double[4]){held.x0, held.x1, held.y0, held.y1});
}

void picture_zoom(struct picture *picture, double halvings, struct session *session)
{
    double at[2];

    picture_anchor(picture, session, at);
    picture_zoom_at(picture, halvings, at);
}

void picture_pan(struct picture *picture, double right, double up)
{
    struct viewport held = over(picture, picture->window);
    const struct viewport *shown = &picture->viewport;

    viewport_pan(&held, right * (shown->x1 - shown->x0) / (held.x1 - held.x0),
                 up * (shown->y1 - shown->y0) / (held.y1 - held.y0));
    settle(picture, (double[4]){held.x0, held.x1, held.y0, held.y1});
}

static bool same_viewport(const struct viewport *a, const struct viewport *b)
{
    return a->x0 == b->x0 && a->x1 == b->x1 && a->y0 == b->y0 && a->y1 == b->y1 &&
           a->columns == b->columns && a->rows == b->rows;
}

/* The pixels over the window: of one parameter those of its curve. */
static struct viewport sampled(const struct picture *picture)
{
    struct viewport viewport = picture->viewport;

    if (picture->plane.n == 1) {
        viewport.columns *= PROFILE_ACROSS;
        viewport.rows = PROFILE_ROWS;
    }
    return viewport;
}

/* Are the landscape's values those of the pixels? */
static bool is_current(const struct picture *picture, const struct session *session,
                       const struct viewport *viewport)
{
    const struct landscape *landscape = &picture->landscape;

    return landscape->valid && picture->objective == session->objective &&
           plane_equal(&landscape->plane, &picture->plane) &&
           same_viewport(&landscape->viewport, viewport);
}

static double least_known(struct session *session)
{
    const struct surface *surface = simulation_objective(session->simulation)->surface;

    if (surface && surface->bounded)
        return surface->least;
    return simulation_best(session->simulation)->loss;
}

const struct landscape *picture_landscape(struct picture *picture, struct session *session,
                                          const struct display *display)
{
    const struct viewport *shown = &picture->viewport;
    const struct plane *plane = picture_plane(picture, session);
    const struct viewport viewport = sampled(picture);
    double least = least_known(session);

    if (shown->rows <= 0 || shown->columns <= 0 || picture->charted)
        return NULL;

    struct landscape *landscape = &picture->landscape;
    enum scale_id scale = (enum scale_id)picture->view.choice[VIEW_SCALE];
    int bands = colormap_bands(display, shown->columns, shown->rows);
    double floor = isfinite(least) ? least : INFINITY;
    bool current = is_current(picture, session, &viewport);
    bool done = current && landscape->scale == scale && landscape->bands == bands &&
                landscape->kind == mosaic_kind(display) &&
                (landscape->floor == floor || session_moving(session));

    picture->objective = session->objective;
    landscape->kind = mosaic_kind(display);
    if (current && !done)
        done = landscape_cut(landscape, scale, bands, floor);
    else if (!current)
        done = landscape_compute(landscape, simulation_objective(session->simulation), plane,
                                 &viewport, scale, bands, floor);
    if (done && plane->n > 1 && picture->view.choice[VIEW_SHADE] && display->colors >= FRAME_RGB)
        landscape_slope(landscape, simulation_objective(session->simulation));
    picture->lacks_memory = !done;
    return done ? landscape : NULL;
}

bool picture_is_foggy(const struct picture *picture, const struct session *session)
{
    return picture->walk || (picture->view.fog > 0 && !session_ended(session));
}

/* How far a step sees: as far one way as the other where the axes are to scale. */
static void find_reach(const struct picture *picture, double reach[2])
{
    const double *home = picture->home;
    double part = picture->view.fog > 0 ? picture->view.fog : VIEW_FOG_PART;

    reach[1] = part * (home[3] - home[2]);
    reach[0] = picture->to_scale ? reach[1] : part * (home[1] - home[0]);
}

static void find_sight(const struct picture *picture, const struct session *session,
                       struct fog_sight *sight)
{
    const struct trajectory *branch = session_branch(session);
    int order[KEPT_RUNS], count = picture->walk ? 0 : kept_by_age(&session->kept, order);

    *sight = (struct fog_sight){.path = picture->walk, .number = {picture->walks, 0}};
    find_reach(picture, sight->reach);
    if (picture->walk)
        return;
    sight->path = simulation_trajectory(session->simulation);
    sight->number[0] = session->run;
    sight->number[1] = session->kept.age;
    for (int i = 0; i < count; i++)
        sight->other[sight->others++] = &session->kept.run[order[i]]->path;
    if (branch)
        sight->other[sight->others++] = branch;
}

const struct landscape *picture_seen(struct picture *picture, struct session *session,
                                     const struct display *display)
{
    const struct landscape *whole = picture_landscape(picture, session, display);
    struct fog_sight sight;

    if (!whole || !picture_is_foggy(picture, session))
        return whole;
    find_sight(picture, session, &sight);
    const struct landscape *seen = fog_over(&picture->fog, whole, &sight);
    picture->lacks_memory = !seen;
    return seen;
}

bool picture_lacks_memory(const struct picture *picture)
{
    return picture->lacks_memory || picture->fit.lacks_memory;
}

/* The least sample of the map. One that is above 0, and small beside the loss at the start, is one
 * next to a minimum whose value is likely 0. */
static double least_sampled(const struct picture *picture, const struct session *session)
{
    double least = picture->landscape.least;
    const struct trajectory *path = simulation_trajectory(session->simulation);

    return least > 0 && least < trajectory_at(path, 0)->loss / 100 ? 0 : least;
}

/* The least of what has been seen: on the way, and around it. */
static double floor_in_fog(const struct picture *picture, struct session *session)
{
    const struct landscape *seen = &picture->fog.shown;
    double least = picture->walk ? INFINITY : simulation_best(session->simulation)->loss;

    for (size_t i = 0; picture->walk && i < trajectory_length(picture->walk); i++)
        least = fmin(least, trajectory_at(picture->walk, i)->loss);
    return seen->valid ? fmin(least, seen->least) : least;
}

double picture_floor(const struct picture *picture, struct session *session)
{
    if (picture_is_foggy(picture, session))
        return floor_in_fog(picture, session);
    const struct surface *surface = simulation_objective(session->simulation)->surface;
    double least = least_known(session);

    if (surface && surface->bounded)
        return least;
    if (session_scenario(session)->n > 2 || scenario_learns(session_scenario(session)))
        return fmin(least, 0);
    if (!picture->landscape.valid || picture->objective != session->objective)
        return least;
    return fmin(least, least_sampled(picture, session));
}
