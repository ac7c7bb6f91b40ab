/* What the methods that search along a line have in common. */
#ifndef METHOD_SEARCH_H
#define METHOD_SEARCH_H

#include "method/line_search.h"
#include "method/method.h"

/* The line from where the step begins. The direction is borrowed. */
struct line search_line(const struct method_step *step, const double *direction);

/* For a line of Newton's whose slope is to flatten by that factor: where the last step was already
 * one of which only the slopes could tell, *before is what its slope promised, else 0, and this one
 * must promise less by the factor; or it goes round and round in the rounding. */
void search_settle(struct line *line, double flattens, double before);

/* What is `before` for the next step, if this one is taken. */
double search_promise(const struct line *line);

/* Ends the step at x + length * direction. A length of 0 leaves every bit of x as it is; where the
 * step is `fresh`, made from nothing that was remembered, it then rests. */
void search_finish(struct method_step *step, const struct line *line, double length, bool fresh);

#endif
