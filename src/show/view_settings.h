/* A view: all that the screen can show differently without any influence on the run, as a value;
 * and the table of its settings. A setting is at once an option of the screen and of `run`, a ':'
 * command, and a line of what view_write writes; keys go through it, too. */
#ifndef SHOW_VIEW_SETTINGS_H
#define SHOW_VIEW_SETTINGS_H

#include <stdbool.h>

#include "base/list.h"
#include "base/setting.h"
#include "base/table.h"
#include "cells/frame.h"
#include "problem/plane.h"
#include "view/eye.h"

struct buffer;
struct error;
struct scenario;

/* The rows of the table `view_settings`. */
enum view_id {
    VIEW_AXES,
    VIEW_WINDOW,
    VIEW_ASPECT,    /* enum aspect */
    VIEW_SCALE,     /* one of `scales` */
    VIEW_COLORMAP,  /* one of `colormaps` */
    VIEW_CONTOURS,  /* off, on */
    VIEW_LOSS_AXIS, /* enum loss_axis */
    VIEW_CURVES,
    VIEW_SHOW, /* enum show */
    VIEW_EYE,
    VIEW_SHADE,     /* off, on */
    VIEW_FLOW,      /* off, on */
    VIEW_CURVATURE, /* off, on */
    VIEW_FIELD,     /* off, on */
    VIEW_FOG,
    VIEW_RUNS,  /* enum runs */
    VIEW_BIG,   /* off, on */
    VIEW_THEME, /* enum view_theme */
    VIEW_MOUSE, /* off, on */
    VIEW_SPEED,
    VIEW_COUNT
};

enum aspect { ASPECT_AUTO, ASPECT_EQUAL, ASPECT_FILL };
enum loss_axis { LOSS_AXIS_LOG, LOSS_AXIS_LINEAR };
enum runs { RUNS_COLOURED, RUNS_DIM };
enum view_theme { THEME_AUTO, THEME_DARK, THEME_LIGHT };

/* How far is seen in fog of which nothing else is said. */
#define VIEW_FOG_PART 0.08

/* {0} is the default view. */
struct view {
    char axis[2][NAME_SIZE]; /* parameters across and up; "pca" alone: the path's principal
                              * directions; "": the first two */
    bool has_window;         /* else the window is found: see picture.h */
    double window[4];        /* x0, x1, y0, y1, in the coordinates of the plane */
    bool has_eye;            /* else it is at view_eye's default */
    struct eye eye;          /* of the relief */
    unsigned curves;         /* bits by enum track_id; 0: all */
    double fog; /* a step sees as far as this part of the map's height; 0: all is seen */
    long speed; /* at which a run is watched; 0: the default, see view_speed */
    size_t choice[VIEW_COUNT]; /* of a setting with choices: the index of the row */
};

/* How the plane lies. */
struct axes {
    enum plane_kind kind;
    int of[2]; /* of a slice: the parameters across and up; of one the second is 0 */
};

/* The choices of a head are rows that begin with a name and a meaning, the default first. Without
 * them the value is another one, which is read and written by `set` and `get`. */
struct view_setting {
    struct setting_head head;
    bool (*set)(struct view *view, const char *value, struct error *error);
    bool (*get)(const struct view *view, struct buffer *out); /* as view_get */
};

/* In the order of enum view_id. */
extern const struct table view_settings;

/* Sets one by its name, which the error gives as its setting. On failure the view is as it was.
 * Whether there are such axes is for view_check to say. */
bool view_set(struct view *view, const char *name, const char *value, struct error *error);

/* Appends the value of a row as view_set reads it; returns false, and appends nothing, where it is
 * the default. */
bool view_get(const struct view *view, const struct view_setting *row, struct buffer *out);

/* Has what differs from the default written, as by setting_line or setting_option. */
void view_write(const struct view *view,
                void (*write)(const char *name, const char *value, struct buffer *out),
                struct buffer *out);

/* The name of the choice `by` rows after the one in force, going round at the ends. */
const char *view_next(const struct view *view, enum view_id id, int by);

/* Has what the scenario minimises such axes? */
bool view_check(const struct view *view, const struct scenario *scenario, struct error *error);

/* The axes of what the scenario minimises, after view_check. */
struct axes view_axes(const struct view *view, const struct scenario *scenario);

/* Is a unit to be as long on both axes? Left to itself it is, where both have one unit: not with
 * raw columns of data, on a grid whose axes differ in it, with one parameter, or in a window that
 * was asked for. */
bool view_is_to_scale(const struct view *view, const struct scenario *scenario);

/* From where the relief is looked at. */
struct eye view_eye(const struct view *view);

/* Steps a second. */
long view_speed(const struct view *view);

/* What a display is in the theme of the view; without one it is as the terminal says. */
struct display view_display(const struct view *view, const struct display *display);

#endif
