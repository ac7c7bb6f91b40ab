/* The gradient flow: where dx/dt = -grad f(x) leads from a start, the limit of plain descent for
 * rates toward 0. A run leaves it where its steps are too long to follow.
 *
 * Integrated by the embedded pair of orders 5 and 4 of Dormand and Prince (1980, Journal of
 * Computational and Applied Mathematics 6, 19-26), with the error a step of at most a millionth of
 * the coordinates' sizes, and the step lengths of Hairer, Norsett and Wanner (1993, Solving
 * Ordinary Differential Equations I, II.4). Steep walls beside a level floor make it stiff: it then
 * takes many short steps, and ends where it has had its evaluations. */
#ifndef INSIGHT_FLOW_H
#define INSIGHT_FLOW_H

#include <stdbool.h>

#include "run/trajectory.h"

struct regularised;

enum { FLOW_STAGES = 7 };

struct flow {
    int n;
    double time;   /* that has passed: plain descent at a rate r is at time r k after k steps */
    double length; /* of the step that is tried next, in time */
    double x[PARAMETERS_MAX];
    double slope[PARAMETERS_MAX]; /* the gradient at x, once it is known */
    double first;                 /* its length at the start */
    double size[PARAMETERS_MAX];  /* what errors are measured by */
    long evaluations, most;       /* gradients so far, and at most */
    bool ended;
    struct trajectory path; /* a sample a step: x, loss, grad_norm, and the length as lr */
};

/* At x[n]; evaluates nothing yet. Ends after about so many gradients. Returns false where memory
 * runs out; flow_release in either case. */
bool flow_begin(struct flow *flow, const double *x, int n, long most);
void flow_release(struct flow *flow);

/* Goes on by a step of the function, whose objective has the n parameters. It ends where the
 * gradient has become a millionth of that at the start, where no step is short enough, as on a
 * kink, where x has run away, or after its evaluations. An evaluation that is interrupted makes no
 * step. Returns whether it goes on. */
bool flow_step(struct flow *flow, struct regularised *function);

#endif
