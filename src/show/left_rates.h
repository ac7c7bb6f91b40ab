/* What an optimizer comes with when it is switched to: the rate that it was left with, and of descent
 * with momentum the last beta. Both become settings like any others, so that the log of changes alone
 * makes the same run again. */
#ifndef SHOW_LEFT_RATES_H
#define SHOW_LEFT_RATES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "run/scenario.h"

struct error;

/* What all of them were left with. */
struct left_rates {
    double *lr;    /* owned: of each row of `optimizers`, and after them of a rule; 0: its own */
    bool rate_set; /* a rate has been set: before that, all are the recommended ones */
    double beta;   /* the last one of momentum or nesterov; 0: none yet */
};

/* The scenario's own rate belongs to its optimizer. Returns false where memory runs out. */
bool left_rates_init(struct left_rates *left_rates, const struct scenario *scenario);
void left_rates_release(struct left_rates *left_rates);

bool left_rates_copy(struct left_rates *to, const struct left_rates *from);

/* As text, a line `left NAME NUMBER` each: the rate that an optimizer of that name, or `rule`, was left
 * with, or `beta`. The second reads what follows `left`. */
void left_rates_write(const struct left_rates *left_rates, struct buffer *out);
bool left_rates_read(struct left_rates *left_rates, const char *text, struct error *error);

/* The scenario's optimizer is about to be left, or not. */
struct leaving {
    const struct optimizer *optimizer;
    double lr, beta;
};
struct leaving left_rates_leaving(const struct scenario *scenario);

/* The scenario now; where its optimizer is another one, the old one has been left. `alike`: the
 * objective is the same as then. */
void left_rates_note(struct left_rates *left_rates, const struct leaving *old,
                     const struct scenario *scenario, bool alike);

/* Another objective is descended on: rates that fitted the gradient are forgotten, and the beta. */
void left_rates_forget(struct left_rates *left_rates);

/* The optimizer shall come with the rate of the scenario, where its steps and those of the one in
 * force follow the gradient alike. */
void left_rates_carry(struct left_rates *left_rates, const struct scenario *scenario,
                      const struct optimizer *optimizer);

/* The settings that the scenario's optimizer, which is another one than before, comes with: at most
 * `lr` and `set`. The texts are owned. */
struct brought {
    struct setting setting[2];
    size_t count;
    struct buffer text[2];
};

/* `alike`: the objective stays; `with_rate`: the rate is not decided otherwise. */
void left_rates_bring(const struct left_rates *left_rates, const struct scenario *scenario,
                      bool alike, bool with_rate, struct brought *brought);
void brought_release(struct brought *brought);

/* The beta in force of descent with momentum; 0: the optimizer is another one. */
double left_rates_beta_of(const struct scenario *scenario);

#endif
