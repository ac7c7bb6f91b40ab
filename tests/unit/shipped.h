/* Files of the program's sources, for the tests: data sets and what is compared with. */
#ifndef TESTS_UNIT_SHIPPED_H
#define TESTS_UNIT_SHIPPED_H

#include "check.h"

enum { SHIPPED_PATH = 512 };

/* The path of a file or directory of the sources, such as "tests/nist". They are in abs_top_srcdir,
 * or, where that is not set, here. */
static inline const char *shipped_source(const char *name, char path[SHIPPED_PATH])
{
    const char *top = getenv("abs_top_srcdir");
    snprintf(path, SHIPPED_PATH, "%s/%s", top ? top : ".", name);
    return path;
}

/* The path of the data set of that name. */
static inline const char *shipped(const char *name, char path[SHIPPED_PATH])
{
    char in_data[64];
    snprintf(in_data, sizeof in_data, "data/%s", name);
    return shipped_source(in_data, path);
}

/* Such a file, open to be read. */
static inline FILE *shipped_open(const char *name)
{
    char path[SHIPPED_PATH];
    FILE *file = fopen(shipped_source(name, path), "r");
    if (!file)
        fail_msg("cannot read %s", path);
    return file;
}

#endif
