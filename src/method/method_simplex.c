#include <float.h>
#include <math.h>

#include "base/vector.h"
#include "method/definite.h"
#include "method/method.h"
#include "method/story.h"

/* What is remembered, in the memory of a step: the vertices in the order of their values. */
struct simplex {
    struct method_step *step;
    int n;
    double *begun;  /* the size it began with; 0: a fresh start */
    double *value;  /* [n + 1] */
    double *vertex; /* [(n + 1) * n], row-major */
};

static struct simplex simplex_of(struct method_step *step)
{
    int n = step->n;
    double *memory = step->memory;
    return (struct simplex){
        .step = step, .n = n, .begun = memory, .value = memory + 1, .vertex = memory + 2 + n};
}

static double *vertex_of(const struct simplex *simplex, int k)
{
    return simplex->vertex + k * simplex->n;
}

/* What is no number is higher than all that is. */
static double value_at(const struct simplex *simplex, const double *x)
{
    double f = regularised_value(simplex->step->function, x);
    simplex->step->trials++;
    return isnan(f) ? INFINITY : f;
}

/* Puts a point in the place of vertex k, and moves it to where its value belongs among those
 * before; behind its equals, as they are older (Lagarias et al., 1998). */
static void put(struct simplex *simplex, int k, const double *x, double f)
{
    int n = simplex->n;
    double point[PARAMETERS_MAX];
    vector_copy(point, x, n);
    for (; k > 0 && simplex->value[k - 1] > f; k--) {
        simplex->value[k] = simplex->value[k - 1];
        vector_copy(vertex_of(simplex, k), vertex_of(simplex, k - 1), n);
    }
    simplex->value[k] = f;
    vector_copy(vertex_of(simplex, k), point, n);
}

/* The length of an edge along coordinate i: a part of the coordinate, where it is 0 of the largest
 * one; at the origin of how far a straight slope takes to come down by |f|. */
static double edge_of(const struct method_step *step, int i)
{
    double largest = 0, size = fabs(step->x[i]);
    for (int k = 0; k < step->n; k++)
        largest = fmax(largest, fabs(step->x[k]));
    if (largest == 0) {
        double slope = linear_norm(step->g, step->n);
        size = slope > 0 && isfinite(slope) ? slope / definite_guess(slope, step->f) : 1;
    }
    return step->hyper[SIMPLEX_SIZE] * (size > 0 ? size : largest);
}

/* The largest distance of a vertex from the best one; 0 where the vertices are the same to
 * rounding. */
static double size_of(const struct simplex *simplex)
{
    int n = simplex->n;
    const double *best = vertex_of(simplex, 0);
    double most = 0, edge[PARAMETERS_MAX];
    bool apart = false;
    for (int k = 1; k <= n; k++) {
        vector_subtract(edge, vertex_of(simplex, k), best, n);
        most = fmax(most, linear_norm(edge, n));
        for (int i = 0; i < n; i++)
            apart = apart || fabs(edge[i]) > 4 * DBL_EPSILON * fabs(best[i]);
    }
    return apart ? most : 0;
}

static void begin(struct simplex *simplex)
{
    struct method_step *step = simplex->step;
    double point[PARAMETERS_MAX];
    put(simplex, 0, step->x, step->f);
    for (int i = 0; i < simplex->n; i++) {
        vector_copy(point, step->x, simplex->n);
        point[i] += edge_of(step, i);
        put(simplex, i + 1, point, value_at(simplex, point));
    }
    *simplex->begun = fmax(size_of(simplex), DBL_MIN);
}

/* --- trials --- */

static void tell_trial(const struct simplex *simplex, const double *base, double factor,
                       const double *d, double f, const char *what)
{
    struct story_trial *trial = story_try(simplex->step->story, base, factor, d, f, NAN);
    if (trial)
        trial->what = what;
}

/* The worst vertex mirrored in the centre of the others, `factor` times as far. */
static double mirror(const struct simplex *simplex, double factor, double *point, const char *what)
{
    int n = simplex->n;
    const double *worst = vertex_of(simplex, n);
    double centre[PARAMETERS_MAX] = {0}, d[PARAMETERS_MAX] = {0};
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < n; k++)
            centre[i] += vertex_of(simplex, k)[i] / n;
        d[i] = centre[i] - worst[i];
    }
    vector_go(point, centre, factor, d, n);
    double f = value_at(simplex, point);
    tell_trial(simplex, centre, factor, d, f, what);
    return f;
}

/* All vertices half the way to the best. */
static void shrink(struct simplex *simplex)
{
    int n = simplex->n;
    double best[PARAMETERS_MAX], d[PARAMETERS_MAX], point[PARAMETERS_MAX];
    double vertex[PARAMETERS_MAX * PARAMETERS_MAX];
    vector_copy(best, vertex_of(simplex, 0), n);
    vector_copy(vertex, vertex_of(simplex, 1), n * n);
    for (int k = 1; k <= n; k++) {
        vector_subtract(d, vertex + (k - 1) * n, best, n);
        vector_go(point, best, 0.5, d, n);
        double f = value_at(simplex, point);
        tell_trial(simplex, best, 0.5, d, f, "half the way to the best");
        put(simplex, k, point, f);
    }
}

static const char twice[] = "twice as far", outside_half[] = "half as far, outside",
                  inside_half[] = "half as far, inside";

/* Takes one of the last two trials, the mirrored point and one beyond it. */
static void take_better(struct simplex *simplex, const double *first, double f,
                        const double *second, double other)
{
    struct story *story = simplex->step->story;
    if (!(other < f))
        story_refuse(story, "not below that, which is taken:", f);
    story_take(story, other < f ? 2 : 1);
    put(simplex, simplex->n, other < f ? second : first, fmin(other, f));
}

/* The mirrored point is no better than what there is: tries half as far. */
static void contract(struct simplex *simplex, double f)
{
    int n = simplex->n;
    const double *value = simplex->value;
    double second[PARAMETERS_MAX], limit = fmin(f, value[n]);
    struct story *story = simplex->step->story;
    bool outside = f < value[n];
    double factor = outside ? 0.5 : -0.5;
    story_refuse(story, "not below the second worst:", value[n - 1]);
    double other = mirror(simplex, factor, second, outside ? outside_half : inside_half);
    if (outside ? other <= f : other < value[n]) {
        story_take(story, factor);
        put(simplex, n, second, other);
        return;
    }
    story_refuse(story, "not below this, so all go half the way to the best:", limit);
    shrink(simplex);
}

static void iterate(struct simplex *simplex)
{
    int n = simplex->n;
    double first[PARAMETERS_MAX], second[PARAMETERS_MAX];
    const double *value = simplex->value;
    double f = mirror(simplex, 1, first, "mirrored");
    if (f < value[0]) {
        story_refuse(simplex->step->story, "below the best:", value[0]);
        take_better(simplex, first, f, second, mirror(simplex, 2, second, twice));
    } else if (f < value[n - 1]) {
        story_take(simplex->step->story, 1);
        put(simplex, n, first, f);
    } else {
        contract(simplex, f);
    }
}

/* Are all values the same to rounding? */
static bool is_level(const struct simplex *simplex)
{
    const double *value = simplex->value;
    return value[simplex->n] - value[0] <= 4 * DBL_EPSILON * fabs(value[0]);
}

static void tell_corners(const struct simplex *simplex, double *corners)
{
    simplex->step->story->corners = simplex->n + 1;
    vector_copy(corners, simplex->vertex, (simplex->n + 1) * simplex->n);
}

static void step_simplex(struct method_step *step)
{
    static const double nothing = 1e-20;
    struct simplex simplex = simplex_of(step);
    if (!(*simplex.begun > 0))
        begin(&simplex);
    double before = simplex.value[0];
    bool level = is_level(&simplex);
    if (step->story)
        tell_corners(&simplex, step->story->before);
    iterate(&simplex);
    if (step->story)
        tell_corners(&simplex, step->story->after);
    step->length = size_of(&simplex);
    step->rests = (!(simplex.value[0] < before) && (level || step->length == 0)) ||
                  step->length <= nothing * *simplex.begun;
    vector_copy(step->to, vertex_of(&simplex, 0), step->n);
}

const struct method method_simplex = {
    .outline =
        "of n+1 points the worst is mirrored in the centre of the others: twice as far where "
        "that is the best of all, half as far where it is no better, inside where it is worse; "
        "where nothing helps, all go half the way to the best, which is theta",
    .of_values = true,
    .step = step_simplex,
};
