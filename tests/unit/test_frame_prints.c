/* Frames of a run are written without printf, whose code and tables they would have to fetch after
 * each sleep. */
#include "play.h"

#include <stdarg.h>

static long printed;

/* Stands before the C library's, for all of the program. */
int snprintf(char *out, size_t size, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(out, size, format, arguments);
    va_end(arguments);
    printed++;
    return length;
}

/* How often it was called for so many frames, a step each, after the first ones. */
static long prints_of(const char *settings, int rows, int columns, int frames)
{
    const struct display display = {.colors = 256, .blocks = true, .braille = true};
    struct app *app = play_open(settings, &display, rows, columns);
    play(app, " ");
    for (int i = -3; i < frames; i++) {
        printed = i < 0 ? 0 : printed;
        app_advance(app, 1.0 / 30);
        app_frame(app);
    }
    assert_true(app_running(app));
    app_free(app);
    return printed;
}

/* A number that lies so near to a half of its last digit that only printf can tell to which side it
 * is rounded is rare. */
static void test_frames_do_not_print(void **state)
{
    static const char *const runs[] = {"surface rosenbrock", "surface ravine|optimizer momentum",
                                       "surface rastrigin|optimizer adam",
                                       "surface rosenbrock|schedule cosine"};
    enum { FRAMES = 60, RARE = 15 };
    (void)state;
    for (size_t i = 0; i < COUNT(runs); i++) {
        long small = prints_of(runs[i], 24, 80, FRAMES),
             large = prints_of(runs[i], 50, 200, FRAMES);
        if (small > RARE || large > RARE)
            fail_msg("%s: %ld, %ld", runs[i], small, large);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_frames_do_not_print),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
