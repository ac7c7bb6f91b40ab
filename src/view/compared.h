/* The losses of several runs over their steps, or in a race over their evaluations, by which it is
 * ranked, on one scale: a line each in its colour, with its letter where it ends; where there are
 * no dots it is made of its letter. What is drawn later is on top. */
#ifndef VIEW_COMPARED_H
#define VIEW_COMPARED_H

#include "view/losses.h"
#include "view/scene.h"

struct compared {
    int used[SCENE_RUNS]; /* columns of each run; 0: it is none of them */
    double value[SCENE_RUNS][LOSSES_COLUMNS];
    struct losses_range range;
};

/* The steps of the present run, and of all that are told of; in a race evaluations. */
struct losses_reach compared_reach(const struct scene *scene);

/* For at most `width` cells; logarithmic and floor as for losses_range_init. Runs that ran away
 * don't stretch the range, unless all did. */
void compared_init(struct compared *compared, const struct scene *scene, int width,
                   const struct display *display);

void compared_draw(const struct compared *compared, const struct scene *scene,
                   const struct display *display, struct frame *frame, struct rectangle area);

#endif
