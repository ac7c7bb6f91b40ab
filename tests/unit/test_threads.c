/* Threads: each number once, the caller's own is 0, and no signal but in the caller's; they stay,
 * rest while there is nothing to do, and are another process's affair after a fork. */
#include "check.h"

#include <dirent.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

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

static void test_they_stay(void **state)
{
    (void)state;
    check_count(5);
    int begun = threads_begun();
    for (int i = 0; i < 1000; i++)
        check_count(1 + i % 5);
    assert_int_equal(threads_begun(), begun);
}

/* Of a new process: it has none of the threads, and gets its own. */
static int run_in_child(void)
{
    struct seen seen = {.caller = pthread_self()};
    if (threads_begun() != 0)
        return 1;
    threads_run(3, see, &seen);
    return threads_begun() != 2 || seen.times[0] != 1 || seen.times[1] != 1 || seen.times[2] != 1;
}

static void test_fork(void **state)
{
    (void)state;
    for (int i = 0; i < 50; i++) {
        check_count(4);
        pid_t child = fork();
        if (child == 0)
            _exit(run_in_child());
        int status = -1;
        assert_true(child > 0);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
        check_count(4);
    }
}

/* How often this thread has slept and was woken up; 0 where the system does not tell. */
static long sleeps_of(const char *task)
{
    static const char name[] = "voluntary_ctxt_switches:";
    char path[320], line[128];
    long sleeps = 0;
    snprintf(path, sizeof path, "/proc/self/task/%s/status", task);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, name, strlen(name)) == 0)
            sleeps = atol(line + strlen(name));
    if (file)
        fclose(file);
    return sleeps;
}

/* Of all threads but this process's first. */
static long sleeps(void)
{
    long sum = 0;
    char own[32];
    DIR *tasks = opendir("/proc/self/task");
    snprintf(own, sizeof own, "%d", (int)getpid());
    for (struct dirent *task; tasks && (task = readdir(tasks));)
        if (task->d_name[0] != '.' && strcmp(task->d_name, own) != 0)
            sum += sleeps_of(task->d_name);
    if (tasks)
        closedir(tasks);
    return sum;
}

/* They are parked soon, and nothing wakes them up then. */
static void test_they_rest(void **state)
{
    (void)state;
    bool rest = false;
    check_count(6);
    for (int i = 0; i < 100 && !rest; i++) {
        long before = sleeps();
        usleep(100000);
        rest = sleeps() == before;
    }
    assert_true(rest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),   cmocka_unit_test(test_signals_are_as_before),
        cmocka_unit_test(test_they_stay), cmocka_unit_test(test_fork),
        cmocka_unit_test(test_they_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
