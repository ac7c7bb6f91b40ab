#include "view/terms.h"

#include <math.h>
#include <string.h>

#include "base/vector.h"
#include "view/path.h"

/* Of the rest: on the map, light and dark; as a word on a dark and on a light background. */
enum { REST_LIGHT = 226, REST_DARK = 52, REST_ON_DARK = 226, REST_ON_LIGHT = 94 };

static const struct {
    const char *name, *meaning;
} rows[] = {
    {"s", "the step"},
    {"m", "where it would go if the gradient were 0: what the optimizer remembers"},
    {"g", "what the gradient adds to that; the two make the step"},
    {"×", "a point that a method has tried and refused; dots lead there"},
};

const struct table map_terms = TABLE("term", rows);

const char *terms_letter(enum term term, const struct display *display)
{
    static const char *const letters[TERM_COUNT] = {
        [TERM_AT] = "●", [TERM_STEP] = "s", [TERM_GRADIENT] = "g", [TERM_REST] = "m"};

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

    if (term == TERM_GRADIENT)
        return (struct pen){.kind = PEN_INK};
    if (term == TERM_REST && many)
        return (struct pen){.kind = PEN_PATH, .color = REST_LIGHT, .other = REST_DARK};
    return (struct pen){.kind = PEN_PATH};
}

/* --- arrows --------------------------------------------------------------------------------- */

static void put_letter(struct canvas *canvas, const struct pen *pen, double column, double row,
                       enum term term)
{
    bool inside =
        column >= 0 && row >= 0 && column < canvas->area.columns && row < canvas->area.rows;

    if (inside)
        canvas_glyph(canvas, pen, (int)row, (int)column,
                     (uint32_t)*terms_letter(term, canvas->display));
}

/* In the middle of an arrow that is long enough; where there are none, at its end. On a curve arrows lie in a
 * row. */
static void name_arrow(struct canvas *canvas, const struct pen *pen,
                       const struct projection *projection, const double *from, const double *to,
                       enum term term, int away)
{
    const double longer = 4;
    struct spot begin = projection_spot(projection, from), end = projection_spot(projection, to);
    bool drawn = path_has_arrows(canvas);

    if (projection->profile)
        end.row = begin.row = begin.row + away;
    if (!drawn)
        put_letter(canvas, pen, end.column, end.row, term);
    else if (hypot(end.column - begin.column, 2 * (end.row - begin.row)) >= longer)
        put_letter(canvas, pen, (begin.column + end.column) / 2, (begin.row + end.row) / 2, term);
}

static void draw_term(struct canvas *canvas, const struct projection *projection,
                      const double *from, const double *to, enum term term, int away)
{
    struct pen pen = pen_of(canvas, term);

    if (path_has_arrows(canvas))
        path_step(canvas, &pen, projection, from, to, away);
    name_arrow(canvas, &pen, projection, from, to, term, away);
}

/* What would be left without the gradient, and from there on what that adds; on a curve both from the point, one
 * above the other. */
static void draw_parts(struct canvas *canvas, const struct explanation *told,
                       const struct projection *projection)
{
    const double *from = projection->profile ? told->at : told->rest;
    double to[PARAMETERS_MAX];

    vector_subtract(to, told->to, told->rest, told->n);
    vector_go(to, from, 1, to, told->n);
    draw_term(canvas, projection, told->at, told->rest, TERM_REST, -1);
    draw_term(canvas, projection, from, to, TERM_GRADIENT, -2);
}

/* --- of a batch ----------------------------------------------------------------------------- */

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

/* --- of a method ---------------------------------------------------------------------------- */

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
    if (told->parted)
        draw_parts(canvas, told, projection);
    draw_term(canvas, projection, told->at, told->to, TERM_STEP, 0);
    for (int i = 0; i < told->story.trials; i++)
        mark_trial(canvas, projection, &told->story.trial[i]);
}
