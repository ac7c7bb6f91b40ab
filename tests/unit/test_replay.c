/* All ways lead to the same run: random experiments, made with keys, are replayed by the command
 * line of :share, by their text, by the export and by going back and on; the traces are the same
 * bytes, and the command line leads to the very screen. */
#include "again.h"
#include "directory.h"
#include "experiment_text.h"

#include "base/file.h"
#include "base/rng.h"
#include "cli/report.h"
#include "out/trace.h"

enum { EXPERIMENTS = 200 };

/* $ is the directory of the data sets. */
static const char *const beginnings[] = {
    "surface rosenbrock",
    "surface ravine|noise 0.3|seed 7",
    "surface himmelblau|optimizer adam",
    "surface multi-modal|rule v = beta*v + g; theta = theta - lr*v|set beta=0.5",
    "function (x-1)^2 + 10*(y-x)^2|start 3,-2",
    "params a,b,c|function a^2 + 3*b^2 + a*c + c^2|start 1,2,3|optimizer bfgs",
    "data $line.csv|model quadratic",
    "data $line.csv|model linear|batch 5|validation 0.25|standardize all",
    "data $classes.csv|label y=class:blue|model logistic-plane|optimizer adam|batch 9",
};

/* What is typed; one that is refused does nothing. */
static const char *const keys[] = {
    ".",
    "3.",
    "17.",
    ":go 40<Enter>",
    ",",
    "2,",
    "9,",
    ":go 1<Enter>",
    "+",
    "---",
    "m",
    "]",
    "o",
    "O",
    "d",
    ":lr 0.003<Enter>",
    ":lr auto<Enter>",
    ":noise 0.2<Enter>",
    ":noise 0<Enter>",
    ":l2 0.01<Enter>",
    ":clip 0.7<Enter>",
    ":batch 3<Enter>",
    ":optimizer newton<Enter>",
    ":rule theta = theta - 0.01*g<Enter>",
    ":schedule exponential<Enter>",
    ":stop grad=1e-2<Enter>",
    ":steps 30<Enter>",
    "R",
    "r",
    "c",
    "zh",
    "0",
    ":scale log<Enter>",
    "u",
    "2u",
    "U",
    ":say Look here<Enter>",
};

static void settle(struct app *app)
{
    while (app_running(app))
        app_advance(app, 0.01);
}

static struct app *begin(struct rng *random)
{
    char path[SHIPPED_PATH];
    struct buffer text = {0};
    const char *settings = beginnings[rng_below(random, COUNT(beginnings))];

    for (; *settings; settings++) {
        if (*settings == '$')
            buffer_text(&text, shipped("", path));
        else
            buffer_add(&text, settings, 1);
    }
    struct app *app = play_start(buffer_string(&text));
    buffer_release(&text);
    return app;
}

/* An experiment of a dozen keys, which stands at some step. What was typed goes to `typed`. */
static struct app *make(struct rng *random, struct buffer *typed)
{
    struct app *app = begin(random);

    for (uint32_t left = 3 + rng_below(random, 15); left > 0; left--) {
        const char *key = keys[rng_below(random, COUNT(keys))];

        play(app, key);
        settle(app);
        play(app, "<Esc>");
        buffer_text(typed, key);
    }
    return app;
}

/* --- the traces --- */

/* What the path of the run itself shows, where nothing is left out of it yet. */
static struct buffer trace_kept(struct simulation *simulation)
{
    const struct trajectory *path = simulation_trajectory(simulation);
    const struct experiment *experiment = simulation_experiment(simulation);
    const struct trace trace = trace_of(simulation, TRACE_CSV);
    struct buffer out = {0};
    size_t next = 0;

    trace_begin(&trace, &out);
    for (size_t i = 0; i < trajectory_length(path); i++) {
        trace_row(&trace, trajectory_at(path, i), i == 0, &out);
        trace_changes(&trace, experiment, trajectory_at(path, i)->step, &next, &out);
    }
    trace_end(&trace, &out);
    return out;
}

static struct buffer contents(const char *name)
{
    struct buffer text = {0};

    assert_true(file_read(name, 1 << 24, &text, NULL));
    assert_int_equal(unlink(name), 0);
    return text;
}

static struct buffer trace_exported(struct app *app)
{
    play(app, "etrace.csv<Enter>");
    return contents("trace.csv");
}

/* What `run` prints, told the same line. At the start it has to be told to stay there. */
static struct buffer trace_printed(const char *line, long step)
{
    wordexp_t words;
    struct buffer longer = {0};

    buffer_format(&longer, "%s --format csv%s", line, step == 0 ? " --go 0" : "");
    struct arguments arguments = read_by(buffer_string(&longer), "run", &words);
    fflush(stdout);
    int before = dup(STDOUT_FILENO);
    assert_non_null(freopen("printed.csv", "w", stdout));
    int status = command_run(&arguments);
    fflush(stdout);
    assert_int_equal(dup2(before, STDOUT_FILENO), STDOUT_FILENO);
    close(before);
    assert_int_equal(status, EXIT_DONE);
    arguments_release(&arguments);
    wordfree(&words);
    buffer_release(&longer);
    return contents("printed.csv");
}

/* The session is kept in a file, and opened in a program that shows something else; with the path
 * that was left it is the very screen. */
static struct app *open_again(struct app *app)
{
    struct app *again = play_start("surface bowl");

    play(app, ":save kept<Enter>");
    settle(again);
    play(again, "5.:open kept<Enter>");
    if (play_prompts(again))
        fail_msg("kept.td can't be opened: %s", buffer_string(&again->prompt.note));
    settle(again);
    play(again, "<Esc>");
    return again;
}

/* Is there a path that was left? */
static bool has_left(const struct app *app)
{
    return kept_count(&app->session.kept) > 0 || session_branch(&app->session);
}

static struct buffer trace_saved(struct app *app)
{
    struct app *again = open_again(app);
    struct buffer out = trace_kept(again->session.simulation);
    bool left = has_left(app);

    play(app, "<Esc>");
    assert_true(left || frame_equal(app_frame(app), app_frame(again)));

    app_free(again);
    return out;
}

/* What is played of an experiment that is written and read. */
static struct buffer trace_read(const struct experiment *experiment)
{
    struct buffer text = {0};
    struct experiment again;
    struct scenario scenario;
    struct error error = {0};

    assert_true(experiment_write(experiment, &text, &error));
    assert_true(scenario_init(&scenario));
    scenario.open_data = experiment->first.open_data;
    assert_true(experiment_init(&again, &scenario));
    if (!read_experiment(&again, buffer_string(&text), &error))
        fail_msg("%s: %s", buffer_string(&text), error.message);
    assert_true(experiment_equal(experiment, &again));
    struct simulation *simulation = simulation_open(&again, &error);
    if (!simulation)
        fail_msg("%s", error.message);
    simulation_go(simulation, again.step);
    struct buffer out = trace_kept(simulation);
    simulation_free(simulation);
    experiment_release(&again);
    scenario_release(&scenario);
    buffer_release(&text);
    return out;
}

/* Goes back, as far as no change is forgotten, and on again. */
static struct buffer trace_there_and_back(struct app *app, struct rng *random)
{
    const struct experiment *experiment = simulation_experiment(app->session.simulation);
    size_t made = simulation_changes(app->session.simulation);
    long step = play_step(app), last = made > 0 ? experiment->change[made - 1].step : 0;
    char script[80];

    long by = (long)rng_below(random, (uint32_t)(step - last) + 1);
    if (by > 0) {
        snprintf(script, sizeof script, "%ld,", by);
        play(app, script);
        settle(app);
        snprintf(script, sizeof script, ":go %ld<Enter>", step);
        play(app, script);
        settle(app);
    }
    return trace_kept(app->session.simulation);
}

/* Fails with the first line that is another one. */
static void check_same(const char *way, const char *line, const struct buffer *want,
                       struct buffer got)
{
    const char *a = buffer_string(want), *b = buffer_string(&got);
    size_t same = 0, from = 0;

    while (a[same] && a[same] == b[same])
        from = a[same++] == '\n' ? same : from;
    if (a[same] || b[same])
        fail_msg("another trace %s: %s\n%.200s\nnot\n%.200s", way, line, b + from, a + from);
    buffer_release(&got);
}

/* The run as it was at a step is the beginning of the run as it is. */
static void check_beginning(struct app *app, const struct buffer *whole, struct rng *random)
{
    char script[80];

    snprintf(script, sizeof script, ":go %ld<Enter>",
             (long)rng_below(random, (uint32_t)play_step(app) + 1));
    play(app, script);
    settle(app);
    struct buffer part = trace_kept(app->session.simulation);
    assert_memory_equal(part.data, whole->data, part.size);
    buffer_release(&part);
}

/* A path that was left is no part of the experiment, nor is a caption. */
static void check_screen(struct app *app, const char *line, const struct buffer *typed)
{
    play(app, "<Esc>");
    if (has_left(app) || app->session.captions.count > 0)
        return;
    struct app *again = start_by(line, app);
    if (!frame_equal(app_frame(app), app_frame(again))) {
        struct buffer text = {0}, other = {0};

        fail_msg("%s\n%s\n%s\n%s", buffer_string(typed), line, play_screen(app, &text),
                 play_screen(again, &other));
    }
    app_free(again);
}

static void test_all_ways(void **state)
{
    struct rng random;

    (void)state;
    rng_seed(&random, 20, RNG_START);
    for (int i = 0; i < EXPERIMENTS; i++) {
        struct buffer typed = {0}, line = {0};
        struct app *app = make(&random, &typed);
        const struct experiment *experiment = simulation_experiment(app->session.simulation);
        struct buffer trace = trace_kept(app->session.simulation);

        assert_true(share_line(app, &line, NULL));
        check_same("exported", buffer_string(&line), &trace, trace_exported(app));
        check_same("printed by run", buffer_string(&line), &trace,
                   trace_printed(buffer_string(&line), play_step(app)));
        check_same("read from text", buffer_string(&line), &trace, trace_read(experiment));
        check_screen(app, buffer_string(&line), &typed);
        check_same("saved and opened", buffer_string(&line), &trace, trace_saved(app));
        check_same("printed of the file", buffer_string(&line), &trace,
                   trace_printed("ttydescent kept.td", 1));
        assert_int_equal(unlink("kept.td"), 0);
        check_same("there and back", buffer_string(&line), &trace,
                   trace_there_and_back(app, &random));
        check_beginning(app, &trace, &random);
        app_free(app);
        buffer_release(&trace);
        buffer_release(&line);
        buffer_release(&typed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {DIRECTORY_TEST(test_all_ways)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
