/* A scene with everything that it can show, for the tests of composing. */
#ifndef TESTS_UNIT_STAGE_H
#define TESTS_UNIT_STAGE_H

#include "drawing.h"

#include "view/scene.h"

/* The scene and what it borrows. */
struct stage {
    struct trajectory path, left;
    struct landscape landscape;
    struct sample now;
    struct surface known;
    struct stability stability;
    struct overlay overlay;
    struct prompt_view prompt;
    enum show show; /* of map and fit */
    struct layout layout;
    struct scene scene;
};

static const char *const stage_names[] = {"x", "y", "z", "weight",
                                          "a-name-that-is-too-long-to-show"};

static const double stage_place_value = 1.4375;

static const struct hint stage_hints[] = {
    {"space", "run", false}, {".", "step", false}, {",", "back", false},
    {"-/+", "rate", false},  {"?", "help", true},  {"q", "quit", true},
};

static const struct overlay_line stage_lines[] = {
    {"Moving", NULL, true, false},
    {"space", "run or pause", false, false},
    {".", "one step, or as many as the number before it says, which may be a long story", false,
     false},
    {"A line of its own, without a right part.", "", false, false},
    {"a-very-long-name-for-a-key-that-nobody-can-press", "nothing", false, false},
    {"q", "quit", false, false},
};

/* A run of three steps on a tilted plane with n parameters; stage_release. */
static inline void stage_init(struct stage *stage, int n)
{
    double x[][2] = {{1.5, 1.5}, {-0.5, 1}, {-0.71234, 0.00312}};
    static const double loss[] = {67.375, 3.5, 0.2537};
    *stage = (struct stage){0};
    stage->path = path_of(3, n < 2 ? 1 : 2, x, loss);
    stage->left = path_of(2, n < 2 ? 1 : 2, x, loss);
    stage->now = (struct sample){.step = 37,
                                 .loss = 0.2537,
                                 .grad_norm = 0.7166,
                                 .lr = 0.175,
                                 .x = {-0.71234, 0.00312, 5, 6, 7}};
    stage->known = (struct surface){.minimum_count = 1, .minima = {{0, 0}}};
    stage->overlay =
        (struct overlay){.title = "Keys", .lines = stage_lines, .count = COUNT(stage_lines)};
    stage->prompt = (struct prompt_view){.lead = ":",
                                         .text = "rate 0.1O",
                                         .cursor = 9,
                                         .note = "this is no number",
                                         .is_error = true,
                                         .caret = 8};
    stage->stability = (struct stability){.known = true,
                                          .steepest = 10,
                                          .flattest = 1,
                                          .condition = 12.5,
                                          .rate = 1.75,
                                          .flat_rate = 0.175,
                                          .has_limit = true,
                                          .limit = 3.8};
    stage->scene = (struct scene){
        .surface = "ravine",
        .formula = "(10*x^2 + y^2)/2",
        .optimizer = "gd",
        .rate = 0.175,
        .beta = 0.9,
        .mark = MARK_RUNNING,
        .speed = "30/s",
        .n = n,
        .parameter = stage_names,
        .axis = {stage_names[0], stage_names[1]},
        .shown = {0, n > 1 ? 1 : -1},
        .now = &stage->now,
        .run = {{.path = &stage->left, .dim = true},
                {.path = &stage->path, .glyph = 0x25CF, .ascii = '@'}},
        .runs = 2,
        .known = &stage->known,
        .stability = &stage->stability,
        .floor = 0,
        .log_loss = true,
        .contours = true,
        .colormap = table_row(&colormaps, 0),
        .sentence = "zigzagging across the valley: the rate is 1.75 of 3.8 in the steep direction",
        .warn = true,
        .hints = stage_hints,
        .hint_count = COUNT(stage_hints),
        .place = {0.25, -1.5},
        .place_value = &stage_place_value};
}

static inline void stage_release(struct stage *stage)
{
    trajectory_release(&stage->path);
    trajectory_release(&stage->left);
    landscape_release(&stage->landscape);
}

/* Composes the scene at a size, with the landscape that this size asks for. */
static inline void stage_compose(struct stage *stage, const struct display *display,
                                 struct frame *frame)
{
    const struct contents contents = {
        .numbers = scene_numbers(stage->scene.n, stage->scene.learning, stage->scene.validation,
                                 stage->scene.scored),
        .schedule = stage->scene.rates.schedule,
        .curves = 1,
        .fit = stage->scene.fit,
        .show = stage->show,
    };
    struct layout *layout = &stage->layout;
    layout_for(layout, frame->rows, frame->columns, &contents);
    stage->scene.layout = layout;
    const struct viewport view = {-2, 2, -2, 2, layout->map.columns, layout->map.rows};
    struct landscape *landscape = &stage->landscape;
    stage->scene.landscape = NULL;
    if (layout->map.rows > 0) {
        assert_true(landscape_resize(landscape, &view));
        plane_axes(&landscape->plane, stage->now.x, stage->scene.n, 0, 1);
        for (int i = 0; i < landscape->rows * landscape->columns; i++)
            landscape->field[i] = i;
        int bands = colormap_bands(display, layout->map.columns, layout->map.rows);
        landscape->kind = mosaic_kind(display);
        assert_true(landscape_cut(landscape, SCALE_RANK, bands, INFINITY));
        stage->scene.landscape = landscape;
    }
    scene_compose(&stage->scene, display, frame);
}

#endif
