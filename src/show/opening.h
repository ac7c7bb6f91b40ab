/* What the full-screen program opens on when nothing is said of a run. */
#ifndef SHOW_OPENING_H
#define SHOW_OPENING_H

/* A session as text (show/saved.h), with a line on what to press. Momentum carries the ball over a
 * ridge to a far valley in 109 steps, which are 3.6 seconds; without it the ball ends in the near
 * one. */
extern const char opening_text[];

#endif
