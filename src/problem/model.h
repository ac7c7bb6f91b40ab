/* The models: what is learnt from data, as formulas. A model is a loss in its parameters and in
 * columns of the data, averaged over the rows; nothing in the engine knows it by name. */
#ifndef PROBLEM_MODEL_H
#define PROBLEM_MODEL_H

#include <stdbool.h>

#include "base/table.h"
#include "formula/formula.h"

enum { MODEL_COLUMNS = 3 }; /* that a model reads at most */

struct model_parameter {
    const char *name;
    /* The connections into the unit that the weight leads to, and out of the unit that it comes
     * from: what xavier and he go by. 0, 0: a bias. */
    int fan_in, fan_out;
    /* What the parameter is where the columns are not standardized: a formula in the parameters
     * and, of each column c, its mean_c and deviation_c. */
    const char *raw;
};

/* A row of the table `models`. */
struct model {
    const char *name;
    const char *title;
    const char *loss; /* `prediction` in it is what the model says, `y` what it should say */
    struct model_parameter parameter[PARAMETERS_MAX]; /* up to the first without a name */
    const char *column[MODEL_COLUMNS + 1];            /* the columns that it reads, up to NULL */
    const char *init;    /* how its parameters begin: a row of `inits` */
    double rate;         /* a learning rate for standardized columns */
    bool convex;         /* a minimum is the global one, whatever the data */
    bool classifies;     /* y is 0 or 1 and the prediction a probability */
    const char *teaches; /* one line */
    const char *source;  /* author, year, where */
};

extern const struct table models;

int model_parameters(const struct model *model);

#endif
