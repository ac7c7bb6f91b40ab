#include "problem/dataset_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/error.h"
#include "base/table.h"
#include "base/text.h"

enum { SUGGESTED_FROM = 1000 };

/* --- owners --- */

struct dataset *dataset_share(struct dataset *dataset)
{
    dataset->owners++;
    return dataset;
}

void dataset_release(struct dataset *dataset)
{
    if (!dataset || --dataset->owners > 0)
        return;
    dataset_keep(dataset, NULL, NULL);
    for (size_t i = 0; i < dataset->columns; i++)
        cells_release(&dataset->column[i].cells);
    string_pool_release(&dataset->names);
    free(dataset->named);
    free(dataset->shift);
    free(dataset->column);
    free(dataset->missing);
    free(dataset->path);
    free(dataset);
}

void *dataset_kept(const struct dataset *dataset)
{
    return dataset->kept;
}

void dataset_keep(struct dataset *dataset, void *kept, void (*release)(void *kept))
{
    if (dataset->kept)
        dataset->release(dataset->kept);
    dataset->kept = kept;
    dataset->release = release;
}

/* --- names --- */

size_t dataset_rows(const struct dataset *dataset)
{
    return dataset->rows;
}

size_t dataset_columns(const struct dataset *dataset)
{
    return dataset->columns;
}

const char *dataset_path(const struct dataset *dataset)
{
    return dataset->path;
}

const char *dataset_name(const struct dataset *dataset, size_t i)
{
    if (i == DATASET_ROW)
        return "row";
    uint32_t name = dataset->column[i].name;
    return name == STRING_POOL_NONE ? "" : string_pool_at(&dataset->names, name);
}

bool dataset_is_named(const struct dataset *dataset)
{
    return dataset->header > 0;
}

bool dataset_name_number(const struct dataset *dataset, size_t i, double *number)
{
    return dialect_number(&dataset->dialect, dataset_name(dataset, i), number);
}

static const struct named *find_name(const struct dataset *dataset, const char *name)
{
    uint32_t found = string_pool_find(&dataset->names, name);
    return found == STRING_POOL_NONE ? NULL : &dataset->named[found];
}

int dataset_find(const struct dataset *dataset, const char *name)
{
    const struct named *named = find_name(dataset, name);
    return named && named->twin == 0 ? (int)named->column : -1;
}

const char *dataset_suggest(const struct string_pool *texts, const char *text,
                            char out[DATASET_HINT])
{
    const char *list[SUGGESTED_FROM];
    char shown[DATASET_SHOWN];
    size_t count = texts->count < SUGGESTED_FROM ? texts->count : SUGGESTED_FROM;
    for (size_t i = 0; i < count; i++)
        list[i] = string_pool_at(texts, i);
    const char *near = names_nearest(list, count, text);
    return names_hint(near ? text_head(near, shown, sizeof shown) : NULL, "", out);
}

void dataset_list(const struct dataset *dataset, struct buffer *out)
{
    enum { LISTED = 8 };
    char shown[DATASET_SHOWN];
    size_t i = 0, told = 0;
    for (; i < dataset->columns && told < LISTED; i++)
        if (dataset->column[i].name != STRING_POOL_NONE)
            buffer_format(out, "%s%s", told++ ? ", " : "",
                          text_head(dataset_name(dataset, i), shown, sizeof shown));
    buffer_text(out, i < dataset->columns ? "…" : "");
}

/* Why there is no such column, where that is no plain mistake. */
static const char *explain(const struct dataset *dataset, char out[DATASET_HINT])
{
    out[0] = '\0';
    if (dataset->header == 0)
        return "; no line of names was found: " SETTING("header on");
    if (dataset->illegible > 0)
        snprintf(out, DATASET_HINT,
                 "; the name of #%zu is no UTF-8: save the file as such, or use #%zu",
                 dataset->illegible, dataset->illegible);
    return out;
}

static void say_missing(const struct dataset *dataset, const char *name, struct error *error)
{
    struct buffer list = {0};
    char shown[DATASET_SHOWN], hint[DATASET_HINT];
    dataset_suggest(&dataset->names, name, hint);
    text_head(name, shown, sizeof shown);
    dataset_list(dataset, &list);
    if (hint[0])
        error_in_file(error, dataset->path, 0, 0, "there is no column '%s'%s", shown, hint);
    else
        error_in_file(error, dataset->path, 0, 0, "there is no column '%s'; there are %s%s", shown,
                      buffer_string(&list), explain(dataset, hint));
    buffer_release(&list);
}

int dataset_need(const struct dataset *dataset, const char *name, struct error *error)
{
    const struct named *named = find_name(dataset, name);
    char shown[DATASET_SHOWN];
    if (!named)
        say_missing(dataset, name, error);
    else if (named->twin > 0)
        error_in_file(error, dataset->path, 0, 0,
                      "two columns have the name '%s': say which by number, #%zu or #%zu",
                      text_head(name, shown, sizeof shown), named->column + 1, named->twin + 1);
    return dataset_find(dataset, name);
}

/* --- how it was read --- */

const char *dataset_word(const struct table *table, char byte)
{
    for (size_t i = 1; i < table->count; i++) {
        const struct dialect_word *word = table_row(table, i);
        if (word->value == byte)
            return word->told;
    }
    return "";
}

void dataset_describe(const struct dataset *dataset, struct buffer *out)
{
    buffer_format(out, "%zu row%s, %zu column%s", dataset->rows, dataset->rows == 1 ? "" : "s",
                  dataset->columns, dataset->columns == 1 ? "" : "s");
    if (dataset->columns > 1)
        buffer_format(out, ", %s", dataset_word(&dialect_separators, dataset->dialect.separator));
    if (dataset->dialect.decimal == ',')
        buffer_format(out, ", %s", dataset_word(&dialect_decimals, ','));
    if (dataset->header > 0)
        buffer_format(out, ", names in line %ld", dataset->header);
    else
        buffer_text(out, ", no line of names");
}

const char *dataset_doubt(const struct dataset *dataset)
{
    switch (dataset->dialect.doubt) {
    case DIALECT_MAYBE_NAMES:
        return "the first line has numbers and texts: taken as data (" SETTING(
            "header on") ": as names)";
    case DIALECT_MAYBE_DATA:
        return "the first line has numbers: taken as names all the same (" SETTING(
            "header off") ": as data)";
    case DIALECT_CERTAIN:
        break;
    }
    return NULL;
}

/* --- what columns hold --- */

bool dataset_has_numbers(const struct dataset *dataset, size_t i)
{
    return cells_have_numbers(&dataset->column[i].cells, dataset->rows);
}

bool dataset_is_numeric(const struct dataset *dataset, size_t i)
{
    return dataset->column[i].cells.texts.count == 0 && dataset_has_numbers(dataset, i);
}

bool dataset_is_classes(const struct dataset *dataset, size_t i)
{
    const union cell *cell = dataset->column[i].cells.cell;
    for (size_t row = 0; row < dataset->rows; row++)
        if (cell_is_number(cell[row]) && cell[row].number != 0 && cell[row].number != 1)
            return false;
    return dataset_is_numeric(dataset, i);
}

bool dataset_counts_rows(const struct dataset *dataset, size_t i)
{
    const union cell *cell = dataset->column[i].cells.cell;
    double first = cell[0].number;
    size_t row = 0;
    while (row < dataset->rows && cell[row].number == first + (double)row)
        row++;
    return row == dataset->rows && (first == 0 || first == 1);
}

double dataset_number(const struct dataset *dataset, size_t row, size_t column)
{
    return dataset->column[column].cells.cell[row].number;
}

long dataset_line(const struct dataset *dataset, size_t row)
{
    size_t low = 0, high = dataset->shifts;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (dataset->shift[middle].row <= row)
            low = middle;
        else
            high = middle;
    }
    return (long)row + dataset->shift[low].by;
}

const char *dataset_text(const struct dataset *dataset, size_t i)
{
    static const char *const yes[] = {"yes", "true", "y", "t", "positive", "pos"};
    const struct string_pool *texts = &dataset->column[i].cells.texts;
    if (texts->count < 2)
        return NULL;
    for (size_t k = 0; k < 2; k++)
        for (size_t j = 0; j < sizeof yes / sizeof *yes; j++)
            if (strcasecmp(string_pool_at(texts, k), yes[j]) == 0)
                return string_pool_at(texts, k);
    return string_pool_at(texts, 0);
}

bool dataset_has_twins(const struct dataset *dataset, const char *name)
{
    const struct named *named = find_name(dataset, name);
    return named && named->twin > 0;
}
