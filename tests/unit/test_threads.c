/* Threads: each number once, the caller's own is 0, and no signal but in the caller's. */
#include "check.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

#include "base/threads.h"

struct seen {
    atomic_int times[THREADS_MAX];
    atomic_int signals; /* of SIGINT, SIGTERM that the others would be delivered */
    pthread_t caller;
};

static void see(void *context, int number)
{
    struct seen *seen = context;
    sigset_t blocked;
    pthread_sigmask(SIG_SETMASK, NULL, &blocked);
    seen->times[number]++;
    if ((number == 0) != (pthread_equal(pthread_self(), seen->caller) != 0))
        seen->signals += 100;
    if (number > 0)
        seen->signals += !sigismember(&blocked, SIGINT) + !sigismember(&blocked, SIGTERM);
}

static void check_count(int count)
{
    struct seen seen = {.caller = pthread_self()};
    threads_run(count, see, &seen);
    for (int i = 0; i < THREADS_MAX; i++)
        assert_int_equal(seen.times[i], i < count);
    assert_int_equal(seen.signals, 0);
}

static void test_numbers(void **state)
{
    (void)state;
    check_count(1);
    check_count(2);
    check_count(7);
    check_count(THREADS_MAX);
}

static void test_signals_are_as_before(void **state)
{
    (void)state;
    struct seen seen = {.caller = pthread_self()};
    sigset_t before, after;
    sigemptyset(&before);
    sigaddset(&before, SIGUSR1);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    threads_run(2, see, &seen);
    pthread_sigmask(SIG_SETMASK, NULL, &after);
    assert_true(sigismember(&after, SIGUSR1));
    assert_false(sigismember(&after, SIGINT));
    sigdelset(&before, SIGUSR1);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_signals_are_as_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
