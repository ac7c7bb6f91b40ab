/* A step of a rule: the gradient that it saw, and its statements. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "insight/explain_parts.h"
#include "method/schedule.h"
#include "run/simulation.h"

/* --- rows --- */

/* What each row of a small batch pulls at: minus its gradient. */
static void find_pulls(const struct telling *telling)
{
    struct explanation *told = telling->told;
    struct mean_rows rows = telling->stepper->batches.rows;
    const uint32_t *order = rows.order;
    size_t count = rows.count;
    told->pulls = order && count <= TOLD_PULLS ? (int)count : 0;
    for (int k = 0; k < told->pulls; k++) {
        rows.order = order + k;
        rows.count = 1;
        objective_batch(telling->stepper->objective, &rows, telling->before->now.x, told->pull[k]);
        for (int i = 0; i < told->n; i++)
            told->pull[k][i] = -told->pull[k][i];
    }
}

void explain_rows(const struct telling *telling)
{
    struct explanation *told = telling->told;
    const struct mean_rows *rows = &telling->stepper->batches.rows;
    char what[80];
    find_pulls(telling);
    explanation_text(told, "the rows of this step: %zu%s", rows->count,
                     rows->order ? ", drawn from the data" : ", which are all");
    for (int k = 0; k < told->pulls; k++) {
        snprintf(what, sizeof what, "row %lu pulls", (unsigned long)rows->order[k] + 1);
        explanation_vector(told, what, told->pull[k]);
    }
}

/* --- the gradient --- */

/* Adds the cell that is worked out as the text says, which is released. */
static void add_cell(struct explanation *told, struct buffer *worked, double value)
{
    told->failed = told->failed || worked->failed;
    explanation_cell(told, buffer_string(worked), value);
    buffer_release(worked);
}

static void add_term(const struct explanation *told, struct buffer *out, const char *before,
                     double number)
{
    buffer_text(out, before);
    explanation_number(told, out, number, true);
}

void explain_added(const struct telling *telling, const double *at, double *g)
{
    const struct stepper *stepper = telling->stepper;
    struct explanation *told = telling->told;
    struct rng noise = telling->before->noise;
    bool noisy = stepper->noise > 0, decays = stepper->l2 > 0;
    char what[64];
    snprintf(what, sizeof what, "g = gradient%s%s", noisy ? " + noise" : "",
             decays ? " + l2*theta" : "");
    explanation_add(told, TOLD_WORKED, what, strlen(what));
    for (int i = 0; i < told->n; i++) {
        struct buffer worked = {0};
        double drawn = noisy ? stepper->noise * rng_normal(&noise) : 0;
        add_term(told, &worked, "", g[i]);
        if (noisy)
            add_term(told, &worked, " + ", drawn);
        if (decays)
            add_term(told, &worked, " + ", stepper->l2);
        if (decays)
            add_term(told, &worked, "*", at[i]);
        g[i] = noisy ? g[i] + drawn : g[i];
        g[i] = decays ? g[i] + stepper->l2 * at[i] : g[i];
        add_cell(told, &worked, g[i]);
    }
}

/* Each coordinate within clip-value. */
static void tell_clipped_values(const struct telling *telling, double *g)
{
    const struct stepper *stepper = telling->stepper;
    struct explanation *told = telling->told;
    static const char what[] = "g, cut to clip-value";
    explanation_add(told, TOLD_WORKED, what, strlen(what));
    for (int i = 0; i < told->n; i++) {
        struct buffer worked = {0};
        add_term(told, &worked, "max(-", stepper->clip_value);
        add_term(told, &worked, ", min(", g[i]);
        add_term(told, &worked, ", ", stepper->clip_value);
        buffer_text(&worked, "))");
        g[i] = isnan(g[i]) ? g[i] : fmax(-stepper->clip_value, fmin(g[i], stepper->clip_value));
        add_cell(told, &worked, g[i]);
    }
}

/* The whole no longer than clip; *seen is what the rule saw. */
static void tell_clipped(const struct telling *telling, const double *g, const double *seen)
{
    struct explanation *told = telling->told;
    double size = stepper_size(g, told->n), clip = telling->stepper->clip;
    static const char what[] = "g, shortened to clip";
    explanation_value(told, "the norm of g:", size);
    if (!(size > clip)) {
        explanation_text(told, "  not above clip, which leaves it alone");
        return;
    }
    explanation_add(told, TOLD_WORKED, what, strlen(what));
    for (int i = 0; i < told->n; i++) {
        struct buffer worked = {0};
        add_term(told, &worked, "", g[i]);
        add_term(told, &worked, "*(", clip);
        add_term(told, &worked, "/(", size);
        add_term(told, &worked, " + ", STEPPER_CLIP_EPSILON);
        buffer_text(&worked, "))");
        add_cell(told, &worked, seen[i]);
    }
}

void explain_gradient(const struct telling *telling)
{
    struct stepper *stepper = telling->stepper;
    struct explanation *told = telling->told;
    const struct rule *rule = stepper->rule;
    const double *at = told->at, *seen = telling_inputs(&stepper->step, (size_t)told->n);
    bool drawn = stepper->batches.size > 0;
    double g[PARAMETERS_MAX] = {0};
    if (rule->probes) {
        at = telling_inputs(&stepper->step, rule_input_probe(rule));
        explanation_vector(told, "probe: where the gradient is taken", at);
    }
    stepper_gradient(stepper, at, g);
    if (drawn || rule->probes)
        explanation_vector(told, drawn ? "gradient of these rows" : "gradient there", g);
    if (stepper->noise > 0 || stepper->l2 > 0)
        explain_added(telling, at, g);
    if (stepper->clip_value > 0)
        tell_clipped_values(telling, g);
    if (stepper->clip > 0)
        tell_clipped(telling, g, seen);
}

/* --- the statements --- */

/* The piece of the rule's text with the numbers at coordinate i in the place of what it reads. */
static void write_with_numbers(const struct telling *telling, struct buffer *out,
                               const struct rule_story *story,
                               const struct rule_statement *statement,
                               const struct evaluator *values, int i)
{
    const char *text = telling->stepper->rule->text;
    size_t at = statement->at, end = statement->at + statement->length;
    for (size_t k = 0; k < statement->pieces; k++) {
        const struct rule_piece *piece = &story->piece[statement->first + k];
        buffer_add(out, text + at, piece->at - at);
        explanation_number(telling->told, out, *evaluator_output(values, piece->output + (size_t)i),
                           true);
        at = piece->at + piece->length;
    }
    buffer_add(out, text + at, end - at);
}

static void tell_statement(const struct telling *telling, const struct rule_story *story,
                           const struct rule_statement *statement, const struct evaluator *values)
{
    const char *text = telling->stepper->rule->text;
    struct explanation *told = telling->told;
    struct buffer what = {0};
    buffer_add(&what, text + statement->name, statement->name_length);
    buffer_text(&what, " = ");
    buffer_add(&what, text + statement->at, statement->length);
    told->failed = told->failed || what.failed;
    explanation_add(told, TOLD_WORKED, buffer_string(&what), what.size);
    buffer_release(&what);
    for (int i = 0; i < told->n; i++) {
        struct buffer worked = {0};
        write_with_numbers(telling, &worked, story, statement, values, i);
        add_cell(told, &worked, *evaluator_output(values, statement->output + (size_t)i));
    }
}

/* Runs the story with the inputs that one of the rule's own programs has just had. */
static void run_story(const struct rule_story *story, struct evaluator *values,
                      const struct evaluator *as)
{
    size_t count = story->program.inputs;
    count = as->program->inputs < count ? as->program->inputs : count;
    memcpy(values->registers, as->registers, count * sizeof *values->registers);
    evaluator_run(values, 1);
}

static bool tell_statements(const struct telling *telling)
{
    const struct stepper *stepper = telling->stepper;
    struct rule_story story;
    struct evaluator values = {0};
    bool ok = rule_tell(stepper->rule, &story) && evaluator_init(&values, &story.program, 1);
    for (size_t i = 0; ok && i < story.statements; i++) {
        run_story(&story, &values, i == story.probe ? &stepper->probe : &stepper->step);
        tell_statement(telling, &story, &story.statement[i], &values);
    }
    evaluator_release(&values);
    rule_story_release(&story);
    return ok;
}

/* The schedule that gives the rate, and how. */
static void tell_schedule(const struct telling *telling)
{
    const struct schedule *schedule = &telling->stepper->schedule;
    struct buffer text = {0};
    if (schedule_is_constant(schedule))
        return;
    buffer_text(&text, "schedule ");
    schedule_spec(schedule, &text);
    buffer_format(&text, ", k = %ld, rate = ", telling->before->now.step);
    explanation_number(telling->told, &text, telling->stepper->rate, false);
    if (schedule->kind->formula)
        buffer_format(&text, ": lr = %s", schedule->kind->formula);
    telling->told->failed = telling->told->failed || text.failed;
    explanation_add(telling->told, TOLD_TEXT, buffer_string(&text), text.size);
    buffer_release(&text);
}

bool explain_rule(const struct telling *telling)
{
    if (telling->stepper->rule->has_rate) {
        explanation_value(telling->told, "lr", telling->after->now.lr);
        tell_schedule(telling);
    }
    return tell_statements(telling);
}
