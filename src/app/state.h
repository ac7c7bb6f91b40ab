/* The state of the interactive program, for the modules of app/ that act on it. */
#ifndef APP_STATE_H
#define APP_STATE_H

#include <stdbool.h>

#include "app/app.h"
#include "app/blind.h"
#include "app/explain.h"
#include "app/hints.h"
#include "app/lrfind.h"
#include "app/mode.h"
#include "app/momentum.h"
#include "app/mouse.h"
#include "app/pager.h"
#include "app/prompt.h"
#include "app/screen.h"
#include "app/tour.h"
#include "show/basins.h"
#include "show/picture.h"
#include "show/session.h"
#include "show/sweep.h"

struct error;
struct contest;
struct saved;
struct swarm;

enum { APP_COUNT_MAX = 1000000 };

struct app {
    struct display display;
    int rows, columns;
    enum app_mode mode;
    enum app_mode ground; /* what placing the start is left for: MODE_WATCH, MODE_EXPLAIN */
    struct session session;
    struct picture picture;
    struct view base;                  /* the view of a run that says nothing of it */
    char leave[256];                   /* keys that do nothing: " q R " */
    struct momentum_switches switches; /* of m and n */
    struct prompt prompt;
    struct buffer files; /* names that complete the line */
    struct pager pager;
    struct buffer clipboard;    /* what has been or is to be sent there */
    bool copies;                /* it is to be sent */
    struct explained explained; /* MODE_EXPLAIN */
    struct tour tour;
    struct mouse mouse;
    struct hints hints; /* of the frame that was drawn last */
    enum help_page { HELP_NONE, HELP_KEYS, HELP_SCREEN } help; /* which of them is in it */
    enum app_mode behind;    /* the mode that page, prompt or menu lies over */
    bool finding;            /* MODE_TYPE: what is typed is looked for in the page */
    struct prompt search;    /* the line in which that is typed */
    struct swarm *swarm;     /* MODE_SWARM: the same */
    struct sweep *sweep;     /* MODE_SWEEP: the same */
    struct contest *contest; /* MODE_RACE: the same */
    struct basins *basins;   /* MODE_BASINS: owned; NULL before it was first opened */
    double pace;             /* what a slice of a study may cost, seconds */
    double place[2];         /* MODE_PLACE: the place of the start, world units */
    double place_value;      /* the loss there, once it is known */
    bool place_known;
    struct lrfind lrfind;   /* MODE_LRFIND */
    struct blind blind;     /* MODE_BLIND */
    unsigned long told_end; /* the run, counted from 1, whose end was told; 0: none */
    long count;             /* digits typed before a key; 0: none */
    char message[256];      /* shown until the next key; "": none */
    enum tone { TONE_SAID, TONE_REFUSED, TONE_DANGER } tone; /* of the message */
    bool changed;                                            /* the frame is out of date, */
    bool stale;                                              /* by more than time */
    double age;                                              /* of the numbers in it, seconds */
    struct composition shown;                                /* what it was drawn of */
    bool unfinished; /* the frame lacks what was interrupted */
    bool opening;    /* the optimizer is that of the opening, and nobody has chosen it */
    bool redraw, done;
    struct frame frame;
};

/* Sets the message, its settings as commands: what is so now, why something was not done, or that
 * the run is in danger. */
void app_say(struct app *app, const char *format, ...) __attribute__((format(printf, 2, 3)));
void app_warn(struct app *app, const char *format, ...) __attribute__((format(printf, 2, 3)));
void app_alarm(struct app *app, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Applies settings, all or none, and says what is so now: those of the run as session_set, those of
 * the view without any influence on it. Axes come with the path in the window. Another problem
 * drops axes and window, and other axes the window, unless they are among the settings. */
bool app_set(struct app *app, const struct setting *settings, size_t count, struct error *error);

/* One setting, from a key: what goes wrong becomes the message. */
bool app_choose(struct app *app, const char *key, const char *value);

/* Is there no fog over the map, so that a study of other starts may be shown? */
bool app_sees(const struct app *app, struct error *error);

/* The view of a session that says nothing of it: the user's, on the terminal as it is. */
struct view app_base_view(const struct app *app);

/* Opens a saved session in place of the run, with its view and captions, which it takes. On failure
 * nothing has changed. */
bool app_open(struct app *app, struct saved *saved, struct error *error);

/* Takes back (by -1) or makes again (by 1) what was set last, and says so. Returns false where
 * there is nothing of the kind. */
bool app_undo(struct app *app, int by);

/* Restarts at x[n], or where x is NULL, at the start; moves the window where it would not be
 * seen. */
void app_restart(struct app *app, const double *x);

#endif
