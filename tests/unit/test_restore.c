/* The way back: whatever ends a program, the terminal is left once, with its modes as before. */
#include "terminal.h"

#include "base/error.h"
#include "term/restore.h"

/* --- the job --- */

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

/* --- scripts; the ways out of the program are in test_ways_out.c --- */

static void type(struct terminal *terminal, const char *keys)
{
    terminal_type(terminal, keys);
}

static void send_signal(struct terminal *terminal, const char *number)
{
    assert_int_equal(kill(terminal->job, atoi(number)), 0);
}

static void order(struct terminal *terminal, const char *where)
{
    terminal_order(terminal, *where);
}

static void screen_is(struct terminal *terminal, const char *text)
{
    assert_string_equal(terminal_screen(terminal), text);
}

/* Whose are the modes of the terminal: those from before, or the program's? */
static void modes_are(struct terminal *terminal, const char *whose)
{
    assert_int_equal(terminal_is_restored(terminal), strcmp(whose, "before") == 0);
}

/* As a shell does with a program that was stopped without a word. */
static void take_modes(struct terminal *terminal, const char *none)
{
    (void)none;
    assert_int_equal(tcsetattr(terminal->slave, TCSANOW, &terminal->before), 0);
}

static void hang_up(struct terminal *terminal, const char *none)
{
    (void)none;
    terminal_hang_up(terminal);
}

static void resize(struct terminal *terminal, const char *none)
{
    (void)none;
    terminal_resize(terminal, 10, 40);
}

static const struct {
    const char *word;
    void (*run)(struct terminal *terminal, const char *rest);
} words[] = {
    {"expect", terminal_expect}, /* the job or the shell tells this */
    {"type", type},              /* keys */
    {"signal", send_signal},     /* to the job */
    {"order", order},            /* the shell to continue it: f, b */
    {"screen", screen_is},       /* this was written to the terminal so far */
    {"modes", modes_are},        /* before, ours */
    {"take-modes", take_modes},
    {"hang-up", hang_up},
    {"resize", resize},
};

/* Signals: 1 HUP, 6 ABRT, 11 SEGV, 15 TERM, 19 STOP, 20 TSTP, 22 TTOU. */
static const struct {
    const char *what;
    int (*job)(void);
    const char *script;
} scripts[] = {
    {"leaving", job,
     "expect open, modes ours, type q, expect exited 0, modes before, screen <enter><leave>"},
    {"exit", job,
     "expect open, modes ours, type x, expect exited 7, modes before, screen <enter><leave>"},
    {"abort", job,
     "expect open, modes ours, type a, expect killed 6, modes before, screen <enter><leave>"},
    {"a stack that overflows", job,
     "expect open, modes ours, type o, expect killed 11, modes before, screen <enter><leave>"},
    /* A second after the signal, the handler leaves for a program that does not come to it. */
    {"a busy program", job,
     "expect open, type c, expect computing, signal 15, expect killed 15, modes before, "
     "screen <enter><leave>"},
    {"a hangup", job, "expect open, hang-up, expect hangup, expect exited 0"},
    {"an ignored signal", job_under_nohup,
     "expect open, signal 1, type k, expect key, type q, expect exited 0"},
    {"suspended by key and by signal, and continued", job,
     "expect open, type \032, expect stopped 20, modes before, screen <enter><leave>, "
     "order f, expect resumed, modes ours, screen <enter><leave><enter>, "
     "signal 20, expect stopped 20, modes before, order f, expect resumed, "
     "type q, expect exited 0, modes before"},
    {"continued in the background", job,
     "expect open, signal 20, expect stopped 20, order b, expect stopped 22, modes before, "
     "screen <enter><leave>, order f, expect resumed, modes ours"},
    {"started in the background", job_that_comes_late,
     "expect stopped 19, order b, expect stopped 22, modes before, order f, expect open, "
     "screen <enter>"},
    /* SIGSTOP can't be caught: the shell sets its own modes, ours come back afterwards. */
    {"a stop that can't be caught", job,
     "expect open, signal 19, expect stopped 19, take-modes, order f, expect resumed, modes ours, "
     "type q, expect exited 0, modes before"},
    {"ended while suspended", job,
     "expect open, signal 20, expect stopped 20, signal 15, order b, expect killed 15, "
     "modes before, screen <enter><leave>"},
    {"a new size", job, "expect open, resize, expect resized"},
};

static void obey_line(struct terminal *terminal, char *line)
{
    const char *word = strsep(&line, " ");
    for (size_t i = 0; i < COUNT(words); i++)
        if (strcmp(words[i].word, word) == 0) {
            words[i].run(terminal, line);
            return;
        }
    fail_msg("there is no word '%s'", word);
}

static void test_scripts(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(scripts); i++) {
        struct terminal terminal;
        char *script = strdup(scripts[i].script), *rest = script, *line;
        print_message("%s\n", scripts[i].what);
        terminal_begin(&terminal, scripts[i].job);
        while ((line = strsep(&rest, ",")))
            obey_line(&terminal, line + strspn(line, " "));
        terminal_end(&terminal);
        free(script);
    }
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
        cmocka_unit_test(test_scripts),
        cmocka_unit_test(test_a_line_that_is_full_does_not_hold_us),
        cmocka_unit_test(test_what_is_no_terminal_is_refused),
        cmocka_unit_test(test_a_sequence_that_is_too_long_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
