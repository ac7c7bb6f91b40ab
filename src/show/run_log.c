#include "show/run_log.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/buffer.h"
#include "base/number.h"
#include "base/text.h"
#include "insight/analysis.h"
#include "run/simulation.h"

void run_log_release(struct run_log *log)
{
    free(log->run);
    *log = (struct run_log){0};
}

/* Of the method that finds its own, the rate is none. */
static double rate_of(const struct simulation *simulation)
{
    return simulation_has_rate(simulation) ? simulation_next_rate(simulation) : NAN;
}

static double beta_of(const struct simulation *simulation)
{
    const char *name = simulation_momentum(simulation);
    bool found;

    return name ? simulation_hyper(simulation, name, &found) : NAN;
}

static enum ending ending_of(struct simulation *simulation, struct analysis *analysis)
{
    const struct verdict *verdict =
        simulation_ended(simulation) >= 0 ? analysis_verdict(analysis, simulation) : NULL;

    return verdict ? verdict->ending : ENDING_RUNNING;
}

long run_log_settled(const struct simulation *simulation)
{
    long since = simulation_criteria(simulation)->since[CRITERION_GRAD];
    int ended = simulation_ended(simulation);
    bool at_rest = ended >= 0 && !criterion_is_cap(ended) && !criterion_is_runaway(ended) &&
                   ended != CRITERION_CYCLE;

    return since < 0 && at_rest ? simulation_now(simulation)->step : since;
}

/* Adds the optimizer of the step after this one, unless it is that of the step before. */
static void add_optimizer(const struct experiment *experiment, long step, struct buffer *last,
                          struct buffer *out)
{
    struct scenario settings;

    if (!experiment_settings(experiment, step, &settings))
        return;
    const char *name = scenario_optimizer_name(&settings);

    if (strcmp(buffer_string(last), name) != 0) {
        buffer_format(out, "%s%s", last->size > 0 ? " > " : "", name);
        buffer_clear(last);
        buffer_text(last, name);
    }
    scenario_release(&settings);
}

static void name_optimizers(const struct experiment *experiment, long steps, char *text,
                            size_t size)
{
    struct buffer last = {0}, out = {0};

    for (long step = 0; step >= 0 && step < steps; step = experiment_next(experiment, step))
        add_optimizer(experiment, step, &last, &out);
    text_head(buffer_string(&out), text, size);
    buffer_release(&out);
    buffer_release(&last);
}

void run_log_describe(struct logged_run *run, struct simulation *simulation,
                      struct analysis *analysis)
{
    const struct sample *now = simulation_now(simulation);

    *run = (struct logged_run){
        .rate = rate_of(simulation),
        .beta = beta_of(simulation),
        .steps = now->step,
        .evaluations = simulation_evaluations(simulation),
        .settled = run_log_settled(simulation),
        .loss = now->loss,
        .ending = ending_of(simulation, analysis),
    };
    text_head(objective_name(simulation_objective(simulation)), run->problem, sizeof run->problem);
    name_optimizers(simulation_experiment(simulation), now->step, run->optimizer,
                    sizeof run->optimizer);
}

bool run_log_add(struct run_log *log, const struct logged_run *run)
{
    if (log->count == RUN_LOG_MAX) {
        memmove(log->run, log->run + 1, --log->count * sizeof *run);
        log->forgotten++;
    }
    struct logged_run *room = array_reserve(log->run, &log->capacity, log->count + 1, sizeof *room);

    if (!room)
        return false;
    log->run = room;
    log->run[log->count++] = *run;
    return true;
}

bool run_log_copy(struct run_log *to, const struct run_log *from)
{
    *to = (struct run_log){.forgotten = from->forgotten};
    for (size_t i = 0; i < from->count; i++)
        if (!run_log_add(to, &from->run[i]))
            return false;
    return true;
}

/* A comma and the number; nothing behind it where there is none. */
static void write_number(double number, struct buffer *out)
{
    buffer_text(out, ",");
    if (!isnan(number))
        number_append(out, number);
}

void run_log_write(const struct run_log *log, struct buffer *out)
{
    buffer_text(out, "run,problem,optimizer,lr,beta,steps,evaluations,loss,verdict\n");
    for (size_t i = 0; i < log->count; i++) {
        const struct logged_run *run = &log->run[i];

        buffer_format(out, "%zu,", log->forgotten + i + 1);
        text_csv(run->problem, out);
        buffer_text(out, ",");
        text_csv(run->optimizer, out);
        write_number(run->rate, out);
        write_number(run->beta, out);
        buffer_format(out, ",%ld,%ld", run->steps, run->evaluations);
        write_number(run->loss, out);
        buffer_format(out, ",%s\n", ending_word(run->ending));
    }
}
