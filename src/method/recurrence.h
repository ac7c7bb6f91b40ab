/* What is known of some rules on a quadratic of curvature lambda, with a = lr*lambda. All take the
 * hyperparameters hyper[] in the order of the optimizer's row. */
#ifndef METHOD_RECURRENCE_H
#define METHOD_RECURRENCE_H

/* The largest stable a: below it the rule converges, above it diverges. */
double recurrence_limit_gd(const double *hyper);
double recurrence_limit_momentum(const double *hyper);
double recurrence_limit_nesterov(const double *hyper);
double recurrence_limit_qhm(const double *hyper);
double recurrence_limit_lookahead(const double *hyper);

/* The rule is x(k+1) = trace*x(k) - det*x(k-1): from its two lines. */
void recurrence_gd(const double *hyper, double a, double *trace, double *det);
void recurrence_momentum(const double *hyper, double a, double *trace, double *det);
void recurrence_nesterov(const double *hyper, double a, double *trace, double *det);
void recurrence_qhm(const double *hyper, double a, double *trace, double *det);

#endif
