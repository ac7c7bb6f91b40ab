#include "formula/formula.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/text.h"
#include "formula/calls.h"
#include "formula/convex.h"
#include "formula/lexer.h"
#include "formula/lower.h"

/* What names mean while a formula is lowered: first what it has assigned so far, then its
 * parameters and variables. */
struct scope {
    struct graph *graph;
    const struct syntax *syntax;
    const struct formula_names *names;
    node_id *assigned;   /* a node a statement */
    size_t statement;    /* the one being lowered */
    struct calls *calls; /* where not NULL: is told of every operator and function */
};

/* The name's index among the parameters and variables, or -1. */
static int find_input(const struct scope *scope, struct span name)
{
    for (int i = 0; i < scope->names->parameters + scope->names->variables; i++)
        if (span_is(name, scope->names->name[i]))
            return i;
    return -1;
}

/* "x, y": the names that there are, as many as a message holds. */
static void list_names(const struct formula_names *names, struct buffer *out)
{
    enum { LISTED = 8 };
    int count = names->parameters + names->variables;
    names_list(out, names->name, (size_t)(count < LISTED ? count : LISTED), ", ");
    if (count > LISTED)
        buffer_text(out, "…");
}

/* Is the name in the text one that only a parameter or a variable can give a meaning? */
static bool is_free(const struct syntax *syntax, struct span name)
{
    for (size_t i = 0; i < constants.count; i++)
        if (span_is(name, table_name(&constants, i)))
            return false;
    for (size_t i = 0; i < syntax->statement_count; i++)
        if (span_same(syntax->statements[i].name, name))
            return false;
    return true;
}

/* The node where the text reads the name first; node_count where it does not. */
static size_t first_reading(const struct syntax *syntax, struct span name)
{
    size_t i = 0;
    while (i < syntax->node_count &&
           (syntax->nodes[i].kind != SYNTAX_NAME || !span_same(syntax->nodes[i].span, name)))
        i++;
    return i;
}

/* "x,y,z": the parameters that the text reads, and the names in it that have no meaning. */
static void list_needed(const struct scope *scope, struct buffer *out)
{
    const struct syntax *syntax = scope->syntax;
    for (int i = 0; i < scope->names->parameters; i++) {
        const char *name = scope->names->name[i];
        if (first_reading(syntax, (struct span){name, strlen(name)}) < syntax->node_count)
            buffer_format(out, "%s,", name);
    }
    for (size_t i = 0; i < syntax->node_count; i++) {
        struct span name = syntax->nodes[i].span;
        if (first_reading(syntax, name) == i && is_free(syntax, name) &&
            find_input(scope, name) < 0)
            buffer_format(out, "%.*s,", (int)name.length, name.text);
    }
}

/* " (more: --params x,y,z)", as an option, with which the formula would do; nothing where `name`
 * can't be one of them, or where the list would be too long to be read. */
static void suggest_parameters(const struct scope *scope, struct span name, struct buffer *out)
{
    enum { MOST = 60 };
    struct buffer list = {0};
    if (scope->names->parameters == 0 || !is_free(scope->syntax, name))
        return;
    list_needed(scope, &list);
    if (list.size > 0 && list.size <= MOST)
        buffer_format(out, " (more: " SETTING("params %.*s") ")", (int)list.size - 1, list.data);
    buffer_release(&list);
}

/* The name that was probably meant, "pi" for "PI" among them, or NULL. */
static const char *nearest_name(const struct formula_names *names, const char *word)
{
    if (strcmp(word, "PI") == 0 || strcmp(word, "Pi") == 0)
        return "pi";
    return names_nearest(names->name, (size_t)(names->parameters + names->variables), word);
}

/* How many bytes of the word are a name that has a value: the longest; 0: none are. */
static size_t known_part(const struct scope *scope, const char *word)
{
    size_t longest = 0;
    for (int i = 0; i < scope->names->parameters + scope->names->variables; i++) {
        size_t size = strlen(scope->names->name[i]);
        if (size > longest && strncmp(word, scope->names->name[i], size) == 0)
            longest = size;
    }
    for (size_t i = 0; i < constants.count; i++) {
        size_t size = strlen(table_name(&constants, i));
        if (size > longest && strncmp(word, table_name(&constants, i), size) == 0)
            longest = size;
    }
    return longest;
}

/* "; to multiply, write x*y", where the word is known names side by side. */
static void suggest_product(const struct scope *scope, const char *word, struct buffer *out)
{
    struct buffer product = {0};
    size_t size = 1;
    for (const char *at = word; *at && size > 0; at += size) {
        size = known_part(scope, at);
        buffer_format(&product, "%s%.*s", at > word ? "*" : "", (int)size, at);
    }
    if (size > 0)
        buffer_format(out, "; to multiply, write %s", buffer_string(&product));
    buffer_release(&product);
}

/* "; to call sin, write sin(x)", where the word is a function's name and a known one. */
static void suggest_call(const struct scope *scope, const char *word, struct buffer *out)
{
    for (size_t i = 0; i < functions.count; i++) {
        const struct function *function = table_row(&functions, i);
        size_t size = strlen(function->name);
        const char *operand = word + size;
        bool calls =
            function->least == 1 && function->most == 1 && strncmp(word, function->name, size) == 0;
        if (calls && *operand && known_part(scope, operand) == strlen(operand))
            buffer_format(out, "; to call %s, write %s(%s)", function->name, function->name,
                          operand);
    }
}

static node_id fail_unknown(const struct scope *scope, struct span name, struct error *error)
{
    char word[NAME_SIZE];
    snprintf(word, sizeof word, "%.*s", (int)name.length, name.text);
    int count = scope->names->parameters + scope->names->variables;
    const char *near = nearest_name(scope->names, word);
    struct buffer list = {0};
    suggest_product(scope, word, &list);
    suggest_call(scope, word, &list);
    buffer_text(&list, count > 0 ? "; the names are " : "");
    list_names(scope->names, &list);
    suggest_parameters(scope, name, &list);
    if (near && text_columns(word, strlen(word)) > 1) {
        char hint[NAMES_HINT];
        buffer_clear(&list);
        buffer_text(&list, names_hint(near, "", hint));
    }
    syntax_error(scope->syntax, name, error, "there is no '%s'%s", word, buffer_string(&list));
    buffer_release(&list);
    return NODE_NONE;
}

static node_id find_name(void *context, struct span name, struct error *error)
{
    struct scope *scope = context;
    for (size_t i = scope->statement; i-- > 0;) {
        if (span_same(scope->syntax->statements[i].name, name))
            return scope->assigned[i];
    }
    int input = find_input(scope, name);
    return input >= 0 ? graph_input(scope->graph, input) : fail_unknown(scope, name, error);
}

/* A name that is assigned hides a variable, but not a parameter. */
static bool check_statement(const struct scope *scope, struct span name, struct error *error)
{
    int input = find_input(scope, name);
    return input < 0 || input >= scope->names->parameters ||
           syntax_error(scope->syntax, name, error, "'%s' is a parameter and can't be assigned",
                        scope->names->name[input]);
}

static void note_call(void *context, const struct syntax_node *call, node_id node,
                      const node_id *operand, int count)
{
    const struct scope *scope = context;
    if (count <= 2)
        calls_add(scope->calls, call, node, operand[0], count > 1 ? operand[1] : NODE_NONE);
}

/* The node of the value of statement `last`; all operators and functions into `calls`, NULL:
 * nowhere. */
static node_id lower_until(struct graph *graph, const struct syntax *syntax, size_t last,
                           const struct formula_names *names, struct calls *calls,
                           struct error *error)
{
    struct scope scope = {graph, syntax, names, NULL, 0, calls};
    int unrolled = 0;
    graph->foreign = names->foreign;
    struct lower_scope lower = {&scope, find_name, NULL, &unrolled, calls ? note_call : NULL};
    node_id value = NODE_NONE;
    scope.assigned = malloc((last + 1) * sizeof *scope.assigned);
    if (!scope.assigned) {
        error_memory(error);
        return NODE_NONE;
    }
    for (; scope.statement <= last; scope.statement++) {
        const struct syntax_statement *statement = &syntax->statements[scope.statement];
        value = NODE_NONE;
        if (check_statement(&scope, statement->name, error))
            value = lower_expression(graph, syntax, statement->root, &lower, error);
        if (value == NODE_NONE)
            break;
        scope.assigned[scope.statement] = value;
    }
    free(scope.assigned);
    return value;
}

/* Outputs f, g[n], h[i][j] for i <= j into out; returns how many, 0 where the graph failed. */
static size_t derive(struct graph *graph, node_id f, int n, node_id *out)
{
    node_id row[PARAMETERS_MAX];
    size_t count = 0;
    out[count++] = f;
    if (!graph_gradient(graph, f, n, out + 1))
        return 0;
    count += (size_t)n;
    for (int i = 0; i < n; i++) {
        if (!graph_gradient(graph, out[1 + i], n, row))
            return 0;
        for (int j = i; j < n; j++)
            out[count++] = row[j];
    }
    return count;
}

static bool fail_graph(const struct graph *graph, struct error *error)
{
    return graph->count < GRAPH_MAX_NODES
               ? error_memory(error)
               : error_at(error, 1, 1, "the formula is too large to be differentiated twice");
}

/* The gradients of the switches list[count], one behind the other. Returns of how many: where they
 * are nested by the hundred, all gradients would be too many nodes. */
static size_t derive_switches(struct graph *graph, const node_id *list, size_t count, size_t n,
                              node_id *gradient)
{
    size_t most = graph->count + GRAPH_MAX_NODES / 8, i = 0;
    while (i < count && graph->count < most &&
           graph_gradient(graph, list[i], (int)n, gradient + i * n))
        i++;
    return i;
}

/* The program `switching`. */
static bool build_switching(struct formula *formula, struct graph *graph, node_id f, size_t inputs)
{
    size_t count, n = (size_t)formula->parameters;
    node_id *list = graph_switches(graph, f, &count);
    node_id *out = list ? malloc((1 + n) * (count + 1) * sizeof *out) : NULL;
    bool ok = out;
    if (ok && count > 0) {
        size_t derived = derive_switches(graph, list, count, n, out + count);
        memmove(out + derived, out + count, derived * n * sizeof *out);
        memcpy(out, list, derived * sizeof *out);
        formula->switches = derived;
        ok = program_build(&formula->switching, graph, inputs, false, out, derived * (1 + n));
    }
    free(list);
    free(out);
    return ok;
}

static bool build_programs(struct formula *formula, struct graph *graph, node_id f, size_t inputs,
                           struct error *error)
{
    enum { MOST = 1 + PARAMETERS_MAX + PARAMETERS_MAX * (PARAMETERS_MAX + 1) / 2 };
    node_id out[MOST];
    size_t gradient = 1 + (size_t)formula->parameters;
    size_t count = derive(graph, f, formula->parameters, out);
    if (count == 0)
        return fail_graph(graph, error);
    if (convex_prove(graph, f, formula->parameters, out + gradient, &formula->convex) &&
        program_build(&formula->value, graph, inputs, true, out, 1) &&
        program_build(&formula->gradient, graph, inputs, false, out, gradient) &&
        program_build(&formula->hessian, graph, inputs, false, out, count) &&
        build_switching(formula, graph, f, inputs))
        return true;
    return fail_graph(graph, error);
}

node_id formula_lower_parsed(struct graph *graph, const struct syntax *syntax,
                             const struct formula_names *names, struct error *error)
{
    graph->forms = true;
    node_id f = lower_until(graph, syntax, syntax->statement_count - 1, names, NULL, error);
    if (f == NODE_NONE && graph->failed)
        fail_graph(graph, error);
    return f;
}

node_id formula_lower(struct graph *graph, const char *text, size_t length,
                      const struct formula_names *names, struct error *error)
{
    struct syntax syntax;
    if (!syntax_parse(&syntax, text, length, SYNTAX_FORMULA, error))
        return NODE_NONE;
    node_id f = formula_lower_parsed(graph, &syntax, names, error);
    syntax_release(&syntax);
    return f;
}

static size_t inputs_of(const struct formula *formula)
{
    return (size_t)(formula->names.parameters + formula->names.variables);
}

static bool compile(struct formula *formula, const char *text, size_t length, struct error *error)
{
    struct syntax syntax;
    struct graph graph;
    if (!syntax_parse(&syntax, text, length, SYNTAX_FORMULA, error))
        return false;
    formula->parts = syntax.statement_count - 1;
    graph_init(&graph);
    node_id f = formula_lower_parsed(&graph, &syntax, &formula->names, error);
    bool ok = f != NODE_NONE && build_programs(formula, &graph, f, inputs_of(formula), error);
    graph_release(&graph);
    syntax_release(&syntax);
    return ok;
}

/* One more than the number of the last statement that is a part of that name; 0: there is none. */
static size_t find_part(const struct syntax *syntax, const char *name)
{
    size_t part = syntax->statement_count - 1;
    while (name && part > 0 && !span_is(syntax->statements[part - 1].name, name))
        part--;
    return part;
}

bool formula_part(const struct formula *formula, const char *name, struct program *program,
                  struct error *error)
{
    struct syntax syntax;
    struct graph graph;
    *program = (struct program){0};
    if (!syntax_parse(&syntax, formula->text, strlen(formula->text), SYNTAX_FORMULA, error))
        return false;
    size_t part = find_part(&syntax, name);
    graph_init(&graph);
    graph.forms = true;
    node_id value =
        part > 0 ? lower_until(&graph, &syntax, part - 1, &formula->names, NULL, error) : NODE_NONE;
    bool ok =
        value != NODE_NONE && program_build(program, &graph, inputs_of(formula), true, &value, 1);
    graph_release(&graph);
    syntax_release(&syntax);
    if (part == 0)
        return error_set(error, "the formula has no part called '%s'", name ? name : "");
    return ok || error_memory(error);
}

/* One piece of memory: the pointers, and behind them what they point to. */
static bool copy_names(struct formula_names *copy, const struct formula_names *names)
{
    size_t count = (size_t)(names->parameters + names->variables), size = 0;
    for (size_t i = 0; i < count; i++)
        size += strlen(names->name[i]) + 1;
    const char **pointer = malloc(count * sizeof *pointer + size + 1);
    if (!pointer)
        return false;
    *copy = *names;
    copy->name = pointer;
    char *to = (char *)(pointer + count);
    for (size_t i = 0; i < count; i++) {
        pointer[i] = to;
        to = stpcpy(to, names->name[i]) + 1;
    }
    return true;
}

struct formula *formula_compile(const char *text, size_t length, const struct formula_names *names,
                                struct error *error)
{
    for (int i = 0; i < names->parameters + names->variables; i++)
        if (!formula_name_ok(names->name[i], error))
            return NULL;
    struct formula *formula = calloc(1, sizeof *formula);
    if (!formula) {
        error_memory(error);
        return NULL;
    }
    formula->parameters = names->parameters;
    if (!(formula->text = strndup(text, length)) || !copy_names(&formula->names, names))
        error_memory(error);
    else if (compile(formula, text, length, error))
        return formula;
    formula_free(formula);
    return NULL;
}

bool formula_blame(const struct formula *formula, const double *inputs, struct formula_blame *blame)
{
    size_t length = strlen(formula->text);
    struct syntax syntax;
    struct graph graph;
    struct calls calls = {0};
    if (!syntax_parse(&syntax, formula->text, length, SYNTAX_FORMULA, NULL))
        return false;
    graph_init(&graph);
    graph.forms = true;
    node_id f =
        lower_until(&graph, &syntax, syntax.statement_count - 1, &formula->names, &calls, NULL);
    const struct call *first =
        f == NODE_NONE ? NULL : calls_blame(&calls, &graph, f, inputs, blame);
    if (first)
        error_place(formula->text, length, (size_t)(first->text - formula->text), &blame->line,
                    &blame->column);
    calls_release(&calls);
    graph_release(&graph);
    syntax_release(&syntax);
    return first;
}

void formula_free(struct formula *formula)
{
    if (!formula)
        return;
    free(formula->text);
    free((void *)formula->names.name);
    program_release(&formula->value);
    program_release(&formula->gradient);
    program_release(&formula->hessian);
    program_release(&formula->switching);
    free(formula);
}

bool formula_name_ok(const char *name, struct error *error)
{
    static const char *const words[] = {"and", "or", "not", "norm", "dot"};
    size_t length = lexer_name(name, strlen(name));
    if (length == 0 || name[length])
        return error_set(error, "'%s' is not a name: letters, digits and _, no digit first", name);
    if (length >= NAME_SIZE)
        return error_set(error, "the name '%.20s…' is longer than %d bytes", name, NAME_SIZE - 1);
    bool word = table_find(&functions, name) || table_find(&constants, name);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        word = word || strcmp(name, words[i]) == 0;
    return !word || error_set(error, "'%s' is a word of the formula language", name);
}

size_t formula_pair(int n, int i, int j)
{
    int row = i < j ? i : j, column = i < j ? j : i;
    return (size_t)(row * n - row * (row - 1) / 2 + (column - row));
}

size_t formula_hessian_output(const struct formula *formula, int i, int j)
{
    return 1 + (size_t)formula->parameters + formula_pair(formula->parameters, i, j);
}
