#include "drawing.h"

#include "view/canvas.h"

static const struct display dots_only = {.colors = 0, .blocks = true, .braille = true};

/* A canvas that covers the frame, on nothing. */
static struct canvas canvas_over(struct frame *frame, const struct display *display)
{
    struct canvas canvas;
    const struct rectangle all = {0, 0, frame->rows, frame->columns};
    canvas_init(&canvas, frame, all, display, table_row(&colormaps, 0), 10);
    return canvas;
}

/* Each dot of a cell is one bit; dots of one pen join in the cell. */
static void test_dots(void **state)
{
    (void)state;
    struct frame frame = frame_of(2, 3);
    struct canvas canvas = canvas_over(&frame, &dots_only);
    struct pen pen = {.kind = PEN_PATH};
    int count = 0;
    for (int y = 0; y < 8; y++)
        for (int x = 0; x < 6; x++) {
            assert_false(dot_at(&frame, x, y));
            canvas_dot(&canvas, &pen, x, y);
            assert_true(dot_at(&frame, x, y));
            assert_int_equal(dot_count(&frame), ++count);
        }
    check_frame(&frame, "⣿⣿⣿\n⣿⣿⣿\n");
    frame_release(&frame);
}

/* Each dot of a wide pen is a quadrant; those of a cell join, and the ground stays what it was. */
static void test_wide(void **state)
{
    (void)state;
    static const struct {
        int x, y;
        uint32_t glyph;
    } dots[] = {{0, 0, 0x2598}, {0, 1, 0x2598}, {1, 3, 0x259A},
                {1, 0, 0x259C}, {0, 2, 0x2588}, {1, 1, 0x2588}};
    struct frame frame = frame_of(1, 1);
    struct canvas canvas = canvas_over(&frame, &rich);
    struct pen pen = {.kind = PEN_PATH, .wide = true};
    const struct cell *cell = &frame.cells[0];
    frame_glyph(&frame, 0, 0, 0x2598, canvas.ground[7].color, canvas.ground[3].color, 0);
    for (size_t i = 0; i < COUNT(dots); i++) {
        canvas_dot(&canvas, &pen, dots[i].x, dots[i].y);
        assert_int_equal(cell->glyph, dots[i].glyph);
        assert_int_equal(cell->fg, canvas.ground[3].path);
        assert_int_equal(cell->bg, canvas.ground[3].color);
    }
    canvas_mark(&canvas, 0, 0, 0, '*');
    assert_int_equal(cell->bg, canvas.ground[3].color);
    frame_release(&frame);
}

static void test_wide_lines(void **state)
{
    (void)state;
    static const struct {
        double x0, y0, x1, y1;
        const char *screen;
    } cases[] = {
        {0, 0, 5, 0, "▀▀▀\n\n"},      {0, 0, 0, 7, "▌\n▌\n"}, {0, 0, 3, 7, "▚\n ▚\n"},
        {-100, 2, 100, 2, "▄▄▄\n\n"}, {3, 3, 3, 3, " ▗\n\n"}, {-5, 0, -1, 7, "\n\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct frame frame = frame_of(2, 3);
        struct canvas canvas = canvas_over(&frame, &dots_only);
        struct pen pen = {.kind = PEN_PATH, .wide = true};
        canvas_line(&canvas, &pen, cases[i].x0, cases[i].y0, cases[i].x1, cases[i].y1);
        check_frame(&frame, cases[i].screen);
        frame_release(&frame);
    }
}

/* A sparing line leaves every second cell of another line as it is, and is whole upon the
 * ground. */
static void test_sparing(void **state)
{
    (void)state;
    struct frame frame = frame_of(1, 6);
    struct canvas canvas = canvas_over(&frame, &rich);
    struct pen path = {.kind = PEN_PATH}, over = {.kind = PEN_INK, .sparing = true};
    for (int i = 0; i < 6; i++)
        frame_glyph(&frame, 0, i, ' ', canvas.ground[3].ink, canvas.ground[3].color, 0);
    canvas_line(&canvas, &path, 0, 0, 7, 0);
    canvas_line(&canvas, &over, 0, 3, 11, 3);
    check_frame(&frame, "⣀⠉⣀⠉⣀⣀\n");
    assert_int_equal(frame.cells[0].fg, canvas.ground[3].ink);
    assert_int_equal(frame.cells[1].fg, canvas.ground[3].path);
    frame_release(&frame);
}

static void test_dots_outside(void **state)
{
    (void)state;
    static const int places[][2] = {
        {-1, 0}, {0, -1}, {-2, -4}, {6, 0}, {0, 8}, {INT32_MAX, 0}, {0, INT32_MIN},
    };
    struct frame frame = frame_of(2, 3);
    struct canvas canvas = canvas_over(&frame, &dots_only);
    struct pen pen = {.kind = PEN_PATH};
    for (size_t i = 0; i < COUNT(places); i++)
        canvas_dot(&canvas, &pen, places[i][0], places[i][1]);
    canvas_glyph(&canvas, &pen, -1, 0, 'x');
    canvas_glyph(&canvas, &pen, 2, 0, 'x');
    canvas_mark(&canvas, 0, 0, 3, 'x');
    canvas_mark(&canvas, 0, 0, -1, 'x');
    check_frame(&frame, "\n\n");
    frame_release(&frame);
}

/* What another pen has drawn in a cell is replaced. */
static void test_last_is_on_top(void **state)
{
    (void)state;
    struct frame frame = frame_of(1, 1);
    struct canvas canvas = canvas_over(&frame, &dots_only);
    struct pen contour = {.kind = PEN_CONTOUR}, path = {.kind = PEN_PATH};
    canvas_dot(&canvas, &contour, 0, 0);
    canvas_dot(&canvas, &contour, 1, 3);
    assert_int_equal(dot_count(&frame), 2);
    canvas_dot(&canvas, &path, 0, 2);
    assert_int_equal(dot_count(&frame), 1);
    assert_true(dot_at(&frame, 0, 2));
    canvas_mark(&canvas, 0, 0, 0, 0x25CF);
    check_frame(&frame, "●\n");
    assert_int_equal(frame.cells[0].attributes, CELL_BOLD);
    frame_release(&frame);
}

static void test_lines(void **state)
{
    (void)state;
    static const struct {
        double x0, y0, x1, y1;
        const char *screen;
    } cases[] = {
        {0, 0, 5, 0, "⠉⠉⠉\n\n"},
        {0, 0, 0, 7, "⡇\n⡇\n"},
        {0, 0, 5, 5, "⠑⢄\n  ⠑\n"},
        {5, 5, 0, 0, "⠑⢄\n  ⠑\n"},
        {3, 3, 3, 3, " ⢀\n\n"},
        {-100, 2, 100, 2, "⠤⠤⠤\n\n"},
        {-1e15, 4, 1e15, 4, "\n⠉⠉⠉\n"},
        {2, -1e15, 2, 1e15, " ⡇\n ⡇\n"},
        {-3, -3, 1e3, 1e3, "⠑⢄\n  ⠑\n"},
        {-5, 0, -1, 7, "\n\n"},
        {7, 0, 9, 7, "\n\n"},
        {0, 9, 5, 20, "\n\n"},
        {-6, 5, 5, -6, "\n\n"},
        {0, 0, NAN, 0, "\n\n"},
        {0, -INFINITY, 0, 5, "\n\n"},
        {-1.7e308, 0, 1.7e308, 0, "\n\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct frame frame = frame_of(2, 3);
        struct canvas canvas = canvas_over(&frame, &dots_only);
        struct pen pen = {.kind = PEN_PATH};
        canvas_line(&canvas, &pen, cases[i].x0, cases[i].y0, cases[i].x1, cases[i].y1);
        check_frame(&frame, cases[i].screen);
        frame_release(&frame);
    }
}

/* A dashed line leaves out every second dot, also across the ends of its parts. */
static void test_dim_is_dashed(void **state)
{
    (void)state;
    struct frame frame = frame_of(1, 6);
    struct canvas canvas = canvas_over(&frame, &dots_only);
    struct pen pen = {.kind = PEN_PATH, .dim = true};
    canvas_line(&canvas, &pen, 0, 0, 4, 0);
    canvas_line(&canvas, &pen, 5, 0, 11, 0);
    for (int x = 0; x < 12; x++)
        assert_int_equal(dot_at(&frame, x, 0), x % 2 == 0);
    frame_release(&frame);
}

/* Lines and marks from anywhere to anywhere change nothing outside the area. */
static void test_stays_in_its_area(void **state)
{
    (void)state;
    enum { ROWS = 8, COLUMNS = 16 };
    const struct rectangle area = {2, 3, 4, 9};
    struct frame frame = frame_of(ROWS, COLUMNS);
    struct canvas canvas;
    uint64_t random = 3;
    canvas_init(&canvas, &frame, area, &dots_only, table_row(&colormaps, 0), 10);
    for (int i = 0; i < 5000; i++) {
        struct pen pen = {.kind = (enum pen_kind)(i % 3), .dim = i % 2};
        double reach = pow(10, i % 17);
        double x0 = check_uniform(&random, -reach, reach),
               y0 = check_uniform(&random, -reach, reach);
        double x1 = check_uniform(&random, -reach, reach),
               y1 = check_uniform(&random, -reach, reach);
        canvas_line(&canvas, &pen, x0, y0, x1, y1);
        canvas_mark(&canvas, 0, check_below(&random, 20) - 8, check_below(&random, 40) - 16, '*');
    }
    bool drawn = dot_count(&frame) > 0;
    frame_blank(&frame, area.row, area.column, area.rows, area.columns);
    check_frame(&frame, "\n\n\n\n\n\n\n\n");
    assert_true(drawn);
    frame_release(&frame);
}

/* Without braille a line is letters, or points where it stays behind. */
static void test_without_braille(void **state)
{
    (void)state;
    static const struct {
        struct display display;
        enum pen_kind kind;
        bool dim;
        const char *screen;
    } cases[] = {
        {{.blocks = true}, PEN_PATH, false, "ooo\n"},
        {{.blocks = true}, PEN_CONTOUR, false, "···\n"},
        {{.blocks = true}, PEN_PATH, true, "···\n"},
        {{.blocks = false}, PEN_PATH, false, "ooo\n"},
        {{.blocks = false}, PEN_PATH, true, "...\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct frame frame = frame_of(1, 3);
        struct canvas canvas = canvas_over(&frame, &cases[i].display);
        struct pen pen = {.kind = cases[i].kind, .dim = cases[i].dim};
        canvas_line(&canvas, &pen, 0, 1, 5, 1);
        check_frame(&frame, cases[i].screen);
        frame_release(&frame);
    }
}

/* A pen of a style of its own is itself on whatever is there; without braille it has a glyph. */
static void test_style(void **state)
{
    (void)state;
    static const struct display coarse = {.colors = 256};
    struct frame frame = frame_of(1, 2);
    struct canvas canvas;
    struct pen pen = {.kind = PEN_STYLE, .style = {215, CELL_BOLD}, .coarse = '*'};
    const struct cell *cell = &frame.cells[0];
    canvas_init(&canvas, &frame, (struct rectangle){0, 0, 1, 2}, &rich, NULL, 0);
    frame_glyph(&frame, 0, 0, canvas_braille(0, 0), 75, FRAME_DEFAULT, 0);
    canvas_line(&canvas, &pen, 0, 1, 3, 1);
    check_frame(&frame, "⠒⠒\n");
    assert_int_equal(cell->fg, 215);
    assert_int_equal(cell->bg, FRAME_DEFAULT);
    assert_int_equal(cell->attributes, CELL_BOLD);
    canvas_init(&canvas, &frame, (struct rectangle){0, 0, 1, 2}, &coarse, NULL, 0);
    canvas_dot(&canvas, &pen, 3, 0);
    check_frame(&frame, "⠒*\n");
    frame_release(&frame);
}

/* A cell of the heatmap, by what it looks like: the bands of its two halves. */
static void heat_cell(struct frame *frame, const struct canvas *canvas, int upper, int lower)
{
    uint32_t glyph = upper == lower ? (upper % 2 ? ' ' : 0x2588) : upper % 2 ? 0x2580 : 0x2584;
    int fg = canvas->ground[glyph == 0x2580 ? upper : lower].color;
    int bg = canvas->ground[glyph == 0x2580 ? lower : upper].color;
    if (glyph == ' ')
        fg = canvas->ground[0].color; /* of the pair in force: not seen */
    if (glyph == 0x2588)
        bg = canvas->ground[0].color;
    frame_glyph(frame, 0, 0, glyph, fg, bg, 0);
}

/* On the heat of any two bands, in any colours, the path is drawn on the darker one, in its
 * own colour where that has 4.5 to 1, else in the path's hue of at least 3 to 1; marks have at
 * least 4.5 to 1, bold white of 8 colours counting as entry 15. */
static void test_path_can_be_read(void **state)
{
    (void)state;
    static const struct {
        int colors, bands;
    } looks[] = {{FRAME_RGB, 10}, {FRAME_RGB, 12}, {256, 10}, {256, 12}, {16, 6}, {8, 5}};
    struct frame frame = frame_of(1, 1);
    struct cell *cell = &frame.cells[0];
    for (size_t i = 0; i < COUNT(looks) * colormaps.count; i++) {
        const struct display display = {
            .colors = looks[i % COUNT(looks)].colors, .blocks = true, .braille = true};
        int bands = looks[i % COUNT(looks)].bands;
        struct canvas canvas;
        canvas_init(&canvas, &frame, (struct rectangle){0, 0, 1, 1}, &display,
                    table_row(&colormaps, i / COUNT(looks)), bands);
        for (int pair = 0; pair < bands * bands; pair++) {
            int upper = pair / bands, lower = pair % bands;
            heat_cell(&frame, &canvas, upper, lower);
            int color = pair % 7; /* a run of that colour, or of none */
            canvas_dot(&canvas, &(struct pen){.kind = PEN_PATH, .color = color}, 0, 0);
            assert_int_equal(cell->bg, canvas.ground[upper < lower ? upper : lower].color);
            bool seen = contrast_of(palette_luminance(color), palette_luminance(cell->bg)) >= 4.5;
            assert_true(!color || !seen || cell->fg == color);
            assert_true(contrast_of(palette_luminance(cell->fg), palette_luminance(cell->bg)) >= 3);
            /* On ink the ground is that of before, on a mark that was inverted, too. */
            int ground = cell->bg;
            canvas_mark(&canvas, 0, 0, 0, '*');
            assert_int_equal(cell->bg, ground);
            canvas_invert(&canvas, 0, 0);
            assert_int_equal(cell->fg, ground);
            if (display.colors == 256 && cell->bg == 231) {
                canvas_mark(&canvas, 0, 0, 0, '*');
                assert_int_equal(cell->bg, ground);
            } else {
                canvas_invert(&canvas, 0, 0);
            }
            bool bright = display.colors == 8 && cell->fg == 7 && cell->attributes & CELL_BOLD;
            assert_true(contrast_of(palette_luminance(bright ? 15 : cell->fg),
                                    palette_luminance(cell->bg)) >= 4.5);
        }
    }
    frame_release(&frame);
}

/* Of any block element the ground is the colour of more of the cell. */
static void test_ground_is_the_larger_part(void **state)
{
    static const struct {
        uint32_t glyph;
        bool ink;
    } rows[] = {{0x2581, false}, {0x2583, false}, {0x2585, true},  {0x2587, true},
                {0x2589, true},  {0x258F, false}, {0x2596, false}, {0x2599, true},
                {0x259D, false}, {0x259F, true},  {' ', false},    {0x2588, true}};
    struct frame frame = frame_of(1, 1);
    struct canvas canvas;

    (void)state;
    canvas_init(&canvas, &frame, (struct rectangle){0, 0, 1, 1}, &rich, table_row(&colormaps, 0),
                10);
    for (size_t i = 0; i < 2 * COUNT(rows); i++) {
        int ink = canvas.ground[i % 2 ? 2 : 7].color, bg = canvas.ground[i % 2 ? 7 : 2].color;

        frame_glyph(&frame, 0, 0, rows[i / 2].glyph, ink, bg, 0);
        canvas_dot(&canvas, &(struct pen){.kind = PEN_PATH}, 0, 0);
        assert_int_equal(frame.cells[0].bg, rows[i / 2].ink ? ink : bg);
    }
    frame_release(&frame);
}

/* A contour line has the colour of another band than its ground, on every band. */
static void test_contours_can_be_seen(void **state)
{
    (void)state;
    static const struct display looks[] = {{.colors = 256, .blocks = true, .braille = true},
                                           {.colors = 16, .blocks = true, .braille = true},
                                           {.colors = 8, .blocks = true, .braille = true},
                                           {.colors = FRAME_RGB, .blocks = true, .braille = true}};
    struct frame frame = frame_of(1, 1);
    for (size_t i = 0; i < COUNT(looks); i++) {
        struct canvas canvas;
        int bands = colormap_bands(&looks[i], 10, 10);
        canvas_init(&canvas, &frame, (struct rectangle){0, 0, 1, 1}, &looks[i],
                    table_row(&colormaps, 0), bands);
        for (int band = 0; band < bands; band++) {
            heat_cell(&frame, &canvas, band, band);
            canvas_dot(&canvas, &(struct pen){.kind = PEN_CONTOUR}, 0, 0);
            assert_int_equal(frame.cells[0].bg, canvas.ground[band].color);
            assert_int_not_equal(frame.cells[0].fg, frame.cells[0].bg);
        }
    }
    frame_release(&frame);
}

/* Without colour the two brightest shades are inverted under ink. */
static void test_mono(void **state)
{
    (void)state;
    static const struct {
        uint32_t glyph;
        bool inverted;
    } cases[] = {{' ', false}, {0x2591, false}, {0x2592, false}, {0x2593, true}, {0x2588, true}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct frame frame = frame_of(1, 1);
        struct canvas canvas = canvas_over(&frame, &dots_only);
        frame_glyph(&frame, 0, 0, cases[i].glyph, FRAME_DEFAULT, FRAME_DEFAULT, 0);
        for (int again = 0; again < 2; again++) {
            canvas_mark(&canvas, 0, 0, 0, '*');
            assert_int_equal(frame.cells[0].attributes,
                             CELL_BOLD | (cases[i].inverted ? CELL_REVERSE : 0));
        }
        frame_release(&frame);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dots),
        cmocka_unit_test(test_wide),
        cmocka_unit_test(test_sparing),
        cmocka_unit_test(test_wide_lines),
        cmocka_unit_test(test_dots_outside),
        cmocka_unit_test(test_last_is_on_top),
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_dim_is_dashed),
        cmocka_unit_test(test_stays_in_its_area),
        cmocka_unit_test(test_without_braille),
        cmocka_unit_test(test_style),
        cmocka_unit_test(test_path_can_be_read),
        cmocka_unit_test(test_ground_is_the_larger_part),
        cmocka_unit_test(test_contours_can_be_seen),
        cmocka_unit_test(test_mono),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
