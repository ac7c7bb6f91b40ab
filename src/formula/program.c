#include "formula/program.h"

#include <stdlib.h>

/* What laying out needs to know of each node. */
struct place {
    int32_t last;      /* the node that uses it last; the end: it is kept; NODE_NONE: unused */
    uint32_t reg;
    bool moves;        /* depends on input PROGRAM_MOVING */
};

struct layout {
    const struct graph *graph;
    struct program *program;
    struct place *place; /* [nodes] */
    uint32_t *free;      /* registers to be reused, a stack */
    size_t free_count;
};

/* How many nodes there are to look at for out[count]. */
static size_t end_of(const node_id *out, size_t count)
{
    size_t end = 0;
    for (size_t i = 0; i < count; i++)
        if ((size_t)out[i] + 1 > end)
            end = (size_t)out[i] + 1;
    return end;
}

static void mark_moving(struct layout *layout, size_t end)
{
    for (size_t i = 0; i < end; i++) {
        const struct node *node = &layout->graph->nodes[i];
        bool moves = node->op == OP_INPUT && node->operand[0] == PROGRAM_MOVING;
        for (int k = 0; k < op_info[node->op].operands; k++)
            moves = moves || layout->place[node->operand[k]].moves;
        layout->place[i].moves = moves;
    }
}

/* Finds for every node needed by out[count] who uses it last. A node that does not move is kept
 * for those that do: they may run again and again. */
static void mark_last(struct layout *layout, const node_id *out, size_t count, size_t end)
{
    const struct graph *graph = layout->graph;
    for (size_t i = 0; i < end; i++)
        layout->place[i].last = NODE_NONE;
    for (size_t i = 0; i < count; i++)
        layout->place[out[i]].last = (int32_t)end;
    for (size_t i = end; i-- > 0;) {
        const struct node *node = &graph->nodes[i];
        for (int k = 0; k < op_info[node->op].operands; k++) {
            struct place *operand = &layout->place[node->operand[k]];
            bool kept = layout->place[i].moves && !operand->moves;
            int32_t user = (int32_t)(kept ? end : i);
            if (layout->place[i].last != NODE_NONE && operand->last < user)
                operand->last = user;
        }
    }
}

/* Gives the inputs and constants their registers and counts the instructions. */
static bool allot_fixed(struct layout *layout, size_t end)
{
    struct program *program = layout->program;
    for (size_t i = 0; i < end; i++)
        program->constants +=
            layout->place[i].last != NODE_NONE && layout->graph->nodes[i].op == OP_CONSTANT;
    program->constant = malloc((program->constants + 1) * sizeof *program->constant);
    if (!program->constant)
        return false;
    size_t constants = 0;
    for (size_t i = 0; i < end; i++) {
        const struct node *node = &layout->graph->nodes[i];
        if (layout->place[i].last == NODE_NONE)
            continue;
        if (node->op == OP_INPUT) {
            layout->place[i].reg = (uint32_t)node->operand[0];
        } else if (node->op == OP_CONSTANT) {
            layout->place[i].reg = (uint32_t)(program->inputs + constants);
            program->constant[constants++] = node->constant;
        } else {
            program->length++;
        }
    }
    program->registers = program->inputs + constants;
    return true;
}

static uint32_t take_register(struct layout *layout)
{
    if (layout->free_count > 0)
        return layout->free[--layout->free_count];
    return (uint32_t)layout->program->registers++;
}

/* Operands whose last use is this node give their register back; before the node takes one of its
 * own, so that it may be computed in place. */
static void give_back(struct layout *layout, size_t i, const struct node *node)
{
    for (int k = 0; k < op_info[node->op].operands; k++) {
        node_id a = node->operand[k];
        bool again = (k > 0 && a == node->operand[0]) || (k > 1 && a == node->operand[1]);
        if (!again && op_info[layout->graph->nodes[a].op].operands > 0 &&
            layout->place[a].last == (int32_t)i)
            layout->free[layout->free_count++] = layout->place[a].reg;
    }
}

static uint32_t operand_register(const struct layout *layout, node_id a)
{
    return a == NODE_NONE ? 0 : layout->place[a].reg;
}

/* Writes the instructions that move, or those that don't. Returns the place behind them. */
static struct instruction *emit(struct layout *layout, struct instruction *next, bool moves,
                                size_t end)
{
    for (size_t i = 0; i < end; i++) {
        const struct node *node = &layout->graph->nodes[i];
        if (layout->place[i].last == NODE_NONE || layout->place[i].moves != moves ||
            op_info[node->op].operands == 0)
            continue;
        give_back(layout, i, node);
        layout->place[i].reg = take_register(layout);
        *next++ = (struct instruction){
            .op = node->op,
            .to = layout->place[i].reg,
            .a = operand_register(layout, node->operand[0]),
            .b = operand_register(layout, node->operand[1]),
            .c = operand_register(layout, node->operand[2]),
        };
    }
    return next;
}

static bool lay_out(struct layout *layout, const node_id *out, size_t count)
{
    struct program *program = layout->program;
    size_t end = end_of(out, count);
    mark_moving(layout, end);
    mark_last(layout, out, count, end);
    if (!allot_fixed(layout, end))
        return false;
    program->code = malloc((program->length + 1) * sizeof *program->code);
    program->output = malloc((count + 1) * sizeof *program->output);
    layout->free = malloc((program->length + 1) * sizeof *layout->free);
    if (!program->code || !program->output || !layout->free)
        return false;
    struct instruction *moving = emit(layout, program->code, false, end);
    emit(layout, moving, true, end);
    program->still = (size_t)(moving - program->code);
    program->code[program->length] = (struct instruction){.op = PROGRAM_END};
    for (size_t i = 0; i < count; i++)
        program->output[i] = layout->place[out[i]].reg;
    program->outputs = count;
    return true;
}

bool program_build(struct program *program, const struct graph *graph, size_t inputs,
                   const node_id *out, size_t count)
{
    *program = (struct program){.inputs = inputs};
    if (graph->failed)
        return false;
    struct layout layout = {.graph = graph, .program = program};
    layout.place = malloc((graph->count + 1) * sizeof *layout.place);
    bool ok = layout.place && lay_out(&layout, out, count);
    free(layout.place);
    free(layout.free);
    if (!ok)
        program_release(program);
    return ok;
}

void program_release(struct program *program)
{
    free(program->code);
    free(program->constant);
    free(program->output);
    *program = (struct program){0};
}

bool program_uniform(const struct program *program, const bool *inputs, bool *uniform)
{
    bool *same = malloc((program->registers + 1) * sizeof *same);
    if (!same)
        return false;
    for (size_t i = 0; i < program->registers; i++)
        same[i] = i >= program->inputs || inputs[i];
    for (size_t i = 0; i < program->length; i++) {
        const struct instruction *at = &program->code[i];
        const uint32_t operand[3] = {at->a, at->b, at->c};
        uniform[i] = true;
        for (int j = 0; j < op_info[at->op].operands; j++)
            uniform[i] = uniform[i] && same[operand[j]];
        same[at->to] = uniform[i];
    }
    free(same);
    return true;
}

bool evaluator_init(struct evaluator *evaluator, const struct program *program, size_t width)
{
    *evaluator = (struct evaluator){.program = program, .width = width};
    size_t cells = (program->registers + 1) * width;
    evaluator->registers = aligned_alloc(64, (cells * sizeof(double) + 63) / 64 * 64);
    if (!evaluator->registers)
        return false;
    for (size_t i = 0; i < cells; i++)
        evaluator->registers[i] = 0;
    double *row = evaluator->registers + program->inputs * width;
    for (size_t k = 0; k < program->constants; k++)
        for (size_t i = 0; i < width; i++)
            *row++ = program->constant[k];
    return true;
}

void evaluator_release(struct evaluator *evaluator)
{
    free(evaluator->registers);
    *evaluator = (struct evaluator){0};
}
