#include "app/share.h"

#include <string.h>

#include "app/state.h"
#include "base/error.h"
#include "base/text.h"
#include "run/scenario.h"

/* Appends the command line of the scenario and the view. */
static void add_command(const struct scenario *scenario, struct app *app, struct buffer *out)
{
    struct view view;

    picture_view(&app->picture, &app->session, &view);
    buffer_text(out, "ttydescent");
    scenario_options(scenario, out);
    view_write(&view, setting_option, out);
}

/* " --at '20 lr=0.05'" for each change on the way and ahead of it, and " --go 120". */
static void add_way(const struct simulation *simulation, struct buffer *out)
{
    const struct experiment *experiment = simulation_experiment(simulation);
    struct buffer change = {0};

    for (size_t i = experiment_until(experiment, 0); i < experiment->count; i++) {
        const struct change *made = &experiment->change[i];

        if (!experiment_matters(experiment, i))
            continue;
        buffer_clear(&change);
        buffer_format(&change, "%ld %s=%s", made->step, made->key, made->value);
        setting_option("at", buffer_string(&change), out);
    }
    if (experiment->step > 0)
        buffer_format(out, " --go %ld", experiment->step);
    out->failed = out->failed || change.failed;
    buffer_release(&change);
}

bool share_line(struct app *app, struct buffer *out, struct error *error)
{
    struct simulation *simulation = app->session.simulation;
    struct scenario begun;

    if (!experiment_settings(simulation_experiment(simulation), 0, &begun))
        return error_memory(error);
    add_command(&begun, app, out);
    add_way(simulation, out);
    scenario_release(&begun);
    return !out->failed || error_memory(error);
}

/* A command line that is read as a shell does: where, and whether within single quotes. */
struct shell {
    const char *text;
    bool quoted;
};

/* After the next code point, or the next escape, which is one thing. */
static struct shell shell_next(struct shell at)
{
    uint32_t glyph;

    if (!at.quoted && *at.text == '\\')
        return (struct shell){at.text + 2, false};
    return (struct shell){at.text + text_decode(at.text, strnlen(at.text, 4), &glyph),
                          at.quoted != (*at.text == '\'')};
}

/* Where a line of at most `columns` that begins at `from` ends: at the end of the text, before the
 * last option that it reaches, or else anywhere. It has room for quotes and a backslash. */
static struct shell line_end(struct shell from, size_t columns)
{
    struct shell at = from, option = from;
    size_t used = from.quoted;

    while (*at.text) {
        struct shell next = shell_next(at);

        used += text_columns(at.text, (size_t)(next.text - at.text));
        if (used + (*next.text ? next.quoted + 1u : 0) > columns)
            return option.text > from.text ? option : at;
        if (!at.quoted && strncmp(at.text, " --", 3) == 0)
            option = next;
        at = next;
    }
    return at;
}

/* A shell joins the lines again: it drops a backslash with the line's end after it, and puts quoted
 * parts beside each other together. */
static void add_lines(struct pager *pager, const char *text, size_t columns)
{
    struct shell at = {text, false};

    while (*at.text) {
        struct shell end = line_end(at, columns);
        struct buffer line = {0};

        if (at.quoted)
            buffer_text(&line, "'");
        buffer_add(&line, at.text, (size_t)(end.text - at.text));
        if (*end.text)
            buffer_text(&line, end.quoted ? "'\\" : "\\");
        pager_line(pager, buffer_string(&line), "");
        buffer_release(&line);
        at = end;
    }
}

/* Blanks for line breaks and tabs, which would not come through as they are; a formula has no
 * other use for them. */
static void make_blank(struct buffer *text)
{
    for (size_t i = 0; i < text->size; i++)
        if (strchr("\n\r\t", text->data[i]))
            text->data[i] = ' ';
}

/* The terminal never says whether it took the text. As comments the lines do no harm in a shell. */
static void tell_of_clipboard(struct pager *pager, bool fits)
{
    pager_line(pager, "", "");
    pager_line(pager, fits ? "# sent to your clipboard, too," : "# too long for the clipboard", "");
    if (fits)
        pager_line(pager, "# if your terminal allows it", "");
}

bool share_fill(struct app *app, struct pager *pager, struct error *error)
{
    enum { LEAST = 8 }; /* columns */
    struct buffer line = {0};
    bool done = share_line(app, &line, error);

    if (done) {
        make_blank(&line);
        pager_begin(pager, "The way to this screen");
        pager->flush = true;
        add_lines(pager, buffer_string(&line),
                  app->columns > LEAST ? (size_t)app->columns - 1 : LEAST);
    }
    if (done && app->display.clipboard)
        tell_of_clipboard(pager, line.size <= APP_CLIPBOARD);
    buffer_release(&app->clipboard);
    app->clipboard = line;
    return done;
}

void share_copy(struct app *app)
{
    app->copies = app->display.clipboard && app->clipboard.size <= APP_CLIPBOARD;
}
