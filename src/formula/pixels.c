/* The block interpreter again, with the vector functions of the C library where it has them. */
#ifdef HAVE_CONFIG_H
#include <config.h>
#endif

/* glibc declares the vector forms of exp, sin and so on only where this is defined; it is set for
 * <math.h> alone, so that nothing else in this file loses its exact meaning. */
#if defined(HAVE_LIBMVEC) && !defined(__FAST_MATH__)
#define __FAST_MATH__ 1
#include <math.h>
#undef __FAST_MATH__
#else
#include <math.h>
#endif

/* What has no vector form is written with what has: the digits that expm1, log1p and hypot keep of a
 * small number do not show in a picture. */
#define expm1(a) (exp(a) - 1)
#define log1p(a) log(1 + (a))
#define hypot(a, b) sqrt((a) * (a) + (b) * (b))

#include "formula/rows.h"

void evaluator_run_pixels(struct evaluator *evaluator, size_t points)
{
    run_rows(evaluator->program->code, evaluator->program->length, evaluator->registers,
             evaluator->width, points);
}

void evaluator_rerun_pixels(struct evaluator *evaluator, size_t points)
{
    const struct program *program = evaluator->program;
    run_rows(program->code + program->still, program->length - program->still, evaluator->registers,
             evaluator->width, points);
}

ROWS_CLONES
void evaluator_fill(struct evaluator *evaluator, size_t i, double value, size_t points)
{
    double *row = evaluator_input(evaluator, i);
    for (size_t k = 0; k < points; k++)
        row[k] = value;
}
