/* The mean of a formula over rows of examples: value, gradient and Hessian.
 *
 * The formula's inputs are the n parameters, then the columns of the examples, then what it does
 * not read. Rows are taken
 * a block at a time; a block's sum is that of evaluator_sum, 64 blocks are added to a group, and
 * the groups to each other, with compensation (Neumaier, 1974, doi:10.1002/zamm.19740540106). So
 * the mean depends on the rows and their order alone, and its error does not grow with their
 * number. Where `jobs` is above 1, the groups of a long sum are worked out by so many threads; they
 * are added in their order, so it is the same sum. What is interrupted (interrupt.h) returns NAN
 * everywhere, and visits no more blocks; pixels, for which few rows are taken, never are.
 *
 * While work may be interrupted, the newest sums over all rows of the examples are kept as far as
 * they have come, where they take longer than from one question to the next. Work that is begun
 * again asks for the same sums: it gets those that were finished, and goes on with the one that was
 * not. */
#ifndef PROBLEM_MEAN_H
#define PROBLEM_MEAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formula/formula.h"
#include "problem/interrupt.h"

struct examples;
struct sums;
struct triangle;

/* A program of the formula, over blocks of rows. */
struct mean_program {
    struct evaluator evaluator;
    struct evaluator *helper; /* owned, [helpers]: of further threads, made when first needed */
    int helpers;
    bool *uniform; /* owned: which instructions depend on the parameters alone */
    bool rough;    /* for a picture: sums are not kept, nobody interrupts */
};

struct mean {
    const struct formula *formula; /* borrowed */
    int n;
    int jobs; /* threads at most, up to THREADS_MAX; 1 at first */
    struct mean_program value, gradient, hessian, pixel;
    struct mean_program switching; /* only where the formula has switches */
    struct mean_program squares;   /* of residuals, once mean_init_squares was called */
    struct interrupt *interrupt;   /* borrowed; NULL: never interrupted */
    struct sums *kept;             /* owned: the newest sums, finished or not, in a ring; or NULL */
    size_t next;                   /* the place in it of the next one */
};

/* The rows to take: the first `count` of `order`, which are indices of rows, or where it is NULL
 * the first `count` as they stand. count > 0 for all that takes a mean. All borrowed. */
struct mean_rows {
    const struct examples *examples;
    const uint32_t *order;
    size_t count;
};

/* The formula is borrowed. Returns false when memory runs out; release in either case. */
bool mean_init(struct mean *mean, const struct formula *formula);
void mean_release(struct mean *mean);

/* f at x[n]; f and g[n]; f, g[n] and h[n*n], all of it.
 * Not finite where the sum over the rows is too large for a double, though the mean may be none. */
double mean_value(struct mean *mean, const struct mean_rows *rows, const double *x);
double mean_gradient(struct mean *mean, const struct mean_rows *rows, const double *x, double *g);
double mean_hessian(struct mean *mean, const struct mean_rows *rows, const double *x, double *g,
                    double *h);

/* Residuals of a row, whose sum of squares is the formula, and their slopes: the program is that of
 * struct squares, and borrowed. Adds those of all rows to the triangle, so
 * scaled that the sum of the squares is the mean. */
bool mean_init_squares(struct mean *mean, const struct program *program);
void mean_squares(struct mean *mean, const struct mean_rows *rows, const double *x,
                  struct triangle *triangle);

/* f with the functions that are good enough for pictures. */
double mean_pixel(struct mean *mean, const struct mean_rows *rows, const double *x);

/* The place among the rows of the first at which the formula is not finite; `count` where there is
 * none (the sum may be too large all the same). */
size_t mean_first_infinite(struct mean *mean, const struct mean_rows *rows, const double *x);

/* Runs the formula's program `switching` at x[n] over all rows, a block at a time: each is told the
 * evaluator, whose first `points` points are the rows from number `first` on. The formula must have
 * switches. */
typedef void mean_visit(void *context, const struct evaluator *block, size_t first, size_t points);
void mean_switching(struct mean *mean, const struct mean_rows *rows, const double *x,
                    mean_visit *visit, void *context);

#endif
