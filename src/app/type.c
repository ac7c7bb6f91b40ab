#include "app/type.h"

#include "app/commands.h"
#include "app/screen.h"
#include "app/state.h"
#include "base/error.h"

void type_begin(struct app *app, const char *text)
{
    prompt_open(&app->prompt, text);
    app->mode = MODE_TYPE;
}

void type_close(struct app *app)
{
    prompt_close(&app->prompt);
    app->mode = MODE_WATCH;
}

void type_enter(struct app *app)
{
    struct error error = {0};
    size_t caret;

    app->mode = MODE_WATCH; /* the command may open another */
    if (commands_run(app, prompt_text(&app->prompt), &caret, &error)) {
        prompt_close(&app->prompt);
        return;
    }
    app->mode = MODE_TYPE;
    prompt_fail(&app->prompt, error.message, caret);
}

void type_complete(struct app *app, int by)
{
    struct candidates fresh = {0};

    if (!app->prompt.cycling)
        commands_candidates(app, prompt_text(&app->prompt), app->prompt.cursor, &fresh);
    prompt_complete(&app->prompt, &fresh, by);
}

void type_edit(struct app *app, enum prompt_edit edit)
{
    if (edit == PROMPT_ERASE_BEFORE && !*prompt_text(&app->prompt))
        type_close(app);
    else
        prompt_edit(&app->prompt, edit);
}

void type_key(struct app *app, uint32_t key)
{
    prompt_type(&app->prompt, key);
}

void type_paste(struct app *app, const char *text, size_t size)
{
    prompt_paste(&app->prompt, text, size);
}

void type_fill(struct app *app, struct composition *shown)
{
    prompt_show(&app->prompt, &shown->prompt);
    shown->filled.scene.prompt = &shown->prompt;
}
