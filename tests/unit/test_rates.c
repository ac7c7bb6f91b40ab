/* The picture of a schedule: its place in the layout, the curve, and what is drawn. */
#include "check.h"

#include "run/simulation.h"
#include "view/layout.h"
#include "view/rates.h"

/* --- layout --- */

static bool overlap(const struct rectangle *a, const struct rectangle *b)
{
    return a->rows > 0 && b->rows > 0 && a->row < b->row + b->rows && b->row < a->row + a->rows &&
           a->column < b->column + b->columns && b->column < a->column + a->columns;
}

static void check_layout(int rows, int columns, int n)
{
    struct layout layout, without;
    layout_for(&without, rows, columns, &(struct contents){.numbers = n, .curves = 1});
    layout_for(&layout, rows, columns,
               &(struct contents){.numbers = n, .schedule = true, .curves = 1});
    assert_memory_equal(&without.map, &layout.map, sizeof layout.map);
    const struct rectangle *all[] = {
        &layout.header,   &layout.map,      &layout.numbers, &layout.gauge,
        &layout.curve[0], &layout.sentence, &layout.hints,   &layout.schedule,
    };
    for (size_t i = 0; i < COUNT(all); i++) {
        if (all[i]->rows <= 0)
            continue;
        assert_true(all[i]->row >= 0 && all[i]->row + all[i]->rows <= rows);
        assert_true(all[i]->column >= 0 && all[i]->column + all[i]->columns <= columns);
        for (size_t j = 0; j < i; j++)
            if (overlap(all[i], all[j]))
                fail_msg("%dx%d, %d parameters: panels %zu and %zu overlap", columns, rows, n, j,
                         i);
    }
    assert_true(layout.schedule.rows == 0 || layout.schedule.columns >= 16);
    assert_true(layout.curve[0].rows <= 1 || layout.curve[0].rows >= 3);
}

static void test_nothing_overlaps(void **unused)
{
    (void)unused;
    for (int rows = 1; rows <= 110; rows++)
        for (int columns = 1; columns <= 310; columns++)
            for (int n = 1; n <= 16; n += n < 4 ? 1 : 6)
                check_layout(rows, columns, n);
}

static void test_common_sizes_have_room(void **unused)
{
    (void)unused;
    static const int sizes[][2] = {{24, 80}, {40, 120}, {50, 200}, {44, 50}};
    for (size_t i = 0; i < COUNT(sizes); i++) {
        struct layout layout;
        layout_for(&layout, sizes[i][0], sizes[i][1],
                   &(struct contents){.numbers = 2, .schedule = true, .curves = 1});
        assert_int_equal(layout.schedule.rows, 3);
    }
}

/* --- the curve --- */

static struct simulation *run_with(const char *schedule, long steps)
{
    struct scenario scenario;
    assert_true(scenario_init(&scenario));
    assert_true(scenario_set(&scenario, "surface", "ravine", NULL));
    assert_true(scenario_set(&scenario, "lr", "0.1", NULL));
    assert_true(scenario_set(&scenario, "steps", "1000000", NULL));
    assert_true(scenario_set(&scenario, "schedule", schedule, NULL));
    struct simulation *simulation = simulation_create(&scenario, NULL);
    assert_non_null(simulation);
    scenario_release(&scenario);
    for (long k = 0; k < steps; k++)
        simulation_step(simulation);
    return simulation;
}

static struct rates rates_of(const struct simulation *simulation, long steps)
{
    const struct scenario *scenario = simulation_scenario(simulation);
    return (struct rates){
        .schedule = &scenario->schedule,
        .state = simulation_schedule(simulation),
        .base = scenario_rate(scenario),
        .steps = steps,
        .path = simulation_trajectory(simulation),
    };
}

/* A column a step: the curve is the schedule, made or to come. */
static void test_curve_is_the_schedule(void **unused)
{
    (void)unused;
    for (long made = 0; made < 40; made += 13) {
        struct simulation *simulation = run_with("cosine:period=40", made);
        struct rates rates = rates_of(simulation, 40);
        struct rates_curve curve;
        rates_curve(&rates, 40, &curve);
        assert_int_equal(curve.columns, 40);
        assert_int_equal(curve.now, made);
        assert_true(curve.most == 0.1);
        for (int c = 0; c < 40; c++)
            check_near("rate", curve.rate[c], 0.1 * (1 + cos(acos(-1) * c / 40)) / 2, 1e-12, 0.1);
        simulation_free(simulation);
    }
}

/* What is past is as it was, though the schedule is another now. */
static void test_past_stays(void **unused)
{
    (void)unused;
    struct simulation *simulation = run_with("constant", 20);
    assert_true(simulation_set(simulation, "schedule", "step:period=1,gamma=0", NULL));
    struct rates rates = rates_of(simulation, 40);
    struct rates_curve curve;
    rates_curve(&rates, 40, &curve);
    assert_int_equal(curve.now, 20);
    for (int c = 0; c < 40; c++)
        assert_true(curve.rate[c] == (c < 20 ? 0.1 : 0));
    simulation_free(simulation);
}

/* A long run, whose path is thinned, in few columns. */
static void test_long_run(void **unused)
{
    (void)unused;
    struct simulation *simulation = run_with("linear:start=1,end=0,steps=10000", 9999);
    struct rates rates = rates_of(simulation, 10000);
    struct rates_curve curve;
    rates_curve(&rates, 21, &curve);
    assert_int_equal(curve.now, 20);
    for (int c = 0; c <= 20; c++)
        check_near("rate", curve.rate[c], 0.1 * (1 - c / 20.0), 2e-4, 1); /* 16 steps */
    simulation_step(simulation);
    rates_curve(&rates, 21, &curve);
    assert_int_equal(curve.now, 10);
    simulation_free(simulation);
}

/* --- what is drawn --- */

static const struct display looks[] = {
    {.colors = 256, .blocks = true, .braille = true},
    {.colors = 8, .blocks = true},
    {.colors = 0},
};

/* Every column has ink, and there is none outside the area. */
static void check_ink(struct frame *frame, struct rectangle area)
{
    for (int c = 0; c < frame->columns; c++) {
        int ink = 0;
        for (int r = 0; r < frame->rows; r++)
            if (frame_cell(frame, r, c)->glyph != ' ') {
                assert_true(r >= area.row && r < area.row + area.rows);
                ink++;
            }
        assert_int_equal(ink > 0, c >= area.column && c < area.column + area.columns);
    }
}

static void test_drawing_stays_inside(void **unused)
{
    (void)unused;
    const struct rectangle area = {2, 3, 2, 24};
    struct frame frame = {0};
    assert_true(frame_resize(&frame, 6, 30));
    for (size_t i = 0; i < schedules.count; i++) {
        const struct schedule_kind *kind = table_row(&schedules, i);
        struct simulation *simulation = run_with(kind->example, 60);
        struct rates rates = rates_of(simulation, 200);
        struct rates_curve curve;
        rates_curve(&rates, area.columns, &curve);
        for (size_t k = 0; k < COUNT(looks); k++) {
            frame_clear(&frame);
            rates_draw(&curve, &frame, area, &looks[k]);
            check_ink(&frame, area);
        }
        simulation_free(simulation);
    }
    frame_release(&frame);
}

/* The place is seen without colour: solid up to it, a line from there on. */
static void test_place_in_ascii(void **unused)
{
    (void)unused;
    const struct rectangle area = {0, 0, 1, 10};
    struct simulation *simulation = run_with("step:period=4,gamma=0", 3);
    struct rates rates = rates_of(simulation, 10);
    struct rates_curve curve;
    struct frame frame = {0};
    char text[11] = "";
    assert_true(frame_resize(&frame, 1, 10));
    frame_clear(&frame);
    rates_curve(&rates, 10, &curve);
    rates_draw(&curve, &frame, area, &looks[2]);
    for (int c = 0; c < 10; c++)
        text[c] = (char)frame_cell(&frame, 0, c)->glyph;
    assert_string_equal(text, "####______");
    simulation_go(simulation, 1);
    rates_curve(&rates, 10, &curve);
    frame_clear(&frame);
    rates_draw(&curve, &frame, area, &looks[2]);
    for (int c = 0; c < 10; c++)
        text[c] = (char)frame_cell(&frame, 0, c)->glyph;
    assert_string_equal(text, "##''______");
    frame_release(&frame);
    simulation_free(simulation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_overlaps),
        cmocka_unit_test(test_common_sizes_have_room),
        cmocka_unit_test(test_curve_is_the_schedule),
        cmocka_unit_test(test_past_stays),
        cmocka_unit_test(test_long_run),
        cmocka_unit_test(test_drawing_stays_inside),
        cmocka_unit_test(test_place_in_ascii),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
