/* Where the tests put what they delete again. */
#ifndef TESTS_UNIT_TEMPORARY_H
#define TESTS_UNIT_TEMPORARY_H

#include <stdio.h>
#include <stdlib.h>

enum { TEMPORARY_PATH = 512 };

/* Writes a template for mkstemp or mkdtemp: in TMPDIR, or else in /tmp. */
static inline void temporary_template(char path[TEMPORARY_PATH])
{
    const char *top = getenv("TMPDIR");
    snprintf(path, TEMPORARY_PATH, "%s/ttydescent-test-XXXXXX", top && *top ? top : "/tmp");
}

#endif
