/* A scenario: everything that determines a run, and the table of its keys. The same keys are the
 * long options, the keys of files and the ':' commands. */
#ifndef RUN_SCENARIO_H
#define RUN_SCENARIO_H

#include <stdbool.h>
#include <stdint.h>

#include "base/setting.h"
#include "base/table.h"
#include "formula/formula.h"
#include "method/optimizer.h"
#include "method/schedule.h"
#include "problem/dialect.h"
#include "problem/init.h"
#include "problem/surface.h"
#include "run/criteria.h"

struct buffer;
struct dataset;
struct error;
struct interrupt;
struct grid;
struct objective;
struct reader;

struct scenario {
    /* What is minimised is one of these, the others are NULL, but for a function over a grid: */
    const struct surface *surface;
    char *function;            /* owned */
    const struct model *model; /* with data */
    char *loss;                /* owned; with data */
    struct grid *grid;         /* one of its owners; alone, or with a function that calls it */
    char *grid_name;           /* owned: its file as it was named */

    /* Opens the file that `data` names: what the caller puts here, since nothing is opened in a
     * run. NULL: there are no files. */
    bool (*open_data)(const char *name, struct reader *reader, struct error *error);
    /* Borrowed: who waits while runs of it are made (simulation_listen), or NULL: no run depends on
     * it. */
    struct interrupt *interrupt;
    /* Threads that sums over rows may take, at least 1: no run depends on it, so it is no key. */
    int jobs;
    struct dataset *data;   /* one of its owners; NULL: none. It stays while something
                             * without data is minimised */
    char *data_name;        /* owned: the file as it was named */
    bool data_is_fresh;     /* it was read just now: set again it is not read once more */
    struct dialect dialect; /* how it is said to be written, without `missing` */
    char *missing;          /* owned list; NULL: not said */
    char *columns, *label, *standardize; /* owned lists, as typed; NULL: none */
    double validation;                   /* the part of the rows held out */
    struct init_choice init;
    long batch; /* rows a step, 0: all */
    bool no_shuffle;

    int n;
    char *parameter[PARAMETERS_MAX]; /* owned */
    int start_count;                 /* 0: the default start */
    double start[PARAMETERS_MAX];
    uint64_t seed;
    const struct optimizer *optimizer; /* NULL where `rule` is given */
    char *rule;                        /* owned */
    char rule_name[NAME_SIZE];         /* what the rule is called; "": it has no name */
    int set_count;                     /* hyperparameters set by hand */
    struct {
        char name[NAME_SIZE];
        double value;
    } set[RULE_MAX_HYPER];
    double lr; /* 0: the recommended one, see scenario_rate */
    struct schedule schedule;
    double clip, clip_value, noise, l2; /* 0: off */
    long steps;                         /* -1: not given */
    bool stop_given;
    struct criteria criteria;
};

/* A row of the table `scenario_keys`. */
struct scenario_key {
    struct setting_head head;
    bool live;          /* may change in mid-run without starting anew, */
    bool live_alone;    /* but not together with others, which it gives a meaning */
    bool last_counts;   /* of several values at one step only the last matters */
    const char *reset;  /* of a live key: what sets it to its default; NULL: another key does */
    bool of_data;       /* counts only while something learns from data, see scenario_counts */
    bool names_file;    /* its value is the name of a file, or "-": standard input */
    bool is_formula;    /* its value is a formula or a rule: a line break is as good as a blank */
    bool of_file;       /* says which file is read, or how it is written */
    bool of_loss;       /* another value is another loss, which has a rate of its own */
    bool of_rate;       /* without effect where there is no rate */
    bool brings_rate;   /* another value brings a rate of its own */
    bool keeps_rate;    /* with it another optimizer does not bring its own rate */
    bool told;          /* a summary has a line for it */
    bool replaces_last; /* the later of it and the key in the row before wins */
    unsigned rivals;    /* sets of keys of which one can be given, a bit a set */
    bool (*set)(struct scenario *scenario, const char *value, struct error *error);
    /* Appends the value as `set` reads it; returns false, and appends nothing, where the key is
     * at its default or other keys say the same (momentum: optimizer and set). */
    bool (*get)(const struct scenario *scenario, struct buffer *out);
};

/* Appends the value of a key in force: as its `get`, but nothing of a key that does not count
 * now. */
bool scenario_get(const struct scenario *scenario, const struct scenario_key *key,
                  struct buffer *out);

/* Walks the keys that are not as by default: the next one from row *i on, with its value in `value`
 * in place of what was there, or NULL behind the last. *i is 0 before the first. */
const struct scenario_key *scenario_next(const struct scenario *scenario, size_t *i,
                                         struct buffer *value);

/* In an order in which they can be set: what a key's check depends on comes before it. */
extern const struct table scenario_keys;

enum { SCENARIO_MAX_STEPS = 10000 }; /* the cap of a run that was given none */

/* Defaults: SURFACE_DEFAULT, the first optimizer, constant schedule, seed 1. */
bool scenario_init(struct scenario *scenario);
void scenario_release(struct scenario *scenario);
/* Makes `to`, whose old contents are not looked at, a copy. On failure `to` is empty. */
bool scenario_copy(struct scenario *to, const struct scenario *from);

/* Sets one key. The error names the key as it was given here; its place is in the value's text
 * where that is a formula or a rule. On failure the scenario is as it was.
 *
 * The later of surface, function, model and loss wins, and the later of optimizer and rule; data
 * where there was neither model nor loss makes it the model linear. A surface brings its
 * parameters x, y, a model and a grid their own. A file of data is read here (open_data), and once
 * more where it is said how it is written; another one than before forgets columns, label and
 * standardize. Another optimizer or rule keeps the values that were set for names that it has too,
 * and drops the others. A formula's and a rule's names are checked only when a simulation is made,
 * as the keys that give them a meaning may come later; their syntax is checked here. */
bool scenario_set(struct scenario *scenario, const char *key, const char *value,
                  struct error *error);

/* Checks what the keys say only together: numbers of parameters, what needs data. The error names
 * the key to change. */
bool scenario_check(const struct scenario *scenario, struct error *error);

/* The objective that the scenario names. scenario_check is part of it. Returns NULL with the error
 * (it names the key; place in its text). Free with objective_free. */
struct objective *scenario_objective(const struct scenario *scenario, struct error *error);

/* Is data learnt from: is a model or a loss minimised? */
bool scenario_learns(const struct scenario *scenario);

/* Does a key that is about data count now, and may it be said? How a file is written is said of a
 * grid's, too. */
bool scenario_counts(const struct scenario *scenario, const struct scenario_key *key);

/* scenario_same_objective: do both minimise the same function of the same parameters?
 * scenario_alike: the same, but other rows may be held out for validation. A start or a rate that
 * suits one of them then suits the other. */
bool scenario_same_objective(const struct scenario *a, const struct scenario *b);
bool scenario_alike(const struct scenario *a, const struct scenario *b);

/* What the optimizer is called: its row's name, the rule's name, or "rule". Borrowed. */
const char *scenario_optimizer_name(const struct scenario *scenario);

/* The rate in force: lr, or the surface's or model's own for optimizers that follow the gradient,
 * or the optimizer's. A method has none and gives 0 or, unheeded, lr. */
double scenario_rate(const struct scenario *scenario);

/* Whose rate the recommended one is: the name of the surface, the model or the optimizer, or
 * "default". Borrowed. */
const char *scenario_rate_owner(const struct scenario *scenario);

/* The criteria in force. `steps N` alone: the run makes exactly N steps, nothing else is armed.
 * With `stop` the criteria of its list may end the run; with neither a gradient norm of 1e-6 or
 * a cycle does. Where no cap of steps or epochs is given, it is SCENARIO_MAX_STEPS. Divergence
 * always ends a run. */
void scenario_criteria(const struct scenario *scenario, struct criteria *criteria);

/* The hyperparameters in force, in the order of the optimizer's row, or as they were set for a
 * rule: borrowed names and values. Returns how many. */
int scenario_hypers(const struct scenario *scenario, const char *names[RULE_MAX_HYPER],
                    double values[RULE_MAX_HYPER]);

/* The start in force: start, or what init draws, or the surface's or model's own, or zeros for
 * a loss and (1, 1, …) for a function. Writes x[n]. */
void scenario_start(const struct scenario *scenario, double *x);

/* Makes the steps that were asked for the most there may be: the run ends as it would without them,
 * or there. */
void scenario_cap_steps(struct scenario *scenario);

/* Puts the start at x[n]. */
void scenario_begin_at(struct scenario *scenario, const double *x);

/* The parameter of that name, or -1. */
int scenario_find(const struct scenario *scenario, const char *name);

/* Where values of parameter i are looked for: the surface's window, or +-5 around the start. */
void scenario_range(const struct scenario *scenario, int i, double range[2]);

/* Appends the options that reproduce the scenario: " --surface ravine --lr 0.1", quoted for a
 * POSIX shell. */
void scenario_options(const struct scenario *scenario, struct buffer *out);

#endif
