/* A step told in full: what is printed is read back, worked out again, and comes to the step. */
#include "learn.h"

#include "insight/explain.h"
#include "method/optimizer.h"
#include "run/stepper.h"

enum { STEPS = 3, RULES = 30 };

/* A power is worked out in one way where the exponent is known before, and in another where it is
 * not. */
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

/* Checks all lines of statements; the last values of theta are put into to[n]. Returns how many
 * lines. */
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

/* The next step. Freed with forget. */
static struct explanation *told_of(struct simulation *simulation)
{
    struct explanation *told = calloc(1, sizeof *told);
    assert_non_null(told);
    assert_true(explain_next(simulation, 17, told));
    return told;
}

static void forget(struct explanation *told)
{
    explanation_release(told);
    free(told);
}

/* The next step as text, every digit of it. */
static void tell(struct simulation *simulation, struct buffer *text)
{
    struct explanation *told = told_of(simulation);
    explanation_write(told, text);
    forget(told);
}

/* From such a point no step is made. */
static bool is_lost(const struct sample *now, int n)
{
    bool lost = !isfinite(now->loss);
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
        tell(simulation, &text);
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
        check_run(simulate(SETTINGS({"surface", "beale"}, {"optimizer", optimizer->name},
                                    {"clip-value", "0.5"}, {"schedule", "warmup:steps=5+step"})),
                  optimizer->name);
    }
}

/* --- methods --- */

static bool same_point(const double *a, const double *b, int n)
{
    for (int i = 0; i < n; i++)
        if (!check_same_bits(a[i], b[i]))
            return false;
    return true;
}

/* The point that a story leads to, or NULL where no trial was taken. */
static const double *taken_of(const struct story *story)
{
    if (story->corners > 0)
        return story->after;
    for (int i = 0; i < story->trials; i++)
        if (story->trial[i].taken)
            return story->trial[i].x;
    return NULL;
}

/* Every trial but the one that is taken says why it is not, and the step is that one, bit for bit;
 * without one the point stays. Freed here. */
static void check_method(struct simulation *simulation, const char *what)
{
    int n = simulation_objective(simulation)->n;
    for (int step = 0; step < 12; step++) {
        struct explanation *told = told_of(simulation);
        const struct story *story = &told->story;
        const double *taken = taken_of(story);
        struct sample before = *simulation_now(simulation);
        struct buffer text = {0};
        explanation_write(told, &text);
        double unused[PARAMETERS_MAX];
        check_statements(text.data, n, unused);
        simulation_step(simulation);
        const struct sample *after = simulation_now(simulation);
        if (!same_point(taken ? taken : before.x, after->x, n) ||
            !same_point(told->to, after->x, n))
            fail_msg("%s, step %d: the trial taken is not the step", what, step + 1);
        if (story->corners == 0)
            assert_int_equal(story->tried, after->trials - before.trials);
        for (int i = 0; i < story->trials; i++)
            if (!story->trial[i].taken && !story->trial[i].why && story->corners == 0)
                fail_msg("%s, step %d: trial %d has no reason", what, step + 1, i + 1);
        buffer_release(&text);
        forget(told);
    }
    simulation_free(simulation);
}

static void test_methods(void **state)
{
    (void)state;
    static const char *const on[] = {"himmelblau", "rosenbrock", "ackley", "beale"};
    for (size_t i = 0; i < optimizers.count; i++) {
        const struct optimizer *optimizer = table_row(&optimizers, i);
        for (size_t k = 0; optimizer->method && k < COUNT(on); k++) {
            if (optimizer->method->of_squares && k != 1)
                continue;
            check_method(simulate(SETTINGS({"surface", on[k]}, {"optimizer", optimizer->name},
                                           {"l2", k % 2 ? "0.01" : "0"})),
                         optimizer->name);
        }
    }
}

/* Trials by hand: on x^2 from 1 the first length of steepest-armijo, with alpha0 = 4 and shrink
 * 1/2, leads to -7, -3, -1, which are no lower, and then to 0. */
static void test_trials_by_hand(void **state)
{
    (void)state;
    static const double x[] = {-7, -3, -1, 0}, length[] = {4, 2, 1, 0.5};
    struct simulation *simulation = simulate(
        SETTINGS({"params", "x"}, {"function", "x^2"}, {"start", "1"},
                 {"optimizer", "steepest-armijo"}, {"set", "alpha0=4"}, {"set", "shrink=0.5"}));
    struct explanation *told = told_of(simulation);
    assert_int_equal(told->story.trials, COUNT(x));
    for (size_t i = 0; i < COUNT(x); i++) {
        const struct story_trial *trial = &told->story.trial[i];
        assert_true(trial->x[0] == x[i] && trial->length == length[i] && trial->f == x[i] * x[i]);
        assert_int_equal(trial->taken, i == 3);
        assert_true(trial->taken || (trial->why && trial->limit < 1 && trial->limit < trial->f));
    }
    forget(told);
    simulation_free(simulation);
}

/* --- what is done to a gradient --- */

/* The part of the step that is not the gradient's is what momentum remembers, and both make the
 * step. */
static void test_parts(void **state)
{
    (void)state;
    struct simulation *simulation =
        simulate(SETTINGS({"surface", "ravine"}, {"start", "2,4"}, {"lr", "0.125"},
                          {"optimizer", "momentum"}, {"momentum", "0.5"}));
    struct explanation *told = told_of(simulation);
    assert_false(told->parted); /* it remembers nothing yet */
    forget(told);
    simulation_step(simulation); /* to -0.5, 3.5 with the velocity 20, 4 */
    told = told_of(simulation);
    assert_true(told->parted);
    assert_true(told->rest[0] == -0.5 - 0.125 * 10 && told->rest[1] == 3.5 - 0.125 * 2);
    assert_true(told->to[0] == told->rest[0] + 0.625 && told->to[1] == told->rest[1] - 0.4375);
    assert_string_equal(told->rest_name, "memory");
    forget(told);
    simulation_free(simulation);
}

/* The mean of what the rows of a batch pull at is minus their gradient, and telling draws no rows
 * of its own. */
static void test_pulls(void **state)
{
    (void)state;
    struct simulation *simulation = learn_text(
        "x,y\n0,1\n1,3\n2,2\n3,5\n-1,0\n4,4\n-2,1\n",
        SETTINGS({"model", "linear"}, {"batch", "3"}, {"noise", "0.1"}, {"l2", "0.1"},
                 {"clip-value", "2"}, {"clip", "0.5"}, {"optimizer", "gd"}, {"lr", "0.1"}));
    for (int step = 0; step < 5; step++) {
        struct explanation *told = told_of(simulation);
        double pull[2] = {0};
        struct buffer text = {0};
        assert_int_equal(told->pulls, step == 2 ? 1 : 3);
        for (int k = 0; k < told->pulls; k++)
            for (int i = 0; i < 2; i++)
                pull[i] -= told->pull[k][i] / told->pulls;
        explanation_write(told, &text);
        const char *rows = strstr(text.data, "gradient of these rows\n  w  ");
        assert_non_null(rows);
        check_near("the gradient", pull[0],
                   strtod(rows + strlen("gradient of these rows\n  w  "), NULL), 1e-14, 1);
        buffer_release(&text);
        simulation_step(simulation);
        assert_true(same_point(told->to, simulation_now(simulation)->x, 2));
        forget(told);
    }
    simulation_free(simulation);
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
    tell(simulation, &text);
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
               "the step\n  x  -2.5\n  y  -0.5\n"
               "loss before 28\n"
               "loss after 7.375\n"
               "the slope promised a change of -52\n"
               "the loss changes by -20.625\n");
    check_told(
        SETTINGS({"surface", "bowl"}, {"start", "2,4"}, {"optimizer", "newton"}),
        "step 1: newton\n"
        "f = (x^2+y^2)/2\n"
        "df/dx = x\n"
        "df/dy = y\n"
        "theta\n  x  2\n  y  4\n"
        "gradient\n  x  2\n  y  4\n"
        "H, row of x\n  x  1\n  y  0\n"
        "H, row of y\n  x  0\n  y  1\n"
        "mu 0\n"
        "d\n  x  -2\n  y  -4\n"
        "trial 1: alpha 1\n"
        "  x  2 + (-2) = 0\n"
        "  y  4 + (-4) = 0\n"
        "  value 0, slope 0: taken\n"
        "length of the step 1\n"
        "points tried: 1, evaluations: 2\n"
        "d = -g/(H + mu*D), where D is the size of the Hessian's diagonal and mu the least that "
        "makes it positive definite: 0 near a minimum; alpha = the first of 1, shrink, "
        "shrink^2, ... with f(theta + alpha*d) <= f(theta) + c*alpha*dot(g,d); "
        "theta = theta + alpha*d\n"
        "the step\n  x  -2\n  y  -4\n"
        "loss before 10\n"
        "loss after 0\n"
        "the slope promised a change of -20\n"
        "the loss changes by -10\n");
}

/* Where the function has no value no step is worked out of numbers that are none. */
static void test_lost(void **state)
{
    (void)state;
    struct simulation *simulation =
        simulate(SETTINGS({"function", "log(x)^2+sqrt(y+1)"}, {"start", "-1,1"}));
    struct buffer text = {0};
    tell(simulation, &text);
    assert_non_null(strstr(buffer_string(&text), "here f has no finite value"));
    assert_non_null(strstr(buffer_string(&text), "choose another start"));
    assert_non_null(strstr(buffer_string(&text), "df/dx = 2*log(x)/x"));
    assert_null(strstr(buffer_string(&text), "nan"));
    buffer_release(&text);
    simulation_free(simulation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_optimizers), cmocka_unit_test(test_random_rules),
        cmocka_unit_test(test_methods),    cmocka_unit_test(test_trials_by_hand),
        cmocka_unit_test(test_parts),      cmocka_unit_test(test_pulls),
        cmocka_unit_test(test_texts),      cmocka_unit_test(test_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
