#include "app/pager.h"

#include <string.h>
#include <strings.h>

void pager_begin(struct pager *pager, const char *title)
{
    buffer_clear(&pager->text);
    pager->title = title;
    pager->count = pager->first = pager->mark = 0;
    pager->flush = pager->marked = false;
}

void pager_release(struct pager *pager)
{
    buffer_release(&pager->text);
    buffer_release(&pager->find);
    *pager = (struct pager){0};
}

/* --- lines --- */

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

    struct pager_line line = {keep(pager, left), keep(pager, right), heading, false, 0};
    if (!pager->text.failed)
        pager->line[pager->count++] = line;
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

void pager_deed(struct pager *pager, uint32_t deed, bool dim)
{
    if (!pager->count)
        return;
    pager->line[pager->count - 1].deed = deed;
    pager->line[pager->count - 1].dim = dim;
}

const char *pager_left(const struct pager *pager, const struct pager_line *line)
{
    return pager->text.data + line->left;
}

/* Can it be marked? Headings and gaps can't. */
static bool is_text(const struct pager *pager, size_t i)
{
    const struct pager_line *line = &pager->line[i];

    return !line->heading && (pager->text.data[line->left] || pager->text.data[line->right]);
}

/* --- scrolling --- */

struct extent {
    size_t rows, capacity; /* of all the text; of a screen */
};

static struct extent extent_of(struct pager *pager, int rows, int columns)
{
    struct overlay overlay;

    pager_show(pager, &overlay);
    return (struct extent){overlay_rows(&overlay, rows, columns),
                           overlay_capacity(&overlay, rows, columns)};
}

static size_t row_of(struct pager *pager, size_t line, int rows, int columns)
{
    struct overlay overlay;

    pager_show(pager, &overlay);
    return overlay_row(&overlay, line, rows, columns);
}

bool pager_goes_on(struct pager *pager, int rows, int columns)
{
    struct extent extent = extent_of(pager, rows, columns);

    return extent.capacity && pager->first + extent.capacity < extent.rows;
}

/* Scrolls by so many rows, at most to the ends. */
static void scroll(struct pager *pager, long by, int rows, int columns)
{
    struct extent extent = extent_of(pager, rows, columns);
    size_t last = extent.rows > extent.capacity ? extent.rows - extent.capacity : 0;
    long first = (long)pager->first + by;

    pager->first = first < 0 ? 0 : (size_t)first > last ? last : (size_t)first;
}

/* Scrolls until the marked line is seen with all its rows, and where it has to scroll down, with
 * one in so many parts of the page below it; 0: with nothing. */
static void show_mark(struct pager *pager, size_t part, int rows, int columns)
{
    size_t capacity = extent_of(pager, rows, columns).capacity;
    size_t from = row_of(pager, pager->mark, rows, columns);
    size_t to = row_of(pager, pager->mark + 1, rows, columns);

    if (to > pager->first + capacity)
        pager->first = to - capacity + (part ? capacity / part : 0);
    if (from < pager->first)
        pager->first = from;
    scroll(pager, 0, rows, columns);
}

/* The number of the text line that is nearest to line i, first in the direction of `by`. */
static size_t text_near(const struct pager *pager, size_t i, int by)
{
    for (size_t at = i; at < pager->count; at += (size_t)by)
        if (is_text(pager, at))
            return at;
    for (size_t at = i; at < pager->count; at -= (size_t)by)
        if (is_text(pager, at))
            return at;
    return i;
}

void pager_mark(struct pager *pager)
{
    pager->marked = pager->count > 0;
    pager->mark = text_near(pager, 0, 1);
}

/* The line in the first row that is shown. */
static size_t first_shown(struct pager *pager, int rows, int columns)
{
    size_t i = 0;

    while (i + 1 < pager->count && row_of(pager, i, rows, columns) < pager->first)
        i++;
    return i;
}

void pager_turn(struct pager *pager, long pages, int rows, int columns)
{
    size_t capacity = extent_of(pager, rows, columns).capacity, before = pager->first;

    scroll(pager, pages * (long)capacity, rows, columns);
    if (!pager->marked)
        return;
    if (pager->first != before)
        pager->mark = text_near(pager, first_shown(pager, rows, columns), 1);
    else
        pager->mark = text_near(pager, pages > 0 ? pager->count - 1 : 0, pages > 0 ? -1 : 1);
}

void pager_move(struct pager *pager, long lines, int rows, int columns)
{
    int by = lines < 0 ? -1 : 1;

    if (!pager->marked) {
        scroll(pager, lines, rows, columns);
        return;
    }
    for (; lines != 0; lines -= by) {
        size_t next = text_near(pager, pager->mark + (size_t)by, by);

        if (next >= pager->count || next == pager->mark)
            break;
        pager->mark = next;
    }
    show_mark(pager, 0, rows, columns);
    if (pager->mark == text_near(pager, 0, 1)) /* the heading above it, too */
        pager->first = 0;
}

/* --- finding --- */

static bool contains(const char *text, const char *part)
{
    size_t length = strlen(part);

    for (; *text; text++)
        if (strncasecmp(text, part, length) == 0)
            return true;
    return false;
}

bool pager_find(struct pager *pager, const char *text, bool after, int rows, int columns)
{
    if (text) {
        buffer_clear(&pager->find);
        buffer_text(&pager->find, text);
    }
    const char *part = buffer_string(&pager->find);
    for (size_t i = 0; *part && i < pager->count; i++) {
        size_t at = (pager->mark + after + i) % pager->count;
        const struct pager_line *line = &pager->line[at];

        if (!is_text(pager, at) || !(contains(pager_left(pager, line), part) ||
                                     contains(pager->text.data + line->right, part)))
            continue;
        pager->mark = at;
        pager->marked = true;
        show_mark(pager, 3, rows, columns); /* what is said of it stands below */
        return true;
    }
    return false;
}

const struct pager_line *pager_marked(const struct pager *pager)
{
    return pager->marked && pager->mark < pager->count ? &pager->line[pager->mark] : NULL;
}

void pager_show(struct pager *pager, struct overlay *overlay)
{
    for (size_t i = 0; i < pager->count; i++)
        pager->shown[i] = (struct overlay_line){
            .left = pager_left(pager, &pager->line[i]),
            .right = pager->text.data + pager->line[i].right,
            .heading = pager->line[i].heading,
            .dim = pager->line[i].dim,
        };
    *overlay = (struct overlay){
        .title = pager->title,
        .lines = pager->shown,
        .count = pager->count,
        .first = pager->first,
        .marked = pager->marked,
        .mark = pager->mark,
        .flush = pager->flush,
    };
}
