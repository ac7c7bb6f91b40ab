/* The view as a value: how its settings are read and written, and what axes there are. */
#include "show/view_settings.h"

#include "base/buffer.h"
#include "base/error.h"
#include "cells/colormap.h"
#include "check.h"
#include "run/scenario.h"
#include "view/landscape.h"
#include "view/layout.h"

struct given {
    const char *name, *value;
};

enum { GIVEN_MOST = 4 };

static struct view view_of(const struct given given[GIVEN_MOST])
{
    struct view view = {0};
    struct error error;

    for (int i = 0; i < GIVEN_MOST && given[i].name; i++)
        if (!view_set(&view, given[i].name, given[i].value, &error))
            fail_msg("%s %s: %s", given[i].name, given[i].value, error.message);
    return view;
}

static void check_text(const struct view *view,
                       void (*write)(const char *, const char *, struct buffer *), const char *want)
{
    struct buffer out = {0};

    view_write(view, write, &out);
    assert_string_equal(buffer_string(&out), want);
    buffer_release(&out);
}

/* What is written reads back as the same; of what is as by default nothing is written. */
static void test_written(void **state)
{
    static const struct {
        struct given given[GIVEN_MOST];
        const char *lines, *options;
    } rows[] = {
        {{{0}}, "", ""},
        {{{"axes", "w, b"}}, "axes w,b\n", " --axes w,b"},
        {{{"axes", "w,b"}, {"axes", "pca"}}, "axes pca\n", " --axes pca"},
        {{{"axes", "w,b"}, {"axes", "auto"}}, "", ""},
        {{{"view", "-1,1, -2,2.5"}}, "view -1,1,-2,2.5\n", " --view -1,1,-2,2.5"},
        {{{"view", "-1,1,-2,2.5"}, {"view", "auto"}}, "", ""},
        {{{"aspect", "equal"}}, "aspect equal\n", " --aspect equal"},
        {{{"aspect", "fill"}, {"aspect", "auto"}}, "", ""},
        {{{"view", "0.1,0.30000000000000004,0,1e-300"}},
         "view 0.1,0.30000000000000004,0,1e-300\n",
         " --view 0.1,0.30000000000000004,0,1e-300"},
        {{{"contours", "on"}, {"loss-axis", "linear"}, {"theme", "light"}, {"scale", "log"}},
         "scale log\ncontours on\nloss-axis linear\ntheme light\n",
         " --scale log --contours on --loss-axis linear --theme light"},
        {{{"curves", "rate, loss"}}, "curves loss,rate\n", " --curves loss,rate"},
        {{{"curves", "stability"}, {"curves", "all"}}, "", ""},
        {{{"speed", "100"}}, "speed 100\n", " --speed 100"},
        {{{"speed", "100"}, {"speed", "auto"}}, "", ""},
        {{{"speed", "30"}}, "", ""},
        {{{"colormap", "mako"}, {"show", "both"}, {"colormap", "magma"}},
         "show both\n",
         " --show both"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct view view = view_of(rows[i].given), again = {0};
        char lines[200], *rest;

        check_text(&view, setting_line, rows[i].lines);
        check_text(&view, setting_option, rows[i].options);
        strcpy(lines, rows[i].lines);
        for (char *name = strtok_r(lines, "\n", &rest); name; name = strtok_r(NULL, "\n", &rest)) {
            char *value = strchr(name, ' ');

            *value++ = '\0';
            assert_true(view_set(&again, name, value, NULL));
        }
        check_text(&again, setting_line, rows[i].lines);
    }
}

/* Every choice of every setting is written as it is read, the first is the default, and one after
 * the other they go round. */
static void test_choices(void **state)
{
    (void)state;
    assert_int_equal(view_settings.count, VIEW_COUNT);
    for (size_t i = 0; i < view_settings.count; i++) {
        const struct view_setting *row = table_row(&view_settings, i);
        struct view view = {0};

        assert_true(!row->head.choices == (row->set && row->get));
        assert_true(!row->head.bare || view_set(&view, row->head.name, row->head.bare, NULL));
        view = (struct view){0};
        for (size_t k = 0; row->head.choices && k < row->head.choices->count; k++) {
            const char *name = table_name(row->head.choices, k);
            struct buffer out = {0};

            assert_true(view_set(&view, row->head.name, name, NULL));
            assert_int_equal(view.choice[i], k);
            assert_int_equal(view_get(&view, row, &out), k > 0);
            assert_string_equal(buffer_string(&out), k > 0 ? name : "");
            assert_true(strlen(table_meaning(row->head.choices, k)) > 10);
            const char *next = view_next(&view, (enum view_id)i, 1);
            assert_string_equal(next,
                                table_name(row->head.choices, (k + 1) % row->head.choices->count));
            assert_true(view_set(&view, row->head.name, next, NULL));
            assert_string_equal(view_next(&view, (enum view_id)i, -1), name);
            buffer_release(&out);
        }
    }
}

static void test_refused(void **state)
{
    static const struct {
        struct given given;
        const char *message;
    } rows[] = {
        {{"axes", "x"}, "expected two parameters such as w,b, or pca"},
        {{"axes", "x,"}, "expected two names, separated by commas"},
        {{"axes", "x,y,z"}, "there are more than 2 items, expected two names"},
        {{"axes", "x,x"}, "the parameter 'x' is named twice"},
        {{"view", "1,2,3"}, "expected X0,X1,Y0,Y1 with X0 < X1 and Y0 < Y1"},
        {{"view", "1,1,0,1"}, "expected X0,X1,Y0,Y1 with X0 < X1 and Y0 < Y1"},
        {{"view", "0,1,2,1"}, "expected X0,X1,Y0,Y1 with X0 < X1 and Y0 < Y1"},
        {{"view", "0,1,2,3,4"}, "there are more than 4 items, expected X0,X1,Y0,Y1"},
        {{"view", "0,1,2,z"}, "'z' is no number; expected X0,X1,Y0,Y1"},
        {{"colormap", "inferni"}, "there is no colormap 'inferni'; did you mean 'inferno'?"},
        {{"contours", "onn"}, "there is no choice of contours 'onn'; did you mean 'on'?"},
        {{"loss-axis", "lin"}, "there is no loss axis 'lin'; did you mean 'linear'?"},
        {{"theme", "ligth"}, "there is no theme 'ligth'; did you mean 'light'?"},
        {{"curves", "gradien"}, "there is no curve 'gradien'; did you mean 'gradient'?"},
        {{"curves", "loss,"}, "expected names of curves, separated by commas"},
        {{"speed", "0"}, "'0' is not between 1 and 1000000"},
        {{"scales", "log"}, "there is no setting of the view 'scales'; did you mean 'scale'?"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct view before =
            view_of((const struct given[GIVEN_MOST]){{"axes", "a,b"}, {"view", "0,1,2,3"}});
        struct view view = before;
        struct error error = {0};

        assert_false(view_set(&view, rows[i].given.name, rows[i].given.value, &error));
        assert_string_equal(error.message, rows[i].message);
        assert_memory_equal(&view, &before, sizeof view);
    }
}

static void scenario_of(struct scenario *scenario, const char *params, const char *function)
{
    assert_true(scenario_init(scenario));
    assert_true(!params || scenario_set(scenario, "params", params, NULL));
    assert_true(!function || scenario_set(scenario, "function", function, NULL));
}

/* Names of axes mean something together with parameters only. */
static void test_axes(void **state)
{
    static const struct {
        const char *params, *function, *axes;
        enum plane_kind kind;
        int axis[2];
        const char *message; /* NULL: they fit */
    } rows[] = {
        {NULL, NULL, "auto", PLANE_SLICE, {0, 1}, NULL},
        {NULL, NULL, "y,x", PLANE_SLICE, {1, 0}, NULL},
        {"w", "w^2", "auto", PLANE_SLICE, {0, 0}, NULL},
        {"a,b,c", "a+b+c", "c,a", PLANE_SLICE, {2, 0}, NULL},
        {"a,b,c", "a+b+c", "pca", PLANE_PRINCIPAL, {0, 0}, NULL},
        {"a,pca", "a", "pca,a", PLANE_SLICE, {1, 0}, NULL},
        {NULL, NULL, "x,q", 0, {0}, "axes: there is no parameter 'q'"},
        {"weight,b",
         "b",
         "b,wieght",
         0,
         {0},
         "axes: there is no parameter 'wieght'; did you mean 'weight'?"},
        {NULL, NULL, "pca", 0, {0}, "axes pca needs more than two parameters, but there are 2"},
        {"pca", "pca", "pca", 0, {0}, "axes pca needs more than two parameters, but there is 1"},
        {"w", "w", "w,b", 0, {0}, "axes: there is no parameter 'b'"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct scenario scenario;
        struct view view = view_of((const struct given[GIVEN_MOST]){{"axes", rows[i].axes}});
        struct error error = {0};

        scenario_of(&scenario, rows[i].params, rows[i].function);
        bool fits = view_check(&view, &scenario, &error);
        assert_string_equal(error.message, rows[i].message ? rows[i].message : "");
        assert_int_equal(fits, !rows[i].message);
        if (fits) {
            const struct axes axes = view_axes(&view, &scenario);

            assert_int_equal(axes.kind, rows[i].kind);
            assert_memory_equal(axes.of, rows[i].axis, sizeof axes.of);
        }
        scenario_release(&scenario);
    }
}

/* Without a theme the display stays as it is. */
static void test_theme(void **state)
{
    static const struct {
        enum view_theme theme;
        bool is_light[2]; /* of a dark display, and of a light one */
    } rows[] = {
        {THEME_AUTO, {false, true}},
        {THEME_DARK, {false, false}},
        {THEME_LIGHT, {true, true}},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        for (int light = 0; light < 2; light++) {
            const struct display display = {
                .colors = 8, .blocks = true, .backdrop = light ? BACKDROP_LIGHT : BACKDROP_DARK};
            const struct view view = {.choice[VIEW_THEME] = rows[i].theme};
            struct display themed = view_display(&view, &display);

            assert_int_equal(themed.backdrop == BACKDROP_LIGHT, rows[i].is_light[light]);
            assert_true(themed.colors == 8 && themed.blocks && !themed.braille);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_written), cmocka_unit_test(test_choices),
        cmocka_unit_test(test_refused), cmocka_unit_test(test_axes),
        cmocka_unit_test(test_theme),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
