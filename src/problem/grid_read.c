/* A grid is read from a table: rows of x, y and value, or a matrix. */
#include "problem/grid.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/text.h"
#include "formula/formula.h"
#include "problem/dataset.h"

enum { MOST_BYTES = 256 << 20 }; /* of memory for the table */

/* What a grid is made of. */
struct parts {
    const struct dataset *data;
    const char *wanted;  /* the name of the values' column in rows; NULL: it is the third */
    size_t first;        /* the column with which they begin: one without a name is left out */
    size_t value;        /* the values' column */
    double *axis[2], *f; /* owned */
    size_t count[2];     /* of the points of an axis */
    struct grid_label label[3]; /* of the axes, of the values */
};

/* Room for axes of so many points. */
static bool allot_axes(struct parts *parts, size_t count, struct error *error)
{
    parts->axis[0] = malloc((count + 1) * sizeof(double));
    parts->axis[1] = malloc((count + 1) * sizeof(double));
    return (parts->axis[0] && parts->axis[1]) || error_memory(error);
}

static bool allot_values(struct parts *parts, size_t count, struct error *error)
{
    parts->f = malloc((count + 1) * sizeof *parts->f);
    return parts->f || error_memory(error);
}

static void release(struct parts *parts)
{
    free(parts->axis[0]);
    free(parts->axis[1]);
    free(parts->f);
}

/* --- names --- */

/* Cuts "height (m)" or "height [m]" into a text and a unit. */
static void read_label(const char *text, struct grid_label *label)
{
    size_t length = strlen(text), size = 0;
    char closing = length > 0 ? text[length - 1] : '\0';
    const char *open = closing == ')'   ? strrchr(text, '(')
                       : closing == ']' ? strrchr(text, '[')
                                        : NULL;
    *label = (struct grid_label){.unit = ""};
    if (open && open > text)
        size = (size_t)(text + length - 1 - (open + 1));
    if (size > 0 && size < sizeof label->unit) {
        memcpy(label->unit, open + 1, size);
        length = (size_t)(open - text);
    }
    while (length > 0 && text[length - 1] == ' ')
        length--;
    if (length >= sizeof label->name)
        length = sizeof label->name - 1;
    memcpy(label->name, text, length);
}

/* Makes a name of the formula language of it: what no name holds becomes _; `otherwise` where that
 * is not enough. */
static void make_name(char *name, const char *otherwise)
{
    for (char *c = name; *c; c++)
        if (strchr(" -./:", *c))
            *c = '_';
    if (!formula_name_ok(name, NULL))
        strcpy(name, otherwise);
}

static void name_axes(struct parts *parts)
{
    make_name(parts->label[0].name, "x");
    make_name(parts->label[1].name, "y");
    if (strcmp(parts->label[0].name, parts->label[1].name) != 0)
        return;
    strcpy(parts->label[0].name, "x");
    strcpy(parts->label[1].name, "y");
}

/* --- rows of x, y, value --- */

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The distinct values of a column, in order, into values[rows]. Returns how many; 0 where one is
 * missing or a text. */
static size_t find_distinct(const struct dataset *data, size_t column, double *values)
{
    size_t rows = dataset_rows(data), count = 0;
    for (size_t row = 0; row < rows; row++) {
        values[row] = dataset_number(data, row, column);
        if (isnan(values[row]))
            return 0;
    }
    qsort(values, rows, sizeof *values, ascending);
    for (size_t row = 0; row < rows; row++)
        if (count == 0 || values[row] != values[count - 1])
            values[count++] = values[row];
    return count;
}

/* The place of a value that is among them. */
static size_t find_place(const double *values, size_t count, double value)
{
    const double *found = bsearch(&value, values, count, sizeof *values, ascending);
    return (size_t)(found - values);
}

/* Puts the values in order. They are NAN where there was no row. */
static bool place_rows(struct parts *parts, struct error *error)
{
    const struct dataset *data = parts->data;
    size_t columns = parts->count[0], points = columns * parts->count[1];
    for (size_t i = 0; i < points; i++)
        parts->f[i] = NAN;
    for (size_t row = 0; row < dataset_rows(data); row++) {
        double x = dataset_number(data, row, parts->first);
        double y = dataset_number(data, row, parts->first + 1);
        double *f = &parts->f[find_place(parts->axis[1], parts->count[1], y) * columns +
                              find_place(parts->axis[0], columns, x)];
        if (!isnan(*f))
            return error_in_file(error, dataset_path(data), dataset_line(data, row), 0,
                                 "the point %s = %.9g, %s = %.9g is there twice: these two columns "
                                 "say where a value is",
                                 parts->label[0].name, x, parts->label[1].name, y);
        *f = dataset_number(data, row, parts->value);
        if (isnan(*f))
            return error_in_file(error, dataset_path(data), dataset_line(data, row), 0,
                                 "no value: a grid has one at each point; fill it in, or leave out "
                                 "all points with this coordinate");
    }
    return true;
}

/* Coordinates that differ by rounding alone were meant to be one. */
static bool check_apart(const struct parts *parts, struct error *error)
{
    static const double rounding = 1e-13;
    for (int k = 0; k < 2; k++) {
        const double *at = parts->axis[k];
        double range = at[parts->count[k] - 1] - at[0];
        for (size_t i = 1; i < parts->count[k]; i++)
            if (at[i] - at[i - 1] <= rounding * fmax(fabs(at[i]), fabs(at[i - 1])) ||
                (at[i - 1] <= 0 && at[i] >= 0 && at[i] - at[i - 1] <= rounding * range))
                return error_in_file(error, dataset_path(parts->data), 0, 0,
                                     "there are %.17g and %.17g in %s: write them as one number",
                                     at[i - 1], at[i], parts->label[k].name);
    }
    return true;
}

/* There are fewer rows than crossings. */
static bool fail_missing(const struct parts *parts, struct error *error)
{
    size_t columns = parts->count[0], i = 0;
    while (!isnan(parts->f[i]))
        i++;
    return error_in_file(
        error, dataset_path(parts->data), 0, 0,
        "no row has %s = %.9g and %s = %.9g: a grid has one for each of its %zu x %zu points",
        parts->label[0].name, parts->axis[0][i % columns], parts->label[1].name,
        parts->axis[1][i / columns], columns, parts->count[1]);
}

static bool fail_scattered(const struct parts *parts, struct error *error)
{
    for (int k = 0; k < 2; k++)
        if (parts->count[k] == 1)
            return error_in_file(error, dataset_path(parts->data), 0, 0,
                                 "all points have the same %s, %.9g: a grid has two or more",
                                 parts->label[k].name, parts->axis[k][0]);
    return error_in_file(error, dataset_path(parts->data), 0, 0,
                         "the points lie on no grid, which has a row for each %s with each %s: "
                         "there are %zu rows, with %zu different %s and %zu different %s",
                         parts->label[0].name, parts->label[1].name, dataset_rows(parts->data),
                         parts->count[0], parts->label[0].name, parts->count[1],
                         parts->label[1].name);
}

static bool check_texts(const struct parts *parts, size_t columns, struct error *error)
{
    bool ok = true;
    for (size_t i = parts->first; ok && i < parts->first + columns; i++)
        ok = dataset_check_numbers(parts->data, i, dataset_name(parts->data, i), error);
    return ok;
}

/* Finds the points of both axes. Returns false where one of their columns has a row without a
 * number. */
static bool find_axes(struct parts *parts)
{
    for (int i = 0; i < 2; i++)
        parts->count[i] = find_distinct(parts->data, parts->first + (size_t)i, parts->axis[i]);
    return parts->count[0] > 0 && parts->count[1] > 0;
}

/* Each row has to say where it is. */
static bool check_places(const struct parts *parts, struct error *error)
{
    const struct dataset *data = parts->data;
    for (size_t row = 0; row < dataset_rows(data); row++)
        for (size_t i = 0; i < 2; i++)
            if (isnan(dataset_number(data, row, parts->first + i)))
                return error_in_file(error, dataset_path(data), dataset_line(data, row), 0, "no %s",
                                     parts->label[i].name);
    return true;
}

static bool find_value(struct parts *parts, struct error *error)
{
    int wanted = parts->wanted ? dataset_need(parts->data, parts->wanted, error) : 0;
    parts->value = parts->wanted ? (size_t)wanted : parts->first + 2;
    return wanted >= 0 && check_texts(parts, 2, error) &&
           dataset_check_numbers(parts->data, parts->value, dataset_name(parts->data, parts->value),
                                 error);
}

static bool read_rows(struct parts *parts, struct error *error)
{
    size_t rows = dataset_rows(parts->data), points = parts->count[0] * parts->count[1];
    for (size_t i = 0; i < 3 && dataset_is_named(parts->data); i++)
        read_label(dataset_name(parts->data, i < 2 ? parts->first + i : parts->value),
                   &parts->label[i]);
    name_axes(parts);
    if (!check_places(parts, error))
        return false;
    if (!check_apart(parts, error))
        return false;
    if (points > 2 * rows || parts->count[0] < 2 || parts->count[1] < 2)
        return fail_scattered(parts, error);
    return allot_values(parts, points, error) && place_rows(parts, error) &&
           (points == rows || fail_missing(parts, error));
}

/* --- a matrix --- */

/* Where the numbers of a matrix stand in the table, and whether coordinates stand before them. */
struct frame {
    size_t column, row; /* the first of the values */
    bool names, first_row,
        before; /* x is in the names, or in the first row; y in the first column */
};

/* Do the numbers ascend, or descend, all the way? */
static bool is_monotone(const double *list, size_t count)
{
    bool up = true, down = true;
    for (size_t i = 1; i < count; i++) {
        up = up && list[i] > list[i - 1];
        down = down && list[i] < list[i - 1];
    }
    return count > 1 && (up || down);
}

/* The coordinate of a column of values. */
static double over_column(const struct parts *parts, const struct frame *frame, size_t i)
{
    double number = NAN;
    if (frame->names)
        dataset_name_number(parts->data, frame->column + i, &number);
    else if (frame->first_row)
        number = dataset_number(parts->data, 0, frame->column + i);
    else
        number = (double)i;
    return number;
}

static double before_row(const struct parts *parts, const struct frame *frame, size_t i)
{
    return frame->before ? dataset_number(parts->data, frame->row + i, 0) : (double)i;
}

/* Fills the axes. Returns whether both are monotone. */
static bool take_axes(struct parts *parts, const struct frame *frame)
{
    parts->count[0] = dataset_columns(parts->data) - frame->column;
    parts->count[1] = dataset_rows(parts->data) - frame->row;
    for (size_t i = 0; i < parts->count[0]; i++)
        parts->axis[0][i] = over_column(parts, frame, i);
    for (size_t i = 0; i < parts->count[1]; i++)
        parts->axis[1][i] = before_row(parts, frame, i);
    return is_monotone(parts->axis[0], parts->count[0]) &&
           is_monotone(parts->axis[1], parts->count[1]);
}

/* Tries the ways in which coordinates may stand around the values; the last has none. */
static void find_frame(struct parts *parts, struct frame *frame)
{
    const struct dataset *data = parts->data;
    double corner = dataset_number(data, 0, 0), number;
    bool named = dataset_is_named(data), nameless = dataset_name(data, 0)[0] == '\0';
    bool text = named && !nameless && !dataset_name_number(data, 0, &number);
    bool counts = isnan(corner) || corner == (double)dataset_columns(data) - 1;
    const struct {
        bool may;
        struct frame frame;
    } ways[] = {
        {named && (nameless || text), {1, 0, .names = true, .before = true}},
        {named && nameless && !dataset_counts_rows(data, 0), {1, 0, .before = true}},
        {named && nameless, {1, 0, .names = false}},
        {named, {0, 0, .names = true}},
        {!named && counts, {1, 1, .first_row = true, .before = true}},
    };
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (ways[i].may) {
            *frame = ways[i].frame;
            if (take_axes(parts, frame))
                return;
        }
    *frame = (struct frame){0};
    take_axes(parts, frame);
}

static void swap(double *a, double *b)
{
    double kept = *a;
    *a = *b;
    *b = kept;
}

/* Turns an axis that descends round, and the values with it. */
static void ascend(struct parts *parts, int axis)
{
    size_t columns = parts->count[0], count = parts->count[axis], lines = parts->count[1 - axis];
    size_t along = axis == 0 ? 1 : columns, across = axis == 0 ? columns : 1;
    if (parts->axis[axis][0] < parts->axis[axis][1])
        return;
    for (size_t i = 0; i < count / 2; i++) {
        swap(&parts->axis[axis][i], &parts->axis[axis][count - 1 - i]);
        for (size_t line = 0; line < lines; line++)
            swap(&parts->f[line * across + i * along],
                 &parts->f[line * across + (count - 1 - i) * along]);
    }
}

static bool take_values(struct parts *parts, const struct frame *frame, struct error *error)
{
    const struct dataset *data = parts->data;
    size_t columns = parts->count[0];
    for (size_t i = 0; i < columns * parts->count[1]; i++) {
        size_t row = frame->row + i / columns, column = frame->column + i % columns;
        parts->f[i] = dataset_number(data, row, column);
        if (isnan(parts->f[i]))
            return error_in_file(
                error, dataset_path(data), dataset_line(data, row), 0,
                "no value in column %zu: a grid has one at each point; fill it in, or leave "
                "out its row or column",
                column + 1);
    }
    return true;
}

static bool read_matrix(struct parts *parts, struct error *error)
{
    const struct dataset *data = parts->data;
    size_t columns = dataset_columns(data), rows = dataset_rows(data);
    size_t most = GRID_MAX_POINTS / columns;
    struct frame frame;
    if (!allot_values(parts, columns * (rows < most ? rows : most), error))
        return false;
    if (rows > most)
        return error_in_file(error, dataset_path(data), dataset_line(data, most), 0,
                             "more than %d points, the limit of a grid", GRID_MAX_POINTS);
    find_frame(parts, &frame);
    parts->first = frame.column;
    if (!check_texts(parts, columns - frame.column, error) || !take_values(parts, &frame, error))
        return false;
    if (parts->count[0] < 2 || parts->count[1] < 2)
        return error_in_file(error, dataset_path(data), 0, 0,
                             "a grid has two rows and two columns at least");
    ascend(parts, 0);
    ascend(parts, 1);
    return true;
}

/* --- one or the other --- */

/* Are the first two columns the crossings of two axes, or meant to be: three columns are, and up to
 * six that have names where up to a quarter of the points is missing? */
static bool has_rows(struct parts *parts, size_t columns)
{
    bool few = dataset_is_named(parts->data) && columns <= 6;
    if (!find_axes(parts))
        return columns == 3;
    size_t points = parts->count[0] * parts->count[1], rows = dataset_rows(parts->data);
    bool crossed = parts->count[0] > 1 && parts->count[1] > 1 && points == rows;
    return columns == 3 || crossed || (few && points > rows && 3 * points <= 4 * rows);
}

/* A column in front that counts the rows is no coordinate: it has no name, or rows stand behind
 * it. */
static void skip_count(struct parts *parts)
{
    const struct dataset *data = parts->data;
    size_t columns = dataset_columns(data);
    parts->first = columns > 3 && dataset_is_named(data) && dataset_counts_rows(data, 0);
    if (parts->first && dataset_name(data, 0)[0] != '\0' && !has_rows(parts, columns - 1))
        parts->first = 0;
}

static bool read_parts(struct parts *parts, struct error *error)
{
    const struct dataset *data = parts->data;
    size_t columns = dataset_columns(data), rows = dataset_rows(data);
    size_t longer = columns > rows ? columns : rows;
    if (!allot_axes(parts, longer, error))
        return false;
    skip_count(parts);
    columns -= parts->first;
    if (columns < 3)
        return error_in_file(error, dataset_path(data), 0, 0,
                             "a grid is rows of x, y and value, or a matrix of four columns or "
                             "more; there %s %zu column%s",
                             columns == 1 ? "is" : "are", columns, columns == 1 ? "" : "s");
    if (has_rows(parts, columns) || parts->wanted)
        return find_value(parts, error) && read_rows(parts, error);
    return read_matrix(parts, error);
}

/* The file's name, without its folder and its ending; of standard input "grid". */
static bool name_grid(struct grid *grid, const char *path, struct error *error)
{
    const char *slash = strrchr(path, '/'), *file = slash ? slash + 1 : path;
    const char *dot = strrchr(file, '.');
    struct buffer clean = {0};
    text_sanitize(file, dot && dot > file ? (size_t)(dot - file) : strlen(file), &clean);
    bool done = !clean.failed || error_memory(error);
    if (done && strcmp(path, "-") != 0 && clean.size > 0 && clean.size < sizeof grid->name)
        strcpy(grid->name, buffer_string(&clean));
    buffer_release(&clean);
    return done;
}

static struct grid *make_grid(const struct parts *parts, struct error *error)
{
    const char *path = dataset_path(parts->data);
    struct grid *grid = grid_create(parts->axis[0], parts->count[0], parts->axis[1],
                                    parts->count[1], parts->f, error);
    if (!grid) {
        error_in_text(error, path);
        return NULL;
    }
    grid->axis[0].label = parts->label[0];
    grid->axis[1].label = parts->label[1];
    grid->label = parts->label[2];
    if (name_grid(grid, path, error))
        return grid;
    grid_release(grid);
    return NULL;
}

struct grid *grid_read(struct reader *reader, const struct dialect *asked, const char *value,
                       struct error *error)
{
    struct dataset *data = dataset_read_within(reader, asked, MOST_BYTES, error);
    struct parts parts = {.data = data, .wanted = value, .label = {{"x", ""}, {"y", ""}, {"", ""}}};
    struct grid *grid = data && read_parts(&parts, error) ? make_grid(&parts, error) : NULL;
    release(&parts);
    dataset_release(data);
    return grid;
}
