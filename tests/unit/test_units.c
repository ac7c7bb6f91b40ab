/* Units don't matter: another unit of the function, or of its parameters, changes no step of a
 * method but for the unit. Powers of two scale exactly, so that every step is the same to the last
 * bit. */
#include "simulate.h"

#include <stdio.h>

#include "base/linear.h"

/* Functions of X and Y, from a start. Those with squares are sums of them. */
static const struct {
    const char *text;
    double start[2];
    bool squares;
} functions[] = {
    {"(1-X)^2+100*(Y-X^2)^2", {-1.2, 1}, true},
    {"(X^2+Y-11)^2+(X+Y^2-7)^2", {0.5, -0.5}, true},
    {"(X-3)^2+1e-6*(Y+2)^2+1e-3*(X-3)*(Y+2)", {1, 5}, false},
    {"X^2-Y^2+Y^4/4", {0.5, 0.001}, false},
    {"X*Y+X^4+Y^4", {0.3, 0.2}, false},
    {"exp(X)+exp(-3*X)+(X-Y)^2", {3, -4}, false},
    {"log(1+X^2)+sqrt(1+Y^2)", {2, -3}, false},
    {"1000+cos(X)+X^2/20+Y^2", {5, 2}, false},
};

static const char *const methods[] = {
    "steepest-exact", "steepest-armijo",    "newton", "trust-region", "bfgs", "l-bfgs", "cg",
    "nelder-mead",    "levenberg-marquardt"};

/* f * factor with X = x * unit, from the start in those units. */
static struct simulation *begin(size_t function, const char *method, double factor, double unit)
{
    char text[256] = "", start[80], number[40];
    snprintf(text, sizeof text, "%.17g*(", factor);
    size_t size = strlen(text);
    for (const char *from = functions[function].text; *from; from++) {
        if (*from == 'X' || *from == 'Y')
            snprintf(number, sizeof number, "(%c*%.17g)", *from == 'X' ? 'x' : 'y', unit);
        else
            snprintf(number, sizeof number, "%c", *from);
        size += (size_t)snprintf(text + size, sizeof text - size, "%s", number);
    }
    snprintf(text + size, sizeof text - size, ")");
    snprintf(start, sizeof start, "%.17g,%.17g", functions[function].start[0] / unit,
             functions[function].start[1] / unit);
    return simulate(
        SETTINGS({"function", text}, {"start", start}, {"optimizer", method}, {"steps", "2000"}));
}

static bool suits(size_t function, const char *method)
{
    return functions[function].squares || strcmp(method, "levenberg-marquardt") != 0;
}

/* --- powers of two --- */

static void check_same(const struct simulation *a, const struct simulation *b, const char *what,
                       double factor, double unit)
{
    const struct sample *one = simulation_now(a), *other = simulation_now(b);
    bool same = one->evaluations == other->evaluations &&
                check_same_bits(one->loss * factor, other->loss) &&
                check_same_bits(one->x[0] / unit, other->x[0]) &&
                check_same_bits(one->x[1] / unit, other->x[1]);
    if (!same)
        fail_msg("%s, f * %g, x / %g, step %ld: (%.17g, %.17g) and (%.17g, %.17g)", what, factor,
                 unit, one->step, one->x[0] / unit, one->x[1] / unit, other->x[0], other->x[1]);
}

static void check_powers(size_t function, const char *method, double factor, double unit)
{
    char what[256];
    struct simulation *plain = begin(function, method, 1, 1);
    struct simulation *scaled = begin(function, method, factor, unit);
    snprintf(what, sizeof what, "%s on %s", method, functions[function].text);
    double least = 1e-60 * simulation_now(plain)->grad_norm; /* squares below may underflow */
    for (int step = 0; step < 60 && simulation_now(plain)->grad_norm > least; step++) {
        simulation_step(plain);
        simulation_step(scaled);
        check_same(plain, scaled, what, factor, unit);
    }
    simulation_free(plain);
    simulation_free(scaled);
}

static void test_powers_of_two(void **state)
{
    (void)state;
    static const double scales[][2] = {
        {1099511627776., 1}, {1 / 1099511627776., 1}, {1, 1048576}, {1, 1 / 1048576.}};
    for (size_t i = 0; i < COUNT(functions); i++)
        for (size_t k = 0; k < COUNT(methods); k++)
            for (size_t j = 0; j < COUNT(scales) && suits(i, methods[k]); j++)
                check_powers(i, methods[k], scales[j][0], scales[j][1]);
}

/* --- other units --- */

/* Steps until the gradient is 1e-8 of that at the start. */
static int count_steps(size_t function, const char *method, double factor, double unit)
{
    struct simulation *simulation = begin(function, method, factor, unit);
    double first = simulation_now(simulation)->grad_norm;
    int steps = 0;
    while (steps < 1000 && !(simulation_now(simulation)->grad_norm <= 1e-8 * first)) {
        simulation_step(simulation);
        steps++;
    }
    simulation_free(simulation);
    return steps;
}

static void test_other_units(void **state)
{
    (void)state;
    static const double scales[][2] = {{1e12, 1}, {1e-12, 1}, {1, 1e6}, {1, 1e-6}};
    static const char *const chosen[] = {"newton", "bfgs", "cg", "trust-region",
                                         "levenberg-marquardt"};
    for (size_t i = 0; i < COUNT(functions); i++)
        for (size_t k = 0; k < COUNT(chosen); k++) {
            int plain = suits(i, chosen[k]) ? count_steps(i, chosen[k], 1, 1) : 0;
            for (size_t j = 0; j < COUNT(scales) && suits(i, chosen[k]); j++) {
                int steps = count_steps(i, chosen[k], scales[j][0], scales[j][1]);
                if (abs(steps - plain) > 2)
                    fail_msg("%s on %s, f * %g, x / %g: %d steps and not %d", chosen[k],
                             functions[i].text, scales[j][0], scales[j][1], steps, plain);
            }
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_powers_of_two),
        cmocka_unit_test(test_other_units),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
