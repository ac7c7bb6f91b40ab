/* The way back: whatever ends a program, the terminal is left once, with its modes as before. */
#include "terminal.h"

#include "base/error.h"
#include "term/restore.h"

/* --- the job -------------------------------------------------------------------------------- */

static int overflow_stack(int depth)
{
    volatile char page[4096];
    page[0] = (char)depth;
    return depth > 1 << 30 ? 0 : overflow_stack(depth + 1) + page[0];
}

static void compute_for_ever(void)
{
    tell("computing");
    for (volatile unsigned i = 0;; i++)
        ;
}

/* What the terminal has taken moves on inside of it, and may make room once more. */
static void fill_the_line(int fd)
{
    while (write(fd, "0123456789abcdef", 16) > 0 || (restore_wait(true, 0.1) & RESTORE_WRITABLE))
        ;
    tell("full");
}

/* False: leave. */
static bool obey(int fd)
{
    char key;
    if (read(fd, &key, 1) != 1) {
        tell("hangup");
        return false;
    }
    switch (key) {
    case 'x':
        exit(7);
    case 'a':
        abort();
    case 'o':
        return overflow_stack(0);
    case 'c':
        compute_for_ever();
        break;
    case 'f':
        fill_the_line(fd);
        break;
    case 'k':
        tell("key");
        break;
    default:
        return false;
    }
    return true;
}

static int job(void)
{
    struct error error;
    int fd = open("/dev/tty", O_RDWR | O_NONBLOCK);
    bool on =
        restore_open(fd, &error) && restore_sequences("<enter>", "<leave>") && restore_enter();
    tell(on ? "open" : "closed");
    while (on && !restore_fatal() && !restore_adrift()) {
        unsigned ready = restore_wait(false, -1);
        if (restore_take_resized())
            tell("resized");
        if (restore_take_resumed())
            tell("resumed");
        if (ready & RESTORE_READABLE)
            on = obey(fd);
    }
    restore_leave();
    restore_close();
    return 0;
}

static int job_under_nohup(void)
{
    signal(SIGHUP, SIG_IGN);
    return job();
}

/* Lets the shell take the terminal back before the job has touched it. */
static int job_that_comes_late(void)
{
    raise(SIGSTOP);
    return job();
}

/* --- ways out; those of the program are in test_ways_out.c ------------------------------------ */

static const struct {
    const char *keys, *end;
} ways[] = {
    {"q", "exited 0"},
    {"x", "exited 7"},
    {"a", "killed 6"},
    {"o", "killed 11"},
};

static void test_every_way_out_restores_the_terminal(void **state)
{
    struct terminal terminal;
    (void)state;
    for (size_t i = 0; i < COUNT(ways); i++) {
        print_message("keys '%s'\n", ways[i].keys);
        terminal_begin(&terminal, job);
        terminal_expect(&terminal, "open");
        assert_false(terminal_is_restored(&terminal));
        terminal_type(&terminal, ways[i].keys);
        terminal_expect(&terminal, ways[i].end);
        assert_true(terminal_is_restored(&terminal));
        assert_string_equal(terminal_screen(&terminal), "<enter><leave>");
        terminal_end(&terminal);
    }
}

/* A second after the signal, the handler leaves for a program that does not come to it. */
static void test_a_busy_program_is_ended(void **state)
{
    struct terminal terminal;
    (void)state;
    terminal_begin(&terminal, job);
    terminal_expect(&terminal, "open");
    terminal_type(&terminal, "c");
    terminal_expect(&terminal, "computing");
    kill(terminal.job, SIGTERM);
    terminal_expect(&terminal, "killed 15");
    assert_true(terminal_is_restored(&terminal));
    assert_string_equal(terminal_screen(&terminal), "<enter><leave>");
    terminal_end(&terminal);
}

/* Whoever looks again finds the terminal left, though at the cost of older bytes. */
static void test_a_line_that_is_full_does_not_hold_us(void **state)
{
    struct terminal terminal;
    (void)state;
    terminal_begin(&terminal, job);
    terminal_expect(&terminal, "open");
    terminal.blind = true;
    terminal_type(&terminal, "f");
    terminal_expect(&terminal, "full");
    terminal_type(&terminal, "q");
    terminal_expect(&terminal, "exited 0");
    assert_true(terminal_is_restored(&terminal));
    const char *screen = terminal_screen(&terminal), *end = strstr(screen, "<leave>");
    assert_non_null(end);
    assert_string_equal(end, "<leave>");
    terminal_end(&terminal);
}

static void test_a_hangup_is_seen(void **state)
{
    struct terminal terminal;
    (void)state;
    terminal_begin(&terminal, job);
    terminal_expect(&terminal, "open");
    terminal_hang_up(&terminal);
    terminal_expect(&terminal, "hangup");
    terminal_expect(&terminal, "exited 0");
    terminal_end(&terminal);
}

static void test_an_ignored_signal_stays_ignored(void **state)
{
    struct terminal terminal;
    (void)state;
    terminal_begin(&terminal, job_under_nohup);
    terminal_expect(&terminal, "open");
    kill(terminal.job, SIGHUP);
    terminal_type(&terminal, "k");
    terminal_expect(&terminal, "key");
    terminal_type(&terminal, "q");
    terminal_expect(&terminal, "exited 0");
    terminal_end(&terminal);
}

/* --- job control ---------------------------------------------------------------------------- */

static void test_suspended_and_continued(void **state)
{
    struct terminal terminal;
    (void)state;
    terminal_begin(&terminal, job);
    terminal_expect(&terminal, "open");

    terminal_type(&terminal, "\032"); /* Ctrl-Z */
    terminal_expect(&terminal, "stopped 20");
    assert_true(terminal_is_restored(&terminal));
    assert_string_equal(terminal_screen(&terminal), "<enter><leave>");

    terminal_order(&terminal, 'f');
    terminal_expect(&terminal, "resumed");
    assert_false(terminal_is_restored(&terminal));
    assert_string_equal(terminal_screen(&terminal), "<enter><leave><enter>");

    kill(terminal.job, SIGTSTP);
    terminal_expect(&terminal, "stopped 20");
    assert_true(terminal_is_restored(&terminal));
    terminal_order(&terminal, 'f');
    terminal_expect(&terminal, "resumed");
    terminal_type(&terminal, "q");
    terminal_expect(&terminal, "exited 0");
    assert_true(terminal_is_restored(&terminal));
    terminal_end(&terminal);
}

static void test_continued_in_the_background(void **state)
{
    struct terminal terminal;
    (void)state;
    terminal_begin(&terminal, job);
    terminal_expect(&terminal, "open");
    kill(terminal.job, SIGTSTP);
    terminal_expect(&terminal, "stopped 20");
    terminal_order(&terminal, 'b');
    terminal_expect(&terminal, "stopped 22"); /* SIGTTOU */
    assert_true(terminal_is_restored(&terminal));
    assert_string_equal(terminal_screen(&terminal), "<enter><leave>");
    terminal_order(&terminal, 'f');
    terminal_expect(&terminal, "resumed");
    assert_false(terminal_is_restored(&terminal));
    terminal_end(&terminal);
}

static void test_started_in_the_background(void **state)
{
    struct terminal terminal;
    (void)state;
    terminal_begin(&terminal, job_that_comes_late);
    terminal_expect(&terminal, "stopped 19");
    terminal_order(&terminal, 'b');
    terminal_expect(&terminal, "stopped 22");
    assert_true(terminal_is_restored(&terminal));
    terminal_order(&terminal, 'f');
    terminal_expect(&terminal, "open");
    assert_string_equal(terminal_screen(&terminal), "<enter>");
    terminal_end(&terminal);
}

/* SIGSTOP can't be caught: the shell sets its own modes, ours come back afterwards. */
static void test_a_stop_that_cannot_be_caught(void **state)
{
    struct terminal terminal;
    (void)state;
    terminal_begin(&terminal, job);
    terminal_expect(&terminal, "open");
    kill(terminal.job, SIGSTOP);
    terminal_expect(&terminal, "stopped 19");
    assert_int_equal(tcsetattr(terminal.slave, TCSANOW, &terminal.before), 0);
    terminal_order(&terminal, 'f');
    terminal_expect(&terminal, "resumed");
    assert_false(terminal_is_restored(&terminal));
    terminal_type(&terminal, "q");
    terminal_expect(&terminal, "exited 0");
    assert_true(terminal_is_restored(&terminal));
    terminal_end(&terminal);
}

static void test_ended_while_suspended(void **state)
{
    struct terminal terminal;
    (void)state;
    terminal_begin(&terminal, job);
    terminal_expect(&terminal, "open");
    kill(terminal.job, SIGTSTP);
    terminal_expect(&terminal, "stopped 20");
    kill(terminal.job, SIGTERM);
    terminal_order(&terminal, 'b');
    terminal_expect(&terminal, "killed 15");
    assert_true(terminal_is_restored(&terminal));
    assert_string_equal(terminal_screen(&terminal), "<enter><leave>");
    terminal_end(&terminal);
}

static void test_a_new_size_is_noted(void **state)
{
    struct terminal terminal;
    (void)state;
    terminal_begin(&terminal, job);
    terminal_expect(&terminal, "open");
    terminal_resize(&terminal, 10, 40);
    terminal_expect(&terminal, "resized");
    terminal_end(&terminal);
}

static void test_what_is_no_terminal_is_refused(void **state)
{
    struct error error;
    int ends[2];
    (void)state;
    assert_int_equal(pipe(ends), 0);
    assert_false(restore_open(ends[0], &error));
    assert_non_null(strstr(error.message, "terminal"));
    close(ends[0]);
    close(ends[1]);
}

static void test_a_sequence_that_is_too_long_is_refused(void **state)
{
    char bytes[1024];
    (void)state;
    memset(bytes, 'x', sizeof bytes);
    bytes[sizeof bytes - 1] = '\0';
    assert_false(restore_sequences("<enter>", bytes));
    assert_true(restore_sequences("<enter>", "<leave>"));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_way_out_restores_the_terminal),
        cmocka_unit_test(test_a_busy_program_is_ended),
        cmocka_unit_test(test_a_line_that_is_full_does_not_hold_us),
        cmocka_unit_test(test_a_hangup_is_seen),
        cmocka_unit_test(test_an_ignored_signal_stays_ignored),
        cmocka_unit_test(test_suspended_and_continued),
        cmocka_unit_test(test_continued_in_the_background),
        cmocka_unit_test(test_started_in_the_background),
        cmocka_unit_test(test_a_stop_that_cannot_be_caught),
        cmocka_unit_test(test_ended_while_suspended),
        cmocka_unit_test(test_a_new_size_is_noted),
        cmocka_unit_test(test_what_is_no_terminal_is_refused),
        cmocka_unit_test(test_a_sequence_that_is_too_long_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
