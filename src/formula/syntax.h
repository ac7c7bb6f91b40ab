/* Text to syntax tree: the lexer and the parser of formulas and of rules.
 *
 *   formula  = { name "=" expr ";" } expr [ ";" ]
 *   rule     = name "=" expr { ";" name "=" expr } [ ";" ]
 *   expr     = or-expr: or, and, not; == != < <= > >=; then + -, then * /, then unary -, then ^
 *   primary  = number | name | name "(" expr { "," expr } ")" | "(" expr ")"
 *            | ( "√" | "∛" ) primary | primary superscript
 *            | ( "sum" | "prod" ) "(" index "," expr "," expr "," expr ")"
 *
 * The index is a name that is known in the last operand of its sum only, and hides others there.
 * A superscript is ^ with that number. ^ binds tighter than unary minus on its left and groups to
 * the right; its right side may begin with a minus. Comparisons do not chain. White space, newlines
 * included, separates. */
#ifndef FORMULA_SYNTAX_H
#define FORMULA_SYNTAX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/limits.h"
#include "base/table.h"
#include "formula/graph.h"

struct error;

enum {
    SYNTAX_MAX_TEXT = 64 * 1024, /* bytes */
    SYNTAX_MAX_DEPTH = 256,      /* nested operators, calls and parentheses */
    SYNTAX_MAX_NODES = 4096,     /* numbers, names, operators and calls */
    SYNTAX_MAX_LEVELS = 8        /* sums and products in one another */
};

enum {
    FUNCTION_CHAIN = SYNTAX_MAX_NODES, /* of `most`: any number; f(a,b,c) is f(f(a,b),c) */
    FUNCTION_SERIES                    /* of `least` and `most`: f(i,first,last,term) */
};

/* A function or an operator of the language: one row of the table `functions`. */
struct function {
    const char *name; /* "sin", "+", "==" */
    int least, most;  /* operands */
    /* A series is built of two terms, or of none. */
    node_id (*build)(struct graph *graph, const node_id *operands, int count);
    const char *meaning; /* for the list of functions; NULL for operators */
};

/* The functions, without the operators; constants are rows of `constants`. */
extern const struct table functions;

struct constant {
    const char *name; /* "pi" */
    double value;
    const char *meaning;
};

extern const struct table constants;

/* A piece of text with its place. The bytes are borrowed from the text that was parsed. */
struct span {
    const char *text;
    size_t length;
};

enum syntax_kind { SYNTAX_NUMBER, SYNTAX_NAME, SYNTAX_INDEX, SYNTAX_CALL };

struct syntax_node {
    enum syntax_kind kind;
    struct span span;                /* the number, the name, the operator or function name */
    double number;                   /* SYNTAX_NUMBER */
    const struct function *function; /* SYNTAX_CALL; NULL: norm, dot or hv (rules only) */
    int operand[3]; /* SYNTAX_CALL: indices of nodes; -1 where there is none. Of a sum: its
                     * bounds and its term */
    int level;      /* SYNTAX_INDEX, and a sum: how many sums the one with this index is in */
};

struct syntax_statement {
    struct span name; /* length 0, where it begins: the final expression of a formula */
    int root;         /* index of a node */
};

/* A parsed text. Children have lower indices than their parents. */
struct syntax {
    const char *text; /* borrowed */
    size_t length;
    struct syntax_node *nodes;
    size_t node_count;
    struct syntax_statement *statements;
    size_t statement_count;
};

enum syntax_form {
    SYNTAX_FORMULA,
    SYNTAX_RULE,
    SYNTAX_PREDICATE /* a formula of a run, in which `step` without operands is a name */
};

/* Parses text[length], which must outlive the tree. On failure the error has its place and
 * *syntax is empty. Release with syntax_release in either case. */
bool syntax_parse(struct syntax *syntax, const char *text, size_t length, enum syntax_form form,
                  struct error *error);
void syntax_release(struct syntax *syntax);

/* Sets an error at the place of `span`. Returns false. */
bool syntax_error(const struct syntax *syntax, struct span span, struct error *error,
                  const char *format, ...) __attribute__((format(printf, 4, 5)));

bool span_is(struct span span, const char *name);
bool span_same(struct span a, struct span b);

/* Where the text of the expression at node `root` begins, its parentheses left out. */
struct span syntax_start(const struct syntax *syntax, int root);

#endif
