/* Sessions that lose their terminal are kept, and told of at the next start. */
#ifndef CLI_LOST_H
#define CLI_LOST_H

#include <stdbool.h>

struct app;

/* Keeps the session in a file of this process, in the folder of the user's state, beside those that
 * were kept before. Says nothing: there is nobody to hear. */
void lost_keep(struct app *app);

/* Tells in the app's message of one that was kept and not told of yet, and how it is opened. Each
 * is told once, by one process. */
void lost_tell(struct app *app);

#endif
