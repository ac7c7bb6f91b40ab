#include "drawing.h"

#include "view/contour.h"

static const struct display dots_only = {.colors = 0, .blocks = true, .braille = true};

static struct frame contours_of(const struct landscape *landscape, const struct display *display)
{
    struct frame frame = frame_of(landscape->rows / 2, landscape->columns);
    struct canvas canvas;
    const struct rectangle all = {0, 0, frame.rows, frame.columns};
    canvas_init(&canvas, &frame, all, display, table_row(&colormaps, 0), landscape->bands);
    contour_draw(&canvas, landscape);
    return frame;
}

/* Cuts the field into two bands at `threshold`. */
static void cut_at(struct landscape *landscape, double threshold)
{
    landscape->bands = 2;
    landscape->threshold[0] = threshold;
    for (int i = 0; i < landscape->rows * landscape->columns; i++)
        landscape->band[i] = (uint8_t)landscape_band(landscape, landscape->field[i]);
    landscape->valid = true;
}

enum { ROWS = 12, COLUMNS = 24 }; /* 48 x 48 dots, 24 x 24 pixels of 2 x 2 dots */

/* The distance in dots from the middle (23.3, 24.6) to pixel i, whose middle is 1 dot right of and
 * below its corner. Powers bend the values between the pixels, not the contour. */
static double distance(double x, double y)
{
    return hypot(x - 23.3, y - 24.6);
}

static struct landscape cone(double power)
{
    struct landscape landscape = landscape_of(ROWS, COLUMNS);
    for (int row = 0; row < 2 * ROWS; row++)
        for (int column = 0; column < COLUMNS; column++)
            landscape.field[row * COLUMNS + column] =
                pow(distance(2 * column + 1, 2 * row + 1), power);
    return landscape;
}

/* Every dot of a circle's contour is near it: at most 0.7 dots, half a diagonal, lie between an end
 * of a line and its dot, and 0.5 between the line and a dot within. Whichever way one looks from
 * the middle there is a dot. */
static void check_circle(struct frame *frame, double radius)
{
    bool seen[24] = {false};
    for (int y = 0; y < 4 * ROWS; y++)
        for (int x = 0; x < 2 * COLUMNS; x++) {
            if (!dot_at(frame, x, y))
                continue;
            /* A dot stands for the square from (x, y) to (x + 1, y + 1). */
            double off = distance(x + 0.5, y + 0.5) - radius;
            if (fabs(off) > 1.2)
                fail_msg("radius %g: a dot at (%d, %d) is %g off", radius, x, y, off);
            double angle = atan2(y + 0.5 - 24.6, x + 0.5 - 23.3);
            seen[(int)((angle / 3.14159265358979 + 1) * 12) % 24] = true;
        }
    for (size_t i = 0; i < COUNT(seen); i++)
        if (!seen[i])
            fail_msg("radius %g: no dot in sector %zu", radius, i);
}

static void test_circle(void **state)
{
    (void)state;
    static const double radii[] = {7, 9.5, 14, 20.25};
    for (size_t i = 0; i < COUNT(radii); i++) {
        struct landscape landscape = cone(1);
        cut_at(&landscape, radii[i]);
        struct frame frame = contours_of(&landscape, &dots_only);
        check_circle(&frame, radii[i]);
        frame_release(&frame);
        landscape_release(&landscape);
    }
}

/* Between any two bands there is a line, also where a step crosses several. */
static void test_several_bands(void **state)
{
    (void)state;
    struct landscape landscape = cone(2);
    assert_true(landscape_cut(&landscape, SCALE_LINEAR, 10, INFINITY));
    struct frame frame = contours_of(&landscape, &dots_only);
    for (int row = 0; row < 2 * ROWS; row++)
        for (int column = 0; column + 1 < COLUMNS; column++) {
            const uint8_t *band = &landscape.band[row * COLUMNS + column];
            bool line = dot_at(&frame, 2 * column + 1, 2 * row + 1) ||
                        dot_at(&frame, 2 * column + 2, 2 * row + 1) ||
                        dot_at(&frame, 2 * column + 3, 2 * row + 1);
            if (band[0] != band[1] && row > 0 && row < 2 * ROWS - 1)
                assert_true(line);
        }
    frame_release(&frame);
    landscape_release(&landscape);
}

/* Four pixels, their middles at dots (1, 1), (3, 1), (1, 3), (3, 3); crossings by hand, rounded
 * down. At a saddle the value in the middle, 0.5, says which corners are joined. */
static void test_squares(void **state)
{
    (void)state;
    static const struct {
        double value[4]; /* by rows */
        double threshold;
        const char *dots; /* four rows of four */
    } cases[] = {
        {{0, 0, 0, 0}, 0.5, ".... .... .... ...."},
        {{0, 1, 0, 1}, 0.5, ".... ..#. ..#. ..#."},
        {{0, 0, 1, 1}, 0.5, ".... .... .### ...."},
        {{0, 1, 0, 1}, 0.2, ".... .#.. .#.. .#.."},
        {{1, 0, 0, 0}, 0.5, ".... ..#. .#.. ...."},
        {{0, 0, 0, 1}, 0.5, ".... .... ...# ..#."},
        {{1, 0, 0, 1}, 0.4, ".... ..## .#.. .#.."}, /* the ones are joined */
        {{1, 0, 0, 1}, 0.6, ".... .#.. ...# ..#."}, /* the zeros are */
        {{0, 1, 1, 0}, 0.4, ".... .#.. ...# ..#."},
        {{0, 1, 1, 0}, 0.6, ".... ..## .#.. .#.."},
        {{0, NAN, 0, 1}, 0.5, ".... .... .... ...."},
        {{0, 1, INFINITY, 0}, 0.5, ".... .... .... ...."},
        {{-1e308, 1e308, -1e308, 1e308}, 0, ".... ..#. ..#. ..#."},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct landscape landscape = landscape_of(1, 2);
        memcpy(landscape.field, cases[i].value, sizeof cases[i].value);
        cut_at(&landscape, cases[i].threshold);
        struct frame frame = contours_of(&landscape, &dots_only);
        for (int dot = 0; dot < 16; dot++)
            if (dot_at(&frame, dot % 4, dot / 4) != (cases[i].dots[dot + dot / 4] == '#'))
                fail_msg("case %zu: wrong at (%d, %d)", i, dot % 4, dot / 4);
        frame_release(&frame);
        landscape_release(&landscape);
    }
}

/* A level of any field: the circle of a cone whose values lie four dots apart, the first outside
 * the canvas. */
static void test_level(void **state)
{
    (void)state;
    double value[14 * 14];
    const struct field field = {value, 14, 14, -2, -3, 4, 4};
    for (int i = 0; i < 14 * 14; i++)
        value[i] = distance(-2 + 4 * (i % 14), -3 + 4 * (i / 14));
    for (double radius = 8; radius < 22; radius += 4.5) {
        struct frame frame = frame_of(ROWS, COLUMNS);
        struct canvas canvas;
        canvas_init(&canvas, &frame, (struct rectangle){0, 0, ROWS, COLUMNS}, &dots_only, NULL, 0);
        contour_level(&canvas, &(struct pen){.kind = PEN_PATH}, &field, radius);
        check_circle(&frame, radius);
        frame_release(&frame);
    }
}

/* Steps that are not alike, and values that are not finite. */
static void test_level_across(void **state)
{
    (void)state;
    static const double slope[] = {0, 1, 0, 1, 0, 1}, gap[] = {0, 1, 0, NAN, 0, 1};
    const struct field field = {slope, 3, 2, 0, 0, 3, 4}, broken = {gap, 3, 2, 0, 0, 3, 4};
    static const char *const screens[] = {" ⡇\n ⡇\n ⠁\n", "\n\n\n"};
    for (int i = 0; i < 2; i++) {
        struct frame frame = frame_of(3, 2);
        struct canvas canvas;
        canvas_init(&canvas, &frame, (struct rectangle){0, 0, 3, 2}, &dots_only, NULL, 0);
        contour_level(&canvas, &(struct pen){.kind = PEN_PATH}, i ? &broken : &field, 0.9);
        check_frame(&frame, screens[i]);
        frame_release(&frame);
    }
}

/* Without braille: a line character in each cell that has another band to the right or below. */
static void test_coarse(void **state)
{
    (void)state;
    static const struct {
        double across, down; /* the field's slopes, per pixel */
        struct display display;
        const char *screen;
    } cases[] = {
        {1, 0, {.blocks = true}, " │\n │\n\n"}, {1, 0, {.blocks = false}, " |\n |\n\n"},
        {0, 1, {.blocks = true}, "\n───\n\n"},  {0, 1, {.blocks = false}, "\n---\n\n"},
        {1, 1, {.blocks = false}, "-/\n\n\n"},  {-1, 1, {.blocks = false}, "-\n|--\n\n"},
    };
    static const double thresholds[] = {1.5, 1.5, 3.5, 3.5, 1.5, 1.5};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct landscape landscape = landscape_of(3, 4);
        for (int row = 0; row < 6; row++)
            for (int column = 0; column < 4; column++)
                landscape.field[row * 4 + column] = cases[i].across * column + cases[i].down * row;
        cut_at(&landscape, thresholds[i]);
        struct frame frame = contours_of(&landscape, &cases[i].display);
        check_frame(&frame, cases[i].screen);
        frame_release(&frame);
        landscape_release(&landscape);
    }
}

/* Higher on one side and lower on the other: the line descends. */
static void test_coarse_descending(void **state)
{
    (void)state;
    static const uint8_t band[] = {1, 0, 1, 0, 2, 1, 2, 1};
    struct landscape landscape = landscape_of(2, 2);
    for (size_t i = 0; i < COUNT(band); i++)
        landscape.band[i] = band[i];
    landscape.bands = 3;
    struct frame frame = contours_of(&landscape, &bare);
    check_frame(&frame, "\\\n\n");
    frame_release(&frame);
    landscape_release(&landscape);
}

/* Where all is one band, nothing is drawn; nor on a map too small for a line. */
static void test_nothing(void **state)
{
    (void)state;
    static const int sizes[][2] = {{1, 1}, {1, 5}, {3, 1}, {3, 5}};
    for (size_t i = 0; i < 2 * COUNT(sizes); i++) {
        int rows = sizes[i / 2][0], columns = sizes[i / 2][1];
        struct landscape landscape = landscape_of(rows, columns);
        for (int pixel = 0; pixel < landscape.rows * columns; pixel++)
            landscape.field[pixel] = 4;
        assert_true(landscape_cut(&landscape, SCALE_MIXED, 10, INFINITY));
        struct frame frame = contours_of(&landscape, i % 2 ? &dots_only : &bare);
        check_frame(&frame, rows == 1 ? "\n" : "\n\n\n");
        frame_release(&frame);
        landscape_release(&landscape);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_circle),
        cmocka_unit_test(test_several_bands),
        cmocka_unit_test(test_squares),
        cmocka_unit_test(test_level),
        cmocka_unit_test(test_level_across),
        cmocka_unit_test(test_coarse),
        cmocka_unit_test(test_coarse_descending),
        cmocka_unit_test(test_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
