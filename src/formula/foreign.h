/* A foreign function: one of two numbers that is no formula, such as what a table of values is
 * interpolated by, whose values and exact derivatives its owner computes. Formulas call it grid(a,
 * b), and differentiate it as they do all others. */
#ifndef FORMULA_FOREIGN_H
#define FORMULA_FOREIGN_H

#include <stddef.h>

struct foreign {
    /* Writes to[k], for k < points: the derivative of that order at (a[k], b[k]), NAN where the
     * function is not defined. `to` may be `a` or `b`. What a point gets does not depend on the
     * others. */
    void (*evaluate)(const void *context, unsigned order, const double *a, const double *b,
                     double *to, size_t points);
    const void *context; /* borrowed */
};

/* Up to the third derivative by each of the two; beyond that they are 0. */
enum { FOREIGN_MOST = 3, FOREIGN_STEP = FOREIGN_MOST + 1 };

/* The order that stands for the i-th derivative by the first and the j-th by the second number; 0:
 * the value. */
static inline unsigned foreign_order(unsigned i, unsigned j)
{
    return i * FOREIGN_STEP + j;
}

static inline unsigned foreign_by_first(unsigned order)
{
    return order / FOREIGN_STEP;
}

static inline unsigned foreign_by_second(unsigned order)
{
    return order % FOREIGN_STEP;
}

#endif
