#include "problem/score.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "formula/formula.h"
#include "problem/examples.h"
#include "problem/learning.h"
#include "problem/objective.h"

struct score {
    const struct learning *learning; /* borrowed; NULL: there is nothing to be told */
    struct formula *formula;         /* owned: the loss, its one parameter being the target */
    struct evaluator block;          /* of its gradient */
    int n, target;                   /* parameters; the target's column */
    double curvature;                /* c; 0: not a squared loss */
    double variation;                /* sum of the squares of the target about its mean */
    bool classes;                    /* the target is 0 and 1 */
};

/* --- which column is the target --- */

/* The loss with the column as its only parameter: inputs are it, the parameters, the other
 * columns. */
static struct formula *compile(struct objective *objective, int target)
{
    const struct learning *learning = objective->learning;
    const char *name[PARAMETERS_MAX + FORMULA_MAX_VARIABLES];
    struct formula_names names = {.name = name, .parameters = 1};
    struct error error;
    name[0] = learning->column[target].name;
    for (int i = 0; i < objective->n; i++)
        name[1 + names.variables++] = objective->parameter[i];
    for (int i = 0; i < (int)learning->columns; i++)
        if (i != target)
            name[1 + names.variables++] = learning->column[i].name;
    const char *text = objective->formula->text;
    struct formula *formula = formula_compile(text, strlen(text), &names, &error);
    objective->lacks_memory |= !formula && error.memory;
    return formula;
}

/* Is an output of the program a constant, and which? */
static bool constant_output(const struct program *program, size_t output, double *value)
{
    size_t at = program->output[output];
    bool constant = at >= program->inputs && at < program->inputs + program->constants;
    if (constant)
        *value = program->constant[at - program->inputs];
    return constant;
}

static bool is_yes_or_no(const struct learning *learning, int column)
{
    return learning->column[column].classes && !learning->column[column].standardized;
}

/* May the column be the target? Then *curvature is known. */
static bool may_be_target(struct objective *objective, int column, double *curvature)
{
    struct formula *formula = compile(objective, column);
    bool constant = formula && constant_output(&formula->hessian,
                                               formula_hessian_output(formula, 0, 0), curvature);
    formula_free(formula);
    return constant &&
           (*curvature > 0 || (*curvature == 0 && is_yes_or_no(objective->learning, column)));
}

/* The target, or -1. */
static int find_target(struct objective *objective, double *curvature)
{
    const struct learning *learning = objective->learning;
    int y = learning_find(learning, "y"), found = -1;
    if (y >= 0 && may_be_target(objective, y, curvature))
        return y;
    for (int i = 0; i < (int)learning->columns; i++) {
        double here;
        if (!may_be_target(objective, i, &here))
            continue;
        if (found >= 0)
            return -1;
        found = i;
        *curvature = here;
    }
    return found;
}

/* --- its life --- */

static double variation_of(const struct examples *examples, int column)
{
    double mean, deviation;
    examples_moments(examples, (size_t)column, &mean, &deviation);
    return (double)examples->rows * deviation * deviation;
}

/* Leaves the score without `learning` where there is nothing to be told. */
static void prepare(struct score *score, struct objective *objective)
{
    const struct learning *learning = objective->learning;
    double curvature = 0;
    int target = find_target(objective, &curvature);
    if (target < 0)
        return;
    score->formula = compile(objective, target);
    if (!score->formula ||
        !evaluator_init(&score->block, &score->formula->gradient, PROGRAM_BLOCK)) {
        objective->lacks_memory = true;
        return;
    }
    score->learning = learning;
    score->target = target;
    score->curvature = curvature;
    score->variation = variation_of(&learning->train, target);
    score->classes = is_yes_or_no(learning, target);
}

/* That of the objective, or NULL. */
static struct score *score_of(struct objective *objective)
{
    if (objective->learning && !objective->score)
        objective->score = calloc(1, sizeof *objective->score);
    struct score *score = objective->score;
    objective->lacks_memory |= objective->learning && !score;
    if (score && score->n == 0) {
        score->n = objective->n;
        prepare(score, objective);
    }
    return score && score->learning ? score : NULL;
}

void score_free(struct score *score)
{
    if (!score)
        return;
    evaluator_release(&score->block);
    formula_free(score->formula);
    free(score);
}

bool score_has_r2(struct objective *objective)
{
    const struct score *score = score_of(objective);
    return score && score->curvature > 0 && score->variation > 0;
}

bool score_lacks_variation(struct objective *objective)
{
    const struct score *score = score_of(objective);
    return score && score->curvature > 0 && !(score->variation > 0);
}

bool score_has_accuracy(struct objective *objective)
{
    const struct score *score = score_of(objective);
    return score && score->classes;
}

/* --- passes over the rows --- */

/* The columns from row `first` on; the target is the caller's to fill. */
static void load(struct score *score, size_t first)
{
    const struct examples *examples = &score->learning->train;
    size_t input = 1 + (size_t)score->n;
    for (size_t i = 0; i < examples->columns; i++)
        if ((int)i != score->target)
            evaluator_place(&score->block, input++, examples_column(examples, i) + first);
}

static void begin(struct score *score, const double *x)
{
    for (int i = 0; i < score->n; i++)
        evaluator_fill(&score->block, 1 + (size_t)i, x[i], score->block.width);
}

/* Sum of squared residuals of a block. */
static double residuals(struct score *score, const double *target, size_t points)
{
    double sum = 0;
    evaluator_place(&score->block, 0, target);
    evaluator_run(&score->block, points);
    const double *slope = evaluator_output(&score->block, 1);
    for (size_t i = 0; i < points; i++)
        sum += slope[i] / score->curvature * (slope[i] / score->curvature);
    return sum;
}

/* How many rows of a block are told right. A row with equal losses is told to be 0. */
static double told_right(struct score *score, const double *target, size_t points)
{
    double no[PROGRAM_BLOCK];
    size_t right = 0;
    evaluator_fill(&score->block, 0, 0, points);
    evaluator_run(&score->block, points);
    memcpy(no, evaluator_output(&score->block, 0), points * sizeof *no);
    evaluator_fill(&score->block, 0, 1, points);
    evaluator_run(&score->block, points);
    const double *yes = evaluator_output(&score->block, 0);
    for (size_t i = 0; i < points; i++)
        right += (yes[i] < no[i]) == (target[i] == 1);
    return (double)right;
}

static double sum_over(struct score *score, const double *x,
                       double (*of_block)(struct score *score, const double *target, size_t points))
{
    const struct examples *examples = &score->learning->train;
    const double *target = examples_column(examples, (size_t)score->target);
    double sum = 0;
    begin(score, x);
    for (size_t first = 0; first < examples->rows; first += score->block.width) {
        size_t left = examples->rows - first;
        size_t points = left < score->block.width ? left : score->block.width;
        if (interrupt_stops(score->learning->mean.interrupt, score->block.program->length * points))
            return NAN;
        load(score, first);
        sum += of_block(score, target + first, points);
    }
    return sum;
}

double score_r2(struct objective *objective, const double *x)
{
    if (!score_has_r2(objective))
        return NAN;
    objective_count(objective, &objective->asked.others, objective_rows(objective));
    return 1 - sum_over(objective->score, x, residuals) / objective->score->variation;
}

double score_accuracy(struct objective *objective, const double *x)
{
    size_t rows = objective_rows(objective);
    if (!score_has_accuracy(objective))
        return NAN;
    objective_count(objective, &objective->asked.others, rows);
    return sum_over(objective->score, x, told_right) / (double)rows;
}
