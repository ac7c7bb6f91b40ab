/* `race`: optimizers against one another from one start, each at a rate of its own. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/pairs.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/subcommand.h"
#include "study/race.h"

enum { FORMAT_TABLE, FORMAT_CSV };

static bool enter(struct race *race, struct arguments *arguments, const char *spec)
{
    struct error error = {0};
    if (race_enter(race, &arguments->scenario, spec, &error))
        return true;
    arguments->status = report_error("--entrant", &error, "", 0);
    return false;
}

/* "gd;momentum;rule=TEXT": the text of a rule has semicolons, so it takes the rest. */
static bool enter_list(struct race *race, struct arguments *arguments, const char *list)
{
    while (*list) {
        size_t length = strncmp(list, "rule=", 5) == 0 ? strlen(list) : strcspn(list, ";");
        char *spec = strndup(list, length);
        bool ok = spec && enter(race, arguments, spec);
        if (!spec) {
            report("out of memory");
            arguments->status = EXIT_FAILED;
        }
        free(spec);
        if (!ok)
            return false;
        list += length + (list[length] == ';');
    }
    return true;
}

static bool enter_all(struct race *race, struct arguments *arguments)
{
    const char *list = arguments->value[OPTION_ENTRANTS];
    for (size_t i = 0; i < arguments->change_count; i++)
        if (!enter(race, arguments, arguments->change[i]))
            return false;
    if (!list && arguments->change_count == 0)
        list = "gd;momentum;nesterov;rmsprop;adam";
    return !list || enter_list(race, arguments, list);
}

/* A run without a rate, as a method's, has none in the table either. */
static bool has_rate(const struct entrant *entrant)
{
    const struct optimizer *optimizer = entrant->scenario.optimizer;
    return !(optimizer && optimizer->method);
}

/* "momentum:beta=0.62", as `optimizer` and --entrant take it, where hyperparameters are not as by default. */
static void name_optimizer(const struct scenario *scenario, struct buffer *out)
{
    buffer_text(out, scenario_optimizer_name(scenario));
    for (int i = 0; i < scenario->set_count; i++) {
        if (i == 0)
            buffer_text(out, ":");
        pairs_append(out, i == 0, scenario->set[i].name, scenario->set[i].value);
    }
}

static void write_csv(const struct race *race, struct buffer *out)
{
    buffer_text(out, "entrant,optimizer,lr,steps,evaluations,loss,verdict,width\n");
    for (int i = 0; i < race->count; i++) {
        const struct entrant *entrant = &race->entrant[i];
        const struct outcome *outcome = &entrant->outcome;
        const char *quote = entrant->scenario.set_count > 1 ? "\"" : ""; /* it has commas */
        buffer_format(out, "%c,%s", entrant->letter, quote);
        name_optimizer(&entrant->scenario, out);
        buffer_format(out, "%s,", quote);
        if (has_rate(entrant))
            buffer_number(out, scenario_rate(&entrant->scenario));
        buffer_format(out, ",%ld,%ld,", outcome->steps, outcome->evaluations);
        buffer_number(out, outcome->loss);
        buffer_format(out, ",%s,", ending_word(outcome->ending));
        if (!isnan(entrant->width))
            buffer_number(out, entrant->width);
        buffer_text(out, "\n");
    }
}

/* Settling first is not settling lowest. */
static void write_lowest(const struct race *race, struct buffer *out)
{
    const struct entrant *lowest = &race->entrant[0];
    double first = lowest->outcome.loss;
    char loss[NUMBER_SIZE];
    for (int i = 1; i < race->count; i++)
        if (race->entrant[i].reached && race->entrant[i].outcome.loss < lowest->outcome.loss)
            lowest = &race->entrant[i];
    if (lowest->outcome.loss < first - 1e-6 * (1 + fabs(first)))
        buffer_format(out, "\n%c settles lower than the first: loss %s\n", lowest->letter,
                      number_short(loss, lowest->outcome.loss, 4));
}

static void write_table(const struct race *race, struct buffer *out)
{
    char rate[NUMBER_SIZE], loss[NUMBER_SIZE], width[NUMBER_SIZE];
    struct buffer name = {0};
    buffer_format(out, "     %-19s %-10s %-7s %-12s %-10s %s\n", "optimizer", "rate", "steps",
                  "evaluations", "loss", "width  verdict");
    for (int i = 0; i < race->count; i++) {
        const struct entrant *entrant = &race->entrant[i];
        const struct outcome *outcome = &entrant->outcome;
        bool tried = !isnan(entrant->width);
        buffer_clear(&name);
        name_optimizer(&entrant->scenario, &name);
        buffer_format(
            out, "%2d %c %-19s %-10s %-7ld %-12ld %-10s %-6s %s\n", i + 1, entrant->letter,
            buffer_string(&name),
            has_rate(entrant) ? number_short(rate, scenario_rate(&entrant->scenario), 4) : "",
            outcome->steps, outcome->evaluations, number_short(loss, outcome->loss, 4),
            tried ? number_fixed(width, entrant->width, 1) : "", ending_name(outcome->ending));
    }
    out->failed |= name.failed;
    buffer_release(&name);
    buffer_text(out,
                "\nwidth: over how many decades of rates, of five that were tried, it comes to "
                "rest at a minimum\n");
    write_lowest(race, out);
}

static int race(struct arguments *arguments, struct race *race, long trials, bool csv)
{
    struct error error = {0};
    struct buffer out = {0};
    if (!enter_all(race, arguments))
        return arguments->status;
    if (!race_run(race, trials, &error))
        return report_error(NULL, &error, "", 0);
    if (csv)
        write_csv(race, &out);
    else
        write_table(race, &out);
    bool written = output_flush(&out);
    buffer_release(&out);
    return written ? EXIT_DONE : EXIT_FAILED;
}

int command_race(struct arguments *arguments)
{
    struct race *all = calloc(1, sizeof *all);
    struct error error;
    const char *tune = arguments->value[OPTION_TUNE];
    long trials = RACE_TRIALS;
    int format = arguments_format(arguments), status = EXIT_USAGE;
    if (!all) {
        report("out of memory");
        return EXIT_FAILED;
    }
    if (tune && !number_parse_count(tune, 0, RACE_TRIALS_MAX, &trials, &error))
        report_error("--tune", &error, "", 0);
    else if (format >= 0)
        status = race(arguments, all, trials, format == FORMAT_CSV);
    race_release(all);
    free(all);
    return status;
}
