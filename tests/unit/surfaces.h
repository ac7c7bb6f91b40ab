/* For tests that walk the surfaces. */
#ifndef TESTS_UNIT_SURFACES_H
#define TESTS_UNIT_SURFACES_H

#include "check.h"

#include "base/error.h"
#include "base/linear.h"
#include "problem/objective.h"
#include "problem/surface.h"

static inline const struct surface *surface_row(size_t i)
{
    return table_row(&surfaces, i);
}

/* The surface, compiled; free with objective_free. */
static inline struct objective *compiled(const struct surface *surface)
{
    struct error error = {0};
    struct objective *objective = objective_from_surface(surface, &error);
    if (!objective)
        fail_msg("%s: %s", surface->name, error.message);
    return objective;
}

static inline struct objective *compiled_by_name(const char *name)
{
    const struct surface *surface = table_find(&surfaces, name);
    assert_non_null(surface);
    return compiled(surface);
}

/* A place given by its parts of the window; further parameters have the first part again. */
static inline void place_at(const struct surface *surface, double u, double v, double x[3])
{
    const double part[3] = {u, v, u};
    for (int i = 0; i < surface->n; i++) {
        const double *w = surface->window + 2 * i;
        x[i] = w[0] + part[i] * (w[1] - w[0]);
    }
}

#endif
