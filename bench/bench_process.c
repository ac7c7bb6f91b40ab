/* The program as a whole, at pseudo-terminals: processor time beside cmatrix's, memory of twenty sessions at
 * once, what a start takes beside that of the smallest program with ncurses, and that it sleeps while it
 * is paused. Runs in the directory where ttydescent was built. */
#include <config.h>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/bench.h"

enum { SESSIONS = 20, MOST_ARGUMENTS = 12 };

struct program {
    const char *argument[MOST_ARGUMENTS];
};

struct process {
    pid_t pid;
    int master;
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* --- processes ------------------------------------------------------------------------------ */

static void become(const struct program *program, int master, struct winsize size)
{
    setsid();
    int slave = open(ptsname(master), O_RDWR);
    ioctl(slave, TIOCSWINSZ, &size);
    for (int fd = 0; fd <= STDERR_FILENO; fd++)
        dup2(slave, fd);
    setenv("TERM", "xterm-256color", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("XDG_STATE_HOME", "/dev/null", 1); /* what is ended here is not kept for its user */
    unsetenv("COLORTERM");
    execvp(program->argument[0], (char *const *)program->argument);
    _exit(127);
}

static bool begin(struct process *process, const struct program *program, int columns, int rows)
{
    const struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    process->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (process->master < 0 || grantpt(process->master) != 0 || unlockpt(process->master) != 0)
        return false;
    process->pid = fork();
    if (process->pid == 0)
        become(program, process->master, size);
    return process->pid > 0;
}

/* Takes what they write for so many seconds. */
static void watch(const struct process *process, int count, double seconds)
{
    struct pollfd wait[SESSIONS];
    char bytes[16384];
    for (int i = 0; i < count; i++)
        wait[i] = (struct pollfd){.fd = process[i].master, .events = POLLIN};
    for (double end = now() + seconds, left = seconds; left > 0; left = end - now()) {
        poll(wait, (nfds_t)count, (int)(1000 * left) + 1);
        for (int i = 0; i < count; i++)
            if (wait[i].revents && read(wait[i].fd, bytes, sizeof bytes) <= 0)
                wait[i].fd = -1;
    }
}

static void press(const struct process *process, const char *keys)
{
    if (write(process->master, keys, strlen(keys)) < 0)
        exit(1);
}

/* Returns the seconds of the processor that it took. */
static double end(const struct process *process)
{
    struct rusage usage;
    int status;
    kill(process->pid, SIGTERM);
    kill(process->pid, SIGCONT);
    watch(process, 1, 0.05);
    close(process->master);
    wait4(process->pid, &status, 0, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

/* A number in a file of /proc/PID, after the word; where there is none the first one. Negative: not
 * there. */
static double number_in(const struct process *process, const char *file, const char *word)
{
    char path[64], line[256];
    double number = -1;
    snprintf(path, sizeof path, "/proc/%d/%s", (int)process->pid, file);
    FILE *stream = fopen(path, "r");
    while (stream && number < 0 && fgets(line, sizeof line, stream))
        if (strncmp(line, word, strlen(word)) == 0)
            number = atof(line + strlen(word));
    if (stream)
        fclose(stream);
    return number;
}

/* Seconds on a processor so far. */
static double processor_time(const struct process *process)
{
    return number_in(process, "schedstat", "") * 1e-9;
}

/* --- what is measured ----------------------------------------------------------------------- */

static const struct program rosenbrock = {{"./ttydescent", "--surface", "rosenbrock"}},
                            bowl = {{"./ttydescent", "--surface", "bowl"}}, cmatrix = {{"cmatrix"}};

/* A program at work, which is stopped between its turns; `key` begins the work. */
static bool begin_work(struct process *process, const struct program *program, const char *key,
                       int columns, int rows)
{
    if (!begin(process, program, columns, rows))
        return false;
    watch(process, 1, 0.7);
    press(process, key);
    watch(process, 1, 0.7);
    bool lives = processor_time(process) > 0;
    kill(process->pid, SIGSTOP);
    return lives;
}

/* Its seconds on a processor in one turn of a second. */
static double take_turn(const struct process *process)
{
    kill(process->pid, SIGCONT);
    watch(process, 1, 0.2);
    double from = processor_time(process);
    watch(process, 1, 1);
    double took = processor_time(process) - from;
    kill(process->pid, SIGSTOP);
    return took;
}

/* They take turns, so that both see the same machine. */
static void compare_with_cmatrix(int columns, int rows)
{
    enum { TURNS = 11 };
    double ratio[TURNS], load[TURNS];
    struct process ours, theirs;
    char line[96];
    bool both = begin_work(&ours, &rosenbrock, " ", columns, rows) &&
                begin_work(&theirs, &cmatrix, "", columns, rows);
    for (int i = 0; both && i < TURNS; i++) {
        load[i] = take_turn(&ours);
        ratio[i] = load[i] / take_turn(&theirs);
    }
    if (both) {
        qsort(ratio, TURNS, sizeof *ratio, bench_ascending);
        qsort(load, TURNS, sizeof *load, bench_ascending);
        end(&ours);
        end(&theirs);
    }
    snprintf(line, sizeof line, "30 frames a second, %dx%d (%.2f %%): processor time / cmatrix",
             columns, rows, both ? 100 * load[TURNS / 2] : 0);
    if (both)
        bench_at_most(line, ratio[TURNS / 2], 0.5);
    else
        bench_left_out(line, "no cmatrix");
}

/* Megabytes a session that twenty at once take. */
static void measure_memory(int columns, int rows)
{
    struct process process[SESSIONS];
    double kilobytes = 0;
    char line[96];
    for (int i = 0; i < SESSIONS; i++)
        if (!begin(&process[i], &rosenbrock, columns, rows))
            exit(1);
    watch(process, SESSIONS, 1);
    for (int i = 0; i < SESSIONS; i++)
        press(&process[i], " ");
    watch(process, SESSIONS, 4);
    for (int i = 0; i < SESSIONS; i++)
        kilobytes += number_in(&process[i], "smaps_rollup", "Pss:");
    for (int i = 0; i < SESSIONS; i++)
        end(&process[i]);
    snprintf(line, sizeof line, "%d sessions at once, %dx%d: MB (PSS) a session", SESSIONS, columns,
             rows);
    bench_at_most(line, kilobytes / 1024 / SESSIONS, 2);
}

/* Whoever sleeps in one system call does not give up the processor again. */
static void measure_rest(void)
{
    static const char switches[] = "voluntary_ctxt_switches:";
    struct process process;
    if (!begin(&process, &bowl, 80, 24))
        exit(1);
    watch(&process, 1, 1);
    double from = number_in(&process, "status", switches);
    watch(&process, 1, 3);
    double to = number_in(&process, "status", switches);
    end(&process);
    bench_at_most("paused 3 s: how often it woke up", to - from, 0);
}

/* Of a program that is ended once it has been shown. */
static double start_time(const struct program *program)
{
    double least = 1e9;
    for (int i = 0; i < 15; i++) {
        struct process process;
        if (!begin(&process, program, 80, 24))
            exit(1);
        watch(&process, 1, 0.15);
        double took = end(&process);
        least = took < least ? took : least;
    }
    return least;
}

static void measure_start(void)
{
    const struct program hello = {{"./bench/hello"}};
    double ours = start_time(&bowl), theirs = start_time(&hello);
    char line[96];
    snprintf(line, sizeof line, "start to the first map (%.1f ms): processor time / ncurses hello",
             1000 * ours);
    bench_at_most(line, ours / theirs, 2);
}

int main(void)
{
    signal(SIGPIPE, SIG_IGN);
    compare_with_cmatrix(80, 24);
    compare_with_cmatrix(200, 50);
    measure_memory(200, 50);
    measure_rest();
    measure_start();
    return 0;
}
