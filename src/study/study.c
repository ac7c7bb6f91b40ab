#include "study/study.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "problem/interrupt.h"
#include "run/population.h"
#include "run/simulation.h"
#include "study/alike.h"

enum {
    PART_LEAST = 16,
    PART_MOST = 4096, /* runs that study_advance begins together: more and more */
    TOGETHER = 4,     /* so many runs are worth a population */
    STEPS = 64        /* of a run alone before evaluations are counted */
};

/* Runs that are made together. */
struct batch {
    struct population *population; /* NULL once all have ended */
    size_t *run;                   /* [runs], owned: which of the study each is */
    size_t read;                   /* so many of those that have ended are in `lane` */
};

/* One run: not begun, under way, or ended. */
struct lane {
    struct simulation *simulation; /* of a run alone, while it is under way */
    size_t batch,
        place;  /* of another: in which batch it is run number `place`, 1 being the first batch */
    long owed;  /* steps of study_step that it has not made */
    bool ended; /* then there is the rest: */
    bool ran_away;
    enum ending ending;
    double loss;
    long steps, evaluations;
};

struct study {
    const struct cases *cases;
    const size_t *order;
    size_t first, count;
    struct alike alike;
    size_t begun, ended; /* runs */
    size_t settled;      /* of study_advance: all runs before it have ended */
    long evaluations;
    bool behind;         /* steps of study_step are owed */
    struct lane *lane;   /* [count] */
    double *place;       /* [count * 2n]: where each has begun and ended */
    struct batch *batch; /* [batches]; those before `batch_next` have ended */
    size_t batches, batch_next;
    size_t *alone; /* [count]: the runs alone; those before `alone_next` have ended */
    size_t alones, alone_next;
};

/* --- create --- */

struct study *study_create(const struct cases *cases, size_t first, const size_t *order,
                           size_t count, struct error *error)
{
    struct study *study = calloc(1, sizeof *study);
    size_t n = (size_t)cases->base.n;
    if (!study) {
        error_memory(error);
        return NULL;
    }
    *study = (struct study){.cases = cases, .order = order, .first = first, .count = count};
    study->lane = calloc(count + 1, sizeof *study->lane);
    study->place = malloc((2 * count * n + 1) * sizeof *study->place);
    study->batch = malloc((count / TOGETHER + 1) * sizeof *study->batch);
    study->alone = malloc((count + 1) * sizeof *study->alone);
    if (alike_init(&study->alike, cases) && study->lane && study->place && study->batch &&
        study->alone)
        return study;
    error_memory(error);
    study_free(study);
    return NULL;
}

static void release_batch(struct batch *batch)
{
    population_free(batch->population);
    free(batch->run);
    *batch = (struct batch){0};
}

void study_free(struct study *study)
{
    if (!study)
        return;
    for (size_t i = 0; study->lane && i < study->count; i++)
        simulation_free(study->lane[i].simulation);
    for (size_t i = 0; i < study->batches; i++)
        release_batch(&study->batch[i]);
    alike_release(&study->alike);
    free(study->lane);
    free(study->place);
    free(study->batch);
    free(study->alone);
    free(study);
}

static size_t case_of(const struct study *study, size_t i)
{
    return study->order ? study->order[i] : study->first + i;
}

/* --- a run has ended --- */

static void take_outcome(struct study *study, size_t i, const struct outcome *outcome)
{
    size_t n = (size_t)study->cases->base.n;
    struct lane *lane = &study->lane[i];
    lane->ended = true;
    lane->ran_away = outcome->ran_away;
    lane->ending = outcome->ending;
    lane->loss = outcome->loss;
    lane->steps = outcome->steps;
    lane->evaluations = outcome->evaluations;
    memcpy(study->place + 2 * i * n, outcome->start, n * sizeof *outcome->start);
    memcpy(study->place + (2 * i + 1) * n, outcome->end, n * sizeof *outcome->end);
    study->ended++;
}

static void take_ended(struct study *study, struct batch *batch)
{
    const size_t *ended;
    size_t count = population_ended(batch->population, &ended);
    for (; batch->read < count; batch->read++) {
        struct outcome outcome;
        outcome_of_member(&outcome, batch->population, ended[batch->read]);
        take_outcome(study, batch->run[ended[batch->read]], &outcome);
    }
    if (population_left(batch->population) == 0)
        release_batch(batch);
}

/* --- runs alone --- */

static bool is_interrupted(const struct study *study)
{
    return interrupt_made(study->cases->base.interrupt);
}

static bool begin_alone(struct study *study, size_t i, struct error *error)
{
    struct scenario scenario;
    struct lane *lane = &study->lane[i];
    if (cases_scenario(study->cases, case_of(study, i), &scenario, error))
        lane->simulation = simulation_create(&scenario, error);
    scenario_release(&scenario);
    if (lane->simulation)
        study->evaluations += simulation_cost(lane->simulation);
    return lane->simulation;
}

/* Makes steps of run i, at most so many; what is interrupted is made the next time. */
static bool step_alone(struct study *study, size_t i, long steps, struct error *error)
{
    struct lane *lane = &study->lane[i];
    struct outcome outcome;
    if (is_interrupted(study))
        return true;
    if (!lane->simulation && !begin_alone(study, i, error))
        return false;
    struct simulation *simulation = lane->simulation;
    long before = simulation_cost(simulation), step = simulation_now(simulation)->step;
    int ended = simulation_run(simulation, steps);
    study->evaluations += simulation_cost(simulation) - before;
    if (ended < 0)
        return is_interrupted(study) || simulation_now(simulation)->step > step ||
               error_memory(error);
    outcome_read(&outcome, simulation);
    if (is_interrupted(study))
        return true;
    take_outcome(study, i, &outcome);
    simulation_free(simulation);
    lane->simulation = NULL;
    return true;
}

/* --- runs together --- */

/* What the runs of a batch differ in. */
struct columns {
    double *start, *rate, *hyper[RULE_MAX_HYPER]; /* NULL: nothing */
};

static void release_columns(struct columns *columns)
{
    free(columns->start);
    free(columns->rate);
    for (int i = 0; i < RULE_MAX_HYPER; i++)
        free(columns->hyper[i]);
}

static bool fill_starts(const struct study *study, const struct scenario *scenario,
                        const struct batch *batch, size_t count, double *start)
{
    double x[PARAMETERS_MAX];
    scenario_start(scenario, x);
    for (size_t j = 0; start && j < count; j++) {
        if (cases_have_starts(study->cases))
            cases_start(study->cases, case_of(study, batch->run[j]), x);
        for (int i = 0; i < scenario->n; i++)
            start[(size_t)i * count + j] = x[i];
    }
    return start;
}

/* The values of setting k. */
static bool fill_values(const struct study *study, size_t k, const struct batch *batch,
                        size_t count, double **column)
{
    const struct cases *cases = study->cases;
    double *value = *column ? *column : malloc(count * sizeof *value);
    *column = value;
    for (size_t j = 0; value && j < count; j++)
        value[j] = cases->vary[k].value[cases_value(cases, case_of(study, batch->run[j]), k)];
    return value;
}

static bool fill_columns(const struct study *study, const struct scenario *scenario,
                         const struct batch *batch, size_t count, struct columns *columns)
{
    const char *names[RULE_MAX_HYPER];
    double values[RULE_MAX_HYPER];
    int hypers = scenario_hypers(scenario, names, values);
    columns->start = malloc(count * (size_t)scenario->n * sizeof *columns->start);
    bool ok = fill_starts(study, scenario, batch, count, columns->start);
    for (size_t k = 0; ok && k < study->cases->varied; k++) {
        int hyper = alike_hyper(&study->alike, k, names, hypers);
        if (study->alike.role[k] == ALIKE_RATE)
            ok = fill_values(study, k, batch, count, &columns->rate);
        else if (hyper >= 0)
            ok = fill_values(study, k, batch, count, &columns->hyper[hyper]);
    }
    return ok;
}

static bool begin_population(const struct study *study, const struct scenario *scenario,
                             struct batch *batch, size_t count, struct error *error)
{
    struct columns columns = {0};
    bool ok = fill_columns(study, scenario, batch, count, &columns) || error_memory(error);
    if (ok) {
        struct population_runs runs = {
            .count = count, .start = columns.start, .rate = columns.rate};
        memcpy(runs.hyper, columns.hyper, sizeof runs.hyper);
        batch->population = population_create(scenario, &runs, error);
    }
    release_columns(&columns);
    return batch->population;
}

static void go_alone(struct study *study, const size_t *run, size_t count)
{
    for (size_t j = 0; j < count; j++)
        study->alone[study->alones++] = run[j];
}

static bool begin_batch(struct study *study, const struct scenario *scenario, const size_t *run,
                        size_t count, struct error *error)
{
    struct batch batch = {.run = malloc(count * sizeof *run)};
    if (!batch.run)
        return error_memory(error);
    memcpy(batch.run, run, count * sizeof *run);
    if (!begin_population(study, scenario, &batch, count, error)) {
        release_batch(&batch);
        return false;
    }
    study->batch[study->batches++] = batch;
    for (size_t j = 0; j < count; j++) {
        study->lane[run[j]].batch = study->batches;
        study->lane[run[j]].place = j;
    }
    study->evaluations += (long)count;
    take_ended(study, &study->batch[study->batches - 1]);
    return true;
}

/* Runs whose cases are alike: together if that is possible. */
static bool begin_alike(struct study *study, const size_t *run, size_t count, struct error *error)
{
    struct scenario scenario;
    bool ok = true;
    bool set =
        count >= TOGETHER && cases_scenario(study->cases, case_of(study, run[0]), &scenario, NULL);
    if (set && population_takes(&scenario, NULL))
        ok = begin_batch(study, &scenario, run, count, error);
    else
        go_alone(study, run, count);
    if (count >= TOGETHER)
        scenario_release(&scenario);
    return ok;
}

/* A run, and the number that it has in common with those that are alike. */
struct entry {
    size_t number, run;
};

static int by_number(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->number != y->number)
        return x->number < y->number ? -1 : 1;
    return (x->run > y->run) - (x->run < y->run);
}

static bool begin_sorted(struct study *study, const struct entry *entry, size_t *run, size_t count,
                         struct error *error)
{
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from; to < count && entry[to].number == entry[from].number; to++)
            run[to] = entry[to].run;
        if (!begin_alike(study, run + from, to - from, error))
            return false;
    }
    return true;
}

/* The next `count` runs begin. */
static bool begin_runs(struct study *study, size_t count, struct error *error)
{
    struct entry *entry = malloc(count * sizeof *entry);
    size_t *run = malloc(count * sizeof *run);
    bool ok = (entry && run) || error_memory(error);
    for (size_t j = 0; ok && j < count; j++) {
        size_t i = study->begun + j;
        entry[j] = (struct entry){alike_number(&study->alike, case_of(study, i)), i};
    }
    if (ok) {
        qsort(entry, count, sizeof *entry, by_number);
        study->begun += count;
        ok = begin_sorted(study, entry, run, count, error);
    }
    free(entry);
    free(run);
    return ok;
}

/* --- going on --- */

/* Where somebody wants an order, the first runs shall soon be seen to end. */
static bool begin_part(struct study *study, struct error *error)
{
    size_t left = study->count - study->begun, part = study->order ? study->begun : PART_MOST;
    part = part < PART_LEAST ? PART_LEAST : part > PART_MOST ? PART_MOST : part;
    return begin_runs(study, left < part ? left : part, error);
}

/* Does some of the work that was begun, a run alone `most` steps at most. Returns false, and leaves
 * *ok as it was, where there is none. */
static bool work(struct study *study, long most, bool *ok, struct error *error)
{
    while (study->batch_next < study->batches && !study->batch[study->batch_next].population)
        study->batch_next++;
    while (study->alone_next < study->alones && study->lane[study->alone[study->alone_next]].ended)
        study->alone_next++;
    if (study->batch_next < study->batches) {
        struct batch *batch = &study->batch[study->batch_next];
        study->evaluations += population_work(batch->population);
        take_ended(study, batch);
        return true;
    }
    if (study->alone_next == study->alones)
        return false;
    *ok = step_alone(study, study->alone[study->alone_next], most < STEPS ? most : STEPS, error);
    return true;
}

bool study_advance(struct study *study, long evaluations, struct error *error)
{
    long most = LONG_MAX - study->evaluations;
    long until = study->evaluations + (evaluations < most ? evaluations : most);
    bool ok = true;
    while (ok && study->ended < study->count && study->evaluations < until &&
           !is_interrupted(study))
        if (!work(study, until - study->evaluations, &ok, error))
            ok = begin_part(study, error);
    return ok;
}

static long step_of(const struct lane *lane)
{
    return lane->simulation ? simulation_now(lane->simulation)->step : 0;
}

/* Steps, or to say what came of it. */
static bool owes(const struct lane *lane)
{
    bool over = lane->simulation && simulation_ended(lane->simulation) >= 0;
    return !lane->ended && (lane->owed > 0 || over);
}

/* Does what run i owes, as far as nothing is interrupted. */
static bool pay_alone(struct study *study, size_t i, struct error *error)
{
    struct lane *lane = &study->lane[i];
    long before = step_of(lane);
    if (!owes(lane))
        return true;
    bool ok = step_alone(study, i, lane->owed, error);
    lane->owed -= lane->ended ? lane->owed : step_of(lane) - before;
    study->behind = study->behind || owes(lane);
    return ok;
}

static bool step_all_alone(struct study *study, long steps, struct error *error)
{
    bool ok = true;
    study->behind = false;
    for (size_t i = study->alone_next; ok && i < study->alones; i++) {
        study->lane[study->alone[i]].owed += steps;
        ok = pay_alone(study, study->alone[i], error);
    }
    return ok;
}

bool study_behind(const struct study *study)
{
    return study->behind;
}

bool study_step(struct study *study, long steps, struct error *error)
{
    bool ok = study->begun == study->count || begin_runs(study, study->count - study->begun, error);
    for (size_t i = study->batch_next; ok && i < study->batches; i++) {
        struct batch *batch = &study->batch[i];
        if (!batch->population)
            continue;
        study->evaluations += population_step(batch->population, steps);
        take_ended(study, batch);
    }
    return ok && step_all_alone(study, steps, error);
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
    const struct lane *lane = &study->lane[i];
    size_t n = (size_t)study->cases->base.n;
    if (!lane->ended)
        return false;
    *outcome = (struct outcome){.loss = lane->loss,
                                .steps = lane->steps,
                                .evaluations = lane->evaluations,
                                .ending = lane->ending,
                                .ran_away = lane->ran_away};
    memcpy(outcome->start, study->place + 2 * i * n, n * sizeof *outcome->start);
    memcpy(outcome->end, study->place + (2 * i + 1) * n, n * sizeof *outcome->end);
    return true;
}

bool study_now(const struct study *study, size_t i, double *x, double *loss)
{
    const struct lane *lane = &study->lane[i];
    size_t n = (size_t)study->cases->base.n;
    if (lane->ended) {
        memcpy(x, study->place + (2 * i + 1) * n, n * sizeof *x);
        *loss = lane->loss;
    } else if (lane->batch > 0) {
        *loss = population_now(study->batch[lane->batch - 1].population, lane->place, x);
    } else if (lane->simulation) {
        memcpy(x, simulation_now(lane->simulation)->x, n * sizeof *x);
        *loss = simulation_now(lane->simulation)->loss;
    } else {
        return false;
    }
    return true;
}
