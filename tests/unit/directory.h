/* Tests that write files: each runs in an empty directory of its own. */
#ifndef TESTS_UNIT_DIRECTORY_H
#define TESTS_UNIT_DIRECTORY_H

#include "check.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "temporary.h"

static char directory[TEMPORARY_PATH];

static inline int directory_enter(void **state)
{
    (void)state;
    temporary_template(directory);
    umask(022);
    return mkdtemp(directory) && chdir(directory) == 0 ? 0 : -1;
}

static inline int directory_leave(void **state)
{
    (void)state;
    DIR *here = opendir(".");
    for (struct dirent *entry; here && (entry = readdir(here));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
            unlink(entry->d_name) != 0)
            rmdir(entry->d_name);
    if (here)
        closedir(here);
    return chdir("/") == 0 && rmdir(directory) == 0 ? 0 : -1;
}

#define DIRECTORY_TEST(test) cmocka_unit_test_setup_teardown(test, directory_enter, directory_leave)

/* Writes a file there, in one go and without a thought of what was there before. */
static inline void directory_put(const char *path, const void *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

#endif
