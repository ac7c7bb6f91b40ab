/* Runs from a few settings, for the tests of the engine. */
#ifndef TESTS_UNIT_SIMULATE_H
#define TESTS_UNIT_SIMULATE_H

#include "check.h"

#include "base/error.h"
#include "insight/analysis.h"
#include "insight/theory.h"
#include "run/simulation.h"
#include "show/data_file.h"

/* Settings in the order in which they are given, ended by a key NULL. */
#define SETTINGS(...) ((const struct setting[]){__VA_ARGS__, {NULL, NULL}})

static inline void scenario_put(struct scenario *scenario, const char *key, const char *value)
{
    struct error error = {0};
    if (!scenario_set(scenario, key, value, &error))
        fail_msg("%s %s: %s", key, value, error.message);
}

/* The scenario of the settings; scenario_release. */
static inline void scenario_of(struct scenario *scenario, const struct setting *settings)
{
    assert_true(scenario_init(scenario));
    scenario->open_data = data_file_open;
    for (; settings->key; settings++)
        scenario_put(scenario, settings->key, settings->value);
}

/* A simulation of the scenario, which is released; simulation_free. */
static inline struct simulation *simulate_scenario(struct scenario *scenario)
{
    struct error error = {0};
    struct simulation *simulation = simulation_create(scenario, &error);
    scenario_release(scenario);
    if (!simulation)
        fail_msg("no simulation: %s", error.message);
    return simulation;
}

/* A simulation of the settings; simulation_free. */
static inline struct simulation *simulate(const struct setting *settings)
{
    struct scenario scenario;
    scenario_of(&scenario, settings);
    return simulate_scenario(&scenario);
}

/* The same, run to its end. */
static inline struct simulation *simulate_to_end(const struct setting *settings)
{
    struct simulation *simulation = simulate(settings);
    simulation_run(simulation, 1000000);
    return simulation;
}

/* What is known of the point where it stands. */
static inline struct verdict verdict_on(struct simulation *simulation)
{
    struct analysis analysis = {0};
    return *analysis_verdict(&analysis, simulation);
}

static inline struct stability gauge_on(struct simulation *simulation)
{
    struct analysis analysis = {0};
    return *analysis_stability(&analysis, simulation);
}

static inline struct theory theory_on(struct simulation *simulation)
{
    const struct stability stability = gauge_on(simulation);
    struct theory theory;
    theory_at(&theory, simulation, &stability);
    return theory;
}

static inline void check_set(struct simulation *simulation, const char *key, const char *value)
{
    struct error error = {0};
    if (!simulation_set(simulation, key, value, &error))
        fail_msg("%s %s: %s", key, value, error.message);
}

#endif
