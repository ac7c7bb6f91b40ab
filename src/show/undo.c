#include "show/undo.h"

#include <stdlib.h>
#include <string.h>

static void list_free(struct setting_list *list)
{
    if (list)
        buffer_release(&list->text);
    free(list);
}

void undoable_release(struct undoable *change)
{
    list_free(change->before);
    list_free(change->after);
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

static struct setting_list *list_before(const struct experiment *experiment, size_t change)
{
    struct setting_list *list = calloc(1, sizeof *list);
    int count = list ? experiment_back(experiment, change, list->setting, &list->text) : -1;

    if (count < 0) {
        list_free(list);
        return NULL;
    }
    list->count = (size_t)count;
    return list;
}

static struct setting_list *list_after(const struct experiment *experiment, size_t first)
{
    struct setting_list *list = calloc(1, sizeof *list);
    size_t at[EXPERIMENT_BACK];

    for (size_t i = first; list && i < experiment->count && list->count < EXPERIMENT_BACK; i++) {
        const struct change *change = &experiment->change[i];

        const struct scenario_key *row = table_find(&scenario_keys, change->key);

        list->setting[list->count].key = row->head.name;
        at[list->count++] = list->text.size;
        buffer_add(&list->text, change->value, strlen(change->value) + 1);
    }
    if (list && list->text.failed) {
        list_free(list);
        return NULL;
    }
    for (size_t i = 0; list && i < list->count; i++)
        list->setting[i].value = buffer_string(&list->text) + at[i];
    return list;
}

bool undoable_change(struct undoable *change, const struct experiment *experiment,
                     unsigned long run)
{
    size_t first = last_group(experiment);

    *change = (struct undoable){
        .run = run,
        .step = experiment->change[first].step,
        .change = first,
        .before = list_before(experiment, first),
        .after = list_after(experiment, first),
    };
    if (change->before && change->after)
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
