/* Schedules: against PyTorch's rates, against their formulas, their text, and in a run. */
#include "shipped.h"

#include "base/buffer.h"
#include "base/error.h"
#include "formula/formula.h"
#include "method/schedule.h"
#include "run/simulation.h"

static struct schedule parsed(const char *spec)
{
    struct schedule schedule;
    struct error error;
    if (!schedule_parse(&schedule, spec, &error))
        fail_msg("%s: %s", spec, error.message);
    return schedule;
}

/* The rate of a step, counted from 1, before any loss was seen. */
static double rate_of(const char *spec, double base, long step)
{
    struct schedule schedule = parsed(spec);
    struct schedule_state state;
    schedule_start(&state);
    return schedule_rate(&schedule, &state, base, step - 1);
}

/* --- the reference --- */

/* In the order of tests/reference/schedules.tsv. */
static const char *const reference[] = {
    "step:period=50,gamma=0.5",
    "exponential:gamma=0.95",
    "cosine:period=50,min=0.001",
    "warm-restarts:period=10,mult=2,min=0.001",
    "linear:start=0.1,end=1,steps=10",
    "onecycle:max=0.5,steps=50,pct=0.4,div=10,final-div=100",
    "plateau:factor=0.5,patience=5,threshold=0.0001",
};

enum { MOST_RATES = 512 };

/* Reads numbers with blanks between them. Returns how many. */
static int read_numbers(const char *text, double numbers[MOST_RATES])
{
    int count = 0;
    char *end;
    for (;; text = end) {
        double number = strtod(text, &end);
        if (end == text)
            return count;
        assert_true(count < MOST_RATES);
        numbers[count++] = number;
    }
}

static void check_row(const char *spec, double base, const char *rates, const char *losses)
{
    double want[MOST_RATES], loss[MOST_RATES] = {0};
    int count = read_numbers(rates, want), fed = read_numbers(losses, loss);
    struct schedule schedule = parsed(spec);
    struct schedule_state state;
    char what[128];
    assert_true(count > 0 && (fed == 0 || fed == count));
    schedule_start(&state);
    for (int k = 0; k < count; k++) {
        snprintf(what, sizeof what, "%s, step %d", spec, k + 1);
        check_near(what, schedule_rate(&schedule, &state, base, k), want[k], 1e-12, 0);
        schedule_watch(&schedule, &state, base, k + 1, loss[k]);
    }
}

static void test_reference(void **unused)
{
    (void)unused;
    char *line = NULL;
    size_t size = 0;
    FILE *in = shipped_open("tests/reference/schedules.tsv");
    assert_true(getline(&line, &size, in) > 0);
    for (size_t i = 0; i < COUNT(reference); i++) {
        assert_true(getline(&line, &size, in) > 0);
        char *rest = line, *column[5];
        for (int c = 0; c < 5; c++)
            assert_non_null(column[c] = strsep(&rest, "\t\n"));
        check_row(reference[i], strtod(column[2], NULL), column[3], column[4]);
    }
    assert_true(getline(&line, &size, in) < 0);
    free(line);
    fclose(in);
}

/* --- the formulas, by hand --- */

static const struct {
    const char *spec;
    double base;
    long step;
    double want;
} by_hand[] = {
    {"constant", 0.1, 1, 0.1},
    {"constant", 0.1, 1000000, 0.1},
    {"step:period=10,gamma=0.5", 8, 10, 8},
    {"step:period=10,gamma=0.5", 8, 11, 4},
    {"step:period=10,gamma=0.5", 8, 31, 1},
    {"exponential:gamma=0.5", 16, 1, 16},
    {"exponential:gamma=0.5", 16, 5, 1},
    {"cosine:period=200,min=0.0001", 0.1, 1, 0.1},
    {"cosine:period=200,min=0.0001", 0.1, 51, 0.085369983720268035},
    {"cosine:period=200,min=0.0001", 0.1, 101, 0.05005},
    {"cosine:period=200,min=0.0001", 0.1, 151, 0.014730016279731964},
    {"cosine:period=200,min=0.0001", 0.1, 201, 0.0001},
    {"cosine:period=200,min=0.0001", 0.1, 301, 0.05005},
    {"cosine:period=200,min=0.0001", 0.1, 401, 0.1},
    {"cosine:period=4", 1, 1000000001, 1},
    {"cosine:period=4", 1, 1000000005, 0},
    {"warm-restarts:period=10", 1, 11, 1},
    {"warm-restarts:period=10", 1, 16, 0.5},
    {"warm-restarts:period=10", 1, 1000000006, 0.5},
    {"warm-restarts:period=10,mult=3", 1, 11, 1},
    {"warm-restarts:period=10,mult=3", 1, 26, 0.5},
    {"warm-restarts:period=10,mult=3", 1, 41, 1},
    {"warm-restarts:period=10,mult=3,min=0.5", 1, 86, 0.75},
    {"linear:steps=4,start=1,end=0", 2, 1, 2},
    {"linear:steps=4,start=1,end=0", 2, 4, 0.5},
    {"linear:steps=4,start=1,end=0", 2, 99, 0},
    {"linear", 3, 1, 1},
    {"warmup:steps=5", 1, 1, 0.2},
    {"warmup:steps=5", 1, 4, 0.8},
    {"warmup:steps=5", 1, 5, 1},
    {"warmup:steps=5", 1, 6, 1},
    {"plateau", 0.3, 7, 0.3},
    {"inverse-time", 1, 4, 0.25},
    {"inverse-time:decay=0.5", 1, 7, 0.25},
    {"inverse-square-root", 1, 4, 0.5},
    {"inverse-square-root:decay=0.1", 1, 31, 0.5},
    {"polynomial:steps=10", 1, 1, 1},
    {"polynomial:steps=10", 1, 4, 0.7},
    {"polynomial:steps=10,power=2", 1, 6, 0.25},
    {"polynomial:steps=10,power=2,min=0.2", 1, 6, 0.4},
    {"polynomial:steps=10,min=0.2", 1, 11, 0.2},
    {"polynomial:steps=10,min=0.2", 1, 99, 0.2},
    /* The peak is at 0.3*20 - 1 = 5, the end at 19: PyTorch's phases. */
    {"onecycle:steps=20,max=1,div=10,final-div=10,anneal=linear", 9, 1, 0.1},
    {"onecycle:steps=20,max=1,div=10,final-div=10,anneal=linear", 9, 6, 1},
    {"onecycle:steps=20,max=1,div=10,final-div=10,anneal=linear", 9, 13, 0.505},
    {"onecycle:steps=20,max=1,div=10,final-div=10,anneal=linear", 9, 20, 0.01},
    {"onecycle:steps=20,max=1,div=10,final-div=10,anneal=linear", 9, 99, 0.01},
    {"onecycle:steps=20,max=1,div=10,final-div=10", 9, 13, 0.505},
    {"onecycle:steps=20,div=10,final-div=10", 9, 6, 9},
    /* Up to step 5, down to step 10, out to step 19. */
    {"onecycle:steps=20,max=1,div=10,final-div=10,three-phase=1", 9, 6, 1},
    {"onecycle:steps=20,max=1,div=10,final-div=10,three-phase=1,anneal=linear", 9, 8, 0.64},
    {"onecycle:steps=20,max=1,div=10,final-div=10,three-phase=1", 9, 11, 0.1},
    {"onecycle:steps=20,max=1,div=10,final-div=10,three-phase=1", 9, 20, 0.01},
    {"onecycle:steps=20,max=1,pct=0.05", 9, 1, 1},
    {"onecycle:steps=20,max=1,pct=1", 9, 20, 1},
    {"onecycle:steps=1,max=1,div=10,final-div=1", 9, 1, 0.1},
};

static void test_by_hand(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < COUNT(by_hand); i++) {
        char what[128];
        snprintf(what, sizeof what, "%s, step %ld", by_hand[i].spec, by_hand[i].step);
        check_near(what, rate_of(by_hand[i].spec, by_hand[i].base, by_hand[i].step),
                   by_hand[i].want, 1e-12, 1e-4);
    }
}

/* --- the formulas of the table --- */

/* The formula as a program of rate, k and the keys. Its key `min` is called least: min is a
 * function. */
static struct formula *formula_of(const struct schedule_kind *kind)
{
    const char *name[2 + SCHEDULE_MAX_KEYS] = {"rate", "k"};
    struct formula_names names = {.name = name, .variables = 2};
    struct buffer text = {0};
    struct error error = {0};
    for (int i = 0; i < SCHEDULE_MAX_KEYS && kind->key[i].name; i++) {
        bool is_min = strcmp(kind->key[i].name, "min") == 0;
        name[names.variables++] = is_min ? "least" : kind->key[i].name;
    }
    for (const char *at = kind->formula; *at;) {
        bool is_min = strncmp(at, "min", 3) == 0 && at[3] != '(';
        buffer_add(&text, is_min ? "least" : at, is_min ? 5 : 1);
        at += is_min ? 3 : 1;
    }
    struct formula *formula = formula_compile(text.data, text.size, &names, &error);
    if (!formula)
        fail_msg("%s: %s", buffer_string(&text), error.message);
    buffer_release(&text);
    return formula;
}

static void check_formula(const struct schedule_kind *kind, const char *spec)
{
    struct schedule schedule = parsed(spec);
    struct formula *formula = formula_of(kind);
    struct evaluator evaluator;
    assert_true(evaluator_init(&evaluator, &formula->value, 1));
    for (int i = 0; i < formula->names.variables - 2; i++)
        *evaluator_input(&evaluator, (size_t)i + 2) = schedule.value[i];
    for (long k = 0; k < 5000; k += k < 600 ? 1 : 97) {
        *evaluator_input(&evaluator, 0) = 0.3;
        *evaluator_input(&evaluator, 1) = (double)k;
        evaluator_run(&evaluator, 1);
        check_near(spec, rate_of(spec, 0.3, k + 1), *evaluator_output(&evaluator, 0), 1e-12, 1e-3);
    }
    evaluator_release(&evaluator);
    formula_free(formula);
}

/* The rate and the formula that is told of it are the same. */
static void test_formulas(void **state)
{
    (void)state;
    static const char *const others[] = {
        "step:period=7,gamma=0.9",         "cosine:period=30,min=0.02",
        "linear:steps=13,start=2,end=0.5", "warmup:steps=33",
        "inverse-time:decay=0.3",          "inverse-square-root:decay=2",
        "exponential:gamma=1.0001",        "polynomial:steps=50,power=3,min=0.01",
    };
    size_t told = 0;
    for (size_t i = 0; i < schedules.count; i++) {
        const struct schedule_kind *kind = table_row(&schedules, i);
        if (!kind->formula)
            continue;
        told++;
        check_formula(kind, kind->name);
        check_formula(kind, kind->example);
    }
    assert_int_equal(told, COUNT(others));
    for (size_t i = 0; i < COUNT(others); i++)
        check_formula(parsed(others[i]).kind, others[i]);
}

/* A warmup rises to the first rate of what follows, which then counts from its own start. */
static void test_warmup_goes_before_all(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < schedules.count; i++) {
        const struct schedule_kind *kind = table_row(&schedules, i);
        char both[128];
        if (strcmp(kind->name, "warmup") == 0)
            continue;
        snprintf(both, sizeof both, "warmup:steps=10 + %s", kind->example);
        double first = rate_of(kind->example, 0.3, 1);
        for (long k = 1; k <= 10; k++)
            check_near(both, rate_of(both, 0.3, k), first * (double)k / 10, 1e-15, 1);
        for (long k = 1; k <= 300; k++)
            assert_true(
                check_same_bits(rate_of(both, 0.3, 10 + k), rate_of(kind->example, 0.3, k)));
    }
}

/* Vaswani and others, 2017, equation 3: min(k^-0.5, k * w^-1.5), here with the peak at 1. */
static void test_transformer(void **unused)
{
    (void)unused;
    for (long k = 1; k <= 100; k++) {
        double step = (double)k, want = fmin(pow(step, -0.5), step * pow(16, -1.5)) * 4;
        double got =
            rate_of("warmup:steps=16+inverse-square-root:decay=0.0625", 1, k <= 16 ? k : k + 1);
        check_near("transformer", got, want, 1e-12, 0);
    }
}

/* --- plateau --- */

/* The rate after these losses. */
static double rate_after(const char *spec, const double *loss, int count)
{
    struct schedule schedule = parsed(spec);
    struct schedule_state state;
    schedule_start(&state);
    for (int k = 0; k < count; k++)
        schedule_watch(&schedule, &state, 1, k + 1, loss[k]);
    return schedule_rate(&schedule, &state, 1, count);
}

static const struct {
    const char *spec;
    double want;
    int count;
    double loss[8];
} plateaus[] = {
    {"plateau:patience=1,factor=0.5", 1, 2, {3, 3}},
    {"plateau:patience=1,factor=0.5", 0.5, 3, {3, 3, 3}},
    {"plateau:patience=1,factor=0.5", 0.25, 5, {3, 3, 3, 3, 3}},
    {"plateau:patience=1,factor=0.5", 1, 5, {3, 3, 2, 2, 1}},
    {"plateau:patience=0,factor=0.5,threshold=0.1", 0.5, 2, {10, 9.5}},
    {"plateau:patience=0,factor=0.5,threshold=0.1", 1, 2, {10, 8.9}},
    {"plateau:patience=0,factor=0.5,threshold=0.1,threshold-mode=abs", 1, 2, {10, 9.5}},
    {"plateau:patience=0,factor=0.5,threshold=0.1,threshold-mode=abs", 0.5, 2, {10, 9.95}},
    {"plateau:patience=0,factor=0.5", 0.5, 2, {-1, -1}},
    {"plateau:patience=0,factor=0.5", 1, 2, {-1, -2}},
    {"plateau:patience=0,factor=0.5,mode=max", 1, 3, {1, 2, 3}},
    {"plateau:patience=0,factor=0.5,mode=max", 0.25, 3, {3, 2, 1}},
    {"plateau:patience=0,factor=0.5,mode=max,threshold=0.5", 0.5, 2, {2, 2.9}},
    {"plateau:patience=0,factor=0.5,cooldown=2", 0.5, 4, {1, 1, 1, 1}},
    {"plateau:patience=0,factor=0.5,cooldown=2", 0.25, 5, {1, 1, 1, 1, 1}},
    {"plateau:patience=0,factor=0.5,min=0.4", 0.4, 4, {1, 1, 1, 1}},
    {"plateau:patience=0,factor=0.5,eps=0.3", 0.5, 4, {1, 1, 1, 1}},
    {"plateau:patience=0,factor=0.5,min=2", 1, 3, {1, 1, 1}},
    /* What is not finite is no improvement, and does not hide one that follows. */
    {"plateau:patience=0,factor=0.5", 0.5, 2, {1, NAN}},
    {"plateau:patience=0,factor=0.5", 0.5, 2, {1, -INFINITY}},
    {"plateau:patience=0,factor=0.5", 0.5, 1, {INFINITY}},
    {"plateau:patience=1,factor=0.5", 1, 3, {INFINITY, 3, 2}},
    {"plateau:patience=1,factor=0.5", 1, 4, {3, -INFINITY, 2, NAN}},
    {"plateau:patience=1,factor=0.5", 0.5, 5, {3, -INFINITY, 2, NAN, INFINITY}},
    {"plateau:patience=0,factor=0.5,mode=max", 0.5, 2, {1, INFINITY}},
    {"plateau:patience=1,factor=0.5,mode=max", 1, 4, {1, INFINITY, 2, NAN}},
    {"warmup:steps=3+plateau:patience=0,factor=0.5", 1, 4, {1, 1, 1, 1}},
    {"warmup:steps=3+plateau:patience=0,factor=0.5", 0.5, 5, {1, 1, 1, 1, 1}},
};

static void test_plateau(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < COUNT(plateaus); i++) {
        char what[128];
        snprintf(what, sizeof what, "%s, row %zu", plateaus[i].spec, i);
        check_near(what, rate_after(plateaus[i].spec, plateaus[i].loss, plateaus[i].count),
                   plateaus[i].want, 1e-15, 1);
    }
}

/* --- all rows --- */

static void test_rates_are_finite(void **unused)
{
    (void)unused;
    static const long steps[] = {0, 1, 7, 49, 50, 199, 200, 201, 1000, 1000000, 1000000000000};
    for (size_t i = 0; i < schedules.count; i++) {
        const struct schedule_kind *kind = table_row(&schedules, i);
        for (size_t k = 0; k < COUNT(steps); k++) {
            double plain = rate_of(kind->name, 0.1, steps[k] + 1);
            double example = rate_of(kind->example, 0.1, steps[k] + 1);
            assert_true(plain >= 0 && plain <= 0.1 && example >= 0 && example <= 0.1);
        }
    }
}

static void test_rows_are_complete(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < schedules.count; i++) {
        const struct schedule_kind *kind = table_row(&schedules, i);
        struct schedule example = parsed(kind->example);
        assert_ptr_equal(example.kind, kind);
        assert_true(kind->meaning && kind->source && kind->rate);
        assert_true(schedule_length(&example) >= 1);
        if (kind->periods > 0)
            assert_true(kind->key[0].range.whole && kind->key[0].range.least == 1);
        for (int k = 0; k < SCHEDULE_MAX_KEYS && kind->key[k].name; k++) {
            const struct schedule_key *key = &kind->key[k];
            assert_non_null(key->meaning);
            assert_true(key->words || range_check(&key->range, key->name, key->value, NULL));
        }
    }
}

/* --- the text --- */

static const struct {
    const char *spec, *text;
} texts[] = {
    {"constant", "constant"},
    {"cosine", "cosine"},
    {"cosine:period=200", "cosine"},
    {"cosine:min=1e-4", "cosine:min=0.0001"},
    {" cosine : min = 1e-4 , period = 1e+3 ", "cosine:period=1000,min=0.0001"},
    {"linear:start=0.3333333333333333", "linear"},
    {"step:gamma=1e+3", "step:gamma=1000"},
    {"step:gamma=+.5", "step:gamma=0.5"},
    {"plateau:mode=min,threshold-mode=rel", "plateau"},
    {"plateau:mode=max,factor=0.5", "plateau:factor=0.5,mode=max"},
    {"plateau:threshold-mode=abs", "plateau:threshold-mode=abs"},
    {"onecycle:three-phase=1,anneal=linear", "onecycle:three-phase=1,anneal=linear"},
    {"warmup:steps=10+cosine:period=190", "warmup:steps=10+cosine:period=190"},
    {"warmup + plateau : mode = max", "warmup+plateau:mode=max"},
    {"warmup:steps=1e+1+step:gamma=1e+1", "warmup:steps=10+step:gamma=10"},
};

static void test_text_and_back(void **unused)
{
    (void)unused;
    struct buffer text = {0};
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct schedule schedule = parsed(texts[i].spec);
        buffer_clear(&text);
        schedule_spec(&schedule, &text);
        assert_string_equal(buffer_string(&text), texts[i].text);
        struct schedule again = parsed(texts[i].text);
        assert_true(schedule_equal(&schedule, &again));
    }
    buffer_release(&text);
}

static void test_equal(void **unused)
{
    (void)unused;
    static const char *const different[] = {
        "cosine", "cosine:period=199", "cosine:min=0.1", "warmup+cosine", "warmup:steps=5+cosine",
        "step",   "constant",          "warmup",
    };
    for (size_t i = 0; i < COUNT(different); i++)
        for (size_t j = 0; j < COUNT(different); j++) {
            struct schedule a = parsed(different[i]), b = parsed(different[j]);
            assert_int_equal(schedule_equal(&a, &b), i == j);
        }
}

static const struct {
    const char *spec, *message;
} refused[] = {
    {"", "expected the name of a schedule"},
    {":period=3", "expected the name of a schedule"},
    {"cosin", "there is no schedule 'cosin'; did you mean 'cosine'?"},
    {"cosine:", "expected NAME=VALUE"},
    {"cosine:period", "period needs a value: period=VALUE"},
    {"cosine:period=", "'' is no number for period"},
    {"cosine:period=x", "'x' is no number for period"},
    {"cosine:period=1e999", "'1e999' is no number for period"},
    {"cosine:period=nan", "'nan' is no number for period"},
    {"cosine:period=0", "period must be from 1 to 1e+09"},
    {"cosine:period=2.5", "period must be a whole number"},
    {"cosine:min=-1", "min must be at least 0"},
    {"cosine:min=0,", "expected another NAME=VALUE after the last comma"},
    {"cosine:perod=2", "the schedule 'cosine' has no 'perod'; did you mean 'period'?"},
    {"cosine:gamma=2", "the schedule 'cosine' has no 'gamma'"},
    {"constant:x=1", "the schedule 'constant' has no settings"},
    {"warm-restarts:mult=0", "mult must be from 1 to 1e+09"},
    {"plateau:factor=1", "factor must be from 0 to below 1"},
    {"plateau:patience=0.5", "patience must be a whole number"},
    {"plateau:mode=mid", "mode must be min or max"},
    {"plateau:mode=", "mode must be min or max"},
    {"plateau:threshold-mode=1", "threshold-mode must be rel or abs"},
    {"onecycle:anneal=cosine", "anneal must be cos or linear"},
    {"onecycle:three-phase=yes", "three-phase must be 0 or 1"},
    {"onecycle:div=0", "div must be above 0"},
    {"warmup+", "expected the name of a schedule"},
    {"+cosine", "expected the name of a schedule"},
    {"cosine+warmup", "only warmup can go before another schedule, not cosine"},
    {"warmup+warmup", "a warmup needs another schedule after the +"},
    {"warmup+cosine+step", "there is no schedule 'cosine+step'"},
};

static void test_refused(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < COUNT(refused); i++) {
        struct schedule schedule = parsed("step"), before = schedule;
        struct error error = {0};
        if (schedule_parse(&schedule, refused[i].spec, &error))
            fail_msg("'%s' was taken", refused[i].spec);
        assert_string_equal(error.message, refused[i].message);
        assert_true(schedule_equal(&schedule, &before));
    }
}

/* Long and foreign text is refused in a message that is fit to be shown. */
static void test_hostile_text(void **unused)
{
    (void)unused;
    static char text[100001];
    struct schedule schedule;
    struct error error;
    for (int c = 1; c < 256; c += 7) {
        memset(text, c, sizeof text - 1);
        assert_false(schedule_parse(&schedule, text, &error));
        check_harmless_message(&error);
        memcpy(text, "plateau:mode=", 13);
        assert_false(schedule_parse(&schedule, text, &error));
        check_harmless_message(&error);
        text[40] = '\0';
        assert_false(schedule_parse(&schedule, text, &error));
        check_harmless_message(&error);
        memset(text, 'x', sizeof text - 1);
    }
}

/* --- in a run --- */

static struct simulation *run_with(const char *schedule)
{
    struct scenario scenario;
    assert_true(scenario_init(&scenario));
    assert_true(scenario_set(&scenario, "surface", "ravine", NULL));
    assert_true(scenario_set(&scenario, "lr", "0.19", NULL));
    assert_true(scenario_set(&scenario, "noise", "0.5", NULL));
    assert_true(scenario_set(&scenario, "steps", "1000", NULL));
    assert_true(scenario_set(&scenario, "schedule", schedule, NULL));
    struct simulation *simulation = simulation_create(&scenario, NULL);
    assert_non_null(simulation);
    scenario_release(&scenario);
    return simulation;
}

enum { RUN_STEPS = 400 };

static void check_sample(const struct sample *got, const struct sample *want)
{
    assert_int_equal(got->step, want->step);
    assert_true(check_same_bits(got->lr, want->lr));
    assert_true(check_same_bits(got->loss, want->loss));
    assert_true(check_same_bits(got->x[0], want->x[0]) && check_same_bits(got->x[1], want->x[1]));
}

/* Goes to and fro in the run; every step is bit for bit as it was. */
static void check_going_back(const char *spec)
{
    static struct sample sample[RUN_STEPS + 1];
    struct simulation *simulation = run_with(spec);
    uint64_t random = 1;
    for (int k = 0; k <= RUN_STEPS; k++) {
        sample[k] = *simulation_now(simulation);
        simulation_step(simulation);
    }
    for (int i = 0; i < 40; i++) {
        int to = check_below(&random, RUN_STEPS);
        assert_true(simulation_go(simulation, to));
        check_sample(simulation_now(simulation), &sample[to]);
        assert_true(check_same_bits(simulation_next_rate(simulation), sample[to + 1].lr));
        simulation_step(simulation);
        check_sample(simulation_now(simulation), &sample[to + 1]);
    }
    simulation_free(simulation);
}

static void test_going_back_is_exact(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < schedules.count; i++) {
        const struct schedule_kind *kind = table_row(&schedules, i);
        check_going_back(kind->example);
    }
    check_going_back("plateau:patience=3,factor=0.8,cooldown=5");
    check_going_back("warmup:steps=30+plateau:patience=3,factor=0.8");
}

/* In a run with noise the loss stops falling: the rate is cut, and cut again. */
static void test_plateau_in_a_run(void **unused)
{
    (void)unused;
    struct simulation *simulation = run_with("plateau:factor=0.5,patience=5");
    double before = 0.19;
    int cuts = 0;
    for (int k = 0; k < RUN_STEPS; k++) {
        double rate = simulation_next_rate(simulation);
        simulation_step(simulation);
        assert_true(check_same_bits(simulation_now(simulation)->lr, rate));
        assert_true(rate == before || rate == before / 2);
        cuts += rate != before;
        before = rate;
    }
    assert_true(cuts >= 3);
    simulation_free(simulation);
}

/* Another rate keeps the cuts, another schedule forgets them; going back finds them again. */
static void test_changes_in_a_run(void **unused)
{
    (void)unused;
    struct simulation *simulation = run_with("plateau:factor=0.5,patience=5");
    for (int k = 0; k < 200; k++)
        simulation_step(simulation);
    double rate = simulation_next_rate(simulation);
    assert_true(rate < 0.1);
    assert_true(simulation_set(simulation, "lr", "0.095", NULL));
    assert_true(simulation_next_rate(simulation) == rate / 2);
    assert_true(simulation_set(simulation, "schedule", "plateau:factor=0.5,patience=6", NULL));
    assert_true(simulation_next_rate(simulation) == 0.095);
    simulation_step(simulation);
    assert_true(simulation_go(simulation, 199));
    assert_true(simulation_go(simulation, 200));
    assert_true(simulation_next_rate(simulation) == rate);
    simulation_free(simulation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_formulas),
        cmocka_unit_test(test_reference),
        cmocka_unit_test(test_by_hand),
        cmocka_unit_test(test_warmup_goes_before_all),
        cmocka_unit_test(test_transformer),
        cmocka_unit_test(test_plateau),
        cmocka_unit_test(test_rates_are_finite),
        cmocka_unit_test(test_rows_are_complete),
        cmocka_unit_test(test_text_and_back),
        cmocka_unit_test(test_equal),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_hostile_text),
        cmocka_unit_test(test_going_back_is_exact),
        cmocka_unit_test(test_plateau_in_a_run),
        cmocka_unit_test(test_changes_in_a_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
