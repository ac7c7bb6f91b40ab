#include "insight/diagnosis.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "insight/verdict_words.h"
#include "run/trajectory.h"

enum {
    LEAST_SAMPLES = 12,
    LEAST_STEPS = 40, /* before them, a swing of momentum may be longer than a quarter */
    LEAST_SWINGS = 3,
    ABOUT_PART = 32, /* that part of all samples on either side is about a sample, */
    ABOUT_LEAST = 2, /* or so many */
    NEWEST = 5,
    SPIKE_RISE = 3,   /* samples that a spike may rise over */
    SPIKE_BEFORE = 8, /* samples before that, at least, that it is compared with */
    QUARTERS = 4,
    MOST_SAMPLES = TRAJECTORY_CAPACITY + TRAJECTORY_RECENT
};

static const double resolution = 1e-9; /* of the loss at the start */
static const double blown_up = 1.5, risen_level = 2;
static const double swing_ratio = 3, least_swing = 0.05, peak_left = 0.5;
static const double apart = 0.1, gap_ratio = 2, least_gap = 0.1;
static const double spike_ratio = 3;
static const double stuck_part = 0.95;
static const double level_change = 0.02, level_fall = 0.2, high_part = 1.0 / 3;

/* One of the two losses, at the samples that have it. */
struct loss_curve {
    size_t count;
    const struct sample *sample[MOST_SAMPLES];
    double loss[MOST_SAMPLES];  /* above `zero`; INFINITY where it is not finite */
    double about[MOST_SAMPLES]; /* the mean of the losses about each */
    double level[QUARTERS];     /* NAN: there is no sample */
};

struct loss_curves {
    struct loss_curve training, validation;
    double zero;
    double start;  /* the training loss there, above zero */
    double little; /* what counts for nothing beside it */
    enum ending ending;
    bool has_rate;
};

/* --- the curves --- */

static double zero_of(const struct trajectory *path)
{
    double least = 0;

    for (size_t i = 0; i < trajectory_length(path); i++) {
        const struct sample *sample = trajectory_at(path, i);
        if (isfinite(sample->loss))
            least = fmin(least, sample->loss);
        if (isfinite(sample->validation))
            least = fmin(least, sample->validation);
    }
    if (least >= 0)
        return 0;
    double first = trajectory_at(path, 0)->loss;
    return least - (first - least) / 10 - fabs(first) / 100;
}

static void add_loss(struct loss_curve *curve, const struct loss_curves *curves,
                     const struct sample *sample, double loss)
{
    curve->sample[curve->count] = sample;
    curve->loss[curve->count++] = isfinite(loss) ? loss - curves->zero : INFINITY;
}

/* The first of the samples after a part of the steps. */
static size_t first_after(const struct loss_curve *curve, double part)
{
    long first = curve->sample[0]->step, last = curve->sample[curve->count - 1]->step;
    double step = (double)first + part * (double)(last - first);
    size_t i = 0;

    while (i < curve->count && (double)curve->sample[i]->step <= step)
        i++;
    return i;
}

struct weighted {
    double loss;
    long steps;
};

static int by_loss(const void *a, const void *b)
{
    double left = ((const struct weighted *)a)->loss, right = ((const struct weighted *)b)->loss;

    return (left > right) - (left < right);
}

/* NAN where there is none. */
static double median(struct weighted *losses, size_t count)
{
    long all = 0, below = 0;

    qsort(losses, count, sizeof *losses, by_loss);
    for (size_t i = 0; i < count; i++)
        all += losses[i].steps;
    for (size_t i = 0; i < count; i++) {
        below += losses[i].steps;
        if (2 * below >= all)
            return losses[i].loss;
    }
    return NAN;
}

/* The median over the steps of a quarter, 0 to 3; a sample stands for the steps since the one
 * before it. */
static double level_in(const struct loss_curve *curve, int quarter)
{
    size_t first = first_after(curve, (double)quarter / QUARTERS), count = 0;
    size_t end = first_after(curve, (quarter + 1.0) / QUARTERS);
    struct weighted losses[MOST_SAMPLES];

    for (size_t i = first; i < end; i++) {
        long steps = curve->sample[i]->step - curve->sample[i - 1]->step;
        losses[count++] = (struct weighted){curve->loss[i], steps};
    }
    return median(losses, count);
}

static double mean_about(const struct loss_curve *curve, size_t i)
{
    size_t part = curve->count / ABOUT_PART, reach = part > ABOUT_LEAST ? part : ABOUT_LEAST;
    size_t first = i < reach ? 0 : i - reach;
    size_t end = i + reach < curve->count ? i + reach + 1 : curve->count;
    double sum = 0;

    for (size_t j = first; j < end; j++)
        sum += curve->loss[j];
    return sum / (double)(end - first);
}

static void curve_smooth(struct loss_curve *curve)
{
    for (size_t i = 0; i < curve->count; i++)
        curve->about[i] = mean_about(curve, i);
    for (int quarter = 0; quarter < QUARTERS; quarter++)
        curve->level[quarter] = curve->count ? level_in(curve, quarter) : NAN;
}

static void take_losses(struct loss_curves *curves, const struct trajectory *path)
{
    size_t length = trajectory_length(path);

    curves->training.count = curves->validation.count = 0;
    curves->zero = zero_of(path);
    curves->start = length ? trajectory_at(path, 0)->loss - curves->zero : NAN;
    curves->little = resolution * curves->start;
    for (size_t i = 0; i < length; i++) {
        const struct sample *sample = trajectory_at(path, i);
        add_loss(&curves->training, curves, sample, sample->loss);
        if (!isnan(sample->validation))
            add_loss(&curves->validation, curves, sample, sample->validation);
    }
    curve_smooth(&curves->training);
    curve_smooth(&curves->validation);
}

static double level_now(const struct loss_curve *curve)
{
    return curve->level[QUARTERS - 1];
}

/* What is said to be the loss now. */
static double newest_of(const struct loss_curve *curve)
{
    return curve->loss[curve->count - 1];
}

/* The median of the newest samples, by which the rules go; of few the newest. */
static double loss_lately(const struct loss_curve *curve)
{
    struct weighted newest[NEWEST];
    size_t count = curve->count < LEAST_SAMPLES ? 1 : NEWEST;

    for (size_t i = 0; i < count; i++)
        newest[i] = (struct weighted){curve->loss[curve->count - count + i], 1};
    return median(newest, count);
}

static long steps_of(const struct loss_curves *curves)
{
    const struct loss_curve *training = &curves->training;

    return training->sample[training->count - 1]->step - training->sample[0]->step;
}

/* Does the verdict tell what there is, however few the samples are? */
static bool has_come_to_rest(enum ending ending)
{
    return ending_is_minimum(ending) || ending_is_dead_end(ending);
}

/* Is there a way that led there? */
static bool is_settled(const struct loss_curves *curves)
{
    return curves->training.count > 1 && has_come_to_rest(curves->ending);
}

/* Has the training loss come to rest, beside what it is and what it fell? */
static bool has_levelled_off(const struct loss_curves *curves)
{
    if (is_settled(curves))
        return true;
    double level = level_now(&curves->training), before = curves->training.level[QUARTERS - 2];
    double change = fabs(before - level);

    return change <= level_change * level && change <= level_fall * (curves->start - level) &&
           steps_of(curves) >= LEAST_STEPS;
}

/* The sample about which the loss is least. */
static size_t least_of(const struct loss_curve *curve)
{
    size_t least = 0;

    for (size_t i = 1; i < curve->count; i++)
        if (curve->about[i] < curve->about[least])
            least = i;
    return least;
}

/* The greatest loss of the samples from `first` to before `end`. */
static double peak_in(const struct loss_curve *curve, size_t first, size_t end)
{
    double peak = 0;

    for (size_t i = first; i < end; i++)
        peak = fmax(peak, curve->loss[i]);
    return peak;
}

/* --- sentences --- */

static void say(struct diagnosis *diagnosis, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void say(struct diagnosis *diagnosis, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    int length = vsnprintf(diagnosis->sentence, sizeof diagnosis->sentence, format, arguments);
    assert(length >= 0 && length <= DIAGNOSIS_COLUMNS);
    (void)length;
    va_end(arguments);
}

/* Goes on with what is worth saying where there is room. */
static void add(struct diagnosis *diagnosis, const char *clause, const char *value)
{
    size_t length = strlen(diagnosis->sentence), room = sizeof diagnosis->sentence - length;

    if (strlen(clause) + strlen(value) < room)
        snprintf(diagnosis->sentence + length, room, "%s%s", clause, value);
}

/* What helps a run that is unstable. */
static void advise_rate(const struct loss_curves *curves, struct diagnosis *diagnosis)
{
    if (curves->has_rate)
        add(diagnosis, ": lower the rate", "");
}

struct number {
    char text[NUMBER_SIZE];
};

/* A loss above zero as it is. */
static struct number shown(const struct loss_curves *curves, double loss)
{
    struct number number;

    number_short(number.text, loss + curves->zero, 3);
    return number;
}

/* "epoch 40", or of a sample without one "step 40". */
struct moment {
    char text[32];
};

static struct moment moment(const struct sample *sample)
{
    struct moment moment;
    bool epoch = sample->epoch > 0;

    snprintf(moment.text, sizeof moment.text, "%s %ld", epoch ? "epoch" : "step",
             epoch ? sample->epoch : sample->step);
    return moment;
}

/* --- the rules: each says why it holds --- */

/* Beyond the start: what falls for ever has not diverged. */
static bool has_diverged(const struct loss_curves *curves)
{
    const struct loss_curve *training = &curves->training;

    return ending_is_lost(curves->ending) && training->count > 1 &&
           !(training->loss[training->count - 1] < curves->start);
}

static bool is_unknown(const struct loss_curves *curves, struct diagnosis *diagnosis)
{
    const double *level = curves->training.level;
    double all = level[0] + level[1] + level[2] + level[3];

    bool early = curves->training.count < LEAST_SAMPLES || !isfinite(curves->start) || isnan(all);
    if (has_diverged(curves) || is_settled(curves) || curves->ending == ENDING_CYCLING ||
        (!early && (curves->start > 0 || all > 0)))
        return false;
    say(diagnosis, "unknown: %s",
        has_come_to_rest(curves->ending) ? "the run has ended where it began"
        : early                          ? "too early to tell"
                                         : "there is nothing to learn");
    return true;
}

static bool is_not_finite(const struct loss_curves *curves, struct diagnosis *diagnosis)
{
    const struct loss_curve *training = &curves->training;
    const struct sample *newest = training->sample[training->count - 1];

    if (isfinite(newest->loss))
        return false;
    say(diagnosis, "unstable: the loss is not finite at step %ld", newest->step);
    advise_rate(curves, diagnosis);
    return true;
}

/* "unstable: the loss began at 1 and is 5e7 now: lower the rate" */
static void say_risen(const struct loss_curves *curves, double now, struct diagnosis *diagnosis)
{
    say(diagnosis, "unstable: the loss began at %s and is %s now",
        shown(curves, curves->start).text, shown(curves, now).text);
    advise_rate(curves, diagnosis);
}

static bool is_lost(const struct loss_curves *curves, struct diagnosis *diagnosis)
{
    const struct loss_curve *training = &curves->training;

    if (!has_diverged(curves))
        return false;
    say_risen(curves, newest_of(training), diagnosis);
    return true;
}

static bool has_blown_up(const struct loss_curves *curves, struct diagnosis *diagnosis)
{
    double now = newest_of(&curves->training), lately = loss_lately(&curves->training);

    if (!(fmin(now, lately) > blown_up * curves->start))
        return false;
    say_risen(curves, now, diagnosis);
    return true;
}

/* How often the loss has risen by the factor of a swing and fallen back by it, from a sample on;
 * *low is the least of the losses there. */
static int count_swings(const struct loss_curves *curves, size_t first, double *low)
{
    const struct loss_curve *training = &curves->training;
    double turn = training->loss[first]; /* the least since it fell, the greatest since it rose */
    bool up = false;
    int swings = 0;

    *low = turn;
    for (size_t i = first; i < training->count; i++) {
        double loss = training->loss[i];
        double small = up ? loss : turn, large = up ? turn : loss;
        bool turned = large > swing_ratio * small && large - small > least_swing * curves->start;
        swings += turned && up;
        up = up != turned;
        turn = turned ? loss : up ? fmax(turn, loss) : fmin(turn, loss);
        *low = fmin(*low, loss);
    }
    return swings;
}

static bool is_swinging(const struct loss_curves *curves, struct diagnosis *diagnosis)
{
    const struct loss_curve *training = &curves->training;
    size_t half = first_after(training, 0.5), last = first_after(training, 0.75);
    double low, before = peak_in(training, half, last);
    double peak = peak_in(training, last, training->count);
    int swings = count_swings(curves, half, &low);

    if (swings < LEAST_SWINGS || peak <= peak_left * before)
        return false;
    say(diagnosis, "unstable: the loss swung %d times between %s and %s", swings,
        shown(curves, low).text, shown(curves, fmax(before, peak)).text);
    advise_rate(curves, diagnosis);
    return true;
}

static bool has_risen(const struct loss_curves *curves, struct diagnosis *diagnosis)
{
    const struct loss_curve *training = &curves->training;
    const double *level = training->level;
    double least = fmin(fmin(level[0], level[1]), level[2]);

    double now = level_now(training);

    if (steps_of(curves) < LEAST_STEPS || !(now > risen_level * least + curves->little))
        return false;
    say(diagnosis, "unstable: the loss has risen from %s to %s", shown(curves, least).text,
        shown(curves, now).text);
    advise_rate(curves, diagnosis);
    return true;
}

static bool is_cycling(const struct loss_curves *curves, struct diagnosis *diagnosis)
{
    if (curves->ending != ENDING_CYCLING)
        return false;
    say(diagnosis, "unstable: the path goes round in a cycle, at loss %s",
        shown(curves, newest_of(&curves->training)).text);
    advise_rate(curves, diagnosis);
    return true;
}

static bool is_unstable(const struct loss_curves *curves, struct diagnosis *diagnosis)
{
    if (is_not_finite(curves, diagnosis) || is_lost(curves, diagnosis) ||
        has_blown_up(curves, diagnosis) || is_cycling(curves, diagnosis))
        return true;
    return !ending_is_minimum(curves->ending) &&
           (is_swinging(curves, diagnosis) || has_risen(curves, diagnosis));
}

/* The training loss at a sample of the validation loss. */
static double training_at(const struct loss_curve *training, const struct sample *sample)
{
    size_t i = 0;

    while (training->sample[i] != sample)
        i++;
    return training->about[i];
}

static bool validation_has_risen(const struct loss_curves *curves, struct diagnosis *diagnosis)
{
    const struct loss_curve *training = &curves->training, *validation = &curves->validation;
    size_t least = least_of(validation);
    double before = training_at(training, validation->sample[least]);
    double now = newest_of(validation), lately = loss_lately(validation);
    double bound = (1 + apart) * validation->about[least] + curves->little;

    if (!(fmin(fmin(now, lately), level_now(validation)) > bound) ||
        !(level_now(training) < (1 - apart) * before))
        return false;
    say(diagnosis, "overfitting: validation %s was %s at %s", shown(curves, now).text,
        shown(curves, validation->sample[least]->validation - curves->zero).text,
        moment(validation->sample[least]).text);
    add(diagnosis, ", training went on falling", "");
    return true;
}

static bool validation_is_far_above(const struct loss_curves *curves, struct diagnosis *diagnosis)
{
    double training = level_now(&curves->training), validation = level_now(&curves->validation);
    double before = curves->validation.level[QUARTERS - 2];
    double lately = loss_lately(&curves->validation);

    if (!(fmin(lately, validation) > gap_ratio * training) ||
        !(validation >= (1 - apart) * before) ||
        !(validation - training > least_gap * curves->start))
        return false;
    say(diagnosis, "overfitting: validation stays at about %s, training at %s",
        shown(curves, validation).text, shown(curves, training).text);
    return true;
}

static bool is_overfitting(const struct loss_curves *curves, struct diagnosis *diagnosis)
{
    return curves->validation.count >= LEAST_SAMPLES &&
           (validation_has_risen(curves, diagnosis) || validation_is_far_above(curves, diagnosis));
}

/* Is the loss far above those before it, back to half of its steps? */
static bool stands_out(const struct loss_curves *curves, size_t i)
{
    const struct loss_curve *curve = &curves->training;
    long start = curve->sample[0]->step, half = (curve->sample[i]->step - start) / 2;
    size_t compared = 0;

    for (size_t j = i - SPIKE_RISE + 1; j-- > 0; compared++) {
        if (compared >= SPIKE_BEFORE && curve->sample[j]->step - start < half)
            break;
        if (curve->loss[j] * spike_ratio + curves->little >= curve->loss[i])
            return false;
    }
    return true;
}

static bool has_spike(const struct loss_curves *curves, struct diagnosis *diagnosis)
{
    const struct loss_curve *training = &curves->training;
    size_t spike = 0, i = first_after(training, 0.5);

    for (i = i < SPIKE_RISE ? SPIKE_RISE : i; i < training->count; i++)
        if (stands_out(curves, i) && (!spike || training->loss[i] > training->loss[spike]))
            spike = i;
    if (!spike)
        return false;
    say(diagnosis, "spike at step %ld: the loss jumped from %s to %s",
        training->sample[spike]->step, shown(curves, training->loss[spike - SPIKE_RISE]).text,
        shown(curves, training->loss[spike]).text);
    if (spike + 1 < training->count)
        add(diagnosis, ", now ", shown(curves, newest_of(training)).text);
    return true;
}

static bool rests_at_dead_end(const struct loss_curves *curves, struct diagnosis *diagnosis)
{
    if (!ending_is_dead_end(curves->ending))
        return false;
    const char *kind = ending_name(curves->ending);
    say(diagnosis, "stuck at %s %s: the loss began at %s and is %s now", verdict_article(kind),
        kind, shown(curves, curves->start).text, shown(curves, newest_of(&curves->training)).text);
    return true;
}

static bool is_stuck(const struct loss_curves *curves, struct diagnosis *diagnosis)
{
    const struct loss_curve *training = &curves->training;
    double least = training->about[least_of(training)];

    if (rests_at_dead_end(curves, diagnosis))
        return true;
    if (!(least >= stuck_part * curves->start) || curves->start <= 0 ||
        ending_is_minimum(curves->ending))
        return false;
    double now = newest_of(training);

    say(diagnosis, "stuck: the loss began at %s and is %s now", shown(curves, curves->start).text,
        shown(curves, now).text);
    if (curves->has_rate)
        add(diagnosis, ": plateau, or rate too ", now > curves->start ? "large" : "small");
    return true;
}

static const char *going_on(const struct loss_curves *curves)
{
    const struct loss_curve *training = &curves->training;

    if (ending_is_lost(curves->ending))
        return " and still falls";
    if (has_levelled_off(curves))
        return " and levelled off";
    return level_now(training) < training->level[QUARTERS - 2] && newest_of(training) > 0
               ? " and still falls"
               : "";
}

/* How far the loss fell, and how it goes on. */
static void say_fall(const struct loss_curves *curves, const char *matter,
                     struct diagnosis *diagnosis)
{
    const struct loss_curve *training = &curves->training, *validation = &curves->validation;

    bool fell = newest_of(training) < curves->start;

    say(diagnosis, fell ? "%s: the loss fell from %s to %s" : "%s: the loss began at %s and is %s",
        matter, shown(curves, curves->start).text, shown(curves, newest_of(training)).text);
    add(diagnosis, fell ? going_on(curves) : " now", "");
    if (validation->count >= LEAST_SAMPLES)
        add(diagnosis, ", validation ", shown(curves, newest_of(validation)).text);
}

static bool is_underfitting(const struct loss_curves *curves, struct diagnosis *diagnosis)
{
    const struct loss_curve *training = &curves->training;
    double level = is_settled(curves) ? newest_of(training) : level_now(training);

    if (!has_levelled_off(curves) || ending_is_lost(curves->ending) ||
        !(level > high_part * curves->start && level < curves->start))
        return false;
    say_fall(curves, "underfitting or noise", diagnosis);
    return true;
}

static bool is_healthy(const struct loss_curves *curves, struct diagnosis *diagnosis)
{
    say_fall(curves, "healthy", diagnosis);
    return true;
}

static const struct {
    const char *name, *meaning;
    bool (*holds)(const struct loss_curves *, struct diagnosis *);
} rules[] = {
    [DIAGNOSIS_UNKNOWN] = {"unknown", "too few steps to tell", is_unknown},
    [DIAGNOSIS_UNSTABLE] = {"unstable", "the loss has risen far above its least: lower the rate",
                            is_unstable},
    [DIAGNOSIS_OVERFITTING] = {"overfitting",
                               "the rows held out get worse while the others get better",
                               is_overfitting},
    [DIAGNOSIS_SPIKE] = {"spike", "the loss has jumped up and come down again", has_spike},
    [DIAGNOSIS_STUCK] = {"stuck", "the loss has not moved for a long time", is_stuck},
    [DIAGNOSIS_UNDERFITTING] = {"underfitting", "the loss falls, but slowly", is_underfitting},
    [DIAGNOSIS_HEALTHY] = {"healthy", "nothing ails it", is_healthy},
};

const struct table diagnosis_table = TABLE("diagnosis", rules);

const char *diagnosis_name(enum diagnosis_kind kind)
{
    return rules[kind].name;
}

void diagnosis_of(struct diagnosis *diagnosis, const struct trajectory *path, enum ending ending,
                  bool has_rate)
{
    struct loss_curves curves;

    take_losses(&curves, path);
    curves.ending = ending;
    curves.has_rate = has_rate;
    diagnosis->kind = DIAGNOSIS_UNKNOWN;
    while (!rules[diagnosis->kind].holds(&curves, diagnosis))
        diagnosis->kind++;
}

void diagnosis_beside(struct diagnosis *diagnosis, const struct trajectory *path,
                      const struct verdict *verdict, bool has_rate)
{
    bool cap = verdict->ending == ENDING_CAP;

    diagnosis_of(diagnosis, path, cap ? verdict->rest : verdict->ending, has_rate);
}
