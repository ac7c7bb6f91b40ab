/* `sweep`, `basins`, `swarm`: many runs of one scenario, a row of a CSV each. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/rng.h"
#include "cli/jobs.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/subcommand.h"
#include "study/outcome.h"
#include "study/region.h"
#include "study/vary.h"

enum { VARIED = 8, CASES_MAX = 10000000, STARTS = 400, BASIN_COLUMNS = 80, BASIN_ROWS = 40 };

/* What the rows are made of. */
struct study {
    const struct scenario *base;
    struct vary vary[VARIED]; /* sweep */
    size_t varied;
    long seeds;           /* so many runs of each case, with seeds from the scenario's on; 0: one */
    struct region places; /* swarm, basins: where */
    double *start;        /* swarm: [starts * n], owned */
    long columns, rows;   /* basins */
    long part, parts;     /* the shard that is made: 1 to parts */
    long jobs;
};

/* --- what all have in common --- */

static bool read_shard(const struct arguments *arguments, struct study *study)
{
    const char *value = arguments->value[OPTION_SHARD];
    char rest;
    study->part = study->parts = 1;
    if (!value || (sscanf(value, "%ld/%ld%c", &study->part, &study->parts, &rest) == 2 &&
                   study->part >= 1 && study->part <= study->parts))
        return true;
    report("--shard: expected a part and how many there are, from 1/8 to 8/8, not '%s'", value);
    return false;
}

static bool read_study(struct arguments *arguments, struct study *study)
{
    *study = (struct study){.base = &arguments->scenario, .jobs = jobs_usual()};
    struct error error;
    const char *within = arguments->value[OPTION_WITHIN];
    if (!arguments_count(arguments, OPTION_JOBS, JOBS_MAX, &study->jobs) ||
        !read_shard(arguments, study))
        return false;
    if (!within || region_read(&study->places, within, study->base, &error))
        return true;
    arguments->status = report_error("--within", &error, "", 0);
    return false;
}

/* Writes the part of the table that was asked for; the header stands in the first. */
static int write_study(struct study *study, const struct buffer *header, size_t rows,
                       bool (*row)(void *context, size_t i, struct buffer *out,
                                   struct error *error))
{
    size_t part = (size_t)study->part, parts = (size_t)study->parts;
    struct jobs jobs = {rows / parts * (part - 1) + rows % parts * (part - 1) / parts,
                        rows / parts * part + rows % parts * part / parts, (int)study->jobs, row,
                        study};
    struct buffer out = {0};
    if (part == 1)
        buffer_text(&out, buffer_string(header));
    out.failed |= header->failed;
    bool written = output_flush(&out);
    buffer_release(&out);
    return written ? jobs_write(&jobs) : EXIT_FAILED;
}

static void write_point(const double *x, int n, struct buffer *out)
{
    for (int i = 0; i < n; i++) {
        buffer_number(out, x[i]);
        buffer_text(out, ",");
    }
}

/* --- sweep --- */

static size_t cases_of(const struct study *study)
{
    size_t cases = 1;
    for (size_t i = 0; i < study->varied; i++)
        cases *= study->vary[i].count;
    return cases;
}

/* The value of setting k in a case; the last one changes fastest. */
static size_t value_of(const struct study *study, size_t number, size_t k)
{
    for (size_t i = study->varied; i-- > k + 1;)
        number /= study->vary[i].count;
    return number % study->vary[k].count;
}

static bool vary_all(const struct study *study, size_t number, struct scenario *scenario,
                     struct buffer *out, struct error *error)
{
    for (size_t k = 0; k < study->varied; k++) {
        size_t value = value_of(study, number, k);
        if (!vary_set(&study->vary[k], value, scenario, error))
            return false;
        buffer_number(out, study->vary[k].value[value]);
        buffer_text(out, ",");
    }
    return true;
}

static bool sweep_row(void *context, size_t i, struct buffer *out, struct error *error)
{
    const struct study *study = context;
    size_t seeds = study->seeds > 0 ? (size_t)study->seeds : 1;
    struct scenario scenario;
    struct outcome outcome;
    bool ok = scenario_copy(&scenario, study->base) || error_memory(error);
    ok = ok && vary_all(study, i / seeds, &scenario, out, error);
    if (ok && study->seeds > 0) {
        scenario.seed += i % seeds;
        buffer_format(out, "%llu,", (unsigned long long)scenario.seed);
    }
    if (ok)
        scenario_cap_steps(&scenario);
    ok = ok && outcome_of(&outcome, &scenario, error);
    if (ok) {
        buffer_format(out, "%ld,%ld,", outcome.steps, outcome.evaluations);
        buffer_number(out, outcome.loss);
        buffer_format(out, ",%s\n", ending_word(outcome.ending));
    }
    scenario_release(&scenario);
    return ok;
}

/* The settings that --vary names, all different, with cases that can be counted. */
static bool read_varied(struct arguments *arguments, struct study *study)
{
    struct error error;
    for (size_t i = 0; i < arguments->change_count; i++) {
        if (study->varied == VARIED) {
            report("--vary can be given %d times at most", VARIED);
            return false;
        }
        struct vary *vary = &study->vary[study->varied++];
        if (!vary_read(vary, arguments->change[i], study->base, &error)) {
            arguments->status = report_error("--vary", &error, "", 0);
            return false;
        }
        for (size_t k = 0; k + 1 < study->varied; k++)
            if (strcmp(study->vary[k].name, vary->name) == 0) {
                report("--vary: %s is varied twice", vary->name);
                return false;
            }
        if (cases_of(study) > CASES_MAX) {
            report("--vary: these are more than %d cases", CASES_MAX);
            return false;
        }
    }
    if (study->varied == 0)
        report("sweep needs a setting to vary: --vary lr=0.001:1:log:20");
    return study->varied > 0;
}

static int sweep(struct study *study)
{
    struct buffer header = {0};
    for (size_t i = 0; i < study->varied; i++)
        buffer_format(&header, "%s,", study->vary[i].name);
    buffer_format(&header, "%ssteps,evaluations,loss,verdict\n", study->seeds > 0 ? "seed," : "");
    size_t rows = cases_of(study) * (study->seeds > 0 ? (size_t)study->seeds : 1);
    int status = write_study(study, &header, rows, sweep_row);
    buffer_release(&header);
    return status;
}

int command_sweep(struct arguments *arguments)
{
    struct study study;
    if (arguments_format(arguments) < 0 || !read_study(arguments, &study))
        return arguments->status;
    bool ready = arguments_count(arguments, OPTION_SEEDS, CASES_MAX, &study.seeds) &&
                 read_varied(arguments, &study);
    int status = ready ? sweep(&study) : arguments->status;
    for (size_t i = 0; i < study.varied; i++)
        vary_release(&study.vary[i]);
    return status;
}

/* --- basins and swarm: many starts --- */

/* "start_x,start_y,x,y,loss,steps,evaluations,verdict" */
static void write_header(const struct scenario *scenario, struct buffer *out)
{
    for (int i = 0; i < scenario->n; i++)
        buffer_format(out, "start_%s,", scenario->parameter[i]);
    for (int i = 0; i < scenario->n; i++)
        buffer_format(out, "%s,", scenario->parameter[i]);
    buffer_text(out, "loss,steps,evaluations,verdict\n");
}

static bool run_from(const struct study *study, const double *start, struct buffer *out,
                     struct error *error)
{
    int n = study->base->n;
    struct scenario scenario;
    struct outcome outcome;
    bool ok = scenario_copy(&scenario, study->base) || error_memory(error);
    if (ok)
        scenario_begin_at(&scenario, start);
    if (ok)
        scenario_cap_steps(&scenario);
    ok = ok && outcome_of(&outcome, &scenario, error);
    if (ok) {
        write_point(outcome.start, n, out);
        write_point(outcome.end, n, out);
        buffer_number(out, outcome.loss);
        buffer_format(out, ",%ld,%ld,%s\n", outcome.steps, outcome.evaluations,
                      ending_word(outcome.ending));
    }
    scenario_release(&scenario);
    return ok;
}

/* The middle of a cell of the grid; parameters behind the second are those of the start. */
static bool basin_row(void *context, size_t i, struct buffer *out, struct error *error)
{
    const struct study *study = context;
    double start[PARAMETERS_MAX];
    const long count[2] = {study->columns, study->rows};
    const long at[2] = {(long)i % study->columns, (long)i / study->columns};
    scenario_start(study->base, start);
    for (int k = 0; k < 2 && k < study->base->n; k++) {
        double range[2];
        region_range(&study->places, study->base, k, range);
        start[k] = range[0] + (range[1] - range[0]) * ((double)at[k] + 0.5) / (double)count[k];
    }
    return run_from(study, start, out, error);
}

/* A random place of the swarm. */
static bool swarm_row(void *context, size_t i, struct buffer *out, struct error *error)
{
    const struct study *study = context;
    return run_from(study, study->start + i * (size_t)study->base->n, out, error);
}

/* The places of the swarm, in the order in which --restarts draws them. */
static bool draw_starts(struct study *study, size_t starts)
{
    size_t n = (size_t)study->base->n;
    double place[PARAMETERS_MAX];
    struct rng rng;
    study->start = malloc(starts * n * sizeof *study->start);
    if (!study->start) {
        report("out of memory");
        return false;
    }
    rng_seed(&rng, study->base->seed, RNG_START);
    for (size_t i = 0; i < starts; i++) {
        region_draw(&study->places, study->base, &rng, place);
        memcpy(study->start + i * n, place, n * sizeof *place);
    }
    return true;
}

static int write_starts(struct study *study, size_t rows,
                        bool (*row)(void *context, size_t i, struct buffer *out,
                                    struct error *error))
{
    struct buffer header = {0};
    write_header(study->base, &header);
    int status = write_study(study, &header, rows, row);
    buffer_release(&header);
    return status;
}

int command_basins(struct arguments *arguments)
{
    struct study study;
    const char *size = arguments->value[OPTION_SIZE];
    char rest;
    if (arguments_format(arguments) < 0 || !read_study(arguments, &study))
        return arguments->status;
    study.columns = BASIN_COLUMNS;
    study.rows = BASIN_ROWS;
    if (size && (sscanf(size, "%ldx%ld%c", &study.columns, &study.rows, &rest) != 2 ||
                 study.columns < 1 || study.rows < 1 || study.rows > CASES_MAX / study.columns)) {
        report("--size: expected columns and rows, such as 80x40, not '%s'", size);
        return EXIT_USAGE;
    }
    if (study.base->n == 1)
        study.rows = 1;
    return write_starts(&study, (size_t)(study.columns * study.rows), basin_row);
}

int command_swarm(struct arguments *arguments)
{
    struct study study;
    long starts = STARTS;
    if (arguments_format(arguments) < 0 || !read_study(arguments, &study) ||
        !arguments_count(arguments, OPTION_STARTS, CASES_MAX, &starts))
        return arguments->status;
    int status = EXIT_FAILED;
    if (draw_starts(&study, (size_t)starts))
        status = write_starts(&study, (size_t)starts, swarm_row);
    free(study.start);
    return status;
}
