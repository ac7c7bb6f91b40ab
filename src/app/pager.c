#include "app/pager.h"

void pager_begin(struct pager *pager, const char *title)
{
    buffer_clear(&pager->text);
    pager->title = title;
    pager->count = pager->first = 0;
    pager->flush = false;
}

void pager_release(struct pager *pager)
{
    buffer_release(&pager->text);
    *pager = (struct pager){0};
}

static size_t keep(struct pager *pager, const char *text)
{
    size_t at = pager->text.size;

    buffer_text(&pager->text, text);
    buffer_add(&pager->text, "", 1);
    return at;
}

static void add(struct pager *pager, const char *left, const char *right, bool heading)
{
    if (pager->count == PAGER_LINES)
        return;

    size_t at_left = keep(pager, left), at_right = keep(pager, right);
    if (pager->text.failed)
        return;
    pager->left[pager->count] = at_left;
    pager->right[pager->count] = at_right;
    pager->heading[pager->count++] = heading;
}

void pager_line(struct pager *pager, const char *left, const char *right)
{
    add(pager, left, right, false);
}

void pager_heading(struct pager *pager, const char *text)
{
    if (pager->count)
        add(pager, "", "", false);
    add(pager, text, "", true);
}

/* Rows of text that fit on a screen at once. */
static size_t capacity_of(struct pager *pager, int rows, int columns)
{
    struct overlay overlay;

    pager_show(pager, &overlay);
    return overlay_capacity(&overlay, rows, columns);
}

bool pager_goes_on(struct pager *pager, int rows, int columns)
{
    struct overlay overlay;

    pager_show(pager, &overlay);
    size_t capacity = overlay_capacity(&overlay, rows, columns);
    return capacity && pager->first + capacity < overlay_rows(&overlay, rows, columns);
}

bool pager_turn(struct pager *pager, int pages, int rows, int columns)
{
    size_t capacity = capacity_of(pager, rows, columns);

    if (pages > 0) {
        bool turned = pager_goes_on(pager, rows, columns);

        pager->first += turned ? capacity : 0;
        return turned;
    }
    size_t back = pager->first < capacity ? pager->first : capacity;
    pager->first -= back;
    return back > 0;
}

void pager_show(struct pager *pager, struct overlay *overlay)
{
    for (size_t i = 0; i < pager->count; i++)
        pager->line[i] = (struct overlay_line){
            .left = pager->text.data + pager->left[i],
            .right = pager->text.data + pager->right[i],
            .heading = pager->heading[i],
        };
    *overlay = (struct overlay){
        .title = pager->title,
        .lines = pager->line,
        .count = pager->count,
        .first = pager->first,
        .flush = pager->flush,
    };
}
