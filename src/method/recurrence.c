#include "method/recurrence.h"

#include <math.h>

#include "base/elementary.h"

double recurrence_limit_gd(const double *hyper)
{
    (void)hyper;
    return 2;
}

double recurrence_limit_momentum(const double *hyper)
{
    return 2 * (1 + hyper[0]);
}

double recurrence_limit_nesterov(const double *hyper)
{
    return 2 * (1 + hyper[0]) / (1 + 2 * hyper[0]);
}

/* Where the two roots of the quadratic recurrence leave the unit circle: at -1, or as a pair. */
double recurrence_limit_qhm(const double *hyper)
{
    double nu = hyper[0], beta = hyper[1];
    double real = 2 * (1 + beta) / (1 + beta - 2 * nu * beta);
    double pair = nu < 1 && beta > 0 ? (1 + 1 / beta) / (1 - nu) : INFINITY;
    return fmin(real, pair);
}

/* k steps and the way back are the factor 1 - alpha + alpha*(1-a)^k, a = lr*lambda, which leaves
 * the unit circle at 1 where k is even, at -1 where it is odd. */
double recurrence_limit_lookahead(const double *hyper)
{
    double k = hyper[0], alpha = hyper[1];
    return 1 + (fmod(k, 2) == 1 ? m_pow(2 / alpha - 1, 1 / k) : 1);
}

void recurrence_gd(const double *hyper, double a, double *trace, double *det)
{
    (void)hyper;
    *trace = 1 - a;
    *det = 0;
}

void recurrence_momentum(const double *hyper, double a, double *trace, double *det)
{
    *trace = 1 + hyper[0] - a;
    *det = hyper[0];
}

void recurrence_nesterov(const double *hyper, double a, double *trace, double *det)
{
    *trace = (1 + hyper[0]) * (1 - a);
    *det = hyper[0] * (1 - a);
}

void recurrence_qhm(const double *hyper, double a, double *trace, double *det)
{
    double nu = hyper[0], beta = hyper[1];
    *trace = 1 - a * (1 - nu * beta) + beta;
    *det = beta * (1 - a * (1 - nu));
}
