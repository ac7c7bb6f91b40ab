/* Overlays: pages of lines over the screen. */
#include "stage.h"

#include "view/panels.h"

/* Page after page every line of an overlay is shown once, in order. */
static void test_overlay_pages(void **state)
{
    (void)state;
    enum { LINES = 50 };
    static char names[LINES][20];
    static struct overlay_line lines[LINES];
    static const int sizes[][2] = {{4, 20}, {8, 40}, {12, 40}, {24, 80}, {30, 170}};
    for (int i = 0; i < LINES; i++) {
        snprintf(names[i], sizeof names[i], "line%d.", i);
        lines[i] = (struct overlay_line){names[i], "", false, false};
    }
    for (size_t s = 0; s < COUNT(sizes); s++) {
        struct overlay overlay = {.title = "Lines", .lines = lines, .count = LINES};
        size_t capacity = overlay_capacity(&overlay, sizes[s][0], sizes[s][1]);
        struct rectangle area = layout_overlay(sizes[s][0], sizes[s][1]);
        for (size_t first = 0; first < LINES; first += capacity) {
            overlay.first = first;
            struct frame frame = frame_of(sizes[s][0], sizes[s][1]);
            struct buffer text = {0};
            panel_overlay(&(struct scene){.runs = 1, .overlay = &overlay}, &rich, &frame, area);
            text_from_frame(&frame, &text);
            for (size_t i = 0; i < LINES; i++)
                assert_int_equal(strstr(buffer_string(&text), names[i]) != NULL,
                                 i >= first && i < first + capacity);
            buffer_release(&text);
            frame_release(&frame);
        }
    }
}

/* Every word of an overlay is on one of its pages, at any width: what does not fit goes on in the
 * rows below. */
static void test_overlay_wraps(void **state)
{
    (void)state;
    static const struct overlay_line lines[] = {
        {"a heading of some words to wrap", "", true, false},
        {"short", "the sentence of a short key: it is long enough for three rows", false, false},
        {"h j k l Left Down Up Right", "move", false, false},
        {"", "", false, false},
        {"a-word-that-is-much-longer-than-its-column", "number 31415.92653589793", false, false},
    };
    static const int sizes[][2] = {{5, 20}, {8, 26}, {12, 40}, {24, 80}, {20, 170}};
    for (size_t s = 0; s < COUNT(sizes); s++) {
        int rows = sizes[s][0], columns = sizes[s][1];
        struct overlay overlay = {.title = "Lines", .lines = lines, .count = COUNT(lines)};
        size_t capacity = overlay_capacity(&overlay, rows, columns);
        int letters[256] = {0};
        for (; overlay.first < overlay_rows(&overlay, rows, columns); overlay.first += capacity) {
            struct rectangle area = layout_overlay(rows, columns);
            struct frame frame = frame_of(rows, columns);
            panel_overlay(&(struct scene){.runs = 1, .overlay = &overlay}, &rich, &frame, area);
            for (int i = (area.row + 1) * columns; i < (area.row + area.rows - 1) * columns; i++)
                letters[frame.cells[i].glyph & 255]++;
            frame_release(&frame);
        }
        for (size_t i = 0; i < COUNT(lines); i++) {
            for (const char *text = lines[i].left; *text; text++)
                letters[(unsigned char)*text]--;
            for (const char *text = lines[i].right; *text; text++)
                letters[(unsigned char)*text]--;
        }
        for (int c = '!'; c < 127; c++)
            if (letters[c])
                fail_msg("%dx%d: '%c' is shown %d times too often", columns, rows, c, letters[c]);
    }
}

/* A flush overlay is one column from the edge of the screen on. */
static void test_flush_overlay(void **state)
{
    (void)state;
    static const struct overlay_line lines[] = {{"first", "", false, false},
                                                {"second", "", false, false}};
    const struct overlay overlay = {
        .title = "Lines", .lines = lines, .count = COUNT(lines), .flush = true};
    const struct scene scene = {
        .overlay = &overlay, .hints = stage_hints, .hint_count = COUNT(stage_hints)};
    struct frame frame = frame_of(6, 200);
    struct rectangle area = layout_overlay(6, 200);
    assert_int_equal(overlay_capacity(&overlay, 6, 200), area.rows - 2);
    panel_overlay(&scene, &rich, &frame, area);
    check_frame(&frame, "\nLines\nfirst\nsecond\n\n"
                        "space run  . step  , back  -/+ rate  ? help  q quit\n");
    frame_release(&frame);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_overlay_pages),
        cmocka_unit_test(test_overlay_wraps),
        cmocka_unit_test(test_flush_overlay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
