#include "insight/analysis.h"

#include "problem/score.h"

/* The parts, as a set. */
enum part {
    PART_QUADRATIC = 1,
    PART_CURVATURE = 2, /* the gauge's, without the rate */
    PART_R2 = 4,
    PART_ACCURACY = 8,
    PART_PLACE = 16, /* what there is at the point, of the verdict */
    OF_POINT = PART_QUADRATIC | PART_CURVATURE | PART_R2 | PART_ACCURACY | PART_PLACE,
    /* These depend on the settings, too: */
    PART_STABILITY = 32,
    PART_VERDICT = 64,
    PART_DIAGNOSIS = 128
};

/* Is the part known? Forgets what is no longer true. */
static bool knows(struct analysis *analysis, const struct simulation *simulation, enum part part)
{
    const struct revision now = simulation_revision(simulation);
    if (analysis->revision.point != now.point)
        analysis->known = 0;
    else if (analysis->revision.settings != now.settings)
        analysis->known &= OF_POINT;
    analysis->revision = now;
    return analysis->known & part;
}

/* Remembers a part that has been found, unless that was interrupted. */
static bool remember(struct analysis *analysis, struct simulation *simulation, enum part part)
{
    bool whole = !objective_interrupted(simulation_objective(simulation));
    if (whole)
        analysis->known |= part;
    return whole;
}

const struct quadratic *analysis_quadratic(struct analysis *analysis, struct simulation *simulation)
{
    struct regularised function;
    if (knows(analysis, simulation, PART_QUADRATIC))
        return &analysis->quadratic;
    simulation_function(simulation, &function);
    quadratic_at(&analysis->quadratic, &function, simulation_now(simulation)->x);
    return remember(analysis, simulation, PART_QUADRATIC) ? &analysis->quadratic : NULL;
}

const struct stability *analysis_curvature(struct analysis *analysis, struct simulation *simulation)
{
    if (knows(analysis, simulation, PART_CURVATURE))
        return &analysis->curvature;
    const struct quadratic *here = analysis_quadratic(analysis, simulation);
    if (here)
        stability_here(&analysis->curvature, simulation, here);
    return here && remember(analysis, simulation, PART_CURVATURE) ? &analysis->curvature : NULL;
}

const struct stability *analysis_stability(struct analysis *analysis, struct simulation *simulation)
{
    if (knows(analysis, simulation, PART_STABILITY))
        return &analysis->stability;
    const struct stability *curvature = analysis_curvature(analysis, simulation);
    if (!curvature)
        return NULL;
    analysis->stability = *curvature;
    stability_of(&analysis->stability, simulation);
    analysis->known |= PART_STABILITY;
    return &analysis->stability;
}

/* What there is at the point: the part of the verdict that the settings leave as it is, but for a
 * threshold that makes another slope a small one. */
static bool look(struct analysis *analysis, struct simulation *simulation,
                 const struct quadratic *here)
{
    bool small =
        simulation_now(simulation)->grad_norm <= simulation_criteria(simulation)->scale.small;
    if (knows(analysis, simulation, PART_PLACE) && analysis->small == small)
        return true;
    analysis->known &= ~(unsigned)PART_PLACE;
    analysis->small = small;
    verdict_look(&analysis->verdict, simulation, here, small);
    return remember(analysis, simulation, PART_PLACE);
}

const struct verdict *analysis_verdict(struct analysis *analysis, struct simulation *simulation)
{
    if (knows(analysis, simulation, PART_VERDICT))
        return &analysis->verdict;
    const struct quadratic *here = analysis_quadratic(analysis, simulation);
    if (!here || !look(analysis, simulation, here))
        return NULL;
    verdict_tell(&analysis->verdict, simulation);
    return remember(analysis, simulation, PART_VERDICT) ? &analysis->verdict : NULL;
}

const struct diagnosis *analysis_diagnosis(struct analysis *analysis, struct simulation *simulation,
                                           bool beside)
{
    if (knows(analysis, simulation, PART_DIAGNOSIS) && analysis->beside == beside)
        return &analysis->diagnosis;
    const struct trajectory *path = simulation_trajectory(simulation);
    const struct verdict *verdict = beside ? analysis_verdict(analysis, simulation) : NULL;
    bool has_rate = simulation_has_rate(simulation);
    if (beside && !verdict)
        return NULL;
    if (beside)
        diagnosis_beside(&analysis->diagnosis, path, verdict, has_rate);
    else
        diagnosis_of(&analysis->diagnosis, path, ENDING_RUNNING, has_rate);
    analysis->beside = beside;
    analysis->known |= PART_DIAGNOSIS;
    return &analysis->diagnosis;
}

static const double *score_by(struct analysis *analysis, struct simulation *simulation,
                              enum part part, double *score,
                              double (*of)(struct objective *objective, const double *x))
{
    if (knows(analysis, simulation, part))
        return score;
    *score = of(simulation_objective(simulation), simulation_now(simulation)->x);
    return remember(analysis, simulation, part) ? score : NULL;
}

const double *analysis_r2(struct analysis *analysis, struct simulation *simulation)
{
    return score_by(analysis, simulation, PART_R2, &analysis->r2, score_r2);
}

const double *analysis_accuracy(struct analysis *analysis, struct simulation *simulation)
{
    return score_by(analysis, simulation, PART_ACCURACY, &analysis->accuracy, score_accuracy);
}
