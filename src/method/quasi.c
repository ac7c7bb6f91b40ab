#include "method/quasi.h"

#include <float.h>
#include <math.h>

#include "base/vector.h"
#include "method/definite.h"
#include "method/story.h"

static void find_diagonal(const struct method_step *step, const double *h, double *diagonal)
{
    int n = step->n;
    bool known = linear_finite(h, n * n);
    if (known)
        definite_scale(h, n, diagonal);
    for (int i = 0; i < n; i++)
        if (!known)
            diagonal[i] = 1;
        else if (diagonal[i] == 0)
            diagonal[i] = definite_guess(step->g[i], step->f);
        else
            diagonal[i] *= diagonal[i];
}

/* From the least eigenvalue of the Hessian in coordinates of unit curvature; 0 where it is not
 * definite. */
static double find_reach(const double *h, const double *diagonal, int n)
{
    static const double part = 0.01, most = 1e4;
    double b[PARAMETERS_MAX * PARAMETERS_MAX], value[PARAMETERS_MAX];
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            b[i * n + j] = h[i * n + j] / sqrt(diagonal[i]) / sqrt(diagonal[j]);
    bool definite = linear_eigenvalues(b, n, value) && value[0] > linear_rounding(n) * value[n - 1];
    return definite ? fmin(part / value[0], most) : 0;
}

double quasi_begin(const struct method_step *step, double *diagonal, double *reach,
                   double *direction)
{
    double g[PARAMETERS_MAX], h[PARAMETERS_MAX * PARAMETERS_MAX];
    regularised_hessian(step->function, step->x, g, h);
    find_diagonal(step, h, diagonal);
    story_vector(step->story, "diagonal", diagonal);
    *reach = find_reach(h, diagonal, step->n);
    for (int i = 0; i < step->n; i++)
        direction[i] = -step->g[i] / diagonal[i];
    struct line line = search_line(step, direction);
    return line_first(&line, h);
}

double quasi_pair(const struct method_step *step, const double *x, const double *g, double *s,
                  double *y)
{
    double noise = 0;
    vector_subtract(s, step->x, x, step->n);
    vector_subtract(y, step->g, g, step->n);
    for (int i = 0; i < step->n; i++)
        noise += fabs(s[i]) * (fabs(step->g[i]) + fabs(g[i]));
    double sy = vector_dot(s, y, step->n);
    return sy > 4 * DBL_EPSILON * noise && isfinite(sy) ? sy : 0;
}

double quasi_scale(const double *y, const double *diagonal, double sy, int n)
{
    double square = 0;
    for (int i = 0; i < n; i++)
        square += y[i] * y[i] / diagonal[i];
    return sy / square;
}

double quasi_search(struct method_step *step, const double *diagonal, const double *direction,
                    double first, bool fresh)
{
    double scale[PARAMETERS_MAX];
    story_vector(step->story, "d", direction);
    struct line line = search_line(step, direction);
    for (int i = 0; i < step->n; i++)
        scale[i] = sqrt(diagonal[i]);
    line_blur(&line, scale);
    double length = line_wolfe(&line, first, step->hyper[WOLFE_C1], step->hyper[WOLFE_C2]);
    search_finish(step, &line, length, fresh);
    return length;
}
