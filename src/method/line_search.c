#include "method/line_search.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/vector.h"
#include "method/story.h"

enum { BACKTRACK_TRIALS = 1000, WOLFE_TRIALS = 60, BLIND_TRIALS = 4, EXACT_TRIALS = 100 };

/* Values that are as near as this, beside their size, are told apart by their slopes. */
static const double rounding = 4 * DBL_EPSILON;

/* phi and its derivatives at alpha. */
struct trial {
    double alpha, f, slope, curvature;
};

void line_init(struct line *line, struct regularised *function, const double *x, double f,
               const double *g, const double *direction)
{
    int n = function->objective->n;
    *line = (struct line){
        .function = function,
        .n = n,
        .x = x,
        .direction = direction,
        .f = f,
        .slope = vector_dot(g, direction, n),
        .noise = rounding * fabs(f),
    };
    memcpy(line->at, x, (size_t)n * sizeof *x);
}

void line_blur(struct line *line, const double *scale)
{
    double size = 0;
    for (int i = 0; i < line->n; i++)
        size += scale[i] * fabs(line->x[i]);
    double blur = DBL_EPSILON * size;
    line->noise = rounding * fabs(line->f) + blur * (2 * sqrt(fabs(line->f)) + blur);
}

static bool descends(const struct line *line)
{
    return line->slope < 0 && isfinite(line->slope) && isfinite(line->f);
}

/* Are the points at a and b different ones, in the numbers that there are? */
static bool apart(const struct line *line, double a, double b)
{
    for (int i = 0; i < line->n; i++)
        if (line->x[i] + a * line->direction[i] != line->x[i] + b * line->direction[i])
            return true;
    return false;
}

bool line_moves(const struct line *line, double alpha)
{
    return apart(line, alpha, 0);
}

/* --- trials --- */

static void move(struct line *line, double alpha)
{
    vector_go(line->at, line->x, alpha, line->direction, line->n);
}

static struct trial try_slope(struct line *line, double alpha)
{
    double g[PARAMETERS_MAX];
    struct trial trial = {.alpha = alpha, .curvature = NAN};
    move(line, alpha);
    trial.f = line->hessian ? regularised_hessian(line->function, line->at, g, line->hessian)
                            : regularised_gradient(line->function, line->at, g);
    trial.slope = vector_dot(g, line->direction, line->n);
    return trial;
}

/* d'hd: how the line curves at x, where h[n*n] is the Hessian there. */
static double curvature_of(const struct line *line, const double *h)
{
    double turned[PARAMETERS_MAX];
    vector_multiply(turned, h, line->direction, line->n);
    return vector_dot(turned, line->direction, line->n);
}

double line_first(const struct line *line, const double *h)
{
    double curvature = curvature_of(line, h);
    double length = curvature > 0 ? -line->slope / curvature : fabs(line->f / line->slope);
    return length > 0 && isfinite(length) ? length : 1 / linear_norm(line->direction, line->n);
}

static struct trial try_curvature(struct line *line, double alpha)
{
    double g[PARAMETERS_MAX], h[PARAMETERS_MAX * PARAMETERS_MAX];
    struct trial trial = {.alpha = alpha};
    move(line, alpha);
    trial.f = regularised_hessian(line->function, line->at, g, h);
    trial.slope = vector_dot(g, line->direction, line->n);
    trial.curvature = curvature_of(line, h);
    return trial;
}

static bool is_finite(const struct trial *trial)
{
    return isfinite(trial->f) && isfinite(trial->slope);
}

static void count_trial(struct line *line, const struct trial *trial)
{
    line->trials++;
    story_try(line->story, line->x, trial->alpha, line->direction, trial->f, trial->slope);
}

/* Why the last trial was not taken. What is no number says so first. */
static void refuse(const struct line *line, const struct trial *trial, const char *why,
                   double limit)
{
    if (line->story)
        story_refuse(line->story, is_finite(trial) ? why : "no number there",
                     is_finite(trial) ? limit : NAN);
}

/* --- sufficient decrease --- */

/* Is neither the value at the trial point nor the decrease that the slope promised enough to
 * tell? */
static bool in_noise(const struct line *line, const struct trial *trial)
{
    return fabs(trial->f - line->f) <= line->noise && -trial->alpha * line->slope <= line->noise;
}

/* What f may be at most at a trial. */
static double enough_at(const struct line *line, const struct trial *trial, double c)
{
    return line->f + c * trial->alpha * line->slope;
}

/* Where the values tell nothing the slopes do. */
static bool decreases(const struct line *line, const struct trial *trial, double c)
{
    if (!is_finite(trial) || trial->f > line->f + line->noise)
        return false;
    if (trial->f >= line->f - line->noise)
        return trial->slope <= (2 * c - 1) * line->slope;
    return trial->f <= enough_at(line, trial, c);
}

/* What flattens a line of Newton's, where values tell nothing. */
static enum line_answer try_flat(struct line *line, const struct trial *trial)
{
    double limit = -line->flattens * line->slope;
    if (fabs(trial->slope) <= limit)
        return LINE_LOWER;
    refuse(line, trial, "values are the same to rounding, and the slope is above", limit);
    return in_noise(line, trial) ? LINE_LEVEL : LINE_HIGH;
}

enum line_answer line_try(struct line *line, double alpha, double c)
{
    struct trial trial = try_slope(line, alpha);
    count_trial(line, &trial);
    line->reached = trial.f;
    bool blind = is_finite(&trial) && fabs(trial.f - line->f) <= line->noise;
    if (blind && line->flattens > 0)
        return try_flat(line, &trial);
    if (decreases(line, &trial, c))
        return LINE_LOWER;
    refuse(line, &trial, "refused, above", enough_at(line, &trial, c));
    return LINE_HIGH;
}

/* --- backtracking --- */

double line_backtrack(struct line *line, double first, double c, double shrink)
{
    double alpha = first;
    if (!descends(line))
        return 0;
    for (int i = 0; i < BACKTRACK_TRIALS && apart(line, alpha, 0); i++) {
        enum line_answer answer = line_try(line, alpha, c);
        if (answer != LINE_HIGH)
            return answer == LINE_LOWER ? alpha : 0;
        alpha *= shrink;
    }
    return 0;
}

/* --- Wolfe --- */

static double clamp(double value, double least, double most)
{
    return fmin(fmax(value, least), most); /* `least` for NaN */
}

/* Where the slope vanishes if it is straight. */
static double secant(const struct trial *a, const struct trial *b)
{
    return a->alpha - a->slope * (b->alpha - a->alpha) / (b->slope - a->slope);
}

/* Beyond `to`, which is still on the way down, as `from` before it was. */
static double beyond(const struct trial *from, const struct trial *to)
{
    double straight = to->slope > from->slope ? secant(from, to) : INFINITY;
    return clamp(straight, 2 * to->alpha, 10 * to->alpha);
}

/* A bracket of Wolfe points: `low` decreases sufficiently and still goes down, `high` does not. */
struct bracket {
    struct trial low, high; /* high.alpha = INFINITY: none yet */
    double width;           /* before the last trial */
};

/* Where the parabola through both values, with the slope of `low`, has its minimum: before the
 * middle of the bracket, since `high` is no lower than the slope promises. */
static double parabola(const struct trial *low, const struct trial *high, double width)
{
    double rise = high->f - low->f - low->slope * width;
    return low->alpha - low->slope * width * width / (2 * rise);
}

/* Inside the bracket: in the middle where the last trial has not about halved it. The middle itself
 * does, whatever its rounding. */
static double between(struct bracket *bracket)
{
    static const double about_half = 0.6;
    const struct trial *low = &bracket->low, *high = &bracket->high;
    double width = high->alpha - low->alpha, margin = width / 10;
    bool slow = !(width <= about_half * bracket->width);
    bracket->width = width;
    if (slow || !is_finite(high))
        return low->alpha + width / 2;
    double inside = high->slope > 0 ? secant(low, high) : parabola(low, high, width);
    return clamp(inside, low->alpha + margin, high->alpha - margin);
}

/* Takes the trial in. Returns what to try next. */
static double narrow(struct bracket *bracket, const struct trial *trial, bool goes_down)
{
    double next;
    if (goes_down && !isfinite(bracket->high.alpha)) {
        next = beyond(&bracket->low, trial);
        bracket->low = *trial;
        return next;
    }
    *(goes_down ? &bracket->low : &bracket->high) = *trial;
    return between(bracket);
}

double line_wolfe(struct line *line, double first, double c1, double c2)
{
    struct bracket bracket = {.low = {.f = line->f, .slope = line->slope},
                              .high = {.alpha = INFINITY},
                              .width = INFINITY};
    struct trial lowest = bracket.low;
    double alpha = first;
    if (!descends(line))
        return 0;
    int blind = 0;
    for (int i = 0;
         i < WOLFE_TRIALS && blind < BLIND_TRIALS && apart(line, alpha, bracket.low.alpha); i++) {
        struct trial trial = try_slope(line, alpha);
        bool enough = decreases(line, &trial, c1);
        count_trial(line, &trial);
        if (enough && fabs(trial.slope) <= -c2 * line->slope)
            return alpha;
        if (enough)
            refuse(line, &trial, "low enough, but the size of the slope is above",
                   -c2 * line->slope);
        else
            refuse(line, &trial, "refused, above", enough_at(line, &trial, c1));
        blind += in_noise(line, &trial);
        if (is_finite(&trial) && trial.f < lowest.f)
            lowest = trial;
        alpha = narrow(&bracket, &trial, enough && trial.slope < 0);
    }
    return lowest.f < line->f - line->noise ? lowest.alpha : 0;
}

/* --- exact --- */

/* phi' counts as 0 below this part of phi'(0). */
static const double vanishing = 1e-12;
/* phi' is nearly straight where it misses the straight line by less than this part of itself. */
static const double straightness = 0.1;
/* Where phi does not curve upwards, a step grows by this factor at most. */
static const double growth = 4;
/* No step is longer than this many times the first where nothing curves. */
static const double furthest = 1000;

static bool is_minimum(const struct line *line, const struct trial *trial)
{
    return fabs(trial->slope) <= -vanishing * line->slope;
}

static double newton_step(const struct trial *trial)
{
    return trial->curvature > 0 ? -trial->slope / trial->curvature : INFINITY;
}

/* The first step where phi gives no scale: as long as x is, or as a straight slope would take to
 * come down by |f|. */
static double scale_step(const struct line *line)
{
    double d = linear_norm(line->direction, line->n);
    double scale = fmax(linear_norm(line->x, line->n) / d, fabs(line->f / line->slope));
    return scale > 0 && isfinite(scale) ? scale : 1 / d;
}

/* Seen from either end. */
static bool is_straight(const struct trial *from, const struct trial *to)
{
    double step = to->alpha - from->alpha, rise = to->slope - from->slope;
    double miss = fmax(fabs(rise - step * from->curvature), fabs(rise - step * to->curvature));
    return miss <= straightness * fabs(from->slope);
}

/* Newton's method in a bracket: phi' < 0 at `low`, not at `high`, from `trial`, which is one of
 * them. */
static double polish(struct line *line, struct trial low, struct trial high, struct trial trial,
                     int trials)
{
    for (; trials > 0 && !is_minimum(line, &trial); trials--) {
        double alpha = trial.alpha + newton_step(&trial);
        if (!(alpha > low.alpha && alpha < high.alpha))
            alpha = low.alpha + (high.alpha - low.alpha) / 2;
        if (!apart(line, alpha, trial.alpha))
            break;
        trial = try_curvature(line, alpha);
        count_trial(line, &trial);
        refuse(line, &trial, "the slope is not 0 yet", NAN);
        *(trial.slope < 0 ? &low : &high) = trial;
    }
    return is_finite(&trial) ? trial.alpha : low.alpha;
}

/* Where to go from `low`, with a minimizer or the end of the domain before `limit`. */
static double next_step(const struct trial *low, double longest, double furthest_step, double limit)
{
    double step = low->curvature > 0 ? fmin(newton_step(low), furthest_step) : longest;
    return fmin(step, (limit - low->alpha) / 2);
}

double line_exact(struct line *line)
{
    if (!descends(line))
        return 0;
    double scale = scale_step(line), limit = INFINITY;
    struct trial low = try_curvature(line, 0);
    double step = next_step(&low, scale, furthest * scale, limit);
    for (int trials = EXACT_TRIALS; trials > 0 && apart(line, low.alpha + step, low.alpha);
         trials--) {
        struct trial trial = try_curvature(line, low.alpha + step);
        bool straight = is_finite(&trial) && is_straight(&low, &trial);
        bool down = is_finite(&trial) && trial.slope < 0;
        count_trial(line, &trial);
        refuse(line, &trial,
               !straight ? "the slope bends on the way: half as far"
               : down    ? "still goes down: farther"
                         : "behind a minimum: back",
               NAN);
        if (straight && (!down || is_minimum(line, &trial)))
            return polish(line, low, trial, trial, trials - 1);
        if (!down)
            limit = trial.alpha;
        if (straight)
            low = trial;
        step = straight ? next_step(&low, growth * step, furthest * scale, limit) : step / 2;
    }
    return low.alpha;
}
