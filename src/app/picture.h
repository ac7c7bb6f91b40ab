/* How the plane is shown: the window onto it, the scale, the colours; and the landscape, computed
 * anew only when something that it depends on has changed. */
#ifndef APP_PICTURE_H
#define APP_PICTURE_H

#include <stdbool.h>

#include "app/session.h"
#include "view/colormap.h"
#include "view/landscape.h"
#include "view/viewport.h"

struct picture {
    struct viewport viewport;
    double home[4];                  /* the window that `fit` returns to: x0, x1, y0, y1 */
    const struct scale *scale;       /* row of `scales` */
    const struct colormap *colormap; /* row of `colormaps` */
    bool contours, log_loss;
    struct landscape landscape;
    /* What the landscape was computed for, besides what it says itself. */
    unsigned long objective;
    double at[FORMULA_MAX_PARAMETERS];
};

/* Defaults; nothing is visible until picture_layout and picture_home. */
void picture_init(struct picture *picture);
void picture_release(struct picture *picture);

/* Takes the map rectangle of a screen of that size that shows the session. */
void picture_layout(struct picture *picture, int rows, int columns,
                    const struct session *session);

/* Takes the scenario's window as the home and shows it. */
void picture_home(struct picture *picture, const struct scenario *scenario);

/* Shows the home, or where the path left it, the home and the whole path. */
void picture_fit(struct picture *picture, const struct trajectory *path);

/* Is the point x[n] inside the window? */
bool picture_shows(const struct picture *picture, const double *x, int n);

/* Scales by 2^-halvings about the point x[n] where it is visible, else about the middle. */
void picture_zoom(struct picture *picture, double halvings, const double *x, int n);

/* A number near v that is short to write, no further off than a small part of a cell's `size`. */
double picture_round(double v, double size);

/* The landscape of the session's objective for the window, or NULL where no map is shown or
 * memory is short. Borrowed until the next call. */
const struct landscape *picture_landscape(struct picture *picture, struct session *session,
                                          const struct look *look);

/* The least value that is known of the objective: the surface's, or the best seen by the run or
 * in the window. */
double picture_floor(const struct picture *picture, const struct session *session);

#endif
