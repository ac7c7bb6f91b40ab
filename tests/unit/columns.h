/* Columns asked for in a few letters: "x,species:Gentoo", a label behind a colon. */
#ifndef TESTS_UNIT_COLUMNS_H
#define TESTS_UNIT_COLUMNS_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "problem/dataset.h"
#include "problem/examples.h"

static inline bool columns_extract(const struct dataset *dataset, const char *list,
                                   struct examples *examples, struct error *error)
{
    enum { MOST_ASKED = 64 };
    struct dataset_column columns[MOST_ASKED];
    char copy[256], *name, *rest = copy;
    size_t count = 0;
    snprintf(copy, sizeof copy, "%s", list);
    *examples = (struct examples){0};
    for (; count < MOST_ASKED && (name = strsep(&rest, ",")); count++) {
        char *label = strchr(name, ':');
        if (label)
            *label++ = '\0';
        int column = dataset_need(dataset, name, error);
        if (column < 0)
            return false;
        columns[count] = (struct dataset_column){name, (size_t)column, label, NULL, false};
    }
    return dataset_extract(dataset, columns, count, examples, error);
}

#endif
