#include "show/mesh.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "problem/interrupt.h"

/* The coarsest patches are so many across and down, a power of two; a part of the order has so many
 * runs. */
enum { COARSEST = 8, PART = 2048 };

/* --- from coarse to fine --- */

/* Does the patch belong to the patches of that size, but not to those of twice the size? */
static bool is_new(size_t row, size_t column, size_t size)
{
    bool here = row % size == 0 && column % size == 0;
    bool before = size < COARSEST && row % (2 * size) == 0 && column % (2 * size) == 0;

    return here && !before;
}

static void put_in_order(struct mesh *mesh)
{
    size_t count = 0;

    for (size_t size = COARSEST; size > 0; size /= 2)
        for (size_t row = 0; row < mesh->rows; row += size)
            for (size_t column = 0; column < mesh->columns; column += size)
                if (is_new(row, column, size))
                    mesh->order[count++] = row * mesh->columns + column;
}

void mesh_spread(const struct mesh *mesh, uint16_t *value, const uint16_t *stale, uint16_t unknown)
{
    size_t columns = mesh->columns;

    if (!mesh_moving(mesh))
        return;
    for (size_t row = 0; row < mesh->rows; row++)
        for (size_t column = 0; column < columns; column++) {
            uint16_t *own = &value[row * columns + column];

            for (size_t size = 2; *own == unknown && size <= COARSEST; size *= 2)
                *own = value[row / size * size * columns + column / size * size];
        }
    for (size_t i = 0; stale && i < mesh->rows * columns; i++)
        value[i] = value[i] == unknown ? stale[i] : value[i];
}

/* --- life --- */

bool mesh_begin(struct mesh *mesh, struct cases *cases, size_t columns, size_t rows,
                struct error *error)
{
    *mesh = (struct mesh){.cases = *cases, .columns = columns, .rows = rows};
    mesh->order = malloc(columns * rows * sizeof *mesh->order);
    mesh->told = malloc(PART * sizeof *mesh->told);
    if (!mesh->order || !mesh->told) {
        mesh_release(mesh);
        return error_memory(error);
    }
    put_in_order(mesh);
    return true;
}

void mesh_release(struct mesh *mesh)
{
    study_free(mesh->study);
    cases_release(&mesh->cases);
    free(mesh->order);
    free(mesh->told);
    *mesh = (struct mesh){.columns = 0};
}

double mesh_done(const struct mesh *mesh)
{
    size_t count = mesh->columns * mesh->rows;

    return count > 0 ? (double)mesh->ended / (double)count : 0;
}

bool mesh_moving(const struct mesh *mesh)
{
    return !mesh->failed && mesh->ended < mesh->columns * mesh->rows;
}

bool mesh_seen(const struct mesh *mesh)
{
    size_t across = (mesh->columns + COARSEST - 1) / COARSEST,
           down = (mesh->rows + COARSEST - 1) / COARSEST;

    return !mesh_moving(mesh) || mesh->ended >= across * down;
}

/* --- making the runs --- */

static bool begin_part(struct mesh *mesh, struct error *error)
{
    size_t left = mesh->columns * mesh->rows - mesh->begun, count = left < PART ? left : PART;

    mesh->study = study_create(&mesh->cases, 0, mesh->order + mesh->begun, count, error);
    memset(mesh->told, 0, PART * sizeof *mesh->told);
    mesh->begun += count;
    return mesh->study;
}

static void tell(struct mesh *mesh, const struct mesh_listener *listener)
{
    size_t count = study_count(mesh->study), first = mesh->begun - count;
    struct outcome outcome;

    for (size_t i = 0; i < count && mesh->ended < first + study_ended(mesh->study); i++) {
        if (mesh->told[i] || !study_outcome(mesh->study, i, &outcome))
            continue;
        mesh->told[i] = true;
        mesh->ended++;
        listener->told(listener->to, mesh->order[first + i], &outcome);
    }
    if (study_ended(mesh->study) < count)
        return;
    study_free(mesh->study);
    mesh->study = NULL;
}

bool mesh_advance(struct mesh *mesh, long evaluations, const struct mesh_listener *listener,
                  struct error *error)
{
    while (mesh_moving(mesh) && evaluations > 0 && !interrupt_made(mesh->cases.base.interrupt)) {
        long before = mesh->study ? study_evaluations(mesh->study) : 0;

        mesh->failed = (!mesh->study && !begin_part(mesh, &mesh->failure)) ||
                       !study_advance(mesh->study, evaluations, &mesh->failure);
        if (mesh->failed) {
            if (error)
                *error = mesh->failure;
            return false;
        }
        evaluations -= study_evaluations(mesh->study) - before;
        tell(mesh, listener);
    }
    return true;
}
