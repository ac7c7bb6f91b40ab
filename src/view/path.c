#include "view/path.h"

#include <math.h>

#include "view/marks.h"
#include "view/vectors.h"

/* The last point. */
static struct spot head_of(const struct drawn_run *run, const struct projection *projection)
{
    return projection_spot(projection,
                           trajectory_at(run->path, trajectory_length(run->path) - 1)->x);
}

static bool inside(const struct canvas *canvas, const struct spot *spot)
{
    return !spot->beside && spot->column >= 0 && spot->column < canvas->area.columns &&
           spot->row >= 0 && spot->row < canvas->area.rows;
}

/* Dots, kept to a size that can be calculated with: a path may leave for 1e300. */
static double dots(double cells, int dots_a_cell)
{
    return isfinite(cells) ? fmax(-1e15, fmin(1e15, cells * dots_a_cell)) : NAN;
}

/* Where a ball is behind a hill, and where it will land on a curve. */
enum { DOTTED_RING = 0x25CC, HIDDEN_BALL = DOTTED_RING };

/* From these sizes on there are arrows, the newest steps are two dots wide, and all are. */
enum { ARROW_ROWS = 12, ROOM_COLUMNS = 40, ROOM_ROWS = 14, MUCH_COLUMNS = 80, MUCH_ROWS = 26 };

/* Points between letters of a trail. */
enum { LETTERS_APART = 8 };

/* The length of a step in columns; a row is as high as two are wide. */
static double length_of(const struct spot *from, const struct spot *to)
{
    return hypot(to->column - from->column, 2 * (to->row - from->row));
}

/* A short step that turns away from the one before it, as many do around a minimum, where a wide
 * line would be a blot. */
static bool is_curl(const struct spot *before, const struct spot *last, const struct spot *spot)
{
    const double short_step = 1.5, straight = 0.87;
    double length = length_of(last, spot), across = last->column - before->column,
           down = 2 * (last->row - before->row);
    double along = across * (spot->column - last->column) + 2 * down * (spot->row - last->row);

    return length < short_step && along < straight * length * hypot(across, down);
}

/* What tells the trails of several runs apart where colours or dots don't; 0: they do. */
static uint32_t trail_letter(const struct canvas *canvas, const struct drawn_run *run)
{
    bool needed = canvas->display->colors < 8 || !canvas->display->braille;
    bool letter = run->ascii >= 'A' && run->ascii <= 'Z';

    return run->told && needed && letter ? run->ascii - 'A' + 'a' : 0;
}

static struct pen pen_for(const struct canvas *canvas, const struct drawn_run *run,
                          const struct projection *projection, bool young)
{
    const struct display *display = canvas->display;
    const struct rectangle *area = &canvas->area;
    bool curve = projection->profile, fine = display->braille && display->colors >= 256;
    bool room = area->columns >= ROOM_COLUMNS && area->rows >= ROOM_ROWS;
    bool much = area->columns >= MUCH_COLUMNS && area->rows >= MUCH_ROWS;

    return (struct pen){.kind = PEN_PATH,
                        .color = run->color,
                        .dim = run->dim,
                        .dotted = curve || (display->braille && !young && !run->whole && !room),
                        .dashed = display->braille && !young && !run->whole && much,
                        .wide = fine && !curve && !run->dim && !run->thin &&
                                (much || (room && young && !run->whole)),
                        .coarse = trail_letter(canvas, run)};
}

static void draw_straight(struct canvas *canvas, struct pen *pen, const struct spot *from,
                          const struct spot *to)
{
    canvas_line(canvas, pen, dots(from->column, DOTS_ACROSS), dots(from->row, DOTS_DOWN),
                dots(to->column, DOTS_ACROSS), dots(to->row, DOTS_DOWN));
}

/* The place at a part of the way. */
static struct spot between(const struct projection *projection, const struct spot *from,
                           const struct spot *to, double part)
{
    const double at[2] = {from->at[0] + part * (to->at[0] - from->at[0]),
                          from->at[1] + part * (to->at[1] - from->at[1])};

    return projection_at(projection, at);
}

/* Pieces of a line on a body, about a pixel of the map each. */
static int pieces_of(const struct projection *projection, const struct spot *from,
                     const struct spot *to, double part)
{
    const struct viewport *window = projection->viewport;
    double across = fabs(to->at[0] - from->at[0]) / (window->x1 - window->x0) * window->columns;
    double up = fabs(to->at[1] - from->at[1]) / (window->y1 - window->y0) * 2 * window->rows;

    return (int)fmin(fmax(ceil(part * fmax(across, up)), 1), 1000);
}

/* A line that lies on a body. Where a hill is before it there are dots. */
static void draw_draped(struct canvas *canvas, const struct pen *pen,
                        const struct projection *projection, const struct spot *from,
                        const struct spot *to)
{
    struct pen open = *pen, covered = *pen;
    double first = 0, last = 1;

    if (!viewport_clip(projection->viewport, from->at, to->at, &first, &last))
        return;
    int pieces = pieces_of(projection, from, to, last - first);
    struct spot before = between(projection, from, to, first);
    unsigned pieces_covered = pen->dots;
    covered.wide = false;
    for (int i = 1; i <= pieces; i++) {
        struct spot now = between(projection, from, to, first + (last - first) * i / pieces);
        bool hidden = before.hidden || now.hidden;

        if (!hidden)
            draw_straight(canvas, &open, &before, &now);
        else if (pieces_covered++ % 2 == 0)
            draw_straight(canvas, &covered, &now, &now);
        before = now;
    }
}

static void draw_line(struct canvas *canvas, struct pen *pen, const struct projection *projection,
                      const struct spot *from, const struct spot *to)
{
    if (projection->relief)
        draw_draped(canvas, pen, projection, from, to);
    else
        draw_straight(canvas, pen, from, to);
}

static uint32_t knot_of(const struct canvas *canvas, const struct pen *pen)
{
    if (pen->coarse)
        return pen->coarse;
    if (!canvas->display->braille)
        return CANVAS_COARSE_KNOT;
    return pen->wide || (pen->dotted && canvas->display->colors >= 256) ? CANVAS_WIDE_KNOT
                                                                        : CANVAS_KNOT;
}

/* The end of a step, where the next one is not too near to be told apart. */
static void draw_knot(struct canvas *canvas, const struct pen *pen, const struct spot *from,
                      const struct spot *to, double apart)
{
    double length = length_of(from, to);
    bool shown =
        (canvas->display->braille || pen->dotted) && (!pen->dim || pen->coarse) && !to->hidden;

    if (shown && isfinite(length) && length >= apart && inside(canvas, to))
        canvas_glyph(canvas, pen, (int)to->row, (int)to->column, knot_of(canvas, pen));
}

size_t path_old(const struct trajectory *path)
{
    size_t length = trajectory_length(path);

    return length > PATH_YOUNG ? length - PATH_YOUNG : 0;
}

/* Have the newest steps got nowhere? A wide line would be a square before the ball. */
static bool is_creeping(const struct drawn_run *run, size_t old,
                        const struct projection *projection)
{
    const double far = 3; /* columns */
    size_t first = old > 0 ? old - 1 : 0;
    struct spot from = projection_spot(projection, trajectory_at(run->path, first)->x);
    struct spot head = head_of(run, projection);

    return length_of(&from, &head) < far;
}

void path_extend(struct canvas *canvas, const struct drawn_run *run, size_t from, size_t to,
                 const struct projection *projection)
{
    size_t old = run->whole ? 0 : path_old(run->path);
    bool creeping = to > old && is_creeping(run, old, projection);
    struct spot last = {.column = NAN, .row = NAN, .at = {NAN, NAN}}, before = last;
    long step = -1;
    unsigned dots = 0;

    for (size_t i = from > 1 ? from - 2 : 0; i < to; i++) {
        const struct sample *sample = trajectory_at(run->path, i);
        struct spot spot = projection_spot(projection, sample->x);
        struct pen pen = pen_for(canvas, run, projection, i >= old);
        pen.wide = pen.wide && !(creeping && i >= old) && !is_curl(&before, &last, &spot);
        /* Of a path that grows the same dots, however much of it is drawn at once. */
        pen.dots = run->dim ? dots : (unsigned)i;
        if (i >= from)
            draw_line(canvas, &pen, projection, &last, &spot);
        if (i >= from && pen.coarse && i % LETTERS_APART == 0)
            draw_knot(canvas, &pen, &spot, &spot, 0);
        else if (i >= from && sample->step == step + 1)
            draw_knot(canvas, &pen, &last, &spot, projection->profile ? 1 : 4);
        before = last;
        last = spot;
        step = sample->step;
        dots = pen.dots;
    }
}

void path_draw(struct canvas *canvas, const struct drawn_run *run,
               const struct projection *projection)
{
    path_extend(canvas, run, 0, trajectory_length(run->path), projection);
}

void path_flow(struct canvas *canvas, const struct trajectory *path,
               const struct projection *projection)
{
    struct spot last = {.column = NAN, .row = NAN, .at = {NAN, NAN}};
    struct pen pen = {.kind = PEN_INK, .sparing = true, .coarse = mark_row(MAP_FLOW)->ascii};

    for (size_t i = 0; i < trajectory_length(path); i++) {
        struct spot spot = projection_spot(projection, trajectory_at(path, i)->x);

        draw_line(canvas, &pen, projection, &last, &spot);
        last = spot;
    }
}

/* A line and at its end the arrow that is nearest to its direction. */
static void draw_arrow(struct canvas *canvas, struct pen *pen, const struct projection *projection,
                       const struct spot *from, const struct spot *to)
{
    const double shortest = 2;

    if (!(length_of(from, to) >= shortest))
        return;
    draw_line(canvas, pen, projection, from, to);
    if (!inside(canvas, to))
        return;
    canvas_glyph(canvas, pen, (int)to->row, (int)to->column,
                 vector_tip(to->column - from->column, to->row - from->row, canvas->display));
}

/* Where the curve is met again. */
static void draw_landing(struct canvas *canvas, const struct pen *pen, const struct spot *from,
                         const struct spot *to)
{
    struct pen dotted = *pen;

    dotted.dotted = true;
    draw_straight(canvas, &dotted, from, to);
    if (inside(canvas, to))
        canvas_glyph(canvas, pen, (int)to->row, (int)to->column, DOTTED_RING);
}

void path_step(struct canvas *canvas, struct pen *pen, const struct projection *projection,
               const double *from, const double *to, int away)
{
    struct spot head = projection_spot(projection, from), end = projection_spot(projection, to),
                level = {.column = end.column, .row = head.row + away};

    if (!projection->profile) {
        draw_arrow(canvas, pen, projection, &head, &end);
        return;
    }
    head.row += away;
    if (away == 0)
        draw_landing(canvas, pen, &level, &end);
    draw_arrow(canvas, pen, projection, &head, &level);
}

void path_stroke(struct canvas *canvas, struct pen *pen, const struct projection *projection,
                 const double *from, const double *to)
{
    const struct spot begin = projection_spot(projection, from),
                      end = projection_spot(projection, to);

    draw_line(canvas, pen, projection, &begin, &end);
}

bool path_has_arrows(const struct canvas *canvas)
{
    return canvas->area.rows >= ARROW_ROWS && canvas->display->braille;
}

void path_arrows(struct canvas *canvas, const struct drawn_run *run,
                 const struct projection *projection)
{
    struct pen path = {.kind = PEN_PATH, .color = run->color}, ink = {.kind = PEN_INK};

    if (!path_has_arrows(canvas) || trajectory_length(run->path) == 0)
        return;
    const double *head = trajectory_at(run->path, trajectory_length(run->path) - 1)->x;
    if (run->pull)
        path_step(canvas, &ink, projection, head, run->pull, -1);
    if (run->next)
        path_step(canvas, &path, projection, head, run->next, 0);
}

static uint32_t pick(const struct canvas *canvas, uint32_t glyph, uint32_t ascii)
{
    return canvas->display->blocks ? glyph : ascii;
}

static uint32_t glyph_of(const struct canvas *canvas, enum map_mark which)
{
    return pick(canvas, mark_row(which)->glyph, mark_row(which)->ascii);
}

/* Behind a hill `hidden`, another glyph. */
static void mark(struct canvas *canvas, const double *x, const struct projection *projection,
                 uint32_t glyph, uint32_t hidden)
{
    struct spot spot = projection_spot(projection, x);

    if (inside(canvas, &spot))
        canvas_mark(canvas, 0, (int)spot.row, (int)spot.column, spot.hidden ? hidden : glyph);
}

void path_minima(struct canvas *canvas, const struct stars *stars,
                 const struct projection *projection)
{
    for (int i = 0; i < stars->count; i++)
        mark(canvas, stars->x[i], projection, glyph_of(canvas, MAP_MINIMUM),
             glyph_of(canvas, MAP_HIDDEN));
}

void path_start(struct canvas *canvas, const double *x, const struct projection *projection)
{
    const uint32_t ring = glyph_of(canvas, MAP_START);

    mark(canvas, x, projection, ring, ring);
}

/* The arrow at the edge that points to a spot outside; at the edge of a body, away from the
 * middle. */
static uint32_t arrow(const struct canvas *canvas, const struct spot *spot)
{
    if (spot->beside)
        return spot->column < canvas->area.columns / 2 ? glyph_of(canvas, MAP_LEFT)
                                                       : glyph_of(canvas, MAP_RIGHT);
    if (spot->column < 0)
        return glyph_of(canvas, MAP_LEFT);
    if (spot->column >= canvas->area.columns)
        return glyph_of(canvas, MAP_RIGHT);
    return spot->row < 0 ? glyph_of(canvas, MAP_ABOVE) : glyph_of(canvas, MAP_BELOW);
}

/* The cell of the spot, or where that is outside the nearest one. */
static bool cell_of(const struct canvas *canvas, const struct spot *spot, int *row, int *column)
{
    if (!isfinite(spot->column) || !isfinite(spot->row))
        return false;
    *row = (int)fmax(0, fmin(spot->row, canvas->area.rows - 1));
    *column = (int)fmax(0, fmin(spot->column, canvas->area.columns - 1));
    return true;
}

/* Puts the spot on a star in the area that is no more than half a cell away. */
static bool find_star(const struct canvas *canvas, const struct stars *stars,
                      const struct projection *projection, struct spot *spot)
{
    for (int i = 0; i < stars->count; i++) {
        struct spot star = projection_spot(projection, stars->x[i]);

        if (inside(canvas, &star) && fabs(star.column - spot->column) <= 0.5 &&
            fabs(star.row - spot->row) <= 0.5) {
            *spot = star;
            return true;
        }
    }
    return false;
}

static bool is_taken(const struct heads *heads, const struct head *head)
{
    for (int i = 0; i < heads->count; i++)
        if (heads->at[i].row == head->row && heads->at[i].column == head->column)
            return true;
    return false;
}

/* To the nearest cell of the row that is free, at the right first. */
static void step_aside(const struct canvas *canvas, const struct heads *heads, struct head *head)
{
    int home = head->column;

    for (int away = 1; is_taken(heads, head) && away <= 2 * PATH_HEADS; away++) {
        int column = home + (away % 2 ? 1 + away / 2 : -away / 2);
        if (column >= 0 && column < canvas->area.columns)
            head->column = column;
    }
}

bool path_head(struct canvas *canvas, const struct drawn_run *run, const struct stars *stars,
               const struct projection *projection, struct heads *heads)
{
    size_t length = trajectory_length(run->path);

    if (!run->glyph || !length || heads->count == PATH_HEADS)
        return false;
    struct spot spot = head_of(run, projection);
    bool merged = find_star(canvas, stars, projection, &spot);
    uint32_t glyph = pick(canvas, spot.hidden ? HIDDEN_BALL : run->glyph, run->ascii);
    struct head head;
    if (!cell_of(canvas, &spot, &head.row, &head.column))
        return false;
    struct head home = head;
    step_aside(canvas, heads, &head);
    merged = merged && head.column == home.column;
    if (merged && !spot.hidden && run->glyph == mark_row(MAP_NOW)->glyph)
        glyph = glyph_of(canvas, MAP_MINIMUM);
    canvas_mark(canvas, run->color, head.row, head.column,
                inside(canvas, &spot) ? glyph : arrow(canvas, &spot));
    if (merged)
        canvas_invert(canvas, head.row, head.column);
    heads->at[heads->count++] = head;
    return true;
}

bool path_place(struct canvas *canvas, const double at[2], const struct projection *projection,
                int *row, int *column)
{
    struct spot spot = projection_at(projection, at);

    if (!cell_of(canvas, &spot, row, column))
        return false;
    canvas_mark(canvas, 0, *row, *column,
                inside(canvas, &spot) ? glyph_of(canvas, MAP_CROSS) : arrow(canvas, &spot));
    return true;
}
