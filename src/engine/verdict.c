#include "engine/verdict.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "engine/linear.h"
#include "engine/simulation.h"
#include "engine/surface.h"

const char *ending_name(enum ending ending)
{
    static const char *const names[] = {
        [ENDING_RUNNING] = "running",
        [ENDING_GLOBAL_MINIMUM] = "global minimum",
        [ENDING_MINIMUM] = "local minimum",
        [ENDING_SADDLE] = "saddle",
        [ENDING_MAXIMUM] = "maximum",
        [ENDING_FLAT] = "flat",
        [ENDING_KINK] = "kink",
        [ENDING_CAP] = "cap",
        [ENDING_CYCLING] = "cycling",
        [ENDING_DIVERGED] = "diverged",
        [ENDING_PLATEAU] = "plateau",
        [ENDING_TARGET] = "target loss",
        [ENDING_EARLY] = "early stop",
        [ENDING_FALLS] = "falls for ever",
    };
    return names[ending];
}

/* What is nothing beside the largest eigenvalue, and what is nothing at all. */
static const double vanishing = 1e-8, nothing = 1e-9;

static double largest_of(const double *values, int n)
{
    return fmax(fabs(values[0]), fabs(values[n - 1]));
}

/* In some direction the second order says nothing, and it is no saddle in others. */
static bool degenerate(const double *values, int n)
{
    double largest = largest_of(values, n), least = vanishing * largest, smallest = INFINITY;
    for (int k = 0; k < n; k++)
        smallest = fmin(smallest, fabs(values[k]));
    bool saddle = values[0] < -least && values[n - 1] > least;
    return largest <= nothing || (smallest <= least && !saddle);
}

/* The length of the Newton step: how far the stationary point is, where the Hessian is right; of a
 * saddle along the directions that have a curvature. */
static double newton_length(const double *g, const double *values, const double *vectors, int n)
{
    double step[LINEAR_MAX], least = vanishing * largest_of(values, n);
    for (int k = 0; k < n; k++) {
        double along = 0;
        for (int i = 0; i < n; i++)
            along += g[i] * vectors[k * n + i];
        step[k] = fabs(values[k]) > least ? along / values[k] : 0;
    }
    return linear_norm(step, n);
}

enum point_kind point_classify(const double *x, const double *g, const double *h, int n,
                               double small, double *values, double *away)
{
    double vectors[LINEAR_MAX * LINEAR_MAX];
    bool curved = linear_eigen(h, n, values, vectors);
    *away = NAN;
    for (int k = 0; !curved && k < n; k++)
        values[k] = NAN;

    if (!(linear_norm(g, n) <= small))
        return POINT_SLOPE;
    if (!curved)
        return POINT_KINK;
    if (degenerate(values, n))
        return POINT_FLAT;
    *away = newton_length(g, values, vectors, n);
    if (*away > 0.01 * (1 + linear_norm(x, n)))
        return POINT_FLAT;
    if (values[0] > 0)
        return POINT_MINIMUM;
    return values[n - 1] < 0 ? POINT_MAXIMUM : POINT_SADDLE;
}

static bool is_least(const struct objective *objective, double loss)
{
    const struct surface *surface = objective->surface;
    if (objective_is_convex(objective))
        return true;
    if (!surface || !surface->bounded || surface->in_window)
        return false;
    return fabs(loss - surface->least) <= 1e-6 * (1 + fabs(surface->least));
}

/* What a run that has come to rest has come to rest at. */
static enum ending ending_at(enum point_kind point, const struct objective *objective, double loss)
{
    bool least = is_least(objective, loss);
    switch (point) {
    case POINT_MINIMUM:
        return least ? ENDING_GLOBAL_MINIMUM : ENDING_MINIMUM;
    case POINT_KINK:
        return least ? ENDING_GLOBAL_MINIMUM : ENDING_KINK;
    case POINT_SADDLE:
        return ENDING_SADDLE;
    case POINT_MAXIMUM:
        return ENDING_MAXIMUM;
    case POINT_FLAT:
        return ENDING_FLAT;
    case POINT_SLOPE:
        break;
    }
    return ENDING_PLATEAU;
}

static enum ending ending_by(int criterion, enum ending rest)
{
    switch (criterion) {
    case CRITERION_GRAD:
    case CRITERION_PLATEAU:
    case CRITERION_PARAMS:
    case CRITERION_REST:
        return rest;
    case CRITERION_LOSS:
        return ENDING_TARGET;
    case CRITERION_CYCLE:
        return ENDING_CYCLING;
    case CRITERION_DIVERGE:
        return ENDING_DIVERGED;
    case CRITERION_FALLS:
        return ENDING_FALLS;
    case CRITERION_VALIDATION:
        return ENDING_EARLY;
    default:
        return criterion_is_cap(criterion) ? ENDING_CAP : ENDING_RUNNING;
    }
}

static void say(struct verdict *verdict, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void say(struct verdict *verdict, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(verdict->sentence, sizeof verdict->sentence, format, arguments);
    va_end(arguments);
}

struct place {
    char text[64];
};

/* "(1.788, 1.788)"; of many coordinates only the first two. */
static struct place place_of(const double *x, int n)
{
    struct place place;
    char a[NUMBER_SIZE], b[NUMBER_SIZE];
    number_short(a, x[0], 4);
    if (n == 1)
        snprintf(place.text, sizeof place.text, "%.20s", a);
    else
        snprintf(place.text, sizeof place.text, "(%.20s, %.20s%s)", a,
                 number_short(b, x[1], 4), n > 2 ? ", ..." : "");
    return place;
}

/* What the curvature says of a point of rest. */
static void say_rest(struct verdict *verdict, const struct sample *now, int n)
{
    const char *word = ending_name(verdict->ending);
    struct place place = place_of(now->x, n);
    char least[NUMBER_SIZE], most[NUMBER_SIZE];
    number_short(least, verdict->eigenvalues[0], 3);
    number_short(most, verdict->eigenvalues[n - 1], 3);

    if (verdict->point == POINT_KINK)
        say(verdict, "%s at %s: %sno finite curvature", word, place.text,
            verdict->ending == ENDING_KINK ? "" : "a kink, ");
    else if (verdict->point == POINT_SADDLE)
        say(verdict, "%s at %s: curvature %s one way, %s the other", word, place.text, least,
            most);
    else if (n == 1)
        say(verdict, "%s at %s: curvature %s", word, place.text, most);
    else
        say(verdict, "%s at %s: curvature %s to %s", word, place.text, least, most);
}

/* A small gradient proves nothing here: one of two reasons. */
static void say_flat(struct verdict *verdict, const struct sample *now, int n)
{
    struct place place = place_of(now->x, n);
    char away[NUMBER_SIZE];
    if (degenerate(verdict->eigenvalues, n))
        say(verdict, "flat at %s: no curvature in some direction", place.text);
    else
        say(verdict, "flat at %s: small gradient, Newton's step is %s long", place.text,
            number_short(away, verdict->away, 2));
}

/* What ended it; the screen shows the numbers anyway. */
static void say_diverged(struct verdict *verdict, const struct sample *now, int n)
{
    bool finite = isfinite(now->loss) && isfinite(now->grad_norm) && isfinite(linear_norm(now->x, n));
    if (now->step == 0)
        say(verdict, "no start: the function or its slope is not finite there, choose another");
    else
        say(verdict, "diverged at step %ld: %s", now->step,
            finite ? "the loss is far above that at the start" : "a value is no longer finite");
}

/* The end of a run that was to make so many steps, or evaluations, and where that was. */
static void say_cap(struct verdict *verdict, const struct sample *now, int n, long cap)
{
    const struct criterion *criterion = table_row(&criteria, (size_t)verdict->criterion);
    const char *what = criterion->name;
    int length = (int)strlen(what) - (cap == 1); /* without the s */
    char slope[NUMBER_SIZE];
    if (verdict->point == POINT_SLOPE)
        say(verdict, "cap of %ld %.*s reached: the gradient is %s", cap, length, what,
            number_short(slope, now->grad_norm, 3));
    else
        say(verdict, "cap of %ld %.*s reached, at a %s: %s", cap, length, what,
            verdict->point == POINT_FLAT ? "flat place" : ending_name(verdict->rest),
            place_of(now->x, n).text);
}

/* Which parameters these are. */
static void say_early(struct verdict *verdict, const struct sample *now,
                      const struct criteria_state *seen)
{
    char least[NUMBER_SIZE], loss[NUMBER_SIZE];
    number_short(least, seen->held_best, 4);
    if (now->validation == seen->held_best && seen->held_step == 0)
        say(verdict, "early stop: back at the start, validation was never lower than %s",
            least);
    else if (now->validation == seen->held_best)
        say(verdict, "early stop: back at step %ld, whose validation loss is the least, %s",
            seen->held_step, least);
    else
        say(verdict, "beyond an early stop: validation loss %s, at step %ld it was %s",
            number_short(loss, now->validation, 4), seen->held_step, least);
}

static void say_sentence(struct verdict *verdict, const struct sample *now, int n,
                         const struct criteria_state *seen, long cap)
{
    char loss[NUMBER_SIZE], slope[NUMBER_SIZE];
    number_short(loss, now->loss, 4);
    number_short(slope, now->grad_norm, 3);
    switch (verdict->ending) {
    case ENDING_RUNNING:
        say(verdict, "running: step %ld, gradient %s", now->step, slope);
        break;
    case ENDING_CAP:
        say_cap(verdict, now, n, cap);
        break;
    case ENDING_CYCLING:
        say(verdict, "cycling: the path comes back every %ld steps, loss %s", seen->period, loss);
        break;
    case ENDING_PLATEAU:
        say(verdict, "plateau: at rest near loss %s, but the gradient is %s", loss, slope);
        break;
    case ENDING_TARGET:
        say(verdict, "target loss reached at step %ld: loss %s", now->step, loss);
        break;
    case ENDING_DIVERGED:
        say_diverged(verdict, now, n);
        break;
    case ENDING_FALLS:
        say(verdict, "falls for ever: loss %s at step %ld, and the point runs away", loss, now->step);
        break;
    case ENDING_EARLY:
        say_early(verdict, now, seen);
        break;
    case ENDING_FLAT:
        say_flat(verdict, now, n);
        break;
    default:
        say_rest(verdict, now, n);
    }
}

void verdict_on(struct verdict *verdict, struct simulation *simulation)
{
    const struct objective *objective = simulation_objective(simulation);
    const struct sample *now = simulation_now(simulation);
    const struct criteria *stops = simulation_stops(simulation);
    int n = objective->n, ended = simulation_ended(simulation);
    double g[LINEAR_MAX], h[LINEAR_MAX * LINEAR_MAX];

    *verdict = (struct verdict){.criterion = ended, .step = now->step};
    simulation_hessian(simulation, g, h);
    verdict->point = point_classify(now->x, g, h, n, simulation_criteria(simulation)->small,
                                    verdict->eigenvalues, &verdict->away);
    verdict->has_eigenvalues = !isnan(verdict->eigenvalues[0]);
    verdict->rest = ending_at(verdict->point, objective, now->loss);
    verdict->ending = ending_by(ended, verdict->rest);
    say_sentence(verdict, now, n, simulation_criteria(simulation),
                 verdict->ending == ENDING_CAP ? (long)stops->value[ended] : 0);
}
