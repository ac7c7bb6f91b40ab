/* Curves over the steps as parts of other panels. */
#ifndef VIEW_PLOTS_H
#define VIEW_PLOTS_H

#include "cells/frame.h"
#include "view/layout.h"

struct scene;

/* The losses of all runs that are told of, with a heading, and in the last row the axis of
 * steps. */
void plots_compared(const struct scene *scene, const struct display *display, struct frame *frame,
                    struct rectangle area);

#endif
