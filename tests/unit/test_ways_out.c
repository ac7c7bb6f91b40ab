/* Every way out of the program, from every state that it can be in: the terminal is left as it was.
 * Many terminals at once: the table is shared among processes. */
#include "terminal.h"
#include "directory.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <time.h>

#include "cli/subcommand.h"

enum { WORKERS = 6, ROWS = 50000 };

static int worker;                /* the one that this process is */
static volatile int *write_fails; /* shared with the job: its next write to the terminal does */

/* --- the job: the program ------------------------------------------------------------------- */

/* Its writes come through here, and those of the test, which has nothing to tell. */
ssize_t write(int fd, const void *bytes, size_t size)
{
    struct iovec piece = {.iov_base = (void *)(uintptr_t)bytes, .iov_len = size};
    if (terminal_told >= 0 && *write_fails && isatty(fd)) {
        *write_fails = 0;
        errno = EIO;
        return -1;
    }
    return writev(fd, &piece, 1);
}

static int job(void)
{
    char words[] = "ttydescent\0big.csv\0--model\0network-3";
    char *argv[] = {words, words + 11, words + 19, words + 27, NULL};
    return command_main(4, argv);
}

/* --- the states ----------------------------------------------------------------------------- */

static const struct state {
    const char *name;
    const char *keys, *shows; /* what leads there; NULL: what shows it is that it computes */
    const char *back;         /* leads back to where the keys steer the run */
} states[] = {
    {"paused", "", "quit", ""},
    {"running", "<<< ", "/s", ""},
    {"at the prompt", ":", "\033[?25h", "\025\177"},
    {"in help", "?", "Keys and commands", "q"},
    {"evaluating", "500.", NULL, ""},
};

static double seconds_used(const struct terminal *terminal)
{
    struct timespec time;
    clockid_t clock;
    assert_int_equal(clock_getcpuclockid(terminal->job, &clock), 0);
    assert_int_equal(clock_gettime(clock, &time), 0);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void reach(struct terminal *terminal, const struct state *at)
{
    terminal_begin(terminal, job);
    terminal_await(terminal, "quit");
    assert_false(terminal_is_restored(terminal));
    double used = seconds_used(terminal);
    terminal_type(terminal, at->keys);
    if (at->shows)
        terminal_await(terminal, at->shows);
    while (!at->shows && seconds_used(terminal) < used + 0.02)
        ;
}

/* --- the ways out --------------------------------------------------------------------------- */

/* All whose default action ends a process. */
static const int signals[] = {
    SIGHUP,    SIGINT,  SIGQUIT, SIGILL,  SIGTRAP, SIGABRT, SIGBUS,  SIGFPE, SIGUSR1, SIGSEGV,
    SIGUSR2,   SIGPIPE, SIGALRM, SIGTERM, SIGXCPU, SIGXFSZ, SIGPROF, SIGIO,  SIGSYS,  SIGVTALRM,
#ifdef SIGPWR
    SIGPWR,
#endif
#ifdef SIGSTKFLT
    SIGSTKFLT,
#endif
#ifdef __linux__
    34,        50,      64, /* of real time */
#endif
};

static void press(struct terminal *terminal, const struct state *at, const char *keys)
{
    terminal_type(terminal, at->back);
    terminal_type(terminal, keys);
}

static void press_q(struct terminal *terminal, const struct state *at)
{
    press(terminal, at, "q");
}

static void say_quit(struct terminal *terminal, const struct state *at)
{
    press(terminal, at, ":quit\r");
}

static void press_interrupt(struct terminal *terminal, const struct state *at)
{
    (void)at;
    terminal_type(terminal, "\003");
}

static void press_quit(struct terminal *terminal, const struct state *at)
{
    (void)at;
    terminal_type(terminal, "\034");
}

static void hang_up(struct terminal *terminal, const struct state *at)
{
    (void)at;
    terminal_hang_up(terminal);
}

static void fail_to_write(struct terminal *terminal, const struct state *at)
{
    (void)at;
    *write_fails = 1;
    terminal_type(terminal, "x");
}

/* What has been allocated is all that there is, but for the stack. */
static void take_memory(struct terminal *terminal, const struct state *at)
{
    const struct rlimit none = {0, 0};
    prlimit(terminal->job, RLIMIT_DATA, &none, NULL);
    press(terminal, at, ":data big.csv\r");
    press(terminal, at, "\025\177q");
}

static const struct way {
    const char *name;
    void (*go)(struct terminal *terminal, const struct state *at);
    const char *end;
    bool gone;        /* the terminal, too */
    bool unsanitized; /* sanitizers can't go there */
} ways[] = {
    {"q", press_q, "exited 0", false, false},
    {":quit", say_quit, "exited 0", false, false},
    {"Ctrl-C", press_interrupt, "killed 2", false, false},
    {"Ctrl-\\", press_quit, "killed 3", false, false},
    {"hang-up", hang_up, "exited 0", true, false},
    {"write error", fail_to_write, "exited 0", false, false},
    {"memory", take_memory, "exited 0", false, true},
};

/* What the terminal was sent last is what leaves it. */
static void check_left(struct terminal *terminal)
{
    const char *screen = terminal_screen(terminal), *end = strstr(screen, "\033[?1049l");
    assert_true(terminal_is_restored(terminal));
    assert_non_null(end);
    assert_non_null(strstr(end, "\033[?25h"));
    assert_null(strchr(end, '\n'));
    assert_null(strstr(end, "\033[?1049h"));
}

static void leave_by_signal(const struct state *at, int signal)
{
    struct terminal terminal;
    char end[16];
    print_message("%s, signal %d\n", at->name, signal);
    snprintf(end, sizeof end, "killed %d", signal);
    reach(&terminal, at);
    kill(terminal.job, signal);
    terminal_expect(&terminal, end);
    check_left(&terminal);
    terminal_end(&terminal);
}

static void leave(const struct state *at, const struct way *way)
{
    struct terminal terminal;
    print_message("%s, %s\n", at->name, way->name);
    reach(&terminal, at);
    way->go(&terminal, at);
    terminal_expect(&terminal, way->end);
    if (!way->gone)
        check_left(&terminal);
    terminal_end(&terminal);
}

static void test_every_way_out_of_every_state(void **state)
{
    const char *instrumented = getenv("instrumented");
    bool sanitized = instrumented && strcmp(instrumented, "no") != 0;
    int turn = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(states); i++) {
        for (size_t j = 0; j < COUNT(signals); j++)
            if (turn++ % WORKERS == worker)
                leave_by_signal(&states[i], signals[j]);
        for (size_t j = 0; j < COUNT(ways); j++)
            if (turn++ % WORKERS == worker && !(sanitized && ways[j].unsanitized))
                leave(&states[i], &ways[j]);
    }
}

/* --------------------------------------------------------------------------------------------- */

static void write_rows(void)
{
    FILE *file = fopen("big.csv", "w");
    if (!file)
        exit(1);
    fprintf(file, "x,y\n");
    for (int i = 0; i < ROWS; i++)
        fprintf(file, "%d,%d\n", i % 89 - 44, i % 71 - 35);
    fclose(file);
}

static int work(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_way_out_of_every_state)};
    write_fails =
        mmap(NULL, sizeof *write_fails, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return write_fails == MAP_FAILED ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}

int main(void)
{
    int failed = directory_enter(NULL), status;
    write_rows();
    for (worker = 0; worker < WORKERS; worker++)
        if (fork() == 0)
            exit(work());
    while (wait(&status) > 0)
        failed |= status;
    directory_leave(NULL);
    return failed != 0;
}
