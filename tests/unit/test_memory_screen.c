/* The full-screen program where memory is short, one allocation after the other: it starts, or
 * fails with status 1 and says why, and the terminal is left as it was. */
#include "scarce.h"
#include "terminal.h"

#include "cli/locale.h"
#include "cli/report.h"
#include "cli/subcommand.h"

enum { NOTHING_FAILED = 99 };

static void (*make_scarce)(long amount);
static long amount;

static void lack_one(long before)
{
    scarce_begin_own(before, false);
}

static void lack_all(long before)
{
    scarce_begin_own(before, true);
}

static void have_bytes(long kilobytes)
{
    scarce_room((size_t)kilobytes << 10);
}

static int job(void)
{
    char words[] = "ttydescent\0--surface\0bowl";
    char *argv[] = {words, words + 11, words + 21, NULL};
    if (make_scarce != have_bytes) /* else the program asks, and waits for an answer */
        setenv("COLORFGBG", "15;0", 1);
    locale_set();
    make_scarce(amount);
    int status = command_main(3, argv);
    scarce_end();
    return scarce.failed == 0 ? NOTHING_FAILED : status;
}

/* Returns the job's status; its key waits for it. */
static int run(void)
{
    struct terminal terminal;
    char fact[64];
    int status = -1;
    terminal_begin(&terminal, job);
    terminal_type(&terminal, "q");
    terminal_fact(&terminal, fact, sizeof fact);
    terminal.job = 0;
    const char *screen = terminal_screen(&terminal);
    bool entered = strstr(screen, "\033[?1049h"), left = strstr(screen, "\033[?1049l");
    sscanf(fact, "exited %d", &status);
    if (!terminal_is_restored(&terminal) || entered != left)
        fail_msg("%ld: the terminal has not been left", amount);
    if (status == EXIT_FAILED ? !strstr(screen, "emory")
                              : status != EXIT_DONE && status != NOTHING_FAILED)
        fail_msg("%ld: %s, and it says: %s", amount, fact, screen);
    terminal_end(&terminal);
    return status;
}

static void try_all(void (*way)(long amount), long step)
{
    make_scarce = way;
    for (amount = 0; run() != NOTHING_FAILED; amount += step)
        ;
}

static void test_one_allocation_fails(void **state)
{
    (void)state;
    try_all(lack_one, 1);
}

static void test_all_fail_from_one_on(void **state)
{
    (void)state;
    try_all(lack_all, 3);
}

static void test_little_memory(void **state)
{
    (void)state;
    try_all(have_bytes, 150);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_allocation_fails),
        cmocka_unit_test(test_all_fail_from_one_on),
        cmocka_unit_test(test_little_memory),
    };
    return SCARCE ? cmocka_run_group_tests(tests, NULL, NULL) : 77;
}
