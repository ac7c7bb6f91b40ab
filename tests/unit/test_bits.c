/* Runs whose every bit is known: whatever the compiler, its options and the processor, the
 * numbers are the same. tests/reference/bits.tsv has a row a run, the settings and what its bits
 * come to. */
#include "shipped.h"
#include "simulate.h"

enum { STEPS = 300, RUNS = 40 };

/* FNV-1a, over the bytes of numbers from the lowest on. */
static void mix(uint64_t *hash, double number)
{
    uint64_t bits;
    if (isnan(number)) /* its bits say nothing */
        number = 0;
    memcpy(&bits, &number, sizeof bits);
    for (int byte = 0; byte < 8; byte++)
        *hash = (*hash ^ (bits >> 8 * byte & 0xFF)) * UINT64_C(0x100000001B3);
}

/* A data set is among the program's sources. */
static void put(struct scenario *scenario, const char *key, const char *value)
{
    char path[SHIPPED_PATH];
    scenario_put(scenario, key, strcmp(key, "data") == 0 ? shipped(value, path) : value);
}

/* "key=value key=value …"; the text is cut up. */
static struct simulation *start(char *settings)
{
    struct scenario scenario;
    scenario_of(&scenario, SETTINGS({NULL, NULL}));
    for (char *word = strtok(settings, " "); word; word = strtok(NULL, " ")) {
        char *value = strchr(word, '=');
        assert_non_null(value);
        *value = '\0';
        put(&scenario, word, value + 1);
    }
    return simulate_scenario(&scenario);
}

static uint64_t bits_of(struct simulation *simulation)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325);
    int n = simulation_objective(simulation)->n;
    for (int step = 0; step < STEPS; step++) {
        const struct sample *now = simulation_now(simulation);
        for (int i = 0; i < n; i++)
            mix(&hash, now->x[i]);
        mix(&hash, now->loss);
        mix(&hash, now->grad_norm);
        simulation_step(simulation);
    }
    return hash;
}

static void test_bits(void **state)
{
    (void)state;
    FILE *in = shipped_open("tests/reference/bits.tsv");
    char line[512], *value;
    int runs = 0, wrong = 0;
    for (; fgets(line, sizeof line, in); runs++) {
        char told[512];
        assert_non_null(value = strchr(line, '\t'));
        *value++ = '\0';
        memcpy(told, line, sizeof told);
        struct simulation *simulation = start(line);
        uint64_t want = strtoull(value, NULL, 16), got = bits_of(simulation);
        if (got != want) {
            print_error("%s\t%016llx\n", told, (unsigned long long)got);
            wrong++;
        }
        simulation_free(simulation);
    }
    fclose(in);
    assert_int_equal(runs, RUNS);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
