#include "base/range.h"

#include <float.h>
#include <math.h>

#include "base/error.h"
#include "base/number.h"

static bool in_range(const struct range *range, double value)
{
    if (range->open_least ? !(value > range->least) : !(value >= range->least))
        return false;
    return range->open_most ? value < range->most : value <= range->most;
}

bool range_check(const struct range *range, const char *name, double value, struct error *error)
{
    if (range->whole && value != floor(value))
        return error_set(error, "%s must be a whole number", name);
    if (in_range(range, value))
        return true;
    char least[NUMBER_SIZE], most[NUMBER_SIZE];
    number_short(least, range->least, 6);
    number_short(most, range->most, 6);
    bool bounded_below = range->least > -DBL_MAX, bounded_above = range->most < DBL_MAX;
    if (bounded_below && bounded_above)
        return error_set(error, "%s must be from %s%s to %s%s", name,
                         range->open_least ? "above " : "", least, range->open_most ? "below " : "",
                         most);
    if (bounded_below)
        return error_set(error, "%s must be %s %s", name, range->open_least ? "above" : "at least",
                         least);
    if (bounded_above)
        return error_set(error, "%s must be %s %s", name, range->open_most ? "below" : "at most",
                         most);
    return error_set(error, "%s must be a finite number", name);
}
