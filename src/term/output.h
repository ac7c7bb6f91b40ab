/* Frames on their way to the terminal, sent without ever blocking. ncurses writes into a file in
 * memory; what it has written is taken from there as one piece, a frame. Others add to `frame`
 * itself. */
#ifndef TERM_OUTPUT_H
#define TERM_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/buffer.h"

struct output {
    int fd;       /* the terminal, non-blocking; borrowed */
    FILE *memory; /* what newterm is given; owned */
    struct buffer frame;
    size_t sent; /* bytes of the frame that the terminal has taken */
};

/* False where there is no file to be had. */
bool output_init(struct output *output, int fd);

/* How many cells a frame may have. Each takes up to 64 bytes, and the limit on the size of files
 * (ulimit -f) counts for the one in memory, too. */
size_t output_cells(void);
void output_release(struct output *output);

/* Has the last frame gone? */
bool output_ready(const struct output *output);

/* Begins an empty frame. The last one must have gone. */
void output_begin(struct output *output);

/* The frame is complete. False when memory ran out meanwhile: it is lost. */
bool output_end(struct output *output);

/* Begins and completes a frame with what ncurses has written since the last time. The last frame
 * must have gone. False when memory runs out: the frame is lost. */
bool output_take(struct output *output);

/* Adds to the frame. */
void output_add(struct output *output, const char *bytes);

/* Puts bytes before and after those of the frame. */
void output_wrap(struct output *output, const char *before, const char *after);

/* Sends what the terminal takes now, with one write. False where the terminal is gone. */
bool output_send(struct output *output);

/* Drops what has not been sent, and what ncurses has written. */
void output_drop(struct output *output);

#endif
