#include "view/panels.h"

#include "base/number.h"
#include "run/quantity.h"
#include "view/line.h"

enum { ACROSS = 3, DOWN = 5 };

/* The letters of numbers, in points: a bit each, the left one the highest. */
static const struct letter {
    char letter;
    uint8_t row[DOWN];
} letters[] = {
    {'0', {7, 5, 5, 5, 7}}, {'1', {2, 6, 2, 2, 7}}, {'2', {7, 1, 7, 4, 7}}, {'3', {7, 1, 7, 1, 7}},
    {'4', {5, 5, 7, 1, 1}}, {'5', {7, 4, 7, 1, 7}}, {'6', {7, 4, 7, 5, 7}}, {'7', {7, 1, 1, 1, 1}},
    {'8', {7, 5, 7, 5, 7}}, {'9', {7, 5, 7, 1, 7}}, {'.', {0, 0, 0, 0, 2}}, {'-', {0, 0, 7, 0, 0}},
    {'+', {0, 2, 7, 2, 0}}, {'e', {0, 7, 5, 6, 7}}, {'i', {2, 0, 2, 2, 2}}, {'n', {0, 6, 5, 5, 5}},
    {'f', {3, 4, 6, 4, 4}}, {'a', {0, 3, 5, 5, 3}},
};

static const struct letter *letter_for(char letter)
{
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].letter == letter)
            return &letters[i];
    return NULL;
}

static bool has_point(const struct letter *letter, int x, int y)
{
    return y < DOWN && letter->row[y] >> (ACROSS - 1 - x) & 1;
}

/* Two points to a cell, one above the other. */
static void draw_letter(const struct letter *letter, struct frame *frame, int row, int column,
                        const struct style *style)
{
    static const uint32_t halves[] = {' ', 0x2580, 0x2584, 0x2588};

    for (int y = 0; y < DOWN; y += 2)
        for (int x = 0; x < ACROSS; x++)
            frame_glyph(frame, row + y / 2, column + x,
                        halves[has_point(letter, x, y) + 2 * has_point(letter, x, y + 1)],
                        style->fg, FRAME_DEFAULT, style->attributes);
}

void panel_big(const struct scene *scene, const struct display *display, struct frame *frame,
               struct rectangle area)
{
    const struct styles styles = styles_for(display);
    char room[NUMBER_SIZE];
    const char *text = number_short(room, scene->now->loss, 3);
    int column = area.column, end = area.column + area.columns;

    write_left(frame, area.row, area.column, area.columns, label_for(QUANTITY_LOSS, display),
               styles.label, display);
    if (!display->blocks)
        write_left(frame, area.row + 1, area.column, area.columns, text, styles.value, display);
    for (; display->blocks && *text && column + ACROSS <= end; text++, column += ACROSS + 1)
        if (letter_for(*text))
            draw_letter(letter_for(*text), frame, area.row + 1, column, &styles.value);
}
