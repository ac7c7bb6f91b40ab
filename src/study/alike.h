/* Which cases can be the runs of one population: those that differ in their starts, rates and
 * hyperparameters alone. */
#ifndef STUDY_ALIKE_H
#define STUDY_ALIKE_H

#include <stdbool.h>
#include <stddef.h>

#include "method/rule.h"
#include "study/cases.h"

/* What a varied setting is to a population. */
enum alike_role {
    ALIKE_RATE,
    ALIKE_HYPER,
    ALIKE_OTHER /* each value makes another one */
};

struct alike {
    const struct cases *cases;
    enum alike_role role[CASES_VARIED];
    size_t *like[CASES_VARIED]; /* [values], owned: the first value that can go with each */
};

/* The cases are borrowed. Returns false where memory runs out; alike_release in either case. */
bool alike_init(struct alike *alike, const struct cases *cases);
void alike_release(struct alike *alike);

/* Cases with the same number can be runs of one population. */
size_t alike_number(const struct alike *alike, size_t i);

/* Of setting k, one of the first two roles: which of the hyperparameters it is, `names` being those
 * of scenario_hypers; -1: none of them. */
int alike_hyper(const struct alike *alike, size_t k, const char *const *names, int count);

#endif
