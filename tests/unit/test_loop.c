/* The loop of the full-screen program: paused it sleeps until something comes, and running it wakes
 * thirty times a second. */
#include "terminal.h"

#include <sys/mman.h>
#include <sys/select.h>

#include "cli/subcommand.h"

/* How the program slept last; shared with it. */
static volatile struct sleep {
    int calls;
    double limit; /* seconds; -1: none */
} * slept;

/* The program's sleeps come through here; they are for the last descriptor. */
int pselect(int count, fd_set *readable, fd_set *writable, fd_set *strange,
            const struct timespec *limit, const sigset_t *signals)
{
    struct pollfd end = {.fd = count - 1, .events = FD_ISSET(count - 1, writable) ? POLLOUT : 0};
    (void)strange;
    slept->limit = limit ? (double)limit->tv_sec + (double)limit->tv_nsec * 1e-9 : -1;
    slept->calls++;
    end.events |= POLLIN;
    int ready = ppoll(&end, 1, limit, signals);
    if (!(end.revents & ~POLLOUT))
        FD_CLR(count - 1, readable);
    if (!(end.revents & POLLOUT))
        FD_CLR(count - 1, writable);
    return ready;
}

static int job(void)
{
    char words[] = "ttydescent\0--surface\0rosenbrock";
    char *argv[] = {words, words + 11, words + 21, NULL};
    setenv("COLORFGBG", "15;0", 1);
    return command_main(3, argv);
}

/* Looks on for a moment. */
static void look_on(struct terminal *terminal)
{
    struct pollfd end = {.fd = terminal->master, .events = POLLIN};
    if (poll(&end, 1, 1) > 0)
        terminal_read(terminal);
}

/* The longest limit of so many sleeps more. */
static double longest_of(struct terminal *terminal, int sleeps)
{
    double longest = 0;
    int until = slept->calls + sleeps;
    for (int turns = 0; slept->calls < until; turns++) {
        assert_true(turns < TERMINAL_PATIENCE);
        look_on(terminal);
        longest = slept->limit > longest ? slept->limit : longest;
    }
    return longest;
}

static void test_sleeps(void **state)
{
    struct terminal terminal;
    (void)state;
    terminal_begin(&terminal, job);
    terminal_await(&terminal, "quit");
    terminal_type(&terminal, "<<< ");
    terminal_await(&terminal, "/s");
    double longest = longest_of(&terminal, 40);
    assert_true(longest > 0 && longest <= 1.0 / 30);
    terminal_type(&terminal, " ");
    terminal_await(&terminal, "paused");
    for (int turns = 0; slept->limit != -1; turns++) {
        assert_true(turns < TERMINAL_PATIENCE);
        look_on(&terminal);
    }
    terminal_type(&terminal, "q");
    terminal_expect(&terminal, "exited 0");
    terminal_end(&terminal);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_sleeps)};
    slept = mmap(NULL, sizeof *slept, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return slept == MAP_FAILED ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
