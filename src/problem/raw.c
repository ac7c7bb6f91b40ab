#include "problem/raw.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "formula/syntax.h"
#include "problem/learning.h"
#include "problem/objective.h"

enum { MOST_SUMS = 8, MOST_ROWS = MOST_SUMS * (FORMULA_MAX_VARIABLES + 1) };

/* Reads a loss for its sums of products. A sum is a table of factors: that at (j, i) belongs to
 * column j - 1 and parameter i - 1, where 0 stands for no column and for no parameter. */
struct loss_reader {
    const struct learning *learning;
    char *const *parameter;
    int n, columns;
    struct syntax syntax;
    double **sum; /* [syntax.node_count], owned; NULL: the node is none */
    bool *seen;   /* [syntax.node_count], owned */
    const double
        *found[MOST_SUMS]; /* the different ones, as large as can be, in which a standardized
                            * column is; borrowed of sum */
    int count;
    bool failed; /* there are more of them, or memory is short, and the error says so */
    struct error *error;
};

/* --- tables of factors --- */

static size_t size_of(const struct loss_reader *reader)
{
    return (size_t)(reader->columns + 1) * (size_t)(reader->n + 1);
}

static double factor(const struct loss_reader *reader, const double *sum, int j, int i)
{
    return sum[j * (reader->n + 1) + i];
}

/* A table of zeros with one entry. NULL, and failed, where memory is short. */
static double *new_sum(struct loss_reader *reader, int j, int i, double value)
{
    double *sum = calloc(size_of(reader), sizeof *sum);
    if (sum)
        sum[j * (reader->n + 1) + i] = value;
    else
        reader->failed = !error_memory(reader->error);
    return sum;
}

/* a*scale + b*other. */
static double *combine(struct loss_reader *reader, const double *a, double scale, const double *b,
                       double other)
{
    double *sum = a && b ? new_sum(reader, 0, 0, 0) : NULL;
    for (size_t k = 0; sum && k < size_of(reader); k++)
        sum[k] = a[k] * scale + b[k] * other;
    return sum;
}

/* Is there an entry with a column; with a parameter? */
static bool has_column(const struct loss_reader *reader, const double *sum)
{
    for (size_t k = (size_t)reader->n + 1; k < size_of(reader); k++)
        if (sum[k] != 0)
            return true;
    return false;
}

static bool has_parameter(const struct loss_reader *reader, const double *sum)
{
    for (size_t k = 0; k < size_of(reader); k++)
        if (sum[k] != 0 && k % (size_t)(reader->n + 1) != 0)
            return true;
    return false;
}

/* A product is such a sum where no column meets a column, and no parameter a parameter. */
static double *multiply(struct loss_reader *reader, const double *a, const double *b)
{
    if (!a || !b || (has_column(reader, a) && has_column(reader, b)) ||
        (has_parameter(reader, a) && has_parameter(reader, b)))
        return NULL;
    /* One of the entries that meet is in no column, and one has no parameter: places add up. */
    double *sum = new_sum(reader, 0, 0, 0);
    for (size_t i = 0; sum && i < size_of(reader); i++)
        for (size_t k = 0; a[i] != 0 && k < size_of(reader); k++)
            if (b[k] != 0)
                sum[i + k] += a[i] * b[k];
    return sum;
}

static double *divide(struct loss_reader *reader, const double *a, const double *b)
{
    if (!a || !b || has_column(reader, b) || has_parameter(reader, b) || b[0] == 0)
        return NULL;
    return combine(reader, a, 1 / b[0], a, 0);
}

/* --- reading --- */

/* The root of the part that a name in node k means; -1: it means none. */
static int part_of(const struct loss_reader *reader, int k)
{
    const struct syntax *syntax = &reader->syntax;
    const struct span name = syntax->nodes[k].span;
    size_t s = 0;
    int found = -1;
    for (; s < syntax->statement_count && syntax->statements[s].root < k; s++) {
        const struct span part = syntax->statements[s].name;
        if (part.length == name.length && memcmp(part.text, name.text, name.length) == 0)
            found = syntax->statements[s].root;
    }
    return found;
}

static double *sum_of_name(struct loss_reader *reader, int k)
{
    const struct span name = reader->syntax.nodes[k].span;
    int part = part_of(reader, k);
    if (part >= 0)
        return combine(reader, reader->sum[part], 1, reader->sum[part], 0);
    for (int i = 0; i < reader->n; i++)
        if (span_is(name, reader->parameter[i]))
            return new_sum(reader, 0, i + 1, 1);
    for (int j = 0; j < reader->columns; j++)
        if (span_is(name, reader->learning->column[j].name))
            return new_sum(reader, j + 1, 0, 1);
    return NULL;
}

static double *sum_of_call(struct loss_reader *reader, const struct syntax_node *node)
{
    const char *name = node->function ? node->function->name : "";
    const double *a = node->operand[0] >= 0 ? reader->sum[node->operand[0]] : NULL;
    const double *b = node->operand[1] >= 0 ? reader->sum[node->operand[1]] : NULL;
    if (strcmp(name, "-") == 0 && node->operand[1] < 0)
        return combine(reader, a, -1, a, 0);
    if (strcmp(name, "+") == 0 || strcmp(name, "-") == 0)
        return combine(reader, a, 1, b, name[0] == '+' ? 1 : -1);
    if (strcmp(name, "*") == 0)
        return multiply(reader, a, b);
    return strcmp(name, "/") == 0 ? divide(reader, a, b) : NULL;
}

static double *sum_of_node(struct loss_reader *reader, int k)
{
    const struct syntax_node *node = &reader->syntax.nodes[k];
    switch (node->kind) {
    case SYNTAX_NUMBER:
        return new_sum(reader, 0, 0, node->number);
    case SYNTAX_NAME:
        return sum_of_name(reader, k);
    case SYNTAX_CALL:
        return sum_of_call(reader, node);
    default:
        return NULL;
    }
}

static bool has_standardized(const struct loss_reader *reader, const double *sum)
{
    for (int j = 1; j <= reader->columns; j++)
        for (int i = 0; i <= reader->n; i++)
            if (reader->learning->column[j - 1].standardized && factor(reader, sum, j, i) != 0)
                return true;
    return false;
}

static void keep(struct loss_reader *reader, const double *sum)
{
    for (int i = 0; i < reader->count; i++)
        if (memcmp(reader->found[i], sum, size_of(reader) * sizeof *sum) == 0)
            return;
    reader->failed = reader->failed || reader->count == MOST_SUMS;
    if (!reader->failed)
        reader->found[reader->count++] = sum;
}

/* Keeps the largest sums at and below node k. */
static void find(struct loss_reader *reader, int k)
{
    const struct syntax_node *node = &reader->syntax.nodes[k];
    if (reader->seen[k])
        return;
    reader->seen[k] = true;
    if (reader->sum[k]) {
        if (has_standardized(reader, reader->sum[k]))
            keep(reader, reader->sum[k]);
    } else if (node->kind == SYNTAX_NAME) {
        int part = part_of(reader, k);
        if (part >= 0)
            find(reader, part);
    } else if (node->kind == SYNTAX_CALL) {
        for (int i = 0; i < 3; i++)
            if (node->operand[i] >= 0)
                find(reader, node->operand[i]);
    }
}

static bool read_loss(struct loss_reader *reader, const char *text)
{
    if (!syntax_parse(&reader->syntax, text, strlen(text), SYNTAX_FORMULA, reader->error))
        return false;
    size_t nodes = reader->syntax.node_count;
    reader->sum = calloc(nodes, sizeof *reader->sum);
    reader->seen = calloc(nodes, sizeof *reader->seen);
    reader->failed = (!reader->sum || !reader->seen) && !error_memory(reader->error);
    for (size_t k = 0; k < nodes && !reader->failed; k++)
        reader->sum[k] = sum_of_node(reader, (int)k);
    if (!reader->failed)
        find(reader, reader->syntax.statements[reader->syntax.statement_count - 1].root);
    return !reader->failed && reader->count > 0;
}

static void release(struct loss_reader *reader)
{
    for (size_t k = 0; reader->sum && k < reader->syntax.node_count; k++)
        free(reader->sum[k]);
    free(reader->sum);
    free(reader->seen);
    syntax_release(&reader->syntax);
}

/* --- the equations --- */

/* How many times larger the sums on raw columns are. */
static double scale_of(const struct loss_reader *reader)
{
    for (int j = 1; j <= reader->columns && reader->count == 1; j++) {
        const double *row = reader->found[0] + j * (reader->n + 1);
        int i = 1;
        while (i <= reader->n && row[i] == 0)
            i++;
        if (row[0] != 0 && i > reader->n)
            return reader->learning->column[j - 1].deviation;
    }
    return 1;
}

/* What the factor of column j is at x. */
static double value_of(const struct loss_reader *reader, const double *sum, int j, const double *x)
{
    double value = factor(reader, sum, j, 0);
    for (int i = 1; i <= reader->n; i++)
        value += factor(reader, sum, j, i) * x[i - 1];
    return value;
}

struct equation {
    double left[PARAMETERS_MAX], right; /* left . raw = right */
};

/* For each column, and none, the factor that it has to have. Returns how many. */
static int write_equations(const struct loss_reader *reader, const double *sum, const double *x,
                           double scale, struct equation *equation)
{
    double constant = value_of(reader, sum, 0, x);
    for (int j = 0; j <= reader->columns; j++) {
        for (int i = 1; i <= reader->n; i++)
            equation[j].left[i - 1] = factor(reader, sum, j, i);
        if (j == 0)
            continue;
        const struct learning_column *column = &reader->learning->column[j - 1];
        double raw = value_of(reader, sum, j, x) / column->deviation;
        constant -= raw * column->mean;
        equation[j].right = scale * raw - factor(reader, sum, j, 0);
    }
    equation[0].right = scale * constant - factor(reader, sum, 0, 0);
    return reader->columns + 1;
}

/* A parameter that is in no equation stays as it is where the sums do. */
static int add_untouched(const struct loss_reader *reader, const double *x, double scale,
                         struct equation *equation, int count)
{
    for (int i = 0; i < reader->n && scale == 1; i++) {
        int k = 0;
        while (k < count && equation[k].left[i] == 0)
            k++;
        if (k < count)
            continue;
        equation[count] = (struct equation){.right = x[i]};
        equation[count++].left[i] = 1;
    }
    return count;
}

/* The equation from `from` on with the largest factor of unknown i. */
static int pivot_of(const struct equation *equation, int from, int count, int i)
{
    int best = from;
    for (int k = from; k < count; k++)
        if (fabs(equation[k].left[i]) > fabs(equation[best].left[i]))
            best = k;
    return best;
}

static void subtract(struct equation *from, const struct equation *other, double times, int n)
{
    for (int i = 0; i < n; i++)
        from->left[i] -= times * other->left[i];
    from->right -= times * other->right;
}

/* Gauss and Jordan; the equations are used up. False where they leave an unknown open. */
static bool solve(struct equation *equation, int count, int n, double *raw)
{
    static const double rounding = 1e-12;
    for (int i = 0; i < n; i++) {
        int pivot = i < count ? pivot_of(equation, i, count, i) : -1;
        if (pivot < 0 || fabs(equation[pivot].left[i]) <= rounding)
            return false;
        struct equation row = equation[pivot];
        equation[pivot] = equation[i];
        equation[i] = row;
        for (int k = 0; k < count; k++)
            if (k != i)
                subtract(&equation[k], &row, equation[k].left[i] / row.left[i], n);
    }
    for (int i = 0; i < n; i++)
        raw[i] = equation[i].right / equation[i].left[i];
    return true;
}

/* Do all equations hold, but for rounding? */
static bool holds(const struct equation *equation, int count, int n, const double *raw)
{
    static const double rounding = 1e-9;
    for (int k = 0; k < count; k++) {
        double left = 0, size = fabs(equation[k].right);
        for (int i = 0; i < n; i++) {
            left += equation[k].left[i] * raw[i];
            size += fabs(equation[k].left[i] * raw[i]);
        }
        if (!(fabs(left - equation[k].right) <= rounding * size))
            return false;
    }
    return true;
}

static bool solve_all(const struct loss_reader *reader, const double *x, double *raw)
{
    struct equation *given = calloc(2 * (MOST_ROWS + PARAMETERS_MAX), sizeof *given);
    double scale = scale_of(reader);
    int count = 0;
    if (!given)
        return error_memory(reader->error);
    for (int i = 0; i < reader->count; i++)
        count += write_equations(reader, reader->found[i], x, scale, given + count);
    count = add_untouched(reader, x, scale, given, count);
    struct equation *used = given + MOST_ROWS + PARAMETERS_MAX;
    memcpy(used, given, (size_t)count * sizeof *given);
    bool solved = solve(used, count, reader->n, raw) && holds(given, count, reader->n, raw);
    free(given);
    return solved;
}

static bool is_standardized(const struct learning *learning)
{
    for (size_t i = 0; i < learning->columns; i++)
        if (learning->column[i].standardized)
            return true;
    return false;
}

static bool find_raw(const struct objective *objective, const double *x, double *raw,
                     struct error *error)
{
    const struct learning *learning = objective->learning;
    struct loss_reader reader = {
        .learning = learning, .parameter = objective->parameter, .n = objective->n, .error = error};
    if (!learning || !is_standardized(learning))
        return false;
    if (learning->model)
        return learning_raw(learning, x, raw, error);
    reader.columns = (int)learning->columns;
    bool solved = read_loss(&reader, objective->formula->text) && solve_all(&reader, x, raw);
    release(&reader);
    return solved;
}

bool raw_parameters(const struct objective *objective, const double *x, double *raw,
                    struct error *error)
{
    struct error why;
    error_set(&why, "raw is for standardized columns, each times a parameter");
    bool found = find_raw(objective, x, raw, &why);
    if (!found && error)
        *error = why;
    return found;
}

/* Marks what can be standardized. False where a column is always the same, or none is left. */
static bool pretend_standardized(struct learning *learning)
{
    for (size_t i = 0; i < learning->columns; i++) {
        struct learning_column *column = &learning->column[i];
        column->standardized = !column->classes;
        if (!column->standardized)
            continue;
        examples_moments(&learning->train, i, &column->mean, &column->deviation);
        if (!(column->deviation > 0) || !isfinite(column->deviation))
            return false;
    }
    return is_standardized(learning);
}

bool raw_would_be_known(struct objective *objective)
{
    struct objective scaled = *objective;
    struct error error;
    double x[PARAMETERS_MAX], raw[PARAMETERS_MAX];
    if (!objective->learning)
        return false;
    struct learning learning = *objective->learning;
    scaled.learning = &learning;
    for (int i = 0; i < objective->n; i++)
        x[i] = 1 + i;
    if (!pretend_standardized(&learning))
        return false;
    bool known = raw_parameters(&scaled, x, raw, &error);
    objective->lacks_memory |= !known && error.memory;
    return known;
}
