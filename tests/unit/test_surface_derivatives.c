/* The derivatives of every surface, against those worked out by hand. */
#include "surfaces.h"

#include "base/rng.h"

/* f and its derivatives at a point. */
struct jet {
    double f, gx, gy, hxx, hxy, hyy;
};

/* The third parameter, where there is one. */
static const double third = 0.7;

/* --- by hand --- */

static struct jet hand_bowl(double x, double y)
{
    return (struct jet){(x * x + y * y) / 2, x, y, 1, 0, 1};
}

static struct jet hand_ravine(double x, double y)
{
    return (struct jet){5 * x * x + y * y / 2, 10 * x, y, 10, 0, 1};
}

static struct jet hand_steep_ravine(double x, double y)
{
    return (struct jet){50 * x * x + y * y / 2, 100 * x, y, 100, 0, 1};
}

static struct jet hand_multi_modal(double x, double y)
{
    double sx = sin(1.5 * x), cx = cos(1.5 * x), sy = sin(1.5 * y), cy = cos(1.5 * y);
    return (struct jet){
        .f = (x * x + y * y) / 2 + 3 * sx * sy,
        .gx = x + 4.5 * cx * sy,
        .gy = y + 4.5 * sx * cy,
        .hxx = 1 - 6.75 * sx * sy,
        .hxy = 6.75 * cx * cy,
        .hyy = 1 - 6.75 * sx * sy,
    };
}

static struct jet hand_rosenbrock(double x, double y)
{
    double up = y - x * x;
    return (struct jet){
        .f = (1 - x) * (1 - x) + 100 * up * up,
        .gx = -2 * (1 - x) - 400 * x * up,
        .gy = 200 * up,
        .hxx = 2 - 400 * up + 800 * x * x,
        .hxy = -400 * x,
        .hyy = 200,
    };
}

static struct jet hand_himmelblau(double x, double y)
{
    double a = x * x + y - 11, b = x + y * y - 7;
    return (struct jet){
        .f = a * a + b * b,
        .gx = 4 * x * a + 2 * b,
        .gy = 2 * a + 4 * y * b,
        .hxx = 4 * a + 8 * x * x + 2,
        .hxy = 4 * x + 4 * y,
        .hyy = 2 + 4 * b + 8 * y * y,
    };
}

static struct jet hand_saddle(double x, double y)
{
    return (struct jet){
        .f = x * x / 2 + y * y * y * y / 4 - y * y / 2,
        .gx = x,
        .gy = y * y * y - y,
        .hxx = 1,
        .hyy = 3 * y * y - 1,
    };
}

/* s = 1/cosh^2 has s' = -2 s tanh and s'' = 4 s tanh^2 - 2 s^2. */
static struct jet hand_plateau(double x, double y)
{
    double tx = tanh(x), ty = tanh(y), sx = 1 / (cosh(x) * cosh(x)), sy = 1 / (cosh(y) * cosh(y));
    return (struct jet){
        .f = 1 - sx * sy,
        .gx = 2 * sx * tx * sy,
        .gy = 2 * sy * ty * sx,
        .hxx = -(4 * sx * tx * tx - 2 * sx * sx) * sy,
        .hxy = -4 * sx * tx * sy * ty,
        .hyy = -(4 * sy * ty * ty - 2 * sy * sy) * sx,
    };
}

/* s = 1/(1 + e^-z) has s' = s (1 - s) and s'' = s (1 - s) (1 - 2 s). */
static struct jet hand_cliff(double x, double y)
{
    double s = 1 / (1 + exp(-8 * x)), rest = 1 / (1 + exp(8 * x));
    return (struct jet){
        .f = ((x + 1) * (x + 1) + y * y) / 10 + 5 * s,
        .gx = (x + 1) / 5 + 40 * s * rest,
        .gy = y / 5,
        .hxx = 0.2 + 320 * s * rest * (rest - s),
        .hyy = 0.2,
    };
}

static struct jet hand_beale(double x, double y)
{
    double p = y - 1, q = y * y - 1, r = y * y * y - 1;
    double a = 1.5 + x * p, b = 2.25 + x * q, c = 2.625 + x * r;
    double b_y = 2 * x * y, c_y = 3 * x * y * y;
    return (struct jet){
        .f = a * a + b * b + c * c,
        .gx = 2 * (a * p + b * q + c * r),
        .gy = 2 * (a * x + b * b_y + c * c_y),
        .hxx = 2 * (p * p + q * q + r * r),
        .hxy = 2 * (x * p + a + b_y * q + 2 * y * b + c_y * r + 3 * y * y * c),
        .hyy = 2 * (x * x + b_y * b_y + 2 * x * b + c_y * c_y + 6 * x * y * c),
    };
}

static struct jet hand_six_hump_camel(double x, double y)
{
    double x2 = x * x, y2 = y * y;
    return (struct jet){
        .f = 4 * x2 - 2.1 * x2 * x2 + x2 * x2 * x2 / 3 + x * y + 4 * y2 * y2 - 4 * y2,
        .gx = 8 * x - 8.4 * x * x2 + 2 * x * x2 * x2 + y,
        .gy = x + 16 * y * y2 - 8 * y,
        .hxx = 8 - 25.2 * x2 + 10 * x2 * x2,
        .hxy = 1,
        .hyy = 48 * y2 - 8,
    };
}

static struct jet hand_three_hump_camel(double x, double y)
{
    double x2 = x * x;
    return (struct jet){
        .f = 2 * x2 - 1.05 * x2 * x2 + x2 * x2 * x2 / 6 + x * y + y * y,
        .gx = 4 * x - 4.2 * x * x2 + x * x2 * x2 + y,
        .gy = x + 2 * y,
        .hxx = 4 - 12.6 * x2 + 5 * x2 * x2,
        .hxy = 1,
        .hyy = 2,
    };
}

static struct jet hand_mccormick(double x, double y)
{
    double s = sin(x + y), c = cos(x + y);
    return (struct jet){
        .f = s + (x - y) * (x - y) - 1.5 * x + 2.5 * y + 1,
        .gx = c + 2 * (x - y) - 1.5,
        .gy = c - 2 * (x - y) + 2.5,
        .hxx = 2 - s,
        .hxy = -2 - s,
        .hyy = 2 - s,
    };
}

/* The product of u = 1 + a^2 p, which depends on x + y only, and v = 30 + b^2 q. */
static struct jet hand_goldstein_price(double x, double y)
{
    double a = x + y + 1, p = 19 - 14 * (x + y) + 3 * (x + y) * (x + y), p1 = 6 * (x + y) - 14;
    double u = 1 + a * a * p, u1 = 2 * a * p + a * a * p1, u2 = 2 * p + 4 * a * p1 + 6 * a * a;
    double b = 2 * x - 3 * y;
    double q = 18 - 32 * x + 12 * x * x + 48 * y - 36 * x * y + 27 * y * y;
    double qx = -32 + 24 * x - 36 * y, qy = 48 - 36 * x + 54 * y;
    double v = 30 + b * b * q, vx = 4 * b * q + b * b * qx, vy = -6 * b * q + b * b * qy;
    double vxx = 8 * q + 8 * b * qx + 24 * b * b;
    double vxy = -12 * q + 4 * b * qy - 6 * b * qx - 36 * b * b;
    double vyy = 18 * q - 12 * b * qy + 54 * b * b;
    return (struct jet){
        .f = u * v,
        .gx = u1 * v + u * vx,
        .gy = u1 * v + u * vy,
        .hxx = u2 * v + 2 * u1 * vx + u * vxx,
        .hxy = u2 * v + u1 * vx + u1 * vy + u * vxy,
        .hyy = u2 * v + 2 * u1 * vy + u * vyy,
    };
}

static struct jet hand_styblinski_tang(double x, double y)
{
    double x2 = x * x, y2 = y * y;
    return (struct jet){
        .f = (x2 * x2 - 16 * x2 + 5 * x + y2 * y2 - 16 * y2 + 5 * y) / 2,
        .gx = 2 * x * x2 - 16 * x + 2.5,
        .gy = 2 * y * y2 - 16 * y + 2.5,
        .hxx = 6 * x2 - 16,
        .hyy = 6 * y2 - 16,
    };
}

static struct jet hand_booth(double x, double y)
{
    double a = x + 2 * y - 7, b = 2 * x + y - 5;
    return (struct jet){a * a + b * b, 10 * x + 8 * y - 34, 8 * x + 10 * y - 38, 10, 8, 10};
}

static struct jet hand_matyas(double x, double y)
{
    double f = 0.26 * x * x + 0.26 * y * y - 0.48 * x * y;
    return (struct jet){f, 0.52 * x - 0.48 * y, 0.52 * y - 0.48 * x, 0.52, -0.48, 0.52};
}

static struct jet hand_zakharov(double x, double y)
{
    double w = x / 2 + y;
    return (struct jet){
        .f = x * x + y * y + w * w + w * w * w * w,
        .gx = 2 * x + w + 2 * w * w * w,
        .gy = 2 * y + 2 * w + 4 * w * w * w,
        .hxx = 2.5 + 3 * w * w,
        .hxy = 1 + 6 * w * w,
        .hyy = 4 + 12 * w * w,
    };
}

/* c = cos(x) e^(-u^2), u = x - pi: c, c' and c'' into out[3]. */
static void easom_factor(double x, double *out)
{
    double u = x - M_PI, bell = exp(-u * u), s = sin(x), c = cos(x);
    out[0] = c * bell;
    out[1] = -(s + 2 * u * c) * bell;
    out[2] = ((4 * u * u - 3) * c + 4 * u * s) * bell;
}

static struct jet hand_easom(double x, double y)
{
    double a[3], b[3];
    easom_factor(x, a);
    easom_factor(y, b);
    return (struct jet){-a[0] * b[0], -a[1] * b[0], -a[0] * b[1],
                        -a[2] * b[0], -a[1] * b[1], -a[0] * b[2]};
}

static struct jet hand_ackley(double x, double y)
{
    double r = sqrt((x * x + y * y) / 2), a = exp(-r / 5);
    double rx = x / (2 * r), ry = y / (2 * r), cube = 4 * r * r * r;
    double sx = sin(2 * M_PI * x), cx = cos(2 * M_PI * x);
    double sy = sin(2 * M_PI * y), cy = cos(2 * M_PI * y);
    double b = exp((cx + cy) / 2), pi2 = M_PI * M_PI;
    return (struct jet){
        .f = 20 - 20 * a + M_E - b,
        .gx = 4 * a * rx + M_PI * sx * b,
        .gy = 4 * a * ry + M_PI * sy * b,
        .hxx = 4 * a * (1 / (2 * r) - x * x / cube - rx * rx / 5) + pi2 * (2 * cx - sx * sx) * b,
        .hxy = 4 * a * (-x * y / cube - rx * ry / 5) - pi2 * sx * sy * b,
        .hyy = 4 * a * (1 / (2 * r) - y * y / cube - ry * ry / 5) + pi2 * (2 * cy - sy * sy) * b,
    };
}

static struct jet hand_rastrigin(double x, double y)
{
    double w = 2 * M_PI;
    return (struct jet){
        .f = 20 + x * x + y * y - 10 * (cos(w * x) + cos(w * y)),
        .gx = 2 * x + 10 * w * sin(w * x),
        .gy = 2 * y + 10 * w * sin(w * y),
        .hxx = 2 + 10 * w * w * cos(w * x),
        .hyy = 2 + 10 * w * w * cos(w * y),
    };
}

static struct jet hand_griewank(double x, double y)
{
    double k = sqrt(0.5);
    double sx = sin(x), cx = cos(x), sy = sin(k * y), cy = cos(k * y);
    return (struct jet){
        .f = 1 + (x * x + y * y) / 4000 - cx * cy,
        .gx = x / 2000 + sx * cy,
        .gy = y / 2000 + k * cx * sy,
        .hxx = 0.0005 + cx * cy,
        .hxy = -k * sx * sy,
        .hyy = 0.0005 + cx * cy / 2,
    };
}

/* sin(w z)^2 has the derivatives w sin(2 w z) and 2 w^2 cos(2 w z). */
static struct jet hand_levy13(double x, double y)
{
    double w = 3 * M_PI, v = 2 * M_PI, a = x - 1, b = y - 1;
    double s = 1 + sin(w * y) * sin(w * y), s1 = w * sin(2 * w * y),
           s2 = 2 * w * w * cos(2 * w * y);
    double t = 1 + sin(v * y) * sin(v * y), t1 = v * sin(2 * v * y),
           t2 = 2 * v * v * cos(2 * v * y);
    return (struct jet){
        .f = sin(w * x) * sin(w * x) + a * a * s + b * b * t,
        .gx = w * sin(2 * w * x) + 2 * a * s,
        .gy = a * a * s1 + 2 * b * t + b * b * t1,
        .hxx = 2 * w * w * cos(2 * w * x) + 2 * s,
        .hxy = 2 * a * s1,
        .hyy = a * a * s2 + 2 * t + 4 * b * t1 + b * b * t2,
    };
}

static struct jet hand_monkey_saddle(double x, double y)
{
    double f = x * x * x - 3 * x * y * y;
    return (struct jet){f, 3 * x * x - 3 * y * y, -6 * x * y, 6 * x, -6 * y, -6 * x};
}

static struct jet hand_turned_ravine(double x, double y)
{
    double across = x - y, along = x + y;
    return (struct jet){
        .f = 250 * across * across + along * along / 4,
        .gx = 500 * across + along / 2,
        .gy = -500 * across + along / 2,
        .hxx = 500.5,
        .hxy = -499.5,
        .hyy = 500.5,
    };
}

static struct jet hand_factorisation(double x, double y)
{
    double r = x * y - 1;
    return (struct jet){r * r / 2, r * y, r * x, y * y, 2 * x * y - 1, x * x};
}

static struct jet hand_two_wells(double x, double y)
{
    double u = x - 2, v = x + 1.5;
    double narrow = 2 * exp(-6 * (u * u + y * y)), wide = exp(-(v * v + y * y) / 3);
    return (struct jet){
        .f = (x * x + y * y) / 20 - narrow - wide,
        .gx = x / 10 + 12 * u * narrow + 2 * v / 3 * wide,
        .gy = y / 10 + 12 * y * narrow + 2 * y / 3 * wide,
        .hxx = 0.1 + (12 - 144 * u * u) * narrow + (2 - 4 * v * v / 3) / 3 * wide,
        .hxy = -144 * u * y * narrow - 4 * v * y / 9 * wide,
        .hyy = 0.1 + (12 - 144 * y * y) * narrow + (2 - 4 * y * y / 3) / 3 * wide,
    };
}

static struct jet hand_branin(double x, double y)
{
    const double pi = 3.14159265358979323846, b = 5.1 / (4 * pi * pi), t = 10 - 10 / (8 * pi);
    double r = y - b * x * x + 5 / pi * x - 6, r1 = 5 / pi - 2 * b * x;
    return (struct jet){
        .f = r * r + t * cos(x) + 10,
        .gx = 2 * r * r1 - t * sin(x),
        .gy = 2 * r,
        .hxx = 2 * r1 * r1 - 4 * b * r - t * cos(x),
        .hxy = 2 * r1,
        .hyy = 2,
    };
}

static struct jet hand_wolfe(double x, double y)
{
    double sign = y < 0 ? -1 : 1, low = x < 0 ? x : 0, root = sqrt(9 * x * x + 16 * y * y);
    double cube = root * root * root;
    if (x > fabs(y))
        return (struct jet){5 * root,           45 * x / root,       80 * y / root,
                            720 * y * y / cube, -720 * x * y / cube, 720 * x * x / cube};
    return (struct jet){
        .f = 9 * x + 16 * fabs(y) - pow(low, 9),
        .gx = 9 - 9 * pow(low, 8),
        .gy = 16 * sign,
        .hxx = -72 * pow(low, 7),
    };
}

static struct jet hand_parabola(double x, double y)
{
    (void)y;
    return (struct jet){.f = x * x, .gx = 2 * x, .hxx = 2};
}

static struct jet hand_double_well(double x, double y)
{
    (void)y;
    return (struct jet){.f = x * x * x * x / 4 - x * x / 2 + x / 10,
                        .gx = x * x * x - x + 0.1,
                        .hxx = 3 * x * x - 1};
}

static struct jet hand_abs(double x, double y)
{
    (void)y;
    return (struct jet){.f = fabs(x), .gx = x < 0 ? -1 : 1};
}

static struct jet hand_deep_linear(double x, double y)
{
    double z = third, r = x * y * z - 1;
    return (struct jet){
        .f = r * r / 2,
        .gx = r * y * z,
        .gy = r * x * z,
        .hxx = y * y * z * z,
        .hyy = x * x * z * z,
        .hxy = (r + x * y * z) * z,
    };
}

static const struct {
    const char *name;
    struct jet (*jet)(double x, double y);
} by_hand[] = {
    {"bowl", hand_bowl},
    {"ravine", hand_ravine},
    {"multi-modal", hand_multi_modal},
    {"rosenbrock", hand_rosenbrock},
    {"himmelblau", hand_himmelblau},
    {"saddle", hand_saddle},
    {"plateau", hand_plateau},
    {"cliff", hand_cliff},
    {"steep-ravine", hand_steep_ravine},
    {"beale", hand_beale},
    {"six-hump-camel", hand_six_hump_camel},
    {"three-hump-camel", hand_three_hump_camel},
    {"mccormick", hand_mccormick},
    {"goldstein-price", hand_goldstein_price},
    {"styblinski-tang", hand_styblinski_tang},
    {"booth", hand_booth},
    {"matyas", hand_matyas},
    {"zakharov", hand_zakharov},
    {"easom", hand_easom},
    {"ackley", hand_ackley},
    {"rastrigin", hand_rastrigin},
    {"griewank", hand_griewank},
    {"levy13", hand_levy13},
    {"turned-ravine", hand_turned_ravine},
    {"factorisation", hand_factorisation},
    {"two-wells", hand_two_wells},
    {"branin", hand_branin},
    {"wolfe", hand_wolfe},
    {"parabola", hand_parabola},
    {"double-well-1d", hand_double_well},
    {"abs", hand_abs},
    {"deep-linear", hand_deep_linear},
    {"monkey-saddle", hand_monkey_saddle},
};

static struct jet jet_of(struct objective *objective, double x, double y)
{
    int n = objective->n;
    double at[3] = {x, y, third}, g[3], h[9];
    double f = objective_hessian(objective, at, g, h);
    struct jet jet = {.f = f, .gx = g[0], .hxx = h[0]};
    if (n > 1) {
        jet.gy = g[1];
        jet.hxy = h[1];
        jet.hyy = h[n + 1];
    }
    return jet;
}

static void compare(const char *name, const char *what, double x, double y, double is,
                    double expected)
{
    if (!(fabs(is - expected) <= 1e-12 * fabs(expected)))
        fail_msg("%s at (%g, %g): %s is %.17g, by hand %.17g", name, x, y, what, is, expected);
}

static void compare_at(struct objective *objective, struct jet expected, double x, double y)
{
    const char *name = objective->surface->name;
    struct jet is = jet_of(objective, x, y);
    compare(name, "f", x, y, is.f, expected.f);
    compare(name, "df/dx", x, y, is.gx, expected.gx);
    compare(name, "df/dy", x, y, is.gy, expected.gy);
    compare(name, "d2f/dx2", x, y, is.hxx, expected.hxx);
    compare(name, "d2f/dxdy", x, y, is.hxy, expected.hxy);
    compare(name, "d2f/dy2", x, y, is.hyy, expected.hyy);
}

static void test_derivatives_by_hand(void **state)
{
    (void)state;
    /* Places as parts of the window; none is on an axis or a line of symmetry. */
    static const double part[][2] = {{0.13, 0.29}, {0.41, 0.87}, {0.58, 0.11}, {0.73, 0.64},
                                     {0.92, 0.37}, {0.27, 0.55}, {0.66, 0.94}};
    assert_int_equal(sizeof by_hand / sizeof *by_hand, surfaces.count);
    for (size_t i = 0; i < surfaces.count; i++) {
        struct objective *objective = compiled_by_name(by_hand[i].name);
        for (size_t k = 0; k < sizeof part / sizeof *part; k++) {
            double x[3] = {0};
            place_at(objective->surface, part[k][0], part[k][1], x);
            compare_at(objective, by_hand[i].jet(x[0], x[1]), x[0], x[1]);
        }
        objective_free(objective);
    }
}

static void test_third_parameter_by_hand(void **state)
{
    (void)state;
    struct objective *objective = compiled_by_name("deep-linear");
    double x = -0.3, y = 1.1, z = third, at[3] = {x, y, z}, g[3], h[9];
    double product = x * y * z, r = product - 1;
    objective_hessian(objective, at, g, h);
    compare("deep-linear", "df/dz", x, y, g[2], r * x * y);
    compare("deep-linear", "d2f/dxdz", x, y, h[2], (r + product) * y);
    compare("deep-linear", "d2f/dydz", x, y, h[5], (r + product) * x);
    compare("deep-linear", "d2f/dz2", x, y, h[8], x * x * y * y);
    objective_free(objective);
}

static void check_hessian(struct objective *objective, const double *x)
{
    int n = objective->n;
    double g[3], again[3], h[9];
    double f = objective_hessian(objective, x, g, h);
    assert_true(isfinite(f) && isfinite(linear_norm(h, n * n)));
    for (int i = 0; i < n * n; i++)
        assert_true(h[i] == h[i % n * n + i / n]);
    /* The three programs of one graph agree to the last bit. */
    assert_true(objective_gradient(objective, x, again) == f);
    assert_true(objective_value(objective, x) == f);
    assert_memory_equal(g, again, (size_t)n * sizeof *g);
}

static void test_hessians_are_symmetric(void **state)
{
    (void)state;
    struct rng rng;
    rng_seed(&rng, 1, RNG_START);
    for (size_t i = 0; i < surfaces.count; i++) {
        struct objective *objective = compiled(surface_row(i));
        for (int k = 0; k < 100; k++) {
            double x[3], u = rng_uniform(&rng);
            place_at(surface_row(i), u, rng_uniform(&rng), x);
            check_hessian(objective, x);
        }
        objective_free(objective);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_derivatives_by_hand),
        cmocka_unit_test(test_third_parameter_by_hand),
        cmocka_unit_test(test_hessians_are_symmetric),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
