/* The program as a whole, at pseudo-terminals: processor time beside cmatrix's, memory of twenty
 * sessions at once, what a start takes beside that of the smallest program with ncurses, and that
 * it sleeps while it is paused. Runs in the directory where ttydescent was built. */
#include <config.h>

#include <signal.h>
#include <string.h>

#include "bench/bench.h"
#include "bench/process.h"

enum { SESSIONS = 20 };

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

/* --- what is measured --- */

static const char *const rosenbrock[] = {"./ttydescent", "--surface", "rosenbrock", NULL};
static const char *const bowl[] = {"./ttydescent", "--surface", "bowl", NULL};
static const char *const cmatrix[] = {"cmatrix", NULL};

/* A program at work, which is stopped between its turns; `key` begins the work. */
static bool begin_work(struct process *process, const char *const *words, const char *key,
                       int columns, int rows)
{
    if (!process_begin(process, words, columns, rows))
        return false;
    process_watch(process, 1, 0.7);
    process_press(process, key);
    process_watch(process, 1, 0.7);
    bool lives = processor_time(process) > 0;
    kill(process->pid, SIGSTOP);
    return lives;
}

/* Its seconds on a processor in one turn of a second. */
static double take_turn(const struct process *process)
{
    kill(process->pid, SIGCONT);
    process_watch(process, 1, 0.2);
    double from = processor_time(process);
    process_watch(process, 1, 1);
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
    bool both = begin_work(&ours, rosenbrock, " ", columns, rows) &&
                begin_work(&theirs, cmatrix, "", columns, rows);
    for (int i = 0; both && i < TURNS; i++) {
        load[i] = take_turn(&ours);
        ratio[i] = load[i] / take_turn(&theirs);
    }
    if (both) {
        qsort(ratio, TURNS, sizeof *ratio, bench_ascending);
        qsort(load, TURNS, sizeof *load, bench_ascending);
        process_end(&ours);
        process_end(&theirs);
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
        if (!process_begin(&process[i], rosenbrock, columns, rows))
            exit(1);
    process_watch(process, SESSIONS, 1);
    for (int i = 0; i < SESSIONS; i++)
        process_press(&process[i], " ");
    process_watch(process, SESSIONS, 4);
    for (int i = 0; i < SESSIONS; i++)
        kilobytes += number_in(&process[i], "smaps_rollup", "Pss:");
    for (int i = 0; i < SESSIONS; i++)
        process_end(&process[i]);
    snprintf(line, sizeof line, "%d sessions at once, %dx%d: MB (PSS) a session", SESSIONS, columns,
             rows);
    bench_at_most(line, kilobytes / 1024 / SESSIONS, 2);
}

/* Whoever sleeps in one system call does not give up the processor again. */
static void measure_rest(void)
{
    static const char switches[] = "voluntary_ctxt_switches:";
    struct process process;
    if (!process_begin(&process, bowl, 80, 24))
        exit(1);
    process_watch(&process, 1, 1);
    double from = number_in(&process, "status", switches);
    process_watch(&process, 1, 3);
    double to = number_in(&process, "status", switches);
    process_end(&process);
    bench_at_most("paused 3 s: how often it woke up", to - from, 0);
}

/* Of a program that is ended once it has been shown. */
static double start_time(const char *const *words)
{
    double least = 1e9;
    for (int i = 0; i < 15; i++) {
        struct process process;
        if (!process_begin(&process, words, 80, 24))
            exit(1);
        process_watch(&process, 1, 0.15);
        double took = process_end(&process);
        least = took < least ? took : least;
    }
    return least;
}

static void measure_start(void)
{
    static const char *const hello[] = {"./bench/hello", NULL};
    double ours = start_time(bowl), theirs = start_time(hello);
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
