/* A formula that is a sum of squares, as the squares of its residuals. */
#ifndef FORMULA_SQUARES_H
#define FORMULA_SQUARES_H

#include "formula/formula.h"

struct squares {
    size_t count; /* residuals */
    /* Inputs as those of the formula. Outputs: the residuals r[count], whose sum of squares is the
     * formula but for a constant, then their slopes j[count * n], residual after residual. */
    struct program program;
};

/* Finds the residuals of the formula: terms that are added, each a square or a constant of either
 * sign. A square is a product in which every factor stands an even number of times, such as u^2,
 * u*u, u^4*v^2 and u^2/v^2, times or divided by constants that leave it positive; constants may
 * stand before sums, too. Returns NULL with the error where a term is none of these, or when memory
 * runs out. Free with squares_free. */
struct squares *squares_compile(const struct formula *formula, struct error *error);
void squares_free(struct squares *squares);

#endif
