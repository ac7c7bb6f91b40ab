/* What the program says is never cut: at any width it is whole, or its last clauses are left
 * out. */
#include "play.h"
#include "shipped.h"

static const struct size {
    int rows, columns;
} sizes[] = {{12, 40}, {20, 46}, {24, 80}};

static const struct display plain = {.colors = 0, .blocks = true, .braille = true};

/* The rows below the header as one line, without indentation. */
static void join(struct app *app, struct buffer *out)
{
    struct buffer text = {0};
    char *rest, *screen = strdup(play_screen(app, &text));
    assert_non_null(screen);
    buffer_clear(out);
    strtok_r(screen, "\n", &rest);
    for (char *row; (row = strtok_r(NULL, "\n", &rest));)
        buffer_format(out, "%s ", row + strspn(row, " "));
    free(screen);
    buffer_release(&text);
}

/* Are all words of the sentence on the screen, one after another? */
static bool is_whole(struct app *app, const char *sentence)
{
    struct buffer text = {0};
    char words[512], *rest;
    snprintf(words, sizeof words, "%s", sentence);
    join(app, &text);
    const char *at = buffer_string(&text);
    for (char *word = strtok_r(words, " ", &rest); word && at; word = strtok_r(NULL, " ", &rest))
        at = (at = strstr(at, word)) ? at + strlen(word) : NULL;
    buffer_release(&text);
    return at != NULL;
}

/* The place of an ellipsis that stands for what was cut: not one of a range, "x -1…1", or of a
 * list. */
static const char *cut_in(const char *text)
{
    static const char dots[] = "…";
    for (const char *at = text; (at = strstr(at, dots)); at += sizeof dots - 1)
        if (at > text && at[-1] != ' ' && strchr(" \n", at[sizeof dots - 1]))
            return at;
    return NULL;
}

/* Fails where something is cut, or a message is not whole. */
static void check(struct app *app, const char *what)
{
    struct buffer text = {0};
    join(app, &text);
    const char *cut = cut_in(buffer_string(&text));
    if (cut)
        fail_msg("%s at %dx%d: cut in\n%s", what, app->columns, app->rows, play_screen(app, &text));
    if (app->message[0] && !is_whole(app, app->message))
        fail_msg("%s at %dx%d: '%s' is not whole in\n%s", what, app->columns, app->rows,
                 app->message, play_screen(app, &text));
    buffer_release(&text);
}

/* Each surface with a few methods and rates: at its start, after a step, at its end. */
static void test_runs(void **state)
{
    (void)state;
    static const char *const ways[] = {"optimizer gd",
                                       "optimizer newton",
                                       "optimizer gd|lr 1000",
                                       "optimizer momentum|set beta=0.99",
                                       "optimizer steepest-exact",
                                       "optimizer gd|steps 3|stop steps=3"};
    for (size_t i = 0; i < surfaces.count * COUNT(ways) * COUNT(sizes); i++) {
        const struct size size = sizes[i % COUNT(sizes)];
        char run[160];
        snprintf(run, sizeof run, "surface %s|%s",
                 table_name(&surfaces, i / COUNT(sizes) / COUNT(ways)),
                 ways[i / COUNT(sizes) % COUNT(ways)]);
        struct app *app = play_open(run, &plain, size.rows, size.columns);
        check(app, run);
        play(app, ".");
        check(app, run);
        play(app, "300.");
        check(app, run);
        app_free(app);
    }
}

/* Runs on data, of one parameter, and on functions that nobody chose for it. */
static void test_other_runs(void **state)
{
    (void)state;
    static const struct {
        const char *settings, *data;
    } runs[] = {
        {"model linear", "line.csv"},
        {"model linear|columns x=x,y=y|l2 0.1", "noisy.csv"},
        {"model quadratic|validation 0.3|seed 4", "sine.csv"},
        {"model network|batch 5|validation 0.3|seed 2|lr 1", "sine.csv"},
        {"model network|lr 30", "sine.csv"},
        {"function 1/x|params x|start 0.5", NULL},
        {"function log(x)|params x|start 0.5|lr 1", NULL},
        {"function sign(x)*x+x^2|params x|start 3", NULL},
        {"function 100*sqrt(abs(y-0.01*x^2))+0.01*abs(x+10)|start -8,2", NULL},
        {"function log(x)^2+sqrt(y+1)|start 2,1|lr 2", NULL},
        {"function x^2+y^2+z^2+w^2+x*y*z*w|params x,y,z,w|axes pca|noise 1", NULL},
    };
    for (size_t i = 0; i < COUNT(runs) * COUNT(sizes); i++) {
        const struct size size = sizes[i % COUNT(sizes)];
        const char *data = runs[i / COUNT(sizes)].data;
        char run[SHIPPED_PATH + 160], path[SHIPPED_PATH];
        snprintf(run, sizeof run, "%s%s%s", runs[i / COUNT(sizes)].settings, data ? "|data " : "",
                 data ? shipped(data, path) : "");
        struct app *app = play_open(run, &plain, size.rows, size.columns);
        check(app, run);
        play(app, "20.");
        check(app, run);
        play(app, "600.");
        check(app, run);
        app_free(app);
    }
}

/* Each key, and what may be typed: what is so then, and what is wrong. */
static void test_answers(void **state)
{
    (void)state;
    static const char *const scripts[] = {"o",
                                          "O",
                                          "d",
                                          "D",
                                          "s",
                                          "S",
                                          "m",
                                          "n",
                                          "mm",
                                          "+",
                                          "-",
                                          "]",
                                          "[",
                                          "{",
                                          "r",
                                          "R",
                                          "u",
                                          "U",
                                          "f",
                                          "ff",
                                          "a",
                                          "A",
                                          "c",
                                          "C",
                                          "<less>",
                                          ">",
                                          "z",
                                          "Z",
                                          "0",
                                          "l",
                                          "k",
                                          "i",
                                          "il",
                                          "x",
                                          "g",
                                          "gl",
                                          "gs",
                                          "gb",
                                          "gw",
                                          "gr",
                                          "e",
                                          "9",
                                          "Q",
                                          ":scale log<Enter>",
                                          ":contours off<Enter>",
                                          ":loss-axis linear<Enter>",
                                          ":curves rate<Enter>",
                                          ":curves stability<Enter>",
                                          ":lr 1e9<Enter>.",
                                          ":lr x<Enter>",
                                          ":surface bowls<Enter>",
                                          ":function x^2+sen(y)<Enter>",
                                          ":function 3(x+1)<Enter>",
                                          ":start 1<Enter>",
                                          ":rule theta = 3<Enter>",
                                          ":schedule cosine:period=x<Enter>",
                                          ":noise 1<Enter>",
                                          ":clip 1<Enter>",
                                          ":l2 1<Enter>",
                                          ":batch 3<Enter>",
                                          ":model network<Enter>",
                                          ":data none.csv<Enter>",
                                          ":frobnicate<Enter>",
                                          ":set beta=2<Enter>",
                                          ":stop loss=1<Enter>",
                                          ":eye 1,2,3<Enter>",
                                          ":speed 0<Enter>",
                                          ":kappa<Enter>",
                                          ":shade on<Enter>",
                                          ":big on<Enter>",
                                          ":blind<Enter>",
                                          ":forget<Enter>",
                                          ":field on<Enter>",
                                          ":trace none.csv<Enter>",
                                          ":optimizer adam --lr 0.1<Enter>",
                                          ":optimizer lbfgs<Enter>+",
                                          ":theme light<Enter>",
                                          ":go 10<Enter>",
                                          ":go -1<Enter>"};
    for (size_t i = 0; i < COUNT(scripts) * COUNT(sizes); i++) {
        const struct size size = sizes[i % COUNT(sizes)];
        const char *script = scripts[i / COUNT(sizes)];
        struct app *app = play_open("surface himmelblau", &plain, size.rows, size.columns);
        play(app, "30.");
        play(app, script);
        check(app, script);
        app_free(app);
    }
}

/* κ is called in a verdict as it is in the panel. */
static void test_letters(void **state)
{
    (void)state;
    struct app *app = play_open("surface rosenbrock|optimizer newton", &plain, 24, 80);
    play(app, "99.");
    play_shows(app, "99.", "; κ 2510");
    app_free(app);
}

/* At the smallest size what became of a run is told to its end, or as far as a clause goes. */
static void test_verdicts(void **state)
{
    (void)state;
    static const struct {
        const char *run, *keys, *sentence;
    } rows[] = {
        {"surface saddle|start 1,0", "900.", "saddle at (0, 0): curvature"},
        {"surface bowl|lr 3", "900.", "diverged at step"},
        {"surface bowl|lr 3", "900.", ": the rate 3 is above 2 = 2/curvature "},
        {"surface bowl|lr 0.5", "900.", "global minimum at"},
        {"surface rosenbrock|optimizer newton", "99.", "global minimum at (1, 1): curvature"},
        {"function log(x)+y^2|start 1,1|lr 2", "9.",
         "left the domain at step 1: log(-1), column 1"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct app *app = play_open(rows[i].run, &plain, 12, 40);
        play(app, rows[i].keys);
        check(app, rows[i].run);
        if (!is_whole(app, rows[i].sentence)) {
            struct buffer text = {0};
            fail_msg("%s: no '%s' in\n%s", rows[i].run, rows[i].sentence, play_screen(app, &text));
        }
        app_free(app);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_runs),     cmocka_unit_test(test_other_runs),
        cmocka_unit_test(test_answers),  cmocka_unit_test(test_letters),
        cmocka_unit_test(test_verdicts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
