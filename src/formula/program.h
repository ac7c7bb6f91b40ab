/* A graph laid out as a straight-line program over blocks of points.
 *
 * A register is a row of `width` doubles, one a point. The registers are, in this order, the
 * inputs, the constants, the temporaries; temporaries are reused as soon as they are free. */
#ifndef FORMULA_PROGRAM_H
#define FORMULA_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formula/graph.h"

enum {
    PROGRAM_BLOCK = 256,      /* points a block: 64 to 256 are equally fast, 16 is slower */
    PROGRAM_MOVING = 1,       /* the input that may change alone where a program is run again */
    PROGRAM_END = OP_CONSTANT /* not an operation that is run */
};

struct instruction {
    uint32_t op;          /* enum op */
    uint32_t to, a, b, c; /* registers; of OP_FOREIGN c is the order */
};

struct program {
    size_t inputs, constants, registers, outputs, length;
    size_t still;             /* so many instructions need not be run again: 0 without `reruns` */
    struct instruction *code; /* [length], and one more whose op is PROGRAM_END */
    double *constant;         /* [constants] */
    uint32_t *output;         /* [outputs]: the register of each output */
    const struct foreign *foreign; /* borrowed: the graph's */
};

/* Lays out what the nodes out[count] need, and nothing else. `inputs` is the number of inputs
 * whether or not they are used. `reruns`: what depends on input PROGRAM_MOVING comes last, so that
 * it can be run again alone; this costs a few instructions. Returns false when memory runs out. */
bool program_build(struct program *program, const struct graph *graph, size_t inputs, bool reruns,
                   const node_id *out, size_t count);
void program_release(struct program *program);

/* Makes one program of two, the first and then the second: output i of the first is input i of
 * the second, all of whose inputs have to be among them; one of them at most calls a foreign
 * function. The inputs are those of the first, the outputs those of the first and then those of the
 * second. Returns false when memory runs out. */
bool program_link(struct program *linked, const struct program *first,
                  const struct program *second);

/* Makes the program leave output `j` in the register of input `i`, so that it is the input of the
 * next run, where nothing reads that input once the output is there. Returns whether it does. */
bool program_return(struct program *program, size_t j, size_t i);

/* A program with registers of its own. The program is borrowed and must outlive it. */
struct evaluator {
    const struct program *program;
    size_t width;      /* points: 1 for a single point, at most PROGRAM_BLOCK is sensible */
    double *registers; /* [program->registers * width] */
    double **row; /* [program->registers]: where each of them is; only inputs are ever elsewhere */
};

bool evaluator_init(struct evaluator *evaluator, const struct program *program, size_t width);
void evaluator_release(struct evaluator *evaluator);

/* Row `i` of the inputs, to be filled before a run, and row `j` of the outputs, to be read after
 * it: [width]. A run leaves the inputs as they are, but for what is returned. */
static inline double *evaluator_input(struct evaluator *evaluator, size_t i)
{
    return evaluator->registers + i * evaluator->width;
}

static inline const double *evaluator_output(const struct evaluator *evaluator, size_t j)
{
    return evaluator->row[evaluator->program->output[j]];
}

/* Reads the outputs of a single point from number `first` on: to[count]. */
static inline void evaluator_read(const struct evaluator *evaluator, size_t first, double *to,
                                  int count)
{
    const uint32_t *output = evaluator->program->output + first;
    for (int i = 0; i < count; i++)
        to[i] = evaluator->registers[output[i]];
}

/* Evaluates the first `points` points, points <= width. The results do not depend on `points` or
 * `width`: a point of a block is bit for bit the single point. */
void evaluator_run(struct evaluator *evaluator, size_t points);

/* Marks the instructions whose result is the same at every point because all they use is:
 * `inputs` says which inputs are, `uniform` [length] is filled. */
bool program_uniform(const struct program *program, const bool *inputs, bool *uniform);

/* As evaluator_run; what is marked is computed once. The marked inputs must hold one value each. */
void evaluator_run_uniform(struct evaluator *evaluator, size_t points, const bool *uniform);

/* The sum of each output over the first `points` points, sum[outputs], in interleaved partial sums:
 * it depends on the values and their order alone, not on the machine. */
void evaluator_sum(const struct evaluator *evaluator, size_t points, double *sum);

/* The same again for as many points, where since the last run no input but number PROGRAM_MOVING
 * has changed. */
void evaluator_rerun(struct evaluator *evaluator, size_t points);

/* Does the program read input `i`? */
bool program_reads(const struct program *program, size_t i);

/* Of a block: input `i` is read at row[points], which is borrowed and not written to, until it is
 * placed anew; NULL: in its own row. What follows there is fetched in advance, as a part of a
 * longer row is. */
void evaluator_place(struct evaluator *evaluator, size_t i, const double *row);

/* Gives input `i` one value at the first `points` points, in its own row. */
void evaluator_fill(struct evaluator *evaluator, size_t i, double value, size_t points);

#endif
