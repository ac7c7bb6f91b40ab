/* A step of a method: what it has found out, and the points that it has tried. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/vector.h"
#include "insight/explain_parts.h"
#include "method/method.h"

enum { MATRIX_MOST = 4 }; /* coordinates up to which a matrix is told */

static void tell_fact(struct explanation *told, const struct story_fact *fact)
{
    char what[80];
    if (fact->rows == 0)
        explanation_value(told, fact->name, fact->value[0]);
    else if (fact->rows == 1)
        explanation_vector(told, fact->name, fact->value);
    for (int i = 0; fact->rows > 1 && fact->rows <= MATRIX_MOST && i < fact->rows; i++) {
        snprintf(what, sizeof what, "%s, row of %.24s", fact->name, told->name[i]);
        explanation_vector(told, what, fact->value + i * fact->rows);
    }
}

/* "base + length*d", without a length that is 1. */
static void tell_cell(struct explanation *told, const struct story_trial *trial, int i)
{
    struct buffer worked = {0};
    explanation_number(told, &worked, trial->base[i], true);
    buffer_text(&worked, " + ");
    if (trial->length != 1) {
        explanation_number(told, &worked, trial->length, true);
        buffer_text(&worked, "*");
    }
    explanation_number(told, &worked, trial->d[i], true);
    told->failed = told->failed || worked.failed;
    explanation_cell(told, buffer_string(&worked), trial->x[i]);
    buffer_release(&worked);
}

/* "loss 1418.7: above 4.73", "loss 4.09: taken". */
static void tell_fate(struct explanation *told, const struct story_trial *trial)
{
    struct buffer text = {0};
    buffer_text(&text, "value ");
    explanation_number(told, &text, trial->f, false);
    if (!isnan(trial->slope)) {
        buffer_text(&text, ", slope ");
        explanation_number(told, &text, trial->slope, false);
    }
    buffer_format(&text, ": %s", trial->taken ? "taken" : trial->why ? trial->why : "not taken");
    if (!trial->taken && !isnan(trial->limit)) {
        buffer_text(&text, " ");
        explanation_number(told, &text, trial->limit, false);
    }
    told->failed = told->failed || text.failed;
    explanation_behind(told, buffer_string(&text));
    buffer_release(&text);
}

/* "trial 2: alpha 0.5"; of a region its radius, of a simplex what is done. */
static void tell_trial(struct explanation *told, const struct story_trial *trial, long number)
{
    struct buffer what = {0};
    bool within = !isnan(trial->radius);
    buffer_format(&what, "trial %ld: ", number);
    if (trial->what)
        buffer_text(&what, trial->what);
    else
        buffer_text(&what, within ? "radius " : "alpha ");
    if (!trial->what)
        explanation_number(told, &what, within ? trial->radius : trial->length, false);
    told->failed = told->failed || what.failed;
    explanation_add(told, TOLD_TRIAL, buffer_string(&what), what.size);
    buffer_release(&what);
    for (int i = 0; i < told->n; i++)
        tell_cell(told, trial, i);
    tell_fate(told, trial);
    if (trial->taken)
        explanation_taken(told);
}

static void tell_trials(struct explanation *told)
{
    const struct story *story = &told->story;
    long left_out = story->tried - story->trials;
    bool taken = false;
    for (int i = 0; i < story->trials; i++) {
        bool last = i == story->trials - 1;
        if (last && left_out > 0)
            explanation_text(told, "(%ld more trials)", left_out);
        tell_trial(told, &story->trial[i], i + 1 + (last ? left_out : 0));
        taken = taken || story->trial[i].taken;
    }
    if (!taken)
        explanation_text(told, "none of them is taken");
}

/* The corners of a simplex before the step, the best first. */
static void tell_corners(struct explanation *told)
{
    char what[32];
    for (int k = 0; k < told->story.corners; k++) {
        snprintf(what, sizeof what, "corner %d%s", k + 1,
                 k == 0                         ? ", best"
                 : k == told->story.corners - 1 ? ", worst"
                                                : "");
        explanation_vector(told, what, told->story.before + k * told->n);
    }
}

void explain_method(const struct telling *telling)
{
    struct explanation *told = telling->told;
    const struct sample *before = &telling->before->now, *after = &telling->after->now;
    const char *outline = telling->stepper->method->outline;
    double g[PARAMETERS_MAX];
    vector_copy(g, telling->before->gradient, told->n);
    if (telling->stepper->l2 > 0)
        explain_added(telling, told->at, g);
    for (int i = 0; i < told->story.facts; i++)
        tell_fact(told, &told->story.fact[i]);
    tell_corners(told);
    tell_trials(told);
    explanation_value(told, "length of the step", after->lr);
    explanation_text(told, "points tried: %ld, evaluations: %ld", after->trials - before->trials,
                     after->evaluations - before->evaluations);
    explanation_add(told, TOLD_TEXT, outline, strlen(outline));
}
