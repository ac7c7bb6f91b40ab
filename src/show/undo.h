/* The changes of a sitting, so that the user can take them back and make them again. A session has
 * two such stacks: one of the changes in force, one of the changes that were taken back. */
#ifndef SHOW_UNDO_H
#define SHOW_UNDO_H

#include <stdbool.h>
#include <stddef.h>

#include "run/experiment.h"

/* A change of live settings; or, where `other` is not NULL, one with which a new run began,
 * or a run lost the changes that lay ahead. */
struct undoable {
    unsigned long run;          /* the number of the run that it was made in */
    long step;                  /* at which it was made */
    size_t change;              /* its first change in that run's experiment */
    struct setting_list before; /* what sets it back, */
    struct setting_list after;  /* and what makes it again */
    struct experiment *other;   /* owned: the run before it; once taken back, the run after it */
};

enum { UNDO_MAX = 64 };

/* {0} is empty. Where a stack is full, its oldest change is forgotten. */
struct undo_stack {
    struct undoable change[UNDO_MAX];
    size_t count;
};

void undoable_release(struct undoable *change);
void undo_release(struct undo_stack *stack);

/* Takes the change over. */
void undo_push(struct undo_stack *stack, const struct undoable *change);

/* Takes the newest off the stack: it is the caller's then. Returns false where there is none. */
bool undo_pop(struct undo_stack *stack, struct undoable *change);

/* The change that the last settings of the experiment made together. Returns false where memory
 * runs out. */
bool undoable_change(struct undoable *change, const struct experiment *experiment,
                     unsigned long run);

/* The change by which the run of that number, which is copied, was left for a new one. */
bool undoable_run(struct undoable *change, const struct experiment *left, unsigned long run);

/* undoable_stands: is the change still part of the experiment of run number `run`? It is not, where
 * the user has gone back behind it. undoable_is_fresh: is it the experiment's newest change, and
 * was no step made after it? */
bool undoable_stands(const struct undoable *change, const struct experiment *experiment,
                     unsigned long run);
bool undoable_is_fresh(const struct undoable *change, const struct experiment *experiment,
                       unsigned long run);

#endif
