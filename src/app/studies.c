#include "app/studies.h"

#include <stdio.h>

#include "app/screen.h"
#include "app/state.h"

void studies_open(struct app *app)
{
    mode_open(app, MODE_CHOOSE);
}

/* The studies themselves are the hints. */
void studies_fill(struct app *app, struct composition *shown)
{
    struct filled *filled = &shown->filled;

    (void)app;
    snprintf(filled->sentence, sizeof filled->sentence,
             "many runs at once, made from this one: which study?");
    filled->scene.warn = false;
}
