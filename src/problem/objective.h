/* What is minimised: a formula of n parameters, or the mean of one over rows of data, ready to be
 * evaluated. */
#ifndef PROBLEM_OBJECTIVE_H
#define PROBLEM_OBJECTIVE_H

#include <stddef.h>

#include "formula/formula.h"
#include "problem/mean.h"

struct grid;
struct learning;
struct task;
struct plane;
struct score;
struct squares;
struct surface;
struct triangle;

/* How often an objective was asked for something, whoever did; a mean over rows is asked once, and
 * goes through so many of them. Populations are not counted. */
struct asked {
    long values, gradients, hessians;
    long others;         /* switches, residuals, whom to blame */
    size_t rows, pixels; /* of data; of fields */
};

struct objective {
    int n;                           /* parameters, 1 to PARAMETERS_MAX */
    char *parameter[PARAMETERS_MAX]; /* owned names */
    struct formula *formula;         /* owned */
    const struct surface *surface;   /* the row that it comes from, or NULL */
    struct grid *grid;               /* one of its owners: what the formula may call; NULL: none */
    struct score *score; /* owned: what tells how good it is, once that was asked for, or NULL */
    /* Owned: the data that it is a mean over; NULL: none, and only then are there: */
    struct learning *learning;
    struct evaluator value, gradient, hessian; /* a point at a time */
    struct squares *squares;    /* owned: residuals, once they were asked for, or NULL */
    struct evaluator residuals; /* of them a point at a time, without data */
    struct evaluator block;     /* values, PROGRAM_BLOCK points at a time */
    struct evaluator switching; /* a point and a row at a time; without switches none */
    struct asked asked;         /* so far */
    bool lacks_memory; /* for a part that is made when it is first asked for, as the score */
};

/* From formula text and n parameter names, which are checked and copied. Returns NULL with the
 * error (its place is in the text; an error about a name has none). Free with objective_free. */
struct objective *objective_create(const char *text, size_t length, const char *const *parameters,
                                   int n, struct error *error);

/* The grid's surface, or, where `function` is not NULL, that formula of the two parameters, which
 * may call it. The objective becomes one more owner of the grid. */
struct objective *objective_over_grid(struct grid *grid, const char *function,
                                      const char *const *parameters, struct error *error);

/* From a row of the table of surfaces. */
struct objective *objective_from_surface(const struct surface *surface, struct error *error);

/* The mean of a loss over the rows to learn from. */
struct objective *objective_learn(const struct task *task, struct error *error);

void objective_free(struct objective *objective);

/* From now on evaluations over rows may be interrupted: see interrupt.h, where the results are
 * told, too. Borrowed; NULL: never, as at first. */
void objective_listen(struct objective *objective, struct interrupt *interrupt);

/* Does work go on that may be interrupted? */
bool objective_listens(const struct objective *objective);

/* Has the work that goes on been interrupted, so that what was evaluated since it began says
 * nothing? */
bool objective_interrupted(const struct objective *objective);

/* For those that evaluate a part of it on their own: one more was asked for, of so many rows. */
void objective_count(struct objective *objective, long *asked, size_t rows);

/* What it is called: the surface's or the model's name, "loss", or "function". Borrowed. */
const char *objective_name(const struct objective *objective);

/* Is it known that a minimum is the global one, whatever the data? */
bool objective_is_convex(const struct objective *objective);

/* f(x), x[n]. */
double objective_value(struct objective *objective, const double *x);

/* f(x) and the gradient g[n]. Where f(x) is no number so are all its derivatives; where it is
 * infinite, those that would be 0, and the second ones by these. */
double objective_gradient(struct objective *objective, const double *x, double *g);

/* f(x), g[n] and the symmetric Hessian h[n*n], row-major. */
double objective_hessian(struct objective *objective, const double *x, double *g, double *h);

/* Runs the formula's program `switching` at x, over all rows to learn from where there are data:
 * see mean_switching. Without switches nothing is visited. */
void objective_switching(struct objective *objective, const double *x, mean_visit *visit,
                         void *context);

/* The same for one row, 0 without data; there must be switches. Returns the evaluator, whose point
 * is that row. */
const struct evaluator *objective_switching_row(struct objective *objective, const double *x,
                                                size_t row);
/* Prepares for objective_squares. Returns false with the error where the objective is no sum of
 * squares. */
bool objective_need_squares(struct objective *objective, struct error *error);

/* Adds the residuals at x, whose sum of squares is f, and their slopes to the triangle. */
void objective_squares(struct objective *objective, const double *x, struct triangle *triangle);

/* Why f(x) is not finite: see formula_blame. With data *row is the place of the first row where it
 * happens among those to learn from, else 0. Returns false where nothing is to blame. */
bool objective_blame(struct objective *objective, const double *x, struct formula_blame *blame,
                     size_t *row);

/* Makes of the derivatives that the formula's programs give for a value f those that the functions
 * above give: what is no number has none; of what is infinite none is 0, which would come of the
 * rule of the chain in which a 0 wins, and none is known beyond that. h may be NULL. Returns f. */
double objective_settle(double f, double *g, double *h, int n);

/* Of an objective with data: the gradient g[n] of the mean over these rows alone, which are rows to
 * learn from. Returns the mean. */
double objective_batch(struct objective *objective, const struct mean_rows *rows, const double *x,
                       double *g);

/* The same with the Hessian h[n*n] of that mean. */
double objective_batch_hessian(struct objective *objective, const struct mean_rows *rows,
                               const double *x, double *g, double *h);

/* The mean over the rows held out; NAN where there are none. */
double objective_validation(struct objective *objective, const double *x);

/* How many rows there are to learn from, and held out; 0 without data. */
size_t objective_rows(const struct objective *objective);
size_t objective_held(const struct objective *objective);

/* Values for pictures, good to a few ulp of the formula's terms: f over the grid of columns*rows
 * points of the plane, u[columns] across by v[rows] up. field[row*columns + column]. An
 * objective of one parameter ignores v. Of many rows of data some hundred stand for all. */
void objective_field(struct objective *objective, const struct plane *plane, const double *u,
                     size_t columns, const double *v, size_t rows, double *field);

/* How f rises there along the plane's two directions, by its exact gradient: across[columns*rows]
 * and up[columns*rows], for pictures, too. Returns false where memory is short, and where there are
 * data, over whose rows that would take too long. */
bool objective_slopes(struct objective *objective, const struct plane *plane, const double *u,
                      size_t columns, const double *v, size_t rows, float *across, float *up);

#endif
