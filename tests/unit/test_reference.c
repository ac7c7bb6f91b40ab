/* Our runs against those of a library that the field trusts, and of an independent computation
 * where it has none: tests/reference. */
#include "shipped.h"
#include "simulate.h"

enum { ROWS = 61 }; /* at most */

static const double tolerance = 1e-9;

struct row {
    double step, x, y, loss;
};

/* Returns how many there are. */
static int read_rows(const char *file, struct row rows[ROWS])
{
    char name[128], line[256];
    snprintf(name, sizeof name, "tests/reference/%s", file);
    FILE *in = shipped_open(name);
    assert_non_null(fgets(line, sizeof line, in));
    assert_string_equal(line, "step,x,y,loss\n");
    int count = 0;
    for (; fgets(line, sizeof line, in); count++) {
        assert_true(count < ROWS);
        struct row *row = &rows[count];
        assert_int_equal(sscanf(line, "%lf,%lf,%lf,%lf", &row->step, &row->x, &row->y, &row->loss),
                         4);
        assert_int_equal(row->step, count);
    }
    fclose(in);
    return count;
}

static void check_row(const char *file, const struct row *row, double x, double y, double loss)
{
    char what[128];
    const double got[] = {x, y, loss}, want[] = {row->x, row->y, row->loss};
    for (int i = 0; i < 3; i++) {
        snprintf(what, sizeof what, "%s step %g %s", file, row->step,
                 (const char *[]){"x", "y", "loss"}[i]);
        check_near(what, got[i], want[i], tolerance, 1);
    }
}

/* What PyTorch calls nesterov=True: the point ahead is the parameter itself. */
#define NESTEROV_AHEAD "v = beta*v + g; theta = theta - lr*(g + beta*v)"

static const struct {
    const char *file;
    struct setting settings[6];
} runs[] = {
    {"rosenbrock-gd.csv", {{"lr", "0.001"}}},
    {"rosenbrock-momentum.csv", {{"optimizer", "momentum"}, {"lr", "0.0002"}}},
    {"rosenbrock-momentum.csv", {{"momentum", "0.9"}, {"lr", "0.0002"}}},
    {"rosenbrock-momentum-clip.csv", {{"momentum", "0.9"}, {"lr", "0.005"}, {"clip", "1"}}},
    {"rosenbrock-nesterov.csv", {{"optimizer", "nesterov"}, {"lr", "0.0005"}}},
    {"rosenbrock-nesterov-ahead.csv",
     {{"rule", NESTEROV_AHEAD}, {"set", "beta=0.9"}, {"lr", "0.0005"}}},
    {"rosenbrock-rmsprop.csv", {{"optimizer", "rmsprop"}, {"lr", "0.01"}}},
    {"rosenbrock-adam.csv", {{"optimizer", "adam"}, {"lr", "0.1"}}},
    {"rosenbrock-adagrad.csv", {{"optimizer", "adagrad"}, {"lr", "0.5"}}},
    {"rosenbrock-adadelta.csv", {{"optimizer", "adadelta"}, {"lr", "1"}}},
    {"rosenbrock-adamw.csv", {{"optimizer", "adamw"}, {"lr", "0.1"}}},
    {"rosenbrock-adamw-0.1.csv",
     {{"optimizer", "adamw"}, {"set", "weight_decay=0.1"}, {"lr", "0.1"}}},
    {"rosenbrock-amsgrad.csv", {{"optimizer", "amsgrad"}, {"lr", "0.1"}}},
    {"rosenbrock-adamax.csv", {{"optimizer", "adamax"}, {"lr", "0.1"}}},
    {"rosenbrock-nadam.csv", {{"optimizer", "nadam"}, {"lr", "0.05"}}},
    {"rosenbrock-rprop.csv", {{"optimizer", "rprop"}, {"lr", "0.05"}}},
};

/* The simulation makes the steps of the file. */
static void check_file(const char *file, struct simulation *simulation)
{
    struct row rows[ROWS];
    int count = read_rows(file, rows);
    for (int k = 0; k < count; k++) {
        const struct sample *now = simulation_now(simulation);
        check_row(file, &rows[k], now->x[0], now->x[1], now->loss);
        simulation_step(simulation);
    }
}

static void check_run(size_t i, const struct setting *objective)
{
    struct scenario scenario;
    scenario_of(&scenario, objective);
    for (const struct setting *set = runs[i].settings; set->key; set++)
        assert_true(scenario_set(&scenario, set->key, set->value, NULL));
    struct simulation *simulation = simulation_create(&scenario, NULL);
    assert_non_null(simulation);
    check_file(runs[i].file, simulation);
    simulation_free(simulation);
    scenario_release(&scenario);
}

static void test_on_the_formula(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(runs); i++)
        check_run(i, SETTINGS({"function", "(1-x)^2+100*(y-x^2)^2"}, {"start", "-1.2,1"}));
}

static void test_on_the_surface(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(runs); i++)
        check_run(i, SETTINGS({"surface", "rosenbrock"}));
}

static const struct {
    const char *name, *on_rosenbrock, *on_himmelblau; /* the rates */
} newer[] = {
    {"adabelief", "0.1", "0.1"},    {"yogi", "0.1", "0.1"},
    {"adan", "0.1", "0.1"},         {"lamb", "0.05", "0.05"},
    {"prodigy", "1", "1"},          {"schedule-free", "0.0005", "0.01"},
    {"polyak", "1", "1"}, /* whatever it is */
    {"lookahead", "0.001", "0.01"}, {"adahessian", "0.1", "0.1"},
    {"sophia", "0.01", "0.1"},      {"langevin", "0.001", "0.01"},
};

static void test_newer_rules(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2 * COUNT(newer); i++) {
        const char *name = newer[i / 2].name, *surface = i % 2 ? "himmelblau" : "rosenbrock";
        const char *rate = i % 2 ? newer[i / 2].on_himmelblau : newer[i / 2].on_rosenbrock;
        char file[64];
        snprintf(file, sizeof file, "%s-%s.csv", surface, name);
        struct simulation *simulation =
            simulate(SETTINGS({"surface", surface}, {"optimizer", name}, {"lr", rate}));
        check_file(file, simulation);
        simulation_free(simulation);
    }
}

/* The point ahead is theta - lr*beta*v, and lr*v is the last step backwards. */
static void test_nesterov_looks_ahead(void **state)
{
    (void)state;
    static const char file[] = "rosenbrock-nesterov-ahead.csv";
    const double beta = 0.9;
    struct row rows[ROWS];
    double before[2] = {-1.2, 1};
    struct simulation *simulation =
        simulate(SETTINGS({"surface", "rosenbrock"}, {"optimizer", "nesterov"}, {"lr", "0.0005"}));
    int count = read_rows(file, rows);
    for (int k = 0; k < count; k++) {
        const double *x = simulation_now(simulation)->x;
        double ahead[2];
        for (int i = 0; i < 2; i++) {
            ahead[i] = x[i] + beta * (x[i] - before[i]);
            before[i] = x[i];
        }
        check_row(file, &rows[k], ahead[0], ahead[1],
                  objective_value(simulation_objective(simulation), ahead));
        simulation_step(simulation);
    }
    simulation_free(simulation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_on_the_formula),
        cmocka_unit_test(test_on_the_surface),
        cmocka_unit_test(test_newer_rules),
        cmocka_unit_test(test_nesterov_looks_ahead),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
