#include "view/contour.h"

#include <math.h>

/* Four neighbouring values: 0 top left, 1 top right, 2 bottom right, 3 bottom left; edge i leads
 * from corner i to the next. */
struct square {
    double x, y;         /* dots of corner 0 */
    double across, down; /* its size in dots */
    double value[4];
};

struct point {
    double x, y;
};

/* Where edge `i` crosses the level. */
static struct point crossing(const struct square *square, int i, double level)
{
    static const int dx[4] = {0, 1, 1, 0}, dy[4] = {0, 0, 1, 1};
    int j = (i + 1) % 4;
    double a = square->value[i], b = square->value[j];
    double t = (level / 2 - a / 2) / (b / 2 - a / 2);

    return (struct point){square->x + square->across * (dx[i] + t * (dx[j] - dx[i])),
                          square->y + square->down * (dy[i] + t * (dy[j] - dy[i]))};
}

static void edge_to_edge(struct canvas *canvas, struct pen *pen, const struct square *square, int i,
                         int j, double level)
{
    struct point from = crossing(square, i, level), to = crossing(square, j, level);

    canvas_line(canvas, pen, from.x, from.y, to.x, to.y);
}

/* Two or four of the edges are crossed. With four, a saddle, the value in the middle says which
 * corners belong together. */
static void square_line(struct canvas *canvas, struct pen *pen, const struct square *square,
                        double level)
{
    int edge[4], count = 0;
    const double *v = square->value;

    for (int i = 0; i < 4; i++) {
        if ((v[i] > level) != (v[(i + 1) % 4] > level))
            edge[count++] = i;
    }
    if (count == 2)
        edge_to_edge(canvas, pen, square, edge[0], edge[1], level);
    if (count == 4) {
        bool high = v[0] / 4 + v[1] / 4 + v[2] / 4 + v[3] / 4 > level;
        int turn = high == (v[0] > level); /* corner 0 is joined to the middle */
        edge_to_edge(canvas, pen, square, 0, turn ? 1 : 3, level);
        edge_to_edge(canvas, pen, square, 2, turn ? 3 : 1, level);
    }
}

/* The square whose top left value is in that column and row. Returns false where a value is not
 * finite. */
static bool square_at(struct square *square, const struct field *field, int column, int row)
{
    const double *upper = &field->value[(size_t)row * (size_t)field->columns + (size_t)column];
    const double *lower = upper + field->columns;

    *square = (struct square){
        .x = field->x + field->across * column,
        .y = field->y + field->down * row,
        .across = field->across,
        .down = field->down,
        .value = {upper[0], upper[1], lower[1], lower[0]},
    };
    return isfinite(upper[0]) && isfinite(upper[1]) && isfinite(lower[0]) && isfinite(lower[1]);
}

void contour_level(struct canvas *canvas, struct pen *pen, const struct field *field, double level)
{
    struct square square;

    for (int row = 0; row + 1 < field->rows; row++) {
        for (int column = 0; column + 1 < field->columns; column++)
            if (square_at(&square, field, column, row))
                square_line(canvas, pen, &square, level);
    }
}

/* The middles of the pixels. A pixel is DOTS_ACROSS wide and, as there are two in a cell,
 * DOTS_DOWN / 2 high: a square of two dots. */
static struct field field_of(const struct landscape *landscape)
{
    return (struct field){.value = landscape->field,
                          .rows = landscape->rows,
                          .columns = landscape->columns,
                          .x = 1,
                          .y = 1,
                          .across = 2,
                          .down = 2};
}

static void square_lines(struct canvas *canvas, struct pen *pen, const struct landscape *landscape,
                         int column, int row)
{
    const struct field field = field_of(landscape);
    const uint8_t *upper =
        &landscape->band[(size_t)row * (size_t)landscape->columns + (size_t)column];
    const uint8_t *lower = upper + landscape->columns;
    int low = upper[0], high = upper[0];
    struct square square;

    for (int i = 0; i < 2; i++) {
        low = upper[i] < low ? upper[i] : low;
        low = lower[i] < low ? lower[i] : low;
        high = upper[i] > high ? upper[i] : high;
        high = lower[i] > high ? lower[i] : high;
    }
    if (low == high || !square_at(&square, &field, column, row))
        return;
    for (int i = low; i < high; i++)
        square_line(canvas, pen, &square, landscape->threshold[i]);
}

static void contour_braille(struct canvas *canvas, const struct landscape *landscape)
{
    struct pen pen = {.kind = PEN_CONTOUR};

    for (int row = 0; row + 1 < landscape->rows; row++) {
        for (int column = 0; column + 1 < landscape->columns; column++)
            square_lines(canvas, &pen, landscape, column, row);
    }
}

/* A line character where the band changes to the right or below; 0 where it does not. */
static uint32_t coarse_line(const struct landscape *landscape, const struct display *display,
                            int row, int column)
{
    static const uint32_t box[4] = {0x2502, 0x2500, '/', '\\'}, ascii[4] = {'|', '-', '/', '\\'};
    int here = landscape_cell(landscape, row, column);
    int right = landscape_cell(landscape, row, column + 1) - here;
    int below = landscape_cell(landscape, row + 1, column) - here;
    const uint32_t *line = display->blocks ? box : ascii;
    bool defined = here < landscape->bands && here + right < landscape->bands &&
                   here + below < landscape->bands;

    if (!defined || (right == 0 && below == 0))
        return 0;
    if (below == 0)
        return line[0];
    if (right == 0)
        return line[1];
    return (right > 0) == (below > 0) ? line[2] : line[3];
}

static void contour_coarse(struct canvas *canvas, const struct landscape *landscape)
{
    const struct pen pen = {.kind = PEN_CONTOUR};

    for (int row = 0; 2 * row + 3 < landscape->rows; row++) {
        for (int column = 0; column + 1 < landscape->columns; column++) {
            uint32_t line = coarse_line(landscape, canvas->display, row, column);
            if (line)
                canvas_glyph(canvas, &pen, row, column, line);
        }
    }
}

void contour_draw(struct canvas *canvas, const struct landscape *landscape)
{
    if (canvas->display->braille)
        contour_braille(canvas, landscape);
    else
        contour_coarse(canvas, landscape);
}
