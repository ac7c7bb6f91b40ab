#include "show/basins.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

static int bucket_of(double steps)
{
    return (int)fmin(BASINS_BUCKETS_AN_OCTAVE * log2(steps + 1), BASINS_BUCKETS - 1);
}

/* Of a mesh. */
static void hear(void *to, size_t i, const struct outcome *outcome)
{
    struct basins *basins = to;
    struct basin_cell *cell = &basins->cell[i];
    int basin = minima_add(&basins->minima, outcome);

    *cell = (struct basin_cell){.basin = (uint8_t)basin,
                                .ending = (uint8_t)outcome->ending,
                                .steps = (int)fmin((double)outcome->steps, 1e9),
                                .evaluations = (int)fmin((double)outcome->evaluations, 1e9),
                                .loss = outcome->loss};
    plane_project(&basins->plane, outcome->end, cell->end);
    basins->endings[outcome->ending]++;
    basins->steps[basin] += cell->steps;
    if (basin < MINIMA_MOST)
        basins->often[bucket_of(cell->steps)]++;
}

/* --- the mesh --- */

void basins_open(struct basins *basins, struct picture *picture, struct session *session)
{
    picture_plane(picture, session);
    picture_anchor(picture, session, basins->cross);
}

static void forget_mesh(struct basins *basins)
{
    mesh_release(&basins->mesh);
    free(basins->cell);
    free(basins->kind);
    free(basins->stale);
    basins->cell = NULL;
    basins->kind = basins->stale = NULL;
}

void basins_release(struct basins *basins)
{
    forget_mesh(basins);
    buffer_release(&basins->told);
    *basins = (struct basins){.cell = NULL};
}

/* All that counts but for the start. */
static bool tell(const struct session *session, struct buffer *out)
{
    struct scenario scenario;
    bool copied = scenario_copy(&scenario, session_scenario(session));

    if (copied && !scenario_learns(&scenario))
        scenario.start_count = 0;
    if (copied)
        scenario_options(&scenario, out);
    scenario_release(&scenario);
    return copied && !out->failed;
}

static struct viewport window_of(const struct picture *picture, const struct display *display)
{
    struct viewport seen = picture->viewport;
    int across, down;

    patches_in_cell(display, &across, &down);
    seen.columns *= across;
    seen.rows = picture->plane.n == 1 ? (seen.rows > 0) : seen.rows * down;
    return seen;
}

static bool same_window(const struct viewport *a, const struct viewport *b)
{
    return a->x0 == b->x0 && a->x1 == b->x1 && a->y0 == b->y0 && a->y1 == b->y1 &&
           a->columns == b->columns && a->rows == b->rows;
}

/* The middle of a patch, in the plane. */
static void middle_of(const struct viewport *seen, size_t column, size_t row, double at[2])
{
    at[0] = seen->x0 + (seen->x1 - seen->x0) * ((double)column + 0.5) / seen->columns;
    at[1] = seen->y0 + (seen->y1 - seen->y0) * ((double)row + 0.5) / seen->rows;
}

/* The starts: the middles of the patches. */
static bool spread_starts(struct cases *cases, const struct basins *basins, struct error *error)
{
    const struct viewport *seen = &basins->seen;
    size_t n = (size_t)cases->base.n, columns = (size_t)seen->columns, rows = (size_t)seen->rows;
    double at[2];

    cases->start = malloc(columns * rows * n * sizeof *cases->start);
    if (!cases->start)
        return error_memory(error);
    cases->starts = columns * rows;
    for (size_t i = 0; i < columns * rows; i++) {
        middle_of(seen, i % columns, i / columns, at);
        plane_point(&basins->plane, at, cases->start + i * n);
    }
    return true;
}

static bool begin(struct basins *basins, struct session *session, struct error *error)
{
    size_t columns = (size_t)basins->seen.columns, rows = (size_t)basins->seen.rows;
    struct cases cases;
    bool ready = cases_begin(&cases, session_scenario(session), error) &&
                 spread_starts(&cases, basins, error);

    if (!ready)
        cases_release(&cases);
    if (!ready || !mesh_begin(&basins->mesh, &cases, columns, rows, error))
        return false;
    basins->cell = calloc(columns * rows, sizeof *basins->cell);
    basins->kind = malloc(columns * rows * sizeof *basins->kind);
    if (!basins->cell || !basins->kind) {
        forget_mesh(basins);
        return error_memory(error);
    }
    for (size_t i = 0; i < columns * rows; i++) {
        basins->cell[i].basin = BASIN_UNKNOWN;
        basins->kind[i] = MINIMA_UNKNOWN;
    }
    basins->has_rate = simulation_has_rate(session->simulation);
    memset(basins->endings, 0, sizeof basins->endings);
    memset(basins->steps, 0, sizeof basins->steps);
    memset(basins->often, 0, sizeof basins->often);
    return true;
}

bool basins_over(struct basins *basins, struct session *session, const struct plane *plane,
                 const struct viewport *seen, struct error *error)
{
    struct buffer told = {0};
    bool known = tell(session, &told) || error_memory(error);
    bool same_place = same_window(seen, &basins->seen) && plane_equal(plane, &basins->plane);

    if (!known || (same_place && strcmp(buffer_string(&told), buffer_string(&basins->told)) == 0)) {
        buffer_release(&told);
        return known;
    }
    bool kept = minima_of(&basins->minima, session) && same_place;
    uint16_t *stale = kept ? basins->kind : NULL;

    basins->kind = kept ? NULL : basins->kind;
    forget_mesh(basins);
    basins->stale = stale;
    buffer_release(&basins->told);
    basins->told = told;
    basins->plane = *plane;
    basins->seen = *seen;
    return seen->rows <= 0 || seen->columns <= 0 || begin(basins, session, error);
}

bool basins_follow(struct basins *basins, struct session *session, struct picture *picture,
                   const struct display *display, struct error *error)
{
    const struct plane *plane = picture_plane(picture, session);
    const struct viewport seen = window_of(picture, display);

    return basins_over(basins, session, plane, &seen, error);
}

bool basins_advance(struct basins *basins, long evaluations, struct error *error)
{
    const struct mesh_listener listener = {hear, basins};

    return mesh_advance(&basins->mesh, evaluations, &listener, error);
}

bool basins_moving(const struct basins *basins)
{
    return mesh_moving(&basins->mesh);
}

/* --- the cross --- */

/* By which part of itself a window has to move to have a place in it. */
static double pan_to(double part)
{
    return part < 0 ? -0.25 : part >= 1 ? 0.25 : 0;
}

void basins_move(struct basins *basins, struct picture *picture, double right, double up)
{
    const struct viewport *window = &picture->viewport;
    double width = window->x1 - window->x0, height = window->y1 - window->y0;
    double *at = basins->cross;

    if (window->columns <= 0 || window->rows <= 0)
        return;
    at[0] = fmin(fmax(at[0] + right * width / window->columns, window->x0 - width / 4),
                 window->x1 + width / 4);
    if (picture->plane.n > 1)
        at[1] = fmin(fmax(at[1] + up * height / window->rows, window->y0 - height / 4),
                     window->y1 + height / 4);

    double across = pan_to((at[0] - window->x0) / width),
           along = pan_to((at[1] - window->y0) / height);
    if (across != 0 || along != 0)
        picture_pan(picture, across, along);
}

/* The number of the patch under the cross; false where there is none. */
static bool find_patch(const struct basins *basins, size_t *column, size_t *row)
{
    const struct viewport *seen = &basins->seen;
    double x = (basins->cross[0] - seen->x0) / (seen->x1 - seen->x0);
    double y = (basins->cross[1] - seen->y0) / (seen->y1 - seen->y0);

    if (!basins->cell || !(x >= 0 && x <= 1 && y >= 0 && y <= 1))
        return false;
    *column = (size_t)fmin(x * seen->columns, seen->columns - 1);
    *row = (size_t)fmin(y * seen->rows, seen->rows - 1);
    return true;
}

void basins_start(const struct basins *basins, double *x)
{
    double at[2] = {basins->cross[0], basins->cross[1]};
    size_t column, row;

    if (find_patch(basins, &column, &row))
        middle_of(&basins->seen, column, row, at);
    plane_point(&basins->plane, at, x);
}

const struct basin_cell *basins_under(const struct basins *basins)
{
    size_t column, row;

    if (!find_patch(basins, &column, &row))
        return NULL;
    const struct basin_cell *cell = &basins->cell[row * (size_t)basins->seen.columns + column];

    return cell->basin == BASIN_UNKNOWN ? NULL : cell;
}
