/* What the screen says of a run on data: its sentence, and where the curves are. */
#include "play.h"
#include "shipped.h"
#include "show/fill.h"

enum { STEPS = 50 };

/* The losses of a step. */
struct losses {
    double training, validation;
};

static struct losses overfits(double step)
{
    return (struct losses){exp(-step / 20), step < 20 ? exp(-step / 20) + 0.1 : step / 40};
}

static struct losses heals(double step)
{
    return (struct losses){exp(-step / 20), exp(-step / 20) + 0.01};
}

static struct losses sticks(double step)
{
    return (struct losses){1 - step / 10000, NAN};
}

static struct losses swings(double step)
{
    return (struct losses){fmod(step, 4) < 2 ? 1 : 0.1, NAN};
}

/* Puts the losses into the path, as if it were that of a run on data. */
static void learn(const struct app *app, struct losses (*losses)(double))
{
    const struct trajectory *path = simulation_trajectory(app->session.simulation);
    assert_int_equal(path->last, STEPS);
    for (long step = 0; step <= STEPS; step++) {
        struct sample sample = *trajectory_at(path, (size_t)step);
        struct losses here = losses((double)step);
        sample.epoch = (step + 4) / 5;
        sample.loss = here.training;
        sample.validation = here.validation;
        sample.batch_loss = step > 0 ? here.training : NAN;
        path->sample[step] = path->recent[step % TRAJECTORY_RING] = sample;
    }
}

/* The screen without its line breaks, and no blank but between words. */
static char *words_of(struct app *app)
{
    struct buffer text = {0};
    char *words = strdup(play_screen(app, &text)), *to = words;
    assert_non_null(words);
    for (const char *from = words; *from; from++) {
        char c = *from == '\n' ? ' ' : *from;
        if (c != ' ' || (to > words && to[-1] != ' '))
            *to++ = c;
    }
    *to = '\0';
    buffer_release(&text);
    return words;
}

static void test_sentences(void **state)
{
    (void)state;
    static const struct {
        const char *settings; /* besides the data */
        int rows, columns;
        struct losses (*losses)(double);
        bool warn;
        const char *sentence, *not ;
    } cases[] = {
        /* Paused: what ails the run, else the stability. */
        {"", 24, 80, overfits, true, "▲ overfitting: validation 1.25 was", "comfortable"},
        {"", 24, 80, swings, true, "▲ unstable: the loss swung", "comfortable"},
        {"", 24, 80, sticks, false, "• stuck: the loss began at 1", "comfortable"},
        {"", 24, 80, heals, false, "comfortable", "healthy"},
        /* Ended: the verdict and the diagnosis, where there is room for both. */
        {"|steps 50", 24, 80, overfits, true, "▲ cap of 50 steps reached", NULL},
        {"|steps 50", 24, 80, overfits, true, "; overfitting: validation", NULL},
        {"|steps 50", 24, 80, heals, false, "; healthy: the loss fell", NULL},
        {"|steps 50", 16, 80, heals, false, "• cap of 50 steps", "healthy"},
        {"|steps 50", 16, 160, heals, false, "; healthy: the loss fell", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char path[SHIPPED_PATH], settings[SHIPPED_PATH + 32];
        snprintf(settings, sizeof settings, "data %s%s", shipped("line.csv", path),
                 cases[i].settings);
        struct app *app = play_start(settings);
        play(app, "50.");
        for (int round = 0; round < 100 && play_step(app) < STEPS; round++)
            app_advance(app, 0.1);
        learn(app, cases[i].losses);
        app_handle(app, &(struct event){.kind = EVENT_RESIZE,
                                        .rows = cases[i].rows,
                                        .columns = cases[i].columns});
        char *words = words_of(app), *mark = strstr(words, cases[i].warn ? "▲" : "•");
        if (!strstr(words, cases[i].sentence) || (cases[i].not &&strstr(words, cases[i].not )) ||
            !mark)
            fail_msg("case %zu: %s", i, mark ? mark : "another mark");
        free(words);
        app_free(app);
    }
}

/* Before the first step on raw columns there is the way out on the smallest screen, too. */
static void test_the_way_out_fits(void **state)
{
    (void)state;
    char path[SHIPPED_PATH], settings[SHIPPED_PATH + 32];
    snprintf(settings, sizeof settings, "data %s", shipped("flats.csv", path));
    struct app *app = play_start(settings);
    app_handle(app, &(struct event){.kind = EVENT_RESIZE, .rows = 12, .columns = 40});
    char *words = words_of(app);
    assert_non_null(strstr(words, "▲ :standardize, or :rate "));
    free(words);
    app_free(app);
}

/* A run that stands beside the window says how it is seen; and not where it ran away, nor where it
 * is seen. */
static void test_beside(void **state)
{
    (void)state;
    static const struct {
        const char *settings, *keys;
        bool beside;
    } cases[] = {
        {"function (x+10)^2 + (y+10)^2|start 5,5|lr 0.1|stop grad=0.01", "99.", true},
        {"function (x+10)^2 + (y+10)^2|start 5,5|lr 0.1|stop grad=0.01", "99.0", false},
        {"function (x+10)^2 + (y+10)^2|start 5,5|lr 2", "99.", false},
        {"function (x-1)^2 + y^2|start 5,5|lr 0.1|stop grad=0.01", "99.", false},
        {"function (x+10)^2|params x|start 5|lr 0.1|stop grad=0.01", "99.", true},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct app *app = play_start(cases[i].settings);
        play(app, cases[i].keys);
        for (int round = 0; round < 100; round++)
            app_advance(app, 0.1);
        char *words = words_of(app);
        if (!strstr(words, "; 0 shows the whole path") == cases[i].beside)
            fail_msg("case %zu: %s", i, words);
        free(words);
        app_free(app);
    }
}

/* The runs that were left, with letters, and a branch without are dim, and the present one lies
 * over them. */
static void test_runs(void **state)
{
    (void)state;
    static const struct {
        const char *keys, *letters;
    } cases[] = {
        {"", ""},      {"5.", ""},      {"5.r", "A"},        {"5.r5.r", "A"},
        {"9.4,", "-"}, {"9.4,+.", "-"}, {"5.r9.4,+.", "A-"}, {"5.r+5.r", "AB"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct app *app = play_start("surface rosenbrock");
        struct filled filled;

        play(app, cases[i].keys);
        fill_scene(&filled, &app->session, &app->picture, &app->display, app->rows, app->columns);
        const struct scene *scene = &filled.scene;
        size_t left = strlen(cases[i].letters);
        if (scene->runs != left + 1)
            fail_msg("'%s': %zu runs", cases[i].keys, scene->runs);
        for (size_t k = 0; k < left; k++)
            assert_true(scene->run[k].dim &&
                        scene->run[k].glyph ==
                            (cases[i].letters[k] == '-' ? 0u : (uint32_t)cases[i].letters[k]));
        assert_false(scene->run[left].dim);
        assert_ptr_equal(scene_path(scene), simulation_trajectory(app->session.simulation));
        app_free(app);
    }
}

/* Of the step to come the gradient's part is shown where it leads elsewhere, and is the gradient's;
 * a run that moves shows neither. */
static void test_the_step_to_come(void **state)
{
    (void)state;
    static const struct {
        const char *settings, *keys;
        bool next, pull;
    } cases[] = {
        {"surface ravine|lr 0.05", "3.", true, false},
        {"surface ravine|lr 0.05", "3. ", false, false},
        {"surface ravine|optimizer momentum|lr 0.05", "3.", true, true},
        {"surface ravine|optimizer momentum|lr 0.05", "", true, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct app *app = play_start(cases[i].settings);
        struct filled filled;

        play(app, cases[i].keys);
        fill_scene(&filled, &app->session, &app->picture, &app->display, app->rows, app->columns);
        const struct drawn_run *run = &filled.scene.run[filled.scene.runs - 1];
        if ((run->next != NULL) != cases[i].next || (run->pull != NULL) != cases[i].pull)
            fail_msg("'%s' %s: step %d, pull %d", cases[i].settings, cases[i].keys,
                     run->next != NULL, run->pull != NULL);
        if (run->pull)
            assert_true(run->pull[0] != run->next[0] && run->pull[1] != run->next[1]);
        app_free(app);
    }
}

/* A whole run beside the present one is coloured, where there are 256 colours and nobody wants it
 * dim; what was gone back over is not. */
static void test_compared_runs(void **state)
{
    (void)state;
    static const struct {
        int colors;
        const char *keys;
        bool compared;
    } cases[] = {
        {256, "5.r5.", true}, {16, "5.r5.", true},    {8, "5.r5.", true},
        {0, "5.r5.", false},  {256, "9.4,", false},   {256, "5.r5.:runs dim<Enter>", false},
        {256, "5.", false},   {256, "5.r9.4,", true},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct display display = {.colors = cases[i].colors, .blocks = true, .braille = true};
        struct app *app = play_open("surface rosenbrock", &display, 24, 80);
        struct filled filled;
        play(app, cases[i].keys);
        fill_scene(&filled, &app->session, &app->picture, &display, app->rows, app->columns);
        const struct scene *scene = &filled.scene;
        const struct drawn_run *first = &scene->run[0], *last = &scene->run[scene->runs - 1];
        assert_int_equal(scene->colormap == &colormap_quiet, cases[i].compared);
        assert_int_equal(last->color, cases[i].compared ? run_color(&display, 0) : 0);
        if (cases[i].compared)
            assert_true(first->color == run_color(&display, 1) && first->glyph == 'A' &&
                        !first->dim);
        app_free(app);
    }
}

/* What changes the run and is not to be seen has a chip while it is on, as it is typed. */
static void test_chips(void **state)
{
    (void)state;
    static const struct {
        const char *keys, *chips;
    } cases[] = {
        {"", ""},
        {":noise 0.1<Enter>:clip 2<Enter>:l2 0.25<Enter>", "noise 0.1 clip 2 l2 0.25 "},
        {":schedule cosine:period=40<Enter>", "schedule cosine "},
        {":stop grad=0.001,loss=0<Enter>:steps 50<Enter>", "stop grad=0.001,loss=0 steps 50 "},
        {":steps 50<Enter>:noise 1<Enter>:steps none<Enter>:noise 0<Enter>", ""},
        {":batch 8<Enter>", ""}, /* there are no rows */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct app *app = play_start("surface rosenbrock");
        struct filled filled;
        struct buffer chips = {0};
        play(app, cases[i].keys);
        fill_scene(&filled, &app->session, &app->picture, &app->display, app->rows, app->columns);
        for (int k = 0; k < filled.scene.chips; k++)
            buffer_format(&chips, "%s %s ", filled.scene.chip[k].name, filled.scene.chip[k].value);
        assert_string_equal(buffer_string(&chips), cases[i].chips);
        buffer_release(&chips);
        app_free(app);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_runs),
        cmocka_unit_test(test_the_step_to_come),
        cmocka_unit_test(test_compared_runs),
        cmocka_unit_test(test_chips),
        cmocka_unit_test(test_beside),
        cmocka_unit_test(test_sentences),
        cmocka_unit_test(test_the_way_out_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
