/* What there is where a run ends, on functions that are no surface of the table. */
#include "simulate.h"

#include "insight/stationary.h"
#include "insight/verdict.h"

#define M_E_INVERSE 0.36787944117144233

/* Next to a point of each kind: where the run is (x, y), and where the point is; NAN: anywhere. */
static const struct {
    const char *function;
    double x, y;
    enum point_kind kind;
    double at_x, at_y;
} points[] = {
    {"x^2+1e-9*y^2", 1e-7, 1, POINT_MINIMUM, 0, 0},
    {"1e5*x^2+1e-5*y^2", 1e-12, 0.05, POINT_MINIMUM, 0, 0},
    {"x^2+2*x*y+y^2+1e-12*x^2", 1, -1, POINT_MINIMUM, 0, 0},
    {"log(1+x^2)+y^2", 1e-6, 1e-6, POINT_MINIMUM, 0, 0},
    {"1/x+x", 1.0000001, 1, POINT_MINIMUM, 1, NAN}, /* y is idle */
    {"-1/x-x", 1.0000001, 1, POINT_MAXIMUM, 1, NAN},
    {"cos(x)+cos(y)", 1e-7, -1e-7, POINT_MAXIMUM, 0, 0},
    {"-x^4-y^4", 1e-3, 1e-3, POINT_MAXIMUM, 0, 0},
    {"-(1-x*y)^2", 2, 0.5, POINT_MAXIMUM, 2, 0.5}, /* a ridge */
    {"x*y", 1e-8, 0, POINT_SADDLE, 0, 0},
    {"sin(x)*sin(y)", 3.1415926, 0, POINT_SADDLE, M_PI, 0},
    {"x^3-3*x*y^2", 1e-4, 0, POINT_SADDLE, 0, 0},
    {"x^3+y^3", 1e-4, 1e-4, POINT_SADDLE, 0, 0},
    {"y^2-x^4", 1e-3, 0, POINT_SADDLE, 0, 0},
    {"x^6-y^2", 0.04, 0, POINT_SADDLE, 0, 0},
    {"(y-x^2)*(y-3*x^2)", 0, 0, POINT_SADDLE, 0, 0}, /* Peano 1884: higher along every line */
    {"x^3+y^2", 5e-4, 1e-7, POINT_INFLECTION, 0, 0},
    {"x^5-y^2", 1e-2, 1e-7, POINT_INFLECTION, 0, 0},
    {"y^2+(x-y)^3", 5e-4, 1e-7, POINT_INFLECTION, 0, 0},
    {"x^4+y^2", 6e-3, 0, POINT_HIGHER, 0, 0},
    {"x^4+y^6", 2e-3, 3e-2, POINT_HIGHER, 0, 0},
    {"x^2+y^4", 0, 0, POINT_HIGHER, 0, 0},
    {"(x^2+y^2)^2", 5e-3, 5e-3, POINT_HIGHER, 0, 0},
    {"(x-1)^4+(x-2*y)^2", 1.001, 0.5005, POINT_HIGHER, 1, 0.5},
    {"(1-x*y)^2", 1.8, 0.5555555, POINT_VALLEY, NAN, NAN},
    {"(x^2+y^2-1)^2", 0.6, 0.8000001, POINT_VALLEY, NAN, NAN},
    {"x^2*y^2", 5e-3, 5e-3, POINT_VALLEY, 0, 0},
    {"(x-1)^2*(y-2)^2", 2.7, 2, POINT_VALLEY, NAN, 2},
    {"(x-1)^2*(y-2)^2", 1.1, 2.0001, POINT_VALLEY, NAN, 2},
    {"(x-y)^2", 2, 2.0000001, POINT_VALLEY, NAN, NAN},
    {"sin(x+y)", 2.1061945, 2.6061945, POINT_VALLEY, NAN, NAN}, /* slopes along it are rounding */
    {"(y-x^2)^2", 1, 1, POINT_VALLEY, 1, 1},
    {"relu(x)+y^2", -1, 1e-7, POINT_VALLEY, -1, 0},
    {"7+0*x", 1, 1, POINT_PLAIN, NAN, NAN},
    {"-exp(-(x^2+y^2)/0.01)", 0.7, 0, POINT_PLAIN, NAN, NAN},
    {"1-exp(-x^2-y^2)", 7, 3, POINT_PLAIN, NAN, NAN},
    {"exp(-200*x)+y^2", 0.1, 1e-7, POINT_FALLS, NAN, NAN},
    {"softplus(200-20*x)+y^2", 11, 1e-8, POINT_FALLS, NAN, NAN},
    {"exp(-x-y)+(x-y)^2", 12, 12.0000001, POINT_FALLS, NAN, NAN},
    {"erf(x)+y^2", -6.4, 0, POINT_FALLS, NAN, NAN},
    {"tanh(x)+y^2", -9, 0, POINT_FALLS, NAN, NAN},
    {"1/x+y^2", 2000, 1e-8, POINT_FALLS, NAN, NAN},
    {"abs(x)+abs(y)", 1e-9, -1e-9, POINT_KINK_LEAST, 0, 0},
    {"abs(x)+y^2", 1e-9, 0, POINT_KINK_LEAST, 0, 0},
    {"max(x,-2*x)+(y-1)^2", 1e-9, 1, POINT_KINK_LEAST, 0, 1},
    {"sqrt(x^2+y^2)", 1e-9, 1e-9, POINT_KINK_LEAST, 0, 0},
    {"abs(x)-y^2", 0, 0, POINT_KINK, 0, 0},
    /* Along the kink it is lower, on a way too narrow to be met by chance. */
    {"abs(x-y)+1e-4*(x+y)^2", 0.3, 0.3, POINT_KINK, 0.3, 0.3},
    {"100*abs(y-x^2)+(1-x)^2", 0.5, 0.25, POINT_KINK, 0.5, 0.25},
    {"100*abs(y-x^2)+(1-x)^2", 1, 1, POINT_KINK_LEAST, 1, 1},
    {"relu(x)-relu(-x)/2+y^2", 0, 0, POINT_KINK, 0, 0},
    {"x^2+y^2+step(x)", 1e-9, 0, POINT_JUMP, 0, 0},
    {"x^2+y^2+floor(x)", 0, 0, POINT_JUMP, 0, 0},
    {"abs(x)^1.5+y^2", 1e-9, 0, POINT_MINIMUM, 0, 0},
    {"abs(x-1)^1.5+y^2", 1, 1e-18, POINT_MINIMUM, 1, 0},
    {"abs(x)*x+y^2", 1e-9, 0, POINT_KINK, 0, 0},
    {"relu(x)+relu(-y)+0.1*(x^2+y^2)", -3.5e-6, 3.5e-6, POINT_KINK_LEAST, 0, 0},
    {"floor(x)^2+y^2", 2.5, 0, POINT_VALLEY, 2.5, 0}, /* level between the jumps */
    {"abs(x-1)+abs(x-2)+y^2", 1.3, 0, POINT_VALLEY, 1.3, 0},
    {"x+sin(x)+y^2", M_PI + 1e-3, 0, POINT_INFLECTION, M_PI, 0},
    {"(x^2+y^2-1)^2", 1, 1e-8, POINT_VALLEY, 1, 0}, /* curvature there is rounding */
    {"0.5+(sin(x^2+y^2)^2-0.5)/(1+0.001*(x^2+y^2))^2", 1.7713932, -0.0571, POINT_VALLEY, NAN, NAN},
    {"exp(-x^2)+y^2", 26.9, 1e-9, POINT_FALLS, NAN, NAN}, /* where its slope all but underflows */
    {"-exp(x)+y^2", 600, 0, POINT_FALLS, NAN, NAN},
    {"x*log(x)+y^2", M_E_INVERSE, 0, POINT_MINIMUM, M_E_INVERSE, 0},
    {"sqrt(x)+y^2", 1e-9, 0, POINT_EDGE, NAN, NAN},
    {"x^2+y^2", 1, 1, POINT_SLOPE, NAN, NAN},
};

static void check_at(const char *function, const char *name, double got, double want, double size)
{
    if (!isnan(want) && !(fabs(got - want) <= 2e-5 * size))
        fail_msg("%s: %s is %g, not %g", function, name, got, want);
}

/* Finds what is near x of the function in units of its own: f*2^df, x*2^dx. The lengths are those
 * of a run that began 1 away. */
static void find(struct stationary *found, const char *function, double x, double y, int df, int dx)
{
    static const char *const parameters[] = {"x", "y"};
    char text[256], factor[32];
    double unit = ldexp(1, dx), g[2];
    snprintf(factor, sizeof factor, "%.17g", ldexp(1, -dx));
    snprintf(text, sizeof text, "u = x*%s; v = y*%s; %.17g*(", factor, factor, ldexp(1, df));
    for (const char *c = function; *c; c++) {
        bool x_alone =
            *c == 'x' && c[1] != 'p' && (c == function || (c[-1] != 'a' && c[-1] != 'e'));
        snprintf(text + strlen(text), sizeof text - strlen(text), "%c",
                 x_alone     ? 'u'
                 : *c == 'y' ? 'v'
                             : *c);
    }
    snprintf(text + strlen(text), sizeof text - strlen(text), ")");
    struct error error;
    struct objective *objective = objective_create(text, strlen(text), parameters, 2, &error);
    if (!objective)
        fail_msg("%s: %s", text, error.message);
    const double at[] = {x * unit, y * unit},
                 start[] = {(x - copysign(1, x)) * unit, (y - copysign(1, y)) * unit};
    const double size[] = {fmax(fabs(x), 1) * unit, fmax(fabs(y), 1) * unit};
    struct quadratic here, there;
    struct whereabouts run = {
        .x = at, .start = start, .midway = start, .size = size, .here = &here, .there = &there};
    struct regularised function_at;
    double f = objective_gradient(objective, at, g);
    regularised_init(&function_at, objective, 0, at, f, g);
    quadratic_at(&here, &function_at, at);
    quadratic_at(&there, &function_at, start);
    stationary_find(found, &function_at, &run, hypot(g[0], g[1]) <= ldexp(1e-3, df - dx));
    objective_free(objective);
}

static void test_kinds(void **state)
{
    (void)state;
    static const int units[][2] = {{0, 0}, {40, 0}, {-40, 0}, {0, 20}, {0, -20}, {40, 20}};
    for (size_t i = 0; i < COUNT(points); i++)
        for (size_t k = 0; k < COUNT(units); k++) {
            struct stationary found;
            double unit = ldexp(1, units[k][1]);
            find(&found, points[i].function, points[i].x, points[i].y, units[k][0], units[k][1]);
            if (found.kind != points[i].kind)
                fail_msg("%s in units %d, %d: %s, not %s", points[i].function, units[k][0],
                         units[k][1], point_name(found.kind), point_name(points[i].kind));
            double size = fmax(1, hypot(points[i].x, points[i].y));
            check_at(points[i].function, "x", found.x[0] / unit, points[i].at_x, size);
            check_at(points[i].function, "y", found.x[1] / unit, points[i].at_y, size);
        }
}

/* The Hessian is that at the point, in the parameters that are read. */
static void test_eigenvalues(void **state)
{
    (void)state;
    struct stationary found;
    find(&found, "x^2+1e-9*y^2", 1e-7, 1, 0, 0);
    assert_true(found.regular && found.directions == 2);
    check_near("flattest", found.eigenvalues[0], 2e-9, 1e-12, 1);
    check_near("steepest", found.eigenvalues[1], 2, 1e-12, 1);
    find(&found, "(x-1)^2*(3+x)", 1.000001, 5, 0, 0);
    assert_true(found.regular && found.directions == 1);
    check_near("alone", found.eigenvalues[0], 8, 1e-12, 1);
    find(&found, "x^4+y^2", 6e-3, 0, 0, 0);
    assert_false(found.regular);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_eigenvalues),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
