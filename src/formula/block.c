/* The interpreter: straight-line programs over a point, or over a block of points. */
#ifdef HAVE_CONFIG_H
#include <config.h>
#endif

#include "formula/rows.h"

/* One point: registers are plain numbers. The jump to the next operation stands behind each one,
 * so that the processor can learn what follows what. */
static void run_point(const struct instruction *i, double *restrict reg)
{
    static const void *const operation[OP_COUNT] = {
        [PROGRAM_END] = &&end,
#define OP_LABEL(name, operands, finite, value) [OP_##name] = &&op_##name,
        OP_LIST(OP_LABEL)
#undef OP_LABEL
    };
    goto *operation[i->op];
#define OP_CODE(name, operands, finite, value)                                                    \
    op_##name:                                                                                    \
    {                                                                                             \
        double a = reg[i->a], b = reg[i->b], c = reg[i->c];                                       \
        (void)b;                                                                                  \
        (void)c;                                                                                  \
        reg[i->to] = value;                                                                       \
    }                                                                                             \
    i++;                                                                                          \
    goto *operation[i->op];
    OP_LIST(OP_CODE)
#undef OP_CODE
end:
    return;
}

void evaluator_run(struct evaluator *evaluator, size_t points)
{
    if (evaluator->width == 1)
        run_point(evaluator->program->code, evaluator->registers);
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
