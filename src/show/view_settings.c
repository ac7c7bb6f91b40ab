#include "show/view_settings.h"

#include <math.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/number.h"
#include "base/range.h"
#include "cells/colormap.h"
#include "problem/grid.h"
#include "run/scenario.h"
#include "view/landscape.h"
#include "view/layout.h"
#include "view/tracks.h"

static const long default_speed = 30;

static const char automatic[] = "auto", principal[] = "pca", every[] = "all";

/* --- choices that no other module owns --- */

struct choice {
    const char *name, *meaning;
};

static const struct choice aspect_rows[] = {
    [ASPECT_AUTO] = {automatic,
                     "to scale where both axes have one unit and no window is asked for"},
    [ASPECT_EQUAL] = {"equal", "a unit is as long on both axes: the window grows along one"},
    [ASPECT_FILL] = {"fill", "the window fills the map"},
};
static const struct choice contour_rows[] = {
    {"off", "the bands alone"},
    {"on", "lines between the bands"},
};
static const struct choice shade_rows[] = {
    {"off", "each band in its own colour"},
    {"on", "hills in a light from the upper left, in 24-bit colours"},
};
static const struct choice loss_axis_rows[] = {
    [LOSS_AXIS_LOG] = {"log", "the loss is drawn by its logarithm"},
    [LOSS_AXIS_LINEAR] = {"linear", "the loss is drawn as it is"},
};
static const struct choice theme_rows[] = {
    [THEME_AUTO] = {automatic, "text colours for the background that the terminal tells"},
    [THEME_DARK] = {"dark", "text colours for a dark background"},
    [THEME_LIGHT] = {"light", "text colours for a light background"},
};
static const struct choice mouse_rows[] = {
    {"off", "the mouse is the terminal's, which copies text with it"},
    {"on", "the mouse starts, moves and zooms; with Shift most terminals copy text"},
};
static const struct table mice = TABLE("choice of mouse", mouse_rows);
static const struct table aspects = TABLE("aspect", aspect_rows);
static const struct table contours = TABLE("choice of contours", contour_rows);
static const struct choice big_rows[] = {
    {"off", "the map and the panels"},
    {"on", "the map, one sentence and the loss, to be read from far"},
};
static const struct table bigs = TABLE("choice of big", big_rows);
static const struct choice runs_rows[] = {
    [RUNS_COLOURED] = {"coloured",
                       "runs that were left have colours and letters, and the map is grey"},
    [RUNS_DIM] = {"dim", "the map keeps its colours, and the run that was left last is dim"},
};
static const struct table runs = TABLE("choice of runs", runs_rows);
static const struct choice flow_rows[] = {
    {"off", "the paths alone"},
    {"on", "a thin line: where ever shorter steps would lead from the start"},
};
static const struct table flows = TABLE("choice of flow", flow_rows);
static const struct choice curvature_rows[] = {
    {"off", "the paths alone"},
    {"on", "a cross of the curvatures at the ball, dotted lines where one is 0"},
};
static const struct table curvatures = TABLE("choice of curvature", curvature_rows);
static const struct choice field_rows[] = {
    {"off", "the paths alone"},
    {"on", "arrows downhill, longer where that is steeper"},
};
static const struct table fields = TABLE("choice of field", field_rows);
static const struct table shades = TABLE("choice of shade", shade_rows);
static const struct table loss_axes = TABLE("loss axis", loss_axis_rows);
static const struct table themes = TABLE("theme", theme_rows);

/* --- settings without choices --- */

static bool set_axes(struct view *view, const char *value, struct error *error)
{
    char items[2][NAME_SIZE] = {"", ""};
    int count = list_names(value, items, 2, "two names", error);
    if (count < 0)
        return false;
    if (count == 1 && strcmp(items[0], automatic) == 0)
        items[0][0] = '\0';
    else if (count == 1 && strcmp(items[0], principal) != 0)
        return error_set(error, "expected two parameters such as w,b, or pca");
    else if (strcmp(items[0], items[1]) == 0)
        return error_set(error, "the parameter '%s' is named twice", items[0]);
    memcpy(view->axis, items, sizeof items);
    return true;
}

static bool get_axes(const struct view *view, struct buffer *out)
{
    if (view->axis[0][0] == '\0')
        return false;
    buffer_format(out, "%s%s%s", view->axis[0], view->axis[1][0] ? "," : "", view->axis[1]);
    return true;
}

static bool set_window(struct view *view, const char *value, struct error *error)
{
    double window[4];
    bool given = strcmp(value, automatic) != 0;
    int count = given ? list_numbers(value, window, 4, "X0,X1,Y0,Y1", error) : 0;
    if (count < 0)
        return false;
    if (given && (count != 4 || !(window[0] < window[1]) || !(window[2] < window[3])))
        return error_set(error, "expected X0,X1,Y0,Y1 with X0 < X1 and Y0 < Y1");
    if (given)
        memcpy(view->window, window, sizeof window);
    view->has_window = given;
    return true;
}

static bool get_window(const struct view *view, struct buffer *out)
{
    if (view->has_window)
        list_append(out, view->window, 4);
    return view->has_window;
}

static bool set_eye(struct view *view, const char *value, struct error *error)
{
    double eye[2];
    bool given = strcmp(value, automatic) != 0;
    int count = given ? list_numbers(value, eye, 2, "TURN,TILT", error) : 0;
    if (count < 0)
        return false;
    if (given && (count != 2 || !(eye[1] >= EYE_LOWEST && eye[1] <= EYE_HIGHEST)))
        return error_set(error, "expected TURN,TILT in degrees, the tilt %d to %d", EYE_LOWEST,
                         EYE_HIGHEST);
    if (given)
        view->eye = (struct eye){eye[0] - 360 * floor(eye[0] / 360), eye[1]};
    view->has_eye = given;
    return true;
}

static bool get_eye(const struct view *view, struct buffer *out)
{
    if (view->has_eye)
        list_append(out, (double[]){view->eye.turn, view->eye.tilt}, 2);
    return view->has_eye;
}

static bool set_curves(struct view *view, const char *value, struct error *error)
{
    char items[TRACK_COUNT][NAME_SIZE];
    unsigned curves = 0;
    bool given = strcmp(value, every) != 0;
    int count = given ? list_names(value, items, TRACK_COUNT, "names of curves", error) : 0;

    for (int i = 0; i < count; i++) {
        const void *row = table_need(&tracks, items[i], error);
        if (!row)
            return false;
        curves |= 1u << table_index(&tracks, row);
    }
    if (count >= 0)
        view->curves = curves;
    return count >= 0;
}

static bool get_curves(const struct view *view, struct buffer *out)
{
    const char *before = "";

    for (size_t i = 0; i < TRACK_COUNT; i++) {
        if (!(view->curves >> i & 1))
            continue;
        buffer_format(out, "%s%s", before, table_name(&tracks, i));
        before = ",";
    }
    return view->curves != 0;
}

/* How far a step sees. */
static bool set_fog(struct view *view, const char *value, struct error *error)
{
    static const struct range range = {.least = 0, .most = 1};
    double part = strcmp(value, "on") == 0 ? VIEW_FOG_PART : 0;
    bool word = part > 0 || strcmp(value, "off") == 0;
    if (!word && !number_parse(value, &part, NULL))
        return error_set(error, "fog is on, off, or a number from 0 to 1: a part of the picture");
    if (!word && !range_check(&range, "fog", part, error))
        return false;
    view->fog = part;
    return true;
}

static bool get_fog(const struct view *view, struct buffer *out)
{
    if (view->fog > 0)
        number_append(out, view->fog);
    return view->fog > 0;
}

static bool set_speed(struct view *view, const char *value, struct error *error)
{
    static const long fastest = 1000000;
    long speed = default_speed;
    if (strcmp(value, automatic) != 0 && !number_parse_count(value, 1, fastest, &speed, error))
        return false;
    view->speed = speed == default_speed ? 0 : speed;
    return true;
}

static bool get_speed(const struct view *view, struct buffer *out)
{
    if (view->speed > 0)
        buffer_format(out, "%ld", view->speed);
    return view->speed > 0;
}

/* --- the table --- */

static const struct view_setting rows[] = {
    [VIEW_AXES] = {SETTING_HEAD("axes", "W,B", "the map's axes; pca: the path's main directions"),
                   .set = set_axes, .get = get_axes, .head.of_parameters = true},
    [VIEW_WINDOW] = {SETTING_HEAD("view", "X0,X1,Y0,Y1",
                                  "show this part of the plane; auto: as at first"),
                     .set = set_window, .get = get_window},
    [VIEW_ASPECT] = {SETTING_HEAD("aspect", "auto|equal|fill",
                                  "a unit as long on both axes, or as fills the map"),
                     .head.choices = &aspects},
    [VIEW_SCALE] = {SETTING_HEAD("scale", "NAME",
                                 "how values become bands: mixed, log, rank, linear"),
                    .head.bare = "log", .head.choices = &scales},
    [VIEW_COLORMAP] = {SETTING_HEAD("colormap", "NAME", "the colours of the map"),
                       .head.choices = &colormaps},
    [VIEW_CONTOURS] = {SETTING_HEAD("contours", "on|off", "contour lines between the bands"),
                       .head.bare = "on", .head.choices = &contours},
    [VIEW_LOSS_AXIS] = {SETTING_HEAD("loss-axis", "log|linear",
                                     "the loss by its logarithm, or as it is"),
                        .head.choices = &loss_axes},
    [VIEW_CURVES] = {SETTING_HEAD("curves", "all|NAMES",
                                  "loss, gradient, stability, distance, rate: those that fit"),
                     .set = set_curves, .get = get_curves},
    [VIEW_SHOW] = {SETTING_HEAD("show", "PICTURE",
                                "auto, map, relief, fit, both: of map and data with fit"),
                   .head.choices = &show_modes},
    [VIEW_EYE] = {SETTING_HEAD("eye", "TURN,TILT",
                               "look at the relief from there, in degrees; auto: as at first"),
                  .set = set_eye, .get = get_eye},
    [VIEW_SHADE] = {SETTING_HEAD("shade", "on|off",
                                 "light the hills of the map, in 24-bit colours"),
                    .head.bare = "on", .head.choices = &shades},
    [VIEW_FLOW] = {SETTING_HEAD("flow", "on|off", "the gradient flow from the start, a thin line"),
                   .head.bare = "on", .head.choices = &flows},
    [VIEW_CURVATURE] = {SETTING_HEAD("curvature", "on|off",
                                     "curvatures at the ball, and where they change sign"),
                        .head.bare = "on", .head.choices = &curvatures},
    [VIEW_FIELD] = {SETTING_HEAD("field", "on|off", "arrows that point downhill"),
                    .head.bare = "on", .head.choices = &fields},
    [VIEW_FOG] = {SETTING_HEAD("fog", "on|off|PART",
                               "only what a step has come near is seen, until the end"),
                  .set = set_fog, .get = get_fog, .head.bare = "on"},
    [VIEW_BIG] = {SETTING_HEAD("big", "on|off", "for a beamer: the map, the loss, one sentence"),
                  .head.bare = "on", .head.choices = &bigs},
    [VIEW_RUNS] = {SETTING_HEAD("runs", "coloured|dim",
                                "how a run beside the present one is shown"),
                   .head.choices = &runs},
    [VIEW_THEME] = {SETTING_HEAD("theme", "auto|dark|light",
                                 "text colours for a dark or a light background"),
                    .head.choices = &themes},
    [VIEW_MOUSE] = {SETTING_HEAD("mouse", "on|off", "click, draw and turn the wheel on the map"),
                    .head.bare = "on", .head.choices = &mice},
    [VIEW_SPEED] = {SETTING_HEAD("speed", "N",
                                 "steps a second of a run that is watched (default 30)"),
                    .set = set_speed, .get = get_speed},
};

const struct table view_settings = TABLE("setting of the view", rows);

bool view_set(struct view *view, const char *name, const char *value, struct error *error)
{
    const struct view_setting *row = table_need(&view_settings, name, error);
    if (!row)
        return false;
    if (row->set)
        return row->set(view, value, error) || error_in(error, name);
    const void *chosen = table_need(row->head.choices, value, error);
    if (!chosen)
        return error_in(error, name);
    view->choice[row - rows] = table_index(row->head.choices, chosen);
    return true;
}

bool view_get(const struct view *view, const struct view_setting *row, struct buffer *out)
{
    size_t choice = view->choice[row - rows];
    if (row->get)
        return row->get(view, out);
    if (choice > 0)
        buffer_text(out, table_name(row->head.choices, choice));
    return choice > 0;
}

void view_write(const struct view *view,
                void (*write)(const char *name, const char *value, struct buffer *out),
                struct buffer *out)
{
    struct buffer value = {0};
    for (size_t i = 0; i < VIEW_COUNT; i++) {
        buffer_clear(&value);
        if (view_get(view, &rows[i], &value))
            write(rows[i].head.name, buffer_string(&value), out);
    }
    out->failed = out->failed || value.failed;
    buffer_release(&value);
}

const char *view_next(const struct view *view, enum view_id id, int by)
{
    const struct table *choices = rows[id].head.choices;
    const void *now = table_row(choices, view->choice[id]);
    return *(const char *const *)table_walk(choices, now, by);
}

/* --- axes --- */

static bool is_principal(const struct view *view)
{
    return view->axis[0][0] != '\0' && view->axis[1][0] == '\0';
}

static bool check_axis(const char *name, const struct scenario *scenario, struct error *error)
{
    if (*name == '\0' || scenario_find(scenario, name) >= 0)
        return true;
    const char *near =
        names_nearest((const char *const *)scenario->parameter, (size_t)scenario->n, name);
    char hint[NAMES_HINT];
    return error_set(error, "axes: there is no parameter '%s'%s", name, names_hint(near, "", hint));
}

static bool check_principal(const struct scenario *scenario, struct error *error)
{
    if (scenario->n > 2)
        return true;
    return error_set(error, "axes pca needs more than two parameters, but there %s %d",
                     scenario->n == 1 ? "is" : "are", scenario->n);
}

bool view_check(const struct view *view, const struct scenario *scenario, struct error *error)
{
    bool fits = is_principal(view) ? check_principal(scenario, error)
                                   : check_axis(view->axis[0], scenario, error) &&
                                         check_axis(view->axis[1], scenario, error);
    return fits || error_in(error, table_name(&view_settings, VIEW_AXES));
}

struct axes view_axes(const struct view *view, const struct scenario *scenario)
{
    struct axes axes = {.kind = is_principal(view) ? PLANE_PRINCIPAL : PLANE_SLICE};
    bool given = view->axis[0][0] != '\0';
    for (int k = 0; k < 2 && k < scenario->n && axes.kind == PLANE_SLICE; k++)
        axes.of[k] = given ? scenario_find(scenario, view->axis[k]) : k;
    return axes;
}

/* --- aspect --- */

bool view_is_to_scale(const struct view *view, const struct scenario *scenario)
{
    bool raw = (scenario_learns(scenario) && !scenario->standardize) ||
               (scenario->grid && !grid_has_one_unit(scenario->grid));

    if (view->choice[VIEW_ASPECT] == ASPECT_AUTO)
        return scenario->n > 1 && !raw && !view->has_window;
    return view->choice[VIEW_ASPECT] == ASPECT_EQUAL;
}

/* --- eye, speed and theme --- */

struct eye view_eye(const struct view *view)
{
    static const struct eye usual = {20, 40};

    return view->has_eye ? view->eye : usual;
}

long view_speed(const struct view *view)
{
    return view->speed > 0 ? view->speed : default_speed;
}

struct display view_display(const struct view *view, const struct display *display)
{
    struct display themed = *display;
    if (view->choice[VIEW_THEME] != THEME_AUTO)
        themed.backdrop = view->choice[VIEW_THEME] == THEME_LIGHT ? BACKDROP_LIGHT : BACKDROP_DARK;
    return themed;
}
