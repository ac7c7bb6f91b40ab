/* `lrfind`: one run whose rate rises, and the rate that it suggests. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/screen.h"
#include "base/error.h"
#include "base/number.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "cli/snapshot.h"
#include "cli/study_picture.h"
#include "cli/subcommand.h"
#include "run/simulation.h"
#include "show/rate_chart.h"
#include "study/rate_finder.h"

enum { FORMAT_TABLE, FORMAT_CSV, FORMAT_SUMMARY };

enum { GO_MOST = 1000000 };

/* "1e-6:1". Returns false after a message. */
static bool read_rates(const struct arguments *arguments, double range[2])
{
    const char *value = arguments->value[OPTION_RATES];
    char from[NUMBER_SIZE], to[NUMBER_SIZE], more[2];
    if (!value || (sscanf(value, "%31[^:]:%31[^:]%1s", from, to, more) == 2 &&
                   number_parse(from, &range[0], NULL) && number_parse(to, &range[1], NULL) &&
                   range[0] > 0 && range[1] > range[0]))
        return true;
    report("--rates: expected the lowest rate and the highest, such as 1e-6:1, not '%s'", value);
    return false;
}

static bool read_steps(const struct arguments *arguments, long *steps)
{
    *steps = arguments->scenario.steps >= 0 ? arguments->scenario.steps : RATE_FINDER_STEPS;
    if (*steps >= RATE_FINDER_LEAST && *steps <= RATE_FINDER_MOST)
        return true;
    report("--steps: expected %d to %d, so many rates are tried, not %ld", RATE_FINDER_LEAST,
           RATE_FINDER_MOST, *steps);
    return false;
}

/* Lets the scenario begin where its run is after --go steps. Returns the steps; -1 after a
 * message. */
static long go(struct arguments *arguments)
{
    const char *value = arguments->value[OPTION_GO];
    struct scenario scenario;
    struct error error;
    long steps = 0;
    if (!value)
        return 0;
    if (!number_parse_count(value, 0, GO_MOST, &steps, &error)) {
        arguments->status = report_error("--go", &error, "", 0);
        return -1;
    }
    bool ok = scenario_copy(&scenario, &arguments->scenario) || error_memory(&error);
    scenario.steps = steps;
    struct simulation *simulation = ok ? simulation_create(&scenario, &error) : NULL;
    scenario_release(&scenario);
    if (!simulation) {
        arguments_report(arguments, &error);
        return -1;
    }
    simulation_run(simulation, steps);
    scenario_begin_at(&arguments->scenario, simulation_now(simulation)->x);
    steps = simulation_now(simulation)->step;
    simulation_free(simulation);
    return steps;
}

static void write_csv(const struct rate_curve *curve, struct buffer *out)
{
    buffer_text(out, "rate,loss\n");
    for (size_t i = 0; i < curve->count; i++) {
        buffer_number(out, curve->rate[i]);
        buffer_text(out, ",");
        buffer_number(out, curve->loss[i]);
        buffer_text(out, "\n");
    }
}

/* "blow-up        at rate 0.0112, loss 51.96" */
static void write_point(const struct rate_curve *curve, const char *name, long i,
                        struct buffer *out)
{
    char rate[NUMBER_SIZE], loss[NUMBER_SIZE];
    if (i < 0)
        return;
    output_label(out, name);
    buffer_format(out, "at rate %s, loss %s\n", number_short(rate, curve->rate[i], 4),
                  number_short(loss, curve->loss[i], 4));
}

static void write_suggestion(const struct rate_curve *curve, struct buffer *out)
{
    char rate[NUMBER_SIZE];
    output_label(out, "suggestion");
    if (isnan(curve->suggestion))
        buffer_text(out, "none: the loss falls at none of these rates\n");
    else
        buffer_format(out, "--lr %s; no more than a suggestion\n",
                      number_short(rate, curve->suggestion, 2));
}

static void write_table(const struct rate_finder *finder, struct buffer *out)
{
    const struct rate_curve *curve = &finder->curve;
    char from[NUMBER_SIZE], to[NUMBER_SIZE];
    double last = curve->count > 0 ? curve->rate[curve->count - 1] : finder->from;
    output_label(out, "rates");
    buffer_format(out, "%s to %s, %zu steps of %s\n", number_short(from, finder->from, 4),
                  number_short(to, last, 4), curve->count,
                  scenario_optimizer_name(&finder->scenario));
    if (finder->after > 0) {
        output_label(out, "begins");
        buffer_format(out, "after %ld steps at the rate that was set\n", finder->after);
    }
    output_number(out, "loss at first", curve->start, 4);
    write_point(curve, "burn-in ends", curve->burnt, out);
    write_point(curve, "steepest fall", curve->steepest, out);
    write_point(curve, "least loss", curve->least, out);
    write_point(curve, "blow-up", curve->blown, out);
    write_suggestion(curve, out);
}

/* "A rate of 0.012 is suggested: the loss falls most steeply at 0.05, ..." */
static void write_summary(const struct rate_finder *finder, struct buffer *out)
{
    struct filled *filled = calloc(1, sizeof *filled);
    out->failed |= !filled;
    if (filled)
        rate_chart_fill(filled, finder, finder->curve.suggestion);
    if (filled)
        buffer_format(out, "%c%s", toupper((unsigned char)*filled->sentence), filled->sentence + 1);
    free(filled);
}

static void put_chart(struct filled *filled, struct picture *picture, const struct display *display,
                      void *context)
{
    const struct rate_finder *finder = context;
    (void)picture, (void)display;
    rate_chart_fill(filled, finder, finder->curve.suggestion);
}

/* The screen of the rate finder, before the run at its start. */
static bool write_picture(struct arguments *arguments, struct rate_finder *finder,
                          struct buffer *out)
{
    const struct screen_more chart = {put_chart, finder, MODE_LRFIND};
    struct snapshot snapshot;
    struct session session;
    struct error error;
    if (!snapshot_read(&snapshot, arguments) || !arguments_experiment(arguments))
        return false;
    if (!session_init(&session, &arguments->saved.experiment, &error)) {
        arguments->status = report_error(NULL, &error, "", 0);
        return false;
    }
    bool drawn = snapshot_write(&snapshot, &session, &chart, out);
    session_release(&session);
    if (!drawn)
        arguments->status = report_error(NULL, (error_memory(&error), &error), "", 0);
    return drawn;
}

static bool write_found(struct arguments *arguments, struct rate_finder *finder, int format,
                        struct buffer *out)
{
    if (arguments->value[OPTION_SNAPSHOT])
        return write_picture(arguments, finder, out);
    if (format == FORMAT_SUMMARY)
        write_summary(finder, out);
    else if (format == FORMAT_CSV)
        write_csv(&finder->curve, out);
    else
        write_table(finder, out);
    return true;
}

/* Makes the steps, until the user has had enough: then what there is is written. */
static int make_steps(struct rate_finder *finder, struct progress *progress)
{
    struct error error;
    bool wanted = true;
    while (wanted && !rate_finder_done(finder)) {
        if (!rate_finder_advance(finder, 1, &error)) {
            progress_hide(progress);
            return report_error(NULL, &error, "", 0);
        }
        wanted = progress_tell(progress, finder->curve.count);
    }
    progress_hide(progress);
    return EXIT_DONE;
}

static int find(struct arguments *arguments, struct rate_finder *finder, int format)
{
    struct progress progress;
    struct buffer out = {0};
    bool told = format == FORMAT_SUMMARY && !arguments->value[OPTION_SNAPSHOT];
    progress_begin(&progress, "rates", (size_t)finder->steps);
    int status = make_steps(finder, &progress);
    if (status == EXIT_DONE && !write_found(arguments, finder, format, &out))
        status = arguments->status;
    else if (status == EXIT_DONE && told)
        status = study_picture_paragraph(&out);
    else if (status == EXIT_DONE && !output_flush(&out))
        status = EXIT_FAILED;
    buffer_release(&out);
    progress_end(&progress, finder->curve.count);
    return status;
}

int command_lrfind(struct arguments *arguments)
{
    struct rate_finder finder;
    struct error error;
    double range[2];
    long steps;
    int format = arguments_format(arguments);
    if (format < 0 || !read_rates(arguments, range) || !read_steps(arguments, &steps))
        return arguments->status;
    const double *asked = arguments->value[OPTION_RATES] ? range : NULL;
    const long after = go(arguments);
    if (after < 0)
        return arguments->status;
    int status;
    if (rate_finder_begin(&finder, &arguments->scenario, asked, steps, &error)) {
        finder.after = after;
        status = find(arguments, &finder, format);
    } else {
        arguments_report(arguments, &error);
        status = arguments->status;
    }
    rate_finder_release(&finder);
    return status;
}
