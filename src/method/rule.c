#include "method/rule.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "formula/lower.h"

/* What a rule knows without being told: names, and behind them functions. */
enum builtin { THETA, G, LR, T, F, H, NORMAL, PROBE, BUILTINS };

static const struct rule_word words[] = {
    [THETA] = {"theta", "the coordinate: each parameter in turn; to be assigned", NULL},
    [G] = {"g", "the gradient's coordinate, at theta or at the probe", "the gradient"},
    [LR] = {"lr", "this step's rate", "this step's rate"},
    [T] = {"t", "the step, 1 where the optimizer begins", "the number of the step"},
    [F] = {"f", "the loss at theta, without the penalty of l2", "the loss"},
    [H] = {"h", "the coordinate's own second derivative, where g is taken",
           "the second derivative"},
    [NORMAL] = {"normal", "a standard normal random number, for each coordinate and step",
                "this step's random number"},
    [PROBE] = {"probe", "where g, h and hv are to be taken; may be assigned, first", NULL},
    {"norm", "norm(a): the root of the sum of a^2 over the coordinates", "a function"},
    {"dot", "dot(a,b): the sum of a*b over the coordinates", "a function"},
    {"hv", "hv(a): the Hessian times the vector a", "a function"},
};

const struct table rule_words = TABLE("word of a rule", words);

/* A name that the rule assigns. */
struct assigned {
    struct span name;
    size_t first;                 /* the statement that assigns it first */
    bool read_before;             /* by that statement, or by one before it */
    int state;                    /* the number of the state, or -1 */
    bool set;                     /* `node` has been assigned */
    node_id node[PARAMETERS_MAX]; /* its value now, a coordinate each */
};

/* What a walk over the statements finds out, before anything is lowered. */
struct rule_survey {
    struct syntax syntax;
    struct assigned assigned[RULE_MAX_ASSIGNED];
    size_t assigned_count;
    struct span needed[RULE_MAX_HYPER]; /* names that need a value */
    size_t needed_count;
    size_t probe; /* the statement that assigns probe, or SIZE_MAX */
};

struct compiler {
    struct rule_survey *survey;
    struct rule *rule;
    struct graph graph;
    node_id *reduced; /* [node_count * n]: the value of a norm or dot, at coordinate 0 for all of
                       * them, or of a hv at each */
    int coordinate;   /* that is being lowered */
    int unrolled;     /* as lower.h has it */
};

/* --- survey --- */

/* A name as it is spelt here: θ is theta. */
static struct span spelt(struct span name)
{
    static const struct span theta = {"theta", sizeof "theta" - 1};
    return span_is(name, "θ") ? theta : name;
}

static bool same_name(struct span a, struct span b)
{
    return span_same(spelt(a), spelt(b));
}

static int builtin_index(struct span name)
{
    name = spelt(name);
    for (int i = 0; i < BUILTINS; i++)
        if (span_is(name, words[i].name))
            return i;
    return -1;
}

static bool in_table(const struct table *table, struct span name)
{
    for (size_t i = 0; i < table->count; i++)
        if (span_is(name, table_name(table, i)))
            return true;
    return false;
}

static struct assigned *find_assigned(struct rule_survey *survey, struct span name)
{
    for (size_t i = 0; i < survey->assigned_count; i++)
        if (same_name(survey->assigned[i].name, name))
            return &survey->assigned[i];
    return NULL;
}

/* The parser has refused the names of the formula language. */
static bool check_assignable(const struct rule_survey *survey, struct span name,
                             struct error *error)
{
    for (size_t i = 0; i < rule_words.count; i++)
        if (words[i].is && span_is(name, words[i].name))
            return syntax_error(&survey->syntax, name, error, "%s is %s and can't be assigned: %s",
                                words[i].name, words[i].is,
                                i == LR ? SETTING("schedule") " changes it" : "take another name");
    return true;
}

static bool survey_assignment(struct rule_survey *survey, size_t statement, struct error *error)
{
    struct span name = survey->syntax.statements[statement].name;
    if (!check_assignable(survey, name, error))
        return false;
    if (find_assigned(survey, name))
        return !span_is(name, "probe") ||
               syntax_error(&survey->syntax, name, error, "probe can be assigned only once");
    if (survey->assigned_count == RULE_MAX_ASSIGNED)
        return syntax_error(&survey->syntax, name, error, "a rule can assign at most %d names",
                            RULE_MAX_ASSIGNED);
    if (span_is(name, "probe"))
        survey->probe = statement;
    survey->assigned[survey->assigned_count++] =
        (struct assigned){.name = name, .first = statement, .state = -1};
    return true;
}

static bool survey_needed(struct rule_survey *survey, struct span name, struct error *error)
{
    for (size_t i = 0; i < survey->needed_count; i++)
        if (span_same(survey->needed[i], name))
            return true;
    if (survey->needed_count == RULE_MAX_HYPER)
        return syntax_error(&survey->syntax, name, error,
                            "a rule can have at most %d hyperparameters", RULE_MAX_HYPER);
    survey->needed[survey->needed_count++] = name;
    return true;
}

/* What is taken at the probe is not read before that is known. */
static bool survey_order(const struct rule_survey *survey, size_t statement, struct span name,
                         struct error *error)
{
    bool taken = span_is(name, "g") || span_is(name, "h") || span_is(name, "hv");
    return !taken || survey->probe == SIZE_MAX || statement >= survey->probe ||
           syntax_error(&survey->syntax, name, error,
                        "%.*s is read before probe is assigned, where it is taken: put "
                        "'probe = …' first",
                        (int)name.length, name.text);
}

/* A name is read in a statement. */
static bool survey_read(struct rule_survey *survey, size_t statement, struct span name,
                        struct error *error)
{
    struct assigned *assigned = find_assigned(survey, name);
    bool early = assigned && statement <= assigned->first;
    if (span_is(name, "probe") && (!assigned || early))
        return syntax_error(&survey->syntax, name, error, "probe is read before it is assigned");
    if (!survey_order(survey, statement, name, error))
        return false;
    if (assigned) {
        assigned->read_before = assigned->read_before || early;
        return true;
    }
    if (builtin_index(name) >= 0 || in_table(&constants, name))
        return true;
    return survey_needed(survey, name, error);
}

static bool survey_reads(struct rule_survey *survey, size_t statement, int root,
                         struct error *error)
{
    const struct syntax_node *node = &survey->syntax.nodes[root];
    if (node->kind == SYNTAX_NAME)
        return survey_read(survey, statement, node->span, error);
    if (!survey_order(survey, statement, node->span, error))
        return false;
    if (node->kind == SYNTAX_CALL)
        for (int i = 0; i < 3 && node->operand[i] >= 0; i++)
            if (!survey_reads(survey, statement, node->operand[i], error))
                return false;
    return true;
}

/* Parses the text and walks over it twice: what is assigned has to be known before it can be said
 * what is read too early. survey->syntax needs syntax_release in either case. */
static bool survey_text(struct rule_survey *survey, const char *text, size_t length,
                        struct error *error)
{
    memset(survey, 0, sizeof *survey);
    survey->probe = SIZE_MAX;
    if (!syntax_parse(&survey->syntax, text, length, SYNTAX_RULE, error))
        return false;
    for (size_t i = 0; i < survey->syntax.statement_count; i++)
        if (!survey_assignment(survey, i, error))
            return false;
    for (size_t i = 0; i < survey->syntax.statement_count; i++)
        if (!survey_reads(survey, i, survey->syntax.statements[i].root, error))
            return false;
    return true;
}

static void copy_span(char to[NAME_SIZE], struct span name)
{
    snprintf(to, NAME_SIZE, "%.*s", (int)name.length, name.text);
}

int rule_free_names(const char *text, size_t length, char names[RULE_MAX_HYPER][NAME_SIZE],
                    struct error *error)
{
    struct rule_survey *survey = malloc(sizeof *survey);
    if (!survey) {
        error_memory(error);
        return -1;
    }
    int count = -1;
    if (survey_text(survey, text, length, error)) {
        count = (int)survey->needed_count;
        for (int i = 0; i < count; i++)
            copy_span(names[i], survey->needed[i]);
    }
    syntax_release(&survey->syntax);
    free(survey);
    return count;
}

/* --- names that have a value --- */

static int hyper_index(const struct rule *rule, struct span name)
{
    for (int i = 0; i < rule->hypers; i++)
        if (span_is(name, rule->hyper_name[i]))
            return i;
    return -1;
}

/* A slip of one letter: short names are too near to one another to be guessed from. */
static bool is_slip(const char *word, const char *name)
{
    return strlen(name) >= 3 && names_distance(word, name) == 1;
}

/* What a rule's own names are called elsewhere. */
static const char *called_here(const char *word)
{
    static const struct {
        const char *word, *here;
    } elsewhere[] = {
        {"x", "theta"},      {"w", "theta"},      {"param", "theta"},
        {"params", "theta"}, {"grad", "g"},       {"gradient", "g"},
        {"dx", "g"},         {"hess", "h"},       {"hessian", "h"},
        {"H", "h"},          {"loss", "f"},       {"cost", "f"},
        {"rate", "lr"},      {"iter", "t"},       {"learning_rate", "lr"},
        {"iteration", "t"},  {"noise", "normal"}, {"randn", "normal"},
    };
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
        if (strcmp(word, elsewhere[i].word) == 0)
            return elsewhere[i].here;
    return NULL;
}

/* Writes the name that `word` may stand for, or be a slip of; "" where there is none. */
static void guess_name(const struct rule_survey *survey, const struct rule *rule, const char *word,
                       char near[NAME_SIZE])
{
    char assigned[NAME_SIZE];
    const char *here = called_here(word);
    strcpy(near, here ? here : "");
    for (int i = 0; i < PROBE; i++)
        if (is_slip(word, words[i].name))
            strcpy(near, words[i].name);
    for (int i = 0; i < rule->hypers; i++)
        if (is_slip(word, rule->hyper_name[i]))
            strcpy(near, rule->hyper_name[i]);
    for (size_t i = 0; i < survey->assigned_count; i++) {
        copy_span(assigned, survey->assigned[i].name);
        if (is_slip(word, assigned))
            strcpy(near, assigned);
    }
}

/* The error for a name without a value: one to be set, or a misspelt one. */
static bool unknown_name(struct rule_survey *survey, const struct rule *rule, struct span name,
                         struct error *error)
{
    char word[NAME_SIZE], near[NAME_SIZE];
    copy_span(word, name);
    guess_name(survey, rule, word, near);
    return syntax_error(&survey->syntax, name, error,
                        "'%s' has no value: give it one with " SETTING("set %s=VALUE") "%s%s%s",
                        word, word, near[0] ? "; or did you mean '" : "", near,
                        near[0] ? "'?" : "");
}

static bool check_names(struct rule_survey *survey, const struct rule *rule, struct error *error)
{
    for (size_t i = 0; i < survey->needed_count; i++)
        if (hyper_index(rule, survey->needed[i]) < 0)
            return unknown_name(survey, rule, survey->needed[i], error);
    for (size_t i = 0; i < survey->assigned_count; i++)
        if (hyper_index(rule, survey->assigned[i].name) >= 0)
            return syntax_error(&survey->syntax, survey->assigned[i].name, error,
                                "this name has been given a value and can't be assigned");
    struct span theta = {.text = words[THETA].name, .length = strlen(words[THETA].name)};
    if (find_assigned(survey, theta))
        return true;
    size_t last = survey->syntax.statement_count - 1;
    return syntax_error(&survey->syntax, survey->syntax.statements[last].name, error,
                        "theta is never assigned: a rule needs 'theta = …', which stands for "
                        "every parameter");
}

static bool number_states(struct rule_survey *survey, struct rule *rule, struct error *error)
{
    for (size_t i = 0; i < survey->assigned_count; i++) {
        struct assigned *assigned = &survey->assigned[i];
        if (!assigned->read_before || builtin_index(assigned->name) >= 0)
            continue;
        if (rule->states == RULE_MAX_STATE)
            return syntax_error(&survey->syntax, assigned->name, error,
                                "a rule can keep at most %d names from step to step",
                                RULE_MAX_STATE);
        assigned->state = rule->states;
        copy_span(rule->state_name[rule->states++], assigned->name);
    }
    return true;
}

/* --- lowering --- */

static size_t input_of_builtin(const struct rule *rule, int builtin, int coordinate)
{
    size_t n = (size_t)rule->n, i = (size_t)coordinate;
    switch (builtin) {
    case THETA:
        return i;
    case G:
        return n + i;
    case PROBE:
        return rule_input_probe(rule) + i;
    case H:
        return rule_input_hessian(rule) + formula_pair(rule->n, coordinate, coordinate);
    case NORMAL:
        return rule_input_normal(rule) + i;
    default:
        return rule_input_rate(rule) + (size_t)(builtin - LR);
    }
}

static node_id input_node(struct compiler *compiler, size_t input)
{
    return graph_input(&compiler->graph, (int)input);
}

/* The node that a name stands for at the present coordinate. A probe that has been assigned is an
 * input: where it reads g, computing it anew would use the wrong gradient. */
static node_id lower_name(void *context, struct span name, struct error *error)
{
    struct compiler *compiler = context;
    const struct rule *rule = compiler->rule;
    struct assigned *assigned = find_assigned(compiler->survey, name);
    int i = compiler->coordinate, builtin = builtin_index(name);
    if (assigned && assigned->set && builtin != PROBE)
        return assigned->node[i];
    if (builtin >= 0)
        return input_node(compiler, input_of_builtin(rule, builtin, i));
    if (assigned)
        return input_node(compiler,
                          rule_input_state(rule) + (size_t)(assigned->state * rule->n + i));
    int hyper = hyper_index(rule, name);
    if (hyper >= 0)
        return input_node(compiler, rule_input_hyper(rule) + (size_t)hyper);
    unknown_name(compiler->survey, rule, name, error);
    return NODE_NONE;
}

static node_id lower_reduction(void *context, const struct syntax_node *call, struct error *error);

static node_id lower_at(struct compiler *compiler, int root, int coordinate, struct error *error)
{
    struct lower_scope scope = {compiler, lower_name, lower_reduction, &compiler->unrolled, NULL};
    int outer = compiler->coordinate;
    compiler->coordinate = coordinate;
    node_id node =
        lower_expression(&compiler->graph, &compiler->survey->syntax, root, &scope, error);
    compiler->coordinate = outer;
    return node;
}

/* The sum over the coordinates of a*a (norm, under a root) or a*b (dot). */
static node_id lower_sum(struct compiler *compiler, const struct syntax_node *call,
                         struct error *error)
{
    struct graph *graph = &compiler->graph;
    bool is_norm = call->operand[1] < 0;
    node_id sum = graph_constant(graph, 0);
    for (int i = 0; i < compiler->rule->n; i++) {
        node_id a = lower_at(compiler, call->operand[0], i, error);
        node_id b = is_norm ? a : lower_at(compiler, call->operand[1], i, error);
        if (a == NODE_NONE || b == NODE_NONE)
            return NODE_NONE;
        sum = graph_binary(graph, OP_ADD, sum, graph_binary(graph, OP_MUL, a, b));
    }
    return is_norm ? graph_unary(graph, OP_SQRT, sum) : sum;
}

/* The present coordinate's entry of the Hessian times the vector a. */
static node_id lower_product(struct compiler *compiler, const struct syntax_node *call,
                             struct error *error)
{
    const struct rule *rule = compiler->rule;
    struct graph *graph = &compiler->graph;
    int i = compiler->coordinate;
    node_id sum = graph_constant(graph, 0);
    for (int j = 0; j < rule->n; j++) {
        node_id a = lower_at(compiler, call->operand[0], j, error);
        node_id h = input_node(compiler, rule_input_hessian(rule) + formula_pair(rule->n, i, j));
        sum = graph_binary(graph, OP_ADD, sum, graph_binary(graph, OP_MUL, h, a));
        if (a == NODE_NONE)
            return NODE_NONE;
    }
    return sum;
}

/* Each is worked out once, however often it is read. */
static node_id lower_reduction(void *context, const struct syntax_node *call, struct error *error)
{
    struct compiler *compiler = context;
    bool product = span_is(call->span, "hv");
    size_t node = (size_t)(call - compiler->survey->syntax.nodes);
    size_t coordinate = product ? (size_t)compiler->coordinate : 0;
    node_id *memo = &compiler->reduced[node * (size_t)compiler->rule->n + coordinate];
    if (*memo == NODE_NONE)
        *memo = product ? lower_product(compiler, call, error) : lower_sum(compiler, call, error);
    return *memo;
}

static bool fail_graph(const struct graph *graph, struct error *error)
{
    return graph->count < GRAPH_MAX_NODES ? error_memory(error)
                                          : error_set(error, "the rule is too large");
}

/* All coordinates are lowered before any of them is assigned: a norm in a later coordinate has to
 * see what the first one saw. */
static bool lower_statement(struct compiler *compiler, const struct syntax_statement *statement,
                            struct error *error)
{
    node_id node[PARAMETERS_MAX];
    for (int i = 0; i < compiler->rule->n; i++) {
        node[i] = lower_at(compiler, statement->root, i, error);
        if (node[i] == NODE_NONE)
            return compiler->graph.failed && fail_graph(&compiler->graph, error);
    }
    struct assigned *assigned = find_assigned(compiler->survey, statement->name);
    assert(assigned);
    memcpy(assigned->node, node, (size_t)compiler->rule->n * sizeof *node);
    assigned->set = true;
    return true;
}

/* Does the program read one of so many inputs from `first` on? */
static bool reads_any(const struct program *program, size_t first, size_t count)
{
    for (size_t i = first; i < first + count && i < program->inputs; i++)
        if (program_reads(program, i))
            return true;
    return false;
}

static size_t pair_count(const struct rule *rule)
{
    return formula_pair(rule->n, rule->n - 1, rule->n - 1) + 1;
}

/* How many inputs the programs have: the random numbers and the Hessian only where they are read,
 * since a row that is never filled keeps others out of the cache. */
static size_t input_count(const struct compiler *compiler)
{
    const struct rule *rule = compiler->rule;
    const struct graph *graph = &compiler->graph;
    size_t normal = rule_input_normal(rule), hessian = rule_input_hessian(rule), end = 0;
    for (size_t i = 0; i < graph->count; i++)
        if (graph->nodes[i].op == OP_INPUT && (size_t)graph->nodes[i].operand[0] >= end)
            end = (size_t)graph->nodes[i].operand[0] + 1;
    if (end > hessian)
        return hessian + pair_count(rule);
    return end > normal ? hessian : normal;
}

static bool build_probe(struct compiler *compiler, struct error *error)
{
    struct rule *rule = compiler->rule;
    struct span name = {.text = words[PROBE].name, .length = strlen(words[PROBE].name)};
    const struct assigned *probe = find_assigned(compiler->survey, name);
    if (!probe)
        return true;
    rule->probes = true;
    if (!program_build(&rule->probe, &compiler->graph, input_count(compiler), false, probe->node,
                       (size_t)rule->n))
        return error_memory(error);
    rule->probe_reads_gradient = reads_any(&rule->probe, (size_t)rule->n, (size_t)rule->n);
    rule->probe_reads_hessian = reads_any(&rule->probe, rule_input_hessian(rule), pair_count(rule));
    return true;
}

static bool build_step(struct compiler *compiler, struct error *error)
{
    struct rule *rule = compiler->rule;
    struct rule_survey *survey = compiler->survey;
    node_id out[PARAMETERS_MAX * (1 + RULE_MAX_STATE)];
    for (size_t i = 0; i < survey->assigned_count; i++) {
        const struct assigned *assigned = &survey->assigned[i];
        bool is_theta = builtin_index(assigned->name) == THETA;
        if (!is_theta && assigned->state < 0)
            continue;
        int row = is_theta ? 0 : 1 + assigned->state;
        memcpy(out + row * rule->n, assigned->node, (size_t)rule->n * sizeof *out);
    }
    size_t outputs = (size_t)(rule->n * (1 + rule->states));
    if (!program_build(&rule->step, &compiler->graph, input_count(compiler), false, out, outputs))
        return error_memory(error);
    rule->step_reads_hessian = reads_any(&rule->step, rule_input_hessian(rule), pair_count(rule));
    return true;
}

/* What is read once, whether by the probe or by the step. */
static void note_inputs(struct rule *rule)
{
    const struct program *const programs[] = {&rule->probe, &rule->step};
    for (int i = 0; i < 2; i++) {
        rule->draws =
            rule->draws || reads_any(programs[i], rule_input_normal(rule), (size_t)rule->n);
        rule->has_rate = rule->has_rate || program_reads(programs[i], rule_input_rate(rule));
    }
}

/* Readies the compiler; compiler_end in either case. */
static bool compiler_begin(struct compiler *compiler, struct rule_survey *survey, struct rule *rule)
{
    size_t count = survey->syntax.node_count * (size_t)rule->n;
    *compiler = (struct compiler){.survey = survey, .rule = rule};
    graph_init(&compiler->graph);
    compiler->reduced = malloc((count + 1) * sizeof *compiler->reduced);
    for (size_t i = 0; compiler->reduced && i < count; i++)
        compiler->reduced[i] = NODE_NONE;
    return compiler->reduced;
}

static void compiler_end(struct compiler *compiler)
{
    free(compiler->reduced);
    graph_release(&compiler->graph);
}

static bool compile_survey(struct rule_survey *survey, struct rule *rule, struct error *error)
{
    struct compiler compiler;
    bool ok = compiler_begin(&compiler, survey, rule) || error_memory(error);
    for (size_t i = 0; ok && i < survey->syntax.statement_count; i++)
        ok = lower_statement(&compiler, &survey->syntax.statements[i], error);
    ok = ok && build_probe(&compiler, error) && build_step(&compiler, error);
    if (ok)
        note_inputs(rule);
    compiler_end(&compiler);
    return ok;
}

/* --- a rule told --- */

struct teller {
    struct compiler compiler;
    struct rule_story *story;
    size_t pieces;  /* so far */
    node_id *node;  /* [(pieces + statements) * n]: the outputs */
    size_t outputs; /* so far */
};

/* Behind the parenthesis that closes the one at or behind `at`. */
static size_t behind_call(const char *text, size_t at)
{
    int depth = 0;
    do {
        depth += (text[at] == '(') - (text[at] == ')');
        at++;
    } while (depth > 0 || text[at - 1] != ')');
    return at;
}

/* Adds what the expression at `root` reads, from left to right. */
static bool tell_pieces(struct teller *teller, int root)
{
    struct compiler *compiler = &teller->compiler;
    const struct syntax *syntax = &compiler->survey->syntax;
    const struct syntax_node *node = &syntax->nodes[root];
    bool name = node->kind == SYNTAX_NAME && !in_table(&constants, node->span);
    bool reduces = node->kind == SYNTAX_CALL && !node->function;
    if (!name && !reduces) {
        for (int i = 0; node->kind == SYNTAX_CALL && i < 3 && node->operand[i] >= 0; i++)
            if (!tell_pieces(teller, node->operand[i]))
                return false;
        return true;
    }
    size_t at = (size_t)(node->span.text - syntax->text);
    size_t length = name ? node->span.length : behind_call(syntax->text, at) - at;
    teller->story->piece[teller->pieces++] = (struct rule_piece){at, length, teller->outputs};
    for (int i = 0; i < compiler->rule->n; i++) {
        node_id value = lower_at(compiler, root, i, NULL);
        teller->node[teller->outputs++] = value;
        if (value == NODE_NONE)
            return false;
    }
    return true;
}

static size_t skip_blanks(const char *text, size_t at, const char *blanks)
{
    return at + strspn(text + at, blanks);
}

static bool tell_statement(struct teller *teller, size_t number)
{
    struct compiler *compiler = &teller->compiler;
    const struct syntax *syntax = &compiler->survey->syntax;
    const struct syntax_statement *statement = &syntax->statements[number];
    struct rule_statement *told = &teller->story->statement[number];
    const char *text = syntax->text;
    *told = (struct rule_statement){.name = (size_t)(statement->name.text - text),
                                    .name_length = statement->name.length,
                                    .first = teller->pieces};
    told->at = skip_blanks(text, told->name + told->name_length, " \t\r\n=");
    told->length = strcspn(text + told->at, ";");
    while (told->length > 0 && strchr(" \t\r\n", text[told->at + told->length - 1]))
        told->length--;
    if (!tell_pieces(teller, statement->root) || !lower_statement(compiler, statement, NULL))
        return false;
    const struct assigned *assigned = find_assigned(compiler->survey, statement->name);
    told->pieces = teller->pieces - told->first;
    told->output = teller->outputs;
    memcpy(teller->node + teller->outputs, assigned->node,
           (size_t)compiler->rule->n * sizeof *teller->node);
    teller->outputs += (size_t)compiler->rule->n;
    return true;
}

static bool tell_survey(struct rule_survey *survey, struct rule *rule, struct rule_story *story)
{
    size_t statements = survey->syntax.statement_count, pieces = survey->syntax.node_count;
    struct teller teller = {.story = story};
    story->statements = statements;
    story->probe = survey->probe;
    story->statement = calloc(statements, sizeof *story->statement);
    story->piece = calloc(pieces, sizeof *story->piece);
    teller.node = malloc((pieces + statements) * (size_t)rule->n * sizeof *teller.node);
    bool ok = compiler_begin(&teller.compiler, survey, rule) && story->statement && story->piece &&
              teller.node;
    for (size_t i = 0; ok && i < statements; i++)
        ok = tell_statement(&teller, i);
    ok = ok && program_build(&story->program, &teller.compiler.graph, input_count(&teller.compiler),
                             false, teller.node, teller.outputs);
    compiler_end(&teller.compiler);
    free(teller.node);
    return ok;
}

bool rule_tell(const struct rule *rule, struct rule_story *story)
{
    struct rule_survey *survey = malloc(sizeof *survey);
    struct rule again = *rule; /* whose states are numbered once more */
    *story = (struct rule_story){.probe = SIZE_MAX};
    again.states = 0;
    bool ok = survey && survey_text(survey, rule->text, strlen(rule->text), NULL) &&
              number_states(survey, &again, NULL) && tell_survey(survey, &again, story);
    if (survey)
        syntax_release(&survey->syntax);
    free(survey);
    return ok;
}

void rule_story_release(struct rule_story *story)
{
    program_release(&story->program);
    free(story->statement);
    free(story->piece);
    *story = (struct rule_story){0};
}

/* --- the rule --- */

static struct rule *rule_allocate(const char *text, size_t length, int n)
{
    struct rule *rule = calloc(1, sizeof *rule);
    if (!rule)
        return NULL;
    rule->n = n;
    rule->text = malloc(length + 1);
    if (!rule->text) {
        free(rule);
        return NULL;
    }
    memcpy(rule->text, text, length);
    rule->text[length] = '\0';
    return rule;
}

static bool compile_text(struct rule *rule, size_t length, struct error *error)
{
    struct rule_survey *survey = malloc(sizeof *survey);
    if (!survey)
        return error_memory(error);
    bool ok = survey_text(survey, rule->text, length, error) && check_names(survey, rule, error) &&
              number_states(survey, rule, error) && compile_survey(survey, rule, error);
    syntax_release(&survey->syntax);
    free(survey);
    return ok;
}

struct rule *rule_compile(const char *text, size_t length, int n, const char *const *hyper_names,
                          int hypers, struct error *error)
{
    if (hypers > RULE_MAX_HYPER || n < 1 || n > PARAMETERS_MAX) {
        error_set(error, "a rule has at most %d hyperparameters and %d coordinates", RULE_MAX_HYPER,
                  PARAMETERS_MAX);
        return NULL;
    }
    struct rule *rule = rule_allocate(text, length, n);
    if (!rule) {
        error_memory(error);
        return NULL;
    }
    rule->hypers = hypers;
    for (int i = 0; i < hypers; i++)
        snprintf(rule->hyper_name[i], NAME_SIZE, "%s", hyper_names[i]);
    if (!compile_text(rule, length, error)) {
        rule_free(rule);
        return NULL;
    }
    return rule;
}

void rule_free(struct rule *rule)
{
    if (!rule)
        return;
    program_release(&rule->probe);
    program_release(&rule->step);
    free(rule->text);
    free(rule);
}
