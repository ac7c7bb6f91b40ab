#include "method/search.h"

#include <float.h>

#include "base/vector.h"
#include "method/story.h"

struct line search_line(const struct method_step *step, const double *direction)
{
    struct line line;
    line_init(&line, step->function, step->x, step->f, step->g, direction);
    line.story = step->story;
    return line;
}

void search_finish(struct method_step *step, const struct line *line, double length, bool fresh)
{
    step->length = length;
    step->trials = line->trials;
    step->rests = fresh && !(length > 0);
    story_take(step->story, length);
    vector_copy(step->to, step->x, step->n);
    for (int i = 0; length > 0 && i < step->n; i++)
        step->to[i] += length * line->direction[i];
}

void search_settle(struct line *line, double flattens, double before)
{
    bool settled = before > 0 && -line->slope > flattens * before;
    line->flattens = settled ? DBL_MIN : flattens;
}

double search_promise(const struct line *line)
{
    return -line->slope <= line->noise ? -line->slope : 0;
}
