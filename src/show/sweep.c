#include "show/sweep.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/number.h"
#include "base/setting.h"
#include "insight/quadratic.h"
#include "insight/stability.h"
#include "method/tuning.h"
#include "problem/objective.h"

/* --- an axis --- */

double sweep_value(const struct sweep_axis *axis, size_t i, size_t count)
{
    return count > 1 ? vary_value(axis->from, axis->to, axis->logarithmic, i, count) : axis->from;
}

double sweep_part(const struct sweep_axis *axis, double value, size_t count)
{
    double part = axis->logarithmic ? log(value / axis->from) / log(axis->to / axis->from)
                                    : (value - axis->from) / (axis->to - axis->from);

    return count > 1 ? (part * (double)(count - 1) + 0.5) / (double)count : 0.5;
}

/* The number of the value that is nearest. */
static size_t number_of(const struct sweep_axis *axis, double value, size_t count)
{
    double at = floor(sweep_part(axis, value, count) * (double)count);

    return (size_t)fmin(fmax(at, 0), (double)count - 1);
}

/* A number of one digit, 1, 2 or 5, and a power of ten: the next below, or above. */
static double round_number(double value, bool up)
{
    static const double digits[] = {1, 2, 5, 10};
    double power = pow(10, floor(log10(value)));

    for (int i = 0; i < 4; i++)
        if (digits[i] * power > value * (1 + 1e-9))
            return (up ? digits[i] : i > 0 ? digits[i - 1] : 0.5) * power;
    return (up ? 20 : 10) * power;
}

/* --- which settings --- */

enum { NAMES = RULE_MAX_HYPER + 2 };

/* All that may be varied of the scenario: the rate, where there is one, the optimizer's numbers;
 * and of plain descent the momentum that it may have. */
static int names_of(const struct session *session, const char *names[NAMES])
{
    const struct scenario *scenario = session_scenario(session);
    double values[RULE_MAX_HYPER];
    int count = 0;

    if (simulation_has_rate(session->simulation))
        names[count++] = "lr";
    if (scenario->optimizer && scenario->optimizer->plain)
        names[count++] = "beta";
    return count + scenario_hypers(scenario, names + count, values);
}

static double value_in_force(const struct session *session, const char *name)
{
    bool found;

    if (strcmp(name, "lr") == 0)
        return scenario_rate(session_scenario(session));
    double value = simulation_hyper(session->simulation, name, &found);
    return found ? value : 0;
}

/* The point whose curvature the border is told by: the known minimum that is nearest to the start,
 * or what data are known to have; else the present point, and false. */
static bool border_point(struct session *session, double *x)
{
    const struct surface *surface = simulation_objective(session->simulation)->surface;
    const struct scenario *scenario = session_scenario(session);
    const double *optimum = session_optimum(session);
    double start[PARAMETERS_MAX], nearest = INFINITY;
    size_t size = (size_t)scenario->n * sizeof *x;

    memcpy(x, optimum ? optimum : simulation_now(session->simulation)->x, size);
    bool known = optimum || (surface && surface->minimum_count > 0);
    scenario_start(scenario, start);
    for (int i = 0; surface && i < surface->minimum_count; i++) {
        double sum = 0;
        for (int k = 0; k < scenario->n; k++)
            sum += (surface->minima[i][k] - start[k]) * (surface->minima[i][k] - start[k]);
        if (sum < nearest) {
            nearest = sum;
            memcpy(x, surface->minima[i], size);
        }
    }
    return known;
}

/* The curvatures there, the steepest and the flattest; false where they are not all positive. */
static bool curvatures(struct session *session, double *steepest, double *flattest, bool *here)
{
    double x[PARAMETERS_MAX];
    struct quadratic quadratic;

    *here = !border_point(session, x);
    quadratic_of(&quadratic, simulation_objective(session->simulation),
                 session_scenario(session)->l2, x);
    if (!quadratic.finite)
        return false;
    *steepest = quadratic.values[quadratic.n - 1];
    *flattest = quadratic.values[0];
    return *steepest > 0;
}

/* Two decades, which hold the border of all momenta, and the rate in force. */
static void range_of_rate(struct session *session, struct sweep_axis *axis)
{
    double rate = scenario_rate(session_scenario(session)), steepest, flattest;
    bool here;
    bool follows = optimizer_follows_gradient(session_scenario(session)->optimizer);

    axis->logarithmic = true;
    axis->least = DBL_MIN;
    axis->most = DBL_MAX;
    axis->to = round_number(30 * rate, false);
    if (follows && curvatures(session, &steepest, &flattest, &here))
        axis->to = round_number(fmax(4 / steepest, 1.5 * rate), true);
    axis->from = fmin(axis->to / 100, round_number(rate / 1.5, false));
}

/* The range of a number of the optimizer: a share from 0 to near 1, or from near 1 where it is
 * there; else two decades on both sides. */
static void range_of_hyper(const struct session *session, struct sweep_axis *axis)
{
    const struct optimizer *optimizer = session_scenario(session)->optimizer;
    int i = optimizer ? optimizer_hyper(optimizer, axis->name) : -1;
    double value = value_in_force(session, axis->name);
    struct range range = {.least = 0, .most = 1, .open_most = true};

    if (i >= 0)
        range = optimizer->hyper[i].range;
    else if (strcmp(axis->name, "beta") != 0)
        range = (struct range){.least = -DBL_MAX, .most = DBL_MAX};
    axis->least = range.least;
    axis->most = range.most;
    axis->logarithmic = value > 0 && (value < 0.01 || range.most > 1);
    if (axis->logarithmic) {
        axis->from = fmax(value / 100, range.open_least ? DBL_MIN : range.least);
        axis->to = fmin(value * 100, range.open_most ? range.most * 0.999 : range.most);
    } else if (range.most <= 1) {
        axis->from = value > 0.99 ? 0.9 : range.open_least ? 0.01 : range.least;
        axis->to = value > 0.99 ? 0.9999 : range.open_most ? 0.99 * range.most : range.most;
    } else {
        axis->from = fmin(0, 2 * value);
        axis->to = value != 0 ? fmax(0, 2 * value) : 1;
    }
}

static void range_of(struct session *session, struct sweep_axis *axis)
{
    if (strcmp(axis->name, "lr") == 0)
        range_of_rate(session, axis);
    else if (*axis->name)
        range_of_hyper(session, axis);
}

static bool has_name(const char *const *names, int count, const char *name)
{
    while (count > 0 && strcmp(names[count - 1], name) != 0)
        count--;
    return count > 0;
}

static bool fail_name(const char *const *names, int count, const char *name, struct error *error)
{
    struct buffer all = {0};

    names_list(&all, names, (size_t)count, " and ");
    error_set(error, "%s can't be varied here; %s can", name, buffer_string(&all));
    buffer_release(&all);
    return false;
}

/* "lr", "lr=1e-3:1", "lr=1e-3:1:log". */
static bool read_axis(struct session *session, const char *text, size_t length,
                      struct sweep_axis *axis, struct error *error)
{
    const char *names[NAMES];
    int count = names_of(session, names);
    char name[NAME_SIZE], from[NUMBER_SIZE], to[NUMBER_SIZE], log_word[8] = "", line[160];

    if (length >= sizeof line)
        return error_set(error, "this is too long: lr=1e-3:1:log beta=0:0.99");
    memcpy(line, text, length);
    line[length] = '\0';
    int read = sscanf(line, "%63[^=]=%31[^:]:%31[^:]:%7s", name, from, to, log_word);
    if (strcmp(name, "rate") == 0)
        strcpy(name, "lr");
    if (!has_name(names, count, name))
        return fail_name(names, count, name, error);
    snprintf(axis->name, sizeof axis->name, "%s", name);
    range_of(session, axis);
    if (read == 1)
        return true;
    if (read < 3 || (read == 4 && strcmp(log_word, "log") != 0))
        return error_set(error, "expected NAME=FROM:TO or NAME=FROM:TO:log");
    if (!number_parse(from, &axis->from, error) || !number_parse(to, &axis->to, error))
        return false;
    axis->logarithmic = read == 4;
    if (axis->from < axis->to && (!axis->logarithmic || axis->from > 0))
        return true;
    return error_set(error, "%s:%s is no range from a lesser number to a greater one", from, to);
}

/* The usual two: the rate, or what comes first, and the momentum, or what comes next. */
static bool choose_usual(struct sweep *sweep, struct session *session, struct error *error)
{
    const char *names[NAMES], *momentum = session_momentum(session);
    int count = names_of(session, names);
    struct sweep_axis *axis = sweep->map.axis;

    axis[0] = axis[1] = (struct sweep_axis){.name = ""};
    if (count == 0)
        return error_set(error, "%s has no rate and no numbers to vary",
                         scenario_optimizer_name(session_scenario(session)));
    snprintf(axis[0].name, sizeof axis[0].name, "%s", names[0]);
    if (count > 1)
        snprintf(axis[1].name, sizeof axis[1].name, "%s",
                 momentum && strcmp(momentum, names[0]) != 0 ? momentum : names[1]);
    for (int k = 0; k < 2; k++) {
        range_of(session, &axis[k]);
        memcpy(sweep->usual[k], axis[k].name, sizeof sweep->usual[k]);
    }
    return true;
}

static void cross_to_run(struct sweep *sweep, const struct session *session)
{
    for (int k = 0; k < 2; k++) {
        const struct sweep_axis *axis = &sweep->map.axis[k];

        sweep->home[k] = *axis;
        sweep->map.cross[k] =
            *axis->name ? fmin(fmax(value_in_force(session, axis->name), axis->from), axis->to) : 0;
    }
    sweep->map.crossed = true;
    sweep->map.moved = false;
}

static bool make_cases(const struct sweep_axis axis[2], const struct session *session,
                       size_t columns, size_t rows, struct cases *cases, struct error *error);

/* Do runs begin with the values at the ends of the ranges? */
static bool ends_are_possible(const struct sweep_axis axis[2], const struct session *session,
                              struct error *error)
{
    struct cases cases;
    bool possible = make_cases(axis, session, 2, 2, &cases, error);

    if (!possible)
        return false;
    for (size_t i = 0; possible && i < cases_count(&cases); i++) {
        struct scenario scenario;
        struct simulation *simulation = NULL;

        if (cases_scenario(&cases, i, &scenario, error))
            simulation = simulation_create(&scenario, error);
        possible = simulation;
        simulation_free(simulation);
        scenario_release(&scenario);
    }
    cases_release(&cases);
    return possible;
}

bool sweep_open(struct sweep *sweep, struct session *session, const char *spec, struct error *error)
{
    struct sweep_axis axis[2] = {{.name = ""}, {.name = ""}};
    int count = 0;

    for (spec += strspn(spec, " "); *spec; spec += strspn(spec, " "), count++) {
        size_t length = strcspn(spec, " ");
        if (count == 2)
            return error_set(error, "two settings are varied at most");
        if (!read_axis(session, spec, length, &axis[count], error))
            return false;
        spec += length;
    }
    if (count == 2 && strcmp(axis[0].name, axis[1].name) == 0)
        return error_set(error, "%s is varied twice", axis[0].name);
    if (count > 0 && !ends_are_possible(axis, session, error))
        return false;
    if (!choose_usual(sweep, session, error))
        return false;
    if (count > 0)
        memcpy(sweep->map.axis, axis, sizeof axis);
    cross_to_run(sweep, session);
    return true;
}

bool sweep_turn(struct sweep *sweep, struct session *session, int by, struct error *error)
{
    const char *names[NAMES];
    int count = names_of(session, names), pairs = count * (count - 1) / 2, at = 0, found = 0;

    if (pairs < 2)
        return error_set(error, "there are no other settings to vary");
    for (int i = 0; i < count; i++)
        for (int k = i + 1; k < count; k++, at++)
            if (strcmp(names[i], sweep->map.axis[0].name) == 0 &&
                strcmp(names[k], sweep->map.axis[1].name) == 0)
                found = at;
    found = (found + by + pairs) % pairs;
    at = 0;
    for (int i = 0; i < count; i++)
        for (int k = i + 1; k < count; k++, at++)
            if (at == found) {
                char spec[2 * NAME_SIZE];
                snprintf(spec, sizeof spec, "%s %s", names[i], names[k]);
                return sweep_open(sweep, session, spec, error);
            }
    return false;
}

/* --- the mesh --- */

static void forget_cells(struct sweep_map *map)
{
    free(map->cell);
    free(map->kind);
    free(map->stale);
    map->cell = NULL;
    map->kind = map->stale = NULL;
}

void sweep_map_release(struct sweep_map *map)
{
    forget_cells(map);
}

void sweep_release(struct sweep *sweep)
{
    mesh_release(&sweep->mesh);
    sweep_map_release(&sweep->map);
    buffer_release(&sweep->told);
    *sweep = (struct sweep){.usual = {""}};
}

static bool vary_along(struct cases *cases, const struct sweep_axis *axis, size_t count,
                       struct error *error)
{
    struct vary vary;
    char spec[NAME_SIZE + 96];

    snprintf(spec, sizeof spec, "%s=%.17g:%.17g:%s%zu", axis->name, axis->from, axis->to,
             axis->logarithmic ? "log:" : "", count);
    if (vary_read(&vary, spec, &cases->base, error))
        return cases_vary(cases, &vary, error);
    vary_release(&vary);
    return false;
}

/* The cases: the setting across changes fastest. */
static bool make_cases(const struct sweep_axis axis[2], const struct session *session,
                       size_t columns, size_t rows, struct cases *cases, struct error *error)
{
    bool made = cases_begin(cases, session_scenario(session), error) &&
                (!*axis[1].name || vary_along(cases, &axis[1], rows, error)) &&
                vary_along(cases, &axis[0], columns, error);

    if (!made)
        cases_release(cases);
    return made;
}

/* What the first case is, and where the last one is: all that counts. */
static bool tell(const struct sweep *sweep, const struct cases *cases, size_t columns, size_t rows,
                 struct buffer *out, struct error *error)
{
    struct scenario scenario;
    bool told = cases_scenario(cases, 0, &scenario, error);

    if (told)
        scenario_options(&scenario, out);
    scenario_release(&scenario);
    for (int k = 0; k < 2; k++)
        buffer_format(out, " %s %.17g %.17g %d", sweep->map.axis[k].name, sweep->map.axis[k].from,
                      sweep->map.axis[k].to, sweep->map.axis[k].logarithmic);
    buffer_format(out, " %zu %zu", columns, rows);
    return told && (!out->failed || error_memory(error));
}

/* The border: in each row the rate at which the steepest curvature is just stable. */
static void find_border(struct sweep *sweep, struct session *session)
{
    struct sweep_map *map = &sweep->map;
    double steepest, flattest, hyper[RULE_MAX_HYPER];
    const char *names[RULE_MAX_HYPER];

    map->border_points = 0;
    map->has_theory = false;
    if (strcmp(map->axis[0].name, "lr") != 0 ||
        !curvatures(session, &steepest, &flattest, &map->border_here))
        return;
    for (size_t row = 0; row < map->rows && row < SWEEP_ROWS; row++) {
        struct scenario scenario;

        if (cases_scenario(&sweep->mesh.cases, row * map->columns, &scenario, NULL) &&
            scenario.optimizer && scenario.optimizer->limit) {
            scenario_hypers(&scenario, names, hyper);
            double rate = scenario.optimizer->limit(hyper) / steepest;
            double *at = map->border[map->border_points++];

            at[0] = sweep_part(&map->axis[0], rate, map->columns);
            at[1] = ((double)row + 0.5) / (double)map->rows;
        }
        scenario_release(&scenario);
    }
}

/* The optimum of the heavy ball and of Nesterov's. */
static void find_optimum(struct sweep *sweep, struct session *session)
{
    struct sweep_map *map = &sweep->map;
    struct scenario scenario;
    double steepest, flattest;
    bool beta = strcmp(map->axis[0].name, "lr") == 0 && strcmp(map->axis[1].name, "beta") == 0;

    map->has_theory = false;
    if (!beta || !curvatures(session, &steepest, &flattest, &map->border_here) || !(flattest > 0))
        return;
    if (cases_scenario(&sweep->mesh.cases, (map->rows - 1) * map->columns, &scenario, NULL) &&
        scenario.optimizer && scenario.optimizer->best_beta && scenario.optimizer->recurrence) {
        bool nesterov = strcmp(scenario.optimizer->name, "nesterov") == 0;
        bool known = nesterov || strcmp(scenario.optimizer->name, "momentum") == 0;
        const struct tuning best =
            nesterov ? tuning_nesterov(steepest, flattest) : tuning_momentum(steepest, flattest);

        map->has_theory = known;
        map->theory[0] = best.lr;
        map->theory[1] = best.beta;
    }
    scenario_release(&scenario);
}

static bool begin(struct sweep *sweep, struct session *session, struct cases *cases, size_t columns,
                  size_t rows, struct error *error)
{
    struct sweep_map *map = &sweep->map;

    map->columns = columns;
    map->rows = rows;
    map->known = 0;
    map->cap = cases->base.steps;
    if (!mesh_begin(&sweep->mesh, cases, columns, rows, error))
        return false;
    map->mesh = &sweep->mesh;
    map->cell = calloc(columns * rows, sizeof *map->cell);
    map->kind = malloc(columns * rows * sizeof *map->kind);
    if (!map->cell || !map->kind) {
        mesh_release(&sweep->mesh);
        forget_cells(map);
        return error_memory(error);
    }
    for (size_t i = 0; i < columns * rows; i++)
        map->cell[i].basin = BASIN_UNKNOWN;
    find_border(sweep, session);
    find_optimum(sweep, session);
    return true;
}

/* Where the optimizer has other settings the usual ones are chosen anew. */
static bool follow_optimizer(struct sweep *sweep, struct session *session, struct error *error)
{
    struct sweep usual = {.map.columns = 0};

    if (!choose_usual(&usual, session, error))
        return false;
    if (memcmp(usual.usual, sweep->usual, sizeof usual.usual) == 0)
        return true;
    return sweep_open(sweep, session, "", error);
}

bool sweep_follow(struct sweep *sweep, struct session *session, const struct layout *layout,
                  const struct display *display, struct error *error)
{
    struct sweep_map *map = &sweep->map;
    struct buffer told = {0};
    struct cases cases;
    int across, down;

    patches_in_cell(display, &across, &down);
    size_t columns = (size_t)(layout->map.columns * across);
    if (!follow_optimizer(sweep, session, error))
        return false;
    size_t rows = *map->axis[1].name ? (size_t)(layout->map.rows * down) : layout->map.rows > 0;
    if (columns < 2 || rows < 1 || (rows < 2 && *map->axis[1].name))
        return true;
    if (!make_cases(map->axis, session, columns, rows, &cases, error)) {
        mesh_release(&sweep->mesh);
        forget_cells(map);
        return false;
    }
    if (!tell(sweep, &cases, columns, rows, &told, error) ||
        (map->cell && strcmp(buffer_string(&told), buffer_string(&sweep->told)) == 0)) {
        cases_release(&cases);
        buffer_release(&told);
        return map->cell != NULL;
    }
    bool kept = minima_of(&map->minima, session) && map->columns == columns && map->rows == rows;
    uint16_t *stale = kept ? map->kind : NULL;

    map->kind = kept ? NULL : map->kind;
    mesh_release(&sweep->mesh);
    forget_cells(map);
    map->stale = stale;
    buffer_release(&sweep->told);
    sweep->told = told;
    return begin(sweep, session, &cases, columns, rows, error);
}

static void hear(void *to, size_t i, const struct outcome *outcome)
{
    struct sweep_map *map = to;

    map->cell[i] = (struct sweep_cell){.basin = (uint16_t)minima_add(&map->minima, outcome),
                                       .ending = (uint8_t)outcome->ending,
                                       .steps = (int)fmin((double)outcome->steps, 1e9),
                                       .evaluations = (int)fmin((double)outcome->evaluations, 1e9),
                                       .loss = outcome->loss};
    map->known++;
}

bool sweep_advance(struct sweep *sweep, long evaluations, struct error *error)
{
    const struct mesh_listener listener = {hear, &sweep->map};

    return mesh_advance(&sweep->mesh, evaluations, &listener, error);
}

bool sweep_moving(const struct sweep *sweep)
{
    return mesh_moving(&sweep->mesh);
}

/* --- the cross --- */

/* Moves the ends of an axis by a part of itself, within what may be. */
static void shift(struct sweep_axis *axis, double part)
{
    struct sweep_axis moved = *axis;

    if (axis->logarithmic) {
        double factor = pow(axis->to / axis->from, part);
        moved.from *= factor;
        moved.to *= factor;
    } else {
        double by = part * (axis->to - axis->from);
        moved.from += by;
        moved.to += by;
    }
    if (moved.from >= axis->least && moved.to <= axis->most && isfinite(moved.to) &&
        (!axis->logarithmic || moved.from > DBL_MIN))
        *axis = moved;
}

static void move_along(struct sweep_map *map, int k, double by, size_t count)
{
    struct sweep_axis *axis = &map->axis[k];

    if (!*axis->name || count < 2 || by == 0)
        return;
    double to = (double)number_of(axis, map->cross[k], count) + by;
    if (to < 0 || to > (double)count - 1) {
        double from = axis->from;
        shift(axis, to < 0 ? -0.25 : 0.25);
        if (axis->from != from)
            to -= (to < 0 ? -0.25 : 0.25) * (double)count;
    }
    to = fmin(fmax(to, 0), (double)count - 1);
    map->cross[k] = sweep_value(axis, (size_t)to, count);
    map->moved = true;
}

void sweep_move(struct sweep *sweep, const struct layout *layout, double right, double up)
{
    struct sweep_map *map = &sweep->map;

    if (!map->cell || layout->map.columns <= 0 || layout->map.rows <= 0)
        return;
    move_along(map, 0, right * (double)map->columns / layout->map.columns, map->columns);
    move_along(map, 1, up * (double)map->rows / layout->map.rows, map->rows);
}

void sweep_point(struct sweep *sweep, double right, double up)
{
    struct sweep_map *map = &sweep->map;
    const double part[2] = {right, up};
    const size_t count[2] = {map->columns, map->rows};

    for (int k = 0; k < 2 && map->cell; k++)
        if (*map->axis[k].name)
            map->cross[k] = sweep_value(
                &map->axis[k],
                (size_t)fmin(fmax(part[k], 0) * (double)count[k], (double)count[k] - 1), count[k]);
    map->moved = true;
}

const struct sweep_cell *sweep_under(const struct sweep_map *map)
{
    if (!map->cell || !map->crossed)
        return NULL;
    size_t column = number_of(&map->axis[0], map->cross[0], map->columns);
    size_t row = *map->axis[1].name ? number_of(&map->axis[1], map->cross[1], map->rows) : 0;
    const struct sweep_cell *cell = &map->cell[row * map->columns + column];

    return cell->basin == BASIN_UNKNOWN ? NULL : cell;
}

/* Scales an axis about a value, within what may be. */
static void scale(struct sweep_axis *axis, double factor, double about)
{
    struct sweep_axis scaled = *axis;

    if (axis->logarithmic) {
        scaled.from = about * pow(axis->from / about, factor);
        scaled.to = about * pow(axis->to / about, factor);
    } else {
        scaled.from = about + factor * (axis->from - about);
        scaled.to = about + factor * (axis->to - about);
    }
    scaled.from = fmax(scaled.from, fmin(axis->from, axis->least));
    scaled.to = fmin(scaled.to, axis->most < 2 ? fmax(axis->to, 0.9999 * axis->most) : axis->most);
    if (scaled.to - scaled.from > 1e-9 * fabs(scaled.to) && isfinite(scaled.to) &&
        (!axis->logarithmic || scaled.from > DBL_MIN))
        *axis = scaled;
}

void sweep_zoom(struct sweep *sweep, double halvings)
{
    struct sweep_map *map = &sweep->map;

    for (int k = 0; k < 2; k++) {
        if (halvings == 0)
            map->axis[k] = sweep->home[k];
        else if (*map->axis[k].name)
            scale(&map->axis[k], exp2(-halvings), map->cross[k]);
        map->cross[k] = fmin(fmax(map->cross[k], map->axis[k].from), map->axis[k].to);
    }
}

void sweep_settings(const struct sweep *sweep, const struct session *session,
                    struct setting_list *list)
{
    const struct sweep_map *map = &sweep->map;
    const struct optimizer *optimizer = session_scenario(session)->optimizer;
    const size_t count[2] = {map->columns, map->rows};

    for (int k = 0; k < 2; k++) {
        const struct sweep_axis *axis = &map->axis[k];
        char number[NUMBER_SIZE], pair[NAME_SIZE + NUMBER_SIZE + 1];
        bool plain = optimizer && optimizer->plain && strcmp(axis->name, "beta") == 0;

        if (!*axis->name || !map->moved)
            continue;
        number_write(number, sweep_value(axis, number_of(axis, map->cross[k], count[k]), count[k]));
        snprintf(pair, sizeof pair, "%s=%s", axis->name, number);
        if (strcmp(axis->name, "lr") == 0)
            setting_list_add(list, "lr", number);
        else if (plain)
            setting_list_add(list, "momentum", number);
        else
            setting_list_add(list, "set", pair);
    }
}
