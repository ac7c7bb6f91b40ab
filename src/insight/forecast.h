/* When a run will end, from the trend of its gradient's norm. */
#ifndef INSIGHT_FORECAST_H
#define INSIGHT_FORECAST_H

struct simulation;

/* The steps from the present one until the gradient is as small as ends the run, or until its number of
 * steps is made, whichever comes first. NAN where there is nothing to go by: no gradient ends it, fewer
 * than 60 steps were made, or the norm does not fall by a steady factor: in the last two sixths of the
 * path, compared with the sixths before each, by factors of which the logarithms are within two of one
 * another. Costs a few dozen logarithms. */
double forecast_steps(const struct simulation *simulation);

#endif
