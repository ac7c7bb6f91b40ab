/* The terminal's modes and the way back to how it was, on every way out.
 *
 * All of the program's signal handlers are in restore.c, with the few globals that they need.
 *
 *   SEGV BUS FPE ILL ABRT SYS TRAP   the terminal is restored, the signal raised again
 *   TSTP TTIN TTOU, CONT             suspended with the terminal restored, and taken again
 *   WINCH                            noted
 *   CHLD URG                         left alone
 *   all others (TERM, HUP, INT …)    noted; restore_wait wakes, restore_fatal tells. If the program
 *                                    hasn't left after a second, it is left for it. So no signal whose
 *                                    default action ends a process leaves the terminal as it is
 *
 * A signal that was ignored when the program began stays ignored (nohup). */
#ifndef TERM_RESTORE_H
#define TERM_RESTORE_H

#include <stdbool.h>
#include <stddef.h>

struct error;

/* Remembers the modes of terminal `fd` (non-blocking, below FD_SETSIZE) and catches the signals;
 * waits for the foreground first. The terminal is not changed yet. */
bool restore_open(int fd, struct error *error);

/* Lets the signals go and forgets the terminal, which has been left. If a fatal signal was noted,
 * raises it again. */
void restore_close(void);

/* What is written when the terminal is taken and when it is left. Copied; false: too long. */
bool restore_sequences(const char *enter, const char *leave);

/* Takes the terminal: no echo, key by key, the enter sequence. False where it is gone. */
bool restore_enter(void);

/* Writes the leave sequence and sets the modes back exactly. Waits for a terminal that takes no
 * bytes at most a tenth of a second, then drops what it has not taken. Harmless when repeated. */
void restore_leave(void);

/* The fatal signal that was noted, or 0. */
int restore_fatal(void);

/* Do we run, but without the terminal: suspended, yet in no job that could be continued? */
bool restore_adrift(void);

/* Has the terminal been taken again after a suspension; may its size have changed? Reading
 * clears. */
bool restore_take_resumed(void);
bool restore_take_resized(void);

enum { RESTORE_READABLE = 1, RESTORE_WRITABLE = 2 };

/* Sleeps until the terminal can be read (or has hung up), or if wanted written, or a signal says
 * something that has not been taken, or at most `seconds` (negative: no limit). One system call
 * sleeps, and no signal gets lost before it. Returns RESTORE_… flags; none after a signal. */
unsigned restore_wait(bool want_writable, double seconds);

#endif
