/* Nodes of a graph as formulas again, for people to read: the gradient as `4*x*t1 + 2*t2`.
 *
 * What several nodes need, and what would be too long where it is needed, gets a name, t1, t2 … (or
 * the first letter of "tuvw" that begins no such name of the caller's), and is written once: such a
 * part uses only parts before it. Products, powers and sums are written flat, their constants drawn
 * together and as fractions or multiples of pi where these are shorter, and what terms have in
 * common stands before them, so a value read back may differ by rounding; where the graph has an
 * operation that the language lacks, it is written with others of which the compiler makes that
 * operation again. What text can't say is the chain rule's product, in which an exact 0 wins over
 * an infinity. */
#ifndef FORMULA_PRINT_H
#define FORMULA_PRINT_H

#include "base/buffer.h"
#include "formula/formula.h"

struct print {
    const struct graph *graph;         /* borrowed */
    const struct formula_names *names; /* borrowed: of the inputs */
    int *part_of;  /* owned [graph->count]: the number of a node's part, or -1 */
    node_id *part; /* owned [parts], ascending */
    size_t parts;
    char letter; /* with which the parts' names begin */
};

/* Chooses the parts for the nodes root[count]. Returns false when memory runs out; print_release in
 * either case. */
bool print_init(struct print *print, const struct graph *graph, const struct formula_names *names,
                const node_id *root, size_t count);
void print_release(struct print *print);

/* Appends "t1 = x^2 + y - 11", for number 0. */
void print_part(const struct print *print, size_t number, struct buffer *out);

/* Appends the formula of a node. */
void print_node(const struct print *print, node_id node, struct buffer *out);

#endif
