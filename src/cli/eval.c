/* `eval`: value, gradient, Hessian and eigenvalues at a point. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/subcommand.h"
#include "formula/symbolic.h"
#include "insight/quadratic.h"
#include "problem/grid.h"
#include "problem/kink.h"
#include "problem/objective.h"
#include "run/simulation.h"

struct evaluation {
    const struct objective *objective;
    int n;
    double x[PARAMETERS_MAX];
    struct quadratic at; /* of f alone, without l2 */
    char remark[200];    /* on what the derivatives are not; empty: they are what they say */
};

/* f,gx,gy,hxx,hxy,hyy and the numbers below. */
static void show_csv(const struct evaluation *e, struct buffer *out)
{
    char *const *name = e->objective->parameter;
    buffer_text(out, "f");
    for (int i = 0; i < e->n; i++)
        buffer_format(out, ",g%s", name[i]);
    for (int i = 0; i < e->n; i++)
        for (int j = i; j < e->n; j++)
            buffer_format(out, ",h%s%s", name[i], name[j]);
    buffer_text(out, "\n");
    buffer_number(out, e->at.f);
    for (int i = 0; i < e->n; i++) {
        buffer_text(out, ",");
        buffer_number(out, e->at.g[i]);
    }
    for (int i = 0; i < e->n; i++) {
        for (int j = i; j < e->n; j++) {
            buffer_text(out, ",");
            buffer_number(out, e->at.h[i * e->n + j]);
        }
    }
    buffer_text(out, "\n");
}

static void show_numbers(struct buffer *out, const char *label, const double *number, int count)
{
    char text[NUMBER_SIZE];
    output_padded(out, label, 12);
    for (int i = 0; i < count; i++)
        buffer_format(out, " %24s", number_write(text, number[i]));
    buffer_text(out, "\n");
}

static void show_grid(const struct grid *grid, struct buffer *out)
{
    if (!grid)
        return;
    buffer_text(out, "grid is ");
    grid_explain(grid, out);
    buffer_text(out, "\n");
}

static void show_table(const struct evaluation *e, struct buffer *out)
{
    buffer_text(out, "f = ");
    output_line(out, e->objective->formula->text);
    show_grid(e->objective->grid, out);
    buffer_text(out, "\n");
    for (int i = 0; i < e->n; i++)
        show_numbers(out, e->objective->parameter[i], &e->x[i], 1);
    show_numbers(out, "f", &e->at.f, 1);
    show_numbers(out, "gradient", e->at.g, e->n);
    double norm = linear_norm(e->at.g, e->n);
    show_numbers(out, "|gradient|", &norm, 1);
    for (int i = 0; i < e->n; i++)
        show_numbers(out, i ? "" : "Hessian", e->at.h + i * e->n, e->n);
    if (e->at.finite)
        show_numbers(out, "eigenvalues", e->at.values, e->n);
    if (e->remark[0] != '\0')
        buffer_format(out, "%s\n", e->remark);
}

static bool has(const double *numbers, int count, bool (*is)(double number))
{
    bool found = false;
    for (int i = 0; i < count; i++)
        found = found || is(numbers[i]);
    return found;
}

static bool is_infinite(double number)
{
    return isinf(number);
}

static bool is_unknown(double number)
{
    return isnan(number);
}

/* What is at the point where the derivatives are not what they say. */
static const char *remark_on(const struct evaluation *e, enum kink_kind kind)
{
    switch (kind) {
    case KINK_CANCELS:
        return has(e->at.h, e->n * e->n, is_unknown)
                   ? "the curvature has more than one value here, or none"
                   : "";
    case KINK_SLOPES:
        return has(e->at.g, e->n, is_infinite)
                   ? "a kink: the slope is infinite here"
                   : "a kink: the slope has more than one value here; shown is the convention";
    case KINK_EDGE:
        return "an edge of the domain: f is no number on one side";
    case KINK_JUMP:
        return "a jump: f has more than one value around here; the slope shown is the convention";
    default:
        return "";
    }
}

static void write_remark(struct evaluation *e, struct objective *objective)
{
    static const double exactly[PARAMETERS_MAX];
    struct formula_blame blame;
    struct kink kink;
    size_t row;
    kink_at(&kink, objective, e->x, exactly);
    snprintf(e->remark, sizeof e->remark, "%s", remark_on(e, kink.kind));
    if (!isfinite(e->at.f) && objective_blame(objective, e->x, &blame, &row))
        snprintf(e->remark, sizeof e->remark, "not finite: %s, line %d, column %d%s%s%s",
                 blame.text, blame.line, blame.column, blame.instead ? "; " : "",
                 blame.instead ? blame.instead : "", blame.instead ? " is defined there" : "");
}

/* The point: --at, else the start. `--at` is read as `start` is, so that the two can't differ. */
static bool read_point(struct arguments *arguments)
{
    const char *at = arguments->value[OPTION_AT];
    struct scenario *scenario = &arguments->scenario;
    struct error error;
    if (!at)
        return true;
    bool done = scenario_set(scenario, "start", at, &error);
    if (done && scenario->start_count != scenario->n)
        done = error_set(&error, "'%s' is no point of %d parameters", at, scenario->n);
    if (!done)
        arguments->status = report_error("--at", &error, "", 0);
    return done;
}

/* The loss and its derivatives as formulas; of data it is that of a row. */
static bool show_formulas(const struct evaluation *e, struct buffer *out)
{
    buffer_text(out, e->objective->learning ? "the mean over the rows of\nf = " : "f = ");
    output_line(out, e->objective->formula->text);
    show_grid(e->objective->grid, out);
    buffer_text(out, "\n");
    bool shown = formula_symbolic(e->objective->formula, true, out);
    if (!shown)
        report("out of memory");
    return shown;
}

static int evaluate(struct evaluation *e, struct arguments *arguments, bool csv)
{
    struct error error;
    struct simulation *simulation = simulation_create(&arguments->scenario, &error);
    if (!simulation) {
        arguments_report(arguments, &error);
        return arguments->status;
    }
    arguments_doubt(arguments);
    struct objective *objective = simulation_objective(simulation);
    e->objective = objective;
    e->n = objective->n;
    memcpy(e->x, simulation_now(simulation)->x, (size_t)e->n * sizeof *e->x);
    quadratic_of(&e->at, objective, 0, e->x);
    write_remark(e, objective);
    struct buffer out = {0};
    bool written = true;
    if (arguments->value[OPTION_SYMBOLIC])
        written = show_formulas(e, &out);
    else if (csv)
        show_csv(e, &out);
    else
        show_table(e, &out);
    written = written && output_flush(&out);
    buffer_release(&out);
    simulation_free(simulation);
    return written ? EXIT_DONE : EXIT_FAILED;
}

int command_eval(struct arguments *arguments)
{
    struct evaluation evaluation;
    int format = arguments_format(arguments);
    if (format < 0 || !read_point(arguments))
        return arguments->status;
    if (format == 1 && arguments->value[OPTION_SYMBOLIC]) {
        report("--symbolic goes without --format");
        return EXIT_USAGE;
    }
    return evaluate(&evaluation, arguments, format == 1);
}
