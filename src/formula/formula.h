/* A formula: text, compiled with its exact first and second derivatives. */
#ifndef FORMULA_FORMULA_H
#define FORMULA_FORMULA_H

#include <stdbool.h>
#include <stddef.h>

#include "formula/program.h"

struct error;

enum { FORMULA_MAX_PARAMETERS = 16, FORMULA_MAX_VARIABLES = 64 };

/* What names mean: the first `parameters` names are differentiated by, the `variables` after
 * them are not. Each is an identifier, none twice, none a function or a constant. From where the
 * text assigns a value to a variable's name, it means that value. */
struct formula_names {
    const char *const *name; /* [parameters + variables] */
    int parameters, variables;
};

struct formula {
    char *text;     /* owned, as typed, NUL-terminated */
    int parameters; /* n */
    /* Inputs: parameters, then variables. Outputs: */
    struct program value;    /* f; can be run again where one parameter alone has changed */
    struct program gradient; /* f, g[n] */
    struct program hessian;  /* f, g[n], then h[i][j] for i <= j, row by row */
    size_t switches;         /* see graph_switches; m of them, often none; of hundreds that are
                              * nested only the first */
    struct program switching; /* s[m], then their gradients ds[m][n]; empty where there is none */
};

/* Compiles text[length]. Returns NULL with an error that has its place: bad syntax, unknown
 * names (with the nearest known one), a limit of syntax.h, or a formula too large to be
 * differentiated twice. Free with formula_free. */
struct formula *formula_compile(const char *text, size_t length, const struct formula_names *names,
                                struct error *error);
void formula_free(struct formula *formula);

/* Checks a parameter's or a column's name: [A-Za-z_][A-Za-z0-9_]*, no word of the language. */
bool formula_name_ok(const char *name, struct error *error);

/* The number of h[i][j] among the entries of a symmetric matrix of n rows, 0 <= i, j < n: those for
 * i <= j, row by row. */
size_t formula_pair(int n, int i, int j);

/* Where output h[i][j] of the program `hessian` stands. */
size_t formula_hessian_output(const struct formula *formula, int i, int j);

#endif
