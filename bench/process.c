#include <config.h>

#include "bench/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/bench.h"

static void become(const char *const *words, int master, struct winsize size)
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
    execvp(words[0], (char *const *)words);
    _exit(127);
}

bool process_begin(struct process *process, const char *const *words, int columns, int rows)
{
    const struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    process->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (process->master < 0 || grantpt(process->master) != 0 || unlockpt(process->master) != 0)
        return false;
    process->pid = fork();
    if (process->pid == 0)
        become(words, process->master, size);
    return process->pid > 0;
}

void process_press(const struct process *process, const char *keys)
{
    if (write(process->master, keys, strlen(keys)) < 0)
        exit(1);
}

void process_watch(const struct process *process, int count, double seconds)
{
    process_await(process, count, -1, 0, seconds);
}

double process_await(const struct process *process, int count, int one, char byte, double most)
{
    struct pollfd wait[PROCESSES_MOST];
    char bytes[16384];
    double from = bench_now();
    for (int i = 0; i < count; i++)
        wait[i] = (struct pollfd){.fd = process[i].master, .events = POLLIN};
    for (double left = most; left > 0; left = from + most - bench_now()) {
        poll(wait, (nfds_t)count, (int)(1000 * left) + 1);
        for (int i = 0; i < count; i++) {
            ssize_t size = wait[i].revents ? read(wait[i].fd, bytes, sizeof bytes) : 0;
            if (wait[i].revents && size <= 0)
                wait[i].fd = -1;
            if (size > 0 && i == one && memchr(bytes, byte, (size_t)size))
                return bench_now() - from;
        }
    }
    return most;
}

double process_end(const struct process *process)
{
    struct rusage usage;
    int status;
    kill(process->pid, SIGTERM);
    kill(process->pid, SIGCONT);
    process_watch(process, 1, 0.05);
    close(process->master);
    wait4(process->pid, &status, 0, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}
