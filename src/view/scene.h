/* The view model: everything that a screen shows, as plain data borrowed from its owners, and
 * the one function that makes it a frame. */
#ifndef VIEW_SCENE_H
#define VIEW_SCENE_H

#include <stdbool.h>
#include <stddef.h>

#include "cells/colormap.h"
#include "cells/frame.h"
#include "insight/stability.h"
#include "problem/surface.h"
#include "run/trajectory.h"
#include "view/fit.h"
#include "view/landscape.h"
#include "view/layout.h"
#include "view/losses.h"
#include "view/path.h"
#include "view/rates.h"
#include "view/still.h"
#include "view/viewport.h"

enum { SCENE_RUNS = 10 }; /* those that were left and kept, a branch, and the present one */

enum { SCENE_CHIPS = 8 };

/* What changes the run and is not to be seen: "noise 0.1". */
struct chip {
    const char *name, *value;
    bool of_end; /* it says only when the run ends: the formula goes before it */
};

enum run_mark { MARK_PAUSED, MARK_RUNNING, MARK_ENDED };

/* A line of an overlay (help, lists): a dim left part, a bright right one. heading: left only. What
 * is longer than its column goes on in the rows below. */
struct overlay_line {
    const char *left, *right;
    bool heading;
    bool dim; /* it does nothing here: the right part is dim, too */
};

struct overlay {
    const char *title;
    const struct overlay_line *lines;
    size_t count;
    size_t first; /* the first row shown: scrolled by the owner */
    bool marked;  /* a line is inverted: */
    size_t mark;
    bool flush; /* rows begin in the first column of the screen, to be copied from there */
};

/* The prompt: what is typed, and below it an error with a caret, or what completes it. */
struct prompt_view {
    const char *lead; /* ":" */
    const char *text; /* UTF-8 */
    size_t cursor;    /* byte offset */
    const char *note; /* a message below, or "" */
    bool is_error;
    size_t caret;   /* is_error: byte offset in `text` of the caret; SIZE_MAX: none */
    size_t mark[2]; /* the bytes of the note, from [0] to before [1], that are inverted and seen */
};

struct hint {
    const char *key, *meaning;
    bool kept; /* the others give way to it */
};

struct board;
struct dots;
struct histogram;
struct chart;
struct cross;
struct explanation;
struct eye;
struct patches;
struct race_table;
struct profile;
struct signs;
struct vectors;

struct scene {
    const char *surface; /* name; "f" for a typed formula */
    const char *formula;
    const char *optimizer;
    double rate;   /* or the length of the last step: searched; NAN: none yet */
    bool searched; /* every step finds its length */
    /* Where somebody walks by keys, and there is no rate: evaluations so far, and par, -1: not
     * known, 0: there is none. Else 0. */
    long walked, par;
    double beta;                       /* NAN: the optimizer has none */
    bool momentum_off;                 /* show β as "off" */
    struct track curve[LAYOUT_CURVES]; /* as many as the layout has rows for */
    struct rates rates;                /* of a schedule; none for a constant rate */
    struct chip chip[SCENE_CHIPS];
    int chips;
    bool lacks_memory; /* for a part of this */
    enum run_mark mark;
    const char *speed; /* "30/s", or "" */

    int n;
    const char *const *parameter; /* [n] */
    const char *axis[2];          /* what is across and up; up is unused where n is 1 */
    const char *label[2];         /* the same with its unit, "x (m)"; NULL: it has none */
    int shown[2];                 /* the parameters that these are; -1: none */
    const struct sample *now;
    bool learning;                     /* the objective is over data: epoch, loss curves */
    bool validation;                   /* and rows are held out: validation loss */
    bool scored;                       /* and there is a score: */
    bool accuracy;                     /* of classes; else R^2 */
    const double *score;               /* NULL: not ready */
    const struct stability *stability; /* NULL: not ready */
    bool about;                        /* score and stability are those of a step shortly before */

    struct drawn_run run[SCENE_RUNS];  /* from the bottom up: the last one is the present run */
    size_t runs;                       /* at least 1; told of are several of them or none */
    unsigned long number;              /* of the present simulation: no other one has it */
    struct still *still;               /* what was kept of the last frame, or NULL */
    const struct landscape *landscape; /* for the map rectangle of the layout */
    const struct layout *layout;       /* of a screen of the frame's size */
    const struct eye *eye;             /* from where the map is looked at as a relief; NULL: not */
    const struct chart *chart;         /* in the place of the map, or NULL */
    const struct trajectory *flow;     /* the gradient flow from the start, or NULL */
    const struct vectors *arrows;      /* a field of them, or NULL */
    const struct signs *signs;         /* where curvatures change their signs, or NULL */
    const struct cross *cross;         /* the curvatures at the present point, or NULL */
    const struct profile *profile;     /* of one parameter: its curve; else NULL */
    const double *gradient;            /* [n], at the present point */
    const struct fit *fit;             /* where the layout has a place for it */
    const struct surface *known;       /* for the minima, or NULL */
    const double *optimum;             /* [n], the minimum of a convex objective, or NULL */
    double floor;                      /* least known value of f, for the log sparkline */
    long best_epoch, best_step;        /* validation: where that was least */
    bool log_loss;
    bool contours;
    bool shade; /* the hills of the map are lit, where there are 24 bits */
    const struct colormap *colormap;

    bool placing;    /* the start: a cross at `place`; where the sentence is empty, its value */
    double place[2]; /* world coordinates */
    const double *place_value; /* NULL: not ready */

    const char *study;             /* what is shown of many runs, "basins", or NULL */
    double done;                   /* so much of it is known, of 1; NAN: it runs as a run does */
    const struct patches *patches; /* in place of the landscape and the runs; or NULL */
    const struct board *board;     /* where the layout has one */
    const struct dots *dots;       /* upon the landscape; or NULL */
    const struct race_table *race; /* in the place of the lines of the board; or NULL */
    const struct histogram *histogram; /* below the lines of the board; or NULL */

    const char *sentence; /* what is going on; "" for none */
    bool warn;            /* the sentence is of a danger; */
    bool refused;         /* of what was not done */
    bool whole;           /* all of it has to be read, over what is above it where rows are few */
    const struct hint *hints;
    size_t hint_count;
    const struct prompt_view *prompt; /* or NULL */
    const struct overlay *overlay;    /* or NULL */
    const struct explanation *told;   /* where the layout has a place for it; NULL: not ready */
    size_t told_first;                /* the first row shown of what scrolls */
};

/* Are there runs to be compared with the present one? */
static inline bool scene_compares(const struct scene *scene)
{
    return scene->run[scene->runs - 1].told != NULL;
}

/* The present run's path. */
static inline const struct trajectory *scene_path(const struct scene *scene)
{
    return scene->run[scene->runs - 1].path;
}

/* How many numbers are listed besides step, loss and slope: n parameters, and of a run on data the
 * epoch, where rows are held out the validation loss, and the score where there is one. */
static inline int scene_numbers(int n, bool learning, bool validation, bool scored)
{
    return n + learning + validation + scored;
}

/* Draws the scene into the frame at its present size. */
void scene_compose(const struct scene *scene, const struct display *display, struct frame *frame);

/* The run has gone on since then: draws into that frame its path on the map and where it
 * is now, and if asked all that tells of it in numbers, words and curves, but for header and hints.
 * A path alone that has not left its dot of the map is drawn later. Returns false, and the frame is
 * to be composed, where no map is kept, or memory runs out. */
bool scene_follow(const struct scene *scene, const struct display *display, struct frame *frame,
                  bool numbers);

/* How many rows the lines of an overlay take on a screen of that size, and how many fit at once. */
size_t overlay_rows(const struct overlay *overlay, int rows, int columns);
size_t overlay_capacity(const struct overlay *overlay, int rows, int columns);

/* The row in which a line begins there. */
size_t overlay_row(const struct overlay *overlay, size_t line, int rows, int columns);

#endif
