/* What the gauge has said along a run, in bounded memory. */
#include "play.h"

#include "insight/gauges.h"
#include "insight/stability.h"

static void note(struct gauges *gauges, long step)
{
    struct stability stability = {.rate = (double)step, .limit = 2, .has_limit = step % 2 == 0};
    gauges_note(gauges, step, &stability, 1);
}

static void test_notes(void **state)
{
    (void)state;
    struct gauges gauges = {0};
    for (long step = 0; step < 5; step++) {
        assert_true(gauges_want(&gauges, step));
        note(&gauges, step);
        assert_false(gauges_want(&gauges, step));
    }
    assert_true(gauges.note[2].limit == 2 && isnan(gauges.note[3].limit));
    note(&gauges, 3); /* again, with other settings: what came later is another path */
    assert_int_equal(gauges.count, 4);
    gauges_cut(&gauges, 1);
    assert_int_equal(gauges.count, 2);
    assert_true(gauges_want(&gauges, 2));
    assert_int_equal(gauges_until(&gauges, 2), 1);
}

/* When it is full every second step is dropped, and no longer wanted. */
static void test_bounded(void **state)
{
    (void)state;
    struct gauges gauges = {0};
    for (long step = 0; step < 10 * GAUGES_CAPACITY; step += gauges_until(&gauges, step)) {
        assert_true(gauges_want(&gauges, step));
        note(&gauges, step);
    }
    assert_int_equal(gauges.level, 4);
    for (size_t i = 0; i < gauges.count; i++)
        assert_true(gauges.note[i].step == 16 * (long)i && gauges.note[i].rate == 16.0 * (double)i);
    assert_false(gauges_want(&gauges, 10 * GAUGES_CAPACITY + 8));
    gauges_cut(&gauges, -1);
    assert_true(gauges.level == 0 && gauges.count == 0);
}

/* A run notes each of its steps, whether they are made one by one or many at once; going back
 * forgets, and so does another run. */
static void test_of_a_session(void **state)
{
    (void)state;
    static const char *const ways[] = {"....", "4.", "9.5,", "2.r4.", ":go 4<Enter>"};
    for (size_t i = 0; i < COUNT(ways); i++) {
        struct app *app = play_start("surface ravine");
        play(app, ways[i]);
        const struct gauges *gauges = &app->session.gauges;
        assert_true(gauges->count == 4 || gauges->count == 5);
        for (size_t k = 0; k < gauges->count; k++) {
            assert_int_equal(gauges->note[k].step, k);
            assert_float_equal(gauges->note[k].rate, 1.75, 1e-9);
            assert_float_equal(gauges->note[k].limit, 2, 0);
        }
        app_free(app);
    }
}

/* Tab walks from all curves through each alone and back, and Shift-Tab the other way; both only
 * through those that the run has. */
static void test_tab(void **state)
{
    (void)state;
    static const unsigned forward[] = {1, 2, 4, 8, 0};
    struct app *app = play_start("surface ravine");
    for (size_t i = 0; i < COUNT(forward); i++) {
        play_key(app, KEY_CODE_TAB);
        assert_int_equal(app->picture.view.curves, forward[i]);
    }
    for (size_t i = COUNT(forward) - 1; i-- > 0;) {
        play_key(app, KEY_CODE_BACK_TAB);
        assert_int_equal(app->picture.view.curves, forward[i]);
    }
    play(app, ":curves loss,distance<Enter><Tab>");
    app_free(app);
    app = play_start("function x^2+y^2");
    play(app, ":curves distance<Enter>");
    assert_non_null(strstr(app->message, "no curve of distance"));
    struct track curve[LAYOUT_CURVES];
    bool schedule;
    assert_int_equal(picture_curves(&app->picture, &app->session, curve, &schedule), 3);
    assert_false(schedule);
    play(app, ":schedule cosine:period=40<Enter>:curves rate<Enter>");
    assert_int_equal(picture_curves(&app->picture, &app->session, curve, &schedule), 0);
    assert_true(schedule);
    app_free(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_notes),
        cmocka_unit_test(test_bounded),
        cmocka_unit_test(test_of_a_session),
        cmocka_unit_test(test_tab),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
