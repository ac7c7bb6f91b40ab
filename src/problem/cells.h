/* A column of a data set: of each row a number, a missing value, or a text, which is one of the
 * column's distinct texts. Eight bytes a row. Caller's storage: = {0} and cells_release. */
#ifndef PROBLEM_CELLS_H
#define PROBLEM_CELLS_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "problem/string_pool.h"

/* A number, which is finite; or a NaN with CELL_MISSING or a text's number in its low half. */
union cell {
    double number;
    uint64_t bits;
};

#define CELL_NAN UINT64_C(0x7FF8000000000000)
#define CELL_MISSING STRING_POOL_NONE

struct cells {
    union cell *cell; /* [rows], room for `capacity` of the data set; owned */
    struct string_pool texts;
};

void cells_release(struct cells *cells);

/* Room for so many rows. False, and nothing changed, where memory is short. */
bool cells_resize(struct cells *cells, size_t capacity);

static inline bool cell_is_number(union cell cell)
{
    return !isnan(cell.number);
}

static inline bool cell_is_missing(union cell cell)
{
    return cell.bits == (CELL_NAN | CELL_MISSING);
}

/* The number of the cell's text; STRING_POOL_NONE where it is none. */
static inline uint32_t cell_text(union cell cell)
{
    return cell_is_number(cell) ? STRING_POOL_NONE : (uint32_t)(cell.bits & UINT32_MAX);
}

static inline void cells_set_number(struct cells *cells, size_t row, double number)
{
    cells->cell[row].number = number;
}

static inline void cells_set_missing(struct cells *cells, size_t row)
{
    cells->cell[row].bits = CELL_NAN | CELL_MISSING;
}

/* A text, with its place in the file. False where memory is short. */
bool cells_set_text(struct cells *cells, size_t row, const char *text, long line, long column);

/* Is a number among the first `rows` cells; and is it this one? */
bool cells_have_numbers(const struct cells *cells, size_t rows);
bool cells_have_number(const struct cells *cells, size_t rows, double number);

#endif
