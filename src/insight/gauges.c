#include "insight/gauges.h"

#include <math.h>
#include <string.h>

#include "insight/stability.h"

static bool is_kept(const struct gauges *gauges, long step)
{
    return step % (1L << gauges->level) == 0;
}

bool gauges_want(const struct gauges *gauges, long step)
{
    bool later = gauges->count == 0 || step > gauges->note[gauges->count - 1].step;

    return later && is_kept(gauges, step);
}

long gauges_until(const struct gauges *gauges, long step)
{
    long stride = 1L << gauges->level;

    return stride - step % stride;
}

void gauges_cut(struct gauges *gauges, long step)
{
    size_t before = gauges->count;

    while (gauges->count > 0 && gauges->note[gauges->count - 1].step > step)
        gauges->count--;
    gauges->edition += gauges->count != before;
    if (gauges->count == 0)
        gauges->level = 0;
}

static void make_room(struct gauges *gauges)
{
    size_t kept = 0;

    if (gauges->count < GAUGES_CAPACITY)
        return;
    gauges->level++;
    gauges->edition++;
    for (size_t i = 0; i < gauges->count; i++)
        if (is_kept(gauges, gauges->note[i].step))
            gauges->note[kept++] = gauges->note[i];
    gauges->count = kept;
}

void gauges_note(struct gauges *gauges, long step, const struct stability *stability, double loss)
{
    const struct gauge_note note = {
        .step = step,
        .rate = stability->rate,
        .limit = stability->has_limit ? stability->limit : NAN,
        .loss = loss,
    };
    const struct gauge_note *last = gauges->count ? &gauges->note[gauges->count - 1] : NULL;

    if (last && last->step == step && memcmp(last, &note, sizeof note) == 0)
        return;
    gauges_cut(gauges, step - 1);
    make_room(gauges);
    gauges->note[gauges->count++] = note;
}
