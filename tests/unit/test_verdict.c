/* The verdict: why a run ended, and what kind of point it ended at. */
#include "simulate.h"

#include "base/linear.h"
#include "insight/verdict.h"

/* --- runs --- */

/* How runs of the settings end: where (NAN: anywhere), and in which words. */
static const struct {
    struct setting settings[5];
    enum ending ending;
    enum criterion_id criterion;
    double x, y;
    const char *sentence; /* its beginning */
} runs[] = {
    {{{"surface", "bowl"}}, ENDING_GLOBAL_MINIMUM, CRITERION_GRAD, 0, 0, "global minimum at ("},
    {{{"surface", "bowl"}, {"start", "0,0"}},
     ENDING_GLOBAL_MINIMUM,
     CRITERION_GRAD,
     0,
     0,
     "global minimum at (0, 0): curvature 1 to 1"},
    /* On the diagonal the gradient vanishes where x + 2.25*sin(3*x) = 0. */
    {{{"surface", "multi-modal"}, {"lr", "0.05"}, {"start", "3.5,3.5"}},
     ENDING_SADDLE,
     CRITERION_GRAD,
     1.7881949,
     1.7881949,
     "saddle at (1.788, 1.788): curvature -5.75 one way, 5.1 the other"},
    {{{"surface", "ravine"}, {"lr", "0.21"}},
     ENDING_DIVERGED,
     CRITERION_DIVERGE,
     NAN,
     NAN,
     "diverged at step 125: the rate 0.21 is above 0.2 = 2/curvature"},
    {{{"surface", "bowl"}, {"rule", "theta = theta - lr*g/s; s = s + 1"}},
     ENDING_DIVERGED,
     CRITERION_DIVERGE,
     NAN,
     NAN,
     "diverged at step 1: the step makes x -inf"},
    {{{"surface", "ravine"}, {"lr", "0.2"}},
     ENDING_CYCLING,
     CRITERION_CYCLE,
     NAN,
     0,
     "cycling: the path comes back every 2 steps, loss 61.25"},
    {{{"surface", "ravine"}, {"lr", "0.19"}},
     ENDING_GLOBAL_MINIMUM,
     CRITERION_GRAD,
     0,
     0,
     "global minimum at ("},
    /* Nobody has said what is least here, so it is called local. */
    {{{"function", "(x-1)^2 + (y+2)^2"}, {"lr", "0.5"}},
     ENDING_GLOBAL_MINIMUM,
     CRITERION_GRAD,
     1,
     -2,
     "global minimum at (1, -2): curvature 2 to 2"},
    {{{"surface", "three-hump-camel"}, {"start", "1.8,-0.8"}},
     ENDING_MINIMUM,
     CRITERION_GRAD,
     1.7475523,
     -0.8737762,
     "local minimum at (1.748, -0.8738)"},
    {{{"function", "3 - x^2 - y^2"}, {"start", "0,0"}},
     ENDING_MAXIMUM,
     CRITERION_GRAD,
     0,
     0,
     "maximum at (0, 0): curvature -2 to -2"},
    {{{"params", "w"}, {"function", "cos(w)"}, {"start", "0"}},
     ENDING_MAXIMUM,
     CRITERION_GRAD,
     0,
     NAN,
     "maximum at 0: curvature -1"},
    {{{"function", "7 + 0*x"}},
     ENDING_PLAIN,
     CRITERION_GRAD,
     1,
     1,
     "plain at (1, 1): level all around"},
    {{{"function", "x^2 + y^4"}, {"start", "0,0"}},
     ENDING_HIGHER,
     CRITERION_GRAD,
     0,
     0,
     "minimum of higher order at (0, 0): all around is higher"},
    /* f' = exp(-x) is at most 1e-6 from x = 13.8 on, and the Newton step is 1. */
    {{{"function", "exp(-x) + 1000*exp(-x)*y^2"}, {"start", "13.9,0"}, {"stop", "grad"}},
     ENDING_FALLS,
     CRITERION_GRAD,
     13.9,
     0,
     "falls for ever: x runs away, the loss falls towards 0"},
    {{{"surface", "plateau"}, {"start", "40,40"}},
     ENDING_CAP,
     CRITERION_STEPS,
     40,
     40,
     "cap of 10000 steps reached: the gradient is 1.47e-68"},
    {{{"surface", "plateau"}, {"start", "400,400"}},
     ENDING_PLAIN,
     CRITERION_GRAD,
     400,
     400,
     "plain at (400, 400): level all around"},
    {{{"surface", "ackley"}, {"start", "0,0"}},
     ENDING_GLOBAL_KINK,
     CRITERION_GRAD,
     0,
     0,
     "global minimum, a kink at (0, 0)"},
    {{{"function", "sqrt(x^2+y^2)"}, {"start", "0,0"}},
     ENDING_GLOBAL_KINK,
     CRITERION_GRAD,
     0,
     0,
     "global minimum, a kink at (0, 0)"},
    {{{"function", "sqrt(abs(x))+abs(y)"}, {"start", "0,0"}},
     ENDING_KINK_LEAST,
     CRITERION_GRAD,
     0,
     0,
     "minimum, a kink at (0, 0): nothing around is lower"},
    {{{"surface", "bowl"}, {"steps", "5"}},
     ENDING_CAP,
     CRITERION_STEPS,
     NAN,
     NAN,
     "cap of 5 steps reached: the gradient is 2.92"},
    /* In the tail of a bell, where curvature is next to nothing and Newton's method leads further
     * out. */
    {{{"function", "x^2 - exp(-y^2/2)"}, {"start", "1,9"}},
     ENDING_PLATEAU,
     CRITERION_GRAD,
     0,
     9,
     "plateau: loss 2.416e-13, gradient 9.83e-07, no stationary point found"},
    {{{"function", "x^2 + 1000 - exp(-y^2/2)"}, {"start", "1,12"}},
     ENDING_PLATEAU,
     CRITERION_GRAD,
     0,
     12,
     "plateau: loss 1000, gradient 9.83e-07, no stationary point found"},
    /* At the minimum, too. */
    {{{"surface", "bowl"}, {"start", "0,0"}, {"steps", "5"}},
     ENDING_CAP,
     CRITERION_STEPS,
     0,
     0,
     "cap of 5 steps reached, at a global minimum: (0, 0)"},
    {{{"function", "x^2 + 1e-9*(y-1)^2"}, {"start", "1,0"}, {"lr", "0.1"}, {"steps", "500"}},
     ENDING_CAP,
     CRITERION_STEPS,
     NAN,
     NAN,
     "cap of 500 steps reached, near a global minimum: (0, 1)"},
    {{{"surface", "multi-modal"}, {"start", "3.5,3.5"}, {"lr", "0.05"}, {"steps", "200"}},
     ENDING_CAP,
     CRITERION_STEPS,
     NAN,
     NAN,
     "cap of 200 steps reached, at a saddle: (1.788, 1.788)"},
    /* Lower outside the window: the least in it is only local. */
    {{{"surface", "mccormick"}},
     ENDING_MINIMUM,
     CRITERION_GRAD,
     -0.5471976,
     -1.5471976,
     "local minimum at (-0.5472, -1.547)"},
    /* With l2 the gradient that vanishes is that of f + l2/2 |x|^2, and so is the curvature. */
    {{{"function", "(x-3)^2/2 + y^2/2"}, {"l2", "0.5"}, {"lr", "0.5"}},
     ENDING_GLOBAL_MINIMUM,
     CRITERION_GRAD,
     2,
     0,
     "global minimum at (2,"},
    {{{"function", "log(x) + y^2"}, {"start", "-1,1"}},
     ENDING_DOMAIN,
     CRITERION_DIVERGE,
     -1,
     1,
     "left the domain at the start: log(-1), column 1"},
    {{{"function", "log(x) + y^2"}, {"start", "0,1"}},
     ENDING_DOMAIN,
     CRITERION_FALLS,
     0,
     1,
     "left the domain at the start: log(0), column 1"},
    {{{"function", "exp(x) + y^2"}, {"start", "1000,1"}},
     ENDING_DOMAIN,
     CRITERION_DIVERGE,
     1000,
     1,
     "left the domain at the start: exp(1000), column 1"},
    {{{"function", "x^3 + y^2"}, {"start", "-1e200,1"}},
     ENDING_DOMAIN,
     CRITERION_FALLS,
     -1e200,
     1,
     "left the domain at the start: (-1e+200)^3, column 2"},
    {{{"surface", "rosenbrock"}}, ENDING_CAP, CRITERION_STEPS, NAN, NAN, "cap of 10000 steps"},
    {{{"surface", "bowl"}, {"stop", "loss=1e-3"}},
     ENDING_TARGET,
     CRITERION_LOSS,
     NAN,
     NAN,
     "target loss reached at step 45: loss 0.0009332"},
    {{{"surface", "rosenbrock"}, {"stop", "plateau=1e-4"}},
     ENDING_PLATEAU,
     CRITERION_PLATEAU,
     NAN,
     NAN,
     "plateau: loss 0.0055"},
    {{{"surface", "bowl"}, {"stop", "plateau=1e-15"}},
     ENDING_GLOBAL_MINIMUM,
     CRITERION_PLATEAU,
     0,
     0,
     "global minimum at ("},
    {{{"function", "sqrt(x) + y^2"}, {"lr", "3"}},
     ENDING_DOMAIN,
     CRITERION_DIVERGE,
     -0.5,
     -5,
     "left the domain at step 1: sqrt(-0.5), column 1"},
};

static void check_place(const char *what, double got, double want)
{
    if (!isnan(want))
        check_near(what, got, want, 2e-6, 1);
}

static void test_runs(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(runs); i++) {
        struct verdict verdict;
        struct simulation *simulation = simulate_to_end(runs[i].settings);
        verdict = verdict_on(simulation);
        if (verdict.ending != runs[i].ending ||
            strncmp(verdict.sentence, runs[i].sentence, strlen(runs[i].sentence)) != 0)
            fail_msg("'%s' is not '%s'", verdict.sentence, runs[i].sentence);
        assert_int_equal(verdict.criterion, runs[i].criterion);
        assert_int_equal(verdict.step, simulation_now(simulation)->step);
        check_place("x", simulation_now(simulation)->x[0], runs[i].x);
        check_place("y", simulation_now(simulation)->x[1], runs[i].y);
        simulation_free(simulation);
    }
}

/* Where nothing reads a rate, no smaller one is advised. */
static void test_advice_on_the_rate(void **state)
{
    (void)state;
    static const struct {
        struct setting settings[5];
        const char *advice;
    } cases[] = {
        {{{"surface", "ravine"}, {"lr", "0.2"}}, "lower the rate"},
        {{{"function", "sqrt(x) + y^2"}, {"lr", "3"}}, "a smaller rate may stay inside"},
        {{{"function", "sqrt(x) + y^2"}, {"rule", "theta = theta - 3*g"}}, "choose another start"},
        {{{"function", "x^4 + y^2"}, {"start", "9,9"}, {"rule", "theta = theta - 3*g"}}, ""},
        /* It falls along x while y goes from 2 to -2 and back. */
        {{{"function", "exp(-x) + y^2"}, {"start", "2,2"}, {"lr", "1"}},
         "across it swings: the rate is at its limit, 2/curvature; lower it"},
        {{{"function", "exp(-x) + y^2"}, {"start", "2,2"}, {"lr", "0.9"}}, ""},
        /* Thrown about for good: the curvature is up to 202, and the limit of the rate 0.0099. */
        {{{"function", "x^2 - 100*cos(x)^2"}, {"params", "x"}, {"start", "20"}, {"lr", "0.015"}},
         "lower the rate"},
        {{{"surface", "bowl"}, {"steps", "5"}}, ""},
        /* No other start helps where there is none. */
        {{{"function", "log(x) + y^2"}, {"start", "-1,0"}}, "choose another start"},
        {{{"function", "1/0 + x + y"}},
         "no point of the map has a value: the formula has to change"},
        {{{"function", "log(-1-x^2)"}, {"params", "x"}},
         "no point of the map has a value: the formula has to change"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct verdict verdict;
        struct simulation *simulation = simulate_to_end(cases[i].settings);
        verdict = verdict_on(simulation);
        assert_string_equal(verdict.advice, cases[i].advice);
        simulation_free(simulation);
    }
}

/* Functions that are no surface of the table, and how runs of them may end: one of up to three. */
static const struct {
    const char *function, *start, *optimizer;
    enum ending endings[3]; /* ENDING_RUNNING: no further one */
} strangers[] = {
    {"x^3+y^2", "1,1", "gd", {ENDING_CAP}},
    {"x^3+y^2", "1,1", "newton", {ENDING_INFLECTION}},
    {"x^3+y^2", "1,1", "bfgs", {ENDING_INFLECTION}},
    {"x^3+y^2", "-1,1", "gd", {ENDING_FALLS}},
    {"exp(-200*x)+y^2", "0,1", "gd", {ENDING_FALLS}},
    {"exp(-200*x)+y^2", "0,1", "newton", {ENDING_FALLS}},
    {"exp(-200*x)+y^2", "0,1", "adam", {ENDING_FALLS}},
    {"softplus(200-20*x)+y^2", "10,1", "newton", {ENDING_FALLS}},
    {"softplus(200-20*x)+y^2", "10,1", "adam", {ENDING_FALLS}},
    {"-exp(-(x^2+y^2)/0.01)", "0.45,0", "gd", {ENDING_CAP, ENDING_PLAIN}},
    {"-exp(-(x^2+y^2)/0.01)", "0.7,0", "steepest-armijo", {ENDING_MINIMUM}},
    {"(1-x*y)^2", "2,1", "gd", {ENDING_VALLEY}},
    {"(1-x*y)^2", "2,1", "newton", {ENDING_VALLEY}},
    {"(1-x*y)^2", "2,1", "rmsprop", {ENDING_VALLEY, ENDING_CYCLING, ENDING_CAP}},
    {"(x^2+y^2-1)^2", "1.5,0.5", "gd", {ENDING_VALLEY}},
    {"(x^2+y^2-1)^2", "1.5,0.5", "bfgs", {ENDING_VALLEY}},
    {"x^2*y^2", "1,1", "newton", {ENDING_VALLEY}},
    {"x^2*y^2", "1,1", "adam", {ENDING_VALLEY}},
    {"x^2+1e-9*y^2", "1,1", "gd", {ENDING_GLOBAL_MINIMUM, ENDING_MINIMUM}},
    {"x^2+1e-9*y^2", "1,1", "adam", {ENDING_GLOBAL_MINIMUM, ENDING_MINIMUM}},
    {"1e5*x^2+1e-5*y^2", "1,1", "gd", {ENDING_DIVERGED}},
    {"1e5*x^2+1e-5*y^2", "1,1", "newton", {ENDING_GLOBAL_MINIMUM, ENDING_MINIMUM}},
    {"1e5*x^2+1e-5*y^2", "1,1", "bfgs", {ENDING_GLOBAL_MINIMUM, ENDING_MINIMUM}},
    {"abs(x)+abs(y)", "1,0.7", "gd", {ENDING_CYCLING}},
    {"abs(x)+abs(y)", "1,0.7", "newton", {ENDING_KINK_LEAST, ENDING_GLOBAL_KINK}},
    {"abs(x)+abs(y)", "1,0.7", "bfgs", {ENDING_KINK_LEAST, ENDING_GLOBAL_KINK}},
    {"x^2+y^2-100*sin(sqrt(x^2+y^2))^2", "0,0", "gd", {ENDING_MAXIMUM}},
    {"x^2+y^2-100*sin(sqrt(x^2+y^2))^2", "0,0", "newton", {ENDING_MAXIMUM}},
    {"x^2+y^2+step(x)", "1,1", "gd", {ENDING_JUMP}},
    {"x^2+y^2+step(x)", "1,1", "newton", {ENDING_JUMP}},
    {"(x-2e6)^2+y^2", "0,0", "gd", {ENDING_GLOBAL_MINIMUM, ENDING_MINIMUM}},
    {"(x-2e6)^2+y^2", "0,0", "newton", {ENDING_GLOBAL_MINIMUM, ENDING_MINIMUM}},
};

static void test_strangers(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(strangers); i++) {
        struct verdict verdict;
        struct simulation *simulation = simulate_to_end(
            SETTINGS({"function", strangers[i].function}, {"start", strangers[i].start},
                     {"optimizer", strangers[i].optimizer}));
        verdict = verdict_on(simulation);
        bool right = false;
        for (int k = 0; k < 3; k++)
            right = right || (strangers[i].endings[k] != ENDING_RUNNING &&
                              verdict.ending == strangers[i].endings[k]);
        if (!right)
            fail_msg("%s from %s by %s: %s", strangers[i].function, strangers[i].start,
                     strangers[i].optimizer, verdict.sentence);
        assert_int_equal(strncmp(verdict.sentence, ending_name(verdict.ending),
                                 strlen(ending_name(verdict.ending))),
                         0);
        simulation_free(simulation);
    }
}

/* x^3 - 3xy^2 has no curvature at its saddle, and curvature of both signs elsewhere. */
static void test_monkey_saddle_is_no_minimum(void **state)
{
    (void)state;
    static const char *const starts[] = {"0,0", "1,0", "0.5,0.8660254037844386", "0.001,0"};
    for (size_t i = 0; i < COUNT(starts); i++) {
        struct verdict verdict;
        struct simulation *simulation = simulate_to_end(
            SETTINGS({"surface", "monkey-saddle"}, {"start", starts[i]}, {"lr", "0.01"}));
        verdict = verdict_on(simulation);
        assert_true(verdict.ending != ENDING_MINIMUM && verdict.ending != ENDING_GLOBAL_MINIMUM);
        simulation_free(simulation);
    }
}

static void test_a_run_that_goes_on(void **state)
{
    (void)state;
    struct verdict verdict;
    struct simulation *simulation = simulate(SETTINGS({"surface", "bowl"}));
    simulation_run(simulation, 3);
    verdict = verdict_on(simulation);
    assert_int_equal(verdict.ending, ENDING_RUNNING);
    assert_int_equal(verdict.at.kind, POINT_SLOPE);
    assert_int_equal(verdict.criterion, -1);
    assert_true(verdict.at.directions == 2 && verdict.at.eigenvalues[0] == 1);
    assert_string_equal(verdict.sentence, "running: step 3, gradient 3.61");
    simulation_free(simulation);
}

/* x^2 + y^2 from (3, -2) with lr 0.1 and beta 0.9 swings through the minimum and out again. */
static void test_first_touch_is_not_settling(void **state)
{
    (void)state;
    struct simulation *simulation =
        simulate(SETTINGS({"function", "x^2+y^2"}, {"start", "3,-2"}, {"lr", "0.1"},
                          {"momentum", "0.9"}, {"stop", "loss=1e-4"}));
    const struct criteria_state *seen = simulation_criteria(simulation);
    assert_int_equal(simulation_run(simulation, 1000), CRITERION_LOSS);
    assert_int_equal(simulation_now(simulation)->step, 51);
    assert_int_equal(seen->first[CRITERION_LOSS], 51);
    simulation_go(simulation, 109);
    assert_int_equal(seen->since[CRITERION_LOSS], -1);
    simulation_go(simulation, 500);
    assert_int_equal(seen->first[CRITERION_LOSS], 51);
    assert_int_equal(seen->since[CRITERION_LOSS], 110);
    simulation_free(simulation);
}

/* (x-2)^2 + (y-3)^2 from 0,0 with lr 0.1, beta 0.9: the gradient's norm below 1e-6. */
static void test_momentum_is_slower_on_a_round_bowl(void **state)
{
    (void)state;
    static const struct {
        const char *optimizer;
        long first, since;
    } rows[] = {{"gd", 71, 71}, {"nesterov", 65, 97}, {"momentum", 249, 295}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct simulation *simulation =
            simulate(SETTINGS({"function", "(x-2)^2+(y-3)^2"}, {"start", "0,0"}, {"lr", "0.1"},
                              {"optimizer", rows[i].optimizer}, {"steps", "500"}));
        simulation_run(simulation, 500);
        const struct criteria_state *seen = simulation_criteria(simulation);
        assert_int_equal(seen->first[CRITERION_GRAD], rows[i].first);
        assert_int_equal(seen->since[CRITERION_GRAD], rows[i].since);
        simulation_free(simulation);
    }
}

/* --- words --- */

static void test_every_ending_has_a_name(void **state)
{
    (void)state;
    for (int ending = ENDING_RUNNING; ending < ENDING_COUNT; ending++) {
        assert_non_null(ending_name((enum ending)ending));
        for (int other = ENDING_RUNNING; other < ending; other++)
            assert_string_not_equal(ending_name((enum ending)ending),
                                    ending_name((enum ending)other));
    }
}

/* The name with _ for blanks and without commas. */
static void test_every_ending_has_a_word(void **state)
{
    (void)state;
    for (int ending = ENDING_RUNNING; ending < ENDING_COUNT; ending++) {
        const char *name = ending_name((enum ending)ending),
                   *word = ending_word((enum ending)ending);
        for (; *name; name++) {
            if (*name == ',')
                continue;
            assert_int_equal(*word, *name == ' ' ? '_' : *name);
            word++;
        }
        assert_int_equal(*word, '\0');
    }
}

/* Whatever the numbers: printable ASCII, no full stop, not wider than the screen. */
static void test_sentences_fit(void **state)
{
    (void)state;
    uint64_t random = 3;
    for (int i = 0; i < 1000; i++) {
        char start[128], scale[64];
        struct verdict verdict;
        snprintf(start, sizeof start, "%.17g,%.17g", check_uniform(&random, -1e5, 1e5),
                 check_uniform(&random, -1, 1) * pow(10, check_uniform(&random, -300, 5)));
        snprintf(scale, sizeof scale, "x*y*%.17g", pow(10, check_uniform(&random, -300, 300)));
        struct simulation *simulation =
            simulate(SETTINGS({"function", scale}, {"start", start},
                              {"stop", i % 2 ? "grad=1e300" : "plateau=1e300,window=2"}));
        simulation_run(simulation, check_below(&random, 4));
        verdict = verdict_on(simulation);
        check_harmless(verdict.sentence);
        size_t length = strlen(verdict.sentence);
        if (length < 10 || length > VERDICT_COLUMNS || verdict.sentence[length - 1] == '.')
            fail_msg("%zu columns: %s", length, verdict.sentence);
        simulation_free(simulation);
    }
}

/* Where there is no room for a clause it is left out: a number that is cut is another number. */
static void test_no_number_is_cut(void **state)
{
    (void)state;
    struct verdict verdict;
    struct simulation *simulation = simulate_to_end(
        SETTINGS({"params", "x,y,z"}, {"start", "1.2345e-5,1.2345e-5,0"},
                 {"function", "1e-100*((x-1.2345e-5)^2 - (y-1.2345e-5)^2 + 3*z^2)"}));
    verdict = verdict_on(simulation);
    assert_string_equal(verdict.sentence,
                        "saddle at (1.234e-05, 1.234e-05, ...): curvature -2e-100 one way");
    simulation_free(simulation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_runs),
        cmocka_unit_test(test_advice_on_the_rate),
        cmocka_unit_test(test_strangers),
        cmocka_unit_test(test_monkey_saddle_is_no_minimum),
        cmocka_unit_test(test_a_run_that_goes_on),
        cmocka_unit_test(test_first_touch_is_not_settling),
        cmocka_unit_test(test_momentum_is_slower_on_a_round_bowl),
        cmocka_unit_test(test_every_ending_has_a_name),
        cmocka_unit_test(test_every_ending_has_a_word),
        cmocka_unit_test(test_sentences_fit),
        cmocka_unit_test(test_no_number_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
