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

/* What there is where not all of the Hessian is finite. */
static void take_values(struct quadratic *quadratic, bool finite)
{
    quadratic->finite = finite;
    for (int i = 0; !finite && i < quadratic->n; i++)
        quadratic->values[i] = NAN;
}

void quadratic_values(struct quadratic *quadratic, struct regularised *function, const double *x)
{
    quadratic_bare(quadratic, function, x);
    take_values(quadratic, linear_eigenvalues(quadratic->h, quadratic->n, quadratic->values));
}

void quadratic_at(struct quadratic *quadratic, struct regularised *function, const double *x)
{
    quadratic_bare(quadratic, function, x);
    take_values(quadratic,
                linear_eigen(quadratic->h, quadratic->n, quadratic->values, quadratic->vectors));
}

void quadratic_of(struct quadratic *quadratic, struct objective *objective, double l2,
                  const double *x)
{
    static const double unknown[PARAMETERS_MAX];
    struct regularised function;
    regularised_init(&function, objective, l2, x, NAN, unknown);
    quadratic_at(quadratic, &function, x);
}
