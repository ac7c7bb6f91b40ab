/* The ':' line: what it understands, what it says of the rest, how it completes. */
#include "app/commands.h"
#include "directory.h"
#include "play.h"

/* What is wrong with a line, and the column of the screen where the caret stands: the line begins
 * in column 1, after the colon. Nothing has changed, and the line is there to be mended. */
static void test_errors(void **state)
{
    static const struct {
        const char *line, *message;
        size_t caret;
    } rows[] = {
        {"function x^2 + z", "the names are x, y (more: :params x,z)", 15},
        {"function (x", "expected an operator or ')'", 11},
        {"function 2x", "write 2*x", 10},
        {"function", "function needs a value: FORMULA", 8},
        {"lr fast", "'fast' is not a number", 3},
        {"lr -1", "lr must be above 0", 3},
        {"lr", "rate needs a value: RATE", 2},
        {"surface rosenbrok", "did you mean 'rosenbrock'?", 8},
        {"surfce bowl", "did you mean 'surface'?", 0},
        {"quitt", "did you mean 'quit'?", 0},
        {"zzzzzz", "there is no command 'zzzzzz'; Tab lists them", 0},
        {"go", "go needs a STEP", 2},
        {"go -1", "not between", 3},
        {"frame 3", "frame takes no value", 6},
        {"colormap blue", "there is no colormap 'blue'", 9},
        {"axes x,z", "axes: there is no parameter 'z'", 5},
        {"axes x", "expected two parameters", 5},
        {"axes pca", "axes pca needs more than two parameters, but there are 2", 5},
        {"start 1,2,3", "start has 3 numbers", 6},
        {"params a,b --function a+c", "there is no 'c'; the names are a, b", 24},
        {"lr 0.1 --surface bwl", "there is no surface 'bwl'", 17},
        {"rule theta = theta - lr*g --function x^2 + zz*y",
         "there is no 'zz'; the names are x, y (more: :params x,y,zz)", 43},
        {"function x^2 + y^2 --rule theta = theta - qq*g",
         "'qq' has no value: give it one with :set qq=VALUE", 42},
        {"rule theta = theta + --function x^2", "expected a value", 20},
        {"rule theta = theta - qq*g --lr 0.1 --function x^2 + zz", "there is no 'zz'", 52},
        {"seed 3 --params a,b --function a*b + x --lr 0.1", "there is no 'x'; the names are a, b",
         37},
        {"function x^2 --start 1,2,3 --seed 2", "start has 3 numbers", 21},
        {"lr 0.1 --batch 3 --seed 2", "batch goes with data: :data FILE.csv", 15},
        {"lr 0.1 --sede 3", "'0.1 --sede 3' is not a number", 3},
        {"lr 0.1 --sede=3", "'0.1 --sede=3' is not a number", 3},
        {"lr fast --lr 0.1", "'fast' is not a number", 3},
        {"lr 0.1 --lr fast", "'fast' is not a number", 12},
        {"lr 0.1 --schedule cosine:perod=3", "perod", 18},
        {"model linear --lr 0.1", "the model linear needs data: :data FILE.csv", 6},
        {"stop validation=3 --lr 0.1", "stop validation goes with data: :data FILE.csv", 5},
        {"lr 0.1 --no-shuffle --seed 2", "no-shuffle goes with data: :data FILE.csv", 9},
        {"optimizer newton --noise 0.5", "set noise to 0", 25},
        {"show", "show needs a value: PICTURE", 4},
        {"colormap", "colormap needs a value: NAME", 8},
        {"surface bowl --axes y,z", "axes: there is no parameter 'z'", 20},
        {"axes y,z --params y,w --function y", "axes: there is no parameter 'z'", 5},
        {"axes y,x --lr", "rate needs a value: RATE", 13},
        {"show fti", "there is no picture 'fti'; did you mean 'fit'?", 5},
        {"export nowhere", "ends in .svg, .txt or .ans (the screen), or .csv", 10},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct app *app = play_start("surface bowl");
        const struct prompt *prompt = &app->prompt;

        play(app, ":");
        play(app, rows[i].line);
        play(app, "<Enter>");
        assert_true(play_prompts(app));
        assert_string_equal(prompt_text(prompt), rows[i].line);
        if (!strstr(buffer_string(&prompt->note), rows[i].message))
            fail_msg(":%s says %s and not %s", rows[i].line, buffer_string(&prompt->note),
                     rows[i].message);
        if (prompt->caret != rows[i].caret)
            fail_msg(":%s: the caret is at %zu and not at %zu", rows[i].line, prompt->caret,
                     rows[i].caret);
        play(app, "<Esc>");
        assert_false(play_prompts(app));
        assert_string_equal(session_scenario(&app->session)->surface->name, "bowl");
        app_free(app);
    }
}

/* A formula needs no name before it, and momentum no number behind it. */
static void test_what_can_be_left_out(void **state)
{
    struct app *app = play_start("surface bowl");
    bool found;

    (void)state;
    play(app, ":2*x^2 + y^2<Enter>");
    assert_string_equal(simulation_objective(app->session.simulation)->formula->text,
                        "2*x^2 + y^2");
    play(app, ":x^2 + q*y<Enter>");
    assert_true(play_prompts(app));
    assert_int_equal(app->prompt.caret, 6);
    play(app, "<Esc>:mom<Enter>");
    assert_string_equal(session_scenario(&app->session)->optimizer->name, "momentum");
    double beta = simulation_hyper(app->session.simulation, "beta", &found);
    play(app, ":momentum 0.3<Enter>:momentum<Enter>");
    assert_true(beta > 0 && found);
    assert_float_equal(simulation_hyper(app->session.simulation, "beta", &found), 0.3, 0);
    app_free(app);
}

static void test_the_caret_is_under_the_mistake(void **state)
{
    struct app *app = play_start("surface bowl");
    struct buffer text = {0};

    (void)state;
    play(app, ":function (x+y)^2 + q<Enter>");
    const char *line = strstr(play_screen(app, &text), ":function (x+y)^2 + q\n");
    assert_non_null(line);
    const char *next = strchr(line, '\n') + 1;
    assert_int_equal(strcspn(next, "^"), strcspn(line, "q"));
    assert_true(app_frame(app)->cursor_visible);
    play(app, "<Bs>y^2<Enter>");
    assert_false(play_prompts(app));
    play_shows(app, "mending the line", "(x+y)^2 + y^2");
    buffer_release(&text);
    app_free(app);
}

static void test_completion_and_history(void **state)
{
    static const struct {
        const char *keys, *text;
    } rows[] = {
        {":su<Tab>", "surface "},
        {":sur hi<Tab>", "sur himmelblau"},
        {":OPT adam<Tab>", "OPT adam"},
        {":surface ros<Tab>", "surface rosenbrock"},
        {":surface=ros<Tab>", "surface=rosenbrock"},
        {":su<Tab>ros<Tab>", "surface rosenbrock"},
        {":rat<Tab>0.3", "rate 0.3"},
        {":SU<Tab>", "surface "},
        {":adam<Tab>", "adam"},
        {":himm<Tab>", "himmelblau "},
        {":lr 0.2<Enter>:seed 3<Enter>:r<Up>", "r"},
        {":lr 0.2<Enter>:seed 3<Enter>:l<Up>", "lr 0.2"},
        {":lr 0.2<Enter>:seed 3<Enter>:l<Ctrl-R>", "lr 0.2"},
        {":lr 0.2<Enter>:seed 3<Enter>:lr 0.4<Enter>:l<Up><Up>", "lr 0.2"},
        {":lr 0.2<Enter>:seed 3<Enter>:lr 0.4<Enter>:l<Up><Up><Down>", "lr 0.4"},
        {":lr 0.2<Enter>:seed 3<Enter>:lr 0.4<Enter>:l<Up><Up><Down><Down>", "l"},
        {":surface b<Tab><Tab>", "surface beale"},
        {":surface b<Tab><BackTab>", "surface b"},
        {":optimizer a<Tab>", "optimizer adagrad"},
        {":scale <Tab>", "scale mixed"},
        {":colormap vi<Tab>", "colormap viridis"},
        {":show b<Tab>", "show both"},
        {":lr 0<Tab>", "lr 0"},
        {"m:set b<Tab>", "set beta"},
        {"m:set <Tab>", "set beta"},
        {":expo<Tab>", "export "},
        {":axes <Tab>", "axes x"},
        {":axes y,<Tab>", "axes y,x"},
        {":axes p<Tab>", "axes pca"},
        {":params weight,wait --function wait --axes weight,wa<Tab>",
         "params weight,wait --function wait --axes weight,wa"},
        {":params weight,wait --function wait<Enter>:axes weight,wa<Tab>", "axes weight,wait"},
        {"e", "export "},
        {":lr 0.2<Enter>:<Up>", "lr 0.2"},
        {":lr 0.2<Enter>:lr 0.3<Enter>:<Up><Up>", "lr 0.2"},
        {":lr x<Enter><Esc>:<Up>", "lr x"},
        {":typed<Up><Down>", "typed"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct app *app = play_start("surface bowl");

        play(app, rows[i].keys);
        if (strcmp(prompt_text(&app->prompt), rows[i].text) != 0)
            fail_msg("%s gives '%s' and not '%s'", rows[i].keys, prompt_text(&app->prompt),
                     rows[i].text);
        app_free(app);
    }
}

/* Everything that can stand at the beginning of a line is completed from its first letters. */
static void test_every_name_is_completed(void **state)
{
    static const struct table *const tables[] = {&commands, &scenario_keys};
    struct app *app = play_start("surface bowl");

    (void)state;
    for (size_t t = 0; t < COUNT(tables); t++) {
        for (size_t i = 0; i < tables[t]->count; i++) {
            const char *name = table_name(tables[t], i);
            struct candidates found;
            bool there = strlen(name) < 2; /* "q" is no help */

            commands_candidates(app, name, strlen(name) - 1, &found);
            for (size_t k = 0; k < found.count; k++)
                there = there || strcmp(found.name[k], setting_shown(name)) == 0;
            if (!there)
                fail_msg("%s is not completed", name);
        }
    }
    app_free(app);
}

/* The name of a file is completed, blanks and all, and the line goes on to work. */
static void test_files_are_completed(void **state)
{
    struct app *app = play_start("surface bowl");

    (void)state;
    directory_put("my flats.csv", "area,rent\n20,300\n40,510\n60,640\n", 31);
    directory_put("gap.csv", "name,area,rent\nA,20,300\nB,,400\nC,40,510\nD,60,640\n", 49);
    play(app, ":data my<Tab>");
    assert_string_equal(prompt_text(&app->prompt), "data my flats.csv");
    play(app, "<Enter>");
    assert_false(play_prompts(app));
    assert_string_equal(session_scenario(&app->session)->data_name, "my flats.csv");
    play_shows(app, "", "my flats.csv: 3 rows, 2 columns, commas, names in line 1; rate 0.1");
    play(app, "z");
    play(app, ":<Esc>");
    play_shows(app, "", "x is area, y is rent; rate 0.1, stable below");
    play(app, ":header off<Enter>");
    play_shows(app, "", "'area' in 'c1' is no number");
    play(app, "<Esc>:data gap.csv --header auto<Enter>z:<Esc>");
    play_shows(app, "", "1 row left out, a value is missing; x is area, y is rent; rate 0.1");
    app_free(app);
}

/* Several settings are made together or not at all, in whatever order they need each other. */
static void test_all_or_none(void **state)
{
    struct app *app = play_start("surface bowl|lr 0.3");
    struct error error;
    size_t caret;

    (void)state;
    assert_false(commands_run(app, "lr 0.1 --seed 5 --start 1,2,3", &caret, &error));
    check_near("lr", scenario_rate(session_scenario(&app->session)), 0.3, 0, 1);
    assert_int_equal(session_scenario(&app->session)->seed, 1);
    assert_true(commands_run(app, "lr 0.1 --seed 5", &caret, &error));
    check_near("lr", scenario_rate(session_scenario(&app->session)), 0.1, 0, 1);
    assert_int_equal(session_scenario(&app->session)->seed, 5);
    /* Two dashes that begin no key are part of the value. */
    assert_true(commands_run(app, "function x^2 --y^2", &caret, &error));
    assert_string_equal(session_scenario(&app->session)->function, "x^2 --y^2");
    app_free(app);
}

/* What has a key has a name, too, and does the same. */
static void test_undo_by_name(void **state)
{
    struct app *app = play_start("surface bowl|lr 0.5");

    (void)state;
    play(app, "..:lr 0.25<Enter>");
    play_shows(app, ":lr 0.25", "rate 0.25");
    play(app, ":undo<Enter>");
    play_shows(app, ":undo", "rate 0.5");
    play(app, ":redo<Enter>");
    play_shows(app, ":redo", "rate 0.25");
    assert_int_equal(play_step(app), 2);
    app_free(app);
}

/* Whatever the line is, the caret stands in it and the message is fit to be shown. */
static void test_no_line_is_too_strange(void **state)
{
    static const char *const lines[] = {
        "",
        " ",
        "=",
        "==",
        "  =",
        " --",
        " --lr",
        "lr --lr --lr",
        "lr=",
        "lr==1",
        "set =",
        "set ,",
        "set beta",
        "start ,",
        "start 1,",
        "view 1,1,1,1",
        "view 1,0,0,1",
        "stop",
        "stop =",
        "schedule :",
        "schedule constant:",
        "params",
        "params x,x",
        "params 1",
        "params sin",
        "function \x01",
        "function \xFF",
        "function \xE2\x80\xAE",
        "rule",
        "rule theta",
        "rule theta = nothing",
        "rule g = 1",
        "colormap ",
        "export .csv",
        "export /",
        "go 1e9",
        "go 99999999999999999999",
        "seed -1",
        "steps 1e400",
        "l2 inf",
        "clip nan",
    };
    struct app *app = play_start("surface bowl");

    (void)state;
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct error error;
        size_t caret;

        if (commands_run(app, lines[i], &caret, &error))
            continue;
        assert_true(*error.message);
        check_harmless_message(&error);
        if (caret > strlen(lines[i]))
            fail_msg("'%s': the caret is at %zu", lines[i], caret);
    }
    app_free(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_what_can_be_left_out),
        cmocka_unit_test(test_the_caret_is_under_the_mistake),
        cmocka_unit_test(test_completion_and_history),
        cmocka_unit_test(test_every_name_is_completed),
        DIRECTORY_TEST(test_files_are_completed),
        cmocka_unit_test(test_all_or_none),
        cmocka_unit_test(test_undo_by_name),
        cmocka_unit_test(test_no_line_is_too_strange),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
