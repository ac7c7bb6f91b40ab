#include "view/viewport.h"

#include <float.h>
#include <math.h>

static const double least_span = 1e-12, greatest_span = 1e12;
/* A span must hold this many times the spacing of doubles around its middle. */
static const double resolution = 4096 * DBL_EPSILON;

/* The greatest coordinate in the last of so many cells. */
static double last_in(int cells)
{
    return nextafter(cells, 0);
}

void viewport_project(const struct viewport *viewport, double x, double y, double *column,
                      double *row)
{
    *column = (x - viewport->x0) / (viewport->x1 - viewport->x0) * viewport->columns;
    *row = (viewport->y1 - y) / (viewport->y1 - viewport->y0) * viewport->rows;
    if (x <= viewport->x1)
        *column = fmin(*column, last_in(viewport->columns));
    if (y >= viewport->y0)
        *row = fmin(*row, last_in(viewport->rows));
}

void viewport_unproject(const struct viewport *viewport, int column, int row, double *x, double *y)
{
    double right = (column + 0.5) / viewport->columns;
    double down = (row + 0.5) / viewport->rows;

    *x = viewport->x0 + right * (viewport->x1 - viewport->x0);
    *y = viewport->y1 - down * (viewport->y1 - viewport->y0);
}

/* Liang and Barsky, 1984, ACM Transactions on Graphics 3(1):1-22. */
static bool clip_axis(double from, double to, double low, double high, double *first, double *last)
{
    double change = to - from;

    if (!isfinite(change))
        return false;
    if (change == 0)
        return from >= low && from <= high;
    double enter = ((change > 0 ? low : high) - from) / change;
    double leave = ((change > 0 ? high : low) - from) / change;
    *first = fmax(*first, enter);
    *last = fmin(*last, leave);
    return *first <= *last;
}

bool viewport_clip(const struct viewport *viewport, const double from[2], const double to[2],
                   double *first, double *last)
{
    return clip_axis(from[0], to[0], viewport->x0, viewport->x1, first, last) &&
           clip_axis(from[1], to[1], viewport->y0, viewport->y1, first, last);
}

/* How much longer a unit is up than across. */
static double stretch(const struct viewport *viewport)
{
    double across = (viewport->x1 - viewport->x0) / viewport->columns;
    double up = (viewport->y1 - viewport->y0) / (2 * viewport->rows);

    return across / up;
}

bool viewport_is_to_scale(const struct viewport *viewport)
{
    return fabs(stretch(viewport) - 1) <= 1e-6;
}

static void grow(double *low, double *high, double factor)
{
    double middle = *low / 2 + *high / 2, half = (*high / 2 - *low / 2) * factor;

    *low = middle - half;
    *high = middle + half;
}

void viewport_to_scale(struct viewport *viewport)
{
    double factor = stretch(viewport);

    if (viewport->columns <= 0 || viewport->rows <= 0 || viewport_is_to_scale(viewport))
        return;
    if (factor > 1)
        grow(&viewport->y0, &viewport->y1, factor);
    else
        grow(&viewport->x0, &viewport->x1, 1 / factor);
}

static double span_least(double low, double high)
{
    double middle = fabs(low) > fabs(high) ? fabs(low) : fabs(high);

    return fmax(least_span, middle * resolution);
}

void viewport_pan(struct viewport *viewport, double right, double up)
{
    double dx = right * (viewport->x1 - viewport->x0);
    double dy = up * (viewport->y1 - viewport->y0);
    struct viewport moved = *viewport;

    moved.x0 += dx;
    moved.x1 += dx;
    moved.y0 += dy;
    moved.y1 += dy;
    if (moved.x1 - moved.x0 >= span_least(moved.x0, moved.x1) &&
        moved.y1 - moved.y0 >= span_least(moved.y0, moved.y1)) {
        *viewport = moved;
    }
}

void viewport_zoom(struct viewport *viewport, double factor, double x, double y)
{
    double width = viewport->x1 - viewport->x0, height = viewport->y1 - viewport->y0;
    double least = fmax(span_least(x, x) / width, span_least(y, y) / height);
    double most = fmin(greatest_span / width, greatest_span / height);

    if (!isfinite(x) || !isfinite(y) || !(factor > 0) || !(least <= most)) {
        return;
    }
    /* Near the limit, rounding would change the proportions a little each time. */
    if (factor < 1 && least > 0.99) {
        return;
    }
    /* Where the span is already out of bounds only the way back is open. */
    factor = fmin(fmax(factor, fmin(least, 1)), fmax(most, 1));
    viewport->x0 = x - (x - viewport->x0) * factor;
    viewport->x1 = x + (viewport->x1 - x) * factor;
    viewport->y0 = y - (y - viewport->y0) * factor;
    viewport->y1 = y + (viewport->y1 - y) * factor;
}
