/* The same work done by several threads at once.
 *
 * Threads are started for one piece of work and end with it, so that none is left behind: a process may be
 * forked before or after. They are delivered no signal; those of the process go to the other threads. */
#ifndef BASE_THREADS_H
#define BASE_THREADS_H

enum { THREADS_MAX = 64 };

/* Calls work(context, number) with the numbers 0 to count - 1, each in a thread of its own but number 0, which
 * is the caller's, and returns when all have returned. count is 1 to THREADS_MAX. A thread that the system does not
 * give is left out: the work has to be such that whoever is there does all of it. */
typedef void threads_work(void *context, int number);
void threads_run(int count, threads_work *work, void *context);

#endif
