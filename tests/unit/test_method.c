/* The methods: steps worked by hand, what they promise on every surface, and what they do where
 * there is nothing to be done. */
#include "simulate.h"

#include "base/linear.h"
#include "method/method.h"
#include "method/optimizer.h"
#include "problem/surface.h"

/* --- runs --- */

/* A simulation of settings in order. */
#define BEGIN(...) simulate(SETTINGS(__VA_ARGS__))

static void steps(struct simulation *simulation, int count)
{
    for (int i = 0; i < count; i++)
        simulation_step(simulation);
}

static void check_point(const struct simulation *simulation, const double *x, int n,
                        double tolerance)
{
    for (int i = 0; i < n; i++)
        check_near("a coordinate", simulation_now(simulation)->x[i], x[i], tolerance, 1);
}

/* Makes a step, which must end at (x, y) and have that length. */
static void check_step(struct simulation *simulation, double x, double y, double length)
{
    steps(simulation, 1);
    check_point(simulation, (double[]){x, y}, 2, 1e-14);
    check_near("the length", simulation_now(simulation)->lr, length, 1e-14, 0);
}

static void check_same_sample(const struct sample *a, const struct sample *b, int n)
{
    assert_int_equal(a->step, b->step);
    assert_int_equal(a->evaluations, b->evaluations);
    assert_int_equal(a->trials, b->trials);
    assert_true(check_same_bits(a->loss, b->loss) && check_same_bits(a->lr, b->lr) &&
                check_same_bits(a->grad_norm, b->grad_norm));
    for (int i = 0; i < n; i++)
        assert_true(check_same_bits(a->x[i], b->x[i]));
}

static const char *const methods[] = {
    "steepest-exact", "steepest-armijo",    "newton", "trust-region", "bfgs", "l-bfgs", "cg",
    "nelder-mead",    "levenberg-marquardt"};

/* So many of them follow the slope of any function, so many minimise any function. */
enum { DESCENTS = 7, GENERAL = 8 };

/* --- the table --- */

static void check_hyper(const char *optimizer, int at, const char *name)
{
    const struct optimizer *row = table_find(&optimizers, optimizer);
    assert_string_equal(row->hyper[at].name, name);
}

static void test_rows(void **state)
{
    (void)state;
    size_t found = 0;
    for (size_t i = 0; i < optimizers.count; i++) {
        const struct optimizer *row = table_row(&optimizers, i);
        assert_true(!row->rule != !row->method);
        assert_true(row->title && row->when && row->source);
        assert_true(!row->method || (row->method->outline && row->method->step && !row->rate));
        found += row->method != NULL;
    }
    assert_int_equal(found, COUNT(methods));
    check_hyper("steepest-armijo", ARMIJO_ALPHA0, "alpha0");
    check_hyper("steepest-armijo", ARMIJO_C, "c");
    check_hyper("steepest-armijo", ARMIJO_SHRINK, "shrink");
    check_hyper("newton", ARMIJO_C, "c");
    check_hyper("newton", ARMIJO_SHRINK, "shrink");
    check_hyper("trust-region", TRUST_ACCEPT, "accept");
    check_hyper("trust-region", TRUST_RADIUS, "radius");
    check_hyper("levenberg-marquardt", TRUST_ACCEPT, "accept");
    check_hyper("levenberg-marquardt", TRUST_RADIUS, "radius");
    check_hyper("l-bfgs", WOLFE_C1, "c1");
    check_hyper("l-bfgs", WOLFE_C2, "c2");
    check_hyper("l-bfgs", LBFGS_PAIRS, "m");
    check_hyper("nelder-mead", SIMPLEX_SIZE, "size");
    check_hyper("bfgs", WOLFE_C1, "c1");
    check_hyper("bfgs", WOLFE_C2, "c2");
    check_hyper("cg", WOLFE_C1, "c1");
    check_hyper("cg", WOLFE_C2, "c2");
}

/* --- worked by hand, on (10 x^2 + y^2)/2 --- */

/* g = (10, 10), alpha = g'g/g'Hg = 200/1100; it repeats itself, 9/11 the size, mirrored. */
static void test_exact_by_hand(void **state)
{
    (void)state;
    struct simulation *s =
        BEGIN({"surface", "ravine"}, {"start", "1,10"}, {"optimizer", "steepest-exact"});
    check_step(s, -9. / 11, 90. / 11, 2. / 11);
    assert_int_equal(simulation_trials(s), 1);
    assert_int_equal(simulation_evaluations(s), 3);
    check_step(s, 81. / 121, 810. / 121, 2. / 11);
    simulation_free(s);
}

/* f = 5.5; f(1 - 10a, 1 - a) = 405, 80.125, 11.53, 0.695 for a = 1, 1/2, 1/4, 1/8. */
static void test_armijo_by_hand(void **state)
{
    (void)state;
    struct simulation *s = BEGIN({"surface", "ravine"}, {"start", "1,1"},
                                 {"optimizer", "steepest-armijo"}, {"set", "alpha0=1"});
    check_step(s, -0.25, 0.875, 0.125);
    assert_int_equal(simulation_trials(s), 4);
    assert_int_equal(simulation_evaluations(s), 5);
    check_step(s, 0.0625, 0.765625, 0.125);
    simulation_free(s);
}

/* Without alpha0 the first trial is that of the curvature, g'g/g'Hg = 101/1001, and later ones
 * begin at twice the last length: f(-9 - 10 b, 900 - b) of b = 202 is too high, of 101 it is low
 * enough, all over 1001 and with g = (-90, 900)/1001. */
static void test_armijo_by_itself(void **state)
{
    (void)state;
    struct simulation *s =
        BEGIN({"surface", "ravine"}, {"start", "1,1"}, {"optimizer", "steepest-armijo"});
    double a = 101. / 1001, x = 1 - 10 * a, y = 1 - a;
    check_step(s, x, y, a);
    assert_int_equal(simulation_trials(s), 1);
    assert_int_equal(simulation_evaluations(s), 3);
    check_step(s, x - 2 * a * 10 * x, y - 2 * a * y, 2 * a);
    simulation_free(s);
}

/* From alpha0 0.2 by shrink 0.1: f(1 - 10a, 1 - a) = 5.32 and 4.54; c 0.05 is 4.49 and 5.40. */
static void test_armijo_settings(void **state)
{
    (void)state;
    struct simulation *s =
        BEGIN({"surface", "ravine"}, {"start", "1,1"}, {"optimizer", "steepest-armijo"},
              {"set", "alpha0=0.2,shrink=0.1,c=0.05"});
    check_step(s, 0.8, 0.98, 0.02);
    assert_int_equal(simulation_trials(s), 2);
    simulation_free(s);
}

static void test_newton_by_hand(void **state)
{
    (void)state;
    struct simulation *s = BEGIN({"surface", "ravine"}, {"start", "3,-2"}, {"optimizer", "newton"});
    check_step(s, 0, 0, 1);
    simulation_free(s);
    /* A saddle: H = diag(2, -2), whose least eigenvalue beside the scales 2 is -1: twice that is
     * added, so that the step is (-2x/6, 2y/2). */
    s = BEGIN({"function", "x^2-y^2"}, {"start", "1,1"}, {"optimizer", "newton"});
    check_step(s, 2. / 3, 2, 1);
    check_step(s, 4. / 9, 4, 1);
    simulation_free(s);
}

/* f = sqrt(1 + x^2): the Newton step from x ends at -x^3: from 2 at -8, a quarter of the way at
 * -1/2; from there at 1/8. */
static void test_newton_damped(void **state)
{
    (void)state;
    struct simulation *s = BEGIN({"function", "sqrt(1+x^2)"}, {"params", "x"}, {"start", "2"},
                                 {"optimizer", "newton"});
    steps(s, 1);
    check_point(s, (double[]){-0.5}, 1, 1e-14);
    assert_true(simulation_now(s)->lr == 0.25 && simulation_trials(s) == 3);
    steps(s, 1);
    check_point(s, (double[]){0.125}, 1, 1e-14);
    simulation_free(s);
}

/* f = x^2 + xy + y^2, H = [2 1; 1 2]: from (1, 0) along -g/2 = (-1, -1/2) to the minimum of the
 * parabola, 5/7 of it, at (2/7, -5/14). Then s = -(10, 5)/14 and y = -(25, 20)/14, the identity is
 * scaled by s'y/y'y = 14/41, and [122 -9; -9 83]/287 y = s. */
static void check_learns(const char *optimizer)
{
    struct simulation *s =
        BEGIN({"function", "x^2+x*y+y^2"}, {"start", "1,0"}, {"optimizer", optimizer});
    check_step(s, 2. / 7, -5. / 14, 5. / 7);
    assert_int_equal(simulation_evaluations(s), 3); /* a trial that is taken is not paid twice */
    check_step(s, 52. / 287, -65. / 287, 1);
    assert_int_equal(simulation_evaluations(s), 4);
    simulation_free(s);
}

static void test_bfgs_by_hand(void **state)
{
    (void)state;
    check_learns("bfgs");
    check_learns("l-bfgs");
}

/* On x^2 - y^2 from (1, 1) the scales are sqrt(2), so the first radius is 2, and the shift sqrt(3)
 * makes the step, -(sqrt(2), -sqrt(2))/(1 + shift, -1 + shift) scaled, that long. The model is
 * exact: the radius doubles. */
static void test_trust_by_hand(void **state)
{
    (void)state;
    const double root = sqrt(3);
    struct simulation *s =
        BEGIN({"function", "x^2-y^2"}, {"start", "1,1"}, {"optimizer", "trust-region"});
    assert_true(simulation_radius(s) == 0);
    check_step(s, (3 - root) / 2, (3 + root) / 2, sqrt(2));
    check_near("the radius", simulation_radius(s), 4, 1e-12, 0);
    simulation_free(s);
    s = BEGIN({"surface", "ravine"}, {"start", "3,-2"}, {"optimizer", "trust-region"});
    check_step(s, 0, 0, sqrt(13));
    simulation_free(s);
    s = BEGIN({"optimizer", "bfgs"});
    assert_true(simulation_radius(s) == 0);
    simulation_free(s);
}

/* (x^2 - 1)^2 has the residual 3 and its slope 4 at 2: a step of -3/4, or, with a radius of an
 * eighth of 4*2, of -1/4. */
static void test_levenberg_by_hand(void **state)
{
    (void)state;
    struct simulation *s = BEGIN({"function", "(x^2-1)^2"}, {"params", "x"}, {"start", "2"},
                                 {"optimizer", "levenberg-marquardt"});
    steps(s, 1);
    check_point(s, (double[]){1.25}, 1, 1e-15);
    assert_true(simulation_now(s)->lr == 0.75 && simulation_evaluations(s) == 3);
    simulation_free(s);
    s = BEGIN({"function", "(x^2-1)^2"}, {"params", "x"}, {"start", "2"},
              {"optimizer", "levenberg-marquardt"}, {"set", "radius=0.125"});
    steps(s, 1);
    check_point(s, (double[]){1.75}, 1, 1e-12);
    simulation_free(s);
}

/* x^2 + 10 y^2 from (1, 1), with (1.1, 1) of 11.21 and (1, 1.1) of 13.1, which is mirrored to
 * (1.1, 0.9), 9.31, and twice as far to (1.15, 0.8), 7.7225: taken. Then (1.1, 1) to (1.025, 0.7),
 * 5.95, and (1, 1) to (1.2625, 0.25), 2.22; but (1.15, 0.8) only to (1.1375, 0.15), 1.52, as twice
 * as far 1.59 waits. */
static void test_simplex_by_hand(void **state)
{
    (void)state;
    static const double path[][2] = {{1.15, 0.8}, {1.025, 0.7}, {1.2625, 0.25}, {1.1375, 0.15}};
    struct simulation *s =
        BEGIN({"function", "x^2+10*y^2"}, {"start", "1,1"}, {"optimizer", "nelder-mead"});
    for (size_t k = 0; k < COUNT(path); k++) {
        steps(s, 1);
        check_point(s, path[k], 2, 1e-14);
        assert_int_equal(simulation_trials(s), 2 + 2 * (k + 1));
    }
    simulation_free(s);
}

/* With an exact search the second step ends at the minimum. */
static void check_two_steps(const char *function, const char *optimizer)
{
    struct simulation *s = BEGIN({"function", function}, {"start", "1,10"},
                                 {"optimizer", optimizer}, {"set", "c2=1e-12"});
    steps(s, 2);
    check_point(s, (double[]){0, 0}, 2, 1e-12);
    simulation_free(s);
}

static void test_two_steps(void **state)
{
    (void)state;
    check_two_steps("x^2+x*y+y^2", "bfgs");
    check_two_steps("x^2+x*y+y^2", "l-bfgs");
    check_two_steps("(10*x^2+y^2)/2", "cg");
}

/* cg's second direction is -g + beta*d with g = (90/11)(-1, 1), beta = (90/11)^2/100 = 81/121 and
 * d = -(10, 10): (90/121)(11 - 9, -11 - 9) = (180/121)(1, -10). It begins at (-9/11, 90/11). */
static void test_cg_by_hand(void **state)
{
    (void)state;
    struct simulation *s =
        BEGIN({"surface", "ravine"}, {"start", "1,10"}, {"optimizer", "cg"}, {"set", "c2=1e-12"});
    steps(s, 2);
    check_near("the length", simulation_now(s)->lr, (9. / 11) / (180. / 121), 1e-12, 0);
    simulation_free(s);
}

/* --- many parameters --- */

/* A chain of 16 with condition number of about 100. */
static const struct setting chain[] = {
    {"function", "(a-b)^2+(b-c)^2+(c-d)^2+(d-h)^2+(h-i)^2+(i-j)^2+(j-k)^2+(k-l)^2+(l-m)^2+(m-n)^2"
                 "+(n-o)^2+(o-p)^2+(p-q)^2+(q-r)^2+(r-s)^2+(a-1)^2+(s+2)^2"},
    {"params", "a,b,c,d,h,i,j,k,l,m,n,o,p,q,r,s"},
    {"start", "3,-1,4,1,-5,9,2,-6,5,3,-5,8,9,-7,9,3"},
};

static struct simulation *begin_chain(const char *optimizer, const char *set)
{
    struct setting settings[6] = {chain[0], chain[1], chain[2], {"optimizer", optimizer}};
    if (set)
        settings[4] = (struct setting){"set", set};
    return simulate(settings);
}

static void test_sixteen(void **state)
{
    (void)state;
    static const struct {
        const char *optimizer, *set;
        int most;
    } runs[] = {{"newton", NULL, 1},
                {"bfgs", "c2=1e-9", 17},
                {"cg", "c2=1e-9", 17},
                {"trust-region", NULL, 6},
                {"levenberg-marquardt", NULL, 6},
                {"l-bfgs", NULL, 60},
                {"l-bfgs", "m=10,c2=1e-9", 17},
                {"bfgs", NULL, 60},
                {"cg", NULL, 30},
                {"steepest-exact", NULL, 900},
                {"steepest-armijo", NULL, 2000}};
    for (size_t i = 0; i < COUNT(runs); i++) {
        struct simulation *s = begin_chain(runs[i].optimizer, runs[i].set);
        simulation_run(s, runs[i].most);
        if (!(simulation_now(s)->grad_norm <= 1e-6))
            fail_msg("%s: |gradient| is %g after %d steps", runs[i].optimizer,
                     simulation_now(s)->grad_norm, runs[i].most);
        check_near("the first", simulation_now(s)->x[0], 1 - 3. / 17, 1e-5, 1);
        simulation_free(s);
    }
}

/* --- Rosenbrock --- */

static void test_rosenbrock(void **state)
{
    (void)state;
    static const struct {
        const char *optimizer;
        int most, evaluations;
    } runs[] = {{"newton", 25, 90}, {"bfgs", 45, 80}, {"cg", 60, 200}};
    for (size_t i = 0; i < COUNT(runs); i++) {
        struct simulation *s = BEGIN({"start", "-1.2,1"}, {"optimizer", runs[i].optimizer});
        simulation_run(s, runs[i].most);
        assert_true(simulation_now(s)->grad_norm <= 1e-6);
        assert_true(simulation_evaluations(s) <= runs[i].evaluations);
        check_point(s, (double[]){1, 1}, 2, 1e-5);
        simulation_free(s);
    }
}

/* --- on every surface --- */

static double regularised(struct simulation *simulation, double l2)
{
    const struct sample *now = simulation_now(simulation);
    double size = linear_norm(now->x, simulation_objective(simulation)->n);
    return now->loss + l2 / 2 * size * size;
}

static void check_descent(struct simulation *s, const char *surface, const char *method, double l2)
{
    const struct surface *row = table_find(&surfaces, surface);
    long most = row->kink ? 800 : 400; /* newton halves long before a kink */
    for (int step = 0; step < 60 && simulation_ended(s) < 0; step++) {
        double before = regularised(s, l2), after;
        long evaluations = simulation_evaluations(s);
        simulation_step(s);
        after = regularised(s, l2);
        if (!(after <= before + 1e-14 * (1 + fabs(before))))
            fail_msg("%s on %s rises at step %d: %.17g to %.17g", method, surface, step, before,
                     after);
        assert_true(simulation_evaluations(s) - evaluations < most);
    }
}

static void test_never_rises(void **state)
{
    (void)state;
    for (size_t i = 0; i < GENERAL; i++)
        for (size_t k = 0; k < surfaces.count; k++) {
            const char *surface = table_name(&surfaces, k);
            struct simulation *s = BEGIN({"surface", surface}, {"optimizer", methods[i]});
            double start = simulation_now(s)->loss;
            check_descent(s, surface, methods[i], 0);
            assert_true(simulation_now(s)->loss < start || simulation_now(s)->grad_norm == 0);
            simulation_free(s);
            s = BEGIN({"surface", surface}, {"optimizer", methods[i]}, {"l2", "0.5"});
            check_descent(s, surface, methods[i], 0.5);
            simulation_free(s);
        }
}

static double product(const double *a, const double *b, int n)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

/* Is the slope along the step negative all the way from its start to its end? */
static void check_first_minimizer(struct simulation *s, const char *surface)
{
    enum { POINTS = 2000 };
    int n = simulation_objective(s)->n;
    double x[3], g[3], at[3], here[3];
    memcpy(x, simulation_now(s)->x, sizeof x);
    memcpy(g, simulation_gradient(s), (size_t)n * sizeof *g);
    simulation_step(s);
    double length = simulation_now(s)->lr, square = product(g, g, n);
    for (int i = 0; i < POINTS; i++) {
        double alpha = length * i / POINTS;
        for (int k = 0; k < n; k++)
            at[k] = x[k] - alpha * g[k];
        objective_gradient(simulation_objective(s), at, here);
        if (product(here, g, n) < -1e-9 * square)
            fail_msg("%s from (%g, %g): at %g of the length f rises", surface, x[0], x[1],
                     (double)i / POINTS);
    }
}

/* "1,2,3": a place in the window. */
static void draw_place(const struct surface *surface, uint64_t *random, char *out, size_t size)
{
    *out = '\0';
    for (int i = 0; i < surface->n; i++)
        snprintf(out + strlen(out), size - strlen(out), "%s%.17g", i ? "," : "",
                 check_uniform(random, surface->window[2 * i], surface->window[2 * i + 1]));
}

static void test_first_minimizer(void **state)
{
    (void)state;
    uint64_t random = 1;
    for (size_t k = 0; k < surfaces.count; k++) {
        const struct surface *surface = table_row(&surfaces, k);
        for (int i = 0; i < 20; i++) {
            char start[80];
            draw_place(surface, &random, start, sizeof start);
            struct simulation *s = BEGIN({"surface", surface->name}, {"start", start},
                                         {"optimizer", "steepest-exact"});
            check_first_minimizer(s, surface->name);
            simulation_free(s);
        }
    }
}

/* --- nothing to be done --- */

static void check_stays(const char *function, const char *start, const char *method)
{
    struct simulation *s = BEGIN({"function", function}, {"start", start}, {"optimizer", method});
    const struct sample first = *simulation_now(s);
    steps(s, 3);
    const struct sample *now = simulation_now(s);
    if (memcmp(now->x, first.x, 2 * sizeof *now->x) != 0 || now->lr != 0 || now->step != 3)
        fail_msg("%s moves on %s", method, function);
    assert_true(simulation_evaluations(s) < 5000);
    simulation_free(s);
}

static void test_stays(void **state)
{
    (void)state;
    for (size_t i = 0; i < DESCENTS; i++) {
        check_stays("x^2-y^2", "0,0", methods[i]);                    /* a saddle */
        check_stays("-x^2-y^2", "0,0", methods[i]);                   /* a maximum */
        check_stays("1", "0,0", methods[i]);                          /* flat */
        check_stays("log(x)+y", "-1,0", methods[i]);                  /* NaN here */
        check_stays("sqrt(x)+y", "0,0", methods[i]);                  /* an infinite slope */
        check_stays("if(x==2,x,log(-1-x^2))+y^2", "2,0", methods[i]); /* NaN elsewhere */
        check_stays("if(x==2,x,1/(x-x))+y^2", "2,0", methods[i]);
    }
}

/* Beside a saddle it is left, downhill. */
static void test_leaves_saddle(void **state)
{
    (void)state;
    for (size_t i = 0; i < GENERAL; i++) {
        struct simulation *s = BEGIN({"function", "x^2-y^2+y^4/4"}, {"start", "0.5,1e-3"},
                                     {"optimizer", methods[i]}, {"stop", "grad=1e-6"});
        simulation_run(s, 200);
        check_near(methods[i], simulation_now(s)->loss, -1, 1e-9, 1);
        simulation_free(s);
    }
}

/* The first trials leave the domain of the logarithm. */
static void test_edge_of_domain(void **state)
{
    (void)state;
    for (size_t i = 0; i < GENERAL; i++) {
        struct simulation *s =
            BEGIN({"function", "20*x-log(x)+(y-1)^2"}, {"start", "1,2"}, {"optimizer", methods[i]});
        simulation_run(s, 4000);
        assert_true(simulation_now(s)->grad_norm <= 1e-6);
        check_point(s, (double[]){0.05, 1}, 2, 1e-6);
        simulation_free(s);
    }
}

/* Steepest descent comes to rest at a kink, and falls for ever where there is no end. */
static void test_kink_and_fall(void **state)
{
    (void)state;
    struct simulation *s =
        BEGIN({"function", "abs(x)+0*y"}, {"start", "3,0"}, {"optimizer", "steepest-exact"});
    steps(s, 2);
    assert_true(fabs(simulation_now(s)->x[0]) < 1e-15);
    simulation_free(s);
    for (size_t i = 0; i < GENERAL; i++) {
        s = BEGIN({"function", "x^3+y"}, {"start", "-1,0"}, {"optimizer", methods[i]});
        simulation_run(s, 10000);
        assert_true(simulation_ended(s) == CRITERION_FALLS ||
                    simulation_ended(s) == CRITERION_REST);
        assert_true(simulation_now(s)->loss < -1000);
        simulation_free(s);
    }
}

/* At a kink a method stands still, and that ends the run at once, but for one that is to make so
 * many steps. */
static void test_rest(void **state)
{
    (void)state;
    static const struct {
        const char *optimizer;
        int most;
    } runs[] = {{"newton", 1000}, {"bfgs", 1000},           {"l-bfgs", 1000},
                {"cg", 2000},     {"steepest-exact", 2000}, {"steepest-armijo", 5000}};
    for (size_t i = 0; i < COUNT(runs); i++) {
        const struct setting function = {"function", "max(x-0.3,0.6-2*x)+(y-0.3)^2"};
        struct simulation *s = BEGIN(function, {"start", "2,3"}, {"optimizer", runs[i].optimizer});
        assert_int_equal(simulation_run(s, 10000), CRITERION_REST);
        assert_int_equal(simulation_criteria(s)->rests, 2);
        assert_true(simulation_evaluations(s) < runs[i].most);
        simulation_free(s);
        s = BEGIN(function, {"start", "2,3"}, {"optimizer", runs[i].optimizer}, {"steps", "600"});
        assert_int_equal(simulation_run(s, 10000), CRITERION_STEPS);
        simulation_free(s);
    }
    struct simulation *s =
        BEGIN({"function", "abs(x)+y^2"}, {"start", "2,3"}, {"optimizer", "newton"});
    simulation_run(s, 10000);
    assert_true(simulation_now(s)->x[0] == 0 && simulation_evaluations(s) < 100);
    simulation_free(s);
}

/* Values that differ by rounding only: the gradient still gets small. */
static void test_large_offset(void **state)
{
    (void)state;
    for (size_t i = 0; i < DESCENTS; i++) {
        struct simulation *s = BEGIN({"function", "1e5+(x-1)^2+2*(y+x)^2+x^4/100"},
                                     {"start", "2,2"}, {"optimizer", methods[i]});
        simulation_run(s, 500);
        if (!(simulation_now(s)->grad_norm <= 1e-6))
            fail_msg("%s: |gradient| is %g", methods[i], simulation_now(s)->grad_norm);
        simulation_free(s);
    }
}

/* --- settings --- */

static void test_l2(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(methods); i++) {
        struct simulation *s = BEGIN({"function", "(x-2)^2+2*(y+3)^2"}, {"start", "5,5"},
                                     {"optimizer", methods[i]}, {"l2", "2"}, {"steps", "200"});
        simulation_run(s, i == 2 ? 1 : 200);
        check_point(s, (double[]){1, -2}, 2, 1e-7);
        simulation_free(s);
    }
}

static void test_refusals(void **state)
{
    (void)state;
    struct error error;
    struct simulation *s = BEGIN({"optimizer", "bfgs"});
    steps(s, 3);
    const struct sample before = *simulation_now(s);
    assert_false(simulation_set(s, "noise", "0.1", &error));
    assert_non_null(strstr(error.message, "noise"));
    assert_false(simulation_set(s, "clip", "1", &error));
    assert_non_null(strstr(error.message, "clip"));
    assert_false(simulation_set(s, "set", "c1=0.7", &error));
    assert_false(simulation_set(s, "set", "shrink=0.5", &error));
    check_same_sample(simulation_now(s), &before, 2);
    assert_true(simulation_set(s, "optimizer", "gd", &error));
    assert_true(simulation_set(s, "noise", "0.1", &error));
    assert_false(simulation_set(s, "optimizer", "newton", &error));
    assert_string_equal(simulation_scenario(s)->optimizer->name, "gd");
    simulation_free(s);
    struct scenario scenario;
    assert_true(scenario_init(&scenario));
    assert_true(scenario_set(&scenario, "optimizer", "cg", &error));
    assert_true(scenario_set(&scenario, "clip", "1", &error));
    assert_null(simulation_create(&scenario, &error));
    assert_non_null(strstr(error.message, "cg"));
    scenario_release(&scenario);
}

static void test_ranges(void **state)
{
    (void)state;
    static const struct {
        const char *optimizer, *good, *bad;
    } rows[] = {{"steepest-armijo", "alpha0=10", "alpha0=-1"},
                {"steepest-armijo", "c=0.3", "c=0"},
                {"steepest-armijo", "shrink=0.9", "shrink=1"},
                {"l-bfgs", "m=10", "m=2.5"},
                {"l-bfgs", "m=1", "m=11"},
                {"trust-region", "radius=2", "radius=0"},
                {"levenberg-marquardt", "accept=0.2", "accept=0.3"},
                {"bfgs", "c2=0.5", "c2=1"},
                {"cg", "c1=0.2", "c1=0.5"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct simulation *s = BEGIN({"optimizer", rows[i].optimizer}, {"set", rows[i].good});
        struct error error;
        assert_false(simulation_set(s, "set", rows[i].bad, &error));
        assert_non_null(strstr(error.message, "must be"));
        simulation_free(s);
    }
}

/* Another optimizer, and another function (l2), begin as a new run from there would. */
static void check_fresh(struct simulation *s, const char *method, const char *l2)
{
    char start[80];
    const double *x = simulation_now(s)->x;
    snprintf(start, sizeof start, "%.17g,%.17g", x[0], x[1]);
    struct simulation *other = BEGIN({"start", start}, {"optimizer", method}, {"l2", l2});
    for (int i = 0; i < 4; i++) {
        steps(s, 1);
        steps(other, 1);
        assert_true(check_same_bits(simulation_now(s)->x[0], simulation_now(other)->x[0]) &&
                    check_same_bits(simulation_now(s)->x[1], simulation_now(other)->x[1]));
    }
    simulation_free(other);
}

static void test_switching(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(methods); i++) {
        struct simulation *s = BEGIN({"optimizer", "adam"});
        steps(s, 5);
        assert_true(simulation_set(s, "optimizer", methods[i], NULL));
        check_fresh(s, methods[i], "0");
        assert_true(simulation_set(s, "optimizer", "adam", NULL));
        check_fresh(s, "adam", "0");
        assert_true(simulation_set(s, "optimizer", methods[i], NULL));
        check_fresh(s, methods[i], "0");
        assert_true(simulation_set(s, "l2", "0.1", NULL));
        check_fresh(s, methods[i], "0.1");
        simulation_free(s);
    }
}

/* --- going back, and the same again --- */

enum { LAST = 90 };

static void check_back(struct simulation *s, const struct sample *path, long step)
{
    assert_true(simulation_go(s, step));
    check_same_sample(simulation_now(s), &path[step], 2);
}

static void test_back(void **state)
{
    (void)state;
    static const long places[] = {89, 61, 17, 40, 1, 0, LAST};
    struct sample path[LAST + 1];
    for (size_t i = 0; i < COUNT(methods); i++) {
        struct simulation *s = BEGIN({"optimizer", methods[i]}, {"steps", "1000"});
        for (int step = 0; step <= LAST; step++) {
            path[step] = *simulation_now(s);
            if (step == 20)
                assert_true(simulation_set(s, "optimizer", "gd", NULL));
            if (step == 35)
                assert_true(simulation_set(s, "optimizer", methods[i], NULL));
            steps(s, 1);
        }
        check_back(s, path, LAST);
        check_back(s, path, 60);
        check_back(s, path, 36);
        for (int step = 36; step <= LAST; step++)
            check_back(s, path, step);
        simulation_free(s);
        s = BEGIN({"optimizer", methods[i]}, {"steps", "1000"});
        for (int step = 0; step <= LAST; step++, steps(s, 1))
            path[step] = *simulation_now(s);
        for (size_t k = 0; k < COUNT(places); k++)
            check_back(s, path, places[k]);
        simulation_free(s);
    }
}

static void test_deterministic(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(methods); i++) {
        struct simulation *a = BEGIN({"surface", "himmelblau"}, {"optimizer", methods[i]});
        struct simulation *b = BEGIN({"surface", "himmelblau"}, {"optimizer", methods[i]});
        for (int step = 0; step < 30; step++) {
            check_same_sample(simulation_now(a), simulation_now(b), 2);
            steps(a, 1);
            steps(b, 1);
        }
        simulation_free(a);
        simulation_free(b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_exact_by_hand),
        cmocka_unit_test(test_armijo_by_hand),
        cmocka_unit_test(test_armijo_by_itself),
        cmocka_unit_test(test_armijo_settings),
        cmocka_unit_test(test_newton_by_hand),
        cmocka_unit_test(test_newton_damped),
        cmocka_unit_test(test_bfgs_by_hand),
        cmocka_unit_test(test_trust_by_hand),
        cmocka_unit_test(test_levenberg_by_hand),
        cmocka_unit_test(test_simplex_by_hand),
        cmocka_unit_test(test_two_steps),
        cmocka_unit_test(test_cg_by_hand),
        cmocka_unit_test(test_sixteen),
        cmocka_unit_test(test_rosenbrock),
        cmocka_unit_test(test_never_rises),
        cmocka_unit_test(test_first_minimizer),
        cmocka_unit_test(test_stays),
        cmocka_unit_test(test_leaves_saddle),
        cmocka_unit_test(test_edge_of_domain),
        cmocka_unit_test(test_kink_and_fall),
        cmocka_unit_test(test_rest),
        cmocka_unit_test(test_large_offset),
        cmocka_unit_test(test_l2),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_switching),
        cmocka_unit_test(test_back),
        cmocka_unit_test(test_deterministic),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
