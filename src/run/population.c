#include "run/population.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "problem/objective.h"
#include "run/scenario.h"
#include "run/shape.h"
#include "run/stepper.h"
#include "run/watch.h"

enum { SLICE = 16 /* steps of a block on end */ };

/* A row that a step leaves elsewhere: register `from` of `linked` becomes input `to`. */
struct left {
    size_t from, to;
};

struct population {
    struct scenario scenario;
    struct objective *objective;
    struct stepper stepper;
    struct program linked; /* the rule's step, and the objective where it leads */
    /* Of WATCH_LANES runs at a time; the last two where the rule needs them. */
    struct evaluator step, gradient, probe, hessian;
    bool *uniform;     /* the instructions of `linked` whose result is the same for all runs */
    struct left *left; /* [lefts]; the first `early` of them are inputs themselves */
    size_t lefts, early;
    double *aside;                   /* [early * WATCH_LANES] */
    bool varies[RULE_MAX_HYPER + 1]; /* is a hyperparameter, the last: the rate, not that of all? */
    struct watch watch;

    size_t runs;
    size_t active; /* the runs in slots 0 to active - 1 have not ended */
    double *rows;  /* [runs] each, of the inputs of the rule's programs up to the probe */
    size_t *slot;  /* [runs]: of each run */
    size_t *ended; /* [runs - active] */

    /* The round that goes on: all active runs make `slice` steps, a block after the other. */
    long steps; /* that they had made before */
    long slice;
    size_t next; /* the first slot that has not made them */
    struct schedule_state schedule;
    struct rng noise, normal; /* after this round; and what was drawn for each step: */
    double drawn[SLICE][2][PARAMETERS_MAX];
};

/* A block of runs: `count` of them from slot `first` on. */
struct block {
    size_t first, count;
};

/* --- which can be --- */

bool population_takes(const struct scenario *scenario, struct error *error)
{
    if (scenario_learns(scenario))
        return error_set(error, "a population learns from no data");
    if (scenario->schedule.kind->watch)
        return error_set(error,
                         "a population has no schedule that watches the losses, as '%s' does",
                         scenario->schedule.kind->name);
    if (scenario->optimizer && scenario->optimizer->method)
        return error_set(error, "a population follows a rule, and %s is none",
                         scenario->optimizer->name);
    return true;
}

/* --- create --- */

static bool link_step(struct population *population)
{
    const struct rule *rule = population->stepper.rule;
    const struct formula *formula = population->objective->formula;
    bool curved = rule->probe_reads_hessian || rule->step_reads_hessian;
    return program_link(&population->linked, &rule->step, &formula->gradient) &&
           evaluator_init(&population->step, &population->linked, WATCH_LANES) &&
           evaluator_init(&population->gradient, &formula->gradient, WATCH_LANES) &&
           (!rule->probes || evaluator_init(&population->probe, &rule->probe, WATCH_LANES)) &&
           (!curved || evaluator_init(&population->hessian, &formula->hessian, WATCH_LANES));
}

static bool varies(const double *value, size_t count)
{
    for (size_t i = 1; value && i < count; i++)
        if (value[i] != value[0])
            return true;
    return false;
}

/* What all runs have in common: the step, most numbers by chance, and what is not varied. */
static bool find_uniform(struct population *population)
{
    const struct rule *rule = population->stepper.rule;
    bool *inputs = calloc(rule->step.inputs + 1, sizeof *inputs);
    population->uniform = calloc(population->linked.length + 1, sizeof *population->uniform);
    bool ok = inputs && population->uniform;
    if (ok) {
        size_t rate = rule_input_rate(rule), hyper = rule_input_hyper(rule);
        inputs[rate] = !population->varies[RULE_MAX_HYPER];
        inputs[rate + 1] = true;
        for (int i = 0; i < rule->hypers; i++)
            inputs[hyper + (size_t)i] = !population->varies[i];
        for (int i = 0; i < rule->n && rule->draws; i++)
            inputs[rule_input_normal(rule) + (size_t)i] = true;
        ok = program_uniform(&population->linked, inputs, population->uniform);
    }
    free(inputs);
    return ok;
}

/* Calls what it is given for each output of `linked` and the input that it becomes: output i of a
 * rule is input i, but that the gradients stand between points and memories. */
static void each_left(struct population *population,
                      void (*call)(struct population *population, size_t output, size_t input))
{
    const struct rule *rule = population->stepper.rule;
    size_t n = (size_t)rule->n, memory = n * (size_t)rule->states;
    for (size_t i = 0; i < n; i++) {
        call(population, i, i);
        call(population, n + memory + 1 + i, n + i);
    }
    for (size_t i = 0; i < memory; i++)
        call(population, n + i, 2 * n + i);
}

static void try_return(struct population *population, size_t output, size_t input)
{
    program_return(&population->linked, output, input);
}

static void add_left(struct population *population, bool early, size_t output, size_t to)
{
    size_t from = population->linked.output[output];
    if ((from < population->linked.inputs) == early && from != to)
        population->left[population->lefts++] = (struct left){from, to};
}

static void add_early(struct population *population, size_t output, size_t input)
{
    add_left(population, true, output, input);
}

static void add_late(struct population *population, size_t output, size_t input)
{
    add_left(population, false, output, input);
}

static bool list_left(struct population *population)
{
    const struct rule *rule = population->stepper.rule;
    size_t most = (size_t)rule->n * (2 + (size_t)rule->states);
    population->left = malloc(most * sizeof *population->left);
    population->aside = malloc(most * WATCH_LANES * sizeof *population->aside);
    if (!population->left || !population->aside)
        return false;
    each_left(population, try_return);
    each_left(population, add_early);
    population->early = population->lefts;
    each_left(population, add_late);
    return true;
}

static double *row_of(const struct population *population, size_t input, size_t slot)
{
    return population->rows + input * population->runs + slot;
}

static void copy_row(double *to, const double *from, size_t count)
{
    memcpy(to, from, count * sizeof *to);
}

static double *input_row(struct population *population, size_t input)
{
    return evaluator_input(&population->step, input);
}

static bool allocate(struct population *population, size_t runs)
{
    size_t rows = rule_input_probe(population->stepper.rule);
    population->runs = population->active = runs;
    population->rows = calloc(rows * runs + 1, sizeof *population->rows);
    population->slot = calloc(runs + 1, sizeof *population->slot);
    population->ended = calloc(runs + 1, sizeof *population->ended);
    return population->rows && population->slot && population->ended &&
           watch_init(&population->watch, &population->stepper, runs);
}

/* What the runs differ in, from the first on. */
static void take_runs(struct population *population, const struct population_runs *runs)
{
    const struct stepper *stepper = &population->stepper;
    const struct rule *rule = stepper->rule;
    size_t rate = rule_input_rate(rule), hyper = rule_input_hyper(rule);
    memcpy(population->rows, runs->start, (size_t)rule->n * runs->count * sizeof(double));
    for (size_t run = 0; run < runs->count; run++) {
        *row_of(population, rate, run) =
            rule->has_rate && runs->rate ? runs->rate[run] : stepper->rate;
        for (int i = 0; i < rule->hypers; i++)
            *row_of(population, hyper + (size_t)i, run) =
                runs->hyper[i] ? runs->hyper[i][run] : stepper->hyper[i];
    }
    population->varies[RULE_MAX_HYPER] = varies(row_of(population, rate, 0), runs->count);
    for (int i = 0; i < rule->hypers; i++)
        population->varies[i] = varies(row_of(population, hyper + (size_t)i, 0), runs->count);
}

static void remove_ended(struct population *population);

/* The runs of a block begin: their gradients, and what the criteria say of their starts. */
static void start_block(struct population *population, const struct block *block)
{
    struct evaluator *gradient = &population->gradient;
    size_t n = (size_t)population->stepper.n;
    double *loss = row_of(population, rule_input_rate(population->stepper.rule) + 2, block->first);
    for (size_t i = 0; i < n; i++)
        copy_row(evaluator_input(gradient, i), row_of(population, i, block->first), block->count);
    evaluator_run(gradient, block->count);
    copy_row(loss, evaluator_output(gradient, 0), block->count);
    for (size_t i = 0; i < n; i++)
        copy_row(row_of(population, n + i, block->first), evaluator_output(gradient, 1 + i),
                 block->count);
    watch_begin(&population->watch, &(struct watch_block){.first = block->first,
                                                          .count = block->count,
                                                          .width = population->runs,
                                                          .x = row_of(population, 0, block->first),
                                                          .g = row_of(population, n, block->first),
                                                          .loss = loss,
                                                          .before = loss});
}

static struct block block_at(const struct population *population, size_t first)
{
    size_t left = population->active - first;
    return (struct block){first, left < WATCH_LANES ? left : WATCH_LANES};
}

static void start_all(struct population *population)
{
    for (size_t run = 0; run < population->runs; run++)
        population->slot[run] = run;
    for (size_t first = 0; first < population->runs; first += WATCH_LANES) {
        const struct block block = block_at(population, first);
        start_block(population, &block);
    }
    remove_ended(population);
}

static bool begin(struct population *population, const struct scenario *scenario,
                  const struct population_runs *runs, struct error *error)
{
    if (!scenario_copy(&population->scenario, scenario))
        return error_memory(error);
    population->objective = scenario_objective(&population->scenario, error);
    if (!population->objective ||
        !stepper_init(&population->stepper, &population->scenario, population->objective, error))
        return false;
    if (!link_step(population) || !list_left(population) || !allocate(population, runs->count))
        return error_memory(error);
    take_runs(population, runs);
    if (!find_uniform(population))
        return error_memory(error);
    stepper_fill_hypers(&population->stepper, &population->step, &population->probe);
    schedule_start(&population->schedule);
    rng_seed(&population->noise, scenario->seed, RNG_NOISE);
    rng_seed(&population->normal, scenario->seed, RNG_RULE);
    start_all(population);
    return true;
}

struct population *population_create(const struct scenario *scenario,
                                     const struct population_runs *runs, struct error *error)
{
    if (!population_takes(scenario, error))
        return NULL;
    struct population *population = calloc(1, sizeof *population);
    if (!population) {
        error_memory(error);
        return NULL;
    }
    if (begin(population, scenario, runs, error))
        return population;
    population_free(population);
    return NULL;
}

void population_free(struct population *population)
{
    if (!population)
        return;
    evaluator_release(&population->gradient);
    evaluator_release(&population->hessian);
    evaluator_release(&population->probe);
    evaluator_release(&population->step);
    program_release(&population->linked);
    watch_release(&population->watch);
    stepper_release(&population->stepper);
    objective_free(population->objective);
    scenario_release(&population->scenario);
    free(population->uniform);
    free(population->left);
    free(population->aside);
    free(population->rows);
    free(population->slot);
    free(population->ended);
    free(population);
}

/* --- what a rule reads besides the gradient at theta --- */

/* The Hessians at the points that have been loaded, with l2 on their diagonals, for a rule's
 * program. */
static void take_hessian(struct population *population, double l2, struct evaluator *to,
                         size_t count)
{
    const struct rule *rule = population->stepper.rule;
    const struct formula *formula = population->objective->formula;
    size_t first = rule_input_hessian(rule);
    evaluator_run(&population->hessian, count);
    for (int i = 0; i < rule->n; i++)
        for (int j = i; j < rule->n; j++) {
            double *row = evaluator_input(to, first + formula_pair(rule->n, i, j));
            size_t from = formula_hessian_output(formula, i, j);
            copy_row(row, evaluator_output(&population->hessian, from), count);
            for (size_t k = 0; i == j && k < count; k++)
                row[k] += l2;
        }
}

/* Loads the points that are inputs of a program from number `from` on. */
static void load_hessian(struct population *population, size_t from, size_t count)
{
    for (size_t i = 0; i < (size_t)population->stepper.n; i++)
        copy_row(evaluator_input(&population->hessian, i), input_row(population, from + i), count);
}

/* One standard normal number a coordinate, the same for probe and step. */
static void give_normals(struct population *population, const double *normal, size_t count)
{
    const struct rule *rule = population->stepper.rule;
    size_t at = rule_input_normal(rule);
    for (int i = 0; i < rule->n; i++) {
        evaluator_fill(&population->step, at + (size_t)i, normal[i], count);
        if (rule->probes)
            evaluator_fill(&population->probe, at + (size_t)i, normal[i], count);
    }
}

/* The inputs of both programs are the same, up to the place of the probe. */
static void find_probe(struct population *population, size_t count)
{
    const struct rule *rule = population->stepper.rule;
    struct evaluator *probe = &population->probe;
    for (size_t i = 0; i < rule_input_probe(rule); i++)
        copy_row(evaluator_input(probe, i), input_row(population, i), count);
    if (rule->probe_reads_hessian) {
        load_hessian(population, 0, count);
        take_hessian(population, 0, probe, count);
    }
    evaluator_run(probe, count);
    for (size_t i = 0; i < (size_t)rule->n; i++) {
        const double *row = evaluator_output(probe, i);
        copy_row(evaluator_input(&population->gradient, i), row, count);
        copy_row(input_row(population, rule_input_probe(rule) + i), row, count);
    }
}

/* The derivatives of one run at its probe, as objective_hessian has them where the loss is not
 * finite. */
static void settle_run(struct population *population, double f, size_t run)
{
    const struct rule *rule = population->stepper.rule;
    double g[PARAMETERS_MAX], h[PARAMETERS_MAX * PARAMETERS_MAX] = {0};
    int n = rule->n;
    for (int i = 0; i < n; i++)
        g[i] = input_row(population, (size_t)(n + i))[run];
    objective_settle(f, g, h, n);
    for (int i = 0; i < n; i++)
        input_row(population, (size_t)(n + i))[run] = g[i];
    for (int i = 0; i < n && rule->step_reads_hessian; i++)
        for (int j = i; j < n; j++)
            if (isnan(h[i * n + j]))
                input_row(population, rule_input_hessian(rule) + formula_pair(n, i, j))[run] = NAN;
}

/* The gradient at the probe takes the place of that at theta. */
static void take_at_probe(struct population *population, size_t count)
{
    size_t n = (size_t)population->stepper.n;
    struct evaluator *gradient = &population->gradient;
    const double *f = evaluator_output(gradient, 0);
    evaluator_run(gradient, count);
    for (size_t i = 0; i < n; i++)
        copy_row(input_row(population, n + i), evaluator_output(gradient, 1 + i), count);
    for (size_t k = 0; k < count; k++)
        if (!isfinite(f[k]))
            settle_run(population, f[k], k);
}

/* As prepare_gradient of a single run. */
static void prepare(struct population *population, long j, size_t count)
{
    const struct stepper *stepper = &population->stepper;
    const struct rule *rule = stepper->rule;
    size_t at = rule->probes ? rule_input_probe(rule) : 0, n = (size_t)rule->n;
    if (rule->draws)
        give_normals(population, population->drawn[j][1], count);
    if (rule->probes)
        find_probe(population, count);
    if (rule->step_reads_hessian) {
        load_hessian(population, at, count);
        take_hessian(population, stepper->l2, &population->step, count);
    }
    if (rule->probes)
        take_at_probe(population, count);
    if (stepper->shapes)
        shape_rows(stepper, population->drawn[j][0], input_row(population, at),
                   input_row(population, n), WATCH_LANES, count);
}

/* --- a step of a block --- */

/* The rates and the number of step j of the round. Neighbours often have one rate. */
static void give_rates(struct population *population, long j, const struct block *block)
{
    const struct stepper *stepper = &population->stepper;
    size_t at = rule_input_rate(stepper->rule);
    const double *base = row_of(population, at, block->first);
    double *rate = input_row(population, at);
    long k = population->steps + j;
    evaluator_fill(&population->step, at + 1, (double)(k + 1), block->count);
    if (stepper->steady)
        return;
    for (size_t run = 0; run < block->count; run++)
        rate[run] = run > 0 && base[run] == base[run - 1]
                        ? rate[run - 1]
                        : schedule_rate(&stepper->schedule, &population->schedule, base[run], k);
}

/* The new points, memories and gradients become inputs. */
static void take_left(struct population *population, size_t count)
{
    const struct left *left = population->left;
    double *aside = population->aside;
    size_t early = population->early;
    for (size_t i = 0; i < early; i++)
        copy_row(aside + i * WATCH_LANES, input_row(population, left[i].from), count);
    for (size_t i = early; i < population->lefts; i++)
        copy_row(input_row(population, left[i].to), input_row(population, left[i].from), count);
    for (size_t i = 0; i < early; i++)
        copy_row(input_row(population, left[i].to), aside + i * WATCH_LANES, count);
}

/* Step j of the round. Returns how many runs have ended with it. */
static size_t step_block(struct population *population, long j, const struct block *block)
{
    const struct rule *rule = population->stepper.rule;
    size_t n = (size_t)rule->n, count = block->count;
    double aside[WATCH_LANES], *before = input_row(population, rule_input_rate(rule) + 2);
    const double *loss = evaluator_output(&population->step, n + n * (size_t)rule->states);
    give_rates(population, j, block);
    if (population->stepper.prepares)
        prepare(population, j, count);
    evaluator_run_uniform(&population->step, count, population->uniform);
    if (loss <
        input_row(population, population->linked.inputs)) { /* it is an input, soon another */
        copy_row(aside, loss, count);
        loss = aside;
    }
    take_left(population, count);
    const struct watch_block look = {.first = block->first,
                                     .count = count,
                                     .width = WATCH_LANES,
                                     .step = population->steps + j + 1,
                                     .x = input_row(population, 0),
                                     .g = input_row(population, n),
                                     .loss = loss,
                                     .before = before};
    size_t ended = watch_look(&population->watch, &look);
    copy_row(before, loss, count);
    return ended;
}

/* --- a round --- */

/* Loads the rows of a block, or stores what a step changes. */
static void load_block(struct population *population, const struct block *block)
{
    const struct rule *rule = population->stepper.rule;
    size_t hyper = rule_input_hyper(rule);
    for (size_t i = 0; i < rule_input_probe(rule); i++)
        if (i < hyper || population->varies[i - hyper])
            copy_row(input_row(population, i), row_of(population, i, block->first), block->count);
}

static void store_block(struct population *population, const struct block *block)
{
    size_t rate = rule_input_rate(population->stepper.rule);
    for (size_t i = 0; i < rate; i++)
        copy_row(row_of(population, i, block->first), input_row(population, i), block->count);
    copy_row(row_of(population, rate + 2, block->first), input_row(population, rate + 2),
             block->count);
}

/* Makes the round's steps of a block. Returns what that cost. */
static long run_block(struct population *population, const struct block *block)
{
    const struct stepper *stepper = &population->stepper;
    size_t alive = block->count;
    long made = 0;
    load_block(population, block);
    for (long j = 0; j < population->slice && alive > 0; j++) {
        made += (long)alive;
        alive -= step_block(population, j, block);
    }
    store_block(population, block);
    return sample_cost(&(struct sample){.evaluations = made * stepper_evaluations(stepper),
                                        .hessians = made * stepper_hessians(stepper)},
                       stepper->n);
}

static void begin_round(struct population *population, long steps)
{
    const struct stepper *stepper = &population->stepper;
    long left = population->watch.last - population->steps;
    population->slice = left < steps ? left : steps;
    population->next = 0;
    for (long j = 0; j < population->slice; j++)
        for (int i = 0; i < stepper->n; i++) {
            if (stepper->noise > 0)
                population->drawn[j][0][i] = rng_normal(&population->noise);
            if (stepper->rule->draws)
                population->drawn[j][1][i] = rng_normal(&population->normal);
        }
}

static void move(struct population *population, size_t to, size_t from)
{
    for (size_t i = 0; i < rule_input_probe(population->stepper.rule); i++)
        *row_of(population, i, to) = *row_of(population, i, from);
    watch_move(&population->watch, to, from);
    population->slot[population->watch.run[to]] = to;
}

/* The last runs take the places of those that have ended. */
static void remove_ended(struct population *population)
{
    struct watch *watch = &population->watch;
    for (size_t slot = 0; slot < population->active;) {
        if (!watch->gone[slot]) {
            slot++;
            continue;
        }
        population->ended[population->runs - population->active--] = watch->run[slot];
        if (slot < population->active)
            move(population, slot, population->active);
    }
}

static void end_round(struct population *population)
{
    population->steps += population->slice;
    population->slice = 0;
    if (population->watch.ended > population->runs - population->active)
        remove_ended(population);
}

long population_work(struct population *population)
{
    if (population->active == 0)
        return 0;
    if (population->slice == 0)
        begin_round(population, SLICE);
    const struct block block = block_at(population, population->next);
    long evaluations = run_block(population, &block);
    population->next += block.count;
    if (population->next == population->active)
        end_round(population);
    return evaluations;
}

/* Makes the rest of the round. */
static long finish_round(struct population *population)
{
    long evaluations = 0;
    while (population->slice > 0)
        evaluations += population_work(population);
    return evaluations;
}

long population_step(struct population *population, long steps)
{
    long evaluations = finish_round(population);
    while (steps > 0 && population->active > 0) {
        begin_round(population, steps < SLICE ? steps : SLICE);
        steps -= population->slice;
        evaluations += finish_round(population);
    }
    return evaluations;
}

/* --- what there is to see --- */

size_t population_left(const struct population *population)
{
    return population->active;
}

size_t population_ended(const struct population *population, const size_t **runs)
{
    *runs = population->ended;
    return population->runs - population->active;
}

double population_now(const struct population *population, size_t i, double *x)
{
    const struct watched *of = &population->watch.of[i];
    size_t slot = population->slot[i], n = (size_t)population->stepper.n;
    if (of->criterion >= 0) {
        memcpy(x, of->now.x, n * sizeof *x);
        return of->now.loss;
    }
    for (size_t k = 0; k < n; k++)
        x[k] = *row_of(population, k, slot);
    return *row_of(population, rule_input_rate(population->stepper.rule) + 2, slot);
}

const struct watched *population_end(const struct population *population, size_t i)
{
    return &population->watch.of[i];
}

struct objective *population_objective(const struct population *population)
{
    return population->objective;
}

const struct stepper *population_stepper(const struct population *population)
{
    return &population->stepper;
}
