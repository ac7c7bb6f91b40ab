/* A person at a pseudo-terminal.
 *
 * A small shell leads the session on the terminal, gives it to one job, a function of the test,
 * and tells what becomes of that. Job and shell tell facts, a line each, through a pipe, so that
 * the test waits for facts and never for a while. */
#ifndef TESTS_UNIT_TERMINAL_H
#define TESTS_UNIT_TERMINAL_H

#include "check.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "base/buffer.h"

struct terminal {
    int master, slave;     /* the person's end, and one more descriptor of the program's end */
    int facts, orders;     /* pipes from job and shell, to the shell */
    pid_t shell, job;      /* job: 0 when it has ended */
    bool blind;            /* the person, or a slow line, takes no bytes */
    struct buffer screen;  /* what the terminal has been sent */
    struct termios before; /* its modes before the job */
};

enum { TERMINAL_PATIENCE = 60000 }; /* ms for a fact; instrumented programs are slow */

/* Signals are this module's business, not the sanitizers'. */
static inline const char *terminal_sanitizer_options(void)
{
    return "handle_segv=0:handle_sigbus=0:handle_abort=0:handle_sigfpe=0:handle_sigill=0";
}
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return terminal_sanitizer_options();
}
const char *__ubsan_default_options(void);
const char *__ubsan_default_options(void)
{
    return terminal_sanitizer_options();
}

/* --- the program's end --- */

static int terminal_told = -1;

/* Tells the test a fact. */
__attribute__((format(printf, 1, 2))) static inline void tell(const char *format, ...)
{
    char line[256];
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(line, sizeof line - 1, format, arguments);
    va_end(arguments);
    line[size++] = '\n';
    if (write(terminal_told, line, (size_t)size) != size)
        _exit(99);
}

static inline void terminal_job(int (*job)(void))
{
    setpgid(0, 0);
    tcsetpgrp(STDIN_FILENO, getpgrp());
    for (int i = 1; i < NSIG; i++)
        signal(i, SIG_DFL);
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    tell("job %d", (int)getpid());
    exit(job());
}

/* The job runs no longer: takes the terminal back and tells why. True at the job's end. */
static inline bool terminal_job_ended(pid_t job)
{
    int status;
    waitpid(job, &status, WUNTRACED);
    tcsetpgrp(STDIN_FILENO, getpgrp());
    if (WIFSTOPPED(status))
        tell("stopped %d", WSTOPSIG(status));
    else if (WIFEXITED(status))
        tell("exited %d", WEXITSTATUS(status));
    else
        tell("killed %d", WTERMSIG(status));
    return !WIFSTOPPED(status);
}

/* Orders: f continues the stopped job in the foreground, b in the background. */
static inline void terminal_shell(int orders, int (*job)(void))
{
    char order;
    signal(SIGTTOU, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    pid_t child = fork();
    if (child == 0)
        terminal_job(job);
    while (!terminal_job_ended(child) && read(orders, &order, 1) == 1) {
        if (order == 'f')
            tcsetpgrp(STDIN_FILENO, child);
        kill(-child, SIGCONT);
    }
    _exit(0);
}

/* --- the person's end --- */

static inline void terminal_read(struct terminal *terminal)
{
    char bytes[4096];
    ssize_t size = read(terminal->master, bytes, sizeof bytes);
    if (size > 0)
        buffer_add(&terminal->screen, bytes, (size_t)size);
}

/* The next fact; "" where there is none. Watches the screen meanwhile, unless blind. */
static inline void terminal_fact(struct terminal *terminal, char *fact, size_t most)
{
    size_t size = 0;
    while (size + 1 < most) {
        struct pollfd ends[] = {
            {.fd = terminal->facts, .events = POLLIN},
            {.fd = terminal->blind ? -1 : terminal->master, .events = POLLIN},
        };
        if (poll(ends, 2, TERMINAL_PATIENCE) <= 0)
            break;
        if (ends[1].revents)
            terminal_read(terminal);
        if (!ends[0].revents)
            continue;
        if (read(terminal->facts, fact + size, 1) != 1 || fact[size] == '\n')
            break;
        size++;
    }
    fact[size] = '\0';
}

/* Watches the screen until that has been sent. */
static inline void terminal_await(struct terminal *terminal, const char *text)
{
    struct pollfd end = {.fd = terminal->master, .events = POLLIN};
    while (!strstr(buffer_string(&terminal->screen), text)) {
        if (poll(&end, 1, TERMINAL_PATIENCE) <= 0)
            fail_msg("'%s' is not shown", text);
        terminal_read(terminal);
    }
}

/* This must be the next fact. */
static inline void terminal_expect(struct terminal *terminal, const char *expected)
{
    char fact[256];
    terminal_fact(terminal, fact, sizeof fact);
    if (strncmp(fact, "exited", 6) == 0 || strncmp(fact, "killed", 6) == 0)
        terminal->job = 0;
    if (strcmp(fact, expected) != 0)
        fail_msg("got the fact '%s', expected '%s'", fact, expected);
}

static inline void terminal_resize(const struct terminal *terminal, int rows, int columns)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    assert_int_equal(ioctl(terminal->master, TIOCSWINSZ, &size), 0);
}

/* Opens a terminal of 24 x 80 and starts the job on it. */
static inline void terminal_begin(struct terminal *terminal, int (*job)(void))
{
    int facts[2], orders[2], number = 0;
    char fact[64];
    *terminal = (struct terminal){.master = posix_openpt(O_RDWR | O_NOCTTY)};
    assert_true(terminal->master >= 0);
    assert_int_equal(grantpt(terminal->master), 0);
    assert_int_equal(unlockpt(terminal->master), 0);
    terminal->slave = open(ptsname(terminal->master), O_RDWR | O_NOCTTY | O_NONBLOCK);
    assert_int_equal(tcgetattr(terminal->slave, &terminal->before), 0);
    assert_int_equal(pipe(facts), 0);
    assert_int_equal(pipe(orders), 0);
    terminal_resize(terminal, 24, 80);
    fflush(NULL);
    terminal->shell = fork();
    assert_true(terminal->shell >= 0);
    if (terminal->shell == 0) {
        setsid();
        int fd = open(ptsname(terminal->master), O_RDWR);
        ioctl(fd, TIOCSCTTY, 0);
        for (int standard = 0; standard < 3; standard++)
            dup2(fd, standard);
        terminal_told = facts[1];
        const int others[] = {fd, terminal->master, terminal->slave, facts[0], orders[1]};
        for (size_t i = 0; i < COUNT(others); i++)
            close(others[i]);
        terminal_shell(orders[0], job);
    }
    close(facts[1]);
    close(orders[0]);
    terminal->facts = facts[0];
    terminal->orders = orders[1];
    terminal_fact(terminal, fact, sizeof fact);
    assert_int_equal(sscanf(fact, "job %d", &number), 1);
    terminal->job = (pid_t)number;
}

static inline void terminal_hang_up(struct terminal *terminal)
{
    close(terminal->master);
    terminal->master = -1;
}

static inline void terminal_end(struct terminal *terminal)
{
    if (terminal->job)
        kill(terminal->job, SIGKILL);
    close(terminal->master);
    close(terminal->slave);
    close(terminal->orders);
    close(terminal->facts);
    waitpid(terminal->shell, NULL, 0);
    buffer_release(&terminal->screen);
}

static inline void terminal_type(const struct terminal *terminal, const char *keys)
{
    assert_int_equal(write(terminal->master, keys, strlen(keys)), strlen(keys));
}

static inline void terminal_order(const struct terminal *terminal, char order)
{
    assert_int_equal(write(terminal->orders, &order, 1), 1);
}

/* All that the terminal has been sent up to now; found by a mark that is put behind it. */
static inline const char *terminal_screen(struct terminal *terminal)
{
    while (write(terminal->slave, "\v", 1) != 1)
        terminal_read(terminal);
    for (int reads = 0; reads < 10000; reads++) {
        const char *screen = buffer_string(&terminal->screen), *end = strchr(screen, '\v');
        if (end) {
            terminal->screen.size = (size_t)(end - screen);
            terminal->screen.data[terminal->screen.size] = '\0';
            return screen;
        }
        terminal_read(terminal);
    }
    fail_msg("the terminal does not come to its end");
    return NULL;
}

/* Are the terminal's modes those before the job? */
static inline bool terminal_is_restored(const struct terminal *terminal)
{
    const struct termios *before = &terminal->before;
    struct termios now;
    assert_int_equal(tcgetattr(terminal->slave, &now), 0);
    return now.c_iflag == before->c_iflag && now.c_oflag == before->c_oflag &&
           now.c_cflag == before->c_cflag && now.c_lflag == before->c_lflag &&
           memcmp(now.c_cc, before->c_cc, sizeof now.c_cc) == 0;
}

/* --- what a terminal makes of what it was sent --- */

enum { TERMINAL_MODES = 3000, TERMINAL_PASTE = 2004, TERMINAL_OTHER_SCREEN = 1049 };

struct terminal_state {
    bool mode[TERMINAL_MODES]; /* the private ones: cursor, paste, mouse, the other screen ... */
    bool colored;
    char text[4096]; /* since the other screen was left */
    size_t size;
};

/* What all terminals begin with: lines wrap, the cursor is seen. */
static inline struct terminal_state terminal_fresh(void)
{
    return (struct terminal_state){.mode = {[7] = true, [25] = true}};
}

/* Private modes are set or reset. */
static inline void terminal_set_modes(struct terminal_state *state, const char *numbers, bool on)
{
    while (*numbers >= '0' && *numbers <= '9') {
        char *end;
        long number = strtol(numbers, &end, 10);
        assert_in_range(number, 0, TERMINAL_MODES - 1);
        state->mode[number] = on;
        if (number == TERMINAL_OTHER_SCREEN)
            state->size = 0;
        numbers = *end == ';' ? end + 1 : end;
    }
}

/* A control sequence: what stands after ESC [, up to its last byte. Returns its length; one that is
 * broken off ends where the next begins. */
static inline size_t terminal_control(struct terminal_state *state, const char *text)
{
    size_t size = strspn(text, "0123456789;:<=>?");
    char final = text[size + strspn(text + size, " !\"#$%&'()*+,-./")];
    if (*text == '?' && (final == 'h' || final == 'l'))
        terminal_set_modes(state, text + 1, final == 'h');
    if (final == 'm' && (size == 0 || strcspn(text, "123456789") >= size))
        state->colored = false;
    else if (final == 'm')
        state->colored |= strncmp(text, "39;49m", 6) != 0;
    return size + (final >= '@');
}

static inline void terminal_take(struct terminal_state *state, const char *text)
{
    while (*text) {
        if (strncmp(text, "\033[", 2) == 0) {
            text += 2 + terminal_control(state, text + 2);
        } else if (*text == '\033') {
            text += text[1] && strchr("()", text[1]) && text[2] ? 3 : 1 + (text[1] != '\0');
        } else {
            if (state->size + 1 < sizeof state->text)
                state->text[state->size++] = *text;
            text++;
        }
    }
    state->text[state->size] = '\0';
}

/* Has the terminal been left as it was: its modes, the screen, the colours, and upon it nothing but
 * one line with the message, or none where that is NULL? */
static inline void terminal_check_left(struct terminal *terminal, const char *message)
{
    struct terminal_state state = terminal_fresh();
    const struct terminal_state fresh = state;
    assert_true(terminal_is_restored(terminal));
    terminal_take(&state, terminal_screen(terminal));
    for (int i = 0; i < TERMINAL_MODES; i++)
        if (state.mode[i] != fresh.mode[i])
            fail_msg("mode %d is left %s", i, state.mode[i] ? "on" : "off");
    assert_false(state.colored);
    if (!strstr(state.text, message ? message : "") || (!message && state.size > 0))
        fail_msg("'%s' is left to be read, not '%s'", state.text, message ? message : "");
    assert_ptr_equal(strchr(state.text, '\n'), strrchr(state.text, '\n'));
}

#endif
