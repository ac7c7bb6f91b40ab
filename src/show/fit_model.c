#include "show/fit_model.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "problem/learning.h"
#include "problem/objective.h"

enum { MOST_PREDICTIONS = FIT_ROWS * FIT_COLUMNS };

void fit_model_release(struct fit_model *model)
{
    prediction_release(&model->predicted);
    free(model->values);
    free(model->labels);
    for (int i = 0; i < PREDICTION_INPUTS; i++)
        free(model->grid[i]);
    free(model->prediction);
    *model = (struct fit_model){0};
}

bool fit_model_exists(const struct session *session, struct error *error)
{
    struct prediction predicted;
    bool exists = prediction_init(&predicted, simulation_objective(session->simulation), error);

    prediction_release(&predicted);
    return exists;
}

/* Column i of the rows, in the units of the file. */
static void fill_raw(const struct learning *learning, const struct examples *rows, int i,
                     double *to)
{
    const struct learning_column *column = &learning->column[i];

    for (size_t k = 0; k < rows->rows; k++)
        to[k] = column->mean + column->deviation * examples_column(rows, (size_t)i)[k];
}

/* The points of rows that stand behind `skip` others among `total`. */
static struct fit_points make_points(struct fit_model *model, const struct learning *learning,
                                     const struct examples *rows, size_t skip, size_t total)
{
    const struct prediction *predicted = &model->predicted;
    bool plane = predicted->inputs == 2;
    double *x = model->values + skip, *y = x + total;
    uint8_t *labels = model->labels + skip;

    if (rows->rows == 0)
        return (struct fit_points){0};
    fill_raw(learning, rows, predicted->input[0], x);
    fill_raw(learning, rows, plane ? predicted->input[1] : predicted->target, y);
    for (size_t k = 0; k < rows->rows; k++)
        labels[k] = examples_column(rows, (size_t)predicted->target)[k] > 0;
    return (struct fit_points){rows->rows, x, y, plane ? labels : NULL};
}

/* The points, and the window around all of them. */
static void set_points(struct fit_model *model, const struct learning *learning)
{
    size_t train = learning->train.rows, total = train + learning->held.rows;
    struct fit *fit = &model->fit;
    double x[2], y[2];

    fit->training = make_points(model, learning, &learning->train, 0, total);
    fit->validation = make_points(model, learning, &learning->held, train, total);
    fit_range(model->values, total, x);
    fit_range(model->values + total, total, y);
    fit->x0 = x[0];
    fit->x1 = x[1];
    fit->y0 = y[0];
    fit->y1 = y[1];
}

static double between(double from, double to, int i, int count)
{
    return from + (to - from) * i / (count - 1);
}

/* Where predictions are made, in the units that the formula reads. */
static void set_grid(struct fit_model *model, const struct learning *learning)
{
    const struct prediction *predicted = &model->predicted;
    const struct learning_column *x = &learning->column[predicted->input[0]];
    struct fit *fit = &model->fit;

    if (fit->kind == FIT_CURVE) {
        for (int i = 0; i < FIT_SAMPLES; i++)
            model->grid[0][i] =
                (between(fit->x0, fit->x1, i, FIT_SAMPLES) - x->mean) / x->deviation;
        return;
    }
    const struct learning_column *y = &learning->column[predicted->input[1]];
    for (int i = 0; i < MOST_PREDICTIONS; i++) {
        double across = between(fit->x0, fit->x1, i % FIT_COLUMNS, FIT_COLUMNS);
        double up = between(fit->y1, fit->y0, i / FIT_COLUMNS, FIT_ROWS);

        model->grid[0][i] = (across - x->mean) / x->deviation;
        model->grid[1][i] = (up - y->mean) / y->deviation;
    }
}

static void fill_fit(struct fit_model *model, const struct learning *learning)
{
    const struct prediction *predicted = &model->predicted;
    const struct learning_column *column = learning->column;
    bool plane = predicted->inputs == 2;

    strcpy(model->x_name, column[predicted->input[0]].title);
    strcpy(model->y_name, column[plane ? predicted->input[1] : predicted->target].title);
    strcpy(model->class_name, column[predicted->target].title);
    model->fit = (struct fit){
        .kind = plane ? FIT_BOUNDARY : FIT_CURVE,
        .x_name = model->x_name,
        .y_name = model->y_name,
        .class_name = plane ? model->class_name : NULL,
        .prediction = model->prediction,
        .samples = FIT_SAMPLES,
        .rows = FIT_ROWS,
        .columns = FIT_COLUMNS,
        .threshold = predicted->threshold,
    };
    set_points(model, learning);
    set_grid(model, learning);
}

static bool allocate(struct fit_model *model, size_t rows)
{
    model->values = malloc(2 * rows * sizeof *model->values);
    model->labels = malloc(rows);
    model->prediction = malloc(MOST_PREDICTIONS * sizeof *model->prediction);
    for (int i = 0; i < PREDICTION_INPUTS; i++)
        model->grid[i] = malloc(MOST_PREDICTIONS * sizeof *model->grid[i]);
    return model->values && model->labels && model->prediction && model->grid[0] && model->grid[1];
}

/* The points of another objective. */
static void begin(struct fit_model *model, const struct session *session)
{
    const struct objective *objective = simulation_objective(session->simulation);
    const struct learning *learning = objective->learning;
    struct error error = {0};

    fit_model_release(model);
    model->objective = session->objective;
    model->exists =
        prediction_init(&model->predicted, objective, &error) &&
        (allocate(model, learning->train.rows + learning->held.rows) || error_memory(&error));
    model->lacks_memory = error.memory;
    if (model->exists)
        fill_fit(model, learning);
}

/* The predictions, in the units of the file where the target has such. */
static void predict(struct fit_model *model, const struct learning *learning, const double *x)
{
    const struct prediction *predicted = &model->predicted;
    const struct learning_column *target = &learning->column[predicted->target];
    const double *const at[] = {model->grid[0], model->grid[1]};
    size_t count = model->fit.kind == FIT_CURVE ? FIT_SAMPLES : MOST_PREDICTIONS;

    prediction_run(&model->predicted, x, at, count, model->prediction);
    for (size_t i = 0; i < count && model->fit.kind == FIT_CURVE; i++)
        model->prediction[i] = target->mean + target->deviation * model->prediction[i];
    memcpy(model->at, x, (size_t)predicted->n * sizeof *x);
    model->is_current = true;
}

bool fit_model_ready(struct fit_model *model, const struct session *session)
{
    if (model->objective != session->objective)
        begin(model, session);
    return model->exists;
}

const struct fit *fit_model_of(struct fit_model *model, struct session *session, const double *x)
{
    const struct objective *objective = simulation_objective(session->simulation);

    if (!fit_model_ready(model, session))
        return NULL;
    if (!model->is_current || memcmp(model->at, x, (size_t)objective->n * sizeof *x) != 0)
        predict(model, objective->learning, x);
    return &model->fit;
}
