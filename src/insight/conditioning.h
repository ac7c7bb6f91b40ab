/* How a loss on data is conditioned with the columns as they are in the file, and with all of them
 * standardized: what a first run on raw columns has to know. */
#ifndef INSIGHT_CONDITIONING_H
#define INSIGHT_CONDITIONING_H

#include <stdbool.h>
#include <stddef.h>

struct error;
struct objective;
struct quadratic;
struct simulation;
struct stability;

struct conditioning {
    double raw;          /* condition number on raw columns; NAN: not known, or a curvature is not
                          * positive */
    double standardized; /* the same once every column is standardized that can be */
};

/* The run's loss with l2 at x[n], its columns standardized as `standardize` says ("all", "none"),
 * which takes them out of the data once more. The run learns from data. Returns false with the
 * error where that is impossible. */
bool conditioning_at(struct quadratic *quadratic, struct simulation *simulation,
                     const char *standardize, const double *x, struct error *error);

/* Of a run that learns from data; of another one, or where columns are standardized already, both
 * are NAN. The curvatures are those at the start, with l2, over all rows: this costs two Hessians
 * and taking the columns out of the data once more. */
void conditioning_of(struct conditioning *conditioning, struct simulation *simulation);

/* What to know before the first step where its rate is unstable and no column is standardized,
 * though one could be: "rate 0.1, stable below 8.02e-08 on raw columns: standardize, or lr
 * 7.2e-08", with the marks of settings (base/error.h); without the first of them where
 * standardizing is impossible or makes another problem (raw_would_be_known). Of ASCII, cut to size
 * - 1 bytes. Returns false, and writes nothing, where there is nothing to know. */
bool conditioning_warn(const struct stability *stability, struct objective *objective, char *out,
                       size_t size);

#endif
