/* Line searches in one variable: what they promise wherever they end, at poles, kinks and jumps,
 * too. */
#include "check.h"

#include "base/error.h"
#include "method/line_search.h"

/* A function of x, from a start along +1. */
struct searched {
    struct objective *objective;
    struct regularised function;
    double x[1], g[1], f, direction[1];
};

static void open_line(struct searched *searched, struct line *line, const char *text, double from)
{
    static const char *const names[] = {"x"};
    struct error error;
    *searched = (struct searched){.x = {from}, .direction = {1}};
    searched->objective = objective_create(text, strlen(text), names, 1, &error);
    if (!searched->objective)
        fail_msg("%s: %s", text, error.message);
    searched->f = objective_gradient(searched->objective, searched->x, searched->g);
    regularised_init(&searched->function, searched->objective, 0, searched->x, searched->f,
                     searched->g);
    line_init(line, &searched->function, searched->x, searched->f, searched->g,
              searched->direction);
}

static double slope_at(struct searched *searched, double alpha, double *f)
{
    double g, x = searched->x[0] + alpha;
    *f = objective_gradient(searched->objective, &x, &g);
    return g;
}

/* --- Wolfe --- */

static const struct {
    const char *text;
    double from, first;
    bool wolfe;  /* is there a point of the Wolfe conditions to be found? */
    double most; /* trials */
} lines[] = {
    {"(x-3)^2", 0, 1, true, 3},
    {"(x-3)^2", 0, 1e-6, true, 9},
    {"(x-3)^2", 0, 1e6, true, 12},
    {"x^4-3*x^3-x", 0, 1, true, 8},
    {"exp(x)-5*x", 0, 1000, true, 12},                /* overflows at first */
    {"x^2-3*x+0.001/(x-1)^2", 0, 1, true, 6},         /* on a pole */
    {"x^2-3*x+0.001/(x-1)^2", 0, 1.5, true, 1},       /* beyond it, where it is lower */
    {"-log(2-x)-log(1+x)-x", 0, 1.9999999, true, 12}, /* before the edge of the domain */
    {"-log(2-x)-log(1+x)-x", 0, 50, true, 12},
    {"abs(x-1)", 0, 5, false, 60},
    {"max(x-1,3-3*x)", 0, 0.3, false, 60},
    {"if(x<1,-x,2-x)", 0, 4, false, 60}, /* a jump upwards on the way */
    {"1000+(x-1e-9)^2", 0, 1, true, 10}, /* values tell nothing */
};

static void check_wolfe(size_t i)
{
    struct searched searched;
    struct line line;
    double f;
    open_line(&searched, &line, lines[i].text, lines[i].from);
    double alpha = line_wolfe(&line, lines[i].first, 1e-4, 0.1);
    double slope = slope_at(&searched, alpha, &f);
    bool flat = fabs(slope) <= 0.1 * fabs(line.slope) * (1 + 1e-12);
    if (!(alpha > 0) || !(f <= searched.f + line.noise) || (lines[i].wolfe && !flat) ||
        line.trials > lines[i].most)
        fail_msg("%s from %g with %g: %g after %ld trials, f %g and slope %g", lines[i].text,
                 lines[i].from, lines[i].first, alpha, line.trials, f, slope);
    objective_free(searched.objective);
}

static void test_wolfe(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(lines); i++)
        check_wolfe(i);
}

/* Nothing is lost: where the conditions can't be met, the end is the lowest of all trials. */
static void test_lowest(void **state)
{
    (void)state;
    struct searched searched;
    struct line line;
    double f;
    open_line(&searched, &line, "abs(x-0.3)+0.1*x", 0);
    double alpha = line_wolfe(&line, 1, 1e-4, 0.1);
    slope_at(&searched, alpha, &f);
    check_near("the kink", alpha, 0.3, 1e-12, 0);
    check_near("its value", f, 0.03, 1e-12, 0);
    objective_free(searched.objective);
}

/* Uphill, or where every trial is higher: it stays. */
static void test_stays(void **state)
{
    (void)state;
    static const char *const texts[] = {"x^2", "x", "abs(x)", "5", "if(x==1,-x,1/(x-x))"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct searched searched;
        struct line line;
        open_line(&searched, &line, texts[i], 1);
        assert_true(line_wolfe(&line, 1, 1e-4, 0.9) == 0);
        assert_true(line_backtrack(&line, 1, 1e-4, 0.5) == 0);
        objective_free(searched.objective);
    }
}

/* --- what comes before --- */

/* f'' is 2 there, so the parabola ends at 3; the cosine curves downwards: as far as its slope takes
 * to come down by |f|. */
static void test_first(void **state)
{
    (void)state;
    struct searched searched;
    struct line line;
    open_line(&searched, &line, "(x-3)^2+5", 0);
    check_near("to the minimum", line_first(&line, (double[]){2}), 3, 1e-15, 0);
    objective_free(searched.objective);
    open_line(&searched, &line, "2*cos(x)", 1);
    check_near("down by f", line_first(&line, (double[]){-2 * cos(1)}), cos(1) / sin(1), 1e-15, 0);
    objective_free(searched.objective);
    open_line(&searched, &line, "x-1", 1);
    line.slope = -1;
    assert_true(line_first(&line, (double[]){0}) == 1);
    objective_free(searched.objective);
}

/* The residual of a sum of squares is known to eps times x and its slope: here 1e6, and f is 1. */
static void test_blur(void **state)
{
    (void)state;
    struct searched searched;
    struct line line;
    open_line(&searched, &line, "(x-1e6-1)^2", 1e6);
    assert_true(line.noise < 1e-15);
    line_blur(&line, (double[]){1});
    assert_true(line.noise > 1e-10 && line.noise < 1e-9);
    objective_free(searched.objective);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wolfe), cmocka_unit_test(test_lowest), cmocka_unit_test(test_stays),
        cmocka_unit_test(test_first), cmocka_unit_test(test_blur),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
