#include "method/story.h"

#include <math.h>
#include <string.h>

#include "base/vector.h"

void story_begin(struct story *story, int n)
{
    story->n = n;
    story->facts = story->trials = story->corners = 0;
    story->tried = 0;
    memset(story->scale, 0, sizeof story->scale);
}

static void add_fact(struct story *story, const char *name, const double *value, int rows,
                     int count)
{
    if (!story || story->facts == STORY_FACTS)
        return;
    struct story_fact *fact = &story->fact[story->facts++];
    fact->name = name;
    fact->rows = rows;
    memcpy(fact->value, value, (size_t)count * sizeof *value);
}

void story_number(struct story *story, const char *name, double value)
{
    add_fact(story, name, &value, 0, 1);
}

void story_vector(struct story *story, const char *name, const double *value)
{
    if (story)
        add_fact(story, name, value, 1, story->n);
}

void story_matrix(struct story *story, const char *name, const double *value)
{
    if (story)
        add_fact(story, name, value, story->n, story->n * story->n);
}

struct story_trial *story_try(struct story *story, const double *base, double length,
                              const double *d, double f, double slope)
{
    if (!story)
        return NULL;
    if (story->trials < STORY_TRIALS)
        story->trials++;
    story->tried++;
    struct story_trial *trial = &story->trial[story->trials - 1];
    *trial =
        (struct story_trial){.length = length, .radius = NAN, .f = f, .slope = slope, .limit = NAN};
    vector_copy(trial->base, base, story->n);
    vector_copy(trial->d, d, story->n);
    vector_go(trial->x, base, length, d, story->n);
    return trial;
}

void story_refuse(struct story *story, const char *why, double limit)
{
    if (!story || story->trials == 0)
        return;
    story->trial[story->trials - 1].why = why;
    story->trial[story->trials - 1].limit = limit;
}

void story_take(struct story *story, double length)
{
    int last = story ? story->trials - 1 : -1;
    while (last >= 0 && story->trial[last].length != length)
        last--;
    if (last >= 0)
        story->trial[last].taken = true;
}
