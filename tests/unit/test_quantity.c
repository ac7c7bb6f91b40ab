/* The table of quantities: its names, when a row counts, and what is observed of a run. */
#include "learn.h"

#include "formula/formula.h"
#include "insight/observe.h"
#include "insight/verdict.h"

/* Observed with an analysis that knows nothing yet. */
static struct observation observed(struct simulation *simulation, unsigned needs)
{
    struct analysis analysis = {0};
    return observe(simulation, &analysis, needs);
}

static struct quantity_scope scope_of(struct simulation *simulation)
{
    struct quantity_scope scope;
    quantity_scope(&scope, simulation_scenario(simulation));
    return scope;
}

/* The value of the quantity of that name; it must be there. */
static double value_of(struct simulation *simulation, const char *name)
{
    const struct quantity_scope scope = scope_of(simulation);
    struct quantity_list list;
    quantity_list(&list, &scope);
    const struct observation here = observed(simulation, quantity_needs(&list));
    for (int i = 0; i < list.count; i++)
        if (strcmp(list.item[i].name, name) == 0)
            return quantity_value(&list.item[i], &here);
    fail_msg("there is no %s", name);
    return NAN;
}

static bool has(const struct quantity_list *list, const char *name)
{
    for (int i = 0; i < list->count; i++)
        if (strcmp(list->item[i].name, name) == 0)
            return true;
    return false;
}

/* A row has what lists, screens and checks need; in ASCII nothing else is shown. */
static void test_rows(void **state)
{
    (void)state;
    assert_int_equal(quantities.count, QUANTITY_COUNT);
    for (int id = 0; id < QUANTITY_COUNT; id++) {
        const struct quantity *row = quantity_row(id);
        assert_non_null(row->value);
        assert_true(*quantity_label(id, false) && *quantity_brief(id, false));
        assert_true(*quantity_title(id) && *quantity_need(row->when));
        for (const char *c = quantity_label(id, true); *c; c++)
            assert_true((unsigned char)*c < 0x80);
    }
}

/* No name is there twice, and all but one are names of the formula language: `step` is a
 * function. */
static void test_names(void **state)
{
    (void)state;
    static const char *const parameter[] = {"w", "b"};
    const struct quantity_scope scope = {2, parameter, true, true, true, true, true, true};
    struct quantity_list all, any;
    struct error error;
    quantity_list(&all, &scope);
    quantity_list(&any, NULL);
    assert_int_equal(all.count, any.count + 2);
    assert_true(has(&all, "w") && has(&all, "b") && !has(&any, "w"));
    assert_true(has(&all, "first_grad") && has(&all, "settled_validation"));
    assert_false(has(&all, "first_steps") || has(&all, "parameters") || has(&all, "first"));
    for (int i = 0; i < all.count; i++) {
        if (!formula_name_ok(all.item[i].name, &error))
            assert_string_equal(all.item[i].name, "step");
        for (int j = 0; j < i; j++)
            assert_string_not_equal(all.item[i].name, all.item[j].name);
    }
}

/* What each row of a trace has can't be a parameter; of another quantity's name the parameter is
 * meant. */
static void test_parameters_named_alike(void **state)
{
    (void)state;
    static const char *const reserved[] = {"loss",        "grad_norm", "lr",
                                           "batch_loss",  "epoch",     "validation",
                                           "evaluations", "trials",    "steps"};
    for (size_t i = 0; i < COUNT(reserved); i++) {
        struct scenario scenario;
        assert_true(quantity_is_reserved(reserved[i]));
        scenario_of(&scenario, SETTINGS({NULL, NULL}));
        assert_false(scenario_set(&scenario, "params", reserved[i], NULL));
        scenario_release(&scenario);
    }
    assert_false(quantity_is_reserved("parameters") || quantity_is_reserved("x"));

    struct simulation *simulation = simulate(
        SETTINGS({"params", "kappa"}, {"function", "kappa^2/2"}, {"start", "3"}, {"steps", "0"}));
    const struct quantity_scope scope = scope_of(simulation);
    struct quantity_list list;
    quantity_list(&list, &scope);
    int found = 0;
    for (int i = 0; i < list.count; i++)
        found += strcmp(list.item[i].name, "kappa") == 0;
    assert_int_equal(found, 1);
    assert_true(value_of(simulation, "kappa") == 3);
    simulation_free(simulation);
}

/* Which quantities there are of which runs. */
static void test_scopes(void **state)
{
    (void)state;
    static const char table[] = "x,y\n1,2\n2,3\n3,5\n4,4\n";
    static const struct {
        const char *name;
        bool surface, formula, method, data, held;
    } rows[] = {
        {"step", true, true, true, true, true},
        {"kappa", true, true, true, true, true},
        {"distance", true, false, true, false, false},
        {"lr_lambda", true, true, false, true, true},
        {"epoch", false, false, false, true, true},
        {"batch_loss", false, false, false, true, true},
        {"r2", false, false, false, true, true},
        {"accuracy", false, false, false, true, true},
        {"validation", false, false, false, false, true},
        {"first_validation", false, false, false, true, true},
    };
    struct simulation *runs[] = {
        simulate(SETTINGS({"surface", "ravine"})),
        simulate(SETTINGS({"function", "x^2+y^2"})),
        simulate(SETTINGS({"surface", "ravine"}, {"optimizer", "bfgs"})),
        learn_text(table, SETTINGS({NULL, NULL})),
        learn_text(table, SETTINGS({"validation", "0.25"})),
    };
    for (size_t run = 0; run < COUNT(runs); run++) {
        const struct quantity_scope scope = scope_of(runs[run]);
        struct quantity_list list;
        quantity_list(&list, &scope);
        for (size_t i = 0; i < COUNT(rows); i++) {
            const bool there[] = {rows[i].surface, rows[i].formula, rows[i].method, rows[i].data,
                                  rows[i].held};
            if (has(&list, rows[i].name) != there[run])
                fail_msg("run %zu: %s", run, rows[i].name);
        }
        simulation_free(runs[run]);
    }
}

/* (10 x^2 + y^2)/2 from (3, 4), one step of 0.05: (1.5, 3.8). */
static void test_values(void **state)
{
    (void)state;
    struct simulation *simulation = simulate(SETTINGS({"surface", "ravine"}, {"start", "3,4"},
                                                      {"lr", "0.05"}, {"stop", "loss=20,steps=5"}));
    assert_true(fabs(value_of(simulation, "distance") - 5) < 1e-15);
    assert_true(isnan(value_of(simulation, "first_loss")));
    simulation_run(simulation, 1);
    static const struct {
        const char *name;
        double value;
    } rows[] = {
        {"step", 1},
        {"x", 1.5},
        {"y", 3.8},
        {"loss", (22.5 + 14.44) / 2},
        {"grad_norm", 15.473848907},
        {"lr", 0.05},
        {"lambda_max", 10},
        {"lambda_min", 1},
        {"kappa", 10},
        {"lr_lambda", 0.5},
        {"distance", 4.085339643},
        {"first_loss", 1},
        {"settled_loss", 1},
        {"verdict", ENDING_TARGET},
    };
    long evaluations = simulation_evaluations(simulation);
    for (size_t i = 0; i < COUNT(rows); i++)
        if (fabs(value_of(simulation, rows[i].name) - rows[i].value) > 1e-8)
            fail_msg("%s is %.12g", rows[i].name, value_of(simulation, rows[i].name));
    assert_int_equal(simulation_evaluations(simulation), evaluations);
    assert_true(value_of(simulation, "evaluations") == (double)evaluations);
    simulation_free(simulation);
}

/* What nobody looked for has no value, and looking for one thing does not find another. */
static void test_only_what_is_needed(void **state)
{
    (void)state;
    struct simulation *simulation = simulate_to_end(SETTINGS({"surface", "bowl"}));
    const struct observation none = observed(simulation, 0),
                             verdict = observed(simulation, OBSERVED_VERDICT),
                             curvature = observed(simulation, OBSERVED_CURVATURE);
    assert_true(none.last && isnan(none.kappa) && isnan(none.verdict) && isnan(none.distance));
    assert_null(none.verdict_word);
    assert_string_equal(verdict.verdict_word, "global_minimum");
    assert_true(isnan(verdict.kappa) && isnan(curvature.verdict));
    assert_true(curvature.kappa == 1 && isnan(curvature.r2));
    simulation_free(simulation);
}

/* Of data: the line y = 1 + 2x, learnt exactly. */
static void test_score(void **state)
{
    (void)state;
    struct simulation *simulation =
        learn_text("x,y\n0,1\n1,3\n2,5\n", SETTINGS({"optimizer", "newton"}));
    simulation_run(simulation, 100);
    assert_true(value_of(simulation, "r2") > 1 - 1e-12);
    assert_true(isnan(value_of(simulation, "accuracy")));
    assert_true(value_of(simulation, "epoch") >= 1);
    simulation_free(simulation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_parameters_named_alike),
        cmocka_unit_test(test_scopes),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_only_what_is_needed),
        cmocka_unit_test(test_score),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
