#include "insight/stability.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "base/format.h"
#include "base/linear.h"
#include "base/number.h"
#include "insight/quadratic.h"
#include "method/optimizer.h"
#include "method/tuning.h"
#include "problem/kink.h"
#include "problem/regularised.h"
#include "run/simulation.h"
#include "run/trajectory.h"

/* So near to the limit, in parts of it, nobody sees whether swings grow or die. */
static const double EDGE = 0.005;
/* Below this part of the limit there is room for a larger rate. */
static const double SLOW = 0.05;
/* A contraction above these takes more than 20 or 200 steps for a factor of ten. */
static const double SLOW_STEEP = 0.9, SLOW_FLAT = 0.99;
/* A swing that leaves less than this part of itself after a step is over before it is seen. */
static const double SWING = 0.25;
/* Momentum is too much beyond this multiple of the best one. */
static const double TOO_MUCH = 2;
/* Below this condition number there is no valley: all directions are much alike. */
static const double VALLEY = 2;

/* Which signs of curvature there are, beyond rounding. */
static void find_signs(struct stability *stability, const struct quadratic *quadratic)
{
    double scale[PARAMETERS_MAX], balanced[PARAMETERS_MAX * PARAMETERS_MAX], values[PARAMETERS_MAX];
    int n = quadratic->n;
    linear_balance(quadratic->h, n, scale, balanced);
    linear_eigenvalues(balanced, n, values);
    double rounding = linear_rounding(n) * fmax(fabs(values[0]), fabs(values[n - 1]));
    bool level = values[0] <= rounding;
    stability->ascending = values[n - 1] > rounding;
    stability->indefinite = values[0] < -rounding;
    stability->condition =
        level || !(stability->flattest > 0) ? INFINITY : stability->steepest / stability->flattest;
}

/* The numbers alone. */
static void begin(struct stability *stability, const struct quadratic *quadratic)
{
    *stability = (struct stability){
        .known = quadratic->finite,
        .steepest = quadratic->values[quadratic->n - 1],
        .flattest = quadratic->values[0],
        .condition = NAN,
        .rate = NAN,
        .flat_rate = NAN,
        .beta = NAN,
        .fitting = NAN,
    };
}

void stability_at(struct stability *stability, const struct quadratic *quadratic)
{
    begin(stability, quadratic);
    if (quadratic->finite)
        find_signs(stability, quadratic);
}

/* Does a direction take more steps for a factor of ten than the contraction `bound` does, and would
 * a larger rate make it faster? Without a recurrence: is its rate below that part of the limit
 * which it is for plain descent? */
static bool is_slow(const struct stability *stability, const struct optimizer *optimizer,
                    const double *hyper, double rate, double bound)
{
    double trace, det;
    if (!optimizer->recurrence)
        return 2 * rate < (1 - bound) * stability->limit;
    optimizer->recurrence(hyper, rate, &trace, &det);
    bool pair = trace * trace < 4 * det; /* then momentum alone decides */
    return !pair && trace > 0 && tuning_radius(trace, det) > bound;
}

/* Does the point change sides in the steep direction from step to step, so that one sees it? */
static bool does_swing(const struct stability *stability, const struct optimizer *optimizer,
                       const double *hyper)
{
    double trace = 1 - 2 * stability->rate / stability->limit, det = 0;
    if (optimizer->recurrence)
        optimizer->recurrence(hyper, stability->rate, &trace, &det);
    return trace < 0 && tuning_radius(trace, det) >= SWING;
}

static void compare_pace(struct stability *stability, const struct optimizer *optimizer,
                         const double *hyper)
{
    double flat_rate = fmax(stability->flat_rate, 0);
    stability->swings = does_swing(stability, optimizer, hyper);
    stability->slow = stability->rate < SLOW * stability->limit &&
                      is_slow(stability, optimizer, hyper, stability->rate, SLOW_STEEP);
    stability->slow_valley = is_slow(stability, optimizer, hyper, flat_rate, SLOW_FLAT);
}

/* Too much is what is more than twice the best one, and slower than that at this rate. */
static void compare_momentum(struct stability *stability, const struct optimizer *optimizer,
                             const double *hyper, double lr)
{
    if (!optimizer->best_beta || !isfinite(stability->condition))
        return;
    double beta = hyper[0], best = optimizer->best_beta(stability->condition);
    double steepest = stability->steepest, flattest = stability->flattest;
    if (beta > TOO_MUCH * best &&
        tuning_contraction(optimizer, &best, lr, steepest, flattest) <
            tuning_contraction(optimizer, hyper, lr, steepest, flattest)) {
        stability->beta = beta;
        stability->fitting = best;
    }
}

static void compare_limit(struct stability *stability, const struct optimizer *optimizer,
                          const double *hyper, double lr)
{
    stability->rate = lr * stability->steepest;
    stability->flat_rate = lr * stability->flattest;
    stability->searched = optimizer && optimizer->method;
    stability->is_length = optimizer && optimizer->is_length;
    stability->has_limit = optimizer && optimizer->limit;
    stability->limit = stability->has_limit ? optimizer->limit(hyper) : 0;
}

void stability_with(struct stability *stability, const struct optimizer *optimizer,
                    const double *hyper, double lr)
{
    compare_limit(stability, optimizer, hyper, lr);
    if (!stability->known || !stability->has_limit)
        return;
    compare_pace(stability, optimizer, hyper);
    compare_momentum(stability, optimizer, hyper, lr);
}

/* Where the curvature is not positive in every direction. */
static enum stability_kind kind_of_descent(const struct stability *stability)
{
    if (stability->ascending)
        return stability->near_rest ? STABILITY_SADDLE : STABILITY_AWAY;
    return stability->near_rest ? STABILITY_HILLTOP : STABILITY_STEEPENS;
}

/* Is the slope small beside the greatest of the path, or the step short beside half of the least
 * range of a parameter? */
static bool is_small(const struct simulation *simulation, double slope, double step)
{
    static const double of_path = 0.05, of_range = 0.04;
    const struct trajectory *path = simulation_trajectory(simulation);
    double reach = INFINITY, range[2];
    for (size_t i = 0; i < trajectory_length(path); i++)
        if (slope <= of_path * trajectory_at(path, i)->grad_norm)
            return true;
    for (int i = 0; i < simulation_scenario(simulation)->n; i++) {
        scenario_range(simulation_scenario(simulation), i, range);
        reach = fmin(reach, (range[1] - range[0]) / 2);
    }
    return step <= of_range * reach;
}

/* The curvature where Newton's step leads. False where that is not near, or its slope more than a
 * tenth of the slope here and no rounding: then no stationary point is near. */
static bool find_rest(struct simulation *simulation, const struct quadratic *here,
                      struct stability *there)
{
    static const double nearer = 0.1, rounding = 1e-9;
    const double *x = here->x;
    double step[PARAMETERS_MAX], at[PARAMETERS_MAX];
    int n = here->n;
    if (!linear_solve(here->h, here->g, n, step) ||
        !is_small(simulation, linear_norm(here->g, n), linear_norm(step, n)))
        return false;
    for (int i = 0; i < n; i++)
        at[i] = x[i] - step[i];

    struct regularised function;
    struct quadratic quadratic;
    simulation_function(simulation, &function);
    quadratic_at(&quadratic, &function, at);
    stability_at(there, &quadratic);
    return linear_norm(quadratic.g, n) <= nearer * linear_norm(here->g, n) ||
           linear_norm(step, n) <= rounding * linear_norm(x, n);
}

/* Is most of the curvature still there, with its sign? */
static bool is_kept(double there, double here)
{
    static const double most = 0.75;
    return here < 0 ? there <= most * here : there >= most * here;
}

/* Is the curvature downward rounding beside the others, where coordinates are measured by how far
 * they are from 0 and from where the run began? */
static bool is_rounding(const struct simulation *simulation, const struct quadratic *here)
{
    const double *x = here->x, *start = simulation_criteria(simulation)->scale.origin.x;
    double sized[PARAMETERS_MAX * PARAMETERS_MAX], values[PARAMETERS_MAX], size[PARAMETERS_MAX];
    int n = here->n;
    for (int i = 0; i < n; i++) {
        size[i] = fmax(fabs(x[i]), fabs(x[i] - start[i]));
        size[i] = size[i] > 0 ? size[i] : 1;
    }
    for (int i = 0; i < n * n; i++)
        sized[i] = here->h[i] * size[i / n] * size[i % n];
    return linear_eigenvalues(sized, n, values) && -values[0] <= linear_rounding(n) * values[n - 1];
}

/* Curvature that is much less at the stationary point was that of the way there: of the walls of a
 * valley that is level along its floor, or of an inflection. */
static void look_around(struct simulation *simulation, const struct quadratic *here,
                        struct stability *stability)
{
    struct stability there;
    bool convex = objective_is_convex(simulation_objective(simulation));
    if (stability->indefinite && (convex || is_rounding(simulation, here)))
        stability->indefinite = false;
    if (!stability->indefinite || !find_rest(simulation, here, &there))
        return;
    bool flattest = is_kept(there.flattest, stability->flattest);
    bool steepest = is_kept(there.steepest, stability->steepest);
    stability->near_rest = flattest && steepest;
    stability->indefinite = flattest || !steepest || !stability->ascending;
}

static enum kink_kind kind_here(struct simulation *simulation, const struct quadratic *here)
{
    static const double exactly[PARAMETERS_MAX];
    struct kink kink;
    kink_at(&kink, simulation_objective(simulation), here->x, exactly);
    return kink.kind;
}

void stability_here(struct stability *stability, struct simulation *simulation,
                    const struct quadratic *here)
{
    stability_at(stability, here);
    look_around(simulation, here, stability);
    if (!stability->known)
        stability->kink = kind_here(simulation, here);
}

void stability_of(struct stability *stability, const struct simulation *simulation)
{
    stability_with(stability, simulation_scenario(simulation)->optimizer,
                   simulation_hypers(simulation), simulation_next_rate(simulation));
    stability->rateless = !simulation_has_rate(simulation);
}

bool stability_gauge(struct stability *stability, struct simulation *simulation)
{
    struct regularised function;
    struct quadratic here;
    simulation_function(simulation, &function);
    quadratic_values(&here, &function, simulation_now(simulation)->x);
    begin(stability, &here);
    compare_limit(stability, simulation_scenario(simulation)->optimizer,
                  simulation_hypers(simulation), simulation_next_rate(simulation));
    return !objective_interrupted(simulation_objective(simulation));
}

enum stability_kind stability_kind(const struct stability *stability)
{
    if (!stability->known)
        return STABILITY_UNKNOWN;
    if (!stability->ascending && !stability->indefinite)
        return STABILITY_FLAT;

    double part = stability->has_limit ? stability->rate / stability->limit : 0;
    if (part > 1 + EDGE)
        return STABILITY_UNSTABLE;
    if (part >= 1 - EDGE)
        return STABILITY_EDGE;
    if (stability->indefinite)
        return kind_of_descent(stability);
    if (!stability->has_limit)
        return STABILITY_UNLIMITED;
    if (!isnan(stability->beta))
        return STABILITY_OVERSHOOT;
    if (stability->swings)
        return STABILITY_ZIGZAG;
    if (stability->slow)
        return STABILITY_SLOW;
    return stability->slow_valley ? STABILITY_SLOW_VALLEY : STABILITY_COMFORTABLE;
}

/* The numbers of a sentence, as text. */
struct figures {
    char steepest[NUMBER_SIZE], flattest[NUMBER_SIZE], condition[NUMBER_SIZE];
    char curvature[2 * NUMBER_SIZE + 4]; /* "1 to 10", or "1" where both are that */
    char rate[NUMBER_SIZE], flat_rate[NUMBER_SIZE], limit[NUMBER_SIZE];
    char beta[NUMBER_SIZE], fitting[NUMBER_SIZE];
};

static void write_figures(struct figures *figures, const struct stability *stability)
{
    number_short(figures->steepest, stability->steepest, 3);
    number_short(figures->flattest, stability->flattest, 3);
    number_short(figures->condition, stability->condition, 3);
    bool same = strcmp(figures->flattest, figures->steepest) == 0;
    format_text(figures->curvature, sizeof figures->curvature, "%s%s%s", figures->flattest,
                same ? "" : " to ", same ? "" : figures->steepest);
    number_short(figures->rate, stability->rate, 3);
    number_short(figures->flat_rate, fmax(stability->flat_rate, 0), 3);
    number_short(figures->limit, stability->limit, 4);
    number_short(figures->beta, stability->beta, 4);
    number_short(figures->fitting, round(100 * stability->fitting) / 100, 2);
}

struct sentence {
    char text[256];
};

static struct sentence sentence(const char *format, ...) __attribute__((format(printf, 1, 2)));

static struct sentence sentence(const char *format, ...)
{
    struct sentence result;
    va_list arguments;
    va_start(arguments, format);
    format_list(result.text, sizeof result.text, format, arguments);
    va_end(arguments);
    return result;
}

/* The first words are the news; what follows them says by how much. */
static struct sentence rate_of_limit(const struct figures *f, const char *news, const char *then)
{
    return sentence("%s: the rate is %s of %s%s", news, f->rate, f->limit, then);
}

/* Why there is no limit to compare with. */
static const char *why_unlimited(const struct stability *stability)
{
    if (stability->searched)
        return "each step finds its own length";
    if (stability->is_length)
        return "steps of about the rate, however steep";
    return stability->rateless ? "the rule has no rate" : "no limit on the rate is known";
}

static const char *why_unknown(enum kink_kind kink)
{
    static const char *const reasons[] = {
        [KINK_NONE] = "no finite curvature here: beyond the function's domain, or too steep",
        [KINK_CANCELS] = "the curvature has more than one value here, or none",
        [KINK_SLOPES] = "a kink: the slope has more than one value here, the curvature none",
        [KINK_EDGE] = "an edge of the function's domain: no curvature beyond it",
        [KINK_JUMP] = "a jump: the loss has more than one value around here",
    };
    return reasons[kink];
}

static struct sentence sentence_without_limit(const struct figures *f, enum stability_kind kind,
                                              const struct stability *stability)
{
    switch (kind) {
    case STABILITY_FLAT:
        return sentence("no curvature here: the slope is the same all around");
    case STABILITY_HILLTOP:
        return sentence("on a hilltop: downhill curves away, curvature %s", f->curvature);
    case STABILITY_STEEPENS:
        return sentence("the slope grows steeper downhill: curvature %s", f->curvature);
    case STABILITY_SADDLE:
        return sentence("near a saddle: curvature %s one way, %s the other", f->flattest,
                        f->steepest);
    case STABILITY_AWAY:
        return sentence("downhill curves away here: curvature %s one way, %s the other",
                        f->flattest, f->steepest);
    case STABILITY_UNLIMITED:
        return sentence("curvature %s; %s", f->curvature, why_unlimited(stability));
    default:
        return sentence("%s", why_unknown(stability->kink));
    }
}

/* What would do: "about 0.27 fits". */
static struct sentence sentence_fitting(const struct figures *f)
{
    bool none = strcmp(f->fitting, "0") == 0;
    return none ? sentence("none is needed") : sentence("about %s fits", f->fitting);
}

static struct sentence sentence_overshoot(const struct figures *f)
{
    return sentence("overshooting: beta %s keeps too much speed for kappa %s; %s", f->beta,
                    f->condition, sentence_fitting(f).text);
}

static struct sentence sentence_overshoot_short(const struct figures *f)
{
    return sentence("overshooting: beta %s for kappa %s; %s", f->beta, f->condition,
                    sentence_fitting(f).text);
}

/* Where all directions are much alike, or there is but one. */
static struct sentence sentence_round(const struct figures *f, enum stability_kind kind)
{
    switch (kind) {
    case STABILITY_UNSTABLE:
        return rate_of_limit(f, "unstable", ", and swings grow for now");
    case STABILITY_EDGE:
        return rate_of_limit(f, "on the edge", ", and swings neither grow nor die");
    case STABILITY_ZIGZAG:
        return rate_of_limit(f, "swinging from side to side", "");
    case STABILITY_SLOW:
        return rate_of_limit(f, "slow", ", and a larger one is stable");
    default:
        return rate_of_limit(f, "comfortable", "");
    }
}

static struct sentence sentence_valley(const struct figures *f, enum stability_kind kind)
{
    switch (kind) {
    case STABILITY_UNSTABLE:
        return rate_of_limit(f, "unstable", " in the steep direction, swings grow for now");
    case STABILITY_EDGE:
        return rate_of_limit(f, "on the edge", " across the valley, swings will not die");
    case STABILITY_ZIGZAG:
        return sentence("zigzagging across the valley: rate %s of %s across it, %s along it",
                        f->rate, f->limit, f->flat_rate);
    case STABILITY_SLOW:
        return rate_of_limit(f, "slow", " even in the steep direction, more is stable");
    case STABILITY_SLOW_VALLEY:
        return sentence("slow along the valley: rate %s of %s across it, %s along it", f->rate,
                        f->limit, f->flat_rate);
    default:
        return sentence("comfortable: rate %s of %s in the steep direction, %s in the flat one",
                        f->rate, f->limit, f->flat_rate);
    }
}

/* What is said of a rate and its limit, without the second part, where the numbers are long. */
static const struct {
    const char *name, *meaning;
    enum stability_kind kind;
} news[] = {
    {"unstable", "the rate is beyond its limit: each swing is larger than the last",
     STABILITY_UNSTABLE},
    {"on the edge", "the rate is at its limit: swings neither grow nor die", STABILITY_EDGE},
    {"overshooting", "so much momentum that the ball rolls past the minimum", STABILITY_OVERSHOOT},
    {"zigzagging across the valley", "each step leaps over the valley; along it little is gained",
     STABILITY_ZIGZAG},
    {"slow along the valley", "the flat direction takes hundreds of steps", STABILITY_SLOW_VALLEY},
    {"slow", "far below the limit: a larger rate is faster", STABILITY_SLOW},
    {"comfortable", "below the limit, and no faster way is near", STABILITY_COMFORTABLE},
};

const struct table stability_table = TABLE("news", news);

static struct sentence sentence_short(const struct figures *f, enum stability_kind kind)
{
    size_t i = 0;
    while (news[i].kind != kind)
        i++;
    return rate_of_limit(f, news[i].name, "");
}

void stability_sentence(const struct stability *stability, char *out, size_t size)
{
    enum stability_kind kind = stability_kind(stability);
    struct figures figures;
    write_figures(&figures, stability);

    struct sentence text;
    if (kind < STABILITY_UNSTABLE)
        text = sentence_without_limit(&figures, kind, stability);
    else if (kind == STABILITY_OVERSHOOT)
        text = sentence_overshoot(&figures);
    else if (stability->condition < VALLEY)
        text = sentence_round(&figures, kind);
    else
        text = sentence_valley(&figures, kind);
    if (strlen(text.text) > STABILITY_COLUMNS)
        text = kind == STABILITY_OVERSHOOT ? sentence_overshoot_short(&figures)
                                           : sentence_short(&figures, kind);
    if (size > 0)
        format_text(out, size, "%s", text.text);
}
