#include "show/captions.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/buffer.h"
#include "run/experiment.h"

static void forget(struct caption *caption)
{
    free(caption->text);
    free(caption->settings);
}

void captions_release(struct captions *captions)
{
    for (size_t i = 0; i < captions->count; i++)
        forget(&captions->caption[i]);
    free(captions->caption);
    *captions = (struct captions){0};
}

bool captions_copy(struct captions *to, const struct captions *from)
{
    *to = (struct captions){0};
    for (size_t i = 0; i < from->count; i++) {
        const struct caption *caption = &from->caption[i];
        char *settings = caption->settings ? strdup(caption->settings) : NULL;

        if ((caption->settings && !settings) || !captions_say(to, caption->step, caption->text)) {
            free(settings);
            captions_release(to);
            return false;
        }
        to->caption[i].settings = settings;
    }
    return true;
}

static char *settings_of(const struct scenario *scenario)
{
    struct buffer options = {0};

    scenario_options(scenario, &options);
    char *settings = options.failed ? NULL : strdup(buffer_string(&options));
    buffer_release(&options);
    return settings;
}

bool captions_bind(struct captions *captions, const struct experiment *experiment)
{
    for (size_t i = 0; i < captions->count; i++) {
        struct caption *caption = &captions->caption[i];
        struct scenario scenario;

        if (caption->settings)
            continue;
        if (!experiment_settings(experiment, caption->step, &scenario))
            return false;
        caption->settings = settings_of(&scenario);
        scenario_release(&scenario);
        if (!caption->settings)
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
        forget(&captions->caption[--at]);
    } else {
        struct caption *here = captions->caption + at;

        memmove(here + 1, here, (captions->count++ - at) * sizeof *here);
    }
    captions->caption[at] = (struct caption){step, copy, NULL};
    return true;
}

static bool is_of(const struct caption *caption, const struct scenario *scenario)
{
    struct buffer options = {0};

    if (!caption->settings)
        return true;
    scenario_options(scenario, &options);
    bool same = !options.failed && strcmp(caption->settings, buffer_string(&options)) == 0;
    buffer_release(&options);
    return same;
}

void captions_sift(struct captions *captions, const struct experiment *experiment)
{
    size_t count = captions->count;

    captions->count = 0;
    for (size_t i = 0; i < count; i++) {
        struct caption *caption = &captions->caption[i];
        struct scenario scenario;
        bool known = experiment_settings(experiment, caption->step, &scenario);

        if (!known || is_of(caption, &scenario))
            captions->caption[captions->count++] = *caption;
        else
            forget(caption);
        if (known)
            scenario_release(&scenario);
    }
}

const char *captions_at(const struct captions *captions, long step, const struct scenario *scenario,
                        long *since)
{
    size_t count = count_until(captions, step);

    while (count > 0 && !is_of(&captions->caption[count - 1], scenario))
        count--;
    if (count == 0 || captions->caption[count - 1].text[0] == '\0')
        return NULL;
    *since = captions->caption[count - 1].step;
    return captions->caption[count - 1].text;
}
