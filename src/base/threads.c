#include "base/threads.h"

#include <assert.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <unistd.h>

/* So often a thread looks for what it waits for before it is parked, and gives way to others in
 * between: some 20 microseconds, in which the next step of a run begins. To be woken up on a
 * processor that sleeps takes longer. */
enum { PATIENCE = 64 };

/* The threads of this process, and the piece that they are at. */
struct crew {
    pthread_mutex_t lock;
    pthread_cond_t begun, done; /* a piece is */
    pid_t process;              /* whose threads they are */
    int members;                /* that have begun: numbers 1 to `members` */
    atomic_ulong piece;         /* counted from 1 */
    threads_work *work;
    void *context;
    int count;         /* numbers below this are wanted */
    atomic_ulong busy; /* so many members have not returned yet */
};

static struct crew crew = {.lock = PTHREAD_MUTEX_INITIALIZER,
                           .begun = PTHREAD_COND_INITIALIZER,
                           .done = PTHREAD_COND_INITIALIZER};

/* Looks for a while whether the number is another one; with or without the lock. */
static void look_out(const atomic_ulong *number, unsigned long old)
{
    for (int i = 0; i < PATIENCE && *number == old; i++)
        sched_yield();
}

static void work_at(int number)
{
    crew.work(crew.context, number);
    pthread_mutex_lock(&crew.lock);
    if (--crew.busy == 0)
        pthread_cond_signal(&crew.done);
    pthread_mutex_unlock(&crew.lock);
}

/* A piece is told to all; who is not wanted waits for the next. */
static void *serve(void *context)
{
    int number = (int)(intptr_t)context;
    unsigned long seen = 0;
    pthread_mutex_lock(&crew.lock);
    for (;;) {
        while (crew.piece == seen)
            pthread_cond_wait(&crew.begun, &crew.lock);
        seen = crew.piece;
        bool wanted = number < crew.count;
        pthread_mutex_unlock(&crew.lock);
        if (wanted)
            work_at(number);
        look_out(&crew.piece, seen);
        pthread_mutex_lock(&crew.lock);
    }
    return NULL;
}

/* After a fork the lock may be that of a thread that is not there. */
static void leave_parent(void)
{
    static const struct crew none = {.lock = PTHREAD_MUTEX_INITIALIZER,
                                     .begun = PTHREAD_COND_INITIALIZER,
                                     .done = PTHREAD_COND_INITIALIZER};
    if (crew.process == getpid())
        return;
    crew = none;
    crew.process = getpid();
}

/* As many as the system gives, up to so many, deaf to signals. */
static void grow(int members)
{
    sigset_t all, before;
    pthread_t thread;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    while (crew.members < members) {
        void *number = (void *)(intptr_t)(crew.members + 1);
        if (pthread_create(&thread, NULL, serve, number) != 0)
            break;
        pthread_detach(thread);
        crew.members++;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* Returns whether anybody else is there for it. */
static bool begin(int count, threads_work *work, void *context)
{
    pthread_mutex_lock(&crew.lock);
    assert(crew.busy == 0);
    if (crew.members < count - 1)
        grow(count - 1);
    crew.count = count <= crew.members ? count : crew.members + 1;
    crew.busy = (unsigned long)crew.count - 1;
    crew.work = work;
    crew.context = context;
    crew.piece++;
    bool shared = crew.busy > 0;
    pthread_mutex_unlock(&crew.lock);
    if (shared)
        pthread_cond_broadcast(&crew.begun);
    return shared;
}

void threads_run(int count, threads_work *work, void *context)
{
    assert(count >= 1 && count <= THREADS_MAX);
    leave_parent();
    bool shared = count > 1 && begin(count, work, context);
    work(context, 0);
    if (!shared)
        return;
    for (int i = 0; i < PATIENCE && crew.busy > 0; i++)
        sched_yield();
    pthread_mutex_lock(&crew.lock);
    while (crew.busy > 0)
        pthread_cond_wait(&crew.done, &crew.lock);
    pthread_mutex_unlock(&crew.lock);
}

int threads_begun(void)
{
    leave_parent();
    return crew.members;
}
