/* The help: lines that are walked, looked for and done, and the hints that are always there. */
#include "app/actions.h"
#include "app/commands.h"
#include "play.h"
#include "shipped.h"
#include "show/view_settings.h"

static const char *marked(struct app *app)
{
    const struct pager_line *line = pager_marked(&app->pager);

    return line ? pager_left(&app->pager, line) : "";
}

/* The row of the screen that is inverted, without the blanks at its ends; "": none. */
static const char *inverted(struct app *app, struct buffer *out)
{
    const struct frame *frame = app_frame(app);

    buffer_clear(out);
    for (int i = 0; i < frame->rows * frame->columns; i++) {
        char bytes[4];

        if (!(frame->cells[i].attributes & CELL_REVERSE))
            continue;
        buffer_add(out, bytes, text_encode(frame->cells[i].glyph, bytes));
    }
    while (out->size > 0 && out->data[out->size - 1] == ' ')
        out->data[--out->size] = '\0';
    return buffer_string(out);
}

/* In whichever page the word is. */
static void test_a_word_is_found(void **state)
{
    struct app *app = play_start("surface bowl");

    (void)state;
    play(app, ":help kappa<Enter>");
    play_shows(app, ":help kappa", "a narrow ravine, slow"); /* what it means stands below it */
    assert_string_equal(marked(app), "κ, kappa");
    play(app, "q:help nesterov<Enter>");
    assert_string_equal(marked(app), "n");
    play(app, "/kappa<Enter>");
    assert_string_equal(marked(app), "κ, kappa");
    play(app, "q:help zzzz<Enter>");
    play_shows(app, ":help zzzz", "the help has no 'zzzz'");
    app_free(app);
}

/* The page begins with the keys of the mode in which it is asked for, here and when it is come back
 * to. */
static void test_the_mode_comes_first(void **state)
{
    (void)state;
    static const struct {
        const char *keys, *heading;
    } rows[] = {
        {"?", "The run"},
        {":help<Enter>", "The run"},
        {":blind<Enter>?", "While you walk"},
        {":blind<Enter>???", "While you walk"},
        {"i?", "While the start is placed"},
        {"gl?", "While a rate is found"},
        {"gr?", "Over a map of many runs"},
        {"x?", "While a step is explained"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct app *app = play_start("surface bowl");
        struct buffer text = {0};
        play(app, rows[i].keys);
        const char *screen = play_screen(app, &text), *line = screen;
        for (int row = 0; row < 3; row++) /* header, title, a blank row */
            line = strchr(line, '\n') + 1;
        line += strspn(line, " ");
        if (strncmp(line, rows[i].heading, strlen(rows[i].heading)) != 0)
            fail_msg("%s: no '%s' at the top of\n%s", rows[i].keys, rows[i].heading, screen);
        buffer_release(&text);
        app_free(app);
    }
}

static void test_lines_are_walked(void **state)
{
    static const struct {
        const char *keys, *line;
    } rows[] = {
        {"?", "space"},
        {"?j", "."},
        {"?<Down><Down>", ","},
        {"?jjk", "."},
        {"?k", "space"},
        {"?jjjjjjjjj", "- + ="}, /* over a gap and a heading */
        {"?G", "q Esc"},
        {"?Gj", "q Esc"},
        {"?<End>", "q Esc"},
        {"?Gg", "space"},
        {"?G<Home>", "space"},
        {"?x5FvV<Left>", "space"},
        {"?/kelvin<Enter><Esc>", "space"}, /* there is none */
        {"?/axes<Enter>", "a A"},
        {"?/AXES<Enter>", "a A"},
        {"?/axes<Enter>n", "axes W,B"},
        {"?/pgdn<Enter>n", "space PgDn"},
        {"?/ momentum<Enter>n", "[ ]"},
        {"?/undone<Enter><Esc>/nesterov<Enter>nn", "n"}, /* from the top again */
        {"?/undo<Enter>", "undo"},
        {"?/<Enter>", "space"},
        {"?/u<Bs><Bs>j", "."},
        {"??", "step"},
        {"?\?/kappa<Enter>", "κ, kappa"},
        {"?\?/saddle<Enter>", "saddle"},
        {"?\?/overfitting<Enter>n", "overfitting"},
        {"???", "space"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct app *app = play_start("surface bowl");
        struct buffer text = {0};

        play(app, rows[i].keys);
        if (strcmp(marked(app), rows[i].line) != 0)
            fail_msg("%s marks '%s' and not '%s'", rows[i].keys, marked(app), rows[i].line);
        if (strncmp(inverted(app, &text), rows[i].line, strlen(rows[i].line)) != 0)
            fail_msg("%s: '%s' is inverted", rows[i].keys, buffer_string(&text));
        assert_int_equal(app->mode, MODE_READ);
        buffer_release(&text);
        app_free(app);
    }
}

static void test_what_is_not_there_is_told(void **state)
{
    struct app *app = play_start("surface bowl");

    (void)state;
    play(app, "?/kelvin<Enter>");
    play_shows(app, "/kelvin", "no line has this");
    play(app, "<Bs><Bs><Bs><Bs><Bs><Bs>rate<Enter>");
    assert_string_equal(marked(app), "- + =");
    app_free(app);
}

/* Enter does what the line says. */
static void test_lines_are_done(void **state)
{
    static const struct {
        const char *keys, *shows;
    } rows[] = {
        {"?\?/noise<Enter><Enter>0.5<Enter>", "noise"},
        {"?\?<Enter>", "What is on the screen"},
        {":theory<Enter>?", "Theory beside practice"}, /* no help */
        {":lr 0.25<Enter>2.x", "step 3 "},
        {":start 2,4<Enter>:lr 0.25<Enter>x", "x 2 - 0.25*2 = 1.5"},
        {":explain<Enter>q.", "step                 1"},
        {"?j<Enter>", "step                 1"},
        {"?/next or previous surf<Enter><Enter>", "ravine, 2 of 33"},
        {"?/colormap<Enter><Enter>", "colormap inferno"},
        {"?/place the start<Enter><Enter>", "start at x = 3.5000"},
        {"?/rate RATE<Enter><Enter>0.3<Enter>", "rate 0.3"},
        {"?/contours<Enter><Enter><Enter>", "contours on"},
        {"?/restart, with<Enter><Enter>", ":restart"},
        {"?/smaller or larger<Enter><Enter>", "there is no data, so"},
        {"i?q", "start at x = 3.5000"}, /* back to where it was opened */
        {"i?jjj<Enter>", "is no key here: arrows"},
        {"i?jj<Enter>", "comfortable"},     /* leaves the start as it was */
        {"?G<Enter>", "Keys and commands"}, /* a key of the page itself */
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        play_tells("surface bowl", rows[i].keys, rows[i].shows);
}

static const struct pager_line *line_of(struct app *app, const char *left)
{
    for (size_t i = 0; i < app->pager.count; i++)
        if (strcmp(pager_left(&app->pager, &app->pager.line[i]), left) == 0)
            return &app->pager.line[i];
    fail_msg("there is no line %s", left);
    return NULL;
}

/* What is asked of data alone is dim without data. */
static void test_dim_without_data(void **state)
{
    struct app *app = play_start("surface bowl");
    char path[SHIPPED_PATH], settings[SHIPPED_PATH + 32];

    (void)state;
    snprintf(settings, sizeof settings, "data %s|model linear", shipped("line.csv", path));
    struct app *learning = play_start(settings);
    play(app, "?");
    play(learning, "?");
    assert_true(line_of(app, "{ }")->dim);
    assert_false(line_of(learning, "{ }")->dim);
    assert_true(line_of(app, "batch N")->dim);
    assert_false(line_of(learning, "batch N")->dim);
    assert_false(line_of(app, "s S")->dim);
    app_free(app);
    app_free(learning);
}

/* However narrow the screen is: the way to the help and the way out. */
static void test_hints_that_are_kept(void **state)
{
    static const struct {
        const char *keys, *hints;
    } rows[] = {
        {"", "? help  q quit"}, {"i", "? help  q cancel"}, {"?", "q close"},
        {":", "Enter do it  "}, {":", "Esc give up"},      {"?/", "Enter do it  "},
        {"?/", "Esc give up"},
    };
    static const int sizes[][2] = {{12, 40}, {20, 46}, {24, 80}, {40, 120}, {50, 200}};
    static const struct display display = {.colors = 256, .blocks = true, .braille = true};

    (void)state;
    for (size_t i = 0; i < COUNT(rows) * COUNT(sizes); i++) {
        const int *size = sizes[i / COUNT(rows)];
        struct app *app = play_open("surface bowl", &display, size[0], size[1]);

        play(app, rows[i % COUNT(rows)].keys);
        play_shows(app, rows[i % COUNT(rows)].keys, rows[i % COUNT(rows)].hints);
        app_free(app);
    }
}

/* On every size the marked line is on the screen, wherever it is walked to. */
static void test_the_mark_is_seen(void **state)
{
    static const int sizes[][2] = {{12, 40}, {24, 80}, {40, 120}, {50, 200}, {9, 30}};
    static const struct display display = {.colors = 256, .blocks = true, .braille = true};
    static const char *const walks[] = {" ", "j",      "jjjjj", "  b",        "G",
                                        "k", "<PgUp>", "g",     "/cos<Enter>"};

    (void)state;
    for (size_t i = 0; i < COUNT(sizes); i++) {
        struct app *app = play_open("surface bowl", &display, sizes[i][0], sizes[i][1]);
        struct buffer text = {0};

        play(app, "?");
        for (size_t k = 0; k < 30 * COUNT(walks); k++) {
            play(app, walks[k % COUNT(walks)]);
            if (!*inverted(app, &text))
                fail_msg("%dx%d: after %s no line is marked", sizes[i][1], sizes[i][0],
                         walks[k % COUNT(walks)]);
        }
        app_handle(app, &(struct event){.kind = EVENT_RESIZE, .rows = 14, .columns = 50});
        assert_true(*inverted(app, &text));
        buffer_release(&text);
        app_free(app);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_word_is_found),
        cmocka_unit_test(test_the_mode_comes_first),
        cmocka_unit_test(test_lines_are_walked),
        cmocka_unit_test(test_what_is_not_there_is_told),
        cmocka_unit_test(test_lines_are_done),
        cmocka_unit_test(test_dim_without_data),
        cmocka_unit_test(test_hints_that_are_kept),
        cmocka_unit_test(test_the_mark_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
