/* Derivatives of random formulas, against second-order dual numbers carried along while the
 * formulas are made: forward accumulation checks reverse accumulation. */
#include "check.h"

#include "base/buffer.h"
#include "base/error.h"
#include "formula/formula.h"

/* A value with its gradient and Hessian in x and y. */
struct jet {
    double f, x, y, xx, xy, yy;
};

/* u(a), with u = u(a), u1 = u'(a), u2 = u''(a). */
static struct jet lift(struct jet a, double u, double u1, double u2)
{
    return (struct jet){u,
                        u1 * a.x,
                        u1 * a.y,
                        u2 * a.x * a.x + u1 * a.xx,
                        u2 * a.x * a.y + u1 * a.xy,
                        u2 * a.y * a.y + u1 * a.yy};
}

/* p*a + q*b */
static struct jet mix(double p, struct jet a, double q, struct jet b)
{
    return (struct jet){p * a.f + q * b.f,   p * a.x + q * b.x,   p * a.y + q * b.y,
                        p * a.xx + q * b.xx, p * a.xy + q * b.xy, p * a.yy + q * b.yy};
}

static struct jet times(struct jet a, struct jet b)
{
    return (struct jet){a.f * b.f,
                        a.x * b.f + a.f * b.x,
                        a.y * b.f + a.f * b.y,
                        a.xx * b.f + 2 * a.x * b.x + a.f * b.xx,
                        a.xy * b.f + a.x * b.y + a.y * b.x + a.f * b.xy,
                        a.yy * b.f + 2 * a.y * b.y + a.f * b.yy};
}

static struct jet inverse(struct jet a)
{
    return lift(a, 1 / a.f, -pow(a.f, -2), 2 * pow(a.f, -3));
}

static struct jet root(struct jet a)
{
    return lift(a, sqrt(a.f), pow(a.f, -0.5) / 2, pow(a.f, -1.5) / -4);
}

static struct jet exponential(struct jet a)
{
    return lift(a, exp(a.f), exp(a.f), exp(a.f));
}

static struct jet logarithm(struct jet a)
{
    return lift(a, log(a.f), 1 / a.f, -pow(a.f, -2));
}

static struct jet arctangent(struct jet a)
{
    return lift(a, atan(a.f), 1 / (1 + a.f * a.f), -2 * a.f * pow(1 + a.f * a.f, -2));
}

/* --- operations --- */

/* Jets of operations, with t for the operand's value. Outside its domain, and next to a pole of
 * its derivative, a jet is not finite. */
#define UNARY(name, u, u1, u2)                                                                     \
    static struct jet jet_##name(struct jet a, struct jet b)                                       \
    {                                                                                              \
        (void)b;                                                                                   \
        double t = a.f;                                                                            \
        return lift(a, u, u1, u2);                                                                 \
    }
#define BINARY(name, value)                                                                        \
    static struct jet jet_##name(struct jet a, struct jet b)                                       \
    {                                                                                              \
        return value;                                                                              \
    }

UNARY(sin, sin(t), cos(t), -sin(t))
UNARY(cos, cos(t), -sin(t), -cos(t))
UNARY(tan, tan(t), pow(cos(t), -2), 2 * tan(t) * pow(cos(t), -2))
UNARY(tanh, tanh(t), pow(cosh(t), -2), -2 * tanh(t) * pow(cosh(t), -2))
UNARY(sinh, sinh(t), cosh(t), sinh(t))
UNARY(cosh, cosh(t), sinh(t), cosh(t))
UNARY(asin, t *t < 0.9 ? asin(t) : NAN, pow(1 - t * t, -0.5), t *pow(1 - t * t, -1.5))
UNARY(acos, t *t < 0.9 ? acos(t) : NAN, -pow(1 - t * t, -0.5), -t *pow(1 - t * t, -1.5))
UNARY(square, t *t, 2 * t, 2)
UNARY(seventh, pow(t, 7), 7 * pow(t, 6), 42 * pow(t, 5))
UNARY(minus_third, pow(t, -3), -3 * pow(t, -4), 12 * pow(t, -5))
UNARY(cbrt, cbrt(t), cbrt(t) / (3 * t), cbrt(t) * -2 / (9 * t * t))
UNARY(sigmoid, 1 / (1 + exp(-t)), pow(cosh(t / 2), -2) / 4, sinh(t / 2) * pow(cosh(t / 2), -3) / -4)
UNARY(softplus, log1p(exp(t)), 1 / (1 + exp(-t)), pow(cosh(t / 2), -2) / 4)
UNARY(log2, log2(t), M_LOG2E / t, -M_LOG2E / (t * t))
UNARY(abs, fabs(t), copysign(1, t), 0)
UNARY(expm1, expm1(t), exp(t), exp(t))
UNARY(erf, erf(t), M_2_SQRTPI *exp(-t *t), M_2_SQRTPI * -2 * t * exp(-t * t))
UNARY(relu_of, t > 0 ? t : 0, t > 0, 0)
BINARY(atan, arctangent(mix(1, a, 0, b)))
BINARY(exp, exponential(mix(1, a, 0, b)))
BINARY(log, logarithm(mix(1, a, 0, b)))
BINARY(sqrt, root(mix(1, a, 0, b)))
BINARY(negate, mix(-1, a, 0, b))
BINARY(add, mix(1, a, 1, b))
BINARY(subtract, mix(1, a, -1, b))
BINARY(multiply, times(a, b))
BINARY(divide, times(a, inverse(b)))
BINARY(power, exponential(times(b, logarithm(a))))
BINARY(hypot, root(mix(1, times(a, a), 1, times(b, b))))
BINARY(min, a.f < b.f ? a : b)
BINARY(max, a.f < b.f ? b : a)
BINARY(choose, a.f < b.f ? times(a, b) : mix(1, a, -2, b))
UNARY(log_cosh, log(cosh(t)), tanh(t), pow(cosh(t), -2))
UNARY(log_sigmoid, -log1p(exp(-t)), 1 / (1 + exp(t)), pow(cosh(t / 2), -2) / -4)
UNARY(log_less, log1p(-exp(-fabs(t))), copysign(1 / expm1(fabs(t)), t),
      -exp(fabs(t)) * pow(expm1(fabs(t)), -2))
UNARY(bell, pow(cosh(t), -2), -2 * tanh(t) * pow(cosh(t), -2),
      (4 * tanh(t) * tanh(t) - 2 * pow(cosh(t), -2)) * pow(cosh(t), -2))
UNARY(arc, sqrt(1 + t * t) - 1, t *pow(1 + t * t, -0.5), pow(1 + t * t, -1.5))
UNARY(erfc, erfc(t), -M_2_SQRTPI *exp(-t *t), M_2_SQRTPI * 2 * t * exp(-t * t))
UNARY(least, t > 0.3 ? t : fabs(t - 0.3) > 0.05 ? 0.3 : NAN, t > 0.3, 0)
BINARY(log_sum, logarithm(mix(1, exponential(a), 1, exponential(b))))
BINARY(share, times(exponential(a), inverse(mix(1, exponential(a), 1, exponential(b)))))
BINARY(most, jet_least(a.f < b.f ? b : a, b))
/* Not near a jump. */
BINARY(mod, fabs(a.f / b.f - round(a.f / b.f)) > 0.01 ? mix(1, a, -floor(a.f / b.f), b)
                                                      : lift(a, NAN, NAN, NAN))
/* For b > 0, where atan2(a, b) is atan(a/b). */
BINARY(angle, b.f > 0 ? arctangent(times(a, inverse(b))) : lift(a, NAN, NAN, NAN))

static const struct operation {
    const char *text; /* of the operands A and B */
    struct jet (*jet)(struct jet a, struct jet b);
} operations[] = {
    {"sin(A)", jet_sin},
    {"cos(A)", jet_cos},
    {"tan(A)", jet_tan},
    {"tanh(A)", jet_tanh},
    {"sinh(A)", jet_sinh},
    {"cosh(A)", jet_cosh},
    {"asin(A)", jet_asin},
    {"acos(A)", jet_acos},
    {"atan(A)", jet_atan},
    {"A^2", jet_square},
    {"A^7", jet_seventh},
    {"A^-3", jet_minus_third},
    {"cbrt(A)", jet_cbrt},
    {"sigmoid(A)", jet_sigmoid},
    {"softplus(A)", jet_softplus},
    {"log2(A)", jet_log2},
    {"abs(A)", jet_abs},
    {"expm1(A)", jet_expm1},
    {"relu(A)", jet_relu_of},
    {"exp(A)", jet_exp},
    {"log(A)", jet_log},
    {"sqrt(A)", jet_sqrt},
    {"-A", jet_negate},
    {"A+B", jet_add},
    {"A-B", jet_subtract},
    {"A*B", jet_multiply},
    {"A*B", jet_multiply},
    {"A/B", jet_divide},
    {"A^B", jet_power},
    {"hypot(A,B)", jet_hypot},
    {"min(A,B)", jet_min},
    {"max(A,B)", jet_max},
    {"if(A<B, A*B, A-2*B)", jet_choose},
    {"atan2(A,B)", jet_angle},
    {"erf(A)", jet_erf},
    {"mod(A,B)", jet_mod},
    /* What is built in another form than it is typed. */
    {"log(cosh(A))", jet_log_cosh},
    {"log(sigmoid(A))", jet_log_sigmoid},
    {"log(1-exp(-abs(A)))", jet_log_less},
    {"log(exp(A)+exp(B))", jet_log_sum},
    {"exp(A)/(exp(A)+exp(B))", jet_share},
    {"1-tanh(A)^2", jet_bell},
    {"sqrt(A^2+B^2)", jet_hypot},
    {"sqrt(1+A^2)-1", jet_arc},
    {"1-erf(A)", jet_erfc},
    {"max(A,B,0.3)", jet_most},
};

/* --- random formulas --- */

enum { STATEMENTS = 9, QUANTITIES = 2 + STATEMENTS };

/* Quantities are named by letters: x and y, then a, b, c… for the statements. */
static const char letters[] = "xyabcdfghij";

static bool is_tame(struct jet jet)
{
    const double all[] = {jet.f, jet.x, jet.y, jet.xx, jet.xy, jet.yy};
    for (size_t i = 0; i < COUNT(all); i++)
        if (!(fabs(all[i]) < 50)) /* NaN included */
            return false;
    return true;
}

static void substitute(const char *text, char a, char b, struct buffer *out)
{
    for (; *text; text++)
        buffer_fill(out, *text == 'A' ? a : *text == 'B' ? b : *text, 1);
}

/* Adds "name = operation(…);" with operands that are far enough from kinks and poles for both
 * computations to keep their digits. */
static struct jet add_statement(uint64_t *random, const struct jet *jets, int count,
                                struct buffer *text)
{
    for (;;) {
        const struct operation *operation = &operations[check_below(random, COUNT(operations))];
        int i = check_below(random, count), j = check_below(random, count);
        struct jet jet = operation->jet(jets[i], jets[j]);
        bool clear = fabs(jets[i].f) > 0.05 && (i == j || fabs(jets[i].f - jets[j].f) > 0.05);
        if (!clear || !is_tame(jet))
            continue;
        buffer_format(text, "%c = ", letters[count]);
        substitute(operation->text, letters[i], letters[j], text);
        buffer_text(text, "; ");
        return jet;
    }
}

/* The value of the text is the product of its last two quantities. */
static struct jet make_formula(uint64_t *random, double x, double y, struct buffer *text)
{
    struct jet jets[QUANTITIES] = {{x, 1, 0, 0, 0, 0}, {y, 0, 1, 0, 0, 0}};
    buffer_clear(text);
    for (int count = 2; count < QUANTITIES; count++)
        jets[count] = add_statement(random, jets, count, text);
    buffer_format(text, "%c*%c", letters[QUANTITIES - 2], letters[QUANTITIES - 1]);
    return times(jets[QUANTITIES - 2], jets[QUANTITIES - 1]);
}

static void check_formula(const char *text, double x, double y, struct jet jet)
{
    static const char *const xy[] = {"x", "y"};
    static const struct formula_names names = {.name = xy, .parameters = 2};
    const double want[] = {jet.f, jet.x, jet.y, jet.xx, jet.xy, jet.yy};
    struct error error;
    struct formula *formula = formula_compile(text, strlen(text), &names, &error);
    if (!formula)
        fail_msg("%s: %s", text, error.message);
    struct evaluator evaluator;
    assert_true(evaluator_init(&evaluator, &formula->hessian, 1));
    *evaluator_input(&evaluator, 0) = x;
    *evaluator_input(&evaluator, 1) = y;
    evaluator_run(&evaluator, 1);
    for (size_t i = 0; i < COUNT(want); i++) {
        double got = *evaluator_output(&evaluator, i);
        if (!check_is_near(got, want[i], 1e-10, 1))
            fail_msg("%s at (%.17g, %.17g), output %zu: got %.17g, expected %.17g", text, x, y, i,
                     got, want[i]);
    }
    evaluator_release(&evaluator);
    formula_free(formula);
}

static void test_random_formulas(void **state)
{
    (void)state;
    uint64_t random = 1;
    struct buffer text = {0};
    for (int i = 0; i < 5000; i++) {
        double x = check_uniform(&random, 0.1, 2), y = check_uniform(&random, -2, -0.1);
        struct jet jet = make_formula(&random, x, y, &text);
        check_formula(buffer_string(&text), x, y, jet);
    }
    buffer_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_formulas),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
