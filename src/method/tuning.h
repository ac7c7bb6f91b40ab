/* Which settings are best on a quadratic with curvatures from `flattest` to `steepest`, and how
 * fast a descent goes there.
 *
 * On a quadratic, gd, momentum, nesterov and qhm follow in every direction of curvature lambda a
 * recurrence x(k+1) = trace*x(k) - det*x(k-1) with coefficients that depend on lr*lambda alone;
 * the contraction is the largest size of its roots over all directions (Polyak 1964; Lessard,
 * Recht and Packard 2016, arXiv:1408.3595). */
#ifndef METHOD_TUNING_H
#define METHOD_TUNING_H

struct optimizer;

/* A best setting on a quadratic with curvatures from `flattest` to `steepest`. */
struct tuning {
    double lr, beta;    /* beta is 0 for plain descent */
    double contraction; /* a step, in the long run */
};

/* The best plain descent: lr = 2/(L + mu), contraction (kappa - 1)/(kappa + 1). */
struct tuning tuning_gd(double steepest, double flattest);
/* The best heavy ball: beta = ((sqrt kappa - 1)/(sqrt kappa + 1))^2, lr = ((1 + sqrt beta))^2/L,
 * contraction sqrt(beta). */
struct tuning tuning_momentum(double steepest, double flattest);
/* The best Nesterov: lr = 4/(3L + mu), beta = (r - 2)/(r + 2) with r = sqrt(3 kappa + 1),
 * contraction 1 - 2/r. */
struct tuning tuning_nesterov(double steepest, double flattest);

/* Their beta alone, for a condition number. */
double tuning_momentum_beta(double condition);
double tuning_nesterov_beta(double condition);

/* The momentum of the heavy ball that is fastest at this rate: the least one with which no
 * direction creeps, max (1 - sqrt(lr*lambda))^2 over both ends (from the roots of the recurrence;
 * Polyak 1964). In tenths from 0.1 to 0.9, then 0.95 and 0.99. */
double tuning_beta_at(double lr, double steepest, double flattest);

/* The contraction of an optimizer with a recurrence: NaN where it has none. */
double tuning_contraction(const struct optimizer *optimizer, const double *hyper, double lr,
                          double steepest, double flattest);

/* The size of the larger root of z^2 - trace*z + det. */
double tuning_radius(double trace, double det);

#endif
