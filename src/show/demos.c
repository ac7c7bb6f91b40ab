#include "show/demos.h"

#include "base/buffer.h"
#include "base/number.h"
#include "show/data_file.h"
#include "show/saved.h"

static const struct demo rows[] = {
    {"rate", "three rates in a ravine: slow, from wall to wall, out of it"},
    {"momentum", "plain descent creeps along a bent valley, momentum runs"},
    {"saddle", "a point that looks like the end, and is none"},
    {"adam", "a rate for each axis, and a valley that lies along none"},
    {"minima", "where it ends hangs on where it starts"},
    {"cliff", "one step on a steep wall, and the ball is far away"},
    {"overfit", "a network learns its 15 points by heart"},
    {"batches", "steps from one row, from ten, from all"},
    {"scaling", "a line through rents that takes 399,000 steps, or 65"},
    {"noise", "a little noise, and the saddle holds the ball no longer"},
    {"compare", "a run beside another one: r keeps it, with a letter"},
    {"swarm", "four hundred starts at once: where do they gather?"},
    {"race", "slow, or at a bad rate? a race that is fair tells"},
    {"terms", "what a step is made of: the slope here, and the steps before"},
    {"finder", "one run whose rate rises: where it falls most, where it blows up"},
    {"catapult", "too large a rate throws the ball to a flatter minimum"},
    {"edge", "a network at the edge of stability"},
    {"volcano", "a terrain: rain gathers in a crater, high above the plain"},
    {"fog", "what an optimizer sees of a mountain, until the fog lifts"},
    {"blind", "somebody walks down by keys, against the best optimizer"},
    {"trace", "the path of another program, from a file, beside descent"},
    {"basins", "every start at once, a colour for each end"},
    {"sweep", "every rate with every momentum, and the border of theory"},
};

const struct table demos = TABLE("demo", rows);

const struct demo *demo_need(const char *name, struct error *error)
{
    long number;

    if (number_parse_count(name, 1, (long)demos.count, &number, NULL))
        return table_row(&demos, (size_t)number - 1);
    return table_need(&demos, name, error);
}

bool demo_load(const struct demo *demo, struct saved *saved, const struct view *view,
               struct error *error)
{
    struct buffer name = {0}, path = {0};

    *saved = (struct saved){0};
    buffer_format(&name, "%s" SAVED_ENDING, demo->name);
    bool done = data_file_shipped(buffer_string(&name), &path, error) &&
                saved_load(saved, buffer_string(&path), view, error);
    buffer_release(&path);
    buffer_release(&name);
    return done;
}
