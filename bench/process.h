/* Programs as a whole, each at a pseudo-terminal of its own: what is typed there, and what they
 * write. */
#ifndef BENCH_PROCESS_H
#define BENCH_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

enum { PROCESSES_MOST = 30 };

struct process {
    pid_t pid;
    int master; /* of its terminal */
};

/* Starts words[0] with the words behind it as arguments, up to NULL, at an xterm of 256 colours and
 * that size. Returns false where there is no pseudo-terminal. */
bool process_begin(struct process *process, const char *const *words, int columns, int rows);

/* Types keys; where nobody takes them the measurement ends. */
void process_press(const struct process *process, const char *keys);

/* Takes what `count` of them write, PROCESSES_MOST at most, for so many seconds. */
void process_watch(const struct process *process, int count, double seconds);

/* The same until number `one` of them writes the byte. Returns the seconds that took; `most` where
 * it does not. */
double process_await(const struct process *process, int count, int one, char byte, double most);

/* Ends it. Returns the seconds of the processor that it took. */
double process_end(const struct process *process);

#endif
