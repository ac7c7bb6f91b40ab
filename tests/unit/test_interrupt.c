/* Interruptions: when it is asked, what is left out, and that no result depends on them. */
#include "waiter.h"

#include "base/buffer.h"
#include "base/triangle.h"
#include "learn.h"
#include "method/method.h"
#include "method/optimizer.h"
#include "out/trace.h"

/* --- questions --- */

/* The first comes at once, the others so many instructions apart; none while nobody has begun. */
static void test_questions(void **state)
{
    static const struct {
        size_t stride, step, steps;
        long asked;
    } rows[] = {
        {0, 7, 10, 10}, {1, 7, 10, 10}, {7, 7, 10, 10},
        {70, 7, 10, 1}, {30, 7, 13, 3}, {30, 7, 16, 4},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct waiter waiter = {0};
        struct interrupt interrupt = interrupt_by(&waiter, rows[i].stride);
        assert_false(interrupt_stops(&interrupt, rows[i].step));
        assert_int_equal(waiter.asked, 0);
        interrupt_begin(&interrupt);
        for (size_t k = 0; k < rows[i].steps; k++)
            assert_false(interrupt_stops(&interrupt, rows[i].step));
        if (waiter.asked != rows[i].asked)
            fail_msg("row %zu: %ld questions", i, waiter.asked);
        assert_false(interrupt_end(&interrupt));
    }
}

/* After a yes there are no more questions, until it is begun anew. */
static void test_yes(void **state)
{
    struct waiter waiter = {.stop = 2};
    struct interrupt interrupt = interrupt_by(&waiter, 0);
    (void)state;
    interrupt_begin(&interrupt);
    assert_false(interrupt_stops(&interrupt, 1));
    assert_false(interrupt_made(&interrupt));
    for (int i = 0; i < 3; i++)
        assert_true(interrupt_stops(&interrupt, 1));
    assert_true(interrupt_made(&interrupt));
    assert_int_equal(waiter.asked, 2);
    assert_true(interrupt_end(&interrupt));
    assert_false(interrupt_made(&interrupt));
    assert_false(interrupt_end(&interrupt));
    interrupt_begin(&interrupt);
    assert_false(interrupt_stops(&interrupt, 1));
    interrupt_end(&interrupt);
}

/* Where there is nobody nothing is asked. */
static void test_nobody(void **state)
{
    (void)state;
    interrupt_begin(NULL);
    assert_false(interrupt_stops(NULL, 1));
    assert_false(interrupt_made(NULL));
    assert_false(interrupt_end(NULL));
}

/* --- a mean over rows --- */

enum { BLOCKS = 10, N = 2 };

static void count_rows(void *context, const struct evaluator *block, size_t first, size_t points)
{
    size_t *rows = context;
    (void)block;
    (void)first;
    *rows += points;
}

static void check_lost(const double *numbers, int count)
{
    for (int i = 0; i < count; i++)
        assert_true(isnan(numbers[i]));
}

/* Ten blocks, of which three are taken before somebody comes: nothing of a number is left. */
static void test_evaluations(void **state)
{
    struct buffer text = {0};
    struct waiter waiter = {.stop = 4};
    struct interrupt interrupt = interrupt_by(&waiter, 0);
    double x[N] = {0.5, 0.25}, f, g[N], h[N * N], again[N];
    size_t visited = 0;
    (void)state;
    buffer_format(&text, "x,y\n");
    for (int i = 0; i < BLOCKS * PROGRAM_BLOCK; i++)
        buffer_format(&text, "%d,%d\n", i % 7, i % 5);
    struct simulation *simulation = learn_text(
        buffer_string(&text),
        SETTINGS({"loss", "prediction = w*x + b; abs(prediction - y)"}, {"params", "w,b"}));
    struct objective *objective = simulation_objective(simulation);
    f = objective_gradient(objective, x, g);
    objective_listen(objective, &interrupt);
    assert_true(check_same_bits(objective_gradient(objective, x, again), f));
    assert_int_equal(waiter.asked, 0);

    interrupt_begin(&interrupt);
    objective_switching(objective, x, count_rows, &visited);
    assert_int_equal(visited, 3 * PROGRAM_BLOCK);
    assert_true(objective_interrupted(objective));
    assert_true(isnan(objective_value(objective, x)));
    assert_true(isnan(objective_hessian(objective, x, again, h)));
    check_lost(again, N);
    check_lost(h, N * N);
    assert_int_equal(waiter.asked, 4);
    assert_true(interrupt_end(&interrupt));

    assert_true(check_same_bits(objective_gradient(objective, x, again), f));
    assert_memory_equal(again, g, sizeof g);
    simulation_free(simulation);
    buffer_release(&text);
}

/* --- sums that are kept --- */

/* Of so many blocks to learn from, and as many held out. */
static struct simulation *many_blocks(void)
{
    struct buffer text = {0};
    buffer_format(&text, "x,y\n");
    for (int i = 0; i < 2 * BLOCKS * PROGRAM_BLOCK; i++)
        buffer_format(&text, "%d,%d\n", i % 7, i % 11);
    struct simulation *simulation =
        learn_text(buffer_string(&text), SETTINGS({"model", "linear"}, {"validation", "0.5"}));
    buffer_release(&text);
    return simulation;
}

/* Evaluates so many times, each time at another point, after `begin`. Returns the blocks that
 * took. */
static long blocks_of(struct objective *objective, struct interrupt *interrupt, int times)
{
    struct waiter *waiter = interrupt->to;
    waiter->asked = 0;
    interrupt_begin(interrupt);
    for (int i = 0; i < times; i++) {
        const double x[N] = {0.5 * i, 1};
        double g[N];
        objective_gradient(objective, x, g);
    }
    interrupt_end(interrupt);
    return waiter->asked;
}

/* What was finished is not asked for again, what was begun goes on. */
static void test_going_on(void **state)
{
    struct waiter waiter = {.stop = 2 * BLOCKS + 4};
    struct interrupt interrupt = interrupt_by(&waiter, 0);
    struct simulation *simulation = many_blocks();
    struct objective *objective = simulation_objective(simulation);
    const double third[N] = {1, 1};
    double want[N], got[N];
    (void)state;
    double f = objective_gradient(objective, third, want);
    objective_listen(objective, &interrupt);
    assert_int_equal(blocks_of(objective, &interrupt, 5), waiter.stop);
    waiter.stop = 0;
    interrupt_begin(&interrupt);
    assert_true(check_same_bits(objective_gradient(objective, third, got), f));
    assert_memory_equal(got, want, sizeof want);
    interrupt_end(&interrupt);
    assert_int_equal(waiter.asked, 2 * BLOCKS + 4 + BLOCKS - 3);
    assert_int_equal(blocks_of(objective, &interrupt, 5), 2 * BLOCKS);
    assert_int_equal(blocks_of(objective, &interrupt, 5), 0);
    assert_int_equal(blocks_of(objective, &interrupt, 1000), 995 * BLOCKS);
    assert_int_equal(blocks_of(objective, &interrupt, 5), 5 * BLOCKS); /* long forgotten */
    interrupt.stride = 1000000;                                        /* short ones are not kept */
    assert_int_equal(blocks_of(objective, &interrupt, 1), 1);
    assert_int_equal(blocks_of(objective, &interrupt, 1), 1);
    simulation_free(simulation);
}

/* The rows, the numbers asked for and the parameters tell sums apart. */
static void test_what_is_kept_apart(void **state)
{
    struct waiter waiter = {0};
    struct interrupt interrupt = interrupt_by(&waiter, 0);
    struct simulation *simulation = many_blocks();
    struct objective *objective = simulation_objective(simulation);
    const double x[2][N] = {{0.5, 1}, {0.5, 1.25}};
    double g[N], h[N * N];
    (void)state;
    for (int turn = 0; turn < 2; turn++) {
        interrupt_begin(&interrupt);
        for (int i = 0; i < 2; i++) {
            double train = objective_value(objective, x[i]);
            double held = objective_validation(objective, x[i]);
            assert_true(train != held);
            assert_true(check_same_bits(objective_gradient(objective, x[i], g), train));
            assert_true(check_same_bits(objective_hessian(objective, x[i], g, h), train));
        }
        interrupt_end(&interrupt);
        objective_listen(objective, &interrupt);
    }
    assert_int_equal(waiter.asked, 2 * 4 * BLOCKS);
    simulation_free(simulation);
}

/* So it is with residuals. */
static void test_squares(void **state)
{
    struct waiter waiter = {.stop = 4};
    struct interrupt interrupt = interrupt_by(&waiter, 0);
    struct simulation *simulation = many_blocks();
    struct objective *objective = simulation_objective(simulation);
    const double x[N] = {0.5, 1};
    double want_r[N * N], want_c[N], r[N * N], c[N];
    struct triangle want, got;
    (void)state;
    assert_true(objective_need_squares(objective, NULL));
    triangle_start(&want, N);
    objective_squares(objective, x, &want);
    triangle_read(&want, want_r, want_c);
    objective_listen(objective, &interrupt);
    for (int turn = 0; turn < 2; turn++) {
        interrupt_begin(&interrupt);
        triangle_start(&got, N);
        objective_squares(objective, x, &got);
        triangle_read(&got, r, c);
        assert_int_equal(interrupt_end(&interrupt), turn == 0);
        assert_int_equal(isnan(r[0]) && isnan(c[0]), turn == 0);
    }
    assert_memory_equal(r, want_r, sizeof r);
    assert_memory_equal(c, want_c, sizeof c);
    assert_int_equal(waiter.asked, 4 + BLOCKS - 3);
    simulation_free(simulation);
}

/* --- runs --- */

static const struct {
    const char *data;
    struct setting setting[5];
} kinds[] = {
    {"line.csv", {{"model", "linear"}}},
    {"sine.csv", {{"model", "network-3"}, {"l2", "0.01"}, {"validation", "0.25"}}},
    {"noisy.csv", {{"model", "quadratic"}, {"standardize", "all"}, {"validation", "0.3"}}},
    {"sine.csv", {{"loss", "abs(w*x + b - y) + abs(w)"}, {"params", "w,b"}}},
    {"classes.csv",
     {{"label", "y=class:blue"}, {"model", "logistic-plane"}, {"stop", "grad=1e-3"}}},
};

enum { SQUARES = 3 }; /* the first so many are sums of squares */

/* What only rules take. */
static const struct setting of_rules[][3] = {
    {{"batch", "7"}, {"stop", "validation=5"}},
    {{"noise", "0.1"}, {"clip", "1"}},
    {{"batch", "16"}, {"schedule", "plateau:patience=3"}},
};

static struct simulation *start(int kind, const struct optimizer *optimizer, int extra)
{
    char path[SHIPPED_PATH];
    struct scenario scenario;
    scenario_of(&scenario, SETTINGS({"data", shipped(kinds[kind].data, path)},
                                    {"optimizer", optimizer->name}, {"steps", "30"}));
    for (const struct setting *setting = kinds[kind].setting; setting->key; setting++)
        scenario_put(&scenario, setting->key, setting->value);
    for (int i = 0; !optimizer->method && i < 2; i++)
        if (strcmp(of_rules[extra][i].key, "stop") != 0 || kind == 1 || kind == 2)
            scenario_put(&scenario, of_rules[extra][i].key, of_rules[extra][i].value);
    return simulate_scenario(&scenario);
}

/* A step, begun again as often as somebody comes, which is returned. */
static long step_on(struct simulation *simulation, struct interrupt *interrupt, uint64_t *random)
{
    struct waiter *waiter = interrupt->to;
    for (long times = 0;; times++) {
        waiter->asked = 0;
        waiter->stop = check_below(random, 60); /* a line search asks about as often */
        interrupt_begin(interrupt);
        simulation_step(simulation);
        if (!interrupt_end(interrupt))
            return times;
    }
}

/* The verdict, interrupted once somewhere on the way to it, and asked for again. */
static struct verdict judge(struct simulation *simulation, struct interrupt *interrupt,
                            uint64_t *random)
{
    struct waiter *waiter = interrupt->to;
    struct analysis analysis = {0};
    *waiter = (struct waiter){0};
    interrupt_begin(interrupt);
    verdict_on(simulation);
    interrupt_end(interrupt);
    *waiter = (struct waiter){.stop = 1 + check_below(random, (int)waiter->asked + 1)};
    interrupt_begin(interrupt);
    const struct verdict *early = analysis_verdict(&analysis, simulation);
    assert_true(interrupt_end(interrupt) == !early);
    return *analysis_verdict(&analysis, simulation);
}

static void tell(struct simulation *simulation, const struct verdict *verdict, struct buffer *out)
{
    const struct trajectory *path = simulation_trajectory(simulation);
    const struct trace trace = trace_of(simulation, TRACE_JSON);
    for (size_t i = 0; i < trajectory_length(path); i++)
        trace_row(&trace, trajectory_at(path, i), i == 0, out);
    buffer_format(out, "%s; %s", verdict->sentence, verdict->advice);
}

/* Every optimizer, on all kinds of losses in turn: the same trace and verdict with interruptions as
 * without. */
static void test_runs(void **state)
{
    uint64_t random = 11;
    long times = 0;
    (void)state;
    for (size_t i = 0; i < 4 * optimizers.count; i++) {
        const struct optimizer *optimizer = table_row(&optimizers, i % optimizers.count);
        size_t choice = optimizer->method && optimizer->method->of_squares ? SQUARES : COUNT(kinds);
        int kind = (int)(i % choice), extra = (int)(i % COUNT(of_rules));
        struct simulation *plain = start(kind, optimizer, extra);
        struct simulation *broken = start(kind, optimizer, extra);
        struct buffer want = {0}, got = {0};
        struct waiter waiter = {0};
        struct interrupt interrupt = interrupt_by(&waiter, 0);
        objective_listen(simulation_objective(broken), &interrupt);
        for (int step = 0; step < 30; step++) {
            simulation_step(plain);
            times += step_on(broken, &interrupt, &random);
        }
        const struct verdict whole = verdict_on(plain);
        const struct verdict broken_off = judge(broken, &interrupt, &random);
        tell(plain, &whole, &want);
        tell(broken, &broken_off, &got);
        if (strcmp(buffer_string(&got), buffer_string(&want)) != 0)
            fail_msg("%s on %s:\n%s\nis not\n%s", optimizer->name, kinds[kind].data,
                     buffer_string(&got), buffer_string(&want));
        buffer_release(&want);
        buffer_release(&got);
        simulation_free(plain);
        simulation_free(broken);
    }
    assert_true(times > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_questions), cmocka_unit_test(test_yes),
        cmocka_unit_test(test_nobody),    cmocka_unit_test(test_evaluations),
        cmocka_unit_test(test_going_on),  cmocka_unit_test(test_what_is_kept_apart),
        cmocka_unit_test(test_squares),   cmocka_unit_test(test_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
