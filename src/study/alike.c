#include "study/alike.h"

#include <stdlib.h>
#include <string.h>

static bool is_key(const struct vary *vary, const char *key)
{
    return vary->key && strcmp(vary->key, key) == 0;
}

static enum alike_role role_of(const struct vary *vary)
{
    if (is_key(vary, "lr"))
        return ALIKE_RATE;
    return !vary->key || is_key(vary, "momentum") ? ALIKE_HYPER : ALIKE_OTHER;
}

/* What the base's rule becomes with a value: some bring another optimizer. NULL where the value
 * can't be set; so it makes one of its own, which says why. */
static bool find_optimizer(const struct cases *cases, size_t k, size_t value,
                           const struct optimizer **optimizer)
{
    struct scenario scenario;
    bool ok =
        scenario_copy(&scenario, &cases->base) && vary_set(&cases->vary[k], value, &scenario, NULL);
    *optimizer = scenario.optimizer;
    scenario_release(&scenario);
    return ok;
}

/* Values of a rate or a hyperparameter go with the last one before them that has the same
 * optimizer. */
static bool find_like(struct alike *alike, size_t k)
{
    const struct vary *vary = &alike->cases->vary[k];
    const struct optimizer *optimizer, *before = NULL;
    size_t *like = malloc((vary->count + 1) * sizeof *like);
    bool known = false;
    alike->like[k] = like;
    for (size_t i = 0; like && i < vary->count; i++) {
        like[i] = i;
        if (alike->role[k] == ALIKE_OTHER)
            continue;
        bool ok = find_optimizer(alike->cases, k, i, &optimizer);
        if (ok && known && optimizer == before)
            like[i] = like[i - 1];
        known = ok;
        before = optimizer;
    }
    return like;
}

bool alike_init(struct alike *alike, const struct cases *cases)
{
    bool ok = true;
    *alike = (struct alike){.cases = cases};
    for (size_t k = 0; k < cases->varied; k++) {
        alike->role[k] = role_of(&cases->vary[k]);
        ok = find_like(alike, k) && ok;
    }
    return ok;
}

void alike_release(struct alike *alike)
{
    for (size_t k = 0; k < CASES_VARIED; k++)
        free(alike->like[k]);
    *alike = (struct alike){0};
}

size_t alike_number(const struct alike *alike, size_t i)
{
    const struct cases *cases = alike->cases;
    size_t number = i % cases->seeds;
    for (size_t k = 0; k < cases->varied; k++)
        number = number * cases->vary[k].count + alike->like[k][cases_value(cases, i, k)];
    return number;
}

int alike_hyper(const struct alike *alike, size_t k, const char *const *names, int count)
{
    const struct vary *vary = &alike->cases->vary[k];
    const char *const meant[] = {vary->key ? "beta" : vary->name,
                                 vary->key ? vary->key : vary->name};
    if (alike->role[k] != ALIKE_HYPER)
        return -1;
    for (int j = 0; j < 2; j++)
        for (int i = 0; i < count; i++)
            if (strcmp(names[i], meant[j]) == 0)
                return i;
    return -1;
}
