/* The first steps of each optimizer, by the formulas of its paper, worked in plain C on the bowl
 * f = (x^2 + y^2)/2, whose gradient at a point is the point. */
#include "simulate.h"

#include "engine/optimizer.h"

enum { STEPS = 8 }; /* RAdam rectifies from its sixth on */

/* A coordinate: where it is, and what the optimizer remembers of it. */
struct memory {
    double x, m, v, u;
};

typedef void step_function(struct memory *at, double g, double lr, int t);

static void step_gd(struct memory *at, double g, double lr, int t)
{
    (void)t;
    at->x -= lr * g;
}

static void step_momentum(struct memory *at, double g, double lr, int t)
{
    (void)t;
    at->v = 0.9 * at->v + g;
    at->x -= lr * at->v;
}

/* The gradient is that of the point ahead, which on the bowl is the point itself. */
static void step_nesterov(struct memory *at, double g, double lr, int t)
{
    (void)g;
    (void)t;
    at->v = 0.9 * at->v + (at->x - lr * 0.9 * at->v);
    at->x -= lr * at->v;
}

static void step_adagrad(struct memory *at, double g, double lr, int t)
{
    (void)t;
    at->v += g * g;
    at->x -= lr * g / (sqrt(at->v) + 1e-10);
}

static void step_rmsprop(struct memory *at, double g, double lr, int t)
{
    (void)t;
    at->v = 0.99 * at->v + 0.01 * g * g;
    at->x -= lr * g / (sqrt(at->v) + 1e-8);
}

/* About the mean, with momentum. */
static void step_rmsprop_in_full(struct memory *at, double g, double lr, int t)
{
    (void)t;
    at->u = 0.8 * at->u + 0.2 * g * g;
    at->m = 0.8 * at->m + 0.2 * g;
    at->v = 0.5 * at->v + g / (sqrt(at->u - at->m * at->m) + 1e-3);
    at->x -= lr * at->v;
}

static void step_adadelta(struct memory *at, double g, double lr, int t)
{
    (void)t;
    at->v = 0.9 * at->v + 0.1 * g * g;
    double delta = sqrt(at->u + 1e-6) / sqrt(at->v + 1e-6) * g;
    at->u = 0.9 * at->u + 0.1 * delta * delta;
    at->x -= lr * delta;
}

/* What the Adam family has in common: the two means; returns the first without its bias. */
static double means(struct memory *at, double g, int t, double *square)
{
    at->m = 0.9 * at->m + 0.1 * g;
    at->v = 0.999 * at->v + 0.001 * g * g;
    *square = at->v / (1 - pow(0.999, t));
    return at->m / (1 - pow(0.9, t));
}

static void step_adam(struct memory *at, double g, double lr, int t)
{
    double square, mean = means(at, g, t, &square);
    at->x -= lr * mean / (sqrt(square) + 1e-8);
}

static void step_adamw(struct memory *at, double g, double lr, int t)
{
    at->x -= lr * 0.01 * at->x;
    step_adam(at, g, lr, t);
}

static void step_amsgrad(struct memory *at, double g, double lr, int t)
{
    double square, mean = means(at, g, t, &square);
    at->u = fmax(at->u, at->v);
    at->x -= lr * mean / (sqrt(at->u / (1 - pow(0.999, t))) + 1e-8);
}

static void step_adamax(struct memory *at, double g, double lr, int t)
{
    at->m = 0.9 * at->m + 0.1 * g;
    at->u = fmax(0.999 * at->u, fabs(g) + 1e-8);
    at->x -= lr / (1 - pow(0.9, t)) * at->m / at->u;
}

static double nadam_momentum(int t)
{
    return 0.9 * (1 - 0.5 * pow(0.96, t * 0.004));
}

static void step_nadam(struct memory *at, double g, double lr, int t)
{
    double square, product = 1;
    means(at, g, t, &square);
    for (int i = 1; i <= t; i++)
        product *= nadam_momentum(i);
    double next = nadam_momentum(t + 1);
    double mean = next * at->m / (1 - product * next) + (1 - nadam_momentum(t)) * g / (1 - product);
    at->x -= lr * mean / (sqrt(square) + 1e-8);
}

static void step_radam(struct memory *at, double g, double lr, int t)
{
    double square, mean = means(at, g, t, &square);
    double most = 2 / (1 - 0.999) - 1;
    double rho = most - 2 * t * pow(0.999, t) / (1 - pow(0.999, t));
    if (rho <= 5) {
        at->x -= lr * mean;
        return;
    }
    double r = sqrt((rho - 4) * (rho - 2) * most / ((most - 4) * (most - 2) * rho));
    at->x -= lr * mean * r * sqrt(1 - pow(0.999, t)) / (sqrt(at->v) + 1e-8);
}

static double sign(double x)
{
    return (x > 0) - (x < 0);
}

static void step_lion(struct memory *at, double g, double lr, int t)
{
    (void)t;
    at->x -= lr * sign(0.9 * at->m + 0.1 * g);
    at->m = 0.99 * at->m + 0.01 * g;
}

static void step_rprop(struct memory *at, double g, double lr, int t)
{
    double turn = g * at->m;
    at->u = t == 1 ? lr : at->u;
    at->u = turn > 0 ? fmin(1.2 * at->u, 50) : turn < 0 ? fmax(0.5 * at->u, 1e-6) : at->u;
    at->m = turn < 0 ? 0 : g;
    at->x -= at->u * sign(at->m);
}

static void step_signsgd(struct memory *at, double g, double lr, int t)
{
    (void)t;
    at->x -= lr * sign(g);
}

static void step_qhm(struct memory *at, double g, double lr, int t)
{
    (void)t;
    at->v = 0.999 * at->v + (1 - 0.999) * g;
    at->x -= lr * (0.3 * g + 0.7 * at->v);
}

static void step_qhadam(struct memory *at, double g, double lr, int t)
{
    at->m = 0.995 * at->m + 0.005 * g;
    at->v = 0.999 * at->v + 0.001 * g * g;
    double mean = at->m / (1 - pow(0.995, t)), square = at->v / (1 - pow(0.999, t));
    at->x -= lr * (0.3 * g + 0.7 * mean) / (sqrt(square) + 1e-8);
}

/* SAM couples the coordinates and is apart. */
static const struct {
    const char *name;
    step_function *step;
    const char *set; /* NULL: defaults */
} papers[] = {
    {"gd", step_gd, NULL},
    {"momentum", step_momentum, NULL},
    {"nesterov", step_nesterov, NULL},
    {"adagrad", step_adagrad, NULL},
    {"rmsprop", step_rmsprop, NULL},
    {"rmsprop", step_rmsprop_in_full, "alpha=0.8,eps=1e-3,centered=1,momentum=0.5"},
    {"adadelta", step_adadelta, NULL},
    {"adam", step_adam, NULL},
    {"adamw", step_adamw, NULL},
    {"amsgrad", step_amsgrad, NULL},
    {"adamax", step_adamax, NULL},
    {"nadam", step_nadam, NULL},
    {"radam", step_radam, NULL},
    {"lion", step_lion, NULL},
    {"rprop", step_rprop, NULL},
    {"signsgd", step_signsgd, NULL},
    {"qhm", step_qhm, NULL},
    {"qhadam", step_qhadam, NULL},
};

static void check_paper(const char *name, step_function *step, const char *set)
{
    struct memory at[2] = {{.x = 3}, {.x = -2}};
    char what[64];
    struct simulation *simulation =
        simulate(SETTINGS({"surface", "bowl"}, {"start", "3,-2"}, {"optimizer", name},
                          {"lr", "0.7"}, {"steps", "8"}, {set ? "set" : NULL, set}));
    for (int t = 1; t <= STEPS; t++) {
        for (int i = 0; i < 2; i++)
            step(&at[i], at[i].x, 0.7, t);
        simulation_step(simulation);
        snprintf(what, sizeof what, "%s, step %d", name, t);
        check_near(what, simulation_now(simulation)->x[0], at[0].x, 1e-12, 1);
        check_near(what, simulation_now(simulation)->x[1], at[1].x, 1e-12, 1);
    }
    simulation_free(simulation);
}

static void test_papers(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(papers); i++)
        check_paper(papers[i].name, papers[i].step, papers[i].set);
}

/* On the bowl the gradient uphill of x at distance rho is x(1 + rho/|x|). */
static void test_sam(void **state)
{
    (void)state;
    double x[2] = {3, -2};
    struct simulation *simulation = simulate(
        SETTINGS({"surface", "bowl"}, {"start", "3,-2"}, {"optimizer", "sam"}, {"lr", "0.7"}));
    for (int t = 1; t <= STEPS; t++) {
        double size = hypot(x[0], x[1]);
        for (int i = 0; i < 2; i++)
            x[i] -= 0.7 * (x[i] + 0.05 * x[i] / (size + 1e-12));
        simulation_step(simulation);
        check_near("sam", simulation_now(simulation)->x[0], x[0], 1e-11, 1);
        check_near("sam", simulation_now(simulation)->x[1], x[1], 1e-11, 1);
    }
    simulation_free(simulation);
}

/* Every rule of the table has its paper here. */
static void test_none_is_missing(void **state)
{
    (void)state;
    for (size_t i = 0; i < optimizers.count; i++) {
        const struct optimizer *row = table_row(&optimizers, i);
        bool found = !row->rule || strcmp(row->name, "sam") == 0;
        for (size_t j = 0; j < COUNT(papers); j++)
            found = found || strcmp(papers[j].name, row->name) == 0;
        if (!found)
            fail_msg("%s has no paper", row->name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_papers),
        cmocka_unit_test(test_sam),
        cmocka_unit_test(test_none_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
