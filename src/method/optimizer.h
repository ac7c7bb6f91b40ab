/* The built-in optimizers: one row an optimizer, a rule or a method and what is
 * known about it. */
#ifndef METHOD_OPTIMIZER_H
#define METHOD_OPTIMIZER_H

#include <stdbool.h>

#include "base/range.h"
#include "base/table.h"
#include "method/rule.h"

struct method;

struct hyperparameter {
    const char *name;
    double value; /* default */
    struct range range;
    const char *meaning;
};

struct optimizer {
    const char *name; /* id */
    const char *title;
    const char *rule;            /* as text, or NULL: */
    const struct method *method; /* what cannot be said as a rule; finds its own rate */
    struct hyperparameter hyper[RULE_MAX_HYPER]; /* ends at name NULL */
    double rate; /* the learning rate to begin with where the surface has none of its own; 0: there
                  * is no rate, because the method or rule finds the length of its steps */
    bool plain;  /* descent without a momentum: one that is set makes it the optimizer momentum */
    bool is_length;        /* the rate is the length of a step, whatever the size of the gradient */
    bool follows_gradient; /* steps scale with the gradient: a surface's own `rate` fits */
    /* The largest stable lr*lambda on a quadratic, from hyper[] in the row's order; NULL where
     * no such limit is known. */
    double (*limit)(const double *hyper);
    /* On a quadratic of curvature lambda, with a = lr*lambda, the rule is the recurrence x(k+1) =
     * trace*x(k) - det*x(k-1); NULL for rules that can't be written so. */
    void (*recurrence)(const double *hyper, double a, double *trace, double *det);
    /* The best hyper[0], a momentum, for a condition number; NULL where there is no theory of
     * it. */
    double (*best_beta)(double condition);
    const char *when;   /* one line: when to use it */
    const char *source; /* authors, year, DOI or arXiv */
};

extern const struct table optimizers;

/* Do its steps scale with the gradient? NULL stands for a rule that the user wrote: the answer is
 * then yes, as for most rules. */
bool optimizer_follows_gradient(const struct optimizer *optimizer);

/* The number of hyperparameters of a row, and the index of one by name or -1. */
int optimizer_hypers(const struct optimizer *optimizer);
int optimizer_hyper(const struct optimizer *optimizer, const char *name);

#endif
