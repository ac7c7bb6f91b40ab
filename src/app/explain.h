/* The next step in full (insight/explain.h) as a page: what is told on the left, numbers on the right. */
#ifndef APP_EXPLAIN_H
#define APP_EXPLAIN_H

#include <stdbool.h>

struct app;
struct error;

/* Opens the page; the run stands where it stood. Returns false with the error where memory runs out. */
bool explain_open(struct app *app, struct error *error);

#endif
