#include "app/read.h"

#include <string.h>

#include "app/event.h"
#include "app/help.h"
#include "app/keys.h"
#include "app/screen.h"
#include "app/share.h"
#include "app/state.h"
#include "app/studies.h"
#include "app/type.h"
#include "base/error.h"

void read_open(struct app *app)
{
    mode_open(app, MODE_READ);
    app->help = HELP_NONE;
}

void read_close(struct app *app)
{
    mode_close(app);
}

static void fill_keys(struct app *app)
{
    enum app_mode below = mode_of(app)->over ? app->behind : app->mode;

    help_keys(&app->pager, below, session_learning(&app->session));
}

void read_help(struct app *app)
{
    fill_keys(app);
    read_open(app);
    app->help = HELP_KEYS;
}

void read_other(struct app *app)
{
    if (app->help == HELP_KEYS)
        help_screen(&app->pager, !app->display.blocks);
    else if (app->help == HELP_SCREEN)
        fill_keys(app);
    if (app->help != HELP_NONE)
        app->help = app->help == HELP_KEYS ? HELP_SCREEN : HELP_KEYS;
}

bool read_find(struct app *app, const char *word)
{
    bool found = pager_find(&app->pager, word, false, app->rows, app->columns);

    if (found || app->help == HELP_NONE)
        return found;
    read_other(app);
    found = pager_find(&app->pager, word, false, app->rows, app->columns);
    if (!found)
        read_other(app);
    return found;
}

/* Begins the command that the line is about. */
static void begin_command(struct app *app, const struct pager_line *line)
{
    const char *left = pager_left(&app->pager, line);
    struct buffer text = {0};

    buffer_add(&text, left, strcspn(left, " "));
    buffer_text(&text, " ");
    type_begin(app, buffer_string(&text));
    buffer_release(&text);
}

/* A study is behind two keys. */
static void press(struct app *app, uint32_t deed)
{
    if (deed & HELP_STUDY)
        studies_open(app);
    app_handle(app, &(struct event){.kind = EVENT_KEY, .key = deed & ~(uint32_t)HELP_STUDY});
}

void read_take(struct app *app)
{
    const struct pager_line *line = pager_marked(&app->pager);

    if (!line || !line->deed)
        return;
    uint32_t deed = line->deed;
    read_close(app);
    if (deed == HELP_FILLS)
        begin_command(app, line);
    else
        press(app, deed);
}

void read_fill(struct app *app, struct composition *shown)
{
    const struct pager_line *line = pager_marked(&app->pager);

    pager_show(&app->pager, &shown->overlay);
    shown->filled.scene.overlay = &shown->overlay;
    if (pager_goes_on(&app->pager, app->rows, app->columns))
        shown->which |= HINT_MORE;
    if (app->help != HELP_NONE)
        shown->which |= HINT_HELP;
    if (line && line->deed)
        shown->which |= HINT_TAKE;
}

/* A shared line breaks elsewhere. */
void read_resize(struct app *app)
{
    struct error error = {0};

    if (app->pager.flush && !share_fill(app, &app->pager, &error))
        app_warn(app, "%s", error.message);
    pager_move(&app->pager, 0, app->rows, app->columns);
}
