#include "problem/regularised.h"

#include <math.h>
#include <string.h>

#include "base/triangle.h"
#include "base/vector.h"
#include "problem/kink.h"

static void note_gradient(struct regularised *function, const double *x, double f, const double *g)
{
    size_t size = (size_t)function->objective->n * sizeof *x;
    function->f = f;
    memcpy(function->point, x, size);
    memcpy(function->slope, g, size);
}

void regularised_init(struct regularised *function, struct objective *objective, double l2,
                      const double *x, double f, const double *g)
{
    *function = (struct regularised){.objective = objective, .l2 = l2};
    note_gradient(function, x, f, g);
}

static double penalty(const struct regularised *function, const double *x)
{
    double square = 0;
    for (int i = 0; function->l2 > 0 && i < function->objective->n; i++)
        square += x[i] * x[i];
    return function->l2 / 2 * square;
}

double regularised_add(const struct regularised *function, const double *x, double *g)
{
    for (int i = 0; function->l2 > 0 && i < function->objective->n; i++)
        g[i] += function->l2 * x[i];
    return penalty(function, x);
}

double regularised_value(struct regularised *function, const double *x)
{
    function->evaluations++;
    return objective_value(function->objective, x) + penalty(function, x);
}

double regularised_gradient(struct regularised *function, const double *x, double *g)
{
    function->evaluations++;
    double f = objective_gradient(function->objective, x, g);
    note_gradient(function, x, f, g);
    return f + regularised_add(function, x, g);
}

double regularised_slope(struct regularised *function, const double *x, double t, const double *d,
                         double *slope)
{
    double at[PARAMETERS_MAX] = {0}, g[PARAMETERS_MAX];
    vector_go(at, x, t, d, function->objective->n);
    double f = regularised_gradient(function, at, g);
    *slope = linear_slope(g, d, function->objective->n);
    return f;
}

double regularised_hessian(struct regularised *function, const double *x, double *g, double *h)
{
    int n = function->objective->n;
    function->evaluations++;
    function->hessians++;
    double f = kink_hessian(function->objective, x, g, h);
    note_gradient(function, x, f, g);
    for (int i = 0; function->l2 > 0 && i < n; i++)
        h[i * n + i] += function->l2;
    return f + regularised_add(function, x, g);
}

/* The penalty is the sum of the squares of sqrt(l2/2) x_i. */
void regularised_squares(struct regularised *function, const double *x, double *r, double *c)
{
    int n = function->objective->n;
    double row[TRIANGLE_WIDTH], root = sqrt(function->l2 / 2);
    struct triangle triangle;
    triangle_start(&triangle, n);
    function->evaluations++;
    objective_squares(function->objective, x, &triangle);
    for (int i = 0; root > 0 && i < n; i++) {
        memset(row, 0, sizeof row);
        row[i] = root;
        row[n] = root * x[i];
        triangle_add(&triangle, row);
    }
    triangle_read(&triangle, r, c);
}

double regularised_plain(struct regularised *function, const double *x, double *g)
{
    size_t size = (size_t)function->objective->n * sizeof *x;
    if (memcmp(function->point, x, size) == 0) {
        memcpy(g, function->slope, size);
        return function->f;
    }
    function->evaluations++;
    return objective_gradient(function->objective, x, g);
}

bool regularised_reads(const struct regularised *function, int i)
{
    return function->l2 > 0 || program_reads(&function->objective->formula->value, (size_t)i);
}
