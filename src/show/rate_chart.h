/* The curve of the rate finder as a chart, and a sentence on it. */
#ifndef SHOW_RATE_CHART_H
#define SHOW_RATE_CHART_H

#include "show/fill.h"
#include "study/rate_finder.h"

/* Puts the chart of the steps made so far into the place of the map, with a line at the rate
 * `taken` (NAN: none), and says what it shows. Borrows the finder. */
void rate_chart_fill(struct filled *filled, const struct rate_finder *finder, double taken);

#endif
