#include "view/projection.h"

#include "view/profile.h"

struct spot projection_at(const struct projection *projection, const double at[2])
{
    struct spot spot;

    const struct profile *profile = projection->profile;
    int rows = projection->viewport->rows;

    viewport_project(projection->viewport, at[0], at[1], &spot.column, &spot.row);
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
