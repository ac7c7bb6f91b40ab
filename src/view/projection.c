#include "view/projection.h"

#include <math.h>

#include "view/profile.h"
#include "view/relief.h"

struct spot projection_at(const struct projection *projection, const double at[2])
{
    struct spot spot = {.at = {at[0], at[1]}};

    const struct viewport *window = projection->viewport;
    const struct profile *profile = projection->profile;
    int rows = window->rows;

    if (projection->relief) {
        spot.hidden = !relief_project(projection->relief, at, &spot.column, &spot.row);
        if (isnan(at[0]) || isnan(at[1]))
            spot.column = spot.row = NAN;
        spot.beside = !(at[0] >= window->x0 && at[0] <= window->x1 && at[1] >= window->y0 &&
                        at[1] <= window->y1);
        return spot;
    }
    viewport_project(window, at[0], at[1], &spot.column, &spot.row);
    if (profile)
        spot.row = profile_row(profile, profile_value(profile, at[0]), rows);
    return spot;
}

struct spot projection_spot(const struct projection *projection, const double *x)
{
    const struct viewport *viewport = projection->viewport;
    double at[2];

    plane_project(projection->plane, x, at);
    if (projection->plane->n == 1)
        at[1] = viewport->y0 / 2 + viewport->y1 / 2;
    return projection_at(projection, at);
}
