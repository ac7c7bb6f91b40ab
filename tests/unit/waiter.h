/* Somebody who waits, for the tests of what may be interrupted. */
#ifndef TESTS_UNIT_WAITER_H
#define TESTS_UNIT_WAITER_H

#include "problem/interrupt.h"

/* Wants the work to stop at the n-th question; never where that is 0. */
struct waiter {
    long asked, stop;
};

static inline bool stops_at(void *to)
{
    struct waiter *waiter = to;
    return ++waiter->asked == waiter->stop;
}

static inline struct interrupt interrupt_by(struct waiter *waiter, size_t stride)
{
    return (struct interrupt){.wanted = stops_at, .to = waiter, .stride = stride};
}

#endif
