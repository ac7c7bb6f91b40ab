#include "insight/predicate.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "formula/formula.h"
#include "formula/lexer.h"
#include "formula/syntax.h"

/* --- words of the verdict --- */

/* The ending whose word it is, or ENDING_COUNT. */
static enum ending ending_of(struct span name)
{
    int ending = 0;
    while (ending < ENDING_COUNT && !span_is(name, ending_word(ending)))
        ending++;
    return ending;
}

/* The word that was probably meant: one that holds what was typed, or the nearest; or NULL. */
static const char *nearest_word(const char *typed)
{
    const char *list[ENDING_COUNT];
    for (int i = 0; i < ENDING_COUNT; i++) {
        list[i] = ending_word(i);
        if (strstr(list[i], typed))
            return list[i];
    }
    return names_nearest(list, ENDING_COUNT, typed);
}

static bool fail_word(const struct syntax *syntax, struct span name, struct error *error)
{
    char typed[NAME_SIZE];
    snprintf(typed, sizeof typed, "%.*s", (int)name.length, name.text);
    char hint[NAMES_HINT];
    return syntax_error(
        syntax, name, error, "there is no verdict '%s'%s", typed,
        names_hint(nearest_word(typed), ", but global_minimum, saddle, cap ...", hint));
}

/* Says so where a verdict is written with blanks, as its sentence has it. Of several that stand in
 * the text the longest was meant. */
static void tell_blanks(const char *text, size_t length, struct error *error)
{
    size_t longest = 0, place = 0;
    enum ending meant = ENDING_COUNT;
    for (int i = 0; i < ENDING_COUNT; i++) {
        const char *name = ending_name(i);
        size_t size = strlen(name);
        for (size_t at = 0; strchr(name, ' ') && size > longest && at + size <= length; at++)
            if (memcmp(text + at, name, size) == 0) {
                longest = size;
                place = at;
                meant = i;
            }
    }
    if (meant != ENDING_COUNT)
        lexer_error(text, length, place, error, "a verdict is one word: %s", ending_word(meant));
}

/* --- names --- */

/* A predicate that is being made. */
struct predicate_making {
    struct predicate *predicate;
    const struct quantity_scope *scope;
    struct syntax syntax;
    const char *name[QUANTITY_MAX + QUANTITY_COUNT + ENDING_COUNT]; /* of the inputs */
    int names;
    double value[ENDING_COUNT]; /* of the words among them */
    struct error *error;
};

/* The quantities that count, and then once more those that have another name besides. */
static void name_quantities(struct predicate_making *making)
{
    struct predicate *predicate = making->predicate;
    struct quantity_list list;
    quantity_list(&list, making->scope);
    memcpy(predicate->input, list.item, (size_t)list.count * sizeof *list.item);
    predicate->count = list.count;
    for (int i = 0; i < list.count; i++)
        if (list.item[i].quantity->alias) {
            struct quantity_item *also = &predicate->input[predicate->count++];
            *also = list.item[i];
            snprintf(also->name, sizeof also->name, "%s", also->quantity->alias);
        }
    for (int i = 0; i < predicate->count; i++)
        making->name[i] = predicate->input[i].name;
    making->names = predicate->count;
}

/* The quantity of that name, or NULL. */
static const struct quantity *find_input(const struct predicate_making *making, struct span name)
{
    for (int i = 0; i < making->predicate->count; i++)
        if (span_is(name, making->name[i]))
            return making->predicate->input[i].quantity;
    return NULL;
}

static void name_word(struct predicate_making *making, enum ending ending)
{
    int word = making->names - making->predicate->count;
    for (int i = 0; i < word; i++)
        if (making->value[i] == ending)
            return;
    making->value[word] = ending;
    making->name[making->names++] = ending_word(ending);
}

/* What is read at a node: a name without a meaning here, or none; a named part; a quantity. */
enum reading { OTHER, PART, QUANTITY, VERDICT, WORD };

static enum reading reading_of(const struct predicate_making *making, int node)
{
    const struct syntax_node *read = &making->syntax.nodes[node];
    const struct quantity *quantity = find_input(making, read->span);
    if (read->kind != SYNTAX_NAME)
        return OTHER;
    for (size_t i = 0; i < making->syntax.statement_count; i++)
        if (span_same(making->syntax.statements[i].name, read->span))
            return PART;
    if (quantity)
        return quantity->kind == QUANTITY_WORD ? VERDICT : QUANTITY;
    return ending_of(read->span) < ENDING_COUNT ? WORD : OTHER;
}

/* --- what is wrong with a name --- */

/* A quantity that there is in other runs. */
static bool check_counts(const struct predicate_making *making, const struct syntax_node *node)
{
    char name[NAME_SIZE];
    struct quantity_item item;
    snprintf(name, sizeof name, "%.*s", (int)node->span.length, node->span.text);
    return !quantity_find(&item, name) ||
           syntax_error(&making->syntax, node->span, making->error,
                        "there is no '%s' here: it needs %s", name, quantity_need(item.when));
}

/* The verdict and its words stand on the two sides of == or !=, and nowhere else. */
static bool check_reading(const struct predicate_making *making, int node, bool compared)
{
    const struct syntax_node *read = &making->syntax.nodes[node];
    enum reading reading = reading_of(making, node);
    if (reading == VERDICT && !compared)
        return syntax_error(&making->syntax, read->span, making->error,
                            "the verdict is a word, to be compared with one: verdict == saddle");
    if (reading == WORD && !compared)
        return syntax_error(&making->syntax, read->span, making->error,
                            "'%.*s' is a word of the verdict: verdict == %.*s",
                            (int)read->span.length, read->span.text, (int)read->span.length,
                            read->span.text);
    return reading != OTHER || read->kind != SYNTAX_NAME || check_counts(making, read);
}

static bool compares(const struct syntax_node *node)
{
    return node->kind == SYNTAX_CALL && (span_is(node->span, "==") || span_is(node->span, "!="));
}

/* Of a comparison of the verdict with a word: notes the word. Without a verdict there is nothing to
 * be done. */
static bool note_comparison(struct predicate_making *making, const struct syntax_node *node,
                            bool *compared)
{
    const struct syntax_node *nodes = making->syntax.nodes;
    for (int side = 0; side < 2; side++) {
        int verdict = node->operand[side], word = node->operand[1 - side];
        if (reading_of(making, verdict) != VERDICT || nodes[word].kind != SYNTAX_NAME)
            continue;
        enum reading reading = reading_of(making, word);
        if (reading == OTHER || reading == PART)
            return fail_word(&making->syntax, nodes[word].span, making->error);
        if (reading == WORD) {
            name_word(making, ending_of(nodes[word].span));
            compared[verdict] = compared[word] = true;
        }
    }
    return true;
}

static bool check_names(struct predicate_making *making)
{
    size_t count = making->syntax.node_count;
    bool *compared = calloc(count, sizeof *compared);
    bool ok = compared || error_memory(making->error);
    for (size_t i = 0; ok && i < count; i++)
        if (compares(&making->syntax.nodes[i]))
            ok = note_comparison(making, &making->syntax.nodes[i], compared);
    for (size_t i = 0; ok && i < count; i++)
        ok = check_reading(making, (int)i, compared[i]);
    free(compared);
    return ok;
}

/* --- making it --- */

/* There is no need of derivatives. */
static bool build(const struct predicate_making *making, struct program *program)
{
    const struct formula_names names = {.name = making->name, .variables = making->names};
    struct graph graph;
    graph_init(&graph);
    node_id value = formula_lower_parsed(&graph, &making->syntax, &names, making->error);
    bool ok = value != NODE_NONE;
    if (ok && !program_build(program, &graph, (size_t)making->names, false, &value, 1))
        ok = error_memory(making->error);
    graph_release(&graph);
    return ok;
}

static bool make(struct predicate_making *making)
{
    struct predicate *predicate = making->predicate;
    name_quantities(making);
    if (!check_names(making) || !build(making, &predicate->program))
        return false;
    if (!evaluator_init(&predicate->evaluator, &predicate->program, 1))
        return error_memory(making->error);
    for (int i = predicate->count; i < making->names; i++)
        *evaluator_input(&predicate->evaluator, (size_t)i) = making->value[i - predicate->count];
    return true;
}

bool predicate_compile(struct predicate *predicate, const char *text, size_t length,
                       const struct quantity_scope *scope, struct error *error)
{
    struct predicate_making making = {.predicate = predicate, .scope = scope, .error = error};
    *predicate = (struct predicate){0};
    bool parsed = syntax_parse(&making.syntax, text, length, SYNTAX_PREDICATE, error);
    bool ok = parsed && make(&making);
    if (!parsed)
        tell_blanks(text, length, error);
    syntax_release(&making.syntax);
    if (!ok)
        predicate_release(predicate);
    return ok;
}

void predicate_release(struct predicate *predicate)
{
    evaluator_release(&predicate->evaluator);
    program_release(&predicate->program);
    *predicate = (struct predicate){0};
}

/* --- asking it --- */

unsigned predicate_needs(const struct predicate *predicate)
{
    unsigned needs = 0;
    for (int i = 0; i < predicate->count; i++)
        if (program_reads(&predicate->program, (size_t)i))
            needs |= predicate->input[i].quantity->needs;
    return needs;
}

bool predicate_holds(struct predicate *predicate, const struct observation *observation)
{
    for (int i = 0; i < predicate->count; i++)
        *evaluator_input(&predicate->evaluator, (size_t)i) =
            quantity_value(&predicate->input[i], observation);
    evaluator_run(&predicate->evaluator, 1);
    double value = *evaluator_output(&predicate->evaluator, 0);
    return value != 0 && !isnan(value);
}

const char *predicate_lacks(const struct predicate *predicate,
                            const struct observation *observation)
{
    const char *lacking = NULL;
    for (int i = 0; i < predicate->count; i++) {
        const struct quantity_item *input = &predicate->input[i];
        if (input->quantity->each != QUANTITY_EACH_PARAMETER &&
            program_reads(&predicate->program, (size_t)i) &&
            isnan(quantity_value(input, observation)))
            lacking = input->name;
    }
    return lacking;
}
