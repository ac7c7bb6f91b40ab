#include "view/relief.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "view/mosaic.h"

/* Lengths of a body whose radius is 1: how far away the eye is, and how high the body. */
static const double distance = 3.2, foot = -0.045;

/* From one sample of a cut to the next, in pixels. */
static const double stride = 0.6;

enum { DOWN = MOSAIC_DOWN, ACROSS = MOSAIC_ACROSS, DEEP = UINT16_MAX };

/* --- perspective --- */

static double radians(double degrees)
{
    return degrees * (atan(1) / 45);
}

/* The unit picture's place of a point at `right`, `ahead` of the middle and so high. */
static void see(const struct perspective *p, double right, double ahead, double up, double *across,
                double *down)
{
    double away = distance + ahead;

    *across = right / away;
    *down = (p->eye_height - up) * p->upright / away;
}

/* The point of the body over a pixel. */
static void turn(const struct perspective *p, double x, double y, double *right, double *ahead)
{
    double east = (x - p->origin[0]) * p->scale, north = (p->origin[1] - y) * p->scale;

    *right = east * p->bearing.right[0] + north * p->bearing.right[1];
    *ahead = east * p->bearing.ahead[0] + north * p->bearing.ahead[1];
}

/* The extent of the whole body in the unit picture. */
struct extent {
    double left, right, top, bottom;
};

static struct extent extent_of(const struct perspective *p)
{
    struct extent extent = {INFINITY, -INFINITY, INFINITY, -INFINITY};

    for (int corner = 0; corner < 8; corner++) {
        double x = p->box[0][corner & 1], y = p->box[1][corner >> 1 & 1];
        double right, ahead, across, down;

        turn(p, x, y, &right, &ahead);
        see(p, right, ahead, corner & 4 ? hills_height : foot, &across, &down);
        extent.left = fmin(extent.left, across);
        extent.right = fmax(extent.right, across);
        extent.top = fmin(extent.top, down);
        extent.bottom = fmax(extent.bottom, down);
    }
    return extent;
}

/* So that the whole body is in the picture, in its middle, as large as leaves a margin for its
 * axes. */
static void focus(struct perspective *p, int rows, int columns)
{
    enum { ROOMY = 14 };
    const double margin =
        rows < ROOMY ? 0.5 : 2; /* columns at each side, and so many halves of rows */
    struct extent extent = extent_of(p);
    double width = fmax(columns - 2 * margin, 1), depth = fmax(2 * rows - 2 * margin, 1);

    p->focus = fmin(width / (extent.right - extent.left), depth / (extent.bottom - extent.top));
    p->column = (columns - p->focus * (extent.left + extent.right)) / 2;
    p->row = (rows - p->focus * (extent.top + extent.bottom) / 2) / 2;
}

/* The smallest part of the pixels that holds the middles of all that are defined, between which the
 * surface is; in fog, and where none is, all of them. */
static void find_box(const struct landscape *landscape, double box[2][2])
{
    const double inside = 0.5 + 1e-6;
    int least[2] = {landscape->columns, landscape->rows}, most[2] = {-1, -1};

    for (int row = 0; row < landscape->rows && landscape->undefined && !landscape->fog; row++)
        for (int column = 0; column < landscape->columns; column++) {
            const int at[2] = {column, row};

            if (isnan(landscape->field[(size_t)row * (size_t)landscape->columns + (size_t)column]))
                continue;
            for (int k = 0; k < 2; k++) {
                least[k] = at[k] < least[k] ? at[k] : least[k];
                most[k] = at[k] > most[k] ? at[k] : most[k];
            }
        }
    for (int k = 0; k < 2; k++) {
        int pixels = k == 0 ? landscape->columns : landscape->rows;
        bool found = most[k] > least[k];

        box[k][0] = found && least[k] > 0 ? least[k] + inside : 0;
        box[k][1] = found && most[k] + 1 < pixels ? most[k] + 1 - inside : pixels;
    }
}

static void perspective_init(struct perspective *p, const struct landscape *landscape,
                             const struct eye *eye, int rows, int columns)
{
    double way = radians(eye->turn), box[2][2];

    find_box(landscape, box);
    *p = (struct perspective){
        .box = {{box[0][0], box[0][1]}, {box[1][0], box[1][1]}},
        .origin = {(box[0][0] + box[0][1]) / 2, (box[1][0] + box[1][1]) / 2},
        .scale = 2 / hypot(box[0][1] - box[0][0], box[1][1] - box[1][0]),
        .bearing = {{cos(way), sin(way)}, {-sin(way), cos(way)}},
        .upright = cos(radians(eye->tilt)),
        .eye_height = hills_height / 2 + distance * tan(radians(eye->tilt)),
    };
    focus(p, rows, columns);
}

/* The row of what is so far away and so high. */
static double row_at(const struct perspective *p, double away, double up)
{
    return p->row + p->focus * (p->eye_height - up) * p->upright / away / 2;
}

static uint16_t depth_of(double away)
{
    double part = (away - distance + 1.25) / 2.5;

    return (uint16_t)(fmin(fmax(part, 0), 1) * DEEP);
}

/* --- the surface --- */

/* Where a place is among the middles of pixels: the ones at its left and above it, and how far on
 * it is. */
struct among {
    size_t at, right, below; /* the pixel, and how many there are to its neighbours */
    float across, down;
};

static struct among among(int columns, int rows, double x, double y)
{
    double inside_x = fmin(fmax(x - 0.5, 0), columns - 1);
    double inside_y = fmin(fmax(y - 0.5, 0), rows - 1);
    int column = (int)inside_x, row = (int)inside_y;

    return (struct among){(size_t)row * (size_t)columns + (size_t)column, column + 1 < columns,
                          row + 1 < rows ? (size_t)columns : 0, (float)(inside_x - column),
                          (float)(inside_y - row)};
}

static float mix(const float *v, const struct among *a)
{
    float upper = v[a->at] + a->across * (v[a->at + a->right] - v[a->at]);
    const float *below = v + a->below;
    float lower = below[a->at] + a->across * (below[a->at + a->right] - below[a->at]);

    return upper + a->down * (lower - upper);
}

/* --- casting --- */

/* A column of samples, filled from the bottom up. */
struct cut {
    struct relief *relief;
    int column;     /* of samples */
    double horizon; /* in samples from the top: what is below it is hidden */
    bool facing_left;
};

/* What a cut meets at a distance. */
struct meeting {
    double away, row; /* in samples */
    float level, shade;
};

static uint8_t paint_of(const struct relief *relief, float level, float shade)
{
    int bands = relief->landscape->bands, band = (int)(level * (float)bands);

    band = band < 0 ? 0 : band < bands ? band : bands - 1;
    return (uint8_t)(HILLS_SHADES * band + hills_shade(shade));
}

static void put(struct cut *cut, int row, uint8_t paint, double away)
{
    struct relief *relief = cut->relief;
    size_t at = (size_t)row * (size_t)(relief->columns * ACROSS) + (size_t)cut->column;

    relief->sample[at] = paint;
    relief->depth[at] = depth_of(away);
}

/* The samples from a row down to the horizon, which is that row afterwards. */
static void span(const struct cut *cut, double row, int *first, int *end)
{
    int rows = cut->relief->rows * DOWN;

    *first = (int)fmax(ceil(row - 0.5), 0);
    *end = (int)fmin(ceil(cut->horizon - 0.5), rows);
}

/* The surface from one meeting to the next. */
static void cover(struct cut *cut, const struct meeting *before, const struct meeting *now)
{
    int first, end;

    if (!(now->row < cut->horizon))
        return;
    span(cut, now->row, &first, &end);
    for (int row = first; row < end; row++) {
        double part = (before->row - row - 0.5) / (before->row - now->row);
        float t = (float)fmin(fmax(part, 0), 1);
        float level = before->level + t * (now->level - before->level);
        float shade = before->shade + t * (now->shade - before->shade);

        put(cut, row, paint_of(cut->relief, level, shade), now->away);
    }
    cut->horizon = now->row;
}

/* What stands upright from the foot to a meeting: its bands are layers. */
static void wall(struct cut *cut, const struct meeting *top)
{
    const struct perspective *p = &cut->relief->perspective;
    double ground = DOWN * row_at(p, top->away, 0);
    float shade = cut->facing_left ? 0.55F : 0.3F;
    int first, end;

    if (!(top->row < cut->horizon))
        return;
    span(cut, top->row, &first, &end);
    for (int row = first; row < end; row++) {
        double up = (ground - row - 0.5) / (ground - DOWN * row_at(p, top->away, hills_height));
        float level = (float)(up + cut->relief->base);

        put(cut, row,
            up < 0 ? (cut->facing_left ? RELIEF_WALL : RELIEF_WALL_RIGHT)
                   : paint_of(cut->relief, level, shade),
            top->away);
    }
    cut->horizon = top->row;
}

static void hollow(struct cut *cut, double away)
{
    double row = DOWN * row_at(&cut->relief->perspective, away, 0);
    int first, end;

    if (!(row < cut->horizon))
        return;
    span(cut, row, &first, &end);
    for (int i = first; i < end; i++)
        put(cut, i, RELIEF_FLOOR, away);
    cut->horizon = row;
}

/* A cut over the plane: at a distance `away` from the eye it is at origin + away * along, in
 * pixels. */
struct ray {
    double origin[2], along[2];
    double near, far;  /* where it is over the body; near < far, or it is not */
    bool through_left; /* it comes in through a side that is turned to the left */
};

/* Narrows near to far to where a coordinate is within its ends. Returns whether `near` is from
 * it. */
static bool narrow(struct ray *ray, int axis, const double end[2])
{
    double speed = ray->along[axis], from = ray->origin[axis];

    if (speed == 0) {
        ray->far = from >= end[0] && from <= end[1] ? ray->far : -INFINITY;
        return false;
    }
    double enter = (end[speed < 0] - from) / speed;
    double leave = (end[speed > 0] - from) / speed;
    bool later = enter > ray->near;

    ray->near = fmax(ray->near, enter);
    ray->far = fmin(ray->far, leave);
    return later;
}

static struct ray ray_of(const struct perspective *p, double column)
{
    double across = (column - p->column) / p->focus;
    double east = across * p->bearing.right[0] + p->bearing.ahead[0],
           north = across * p->bearing.right[1] + p->bearing.ahead[1];
    struct ray ray = {.far = INFINITY};

    ray.along[0] = east / p->scale;
    ray.along[1] = -north / p->scale;
    ray.origin[0] = p->origin[0] - distance * p->bearing.ahead[0] / p->scale;
    ray.origin[1] = p->origin[1] + distance * p->bearing.ahead[1] / p->scale;
    narrow(&ray, 0, p->box[0]);
    bool upright = narrow(&ray, 1, p->box[1]);
    /* A side is turned to the left where its outer normal is. */
    double normal_right = upright ? (ray.along[1] > 0 ? p->bearing.right[1] : -p->bearing.right[1])
                                  : (ray.along[0] > 0 ? -p->bearing.right[0] : p->bearing.right[0]);

    ray.through_left = normal_right < 0;
    return ray;
}

static struct meeting meet(const struct relief *relief, const struct hills *hills,
                           const struct ray *ray, double away)
{
    double x = ray->origin[0] + away * ray->along[0], y = ray->origin[1] + away * ray->along[1];
    const struct among a = among(hills->columns, hills->rows, x, y);
    float level = mix(hills->level, &a);
    double up = isnan(level) ? 0 : hills_height * ((double)level - relief->base);

    return (struct meeting){away, DOWN * row_at(&relief->perspective, away, up), level,
                            mix(hills->shade, &a)};
}

static void cast_column(struct relief *relief, const struct hills *hills, int column)
{
    const struct ray ray = ray_of(&relief->perspective, (column + 0.5) / ACROSS);
    struct cut cut = {relief, column, 0, ray.through_left};

    if (!(ray.near < ray.far))
        return;
    double length = (ray.far - ray.near) * hypot(ray.along[0], ray.along[1]);
    int steps = (int)fmax(1, ceil(length / stride));
    struct meeting before = {.level = NAN};

    cut.horizon = DOWN * row_at(&relief->perspective, ray.near, foot);
    for (int i = 0; i <= steps; i++) {
        double away = ray.near + (ray.far - ray.near) * i / steps;
        struct meeting now = meet(relief, hills, &ray, away);

        if (isnan(now.level))
            hollow(&cut, away);
        else if (isnan(before.level))
            wall(&cut, &now);
        else
            cover(&cut, &before, &now);
        before = now;
    }
}

static bool reserve(struct relief *relief, int rows, int columns)
{
    size_t count = (size_t)rows * DOWN * (size_t)columns * ACROSS;
    size_t held = (size_t)relief->rows * DOWN * (size_t)relief->columns * ACROSS;

    if (count > held) {
        uint8_t *sample = realloc(relief->sample, count * sizeof *sample);
        uint16_t *depth = sample ? realloc(relief->depth, count * sizeof *depth) : NULL;

        relief->sample = sample ? sample : relief->sample;
        relief->depth = depth ? depth : relief->depth;
        if (!depth)
            return false;
    }
    relief->rows = rows;
    relief->columns = columns;
    memset(relief->sample, RELIEF_NONE, count * sizeof *relief->sample);
    memset(relief->depth, 0xFF, count * sizeof *relief->depth);
    return true;
}

bool relief_cast(struct relief *relief, const struct landscape *landscape, const struct eye *eye,
                 int rows, int columns)
{
    struct hills hills = {0};

    relief->landscape = landscape;
    relief->base = landscape->fog ? fmax(landscape_level(landscape, landscape->least), 0) : 0;
    perspective_init(&relief->perspective, landscape, eye, rows, columns);
    if (!reserve(relief, rows, columns) ||
        !hills_init(&hills, landscape, &relief->perspective.bearing)) {
        relief_release(relief);
        return false;
    }
    for (int column = 0; column < columns * ACROSS; column++)
        cast_column(relief, &hills, column);
    hills_release(&hills);
    return true;
}

bool relief_shows_floor(const struct relief *relief)
{
    size_t count = (size_t)(relief->columns * MOSAIC_ACROSS) * (size_t)(relief->rows * MOSAIC_DOWN);

    return memchr(relief->sample, RELIEF_FLOOR, count) != NULL;
}

void relief_release(struct relief *relief)
{
    free(relief->sample);
    free(relief->depth);
    *relief = (struct relief){0};
}

/* --- points --- */

/* The level of the surface over a pixel's place; the foot in a hole. */
static double surface_at(const struct relief *relief, double x, double y)
{
    const struct landscape *landscape = relief->landscape;
    const struct among a = among(landscape->columns, landscape->rows, x, y);
    const size_t at[4] = {a.at, a.at + a.right, a.at + a.below, a.at + a.right + a.below};
    float level[4];

    for (int i = 0; i < 4; i++)
        level[i] = (float)landscape_level(landscape, landscape->field[at[i]]);
    float mixed = mix(level, &(struct among){0, 1, 2, a.across, a.down});

    return isnan(mixed) ? 0 : (double)mixed - relief->base;
}

/* Is what is there no further away than the samples around it? Rows above belong to the same place
 * of a surface that is seen from the side. */
static bool is_seen(const struct relief *relief, double column, double row, double away)
{
    const double slack = 0.04;
    int x = (int)floor(column * ACROSS), y = (int)floor(row * DOWN);

    for (int i = -2; i <= 1; i++) {
        if (x < 0 || y + i < 0 || x >= relief->columns * ACROSS || y + i >= relief->rows * DOWN)
            return true;
        size_t at = (size_t)(y + i) * (size_t)(relief->columns * ACROSS) + (size_t)x;
        if (relief->depth[at] >= depth_of(away - slack))
            return true;
    }
    return false;
}

/* Where a point over a pixel's place is in the picture; returns how far it is away. */
static double place(const struct relief *relief, double x, double y, double up, double *column,
                    double *row)
{
    const struct perspective *p = &relief->perspective;
    double right, ahead, across, down;

    turn(p, x, y, &right, &ahead);
    see(p, right, ahead, up, &across, &down);
    *column = p->column + p->focus * across;
    *row = p->row + p->focus * down / 2;
    return distance + ahead;
}

void relief_parts(const struct relief *relief, double part[2][2])
{
    const int pixels[2] = {relief->landscape->columns, relief->landscape->rows};

    for (int k = 0; k < 2; k++)
        for (int end = 0; end < 2; end++)
            part[k][end] = relief->perspective.box[k][end] / pixels[k];
}

void relief_foot(const struct relief *relief, double x, double y, double *column, double *row)
{
    place(relief, x * relief->landscape->columns, y * relief->landscape->rows, foot, column, row);
}

bool relief_project(const struct relief *relief, const double at[2], double *column, double *row)
{
    const struct landscape *landscape = relief->landscape;
    const struct viewport *window = &landscape->viewport;
    double x = (at[0] - window->x0) / (window->x1 - window->x0) * landscape->columns;
    double y = (window->y1 - at[1]) / (window->y1 - window->y0) * landscape->rows;

    x = fmin(fmax(x, 0), landscape->columns);
    y = fmin(fmax(y, 0), landscape->rows);
    double away = place(relief, x, y, hills_height * surface_at(relief, x, y), column, row);
    return is_seen(relief, *column, *row, away);
}
