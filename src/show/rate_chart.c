#include "show/rate_chart.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What is seen besides what counts, decades; and above the start, in parts of the fall. */
static const double before = 1, behind = 0.5, above = 0.15, below = 0.05;

static double rate_at(const struct rate_curve *curve, long i)
{
    return curve->rate[i];
}

/* All rates while the run goes on; then those that count, and some beside them. */
static void choose_rates(struct chart *chart, const struct rate_finder *finder)
{
    const struct rate_curve *curve = &finder->curve;

    chart->low = finder->from;
    chart->high = finder->to;
    if (!rate_finder_done(finder) || curve->burnt < 0)
        return;
    chart->low = fmax(chart->low, rate_at(curve, curve->burnt) / pow(10, before));
    if (curve->blown >= 0)
        chart->high = fmin(chart->high, rate_at(curve, curve->blown) * pow(10, behind));
}

static void choose_losses(struct chart *chart, const struct rate_curve *curve)
{
    double least = curve->least >= 0 ? curve->loss[curve->least] : curve->start;
    double fall = curve->start - least;

    if (!(fall > 0))
        fall = fmax(fabs(curve->start), 1);
    chart->least = least - below * fall;
    chart->most = curve->start + above * fall;
    chart->level = curve->start;
    chart->level_name = "loss at the start";
}

static void add_mark(struct chart *chart, long at, uint32_t glyph, uint32_t ascii, const char *name,
                     bool danger)
{
    if (at >= 0)
        chart->mark[chart->marks++] = (struct chart_mark){(size_t)at, glyph, ascii, name, danger};
}

static void fill_chart(struct chart *chart, const struct rate_finder *finder, double taken)
{
    const struct rate_curve *curve = &finder->curve;
    char number[NUMBER_SIZE];

    *chart = (struct chart){
        .across = "rate",
        .up = "loss",
        .x = curve->rate,
        .y = curve->loss,
        .count = curve->count,
        .from = curve->burnt >= 0 ? (size_t)curve->burnt : 0,
        .to = curve->blown >= 0 ? (size_t)curve->blown : curve->count,
        .line = taken,
    };
    choose_rates(chart, finder);
    choose_losses(chart, curve);
    add_mark(chart, curve->least, 0x25CF, 'o', "least", false);
    add_mark(chart, curve->steepest, 0x25BC, 'v', "steepest", false);
    add_mark(chart, curve->blown, 0x25B2, '!', "blow-up", true);
    snprintf(chart->line_name, sizeof chart->line_name, "rate %s", number_short(number, taken, 3));
}

/* Whose the rate with the line is. The number comes first, as on a narrow screen the rest is
 * cut. */
static void say_rate(char *sentence, size_t size, double suggestion, double taken)
{
    char suggested[NUMBER_SIZE], rate[NUMBER_SIZE];

    number_short(suggested, suggestion, 2);
    if (taken == suggestion)
        snprintf(sentence, size, "rate %s is a suggestion", suggested);
    else
        snprintf(sentence, size, "rate %s is yours (%s is suggested)", number_short(rate, taken, 3),
                 suggested);
}

/* What the curve tells; the rate that was named need not be named again. */
static void say_curve(char *sentence, size_t size, const struct rate_curve *curve, double named)
{
    char steepest[NUMBER_SIZE], least[NUMBER_SIZE], blown[NUMBER_SIZE];
    size_t said = strlen(sentence);
    bool there = number_rounded(rate_at(curve, curve->steepest), 2) == named;

    number_short(steepest, rate_at(curve, curve->steepest), 2);
    snprintf(sentence + said, size - said, ": the loss falls most steeply %s%s, is least at %s",
             there ? "" : "at ", there ? "there" : steepest,
             number_short(least, rate_at(curve, curve->least), 2));
    said = strlen(sentence);
    if (curve->blown >= 0)
        snprintf(sentence + said, size - said, ", blows up at %s",
                 number_short(blown, rate_at(curve, curve->blown), 2));
}

/* Where it begins, if that is not the start. */
static const char *say_after(const struct rate_finder *finder, char room[48])
{
    *room = '\0';
    if (finder->after > 0)
        snprintf(room, 48, " from step %ld on", finder->after);
    return room;
}

static void say(struct filled *filled, const struct rate_finder *finder, double taken)
{
    const struct rate_curve *curve = &finder->curve;
    char rate[NUMBER_SIZE], after[48];

    say_after(finder, after);
    if (curve->count > 0 && !rate_finder_done(finder))
        snprintf(filled->sentence, sizeof filled->sentence,
                 "one run%s whose rate rises at every step: %s by now", after,
                 number_short(rate, rate_at(curve, (long)curve->count - 1), 2));
    else if (curve->burnt < 0)
        snprintf(filled->sentence, sizeof filled->sentence,
                 "the loss%s falls at none of these rates: there is nothing to suggest", after);
    else {
        say_rate(filled->sentence, sizeof filled->sentence, curve->suggestion, taken);
        snprintf(filled->sentence + strlen(filled->sentence),
                 sizeof filled->sentence - strlen(filled->sentence), "%s", after);
        say_curve(filled->sentence, sizeof filled->sentence, curve, taken);
    }
    filled->scene.warn = filled->scene.whole = false;
}

void rate_chart_fill(struct filled *filled, const struct rate_finder *finder, double taken)
{
    fill_chart(&filled->chart, finder, taken);
    filled->scene.chart = &filled->chart;
    say(filled, finder, taken);
}
