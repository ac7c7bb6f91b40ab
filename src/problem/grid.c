#include "problem/grid.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/elementary.h"
#include "base/error.h"
#include "base/number.h"

/* --- owners --- */

struct grid *grid_share(struct grid *grid)
{
    grid->owners++;
    return grid;
}

void grid_release(struct grid *grid)
{
    if (!grid || --grid->owners > 0)
        return;
    free(grid->axis[0].at);
    free(grid->axis[1].at);
    free(grid->node);
    free(grid);
}

void grid_describe(const struct grid *grid, struct buffer *out)
{
    buffer_format(out, "%zu x %zu points", grid->axis[0].count, grid->axis[1].count);
}

void grid_label_write(const struct grid_label *label, struct buffer *out)
{
    buffer_text(out, label->name);
    if (label->name[0] && label->unit[0])
        buffer_format(out, " (%s)", label->unit);
}

void grid_explain(const struct grid *grid, struct buffer *out)
{
    buffer_text(out, "the bicubic spline through ");
    grid_describe(grid, out);
    buffer_text(out, grid->label.name[0] ? " of " : "");
    grid_label_write(&grid->label, out);
}

/* --- the spline along a line --- */

/* Numbers of a line of the grid: every stride-th of a member of its nodes. */
struct line {
    double *first;
    size_t stride; /* in doubles */
};

static double *at(struct line line, size_t i)
{
    return line.first + i * line.stride;
}

/* The rise per length from point i to the next. */
static double rise(const double *x, struct line f, size_t i)
{
    return (*at(f, i + 1) - *at(f, i)) / (x[i + 1] - x[i]);
}

/* The slope at the end x0 of the parabola through three points, whose first rises are d0 over h0
 * and d1 over h1. */
static double parabola_end(double h0, double h1, double d0, double d1)
{
    return d0 - h0 * (d1 - d0) / (h0 + h1);
}

/* What the slope at an end satisfies where the point next to it is no knot: h1 s0 + (h0 + h1) s1 =
 * … */
static double end_side(double h0, double h1, double d0, double d1)
{
    double both = h0 + h1;
    return ((h0 + 2 * both) * h1 * d0 + h0 * h0 * d1) / both;
}

/* The slopes of up to three points. */
static void few_slopes(const double *x, size_t count, struct line f, struct line slope)
{
    double d0 = rise(x, f, 0), d1 = rise(x, f, count - 2);
    double h0 = x[1] - x[0], h1 = x[count - 1] - x[count - 2];
    *at(slope, 0) = parabola_end(h0, h1, d0, d1);
    if (count == 3)
        *at(slope, 1) = (h1 * d0 + h0 * d1) / (h0 + h1);
    *at(slope, count - 1) = parabola_end(h1, h0, d1, d0);
}

/* The slopes at x[count] of the spline through f: a tridiagonal system, solved by elimination.
 * work[count]. */
static void find_slopes(const double *x, size_t count, struct line f, struct line slope,
                        double *work)
{
    size_t last = count - 1;
    if (count < 4) {
        few_slopes(x, count, f, slope);
        return;
    }
    double h0 = x[1] - x[0], h1 = x[2] - x[1];
    double d0 = rise(x, f, 0), d1 = rise(x, f, 1);
    work[0] = (h0 + h1) / h1; /* above the diagonal, once that is 1 */
    *at(slope, 0) = end_side(h0, h1, d0, d1) / h1;
    for (size_t i = 1; i < last; i++) {
        h0 = x[i] - x[i - 1], h1 = x[i + 1] - x[i];
        d0 = rise(x, f, i - 1), d1 = rise(x, f, i);
        double pivot = 2 * (h0 + h1) - h1 * work[i - 1];
        double side = 3 * (h1 * d0 + h0 * d1);
        work[i] = h0 / pivot;
        *at(slope, i) = (side - h1 * *at(slope, i - 1)) / pivot;
    }
    double across = h0 + h1, side = end_side(h1, h0, d1, d0);
    *at(slope, last) = (side - across * *at(slope, last - 1)) / (h0 - across * work[last - 1]);
    for (size_t i = last; i-- > 0;)
        *at(slope, i) -= work[i] * *at(slope, i + 1);
}

/* --- the surface --- */

enum { STRIDE = sizeof(struct grid_node) / sizeof(double) };

/* The slopes along one axis of a member of the nodes, into another one. */
static void find_all_slopes(struct grid *grid, int axis, double *f, double *slope, double *work)
{
    size_t columns = grid->axis[0].count, lines = grid->axis[1 - axis].count;
    size_t along = STRIDE * (axis == 0 ? 1 : columns), across = STRIDE * (axis == 0 ? columns : 1);
    for (size_t i = 0; i < lines; i++)
        find_slopes(grid->axis[axis].at, grid->axis[axis].count,
                    (struct line){f + i * across, along}, (struct line){slope + i * across, along},
                    work);
}

static bool is_smooth(const struct grid *grid)
{
    size_t count = grid->axis[0].count * grid->axis[1].count;
    bool finite = true;
    for (size_t i = 0; i < count; i++) {
        const struct grid_node *node = &grid->node[i];
        finite = finite && isfinite(node->fx) && isfinite(node->fy) && isfinite(node->fxy);
    }
    return finite;
}

static bool find_surface(struct grid *grid, struct error *error)
{
    size_t columns = grid->axis[0].count, rows = grid->axis[1].count;
    double *work = malloc((columns > rows ? columns : rows) * sizeof *work);
    struct grid_node *node = grid->node;
    if (!work)
        return error_memory(error);
    find_all_slopes(grid, 0, &node->f, &node->fx, work);
    find_all_slopes(grid, 1, &node->f, &node->fy, work);
    find_all_slopes(grid, 1, &node->fx, &node->fxy, work);
    free(work);
    return is_smooth(grid) || error_set(error, "the slopes between the grid's values overflow");
}

/* The cell that holds x, which is on the axis: the one to the right of a point, but for the
 * last. */
static size_t find_cell(const struct grid_axis *axis, double x)
{
    size_t low = 0, high = axis->count - 1; /* at[low] <= x, and x < at[high] or it is the last */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (x >= axis->at[middle])
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* What the i-th derivative of a cubic at x, within a cell, takes of the values at its ends
 * (weight[0], weight[1]) and of the slopes there (weight[2], weight[3]). Returns the cell. */
static size_t weigh(const struct grid_axis *axis, unsigned i, double x, double weight[4])
{
    size_t cell = find_cell(axis, x);
    double h = axis->at[cell + 1] - axis->at[cell], u = (x - axis->at[cell]) / h, v = 1 - u;
    const double weights[FOREIGN_STEP][4] = {
        {(1 + 2 * u) * v * v, u * u * (3 - 2 * u), u * v * v * h, -u * u * v * h},
        {-6 * u * v / h, 6 * u * v / h, v * (1 - 3 * u), u * (3 * u - 2)},
        {(12 * u - 6) / h / h, (6 - 12 * u) / h / h, (6 * u - 4) / h, (6 * u - 2) / h},
        {12 / h / h / h, -12 / h / h / h, 6 / h / h, 6 / h / h},
    };
    memcpy(weight, weights[i], sizeof weights[i]);
    return cell;
}

static bool holds(const struct grid_axis *axis, double x)
{
    return x >= axis->at[0] && x <= axis->at[axis->count - 1];
}

static double evaluate(const struct grid *grid, unsigned order, double x, double y)
{
    double across[4], up[4];
    if (!holds(&grid->axis[0], x) || !holds(&grid->axis[1], y))
        return NAN;
    size_t column = weigh(&grid->axis[0], foreign_by_first(order), x, across);
    size_t row = weigh(&grid->axis[1], foreign_by_second(order), y, up);
    const struct grid_node *node = grid->node + row * grid->axis[0].count + column;
    double sum = 0;
    for (int i = 0; i < 2; i++, node += grid->axis[0].count) {
        double f = across[0] * node[0].f + across[1] * node[1].f + across[2] * node[0].fx +
                   across[3] * node[1].fx;
        double slope = across[0] * node[0].fy + across[1] * node[1].fy + across[2] * node[0].fxy +
                       across[3] * node[1].fxy;
        sum += up[i] * f + up[2 + i] * slope;
    }
    return sum;
}

static void evaluate_points(const void *context, unsigned order, const double *a, const double *b,
                            double *to, size_t points)
{
    for (size_t k = 0; k < points; k++)
        to[k] = evaluate(context, order, a[k], b[k]);
}

/* --- a rate and a start for it --- */

/* So many crossings, spread evenly, stand for all. */
enum { LOOKED_AT = 4096 };

/* A crossing from which a run may begin. */
struct candidate {
    double slope;
    size_t i;
};

/* Of each of them the value, and the sizes of the gradient and of the Hessian's largest
 * eigenvalue. */
struct survey {
    size_t count, stride; /* the i-th is node i*stride */
    double f[LOOKED_AT], slope[LOOKED_AT], curvature[LOOKED_AT];
    double sorted[LOOKED_AT]; /* for work */
    struct candidate candidate[LOOKED_AT];
};

static double curvature_at(const struct grid *grid, const double *x)
{
    double xx = evaluate(grid, foreign_order(2, 0), x[0], x[1]);
    double xy = evaluate(grid, foreign_order(1, 1), x[0], x[1]);
    double yy = evaluate(grid, foreign_order(0, 2), x[0], x[1]);
    return fabs(xx + yy) / 2 + m_hypot((xx - yy) / 2, xy);
}

static void find_place(const struct grid *grid, size_t node, double *x)
{
    size_t columns = grid->axis[0].count;
    x[0] = grid->axis[0].at[node % columns];
    x[1] = grid->axis[1].at[node / columns];
}

static void look_around(const struct grid *grid, struct survey *survey)
{
    size_t nodes = grid->axis[0].count * grid->axis[1].count;
    survey->stride = (nodes + LOOKED_AT - 1) / LOOKED_AT;
    survey->count = (nodes + survey->stride - 1) / survey->stride;
    for (size_t i = 0; i < survey->count; i++) {
        const struct grid_node *node = &grid->node[i * survey->stride];
        double x[2];
        find_place(grid, i * survey->stride, x);
        survey->f[i] = node->f;
        survey->slope[i] = m_hypot(node->fx, node->fy);
        survey->curvature[i] = curvature_at(grid, x);
    }
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The number that is not below `part` of the list. */
static double quantile(struct survey *survey, const double *list, double part)
{
    memcpy(survey->sorted, list, survey->count * sizeof *list);
    qsort(survey->sorted, survey->count, sizeof *list, by_size);
    return survey->sorted[(size_t)(part * (double)(survey->count - 1))];
}

static double length_of(const struct grid_axis *axis)
{
    return axis->at[axis->count - 1] - axis->at[0];
}

bool grid_has_one_unit(const struct grid *grid)
{
    const struct grid_axis *axis = grid->axis;
    double ratio = length_of(&axis[0]) / length_of(&axis[1]);
    bool same = strcmp(axis[0].label.unit, axis[1].label.unit) == 0;
    return same && (axis[0].label.unit[0] || (ratio <= 4 && ratio >= 0.25));
}

static double size_of(const struct grid *grid)
{
    return m_hypot(length_of(&grid->axis[0]), length_of(&grid->axis[1]));
}

/* Rounded down to 1, 2 or 5 times a power of ten. */
static double round_down(double number)
{
    return 1 / number_round_up(1 / number);
}

/* Where it is hardly curved, a step is a tenth of its size at half of the crossings. */
static double find_rate(const struct grid *grid, struct survey *survey)
{
    double curved = quantile(survey, survey->curvature, 0.9);
    double steep = quantile(survey, survey->slope, 0.5);
    double rate = 1 / fmax(curved, 10 * steep / size_of(grid));
    return rate > 0 && isfinite(rate) ? round_down(rate) : 0.01;
}

/* Is it in the inner three quarters of both axes? */
static bool is_inside(const struct grid *grid, const double *x)
{
    bool inside = true;
    for (int i = 0; i < 2; i++) {
        const struct grid_axis *axis = &grid->axis[i];
        double first = axis->at[0], last = axis->at[axis->count - 1], edge = length_of(axis) / 8;
        inside = inside && x[i] >= first + edge && x[i] <= last - edge;
    }
    return inside;
}

/* Does plain descent from there stay inside for so many steps? */
static bool stays_inside(const struct grid *grid, const double *start)
{
    enum { STEPS = 200 };
    double x[2] = {start[0], start[1]};
    for (int step = 0; step < STEPS && is_inside(grid, x); step++) {
        double fx = evaluate(grid, foreign_order(1, 0), x[0], x[1]);
        double fy = evaluate(grid, foreign_order(0, 1), x[0], x[1]);
        x[0] -= grid->rate * fx;
        x[1] -= grid->rate * fy;
    }
    return is_inside(grid, x);
}

static int steeper(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    return x->slope != y->slope ? (x->slope < y->slope) - (x->slope > y->slope)
                                : (x->i > y->i) - (x->i < y->i);
}

/* Crossings inside that are not below half of all, and from which a step is at most a tenth of the
 * grid's size, the steepest first. Returns how many. */
static size_t find_candidates(const struct grid *grid, struct survey *survey)
{
    struct candidate *candidate = survey->candidate;
    double half = quantile(survey, survey->f, 0.5), most = size_of(grid) / 10 / grid->rate;
    size_t count = 0;
    for (size_t i = 0; i < survey->count; i++) {
        double x[2];
        find_place(grid, i * survey->stride, x);
        if (survey->f[i] >= half && survey->slope[i] <= most && is_inside(grid, x))
            candidate[count++] = (struct candidate){survey->slope[i], i};
    }
    qsort(candidate, count, sizeof *candidate, steeper);
    return count;
}

/* The first of them from which descent stays inside, or else the first; the middle where there is
 * none. */
static void find_start(struct grid *grid, struct survey *survey)
{
    const struct candidate *candidate = survey->candidate;
    size_t count = find_candidates(grid, survey), i = 0;
    for (int k = 0; k < 2; k++)
        grid->start[k] = grid->axis[k].at[0] + length_of(&grid->axis[k]) / 2;
    for (; i < count; i++) {
        find_place(grid, candidate[i].i * survey->stride, grid->start);
        if (stays_inside(grid, grid->start))
            return;
    }
    if (count > 0)
        find_place(grid, candidate[0].i * survey->stride, grid->start);
}

static bool suggest(struct grid *grid, struct error *error)
{
    struct survey *survey = malloc(sizeof *survey);
    if (!survey)
        return error_memory(error);
    look_around(grid, survey);
    grid->rate = find_rate(grid, survey);
    grid->length = round_down(fmin(length_of(&grid->axis[0]), length_of(&grid->axis[1])) / 10);
    find_start(grid, survey);
    free(survey);
    return true;
}

/* --- making one --- */

static bool check_axis(const double *at, size_t count, const char *name, struct error *error)
{
    if (count < 2)
        return error_set(error, "the axis %s of a grid has at least two points", name);
    for (size_t i = 1; i < count; i++)
        if (!(at[i] > at[i - 1]))
            return error_set(error, "the points of the axis %s do not ascend", name);
    return true;
}

static bool copy_axis(struct grid_axis *axis, const double *at, size_t count, const char *name)
{
    axis->count = count;
    axis->at = malloc(count * sizeof *at);
    if (axis->at)
        memcpy(axis->at, at, count * sizeof *at);
    strcpy(axis->label.name, name);
    return axis->at;
}

static bool fill(struct grid *grid, const double *x, size_t columns, const double *y, size_t rows,
                 const double *f)
{
    grid->node = malloc(columns * rows * sizeof *grid->node);
    for (size_t i = 0; grid->node && i < columns * rows; i++)
        grid->node[i].f = f[i];
    return grid->node && copy_axis(&grid->axis[0], x, columns, "x") &&
           copy_axis(&grid->axis[1], y, rows, "y");
}

struct grid *grid_create(const double *x, size_t columns, const double *y, size_t rows,
                         const double *f, struct error *error)
{
    if (!check_axis(x, columns, "x", error) || !check_axis(y, rows, "y", error))
        return NULL;
    struct grid *grid = calloc(1, sizeof *grid);
    bool ok = grid && fill(grid, x, columns, y, rows, f);
    if (grid) {
        grid->owners = 1;
        strcpy(grid->name, "grid");
        grid->foreign = (struct foreign){evaluate_points, grid};
    }
    if (!ok)
        error_memory(error);
    if (ok && find_surface(grid, error) && suggest(grid, error))
        return grid;
    grid_release(grid);
    return NULL;
}
