#include "problem/hull.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/vector.h"

enum { MOST_MEMBERS = PARAMETERS_MAX + 1 };

/* The points whose combination, with positive weights that sum to 1, is the nearest so far. */
struct corral {
    const double *points;
    int n, count;
    int member[MOST_MEMBERS];
    double weight[MOST_MEMBERS];
};

static const double *point(const struct corral *corral, int k)
{
    return corral->points + corral->member[k] * corral->n;
}

static void combine(const struct corral *corral, double *to)
{
    memset(to, 0, (size_t)corral->n * sizeof *to);
    for (int k = 0; k < corral->count; k++)
        for (int i = 0; i < corral->n; i++)
            to[i] += corral->weight[k] * point(corral, k)[i];
}

/* The weights, of any sign, of the point nearest to 0 on the flat through all members: the first,
 * and what the ways to the others are to be taken of. */
static bool weigh(const struct corral *corral, double *weight)
{
    double way[PARAMETERS_MAX][PARAMETERS_MAX], products[PARAMETERS_MAX * PARAMETERS_MAX],
        back[PARAMETERS_MAX];
    int n = corral->n, ways = corral->count - 1;
    const double *first = point(corral, 0);
    for (int k = 0; k < ways; k++) {
        for (int i = 0; i < n; i++)
            way[k][i] = point(corral, k + 1)[i] - first[i];
        back[k] = -vector_dot(way[k], first, n);
    }
    for (int j = 0; j < ways; j++)
        for (int k = 0; k < ways; k++)
            products[j * ways + k] = vector_dot(way[j], way[k], n);
    if (ways > 0 && !linear_solve(products, back, ways, weight + 1))
        return false;
    weight[0] = 1;
    for (int k = 1; k <= ways; k++)
        weight[0] -= weight[k];
    return true;
}

/* Goes towards these weights until one of its own vanishes, and forgets that member. Returns false
 * where none does: the weights are taken. */
static bool shrink(struct corral *corral, const double *weight)
{
    static const double nothing = 1e-13;
    double way = 1;
    int kept = 0;
    for (int k = 0; k < corral->count; k++)
        if (weight[k] <= nothing)
            way = fmin(way, corral->weight[k] / (corral->weight[k] - weight[k]));
    for (int k = 0; k < corral->count; k++)
        corral->weight[k] += way * (weight[k] - corral->weight[k]);
    for (int k = 0; k < corral->count; k++)
        if (corral->weight[k] > nothing) {
            corral->member[kept] = corral->member[k];
            corral->weight[kept++] = corral->weight[k];
        }
    bool fewer = kept < corral->count;
    corral->count = kept;
    return fewer;
}

/* The point that lies farthest against x. */
static int farthest(const double *points, int count, int n, const double *x)
{
    int best = 0;
    for (int j = 1; j < count; j++)
        if (vector_dot(points + j * n, x, n) < vector_dot(points + best * n, x, n))
            best = j;
    return best;
}

/* The size of the points as a power of two, by which nothing is rounded. */
static double unit_of(const double *points, int count, int n)
{
    double most = 0;
    for (int j = 0; j < count; j++)
        most = fmax(most, linear_norm(points + j * n, n));
    return most > 0 ? ldexp(1, ilogb(most)) : 1;
}

/* The nearest point of points of about length 1. */
static void search(struct corral *corral, int count, double *nearest)
{
    static const double rounding = 1e-13;
    double weight[MOST_MEMBERS];
    int n = corral->n;
    combine(corral, nearest);
    for (int step = 0; step < 8 * HULL_MOST; step++) {
        int next = farthest(corral->points, count, n, nearest);
        double gain =
            vector_dot(nearest, nearest, n) - vector_dot(corral->points + next * n, nearest, n);
        if (!(gain > rounding * linear_norm(nearest, n)) || corral->count == n + 1)
            break;
        corral->member[corral->count] = next;
        corral->weight[corral->count++] = 0;
        while (weigh(corral, weight) && shrink(corral, weight))
            continue;
        combine(corral, nearest);
    }
}

void hull_nearest(const double *points, int count, int n, double *nearest)
{
    static const double nothing = 1e-11;
    double scaled[HULL_MOST * PARAMETERS_MAX], unit = unit_of(points, count, n);
    struct corral corral = {.points = scaled, .n = n, .count = 1, .weight = {1}};
    assert(count >= 1 && count <= HULL_MOST && n >= 1 && n <= PARAMETERS_MAX);
    for (int i = 0; i < count * n; i++)
        scaled[i] = points[i] / unit;
    search(&corral, count, nearest);
    bool none = linear_norm(nearest, n) <= nothing;
    for (int i = 0; i < n; i++)
        nearest[i] = none ? 0 : nearest[i] * unit;
}
