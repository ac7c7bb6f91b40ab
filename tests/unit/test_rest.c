/* Methods end where they stand still, at kinks above all, and not at the cap. */
#include "simulate.h"

#include <math.h>
#include <stdlib.h>

#include "base/linear.h"
#include "insight/verdict.h"
#include "run/criteria.h"

enum { CAP = 10000 };

static const char *const methods[] = {
    "newton", "trust-region", "bfgs",           "l-bfgs",
    "cg",     "nelder-mead",  "steepest-exact", "steepest-armijo"};

/* Public problems without a slope somewhere, with a double root, a curve of minima, or none. */
static const struct {
    const char *params, *function, *start;
} problems[] = {
    {"x,y", "abs(x-1)+(y-0.3)^2+5", "3,2"},
    {"x,y", "abs(x-1)+(y-0.3)^2+5", "1,1"},
    {"x,y", "abs(x)+y^2", "0,1"},
    {"x,y", "abs(x)+y^2", "3,1"},
    {"x,y", "abs(x)+abs(y)", "1,0.7"},
    {"x,y", "max(x+y,-x+y,-2*y)", "1,2"},
    {"x,y", "max(x+y,-x+y,-2*y)+5", "1,2.3"},
    {"x,y", "max(abs(x),abs(y))", "1,0.3"},
    {"x,y", "hypot(x,y)", "3,1"},
    {"x,y", "log(1+abs(x))+y^2", "2,1"},
    {"x,y", "sqrt(abs(x))+y^2", "1,1"},
    {"x,y", "abs(sin(x))+abs(cos(y))", "1,1"},
    /* least absolute deviations; hinges */
    {"a,b", "abs(a+b-1)+abs(a+2*b-2.1)+abs(a+3*b-2.9)+abs(a+4*b-4.2)", "2,0.3"},
    {"a,b", "relu(1-a-b)+relu(1-2*a-b)+relu(1+3*a+b)+0.01*(a^2+b^2)", "1,1"},
    /* Rosenbrock without a slope (Gurbuzbalaban and Overton, 2012); Mifflin 1 and 2, CB2 and QL
     * (Luksan and Vlcek, Test problems for nonsmooth optimization, 2000) */
    {"x,y", "abs(x-1)+100*abs(y-x^2)", "-1.2,1"},
    {"x,y", "-x+20*max(x^2+y^2-1,0)", "0.8,0.6"},
    {"x,y", "-x+2*(x^2+y^2-1)+1.75*abs(x^2+y^2-1)", "-1,-1"},
    {"x,y", "max(x^2+y^4,(2-x)^2+(2-y)^2,2*exp(y-x))", "2,2"},
    {"x,y", "max(x^2+y^2,x^2+y^2+10*(4-4*x-y),x^2+y^2+10*(6-x-2*y))", "-1,5"},
    {"x", "x^4", "2"},
    {"x,y", "(x+y-1)^2", "2,3"},
    {"x,y", "(x*y-1)^2", "2,3"},
    {"x,y", "7+0*x", "1,2"},
    {"x", "-x", "1"},
    {"x,y", "x^3+y^2", "-1,1"},
};

/* --- standing still --- */

/* Where a run has been. */
struct history {
    int steps, n;
    double (*x)[16];
    long *evaluations;
};

static void note(struct history *history, const struct simulation *s)
{
    for (int i = 0; i < history->n; i++)
        history->x[history->steps][i] = simulation_now(s)->x[i];
    history->evaluations[history->steps++] = simulation_evaluations(s);
}

static double distance(const struct history *history, int k)
{
    double away[16];
    for (int i = 0; i < history->n; i++)
        away[i] = history->x[k][i] - history->x[history->steps - 1][i];
    return linear_norm(away, history->n);
}

/* Evaluations since the run has last been further from its end than a billionth of its size. */
static long spent_still(const struct history *history)
{
    int last = history->steps - 1, k = last;
    double near = 1e-9 * linear_norm(history->x[last], history->n);
    while (k > 0 && distance(history, k - 1) <= near)
        k--;
    return history->evaluations[last] - history->evaluations[k];
}

static void check_ends(size_t i, const char *method, struct history *history)
{
    struct simulation *s =
        simulate(SETTINGS({"params", problems[i].params}, {"function", problems[i].function},
                          {"start", problems[i].start}, {"optimizer", method}));
    *history = (struct history){
        .n = problems[i].params[1] ? 2 : 1, .x = history->x, .evaluations = history->evaluations};
    int ended = simulation_ended(s);
    for (note(history, s); ended < 0; note(history, s))
        ended = simulation_step(s);
    long still = spent_still(history);
    if (criterion_is_cap(ended) || still > 2000)
        fail_msg("%s, %s from %s: ended by %d after %ld evaluations, %ld of them in one place",
                 method, problems[i].function, problems[i].start, ended, simulation_evaluations(s),
                 still);
    simulation_free(s);
}

static void test_all_end(void **state)
{
    (void)state;
    struct history history = {.x = malloc((CAP + 1) * sizeof *history.x),
                              .evaluations = malloc((CAP + 1) * sizeof *history.evaluations)};
    assert_true(history.x && history.evaluations);
    for (size_t i = 0; i < COUNT(problems); i++)
        for (size_t k = 0; k < COUNT(methods); k++)
            check_ends(i, methods[k], &history);
    free(history.x);
    free(history.evaluations);
}

/* A narrow valley, in which steepest descent would need a billion steps: lower points there are. */
static void test_words(void **state)
{
    (void)state;
    struct simulation *s =
        simulate_to_end(SETTINGS({"function", "(x-2000)^2+1e9*(y-x)^2"}, {"start", "1990,1990"},
                                 {"optimizer", "steepest-exact"}));
    struct verdict verdict = verdict_on(s);
    assert_int_equal(verdict.ending, ENDING_REST);
    assert_non_null(strstr(verdict.sentence, "steps have become next to nothing"));
    simulation_free(s);
}

/* --- a region of trust --- */

/* At a kink it goes by what is known of the Hessian. */
static void test_known_part(void **state)
{
    (void)state;
    static const struct {
        const char *function, *start;
        double x, y;
    } rows[] = {
        {"abs(x)+y^2", "0,1", 0, 0},
        {"abs(x)+(y-3)^2*(1+abs(x))", "0,1", 0, 3},
        {"abs(x)+y^4-y", "0,2", 0, 0.62996052494743658},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct simulation *s =
            simulate_to_end(SETTINGS({"function", rows[i].function}, {"start", rows[i].start},
                                     {"optimizer", "trust-region"}));
        check_near(rows[i].function, simulation_now(s)->x[0], rows[i].x, 0, 0);
        check_near(rows[i].function, simulation_now(s)->x[1], rows[i].y, 1e-7, 1e-7);
        simulation_free(s);
    }
}

/* A curvature that has become rounding beside what it was still tells how far to go: a step of
 * Newton's each, or longer. */
static void test_faded_curvature(void **state)
{
    (void)state;
    struct simulation *s = simulate_to_end(
        SETTINGS({"function", "exp(-x)+y^2"}, {"start", "0,1"}, {"optimizer", "trust-region"}));
    assert_true(simulation_now(s)->x[0] > 35 && simulation_evaluations(s) < 100);
    simulation_free(s);
}

/* --- a simplex --- */

/* Its best point may stay for many steps, while it moves: no rest. */
static void test_simplex_moves(void **state)
{
    (void)state;
    struct simulation *s = simulate_to_end(SETTINGS(
        {"params", "a,b,c,d,p,q,r,s"},
        {"function", "(a-1)^2+2*(b-2)^2+3*(c-3)^2+4*(d+a)^2+(p-1)^2+(q-p)^2+(r+1)^2+(s-2)^2"},
        {"start", "0,0,0,0,0,0,0,0"}, {"optimizer", "nelder-mead"}));
    assert_int_equal(simulation_ended(s), CRITERION_GRAD);
    simulation_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_end),       cmocka_unit_test(test_words),
        cmocka_unit_test(test_known_part),    cmocka_unit_test(test_faded_curvature),
        cmocka_unit_test(test_simplex_moves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
