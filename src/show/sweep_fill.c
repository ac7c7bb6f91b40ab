#include "show/sweep.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"

/* Behind the kinds of the basins: */
enum { FIRST_BAND = MINIMA_UNKNOWN + 1 };

_Static_assert((int)FIRST_BAND + (int)SWEEP_BANDS <= (int)PATCH_KINDS, "room for all kinds");

static const struct sweep_quantity_row {
    const char *name, *meaning;
    const char *heading;
} rows[SWEEP_QUANTITIES] = {
    [SWEEP_STEPS] = {"steps", "until the run comes to its end", "steps until it settles"},
    [SWEEP_EVALUATIONS] = {"evaluations", "value and gradient count 1, a Hessian n",
                           "evaluations until then"},
    [SWEEP_LOSS] = {"loss", "at the end", "loss at the end, above"},
    [SWEEP_END] = {"end", "in which minimum, or else", "ends at"},
};

const struct table sweep_quantities = TABLE("quantity of a sweep", rows);

/* --- the quantity --- */

static bool has_settled(const struct sweep_cell *cell)
{
    return cell->basin <= BASIN_VALLEY || cell->basin == BASIN_REST;
}

/* The quantity of a cell; NAN where its end alone can be told. */
static double quantity_of(const struct sweep_map *map, const struct sweep_cell *cell)
{
    switch (map->quantity) {
    case SWEEP_STEPS:
        return has_settled(cell) ? cell->steps : NAN;
    case SWEEP_EVALUATIONS:
        return has_settled(cell) ? cell->evaluations : NAN;
    case SWEEP_LOSS:
        return cell->basin < BASIN_LOST && isfinite(cell->loss) ? cell->loss : NAN;
    default:
        return NAN;
    }
}

static int compare(const void *a, const void *b)
{
    double first = *(const double *)a, second = *(const double *)b;

    return (first > second) - (first < second);
}

/* The least one, those that a fiftieth are below and above, and the greatest. */
struct spread {
    double least, low, high, greatest;
};

static bool find_range(const struct sweep_map *map, struct spread *range)
{
    size_t cells = map->columns * map->rows, count = 0;
    double *value = malloc(cells * sizeof *value);

    for (size_t i = 0; value && i < cells; i++) {
        value[count] = quantity_of(map, &map->cell[i]);
        count += !isnan(value[count]);
    }
    if (count > 0) {
        qsort(value, count, sizeof *value, compare);
        *range = (struct spread){value[0], value[count / 50], value[count - 1 - count / 50],
                                 value[count - 1]};
    }
    free(value);
    return count > 0;
}

/* Bands as wide as each other in factors: a tenth of a decade or more. Those of losses are above
 * the least one and leave out a few, which may lie far away. */
static void find_bands(struct sweep_map *map)
{
    static const double widths[] = {0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10, 30, 70};
    bool loss = map->quantity == SWEEP_LOSS;
    struct spread range;

    map->bands = 1;
    if (!find_range(map, &range))
        return;
    double least = loss ? fmax(range.low - range.least, 1e-300) : fmax(range.least, 1);
    double greatest = loss ? range.high - range.least : fmax(range.greatest, 1);
    for (size_t i = loss ? 4 : 0; i < sizeof widths / sizeof *widths && greatest > 0; i++) {
        double first = ceil(log10(least) / widths[i] - 1e-9),
               last = ceil(log10(greatest) / widths[i] - 1e-9);
        if (last - first > SWEEP_BANDS - 1)
            continue;
        map->bands = (int)(last - first) + 1;
        for (int b = 0; b + 1 < map->bands; b++)
            map->bound[b] = (loss ? range.least : 0) + pow(10, (first + b) * widths[i]);
        return;
    }
}

static int band_of(const struct sweep_map *map, double value)
{
    int band = 0;

    while (band + 1 < map->bands && value > map->bound[band])
        band++;
    return band;
}

static uint16_t kind_of(const struct sweep_map *map, const struct sweep_cell *cell)
{
    double value = quantity_of(map, cell);

    if (isnan(value))
        return (uint16_t)minima_kind(&map->minima, cell->basin, 0);
    return (uint16_t)(FIRST_BAND + band_of(map, value));
}

/* The settled run of the least steps, or of another quantity the least one; of equals the one of
 * least loss. */
static void find_best(struct sweep_map *map)
{
    double least = INFINITY, loss = INFINITY;

    map->has_best = false;
    for (size_t i = 0; i < map->columns * map->rows; i++) {
        const struct sweep_cell *cell = &map->cell[i];
        double value = map->quantity == SWEEP_END ? cell->steps : quantity_of(map, cell);

        if (!has_settled(cell) || isnan(value) || value > least ||
            (value == least && !(cell->loss < loss)))
            continue;
        least = value;
        loss = cell->loss;
        map->best = i;
        map->has_best = true;
    }
}

/* --- patches --- */

static void fill_looks(struct sweep_map *map)
{
    minima_looks(&map->minima, map->patches.look);
    for (int b = 0; b < SWEEP_BANDS; b++)
        map->patches.look[FIRST_BAND + b] =
            (struct patch_kind){.look = PATCH_BAND, .band = b < map->bands ? b : 0};
    map->patches.bands = map->bands > 1 ? map->bands : 2;
}

/* The middle of patch i along an axis. */
static double middle(size_t i, size_t count)
{
    return ((double)i + 0.5) / (double)count;
}

static void add_mark(struct patches *patches, double x, double y, uint32_t glyph, char ascii)
{
    patches->mark[patches->marks++] =
        (struct patch_mark){.at = {x, y}, .glyph = glyph, .ascii = (uint32_t)ascii};
}

static double part_of(const struct sweep_map *map, int k, double value)
{
    return *map->axis[k].name ? sweep_part(&map->axis[k], value, k == 0 ? map->columns : map->rows)
                              : 0.5;
}

static void fill_marks(struct sweep_map *map)
{
    struct patches *patches = &map->patches;

    patches->marks = patches->lines = 0;
    if (map->border_points > 1)
        patches->line[patches->lines++] =
            (struct patch_line){(const double(*)[2])map->border, map->border_points};
    if (map->has_theory)
        add_mark(patches, part_of(map, 0, map->theory[0]), part_of(map, 1, map->theory[1]), 0x25C7,
                 'T');
    if (map->has_best)
        add_mark(patches, middle(map->best % map->columns, map->columns),
                 middle(map->best / map->columns, map->rows), 0x2605, '*');
    patches->crossed = map->crossed;
    for (int k = 0; k < 2; k++)
        patches->cross[k] = part_of(map, k, map->cross[k]);
}

static const char *shown_name(const struct sweep_axis *axis)
{
    return strcmp(axis->name, "lr") == 0 ? "rate" : axis->name;
}

/* The ends of an axis are those of its outermost patches. */
static void fill_axis(struct sweep_map *map, int k)
{
    const struct sweep_axis *axis = &map->axis[k];
    size_t count = k == 0 ? map->columns : map->rows;
    double half = count > 1 ? 0.5 / (double)(count - 1) : 0;
    double span = axis->to - axis->from, factor = axis->to / axis->from;

    map->patches.axis[k] = (struct patch_axis){
        .name = shown_name(axis),
        .low = axis->logarithmic ? axis->from * pow(factor, -half) : axis->from - half * span,
        .high = axis->logarithmic ? axis->to * pow(factor, half) : axis->to + half * span,
        .logarithmic = axis->logarithmic};
}

static void fill_patches(struct sweep_map *map)
{
    struct patches *patches = &map->patches;
    size_t count = map->columns * map->rows;

    patches->columns = (int)map->columns;
    patches->rows = (int)map->rows;
    patches->kind = map->kind;
    for (size_t i = 0; i < count; i++)
        map->kind[i] = kind_of(map, &map->cell[i]);
    if (map->mesh)
        mesh_spread(map->mesh, map->kind, map->stale, MINIMA_UNKNOWN);
    fill_looks(map);
    fill_marks(map);
    fill_axis(map, 0);
    fill_axis(map, 1);
}

/* --- the board --- */

/* "16", of a loss "1e-6". */
static const char *name_bound(const struct sweep_map *map, int band, char out[NUMBER_SIZE])
{
    return number_short(out, map->bound[band], map->quantity == SWEEP_LOSS ? 1 : 2);
}

/* A row for each band where there is room, else one bar of all of them. */
static void add_bands(struct sweep_map *map, bool roomy)
{
    struct board *board = &map->board;
    char text[BOARD_LEFT], number[NUMBER_SIZE];

    board_heading(board, rows[map->quantity].heading);
    if (!roomy) {
        board_add(board, FIRST_BAND, "", "")->bar = map->bands;
        if (map->bands > 1) {
            name_bound(map, map->bands - 2, number);
            snprintf(text, sizeof text, "over %s", number);
            struct board_line *line = board_add(board, BOARD_PLAIN, "", text);
            snprintf(line->left, sizeof line->left, "up to %s", name_bound(map, 0, number));
        }
        return;
    }
    for (int b = 0; b < map->bands; b++) {
        bool last = b + 1 == map->bands && b > 0;
        if (map->bands > 1)
            snprintf(text, sizeof text, "%s %s", last ? "over" : "up to",
                     name_bound(map, last ? b - 1 : b, number));
        else
            snprintf(text, sizeof text, "all");
        board_add(board, FIRST_BAND + b, text, "");
    }
}

/* "(3, 2)", "a saddle", "no end in 100". */
static void name_end(const struct sweep_map *map, int basin, int digits, char *out, size_t size)
{
    const struct places *places = &map->minima.places;
    char x[NUMBER_SIZE], y[NUMBER_SIZE];

    snprintf(out, size, "%s", minima_name(basin));
    if (basin < MINIMA_MOST && places->n > 1)
        snprintf(out, size, "(%.12s, %.12s)", number_short(x, places->at[basin][0], digits),
                 number_short(y, places->at[basin][1], digits));
    else if (basin < MINIMA_MOST)
        snprintf(out, size, "(%.12s)", number_short(x, places->at[basin][0], digits));
    else if (basin == BASIN_CAP && map->cap > 0)
        snprintf(out, size, "no end in %ld", map->cap);
}

/* What else there is, with its share, on a board of so many columns. */
static void add_others(struct sweep_map *map, bool ends, int columns)
{
    enum { BLANKS = 2 };
    char name[BOARD_LEFT], share[24];

    for (int basin = 0; basin < BASIN_UNKNOWN && map->known > 0; basin++) {
        size_t count = minima_runs(&map->minima, basin);

        if (count == 0 ||
            (basin <= BASIN_VALLEY && (!ends || map->board.lines > BOARD_LINES - 20)) ||
            (map->quantity == SWEEP_LOSS && basin < BASIN_LOST))
            continue;
        minima_write_share(share, sizeof share, count, map->known);
        name_end(map, basin, 3, name, sizeof name);
        if ((int)(PATCH_SWATCH + BLANKS + strlen(name) + strlen(share)) > columns)
            name_end(map, basin, 2, name, sizeof name);
        board_add(&map->board, minima_kind(&map->minima, basin, 0), name, share);
    }
}

/* The two settings of a place. */
static void add_settings(struct sweep_map *map, const double at[2])
{
    char number[NUMBER_SIZE];

    for (int k = 0; k < 2; k++)
        if (*map->axis[k].name)
            board_add(&map->board, BOARD_PLAIN, shown_name(&map->axis[k]),
                      number_short(number, at[k], 4));
}

static void add_cell(struct sweep_map *map, const struct sweep_cell *cell)
{
    char number[NUMBER_SIZE];

    if (!cell)
        return;
    if (!has_settled(cell))
        board_add(&map->board, BOARD_PLAIN, "end", ending_name((enum ending)cell->ending));
    board_add(&map->board, BOARD_PLAIN, "steps", number_count(number, cell->steps));
    if (map->quantity == SWEEP_EVALUATIONS)
        board_add(&map->board, BOARD_PLAIN, "evaluations", number_count(number, cell->evaluations));
    if (cell->basin < BASIN_LOST)
        board_add(&map->board, BOARD_PLAIN, "loss", number_short(number, cell->loss, 4))->less =
            true;
}

static void value_of_patch(const struct sweep_map *map, size_t i, double at[2])
{
    at[0] = sweep_value(&map->axis[0], i % map->columns, map->columns);
    at[1] = sweep_value(&map->axis[1], i / map->columns, map->rows);
}

/* "rate 0.2, beta 0.3" */
static void name_settings(const struct sweep_map *map, const double at[2], int digits, char *out,
                          size_t size)
{
    char number[NUMBER_SIZE];
    size_t used = 0;

    for (int k = 0; k < 2; k++)
        if (*map->axis[k].name)
            used +=
                (size_t)snprintf(out + used, size - used, "%s%s %s", used ? ", " : "",
                                 shown_name(&map->axis[k]), number_short(number, at[k], digits));
}

/* A place and the run there: a line for each number, or where lines are few, of so many columns,
 * two for all. */
static void add_place(struct sweep_map *map, const char *title, const double at[2],
                      const struct sweep_cell *cell, int few)
{
    struct board *board = &map->board;
    char name[3 * NAME_SIZE + 64];

    board_gap(board);
    int first = board->lines;
    board_heading(board, title);
    if (!few) {
        add_settings(map, at);
        add_cell(map, cell);
        return;
    }
    if (cell && first < board->lines && has_settled(cell))
        snprintf(board->line[first].right, BOARD_RIGHT, "%d step%s", cell->steps,
                 cell->steps == 1 ? "" : "s");
    else if (cell && first < board->lines)
        snprintf(board->line[first].right, BOARD_RIGHT, "%s",
                 ending_name((enum ending)cell->ending));
    name_settings(map, at, 3, name, sizeof name);
    if ((int)strlen(name) > few)
        name_settings(map, at, 2, name, sizeof name);
    board_add(board, BOARD_PLAIN, name, "");
}

static void fill_board(struct sweep_map *map, const struct rectangle *area)
{
    enum { ROOMY = 34, FEW = 12 };
    struct board *board = &map->board;
    int few = area->rows < FEW ? area->columns / 2 - 1 : 0;
    double at[2];

    board->lines = 0;
    board->brief[0][0] = board->brief[1][0] = '\0';
    if (map->known == 0)
        return;
    if (map->quantity == SWEEP_END)
        board_heading(board, rows[SWEEP_END].heading);
    else
        add_bands(map, area->rows >= ROOMY);
    add_others(map, map->quantity == SWEEP_END, area->columns);
    if (map->border_points > 1)
        board_add(board, BOARD_PLAIN,
                  map->border_here ? "line: theory's border, λ here" : "line: theory's border", "")
            ->less = true;
    if (map->has_best) {
        value_of_patch(map, map->best, at);
        add_place(map, "★ best", at, &map->cell[map->best], few);
    }
    if (map->has_theory) {
        int first = board->lines;
        add_place(map, "◇ theory's best", map->theory, NULL, few);
        for (int i = first; i < board->lines; i++)
            board->line[i].less = true;
    }
    if (map->crossed)
        add_place(map, "┼ the cross", map->cross, sweep_under(map), few);
}

/* On two rows: what is under the cross, and the best, which the sentence tells where it takes the
 * second row. */
static void fill_brief(struct sweep_map *map)
{
    char name[3 * NAME_SIZE + 64];
    size_t size = sizeof map->board.brief[0];
    const struct sweep_cell *cell = sweep_under(map);
    double at[2];

    if (map->has_best) {
        value_of_patch(map, map->best, at);
        name_settings(map, at, 3, name, sizeof name);
        snprintf(map->board.brief[map->crossed], size, "best %.90s: %d", name,
                 map->cell[map->best].steps);
    }
    if (!map->crossed)
        return;
    name_settings(map, map->cross, 3, name, sizeof name);
    if (cell)
        snprintf(map->board.brief[0], size, "+ %.60s: %d, %.30s", name, cell->steps,
                 has_settled(cell) ? "settled" : ending_name((enum ending)cell->ending));
    else
        snprintf(map->board.brief[0], size, "+ %.90s", name);
}

/* --- the sentence --- */

static void fill_sentence(struct sweep_map *map)
{
    char best[3 * NAME_SIZE + 64], theory[3 * NAME_SIZE + 64];
    size_t size = sizeof map->sentence;
    double at[2];

    if (map->mesh && map->mesh->failed) {
        snprintf(map->sentence, size, "the runs have stopped: %.180s", map->mesh->failure.message);
        return;
    }
    if (!map->has_best) {
        snprintf(map->sentence, size, "%s",
                 map->mesh && mesh_moving(map->mesh)
                     ? "each patch is a whole run from the present start with settings of its own"
                     : "none of these runs settles");
        return;
    }
    value_of_patch(map, map->best, at);
    name_settings(map, at, 3, best, sizeof best);
    snprintf(map->sentence, size, "the best of these runs settles in %d step%s, at %.120s",
             map->cell[map->best].steps, map->cell[map->best].steps == 1 ? "" : "s", best);
    if (!map->has_theory)
        return;
    name_settings(map, map->theory, 3, theory, sizeof theory);
    size_t used = strlen(map->sentence);
    snprintf(map->sentence + used, size - used, "; theory's best %s: %.80s",
             map->border_here ? "by the curvature here" : "in the long run", theory);
}

void sweep_map_fill(struct sweep_map *map, const struct rectangle *board,
                    const struct display *display)
{
    if (!map->cell)
        return;
    minima_choose(&map->minima, display, !map->mesh || !mesh_moving(map->mesh));
    find_bands(map);
    find_best(map);
    fill_patches(map);
    fill_board(map, board);
    fill_brief(map);
    fill_sentence(map);
}

/* The shares of those that have not settled. */
static void tell_others(const struct sweep_map *map, struct buffer *out)
{
    for (int basin = BASIN_SADDLE; basin < BASIN_UNKNOWN; basin++) {
        size_t count = minima_runs(&map->minima, basin);

        if (count > 0 && basin != BASIN_REST)
            buffer_format(out, "; %s: %.1f %%", minima_name(basin),
                          100 * (double)count / (double)map->known);
    }
}

/* How far from theory's border the runs begin to diverge: the mean over the rows, in patches. */
static void tell_border(const struct sweep_map *map, struct buffer *out)
{
    double sum = 0, told = 0;

    for (int row = 0; row < map->border_points; row++) {
        size_t column = map->columns;
        double border = map->border[row][0] * (double)map->columns;

        while (column > 0 && map->cell[(size_t)row * map->columns + column - 1].basin >= BASIN_LOST)
            column--;
        if (column == 0 || column == map->columns || !(border < (double)map->columns))
            continue;
        sum += fabs((double)column - border);
        told++;
    }
    if (told > 0)
        buffer_format(out,
                      "; they begin to diverge %.1f patches from theory's border%s in the mean",
                      sum / told, map->border_here ? ", by the curvature at the start," : "");
}

void sweep_map_tell(struct sweep_map *map, struct buffer *out)
{
    find_best(map);
    fill_sentence(map);
    buffer_format(out, "%zu runs: %s", map->known, map->sentence);
    tell_others(map, out);
    tell_border(map, out);
}

void sweep_put(struct sweep *sweep, const struct display *display, struct filled *filled)
{
    struct sweep_map *map = &sweep->map;
    struct scene *scene = &filled->scene;

    map->sentence[0] = '\0';
    map->board.lines = 0;
    sweep_map_fill(map, &scene->layout->board, display);
    scene->study = "sweep";
    scene->done = mesh_done(&sweep->mesh);
    scene->patches = map->cell ? &map->patches : NULL;
    scene->board = &map->board;
    scene->warn = scene->whole = false;
    snprintf(filled->sentence, sizeof filled->sentence, "%s", map->sentence);
}
