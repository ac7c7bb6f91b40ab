#include "base/threads.h"

#include <assert.h>
#include <pthread.h>
#include <signal.h>

struct member {
    threads_work *work;
    void *context;
    int number;
    pthread_t thread;
};

static void *begin(void *context)
{
    struct member *member = context;
    member->work(member->context, member->number);
    return NULL;
}

void threads_run(int count, threads_work *work, void *context)
{
    struct member member[THREADS_MAX];
    sigset_t all, before;
    int started = 1;
    assert(count >= 1 && count <= THREADS_MAX);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    for (; started < count; started++) {
        member[started] = (struct member){work, context, started, pthread_self()};
        if (pthread_create(&member[started].thread, NULL, begin, &member[started]) != 0)
            break;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    work(context, 0);
    for (int i = 1; i < started; i++)
        pthread_join(member[i].thread, NULL);
}
