/* Every way out of the program, or out of it for a while, from every state that it can be in: the
 * terminal is left as it was, no file is left behind, and what was on the screen is kept where it
 * was lost. Many terminals at once: the table is shared among processes. */
#include "directory.h"
#include "terminal.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <time.h>

#include "cli/subcommand.h"

enum { WORKERS = 6, ROWS = 50000 };

static int worker; /* the one that this process is */

/* What the test and the job share. */
static volatile struct shared {
    int write_fails; /* the job's next write to the terminal does */
    int holds;       /* the job is held where it next reads or syncs a file */
} * shared;

/* What a way out needs. */
enum {
    KEYS = 1,   /* a program that reads them */
    FRAMES = 2, /* and answers with a frame */
    OPEN = 4,   /* one that is not about to begin */
};

static const struct state {
    const char *name;
    const char *words; /* of the command line, after the program's */
    const char *keys;  /* typed on the way there */
    const char *shows; /* is on the screen then, or NULL */
    void (*wait)(struct terminal *terminal);
    const char *back;    /* leads back to where keys steer the run */
    const char *term;    /* the terminal's type, or NULL */
    const char *message; /* is told after the screen, or NULL */
    unsigned lacks;
    bool curses;                                /* frames go through ncurses */
    bool silent;                                /* the terminal does not tell its background */
    bool held;                                  /* the job waits until it is let go */
    enum { NOTHING, SOMETHING, PERHAPS } steps; /* made, so that there is something to be kept */
} * now;                                        /* where the job is led to */

/* --- the job: the program --- */

/* Its writes come through here, and those of the test, which has nothing to tell. */
ssize_t write(int fd, const void *bytes, size_t size)
{
    struct iovec piece = {.iov_base = (void *)(uintptr_t)bytes, .iov_len = size};
    if (terminal_told >= 0 && shared->write_fails && isatty(fd)) {
        shared->write_fails = 0;
        errno = EIO;
        return -1;
    }
    return writev(fd, &piece, 1);
}

/* Waits for a signal that has a handler. */
static void hold(int fd)
{
    struct stat file;
    sigset_t all, before;
    if (terminal_told < 0 || !shared->holds || fstat(fd, &file) != 0 || !S_ISREG(file.st_mode))
        return;
    shared->holds = 0;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    tell("held");
    sigsuspend(&before);
    sigprocmask(SIG_SETMASK, &before, NULL);
}

int fsync(int fd)
{
    hold(fd);
    return 0;
}

ssize_t read(int fd, void *bytes, size_t size)
{
    struct iovec piece = {.iov_base = bytes, .iov_len = size};
    hold(fd);
    return readv(fd, &piece, 1);
}

static int job(void)
{
    char words[256], *argv[16], *rest = words;
    int argc = 0;
    snprintf(words, sizeof words, "ttydescent %s", now->words);
    while (rest && argc < 15)
        argv[argc++] = strsep(&rest, " ");
    argv[argc] = NULL;
    if (now->term)
        setenv("TERM", now->term, 1);
    if (now->silent)
        unsetenv("COLORFGBG");
    return command_main(argc, argv);
}

/* --- the states --- */

static double seconds_used(const struct terminal *terminal)
{
    struct timespec time;
    clockid_t clock;
    assert_int_equal(clock_getcpuclockid(terminal->job, &clock), 0);
    assert_int_equal(clock_gettime(clock, &time), 0);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* Reads what the terminal is sent until that is so. */
static void until(struct terminal *terminal, bool (*so)(const struct terminal *terminal))
{
    for (int turns = 0; !so(terminal); turns++) {
        struct pollfd end = {.fd = terminal->blind ? -1 : terminal->master, .events = POLLIN};
        if (poll(&end, 1, 1) > 0)
            terminal_read(terminal);
        assert_true(turns < TERMINAL_PATIENCE);
    }
}

static double used; /* processor time, when it was seen last */

static bool computes(const struct terminal *terminal)
{
    return seconds_used(terminal) > used + 0.02;
}

static bool has_read_keys(const struct terminal *terminal)
{
    int left;
    assert_int_equal(ioctl(terminal->slave, FIONREAD, &left), 0);
    return left == 0;
}

static bool has_taken_it(const struct terminal *terminal)
{
    return !terminal_is_restored(terminal);
}

static bool has_drawn(const struct terminal *terminal)
{
    return terminal->screen.size > 0;
}

static void until_it_computes(struct terminal *terminal)
{
    used = seconds_used(terminal);
    until(terminal, computes);
}

static void until_it_is_held(struct terminal *terminal)
{
    terminal_expect(terminal, "held");
}

static void until_keys_are_read(struct terminal *terminal)
{
    until(terminal, has_read_keys);
}

/* Ctrl-L asks for all of the screen. */
static void until_the_line_is_full(struct terminal *terminal)
{
    struct pollfd end = {.fd = terminal->slave, .events = POLLOUT};
    terminal->blind = true;
    while (poll(&end, 1, 0) > 0) {
        terminal_type(terminal, "\014");
        until_keys_are_read(terminal);
    }
}

static void until_the_window_is_a_cell(struct terminal *terminal)
{
    terminal_screen(terminal);
    buffer_clear(&terminal->screen);
    terminal_resize(terminal, 1, 1);
    until(terminal, has_drawn);
}

static void until_it_is_stopped(struct terminal *terminal)
{
    terminal_expect(terminal, "stopped 20");
    terminal_check_left(terminal, NULL);
}

#define BOWL "--surface bowl --lr 0.4"
#define NETWORK "../big.csv --model network-3"

static const struct state states[] = {
    {"paused", BOWL, "", "quit", .steps = NOTHING},
    {"in few colours", BOWL " --color 8", "", "quit", .curses = true, .steps = NOTHING},
    {"running", "--surface rosenbrock", "<<< ", "/s", .steps = PERHAPS},
    {"at the end", BOWL, "500.", "global minimum", .steps = SOMETHING},
    {"at the prompt", BOWL, ":", "\033[?25h", .back = "\025\177"},
    {"in help", BOWL, "?", "Keys and commands", .back = "q"},
    {"in the log", BOWL, ".:log\r", "The runs of this", .back = "q", .steps = SOMETHING},
    {"placing a start", BOWL, "i", "start here", .back = "q"},
    {"in a race", BOWL, "gr", "settles first", .back = "q"},
    {"in a swarm", BOWL, "gs ", "swarm of 400", .back = "q"},
    {"walking in fog", BOWL, ":blind\r", "give up", .back = "q"},
    {"over basins", "--surface rosenbrock", "gb", "basins", .back = "q"},
    {"over a sweep", "--surface rosenbrock", "gw", "sweep", .back = "q"},
    {"finding a rate", BOWL, "gl", "is a suggestion", .back = "q"},
    {"within a paste", BOWL, ":\033[200~1e-3", "1e-3", .back = "\033[201~\025\177"},
    {"within a key", BOWL, "\033[", NULL, until_keys_are_read, .back = "~"},
    {"drawing with the mouse", BOWL " --mouse on", "\033[<0;9;9M\033[<32;8;8M", "x -",
     .back = "\033[<0;8;8m"},
    {"with the mouse off again", BOWL, ":mouse on\r:mouse off\r", "\033[?1002l", .back = ""},
    {"stopped with the mouse", BOWL, ":mouse\r\032", NULL, until_it_is_stopped,
     .lacks = KEYS | FRAMES},
    {"evaluating", NETWORK, "500.", NULL, until_it_computes, .steps = PERHAPS},
    {"reading a file", BOWL, ":data ../big.csv\r", NULL, until_it_is_held, .held = true},
    {"writing a file", BOWL, ".:save x\r", NULL, until_it_is_held, .held = true,
     .steps = SOMETHING},
    {"a full line", BOWL, "", NULL, until_the_line_is_full, .lacks = FRAMES},
    {"in a window of one cell", BOWL, "", NULL, .wait = until_the_window_is_a_cell},
    {"asking for the background", BOWL, "", "\033]11;?", .silent = true, .lacks = OPEN},
    {"taken for another terminal", BOWL, "", NULL, .term = "xterm-unheard",
     .message = "the terminal type TERM=xterm-unheard is not known here; used xterm-256color"},
    {"stopped", BOWL, "\032", NULL, until_it_is_stopped, .lacks = KEYS | FRAMES},
};

static void reach(struct terminal *terminal, const struct state *at)
{
    now = at;
    shared->write_fails = shared->holds = 0;
    terminal_begin(terminal, job);
    terminal_await(terminal, at->silent ? at->shows : "quit");
    assert_false(terminal_is_restored(terminal));
    shared->holds = at->held;
    terminal_type(terminal, at->keys);
    if (at->shows)
        terminal_await(terminal, at->shows);
    if (at->wait)
        at->wait(terminal);
}

/* --- the ways out --- */

struct way {
    const char *name;
    void (*go)(struct terminal *terminal, const struct state *at, int signal);
    const char *end; /* what is told of the job; NULL: as the signal has it */
    int signal;
    unsigned needs;
    bool curses;      /* needs a program that writes frames through ncurses, to a file */
    bool busy;        /* needs a program that uses up its processor time */
    bool lost;        /* the program knows that the screen is */
    bool gone;        /* the terminal is, too */
    bool at_once;     /* the program isn't asked */
    bool unsanitized; /* sanitizers can't go there */
};

static void type(struct terminal *terminal, const struct state *at, const char *keys)
{
    if (at->back)
        terminal_type(terminal, at->back);
    terminal_type(terminal, keys);
    if (at->held)
        kill(terminal->job, SIGWINCH);
}

static void press_q(struct terminal *terminal, const struct state *at, int signal)
{
    (void)signal;
    type(terminal, at, "q");
}

static void say_quit(struct terminal *terminal, const struct state *at, int signal)
{
    (void)signal;
    type(terminal, at, ":quit\r");
}

/* What the terminal makes a signal of goes on its way there at once. */
static void press_for(struct terminal *terminal, const struct state *at, int signal)
{
    (void)at;
    terminal_type(terminal, signal == SIGINT ? "\003" : "\034");
}

static void send(struct terminal *terminal, const struct state *at, int signal)
{
    kill(terminal->job, signal);
    if (at->lacks & KEYS)
        terminal_order(terminal, 'b');
}

static void hang_up(struct terminal *terminal, const struct state *at, int signal)
{
    (void)signal;
    terminal_hang_up(terminal);
    if (at->held)
        kill(terminal->job, SIGWINCH);
}

/* The shell that leads the session dies. */
static void lose_the_shell(struct terminal *terminal, const struct state *at, int signal)
{
    (void)at, (void)signal;
    kill(terminal->shell, SIGKILL);
}

static void ask_for_a_frame(struct terminal *terminal)
{
    terminal_resize(terminal, 20, 70);
}

static void fail_to_write(struct terminal *terminal, const struct state *at, int signal)
{
    (void)at, (void)signal;
    shared->write_fails = 1;
    ask_for_a_frame(terminal);
}

static void limit_files(struct terminal *terminal, const struct state *at, int signal)
{
    (void)at, (void)signal;
    prlimit(terminal->job, RLIMIT_FSIZE, &(struct rlimit){0, 0}, NULL);
    ask_for_a_frame(terminal);
}

static void limit_time(struct terminal *terminal, const struct state *at, int signal)
{
    (void)signal;
    prlimit(terminal->job, RLIMIT_CPU, &(struct rlimit){1, RLIM_INFINITY}, NULL);
    type(terminal, at, "100000."); /* enough to do */
}

/* Bytes of data and stack that the process has. */
static rlim_t bytes_of(pid_t process)
{
    char path[64];
    unsigned long pages = 0;
    snprintf(path, sizeof path, "/proc/%d/statm", (int)process);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_int_equal(fscanf(file, "%*u %*u %*u %*u %*u %lu", &pages), 1);
    fclose(file);
    return pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

/* What has been allocated is almost all that there is: ncurses ends a program for which it gets
 * nothing. */
static void take_memory(struct terminal *terminal, const struct state *at, int signal)
{
    const rlim_t most = bytes_of(terminal->job) + (64 << 10);
    (void)signal;
    prlimit(terminal->job, RLIMIT_DATA, &(struct rlimit){most, most}, NULL);
    type(terminal, at, ":data ../big.csv\r\025\177q");
}

/* Stopped as jobs are, and continued. Of SIGSTOP the program knows nothing, so the shell sets the
 * modes. */
static void stop(struct terminal *terminal, const struct state *at, int signal)
{
    char stopped[16];
    snprintf(stopped, sizeof stopped, "stopped %d", signal ? signal : SIGTSTP);
    if (signal)
        kill(terminal->job, signal);
    else
        terminal_type(terminal, "\032");
    terminal_expect(terminal, stopped);
    if (signal == SIGSTOP)
        tcsetattr(terminal->slave, TCSANOW, &terminal->before);
    else
        terminal_check_left(terminal, NULL);
    terminal_order(terminal, 'f');
    until(terminal, has_taken_it);
    type(terminal, at, "q");
}

static const struct way ways[] = {
    {"q", press_q, "exited 0", .needs = KEYS},
    {":quit", say_quit, "exited 0", .needs = KEYS},
    {"Ctrl-C", press_for, NULL, SIGINT, .needs = KEYS},
    {"Ctrl-\\", press_for, NULL, SIGQUIT, .needs = KEYS},
    {"Ctrl-Z, fg, q", stop, "exited 0", .needs = KEYS},
    {"SIGTSTP, fg, q", stop, "exited 0", SIGTSTP, .needs = KEYS},
    {"SIGTTIN, fg, q", stop, "exited 0", SIGTTIN, .needs = KEYS},
    {"SIGTTOU, fg, q", stop, "exited 0", SIGTTOU, .needs = KEYS},
    {"SIGSTOP, fg, q", stop, "exited 0", SIGSTOP, .needs = KEYS},
    {"hang-up", hang_up, "exited 0", .needs = KEYS, .lost = true, .gone = true},
    {"death of the shell", lose_the_shell, "", .lost = true, .gone = true},
    {"write error", fail_to_write, "exited 0", .needs = FRAMES, .lost = true},
    {"limit of files", limit_files, "killed 25", SIGXFSZ, .needs = FRAMES, .curses = true},
    {"limit of time", limit_time, "killed 24", SIGXCPU, .busy = true, .lost = true},
    {"limit of memory", take_memory, "exited 0", .needs = KEYS | OPEN, .unsanitized = true},
};

/* All others whose default action ends a process. */
static const struct {
    int signal;
    bool at_once; /* without a word to the program */
} signals[] = {
    {SIGHUP, false},    {SIGINT, false},  {SIGQUIT, false}, {SIGILL, true},     {SIGTRAP, true},
    {SIGABRT, true},    {SIGBUS, true},   {SIGFPE, true},   {SIGUSR1, false},   {SIGSEGV, true},
    {SIGUSR2, false},   {SIGPIPE, false}, {SIGALRM, true},  {SIGTERM, false},   {SIGXCPU, false},
    {SIGXFSZ, false},   {SIGPROF, false}, {SIGIO, false},   {SIGVTALRM, false}, {SIGSYS, true},
#ifdef SIGPWR
    {SIGPWR, false},
#endif
#ifdef SIGSTKFLT
    {SIGSTKFLT, false},
#endif
#ifdef __linux__
    {34, false},        {50, false},      {64, false}, /* of real time */
#endif
};

/* --- what is left --- */

static bool ends_with(const char *name, const char *ending)
{
    size_t length = strlen(name), size = strlen(ending);
    return length >= size && strcmp(name + length - size, ending) == 0;
}

/* Then it wants no signal that tells of the limit. */
static bool is_writing(const struct state *at)
{
    return at->wait == until_it_is_held && ends_with(at->keys, "x\r");
}

/* Removes the files of a folder whose names have that in them, and counts them. */
static int remove_files(const char *folder, const char *part)
{
    char path[2 * TEMPORARY_PATH];
    int count = 0;
    DIR *files = opendir(folder);
    for (struct dirent *file; files && (file = readdir(files));)
        if (strstr(file->d_name, part)) {
            snprintf(path, sizeof path, "%s/%s", folder, file->d_name);
            count += unlink(path) == 0;
        }
    if (files)
        closedir(files);
    return count;
}

/* A file is written whole or not at all, and nothing else is left; of a program that ends in the
 * midst of it, what the next one takes away. */
static void check_files(const struct state *at, bool lost, bool at_once)
{
    bool writing = is_writing(at);
    int temporary = remove_files(".", ".ttydescent-"),
        kept = remove_files("state/ttydescent", ".td");
    assert_int_equal(temporary, writing && at_once);
    assert_int_equal(remove_files(".", "x.td"), writing && !at_once);
    if (!lost || at->steps != PERHAPS)
        assert_int_equal(kept, lost && at->steps == SOMETHING);
}

static void leave(const struct state *at, const struct way *way)
{
    struct terminal terminal;
    char killed[16];
    print_message("%s, %s\n", at->name, way->name);
    reach(&terminal, at);
    way->go(&terminal, at, way->signal);
    snprintf(killed, sizeof killed, "killed %d", way->signal);
    const char *end = way->end ? way->end : killed;
    terminal_expect(&terminal, end);
    terminal.job = 0;
    if (!way->gone)
        terminal_check_left(&terminal, strncmp(end, "exited", 6) == 0 ? at->message : NULL);
    terminal_end(&terminal);
    check_files(at, way->lost, way->at_once);
}

static void leave_by_signal(const struct state *at, int signal, bool at_once)
{
    char name[16];
    bool told = !at_once && signal != SIGINT && signal != SIGQUIT;
    snprintf(name, sizeof name, "signal %d", signal);
    leave(at, &(struct way){name, send, NULL, signal, .lost = told, .at_once = at_once});
}

static bool is_sanitized(void)
{
    const char *instrumented = getenv("instrumented");
    return instrumented && strcmp(instrumented, "no") != 0;
}

static bool is_possible(const struct state *at, const struct way *way)
{
    return !(way->needs & at->lacks) && !(is_sanitized() && way->unsanitized) &&
           !(way->curses && !at->curses) && !(way->busy && at->wait != until_it_computes);
}

static void test_every_way_out_of_every_state(void **state)
{
    int turn = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(states); i++) {
        if (states[i].term && is_sanitized())
            continue; /* ncurses loses what it had prepared for the other terminal */
        for (size_t j = 0; j < COUNT(ways); j++)
            if (is_possible(&states[i], &ways[j]) && turn++ % WORKERS == worker)
                leave(&states[i], &ways[j]);
        for (size_t j = 0; j < COUNT(signals); j++)
            if (!(is_writing(&states[i]) && signals[j].signal == SIGXFSZ) &&
                turn++ % WORKERS == worker)
                leave_by_signal(&states[i], signals[j].signal, signals[j].at_once);
    }
}

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

/* In a folder of its own. */
static int work(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_way_out_of_every_state)};
    char folder[TEMPORARY_PATH + 32];
    snprintf(folder, sizeof folder, "%s/%d", directory, worker);
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED || mkdir(folder, 0700) != 0 || chdir(folder) != 0)
        return 1;
    strcat(folder, "/state");
    setenv("XDG_STATE_HOME", folder, 1);
    setenv("COLORFGBG", "15;0", 1);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    /* What was left was looked for after each way; the last program may still be at its end. */
    rmdir("state/ttydescent");
    rmdir("state");
    return failed;
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
