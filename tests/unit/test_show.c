/* The map, the fit or both in the program. The functions of show/fit_picture are stood in for by
 * those below, which hand out a fit whatever the objective is. */
#include "play.h"
#include "show/fit_picture.h"
#include "view/layout.h"

static const double points[] = {0.25, 0.5, 0.75}, line[] = {0, 1};
static bool is_there = true;
static double asked[2]; /* the parameters of the fit that was drawn last */

void fit_picture_release(struct fit_picture *model)
{
    *model = (struct fit_picture){0};
}

bool fit_picture_exists(const struct session *session, struct error *error)
{
    (void)session;
    return is_there || error_set(error, "three inputs are too many to draw");
}

bool fit_picture_ready(struct fit_picture *model, const struct session *session)
{
    (void)model;
    return fit_picture_exists(session, NULL);
}

const struct fit *fit_picture_of(struct fit_picture *model, struct session *session,
                                 const double *x)
{
    memcpy(asked, x, sizeof asked);
    model->fit = (struct fit){.training = {3, points, points, NULL},
                              .x1 = 1,
                              .y1 = 1,
                              .x_name = "size",
                              .y_name = "price",
                              .prediction = line,
                              .samples = 2};
    return fit_picture_exists(session, NULL) ? &model->fit : NULL;
}

static void resize(struct app *app, int rows, int columns)
{
    app_handle(app, &(struct event){.kind = EVENT_RESIZE, .rows = rows, .columns = columns});
}

/* Is the screen what is said to be shown, and has the map the window's size? */
static void check_shown(struct app *app, const char *after, enum show want)
{
    struct buffer text = {0};
    const char *screen = play_screen(app, &text);
    bool map = strstr(screen, "★") || strstr(screen, "☆"), fit = strstr(screen, "price") != NULL;

    if (map != (want != SHOW_FIT) || fit != (want != SHOW_MAP && want != SHOW_RELIEF) ||
        picture_shown(&app->picture) != want)
        fail_msg("after %s:\n%s", after, screen);
    struct layout layout;
    layout_for(&layout, app->rows, app->columns,
               &(struct contents){.numbers = 2, .fit = true, .show = want});
    assert_int_equal(app->picture.viewport.rows, layout.map.rows);
    assert_int_equal(app->picture.viewport.columns, layout.map.rows ? layout.map.columns : 0);
    buffer_release(&text);
}

/* From the default on, the key goes on to what there is room for, and it is said. */
static void test_keys(void **state)
{
    static const struct {
        int rows, columns;
        const char *keys;
        enum show shown;
        const char *message;
    } rows[] = {
        {24, 80, "", SHOW_MAP, ""},
        {24, 80, "f", SHOW_RELIEF, "the map as a body; arrows go round it"},
        {24, 80, "ff", SHOW_FIT, "the data and the fit alone"},
        {24, 80, "fff", SHOW_MAP, "the map alone"},
        {24, 80, "ffff", SHOW_RELIEF, "the map as a body; arrows go round it"},
        {40, 80, "fff", SHOW_BOTH, "the map and the fit"},
        {40, 120, "", SHOW_BOTH, ""},
        {40, 120, "f", SHOW_MAP, "the map alone"},
        {40, 120, "ff", SHOW_RELIEF, "the map as a body; arrows go round it"},
        {40, 120, "fff", SHOW_FIT, "the data and the fit alone"},
        {40, 120, "ffff", SHOW_BOTH, "the map and the fit"},
        {24, 80, ":show both<Enter>", SHOW_FIT, "no room for both: the data and the fit alone"},
        {24, 80, ":show fit<Enter>f", SHOW_MAP, "the map alone"},
        {24, 80, "f:show auto<Enter>", SHOW_MAP, "the map alone"},
        {40, 120, "f:show=auto<Enter>", SHOW_BOTH, "the map and the fit"},
        {40, 120, "fs.", SHOW_MAP, "zigzagging"}, /* kept on another surface */
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct app *app = play_start("surface bowl");

        resize(app, rows[i].rows, rows[i].columns);
        play(app, rows[i].keys);
        check_shown(app, rows[i].keys, rows[i].shown);
        play_shows(app, rows[i].keys, rows[i].message);
        app_free(app);
    }
}

/* What is wanted stays, and what is shown of it follows the size of the screen. */
static void test_resize(void **state)
{
    static const struct {
        int rows, columns;
        enum show by_default, both;
    } rows[] = {
        {40, 120, SHOW_BOTH, SHOW_BOTH},
        {12, 40, SHOW_MAP, SHOW_FIT},
        {44, 80, SHOW_MAP, SHOW_BOTH},
        {50, 200, SHOW_BOTH, SHOW_BOTH},
    };
    struct app *app = play_start("surface bowl");

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        resize(app, rows[i].rows, rows[i].columns);
        play(app, ":show auto<Enter>");
        check_shown(app, "auto", rows[i].by_default);
        play(app, ":show both<Enter>");
        check_shown(app, "both", rows[i].both);
    }
    resize(app, 24, 80);
    check_shown(app, "a resize", SHOW_FIT);
    resize(app, 5, 30);
    app_frame(app);
    play(app, "ff");
    assert_int_equal(layout_shown(&app->picture.layout), SHOW_MAP); /* one line: nothing is */
    app_free(app);
}

/* The fit is that of the present point, or while the start is placed that of the place. */
static void test_parameters(void **state)
{
    struct app *app = play_start("surface bowl");

    (void)state;
    play(app, "ff3.");
    app_frame(app);
    assert_memory_equal(asked, simulation_now(app->session.simulation)->x, sizeof asked);
    play(app, "i9h");
    app_frame(app);
    assert_memory_equal(asked, app->place, sizeof asked);
    assert_memory_not_equal(asked, simulation_now(app->session.simulation)->x, sizeof asked);
    app_free(app);
}

/* An objective that has no fit has a map; why there is no fit is told. */
static void test_no_fit(void **state)
{
    struct app *app = play_start("surface bowl");

    (void)state;
    resize(app, 40, 120);
    play(app, ":show fit<Enter>");
    is_there = false;
    play(app, "s");
    check_shown(app, "s", SHOW_MAP);
    play(app, ":show fit<Enter>");
    play_shows(app, ":show fit", "three inputs are too many to draw");
    is_there = true;
    play(app, "s");
    check_shown(app, "ss", SHOW_FIT);
    app_free(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_resize),
        cmocka_unit_test(test_parameters),
        cmocka_unit_test(test_no_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
