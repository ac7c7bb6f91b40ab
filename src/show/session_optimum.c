#include "show/session.h"

#include <math.h>
#include <string.h>

#include "base/vector.h"
#include "insight/optimum.h"
#include "insight/quadratic.h"
#include "problem/model.h"
#include "problem/regularised.h"

/* So long a window may wait for what it is to show, seconds. */
static const double patience = 0.5;

/* A network has many minima, some very far out, and its weights have a scale of their own. */
static bool has_one_optimum(const struct session *session)
{
    const struct model *model = session_scenario(session)->model;

    return !model || model->convex;
}

/* How far around the optimum is worth to be seen. */
static void find_reach(struct session *session)
{
    struct objective *objective = simulation_objective(session->simulation);
    struct quadratic here, there;

    quadratic_of(&here, objective, session->optimum.l2, session->optimum.start);
    quadratic_of(&there, objective, session->optimum.l2, session->optimum.x);
    double fall = here.f - there.f;
    for (int i = 0; i < there.n; i++) {
        double curvature = there.h[i * there.n + i];

        session->optimum.reach[i] = curvature > 0 && fall > 0 ? sqrt(2 * fall / curvature) : 0;
    }
}

/* Halves the way to the point while the loss has all but fallen half way already: beyond there is
 * little to be seen, as of separable classes, whose loss falls for ever. Returns whether it was. */
static bool come_back(struct session *session)
{
    enum { HALVINGS = 64 };
    static const double all_but = 1e-3;
    static const double unknown[PARAMETERS_MAX];
    const double *start = session->optimum.start;
    double *x = session->optimum.x, way[PARAMETERS_MAX], half[PARAMETERS_MAX];
    int n = session_scenario(session)->n, halved = 0;
    struct regularised function;

    regularised_init(&function, simulation_objective(session->simulation), session->optimum.l2, x,
                     NAN, unknown);
    double last = regularised_value(&function, x), first = regularised_value(&function, start);
    for (; halved < HALVINGS; halved++) {
        vector_subtract(way, x, start, n);
        vector_go(half, start, 0.5, way, n);
        if (!(regularised_value(&function, half) - last < all_but * (first - last)))
            break;
        vector_copy(x, half, n);
    }
    return halved > 0;
}

/* Looks for the optimum from the start. What is interrupted is of no objective. */
static void find_optimum(struct session *session)
{
    struct objective *objective = simulation_objective(session->simulation);
    double *start = session->optimum.start, l2 = session_scenario(session)->l2;
    long most = (long)fmin(2000, patience / session_cost(session));

    scenario_start(session_scenario(session), start);
    session->optimum.l2 = l2;
    session->optimum.found =
        has_one_optimum(session) && optimum_from(objective, l2, start, most, session->optimum.x);
    session->optimum.seen = session->optimum.found;
    if (session->optimum.found && come_back(session))
        session->optimum.found = false;
    memset(session->optimum.reach, 0, sizeof session->optimum.reach);
    if (session->optimum.found)
        find_reach(session);
    if (objective_interrupted(objective))
        session->optimum.found = session->optimum.seen = false;
    session->optimum.objective = objective_interrupted(objective) ? 0 : session->objective;
}

static bool same_start(const struct session *session)
{
    double start[PARAMETERS_MAX];

    scenario_start(session_scenario(session), start);
    return memcmp(start, session->optimum.start,
                  (size_t)session_scenario(session)->n * sizeof *start) == 0;
}

/* Makes sure that it has been looked for; false where it never is. */
static bool has_looked(struct session *session)
{
    if (!session_learning(session))
        return false;
    if (session->optimum.objective != session->objective ||
        session->optimum.l2 != session_scenario(session)->l2 || !same_start(session))
        find_optimum(session);
    return true;
}

const double *session_optimum(struct session *session)
{
    return has_looked(session) && session->optimum.found ? session->optimum.x : NULL;
}

/* From the start to the optimum, and a little more on both sides; at least as far as it matters. */
static void show_way(double start, double optimum, double reach, double range[2])
{
    static const double margin = 0.6;
    double more = margin * fmax(fabs(optimum - start), reach);

    if (!(more > 1e-9 * fabs(optimum)))
        return;
    range[0] = fmin(start, optimum) - more;
    range[1] = fmax(start, optimum) + more;
}

void session_range(struct session *session, int i, double range[2])
{
    const struct scenario *scenario = session_scenario(session);
    double start[PARAMETERS_MAX];

    scenario_range(scenario, i, range);
    scenario_start(scenario, start);
    if (has_looked(session) && session->optimum.seen)
        show_way(start[i], session->optimum.x[i], session->optimum.reach[i], range);
}
