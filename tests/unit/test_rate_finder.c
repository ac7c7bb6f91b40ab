/* The rate finder: what a curve says, the run behind it, and on how many surfaces the suggestion
 * serves. */
#include "simulate.h"

#include <math.h>

#include "problem/surface.h"
#include "study/outcome.h"
#include "study/rate_finder.h"

/* --- judging --- */

static void judge(struct rate_curve *curve, double start, const double *loss, size_t count)
{
    *curve = (struct rate_curve){.start = start, .count = count};
    for (size_t i = 0; i < count; i++) {
        curve->rate[i] = ldexp(1, (int)i);
        curve->loss[i] = loss[i];
    }
    rate_curve_judge(curve);
}

/* Rates are 1, 2, 4, 8 … */
static void test_judge(void **state)
{
    (void)state;
    static const struct {
        double loss[8];
        size_t count;
        long burnt, steepest, least, blown;
        double suggestion;
    } rows[] = {
        /* falls, blows up: steepest from 99 to 40, over 2; a quarter of the least is 8 */
        {{100, 99, 70, 40, 20, 10, 500, INFINITY}, 8, 1, 2, 5, 6, 4},
        /* the quarter of the least is lower than the steepest */
        {{99, 98, 97, 50, 300}, 5, 0, 2, 3, 4, 2},
        /* a spike before the burn-in is over is no blow-up */
        {{100.2, 99.9, 60, 20, 101}, 5, 2, 2, 3, 4, 2},
        /* what comes after the blow-up is not looked at */
        {{90, 50, 200, 1, 0}, 5, 0, 0, 1, 2, 0.5},
        /* still falling at the end */
        {{99, 90, 70}, 3, 0, 1, 2, -1, 1},
        /* NaN is a blow-up */
        {{90, 10, NAN}, 3, 0, 0, 1, 2, 0.5},
        /* one point */
        {{90}, 1, 0, 0, 0, -1, 0.25},
        /* never falls */
        {{100, 100, 100}, 3, -1, -1, -1, -1, NAN},
        {{101, NAN}, 2, -1, -1, -1, -1, NAN},
        {{0}, 0, -1, -1, -1, -1, NAN},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct rate_curve curve;
        judge(&curve, 100, rows[i].loss, rows[i].count);
        assert_int_equal(curve.burnt, rows[i].burnt);
        assert_int_equal(curve.steepest, rows[i].steepest);
        assert_int_equal(curve.least, rows[i].least);
        assert_int_equal(curve.blown, rows[i].blown);
        assert_true(curve.suggestion == rows[i].suggestion ||
                    (isnan(curve.suggestion) && isnan(rows[i].suggestion)));
    }
}

/* --- the run --- */

static void find(struct rate_finder *finder, const struct setting *settings, const double *range,
                 long steps)
{
    struct scenario scenario;
    struct error error = {0};
    scenario_of(&scenario, settings);
    if (!rate_finder_begin(finder, &scenario, range, steps, &error))
        fail_msg("%s", error.message);
    scenario_release(&scenario);
    while (!rate_finder_done(finder))
        assert_true(rate_finder_advance(finder, 7, &error));
}

/* It is the run that the schedule `exponential` makes. */
static void test_by_hand(void **state)
{
    (void)state;
    struct rate_finder finder;
    const double range[2] = {0.001, 0.004};
    find(&finder, SETTINGS({"surface", "beale"}, {"optimizer", "momentum"}, {"lr", "7"}), range, 3);
    struct simulation *run =
        simulate(SETTINGS({"surface", "beale"}, {"optimizer", "momentum"}, {"lr", "0.001"},
                          {"schedule", "exponential:gamma=2"}, {"steps", "3"}));
    assert_true(finder.curve.start == simulation_now(run)->loss);
    assert_int_equal(finder.curve.count, 3);
    for (size_t i = 0; i < finder.curve.count; i++) {
        simulation_step(run);
        check_near("rate", finder.curve.rate[i], simulation_now(run)->lr, 1e-15, 0);
        check_near("loss", finder.curve.loss[i], simulation_now(run)->loss, 1e-14, 0);
    }
    simulation_free(run);
    rate_finder_release(&finder);
}

/* In other units of the loss the rates are moved to where something happens. */
static void test_moved(void **state)
{
    (void)state;
    static const struct {
        const char *function;
        double scale;
    } rows[] = {{"(10*x^2 + y^2)/2", 1},
                {"1e12*(10*x^2 + y^2)/2", 1e12},
                {"1e-12*(10*x^2 + y^2)/2", 1e-12},
                {"1e200*(10*x^2 + y^2)/2", 1e200}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct rate_finder finder;
        find(&finder, SETTINGS({"function", rows[i].function}, {"start", "4,3"}), NULL,
             RATE_FINDER_STEPS);
        double rate = finder.curve.suggestion * rows[i].scale;
        if (!(rate > 0.005 && rate < 0.1))
            fail_msg("%s: %g", rows[i].function, rate);
        rate_finder_release(&finder);
    }
}

/* What falls without end, and what never falls, leave them where they are. */
static void test_unmoved(void **state)
{
    (void)state;
    static const char *const functions[] = {"x", "x^2 - y^2", "5"};
    for (size_t i = 0; i < COUNT(functions); i++) {
        struct rate_finder finder;
        find(&finder, SETTINGS({"function", functions[i]}), NULL, RATE_FINDER_STEPS);
        assert_true(finder.from == 1e-7 && finder.to == 1e3);
        rate_finder_release(&finder);
    }
}

/* The egg holder (Whitley and others 1996): far behind the blow-up the run leaps into wells a
 * hundred times as deep, and what it falls there says nothing of the rate. */
static void test_leaps(void **state)
{
    (void)state;
    static const char *const starts[] = {"0,0", "100,100", "-200,300", "400,-100"};
    static const char egg_holder[] = "-(y+47)*sin(sqrt(abs(x/2+y+47))) - x*sin(sqrt(abs(x-y-47)))";
    for (size_t i = 0; i < COUNT(starts); i++) {
        struct rate_finder finder;
        struct scenario scenario;
        struct outcome outcome;
        find(&finder, SETTINGS({"function", egg_holder}, {"start", starts[i]}), NULL,
             RATE_FINDER_STEPS);
        scenario_of(&scenario, SETTINGS({"function", egg_holder}, {"start", starts[i]}));
        scenario.lr = finder.curve.suggestion;
        assert_true(outcome_of(&outcome, &scenario, NULL));
        assert_true(outcome_settled(&outcome) && outcome.steps < 700);
        assert_true(finder.curve.rate[finder.curve.steepest] < 1);
        scenario_release(&scenario);
        rate_finder_release(&finder);
    }
}

/* Rates that are asked for stay, even where they are all too high. */
static void test_asked(void **state)
{
    (void)state;
    struct rate_finder finder;
    const double range[2] = {1, 100};
    find(&finder, SETTINGS({"surface", "steep-ravine"}), range, 20);
    assert_true(finder.curve.rate[0] == 1);
    assert_true(isnan(finder.curve.suggestion));
    rate_finder_release(&finder);
}

static void refuses(const struct setting *settings, const char *message)
{
    struct scenario scenario;
    struct rate_finder finder;
    struct error error = {0};
    scenario_of(&scenario, settings);
    assert_false(rate_finder_begin(&finder, &scenario, NULL, RATE_FINDER_STEPS, &error));
    assert_non_null(strstr(error.message, message));
    rate_finder_release(&finder);
    scenario_release(&scenario);
}

static void test_refused(void **state)
{
    (void)state;
    refuses(SETTINGS({"optimizer", "newton"}), "newton has no rate");
    refuses(SETTINGS({"function", "log(x) + y^2"}, {"start", "-1,1"}), "choose another start");
    refuses(SETTINGS({"function", "sqrt(x) + y^2"}, {"start", "0,1"}), "choose another start");
    refuses(SETTINGS({"function", "exp(x) + y^2"}, {"start", "1000,1"}), "choose another start");
}

/* --- how good the suggestion is --- */

enum { STEPS = 300 };

struct end {
    double gain;
    bool diverged;
};

/* What so many steps at the rate gain. */
static struct end gain_of(const char *surface, const char *optimizer, double rate)
{
    struct scenario scenario;
    scenario_of(&scenario,
                SETTINGS({"surface", surface}, {"optimizer", optimizer}, {"steps", "300"}));
    scenario.lr = rate;
    struct simulation *run = simulate_scenario(&scenario);
    double start = simulation_now(run)->loss;
    int fired = simulation_run(run, STEPS);
    double loss = simulation_now(run)->loss;
    struct end end = {start - loss, criterion_is_runaway(fired) || !isfinite(loss)};
    simulation_free(run);
    return end;
}

/* Of rates from 1e-7 to 1e3, so many a decade. */
static double best_gain(const char *surface, const char *optimizer, int a_decade)
{
    double best = 0;
    for (int i = -7 * a_decade; i <= 3 * a_decade; i++) {
        struct end end = gain_of(surface, optimizer, pow(10, (double)i / a_decade));
        if (!end.diverged)
            best = fmax(best, end.gain);
    }
    return best;
}

/* On how many surfaces the suggestion gains half of what the best rate does, and on how many it
 * diverges. */
static void count_surfaces(const char *optimizer, int a_decade, int *served, int *diverged)
{
    *served = *diverged = 0;
    for (size_t i = 0; i < surfaces.count; i++) {
        struct rate_finder finder;
        const char *name = table_name(&surfaces, i);
        find(&finder, SETTINGS({"surface", name}, {"optimizer", optimizer}), NULL,
             RATE_FINDER_STEPS);
        struct end end = gain_of(name, optimizer, finder.curve.suggestion);
        rate_finder_release(&finder);
        *served += !end.diverged && end.gain >= best_gain(name, optimizer, a_decade) / 2;
        *diverged += end.diverged;
    }
}

/* Those that it does not serve: plains on which no step is seen before the rate is far too high,
 * and hills and dales that a higher rate would jump over. What diverges is monkey-saddle, which has
 * no minimum. */
static void test_served(void **state)
{
    (void)state;
    static const struct {
        const char *optimizer;
        int a_decade, most_missed, most_diverged;
    } rows[] = {{"gd", 20, 3, 0},
                {"momentum", 10, 4, 1},
                {"nesterov", 10, 4, 1},
                {"adam", 10, 3, 0},
                {"rmsprop", 10, 2, 0}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        int served, diverged;
        count_surfaces(rows[i].optimizer, rows[i].a_decade, &served, &diverged);
        if (served < (int)surfaces.count - rows[i].most_missed || diverged > rows[i].most_diverged)
            fail_msg("%s: serves %d, diverges on %d", rows[i].optimizer, served, diverged);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_judge),   cmocka_unit_test(test_by_hand),
        cmocka_unit_test(test_moved),   cmocka_unit_test(test_unmoved),
        cmocka_unit_test(test_asked),   cmocka_unit_test(test_leaps),
        cmocka_unit_test(test_refused), cmocka_unit_test(test_served),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
