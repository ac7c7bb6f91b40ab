#include "view/terms.h"

#include <math.h>
#include <stdlib.h>

#include "base/vector.h"
#include "view/path.h"

/* Of the rest: on the map, light and dark; as a word on a dark and on a light background. */
enum { REST_LIGHT = 226, REST_DARK = 52, REST_ON_DARK = 226, REST_ON_LIGHT = 94 };

static const struct {
    const char *name, *meaning;
} rows[] = {
    {"s", "the step"},
    {"m", "where it would go if the gradient were 0: what the optimizer remembers"},
    {"p", "the pull of the gradient, which adds to that; the two make the step"},
    {"×", "a point that a method has tried and refused; dots lead there"},
};

const struct table map_terms = TABLE("term", rows);

const char *terms_letter(enum term term, const struct display *display)
{
    static const char *const letters[TERM_COUNT] = {
        [TERM_AT] = "●", [TERM_STEP] = "s", [TERM_PULL] = "p", [TERM_REST] = "m"};

    return term == TERM_AT && !display->blocks ? "@" : letters[term];
}

struct style terms_style(const struct display *display, const struct colormap *colormap,
                         enum term term)
{
    bool known = display->colors >= 256 && display->backdrop != BACKDROP_UNKNOWN;
    bool dark = display->backdrop == BACKDROP_DARK;
    struct style style = {FRAME_DEFAULT, CELL_BOLD};

    if (known && term == TERM_STEP)
        style.fg = dark ? colormap->light : colormap->dark;
    else if (known && term == TERM_REST)
        style.fg = dark ? REST_ON_DARK : REST_ON_LIGHT;
    return style;
}

static struct pen pen_of(const struct canvas *canvas, enum term term)
{
    bool many = canvas->display->colors >= 256;

    if (term == TERM_PULL)
        return (struct pen){.kind = PEN_INK};
    if (term == TERM_REST && many)
        return (struct pen){.kind = PEN_PATH, .color = REST_LIGHT, .other = REST_DARK};
    return (struct pen){.kind = PEN_PATH};
}

/* --- arrows --- */

/* An arrow: from where to where, and a point that its letter keeps away from. On a curve it goes
 * along the axis, so many rows away. */
struct arrow {
    enum term term;
    const double *from, *to, *beside;
    int away;
};

static void draw_arrow(struct canvas *canvas, const struct projection *projection,
                       const struct arrow *arrow)
{
    struct pen pen = pen_of(canvas, arrow->term);

    if (!canvas->display->braille)
        pen.coarse = (uint32_t)*terms_letter(arrow->term, canvas->display);
    path_step(canvas, &pen, projection, arrow->from, arrow->to, arrow->away);
}

/* Is there a letter in the cell, or beside it in its row? */
static bool is_taken(const struct heads *taken, int row, int column)
{
    for (int i = 0; i < taken->count; i++)
        if (taken->at[i].row == row && abs(taken->at[i].column - column) <= 1)
            return true;
    return false;
}

/* The cell of a place, where that is within the area. */
static bool find_cell(const struct canvas *canvas, double column, double row, struct head *cell)
{
    if (!(column >= 0 && row >= 0 && column < canvas->area.columns && row < canvas->area.rows))
        return false;
    *cell = (struct head){(int)row, (int)column};
    return true;
}

/* Puts the letter there, where that is within the area and free. */
static bool put_letter(struct canvas *canvas, struct heads *taken, enum term term, double column,
                       double row)
{
    const struct pen pen = pen_of(canvas, term);
    struct head head;

    if (!find_cell(canvas, column, row, &head) || is_taken(taken, head.row, head.column))
        return false;
    canvas_glyph(canvas, &pen, head.row, head.column,
                 (uint32_t)*terms_letter(term, canvas->display));
    taken->at[taken->count++] = head;
    return true;
}

/* Beside the middle of the arrow, away from the point; where that is outside or taken nearer to an
 * end, or on the other side. On a curve, where arrows lie one above the other, upon it. */
static void name_arrow(struct canvas *canvas, const struct projection *projection,
                       const struct arrow *arrow, struct heads *taken)
{
    static const struct {
        double part;
        int side;
    } tries[] = {{0.5, 1},  {0.7, 1},  {0.3, 1},  {0.5, -1},
                 {0.85, 1}, {0.15, 1}, {0.7, -1}, {0.3, -1}};
    const double shortest = 2, columns_away = 2;
    struct spot from = projection_spot(projection, arrow->from),
                to = projection_spot(projection, arrow->to),
                beside = projection_spot(projection, arrow->beside);

    if (projection->profile)
        to.row = from.row = from.row + arrow->away;
    double right = to.column - from.column, down = 2 * (to.row - from.row);
    double length = hypot(right, down);
    bool turned = right * 2 * (beside.row - from.row) > down * (beside.column - from.column);
    double side = projection->profile ? 0 : (turned ? -1 : 1) * columns_away / length;
    if (!(length >= shortest))
        return;
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++)
        if (put_letter(canvas, taken, arrow->term,
                       from.column + tries[i].part * right - tries[i].side * side * down,
                       from.row + (tries[i].part * down + tries[i].side * side * right) / 2))
            return;
}

/* The step, and of what it is made: what would be left without the gradient, and from there on what
 * that adds; on a curve both from the point, one above the other. Letters lie upon all arrows. */
static void draw_arrows(struct canvas *canvas, const struct explanation *told,
                        const struct projection *projection)
{
    const double *from = projection->profile ? told->at : told->rest;
    const struct spot ball = projection_spot(projection, told->at);
    struct heads taken;
    double to[PARAMETERS_MAX];

    taken.count = find_cell(canvas, ball.column, ball.row, &taken.at[0]);
    vector_subtract(to, told->to, told->rest, told->n);
    vector_go(to, from, 1, to, told->n);
    const struct arrow arrow[] = {{TERM_REST, told->at, told->rest, told->to, -1},
                                  {TERM_PULL, from, to, told->at, -2},
                                  {TERM_STEP, told->at, told->to, told->rest, 0}};
    const int first = told->parted ? 0 : 2, count = 3;
    for (int i = first; i < count; i++)
        draw_arrow(canvas, projection, &arrow[i]);
    for (int i = count; i-- > first;)
        name_arrow(canvas, projection, &arrow[i], &taken);
}

/* --- of a batch --- */

/* What each row pulls at, so long that their mean is as long as what the gradient adds. */
static void draw_pulls(struct canvas *canvas, const struct explanation *told,
                       const struct projection *projection)
{
    struct pen pen = {.kind = PEN_INK, .dotted = true};
    double mean[PARAMETERS_MAX] = {0}, part[PARAMETERS_MAX], to[PARAMETERS_MAX];
    int n = told->n;

    for (int k = 0; k < told->pulls; k++)
        vector_go(mean, mean, 1.0 / told->pulls, told->pull[k], n);
    vector_subtract(part, told->to, told->parted ? told->rest : told->at, n);
    double scale = linear_norm(part, n) / linear_norm(mean, n);
    for (int k = 0; k < told->pulls && isfinite(scale); k++) {
        vector_go(to, told->at, scale, told->pull[k], n);
        path_step(canvas, &pen, projection, told->at, to, -1);
    }
}

/* --- of a method --- */

/* Within the plane, where |scale * p| is the radius. */
static void draw_region(struct canvas *canvas, struct pen *pen, const struct explanation *told,
                        const struct projection *projection, double radius)
{
    enum { CORNERS = 72 };
    const struct plane *plane = projection->plane;
    double to[PARAMETERS_MAX] = {0}, before[PARAMETERS_MAX], d[PARAMETERS_MAX],
           scaled[PARAMETERS_MAX];

    for (int k = 0; k <= CORNERS; k++) {
        double turn = 8 * atan(1) * k / CORNERS;

        vector_copy(before, to, told->n);
        for (int i = 0; i < told->n; i++) {
            d[i] = cos(turn) * plane->across[i] + sin(turn) * plane->up[i];
            scaled[i] = d[i] * told->story.scale[i];
        }
        vector_go(to, told->at, radius / linear_norm(scaled, told->n), d, told->n);
        if (k > 0)
            path_stroke(canvas, pen, projection, before, to);
    }
}

/* Every two corners are joined. */
static void draw_simplex(struct canvas *canvas, struct pen *pen, const struct explanation *told,
                         const struct projection *projection, const double *corner)
{
    for (int i = 0; i < told->story.corners; i++)
        for (int k = 0; k < i; k++)
            path_stroke(canvas, pen, projection, corner + i * told->n, corner + k * told->n);
}

/* A cross at a point that was tried and not taken. */
static void mark_trial(struct canvas *canvas, const struct projection *projection,
                       const struct story_trial *trial)
{
    struct spot spot = projection_spot(projection, trial->x);
    const uint32_t cross = canvas->display->blocks ? 0xD7 : 'x';

    if (!trial->taken && spot.column >= 0 && spot.row >= 0 && spot.column < canvas->area.columns &&
        spot.row < canvas->area.rows)
        canvas_mark(canvas, 0, (int)spot.row, (int)spot.column, cross);
}

static void draw_trials(struct canvas *canvas, const struct explanation *told,
                        const struct projection *projection)
{
    const struct story *story = &told->story;

    for (int i = 0; i < story->trials; i++) {
        const struct story_trial *trial = &story->trial[i];
        struct pen pen = {.kind = PEN_INK, .dotted = !trial->taken};

        if (story->scale[0] > 0 && told->n > 1 && !projection->profile)
            draw_region(canvas, &pen, told, projection, trial->radius);
        else if (story->corners == 0 && !trial->taken)
            path_stroke(canvas, &pen, projection, trial->base, trial->x);
    }
}

static void draw_method(struct canvas *canvas, const struct explanation *told,
                        const struct projection *projection)
{
    struct pen old = {.kind = PEN_INK, .dotted = true}, new = {.kind = PEN_INK};

    draw_trials(canvas, told, projection);
    if (told->story.corners > 0) {
        draw_simplex(canvas, &old, told, projection, told->story.before);
        draw_simplex(canvas, &new, told, projection, told->story.after);
    }
}

void terms_draw(struct canvas *canvas, const struct explanation *told,
                const struct projection *projection)
{
    if (path_has_arrows(canvas)) {
        draw_pulls(canvas, told, projection);
        draw_method(canvas, told, projection);
    }
    draw_arrows(canvas, told, projection);
    for (int i = 0; i < told->story.trials; i++)
        mark_trial(canvas, projection, &told->story.trial[i]);
}
