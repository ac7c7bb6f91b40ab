/* Sessions that lost their terminal: each is kept, and told of once, whatever was kept before. */
#include "directory.h"
#include "play.h"

#include "cli/lost.h"

static int enter(void **state)
{
    return directory_enter(state) == 0 && setenv("XDG_STATE_HOME", directory, 1) == 0 ? 0 : -1;
}

static int leave(void **state)
{
    DIR *files = opendir("ttydescent");
    for (struct dirent *file; files && (file = readdir(files));)
        if (unlinkat(dirfd(files), file->d_name, 0) != 0 && file->d_name[0] != '.')
            return -1;
    if (files)
        closedir(files);
    return directory_leave(state);
}

/* A session of this process that stands at that step. */
static void keep(long step)
{
    struct app *app = play_start("surface bowl|lr 0.1");
    char keys[32];
    snprintf(keys, sizeof keys, "%ld.", step);
    play(app, step > 0 ? keys : "");
    lost_keep(app);
    app_free(app);
}

/* The step of the session that the next start tells of, which opens it; -1: of none. */
static long open_told(void)
{
    struct app *app = play_start("surface bowl");
    static const char word[] = ":open ";
    char keys[300];
    lost_tell(app);
    const char *open = strstr(app->message, word);
    if (open) {
        snprintf(keys, sizeof keys, "%s<Enter>", open);
        play(app, keys);
    }
    long step = open ? play_step(app) : -1;
    app_free(app);
    return step;
}

static void test_none(void **state)
{
    (void)state;
    assert_int_equal(open_told(), -1);
    keep(0);
    assert_int_equal(open_told(), -1);
}

/* A number that a process had before is no reason to lose what was kept then, told of or not. */
static void test_all_are_kept(void **state)
{
    (void)state;
    keep(3);
    assert_int_equal(open_told(), 3);
    keep(4);
    keep(5);
    long one = open_told(), other = open_told();
    assert_int_equal(one + other, 9);
    assert_int_equal(one * other, 20);
    assert_int_equal(open_told(), -1);

    char name[64];
    const char *const ending[] = {"", "-2", "-3"};
    for (size_t i = 0; i < COUNT(ending); i++) {
        snprintf(name, sizeof name, "ttydescent/lost-%ld%s.td", (long)getpid(), ending[i]);
        assert_int_equal(access(name, F_OK), 0);
    }
}

/* Nobody is told of what can't be kept. */
static void test_no_folder(void **state)
{
    (void)state;
    setenv("XDG_STATE_HOME", "/dev/null", 1);
    keep(3);
    assert_int_equal(open_told(), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_none, enter, leave),
        cmocka_unit_test_setup_teardown(test_all_are_kept, enter, leave),
        cmocka_unit_test_setup_teardown(test_no_folder, enter, leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
