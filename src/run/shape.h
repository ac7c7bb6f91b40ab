/* What is done to the gradients of a block of runs before their rule sees them: to each what
 * stepper_shape does to one. */
#ifndef RUN_SHAPE_H
#define RUN_SHAPE_H

#include <stddef.h>

struct stepper;

/* Of `count` runs: rows of `width` of each parameter. The gradients g[n * width] were taken at at[n
 * * width]; noise[n] is what the normal numbers of this step are, the same for all. */
void shape_rows(const struct stepper *stepper, const double *noise, const double *at, double *g,
                size_t width, size_t count);

#endif
