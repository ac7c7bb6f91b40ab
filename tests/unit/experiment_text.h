/* Experiments from lines of text. */
#ifndef TESTS_UNIT_EXPERIMENT_TEXT_H
#define TESTS_UNIT_EXPERIMENT_TEXT_H

#include "check.h"

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
    char *copy = strdup(lines);
    bool read = lines_read(copy, take_experiment_line, &text, error);
    free(copy);
    return read;
}

#endif
