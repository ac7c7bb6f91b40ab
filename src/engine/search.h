/* What the methods that search along a line have in common. */
#ifndef ENGINE_SEARCH_H
#define ENGINE_SEARCH_H

#include "engine/line_search.h"
#include "engine/method.h"

/* The line from where the step begins. The direction is borrowed. */
struct line search_line(const struct method_step *step, const double *direction);

/* Ends the step at x + length * direction. A length of 0 leaves every bit of x as it is; where the
 * step is `fresh`, made from nothing that was remembered, it then rests. */
void search_finish(struct method_step *step, const struct line *line, double length, bool fresh);

#endif
