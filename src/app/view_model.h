/* From the state to the screen: fills a scene and has it composed into the frame, at the frame's
 * size. */
#ifndef APP_VIEW_MODEL_H
#define APP_VIEW_MODEL_H

#include "app/picture.h"
#include "app/session.h"
#include "view/frame.h"

struct app;

/* The screen with all that is open on it. */
void view_model_screen(struct app *app, struct frame *frame);

/* The run alone, without prompt, help or message, as it looks on a terminal of that kind. */
void view_model_compose(struct session *session, struct picture *picture,
                        const struct display *display, struct frame *frame);

#endif
