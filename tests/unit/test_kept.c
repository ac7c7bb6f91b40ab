/* Runs that were left and are compared: which of them stay, and what the screen tells of them. */
#include "play.h"

#include "base/buffer.h"
#include "show/fill.h"
#include "show/kept.h"
#include "show/session.h"
#include "view/compared.h"

static void check_letters(const struct app *app, const char *letters)
{
    int order[KEPT_RUNS], count = kept_by_age(&app->session.kept, order);
    char got[KEPT_RUNS + 1] = "";

    for (int i = 0; i < count; i++)
        got[i] = (char)('A' + order[i]);
    assert_string_equal(got, letters);
}

/* Letters in the order in which the runs were left. */
static void test_which_stay(void **state)
{
    (void)state;
    static const struct {
        const char *keys, *letters;
    } cases[] = {
        {"", ""},
        {"r", ""}, /* no step was made */
        {"5.r", "A"},
        {"5.r3.r", "A"},                    /* the same way, not so far */
        {"5.r9.r", "A"},                    /* the same way, further */
        {"5.r+5.r", "AB"},                  /* at another rate */
        {"5.r+5.r-5.r", "BA"},              /* the first one again: it was left last */
        {"5.r:start 1,1<Enter>5.r", "AB"},  /* from elsewhere */
        {"5.r+5.r:forget<Enter>", ""},      /* forgotten */
        {"5.r+5.r:forget<Enter>+5.r", "A"}, /* and letters begin anew */
        {"5.r:surface bowl<Enter>", ""},    /* of another surface */
        {"5.r+5.r+5.r+5.r+5.r+5.r+5.r+5.r", "ABCDEFGH"},
        {"5.r+5.r+5.r+5.r+5.r+5.r+5.r+5.r+5.r", "BCDEFGHA"}, /* the oldest goes */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct app *app = play_start("surface ravine|lr 0.01");
        play(app, cases[i].keys);
        check_letters(app, cases[i].letters);
        app_free(app);
    }
}

/* Of the same way the longer one stays, with what was told of it. */
static void test_the_longer_one_stays(void **state)
{
    (void)state;
    struct app *app = play_start("surface ravine|lr 0.01");
    play(app, "5.r3.r");
    assert_int_equal(app->session.kept.run[0]->told.steps, 5);
    play(app, "9.r");
    assert_int_equal(app->session.kept.run[0]->told.steps, 9);
    assert_int_equal(app->session.kept.run[0]->path.last, 9);
    app_free(app);
}

/* A run that is kept is the experiment that it was. */
static void test_it_is_an_experiment(void **state)
{
    (void)state;
    struct app *app = play_start("surface ravine|lr 0.01");
    play(app, "5.+4.r+");
    const struct kept_run *kept = app->session.kept.run[0];
    struct error error;
    struct simulation *again = simulation_open(&kept->experiment, &error);
    assert_non_null(again);
    assert_true(simulation_go(again, kept->told.steps));
    const struct sample *end = trajectory_at(&kept->path, trajectory_length(&kept->path) - 1);
    assert_int_equal(simulation_now(again)->step, 9);
    assert_memory_equal(simulation_now(again)->x, end->x, 2 * sizeof *end->x);
    simulation_free(again);
    app_free(app);
}

/* From which step on the run has settled, as its summary tells, and not where it was near first. */
static void test_settled(void **state)
{
    (void)state;
    static const struct {
        const char *settings, *keys;
        long settled;
        bool lost;
    } cases[] = {
        /* Each step halves x = 3, which is the gradient, too: 3/2^22 is the first below 1e-6. */
        {"function x^2/2|params x|start 3|lr 0.5", "300.r", 22, false},
        {"function x^2/2|params x|start 3|lr 0.5", "21.r", -1, false},
        {"function x^2/2|params x|start 3|lr 2.5", ":run<Enter>:go 200<Enter>r", -1, true},
        {"function x^2/2|params x|start 3|optimizer newton", ":go 9<Enter>r", 1, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct app *app = play_start(cases[i].settings);
        play(app, cases[i].keys);
        while (session_moving(&app->session))
            app_advance(app, 0.1);
        play(app, "r");
        const struct kept_run *kept = app->session.kept.run[0];
        assert_non_null(kept);
        assert_int_equal(kept->told.settled, cases[i].settled);
        app_free(app);
    }
}

/* The table, the message, and letters on the map. */
static void test_the_screen(void **state)
{
    (void)state;
    static const struct {
        const char *keys, *shown;
    } cases[] = {
        {"5.r", "run A stays: gd, rate 0.01, not settled in 5 steps; :forget clears"},
        {"5.r.", "A gd         0.01    –"},
        {"5.r.", "● gd         0.01    –"},
        {"5.r.", "loss of all"},
        {"5.r.m", "● momentum    0.5    –"},  /* the rates are the same: the betas are told */
        {"5.m5.r", "A gd > momentum      –"}, /* a rate that is the same takes no room of a name */
        {"5.m5.rm9.", "A >momentum   0.5    –"}, /* the last of its optimizers */
        {"5.r:lr 0.0075536<Enter>.",
         "● gd      0.00755    –"}, /* as many digits as there is room for */
        {"5.r:lr 0.0000075536<Enter>.", "● gd      7.6e-06    –"},
        {"5.r:lr 0.0075536<Enter>m.", "● momentum 0.0076    –"},
        {"5.r:lr 0.0075536<Enter>m.", "runs      rate settled"},
        {"5.r.m", "runs         β settled"},
        {"5.r.", "rate·λ ●"},
        {":multi-modal<Enter>5.r.", "loss   above -2.05 log"}, /* rather than "of all" */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct app *app = play_start("surface ravine|lr 0.01");
        play(app, cases[i].keys);
        while (session_moving(&app->session))
            app_advance(app, 0.1);
        play_shows(app, "", cases[i].shown);
        app_free(app);
    }
}

/* Dim, only the last one is there, and no table. */
static void test_dim(void **state)
{
    (void)state;
    struct app *app = play_start("surface ravine|lr 0.01");
    struct filled filled;

    play(app, "5.r+5.r:runs dim<Enter>");
    fill_scene(&filled, &app->session, &app->picture, &app->display, app->rows, app->columns);
    assert_int_equal(filled.scene.runs, 2);
    assert_true(filled.scene.run[0].dim && !filled.scene.run[0].told);
    assert_true(filled.scene.run[0].path == &app->session.kept.run[1]->path);
    assert_int_equal(filled.scene.layout->runs.rows, 0);
    app_free(app);
}

/* Heads that meet stand side by side, the present one in its place. */
static void test_heads_that_meet(void **state)
{
    (void)state;
    struct app *app = play_start("function x^2+y^2|start 1,1|lr 0.5");
    struct buffer text = {0};

    play(app, "3.r:lr 0.4<Enter>300.r:lr 0.3<Enter>300.r");
    play(app, "300.");
    while (session_moving(&app->session))
        app_advance(app, 0.1);
    play(app, "z");
    const char *screen = play_screen(app, &text);
    assert_non_null(strstr(screen, "B●CA"));
    buffer_release(&text);
    app_free(app);
}

/* At its end a run is measured with the one that was left last. */
static void test_the_sentence(void **state)
{
    struct app *app = play_start("surface ravine|lr 0.175");

    (void)state;
    play(app, "79.r");
    play(app, "m49.");
    play_shows(app, "m49.", "curvature 1 to 10; settled at step 49, A at 79");
    app_free(app);
    app = play_start("surface ravine|lr 0.175");
    play(app, "79.");
    play_shows(app, "79.", "curvature 1 to 10\n");
    play(app, "20.");
    play_shows(app, "beyond the end", "curvature 1 to 10; settled at step 79\n");
    app_free(app);
}

/* A run that has run away does not press the losses of the others flat; where all have, theirs are
 * seen. */
static void test_one_that_ran_away(void **state)
{
    static const struct {
        const char *keys;
        bool seen; /* the great losses */
    } cases[] = {{"90.r:rate 0.1<Enter>20.", false}, {"90.r:rate 0.6<Enter>90.", true}};
    static const struct display display = {.colors = 256, .blocks = true, .braille = true};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct app *app = play_start("surface ravine|lr 0.5");
        struct compared compared;
        struct filled filled;
        play(app, cases[i].keys);
        fill_scene(&filled, &app->session, &app->picture, &display, app->rows, app->columns);
        compared_init(&compared, &filled.scene, 20, &display);
        assert_true(compared.range.ranged && compared.range.logarithmic);
        assert_int_equal(compared.range.high > 2, cases[i].seen);
        app_free(app);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_that_ran_away),   cmocka_unit_test(test_the_sentence),
        cmocka_unit_test(test_which_stay),          cmocka_unit_test(test_the_longer_one_stays),
        cmocka_unit_test(test_it_is_an_experiment), cmocka_unit_test(test_settled),
        cmocka_unit_test(test_the_screen),          cmocka_unit_test(test_dim),
        cmocka_unit_test(test_heads_that_meet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
