#include "insight/quadratic.h"

#include <math.h>
#include <string.h>

#include "problem/regularised.h"

void quadratic_bare(struct quadratic *quadratic, struct regularised *function, const double *x)
{
    quadratic->n = function->objective->n;
    memcpy(quadratic->x, x, (size_t)quadratic->n * sizeof *x);
    quadratic->f = regularised_hessian(function, x, quadratic->g, quadratic->h);
}

void quadratic_at(struct quadratic *quadratic, struct regularised *function, const double *x)
{
    int n = function->objective->n;
    quadratic_bare(quadratic, function, x);
    quadratic->finite = linear_eigen(quadratic->h, n, quadratic->values, quadratic->vectors);
    for (int i = 0; !quadratic->finite && i < n; i++)
        quadratic->values[i] = NAN;
}

void quadratic_of(struct quadratic *quadratic, struct objective *objective, double l2,
                  const double *x)
{
    static const double unknown[PARAMETERS_MAX];
    struct regularised function;
    regularised_init(&function, objective, l2, x, NAN, unknown);
    quadratic_at(quadratic, &function, x);
}
