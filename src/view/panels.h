/* The panels around the map: each draws its part of the scene into its rectangle. */
#ifndef VIEW_PANELS_H
#define VIEW_PANELS_H

#include "view/frame.h"
#include "view/layout.h"
#include "view/scene.h"

/* Surface and formula left; optimizer, rate, β and run mark right, before them as many chips as have
 * room beside 16 columns of the formula, or all of it. */
void panel_header(const struct scene *scene, const struct display *display, struct frame *frame,
                  struct rectangle area);

/* Everything on one line, for screens too small for panels. */
void panel_summary(const struct scene *scene, const struct display *display, struct frame *frame,
                   struct rectangle area);

/* Step, parameters, loss, |gradient|, of a run on data also epoch, validation and R^2 or accuracy: one
 * a row, or as many as fit on one row. Where rows are few, parameters give way first, then the score,
 * then epoch and validation. */
void panel_numbers(const struct scene *scene, const struct display *display, struct frame *frame,
                   struct rectangle area);

/* The rate against its limit, where there are four rows the rate below which it is stable, and the
 * condition number. */
void panel_gauge(const struct scene *scene, const struct display *display, struct frame *frame,
                 struct rectangle area);

/* A curve over the steps: its name, what its heights stand for, of what no other panel tells the last
 * value. */
void panel_sparkline(const struct scene *scene, const struct display *display, struct frame *frame,
                     struct rectangle area);
void panel_curve(const struct scene *scene, const struct track *track,
                 const struct display *display, struct frame *frame, struct rectangle area);

/* The axis of steps below the curves. */
void panel_steps(const struct scene *scene, const struct display *display, struct frame *frame,
                 struct rectangle area);

/* In its place for a run on data: the loss curves, and which is which. */
void panel_curves(const struct scene *scene, const struct display *display, struct frame *frame,
                  struct rectangle area);

/* The schedule's name, the rate of the next step, and the rate over the steps. */
void panel_schedule(const struct scene *scene, const struct display *display, struct frame *frame,
                    struct rectangle area);

/* What is going on, or where that is nothing while placing, the place; wrapped at spaces. */
void panel_sentence(const struct scene *scene, const struct display *display, struct frame *frame,
                    struct rectangle area);

/* As many hints as fit whole. Returns the columns that they take, with a gap behind each. */
int panel_hints(const struct scene *scene, const struct display *display, struct frame *frame,
                struct rectangle area);

/* The prompt and its note, or without one the hints, on the last two rows of the frame; puts the cursor
 * there. */
void panel_prompt(const struct scene *scene, const struct display *display, struct frame *frame);

/* A title, lines in two columns where these are wide enough, and the hints. */
void panel_overlay(const struct scene *scene, const struct display *display, struct frame *frame,
                   struct rectangle area);

#endif
