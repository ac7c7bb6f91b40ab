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
