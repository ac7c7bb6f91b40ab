/* Where the starts of a study lie. One rule for its table, its summary and its picture: within
 * --within; else in the window of --view; else where the map looks: the ranges of the function
 * (scenario_range), with data those that show the way to the optimum (session_range). */
#ifndef CLI_STARTS_H
#define CLI_STARTS_H

#include <stdbool.h>

struct arguments;
struct region;

/* A range for each parameter. On failure the status of the arguments is set. */
bool starts_region(struct arguments *arguments, struct region *region);

/* Lets the map look at them, where --within says where that is. */
bool starts_look(struct arguments *arguments);

/* The parameters across and up: the map's, where these are parameters, else the first two. Of one
 * parameter the second is -1. */
void starts_axes(const struct arguments *arguments, int axis[2]);

#endif
