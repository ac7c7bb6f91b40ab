/* The quantities of a run: what can be said of it in a number or a word at a step. One row a
 * quantity, of which traces, checks, panels, summaries and lists are made.
 *
 * A row reads its value from an observation, which is plain data. Here it is said what there is to
 * be observed; insight/observe.h finds it. */
#ifndef RUN_QUANTITY_H
#define RUN_QUANTITY_H

#include <stdbool.h>

#include "base/table.h"
#include "formula/formula.h"
#include "method/rule.h"
#include "run/criteria.h"
#include "run/trajectory.h"

struct error;
struct scenario;

enum quantity_id {
    QUANTITY_STEP,
    QUANTITY_PARAMETERS,
    QUANTITY_LOSS,
    QUANTITY_GRAD_NORM,
    QUANTITY_LR,
    QUANTITY_BATCH_LOSS,
    QUANTITY_EPOCH,
    QUANTITY_VALIDATION,
    QUANTITY_EVALUATIONS,
    QUANTITY_TRIALS,
    QUANTITY_HESSIANS,
    QUANTITY_LAMBDA_MAX,
    QUANTITY_LAMBDA_MIN,
    QUANTITY_KAPPA,
    QUANTITY_LR_LAMBDA,
    QUANTITY_DISTANCE,
    QUANTITY_R2,
    QUANTITY_ACCURACY,
    QUANTITY_FIRST,
    QUANTITY_SETTLED,
    QUANTITY_VERDICT,
    QUANTITY_COUNT
};

/* What has to be looked for, as it costs more than a look at the sample: bits. */
enum observed {
    OBSERVED_CURVATURE = 1, /* a Hessian or two */
    OBSERVED_SCORE = 2,     /* a pass through the data */
    OBSERVED_VERDICT = 4,   /* some Hessians */
    OBSERVED_DISTANCE = 8   /* next to nothing */
};

/* A run at a step. What was not looked for is NAN or NULL. */
struct observation {
    const struct sample *now;          /* borrowed */
    const struct criteria_state *seen; /* borrowed: what the criteria have seen; or NULL */
    bool last;                         /* the run makes no step after this one */
    /* OBSERVED_CURVATURE. Where not all directions curve up, kappa is INFINITY. */
    double lambda_max, lambda_min, kappa;
    double lr_lambda;         /* likewise; with the rate of the next step */
    double r2, accuracy;      /* OBSERVED_SCORE */
    double verdict;           /* OBSERVED_VERDICT: its number, */
    const char *verdict_word; /* and its word, borrowed */
    double distance;          /* OBSERVED_DISTANCE */
};

/* An observation of what need not be looked for. */
struct observation observation_of(const struct sample *now, const struct criteria_state *seen);

enum quantity_kind { QUANTITY_REAL, QUANTITY_WHOLE, QUANTITY_WORD };

/* Of what runs there is such a quantity. */
enum quantity_when {
    QUANTITY_ALWAYS,
    QUANTITY_WITH_DATA,
    QUANTITY_WITH_VALIDATION, /* rows held out */
    QUANTITY_WITH_R2,         /* a squared loss of data */
    QUANTITY_WITH_ACCURACY,   /* data of two classes */
    QUANTITY_WITH_RATE,
    QUANTITY_WITH_MINIMA /* a surface whose minima are known */
};

/* What a row stands for: one quantity, or one for each parameter or each criterion that is no
 * cap. */
enum quantity_each { QUANTITY_SINGLE, QUANTITY_EACH_PARAMETER, QUANTITY_EACH_CRITERION };

/* Where a trace has it. */
enum quantity_column {
    COLUMN_ALWAYS, /* in each row */
    COLUMN_JSON,   /* in each object of JSON */
    COLUMN_LAST    /* in the last object of JSON */
};

struct quantity {
    const char *name;  /* in traces and checks; of a row for several, what they are together */
    const char *alias; /* another name that a check understands; NULL: none */
    const char *label; /* on the screen; NULL: the name */
    const char *ascii; /* the same in ASCII; NULL: the label */
    const char *brief; /* where the screen is narrow; NULL: the label */
    const char *title; /* in a summary; NULL: the name */
    const char *meaning;
    const char *reading; /* what a value on the screen tells, or ""; NULL: none is there */
    enum quantity_kind kind;
    enum quantity_when when;
    enum quantity_each each;
    enum quantity_column column;
    unsigned needs; /* what its value is found with: bits of enum observed */
    double (*value)(const struct observation *observation, int i);
};

/* The rows, in the order of enum quantity_id, which is that of a trace. */
extern const struct table quantities;

static inline const struct quantity *quantity_row(enum quantity_id id)
{
    return table_row(&quantities, id);
}

/* How it is called on the screen, and in a summary. */
const char *quantity_label(enum quantity_id id, bool ascii);
const char *quantity_brief(enum quantity_id id, bool ascii);
const char *quantity_title(enum quantity_id id);

/* What run a list of quantities is for. */
struct quantity_scope {
    int n;
    const char *const *parameter; /* [n], borrowed */
    bool data, validation, r2, accuracy, rate, minima;
};

/* That of a scenario, whose names are borrowed. Whether data has a score, and which, shows only
 * when it is read; so it may have both. */
void quantity_scope(struct quantity_scope *scope, const struct scenario *scenario);

bool quantity_counts(enum quantity_when when, const struct quantity_scope *scope);

/* "rows held out (SETTING("validation"))": what a run needs for such a quantity (base/error.h). */
const char *quantity_need(enum quantity_when when);

/* One quantity: row, number among those that the row stands for, when it counts, and name. */
struct quantity_item {
    const struct quantity *quantity;
    int i;
    enum quantity_when when;
    char name[NAME_SIZE];
};

enum { QUANTITY_MAX = PARAMETERS_MAX + QUANTITY_COUNT + 2 * CRITERION_COUNT };

struct quantity_list {
    int count;
    struct quantity_item item[QUANTITY_MAX];
};

/* Those that count in such a run; NULL: in any, without parameters. Where a parameter has the name
 * of another quantity, that is what the name means, and the other one is left out. */
void quantity_list(struct quantity_list *list, const struct quantity_scope *scope);

/* What all of them need together: bits of enum observed. */
unsigned quantity_needs(const struct quantity_list *list);

/* Its value; NAN where there is none. */
static inline double quantity_value(const struct quantity_item *item,
                                    const struct observation *observation)
{
    return item->quantity->value(observation, item->i);
}

/* The quantity of that name, or of that other name, of whatever run. False where there is none;
 * names of parameters are none. */
bool quantity_find(struct quantity_item *found, const char *name);

/* Is it the name of a column that each row of a trace has, so that no parameter can have it? */
bool quantity_is_reserved(const char *name);

#endif
