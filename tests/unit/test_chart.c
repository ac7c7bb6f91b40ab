/* A curve over the logarithm of what was tried. */
#include "check.h"

#include <math.h>

#include "base/buffer.h"
#include "out/text.h"
#include "view/chart.h"

static const double x[] = {1e-3, 1e-2, 1e-1, 1, 10}, y[] = {10, 8, 0, 30, INFINITY};

static struct chart chart_of(void)
{
    return (struct chart){.across = "rate",
                          .up = "loss",
                          .x = x,
                          .y = y,
                          .count = COUNT(x),
                          .from = 0,
                          .to = 3,
                          .low = 1e-3,
                          .high = 1e1,
                          .least = 0,
                          .most = 20,
                          .level = 10,
                          .level_name = "start",
                          .mark = {{2, 0x25CF, 'o', "least", false}, {3, 0x25B2, '!', "up", true}},
                          .marks = 2,
                          .line = 1e-2,
                          .line_name = "here"};
}

/* Into a frame of 12 rows of 42: the map has 10 of 40. */
static void draw(const struct chart *chart, bool ascii, struct buffer *text)
{
    const struct display display = {.colors = 0, .blocks = !ascii, .braille = !ascii};
    const struct layout layout = {
        .map = {1, 1, 10, 40}, .across = {11, 1, 1, 40}, .up = {0, 0, 0, 0}};
    struct frame frame = {0};

    assert_true(frame_resize(&frame, 12, 42));
    chart_draw(chart, &display, &frame, &layout);
    text_from_frame(&frame, text);
    frame_release(&frame);
}

static const char *row(const struct buffer *text, int number)
{
    const char *at = text->data;

    for (; number > 0; number--)
        at = strchr(at, '\n') + 1;
    return at;
}

static void check_row(const struct buffer *text, int number, const char *wanted)
{
    const char *at = row(text, number);

    if (strncmp(at, wanted, strlen(wanted)) != 0)
        fail_msg("row %d is not '%s' in\n%s", number, wanted, text->data);
}

/* A decade is ten columns, the level in the middle; the line from the point in the bottom row
 * leaves at the top; names stand beside their marks. */
static void test_ascii(void **state)
{
    (void)state;
    const struct chart chart = chart_of();
    struct buffer text = {0};

    draw(&chart, true, &text);
    check_row(&text, 1, " loss      |");
    if (!strstr(text.data, "start"))
        fail_msg("the line across has no name in\n%s", text.data);
    check_row(&text, 10, " 0         | here ***o least");
    check_row(&text, 11, " 1e-3    1e-2      1e-1       1e0    rate");
    assert_non_null(strstr(row(&text, 1), "! up"));
    assert_true(row(&text, 6)[35] == '-');
    buffer_release(&text);
}

/* Of no points there are the axes. */
static void test_empty(void **state)
{
    (void)state;
    struct chart chart = chart_of();
    struct buffer text = {0};

    chart.count = chart.from = chart.to = 0;
    chart.marks = 0;
    chart.line = NAN;
    draw(&chart, false, &text);
    check_row(&text, 11, " 1e-3    1e-2");
    assert_null(strstr(text.data, "here"));
    buffer_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_ascii), cmocka_unit_test(test_empty)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
