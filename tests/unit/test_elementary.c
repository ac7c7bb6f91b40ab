/* The elementary functions against true values (tests/elementary), the laws they obey, and what C's
 * Annex F says of the ends of their domains. */
#include "shipped.h"

#include "base/elementary.h"

/* A function of one or two arguments, and how many ulps it may be off. */
struct function {
    const char *name;
    double (*of_one)(double), (*of_two)(double, double);
    double most;
};

#define ONE(name, most)                                                                            \
    {                                                                                              \
#name, m_##name, NULL, most                                                                \
    }
#define TWO(name, most)                                                                            \
    {                                                                                              \
#name, NULL, m_##name, most                                                                \
    }

static const struct function functions[] = {
    ONE(exp, 0.75),   ONE(expm1, 0.65), ONE(log, 0.8),   ONE(log1p, 0.8), ONE(log2, 0.7),
    ONE(log10, 0.7),  ONE(sin, 0.8),    ONE(cos, 0.8),   ONE(tan, 0.95),  ONE(asin, 0.8),
    ONE(acos, 0.75),  ONE(atan, 0.75),  ONE(sinh, 0.8),  ONE(cosh, 0.75), ONE(tanh, 0.75),
    ONE(cbrt, 0.6),   ONE(erf, 0.8),    ONE(erfc, 0.98), TWO(pow, 0.7),   TWO(atan2, 0.75),
    TWO(hypot, 0.51),
};

/* The distance between two doubles about the size of x. */
static double ulp(double x)
{
    int exponent;
    frexp(x, &exponent);
    return x == 0 || exponent < -1021 ? 0x1p-1074 : ldexp(1, exponent - 53);
}

static void check_value(const struct function *function, const double *x, double hi, double lo)
{
    double got = function->of_one ? function->of_one(x[0]) : function->of_two(x[0], x[1]);
    double off = fabs((hi - got) + lo) / ulp(hi);
    if (!(off <= function->most))
        fail_msg("%s(%a, %a): got %a, which is %.3f ulp from %a", function->name, x[0], x[1], got,
                 off, hi);
}

static void test_values(void **state)
{
    enum { ROWS = 2000 };
    (void)state;
    for (size_t f = 0; f < COUNT(functions); f++) {
        char name[64], line[256];
        snprintf(name, sizeof name, "tests/elementary/%s.txt", functions[f].name);
        FILE *in = shipped_open(name);
        int rows = 0, arguments = functions[f].of_one ? 1 : 2;
        for (; fgets(line, sizeof line, in); rows++) {
            double number[4] = {0};
            char *end = line;
            for (int i = 0; i < arguments + 2; i++)
                number[i] = strtod(end, &end);
            assert_int_equal(*end, '\n');
            check_value(&functions[f], number, number[arguments], number[arguments + 1]);
        }
        fclose(in);
        assert_int_equal(rows, ROWS);
    }
}

/* --- the ends of the domains --- */

#define INF INFINITY

static void test_ends(void **state)
{
    static const struct {
        double (*of)(double);
        double at, value;
    } rows[] = {
        {m_exp, 0.0, 1},
        {m_exp, -0.0, 1},
        {m_exp, INF, INF},
        {m_exp, -INF, 0.0},
        {m_exp, 710, INF},
        {m_exp, -746, 0.0},
        {m_exp, -745, 0x1p-1074},
        {m_exp, NAN, NAN},
        {m_expm1, 0.0, 0.0},
        {m_expm1, -0.0, -0.0},
        {m_expm1, -INF, -1},
        {m_expm1, INF, INF},
        {m_expm1, NAN, NAN},
        {m_log, 1, 0.0},
        {m_log, 0.0, -INF},
        {m_log, -0.0, -INF},
        {m_log, -1, NAN},
        {m_log, INF, INF},
        {m_log, -INF, NAN},
        {m_log, NAN, NAN},
        {m_log1p, 0.0, 0.0},
        {m_log1p, -0.0, -0.0},
        {m_log1p, -1, -INF},
        {m_log1p, -2, NAN},
        {m_log1p, INF, INF},
        {m_log1p, NAN, NAN},
        {m_log2, 1, 0.0},
        {m_log2, 0x1p-1074, -1074},
        {m_log2, 0x1p1023, 1023},
        {m_log2, 0.0, -INF},
        {m_log10, 1, 0.0},
        {m_log10, 1000, 3},
        {m_log10, 1e22, 22},
        {m_log10, INF, INF},
        {m_sin, 0.0, 0.0},
        {m_sin, -0.0, -0.0},
        {m_sin, INF, NAN},
        {m_sin, NAN, NAN},
        {m_cos, 0.0, 1},
        {m_cos, -0.0, 1},
        {m_cos, -INF, NAN},
        {m_tan, 0.0, 0.0},
        {m_tan, -0.0, -0.0},
        {m_tan, INF, NAN},
        {m_asin, 0.0, 0.0},
        {m_asin, -0.0, -0.0},
        {m_asin, 1, M_PI_2},
        {m_asin, -1, -M_PI_2},
        {m_asin, 1.5, NAN},
        {m_asin, NAN, NAN},
        {m_acos, 1, 0.0},
        {m_acos, -1, M_PI},
        {m_acos, 0.0, M_PI_2},
        {m_acos, -1.5, NAN},
        {m_acos, NAN, NAN},
        {m_atan, 0.0, 0.0},
        {m_atan, -0.0, -0.0},
        {m_atan, INF, M_PI_2},
        {m_atan, -INF, -M_PI_2},
        {m_atan, 1, M_PI_4},
        {m_atan, NAN, NAN},
        {m_sinh, 0.0, 0.0},
        {m_sinh, -0.0, -0.0},
        {m_sinh, INF, INF},
        {m_sinh, -INF, -INF},
        {m_sinh, NAN, NAN},
        {m_cosh, 0.0, 1},
        {m_cosh, -INF, INF},
        {m_cosh, 711, INF},
        {m_cosh, NAN, NAN},
        {m_tanh, 0.0, 0.0},
        {m_tanh, -0.0, -0.0},
        {m_tanh, INF, 1},
        {m_tanh, -INF, -1},
        {m_tanh, NAN, NAN},
        {m_cbrt, 0.0, 0.0},
        {m_cbrt, -0.0, -0.0},
        {m_cbrt, 27, 3},
        {m_cbrt, -0x1p-1074 * 8, -0x1p-357},
        {m_cbrt, INF, INF},
        {m_cbrt, -INF, -INF},
        {m_cbrt, NAN, NAN},
        {m_erf, 0.0, 0.0},
        {m_erf, -0.0, -0.0},
        {m_erf, INF, 1},
        {m_erf, -INF, -1},
        {m_erf, NAN, NAN},
        {m_erfc, 0.0, 1},
        {m_erfc, INF, 0.0},
        {m_erfc, -INF, 2},
        {m_erfc, NAN, NAN},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        if (!check_same_bits(rows[i].of(rows[i].at), rows[i].value))
            fail_msg("row %zu, at %g: got %a, expected %a", i, rows[i].at, rows[i].of(rows[i].at),
                     rows[i].value);
}

/* Of two arguments Annex F says more than a table can show: the C library is asked, for what is
 * exact. */
static void test_ends_of_two(void **state)
{
    static const double at[] = {0.0,  -0.0, 1,      -1,     2,       -2,    3,
                                -3,   0.5,  -0.5,   2.5,    1e9,     -1e9,  INF,
                                -INF, NAN,  0x1p52, 0x1p53, 0x1.8p1, 1e300, 1e-300};
    (void)state;
    for (size_t i = 0; i < COUNT(at); i++)
        for (size_t k = 0; k < COUNT(at); k++) {
            double x = at[i], y = at[k], want = pow(x, y);
            if (want == 0 || !isfinite(want) || fabs(want) == 1)
                if (!check_same_bits(m_pow(x, y), want))
                    fail_msg("pow(%g, %g): got %a, expected %a", x, y, m_pow(x, y), want);
            check_near("hypot", m_hypot(x, y), hypot(x, y), 0x1p-52, 0);
            check_near("atan2", m_atan2(x, y), atan2(x, y), 0x1p-52, 0);
            assert_int_equal(signbit(m_atan2(x, y)) && !isnan(x + y),
                             signbit(atan2(x, y)) && !isnan(x + y));
        }
}

/* --- laws --- */

static void test_exact_powers(void **state)
{
    (void)state;
    for (int base = 2; base <= 20; base++) {
        double power = 1;
        for (int n = 0; power < 0x1p53; n++, power *= base) {
            if (m_pow(base, n) != power || m_pow(-base, n) != (n % 2 ? -power : power))
                fail_msg("%d^%d", base, n);
        }
    }
    for (int n = 0; n <= 22; n++)
        assert_true(m_log10(m_pow(10, n)) == n);
    for (int n = -1074; n < 1024; n++) {
        assert_true(m_pow(2, n) == ldexp(1, n));
        assert_true(m_log2(ldexp(1, n)) == n);
    }
    for (int n = 1; n < 2000; n++) {
        assert_true(m_cbrt((double)n * n * n) == n);
        assert_true(m_hypot(3 * n, 4 * n) == 5 * n);
        assert_true(m_pow((double)n * n, 0.5) == n);
    }
}

static void test_laws(void **state)
{
    (void)state;
    uint64_t random = 3;
    for (int i = 0; i < 20000; i++) {
        double x = check_uniform(&random, -30, 30), y = fabs(x);
        check_near("sin^2 + cos^2", m_sin(x) * m_sin(x) + m_cos(x) * m_cos(x), 1, 4e-16, 1);
        check_near("sin/cos", m_tan(x), m_sin(x) / m_cos(x), 1e-15, 0);
        check_near("cosh + sinh", m_cosh(y) + m_sinh(y), m_exp(y), 1e-15, 0);
        check_near("log(exp)", m_log(m_exp(x)), x, 1e-15, 1);
        check_near("log1p(expm1)", m_log1p(m_expm1(x / 30)), x / 30, 1e-15, 0);
        check_near("erf + erfc", m_erf(x / 8) + m_erfc(x / 8), 1, 1e-15, 1);
        check_near("asin + acos", m_asin(x / 30) + m_acos(x / 30), M_PI_2, 1e-15, 1);
        check_near("tan(atan)", m_tan(m_atan(x)), x, 3e-14, 0);
        assert_true(m_sin(-x) == -m_sin(x) && m_cos(-x) == m_cos(x) && m_tan(-x) == -m_tan(x));
        assert_true(m_sinh(-x) == -m_sinh(x) && m_tanh(-x) == -m_tanh(x));
        assert_true(m_cbrt(-x) == -m_cbrt(x) && m_erf(-x) == -m_erf(x));
        assert_true(m_atan2(x, y) == m_atan(x / y) && m_hypot(x, y) == m_hypot(-y, x));
    }
}

/* The forms without branches are the same numbers up to where they end; beyond, turns are
 * counted. */
static void test_far_turns(void **state)
{
    (void)state;
    uint64_t random = 5;
    for (int i = 0; i < 20000; i++) {
        double x = check_uniform(&random, -M_NEAR, M_NEAR);
        struct m_turn near = m_near_turn(x), far = m_far_turn(x);
        if (fabs(x) < 0x1p20) /* far turns need an argument of some size */
            continue;
        assert_int_equal((long)near.quarters & 3, (long)far.quarters & 3);
        check_near("angle", near.angle.hi, far.angle.hi, 0x1p-52, 0);
        assert_true(m_sin(x) == m_sin_near(x) && m_cos(x) == m_cos_near(x));
    }
    assert_true(m_sin(nextafter(M_NEAR, INF)) != m_sin(M_NEAR));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),      cmocka_unit_test(test_ends),
        cmocka_unit_test(test_ends_of_two), cmocka_unit_test(test_exact_powers),
        cmocka_unit_test(test_laws),        cmocka_unit_test(test_far_turns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
