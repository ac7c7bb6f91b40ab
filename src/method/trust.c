#include "method/trust.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/elementary.h"
#include "base/vector.h"

/* Where neither slope nor curvature are more than rounding there is no slope. */
static void level(struct trust_model *model)
{
    double nothing = linear_rounding(model->n) * linear_norm(model->part, model->n);
    for (int k = 0; k < model->n; k++)
        if (fabs(model->value[k]) <= model->rounding && fabs(model->part[k]) <= nothing)
            model->part[k] = 0;
}

bool trust_model_of(struct trust_model *model, const double *b, const double *g, int n)
{
    model->n = n;
    if (!linear_finite(g, n) || !linear_eigen(b, n, model->value, model->vector))
        return false;
    vector_multiply(model->part, model->vector, g, n);
    double most = fmax(fabs(model->value[0]), fabs(model->value[n - 1]));
    model->rounding = linear_rounding(n) * (most > 0 ? most : 1);
    level(model);
    return true;
}

/* --- singular values --- */

/* The columns of r as rows of `column`, turned until they stand upright on each other, and the
 * turns that did it. */
struct hestenes {
    int n;
    double column[PARAMETERS_MAX][PARAMETERS_MAX], turned[PARAMETERS_MAX][PARAMETERS_MAX];
};

static void turn(double *a, double *b, double c, double s, int n)
{
    for (int i = 0; i < n; i++) {
        double old = a[i];
        a[i] = c * old - s * b[i];
        b[i] = s * old + c * b[i];
    }
}

/* Makes two columns orthogonal. Returns false where they are to rounding. */
static bool separate(struct hestenes *h, int p, int q)
{
    int n = h->n;
    double *a = h->column[p], *b = h->column[q];
    double aa = vector_dot(a, a, n), bb = vector_dot(b, b, n), ab = vector_dot(a, b, n);
    if (!(fabs(ab) > DBL_EPSILON * sqrt(aa) * sqrt(bb)))
        return false;
    double theta = (bb - aa) / (2 * ab);
    double tangent = copysign(1 / (fabs(theta) + m_hypot(theta, 1)), theta);
    double c = 1 / m_hypot(tangent, 1), s = tangent * c;
    turn(a, b, c, s, n);
    turn(h->turned[p], h->turned[q], c, s, n);
    return true;
}

static bool sweep(struct hestenes *h)
{
    bool turned = false;
    for (int p = 0; p < h->n; p++)
        for (int q = p + 1; q < h->n; q++)
            turned = separate(h, p, q) || turned;
    return turned;
}

static void hestenes_run(struct hestenes *h, const double *r, int n)
{
    enum { SWEEPS = 40 };
    h->n = n;
    for (int k = 0; k < n; k++)
        for (int i = 0; i < n; i++) {
            h->column[k][i] = r[i * n + k];
            h->turned[k][i] = k == i;
        }
    for (int i = 0; i < SWEEPS && sweep(h); i++)
        continue;
}

/* Puts the column of this value, part and vector where it belongs among the k so far. */
static void insert(struct trust_model *model, int k, double value, double part,
                   const double *vector)
{
    int n = model->n;
    for (; k > 0 && model->value[k - 1] > value; k--) {
        model->value[k] = model->value[k - 1];
        model->part[k] = model->part[k - 1];
        vector_copy(model->vector + k * n, model->vector + (k - 1) * n, n);
    }
    model->value[k] = value;
    model->part[k] = part;
    vector_copy(model->vector + k * n, vector, n);
}

bool trust_model_of_squares(struct trust_model *model, const double *r, const double *c, int n)
{
    struct hestenes h;
    model->n = n;
    if (!linear_finite(r, n * n) || !linear_finite(c, n))
        return false;
    hestenes_run(&h, r, n);
    for (int k = 0; k < n; k++) {
        const double *column = h.column[k];
        insert(model, k, 2 * vector_dot(column, column, n), 2 * vector_dot(column, c, n),
               h.turned[k]);
    }
    double small = n * DBL_EPSILON;
    model->rounding = small * small * model->value[n - 1];
    return true;
}

/* --- the step --- */

/* The step in eigenvector coordinates, with the shift. Returns its square. */
static double shifted(const struct trust_model *model, double shift, double *along)
{
    for (int k = 0; k < model->n; k++) {
        double curvature = model->value[k] + shift;
        along[k] = model->part[k] != 0 ? -model->part[k] / curvature : 0;
    }
    return vector_dot(along, along, model->n);
}

/* The larger shift for which the step is as long as the radius: Newton's method for 1/|p|, which is
 * concave in the shift, so that from below it never goes too far. */
static void shorten(const struct trust_model *model, double shift, double radius, double *along)
{
    enum { ROUNDS = 100 };
    double square = shifted(model, shift, along);
    for (int i = 0; i < ROUNDS && sqrt(square) > radius * (1 + 1e-12); i++) {
        double slope = 0;
        for (int k = 0; k < model->n; k++)
            if (along[k] != 0)
                slope += along[k] * along[k] / (model->value[k] + shift);
        shift += square / slope * (sqrt(square) / radius - 1);
        square = shifted(model, shift, along);
    }
}

static double predict(const struct trust_model *model, const double *along)
{
    double lower = 0;
    for (int k = 0; k < model->n; k++)
        lower -= along[k] * (model->part[k] + model->value[k] * along[k] / 2);
    return lower;
}

/* A shift that is not too large, with which nothing is infinite. Where B is definite to rounding
 * only, a radius bounds the step better than a shift by rounding. */
static double first_shift(const struct trust_model *model, double radius)
{
    double least = model->value[0], shift = 0;
    if (least > model->rounding)
        return 0;
    if (!(least > 0) || !isfinite(radius))
        return model->rounding - least;
    for (int k = 0; k < model->n; k++)
        shift = fmax(shift, fabs(model->part[k]) / radius - model->value[k]);
    return shift;
}

double trust_step(const struct trust_model *model, double radius, double *p)
{
    double along[PARAMETERS_MAX], least = model->value[0], rounding = model->rounding;
    bool bounded = isfinite(radius);
    double shift = first_shift(model, radius);
    double square = shifted(model, shift, along);
    if (!(sqrt(square) <= radius))
        shorten(model, shift, radius, along);
    else if (bounded && (least < -rounding || (least <= 0 && model->part[0] != 0)))
        along[0] += copysign(sqrt(radius * radius - square), along[0]);
    memset(p, 0, (size_t)model->n * sizeof *p);
    for (int k = 0; k < model->n; k++)
        for (int i = 0; i < model->n; i++)
            p[i] += along[k] * model->vector[k * model->n + i];
    return predict(model, along);
}
