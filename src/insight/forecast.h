/* When a run will end, from the trend of its gradient's norm. */
#ifndef INSIGHT_FORECAST_H
#define INSIGHT_FORECAST_H

#include <stdbool.h>

struct simulation;

struct forecast {
    double steps; /* from the present one to the end */
    bool at_most; /* there is no trend to go by: then its number of steps is made */
};

/* The steps until the gradient is as small as ends the run, or until its number of steps is made,
 * whichever comes first. There is a trend from 120 steps on where the norm falls by a steady
 * factor: in the last two sixths of the path, compared with the sixths before each, by factors of
 * which the logarithms are within two of one another, and before step 900 hardly shrink. Without
 * one there is a forecast from 300 steps on, of a run that has a number of steps. Returns false
 * where there is none. Costs a few dozen logarithms. */
bool forecast_of(struct forecast *forecast, const struct simulation *simulation);

#endif
