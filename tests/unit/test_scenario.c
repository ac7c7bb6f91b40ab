/* The scenario: every key is read, written and read again; errors change nothing; what one key
 * does to the others. */
#include "simulate.h"

#include "base/buffer.h"

static const char *options_of(const struct scenario *scenario, struct buffer *out)
{
    buffer_clear(out);
    scenario_options(scenario, out);
    return buffer_string(out);
}

static void check_options(const struct scenario *scenario, const char *want)
{
    struct buffer out = {0};
    assert_string_equal(options_of(scenario, &out), want);
    buffer_release(&out);
}

/* --- keys --- */

/* What is set last, and the options that are then written. */
static const struct {
    struct setting settings[4];
    const char *options;
} keys[] = {
    {{{"surface", "ravine"}}, " --surface ravine"},
    {{{"surface", "rosenbrock"}}, ""},
    {{{"function", "x^2 + y"}}, " --function 'x^2 + y'"},
    {{{"function", "x*y"}}, " --function 'x*y'"},
    {{{"params", "w, b"}}, " --params w,b"},
    {{{"params", "x,y"}}, ""},
    {{{"start", "-1.5, 2"}}, " --start -1.5,2"},
    {{{"start", "0.1,1e-20,3"}}, " --start 0.1,1e-20,3"},
    {{{"seed", "0"}}, " --seed 0"},
    {{{"seed", "1"}}, ""},
    {{{"seed", "9007199254740991"}}, " --seed 9007199254740991"},
    {{{"optimizer", "adam"}}, " --optimizer adam"},
    {{{"optimizer", "adam:beta1=0.5,eps=1e-6"}}, " --optimizer adam --set beta1=0.5,eps=1e-06"},
    {{{"optimizer", "gd"}}, ""},
    {{{"rule", "theta = theta - lr*g"}}, " --rule 'theta = theta - lr*g'"},
    {{{"optimizer", "adam"}, {"set", "eps=1e-6, beta1=0.5"}},
     " --optimizer adam --set eps=1e-06,beta1=0.5"},
    {{{"rule", "theta=k*g"}, {"set", "k=-3"}}, " --rule 'theta=k*g' --set k=-3"},
    {{{"lr", "0.1"}}, " --lr 0.1"},
    {{{"lr", "0.1"}, {"lr", "auto"}}, ""},
    {{{"momentum", "0.5"}}, " --optimizer momentum --set beta=0.5"},
    {{{"momentum", "0"}}, ""},
    {{{"optimizer", "nesterov"}, {"momentum", "0"}}, " --optimizer nesterov --set beta=0"},
    {{{"optimizer", "rmsprop"}, {"momentum", "0.5"}}, " --optimizer rmsprop --set momentum=0.5"},
    {{{"rule", "theta=beta*g"}, {"momentum", "7"}}, " --rule 'theta=beta*g' --set beta=7"},
    {{{"schedule", "constant"}}, ""},
    {{{"clip", "2"}}, " --clip 2"},
    {{{"clip", "2"}, {"clip", "0"}}, ""},
    {{{"clip-value", "0.5"}}, " --clip-value 0.5"},
    {{{"rule", "theta=g"}, {"name", "mine"}}, " --rule theta=g --name mine"},
    {{{"schedule", "warmup:steps=3+cosine:period=9"}},
     " --schedule warmup:steps=3+cosine:period=9"},
    {{{"stop", "params=1e-3,window=7,evaluations=9"}},
     " --stop params=0.001,evaluations=9,window=7"},
    {{{"noise", "0.25"}}, " --noise 0.25"},
    {{{"l2", "1e-3"}}, " --l2 0.001"},
    {{{"steps", "0"}}, " --steps 0"},
    {{{"steps", "1000000000000000"}}, " --steps 1000000000000000"},
    {{{"stop", "grad=1e-8,plateau"}}, " --stop grad=1e-08,plateau=1e-09"},
    {{{"stop", "diverge=2e10"}}, " --stop diverge"},
    {{{"stop", "grad=1"}, {"stop", "loss=2"}}, " --stop loss=2"},
    {{{"model", "linear"}, {"header", "off"}}, " --header off --model linear"},
    {{{"model", "linear"}, {"header", "off"}, {"header", "auto"}}, " --model linear"},
    {{{"model", "linear"}, {"separator", "tab"}}, " --separator tab --model linear"},
    {{{"model", "linear"}, {"decimal", "comma"}}, " --decimal comma --model linear"},
    {{{"model", "linear"}, {"missing", "-999,N A"}}, " --missing '-999,N A' --model linear"},
    {{{"model", "linear"}, {"missing", "x"}, {"missing", "none"}}, " --model linear"},
    {{{"model", "linear"}, {"columns", "x=a b,y=#2"}}, " --columns 'x=a b,y=#2' --model linear"},
    {{{"columns", "x=a b,y=#2"}}, ""}, /* nothing learns */
    {{{"model", "linear"}, {"label", "y=kind:old villa"}},
     " --label 'y=kind:old villa' --model linear"},
    {{{"model", "linear"}, {"standardize", "all"}}, " --standardize all --model linear"},
    {{{"standardize", "x,y"}, {"standardize", "none"}, {"model", "linear"}}, " --model linear"},
    {{{"model", "linear"}, {"validation", "0.25"}}, " --validation 0.25 --model linear"},
    {{{"validation", "0.25"}, {"validation", "0"}, {"model", "linear"}}, " --model linear"},
    {{{"model", "network"}}, " --model network"},
    {{{"model", "linear"}, {"loss", "(w*x - y)^2"}}, " --loss '(w*x - y)^2' --params w,b"},
    {{{"loss", "(x - y)^2"}, {"model", "logistic"}}, " --model logistic"},
    {{{"model", "quadratic"}, {"function", "x*y"}}, " --function 'x*y'"},
    {{{"model", "quadratic"}, {"surface", "bowl"}}, " --surface bowl"},
    {{{"init", "uniform=0.5"}}, " --init uniform=0.5"},
    {{{"init", "he"}, {"start", "1,2"}}, " --start 1,2"},
    {{{"start", "1,2"}, {"init", "he"}}, " --init he"},
    {{{"model", "linear"}, {"batch", "32"}}, " --model linear --batch 32"},
    {{{"batch", "32"}}, ""},
    {{{"batch", "32"}, {"batch", "0"}, {"model", "linear"}}, " --model linear"},
    {{{"model", "linear"}, {"no-shuffle", "on"}}, " --model linear --no-shuffle on"},
    {{{"no-shuffle", "on"}, {"no-shuffle", "off"}, {"model", "linear"}}, " --model linear"},
    {{{"model", "linear"}, {"stop", "epochs=3,validation=5"}},
     " --model linear --stop validation=5,epochs=3"},
    {{{"stop", "epochs=3,loss=5"}}, " --stop loss=5"},
    {{{"model", "linear"}, {"online", "on"}},
     " --model linear --schedule inverse-square-root --batch 1 --stop epochs=1"},
    {{{"model", "linear"}, {"schedule", "linear"}, {"online", "on"}},
     " --model linear --schedule inverse-square-root --batch 1 --stop epochs=1"},
    {{{"model", "linear"}, {"online", "on"}, {"batch", "4"}},
     " --model linear --schedule inverse-square-root --batch 4 --stop epochs=1"},
};

static void test_every_key_is_in_the_table_above(void **state)
{
    (void)state;
    for (size_t i = 0; i < scenario_keys.count; i++) {
        const struct scenario_key *row = table_row(&scenario_keys, i);
        bool found = false;
        for (size_t k = 0; k < COUNT(keys); k++)
            for (const struct setting *set = keys[k].settings; set->key; set++)
                found = found || strcmp(set->key, row->head.name) == 0;
        if (!found && !row->names_file) /* see test_learning and test_grid */
            fail_msg("%s is not in keys", row->head.name);
        assert_true(row->set && row->get && row->head.argument && row->head.meaning);
    }
}

static void test_options(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(keys); i++) {
        struct scenario scenario;
        scenario_of(&scenario, keys[i].settings);
        check_options(&scenario, keys[i].options);
        scenario_release(&scenario);
    }
}

/* What `get` writes, `set` reads: the same scenario comes of it. */
static void test_get_and_set_again(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(keys); i++) {
        struct scenario scenario, again;
        struct buffer value = {0};
        scenario_of(&scenario, keys[i].settings);
        assert_true(scenario_init(&again));
        again.open_data = data_file_open;
        for (size_t k = 0; k < scenario_keys.count; k++) {
            const struct scenario_key *row = table_row(&scenario_keys, k);
            buffer_clear(&value);
            if (scenario_get(&scenario, row, &value))
                assert_true(row->set(&again, buffer_string(&value), NULL));
            else
                assert_int_equal(value.size, 0);
        }
        check_options(&again, keys[i].options);
        buffer_release(&value);
        scenario_release(&again);
        scenario_release(&scenario);
    }
}

static void test_refusals(void **state)
{
    (void)state;
    static const struct {
        struct setting set;
        const char *message; /* a part of it */
        int column;
    } rows[] = {
        {{"colour", "red"}, "there is no setting 'colour'", 0},
        {{"sead", "1"}, "there is no setting 'sead'; did you mean 'seed'?", 0},
        {{"surface", "rosenbrok"}, "did you mean 'rosenbrock'?", 0},
        {{"function", "x +"}, "expected a value", 4},
        {{"function", ""}, "", 1},
        {{"params", "x,"}, "expected names, separated by commas", 0},
        {{"params", "x,x"}, "the parameter 'x' is named twice", 0},
        {{"params", "x,sin"}, "sin", 0},
        {{"params", "x,loss"}, "'loss' is a number of every run, not a parameter's name", 0},
        {{"params", "2x"}, "2x", 0},
        {{"params", "a,b,c,d,e1,f,g,h,i,j,k,l,m,n,o,p,q"}, "more than 16", 0},
        {{"start", "1,one"}, "'one' is no number; expected a number a parameter", 0},
        {{"start", "1,nan"}, "'nan' is no number", 0},
        {{"start", ""}, "expected a number a parameter", 0},
        {{"seed", "-1"}, "", 0},
        {{"seed", "1.5"}, "", 0},
        {{"seed", "9007199254740993"}, "is not between 0 and 9007199254740991", 0},
        {{"optimizer", "adamm"}, "did you mean 'adam'?", 0},
        {{"rule", "theta ="}, "expected a value", 8},
        {{"set", "beta"}, "beta needs a value", 0},
        {{"set", "beta=1"}, "beta must be from 0 to below 1", 0},
        {{"set", "bet=0.5"}, "momentum has no 'bet'; did you mean 'beta'?", 0},
        {{"set", "beta=0.5,gamma=1"}, "momentum has no 'gamma'", 0},
        {{"lr", "0"}, "lr must be above 0", 0},
        {{"lr", "-1"}, "lr must be above 0", 0},
        {{"lr", "1e999"}, "", 0},
        {{"lr", "0,1"}, "", 0},
        {{"momentum", "1"}, "must be from 0 to below 1", 0},
        {{"momentum", "-0.1"}, "must be from 0 to below 1", 0},
        {{"schedule", "cosin"}, "there is no schedule 'cosin'", 0},
        {{"clip", "-1"}, "clip must be at least 0", 0},
        {{"noise", "-1"}, "noise must be at least 0", 0},
        {{"l2", "-1"}, "l2 must be at least 0", 0},
        {{"steps", "-1"}, "", 0},
        {{"steps", "2.5"}, "", 0},
        {{"stop", "grad=-1"}, "grad must be at least 0", 0},
        {{"stop", "sometime"}, "there is no criterion 'sometime'", 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct scenario scenario;
        struct error error = {0};
        scenario_of(&scenario, SETTINGS({"optimizer", "momentum"}, {"set", "beta=0.25"},
                                        {"stop", "loss=1"}, {"start", "4,5"}, {"steps", "9"}));
        if (scenario_set(&scenario, rows[i].set.key, rows[i].set.value, &error))
            fail_msg("%s %s was taken", rows[i].set.key, rows[i].set.value);
        if (!strstr(error.message, rows[i].message) || error.message[0] == '\0' ||
            error.column != rows[i].column)
            fail_msg("%s %s: column %d: %s", rows[i].set.key, rows[i].set.value, error.column,
                     error.message);
        check_options(&scenario, " --start 4,5 --optimizer momentum --set beta=0.25 --steps 9 "
                                 "--stop loss=1");
        assert_false(scenario_set(&scenario, rows[i].set.key, rows[i].set.value, NULL));
        scenario_release(&scenario);
    }
}

/* --- what one key does to others --- */

static void test_the_later_wins(void **state)
{
    (void)state;
    static const struct {
        struct setting settings[4];
        const char *options;
    } rows[] = {
        {{{"surface", "bowl"}, {"function", "x"}}, " --function x"},
        {{{"function", "x"}, {"surface", "bowl"}}, " --surface bowl"},
        {{{"params", "w"}, {"function", "w"}, {"surface", "bowl"}}, " --surface bowl"},
        {{{"optimizer", "adam"}, {"rule", "theta=g"}}, " --rule theta=g"},
        {{{"rule", "theta=g"}, {"optimizer", "adam"}}, " --optimizer adam"},
        {{{"momentum", "0.5"}, {"optimizer", "nesterov"}}, " --optimizer nesterov --set beta=0.5"},
        {{{"momentum", "0.5"}, {"optimizer", "adam"}}, " --optimizer adam"},
        {{{"rule", "theta=beta*g+k"}, {"set", "beta=7,k=2"}, {"optimizer", "nesterov"}},
         " --optimizer nesterov"}, /* 7 is out of its range */
        {{{"rule", "theta=a*g+k"}, {"set", "a=7,k=2"}, {"rule", "theta=k"}},
         " --rule theta=k --set k=2"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct scenario scenario;
        scenario_of(&scenario, rows[i].settings);
        check_options(&scenario, rows[i].options);
        scenario_release(&scenario);
    }
}

static void test_defaults(void **state)
{
    (void)state;
    struct scenario scenario;
    double x[2], range[2];
    scenario_of(&scenario, SETTINGS({"steps", "1"}));
    assert_string_equal(scenario.surface->name, "rosenbrock");
    assert_string_equal(scenario.optimizer->name, "gd");
    assert_true(scenario.seed == 1 && scenario.n == 2);
    scenario_start(&scenario, x);
    assert_memory_equal(x, scenario.surface->start, sizeof x);
    scenario_range(&scenario, 1, range);
    assert_memory_equal(range, scenario.surface->window + 2, sizeof range);

    assert_true(scenario_set(&scenario, "function", "x*y", NULL));
    scenario_start(&scenario, x);
    assert_true(x[0] == 1 && x[1] == 1);
    assert_true(scenario_set(&scenario, "start", "10,-20", NULL));
    scenario_start(&scenario, x);
    assert_true(x[0] == 10 && x[1] == -20);
    scenario_range(&scenario, 0, range);
    assert_memory_equal(range, ((double[]){5, 15}), sizeof range);
    scenario_range(&scenario, 1, range);
    assert_memory_equal(range, ((double[]){-25, -15}), sizeof range);
    scenario_release(&scenario);
}

static void test_rate(void **state)
{
    (void)state;
    static const struct {
        struct setting settings[3];
        double rate;
    } rows[] = {
        {{{"surface", "ravine"}}, 0.175},                      /* the surface's */
        {{{"surface", "ravine"}, {"momentum", "0.5"}}, 0.175}, /* follows the gradient, too */
        {{{"surface", "ravine"}, {"optimizer", "adam"}}, 0.1}, /* does not */
        {{{"surface", "ravine"}, {"rule", "theta=g"}}, 0.175},
        {{{"function", "x"}}, 0.01}, /* that of gd */
        {{{"function", "x"}, {"rule", "theta=g"}}, 0.01},
        {{{"surface", "ravine"}, {"lr", "0.3"}}, 0.3},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct scenario scenario;
        scenario_of(&scenario, rows[i].settings);
        assert_true(scenario_rate(&scenario) == rows[i].rate);
        scenario_release(&scenario);
    }
}

static void test_criteria_in_force(void **state)
{
    (void)state;
    static const struct {
        struct setting settings[3];
        bool grad, cycle, loss;
        double cap;
    } rows[] = {
        {{{"lr", "1"}}, true, true, false, SCENARIO_MAX_STEPS},
        {{{"steps", "50"}}, false, false, false, 50},
        {{{"steps", "20000"}}, false, false, false, 20000},
        {{{"stop", "loss=1"}}, false, false, true, SCENARIO_MAX_STEPS},
        {{{"stop", "loss=1"}, {"steps", "50"}}, false, false, true, 50},
        {{{"stop", "steps=70,grad"}, {"steps", "50"}}, true, false, false, 50},
        {{{"stop", "steps=30,grad"}, {"steps", "50"}}, true, false, false, 30},
        {{{"stop", "steps=30"}}, false, false, false, 30},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct scenario scenario;
        struct criteria made;
        scenario_of(&scenario, rows[i].settings);
        scenario_criteria(&scenario, &made);
        assert_int_equal(made.armed[CRITERION_GRAD], rows[i].grad);
        assert_int_equal(made.armed[CRITERION_CYCLE], rows[i].cycle);
        assert_int_equal(made.armed[CRITERION_LOSS], rows[i].loss);
        assert_true(made.armed[CRITERION_STEPS] && made.value[CRITERION_STEPS] == rows[i].cap);
        assert_true(made.armed[CRITERION_DIVERGE]);
        assert_true(made.armed[CRITERION_REST] == (scenario.steps < 0));
        scenario_release(&scenario);
    }
}

static void test_hyperparameters_in_force(void **state)
{
    (void)state;
    const char *names[RULE_MAX_HYPER];
    double values[RULE_MAX_HYPER];
    struct scenario scenario;
    scenario_of(&scenario, SETTINGS({"optimizer", "adam"}, {"set", "eps=0.5,beta1=0.25"},
                                    {"set", "beta1=0.75"}));
    assert_int_equal(scenario_hypers(&scenario, names, values), 3);
    assert_true(values[0] == 0.75 && values[1] == 0.999 && values[2] == 0.5);
    assert_string_equal(names[1], "beta2");
    assert_true(scenario_set(&scenario, "rule", "theta = eps*g", NULL));
    assert_int_equal(scenario_hypers(&scenario, names, values), 1);
    assert_true(values[0] == 0.5);
    assert_string_equal(names[0], "eps");
    scenario_release(&scenario);
}

/* --- as a whole --- */

static void test_copy(void **state)
{
    (void)state;
    struct scenario from, to;
    scenario_of(&from, SETTINGS({"params", "w,b"}, {"function", "w+b"}, {"start", "1,2"},
                                {"rule", "theta=k*g"}, {"set", "k=3"}, {"steps", "7"}));
    assert_true(scenario_copy(&to, &from));
    assert_true(scenario_set(&from, "surface", "bowl", NULL));
    assert_true(scenario_set(&from, "optimizer", "adam", NULL));
    scenario_release(&from);
    check_options(&to, " --function w+b --params w,b --start 1,2 --rule 'theta=k*g' --set k=3 "
                       "--steps 7");
    scenario_release(&to);
    scenario_release(&to);
}

/* Whatever the text: a shell hands it on as it is. */
static void test_options_are_quoted(void **state)
{
    (void)state;
    struct scenario scenario;
    struct buffer out = {0};
    scenario_of(&scenario, SETTINGS({"function", "x > 1"}));
    assert_string_equal(options_of(&scenario, &out), " --function 'x > 1'");
    free(scenario.function);
    scenario.function = strdup("it's $HOME `ls`");
    assert_string_equal(options_of(&scenario, &out), " --function 'it'\\''s $HOME `ls`'");
    buffer_release(&out);
    scenario_release(&scenario);
}

/* A scenario opens nothing by itself. */
static void test_without_files(void **state)
{
    (void)state;
    struct scenario scenario;
    struct error error = {0};
    assert_true(scenario_init(&scenario));
    assert_false(scenario_set(&scenario, "data", "a.csv", &error));
    assert_string_equal(error.message, "no file can be opened here");
    assert_string_equal(error.setting, "data");
    assert_null(scenario.data);
    scenario_release(&scenario);
}

/* What is said of a key fits together. */
static void test_traits(void **state)
{
    (void)state;
    unsigned rivals[4] = {0};
    for (size_t i = 0; i < scenario_keys.count; i++) {
        const struct scenario_key *key = table_row(&scenario_keys, i);
        bool fits = (key->live || (!key->live_alone && !key->last_counts)) &&
                    (key->of_data || !key->of_file || key->names_file) &&
                    (i > 0 || !key->replaces_last);
        if (!fits)
            fail_msg("%s contradicts itself", key->head.name);
        for (unsigned set = 0; set < 4; set++)
            rivals[set] += key->rivals >> set & 1;
    }
    assert_int_equal(rivals[0], 4); /* surface, function, model, loss */
    assert_int_equal(rivals[1], 3); /* surface, grid, data */
    assert_int_equal(rivals[2], 2); /* function, data */
    assert_int_equal(rivals[3], 3); /* grid, model, loss */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_traits),
        cmocka_unit_test(test_without_files),
        cmocka_unit_test(test_every_key_is_in_the_table_above),
        cmocka_unit_test(test_options),
        cmocka_unit_test(test_get_and_set_again),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_the_later_wins),
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_rate),
        cmocka_unit_test(test_criteria_in_force),
        cmocka_unit_test(test_hyperparameters_in_force),
        cmocka_unit_test(test_copy),
        cmocka_unit_test(test_options_are_quoted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
