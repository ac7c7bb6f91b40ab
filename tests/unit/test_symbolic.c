/* Derivatives written as formulas: compiled again they are the exact ones. */
#include "check.h"
#include "foreign.h"

#include "formula/symbolic.h"
#include "formula/syntax.h"
#include "problem/surface.h"

enum { POINTS = 20, LINES = 64 };

static const double tolerance = 1e-12;

/* --- reading what was written --- */

struct lines {
    char *left[LINES], *right[LINES]; /* of the " = ", pieces of `text` */
    size_t count, parts;              /* the first are parts */
};

/* Cuts the text up. */
static void read_lines(char *text, struct lines *lines)
{
    *lines = (struct lines){.count = 0};
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        char *equals = strstr(line, " = ");
        assert_non_null(equals);
        assert_true(lines->count < LINES);
        *equals = '\0';
        lines->left[lines->count] = line;
        lines->right[lines->count++] = equals + 3;
        lines->parts += strncmp(line, "df/", 3) != 0 && strncmp(line, "d2f/", 4) != 0;
    }
}

static struct formula *compile(const char *text, const struct formula_names *names)
{
    struct error error;
    struct formula *formula = formula_compile(text, strlen(text), names, &error);
    if (!formula)
        fail_msg("%s\n%s", text, error.message);
    return formula;
}

/* The parts, and the right side of a line behind them. */
static struct formula *compile_line(const struct lines *lines, size_t line,
                                    const struct formula_names *names)
{
    struct buffer text = {0};
    for (size_t i = 0; i < lines->parts; i++)
        buffer_format(&text, "%s = %s;\n", lines->left[i], lines->right[i]);
    buffer_text(&text, lines->right[line]);
    struct formula *formula = compile(buffer_string(&text), names);
    buffer_release(&text);
    return formula;
}

static double output_at(const struct program *program, const double *x, size_t n, size_t output)
{
    struct evaluator evaluator;
    assert_true(evaluator_init(&evaluator, program, 1));
    for (size_t i = 0; i < n; i++)
        evaluator_input(&evaluator, i)[0] = x[i];
    evaluator_run(&evaluator, 1);
    double value = evaluator_output(&evaluator, output)[0];
    evaluator_release(&evaluator);
    return value;
}

/* Where numbers that are far larger cancel, their size is the scale. */
static void check_line(const struct formula *exact, const struct formula *again, size_t output,
                       const double window[4])
{
    uint64_t random = 11;
    size_t n = (size_t)exact->parameters;
    for (int k = 0; k < POINTS; k++) {
        double x[8], scale = 1;
        for (size_t i = 0; i < n; i++)
            x[i] = check_uniform(&random, window[i % 2 * 2], window[i % 2 * 2 + 1]);
        for (size_t j = 0; j < exact->hessian.outputs; j++) {
            double size = fabs(output_at(&exact->hessian, x, n, j));
            scale = size > scale && isfinite(size) ? size : scale;
        }
        double want = output_at(&exact->hessian, x, n, output);
        double got = output_at(&again->value, x, n, 0);
        if (!check_is_near(got, want, tolerance, scale))
            fail_msg("%s\n%s\nat %g, %g: got %.17g, expected %.17g", exact->text, again->text, x[0],
                     x[1 % n], got, want);
    }
}

static void check_formula(const char *typed, const struct formula_names *names,
                          const double window[4])
{
    struct formula *exact = compile(typed, names);
    struct buffer text = {0};
    struct lines lines;
    assert_true(formula_symbolic(exact, true, &text));
    read_lines(text.data, &lines);
    assert_int_equal(lines.count - lines.parts, exact->hessian.outputs - 1);
    for (size_t i = lines.parts; i < lines.count; i++) {
        struct formula *again = compile_line(&lines, i, names);
        check_line(exact, again, 1 + i - lines.parts, window);
        formula_free(again);
    }
    buffer_release(&text);
    formula_free(exact);
}

/* --- what is written is right --- */

static const struct formula_names xy = {
    .name = (const char *const[]){"x", "y"}, .parameters = 2, .foreign = &foreign_cubic};
static const double around[4] = {-2, 2, -2, 2}, beyond[4] = {0.2, 0.9, 1.1, 3};

static void test_surfaces(void **state)
{
    (void)state;
    for (size_t i = 0; i < surfaces.count; i++) {
        const struct surface *surface = table_row(&surfaces, i);
        struct formula_names names = {.name = surface_parameter, .parameters = surface->n};
        check_formula(surface->formula, &names, surface->n == 2 ? surface->window : around);
    }
}

/* Every function of the language, on numbers on which all are defined. A grid's third derivatives
 * have no name. */
static void test_functions(void **state)
{
    (void)state;
    for (size_t i = 0; i < functions.count; i++) {
        const struct function *function = table_row(&functions, i);
        char text[128], operands[32] = "x*y/3";
        if (strncmp(function->name, "grid_", 5) == 0)
            continue;
        if (function->least == FUNCTION_SERIES)
            snprintf(operands, sizeof operands, "i,1,4,x*i+y^i");
        else if (function->least > 1)
            snprintf(operands, sizeof operands, "x*y/3,y%s", function->least > 2 ? ",x" : "");
        snprintf(text, sizeof text, "x*%s(%s)^2 + y^3", function->name, operands);
        check_formula(text, &xy, beyond);
    }
}

static void test_public_formulas(void **state)
{
    static const char *const rows[] = {
        "sin(x^2)/(1+y^2) + exp(-x*y)*cos(3*y)",
        "(4-2.1*x^2+x^4/3)*x^2 + x*y + (4*y^2-4)*y^2",
        "-cos(x)*cos(y)*exp(-((x-pi)^2+(y-pi)^2))",
        "0.5 + (sin(x^2-y^2)^2-0.5)/(1+0.001*(x^2+y^2))^2",
        "-(y+47)*sin(sqrt(abs(x/2+y+47))) - x*sin(sqrt(abs(x-(y+47))))",
        "100*sqrt(abs(y-0.01*x^2)) + 0.01*abs(x+10)",
        "3*(1-x)^2*exp(-x^2-(y+1)^2) - 10*(x/5-x^3-y^5)*exp(-x^2-y^2) - exp(-(x+1)^2-y^2)/3",
        "log(cosh(x)) + log(1+exp(y)) + sigmoid(x*y)*(1-sigmoid(x*y)) + 1-tanh(y)^2",
        "log(exp(x)+exp(y)) + log(1-exp(-x^2-1)) + sqrt(1-tanh(x)^2) + (1-erf(x*y))^2",
        "if(x < y and not y > 1 or x == 3, x^2.5^0.5, -2^-x) - -x^-2 + max(x,y,1)*min(x*y,2)",
        "a = x+y; b = a^2-x; (b*a - y/b)^2 + mod(x,3)*y + hypot(a,b)",
        "x^17 + (x*y)^-3 + x^2*y^2*x^-1 + 1/(x/y) - 0*x",
        "(x+y)^4*(x-y)^3/(x^2+1)^2 + atan2(x,y)*asin(x/9)*acos(y/9)",
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        check_formula(rows[i], &xy, beyond);
}

static void check_text(const char *typed, const struct formula_names *names, const char *expected)
{
    struct formula *formula = compile(typed, names);
    struct buffer text = {0};
    assert_true(formula_symbolic(formula, false, &text));
    assert_string_equal(buffer_string(&text), expected);
    buffer_release(&text);
    formula_free(formula);
}

static void test_texts(void **state)
{
    const struct formula_names t1 = {.name = (const char *const[]){"x", "t1"}, .parameters = 2};
    const struct formula_names row = {
        .name = (const char *const[]){"w", "b", "x", "y"}, .parameters = 2, .variables = 2};
    (void)state;
    check_text("(10*x^2 + y^2)/2", &xy, "df/dx = 10*x\ndf/dy = y\n");
    check_text("(1-x)^2 + 100*(y-x^2)^2", &xy,
               "df/dx = -400*x*(y - x^2) - 2*(1 - x)\ndf/dy = 200*(y - x^2)\n");
    check_text("(x^2+y-11)^2 + (x+y^2-7)^2", &xy,
               "t1 = x^2 + y - 11\nt2 = x + y^2 - 7\n"
               "df/dx = 4*x*t1 + 2*t2\ndf/dy = 4*y*t2 + 2*t1\n");
    check_text("x^2 - 10*cos(2*pi*x) + y", &xy, "df/dx = 2*x + 20*pi*sin(2*pi*x)\ndf/dy = 1\n");
    check_text("x/y + 3", &xy, "df/dx = 1/y\ndf/dy = -x/y^2\n");
    check_text("(x*t1-1)^3 + exp(x*t1-1)", &t1,
               "u1 = 3*(x*t1 - 1)^2 + exp(x*t1 - 1)\n"
               "df/dx = t1*u1\ndf/dt1 = x*u1\n");
    check_text("(w*x + b - y)^2", &row, "t1 = w*x + b - y\ndf/dw = 2*x*t1\ndf/db = 2*t1\n");
    check_text("x^6/6 + x/7 + 0.3*cos(3*pi*y)", &xy,
               "df/dx = x^5 + 1/7\ndf/dy = -0.9*pi*sin(3*pi*y)\n");
    check_text("5/pi*x^2 + y/(4*pi^2) + exp(x/3)", &xy,
               "df/dx = 10*x/pi + exp(x/3)/3\ndf/dy = 0.25/pi^2\n");
    check_text("(1.5-x+x*y)^2 + (2.25-x+x*y^2)^2", &xy,
               "t1 = x*y - x + 1.5\nt2 = x*y^2 - x + 2.25\n"
               "df/dx = 2*t2*(y^2 - 1) + 2*t1*(y - 1)\ndf/dy = 4*x*y*t2 + 2*x*t1\n");
    check_text("3", &xy, "df/dx = 0\ndf/dy = 0\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_surfaces),
        cmocka_unit_test(test_functions),
        cmocka_unit_test(test_public_formulas),
        cmocka_unit_test(test_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
