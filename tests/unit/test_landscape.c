#include "drawing.h"

#include <float.h>

#include "base/error.h"
#include "problem/objective.h"

enum { ROWS = 5, COLUMNS = 20, PIXELS = 2 * ROWS * COLUMNS, BANDS = 10 };

/* A shuffled order of the pixels: no scale may depend on where a value is. */
static size_t shuffled(size_t i)
{
    return i * 77 % PIXELS; /* 77 and 200 have no common divisor */
}

/* The i-th of PIXELS values, none above the next. */
typedef double (*profile)(double i);

static double ramp(double i)
{
    return i;
}
static double decades(double i)
{
    return pow(10, i / 25 - 4);
}
static double negative(double i)
{
    return -1e6 + i * i;
}
static double steps(double i)
{
    return floor(i / 50);
}
static double huge(double i)
{
    return (i / (PIXELS - 1) - 0.5) * 2 * DBL_MAX;
}
static double tiny(double i)
{
    return i * 5e-324;
}
static double spike(double i)
{
    return i < PIXELS - 1 ? i * 1e-9 : 1e300;
}
static double pit(double i)
{
    return i > 0 ? i : -1e300;
}
static double signed_zeros(double i)
{
    return i < 100 ? -0.0 : i < 150 ? 0.0 : i;
}

static const profile profiles[] = {ramp, decades, negative, steps,       huge,
                                   tiny, spike,   pit,      signed_zeros};

static struct landscape cut(profile value, enum scale_id scale, int bands, double floor)
{
    struct landscape landscape = landscape_of(ROWS, COLUMNS);
    for (size_t i = 0; i < PIXELS; i++)
        landscape.field[shuffled(i)] = value((double)i);
    assert_true(landscape_cut(&landscape, scale, bands, floor));
    assert_true(landscape.valid);
    return landscape;
}

/* Thresholds ascend, bands ascend with the values, and each band is what landscape_band says. */
static void check_order(const struct landscape *landscape)
{
    for (int i = 0; i + 2 < landscape->bands; i++)
        assert_true(landscape->threshold[i] <= landscape->threshold[i + 1]);
    int before = 0;
    for (size_t i = 0; i < PIXELS; i++) {
        int band = landscape->band[shuffled(i)];
        assert_true(band >= before && band < landscape->bands);
        assert_int_equal(band, landscape_band(landscape, landscape->field[shuffled(i)]));
        before = band;
    }
    assert_int_equal(landscape->band[shuffled(0)], 0);
}

static void test_every_scale_keeps_the_order(void **state)
{
    (void)state;
    static const double floors[] = {INFINITY, -1e307, -1e6, 0, 1e300};
    for (size_t p = 0; p < COUNT(profiles); p++)
        for (int scale = SCALE_MIXED; scale <= SCALE_LINEAR; scale++)
            for (size_t f = 0; f < COUNT(floors); f++)
                for (int bands = 1; bands <= LANDSCAPE_MAX_BANDS; bands++) {
                    struct landscape landscape =
                        cut(profiles[p], (enum scale_id)scale, bands, floors[f]);
                    check_order(&landscape);
                    assert_int_equal(landscape.bands, bands);
                    assert_int_equal(landscape.scale, scale);
                    assert_true(landscape.least == profiles[p](0));
                    landscape_release(&landscape);
                }
}

static void test_too_many_bands(void **state)
{
    (void)state;
    struct landscape landscape = cut(ramp, SCALE_LINEAR, 100, INFINITY);
    assert_int_equal(landscape.bands, LANDSCAPE_MAX_BANDS);
    check_order(&landscape);
    landscape_release(&landscape);
}

static void count_bands(const struct landscape *landscape, int count[LANDSCAPE_MAX_BANDS])
{
    memset(count, 0, LANDSCAPE_MAX_BANDS * sizeof *count);
    for (size_t i = 0; i < PIXELS; i++)
        count[landscape->band[i]]++;
}

/* 200 different values in 10 bands by rank: 20 each, whatever the values. On a ramp linear is the
 * same as rank, on even decades so is the logarithm, and with it the mean of both; only that the
 * logarithm leaves out the lowest hundredth. */
static void test_even_bands(void **state)
{
    (void)state;
    static const struct {
        profile value;
        enum scale_id scale;
        int slack;
    } cases[] = {
        {ramp, SCALE_RANK, 1},   {decades, SCALE_RANK, 1},  {negative, SCALE_RANK, 1},
        {spike, SCALE_RANK, 1},  {pit, SCALE_RANK, 1},      {huge, SCALE_RANK, 1},
        {ramp, SCALE_LINEAR, 1}, {huge, SCALE_LINEAR, 1},   {tiny, SCALE_LINEAR, 1},
        {decades, SCALE_LOG, 3}, {decades, SCALE_MIXED, 3},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        int count[LANDSCAPE_MAX_BANDS];
        /* The decades are those above the floor 0. */
        struct landscape landscape =
            cut(cases[i].value, cases[i].scale, BANDS, cases[i].value == decades ? 0 : INFINITY);
        count_bands(&landscape, count);
        for (int band = 0; band < BANDS; band++)
            if (abs(count[band] - PIXELS / BANDS) > cases[i].slack)
                fail_msg("case %zu: %d pixels in band %d", i, count[band], band);
        landscape_release(&landscape);
    }
}

/* Linear thresholds are evenly spaced; logarithmic ones have one ratio above the floor. */
static void test_thresholds(void **state)
{
    (void)state;
    struct landscape linear = cut(ramp, SCALE_LINEAR, BANDS, INFINITY);
    struct landscape logarithmic = cut(decades, SCALE_LOG, BANDS, 0);
    for (int i = 0; i < BANDS - 1; i++) {
        /* Between two of the values 0 to 199: at most one off. */
        check_near("linear", linear.threshold[i], (i + 1) * 199.0 / BANDS, 1, 1);
        /* From the value 2 = PIXELS / 100, 10^-3.92, to 10^3.96, in steps of 10^0.04. */
        double exponent = -3.92 + (i + 1) * 7.88 / BANDS;
        check_near("log", log10(logarithmic.threshold[i]), exponent, 0.04, 1);
    }
    landscape_release(&linear);
    landscape_release(&logarithmic);
}

/* The values are 1e-100, 1e-99.5, … to 10^-0.5: the logarithm covers the upper nine decades
 * alone. */
static double many_decades(double i)
{
    return pow(10, i / 2 - 100);
}

static void test_nine_decades(void **state)
{
    (void)state;
    struct landscape landscape = cut(many_decades, SCALE_LOG, BANDS, 0);
    for (int i = 0; i < BANDS - 1; i++)
        check_near("log", log10(landscape.threshold[i]), -9.5 + (i + 1) * 9.0 / BANDS, 0.5, 1);
    landscape_release(&landscape);
}

/* Mixed lies between: on a ramp, of which the logarithm cuts the low end finely and the rank the
 * high end, each mixed threshold is between the other two. */
static void test_mixed_lies_between(void **state)
{
    (void)state;
    struct landscape mixed = cut(ramp, SCALE_MIXED, BANDS, INFINITY);
    struct landscape logarithmic = cut(ramp, SCALE_LOG, BANDS, INFINITY);
    struct landscape rank = cut(ramp, SCALE_RANK, BANDS, INFINITY);
    for (int i = 0; i < BANDS - 1; i++) {
        assert_true(mixed.threshold[i] >= fmin(logarithmic.threshold[i], rank.threshold[i]));
        assert_true(mixed.threshold[i] <= fmax(logarithmic.threshold[i], rank.threshold[i]));
    }
    assert_true(mixed.threshold[0] > logarithmic.threshold[0]);
    assert_true(mixed.threshold[0] < rank.threshold[0]);
    landscape_release(&mixed);
    landscape_release(&logarithmic);
    landscape_release(&rank);
}

/* Only the distance from the floor counts: the same field a thousand lower is cut the same. */
static void test_negative_losses(void **state)
{
    (void)state;
    for (int scale = SCALE_MIXED; scale <= SCALE_LINEAR; scale++) {
        struct landscape here = cut(ramp, (enum scale_id)scale, BANDS, -8);
        struct landscape lower = landscape_of(ROWS, COLUMNS);
        for (size_t i = 0; i < PIXELS; i++)
            lower.field[i] = here.field[i] - 1000;
        assert_true(landscape_cut(&lower, (enum scale_id)scale, BANDS, -1008));
        assert_memory_equal(here.band, lower.band, PIXELS);
        landscape_release(&here);
        landscape_release(&lower);
    }
}

/* A known floor far below makes the logarithm see nothing but a plateau: cut like a ramp. */
static void test_floor_counts(void **state)
{
    (void)state;
    struct landscape near = cut(ramp, SCALE_LOG, BANDS, 0), far = cut(ramp, SCALE_LOG, BANDS, -1e6);
    struct landscape linear = cut(ramp, SCALE_LINEAR, BANDS, INFINITY);
    for (int i = 0; i < BANDS - 1; i++)
        check_near("far", far.threshold[i], linear.threshold[i], 5, 1);
    assert_true(near.threshold[0] < far.threshold[0] / 2);
    landscape_release(&near);
    landscape_release(&far);
    landscape_release(&linear);
}

/* A pixel and its mirror image are in one band, though rounding makes their values differ. */
static void test_mirror_images(void **state)
{
    (void)state;
    for (int scale = SCALE_MIXED; scale <= SCALE_LINEAR; scale++) {
        struct landscape landscape = landscape_of(ROWS, COLUMNS);
        for (size_t i = 0; i < PIXELS; i++)
            landscape.field[i] = (1 + floor((double)i / 4)) * (1 + (double)(i % 4) * 0x1p-52);
        assert_true(landscape_cut(&landscape, (enum scale_id)scale, BANDS, INFINITY));
        for (size_t i = 0; i < PIXELS; i++)
            assert_int_equal(landscape.band[i], landscape.band[i - i % 4]);
        assert_int_equal(landscape.band[PIXELS - 1], BANDS - 1);
        landscape_release(&landscape);
    }
}

/* A small pit in a plain, or a small hill on it, is seen on every scale. */
static void test_plain(void **state)
{
    (void)state;
    for (int scale = SCALE_LOG; scale <= SCALE_LINEAR; scale++)
        for (int hill = 0; hill < 2; hill++) {
            struct landscape landscape = landscape_of(ROWS, COLUMNS);
            for (size_t i = 0; i < PIXELS; i++)
                landscape.field[i] = (i < 6) == hill;
            assert_true(landscape_cut(&landscape, (enum scale_id)scale, BANDS, INFINITY));
            assert_int_equal(landscape.band[0], hill ? BANDS - 1 : 0);
            assert_int_equal(landscape.band[PIXELS - 1], hill ? 0 : BANDS - 1);
            landscape_release(&landscape);
        }
}

/* What is infinite is in the top band or the lowest, NaN in none, and they do not move the
 * others. */
static void test_not_finite(void **state)
{
    (void)state;
    static const double strange[] = {NAN, INFINITY, -INFINITY, -NAN};
    static const int bands[] = {LANDSCAPE_UNDEFINED, BANDS - 1, 0, LANDSCAPE_UNDEFINED};
    for (int scale = SCALE_MIXED; scale <= SCALE_LINEAR; scale++) {
        struct landscape few = landscape_of(ROWS, COLUMNS), all = landscape_of(2 * ROWS, COLUMNS);
        for (size_t i = 0; i < PIXELS; i++) {
            few.field[i] = all.field[2 * i] = pow((double)shuffled(i), 3);
            all.field[2 * i + 1] = strange[i % COUNT(strange)];
        }
        assert_true(landscape_cut(&few, (enum scale_id)scale, BANDS, INFINITY));
        assert_true(landscape_cut(&all, (enum scale_id)scale, BANDS, INFINITY));
        assert_true(all.least == few.least);
        for (size_t i = 0; i < PIXELS; i++) {
            assert_int_equal(all.band[2 * i], few.band[i]);
            assert_int_equal(all.band[2 * i + 1], bands[i % COUNT(strange)]);
        }
        landscape_release(&few);
        landscape_release(&all);
    }
}

/* A cell is the mean of its pixels, and undefined where one of them is. */
static void test_cells(void **state)
{
    static const struct {
        double upper, lower;
        int band;
    } rows[] = {{0, 0, 0},
                {0, 2, 1},
                {1, 2, 1},
                {3, 1, 2},
                {NAN, 1, LANDSCAPE_UNDEFINED},
                {3, NAN, LANDSCAPE_UNDEFINED}};
    struct landscape landscape = landscape_of(1, COUNT(rows));

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        landscape.field[i] = rows[i].upper;
        landscape.field[COUNT(rows) + i] = rows[i].lower;
    }
    assert_true(landscape_cut(&landscape, SCALE_LINEAR, 4, INFINITY));
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_int_equal(landscape_cell(&landscape, 0, (int)i), rows[i].band);
    landscape_release(&landscape);
}

static double five(double i)
{
    (void)i;
    return 5;
}
static double no_number(double i)
{
    return i > 100 ? INFINITY : NAN;
}

/* A constant surface is all low ground; one without a finite value is undefined. */
static void test_nothing_to_cut(void **state)
{
    (void)state;
    for (int scale = SCALE_MIXED; scale <= SCALE_LINEAR; scale++) {
        struct landscape flat = cut(five, (enum scale_id)scale, BANDS, INFINITY);
        struct landscape none = cut(no_number, (enum scale_id)scale, BANDS, 0);
        for (size_t i = 0; i < PIXELS; i++) {
            assert_int_equal(flat.band[i], 0);
            assert_int_equal(none.band[shuffled(i)], LANDSCAPE_UNDEFINED);
            assert_true(isnan(landscape_level(&none, i > 100 ? INFINITY : NAN)));
        }
        assert_true(flat.least == 5);
        assert_true(none.least == INFINITY);
        landscape_release(&flat);
        landscape_release(&none);
    }
}

static struct objective *objective_of(const char *formula, int n)
{
    static const char *const names[] = {"x", "y", "z"};
    struct error error = {0};
    struct objective *objective = objective_create(formula, strlen(formula), names, n, &error);
    if (!objective)
        fail_msg("%s: %s", formula, error.message);
    return objective;
}

/* The field holds the values at the middles of the pixels, the top row first. The plane passes
 * through `at`. */
static void test_compute(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        int n;
        double z;
    } cases[] = {{"100*x + y", 2, 0}, {"100*x", 1, 0}, {"100*x + y + z", 3, 7}};
    const struct viewport viewport = {-1, 7, 0, 6, 4, 3}; /* pixels of 2 x 1 */
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct objective *objective = objective_of(cases[i].formula, cases[i].n);
        struct landscape landscape = {0};
        struct plane plane;
        plane_axes(&plane, (double[]){50, 60, cases[i].z}, cases[i].n, 0, 1);
        assert_true(landscape_compute(&landscape, objective, &plane, &viewport, SCALE_LINEAR, BANDS,
                                      INFINITY));
        assert_true(plane_equal(&landscape.plane, &plane));
        assert_int_equal(landscape.columns, 4);
        assert_int_equal(landscape.rows, 6);
        for (int row = 0; row < 6; row++)
            for (int column = 0; column < 4; column++) {
                double y = cases[i].n > 1 ? 5.5 - row : 0;
                check_near("field", landscape.field[row * 4 + column],
                           100.0 * (2 * column) + y + cases[i].z, 1e-12, 1);
            }
        landscape_release(&landscape);
        objective_free(objective);
    }
}

/* Slopes are those of the gradient by hand, in pixels, along the plane's directions; a new window
 * has none yet. */
static void test_slopes(void **state)
{
    (void)state;
    const struct viewport viewport = {-1, 7, 0, 6, 150, 3}; /* more pixels across than a block */
    struct objective *objective = objective_of("x^2*y + 3*y + z", 3);
    struct landscape landscape = {0};
    struct plane plane;
    double pixel = 8.0 / 150;
    plane_axes(&plane, (double[]){50, 60, 7}, 3, 0, 1);
    assert_true(
        landscape_compute(&landscape, objective, &plane, &viewport, SCALE_LINEAR, BANDS, 0));
    assert_null(landscape.slope);
    assert_true(landscape_slope(&landscape, objective));
    for (int row = 0; row < 6; row++)
        for (int column = 0; column < 150; column++) {
            double x = -1 + (column + 0.5) * pixel, y = 5.5 - row;
            size_t at = (size_t)row * 150 + (size_t)column;
            check_near("right", (double)landscape.slope[at], 2 * x * y * pixel, 1e-6, 1);
            check_near("above", (double)landscape.slope[900 + at], x * x + 3, 1e-6, 1);
        }
    assert_true(landscape_slope(&landscape, objective));
    assert_true(
        landscape_compute(&landscape, objective, &plane, &viewport, SCALE_LINEAR, BANDS, 0));
    assert_null(landscape.slope);
    landscape_release(&landscape);
    assert_null(landscape.slope);
    objective_free(objective);
}

/* Windows that show nothing sensible still give bands. */
static void test_strange_windows(void **state)
{
    (void)state;
    static const struct viewport views[] = {
        {1, 1, 1, 1, 8, 4},                   /* no extent */
        {3, -3, 2, -2, 8, 4},                 /* the wrong way round */
        {-1e300, 1e300, -1e300, 1e300, 8, 4}, /* squares overflow */
        {-DBL_MAX, DBL_MAX, 0, 1, 8, 4},      /* the width itself overflows */
        {1e17, 1e17 + 16, 0, 1e-300, 8, 4},   /* finer than doubles */
        {-INFINITY, INFINITY, NAN, NAN, 8, 4},
        {0, 1, 0, 1, 1, 1},
        {0, 1, 0, 1, 0, 0},
    };
    struct objective *objective = objective_of("x^2 + log(y)/x", 2);
    struct landscape landscape = {0};
    struct plane plane;
    plane_axes(&plane, (double[]){0, 0}, 2, 0, 1);
    for (size_t i = 0; i < COUNT(views); i++)
        for (int scale = SCALE_MIXED; scale <= SCALE_LINEAR; scale++) {
            assert_true(landscape_compute(&landscape, objective, &plane, &views[i],
                                          (enum scale_id)scale, BANDS, INFINITY));
            assert_true(landscape.valid);
            for (int pixel = 0; pixel < landscape.columns * landscape.rows; pixel++)
                assert_in_range(landscape.band[pixel], 0, LANDSCAPE_UNDEFINED);
        }
    landscape_release(&landscape);
    assert_null(landscape.field);
    objective_free(objective);
}

static void test_names(void **state)
{
    (void)state;
    static const char *const names[] = {"mixed", "log", "rank", "linear"};
    assert_int_equal(scales.count, COUNT(names));
    for (size_t i = 0; i < scales.count; i++) {
        assert_string_equal(table_name(&scales, i), names[i]);
        const struct scale *scale = table_row(&scales, i);
        assert_true(strlen(scale->meaning) > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_scale_keeps_the_order),
        cmocka_unit_test(test_too_many_bands),
        cmocka_unit_test(test_even_bands),
        cmocka_unit_test(test_thresholds),
        cmocka_unit_test(test_nine_decades),
        cmocka_unit_test(test_mixed_lies_between),
        cmocka_unit_test(test_negative_losses),
        cmocka_unit_test(test_floor_counts),
        cmocka_unit_test(test_mirror_images),
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_not_finite),
        cmocka_unit_test(test_cells),
        cmocka_unit_test(test_nothing_to_cut),
        cmocka_unit_test(test_compute),
        cmocka_unit_test(test_slopes),
        cmocka_unit_test(test_strange_windows),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
