#include "engine/optimizer.h"

#include <float.h>
#include <string.h>

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
