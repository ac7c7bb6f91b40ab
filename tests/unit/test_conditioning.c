/* Condition numbers of raw and of standardized columns, by hand. */
#include "learn.h"

#include "insight/conditioning.h"
#include "insight/stability.h"

/* x of 1, 2, 3: the Hessian of a line is 2 [14/3 2; 2 1], that of standardized columns 2 [1 0; 0
 * 1]. */
static const char three[] = "x,y\n1,5\n2,7\n3,4\n";

static void of_text(struct conditioning *conditioning, const char *text,
                    const struct setting *settings)
{
    struct simulation *simulation = learn_text(text, settings);
    conditioning_of(conditioning, simulation);
    simulation_free(simulation);
}

static void test_line(void **state)
{
    (void)state;
    struct conditioning conditioning;
    double root = sqrt(17.0 * 17 - 4 * 6); /* of 3 h^2 - 17 h + 2, h an eigenvalue of half of it */
    of_text(&conditioning, three, SETTINGS({"lr", "1"}));
    check_near("raw", conditioning.raw, (17 + root) / (17 - root), 1e-12, 0);
    check_near("standardized", conditioning.standardized, 1, 1e-14, 0);
    of_text(&conditioning, three, SETTINGS({"l2", "0.5"}));
    check_near("raw with l2", conditioning.raw, (18.5 + root) / (18.5 - root), 1e-12, 0);
}

/* Years and millions: a condition number that gd can't live with. */
static void test_years(void **state)
{
    (void)state;
    struct conditioning conditioning;
    of_text(&conditioning, "x,y\n1960,3e9\n1970,3.6e9\n1980,4.4e9\n1990,5.3e9\n",
            SETTINGS({"lr", "1"}));
    assert_true(conditioning.raw > 1e11 && conditioning.raw < 2e11);
    check_near("standardized", conditioning.standardized, 1, 1e-12, 0);
}

/* A column that is always the same can't be standardized, and makes the valley flat. */
static void test_unknown(void **state)
{
    (void)state;
    struct conditioning conditioning;
    of_text(&conditioning, "x,y\n2,1\n2,3\n", SETTINGS({"lr", "1"}));
    assert_true(isnan(conditioning.raw) && isnan(conditioning.standardized));
    of_text(&conditioning, three, SETTINGS({"standardize", "all"}));
    assert_true(isnan(conditioning.raw) && isnan(conditioning.standardized));

    struct simulation *simulation = simulate(SETTINGS({"surface", "bowl"}));
    conditioning_of(&conditioning, simulation);
    assert_true(isnan(conditioning.raw) && isnan(conditioning.standardized));
    simulation_free(simulation);
}

/* The warning before the first step: a rate to type that holds, and nothing where all is well. */
static void test_warning(void **state)
{
    (void)state;
    static const struct {
        struct setting settings[5];
        const char *sentence; /* "": none */
    } rows[] = {
        {{{"lr", "0.5"}},
         "rate 0.5, stable below 0.18 on raw columns: :standardize, or :rate 0.16"},
        {{{"loss", "(x*exp(a*x) - y)^2"}, {"params", "a"}, {"start", "0"}, {"lr", "5"}},
         "rate 5, stable below 0.111 on raw columns: :rate 0.1"},
        {{{"lr", "0.1"}}, ""},
        {{{"lr", "5"}, {"standardize", "all"}}, ""},
        {{{"lr", "5"}, {"optimizer", "adam"}}, ""},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct simulation *simulation = learn_text(three, rows[i].settings);
        struct stability stability;
        char sentence[120] = "";
        stability = gauge_on(simulation);
        bool warns = conditioning_warn(&stability, simulation_objective(simulation), sentence,
                                       sizeof sentence);
        error_settings_within(sentence, sizeof sentence, SETTING_AS_COMMAND);
        assert_string_equal(sentence, rows[i].sentence);
        assert_int_equal(warns, sentence[0] != '\0');
        simulation_free(simulation);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_line),
        cmocka_unit_test(test_years),
        cmocka_unit_test(test_unknown),
        cmocka_unit_test(test_warning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
