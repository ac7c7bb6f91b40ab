/* The picture of the fit of a run on data: the points of its rows, and what the parameters predict.
 * Both are in the units of the file. */
#ifndef SHOW_FIT_PICTURE_H
#define SHOW_FIT_PICTURE_H

#include <stdbool.h>
#include <stdint.h>

#include "problem/prediction.h"
#include "show/session.h"
#include "view/fit.h"

struct error;

/* How many predictions are made: along a curve, and over the window of a boundary. */
enum { FIT_SAMPLES = 257, FIT_ROWS = 49, FIT_COLUMNS = 65 };

/* What is kept from one frame to the next. The points, their window and the names are made again
 * only when the objective changes, the predictions only when the parameters change. */
struct fit_picture {
    struct fit fit; /* borrows what is below */
    char x_name[NAME_SIZE], y_name[NAME_SIZE], class_name[NAME_SIZE];
    unsigned long objective;     /* the session's number of the objective that the points are of */
    bool exists;                 /* has that one a fit? */
    bool lacks_memory;           /* it may have one, but there was no memory */
    struct prediction predicted; /* of it */
    double at[PARAMETERS_MAX];   /* what the predictions were made with */
    bool is_current;             /* are there predictions, made with `at`? */
    double *values;  /* x of all points, the held out ones behind the others, then their y */
    uint8_t *labels; /* their classes */
    double *grid[PREDICTION_INPUTS]; /* where predictions are made, as the formula reads it */
    double *prediction;              /* [FIT_SAMPLES] or [FIT_ROWS * FIT_COLUMNS] */
};

/* Frees the arrays. */
void fit_picture_release(struct fit_picture *picture);

/* Is there a fit to draw? The error says why not. */
bool fit_picture_exists(const struct session *session, struct error *error);

/* The same, remembered for the objective. */
bool fit_picture_ready(struct fit_picture *picture, const struct session *session);

/* The fit with the parameters x[n]; NULL where there is none, or memory is short. Borrowed until
 * the next call. */
const struct fit *fit_picture_of(struct fit_picture *picture, struct session *session,
                                 const double *x);

#endif
