#include "formula/calls.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"

void calls_add(struct calls *calls, const struct syntax_node *call, node_id node, node_id a,
               node_id b)
{
    if (calls->count == calls->room) {
        size_t room = calls->room ? 2 * calls->room : 32;
        struct call *list = realloc(calls->list, room * sizeof *list);
        calls->failed = calls->failed || !list;
        if (!list)
            return;
        calls->list = list;
        calls->room = room;
    }
    calls->list[calls->count++] =
        (struct call){call->function->name, call->span.text, node, {a, b}};
}

void calls_release(struct calls *calls)
{
    free(calls->list);
    *calls = (struct calls){0};
}

/* --- which one --- */

/* The value of each node. */
static void find_values(const struct graph *graph, const double *inputs, double *value)
{
    for (size_t i = 0; i < graph->count; i++) {
        const struct node *node = &graph->nodes[i];
        double operand[3] = {0, 0, 0};
        for (int k = 0; k < op_info[node->op].operands; k++)
            operand[k] = value[node->operand[k]];
        value[i] = node->op == OP_CONSTANT ? node->constant
                   : node->op == OP_INPUT  ? inputs[node->operand[0]]
                                           : graph_value(graph, node, operand);
    }
}

/* Does the node's value depend on its k-th operand here? */
static bool is_taken(const struct node *node, int k, const double *value)
{
    bool yes = node->op == OP_IF && value[node->operand[0]] != 0;
    return node->op != OP_IF || k == 0 || k == (yes ? 1 : 2);
}

/* Marks the nodes that make marked ones not finite. */
static void mark_operands(const struct graph *graph, const double *value, bool *guilty)
{
    for (size_t i = graph->count; i-- > 0;) {
        const struct node *node = &graph->nodes[i];
        for (int k = 0; guilty[i] && k < op_info[node->op].operands; k++)
            if (is_taken(node, k, value) && !isfinite(value[node->operand[k]]))
                guilty[node->operand[k]] = true;
    }
}

/* The same for what was typed, which may be none of the graph's operands any more: sqrt(x)^2. */
static void mark_typed(const struct calls *calls, const double *value, bool *guilty)
{
    for (size_t i = calls->count; i-- > 0;) {
        const struct call *call = &calls->list[i];
        for (int k = 0; guilty[call->node] && k < 2; k++)
            if (call->operand[k] != NODE_NONE && !isfinite(value[call->operand[k]]))
                guilty[call->operand[k]] = true;
    }
}

static bool has_finite_operands(const struct call *call, const double *value)
{
    return isfinite(value[call->operand[0]]) &&
           (call->operand[1] == NODE_NONE || isfinite(value[call->operand[1]]));
}

static const struct call *first_guilty(const struct calls *calls, const double *value,
                                       const bool *guilty)
{
    for (size_t i = 0; i < calls->count; i++) {
        const struct call *call = &calls->list[i];
        if (guilty[call->node] && has_finite_operands(call, value))
            return call;
    }
    return NULL;
}

/* --- what it did --- */

static enum formula_fault fault_of(const struct formula_blame *blame, double result)
{
    static const char *const logarithms[] = {"log", "ln", "log2", "log10", "log1p"};
    bool power = strcmp(blame->name, "^") == 0 || strcmp(blame->name, "pow") == 0;
    bool pole =
        strcmp(blame->name, "/") == 0 ? blame->operand[1] == 0 : power && blame->operand[0] == 0;
    for (size_t i = 0; i < sizeof logarithms / sizeof *logarithms; i++)
        pole = pole || strcmp(blame->name, logarithms[i]) == 0;
    if (isnan(result))
        return FORMULA_DOMAIN;
    return pole ? FORMULA_POLE : FORMULA_OVERFLOW;
}

/* A power of thirds, (-8)^(2/3), of a number that only cbrt has a root of: its exponent has been
 * rounded, by the computer or by hand. */
static const char *instead_of(const struct formula_blame *blame)
{
    bool power = strcmp(blame->name, "^") == 0 || strcmp(blame->name, "pow") == 0;
    double thirds = blame->operands == 2 ? 3 * blame->operand[1] : 0;
    bool third = fabs(thirds - round(thirds)) < 3e-3 && fmod(round(thirds), 3) != 0;
    return power && third && blame->operand[0] < 0 ? "cbrt" : NULL;
}

/* With three digits, or as many more as show that it is not the whole number next to it:
 * acos(1.00001). */
static void write_operand(char text[NUMBER_SIZE], double number)
{
    char whole[NUMBER_SIZE];
    int digits = 3;
    number_short(text, number, digits);
    if (number == round(number) || fabs(number) >= 10)
        return;
    while (strcmp(text, number_short(whole, round(number), digits)) == 0)
        number_short(text, number, ++digits); /* they differ with 17 */
}

/* "log(-0.2)", "(-0.2)^0.333" */
static void write_call(struct formula_blame *blame)
{
    char a[NUMBER_SIZE], b[NUMBER_SIZE] = "";
    bool function = text_is_letter(blame->name[0]);
    write_operand(a, blame->operand[0]);
    if (blame->operands > 1)
        write_operand(b, blame->operand[1]);
    const char *open_a = a[0] == '-' ? "(" : "", *close_a = a[0] == '-' ? ")" : "";
    const char *open_b = b[0] == '-' ? "(" : "", *close_b = b[0] == '-' ? ")" : "";
    if (function)
        snprintf(blame->text, sizeof blame->text, "%s(%.20s%s%.20s)", blame->name, a,
                 blame->operands > 1 ? "," : "", b);
    else
        snprintf(blame->text, sizeof blame->text, "%s%.20s%s%s%s%.20s%s", open_a, a, close_a,
                 blame->name, open_b, b, close_b);
}

static void describe(const struct call *call, const double *value, struct formula_blame *blame)
{
    *blame = (struct formula_blame){.name = call->name,
                                    .operands = call->operand[1] == NODE_NONE ? 1 : 2};
    for (int k = 0; k < blame->operands; k++)
        blame->operand[k] = value[call->operand[k]];
    blame->fault = fault_of(blame, value[call->node]);
    blame->instead = instead_of(blame);
    write_call(blame);
}

const struct call *calls_blame(const struct calls *calls, const struct graph *graph, node_id f,
                               const double *inputs, struct formula_blame *blame)
{
    double *value = malloc(graph->count * sizeof *value);
    bool *guilty = calloc(graph->count, sizeof *guilty);
    const struct call *first = NULL;
    if (value && guilty && !calls->failed) {
        find_values(graph, inputs, value);
        guilty[f] = !isfinite(value[f]);
        mark_operands(graph, value, guilty);
        mark_typed(calls, value, guilty);
        mark_operands(graph, value, guilty);
        first = first_guilty(calls, value, guilty);
    }
    if (first)
        describe(first, value, blame);
    free(value);
    free(guilty);
    return first;
}
