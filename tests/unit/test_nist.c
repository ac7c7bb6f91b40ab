/* NIST's regression problems, from both official starts (tests/nist): the certified digits, what
 * they cost, and that the verdict calls them minima. */
#include "shipped.h"
#include "simulate.h"

#include "base/linear.h"
#include "base/number.h"
#include "insight/verdict.h"

enum { FIELDS = 8, MOST_STARTS = 2 };

/* A line of sets.tsv, cut where the tabs were. */
struct set {
    char line[2048];
    const char *name, *params, *loss, *start[MOST_STARTS], *certified;
    long scipy[MOST_STARTS]; /* evaluations of SciPy's BFGS, 0: does not arrive */
};

static bool next_set(FILE *file, struct set *set)
{
    char *field[FIELDS];
    if (!fgets(set->line, sizeof set->line, file))
        return false;
    set->line[strcspn(set->line, "\n")] = '\0';
    field[0] = set->line;
    for (int i = 1; i < FIELDS; i++) {
        field[i] = strchr(field[i - 1], '\t');
        assert_non_null(field[i]);
        *field[i]++ = '\0';
    }
    set->name = field[0];
    set->params = field[1];
    set->loss = field[2];
    set->start[0] = field[3];
    set->start[1] = field[4];
    set->certified = field[5];
    set->scipy[0] = strtol(field[6], NULL, 10);
    set->scipy[1] = strtol(field[7], NULL, 10);
    return true;
}

/* Calls `check` with every set whose name is in the list, or all for NULL. Returns how many. */
static int each_set(const char *list, void (*check)(const struct set *set))
{
    struct set set;
    int found = 0;
    FILE *file = shipped_open("tests/nist/sets.tsv");
    assert_true(next_set(file, &set)); /* the names of the columns */
    while (next_set(file, &set))
        if (!list || strstr(list, set.name)) {
            check(&set);
            found++;
        }
    fclose(file);
    return found;
}

static struct simulation *run_set(const struct set *set, int start, const char *optimizer)
{
    char name[64], path[SHIPPED_PATH];
    snprintf(name, sizeof name, "tests/nist/%s.csv", set->name);
    const char *data = shipped_source(name, path);
    return simulate_to_end(SETTINGS({"data", data}, {"loss", set->loss}, {"params", set->params},
                                    {"start", set->start[start]}, {"optimizer", optimizer}));
}

/* To how many digits the parameters are the certified ones: of the worst of them. */
static double digits(const struct set *set, const struct simulation *simulation)
{
    const char *at = set->certified;
    double worst = 16;
    for (int i = 0; *at; i++) {
        double certified = strtod(at, (char **)&at), x = simulation_now(simulation)->x[i];
        worst = fmin(worst, -log10(fabs(x - certified) / fabs(certified) + 1e-16));
        at += *at == ',';
    }
    return isnan(worst) ? 0 : worst;
}

/* --- levenberg-marquardt and trust-region --- */

static void check_fit_by(const struct set *set, const char *optimizer)
{
    for (int start = 0; start < MOST_STARTS; start++) {
        struct simulation *simulation = run_set(set, start, optimizer);
        struct verdict verdict = verdict_on(simulation);
        if (!(digits(set, simulation) >= 8) || simulation_evaluations(simulation) >= 1000 ||
            (verdict.ending != ENDING_MINIMUM && verdict.ending != ENDING_GLOBAL_MINIMUM))
            fail_msg("%s on %s from %s: %.1f digits, %ld evaluations, %s", optimizer, set->name,
                     set->start[start], digits(set, simulation), simulation_evaluations(simulation),
                     verdict.sentence);
        simulation_free(simulation);
    }
}

static void check_levenberg(const struct set *set)
{
    check_fit_by(set, "levenberg-marquardt");
}

static void check_trust(const struct set *set)
{
    check_fit_by(set, "trust-region");
}

/* Some starts are so far off that the exact Hessian leads elsewhere. */
static void test_fits(void **state)
{
    (void)state;
    assert_int_equal(each_set(NULL, check_levenberg), 30);
    assert_int_equal(each_set("Misra1a Misra1b Misra1c Misra1d Hahn1 Kirby2 Rat42 Rat43 Lanczos1 "
                              "Lanczos2 Lanczos3 Roszman1 Thurber Longley Wampler2 BoxBOD Nelson",
                              check_trust),
                     17);
}

/* From far off the way to MGH10 is a curved valley, along which the curvature is rounding beside
 * that across. */
static void check_far(const struct set *set)
{
    struct simulation *simulation = run_set(set, 0, "trust-region");
    if (!(digits(set, simulation) >= 8) || simulation_ended(simulation) == CRITERION_STEPS)
        fail_msg("%s: %.1f digits", set->name, digits(set, simulation));
    simulation_free(simulation);
}

static void test_far(void **state)
{
    (void)state;
    assert_int_equal(each_set("MGH10", check_far), 1);
}

/* --- newton and bfgs --- */

/* The polynomials and the economy that are known for what raw columns do to digits. */
static void check_raw(const struct set *set)
{
    struct simulation *simulation = run_set(set, 0, "newton");
    if (!(digits(set, simulation) >= 10) || simulation_now(simulation)->step > 8)
        fail_msg("%s: %.1f digits in %ld steps", set->name, digits(set, simulation),
                 simulation_now(simulation)->step);
    simulation_free(simulation);
}

static void test_raw_columns(void **state)
{
    (void)state;
    assert_int_equal(each_set("Longley Wampler1 Wampler2", check_raw), 3);
}

static void check_cost(const struct set *set, int start, const char *optimizer)
{
    struct simulation *simulation = run_set(set, start, optimizer);
    long evaluations = simulation_evaluations(simulation), most = set->scipy[start] * 3 / 2;
    if (digits(set, simulation) >= 4 && evaluations > most)
        fail_msg("%s on %s from %s: %ld evaluations, at most %ld", optimizer, set->name,
                 set->start[start], evaluations, most);
    simulation_free(simulation);
}

static void check_costs(const struct set *set)
{
    for (int start = 0; start < MOST_STARTS; start++)
        if (set->scipy[start] > 0) {
            check_cost(set, start, "newton");
            check_cost(set, start, "bfgs");
        }
}

/* Where SciPy's BFGS arrives, newton and bfgs need at most 1.5 times its evaluations. */
static void test_costs(void **state)
{
    (void)state;
    assert_int_equal(each_set(NULL, check_costs), 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fits),
        cmocka_unit_test(test_far),
        cmocka_unit_test(test_raw_columns),
        cmocka_unit_test(test_costs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
