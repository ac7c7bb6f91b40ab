/* The message line: what a key or a command has done. */
#include "play.h"

/* Runs, key scripts, and what is on the screen then. */
static void test_messages(void **state)
{
    static const struct {
        const char *run, *keys, *message;
    } rows[] = {
        /* The window. */
        {"surface bowl|view -1,1,0,2|start 0,1", "l", "• x -0.8…1.2, y 0…2, axes not to scale\n"},
        {"surface bowl|view -1,1,0,2|start 0,1", "2z",
         "• x -0.5…0.5, y 0.5…1.5, axes not to scale\n"},
        {"surface bowl|view -1,1,0,2|start 0,1", "2Z", "• x -2…2, y -1…3, axes not to scale\n"},
        {"surface bowl|view -1,1,0,2|start 0,1", "zz0", "• x -1…1, y 0…2, axes not to scale\n"},
        {"surface bowl|view -1,1,0,2|start 0,1", "zz:frame<Enter>",
         "• x -1…1, y 0…2, axes not to scale\n"},
        {"surface bowl", ":view -1,1e3,0.125,2<Enter>",
         "• x -1…1000, y 0.125…2, axes not to scale\n"},
        {"function w^2|params w|view -1,1,0,2|start 0.5", "l", "• w -0.8…1.2\n"},
        {"function a^2+b^2+c^2|params a,b,c|view -1,1,0,2|start 0,1,2", "l",
         "• a -0.8…1.2, b 0…2, axes not to scale: the slice through the present point"},
        /* The axes, and a window along them that holds the path. */
        {"function a^2+b^2+c^2|params a,b,c|start 0,1,20", "a",
         "• a -7.11…7.11, c 15…25: the slice through the present point along these two\n"},
        {"function a^2+b^2+c^2|params a,b,c|start 0,1,20", "aa",
         "• b -6.11…8.11, c 15…25: the slice"},
        {"function a^2+b^2+c^2|params a,b,c|start 0,1,20", "aaaa",
         "• a -7.11…7.11, b -4…6: the slice"},
        {"function a^2+b^2+c^2|params a,b,c|start 0,1,20", "AA",
         "• b -6.11…8.11, c 15…25: the slice"},
        {"function a^2+b^2+c^2|params a,b,c|start 0,1,20", "A",
         "• pc 1 -7.11…7.11, pc 2 -5…5: the plane along the path's main directions\n"},
        {"function a^2+b^2+c^2|params a,b,c|start 0,0,20|lr 0.25", ".A",
         "• pc 1 (100 %) -1…11, pc 2 -4.222…4.222: the plane along"},
        {"function a^2+b^2+c^2|params a,b,c|start 0,1,20|axes pca", "i",
         "• start at pc 1 = 0.0000, pc 2 = 0.0000: loss 401"},
        {"function a^2+b^2+c^2|params a,b,c|axes pca", ":view 0,1,2,3<Enter>",
         "• pc 1 0…1, pc 2 2…3, axes not to scale: the plane"},
        {"function a^2+b^2+c^2|params a,b,c|start 0,1,20", ":axes c,b<Enter>",
         "• c 12.89…27.11, b -4…6: the slice"},
        {"function a^2+b^2+c^2|params a,b,c|start 0,1,20|axes c,b", "A", "• a -7.11…7.11, c 15…25"},
        {"function a^2+b^2+c^2|params a,b,c|start 0,1,20|lr 0.25", "2.a",
         "• a -14.57…14.57, c 4.5…25"},
        {"function a^2+b^2+c^2|params a,b,c|start 0,1,20|view 0,1,2,3", "aA",
         "• a -7.11…7.11, b -4…6"},
        {"surface bowl", "a", "• with two parameters there are no other axes"},
        {"function w^2|params w", "A", "• with one parameter there are no other axes"},
        {"surface rosenbrock|axes y,x", "0", "• y -1.842…3.842, x -2…2\n"},
        {"surface rosenbrock|axes y,x|start 1,2", "i",
         "• start at y = 2.0000, x = 1.0000: loss 100\n"},
        /* Another loss has another rate. */
        {"surface bowl", ":function x^2 + y^2<Enter>", "• function x^2 + y^2; rate 0.01\n"},
        {"surface bowl|optimizer newton", ":function x^2 + y^2<Enter>", "• function x^2 + y^2\n"},
        {"surface bowl", ":function x²+√(1+y²)<Enter>", "• function x²+√(1+y²); rate 0.01\n"},
        /* What is wrong with a formula, under its place. */
        {"surface bowl", ":function 3(x+1)<Enter>",
         ":function 3(x+1)\n           ^ expected an operator or the end, not '('; to multiply, write 3*(…)\n"},
        {"surface bowl", ":function θ² + x<Enter>",
         ":function θ² + x\n          ^ there is no 'θ'; the names are x, y (more: :params x,θ)\n"},
        /* A method has neither a rate nor a schedule. */
        {"surface bowl|optimizer newton", "d", "• newton has no rate and no schedule"},
        {"surface bowl|optimizer newton", "D", "• newton has no rate and no schedule"},
        {"surface bowl|optimizer newton", "+", "• newton has no rate and no schedule"},
        {"surface bowl|optimizer newton", ":lr 0.1<Enter>", "• newton has no rate"},
        {"surface bowl|optimizer newton", ":schedule cosine<Enter>", "• newton has no rate"},
        /* While the start is placed. */
        {"surface bowl|view -1,1,-1,1|start 0.5,0.5", "i",
         "• start at x = 0.5000, y = 0.5000: loss 0.25\n"},
        {"surface bowl", "i12", "• 12 times\n"},
        {"surface bowl", "i12l", "• start at x"},
        {"surface bowl", "iX", "• X is no key here: arrows"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        play_tells(rows[i].run, rows[i].keys, rows[i].message);
}

static void test_ascii_window(void **state)
{
    struct app *app = play_start("surface bowl|view -1,1,0,2|start 0,1");

    (void)state;
    app->display.blocks = app->display.braille = false;
    play(app, "l");
    play_shows(app, "l", "- x -0.8..1.2, y 0..2, axes not to scale\n");
    app_free(app);
}

/* The header has no length before a method has made a step. */
static void test_length(void **state)
{
    static const struct {
        const char *run, *keys, *header;
    } rows[] = {
        {"surface bowl|optimizer newton", "", "newton  length -  "},
        {"surface bowl|optimizer newton", ".", "newton  length 1  "},
        {"surface bowl|optimizer newton", ".,", "newton  length -  "},
        {"surface bowl", "..:optimizer newton<Enter>", "newton  length -  "},
        {"surface bowl", "..:optimizer newton<Enter>.", "newton  length 1  "},
        {"surface bowl", "..:optimizer newton<Enter>.,", "newton  length -  "},
        {"surface bowl|optimizer newton", ".:l2 0.1<Enter>", "newton  length 1  "},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        play_tells(rows[i].run, rows[i].keys, rows[i].header);
}

/* The panel of the schedule is there with a rule, and not with a method. */
static void test_schedule_panel(void **state)
{
    struct app *app = play_start("surface bowl|schedule exponential:gamma=0.5");
    struct buffer text = {0};

    (void)state;
    play(app, ".");
    assert_non_null(strstr(play_screen(app, &text), "exponential "));
    play(app, ":optimizer bfgs<Enter>.");
    assert_null(strstr(play_screen(app, &text), "exponential "));
    buffer_release(&text);
    app_free(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_messages),
        cmocka_unit_test(test_ascii_window),
        cmocka_unit_test(test_length),
        cmocka_unit_test(test_schedule_panel),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
