#include "cli/starts.h"

#include <string.h>

#include "base/error.h"
#include "cli/options.h"
#include "cli/report.h"
#include "show/session.h"
#include "study/region.h"

void starts_axes(const struct arguments *arguments, int axis[2])
{
    const struct scenario *scenario = &arguments->scenario;
    const struct axes axes = view_axes(&arguments->saved.view, scenario);
    bool sliced = axes.kind == PLANE_SLICE;
    axis[0] = sliced ? axes.of[0] : 0;
    axis[1] = scenario->n == 1 ? -1 : sliced ? axes.of[1] : 1;
}

static bool fail(struct arguments *arguments, const struct error *error)
{
    arguments->status = report_error(NULL, error, "", 0);
    return false;
}

/* The ranges in which the map shows data. */
static bool find_ways(struct arguments *arguments, struct region *region)
{
    struct experiment experiment;
    struct session session;
    struct error error;
    bool made = experiment_init(&experiment, &arguments->scenario);
    if (!made)
        error_memory(&error);
    made = made && session_init(&session, &experiment, &error);
    for (int i = 0; made && i < region->given; i++)
        session_range(&session, i, region->within + 2 * i);
    if (made)
        session_release(&session);
    experiment_release(&experiment);
    return made || fail(arguments, &error);
}

static bool find_ranges(struct arguments *arguments, struct region *region)
{
    const struct scenario *scenario = &arguments->scenario;
    region->given = scenario->n;
    if (scenario_learns(scenario))
        return find_ways(arguments, region);
    for (int i = 0; i < region->given; i++)
        scenario_range(scenario, i, region->within + 2 * i);
    return true;
}

static void take_window(const struct arguments *arguments, struct region *region)
{
    const struct view *view = &arguments->saved.view;
    int axis[2];
    starts_axes(arguments, axis);
    for (int k = 0; k < 2 && axis[k] >= 0 && view->has_window; k++)
        memcpy(region->within + 2 * axis[k], view->window + 2 * k, 2 * sizeof *view->window);
}

bool starts_region(struct arguments *arguments, struct region *region)
{
    const char *within = arguments->value[OPTION_WITHIN];
    struct region said = {.given = 0};
    struct error error;
    if (within && !region_read(&said, within, &arguments->scenario, &error)) {
        arguments->status = report_error("--within", &error, "", 0);
        return false;
    }
    if (!find_ranges(arguments, region))
        return false;
    take_window(arguments, region);
    memcpy(region->within, said.within, 2 * (size_t)said.given * sizeof *said.within);
    return true;
}

bool starts_look(struct arguments *arguments)
{
    struct view *view = &arguments->saved.view;
    struct region region;
    int axis[2];
    if (!arguments->value[OPTION_WITHIN])
        return true;
    if (!starts_region(arguments, &region))
        return false;
    starts_axes(arguments, axis);
    for (int k = 0; k < 2; k++)
        memcpy(view->window + 2 * k, region.within + 2 * (axis[k] >= 0 ? axis[k] : 0),
               2 * sizeof *view->window);
    view->has_window = true;
    return true;
}
