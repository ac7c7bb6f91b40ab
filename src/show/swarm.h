/* A swarm: many runs at once, each a dot on the map, from places by chance in the window; or a
 * cloud: from one start with many draws of what is by chance in the steps. Each is the run that it
 * would be alone. */
#ifndef SHOW_SWARM_H
#define SHOW_SWARM_H

#include <stdbool.h>

#include "show/fill.h"
#include "study/cases.h"
#include "study/places.h"
#include "study/study.h"
#include "view/board.h"
#include "view/dots.h"
#include "view/histogram.h"

struct buffer;
struct error;

enum { SWARM_USUAL = 400, SWARM_MOST = 10000 };

/* What a dot is: the kinds of `dots`. */
enum swarm_kind {
    SWARM_MOVING,
    SWARM_ELSEWHERE, /* it has ended at no minimum, or at one of too many */
    SWARM_LOST,      /* it ran away */
    SWARM_PLACE      /* it has settled at the first place that was found; and so on */
};

struct swarm {
    size_t count;
    bool cloud;
    double *start; /* [count * n], owned: where they begin; of a cloud NULL */
    int n;
    unsigned long objective;  /* of the session that they are made for, */
    unsigned long run;        /* its run, */
    struct revision revision; /* and the settings of that */

    struct cases cases; /* owned */
    /* Studies of so many runs each, which are made one after another, so that keys are answered
     * between them; owned. parts 0: there is none, as the settings can't be run so. */
    struct study **part;
    size_t parts, size;
    size_t at;        /* the next of them, in a round that makes */
    long batch;       /* so many steps of all */
    long step;        /* of all, made */
    long longest;     /* steps of a run that has ended */
    long wanted;      /* go on to this step */
    bool running;     /* go on with time */
    double due;       /* steps that are owed to the time that has passed */
    double *x, *loss; /* [count * n], [count], owned */
    uint8_t *kind;    /* [count], owned: enum swarm_kind */
    size_t settled, elsewhere, lost;
    size_t endings[ENDING_COUNT];   /* of those that have ended */
    long least_capped, most_capped; /* the steps of those that a cap has ended */
    struct places places;
    bool valley;    /* minima_lie_in_valleys */
    double *sorted; /* [count], owned: the losses that are finite, ascending */
    size_t finite;
    double spread; /* of the losses when they were first looked at; 0: not yet */

    struct trajectory nothing; /* an empty path */
    struct dots dots;
    struct histogram histogram;
    struct board board;
    char name[32], sentence[200];
};

/* Draws so many starts in the window and begins; `cloud`: so many seeds from the present start. {0}
 * is empty. On failure the swarm is empty. */
bool swarm_open(struct swarm *swarm, size_t count, bool cloud, struct session *session,
                struct picture *picture, struct error *error);
void swarm_release(struct swarm *swarm);

/* Begins again, from the same places; from others: swarm_open. */
bool swarm_restart(struct swarm *swarm, const struct session *session, struct error *error);

/* Begins again where the settings are others than those that it was begun with; with another
 * objective, from other places. */
bool swarm_follow(struct swarm *swarm, struct session *session, struct picture *picture,
                  struct error *error);

/* So many more steps of all are to be made. */
void swarm_step(struct swarm *swarm, long steps);

/* Is there anything to be made? */
bool swarm_moving(const struct swarm *swarm);

/* Lets dt seconds pass at `speed` steps a second, and makes the steps that are due, about 20 ms of
 * work at most. Returns false with the error. */
bool swarm_advance(struct swarm *swarm, const struct session *session, double dt, long speed,
                   struct error *error);

/* Have all ended? */
bool swarm_ended(const struct swarm *swarm);

/* Puts it into the scene of the run, in the place of that. */
void swarm_fill(struct swarm *swarm, struct filled *filled, const struct display *display);

/* Appends what became of it: "400 starts: 396 have settled, 105 of them at (3, 2) ...; 4
 * diverged". */
void swarm_tell(const struct swarm *swarm, struct buffer *out);

#endif
