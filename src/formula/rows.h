/* The loops of the block interpreter, a row an instruction. Included by block.c, which compiles
 * them with exact functions, and by pixels.c, which compiles them with vector functions.
 *
 * A result row is the same as an operand's row or disjoint from it, never shifted against it: so
 * iterations are independent, which the compiler can't see and is told. */
#ifndef FORMULA_ROWS_H
#define FORMULA_ROWS_H

#include "formula/program.h"

#ifdef __clang__
/* A row that calls a function, such as sin, stays scalar; no warning is wanted. */
#pragma clang diagnostic ignored "-Wpass-failed"
#define ROWS_INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
#else
#define ROWS_INDEPENDENT _Pragma("GCC ivdep")
#endif

#ifdef HAVE_TARGET_CLONES
#define ROWS_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define ROWS_CLONES
#endif

ROWS_CLONES
static void run_rows(const struct instruction *code, size_t length, double *registers, size_t width,
                     size_t points)
{
    for (const struct instruction *i = code; i < code + length; i++) {
        const double *row_a = registers + i->a * width;
        const double *row_b = registers + i->b * width;
        const double *row_c = registers + i->c * width;
        double *to = registers + i->to * width;
        switch (i->op) {
#define OP_CASE(name, operands, finite, value)                                                     \
    case OP_##name:                                                                                \
        ROWS_INDEPENDENT                                                                           \
        for (size_t k = 0; k < points; k++) {                                                      \
            double a = row_a[k], b = row_b[k], c = row_c[k];                                       \
            (void)b;                                                                               \
            (void)c;                                                                               \
            to[k] = value;                                                                         \
        }                                                                                          \
        break;
            OP_LIST(OP_CASE)
#undef OP_CASE
        default:
            break;
        }
    }
}

#endif
