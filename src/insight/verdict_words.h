/* A verdict in words. */
#ifndef INSIGHT_VERDICT_WORDS_H
#define INSIGHT_VERDICT_WORDS_H

#include "insight/verdict.h"

/* Writes the sentence and the advice of a verdict whose other members are there. */
void verdict_say(struct verdict *verdict, struct simulation *simulation);

/* "a" or "an", as the kind of a point wants it: a saddle, an inflection. */
const char *verdict_article(const char *kind);

#endif
