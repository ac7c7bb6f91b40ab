/* Catapults, from numbers by hand and along runs. */
#include "simulate.h"

#include <math.h>
#include <string.h>

#include "insight/catapults.h"
#include "insight/gauges.h"

static void note(struct gauges *gauges, long step, double rate, double loss)
{
    const struct stability stability = {.rate = rate, .limit = 2, .has_limit = true};
    gauges_note(gauges, step, &stability, loss);
}

static void check(const struct catapult *catapult, long from, long at, long peak, long to)
{
    assert_int_equal(catapult->from, from);
    assert_int_equal(catapult->at, at);
    assert_int_equal(catapult->peak, peak);
    assert_int_equal(catapult->to, to);
}

/* One, and what is none: a rise below the limit, a rise of less than a tenth, one that is not
 * undone, a fall above the limit. */
static void test_by_hand(void **state)
{
    static const struct {
        double rate[10], loss[10];
        size_t count;
    } rows[] = {
        {{1.5, 1.8, 2.5, 2.6, 2.2, 1.7, 1.6}, {10, 8, 7, 9, 14, 9, 8}, 1},
        {{1.5, 1.8, 1.9, 1.9, 1.9, 1.7, 1.6}, {10, 8, 7, 9, 14, 9, 8}, 0},
        {{1.5, 1.8, 2.5, 2.6, 2.2, 1.7, 1.6}, {10, 8, 7, 7.5, 7.6, 7, 7}, 0},
        {{1.5, 1.8, 2.5, 2.6, 2.2, 1.7, 1.6}, {10, 8, 7, 9, 14, 14, 15}, 0},
        {{1.5, 1.8, 2.5, 2.6, 2.2, 2.1, 2.1}, {10, 8, 7, 9, 14, 9, 8}, 0},
        {{2.5, 2.8, 2.5, 2.6, 2.2, 1.9, 1.8}, {10, 8, 7, 6, 5, 4, 3}, 0},
        {{1.5, 1.8, 2.5, 2.6, 2.2, 1.7, 1.6}, {10, 8, 7, 9, INFINITY, NAN, NAN}, 0},
        /* beside 0 what has fallen counts */
        {{1.5, 1.8, 2.5, 2.6, 2.2, 1.7, 1.6}, {0, -2, -3, -1, 4, -1, -2}, 1},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct gauges gauges = {0};
        struct catapults catapults = {0};
        for (int k = 0; k < 7; k++) {
            note(&gauges, k, rows[i].rate[k], rows[i].loss[k]);
            catapults_read(&catapults, &gauges);
        }
        assert_int_equal(catapults.count, rows[i].count);
        if (catapults.count > 0) /* the loss counts for two steps */
            check(&catapults.last[0], 2, 3, 4, 6);
    }
}

/* The gauge along a run, and what was read on the way. */
static void follow(struct simulation *run, long steps, struct gauges *gauges,
                   struct catapults *catapults)
{
    *gauges = (struct gauges){0};
    *catapults = (struct catapults){0};
    for (long k = 0; k < steps; k++) {
        const struct stability stability = gauge_on(run);
        gauges_note(gauges, k, &stability, simulation_now(run)->loss);
        catapults_read(catapults, gauges);
        simulation_step(run);
    }
}

static void check_run(const struct setting *settings, long steps, size_t count, const char *says)
{
    static struct gauges gauges;
    static struct catapults catapults, at_once;
    char sentence[CATAPULTS_COLUMNS + 1];
    struct simulation *run = simulate(settings);
    follow(run, steps, &gauges, &catapults);
    if (catapults.count != count)
        fail_msg("%s %s: %zu catapults", settings[0].key, settings[0].value, catapults.count);
    for (size_t i = 0; i < count; i++) {
        const struct catapult *it = &catapults.last[i];
        assert_true(it->from <= it->at && it->from <= it->peak && it->peak <= it->to);
        assert_true(it->rate > it->limit);
    }
    bool told = catapults_sentence(&catapults, steps, sentence, sizeof sentence);
    assert_int_equal(told, *says != '\0');
    if (told && !strstr(sentence, says))
        fail_msg("%s", sentence);
    catapults_read(memset(&at_once, 0, sizeof at_once), &gauges);
    assert_memory_equal(&at_once, &catapults, sizeof catapults);
    simulation_free(run);
}

#define NETWORK                                                                                    \
    {"data", "sine.csv"}, {"model", "network"},                                                    \
    {                                                                                              \
        "steps", "1000"                                                                            \
    }

static void test_runs(void **state)
{
    (void)state;
    check_run(SETTINGS({"surface", "factorisation"}), 12, 1,
              "catapult: at rate 2.48 of 2 the loss rose");
    check_run(SETTINGS({"surface", "factorisation"}), 60, 1, "");
    check_run(SETTINGS({"surface", "factorisation"}, {"lr", "0.1"}), 60, 0, "");
    check_run(SETTINGS({"surface", "ravine"}, {"lr", "0.19"}), 60, 0, "");
    check_run(SETTINGS({"surface", "ravine"}, {"lr", "0.21"}), 60, 0, "");
    check_run(SETTINGS(NETWORK, {"lr", "0.6"}), 230, 5, "edge of stability");
    check_run(SETTINGS(NETWORK, {"lr", "0.05"}), 230, 0, "");
    check_run(SETTINGS({"surface", "ravine"}, {"optimizer", "adam"}, {"lr", "3"}), 60, 0, "");
}

/* The newest are kept, and after going back it is as if the later notes had never been. */
static void test_many(void **state)
{
    static const double rate[4] = {1.9, 2.3, 1.8, 1.7}, loss[4] = {1, 2, 3, 0.9};
    static struct gauges gauges;
    static struct catapults catapults;
    char sentence[CATAPULTS_COLUMNS + 1];
    long step = 0;
    (void)state;
    for (; step < 1000; step++) {
        note(&gauges, step, rate[step % 4], loss[step % 4]);
        catapults_read(&catapults, &gauges);
    }
    assert_in_range(catapults.count, 2 * CATAPULTS_MOST, 250);
    for (size_t i = 0; i + 1 < CATAPULTS_MOST; i++)
        assert_true(catapults.last[i].to <= catapults.last[i + 1].from);
    assert_true(catapults_sentence(&catapults, step, sentence, sizeof sentence));
    assert_non_null(strstr(sentence, "edge of stability"));
    gauges_cut(&gauges, 30);
    catapults_read(&catapults, &gauges);
    assert_in_range(catapults.count, 6, 8);
    assert_true(catapults.last[catapults.count - 1].to <= 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_hand),
        cmocka_unit_test(test_runs),
        cmocka_unit_test(test_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
