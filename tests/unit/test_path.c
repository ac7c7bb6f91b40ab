#include "drawing.h"

#include "view/path.h"
#include "view/run_table.h"

/* A window of 8 x 4 cells, a unit each: column x, row 4 - y. */
static const struct viewport window = {0, 8, 0, 4, 8, 4};
static const struct stars no_stars;
static const struct display dots_only = {.colors = 0, .blocks = true, .braille = true};

/* The plane of the first two of n parameters. */
static struct plane plane_of(int n)
{
    struct plane plane;
    plane_axes(&plane, (double[]){0, 0, 0}, n, 0, 1);
    return plane;
}

static struct canvas canvas_over(struct frame *frame, const struct display *display)
{
    struct canvas canvas;
    *frame = frame_of(window.rows, window.columns);
    canvas_init(&canvas, frame, (struct rectangle){0, 0, window.rows, window.columns}, display,
                table_row(&colormaps, 0), 10);
    return canvas;
}

static void test_draw(void **state)
{
    (void)state;
    struct {
        size_t count;
        int n;
        double x[4][2];
        const char *screen;
    } cases[] = {
        {0, 2, {{0}}, "\n\n\n\n"},
        {1, 2, {{1, 3}}, "\n\n\n\n"},                   /* the marks show it */
        {2, 2, {{1, 3}, {6.75, 3}}, "\n ⠉⠉⠉⠉⠉•\n\n\n"}, /* a knot: the end of a long step */
        {3, 2, {{1, 3}, {4, 3}, {4, 0.25}}, "\n ⠉⠉⠉⡇\n    ⡇\n    •\n"},
        {3, 2, {{1, 3}, {5, 3}, {3, 3}}, "\n ⠉⠉⠉⠉•\n\n\n"}, /* it stays under its own line */
        {2, 2, {{-100, 3}, {100, 3}}, "\n⠉⠉⠉⠉⠉⠉⠉⠉\n\n\n"},
        {3, 2, {{1, 3}, {4, NAN}, {4, 0.25}}, "\n\n\n\n"},
        {4, 2, {{1, 3}, {2, 3}, {INFINITY, 3}, {4, 3}}, "\n ⠉⠁\n\n\n"},
        {2, 2, {{1, 3}, {4.9, 3}}, "\n ⠉⠉⠉⠉\n\n\n"},
        {2, 2, {{1, 3}, {1e300, 3}}, "\n ⠉⠉⠉⠉⠉⠉⠉\n\n\n"},
        {2, 2, {{1, 3}, {1e308, 1e308}}, NULL},
        {2, 1, {{1}, {3}}, "\n\n ⠉⠉⠁\n\n"}, /* one parameter: along the middle, y = 2 */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct frame frame;
        struct canvas canvas = canvas_over(&frame, &dots_only);
        struct trajectory path = path_of(cases[i].count, cases[i].n, cases[i].x, NULL);
        struct plane plane = plane_of(cases[i].n);
        path_draw(&canvas, &(struct drawn_run){.path = &path},
                  &(struct projection){.plane = &plane, .viewport = &window});
        if (cases[i].screen)
            check_frame(&frame, cases[i].screen);
        trajectory_release(&path);
        frame_release(&frame);
    }
}

/* Longer than a path's memory, and all over the place: the ends are as true as the middle. */
static void test_long_path(void **state)
{
    (void)state;
    struct frame frame;
    struct canvas canvas = canvas_over(&frame, &dots_only);
    struct trajectory path = path_of(0, 2, NULL, NULL);
    for (long step = 0; step < 5000; step++) {
        struct sample sample = {.step = step, .x = {0.25 + 7.5 * (double)step / 4999, 3}};
        trajectory_add(&path, &sample);
    }
    struct plane plane = plane_of(2);
    path_draw(&canvas, &(struct drawn_run){.path = &path},
              &(struct projection){.plane = &plane, .viewport = &window});
    check_frame(&frame, "\n⠉⠉⠉⠉⠉⠉⠉⠉\n\n\n");
    trajectory_release(&path);
    frame_release(&frame);
}

/* Knots are of single steps: where some were left out, none is drawn. */
static void test_knots(void **state)
{
    (void)state;
    struct frame frame;
    struct canvas canvas = canvas_over(&frame, &dots_only);
    struct trajectory path = path_of(0, 2, NULL, NULL);
    for (long step = 0; step < 5200; step++) {
        struct sample sample = {.step = step, .x = {step / 1024 % 2 ? 1 : 6, 3}};
        trajectory_add(&path, &sample);
    }
    struct plane plane = plane_of(2);
    path_draw(&canvas, &(struct drawn_run){.path = &path},
              &(struct projection){.plane = &plane, .viewport = &window});
    check_frame(&frame, "\n ⠁⠁⠁⠁⠁⠁\n\n\n");
    trajectory_release(&path);
    frame_release(&frame);
}

/* A run that was left has none, nor has any where there is no braille. */
static void test_no_knots(void **state)
{
    (void)state;
    static const struct {
        struct display display;
        bool dim;
        const char *screen;
    } cases[] = {
        {{.blocks = true, .braille = true}, false, "\n ⠉⠉⠉⠉•\n\n\n"},
        {{.blocks = true, .braille = true}, true, "\n ⠁⠁⠁⠁⠁\n\n\n"},
        {{.blocks = true}, false, "\n ooooo\n\n\n"},
        {{.colors = 0}, false, "\n ooooo\n\n\n"},
    };
    struct plane plane = plane_of(2);
    struct trajectory path = path_of(2, 2, (double[][2]){{1, 3}, {5, 3}}, NULL);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct frame frame;
        struct canvas canvas = canvas_over(&frame, &cases[i].display);
        path_draw(&canvas, &(struct drawn_run){.path = &path, .dim = cases[i].dim},
                  &(struct projection){.plane = &plane, .viewport = &window});
        check_frame(&frame, cases[i].screen);
        frame_release(&frame);
    }
    trajectory_release(&path);
}

/* Where the map has room and 256 colours the newest steps are quadrants, one that was left is of
 * dots. Older steps are thinner, or have gaps; a whole line is alike at any age, and one of many
 * thin. */
static void test_age(void **state)
{
    (void)state;
    static const struct viewport large = {0, 80, 0, 26, 80, 26};
    static const struct {
        int columns, colors;
        bool dim, whole, thin;
        uint32_t young, old;
    } cases[] = {
        {80, 256, false, false, false, 0x2580, 0x2598},
        {79, 256, false, false, false, 0x2580, 0x2809},
        {40, 256, false, false, false, 0x2580, 0x2809},
        {39, 256, false, false, false, 0x2809, 0x2808},
        {80, 16, false, false, false, 0x2809, 0x2801},
        {80, 256, true, false, false, 0x2801, 0x2801},
        {80, 256, false, true, false, 0x2580, 0x2580},
        {79, 256, false, true, false, 0x2809, 0x2809},
        {39, 16, false, true, false, 0x2809, 0x2809},
        {80, 256, false, true, true, 0x2809, 0x2809},
    };
    struct plane plane = plane_of(2);
    struct trajectory path = path_of(0, 2, NULL, NULL);
    for (long step = 0; step < 2 + PATH_YOUNG; step++)
        trajectory_add(&path, &(struct sample){.step = step,
                                               .x = {step == 0   ? 1
                                                     : step == 1 ? 12
                                                                 : 38,
                                                     25.9}});
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct display display = {.colors = cases[i].colors, .blocks = true, .braille = true};
        struct frame frame = frame_of(26, 80);
        struct canvas canvas;
        canvas_init(&canvas, &frame, (struct rectangle){0, 0, 26, cases[i].columns}, &display,
                    table_row(&colormaps, 0), 6);
        path_draw(
            &canvas,
            &(struct drawn_run){
                .path = &path, .dim = cases[i].dim, .whole = cases[i].whole, .thin = cases[i].thin},
            &(struct projection){.plane = &plane, .viewport = &large});
        assert_int_equal(glyph_at(&frame, 0, 5), cases[i].old);
        assert_int_equal(glyph_at(&frame, 0, 20) & ~9u, cases[i].young & ~9u);
        frame_release(&frame);
    }
    trajectory_release(&path);
}

/* What tells trails apart where there are no colours, or no dots: letters, of runs that are told
 * of. */
static void test_letters(void **state)
{
    (void)state;
    static const struct told_run told = {.optimizer = "gd"};
    static const struct {
        int colors;
        bool braille, told;
        uint32_t ascii, on, at;
    } cases[] = {
        {0, true, true, 'B', 0x2809, 'b'}, {0, false, true, 'B', 'b', 'b'},
        {256, false, true, 'B', 'b', 'b'}, {256, true, true, 'B', 0x2809, 0x2809},
        {0, false, false, 'B', 'o', 'o'},  {0, false, true, '@', 'o', 'o'},
    };
    static const struct viewport large = {0, 80, 0, 26, 80, 26};
    struct plane plane = plane_of(2);
    struct trajectory path = path_of(0, 2, NULL, NULL);
    for (long step = 0; step < 40; step++)
        trajectory_add(&path, &(struct sample){.step = step, .x = {2.25 * (double)step, 25.9}});
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct display display = {
            .colors = cases[i].colors, .blocks = true, .braille = cases[i].braille};
        struct frame frame = frame_of(26, 80);
        struct canvas canvas;
        canvas_init(&canvas, &frame, (struct rectangle){0, 0, 26, 79}, &display,
                    table_row(&colormaps, 0), 6);
        path_draw(&canvas,
                  &(struct drawn_run){.path = &path,
                                      .whole = true,
                                      .ascii = cases[i].ascii,
                                      .told = cases[i].told ? &told : NULL},
                  &(struct projection){.plane = &plane, .viewport = &large});
        assert_int_equal(glyph_at(&frame, 0, 21), cases[i].on);
        assert_int_equal(glyph_at(&frame, 0, 18), cases[i].at); /* the eighth point */
        frame_release(&frame);
    }
    trajectory_release(&path);
}

/* Steps of a column: where they go on the line is wide, where they turn it is of dots. */
static void test_curl(void **state)
{
    (void)state;
    static const struct viewport large = {0, 80, 0, 26, 80, 26};
    const struct display display = {.colors = 256, .blocks = true, .braille = true};
    struct plane plane = plane_of(2);

    for (int turns = 0; turns < 2; turns++) {
        struct trajectory path = path_of(0, 2, NULL, NULL);
        struct frame frame = frame_of(26, 80);
        struct canvas canvas;
        for (long step = 0; step < 8; step++)
            trajectory_add(&path,
                           &(struct sample){.step = step,
                                            .x = {20.2 + (double)(turns ? step % 2 : step), 25.9}});
        canvas_init(&canvas, &frame, (struct rectangle){0, 0, 26, 80}, &display,
                    table_row(&colormaps, 0), 6);
        path_extend(&canvas, &(struct drawn_run){.path = &path}, 2, 8,
                    &(struct projection){.plane = &plane, .viewport = &large});
        assert_int_equal(glyph_at(&frame, 0, 20), turns ? 0x2809 : ' ');
        assert_int_equal(glyph_at(&frame, 0, 25), turns ? ' ' : 0x2580);
        frame_release(&frame);
        trajectory_release(&path);
    }
}

/* Steps that come less far than a few columns are dots, as a square would be. */
static void test_creep(void **state)
{
    (void)state;
    static const struct viewport large = {0, 80, 0, 26, 80, 26};
    const struct display display = {.colors = 256, .blocks = true, .braille = true};
    struct plane plane = plane_of(2);

    for (int creeps = 0; creeps < 2; creeps++) {
        struct trajectory path = path_of(0, 2, NULL, NULL);
        struct frame frame = frame_of(26, 80);
        struct canvas canvas;
        for (long step = 0; step < 2 * PATH_YOUNG; step++)
            trajectory_add(
                &path, &(struct sample){.step = step,
                                        .x = {20.2 + (creeps ? 0.02 : 0.5) * (double)step, 25.9}});
        canvas_init(&canvas, &frame, (struct rectangle){0, 0, 26, 80}, &display,
                    table_row(&colormaps, 0), 6);
        path_draw(&canvas, &(struct drawn_run){.path = &path},
                  &(struct projection){.plane = &plane, .viewport = &large});
        assert_int_equal(glyph_at(&frame, 0, creeps ? 21 : 45), creeps ? 0x2801 : 0x2580);
        frame_release(&frame);
        trajectory_release(&path);
    }
}

/* Other axes, and directions that are none: each point is seen from above the plane. */
static void test_planes(void **state)
{
    (void)state;
    static const struct plane turned = {PLANE_PRINCIPAL, 3, {0}, {1, 3, 9}, {0, 1, 0}, {1, 0, 0}};
    struct frame frame;
    struct canvas canvas = canvas_over(&frame, &dots_only);
    struct plane swapped;
    plane_axes(&swapped, (double[]){0, 0, 0}, 3, 2, 0);
    path_start(&canvas, (double[]){3.5, 99, 1.5},
               &(struct projection){.plane = &swapped, .viewport = &window});
    check_frame(&frame, " ○\n\n\n\n");
    path_start(&canvas, (double[]){2.5, 5.5, -7},
               &(struct projection){.plane = &turned, .viewport = &window});
    check_frame(&frame, " ○\n\n  ○\n\n");
    frame_release(&frame);
}

static void test_minima(void **state)
{
    (void)state;
    const struct stars stars = {
        {(double[]){0, 3.5}, (double[]){7.9, 0.1}, (double[]){8.1, 2}, (double[]){4, -0.1}}, 4};
    struct frame frame;
    struct canvas canvas = canvas_over(&frame, &dots_only);
    struct plane plane = plane_of(2);
    path_minima(&canvas, &stars, &(struct projection){.plane = &plane, .viewport = &window});
    check_frame(&frame, "★\n\n\n       ★\n");
    canvas.display = &bare;
    path_minima(&canvas, &stars, &(struct projection){.plane = &plane, .viewport = &window});
    check_frame(&frame, "*\n\n\n       *\n");
    frame_release(&frame);
}

static void test_start(void **state)
{
    (void)state;
    static const struct {
        double x[2];
        int n;
        const char *blocks, *ascii;
    } cases[] = {
        {{2.5, 1.5}, 2, "\n\n  ○\n\n", "\n\n  O\n\n"}, {{2.5, -1}, 1, "\n\n  ○\n\n", "\n\n  O\n\n"},
        {{-0.1, 1.5}, 2, "\n\n\n\n", "\n\n\n\n"},      {{8.1, 1.5}, 2, "\n\n\n\n", "\n\n\n\n"},
        {{NAN, 1.5}, 2, "\n\n\n\n", "\n\n\n\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct frame frame;
        struct canvas canvas = canvas_over(&frame, &dots_only);
        struct plane plane = plane_of(cases[i].n);
        path_start(&canvas, cases[i].x, &(struct projection){.plane = &plane, .viewport = &window});
        check_frame(&frame, cases[i].blocks);
        canvas.display = &bare;
        path_start(&canvas, cases[i].x, &(struct projection){.plane = &plane, .viewport = &window});
        check_frame(&frame, cases[i].ascii);
        frame_release(&frame);
    }
}

/* A mark, or at the edge an arrow towards what is outside; and where it is. */
static void test_head_and_place(void **state)
{
    (void)state;
    struct {
        double x[2];
        int row, column;
        uint32_t now, ascii, place;
    } cases[] = {
        {{2.5, 1.5}, 2, 2, 0x25CF, '@', 0x253C}, {{0, 4}, 0, 0, 0x25CF, '@', 0x253C},
        {{-5, 1.5}, 2, 0, 0x25C0, '<', 0x25C0},  {{8.1, 1.5}, 2, 7, 0x25B6, '>', 0x25B6},
        {{2.5, 9}, 0, 2, 0x25B2, '^', 0x25B2},   {{2.5, -9}, 3, 2, 0x25BC, 'v', 0x25BC},
        {{-1, 99}, 0, 0, 0x25C0, '<', 0x25C0},   {{1e300, -1e300}, 3, 7, 0x25B6, '>', 0x25B6},
        {{8, 0}, 3, 7, 0x25CF, '@', 0x253C}, /* on the edge is inside */
    };
    struct plane plane = plane_of(2);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct frame frame;
        struct canvas canvas = canvas_over(&frame, &dots_only);
        struct trajectory path = path_of(1, 2, &cases[i].x, NULL);
        struct drawn_run run = {.path = &path, .glyph = 0x25CF, .ascii = '@'};
        int row = -1, column = -1;
        assert_true(head_at(&canvas, &run, &no_stars,
                            &(struct projection){.plane = &plane, .viewport = &window}, &row,
                            &column));
        assert_int_equal(row, cases[i].row);
        assert_int_equal(column, cases[i].column);
        assert_int_equal(glyph_at(&frame, row, column), cases[i].now);
        assert_true(path_place(&canvas, cases[i].x, &(struct projection){.viewport = &window}, &row,
                               &column));
        assert_int_equal(glyph_at(&frame, cases[i].row, cases[i].column), cases[i].place);
        canvas.display = &bare;
        assert_true(head_at(&canvas, &run, &no_stars,
                            &(struct projection){.plane = &plane, .viewport = &window}, &row,
                            &column));
        assert_int_equal(glyph_at(&frame, row, column), cases[i].ascii);
        trajectory_release(&path);
        frame_release(&frame);
    }
}

/* A run within half a cell of a star has one mark with it: the star, inverted. */
static void test_merged(void **state)
{
    (void)state;
    static const struct {
        double x[2];
        bool merged;
        const char *screen;
    } cases[] = {
        {{2.5, 1.5}, true, "\n\n  ★\n\n"},     {{2.9, 1.1}, true, "\n\n  ★\n\n"},
        {{3.0, 2.0}, true, "\n\n  ★\n\n"},     {{3.1, 1.5}, false, "\n\n  ★●\n\n"},
        {{2.5, 2.1}, false, "\n  ●\n  ★\n\n"},
    };
    const struct stars stars = {{(double[]){-0.1, 2}, (double[]){2.5, 1.5}}, 2};
    struct plane plane = plane_of(2);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct frame frame;
        struct canvas canvas = canvas_over(&frame, &dots_only);
        double x[][2] = {{cases[i].x[0], cases[i].x[1]}};
        struct trajectory path = path_of(1, 2, x, NULL);
        struct drawn_run run = {.path = &path, .glyph = 0x25CF, .ascii = '@'};
        int row = -1, column = -1;
        path_minima(&canvas, &stars, &(struct projection){.plane = &plane, .viewport = &window});
        assert_true(head_at(&canvas, &run, &stars,
                            &(struct projection){.plane = &plane, .viewport = &window}, &row,
                            &column));
        check_frame(&frame, cases[i].screen);
        assert_int_equal(frame_cell(&frame, row, column)->attributes,
                         CELL_BOLD | (cases[i].merged ? CELL_REVERSE : 0));
        trajectory_release(&path);
        frame_release(&frame);
    }
}

/* Arrows in eight directions, from a row's height on, in a window of 12 rows. */
static void test_arrows(void **state)
{
    (void)state;
    static const struct viewport room = {0, 24, 0, 12, 24, 12};
    static const struct {
        double to[2];
        int row, column;
        uint32_t tip;
    } cases[] = {
        {{22.5, 6.5}, 5, 22, 0x2192}, {{18.5, 3.5}, 8, 18, 0x2198}, {{12.5, 1.5}, 10, 12, 0x2193},
        {{6.5, 3.5}, 8, 6, 0x2199},   {{2.5, 6.5}, 5, 2, 0x2190},   {{6.5, 9.5}, 2, 6, 0x2196},
        {{12.5, 7.5}, 4, 12, 0x2191}, {{18.5, 9.5}, 2, 18, 0x2197}, {{14.5, 6.5}, 5, 14, 0x2192},
        {{14.4, 6.5}, 5, 14, ' '},    {{12.5, 7.4}, 4, 12, ' '},    {{NAN, 6.5}, 5, 12, ' '},
        {{99, 6.5}, 5, 23, 0x2824}, /* out of the window: a line without a tip */
    };
    struct plane plane = plane_of(2);
    struct trajectory path = path_of(1, 2, (double[][2]){{12.5, 6.5}}, NULL);
    for (size_t i = 0; i < 2 * COUNT(cases); i++) {
        bool enough = i % 2;
        const double *to = cases[i / 2].to;
        struct frame frame = frame_of(12, 24);
        struct canvas canvas;
        canvas_init(&canvas, &frame, (struct rectangle){0, 0, enough ? 12 : 11, 24}, &dots_only,
                    NULL, 0);
        struct drawn_run run = {
            .path = &path, .next = i % 3 ? to : NULL, .pull = i % 3 ? NULL : to};
        path_arrows(&canvas, &run, &(struct projection){.plane = &plane, .viewport = &room});
        assert_int_equal(glyph_at(&frame, cases[i / 2].row, cases[i / 2].column),
                         enough ? cases[i / 2].tip : ' ');
        frame_release(&frame);
    }
    trajectory_release(&path);
}

static void test_not_finite(void **state)
{
    (void)state;
    double places[][2] = {{NAN, 1}, {1, NAN}, {INFINITY, 1}, {1, -INFINITY}};
    struct frame frame;
    struct canvas canvas = canvas_over(&frame, &dots_only);
    struct plane plane = plane_of(2);
    int row = 0, column = 0;
    for (size_t i = 0; i < COUNT(places); i++) {
        struct trajectory path = path_of(1, 2, &places[i], NULL);
        struct drawn_run run = {.path = &path, .glyph = 0x25CF, .ascii = '@'};
        assert_false(head_at(&canvas, &run, &no_stars,
                             &(struct projection){.plane = &plane, .viewport = &window}, &row,
                             &column));
        trajectory_release(&path);
        assert_false(path_place(&canvas, places[i], &(struct projection){.viewport = &window}, &row,
                                &column));
    }
    check_frame(&frame, "\n\n\n\n");
    frame_release(&frame);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_draw),       cmocka_unit_test(test_long_path),
        cmocka_unit_test(test_knots),      cmocka_unit_test(test_no_knots),
        cmocka_unit_test(test_age),        cmocka_unit_test(test_letters),
        cmocka_unit_test(test_curl),       cmocka_unit_test(test_creep),
        cmocka_unit_test(test_planes),     cmocka_unit_test(test_minima),
        cmocka_unit_test(test_start),      cmocka_unit_test(test_head_and_place),
        cmocka_unit_test(test_not_finite), cmocka_unit_test(test_merged),
        cmocka_unit_test(test_arrows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
