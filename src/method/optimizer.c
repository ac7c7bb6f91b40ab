#include "method/optimizer.h"

#include <float.h>
#include <string.h>

#include "method/method.h"
#include "method/recurrence.h"
#include "method/tuning.h"

/* A factor that weighs the past: from 0 to below 1. */
#define DECAY(name_, value_, meaning_)                                                             \
    {                                                                                              \
        .name = (name_), .value = (value_), .range = {.least = 0, .most = 1, .open_most = true},   \
        .meaning = (meaning_)                                                                      \
    }

/* Keeps a quotient finite: above 0. */
#define EPSILON(value_)                                                                            \
    {                                                                                              \
        .name = "eps", .value = (value_),                                                          \
        .range = {.least = 0, .most = DBL_MAX, .open_least = true},                                \
        .meaning = "added to the denominator, outside the square root"                             \
    }

/* A part of a whole: from 0 to 1. */
#define SHARE(name_, value_, meaning_)                                                             \
    {                                                                                              \
        .name = (name_), .value = (value_), .range = {.least = 0, .most = 1},                      \
        .meaning = (meaning_)                                                                      \
    }

#define POSITIVE(name_, value_, meaning_)                                                          \
    {                                                                                              \
        .name = (name_), .value = (value_),                                                        \
        .range = {.least = 0, .most = DBL_MAX, .open_least = true}, .meaning = (meaning_)          \
    }

#define WEIGHT_DECAY(value_)                                                                       \
    {                                                                                              \
        .name = "weight_decay", .value = (value_), .range = {.least = 0, .most = DBL_MAX},         \
        .meaning = "how fast the parameters shrink by themselves, in units of the rate"            \
    }

/* The two decays of the Adam family. */
#define MEAN_DECAY(value_)                                                                         \
    DECAY("beta1", (value_), "how much of the mean gradient is kept from step to step")
#define SQUARE_DECAY(value_)                                                                       \
    DECAY("beta2", (value_), "how much of the mean square is kept from step to step")

/* Sufficient decrease, and what is tried after a trial without it. */
#define SUFFICIENT(name_)                                                                          \
    {                                                                                              \
        .name = (name_), .value = 1e-4,                                                            \
        .range = {.least = 0, .most = 0.5, .open_least = true, .open_most = true},                 \
        .meaning = "least decrease, as a part of what the slope promises"                          \
    }
#define SHRINK                                                                                     \
    {                                                                                              \
        .name = "shrink", .value = 0.5, .range = {.least = 0.01, .most = 0.95},                    \
        .meaning = "a trial without that decrease is shortened by this factor"                     \
    }

/* Where a search between sufficient decrease and this flatness ends. */
#define FLATNESS(value_)                                                                           \
    {                                                                                              \
        .name = "c2", .value = (value_),                                                           \
        .range = {.least = 0, .most = 1, .open_least = true, .open_most = true},                   \
        .meaning = "the slope ends at this part of itself at most; near 0: an exact search"        \
    }

/* Regions of trust. */
#define ACCEPT                                                                                     \
    {                                                                                              \
        .name = "accept", .value = 1e-4, .range = {.least = 0, .most = 0.25, .open_least = true},  \
        .meaning = "a trial is taken from this part of the slope's promise on"                     \
    }
#define RADIUS                                                                                     \
    {                                                                                              \
        .name = "radius", .value = 1, .range = {.least = 0, .most = DBL_MAX, .open_least = true},  \
        .meaning = "the first radius, beside the size of the parameters, both scaled"              \
    }

static const struct optimizer rows[] = {
    {
        .name = "gd",
        .title = "gradient descent",
        .rule = "theta = theta - lr*g",
        .rate = 0.01,
        .plain = true,
        .follows_gradient = true,
        .limit = recurrence_limit_gd,
        .recurrence = recurrence_gd,
        .when = "the baseline: nothing to tune but the rate, and every effect is visible",
        .source = "Cauchy, Méthode générale pour la résolution des systèmes d'équations "
                  "simultanées, Comptes rendus 25, 1847",
    },
    {
        .name = "momentum",
        .title = "heavy-ball momentum",
        .rule = "v = beta*v + g; theta = theta - lr*v",
        .hyper = {DECAY("beta", 0.9, "how much of the velocity is kept from step to step")},
        .rate = 0.01,
        .follows_gradient = true,
        .limit = recurrence_limit_momentum,
        .recurrence = recurrence_momentum,
        .best_beta = tuning_momentum_beta,
        .when = "narrow valleys: builds up speed along them and damps the zigzag across",
        .source = "Polyak, Some methods of speeding up the convergence of iteration methods, "
                  "1964, doi:10.1016/0041-5553(64)90137-5",
    },
    {
        .name = "nesterov",
        .title = "Nesterov's accelerated gradient",
        .rule = "probe = theta - lr*beta*v; v = beta*v + g; theta = theta - lr*v",
        .hyper = {DECAY("beta", 0.9, "how much of the velocity is kept from step to step")},
        .rate = 0.01,
        .follows_gradient = true,
        .limit = recurrence_limit_nesterov,
        .recurrence = recurrence_nesterov,
        .best_beta = tuning_nesterov_beta,
        .when = "as momentum, but looks ahead before it turns: less overshoot",
        .source = "Nesterov, A method of solving a convex programming problem with convergence "
                  "rate O(1/k^2), Soviet Mathematics Doklady 27, 1983",
    },
    {
        .name = "adagrad",
        .title = "AdaGrad",
        .rule = "s = s + g^2; theta = theta - lr*g/(sqrt(s)+eps)",
        .hyper = {EPSILON(1e-10)},
        .rate = 0.5,
        .is_length = true,
        .when = "sparse or badly scaled gradients; its steps only ever get shorter",
        .source = "Duchi, Hazan and Singer, Adaptive subgradient methods for online learning and "
                  "stochastic optimization, JMLR 12, 2011",
    },
    {
        .name = "rmsprop",
        .title = "RMSprop",
        .rule = "s = alpha*s + (1-alpha)*g^2; mean = alpha*mean + (1-alpha)*g; "
                "scale = sqrt(max(s - centered*mean^2, 0)) + eps; "
                "v = momentum*v + g/scale; theta = theta - lr*v",
        .hyper =
            {
                DECAY("alpha", 0.99, "how much of the mean square is kept from step to step"),
                EPSILON(1e-8),
                SHARE("centered", 0,
                      "1: divide by the deviation, 0: by the root of the mean square"),
                DECAY("momentum", 0, "how much of the velocity is kept from step to step"),
            },
        .rate = 0.01,
        .is_length = true,
        .when = "slopes of very different steepness: every coordinate gets a rate of its own",
        .source = "Tieleman and Hinton, Neural Networks for Machine Learning, lecture 6.5, 2012",
    },
    {
        .name = "adadelta",
        .title = "AdaDelta",
        .rule = "s = rho*s + (1-rho)*g^2; d = g*sqrt(u+eps)/sqrt(s+eps); "
                "u = rho*u + (1-rho)*d^2; theta = theta - lr*d",
        .hyper =
            {
                DECAY("rho", 0.9, "how much of the mean squares is kept from step to step"),
                POSITIVE("eps", 1e-6,
                         "added under both square roots; the first steps are of its root"),
            },
        .rate = 1,
        .when = "no rate to choose; it begins with very short steps",
        .source = "Zeiler, ADADELTA: an adaptive learning rate method, 2012, arXiv:1212.5701",
    },
    {
        .name = "adam",
        .title = "Adam",
        .rule = "m = beta1*m + (1-beta1)*g; v = beta2*v + (1-beta2)*g^2; "
                "mhat = m/(1-beta1^t); vhat = v/(1-beta2^t); "
                "theta = theta - lr*mhat/(sqrt(vhat)+eps)",
        .hyper =
            {
                MEAN_DECAY(0.9),
                SQUARE_DECAY(0.999),
                EPSILON(1e-8),
            },
        .rate = 0.1,
        .is_length = true,
        .when = "a good first try: steps of about the rate, however steep the slope",
        .source = "Kingma and Ba, Adam: a method for stochastic optimization, 2014, "
                  "arXiv:1412.6980",
    },
    {
        .name = "adamw",
        .title = "Adam with decoupled weight decay",
        .rule = "theta = theta - lr*weight_decay*theta; "
                "m = beta1*m + (1-beta1)*g; v = beta2*v + (1-beta2)*g^2; "
                "mhat = m/(1-beta1^t); vhat = v/(1-beta2^t); "
                "theta = theta - lr*mhat/(sqrt(vhat)+eps)",
        .hyper = {MEAN_DECAY(0.9), SQUARE_DECAY(0.999), EPSILON(1e-8), WEIGHT_DECAY(0.01)},
        .rate = 0.1,
        .is_length = true,
        .when = "Adam where small parameters are wanted: the decay is not rescaled as l2 would be",
        .source = "Loshchilov and Hutter, Decoupled weight decay regularization, 2017, "
                  "arXiv:1711.05101",
    },
    {
        .name = "amsgrad",
        .title = "AMSGrad",
        .rule = "m = beta1*m + (1-beta1)*g; v = beta2*v + (1-beta2)*g^2; vmax = max(vmax, v); "
                "mhat = m/(1-beta1^t); vhat = vmax/(1-beta2^t); "
                "theta = theta - lr*mhat/(sqrt(vhat)+eps)",
        .hyper = {MEAN_DECAY(0.9), SQUARE_DECAY(0.999), EPSILON(1e-8)},
        .rate = 0.1,
        .is_length = true,
        .when = "Adam that never forgets a steep slope: it settles where Adam wanders",
        .source = "Reddi, Kale and Kumar, On the convergence of Adam and beyond, 2018, "
                  "arXiv:1904.09237",
    },
    {
        .name = "adamax",
        .title = "AdaMax",
        .rule = "m = beta1*m + (1-beta1)*g; u = max(beta2*u, abs(g)+eps); "
                "theta = theta - lr*m/((1-beta1^t)*u)",
        .hyper =
            {
                MEAN_DECAY(0.9),
                DECAY("beta2", 0.999, "how slowly the largest gradient is forgotten"),
                POSITIVE("eps", 1e-8, "added to the size of the gradient"),
            },
        .rate = 0.1,
        .is_length = true,
        .when = "Adam with the largest gradient instead of the mean square: steps are bounded",
        .source = "Kingma and Ba, Adam: a method for stochastic optimization, 2014, section 7, "
                  "arXiv:1412.6980",
    },
    {
        .name = "nadam",
        .title = "Adam with Nesterov's momentum",
        .rule = "mu = beta1*(1 - 0.96^(t*momentum_decay)/2); "
                "next = beta1*(1 - 0.96^((t+1)*momentum_decay)/2); "
                "product = if(t == 1, 1, product)*mu; "
                "m = beta1*m + (1-beta1)*g; v = beta2*v + (1-beta2)*g^2; "
                "mhat = next*m/(1-product*next) + (1-mu)*g/(1-product); vhat = v/(1-beta2^t); "
                "theta = theta - lr*mhat/(sqrt(vhat)+eps)",
        .hyper =
            {
                MEAN_DECAY(0.9),
                SQUARE_DECAY(0.999),
                EPSILON(1e-8),
                {.name = "momentum_decay",
                 .value = 0.004,
                 .range = {.least = 0, .most = DBL_MAX},
                 .meaning = "how fast the momentum rises from half of beta1 to all of it"},
            },
        .rate = 0.05,
        .is_length = true,
        .when = "as Adam, with less overshoot",
        .source = "Dozat, Incorporating Nesterov momentum into Adam, ICLR workshop, 2016",
    },
    {
        .name = "radam",
        .title = "rectified Adam",
        .rule = "m = beta1*m + (1-beta1)*g; v = beta2*v + (1-beta2)*g^2; mhat = m/(1-beta1^t); "
                "most = 2/(1-beta2) - 1; rho = most - 2*t*beta2^t/(1-beta2^t); "
                "r = sqrt(max((rho-4)*(rho-2)*most, 0)/((most-4)*(most-2)*rho)); "
                "theta = theta - lr*mhat*if(rho > 5, r*sqrt(1-beta2^t)/(sqrt(v)+eps), 1)",
        .hyper =
            {
                MEAN_DECAY(0.9),
                {.name = "beta2",
                 .value = 0.999,
                 .range = {.least = 0.6, .most = 1, .open_least = true, .open_most = true},
                 .meaning = "how much of the mean square is kept from step to step"},
                EPSILON(1e-8),
            },
        .rate = 0.1,
        .is_length = true,
        .when = "Adam without a warmup: the first steps are plain momentum, so the rate matters",
        .source = "Liu et al., On the variance of the adaptive learning rate and beyond, 2019, "
                  "arXiv:1908.03265",
    },
    {
        .name = "lion",
        .title = "Lion",
        .rule = "c = beta1*m + (1-beta1)*g; theta = theta - lr*(sign(c) + weight_decay*theta); "
                "m = beta2*m + (1-beta2)*g",
        .hyper =
            {
                DECAY("beta1", 0.9, "how much of the memory counts in the step"),
                DECAY("beta2", 0.99, "how much of the memory is kept from step to step"),
                WEIGHT_DECAY(0),
            },
        .rate = 0.01,
        .is_length = true,
        .when = "every step is of the rate's length in every coordinate: lower the rate to settle",
        .source = "Chen et al., Symbolic discovery of optimization algorithms, 2023, "
                  "arXiv:2302.06675",
    },
    {
        .name = "rprop",
        .title = "resilient propagation",
        .rule = "turn = g*before; grow = if(turn > 0, eta_plus, if(turn < 0, eta_minus, 1)); "
                "size = min(max(if(t == 1, lr, size)*grow, step_min), step_max); "
                "before = if(turn < 0, 0, g); theta = theta - size*sign(before)",
        .hyper =
            {
                {.name = "eta_minus",
                 .value = 0.5,
                 .range = {.least = 0, .most = 1, .open_least = true, .open_most = true},
                 .meaning = "the step shrinks by this where the gradient changed sign"},
                {.name = "eta_plus",
                 .value = 1.2,
                 .range = {.least = 1, .most = DBL_MAX, .open_least = true},
                 .meaning = "the step grows by this where the gradient kept its sign"},
                {.name = "step_min",
                 .value = 1e-6,
                 .range = {.least = 0, .most = DBL_MAX},
                 .meaning = "the shortest step"},
                POSITIVE("step_max", 50, "the longest step"),
            },
        .rate = 0.05,
        .is_length = true,
        .when = "only the sign of the slope is trusted; the rate is but the first step's length",
        .source = "Riedmiller and Braun, A direct adaptive method for faster backpropagation "
                  "learning: the RPROP algorithm, 1993, doi:10.1109/ICNN.1993.298623",
    },
    {
        .name = "signsgd",
        .title = "sign descent",
        .rule = "theta = theta - lr*sign(g)",
        .rate = 0.01,
        .is_length = true,
        .when = "how far the direction alone leads: it ends in a zigzag as wide as the rate",
        .source = "Bernstein et al., signSGD: compressed optimisation for non-convex problems, "
                  "2018, arXiv:1802.04434",
    },
    {
        .name = "qhm",
        .title = "quasi-hyperbolic momentum",
        .rule = "v = beta*v + (1-beta)*g; theta = theta - lr*((1-nu)*g + nu*v)",
        .hyper =
            {
                SHARE("nu", 0.7, "the share of the velocity in the step; the rest is the gradient"),
                DECAY("beta", 0.999, "how much of the velocity is kept from step to step"),
            },
        .rate = 0.01,
        .follows_gradient = true,
        .limit = recurrence_limit_qhm,
        .recurrence = recurrence_qhm,
        .when = "a mean of plain descent and momentum: a long memory without the overshoot",
        .source = "Ma and Yarats, Quasi-hyperbolic momentum and Adam for deep learning, 2018, "
                  "arXiv:1810.06801",
    },
    {
        .name = "qhadam",
        .title = "quasi-hyperbolic Adam",
        .rule = "m = beta1*m + (1-beta1)*g; v = beta2*v + (1-beta2)*g^2; "
                "mhat = m/(1-beta1^t); vhat = v/(1-beta2^t); "
                "theta = theta - lr*((1-nu1)*g + nu1*mhat)/(sqrt((1-nu2)*g^2 + nu2*vhat)+eps)",
        .hyper =
            {
                SHARE("nu1", 0.7, "the share of the mean gradient above the fraction line"),
                SHARE("nu2", 1, "the share of the mean square below it"),
                MEAN_DECAY(0.995),
                SQUARE_DECAY(0.999),
                EPSILON(1e-8),
            },
        .rate = 0.1,
        .is_length = true,
        .when = "Adam with a longer memory that still listens to the gradient of this step",
        .source = "Ma and Yarats, Quasi-hyperbolic momentum and Adam for deep learning, 2018, "
                  "arXiv:1810.06801",
    },
    {
        .name = "sam",
        .title = "sharpness-aware minimization",
        .rule = "probe = theta + rho*g/(norm(g)+1e-12); theta = theta - lr*g",
        .hyper =
            {
                {.name = "rho",
                 .value = 0.05,
                 .range = {.least = 0, .most = DBL_MAX},
                 .meaning = "how far uphill the gradient is taken"},
            },
        .rate = 0.01,
        .follows_gradient = true,
        .when = "prefers wide valleys to narrow ones, at two gradients a step",
        .source = "Foret et al., Sharpness-aware minimization for efficiently improving "
                  "generalization, 2020, arXiv:2010.01412",
    },
    {
        .name = "adabelief",
        .title = "AdaBelief",
        .rule = "m = beta1*m + (1-beta1)*g; s = beta2*s + (1-beta2)*(g-m)^2 + eps; "
                "mhat = m/(1-beta1^t); shat = s/(1-beta2^t); "
                "theta = theta - lr*mhat/(sqrt(shat)+eps)",
        .hyper =
            {
                MEAN_DECAY(0.9),
                DECAY("beta2", 0.999,
                      "how much of the mean square surprise is kept from step to step"),
                POSITIVE("eps", 1e-16, "added to the mean square at every step, and to its root"),
            },
        .rate = 0.1,
        .is_length = true,
        .when = "Adam that takes long steps where the slope is as expected, short ones where not",
        .source = "Zhuang et al., AdaBelief optimizer: adapting stepsizes by the belief in "
                  "observed gradients, 2020, arXiv:2010.07468",
    },
    {
        .name = "yogi",
        .title = "Yogi",
        .rule = "m = beta1*m + (1-beta1)*g; v = v - (1-beta2)*sign(v - g^2)*g^2; "
                "mhat = m/(1-beta1^t); vhat = v/(1-beta2^t); "
                "theta = theta - lr*mhat/(sqrt(vhat)+eps)",
        .hyper =
            {
                MEAN_DECAY(0.9),
                DECAY("beta2", 0.999, "how slowly the square below the fraction line moves"),
                EPSILON(1e-3),
            },
        .rate = 0.1,
        .is_length = true,
        .when = "Adam that forgets a steep slope slowly: the steps don't jump up behind it",
        .source = "Zaheer et al., Adaptive methods for nonconvex optimization, NeurIPS 31, 2018",
    },
    {
        .name = "adan",
        .title = "adaptive Nesterov momentum",
        .rule = "d = if(t == 1, 0, g - before); before = g; "
                "m = beta1*m + (1-beta1)*g; v = beta2*v + (1-beta2)*d; "
                "n = beta3*n + (1-beta3)*(g + beta2*d)^2; "
                "mhat = m/(1-beta1^t); vhat = v/(1-beta2^t); nhat = n/(1-beta3^t); "
                "theta = theta - lr*(mhat + beta2*vhat)/(sqrt(nhat)+eps)",
        .hyper =
            {
                MEAN_DECAY(0.98),
                DECAY("beta2", 0.92, "how much of the mean change of the gradient is kept"),
                DECAY("beta3", 0.99, "how much of the mean square is kept from step to step"),
                EPSILON(1e-8),
            },
        .rate = 0.1,
        .is_length = true,
        .when = "Adam that sees from the change of the gradient where it will be next",
        .source = "Xie et al., Adan: adaptive Nesterov momentum algorithm for faster optimizing "
                  "deep models, 2022, arXiv:2208.06677",
    },
    {
        .name = "lamb",
        .title = "LAMB",
        .rule = "m = beta1*m + (1-beta1)*g; v = beta2*v + (1-beta2)*g^2; "
                "mhat = m/(1-beta1^t); vhat = v/(1-beta2^t); "
                "r = mhat/(sqrt(vhat)+eps) + weight_decay*theta; "
                "trust = if(norm(theta) > 0 and norm(r) > 0, norm(theta)/norm(r), 1); "
                "theta = theta - lr*trust*r",
        .hyper = {MEAN_DECAY(0.9), SQUARE_DECAY(0.999), EPSILON(1e-6), WEIGHT_DECAY(0)},
        .rate = 0.05,
        .when = "steps of a fixed share of |theta|: away from 0 it settles only as the rate falls",
        .source = "You et al., Large batch optimization for deep learning: training BERT in 76 "
                  "minutes, 2019, arXiv:1904.00962",
    },
    {
        .name = "prodigy",
        .title = "Prodigy",
        .rule = "start = if(t == 1, theta, start); d = if(t == 1, d0, d); beta3 = sqrt(beta2); "
                "m = beta1*m + (1-beta1)*d*g; v = beta2*v + (1-beta2)*d^2*g^2; "
                "r = beta3*r + (1-beta3)*lr*d^2*dot(g, start - theta); "
                "s = beta3*s + (1-beta3)*lr*d^2*g; size = dot(abs(s), 1); "
                "theta = theta - lr*d*m/(sqrt(v) + d*eps); "
                "d = if(size > 0, max(d, r/size), d)",
        .hyper =
            {
                MEAN_DECAY(0.9),
                SQUARE_DECAY(0.999),
                EPSILON(1e-8),
                POSITIVE("d0", 1e-6,
                         "the first guess of the distance to the minimum; it only grows"),
            },
        .rate = 1,
        .when = "no rate to choose: it finds out how far away the minimum is, and steps so far",
        .source = "Mishchenko and Defazio, Prodigy: an expeditiously adaptive parameter-free "
                  "learner, 2023, arXiv:2306.06101",
    },
    {
        .name = "schedule-free",
        .title = "schedule-free descent",
        .rule = "z = if(t == 1, theta, z); probe = (1-beta)*z + beta*theta; "
                "z = z - lr*g; theta = theta + (z - theta)/t",
        .hyper = {SHARE("beta", 0.9, "the share of the mean in the point where g is taken")},
        .rate = 0.02,
        .follows_gradient = true,
        .when = "the mean of all points so far takes the place of a falling rate",
        .source = "Defazio et al., The road less scheduled, 2024, arXiv:2405.15682",
    },
    {
        .name = "polyak",
        .title = "Polyak's step length",
        .rule = "square = dot(g, g); "
                "theta = theta - if(square > 0, (f - fstar)/square, 0)*g",
        .hyper =
            {
                {.name = "fstar",
                 .value = 0,
                 .range = {.least = -DBL_MAX, .most = DBL_MAX},
                 .meaning = "the least value of the loss"},
            },
        .when = "where the least value is known: no rate to set; a loss below fstar goes uphill",
        .source = "Polyak, Introduction to Optimization, Optimization Software, 1987, section 5.3",
    },
    {
        .name = "lookahead",
        .title = "Lookahead",
        .rule = "slow = if(t == 1, theta, slow); fast = theta - lr*g; back = mod(t, k) == 0; "
                "slow = if(back, slow + alpha*(fast - slow), slow); "
                "theta = if(back, slow, fast)",
        .hyper =
            {
                {.name = "k",
                 .value = 5,
                 .range = {.least = 1, .most = 1e6, .whole = true},
                 .meaning = "so many steps ahead, then back"},
                {.name = "alpha",
                 .value = 0.5,
                 .range = {.least = 0, .most = 1, .open_least = true},
                 .meaning = "back to this part of the way"},
            },
        .rate = 0.01,
        .follows_gradient = true,
        .limit = recurrence_limit_lookahead,
        .when = "to see swings averaged out: k steps forward, then back to a part of the way",
        .source = "Zhang et al., Lookahead optimizer: k steps forward, 1 step back, 2019, "
                  "arXiv:1907.08610",
    },
    {
        .name = "adahessian",
        .title = "AdaHessian",
        .rule = "m = beta1*m + (1-beta1)*g; v = beta2*v + (1-beta2)*h^2; "
                "mhat = m/(1-beta1^t); vhat = v/(1-beta2^t); "
                "theta = theta - lr*mhat/(sqrt(vhat)+eps)",
        .hyper =
            {
                MEAN_DECAY(0.9),
                DECAY("beta2", 0.999, "how much of the mean square curvature is kept"),
                EPSILON(1e-8),
            },
        .rate = 0.1,
        .when = "Adam that divides by the curvature of each coordinate, at two evaluations a step",
        .source = "Yao et al., ADAHESSIAN: an adaptive second order optimizer for machine "
                  "learning, 2020, arXiv:2006.00719",
    },
    {
        .name = "sophia",
        .title = "Sophia",
        .rule = "m = beta1*m + (1-beta1)*g; v = beta2*v + (1-beta2)*h; "
                "theta = theta - lr*max(min(m/max(gamma*v, eps), 1), -1)",
        .hyper =
            {
                MEAN_DECAY(0.96),
                DECAY("beta2", 0.99, "how much of the mean curvature is kept from step to step"),
                POSITIVE("gamma", 0.01,
                         "the mean gradient is cut where it is above gamma*curvature"),
                POSITIVE("eps", 1e-12, "stands for curvature that is less, or negative"),
            },
        .rate = 0.1,
        .is_length = true,
        .when = "a cautious Newton for each coordinate: a step is at most the rate",
        .source = "Liu et al., Sophia: a scalable stochastic second-order optimizer for language "
                  "model pre-training, 2023, arXiv:2305.14342",
    },
    {
        .name = "langevin",
        .title = "Langevin dynamics",
        .rule = "theta = theta - lr*g + sqrt(2*lr*T)*normal",
        .hyper =
            {
                {.name = "T",
                 .value = 0.1,
                 .range = {.least = 0, .most = DBL_MAX},
                 .meaning = "temperature: the loss stays about T/2 a parameter above a minimum"},
            },
        .rate = 0.01,
        .follows_gradient = true,
        .limit = recurrence_limit_gd,
        .when = "draws points about the minima and never settles while T is above 0; T=0 is gd",
        .source = "Welling and Teh, Bayesian learning via stochastic gradient Langevin dynamics, "
                  "ICML 28, 2011",
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
        .hyper =
            {
                SUFFICIENT("c"),
                SHRINK,
                {.name = "alpha0",
                 .value = 0,
                 .range = {.least = 0, .most = DBL_MAX},
                 .meaning = "the first trial of every step; 0: twice the length of the last one"},
            },
        .when = "descent that never rises and needs no rate: what safe means, and what it costs",
        .source = "Armijo, Minimization of functions having Lipschitz continuous first partial "
                  "derivatives, 1966, doi:10.2140/pjm.1966.16.1",
    },
    {
        .name = "newton",
        .title = "Newton's method with a line search",
        .method = &method_newton,
        .hyper = {SUFFICIENT("c"), SHRINK},
        .when = "few parameters and a Hessian at hand: valleys and scales no longer matter",
        .source = "Nocedal and Wright, Numerical Optimization, 2006, section 3.4, "
                  "doi:10.1007/978-0-387-40065-5; scales: van der Sluis, 1969, "
                  "doi:10.1007/BF02165096",
    },
    {
        .name = "trust-region",
        .title = "Newton's method within a region of trust",
        .method = &method_trust,
        .hyper = {ACCEPT, RADIUS},
        .when = "newton with a leash: far starts, saddles, a Hessian that is not definite",
        .source = "Moré and Sorensen, Computing a trust region step, 1983, doi:10.1137/0904038",
    },
    {
        .name = "levenberg-marquardt",
        .title = "the method of Levenberg and Marquardt",
        .method = &method_levenberg,
        .hyper = {ACCEPT, RADIUS},
        .when = "fits: sums of squares, from first derivatives of the residuals alone",
        .source = "Levenberg, 1944, doi:10.1090/qam/10666; Marquardt, 1963, "
                  "doi:10.1137/0111030; as in Moré, 1978, doi:10.1007/BFb0067700",
    },
    {
        .name = "bfgs",
        .title = "BFGS",
        .method = &method_bfgs,
        .hyper = {SUFFICIENT("c1"), FLATNESS(0.9)},
        .when = "smooth functions: from curvature along the axes, learns the rest from gradients",
        .source = "Broyden, Fletcher, Goldfarb and Shanno, four papers of 1970, the first "
                  "doi:10.1093/imamat/6.1.76; Nocedal and Wright, 2006, chapter 6",
    },
    {
        .name = "l-bfgs",
        .title = "BFGS of limited memory",
        .method = &method_lbfgs,
        .hyper =
            {
                SUFFICIENT("c1"),
                FLATNESS(0.9),
                {.name = "m",
                 .value = 6,
                 .range = {.least = 1, .most = METHOD_PAIRS, .whole = true},
                 .meaning = "so many of the last steps are remembered"},
            },
        .when = "bfgs as for millions of parameters: the last few steps in place of a matrix",
        .source = "Nocedal, Updating quasi-Newton matrices with limited storage, 1980, "
                  "doi:10.1090/S0025-5718-1980-0572855-7; Liu and Nocedal, 1989, "
                  "doi:10.1007/BF01589116",
    },
    {
        .name = "cg",
        .title = "nonlinear conjugate gradients",
        .method = &method_cg,
        .hyper = {SUFFICIENT("c1"), FLATNESS(0.1)},
        .when = "as bfgs where a matrix is too much to remember: two vectors do",
        .source = "Polak and Ribière, 1969, doi:10.1051/m2an/196903R100351; beta not below 0: "
                  "Powell, 1984, doi:10.1007/BFb0099521",
    },
    {
        .name = "nelder-mead",
        .title = "the simplex of Nelder and Mead",
        .method = &method_simplex,
        .hyper =
            {
                {.name = "size",
                 .value = 0.1,
                 .range = {.least = 0, .most = 1e6, .open_least = true},
                 .meaning = "the first edges, beside the size of the parameters"},
            },
        .when = "values alone, no slopes: kinks do little harm, many parameters a lot",
        .source = "Nelder and Mead, A simplex method for function minimization, 1965, "
                  "doi:10.1093/comjnl/7.4.308; Lagarias et al., 1998, "
                  "doi:10.1137/S1052623496303470",
    },
};

const struct table optimizers = TABLE("optimizer", rows);

bool optimizer_follows_gradient(const struct optimizer *optimizer)
{
    return !optimizer || optimizer->follows_gradient;
}

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
