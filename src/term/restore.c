#include "term/restore.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <termios.h>
#include <unistd.h>

#include "base/error.h"

enum { SEQUENCE_SIZE = 256 };

struct sequence {
    char bytes[SEQUENCE_SIZE];
    size_t size;
};

static void ask(int signal);
static void crash(int signal);
static void expire(int signal);
static void suspend(int signal);
static void resume(int signal);
static void resize(int signal);

/* The signals that do not ask the program to end: `ask` is for all others. NULL: left alone. */
static const struct {
    int signal;
    void (*handler)(int);
} exceptions[] = {
    {SIGSEGV, crash},   {SIGBUS, crash},    {SIGFPE, crash},    {SIGILL, crash},
    {SIGABRT, crash},   {SIGSYS, crash},    {SIGTRAP, crash},   {SIGALRM, expire},
    {SIGTSTP, suspend}, {SIGTTIN, suspend}, {SIGTTOU, suspend}, {SIGCONT, resume},
    {SIGWINCH, resize}, {SIGCHLD, NULL},    {SIGURG, NULL},
#ifdef SIGINFO
    {SIGINFO, NULL},
#endif
};

static void (*handler_for(int signal))(int)
{
    for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++)
        if (exceptions[i].signal == signal)
            return exceptions[i].handler;
    return ask;
}

/* What the handlers need. Written while they are held off, or before they are set. */
static int terminal = -1;
static struct termios modes_before, modes_ours;
static struct sequence enter_sequence, leave_sequence;
static struct sigaction actions_before[NSIG];

/* Do we want the terminal, have we got it; and what the handlers say. */
static volatile sig_atomic_t wanted, entered, fatal, resumed, resized;

/* A stack of their own: a crash may be an overflow of the other one. */
static char handler_stack[1 << 16];

/* --- the terminal: everything here may run in a handler --- */

/* Group 0 is one that cannot be seen from here: the shell outside of a container. */
static bool in_background(void)
{
    pid_t group = tcgetpgrp(terminal);
    return group > 0 && group != getpgrp();
}

static bool writable_soon(void)
{
    struct timeval tenth = {.tv_usec = 100000};
    fd_set set;
    FD_ZERO(&set);
    FD_SET(terminal, &set);
    return select(terminal + 1, NULL, &set, NULL, &tenth) > 0;
}

/* All of the sequence, even where that costs what the terminal has not taken yet. */
static void put(const struct sequence *sequence)
{
    size_t sent = 0;
    for (int tries = 0; sent < sequence->size && tries < 8; tries++) {
        ssize_t size = write(terminal, sequence->bytes + sent, sequence->size - sent);
        if (size > 0) {
            sent += (size_t)size;
        } else if (errno == EAGAIN && !writable_soon()) {
            tcflow(terminal, TCOON);
            tcflush(terminal, TCOFLUSH);
        } else if (errno != EAGAIN && errno != EINTR) {
            return;
        }
    }
}

static bool enter(void)
{
    if (tcsetattr(terminal, TCSANOW, &modes_ours) != 0)
        return false;
    if (!entered)
        put(&enter_sequence);
    entered = 1;
    return true;
}

/* In the background the modes are the shell's, who has set its own. */
static void leave(void)
{
    if (!entered)
        return;
    entered = 0;
    put(&leave_sequence);
    if (!in_background())
        tcsetattr(terminal, TCSANOW, &modes_before);
}

/* --- handlers: all of them run with every signal blocked --- */

static void set_back(int signal)
{
    sigaction(signal, &actions_before[signal], NULL);
}

/* The signal does what it would have done without us, as soon as the handler returns. */
static void die(int signal)
{
    leave();
    set_back(signal);
    raise(signal);
}

static void ask(int signal)
{
    if (fatal)
        return;
    fatal = signal;
    alarm(1);
}

static void crash(int signal)
{
    die(signal);
}

static void expire(int signal)
{
    die(fatal ? fatal : signal);
}

static void suspend(int signal)
{
    int error = errno;
    struct sigaction ours, usual = {.sa_handler = SIG_DFL};
    sigset_t set;

    leave();
    sigaction(signal, &usual, &ours);
    raise(signal);
    sigemptyset(&set);
    sigaddset(&set, signal);
    sigprocmask(SIG_UNBLOCK, &set, NULL); /* stops here */
    sigaction(signal, &ours, NULL);
    resume(SIGCONT); /* a group without a shell has not stopped, and gets no SIGCONT */
    errno = error;
}

static bool ends(int signal)
{
    void (*handler)(int) = handler_for(signal);
    return handler == ask || handler == crash || handler == expire;
}

/* Are we to end, though the handler has not come to it? */
static bool asked_to_end(void)
{
    sigset_t pending;
    bool asked = fatal;
    sigpending(&pending);
    for (int signal = 1; signal < NSIG; signal++)
        asked |= ends(signal) && sigismember(&pending, signal) == 1;
    return asked;
}

/* Also after a stop that could not be caught, when the modes may be the shell's. Continued in
 * the background, we stop once more, as programs do that need the terminal; but not when we are
 * continued only to end. */
static void resume(int signal)
{
    int error = errno;
    (void)signal;
    if (wanted && !asked_to_end()) {
        if (in_background())
            raise(SIGTTOU);
        else
            enter();
        resumed = 1;
    }
    errno = error;
}

static void resize(int signal)
{
    (void)signal;
    resized = 1;
}

/* --- setting up --- */

static sigset_t block_all(void)
{
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    return before;
}

static void unblock(sigset_t before)
{
    sigprocmask(SIG_SETMASK, &before, NULL);
}

/* Fails for those that can't be caught (KILL, STOP, the C library's own). */
static void catch_signal(int signal, void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART | SA_ONSTACK};
    sigfillset(&action.sa_mask);
    if (sigaction(signal, NULL, &actions_before[signal]) == 0 && handler &&
        actions_before[signal].sa_handler != SIG_IGN)
        sigaction(signal, &action, NULL);
}

static void catch_signals(void)
{
    stack_t stack = {.ss_sp = handler_stack, .ss_size = sizeof handler_stack}, present;
    if (sigaltstack(NULL, &present) == 0 && (present.ss_flags & SS_DISABLE))
        sigaltstack(&stack, NULL);

    for (int signal = 1; signal < NSIG; signal++)
        catch_signal(signal, handler_for(signal));
}

/* ISIG stays, so that Ctrl-C, Ctrl-Z and Ctrl-\ work even while the program computes. Output goes
 * out as ncurses has made it. */
static void choose_modes(void)
{
    modes_ours = modes_before;
    modes_ours.c_iflag &= ~(tcflag_t)(IXON | ICRNL | INLCR | IGNCR | ISTRIP);
    modes_ours.c_oflag &= ~(tcflag_t)OPOST;
    modes_ours.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ECHONL | IEXTEN);
    modes_ours.c_lflag |= ISIG;
    modes_ours.c_cc[VMIN] = 1;
    modes_ours.c_cc[VTIME] = 0;
}

bool restore_open(int fd, struct error *error)
{
    static bool at_exit;
    terminal = fd;
    if (in_background())
        raise(SIGTTOU);
    if (tcgetattr(fd, &modes_before) != 0) {
        terminal = -1;
        return error_set(error, "cannot read the terminal's modes: %s", strerror(errno));
    }
    choose_modes();
    wanted = entered = fatal = resumed = resized = 0;
    catch_signals();
    if (!at_exit)
        at_exit = atexit(restore_leave) == 0;
    return true;
}

void restore_close(void)
{
    int signal = fatal;
    if (terminal < 0)
        return;
    restore_leave();
    alarm(0);
    for (int number = 1; number < NSIG; number++)
        set_back(number);
    terminal = -1;
    if (signal)
        raise(signal);
}

static bool copy(struct sequence *sequence, const char *bytes)
{
    size_t size = strlen(bytes);
    if (size > SEQUENCE_SIZE)
        return false;
    memcpy(sequence->bytes, bytes, size);
    sequence->size = size;
    return true;
}

bool restore_sequences(const char *enter_bytes, const char *leave_bytes)
{
    sigset_t before = block_all();
    bool ok = copy(&enter_sequence, enter_bytes) && copy(&leave_sequence, leave_bytes);
    unblock(before);
    return ok;
}

bool restore_enter(void)
{
    sigset_t before = block_all();
    bool ok = enter();
    wanted = ok;
    unblock(before);
    return ok;
}

void restore_leave(void)
{
    sigset_t before = block_all();
    wanted = 0;
    leave();
    unblock(before);
}

/* --- what the handlers have said --- */

int restore_fatal(void)
{
    return fatal;
}

bool restore_adrift(void)
{
    return !entered;
}

bool restore_take_resumed(void)
{
    bool was = resumed;
    resumed = 0;
    return was;
}

bool restore_take_resized(void)
{
    bool was = resized;
    resized = 0;
    return was;
}

static struct timespec timespec_from(double seconds)
{
    seconds = fmin(seconds, 1e6);
    time_t whole = (time_t)seconds;
    return (struct timespec){.tv_sec = whole, .tv_nsec = (long)((seconds - (double)whole) * 1e9)};
}

static bool is_signalled(void)
{
    return fatal || resumed || resized;
}

/* A sleep that is long lets signals in only while pselect sleeps: one that comes between the look
 * at the flags and the sleep ends the sleep. */
static int sleep_long(fd_set *readable, fd_set *writable, double seconds)
{
    sigset_t before = block_all();
    if (is_signalled())
        seconds = 0;
    struct timespec limit = timespec_from(fmax(seconds, 0));
    int ready =
        pselect(terminal + 1, readable, writable, NULL, seconds < 0 ? NULL : &limit, &before);
    unblock(before);
    return ready;
}

/* Between two frames it saves two system calls of four: such a signal waits for the end of the
 * sleep. */
static int sleep_short(fd_set *readable, fd_set *writable, double seconds)
{
    struct timespec limit = timespec_from(is_signalled() ? 0 : seconds);
    return pselect(terminal + 1, readable, writable, NULL, &limit, NULL);
}

/* Readiness from before a signal counts for nothing: after a suspension what waited to be written
 * is stale. */
unsigned restore_wait(bool want_writable, double seconds)
{
    static const double longest_frame = 0.05;
    bool brief = seconds >= 0 && seconds <= longest_frame;
    fd_set readable, writable;
    FD_ZERO(&readable);
    FD_ZERO(&writable);
    FD_SET(terminal, &readable);
    if (want_writable)
        FD_SET(terminal, &writable);
    int ready = (brief ? sleep_short : sleep_long)(&readable, &writable, seconds);
    if (ready <= 0 || is_signalled())
        return 0;
    return (FD_ISSET(terminal, &readable) ? RESTORE_READABLE : 0u) |
           (FD_ISSET(terminal, &writable) ? RESTORE_WRITABLE : 0u);
}
