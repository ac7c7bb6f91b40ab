/* The models and the ways to begin: their formulas, raw units, fans. */
#include "learn.h"

#include "base/buffer.h"
#include "formula/formula.h"
#include "problem/init.h"
#include "problem/learning.h"
#include "problem/model.h"

/* Every loss compiles in the model's own parameters and columns, reads all of them, and every row
 * of the table is complete. */
static void test_rows(void **state)
{
    (void)state;
    for (size_t m = 0; m < models.count; m++) {
        const struct model *model = table_row(&models, m);
        const char *name[PARAMETERS_MAX + 4];
        struct formula_names names = {.name = name, .parameters = model_parameters(model)};
        struct init_choice init;
        struct error error = {0};
        for (int i = 0; i < names.parameters; i++) {
            name[i] = model->parameter[i].name;
            assert_non_null(model->parameter[i].raw);
        }
        for (; model->column[names.variables]; names.variables++)
            name[names.parameters + names.variables] = model->column[names.variables];
        struct formula *formula = formula_compile(model->loss, strlen(model->loss), &names, &error);
        if (!formula)
            fail_msg("%s: %s", model->name, error.message);
        for (int i = 0; i < names.parameters + names.variables; i++)
            assert_true(program_reads(&formula->value, (size_t)i));
        formula_free(formula);
        assert_non_null(strstr(model->loss, "prediction ="));
        assert_true(model->rate > 0 && model->title && model->teaches && model->source);
        assert_true(init_parse(&init, model->init, NULL));
    }
}

/* Some rows for every column that a model reads. */
static const char rows_of_all[] = "x,y,x1,x2,yes\n"
                                  "10,100,1,-50,0\n12,130,2,-40,1\n15,110,4,-45,0\n"
                                  "11,170,0,-70,1\n19,150,3,-61,1\n17,190,5,-55,0\n";

/* What the model says of the first row, at x[n]: its binding `prediction`. */
static double predict(const struct objective *objective, const double *x)
{
    const struct learning *learning = objective->learning;
    const struct model *model = learning->model;
    const char *name[PARAMETERS_MAX + 4];
    double value[PARAMETERS_MAX + 4];
    struct formula_names names = {.name = name, .variables = objective->n};
    struct buffer text = {0};
    struct evaluator evaluator;
    for (int i = 0; i < objective->n; i++) {
        name[i] = objective->parameter[i];
        value[i] = x[i];
    }
    for (size_t i = 0; i < learning->train.columns; i++) {
        name[names.variables] = learning->column[i].name;
        value[names.variables++] = examples_column(&learning->train, i)[0];
    }
    buffer_add(&text, model->loss, (size_t)(strrchr(model->loss, ';') - model->loss));
    buffer_text(&text, "; prediction");
    struct formula *formula = formula_compile(buffer_string(&text), text.size, &names, NULL);
    assert_non_null(formula);
    assert_true(evaluator_init(&evaluator, &formula->value, 1));
    for (int i = 0; i < names.variables; i++)
        *evaluator_input(&evaluator, (size_t)i) = value[i];
    evaluator_run(&evaluator, 1);
    double result = *evaluator_output(&evaluator, 0);
    evaluator_release(&evaluator);
    formula_free(formula);
    buffer_release(&text);
    return result;
}

/* A model with the raw parameters says of raw columns what it says of standardized ones with its
 * own: up to the scale of y, where that has one. */
static void test_raw_parameters(void **state)
{
    (void)state;
    for (size_t m = 0; m < models.count; m++) {
        const struct model *model = table_row(&models, m);
        const char *columns = model->classifies ? "y=yes" : "y=y";
        struct simulation *scaled =
            learn_text(rows_of_all, SETTINGS({"columns", columns}, {"standardize", "all"},
                                             {"model", model->name}));
        struct simulation *plain =
            learn_text(rows_of_all, SETTINGS({"columns", columns}, {"model", model->name}));
        const struct objective *objective = simulation_objective(scaled);
        double x[PARAMETERS_MAX], raw[PARAMETERS_MAX];
        for (int i = 0; i < objective->n; i++)
            x[i] = 0.3 + 0.1 * i;
        bool scales = strcmp(model->name, "neuron") != 0; /* tanh can't reach further */
        assert_true(learning_raw(objective->learning, x, raw, NULL) == scales);
        if (!scales) {
            simulation_free(scaled);
            simulation_free(plain);
            continue;
        }
        assert_false(learning_raw(simulation_objective(plain)->learning, x, x, NULL));
        double want = predict(objective, x);
        int y = learning_find(objective->learning, "y");
        const struct learning_column *column = &objective->learning->column[y];
        want = column->mean + column->deviation * want;
        check_near(model->name, predict(simulation_objective(plain), raw), want, 1e-12, 1);
        simulation_free(scaled);
        simulation_free(plain);
    }
}

/* Drawn within the bounds of the papers; biases are 0 where the row says so. */
static void test_inits(void **state)
{
    (void)state;
    const struct model *model = table_find(&models, "network");
    static const struct {
        const char *spec;
        double bound; /* of the first weight, one in and two out; 0: none */
        bool biases;
    } cases[] = {{"zeros", 0, false},
                 {"constant=0.5", 0.5, true},
                 {"uniform=0.25", 0.25, true},
                 {"xavier", 1.4142135623730951, false},
                 {"he", INFINITY, false}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct init_choice init;
        double x[7], most = 0, square = 0;
        assert_true(init_parse(&init, cases[i].spec, NULL));
        for (uint64_t seed = 1; seed <= 2000; seed++) {
            init_draw(&init, model, seed, x, 7);
            most = fmax(most, fabs(x[0]));
            square += x[0] * x[0] / 2000;
            assert_true(cases[i].biases == (x[2] != 0) && x[6] == x[6]);
        }
        assert_true(most <= cases[i].bound);
        if (strcmp(cases[i].spec, "xavier") == 0)
            check_near("variance 2/(in + out)", square, 2.0 / 3, 0.06, 0);
        if (strcmp(cases[i].spec, "he") == 0)
            check_near("variance 2/in", square, 2, 0.1, 0);
    }
}

static void test_a_seed_repeats(void **state)
{
    (void)state;
    struct init_choice init;
    double a[7], b[7], c[7];
    assert_true(init_parse(&init, "xavier", NULL));
    init_draw(&init, table_find(&models, "network"), 5, a, 7);
    init_draw(&init, table_find(&models, "network"), 5, b, 7);
    init_draw(&init, table_find(&models, "network"), 6, c, 7);
    assert_memory_equal(a, b, sizeof a);
    assert_true(memcmp(a, c, sizeof a) != 0);
}

static void test_init_errors(void **state)
{
    (void)state;
    static const struct {
        const char *spec, *message;
    } cases[] = {
        {"zeroes", "there is no init 'zeroes'; did you mean 'zeros'?"},
        {"zeros=1", "zeros takes no value"},
        {"xavier,he", "init takes one way to begin"},
        {"uniform=-1", "uniform must be at least 0"},
        {"constant=a", "'a' is no number for constant"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct init_choice init = {0};
        struct error error = {0};
        assert_false(init_parse(&init, cases[i].spec, &error));
        assert_string_equal(error.message, cases[i].message);
        assert_null(init.init);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),        cmocka_unit_test(test_raw_parameters),
        cmocka_unit_test(test_inits),       cmocka_unit_test(test_a_seed_repeats),
        cmocka_unit_test(test_init_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
