#include "show/layers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/linear.h"
#include "base/vector.h"
#include "problem/objective.h"
#include "problem/regularised.h"

/* Gradients of a flow at most, and of a frame while somebody may interrupt, seconds. */
enum { FLOW_MOST = 60000 };
static const double flow_seconds = 30, slice_seconds = 0.01;
/* Arrows and signs take so long at most, seconds. */
static const double quickly = 0.03;
/* Rows from an arrow to the next, of which the columns are twice as many, on a small map and on a
 * large one. */
enum { APART_SMALL = 4, APART_LARGE = 6, LARGE_ROWS = 26 };
/* The longest and the shortest arrow, in parts of the way to the next one. */
static const double arrow_most = 0.5, arrow_least = 0.1;
/* Cells from a place where the curvature is found to the next at most. */
enum { SIGNS_STEP = 6 };

void layers_release(struct layers *layers)
{
    flow_release(&layers->flow);
    signs_release(&layers->signs);
    *layers = (struct layers){.unfinished = false};
}

static double l2_of(const struct session *session)
{
    return session_scenario(session)->l2;
}

/* --- the flow --- */

static const double *start_of(const struct session *session)
{
    return trajectory_at(simulation_trajectory(session->simulation), 0)->x;
}

static bool is_flow_of(const struct layers *layers, const struct session *session)
{
    size_t size = (size_t)session_scenario(session)->n * sizeof(double);

    return layers->flow_objective == session->objective && layers->flow_l2 == l2_of(session) &&
           memcmp(layers->flow_start, start_of(session), size) == 0;
}

static bool begin_flow(struct layers *layers, const struct session *session)
{
    int n = session_scenario(session)->n;
    double most = fmin(FLOW_MOST, flow_seconds / session_cost(session));

    flow_release(&layers->flow);
    layers->flow_objective = session->objective;
    layers->flow_l2 = l2_of(session);
    memcpy(layers->flow_start, start_of(session), (size_t)n * sizeof(double));
    return flow_begin(&layers->flow, layers->flow_start, n, (long)most);
}

const struct trajectory *layers_flow(struct layers *layers, struct session *session)
{
    struct flow *flow = &layers->flow;
    struct regularised function;

    if (!is_flow_of(layers, session) && !begin_flow(layers, session)) {
        layers->flow_objective = 0;
        return NULL;
    }
    simulation_function(session->simulation, &function);
    double slice = session->interrupt ? slice_seconds / session_cost(session) : INFINITY;
    double until = (double)flow->evaluations + fmax(slice, FLOW_STAGES);
    while ((double)flow->evaluations < until && flow_step(flow, &function))
        ;
    layers->unfinished = !flow->ended;
    return trajectory_length(&flow->path) > 1 ? &flow->path : NULL;
}

/* --- arrows and signs --- */

static bool same_key(const struct layer_key *a, const struct layer_key *b)
{
    const struct viewport *v = &a->viewport, *w = &b->viewport;

    return a->objective == b->objective && a->l2 == b->l2 && plane_equal(&a->plane, &b->plane) &&
           v->x0 == w->x0 && v->x1 == w->x1 && v->y0 == w->y0 && v->y1 == w->y1 &&
           v->columns == w->columns && v->rows == w->rows;
}

static struct layer_key key_of(const struct session *session, const struct plane *plane,
                               const struct viewport *viewport)
{
    return (struct layer_key){session->objective, l2_of(session), *plane, *viewport};
}

/* The place of the plane in the middle of a cell, or between cells. */
static void place_of(const struct viewport *viewport, double column, double row, double at[2])
{
    at[0] = viewport->x0 + (viewport->x1 - viewport->x0) * (column + 0.5) / viewport->columns;
    at[1] = viewport->y1 - (viewport->y1 - viewport->y0) * (row + 0.5) / viewport->rows;
}

/* What an arrow says of its place: from there downhill within the plane. */
struct slope {
    double at[2], down[2], size;
};

static bool find_slope(struct slope *slope, struct regularised *function, const struct plane *plane)
{
    double x[PARAMETERS_MAX], g[PARAMETERS_MAX];

    plane_point(plane, slope->at, x);
    regularised_gradient(function, x, g);
    slope->down[0] = -vector_dot(g, plane->across, plane->n);
    slope->down[1] = -vector_dot(g, plane->up, plane->n);
    slope->size = hypot(slope->down[0], slope->down[1]);
    return isfinite(slope->size) && slope->size > 0;
}

/* The arrow's middle is the place. Its length on the screen goes with the logarithm of the slope,
 * from the least to the greatest of all. */
static struct vector arrow_of(const struct slope *slope, const struct viewport *viewport,
                              double columns, double least, double most)
{
    double across = slope->down[0] * viewport->columns / (viewport->x1 - viewport->x0);
    double up = 2 * slope->down[1] * viewport->rows / (viewport->y1 - viewport->y0);
    double part = most > least ? log(slope->size / least) / log(most / least) : 1;
    double half =
        columns * (arrow_least + part * (arrow_most - arrow_least)) / hypot(across, up) / 2;
    struct vector vector;

    for (int k = 0; k < 2; k++) {
        vector.at[k] = slope->at[k] - half * slope->down[k];
        vector.to[k] = slope->at[k] + half * slope->down[k];
    }
    return vector;
}

/* Such that the places are in the middle of the cells. */
static int first_of(int cells, int apart)
{
    return (cells - 1) % apart / 2;
}

static size_t find_slopes(struct slope slopes[VECTORS_MOST], struct session *session,
                          const struct plane *plane, const struct viewport *viewport, int apart)
{
    struct regularised function;
    size_t count = 0;

    simulation_function(session->simulation, &function);
    for (int row = first_of(viewport->rows, apart); row < viewport->rows; row += apart)
        for (int column = first_of(viewport->columns, 2 * apart); column < viewport->columns;
             column += 2 * apart) {
            place_of(viewport, column, row, slopes[count].at);
            if (count < VECTORS_MOST && find_slope(&slopes[count], &function, plane))
                count++;
        }
    return count;
}

/* Rows from one to the next: so that they can be told apart, and are not too many nor too dear. */
static int apart_on(const struct viewport *viewport, double cost)
{
    int apart = viewport->rows < LARGE_ROWS ? APART_SMALL : APART_LARGE;
    double cells = (double)viewport->columns * viewport->rows;

    while (cells / (2.0 * apart * apart) > fmin(VECTORS_MOST, quickly / cost) &&
           apart < viewport->rows)
        apart++;
    return apart;
}

const struct vectors *layers_arrows(struct layers *layers, struct session *session,
                                    const struct plane *plane, const struct viewport *viewport)
{
    const struct layer_key key = key_of(session, plane, viewport);
    struct vectors *arrows = &layers->arrows;
    int apart = apart_on(viewport, session_cost(session));

    if (plane->n < 2 || apart >= viewport->rows)
        return NULL;
    if (same_key(&key, &layers->arrows_key))
        return arrows;
    struct slope slopes[VECTORS_MOST + 1];
    size_t count = find_slopes(slopes, session, plane, viewport, apart);
    if (objective_interrupted(simulation_objective(session->simulation)))
        return NULL;
    double least = INFINITY, most = 0;
    for (size_t i = 0; i < count; i++) {
        least = fmin(least, slopes[i].size);
        most = fmax(most, slopes[i].size);
    }
    for (size_t i = 0; i < count; i++)
        arrows->vector[i] = arrow_of(&slopes[i], viewport, 2 * apart, least, most);
    arrows->count = count;
    arrows->number++;
    layers->arrows_key = key;
    return arrows;
}

void layers_curvatures(const struct plane *plane, const double *h, double value[2],
                       double direction[2][2])
{
    const double *side[2] = {plane->across, plane->up};
    double within[4], of[PARAMETERS_MAX];

    for (int k = 0; k < 2; k++) {
        vector_multiply(of, h, side[k], plane->n);
        for (int i = 0; i < 2; i++)
            within[2 * i + k] = vector_dot(side[i], of, plane->n);
    }
    if (!linear_eigen(within, 2, value, direction[0]))
        value[0] = value[1] = NAN;
}

/* Makes room for the places. */
static bool resize_signs(struct signs *signs, const struct viewport *viewport, int step)
{
    unsigned long number = signs->number;

    signs_release(signs);
    *signs = (struct signs){.number = number + 1,
                            .columns = (viewport->columns - 1) / step + 1,
                            .rows = (viewport->rows - 1) / step + 1,
                            .step = step};
    size_t count = (size_t)signs->columns * (size_t)signs->rows;
    signs->value[0] = malloc(count * sizeof(double));
    signs->value[1] = malloc(count * sizeof(double));
    return signs->value[0] && signs->value[1];
}

static void find_signs(struct signs *signs, struct session *session, const struct plane *plane,
                       const struct viewport *viewport)
{
    double at[2], x[PARAMETERS_MAX], g[PARAMETERS_MAX], h[PARAMETERS_MAX * PARAMETERS_MAX];
    double value[2], direction[2][2];
    struct regularised function;

    simulation_function(session->simulation, &function);
    for (int i = 0; i < signs->rows * signs->columns; i++) {
        place_of(viewport, i % signs->columns * signs->step, i / signs->columns * signs->step, at);
        plane_point(plane, at, x);
        regularised_hessian(&function, x, g, h);
        layers_curvatures(plane, h, value, direction);
        for (int k = 0; k < 2; k++)
            signs->value[k][i] = value[k];
    }
}

const struct signs *layers_signs(struct layers *layers, struct session *session,
                                 const struct plane *plane, const struct viewport *viewport)
{
    const struct layer_key key = key_of(session, plane, viewport);
    double cost = session_cost(session) * plane->n * viewport->columns * viewport->rows;
    int step = (int)fmax(1, ceil(sqrt(cost / quickly)));

    if (plane->n < 2 || step > SIGNS_STEP)
        return NULL;
    if (same_key(&key, &layers->signs_key))
        return &layers->signs;
    layers->signs_key.objective = 0;
    if (!resize_signs(&layers->signs, viewport, step))
        return NULL;
    find_signs(&layers->signs, session, plane, viewport);
    if (objective_interrupted(simulation_objective(session->simulation)))
        return NULL;
    layers->signs_key = key;
    return &layers->signs;
}
