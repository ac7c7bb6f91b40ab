/* The next step in full: the gradient as a formula and as numbers, what is done to it, each
 * statement of the rule with its names and then with the numbers they stand for, and what the step
 * promises and brings. With 17 digits each line can be read back and worked through again:
 *
 *     theta = theta - lr*g
 *       x  3.5 - 0.175*35 = -2.625
 *       y  3.6 - 0.175*3.6 = 2.97
 *
 * norm, dot and hv stand there as the numbers they come to. Of a method there are what it finds out
 * first and the points that it tries, each with why it was not taken. */
#ifndef INSIGHT_EXPLAIN_H
#define INSIGHT_EXPLAIN_H

#include <stdbool.h>

#include "insight/explanation.h"

struct simulation;

/* Tells the step that comes next, in numbers of so many digits, into *told, which is empty or was
 * told before; release it. The simulation stands where it stood, and must live as long. Returns
 * false when memory runs out. Where the work was interrupted (problem/interrupt.h) what is told
 * says nothing. */
bool explain_next(struct simulation *simulation, int digits, struct explanation *told);

#endif
