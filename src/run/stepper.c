#include "run/stepper.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/linear.h"

static bool start_evaluators(struct stepper *stepper)
{
    const struct rule *rule = stepper->rule;
    if (rule->probes && !evaluator_init(&stepper->probe, &rule->probe, 1))
        return false;
    if (stepper->learns)
        return evaluator_init(&stepper->step, &rule->step, 1);
    stepper->linked = calloc(1, sizeof *stepper->linked);
    return stepper->linked &&
           program_link(stepper->linked, &rule->step, &stepper->objective->formula->gradient) &&
           evaluator_init(&stepper->step, stepper->linked, 1);
}

void stepper_fill_hypers(const struct stepper *stepper, struct evaluator *step,
                         struct evaluator *probe)
{
    size_t at = rule_input_hyper(stepper->rule);
    for (int i = 0; i < stepper->hypers; i++) {
        evaluator_fill(step, at + (size_t)i, stepper->hyper[i], step->width);
        if (stepper->rule->probes)
            evaluator_fill(probe, at + (size_t)i, stepper->hyper[i], probe->width);
    }
}

static bool start_rule(struct stepper *stepper, const char *text, const char *const *names,
                       struct error *error)
{
    stepper->rule = rule_compile(text, strlen(text), stepper->n, names, stepper->hypers, error);
    if (!stepper->rule)
        return error_in(error, "rule");
    if (!start_evaluators(stepper))
        return error_memory(error);
    stepper_fill_hypers(stepper, &stepper->step, &stepper->probe);
    const struct rule *rule = stepper->rule;
    stepper->prepares = stepper->shapes || rule->probes || rule->draws || rule->step_reads_hessian;
    if (!rule->has_rate)
        stepper->rate = NAN;
    return true;
}

/* A method compares values of one function: its gradient can be neither noisy nor cut, nor that of
 * some rows. */
static bool check_method(const struct stepper *stepper, const struct scenario *scenario,
                         struct error *error)
{
    const struct {
        const char *key;
        double value;
    } refused[] = {
        {"batch", (double)stepper->batches.size},
        {"noise", scenario->noise},
        {"clip", scenario->clip},
        {"clip-value", scenario->clip_value},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (refused[i].value > 0)
            return error_set(error, "%s compares losses and takes no %s: set %s to 0",
                             scenario->optimizer->name, refused[i].key, refused[i].key) ||
                   error_in(error, refused[i].key);
    return true;
}

bool stepper_init(struct stepper *stepper, const struct scenario *scenario,
                  struct objective *objective, struct error *error)
{
    const struct optimizer *optimizer = scenario->optimizer;
    const char *names[RULE_MAX_HYPER];
    *stepper = (struct stepper){
        .n = objective->n,
        .objective = objective,
        .learns = objective->learning,
        .method = optimizer ? optimizer->method : NULL,
        .schedule = scenario->schedule,
        .steady = schedule_is_constant(&scenario->schedule),
        .rate = scenario_rate(scenario),
        .clip = scenario->clip,
        .clip_value = scenario->clip_value,
        .shapes = scenario->clip > 0 || scenario->clip_value > 0 || scenario->noise > 0 ||
                  scenario->l2 > 0,
        .noise = scenario->noise,
        .l2 = scenario->l2,
    };
    stepper->hypers = scenario_hypers(scenario, names, stepper->hyper);
    scenario_criteria(scenario, &stepper->criteria);
    bool ok = batches_init(&stepper->batches, objective->learning, scenario->batch,
                           !scenario->no_shuffle, scenario->seed) ||
              error_memory(error);
    if (ok && stepper->method)
        ok = check_method(stepper, scenario, error) &&
             (!stepper->method->of_squares || objective_need_squares(objective, error) ||
              error_in(error, "optimizer"));
    else if (ok)
        ok = start_rule(stepper, optimizer ? optimizer->rule : scenario->rule, names, error);
    if (!ok)
        stepper_release(stepper);
    return ok;
}

void stepper_release(struct stepper *stepper)
{
    batches_release(&stepper->batches);
    evaluator_release(&stepper->step);
    evaluator_release(&stepper->probe);
    if (stepper->linked)
        program_release(stepper->linked);
    free(stepper->linked);
    rule_free(stepper->rule);
    *stepper = (struct stepper){0};
}

/* --- a step --- */

/* The plain sum of squares where it is safe, which it nearly always is. */
static inline double norm(const double *x, int n)
{
    double square = 0;
    for (int i = 0; i < n; i++)
        square += x[i] * x[i];
    return square > 1e-280 && square < 1e280 ? sqrt(square) : linear_norm(x, n);
}

double stepper_size(const double *x, int n)
{
    return norm(x, n);
}

static void note_best(struct run_state *state, int n)
{
    bool better =
        state->now.loss < state->best.loss || (isnan(state->best.loss) && !isnan(state->now.loss));
    if (better)
        sample_copy(&state->best, &state->now, n);
}

static double regularised_norm(const struct stepper *stepper, const double *x, const double *g)
{
    double all[PARAMETERS_MAX];
    for (int i = 0; i < stepper->n; i++)
        all[i] = g[i] + stepper->l2 * x[i];
    return norm(all, stepper->n);
}

double stepper_norm(const struct stepper *stepper, const double *x, const double *g)
{
    return stepper->l2 > 0 ? regularised_norm(stepper, x, g) : norm(g, stepper->n);
}

static inline void note_norm(const struct stepper *stepper, struct run_state *state)
{
    state->now.grad_norm = stepper->l2 > 0
                               ? regularised_norm(stepper, state->now.x, state->gradient)
                               : norm(state->gradient, stepper->n);
}

long stepper_hessians(const struct stepper *stepper)
{
    return stepper->rule->probe_reads_hessian + stepper->rule->step_reads_hessian;
}

long stepper_evaluations(const struct stepper *stepper)
{
    const struct rule *rule = stepper->rule;
    return 1 + rule->probe_reads_hessian + (rule->step_reads_hessian || rule->probes);
}

double stepper_rate(const struct stepper *stepper, const struct run_state *state)
{
    if (stepper->method)
        return state->now.lr;
    if (stepper->steady)
        return stepper->rate;
    return schedule_rate(&stepper->schedule, &state->schedule, stepper->rate, state->now.step);
}

void stepper_restart(const struct stepper *stepper, struct run_state *state, uint64_t seed)
{
    rng_seed(&state->noise, seed, RNG_NOISE);
    rng_seed(&state->normal, seed, RNG_RULE);
    schedule_start(&state->schedule);
    state->now.lr = 0;
    state->now.lr = stepper_rate(stepper, state);
    note_norm(stepper, state);
    state->best = state->kept = state->now;
    state->ended = criteria_start(&state->criteria, &stepper->criteria, &state->now, stepper->n);
}

void stepper_start(const struct stepper *stepper, struct run_state *state, const double *x,
                   uint64_t seed)
{
    memset(state, 0, sizeof *state);
    memcpy(state->now.x, x, (size_t)stepper->n * sizeof *x);
    state->now.loss = objective_gradient(stepper->objective, x, state->gradient);
    state->now.evaluations = 1;
    state->now.epoch = -1;
    if (stepper->learns) {
        state->now.epoch = 0;
        state->now.batch_loss = NAN;
        state->now.validation = objective_validation(stepper->objective, x);
    }
    stepper_restart(stepper, state, seed);
}

static double *gradient_input(const struct rule *rule, struct evaluator *evaluator)
{
    return evaluator_input(evaluator, (size_t)rule->n);
}

/* The inputs that both programs of a rule have; the gradient is that at theta. */
static inline void fill_inputs(const struct rule *rule, struct evaluator *evaluator,
                               const struct run_state *state, double lr)
{
    double *theta = evaluator_input(evaluator, 0), *g = gradient_input(rule, evaluator);
    double *memory = evaluator_input(evaluator, rule_input_state(rule));
    double *rate = evaluator_input(evaluator, rule_input_rate(rule));
    for (int i = 0; i < rule->n; i++) {
        theta[i] = state->now.x[i];
        g[i] = state->gradient[i];
    }
    for (int i = 0; i < rule->n * rule->states; i++)
        memory[i] = state->memory[i];
    rate[0] = lr;
    rate[1] = (double)(state->now.step + 1 - state->restarted);
    rate[2] = state->now.loss;
}

/* One standard normal number a coordinate, the same for probe and step. */
static void draw_normals(struct stepper *stepper, struct run_state *state)
{
    const struct rule *rule = stepper->rule;
    double *normal = evaluator_input(&stepper->step, rule_input_normal(rule));
    for (int i = 0; i < rule->n; i++)
        normal[i] = rng_normal(&state->normal);
    if (rule->probes)
        memcpy(evaluator_input(&stepper->probe, rule_input_normal(rule)), normal,
               (size_t)rule->n * sizeof *normal);
}

/* Takes the Hessian of the step's rows at `at` for a rule's program, with l2 on its diagonal; and
 * their gradient g[n], without. */
static void take_hessian(struct stepper *stepper, struct run_state *state, const double *at,
                         double l2, struct evaluator *program, double *g)
{
    double h[PARAMETERS_MAX * PARAMETERS_MAX];
    int n = stepper->n;
    double *to = evaluator_input(program, rule_input_hessian(stepper->rule));
    if (stepper->batches.size > 0)
        objective_batch_hessian(stepper->objective, &stepper->batches.rows, at, g, h);
    else
        objective_hessian(stepper->objective, at, g, h);
    for (int i = 0; i < n; i++) {
        h[i * n + i] += l2;
        for (int j = i; j < n; j++)
            to[formula_pair(n, i, j)] = h[i * n + j];
    }
    state->now.evaluations++;
    state->now.hessians++;
}

/* Takes the gradient g of the step's rows at `at`. */
static void take_plain(struct stepper *stepper, const double *at, double *g)
{
    if (stepper->batches.size > 0)
        objective_batch(stepper->objective, &stepper->batches.rows, at, g);
    else
        objective_gradient(stepper->objective, at, g);
}

void stepper_gradient(struct stepper *stepper, const double *at, double *g)
{
    struct run_state unused = {0};
    if (stepper->rule->step_reads_hessian)
        take_hessian(stepper, &unused, at, stepper->l2, &stepper->step, g);
    else
        take_plain(stepper, at, g);
}

/* Where the step's gradient is taken: evaluates the probe. */
static const double *find_probe(struct stepper *stepper, struct run_state *state, double lr)
{
    const struct rule *rule = stepper->rule;
    double *probe = evaluator_input(&stepper->step, rule_input_probe(rule));
    fill_inputs(rule, &stepper->probe, state, lr);
    if (rule->probe_reads_hessian)
        take_hessian(stepper, state, state->now.x, 0, &stepper->probe,
                     gradient_input(rule, &stepper->probe));
    evaluator_run(&stepper->probe, 1);
    evaluator_read(&stepper->probe, 0, probe, rule->n);
    return probe;
}

double stepper_clipping(const struct stepper *stepper, const double *g)
{
    double size = norm(g, stepper->n);
    return size > stepper->clip ? stepper->clip / (size + STEPPER_CLIP_EPSILON) : 1;
}

void stepper_shape(const struct stepper *stepper, struct rng *noise, const double *at, double *g,
                   int n)
{
    if (stepper->noise > 0)
        for (int i = 0; i < n; i++)
            g[i] += stepper->noise * rng_normal(noise);
    if (stepper->l2 > 0)
        for (int i = 0; i < n; i++)
            g[i] += stepper->l2 * at[i];
    if (stepper->clip_value > 0)
        for (int i = 0; i < n; i++)
            g[i] = isnan(g[i]) ? g[i] : fmax(-stepper->clip_value, fmin(g[i], stepper->clip_value));
    double part = stepper->clip > 0 ? stepper_clipping(stepper, g) : 1;
    for (int i = 0; i < n && part < 1; i++)
        g[i] *= part;
}

/* Makes of the gradient at theta the one that the rule is to see; takes what else it reads. Apart,
 * as most rules are content with the gradient. A Hessian comes with its gradient, so that no point
 * is paid for twice. */
static void prepare_gradient(struct stepper *stepper, struct run_state *state, double lr)
{
    const struct rule *rule = stepper->rule;
    double *g = gradient_input(rule, &stepper->step);
    const double *at = state->now.x;
    if (rule->draws)
        draw_normals(stepper, state);
    if (rule->probes)
        at = find_probe(stepper, state, lr);
    if (rule->step_reads_hessian)
        take_hessian(stepper, state, at, stepper->l2, &stepper->step, g);
    else if (rule->probes) {
        take_plain(stepper, at, g);
        state->now.evaluations++;
    }
    if (stepper->shapes)
        stepper_shape(stepper, &state->noise, at, g, rule->n);
}

/* Takes the next batch. What the step sees of the point is what these rows say: their loss and
 * gradient take the place of those of all rows until the step is made. */
static void begin_batch(struct stepper *stepper, struct run_state *state)
{
    struct batches *batches = &stepper->batches;
    struct sample *now = &state->now;
    if (state->batch_next == 0)
        state->shuffled = batches->shuffle;
    state->batch_next = batches_take(batches, now->epoch, state->shuffled, state->batch_next);
    if (batches->size > 0) {
        now->loss = objective_batch(stepper->objective, &batches->rows, now->x, state->gradient);
        now->evaluations++;
    }
    now->batch_loss = now->loss;
    now->epoch += state->batch_next == 0;
    state->paid += now->loss * (double)batches->rows.count;
    state->met += batches->rows.count;
}

/* The new point and the memory. */
static void read_point(const struct stepper *stepper, struct run_state *state)
{
    int n = stepper->rule->n;
    evaluator_read(&stepper->step, 0, state->now.x, n);
    evaluator_read(&stepper->step, (size_t)n, state->memory, n * stepper->rule->states);
}

/* The loss and the gradient there: of the linked program, or over the rows. */
static void read_loss(const struct stepper *stepper, struct run_state *state)
{
    int n = stepper->rule->n;
    size_t loss = (size_t)(n + n * stepper->rule->states);
    evaluator_read(&stepper->step, loss, &state->now.loss, 1);
    evaluator_read(&stepper->step, loss + 1, state->gradient, n);
    if (!isfinite(state->now.loss))
        objective_settle(state->now.loss, state->gradient, NULL, n);
}

static inline void step_by_rule(struct stepper *stepper, struct run_state *state, bool learns)
{
    double lr = stepper_rate(stepper, state);
    fill_inputs(stepper->rule, &stepper->step, state, lr);
    if (stepper->prepares)
        prepare_gradient(stepper, state, lr);
    evaluator_run(&stepper->step, 1);
    read_point(stepper, state);
    if (learns) {
        state->now.loss = objective_gradient(stepper->objective, state->now.x, state->gradient);
    } else {
        read_loss(stepper, state);
        stepper->objective->asked.gradients++;
    }
    note_norm(stepper, state);
    state->now.lr = lr;
    state->now.evaluations++;
}

/* Counts the steps in which the method stands still. A simplex may move for long and its best point
 * not. */
static void count_rest(const struct stepper *stepper, struct run_state *state, bool rests)
{
    struct criteria_state *seen = &state->criteria;
    bool moves_little = criteria_creeps(seen, &state->now, stepper->n);
    seen->creeps = !rests && moves_little && !stepper->method->of_values;
    seen->rests = rests || seen->creeps ? seen->rests + 1 : 0;
}

static void step_by_method(struct stepper *stepper, struct run_state *state)
{
    int n = stepper->n;
    double g[PARAMETERS_MAX];
    struct regularised function;
    regularised_init(&function, stepper->objective, stepper->l2, state->now.x, state->now.loss,
                     state->gradient);
    memcpy(g, state->gradient, (size_t)n * sizeof *g);
    struct method_step step = {
        .function = &function,
        .n = n,
        .hyper = stepper->hyper,
        .x = state->now.x,
        .f = state->now.loss + regularised_add(&function, state->now.x, g),
        .g = g,
        .memory = state->memory,
        .story = stepper->story,
    };
    stepper->method->step(&step);
    memcpy(state->now.x, step.to, (size_t)n * sizeof *step.to);
    state->now.lr = step.length;
    state->now.trials += step.trials;
    state->now.loss = regularised_plain(&function, step.to, state->gradient);
    state->now.evaluations += function.evaluations;
    state->now.hessians += function.hessians;
    note_norm(stepper, state);
    count_rest(stepper, state, step.rests);
}

/* Does it follow a rule, and the gradient as it is known at the point? */
static bool is_plain(const struct stepper *stepper)
{
    return stepper->rule && stepper->noise == 0 && stepper->batches.size == 0;
}

bool stepper_pull(const struct stepper *stepper, const struct run_state *state, double *to)
{
    double rate = stepper_rate(stepper, state), g[PARAMETERS_MAX];

    if (!is_plain(stepper))
        return false;
    memcpy(g, state->gradient, sizeof g);
    stepper_shape(stepper, NULL, state->now.x, g, stepper->n);
    for (int i = 0; i < stepper->n; i++)
        to[i] = state->now.x[i] - rate * g[i];
    return true;
}

bool stepper_foresee(const struct stepper *stepper, const struct run_state *state, double *to)
{
    const struct rule *rule = stepper->rule;
    struct evaluator step;

    if (!is_plain(stepper) || rule->probes || rule->draws || rule->step_reads_hessian ||
        !evaluator_init(&step, &rule->step, 1))
        return false;
    stepper_fill_hypers(stepper, &step, NULL);
    fill_inputs(rule, &step, state, stepper_rate(stepper, state));
    stepper_shape(stepper, NULL, state->now.x, gradient_input(rule, &step), rule->n);
    evaluator_run(&step, 1);
    evaluator_read(&step, 0, to, rule->n);
    evaluator_release(&step);
    return true;
}

static void forget_memory(struct run_state *state)
{
    memset(state->memory, 0, sizeof state->memory);
    state->restarted = state->now.step;
}

/* Goes back to the parameters that the validation loss liked best; the optimizer begins anew. */
static void restore_kept(struct stepper *stepper, struct run_state *state)
{
    struct sample *now = &state->now;
    memcpy(now->x, state->kept.x, sizeof now->x);
    now->loss = objective_gradient(stepper->objective, now->x, state->gradient);
    now->validation = state->kept.validation;
    now->evaluations++;
    note_norm(stepper, state);
    forget_memory(state);
}

/* At the least validation loss so far, and at the end of a run that validation ends. */
static void keep_or_restore(struct stepper *stepper, struct run_state *state, int fired)
{
    if (state->criteria.held_step == state->now.step)
        state->kept = state->now;
    if (fired == CRITERION_VALIDATION && state->ended < 0)
        restore_kept(stepper, state);
}

static inline void make_step(struct stepper *stepper, struct run_state *state, bool learns)
{
    if (stepper->method)
        step_by_method(stepper, state);
    else
        step_by_rule(stepper, state, learns);
}

/* Counts the step that was made and looks at where it led. */
static inline int look(struct stepper *stepper, struct run_state *state)
{
    state->now.step++;
    note_best(state, stepper->n);
    if (!stepper->steady)
        schedule_watch(&stepper->schedule, &state->schedule, stepper->rate, state->now.step,
                       state->now.loss);
    return criteria_look(&state->criteria, &stepper->criteria, &state->now, stepper->n);
}

static inline int end(struct run_state *state, int fired)
{
    if (state->ended < 0 || criterion_is_runaway(fired))
        state->ended = fired;
    return fired;
}

static int step_on_data(struct stepper *stepper, struct run_state *state)
{
    begin_batch(stepper, state);
    make_step(stepper, state, true);
    state->now.validation = objective_validation(stepper->objective, state->now.x);
    int fired = look(stepper, state);
    keep_or_restore(stepper, state, fired);
    return end(state, fired);
}

/* Apart, so that a step without data does not ask again and again. */
int stepper_step(struct stepper *stepper, struct run_state *state)
{
    if (stepper->learns)
        return step_on_data(stepper, state);
    make_step(stepper, state, false);
    return end(state, look(stepper, state));
}

size_t stepper_memory(const struct stepper *stepper)
{
    return stepper->rule ? (size_t)stepper->n * (size_t)stepper->rule->states : METHOD_MEMORY;
}

bool stepper_continues(const struct stepper *stepper, const struct stepper *before)
{
    if (stepper->method)
        return stepper->method == before->method && stepper->l2 == before->l2;
    return before->rule && strcmp(stepper->rule->text, before->rule->text) == 0;
}

void stepper_resume(const struct stepper *stepper, const struct criteria *before,
                    struct run_state *state, bool fresh)
{
    criteria_resume(&state->criteria, &stepper->criteria, before, &state->now, stepper->n);
    if (!criterion_is_runaway(state->ended))
        state->ended = -1;
    if (fresh)
        forget_memory(state);
}
