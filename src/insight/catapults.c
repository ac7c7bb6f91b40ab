#include "insight/catapults.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "insight/gauges.h"

static const double rise = 0.1;
/* At the edge of stability the rate comes so near to its limit, in parts of it. */
static const double near = 1.5;
/* So many steps after it a single one is worth a word. */
enum { FRESH = 12, EDGE_FROM = 3, LONG_AGO = 3 };

size_t catapults_kept(const struct catapults *catapults)
{
    return catapults->count < CATAPULTS_MOST ? catapults->count : CATAPULTS_MOST;
}

/* From here on the next one is waited for. */
static void wait_from(struct catapults *it, const struct gauge_note *note, double loss)
{
    it->low = loss;
    it->now = (struct catapult){
        .from = note->step, .at = note->step, .rate = note->rate, .limit = note->limit};
    it->above = it->rises = false;
}

static void add(struct catapults *it, long step)
{
    if (it->count >= CATAPULTS_MOST)
        memmove(it->last, it->last + 1, (CATAPULTS_MOST - 1) * sizeof *it->last);
    it->now.to = step;
    it->count++;
    it->last[catapults_kept(it) - 1] = it->now;
}

/* By how much the loss has to rise. */
static double enough(const struct catapults *it)
{
    return rise * (it->low > 0 ? it->low : it->first - it->low);
}

static void note_greatest(struct catapults *it, const struct gauge_note *note)
{
    it->above = it->above || note->rate > note->limit;
    if (!(note->rate > it->now.rate))
        return;
    it->now.rate = note->rate;
    it->now.limit = note->limit;
    it->now.at = note->step;
}

static void note_rise(struct catapults *it, long step, double loss)
{
    if (loss > (it->rises ? it->top : it->low + enough(it))) {
        it->rises = true;
        it->top = loss;
        it->now.peak = step;
    }
}

/* Is half of the rise undone, and the rate below its limit? */
static bool is_over(const struct catapults *it, const struct gauge_note *note, double loss)
{
    return it->rises && loss < it->low + (it->top - it->low) / 2 && note->rate <= note->limit;
}

static void read_note(struct catapults *it, const struct gauge_note *note)
{
    double loss = it->seen > 0 ? fmax(note->loss, it->before) : note->loss;
    if (it->seen == 0)
        it->first = loss;
    it->before = note->loss;
    if (it->seen == 0 || (!it->rises && loss < it->low))
        wait_from(it, note, loss);
    note_greatest(it, note);
    note_rise(it, note->step, loss);
    if (!is_over(it, note, loss))
        return;
    if (it->above)
        add(it, note->step);
    wait_from(it, note, loss);
}

void catapults_read(struct catapults *catapults, const struct gauges *gauges)
{
    if (catapults->edition != gauges->edition || catapults->seen > gauges->count)
        *catapults = (struct catapults){.edition = gauges->edition};
    while (catapults->seen < gauges->count) {
        read_note(catapults, &gauges->note[catapults->seen]);
        catapults->seen++;
    }
}

/* Are there several near the limit, the last of them not long ago? */
static bool is_edge(const struct catapults *it, long step)
{
    size_t kept = catapults_kept(it);
    if (kept < EDGE_FROM)
        return false;
    const struct catapult *last = &it->last[kept - 1];
    return last->rate <= near * last->limit &&
           step - last->to <= LONG_AGO * (last->to - it->last[kept - 2].to);
}

/* Is there one of the first, just over? */
static bool is_fresh(const struct catapults *it, long step)
{
    return it->count > 0 && it->count < EDGE_FROM && step - it->last[it->count - 1].to <= FRESH;
}

static void say_catapult(const struct catapult *it, char *out, size_t size)
{
    char rate[NUMBER_SIZE], limit[NUMBER_SIZE];
    snprintf(out, size, "catapult: at rate %s of %s the loss rose, and fell where it is flatter",
             number_short(rate, it->rate, 3), number_short(limit, it->limit, 4));
}

bool catapults_sentence(const struct catapults *catapults, long step, char *out, size_t size)
{
    bool edge = is_edge(catapults, step), fresh = is_fresh(catapults, step);
    if (edge)
        snprintf(out, size,
                 "edge of stability: curvature grew to the limit and was thrown back %zu times",
                 catapults->count);
    else if (fresh)
        say_catapult(&catapults->last[catapults->count - 1], out, size);
    return edge || fresh;
}
