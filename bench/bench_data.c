/* Learning from a million rows: the loss and its gradient, as a full step takes them, through the
 * formula interpreter against a loop written by hand over the same columns; and by two threads, for
 * which the machine has to have two processors that nobody else wants. */
#include <config.h>

#include <math.h>
#include <string.h>

#include "bench/bench.h"
#include "problem/examples.h"
#include "problem/mean.h"
#include "problem/model.h"

enum { ROWS = 1000000, TURNS = 11, TRIES = 100, MOST = 16 };

struct fit {
    const struct model *model;
    double (*by_hand)(const struct fit *fit, double *g);
    struct examples examples; /* columns x and y */
    struct formula *formula;
    struct mean mean;
    double parameter[MOST], f, g[MOST];
};

/* The loops are what one writes down for one model: loss and partial derivatives in one pass. */
static double linear(const struct fit *fit, double *g)
{
    const double *x = fit->examples.value, *y = x + fit->examples.stride;
    double w = fit->parameter[0], b = fit->parameter[1], sum_w = 0, sum_b = 0, f = 0;
    for (int i = 0; i < ROWS; i++) {
        double r = w * x[i] + b - y[i];
        f += r * r;
        sum_w += 2 * r * x[i];
        sum_b += 2 * r;
    }
    g[0] = sum_w / ROWS;
    g[1] = sum_b / ROWS;
    return f / ROWS;
}

static double quadratic(const struct fit *fit, double *g)
{
    const double *x = fit->examples.value, *y = x + fit->examples.stride;
    const double *p = fit->parameter;
    double sum[3] = {0, 0, 0}, f = 0;
    for (int i = 0; i < ROWS; i++) {
        double r = 2 * (p[0] * x[i] * x[i] + p[1] * x[i] + p[2] - y[i]);
        f += r * r / 4;
        sum[0] += r * x[i] * x[i];
        sum[1] += r * x[i];
        sum[2] += r;
    }
    for (int i = 0; i < 3; i++)
        g[i] = sum[i] / ROWS;
    return f / ROWS;
}

static double logistic(const struct fit *fit, double *g)
{
    const double *x = fit->examples.value, *y = x + fit->examples.stride;
    double w = fit->parameter[0], b = fit->parameter[1], sum_w = 0, sum_b = 0, f = 0;
    for (int i = 0; i < ROWS; i++) {
        double z = w * x[i] + b, e = exp(-fabs(z)), r = (z >= 0 ? 1 : e) / (1 + e) - y[i];
        f += fmax(z, 0) + log1p(e) - y[i] * z;
        sum_w += r * x[i];
        sum_b += r;
    }
    g[0] = sum_w / ROWS;
    g[1] = sum_b / ROWS;
    return f / ROWS;
}

/* w1, w2, b1, b2, v1, v2, c */
static double network(const struct fit *fit, double *g)
{
    const double *x = fit->examples.value, *y = x + fit->examples.stride;
    const double *p = fit->parameter;
    double sum[7] = {0}, f = 0;
    for (int i = 0; i < ROWS; i++) {
        double h1 = tanh(p[0] * x[i] + p[2]), h2 = tanh(p[1] * x[i] + p[3]);
        double r = 2 * (p[4] * h1 + p[5] * h2 + p[6] - y[i]);
        f += r * r / 4;
        double d1 = r * p[4] * (1 - h1 * h1), d2 = r * p[5] * (1 - h2 * h2);
        sum[0] += d1 * x[i];
        sum[1] += d2 * x[i];
        sum[2] += d1;
        sum[3] += d2;
        sum[4] += r * h1;
        sum[5] += r * h2;
        sum[6] += r;
    }
    for (int i = 0; i < 7; i++)
        g[i] = sum[i] / ROWS;
    return f / ROWS;
}

static void run_by_hand(void *context)
{
    struct fit *fit = context;
    fit->f = fit->by_hand(fit, fit->g);
}

static void run_formula(void *context)
{
    struct fit *fit = context;
    const struct mean_rows rows = {&fit->examples, NULL, ROWS};
    fit->f = mean_gradient(&fit->mean, &rows, fit->parameter, fit->g);
}

static bool set_up(struct fit *fit, const char *name)
{
    const char *names[MOST + 2];
    fit->model = table_find(&models, name);
    int n = model_parameters(fit->model);
    for (int i = 0; i < n; i++) {
        names[i] = fit->model->parameter[i].name;
        fit->parameter[i] = 0.3 + 0.1 * i;
    }
    names[n] = "x";
    names[n + 1] = "y";
    const struct formula_names given = {.name = names, .parameters = n, .variables = 2};
    fit->formula = formula_compile(fit->model->loss, strlen(fit->model->loss), &given, NULL);
    if (!fit->formula || !mean_init(&fit->mean, fit->formula) ||
        !examples_init(&fit->examples, ROWS, 2))
        return false;
    for (int i = 0; i < ROWS; i++) {
        fit->examples.value[i] = -2 + 4.0 * i / ROWS;
        examples_column(&fit->examples, 1)[i] = i % 3 == 0;
    }
    return true;
}

static bool is_near(double a, double b)
{
    return fabs(a - b) <= 1e-9 * (1 + fabs(a));
}

/* The shortest time that the clock shows of many sums by so many threads, seconds. */
static double shortest(struct fit *fit, int jobs)
{
    double best = INFINITY;
    fit->mean.jobs = jobs;
    for (int i = 0; i < TRIES; i++) {
        double from = bench_now();
        run_formula(fit);
        best = fmin(best, bench_now() - from);
    }
    return best;
}

static void compare_threads(const char *name, struct fit *fit)
{
    char line[80];
    double alone = shortest(fit, 1), f = fit->f, g[MOST];
    memcpy(g, fit->g, sizeof g);
    snprintf(line, sizeof line, "gradient over 1e6 rows, %s: rate of two threads / of one", name);
    bench_at_least(line, alone / shortest(fit, 2), 1.8);
    if (f != fit->f || memcmp(g, fit->g, sizeof g) != 0) {
        printf("the sums of %s differ\n", name);
        exit(1);
    }
}

/* Both ways give the same, else the comparison means nothing. */
static bool agree(struct fit *fit)
{
    double by_hand[MOST], f = fit->by_hand(fit, by_hand);
    run_formula(fit);
    bool same = is_near(f, fit->f);
    for (int i = 0; i < model_parameters(fit->model); i++)
        same = same && is_near(by_hand[i], fit->g[i]);
    return same;
}

static void compare(const char *name, double (*by_hand)(const struct fit *fit, double *g))
{
    struct fit *fit = calloc(1, sizeof *fit);
    char line[80];
    if (!fit || !set_up(fit, name))
        exit(1);
    fit->by_hand = by_hand;
    if (!agree(fit)) {
        printf("the loops of %s differ\n", name);
        exit(1);
    }
    const struct bench_work hand = {run_by_hand, fit}, formula = {run_formula, fit};
    snprintf(line, sizeof line, "gradient over 1e6 rows, %s: rate / loop by hand", name);
    bench_at_least(line, bench_ratio(&hand, &formula, TURNS), 0.9);
    compare_threads(name, fit);
    mean_release(&fit->mean);
    formula_free(fit->formula);
    examples_release(&fit->examples);
    free(fit);
}

int main(void)
{
    compare("linear", linear);
    compare("quadratic", quadratic);
    compare("logistic", logistic);
    compare("network", network);
    return 0;
}
