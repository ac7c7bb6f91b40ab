#include "insight/verdict_words.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "problem/score.h"
#include "run/simulation.h"

/* Everything that the words are about. */
struct matter {
    struct verdict *verdict;
    struct simulation *simulation;
    struct objective *objective;
    const struct sample *now;
    const struct criteria_state *seen;
    char point[64], loss[NUMBER_SIZE], slope[NUMBER_SIZE];
};

static void say(struct matter *matter, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Takes off the last clause, as it is not whole: a number that is cut would be another one. What is
 * in parentheses is no clause. */
static void drop_clause(char *sentence)
{
    char *end = sentence + strlen(sentence);
    int depth = 0;
    for (char *p = sentence; *p; p++) {
        depth += (*p == '(') - (*p == ')');
        if (depth == 0 && (strncmp(p, ", ", 2) == 0 || strncmp(p, ": ", 2) == 0))
            end = p;
    }
    *end = '\0';
}

static void say(struct matter *matter, const char *format, ...)
{
    char *sentence = matter->verdict->sentence;
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(sentence, sizeof matter->verdict->sentence, format, arguments);
    va_end(arguments);
    if (length > VERDICT_COLUMNS)
        drop_clause(sentence);
}

static void advise(struct matter *matter, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void advise(struct matter *matter, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(matter->verdict->advice, sizeof matter->verdict->advice, format, arguments);
    va_end(arguments);
}

/* "(1.788, 1.788)"; of many coordinates only the first two. */
static void write_point(char *out, size_t size, const double *x, int n)
{
    char a[NUMBER_SIZE], b[NUMBER_SIZE];
    number_short(a, x[0], 4);
    if (n == 1)
        snprintf(out, size, "%.20s", a);
    else
        snprintf(out, size, "(%.20s, %.20s%s)", a, number_short(b, x[1], 4), n > 2 ? ", ..." : "");
}

/* --- points of rest --- */

static void say_curvature(struct matter *matter, const char *kind)
{
    const struct stationary *at = &matter->verdict->at;
    int n = at->directions;
    double least = at->eigenvalues[0], most = at->eigenvalues[n - 1];
    char low[NUMBER_SIZE], high[NUMBER_SIZE], condition[NUMBER_SIZE];
    number_short(low, least, 3);
    number_short(high, most, 3);
    if (at->kind == POINT_SADDLE)
        say(matter, "%s at %s: curvature %s one way, %s the other", kind, matter->point, low, high);
    else if (n == 1)
        say(matter, "%s at %s: curvature %s", kind, matter->point, high);
    else
        say(matter, "%s at %s: curvature %s to %s", kind, matter->point, low, high);
    if (at->kind == POINT_MINIMUM && most > 1000 * least)
        advise(matter, "kappa %s", number_short(condition, most / least, 3));
}

/* The words after the point, for kinds that have always the same. */
static const char *const remarks[] = {
    [POINT_MINIMUM] = "all around is higher",
    [POINT_HIGHER] = "all around is higher",
    [POINT_VALLEY] = "level one way, nothing around is lower",
    [POINT_SADDLE] = "some around is higher, some lower",
    [POINT_MAXIMUM] = "nothing around is higher",
    [POINT_INFLECTION] = "lower one way, higher the other",
    [POINT_PLAIN] = "no slope, no curvature, no stationary point found",
    [POINT_KINK_LEAST] = "nothing around is lower",
    [POINT_KINK] = "some around is lower",
    [POINT_EDGE] = "the function ends here",
};

static void say_jump(struct matter *matter)
{
    const struct stationary *at = &matter->verdict->at;
    char here[NUMBER_SIZE], there[NUMBER_SIZE];
    say(matter, "jump at %s: loss %s here, %s on the other side", matter->point,
        number_short(here, at->loss, 4), number_short(there, at->other, 4));
}

/* Where the run has ended, if that is to be seen to be elsewhere. */
static void advise_distance(struct matter *matter)
{
    char point[64];
    if (!matter->verdict->elsewhere)
        return;
    write_point(point, sizeof point, matter->now->x, matter->objective->n);
    advise(matter, "the run has ended at %s, where the slope is small already", point);
}

static void say_point(struct matter *matter, const char *kind)
{
    const struct stationary *at = &matter->verdict->at;
    if (at->kind == POINT_JUMP)
        say_jump(matter);
    else if (at->kind == POINT_SLOPE)
        say(matter, "%s at %s: the slope is not finite here", kind, matter->point);
    else if (at->regular)
        say_curvature(matter, kind);
    else
        say(matter, "%s at %s: %s", kind, matter->point,
            at->level ? "level all around" : remarks[at->kind]);
    advise_distance(matter);
}

/* --- falling and diverging --- */

/* Are these classes that the parameters tell apart, each row of them: is all that is left of the
 * loss what the weights' size makes? */
static bool separates(const struct matter *matter)
{
    const struct stationary *at = &matter->verdict->at;
    return matter->objective->learning && at->falling.bounded && at->falling.bound <= 1e-6 &&
           score_accuracy(matter->objective, at->x) == 1;
}

static void say_falls(struct matter *matter)
{
    const struct falling *falling = &matter->verdict->at.falling;
    bool found = matter->verdict->at.kind == POINT_FALLS;
    char bound[NUMBER_SIZE];
    double least = simulation_best(matter->simulation)->loss;
    if (!found && !(matter->now->loss <= least))
        say(matter, "falls for ever: down to loss %s before step %ld leapt",
            number_short(bound, least, 4), matter->now->step);
    else if (!found)
        say(matter, "falls for ever: loss %s at step %ld, and the point runs away", matter->loss,
            matter->now->step);
    else if (separates(matter)) {
        say(matter, "falls for ever: the classes are separable, the weights grow without end");
        advise(matter, "a penalty ends that: l2 0.01");
    } else if (falling->bounded)
        say(matter, "falls for ever: %.12s runs away, the loss falls towards %s",
            matter->objective->parameter[falling->parameter],
            number_short(bound, falling->bound, 3));
    else
        say(matter, "falls for ever: %.12s runs away, the loss falls without a bound",
            matter->objective->parameter[falling->parameter]);
}

/* What to do on data: the columns may be the matter. */
static bool advise_standardizing(struct matter *matter)
{
    const struct conditioning *conditioning = &matter->verdict->conditioning;
    char raw[NUMBER_SIZE], standardized[NUMBER_SIZE];
    if (!(conditioning->raw > 10 * conditioning->standardized))
        return false;
    advise(matter, "or standardize (kappa %s -> %s)", number_short(raw, conditioning->raw, 4),
           number_short(standardized, conditioning->standardized, 3));
    return true;
}

/* Above this rate times the curvature a run is unstable; NaN where that is not known, or the
 * settings have changed since its last step. */
static double limit_of(const struct matter *matter)
{
    const struct simulation *simulation = matter->simulation;
    const struct optimizer *optimizer = simulation_scenario(simulation)->optimizer;
    if (!optimizer || !optimizer->limit || simulation_has_changed(simulation, NULL))
        return NAN;
    return optimizer->limit(simulation_hypers(simulation));
}

/* A step that has no end, as of a rule that divides by 0: no smaller rate helps. */
static bool say_infinite(struct matter *matter)
{
    char value[NUMBER_SIZE];
    for (int i = 0; i < matter->objective->n; i++)
        if (!isfinite(matter->now->x[i])) {
            say(matter, "diverged at step %ld: the step makes %.12s %s", matter->now->step,
                matter->objective->parameter[i], number_short(value, matter->now->x[i], 3));
            return true;
        }
    return false;
}

static void say_diverged(struct matter *matter)
{
    double limit = limit_of(matter), curvature = matter->verdict->steepest, rate = matter->now->lr;
    char lr[NUMBER_SIZE], most[NUMBER_SIZE], part[NUMBER_SIZE];
    if (curvature > 0 && rate * curvature > limit) {
        say(matter, "diverged at step %ld: the rate %s is above %s = %s/curvature",
            matter->now->step, number_short(lr, rate, 3), number_short(most, limit / curvature, 3),
            number_short(part, limit, 3));
        if (!advise_standardizing(matter))
            advise(matter, "%s",
                   matter->verdict->steady ? "below that it holds" : "a smaller one may hold");
        return;
    }
    if (say_infinite(matter))
        return;
    if (isfinite(matter->now->loss))
        say(matter, "diverged at step %ld: loss %s, it rises and the point runs away",
            matter->now->step, matter->loss);
    else
        say(matter, "diverged at step %ld: the loss is not finite%s", matter->now->step,
            matter->now->step > 0 ? " any more" : "");
    if (advise_standardizing(matter))
        return;
    if (matter->now->step == 0)
        advise(matter, "choose another start");
    else if (simulation_has_rate(matter->simulation))
        advise(matter, "a smaller rate may hold");
}

/* Has a function of one or two parameters no value in its window, as far as a grid of points
 * tells? */
static bool is_nowhere(const struct matter *matter)
{
    enum { PROBES = 33 };
    struct objective *objective = matter->objective;
    double range[2][2] = {{0}}, x[2];
    if (objective->learning || objective->n > 2)
        return false;
    for (int i = 0; i < objective->n; i++)
        scenario_range(simulation_scenario(matter->simulation), i, range[i]);
    for (int k = 0; k < PROBES * PROBES; k++) {
        x[0] = range[0][0] + (range[0][1] - range[0][0]) * (k % PROBES) / (PROBES - 1);
        x[1] = range[1][0] + (range[1][1] - range[1][0]) * (k / PROBES) / (PROBES - 1);
        if (isfinite(objective_value(objective, x)))
            return false;
    }
    return true;
}

/* "log(-0.2), column 7", with the line where there are several, and the row of data. */
static void say_domain(struct matter *matter)
{
    struct formula_blame blame = {0};
    size_t row = 0;
    char when[40] = "at the start", where[96] = "";
    bool slower = matter->now->step > 0 && simulation_has_rate(matter->simulation);
    const char *elsewhere = slower ? "a smaller rate may stay inside" : "choose another start";
    objective_blame(simulation_objective(matter->simulation), matter->now->x, &blame, &row);
    if (matter->now->step > 0)
        snprintf(when, sizeof when, "at step %ld", matter->now->step);
    if (blame.line == 0) {
        say(matter, "left the domain %s: the gradient that it took was not a number", when);
        advise(matter, "%s", elsewhere);
        return;
    }
    if (strncmp(blame.name, "grid", 4) == 0) {
        say(matter, "left the grid %s: it ends before (%.5g, %.5g)", when, blame.operand[0],
            blame.operand[1]);
        advise(matter, "%s", elsewhere);
        return;
    }
    if (blame.line > 1)
        snprintf(where, sizeof where, "line %d, ", blame.line);
    snprintf(where + strlen(where), sizeof where - strlen(where), "column %d", blame.column);
    if (row > 0)
        snprintf(where + strlen(where), sizeof where - strlen(where), ", row %zu", row);
    say(matter, "left the domain %s: %s, %s", when, blame.text, where);
    if (blame.instead)
        advise(matter, "%s is defined there", blame.instead);
    else if (matter->now->step == 0 && is_nowhere(matter))
        advise(matter, "no point of the map has a value: the formula has to change");
    else
        advise(matter, "%s", elsewhere);
}

/* --- other ends --- */

const char *verdict_article(const char *kind)
{
    return strchr("aeiou", kind[0]) ? "an" : "a";
}

char *ending_tell(char out[ENDING_TELL_SIZE], enum ending ending, long steps)
{
    if (ending == ENDING_CAP)
        snprintf(out, ENDING_TELL_SIZE, "stopped at %ld step%s", steps, steps == 1 ? "" : "s");
    else
        snprintf(out, ENDING_TELL_SIZE, "%s", ending_name(ending));
    return out;
}

/* Is the rate so near to its limit here, or above it, that swings in the steepest direction don't
 * die? */
static bool is_at_limit(const struct matter *matter)
{
    static const double so_near = 0.99;
    const struct stationary *at = &matter->verdict->at;
    double steepest = at->directions > 0 ? at->eigenvalues[at->directions - 1] : 0;
    return matter->now->lr * steepest >= so_near * limit_of(matter);
}

static void advise_on_fall(struct matter *matter)
{
    char part[NUMBER_SIZE];
    if (separates(matter))
        advise(matter, "the classes are separable: a penalty ends that, l2 0.01");
    else if (is_at_limit(matter))
        advise(matter, "across it swings: the rate is at its limit, %s/curvature; lower it",
               number_short(part, limit_of(matter), 3));
}

/* The end of a run that was to make so many steps, or evaluations, and where that was. */
static void say_cap(struct matter *matter)
{
    const struct verdict *verdict = matter->verdict;
    const struct criterion *criterion = table_row(&criteria, (size_t)verdict->criterion);
    long cap = (long)simulation_stops(matter->simulation)->value[verdict->criterion];
    int length = (int)strlen(criterion->name) - (cap == 1); /* without the s */
    const char *kind = ending_name(verdict->rest);
    if (verdict->at.kind == POINT_SLOPE) {
        say(matter, "cap of %ld %.*s reached: the gradient is %s", cap, length, criterion->name,
            matter->slope);
        if (is_at_limit(matter))
            advise(matter, "lower the rate");
    } else if (verdict->at.kind == POINT_FALLS) {
        say(matter, "cap of %ld %.*s reached: the loss falls for ever, gradient %s", cap, length,
            criterion->name, matter->slope);
        advise_on_fall(matter);
    } else
        say(matter, "cap of %ld %.*s reached, %s %s %s: %s", cap, length, criterion->name,
            verdict->elsewhere ? "near" : "at", verdict_article(kind), kind, matter->point);
}

/* Which parameters these are. */
static void say_early(struct matter *matter)
{
    const struct criteria_state *seen = matter->seen;
    double validation = matter->now->validation;
    char least[NUMBER_SIZE], loss[NUMBER_SIZE];
    number_short(least, seen->held_best, 4);
    if (validation == seen->held_best && seen->held_step == 0)
        say(matter, "early stop: back at the start, validation was never lower than %s", least);
    else if (validation == seen->held_best)
        say(matter, "early stop: back at step %ld, whose validation loss is the least, %s",
            seen->held_step, least);
    else
        say(matter, "early stop left behind: validation loss %s, at step %ld it was %s",
            number_short(loss, validation, 4), seen->held_step, least);
}

static void say_running(struct matter *matter)
{
    say(matter, "running: step %ld, gradient %s", matter->now->step, matter->slope);
}

static void say_cycling(struct matter *matter)
{
    say(matter, "cycling: the path comes back every %ld steps, loss %s",
        matter->seen->returns.period, matter->loss);
    if (simulation_has_rate(matter->simulation))
        advise(matter, "lower the rate");
}

static void say_plateau(struct matter *matter)
{
    bool searched = matter->verdict->criterion == CRITERION_GRAD;
    say(matter, "plateau: loss %s, gradient %s%s", matter->loss, matter->slope,
        searched ? ", no stationary point found" : "");
}

static void say_rest(struct matter *matter)
{
    say(matter, "at rest at %s: %s, gradient %s", matter->point,
        matter->seen->creeps ? "steps have become next to nothing" : "no lower point was found",
        matter->slope);
}

static void say_target(struct matter *matter)
{
    say(matter, "target loss reached at step %ld: loss %s", matter->now->step, matter->loss);
}

/* NULL: the words are those of the point. */
static void (*const words[ENDING_COUNT])(struct matter *) = {
    [ENDING_RUNNING] = say_running,   [ENDING_REST] = say_rest,
    [ENDING_PLATEAU] = say_plateau,   [ENDING_CAP] = say_cap,
    [ENDING_CYCLING] = say_cycling,   [ENDING_TARGET] = say_target,
    [ENDING_EARLY] = say_early,       [ENDING_FALLS] = say_falls,
    [ENDING_DIVERGED] = say_diverged, [ENDING_DOMAIN] = say_domain,
};

void verdict_say(struct verdict *verdict, struct simulation *simulation)
{
    struct matter matter = {
        .verdict = verdict,
        .simulation = simulation,
        .objective = simulation_objective(simulation),
        .now = simulation_now(simulation),
        .seen = simulation_criteria(simulation),
    };
    number_short(matter.loss, matter.now->loss, 4);
    number_short(matter.slope, matter.now->grad_norm, 3);
    write_point(matter.point, sizeof matter.point, verdict->at.x, matter.objective->n);
    if (words[verdict->ending])
        words[verdict->ending](&matter);
    else
        say_point(&matter, ending_name(verdict->ending));
}
