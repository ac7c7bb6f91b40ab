/* A swarm: each dot is the run that it would be alone, keys run, step and steer it, and the screen
 * tells of it. */
#include "play.h"

#include "base/buffer.h"
#include "show/session.h"
#include "show/swarm.h"
#include "study/outcome.h"

/* All have ended, each where the run from its start ends alone. */
static void test_dots_are_runs(void **state)
{
    (void)state;
    static const char *const settings[] = {
        "surface himmelblau|lr 0.01", "surface himmelblau|optimizer adam",
        "surface rosenbrock|optimizer momentum|lr 0.001|steps 300",
        "function x^4+y^2-cos(3*x)|lr 0.05|schedule step:period=20,gamma=0.5"};
    for (size_t i = 0; i < COUNT(settings); i++) {
        struct app *app = play_start(settings[i]);
        play(app, ":swarm 30<Enter> ");
        play_to_end(app);
        const struct swarm *swarm = app->swarm;
        assert_int_equal(swarm->count, 30);
        assert_int_equal(swarm->settled + swarm->elsewhere + swarm->lost, 30);
        for (size_t k = 0; k < swarm->count; k++) {
            struct scenario scenario;
            struct outcome alone;
            assert_true(scenario_copy(&scenario, session_scenario(&app->session)));
            scenario_begin_at(&scenario, swarm->start + 2 * k);
            scenario_cap_steps(&scenario);
            assert_true(outcome_of(&alone, &scenario, NULL));
            assert_memory_equal(alone.end, swarm->x + 2 * k, 2 * sizeof *alone.end);
            assert_int_equal(swarm->kind[k] == SWARM_LOST, alone.ran_away);
            assert_int_equal(swarm->kind[k] >= SWARM_PLACE, ending_is_minimum(alone.ending));
            scenario_release(&scenario);
        }
        app_free(app);
    }
}

/* Of a cloud each dot has a seed of its own. */
static void test_a_cloud(void **state)
{
    (void)state;
    struct app *app = play_start("surface bowl|lr 0.1|noise 1|steps 15|seed 7");
    play(app, ":swarm 12<Enter>qgs ");
    play_to_end(app);
    assert_true(app->swarm->cloud);
    for (size_t k = 0; k < app->swarm->count; k++) {
        struct scenario scenario;
        struct outcome alone;
        assert_true(scenario_copy(&scenario, session_scenario(&app->session)));
        scenario.seed += k;
        scenario_cap_steps(&scenario);
        assert_true(outcome_of(&alone, &scenario, NULL));
        assert_memory_equal(alone.end, app->swarm->x + 2 * k, 2 * sizeof *alone.end);
        scenario_release(&scenario);
    }
    app_free(app);
}

/* What keys do: steps made, whether it runs, and whether the starts are the same. */
static void test_keys(void **state)
{
    (void)state;
    static const struct {
        const char *keys;
        long step;
        bool same_starts, running;
        const char *shown;
    } cases[] = {
        {"", 0, true, false, "swarm of 400"},
        {".", 1, true, false, "paused"},
        {"5.", 5, true, false, "step                 5"},
        {"5.r", 0, true, false, "0 of 400"},
        {"5.R", 0, false, false, "0 of 400"},
        {"5.+", 0, true, false, "rate 0.01259"}, /* begins again with the new rate */
        {"5.o", 0, true, false, "momentum"},
        {"5.s", 0, false, false, "swarm of 400"}, /* another surface, other starts */
        {"3.,", 3, true, false, ", is no key here"},
        {"5.z", 5, true, false, "swarm of 400"}, /* a view changes nothing */
        {"5.q", 5, true, false, "stable below"},
        {"5.q.gs", 0, false, false, "swarm of 400"},
        {"5.?q", 5, true, false, "swarm of 400"},
        {"5.:frame<Enter>", 5, true, false, "swarm of 400"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct app *app = play_start("surface himmelblau|lr 0.01");
        double start[2];
        play(app, "gs");
        memcpy(start, app->swarm->start, sizeof start);
        for (const char *key = cases[i].keys; *key; key++) {
            char one[16] = {*key, 0};
            size_t length = *key == ':' ? strlen(key) : 1;
            memcpy(one, key, length);
            key += length - 1;
            play(app, one);
            app_frame(app);
            play_to_end(app);
        }
        play_shows(app, "", cases[i].shown);
        if (app->swarm->step != cases[i].step)
            fail_msg("'%s': step %ld", cases[i].keys, app->swarm->step);
        assert_int_equal(memcmp(start, app->swarm->start, sizeof start) == 0, cases[i].same_starts);
        app_free(app);
    }
}

static void test_refusals(void **state)
{
    (void)state;
    static const struct {
        const char *keys, *shown;
    } cases[] = {
        {":cloud<Enter>", "nothing here is by chance"},
        {":swarm 0<Enter>", "1"},
        {":swarm x<Enter>", "swarm x"},
        {":swarm 10001<Enter>", "10000"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct app *app = play_start("surface bowl");
        play(app, cases[i].keys);
        play_shows(app, cases[i].keys, cases[i].shown);
        assert_true(app->mode != MODE_SWARM);
        app_free(app);
    }
}

/* Where they have settled: the four minima of himmelblau, by how many came there. */
static void test_the_board(void **state)
{
    (void)state;
    struct app *app = play_start("surface himmelblau|lr 0.01");
    play(app, "gs");
    app_frame(app);
    assert_string_equal(app->swarm->board.brief[1], ""); /* no loss is known yet */
    play(app, " ");
    play_to_end(app);
    play_shows(app, "", "runs by loss");
    assert_non_null(strstr(app->swarm->board.brief[1], "loss: best "));
    assert_int_equal(app->swarm->places.count, 4);
    int order[PLACES_MAX];
    places_by_runs(&app->swarm->places, order);
    size_t sum = 0;
    for (int i = 0; i < 4; i++) {
        assert_true(i == 0 ||
                    app->swarm->places.runs[order[i]] <= app->swarm->places.runs[order[i - 1]]);
        sum += app->swarm->places.runs[i];
    }
    assert_int_equal(sum, app->swarm->settled);
    play_shows(app, "", "all have ended: ");
    play(app, " ");
    play_shows(app, " ", "r begins again, R from other places");
    app_free(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dots_are_runs), cmocka_unit_test(test_a_cloud),
        cmocka_unit_test(test_keys),          cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_the_board),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
