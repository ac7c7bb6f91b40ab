/* The interactive program without a terminal: events in, frames out. */
#ifndef APP_APP_H
#define APP_APP_H

#include <stdbool.h>

#include "app/event.h"
#include "run/experiment.h"
#include "view/frame.h"

struct app;
struct buffer;
struct error;
struct interrupt;
struct saved;
struct view;

/* Copies all. The run goes on to where the experiment stands, and pauses there. Returns NULL with the
 * error, also where the run has no such axes as the view. */
struct app *app_create(const struct experiment *experiment, const struct view *view,
                       const struct display *display, int rows, int columns, struct error *error);
/* Takes what there is of a session besides its experiment: the view, captions, what optimizers were left
 * with. What there was is in *saved afterwards. */
void app_adopt(struct app *app, struct saved *saved);
void app_free(struct app *app);

/* The user's own: the view where nothing is said of it, and keys that shall do nothing, " q R ". */
void app_prefer(struct app *app, const struct view *view, const char *leave);

/* Appends the session as text (show/saved.h). Returns false where there is nothing to be kept: no step was
 * made and nothing changed; or where that fails. */
bool app_session_text(struct app *app, struct buffer *out);

/* Shows a message, until the next key. */
void app_say(struct app *app, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Who is asked, during app_frame, app_advance and steps that app_handle begins, whether evaluations over
 * rows are to stop (problem/interrupt.h). Borrowed. */
void app_listen(struct app *app, struct interrupt *interrupt);

/* Handles one event. EVENT_NONE does nothing. */
void app_handle(struct app *app, const struct event *event);

/* Lets `dt` seconds pass: a running simulation makes the steps that are due. */
void app_advance(struct app *app, double dt);

/* Does time matter: is anything moving, so that ticks are wanted? */
bool app_running(const struct app *app);

/* The user has asked to leave, or the terminal has gone. */
bool app_done(const struct app *app);

/* Should the whole screen be painted anew (Ctrl-L, a resize)? Reading clears it. */
bool app_take_redraw(struct app *app);

/* The frame of the present state; composed anew only where something changed. Where that is interrupted it
 * is of what is known, says so, and is composed anew in the next call. Borrowed until then. */
const struct frame *app_frame(struct app *app);

/* Was the last frame interrupted? */
bool app_unfinished(const struct app *app);

#endif
