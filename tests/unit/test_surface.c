/* The table of surfaces: what each row says of itself holds. */
#include "surfaces.h"

#include "insight/verdict.h"

static bool inside(const struct surface *surface, const double *x)
{
    bool is_inside = true;
    for (int i = 0; i < surface->n; i++)
        is_inside = is_inside && x[i] > surface->window[2 * i] && x[i] < surface->window[2 * i + 1];
    return is_inside;
}

/* By how many windows it is outside. */
static double outside(const struct surface *s, const double *x)
{
    double most = 0;
    for (int i = 0; i < s->n; i++) {
        double low = s->window[2 * i], high = s->window[2 * i + 1];
        most = fmax(most, fmax(low - x[i], x[i] - high) / (high - low));
    }
    return most;
}

static void test_rows_are_complete(void **state)
{
    (void)state;
    for (size_t i = 0; i < surfaces.count; i++) {
        const struct surface *s = surface_row(i);
        assert_true(strlen(s->name) > 0 &&
                    strspn(s->name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(s->name));
        assert_ptr_equal(table_find(&surfaces, s->name), s); /* no name twice */
        assert_true(strlen(s->title) > 0 && strlen(s->title) <= 44);
        assert_true(strlen(s->teaches) > 0 && strlen(s->teaches) <= 76);
        assert_true(strlen(s->source) > 0 && strlen(s->source) <= 76);
        assert_true(s->rate > 0);
        assert_in_range(s->n, 1, SURFACE_MAX_PARAMETERS);
        assert_true(inside(s, s->start));
        assert_true(s->minimum_count >= 0 && s->minimum_count <= SURFACE_MAX_MINIMA);
        assert_int_equal(s->bounded && !s->continuum, s->minimum_count > 0);
    }
}

static void test_formulas_compile(void **state)
{
    (void)state;
    for (size_t i = 0; i < surfaces.count; i++) {
        struct objective *objective = compiled(surface_row(i));
        assert_int_equal(objective->n, surface_row(i)->n);
        assert_ptr_equal(objective->surface, surface_row(i));
        assert_true(isfinite(objective_value(objective, surface_row(i)->start)));
        objective_free(objective);
    }
}

static void check_minimum(struct objective *objective, const double *at)
{
    const struct surface *s = objective->surface;
    int n = s->n;
    double g[3], h[9], values[3];
    double f = objective_hessian(objective, at, g, h);
    bool kink = !linear_eigenvalues(h, n, values) || (s->kink && values[0] <= 0);
    /* A gradient's error is the curvature times half an ulp of the place. */
    double tiny = kink ? 0 : 1e-15 * (1 + linear_norm(at, n)) * values[n - 1];

    if (!(outside(s, at) < 0.5))
        fail_msg("%s: minimum far outside the window", s->name);
    if (!(linear_norm(g, n) <= tiny))
        fail_msg("%s: gradient %g at (%.17g, %.17g)", s->name, linear_norm(g, n), at[0], at[1]);
    if (!(fabs(f - s->least) <= 4e-15 * (1 + fabs(s->least))))
        fail_msg("%s: %.17g is not the least %.17g", s->name, f, s->least);
    bool flat = !kink && fabs(values[0]) <= tiny;
    if (!kink && !flat && values[0] < 0)
        fail_msg("%s: no minimum at (%g, %g)", s->name, at[0], at[1]);
    assert_int_equal(kink, s->kink);
    assert_int_equal(flat, s->flat);
}

static void test_minima_are_minima(void **state)
{
    (void)state;
    for (size_t i = 0; i < surfaces.count; i++) {
        struct objective *objective = compiled(surface_row(i));
        for (int k = 0; k < surface_row(i)->minimum_count; k++)
            check_minimum(objective, surface_row(i)->minima[k]);
        objective_free(objective);
    }
}

static double distance(const double *a, const double *b, int n)
{
    double apart[3];
    for (int i = 0; i < n; i++)
        apart[i] = a[i] - b[i];
    return linear_norm(apart, n);
}

/* Is the point, up to rounding, one of the surface's minima? */
static bool listed(const struct surface *surface, const double *x, double radius)
{
    for (int k = 0; k < surface->minimum_count; k++)
        if (distance(surface->minima[k], x, surface->n) < radius)
            return true;
    return surface->continuum;
}

/* Follows Newton's method from x; a stationary point as low as the least must be listed. */
static void polish_and_check(struct objective *objective, double *x)
{
    const struct surface *s = objective->surface;
    int n = s->n;
    double g[3], h[9], step[3], f = NAN;
    for (int i = 0; i < 50; i++) {
        f = objective_hessian(objective, x, g, h);
        if (!linear_solve(h, g, n, step))
            return;
        for (int k = 0; k < n; k++)
            x[k] -= step[k];
    }
    if (!inside(s, x) || !(linear_norm(g, n) < 1e-9))
        return;
    if (f < s->least + 1e-7 && !listed(s, x, 1e-5))
        fail_msg("%s: minimum %.17g at (%.17g, %.17g) is not listed", s->name, f, x[0], x[1]);
}

static void test_no_minimum_is_missing(void **state)
{
    (void)state;
    enum { GRID = 61 };
    for (size_t i = 0; i < surfaces.count; i++) {
        const struct surface *s = surface_row(i);
        struct objective *objective = compiled(s);
        for (int k = 0; s->bounded && k < GRID * GRID; k++) {
            double x[3];
            place_at(s, (k % GRID + 0.37) / GRID, (k / GRID + 0.59) / GRID, x);
            if (objective_value(objective, x) < s->least)
                fail_msg("%s: lower than the least at (%g, %g)", s->name, x[0], x[1]);
            polish_and_check(objective, x);
        }
        objective_free(objective);
    }
}

/* What plain gradient descent does from the start, at the surface's rate. */
struct descent {
    double x[3], loss, slope;
    long steps;
    double farthest; /* most that it left the window by, in windows */
    double steepest; /* largest gradient on the way */
};

static struct descent descend(struct objective *objective, long most)
{
    const struct surface *s = objective->surface;
    struct descent d = {.x = {s->start[0], s->start[1], s->start[2]}};
    double g[3];
    for (;; d.steps++) {
        d.loss = objective_gradient(objective, d.x, g);
        d.slope = linear_norm(g, s->n);
        d.farthest = fmax(d.farthest, outside(s, d.x));
        d.steepest = fmax(d.steepest, d.slope);
        if (d.slope <= 1e-6 || d.steps == most)
            return d;
        for (int i = 0; i < s->n; i++)
            d.x[i] -= s->rate * g[i];
    }
}

static struct descent descent_on(const char *name, long most)
{
    struct objective *objective = compiled_by_name(name);
    struct descent d = descend(objective, most);
    objective_free(objective);
    return d;
}

/* Is it at rest, or creeping there, or where there is a kink within a step of the least value? */
static bool arrives(const struct surface *s, const struct descent *d)
{
    bool kink = s->kink && d->loss - s->least <= s->rate * d->slope * d->slope;
    bool creeps = d->slope > 1e-6 && !kink;
    return creeps == s->creeps && (!creeps || d->slope <= 0.1);
}

static void test_rates_suit_the_starts(void **state)
{
    (void)state;
    for (size_t i = 0; i < surfaces.count; i++) {
        struct objective *objective = compiled(surface_row(i));
        struct descent d = descend(objective, 5000);
        if (!arrives(surface_row(i), &d) || d.farthest > 0)
            fail_msg("%s: after %ld steps at (%g, %g), gradient %g, outside by %g",
                     surface_row(i)->name, d.steps, d.x[0], d.x[1], d.slope, d.farthest);
        objective_free(objective);
    }
}

static enum point_kind kind_at(const char *name, const double *x)
{
    static const double size[2] = {1, 1};
    struct objective *objective = compiled_by_name(name);
    struct quadratic here;
    struct whereabouts run = {
        .x = x, .start = x, .midway = x, .size = size, .here = &here, .there = &here};
    struct stationary found;
    struct regularised function;
    double g[2], f = objective_gradient(objective, x, g);
    regularised_init(&function, objective, 0, x, f, g);
    quadratic_at(&here, &function, x);
    stationary_find(&found, &function, &run, hypot(g[0], g[1]) <= 1e-6);
    objective_free(objective);
    return found.kind;
}

static void test_multi_modal_ends_at_a_saddle(void **state)
{
    (void)state;
    struct descent d = descent_on("multi-modal", 5000);
    assert_true(fabs(d.x[0] - 1.7881948) < 1e-6 && d.x[1] == d.x[0]);
    assert_int_equal(kind_at("multi-modal", d.x), POINT_SADDLE);
}

static void test_cliff_throws(void **state)
{
    (void)state;
    const struct surface *cliff = table_find(&surfaces, "cliff");
    double before = 0, thrown = 0, g[2], x[2] = {cliff->start[0], cliff->start[1]};
    struct objective *objective = compiled(cliff);
    for (int k = 0; k < 20; k++) {
        objective_gradient(objective, x, g);
        if (fabs(cliff->rate * g[0]) > thrown) {
            thrown = fabs(cliff->rate * g[0]);
            before = x[0];
        }
        x[0] -= cliff->rate * g[0];
        x[1] -= cliff->rate * g[1];
    }
    objective_free(objective);
    assert_true(fabs(before) < 0.3); /* on the wall */
    assert_true(thrown > 5);         /* ten times the longest step on the plain */
    assert_int_equal(kind_at("cliff", descent_on("cliff", 5000).x), POINT_MINIMUM);
}

static void test_plateau_hides_its_slope(void **state)
{
    (void)state;
    struct descent early = descent_on("plateau", 100);
    assert_true(early.loss > 0.95 && early.slope < 0.1);
    assert_true(descent_on("plateau", 5000).steps < 200);
}

static void test_saddle_is_left(void **state)
{
    (void)state;
    struct descent waiting = descent_on("saddle", 50), end = descent_on("saddle", 5000);
    assert_true(waiting.slope < 0.05 && fabs(waiting.loss) < 0.001);
    assert_true(fabs(end.x[1] - 1) < 1e-5);
}

static void test_monkey_saddle_is_degenerate(void **state)
{
    (void)state;
    const double center[2] = {0, 0};
    assert_int_equal(kind_at("monkey-saddle", center), POINT_SADDLE);
}

/* The run is thrown out of the steep part of the curve of minima to a flatter one, as the sharpness
 * there, x^2 + y^2, is above 2 / rate. */
static void test_factorisation_throws_to_flatter_minima(void **state)
{
    (void)state;
    const struct surface *s = table_find(&surfaces, "factorisation");
    struct descent d = descent_on("factorisation", 5000);
    double limit = 2 / s->rate, nearest = s->start[0] * s->start[0];
    assert_true(nearest > limit);
    assert_true(d.x[0] * d.x[0] + d.x[1] * d.x[1] < limit);
}

/* Exact line search alternates and converges to the origin, where a step to the left still
 * descends. */
static void test_wolfe_stops_exact_line_search(void **state)
{
    (void)state;
    struct objective *objective = compiled_by_name("wolfe");
    const double origin[2] = {0, 0}, left[2] = {-0.1, 0}, corner[2] = {16. / 9, 1};
    double g[2];
    assert_true(objective_value(objective, left) < objective_value(objective, origin));
    /* Along -g the function has its least value where y has the other sign and the same ratio. */
    objective_gradient(objective, corner, g);
    double best = INFINITY, at = 0;
    for (int i = 1; i < 100000; i++) {
        double t = i * 2e-6, x[2] = {corner[0] - t * g[0], corner[1] - t * g[1]};
        double f = objective_value(objective, x);
        at = f < best ? x[0] / x[1] : at;
        best = fmin(f, best);
    }
    assert_true(fabs(at + 16. / 9) < 1e-3);
    objective_free(objective);
}

static void test_two_wells_keep_by_rate(void **state)
{
    (void)state;
    const struct surface *s = table_find(&surfaces, "two-wells");
    struct surface slow = *s;
    struct descent wide = descent_on("two-wells", 5000), deep;
    struct objective *objective = compiled(s);
    slow.rate = 0.07;
    objective->surface = &slow;
    deep = descend(objective, 5000);
    objective_free(objective);
    assert_true(wide.x[0] < -1 && wide.loss > -1);
    assert_true(distance(deep.x, s->minima[0], 2) < 1e-6);
}

static void test_deep_linear_waits(void **state)
{
    (void)state;
    struct descent early = descent_on("deep-linear", 20), end = descent_on("deep-linear", 5000);
    assert_true(early.loss > 0.45 && end.loss < 1e-12);
}

static void test_rosenbrock_is_spelt_as_everywhere(void **state)
{
    (void)state;
    const struct surface *s = table_find(&surfaces, "rosenbrock");
    assert_string_equal(s->formula, "(1-x)^2 + 100*(y-x^2)^2");
    assert_true(s->start[0] == -1.2 && s->start[1] == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_are_complete),
        cmocka_unit_test(test_formulas_compile),
        cmocka_unit_test(test_minima_are_minima),
        cmocka_unit_test(test_no_minimum_is_missing),
        cmocka_unit_test(test_rates_suit_the_starts),
        cmocka_unit_test(test_multi_modal_ends_at_a_saddle),
        cmocka_unit_test(test_cliff_throws),
        cmocka_unit_test(test_plateau_hides_its_slope),
        cmocka_unit_test(test_saddle_is_left),
        cmocka_unit_test(test_monkey_saddle_is_degenerate),
        cmocka_unit_test(test_factorisation_throws_to_flatter_minima),
        cmocka_unit_test(test_wolfe_stops_exact_line_search),
        cmocka_unit_test(test_two_wells_keep_by_rate),
        cmocka_unit_test(test_deep_linear_waits),
        cmocka_unit_test(test_rosenbrock_is_spelt_as_everywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
