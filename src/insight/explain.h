/* The next step in full: the gradient as a formula and as numbers, what is done to it, each statement of
 * the rule with its names and then with the numbers they stand for, and what the step promises and
 * brings. A number has as many digits as reading it back takes, so each line can be worked through again:
 *
 *     theta = theta - lr*g
 *       x  3.5 - 0.175*35 = -2.625
 *       y  3.6 - 0.175*3.6 = 2.97
 *
 * norm, dot and hv stand there as the numbers they come to. A method has no statements: of it the point,
 * the length of the step and what it cost are told. */
#ifndef INSIGHT_EXPLAIN_H
#define INSIGHT_EXPLAIN_H

#include <stdbool.h>

struct buffer;
struct simulation;

/* Appends the text of the step that comes next; the simulation stands where it stood. Returns false when
 * memory runs out. */
bool explain_next(struct simulation *simulation, struct buffer *out);

#endif
