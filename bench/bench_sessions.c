/* A class on one server: thirty sessions at pseudo-terminals, all of them at work, and how long a key waits for
 * its answer in any of them. What they are at is a script of keys, and keys that make it all begin anew:
 *
 *     bench/bench_sessions [SCRIPT [KEYS [OPTION ...]]]
 *
 * Each measurement types one of those keys, opens the prompt and types a letter, in a session of its turn; the answer
 * is the letter's echo. So the work of all sessions begins anew every two seconds or so, and the measured one has
 * just begun. */
#include <config.h>

#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/bench.h"

enum { SESSIONS = 30, MEASURED = 300 };

struct terminal {
    pid_t program;
    int master;
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* The first of the words is the program's name. */
static void become_program(int master, char *const *words)
{
    struct winsize size = {.ws_row = 24, .ws_col = 80};
    setsid();
    int slave = open(ptsname(master), O_RDWR);
    ioctl(slave, TIOCSWINSZ, &size);
    for (int fd = 0; fd <= STDERR_FILENO; fd++)
        dup2(slave, fd);
    setenv("TERM", "xterm-256color", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    execv("./ttydescent", words);
    _exit(127);
}

static bool start(struct terminal *terminal, char *const *words)
{
    int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0)
        return false;
    *terminal = (struct terminal){fork(), master};
    if (terminal->program == 0)
        become_program(master, words);
    return terminal->program > 0;
}

static void say(const struct terminal *terminal, const char *keys)
{
    if (write(terminal->master, keys, strlen(keys)) < 0)
        exit(1);
}

/* Reads what all write, until the one has written the byte, or so many seconds have gone; returns how many that
 * took. */
static double read_all(const struct terminal *terminals, int one, char byte, double most)
{
    struct pollfd wait[SESSIONS];
    char bytes[16384];
    double from = now();
    for (int i = 0; i < SESSIONS; i++)
        wait[i] = (struct pollfd){.fd = terminals[i].master, .events = POLLIN};
    for (double left = most; left > 0; left = from + most - now()) {
        if (poll(wait, SESSIONS, (int)(1000 * left) + 1) <= 0)
            continue;
        for (int i = 0; i < SESSIONS; i++) {
            ssize_t size = wait[i].revents ? read(wait[i].fd, bytes, sizeof bytes) : 0;
            if (size > 0 && i == one && memchr(bytes, byte, (size_t)size))
                return now() - from;
        }
    }
    return most;
}

/* `$` and `&` stand in no sequence and on no screen. */
static double measure(const struct terminal *terminals, int turn, const char *anew)
{
    int one = turn % SESSIONS, round = turn / SESSIONS;
    char letter = round % 2 ? '$' : '&';
    char keys[] = {anew[(size_t)round % strlen(anew)], ':', letter, '\0'};
    say(&terminals[one], keys);
    double waited = read_all(terminals, one, letter, 5);
    say(&terminals[one], "\033");
    read_all(terminals, -1, 0, 0.06 + 0.0007 * (turn % 13));
    return waited;
}

/* Ends all. A program that had ended by itself answered nothing: the terminal did. */
static void end(struct terminal *terminals)
{
    for (int i = 0; i < SESSIONS; i++) {
        if (waitpid(terminals[i].program, NULL, WNOHANG) != 0) {
            printf("session %d has ended by itself\n", i + 1);
            exit(1);
        }
        kill(terminals[i].program, SIGTERM);
        close(terminals[i].master);
        waitpid(terminals[i].program, NULL, 0);
    }
}

int main(int argc, char **argv)
{
    const char *script = argc > 1 ? argv[1] : "gb", *anew = argc > 2 && *argv[2] ? argv[2] : "+-";
    static char name[] = "ttydescent", option[] = "--surface=himmelblau",
                other[] = "--optimizer=momentum";
    char *usual[] = {name, option, other, NULL};
    char **words = argc > 3 ? argv + 2 : usual;
    words[0] = name;
    struct terminal terminals[SESSIONS];
    double waited[MEASURED];
    for (int i = 0; i < SESSIONS; i++)
        if (!start(&terminals[i], words)) {
            bench_left_out("thirty sessions", "no pseudo-terminals");
            return 1;
        }
    read_all(terminals, -1, 0, 3);
    for (int i = 0; i < SESSIONS; i++)
        say(&terminals[i], script);
    read_all(terminals, -1, 0, 2);
    for (int i = 0; i < MEASURED; i++)
        waited[i] = measure(terminals, i, anew);
    end(terminals);
    qsort(waited, MEASURED, sizeof *waited, bench_ascending);
    printf("seconds until a key is answered: half %.3f, longest %.3f\n", waited[MEASURED / 2],
           waited[MEASURED - 1]);
    bench_at_most("thirty sessions: seconds until a key is answered, 95 % of them",
                  waited[MEASURED * 95 / 100], 0.1);
    return 0;
}
