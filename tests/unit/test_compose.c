#include "stage.h"

#include "base/text.h"

static const struct display looks[] = {
    {.colors = 256, .blocks = true, .braille = true},
    {.colors = 256, .blocks = true, .braille = true, .backdrop = BACKDROP_DARK},
    {.colors = 16, .blocks = true, .braille = true},
    {.colors = 8, .blocks = true},
    {.blocks = true, .braille = true},
    {.colors = 0},
    {.colors = 256},
};

enum { GUARD = 64 };

/* A frame of that size whose memory is followed by cells that nobody may touch. */
static void guarded_frame(struct frame *frame, int rows, int columns)
{
    size_t count = (size_t)rows * (size_t)columns;
    *frame = (struct frame){.rows = rows, .columns = columns};
    frame->cells = malloc((count + GUARD) * sizeof *frame->cells);
    assert_non_null(frame->cells);
    memset(frame->cells, 0xA5, (count + GUARD) * sizeof *frame->cells);
}

/* Nothing outside is written, every glyph is fit to be shown, every colour is one of the look's,
 * and the cursor is inside. */
static void check_sane(const struct frame *frame, const struct display *display)
{
    size_t count = (size_t)frame->rows * (size_t)frame->columns;
    const unsigned char *guard = (const unsigned char *)&frame->cells[count];
    for (size_t i = 0; i < GUARD * sizeof *frame->cells; i++)
        assert_int_equal(guard[i], 0xA5);
    for (size_t i = 0; i < count; i++) {
        const struct cell *cell = &frame->cells[i];
        assert_int_equal(cell->glyph, text_visible(cell->glyph));
        assert_true(display->blocks || cell->glyph < 0x7F);
        assert_true(display->braille || cell->glyph < 0x2800 || cell->glyph > 0x28FF);
        assert_true(cell->fg >= FRAME_DEFAULT &&
                    cell->fg < (display->colors ? display->colors : 0));
        assert_true(cell->bg >= FRAME_DEFAULT &&
                    cell->bg < (display->colors ? display->colors : 0));
    }
    assert_in_range(frame->cursor_row, 0, frame->rows - 1);
    assert_in_range(frame->cursor_column, 0, frame->columns - 1);
}

/* A line through three points. */
static const double fit_x[] = {0.2, 0.5, 0.9}, fit_y[] = {0.3, 0.4, 0.8};
static const struct fit line_fit = {
    .kind = FIT_CURVE,
    .training = {.count = COUNT(fit_x), .x = fit_x, .y = fit_y},
    .x1 = 1,
    .y1 = 1,
    .x_name = "size",
    .y_name = "price",
    .prediction = fit_y,
    .samples = COUNT(fit_y),
};

/* Switches on what may lie over the scene, by the bits of `which`. */
static void dress(struct stage *stage, int which)
{
    stage->scene.overlay = which & 1 ? &stage->overlay : NULL;
    stage->scene.prompt = which & 2 ? &stage->prompt : NULL;
    stage->scene.placing = which & 4;
    stage->scene.log_loss = !(which & 4);
    stage->scene.fit = which & 8 ? &line_fit : NULL;
    stage->show = (enum show)(which / 16 % 4);
    stage->scene.learning = stage->scene.validation = which & 64;
}

/* Every size up to 120x50, each in one of the looks and with other parts on top. */
static void test_every_size(void **state)
{
    (void)state;
    struct stage stage;
    for (int n = 1; n <= 5; n += 2) {
        stage_init(&stage, n);
        for (int rows = 1; rows <= 50; rows += rows < 30 ? 1 : 4)
            for (int columns = 1; columns <= 120; columns += columns < 62 ? 1 : 6) {
                const struct display *display = &looks[(size_t)(rows + columns) % COUNT(looks)];
                struct frame frame;
                guarded_frame(&frame, rows, columns);
                dress(&stage, (rows * 3 + columns) % 128);
                stage_compose(&stage, display, &frame);
                check_sane(&frame, display);
                frame_release(&frame);
            }
        stage_release(&stage);
    }
}

/* Composing forgets what was there, and gives the same again. */
static void test_is_a_pure_function(void **state)
{
    (void)state;
    struct stage stage;
    struct frame once = frame_of(24, 80), again = frame_of(24, 80);
    stage_init(&stage, 2);
    for (int i = 0; i < 24 * 80; i++)
        again.cells[i] = (struct cell){.glyph = '#', .fg = 1, .bg = 1, .attributes = 7};
    again.cursor_visible = true;
    stage_compose(&stage, &rich, &once);
    stage_compose(&stage, &rich, &again);
    assert_true(frame_equal(&once, &again));
    frame_release(&once);
    frame_release(&again);
    stage_release(&stage);
}

static bool in_number(uint32_t glyph)
{
    return (glyph >= '0' && glyph <= '9') || glyph == '.';
}

/* Every way in which the scene's numbers may be written. */
static const char *const numbers[] = {
    "37",       "0.175",     "0.9",      "1.75",     "3.8",      "12.5",     "0.2537",
    "0.253700", "0.7166",    "0.716600", "0.717",    "0.712340", "0.712",    "0.003120",
    "0.003",    "5.000000",  "5.000",    "6.000000", "6.000",    "7.000000", "7.000",
    "30",       "3141.5926", "2718.28",  "161803.4", "2",        "0.38",
};

static void check_number(const char *token, int rows, int columns)
{
    for (size_t i = 0; i < COUNT(numbers); i++)
        if (strcmp(token, numbers[i]) == 0)
            return;
    fail_msg("%dx%d: '%s' is none of the numbers", columns, rows, token);
}

/* Reads the numbers of the rows and columns that are not the map or the sparkline. */
static void check_numbers(struct frame *frame, const struct layout *layout)
{
    const struct rectangle *map = &layout->map;
    for (int row = 0; row < frame->rows; row++) {
        char token[32];
        size_t length = 0;
        bool beside = row >= map->row && row < map->row + map->rows;
        int first = beside ? map->column + map->columns : 0;
        for (int column = first; column <= frame->columns; column++) {
            const struct cell *cell = frame_cell(frame, row, column);
            if (cell && in_number(cell->glyph) && length + 1 < sizeof token) {
                token[length++] = (char)cell->glyph;
                continue;
            }
            while (length > 0 && token[length - 1] == '.') /* the end of a sentence, an ellipsis */
                length--;
            token[length] = '\0';
            if (length > 0)
                check_number(token, frame->rows, frame->columns);
            length = 0;
        }
    }
}

static void blank(struct frame *frame, const struct rectangle *area)
{
    frame_blank(frame, area->row, area->column, area->rows, area->columns);
}

/* At no size is a number of a run cut: what is shown of a number is all of it. */
static void test_numbers_are_whole(void **state)
{
    (void)state;
    struct stage stage;
    for (int n = 1; n <= 5; n++) {
        stage_init(&stage, n);
        stage.scene.formula = "3141.5926*x^2 + 2718.28*y^2 + 161803.4*x*y";
        for (int rows = 4; rows <= 40; rows += rows < 16 ? 1 : 3)
            for (int columns = 20; columns <= 120; columns += columns < 70 ? 1 : 5) {
                struct frame frame = frame_of(rows, columns);
                stage_compose(&stage, &rich, &frame);
                blank(&frame, &stage.layout.curve[0]);
                blank(&frame, &stage.layout.steps);
                blank(&frame, &stage.layout.across);
                blank(&frame, &stage.layout.up);
                blank(&frame, &stage.layout.legend);
                check_numbers(&frame, &stage.layout);
                frame_release(&frame);
            }
        stage_release(&stage);
    }
}

/* Is the text on the screen? */
static bool shows(const struct frame *frame, const char *text)
{
    struct buffer screen = {0};
    text_from_frame(frame, &screen);
    bool found = strstr(buffer_string(&screen), text);
    buffer_release(&screen);
    return found;
}

static void test_small_screens(void **state)
{
    (void)state;
    struct stage stage;
    stage_init(&stage, 2);
    struct frame calm = frame_of(2, 30), line = frame_of(5, 40);
    stage_compose(&stage, &rich, &calm);
    check_frame(&calm, "ttydescent needs 20x4\n\n");
    stage_compose(&stage, &rich, &line);
    check_frame(&line, "▶ ravine  gd  step 37  loss 0.2537\n"
                       "▲ zigzagging across the valley: the rate\n"
                       "  is 1.75 of 3.8 in the steep direction\n\n\n");
    frame_release(&calm);
    frame_release(&line);
    stage_release(&stage);
}

/* What 80x24 must tell. */
static void test_what_is_shown(void **state)
{
    (void)state;
    static const char *const parts[] = {
        "ravine",    "(10*x^2 + y^2)/2", "gd",       "0.175",       "0.9",  "30/s", "-0.712340",
        "0.003120",  "0.253700",         "0.716600", "1.75 of 3.8", "12.5", "log",  "zigzagging",
        "space run", "q quit",           "★",        "○",           "●",
    };
    struct stage stage;
    struct frame frame = frame_of(24, 80);
    stage_init(&stage, 2);
    stage_compose(&stage, &rich, &frame);
    for (size_t i = 0; i < COUNT(parts); i++)
        if (!shows(&frame, parts[i]))
            fail_msg("'%s' is not shown", parts[i]);
    assert_false(frame.cursor_visible);
    frame_release(&frame);
    stage_release(&stage);
}

/* The fit beside the map, or in its place; then the cursor rests on the sentence. */
static void test_fit(void **state)
{
    (void)state;
    struct stage stage;
    struct frame small = frame_of(24, 80), large = frame_of(40, 120);
    stage_init(&stage, 2);
    stage.scene.fit = &line_fit;
    stage_compose(&stage, &rich, &small);
    assert_true(shows(&small, "★") && !shows(&small, "price"));
    stage_compose(&stage, &rich, &large);
    assert_true(shows(&large, "★") && shows(&large, "price") && shows(&large, "0 "));
    int row = large.cursor_row, column = large.cursor_column;
    assert_int_equal(glyph_at(&large, row, column), 0x25CF);
    stage.show = SHOW_FIT;
    stage_compose(&stage, &rich, &small);
    assert_true(shows(&small, "price") && shows(&small, "size") && !shows(&small, "★"));
    assert_int_equal(glyph_at(&small, small.cursor_row, small.cursor_column), 0x25B2);
    assert_int_equal(small.cursor_column, 1);
    stage.show = SHOW_MAP;
    stage_compose(&stage, &rich, &large);
    assert_false(shows(&large, "price"));
    stage.show = SHOW_BOTH;
    stage.scene.overlay = &stage.overlay;
    stage_compose(&stage, &rich, &large);
    assert_false(shows(&large, "price"));
    frame_release(&small);
    frame_release(&large);
    stage_release(&stage);
}

/* The overlay hides the map and leaves the header; the prompt takes the last two rows. */
static void test_overlay_and_prompt(void **state)
{
    (void)state;
    struct stage stage;
    struct frame frame = frame_of(24, 80);
    stage_init(&stage, 2);
    dress(&stage, 1 | 2);
    stage_compose(&stage, &rich, &frame);
    assert_true(shows(&frame, "Keys") && shows(&frame, "run or pause") && shows(&frame, "ravine"));
    assert_true(shows(&frame, ":rate 0.1O"));
    assert_true(shows(&frame, "         ^ this is no number"));
    assert_false(shows(&frame, "●") || shows(&frame, "0.712340"));
    assert_true(frame.cursor_visible);
    assert_int_equal(frame.cursor_row, 22);
    assert_int_equal(frame.cursor_column, 10);
    frame_release(&frame);
    stage_release(&stage);
}

/* Every run has its mark where it is, and the last one lies on top and has the cursor. */
static void test_many_runs(void **state)
{
    (void)state;
    struct stage stage;
    struct frame frame = frame_of(24, 80);
    struct trajectory path[SCENE_RUNS];
    stage_init(&stage, 2);
    for (size_t i = 0; i < SCENE_RUNS; i++) {
        double x[][2] = {{-1.5, 1.5}, {i < 2 ? 1 : -1.5 + 0.35 * (double)i, -1}};
        path[i] = path_of(2, 2, x, NULL);
        stage.scene.run[i] = (struct drawn_run){.path = &path[i],
                                                .glyph = 'A' + (uint32_t)i,
                                                .ascii = 'a',
                                                .color = (int)i,
                                                .dim = i == 0};
    }
    stage.scene.runs = SCENE_RUNS;
    stage_compose(&stage, &rich, &frame);
    assert_true(shows(&frame, "BA")); /* both are at the same place: the upper one has it */
    for (char name[] = "B"; name[0] < 'A' + SCENE_RUNS; name[0]++)
        assert_true(shows(&frame, name));
    assert_int_equal(glyph_at(&frame, frame.cursor_row, frame.cursor_column), 'A' + SCENE_RUNS - 1);
    for (size_t i = 0; i < SCENE_RUNS; i++)
        trajectory_release(&path[i]);
    frame_release(&frame);
    stage_release(&stage);
}

/* While a start is placed the cursor is on the cross; where there is nothing else to say, its place
 * is told. */
static void test_placing(void **state)
{
    (void)state;
    struct stage stage;
    struct frame frame = frame_of(24, 80);
    stage_init(&stage, 2);
    dress(&stage, 4);
    stage_compose(&stage, &rich, &frame);
    assert_true(frame.cursor_visible);
    assert_int_equal(glyph_at(&frame, frame.cursor_row, frame.cursor_column), 0x253C);
    assert_true(shows(&frame, "▲ zigzagging"));
    stage.scene.sentence = "";
    stage_compose(&stage, &rich, &frame);
    assert_true(shows(&frame, "• start at x = 0.2500, y = -1.5000: loss 1.4375"));
    frame_release(&frame);
    stage_release(&stage);
}

/* Foreign text cannot steer the terminal, and numbers that are none do no harm. */
static void test_hostile_scene(void **state)
{
    (void)state;
    static const char *const names[] = {"\033[2J", "\xff\xfe", "a\u202e\u0301"};
    struct stage stage;
    struct frame frame;
    stage_init(&stage, 3);
    stage.scene.parameter = names;
    stage.scene.surface = stage.scene.sentence = stage.scene.optimizer = "\033]0;x\a\n\xc2\x85";
    stage.scene.formula = stage.scene.speed = "\t\r\x7f";
    stage.now = (struct sample){.step = 2147483647,
                                .loss = NAN,
                                .grad_norm = INFINITY,
                                .lr = NAN,
                                .x = {NAN, -INFINITY, 1e308}};
    stage.scene.rate = stage.scene.beta = stage.scene.floor = NAN;
    stage.stability = (struct stability){
        .condition = NAN, .rate = NAN, .flat_rate = NAN, .has_limit = true, .limit = NAN};
    for (int which = 0; which < 8; which++)
        for (size_t i = 0; i < COUNT(looks); i++) {
            guarded_frame(&frame, 12 + which * 4, 40 + which * 11);
            dress(&stage, which);
            stage_compose(&stage, &looks[i], &frame);
            check_sane(&frame, &looks[i]);
            frame_release(&frame);
        }
    stage_release(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_size),        cmocka_unit_test(test_is_a_pure_function),
        cmocka_unit_test(test_numbers_are_whole), cmocka_unit_test(test_small_screens),
        cmocka_unit_test(test_what_is_shown),     cmocka_unit_test(test_overlay_and_prompt),
        cmocka_unit_test(test_many_runs),         cmocka_unit_test(test_placing),
        cmocka_unit_test(test_hostile_scene),     cmocka_unit_test(test_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
