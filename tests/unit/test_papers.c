/* The first steps of each optimizer, by the formulas of its paper, worked in plain C on the bowl
 * f = (x^2 + y^2)/2, whose gradient at a point is the point. */
#include "simulate.h"

#include "base/rng.h"
#include "method/optimizer.h"

enum { STEPS = 8 }; /* RAdam rectifies from its sixth on */

/* A coordinate: where it is, and what the optimizer remembers of it. */
struct memory {
    double x, m, v, u, start;
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

static void step_adabelief(struct memory *at, double g, double lr, int t)
{
    at->m = 0.9 * at->m + 0.1 * g;
    at->v = 0.999 * at->v + 0.001 * (g - at->m) * (g - at->m) + 1e-16;
    at->x -= lr * at->m / (1 - pow(0.9, t)) / (sqrt(at->v / (1 - pow(0.999, t))) + 1e-16);
}

static void step_yogi(struct memory *at, double g, double lr, int t)
{
    at->m = 0.9 * at->m + 0.1 * g;
    at->v -= 0.001 * sign(at->v - g * g) * g * g;
    at->x -= lr * at->m / (1 - pow(0.9, t)) / (sqrt(at->v / (1 - pow(0.999, t))) + 1e-3);
}

/* `start` is the gradient before. */
static void step_adan(struct memory *at, double g, double lr, int t)
{
    double change = t == 1 ? 0 : g - at->start;
    at->start = g;
    at->m = 0.98 * at->m + 0.02 * g;
    at->v = 0.92 * at->v + 0.08 * change;
    at->u = 0.99 * at->u + 0.01 * (g + 0.92 * change) * (g + 0.92 * change);
    double mean = at->m / (1 - pow(0.98, t)) + 0.92 * at->v / (1 - pow(0.92, t));
    at->x -= lr * mean / (sqrt(at->u / (1 - pow(0.99, t))) + 1e-8);
}

/* The gradient is that between the sequence z, in v, and its mean x. */
static void step_schedule_free(struct memory *at, double g, double lr, int t)
{
    double z = t == 1 ? at->x : at->v;
    g = 0.1 * z + 0.9 * at->x;
    at->v = z - lr * g;
    at->x = (1 - 1.0 / t) * at->x + at->v / t;
}

static void step_lookahead(struct memory *at, double g, double lr, int t)
{
    at->start = t == 1 ? at->x : at->start;
    at->x -= lr * g;
    if (t % 5 == 0)
        at->x = at->start = (at->start + at->x) / 2;
}

/* The bowl's second derivatives are 1. */
static void step_adahessian(struct memory *at, double g, double lr, int t)
{
    at->m = 0.9 * at->m + 0.1 * g;
    at->v = 0.999 * at->v + 0.001;
    at->x -= lr * at->m / (1 - pow(0.9, t)) / (sqrt(at->v / (1 - pow(0.999, t))) + 1e-8);
}

static void step_sophia(struct memory *at, double g, double lr, int t)
{
    (void)t;
    at->m = 0.96 * at->m + 0.04 * g;
    at->v = 0.99 * at->v + 0.01;
    at->x -= lr * fmax(-1, fmin(1, at->m / fmax(2 * at->v, 1e-12)));
}

/* Those that couple the coordinates are apart. */
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
    {"adabelief", step_adabelief, NULL},
    {"yogi", step_yogi, NULL},
    {"adan", step_adan, NULL},
    {"schedule-free", step_schedule_free, NULL},
    {"lookahead", step_lookahead, NULL},
    {"adahessian", step_adahessian, NULL},
    {"sophia", step_sophia, "gamma=2"}, /* so that some steps are cut and some are not */
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

typedef void joint_function(struct memory at[3], double lr, int t);

/* On the bowl the gradient uphill of x at distance rho is x(1 + rho/|x|). */
static void step_sam(struct memory at[3], double lr, int t)
{
    (void)t;
    double size = hypot(at[0].x, at[1].x);
    for (int i = 0; i < 2; i++)
        at[i].x -= lr * (at[i].x + 0.05 * at[i].x / (size + 1e-12));
}

static void step_lamb(struct memory at[3], double lr, int t)
{
    double r[2];
    for (int i = 0; i < 2; i++) {
        double square, mean = means(&at[i], at[i].x, t, &square);
        r[i] = mean / (sqrt(square) + 1e-6);
    }
    double trust = hypot(at[0].x, at[1].x) / hypot(r[0], r[1]);
    for (int i = 0; i < 2; i++)
        at[i].x -= lr * trust * r[i];
}

/* In `u` the weighted sum of gradients; d and r are one for both and stand in at[2]. */
static void step_prodigy(struct memory at[3], double lr, int t)
{
    const double keep = sqrt(0.999);
    double d = t == 1 ? 1e-6 : at[2].x, descended = 0;
    for (int i = 0; i < 2; i++) {
        double g = at[i].x;
        at[i].start = t == 1 ? at[i].x : at[i].start;
        descended += g * (at[i].start - at[i].x);
        at[i].m = 0.9 * at[i].m + 0.1 * d * g;
        at[i].v = 0.999 * at[i].v + 0.001 * d * d * g * g;
        at[i].u = keep * at[i].u + (1 - keep) * lr * d * d * g;
        at[i].x -= lr * d * at[i].m / (sqrt(at[i].v) + d * 1e-8);
    }
    at[2].v = keep * at[2].v + (1 - keep) * lr * d * d * descended;
    at[2].x = fmax(d, at[2].v / (fabs(at[0].u) + fabs(at[1].u)));
}

/* f is half of |x|^2, so half the way is left after each step. */
static void step_polyak(struct memory at[3], double lr, int t)
{
    (void)lr;
    (void)t;
    for (int i = 0; i < 2; i++)
        at[i].x /= 2;
}

/* The numbers are those of the seed's own stream. */
static void step_langevin(struct memory at[3], double lr, int t)
{
    struct rng rng;
    rng_seed(&rng, 1, RNG_RULE);
    for (int drawn = 0; drawn < 2 * (t - 1); drawn++)
        rng_normal(&rng);
    for (int i = 0; i < 2; i++)
        at[i].x += -lr * at[i].x + sqrt(2 * lr * 0.1) * rng_normal(&rng);
}

static const struct {
    const char *name;
    joint_function *step;
} joint[] = {
    {"sam", step_sam},       {"lamb", step_lamb},         {"prodigy", step_prodigy},
    {"polyak", step_polyak}, {"langevin", step_langevin},
};

static void check_joint(const char *name, joint_function *step)
{
    struct memory at[3] = {{.x = 3}, {.x = -2}};
    struct simulation *simulation =
        simulate(SETTINGS({"surface", "bowl"}, {"start", "3,-2"}, {"optimizer", name},
                          {"lr", "0.7"}, {"steps", "8"}));
    for (int t = 1; t <= STEPS; t++) {
        step(at, 0.7, t);
        simulation_step(simulation);
        for (int i = 0; i < 2; i++)
            check_near(name, simulation_now(simulation)->x[i], at[i].x, 1e-11, 1);
    }
    simulation_free(simulation);
}

static void test_joint(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(joint); i++)
        check_joint(joint[i].name, joint[i].step);
}

/* Where LAMB's parameters are all 0 the ratio is 1: a step of Adam's, the rate in each. */
static void test_lamb_at_0(void **state)
{
    (void)state;
    struct simulation *simulation = simulate(SETTINGS({"surface", "himmelblau"}, {"start", "0,0"},
                                                      {"optimizer", "lamb"}, {"lr", "0.1"}));
    simulation_step(simulation);
    for (int i = 0; i < 2; i++)
        check_near("lamb", simulation_now(simulation)->x[i], 0.1, 1e-6, 1);
    simulation_free(simulation);
}

/* At the minimum nothing moves and nothing becomes no number. */
static void test_rest_at_the_minimum(void **state)
{
    (void)state;
    for (size_t i = 0; i < optimizers.count; i++) {
        const struct optimizer *row = table_row(&optimizers, i);
        bool hot = optimizer_hyper(row, "T") >= 0;
        struct simulation *simulation =
            simulate(SETTINGS({"surface", "bowl"}, {"start", "0,0"}, {"optimizer", row->name},
                              {hot ? "set" : NULL, "T=0"}));
        for (int k = 0; k < 10; k++)
            simulation_step(simulation);
        if (simulation_now(simulation)->x[0] != 0 || simulation_now(simulation)->x[1] != 0)
            fail_msg("%s leaves the minimum", row->name);
        simulation_free(simulation);
    }
}

/* Every rule of the table has its paper here. */
static void test_none_is_missing(void **state)
{
    (void)state;
    for (size_t i = 0; i < optimizers.count; i++) {
        const struct optimizer *row = table_row(&optimizers, i);
        bool found = !row->rule;
        for (size_t j = 0; j < COUNT(joint); j++)
            found = found || strcmp(joint[j].name, row->name) == 0;
        for (size_t j = 0; j < COUNT(papers); j++)
            found = found || strcmp(papers[j].name, row->name) == 0;
        if (!found)
            fail_msg("%s has no paper", row->name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_papers),          cmocka_unit_test(test_joint),
        cmocka_unit_test(test_lamb_at_0),       cmocka_unit_test(test_rest_at_the_minimum),
        cmocka_unit_test(test_none_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
