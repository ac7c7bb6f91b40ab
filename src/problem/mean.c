#include "problem/mean.h"

#include <assert.h>
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/threads.h"
#include "base/triangle.h"
#include "problem/examples.h"

enum {
    MOST_OUTPUTS = 1 + PARAMETERS_MAX + PARAMETERS_MAX * (PARAMETERS_MAX + 1) / 2,
    KEPT = 128,                 /* sums: as many as a verdict takes, and then some */
    GROUP = 64 * PROGRAM_BLOCK, /* rows */
    WORTH = 1 << 21             /* instructions: fewer are done before another thread has begun */
};

static bool init_program(struct mean_program *part, const struct program *program, int n)
{
    bool *inputs = calloc(program->inputs + 1, sizeof *inputs);
    part->uniform = malloc((program->length + 1) * sizeof *part->uniform);
    for (int i = 0; inputs && i < n; i++)
        inputs[i] = true;
    bool ok = inputs && part->uniform && program_uniform(program, inputs, part->uniform) &&
              evaluator_init(&part->evaluator, program, PROGRAM_BLOCK);
    free(inputs);
    return ok;
}

static void release_program(struct mean_program *part)
{
    evaluator_release(&part->evaluator);
    for (int i = 0; i < part->helpers; i++)
        evaluator_release(&part->helper[i]);
    free(part->helper);
    free(part->uniform);
    *part = (struct mean_program){0};
}

bool mean_init(struct mean *mean, const struct formula *formula)
{
    int n = formula->parameters;
    *mean = (struct mean){.formula = formula, .n = n, .jobs = 1, .pixel.rough = true};
    return init_program(&mean->value, &formula->value, n) &&
           init_program(&mean->gradient, &formula->gradient, n) &&
           init_program(&mean->hessian, &formula->hessian, n) &&
           init_program(&mean->pixel, &formula->value, n) &&
           (formula->switches == 0 || init_program(&mean->switching, &formula->switching, n));
}

void mean_release(struct mean *mean)
{
    release_program(&mean->value);
    release_program(&mean->gradient);
    release_program(&mean->hessian);
    release_program(&mean->pixel);
    release_program(&mean->switching);
    release_program(&mean->squares);
    free(mean->kept);
    mean->kept = NULL;
}

/* --- passes over the rows --- */

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void gather(double *to, const double *column, const uint32_t *order, size_t points)
{
    for (size_t k = 0; k < points; k++)
        to[k] = column[order[k]];
}

/* Makes rows first to first + points the inputs behind the parameters: they are read where they
 * stand. */
static void load(struct evaluator *evaluator, int n, const struct mean_rows *rows, size_t first,
                 size_t points)
{
    const struct examples *examples = rows->examples;
    for (size_t c = 0; c < examples->columns; c++) {
        size_t input = (size_t)n + c;
        const double *column = examples_column(examples, c);
        evaluator_place(evaluator, input, rows->order ? NULL : column + first);
        if (rows->order)
            gather(evaluator_input(evaluator, input), column, rows->order + first, points);
    }
}

static void run(const struct mean_program *part, struct evaluator *evaluator, size_t points)
{
    if (part->rough)
        evaluator_run(evaluator, points);
    else
        evaluator_run_uniform(evaluator, points, part->uniform);
}

/* Puts x into the inputs, for as many rows as a block has. */
static void fill_parameters(struct evaluator *evaluator, int n, const struct mean_rows *rows,
                            const double *x)
{
    for (int i = 0; i < n; i++)
        evaluator_fill(evaluator, (size_t)i, x[i], least(rows->count, PROGRAM_BLOCK));
}

/* Are these rows to be left out? */
static bool is_stopped(struct mean *mean, const struct mean_program *part, size_t points)
{
    return !part->rough &&
           interrupt_stops(mean->interrupt, part->evaluator.program->length * points);
}

/* A pass of a program over rows, from one of them on, at x. */
struct pass {
    struct mean_program *part;
    const struct mean_rows *rows;
    const double *x;
    size_t from; /* the first row of a block */
};

/* Makes it, a block at a time, and shows each block. Returns false where it was interrupted before
 * the last. */
static bool walk(struct mean *mean, const struct pass *pass, mean_visit *visit, void *context)
{
    struct mean_program *part = pass->part;
    struct evaluator *evaluator = &part->evaluator;
    const struct mean_rows *rows = pass->rows;
    fill_parameters(evaluator, mean->n, rows, pass->x);
    for (size_t first = pass->from; first < rows->count; first += PROGRAM_BLOCK) {
        size_t points = least(rows->count - first, PROGRAM_BLOCK);
        if (is_stopped(mean, part, points))
            return false;
        load(evaluator, mean->n, rows, first, points);
        run(part, evaluator, points);
        visit(context, evaluator, first, points);
    }
    return true;
}

/* --- sums --- */

/* What has been added up and the rounding that it has lost, for each output. */
struct tally {
    double total[MOST_OUTPUTS], lost[MOST_OUTPUTS];
};

/* The sums over the first `done` rows. */
struct sums {
    const struct mean_program *part; /* of this program, at these rows and parameters */
    const struct examples *examples;
    double x[PARAMETERS_MAX];
    size_t outputs, done;
    union {
        struct {
            struct tally all, group; /* of the groups that are whole, and of the one that is not */
        };
        struct triangle triangle; /* of residuals: what their rows come down to */
    };
};

static void clear(struct tally *tally, size_t outputs)
{
    memset(tally->total, 0, outputs * sizeof *tally->total);
    memset(tally->lost, 0, outputs * sizeof *tally->lost);
}

static void add(struct tally *tally, const double *more, size_t outputs)
{
    for (size_t j = 0; j < outputs; j++) {
        double before = tally->total[j], after = before + more[j];
        tally->lost[j] +=
            fabs(before) >= fabs(more[j]) ? before - after + more[j] : more[j] - after + before;
        tally->total[j] = after;
    }
}

static void add_block(struct tally *tally, const struct evaluator *block, size_t points)
{
    double more[MOST_OUTPUTS];
    evaluator_sum(block, points, more);
    add(tally, more, block->program->outputs);
}

/* A group that is whole joins the others. */
static void add_group(struct sums *sums, const double *total, const double *lost)
{
    add(&sums->all, total, sums->outputs);
    for (size_t j = 0; j < sums->outputs; j++)
        sums->all.lost[j] += lost[j];
}

static void close_group(struct sums *sums)
{
    add_group(sums, sums->group.total, sums->group.lost);
    clear(&sums->group, sums->outputs);
}

static void add_outputs(void *to, const struct evaluator *block, size_t first, size_t points)
{
    struct sums *sums = to;
    add_block(&sums->group, block, points);
    sums->done = first + points;
    if (sums->done % GROUP == 0)
        close_group(sums);
}

static void start(struct sums *sums, const struct mean *mean, const struct pass *pass)
{
    sums->part = pass->part;
    sums->examples = pass->rows->examples;
    memcpy(sums->x, pass->x, (size_t)mean->n * sizeof *pass->x);
    sums->outputs = pass->part->evaluator.program->outputs;
    sums->done = 0;
    if (pass->part == &mean->squares) {
        triangle_start(&sums->triangle, mean->n);
        return;
    }
    assert(pass->rows->count > 0 && sums->outputs <= MOST_OUTPUTS);
    clear(&sums->all, sums->outputs);
    clear(&sums->group, sums->outputs);
}

/* Is it worth while to keep the sums of the pass? What is asked for once work is interrupted is
 * not. */
static bool is_kept(const struct mean *mean, const struct pass *pass)
{
    const struct interrupt *interrupt = mean->interrupt;
    size_t length = pass->part->evaluator.program->length;
    return interrupt && interrupt->armed && !interrupt->made && !pass->part->rough &&
           !pass->rows->order && pass->rows->count == pass->rows->examples->rows &&
           length * pass->rows->count > interrupt->stride;
}

/* The sums of the pass as far as they are kept, else fresh ones in the place of the oldest, or in
 * `room`. */
static struct sums *find(struct mean *mean, const struct pass *pass, struct sums *room)
{
    size_t size = (size_t)mean->n * sizeof *pass->x;
    if (is_kept(mean, pass) && !mean->kept)
        mean->kept = calloc(KEPT, sizeof *mean->kept);
    bool kept = is_kept(mean, pass) && mean->kept;
    for (size_t i = 0; kept && i < KEPT; i++) {
        struct sums *sums = &mean->kept[i];
        if (sums->part == pass->part && sums->examples == pass->rows->examples &&
            memcmp(sums->x, pass->x, size) == 0)
            return sums;
    }
    struct sums *sums = kept ? &mean->kept[mean->next++ % KEPT] : room;
    start(sums, mean, pass);
    return sums;
}

/* --- several threads --- */

/* What they share: they take the groups in turn, and leave what they come to behind. */
struct shift {
    struct mean *mean;
    const struct pass *pass;
    size_t outputs, groups;
    atomic_size_t next;   /* group */
    atomic_bool stopped;  /* by an interruption, which number 0 asks for */
    bool *whole;          /* [groups] */
    double *total, *lost; /* [groups * outputs] */
};

/* Room for the evaluators of so many threads besides the first: as many as there is memory for. */
static int find_helpers(struct mean_program *part, int count)
{
    if (!part->helper)
        part->helper = calloc(THREADS_MAX, sizeof *part->helper);
    while (part->helper && part->helpers < count &&
           evaluator_init(&part->helper[part->helpers], part->evaluator.program, PROGRAM_BLOCK))
        part->helpers++;
    return part->helpers < count ? part->helpers : count;
}

/* Returns false where it was stopped before the group was whole. */
static bool sum_group(struct shift *shift, struct evaluator *evaluator, size_t group, bool asks)
{
    const struct pass *pass = shift->pass;
    size_t first = pass->from + group * GROUP, end = least(pass->rows->count, first + GROUP);
    struct tally tally;
    clear(&tally, shift->outputs);
    for (; first < end; first += PROGRAM_BLOCK) {
        size_t points = least(end - first, PROGRAM_BLOCK);
        if (asks && is_stopped(shift->mean, pass->part, points))
            shift->stopped = true;
        if (shift->stopped)
            return false;
        load(evaluator, shift->mean->n, pass->rows, first, points);
        run(pass->part, evaluator, points);
        add_block(&tally, evaluator, points);
    }
    memcpy(shift->total + group * shift->outputs, tally.total,
           shift->outputs * sizeof *tally.total);
    memcpy(shift->lost + group * shift->outputs, tally.lost, shift->outputs * sizeof *tally.lost);
    return true;
}

static void work(void *context, int number)
{
    struct shift *shift = context;
    struct mean_program *part = shift->pass->part;
    struct evaluator *evaluator = number == 0 ? &part->evaluator : &part->helper[number - 1];
    fill_parameters(evaluator, shift->mean->n, shift->pass->rows, shift->pass->x);
    for (;;) {
        size_t group = atomic_fetch_add(&shift->next, 1);
        if (group >= shift->groups)
            return;
        shift->whole[group] = sum_group(shift, evaluator, group, number == 0);
    }
}

/* Works at the groups of the pass, which begins with a whole one, by several threads; the groups
 * that are done join the sums in their order. Without the memory nothing is done. */
static void share(struct mean *mean, const struct pass *pass, int count, struct sums *sums)
{
    size_t outputs = sums->outputs, groups = (pass->rows->count - pass->from + GROUP - 1) / GROUP;
    struct shift shift = {.mean = mean, .pass = pass, .outputs = outputs, .groups = groups};
    shift.whole = calloc(groups, sizeof *shift.whole);
    shift.total = malloc(2 * groups * outputs * sizeof *shift.total);
    shift.lost = shift.total ? shift.total + groups * outputs : NULL;
    if (shift.whole && shift.total)
        threads_run(count, work, &shift);
    for (size_t i = 0; shift.total && shift.whole && i < groups && shift.whole[i]; i++) {
        add_group(sums, shift.total + i * outputs, shift.lost + i * outputs);
        sums->done = least(pass->rows->count, pass->from + (i + 1) * GROUP);
    }
    free(shift.whole);
    free(shift.total);
}

/* How many threads are worth while for what is left of the pass? 1 where it does not begin with a
 * group. */
static int threads_for(const struct mean *mean, const struct pass *pass)
{
    size_t left = (pass->rows->count - pass->from) * pass->part->evaluator.program->length / WORTH;
    bool may = mean->jobs > 1 && !pass->part->rough && pass->from % GROUP == 0;
    return may && left > 1 ? 1 + find_helpers(pass->part, (int)least(left, (size_t)mean->jobs) - 1)
                           : 1;
}

static const struct sums *sum(struct mean *mean, struct mean_program *part,
                              const struct mean_rows *rows, const double *x, struct sums *room)
{
    struct pass pass = {part, rows, x, 0};
    struct sums *sums = find(mean, &pass, room);
    pass.from = sums->done;
    int count = threads_for(mean, &pass);
    if (count > 1 && !is_stopped(mean, part, 0))
        share(mean, &pass, count, sums);
    pass.from = sums->done;
    walk(mean, &pass, add_outputs, sums);
    if (sums->done == rows->count)
        close_group(sums);
    return sums;
}

/* Where a sum has overflowed, what was lost is no number. */
static double mean_of(const struct sums *sums, size_t j, size_t count)
{
    double total = sums->all.total[j];
    if (sums->done < count)
        return NAN;
    return (isfinite(total) ? total + sums->all.lost[j] : total) / (double)count;
}

double mean_value(struct mean *mean, const struct mean_rows *rows, const double *x)
{
    struct sums room;
    const struct sums *sums = sum(mean, &mean->value, rows, x, &room);
    return mean_of(sums, 0, rows->count);
}

double mean_pixel(struct mean *mean, const struct mean_rows *rows, const double *x)
{
    struct sums room;
    const struct sums *sums = sum(mean, &mean->pixel, rows, x, &room);
    return mean_of(sums, 0, rows->count);
}

double mean_gradient(struct mean *mean, const struct mean_rows *rows, const double *x, double *g)
{
    struct sums room;
    const struct sums *sums = sum(mean, &mean->gradient, rows, x, &room);
    for (int i = 0; i < mean->n; i++)
        g[i] = mean_of(sums, 1 + (size_t)i, rows->count);
    return mean_of(sums, 0, rows->count);
}

double mean_hessian(struct mean *mean, const struct mean_rows *rows, const double *x, double *g,
                    double *h)
{
    struct sums room;
    int n = mean->n;
    const struct sums *sums = sum(mean, &mean->hessian, rows, x, &room);
    for (int i = 0; i < n; i++)
        g[i] = mean_of(sums, 1 + (size_t)i, rows->count);
    for (int i = 0; i < n; i++)
        for (int k = i; k < n; k++)
            h[i * n + k] = h[k * n + i] =
                mean_of(sums, formula_hessian_output(mean->formula, i, k), rows->count);
    return mean_of(sums, 0, rows->count);
}

static void note_infinite(void *context, const struct evaluator *block, size_t first, size_t points)
{
    size_t *found = context;
    for (size_t k = 0; k < points && first + k < *found; k++)
        if (!isfinite(evaluator_output(block, 0)[k]))
            *found = first + k;
}

size_t mean_first_infinite(struct mean *mean, const struct mean_rows *rows, const double *x)
{
    size_t found = rows->count;
    walk(mean, &(struct pass){&mean->value, rows, x, 0}, note_infinite, &found);
    return found;
}

void mean_switching(struct mean *mean, const struct mean_rows *rows, const double *x,
                    mean_visit *visit, void *context)
{
    walk(mean, &(struct pass){&mean->switching, rows, x, 0}, visit, context);
}

/* --- squares --- */

bool mean_init_squares(struct mean *mean, const struct program *program)
{
    release_program(&mean->squares);
    return init_program(&mean->squares, program, mean->n);
}

/* The residuals of the rows of a block: what the program puts out is so many of them, and their
 * slopes. */
static void add_residuals(void *to, const struct evaluator *evaluator, size_t first, size_t points)
{
    struct sums *sums = to;
    size_t n = (size_t)sums->triangle.n, count = sums->outputs / (1 + n);
    double row[TRIANGLE_WIDTH];
    for (size_t at = 0; at < points; at++)
        for (size_t k = 0; k < count; k++) {
            for (size_t i = 0; i < n; i++)
                row[i] = evaluator_output(evaluator, count + k * n + i)[at];
            row[n] = evaluator_output(evaluator, k)[at];
            triangle_add(&sums->triangle, row);
        }
    sums->done = first + points;
}

void mean_squares(struct mean *mean, const struct mean_rows *rows, const double *x,
                  struct triangle *triangle)
{
    struct sums room;
    struct pass pass = {&mean->squares, rows, x, 0};
    struct sums *sums = find(mean, &pass, &room);
    pass.from = sums->done;
    walk(mean, &pass, add_residuals, sums);
    struct triangle mine = sums->triangle;
    triangle_scale(&mine, sums->done == rows->count ? 1 / sqrt((double)rows->count) : NAN);
    triangle_join(triangle, &mine);
}
