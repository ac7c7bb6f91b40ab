/* A verdict in words. */
#ifndef ENGINE_VERDICT_WORDS_H
#define ENGINE_VERDICT_WORDS_H

#include "engine/verdict.h"

/* Writes the sentence and the advice of a verdict whose other members are there. */
void verdict_say(struct verdict *verdict, struct simulation *simulation);

#endif
