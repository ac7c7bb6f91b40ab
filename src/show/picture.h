/* The picture of a run in a view: the plane, the window onto the plane, the landscape in the
 * window, and beside the landscape or in its place the fit. The landscape is computed again only
 * when something that it depends on has changed. */
#ifndef SHOW_PICTURE_H
#define SHOW_PICTURE_H

#include <stdbool.h>

#include "problem/plane.h"
#include "show/fit_picture.h"
#include "show/fog.h"
#include "show/layers.h"
#include "show/session.h"
#include "show/view_settings.h"
#include "view/landscape.h"
#include "view/layout.h"
#include "view/still.h"
#include "view/tracks.h"
#include "view/viewport.h"

struct picture {
    struct view view;         /* what was asked for */
    struct layout layout;     /* of the screen, made by picture_layout */
    struct plane plane;       /* made by picture_plane */
    double part[2];           /* of the path's spread, along principal directions */
    bool to_scale;            /* a unit is as long on both axes */
    double window[4];         /* what is to be seen: x0, x1, y0, y1 */
    struct viewport viewport; /* that, and where axes are to scale what fills the map beside it */
    double home[4];           /* the window that picture_frame returns to */
    struct landscape landscape;
    unsigned long objective; /* that the landscape is of: session.objective */
    struct fit_picture fit;
    struct layers layers;
    struct fog fog;
    const struct trajectory *walk; /* in the place of the run, in fog; NULL: none. Borrowed */
    unsigned long walks;           /* how many there were */
    struct still still;            /* what is kept of the frame that was composed last */
    bool explained;                /* a step is told beside the map, */
    bool turned;                   /* or, where there is room for one of both, the map is seen */
    bool lacks_memory;             /* for the map */
    bool charted;                  /* a chart stands in the place of map and fit */
    bool board;                    /* a study is shown: the layout has a board beside the map */
};

/* Nothing is visible until picture_layout and picture_home. */
void picture_init(struct picture *picture, const struct view *view);
void picture_release(struct picture *picture);

/* Are there runs to be compared with the present one, and does the view want that? */
bool picture_compares(const struct picture *picture, const struct session *session);

/* Of the curves that the view asks for those that the run has, in the order of `tracks`; where it
 * has none of them, all that it has, but where runs are compared the loss alone. Returns how many;
 * *schedule: is there that of a schedule besides? */
int picture_curves(const struct picture *picture, const struct session *session,
                   struct track curve[LAYOUT_CURVES], bool *schedule);

/* Has the run none of the curves that the view asks for? */
bool picture_lacks_curves(const struct picture *picture, const struct session *session);

/* What the view is to ask for (struct view, curves) to see the next choice: all, or one of them
 * alone. */
unsigned picture_next_curves(const struct picture *picture, const struct session *session, int by);

/* Lays out a screen of that size. The window's grid becomes that of the map's rectangle; where the
 * axes are to scale (view_is_to_scale) the window grows along one, from the same window at every
 * size. */
void picture_layout(struct picture *picture, int rows, int columns, struct session *session);

/* What is seen: the map, which of one parameter is a curve, its relief, the fit, or map and fit. */
enum show picture_shown(const struct picture *picture);

/* The plane that is shown of the session's objective, brought up to date: along the axes of
 * the view, through the present point, or where that has run away the last one that had not. While
 * the run is moving it stays until the point has left it by a fiftieth of the window's smaller
 * span, so that the picture doesn't jump at every step. Along principal directions the window
 * follows the path as long as it is the home and none was asked for. Borrowed. */
const struct plane *picture_plane(struct picture *picture, struct session *session);

/* Will that be the plane of the last time, while the run is moving? */
bool picture_stays(const struct picture *picture, struct session *session);

/* Is it a window that follows the path? */
bool picture_follows(const struct picture *picture);

/* What is across (0) or up (1): the parameter's name, or "pc 1", "pc 2". Borrowed. */
const char *picture_axis(const struct picture *picture, struct session *session, int which);

/* Shows the window of the view, which is the home then; where it has none, the ranges that are
 * worth to be seen (session_range), and along principal directions a window around the path. */
void picture_home(struct picture *picture, struct session *session);

/* Shows the home, or where the path left it, the home and the whole path. */
void picture_frame(struct picture *picture, struct session *session);

/* The view that leads to what is shown, from the start of the run on: as it was asked for, and with
 * the window unless that would be shown anyway. */
void picture_view(struct picture *picture, struct session *session, struct view *view);

/* Is the present point inside the window? */
bool picture_shows(struct picture *picture, struct session *session);

/* Where the present point is in the window: the middle of it where it is not seen, and upward where
 * there is one parameter. */
void picture_anchor(struct picture *picture, struct session *session, double at[2]);

/* Scales by 2^-halvings about the present point where it is visible, else about the middle. */
void picture_zoom(struct picture *picture, double halvings, struct session *session);

/* The same about a place of the window. */
void picture_zoom_at(struct picture *picture, double halvings, const double at[2]);

/* Moves the window by fractions of itself. */
void picture_pan(struct picture *picture, double right, double up);

/* A number near v that is short to write, no further off than a small part of a cell's `size`. */
double picture_round(double v, double size);

/* Was memory short for something of what was shown last? */
bool picture_lacks_memory(const struct picture *picture);

/* The landscape of the session's objective for the window, or NULL where no map is shown or memory
 * is short. While the run is moving a lower floor does not change its bands. Borrowed until the
 * next call. */
const struct landscape *picture_landscape(struct picture *picture, struct session *session,
                                          const struct display *display);

/* Does fog lie over the map? */
bool picture_is_foggy(const struct picture *picture, const struct session *session);

/* The same with what lies in fog as not a number. */
const struct landscape *picture_seen(struct picture *picture, struct session *session,
                                     const struct display *display);

/* The least value that is known of the objective: the surface's, or the best seen by the run or in
 * the window. Of more than two parameters the window shows another part at every step; there it is
 * 0, or the best seen by the run where that is lower. In fog it is the least that has been seen. */
double picture_floor(const struct picture *picture, struct session *session);

#endif
