/* A monkey at the keyboard: whatever is pressed, at whatever size, the screen stays whole. */
#include "base/text.h"
#include "play.h"
#include "shipped.h"

enum { PRESSES = 20000, FRAMES = 20 };

/* What a frame must be: of that size, every glyph fit for a terminal, the cursor inside, and
 * colours that the look has. */
static void check_frame(const struct frame *frame, const struct display *display, int rows,
                        int columns)
{
    if (frame->rows != rows || frame->columns != columns)
        fail_msg("the frame is %dx%d, not %dx%d", frame->columns, frame->rows, columns, rows);
    const int end = display->colors == FRAME_RGB ? 2 * FRAME_RGB : display->colors;
    for (int i = 0; i < rows * columns; i++) {
        const struct cell *cell = &frame->cells[i];

        if (i % columns > 0 && cell->glyph == FRAME_BEHIND && text_width(cell[-1].glyph) == 2)
            continue;
        if (cell->glyph < ' ' || cell->glyph == 0x7F || text_visible(cell->glyph) != cell->glyph)
            fail_msg("U+%04X at row %d, column %d", (unsigned)cell->glyph, i / columns,
                     i % columns);
        if (!display->blocks && cell->glyph > 0x7E)
            fail_msg("U+%04X, which is no ASCII", (unsigned)cell->glyph);
        if (cell->fg < FRAME_DEFAULT || cell->bg < FRAME_DEFAULT || cell->fg >= end ||
            cell->bg >= end)
            fail_msg("colours %d on %d of %d", cell->fg, cell->bg, display->colors);
    }
    if (frame->cursor_visible && (frame->cursor_row < 0 || frame->cursor_row >= rows ||
                                  frame->cursor_column < 0 || frame->cursor_column >= columns))
        fail_msg("the cursor is at row %d, column %d", frame->cursor_row, frame->cursor_column);
}

/* Lines that a monkey would never find, right and wrong. Nothing here writes a file. */
static const char *const lines[] = {
    ":function x^2+y^4<Enter>",
    ":function (x<Enter>",
    ":function 1/x + log(y)<Enter>",
    ":function 1e300*x^2 - 1e300*y^2<Enter>",
    ":function 0*x<Enter>",
    ":params a,b,c --function a^2+b^2*c^2<Enter>",
    ":params w --function w^4-w<Enter>",
    ":surface easom<Enter>",
    ":surface goldstein-price<Enter>",
    ":lr 1e9<Enter>",
    ":lr 1e-300<Enter>",
    ":start 1e5,-1e5<Enter>",
    ":view -1e-9,1e-9,-1e-9,1e-9<Enter>",
    ":view -1e300,1e300,-1e300,1e300<Enter>",
    ":noise 1<Enter>",
    ":clip 0.1<Enter>",
    ":go 500<Enter>",
    ":go 3<Enter>",
    ":rule theta = theta - lr*sign(g)<Enter>",
    ":stop grad=1e-3,plateau<Enter>",
    ":se<Tab><Tab><BackTab><Esc>",
    ":surface <Tab><Tab><Enter>",
    ":share<Enter>",
    ":scale linear<Enter>",
    ":model network<Enter>",
    ":model logistic<Enter>",
    ":model quadratic --batch 7<Enter>",
    ":validation 0.3 --stop validation=2,epochs=30<Enter>",
    ":standardize<Enter>",
    ":init xavier<Enter>",
    ":no-shuffle<Enter>",
    ":online<Enter>",
    ":show both<Enter>",
    ":axes pca<Enter>",
    ":loss z = x*u; (z - y)^2 --params u<Enter>",
    ":columns y=x<Enter>",
    ":data /nowhere<Enter>",
    ":data -<Enter>",
    ":βλ𝔸 ａ\u202e\u0301<Left><Left><Bs><Enter>",
};

/* What a run is watched with. */
static const char *const rides[] = {
    ":flow on<Enter>",
    ":field on<Enter>",
    ":curvature on<Enter>",
    ":contours on<Enter>",
    ":shade on<Enter>",
    ":show relief<Enter>",
    ":show map<Enter>",
    ":big on<Enter>",
    ":big off<Enter>",
    ":fog 0.2<Enter>",
    ":fog off<Enter>",
    ":runs dim<Enter>",
    ":runs coloured<Enter>",
    ":surface parabola<Enter>",
    ":surface himmelblau<Enter>",
    ":view -1,1,-1,1<Enter>",
    ":schedule exponential:gamma=0.9<Enter>",
    ":schedule none<Enter>",
    ":optimizer bfgs<Enter>",
    ":optimizer adam<Enter>",
    ":speed 7<Enter>",
    ":speed 300<Enter>",
    ":stop steps=20<Enter>",
    ":steps none<Enter>",
    ":lr 0.5<Enter>",
    ":lr 0.001<Enter>",
    ":demo 1<Enter>",
    ":demo 2<Enter>",
    ":demo 4<Enter>",
    ":demo 8<Enter>",
    ":demo 10<Enter>",
    ":demo 11<Enter>",
    ":demo 17<Enter>",
    ":say a sentence that wants more rows than there are for it on a small screen<Enter>",
    "r ",
    "9,",
    "9,3. ",
    "u",
    "U",
    "o",
    "d",
    "m",
    "f",
    "x",
    "?",
    ":",
    "5",
};

struct monkey {
    struct app *app;
    struct display display;
    int rows, columns;
    uint64_t random;
    uint64_t sum; /* of all that was seen */
};

static void see(struct monkey *monkey)
{
    const struct frame *frame = app_frame(monkey->app);

    if (!mode_below(monkey->app)->board) /* a study goes on while it is drawn */
        play_kept(monkey->app);
    check_frame(frame, &monkey->display, monkey->rows, monkey->columns);
    for (int i = 0; i < frame->rows * frame->columns; i++)
        monkey->sum = monkey->sum * 31 + frame->cells[i].glyph + (uint64_t)frame->cells[i].bg;
}

static void resize(struct monkey *monkey)
{
    bool large = check_below(&monkey->random, 8) == 0;

    monkey->rows = 1 + check_below(&monkey->random, large ? 60 : 26);
    monkey->columns = 1 + check_below(&monkey->random, large ? 200 : 90);
    app_handle(
        monkey->app,
        &(struct event){.kind = EVENT_RESIZE, .rows = monkey->rows, .columns = monkey->columns});
}

/* Mostly keys that do something, sometimes any code point. Enter after ":export" might write a
 * file: in a line it is left out. */
static uint32_t random_key(struct monkey *monkey)
{
    static const char liked[] = " .,,-+=mn[]sSoOrRizZ0<>hjklcCe:?1579xaAffF{}";
    uint32_t key;

    switch (check_below(&monkey->random, 8)) {
    case 0:
        key = (uint32_t)(KEY_CODE_UP + check_below(&monkey->random, 14));
        break;
    case 1:
        key = (uint32_t)check_below(&monkey->random, 0x120000);
        break;
    case 2:
        key = (uint32_t)check_below(&monkey->random, 128);
        break;
    default:
        key = (uint32_t)liked[check_below(&monkey->random, (int)sizeof liked - 1)];
    }
    bool enters = key == KEY_CODE_ENTER || key == '\r';
    return enters && play_prompts(monkey->app) ? KEY_CODE_ESCAPE : key;
}

/* Lets a run go on for some frames. */
static void watch(struct monkey *monkey)
{
    static const double ticks[] = {1.0 / 30, 1.0 / 30, 0.01, 0.1, 0.2};

    play(monkey->app, "<Esc><Esc>");
    if (check_below(&monkey->random, 2))
        play(monkey->app, rides[check_below(&monkey->random, COUNT(rides))]);
    if (monkey->app->mode == MODE_WATCH && !session_moving(&monkey->app->session))
        play(monkey->app, " ");
    see(monkey);
    for (int i = check_below(&monkey->random, FRAMES); i-- > 0;) {
        app_advance(monkey->app, ticks[check_below(&monkey->random, COUNT(ticks))]);
        see(monkey);
    }
}

static void act(struct monkey *monkey)
{
    int choice = check_below(&monkey->random, 200);

    if (choice == 0) {
        resize(monkey);
    } else if (choice == 1 || (choice < 20 && play_prompts(monkey->app))) {
        play_key(monkey->app, KEY_CODE_ESCAPE);
        play(monkey->app, lines[check_below(&monkey->random, COUNT(lines))]);
    } else if (choice < 20) {
        static const double gaps[] = {0, 1.0 / 30, 0.3, 5, 1e9, -1, NAN};

        app_advance(monkey->app, gaps[check_below(&monkey->random, COUNT(gaps))]);
    } else if (choice < 22) {
        watch(monkey);
    } else if (choice < 26) {
        char glyph[4];
        play_paste(monkey->app, glyph, text_encode(random_key(monkey), glyph));
    } else {
        play_key(monkey->app, random_key(monkey));
    }
}

static struct app *start(const struct display *display, int rows, int columns, bool learns)
{
    char path[SHIPPED_PATH], data[SHIPPED_PATH + 8];
    snprintf(data, sizeof data, "data %s", shipped("line.csv", path));
    struct app *app = play_start(learns ? data : "surface rosenbrock");

    app->display = *display;
    app_handle(app, &(struct event){.kind = EVENT_RESIZE, .rows = rows, .columns = columns});
    return app;
}

/* Returns a sum of all that was on the screen. */
static uint64_t romp(uint64_t seed, const struct display *display, int presses)
{
    struct monkey monkey = {.display = *display, .rows = 24, .columns = 80, .random = seed};

    monkey.app = start(display, monkey.rows, monkey.columns, seed % 2);
    for (int i = 0; i < presses; i++) {
        act(&monkey);
        see(&monkey);
        if (app_done(monkey.app)) {
            app_free(monkey.app);
            monkey.app = start(display, monkey.rows, monkey.columns, i % 2);
        }
    }
    app_free(monkey.app);
    return monkey.sum;
}

static void test_the_screen_stays_whole(void **state)
{
    static const struct display looks[] = {
        {.colors = FRAME_RGB, .blocks = true, .braille = true},
        {.colors = 256, .blocks = true, .braille = true},
        {.colors = 8, .blocks = true, .backdrop = BACKDROP_LIGHT},
        {.colors = 0, .blocks = true},
        {.colors = 16},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(looks); i++)
        romp(1 + i, &looks[i], PRESSES / COUNT(looks));
}

static void test_the_same_keys_show_the_same(void **state)
{
    static const struct display display = {.colors = 256, .blocks = true, .braille = true};

    (void)state;
    assert_true(romp(11, &display, 500) == romp(11, &display, 500));
    assert_true(romp(11, &display, 500) != romp(12, &display, 500));
}

/* Every size there is up to 130x45, with a prompt, the help and the cross open. */
static void test_every_size(void **state)
{
    static const struct display display = {.colors = 256, .blocks = true, .braille = true};
    static const char *const scripts[] = {"20.", ":lr (<Enter>", "<Esc>?",
                                          "qi",  "q:su<Tab>",    "<Esc>:surface s<Tab><Tab><Tab>"};
    struct monkey monkey = {.display = display, .rows = 24, .columns = 80};

    (void)state;
    monkey.app = start(&display, monkey.rows, monkey.columns, false);
    for (size_t i = 0; i < COUNT(scripts); i++) {
        play(monkey.app, scripts[i]);
        for (int k = 0; k < 45 * 130; k += 37) {
            monkey.rows = 1 + k / 130;
            monkey.columns = 1 + k % 130;
            app_handle(monkey.app, &(struct event){.kind = EVENT_RESIZE,
                                                   .rows = monkey.rows,
                                                   .columns = monkey.columns});
            see(&monkey);
        }
    }
    app_free(monkey.app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_screen_stays_whole),
        cmocka_unit_test(test_the_same_keys_show_the_same),
        cmocka_unit_test(test_every_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
