#ifdef HAVE_CONFIG_H
#include <config.h>
#endif

#include "run/shape.h"

#include <math.h>

#include "base/rows.h"
#include "run/stepper.h"
#include "run/watch.h"

ROWS_CLONES
static void add(double *restrict g, double value, size_t count)
{
    for (size_t k = 0; k < count; k++)
        g[k] += value;
}

ROWS_CLONES
static void add_part(double *restrict g, double part, const double *restrict at, size_t count)
{
    for (size_t k = 0; k < count; k++)
        g[k] += part * at[k];
}

/* What is no number stays so. */
ROWS_CLONES
static void cut(double *restrict g, double most, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        g[k] = g[k] > most ? most : g[k];
        g[k] = g[k] < -most ? -most : g[k];
    }
}

/* How much of its gradient each run keeps. */
static void find_parts(const struct stepper *stepper, const double *g, size_t width, size_t count,
                       double *part)
{
    double one[PARAMETERS_MAX];
    for (size_t k = 0; k < count; k++) {
        for (int i = 0; i < stepper->n; i++)
            one[i] = g[(size_t)i * width + k];
        part[k] = stepper_clipping(stepper, one);
    }
}

ROWS_CLONES
static void multiply(double *restrict g, const double *restrict part, size_t count)
{
    for (size_t k = 0; k < count; k++)
        g[k] *= part[k];
}

void shape_rows(const struct stepper *stepper, const double *noise, const double *at, double *g,
                size_t width, size_t count)
{
    double part[WATCH_LANES];
    for (int i = 0; i < stepper->n; i++, at += width) {
        double *row = g + (size_t)i * width;
        if (stepper->noise > 0)
            add(row, stepper->noise * noise[i], count);
        if (stepper->l2 > 0)
            add_part(row, stepper->l2, at, count);
        if (stepper->clip_value > 0)
            cut(row, stepper->clip_value, count);
    }
    if (!(stepper->clip > 0))
        return;
    find_parts(stepper, g, width, count, part);
    for (int i = 0; i < stepper->n; i++)
        multiply(g + (size_t)i * width, part, count);
}
