/* The keys of momentum: what they switch to, that they go back, and what is gained by them. */
#include "play.h"

/* The optimizer with all its numbers. */
static const char *descent_of(struct app *app, struct buffer *text)
{
    const struct scenario *scenario = session_scenario(&app->session);
    const char *names[RULE_MAX_HYPER];
    double values[RULE_MAX_HYPER];
    int count = scenario_hypers(scenario, names, values);

    buffer_clear(text);
    buffer_format(text, "%s, rate %.17g", scenario_optimizer_name(scenario),
                  scenario_rate(scenario));
    for (int i = 0; i < count; i++)
        buffer_format(text, ", %s %.17g", names[i], values[i]);
    if (scenario->rule)
        buffer_format(text, ", %s", scenario->rule);
    return buffer_string(text);
}

static void check_twice(const char *settings, const char *key)
{
    struct app *app = play_start(settings);
    struct buffer before = {0}, once = {0}, twice = {0}, thrice = {0};

    descent_of(app, &before);
    play(app, key);
    descent_of(app, &once);
    play(app, key);
    descent_of(app, &twice);
    play(app, key);
    descent_of(app, &thrice);
    if (strcmp(buffer_string(&twice), buffer_string(&before)) != 0 ||
        strcmp(buffer_string(&once), buffer_string(&before)) == 0 ||
        strcmp(buffer_string(&once), buffer_string(&thrice)) != 0)
        fail_msg("%s: %s\n%s: %s\n%s: %s\n%s: %s", settings, buffer_string(&before), key,
                 buffer_string(&once), key, buffer_string(&twice), key, buffer_string(&thrice));
    buffer_release(&before);
    buffer_release(&once);
    buffer_release(&twice);
    buffer_release(&thrice);
    app_free(app);
}

/* From every optimizer, and from those whose numbers and rules are the user's own. */
static void test_twice_ends_where_it_began(void **state)
{
    static const char *const others[] = {
        "surface bowl|lr 0.2",
        "surface bowl|optimizer momentum|set beta=0.7",
        "surface bowl|optimizer nesterov|set beta=0.7|lr 0.02",
        "surface bowl|optimizer adam|set beta1=0.8,beta2=0.99|lr 0.3",
        "surface bowl|rule theta = theta - k*g|set k=0.2|name mine",
        "surface bowl|rule v = beta*v + g; theta = theta - lr*v|set beta=0.4|lr 0.05",
        "function x^2+30*y^2|start 1,1|optimizer newton",
    };

    (void)state;
    for (size_t i = 0; i < optimizers.count + COUNT(others); i++) {
        char text[128];

        if (i < optimizers.count)
            snprintf(text, sizeof text, "surface bowl|optimizer %s", table_name(&optimizers, i));
        else
            snprintf(text, sizeof text, "%s", others[i - optimizers.count]);
        check_twice(text, "m");
        check_twice(text, "n");
    }
}

/* How many gradients it takes until the run has ended. */
static long gradients(const char *settings, const char *keys)
{
    struct app *app = play_start(settings);

    play(app, keys);
    play(app, ":speed 100000<Enter> ");
    while (session_moving(&app->session))
        app_advance(app, 0.1);
    assert_true(session_ended(&app->session));
    long count = simulation_now(app->session.simulation)->evaluations;
    app_free(app);
    return count;
}

/* m makes a run faster on ravines and valleys, at the rate that it finds there. */
static void test_momentum_is_faster_in_ravines(void **state)
{
    static const struct {
        const char *settings;
        double most; /* part of what plain descent takes */
    } rows[] = {
        {"surface ravine", 0.65},       {"surface steep-ravine", 0.5},
        {"surface turned-ravine", 0.5}, {"surface beale", 0.5},
        {"surface booth", 0.65},        {"function (x^2+30*y^2)/2|start 3,1|lr 0.05", 0.5},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        double plain = (double)gradients(rows[i].settings, "");
        double with = (double)gradients(rows[i].settings, "m");

        if (with > rows[i].most * plain)
            fail_msg("%s: %g with momentum, %g without", rows[i].settings, with, plain);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_twice_ends_where_it_began),
        cmocka_unit_test(test_momentum_is_faster_in_ravines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
