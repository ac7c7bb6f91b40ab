#include "base/elementary.h"
#include "base/linear.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <string.h>

/* Quadratic convergence needs six to ten sweeps at n = 16; the cap is for the unforeseen. */
enum { SWEEPS = 40 };

static void swap(double *a, double *b)
{
    double old = *a;
    *a = *b;
    *b = old;
}

bool linear_finite(const double *x, int count)
{
    for (int i = 0; i < count; i++)
        if (!isfinite(x[i]))
            return false;
    return true;
}

/* The largest absolute value; NaN where there is a NaN. */
static double largest(const double *x, int count)
{
    double most = 0;
    for (int i = 0; i < count; i++)
        if (!(fabs(x[i]) <= most))
            most = isnan(most) ? most : fabs(x[i]);
    return most;
}

/* The power of two by which numbers of at most this size are divided so that no square of them
 * overflows or vanishes, which costs no rounding: 0 in the ordinary case. */
static int safe_scale(double most)
{
    return most > 1e-140 && most < 1e140 ? 0 : ilogb(most);
}

double linear_norm(const double *x, int n)
{
    double most = largest(x, n);
    if (most == 0 || !isfinite(most))
        return most;
    int scale = safe_scale(most);
    double sum = 0;
    for (int i = 0; i < n; i++) {
        double scaled = scale == 0 ? x[i] : scalbn(x[i], -scale);
        sum += scaled * scaled;
    }
    return scale == 0 ? sqrt(sum) : scalbn(sqrt(sum), scale);
}

double linear_slope(const double *g, const double *d, int n)
{
    double slope = 0, terms = 0;
    for (int i = 0; i < n; i++)
        if (d[i] != 0) {
            slope += g[i] * d[i];
            terms += fabs(g[i] * d[i]);
        }
    return fabs(slope) <= n * DBL_EPSILON * terms && isfinite(terms) ? 0 : slope;
}

/* What is left to be diagonalised, and the product of the rotations made so far. */
struct jacobi {
    int n;
    double a[PARAMETERS_MAX][PARAMETERS_MAX]; /* the upper triangle is used */
    double v[PARAMETERS_MAX][PARAMETERS_MAX]; /* row k: the k-th eigenvector */
};

static void jacobi_init(struct jacobi *jacobi, const double *h, int n, double factor)
{
    jacobi->n = n;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            jacobi->a[i][j] = h[i * n + j] * factor;
            jacobi->v[i][j] = i == j;
        }
}

/* (a, b) <- (c a - s b, s a + c b), with t = s / (1 + c): accurate where s is small. */
static void turn(double *a, double *b, double s, double t)
{
    double old_a = *a, old_b = *b;
    *a = old_a - s * (old_b + old_a * t);
    *b = old_b + s * (old_a - old_b * t);
}

/* Of the angle that makes apq vanish: the smaller root of t^2 + 2 theta t - 1 = 0, which is at most
 * 45 degrees. */
static double tangent_of(double app, double aqq, double apq)
{
    double theta = (aqq - app) / (2 * apq);
    return copysign(1 / (fabs(theta) + m_hypot(theta, 1)), theta);
}

/* Does apq still count? What else it adds to either is far below an ulp. */
static bool counts(double app, double aqq, double apq)
{
    double size = fabs(apq) / 64;
    return fabs(app) + size != fabs(app) || fabs(aqq) + size != fabs(aqq);
}

/* Turns the plane of p < q so that a[p][q] vanishes. */
static void rotate(struct jacobi *jacobi, int p, int q)
{
    double(*a)[PARAMETERS_MAX] = jacobi->a;
    double apq = a[p][q], tangent = tangent_of(a[p][p], a[q][q], apq);
    double c = 1 / m_hypot(tangent, 1), s = tangent * c, t = s / (1 + c);

    a[p][p] -= tangent * apq;
    a[q][q] += tangent * apq;
    a[p][q] = 0;
    for (int i = 0; i < jacobi->n; i++) {
        if (i != p && i != q)
            turn(i < p ? &a[i][p] : &a[p][i], i < q ? &a[i][q] : &a[q][i], s, t);
        turn(&jacobi->v[p][i], &jacobi->v[q][i], s, t);
    }
}

/* One rotation for each element above the diagonal that still counts. Returns how many. */
static int sweep(struct jacobi *jacobi)
{
    int rotations = 0;
    for (int p = 0; p < jacobi->n; p++)
        for (int q = p + 1; q < jacobi->n; q++) {
            double *apq = &jacobi->a[p][q];
            if (!counts(jacobi->a[p][p], jacobi->a[q][q], *apq)) {
                *apq = 0;
            } else {
                rotate(jacobi, p, q);
                rotations++;
            }
        }
    return rotations;
}

/* order[k]: where the k-th smallest element of the diagonal stands. */
static void sort_diagonal(const struct jacobi *jacobi, int *order)
{
    for (int i = 0; i < jacobi->n; i++) {
        int k = i;
        for (; k > 0 && jacobi->a[order[k - 1]][order[k - 1]] > jacobi->a[i][i]; k--)
            order[k] = order[k - 1];
        order[k] = i;
    }
}

bool linear_eigen(const double *h, int n, double *values, double *vectors)
{
    assert(n >= 1 && n <= PARAMETERS_MAX);
    if (!linear_finite(h, n * n))
        return false;
    double most = largest(h, n * n);
    int scale = most >= DBL_MIN ? safe_scale(most) : 0;

    struct jacobi jacobi;
    jacobi_init(&jacobi, h, n, scale == 0 ? 1 : scalbn(1, -scale));
    for (int i = 0; i < SWEEPS && sweep(&jacobi) > 0; i++)
        continue;

    int order[PARAMETERS_MAX];
    double size = scale == 0 ? 1 : scalbn(1, scale);
    sort_diagonal(&jacobi, order);
    for (int k = 0; k < n; k++) {
        values[k] = jacobi.a[order[k]][order[k]] * size;
        if (vectors)
            memcpy(vectors + k * n, jacobi.v[order[k]], (size_t)n * sizeof *vectors);
    }
    return true;
}

/* One rotation makes two rows diagonal: the same numbers as those of linear_eigen. */
static void eigenvalues_of_two(const double *h, double *values)
{
    double moved = counts(h[0], h[3], h[1]) ? tangent_of(h[0], h[3], h[1]) * h[1] : 0;
    values[0] = h[0] - moved;
    values[1] = h[3] + moved;
    if (values[0] > values[1])
        swap(&values[0], &values[1]);
}

bool linear_eigenvalues(const double *h, int n, double *values)
{
    if (n == 2 && linear_finite(h, 4) && safe_scale(largest(h, 4)) == 0) {
        eigenvalues_of_two(h, values);
        return true;
    }
    return linear_eigen(h, n, values, NULL);
}

/* The power of two next to the square root of a size, 0 for 0. */
static double root_scale(double size)
{
    return size == 0 ? 0 : scalbn(1, (int)floor(ilogb(size) / 2.0));
}

/* The largest element of row i, in size, once the columns are scaled; a column without a scale yet
 * counts as it is. */
static double largest_in_row(const double *h, int n, int i, const double *scale)
{
    double most = 0;
    for (int j = 0; j < n; j++)
        most = fmax(most, fabs(h[i * n + j]) / (scale[j] > 0 ? scale[j] : 1));
    return most;
}

/* Scales for the rows whose diagonal vanishes: a few rounds, as each depends on the others. */
static void scale_hollow_rows(const double *h, int n, double *scale)
{
    enum { ROUNDS = 20 };
    for (int i = 0; i < n; i++)
        if (scale[i] == 0)
            scale[i] = root_scale(largest(h + i * n, n));
    for (int round = 0; round < ROUNDS; round++)
        for (int i = 0; i < n; i++)
            if (h[i * n + i] == 0 && scale[i] > 0)
                scale[i] *= root_scale(largest_in_row(h, n, i, scale) / scale[i]);
}

bool linear_balance(const double *h, int n, double *scale, double *balanced)
{
    if (!linear_finite(h, n * n))
        return false;
    for (int i = 0; i < n; i++)
        scale[i] = root_scale(fabs(h[i * n + i]));
    scale_hollow_rows(h, n, scale);
    for (int i = 0; i < n; i++)
        if (scale[i] == 0)
            scale[i] = 1;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            balanced[i * n + j] = h[i * n + j] / scale[i] / scale[j];
    return true;
}

double linear_rounding(int n)
{
    return 16 * n * DBL_EPSILON;
}

/* Brings the largest element of column k, from row k down, to row k. Returns its size. */
static double pivot(double a[][PARAMETERS_MAX + 1], int n, int k)
{
    int row = k;
    for (int i = k + 1; i < n; i++)
        if (fabs(a[i][k]) > fabs(a[row][k]))
            row = i;
    for (int j = k; row != k && j <= n; j++)
        swap(&a[row][j], &a[k][j]);
    return fabs(a[k][k]);
}

/* Subtracts row k from the rows below it, so that column k vanishes there. */
static void eliminate(double a[][PARAMETERS_MAX + 1], int n, int k)
{
    for (int i = k + 1; i < n; i++) {
        double factor = a[i][k] / a[k][k];
        for (int j = k; j <= n; j++)
            a[i][j] -= factor * a[k][j];
    }
}

bool linear_solve(const double *h, const double *b, int n, double *x)
{
    assert(n >= 1 && n <= PARAMETERS_MAX);
    double a[PARAMETERS_MAX][PARAMETERS_MAX + 1]; /* the last column in use is b */
    double least = n * DBL_EPSILON * largest(h, n * n);
    if (!linear_finite(h, n * n) || !linear_finite(b, n))
        return false;
    for (int i = 0; i < n; i++) {
        memcpy(a[i], h + i * n, (size_t)n * sizeof *h);
        a[i][n] = b[i];
    }
    for (int k = 0; k < n; k++) {
        if (!(pivot(a, n, k) > least)) /* also where elimination has overflowed */
            return false;
        eliminate(a, n, k);
    }
    for (int i = n - 1; i >= 0; i--) {
        for (int j = i + 1; j < n; j++)
            a[i][n] -= a[i][j] * a[j][n];
        a[i][n] /= a[i][i];
    }
    for (int i = 0; i < n; i++)
        x[i] = a[i][n];
    return true;
}
