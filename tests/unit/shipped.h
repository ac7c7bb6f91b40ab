/* The data sets of the program, for the tests. */
#ifndef TESTS_UNIT_SHIPPED_H
#define TESTS_UNIT_SHIPPED_H

#include <stdio.h>
#include <stdlib.h>

enum { SHIPPED_PATH = 512 };

/* The path of the data set of that name. */
static inline const char *shipped(const char *name, char path[SHIPPED_PATH])
{
    const char *top = getenv("abs_top_srcdir");
    snprintf(path, SHIPPED_PATH, "%s/data/%s", top ? top : "..", name);
    return path;
}

#endif
