#include "insight/quadratic.h"

#include <math.h>
#include <string.h>

#include "problem/regularised.h"

static void find_eigenpairs(struct quadratic *quadratic)
{
    quadratic->finite =
        linear_eigen(quadratic->h, quadratic->n, quadratic->values, quadratic->vectors);
    for (int i = 0; !quadratic->finite && i < quadratic->n; i++)
        quadratic->values[i] = NAN;
}

void quadratic_at(struct quadratic *quadratic, struct regularised *function, const double *x)
{
    quadratic->n = function->objective->n;
    quadratic->f = regularised_hessian(function, x, quadratic->g, quadratic->h);
    find_eigenpairs(quadratic);
}

void quadratic_of(struct quadratic *quadratic, struct objective *objective, double l2,
                  const double *x)
{
    static const double unknown[PARAMETERS_MAX];
    struct regularised function;
    regularised_init(&function, objective, l2, x, NAN, unknown);
    quadratic_at(quadratic, &function, x);
}

void quadratic_curve(struct quadratic *quadratic, const double *h, int n)
{
    *quadratic = (struct quadratic){.n = n};
    memcpy(quadratic->h, h, (size_t)(n * n) * sizeof *h);
    find_eigenpairs(quadratic);
}
