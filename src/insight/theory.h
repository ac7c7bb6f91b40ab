/* What theory says of a descent near a point: how fast it should go on a quadratic with the
 * curvature found there, how fast it goes, and what would be best. */
#ifndef INSIGHT_THEORY_H
#define INSIGHT_THEORY_H

#include <stdbool.h>
#include <stddef.h>

#include "method/tuning.h"

struct simulation;
struct stability;

struct theory {
    bool known;                /* the curvature here is positive in every direction */
    double steepest, flattest; /* eigenvalues of the Hessian */
    double condition;          /* steepest / flattest */
    double predicted;          /* contraction a step with the settings in force; NAN: not known */
    double measured;           /* of the gradient's norm, fitted; NAN: too few steps, or chance */
    int window;                /* over how many of the last steps */
    struct tuning gd, momentum, nesterov;
};

/* At the simulation's present point, of which the gauge is known. */
void theory_at(struct theory *theory, const struct simulation *simulation,
               const struct stability *stability);

/* The lines of an explanation: what, and its value or a sentence. */
struct theory_words {
    size_t count;
    struct theory_line {
        const char *what;
        char text[160];
    } line[6];
};
void theory_say(const struct theory *theory, struct theory_words *words);

#endif
