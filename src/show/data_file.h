/* Where data comes from. */
#ifndef SHOW_DATA_FILE_H
#define SHOW_DATA_FILE_H

#include <stdbool.h>

struct error;
struct reader;

/* Opens the file of that name ("-": standard input), or if there is none, the data set that comes with
 * the program and is installed in DATA_DIRECTORY. For `open_data` of a scenario. */
bool data_file_open(const char *name, struct reader *reader, struct error *error);

/* Is there such a file or data set? */
bool data_file_is_there(const char *name);

#endif
