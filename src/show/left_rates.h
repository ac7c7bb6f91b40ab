/* What an optimizer was left with. A user who switches to it again gets the rate that it had last,
 * and, where it has a momentum, the last beta. Both are set like any other setting, so that the
 * changes of an experiment are enough to make the same run again. */
#ifndef SHOW_LEFT_RATES_H
#define SHOW_LEFT_RATES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "run/scenario.h"

struct error;

/* What all of them were left with. */
struct left_rates {
    double *lr;    /* owned: one for each row of `optimizers`, then one for rules; 0: recommended */
    bool rate_set; /* a rate has been set; before that, all rates are the recommended ones */
    double beta;   /* the last one of momentum or nesterov; 0: none yet */
};

/* The scenario's own rate belongs to its optimizer. Returns false where memory runs out. */
bool left_rates_init(struct left_rates *left_rates, const struct scenario *scenario);
void left_rates_release(struct left_rates *left_rates);

bool left_rates_copy(struct left_rates *to, const struct left_rates *from);

/* As text: lines `left NAME NUMBER`. NAME is an optimizer or `rule`, and NUMBER its rate; or NAME
 * is `beta`. left_rates_read reads what follows the word `left`. */
void left_rates_write(const struct left_rates *left_rates, struct buffer *out);
bool left_rates_read(struct left_rates *left_rates, const char *text, struct error *error);

/* What a scenario's optimizer has now, before settings that may replace it. */
struct leaving {
    const struct optimizer *optimizer;
    double lr, beta;
};
struct leaving left_rates_leaving(const struct scenario *scenario);

/* Notes what `old` had, where the scenario has another optimizer now. `alike`: the objective has
 * stayed the same. */
void left_rates_note(struct left_rates *left_rates, const struct leaving *old,
                     const struct scenario *scenario, bool alike);

/* Forgets what suited the old objective: the rates of optimizers that follow the gradient, and
 * beta. */
void left_rates_forget(struct left_rates *left_rates);

/* Gives the optimizer the scenario's rate, if both it and the optimizer in force follow the
 * gradient. */
void left_rates_carry(struct left_rates *left_rates, const struct scenario *scenario,
                      const struct optimizer *optimizer);

/* Adds what the scenario's optimizer, a new one, brings: `lr` and `set` at most. `alike`: the
 * objective stays the same; `with_rate`: its rate, too. */
void left_rates_bring(const struct left_rates *left_rates, const struct scenario *scenario,
                      bool alike, bool with_rate, struct setting_list *brought);

/* The beta in force; 0 where the optimizer is neither momentum nor nesterov. */
double left_rates_beta_of(const struct scenario *scenario);

#endif
