/* A study whose cases are the patches of a map, made from coarse to fine, so that the whole is seen
 * soon and its details later. Case number row * columns + column is the patch at that place. */
#ifndef SHOW_MESH_H
#define SHOW_MESH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "study/cases.h"
#include "study/study.h"

struct mesh {
    struct cases cases; /* owned */
    size_t columns, rows;
    size_t *order;       /* [rows * columns], owned */
    bool *told;          /* of the study's runs: has it been told how they ended? owned */
    struct study *study; /* of a part of the order; NULL: none is under way */
    size_t begun, ended; /* patches of the parts up to this one; patches that have ended */
    bool failed;
    struct error failure; /* why */
};

/* Takes the cases, which are columns * rows, also where it fails. {0} is a mesh of no patches. */
bool mesh_begin(struct mesh *mesh, struct cases *cases, size_t columns, size_t rows,
                struct error *error);
void mesh_release(struct mesh *mesh);

/* The part of the patches that have ended. */
double mesh_done(const struct mesh *mesh);

/* Is there more to come? */
bool mesh_moving(const struct mesh *mesh);

/* Have the coarsest patches ended, or is there nothing more to come? */
bool mesh_seen(const struct mesh *mesh);

/* What is made of a patch that has ended. */
struct mesh_listener {
    void (*told)(void *to, size_t i, const struct outcome *outcome);
    void *to;
};

/* Goes on for about so many evaluations, and tells which runs have ended by then. Returns false
 * with the error of study_advance; nothing more comes then. */
bool mesh_advance(struct mesh *mesh, long evaluations, const struct mesh_listener *listener,
                  struct error *error);

/* While more is to come, gives what is not known yet, `unknown`, the value of the coarser patch
 * that it is a part of, where that is known, else what stale[rows * columns] has, unless that is
 * NULL. */
void mesh_spread(const struct mesh *mesh, uint16_t *value, const uint16_t *stale, uint16_t unknown);

#endif
