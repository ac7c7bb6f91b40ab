#include "view/tracks.h"

#include <limits.h>
#include <math.h>

#include "problem/surface.h"

_Static_assert(GAUGES_CAPACITY < (int)SERIES_MOST, "a series holds all notes and one more");

static const struct {
    const char *name, *meaning;
} rows[] = {
    [TRACK_LOSS] = {"loss", "of data those of training, validation and batches"},
    [TRACK_GRADIENT] = {"gradient", "its length"},
    [TRACK_STABILITY] = {"stability", "the rate times the steepest curvature, and its limit"},
    [TRACK_DISTANCE] = {"distance", "from the nearest minimum that is known"},
    [TRACK_RATE] = {"rate", "of a schedule; or the lengths of steps that find theirs"},
};

_Static_assert(sizeof rows / sizeof *rows == TRACK_COUNT, "a row each");

const struct table tracks = TABLE("curve", rows);

static void add(struct series *series, long step, double value)
{
    series->step[series->count] = step;
    series->value[series->count++] = value;
}

static void read_gauges(struct series *series, const struct track *track, long present)
{
    const struct gauges *gauges = track->gauges;
    const struct stability *now = track->now;

    series->reach = 1L << gauges->level;
    series->count = 0;
    for (size_t i = 0; i < gauges->count && gauges->note[i].step < present; i++)
        add(series, gauges->note[i].step,
            track->limit ? gauges->note[i].limit : gauges->note[i].rate);
    if (now && track->limit)
        add(series, present, now->has_limit ? now->limit : NAN);
    else if (now)
        add(series, present, now->rate);
}

void series_read(struct series *series, const struct track *track,
                 const struct trajectory *trajectory)
{
    const struct quantity *quantity = quantity_row(track->id);
    struct observation seen = observation_of(NULL, NULL);

    if (track->gauges) {
        read_gauges(series, track, trajectory->last);
        return;
    }
    series->reach = LONG_MAX;
    series->count = trajectory_length(trajectory);
    for (size_t i = 0, left = 0; i < series->count; i++, left--, seen.now++) {
        if (left == 0)
            seen.now = trajectory_stretch(trajectory, i, &left);
        if (track->surface)
            seen.distance = surface_distance(track->surface, seen.now->x);
        series->step[i] = seen.now->step;
        series->value[i] = quantity->value(&seen, 0);
    }
}
