/* `sweep`, `basins`, `swarm`: the runs of a study, a row of a CSV each. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "cli/jobs.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/runs_picture.h"
#include "cli/starts.h"
#include "cli/study_picture.h"
#include "cli/subcommand.h"
#include "study/cases.h"
#include "study/region.h"
#include "study/study.h"

enum { FORMAT_CSV, FORMAT_SUMMARY };

enum { STARTS = 400, BASIN_COLUMNS = 80, BASIN_ROWS = 40, SLICE = 200000 /* evaluations */ };

/* A table with a row for each case. */
struct table_of_runs {
    struct cases cases;
    bool sweeps;          /* rows begin with the varied settings, else with the start and the end */
    bool seeds;           /* they have a column `seed` */
    struct region region; /* where starts lie */
    long part, parts;     /* the shard that is made: 1 to parts */
    long jobs;
};

/* --- the table --- */

/* The steps that a run may make are no result, which has that name. */
static const char *column_of(const struct vary *vary)
{
    return strcmp(vary->name, "steps") == 0 ? "cap" : vary->name;
}

static void write_header(const struct table_of_runs *table, struct buffer *out)
{
    const struct cases *cases = &table->cases;
    for (size_t k = 0; table->sweeps && k < cases->varied; k++)
        buffer_format(out, "%s,", column_of(&cases->vary[k]));
    for (int i = 0; !table->sweeps && i < 2 * cases->base.n; i++)
        buffer_format(out, "%s%s,", i < cases->base.n ? "start_" : "",
                      cases->base.parameter[i % cases->base.n]);
    if (table->seeds)
        buffer_text(out, "seed,");
    buffer_text(out, table->sweeps ? "steps,evaluations,loss,verdict\n"
                                   : "loss,steps,evaluations,verdict\n");
}

static void write_value(struct buffer *out, double value)
{
    buffer_number(out, value);
    buffer_text(out, ",");
}

static void write_sweep_row(const struct table_of_runs *table, size_t i,
                            const struct outcome *outcome, struct buffer *out)
{
    const struct cases *cases = &table->cases;
    for (size_t k = 0; k < cases->varied; k++)
        write_value(out, cases->vary[k].value[cases_value(cases, i, k)]);
    if (table->seeds)
        buffer_format(out, "%llu,", (unsigned long long)cases_seed(cases, i));
    buffer_format(out, "%ld,%ld,", outcome->steps, outcome->evaluations);
    write_value(out, outcome->loss);
}

static void write_start_row(const struct table_of_runs *table, const struct outcome *outcome,
                            struct buffer *out)
{
    for (int i = 0; i < table->cases.base.n; i++)
        write_value(out, outcome->start[i]);
    for (int i = 0; i < table->cases.base.n; i++)
        write_value(out, outcome->end[i]);
    write_value(out, outcome->loss);
    buffer_format(out, "%ld,%ld,", outcome->steps, outcome->evaluations);
}

static bool run_study(struct study *study, const struct jobs_teller *teller, struct error *error)
{
    while (study_ended(study) < study_count(study))
        if (!study_advance(study, SLICE, error) ||
            !teller->tell(teller->context, study_ended(study)))
            return false;
    return true;
}

static bool write_rows(void *context, size_t first, size_t end, const struct jobs_teller *teller,
                       struct buffer *out, struct error *error)
{
    const struct table_of_runs *table = context;
    struct study *study = study_create(&table->cases, first, NULL, end - first, error);
    bool ok = study && run_study(study, teller, error);
    for (size_t i = first; ok && i < end; i++) {
        struct outcome outcome;
        study_outcome(study, i - first, &outcome);
        if (table->sweeps)
            write_sweep_row(table, i, &outcome, out);
        else
            write_start_row(table, &outcome, out);
        buffer_format(out, "%s\n", ending_word(outcome.ending));
    }
    study_free(study);
    return ok;
}

/* Where part number `part` of the rows ends. */
static size_t part_end(const struct table_of_runs *table, size_t rows, long part)
{
    size_t parts = (size_t)table->parts, count = (size_t)part;
    return rows / parts * count + rows % parts * count / parts;
}

/* Writes the part of the table that was asked for; the header stands in the first. */
static int write_table(struct table_of_runs *table)
{
    size_t rows = cases_count(&table->cases);
    const struct jobs jobs = {.from = part_end(table, rows, table->part - 1),
                              .to = part_end(table, rows, table->part),
                              .count = (int)table->jobs,
                              .rows = write_rows,
                              .context = table};
    struct buffer out = {0};
    if (table->part == 1)
        write_header(table, &out);
    bool written = output_flush(&out);
    buffer_release(&out);
    return written ? jobs_write(&jobs) : EXIT_FAILED;
}

/* --- the commands --- */

static bool read_shard(const struct arguments *arguments, struct table_of_runs *table)
{
    const char *value = arguments->value[OPTION_SHARD];
    char rest;
    table->part = table->parts = 1;
    if (!value || (sscanf(value, "%ld/%ld%c", &table->part, &table->parts, &rest) == 2 &&
                   table->part >= 1 && table->part <= table->parts))
        return true;
    report("--shard: expected a part K of N parts, K from 1 to N, such as 1/8, not '%s'", value);
    return false;
}

/* What all have in common. cases_release in either case. */
static bool read_table(struct arguments *arguments, struct table_of_runs *table, bool sweeps)
{
    struct error error;
    *table = (struct table_of_runs){.jobs = jobs_usual(), .sweeps = sweeps};
    if (!arguments_count(arguments, OPTION_JOBS, JOBS_MAX, &table->jobs) ||
        !read_shard(arguments, table))
        return false;
    if (cases_begin(&table->cases, &arguments->scenario, &error))
        return table->sweeps || starts_region(arguments, &table->region);
    arguments->status = report_error(NULL, &error, "", 0);
    return false;
}

static int finish(struct arguments *arguments, struct table_of_runs *table, bool ready)
{
    int status = ready ? write_table(table) : arguments->status;
    cases_release(&table->cases);
    return status;
}

static bool read_varied(struct arguments *arguments, struct cases *cases)
{
    for (size_t i = 0; i < arguments->change_count; i++) {
        struct vary vary;
        struct error error;
        bool read = vary_read(&vary, arguments->change[i], &cases->base, &error) &&
                    vary_check(&vary, &cases->base, &error);
        if (!read)
            vary_release(&vary);
        if (read && cases_vary(cases, &vary, &error))
            continue;
        arguments->status = report_error("--vary", &error, "", 0);
        return false;
    }
    if (cases->varied == 0)
        report("sweep needs a setting to vary: --vary lr=0.001:1:log:20");
    return cases->varied > 0;
}

static bool read_seeds(struct arguments *arguments, struct table_of_runs *table)
{
    long seeds = 1;
    size_t most = CASES_MAX / cases_count(&table->cases);
    table->seeds = arguments->value[OPTION_SEEDS];
    for (size_t k = 0; table->seeds && k < table->cases.varied; k++)
        if (strcmp(table->cases.vary[k].name, "seed") == 0) {
            report("--vary seed goes without --seeds");
            return false;
        }
    if (!arguments_count(arguments, OPTION_SEEDS, (long)most, &seeds))
        return false;
    table->cases.seeds = (size_t)seeds;
    return true;
}

int command_sweep(struct arguments *arguments)
{
    struct table_of_runs table;
    int format = arguments_format(arguments);
    bool told = format == FORMAT_SUMMARY && !arguments->value[OPTION_SNAPSHOT];
    if (format < 0)
        return arguments->status;
    if (arguments->value[OPTION_PLOT])
        return (told ? study_summary_plot : study_picture_plot)(arguments);
    if (arguments->value[OPTION_SNAPSHOT])
        return study_picture_sweep(arguments);
    if (told)
        return study_summary_sweep(arguments);
    bool ready = read_table(arguments, &table, true) && read_varied(arguments, &table.cases) &&
                 read_seeds(arguments, &table);
    return finish(arguments, &table, ready);
}

static bool read_grid(struct arguments *arguments, struct table_of_runs *table)
{
    const struct scenario *base = &table->cases.base;
    const char *size = arguments->value[OPTION_SIZE];
    long columns = BASIN_COLUMNS, rows = BASIN_ROWS;
    int axis[2];
    double range[2][2] = {{0}};
    char rest;
    if (size &&
        (sscanf(size, "%ldx%ld%c", &columns, &rows, &rest) != 2 || columns < 1 || rows < 1)) {
        report("--size: expected columns and rows, such as 80x40, not '%s'", size);
        return false;
    }
    if (rows > CASES_MAX / columns) {
        report("--size: %s are more than %d starts, such as 4000x2500; --within makes more of them "
               "part by part",
               size, CASES_MAX);
        return false;
    }
    starts_axes(arguments, axis);
    for (int k = 0; k < 2 && axis[k] >= 0; k++)
        region_range(&table->region, base, axis[k], range[k]);
    cases_grid(&table->cases, axis, range, (size_t)columns, axis[1] < 0 ? 1 : (size_t)rows);
    return true;
}

int command_basins(struct arguments *arguments)
{
    struct table_of_runs table;
    int format = arguments_format(arguments);
    if (format < 0)
        return arguments->status;
    if (arguments->value[OPTION_SNAPSHOT])
        return study_picture_basins(arguments);
    if (format == FORMAT_SUMMARY)
        return study_summary_basins(arguments);
    bool ready = read_table(arguments, &table, false) && read_grid(arguments, &table);
    return finish(arguments, &table, ready);
}

static bool read_swarm(struct arguments *arguments, struct table_of_runs *table)
{
    struct error error;
    long starts = STARTS;
    if (!arguments_count(arguments, OPTION_STARTS, CASES_MAX, &starts))
        return false;
    if (cases_draw(&table->cases, &table->region, (size_t)starts, &error))
        return true;
    arguments->status = report_error(NULL, &error, "", 0);
    return false;
}

int command_swarm(struct arguments *arguments)
{
    struct table_of_runs table;
    int format = arguments_format(arguments);
    bool told = format == FORMAT_SUMMARY;
    if (format < 0)
        return arguments->status;
    if (told || arguments->value[OPTION_SNAPSHOT]) {
        long count = STARTS;
        if (!arguments_count(arguments, OPTION_STARTS, CASES_MAX, &count))
            return arguments->status;
        return (told ? runs_summary_swarm : runs_picture_swarm)(arguments, count);
    }
    bool ready = read_table(arguments, &table, false) && read_swarm(arguments, &table);
    return finish(arguments, &table, ready);
}
