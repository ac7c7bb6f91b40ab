#include "app/read.h"

#include "app/screen.h"
#include "app/share.h"
#include "app/state.h"
#include "base/error.h"

void read_open(struct app *app)
{
    app->mode = MODE_READ;
}

void read_close(struct app *app)
{
    app->mode = MODE_WATCH;
}

void read_turn(struct app *app, int by)
{
    if (!pager_turn(&app->pager, by, app->rows, app->columns) && by > 0)
        read_close(app);
}

void read_key(struct app *app, uint32_t key)
{
    (void)key;
    read_close(app);
}

void read_fill(struct app *app, struct composition *shown)
{
    pager_show(&app->pager, &shown->overlay);
    shown->filled.scene.overlay = &shown->overlay;
    if (pager_goes_on(&app->pager, app->rows, app->columns))
        shown->which |= HINT_MORE;
}

/* Its rows are other ones, and a shared line breaks elsewhere. */
void read_resize(struct app *app)
{
    struct error error = {0};

    app->pager.first = 0;
    if (app->pager.flush && !share_fill(app, &app->pager, &error))
        app_warn(app, "%s", error.message);
}
