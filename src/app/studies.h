/* The menu of studies, opened by one key: the next key says which. Each study is an action whose
 * key is a row of MODE_CHOOSE in the table `keys`. */
#ifndef APP_STUDIES_H
#define APP_STUDIES_H

#include <stdbool.h>

struct app;
struct composition;
struct error;

void studies_open(struct app *app);

/* Of the row of `modes`. */
void studies_fill(struct app *app, struct composition *shown);

/* A study that can't be gone on with, as its error says, is left. Returns `done`. */
bool studies_hold(struct app *app, bool done, const struct error *error);

#endif
