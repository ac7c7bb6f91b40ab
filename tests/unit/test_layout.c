#include "check.h"

#include "view/layout.h"
#include "view/scene.h"

enum { PANELS = 20 };

static const struct contents two = {.numbers = 2, .curves = 1};

static void rectangles_of(const struct layout *layout, struct rectangle out[PANELS])
{
    const struct rectangle all[PANELS] = {
        layout->header,   layout->map,      layout->numbers,  layout->gauge,    layout->curve[3],
        layout->sentence, layout->hints,    layout->across,   layout->up,       layout->legend,
        layout->schedule, layout->curve[0], layout->curve[1], layout->curve[2], layout->steps,
        layout->curve[4], layout->big,      layout->runs,     layout->told,     layout->board,
    };
    memcpy(out, all, sizeof all);
}

static bool overlap(const struct rectangle *a, const struct rectangle *b)
{
    return a->row < b->row + b->rows && b->row < a->row + a->rows &&
           a->column < b->column + b->columns && b->column < a->column + a->columns;
}

static void check_disjoint(const struct layout *layout, int rows, int columns, int n)
{
    struct rectangle all[PANELS];
    rectangles_of(layout, all);
    for (int i = 0; i < PANELS; i++) {
        const struct rectangle *a = &all[i];
        bool inside = a->row >= 0 && a->column >= 0 && a->rows >= 0 && a->columns >= 0 &&
                      a->row + a->rows <= rows && a->column + a->columns <= columns;
        if (a->rows && (!inside || a->columns == 0))
            fail_msg("%dx%d, n %d: panel %d is outside", columns, rows, n, i);
        for (int j = 0; j < i; j++)
            if (a->rows && all[j].rows && overlap(a, &all[j]))
                fail_msg("%dx%d, n %d: panels %d and %d overlap", columns, rows, n, i, j);
    }
}

/* What must be there at every size from 40x12 on. */
static void check_full(const struct layout *layout, int rows, int columns, int n)
{
    assert_int_equal(layout->header.rows, 1);
    assert_true(layout->sentence.rows >= 1);
    assert_int_equal(layout->hints.rows, 1);
    assert_true(columns >= 60 || layout->curve[0].rows >= 1);
    /* The map keeps at least half of the screen. */
    if (layout->map.rows * 2 < rows - 2 || layout->map.columns * 2 < columns)
        fail_msg("%dx%d, n %d: the map is %dx%d", columns, rows, n, layout->map.columns,
                 layout->map.rows);
    assert_true(layout->numbers.rows >= 1);
    assert_true(layout->gauge.rows == 0 || layout->gauge.rows == 3 || layout->gauge.rows == 4);
    assert_true(layout->curve[0].rows <= 1 ||
                layout->curve[0].rows >= (layout->schedule.rows ? 3 : 4));
    assert_true(layout->numbers.rows <= n + 3);
}

static void test_every_size(void **state)
{
    (void)state;
    static const int counts[] = {1, 2, 3, 5, 16};
    for (size_t i = 0; i < COUNT(counts); i++)
        for (int rows = 1; rows <= 100; rows++)
            for (int columns = 1; columns <= 300; columns++) {
                struct layout layout, told;
                layout_for(&layout, rows, columns,
                           &(struct contents){.numbers = counts[i],
                                              .schedule = rows % 2 == 0,
                                              .curves = columns % 6,
                                              .runs = rows % 3 ? 0 : rows % 10});
                check_disjoint(&layout, rows, columns, counts[i]);
                layout_for(&told, rows, columns,
                           &(struct contents){.numbers = counts[i], .explained = true});
                check_disjoint(&told, rows, columns, counts[i]);
                assert_int_equal(layout.calm, rows < 4 || columns < 20);
                assert_int_equal(layout.one_line, !layout.calm && (rows < 12 || columns < 40));
                if (!layout.calm && !layout.one_line)
                    check_full(&layout, rows, columns, counts[i]);
                else
                    assert_int_equal(layout.map.rows, 0);
            }
}

/* With more rows no panel leaves, and the map does not shrink except where a panel comes. */
static void test_panels_leave_by_priority(void **state)
{
    (void)state;
    static const int widths[] = {40, 59, 60, 80, 120, 300};
    for (size_t i = 0; i < COUNT(widths); i++) {
        struct layout before = {0};
        for (int rows = 12; rows <= 100; rows++) {
            struct layout layout;
            layout_for(&layout, rows, widths[i], &two);
            assert_true(layout.gauge.rows >= before.gauge.rows);
            assert_true(layout.curve[0].rows <= 1 || layout.gauge.rows);
            assert_true(layout.curve[0].rows >=
                        (before.curve[0].rows > 1 ? 5 : before.curve[0].rows));
            assert_true(layout.hints.rows >= before.hints.rows);
            before = layout;
        }
        assert_true(before.curve[0].rows > 0);
    }
}

/* As many curves as there are rows for, all of one height, one below the other, the axis below
 * them. */
static void test_curves(void **state)
{
    (void)state;
    static const struct {
        int rows, columns, curves, shown, height;
    } cases[] = {
        {24, 80, 4, 1, 8},   {28, 80, 3, 1, 12}, {30, 80, 3, 2, 6},  {40, 120, 1, 1, 16},
        {40, 120, 2, 2, 11}, {40, 120, 4, 3, 7}, {50, 200, 4, 4, 7}, {50, 200, 5, 5, 6},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct layout layout;
        int shown = 1;
        layout_for(&layout, cases[i].rows, cases[i].columns,
                   &(struct contents){.numbers = 2, .curves = cases[i].curves});
        const struct rectangle *curve = layout.curve;
        for (; shown < LAYOUT_CURVES && curve[shown].rows > 0; shown++) {
            assert_int_equal(curve[shown].rows, curve->rows);
            assert_int_equal(curve[shown].row, curve[shown - 1].row + curve->rows + 1);
        }
        if (shown != cases[i].shown || curve->rows != cases[i].height)
            fail_msg("case %zu: %d curves, %d rows", i, shown, curve->rows);
        assert_int_equal(layout.steps.rows, 1);
        assert_int_equal(layout.steps.row, curve[shown - 1].row + curve->rows);
    }
}

/* A table of runs goes before the gauge, and is there only beside a curve and with two rows of runs
 * at least. */
static void test_runs(void **state)
{
    (void)state;
    static const struct {
        int rows, columns, runs, shown, gauge;
    } cases[] = {
        {24, 80, 0, 0, 4},   {24, 80, 2, 3, 3}, {24, 80, 9, 7, 0}, {40, 120, 2, 3, 4},
        {40, 120, 9, 10, 4}, {20, 46, 2, 0, 3}, {12, 40, 2, 0, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct layout layout;
        layout_for(&layout, cases[i].rows, cases[i].columns,
                   &(struct contents){.numbers = 2, .curves = 1, .runs = cases[i].runs});
        if (layout.runs.rows != cases[i].shown || layout.gauge.rows != cases[i].gauge)
            fail_msg("case %zu: %d rows of runs, %d of the gauge", i, layout.runs.rows,
                     layout.gauge.rows);
        assert_true(layout.runs.rows == 0 || layout.curve[0].rows >= 4);
    }
}

/* Where the rate of a schedule alone is asked for, it has the room of the curves. */
static void test_schedule_alone(void **state)
{
    (void)state;
    struct layout layout;
    layout_for(&layout, 40, 120, &(struct contents){.numbers = 2, .schedule = true});
    assert_int_equal(layout.schedule.rows, 16);
    assert_int_equal(layout.curve[0].rows + layout.steps.rows, 0);
}

/* Big: the map from edge to edge, the number, beside it the sentence, and the hints; nothing
 * else. */
/* A study has the map and its board, and nothing else beside header, sentence and hints. */
static void test_board(void **state)
{
    (void)state;
    for (int rows = 4; rows <= 100; rows++)
        for (int columns = 20; columns <= 300; columns++) {
            struct layout layout;

            layout_for(&layout, rows, columns,
                       &(struct contents){.numbers = 2, .curves = 3, .board = true});
            check_disjoint(&layout, rows, columns, 2);
            if (rows < 12 || columns < 40)
                continue;
            assert_true(layout.board.rows >= 2 && layout.map.rows > 0 && layout.map.columns > 0);
            assert_true(layout.numbers.rows == 0 && layout.curve[0].rows == 0);
        }
}

static void test_big(void **state)
{
    (void)state;
    for (int rows = 1; rows <= 100; rows++)
        for (int columns = 1; columns <= 300; columns++) {
            struct layout layout;
            layout_for(&layout, rows, columns,
                       &(struct contents){.numbers = 2, .curves = 3, .big = true});
            check_disjoint(&layout, rows, columns, 2);
            bool big = rows >= 20 && columns >= 60;
            assert_int_equal(layout.big.rows, big ? 4 : 0);
            if (!big)
                continue;
            assert_int_equal(layout.numbers.rows + layout.gauge.rows + layout.curve[0].rows, 0);
            assert_int_equal(layout.map.columns, columns - 2);
            assert_int_equal(layout.map.rows, rows - 6);
            assert_true(layout.sentence.columns >= 24 && layout.hints.rows == 1);
        }
}

static void test_known_sizes(void **state)
{
    (void)state;
    static const struct {
        int rows, columns, n;
        struct rectangle map, numbers, gauge, sparkline;
    } cases[] = {
        {24, 80, 2, {1, 1, 19, 54}, {1, 57, 5, 22}, {7, 57, 4, 22}, {12, 57, 8, 22}},
        {12, 40, 2, {1, 0, 7, 40}, {8, 0, 1, 40}, {0}, {9, 0, 1, 40}},
        /* Of a run on data: w, b, epoch and validation; 13 parameters and these. */
        {24, 80, 4, {1, 1, 19, 54}, {1, 57, 7, 22}, {9, 57, 3, 22}, {13, 57, 7, 22}},
        {24, 80, 15, {1, 1, 19, 54}, {1, 57, 9, 22}, {11, 57, 3, 22}, {15, 57, 5, 22}},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct layout layout;
        layout_for(&layout, cases[i].rows, cases[i].columns,
                   &(struct contents){.numbers = cases[i].n});
        assert_memory_equal(&layout.map, &cases[i].map, sizeof layout.map);
        assert_memory_equal(&layout.numbers, &cases[i].numbers, sizeof layout.numbers);
        assert_int_equal(layout.gauge.rows, cases[i].gauge.rows);
        assert_int_equal(layout.curve[0].rows, cases[i].sparkline.rows);
        assert_memory_equal(&layout.curve[0], &cases[i].sparkline, sizeof layout.curve[0]);
        if (cases[i].gauge.rows)
            assert_memory_equal(&layout.gauge, &cases[i].gauge, sizeof layout.gauge);
    }
}

/* Where rows are few a caption has one more, which the map gives; large screens stay as they
 * are. */
static void test_captions(void **state)
{
    (void)state;
    for (int rows = 12; rows <= 60; rows++)
        for (int columns = 40; columns <= 120; columns++) {
            struct contents contents = two;
            struct layout plain, told;
            layout_for(&plain, rows, columns, &contents);
            contents.captions = true;
            layout_for(&told, rows, columns, &contents);
            check_disjoint(&told, rows, columns, 2);
            check_full(&told, rows, columns, 2);
            int more = rows < 20 && columns < 60;
            assert_int_equal(told.sentence.rows, plain.sentence.rows + more);
            assert_int_equal(told.sentence.row, plain.sentence.row - more);
            if (rows == 12 && more) /* above a caption of three rows the numbers stay */
                assert_true(told.numbers.row + 1 < told.sentence.row);
            if (!more)
                assert_memory_equal(&told, &plain, sizeof told);
        }
}

/* The map with its axes and legend, and what there is of it where there is a fit. */
static struct rectangle whole_of(const struct layout *layout)
{
    struct rectangle whole = layout->map;
    if (layout->legend.rows > 0)
        whole.rows += 2; /* and a blank row */
    whole.rows += layout->across.rows;
    if (layout->up.rows > 0) {
        whole.columns += whole.column - 1;
        whole.column = 1;
    }
    return whole;
}

/* The map's rectangle and those of map and fit where there is a fit: inside it, apart from each
 * other, and as the header says of the sizes. */
static void check_fit(const struct layout *before, const struct layout *layout, enum show show)
{
    const struct rectangle whole = whole_of(before), map = whole_of(layout), *fit = &layout->fit;
    bool beside = whole.columns >= 60, above = whole.rows - before->across.rows >= 22;
    enum show want = show == SHOW_RELIEF ? SHOW_MAP : show;
    if (show == SHOW_AUTO)
        want = beside ? SHOW_BOTH : SHOW_MAP;
    else if (show == SHOW_BOTH && !beside && !above)
        want = SHOW_FIT;
    assert_int_equal(layout_shown(layout), whole.rows > 0 ? want : SHOW_MAP);
    if (whole.rows == 0) {
        assert_int_equal(fit->rows, 0);
    } else if (want == SHOW_MAP) {
        assert_memory_equal(layout, before, sizeof *layout);
    } else if (want == SHOW_FIT) {
        assert_memory_equal(fit, &whole, sizeof *fit);
        assert_int_equal(layout->across.rows + layout->up.rows + layout->legend.rows, 0);
    } else if (beside) {
        assert_true(map.columns >= 28 && fit->columns >= 28);
        assert_in_range(map.columns - fit->columns, 0, 1);
        assert_int_equal(fit->column, map.column + map.columns + 1);
        assert_int_equal(fit->column + fit->columns, whole.column + whole.columns);
        assert_true(fit->rows == whole.rows && map.rows == whole.rows);
    } else {
        assert_true(layout->map.rows >= 10 && fit->rows >= 10);
        assert_int_equal(fit->row, map.row + map.rows);
        assert_int_equal(fit->row + fit->rows, whole.row + whole.rows);
        assert_true(fit->columns == whole.columns && map.columns == whole.columns);
    }
}

static void test_fit(void **state)
{
    (void)state;
    for (int rows = 1; rows <= 100; rows++)
        for (int columns = 1; columns <= 300; columns++)
            for (size_t show = 0; show < show_modes.count; show++) {
                struct layout layout, before;
                layout_for(&before, rows, columns, &two);
                layout_for(&layout, rows, columns,
                           &(struct contents){
                               .numbers = 2, .curves = 1, .fit = true, .show = (enum show)show});
                check_fit(&before, &layout, (enum show)show);
                before.map = layout.map;
                before.fit = layout.fit;
                before.across = layout.across;
                before.up = layout.up;
                before.legend = layout.legend;
                assert_memory_equal(&before, &layout, sizeof layout);
            }
}

/* Where the axes are: touching the map, in free rows, or gone. */
static void test_axes_at_known_sizes(void **state)
{
    (void)state;
    static const struct {
        int rows, columns;
        struct rectangle map, across, up, legend;
    } cases[] = {
        {24, 80, {1, 1, 19, 54}, {20, 1, 1, 54}, {0}, {0}},
        {20, 46, {1, 0, 9, 46}, {10, 0, 1, 46}, {0}, {0}},
        {12, 40, {1, 0, 7, 40}, {0}, {0}, {0}},
        {40, 120, {1, 6, 33, 81}, {34, 6, 1, 81}, {1, 0, 33, 6}, {35, 1, 1, 86}},
        {50, 200, {1, 6, 43, 159}, {44, 6, 1, 159}, {1, 0, 43, 6}, {45, 1, 1, 164}},
        {16, 80, {1, 1, 12, 54}, {13, 1, 1, 54}, {0}, {0}},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct layout layout;
        layout_for(&layout, cases[i].rows, cases[i].columns, &two);
        assert_memory_equal(&layout.map, &cases[i].map, sizeof layout.map);
        assert_memory_equal(&layout.across, &cases[i].across, sizeof layout.across);
        assert_memory_equal(&layout.up, &cases[i].up, sizeof layout.up);
        assert_memory_equal(&layout.legend, &cases[i].legend, sizeof layout.legend);
    }
}

/* Common terminals: what there is of a run on data without being asked for, and of both. */
static void test_fit_at_known_sizes(void **state)
{
    (void)state;
    static const struct {
        int rows, columns;
        enum show by_default, both;
    } cases[] = {
        {24, 80, SHOW_MAP, SHOW_FIT},   {40, 120, SHOW_BOTH, SHOW_BOTH},
        {12, 40, SHOW_MAP, SHOW_FIT},   {50, 200, SHOW_BOTH, SHOW_BOTH},
        {40, 80, SHOW_MAP, SHOW_BOTH},  {44, 50, SHOW_MAP, SHOW_BOTH},
        {24, 90, SHOW_BOTH, SHOW_BOTH}, {3, 19, SHOW_MAP, SHOW_MAP},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        for (int both = 0; both < 2; both++) {
            struct layout layout;
            layout_for(&layout, cases[i].rows, cases[i].columns,
                       &(struct contents){
                           .numbers = 2, .fit = true, .show = both ? SHOW_BOTH : SHOW_AUTO});
            assert_int_equal(layout_shown(&layout), both ? cases[i].both : cases[i].by_default);
        }
}

/* An overlay covers the map and leaves the header, the sentence and the hints. */
static void test_overlay(void **state)
{
    (void)state;
    for (int rows = 1; rows <= 100; rows++)
        for (int columns = 1; columns <= 300; columns++) {
            struct rectangle overlay = layout_overlay(rows, columns);
            struct layout layout;
            layout_for(&layout, rows, columns, &two);
            size_t capacity = overlay_capacity(&(struct overlay){0}, rows, columns);
            if (layout.calm) {
                assert_int_equal(overlay.rows, 0);
                assert_int_equal(capacity, 0);
                continue;
            }
            assert_true(overlay.row + overlay.rows <= rows);
            assert_true(overlay.column + overlay.columns <= columns);
            assert_false(overlap(&overlay, &layout.header));
            assert_false(!layout.one_line && overlap(&overlay, &layout.sentence));
            assert_true(capacity >= 1);
            assert_true(capacity <= 2 * (size_t)overlay.rows);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_size),
        cmocka_unit_test(test_panels_leave_by_priority),
        cmocka_unit_test(test_known_sizes),
        cmocka_unit_test(test_captions),
        cmocka_unit_test(test_curves),
        cmocka_unit_test(test_runs),
        cmocka_unit_test(test_schedule_alone),
        cmocka_unit_test(test_board),
        cmocka_unit_test(test_big),
        cmocka_unit_test(test_fit),
        cmocka_unit_test(test_axes_at_known_sizes),
        cmocka_unit_test(test_fit_at_known_sizes),
        cmocka_unit_test(test_overlay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
