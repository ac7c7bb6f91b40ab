/* Sessions as text: what is written is read again, and what is refused. */
#include "learn.h"
#include "simulate.h"

#include "base/buffer.h"
#include "show/saved.h"

static void begin(struct saved *saved)
{
    struct scenario scenario;
    struct error error = {0};
    assert_true(scenario_init(&scenario));
    assert_true(saved_init(saved, &scenario, &error));
    scenario_release(&scenario);
}

/* Text that is written as it was read, but for comments, blanks and where the view stands. */
static void test_read_and_write(void **state)
{
    (void)state;
    static const struct {
        const char *text, *written;
    } rows[] = {
        {"", ""},
        {"# only this\n\n", ""},
        {"surface ravine\nlr 0.1\nat 20\noptimizer momentum\ngo 120\n",
         "surface ravine\nlr 0.1\nat 20\noptimizer momentum\ngo 120\n"},
        {"surface ravine\r\ncolormap mako\r\nlr 0.1\r\ncontours\r\ngo 3",
         "colormap mako\ncontours on\nsurface ravine\nlr 0.1\ngo 3\n"},
        {"\xEF\xBB\xBFsurface ravine\r\nsay = 1\r\n", "surface ravine\nsay = 1\n"},
        {"left adam 0.25\nleft beta 0.8\nleft rule 3\nsurface bowl\n",
         "left adam 0.25\nleft rule 3\nleft beta 0.8\nsurface bowl\n"},
        {"say Hello  you\nsurface bowl\n", "surface bowl\nsay Hello  you\n"},
        {"at 7\nsay seven\nat 9\nlr 0.5\nsay nine\nat 12\nsay\ngo 30\n",
         "at 7\nsay seven\nat 9\nlr 0.5\nsay nine\nat 12\nsay\ngo 30\n"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct saved saved;
        struct error error = {0};
        struct buffer out = {0};
        begin(&saved);
        if (!saved_read(&saved, "", rows[i].text, strlen(rows[i].text), &error))
            fail_msg("%s\n%d: %s", rows[i].text, error.line, error.message);
        assert_true(saved_write(&saved, &out, &error));
        const char *body = strchr(buffer_string(&out), '\n') + 1;
        assert_string_equal(body, rows[i].written);
        buffer_release(&out);
        saved_release(&saved);
    }
}

static void test_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int line;
        const char *reason;
    } rows[] = {
        {"surface ravine\nlr 0.1\ncolormop mako\n", 3, "did you mean"},
        {"colormap mauve\n", 1, "mauve"},
        {"\n# well\nsurface ravin\n", 3, "'ravine'"},
        {"at 20\nlr 1\nat 10\n", 3, "steps ascend"},
        {"go 20\nsay done\nlr 2\n", 3, "go"},
        {"surface bowl\nlr = 0.1\n", 2, "write 'lr 0.1', without '='"},
        {"lr=0.1\n", 1, "write 'lr 0.1', without '='"},
        {"surface bowl\nat 20 lr 3\n", 2, "behind 'at' stands a step and nothing else"},
        {"surface bowl\naxes w,b\n", 0, "no parameter 'w'"},
        {"left adamm 0.1\n", 1, "did you mean"},
        {"left adam 0\n", 1, "above 0"},
        {"left adam\n", 1, "number"},
        {"function (x\n", 1, "')'"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct saved saved;
        struct error error = {0};
        begin(&saved);
        if (saved_read(&saved, "", rows[i].text, strlen(rows[i].text), &error))
            fail_msg("read: %s", rows[i].text);
        if (error.line != rows[i].line || !strstr(error.message, rows[i].reason))
            fail_msg("%s\n%d: %s", rows[i].text, error.line, error.message);
        saved_release(&saved);
    }
}

static void test_no_text(void **state)
{
    (void)state;
    struct saved saved;
    struct error error = {0};
    begin(&saved);
    assert_false(saved_read(&saved, "", "lr 1\0lr 2", 9, &error));
    assert_non_null(strstr(error.message, "byte 0"));
    saved_release(&saved);
}

/* A line names its file: not every name can stand there, and what came from standard input is
 * gone. */
static void test_not_written(void **state)
{
    (void)state;
    static const struct {
        const char *name, *message;
    } rows[] = {
        {"a\nb.csv", "cannot stand in a line"},
        {" b.csv", "cannot stand in a line"},
        {"-", "standard input, which is read only once"},
    };
    struct simulation *simulation = learn_text("x,y\n1,2\n2,4\n", SETTINGS({"seed", "1"}));
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct saved saved;
        struct error error = {0};
        struct buffer out = {0};
        struct scenario scenario;
        assert_true(scenario_copy(&scenario, simulation_scenario(simulation)));
        free(scenario.data_name);
        scenario.data_name = strdup(rows[i].name);
        assert_true(saved_init(&saved, &scenario, &error));
        scenario_release(&scenario);
        assert_false(saved_write(&saved, &out, &error));
        if (!strstr(error.message, rows[i].message))
            fail_msg("%s: %s", rows[i].name, error.message);
        buffer_release(&out);
        saved_release(&saved);
    }
    simulation_free(simulation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_read_and_write),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_no_text),
        cmocka_unit_test(test_not_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
