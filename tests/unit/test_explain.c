/* A step told in full: what is printed is read back, worked out again, and comes to the step. */
#include "simulate.h"

#include "insight/explain.h"
#include "method/optimizer.h"
#include "run/stepper.h"

enum { STEPS = 3, RULES = 30 };

/* A power is worked out in one way where the exponent is known before, and in another where it is not. */
static const double tolerance = 1e-13;

/* What a formula without names comes to. */
static double work_out(const char *text, size_t length)
{
    struct error error;
    struct formula_names names = {.name = (const char *const[]){"unused"}, .parameters = 1};
    struct formula *formula = formula_compile(text, length, &names, &error);
    struct evaluator evaluator;
    if (!formula)
        fail_msg("%.*s: %s", (int)length, text, error.message);
    assert_true(evaluator_init(&evaluator, &formula->value, 1));
    evaluator_input(&evaluator, 0)[0] = 0;
    evaluator_run(&evaluator, 1);
    double value = evaluator_output(&evaluator, 0)[0];
    evaluator_release(&evaluator);
    formula_free(formula);
    return value;
}

/* "  x  EXPRESSION = VALUE": checks it, and puts the value where it was written. */
static double check_line(const char *line)
{
    const char *from = line + strspn(line, " "), *equals = strstr(line, " = "), *next;
    from += strcspn(from, " ") + 2;
    while ((next = strstr(equals + 3, " = ")))
        equals = next;
    double value = strtod(equals + 3, NULL), again = work_out(from, (size_t)(equals - from));
    if (!check_is_near(again, value, tolerance, 1))
        fail_msg("%s\ncomes to %.17g", line, again);
    return value;
}

/* Checks all lines of statements; the last values of theta are put into to[n]. Returns how many lines. */
static int check_statements(char *text, int n, double *to)
{
    int lines = 0, of_theta = -1;
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        bool statement = line[0] != ' ';
        if (statement)
            of_theta = strncmp(line, "theta = ", 8) == 0 ? 0 : -1;
        if (statement || !strstr(line, " = "))
            continue;
        double value = check_line(line);
        lines++;
        if (of_theta >= 0 && of_theta < n)
            to[of_theta++] = value;
    }
    return lines;
}

/* From such a point no step is made. */
static bool is_lost(const struct sample *now, int n)
{
    bool lost = false;
    for (int i = 0; i < n; i++)
        lost = lost || !isfinite(now->x[i]);
    return lost;
}

/* The simulation stands where it stood, and then makes the step that was told. Freed here. */
static void check_run(struct simulation *simulation, const char *what)
{
    int n = simulation_objective(simulation)->n;
    for (int step = 0; step < STEPS && !is_lost(simulation_now(simulation), n); step++) {
        struct buffer text = {0};
        struct sample before = *simulation_now(simulation);
        double to[PARAMETERS_MAX];
        assert_true(explain_next(simulation, &text));
        assert_memory_equal(&before, simulation_now(simulation), sizeof before);
        if (check_statements(text.data, n, to) == 0)
            fail_msg("%s tells no statement", what);
        simulation_step(simulation);
        for (int i = 0; i < n; i++)
            if (!check_same_bits(to[i], simulation_now(simulation)->x[i]))
                fail_msg("%s, step %d: told %.17g, made %.17g", what, step + 1, to[i],
                         simulation_now(simulation)->x[i]);
        buffer_release(&text);
    }
    simulation_free(simulation);
}

static void test_optimizers(void **state)
{
    (void)state;
    for (size_t i = 0; i < optimizers.count; i++) {
        const struct optimizer *optimizer = table_row(&optimizers, i);
        if (optimizer->method)
            continue;
        check_run(simulate(SETTINGS({"surface", "himmelblau"}, {"optimizer", optimizer->name})),
                  optimizer->name);
        check_run(simulate(SETTINGS({"surface", "ackley"}, {"optimizer", optimizer->name},
                                    {"noise", "0.3"}, {"l2", "0.01"}, {"clip", "0.7"},
                                    {"schedule", "cosine"})),
                  optimizer->name);
    }
}

/* --- rules at random --- */

static void write_random(struct buffer *out, uint64_t *random, int depth)
{
    static const char *const leaves[] = {
        "g",        "theta", "lr",     "t", "f",  "h",       "m",
        "a",        "0.3",   "normal", "2", "pi", "norm(g)", "dot(g, theta - m)",
        "hv(g + m)"};
    static const char *const unary[] = {"sin",      "tanh", "abs",     "sign", "exp(-abs",
                                        "sqrt(abs", "cbrt", "sigmoid", "-",    "log1p(abs"};
    static const char *const binary[] = {"+", "-", "*", "/", " + ", " - ", " * "};
    int kind = depth > 0 ? check_below(random, 4) : 0;
    if (kind == 0) {
        buffer_text(out, leaves[check_below(random, COUNT(leaves))]);
    } else if (kind == 1) {
        const char *name = unary[check_below(random, COUNT(unary))];
        buffer_format(out, "%s(", name);
        write_random(out, random, depth - 1);
        buffer_text(out, strchr(name, '(') ? "))" : ")");
    } else {
        buffer_text(out, "(");
        write_random(out, random, depth - 1);
        buffer_text(out, binary[check_below(random, COUNT(binary))]);
        write_random(out, random, depth - 1);
        buffer_format(out, ")%s", check_below(random, 4) ? "" : "^2");
    }
}

static void test_random_rules(void **state)
{
    (void)state;
    uint64_t random = 1;
    for (int i = 0; i < RULES; i++) {
        struct buffer rule = {0};
        buffer_text(&rule, i % 3 ? "m = 0.5*m + " : "probe = theta - lr*m;\n m = 0.5*m+");
        write_random(&rule, &random, 3);
        buffer_text(&rule, ";k=");
        write_random(&rule, &random, 4);
        buffer_text(&rule, " ; theta = theta - lr * ( tanh(k) + a*m )");
        check_run(simulate(SETTINGS({"surface", i % 2 ? "beale" : "deep-linear"}, {"lr", "0.01"},
                                    {"rule", buffer_string(&rule)}, {"set", "a=0.7"})),
                  buffer_string(&rule));
        buffer_release(&rule);
    }
}

/* --- the rest of the text --- */

static void check_told(const struct setting *settings, const char *expected)
{
    struct simulation *simulation = simulate(settings);
    struct buffer text = {0};
    assert_true(explain_next(simulation, &text));
    assert_string_equal(buffer_string(&text), expected);
    buffer_release(&text);
    simulation_free(simulation);
}

static void test_texts(void **state)
{
    (void)state;
    check_told(SETTINGS({"surface", "ravine"}, {"start", "2,4"}, {"lr", "0.125"}),
               "step 1: gd\n"
               "f = (10*x^2+y^2)/2\n"
               "df/dx = 10*x\n"
               "df/dy = y\n"
               "theta\n  x  2\n  y  4\n"
               "gradient\n  x  20\n  y  4\n"
               "lr 0.125\n"
               "theta = theta - lr*g\n"
               "  x  2 - 0.125*20 = -0.5\n"
               "  y  4 - 0.125*4 = 3.5\n"
               "loss before 28\n"
               "loss after 7.375\n"
               "the slope promised a change of -52\n"
               "the loss changes by -20.625\n");
    check_told(SETTINGS({"surface", "bowl"}, {"start", "2,4"}, {"optimizer", "newton"}),
               "step 1: newton\n"
               "f = (x^2+y^2)/2\n"
               "df/dx = x\n"
               "df/dy = y\n"
               "theta\n  x  2\n  y  4\n"
               "gradient\n  x  2\n  y  4\n"
               "the method's new point\n  x  0\n  y  0\n"
               "length of the step 1\n"
               "1 trial steps, 2 evaluations\n"
               "loss before 10\n"
               "loss after 0\n"
               "the slope promised a change of -20\n"
               "the loss changes by -10\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_optimizers),
        cmocka_unit_test(test_random_rules),
        cmocka_unit_test(test_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
