/* Key scripts through the real keymap: what they make of the run, the picture and the screen. */
#include "app/actions.h"
#include "app/commands.h"
#include "app/keys.h"
#include "app/pager.h"
#include "cells/theme.h"
#include "play.h"

/* What the keys make of the scenario, as the options that say the same. */
static void test_keys_change_the_scenario(void **state)
{
    static const struct {
        const char *keys, *options;
    } rows[] = {
        {"", "--surface bowl"},
        /* A tenth of a decade: 10^0.1 is 1.2589. */
        {"+", "--surface bowl --lr 0.12589"},
        {"=", "--surface bowl --lr 0.12589"},
        {"-", "--surface bowl --lr 0.079433"},
        {"10+", "--surface bowl --lr 1"},
        {"++++++++++", "--surface bowl --lr 1"},
        {"+++++-----", "--surface bowl --lr 0.1"},
        {"20-", "--surface bowl --lr 0.001"},
        {":lr 0.3<Enter>+-", "--surface bowl --lr 0.3"},
        {"m", "--surface bowl --optimizer momentum --set beta=0.5"}, /* the bowl's own */
        {"mm", "--surface bowl"},
        {"m]m", "--surface bowl"},
        {"m]mm", "--surface bowl --optimizer momentum --set beta=0.8"}, /* the last one */
        {"m]nmn", "--surface bowl --optimizer nesterov --set beta=0.8"},
        {"mS", "--surface monkey-saddle --optimizer momentum --set beta=0.2"},
        {"m]mSm", "--surface monkey-saddle --optimizer momentum --set beta=0.2"},
        {"m]s", "--surface ravine --optimizer momentum --set beta=0.8"}, /* nobody's own */
        {"mss", "--surface multi-modal --optimizer momentum --set beta=0.3"},
        {"m:function (x^2+y^2)/2 --lr 0.3<Enter>",
         "--function '(x^2+y^2)/2' --optimizer momentum --set beta=0.2 --lr 0.3"},
        {":momentum 0.5<Enter>s", "--surface ravine --optimizer momentum --set beta=0.5"},
        {"n", "--surface bowl --optimizer nesterov --set beta=0.5"},
        {"nn", "--surface bowl"},
        {"nm", "--surface bowl"},
        /* m, n and ] take the rate along, o and :optimizer do not. */
        {"+m", "--surface bowl --optimizer momentum --set beta=0.5 --lr 0.12589"},
        {"+n+n", "--surface bowl --lr 0.15849"},
        {"+]", "--surface bowl --optimizer momentum --set beta=0.5 --lr 0.12589"},
        {"m+m", "--surface bowl --lr 0.12589"},
        {"+:optimizer adam<Enter>", "--surface bowl --optimizer adam"},
        {"+:optimizer adam<Enter>+:optimizer gd<Enter>", "--surface bowl --lr 0.12589"},
        {"+oO", "--surface bowl --lr 0.12589"},
        {"+:momentum 0.7<Enter>",
         "--surface bowl --optimizer momentum --set beta=0.7 --lr 0.12589"},
        {"+o", "--surface bowl --optimizer momentum"},
        {"mooOO", "--surface bowl --optimizer momentum --set beta=0.5"},
        {"m]:optimizer adam<Enter>:optimizer nesterov<Enter>",
         "--surface bowl --optimizer nesterov --set beta=0.8"},
        {"m:optimizer adam<Enter>:optimizer nesterov --set beta=0.7<Enter>",
         "--surface bowl --optimizer nesterov --set beta=0.7"},
        {"+:optimizer newton<Enter>:optimizer adam<Enter>", "--surface bowl --optimizer adam"},
        {"+:optimizer adam --lr 0.3<Enter>", "--surface bowl --optimizer adam --lr 0.3"},
        {":optimizer adam<Enter>+m", "--surface bowl --optimizer momentum --set beta=0.5"},
        {"+:lr auto<Enter>", "--surface bowl"},
        {"]", "--surface bowl --optimizer momentum --set beta=0.5"},
        {"]]]", "--surface bowl --optimizer momentum --set beta=0.9"},
        {"4]", "--surface bowl --optimizer momentum --set beta=0.95"},
        {"m[", "--surface bowl --optimizer momentum --set beta=0"},
        {"m9[", "--surface bowl --optimizer momentum --set beta=0"},
        {"m99]", "--surface bowl --optimizer momentum --set beta=0.999"},
        {"m]m]", "--surface bowl --optimizer momentum --set beta=0.5"},
        {"o", "--surface bowl --optimizer momentum"},
        {"oO", "--surface bowl"},
        {"O", "--surface bowl --optimizer nelder-mead"},
        {"s", "--surface ravine"},
        {"sS", "--surface bowl"},
        {"S", "--surface monkey-saddle"},
        /* The rate was that of the bowl. */
        {"m+s", "--surface ravine --optimizer momentum --set beta=0.5"},
        {"ooooS", "--surface monkey-saddle --optimizer rmsprop"},
        {":surface ackley<Enter>", "--surface ackley"},
        {":surface=ackley<Enter>", "--surface ackley"},
        {":  surface   ackley  <Enter>", "--surface ackley"},
        {":function x^2+2*y^2<Enter>", "--function 'x^2+2*y^2'"},
        {":function x^2*y<Enter>s", "--surface bowl"},
        {":params a,b --function a^2+b^2 --start 1,2<Enter>",
         "--function 'a^2+b^2' --params a,b --start 1,2"},
        {":rule theta = theta - k*g --set k=0.1<Enter>:k 0.2<Enter>",
         "--surface bowl --rule 'theta = theta - k*g' --set k=0.2"},
        {"m:beta 0.7<Enter>", "--surface bowl --optimizer momentum --set beta=0.7"},
        {":momentum 0.7<Enter>", "--surface bowl --optimizer momentum --set beta=0.7"},
        {":noise 0.5<Enter>:seed 9<Enter>", "--surface bowl --seed 9 --noise 0.5"},
        {"i<Enter>", "--surface bowl --start 3.5,3.5"},
        {"il<Esc>", "--surface bowl"},
        {"ilq", "--surface bowl"},
        {":aspect fill<Enter>il<Enter>",
         "--surface bowl --start 3.69,3.5"}, /* a cell of the map, rounded */
        {":aspect fill<Enter>i3h2k<Enter>", "--surface bowl --start 2.94,4.55"},
        {":aspect fill<Enter>i99l99j<Enter>",
         "--surface bowl --start 5,-5"}, /* no further than the window */
        {"5i<Enter>", "--surface bowl"}, /* refused */
        {"4s", "--surface himmelblau"},
        {"3S", "--surface abs"},
        {"34s", "--surface ravine"},
        {"3o", "--surface bowl --optimizer adagrad"},
        {"3o3O", "--surface bowl"},
        {"3d3D", "--surface bowl"},
        {"+:l2 1<Enter>:noise 1<Enter>2u", "--surface bowl --lr 0.12589"},
        {"+:l2 1<Enter>:noise 1<Enter>9u", "--surface bowl"},
        {"+:l2 1<Enter>:noise 1<Enter>9u2U", "--surface bowl --lr 0.12589 --l2 1"},
        {"xXvVwW<Esc><F5><Ctrl-A>", "--surface bowl"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct app *app = play_start("surface bowl");
        struct buffer options = {0};

        play(app, rows[i].keys);
        scenario_options(session_scenario(&app->session), &options);
        if (strcmp(buffer_string(&options) + 1, rows[i].options) != 0)
            fail_msg("%s gives%s and not %s", rows[i].keys, buffer_string(&options),
                     rows[i].options);
        buffer_release(&options);
        app_free(app);
    }
}

/* A script in which '@' lets a tenth of a second pass. */
static void play_in_time(struct app *app, const char *script)
{
    for (char part[2] = ""; *script; script++) {
        part[0] = *script;
        if (*script == '@')
            app_advance(app, 0.1);
        else
            play(app, part);
    }
}

/* Thirty steps a second, then by the table 10, 100, 300. */
static void test_keys_run_and_step(void **state)
{
    static const struct {
        const char *keys;
        long step;
    } rows[] = {
        {".", 1},         {"...", 3},     {"10.", 10},
        {"105.", 105},    {"12.3,", 9},   {",", 0},
        {"5.9,", 0},      {"@", 0},       {" @", 3},
        {" @@", 6},       {" @ @", 3},    {" @ @ @", 6},
        {" @.@", 4},      {" @,@", 2},    {"< @", 1},
        {"> @", 10},      {">> @", 30},   {"2> @", 30},
        {">< @", 3},      {" @>@", 13},   {" @r@", 0},
        {" @R@", 0},      {" @i@", 3},    {" @:@", 6},
        {" @?@", 6},      {" @s@", 0},    {" @+@", 6},
        {" @m@", 6},      {"3.+.", 4},    {"5.3,+..", 4},
        {"9.:go 3\n", 3}, {":go 7\n", 7}, {"9.:restart\n.", 1},
        {"20z.", 1},      {"20x.", 1},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct app *app = play_start("surface rosenbrock");

        play_in_time(app, rows[i].keys);
        if (play_step(app) != rows[i].step)
            fail_msg("%s goes to step %ld and not %ld", rows[i].keys, play_step(app), rows[i].step);
        app_free(app);
    }
}

/* Going back and on again comes to the same point, bit for bit; a change there branches. */
static void test_stepping_back_is_exact(void **state)
{
    struct app *app = play_start("surface rosenbrock|optimizer adam|lr 0.1|noise 0.3");
    double x[2], on[2];

    (void)state;
    play(app, "40.");
    memcpy(x, simulation_now(app->session.simulation)->x, sizeof x);
    play(app, "33,33.");
    assert_memory_equal(x, simulation_now(app->session.simulation)->x, sizeof x);
    assert_true(session_branch(&app->session) == NULL);
    play(app, "20,+20.");
    memcpy(on, simulation_now(app->session.simulation)->x, sizeof on);
    assert_memory_not_equal(x, on, sizeof x);
    assert_non_null(session_branch(&app->session));
    app_free(app);
}

/* A run that ends pauses there and says the verdict; space goes on all the same. */
static void test_the_end_of_a_run(void **state)
{
    struct app *app = play_start("surface bowl|lr 0.5|start 4,0");

    (void)state;
    play(app, " ");
    for (int i = 0; i < 100 && app_running(app); i++)
        app_advance(app, 0.5);
    assert_false(app_running(app));
    play_shows(app, "running the bowl", "ended");
    play_shows(app, "running the bowl", "global minimum at");
    play(app, "+mo<Esc>"); /* whatever is changed: it rests */
    play_shows(app, "changes at rest", "global minimum at");
    play(app, ":l2 1<Enter>:start 1,1<Enter>");
    play_shows(app, "another start", "start 1,1");
    play(app, ":l2 0 --start 4,0<Enter>:optimizer gd --lr 0.5<Enter> ");
    for (int i = 0; i < 100 && app_running(app); i++)
        app_advance(app, 0.5);
    long end = play_step(app);
    play(app, " "); /* says so first */
    assert_false(app_running(app));
    play_shows(app, "space at the end", "ended, global minimum: space again goes on");
    play(app, " ");
    assert_true(app_running(app));
    app_advance(app, 0.1);
    assert_true(play_step(app) > end);
    play(app, "  "); /* and once in a run */
    assert_true(app_running(app));
    app_free(app);

    app = play_start("surface ravine|lr 3");
    play(app, "10000.");
    for (int i = 0; i < 100 && app_running(app); i++)
        app_advance(app, 0.1);
    play_shows(app, "10000.", "diverged at step");
    play(app, " ");
    assert_false(app_running(app));
    play_shows(app, "space", "no step leads on from here");
    play(app, ",");
    assert_false(session_diverged(&app->session));
    app_free(app);
}

/* What a key says, and what it does to the picture. */
static void test_keys_speak(void **state)
{
    static const struct {
        const char *keys, *message;
    } rows[] = {
        {"", "bowl, 1 of 33: equal curvature everywhere"},
        {"+", "rate 0.12589"},
        {"<", "10 steps a second"},
        {"99<", "1 step a second"},
        {":speed 50<Enter>>", "100 steps a second"},
        {":speed 50<Enter><less>", "30 steps a second"},
        {":speed 250000<Enter>>", "250000 steps a second"},
        {"99>", "100000 steps a second"},
        {",", "this is the start"},
        {"c", "colormap inferno"},
        {"C", "colormap greys"},
        {"cC", "colormap magma"},
        {":contours<Enter>", "contours on: lines between the bands"},
        {":contours off<Enter>", "contours off: the bands alone"},
        {":scale log<Enter>", "scale log: "},
        {":loss-axis linear<Enter>", "loss-axis linear: the loss is drawn as it is"},
        {"t", "t is no key now: :contours off|on"},
        {"y", "y is no key now: :scale mixed|log|rank|linear"},
        {"Y", "Y is no key now: :loss-axis log|linear"},
        {"v", "v is no key here: ? shows all keys"},
        {"3q", "q takes no number"},
        {"3r", "r takes no number"},
        {"2 ", "space takes no number"},
        {"2c", "colormap viridis"},
        {"ix", "x is no key here: arrows move the cross, Enter starts there, q goes back"},
        {"i ", "space is no key here: arrows move the cross"},
        {"iH", "H is no key here: arrows move the cross"},
        {"m", "momentum, β 0.5; the rate stays 0.1"},
        {"mm", "momentum off; the rate stays 0.1"},
        {"n", "nesterov, β 0.5; the rate stays 0.1"},
        {":lr 1.75<Enter>n", "unstable with nesterov: rate·λ 1.75 of 1.5"},
        {":momentum 0.9 --lr 1.75<Enter>n", "unstable with nesterov: rate·λ 1.75 of 1.36"},
        {":lr 2.5<Enter>mm", "unstable without momentum: rate·λ 2.5 of 2"},
        {":lr 4<Enter>m", "unstable with momentum: rate·λ 4 of 3"},
        {":optimizer adam<Enter>m", "momentum, β 0.5; the rate stays 0.1"},
        {":optimizer rmsprop<Enter>n", "nesterov, β 0.5; the rate is 0.1"},
        {":optimizer adam<Enter>", "adam, rate 0.1: adam's own; a good first try"},
        {":lr 0.02<Enter>:rule theta = theta - lr*g<Enter>",
         "rule theta = theta - lr*g; rate 0.1"}, /* it has its own */
        {":lr 1<Enter>o.", "overshooting: β 0.9 keeps too much speed for κ 1; none is needed"},
        {"o", "momentum, rate 0.1: bowl's own; narrow valleys"},
        {"+oO", "gd, rate 0.12589: as you left it; the baseline"},
        {":optimizer adam --lr 0.2<Enter>", "adam, rate 0.2: as you set it; a good"},
        {":optimizer bfgs<Enter>", "bfgs: smooth functions: from"},
        {"+:lr auto<Enter>", "rate 0.1"},
        {"s", "ravine, 2 of 33: the steep direction"},
        {"[", "gd has no momentum to change"},
        {"f", "the map as a body; arrows go round it"},
        {":show fit<Enter>", "no data: there is no fit to draw"},
        {"12", "12 times"},
        {"99999999", "1000000 times"},
        {"i", "start at x = 3.5000, y = 3.5000: loss 12.25"},
        {":colormap mako<Enter>", "colormap mako: "},
        {":scale rank<Enter>", "scale rank: "},
        {":shade<Enter>", "shade needs 24-bit colours"},
        {":eye 400,50<Enter>", "relief turned by 40 degrees, seen from 50 above"},
        {":lr 0.3<Enter>", "rate 0.3"},
        {":noise 0.5<Enter>", "noise 0.5"},
        {":noise 0<Enter>", "noise off"},
        {".", "comfortable: the rate is 0.1 of 2"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        play_tells("surface bowl", rows[i].keys, rows[i].message);
}

/* As many as there is room for, then how many are not shown; on a large screen all. */
static void test_sixteen_parameters(void **state)
{
    struct app *app = play_start("params a,b,c,d,q,f,g,h,i,j,k,l,m,n,o,p"
                                 "|function a+b+c+d+q+f+g+h+i+j+k+l+m+n+o+p^2"
                                 "|start 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16");
    static const char names[] = "cdqfghijklmnop"; /* the axes have arrows behind */

    (void)state;
    play_shows(app, "", " q             5.000000\n");
    play_shows(app, "", " …\n");
    app_handle(app, &(struct event){.kind = EVENT_RESIZE, .rows = 40, .columns = 120});
    for (size_t i = 0; names[i]; i++) {
        char line[64];

        snprintf(line, sizeof line, " %c %13.6f  ∂%c %10d\n", names[i], (double)(i + 3), names[i],
                 names[i] == 'p' ? 32 : 1);
        play_shows(app, "120x40", line);
    }
    app_free(app);
}

/* Pasted text goes into an open line; elsewhere it does nothing but say so. */
static void test_paste(void **state)
{
    static const char *const before[] = {"", "i", "?", "5"};

    (void)state;
    for (size_t i = 0; i < COUNT(before); i++) {
        struct app *app = play_start("surface bowl");

        play(app, before[i]);
        enum app_mode mode = app->mode;
        play_paste(app, ":quit\nq", 7);
        assert_int_equal(app->mode, mode);
        assert_int_equal(play_step(app), 0);
        assert_false(app_done(app));
        if (mode != MODE_READ)
            play_shows(app, before[i], "pasted text does nothing here: press : and paste it there");
        app_free(app);
    }
}

/* A paste is one edit and one frame, however long it is. */
static void test_paste_at_the_prompt(void **state)
{
    struct app *app = play_start("surface bowl");
    struct buffer much = {0};

    (void)state;
    buffer_fill(&much, 'x', 1 << 20);
    play(app, ":");
    play_paste(app, "q\nq", 3);
    assert_string_equal(prompt_text(&app->prompt), "q q");
    assert_false(app_done(app));
    play_paste(app, much.data, much.size);
    assert_int_equal(app->prompt.text.size, PROMPT_MAX);
    play_shows(app, "a long paste", "the line is full: the rest of the pasted text is dropped");
    buffer_release(&much);
    app_free(app);
}

/* The help. */

/* All pages of what is open. */
static void read_pages(struct app *app, struct buffer *all)
{
    struct buffer page = {0};

    for (int i = 0; i < 20; i++) {
        buffer_text(all, play_screen(app, &page));
        play(app, " ");
    }
    buffer_release(&page);
}

static void check_told(const struct buffer *help, const char *text)
{
    if (!strstr(buffer_string(help), text))
        fail_msg("the help does not tell of '%s'", text);
}

static void test_help_tells_all(void **state)
{
    struct app *app = play_start("surface bowl");
    struct buffer help = {0};

    (void)state;
    play(app, "?");
    assert_int_equal(app->mode, MODE_READ);
    read_pages(app, &help);
    for (size_t i = 0; i < actions.count; i++) {
        const struct action *action = table_row(&actions, i);
        struct buffer line = {0};

        keys_of_action(action->name, &line);
        check_told(&help, buffer_string(&line));
        check_told(&help, action->meaning);
        buffer_release(&line);
    }
    for (size_t i = 0; i < commands.count; i++)
        check_told(&help, ((const struct command *)table_row(&commands, i))->meaning);
    for (size_t i = 0; i < scenario_keys.count; i++)
        check_told(&help, ((const struct setting_head *)table_row(&scenario_keys, i))->meaning);
    buffer_release(&help);
    app_free(app);
}

static void test_pages_turn_and_close(void **state)
{
    struct app *app = play_start("surface bowl");
    struct buffer first = {0}, page = {0};

    (void)state;
    play(app, ":help<Enter>");
    play_screen(app, &first);
    play(app, " ");
    assert_string_not_equal(play_screen(app, &page), buffer_string(&first));
    play(app, "b");
    assert_string_equal(play_screen(app, &page), buffer_string(&first));
    play(app, "<PgDn><PgUp><PgUp>");
    assert_string_equal(play_screen(app, &page), buffer_string(&first));
    play(app, "q");
    assert_int_equal(app->mode, MODE_WATCH);
    assert_false(app_done(app));
    play(app, "?.");
    assert_int_equal(play_step(app), 0); /* the key does nothing there */
    assert_int_equal(app->mode, MODE_READ);
    buffer_release(&first);
    buffer_release(&page);
    app_free(app);
}

/* The hint line is that of the mode. */
static void test_hints_of_the_mode(void **state)
{
    static const struct {
        const char *keys, *hint, *not_there;
    } rows[] = {
        {"", "space run  . step", "Esc"},
        {":", "Enter do it  Tab complete  Up/Down recall  Esc give up", "space run"},
        {":x<Esc>", "space run", "Enter"},
        {"?", "space next page  / search  Enter do it  ? other page  q close", "space run  "},
        {"?", "1-16 of ", "1-17 of "},
        {"? ", "17-32 of ", "1-16 of "},
        {"?/", "Enter do it  Up/Down recall  Esc give up", "Tab"},
        {":theory<Enter>", "q close", "next page"},
        {"i", "h/j/k/l or arrows move", "space run"},
        {"i<Esc>", "space run", "move"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct app *app = play_start("surface bowl");
        struct buffer text = {0};

        play(app, rows[i].keys);
        play_shows(app, rows[i].keys, rows[i].hint);
        if (strstr(play_screen(app, &text), rows[i].not_there))
            fail_msg("%s shows '%s'", rows[i].keys, rows[i].not_there);
        buffer_release(&text);
        app_free(app);
    }
}

/* Painting anew disturbs nothing, whatever is open. */
static void test_redraw_in_every_mode(void **state)
{
    static const char *const scripts[] = {"+", "12", "i", "i3", ":lr", ":lr<Enter>", "?", "? "};

    (void)state;
    for (size_t i = 0; i < COUNT(scripts); i++) {
        struct app *app = play_start("surface bowl");
        struct buffer before = {0}, after = {0};

        play(app, scripts[i]);
        play_screen(app, &before);
        assert_false(app_take_redraw(app));
        play(app, "<Ctrl-L>");
        assert_true(app_take_redraw(app));
        assert_string_equal(play_screen(app, &after), buffer_string(&before));
        buffer_release(&before);
        buffer_release(&after);
        app_free(app);
    }
}

/* Life. */

static void test_ways_out(void **state)
{
    static const struct {
        const char *keys;
        bool done;
    } rows[] = {
        {"q", true},        {":q<Enter>", true}, {":quit<Enter>", true}, {"?q", false},
        {"?qq", true},      {"iq", false},       {"iqq", true},          {":q", false},
        {":q<Esc>", false}, {":<Bs>q", true},    {":a<Bs>q", false},     {":a<Bs><Bs>q", true},
        {":<Del>q", false}, {"<Esc>", false},    {"3q", false},          {"<Ctrl-C>", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct app *app = play_start("surface bowl");

        play(app, rows[i].keys);
        if (app_done(app) != rows[i].done)
            fail_msg("%s %s", rows[i].keys, rows[i].done ? "does not leave" : "leaves");
        app_handle(app, &(struct event){.kind = EVENT_HANGUP});
        assert_true(app_done(app));
        app_free(app);
    }
}

static void test_resize(void **state)
{
    static const struct {
        int columns, rows;
        const char *shown;
    } rows[] = {
        {80, 24, "bowl  (x^2+y^2)/2"},
        {200, 50, "optimizer"},
        {40, 12, "bowl  (x"},
        {39, 12, "step 3"},
        {40, 11, "step 3"},
        {20, 4, "step 3"},
    };
    struct app *app = play_start("surface bowl");

    (void)state;
    play(app, "3.");
    assert_false(app_take_redraw(app));
    for (size_t i = 0; i < COUNT(rows); i++) {
        app_handle(app, &(struct event){.kind = EVENT_RESIZE,
                                        .rows = rows[i].rows,
                                        .columns = rows[i].columns});
        assert_true(app_take_redraw(app));
        assert_false(app_take_redraw(app));
        assert_int_equal(app_frame(app)->rows, rows[i].rows);
        assert_int_equal(app_frame(app)->columns, rows[i].columns);
        play_shows(app, "a resize", rows[i].shown);
    }
    play(app, "<Ctrl-L>");
    assert_true(app_take_redraw(app));
    app_handle(app, &(struct event){.kind = EVENT_REDRAW});
    assert_true(app_take_redraw(app));
    app_free(app);
}

/* The background is taken from the terminal when it tells, unless the user says. */
static void test_backdrop(void **state)
{
    (void)state;
    static const struct {
        const char *keys;
        bool heeds;
    } rows[] = {{"", true},
                {":theme light<Enter>", false},
                {":theme light<Enter> :theme auto<Enter>", true}};
    static const struct display display = {.colors = 256, .blocks = true, .braille = true};
    const struct theme *dark =
        theme_for(&(struct display){.colors = 256, .backdrop = BACKDROP_DARK});
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct app *app = play_open("surface=bowl", &display, 24, 80);
        play(app, rows[i].keys);
        app_frame(app);
        app_handle(app, &(struct event){.kind = EVENT_BACKDROP, .backdrop = BACKDROP_DARK});
        const struct frame *frame = app_frame(app);
        const struct cell *last = &frame->cells[24 * 80 - 1];
        while (last > frame->cells && last->glyph != 't') /* of "quit" */
            last--;
        assert_int_equal(last->fg == dark->label, rows[i].heeds);
        app_free(app);
    }
}

/* The log tells what it is for while it is empty. */
static void test_log(void **state)
{
    (void)state;
    struct app *app = play_start("surface bowl|lr 0.1");
    play(app, ":log<Enter>");
    play_shows(app, ":log", "a run is logged when it has made a step");
    play(app, "q..:log<Enter>");
    play_shows(app, ":log", "bowl, rate 0.1, 2 steps");
    app_free(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_change_the_scenario),
        cmocka_unit_test(test_keys_run_and_step),
        cmocka_unit_test(test_stepping_back_is_exact),
        cmocka_unit_test(test_the_end_of_a_run),
        cmocka_unit_test(test_keys_speak),
        cmocka_unit_test(test_sixteen_parameters),
        cmocka_unit_test(test_paste),
        cmocka_unit_test(test_paste_at_the_prompt),
        cmocka_unit_test(test_help_tells_all),
        cmocka_unit_test(test_pages_turn_and_close),
        cmocka_unit_test(test_hints_of_the_mode),
        cmocka_unit_test(test_redraw_in_every_mode),
        cmocka_unit_test(test_ways_out),
        cmocka_unit_test(test_resize),
        cmocka_unit_test(test_backdrop),
        cmocka_unit_test(test_log),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
