/* The user's locale, as far as this system knows it. Numbers are written with a point
 * everywhere. */
#ifndef CLI_LOCALE_H
#define CLI_LOCALE_H

/* Sets it. A server often lacks the one that ssh brings, but its characters are those of the
 * terminal all the same: where it asks for UTF-8, C.UTF-8 is taken in its place. */
void locale_set(void);

/* Says on standard error where the user's is not known here, and what that means. */
void locale_report(void);

#endif
