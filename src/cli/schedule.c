/* `schedule`: the rate of each step, as a table, CSV or a plot. */
#include "engine/schedule.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "cli/subcommand.h"
#include "cli/options.h"
#include "cli/report.h"

enum { DEFAULT_STEPS = 100, PLOT_COLUMNS = 64, PLOT_LINES = 24 };

struct plan {
    const struct schedule *schedule;
    double base;
    long steps;
};

static double rate_at(const struct plan *plan, long step)
{
    return schedule_rate(plan->schedule, plan->base, step);
}

static bool show_csv(const struct plan *plan, struct buffer *out)
{
    buffer_text(out, "step,lr\n");
    for (long k = 1; k <= plan->steps; k++) {
        buffer_format(out, "%ld,", k);
        buffer_number(out, rate_at(plan, k - 1));
        buffer_text(out, "\n");
        if (!output_drain(out))
            return false;
    }
    return output_flush(out);
}

static bool show_table(const struct plan *plan, struct buffer *out)
{
    char text[NUMBER_SIZE];
    buffer_format(out, "%8s  %s\n", "step", "rate");
    for (long k = 1; k <= plan->steps; k++) {
        buffer_format(out, "%8ld  %s\n", k, number_short(text, rate_at(plan, k - 1), 8));
        if (!output_drain(out))
            return false;
    }
    return output_flush(out);
}

static double greatest_rate(const struct plan *plan)
{
    double most = 0;
    for (long k = 0; k < plan->steps; k++)
        most = fmax(most, rate_at(plan, k));
    return most;
}

/* A bar a line, for at most PLOT_LINES steps evenly chosen, the last one among them. */
static bool show_plot(const struct plan *plan, struct buffer *out)
{
    char text[NUMBER_SIZE];
    double most = greatest_rate(plan);
    long lines = plan->steps < PLOT_LINES ? plan->steps : PLOT_LINES;
    for (long line = 0; line < lines; line++) {
        long k = lines > 1 ? line * (plan->steps - 1) / (lines - 1) : 0;
        double rate = rate_at(plan, k);
        buffer_format(out, "%8ld %10s ", k + 1, number_short(text, rate, 4));
        buffer_fill(out, '#', most > 0 ? (size_t)lround(PLOT_COLUMNS * rate / most - 0.4) : 0);
        buffer_text(out, "\n");
    }
    return output_flush(out);
}

int command_schedule(struct arguments *arguments)
{
    static const char *const formats[] = {"table", "csv", "plot", NULL};
    static bool (*const show[])(const struct plan *, struct buffer *) = {show_table, show_csv,
                                                                         show_plot};
    const char *spec = arguments->operand_count > 0 ? arguments->operand[0] : NULL;
    struct error error;
    if (spec && !scenario_set(&arguments->scenario, "schedule", spec, &error)) {
        report_error(NULL, &error, spec, strlen(spec));
        return EXIT_USAGE;
    }
    int format = arguments_choice(arguments, OPTION_FORMAT, formats);
    if (format < 0)
        return EXIT_USAGE;
    struct scenario *scenario = &arguments->scenario;
    struct plan plan = {&scenario->schedule, scenario_rate(scenario),
                        scenario->steps >= 0 ? scenario->steps : DEFAULT_STEPS};
    struct buffer out = {0};
    bool written = show[format](&plan, &out);
    buffer_release(&out);
    return written ? EXIT_DONE : EXIT_FAILED;
}
