#include "engine/dataset.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/csv.h"
#include "base/error.h"
#include "base/number.h"
#include "base/table.h"
#include "base/text.h"
#include "engine/cells.h"
#include "engine/dialect.h"
#include "engine/examples.h"

enum { FIRST_ROWS = 64, FIRST_COLUMNS = 64, SHOWN = 40, HINT_SIZE = 120, SUGGESTED_FROM = 1000 };

struct column {
    uint32_t name; /* among the names; TEXTS_NONE: it has none */
    struct cells cells;
};

/* Which column has a name. */
struct named {
    size_t column;
    size_t twin; /* the second one that has it; 0: none, as the first column is no second one */
};

struct dataset {
    size_t owners;
    char *path, *missing;   /* owned */
    struct dialect dialect; /* as it was found to be; its `missing` is the one above */
    long header;            /* the line of the names, 0: none */
    struct texts names;
    struct named *named;   /* [names.count], room for `room` */
    struct column *column; /* [columns], room for `room` */
    size_t rows, columns, capacity, room;
    size_t illegible; /* the number, from 1, of the first column whose name is no UTF-8; 0: none */
};

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
    for (size_t i = 0; i < dataset->columns; i++)
        cells_release(&dataset->column[i].cells);
    texts_release(&dataset->names);
    free(dataset->named);
    free(dataset->column);
    free(dataset->missing);
    free(dataset->path);
    free(dataset);
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
    return name == TEXTS_NONE ? "" : texts_at(&dataset->names, name);
}

static const struct named *find_name(const struct dataset *dataset, const char *name)
{
    uint32_t found = texts_find(&dataset->names, name);
    return found == TEXTS_NONE ? NULL : &dataset->named[found];
}

int dataset_find(const struct dataset *dataset, const char *name)
{
    const struct named *named = find_name(dataset, name);
    return named && named->twin == 0 ? (int)named->column : -1;
}

/* The nearest text, or NULL. */
static const char *nearest_text(const struct texts *texts, const char *text)
{
    const char *list[SUGGESTED_FROM];
    size_t count = texts->count < SUGGESTED_FROM ? texts->count : SUGGESTED_FROM;
    for (size_t i = 0; i < count; i++)
        list[i] = texts_at(texts, i);
    return names_nearest(list, count, text);
}

/* "; did you mean 'near'?", or nothing where there is none. */
static const char *suggest(const char *near, char out[HINT_SIZE])
{
    char shown[SHOWN];
    out[0] = '\0';
    if (near)
        snprintf(out, HINT_SIZE, "; did you mean '%s'?", text_head(near, shown, sizeof shown));
    return out;
}

void dataset_list(const struct dataset *dataset, struct buffer *out)
{
    enum { LISTED = 8 };
    char shown[SHOWN];
    size_t i = 0, told = 0;
    for (; i < dataset->columns && told < LISTED; i++)
        if (dataset->column[i].name != TEXTS_NONE)
            buffer_format(out, "%s%s", told++ ? ", " : "",
                          text_head(dataset_name(dataset, i), shown, sizeof shown));
    buffer_text(out, i < dataset->columns ? "…" : "");
}

/* Why there is no such column, where that is no plain mistake. */
static const char *explain(const struct dataset *dataset, char out[HINT_SIZE])
{
    out[0] = '\0';
    if (dataset->header == 0)
        return "; no line of names was found: --header on";
    if (dataset->illegible > 0)
        snprintf(out, HINT_SIZE,
                 "; the name of #%zu is no UTF-8: save the file as such, or use #%zu",
                 dataset->illegible, dataset->illegible);
    return out;
}

static void say_missing(const struct dataset *dataset, const char *name, struct error *error)
{
    struct buffer list = {0};
    char shown[SHOWN], hint[HINT_SIZE];
    const char *near = nearest_text(&dataset->names, name);
    text_head(name, shown, sizeof shown);
    dataset_list(dataset, &list);
    if (near)
        error_in_file(error, dataset->path, 0, 0, "there is no column '%s'%s", shown,
                      suggest(near, hint));
    else
        error_in_file(error, dataset->path, 0, 0, "there is no column '%s'; there are %s%s", shown,
                      buffer_string(&list), explain(dataset, hint));
    buffer_release(&list);
}

int dataset_need(const struct dataset *dataset, const char *name, struct error *error)
{
    const struct named *named = find_name(dataset, name);
    char shown[SHOWN];
    if (!named)
        say_missing(dataset, name, error);
    else if (named->twin > 0)
        error_in_file(error, dataset->path, 0, 0,
                      "two columns have the name '%s': say which by number, #%zu or #%zu",
                      text_head(name, shown, sizeof shown), named->column + 1, named->twin + 1);
    return dataset_find(dataset, name);
}

/* --- how it was read --- */

static const char *word_for(const struct table *table, char byte)
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
        buffer_format(out, ", %s", word_for(&dialect_separators, dataset->dialect.separator));
    if (dataset->dialect.decimal == ',')
        buffer_format(out, ", %s", word_for(&dialect_decimals, ','));
    if (dataset->header > 0)
        buffer_format(out, ", names in line %ld", dataset->header);
    else
        buffer_text(out, ", no line of names");
}

const char *dataset_doubt(const struct dataset *dataset)
{
    switch (dataset->dialect.doubt) {
    case DIALECT_MAYBE_NAMES:
        return "the first line has numbers and texts: taken as data (--header on: as names)";
    case DIALECT_MAYBE_DATA:
        return "the first line has numbers: taken as names all the same (--header off: as data)";
    case DIALECT_CERTAIN:
        break;
    }
    return NULL;
}

/* --- reading: the header --- */

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
    dataset->column[dataset->columns++] = (struct column){.name = TEXTS_NONE};
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
    uint32_t number = texts_add(&dataset->names, name, 0, 0);
    if (number == TEXTS_NONE)
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
    return error_in_file(error, dataset->path, record->line, 0,
                         "fields are separated by %s, not by %s; --separator says which",
                         word_for(&dialect_separators, separator),
                         word_for(&dialect_separators, *found));
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

/* --- reading: the rows --- */

/* All that is held. */
static size_t size_of(const struct dataset *dataset)
{
    size_t size = sizeof *dataset + strlen(dataset->path) + texts_size(&dataset->names) +
                  dataset->room * (sizeof *dataset->column + sizeof *dataset->named) +
                  dataset->columns * dataset->capacity * sizeof(union cell);
    for (size_t i = 0; i < dataset->columns; i++)
        size += texts_size(&dataset->column[i].cells.texts);
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
    return (number == 0 || number == 1) && strchr(" \t", dataset->dialect.separator);
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

static const char *length_hint(const struct dataset *dataset, const struct csv_record *record)
{
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
                             dataset->header > 0 ? "the header" : "the first row",
                             dataset->columns, length_hint(dataset, record));
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
    if (!make_room(dataset))
        return error_memory(error);
    for (size_t i = 0; i < record->count; i++)
        if (!set_cell(dataset, i, &record->field[i]))
            return error_memory(error);
    dataset->rows++;
    return size_of(dataset) <= bytes ||
           error_in_file(error, dataset->path, record->line, 0,
                         "the data take more than %zu bytes of memory, the limit", bytes);
}

/* --- reading: the file --- */

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

struct dataset *dataset_read_within(const char *path, const struct dialect *asked, size_t bytes,
                                    struct error *error)
{
    struct csv *csv = csv_open(path, DATASET_MAX_COLUMNS, error);
    if (!csv)
        return NULL;
    struct dataset *dataset = create(path, asked);
    bool ok = dataset ? read_table(dataset, csv, bytes, error) : error_memory(error);
    csv_close(csv);
    if (ok)
        return dataset;
    dataset_release(dataset);
    return NULL;
}

struct dataset *dataset_read(const char *path, const struct dialect *asked, struct error *error)
{
    return dataset_read_within(path, asked, DATASET_MAX_BYTES, error);
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

const char *dataset_text(const struct dataset *dataset, size_t i)
{
    static const char *const yes[] = {"yes", "true", "y", "t", "positive", "pos"};
    const struct texts *texts = &dataset->column[i].cells.texts;
    if (texts->count < 2)
        return NULL;
    for (size_t k = 0; k < 2; k++)
        for (size_t j = 0; j < sizeof yes / sizeof *yes; j++)
            if (strcasecmp(texts_at(texts, k), yes[j]) == 0)
                return texts_at(texts, k);
    return texts_at(texts, 0);
}

bool dataset_has_twins(const struct dataset *dataset, const char *name)
{
    const struct named *named = find_name(dataset, name);
    return named && named->twin > 0;
}

/* --- taking out columns --- */

/* A column as it is asked for. */
struct wanted {
    const struct cells *cells; /* NULL: the number of the row */
    bool is_label;
    uint32_t text; /* the label in the column's texts, or TEXTS_NONE */
    double number; /* the label as a number, or NaN */
};

static double value_of(const struct wanted *wanted, size_t row)
{
    if (!wanted->cells)
        return wanted->is_label ? (double)row + 1 == wanted->number : (double)row + 1;
    union cell cell = wanted->cells->cell[row];
    if (!wanted->is_label)
        return cell.number;
    return cell_is_number(cell) ? cell.number == wanted->number : cell_text(cell) == wanted->text;
}

static bool is_too_large(const char *text)
{
    const char *digits = text + strspn(text, "+-");
    double number;
    return number_scan(digits, strlen(digits), &number) == strlen(digits) && isinf(number);
}

/* Does the first row hold units: texts, each over a column that is of numbers but for it? */
static bool begins_with_units(const struct dataset *dataset)
{
    for (size_t i = 0; i < dataset->columns; i++) {
        const struct cells *cells = &dataset->column[i].cells;
        if (cell_is_missing(cells->cell[0]))
            continue;
        if (cell_is_number(cells->cell[0]) || cells->texts.count > 1 ||
            !cells_have_numbers(cells, dataset->rows))
            return false;
    }
    return true;
}

/* What is to be done about a text in place of a number: "; …", or "". */
static char *hint_for(const struct dataset *dataset, const struct dataset_column *asked,
                      const char *text, char out[HINT_SIZE])
{
    const struct cells *cells = &dataset->column[asked->column].cells;
    const char *wish = dataset_text(dataset, asked->column);
    char label[SHOWN];
    dialect_hint(&dataset->dialect, text, out, HINT_SIZE);
    if (cell_text(cells->cell[0]) == 0 && begins_with_units(dataset))
        snprintf(out, HINT_SIZE, "; begin line %ld with # if it holds units",
                 cells->texts.entry[0].line);
    else if (!out[0] && wish && strlen(wish) < SHOWN && !dataset_has_numbers(dataset, asked->column))
        snprintf(out, HINT_SIZE, "; in its place --label '%s=%s:%s' is 1 there, else 0",
                 asked->variable ? asked->variable : asked->name,
                 text_head(asked->name, label, sizeof label), wish);
    return out;
}

/* No text may stand where numbers are asked for; the first of them is the one to show. */
static bool check_numbers(const struct dataset *dataset, const struct dataset_column *asked,
                          struct error *error)
{
    const struct texts *texts = &dataset->column[asked->column].cells.texts;
    if (texts->count == 0)
        return true;
    const char *text = texts_at(texts, 0);
    char shown_text[SHOWN], shown_name[SHOWN], hint[HINT_SIZE];
    return error_in_file(error, dataset->path, texts->entry[0].line, texts->entry[0].column,
                         "'%s' in '%s' is %s%s", text_head(text, shown_text, sizeof shown_text),
                         text_head(asked->name, shown_name, sizeof shown_name),
                         is_too_large(text) ? "too large for a number" : "no number",
                         hint_for(dataset, asked, text, hint));
}

static bool check_label(const struct dataset *dataset, const struct dataset_column *asked,
                        const struct wanted *wanted, struct error *error)
{
    if (wanted->text != TEXTS_NONE ||
        cells_have_number(wanted->cells, dataset->rows, wanted->number))
        return true;
    char shown_name[SHOWN], shown_label[SHOWN], hint[HINT_SIZE];
    return error_in_file(error, dataset->path, 0, 0, "no value of '%s' is '%s'%s",
                         text_head(asked->name, shown_name, sizeof shown_name),
                         text_head(asked->label, shown_label, sizeof shown_label),
                         suggest(nearest_text(&wanted->cells->texts, asked->label), hint));
}

static bool want(const struct dataset *dataset, const struct dataset_column *asked,
                 struct wanted *wanted, struct error *error)
{
    *wanted = (struct wanted){.is_label = asked->label, .text = TEXTS_NONE, .number = NAN};
    if (asked->label)
        (void)dialect_number(&dataset->dialect, asked->label, &wanted->number);
    if (asked->column == DATASET_ROW)
        return true;
    wanted->cells = &dataset->column[asked->column].cells;
    if (!asked->label)
        return check_numbers(dataset, asked, error);
    wanted->text = texts_find(&wanted->cells->texts, asked->label);
    return check_label(dataset, asked, wanted, error);
}

static bool is_complete(const struct wanted *wanted, size_t count, size_t row)
{
    for (size_t i = 0; i < count; i++)
        if (wanted[i].cells && cell_is_missing(wanted[i].cells->cell[row]))
            return false;
    return true;
}

static bool take_rows(const struct dataset *dataset, const struct wanted *wanted, size_t count,
                      struct examples *examples, struct error *error)
{
    size_t complete = 0, at = 0;
    for (size_t row = 0; row < dataset->rows; row++)
        complete += is_complete(wanted, count, row);
    if (complete == 0)
        return error_in_file(error, dataset->path, 0, 0,
                             "every row lacks a value that is needed; %zu dropped, none left",
                             dataset->rows);
    if (!examples_init(examples, complete, count))
        return error_memory(error);
    examples->dropped = dataset->rows - complete;
    for (size_t row = 0; row < dataset->rows; row++) {
        if (!is_complete(wanted, count, row))
            continue;
        for (size_t i = 0; i < count; i++)
            examples_column(examples, i)[at] = value_of(&wanted[i], row);
        at++;
    }
    return true;
}

bool dataset_extract(const struct dataset *dataset, const struct dataset_column *columns,
                     size_t count, struct examples *examples, struct error *error)
{
    *examples = (struct examples){0};
    struct wanted *wanted = calloc(count > 0 ? count : 1, sizeof *wanted);
    bool ok = wanted || error_memory(error);
    for (size_t i = 0; ok && i < count; i++)
        ok = want(dataset, &columns[i], &wanted[i], error);
    ok = ok && take_rows(dataset, wanted, count, examples, error);
    free(wanted);
    return ok;
}
