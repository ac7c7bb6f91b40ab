/* Sessions in files: the run, its view and its captions, kept and opened again; and the log of
 * runs. */
#ifndef APP_KEEP_H
#define APP_KEEP_H

#include <stdbool.h>

struct app;
struct buffer;
struct error;
struct saved;

/* A name without an ending gets ".td". */
bool keep_save(struct app *app, const char *name, struct error *error);

/* The run that is on the screen is left. On failure nothing has changed, and the error names file
 * and line. */
bool keep_open(struct app *app, const char *name, struct error *error);

/* The session as text, as keep_save writes it. */
bool keep_text(struct app *app, struct buffer *out, struct error *error);

/* Shows the runs of this sitting, or writes them to a file of CSV where `name` is not "". */
bool keep_log(struct app *app, const char *name, struct error *error);

#endif
