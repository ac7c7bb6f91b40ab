/* Work over many rows that gives way to somebody who waits: it is interrupted, and done again
 * later.
 *
 * Between interrupt_begin and interrupt_end evaluations over rows ask, every `stride` instructions,
 * whether they are to stop. From the first yes on the running evaluation and all that follow return
 * at once, and what they return is no number. So whatever has asked for them, a step, a line search
 * or a verdict, soon comes to its end without a word about interruptions. Whoever began throws the
 * result away and begins again later: no result depends on interruptions.
 *
 * What is not done again, such as an export, does not give way to who waits, only to who gives it
 * up.
 *
 * The engine has no clock: whether somebody waits is for the front end to find out, in `wanted`,
 * and so is whether it was given up. */
#ifndef PROBLEM_INTERRUPT_H
#define PROBLEM_INTERRUPT_H

#include <stdbool.h>
#include <stddef.h>

struct interrupt {
    bool (*wanted)(void *to);   /* shall the work stop? */
    bool (*given_up)(void *to); /* does the user want no more what was asked for last? Or NULL */
    void *to;
    size_t stride; /* about so many instructions lie between two questions; 0: asked before every
                    * block of rows. The first question comes before the first block. */
    /* Its own: */
    bool armed, made;
    size_t left; /* instructions until the next question */
};

/* A good stride: a question about every millisecond. */
enum { INTERRUPT_STRIDE = 1 << 20 };

/* Work that may be interrupted begins; it ends, and the second says whether it was interrupted.
 * NULL: it never is. */
void interrupt_begin(struct interrupt *interrupt);
bool interrupt_end(struct interrupt *interrupt);

/* Has the work that goes on been interrupted? */
static inline bool interrupt_made(const struct interrupt *interrupt)
{
    return interrupt && interrupt->made;
}

/* For what is not done again: is it not to be finished? May be asked at any time. */
static inline bool interrupt_given_up(const struct interrupt *interrupt)
{
    return interrupt && interrupt->given_up && interrupt->given_up(interrupt->to);
}

/* For evaluations: must they leave out the next `instructions`? */
static inline bool interrupt_stops(struct interrupt *interrupt, size_t instructions)
{
    if (!interrupt || !interrupt->armed || interrupt->made)
        return interrupt_made(interrupt);
    if (interrupt->left > instructions) {
        interrupt->left -= instructions;
        return false;
    }
    interrupt->left = interrupt->stride;
    return interrupt->made = interrupt->wanted(interrupt->to);
}

#endif
