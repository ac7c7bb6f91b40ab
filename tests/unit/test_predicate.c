/* Formulas over the quantities of a run. */
#include "learn.h"

#include "insight/observe.h"
#include "insight/predicate.h"

/* Observed with an analysis that knows nothing yet. */
static struct observation observed(struct simulation *simulation, unsigned needs)
{
    struct analysis analysis = {0};
    return observe(simulation, &analysis, needs);
}

static bool compile(struct predicate *predicate, const char *text, struct simulation *simulation,
                    struct error *error)
{
    struct quantity_scope scope;
    quantity_scope(&scope, simulation_scenario(simulation));
    return predicate_compile(predicate, text, strlen(text), &scope, error);
}

/* Does the text hold where the simulation stands? */
static bool holds(const char *text, struct simulation *simulation)
{
    struct predicate predicate;
    struct error error;
    if (!compile(&predicate, text, simulation, &error))
        fail_msg("%s: %s", text, error.message);
    const struct observation here = observed(simulation, predicate_needs(&predicate));
    bool result = predicate_holds(&predicate, &here);
    predicate_release(&predicate);
    return result;
}

/* f = (10 x^2 + y^2)/2 from (2, 1): one step of 0.1 leads to (0, 0.9), where f = 0.405. */
static void test_truth(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool holds;
    } rows[] = {
        {"step == 1", true},
        {"steps == 1", true},
        {"step + steps == 2", true},
        {"step(loss) == 1 and step < 2", true},
        {"abs(x) < 1e-12 and abs(y - 0.9) < 1e-12", true},
        {"x > 1", false},
        {"loss < 0.406 and loss > 0.404", true},
        {"loss < 0.404 or grad_norm > 1", false},
        {"half = loss/2; half < 0.21", true},
        {"kappa = 3; kappa == 3", true},
        {"abs(kappa - 10) < 1e-9 and lr_lambda == lr*lambda_max", true},
        {"lambda_min == 1 and abs(distance - 0.9) < 1e-12", true},
        {"evaluations == 2 and trials == 0", true},
        {"verdict == cap", true},
        {"verdict != cap", false},
        {"saddle != verdict", true},
        {"verdict == saddle or verdict == maximum or cap == verdict", true},
        {"not (verdict == (global_minimum))", true},
        {"first_steps = 1; first_steps", true},
        {"loss", true},
        {"0", false},
        {"0/0", false},
    };
    struct simulation *simulation = simulate_to_end(
        SETTINGS({"surface", "ravine"}, {"start", "2,1"}, {"lr", "0.1"}, {"steps", "1"}));
    for (size_t i = 0; i < COUNT(rows); i++)
        if (holds(rows[i].text, simulation) != rows[i].holds)
            fail_msg("%s: not so", rows[i].text);
    simulation_free(simulation);
}

/* An error has its place and the way out; what was half made is released. */
static void test_errors(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int column;
        const char *message;
    } rows[] = {
        {"loss <", 7, "expected a value"},
        {"losss > 0", 1, "there is no 'losss'; did you mean 'loss'?"},
        {"1 + kapa", 5, "there is no 'kapa'; did you mean 'kappa'?"},
        {"first_gradd < 3", 1, "did you mean 'first_grad'?"},
        {"1 < foo", 5, "there is no 'foo'; the names are step, x, y, loss,"},
        {"validation < 1", 1, "there is no 'validation' here: it needs rows held out"},
        {"loss < 1 and epoch > 2", 14, "there is no 'epoch' here: it needs data"},
        {"r2 > 0.9", 1, "there is no 'r2' here: it needs data and a squared loss"},
        {"first_validation > 0", 1, "there is no 'first_validation' here: it needs data"},
        {"verdict", 1, "the verdict is a word, to be compared with one: verdict == saddle"},
        {"verdict < cap", 1, "the verdict is a word"},
        {"verdict == 3", 1, "the verdict is a word"},
        {"verdict == verdict", 1, "the verdict is a word"},
        {"verdict == loss", 1, "the verdict is a word"},
        {"v = verdict; v == cap", 5, "the verdict is a word"},
        {"verdict == -cap", 1, "the verdict is a word"},
        {"loss < saddle", 8, "'saddle' is a word of the verdict: verdict == saddle"},
        {"cap == saddle", 1, "'cap' is a word of the verdict"},
        {"verdict == sadle", 12, "there is no verdict 'sadle'; did you mean 'saddle'?"},
        {"minimum == verdict", 1, "no verdict 'minimum'; did you mean 'global_minimum'?"},
        {"verdict == qqq", 12, "there is no verdict 'qqq', but global_minimum, saddle"},
        {"verdict == global minimum", 12, "a verdict is one word: global_minimum"},
        {"x >0 and verdict == global minimum, a kink", 21, "one word: global_minimum_a_kink"},
        {"verdict == local minimum or 1", 12, "one word: local_minimum"},
        {"w = 1; verdict == w", 19, "there is no verdict 'w'"},
        {"sin > 0", 1, "'sin' is a function: write sin"},
        {"step = 1; step", 1, "'step' is a function and can't be assigned"},
    };
    struct simulation *simulation = simulate(SETTINGS({"surface", "ravine"}));
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct predicate predicate;
        struct error error = {0};
        if (compile(&predicate, rows[i].text, simulation, &error))
            fail_msg("%s is compiled", rows[i].text);
        if (!strstr(error.message, rows[i].message) || error.column != rows[i].column)
            fail_msg("%s: column %d, %s", rows[i].text, error.column, error.message);
        predicate_release(&predicate);
        assert_false(compile(&predicate, rows[i].text, simulation, NULL));
        predicate_release(&predicate);
    }
    simulation_free(simulation);
}

/* Every word of the verdict can be compared with, and no two are alike. */
static void test_words(void **state)
{
    (void)state;
    struct simulation *simulation = simulate_to_end(SETTINGS({"surface", "bowl"}));
    char text[64], all[2048] = "0";
    for (int i = 0; i < ENDING_COUNT; i++) {
        snprintf(text, sizeof text, "verdict == %s", ending_word(i));
        assert_int_equal(holds(text, simulation), i == ENDING_GLOBAL_MINIMUM);
        strcat(strcat(all, " or "), text);
        strcat(strcat(all, " or "), text);
    }
    assert_true(holds(all, simulation));
    simulation_free(simulation);
}

/* A parameter of the same name is what a word, too, means: the verdict can't be compared with
 * it. */
static void test_parameter_hides(void **state)
{
    (void)state;
    struct simulation *simulation = simulate(
        SETTINGS({"params", "cap,kappa"}, {"function", "cap^2 + kappa^2"}, {"start", "3,4"}));
    struct predicate predicate;
    struct error error;
    assert_true(holds("cap == 3 and kappa == 4", simulation));
    assert_false(compile(&predicate, "verdict == cap", simulation, &error));
    predicate_release(&predicate);
    simulation_free(simulation);
}

/* Only what is read has to be looked for. */
static void test_needs(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned needs;
    } rows[] = {
        {"loss < 1 and step < 3", 0},
        {"kappa < 3", OBSERVED_CURVATURE},
        {"verdict == cap and lambda_max < 3", OBSERVED_VERDICT | OBSERVED_CURVATURE},
        {"distance < 1 and first_grad < 3", OBSERVED_DISTANCE},
        {"kappa = 2; kappa*loss", 0},
    };
    struct simulation *simulation = simulate(SETTINGS({"surface", "ravine"}));
    struct predicate predicate;
    struct error error;
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_true(compile(&predicate, rows[i].text, simulation, &error));
        assert_int_equal(predicate_needs(&predicate), rows[i].needs);
        predicate_release(&predicate);
    }
    simulation_free(simulation);
}

/* What has no value makes a comparison false, and is named. */
static void test_lacking(void **state)
{
    (void)state;
    static const struct {
        const char *text, *lacks;
        bool holds;
    } rows[] = {
        {"accuracy > 0.5", "accuracy", false},     {"not (accuracy > 0.5)", "accuracy", true},
        {"first_cycle < 3", "first_cycle", false}, {"loss > 0", NULL, true},
        {"batch_loss < 3", "batch_loss", false},
    };
    struct simulation *simulation = learn_text("x,y\n0,1\n1,3\n2,6\n", SETTINGS({NULL, NULL}));
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct predicate predicate;
        struct error error;
        assert_true(compile(&predicate, rows[i].text, simulation, &error));
        const struct observation here = observed(simulation, predicate_needs(&predicate));
        assert_int_equal(predicate_holds(&predicate, &here), rows[i].holds);
        const char *lacks = predicate_lacks(&predicate, &here);
        assert_string_equal(lacks ? lacks : "nothing", rows[i].lacks ? rows[i].lacks : "nothing");
        predicate_release(&predicate);
    }
    simulation_free(simulation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_truth), cmocka_unit_test(test_errors),
        cmocka_unit_test(test_words), cmocka_unit_test(test_parameter_hides),
        cmocka_unit_test(test_needs), cmocka_unit_test(test_lacking),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
