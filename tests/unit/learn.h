/* Data for the tests of what is learnt: files made of a text, and runs on them. */
#ifndef TESTS_UNIT_LEARN_H
#define TESTS_UNIT_LEARN_H

#include <stdio.h>
#include <unistd.h>

#include "shipped.h"
#include "simulate.h"
#include "temporary.h"

/* A file that holds the text, for unlink. */
static inline const char *learn_file(const char *text, char path[TEMPORARY_PATH])
{
    temporary_template(path);
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
    return path;
}

/* A simulation on a text as its data, with more settings. */
static inline struct simulation *learn_text(const char *text, const struct setting *settings)
{
    char path[TEMPORARY_PATH];
    struct scenario scenario;
    scenario_of(&scenario, SETTINGS({"data", learn_file(text, path)}));
    unlink(path);
    for (; settings->key; settings++)
        scenario_put(&scenario, settings->key, settings->value);
    return simulate_scenario(&scenario);
}

#endif
