/* `schedule`: the rate of each step, as a table, CSV or a plot. */
#include "base/array.h"
#include "base/number.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/subcommand.h"
#include "method/schedule.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { DEFAULT_STEPS = 100, PLOT_COLUMNS = 60, PLOT_LINES = 24 };

struct rate_plan {
    const struct schedule *schedule;
    double base;
    long steps;
    double *rate; /* [steps], owned, where the schedule watches the losses; else NULL */
};

/* The rate of a step, counted from 1. */
static double rate_at(const struct rate_plan *plan, long step)
{
    struct schedule_state state;
    if (plan->rate)
        return plan->rate[step - 1];
    schedule_start(&state);
    return schedule_rate(plan->schedule, &state, plan->base, step - 1);
}

/* --- the losses that it watches --- */

static bool refuse_line(long number, const char *line)
{
    char message[256];
    if (*line)
        snprintf(message, sizeof message, "'%.60s' is no number", line);
    else
        snprintf(message, sizeof message, "expected a loss");
    report("standard input, line %ld: %s", number, message);
    return false;
}

/* Is it what programs write for a loss that is not finite, with a sign or without? Which it is does
 * not matter: none of them is an improvement. */
static bool parse_not_finite(const char *text, double *loss)
{
    static const char *const words[] = {"inf", "infinity", "nan"};
    text += *text == '-' || *text == '+';
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(text, words[i]) == 0) {
            *loss = NAN;
            return true;
        }
    return false;
}

/* A line without its end and the blanks around it. A NUL in it ends it too soon: none may be. */
static bool parse_loss(char *line, size_t length, long number, double *loss)
{
    bool whole = strlen(line) == length;
    while (length > 0 && strchr(" \t\r\n", line[length - 1]))
        line[--length] = '\0';
    line += strspn(line, " \t");
    return (whole && (number_parse(line, loss, NULL) || parse_not_finite(line, loss))) ||
           refuse_line(number, line);
}

static bool reserve(struct rate_plan *plan, size_t *capacity)
{
    double *rate = array_reserve(plan->rate, capacity, (size_t)plan->steps + 1, sizeof *rate);
    if (!rate) {
        report("out of memory");
        return false;
    }
    plan->rate = rate;
    return true;
}

/* Reads at most `most` losses, one a line, and notes the rate that each step had before its loss
 * was known. Returns an exit status. */
static int read_losses(struct rate_plan *plan, long most)
{
    struct schedule_state state;
    size_t size = 0, capacity = 0;
    char *line = NULL;
    double loss;
    ssize_t length = 0;
    int status = EXIT_DONE;
    plan->steps = 0;
    schedule_start(&state);
    while (plan->steps < most && (length = getline(&line, &size, stdin)) >= 0) {
        status = !reserve(plan, &capacity)                                  ? EXIT_FAILED
                 : parse_loss(line, (size_t)length, plan->steps + 1, &loss) ? EXIT_DONE
                                                                            : EXIT_USAGE;
        if (status != EXIT_DONE)
            break;
        plan->rate[plan->steps] = schedule_rate(plan->schedule, &state, plan->base, plan->steps);
        plan->steps++;
        schedule_watch(plan->schedule, &state, plan->base, plan->steps, loss);
    }
    if (length < 0 && !feof(stdin)) {
        report("can't read the losses: %s", strerror(errno));
        status = EXIT_FAILED;
    } else if (status == EXIT_DONE && plan->steps == 0 && most > 0) {
        report("the schedule %s needs losses: one a line on standard input",
               plan->schedule->kind->name);
        status = EXIT_USAGE;
    }
    free(line);
    return status;
}

/* --- the output --- */

static bool show_csv(const struct rate_plan *plan, struct buffer *out)
{
    buffer_text(out, "step,lr\n");
    for (long k = 1; k <= plan->steps; k++) {
        buffer_format(out, "%ld,", k);
        buffer_number(out, rate_at(plan, k));
        buffer_text(out, "\n");
        if (!output_drain(out))
            return false;
    }
    return output_flush(out);
}

static bool show_table(const struct rate_plan *plan, struct buffer *out)
{
    char text[NUMBER_SIZE];
    buffer_format(out, "%8s  %s\n", "step", "rate");
    for (long k = 1; k <= plan->steps; k++) {
        buffer_format(out, "%8ld  %s\n", k, number_short(text, rate_at(plan, k), 8));
        if (!output_drain(out))
            return false;
    }
    return output_flush(out);
}

/* The step of a line of the plot: evenly chosen, the first and the last among them. */
static long step_of_line(const struct rate_plan *plan, long line, long lines)
{
    return lines > 1
               ? 1 + (long)round((double)line * (double)(plan->steps - 1) / (double)(lines - 1))
               : 1;
}

static double greatest_rate(const struct rate_plan *plan, long lines)
{
    double most = 0;
    for (long line = 0; line < lines; line++)
        most = fmax(most, rate_at(plan, step_of_line(plan, line, lines)));
    return most;
}

/* A bar a line, for at most PLOT_LINES steps. */
static bool show_plot(const struct rate_plan *plan, struct buffer *out)
{
    char text[NUMBER_SIZE];
    long lines = plan->steps < PLOT_LINES ? plan->steps : PLOT_LINES;
    double most = greatest_rate(plan, lines);
    for (long line = 0; line < lines; line++) {
        long k = step_of_line(plan, line, lines);
        double rate = rate_at(plan, k), part = rate < most ? rate / most : most > 0;
        number_short(text, rate, 4);
        size_t bar = (size_t)lround(PLOT_COLUMNS * part);
        buffer_format(out, bar ? "%8ld  %-9s " : "%8ld  %s", k, text);
        buffer_fill(out, '#', bar);
        buffer_text(out, "\n");
    }
    return output_flush(out);
}

/* --- the command --- */

/* How many steps: as --steps says; else as many as there are losses, or 100. Returns an exit
 * status. */
static int make_plan(struct rate_plan *plan, const struct scenario *scenario)
{
    bool watches = scenario->schedule.kind->watch;
    long steps = scenario->steps >= 0 ? scenario->steps : watches ? LONG_MAX : DEFAULT_STEPS;
    *plan = (struct rate_plan){
        .schedule = &scenario->schedule,
        .base = scenario_rate(scenario),
        .steps = steps,
    };
    return watches ? read_losses(plan, steps) : EXIT_DONE;
}

int command_schedule(struct arguments *arguments)
{
    static bool (*const show[])(const struct rate_plan *, struct buffer *) = {show_table, show_csv,
                                                                              show_plot};
    const char *spec = arguments->operand_count > 0 ? arguments->operand[0] : NULL;
    struct error error;
    if (spec && !scenario_set(&arguments->scenario, "schedule", spec, &error))
        return report_error(NULL, &error, spec, strlen(spec));
    int format = arguments_format(arguments);
    if (format < 0)
        return EXIT_USAGE;
    struct rate_plan plan;
    struct buffer out = {0};
    int status = make_plan(&plan, &arguments->scenario);
    if (status == EXIT_DONE && !show[format](&plan, &out))
        status = EXIT_FAILED;
    buffer_release(&out);
    free(plan.rate);
    return status;
}
