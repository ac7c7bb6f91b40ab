/* Records and data sets of files, for the tests of what reads them. */
#ifndef TESTS_UNIT_READ_FILE_H
#define TESTS_UNIT_READ_FILE_H

#include "base/csv.h"
#include "base/file.h"
#include "problem/dataset.h"

static inline struct csv *csv_of_file(const char *path, size_t most, struct error *error)
{
    struct reader reader;
    return file_open(&reader, path, error) ? csv_open(&reader, most, error) : NULL;
}

static inline struct dataset *dataset_of_file(const char *path, const struct dialect *asked,
                                              size_t bytes, struct error *error)
{
    struct reader reader;
    return file_open(&reader, path, error) ? dataset_read_within(&reader, asked, bytes, error)
                                           : NULL;
}

#endif
