/* From a run and its picture to a scene: what is shown of them, of which the screen and a snapshot
 * are made. */
#ifndef SHOW_FILL_H
#define SHOW_FILL_H

#include "base/number.h"
#include "show/picture.h"
#include "show/session.h"
#include "view/chart.h"
#include "view/profile.h"
#include "view/run_table.h"
#include "view/scene.h"
#include "view/signs.h"

/* A scene, and what it borrows besides session and picture. */
struct filled {
    struct scene scene;
    const char *parameter[PARAMETERS_MAX];
    double next[PARAMETERS_MAX], pull[PARAMETERS_MAX]; /* where the present run's next step leads */
    struct profile profile;
    struct chart chart;
    struct cross cross;
    struct eye eye;
    struct told_run told[SCENE_RUNS];
    char speed[24];
    char chip[SCENE_CHIPS][NAME_SIZE];
    char sentence[256];
    char label[2][NAME_SIZE + 24];   /* of an axis with its unit */
    char about[NAME_SIZE + 80];      /* of a grid, in the place of a formula */
    const struct trajectory *branch; /* that was gone back over, or NULL */
};

/* The run, its picture and one sentence on it, laid out for a screen of that size, without fit and
 * hints. Borrows from session, picture and *filled itself. */
void fill_scene(struct filled *filled, struct session *session, struct picture *picture,
                const struct display *display, int rows, int columns);

/* Time has gone by since then, and no key was pressed: what scene_follow needs of a run that has
 * gone on. Returns false, and the scene is to be filled anew, where more of the screen has changed:
 * the run has stopped, or is another one, or is where it was before it went back, or the map goes
 * along with it. */
bool fill_follow(struct filled *filled, struct session *session, struct picture *picture,
                 const struct display *display, bool numbers);

/* The fit with the parameters x[n], where the layout has a place for it. */
void fill_fit(struct filled *filled, struct session *session, struct picture *picture,
              const double *x);

/* The settings of a run that stand in the header while they are on, by their names. */
extern const struct table fill_chip_names;

#endif
