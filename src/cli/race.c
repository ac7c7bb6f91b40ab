/* `race`: optimizers against one another from one start, each at a rate of its own. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/pairs.h"
#include "cli/jobs.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/runs_picture.h"
#include "cli/study_picture.h"
#include "cli/subcommand.h"
#include "insight/predicate.h"
#include "insight/verdict_words.h"
#include "run/quantity.h"
#include "run/simulation.h"
#include "study/race.h"

enum { FORMAT_TABLE, FORMAT_CSV, FORMAT_SUMMARY };

enum { SEEDS_MAX = 10000 };

struct racing {
    struct race race;
    const char *text; /* of the goal; NULL: to settle */
    struct predicate goal;
    long trials, seeds;
    struct finish *finish; /* [seeds], owned: of one entrant */
};

/* Are the names in the rule of the last one who entered known? The place of one that is not is told
 * in it. */
static bool check_rule(const struct race *race, struct arguments *arguments)
{
    const struct scenario *scenario = &race->entrant[race->count - 1].scenario;
    struct error error = {0};
    if (!scenario->rule)
        return true;
    struct simulation *simulation = simulation_create(scenario, &error);
    bool known = simulation || !error.setting || strcmp(error.setting, "rule") != 0;
    simulation_free(simulation);
    if (!known)
        arguments->status =
            report_error("--entrant rule", &error, scenario->rule, strlen(scenario->rule));
    return known;
}

static bool enter(struct race *race, struct arguments *arguments, const char *spec)
{
    struct error error = {0};
    bool is_rule = strncmp(spec, "rule=", 5) == 0;
    if (!*spec) {
        report("--%s: an entrant is empty: name an optimizer, such as adam",
               arguments->value[OPTION_ENTRANTS] ? "entrants" : "entrant");
        arguments->status = EXIT_USAGE;
        return false;
    }
    if (race_enter(race, &arguments->scenario, spec, &error))
        return check_rule(race, arguments);
    char what[80];
    snprintf(what, sizeof what, "--entrant %.60s", is_rule ? "rule" : spec);
    if (!is_rule && spec[strcspn(spec, ",:")] == ',')
        error_set(&error, "between entrants stands a semicolon: --entrants 'gd;adam'");
    arguments->status = is_rule ? report_error(what, &error, spec + 5, strlen(spec + 5))
                                : report_error(what, &error, "", 0);
    return false;
}

/* "gd;momentum;rule=TEXT": the text of a rule has semicolons, so it takes the rest. */
static bool enter_list(struct race *race, struct arguments *arguments, const char *list)
{
    bool more = true;
    while (more) {
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
        more = *list;
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

/* "momentum:beta=0.62", as `optimizer` and --entrant take it, where hyperparameters are not as by
 * default. */
static void name_optimizer(const struct scenario *scenario, struct buffer *out)
{
    buffer_text(out, scenario_optimizer_name(scenario));
    for (int i = 0; i < scenario->set_count; i++) {
        if (i == 0)
            buffer_text(out, ":");
        pairs_append(out, i == 0, scenario->set[i].name, scenario->set[i].value);
    }
}

/* --- seeds --- */

/* The finishes of an entrant with so many seeds; that with the base's own first. */
static bool run_seeds(const struct race *race, int entrant, long seeds, struct finish *finish,
                      struct error *error)
{
    finish[0] = race->entrant[entrant].finish;
    for (long i = 1; i < seeds; i++)
        if (!race_again(race, entrant, (unsigned long)i, &finish[i], error))
            return false;
    return true;
}

static int by_evaluations(const void *a, const void *b)
{
    const struct finish *x = a, *y = b;
    return finish_is_better(x, y) ? -1 : finish_is_better(y, x) ? 1 : 0;
}

/* Evaluations to the goal, or "-". */
static void write_cost(const struct finish *finish, char *out, size_t size)
{
    snprintf(out, size, "%ld", finish->settled.evaluations);
    if (finish->settled.step < 0)
        snprintf(out, size, "-");
}

/* "143 (98 to -)": the one in the middle, the best and the worst. */
static void write_range(struct finish *finish, long seeds, char *out, size_t size)
{
    char middle[24], least[24], most[24];
    qsort(finish, (size_t)seeds, sizeof *finish, by_evaluations);
    write_cost(&finish[seeds / 2], middle, sizeof middle);
    write_cost(&finish[0], least, sizeof least);
    write_cost(&finish[seeds - 1], most, sizeof most);
    snprintf(out, size, "%s (%s to %s)", middle, least, most);
}

/* --- tables --- */

/* Steps and evaluations are those of the whole run, as it has them alone. */
static void write_finish(const struct racing *contest, const struct entrant *entrant,
                         const struct finish *finish, long seed, struct buffer *out)
{
    const struct outcome *outcome = &finish->outcome;
    const char *quote = entrant->scenario.set_count > 1 ? "\"" : ""; /* it has commas */
    buffer_format(out, "%c,%s", entrant->letter, quote);
    name_optimizer(&entrant->scenario, out);
    buffer_format(out, "%s,", quote);
    if (has_rate(entrant))
        buffer_number(out, scenario_rate(&entrant->scenario));
    if (contest->seeds > 1)
        buffer_format(out, ",%llu", (unsigned long long)entrant->scenario.seed + (unsigned)seed);
    buffer_format(out, ",%ld,%ld,", outcome->steps, outcome->evaluations);
    buffer_number(out, outcome->loss);
    buffer_format(out, ",%s,", ending_word(outcome->ending));
    if (!isnan(entrant->width))
        buffer_number(out, entrant->width);
    if (contest->text)
        buffer_format(out, ",%ld,%ld", finish->touch.step, finish->settled.step);
    buffer_text(out, "\n");
}

static bool write_csv(struct racing *contest, struct buffer *out, struct error *error)
{
    buffer_format(out, "entrant,optimizer,lr,%ssteps,evaluations,loss,verdict,width%s\n",
                  contest->seeds > 1 ? "seed," : "", contest->text ? ",touch,settled" : "");
    for (int i = 0; i < contest->race.count; i++) {
        if (!run_seeds(&contest->race, i, contest->seeds, contest->finish, error))
            return false;
        for (long k = 0; k < contest->seeds; k++)
            write_finish(contest, &contest->race.entrant[i], &contest->finish[k], k, out);
    }
    return true;
}

static void write_step(char *out, size_t size, long step)
{
    snprintf(out, size, step < 0 ? "-" : "%ld", step);
}

static bool write_row(struct racing *contest, int i, struct buffer *out, struct error *error)
{
    const struct entrant *entrant = &contest->race.entrant[i];
    const struct finish *finish = &entrant->finish;
    char rate[NUMBER_SIZE], loss[NUMBER_SIZE], width[NUMBER_SIZE], touch[24], settled[24], cost[80];
    char end[ENDING_TELL_SIZE];
    struct buffer name = {0};
    if (!run_seeds(&contest->race, i, contest->seeds, contest->finish, error))
        return false;
    if (contest->seeds > 1)
        write_range(contest->finish, contest->seeds, cost, sizeof cost);
    else
        write_cost(finish, cost, sizeof cost);
    name_optimizer(&entrant->scenario, &name);
    write_step(touch, sizeof touch, finish->touch.step);
    write_step(settled, sizeof settled, finish->settled.step);
    buffer_format(out, "%2d %c %-19s %-10s %-7s %-7s %-*s %-10s %-6s %s\n", i + 1, entrant->letter,
                  buffer_string(&name),
                  has_rate(entrant) ? number_short(rate, scenario_rate(&entrant->scenario), 4) : "",
                  touch, settled, contest->seeds > 1 ? 24 : 12, cost,
                  number_short(loss, finish->outcome.loss, 4),
                  isnan(entrant->width) ? "" : number_fixed(width, entrant->width, 1),
                  ending_tell(end, finish->outcome.ending, finish->outcome.steps));
    out->failed |= name.failed;
    buffer_release(&name);
    return true;
}

/* Settling first is not settling lowest. */
static void write_lowest(const struct race *race, struct buffer *out)
{
    const struct entrant *lowest = &race->entrant[0];
    double first = lowest->finish.outcome.loss;
    char loss[NUMBER_SIZE];
    for (int i = 1; i < race->count; i++)
        if (race->entrant[i].finish.settled.step >= 0 &&
            race->entrant[i].finish.outcome.loss < lowest->finish.outcome.loss)
            lowest = &race->entrant[i];
    if (lowest->finish.outcome.loss < first - 1e-6 * (1 + fabs(first)))
        buffer_format(out, "\n%c settles lower than the first: loss %s\n", lowest->letter,
                      number_short(loss, lowest->finish.outcome.loss, 4));
}

/* Who was tuned and was lost at the best of its rates was so at all, if not at the start
 * already. */
static void write_lost(const struct race *race, struct buffer *out)
{
    const char *before = "\n";
    char lowest[NUMBER_SIZE];
    for (int i = 0; i < race->count; i++) {
        const struct entrant *entrant = &race->entrant[i];
        const struct outcome *outcome = &entrant->finish.outcome;
        if (!entrant->tunes || !finish_is_lost(&entrant->finish) || outcome->steps == 0)
            continue;
        buffer_format(out, "%s%c %s: %s at every rate that was tried, down to %s\n", before,
                      entrant->letter, scenario_optimizer_name(&entrant->scenario),
                      ending_name(outcome->ending), number_short(lowest, entrant->lowest, 2));
        before = "";
    }
}

static bool write_table(struct racing *contest, struct buffer *out, struct error *error)
{
    buffer_format(out, "     %-19s %-10s %-7s %-7s %-*s %-10s %s\n", "optimizer", "rate", "touch",
                  "settled", contest->seeds > 1 ? 24 : 12, "evaluations", "loss", "width  verdict");
    for (int i = 0; i < contest->race.count; i++)
        if (!write_row(contest, i, out, error))
            return false;
    buffer_format(out, "\ngoal: %s\n", contest->text ? contest->text : "to settle");
    buffer_text(out, "touch: the first step at which it is reached; settled: from this step on it "
                     "stays so; evaluations: until then, a value "
                     "with its gradient counted 1, a Hessian of n parameters n\n");
    if (contest->seeds > 1)
        buffer_format(out, "evaluations of %ld seeds: the middle one, the fewest and the most\n",
                      contest->seeds);
    buffer_text(out,
                "width: over how many decades of rates, at its usual beta, the goal is reached\n");
    write_lowest(&contest->race, out);
    write_lost(&contest->race, out);
    return true;
}

/* "B momentum:beta=0.31 at rate 0.199 with 31 evaluations", "C rule at rate 0.17 (stopped at 1000
 * steps)" */
static void write_told(const struct entrant *entrant, struct buffer *out)
{
    const struct finish *finish = &entrant->finish;
    char rate[NUMBER_SIZE], end[ENDING_TELL_SIZE];
    buffer_format(out, "%c ", entrant->letter);
    name_optimizer(&entrant->scenario, out);
    if (has_rate(entrant))
        buffer_format(out, " at rate %s", number_short(rate, scenario_rate(&entrant->scenario), 4));
    if (finish->settled.step >= 0)
        buffer_format(out, " with %ld evaluations", finish->settled.evaluations);
    else
        buffer_format(out, " (%s)",
                      ending_tell(end, finish->outcome.ending, finish->outcome.steps));
}

static bool write_summary(struct racing *contest, struct buffer *out, struct error *error)
{
    const struct race *race = &contest->race;
    buffer_format(out, "Goal: %s. ", contest->text ? contest->text : "to settle");
    for (int i = 0; i < race->count; i++) {
        bool reached = race->entrant[i].finish.settled.step >= 0;
        bool before = i > 0 && race->entrant[i - 1].finish.settled.step >= 0;
        if (i == 0)
            buffer_text(out, reached ? "It is reached by " : "None reaches it; by their losses: ");
        else
            buffer_text(out, before && !reached ? "; not by " : ", ");
        write_told(&race->entrant[i], out);
    }
    return !out->failed || error_memory(error);
}

/* --- the command --- */

static bool read_goal(struct racing *contest, struct arguments *arguments)
{
    struct quantity_scope scope;
    struct error error;
    contest->text = arguments->value[OPTION_GOAL];
    if (!contest->text)
        return true;
    quantity_scope(&scope, &arguments->scenario);
    contest->race.goal = &contest->goal;
    if (predicate_compile(&contest->goal, contest->text, strlen(contest->text), &scope, &error))
        return true;
    arguments->status = report_error("--goal", &error, contest->text, strlen(contest->text));
    return false;
}

static bool read_contest(struct racing *contest, struct arguments *arguments)
{
    const char *tune = arguments->value[OPTION_TUNE];
    struct error error;
    contest->trials = RACE_TRIALS;
    contest->seeds = 1;
    if (tune && !number_parse_count(tune, 0, RACE_TRIALS_MAX, &contest->trials, &error)) {
        arguments->status = report_error("--tune", &error, "", 0);
        return false;
    }
    if (!arguments_jobs(arguments, jobs_usual()) ||
        !arguments_count(arguments, OPTION_SEEDS, SEEDS_MAX, &contest->seeds) ||
        !read_goal(contest, arguments))
        return false;
    contest->finish = malloc((size_t)contest->seeds * sizeof *contest->finish);
    if (!contest->finish) {
        report("out of memory");
        arguments->status = EXIT_FAILED;
    }
    return contest->finish && enter_all(&contest->race, arguments);
}

static int race(struct racing *contest, int format)
{
    static bool (*const formats[])(struct racing *, struct buffer *, struct error *) = {
        [FORMAT_TABLE] = write_table, [FORMAT_CSV] = write_csv, [FORMAT_SUMMARY] = write_summary};
    struct error error = {0};
    struct buffer out = {0};
    if (!race_run(&contest->race, contest->trials, &error) ||
        !formats[format](contest, &out, &error)) {
        buffer_release(&out);
        return report_error(NULL, &error, "", 0);
    }
    if (format == FORMAT_SUMMARY)
        return study_picture_paragraph(&out);
    bool written = output_flush(&out);
    buffer_release(&out);
    return written ? EXIT_DONE : EXIT_FAILED;
}

int command_race(struct arguments *arguments)
{
    struct racing *contest = calloc(1, sizeof *contest);
    int format = arguments_format(arguments), status;
    if (!contest) {
        report("out of memory");
        return EXIT_FAILED;
    }
    bool ready = format >= 0 && read_contest(contest, arguments);
    if (ready && arguments->value[OPTION_SNAPSHOT])
        status = runs_picture_race(arguments, &contest->race, contest->trials);
    else if (ready)
        status = race(contest, format);
    else
        status = arguments->status;
    race_release(&contest->race);
    predicate_release(&contest->goal);
    free(contest->finish);
    free(contest);
    return status;
}
