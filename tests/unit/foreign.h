/* A foreign function for tests, a^3 b/2 - a b^2 + 2 a + b^3: what grid(a, b) means there. */
#ifndef TESTS_FOREIGN_H
#define TESTS_FOREIGN_H

#include <math.h>

#include "formula/foreign.h"

/* The derivative of that order of x^power. */
static double foreign_power(double x, unsigned power, unsigned order)
{
    double factor = 1;
    for (; order > 0; order--)
        factor *= power > 0 ? power-- : 0;
    return factor == 0 ? 0 : factor * pow(x, power);
}

static void foreign_evaluate(const void *context, unsigned order, const double *a, const double *b,
                             double *to, size_t points)
{
    static const struct {
        double factor;
        unsigned a, b;
    } term[] = {{0.5, 3, 1}, {-1, 1, 2}, {2, 1, 0}, {1, 0, 3}};
    (void)context;
    for (size_t k = 0; k < points; k++) {
        double value = 0;
        for (size_t i = 0; i < sizeof term / sizeof *term; i++)
            value += term[i].factor * foreign_power(a[k], term[i].a, foreign_by_first(order)) *
                     foreign_power(b[k], term[i].b, foreign_by_second(order));
        to[k] = value;
    }
}

static const struct foreign foreign_cubic = {.evaluate = foreign_evaluate};

#endif
