/* Experiments: what is recorded, forgotten, set back, written and read. */
#include "experiment_text.h"
#include "simulate.h"

#include "base/buffer.h"
#include "problem/model.h"
#include "run/experiment.h"

/* Settings that are changed together after a step. */
struct recorded {
    long step;
    struct setting setting[3];
};

static void record(struct experiment *experiment, const struct recorded *row)
{
    struct error error = {0};
    size_t count = 0;
    while (count < COUNT(row->setting) && row->setting[count].key)
        count++;
    if (!experiment_record(experiment, row->step, row->setting, count, &error))
        fail_msg("step %ld, %s: %s", row->step, row->setting[0].key, error.message);
}

static struct experiment experiment_of(const struct setting *settings)
{
    struct experiment experiment;
    struct scenario scenario;
    scenario_of(&scenario, settings);
    assert_true(experiment_init(&experiment, &scenario));
    scenario_release(&scenario);
    return experiment;
}

/* The experiment as text; to be released. */
static struct buffer written(const struct experiment *experiment)
{
    struct buffer text = {0};
    struct error error = {0};
    if (!experiment_write(experiment, &text, &error))
        fail_msg("%s", error.message);
    return text;
}

static void check_text(const struct experiment *experiment, const char *want)
{
    struct buffer text = written(experiment);
    assert_string_equal(buffer_string(&text), want);
    buffer_release(&text);
}

static struct experiment experiment_read(const char *lines)
{
    struct experiment experiment = experiment_of(SETTINGS({NULL, NULL}));
    struct error error = {0};
    if (!read_experiment(&experiment, lines, &error))
        fail_msg("line %d of\n%s\n%s", error.line, lines, error.message);
    return experiment;
}

static void test_text_and_back(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "surface ravine\n",
        "go 0\n",
        "surface ravine\nlr 0.1\nat 20\noptimizer adam\nlr 0.30000000000000004\ngo 120\n",
        "function x^2 + 3*y^2\nstart 0.1,0.3333333333333333\n",
        "params a,b,c\nfunction a^2+b^2*c\nseed 9007199254740991\n",
        "rule v = beta*v + g;  theta = theta - lr*v\nset beta=0.5\n",
        "at 3\nrule theta = theta - k*g\nset k=0.25\nname mine\nat 7\nname\nat 9\nstop none\ngo 9\n",
        "at 20\nlr 0.5\ngo 7\n",
        "noise 0.5\nat 5\nstop grad=1e-7,plateau\nat 1000000000000000\nsteps 12\n",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct experiment experiment = experiment_read(texts[i]);
        struct buffer text = written(&experiment);
        struct experiment again = experiment_read(buffer_string(&text));
        assert_true(experiment_equal(&experiment, &again));
        check_text(&again, buffer_string(&text));
        buffer_release(&text);
        experiment_release(&again);
        experiment_release(&experiment);
    }
}

/* Blanks around keys and values don't count, and what is changed at step 0 is begun with. */
static void test_loose_text(void **state)
{
    (void)state;
    struct experiment experiment = experiment_read("  surface \t ravine  \r\n"
                                                   "at 0\nlr 0.25\nnoise  1\nlr 0.5\nat 0\nclip 2\n"
                                                   "at 8\nstop\tgrad=0.1 \ngo 8");
    check_text(&experiment, "surface ravine\nlr 0.5\nclip 2\nnoise 1\nat 8\nstop grad=0.1\ngo 8\n");
    experiment_release(&experiment);
}

/* Lines of which the last is refused, with the reason; nothing of it stays. */
static void test_refusals(void **state)
{
    (void)state;
    static const struct {
        const char *lines, *reason;
    } rows[] = {
        {"surfaces ravine", "there is no setting 'surfaces'; did you mean 'surface'?"},
        {"surface ravin", "did you mean 'ravine'?"},
        {"lr", "number"},
        {"lr 0", "lr must be above 0"},
        {"lr 0.1\nat", "behind 'at' stands a step and nothing else: 'at 20'"},
        {"at 20 lr 0.1", "behind 'at' stands a step"},
        {"go on", "behind 'go' stands a step"},
        {"at -1", "-1"},
        {"at 2.5", "2.5"},
        {"at 1000000000000001", "1000000000000000"},
        {"at 20\nat 10", "step 10 is before step 20: steps ascend"},
        {"at 20\nsurface bowl", "surface cannot be changed in mid-run, but set before it"},
        {"at 20\noptimizer adam\nset beta=0.5", "adam has no 'beta'"},
        {"at 20\nstop epochs=3", "goes with data"},
        {"go 20\nlr 0.1", "nothing follows `go`"},
        {"go 20\ngo 20", "nothing follows `go`"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct error error = {0};
        const char *last = strrchr(rows[i].lines, '\n');
        char before[64];
        snprintf(before, sizeof before, "%.*s", last ? (int)(last - rows[i].lines) : 0,
                 rows[i].lines);
        struct experiment got = experiment_of(SETTINGS({NULL, NULL}));
        struct experiment want = experiment_read(before);
        int lines = 1;
        for (const char *c = rows[i].lines; *c; c++)
            lines += *c == '\n';
        assert_false(read_experiment(&got, rows[i].lines, &error));
        assert_int_equal(error.line, lines);
        if (!strstr(error.message, rows[i].reason))
            fail_msg("%s: %s", rows[i].lines, error.message);
        assert_true(experiment_equal(&got, &want));
        experiment_release(&want);
        experiment_release(&got);
    }
}

/* A path that no line can hold, and data that is gone once it was read. */
static void test_what_cannot_be_written(void **state)
{
    (void)state;
    static const char *const rows[] = {"a\nb.csv", " a.csv", "-"};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct experiment experiment = experiment_of(SETTINGS({NULL, NULL}));
        struct buffer text = {0};
        struct error error = {0};
        experiment.present.data_name = strdup(rows[i]);
        experiment.present.model = table_find(&models, "linear");
        assert_false(experiment_write(&experiment, &text, &error));
        assert_true(*error.message);
        buffer_release(&text);
        experiment_release(&experiment);
    }
}

static void test_line_breaks_in_formulas_are_blanks(void **state)
{
    (void)state;
    struct experiment experiment = experiment_of(SETTINGS({"function", "\n x^2\n + y^2 "}));
    check_text(&experiment, "function x^2  + y^2\n");
    experiment_release(&experiment);
}

/* --- the log --- */

/* What is recorded, one after another, and the lines that are left. */
static void test_record(void **state)
{
    (void)state;
    static const struct {
        struct recorded made[4];
        const char *text;
    } rows[] = {
        {{{5, {{"lr", "0.1"}}}, {5, {{"noise", "1"}}}}, "at 5\nlr 0.1\nnoise 1\n"},
        {{{5, {{"lr", "0.1"}}}, {5, {{"lr", "0.2"}}}}, "at 5\nlr 0.2\n"},
        {{{5, {{"lr", "0.1"}}}, {6, {{"lr", "0.2"}}}}, "at 5\nlr 0.1\nat 6\nlr 0.2\n"},
        {{{5, {{"lr", "0.1"}}}, {5, {{"noise", "1"}}}, {5, {{"lr", "0.2"}}}},
         "at 5\nnoise 1\nlr 0.2\n"},
        /* both count */
        {{{5, {{"optimizer", "adam"}}}, {5, {{"optimizer", "gd"}}}},
         "at 5\noptimizer adam\noptimizer gd\n"},
        {{{5, {{"optimizer", "adam"}, {"lr", "0.1"}}}, {5, {{"lr", "0.2"}}}},
         "at 5\noptimizer adam\nlr 0.2\n"},
        /* a rule comes with the values of its names */
        {{{5, {{"rule", "theta = theta - k*g"}, {"set", "k=0.1"}}}},
         "at 5\nrule theta = theta - k*g\nset k=0.1\n"},
        /* what was ahead is forgotten */
        {{{5, {{"lr", "0.1"}}}, {9, {{"lr", "0.2"}}}, {7, {{"noise", "1"}}}},
         "at 5\nlr 0.1\nat 7\nnoise 1\n"},
        {{{5, {{"lr", "0.1"}}}, {9, {{"lr", "0.2"}}}, {3, {{"lr", "0.3"}}}}, "at 3\nlr 0.3\n"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct experiment experiment = experiment_of(SETTINGS({NULL, NULL}));
        for (size_t k = 0; k < COUNT(rows[i].made) && rows[i].made[k].setting[0].key; k++)
            record(&experiment, &rows[i].made[k]);
        check_text(&experiment, rows[i].text);
        experiment_release(&experiment);
    }
}

static void check_change(const struct change *change, long step, bool joined, const char *value,
                         const char *was)
{
    assert_int_equal(change->step, step);
    assert_int_equal(change->joined, joined);
    assert_string_equal(change->value, value);
    if (was)
        assert_string_equal(change->was, was);
    else
        assert_null(change->was);
}

static void test_a_change_knows_what_was(void **state)
{
    (void)state;
    struct experiment experiment = experiment_of(SETTINGS({"lr", "0.5"}, {"optimizer", "adam"}));
    record(&experiment, &(struct recorded){3, {{"lr", "0.25"}}});
    record(&experiment, &(struct recorded){3, {{"lr", "0.125"}}});
    record(&experiment, &(struct recorded){4, {{"optimizer", "momentum"}, {"lr", "1"}}});
    record(&experiment, &(struct recorded){4, {{"clip", "2"}}});
    assert_int_equal(experiment.count, 4);
    check_change(&experiment.change[0], 3, false, "0.125", "0.5");
    check_change(&experiment.change[1], 4, false, "momentum", "adam");
    check_change(&experiment.change[2], 4, true, "1", "0.125");
    check_change(&experiment.change[3], 4, false, "2", NULL);
    assert_int_equal(experiment_until(&experiment, 2), 0);
    assert_int_equal(experiment_until(&experiment, 3), 1);
    assert_int_equal(experiment_until(&experiment, 4), 4);
    assert_int_equal(experiment_next(&experiment, 0), 3);
    assert_int_equal(experiment_next(&experiment, 3), 4);
    assert_int_equal(experiment_next(&experiment, 4), -1);
    experiment_release(&experiment);
}

static void test_all_or_none(void **state)
{
    (void)state;
    static const struct {
        struct setting settings[2];
        const char *setting, *reason;
    } rows[] = {
        {{{"lr", "0.1"}, {"noise", "-1"}}, "noise", "noise"},
        {{{"seed", "2"}, {"lr", "0.1"}}, "seed", "seed cannot be changed in mid-run"},
        {{{"lr", "0.1"}, {"stop", "epochs=2"}}, "stop", "goes with data"},
    };
    struct experiment experiment = experiment_read("lr 0.5\nat 3\nlr 0.25\nat 9\nclip 1\n");
    struct buffer before = written(&experiment);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct error error = {0};
        assert_false(experiment_record(&experiment, 3, rows[i].settings, 2, &error));
        assert_string_equal(error.setting, rows[i].setting);
        if (!strstr(error.message, rows[i].reason))
            fail_msg("%s", error.message);
        check_text(&experiment, buffer_string(&before));
    }
    buffer_release(&before);
    experiment_release(&experiment);
}

static void test_truncate(void **state)
{
    (void)state;
    struct experiment experiment = experiment_read("lr 0.5\nat 3\nlr 0.25\nat 9\nclip 1\n");
    assert_true(experiment_truncate(&experiment, 7));
    check_text(&experiment, "lr 0.5\nat 3\nlr 0.25\nat 9\nclip 1\n");
    assert_true(experiment_truncate(&experiment, 1));
    check_text(&experiment, "lr 0.5\nat 3\nlr 0.25\n");
    assert_true(experiment.present.clip == 0 && experiment.present.lr == 0.25);
    assert_true(experiment_truncate(&experiment, 0));
    check_text(&experiment, "lr 0.5\n");
    assert_true(experiment.present.lr == 0.5);
    experiment_release(&experiment);
}

static void test_equal(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool equal;
    } rows[] = {
        {"lr 0.5\n", "at 0\nlr 0.5\n", true},
        {"at 5\nlr 0.5\nclip 1\n", "at 5\nclip 1\nlr 0.5\n", true},
        {"at 5\nmomentum 0.5\n", "at 5\noptimizer momentum\nset beta=0.5\n", true},
        {"at 5\nlr 0.5\n", "at 6\nlr 0.5\n", false},
        {"lr 0.5\n", "lr 0.5000000000000001\n", false},
        /* the criteria begin anew at a change */
        {"lr 0.5\nat 5\nlr 0.5\n", "lr 0.5\n", false},
        {"lr 0.5\n", "lr 0.5\nat 5\nlr 0.5\n", false},
        {"go 7\n", "go 8\n", false},
        {"go 7\n", "", false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct experiment a = experiment_read(rows[i].a), b = experiment_read(rows[i].b), c;
        assert_int_equal(experiment_equal(&a, &b), rows[i].equal);
        assert_true(experiment_copy(&c, &b));
        assert_true(experiment_equal(&b, &c));
        experiment_release(&a);
        experiment_release(&b);
        experiment_release(&c);
    }
}

/* What was changed last, set back, leaves the settings that there were before. */
static void test_back(void **state)
{
    (void)state;
    static const struct {
        const char *lines;
        struct recorded change;
    } rows[] = {
        {"", {5, {{"lr", "0.1"}}}},
        {"lr 0.3", {5, {{"lr", "auto"}}}},
        {"", {5, {{"momentum", "0.5"}}}},
        {"momentum 0.5", {5, {{"momentum", "0.7"}}}},
        {"optimizer adam\nset beta1=0.5,eps=0.1", {5, {{"optimizer", "nesterov"}, {"lr", "1"}}}},
        {"optimizer adam", {5, {{"set", "beta1=0.5"}}}},
        {"rule theta = theta - k*g\nset k=0.5\nname mine", {5, {{"optimizer", "adam"}}}},
        {"rule theta = theta - k*g\nset k=0.5", {5, {{"rule", "theta = theta - 2*k*g"}}}},
        {"", {5, {{"rule", "theta = theta - k*g"}, {"set", "k=1"}, {"name", "mine"}}}},
        {"optimizer adam", {5, {{"rule", "theta = theta - lr*g"}}}},
        {"stop grad=0.1\nsteps 7", {5, {{"stop", "none"}, {"steps", "9"}}}},
        {"", {5, {{"stop", "loss=1"}, {"steps", "9"}, {"schedule", "cosine"}}}},
        {"clip 1\nnoise 1", {5, {{"clip", "0"}, {"clip-value", "2"}, {"noise", "0"}}}},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct experiment experiment = experiment_read(rows[i].lines);
        struct experiment want = experiment_read(rows[i].lines), got;
        struct setting back[SETTING_LIST_MAX];
        struct setting_list list = {0};
        struct error error = {0};
        record(&experiment, &rows[i].change);
        assert_true(experiment_back(&experiment, experiment.count - 1, &list));
        size_t count = setting_list_all(&list, back);
        assert_in_range(count, 1, SETTING_LIST_MAX);
        if (!experiment_record(&experiment, 5, back, count, &error))
            fail_msg("row %zu: %s: %s", i, error.setting, error.message);
        assert_true(experiment_init(&got, &experiment.present));
        assert_true(experiment_equal(&got, &want));
        setting_list_release(&list);
        experiment_release(&got);
        experiment_release(&want);
        experiment_release(&experiment);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_and_back),
        cmocka_unit_test(test_loose_text),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_what_cannot_be_written),
        cmocka_unit_test(test_line_breaks_in_formulas_are_blanks),
        cmocka_unit_test(test_record),
        cmocka_unit_test(test_a_change_knows_what_was),
        cmocka_unit_test(test_all_or_none),
        cmocka_unit_test(test_truncate),
        cmocka_unit_test(test_equal),
        cmocka_unit_test(test_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
