/* The screen of a run as text, ANSI or SVG, without a terminal. */
#ifndef CLI_SNAPSHOT_H
#define CLI_SNAPSHOT_H

#include <stdbool.h>

#include "cells/frame.h"
#include "show/view_settings.h"

struct arguments;
struct buffer;
struct screen_more;
struct session;
struct trajectory;

enum snapshot_format { SNAPSHOT_TEXT, SNAPSHOT_ANSI, SNAPSHOT_SVG };

struct snapshot {
    enum snapshot_format format;
    struct display display;
    struct view view;
    int columns, rows;
    const struct trajectory *walk; /* in the place of the run, in fog; NULL: none. Borrowed */
};

/* --snapshot, --size, --color, --charset, and the view. Returns false after a message. */
bool snapshot_read(struct snapshot *snapshot, const struct arguments *arguments);

/* The same of a study, for which there is no room on the smallest screens. */
bool snapshot_read_study(struct snapshot *snapshot, const struct arguments *arguments);

/* Appends the picture of the session as it stands, with what is put before it (app/screen.h), or
 * NULL. Text shows the bands as shades, the others in colour. Returns false when memory runs
 * out. */
bool snapshot_write(const struct snapshot *snapshot, struct session *session,
                    const struct screen_more *more, struct buffer *out);

/* Appends a frame in the snapshot's format. Returns false when memory runs out. */
bool snapshot_print(const struct snapshot *snapshot, const struct frame *frame, struct buffer *out);

#endif
