#include "insight/curvature.h"

#include <float.h>
#include <math.h>

/* A curvature below this part of the steepest may be rounding, in sizes and once the Hessian is
 * balanced; where Newton's method is slow, so may one below this part: there curvature fades. */
static const double next_to_nothing = 1e-6, barely = 1e-11, fading = 1e-3;

/* An element of a Hessian that is below the smallest normal number is what an underflow has
 * left. */
static double without_underflow(double element)
{
    return fabs(element) < DBL_MIN ? 0 : element;
}

double curvature_steepness(const double *size, const double *h, int n)
{
    double most = 0;
    for (int i = 0; i < n * n; i++)
        most = fmax(most, fabs(without_underflow(h[i])) * size[i / n] * size[i % n]);
    return most;
}

/* Is the slope along d, at t from the point, about `want`? */
static bool has_slope(const struct singular_point *point, const double *d, double t, double want)
{
    double slope;
    regularised_slope(point->function, point->x, t, d, &slope);
    return slope / want > 0.5 && slope / want < 2;
}

/* Do the slopes on both sides agree with this curvature along d, at some distance at which they are
 * more than the rounding of the steepest? */
static bool is_confirmed(const struct singular_point *point, const double *d, double curvature)
{
    for (int k = -6; k >= -30; k -= 4) {
        double t = ldexp(1, k);
        if (!(fabs(curvature) * t > 0x1p-50 * point->steepest))
            return false;
        if (has_slope(point, d, t, curvature * t) && has_slope(point, d, -t, -curvature * t))
            return true;
    }
    return false;
}

/* A coordinate's row of the Hessian that is next to nothing beside the steepest, in sizes, may be
 * rounding, or what is left where the function is saturated: it counts only where the slopes on
 * both sides agree with it. Where Newton's method was slow it has faded. */
static bool is_doubtful(const struct singular_point *point, const double *h, int i, double least,
                        bool slow)
{
    int n = point->n;
    double d[PARAMETERS_MAX] = {0}, most = 0;
    d[i] = point->size[i];
    for (int j = 0; j < n; j++)
        most = fmax(most, fabs(h[i * n + j]) * point->size[i] * point->size[j]);
    return most <= least && (slow || !is_confirmed(point, d, h[i * n + i] * d[i] * d[i]));
}

/* The k-th eigenvector as a step of one size. Returns the curvature along it. */
static double eigenvector(const struct singular_point *point, int k, double *d)
{
    double part[PARAMETERS_MAX] = {0};
    part[k] = 1;
    double most = singular_direction(point, part, d);
    return point->values[k] / most / most;
}

/* What the k-th eigenvalue says, where curvatures of at most `least` are rounding, and of at most
 * `small` have to be confirmed. */
static enum curving direction_of(const struct singular_point *point, int k, const bool *doubtful,
                                 double least, double small)
{
    double d[PARAMETERS_MAX], size = fabs(point->values[k]), curvature = eigenvector(point, k, d);
    for (int i = 0; i < point->n; i++) {
        bool along = fabs(point->vectors[k * point->n + i]) > 0.7;
        if (along && !regularised_reads(point->function, i))
            return CURVING_IDLE;
        if (along && doubtful[i])
            return CURVING_OPEN;
    }
    bool unseen = size <= small || fabs(curvature) <= 0x1p-52 * fabs(point->f) ||
                  fabs(curvature) <= 0x1p-56 * point->steepest;
    if (size <= least || (unseen && !is_confirmed(point, d, curvature)))
        return CURVING_OPEN;
    return CURVING_CURVED;
}

bool curvature_take(struct singular_point *point, const double *hessian, double steepest, bool slow)
{
    int n = point->n;
    double h[PARAMETERS_MAX * PARAMETERS_MAX];
    double scaled[PARAMETERS_MAX * PARAMETERS_MAX];
    bool doubtful[PARAMETERS_MAX];
    double small = slow ? fading : next_to_nothing;
    for (int i = 0; i < n * n; i++)
        h[i] = without_underflow(hessian[i]);
    if (!linear_balance(h, n, point->scale, scaled))
        return false;
    point->steepest = curvature_steepness(point->size, h, n);
    for (int i = 0; i < n; i++) {
        doubtful[i] = is_doubtful(point, h, i, small * steepest, slow);
        if (doubtful[i])
            point->scale[i] = (steepest > 0 ? sqrt(steepest) : 1) / point->size[i];
    }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            scaled[i * n + j] = h[i * n + j] / point->scale[i] / point->scale[j];
    linear_eigen(scaled, n, point->values, point->vectors);
    double most = fmax(fabs(point->values[0]), fabs(point->values[n - 1]));
    for (int k = 0; k < n; k++)
        point->direction[k] = direction_of(point, k, doubtful, 4 * linear_rounding(n) * most,
                                           (slow ? fading : barely) * most);
    return true;
}

bool curvature_across(struct singular_point *point, const double *h)
{
    int n = point->n;
    double scaled[PARAMETERS_MAX * PARAMETERS_MAX] = {0};
    for (int i = 0; i < n; i++) {
        point->scale[i] = 1 / point->size[i];
        for (int j = 0; j < n; j++)
            scaled[i * n + j] = h[i * n + j] * point->size[i] * point->size[j];
    }
    if (!linear_eigen(scaled, n, point->values, point->vectors))
        return false;
    double most = fmax(fabs(point->values[0]), fabs(point->values[n - 1]));
    point->steepest = curvature_steepness(point->size, h, n);
    for (int k = 0; k < n; k++)
        point->direction[k] =
            fabs(point->values[k]) <= fading * most ? CURVING_OPEN : CURVING_CURVED;
    return true;
}
