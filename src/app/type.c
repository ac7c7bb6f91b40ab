#include "app/type.h"

#include "app/commands.h"
#include "app/keys.h"
#include "app/read.h"
#include "app/screen.h"
#include "app/state.h"
#include "base/error.h"

static struct prompt *prompt_of(struct app *app)
{
    return app->finding ? &app->search : &app->prompt;
}

void type_begin(struct app *app, const char *text)
{
    app->finding = false;
    prompt_open(&app->prompt, text);
    mode_open(app, MODE_TYPE);
}

void type_find(struct app *app)
{
    app->finding = true;
    prompt_open(&app->search, "");
    mode_open(app, MODE_TYPE);
}

void type_close(struct app *app)
{
    prompt_close(prompt_of(app));
    app->mode = app->finding ? MODE_READ : app->behind;
}

/* Finds it in the page. */
static void find(struct app *app)
{
    const char *text = prompt_text(&app->search);

    if (!*text || read_find(app, text))
        type_close(app);
    else
        prompt_fail(&app->search, "no line has this", 0);
}

static void run(struct app *app)
{
    struct error error = {0};
    size_t caret;

    mode_close(app); /* the command may open another */
    if (commands_run(app, prompt_text(&app->prompt), &caret, &error)) {
        prompt_close(&app->prompt);
        return;
    }
    mode_open(app, MODE_TYPE);
    prompt_fail(&app->prompt, error.message, caret);
}

void type_enter(struct app *app)
{
    if (app->finding)
        find(app);
    else
        run(app);
}

void type_complete(struct app *app, int by)
{
    struct prompt *prompt = &app->prompt;
    struct candidates fresh = {0};

    if (app->finding)
        return;
    if (!prompt->cycling)
        commands_candidates(app, prompt_text(prompt), prompt->cursor, &fresh);
    if (!prompt_complete(prompt, &fresh, by) || !fresh.after)
        return;
    commands_candidates(app, prompt_text(prompt), prompt->cursor, &fresh);
    prompt_offer(prompt, &fresh);
}

void type_edit(struct app *app, enum prompt_edit edit)
{
    struct prompt *prompt = prompt_of(app);

    if (edit == PROMPT_ERASE_BEFORE && !*prompt_text(prompt))
        type_close(app);
    else
        prompt_edit(prompt, edit);
}

void type_key(struct app *app, uint32_t key)
{
    prompt_type(prompt_of(app), key);
}

void type_paste(struct app *app, const char *text, size_t size)
{
    prompt_paste(prompt_of(app), text, size);
}

void type_fill(struct app *app, struct composition *shown)
{
    if (app->finding)
        read_fill(app, shown);
    prompt_show(prompt_of(app), app->finding ? "/" : ":", &shown->prompt);
    shown->which = HINT_SHOWN | (app->finding ? 0 : HINT_COMMAND);
    shown->filled.scene.prompt = &shown->prompt;
}
