/* Columns are taken out of a data set as examples. */
#include "problem/dataset_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/number.h"
#include "base/text.h"
#include "problem/examples.h"

/* A column as it is asked for. */
struct wanted {
    const struct cells *cells; /* NULL: the number of the row */
    bool is_label;
    uint32_t text; /* the label in the column's texts, or STRING_POOL_NONE */
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
                      const char *text, char out[DATASET_HINT])
{
    const struct cells *cells = &dataset->column[asked->column].cells;
    const char *wish = dataset_text(dataset, asked->column);
    char label[DATASET_SHOWN];
    dialect_hint(&dataset->dialect, text, out, DATASET_HINT);
    if (asked->whole && dialect_looks_missing(text))
        snprintf(out, DATASET_HINT, "; no number may be missing here: fill it in");
    if (cell_text(cells->cell[0]) == 0 && begins_with_units(dataset))
        snprintf(out, DATASET_HINT, "; begin line %ld with # if it holds units",
                 cells->texts.entry[0].line);
    else if (!out[0] && wish && strlen(wish) < DATASET_SHOWN &&
             !dataset_has_numbers(dataset, asked->column))
        snprintf(out, DATASET_HINT,
                 "; in its place " SETTING("label %s=%s:%s") " is 1 there, else 0",
                 asked->variable ? asked->variable : asked->name,
                 text_head(asked->name, label, sizeof label), wish);
    return out;
}

/* No text may stand where numbers are asked for; the first of them is the one to show. */
static bool check_numbers(const struct dataset *dataset, const struct dataset_column *asked,
                          struct error *error)
{
    const struct string_pool *texts = &dataset->column[asked->column].cells.texts;
    if (texts->count == 0)
        return true;
    const char *text = string_pool_at(texts, 0);
    char shown_text[DATASET_SHOWN], shown_name[DATASET_SHOWN], hint[DATASET_HINT];
    return error_in_file(error, dataset->path, texts->entry[0].line, texts->entry[0].column,
                         "'%s' in '%s' is %s%s", text_head(text, shown_text, sizeof shown_text),
                         text_head(asked->name, shown_name, sizeof shown_name),
                         is_too_large(text) ? "too large for a number" : "no number",
                         hint_for(dataset, asked, text, hint));
}

bool dataset_check_numbers(const struct dataset *dataset, size_t i, const char *name,
                           struct error *error)
{
    const struct dataset_column asked = {.name = name, .column = i, .whole = true};
    return check_numbers(dataset, &asked, error);
}

static bool check_label(const struct dataset *dataset, const struct dataset_column *asked,
                        const struct wanted *wanted, struct error *error)
{
    if (wanted->text != STRING_POOL_NONE ||
        cells_have_number(wanted->cells, dataset->rows, wanted->number))
        return true;
    char shown_name[DATASET_SHOWN], shown_label[DATASET_SHOWN], hint[DATASET_HINT];
    return error_in_file(error, dataset->path, 0, 0, "no value of '%s' is '%s'%s",
                         text_head(asked->name, shown_name, sizeof shown_name),
                         text_head(asked->label, shown_label, sizeof shown_label),
                         dataset_suggest(&wanted->cells->texts, asked->label, hint));
}

static bool want(const struct dataset *dataset, const struct dataset_column *asked,
                 struct wanted *wanted, struct error *error)
{
    *wanted = (struct wanted){.is_label = asked->label, .text = STRING_POOL_NONE, .number = NAN};
    if (asked->label)
        (void)dialect_number(&dataset->dialect, asked->label, &wanted->number);
    if (asked->column == DATASET_ROW)
        return true;
    wanted->cells = &dataset->column[asked->column].cells;
    if (!asked->label)
        return check_numbers(dataset, asked, error);
    wanted->text = string_pool_find(&wanted->cells->texts, asked->label);
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
