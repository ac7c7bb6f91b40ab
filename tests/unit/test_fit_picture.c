/* Real data in the program: the picture of the fit, through restarts and other objectives, and the
 * parameters in the units of the file. */
#include "play.h"
#include "problem/model.h"
#include "shipped.h"

static struct app *learn(const char *name, const char *settings)
{
    char path[SHIPPED_PATH], text[SHIPPED_PATH + 200];
    snprintf(text, sizeof text, "data %s%s", shipped(name, path), settings);
    return play_start(text);
}

static void check_shows(struct app *app, const char *after, const char *const *words)
{
    struct buffer text = {0};
    const char *screen = play_screen(app, &text);
    for (; *words; words++)
        if (!strstr(screen, *words))
            fail_msg("after %s there is no '%s':\n%s", after, *words, screen);
    buffer_release(&text);
}

/* A restart keeps the data, and makes everything that is drawn of it anew. */
static void test_restarts(void **state)
{
    (void)state;
    static const char *const scripts[] = {
        "ff", "3.",     "r", "5.r", "R", ":seed 4<Enter>", ":init he<Enter>", ":online<Enter>",
        "i",  "<Enter>"};
    static const char *const names[] = {"flipper_length_mm", "body_mass_g", "6000", NULL};
    struct app *app =
        learn("penguins.csv", "|columns x=flipper_length_mm,y=body_mass_g|standardize all");
    for (size_t i = 0; i < COUNT(scripts); i++) {
        play(app, scripts[i]);
        check_shows(app, scripts[i], names);
    }
    app_free(app);
}

static void test_other_objectives(void **state)
{
    (void)state;
    static const char *const plane[] = {"x1", "x2", "blue", NULL};
    static const char *const score[] = {"x1", "x2", "○", NULL};
    static const char *const none[] = {"data: there is no fit to draw", NULL};
    struct app *app = learn("classes.csv", "|label y=class:blue|model logistic-plane");
    play(app, "ff9.");
    check_shows(app, "f", plane);
    play(app, ":loss z = u*x1 + w*x2; softplus(z) - y*z --params u,w<Enter>9.");
    check_shows(app, "a loss", score);
    play(app, ":surface bowl<Enter>:show fit<Enter>");
    check_shows(app, "a surface", none);
    app_free(app);
}

/* The key goes on to the models that can learn from two columns, whose y is not 0 and 1. */
static void test_models_by_key(void **state)
{
    (void)state;
    static const char *const names[] = {"quadratic", "neuron", "network", "network-3", "linear"};
    struct app *app = learn("line.csv", "|model linear");
    for (size_t i = 0; i < COUNT(names); i++) {
        play(app, "s");
        assert_string_equal(session_scenario(&app->session)->model->name, names[i]);
    }
    app_free(app);
}

/* What can't be drawn says why. */
static void test_reasons(void **state)
{
    (void)state;
    static const struct {
        const char *loss, *reason;
    } cases[] = {
        {"(x1 - m)^2", "the loss names no part to draw"},
        {"p = m; (x1 - p)^2", "what is predicted reads 0 columns; one or two can be drawn"},
        {"p = m*x1 + x2 + y; (p - x1)^2", "what is predicted reads 3 columns"},
        {"p = m*x1; p^2", "the loss reads 0 columns that what is predicted does not"},
        {"p = m*x1 + y; (x2 - p)^2", "a fit over two columns is drawn of classes 0 and 1"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct app *app = learn("classes.csv", "|label y=class:blue|model logistic-plane");
        struct buffer line = {0};
        const char *const reason[] = {cases[i].reason, NULL};
        buffer_format(&line, ":loss %s --params m<Enter>:show fit<Enter>", cases[i].loss);
        play(app, buffer_string(&line));
        check_shows(app, cases[i].loss, reason);
        buffer_release(&line);
        app_free(app);
    }
}

/* Data is neither read from where it would never come, nor written over. */
static void test_files(void **state)
{
    (void)state;
    char path[SHIPPED_PATH];
    struct app *app = learn("line.csv", "");
    struct buffer line = {0};
    static const char *const keyboard[] = {"standard input is the keyboard", NULL};
    static const char *const device[] = {"is not a regular file", NULL};
    static const char *const target[] = {"is the data that is learnt from", NULL};
    play(app, ":data -<Enter>");
    check_shows(app, ":data -", keyboard);
    play(app, "<Esc>:data /dev/zero<Enter>");
    check_shows(app, ":data /dev/zero", device);
    buffer_format(&line, "<Esc>:export %s<Enter>", shipped("line.csv", path));
    play(app, buffer_string(&line));
    check_shows(app, "export", target);
    buffer_release(&line);
    app_free(app);
}

/* The window shows the start and the optimum, and both are marked. */
static void test_the_way(void **state)
{
    (void)state;
    static const char *const marks[] = {"○", "●", "★", NULL};
    static const char *const settings[] = {"", "|standardize all|lr 0.1",
                                           "|standardize all|l2 0.5"};
    for (size_t i = 0; i < COUNT(settings); i++) {
        char all[200];
        snprintf(all, sizeof all, "|columns x=flipper_length_mm,y=body_mass_g%s", settings[i]);
        struct app *app = learn("penguins.csv", all);
        play(app, i == 0 ? ":lr 1e-5<Enter>:show map<Enter>2." : ":show map<Enter>2.");
        check_shows(app, settings[i], marks);
        app_free(app);
    }
}

static void test_raw(void **state)
{
    (void)state;
    static const char *const numbers[] = {"w  49.6855", "b  -5780.83", NULL};
    struct app *app =
        learn("penguins.csv", "|columns x=flipper_length_mm,y=body_mass_g|standardize all");
    play(app, "90.:raw<Enter>");
    check_shows(app, "raw", numbers);
    play(app, "q:standardize none<Enter>:raw<Enter>");
    play_shows(app, "raw", "raw is for standardized columns, each times a parameter");
    app_free(app);
}

/* What is predicted of standardized columns is drawn in the units of the file: the same line. */
static void test_units(void **state)
{
    (void)state;
    struct app *app =
        learn("penguins.csv", "|columns x=flipper_length_mm,y=body_mass_g|standardize all");
    const struct fit *fit = &app->picture.fit.fit;
    play(app, "90.ff");
    app_frame(app);
    check_near("left", fit->prediction[0], 49.6855 * fit->x0 - 5780.83, 1e-4, 0);
    check_near("right", fit->prediction[FIT_SAMPLES - 1], 49.6855 * fit->x1 - 5780.83, 1e-4, 0);
    app_free(app);
}

/* The predictions are made for another point only; a mark in them tells. */
static void test_kept(void **state)
{
    (void)state;
    static const struct {
        const char *keys;
        bool kept;
    } cases[] = {{":x<Esc>", true}, {"?q", true}, {"+", true},  {".", false},
                 {"c", true},       {"i", true},  {"l", false}, {"<Esc>", false}};
    struct app *app = learn("line.csv", "");
    const double mark = 12345.678;
    play(app, "ff");
    app_frame(app);
    for (size_t i = 0; i < COUNT(cases); i++) {
        double *prediction = app->picture.fit.prediction;
        prediction[0] = mark;
        play(app, cases[i].keys);
        app_frame(app);
        if ((prediction[0] == mark) != cases[i].kept)
            fail_msg("after %s the predictions are %s", cases[i].keys,
                     cases[i].kept ? "made anew" : "still those of before");
    }
    app_free(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_restarts),
        cmocka_unit_test(test_units),
        cmocka_unit_test(test_other_objectives),
        cmocka_unit_test(test_models_by_key),
        cmocka_unit_test(test_reasons),
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_the_way),
        cmocka_unit_test(test_raw),
        cmocka_unit_test(test_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
