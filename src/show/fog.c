#include "show/fog.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "view/mosaic.h"

void fog_release(struct fog *fog)
{
    landscape_release(&fog->shown);
    free(fog->seen);
    *fog = (struct fog){.seen = NULL};
}

/* The first and the last pixel of a line of `count` from `low` to `high` whose middles are within
 * `reach` of `at`; first > last: none is. */
static void find_pixels(double at, double reach, double low, double high, int count, int pixel[2])
{
    double size = (high - low) / count;
    double first = ceil((at - reach - low) / size - 0.5),
           last = floor((at + reach - low) / size - 0.5);

    pixel[0] = first > 0 ? (int)fmin(first, count) : 0;
    pixel[1] = last < count - 1 ? (int)fmax(last, -1) : count - 1;
}

/* The cell of the screen that the point is in is seen, however large it is and far its middle. */
static void see_under(struct fog *fog, const double at[2], bool flat)
{
    const struct landscape *l = &fog->shown;
    const struct viewport *v = &l->viewport;
    int each = flat || v->rows < 1 ? l->rows : l->rows / v->rows; /* rows of pixels in a cell */
    double column = floor((at[0] - v->x0) / (v->x1 - v->x0) * l->columns);
    double row = flat ? 0 : floor((v->y1 - at[1]) / (v->y1 - v->y0) * v->rows) * each;

    if (!(column >= 0 && column < l->columns && row >= 0 && row + each <= l->rows))
        return;
    for (int i = 0; i < each; i++)
        fog->seen[((size_t)row + (size_t)i) * (size_t)l->columns + (size_t)column] = true;
}

/* What is seen from a point of the plane. Of one parameter there is no up. */
static void see_point(struct fog *fog, const double at[2])
{
    const struct landscape *l = &fog->shown;
    const struct viewport *v = &l->viewport;
    bool flat = l->plane.n < 2;
    int across[2], down[2] = {0, l->rows - 1};

    find_pixels(at[0], fog->sight.reach[0], v->x0, v->x1, l->columns, across);
    see_under(fog, at, flat);
    if (!flat)
        find_pixels(-at[1], fog->sight.reach[1], -v->y1, -v->y0, l->rows, down);
    for (int row = down[0]; row <= down[1]; row++)
        for (int column = across[0]; column <= across[1]; column++) {
            double x = v->x0 + (column + 0.5) / l->columns * (v->x1 - v->x0);
            double y = v->y1 - (row + 0.5) / l->rows * (v->y1 - v->y0);
            double right = (x - at[0]) / fog->sight.reach[0];
            double up = flat ? 0 : (y - at[1]) / fog->sight.reach[1];
            if (right * right + up * up <= 1)
                fog->seen[(size_t)row * (size_t)l->columns + (size_t)column] = true;
        }
}

static void see_path(struct fog *fog, const struct trajectory *path, size_t from)
{
    for (size_t i = from; i < trajectory_length(path); i++) {
        const double *x = trajectory_at(path, i)->x;
        double at[2];

        if (!point_is_near(x, path->n))
            continue;
        plane_project(&fog->shown.plane, x, at);
        see_point(fog, at);
    }
}

static bool make_room(struct fog *fog, size_t pixels)
{
    if (pixels <= fog->room)
        return true;
    uint8_t *seen = realloc(fog->seen, pixels);

    if (seen) {
        fog->seen = seen;
        fog->room = pixels;
    }
    return seen;
}

/* Nothing of another landscape, or by others, has been seen. */
static bool is_new(const struct fog *fog, const struct landscape *landscape,
                   const struct fog_sight *sight)
{
    const struct fog_sight *old = &fog->sight;

    return fog->of != landscape || fog->cuts != landscape->cuts || old->path != sight->path ||
           old->number[0] != sight->number[0] || old->number[1] != sight->number[1] ||
           old->reach[0] != sight->reach[0] || old->reach[1] != sight->reach[1] ||
           fog->last > sight->path->last;
}

/* Begins anew, with what the others have seen. */
static bool begin(struct fog *fog, const struct landscape *landscape, const struct fog_sight *sight)
{
    size_t pixels = (size_t)landscape->columns * (size_t)landscape->rows;

    if (!landscape_resize(&fog->shown, &landscape->viewport) || !make_room(fog, pixels))
        return false;
    fog->shown.plane = landscape->plane;
    memset(fog->seen, 0, pixels);
    fog->sight = *sight;
    fog->of = landscape;
    fog->cuts = landscape->cuts;
    fog->last = -1;
    for (int i = 0; i < sight->others; i++)
        see_path(fog, sight->other[i], 0);
    return true;
}

/* Takes from the landscape what is seen; thresholds and scale are those of the whole, the ends
 * those of what is seen. */
static void uncover(struct fog *fog, const struct landscape *whole)
{
    struct landscape *shown = &fog->shown;
    struct landscape copy = *whole;
    size_t pixels = (size_t)whole->columns * (size_t)whole->rows;

    copy.least = INFINITY;
    copy.greatest = -INFINITY;
    for (size_t i = 0; i < pixels; i++) {
        if (fog->seen[i] && isfinite(whole->field[i])) {
            copy.least = fmin(copy.least, whole->field[i]);
            copy.greatest = fmax(copy.greatest, whole->field[i]);
        }
        shown->field[i] = fog->seen[i] ? whole->field[i] : NAN;
        shown->band[i] = fog->seen[i] ? whole->band[i] : LANDSCAPE_UNDEFINED;
    }
    copy.field = shown->field;
    copy.band = shown->band;
    copy.tile = shown->tile;
    copy.slope = NULL; /* it is the whole's own */
    copy.cuts = shown->cuts + 1;
    copy.fog = true;
    copy.undefined = true;
    *shown = copy;
    mosaic_lay(shown);
}

const struct landscape *fog_over(struct fog *fog, const struct landscape *landscape,
                                 const struct fog_sight *sight)
{
    const struct trajectory *path = sight->path;
    bool anew = is_new(fog, landscape, sight);

    if (!anew && fog->last == path->last)
        return &fog->shown;
    if (anew && !begin(fog, landscape, sight)) {
        fog_release(fog);
        return NULL;
    }
    size_t steps = (size_t)(path->last - fog->last); /* the newest are there one by one */
    see_path(fog, path, steps <= TRAJECTORY_RECENT ? trajectory_length(path) - steps : 0);
    fog->last = path->last;
    uncover(fog, landscape);
    return &fog->shown;
}
