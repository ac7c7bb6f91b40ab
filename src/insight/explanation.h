/* A step told, as plain data: lines that say where each of its numbers comes from, and what of it
 * can be drawn. Text (explanation_write), a panel and arrows on the map are made of it. */
#ifndef INSIGHT_EXPLANATION_H
#define INSIGHT_EXPLANATION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/linear.h"
#include "formula/formula.h"
#include "method/story.h"

enum told_kind {
    TOLD_TEXT,   /* what is told, and perhaps a number */
    TOLD_VECTOR, /* a name, and a number for each coordinate */
    TOLD_WORKED, /* a statement with names, and what it comes to for each coordinate */
    TOLD_TRIAL   /* the same of a point that a method has tried; what came of it is behind */
};

/* Offsets into the text; there may be nothing there. */
struct told_cell {
    size_t worked, value;
};

struct told_line {
    enum told_kind kind;
    size_t text, value;
    size_t cell; /* of all kinds but TOLD_TEXT: the first of n cells */
    bool head;   /* explanation.step … promised say it, too */
    bool taken;  /* TOLD_TRIAL: the step goes there */
};

enum { TOLD_PULLS = 20 };

struct explanation {
    int n, digits; /* coordinates; of a number, 17: as many as reading it back takes */
    char name[PARAMETERS_MAX][NAME_SIZE]; /* [n], of the coordinates */
    struct buffer text;
    struct told_line *line; /* owned */
    struct told_cell *cell; /* owned */
    size_t lines, cells, line_room, cell_room;
    bool failed; /* memory ran out */

    /* The step: from where, to where, and where it would lead if the gradient were 0, so that the
     * rest of the way is the gradient's. */
    long step;
    bool lost; /* the loss at the point is not finite: there is neither slope nor step */
    double at[PARAMETERS_MAX], to[PARAMETERS_MAX], rest[PARAMETERS_MAX];
    bool parted;                    /* rest is known, and neither the point nor the step's end: */
    const char *rest_name;          /* static: "memory" */
    double before, after, promised; /* losses; what the slope promised */
    struct story story;             /* of a method; else without trials */
    /* Of a batch of few rows: minus the gradient of each of them, and their numbers. */
    double pull[TOLD_PULLS][PARAMETERS_MAX];
    int pulls;
};

/* Makes it empty, for coordinates of these names, and releases its memory; {0} is empty. */
void explanation_begin(struct explanation *told, int n, const char *const *name, int digits);
void explanation_release(struct explanation *told);

/* Borrowed until the next change. */
static inline const char *told_text(const struct explanation *told, size_t at)
{
    return told->text.data ? told->text.data + at : "";
}

/* Appends a number as it is written here. Within an expression a negative one has parentheses, and
 * what is no number is written as what comes to it. */
void explanation_number(const struct explanation *told, struct buffer *out, double number,
                        bool within);

/* Adds a line, text[length]; all but TOLD_TEXT are followed by n cells. */
void explanation_add(struct explanation *told, enum told_kind kind, const char *text,
                     size_t length);
void explanation_text(struct explanation *told, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Adds a cell: what is worked out, "" where that is nothing, and what it comes to. */
void explanation_cell(struct explanation *told, const char *worked, double value);

/* Adds a whole line: with a number behind it, and with one for each coordinate. */
void explanation_value(struct explanation *told, const char *what, double value);
void explanation_vector(struct explanation *told, const char *what, const double *value);

/* Of the last line: what stands behind it; that it is of the head; that the step goes there. */
void explanation_behind(struct explanation *told, const char *text);
void explanation_head(struct explanation *told);
void explanation_taken(struct explanation *told);

/* Appends all of it as lines of text. */
void explanation_write(const struct explanation *told, struct buffer *out);

#endif
