/* Paths of other programs: which columns of a file they are read from, what is known of them, and
 * how they are kept beside the session's own runs. */
#include "play.h"

#include "base/buffer.h"
#include "directory.h"
#include "show/kept.h"
#include "show/session.h"
#include "show/trace_file.h"

static const struct kept_run *run_of(const struct app *app, int number)
{
    return app->session.kept.run[number];
}

static int keep(struct app *app, const char *text, struct error *error)
{
    directory_put("path.csv", text, strlen(text));
    return trace_file_keep(&app->session, "path.csv", error);
}

/* All of them are the steps (4, 1), (3, 2), (2, 0) on x^2 + y^2, whose gradient is twice as
 * long. */
static void test_columns(void **state)
{
    static const char *const texts[] = {
        "step,x,y,loss,grad_norm,lr\n0,4,1,17,8,0.1\n1,3,2,13,7,0.1\n2,2,0,4,4,0.1\n",
        "x,y\n4,1\n3,2\n2,0\n",
        "Loss;Y;X\r\n9;1,0;4,0\r\n9;2,0;3,0\r\n9;0,0;2,0\r\n", /* another order, decimal commas */
        "y (m),x (m),note\n1,4,a\n2,3,b\n0,2,c\n",             /* units, a column of texts */
        "iter,w1,w2,loss\n0,4,1,9\n1,3,2,9\n2,2,0,9\n",        /* others' names, in order */
        "4 1\n3 2\n2 0\n",                                     /* no names */
        "0 4 1 17\n1 3 2 13\n2 2 0 4\n",                       /* the rows' numbers before */
        "4 1 17\n3 2 13\n2 0 4\n",                             /* the loss behind */
        "\"\",\"x\",\"y\"\n\"1\",4,1\n\"2\",3,2\n\"3\",2,0\n", /* R */
        "x,y\n4,1\n3,2\n2,0\nnan,1\n7,7\n", /* it ends before what is no number */
    };
    static const double want[3][2] = {{4, 1}, {3, 2}, {2, 0}};
    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct app *app = play_start("function x^2 + y^2");
        struct error error = {0};
        if (keep(app, texts[i], &error) != 0)
            fail_msg("%s\n%s", texts[i], error.message);
        const struct trajectory *path = &run_of(app, 0)->path;
        if (trajectory_length(path) != 3)
            fail_msg("%s\n%zu points", texts[i], trajectory_length(path));
        for (size_t k = 0; k < 3; k++) {
            const struct sample *sample = trajectory_at(path, k);
            double x = want[k][0], y = want[k][1];
            assert_int_equal(sample->step, k);
            assert_true(sample->x[0] == x && sample->x[1] == y && sample->loss == x * x + y * y);
            check_near("the gradient", sample->grad_norm, 2 * hypot(x, y), 1e-15, 0);
        }
        app_free(app);
    }
}

/* Between steps that are left out the point stays where it was; steps that do not ascend are
 * counted. */
static void test_steps(void **state)
{
    (void)state;
    struct app *app = play_start("function x^2 + y^2");
    struct error error;
    assert_int_equal(keep(app, "x,y,epoch\n4,1,5\n3,2,7\n0,0,10\n0,0,11\n", &error), 0);
    const struct trajectory *path = &run_of(app, 0)->path;
    assert_int_equal(trajectory_length(path), 7);
    assert_int_equal(trajectory_at(path, 0)->step, 5);
    assert_true(trajectory_at(path, 1)->x[0] == 4 && trajectory_at(path, 4)->x[0] == 3);
    assert_int_equal(run_of(app, 0)->told.steps, 11);
    assert_int_equal(run_of(app, 0)->told.settled, 10);
    assert_int_equal(keep(app, "x,y,step\n4,1,5\n3,2,5\n1,1,9\n", &error), 1);
    assert_int_equal(run_of(app, 1)->told.steps, 2);
    assert_int_equal(run_of(app, 1)->told.settled, -1);
    app_free(app);
}

/* Own runs take no letter from them; the same file has the letter that it had; :forget clears
 * both. */
static void test_letters(void **state)
{
    (void)state;
    struct app *app = play_start("surface ravine|lr 0.01");
    struct error error;
    const char *text = "x,y\n4,1\n3,2\n";
    assert_int_equal(keep(app, text, &error), 0);
    play(app, "5.r+5.r+5.r+5.r+5.r+5.r+5.r+5.r+5.r");
    assert_true(run_of(app, 0)->foreign);
    assert_string_equal(run_of(app, 0)->told.optimizer, "path.csv");
    assert_true(run_of(app, 1) && !run_of(app, 1)->foreign);
    assert_int_equal(kept_count(&app->session.kept), KEPT_RUNS);
    assert_int_equal(keep(app, text, &error), 0);
    play(app, ":forget<Enter>");
    assert_int_equal(kept_count(&app->session.kept), 0);
    play(app, ":trace path.csv<Enter>");
    assert_string_equal(app->message,
                        "path.csv is run A: 1 step, loss 47 at its end; :forget clears");
    directory_put("long-path.csv", text, strlen(text));
    play(app, ":forget<Enter>:trace long-path.csv<Enter>");
    play_shows(app, "", "A long-path.csv      –"); /* a file has no rate: its name has that room */
    app_free(app);
}

static void check_refused(struct app *app, const char *text, const char *message)
{
    struct error error = {0};
    if (keep(app, text, &error) >= 0)
        fail_msg("accepted: %s", text);
    if (!strstr(error.message, message))
        fail_msg("'%s' is not in '%s'", message, error.message);
    assert_int_equal(keep(app, text, NULL), -1);
    assert_int_equal(kept_count(&app->session.kept), 0);
}

static void test_refused(void **state)
{
    (void)state;
    struct app *app = play_start("function x^2 + y^2");
    struct error error = {0};
    struct buffer text = {0};
    check_refused(app, "x,z\n1,2\n", "there is no column 'y'; there are x, z");
    check_refused(app, "a,b,c\n1,2,3\n", "there is no column 'x'; there are a, b, c");
    check_refused(app, "x,y\nnan,2\n1,2\n", "line 2: no point of the path stands here");
    check_refused(app, "x,y\n1,2,3\n", "line 2 has 3 fields");
    for (int i = 0; i <= TRACE_FILE_ROWS; i++)
        buffer_text(&text, "1 2\n");
    check_refused(app, buffer_string(&text), "line 100001: more than 100000 rows");
    assert_int_equal(trace_file_keep(&app->session, "none.csv", &error), -1);
    buffer_release(&text);
    app_free(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DIRECTORY_TEST(test_columns),
        DIRECTORY_TEST(test_steps),
        DIRECTORY_TEST(test_letters),
        DIRECTORY_TEST(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
