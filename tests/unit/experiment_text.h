/* Experiments from lines of text. */
#ifndef TESTS_UNIT_EXPERIMENT_TEXT_H
#define TESTS_UNIT_EXPERIMENT_TEXT_H

#include "check.h"

#include "base/buffer.h"
#include "base/lines.h"
#include "run/experiment.h"

struct experiment_text {
    struct experiment *experiment;
    long at;
};

static inline bool take_experiment_line(void *into, const char *name, char *value,
                                        struct error *error)
{
    struct experiment_text *text = into;
    return experiment_line(text->experiment, &text->at, name,
                           setting_value(table_find(&scenario_keys, name), value), error);
}

/* Reads lines into an experiment; the error's line is the one that is refused. */
static inline bool read_experiment(struct experiment *experiment, const char *lines,
                                   struct error *error)
{
    struct experiment_text text = {experiment, EXPERIMENT_START};
    return lines_read(lines, strlen(lines), take_experiment_line, &text, error);
}

static inline bool same_scenario(const struct scenario *a, const struct scenario *b)
{
    struct buffer text_a = {0}, text_b = {0};
    scenario_options(a, &text_a);
    scenario_options(b, &text_b);
    bool same = !text_a.failed && !text_b.failed &&
                strcmp(buffer_string(&text_a), buffer_string(&text_b)) == 0;
    buffer_release(&text_a);
    buffer_release(&text_b);
    return same;
}

static inline bool same_settings(const struct experiment *a, const struct experiment *b, long step)
{
    struct scenario of_a, of_b;
    if (!experiment_settings(a, step, &of_a))
        return false;
    bool known = experiment_settings(b, step, &of_b);
    bool same = known && same_scenario(&of_a, &of_b);
    if (known)
        scenario_release(&of_b);
    scenario_release(&of_a);
    return same;
}

/* Do both make the same steps with the same settings, and stand at the same one? How they came to
 * the settings of a step does not count. */
static inline bool experiment_equal(const struct experiment *a, const struct experiment *b)
{
    bool same = a->step == b->step;
    for (long step = 0; same && step >= 0; step = experiment_next(a, step))
        same = same_settings(a, b, step) && experiment_next(a, step) == experiment_next(b, step);
    return same;
}

#endif
