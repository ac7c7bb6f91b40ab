/* Kinks, jumps and edges: what they are called, where they are, and what the derivatives are
 * there. */
#include "check.h"

#include "base/buffer.h"
#include "base/error.h"
#include "insight/stability.h"
#include "learn.h"
#include "problem/kink.h"
#include "problem/objective.h"
#include "run/simulation.h"

static struct objective *objective_in(const char *text, const char *const *names)
{
    struct error error = {0};
    struct objective *objective = objective_create(text, strlen(text), names, 2, &error);
    if (!objective)
        fail_msg("%s: %s", text, error.message);
    return objective;
}

static struct objective *objective_of(const char *text)
{
    static const char *const xy[] = {"x", "y"};
    return objective_in(text, xy);
}

/* --- what it is --- */

static const struct {
    const char *text;
    double x, y;
    enum kink_kind kind;
    int count;
} kinds[] = {
    {"x^2+y^2", 0, 0, KINK_NONE, 0},
    {"abs(x)+y^2", 0.5, 0, KINK_NONE, 0},
    {"abs(x)+y^2", 0, 0, KINK_SLOPES, 1},
    {"abs(x)+abs(y)", 0, 0, KINK_SLOPES, 2},
    {"1e-6*abs(x-1)+1e3*(x-1)^2", 1, 0, KINK_SLOPES, 1},
    {"relu(x-y)", 2, 2, KINK_SLOPES, 1},
    {"max(x,y)", 1, 1, KINK_SLOPES, 1},
    {"min(x,1)", 1, 1, KINK_SLOPES, 1},
    {"hypot(x,y)", 0, 0, KINK_SLOPES, 1},
    {"sqrt(x^2+y^2)", 0, 0, KINK_SLOPES, 1},
    {"sqrt(abs(x))", 0, 0, KINK_SLOPES, 2},
    {"cbrt(x)", 0, 0, KINK_SLOPES, 1},
    {"if(x<1,x,2-x)", 1, 0, KINK_SLOPES, 1},
    {"abs(x)^3", 0, 0, KINK_CANCELS, 1},
    {"x*abs(x)", 0, 0, KINK_CANCELS, 1},
    {"cos(sqrt(x^2+y^2))", 0, 0, KINK_CANCELS, 1},
    {"if(x>0,x^2,x^3)", 0, 0, KINK_CANCELS, 1},
    {"max(x,y)+min(x,y)", 3, 3, KINK_CANCELS, 1},
    {"trunc(x)", 0, 0, KINK_CANCELS, 1},
    {"atan2(y,x)", 1, 0, KINK_NONE, 0},
    {"mod(x,2)", 1, 0, KINK_NONE, 0},
    {"sqrt(x)", 0, 0, KINK_EDGE, 1},
    {"asin(x)", -1, 0, KINK_EDGE, 1},
    {"x^1.5", 0, 0, KINK_EDGE, 1},
    {"1/abs(x)", 0, 0, KINK_EDGE, 1},
    {"sign(x)", 0, 0, KINK_JUMP, 1},
    {"x^2+y^2+step(x)", 0, 1, KINK_JUMP, 1},
    {"if(x<1,x,3-x)", 1, 0, KINK_JUMP, 1},
    {"if(x==0,1,0)", 0, 0, KINK_JUMP, 1},
    {"if(x>0 and y>0,1,0)", 0, 1, KINK_JUMP, 1},
    {"floor(x)", -3, 0, KINK_JUMP, 1},
    {"ceil(x)", 2, 0, KINK_JUMP, 1},
    {"trunc(x)", 1, 0, KINK_JUMP, 1},
    {"round(x)", 0.5, 0, KINK_JUMP, 1},
    {"mod(x,2)", 4, 0, KINK_JUMP, 1},
    {"atan2(y,x)", -1, 0, KINK_JUMP, 1},
};

static void test_kinds(void **state)
{
    (void)state;
    static const double nowhere[2];
    for (size_t i = 0; i < COUNT(kinds); i++) {
        struct objective *objective = objective_of(kinds[i].text);
        const double x[2] = {kinds[i].x, kinds[i].y};
        struct kink kink;
        kink_at(&kink, objective, x, nowhere);
        if (kink.kind != kinds[i].kind || kink.count != kinds[i].count)
            fail_msg("%s at (%g, %g): kind %d, %d switches", kinds[i].text, x[0], x[1], kink.kind,
                     kink.count);
        assert_true(kink.at[0] == x[0] && kink.at[1] == x[1]);
        objective_free(objective);
    }
}

/* Units are nobody's business: neither those of the parameters nor those of the loss. */
static void test_units(void **state)
{
    (void)state;
    static const char *const pq[] = {"p", "q"};
    static const double units[] = {0x1p-20, 0x1p20}, sizes[] = {0x1p-40, 0x1p40}, nowhere[2];
    for (size_t i = 0; i < COUNT(kinds) * COUNT(units) * COUNT(sizes); i++) {
        double unit = units[i % COUNT(units)], size = sizes[i / COUNT(units) % COUNT(sizes)];
        const size_t row = i / COUNT(units) / COUNT(sizes);
        char text[200];
        snprintf(text, sizeof text, "x = %.17g*p; y = %.17g*q; %.17g*(%s)", unit, unit, size,
                 kinds[row].text);
        struct objective *objective = objective_in(text, pq);
        const double x[2] = {kinds[row].x / unit, kinds[row].y / unit};
        struct kink kink;
        kink_at(&kink, objective, x, nowhere);
        if (kink.kind != kinds[row].kind)
            fail_msg("%s: kind %d", text, kink.kind);
        objective_free(objective);
    }
}

/* --- where it is --- */

static const struct {
    const char *text;
    double x, y, reach;
    enum kink_kind kind;
    int count;
    double at[2];
} places[] = {
    {"abs(x)+abs(y)", 1e-7, -2e-7, 1e-6, KINK_SLOPES, 2, {0, 0}},
    {"abs(x)+abs(y)", 1e-7, 1, 1e-6, KINK_SLOPES, 1, {0, 1}},
    {"abs(x)+abs(y)", 1e-5, 1, 1e-6, KINK_NONE, 0, {1e-5, 1}},
    {"abs(x-y)+abs(x+y-2)", 1.0001, 0.9999, 1e-3, KINK_SLOPES, 2, {1, 1}},
    {"hypot(x-1,y-2)", 1.0001, 2.0001, 1e-3, KINK_SLOPES, 1, {1, 2}},
    {"sqrt((x-1)^2+(y-2)^2)", 1.0001, 2.0001, 1e-3, KINK_SLOPES, 1, {1, 2}},
    {"abs(x-1e-7)+abs(x+2e-7)", 0, 0, 1e-6, KINK_SLOPES, 1, {1e-7, 0}},
    /* The two meet only far away. */
    {"abs(x)+abs(x+1e-3*y)", 1e-7, 1e-4, 1e-6, KINK_SLOPES, 1, {0, 1e-4}},
    {"abs(x^2+y^2-2)", 1.0001, 1.0001, 1e-3, KINK_SLOPES, 1, {1, 1}},
};

static void test_places(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(places); i++) {
        struct objective *objective = objective_of(places[i].text);
        const double x[2] = {places[i].x, places[i].y},
                     reach[2] = {places[i].reach, places[i].reach};
        struct kink kink;
        kink_at(&kink, objective, x, reach);
        if (kink.kind != places[i].kind || kink.count != places[i].count)
            fail_msg("%s: kind %d, %d switches", places[i].text, kink.kind, kink.count);
        check_near(places[i].text, kink.at[0], places[i].at[0], 1e-14, 1);
        check_near(places[i].text, kink.at[1], places[i].at[1], 1e-14, 1);
        objective_free(objective);
    }
}

static void test_normals(void **state)
{
    (void)state;
    struct objective *objective = objective_of("abs(3*x-4*y)+abs(x-2e-8)");
    static const double x[2] = {0, 1e-8}, reach[2] = {1e-6, 1e-6};
    struct kink kink;
    kink_at(&kink, objective, x, reach);
    assert_int_equal(kink.count, 2);
    for (int k = 0; k < 2; k++) {
        bool slanted = fabs(kink.normal[k][1]) > 0.1;
        check_near("normal", fabs(kink.normal[k][0]), slanted ? 0.6 : 1, 1e-15, 1);
        check_near("normal", fabs(kink.normal[k][1]), slanted ? 0.8 : 0, 1e-15, 1);
    }
    objective_free(objective);
}

/* Along a kink that is no minimum the way down may be narrow, and slopes on both sides lead
 * across. */
static void test_downhill(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double x, y, down[2]; /* of length 1; 0, 0: none */
    } rows[] = {
        {"abs(x)+1e-6*y", 0, 0, {0, -1}},
        {"abs(x-y)+1e-3*(x+y)", 2, 2, {-M_SQRT1_2, -M_SQRT1_2}},
        {"8*abs(x^2-y)+(1-x)^2", 0.5, 0.25, {M_SQRT1_2, M_SQRT1_2}},
        {"8*abs(x^2-y)+(1-x)^2", 1, 1, {0, 0}},
        {"max(5*x+y,-5*x+y,x^2+y^2+4*y)", 0, -3, {0, 0}},
        {"abs(x)+abs(y)", 0, 0, {0, 0}},
        {"hypot(x,y)+0.5*x", 0, 0, {0, 0}},
        {"-abs(x)+y^2", 0, 0, {0, 0}},
    };
    static const double nowhere[2];
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct objective *objective = objective_of(rows[i].text);
        const double x[2] = {rows[i].x, rows[i].y};
        struct kink kink;
        kink_at(&kink, objective, x, nowhere);
        double length = linear_norm(kink.downhill, 2);
        for (int k = 0; k < 2; k++)
            check_near(rows[i].text, length > 0 ? kink.downhill[k] / length : 0, rows[i].down[k],
                       1e-5, 1);
        objective_free(objective);
    }
}

/* --- derivatives --- */

/* What the derivatives are where a kink cancels, by hand. */
static const struct {
    const char *text;
    double x, y;
    double want[5]; /* gx, gy, hxx, hxy, hyy */
} cancelling[] = {
    {"abs(x)^2+y^2", 0, 1, {0, 2, 2, 0, 2}},
    {"sqrt(x^2+y^2)^2", 0, 0, {0, 0, 2, 0, 2}},
    {"hypot(x,y)^2", 0, 0, {0, 0, 2, 0, 2}},
    {"sqrt(x^4)+y^2", 0, 1, {0, 2, 2, 0, 2}},
    {"cos(sqrt(x^2+y^2))", 0, 0, {0, 0, -1, 0, -1}},
    {"cos(hypot(x-1,y-2))", 1, 2, {0, 0, -1, 0, -1}},
    {"sqrt(x^2+y^2)^4", 0, 0, {0, 0, 0, 0, 0}},
    {"abs(x)^3+x*y", 0, 2, {2, 0, 0, 1, 0}},
    {"abs(x)^2.5+x*y", 0, 2, {2, 0, 0, 1, 0}},
    {"(x^2)^1.5+x", 0, 2, {1, 0, 0, 0, 0}},
    {"sin(abs(x))^2", 0, 0, {0, 0, 2, 0, 0}},
    {"exp(-sqrt(x^2+y^2)^2)", 0, 0, {0, 0, -2, 0, -2}},
    {"x^2+y^2-100*sin(sqrt(x^2+y^2))^2", 0, 0, {0, 0, -198, 0, -198}},
    {"cosh(abs(x-3))", 3, 0, {0, 0, 1, 0, 0}},
    {"max(x*y,x*y+x^4)", 0, 5, {5, 0, 0, 1, 0}},
    {"abs(x^3)", 0, 0, {0, 0, 0, 0, 0}},
    {"x*abs(x)", 0, 0, {0, 0, NAN, 0, 0}},
    {"if(x>0,x^2,-x^2)+y^2", 0, 1, {0, 2, NAN, 0, 2}},
    {"abs(x)+y^2", 0, 1, {0, 2, NAN, NAN, 2}},
    {"max(x,y)", 1, 1, {0.5, 0.5, NAN, NAN, NAN}},
    {"x+step(x)", 0, 0, {1, 0, NAN, NAN, NAN}},
    {"abs(x)+y^2", 1, 1, {1, 2, 0, 0, 2}},
};

static void test_derivatives(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cancelling); i++) {
        struct objective *objective = objective_of(cancelling[i].text);
        const double x[2] = {cancelling[i].x, cancelling[i].y}, *want = cancelling[i].want;
        double g[2], h[4];
        double f = kink_hessian(objective, x, g, h);
        assert_true(f == objective_value(objective, x));
        const double got[5] = {g[0], g[1], h[0], h[1], h[3]};
        for (int k = 0; k < 5; k++)
            check_near(cancelling[i].text, got[k], want[k], 1e-12, 1);
        check_near(cancelling[i].text, h[2], h[1], 0, 1);
        objective_free(objective);
    }
}

/* --- rows --- */

/* The least sum of absolute deviations from a line is at a line through two of the points. */
static void test_rows(void **state)
{
    (void)state;
    static const struct setting settings[] = {
        {"loss", "abs(w*x + b - y)"}, {"params", "w,b"}, {"start", "0,0"}, {NULL, NULL}};
    struct simulation *simulation = learn_text("x,y\n0,1\n1,3\n2,9\n3,7\n4,2\n", settings);
    struct objective *objective = simulation_objective(simulation);
    static const double near[2] = {2 + 1e-7, 1 - 1e-7}, reach[2] = {1e-6, 1e-6};
    struct kink kink;
    kink_at(&kink, objective, near, reach);
    assert_int_equal(kink.kind, KINK_SLOPES);
    assert_int_equal(kink.count, 3); /* (0, 1), (1, 3) and (3, 7) are on y = 2 x + 1 */
    check_near("w", kink.at[0], 2, 1e-15, 1);
    check_near("b", kink.at[1], 1, 1e-15, 1);
    kink_at(&kink, objective, (double[2]){2, 1.5}, reach);
    assert_int_equal(kink.kind, KINK_NONE);
    simulation_free(simulation);
}

/* A switch of every row: all are as near, and the square of the rest has no kink. */
static void test_many_rows(void **state)
{
    (void)state;
    struct buffer text = {0};
    static const struct setting settings[] = {
        {"loss", "(relu(w*x) - relu(-w*x) - y)^2"}, {"params", "w"}, {"start", "0"}, {NULL, NULL}};
    buffer_text(&text, "x,y\n");
    for (int i = 1; i <= 1000; i++)
        buffer_format(&text, "%d,%d\n", i % 10 + 1, i % 7);
    struct simulation *simulation = learn_text(buffer_string(&text), settings);
    struct objective *objective = simulation_objective(simulation);
    static const double zero = 0, w = 1e-3;
    struct kink kink;
    double g, h, smooth_g, smooth_h;
    kink_at(&kink, objective, &zero, &zero);
    assert_int_equal(kink.kind, KINK_CANCELS);
    assert_int_equal(kink.count, KINK_MOST);
    kink_hessian(objective, &zero, &g, &h);
    objective_hessian(objective, &w, &smooth_g, &smooth_h);
    check_near("h", h, smooth_h, 1e-12, 1);
    check_near("g", g, smooth_g - w * smooth_h, 1e-12, 1);
    simulation_free(simulation);
    buffer_release(&text);
}

/* --- what the gauge says --- */

static void test_gauge(void **state)
{
    (void)state;
    static const struct {
        const char *function, *sentence;
    } rows[] = {
        {"abs(x)+y^2", "a kink: the slope has more than one value here"},
        {"x*abs(x)+y^2", "the curvature has more than one value here"},
        {"sign(x)+y^2", "a jump: the loss has more than one value around here"},
        {"sqrt(x)+y^2", "an edge of the function's domain"},
        {"log(x)+y^2", "no finite curvature here"},
        {"abs(x)^2+y^2", "swinging from side to side"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct setting settings[] = {
            {"function", rows[i].function}, {"start", "0,1"}, {"lr", "0.7"}, {NULL, NULL}};
        struct simulation *simulation = simulate(settings);
        struct stability stability;
        char sentence[128];
        stability = gauge_on(simulation);
        stability_sentence(&stability, sentence, sizeof sentence);
        if (strncmp(sentence, rows[i].sentence, strlen(rows[i].sentence)) != 0)
            fail_msg("%s: %s", rows[i].function, sentence);
        simulation_free(simulation);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),    cmocka_unit_test(test_units),
        cmocka_unit_test(test_places),   cmocka_unit_test(test_normals),
        cmocka_unit_test(test_downhill), cmocka_unit_test(test_derivatives),
        cmocka_unit_test(test_rows),     cmocka_unit_test(test_many_rows),
        cmocka_unit_test(test_gauge),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
