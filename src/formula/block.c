/* The interpreter: straight-line programs over a point, or over a block of points. */
#ifdef HAVE_CONFIG_H
#include <config.h>
#endif

#include "formula/rows.h"

/* One point: registers are plain numbers. */
static void run_point(const struct program *program, double *restrict reg)
{
    const struct instruction *end = program->code + program->length;
    for (const struct instruction *i = program->code; i < end; i++) {
        double a = reg[i->a], b = reg[i->b], c = reg[i->c];
        (void)b;
        (void)c;
        switch (i->op) {
#define OP_CASE(name, operands, finite, value)                                                    \
    case OP_##name:                                                                               \
        reg[i->to] = value;                                                                       \
        break;
            OP_LIST(OP_CASE)
#undef OP_CASE
        default:
            break;
        }
    }
}

void evaluator_run(struct evaluator *evaluator, size_t points)
{
    if (evaluator->width == 1)
        run_point(evaluator->program, evaluator->registers);
    else
        run_rows(evaluator->program->code, evaluator->program->length, evaluator->registers,
                 evaluator->width, points);
}

void evaluator_run_uniform(struct evaluator *evaluator, size_t points, const bool *uniform)
{
    const struct program *program = evaluator->program;
    double *registers = evaluator->registers;
    size_t width = evaluator->width;
    for (size_t i = 0, next; i < program->length; i = next) {
        for (next = i + 1; next < program->length && !uniform[next] && !uniform[i];)
            next++;
        run_rows(program->code + i, next - i, registers, width, uniform[i] ? 1 : points);
        if (!uniform[i])
            continue;
        double *row = registers + program->code[i].to * width;
        for (size_t k = 1; k < points; k++)
            row[k] = row[0];
    }
}
