#include "show/sweep_table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/error.h"
#include "base/number.h"
#include "base/reader.h"

enum { FIELDS = 7, RESULTS = 4 /* the last fields of a row */ };

struct sweep_row {
    double at[2];
    double steps, evaluations, loss;
    enum ending ending;
};

void sweep_table_release(struct sweep_table *table)
{
    free(table->row);
    *table = (struct sweep_table){.count = 0};
}

/* --- reading --- */

/* "lr,beta,steps,evaluations,loss,verdict" */
static bool is_header(const struct csv_record *record)
{
    static const char *const results[RESULTS] = {"steps", "evaluations", "loss", "verdict"};

    for (size_t i = 0; i < RESULTS && record->count > RESULTS; i++)
        if (strcmp(record->field[record->count - RESULTS + i].text, results[i]) != 0)
            return false;
    return record->count > RESULTS;
}

static bool take_header(struct sweep_table *table, const struct csv_record *record,
                        struct error *error)
{
    size_t before = record->count - RESULTS;

    table->seeds = strcmp(record->field[before - 1].text, "seed") == 0;
    table->settings = before - table->seeds;
    if (table->settings < 1 || table->settings > 2)
        return error_set(error, "a map has one or two settings, not %zu", table->settings);
    for (size_t k = 0; k < table->settings; k++)
        snprintf(table->name[k], sizeof table->name[k], "%s", record->field[k].text);
    return true;
}

static bool read_ending(const char *word, enum ending *ending, struct error *error)
{
    for (int i = 0; i < ENDING_COUNT; i++)
        if (strcmp(ending_word((enum ending)i), word) == 0) {
            *ending = (enum ending)i;
            return true;
        }
    return error_set(error, "'%s' is no verdict", word);
}

/* A number as it is written in results: one that is not finite, too. */
static bool read_number(const char *text, double *number, struct error *error)
{
    static const char *const words[] = {"inf", "-inf", "nan", "-nan"};
    static const double values[] = {INFINITY, -INFINITY, NAN, NAN};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(text, words[i]) == 0) {
            *number = values[i];
            return true;
        }
    return number_parse(text, number, error);
}

static bool read_row(struct sweep_table *table, const struct csv_record *record,
                     struct error *error)
{
    const struct csv_field *result = record->field + table->settings + table->seeds;
    struct sweep_row row = {.at = {0, 0}};

    if (record->count != table->settings + table->seeds + RESULTS)
        return error_set(error, "there are %zu fields, not %zu", record->count,
                         table->settings + table->seeds + RESULTS);
    for (size_t k = 0; k < table->settings; k++)
        if (!read_number(record->field[k].text, &row.at[k], error))
            return false;
    if (!read_number(result[0].text, &row.steps, error) ||
        !read_number(result[1].text, &row.evaluations, error) ||
        !read_number(result[2].text, &row.loss, error) ||
        !read_ending(result[3].text, &row.ending, error))
        return false;
    if (table->count == table->room) {
        size_t room = table->room ? 2 * table->room : 1024;
        struct sweep_row *rows = realloc(table->row, room * sizeof *rows);
        if (!rows)
            return error_memory(error);
        table->row = rows;
        table->room = room;
    }
    table->row[table->count++] = row;
    return true;
}

static bool read_record(struct sweep_table *table, const struct csv_record *record,
                        struct error *error)
{
    if (is_header(record))
        return table->settings > 0 || take_header(table, record, error);
    if (table->settings == 0)
        return error_set(error,
                         "the first line is not that of a sweep's table: "
                         "lr,beta,steps,evaluations,loss,verdict; is the first part missing?");
    return read_row(table, record, error);
}

static void name_line(struct error *error, long line)
{
    char message[sizeof error->message];

    memcpy(message, error->message, sizeof message);
    error_set(error, "line %ld: %.200s", line, message);
}

bool sweep_table_add(struct sweep_table *table, struct reader *reader, struct error *error)
{
    struct csv *csv = csv_open(reader, FIELDS, error);
    struct csv_record record;
    enum csv_result result;

    if (!csv)
        return false;
    while ((result = csv_next(csv, &record, error)) == CSV_RECORD)
        if (!read_record(table, &record, error)) {
            name_line(error, record.line);
            break;
        }
    csv_close(csv);
    return result == CSV_END;
}

/* --- the map --- */

static int compare(const void *a, const void *b)
{
    double first = *(const double *)a, second = *(const double *)b;

    return (first > second) - (first < second);
}

/* The different values along an axis, in their order. Returns NULL when memory runs out. */
static double *values_along(const struct sweep_table *table, size_t k, size_t *count)
{
    double *value = malloc((table->count + 1) * sizeof *value);

    *count = 0;
    for (size_t i = 0; value && i < table->count; i++)
        value[i] = table->row[i].at[k];
    if (!value)
        return NULL;
    qsort(value, table->count, sizeof *value, compare);
    for (size_t i = 0; i < table->count; i++)
        if (*count == 0 || value[i] != value[*count - 1])
            value[(*count)++] = value[i];
    return value;
}

/* Are they where an axis has them? */
static bool lie_along(const struct sweep_axis *axis, const double *value, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        double at = sweep_part(axis, value[i], count) * (double)count - 0.5;
        if (!(fabs(at - (double)i) < 0.01))
            return false;
    }
    return true;
}

static bool find_axis(const struct sweep_table *table, size_t k, double *value, size_t count,
                      struct sweep_axis *axis, struct error *error)
{
    *axis = (struct sweep_axis){.from = value[0], .to = value[count - 1]};
    memcpy(axis->name, table->name[k], sizeof axis->name);
    axis->logarithmic = value[0] > 0 && value[count - 1] >= 4 * value[0];
    if (count == 1 || lie_along(axis, value, count))
        return true;
    axis->logarithmic = !axis->logarithmic && value[0] > 0;
    return lie_along(axis, value, count) ||
           error_set(error, "the values of %s are neither evenly spaced nor by a factor",
                     table->name[k]);
}

static size_t index_of(const double *value, size_t count, double wanted)
{
    const double *found = bsearch(&wanted, value, count, sizeof *value, compare);

    return (size_t)(found - value);
}

/* What a patch has of its rows so far. */
struct sum {
    size_t rows, settled;
    double steps, evaluations, loss;
    enum ending ending, other; /* of a settled one, and of one that has not */
};

static void add_row(struct sum *sum, const struct sweep_row *row)
{
    bool settled = ending_is_minimum(row->ending) || row->ending == ENDING_REST;

    sum->rows++;
    sum->loss += row->loss;
    if (!settled) {
        sum->other = row->ending;
        return;
    }
    sum->settled++;
    sum->steps += row->steps;
    sum->evaluations += row->evaluations;
    sum->ending = row->ending;
}

static struct sweep_cell cell_of(const struct sum *sum, struct minima *minima)
{
    bool settled = sum->rows > 0 && 2 * sum->settled >= sum->rows;
    double count = settled ? (double)sum->settled : 1;
    struct outcome outcome = {.ending = settled ? sum->ending : sum->other};

    if (sum->rows == 0)
        return (struct sweep_cell){.basin = BASIN_UNKNOWN};
    return (struct sweep_cell){.basin = (uint16_t)minima_add(minima, &outcome),
                               .ending = (uint8_t)outcome.ending,
                               .steps = (int)fmin(sum->steps / count, 1e9),
                               .evaluations = (int)fmin(sum->evaluations / count, 1e9),
                               .loss = sum->loss / (double)sum->rows};
}

static bool make_cells(const struct sweep_table *table, double *const value[2],
                       struct sweep_map *map, struct error *error)
{
    size_t count = map->columns * map->rows;
    struct sum *sum = calloc(count, sizeof *sum);

    map->minima = (struct minima){.valley = true};
    map->cell = malloc(count * sizeof *map->cell);
    map->kind = malloc(count * sizeof *map->kind);
    for (size_t i = 0; sum && map->cell && map->kind && i < table->count; i++) {
        const struct sweep_row *row = &table->row[i];
        size_t across = index_of(value[0], map->columns, row->at[0]);
        size_t up = index_of(value[1], map->rows, row->at[1]);
        add_row(&sum[up * map->columns + across], row);
    }
    for (size_t i = 0; sum && map->cell && map->kind && i < count; i++) {
        map->cell[i] = cell_of(&sum[i], &map->minima);
        map->known += map->cell[i].basin != BASIN_UNKNOWN;
    }
    free(sum);
    return (sum && map->cell && map->kind) || error_memory(error);
}

bool sweep_table_map(const struct sweep_table *table, struct sweep_map *map, struct error *error)
{
    double *value[2] = {NULL, NULL};
    bool made = table->count > 0 || error_set(error, "there are no runs in it");

    for (size_t k = 0; made && k < 2; k++) {
        size_t *count = k == 0 ? &map->columns : &map->rows;
        value[k] = values_along(table, k, count);
        made = value[k] ? find_axis(table, k, value[k], *count, &map->axis[k], error)
                        : error_memory(error);
    }
    made = made && make_cells(table, value, map, error);
    free(value[0]);
    free(value[1]);
    return made;
}
