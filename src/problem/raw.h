/* The parameters in the units of the file, where columns are standardized. */
#ifndef PROBLEM_RAW_H
#define PROBLEM_RAW_H

#include <stdbool.h>

struct error;
struct objective;

/* Of x[n]: raw[n], with which the loss on raw columns predicts the same. A model says how in its
 * row (model.h). Of a loss of the user's own it is found where every standardized column stands in
 * sums of products of a parameter and a column: the sums on raw columns have to be those on
 * standardized ones, or, where the only sum has a column without a parameter in it, which is what
 * is predicted, as many times larger as that column's deviation. These are linear equations in the
 * raw parameters. Returns false with the error, and raw is not to be used, where nothing is
 * standardized, the model or the loss is no such one, or the equations have no one solution. */
bool raw_parameters(const struct objective *objective, const double *x, double *raw,
                    struct error *error);

/* Would there be raw parameters, were all columns standardized but those of 0 and 1? False also
 * where a column can't be, and where there is none. Only then is it the same problem in other
 * units. Where memory is short the objective says so (lacks_memory). */
bool raw_would_be_known(struct objective *objective);

#endif
