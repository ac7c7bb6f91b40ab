/* Whole runs on data: where they end, that they repeat, what stops them. */
#include "learn.h"

#include "base/linear.h"
#include "insight/stability.h"
#include "insight/verdict.h"
#include "problem/learning.h"

static const char columns[] = "x=flipper_length_mm,y=body_mass_g";

/* Least squares of y on x by the normal equations, over the columns x and y of the objective. */
static void least_squares(const struct learning *learning, double *w, double *b)
{
    const struct examples *rows = &learning->train;
    const double *x = examples_column(rows, (size_t)learning_find(learning, "x"));
    const double *y = examples_column(rows, (size_t)learning_find(learning, "y"));
    double n = (double)rows->rows, sum_x = 0, sum_y = 0, xx = 0, xy = 0;
    for (size_t i = 0; i < rows->rows; i++) {
        sum_x += x[i];
        sum_y += y[i];
    }
    for (size_t i = 0; i < rows->rows; i++) {
        xx += (x[i] - sum_x / n) * (x[i] - sum_x / n);
        xy += (x[i] - sum_x / n) * (y[i] - sum_y / n);
    }
    *w = xy / xx;
    *b = sum_y / n - *w * sum_x / n;
}

static void test_line(void **state)
{
    (void)state;
    char path[SHIPPED_PATH];
    double w, b;
    struct simulation *simulation = simulate(SETTINGS(
        {"data", shipped("line.csv", path)}, {"start", "0,0"}, {"lr", "0.1"}, {"steps", "300"}));
    least_squares(simulation_objective(simulation)->learning, &w, &b);
    check_near("w", w, 2, 0.02, 0);
    for (int step = 0; step <= 300; step++, simulation_step(simulation)) {
        const double *x = simulation_now(simulation)->x;
        if (step >= 100)
            assert_true(fabs(x[0] - w) < 1e-6 && fabs(x[1] - b) < 1e-6);
    }
    simulation_free(simulation);
}

/* Through standardized columns to the line in grams and millimetres. */
static void test_penguins(void **state)
{
    (void)state;
    char path[SHIPPED_PATH];
    double w, b, raw[2];
    struct verdict verdict;
    const char *file = shipped("penguins.csv", path);
    struct simulation *plain = simulate(SETTINGS({"data", file}, {"columns", columns}));
    struct simulation *scaled =
        simulate_to_end(SETTINGS({"data", file}, {"columns", columns}, {"standardize", "all"}));
    const struct learning *learning = simulation_objective(scaled)->learning;
    assert_int_equal(learning->train.rows, 342);
    assert_int_equal(learning->dropped, 2);
    least_squares(simulation_objective(plain)->learning, &w, &b);
    assert_true(learning_raw(learning, simulation_now(scaled)->x, raw, NULL));
    check_near("w", raw[0], w, 1e-6, 0);
    check_near("b", raw[1], b, 1e-6, 0);
    check_near("g/mm", w, 49.6856, 1e-6, 0);
    check_near("g", b, -5780.83, 1e-6, 0);
    verdict = verdict_on(scaled);
    assert_int_equal(verdict.ending, ENDING_GLOBAL_MINIMUM);
    simulation_free(plain);
    simulation_free(scaled);
}

static double condition_of(struct simulation *simulation)
{
    struct stability stability = gauge_on(simulation);
    return stability.condition;
}

static void test_condition(void **state)
{
    (void)state;
    char path[SHIPPED_PATH];
    const char *file = shipped("penguins.csv", path);
    struct simulation *plain = simulate(SETTINGS({"data", file}, {"columns", columns}));
    struct simulation *scaled =
        simulate(SETTINGS({"data", file}, {"columns", columns}, {"standardize", "all"}));
    check_near("raw", condition_of(plain), 8.35e6, 1e-3, 0);
    check_near("standardized", condition_of(scaled), 1, 1e-12, 0);
    simulation_free(plain);
    simulation_free(scaled);
}

/* Newton's method on the cross-entropy, written down for this model alone. */
static void newton(const double *x, const double *y, size_t rows, double *at)
{
    at[0] = at[1] = 0;
    for (int round = 0; round < 50; round++) {
        double g[2] = {0, 0}, h[4] = {0, 0, 0, 0}, step[2];
        for (size_t i = 0; i < rows; i++) {
            double p = 1 / (1 + exp(-at[0] * x[i] - at[1])), part = p * (1 - p);
            g[0] += (p - y[i]) * x[i];
            g[1] += p - y[i];
            h[0] += part * x[i] * x[i];
            h[1] += part * x[i];
            h[3] += part;
        }
        h[2] = h[1];
        assert_true(linear_solve(h, g, 2, step));
        at[0] -= step[0];
        at[1] -= step[1];
    }
}

static void test_logistic(void **state)
{
    (void)state;
    char path[SHIPPED_PATH];
    double at[2];
    struct simulation *simulation = simulate_to_end(
        SETTINGS({"data", shipped("penguins.csv", path)}, {"columns", "x=flipper_length_mm"},
                 {"label", "y=species:Gentoo"}, {"standardize", "x"}, {"model", "logistic"},
                 {"lr", "20"}, {"stop", "grad=1e-10,steps=1000000"}));
    const struct examples *rows = &simulation_objective(simulation)->learning->train;
    newton(examples_column(rows, 0), examples_column(rows, 1), rows->rows, at);
    assert_int_equal(simulation_ended(simulation), CRITERION_GRAD);
    for (int i = 0; i < 2; i++)
        check_near("parameter", simulation_now(simulation)->x[i], at[i], 1e-6, 0);
    simulation_free(simulation);
}

static void check_same_samples(const struct sample *a, const struct sample *b, int n)
{
    assert_true(check_same_bits(a->loss, b->loss) && check_same_bits(a->grad_norm, b->grad_norm));
    assert_true(check_same_bits(a->batch_loss, b->batch_loss) && a->epoch == b->epoch);
    assert_true(check_same_bits(a->validation, b->validation));
    for (int i = 0; i < n; i++)
        assert_true(check_same_bits(a->x[i], b->x[i]));
}

/* A batch of all rows, or of more, is descent on all of them, for every rule. */
static void test_a_batch_of_all(void **state)
{
    (void)state;
    static const char *const sizes[] = {"100", "101", "1000000"};
    char path[SHIPPED_PATH];
    const char *file = shipped("line.csv", path);
    for (size_t o = 0; o < optimizers.count; o++) {
        const char *name = table_name(&optimizers, o);
        struct simulation *all = simulate(SETTINGS({"data", file}, {"optimizer", name}));
        for (size_t i = 0; i < COUNT(sizes); i++) {
            struct simulation *batch =
                simulate(SETTINGS({"data", file}, {"optimizer", name}, {"batch", sizes[i]}));
            simulation_go(all, 0);
            for (int step = 0; step < 30; step++) {
                check_same_samples(simulation_now(all), simulation_now(batch), 2);
                simulation_step(all);
                simulation_step(batch);
            }
            simulation_free(batch);
        }
        simulation_free(all);
    }
}

static const double *after(const char *file, const char *seed, const char *rule, double x[2])
{
    struct simulation *simulation = simulate(SETTINGS(
        {"data", file}, {"batch", "8"}, {"seed", seed}, {"optimizer", rule}, {"lr", "0.01"}));
    for (int i = 0; i < 40; i++)
        simulation_step(simulation);
    memcpy(x, simulation_now(simulation)->x, 2 * sizeof *x);
    simulation_free(simulation);
    return x;
}

static void test_seeds(void **state)
{
    (void)state;
    static const char *const rules[] = {"gd", "nesterov", "adam", "sam"};
    char path[SHIPPED_PATH];
    const char *file = shipped("line.csv", path);
    double a[2], b[2], c[2];
    for (size_t i = 0; i < COUNT(rules); i++) {
        assert_memory_equal(after(file, "3", rules[i], a), after(file, "3", rules[i], b), sizeof a);
        assert_true(memcmp(a, after(file, "4", rules[i], c), sizeof a) != 0);
    }
}

/* A step of some rows, by hand: descent along the mean slope of those that the order of the epoch
 * names; Nesterov's is taken where the velocity leads. */
static void test_a_step_by_hand(void **state)
{
    (void)state;
    enum { ROWS = 100, BATCH = 7 };
    static const double lr = 0.03, beta = 0.9;
    char path[SHIPPED_PATH];
    uint32_t order[ROWS];
    const char *file = shipped("line.csv", path);
    struct simulation *gd = simulate(
        SETTINGS({"data", file}, {"batch", "7"}, {"seed", "5"}, {"lr", "0.03"}, {"start", "1,1"}));
    struct simulation *ahead =
        simulate(SETTINGS({"data", file}, {"batch", "7"}, {"seed", "5"}, {"lr", "0.03"},
                          {"start", "1,1"}, {"optimizer", "nesterov"}, {"set", "beta=0.9"}));
    const struct examples *rows = &simulation_objective(gd)->learning->train;
    const double *x = examples_column(rows, 0), *y = examples_column(rows, 1);
    double at[2][2] = {{1, 1}, {1, 1}}, v[2] = {0, 0};
    examples_order(5, 0, order, ROWS);
    for (int step = 0; step < ROWS / BATCH; step++) {
        double loss[2] = {0, 0}, g[2][2] = {{0, 0}, {0, 0}};
        for (int k = 0; k < BATCH; k++) {
            uint32_t row = order[step * BATCH + k];
            for (int which = 0; which < 2; which++) {
                double probe_w = at[which][0] - which * lr * beta * v[0];
                double probe_b = at[which][1] - which * lr * beta * v[1];
                double r = probe_w * x[row] + probe_b - y[row];
                double here = at[which][0] * x[row] + at[which][1] - y[row];
                loss[which] += here * here / BATCH;
                g[which][0] += 2 * r * x[row] / BATCH;
                g[which][1] += 2 * r / BATCH;
            }
        }
        for (int i = 0; i < 2; i++) {
            at[0][i] -= lr * g[0][i];
            v[i] = beta * v[i] + g[1][i];
            at[1][i] -= lr * v[i];
        }
        simulation_step(gd);
        simulation_step(ahead);
        for (int i = 0; i < 2; i++) {
            check_near("gd", simulation_now(gd)->x[i], at[0][i], 1e-12, 1);
            check_near("nesterov", simulation_now(ahead)->x[i], at[1][i], 1e-12, 1);
        }
        check_near("batch loss", simulation_now(gd)->batch_loss, loss[0], 1e-12, 1);
        check_near("batch loss", simulation_now(ahead)->batch_loss, loss[1], 1e-12, 1);
    }
    simulation_free(gd);
    simulation_free(ahead);
}

/* Going back over ends of epochs and over changes of the batch's size. */
static void test_back(void **state)
{
    (void)state;
    char path[SHIPPED_PATH];
    struct sample seen[121];
    struct simulation *simulation =
        simulate(SETTINGS({"data", shipped("line.csv", path)}, {"batch", "7"},
                          {"optimizer", "adam"}, {"validation", "0.2"}));
    for (int step = 0; step <= 120; step++) {
        if (step == 50)
            check_set(simulation, "batch", "30");
        if (step == 80)
            check_set(simulation, "no-shuffle", "on");
        seen[step] = *simulation_now(simulation);
        simulation_step(simulation);
    }
    static const long steps[] = {119, 85, 64, 49, 33, 16, 1, 0};
    for (size_t i = 0; i < COUNT(steps); i++) {
        simulation_go(simulation, steps[i]);
        check_same_samples(simulation_now(simulation), &seen[steps[i]], 2);
    }
    for (int step = 0; step < 50; step++, simulation_step(simulation))
        check_same_samples(simulation_now(simulation), &seen[step], 2);
    simulation_free(simulation);
}

/* The mean of rows that are sorted: unshuffled, the last rows of every epoch have the last word. */
static double bias_of(const char *no_shuffle)
{
    char text[400] = "y\n";
    double sum = 0;
    for (int i = 0; i < 40; i++)
        snprintf(text + strlen(text), 10, "%d\n", i);
    struct simulation *simulation =
        learn_text(text, SETTINGS({"loss", "(y - m)^2"}, {"params", "m"}, {"lr", "0.05"},
                                  {"batch", "1"}, {"no-shuffle", no_shuffle}));
    for (int epoch = 1; epoch <= 50; epoch++) {
        while (simulation_now(simulation)->epoch < epoch)
            simulation_step(simulation);
        sum += simulation_now(simulation)->x[0];
    }
    simulation_free(simulation);
    return sum / 50 - 19.5;
}

static void test_no_shuffle(void **state)
{
    (void)state;
    assert_true(bias_of("on") > 8);
    assert_true(fabs(bias_of("off")) < 2);
}

/* Twelve points of a noisy sine, ten parameters: what is held out says when to stop. */
static const char twelve[] =
    "x,y\n-2.8,-0.1\n-2.3,-1.2\n-1.9,-0.6\n-1.3,-1.3\n-0.8,-0.5\n-0.2,-0.5\n"
    "0.3,0.6\n0.9,0.4\n1.4,1.4\n1.8,0.6\n2.4,1.1\n2.9,-0.2\n";

#define OVERFITTING                                                                                \
    {"model", "network-3"}, {"optimizer", "adam"}, {"lr", "0.05"}, {"validation", "0.34"},         \
    {                                                                                              \
        "seed", "2"                                                                                \
    }

static void test_early_stopping(void **state)
{
    (void)state;
    struct simulation *stopped =
        learn_text(twelve, SETTINGS(OVERFITTING, {"stop", "validation=50"}));
    struct simulation *free_run = learn_text(twelve, SETTINGS(OVERFITTING));
    struct sample best = *simulation_now(free_run);
    while (simulation_ended(stopped) < 0) {
        simulation_step(stopped);
        simulation_step(free_run);
        if (simulation_now(free_run)->validation < best.validation)
            best = *simulation_now(free_run);
    }
    const struct sample *end = simulation_now(stopped), *on = simulation_now(free_run);
    struct verdict verdict = verdict_on(stopped);
    assert_int_equal(simulation_ended(stopped), CRITERION_VALIDATION);
    assert_int_equal(verdict.ending, ENDING_EARLY);
    assert_int_equal(end->step, best.step + 50);
    assert_true(on->validation > best.validation && on->loss < best.loss); /* it overfits */
    assert_true(check_same_bits(end->validation, best.validation));
    assert_true(check_same_bits(end->loss, best.loss));
    for (int i = 0; i < 10; i++)
        assert_true(check_same_bits(end->x[i], best.x[i]));
    simulation_free(stopped);
    simulation_free(free_run);
}

/* Of mini-batches, too, the least is the least of all steps, not of the ends of epochs. */
static void test_early_stopping_of_batches(void **state)
{
    (void)state;
    for (int seed = 1; seed <= 8; seed++) {
        char path[SHIPPED_PATH], text[8];
        snprintf(text, sizeof text, "%d", seed);
        struct simulation *simulation =
            simulate(SETTINGS({"data", shipped("line.csv", path)}, {"validation", "0.25"},
                              {"batch", "10"}, {"seed", text}, {"stop", "validation=5"}));
        struct sample best = *simulation_now(simulation), before = best;
        while (simulation_step(simulation) < 0) {
            before = *simulation_now(simulation);
            if (before.validation < best.validation)
                best = before;
        }
        const struct sample *end = simulation_now(simulation);
        assert_true(check_same_bits(end->validation, best.validation));
        assert_true(check_same_bits(end->x[0], best.x[0]));
        long pass = best.epoch + (best.step % 8 != 0); /* eight batches an epoch */
        assert_int_equal(end->epoch, pass + 5);
        simulation_free(simulation);
    }
}

/* A setting that is changed on the way: the best so far stays the best. */
static void test_early_stopping_after_a_change(void **state)
{
    (void)state;
    struct simulation *simulation =
        learn_text(twelve, SETTINGS(OVERFITTING, {"stop", "validation=50"}));
    struct sample best = *simulation_now(simulation);
    for (int step = 0; step < 4000 && simulation_ended(simulation) < 0; step++) {
        simulation_step(simulation);
        if (simulation_now(simulation)->validation < best.validation)
            best = *simulation_now(simulation);
        if (simulation_now(simulation)->step == best.step + 20)
            check_set(simulation, "lr", "0.01");
    }
    assert_int_equal(simulation_ended(simulation), CRITERION_VALIDATION);
    assert_true(check_same_bits(simulation_now(simulation)->validation, best.validation));
    simulation_free(simulation);
}

/* From zeros the two units never part; from random weights they do, and learn. */
static double learn_sine(const char *init, double x[7])
{
    char path[SHIPPED_PATH];
    struct simulation *simulation =
        simulate(SETTINGS({"data", shipped("sine.csv", path)}, {"model", "network"}, {"init", init},
                          {"steps", "5000"}));
    simulation_run(simulation, 5000);
    double loss = simulation_now(simulation)->loss;
    memcpy(x, simulation_now(simulation)->x, 7 * sizeof *x);
    simulation_free(simulation);
    return loss;
}

static void test_symmetry(void **state)
{
    (void)state;
    double zeros[7], xavier[7];
    double zeros_loss = learn_sine("zeros", zeros), xavier_loss = learn_sine("xavier", xavier);
    for (int i = 0; i < 6; i += 2) /* w1, w2; b1, b2; v1, v2 */
        assert_true(zeros[i] == zeros[i + 1] && xavier[i] != xavier[i + 1]);
    if (!(xavier_loss < zeros_loss / 10))
        fail_msg("xavier %g, zeros %g", xavier_loss, zeros_loss);
}

/* Where the units are alike it goes up and down and nowhere besides: that is a saddle. */
static void test_zeros_are_a_saddle(void **state)
{
    (void)state;
    char path[SHIPPED_PATH];
    struct verdict verdict;
    struct simulation *simulation = simulate_to_end(
        SETTINGS({"data", shipped("sine.csv", path)}, {"model", "network"}, {"init", "zeros"}));
    verdict = verdict_on(simulation);
    assert_int_equal(verdict.ending, ENDING_SADDLE);
    simulation_free(simulation);
}

/* More steps than a run makes that was given no end. */
static void test_long_epochs(void **state)
{
    (void)state;
    char *text = malloc(20000 * 4 + 3), *to = text;
    to += sprintf(to, "y\n");
    for (int i = 0; i < 20000; i++)
        to += sprintf(to, "%d\n", i % 10);
    struct simulation *simulation =
        learn_text(text, SETTINGS({"loss", "(y - m)^2"}, {"params", "m"}, {"lr", "0.01"},
                                  {"batch", "1"}, {"stop", "epochs=1"}));
    free(text);
    simulation_run(simulation, 1000000);
    assert_int_equal(simulation_now(simulation)->step, 20000);
    simulation_free(simulation);
}

/* What makes no sense in mid-run is refused there, too. */
static void test_refused_on_the_way(void **state)
{
    (void)state;
    char path[SHIPPED_PATH];
    struct error error;
    struct simulation *data = simulate(SETTINGS({"data", shipped("line.csv", path)}));
    struct simulation *bowl = simulate(SETTINGS({"surface", "bowl"}));
    assert_false(simulation_set(data, "stop", "validation=3", &error));
    assert_string_equal(error.message,
                        "stop validation needs rows held out: " SETTING("validation 0.25"));
    assert_false(simulation_set(bowl, "batch", "8", &error));
    assert_string_equal(error.message, "batch goes with data: " SETTING("data FILE.csv"));
    assert_int_equal(simulation_changes(data) + simulation_changes(bowl), 0);
    simulation_free(data);
    simulation_free(bowl);
}

/* A cap of epochs counts passes, not steps. */
static void test_epochs(void **state)
{
    (void)state;
    char path[SHIPPED_PATH];
    struct simulation *simulation = simulate_to_end(
        SETTINGS({"data", shipped("line.csv", path)}, {"batch", "30"}, {"stop", "epochs=3"}));
    assert_int_equal(simulation_now(simulation)->step, 12);
    assert_int_equal(simulation_now(simulation)->epoch, 3);
    simulation_free(simulation);
}

/* Far out the curvature of separable classes is too small for a double: no saddle is seen in what
 * is left. */
static void test_a_convex_loss_has_no_saddle(void **state)
{
    (void)state;
    struct simulation *simulation =
        learn_text("x,y\n1,0\n2,0\n3,0\n4,1\n5,1\n6,1\n",
                   SETTINGS({"model", "logistic"}, {"start", "38689.5,-154030"}));
    struct quadratic here;
    struct stability stability;
    simulation_go(simulation, 1);
    assert_string_equal(verdict_on(simulation).sentence,
                        "plain at (38690, -154000): level all around");
    quadratic_of(&here, simulation_objective(simulation), 0, simulation_now(simulation)->x);
    assert_true(here.values[1] > 0 && here.values[1] < 1e-307); /* an underflow's rest */
    stability_here(&stability, simulation, &here);
    assert_false(stability.indefinite);
    simulation_free(simulation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_line),
        cmocka_unit_test(test_penguins),
        cmocka_unit_test(test_condition),
        cmocka_unit_test(test_logistic),
        cmocka_unit_test(test_a_convex_loss_has_no_saddle),
        cmocka_unit_test(test_a_batch_of_all),
        cmocka_unit_test(test_seeds),
        cmocka_unit_test(test_back),
        cmocka_unit_test(test_no_shuffle),
        cmocka_unit_test(test_early_stopping),
        cmocka_unit_test(test_symmetry),
        cmocka_unit_test(test_epochs),
        cmocka_unit_test(test_a_step_by_hand),
        cmocka_unit_test(test_early_stopping_of_batches),
        cmocka_unit_test(test_early_stopping_after_a_change),
        cmocka_unit_test(test_zeros_are_a_saddle),
        cmocka_unit_test(test_long_epochs),
        cmocka_unit_test(test_refused_on_the_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
