/* A formula: text, compiled with its exact first and second derivatives. */
#ifndef FORMULA_FORMULA_H
#define FORMULA_FORMULA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/limits.h"
#include "formula/program.h"

struct error;
struct syntax;

enum { FORMULA_MAX_VARIABLES = 64 };

/* What names mean: the first `parameters` names are differentiated by, the `variables` after
 * them are not. Each is an identifier, none twice, none a function or a constant. From where the
 * text assigns a value to a variable's name, it means that value. */
struct formula_names {
    const char *const *name; /* [parameters + variables] */
    int parameters, variables;
    const struct foreign *foreign; /* borrowed: what grid(a, b) means; NULL: nothing */
};

struct formula {
    char *text;                 /* owned, as typed, NUL-terminated */
    struct formula_names names; /* owned: a copy */
    int parameters;             /* n */
    size_t parts;               /* how many values it gives a name to before its own */
    bool convex;                /* proved so: every minimum is the global one. See convex.h */
    /* Inputs: parameters, then variables. Outputs: */
    struct program value;     /* f; can be run again where one parameter alone has changed */
    struct program gradient;  /* f, g[n] */
    struct program hessian;   /* f, g[n], then h[i][j] for i <= j, row by row */
    size_t switches;          /* see graph_switches; m of them, often none; of hundreds that are
                               * nested only the first */
    struct program switching; /* s[m], then their gradients ds[m][n]; empty where there is none */
};

/* Compiles text[length]. Returns NULL with an error that has its place: bad syntax, unknown
 * names (with the nearest known one), a limit of syntax.h, or a formula too large to be
 * differentiated twice. Free with formula_free. */
struct formula *formula_compile(const char *text, size_t length, const struct formula_names *names,
                                struct error *error);
void formula_free(struct formula *formula);

/* The node of the formula's value in a graph of the caller's, of names that have been checked.
 * Returns NODE_NONE with the error as above. */
node_id formula_lower(struct graph *graph, const char *text, size_t length,
                      const struct formula_names *names, struct error *error);

/* The same of a text that has been parsed. */
node_id formula_lower_parsed(struct graph *graph, const struct syntax *syntax,
                             const struct formula_names *names, struct error *error);

/* A part of the formula, the one that it calls `name`, or the last one where that is NULL: its
 * value as a program, whose inputs are those of the formula. Returns false with the error where
 * there is none such, or when memory runs out. Release the program in either case. */
bool formula_part(const struct formula *formula, const char *name, struct program *program,
                  struct error *error);

/* Checks a parameter's or a column's name: Latin and Greek letters, digits and _, no digit
 * first, no word of the language. */
bool formula_name_ok(const char *name, struct error *error);

/* The number of h[i][j] among the entries of a symmetric matrix of n rows, 0 <= i, j < n: those for
 * i <= j, row by row. */
size_t formula_pair(int n, int i, int j);

/* How an operation on finite numbers has no finite result. */
enum formula_fault {
    FORMULA_DOMAIN,  /* no number: log(-1), 0/0, (-2)^0.5 */
    FORMULA_POLE,    /* infinite there: log(0), 1/0, 0^-1 */
    FORMULA_OVERFLOW /* too large for a double: exp(1000) */
};

struct formula_blame {
    enum formula_fault fault;
    const char *name;    /* of the operation: "log", "^", "/" */
    int operands;        /* 1 or 2 */
    double operand[2];   /* their values */
    char text[48];       /* "log(-0.2)", "(-0.2)^0.333", "1/0", "acos(1.00001)": three digits a
                          * number, more beside a whole one; ASCII */
    const char *instead; /* a function that is defined there: "cbrt" for (-8)^(1/3); else NULL */
    int line, column;    /* of the name in the text, from 1 */
};

/* Why f is not finite at these inputs, parameters and then variables: the first operation that f
 * depends on there (a branch of `if` not taken is none) whose operands are finite and whose result
 * is not. Compiles the text once more. Returns false where f is finite, where an input is not, or
 * when memory runs out. */
bool formula_blame(const struct formula *formula, const double *inputs,
                   struct formula_blame *blame);

/* Where output h[i][j] of the program `hessian` stands. */
size_t formula_hessian_output(const struct formula *formula, int i, int j);

#endif
