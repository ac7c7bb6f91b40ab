#include "base/table.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/text.h"

enum { WORD_MAX = 48 };

const void *table_row(const struct table *table, size_t i)
{
    return (const char *)table->rows + i * table->stride;
}

const char *table_name(const struct table *table, size_t i)
{
    return *(const char *const *)table_row(table, i);
}

const char *table_meaning(const struct table *table, size_t i)
{
    return ((const char *const *)table_row(table, i))[1];
}

const void *table_find(const struct table *table, const char *name)
{
    const char *row = table->rows;

    for (size_t i = 0; i < table->count; i++, row += table->stride) {
        const char *own = *(const char *const *)(const void *)row;
        if (own[0] == name[0] && strcmp(own, name) == 0)
            return row;
    }
    return NULL;
}

/* ": off or on", of a table of a few names. */
static void list_few(const struct table *table, struct buffer *out)
{
    enum { FEW = 5 };
    const char *names[FEW];
    if (table->count > FEW)
        return;
    for (size_t i = 0; i < table->count; i++)
        names[i] = table_name(table, i);
    buffer_text(out, ": ");
    names_list(out, names, table->count, " or ");
}

const void *table_need(const struct table *table, const char *name, struct error *error)
{
    const void *row = table_find(table, name);
    if (row)
        return row;
    char hint[NAMES_HINT];
    struct buffer all = {0};
    list_few(table, &all);
    error_set(error, "there is no %s '%s'%s", table->kind, name,
              names_hint(table_nearest(table, name), buffer_string(&all), hint));
    buffer_release(&all);
    return NULL;
}

size_t table_index(const struct table *table, const void *row)
{
    return (size_t)((const char *)row - (const char *)table->rows) / table->stride;
}

const void *table_walk(const struct table *table, const void *row, int by)
{
    long count = (long)table->count;
    long i = ((long)table_index(table, row) + by) % count;
    return table_row(table, (size_t)(i < 0 ? i + count : i));
}

static int least_of(int a, int b)
{
    return a < b ? a : b;
}

/* The letters of a name, of which there are fewer than WORD_MAX; else WORD_MAX. */
static size_t letters_of(const char *name, uint32_t letter[WORD_MAX])
{
    size_t length = strlen(name), count = 0;
    for (size_t i = 0; i < length && count < WORD_MAX; count++)
        i += text_decode(name + i, length - i, &letter[count]);
    return count;
}

int names_distance(const char *from, const char *to)
{
    uint32_t a[WORD_MAX], b[WORD_MAX];
    size_t m = letters_of(from, a), n = letters_of(to, b);
    if (m >= WORD_MAX || n >= WORD_MAX)
        return WORD_MAX;
    int cost[WORD_MAX][WORD_MAX];
    for (size_t i = 0; i <= m; i++)
        cost[i][0] = (int)i;
    for (size_t j = 0; j <= n; j++)
        cost[0][j] = (int)j;
    for (size_t i = 1; i <= m; i++) {
        for (size_t j = 1; j <= n; j++) {
            int edit = least_of(cost[i - 1][j], cost[i][j - 1]) + 1;
            int same = cost[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            cost[i][j] = least_of(edit, same);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost[i][j] = least_of(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    }
    return cost[m][n];
}

/* How far from `word` a suggestion may be. */
static int reach(const char *word)
{
    int length = (int)text_columns(word, strlen(word)), third = length / 3,
        floor = length < 4 ? 1 : 2;
    return third > floor ? third : floor;
}

static void consider(const char *word, const char *name, int *best, const char **nearest)
{
    int far = names_distance(word, name);
    if (far < *best && far < WORD_MAX && (far == 0 || text_columns(name, strlen(name)) != 1)) {
        *best = far;
        *nearest = name;
    }
}

/* The first that begins with the word, if that is long enough to mean something; or NULL. */
static const char *begun_with(const struct table *table, const char *word)
{
    enum { LEAST = 3 };
    size_t length = strlen(word);
    for (size_t i = 0; i < table->count && length >= LEAST; i++)
        if (strncmp(table_name(table, i), word, length) == 0)
            return table_name(table, i);
    return NULL;
}

const char *table_nearest(const struct table *table, const char *word)
{
    const char *nearest = NULL;
    int best = reach(word) + 1;
    for (size_t i = 0; i < table->count; i++)
        consider(word, table_name(table, i), &best, &nearest);
    return nearest ? nearest : begun_with(table, word);
}

const char *tables_nearest(const struct table *const *tables, const char *word)
{
    const char *near = NULL;
    for (; *tables && !near; tables++)
        near = table_nearest(*tables, word);
    return near;
}

const char *names_nearest(const char *const *names, size_t count, const char *word)
{
    struct table table = {"name", names, count, sizeof *names};
    return table_nearest(&table, word);
}

const char *names_hint(const char *near, const char *otherwise, char out[NAMES_HINT])
{
    char shown[NAME_SIZE];
    if (near)
        snprintf(out, NAMES_HINT, "; did you mean '%s'?", text_head(near, shown, sizeof shown));
    else
        snprintf(out, NAMES_HINT, "%s", otherwise);
    return out;
}

void names_list(struct buffer *out, const char *const *names, size_t count, const char *last)
{
    for (size_t i = 0; i < count && names[i]; i++)
        buffer_format(out, "%s%s",
                      i == 0                            ? ""
                      : i + 1 == count || !names[i + 1] ? last
                                                        : ", ",
                      names[i]);
}
