#include "show/undo.h"

#include <stdlib.h>
#include <string.h>

void undoable_release(struct undoable *change)
{
    setting_list_release(&change->before);
    setting_list_release(&change->after);
    if (change->other)
        experiment_release(change->other);
    free(change->other);
    *change = (struct undoable){0};
}

void undo_release(struct undo_stack *stack)
{
    struct undoable change;

    while (undo_pop(stack, &change))
        undoable_release(&change);
}

void undo_push(struct undo_stack *stack, const struct undoable *change)
{
    if (stack->count == UNDO_MAX) {
        undoable_release(&stack->change[0]);
        memmove(stack->change, stack->change + 1, --stack->count * sizeof *change);
    }
    stack->change[stack->count++] = *change;
}

bool undo_pop(struct undo_stack *stack, struct undoable *change)
{
    if (stack->count == 0)
        return false;
    *change = stack->change[--stack->count];
    return true;
}

/* Where the settings begin that were made together with the last one. */
static size_t last_group(const struct experiment *experiment)
{
    size_t first = experiment->count - 1;

    while (first > 0 && experiment->change[first].joined)
        first--;
    return first;
}

bool undoable_change(struct undoable *change, const struct experiment *experiment,
                     unsigned long run)
{
    size_t first = last_group(experiment);

    *change = (struct undoable){
        .run = run,
        .step = experiment->change[first].step,
        .change = first,
    };
    for (size_t i = first; i < experiment->count && i < first + SETTING_LIST_MAX; i++)
        setting_list_add(&change->after, experiment->change[i].key, experiment->change[i].value);
    if (experiment_back(experiment, first, &change->before) && !change->after.text.failed)
        return true;
    undoable_release(change);
    return false;
}

bool undoable_run(struct undoable *change, const struct experiment *left, unsigned long run)
{
    *change = (struct undoable){.run = run, .other = malloc(sizeof *change->other)};
    if (change->other && experiment_copy(change->other, left))
        return true;
    free(change->other);
    change->other = NULL;
    return false;
}

bool undoable_stands(const struct undoable *change, const struct experiment *experiment,
                     unsigned long run)
{
    return change->run != run || change->other ||
           (change->change < experiment->count &&
            experiment->change[change->change].step == change->step);
}

bool undoable_is_fresh(const struct undoable *change, const struct experiment *experiment,
                       unsigned long run)
{
    return change->run == run && experiment->count > 0 && experiment->step == change->step &&
           last_group(experiment) == change->change;
}
