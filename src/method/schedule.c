#include "method/schedule.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/buffer.h"
#include "base/elementary.h"
#include "base/error.h"
#include "base/pairs.h"
#include "base/range.h"

enum { DEFAULT_LENGTH = 200, LENGTH_MOST = 1000000000, SPEC_SIZE = 256 };

/* --- the rates --- */

static double rate_constant(const double *value, double base, double step)
{
    (void)value, (void)step;
    return base;
}

/* period, gamma */
static double rate_step(const double *value, double base, double step)
{
    return base * m_pow(value[1], floor(step / value[0]));
}

/* gamma */
static double rate_exponential(const double *value, double base, double step)
{
    return base * m_pow(value[0], step);
}

static double linear_between(double from, double to, double part)
{
    return from + (to - from) * part;
}

/* Half a period of a cosine: flat at both ends. */
static double cosine_between(double from, double to, double part)
{
    return to + (from - to) * (1 + m_cos(M_PI * part)) / 2;
}

/* period, min. It comes back every second period, so large steps lose no digits. */
static double rate_cosine(const double *value, double base, double step)
{
    return cosine_between(base, value[1], fmod(step, 2 * value[0]) / value[0]);
}

/* period, mult, min */
static double rate_warm_restarts(const double *value, double base, double step)
{
    double period = value[0];
    if (value[1] == 1)
        step = fmod(step, period);
    for (; step >= period; period *= value[1])
        step -= period;
    return cosine_between(base, value[2], step / period);
}

/* steps, start, end */
static double rate_linear(const double *value, double base, double step)
{
    return base * linear_between(value[1], value[2], fmin(step / value[0], 1));
}

/* steps */
static double rate_warmup(const double *value, double base, double step)
{
    return base * fmin((step + 1) / value[0], 1);
}

/* decay */
static double rate_inverse_time(const double *value, double base, double step)
{
    return base / (1 + value[0] * step);
}

/* decay */
static double rate_inverse_square_root(const double *value, double base, double step)
{
    return base / sqrt(1 + value[0] * step);
}

/* steps, power, min */
static double rate_polynomial(const double *value, double base, double step)
{
    double left = 1 - fmin(step / value[0], 1);
    return linear_between(value[2], base, m_pow(left, value[1]));
}

enum onecycle_key {
    ONECYCLE_STEPS,
    ONECYCLE_MAX,
    ONECYCLE_PCT,
    ONECYCLE_DIV,
    ONECYCLE_FINAL_DIV,
    ONECYCLE_THREE_PHASE,
    ONECYCLE_ANNEAL
};

enum { ANNEAL_COS, ANNEAL_LINEAR };

/* A part of the cycle: from the end of the one before up to the step `end`, to the rate `to`. */
struct phase {
    double end, to;
};

/* Up, and down in one or in two phases. Returns how many there are. */
static int onecycle_phases(const double *value, double initial, double most, struct phase phase[3])
{
    double last = value[ONECYCLE_STEPS] - 1, peak = value[ONECYCLE_PCT] * (last + 1) - 1;
    double least = initial / value[ONECYCLE_FINAL_DIV];
    int count = 0;
    phase[count++] = (struct phase){fmin(peak, last), most};
    if (value[ONECYCLE_THREE_PHASE] != 0)
        phase[count++] = (struct phase){fmin(2 * peak, last), initial};
    phase[count++] = (struct phase){last, least};
    return count;
}

/* PyTorch's, whose peak need not be at a whole step. After the cycle the rate stays. */
static double rate_onecycle(const double *value, double base, double step)
{
    double most = value[ONECYCLE_MAX] > 0 ? value[ONECYCLE_MAX] : base;
    double from = most / value[ONECYCLE_DIV], begin = 0;
    struct phase phase[3];
    int last = onecycle_phases(value, from, most, phase) - 1, i = 0;
    for (; i < last && step > phase[i].end; i++) {
        begin = phase[i].end;
        from = phase[i].to;
    }
    double span = phase[i].end - begin;
    double part = span > 0 ? fmin((step - begin) / span, 1) : 1;
    bool linear = value[ONECYCLE_ANNEAL] == ANNEAL_LINEAR;
    return (linear ? linear_between : cosine_between)(from, phase[i].to, part);
}

/* --- the schedule that watches the losses --- */

enum plateau_key {
    PLATEAU_FACTOR,
    PLATEAU_PATIENCE,
    PLATEAU_THRESHOLD,
    PLATEAU_THRESHOLD_MODE,
    PLATEAU_COOLDOWN,
    PLATEAU_MIN,
    PLATEAU_EPS,
    PLATEAU_MODE
};

enum { THRESHOLD_REL, THRESHOLD_ABS };
enum { MODE_MIN, MODE_MAX };

/* A level below this is better than the best one. */
static double level_to_beat(const double *value, double best)
{
    double margin = value[PLATEAU_THRESHOLD];
    if (!isfinite(best))
        return best;
    if (value[PLATEAU_THRESHOLD_MODE] == THRESHOLD_REL)
        margin *= fabs(best);
    return best - margin;
}

static void cut_rate(const double *value, struct schedule_state *state, double base)
{
    double rate = base * state->factor;
    double cut = fmax(rate * value[PLATEAU_FACTOR], value[PLATEAU_MIN]);
    if (rate - cut > value[PLATEAU_EPS])
        state->factor = cut / base;
}

/* A loss that is not finite is no improvement. */
static void watch_plateau(const double *value, struct schedule_state *state, double base,
                          double loss)
{
    double level = value[PLATEAU_MODE] == MODE_MAX ? -loss : loss;
    state->bad++;
    if (isfinite(level) && level < level_to_beat(value, state->best)) {
        state->best = level;
        state->bad = 0;
    }
    if (state->cooldown > 0) {
        state->cooldown--;
        state->bad = 0;
    }
    if ((double)state->bad > value[PLATEAU_PATIENCE]) {
        cut_rate(value, state, base);
        state->cooldown = (long)value[PLATEAU_COOLDOWN];
        state->bad = 0;
    }
}

/* --- the table --- */

static const char *const anneals[] = {[ANNEAL_COS] = "cos", [ANNEAL_LINEAR] = "linear", NULL};
static const char *const switches[] = {"0", "1", NULL};
static const char *const threshold_modes[] = {
    [THRESHOLD_REL] = "rel", [THRESHOLD_ABS] = "abs", NULL};
static const char *const modes[] = {[MODE_MIN] = "min", [MODE_MAX] = "max", NULL};

/* So many steps. */
#define LENGTH(name_, value_, meaning_)                                                            \
    {                                                                                              \
        .name = (name_), .value = (value_),                                                        \
        .range = {.least = 1, .most = LENGTH_MOST, .whole = true}, .meaning = (meaning_)           \
    }

/* A whole number from `least_` on. */
#define COUNT(name_, value_, least_, meaning_)                                                     \
    {                                                                                              \
        .name = (name_), .value = (value_),                                                        \
        .range = {.least = (least_), .most = LENGTH_MOST, .whole = true}, .meaning = (meaning_)    \
    }

/* A rate, a factor: 0 or above. */
#define AMOUNT(name_, value_, meaning_)                                                            \
    {                                                                                              \
        .name = (name_), .value = (value_), .range = {.least = 0, .most = DBL_MAX},                \
        .meaning = (meaning_)                                                                      \
    }

#define DIVISOR(name_, value_, meaning_)                                                           \
    {                                                                                              \
        .name = (name_), .value = (value_),                                                        \
        .range = {.least = 0, .most = DBL_MAX, .open_least = true}, .meaning = (meaning_)          \
    }

#define WORD(name_, words_, value_, meaning_)                                                      \
    {                                                                                              \
        .name = (name_), .value = (value_), .words = (words_), .meaning = (meaning_)               \
    }

static const struct schedule_kind rows[] = {
    {
        .name = "constant",
        .rate = rate_constant,
        .example = "constant",
        .meaning = "the same rate at every step",
        .source = "Cauchy, 1847",
    },
    {
        .name = "step",
        .key =
            {
                LENGTH("period", 50, "steps from one drop to the next"),
                AMOUNT("gamma", 0.1, "what the rate is multiplied with at a drop"),
            },
        .rate = rate_step,
        .periods = 4,
        .example = "step:period=50,gamma=0.5",
        .meaning = "times gamma after every period",
        .formula = "rate * gamma^floor(k/period)",
        .source = "Ge, Kakade, Kidambi and Netrapalli, The step decay schedule, 2019, "
                  "arXiv:1904.12838; as torch.optim.lr_scheduler.StepLR",
    },
    {
        .name = "exponential",
        .key = {AMOUNT("gamma", 0.99, "what the rate is multiplied with at every step")},
        .rate = rate_exponential,
        .example = "exponential:gamma=0.99",
        .meaning = "the same factor at every step",
        .formula = "rate * gamma^k",
        .source = "Li, Zhuang and Orabona, A second look at exponential and cosine step sizes, "
                  "2020, arXiv:2002.05273; as torch.optim.lr_scheduler.ExponentialLR",
    },
    {
        .name = "cosine",
        .key =
            {
                LENGTH("period", 200, "steps from the rate down to the minimum"),
                AMOUNT("min", 0, "the rate at the end of the period"),
            },
        .rate = rate_cosine,
        .periods = 1,
        .example = "cosine:period=200",
        .meaning = "down along half a cosine, and up again after the period",
        .formula = "min + (rate - min)*(1 + cos(pi*k/period))/2",
        .source = "Loshchilov and Hutter, SGDR: stochastic gradient descent with warm restarts, "
                  "2016, arXiv:1608.03983, equation 5; after the period it rises again, as "
                  "torch.optim.lr_scheduler.CosineAnnealingLR",
    },
    {
        .name = "warm-restarts",
        .key =
            {
                LENGTH("period", 50, "steps of the first cycle"),
                COUNT("mult", 1, 1, "how many times longer every cycle is than the one before"),
                AMOUNT("min", 0, "the rate at the end of a cycle"),
            },
        .rate = rate_warm_restarts,
        .periods = 7,
        .example = "warm-restarts:period=50,mult=2",
        .meaning = "down along half a cosine, again and again from the full rate",
        .note = "min + (rate - min)*(1 + cos(pi*j/length))/2 at step j of a cycle; the lengths "
                "are period, period*mult, period*mult^2 and so on",
        .source = "Loshchilov and Hutter, SGDR: stochastic gradient descent with warm restarts, "
                  "2016, arXiv:1608.03983, equation 5; as "
                  "torch.optim.lr_scheduler.CosineAnnealingWarmRestarts",
    },
    {
        .name = "linear",
        .key =
            {
                LENGTH("steps", 100, "steps from the one factor to the other"),
                AMOUNT("start", 1.0 / 3, "what the rate is multiplied with at first"),
                AMOUNT("end", 1, "what the rate is multiplied with from then on"),
            },
        .rate = rate_linear,
        .periods = 1,
        .example = "linear:steps=200,start=1,end=0.1",
        .meaning = "along a line from one factor of the rate to another",
        .formula = "rate * (start + (end - start)*min(1, k/steps))",
        .source = "Defazio, Cutkosky, Mehta and Mishchenko, Optimal linear decay learning rate "
                  "schedules, 2023, arXiv:2310.07831; as torch.optim.lr_scheduler.LinearLR",
    },
    {
        .name = "warmup",
        .key = {LENGTH("steps", 20, "steps up to the full rate")},
        .rate = rate_warmup,
        .periods = 2,
        .example = "warmup:steps=50",
        .meaning = "up in equal parts; then with a + what follows: warmup+cosine",
        .formula = "rate * min(1, (k + 1)/steps)",
        .note =
            ", where rate is the first one of what follows; that counts its steps from the end of the warmup",
        .source = "Goyal et al., Accurate, large minibatch SGD, 2017, arXiv:1706.02677, section "
                  "2.2; in this form Ma and Yarats, 2019, arXiv:1910.04209",
    },
    {
        .name = "plateau",
        .key =
            {
                [PLATEAU_FACTOR] = {.name = "factor",
                                    .value = 0.1,
                                    .range = {.least = 0, .most = 1, .open_most = true},
                                    .meaning = "what the rate is multiplied with at a cut"},
                [PLATEAU_PATIENCE] =
                    COUNT("patience", 10, 0, "losses in a row that may be no better before a cut"),
                [PLATEAU_THRESHOLD] =
                    AMOUNT("threshold", 1e-4, "by how much a loss has to be better to count"),
                [PLATEAU_THRESHOLD_MODE] =
                    WORD("threshold-mode", threshold_modes, THRESHOLD_REL,
                         "of the threshold: relative to the best, or absolute"),
                [PLATEAU_COOLDOWN] = COUNT("cooldown", 0, 0, "losses after a cut that don't count"),
                [PLATEAU_MIN] = AMOUNT("min", 0, "no cut leads below this rate"),
                [PLATEAU_EPS] = AMOUNT("eps", 1e-8, "cuts by this or less are not made"),
                [PLATEAU_MODE] = WORD("mode", modes, MODE_MIN,
                                      "which loss is better: the less, or "
                                      "the greater"),
            },
        .rate = rate_constant,
        .watch = watch_plateau,
        .example = "plateau:factor=0.5",
        .meaning = "cut when the loss has not become better for a while",
        .note = "rate * factor after patience + 1 losses in a row that are no better than the "
                "best; needs losses: in a run, those of its steps",
        .source = "He, Zhang, Ren and Sun, Deep residual learning, 2015, arXiv:1512.03385, "
                  "section 3.4; as torch.optim.lr_scheduler.ReduceLROnPlateau, save that a "
                  "relative threshold is relative to the size of the best loss, so that it means "
                  "the same for negative losses",
    },
    {
        .name = "onecycle",
        .key =
            {
                [ONECYCLE_STEPS] = LENGTH("steps", 200, "of the whole cycle"),
                [ONECYCLE_MAX] = AMOUNT("max", 0, "the rate at the peak; 0: the learning rate"),
                [ONECYCLE_PCT] = {.name = "pct",
                                  .value = 0.3,
                                  .range = {.least = 0, .most = 1},
                                  .meaning = "the part of the cycle that goes up"},
                [ONECYCLE_DIV] = DIVISOR("div", 25, "it starts at max/div"),
                [ONECYCLE_FINAL_DIV] = DIVISOR("final-div", 1e4, "it ends at max/div/final-div"),
                [ONECYCLE_THREE_PHASE] =
                    WORD("three-phase", switches, 0,
                         "1: back down to max/div first, as fast as it went up"),
                [ONECYCLE_ANNEAL] = WORD("anneal", anneals, ANNEAL_COS,
                                         "along half a cosine, or a "
                                         "line"),
            },
        .rate = rate_onecycle,
        .periods = 1,
        .example = "onecycle:steps=200",
        .meaning = "up to a peak, then far down",
        .note = "from max/div to max over pct*steps steps, then to max/div/final-div; where max "
                "is given, the learning rate does not matter",
        .source = "Smith and Topin, Super-convergence, 2017, arXiv:1708.07120; as "
                  "torch.optim.lr_scheduler.OneCycleLR",
    },
    {
        .name = "inverse-time",
        .key = {AMOUNT("decay", 1, "how fast it falls; 1: rate/k at step k")},
        .rate = rate_inverse_time,
        .example = "inverse-time:decay=0.02",
        .meaning = "down as one over the number of steps",
        .formula = "rate / (1 + decay*k)",
        .source = "Robbins and Monro, A stochastic approximation method, 1951, "
                  "doi:10.1214/aoms/1177729586",
    },
    {
        .name = "inverse-square-root",
        .key = {AMOUNT("decay", 1, "how fast it falls; 1: rate/sqrt(k) at step k")},
        .rate = rate_inverse_square_root,
        .example = "inverse-square-root:decay=0.1",
        .meaning = "down as one over the root of the number of steps",
        .formula = "rate / sqrt(1 + decay*k)",
        .note = "; after a warmup of 1/decay steps it is the schedule of the transformer",
        .source = "Zinkevich, Online convex programming and generalized infinitesimal gradient "
                  "ascent, 2003; Vaswani et al., Attention is all you need, 2017, "
                  "arXiv:1706.03762, equation 3",
    },
    {
        .name = "polynomial",
        .key =
            {
                LENGTH("steps", 200, "steps down to the minimum"),
                AMOUNT("power", 1, "1: along a line, 2: along a parabola"),
                AMOUNT("min", 0, "the rate from then on"),
            },
        .rate = rate_polynomial,
        .periods = 1,
        .example = "polynomial:steps=200,power=2",
        .meaning = "down along a power, and it stays there",
        .formula = "min + (rate - min)*(1 - min(1, k/steps))^power",
        .source = "Chen et al., DeepLab, 2016, arXiv:1606.00915, section 4.1; with min = 0 as "
                  "torch.optim.lr_scheduler.PolynomialLR",
    },
};

const struct table schedules = TABLE("schedule", rows);

/* --- the text of a schedule --- */

static int key_count(const struct schedule_kind *kind)
{
    int count = 0;
    while (count < SCHEDULE_MAX_KEYS && kind->key[count].name)
        count++;
    return count;
}

static int key_index(const struct schedule_kind *kind, const char *name)
{
    for (int i = 0; i < key_count(kind); i++)
        if (strcmp(kind->key[i].name, name) == 0)
            return i;
    return -1;
}

static bool unknown_key(const struct schedule_kind *kind, const char *name, struct error *error)
{
    const char *names[SCHEDULE_MAX_KEYS];
    int count = key_count(kind);
    for (int i = 0; i < count; i++)
        names[i] = kind->key[i].name;
    if (count == 0)
        return error_set(error, "the schedule '%s' has no settings", kind->name);
    char hint[NAMES_HINT];
    return error_set(error, "the schedule '%s' has no '%s'%s", kind->name, name,
                     names_hint(names_nearest(names, (size_t)count, name), "", hint));
}

/* Takes the pair's text as what the key wants. */
static bool read_value(const struct schedule_key *key, struct pair *pair, struct error *error)
{
    if (key->words)
        return pair_word(pair, key->words, error);
    return pair_number(pair, error) && range_check(&key->range, key->name, pair->value, error);
}

static bool parse_values(struct schedule *schedule, const char *list, struct error *error)
{
    do {
        struct pair pair;
        if (!pairs_need_text(&list, &pair, error))
            return false;
        int i = key_index(schedule->kind, pair.name);
        if (i < 0)
            return unknown_key(schedule->kind, pair.name, error);
        if (!read_value(&schedule->kind->key[i], &pair, error))
            return false;
        schedule->value[i] = pair.value;
    } while (*list != '\0');
    return true;
}

/* Copies text[length] without blanks at its ends. */
static bool copy_text(char to[SPEC_SIZE], const char *text, size_t length, struct error *error)
{
    while (length > 0 && strchr(" \t\n", *text))
        text++, length--;
    while (length > 0 && strchr(" \t\n", text[length - 1]))
        length--;
    if (length >= SPEC_SIZE)
        return error_set(error, "'%.20s…' is too long for a schedule", text);
    memcpy(to, text, length);
    to[length] = '\0';
    return true;
}

/* Parses `NAME[:key=value,…]`. */
static bool parse_one(struct schedule *made, const char *text, size_t length, struct error *error)
{
    char spec[SPEC_SIZE], name[SPEC_SIZE];
    if (!copy_text(spec, text, length, error))
        return false;
    size_t end = strcspn(spec, ":");
    copy_text(name, spec, end, NULL);
    if (name[0] == '\0')
        return error_set(error, "expected the name of a schedule");
    const struct schedule_kind *kind = table_need(&schedules, name, error);
    if (!kind)
        return false;
    *made = (struct schedule){.kind = kind};
    for (int i = 0; i < key_count(kind); i++)
        made->value[i] = kind->key[i].value;
    return spec[end] == '\0' || parse_values(made, spec + end + 1, error);
}

static bool is_warmup(const struct schedule *schedule)
{
    return schedule->kind->rate == rate_warmup;
}

/* The + between two schedules. One before a digit belongs to a number: 1e+3. */
static const char *find_plus(const char *spec)
{
    const char *plus = strchr(spec, '+');
    while (plus && plus[1] != '\0' && strchr(".0123456789", plus[1]))
        plus = strchr(plus + 1, '+');
    return plus;
}

static bool parse_both(struct schedule *made, const char *spec, const char *plus,
                       struct error *error)
{
    struct schedule first;
    if (!parse_one(&first, spec, (size_t)(plus - spec), error) ||
        !parse_one(made, plus + 1, strlen(plus + 1), error))
        return false;
    if (!is_warmup(&first))
        return error_set(error, "only warmup can go before another schedule, not %s",
                         first.kind->name);
    if (is_warmup(made))
        return error_set(error, "a warmup needs another schedule after the +");
    made->warmup = (long)first.value[0];
    return true;
}

bool schedule_parse(struct schedule *schedule, const char *spec, struct error *error)
{
    struct schedule made;
    const char *plus = find_plus(spec);
    if (plus ? !parse_both(&made, spec, plus, error) : !parse_one(&made, spec, strlen(spec), error))
        return false;
    *schedule = made;
    return true;
}

static void append_value(struct buffer *out, const struct schedule_key *key, double value)
{
    if (key->words)
        buffer_format(out, "%s=%s", key->name, key->words[(int)value]);
    else
        pairs_append(out, true, key->name, value);
}

static void append_one(const struct schedule_kind *kind, const double *value, struct buffer *out)
{
    const char *lead = ":";
    buffer_text(out, kind->name);
    for (int i = 0; i < key_count(kind); i++) {
        if (value[i] == kind->key[i].value)
            continue;
        buffer_text(out, lead);
        append_value(out, &kind->key[i], value[i]);
        lead = ",";
    }
}

static const struct schedule_kind *warmup_kind(void)
{
    return table_find(&schedules, "warmup");
}

void schedule_spec(const struct schedule *schedule, struct buffer *out)
{
    if (schedule->warmup > 0) {
        append_one(warmup_kind(), &(double){(double)schedule->warmup}, out);
        buffer_text(out, "+");
    }
    append_one(schedule->kind, schedule->value, out);
}

bool schedule_is_constant(const struct schedule *schedule)
{
    const struct schedule_kind *kind = schedule->kind;
    return kind->rate == rate_constant && !kind->watch && schedule->warmup == 0;
}

bool schedule_equal(const struct schedule *a, const struct schedule *b)
{
    if (a->kind != b->kind || a->warmup != b->warmup)
        return false;
    for (int i = 0; i < key_count(a->kind); i++)
        if (a->value[i] != b->value[i])
            return false;
    return true;
}

/* --- a run of it --- */

long schedule_length(const struct schedule *schedule)
{
    const struct schedule_kind *kind = schedule->kind;
    long length = kind->periods > 0 ? kind->periods * (long)schedule->value[0] : DEFAULT_LENGTH;
    return schedule->warmup + length;
}

void schedule_start(struct schedule_state *state)
{
    *state = (struct schedule_state){.factor = 1, .best = INFINITY};
}

double schedule_rate(const struct schedule *schedule, const struct schedule_state *state,
                     double base, long step)
{
    double warmup = (double)schedule->warmup, now = base * state->factor;
    if (step >= schedule->warmup)
        return schedule->kind->rate(schedule->value, now, (double)step - warmup);
    return rate_warmup(&warmup, schedule->kind->rate(schedule->value, now, 0), (double)step);
}

void schedule_watch(const struct schedule *schedule, struct schedule_state *state, double base,
                    long step, double loss)
{
    if (schedule->kind->watch && step > schedule->warmup)
        schedule->kind->watch(schedule->value, state, base, loss);
}
