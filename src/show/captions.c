#include "show/captions.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

void captions_release(struct captions *captions)
{
    for (size_t i = 0; i < captions->count; i++)
        free(captions->caption[i].text);
    free(captions->caption);
    *captions = (struct captions){0};
}

bool captions_copy(struct captions *to, const struct captions *from)
{
    *to = (struct captions){0};
    for (size_t i = 0; i < from->count; i++)
        if (!captions_say(to, from->caption[i].step, from->caption[i].text)) {
            captions_release(to);
            return false;
        }
    return true;
}

/* How many are said at or before the step: they are the first ones. */
static size_t count_until(const struct captions *captions, long step)
{
    size_t count = captions->count;

    while (count > 0 && captions->caption[count - 1].step > step)
        count--;
    return count;
}

bool captions_say(struct captions *captions, long step, const char *text)
{
    size_t at = count_until(captions, step);
    bool again = at > 0 && captions->caption[at - 1].step == step;
    struct caption *room =
        array_reserve(captions->caption, &captions->capacity, captions->count + 1, sizeof *room);

    if (!room)
        return false;
    captions->caption = room;
    char *copy = strdup(text);
    if (!copy)
        return false;
    if (again) {
        free(captions->caption[--at].text);
    } else {
        struct caption *here = captions->caption + at;

        memmove(here + 1, here, (captions->count++ - at) * sizeof *here);
    }
    captions->caption[at] = (struct caption){step, copy};
    return true;
}

const char *captions_at(const struct captions *captions, long step, long *since)
{
    size_t count = count_until(captions, step);

    if (count == 0 || captions->caption[count - 1].text[0] == '\0')
        return NULL;
    *since = captions->caption[count - 1].step;
    return captions->caption[count - 1].text;
}
