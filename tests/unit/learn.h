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
    struct error error = {0};
    assert_true(scenario_init(&scenario));
    if (!scenario_set(&scenario, "data", learn_file(text, path), &error))
        fail_msg("%s", error.message);
    unlink(path);
    for (; settings->key; settings++)
        if (!scenario_set(&scenario, settings->key, settings->value, &error))
            fail_msg("%s %s: %s", settings->key, settings->value, error.message);
    struct simulation *simulation = simulation_create(&scenario, &error);
    scenario_release(&scenario);
    if (!simulation)
        fail_msg("no simulation: %s", error.message);
    return simulation;
}

#endif
