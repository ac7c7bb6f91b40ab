#include "problem/cells.h"

#include <stdlib.h>

void cells_release(struct cells *cells)
{
    free(cells->cell);
    string_pool_release(&cells->texts);
    *cells = (struct cells){0};
}

bool cells_resize(struct cells *cells, size_t capacity)
{
    union cell *cell = realloc(cells->cell, capacity * sizeof *cell);
    if (cell)
        cells->cell = cell;
    return cell;
}

bool cells_set_text(struct cells *cells, size_t row, const char *text, long line, long column)
{
    uint32_t number = string_pool_add(&cells->texts, text, line, column);
    if (number != STRING_POOL_NONE)
        cells->cell[row].bits = CELL_NAN | number;
    return number != STRING_POOL_NONE;
}

bool cells_have_numbers(const struct cells *cells, size_t rows)
{
    for (size_t row = 0; row < rows; row++)
        if (cell_is_number(cells->cell[row]))
            return true;
    return false;
}

bool cells_have_number(const struct cells *cells, size_t rows, double number)
{
    for (size_t row = 0; row < rows; row++)
        if (cells->cell[row].number == number)
            return true;
    return false;
}
