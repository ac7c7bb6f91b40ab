/* Columns to variables, rows to learn from and rows held out, scales, batches, regret. */
#include "directory.h"
#include "learn.h"

#include "base/buffer.h"
#include "base/linear.h"
#include "insight/optimum.h"
#include "insight/regret.h"
#include "problem/batches.h"
#include "problem/learning.h"
#include "problem/plane.h"
#include "problem/variables.h"
#include "show/data_file.h"

static const char small[] = "area,price,kind of house,e\n"
                            "10,100,flat,1\n"
                            "20,NA,villa,2\n"
                            "30,310,villa,3\n"
                            "40,390,flat,NA\n";

static const struct learning *learning_of(struct simulation *simulation)
{
    return simulation_objective(simulation)->learning;
}

/* What a loss reads comes from the file; what it does not read is not looked at. */
static void test_own_loss(void **state)
{
    (void)state;
    struct simulation *simulation =
        learn_text(small, SETTINGS({"loss", "z = w*area + b; (price - z)^2"}, {"params", "w,b"}));
    const struct learning *learning = learning_of(simulation);
    assert_int_equal(learning->train.rows, 3);
    assert_int_equal(learning->train.columns, 2);
    assert_int_equal(learning->dropped, 1);
    assert_string_equal(learning->column[0].name, "area");
    assert_int_equal(learning_find(learning, "price"), 1);
    assert_int_equal(learning_find(learning, "e"), -1);
    /* at w = b = 0: (100^2 + 310^2 + 390^2)/3 */
    check_near("loss", simulation_now(simulation)->loss, 258200.0 / 3, 1e-15, 0);
    simulation_free(simulation);
}

static void test_names(void **state)
{
    (void)state;
    struct simulation *simulation =
        learn_text(small, SETTINGS({"columns", "x=area,n=#4"}, {"label", "y=kind of house:villa"},
                                   {"loss", "(x - 20*y - m)^2 + 0*n"}, {"params", "m"}));
    const struct learning *learning = learning_of(simulation);
    static const double x[] = {10, 20, 30, 40}, y[] = {0, 1, 1, 0};
    assert_int_equal(learning->train.rows, 4);
    int xs = learning_find(learning, "x"), ys = learning_find(learning, "y");
    assert_int_equal(learning_find(learning, "n"), -1); /* 0*n is nothing: its gap drops no row */
    for (size_t i = 0; i < 4; i++) {
        assert_true(examples_column(&learning->train, (size_t)xs)[i] == x[i]);
        assert_true(examples_column(&learning->train, (size_t)ys)[i] == y[i]);
    }
    simulation_free(simulation);
}

static void test_columns_by_number(void **state)
{
    static const char text[] = "u,v\n1,2\n2,4\n3,5\n";
    static const char *const columns[] = {"x=#1,y=#2", "x=#2,y=#1"};
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct simulation *simulation = learn_text(text, SETTINGS({"columns", columns[i]}));
        const struct learning *learning = learning_of(simulation);
        int x = learning_find(learning, "x"), y = learning_find(learning, "y");
        assert_string_equal(learning->column[x].title, i == 0 ? "u" : "v");
        assert_string_equal(learning->column[y].title, i == 0 ? "v" : "u");
        simulation_free(simulation);
    }
}

static void test_errors(void **state)
{
    (void)state;
    static const struct {
        struct setting settings[4];
        const char *message;
    } cases[] = {
        {{{"columns", "x=aera"}}, ": there is no column 'aera'; did you mean 'area'?"},
        {{{"columns", "x=#0"}},
         ": there is no column '#0'; there are area, price, kind of house, e"},
        {{{"columns", "x=#5"}},
         ": there is no column '#5'; there are area, price, kind of house, e"},
        {{{"columns", "x=#9"}},
         ": there is no column '#9'; there are area, price, kind of house, e"},
        {{{"columns", "x=area,x=price"}}, "the variable 'x' is named twice"},
        {{{"columns", "x=area,y=price"}, {"standardize", "width"}},
         "the loss reads no column 'width' to be standardized"},
        {{{"label", "y=kind of house:vila"}, {"columns", "x=area"}},
         "no value of 'kind of house' is 'vila'; did you mean 'villa'?"},
        {{{"loss", "m^2"}, {"params", "m"}}, "the loss reads no column of the data"},
        {{{"loss", "(area*q - price)^2"}},
         "there is no 'q'; the names are w, b, area, price, row (more: " SETTING("params q") ")"},
        {{{"loss", "(area - price)^2"}, {"params", "area"}},
         "'area' is a parameter and a column; name the parameters with params, or give the column "
         "a name with columns"},
        {{{"columns", "x=e,y=#3"}}, "line 2, column 8: 'flat' in 'kind of house' is no number"},
        {{{"model", "network"}}, " " SETTING("model network") " " SETTING("columns x=area,y=e")},
        {{{"model", "logistic"}, {"columns", "x=area,y=price"}},
         "the model logistic learns from a y of 0 and 1: " SETTING(
             "label y=COLUMN:TEXT") " makes one"},
        {{{"init", "xavier"}, {"loss", "(area - m)^2"}, {"params", "m"}},
         "init xavier needs a model: of a formula's parameters nobody knows what they connect"},
        {{{"params", "a,b"}}, "the parameters of the model linear are w,b; params goes with loss"},
        {{{"columns", "x=area,y=price"}, {"stop", "validation=3"}},
         "stop validation needs rows held out: " SETTING("validation 0.25")},
        {{{"columns", "x=area,y=price"}, {"batch", "1"}, {"optimizer", "bfgs"}},
         "bfgs compares losses and takes no batch: set batch to 0"},
        {{{"columns", "x=area,y=price"}, {"noise", "1"}, {"optimizer", "nelder-mead"}},
         "nelder-mead compares losses and takes no noise: set noise to 0"},
        {{{"columns", "x=area,y=price"}, {"validation", "0.999"}, {"standardize", "all"}},
         "the numbers of 'x' are all the same, or too near to 0, to be standardized"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char path[SHIPPED_PATH];
        struct scenario scenario;
        struct error error = {0};
        assert_true(scenario_init(&scenario));
        scenario.open_data = data_file_open;
        assert_true(scenario_set(&scenario, "data", learn_file(small, path), &error));
        unlink(path);
        for (int k = 0; k < 4 && cases[i].settings[k].key; k++)
            if (!scenario_set(&scenario, cases[i].settings[k].key, cases[i].settings[k].value,
                              &error))
                fail_msg("%s: %s", cases[i].settings[k].key, error.message);
        struct simulation *simulation = simulation_create(&scenario, &error);
        if (simulation || !strstr(error.message, cases[i].message))
            fail_msg("case %zu: got \"%s\", expected \"%s\"", i, error.message, cases[i].message);
        scenario_release(&scenario);
    }
}

static void test_value_errors(void **state)
{
    (void)state;
    static const struct {
        const char *key, *value, *message;
    } cases[] = {
        {"columns", "x", "'x' stands alone: expected NAME=COLUMN"},
        {"label", "y", "'y' stands alone: expected NAME=COLUMN:TEXT"},
        {"columns", "2x=area", "'2x' is not a name: letters, digits and _, no digit first"},
        {"columns", "sin=area", "'sin' is a word of the formula language"},
        {"label", "y=kind", "'kind' is no label: expected NAME=COLUMN:TEXT"},
        {"label", "y=kind:", "'kind:' is no label: expected NAME=COLUMN:TEXT"},
        {"standardize", "", "expected NAME=VALUE"},
        {"standardize", "x,2", "'2' is not a name: letters, digits and _, no digit first"},
        {"validation", "1", "validation must be from 0 to below 1"},
        {"validation", "-0.1", "validation must be from 0 to below 1"},
        {"model", "linaer", "there is no model 'linaer'; did you mean 'linear'?"},
        {"loss", "(w*x", "expected"},
        {"batch", "-1", "'-1' is not between 0 and 1000000"},
        {"no-shuffle", "yes", "no-shuffle is on or off, not 'yes'"},
        {"online", "off", "online takes no value; batch, stop and schedule say otherwise"},
        {"data", "/nowhere/at/all.csv", "can't open '/nowhere/at/all.csv'"},
        {"stop", "validation", "validation needs a value: validation=VALUE"},
        {"stop", "validation=0", "validation must be from 1 to 1e+09"},
        {"stop", "epochs=1.5", "epochs must be a whole number"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct scenario scenario;
        struct error error = {0};
        assert_true(scenario_init(&scenario));
        scenario.open_data = data_file_open;
        if (scenario_set(&scenario, cases[i].key, cases[i].value, &error) ||
            !strstr(error.message, cases[i].message))
            fail_msg("%s %s: got \"%s\", expected \"%s\"", cases[i].key, cases[i].value,
                     error.message, cases[i].message);
        assert_true(scenario.surface && !scenario_learns(&scenario)); /* untouched */
        scenario_release(&scenario);
    }
}

/* What goes with data says so where there is none; but a surface that is chosen while data is
 * there lets the settings of the data rest. */
static void test_settings_of_data(void **state)
{
    (void)state;
    static const struct setting of_data[] = {
        {"columns", "x=a"},    {"label", "y=a:b"},  {"standardize", "all"},
        {"validation", "0.5"}, {"batch", "3"},      {"no-shuffle", "on"},
        {"stop", "epochs=3"},  {"model", "linear"}, {"loss", "(x - y)^2"},
    };
    char path[SHIPPED_PATH];
    for (size_t i = 0; i < COUNT(of_data); i++) {
        struct scenario scenario;
        struct error error = {0};
        scenario_of(&scenario, SETTINGS({of_data[i].key, of_data[i].value}));
        assert_null(simulation_create(&scenario, &error));
        assert_non_null(strstr(error.message, "data: " SETTING("data FILE.csv")));
        scenario_release(&scenario);
    }
    struct simulation *simulation =
        simulate(SETTINGS({"data", shipped("line.csv", path)}, {"batch", "3"}, {"stop", "epochs=3"},
                          {"surface", "bowl"}));
    assert_int_equal(objective_rows(simulation_objective(simulation)), 0);
    simulation_free(simulation);
}

/* The file as it was named, and the model that data alone means. */
static void test_data_key(void **state)
{
    (void)state;
    static const char rows[] = "x,y\n1,2\n2,3\n3,5\n";
    struct scenario scenario, copy;
    struct buffer out = {0};
    directory_put("three.csv", rows, sizeof rows - 1);
    scenario_of(&scenario, SETTINGS({"data", "three.csv"}));
    assert_true(scenario_copy(&copy, &scenario));
    assert_true(scenario_same_objective(&scenario, &copy));
    scenario_release(&scenario);
    scenario_options(&copy, &out);
    assert_string_equal(buffer_string(&out), " --data three.csv --model linear");
    assert_true(scenario_set(&copy, "surface", "bowl", NULL));
    buffer_clear(&out);
    scenario_options(&copy, &out);
    assert_string_equal(buffer_string(&out), " --surface bowl");
    assert_true(scenario_set(&copy, "model", "linear", NULL)); /* the data is still there */
    struct objective *objective = scenario_objective(&copy, NULL);
    assert_int_equal(objective_rows(objective), 3);
    objective_free(objective);
    buffer_release(&out);
    scenario_release(&copy);
}

/* A pixel of the map is the loss there; of many rows, of some that stand for all. */
static void test_field(void **state)
{
    (void)state;
    static const double u[] = {-1, 0, 2.5}, v[] = {0.5, -2};
    char path[SHIPPED_PATH];
    struct simulation *simulation = simulate(SETTINGS(
        {"data", shipped("sine.csv", path)}, {"model", "quadratic"}, {"start", "0.3,-1,2"}));
    struct objective *objective = simulation_objective(simulation);
    const double *now = simulation_now(simulation)->x;
    struct plane plane;
    double field[6];
    plane_axes(&plane, now, 3, 2, 0);
    objective_field(objective, &plane, u, 3, v, 2, field);
    for (int row = 0; row < 2; row++)
        for (int column = 0; column < 3; column++) {
            const double x[] = {v[row], now[1], u[column]};
            check_near("pixel", field[row * 3 + column], objective_value(objective, x), 1e-12, 1);
        }
    simulation_free(simulation);
}

/* A column called as a parameter of the model hides behind it. */
static void test_hidden_column(void **state)
{
    (void)state;
    struct simulation *simulation =
        learn_text("w,y,b\n1,2,9\n2,4,9\n", SETTINGS({"columns", "x=w"}));
    simulation_run(simulation, 100000);
    check_near("w", simulation_now(simulation)->x[0], 2, 1e-4, 0);
    simulation_free(simulation);
}

/* Mean 0 and deviation 1 over the rows to learn from, not over those held out. */
static void test_standardized(void **state)
{
    (void)state;
    char path[SHIPPED_PATH];
    struct simulation *simulation = simulate(SETTINGS(
        {"data", shipped("line.csv", path)}, {"standardize", "all"}, {"validation", "0.3"}));
    const struct learning *learning = learning_of(simulation);
    assert_int_equal(learning->train.rows, 70);
    assert_int_equal(learning->held.rows, 30);
    for (size_t i = 0; i < 2; i++) {
        double mean, deviation;
        examples_moments(&learning->train, i, &mean, &deviation);
        check_near("mean", mean, 0, 1e-15, 1);
        check_near("deviation", deviation, 1, 1e-14, 0);
        examples_moments(&learning->held, i, &mean, &deviation);
        assert_true(fabs(mean) > 1e-3 || fabs(deviation - 1) > 1e-3);
    }
    simulation_free(simulation);
}

/* A column may be named as in the file, whatever the loss calls it. */
static void test_standardized_by_title(void **state)
{
    (void)state;
    struct simulation *simulation =
        learn_text("height,weight\n58,115\n60,120\n64,139\n", SETTINGS({"standardize", "height"}));
    assert_true(learning_of(simulation)->column[0].standardized);
    assert_false(learning_of(simulation)->column[1].standardized);
    simulation_free(simulation);
}

/* A column of 0 and 1 says yes or no and is left alone by `all`, not by its name. */
static void test_what_all_leaves_alone(void **state)
{
    (void)state;
    static const char text[] = "x,y\n1,0\n2,1\n3,0\n4,1\n";
    struct simulation *all =
        learn_text(text, SETTINGS({"model", "logistic"}, {"standardize", "all"}));
    struct simulation *named =
        learn_text(text, SETTINGS({"model", "linear"}, {"standardize", "y"}));
    assert_true(learning_of(all)->column[0].standardized);
    assert_false(learning_of(all)->column[1].standardized);
    assert_false(learning_of(named)->column[0].standardized);
    assert_true(learning_of(named)->column[1].standardized);
    simulation_free(all);
    simulation_free(named);
}

/* Every epoch takes each row once, whatever the size. */
static void test_batches(void **state)
{
    (void)state;
    static const long sizes[] = {1, 3, 7, 50, 69, 70};
    char path[SHIPPED_PATH];
    struct simulation *simulation =
        simulate(SETTINGS({"data", shipped("line.csv", path)}, {"validation", "0.3"}));
    const struct learning *learning = learning_of(simulation);
    uint32_t before[70] = {0};
    for (size_t i = 0; i < COUNT(sizes); i++) {
        struct batches batches;
        assert_true(batches_init(&batches, learning, sizes[i], true, 4));
        for (long epoch = 0; epoch < 4; epoch++) {
            int taken[70] = {0};
            size_t next = 0, steps = 0;
            do {
                next = batches_take(&batches, epoch, true, next);
                const struct mean_rows *rows = &batches.rows;
                for (size_t k = 0; k < rows->count; k++)
                    taken[rows->order ? rows->order[k] : k]++;
                steps++;
            } while (next > 0);
            for (size_t k = 0; k < 70; k++)
                assert_int_equal(taken[k], 1);
            assert_int_equal(steps, (70 + sizes[i] - 1) / sizes[i]);
            if (batches.order) {
                assert_true(memcmp(before, batches.order, sizeof before) != 0);
                memcpy(before, batches.order, sizeof before);
            }
        }
        batches_release(&batches);
    }
    simulation_free(simulation);
}

/* The mean of y, a row at a time: regret against the mean of all rows by hand. */
static void test_regret(void **state)
{
    (void)state;
    struct simulation *simulation =
        learn_text("y\n1\n3\n8\n", SETTINGS({"loss", "(y - m)^2"}, {"params", "m"}, {"lr", "0.25"},
                                            {"no-shuffle", "on"}, {"online", "on"}));
    struct regret regret;
    double best;
    assert_false(regret_of(&regret, simulation, &best)); /* nothing met yet */
    simulation_run(simulation, 100);
    /* m: 0, then 0 + 0.5*1, then 0.5 + 0.5/sqrt(2)*2.5 */
    double m2 = 0.5 + 0.5 / sqrt(2) * 2.5, paid = 1 + 2.5 * 2.5 + (8 - m2) * (8 - m2);
    assert_true(optimum_from(simulation_objective(simulation), 0, simulation_now(simulation)->x,
                             1000, &best));
    check_near("best", best, 4, 1e-9, 0);
    assert_true(regret_of(&regret, simulation, &best));
    assert_int_equal(regret.rounds, 3);
    check_near("paid", regret.paid, paid, 1e-14, 0);
    check_near("best paid", regret.best, 9 + 1 + 16, 1e-14, 0);
    assert_int_equal(simulation_now(simulation)->step, 3);
    simulation_step(simulation);
    assert_false(regret_of(&regret, simulation, &best)); /* the second pass */
    simulation_free(simulation);
}

/* Whether a column says yes or no is asked of all rows, whatever part is held out. */
static void test_classes_of_all_rows(void **state)
{
    (void)state;
    static const char *const seeds[] = {"1", "2", "3", "4", "5", "6", "7", "8"};
    for (size_t i = 0; i < COUNT(seeds); i++) {
        struct simulation *simulation =
            learn_text("x,k,y\n1,0,0\n2,1,1\n3,2,0\n4,0,1\n5,1,1\n6,1,0\n",
                       SETTINGS({"loss", "(w*x + b*k - y)^2"}, {"params", "w,b"},
                                {"standardize", "all"}, {"validation", "0.5"}, {"seed", seeds[i]}));
        const struct learning *learning = learning_of(simulation);
        assert_true(learning->column[learning_find(learning, "k")].standardized);
        assert_false(learning->column[learning_find(learning, "y")].standardized);
        simulation_free(simulation);
    }
}

/* The optimum of a bowl is its middle, with l2 nearer to 0; classes that part cleanly have none
 * near, or one so far out that the loss is nearly 0. */
static void test_goal(void **state)
{
    (void)state;
    static const double from[2] = {1, 1};
    double optimum[2];
    struct simulation *bowl = simulate(SETTINGS({"function", "(x-3)^2 + 10*(y+2)^2"}));
    struct simulation *low = simulate(SETTINGS({"function", "1e-12*((x-3)^2 + 10*(y+2)^2)"}));
    struct simulation *parted = learn_text("x,y\n-1,0\n1,1\n", SETTINGS({"model", "logistic"}));
    struct simulation *falling = simulate(SETTINGS({"function", "x + y"}));
    assert_true(optimum_from(simulation_objective(bowl), 0, from, 1000, optimum));
    check_near("x", optimum[0], 3, 1e-8, 0);
    check_near("y", optimum[1], -2, 1e-8, 0);
    assert_true(optimum_from(simulation_objective(bowl), 2, from, 1000, optimum));
    check_near("x", optimum[0], 1.5, 1e-8, 0);
    check_near("y", optimum[1], -20.0 / 11, 1e-8, 0);
    if (optimum_from(simulation_objective(parted), 0, from, 1000, optimum))
        assert_true(optimum[0] > 5);
    assert_false(optimum_from(simulation_objective(falling), 0, from, 1000, optimum));
    assert_false(optimum_from(simulation_objective(bowl), 0, from, 0, optimum)); /* not enough */
    assert_false(optimum_from(simulation_objective(low), 0, from, 0, optimum));
    assert_true(optimum_from(simulation_objective(low), 0, from, 1000, optimum));
    check_near("x", optimum[0], 3, 1e-8, 0);
    assert_true(
        optimum_from(simulation_objective(low), 0, optimum, 1000, optimum)); /* from itself */
    check_near("x", optimum[0], 3, 1e-8, 0);
    simulation_free(bowl);
    simulation_free(low);
    simulation_free(parted);
    simulation_free(falling);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_own_loss),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_columns_by_number),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_value_errors),
        cmocka_unit_test(test_settings_of_data),
        DIRECTORY_TEST(test_data_key),
        cmocka_unit_test(test_standardized),
        cmocka_unit_test(test_standardized_by_title),
        cmocka_unit_test(test_what_all_leaves_alone),
        cmocka_unit_test(test_batches),
        cmocka_unit_test(test_field),
        cmocka_unit_test(test_hidden_column),
        cmocka_unit_test(test_regret),
        cmocka_unit_test(test_classes_of_all_rows),
        cmocka_unit_test(test_goal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
