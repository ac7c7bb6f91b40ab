#include "formula/symbolic.h"

#include <string.h>

#include "formula/graph.h"
#include "formula/print.h"

enum { ENTRIES = PARAMETERS_MAX + PARAMETERS_MAX * (PARAMETERS_MAX + 1) / 2 };

/* The gradient of f, and the Hessian's entries with i <= j behind it, row by row; returns how many,
 * 0 where the graph failed. */
static size_t derive(struct graph *graph, node_id f, int n, bool hessian, node_id *derivative)
{
    size_t count = (size_t)n;
    node_id row[PARAMETERS_MAX];
    if (!graph_gradient(graph, f, n, derivative))
        return 0;
    for (int i = 0; hessian && i < n; i++) {
        if (!graph_gradient(graph, derivative[i], n, row))
            return 0;
        memcpy(derivative + count, row + i, (size_t)(n - i) * sizeof *row);
        count += (size_t)(n - i);
    }
    return count;
}

static void write_line(const struct print *print, node_id node, struct buffer *out)
{
    buffer_text(out, " = ");
    print_node(print, node, out);
    buffer_text(out, "\n");
}

static void write_lines(const struct print *print, const node_id *derivative, bool hessian,
                        struct buffer *out)
{
    int n = print->names->parameters;
    const char *const *name = print->names->name;
    for (size_t i = 0; i < print->parts; i++) {
        print_part(print, i, out);
        buffer_text(out, "\n");
    }
    for (int i = 0; i < n; i++) {
        buffer_format(out, "df/d%s", name[i]);
        write_line(print, *derivative++, out);
    }
    for (int i = 0; hessian && i < n; i++)
        for (int j = i; j < n; j++) {
            buffer_format(out, i == j ? "d2f/d%s2" : "d2f/d%sd%s", name[i], name[j]);
            write_line(print, *derivative++, out);
        }
}

bool formula_symbolic(const struct formula *formula, bool hessian, struct buffer *out)
{
    struct graph graph;
    struct print print = {0};
    node_id derivative[ENTRIES];
    graph_init(&graph);
    node_id f = formula_lower(&graph, formula->text, strlen(formula->text), &formula->names, NULL);
    size_t count = f == NODE_NONE ? 0 : derive(&graph, f, formula->parameters, hessian, derivative);
    bool ok = count > 0 && print_init(&print, &graph, &formula->names, derivative, count);
    if (ok)
        write_lines(&print, derivative, hessian, out);
    print_release(&print);
    graph_release(&graph);
    return ok && !out->failed;
}
