#include "engine/stability.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "engine/linear.h"

/* Eigenvalues below this part of the largest in size are rounding, not curvature. */
static const double NOTHING = 1e-8;
/* Below this curvature in every direction, a place is flat whatever the rate. */
static const double FLAT = 1e-9;
/* So near to the limit, in parts of it, nobody sees whether swings grow or die. */
static const double EDGE = 0.005;
/* Below this part of the limit a direction takes hundreds of steps. */
static const double SLOW_FLAT = 0.005;
static const double SLOW = 0.05;
/* Below this condition number there is no valley: all directions are much alike. */
static const double VALLEY = 2;

void stability_at(struct stability *stability, const double *h, int n, double lr, double limit)
{
    double values[LINEAR_MAX];
    bool known = linear_eigenvalues(h, n, values);
    double steepest = known ? values[n - 1] : NAN, flattest = known ? values[0] : NAN;
    *stability = (struct stability){
        .known = known,
        .steepest = steepest,
        .flattest = flattest,
        .condition = flattest <= NOTHING * steepest ? INFINITY : steepest / flattest,
        .indefinite = flattest < -NOTHING * fabs(steepest),
        .rate = lr * steepest,
        .flat_rate = lr * flattest,
        .has_limit = limit > 0,
        .limit = limit > 0 ? limit : 0,
    };
}

enum stability_kind stability_kind(const struct stability *stability)
{
    double steepest = stability->steepest, flattest = stability->flattest;
    if (!stability->known)
        return STABILITY_UNKNOWN;
    if (fmax(fabs(steepest), fabs(flattest)) <= FLAT)
        return STABILITY_FLAT;

    double part = stability->has_limit ? stability->rate / stability->limit : 0;
    if (part > 1 + EDGE)
        return STABILITY_UNSTABLE;
    if (steepest <= NOTHING * fabs(flattest))
        return STABILITY_HILLTOP;
    if (flattest < -NOTHING * steepest)
        return STABILITY_SADDLE;
    if (!stability->has_limit)
        return STABILITY_UNLIMITED;
    if (part >= 1 - EDGE)
        return STABILITY_EDGE;
    if (part > 0.5)
        return STABILITY_ZIGZAG;
    if (part < SLOW)
        return STABILITY_SLOW;
    if (stability->flat_rate < SLOW_FLAT * stability->limit)
        return STABILITY_SLOW_VALLEY;
    return STABILITY_COMFORTABLE;
}

/* The numbers of a sentence, as text. */
struct figures {
    char steepest[NUMBER_SIZE], flattest[NUMBER_SIZE], condition[NUMBER_SIZE];
    char rate[NUMBER_SIZE], flat_rate[NUMBER_SIZE], limit[NUMBER_SIZE];
};

static void write_figures(struct figures *figures, const struct stability *stability)
{
    number_short(figures->steepest, stability->steepest, 3);
    number_short(figures->flattest, stability->flattest, 3);
    number_short(figures->condition, stability->condition, 3);
    number_short(figures->rate, stability->rate, 3);
    number_short(figures->flat_rate, fmax(stability->flat_rate, 0), 3);
    number_short(figures->limit, stability->limit, 4);
}

struct line {
    char text[256];
};

static struct line line(const char *format, ...) __attribute__((format(printf, 1, 2)));

static struct line line(const char *format, ...)
{
    struct line result;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(result.text, sizeof result.text, format, arguments);
    va_end(arguments);
    return result;
}

/* The first words are the news; what follows them says by how much. */
static struct line rate_of_limit(const struct figures *f, const char *news, const char *then)
{
    return line("%s: the rate is %s of %s%s", news, f->rate, f->limit, then);
}

/* Why there is no limit to compare with. */
static const char *why_unlimited(const struct stability *stability)
{
    if (stability->searched)
        return "each step searches for its own length";
    return stability->rateless ? "the rule has no rate" : "no limit on the rate is known";
}

static struct line sentence_without_limit(const struct figures *f, enum stability_kind kind,
                                          const struct stability *stability)
{
    switch (kind) {
    case STABILITY_FLAT:
        return line("no curvature here: the slope is the same all around");
    case STABILITY_HILLTOP:
        return line("on a hilltop: downhill curves away, curvature %s to %s", f->flattest,
                    f->steepest);
    case STABILITY_SADDLE:
        return line("downhill curves away here: curvature %s one way, %s the other", f->flattest,
                    f->steepest);
    case STABILITY_UNLIMITED:
        return line("curvature %s to %s; %s", f->flattest, f->steepest,
                    why_unlimited(stability));
    default:
        return line("no finite curvature here: a kink, or beyond the function's domain");
    }
}

/* Where all directions are much alike, or there is but one. */
static struct line sentence_round(const struct figures *f, enum stability_kind kind)
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

static struct line sentence_valley(const struct figures *f, enum stability_kind kind)
{
    switch (kind) {
    case STABILITY_UNSTABLE:
        return rate_of_limit(f, "unstable", " in the steep direction, swings grow for now");
    case STABILITY_EDGE:
        return rate_of_limit(f, "on the edge", " across the valley, swings will not die");
    case STABILITY_ZIGZAG:
        return line("zigzagging across the valley: rate %s of %s across it, %s along it", f->rate,
                    f->limit, f->flat_rate);
    case STABILITY_SLOW:
        return rate_of_limit(f, "slow", " even in the steep direction, more is stable");
    case STABILITY_SLOW_VALLEY:
        return line("slow along the valley: rate %s of %s across it, %s along it", f->rate,
                    f->limit, f->flat_rate);
    default:
        return line("comfortable: rate %s of %s in the steep direction, %s in the flat one",
                    f->rate, f->limit, f->flat_rate);
    }
}

/* Without the second part, for where the numbers are long. */
static struct line sentence_short(const struct figures *f, enum stability_kind kind)
{
    static const char *const news[] = {
        [STABILITY_UNSTABLE] = "unstable",
        [STABILITY_EDGE] = "on the edge",
        [STABILITY_ZIGZAG] = "zigzagging across the valley",
        [STABILITY_SLOW] = "slow",
        [STABILITY_SLOW_VALLEY] = "slow along the valley",
        [STABILITY_COMFORTABLE] = "comfortable",
    };
    return rate_of_limit(f, news[kind], "");
}

void stability_sentence(const struct stability *stability, char *out, size_t size)
{
    enum stability_kind kind = stability_kind(stability);
    struct figures figures;
    write_figures(&figures, stability);

    struct line text;
    if (kind < STABILITY_UNSTABLE)
        text = sentence_without_limit(&figures, kind, stability);
    else if (stability->condition < VALLEY)
        text = sentence_round(&figures, kind);
    else
        text = sentence_valley(&figures, kind);
    if (strlen(text.text) > STABILITY_COLUMNS)
        text = sentence_short(&figures, kind);
    if (size > 0)
        snprintf(out, size, "%s", text.text);
}
