/* The interactive program without a terminal: events in, frames out. */
#ifndef APP_APP_H
#define APP_APP_H

#include <stdbool.h>

#include "app/event.h"
#include "cells/frame.h"
#include "run/experiment.h"

struct app;
struct buffer;
struct demo;
struct error;
struct interrupt;
struct saved;
struct view;

/* Copies all. The run goes on to where the experiment stands, and pauses there. Returns NULL with
 * the error, also where the run has no such axes as the view. */
struct app *app_create(const struct experiment *experiment, const struct view *view,
                       const struct display *display, int rows, int columns, struct error *error);
/* Takes from `saved` all but its experiment: the view, the captions, and what optimizers were left
 * with. Afterwards *saved holds what the app had before. */
void app_adopt(struct app *app, struct saved *saved);
void app_free(struct app *app);

/* The session is the program's opening: whoever names another problem begins that as if there had
 * been none. */
void app_opening(struct app *app);

/* The session is that of a demo: keys lead to the others; `loops`: so does time. */
void app_tour(struct app *app, const struct demo *demo, bool loops);

/* Keeps the path in a file beside the run (show/trace_file.h), and says so. Returns false with the
 * error. */
bool app_trace(struct app *app, const char *name, struct error *error);

/* What the user prefers: the view that a run begins with, and keys that do nothing, " q R ". */
void app_prefer(struct app *app, const struct view *view, const char *leave);

/* Appends the session as text (show/saved.h). Returns false where this fails, and where there is
 * nothing to keep: no step was made and nothing was changed. */
bool app_session_text(struct app *app, struct buffer *out);

/* Shows a message, until the next key. */
void app_say(struct app *app, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* From now on evaluations over rows ask `interrupt` whether to stop (problem/interrupt.h): in
 * app_frame, in app_advance, and in steps that app_handle begins. Borrowed. */
void app_listen(struct app *app, struct interrupt *interrupt);

/* Handles one event. EVENT_NONE does nothing. */
void app_handle(struct app *app, const struct event *event);

/* Lets `dt` seconds pass: a running simulation makes the steps that are due. */
void app_advance(struct app *app, double dt);

/* Does time matter: is anything moving, so that ticks are wanted? */
bool app_running(const struct app *app);

/* Is the mouse to be told of? */
bool app_wants_mouse(const struct app *app);

/* The user has asked to leave, or the terminal has gone. */
bool app_done(const struct app *app);

/* Should the whole screen be painted anew (Ctrl-L, a resize)? Reading clears it. */
bool app_take_redraw(struct app *app);

/* Text for the clipboard of whoever sits at the terminal, of at most so many bytes; NULL: there is
 * none. Reading takes it; borrowed until the next event. */
enum { APP_CLIPBOARD = 16384 };
const char *app_take_clipboard(struct app *app);

/* The frame of the present state. It is composed again only when something has changed. A frame
 * that is interrupted shows what is known, says so, and is composed again by the next call.
 * Borrowed until then. */
const struct frame *app_frame(struct app *app);

/* Was the last frame interrupted? */
bool app_unfinished(const struct app *app);

#endif
