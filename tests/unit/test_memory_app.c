/* The interactive program where memory is short, one allocation after the other: whatever is
 * pressed, it lives, leaks nothing, writes no half of a file and goes on when there is memory
 * again. */
#include "directory.h"
#include "play.h"
#include "scarce.h"

#include "base/file.h"

static const struct {
    const char *settings, *keys;
    const char
        *shown; /* in the end, unless it is told that memory is short, which it is at the last
                 * key only; NULL: it is at all keys, and anything may be shown */
} rows[] = {
    {"surface rosenbrock", ".", NULL},
    {"surface rosenbrock", "20.,", "19"},
    {"surface himmelblau", "sSoOmdnz", NULL},
    {"surface bowl", ":optimizer adam<Enter>", "adam"},
    {"surface bowl", ":function x^4+y^2<Enter>", "x^4"},
    {"surface bowl", ":rule theta = theta - 2*g<Enter>.", NULL},
    {"surface bowl", ":sur<Tab><Tab><Enter>:<Up><Up><Esc>", NULL},
    {"surface bowl", "?  <PgUp>q:theory<Enter>q", NULL},
    {"surface bowl|optimizer nesterov", "2.x q.", NULL},
    {"surface bowl", "3.:lr 0.2<Enter>2.:share<Enter>q,", NULL},
    {"surface bowl", "5.:export trace.csv<Enter>", "trace.csv"},
    {"surface bowl", "3.:say here<Enter>:save kept<Enter>.:open kept<Enter>", NULL},
    {"surface bowl", "3.:lr 0.2<Enter>.:noise 1<Enter>suUuUu", NULL},
    {"surface bowl", "2.r3.s.:log<Enter>q", NULL},
    {"surface bowl", "i9l<Enter>R.r", NULL},
    {"surface bowl", ":lrfind<Enter>l<Enter>.", NULL},
    {"surface bowl", ":blind<Enter>2lk", NULL},
    {"surface bowl", ":blind 2l k<Enter>2jq:save kept<Enter>", NULL},
    {"surface bowl", ":trace path.csv<Enter>:save kept<Enter>.:open kept<Enter>", NULL},
    {"surface bowl", ":flow<Enter>:curvature<Enter>:field<Enter>.", NULL},
    {"params x,y,z|function x^2+y^2+z^2", "9.:axes pca<Enter>aA", NULL},
    {"data line.csv|model linear|standardize all", "4.:raw<Enter>q:show fit<Enter>,f", NULL},
    {"surface bowl", ":data line.csv<Enter>", "line.csv"},
    {"data line.csv|model linear", ".s.", NULL},
};

/* What the export must hold, unless it is not there. */
static void check_file(const struct buffer *whole)
{
    struct buffer text = {0};
    if (access("trace.csv", F_OK) != 0)
        return;
    assert_true(file_read("trace.csv", 1 << 20, &text, NULL));
    assert_int_equal(text.size, whole->size);
    assert_memory_equal(text.data, whole->data, whole->size);
    buffer_release(&text);
    unlink("trace.csv");
}

/* Both may be cut, so a part of the word will do. */
static void check_shown(struct app *app, const char *shown)
{
    struct buffer text = {0};
    const char *screen = play_screen(app, &text);
    if (shown && !strstr(screen, shown) && !strstr(screen, "emory"))
        fail_msg("neither '%s' nor a word of memory in:\n%s", shown, screen);
    buffer_release(&text);
}

/* Plays the keys with the allocation missing. Returns whether one was. */
static bool play_without(size_t row, long before, bool for_good, const struct buffer *whole)
{
    size_t bytes = scarce.bytes;
    struct app *app = play_start(rows[row].settings);
    app_frame(app);
    bool begun = false;
    for (const char *script = rows[row].keys; *script;) {
        uint32_t key = 0;
        script += script_key(script, &key);
        if (!begun && (!rows[row].shown || !*script))
            scarce_begin(before, for_good);
        begun = begun || !rows[row].shown;
        play_key(app, key);
        app_frame(app);
    }
    bool failed = scarce.failed > 0;
    scarce_end();
    check_shown(app, rows[row].shown);
    play(app, "<Esc><Esc>:surface bowl<Enter>.");
    play_shows(app, rows[row].keys, "bowl");
    if (play_step(app) != 1)
        fail_msg("%s: without allocation %ld it does not go on", rows[row].keys, before);
    app_free(app);
    check_file(whole);
    if (scarce.bytes != bytes)
        fail_msg("%s: without allocation %ld %ld bytes are lost", rows[row].keys, before,
                 (long)(scarce.bytes - bytes));
    return failed;
}

static void test_every_allocation(void **state)
{
    static const char line[] = "x,y\n1,2\n2,3\n3,5\n4,4\n5,7\n6,6\n";
    struct buffer whole = {0};
    (void)state;
    directory_put("line.csv", line, strlen(line));
    directory_put("path.csv", line, strlen(line));
    struct app *app = play_start("surface bowl");
    play(app, "5.:export trace.csv<Enter>");
    app_free(app);
    assert_true(file_read("trace.csv", 1 << 20, &whole, NULL));
    for (size_t i = 0; i < COUNT(rows); i++) {
        play_without(i, -1, false, &whole);
        for (int mode = 0; mode < 2; mode++) {
            long before = 0;
            while (play_without(i, before, mode, &whole))
                before += 1 + 4 * mode;
        }
    }
    buffer_release(&whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {DIRECTORY_TEST(test_every_allocation)};
    return SCARCE ? cmocka_run_group_tests(tests, NULL, NULL) : 77;
}
