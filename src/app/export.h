/* Writing what is on the screen to a file. */
#ifndef APP_EXPORT_H
#define APP_EXPORT_H

#include <stdbool.h>

struct app;
struct error;

/* By the ending of the path: .txt, the screen as plain text; .ans, with colours; .svg, as a
 * picture; .csv, the trace of the run up to the present step, of a very long one the steps that are
 * kept. Says what was written. On failure an old file is as it was. */
bool export_file(struct app *app, const char *path, struct error *error);

#endif
