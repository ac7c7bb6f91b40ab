/* A sweep's map made from its table, as `sweep` writes it and its shards together do: columns of
 * one or two settings, perhaps a seed, then steps, evaluations, loss, verdict. */
#ifndef SHOW_SWEEP_TABLE_H
#define SHOW_SWEEP_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/limits.h"
#include "show/sweep.h"

struct error;
struct reader;

struct sweep_table {
    char name[2][NAME_SIZE];
    size_t settings; /* 1 or 2; 0: no header has been read yet */
    bool seeds;
    struct sweep_row *row; /* [count], owned */
    size_t count, room;
};

/* Adds the rows of a file, whose reader it takes over: the first one has the header, others may.
 * Returns false with the error. {0} is an empty table; release in either case. */
bool sweep_table_add(struct sweep_table *table, struct reader *reader, struct error *error);
void sweep_table_release(struct sweep_table *table);

/* Makes a map of it, in which rows that differ in their seed alone are one patch: their mean, or
 * where fewer than half have settled one that has not. What is missing stays unknown. Returns false
 * with the error where the values along an axis are not evenly spaced, as numbers or factors;
 * release the map in either case. */
bool sweep_table_map(const struct sweep_table *table, struct sweep_map *map, struct error *error);

#endif
