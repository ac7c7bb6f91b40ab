#include "view/layout.h"

/* From the top: header, map, numbers in narrow windows, sentence, hints. Wide windows have a side
 * column with numbers, gauge and curves. */

enum {
    WIDE = 60,       /* columns from which there is a side column */
    GAUGE_SPARE = 4, /* rows to spare from which the gauge has one more */
    CURVE_ROWS = 5,  /* with its label */
    CURVE_MOST = 16,
    CURVES_ROWS = 6,     /* the least, where there are several */
    CURVE_LEAST = 3,     /* what a schedule leaves of it */
    SCHEDULE_ROWS = 3,   /* with its label */
    TABLE_LEAST = 3,     /* of the runs that are compared, with its heading */
    STEP_LOSS_SLOPE = 3, /* numbers besides the n */
    BESIDE = 60,         /* columns from which map and fit stand side by side */
    ABOVE = 22,          /* rows from which they stand one above the other */
    AXES_FROM = 14,      /* rows of the screen from which the map has axes */
    UP_FROM = 100,       /* columns from which the axis up has columns of its own: */
    UP_COLUMNS = 6,
    BIG_FROM = 20, /* rows from which there is a big number: */
    BIG_ROWS = 4,
    BIG_COLUMNS = 32,
    LEGEND_FROM = 24, /* rows of the map from which it gives some to a legend and a blank row: */
    LEGEND_ROWS = 2,
    TOLD_BESIDE = 76, /* columns from which a step is told beside the map, in so many: */
    TOLD_LEAST = 44,
    TOLD_MOST = 90,
    TOLD_BELOW = 26 /* rows from which it is told below the map */
};

static const struct show_mode modes[] = {
    [SHOW_AUTO] = {"auto", "both where they have room side by side, else the map"},
    [SHOW_MAP] = {"map", "the map alone"},
    [SHOW_RELIEF] = {"relief", "the map as a body; arrows go round it"},
    [SHOW_FIT] = {"fit", "the data and the fit alone"},
    [SHOW_BOTH] = {"both", "the map and the fit"},
};

const struct table show_modes = TABLE("picture", modes);

static int least(int a, int b)
{
    return a < b ? a : b;
}

static int within(int value, int low, int high)
{
    return value < low ? low : value > high ? high : value;
}

/* The margin left and right. */
static int margin(int columns)
{
    return columns >= WIDE ? 1 : 0;
}

static int sentence_rows(int rows, int columns, bool captions)
{
    if (rows < 20)
        return columns < WIDE && captions ? 2 : 1;
    return columns < WIDE && rows >= 26 ? 3 : 2;
}

/* Sentence and hints, from the bottom up. Returns the first row that they leave free. A sentence
 * of two rows seldom fills both, so the second keeps the distance to the hints. */
static int arrange_foot(struct layout *layout, int rows, int columns, bool captions)
{
    int left = margin(columns), width = columns - 2 * left, row = rows;
    int most = sentence_rows(rows, columns, captions);

    layout->hints = (struct rectangle){--row, left, 1, width};
    row -= most;
    layout->sentence = (struct rectangle){row, left, most, width};
    layout->sentence_more = rows >= 20 && columns < WIDE; /* else it is that of axes */
    return rows >= 20 ? row - 1 : row;
}

/* Takes `want` rows and `gap` blank ones from the free rows, if they suffice. */
static int take(int *free, int gap, int want)
{
    if (*free < want + gap)
        return 0;
    *free -= want + gap;
    return want;
}

/* The rows of a table of runs: as many as leave room for a curve. */
static int table_rows(int runs, int free)
{
    int rows = least(runs + 1, free - 1 - CURVE_ROWS - 1);

    return runs > 0 && rows >= TABLE_LEAST ? rows : 0;
}

/* Stacks numbers, gauge, a table of `runs` and curves as far as the rows suffice; the gauge leaves
 * before a table does, these before the numbers. The numbers get `top` rows; what is left over goes
 * to them up to `wanted`, then to the curves. */
static void stack(struct layout *layout, struct rectangle area, int wanted, int top, int runs)
{
    int numbers = least(wanted, least(top, area.rows)), free = area.rows - numbers;
    int table = table_rows(runs, free);
    int kept = table ? CURVE_ROWS + 1 : 0; /* for the curve of those in the table */
    free -= kept + (table ? table + 1 : 0);
    int gauge = take(&free, numbers > 0, GAUGE_ROWS);
    free += kept;
    int curve = take(&free, 1, CURVE_ROWS);
    int more = least(free, wanted - numbers);

    if (curve && free - more >= GAUGE_SPARE && gauge)
        gauge += take(&free, 0, 1);
    numbers += more;
    layout->numbers = layout->gauge = layout->runs = layout->curve[0] = area;
    layout->numbers.rows = numbers;
    layout->gauge.row += numbers + (numbers > 0);
    layout->gauge.rows = gauge;
    layout->runs.row = layout->gauge.row + gauge + (gauge > 0);
    layout->runs.rows = table;
    layout->curve[0].row = layout->runs.row + table + (table > 0 || gauge == 0);
    layout->curve[0].rows = curve ? curve + free - more : gauge && free - more > 1;
}

/* The map, and beside it a column of panels. */
static void arrange_wide(struct layout *layout, int bottom, int columns, int n, int runs)
{
    int width = within(columns / 4, 22, 32), top = layout->map.row;
    struct rectangle side = {top, columns - 1 - width, bottom - top, width};

    layout->map.rows = bottom - top;
    layout->map.columns = columns - width - 4;
    stack(layout, side, n + STEP_LOSS_SLOPE, least(n, 4) + STEP_LOSS_SLOPE, runs);
}

/* The map, and below it either a line of numbers and one of a curve, or a block: numbers left, the
 * rest right. */
static void arrange_narrow(struct layout *layout, int bottom, int columns, int n)
{
    int top = layout->map.row, height = bottom - top, wanted = n + STEP_LOSS_SLOPE;
    int most = height >= 24 ? GAUGE_ROWS + 1 + CURVE_ROWS : within((height - 5) / 2, 5, 7);
    int block = height >= 24 ? most : within(wanted, GAUGE_ROWS + 2, most);

    if (height < 14) {
        layout->map.rows = height - 2;
        layout->numbers = (struct rectangle){bottom - 2, 0, 1, columns};
        layout->curve[0] = (struct rectangle){bottom - 1, 0, 1, columns};
        return;
    }
    int row = bottom - block, half = (columns - 2) / 2;
    struct rectangle right = {row, columns - half, block, half};
    stack(layout, right, 0, 0, 0);
    layout->numbers = (struct rectangle){row, 0, least(wanted, block), half};
    layout->map.rows = row - 1 - top;
}

/* Where the curves have rows to spare, below them, where there are none in their place; or below
 * the numbers where these stand beside them. */
static void arrange_schedule(struct layout *layout, int curves)
{
    const struct rectangle *numbers = &layout->numbers;
    struct rectangle *curve = &layout->curve[0];
    int bottom = curve->row + curve->rows;
    bool beside = numbers->column != curve->column;
    int used = beside ? numbers->row + numbers->rows : curve->row + CURVE_LEAST;

    if (!beside && curves == 0 && curve->rows >= SCHEDULE_ROWS) {
        layout->schedule = *curve;
        layout->schedule.rows = least(curve->rows, CURVE_MOST);
        curve->rows = 0;
        return;
    }
    if (curve->rows == 0 || bottom - used < SCHEDULE_ROWS + 1)
        return;
    layout->schedule = beside ? *numbers : *curve;
    layout->schedule.row = bottom - SCHEDULE_ROWS;
    layout->schedule.rows = SCHEDULE_ROWS;
    if (!beside)
        curve->rows -= SCHEDULE_ROWS + 1;
}

/* Divides the rows of the first of `count` curves among as many as have room, and their axis below
 * the last one, which has a row of its own below them where no schedule is in between: `spare`
 * there is one. */
static void arrange_curves(struct layout *layout, int count, bool spare)
{
    struct rectangle area = layout->curve[0];

    if (area.rows < CURVE_LEAST + 1)
        return;
    int rows = area.rows - (spare ? 0 : 1);
    while (count > 1 && rows + 1 < count * (CURVES_ROWS + 1))
        count--;
    area.rows = least((rows + 1) / count - 1, CURVE_MOST);
    for (int i = 0; i < count; i++, area.row += area.rows + 1)
        layout->curve[i] = area;
    layout->steps = (struct rectangle){area.row - 1, area.column, 1, area.columns};
}

/* A blank column or row stays between the two. */
static void halve(struct rectangle *map, struct rectangle *fit, bool beside)
{
    *fit = *map;
    if (beside) {
        fit->columns = (map->columns - 1) / 2;
        map->columns -= fit->columns + 1;
        fit->column += map->columns + 1;
    } else {
        fit->rows = (map->rows - 1) / 2;
        map->rows -= fit->rows + 1;
        fit->row += map->rows + 1;
    }
}

/* Gives the fit the map's rectangle, or a half of it. Without a map there is no fit. */
static void arrange_fit(struct layout *layout, enum show show)
{
    struct rectangle *map = &layout->map;
    bool beside = map->columns >= BESIDE;

    if (map->rows == 0 || show == SHOW_MAP || show == SHOW_RELIEF || (show == SHOW_AUTO && !beside))
        return;
    if (show != SHOW_FIT && (beside || map->rows >= ABOVE)) {
        halve(map, &layout->fit, beside);
    } else {
        layout->fit = *map;
        map->rows = 0;
    }
}

/* Takes columns for the axis up from the map and from the margin. */
static void arrange_up(struct layout *layout)
{
    struct rectangle *map = &layout->map;

    layout->up = (struct rectangle){map->row, map->column - 1, map->rows, UP_COLUMNS};
    map->column += UP_COLUMNS - 1;
    map->columns -= UP_COLUMNS - 1;
}

/* Around the map, where it is shown; `below` is a free row under map and fit. The row between a map
 * and a fit below it is free, too. */
static void arrange_axes(struct layout *layout, bool below, bool up, bool legends)
{
    struct rectangle *map = &layout->map;

    if (layout->fit.rows > 0)
        layout->fit.rows += below;
    if (map->rows == 0)
        return;
    if (!below)
        map->rows--;
    bool legend = legends && map->rows >= LEGEND_FROM;
    if (legend) {
        layout->legend = (struct rectangle){map->row + map->rows - 1, map->column, 1, map->columns};
        map->rows -= LEGEND_ROWS;
    }
    if (up)
        arrange_up(layout);
    layout->across = (struct rectangle){map->row + map->rows, map->column, 1, map->columns};
}

/* The map from edge to edge, and below it the number and beside that, where it is otherwise, too,
 * so that an overlay leaves it, the sentence. */
static void arrange_big(struct layout *layout, int rows, int columns)
{
    int left = margin(columns), top = rows - 1 - BIG_ROWS, width = columns - 2 * left;

    layout->hints = (struct rectangle){rows - 1, left, 1, width};
    layout->big = (struct rectangle){top, left, BIG_ROWS, BIG_COLUMNS};
    layout->sentence =
        (struct rectangle){rows - 3, left + BIG_COLUMNS + 2, 2, width - BIG_COLUMNS - 2};
    layout->map = (struct rectangle){1, left, top - 1, width};
}

/* The map and its board. */
static void arrange_board(struct layout *layout, int bottom, int columns)
{
    int top = layout->map.row, width = within(columns / 4, 22, 34), height = bottom - top;
    int block = height >= 24 ? 10 : height >= 14 ? 6 : 2;

    if (columns >= WIDE) {
        layout->map.rows = height;
        layout->map.columns = columns - width - 4;
        layout->board = (struct rectangle){top, columns - 1 - width, height, width};
        return;
    }
    layout->map.rows = height - block - (block > 2);
    layout->board = (struct rectangle){bottom - block, 0, block, columns};
}

/* The step that is told beside the map, below it, or in its place. Returns whether there is a free
 * row below the map. */
static bool arrange_told(struct layout *layout, int rows, int bottom, int columns)
{
    struct rectangle *map = &layout->map, *told = &layout->told;
    int width = within(columns * 11 / 20, TOLD_LEAST, TOLD_MOST);

    *told = (struct rectangle){map->row, map->column, bottom - map->row, map->columns};
    if (columns >= TOLD_BESIDE) {
        told->column = columns - 1 - width;
        told->columns = width;
        map->rows = told->rows;
        map->columns = columns - width - 4;
    } else if (rows >= TOLD_BELOW) {
        map->rows = told->rows * 2 / 5;
        told->row += map->rows + 1;
        told->rows -= map->rows + 1;
        return true;
    }
    return false;
}

void layout_for(struct layout *layout, int rows, int columns, const struct contents *contents)
{
    *layout = (struct layout){0};
    if (rows < 4 || columns < 20) {
        layout->calm = true;
        return;
    }
    int left = margin(columns);
    layout->header = (struct rectangle){0, left, 1, columns - 2 * left};
    if (rows < 12 || columns < 40) {
        layout->one_line = true;
        layout->sentence = (struct rectangle){1, left, least(rows - 1, 4), columns - 2 * left};
        return;
    }
    layout->map = (struct rectangle){1, left, 0, columns - 2 * left};
    if (contents->big && !contents->explained && rows >= BIG_FROM && columns >= WIDE) {
        arrange_big(layout, rows, columns);
        return;
    }
    int bottom = arrange_foot(layout, rows, columns, contents->captions);
    if (contents->board) {
        arrange_board(layout, bottom, columns);
        if (rows >= AXES_FROM && layout->board.rows > 2)
            arrange_axes(layout, columns < WIDE || layout->sentence.row > bottom,
                         columns >= UP_FROM, false);
        return;
    }
    bool below = false, both = columns >= TOLD_BESIDE || rows >= TOLD_BELOW;
    bool explained = contents->explained && (both || !contents->turned);
    if (explained)
        below = arrange_told(layout, rows, bottom, columns);
    else if (columns >= WIDE)
        arrange_wide(layout, bottom, columns, contents->numbers, contents->runs);
    else
        arrange_narrow(layout, bottom, columns, contents->numbers);
    if (contents->schedule && !explained)
        arrange_schedule(layout, contents->curves);
    bool spare = layout->sentence.row > bottom;
    if (columns >= WIDE && contents->curves > 0)
        arrange_curves(layout, least(contents->curves, LAYOUT_CURVES),
                       spare && layout->schedule.rows == 0);
    if (contents->fit)
        arrange_fit(layout, contents->show);
    if (rows >= AXES_FROM && (layout->numbers.rows > 1 || explained))
        arrange_axes(layout, explained ? below || spare : columns < WIDE || spare,
                     columns >= UP_FROM, true);
}

enum show layout_shown(const struct layout *layout)
{
    if (layout->fit.rows == 0)
        return SHOW_MAP;
    return layout->map.rows == 0 ? SHOW_FIT : SHOW_BOTH;
}

struct rectangle layout_overlay(int rows, int columns)
{
    struct layout layout;

    layout_for(&layout, rows, columns, &(struct contents){.numbers = 2});
    if (layout.calm)
        return (struct rectangle){0};
    int left = margin(columns), top = layout.header.rows;
    int bottom = layout.one_line ? rows : layout.sentence.row;
    return (struct rectangle){top, left, bottom - top, columns - 2 * left};
}
