/* The same work done by several threads at once.
 *
 * Threads begin when they are first needed and stay from one piece of work to the next, as
 * beginning takes longer than a sum over some hundred thousand rows. In between they are parked:
 * nothing wakes them up but more work. They end with the process, and are delivered no signal;
 * those of the process go to the other threads. A process may be forked between two pieces: the new
 * one has none of the threads, and begins its own when it needs them. */
#ifndef BASE_THREADS_H
#define BASE_THREADS_H

enum { THREADS_MAX = 64 };

/* Calls work(context, number) with the numbers 0 to count - 1, each in a thread of its own but
 * number 0, which is the caller's, and returns when all have returned. count is 1 to THREADS_MAX.
 * A thread that the system does not give is left out: the work has to be such that whoever is
 * there does all of it. One piece at a time: neither the work nor another thread may call this
 * meanwhile. */
typedef void threads_work(void *context, int number);
void threads_run(int count, threads_work *work, void *context);

/* How many have begun in this process besides its first one, for tests. */
int threads_begun(void);

#endif
