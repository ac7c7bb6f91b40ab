#include "insight/explain.h"

#include <math.h>
#include <string.h>

#include "base/buffer.h"
#include "base/linear.h"
#include "base/number.h"
#include "formula/symbolic.h"
#include "method/schedule.h"
#include "problem/grid.h"
#include "run/simulation.h"
#include "run/stepper.h"

/* What a step is told from, before it and after it. */
struct told {
    struct simulation *simulation;
    const struct stepper *stepper; /* whose inputs are those of the step */
    const struct rule *rule;       /* NULL: a method */
    const char *const *name;       /* of the coordinates */
    int n;
    const struct sample *before, *after;
    struct buffer *out;
};

/* --- numbers --- */

/* With the digits that reading it back takes. Within an expression a negative one has parentheses, and
 * what is no number is written as what comes to it. */
static void write_number(const struct told *told, double number, bool within)
{
    bool loose = within && signbit(number) && !isnan(number);
    buffer_text(told->out, loose ? "(" : "");
    if (within && !isfinite(number))
        buffer_text(told->out, isnan(number) ? "(0/0)" : number > 0 ? "(1/0)" : "-1/0");
    else
        number_append(told->out, number);
    buffer_text(told->out, loose ? ")" : "");
}

/* A line a coordinate. */
static void write_vector(const struct told *told, const char *what, const double *value)
{
    buffer_format(told->out, "%s\n", what);
    for (int i = 0; i < told->n; i++) {
        buffer_format(told->out, "  %s  ", told->name[i]);
        write_number(told, value[i], false);
        buffer_text(told->out, "\n");
    }
}

static void write_value(const struct told *told, const char *what, double value)
{
    buffer_format(told->out, "%s ", what);
    write_number(told, value, false);
    buffer_text(told->out, "\n");
}

/* --- the gradient --- */

/* The rows of the data that the step's gradient is a mean over, by their numbers. */
static void write_rows(const struct told *told)
{
    enum { MOST = 20 };
    const struct mean_rows *rows = &told->stepper->batches.rows;
    buffer_format(told->out, "the mean over %zu rows of the data", rows->count);
    for (size_t i = 0; rows->order && i < rows->count && i < MOST; i++)
        buffer_format(told->out, "%s%lu", i ? ", " : ": ", (unsigned long)rows->order[i] + 1);
    buffer_text(told->out, rows->order && rows->count > MOST ? " and so on, of\n" : " of\n");
}

static bool write_formulas(const struct told *told)
{
    const struct objective *objective = simulation_objective(told->simulation);
    const struct formula *formula = objective->formula;
    const struct grid *grid = objective->grid;
    if (told->stepper->learns)
        write_rows(told);
    buffer_format(told->out, "f = %s\n", formula->text);
    if (grid) {
        buffer_text(told->out, "grid is ");
        grid_explain(grid, told->out);
        buffer_text(told->out, "\n");
    }
    return formula_symbolic(formula, false, told->out);
}

/* --- the rule --- */

static const double *inputs_of(const struct evaluator *evaluator, size_t first)
{
    return evaluator->registers + first * evaluator->width;
}

/* The piece of the rule's text with the numbers at coordinate i in the place of what it reads. */
static void write_with_numbers(const struct told *told, const struct rule_story *story,
                               const struct rule_statement *statement,
                               const struct evaluator *values, int i)
{
    const char *text = told->rule->text;
    size_t at = statement->at, end = statement->at + statement->length;
    for (size_t k = 0; k < statement->pieces; k++) {
        const struct rule_piece *piece = &story->piece[statement->first + k];
        buffer_add(told->out, text + at, piece->at - at);
        write_number(told, *evaluator_output(values, piece->output + (size_t)i), true);
        at = piece->at + piece->length;
    }
    buffer_add(told->out, text + at, end - at);
}

static void write_statement(const struct told *told, const struct rule_story *story,
                            const struct rule_statement *statement, const struct evaluator *values)
{
    const char *text = told->rule->text;
    buffer_format(told->out, "%.*s = %.*s\n", (int)statement->name_length, text + statement->name,
                  (int)statement->length, text + statement->at);
    for (int i = 0; i < told->n; i++) {
        buffer_format(told->out, "  %s  ", told->name[i]);
        write_with_numbers(told, story, statement, values, i);
        buffer_text(told->out, " = ");
        write_number(told, *evaluator_output(values, statement->output + (size_t)i), false);
        buffer_text(told->out, "\n");
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

static bool write_statements(const struct told *told)
{
    struct rule_story story;
    struct evaluator values = {0};
    bool ok = rule_tell(told->rule, &story) && evaluator_init(&values, &story.program, 1);
    for (size_t i = 0; ok && i < story.statements; i++) {
        bool probe = i == story.probe;
        run_story(&story, &values, probe ? &told->stepper->probe : &told->stepper->step);
        write_statement(told, &story, &story.statement[i], &values);
    }
    evaluator_release(&values);
    rule_story_release(&story);
    return ok;
}

/* What is done to the gradient before the rule sees it. */
static void write_shaping(const struct told *told)
{
    const struct stepper *stepper = told->stepper;
    const struct {
        const char *name;
        double value;
    } rows[] = {{"noise", stepper->noise},
                {"l2", stepper->l2},
                {"clip-value", stepper->clip_value},
                {"clip", stepper->clip}};
    char text[NUMBER_SIZE];
    const char *join = "";
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].value > 0) {
            buffer_format(told->out, "%s%s %s", join, rows[i].name,
                          number_short(text, rows[i].value, 6));
            join = ", ";
        }
}

/* The gradient that the rule saw, where it is not that at theta as it is. */
static void write_seen(const struct told *told)
{
    const struct stepper *stepper = told->stepper;
    size_t n = (size_t)told->n;
    if (told->rule->probes)
        write_vector(told, "probe: where the gradient is taken",
                     inputs_of(&stepper->step, rule_input_probe(told->rule)));
    bool drawn = stepper->batches.size > 0;
    if (!told->rule->probes && !stepper->shapes && !drawn)
        return;
    buffer_text(told->out, "g: the gradient");
    buffer_text(told->out, drawn ? " of these rows" : "");
    buffer_text(told->out, told->rule->probes ? " there" : "");
    buffer_text(told->out, stepper->shapes ? ", after " : "");
    write_shaping(told);
    write_vector(told, "", inputs_of(&stepper->step, n));
}

static bool write_rule(const struct told *told)
{
    const struct schedule *schedule = &told->stepper->schedule;
    write_seen(told);
    if (told->rule->has_rate) {
        write_value(told, "lr", told->after->lr);
        if (!schedule_is_constant(schedule))
            write_value(told, "  of the schedule, from", told->stepper->rate);
    }
    return write_statements(told);
}

/* --- what came of it --- */

static void write_outcome(const struct told *told)
{
    const struct sample *before = told->before, *after = told->after;
    const double *gradient = simulation_gradient(told->simulation);
    double promised = 0;
    for (int i = 0; i < told->n; i++)
        promised += gradient[i] * (after->x[i] - before->x[i]);
    write_value(told, "loss before", before->loss);
    write_value(told, "loss after", after->loss);
    write_value(told, "the slope promised a change of", promised);
    write_value(told, "the loss changes by", after->loss - before->loss);
}

static void write_method(const struct told *told)
{
    const struct sample *before = told->before, *after = told->after;
    write_vector(told, "the method's new point", after->x);
    write_value(told, "length of the step", after->lr);
    buffer_format(told->out, "%ld trial steps, %ld evaluations\n", after->trials - before->trials,
                  after->evaluations - before->evaluations);
}

bool explain_next(struct simulation *simulation, struct buffer *out)
{
    const struct scenario *scenario = simulation_scenario(simulation);
    struct run_state state;
    struct told told = {.simulation = simulation,
                        .stepper = simulation_rehearse(simulation, &state),
                        .name = (const char *const *)scenario->parameter,
                        .n = scenario->n,
                        .before = simulation_now(simulation),
                        .after = &state.now,
                        .out = out};
    told.rule = told.stepper->rule;
    buffer_format(out, "step %ld: %s\n", state.now.step, scenario_optimizer_name(scenario));
    bool ok = write_formulas(&told);
    write_vector(&told, "theta", told.before->x);
    write_vector(&told, "gradient", simulation_gradient(simulation));
    ok = ok && (!told.rule || write_rule(&told));
    if (!told.rule)
        write_method(&told);
    write_outcome(&told);
    return ok && !out->failed;
}
