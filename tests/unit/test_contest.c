/* A race on the screen: who enters, at which rates, that each runs as it does alone, and what is
 * shown. */
#include "play.h"

#include <limits.h>

#include "base/buffer.h"
#include "show/contest.h"
#include "show/session.h"

/* "A gd, B momentum" */
static void check_entered(const struct contest *contest, const char *entered)
{
    struct buffer got = {0};

    for (int i = 0; i < contest->race.count; i++)
        buffer_format(&got, "%s%c %s", i ? ", " : "", contest->race.entrant[i].letter,
                      scenario_optimizer_name(&contest->race.entrant[i].scenario));
    assert_string_equal(buffer_string(&got), entered);
    buffer_release(&got);
}

/* The runs that were kept and the present one; what is tuned enters once, whatever its rate was. */
static void test_who_enters(void **state)
{
    (void)state;
    static const struct {
        const char *keys, *entered;
    } cases[] = {
        {":race<Enter>", "A gd, B momentum, C nesterov, D rmsprop, E adam"},
        {"5.rmgr", "A gd, @ momentum"},
        {"5.r+5.rmgr", "A gd, @ momentum"},
        {"5.r+5.rm:race own<Enter>", "A gd, B gd, @ momentum"},
        {"5.r+5.r:race own<Enter>", "A gd, B gd, @ gd"},
        {"5.rm5.rogr", "A gd, B momentum, @ nesterov"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct app *app = play_start("surface ravine|lr 0.02");
        play(app, cases[i].keys);
        check_entered(app->contest, cases[i].entered);
        app_free(app);
    }
}

/* Each who races is the run that it is alone, and they begin where the present run does. */
static void test_racers_are_runs(void **state)
{
    (void)state;
    static const char *const settings[] = {"surface ravine|start 2,1|lr 0.05",
                                           "surface himmelblau|noise 0.1|steps 60|lr 0.01",
                                           "surface rosenbrock|steps 300|l2 0.01"};
    for (size_t i = 0; i < COUNT(settings); i++) {
        struct app *app = play_start(settings[i]);
        play(app, "gr");
        play_to_end(app);
        const struct contest *contest = app->contest;
        assert_int_equal(contest->runners, 5);
        for (int k = 0; k < contest->runners; k++) {
            const struct trial *trial = &contest->runner[k];
            struct outcome alone;
            assert_true(outcome_of(&alone, &contest->race.entrant[k].scenario, NULL));
            assert_true(trial->ended);
            assert_int_equal(trial->outcome.steps, alone.steps);
            assert_memory_equal(trial->outcome.end, alone.end, 2 * sizeof *alone.end);
            assert_memory_equal(alone.start, simulation_now(app->session.simulation)->x,
                                2 * sizeof *alone.start);
        }
        app_free(app);
    }
}

/* At equal cost: while all run each has spent the same, but for the last step's. */
static void test_equal_cost(void **state)
{
    (void)state;
    struct app *app = play_start("surface rosenbrock|lr 0.001");
    play(app, ":race own<Enter> ");
    for (long cost = 20; cost <= 200; cost += 20) {
        play(app, "20.");
        play_to_end(app);
        assert_int_equal(app->contest->cost, cost);
        for (int i = 0; i < app->contest->runners; i++)
            if (!app->contest->runner[i].ended)
                assert_in_range(simulation_cost(app->contest->runner[i].simulation), cost,
                                cost + 1);
    }
    play_shows(app, "200 evaluations", "  evaluations 249"); /* not run into the number */
    app_free(app);
}

/* Where there are no bars the table has the numbers of the sentence. */
static void test_table(void **state)
{
    (void)state;
    struct app *app = play_start("surface ravine|lr 0.1");
    play(app, ":race own<Enter>200.");
    play_to_end(app);
    play_shows(app, "own", "rank       evaluations");
    play_shows(app, "own", "1 A gd              80");
    play_shows(app, "own", "A gd settles first, with 80 evaluations");
    app_free(app);
}

static void test_rates(void **state)
{
    (void)state;
    struct app *app = play_start("surface ravine|lr 0.05");
    play(app, ":race same<Enter>");
    for (int i = 0; i < app->contest->race.count; i++)
        assert_true(app->contest->race.entrant[i].scenario.lr == 0.05);
    play_to_end(app);
    play_shows(app, "same", "one rate for all");
    play(app, "q:race<Enter>");
    play_shows(app, "tuned", "fair first: each gets 96 trial runs");
    play_to_end(app);
    play_shows(app, "tuned", "settles first, with ");
    assert_true(app->contest->race.entrant[0].width > 0);
    app_free(app);
    app = play_start("surface ravine|lr 0.05");
    play(app, "9.r+9.gr");
    play_to_end(app);
    play_shows(app, "two runs that differ in their rate", "it is alone: after :forget the");
    play(app, "q:forget<Enter>gr");
    assert_int_equal(app->contest->race.count, 5);
    app_free(app);
}

/* A goal of one's own is kept when the settings change, and is told; one that is none is
 * refused. */
static void test_goal(void **state)
{
    (void)state;
    struct app *app = play_start("surface ravine");
    play(app, ":race own goal 0.01 > loss<Enter>");
    assert_int_equal(app->mode, MODE_RACE);
    play_to_end(app);
    play_shows(app, "goal", "reaches 0.01 > loss first, with ");
    play(app, "+");
    play_to_end(app);
    assert_string_equal(app->contest->goal_text, "0.01 > loss");
    assert_true(app->contest->race.goal == &app->contest->goal);
    play(app, "q:race<Enter>");
    assert_true(!*app->contest->goal_text);
    play(app, "q:race goal 1 > lose<Enter>");
    assert_int_equal(app->mode == MODE_RACE, 0);
    play(app, "<Esc><Esc>:race same loss<Enter>");
    play_shows(app, "no goal", "race same goal loss < 1e-6");
    app_free(app);
}

static void test_keys(void **state)
{
    (void)state;
    static const struct {
        const char *keys, *shown;
    } cases[] = {
        {"", "race of 5"},
        {" ", "all have ended: r lets them run again"},
        {",", ", is no key here"},
        {"r", "settles first"},
        {"R", "settles first"},
        {"o", "race of 5"},
        {"q", "stable below"},
        {"?q", "race of 5"},
        {":race fast<Enter>", "rates 'fast'"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct app *app = play_start("surface ravine|lr 0.02");
        play(app, ":race own<Enter>");
        play_to_end(app);
        play(app, cases[i].keys);
        if (*cases[i].keys != ' ' && *cases[i].keys != ',')
            app_frame(app);
        play_to_end(app);
        play_shows(app, cases[i].keys, cases[i].shown);
        app_free(app);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_enters), cmocka_unit_test(test_racers_are_runs),
        cmocka_unit_test(test_equal_cost), cmocka_unit_test(test_table),
        cmocka_unit_test(test_rates),      cmocka_unit_test(test_goal),
        cmocka_unit_test(test_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
