#include "show/session.h"

#include <math.h>
#include <string.h>

#include "insight/optimum.h"
#include "insight/quadratic.h"
#include "problem/model.h"

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
    if (session->optimum.found)
        find_reach(session);
    session->optimum.found = session->optimum.found && !objective_interrupted(objective);
    session->optimum.objective = objective_interrupted(objective) ? 0 : session->objective;
}

static bool same_start(const struct session *session)
{
    double start[PARAMETERS_MAX];

    scenario_start(session_scenario(session), start);
    return memcmp(start, session->optimum.start,
                  (size_t)session_scenario(session)->n * sizeof *start) == 0;
}

const double *session_optimum(struct session *session)
{
    if (!session_learning(session))
        return NULL;
    if (session->optimum.objective != session->objective ||
        session->optimum.l2 != session_scenario(session)->l2 || !same_start(session))
        find_optimum(session);
    return session->optimum.found ? session->optimum.x : NULL;
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
    const double *optimum = session_optimum(session);
    double start[PARAMETERS_MAX];

    scenario_range(scenario, i, range);
    scenario_start(scenario, start);
    if (optimum)
        show_way(start[i], optimum[i], session->optimum.reach[i], range);
}
