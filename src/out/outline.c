#include "out/outline.h"

enum { EAST, SOUTH, WEST, NORTH };

/* A corner of a place, and whereto from there. The region is on the right. */
struct walker {
    int column, row, heading;
};

static bool is_of(const struct raster *raster, int column, int row, int color)
{
    return column >= 0 && row >= 0 && column < raster->columns && row < raster->rows &&
           raster->color[(size_t)row * (size_t)raster->columns + (size_t)column] == color;
}

/* Is the place ahead, to the right or to the left, of the colour? */
static bool is_ahead(const struct raster *raster, const struct walker *walker, bool left, int color)
{
    /* From the corner to the place at the right, by heading; that at the left is that of the next
     * heading on the left. */
    static const int place[4][2] = {{0, 0}, {-1, 0}, {-1, -1}, {0, -1}};
    const int *to = place[(walker->heading + (left ? 3 : 0)) % 4];

    return is_of(raster, walker->column + to[0], walker->row + to[1], color);
}

static void turn(const struct raster *raster, struct walker *walker, int color)
{
    if (!is_ahead(raster, walker, false, color))
        walker->heading = (walker->heading + 1) % 4;
    else if (is_ahead(raster, walker, true, color))
        walker->heading = (walker->heading + 3) % 4;
}

static void advance(struct walker *walker)
{
    static const int step[4][2] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};

    walker->column += step[walker->heading][0];
    walker->row += step[walker->heading][1];
}

static void write_line(struct buffer *path, const struct walker *from, const struct walker *to)
{
    if (from->row == to->row)
        buffer_format(path, "h%d", to->column - from->column);
    else
        buffer_format(path, "v%d", to->row - from->row);
}

/* Goes around from the upper left corner of a place at the edge of its region. Returns whether that
 * was the region's outside, and not a hole: by the sign of the area (Gauss's formula). */
static bool go_around(struct outlines *outlines, const struct walker *start, int color,
                      struct buffer *path)
{
    const struct raster *raster = outlines->raster;
    struct walker walker = *start, corner = *start;
    long area = 0;

    buffer_format(path, "M%d %d", start->column, start->row);
    do {
        int row = walker.row, heading = walker.heading;

        if (heading == EAST)
            outlines->seen[(size_t)row * (size_t)raster->columns + (size_t)walker.column] = true;
        advance(&walker);
        area += (long)walker.column * (walker.row - row);
        turn(raster, &walker, color);
        if (walker.heading != heading) {
            write_line(path, &corner, &walker);
            corner = walker;
        }
    } while (walker.column != start->column || walker.row != start->row ||
             walker.heading != start->heading);
    buffer_text(path, "z");
    return area > 0;
}

int outlines_next(struct outlines *outlines, struct buffer *path)
{
    const struct raster *raster = outlines->raster;
    size_t count = (size_t)raster->rows * (size_t)raster->columns;

    for (; outlines->next < count; outlines->next++) {
        int column = (int)(outlines->next % (size_t)raster->columns);
        int row = (int)(outlines->next / (size_t)raster->columns);
        int color = raster->color[outlines->next];
        const struct walker start = {column, row, EAST};
        size_t before = path->size;

        if (outlines->seen[outlines->next] || is_of(raster, column, row - 1, color))
            continue;
        if (go_around(outlines, &start, color, path))
            return color;
        path->size = before;
    }
    return -1;
}
