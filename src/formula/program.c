#include "formula/program.h"

#include <assert.h>
#include <stdlib.h>

/* What has to be known of each node. */
struct need {
    enum op op; /* what is to be done; at first what the node says */
    node_id operand[3];
    int uses;     /* by needed nodes and outputs; 0: it is not needed */
    int32_t last; /* the node that uses it last; the end: it is kept; NODE_NONE: unused */
    uint32_t reg;
    bool moves; /* depends on input PROGRAM_MOVING, or the program is never run again */
};

struct plan {
    const struct graph *graph;
    struct program *program;
    bool reruns;
    struct need *need; /* [nodes] */
    uint32_t *free;    /* registers to be reused, a stack */
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

static void use(struct plan *plan, node_id node)
{
    if (node != NODE_NONE)
        plan->need[node].uses++;
}

/* Operands stand before the nodes that use them, so one pass back finds all that is needed. */
static void count_uses(struct plan *plan, const node_id *out, size_t count, size_t end)
{
    for (size_t i = 0; i < end; i++) {
        const struct node *node = &plan->graph->nodes[i];
        struct need *need = &plan->need[i];
        *need = (struct need){.op = node->op, .operand = {NODE_NONE, NODE_NONE, NODE_NONE}};
        for (int k = 0; k < op_info[node->op].operands; k++)
            need->operand[k] = node->operand[k];
    }
    for (size_t i = 0; i < count; i++)
        use(plan, out[i]);
    for (size_t i = end; i-- > 0;)
        for (int k = 0; k < 3 && plan->need[i].uses > 0; k++)
            use(plan, plan->need[i].operand[k]);
}

/* A product that is used once, and as often as the node at `i` runs. */
static bool can_join(const struct plan *plan, size_t i, node_id product)
{
    const struct need *need = &plan->need[product];
    return need->op == OP_MUL && need->uses == 1 && need->moves == plan->need[i].moves;
}

static void join(struct plan *plan, size_t i, enum op op, node_id product, node_id other)
{
    struct need *need = &plan->need[i], *gone = &plan->need[product];
    *gone = (struct need){.op = gone->op, .operand = {gone->operand[0], gone->operand[1]}};
    need->op = op;
    need->operand[0] = gone->operand[0];
    need->operand[1] = gone->operand[1];
    need->operand[2] = other;
}

/* A product and the sum that it goes into are one instruction; both are rounded as before. */
static void join_products(struct plan *plan, size_t end)
{
    for (size_t i = 0; i < end; i++) {
        const struct need *need = &plan->need[i];
        node_id a = need->operand[0], b = need->operand[1];
        if (need->uses == 0 || (need->op != OP_ADD && need->op != OP_SUB))
            continue;
        bool add = need->op == OP_ADD;
        if (can_join(plan, i, a))
            join(plan, i, add ? OP_MUL_ADD : OP_MUL_SUB, a, b);
        else if (can_join(plan, i, b))
            join(plan, i, add ? OP_MUL_ADD : OP_SUB_MUL, b, a);
    }
}

static void mark_moving(struct plan *plan, size_t end)
{
    for (size_t i = 0; i < end; i++) {
        const struct node *node = &plan->graph->nodes[i];
        bool input = node->op == OP_INPUT && node->operand[0] == PROGRAM_MOVING;
        bool moves = input || !plan->reruns;
        for (int k = 0; k < op_info[node->op].operands; k++)
            moves = moves || plan->need[node->operand[k]].moves;
        plan->need[i].moves = moves;
    }
}

/* Finds for every node needed by out[count] who uses it last. A node that does not move is kept
 * for those that do: they may run again and again. */
static void mark_last(struct plan *plan, const node_id *out, size_t count, size_t end)
{
    for (size_t i = 0; i < end; i++)
        plan->need[i].last = NODE_NONE;
    for (size_t i = 0; i < count; i++)
        plan->need[out[i]].last = (int32_t)end;
    for (size_t i = end; i-- > 0;) {
        const struct need *need = &plan->need[i];
        for (int k = 0; k < op_info[need->op].operands && need->uses > 0; k++) {
            struct need *operand = &plan->need[need->operand[k]];
            bool kept = need->moves && !operand->moves;
            int32_t user = (int32_t)(kept ? end : i);
            if (operand->last < user)
                operand->last = user;
        }
    }
}

/* Gives the inputs and constants their registers and counts the instructions. */
static bool allot_fixed(struct plan *plan, size_t end)
{
    struct program *program = plan->program;
    for (size_t i = 0; i < end; i++)
        program->constants += plan->need[i].uses > 0 && plan->need[i].op == OP_CONSTANT;
    program->constant = malloc((program->constants + 1) * sizeof *program->constant);
    if (!program->constant)
        return false;
    size_t constants = 0;
    for (size_t i = 0; i < end; i++) {
        const struct node *node = &plan->graph->nodes[i];
        if (plan->need[i].uses == 0)
            continue;
        if (node->op == OP_INPUT) {
            plan->need[i].reg = (uint32_t)node->operand[0];
        } else if (node->op == OP_CONSTANT) {
            plan->need[i].reg = (uint32_t)(program->inputs + constants);
            program->constant[constants++] = node->constant;
        } else {
            program->length++;
        }
    }
    program->registers = program->inputs + constants;
    return true;
}

static uint32_t take_register(struct plan *plan)
{
    if (plan->free_count > 0)
        return plan->free[--plan->free_count];
    return (uint32_t)plan->program->registers++;
}

/* Operands whose last use is this node give their register back; before the node takes one of its
 * own, so that it may be computed in place. */
static void give_back(struct plan *plan, size_t i)
{
    const struct need *need = &plan->need[i];
    for (int k = 0; k < op_info[need->op].operands; k++) {
        node_id a = need->operand[k];
        bool again = (k > 0 && a == need->operand[0]) || (k > 1 && a == need->operand[1]);
        if (!again && op_info[plan->need[a].op].operands > 0 && plan->need[a].last == (int32_t)i)
            plan->free[plan->free_count++] = plan->need[a].reg;
    }
}

static uint32_t operand_register(const struct plan *plan, node_id a)
{
    return a == NODE_NONE ? 0 : plan->need[a].reg;
}

/* Writes the instructions that move, or those that don't. Returns the place behind them. */
static struct instruction *emit(struct plan *plan, struct instruction *next, bool moves, size_t end)
{
    for (size_t i = 0; i < end; i++) {
        struct need *need = &plan->need[i];
        if (need->uses == 0 || need->moves != moves || op_info[need->op].operands == 0)
            continue;
        give_back(plan, i);
        need->reg = take_register(plan);
        bool foreign = need->op == OP_FOREIGN;
        *next++ = (struct instruction){
            .op = need->op,
            .to = need->reg,
            .a = operand_register(plan, need->operand[0]),
            .b = operand_register(plan, need->operand[1]),
            .c = foreign ? (uint32_t)plan->graph->nodes[i].constant
                         : operand_register(plan, need->operand[2]),
        };
    }
    return next;
}

static bool lay_out(struct plan *plan, const node_id *out, size_t count)
{
    struct program *program = plan->program;
    size_t end = end_of(out, count);
    count_uses(plan, out, count, end);
    mark_moving(plan, end);
    join_products(plan, end);
    mark_last(plan, out, count, end);
    if (!allot_fixed(plan, end))
        return false;
    program->code = malloc((program->length + 1) * sizeof *program->code);
    program->output = malloc((count + 1) * sizeof *program->output);
    plan->free = malloc((program->length + 1) * sizeof *plan->free);
    if (!program->code || !program->output || !plan->free)
        return false;
    struct instruction *moving = emit(plan, program->code, false, end);
    emit(plan, moving, true, end);
    program->still = (size_t)(moving - program->code);
    program->code[program->length] = (struct instruction){.op = PROGRAM_END};
    for (size_t i = 0; i < count; i++)
        program->output[i] = plan->need[out[i]].reg;
    program->outputs = count;
    return true;
}

bool program_build(struct program *program, const struct graph *graph, size_t inputs, bool reruns,
                   const node_id *out, size_t count)
{
    *program = (struct program){.inputs = inputs, .foreign = graph->foreign};
    if (graph->failed)
        return false;
    struct plan plan = {.graph = graph, .program = program, .reruns = reruns};
    plan.need = malloc((graph->count + 1) * sizeof *plan.need);
    bool ok = plan.need && lay_out(&plan, out, count);
    free(plan.need);
    free(plan.free);
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

/* --- two in a row --- */

/* The registers of the two are, in this order, the inputs of the first, the constants of the
 * first and of the second, the temporaries of the first and of the second. */
struct link {
    const struct program *first, *second;
};

static uint32_t first_register(const struct link *link, uint32_t reg)
{
    bool fixed = reg < link->first->inputs + link->first->constants;
    return fixed ? reg : reg + (uint32_t)link->second->constants;
}

static uint32_t second_register(const struct link *link, uint32_t reg)
{
    const struct program *first = link->first, *second = link->second;
    if (reg < second->inputs)
        return first_register(link, first->output[reg]);
    reg -= (uint32_t)second->inputs;
    bool fixed = reg < second->constants;
    return reg + (uint32_t)(fixed ? first->inputs + first->constants : first->registers);
}

typedef uint32_t renumber(const struct link *link, uint32_t reg);

/* Adds one of the two to the program. */
static void append(struct program *linked, const struct link *link, const struct program *part,
                   renumber *number)
{
    for (size_t i = 0; i < part->constants; i++)
        linked->constant[linked->constants++] = part->constant[i];
    for (size_t i = 0; i < part->outputs; i++)
        linked->output[linked->outputs++] = number(link, part->output[i]);
    for (size_t i = 0; i < part->length; i++) {
        const struct instruction *at = &part->code[i];
        linked->code[linked->length++] = (struct instruction){
            .op = at->op,
            .to = number(link, at->to),
            .a = number(link, at->a),
            .b = number(link, at->b),
            .c = at->op == OP_FOREIGN ? at->c : number(link, at->c),
        };
    }
}

bool program_link(struct program *linked, const struct program *first, const struct program *second)
{
    const struct link link = {first, second};
    size_t constants = first->constants + second->constants;
    assert(second->inputs <= first->outputs);
    *linked = (struct program){
        .inputs = first->inputs,
        .foreign = first->foreign ? first->foreign : second->foreign,
        .registers = first->registers + second->registers - second->inputs,
        .code = malloc((first->length + second->length + 1) * sizeof *linked->code),
        .constant = malloc((constants + 1) * sizeof *linked->constant),
        .output = malloc((first->outputs + second->outputs + 1) * sizeof *linked->output),
    };
    if (!linked->code || !linked->constant || !linked->output) {
        program_release(linked);
        return false;
    }
    append(linked, &link, first, first_register);
    append(linked, &link, second, second_register);
    linked->code[linked->length] = (struct instruction){.op = PROGRAM_END};
    return true;
}

/* --- outputs that are inputs of the next run --- */

static bool reads(const struct instruction *at, size_t reg)
{
    const uint32_t operand[3] = {at->a, at->b, at->c};
    for (int j = 0; j < op_info[at->op].operands; j++)
        if (operand[j] == reg)
            return true;
    return false;
}

/* Does nothing but the output need the input's register behind instruction `last`? */
static bool is_free_behind(const struct program *program, size_t last, size_t input)
{
    for (size_t k = last + 1; k < program->length; k++)
        if (reads(&program->code[k], input) || program->code[k].to == input)
            return false;
    for (size_t k = 0; k < program->outputs; k++)
        if (program->output[k] == input)
            return false;
    return true;
}

static void rename_register(uint32_t *reg, uint32_t from, size_t to)
{
    if (*reg == from)
        *reg = (uint32_t)to;
}

bool program_return(struct program *program, size_t j, size_t i)
{
    uint32_t from = program->output[j];
    size_t last = program->length;
    if (from < program->inputs + program->constants)
        return from == i;
    while (program->code[--last].to != from)
        ;
    if (!is_free_behind(program, last, i))
        return false;
    program->code[last].to = (uint32_t)i;
    for (size_t k = last + 1; k < program->length; k++) {
        rename_register(&program->code[k].a, from, i);
        rename_register(&program->code[k].b, from, i);
        rename_register(&program->code[k].c, from, i);
    }
    for (size_t k = 0; k < program->outputs; k++)
        rename_register(&program->output[k], from, i);
    return true;
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

bool program_reads(const struct program *program, size_t i)
{
    for (size_t k = 0; k < program->length; k++)
        if (reads(&program->code[k], i))
            return true;
    for (size_t k = 0; k < program->outputs; k++)
        if (program->output[k] == i)
            return true;
    return false;
}

bool evaluator_init(struct evaluator *evaluator, const struct program *program, size_t width)
{
    *evaluator = (struct evaluator){.program = program, .width = width};
    size_t cells = (program->registers + 1) * width;
    evaluator->registers = aligned_alloc(64, (cells * sizeof(double) + 63) / 64 * 64);
    evaluator->row = malloc((program->registers + 1) * sizeof *evaluator->row);
    if (!evaluator->registers || !evaluator->row) {
        evaluator_release(evaluator);
        return false;
    }
    for (size_t i = 0; i < program->registers; i++)
        evaluator->row[i] = evaluator->registers + i * width;
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
    free(evaluator->row);
    *evaluator = (struct evaluator){0};
}
