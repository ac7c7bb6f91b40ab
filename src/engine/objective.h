/* What is minimised: a formula of n parameters, ready to be evaluated. */
#ifndef ENGINE_OBJECTIVE_H
#define ENGINE_OBJECTIVE_H

#include <stddef.h>

#include "formula/formula.h"

struct plane;
struct surface;

struct objective {
    int n;                                /* parameters, 1 to FORMULA_MAX_PARAMETERS */
    char *parameter[FORMULA_MAX_PARAMETERS]; /* owned names */
    struct formula *formula;              /* owned */
    const struct surface *surface;        /* the row that it comes from, or NULL */
    struct evaluator value, gradient, hessian; /* a point at a time */
    struct evaluator block;               /* values, PROGRAM_BLOCK points at a time */
};

/* From formula text and n parameter names, which are checked and copied. Returns NULL with the
 * error (its place is in the text; an error about a name has none). Free with objective_free. */
struct objective *objective_create(const char *text, size_t length,
                                   const char *const *parameters, int n, struct error *error);

/* From a row of the table of surfaces. */
struct objective *objective_from_surface(const struct surface *surface, struct error *error);

void objective_free(struct objective *objective);

/* f(x), x[n]. */
double objective_value(struct objective *objective, const double *x);

/* f(x) and the gradient g[n]. */
double objective_gradient(struct objective *objective, const double *x, double *g);

/* f(x), g[n] and the symmetric Hessian h[n*n], row-major. */
double objective_hessian(struct objective *objective, const double *x, double *g, double *h);

/* Values for pictures, good to a few ulp of the formula's terms: f over the grid of columns*rows
 * points of the plane, u[columns] across by v[rows] up. field[row*columns + column]. An objective of
 * one parameter ignores v. */
void objective_field(struct objective *objective, const struct plane *plane, const double *u,
                     size_t columns, const double *v, size_t rows, double *field);

#endif
