#include "engine/dataset.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/csv.h"
#include "base/error.h"
#include "base/number.h"
#include "base/table.h"
#include "base/text.h"
#include "engine/examples.h"
#include "engine/texts.h"

enum { FIRST_ROWS = 64, SHOWN = 40, SUGGESTION_SIZE = 64, SUGGESTED_FROM = 1000 };

/* A number, which is finite; or a NaN with MISSING or a text's number in its low half. */
union cell {
    double number;
    uint64_t bits;
};

#define NAN_BITS UINT64_C(0x7FF8000000000000)
#define MISSING TEXTS_NONE

struct column {
    char *name;
    union cell *cell; /* [rows], room for `capacity` */
    struct texts texts;
};

struct dataset {
    size_t owners;
    char *path;
    size_t rows, columns, capacity;
    size_t name_bytes; /* that path and names take */
    struct column column[DATASET_MAX_COLUMNS];
};

/* --- cells --- */

static union cell cell_special(uint32_t code)
{
    return (union cell){.bits = NAN_BITS | code};
}

static bool cell_is_number(union cell cell)
{
    return !isnan(cell.number);
}

static bool cell_is_missing(union cell cell)
{
    return cell.bits == (NAN_BITS | MISSING);
}

/* The number of the cell's text; TEXTS_NONE where it is none. */
static uint32_t cell_text(union cell cell)
{
    return cell_is_number(cell) ? TEXTS_NONE : (uint32_t)(cell.bits & UINT32_MAX);
}

static bool set_cell(struct column *column, size_t row, const struct csv_field *field)
{
    union cell *cell = &column->cell[row];
    if (field->length == 0 || (!field->quoted && strcmp(field->text, "NA") == 0)) {
        *cell = cell_special(MISSING);
    } else if (!number_parse(field->text, &cell->number, NULL)) {
        uint32_t text = texts_add(&column->texts, field->text, field->line, field->column);
        if (text == TEXTS_NONE)
            return false;
        *cell = cell_special(text);
    }
    return true;
}

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
    for (size_t i = 0; i < dataset->columns; i++) {
        free(dataset->column[i].name);
        free(dataset->column[i].cell);
        texts_release(&dataset->column[i].texts);
    }
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

const char *dataset_name(const struct dataset *dataset, size_t i)
{
    return dataset->column[i].name;
}

int dataset_find(const struct dataset *dataset, const char *name)
{
    for (size_t i = 0; i < dataset->columns && *name; i++)
        if (strcmp(dataset->column[i].name, name) == 0)
            return (int)i;
    return -1;
}

/* "; did you mean 'near'?", or nothing where there is none. */
static const char *suggest(const char *near, char out[SUGGESTION_SIZE])
{
    char shown[SHOWN];
    out[0] = '\0';
    if (near)
        snprintf(out, SUGGESTION_SIZE, "; did you mean '%s'?",
                 text_head(near, shown, sizeof shown));
    return out;
}

void dataset_list(const struct dataset *dataset, struct buffer *out)
{
    enum { LISTED = 8 };
    char shown[SHOWN];
    for (size_t i = 0; i < dataset->columns && i < LISTED; i++)
        buffer_format(out, "%s%s", i ? ", " : "",
                      text_head(dataset->column[i].name, shown, sizeof shown));
    buffer_text(out, dataset->columns > LISTED ? "…" : "");
}

int dataset_need(const struct dataset *dataset, const char *name, struct error *error)
{
    const char *names[DATASET_MAX_COLUMNS];
    char shown[SHOWN];
    struct buffer list = {0};
    int found = dataset_find(dataset, name);
    if (found >= 0)
        return found;
    for (size_t i = 0; i < dataset->columns; i++)
        names[i] = dataset->column[i].name;
    const char *near = names_nearest(names, dataset->columns, name);
    text_head(name, shown, sizeof shown);
    dataset_list(dataset, &list);
    if (near)
        error_in_file(error, dataset->path, 0, 0, "there is no column '%s'; did you mean '%s'?",
                      shown, near);
    else
        error_in_file(error, dataset->path, 0, 0, "there is no column '%s'; there are %s", shown,
                      buffer_string(&list));
    buffer_release(&list);
    return -1;
}

/* --- reading: the header --- */

static bool check_name(const struct dataset *dataset, const struct csv_field *field,
                       struct error *error)
{
    for (size_t i = 0; i < field->length;) {
        uint32_t glyph;
        size_t size = text_decode(field->text + i, field->length - i, &glyph);
        if (glyph == TEXT_INVALID && size == 1)
            return error_in_file(error, dataset->path, field->line, field->column,
                                 "a name that is no UTF-8; save the file as UTF-8");
        if (text_is_hidden(glyph))
            return error_in_file(error, dataset->path, field->line, field->column,
                                 "a control character (U+%04X) in a name", (unsigned)glyph);
        i += size;
    }
    return true;
}

static bool add_name(struct dataset *dataset, const struct csv_field *field, struct error *error)
{
    char shown[SHOWN];
    if (!check_name(dataset, field, error))
        return false;
    if (dataset_find(dataset, field->text) >= 0)
        return error_in_file(error, dataset->path, field->line, field->column,
                             "a second column with the name '%s'",
                             text_head(field->text, shown, sizeof shown));
    char *name = strdup(field->text);
    if (!name)
        return error_memory(error);
    dataset->column[dataset->columns++].name = name;
    dataset->name_bytes += field->length + 1;
    return true;
}

/* Lines whose fields are separated by something else are one field. */
static bool check_separator(const struct dataset *dataset, const struct csv_record *record,
                            struct error *error)
{
    const struct csv_field *first = &record->field[0];
    const char *found = strpbrk(first->text, ";\t");
    if (record->count > 1 || first->quoted || !found)
        return true;
    return error_in_file(error, dataset->path, record->line, 0,
                         "fields are separated by commas, not by %s",
                         *found == ';' ? "semicolons" : "tabs");
}

static bool add_names(struct dataset *dataset, const struct csv_record *record, struct error *error)
{
    bool named = false, words = false;
    double number;
    if (!check_separator(dataset, record, error))
        return false;
    for (size_t i = 0; i < record->count; i++) {
        if (!add_name(dataset, &record->field[i], error))
            return false;
        named = named || record->field[i].length > 0;
        words = words || !number_parse(record->field[i].text, &number, NULL);
    }
    if (!words)
        return error_in_file(error, dataset->path, record->line, 0,
                             "numbers where the names of the columns should be");
    return named || error_in_file(error, dataset->path, record->line, 0, "no column has a name");
}

/* --- reading: the rows --- */

/* All that is held. */
static size_t size_of(const struct dataset *dataset)
{
    size_t size = sizeof *dataset + dataset->name_bytes;
    for (size_t i = 0; i < dataset->columns; i++)
        size += dataset->capacity * sizeof(union cell) + texts_size(&dataset->column[i].texts);
    return size;
}

static bool resize(struct dataset *dataset, size_t capacity)
{
    for (size_t i = 0; i < dataset->columns; i++) {
        union cell *cell = realloc(dataset->column[i].cell, capacity * sizeof *cell);
        if (!cell)
            return false;
        dataset->column[i].cell = cell;
    }
    dataset->capacity = capacity;
    return true;
}

static bool make_room(struct dataset *dataset)
{
    size_t capacity = dataset->capacity ? 2 * dataset->capacity : FIRST_ROWS;
    return dataset->rows < dataset->capacity ||
           resize(dataset, capacity < DATASET_MAX_ROWS ? capacity : DATASET_MAX_ROWS);
}

static bool check_row(const struct dataset *dataset, const struct csv_record *record,
                      struct error *error)
{
    if (record->count != dataset->columns)
        return error_in_file(error, dataset->path, 0, 0,
                             "line %ld has %zu field%s, but the header has %zu", record->line,
                             record->count, record->count == 1 ? "" : "s", dataset->columns);
    if (dataset->rows == DATASET_MAX_ROWS)
        return error_in_file(error, dataset->path, record->line, 0, "more than %d rows, the limit",
                             DATASET_MAX_ROWS);
    return true;
}

static bool add_row(struct dataset *dataset, const struct csv_record *record, size_t bytes,
                    struct error *error)
{
    if (!check_row(dataset, record, error))
        return false;
    if (!make_room(dataset))
        return error_memory(error);
    for (size_t i = 0; i < record->count; i++)
        if (!set_cell(&dataset->column[i], dataset->rows, &record->field[i]))
            return error_memory(error);
    dataset->rows++;
    return size_of(dataset) <= bytes ||
           error_in_file(error, dataset->path, record->line, 0,
                         "the data take more than %zu bytes of memory, the limit", bytes);
}

/* --- reading: the file --- */

static bool read_table(struct dataset *dataset, struct csv *csv, size_t bytes, struct error *error)
{
    struct csv_record record;
    enum csv_result result = csv_next(csv, &record, error);
    if (result == CSV_END)
        return error_in_file(error, dataset->path, 0, 0,
                             "no data: the first line names the columns");
    if (result == CSV_FAILED || !add_names(dataset, &record, error))
        return false;
    long line = record.line;
    while ((result = csv_next(csv, &record, error)) == CSV_RECORD)
        if (!add_row(dataset, &record, bytes, error))
            return false;
    if (result == CSV_FAILED)
        return false;
    if (dataset->rows == 0)
        return error_in_file(error, dataset->path, line, 0, "no row below the names");
    return resize(dataset, dataset->rows) || error_memory(error);
}

static struct dataset *create(const char *path)
{
    struct dataset *dataset = calloc(1, sizeof *dataset);
    if (!dataset)
        return NULL;
    dataset->owners = 1;
    dataset->name_bytes = strlen(path) + 1;
    dataset->path = strdup(path);
    return dataset;
}

struct dataset *dataset_read_within(const char *path, size_t bytes, struct error *error)
{
    struct csv *csv = csv_open(path, DATASET_MAX_COLUMNS, error);
    if (!csv)
        return NULL;
    struct dataset *dataset = create(path);
    bool ok =
        dataset && dataset->path ? read_table(dataset, csv, bytes, error) : error_memory(error);
    csv_close(csv);
    if (ok)
        return dataset;
    dataset_release(dataset);
    return NULL;
}

struct dataset *dataset_read(const char *path, struct error *error)
{
    return dataset_read_within(path, DATASET_MAX_BYTES, error);
}

/* --- taking out columns --- */

/* A column as it is asked for. */
struct wanted {
    const struct column *column;
    bool is_label;
    uint32_t text; /* the label in the column's texts, or TEXTS_NONE */
    double number; /* the label as a number, or NaN */
};

static double value_of(const struct wanted *wanted, size_t row)
{
    union cell cell = wanted->column->cell[row];
    if (!wanted->is_label)
        return cell.number;
    return cell_is_number(cell) ? cell.number == wanted->number : cell_text(cell) == wanted->text;
}

/* What a person who wrote this for a number may need to know, or "". */
static const char *hint_for(const char *text)
{
    static const char *const missing[] = {"na", "n/a", "#n/a", "nan", "null",   "none",
                                          "-",  "--",  "?",    ".",   "missing"};
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++)
        if (strcasecmp(text, missing[i]) == 0)
            return "; a missing value is NA or empty";
    const char *digits = text + strspn(text, "+-");
    if (strncasecmp(digits, "0x", 2) == 0)
        return "; numbers are decimal";
    if (digits[0] < '0' || digits[0] > '9')
        return "";
    if (strchr(digits, ',') && digits[strspn(digits, "0123456789,eE+-")] == '\0')
        return "; the decimal sign is a point";
    if (strpbrk(digits, ", '_") && digits[strspn(digits, "0123456789., '_")] == '\0')
        return "; digits are not grouped";
    return "";
}

static bool is_too_large(const char *text)
{
    const char *digits = text + strspn(text, "+-");
    double number;
    return number_scan(digits, strlen(digits), &number) == strlen(digits) && isinf(number);
}

/* No text may stand where numbers are asked for; the first of them is the one to show. */
static bool check_numbers(const struct dataset *dataset, const struct dataset_column *asked,
                          struct error *error)
{
    const struct texts *texts = &dataset->column[asked->column].texts;
    if (texts->count == 0)
        return true;
    const char *text = texts_at(texts, 0);
    char shown_text[SHOWN], shown_name[SHOWN];
    return error_in_file(error, dataset->path, texts->entry[0].line, texts->entry[0].column,
                         "'%s' in '%s' is %s%s", text_head(text, shown_text, sizeof shown_text),
                         text_head(asked->name, shown_name, sizeof shown_name),
                         is_too_large(text) ? "too large for a number" : "no number",
                         hint_for(text));
}

static bool holds_number(const struct dataset *dataset, const struct wanted *wanted)
{
    for (size_t row = 0; row < dataset->rows; row++)
        if (wanted->column->cell[row].number == wanted->number)
            return true;
    return false;
}

/* The nearest text, or NULL. */
static const char *nearest_text(const struct texts *texts, const char *label)
{
    const char *list[SUGGESTED_FROM];
    size_t count = texts->count < SUGGESTED_FROM ? texts->count : SUGGESTED_FROM;
    for (size_t i = 0; i < count; i++)
        list[i] = texts_at(texts, i);
    return names_nearest(list, count, label);
}

static bool check_label(const struct dataset *dataset, const struct dataset_column *asked,
                        const struct wanted *wanted, struct error *error)
{
    if (wanted->text != TEXTS_NONE || holds_number(dataset, wanted))
        return true;
    char shown_name[SHOWN], shown_label[SHOWN], suggestion[SUGGESTION_SIZE];
    return error_in_file(error, dataset->path, 0, 0, "no value of '%s' is '%s'%s",
                         text_head(asked->name, shown_name, sizeof shown_name),
                         text_head(asked->label, shown_label, sizeof shown_label),
                         suggest(nearest_text(&wanted->column->texts, asked->label), suggestion));
}

static bool want(const struct dataset *dataset, const struct dataset_column *asked,
                 struct wanted *wanted, struct error *error)
{
    *wanted = (struct wanted){.column = &dataset->column[asked->column],
                              .is_label = asked->label,
                              .text = TEXTS_NONE,
                              .number = NAN};
    if (!asked->label)
        return check_numbers(dataset, asked, error);
    wanted->text = texts_find(&wanted->column->texts, asked->label);
    (void)number_parse(asked->label, &wanted->number, NULL);
    return check_label(dataset, asked, wanted, error);
}

static bool is_complete(const struct wanted *wanted, size_t count, size_t row)
{
    for (size_t i = 0; i < count; i++)
        if (cell_is_missing(wanted[i].column->cell[row]))
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
