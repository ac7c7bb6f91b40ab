#include "insight/analysis.h"

#include "insight/score.h"

enum part {
    PART_QUADRATIC = 1,
    PART_CURVATURE = 2, /* the gauge's, without the rate */
    PART_SCORE = 4,
    PART_PLACE = 8, /* what there is at the point, of the verdict */
    OF_POINT = PART_QUADRATIC | PART_CURVATURE | PART_SCORE | PART_PLACE,
    /* These depend on the settings, too: */
    PART_STABILITY = 16,
    PART_VERDICT = 32,
    PART_DIAGNOSIS = 64
};

/* Forgets what is no longer true. Is the part known? If not, it is so from now on: the caller finds it. */
static bool knows(struct analysis *analysis, const struct simulation *simulation, enum part part)
{
    const struct revision now = simulation_revision(simulation);
    if (analysis->revision.point != now.point)
        analysis->known = 0;
    else if (analysis->revision.settings != now.settings)
        analysis->known &= OF_POINT;
    analysis->revision = now;
    bool known = analysis->known & part;
    analysis->known |= part;
    return known;
}

const struct quadratic *analysis_quadratic(struct analysis *analysis, struct simulation *simulation)
{
    if (!knows(analysis, simulation, PART_QUADRATIC)) {
        struct regularised function;
        simulation_function(simulation, &function);
        quadratic_at(&analysis->quadratic, &function, simulation_now(simulation)->x);
    }
    return &analysis->quadratic;
}

static const struct stability *curvature_of(struct analysis *analysis,
                                            struct simulation *simulation)
{
    if (!knows(analysis, simulation, PART_CURVATURE))
        stability_here(&analysis->curvature, simulation, analysis_quadratic(analysis, simulation));
    return &analysis->curvature;
}

const struct stability *analysis_stability(struct analysis *analysis, struct simulation *simulation)
{
    if (!knows(analysis, simulation, PART_STABILITY)) {
        analysis->stability = *curvature_of(analysis, simulation);
        stability_of(&analysis->stability, simulation);
    }
    return &analysis->stability;
}

const struct verdict *analysis_verdict(struct analysis *analysis, struct simulation *simulation)
{
    bool small = simulation_now(simulation)->grad_norm <= simulation_criteria(simulation)->small;
    if (knows(analysis, simulation, PART_VERDICT))
        return &analysis->verdict;
    const struct quadratic *here = analysis_quadratic(analysis, simulation);
    if (!knows(analysis, simulation, PART_PLACE) || analysis->small != small)
        verdict_look(&analysis->verdict, simulation, here, small);
    analysis->small = small;
    verdict_tell(&analysis->verdict, simulation, here);
    return &analysis->verdict;
}

const struct diagnosis *analysis_diagnosis(struct analysis *analysis, struct simulation *simulation,
                                           bool beside)
{
    const struct trajectory *path = simulation_trajectory(simulation);
    bool has_rate = simulation_has_rate(simulation);
    bool known = knows(analysis, simulation, PART_DIAGNOSIS) && analysis->beside == beside;
    if (!known && beside)
        diagnosis_beside(&analysis->diagnosis, path, analysis_verdict(analysis, simulation),
                         has_rate);
    else if (!known)
        diagnosis_of(&analysis->diagnosis, path, ENDING_RUNNING, has_rate);
    analysis->beside = beside;
    return &analysis->diagnosis;
}

const double *analysis_score(struct analysis *analysis, struct simulation *simulation,
                             struct score *score)
{
    const double *x = simulation_now(simulation)->x;
    if (!knows(analysis, simulation, PART_SCORE))
        analysis->score = score_has_accuracy(score) ? score_accuracy(score, x) : score_r2(score, x);
    return &analysis->score;
}
