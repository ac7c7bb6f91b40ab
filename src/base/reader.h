/* Bytes that come one after another, wherever they come from: who reads them need not know, and
 * opens nothing. base/file.h opens files. */
#ifndef BASE_READER_H
#define BASE_READER_H

#include <stdbool.h>
#include <stddef.h>

struct error;

struct reader {
    char *name; /* for messages: as it was named, "-" is standard input; owned */
    int fd;     /* for the functions alone */

    /* Reads up to `size` bytes, size > 0, as soon as there are any. Returns how many; 0 at the end,
     * -1 with the error on failure. */
    long (*next)(struct reader *reader, void *out, size_t size, struct error *error);

    /* Ends it; the rest may go unread. */
    void (*close)(struct reader *reader);

    /* Does the user want no more of it? Asked before each piece of a long file; or NULL. */
    bool (*given_up)(void *to);
    void *to;
};

#endif
