/* What an optimizer comes with when it is switched to: the rate that it was left with, and of descent
 * with momentum the last beta. Both become settings like any others, so that the log of changes alone
 * makes the same run again. */
#ifndef SHOW_LUGGAGE_H
#define SHOW_LUGGAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "run/scenario.h"

struct error;

/* What all of them were left with. */
struct luggage {
    double *lr;    /* owned: of each row of `optimizers`, and after them of a rule; 0: its own */
    bool rate_set; /* a rate has been set: before that, all are the recommended ones */
    double beta;   /* the last one of momentum or nesterov; 0: none yet */
};

/* The scenario's own rate belongs to its optimizer. Returns false where memory runs out. */
bool luggage_init(struct luggage *luggage, const struct scenario *scenario);
void luggage_release(struct luggage *luggage);

bool luggage_copy(struct luggage *to, const struct luggage *from);

/* As text, a line `left NAME NUMBER` each: the rate that an optimizer of that name, or `rule`, was left
 * with, or `beta`. The second reads what follows `left`. */
void luggage_write(const struct luggage *luggage, struct buffer *out);
bool luggage_read(struct luggage *luggage, const char *text, struct error *error);

/* The scenario's optimizer is about to be left, or not. */
struct leaving {
    const struct optimizer *optimizer;
    double lr, beta;
};
struct leaving luggage_leaving(const struct scenario *scenario);

/* The scenario now; where its optimizer is another one, the old one has been left. `alike`: the
 * objective is the same as then. */
void luggage_note(struct luggage *luggage, const struct leaving *old,
                  const struct scenario *scenario, bool alike);

/* Another objective is descended on: rates that fitted the gradient are forgotten, and the beta. */
void luggage_forget(struct luggage *luggage);

/* The optimizer shall come with the rate of the scenario, where its steps and those of the one in
 * force follow the gradient alike. */
void luggage_carry(struct luggage *luggage, const struct scenario *scenario,
                   const struct optimizer *optimizer);

/* The settings that the scenario's optimizer, which is another one than before, comes with: at most
 * `lr` and `set`. The texts are owned. */
struct packed {
    struct setting setting[2];
    size_t count;
    struct buffer text[2];
};

/* `alike`: the objective stays; `with_rate`: the rate is not decided otherwise. */
void luggage_pack(const struct luggage *luggage, const struct scenario *scenario, bool alike,
                  bool with_rate, struct packed *packed);
void packed_release(struct packed *packed);

/* The beta in force of descent with momentum; 0: the optimizer is another one. */
double luggage_beta_of(const struct scenario *scenario);

#endif
