/* A rule: an optimizer as text, compiled for n coordinates.
 *
 * Statements `name = expr` separated by ';', applied to each coordinate in the order of the text:
 * a statement sees the values that earlier ones assigned. Known names: theta (the coordinate), g
 * (its gradient), h (its second derivative, the Hessian's own entry on the diagonal), lr (this
 * step's rate), t (the step, from 1), f (the loss at theta, as it is recorded: without a penalty),
 * normal (a standard normal number for each coordinate and step, the same wherever the rule reads
 * it). A name that is assigned and also read before its assignment is state and starts at 0
 * (`a = if(t == 1, theta, a)` is where the optimizer began); other assigned names are temporaries;
 * every other name must be a hyperparameter. theta must be assigned. norm(a) and dot(a,b) reduce
 * over the coordinates; hv(a) is the Hessian times the vector a, each coordinate its own entry.
 *
 * If `probe` is assigned, it is evaluated first, and gradient and Hessian are taken there; where
 * probe itself reads g, h or hv, these are those of the plain loss at theta. No statement before
 * that of probe may read them. */
#ifndef METHOD_RULE_H
#define METHOD_RULE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/table.h"
#include "formula/formula.h"

struct error;

/* A word that rules know besides those of formulas; the table's rows. */
struct rule_word {
    const char *name, *meaning;
    const char *is; /* for messages, of one that can't be assigned; or NULL */
};

extern const struct table rule_words;

enum { RULE_MAX_HYPER = 16, RULE_MAX_STATE = 16, RULE_MAX_ASSIGNED = 64 };

struct rule {
    char *text; /* owned, as typed */
    int n;      /* coordinates */
    int states; /* a coordinate */
    int hypers;
    char state_name[RULE_MAX_STATE][NAME_SIZE];
    char hyper_name[RULE_MAX_HYPER][NAME_SIZE];
    bool probes;                                  /* `probe` is assigned */
    bool probe_reads_gradient;                    /* at the cost of a second evaluation */
    bool probe_reads_hessian, step_reads_hessian; /* each at the cost of an evaluation */
    bool draws;                                   /* reads `normal` */
    bool has_rate;                                /* reads `lr` */
    /* Both programs take the inputs theta[n], g[n], state[states*n] (state by state), lr, t, f,
     * hyper[hypers], probe[n] (of use to `step` only, and only where `probes`); normal[n] where the
     * rule reads it or the Hessian, the Hessian's entries, as formula_pair counts them, where it
     * reads that. `probe` gives probe[n]; `step` gives theta[n],
     * state[states*n]. */
    struct program probe, step;
};

/* Where the inputs of a rule's programs begin. */
static inline size_t rule_input_state(const struct rule *rule)
{
    return 2 * (size_t)rule->n;
}

static inline size_t rule_input_rate(const struct rule *rule) /* lr, then t, then f */
{
    return (size_t)rule->n * (2 + (size_t)rule->states);
}

static inline size_t rule_input_hyper(const struct rule *rule)
{
    return rule_input_rate(rule) + 3;
}

static inline size_t rule_input_probe(const struct rule *rule)
{
    return rule_input_hyper(rule) + (size_t)rule->hypers;
}

static inline size_t rule_input_normal(const struct rule *rule)
{
    return rule_input_probe(rule) + (size_t)rule->n;
}

static inline size_t rule_input_hessian(const struct rule *rule)
{
    return rule_input_normal(rule) + (size_t)rule->n;
}

/* The names in a rule's text that need a value, in the order of their appearance. Returns how
 * many there are, or -1 with the error and its place: bad syntax, or more than RULE_MAX_HYPER. */
int rule_free_names(const char *text, size_t length, char names[RULE_MAX_HYPER][NAME_SIZE],
                    struct error *error);

/* Compiles text[length] for n coordinates; `hypers` names are the hyperparameters that have
 * values. Returns NULL with the error and its place; an unknown name's message says how to give
 * it a value. Free with rule_free. */
struct rule *rule_compile(const char *text, size_t length, int n, const char *const *hyper_names,
                          int hypers, struct error *error);
void rule_free(struct rule *rule);

/* --- a rule told --- */

/* What a statement reads: a name, or norm, dot or hv with its operands, in the rule's text. */
struct rule_piece {
    size_t at, length;
    size_t output; /* its values [n] are outputs of the story's program from here on */
};

/* A statement: `name = expression`, in the rule's text. */
struct rule_statement {
    size_t name, name_length;
    size_t at, length;    /* the expression */
    size_t first, pieces; /* what it reads, in the order of the text */
    size_t output;        /* of the values [n] that it gives */
};

struct rule_story {
    struct program program; /* of the inputs of the rule's programs */
    struct rule_statement *statement;
    size_t statements;
    struct rule_piece *piece;
    size_t probe; /* the statement that is evaluated with the inputs of `probe`; SIZE_MAX: none */
};

/* The statements, one by one, with all that they read and give, for somebody who wants to see how a
 * step comes about. Returns false when memory runs out; rule_story_release in either case. */
bool rule_tell(const struct rule *rule, struct rule_story *story);
void rule_story_release(struct rule_story *story);

#endif
