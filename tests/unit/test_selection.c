/* What is read of a data set is shared by all who read the same of it, and is what each would read
 * alone. */
#include "learn.h"

#include "problem/learning.h"
#include "problem/objective.h"

static const char rows[] = "x,y,z,k\n1,2,0,a\n2,3,1,b\n3,5,0,a\n4,4,1,b\n5,9,1,a\n";

static void begin(struct scenario *scenario)
{
    char path[TEMPORARY_PATH];
    scenario_of(scenario, SETTINGS({"data", learn_file(rows, path)}));
    unlink(path);
}

static const double *values(const struct objective *objective)
{
    return objective->learning->train.value;
}

static struct objective *learn(const struct scenario *scenario)
{
    struct objective *objective = scenario_objective(scenario, NULL);
    assert_non_null(objective);
    return objective;
}

/* Fails unless an objective after the setting shares what one before it reads, or reads its own;
 * and reads in either case what it reads where nobody was before it. */
static void check_after(const char *key, const char *value, bool shares)
{
    struct scenario scenario, other;
    begin(&scenario);
    begin(&other);
    struct objective *first = learn(&scenario);
    scenario_put(&scenario, key, value);
    scenario_put(&other, key, value);
    struct objective *then = learn(&scenario), *alone = learn(&other);
    if ((values(first) == values(then)) != shares)
        fail_msg("after %s %s: shared: %d", key, value, !shares);
    const struct examples *a = &then->learning->train, *b = &alone->learning->train;
    assert_int_equal(a->rows, b->rows);
    assert_memory_equal(a->value, b->value, a->columns * a->stride * sizeof *a->value);
    assert_memory_equal(then->learning->column, alone->learning->column,
                        then->learning->columns * sizeof *then->learning->column);
    objective_free(alone);
    objective_free(first);
    scenario_release(&scenario);
    assert_true(isfinite(values(then)[0])); /* whoever is left has it still */
    objective_free(then);
    scenario_release(&other);
}

static void test_who_shares(void **state)
{
    (void)state;
    check_after("lr", "0.5", true);
    check_after("model", "quadratic", true);
    check_after("seed", "7", true);
    check_after("columns", "x=x,y=y", true);
    check_after("batch", "2", true);
    check_after("columns", "x=z,y=y", false);
    check_after("columns", "x=y,y=x", false);
    check_after("label", "y=k:a", false);
    check_after("validation", "0.4", false);
    check_after("standardize", "all", false);
    check_after("standardize", "x", false);
}

static void test_labels_and_seeds(void **state)
{
    struct scenario scenario;
    (void)state;
    begin(&scenario);
    scenario_put(&scenario, "label", "y=k:a");
    scenario_put(&scenario, "validation", "0.4");
    struct objective *a = learn(&scenario);
    scenario_put(&scenario, "seed", "2");
    struct objective *b = learn(&scenario);
    scenario_put(&scenario, "label", "y=k:b");
    struct objective *c = learn(&scenario);
    scenario_put(&scenario, "model", "logistic");
    struct objective *d = learn(&scenario);
    assert_true(values(a) != values(b) && values(b) != values(c) && values(c) != values(d));
    objective_free(a);
    objective_free(b);
    objective_free(c);
    objective_free(d);
    scenario_release(&scenario);
}

/* A refusal is one whoever was there before. */
static void test_refused(void **state)
{
    struct scenario scenario;
    struct error error = {0};
    (void)state;
    begin(&scenario);
    struct objective *first = learn(&scenario);
    scenario_put(&scenario, "model", "logistic");
    assert_null(scenario_objective(&scenario, &error));
    assert_non_null(strstr(error.message, "a y of 0 and 1"));
    objective_free(first);
    scenario_release(&scenario);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_shares),
        cmocka_unit_test(test_labels_and_seeds),
        cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
