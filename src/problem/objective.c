#include "problem/objective.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/triangle.h"
#include "formula/squares.h"
#include "problem/grid.h"
#include "problem/learning.h"
#include "problem/plane.h"
#include "problem/score.h"
#include "problem/surface.h"

static bool check_names(const char *const *parameters, int n, struct error *error)
{
    if (n < 1 || n > PARAMETERS_MAX)
        return error_set(error, "there must be 1 to %d parameters, not %d", PARAMETERS_MAX, n);
    for (int i = 0; i < n; i++) {
        if (!formula_name_ok(parameters[i], error))
            return false;
        for (int j = 0; j < i; j++)
            if (strcmp(parameters[i], parameters[j]) == 0)
                return error_set(error, "the parameter '%s' is named twice", parameters[i]);
    }
    return true;
}

static bool copy_names(struct objective *objective, const char *const *parameters, int n)
{
    objective->n = n;
    for (int i = 0; i < n; i++) {
        objective->parameter[i] = strdup(parameters[i]);
        if (!objective->parameter[i])
            return false;
    }
    return true;
}

static bool start_switching(struct objective *objective)
{
    const struct formula *formula = objective->formula;
    return formula->switches == 0 || evaluator_init(&objective->switching, &formula->switching, 1);
}

static bool start_evaluators(struct objective *objective)
{
    const struct formula *formula = objective->formula;
    return start_switching(objective) && evaluator_init(&objective->value, &formula->value, 1) &&
           evaluator_init(&objective->gradient, &formula->gradient, 1) &&
           evaluator_init(&objective->hessian, &formula->hessian, 1) &&
           evaluator_init(&objective->block, &formula->value, PROGRAM_BLOCK);
}

/* An objective of these parameters that has no formula yet. */
static struct objective *create_bare(const char *const *parameters, int n, struct error *error)
{
    if (!check_names(parameters, n, error))
        return NULL;
    struct objective *objective = calloc(1, sizeof *objective);
    if (objective && copy_names(objective, parameters, n))
        return objective;
    objective_free(objective);
    error_memory(error);
    return NULL;
}

static struct objective *create(const char *text, size_t length, const char *const *parameters,
                                int n, struct grid *grid, struct error *error)
{
    struct objective *objective = create_bare(parameters, n, error);
    if (!objective)
        return NULL;
    struct formula_names names = {
        .name = parameters, .parameters = n, .foreign = grid ? &grid->foreign : NULL};
    objective->grid = grid ? grid_share(grid) : NULL;
    objective->formula = formula_compile(text, length, &names, error);
    if (!objective->formula)
        goto fail;
    if (!start_evaluators(objective)) {
        error_memory(error);
        goto fail;
    }
    return objective;
fail:
    objective_free(objective);
    return NULL;
}

struct objective *objective_create(const char *text, size_t length, const char *const *parameters,
                                   int n, struct error *error)
{
    return create(text, length, parameters, n, NULL, error);
}

struct objective *objective_over_grid(struct grid *grid, const char *function,
                                      const char *const *parameters, struct error *error)
{
    struct buffer text = {0};
    if (function)
        buffer_text(&text, function);
    else
        buffer_format(&text, "grid(%s, %s)", parameters[0], parameters[1]);
    struct objective *objective = NULL;
    if (text.failed)
        error_memory(error);
    else
        objective = create(text.data, text.size, parameters, 2, grid, error);
    buffer_release(&text);
    return objective;
}

struct objective *objective_from_surface(const struct surface *surface, struct error *error)
{
    struct objective *objective = objective_create(surface->formula, strlen(surface->formula),
                                                   surface_parameter, surface->n, error);
    if (objective)
        objective->surface = surface;
    return objective;
}

struct objective *objective_learn(const struct task *task, struct error *error)
{
    struct objective *objective = create_bare(task->parameter, task->n, error);
    if (!objective)
        return NULL;
    objective->learning = learning_create(task, &objective->formula, error);
    if (objective->learning && start_switching(objective))
        return objective;
    if (objective->learning)
        error_memory(error);
    objective_free(objective);
    return NULL;
}

void objective_free(struct objective *objective)
{
    if (!objective)
        return;
    score_free(objective->score);
    learning_free(objective->learning);
    evaluator_release(&objective->value);
    evaluator_release(&objective->gradient);
    evaluator_release(&objective->hessian);
    evaluator_release(&objective->block);
    evaluator_release(&objective->switching);
    evaluator_release(&objective->residuals);
    squares_free(objective->squares);
    formula_free(objective->formula);
    for (int i = 0; i < objective->n; i++)
        free(objective->parameter[i]);
    grid_release(objective->grid);
    free(objective);
}

void objective_listen(struct objective *objective, struct interrupt *interrupt)
{
    if (objective->learning)
        objective->learning->mean.interrupt = interrupt;
}

static const struct interrupt *interrupt_of(const struct objective *objective)
{
    return objective->learning ? objective->learning->mean.interrupt : NULL;
}

bool objective_listens(const struct objective *objective)
{
    return interrupt_of(objective) && interrupt_of(objective)->armed;
}

bool objective_interrupted(const struct objective *objective)
{
    return interrupt_made(interrupt_of(objective));
}

const char *objective_name(const struct objective *objective)
{
    if (objective->learning)
        return objective->learning->model ? objective->learning->model->name : "loss";
    if (objective->grid)
        return objective->grid->name;
    return objective->surface ? objective->surface->name : "function";
}

bool objective_is_convex(const struct objective *objective)
{
    const struct model *model = objective->learning ? objective->learning->model : NULL;
    return objective->formula->convex || (model && model->convex);
}

/* Runs a single-point evaluator at x[n]. Returns f, which is every program's first output. */
static double evaluate(struct evaluator *evaluator, const double *x, int n)
{
    for (int i = 0; i < n; i++)
        *evaluator_input(evaluator, (size_t)i) = x[i];
    evaluator_run(evaluator, 1);
    return *evaluator_output(evaluator, 0);
}

void objective_count(struct objective *objective, long *asked, size_t rows)
{
    ++*asked;
    objective->asked.rows += rows;
}

double objective_value(struct objective *objective, const double *x)
{
    objective_count(objective, &objective->asked.values, objective_rows(objective));
    if (objective->learning) {
        const struct mean_rows rows = learning_train(objective->learning);
        return mean_value(&objective->learning->mean, &rows, x);
    }
    return evaluate(&objective->value, x, objective->n);
}

double objective_settle(double f, double *g, double *h, int n)
{
    for (int i = 0; !isfinite(f) && i < n; i++)
        if (isnan(f) || g[i] == 0)
            g[i] = NAN;
    for (int i = 0; !isfinite(f) && h && i < n * n; i++)
        if (isnan(g[i / n]) || isnan(g[i % n]))
            h[i] = NAN;
    return f;
}

double objective_gradient(struct objective *objective, const double *x, double *g)
{
    if (objective->learning) {
        const struct mean_rows rows = learning_train(objective->learning);
        return objective_batch(objective, &rows, x, g);
    }
    objective_count(objective, &objective->asked.gradients, 0);
    double f = evaluate(&objective->gradient, x, objective->n);
    evaluator_read(&objective->gradient, 1, g, objective->n);
    return objective_settle(f, g, NULL, objective->n);
}

double objective_hessian(struct objective *objective, const double *x, double *g, double *h)
{
    struct evaluator *evaluator = &objective->hessian;
    int n = objective->n;
    if (objective->learning) {
        const struct mean_rows rows = learning_train(objective->learning);
        return objective_batch_hessian(objective, &rows, x, g, h);
    }
    objective_count(objective, &objective->asked.hessians, 0);
    double f = evaluate(evaluator, x, n);
    evaluator_read(evaluator, 1, g, n);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            h[i * n + j] =
                *evaluator_output(evaluator, formula_hessian_output(objective->formula, i, j));
    return objective_settle(f, g, h, n);
}

bool objective_blame(struct objective *objective, const double *x, struct formula_blame *blame,
                     size_t *row)
{
    double inputs[PARAMETERS_MAX + FORMULA_MAX_VARIABLES];
    struct learning *learning = objective->learning;
    int n = objective->n;
    memcpy(inputs, x, (size_t)n * sizeof *x);
    objective_count(objective, &objective->asked.others, objective_rows(objective));
    *row = 0;
    if (learning) {
        const struct mean_rows rows = learning_train(learning);
        *row = mean_first_infinite(&learning->mean, &rows, x);
        if (*row == rows.count)
            return false;
        for (size_t c = 0; c < learning->train.columns; c++)
            inputs[n + (int)c] = examples_column(&learning->train, c)[*row];
    }
    return formula_blame(objective->formula, inputs, blame);
}

const struct evaluator *objective_switching_row(struct objective *objective, const double *x,
                                                size_t row)
{
    struct evaluator *evaluator = &objective->switching;
    const struct examples *examples = objective->learning ? &objective->learning->train : NULL;
    for (size_t c = 0; examples && c < examples->columns; c++)
        *evaluator_input(evaluator, (size_t)objective->n + c) = examples_column(examples, c)[row];
    evaluate(evaluator, x, objective->n);
    return evaluator;
}

void objective_switching(struct objective *objective, const double *x, mean_visit *visit,
                         void *context)
{
    if (objective->formula->switches == 0)
        return;
    objective_count(objective, &objective->asked.others, objective_rows(objective));
    if (objective->learning) {
        const struct mean_rows rows = learning_train(objective->learning);
        mean_switching(&objective->learning->mean, &rows, x, visit, context);
    } else {
        visit(context, objective_switching_row(objective, x, 0), 0, 1);
    }
}

static bool start_residuals(struct objective *objective)
{
    const struct program *program = &objective->squares->program;
    return objective->learning ? mean_init_squares(&objective->learning->mean, program)
                               : evaluator_init(&objective->residuals, program, 1);
}

bool objective_need_squares(struct objective *objective, struct error *error)
{
    if (objective->squares)
        return true;
    objective->squares = squares_compile(objective->formula, error);
    if (!objective->squares || start_residuals(objective))
        return objective->squares;
    squares_free(objective->squares);
    objective->squares = NULL;
    return error_memory(error);
}

void objective_squares(struct objective *objective, const double *x, struct triangle *triangle)
{
    int n = objective->n;
    size_t count = objective->squares->count;
    objective_count(objective, &objective->asked.others, objective_rows(objective));
    if (objective->learning) {
        const struct mean_rows rows = learning_train(objective->learning);
        mean_squares(&objective->learning->mean, &rows, x, triangle);
        return;
    }
    evaluate(&objective->residuals, x, n);
    for (size_t k = 0; k < count; k++) {
        double row[TRIANGLE_WIDTH];
        evaluator_read(&objective->residuals, count + k * (size_t)n, row, n);
        row[n] = *evaluator_output(&objective->residuals, k);
        triangle_add(triangle, row);
    }
}

double objective_batch(struct objective *objective, const struct mean_rows *rows, const double *x,
                       double *g)
{
    objective_count(objective, &objective->asked.gradients, rows->count);
    double f = mean_gradient(&objective->learning->mean, rows, x, g);
    return objective_settle(f, g, NULL, objective->n);
}

double objective_batch_hessian(struct objective *objective, const struct mean_rows *rows,
                               const double *x, double *g, double *h)
{
    objective_count(objective, &objective->asked.hessians, rows->count);
    double f = mean_hessian(&objective->learning->mean, rows, x, g, h);
    return objective_settle(f, g, h, objective->n);
}

double objective_validation(struct objective *objective, const double *x)
{
    struct learning *learning = objective->learning;
    if (!learning || learning->held.rows == 0)
        return NAN;
    objective_count(objective, &objective->asked.values, learning->held.rows);
    const struct mean_rows rows = learning_held(learning);
    return mean_value(&learning->mean, &rows, x);
}

size_t objective_rows(const struct objective *objective)
{
    return objective->learning ? objective->learning->train.rows : 0;
}

size_t objective_held(const struct objective *objective)
{
    return objective->learning ? objective->learning->held.rows : 0;
}

/* A point at a time, each of which is a mean over rows. */
static void field_of_data(struct objective *objective, const struct plane *plane, const double *u,
                          size_t columns, const double *v, size_t rows, double *field)
{
    struct mean *mean = &objective->learning->mean;
    const struct mean_rows drawn = learning_drawn(objective->learning);
    double x[PARAMETERS_MAX];
    for (size_t row = 0; row < rows; row++)
        for (size_t column = 0; column < columns; column++) {
            const double at[2] = {u[column], plane->n > 1 ? v[row] : 0};
            plane_point(plane, at, x);
            field[row * columns + column] = mean_pixel(mean, &drawn, x);
        }
}

/* The points (u[points], v) of the plane, as the block's inputs. */
static void fill_points(struct evaluator *block, const struct plane *plane, const double *u,
                        size_t points, double v)
{
    for (int i = 0; i < plane->n; i++) {
        double *to = evaluator_input(block, (size_t)i);
        double from = plane->origin[i] + v * plane->up[i];
        for (size_t k = 0; k < points; k++)
            to[k] = from + u[k] * plane->across[i];
    }
}

/* One row of a strip. In a slice the rows differ in v alone, so where that is the input that may
 * change alone, the rest is computed once a strip. */
static void run_row(struct evaluator *block, const struct plane *plane, const double *u,
                    size_t points, double v, bool first)
{
    bool slice = plane_is_slice(plane);
    if (slice && plane->n > 1)
        evaluator_fill(block, (size_t)plane->axis[1], v, points);
    else if (!slice)
        fill_points(block, plane, u, points, v);
    if (!first && slice && (plane->n == 1 || plane->axis[1] == PROGRAM_MOVING))
        evaluator_rerun(block, points);
    else
        evaluator_run(block, points);
}

/* A block is a piece of one row of the grid; the pieces below each other are a strip. */
void objective_field(struct objective *objective, const struct plane *plane, const double *u,
                     size_t columns, const double *v, size_t rows, double *field)
{
    struct evaluator *block = &objective->block;
    assert(plane->n == objective->n);
    objective->asked.pixels += columns * rows;
    if (objective->learning) {
        field_of_data(objective, plane, u, columns, v, rows, field);
        return;
    }

    for (int i = 0; i < plane->n; i++)
        evaluator_fill(block, (size_t)i, plane->origin[i], block->width);
    for (size_t first = 0; first < columns; first += block->width) {
        size_t left = columns - first;
        size_t points = left < block->width ? left : block->width;
        if (plane_is_slice(plane))
            memcpy(evaluator_input(block, (size_t)plane->axis[0]), u + first, points * sizeof *u);
        for (size_t row = 0; row < rows; row++) {
            run_row(block, plane, u + first, points, v[row], row == 0);
            memcpy(field + row * columns + first, evaluator_output(block, 0),
                   points * sizeof *field);
        }
    }
}

/* The slopes along a direction, of `points` points whose gradient is there. */
static void project(const struct evaluator *gradient, const double *along, int n, size_t points,
                    float *slope)
{
    for (size_t k = 0; k < points; k++) {
        double sum = 0;
        for (int i = 0; i < n; i++)
            if (along[i] != 0)
                sum += along[i] * evaluator_output(gradient, 1 + (size_t)i)[k];
        slope[k] = (float)sum;
    }
}

bool objective_slopes(struct objective *objective, const struct plane *plane, const double *u,
                      size_t columns, const double *v, size_t rows, float *across, float *up)
{
    struct evaluator block;
    assert(plane->n == objective->n);
    if (objective->learning)
        return false;
    if (!evaluator_init(&block, &objective->formula->gradient, PROGRAM_BLOCK))
        return false;
    objective->asked.pixels += columns * rows;
    for (size_t row = 0; row < rows; row++)
        for (size_t first = 0; first < columns; first += block.width) {
            size_t left = columns - first, points = left < block.width ? left : block.width;
            size_t at = row * columns + first;
            fill_points(&block, plane, u + first, points, v[row]);
            evaluator_run(&block, points);
            project(&block, plane->across, plane->n, points, across + at);
            project(&block, plane->up, plane->n, points, up + at);
        }
    evaluator_release(&block);
    return true;
}
