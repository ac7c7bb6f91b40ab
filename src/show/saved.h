/* A session as text, which `:save` writes and `:open` and the command line read: an experiment, how
 * it is shown, and captions. A line each, in this order where the program writes it:
 *
 *     # a comment
 *     surface ravine          lines of the experiment, see run/experiment.h
 *     at 20
 *     say Now with momentum   a caption: shown from this step on until the next one; without a
 *                             text it only ends the one before
 *     optimizer momentum
 *     go 120
 *     left gd 0.1             what an optimizer was left with (show/left_rates.h),
 *     trace adam.csv          paths beside the run (show/beside.h): of a file, sought as data are,
 *     walk 4l 2k              and by keys, and
 *     colormap mako           settings of the view, see show/view_settings.h, may stand anywhere
 *
 * Empty lines and lines that begin with # are skipped. */
#ifndef SHOW_SAVED_H
#define SHOW_SAVED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "run/experiment.h"
#include "show/captions.h"
#include "show/left_rates.h"
#include "show/view_settings.h"

struct error;

/* How the names of such files end. */
#define SAVED_ENDING ".td"

/* Does the name end so? */
bool saved_is_name(const char *name);

struct saved {
    struct experiment experiment;
    struct view view;
    struct captions captions;
    struct left_rates left_rates;
    struct buffer beside; /* lines of paths beside the run */
};

/* A session that begins with the scenario, which is copied. */
bool saved_init(struct saved *saved, const struct scenario *scenario, struct error *error);
void saved_release(struct saved *saved);

/* Appends the text. Returns false with the error where memory runs out or a value can't stand in a
 * line. */
bool saved_write(const struct saved *saved, struct buffer *out, struct error *error);

/* Reads a whole text, that of the file `path`, into `saved`, which has just been initialised. A
 * file of data that is not there is sought beside it. Returns false with the error, its line and
 * its column; the session must still be released. */
bool saved_read(struct saved *saved, const char *path, const char *text, size_t size,
                struct error *error);

/* Makes a session of the text: the view is `view` but for what the text says. Release in any
 * case. */
bool saved_make(struct saved *saved, const char *path, const char *text, size_t size,
                const struct view *view, struct error *error);

/* The same of a file of at most a MiB. The error names the file and the line. Release in any
 * case. */
bool saved_load(struct saved *saved, const char *path, const struct view *view,
                struct error *error);

#endif
