#include "app/sheet.h"

void sheet_begin(struct sheet *sheet, const char *title)
{
    buffer_clear(&sheet->text);
    sheet->title = title;
    sheet->count = sheet->first = 0;
    sheet->flush = false;
}

void sheet_release(struct sheet *sheet)
{
    buffer_release(&sheet->text);
    *sheet = (struct sheet){0};
}

static size_t keep(struct sheet *sheet, const char *text)
{
    size_t at = sheet->text.size;

    buffer_text(&sheet->text, text);
    buffer_add(&sheet->text, "", 1);
    return at;
}

static void add(struct sheet *sheet, const char *left, const char *right, bool heading)
{
    if (sheet->count == SHEET_MAX)
        return;

    size_t at_left = keep(sheet, left), at_right = keep(sheet, right);
    if (sheet->text.failed)
        return;
    sheet->left[sheet->count] = at_left;
    sheet->right[sheet->count] = at_right;
    sheet->heading[sheet->count++] = heading;
}

void sheet_line(struct sheet *sheet, const char *left, const char *right)
{
    add(sheet, left, right, false);
}

void sheet_heading(struct sheet *sheet, const char *text)
{
    if (sheet->count)
        add(sheet, "", "", false);
    add(sheet, text, "", true);
}

bool sheet_turn(struct sheet *sheet, int pages, int rows, int columns)
{
    struct overlay overlay;

    sheet_show(sheet, &overlay);
    size_t capacity = overlay_capacity(&overlay, rows, columns);
    if (pages < 0) {
        size_t back = sheet->first < capacity ? sheet->first : capacity;

        sheet->first -= back;
        return back > 0;
    }
    if (!capacity || sheet->first + capacity >= overlay_rows(&overlay, rows, columns))
        return false;
    sheet->first += capacity;
    return true;
}

void sheet_show(struct sheet *sheet, struct overlay *overlay)
{
    for (size_t i = 0; i < sheet->count; i++)
        sheet->line[i] = (struct overlay_line){
            .left = sheet->text.data + sheet->left[i],
            .right = sheet->text.data + sheet->right[i],
            .heading = sheet->heading[i],
        };
    *overlay = (struct overlay){
        .title = sheet->title,
        .lines = sheet->line,
        .count = sheet->count,
        .first = sheet->first,
        .flush = sheet->flush,
    };
}
