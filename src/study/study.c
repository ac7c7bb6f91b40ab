#include "study/study.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "run/simulation.h"

/* One run: not begun, under way, or ended. */
struct lane {
    struct simulation *simulation; /* while it is under way */
    struct outcome *outcome;       /* owned, once it has ended */
};

struct study {
    const struct cases *cases;
    const size_t *order;
    size_t first, count;
    size_t next; /* of study_advance: all runs before it have ended */
    size_t ended;
    long evaluations;
    struct lane *lane; /* [count] */
};

struct study *study_create(const struct cases *cases, size_t first, const size_t *order,
                           size_t count, struct error *error)
{
    struct study *study = calloc(1, sizeof *study);
    if (!study) {
        error_memory(error);
        return NULL;
    }
    *study = (struct study){.cases = cases, .order = order, .first = first, .count = count};
    study->lane = calloc(count + 1, sizeof *study->lane);
    if (study->lane)
        return study;
    error_memory(error);
    study_free(study);
    return NULL;
}

void study_free(struct study *study)
{
    if (!study)
        return;
    for (size_t i = 0; study->lane && i < study->count; i++) {
        simulation_free(study->lane[i].simulation);
        free(study->lane[i].outcome);
    }
    free(study->lane);
    free(study);
}

/* --- a run --- */

static bool begin(struct study *study, size_t i, struct error *error)
{
    struct scenario scenario;
    struct lane *lane = &study->lane[i];
    size_t number = study->order ? study->order[i] : study->first + i;
    if (lane->simulation)
        return true;
    if (cases_scenario(study->cases, number, &scenario, error))
        lane->simulation = simulation_create(&scenario, error);
    scenario_release(&scenario);
    if (lane->simulation)
        study->evaluations += simulation_evaluations(lane->simulation);
    return lane->simulation != NULL;
}

static bool end(struct study *study, size_t i, struct error *error)
{
    struct lane *lane = &study->lane[i];
    lane->outcome = malloc(sizeof *lane->outcome);
    if (!lane->outcome)
        return error_memory(error);
    outcome_read(lane->outcome, lane->simulation);
    simulation_free(lane->simulation);
    lane->simulation = NULL;
    study->ended++;
    return true;
}

/* Makes steps of run i, at most so many; it has begun and ends where it has to. */
static bool step(struct study *study, size_t i, long steps, struct error *error)
{
    struct simulation *simulation = study->lane[i].simulation;
    long before = simulation_evaluations(simulation), step = simulation_now(simulation)->step;
    int ended = simulation_run(simulation, steps);
    study->evaluations += simulation_evaluations(simulation) - before;
    if (ended >= 0)
        return end(study, i, error);
    return simulation_now(simulation)->step > step || error_memory(error);
}

/* --- all of them --- */

bool study_advance(struct study *study, long evaluations, struct error *error)
{
    enum { STEPS = 64 /* made before the evaluations are counted */ };
    long until = study->evaluations + evaluations;
    while (study->next < study->count && study->evaluations < until) {
        size_t i = study->next;
        if (!study->lane[i].outcome && !(begin(study, i, error) && step(study, i, STEPS, error)))
            return false;
        if (study->lane[i].outcome)
            study->next++;
    }
    return true;
}

bool study_step(struct study *study, long steps, struct error *error)
{
    for (size_t i = 0; i < study->count; i++)
        if (!study->lane[i].outcome && !(begin(study, i, error) && step(study, i, steps, error)))
            return false;
    return true;
}

/* --- what there is to see --- */

size_t study_count(const struct study *study)
{
    return study->count;
}

size_t study_ended(const struct study *study)
{
    return study->ended;
}

long study_evaluations(const struct study *study)
{
    return study->evaluations;
}

bool study_outcome(const struct study *study, size_t i, struct outcome *outcome)
{
    if (!study->lane[i].outcome)
        return false;
    *outcome = *study->lane[i].outcome;
    return true;
}

bool study_now(const struct study *study, size_t i, double *x, double *loss)
{
    const struct lane *lane = &study->lane[i];
    size_t size = (size_t)study->cases->base.n * sizeof *x;
    if (!lane->outcome && !lane->simulation)
        return false;
    memcpy(x, lane->outcome ? lane->outcome->end : simulation_now(lane->simulation)->x, size);
    *loss = lane->outcome ? lane->outcome->loss : simulation_now(lane->simulation)->loss;
    return true;
}
