/* The interpreter: straight-line programs over a point, or over a block of points. */
#ifdef HAVE_CONFIG_H
#include <config.h>
#endif

#include "base/rows.h"
#include "formula/program.h"

/* --- one point --- */

/* Registers are plain numbers. The jump to the next operation stands behind each one,
 * so that the processor can learn what follows what. */
static void run_point(const struct instruction *i, double *restrict reg,
                      const struct foreign *foreign)
{
    static const void *const operation[OP_COUNT] = {[PROGRAM_END] = &&end,
                                                    [OP_FOREIGN] = &&call,
#define OP_LABEL(name, operands, finite, value) [OP_##name] = &&op_##name,
                                                    OP_LIST(OP_LABEL)
#undef OP_LABEL
    };
    goto *operation[i->op];
#define OP_CODE(name, operands, finite, value)                                                     \
    op_##name:                                                                                     \
    {                                                                                              \
        double a = reg[i->a], b = reg[i->b], c = reg[i->c];                                        \
        (void)b;                                                                                   \
        (void)c;                                                                                   \
        reg[i->to] = value;                                                                        \
    }                                                                                              \
    i++;                                                                                           \
    goto *operation[i->op];
    OP_LIST(OP_CODE)
#undef OP_CODE
call:
    foreign->evaluate(foreign->context, i->c, &reg[i->a], &reg[i->b], &reg[i->to], 1);
    i++;
    goto *operation[i->op];
end:
    return;
}

/* --- a block of points --- */

#ifdef __clang__
/* A row that calls a function, such as sin, stays scalar; no warning is wanted. */
#pragma clang diagnostic ignored "-Wpass-failed"
#define ROWS_INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
#define LOOP_AS_IT_IS _Pragma("clang loop unroll(disable)")
#else
#define ROWS_INDEPENDENT _Pragma("GCC ivdep")
#define LOOP_AS_IT_IS _Pragma("GCC unroll 1")
#endif

/* Is one of the angles too large for the form without branches? */
static bool has_far(const double *angle, size_t points)
{
    bool far = false;
    for (size_t k = 0; k < points; k++)
        far |= !(fabs(angle[k]) <= M_NEAR);
    return far;
}

#undef TURN
#define TURN(function, angle) m_##function##_near(angle)

/* A result row is the same as an operand's row or disjoint from it, never shifted against it: so
 * iterations are independent, which the compiler can't see and is told. */
ROWS_CLONES
static void run_rows(const struct evaluator *evaluator, size_t first, size_t length, size_t points)
{
    const struct instruction *code = evaluator->program->code + first;
    const struct foreign *foreign = evaluator->program->foreign;
    double *const *row = evaluator->row;
    for (const struct instruction *i = code; i < code + length; i++) {
        const double *row_a = row[i->a], *row_b = row[i->b];
        double *to = row[i->to];
        if ((i->op == OP_SIN || i->op == OP_COS || i->op == OP_TAN) && has_far(row_a, points)) {
            for (size_t k = 0; k < points; k++)
                to[k] = op_value(i->op, row_a[k], 0, 0);
            continue;
        }
        switch (i->op) {
#define OP_CASE(name, operands, finite, value)                                                     \
    case OP_##name: {                                                                              \
        const double *row_c = row[i->c];                                                           \
        ROWS_INDEPENDENT                                                                           \
        for (size_t k = 0; k < points; k++) {                                                      \
            double a = row_a[k], b = row_b[k], c = row_c[k];                                       \
            (void)b;                                                                               \
            (void)c;                                                                               \
            to[k] = value;                                                                         \
        }                                                                                          \
        break;                                                                                     \
    }
            OP_LIST(OP_CASE)
#undef OP_CASE
        case OP_FOREIGN:
            foreign->evaluate(foreign->context, i->c, row_a, row_b, to, points);
            break;
        default:
            break;
        }
    }
}

void evaluator_run(struct evaluator *evaluator, size_t points)
{
    if (evaluator->width == 1)
        run_point(evaluator->program->code, evaluator->registers, evaluator->program->foreign);
    else
        run_rows(evaluator, 0, evaluator->program->length, points);
}

void evaluator_rerun(struct evaluator *evaluator, size_t points)
{
    const struct program *program = evaluator->program;
    run_rows(evaluator, program->still, program->length - program->still, points);
}

void evaluator_run_uniform(struct evaluator *evaluator, size_t points, const bool *uniform)
{
    const struct program *program = evaluator->program;
    for (size_t i = 0, next; i < program->length; i = next) {
        for (next = i + 1; next < program->length && !uniform[next] && !uniform[i];)
            next++;
        run_rows(evaluator, i, next - i, uniform[i] ? 1 : points);
        if (!uniform[i])
            continue;
        double *row = evaluator->row[program->code[i].to];
        for (size_t k = 1; k < points; k++)
            row[k] = row[0];
    }
}

ROWS_CLONES
void evaluator_fill(struct evaluator *evaluator, size_t i, double value, size_t points)
{
    double *row = evaluator->row[i] = evaluator_input(evaluator, i);
    for (size_t k = 0; k < points; k++)
        row[k] = value;
}

void evaluator_place(struct evaluator *evaluator, size_t i, const double *row)
{
    enum { LINE = 8 };
    evaluator->row[i] = row ? (double *)row : evaluator_input(evaluator, i);
    for (size_t k = 0; row && k < evaluator->width; k += LINE)
        __builtin_prefetch(row + evaluator->width + k);
}

/* Adds the second half of so many lanes to the first. A loop of a few turns that is written out
 * becomes scalar code. */
static inline __attribute__((always_inline)) void fold(double *lane, size_t half)
{
    LOOP_AS_IT_IS
    for (size_t i = 0; i < half; i++)
        lane[i] += lane[i + half];
}

/* Independent partial sums, so that they can be added side by side; the order is written down. */
static inline __attribute__((always_inline)) double sum_row(const double *row, size_t points)
{
    enum { LANES = 32 };
    double lane[LANES] = {0};
    size_t k = 0;
    for (; k + LANES <= points; k += LANES)
        for (size_t i = 0; i < LANES; i++)
            lane[i] += row[k + i];
    for (size_t i = 0; k + i < points; i++)
        lane[i] += row[k + i];
    fold(lane, 16);
    fold(lane, 8);
    fold(lane, 4);
    fold(lane, 2);
    return lane[0] + lane[1];
}

ROWS_CLONES
void evaluator_sum(const struct evaluator *evaluator, size_t points, double *sum)
{
    for (size_t j = 0; j < evaluator->program->outputs; j++)
        sum[j] = sum_row(evaluator_output(evaluator, j), points);
}
