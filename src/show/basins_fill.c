#include "show/basins.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"

static size_t runs_in(const struct basins *basins, int basin)
{
    return minima_runs(&basins->minima, basin);
}

/* --- patches -------------------------------------------------------------------------------- */

/* The steps that this part of the runs to minima need at most. */
static double steps_of_part(const struct basins *basins, double part)
{
    double all = 0, sum = 0;

    for (int i = 0; i < BASINS_BUCKETS; i++)
        all += (double)basins->often[i];
    for (int i = 0; i < BASINS_BUCKETS; i++) {
        sum += (double)basins->often[i];
        if (sum >= part * all)
            return floor(exp2((i + 1) / (double)BASINS_BUCKETS_AN_OCTAVE) - 1);
    }
    return 0;
}

/* Up to which number of steps a patch is bright, and middling: half of them are bright. Where all need about the same all
 * are. */
static void find_shades(const struct basins *basins, double until[2])
{
    until[0] = steps_of_part(basins, 0.5);
    until[1] = steps_of_part(basins, 0.85);
    if (steps_of_part(basins, 0.95) < 1.05 * steps_of_part(basins, 0.05))
        until[0] = until[1] = INFINITY;
}

static uint16_t kind_of(const struct basin_cell *cell, const double until[2])
{
    return (uint16_t)minima_kind(cell->basin, (cell->steps > until[0]) + (cell->steps > until[1]));
}

static void to_parts(const struct viewport *seen, const double at[2], double part[2])
{
    part[0] = (at[0] - seen->x0) / (seen->x1 - seen->x0);
    part[1] = (at[1] - seen->y0) / (seen->y1 - seen->y0);
}

/* A letter at each minimum that is in sight and that runs come to. */
static void fill_marks(struct basins *basins)
{
    struct patches *patches = &basins->patches;
    double at[2];

    patches->marks = 0;
    for (int i = 0; i < basins->minima.places.count; i++) {
        char letter = minima_letter(i) ? minima_letter(i) : '*';

        if (runs_in(basins, i) == 0)
            continue;
        struct patch_mark *mark = &patches->mark[patches->marks++];
        plane_project(&basins->plane, basins->minima.places.at[i], at);
        to_parts(&basins->seen, at, mark->at);
        mark->glyph = mark->ascii = (uint32_t)letter;
    }
}

static void fill_patches(struct basins *basins, struct session *session, struct picture *picture,
                         const double until[2])
{
    const struct viewport *seen = &basins->seen;
    struct patches *patches = &basins->patches;
    size_t count = (size_t)seen->columns * (size_t)seen->rows;

    patches->columns = seen->columns;
    patches->rows = seen->rows;
    for (size_t i = 0; i < count; i++)
        basins->kind[i] = kind_of(&basins->cell[i], until);
    mesh_spread(&basins->mesh, basins->kind, MINIMA_UNKNOWN);
    bool stale = basins->stale && !basins->mesh.failed;
    for (size_t i = 0; stale && i < count; i++)
        if (basins->kind[i] == MINIMA_UNKNOWN)
            basins->kind[i] = basins->stale[i];
    patches->kind = basins->kind;
    minima_looks(&basins->minima, patches->look);
    fill_marks(basins);
    patches->axis[0] =
        (struct patch_axis){picture_axis(picture, session, 0), seen->x0, seen->x1, false};
    patches->axis[1] = (struct patch_axis){
        basins->plane.n > 1 ? picture_axis(picture, session, 1) : "", seen->y0, seen->y1, false};
    patches->crossed = true;
    to_parts(seen, basins->cross, patches->cross);
}

/* --- the board ------------------------------------------------------------------------------ */

/* A coordinate; what is 0 but for rounding is 0. */
static const char *coordinate(char *out, double value, double span, int digits)
{
    return number_short(out, fabs(value) < 1e-6 * span ? 0 : value, digits);
}

/* "(3, 2)"; of one parameter "3". */
static void name_place(const struct basins *basins, char *out, size_t size, const double at[2],
                       int digits)
{
    const struct viewport *seen = &basins->seen;
    char x[NUMBER_SIZE], y[NUMBER_SIZE];

    coordinate(x, at[0], seen->x1 - seen->x0, digits);
    coordinate(y, at[1], seen->y1 - seen->y0, digits);
    if (basins->plane.n == 1)
        snprintf(out, size, "%.20s", x);
    else
        snprintf(out, size, "(%.12s, %.12s)", x, y);
}

static void name_basin(const struct basins *basins, int basin, char *out, size_t size, int digits)
{
    double at[2];

    if (basin >= MINIMA_MOST) {
        snprintf(out, size, "%s", minima_name(basin));
    } else {
        plane_project(&basins->plane, basins->minima.places.at[basin], at);
        name_place(basins, out, size, at, digits);
    }
}

/* The basins by the number of runs that end there. */
static int rank(const struct basins *basins, int order[BASIN_COUNT])
{
    int count = 0;

    for (int i = 0; i < BASIN_UNKNOWN; i++) {
        int at = count;

        if (runs_in(basins, i) == 0)
            continue;
        for (; at > 0 && runs_in(basins, order[at - 1]) < runs_in(basins, i) && i < MINIMA_MOST;
             at--)
            order[at] = order[at - 1];
        order[at] = i;
        count++;
    }
    return count;
}

static void write_share(const struct basins *basins, size_t count, char *out, size_t size)
{
    double part = (double)count / (double)basins->mesh.ended;

    snprintf(out, size, part < 0.0995 ? "%.1f %%" : "%.0f %%", 100 * part);
}

static void add_basin(struct basins *basins, int basin)
{
    char name[BOARD_LEFT], share[24];
    int kind = minima_kind(basin, 0);

    name_basin(basins, basin, name, sizeof name, 3);
    write_share(basins, runs_in(basins, basin), share, sizeof share);
    struct board_line *line = board_add(&basins->board, kind, name, share);
    if (!line)
        return;
    if (basin < MINIMA_MOST)
        snprintf(line->far, sizeof line->far, "%.0f",
                 basins->steps[basin] / (double)runs_in(basins, basin));
    else
        snprintf(line->far, sizeof line->far, "-");
}

/* The rest of many in one line. */
static void add_rest(struct basins *basins, const int *order, int count)
{
    char left[BOARD_LEFT], share[24];
    size_t runs = 0;

    for (int i = 0; i < count; i++)
        runs += runs_in(basins, order[i]);
    snprintf(left, sizeof left, "and %d more", count);
    write_share(basins, runs, share, sizeof share);
    board_add(&basins->board, BOARD_PLAIN, left, share);
}

/* In at most `room` lines, but one minimum at least; how many end at none is told in any case. */
static void add_basins(struct basins *basins, const int *order, int count, int room)
{
    int minima = 0;

    while (minima < count && order[minima] < MINIMA_MOST)
        minima++;
    int left = room - (count - minima) - 1;
    int shown = count <= room ? minima : left > 1 ? left : 1;
    for (int i = 0; i < shown && i < minima; i++)
        add_basin(basins, order[i]);
    if (shown < minima)
        add_rest(basins, order + shown, minima - shown);
    for (int i = minima; i < count; i++)
        add_basin(basins, order[i]);
}

static void add_cross(struct basins *basins, int digits)
{
    const struct basin_cell *cell = basins_under(basins);
    struct board *board = &basins->board;
    char text[BOARD_RIGHT], number[NUMBER_SIZE];
    double x[PARAMETERS_MAX], at[2];

    board_gap(board);
    board_heading(board, "under the cross");
    basins_start(basins, x);
    plane_project(&basins->plane, x, at);
    name_place(basins, text, sizeof text, at, digits);
    board_add(board, BOARD_PLAIN, "start", text);
    if (!cell)
        return;
    if (cell->basin < MINIMA_MOST && minima_letter(cell->basin))
        snprintf(text, sizeof text, "%c", minima_letter(cell->basin));
    else
        snprintf(text, sizeof text, "%s", ending_name((enum ending)cell->ending));
    board_add(board, BOARD_PLAIN, "end", text);
    if (cell->basin != BASIN_LOST) {
        name_place(basins, text, sizeof text, cell->end, digits);
        board_add(board, BOARD_PLAIN, "at", text);
    }
    board_add(board, BOARD_PLAIN, "steps", number_count(number, cell->steps));
    if (cell->basin != BASIN_LOST)
        board_add(board, BOARD_PLAIN, "loss", number_short(number, cell->loss, 4))->less = true;
}

/* Minima have shades. */
static void add_shades(struct basins *basins, const double until[2])
{
    char text[BOARD_LEFT];
    bool any = false;

    for (int i = 0; i < MINIMA_MOST; i++)
        any = any || runs_in(basins, i) > 0;
    if (!any || !(until[0] < INFINITY) || basins->board.lines == 0)
        return;
    board_gap(&basins->board);
    snprintf(text, sizeof text, "bright: %.0f steps", until[0]);
    board_add(&basins->board, BOARD_PLAIN, text, "");
    snprintf(text, sizeof text, "dark: over %.0f", until[1]);
    board_add(&basins->board, BOARD_PLAIN, text, "");
}

/* On two rows: the shares, and what is under the cross. */
static void fill_brief(struct basins *basins, const int *order, int count)
{
    const struct basin_cell *cell = basins_under(basins);
    char *out = basins->board.brief[0], start[48], share[24];
    size_t size = sizeof basins->board.brief[0], used = 0;
    double x[PARAMETERS_MAX], at[2];

    for (int i = 0; i < count && used + 24 < size; i++) {
        write_share(basins, runs_in(basins, order[i]), share, sizeof share);
        if (order[i] < MINIMA_MOST)
            used +=
                (size_t)snprintf(out + used, size - used, "%s%c %s", used ? "  " : "",
                                 minima_letter(order[i]) ? minima_letter(order[i]) : '*', share);
        else
            used += (size_t)snprintf(out + used, size - used, "%s%s %s", used ? "  " : "",
                                     minima_name(order[i]), share);
    }
    basins_start(basins, x);
    plane_project(&basins->plane, x, at);
    name_place(basins, start, sizeof start, at, 3);
    if (!cell)
        snprintf(basins->board.brief[1], size, "%s", start);
    else if (cell->basin < MINIMA_MOST && minima_letter(cell->basin))
        snprintf(basins->board.brief[1], size, "%s: %c in %d steps", start,
                 minima_letter(cell->basin), cell->steps);
    else
        snprintf(basins->board.brief[1], size, "%s: %s, %d steps", start,
                 ending_name((enum ending)cell->ending), cell->steps);
}

static void fill_board(struct basins *basins, const struct picture *picture, const double until[2])
{
    enum { AROUND = 11 /* lines besides those of the basins */ };
    struct board *board = &basins->board;
    int order[BASIN_COUNT], count = rank(basins, order);
    int room = picture->layout.board.rows - AROUND;

    room = room < 3 ? 3 : room > BOARD_LINES - 16 ? BOARD_LINES - 16 : room;
    board->lines = 0;
    board->brief[0][0] = board->brief[1][0] = '\0';
    if (basins->mesh.ended == 0)
        return;
    struct board_line *head = board_add(board, BOARD_PLAIN, "ends at", "share");
    snprintf(head->far, sizeof head->far, "steps");
    add_basins(basins, order, count, room);
    add_shades(basins, until);
    add_cross(basins, picture->layout.board.columns < 26 ? 3 : 4);
    fill_brief(basins, order, count);
}

/* --- the sentence --------------------------------------------------------------------------- */

/* The part of the patches whose neighbour at the right or above ends elsewhere. */
static double frayed(const struct basins *basins)
{
    size_t columns = (size_t)basins->seen.columns, rows = (size_t)basins->seen.rows, edge = 0;

    for (size_t row = 0; row < rows; row++)
        for (size_t column = 0; column < columns; column++) {
            const struct basin_cell *cell = &basins->cell[row * columns + column];

            edge += (column + 1 < columns && cell[1].basin != cell->basin) ||
                    (row + 1 < rows && cell[columns].basin != cell->basin);
        }
    return (double)edge / (double)(columns * rows);
}

/* The minimum, or the valley, that most runs come to; -1: none. */
static int largest(const struct basins *basins, int *minima)
{
    int first = -1;

    *minima = 0;
    for (int i = 0; i <= BASIN_VALLEY; i++) {
        *minima += runs_in(basins, i) > 0;
        if (runs_in(basins, i) > 0 && (first < 0 || runs_in(basins, i) > runs_in(basins, first)))
            first = i;
    }
    return first;
}

/* "no start comes to a minimum: 100 % diverge; a smaller rate may hold them" */
static void tell_none(struct basins *basins)
{
    static const struct {
        int basin;
        enum ending ending; /* where all of the basin have it: `all`, else `mixed` */
        const char *all, *mixed;
    } rows[] = {
        {BASIN_LOST, ENDING_DIVERGED, "diverge", "run away"},
        {BASIN_CAP, ENDING_CAP, "have no end within the steps", "come to no rest"},
        {BASIN_SADDLE, ENDING_SADDLE, "end at a saddle", "end where it is level"},
        {BASIN_PLAIN, ENDING_PLAIN, "end on a plain", "end on a plain"},
        {BASIN_REST, ENDING_REST, "rest elsewhere", "rest elsewhere"},
    };
    size_t size = sizeof basins->sentence, used;
    const char *between = ":";
    char share[24];

    used = (size_t)snprintf(basins->sentence, size, "no start comes to a minimum");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t count = runs_in(basins, rows[i].basin);
        bool all = basins->endings[rows[i].ending] == count;

        if (count == 0)
            continue;
        write_share(basins, count, share, sizeof share);
        used += (size_t)snprintf(basins->sentence + used, size - used, "%s %s %s", between, share,
                                 all ? rows[i].all : rows[i].mixed);
        between = ",";
    }
    if (basins->endings[ENDING_DIVERGED] > 0 && basins->has_rate)
        snprintf(basins->sentence + used, size - used, "; a smaller rate may hold them");
}

static void fill_sentence(struct basins *basins)
{
    char name[64], share[24], lost[48] = "";
    size_t size = sizeof basins->sentence;
    int minima, first = largest(basins, &minima);

    if (basins->mesh.failed) {
        snprintf(basins->sentence, size, "the runs have stopped: %.180s",
                 basins->mesh.failure.message);
        return;
    }
    if (first < 0 && basins->mesh.ended > 0 && !basins_moving(basins)) {
        tell_none(basins);
        return;
    }
    if (first < 0 || basins_moving(basins)) {
        snprintf(basins->sentence, size,
                 "each patch is a run that starts there, its colour where it ends");
        return;
    }
    name_basin(basins, first, name, sizeof name, 3);
    write_share(basins, runs_in(basins, first), share, sizeof share);
    if (runs_in(basins, BASIN_LOST) > 0) {
        write_share(basins, runs_in(basins, BASIN_LOST), lost, sizeof lost);
        strcat(lost, " diverge; ");
    }
    if (runs_in(basins, first) == basins->mesh.ended)
        snprintf(basins->sentence, size, "all starts in sight end at one place, %s", name);
    else
        snprintf(basins->sentence, size,
                 "%d %s; the largest basin, %s, is that of %s; %s%.0f %% of the starts have a "
                 "neighbour that ends elsewhere",
                 minima, minima == 1 ? "minimum" : "minima", share, name, lost,
                 100 * frayed(basins));
}

void basins_put(struct basins *basins, struct session *session, struct picture *picture,
                struct filled *filled)
{
    struct scene *scene = &filled->scene;
    double until[2];

    basins->sentence[0] = '\0';
    basins->board.lines = 0;
    if (basins->cell) {
        find_shades(basins, until);
        fill_patches(basins, session, picture, until);
        fill_board(basins, picture, until);
        fill_sentence(basins);
    }
    scene->study = "basins";
    scene->done = mesh_done(&basins->mesh);
    scene->patches = basins->cell ? &basins->patches : NULL;
    scene->board = &basins->board;
    scene->warn = false;
    snprintf(filled->sentence, sizeof filled->sentence, "%s", basins->sentence);
}

/* "A (3, 2), 22 % in 69 steps; B ...", of many minima the first ones. */
static void tell_basins(const struct basins *basins, struct buffer *out)
{
    enum { MANY = 12 };
    int order[BASIN_COUNT], count = rank(basins, order);
    char name[64], share[24];

    for (int i = 0; i < count; i++) {
        int basin = order[i];

        if (i >= MANY && basin < MINIMA_MOST)
            continue;
        name_basin(basins, basin, name, sizeof name, 4);
        write_share(basins, runs_in(basins, basin), share, sizeof share);
        buffer_text(out, i ? "; " : ": ");
        if (minima_letter(basin) && basin < MINIMA_MOST)
            buffer_format(out, "%c ", minima_letter(basin));
        buffer_format(out, "%s, %s", name, share);
        if (basin < MINIMA_MOST)
            buffer_format(out, " in %.0f steps",
                          basins->steps[basin] / (double)runs_in(basins, basin));
    }
}

void basins_tell(struct basins *basins, struct buffer *out)
{
    fill_sentence(basins);
    buffer_format(out, "Of %zu starts: %s. The ends, with the mean number of steps",
                  basins->mesh.ended, basins->sentence);
    tell_basins(basins, out);
}
