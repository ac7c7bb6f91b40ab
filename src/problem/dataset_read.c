/* A data set is read from its file, record by record. */
#include "problem/dataset_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/csv.h"
#include "base/error.h"
#include "base/reader.h"
#include "base/text.h"

enum { FIRST_ROWS = 64, FIRST_COLUMNS = 64 };

/* --- the header --- */

static bool has_bad_bytes(const struct csv_field *field)
{
    uint32_t glyph;
    size_t size;
    for (size_t i = 0; i < field->length; i += size) {
        size = text_decode(field->text + i, field->length - i, &glyph);
        if (glyph == TEXT_INVALID && size == 1)
            return true;
    }
    return false;
}

static bool check_name(const struct dataset *dataset, const struct csv_field *field,
                       struct error *error)
{
    uint32_t glyph;
    for (size_t i = 0; i < field->length;) {
        i += text_decode(field->text + i, field->length - i, &glyph);
        if (text_is_hidden(glyph))
            return error_in_file(error, dataset->path, field->line, field->column,
                                 "a control character (U+%04X) in a name", (unsigned)glyph);
    }
    return true;
}

static bool make_column(struct dataset *dataset)
{
    size_t room = dataset->room ? 2 * dataset->room : FIRST_COLUMNS;
    if (dataset->columns == dataset->room) {
        struct column *column = realloc(dataset->column, room * sizeof *column);
        if (column)
            dataset->column = column;
        struct named *named = realloc(dataset->named, room * sizeof *named);
        if (named)
            dataset->named = named;
        if (!column || !named)
            return false;
        dataset->room = room;
    }
    dataset->column[dataset->columns++] = (struct column){.name = STRING_POOL_NONE};
    return true;
}

/* One more column, of that name unless it is empty. */
static bool add_column(struct dataset *dataset, const char *name)
{
    if (!make_column(dataset))
        return false;
    if (name[0] == '\0')
        return true;
    size_t column = dataset->columns - 1, known = dataset->names.count;
    uint32_t number = string_pool_add(&dataset->names, name, 0, 0);
    if (number == STRING_POOL_NONE)
        return false;
    dataset->column[column].name = number;
    if (number == known)
        dataset->named[number] = (struct named){.column = column};
    else if (dataset->named[number].twin == 0)
        dataset->named[number].twin = column;
    return true;
}

static bool add_name(struct dataset *dataset, const struct csv_field *field, struct error *error)
{
    char number[24];
    bool bad = has_bad_bytes(field);
    if (bad && dataset->illegible == 0)
        dataset->illegible = dataset->columns + 1;
    snprintf(number, sizeof number, "#%zu", dataset->columns + 1);
    return (bad || check_name(dataset, field, error)) &&
           (add_column(dataset, bad ? number : field->text) || error_memory(error));
}

/* Lines whose fields are separated by something else are one field. */
static bool check_separator(const struct dataset *dataset, const struct csv_record *record,
                            struct error *error)
{
    const struct csv_field *first = &record->field[0];
    char separator = dataset->dialect.separator;
    const char *found = strpbrk(first->text, ",;\t|");
    if (record->count > 1 || first->quoted || !found)
        return true;
    return error_in_file(
        error, dataset->path, record->line, 0,
        "fields are separated by %s, not by %s; " SETTING("separator") " says which",
        dataset_word(&dialect_separators, separator), dataset_word(&dialect_separators, *found));
}

static bool add_names(struct dataset *dataset, const struct csv_record *record, struct error *error)
{
    bool named = false;
    for (size_t i = 0; i < record->count; i++) {
        if (!add_name(dataset, &record->field[i], error))
            return false;
        named = named || record->field[i].length > 0;
    }
    dataset->header = record->line;
    return named || error_in_file(error, dataset->path, record->line, 0, "no column has a name");
}

static bool number_columns(struct dataset *dataset, size_t count, struct error *error)
{
    char name[24];
    for (size_t i = 0; i < count; i++) {
        snprintf(name, sizeof name, "c%zu", i + 1);
        if (!add_column(dataset, name))
            return error_memory(error);
    }
    return true;
}

/* --- the rows --- */

/* All that is held. */
static size_t size_of(const struct dataset *dataset)
{
    size_t size = sizeof *dataset + strlen(dataset->path) + string_pool_size(&dataset->names) +
                  dataset->room * (sizeof *dataset->column + sizeof *dataset->named) +
                  dataset->columns * dataset->capacity * sizeof(union cell) +
                  2 * dataset->shifts * sizeof *dataset->shift;
    for (size_t i = 0; i < dataset->columns; i++)
        size += string_pool_size(&dataset->column[i].cells.texts);
    return size;
}

static bool resize(struct dataset *dataset, size_t capacity)
{
    for (size_t i = 0; i < dataset->columns; i++)
        if (!cells_resize(&dataset->column[i].cells, capacity))
            return false;
    dataset->capacity = capacity;
    return true;
}

static bool make_room(struct dataset *dataset)
{
    size_t capacity = dataset->capacity ? 2 * dataset->capacity : FIRST_ROWS;
    return dataset->rows < dataset->capacity ||
           resize(dataset, capacity < DATASET_MAX_ROWS ? capacity : DATASET_MAX_ROWS);
}

static bool is_empty(const struct csv_field *field)
{
    return field->length == 0 && !field->quoted;
}

/* Spreadsheets leave separators behind where cells once were. */
static void drop_empty_end(struct csv_record *record, size_t columns)
{
    while (record->count > columns && is_empty(&record->field[record->count - 1]))
        record->count--;
}

/* The line below the names of a table for people: |---|:---:|, ---+---. */
static bool is_rule(const struct csv_field *field)
{
    return !field->quoted && strstr(field->text, "---") &&
           field->text[strspn(field->text, "-+:|= ")] == '\0';
}

/* Is there nothing in the record but empty fields, and rules? */
static bool is_blank(const struct csv_record *record)
{
    size_t i = 0, rules = 0;
    for (; i < record->count; i++) {
        bool rule = is_rule(&record->field[i]);
        if (!rule && !is_empty(&record->field[i]))
            break;
        rules += rule;
    }
    return i == record->count && (record->count > 1 || rules > 0);
}

/* Do rows begin with a name of their own, for which there is none in the header? A number between
 * commas may be half of one with a decimal comma. */
static bool has_row_names(const struct dataset *dataset, const struct csv_record *record)
{
    double number;
    const struct csv_field *first = &record->field[0];
    if (dataset->header == 0 || dataset->rows > 0 || record->count != dataset->columns + 1)
        return false;
    if (first->quoted)
        return true;
    if (!dialect_number(&dataset->dialect, first->text, &number))
        return dataset->columns > 1;
    return dataset->dialect.numbered ||
           ((number == 0 || number == 1) && strchr(" \t", dataset->dialect.separator));
}

/* Puts a column without a name before the others. */
static bool add_row_names(struct dataset *dataset, struct error *error)
{
    if (!make_column(dataset))
        return error_memory(error);
    struct column *column = dataset->column, last = column[dataset->columns - 1];
    memmove(column + 1, column, (dataset->columns - 1) * sizeof *column);
    column[0] = last;
    for (size_t i = 0; i < dataset->names.count; i++) {
        dataset->named[i].column++;
        dataset->named[i].twin += dataset->named[i].twin > 0;
    }
    return true;
}

/* The format of geographic programs begins with lines such as "ncols 3", before its matrix. */
static bool is_ascii_grid(const struct dataset *dataset)
{
    const struct string_pool *texts = &dataset->column[0].cells.texts;
    const char *first = string_pool_size(texts) > 0 ? string_pool_at(texts, 0) : "";
    return strcasecmp(dataset->header > 0 ? dataset_name(dataset, 0) : first, "ncols") == 0;
}

static const char *length_hint(const struct dataset *dataset, const struct csv_record *record)
{
    if (is_ascii_grid(dataset))
        return "; of an ESRI ASCII grid leave out the lines before its rows, ncols to NODATA_value";
    if (dataset->columns == 1)
        return "; a line that is no data begins with #";
    if (record->count > dataset->columns)
        return "; a field that holds a separator stands in quotes";
    return "";
}

static bool check_row(const struct dataset *dataset, const struct csv_record *record,
                      struct error *error)
{
    if (record->count != dataset->columns)
        return error_in_file(error, dataset->path, 0, 0,
                             "line %ld has %zu field%s, but %s has %zu%s", record->line,
                             record->count, record->count == 1 ? "" : "s",
                             dataset->header > 0 ? "the header" : "the first row", dataset->columns,
                             length_hint(dataset, record));
    if (dataset->rows == DATASET_MAX_ROWS)
        return error_in_file(error, dataset->path, record->line, 0, "more than %d rows, the limit",
                             DATASET_MAX_ROWS);
    return true;
}

/* Numbers go first where no number can be a missing value. */
static bool set_cell(struct dataset *dataset, size_t i, const struct csv_field *field)
{
    const struct dialect *dialect = &dataset->dialect;
    struct cells *cells = &dataset->column[i].cells;
    bool chosen = dialect->missing, may_miss = !chosen && !field->quoted;
    double number;
    if (field->length == 0 || (chosen && dialect_is_missing(dialect, field->text)))
        cells_set_missing(cells, dataset->rows);
    else if (dialect_number(dialect, field->text, &number))
        cells_set_number(cells, dataset->rows, number);
    else if (may_miss && dialect_is_missing(dialect, field->text))
        cells_set_missing(cells, dataset->rows);
    else
        return cells_set_text(cells, dataset->rows, field->text, field->line, field->column);
    return true;
}

/* Notes on which line the next row begins, unless it follows the last one. */
static bool note_line(struct dataset *dataset, long line)
{
    long by = line - (long)dataset->rows;
    size_t count = dataset->shifts;
    if (count > 0 && dataset->shift[count - 1].by == by)
        return true;
    if ((count & (count - 1)) == 0) { /* as many as there is room for */
        struct shift *shift = realloc(dataset->shift, (count ? 2 * count : 1) * sizeof *shift);
        if (!shift)
            return false;
        dataset->shift = shift;
    }
    dataset->shift[dataset->shifts++] = (struct shift){dataset->rows, by};
    return true;
}

static bool add_row(struct dataset *dataset, struct csv_record *record, size_t bytes,
                    struct error *error)
{
    drop_empty_end(record, dataset->columns);
    if (is_blank(record))
        return true;
    if (has_row_names(dataset, record) && !add_row_names(dataset, error))
        return false;
    if (!check_row(dataset, record, error))
        return false;
    if (!make_room(dataset) || !note_line(dataset, record->line))
        return error_memory(error);
    for (size_t i = 0; i < record->count; i++)
        if (!set_cell(dataset, i, &record->field[i]))
            return error_memory(error);
    dataset->rows++;
    return size_of(dataset) <= bytes ||
           error_in_file(error, dataset->path, record->line, 0,
                         "the data take more than %zu bytes of memory, the limit", bytes);
}

/* --- the file --- */

/* What is no table of texts, though it may look like a text. */
static bool check_kind(const struct dataset *dataset, const char *bytes, size_t size,
                       struct error *error)
{
    static const struct {
        const char *begins, *what;
    } kinds[] = {
        {"PK\x03\x04", "a zip archive, as .xlsx and .ods are; save the table as CSV"},
        {"[{", "JSON; save the table as CSV"},
        {"{\"", "JSON; save the table as CSV"},
        {"{\n", "JSON; save the table as CSV"},
        {"[\n", "JSON; save the table as CSV"},
        {"<!", "HTML or XML; save the table as CSV"},
        {"<?xml", "HTML or XML; save the table as CSV"},
        {"<html", "HTML or XML; save the table as CSV"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t length = strlen(kinds[i].begins);
        if (size >= length && memcmp(bytes, kinds[i].begins, length) == 0)
            return error_in_file(error, dataset->path, 1, 0, "%s", kinds[i].what);
    }
    return true;
}

/* Finds out how the file is written. */
static bool begin(struct dataset *dataset, struct csv *csv, struct error *error)
{
    const char *bytes;
    size_t size = csv_sample(csv, &bytes);
    if (!check_kind(dataset, bytes, size, error))
        return false;
    dialect_find(&dataset->dialect, bytes, size, size < CSV_SAMPLE);
    csv_separate(csv, dataset->dialect.separator);
    return !dataset->dialect.declared || csv_skip_line(csv, error);
}

/* The first record: the names, or the first row. */
static bool read_first(struct dataset *dataset, struct csv_record *record, size_t bytes,
                       struct error *error)
{
    if (!check_separator(dataset, record, error))
        return false;
    if (dataset->dialect.header == DIALECT_ON)
        return add_names(dataset, record, error);
    return number_columns(dataset, record->count, error) && add_row(dataset, record, bytes, error);
}

static bool read_table(struct dataset *dataset, struct csv *csv, size_t bytes, struct error *error)
{
    struct csv_record record;
    if (!begin(dataset, csv, error))
        return false;
    enum csv_result result = csv_next(csv, &record, error);
    if (result == CSV_END)
        return error_in_file(error, dataset->path, 0, 0,
                             "no data: the first line names the columns");
    if (result == CSV_FAILED || !read_first(dataset, &record, bytes, error))
        return false;
    while ((result = csv_next(csv, &record, error)) == CSV_RECORD)
        if (!add_row(dataset, &record, bytes, error))
            return false;
    if (result == CSV_FAILED)
        return false;
    if (dataset->rows == 0)
        return error_in_file(error, dataset->path, dataset->header, 0, "no row below the names");
    return resize(dataset, dataset->rows) || error_memory(error);
}

static struct dataset *create(const char *path, const struct dialect *asked)
{
    struct dataset *dataset = calloc(1, sizeof *dataset);
    if (!dataset)
        return NULL;
    dataset->owners = 1;
    dataset->path = strdup(path);
    if (asked)
        dataset->dialect = *asked;
    if (asked && asked->missing)
        dataset->dialect.missing = dataset->missing = strdup(asked->missing);
    if (dataset->path && (!asked || !asked->missing || dataset->missing))
        return dataset;
    dataset_release(dataset);
    return NULL;
}

struct dataset *dataset_read_within(struct reader *reader, const struct dialect *asked,
                                    size_t bytes, struct error *error)
{
    struct dataset *dataset = create(reader->name, asked);
    struct csv *csv = csv_open(reader, DATASET_MAX_COLUMNS, error);
    bool ok = csv && (dataset ? read_table(dataset, csv, bytes, error) : error_memory(error));
    csv_close(csv);
    if (ok)
        return dataset;
    dataset_release(dataset);
    return NULL;
}

struct dataset *dataset_read(struct reader *reader, const struct dialect *asked,
                             struct error *error)
{
    return dataset_read_within(reader, asked, DATASET_MAX_BYTES, error);
}
