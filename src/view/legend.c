#include "view/legend.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "cells/theme.h"
#include "cells/write.h"
#include "view/canvas.h"
#include "view/heatmap.h"

enum {
    WIDEST =
        8, /* columns of a band; and where there is no colour, with a number beside its shade: */
    WIDEST_SHADE = 12,
    NARROW = 3,
    MOST_DIGITS = 12
};

static const char title[] = "loss", undefined[] = "undefined", fog[] = "not seen";

/* The bands that are told: all, but in fog those between the least and the greatest value that have
 * been seen. */
struct told {
    int first, count;
};

static struct told told_of(const struct landscape *landscape)
{
    if (!landscape->fog)
        return (struct told){0, landscape->bands};
    if (!(landscape->least <= landscape->greatest))
        return (struct told){0, 0};
    int first = landscape_band(landscape, landscape->least);
    return (struct told){first, landscape_band(landscape, landscape->greatest) - first + 1};
}

/* Where band i begins, as far as that has been seen. */
static double level(const struct landscape *landscape, int band)
{
    double begins = band > 0 ? landscape->threshold[band - 1] : landscape->least;

    return landscape->fog ? fmax(begins, landscape->least) : begins;
}

/* Digits with which levels that follow each other differ: the last one counts no more than the
 * difference. */
static int digits_for(const struct landscape *landscape, const struct told *told)
{
    double digits = 2;

    for (int band = told->first + 1; band < told->first + told->count; band++) {
        double low = level(landscape, band - 1), high = level(landscape, band);

        if (low < high && isfinite(high))
            digits = fmax(digits,
                          1 + floor(log10(fmax(fabs(low), fabs(high)))) - floor(log10(high - low)));
    }
    return digits < MOST_DIGITS ? (int)digits : MOST_DIGITS;
}

static void fill(const struct canvas *canvas, int column, int columns, int band, bool shaded)
{
    const struct rectangle *area = &canvas->area;
    uint32_t glyph = shaded ? colormap_shade(canvas->display, canvas->bands, band) : ' ';
    bool colored = canvas->grounds > 0;
    int fg = shaded && colored ? canvas->ground[canvas->bands - 1].color : FRAME_DEFAULT;
    int bg = colored ? canvas->ground[shaded ? 0 : band].color : FRAME_DEFAULT;

    for (int i = 0; i < columns; i++)
        frame_glyph(canvas->frame, area->row, area->column + column + i, glyph, fg, bg, 0);
}

/* The number in letters that are readable on its bands; instead of a shaded one, whose shades begin
 * after a blank. */
static void put_number(struct canvas *canvas, int column, const char *text, bool shaded)
{
    const struct pen ink = {.kind = PEN_INK},
                     plain = {.kind = PEN_STYLE, .style = {FRAME_DEFAULT, 0}};

    for (; *text; text++)
        canvas_glyph(canvas, shaded ? &plain : &ink, 0, column++, (uint32_t)*text);
    if (shaded)
        canvas_glyph(canvas, &plain, 0, column, ' ');
}

static void put_numbers(struct canvas *canvas, const struct landscape *landscape,
                        const struct told *told, int width, bool shaded)
{
    int digits = digits_for(landscape, told), free = 0;
    char text[NUMBER_SIZE];

    for (int band = told->first; band < told->first + told->count; band++) {
        int column = (band - told->first) * width;

        if (!isfinite(level(landscape, band)) || column < free)
            continue;
        number_short(text, level(landscape, band), digits);
        if (column + (int)strlen(text) >= canvas->area.columns)
            return;
        put_number(canvas, column, text, shaded);
        free = column + (int)strlen(text) + 1;
    }
}

/* After the bar: the hatching, and what the scale is called. */
static void put_rest(const struct landscape *landscape, bool hatched, const struct display *display,
                     struct frame *frame, const struct rectangle *area)
{
    const struct style style = {theme_for(display)->label, 0};
    const char *scale = table_name(&scales, landscape->scale);
    const char *hidden = landscape->fog ? fog : undefined;
    uint32_t glyph = landscape->fog ? HEATMAP_FOG : heatmap_hatch(display);
    int used = 0;

    if (hatched && (int)strlen(hidden) + 2 <= area->columns) {
        frame_glyph(frame, area->row, area->column, glyph, style.fg, FRAME_DEFAULT, 0);
        used = 4 + write_left(frame, area->row, area->column + 2, area->columns - 2, hidden, style,
                              display);
    }
    if (used + (int)strlen(scale) <= area->columns)
        write_left(frame, area->row, area->column + used, area->columns - used, scale, style,
                   display);
}

/* As wide as there is room beside the hatching, unless that leaves too little. */
static int band_width(const struct landscape *landscape, bool hatched, bool shaded, int columns)
{
    int beside = (columns - (int)strlen(undefined) - 3) / landscape->bands;
    int all = columns / landscape->bands;
    int width = hatched && beside >= NARROW ? beside : all;
    int widest = shaded ? WIDEST_SHADE : WIDEST;

    return width < widest ? width : widest;
}

void legend_draw(const struct landscape *landscape, bool hatched, const struct colormap *colormap,
                 const struct display *display, struct frame *frame, struct rectangle area)
{
    const struct style style = {theme_for(display)->label, 0};
    const struct told told = told_of(landscape);
    int lead = (int)strlen(title) + 1, bands = landscape->bands;
    bool shaded = colormap_is_shaded(colormap, display);
    int width = band_width(landscape, hatched, shaded, area.columns - lead);
    struct rectangle bar = {area.row, area.column + lead, 1, width * told.count};
    int end = lead + bar.columns + 1;
    const struct rectangle rest = {area.row, area.column + end, 1, area.columns - end};
    struct canvas canvas;

    if (width < 1)
        return;
    write_left(frame, area.row, area.column, lead, title, style, display);
    canvas_init(&canvas, frame, bar, display, colormap, bands);
    for (int i = 0; i < told.count; i++)
        fill(&canvas, i * width, shaded ? width - 1 : width, told.first + i, shaded);
    put_numbers(&canvas, landscape, &told, width, shaded);
    put_rest(landscape, hatched, display, frame, &rest);
}
