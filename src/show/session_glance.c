#include <limits.h>
#include <math.h>
#include <string.h>

#include "insight/quadratic.h"
#include "problem/interrupt.h"
#include "problem/score.h"
#include "show/session.h"

/* Glances begin so many seconds after each other. */
static const double apart = 1;

/* Of a glance between two steps: questions, between which about a millisecond lies. */
enum { SLICE = 8 };

/* Are there so many rows that a point of a run that moves is looked at but now and then? */
static bool is_dear(const struct session *session)
{
    return session_learning(session) && !session_notes_gauge(session);
}

/* What was found of another function is forgotten. */
static bool glances(struct session *session)
{
    double l2 = session_scenario(session)->l2;

    if (session->glance.l2 != l2)
        session->glance = (struct glance){.l2 = l2};
    return is_dear(session) && session_moving(session);
}

static double score_at(struct objective *objective, const double *x)
{
    return score_has_accuracy(objective) ? score_accuracy(objective, x) : score_r2(objective, x);
}

/* A slice is over after so many questions, or when somebody waits. */
struct slice {
    int left;
    const struct interrupt *who;
};

static bool is_over(void *to)
{
    struct slice *slice = to;

    return slice->left-- <= 0 || (slice->who && slice->who->wanted(slice->who->to));
}

/* Looks at the point, for a slice; what was found of it is found again at once (problem/mean.h).
 * The score is one pass, shorter than a step, and not kept: it is no slice. */
static bool look(struct session *session, struct slice *slice)
{
    struct glance *glance = &session->glance;
    struct objective *objective = simulation_objective(session->simulation);
    struct regularised function;
    struct quadratic here;

    simulation_function(session->simulation, &function);
    quadratic_at(&here, &function, glance->x);
    if (!objective_interrupted(objective))
        stability_here(&glance->found, session->simulation, &here);
    slice->left = INT_MAX;
    if (!objective_interrupted(objective))
        glance->found_score = score_at(objective, glance->x);
    return !objective_interrupted(objective);
}

static void look_for_a_slice(struct session *session)
{
    struct glance *glance = &session->glance;
    struct objective *objective = simulation_objective(session->simulation);
    struct slice slice = {.left = SLICE, .who = session->interrupt};
    struct interrupt interrupt = {.wanted = is_over, .to = &slice, .stride = INTERRUPT_STRIDE};

    objective_listen(objective, &interrupt);
    interrupt_begin(&interrupt);
    bool whole = look(session, &slice);
    interrupt_end(&interrupt);
    objective_listen(objective, session->interrupt);
    if (!whole)
        return;
    glance->known = true;
    glance->looks = false;
    glance->step = glance->at;
    glance->curvature = glance->found;
    glance->score = glance->found_score;
}

static void begin(struct session *session)
{
    const struct sample *now = simulation_now(session->simulation);
    struct glance *glance = &session->glance;

    glance->looks = true;
    glance->age = 0;
    glance->at = now->step;
    memcpy(glance->x, now->x, sizeof now->x);
}

void session_look(struct session *session, double dt)
{
    struct glance *glance = &session->glance;

    if (!glances(session)) {
        glance->looks = false;
        return;
    }
    glance->age += dt;
    if (!glance->looks && (glance->age >= apart || !glance->known))
        begin(session);
    if (glance->looks)
        look_for_a_slice(session);
}

/* What is known exactly is what the next glance is measured by. */
static void take_present(struct session *session, const double *score)
{
    struct glance *glance = &session->glance;
    const struct stability *curvature =
        analysis_curvature(session_analysis(session), session->simulation);

    if (!curvature || !score)
        return;
    glance->known = true;
    glance->looks = false;
    glance->age = 0;
    glance->step = simulation_now(session->simulation)->step;
    glance->curvature = *curvature;
    glance->score = *score;
}

static const double *present_score(struct session *session, bool accuracy)
{
    struct analysis *analysis = session_analysis(session);

    return accuracy ? analysis_accuracy(analysis, session->simulation)
                    : analysis_r2(analysis, session->simulation);
}

struct shown session_shown(struct session *session)
{
    struct glance *glance = &session->glance;
    struct shown shown = {.about = glances(session)};

    shown.scored = session_is_scored(session, &shown.accuracy);
    if (!shown.about) {
        shown.score = present_score(session, shown.accuracy);
        shown.stability = session_stability(session);
        if (is_dear(session))
            take_present(session, shown.score);
    } else if (glance->known && glance->step <= simulation_now(session->simulation)->step) {
        glance->shown = glance->curvature;
        stability_of(&glance->shown, session->simulation);
        shown.stability = &glance->shown;
        shown.score = &glance->score;
    }
    return shown;
}
