/* Frames and steps that are interrupted: what is shown instead, and that nothing is lost. */
#include "play.h"

#include "shipped.h"
#include "waiter.h"

/* A program on a data set, with more settings. */
static struct app *learn(const char *data, const char *settings)
{
    char path[SHIPPED_PATH], all[2 * SHIPPED_PATH];
    snprintf(all, sizeof all, "data %s|%s", shipped(data, path), settings);
    return play_start(all);
}

static void check_same_screen(struct app *got, struct app *want, const char *what)
{
    struct buffer a = {0}, b = {0};
    if (strcmp(play_screen(got, &a), play_screen(want, &b)) != 0)
        fail_msg("after %s:\n%s\nis not\n%s", what, buffer_string(&a), buffer_string(&b));
    buffer_release(&a);
    buffer_release(&b);
}

/* What is not known yet says so, and is there in the next frame. */
static void test_frame(void **state)
{
    struct waiter waiter = {.stop = 1};
    struct interrupt interrupt = interrupt_by(&waiter, 0);
    struct app *plain = learn("sine.csv", "model network-3");
    struct app *broken = learn("sine.csv", "model network-3");
    (void)state;
    app_listen(broken, &interrupt);
    play_shows(broken, "nothing", "rate·λ               …");
    assert_true(app_unfinished(broken));
    waiter = (struct waiter){.stop = 1};
    play_shows(broken, "nothing", "looking at 60 rows");
    assert_int_equal(waiter.asked, 1);
    waiter.stop = 0;
    check_same_screen(broken, plain, "nothing");
    assert_false(app_unfinished(broken));
    app_free(plain);
    app_free(broken);
}

/* Lets what is due be done, which is interrupted at random. Returns how often it was. */
static long settle(struct app *app, struct waiter *waiter, uint64_t *random)
{
    long times = 0;
    do {
        *waiter = (struct waiter){.stop = check_below(random, 12)};
        app_advance(app, 1e-3);
        *waiter = (struct waiter){.stop = check_below(random, 12)};
        app_frame(app);
        times += app_unfinished(app);
    } while (app_running(app) || app_unfinished(app));
    return times;
}

static void finish(struct app *app)
{
    while (app_running(app))
        app_advance(app, 1e-3);
}

/* Whatever is pressed, the screen is in the end that of a program which nobody interrupts. */
static void test_keys(void **state)
{
    static const struct {
        const char *data, *settings;
    } programs[] = {
        {"sine.csv", "model network-3|validation 0.25|batch 16"},
        {"line.csv", "model linear"},
        {"noisy.csv", "model quadratic|optimizer newton|standardize all"},
        {"classes.csv", "label y=class:blue|model logistic-plane|optimizer bfgs"},
    };
    static const char *const keys[] = {
        ".", "9.", ",", "3,", "+", "m", "o", "40.", "y", "-", ":lr 0.05<Enter>", ":go 30<Enter>",
        "r", "c"};
    long times = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(programs); i++) {
        struct waiter waiter = {0};
        struct interrupt interrupt = interrupt_by(&waiter, 0);
        struct app *plain = learn(programs[i].data, programs[i].settings);
        struct app *broken = learn(programs[i].data, programs[i].settings);
        uint64_t random = i;
        app_listen(broken, &interrupt);
        for (int k = 0; k < 40; k++) {
            const char *key = keys[check_below(&random, COUNT(keys))];
            play(plain, key);
            finish(plain);
            waiter = (struct waiter){.stop = check_below(&random, 12)};
            play(broken, key);
            times += settle(broken, &waiter, &random);
            waiter.stop = 0;
            check_same_screen(broken, plain, key);
        }
        app_free(plain);
        app_free(broken);
    }
    assert_true(times > 50);
}

/* A step that was interrupted stays due. */
static void test_time(void **state)
{
    struct waiter waiter = {0};
    struct interrupt interrupt = interrupt_by(&waiter, 0);
    struct app *app = learn("sine.csv", "model network-3");
    uint64_t random = 5;
    long interrupted = 0;
    (void)state;
    app_listen(app, &interrupt);
    play_key(app, ' ');
    for (int i = 0; i < 128; i++) { /* two seconds at thirty steps a second */
        waiter = (struct waiter){.stop = check_below(&random, 2)};
        app_advance(app, 1.0 / 64);
        interrupted += waiter.stop > 0 && waiter.asked == waiter.stop;
    }
    assert_true(interrupted > 20);
    waiter.stop = 0;
    for (int i = 0; i < 100; i++)
        app_advance(app, 1e-12);
    assert_int_equal(play_step(app), 60);
    assert_true(app_running(app));
    app_free(app);
}

/* Many runs: what is interrupted is made later, and when all have ended they are those that nobody
 * interrupts. */
static void test_studies(void **state)
{
    static const struct {
        const char *keys;
        int questions; /* as many as a slice may ask */
    } rows[] = {{"gs ", 300}, {"gr", 300}, {"gw", 300}, {"gb", 300}, {":lrfind<Enter>", 3}};
    static const char settings[] = "model linear|steps 12";
    uint64_t random = 4;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct waiter waiter = {0};
        struct interrupt interrupt = interrupt_by(&waiter, 0);
        struct app *plain = learn("line.csv", settings), *broken = learn("line.csv", settings);
        long times = 0;
        app_frame(plain);
        app_listen(broken, &interrupt);
        app_frame(broken);
        play(plain, rows[i].keys);
        app_frame(plain); /* a map of many runs begins with it */
        play(broken, rows[i].keys);
        app_frame(broken);
        do {
            app_advance(plain, 0.03);
        } while (app_running(plain));
        do {
            waiter = (struct waiter){.stop = 1 + check_below(&random, rows[i].questions)};
            app_advance(broken, 0.03);
            times += waiter.asked == waiter.stop;
        } while (app_running(broken));
        waiter.stop = 0;
        check_same_screen(broken, plain, rows[i].keys);
        if (times < 20)
            fail_msg("%s: interrupted %ld times", rows[i].keys, times);
        app_free(plain);
        app_free(broken);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_frame),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_time),
        cmocka_unit_test(test_studies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
