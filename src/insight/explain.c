#include "insight/explain.h"

#include <math.h>
#include <string.h>

#include "formula/symbolic.h"
#include "insight/explain_parts.h"
#include "problem/grid.h"
#include "run/simulation.h"

/* --- the gradient as a formula --- */

/* Each line of the text. */
static void add_lines(struct explanation *told, const char *text)
{
    for (const char *line = text; *line;) {
        size_t length = strcspn(line, "\n");
        explanation_add(told, TOLD_TEXT, line, length);
        line += length + (line[length] == '\n');
    }
}

static bool tell_formulas(const struct telling *telling)
{
    const struct objective *objective = simulation_objective(telling->simulation);
    const struct formula *formula = objective->formula;
    struct buffer text = {0};
    buffer_format(&text, strchr(formula->text, ';') ? "f: %s\n" : "f = %s\n", formula->text);
    if (objective->grid) {
        buffer_text(&text, "grid is ");
        grid_explain(objective->grid, &text);
        buffer_text(&text, "\n");
    }
    bool ok = formula_symbolic(formula, false, &text);
    if (ok)
        add_lines(telling->told, buffer_string(&text));
    buffer_release(&text);
    return ok;
}

/* --- what it comes to --- */

/* Where the rule would lead if the gradient were 0. */
static bool find_rest(const struct telling *telling, double *rest)
{
    const struct rule *rule = telling->stepper->rule;
    struct evaluator step = {0};
    bool ok = evaluator_init(&step, &rule->step, 1);
    if (ok) {
        memcpy(step.registers, telling->stepper->step.registers,
               rule->step.inputs * sizeof *step.registers);
        memset(evaluator_input(&step, (size_t)rule->n), 0, (size_t)rule->n * sizeof(double));
        evaluator_run(&step, 1);
        evaluator_read(&step, 0, rest, rule->n);
    }
    evaluator_release(&step);
    return ok;
}

/* Is there a part of the way that is not the gradient's, and one that is? */
static bool is_parted(const struct explanation *told)
{
    size_t size = (size_t)told->n * sizeof *told->rest;
    bool finite = true;
    for (int i = 0; i < told->n; i++)
        finite = finite && isfinite(told->rest[i]) && isfinite(told->to[i]);
    return finite && memcmp(told->rest, told->at, size) != 0 &&
           memcmp(told->rest, told->to, size) != 0;
}

static bool find_parts(const struct telling *telling)
{
    struct explanation *told = telling->told;
    const struct rule *rule = telling->stepper->rule;
    if (!rule)
        return true;
    bool ok = find_rest(telling, told->rest);
    told->parted = ok && is_parted(told);
    told->rest_name = rule->states > 0 && !rule->draws ? "memory" : "the rest";
    return ok;
}

static void tell_difference(struct explanation *told, const char *what, const double *to,
                            const double *from)
{
    double part[PARAMETERS_MAX];
    for (int i = 0; i < told->n; i++)
        part[i] = to[i] - from[i];
    explanation_vector(told, what, part);
    explanation_head(told);
}

static void tell_parts(struct explanation *told)
{
    if (told->parted) {
        tell_difference(told, "of the step, if the gradient were 0", told->rest, told->at);
        tell_difference(told, "of the step, what the gradient adds", told->to, told->rest);
    }
    tell_difference(told, "the step", told->to, told->at);
}

static void tell_head(struct explanation *told, const char *what, double value)
{
    explanation_value(told, what, value);
    explanation_head(told);
}

static void tell_outcome(struct explanation *told)
{
    tell_head(told, "loss before", told->before);
    tell_head(told, "loss after", told->after);
    tell_head(told, "the slope promised a change of", told->promised);
    tell_head(told, "the loss changes by", told->after - told->before);
}

/* --- the whole --- */

static void find_ends(const struct telling *telling)
{
    struct explanation *told = telling->told;
    const double *gradient = telling->before->gradient;
    size_t size = (size_t)told->n * sizeof *told->at;
    told->step = telling->after->now.step;
    memcpy(told->at, telling->before->now.x, size);
    memcpy(told->to, telling->after->now.x, size);
    told->before = telling->before->now.loss;
    told->lost = !isfinite(told->before);
    told->after = telling->after->now.loss;
    told->promised = 0;
    for (int i = 0; i < told->n; i++)
        told->promised += gradient[i] * (told->to[i] - told->at[i]);
}

static void tell_where(const struct telling *telling)
{
    struct explanation *told = telling->told;
    explanation_vector(told, "theta", told->at);
    explanation_head(told);
    explanation_vector(told, "gradient", telling->before->gradient);
}

/* Of few coordinates the formulas come first, of many last: they fill pages. */
static bool tell_all(const struct telling *telling)
{
    enum { FEW = 3 };
    bool few = telling->told->n <= FEW, ok = true;
    if (few)
        ok = tell_formulas(telling);
    if (telling->told->lost) {
        explanation_text(telling->told, "here f has no finite value, so there is neither slope nor "
                                        "step: choose another start");
        return ok && (few || tell_formulas(telling));
    }
    tell_where(telling);
    if (telling->stepper->learns)
        explain_rows(telling);
    if (telling->stepper->rule) {
        explain_gradient(telling);
        ok = ok && explain_rule(telling);
    } else {
        explain_method(telling);
    }
    tell_parts(telling->told);
    tell_outcome(telling->told);
    return ok && (few || tell_formulas(telling));
}

bool explain_next(struct simulation *simulation, int digits, struct explanation *told)
{
    const struct scenario *scenario = simulation_scenario(simulation);
    struct run_state after;
    const struct telling telling = {
        .told = told,
        .simulation = simulation,
        .stepper = simulation_rehearse(simulation, &after, &told->story),
        .before = simulation_state(simulation),
        .after = &after,
    };
    explanation_begin(told, scenario->n, (const char *const *)scenario->parameter, digits);
    find_ends(&telling);
    bool ok = find_parts(&telling);
    explanation_text(told, "step %ld: %s", told->step, scenario_optimizer_name(scenario));
    explanation_head(told);
    return tell_all(&telling) && ok && !told->failed;
}
