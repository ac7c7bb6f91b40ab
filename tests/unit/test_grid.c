/* Grids: the surface through their values and its derivatives, the files they are read from, and
 * those that are refused. */
#include "check.h"
#include "directory.h"
#include "shipped.h"

#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"
#include "base/reader.h"
#include "problem/grid.h"
#include "problem/objective.h"
#include "run/scenario.h"
#include "show/data_file.h"

enum { MOST = 16 };

static struct grid *make(const double *x, size_t columns, const double *y, size_t rows,
                         const double *f)
{
    struct error error = {0};
    struct grid *grid = grid_create(x, columns, y, rows, f, &error);
    if (!grid)
        fail_msg("%s", error.message);
    return grid;
}

static double at(const struct grid *grid, unsigned i, unsigned j, double x, double y)
{
    double value;
    grid->foreign.evaluate(grid->foreign.context, foreign_order(i, j), &x, &y, &value, 1);
    return value;
}

static struct grid *read_path(const char *path)
{
    struct error error = {0};
    struct reader reader;
    struct grid *grid =
        file_open(&reader, path, &error) ? grid_read(&reader, NULL, NULL, &error) : NULL;
    if (!grid)
        fail_msg("%s", error.message);
    return grid;
}

static struct grid *volcano(void)
{
    char path[SHIPPED_PATH];
    return read_path(shipped("volcano.csv", path));
}

/* --- the surface --- */

/* The order-th derivative of a cubic whose coefficients are 1, -2, 0.5, 0.25. */
static double cubic(double x, unsigned order)
{
    double derivative[] = {1 - 2 * x + x * x / 2 + x * x * x / 4, -2 + x + 0.75 * x * x,
                           1 + 1.5 * x, 1.5};
    return derivative[order];
}

/* A product of cubics is met exactly, however the axes are spaced. */
static void test_polynomial(void **state)
{
    static const double x[] = {-3, -1.5, -1, 0.25, 2, 2.125, 4}, y[] = {0, 1, 1.5, 7};
    double f[COUNT(x) * COUNT(y)];
    uint64_t random = 5;
    (void)state;
    for (size_t i = 0; i < COUNT(f); i++)
        f[i] = cubic(x[i % COUNT(x)], 0) * cubic(y[i / COUNT(x)], 0);
    struct grid *grid = make(x, COUNT(x), y, COUNT(y), f);
    for (int k = 0; k < 1000; k++) {
        double a = check_uniform(&random, -3, 4), b = check_uniform(&random, 0, 7);
        for (unsigned i = 0; i <= FOREIGN_MOST; i++)
            for (unsigned j = 0; j <= FOREIGN_MOST; j++)
                check_near("a derivative", at(grid, i, j, a, b), cubic(a, i) * cubic(b, j), 1e-12,
                           2000);
    }
    grid_release(grid);
}

/* Two points are a line, three a parabola. */
static void test_few_points(void **state)
{
    static const double x[] = {1, 3}, y[] = {-1, 0, 3}, f[] = {1, 2, 5, 4, 1, 9};
    (void)state;
    struct grid *grid = make(x, 2, y, 3, f);
    for (double b = -1; b <= 3; b += 0.25) {
        double low = 1 * b * (b - 3) / 4 - 5 * (b + 1) * (b - 3) / 3 + 1 * (b + 1) * b / 12;
        double high = 2 * b * (b - 3) / 4 - 4 * (b + 1) * (b - 3) / 3 + 9 * (b + 1) * b / 12;
        check_near("left", at(grid, 0, 0, 1, b), low, 1e-14, 10);
        check_near("right", at(grid, 0, 0, 3, b), high, 1e-14, 10);
        check_near("middle", at(grid, 0, 0, 2, b), (low + high) / 2, 1e-14, 10);
        check_near("slope", at(grid, 1, 0, 1.5, b), (high - low) / 2, 1e-14, 10);
    }
    grid_release(grid);
}

/* Axes of unequal steps, and values anywhere. */
static struct grid *random_grid(uint64_t *random, size_t columns, size_t rows)
{
    double x[MOST], y[MOST], f[MOST * MOST];
    x[0] = check_uniform(random, -10, 10);
    y[0] = check_uniform(random, -10, 10);
    for (size_t i = 1; i < columns; i++)
        x[i] = x[i - 1] + check_uniform(random, 0.2, 2);
    for (size_t i = 1; i < rows; i++)
        y[i] = y[i - 1] + check_uniform(random, 0.2, 2);
    for (size_t i = 0; i < columns * rows; i++)
        f[i] = check_uniform(random, -50, 50);
    return make(x, columns, y, rows, f);
}

/* The values at the crossings are those of the table, bit for bit. */
static void test_crossings(void **state)
{
    uint64_t random = 7;
    (void)state;
    for (size_t size = 2; size <= MOST; size++) {
        struct grid *grid = random_grid(&random, size, MOST + 2 - size);
        const struct grid_axis *axis = grid->axis;
        for (size_t i = 0; i < axis[0].count * axis[1].count; i++)
            assert_true(check_same_bits(
                at(grid, 0, 0, axis[0].at[i % axis[0].count], axis[1].at[i / axis[0].count]),
                grid->node[i].f));
        grid_release(grid);
    }
}

/* The order-th derivative at u of the polynomial that is 1 at point k of 0, 1/3, 2/3, 1 and 0 at
 * the others. */
static double lagrange(size_t k, double u, unsigned order)
{
    static const double coefficient[4][4] = {
        {1, -5.5, 9, -4.5}, {0, 9, -22.5, 13.5}, {0, -4.5, 18, -13.5}, {0, 1, -4.5, 4.5}};
    double sum = 0;
    for (unsigned power = order; power < 4; power++) {
        double factor = coefficient[k][power];
        for (unsigned i = 0; i < order; i++)
            factor *= power - i;
        sum += factor * pow(u, power - order);
    }
    return sum;
}

/* In a cell the surface is the polynomial through sixteen of its own values, and its derivatives
 * are those of that polynomial. `scale`: how large values are. */
static void check_cell(const struct grid *grid, size_t column, size_t row, double u, double v,
                       double scale)
{
    const double *x = grid->axis[0].at + column, *y = grid->axis[1].at + row;
    double width = x[1] - x[0], height = y[1] - y[0], f[4][4];
    for (size_t k = 0; k < 16; k++)
        f[k / 4][k % 4] = at(grid, 0, 0, x[0] + (double)(k % 4) / 3 * width * (1 - 1e-15),
                             y[0] + (double)(k / 4) / 3 * height * (1 - 1e-15));
    for (unsigned i = 0; i < 3; i++)
        for (unsigned j = 0; i + j < 3; j++) {
            double want = 0;
            for (size_t k = 0; k < 16; k++)
                want += f[k / 4][k % 4] * lagrange(k % 4, u, i) * lagrange(k / 4, v, j);
            want /= pow(width, i) * pow(height, j);
            check_near("a derivative", at(grid, i, j, x[0] + u * width, y[0] + v * height), want,
                       1e-12, scale / pow(width, i) / pow(height, j));
        }
}

static void check_cells(const struct grid *grid, double scale, int count)
{
    uint64_t random = 3;
    for (int k = 0; k < count; k++)
        check_cell(grid, check_below(&random, (uint32_t)grid->axis[0].count - 1),
                   check_below(&random, (uint32_t)grid->axis[1].count - 1),
                   check_uniform(&random, 0, 1), check_uniform(&random, 0, 1), scale);
}

static void test_derivatives(void **state)
{
    uint64_t random = 11;
    (void)state;
    for (int k = 0; k < 50; k++) {
        struct grid *grid = random_grid(&random, 2 + check_below(&random, MOST - 1),
                                        2 + check_below(&random, MOST - 1));
        check_cells(grid, 200, 100);
        grid_release(grid);
    }
    struct grid *terrain = volcano();
    check_cells(terrain, 200, 10000);
    grid_release(terrain);
}

/* On both sides of a line of the grid value, slopes and second derivatives are the same. `axis`:
 * across which; the other coordinate is anywhere. */
static void check_line(const struct grid *grid, int axis, size_t line, double other, double scale)
{
    const double *at_line = grid->axis[axis].at + line;
    double least = fmin(at_line[1] - at_line[0], at_line[0] - at_line[-1]);
    double before = nextafter(*at_line, -INFINITY);
    for (unsigned i = 0; i < 3; i++)
        for (unsigned j = 0; i + j < 3; j++) {
            double left = axis == 0 ? at(grid, i, j, before, other) : at(grid, i, j, other, before);
            double right =
                axis == 0 ? at(grid, i, j, *at_line, other) : at(grid, i, j, other, *at_line);
            check_near("across a line", left, right, 1e-12, scale / pow(least, i + j));
        }
}

static void check_lines(const struct grid *grid, double scale)
{
    uint64_t random = 13;
    for (int axis = 0; axis < 2; axis++) {
        const struct grid_axis *other = &grid->axis[1 - axis];
        for (size_t line = 1; line + 1 < grid->axis[axis].count; line++)
            for (int k = 0; k < 100; k++)
                check_line(grid, axis, line,
                           check_uniform(&random, other->at[0], other->at[other->count - 1]),
                           scale);
    }
}

static void test_continuity(void **state)
{
    uint64_t random = 17;
    (void)state;
    for (int k = 0; k < 20; k++) {
        struct grid *grid = random_grid(&random, 2 + check_below(&random, MOST - 1),
                                        2 + check_below(&random, MOST - 1));
        check_lines(grid, 200);
        grid_release(grid);
    }
    struct grid *terrain = volcano();
    check_lines(terrain, 200);
    grid_release(terrain);
}

/* Outside it is not defined, and neither are its slopes. */
static void test_outside(void **state)
{
    (void)state;
    static const double beyond[][2] = {{-1e-9, 300}, {860.001, 300},  {400, -1},     {400, 601},
                                       {NAN, 300},   {400, INFINITY}, {-INFINITY, 0}};
    static const char *const names[] = {"x", "y"};
    struct error error;
    struct grid *grid = volcano();
    struct objective *objective = objective_over_grid(grid, NULL, names, &error);
    assert_non_null(objective);
    for (size_t i = 0; i < COUNT(beyond); i++) {
        double g[2], h[4];
        assert_true(isnan(objective_hessian(objective, beyond[i], g, h)));
        for (int k = 0; k < 4; k++)
            assert_true(isnan(h[k]) && isnan(g[k / 2]));
    }
    assert_false(isnan(at(grid, 0, 0, 860, 600)));
    objective_free(objective);
    grid_release(grid);
}

/* --- as an objective --- */

/* Its gradient and Hessian are the surface's, those of a formula over it follow the chain rule. */
static void test_objective(void **state)
{
    static const char *const names[] = {"x", "y"};
    struct error error;
    struct grid *grid = volcano();
    struct objective *plain = objective_over_grid(grid, NULL, names, &error);
    struct objective *turned = objective_over_grid(grid, "-2*grid(x, y) + x", names, &error);
    double x[2] = {321.5, 87.25}, g[2], h[4], g2[2], h2[4];
    (void)state;
    assert_non_null(plain);
    assert_non_null(turned);
    assert_string_equal(objective_name(plain), "volcano");
    assert_string_equal(plain->formula->text, "grid(x, y)");
    grid_release(grid);
    double f = objective_hessian(plain, x, g, h), f2 = objective_hessian(turned, x, g2, h2);
    assert_true(check_same_bits(f, at(grid, 0, 0, x[0], x[1])));
    assert_true(check_same_bits(g[0], at(grid, 1, 0, x[0], x[1])));
    assert_true(check_same_bits(h[1], at(grid, 1, 1, x[0], x[1])));
    assert_true(check_same_bits(h[3], at(grid, 0, 2, x[0], x[1])));
    check_near("f", f2, -2 * f + x[0], 1e-15, 0);
    check_near("g", g2[0], -2 * g[0] + 1, 1e-15, 0);
    check_near("h", h2[2], -2 * h[2], 1e-15, 0);
    assert_false(plain->formula->convex);
    objective_free(plain);
    objective_free(turned);
}

/* Every derivative that is not 0 has a name, and so has what that differentiates to. */
static void test_names_of_derivatives(void **state)
{
    static const char *const names[] = {"x", "y"}, *const across[] = {"", "x", "xx", "xxx"},
                             *const up[] = {"", "y", "yy", "yyy"};
    const double x[2] = {321.5, 87.25};
    struct grid *grid = volcano();
    (void)state;
    for (unsigned i = 0; i <= FOREIGN_MOST; i++)
        for (unsigned j = 0; j <= FOREIGN_MOST; j++) {
            struct error error;
            char text[32];
            double g[2];
            snprintf(text, sizeof text, "grid%s%s%s(x, y)", i + j ? "_" : "", across[i], up[j]);
            struct objective *objective = objective_over_grid(grid, text, names, &error);
            if (!objective)
                fail_msg("%s: %s", text, error.message);
            assert_true(
                check_same_bits(objective_gradient(objective, x, g), at(grid, i, j, x[0], x[1])));
            assert_true(
                check_same_bits(g[0], i < FOREIGN_MOST ? at(grid, i + 1, j, x[0], x[1]) : 0));
            assert_true(
                check_same_bits(g[1], j < FOREIGN_MOST ? at(grid, i, j + 1, x[0], x[1]) : 0));
            objective_free(objective);
        }
    grid_release(grid);
}

/* --- files --- */

/* The grid of the text, or NULL with the error. */
static struct grid *read_text(const char *text, struct error *error)
{
    struct reader reader;
    directory_put("some.grid.csv", text, strlen(text));
    if (!file_open(&reader, "some.grid.csv", error))
        fail_msg("%s", error->message);
    return grid_read(&reader, NULL, NULL, error);
}

static void test_shapes(void **state)
{
    static const struct {
        const char *text, *x, *unit, *y, *f;
        size_t columns, rows;
        double first[2], last[2]; /* of the axes */
        double corner[2];         /* the values there */
    } rows[] = {
        {"x,y,z\n0,0,1\n1,0,2\n0,5,3\n1,5,4\n", "x", "", "y", "z", 2, 2, {0, 0}, {1, 5}, {1, 4}},
        /* in any order, with further columns, semicolons, decimal commas, a byte-order mark */
        {"\xEF\xBB\xBFlearning rate;beta;loss;n\r\n0,5;0,9;4;1\r\n0,1;0,9;3;1\r\n0,5;0;2;1\r\n"
         "0,1;0;1;1\r\n",
         "learning_rate",
         "",
         "beta",
         "loss",
         2,
         2,
         {0.1, 0},
         {0.5, 0.9},
         {1, 4}},
        {"east (m),north [m],height (ft)\n0,0,1\n10,0,2\n0,10,3\n10,10,4\n",
         "east",
         "m",
         "north",
         "height",
         2,
         2,
         {0, 0},
         {10, 10},
         {1, 4}},
        /* gnuplot: blocks with blank lines between, a comment, no names */
        {"# X Y Z\n0 0 1\n0 1 2\n\n1 0 3\n1 1 4\n\n2 0 5\n2 1 6\n",
         "x",
         "",
         "y",
         "",
         3,
         2,
         {0, 0},
         {2, 1},
         {1, 6}},
        /* a column that counts the rows, texts behind */
        {"id,x,y,z,place\n1,0,0,1,a\n2,1,0,2,b\n3,0,5,3,c\n4,1,5,4,d\n",
         "x",
         "",
         "y",
         "z",
         2,
         2,
         {0, 0},
         {1, 5},
         {1, 4}},
        /* R and pandas: the rows' numbers before them */
        {"\"\",\"a\",\"b\",\"c\"\n\"1\",0,0,1\n\"2\",0,1,2\n\"3\",2,0,3\n\"4\",2,1,4\n",
         "a",
         "",
         "b",
         "c",
         2,
         2,
         {0, 0},
         {2, 1},
         {1, 4}},
        /* names that formulas can't have */
        {"2nd,sin,v\n0,0,1\n1,0,2\n0,5,3\n1,5,4\n",
         "x",
         "",
         "y",
         "v",
         2,
         2,
         {0, 0},
         {1, 5},
         {1, 4}},
        {"a,a,v\n0,0,1\n1,0,2\n0,5,3\n1,5,4\n", "x", "", "y", "v", 2, 2, {0, 0}, {1, 5}, {1, 4}},
        /* a matrix, alone */
        {"1 2 3 4\n5 6 7 9\n8 1 1 7\n", "x", "", "y", "", 4, 3, {0, 0}, {3, 2}, {1, 7}},
        {"1.5e+00 2.0e+00 3.0e+00 4.5e+00\n5.0e+00 6.0e+00 7.0e+00 9.0e+00\n",
         "x",
         "",
         "y",
         "",
         4,
         2,
         {0, 0},
         {3, 1},
         {1.5, 9}},
        /* R: V1, V2 … over it and the rows' numbers before it */
        {"\"\",\"V1\",\"V2\",\"V3\",\"V4\"\n\"1\",1,2,3,4\n\"2\",5,6,7,9\n",
         "x",
         "",
         "y",
         "",
         4,
         2,
         {0, 0},
         {3, 1},
         {1, 9}},
        /* coordinates around it, one axis from the top down */
        {",0.5,1,1.5,4\n30,1,2,3,4\n20,5,6,7,8\n10,9,8,7,6\n",
         "x",
         "",
         "y",
         "",
         4,
         3,
         {0.5, 10},
         {4, 30},
         {9, 4}},
        {"y/x,0.5,1,1.5,4\n10,1,2,3,4\n20,5,6,7,8\n",
         "x",
         "",
         "y",
         "",
         4,
         2,
         {0.5, 10},
         {4, 20},
         {1, 8}},
        /* gnuplot's nonuniform matrix: how many columns, their x; y and the values */
        {"4 0.5 1 1.5 4\n10 1 2 3 4\n20 5 6 7 8\n30 5 6 7 9\n",
         "x",
         "",
         "y",
         "",
         4,
         3,
         {0.5, 10},
         {4, 30},
         {1, 9}},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct error error = {0};
        struct grid *grid = read_text(rows[i].text, &error);
        if (!grid)
            fail_msg("%s\n%s", rows[i].text, error.message);
        const struct grid_axis *axis = grid->axis;
        if (axis[0].count != rows[i].columns || axis[1].count != rows[i].rows)
            fail_msg("%s\n%zu x %zu", rows[i].text, axis[0].count, axis[1].count);
        assert_string_equal(grid->name, "some.grid");
        assert_string_equal(axis[0].label.name, rows[i].x);
        assert_string_equal(axis[0].label.unit, rows[i].unit);
        assert_string_equal(axis[1].label.name, rows[i].y);
        assert_string_equal(grid->label.name, rows[i].f);
        for (int k = 0; k < 2; k++) {
            check_near(rows[i].text, axis[k].at[0], rows[i].first[k], 0, 0);
            check_near(rows[i].text, axis[k].at[axis[k].count - 1], rows[i].last[k], 0, 0);
        }
        check_near(rows[i].text, grid->node[0].f, rows[i].corner[0], 0, 0);
        check_near(rows[i].text, grid->node[axis[0].count * axis[1].count - 1].f, rows[i].corner[1],
                   0, 0);
        grid_release(grid);
    }
}

static void check_refused(const char *text, const char *message)
{
    struct error error = {0};
    struct grid *grid = read_text(text, &error);
    if (grid)
        fail_msg("accepted:\n%.300s", text);
    if (!strstr(error.message, message))
        fail_msg("%.300s\n'%s' is not in '%s'", text, message, error.message);
    check_harmless_message(&error);
    assert_null(read_text(text, NULL));
}

static void test_refused(void **state)
{
    (void)state;
    check_refused("", "no data");
    check_refused("1 2 3 4\n5 6 7\n5 6 7 8\n", "line 2 has 3 fields, but the first row has 4");
    check_refused("1,7,3,4\n5,6,x,8\n2,2,3,4\n", "line 2, column 5: 'x' in 'c3' is no number");
    check_refused("1,7,3,4\n5,6,inf,8\n2,2,3,4\n",
                  "'inf' in 'c3' is no number; no number may be missing "
                  "here: fill it in");
    check_refused("ncols 3\nnrows 2\n1 2 3\n4 5 6\n",
                  "line 3 has 3 fields, but the header has 2; of an ESRI ASCII grid leave out");
    check_refused("ncols 3\nxllcorner 2\nnrows 2\n1 2 3\n4 5 6\n",
                  "; of an ESRI ASCII grid leave out");
    check_refused("# a\n1,7,3,4\n\n5,6,,8\n", "line 4: no value in column 3: a grid has one");
    check_refused("1,7,3,4\n5,6,nan,8\n", "line 2: no value in column 3");
    check_refused("1,7,3,4\n5,6,1e999,8\n", "line 2, column 5: '1e999' in 'c3' is too large");
    check_refused("1,2\n3,4\n",
                  "rows of x, y and value, or a matrix of four columns or more; there "
                  "are 2 columns");
    check_refused("1,2,3,4\n", "a grid has two rows and two columns at least");
    check_refused("x,y,z\n0,0,1\n1,0,2\n0,5,3\n1,5,high\n", "line 5, column 5: 'high' in 'z'");
    check_refused("x,y,z\n0,0,1\n1,0,2\n0,5,3\n1,5,\n", "line 5: no value: a grid has one");
    check_refused("x,y,z\n0,0,1\n1,0,2\n0,5,3\n,5,4\n", "line 5: no x");
    check_refused("x,y,z\n0,0,1\n1,0,2\n\n0,5,3\n1,0,4\n",
                  "line 6: the point x = 1, y = 0 is there "
                  "twice");
    check_refused("x,y,z\n0,0,1\n1,0,2\n0,5,3\n", "no row has x = 1 and y = 5: a grid has one for "
                                                  "each of its 2 x 2 points");
    check_refused("a,b,z,n\n0,0,1,9\n1,0,2,9\n0,5,3,9\n", "no row has a = 1 and b = 5");
    check_refused(
        "x,y,z\n0,0,1\n1,3,2\n2,5,3\n3,1,4\n4,2,2\n",
        "lie on no grid, which has a row for each x with each y: there are 5 rows, with 5 "
        "different x and 5 different y");
    check_refused("x,y,z\n0,0,1\n1,0,2\n2,0,3\n", "all points have the same y, 0: a grid has");
    check_refused("x,y,z\n0,7,1\n0,8,2\n0,9,3\n", "all points have the same x, 0: a grid has");
    check_refused("x,y,z\n0,0,1\n0.3,0,2\n0,1,3\n0.30000000000000004,1,4\n",
                  "there are 0.29999999999999999 and 0.30000000000000004 in x: write them as one");
    check_refused("x,y,z\n0,-1,1\n1,-1,2\n0,0,3\n1,5e-17,4\n", "there are 0 and");
    check_refused("id,x,y,z\n1,0,0,1\n2,1,0,2\n3,0,5,3\n", "no row has x = 1 and y = 5");
    check_refused("0 0 1e308\n0 1 -1e308\n1 0 1e308\n1 1 1e308\n", "slopes between the grid's");
}

static void test_too_large(void **state)
{
    (void)state;
    struct buffer text = {0};
    for (int row = 0; row < 1100; row++)
        for (int column = 0; column < 1000; column++)
            buffer_text(&text, column < 999 ? "1," : "1\n");
    check_refused(buffer_string(&text), "line 1001: more than 1000000 points, the limit of a grid");
    buffer_release(&text);
}

/* --- the settings --- */

static void begin(struct scenario *scenario)
{
    static const char text[] = "lr;b (m);loss\n0,5;1;4\n0,1;1;3\n0,5;0;2\n0,1;0;1\n";
    directory_put("g.csv", text, strlen(text));
    assert_true(scenario_init(scenario));
    scenario->open_data = data_file_open;
}

static void set(struct scenario *scenario, const char *key, const char *value)
{
    struct error error = {0};
    if (!scenario_set(scenario, key, value, &error))
        fail_msg("%s %s: %s", key, value, error.message);
}

static void check_options(const struct scenario *scenario, const char *want)
{
    struct buffer out = {0};
    scenario_options(scenario, &out);
    assert_string_equal(buffer_string(&out), want);
    buffer_release(&out);
}

/* Which of what is minimised is left by what, and what comes with a grid. */
static void test_settings(void **state)
{
    (void)state;
    struct scenario scenario, copy;
    struct error error = {0};
    double x[2], range[2];
    begin(&scenario);
    set(&scenario, "grid", "g.csv");
    check_options(&scenario, " --grid g.csv");
    assert_string_equal(scenario.parameter[0], "lr_"); /* lr is a number of every run */
    assert_string_equal(scenario.parameter[1], "b");
    scenario_range(&scenario, 0, range);
    check_near("the range", range[1], 0.5, 0, 0);
    scenario_start(&scenario, x);
    assert_true(x[0] >= 0.1 && x[0] <= 0.5 && x[1] >= 0 && x[1] <= 1);
    assert_false(grid_has_one_unit(scenario.grid)); /* m, and none */
    assert_true(scenario_copy(&copy, &scenario));
    assert_true(scenario_same_objective(&copy, &scenario));
    assert_string_equal(scenario_rate_owner(&scenario), "g");
    set(&scenario, "optimizer", "adam"); /* whose rate is a length */
    check_near("adam's rate", scenario_rate(&scenario), 0.1 * scenario.grid->length, 1e-15, 0);
    set(&scenario, "optimizer", "gd");
    set(&scenario, "grid", "g.csv:loss");
    check_options(&scenario, " --grid g.csv:loss");
    assert_false(scenario_set(&scenario, "grid", "g.csv:cost", &error));
    assert_non_null(strstr(error.message, "there is no column 'cost'"));
    assert_false(scenario_set(&scenario, "grid", "none.csv:loss", &error));
    set(&scenario, "grid", "g.csv:b (m)"); /* an axis as the value is as good as another */
    check_near("the value", scenario.grid->node[0].f, 0, 0, 0);
    set(&scenario, "grid", "g.csv");
    set(&scenario, "function", "-grid(lr_, b)");
    check_options(&scenario, " --grid g.csv --function '-grid(lr_, b)'");
    assert_false(scenario_same_objective(&copy, &scenario));
    set(&scenario, "missing", "-9"); /* reads it again */
    check_options(&scenario, " --missing -9 --grid g.csv --function '-grid(lr_, b)'");
    set(&scenario, "function", "x + y");
    check_options(&scenario, " --function 'x + y'");
    set(&scenario, "grid", "g.csv");
    set(&scenario, "surface", "bowl");
    check_options(&scenario, " --surface bowl");
    set(&scenario, "grid", "g.csv");
    set(&scenario, "params", "u,v");
    assert_false(scenario_check(&scenario, &error));
    assert_string_equal(error.message, "the parameters of the grid g are lr_,b; params goes with "
                                       "function");
    assert_false(scenario_set(&scenario, "grid", "none.csv", &error));
    assert_string_equal(error.setting, "grid");
    scenario_release(&copy);
    scenario_release(&scenario);
}

/* A function that calls a grid needs one, and a batch needs rows. */
static void test_settings_that_need_others(void **state)
{
    (void)state;
    struct scenario scenario;
    struct error error = {0};
    begin(&scenario);
    set(&scenario, "function", "1 + grid(x, y)");
    assert_null(scenario_objective(&scenario, &error));
    assert_string_equal(error.message, "there is no grid here: " SETTING("grid FILE.csv"));
    assert_int_equal(error.column, 5);
    set(&scenario, "grid", "g.csv");
    set(&scenario, "batch", "3");
    assert_false(scenario_check(&scenario, &error));
    assert_string_equal(error.setting, "batch");
    scenario_release(&scenario);
}

/* --- what is recommended --- */

static void test_volcano(void **state)
{
    (void)state;
    struct grid *grid = volcano();
    struct buffer text = {0};
    grid_describe(grid, &text);
    assert_string_equal(buffer_string(&text), "87 x 61 points");
    assert_string_equal(grid->axis[0].label.unit, "m");
    assert_string_equal(grid->label.name, "height");
    assert_true(grid_has_one_unit(grid));
    check_near("at the rim", at(grid, 0, 0, 190, 300), 195, 0, 0);
    check_near("the rate", grid->rate, 10, 1e-15, 0);
    check_near("the length", grid->length, 50, 1e-15, 0);
    check_near("the start", at(grid, 0, 0, grid->start[0], grid->start[1]), 183, 0, 0);
    buffer_release(&text);
    grid_release(grid);
}

/* A plane has no curvature: its rate comes from its slope; of one that is level it is any. */
static void test_plane(void **state)
{
    static const double x[] = {0, 10, 20, 30, 40}, level[25] = {0};
    double f[25];
    (void)state;
    for (int i = 0; i < 25; i++)
        f[i] = 3 * x[i % 5];
    struct grid *plane = make(x, 5, x, 5, f), *flat = make(x, 5, x, 5, level);
    assert_true(grid_has_one_unit(plane));
    check_near("a plane", plane->rate, 1, 1e-15, 0);
    check_near("level", flat->rate, 0.01, 0, 0);
    grid_release(plane);
    grid_release(flat);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_polynomial),
        cmocka_unit_test(test_few_points),
        cmocka_unit_test(test_crossings),
        cmocka_unit_test(test_derivatives),
        cmocka_unit_test(test_continuity),
        cmocka_unit_test(test_outside),
        cmocka_unit_test(test_objective),
        cmocka_unit_test(test_volcano),
        cmocka_unit_test(test_plane),
        cmocka_unit_test(test_names_of_derivatives),
        DIRECTORY_TEST(test_shapes),
        DIRECTORY_TEST(test_refused),
        DIRECTORY_TEST(test_too_large),
        DIRECTORY_TEST(test_settings),
        DIRECTORY_TEST(test_settings_that_need_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
