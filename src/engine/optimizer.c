#include "engine/optimizer.h"

#include <float.h>
#include <string.h>

#include "engine/method.h"

static double limit_gd(const double *hyper)
{
    (void)hyper;
    return 2;
}

static double limit_momentum(const double *hyper)
{
    return 2 * (1 + hyper[0]);
}

static double limit_nesterov(const double *hyper)
{
    return 2 * (1 + hyper[0]) / (1 + 2 * hyper[0]);
}

/* A factor that weighs the past: from 0 to below 1. */
#define DECAY(name_, value_, meaning_)                                                            \
    { .name = (name_), .value = (value_),                                                       \
      .range = { .least = 0, .most = 1, .open_most = true }, .meaning = (meaning_) }

/* Keeps a quotient finite: above 0. */
#define EPSILON                                                                                   \
    { .name = "eps", .value = 1e-8, .range = { .least = 0, .most = DBL_MAX, .open_least = true }, \
      .meaning = "added to the denominator, outside the square root" }

/* Sufficient decrease, and what is tried after a trial without it. */
#define SUFFICIENT(name_)                                                                         \
    { .name = (name_), .value = 1e-4,                                                             \
      .range = { .least = 0, .most = 0.5, .open_least = true, .open_most = true },                \
      .meaning = "least decrease, as a part of what the slope promises" }
#define SHRINK                                                                                    \
    { .name = "shrink", .value = 0.5, .range = { .least = 0.01, .most = 0.95 },                   \
      .meaning = "a trial without that decrease is shortened by this factor" }

/* Where a search between sufficient decrease and this flatness ends. */
#define FLATNESS(value_)                                                                          \
    { .name = "c2", .value = (value_),                                                            \
      .range = { .least = 0, .most = 1, .open_least = true, .open_most = true },                  \
      .meaning = "the slope ends at this part of itself at most; near 0: an exact search" }

static const struct optimizer rows[] = {
    {
        .name = "gd",
        .title = "gradient descent",
        .rule = "theta = theta - lr*g",
        .rate = 0.01,
        .follows_gradient = true,
        .limit = limit_gd,
        .when = "the baseline: nothing to tune but the rate, and every effect is visible",
        .source = "Cauchy, Méthode générale pour la résolution des systèmes d'équations "
                  "simultanées, Comptes rendus 25, 1847",
    },
    {
        .name = "momentum",
        .title = "heavy-ball momentum",
        .rule = "v = beta*v + g; theta = theta - lr*v",
        .hyper = { DECAY("beta", 0.9, "how much of the velocity is kept from step to step") },
        .rate = 0.01,
        .follows_gradient = true,
        .limit = limit_momentum,
        .when = "narrow valleys: builds up speed along them and damps the zigzag across",
        .source = "Polyak, Some methods of speeding up the convergence of iteration methods, "
                  "1964, doi:10.1016/0041-5553(64)90137-5",
    },
    {
        .name = "nesterov",
        .title = "Nesterov's accelerated gradient",
        .rule = "probe = theta - lr*beta*v; v = beta*v + g; theta = theta - lr*v",
        .hyper = { DECAY("beta", 0.9, "how much of the velocity is kept from step to step") },
        .rate = 0.01,
        .follows_gradient = true,
        .limit = limit_nesterov,
        .when = "as momentum, but looks ahead before it turns: less overshoot",
        .source = "Nesterov, A method of solving a convex programming problem with convergence "
                  "rate O(1/k^2), Soviet Mathematics Doklady 27, 1983",
    },
    {
        .name = "rmsprop",
        .title = "RMSprop",
        .rule = "s = alpha*s + (1-alpha)*g^2; mean = alpha*mean + (1-alpha)*g; "
                "scale = sqrt(max(s - centered*mean^2, 0)) + eps; "
                "v = momentum*v + g/scale; theta = theta - lr*v",
        .hyper = {
            DECAY("alpha", 0.99, "how much of the mean square is kept from step to step"),
            EPSILON,
            { .name = "centered", .value = 0, .range = { .least = 0, .most = 1 },
              .meaning = "1: divide by the deviation, 0: by the root of the mean square" },
            DECAY("momentum", 0, "how much of the velocity is kept from step to step"),
        },
        .rate = 0.01,
        .when = "slopes of very different steepness: every coordinate gets a rate of its own",
        .source = "Tieleman and Hinton, Neural Networks for Machine Learning, lecture 6.5, 2012",
    },
    {
        .name = "adam",
        .title = "Adam",
        .rule = "m = beta1*m + (1-beta1)*g; v = beta2*v + (1-beta2)*g^2; "
                "mhat = m/(1-beta1^t); vhat = v/(1-beta2^t); "
                "theta = theta - lr*mhat/(sqrt(vhat)+eps)",
        .hyper = {
            DECAY("beta1", 0.9, "how much of the mean gradient is kept from step to step"),
            DECAY("beta2", 0.999, "how much of the mean square is kept from step to step"),
            EPSILON,
        },
        .rate = 0.1,
        .when = "a good first try: steps of about the rate, however steep the slope",
        .source = "Kingma and Ba, Adam: a method for stochastic optimization, 2014, "
                  "arXiv:1412.6980",
    },
    {
        .name = "steepest-exact",
        .title = "steepest descent with exact line search",
        .method = &method_steepest_exact,
        .when = "to see why the best length is not the best path: it turns at right angles",
        .source = "Cauchy, Méthode générale pour la résolution des systèmes d'équations "
                  "simultanées, Comptes rendus 25, 1847",
    },
    {
        .name = "steepest-armijo",
        .title = "steepest descent with backtracking line search",
        .method = &method_steepest_armijo,
        .hyper = {
            SUFFICIENT("c"),
            SHRINK,
            { .name = "alpha0", .value = 1,
              .range = { .least = 0, .most = 1e6, .open_least = true },
              .meaning = "the first trial of every step" },
        },
        .when = "descent that never rises and needs no rate: what safe means, and what it costs",
        .source = "Armijo, Minimization of functions having Lipschitz continuous first partial "
                  "derivatives, 1966, doi:10.2140/pjm.1966.16.1",
    },
    {
        .name = "newton",
        .title = "damped Newton's method",
        .method = &method_newton,
        .hyper = {
            SUFFICIENT("c"),
            SHRINK,
            { .name = "floor", .value = 1e-8,
              .range = { .least = 0, .most = 1, .open_least = true },
              .meaning = "least curvature, as a part of the largest" },
        },
        .when = "few parameters and a Hessian at hand: valleys and scales no longer matter",
        .source = "Nocedal and Wright, Numerical Optimization, 2006, section 3.4, "
                  "doi:10.1007/978-0-387-40065-5",
    },
    {
        .name = "bfgs",
        .title = "BFGS",
        .method = &method_bfgs,
        .hyper = { SUFFICIENT("c1"), FLATNESS(0.9) },
        .when = "smooth functions without noise: learns the curvature from gradients alone",
        .source = "Broyden, doi:10.1093/imamat/6.1.76; Fletcher, doi:10.1093/comjnl/13.3.317; "
                  "Goldfarb, doi:10.1090/S0025-5718-1970-0258249-6; Shanno, "
                  "doi:10.1090/S0025-5718-1970-0274029-X; all 1970",
    },
    {
        .name = "cg",
        .title = "nonlinear conjugate gradients",
        .method = &method_cg,
        .hyper = { SUFFICIENT("c1"), FLATNESS(0.1) },
        .when = "as bfgs where a matrix is too much to remember: two vectors do",
        .source = "Polak and Ribière, Note sur la convergence de méthodes de directions "
                  "conjuguées, 1969, doi:10.1051/m2an/196903R100351; beta not below 0: Powell, 1984, "
                  "doi:10.1007/BFb0099521",
    },
};

const struct table optimizers = TABLE("optimizer", rows);

int optimizer_hypers(const struct optimizer *optimizer)
{
    int count = 0;
    while (count < RULE_MAX_HYPER && optimizer->hyper[count].name)
        count++;
    return count;
}

int optimizer_hyper(const struct optimizer *optimizer, const char *name)
{
    for (int i = 0; i < optimizer_hypers(optimizer); i++)
        if (strcmp(optimizer->hyper[i].name, name) == 0)
            return i;
    return -1;
}
