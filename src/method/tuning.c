#include "method/tuning.h"

#include <math.h>

#include "base/elementary.h"
#include "method/optimizer.h"

struct tuning tuning_gd(double steepest, double flattest)
{
    return (struct tuning){
        .lr = 2 / (steepest + flattest),
        .contraction = (steepest - flattest) / (steepest + flattest),
    };
}

double tuning_momentum_beta(double condition)
{
    double root = sqrt(condition);
    return m_pow((root - 1) / (root + 1), 2);
}

struct tuning tuning_momentum(double steepest, double flattest)
{
    double beta = tuning_momentum_beta(steepest / flattest);
    return (struct tuning){
        .lr = m_pow(1 + sqrt(beta), 2) / steepest,
        .beta = beta,
        .contraction = sqrt(beta),
    };
}

double tuning_nesterov_beta(double condition)
{
    double root = sqrt(3 * condition + 1);
    return (root - 2) / (root + 2);
}

struct tuning tuning_nesterov(double steepest, double flattest)
{
    return (struct tuning){
        .lr = 4 / (3 * steepest + flattest),
        .beta = tuning_nesterov_beta(steepest / flattest),
        .contraction = 1 - 2 / sqrt(3 * steepest / flattest + 1),
    };
}

double tuning_beta_at(double lr, double steepest, double flattest)
{
    double beta = fmax(m_pow(1 - sqrt(lr * flattest), 2), m_pow(1 - sqrt(lr * steepest), 2));
    if (beta > 0.925)
        return beta > 0.97 ? 0.99 : 0.95;
    return fmax(1, round(10 * beta)) / 10;
}

double tuning_radius(double trace, double det)
{
    double half = trace / 2, square = half * half - det;
    return square < 0 ? sqrt(det) : fabs(half) + sqrt(square);
}

/* Between the ends the roots are no larger than at one of them: the largest size of the roots is
 * quasi-convex in the curvature. */
double tuning_contraction(const struct optimizer *optimizer, const double *hyper, double lr,
                          double steepest, double flattest)
{
    double radius[2];
    if (!optimizer || !optimizer->recurrence)
        return NAN;
    const double curvature[2] = {steepest, flattest};
    for (int i = 0; i < 2; i++) {
        double trace, det;
        optimizer->recurrence(hyper, lr * curvature[i], &trace, &det);
        radius[i] = tuning_radius(trace, det);
    }
    return fmax(radius[0], radius[1]);
}
