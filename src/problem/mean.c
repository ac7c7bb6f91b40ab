#include "problem/mean.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/triangle.h"
#include "problem/examples.h"

enum {
    MOST_OUTPUTS = 1 + PARAMETERS_MAX + PARAMETERS_MAX * (PARAMETERS_MAX + 1) / 2,
    KEPT = 128 /* sums: as many as a verdict takes, and then some */
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
    free(part->uniform);
    *part = (struct mean_program){0};
}

bool mean_init(struct mean *mean, const struct formula *formula)
{
    int n = formula->parameters;
    *mean = (struct mean){.formula = formula, .n = n, .pixel.rough = true};
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

static void gather(double *to, const double *column, const uint32_t *order, size_t points)
{
    for (size_t k = 0; k < points; k++)
        to[k] = column[order[k]];
}

/* Makes rows first to first + points the inputs behind the parameters: they are read where they stand. */
static void load(struct mean_program *part, int n, const struct mean_rows *rows, size_t first,
                 size_t points)
{
    const struct examples *examples = rows->examples;
    for (size_t c = 0; c < examples->columns; c++) {
        size_t input = (size_t)n + c;
        const double *column = examples_column(examples, c);
        evaluator_place(&part->evaluator, input, rows->order ? NULL : column + first);
        if (rows->order)
            gather(evaluator_input(&part->evaluator, input), column, rows->order + first, points);
    }
}

static void run(struct mean_program *part, size_t points)
{
    if (part->rough)
        evaluator_run(&part->evaluator, points);
    else
        evaluator_run_uniform(&part->evaluator, points, part->uniform);
}

/* Puts x into the inputs, for as many rows as a block has. */
static void fill_parameters(struct mean_program *part, int n, const struct mean_rows *rows,
                            const double *x)
{
    size_t width = part->evaluator.width;
    for (int i = 0; i < n; i++)
        evaluator_fill(&part->evaluator, (size_t)i, x[i],
                       rows->count < width ? rows->count : width);
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
    size_t from;
};

/* Makes it, a block at a time, and shows each block. Returns false where it was interrupted before the
 * last. */
static bool walk(struct mean *mean, const struct pass *pass, mean_visit *visit, void *context)
{
    struct mean_program *part = pass->part;
    const struct mean_rows *rows = pass->rows;
    size_t width = part->evaluator.width;
    fill_parameters(part, mean->n, rows, pass->x);
    for (size_t first = pass->from; first < rows->count; first += width) {
        size_t left = rows->count - first, points = left < width ? left : width;
        if (is_stopped(mean, part, points))
            return false;
        load(part, mean->n, rows, first, points);
        run(part, points);
        visit(context, &part->evaluator, first, points);
    }
    return true;
}

/* --- sums --- */

/* What has been added up and the rounding that it has lost, for each output, over the first `done` rows. */
struct sums {
    const struct mean_program *part; /* of this program, at these rows and parameters */
    const struct examples *examples;
    double x[PARAMETERS_MAX];
    size_t outputs, done;
    union {
        struct {
            double total[MOST_OUTPUTS], lost[MOST_OUTPUTS];
        };
        struct triangle triangle; /* of residuals: what their rows come down to */
    };
};

static void add(struct sums *sums, size_t j, double more)
{
    double before = sums->total[j], after = before + more;
    sums->lost[j] += fabs(before) >= fabs(more) ? before - after + more : more - after + before;
    sums->total[j] = after;
}

static void add_outputs(void *to, const struct evaluator *block, size_t first, size_t points)
{
    struct sums *sums = to;
    double more[MOST_OUTPUTS];
    evaluator_sum(block, points, more);
    for (size_t j = 0; j < sums->outputs; j++)
        add(sums, j, more[j]);
    sums->done = first + points;
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
    memset(sums->total, 0, sums->outputs * sizeof *sums->total);
    memset(sums->lost, 0, sums->outputs * sizeof *sums->lost);
}

/* Is it worth while to keep the sums of the pass? What is asked for once work is interrupted is not. */
static bool is_kept(const struct mean *mean, const struct pass *pass)
{
    const struct interrupt *interrupt = mean->interrupt;
    size_t length = pass->part->evaluator.program->length;
    return interrupt && interrupt->armed && !interrupt->made && !pass->part->rough &&
           !pass->rows->order && pass->rows->count == pass->rows->examples->rows &&
           length * pass->rows->count > interrupt->stride;
}

/* The sums of the pass as far as they are kept, else fresh ones in the place of the oldest, or in `room`. */
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

/* Goes on with the sums of the pass as far as it is let. */
static const struct sums *go_on(struct mean *mean, struct pass *pass, mean_visit *visit,
                                struct sums *room)
{
    struct sums *sums = find(mean, pass, room);
    pass->from = sums->done;
    walk(mean, pass, visit, sums);
    return sums;
}

static const struct sums *sum(struct mean *mean, struct mean_program *part,
                              const struct mean_rows *rows, const double *x, struct sums *room)
{
    return go_on(mean, &(struct pass){part, rows, x, 0}, add_outputs, room);
}

/* Where a sum has overflowed, what was lost is no number. */
static double mean_of(const struct sums *sums, size_t j, size_t count)
{
    double total = sums->total[j];
    if (sums->done < count)
        return NAN;
    return (isfinite(total) ? total + sums->lost[j] : total) / (double)count;
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
static void add_block(void *to, const struct evaluator *evaluator, size_t first, size_t points)
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
    const struct sums *sums =
        go_on(mean, &(struct pass){&mean->squares, rows, x, 0}, add_block, &room);
    struct triangle mine = sums->triangle;
    triangle_scale(&mine, sums->done == rows->count ? 1 / sqrt((double)rows->count) : NAN);
    triangle_join(triangle, &mine);
}
