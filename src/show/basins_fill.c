#include "show/basins.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"

static size_t runs_in(const struct basins *basins, int basin)
{
    return minima_runs(&basins->minima, basin);
}

/* The basins that runs end in: the minima by the number of these, then the others. */
static int rank(const struct basins *basins, int order[BASIN_COUNT])
{
    int by_runs[PLACES_MAX], count = 0;

    places_by_runs(&basins->minima.places, by_runs);
    while (count < basins->minima.places.count && runs_in(basins, by_runs[count]) > 0) {
        order[count] = by_runs[count];
        count++;
    }
    for (int basin = MINIMA_MOST; basin < BASIN_UNKNOWN; basin++)
        if (runs_in(basins, basin) > 0)
            order[count++] = basin;
    return count;
}

/* The minima without a letter, and the runs that end there. */
struct crowd {
    int minima;
    size_t runs;
    bool more; /* and at minima beyond those */
};

static struct crowd crowd_of(const struct basins *basins, const int *order, int count)
{
    struct crowd crowd = {.runs = runs_in(basins, BASIN_MORE)};

    crowd.more = crowd.runs > 0;
    for (int i = 0; i < count; i++)
        if (order[i] < MINIMA_MOST && !minima_letter(&basins->minima, order[i])) {
            crowd.minima++;
            crowd.runs += runs_in(basins, order[i]);
        }
    return crowd;
}

/* --- patches --- */

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

/* Up to which number of steps a patch is bright, and middling: half of them are bright. Where all
 * need about the same all are. */
static void find_shades(const struct basins *basins, double until[2])
{
    until[0] = steps_of_part(basins, 0.5);
    until[1] = steps_of_part(basins, 0.85);
    if (steps_of_part(basins, 0.95) < 1.05 * steps_of_part(basins, 0.05))
        until[0] = until[1] = INFINITY;
}

static void to_parts(const struct viewport *seen, const double at[2], double part[2])
{
    part[0] = (at[0] - seen->x0) / (seen->x1 - seen->x0);
    part[1] = (at[1] - seen->y0) / (seen->y1 - seen->y0);
}

/* A letter at each minimum that has one and that runs come to; those of larger basins lie above. */
static void fill_marks(struct basins *basins)
{
    struct patches *patches = &basins->patches;
    int order[BASIN_COUNT], count = rank(basins, order);
    double at[2];

    patches->marks = 0;
    while (count-- > 0) {
        int i = order[count];
        char letter = minima_letter(&basins->minima, i);

        if (!letter)
            continue;
        struct patch_mark *mark = &patches->mark[patches->marks++];
        plane_project(&basins->plane, basins->minima.places.at[i], at);
        to_parts(&basins->seen, at, mark->at);
        mark->glyph = mark->ascii = (uint32_t)letter;
    }
}

/* The kinds of all patches, coarse where they are not known yet. */
static void fill_kinds(struct basins *basins, const double until[2])
{
    size_t count = (size_t)basins->seen.columns * (size_t)basins->seen.rows;
    uint16_t kind[BASIN_COUNT][PATCH_SHADES];

    for (int basin = 0; basin < BASIN_COUNT; basin++)
        for (int shade = 0; shade < PATCH_SHADES; shade++)
            kind[basin][shade] = (uint16_t)minima_kind(&basins->minima, basin, shade);
    for (size_t i = 0; i < count; i++) {
        const struct basin_cell *cell = &basins->cell[i];

        basins->kind[i] = kind[cell->basin][(cell->steps > until[0]) + (cell->steps > until[1])];
    }
    mesh_spread(&basins->mesh, basins->kind, basins->stale, MINIMA_UNKNOWN);
}

static void fill_patches(struct basins *basins, struct session *session, struct picture *picture,
                         const double until[2])
{
    const struct viewport *seen = &basins->seen;
    struct patches *patches = &basins->patches;

    patches->columns = seen->columns;
    patches->rows = seen->rows;
    fill_kinds(basins, until);
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

/* --- the board --- */

/* A coordinate; what is 0 but for rounding is 0. */
static const char *coordinate(char *out, double value, double span, int digits)
{
    return number_short(out, fabs(value) < 1e-5 * span ? 0 : value, digits);
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
    char place[PLACE_TELL];

    if (basin >= MINIMA_MOST) {
        snprintf(out, size, "%s", minima_name(basin));
    } else if (basins->minima.places.n <= PLACE_ALL) {
        places_tell(&basins->minima.places, basin, digits, place);
        snprintf(out, size, "%s", place);
    } else {
        plane_project(&basins->plane, basins->minima.places.at[basin], at);
        name_place(basins, out, size, at, digits);
    }
}

static void write_share(const struct basins *basins, size_t count, char *out, size_t size)
{
    minima_write_share(out, size, count, basins->mesh.ended);
}

/* In a board of so many columns. */
static void add_basin(struct basins *basins, int basin, int columns)
{
    enum { BLANKS = 2 };
    char name[BOARD_LEFT], share[24];
    size_t runs = runs_in(basins, basin);

    write_share(basins, runs, share, sizeof share);
    name_basin(basins, basin, name, sizeof name, 3);
    if ((int)(PATCH_SWATCH + BLANKS + strlen(name) + strlen(share)) > columns)
        name_basin(basins, basin, name, sizeof name, 2);
    struct board_line *line =
        board_add(&basins->board, minima_kind(&basins->minima, basin, 0), name, share);
    if (line && basin < MINIMA_MOST)
        snprintf(line->far, sizeof line->far, "%.0f", basins->steps[basin] / (double)runs);
    else if (line)
        snprintf(line->far, sizeof line->far, "-");
}

/* The sum of several in one line. */
static void add_sum(struct basins *basins, int kind, const char *name, size_t runs)
{
    char share[24];

    write_share(basins, runs, share, sizeof share);
    board_add(&basins->board, kind, name, share);
}

static void add_crowd(struct basins *basins, const struct crowd *crowd)
{
    char name[BOARD_LEFT];

    snprintf(name, sizeof name, "%d%s others", crowd->minima, crowd->more ? "+" : "");
    add_sum(basins, minima_kind(&basins->minima, BASIN_MORE, 0), name, crowd->runs);
}

/* In at most `room` lines, but one minimum at least; the crowd and how many end at no minimum are
 * told in any case. */
static void add_basins(struct basins *basins, const int *order, int count, int room, int columns)
{
    const struct crowd crowd = crowd_of(basins, order, count);
    int lettered = 0, lines = crowd.runs > 0, shown;
    size_t left = 0;
    char name[BOARD_LEFT];

    while (lettered < count && minima_letter(&basins->minima, order[lettered]))
        lettered++;
    for (int i = 0; i < count; i++)
        lines += order[i] > BASIN_MORE;
    shown = lettered + lines <= room ? lettered : room - lines - 1;
    if (shown < 1)
        shown = lettered > 0;
    if (shown == lettered - 1) /* that one takes no more room than its sum */
        shown = lettered;
    for (int i = 0; i < lettered; i++)
        if (i < shown)
            add_basin(basins, order[i], columns);
        else
            left += runs_in(basins, order[i]);
    snprintf(name, sizeof name, "%d more letters", lettered - shown);
    if (shown < lettered)
        add_sum(basins, BOARD_PLAIN, name, left);
    if (crowd.runs > 0)
        add_crowd(basins, &crowd);
    for (int i = 0; i < count; i++)
        if (order[i] > BASIN_MORE)
            add_basin(basins, order[i], columns);
}

/* The window that the shares are of. */
static void add_window(struct basins *basins)
{
    const struct patch_axis *axis = basins->patches.axis;
    char name[BOARD_LEFT], text[BOARD_RIGHT], low[NUMBER_SIZE], high[NUMBER_SIZE];

    board_gap(&basins->board);
    for (int k = 0; k < 2; k++) {
        if (!*axis[k].name)
            continue;
        snprintf(name, sizeof name, "window %.32s", axis[k].name);
        snprintf(text, sizeof text, "%.11s to %.11s", number_short(low, axis[k].low, 3),
                 number_short(high, axis[k].high, 3));
        board_add(&basins->board, BOARD_PLAIN, name, text)->less = true;
    }
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
    if (minima_letter(&basins->minima, cell->basin))
        snprintf(text, sizeof text, "%c", minima_letter(&basins->minima, cell->basin));
    else
        snprintf(text, sizeof text, "%s", ending_name((enum ending)cell->ending));
    board_add(board, BOARD_PLAIN, "end", text);
    if (cell->basin < BASIN_LOST) {
        name_place(basins, text, sizeof text, cell->end, digits);
        board_add(board, BOARD_PLAIN, "at", text);
    }
    board_add(board, BOARD_PLAIN, "steps", number_count(number, cell->steps));
    if (cell->basin < BASIN_LOST)
        board_add(board, BOARD_PLAIN, "loss", number_short(number, cell->loss, 4))->less = true;
}

/* What the shades of the minima mean: those of the largest basin as an example. */
static void add_shades(struct basins *basins, int largest, const double until[2])
{
    struct board *board = &basins->board;
    char text[BOARD_RIGHT];

    if (!basins->minima.shaded || basins->shades == 1 || !minima_letter(&basins->minima, largest) ||
        !(until[0] < INFINITY))
        return;
    board_gap(board);
    board_add(board, minima_kind(&basins->minima, largest, 0), "steps", "")->bar = basins->shades;
    snprintf(text, sizeof text, "over %.0f", until[1]);
    struct board_line *line = board_add(board, BOARD_PLAIN, "", text);
    snprintf(line->left, sizeof line->left, "up to %.0f", until[0]);
}

/* "A 21 %  B 4.2 %  28 others 30 %  diverges 26 %" */
static void tell_shares(const struct basins *basins, const int *order, int count, char *out,
                        size_t size)
{
    const struct crowd crowd = crowd_of(basins, order, count);
    char share[24], name[32];
    size_t used = 0;
    bool told = false; /* the crowd */

    for (int i = 0; i < count && used + 24 < size; i++) {
        char letter = minima_letter(&basins->minima, order[i]);
        bool crowded = order[i] <= BASIN_MORE && !letter;

        if (crowded && told)
            continue;
        told = told || crowded;
        snprintf(name, sizeof name, "%s", crowded ? "others" : minima_name(order[i]));
        if (letter)
            snprintf(name, sizeof name, "%c", letter);
        write_share(basins, crowded ? crowd.runs : runs_in(basins, order[i]), share, sizeof share);
        used += (size_t)snprintf(out + used, size - used, "%s%s %s", used ? "  " : "", name, share);
    }
}

/* On two rows: the shares, and what is under the cross. */
static void fill_brief(struct basins *basins, const int *order, int count)
{
    const struct basin_cell *cell = basins_under(basins);
    size_t size = sizeof basins->board.brief[1];
    char start[48], letter = cell ? minima_letter(&basins->minima, cell->basin) : 0;
    double x[PARAMETERS_MAX], at[2];

    tell_shares(basins, order, count, basins->board.brief[0], sizeof basins->board.brief[0]);
    basins_start(basins, x);
    plane_project(&basins->plane, x, at);
    name_place(basins, start, sizeof start, at, 3);
    const char *many = cell && cell->steps == 1 ? "" : "s";
    if (!cell)
        snprintf(basins->board.brief[1], size, "%s", start);
    else if (letter)
        snprintf(basins->board.brief[1], size, "%s: %c in %d step%s", start, letter, cell->steps,
                 many);
    else
        snprintf(basins->board.brief[1], size, "%s: %s, %d step%s", start,
                 ending_name((enum ending)cell->ending), cell->steps, many);
}

static void fill_board(struct basins *basins, const struct picture *picture, const double until[2])
{
    enum { AROUND = 13 /* lines besides those of the basins */ };
    struct board *board = &basins->board;
    int order[BASIN_COUNT], count = rank(basins, order);
    int columns = picture->layout.board.columns, room = picture->layout.board.rows - AROUND;

    room = room < 3 ? 3 : room > BOARD_LINES - 16 ? BOARD_LINES - 16 : room;
    board->lines = 0;
    board->brief[0][0] = board->brief[1][0] = '\0';
    if (basins->mesh.ended == 0)
        return;
    struct board_line *head = board_add(board, BOARD_PLAIN, "ends at", "share");
    snprintf(head->far, sizeof head->far, "steps");
    add_basins(basins, order, count, room, columns);
    add_window(basins);
    add_shades(basins, order[0], until);
    add_cross(basins, columns < 26 ? 3 : 4);
    fill_brief(basins, order, count);
}

/* --- the sentence --- */

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
        if (i == BASIN_MORE)
            continue;
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
        {BASIN_OUT, ENDING_DOMAIN, "leave the domain", "leave the domain"},
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

/* "26 % diverge; 3.1 % leave the domain; " */
static void write_lost(const struct basins *basins, char *out, size_t size)
{
    static const struct {
        int basin;
        const char *name;
    } rows[] = {{BASIN_LOST, "diverge"}, {BASIN_OUT, "leave the domain"}};
    size_t used = 0;
    char share[24];

    *out = '\0';
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (runs_in(basins, rows[i].basin) == 0)
            continue;
        write_share(basins, runs_in(basins, rows[i].basin), share, sizeof share);
        used += (size_t)snprintf(out + used, size - used, "%s %s; ", share, rows[i].name);
    }
}

static void tell_largest(struct basins *basins, int first, int minima)
{
    char name[64], share[24], lost[80];
    size_t size = sizeof basins->sentence;

    name_basin(basins, first, name, sizeof name, 3);
    write_share(basins, runs_in(basins, first), share, sizeof share);
    write_lost(basins, lost, sizeof lost);
    if (runs_in(basins, first) == basins->mesh.ended)
        snprintf(basins->sentence, size, "all starts in sight end at one place, %s", name);
    else
        snprintf(basins->sentence, size,
                 "%s%d %s; the largest basin, %s, is that of %s; %s%.0f %% of the starts have a "
                 "neighbour that ends elsewhere",
                 runs_in(basins, BASIN_MORE) > 0 ? "over " : "", minima,
                 minima == 1 ? "minimum" : "minima", share, name, lost, 100 * frayed(basins));
}

static void fill_sentence(struct basins *basins)
{
    int minima, first = largest(basins, &minima);

    if (basins->mesh.failed)
        snprintf(basins->sentence, sizeof basins->sentence, "the runs have stopped: %.180s",
                 basins->mesh.failure.message);
    else if (basins_moving(basins) || basins->mesh.ended == 0)
        snprintf(basins->sentence, sizeof basins->sentence,
                 "each patch is a run that starts there, its colour where it ends");
    else if (first < 0)
        tell_none(basins);
    else
        tell_largest(basins, first, minima);
}

void basins_put(struct basins *basins, struct session *session, struct picture *picture,
                const struct display *display, struct filled *filled)
{
    struct scene *scene = &filled->scene;
    double until[2];

    basins->sentence[0] = '\0';
    basins->board.lines = 0;
    if (basins->cell) {
        basins->shades = patches_shades(display);
        minima_choose(&basins->minima, display, !basins_moving(basins));
        find_shades(basins, until);
        fill_patches(basins, session, picture, until);
        fill_board(basins, picture, until);
        fill_sentence(basins);
    }
    scene->study = "basins";
    scene->done = mesh_done(&basins->mesh);
    scene->patches = basins->cell ? &basins->patches : NULL;
    scene->board = &basins->board;
    scene->warn = scene->whole = false;
    snprintf(filled->sentence, sizeof filled->sentence, "%s", basins->sentence);
}

/* "A (3, 2), 22 % in 69 steps; B ...; and 188 more, 30 %; a saddle, 1 %" */
static void tell_basins(const struct basins *basins, struct buffer *out)
{
    enum { MANY = 12 };
    int order[BASIN_COUNT], count = rank(basins, order), more = 0;
    size_t runs = 0;
    char name[64], share[24];

    for (int i = 0; i < count; i++) {
        int basin = order[i];
        char letter = minima_letter(&basins->minima, basin);

        if (basin <= BASIN_MORE && i >= MANY) {
            more += basin < BASIN_MORE;
            runs += runs_in(basins, basin);
            continue;
        }
        name_basin(basins, basin, name, sizeof name, 4);
        write_share(basins, runs_in(basins, basin), share, sizeof share);
        buffer_text(out, i ? "; " : ": ");
        if (letter)
            buffer_format(out, "%c ", letter);
        buffer_format(out, "%s, %s", name, share);
        double steps = basin < MINIMA_MOST
                           ? round(basins->steps[basin] / (double)runs_in(basins, basin))
                           : NAN;
        if (!isnan(steps))
            buffer_format(out, " in %.0f step%s", steps, steps == 1 ? "" : "s");
    }
    if (more > 0) {
        write_share(basins, runs, share, sizeof share);
        buffer_format(out, "; and %d more minima, %s", more, share);
    }
}

/* ", x from -5 to 5, y from 0 to 1" */
static void tell_window(const struct basins *basins, struct buffer *out)
{
    const struct viewport *seen = &basins->seen;
    const double end[2][2] = {{seen->x0, seen->x1}, {seen->y0, seen->y1}};
    char low[NUMBER_SIZE], high[NUMBER_SIZE];

    for (int k = 0; k < 2 && k < basins->plane.n && plane_is_slice(&basins->plane); k++)
        buffer_format(out, ", %s from %s to %s",
                      basins->mesh.cases.base.parameter[basins->plane.axis[k]],
                      number_short(low, end[k][0], 4), number_short(high, end[k][1], 4));
}

void basins_tell(struct basins *basins, struct buffer *out)
{
    static const struct display text = {.colors = 0};

    minima_choose(&basins->minima, &text, true);
    fill_sentence(basins);
    buffer_format(out, "Of %zu starts", basins->mesh.ended);
    tell_window(basins, out);
    buffer_format(out, ": %s. The ends, with the mean number of steps", basins->sentence);
    tell_basins(basins, out);
}
