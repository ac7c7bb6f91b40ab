#include "stage.h"

#include "cells/write.h"
#include "view/panels.h"

/* The bar is as full as the rate is near its limit; a label gives way to a value. */
static void test_gauge(void **state)
{
    (void)state;
    static const struct stability flat = {.known = true, .steepest = 4, .flattest = 2};
    static const struct {
        bool known, has_limit, searched, rateless;
        double flattest, condition, rate, limit;
        const char *blocks, *ascii;
    } cases[] = {
        {true, true, false, false, 2, 2, 1, 2, "rate·λ 1 of 2\n██████▌······\nκ           2\n",
         "rate*L 1 of 2\n#######......\nkappa       2\n"},
        {true, true, false, false, -1, INFINITY, 2.5, 2,
         "rate 2.5 of 2\n█████████████\nκ  indefinite\n", NULL},
        {true, false, false, false, 0, INFINITY, 0.175, 0,
         "rate·λ  0.175\nno known lim…\nκ           ∞\n",
         "rate*L  0.175\nno known l...\nkappa     inf\n"},
        {true, false, false, true, 2, 2, NAN, 0, "λ           4\nno rate\nκ           2\n", NULL},
        {true, false, true, true, 2, 2, NAN, 0, "λ           4\nno rate\nκ           2\n",
         "L           4\nno rate\nkappa       2\n"},
        {false, true, false, false, NAN, NAN, NAN, 2, "rate… unknown\n\n\n", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct stability stability = flat;
        struct scene scene = {.runs = 1, .stability = &stability};
        stability.known = cases[i].known;
        stability.has_limit = cases[i].has_limit;
        stability.searched = cases[i].searched;
        stability.rateless = cases[i].rateless;
        stability.flattest = cases[i].flattest;
        stability.indefinite = cases[i].flattest < 0;
        stability.condition = cases[i].condition;
        stability.rate = cases[i].rate;
        stability.limit = cases[i].limit;
        struct frame frame = frame_of(3, 13);
        const struct rectangle all = {0, 0, 3, 13};
        panel_gauge(&scene, &rich, &frame, all);
        check_frame(&frame, cases[i].blocks);
        if (cases[i].ascii) {
            frame_clear(&frame);
            panel_gauge(&scene, &bare, &frame, all);
            check_frame(&frame, cases[i].ascii);
        }
        frame_release(&frame);
    }
}

static void check_header(const struct scene *scene, const struct display *display, int columns,
                         const char *line)
{
    struct frame frame = frame_of(1, columns);
    panel_header(scene, display, &frame, (struct rectangle){0, 0, 1, columns});
    check_frame(&frame, line);
    frame_release(&frame);
}

/* Chips stand where there is room: noise beside 16 columns of the formula, the number of steps
 * beside all of it. */
static void test_chips(void **state)
{
    (void)state;
    static const struct {
        int columns;
        const char *line;
    } cases[] = {
        {70, "bowl  (x^2+y^2)/2 + x^4     noise 0.1  steps 20  gd  rate 0.1  # ended\n"},
        {57, "bowl  (x^2+y^2)/2 + x^4  noise 0.1  gd  rate 0.1  # ended\n"},
        {50, "bowl  (x^2+y^2)/2 + x^4      gd  rate 0.1  # ended\n"},
    };
    struct scene scene = {.runs = 1,
                          .surface = "bowl",
                          .formula = "(x^2+y^2)/2 + x^4",
                          .optimizer = "gd",
                          .rate = 0.1,
                          .beta = NAN,
                          .mark = MARK_ENDED,
                          .chips = 2,
                          .chip = {{"noise", "0.1", false}, {"steps", "20", true}}};
    for (size_t i = 0; i < COUNT(cases); i++)
        check_header(&scene, &bare, cases[i].columns, cases[i].line);
}

/* With a row more it names the rate that the limit stands for: 2 / 10. */
static void test_gauge_names_the_rate(void **state)
{
    (void)state;
    struct stability stability = {
        .known = true, .condition = 10, .steepest = 10, .rate = 1, .has_limit = true, .limit = 2};
    const struct scene scene = {.runs = 1, .stability = &stability};
    const struct rectangle all = {0, 0, 4, 18};
    struct frame frame = frame_of(4, 18);
    panel_gauge(&scene, &rich, &frame, all);
    check_frame(&frame, "rate·λ      1 of 2\n█████████·········\nstable below   0.2\n"
                        "κ               10\n");
    frame_clear(&frame);
    stability.has_limit = false;
    panel_gauge(&scene, &bare, &frame, all);
    check_frame(&frame, "rate*L           1\nno known limit\nkappa           10\n\n");
    frame_release(&frame);
}

/* A value never touches its label. */
static void test_gauge_of_long_values(void **state)
{
    (void)state;
    static const struct {
        int columns;
        const char *line;
    } cases[] = {
        {24, "rate·λ  -0.00471 of 1.36"}, {23, "rate·λ -0.00471 of 1.36"},
        {22, "rate  -0.00471 of 1.36"},   {21, "rate -0.00471 of 1.36"},
        {20, "    -0.00471 of 1.36"},
    };
    static const struct stability stability = {
        .known = true, .condition = 1, .rate = -0.00471, .has_limit = true, .limit = 1.36};
    const struct scene scene = {.runs = 1, .stability = &stability};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct frame frame = frame_of(3, cases[i].columns);
        struct buffer text = {0};
        panel_gauge(&scene, &rich, &frame, (struct rectangle){0, 0, 3, cases[i].columns});
        text_from_frame(&frame, &text);
        *strchr(text.data, '\n') = '\0';
        assert_string_equal(text.data, cases[i].line);
        buffer_release(&text);
        frame_release(&frame);
    }
}

/* Numbers in a column, or where there is but a line as many as fit whole. */
static void test_numbers(void **state)
{
    (void)state;
    static const struct {
        int n, rows, columns;
        const char *screen;
    } cases[] = {
        {2, 5, 16,
         "step          37\nx      -0.712340\ny       0.003120\nloss    0.253700\n"
         "|∇f|    0.716600\n"},
        {1, 4, 11, "step     37\nx -0.712340\nl… 0.253700\n|… 0.716600\n"},
        {5, 6, 16,
         "step          37\nx →    -0.712340\ny ↑     0.003120\n…\nloss    0.253700\n"
         "|∇f|    0.716600\n"},
        {2, 1, 60, "step 37  loss 0.2537  x -0.712  y 0.003  |∇f| 0.717\n"},
        {2, 1, 50, "step 37 loss 0.2537 x -0.712 y 0.003 |∇f| 0.717\n"},
        {2, 1, 46, "step 37 loss 0.2537 x -0.712 y 0.003\n"},
        {2, 1, 20, "step 37 loss 0.2537\n"},
        {2, 1, 18, "step 37\n"},
    };
    struct stage stage;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct rectangle all = {0, 0, cases[i].rows, cases[i].columns};
        struct frame frame = frame_of(all.rows, all.columns);
        stage_init(&stage, cases[i].n);
        panel_numbers(&stage.scene, &rich, &frame, all);
        check_frame(&frame, cases[i].screen);
        frame_release(&frame);
        stage_release(&stage);
    }
}

/* Where not all parameters fit, those of the map are told. */
static void test_numbers_of_the_map(void **state)
{
    (void)state;
    struct stage stage;
    struct frame column = frame_of(6, 16), line = frame_of(1, 40), all = frame_of(8, 16);
    stage_init(&stage, 5);
    stage.scene.shown[0] = 3;
    stage.scene.shown[1] = 2;
    panel_numbers(&stage.scene, &rich, &column, (struct rectangle){0, 0, 6, 16});
    check_frame(&column, "step          37\nweight  6.000000\nz ↑     5.000000\n…\n"
                         "loss    0.253700\n|∇f|    0.716600\n");
    panel_numbers(&stage.scene, &rich, &line, (struct rectangle){0, 0, 1, 40});
    check_frame(&line, "step 37 loss 0.2537 weight 6.000 z 5.000\n");
    panel_numbers(&stage.scene, &rich, &all, (struct rectangle){0, 0, 8, 16});
    check_frame(&all, "step          37\nx      -0.712340\ny       0.003120\nz ↑     5.000000\n"
                      "weight  6.000000\na-name… 7.000000\nloss    0.253700\n|∇f|    0.716600\n");
    frame_release(&column);
    frame_release(&line);
    frame_release(&all);
    stage_release(&stage);
}

/* The slopes stand beside the parameters where there are 28 columns, long names for themselves. */
static void test_slopes(void **state)
{
    (void)state;
    static const double gradient[] = {-0.7956, 1.6e-12, 1, -1234567.9, 0};
    struct stage stage;
    struct frame wide = frame_of(8, 28), narrow = frame_of(5, 27);
    stage_init(&stage, 5);
    stage.scene.gradient = gradient;
    stage.scene.mark = MARK_PAUSED;
    panel_numbers(&stage.scene, &rich, &wide, (struct rectangle){0, 0, 8, 28});
    check_frame(&wide, "step                      37\n"
                       "x → -0.712340  ∂x    -0.7956\n"
                       "y ↑  0.003120  ∂y    1.6e-12\n"
                       "z    5.000000  ∂z          1\n"
                       "wei… 6.000000  ∂  -1.235e+06\n"
                       "a-n… 7.000000  ∂           0\n"
                       "loss                0.253700\n"
                       "|∇f|                0.716600\n");
    panel_numbers(&stage.scene, &rich, &narrow, (struct rectangle){0, 0, 5, 27});
    assert_int_equal(glyph_at(&narrow, 1, 14), ' ');
    frame_release(&wide);
    frame_release(&narrow);
    stage_release(&stage);
}

/* A run on data has its epoch and its validation loss, if there is one, among its numbers; where
 * rows are few they go before two parameters do. */
static void test_numbers_of_data(void **state)
{
    (void)state;
    static const struct {
        int n, rows, columns;
        double validation;
        const char *screen;
    } cases[] = {
        {2, 7, 20, 0.3125,
         "step              37\nepoch              4\nx          -0.712340\n"
         "y           0.003120\nloss        0.253700\nvalidation  0.312500\n|∇f|        0.716600\n"},
        {2, 6, 16, NAN,
         "step          37\nepoch          4\nx      -0.712340\ny       0.003120\n"
         "loss    0.253700\n|∇f|    0.716600\n"},
        {2, 6, 16, 0.3125,
         "step          37\nx      -0.712340\ny       0.003120\nloss    0.253700\n"
         "|∇f|    0.716600\n\n"},
        {5, 7, 16, 0.3125,
         "step          37\nepoch          4\nx →    -0.712340\n…\nloss    0.253700\n"
         "valida… 0.312500\n|∇f|    0.716600\n"},
        {1, 6, 20, 0.3125,
         "step              37\nepoch              4\nx          -0.712340\n"
         "loss        0.253700\nvalidation  0.312500\n|∇f|        0.716600\n"},
        {2, 1, 70, 0.3125, "step 37 loss 0.2537 val 0.3125 x -0.712 y 0.003 epoch 4 |∇f| 0.717\n"},
        {2, 1, 40, 0.3125, "step 37 loss 0.2537 val 0.3125 x -0.712\n"},
        {2, 1, 40, NAN, "step 37 loss 0.2537 x -0.712 y 0.003\n"},
    };
    struct stage stage;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct rectangle all = {0, 0, cases[i].rows, cases[i].columns};
        struct frame frame = frame_of(all.rows, all.columns);
        stage_init(&stage, cases[i].n);
        stage.scene.learning = true;
        stage.scene.validation = !isnan(cases[i].validation);
        stage.now.epoch = 4;
        stage.now.validation = cases[i].validation;
        panel_numbers(&stage.scene, &rich, &frame, all);
        check_frame(&frame, cases[i].screen);
        assert_int_equal(scene_numbers(cases[i].n, true, stage.scene.validation, false),
                         cases[i].n + (isnan(cases[i].validation) ? 1 : 2));
        assert_int_equal(scene_numbers(cases[i].n, false, false, false), cases[i].n);
        frame_release(&frame);
        stage_release(&stage);
    }
}

/* The score stands behind the losses, and goes before epoch and validation do. */
static void test_score(void **state)
{
    (void)state;
    static const struct {
        int rows;
        bool accuracy;
        const char *screen;
    } cases[] = {
        {7, false,
         "step              37\nepoch              4\nx          -0.712340\n"
         "y           0.003120\nloss        0.253700\nR²          0.875000\n|∇f|        0.716600\n"},
        {7, true,
         "step              37\nepoch              4\nx          -0.712340\n"
         "y           0.003120\nloss        0.253700\naccuracy    0.875000\n|∇f|        0.716600\n"},
        {6, true,
         "step              37\nepoch              4\nx          -0.712340\n"
         "y           0.003120\nloss        0.253700\n|∇f|        0.716600\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct rectangle all = {0, 0, cases[i].rows, 20};
        struct stage stage;
        struct frame frame = frame_of(all.rows, all.columns);
        stage_init(&stage, 2);
        stage.scene.learning = stage.scene.scored = true;
        stage.scene.accuracy = cases[i].accuracy;
        stage.scene.score = &(double){0.875};
        stage.now.epoch = 4;
        panel_numbers(&stage.scene, &rich, &frame, all);
        check_frame(&frame, cases[i].screen);
        frame_release(&frame);
        stage_release(&stage);
    }
}

/* The surface stays longest; of the run's part the words leave before the mark. A formula that is
 * not seen whole has some width, or its place is the word's. */
static void test_header(void **state)
{
    (void)state;
    static const struct {
        int columns;
        const char *screen;
    } cases[] = {
        {70, "ravine  (10*x^2 + y^2)/2                 gd  rate 0.175  β 0.9  ▶ 30/s\n"},
        {50, "ravine  (10*x^2 + y^2)/2  gd  rate 0.175  β 0.9  ▶\n"},
        {43, "ravine  (10*x^2 + y^2)/2  gd  rate 0.175  ▶\n"},
        {40, "ravine            gd  rate 0.175  ▶ 30/s\n"},
        {25, "ravine  gd  rate 0.175  ▶\n"},
        {16, "ravine     gd  ▶\n"},
        {12, "ravine\n"},
        {4, "rav…\n"},
    };
    struct stage stage;
    stage_init(&stage, 2);
    for (size_t i = 0; i < COUNT(cases); i++)
        check_header(&stage.scene, &rich, cases[i].columns, cases[i].screen);
    stage_release(&stage);
}

/* Of a long formula a wide header has the beginning, a narrow one nothing. */
static void test_long_formula(void **state)
{
    (void)state;
    static const struct {
        int columns;
        const char *screen;
    } cases[] = {
        {60, "ravine  (1.5-x+x*y)^2 + (…     gd  rate 0.175  β 0.9  ▶ 30/s\n"},
        {46, "ravine                  gd  rate 0.175  ▶ 30/s\n"},
    };
    struct stage stage;
    stage_init(&stage, 2);
    stage.scene.formula = "(1.5-x+x*y)^2 + (2.25-x+x*y^2)^2";
    for (size_t i = 0; i < COUNT(cases); i++)
        check_header(&stage.scene, &rich, cases[i].columns, cases[i].screen);
    stage_release(&stage);
}

static void test_run_marks(void **state)
{
    (void)state;
    static const struct {
        enum run_mark mark;
        const char *speed, *blocks, *ascii;
    } cases[] = {
        {MARK_RUNNING, "30/s", "gd  ▶ 30/s\n", "gd  > 30/s\n"},
        {MARK_RUNNING, "", "gd  ▶ running\n", "gd  > running\n"},
        {MARK_PAUSED, "30/s", "gd  ‖ paused\n", "gd  || paused\n"},
        {MARK_ENDED, NULL, "gd  ■ ended\n", "gd  # ended\n"},
    };
    struct stage stage;
    stage_init(&stage, 2);
    for (size_t i = 0; i < 2 * COUNT(cases); i++) {
        const char *want = i % 2 ? cases[i / 2].ascii : cases[i / 2].blocks;
        struct frame frame = frame_of(1, 60);
        struct buffer text = {0};
        stage.scene.mark = cases[i / 2].mark;
        stage.scene.speed = cases[i / 2].speed;
        stage.scene.momentum_off = i > 3;
        panel_header(&stage.scene, i % 2 ? &bare : &rich, &frame, (struct rectangle){0, 0, 1, 60});
        text_from_frame(&frame, &text);
        const char *mark = strchr(strstr(buffer_string(&text), "gd"), ' ');
        assert_non_null(strstr(mark, want + 2));
        assert_int_equal(strstr(mark, " off ") != NULL, i > 3);
        buffer_release(&text);
        frame_release(&frame);
    }
    stage_release(&stage);
}

/* Hints are shown whole or not at all; the others give way to those that are kept. */
static void test_hints(void **state)
{
    (void)state;
    static const struct {
        int from;
        const char *line;
    } lines[] = {
        {0, ""},
        {6, "? help"},
        {14, "? help  q quit"},
        {25, "space run  ? help  q quit"},
        {33, "space run  . step  ? help  q quit"},
        {41, "space run  . step  , back  ? help  q quit"},
        {51, "space run  . step  , back  -/+ rate  ? help  q quit"},
    };
    size_t now = 0;
    struct stage stage;
    stage_init(&stage, 2);
    for (int columns = 1; columns <= 60; columns++) {
        struct frame frame = frame_of(1, columns);
        struct buffer text = {0};
        panel_hints(&stage.scene, &rich, &frame, (struct rectangle){0, 0, 1, columns});
        text_from_frame(&frame, &text);
        now += now + 1 < COUNT(lines) && columns == lines[now + 1].from;
        assert_int_equal(text.size - 1, strlen(lines[now].line));
        assert_memory_equal(text.data, lines[now].line, text.size - 1);
        buffer_release(&text);
        frame_release(&frame);
    }
    stage_release(&stage);
}

/* The loss's axis tells the floor that its decades are above; the shorter the room, the less. */
static void test_axis(void **state)
{
    (void)state;
    static const struct {
        double loss[2], floor;
        bool log;
        int columns;
        const char *right;
    } cases[] = {
        {{20, 0.5}, 0, true, 22, "1e-1…1e2 log"},
        {{20, 0.5}, 0, true, 17, "1e-1…1e2 log"},
        {{20, 0.5}, 0, true, 16, "1e-1…1e2"},
        {{20, 0.5}, 0, true, 12, "log"},
        {{1e9 + 20, 1e9 + 0.5}, 1e9, true, 32, "1e-1…1e2 above 1e+09 log"},
        {{1e9 + 20, 1e9 + 0.5}, 1e9, true, 28, "1e-1…1e2 above 1e+09"},
        {{1e9 + 20, 1e9 + 0.5}, 1e9, true, 22, "above 1e+09 log"},
        {{-1, -1.81}, -1.91, true, 22, "above -1.91 log"},
        {{-1, -1.81}, -1.91, true, 16, "above -1.91"},
        {{-1, -1.81}, -1.91, true, 14, ""},
        {{-1, -2}, -3, false, 22, "-2…-1 linear"},
        {{NAN, INFINITY}, 0, true, 22, "log"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct trajectory path = path_of(2, 1, NULL, cases[i].loss);
        const struct rectangle area = {0, 0, 2, cases[i].columns};
        const struct layout layout = {.curve = {area}};
        struct scene scene = {.run = {{.path = &path}},
                              .runs = 1,
                              .layout = &layout,
                              .curve = {{.id = QUANTITY_LOSS}},
                              .floor = cases[i].floor,
                              .log_loss = cases[i].log};
        struct frame frame = frame_of(1, cases[i].columns);
        struct buffer want = {0};
        panel_plots(&scene, &rich, &frame, area);
        int blanks = cases[i].columns - 4 - write_width(cases[i].right);
        buffer_format(&want, "loss%*s%s\n", *cases[i].right ? blanks : 0, "", cases[i].right);
        check_frame(&frame, buffer_string(&want));
        buffer_release(&want);
        frame_release(&frame);
        trajectory_release(&path);
    }
}

/* The curves are named in their colours, or by a mark in them; the batches only where the axis has
 * room beside them. */
static void test_names_of_curves(void **state)
{
    (void)state;
    static const struct display mono = {.blocks = true, .braille = true};
    static const struct display dark = {
        .colors = 256, .blocks = true, .braille = true, .backdrop = BACKDROP_DARK};
    static const struct {
        bool validation, batches;
        const struct display *display;
        int columns;
        const char *line;
    } cases[] = {
        {false, false, &dark, 22, "train     1e-1…1e2 log\n"},
        {true, false, &dark, 22, "train val 1e-1…1e2 log\n"},
        {true, true, &dark, 22, "train val 1e-1…1e2 log\n"},
        {true, true, &dark, 24, "train val batch 1e-1…1e2\n"},
        {true, true, &dark, 28, "train val batch 1e-1…1e2 log\n"},
        {false, true, &dark, 22, "train batch   1e-1…1e2\n"},
        {false, false, &rich, 22, "⠒ train   1e-1…1e2 log\n"}, /* no colour to be read as text */
        {true, false, &rich, 22, "⠒ train ⠒ val 1e-1…1e2\n"},
        {true, true, &bare, 22, "* train o val      log\n"},
        {true, true, &bare, 34, "* train o val . batch    1e-1..1e2\n"},
        {true, false, &mono, 26, "⠒⠒ train ⠒ val    1e-1…1e2\n"},
    };
    static const double loss[] = {20, 5, 0.5};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct trajectory path = path_of(0, 1, NULL, NULL);
        for (long step = 0; step < 3; step++)
            trajectory_add(&path, &(struct sample){.step = step,
                                                   .epoch = cases[i].batches ? step > 0 : step,
                                                   .loss = loss[step],
                                                   .batch_loss = 1,
                                                   .validation = cases[i].validation ? 2 : NAN});
        const struct rectangle area = {0, 0, 2, cases[i].columns};
        const struct layout layout = {.curve = {area}};
        struct scene scene = {.run = {{.path = &path}},
                              .runs = 1,
                              .layout = &layout,
                              .curve = {{.id = QUANTITY_LOSS, .data = true}},
                              .best_step = -1,
                              .best_epoch = 1,
                              .learning = true,
                              .log_loss = true};
        struct frame frame = frame_of(1, cases[i].columns);
        panel_plots(&scene, cases[i].display, &frame, area);
        check_frame(&frame, cases[i].line);
        frame_release(&frame);
        trajectory_release(&path);
    }
}

/* Where the prompt is too long for the screen, the part with the cursor is shown. */
/* Curves with room: decades or numbers at the right, below the last one the steps, and the last
 * value where no other panel has it. */
static void test_curves_with_scale(void **state)
{
    (void)state;
    static const double loss[] = {1000, 10, 0.1, 0.1};
    static const struct layout layout = {.curve = {{0, 0, 6, 27}, {6, 0, 5, 27}},
                                         .steps = {11, 0, 1, 27}};
    struct trajectory path = path_of(4, 2, NULL, loss);
    struct scene scene = {.run = {{.path = &path}},
                          .runs = 1,
                          .layout = &layout,
                          .curve = {{.id = QUANTITY_LOSS}, {.id = QUANTITY_LR}},
                          .log_loss = true};
    struct frame frame = frame_of(12, 27);
    panel_plots(&scene, &rich, &frame, layout.curve[0]);
    check_frame(&frame, "loss            0.1 to 1000\n"
                        "⢳                       1e3\n"
                        "⢸\n"
                        "⠈⡆                      1e0\n"
                        " ⣇\n"
                        " ⠈\n"
                        "rate                 log  0\n"
                        "\n"
                        "\n"
                        "\n"
                        "⣤⣤\n"
                        "0       step       41\n");
    frame_clear(&frame);
    panel_plots(&scene, &bare, &frame, layout.curve[0]);
    check_frame(&frame, "loss            0.1 to 1000\n"
                        "#                       1e3\n"
                        "#\n"
                        "##                      1e0\n"
                        "##..\n"
                        "####\n"
                        "rate                 log  0\n"
                        "\n"
                        "\n"
                        "\n"
                        "....\n"
                        "0       step       20\n");
    frame_release(&frame);
    trajectory_release(&path);
}

/* The rate against the curvature has its limit as a line, and no other numbers. */
static void test_curve_with_limit(void **state)
{
    (void)state;
    static const struct layout layout = {.curve = {{0, 0, 5, 22}}};
    struct gauges gauges = {0};
    struct stability stability = {.known = true, .has_limit = true, .limit = 2, .rate = 0.5};
    struct trajectory path = path_of(9, 1, NULL, NULL);
    struct scene scene = {
        .run = {{.path = &path}},
        .runs = 1,
        .layout = &layout,
        .curve = {{.id = QUANTITY_LR_LAMBDA, .gauges = &gauges, .now = &stability}},
        .log_loss = true};
    struct frame frame = frame_of(5, 22);
    for (long step = 0; step < 8; step++)
        gauges_note(&gauges, step, &stability, 1);
    panel_plots(&scene, &rich, &frame, layout.curve[0]);
    check_frame(&frame, "rate·λ         limit 2\n"
                        "⡀⡀⡀⡀⡀⡀⡀⡀⡀⡀⡀⡀⡀⡀⡀⡀\n"
                        "                     2\n"
                        "\n"
                        "⠛⠛⠛⠛⠃                0\n");
    frame_clear(&frame);
    panel_plots(&scene, &bare, &frame, layout.curve[0]);
    check_frame(&frame, "rate*L         limit 2\n"
                        "\n"
                        "- - - - - - - - - - -\n"
                        "*********\n"
                        "\n");
    frame_release(&frame);
    trajectory_release(&path);
}

/* Of letters of three rows as many as there is room for; where there are no blocks the number as it
 * is. */
static void test_big(void **state)
{
    (void)state;
    static const struct {
        double loss;
        int columns;
        bool ascii;
        const char *screen;
    } cases[] = {
        {0.2537, 32, false,
         "loss\n█▀█     ▀▀█ █▀▀ █ █\n█ █     █▀▀ ▀▀█ ▀▀█\n▀▀▀  ▀  ▀▀▀ ▀▀▀   ▀\n"},
        {-16, 32, false, "loss\n    ▄█  █▀▀\n▀▀▀  █  █▀█\n    ▀▀▀ ▀▀▀\n"},
        {-16, 10, false, "loss\n    ▄█\n▀▀▀  █\n    ▀▀▀\n"},
        {INFINITY, 32, false, "loss\n ▀  ▄▄  ▄▀▀\n █  █ █ █▀\n ▀  ▀ ▀ ▀\n"},
        {1e300, 32, true, "loss\n1e+300\n\n\n"},
    };
    struct stage stage;
    stage_init(&stage, 2);
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct rectangle all = {0, 0, 4, cases[i].columns};
        struct frame frame = frame_of(4, 40);
        stage.now.loss = cases[i].loss;
        panel_big(&stage.scene, cases[i].ascii ? &bare : &rich, &frame, all);
        check_frame(&frame, cases[i].screen);
        frame_release(&frame);
    }
    stage_release(&stage);
}

static void test_prompt(void **state)
{
    (void)state;
    static const struct {
        struct prompt_view prompt;
        const char *screen;
        int column;
    } cases[] = {
        {{":", "lr 0.1", 6, "a hint", false, SIZE_MAX, {0}}, "\n:lr 0.1\na hint\n", 7},
        {{":", "lr 0.1", 0, NULL, false, SIZE_MAX, {0}}, "\n:lr 0.1\n? help\n", 1},
        {{":", "lr 0,1", 6, "bad", true, 4, {0}}, "\n:lr 0,1\n     ^ bad\n", 7},
        {{":", "lr 0,12345", 10, "bad", true, 9, {0}}, "\n:lr 0,12345\n      bad ^\n", 11},
        {{":", "lr 0,1", 6, "no such key", true, 3, {0}}, ":lr 0,1\n    ^\nno such key\n", 7},
        {{":", "abcdefghijklmno", 15, "", false, SIZE_MAX, {0}}, "\n:fghijklmno\n? help\n", 11},
        {{":", "κκκλ", 6, "", false, SIZE_MAX, {0}}, "\n:κκκλ\n? help\n", 4},
        {{":", "a", 1, "adam  bfgs", false, SIZE_MAX, {6, 10}}, "\n:a\nadam  bfgs\n", 2},
        {{":", "a", 1, "adam  momentum", false, SIZE_MAX, {6, 14}}, "\n:a\nmomentum\n", 2},
        {{":", "a", 1, "adam  bfgs  cg", false, SIZE_MAX, {0, 4}}, "\n:a\nadam  bfgs …\n", 2},
        {{":", "a", 1, "no adam there", false, SIZE_MAX, {0}}, "\n:a\nno adam the…\n", 2},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct frame frame = frame_of(3, 12);
        struct scene scene = {
            .prompt = &cases[i].prompt, .hints = stage_hints, .hint_count = COUNT(stage_hints)};
        panel_prompt(&scene, &rich, &frame);
        check_frame(&frame, cases[i].screen);
        assert_int_equal(frame.cursor_row, cases[i].screen[0] == '\n');
        assert_int_equal(frame.cursor_column, cases[i].column);
        assert_true(frame.cursor_visible);
        frame_release(&frame);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gauge),
        cmocka_unit_test(test_chips),
        cmocka_unit_test(test_gauge_names_the_rate),
        cmocka_unit_test(test_gauge_of_long_values),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_numbers_of_the_map),
        cmocka_unit_test(test_slopes),
        cmocka_unit_test(test_numbers_of_data),
        cmocka_unit_test(test_score),
        cmocka_unit_test(test_header),
        cmocka_unit_test(test_long_formula),
        cmocka_unit_test(test_run_marks),
        cmocka_unit_test(test_hints),
        cmocka_unit_test(test_axis),
        cmocka_unit_test(test_names_of_curves),
        cmocka_unit_test(test_curves_with_scale),
        cmocka_unit_test(test_curve_with_limit),
        cmocka_unit_test(test_big),
        cmocka_unit_test(test_prompt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
