#include "show/fit_picture.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "problem/learning.h"
#include "problem/objective.h"

enum { MOST_PREDICTIONS = FIT_ROWS * FIT_COLUMNS };

void fit_picture_release(struct fit_picture *picture)
{
    prediction_release(&picture->predicted);
    free(picture->values);
    free(picture->labels);
    for (int i = 0; i < PREDICTION_INPUTS; i++)
        free(picture->grid[i]);
    free(picture->prediction);
    *picture = (struct fit_picture){0};
}

bool fit_picture_exists(const struct session *session, struct error *error)
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
static struct fit_points make_points(struct fit_picture *picture, const struct learning *learning,
                                     const struct examples *rows, size_t skip, size_t total)
{
    const struct prediction *predicted = &picture->predicted;
    bool plane = predicted->inputs == 2;
    double *x = picture->values + skip, *y = x + total;
    uint8_t *labels = picture->labels + skip;

    if (rows->rows == 0)
        return (struct fit_points){0};
    fill_raw(learning, rows, predicted->input[0], x);
    fill_raw(learning, rows, plane ? predicted->input[1] : predicted->target, y);
    for (size_t k = 0; k < rows->rows; k++)
        labels[k] = examples_column(rows, (size_t)predicted->target)[k] > 0;
    return (struct fit_points){rows->rows, x, y, plane ? labels : NULL};
}

/* The points, and the window around all of them. */
static void set_points(struct fit_picture *picture, const struct learning *learning)
{
    size_t train = learning->train.rows, total = train + learning->held.rows;
    struct fit *fit = &picture->fit;
    double x[2], y[2];

    fit->training = make_points(picture, learning, &learning->train, 0, total);
    fit->validation = make_points(picture, learning, &learning->held, train, total);
    fit_range(picture->values, total, x);
    fit_range(picture->values + total, total, y);
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
static void set_grid(struct fit_picture *picture, const struct learning *learning)
{
    const struct prediction *predicted = &picture->predicted;
    const struct learning_column *x = &learning->column[predicted->input[0]];
    struct fit *fit = &picture->fit;

    if (fit->kind == FIT_CURVE) {
        for (int i = 0; i < FIT_SAMPLES; i++)
            picture->grid[0][i] =
                (between(fit->x0, fit->x1, i, FIT_SAMPLES) - x->mean) / x->deviation;
        return;
    }
    const struct learning_column *y = &learning->column[predicted->input[1]];
    for (int i = 0; i < MOST_PREDICTIONS; i++) {
        double across = between(fit->x0, fit->x1, i % FIT_COLUMNS, FIT_COLUMNS);
        double up = between(fit->y1, fit->y0, i / FIT_COLUMNS, FIT_ROWS);

        picture->grid[0][i] = (across - x->mean) / x->deviation;
        picture->grid[1][i] = (up - y->mean) / y->deviation;
    }
}

static void fill_columns(struct fit_picture *picture, const struct learning *learning)
{
    const struct prediction *predicted = &picture->predicted;
    const struct learning_column *column = learning->column;
    bool plane = predicted->inputs == 2;

    strcpy(picture->x_name, column[predicted->input[0]].title);
    strcpy(picture->y_name, column[plane ? predicted->input[1] : predicted->target].title);
    strcpy(picture->class_name, column[predicted->target].title);
    picture->fit = (struct fit){
        .kind = plane ? FIT_BOUNDARY : FIT_CURVE,
        .x_name = picture->x_name,
        .y_name = picture->y_name,
        .class_name = plane ? picture->class_name : NULL,
        .prediction = picture->prediction,
        .samples = FIT_SAMPLES,
        .rows = FIT_ROWS,
        .columns = FIT_COLUMNS,
        .threshold = predicted->threshold,
    };
    set_points(picture, learning);
    set_grid(picture, learning);
}

static bool allocate(struct fit_picture *picture, size_t rows)
{
    picture->values = malloc(2 * rows * sizeof *picture->values);
    picture->labels = malloc(rows);
    picture->prediction = malloc(MOST_PREDICTIONS * sizeof *picture->prediction);
    for (int i = 0; i < PREDICTION_INPUTS; i++)
        picture->grid[i] = malloc(MOST_PREDICTIONS * sizeof *picture->grid[i]);
    return picture->values && picture->labels && picture->prediction && picture->grid[0] &&
           picture->grid[1];
}

/* The points of another objective. */
static void begin(struct fit_picture *picture, const struct session *session)
{
    const struct objective *objective = simulation_objective(session->simulation);
    const struct learning *learning = objective->learning;
    struct error error = {0};

    fit_picture_release(picture);
    picture->objective = session->objective;
    picture->exists =
        prediction_init(&picture->predicted, objective, &error) &&
        (allocate(picture, learning->train.rows + learning->held.rows) || error_memory(&error));
    picture->lacks_memory = error.memory;
    if (picture->exists)
        fill_columns(picture, learning);
}

/* The predictions, in the units of the file where the target has such. */
static void predict(struct fit_picture *picture, const struct learning *learning, const double *x)
{
    const struct prediction *predicted = &picture->predicted;
    const struct learning_column *target = &learning->column[predicted->target];
    const double *const at[] = {picture->grid[0], picture->grid[1]};
    size_t count = picture->fit.kind == FIT_CURVE ? FIT_SAMPLES : MOST_PREDICTIONS;

    prediction_run(&picture->predicted, x, at, count, picture->prediction);
    for (size_t i = 0; i < count && picture->fit.kind == FIT_CURVE; i++)
        picture->prediction[i] = target->mean + target->deviation * picture->prediction[i];
    memcpy(picture->at, x, (size_t)predicted->n * sizeof *x);
    picture->is_current = true;
}

bool fit_picture_ready(struct fit_picture *picture, const struct session *session)
{
    if (picture->objective != session->objective)
        begin(picture, session);
    return picture->exists;
}

const struct fit *fit_picture_of(struct fit_picture *picture, struct session *session,
                                 const double *x)
{
    const struct objective *objective = simulation_objective(session->simulation);

    if (!fit_picture_ready(picture, session))
        return NULL;
    if (!picture->is_current || memcmp(picture->at, x, (size_t)objective->n * sizeof *x) != 0)
        predict(picture, objective->learning, x);
    return &picture->fit;
}
