/* The screen: the run and what is open before it, composed into the frame at the frame's size. */
#ifndef APP_SCREEN_H
#define APP_SCREEN_H

#include "app/mode.h"
#include "cells/frame.h"
#include "show/fill.h"
#include "show/picture.h"
#include "show/session.h"

struct app;

/* What is shown of the run, and of what is open before it. */
struct composition {
    struct filled filled;
    unsigned which; /* hints: of enum key_hint */
    struct prompt_view prompt;
    struct overlay overlay;
    double x[PARAMETERS_MAX]; /* the parameters that the fit is shown with */
};

/* The screen with all that is open on it. */
void screen_draw(struct app *app, struct frame *frame);

/* When only time has gone by: the path of the run on the map goes on in the frame that was drawn
 * last, and if asked what tells of it in numbers; the rest stays as it was. Returns false, and the
 * screen is to be drawn, where that is not all. */
bool screen_follow(struct app *app, struct frame *frame, bool numbers);

/* The same without prompt, page, menu or message, as it looks on a terminal of that kind: for an
 * export. */
void screen_below(struct app *app, const struct display *display, struct frame *frame);

/* What is put before a run without an app: the same as a mode of the screen does. */
struct screen_more {
    /* Adds it to the scene of the run. */
    void (*fill)(struct filled *filled, struct picture *picture, const struct display *display,
                 void *context);
    void *context;
    enum app_mode mode; /* which that is: its keys are the hints */
};

/* The run alone, without prompt, help or message, as it looks on a terminal of that kind; and what
 * is put before it, or NULL. */
void screen_run(struct session *session, struct picture *picture, const struct display *display,
                const struct screen_more *more, struct frame *frame);

#endif
