#include "cli/progress.h"

#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "cli/report.h"

static const double first_after = 1, then_every = 0.2; /* seconds */

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* The signals by which a user ends what takes too long. */
static void waiting_signals(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGTERM);
}

/* The one of them that waits, or 0. */
static int waiting_signal(void)
{
    sigset_t pending;
    sigpending(&pending);
    return sigismember(&pending, SIGINT) ? SIGINT : sigismember(&pending, SIGTERM) ? SIGTERM : 0;
}

void progress_begin(struct progress *progress, const char *what, size_t all)
{
    sigset_t set;
    *progress = (struct progress){.what = what,
                                  .all = all,
                                  .shows = isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO),
                                  .began = now()};
    waiting_signals(&set);
    sigprocmask(SIG_BLOCK, &set, NULL);
}

void progress_leave(void)
{
    sigset_t set;
    waiting_signals(&set);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
}

/* "1200 of 20000 runs, 12 s left" */
static void write_line(struct progress *progress, size_t done, double time)
{
    double passed = time - progress->began;
    double left = done > 0 ? passed * (double)(progress->all - done) / (double)done : 0;
    fprintf(stderr, "\r%zu of %zu %s", done, progress->all, progress->what);
    if (done > 0 && left < 360000)
        fprintf(stderr, left < 100 ? ", %.0f s left" : ", %.0f min left",
                left < 100 ? left : left / 60);
    fputs("\033[K", stderr);
    fflush(stderr);
    progress->shown = true;
    progress->wrote = time;
}

bool progress_tell(struct progress *progress, size_t done)
{
    if (progress->shows) {
        double time = now();
        if (time - progress->began >= first_after && time - progress->wrote >= then_every)
            write_line(progress, done, time);
    }
    return waiting_signal() == 0;
}

void progress_hide(struct progress *progress)
{
    if (!progress->shown)
        return;
    fputs("\r\033[K", stderr);
    fflush(stderr);
    progress->shown = false;
}

void progress_end(struct progress *progress, size_t written)
{
    int signal_number = waiting_signal();
    progress_hide(progress);
    if (signal_number)
        report("interrupted: %zu of %zu %s are written", written, progress->all, progress->what);
    progress_leave(); /* of which one that waits kills the program */
}
