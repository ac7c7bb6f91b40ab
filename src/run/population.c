#include "run/population.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "problem/objective.h"
#include "run/scenario.h"
#include "run/stepper.h"

struct population {
    struct scenario scenario;
    struct objective *objective;
    struct stepper stepper;
    struct evaluator gradient, probe, step; /* PROGRAM_BLOCK runs at a time */
    struct evaluator hessian;               /* the same, where the rule reads it */
    bool *uniform; /* the instructions of the rule that are the same for all runs */
    struct schedule_state schedule;
    struct rng normal; /* as it is before the next step */
    size_t runs;
    long steps;
    double *x;      /* [n * runs] */
    double *memory; /* [states * n * runs] */
    double *loss;   /* [runs] */
};

/* --- create --- */

static bool check(const struct scenario *scenario, struct error *error)
{
    if (scenario->noise > 0)
        return error_set(error, "a population has no noise");
    if (scenario_learns(scenario))
        return error_set(error, "a population learns from no data");
    if (scenario->schedule.kind->watch)
        return error_set(error, "a population has one rate: '%s' makes one of each run's losses",
                         scenario->schedule.kind->name);
    if (scenario->optimizer && scenario->optimizer->method)
        return error_set(error, "a population follows a rule, and %s is none",
                         scenario->optimizer->name);
    return true;
}

static bool start_evaluators(struct population *population)
{
    const struct rule *rule = population->stepper.rule;
    const struct formula *formula = population->objective->formula;
    bool curved = rule->probe_reads_hessian || rule->step_reads_hessian;
    return evaluator_init(&population->gradient, &formula->gradient, PROGRAM_BLOCK) &&
           evaluator_init(&population->step, &rule->step, PROGRAM_BLOCK) &&
           (!rule->probes || evaluator_init(&population->probe, &rule->probe, PROGRAM_BLOCK)) &&
           (!curved || evaluator_init(&population->hessian, &formula->hessian, PROGRAM_BLOCK));
}

/* The rate, the step, the hyperparameters and the numbers by chance are the same for all runs. */
static bool find_uniform(struct population *population)
{
    const struct rule *rule = population->stepper.rule;
    bool *inputs = calloc(rule->step.inputs + 1, sizeof *inputs);
    population->uniform = calloc(rule->step.length + 1, sizeof *population->uniform);
    bool ok = inputs && population->uniform;
    if (ok) {
        size_t rate = rule_input_rate(rule), hyper = rule_input_hyper(rule);
        inputs[rate] = inputs[rate + 1] = true;
        for (int i = 0; i < rule->hypers; i++)
            inputs[hyper + (size_t)i] = true;
        for (int i = 0; i < rule->n && rule->draws; i++)
            inputs[rule_input_normal(rule) + (size_t)i] = true;
        ok = program_uniform(&rule->step, inputs, population->uniform);
    }
    free(inputs);
    return ok;
}

static bool allocate(struct population *population, const double *starts, size_t runs)
{
    size_t n = (size_t)population->objective->n;
    size_t states = (size_t)population->stepper.rule->states;
    population->runs = runs;
    population->x = malloc(n * runs * sizeof(double));
    population->memory = calloc(states * n * runs + 1, sizeof(double));
    population->loss = calloc(runs + 1, sizeof(double));
    if (!population->x || !population->memory || !population->loss)
        return false;
    memcpy(population->x, starts, n * runs * sizeof(double));
    return true;
}

static bool begin(struct population *population, const struct scenario *scenario,
                  const double *starts, size_t runs, struct error *error)
{
    if (!scenario_copy(&population->scenario, scenario))
        return error_memory(error);
    population->objective = scenario_objective(&population->scenario, error);
    if (!population->objective ||
        !stepper_init(&population->stepper, &population->scenario, population->objective, error))
        return false;
    if (!start_evaluators(population) || !find_uniform(population) ||
        !allocate(population, starts, runs))
        return error_memory(error);
    stepper_fill_hypers(&population->stepper, &population->step, &population->probe);
    schedule_start(&population->schedule);
    rng_seed(&population->normal, scenario->seed, RNG_RULE);
    population_step(population, 0); /* the losses at the starts */
    return true;
}

struct population *population_create(const struct scenario *scenario, const double *starts,
                                     size_t runs, struct error *error)
{
    if (!check(scenario, error))
        return NULL;
    struct population *population = calloc(1, sizeof *population);
    if (!population) {
        error_memory(error);
        return NULL;
    }
    if (begin(population, scenario, starts, runs, error))
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
    stepper_release(&population->stepper);
    objective_free(population->objective);
    scenario_release(&population->scenario);
    free(population->uniform);
    free(population->x);
    free(population->memory);
    free(population->loss);
    free(population);
}

/* --- a step --- */

/* A block of runs: `count` of them from number `first` on. */
struct block {
    size_t first, count;
};

static double *x_row(struct population *population, int i, const struct block *block)
{
    return population->x + (size_t)i * population->runs + block->first;
}

static double *memory_row(struct population *population, int i, const struct block *block)
{
    return population->memory + (size_t)i * population->runs + block->first;
}

static void copy_row(double *to, const double *from, const struct block *block)
{
    memcpy(to, from, block->count * sizeof *to);
}

static void load_points(struct population *population, struct evaluator *evaluator,
                        const struct block *block)
{
    for (int i = 0; i < population->objective->n; i++)
        copy_row(evaluator_input(evaluator, (size_t)i), x_row(population, i, block), block);
}

/* The inputs that both programs of a rule have, save the gradient. */
static void fill_inputs(struct population *population, struct evaluator *evaluator, double lr,
                        double t, const struct block *block)
{
    const struct rule *rule = population->stepper.rule;
    size_t memory = rule_input_state(rule), rate = rule_input_rate(rule);
    for (int i = 0; i < rule->n; i++)
        copy_row(evaluator_input(evaluator, (size_t)i), x_row(population, i, block), block);
    for (int i = 0; i < rule->n * rule->states; i++)
        copy_row(evaluator_input(evaluator, memory + (size_t)i), memory_row(population, i, block),
                 block);
    evaluator_fill(evaluator, rate, lr, PROGRAM_BLOCK);
    evaluator_fill(evaluator, rate + 1, t, PROGRAM_BLOCK);
    copy_row(evaluator_input(evaluator, rate + 2), population->loss + block->first, block);
}

/* The gradients, from the evaluator of the objective to that of a rule's program. */
static void hand_gradient(struct population *population, struct evaluator *to,
                          const struct block *block)
{
    size_t n = (size_t)population->stepper.rule->n;
    for (size_t i = 0; i < n; i++)
        copy_row(evaluator_input(to, n + i), evaluator_output(&population->gradient, 1 + i), block);
}

/* Evaluates the Hessians, with l2 on their diagonals, at the points that have been loaded. */
static void hand_hessian(struct population *population, double l2, struct evaluator *to,
                         const struct block *block)
{
    const struct rule *rule = population->stepper.rule;
    const struct formula *formula = population->objective->formula;
    size_t first = rule_input_hessian(rule);
    evaluator_run(&population->hessian, block->count);
    for (int i = 0; i < rule->n; i++)
        for (int j = i; j < rule->n; j++) {
            double *row = evaluator_input(to, first + formula_pair(rule->n, i, j));
            size_t from = formula_hessian_output(formula, i, j);
            copy_row(row, evaluator_output(&population->hessian, from), block);
            for (size_t run = 0; i == j && run < block->count; run++)
                row[run] += l2;
        }
}

/* One standard normal number a coordinate, the same for probe and step. */
static void draw_normals(struct population *population, struct rng *rng)
{
    const struct rule *rule = population->stepper.rule;
    for (int i = 0; i < rule->n; i++) {
        double normal = rng_normal(rng);
        evaluator_fill(&population->step, rule_input_normal(rule) + (size_t)i, normal,
                       PROGRAM_BLOCK);
        if (rule->probes)
            evaluator_fill(&population->probe, rule_input_normal(rule) + (size_t)i, normal,
                           PROGRAM_BLOCK);
    }
}

/* Evaluates the probe. */
static void run_probe(struct population *population, double lr, double t, const struct block *block)
{
    struct evaluator *probe = &population->probe;
    fill_inputs(population, probe, lr, t, block);
    hand_gradient(population, probe, block);
    if (population->stepper.rule->probe_reads_hessian) {
        load_points(population, &population->hessian, block);
        hand_hessian(population, 0, probe, block);
    }
    evaluator_run(probe, block->count);
}

/* Evaluates the probe, and the gradient there, where a Hessian is to be taken, too. */
static void take_at_probe(struct population *population, double lr, double t,
                          const struct block *block)
{
    const struct rule *rule = population->stepper.rule;
    run_probe(population, lr, t, block);
    for (int i = 0; i < rule->n; i++) {
        const double *row = evaluator_output(&population->probe, (size_t)i);
        copy_row(evaluator_input(&population->gradient, (size_t)i), row, block);
        copy_row(evaluator_input(&population->step, rule_input_probe(rule) + (size_t)i), row,
                 block);
        if (rule->step_reads_hessian)
            copy_row(evaluator_input(&population->hessian, (size_t)i), row, block);
    }
    evaluator_run(&population->gradient, block->count);
}

/* The gradient of one run, shaped as in a single run. */
static void shape_run(struct population *population, const struct rule *rule, size_t at, size_t run)
{
    double g[PARAMETERS_MAX], point[PARAMETERS_MAX];
    struct evaluator *step = &population->step;
    for (int i = 0; i < rule->n; i++) {
        g[i] = evaluator_input(step, (size_t)(rule->n + i))[run];
        point[i] = evaluator_input(step, at + (size_t)i)[run];
    }
    stepper_shape(&population->stepper, NULL, point, g, rule->n);
    for (int i = 0; i < rule->n; i++)
        evaluator_input(step, (size_t)(rule->n + i))[run] = g[i];
}

/* The derivatives of one run, as objective_hessian has them where the loss is not finite. */
static void settle_run(struct population *population, double f, size_t run)
{
    const struct rule *rule = population->stepper.rule;
    struct evaluator *step = &population->step;
    double g[PARAMETERS_MAX], h[PARAMETERS_MAX * PARAMETERS_MAX] = {0};
    int n = rule->n;
    for (int i = 0; i < n; i++)
        g[i] = evaluator_input(step, (size_t)(n + i))[run];
    objective_settle(f, g, h, n);
    for (int i = 0; i < n; i++)
        evaluator_input(step, (size_t)(n + i))[run] = g[i];
    for (int i = 0; i < n && rule->step_reads_hessian; i++)
        for (int j = i; j < n; j++)
            if (isnan(h[i * n + j]))
                evaluator_input(step, rule_input_hessian(rule) + formula_pair(n, i, j))[run] = NAN;
}

static void settle(struct population *population, const struct block *block)
{
    const double *f = evaluator_output(&population->gradient, 0);
    for (size_t run = 0; run < block->count; run++)
        if (!isfinite(f[run]))
            settle_run(population, f[run], run);
}

static void shape(struct population *population, const struct block *block)
{
    const struct stepper *stepper = &population->stepper;
    size_t at = stepper->rule->probes ? rule_input_probe(stepper->rule) : 0;
    if (stepper->shapes)
        for (size_t run = 0; run < block->count; run++)
            shape_run(population, stepper->rule, at, run);
}

static void store(struct population *population, const struct block *block)
{
    const struct rule *rule = population->stepper.rule;
    const struct evaluator *step = &population->step;
    for (int i = 0; i < rule->n; i++)
        copy_row(x_row(population, i, block), evaluator_output(step, (size_t)i), block);
    for (int i = 0; i < rule->n * rule->states; i++)
        copy_row(memory_row(population, i, block), evaluator_output(step, (size_t)(rule->n + i)),
                 block);
}

/* One step of a block, whose losses and gradients have been evaluated. */
static void step_block(struct population *population, long k, struct rng *normal,
                       const struct block *block)
{
    const struct stepper *stepper = &population->stepper;
    const struct rule *rule = stepper->rule;
    double lr = schedule_rate(&stepper->schedule, &population->schedule, stepper->rate, k);
    double t = (double)(k + 1);
    if (rule->draws)
        draw_normals(population, normal);
    if (rule->probes)
        take_at_probe(population, lr, t, block);
    else if (rule->step_reads_hessian)
        load_points(population, &population->hessian, block);
    fill_inputs(population, &population->step, lr, t, block);
    hand_gradient(population, &population->step, block);
    if (rule->step_reads_hessian)
        hand_hessian(population, stepper->l2, &population->step, block);
    settle(population, block);
    shape(population, block);
    evaluator_run_uniform(&population->step, block->count, population->uniform);
    store(population, block);
}

static void evaluate_block(struct population *population, const struct block *block)
{
    load_points(population, &population->gradient, block);
    evaluator_run(&population->gradient, block->count);
    copy_row(population->loss + block->first, evaluator_output(&population->gradient, 0), block);
}

/* The blocks are stepped one after the other: each sees the same numbers by chance. */
void population_step(struct population *population, long steps)
{
    size_t runs = population->runs;
    struct rng normal = population->normal;
    for (size_t first = 0; first < runs; first += PROGRAM_BLOCK) {
        size_t left = runs - first;
        struct block block = {first, left < PROGRAM_BLOCK ? left : PROGRAM_BLOCK};
        normal = population->normal;
        evaluate_block(population, &block);
        for (long k = 0; k < steps; k++) {
            step_block(population, population->steps + k, &normal, &block);
            evaluate_block(population, &block);
        }
    }
    population->normal = normal;
    population->steps += steps;
}

/* --- what there is to see --- */

long population_steps(const struct population *population)
{
    return population->steps;
}

const double *population_parameter(const struct population *population, int i)
{
    return population->x + (size_t)i * population->runs;
}

const double *population_loss(const struct population *population)
{
    return population->loss;
}
