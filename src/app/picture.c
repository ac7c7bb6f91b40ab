#include "app/picture.h"

#include <math.h>
#include <string.h>

#include "engine/objective.h"
#include "view/scene.h"

/* Paths are followed no further than this when the window is fitted to them, world units. */
static const double farthest = 1e6;

void picture_init(struct picture *picture)
{
    *picture = (struct picture){
        .scale = table_row(&scales, SCALE_MIXED),
        .colormap = table_row(&colormaps, 0),
        .contours = false,
        .log_loss = true,
    };
}

void picture_release(struct picture *picture)
{
    landscape_release(&picture->landscape);
}

void picture_layout(struct picture *picture, int rows, int columns,
                    const struct session *session)
{
    struct layout layout;

    layout_for(&layout, rows, columns,
               scene_numbers(session_scenario(session)->n, session_learning(session),
                             simulation_now(session->simulation)));
    picture->viewport.columns = layout.map.rows > 0 ? layout.map.columns : 0;
    picture->viewport.rows = layout.map.rows;
}

static void show_window(struct picture *picture, const double window[4])
{
    picture->viewport.x0 = window[0];
    picture->viewport.x1 = window[1];
    picture->viewport.y0 = window[2];
    picture->viewport.y1 = window[3];
}

void picture_home(struct picture *picture, const struct scenario *scenario)
{
    scenario_window(scenario, picture->home);
    show_window(picture, picture->home);
}

/* Widens range[2] to hold v, with a margin of a twentieth of the home's width. */
static void widen(double range[2], double v, double margin)
{
    if (!isfinite(v) || fabs(v) > farthest)
        return;
    if (v < range[0])
        range[0] = v - margin;
    if (v > range[1])
        range[1] = v + margin;
}

void picture_fit(struct picture *picture, const struct trajectory *path)
{
    double window[4];

    memcpy(window, picture->home, sizeof window);
    for (size_t i = 0; i < trajectory_length(path); i++) {
        const struct sample *sample = trajectory_at(path, i);

        for (int k = 0; k < 2 && k < path->n; k++)
            widen(window + 2 * k, sample->x[k],
                  (picture->home[2 * k + 1] - picture->home[2 * k]) / 20);
    }
    show_window(picture, window);
}

bool picture_shows(const struct picture *picture, const double *x, int n)
{
    const struct viewport *viewport = &picture->viewport;

    return x[0] >= viewport->x0 && x[0] <= viewport->x1 &&
           (n < 2 || (x[1] >= viewport->y0 && x[1] <= viewport->y1));
}

void picture_zoom(struct picture *picture, double halvings, const double *x, int n)
{
    struct viewport *viewport = &picture->viewport;
    double column = (viewport->x0 + viewport->x1) / 2, row = (viewport->y0 + viewport->y1) / 2;

    if (picture_shows(picture, x, n)) {
        column = x[0];
        row = n > 1 ? x[1] : row;
    }
    viewport_zoom(viewport, exp2(-halvings), column, row);
}

double picture_round(double v, double size)
{
    int digits = (int)fmin(15, fmax(0, ceil(1 - log10(size))));
    double unit = pow(10, digits);
    double rounded = round(v * unit) / unit;

    return isfinite(rounded) ? rounded : v;
}

static bool same_viewport(const struct viewport *a, const struct viewport *b)
{
    return a->x0 == b->x0 && a->x1 == b->x1 && a->y0 == b->y0 && a->y1 == b->y1 &&
           a->columns == b->columns && a->rows == b->rows;
}

/* Only the parameters that are not shown as axes move the plane. */
static bool same_plane(const double *a, const double *b, int n)
{
    return n <= 2 || memcmp(a + 2, b + 2, (size_t)(n - 2) * sizeof *a) == 0;
}

static bool is_current(const struct picture *picture, const struct session *session, int bands)
{
    const struct landscape *landscape = &picture->landscape;

    return landscape->valid && picture->objective == session->objective &&
           same_viewport(&landscape->viewport, &picture->viewport) &&
           landscape->scale == (enum scale_id)table_index(&scales, picture->scale) &&
           landscape->bands == bands &&
           same_plane(picture->at, simulation_now(session->simulation)->x,
                      session_scenario(session)->n);
}

static double least_known(const struct session *session)
{
    const struct surface *surface = simulation_objective(session->simulation)->surface;

    if (surface && surface->bounded)
        return surface->least;
    return simulation_best(session->simulation)->loss;
}

const struct landscape *picture_landscape(struct picture *picture, struct session *session,
                                          const struct look *look)
{
    const struct viewport *viewport = &picture->viewport;
    struct simulation *simulation = session->simulation;
    double least = least_known(session);

    if (viewport->rows <= 0 || viewport->columns <= 0)
        return NULL;

    int bands = colormap_bands(look, viewport->columns, viewport->rows);
    if (is_current(picture, session, bands))
        return &picture->landscape;
    memcpy(picture->at, simulation_now(simulation)->x, sizeof picture->at);
    picture->objective = session->objective;
    if (!landscape_compute(&picture->landscape, simulation_objective(simulation), picture->at,
                           viewport, (enum scale_id)table_index(&scales, picture->scale), bands,
                           isfinite(least) ? least : INFINITY))
        return NULL;
    return &picture->landscape;
}

double picture_floor(const struct picture *picture, const struct session *session)
{
    const struct surface *surface = simulation_objective(session->simulation)->surface;
    double least = least_known(session);

    if (surface && surface->bounded)
        return least;
    return picture->landscape.valid ? fmin(least, picture->landscape.least) : least;
}
