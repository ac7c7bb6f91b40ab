/* A verdict in words. */
#ifndef INSIGHT_VERDICT_WORDS_H
#define INSIGHT_VERDICT_WORDS_H

#include "insight/verdict.h"

/* Writes the sentence and the advice of a verdict whose other members are there. */
void verdict_say(struct verdict *verdict, struct simulation *simulation);

/* "a" or "an", as the kind of a point wants it: a saddle, an inflection. */
const char *verdict_article(const char *kind);

enum { ENDING_TELL_SIZE = 64 };

/* How a run of a study ended, where there is room for no more: the name of its ending, or where a
 * cap ended it "stopped at 10000 steps". Returns `out`. */
char *ending_tell(char out[ENDING_TELL_SIZE], enum ending ending, long steps);

#endif
