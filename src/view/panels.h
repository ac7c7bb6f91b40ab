/* The panels around the map: each draws its part of the scene into its rectangle. */
#ifndef VIEW_PANELS_H
#define VIEW_PANELS_H

#include "cells/frame.h"
#include "view/layout.h"
#include "view/scene.h"

/* All panels that have room in the scene's layout; below an overlay the header and the sentence. */
void panels_draw(const struct scene *scene, const struct display *display, struct frame *frame);

/* The same but for those that steps leave as they are: the header and the hints. */
void panels_follow(const struct scene *scene, const struct display *display, struct frame *frame);

/* Surface and formula left; optimizer, rate, β and run mark right, before them as many chips as
 * have room beside 16 columns of the formula, or all of it. */
void panel_header(const struct scene *scene, const struct display *display, struct frame *frame,
                  struct rectangle area);

/* Everything on one line, for screens too small for panels. */
void panel_summary(const struct scene *scene, const struct display *display, struct frame *frame,
                   struct rectangle area);

/* Step, parameters with their slopes where there are 28 columns, loss, |gradient|, of a run on data
 * also epoch, validation and R^2 or accuracy: one a row, or as many as fit on one row. Where rows
 * are few, parameters give way first, then the score, then epoch and validation. */
void panel_numbers(const struct scene *scene, const struct display *display, struct frame *frame,
                   struct rectangle area);

/* The rate against its limit, where there are four rows the rate below which it is stable, and the
 * condition number. */
void panel_gauge(const struct scene *scene, const struct display *display, struct frame *frame,
                 struct rectangle area);

/* The loss in letters of three rows, below its name: to be read from the last row. */
void panel_big(const struct scene *scene, const struct display *display, struct frame *frame,
               struct rectangle area);

/* The curves over the steps: that of the loss in the area, and where the layout has room the others
 * of the scene, the axis of steps and the rate of a schedule. A curve has its name, what its
 * heights stand for, and of what no other panel tells the last value; that of the loss of a run on
 * data names its lines. */
void panel_plots(const struct scene *scene, const struct display *display, struct frame *frame,
                 struct rectangle area);

/* What a study has to tell. */
void panel_board(const struct scene *scene, const struct display *display, struct frame *frame,
                 struct rectangle area);

/* What is going on, or where that is nothing while placing, the place; wrapped at spaces. Where its
 * rows and the blank ones above them don't hold it all, its last clauses are left out; but one that
 * has to be read whole, and the first clause of any, covers what is above it, up to the header, and
 * that of a run that has ended a curve of one row. */
void panel_sentence(const struct scene *scene, const struct display *display, struct frame *frame,
                    struct rectangle area);

/* As many hints as fit whole beside those that are kept. The second returns the columns that they
 * take, with a gap behind each. */
void panel_hints(const struct scene *scene, const struct display *display, struct frame *frame,
                 struct rectangle area);
int hints_draw(const struct scene *scene, const struct display *display, struct frame *frame,
               struct rectangle area);

/* The prompt and its note, or without one the hints, on the last two rows of the frame, or on more
 * where the message of an error needs them; puts the cursor there. */
void panel_prompt(const struct scene *scene, const struct display *display, struct frame *frame);

/* A step that is told: where it begins and leads, its parts and the losses, and below that,
 * scrolled, each number of it; a column a coordinate where there is room. */
void panel_told(const struct scene *scene, const struct display *display, struct frame *frame,
                struct rectangle area);

/* How many rows of what scrolls there are in a panel of that size, and how many it shows. */
struct told_extent {
    size_t rows, capacity;
};
struct told_extent told_extent(const struct explanation *told, struct rectangle area);

/* A title, lines in two columns where these are wide enough, and the hints. */
void panel_overlay(const struct scene *scene, const struct display *display, struct frame *frame,
                   struct rectangle area);

#endif
