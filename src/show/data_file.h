/* Where data comes from, and what else is shipped. */
#ifndef SHOW_DATA_FILE_H
#define SHOW_DATA_FILE_H

#include <stdbool.h>

struct buffer;
struct error;
struct reader;

/* Opens the file of that name ("-": standard input), or if there is none, the data set that comes
 * with the program, whose .csv may be left out. For `open_data` of a scenario. */
bool data_file_open(const char *name, struct reader *reader, struct error *error);

/* Is there such a file or data set? */
bool data_file_is_there(const char *name);

/* Appends the path of a file that comes with the program: in DATA_DIRECTORY, where it is installed,
 * or else in DATA_SOURCE. Returns false with the error where it is in neither. */
bool data_file_shipped(const char *name, struct buffer *path, struct error *error);

#endif
