/* A verdict in words. */
#ifndef ENGINE_VERDICT_WORDS_H
#define ENGINE_VERDICT_WORDS_H

#include "engine/verdict.h"

/* Writes the sentence and the advice of a verdict whose other members are there. */
void verdict_say(struct verdict *verdict, struct simulation *simulation);

/* "a" or "an", as the kind of a point wants it: a saddle, an inflection. */
const char *verdict_article(const char *kind);

#endif
