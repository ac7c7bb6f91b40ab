/* Every surface in other units: neither a verdict nor a number of steps changes.
 *
 * Powers of two scale exactly, but for this: 2*(c*x) is one product with 2*c, so that a formula
 * that multiplies a parameter by 2 adds up its gradient in another order once that has a factor. */
#include "simulate.h"

#include <ctype.h>

#include "insight/verdict.h"

/* Writes the formula with (name*factor) in place of the parameter `name`. */
static void write_scaled(char *out, size_t size, const char *formula, char name, double factor)
{
    size_t used = 0;
    for (const char *c = formula; *c && used < size; c++) {
        bool alone = *c == name && (c == formula || !isalnum((unsigned char)c[-1])) &&
                     !isalnum((unsigned char)c[1]);
        used += (size_t)(alone ? snprintf(out + used, size - used, "(%c*%.17g)", name, factor)
                               : snprintf(out + used, size - used, "%c", *c));
    }
}

/* Multiplies what a formula gives, after its assignments, by a factor. */
static void write_result_scaled(char *out, size_t size, const char *formula, double factor)
{
    const char *last = strrchr(formula, ';'), *result = last ? last + 1 : formula;
    snprintf(out, size, "%.*s%.17g*(%s)", (int)(result - formula), formula, factor, result);
}

/* A run on f * 2^df of x * 2^dx: with the start, the rate and the threshold of the gradient in
 * these units. */
static struct simulation *run_in_units(const struct surface *surface, const char *optimizer, int df,
                                       int dx)
{
    char in_x[1024], in_xy[2048], in_all[3072], text[3200], start[80] = "", lr[40], stop[40];
    const struct optimizer *row = table_find(&optimizers, optimizer);
    static const char *const parameters[] = {"x", "x,y", "x,y,z"};
    const char *params = parameters[surface->n - 1];
    double unit = ldexp(1, dx);
    write_scaled(in_x, sizeof in_x, surface->formula, 'x', 1 / unit);
    write_scaled(in_xy, sizeof in_xy, in_x, 'y', 1 / unit);
    write_scaled(in_all, sizeof in_all, in_xy, 'z', 1 / unit);
    write_result_scaled(text, sizeof text, in_all, ldexp(1, df));
    for (int i = 0; i < surface->n; i++)
        snprintf(start + strlen(start), sizeof start - strlen(start), "%s%.17g", i ? "," : "",
                 surface->start[i] * unit);
    snprintf(lr, sizeof lr, "%.17g", surface->rate * ldexp(1, 2 * dx - df));
    snprintf(stop, sizeof stop, "grad=%.17g,cycle,rest", ldexp(1e-6, df - dx));
    struct simulation *simulation =
        row->method ? simulate(SETTINGS({"function", text}, {"params", params}, {"start", start},
                                        {"optimizer", optimizer}, {"stop", stop}))
                    : simulate(SETTINGS({"function", text}, {"params", params}, {"start", start},
                                        {"optimizer", optimizer}, {"lr", lr}, {"stop", stop}));
    simulation_run(simulation, 1000000);
    return simulation;
}

static bool adds_up_alike(const struct surface *surface, int dx)
{
    return dx == 0 || (!strstr(surface->formula, "2*x") && !strstr(surface->formula, "2*y"));
}

static void check_in_units(const struct surface *surface, const char *optimizer, int df, int dx)
{
    struct verdict plain, scaled;
    struct simulation *a = run_in_units(surface, optimizer, 0, 0);
    struct simulation *b = run_in_units(surface, optimizer, df, dx);
    plain = verdict_on(a);
    scaled = verdict_on(b);
    bool alike = plain.step == scaled.step || !adds_up_alike(surface, dx);
    if (plain.ending != scaled.ending || plain.rest != scaled.rest || !alike)
        fail_msg("%s on %s, f * 2^%d, x * 2^%d: step %ld '%s', without step %ld '%s'", optimizer,
                 surface->name, df, dx, scaled.step, scaled.sentence, plain.step, plain.sentence);
    simulation_free(a);
    simulation_free(b);
}

static void test_scales(void **state)
{
    (void)state;
    static const char *const chosen[] = {
        "gd",     "momentum", "steepest-exact", "steepest-armijo", "newton", "trust-region", "bfgs",
        "l-bfgs", "cg",       "nelder-mead"};
    static const int scales[][2] = {{40, 0}, {-40, 0}, {0, 20}, {0, -20}};
    for (size_t i = 0; i < surfaces.count; i++)
        for (size_t k = 0; k < COUNT(chosen); k++)
            for (size_t j = 0; j < COUNT(scales); j++)
                check_in_units(table_row(&surfaces, i), chosen[k], scales[j][0], scales[j][1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scales),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
