/* Every optimizer on every surface: a verdict that names a point names a true one. */
#include "shipped.h"
#include "simulate.h"

#include "insight/verdict.h"
#include "method/method.h"
#include "method/optimizer.h"
#include "problem/surface.h"

enum { MOST_ROWS = 256 };

/* A row of tests/reference/stationary.tsv. */
struct row {
    char surface[32], kind[32];
    double x[2], eigenvalues[2]; /* NaN at a kink */
};

struct rows {
    struct row row[MOST_ROWS];
    int count;
};

static void read_row(struct rows *rows, char *line)
{
    struct row *row = &rows->row[rows->count];
    double *numbers[] = {&row->x[0], &row->x[1], &row->eigenvalues[0], &row->eigenvalues[1]};
    assert_true(rows->count++ < MOST_ROWS);
    snprintf(row->surface, sizeof row->surface, "%s", strsep(&line, "\t\n"));
    snprintf(row->kind, sizeof row->kind, "%s", strsep(&line, "\t\n"));
    for (size_t i = 0; i < COUNT(numbers); i++) {
        assert_non_null(line);
        *numbers[i] = strtod(strsep(&line, "\t\n"), NULL);
    }
}

static void read_rows(struct rows *rows)
{
    char *line = NULL;
    size_t size = 0;
    FILE *in = shipped_open("tests/reference/stationary.tsv");
    assert_true(getline(&line, &size, in) > 0); /* the columns' names */
    while (getline(&line, &size, in) > 0)
        read_row(rows, line);
    free(line);
    fclose(in);
}

static bool are_near(const double *a, const double *b)
{
    return check_is_near(a[0], b[0], 1e-6, 1) && check_is_near(a[1], b[1], 1e-6, 1);
}

static const struct row *row_at(const struct rows *rows, const struct surface *surface,
                                const double *x)
{
    for (const struct row *row = rows->row; row < rows->row + rows->count; row++)
        if (strcmp(row->surface, surface->name) == 0 && are_near(x, row->x))
            return row;
    return NULL;
}

static bool is_in_window(const struct surface *surface, const double *x)
{
    const double *window = surface->window;
    return x[0] >= window[0] && x[0] <= window[1] && x[1] >= window[2] && x[1] <= window[3];
}

static bool is_least_of(const struct surface *surface, const double *x)
{
    for (int i = 0; i < surface->minimum_count && !surface->in_window; i++)
        if (are_near(x, surface->minima[i]))
            return true;
    return false;
}

/* Places far from all stationary points have no row. */
static bool names_point(const struct surface *surface, const struct stationary *at)
{
    return at->kind != POINT_SLOPE && at->kind != POINT_PLAIN && at->kind != POINT_FALLS &&
           is_in_window(surface, at->x);
}

/* Along a curve or a sheet of minima no point has a row. */
static bool is_on_continuum(const struct surface *surface, const struct stationary *at)
{
    return surface->continuum && at->kind == POINT_VALLEY &&
           check_is_near(at->loss, surface->least, 1e-9, 1);
}

/* Where a kink is a line, its least point alone has a row. */
static bool is_on_kink(const struct surface *surface, const struct stationary *at)
{
    return surface->kink && at->kind == POINT_KINK && at->loss > surface->least;
}

/* Returns whether the point has a row. */
static bool check_point(const struct rows *rows, const struct surface *surface, const char *what,
                        const struct verdict *verdict)
{
    const struct stationary *at = &verdict->at;
    const struct row *row = row_at(rows, surface, at->x);
    if (is_on_continuum(surface, at) || is_on_kink(surface, at))
        return true;
    bool global = verdict->rest == ENDING_GLOBAL_MINIMUM || verdict->rest == ENDING_GLOBAL_KINK;
    if (global != (is_least_of(surface, at->x) && !surface->flat)) /* of higher order, it tells */
        fail_msg("%s: %s", what, verdict->sentence);
    if (!row && surface->many) /* not all have one */
        return false;
    if (!row)
        fail_msg("%s: no stationary point is stored at (%.17g, %.17g): %s", what, at->x[0],
                 at->x[1], verdict->sentence);
    if (strcmp(row->kind, point_name(at->kind)) != 0)
        fail_msg("%s: there is a %s, not: %s", what, row->kind, verdict->sentence);
    for (int k = 0; k < at->directions && at->regular; k++)
        check_near(what, at->eigenvalues[k], row->eigenvalues[k], 1e-6, 0);
    return true;
}

/* Returns whether the verdict names a point that has a row. */
static bool check_run(const struct rows *rows, const struct surface *surface,
                      const struct optimizer *optimizer)
{
    char what[96];
    struct verdict verdict;
    struct scenario scenario;
    struct error error = {0};
    scenario_of(&scenario, SETTINGS({"surface", surface->name}, {"optimizer", optimizer->name}));
    struct simulation *simulation = simulation_create(&scenario, &error);
    scenario_release(&scenario);
    if (!simulation) {
        assert_true(optimizer->method && optimizer->method->of_squares); /* which this is not */
        return false;
    }
    simulation_run(simulation, 1000000);
    verdict = verdict_on(simulation);
    snprintf(what, sizeof what, "%s, %s", surface->name, optimizer->name);
    bool named = names_point(surface, &verdict.at) && check_point(rows, surface, what, &verdict);
    simulation_free(simulation);
    return named;
}

static void test_points_that_verdicts_name(void **state)
{
    (void)state;
    struct rows rows = {.count = 0};
    read_rows(&rows);
    for (size_t i = 0; i < surfaces.count; i++) {
        const struct surface *surface = table_row(&surfaces, i);
        size_t named = 0;
        for (size_t k = 0; k < optimizers.count; k++)
            named += check_run(&rows, surface, table_row(&optimizers, k));
        if (named < optimizers.count / 3)
            fail_msg("%s: only %zu verdicts name a point that is stored", surface->name, named);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_points_that_verdicts_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
