/* The pages of the help: keys and commands, each of which a line of it does; and what is on the
 * screen. They are printed from the tables of what they tell of. */
#ifndef APP_HELP_H
#define APP_HELP_H

#include <stdbool.h>

#include "app/mode.h"

struct pager;

/* The deed of a line (pager.h) is the code of the key that it is about, with HELP_STUDY where that
 * is one of the menu of studies; or HELP_FILLS: it is about a command, whose name is its left part
 * up to the first blank. */
enum { HELP_STUDY = 0x40000000, HELP_FILLS = 0x7FFFFFFF };

/* Fills the pager with all keys and what they do, those of `mode` first, then all commands, and the
 * keys of other modes. What is asked of data alone is dim without `data`. */
void help_keys(struct pager *pager, enum app_mode mode, bool data);

/* Fills it with the numbers, marks and words of the screen and what they mean; `ascii`: as they are
 * shown without blocks. */
void help_screen(struct pager *pager, bool ascii);

#endif
