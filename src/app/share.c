#include "app/share.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/state.h"
#include "base/error.h"
#include "engine/scenario.h"

/* Puts the window that is shown into the scenario unless it would be shown anyway. */
static void take_view(struct scenario *scenario, const struct viewport *window)
{
    const double shown[4] = {window->x0, window->x1, window->y0, window->y1};
    double own[4];

    scenario->has_view = false;
    scenario_window(scenario, own);
    if (memcmp(own, shown, sizeof own) == 0)
        return;
    scenario->has_view = true;
    for (int i = 0; i < 4; i++)
        scenario->view[i] = picture_round(shown[i], fabs(shown[i | 1] - shown[i & 2]) / 1000);
}

bool share_line(const struct app *app, struct buffer *out, struct error *error)
{
    struct scenario scenario;

    if (!scenario_copy(&scenario, session_scenario(&app->session)))
        return error_memory(error);
    take_view(&scenario, &app->picture.viewport);
    buffer_text(out, "ttydescent");
    scenario_options(&scenario, out);
    if (app->picture.colormap != table_row(&colormaps, 0))
        buffer_format(out, " --colormap %s", app->picture.colormap->name);
    scenario_release(&scenario);
    return out->failed ? error_memory(error) : true;
}

/* Where a line of at most `columns` may be broken: before the last option that does not fit. */
static size_t line_length(const char *text, size_t columns)
{
    size_t length = strlen(text), best = 0;

    if (length <= columns)
        return length;
    for (size_t i = 1; i < length && (i + 2 <= columns || !best); i++)
        if (strncmp(text + i, " --", 3) == 0)
            best = i;
    return best ? best : length;
}

static void add_lines(struct sheet *sheet, const char *text, size_t columns)
{
    while (*text) {
        size_t length = line_length(text, columns);
        struct buffer line = {0};

        buffer_add(&line, text, length);
        text += length;
        if (*text)
            buffer_text(&line, " \\");
        sheet_line(sheet, "", buffer_string(&line));
        buffer_release(&line);
    }
}

static void add_changes(struct sheet *sheet, const struct simulation *simulation)
{
    size_t count = simulation_changes(simulation);

    if (count)
        sheet_heading(sheet, "changed on the way, and not in the line above");
    for (size_t i = 0; i < count; i++) {
        struct change change = simulation_change(simulation, i);
        char left[32];
        struct buffer right = {0};

        snprintf(left, sizeof left, "step %ld", change.step);
        buffer_format(&right, "%s %s", change.key, change.value);
        sheet_line(sheet, left, buffer_string(&right));
        buffer_release(&right);
    }
}

bool share_fill(struct app *app, struct sheet *sheet, struct error *error)
{
    struct buffer line = {0};
    bool done = share_line(app, &line, error);

    if (done) {
        sheet_begin(sheet, "this screen again   any key: back");
        add_lines(sheet, buffer_string(&line), app->columns > 24 ? (size_t)app->columns - 4 : 20);
        add_changes(sheet, app->session.simulation);
    }
    buffer_release(&line);
    return done;
}
