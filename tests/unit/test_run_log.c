/* The log of the runs of a sitting: a row a run, as its last step has left it. */
#include "play.h"

#include "show/run_log.h"

/* The log after the keys, as it is written, but for its first line. */
static void check_log(const char *settings, const char *keys, const char *want)
{
    struct app *app = play_start(settings);
    struct run_log log = {0};
    struct buffer text = {0};

    play(app, keys);
    assert_true(session_log(&app->session, &log));
    run_log_write(&log, &text);
    const char *rows = strchr(buffer_string(&text), '\n') + 1;
    if (strcmp(rows, want) != 0)
        fail_msg("after %s the log is\n%sand not\n%s", keys, rows, want);
    buffer_release(&text);
    run_log_release(&log);
    app_free(app);
}

/* From (4, 4) a step at the rate r multiplies the parameters by 1 - r, and the loss is half of
 * their square. */
static void test_rows(void **state)
{
    static const struct {
        const char *keys, *rows;
    } rows[] = {
        {"", ""},
        {":lr 0.25<Enter>", ""},
        {".", "1,bowl,gd,0.5,,1,2,2,running\n"},
        {".:lr 0.25<Enter>", "1,bowl,gd,0.5,,1,2,2,running\n"},
        {".:lr 0.25<Enter>u", "1,bowl,gd,0.5,,1,2,2,running\n"},
        {".:lr 0.25<Enter>.", "1,bowl,gd,0.25,,2,3,1.125,running\n"},
        {".r:optimizer momentum<Enter>.",
         "1,bowl,gd,0.5,,1,2,2,running\n2,bowl,momentum,0.1,0.9,1,2,6.48,running\n"},
        {".:optimizer adagrad<Enter>r", "1,bowl,gd,0.5,,1,2,2,running\n"},
        {".:optimizer momentum<Enter>.,:lr 0.125<Enter>", "1,bowl,gd,0.5,,1,2,2,running\n"},
        {".:optimizer newton<Enter>.r", "1,bowl,gd > newton,,,2,4,0,global_minimum\n"},
        {".:optimizer momentum<Enter>:optimizer gd<Enter>.r", "1,bowl,gd,0.5,,2,3,0.5,running\n"},
        {":lr 1<Enter>.", "1,bowl,gd,1,,1,2,0,global_minimum\n"},
        {":lr 1<Enter>.:optimizer momentum<Enter>r", "1,bowl,gd,1,,1,2,0,global_minimum\n"},
        {":lr 1<Enter>.:lr 0.1<Enter>:lr 0.2<Enter>s", "1,bowl,gd,1,,1,2,0,global_minimum\n"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        check_log("surface bowl|lr 0.5|start 4,0", rows[i].keys, rows[i].rows);
}

/* Of many optimizers the first ones. */
static void test_a_long_name_is_cut(void **state)
{
    (void)state;
    struct app *app = play_start("surface bowl");
    struct run_log log = {0};
    for (int i = 0; i < 20; i++)
        play(app, i % 2 ? ":optimizer momentum<Enter>." : ":optimizer nesterov<Enter>.");
    assert_true(session_log(&app->session, &log));
    assert_int_equal(log.count, 1);
    assert_int_equal(strncmp(log.run[0].optimizer, "nesterov > momentum > nesterov", 30), 0);
    assert_non_null(strstr(log.run[0].optimizer, "…"));
    run_log_release(&log);
    app_free(app);
}

/* Where it is full the oldest runs are forgotten, and the others keep their numbers. */
static void test_a_full_log(void **state)
{
    struct run_log log = {0};
    struct buffer text = {0};

    (void)state;
    for (long i = 1; i <= RUN_LOG_MAX + 2; i++)
        assert_true(run_log_add(&log, &(struct logged_run){.problem = "p", .steps = i}));
    assert_int_equal(log.count, RUN_LOG_MAX);
    run_log_write(&log, &text);
    const char *row = strchr(buffer_string(&text), '\n') + 1;
    for (long i = 3; i <= RUN_LOG_MAX + 2; i++, row = strchr(row, '\n') + 1) {
        char want[64];
        snprintf(want, sizeof want, "%ld,p,,0,0,%ld,0,0,running\n", i, i);
        assert_int_equal(strncmp(row, want, strlen(want)), 0);
    }
    assert_string_equal(row, "");
    buffer_release(&text);
    run_log_release(&log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_a_long_name_is_cut),
        cmocka_unit_test(test_a_full_log),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
