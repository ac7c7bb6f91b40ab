#include "cli/runs_picture.h"

#include <stdlib.h>

#include "app/screen.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/starts.h"
#include "cli/study_picture.h"
#include "show/contest.h"
#include "show/swarm.h"
#include "study/cases.h"

enum { FAST = 1000000 /* steps a second: there is nobody to watch */ };

/* What is drawn, and what it is made of; the error says why it could not be made. */
struct crowd {
    struct session session;
    struct swarm *swarm;
    long count;
    struct contest *contest;
    struct race *race;
    long trials;
    bool failed;
    struct error error;
};

static bool make_swarm(struct crowd *crowd, struct picture *picture)
{
    bool cloud = simulation_is_noisy(crowd->session.simulation);
    bool made = swarm_open(crowd->swarm, (size_t)crowd->count, cloud, &crowd->session, picture,
                           &crowd->error);
    crowd->swarm->running = made;
    while (made && swarm_moving(crowd->swarm))
        made = swarm_advance(crowd->swarm, &crowd->session, 1, FAST, &crowd->error);
    crowd->failed = !made;
    return made;
}

static void put_swarm(struct filled *filled, struct picture *picture, const struct display *display,
                      void *context)
{
    struct crowd *crowd = context;
    if (make_swarm(crowd, picture))
        swarm_fill(crowd->swarm, filled, display);
}

static void put_race(struct filled *filled, struct picture *picture, const struct display *display,
                     void *context)
{
    struct crowd *crowd = context;
    (void)picture;
    bool made =
        contest_take(crowd->contest, crowd->race, crowd->trials, &crowd->session, &crowd->error);
    while (made && contest_moving(crowd->contest))
        made = contest_advance(crowd->contest, &crowd->session, 1, FAST, &crowd->error);
    crowd->failed = !made;
    if (made)
        contest_fill(crowd->contest, filled, display);
}

/* The session that is behind it. */
static bool begin(struct arguments *arguments, struct crowd *crowd)
{
    size_t entered = arguments->change_count; /* no changes of the run */
    if (!starts_look(arguments))
        return false;
    arguments->change_count = 0;
    bool read = arguments_experiment(arguments);
    arguments->change_count = entered;
    if (!read)
        return false;
    arguments->saved.experiment.step = 0;
    if (session_init(&crowd->session, &arguments->saved.experiment, &crowd->error))
        return true;
    arguments_report(arguments, &crowd->error);
    return false;
}

static int write_screen(struct arguments *arguments, struct crowd *crowd,
                        const struct screen_more *more)
{
    return study_picture_write(arguments, &crowd->session, more, &crowd->failed, &crowd->error);
}

static int tell_swarm(struct arguments *arguments, struct crowd *crowd)
{
    struct picture picture;
    struct buffer text = {0};
    picture_init(&picture, &arguments->saved.view);
    picture_home(&picture, &crowd->session);
    bool made = make_swarm(crowd, &picture);
    picture_release(&picture);
    if (!made)
        return report_error(NULL, &crowd->error, "", 0);
    swarm_tell(crowd->swarm, &text);
    return study_picture_paragraph(&text);
}

static int draw_swarm(struct arguments *arguments, struct crowd *crowd)
{
    const struct screen_more more = {put_swarm, crowd, MODE_SWARM};
    return write_screen(arguments, crowd, &more);
}

static int with_swarm(struct arguments *arguments, long count,
                      int (*show)(struct arguments *arguments, struct crowd *crowd))
{
    struct crowd crowd = {.count = count};
    if (count > SWARM_MOST) {
        report("--count: a picture and its summary have %d dots at most; without --snapshot and "
               "--format a table of up to %d is written",
               SWARM_MOST, CASES_MAX);
        return EXIT_USAGE;
    }
    if (!begin(arguments, &crowd))
        return arguments->status;
    crowd.swarm = calloc(1, sizeof *crowd.swarm);
    int status = crowd.swarm ? show(arguments, &crowd) : EXIT_FAILED;
    if (crowd.swarm)
        swarm_release(crowd.swarm);
    else
        report("out of memory");
    free(crowd.swarm);
    session_release(&crowd.session);
    return status;
}

int runs_picture_swarm(struct arguments *arguments, long count)
{
    return with_swarm(arguments, count, draw_swarm);
}

int runs_summary_swarm(struct arguments *arguments, long count)
{
    return with_swarm(arguments, count, tell_swarm);
}

int runs_picture_race(struct arguments *arguments, struct race *race, long trials)
{
    struct crowd crowd = {.race = race, .trials = trials};
    const struct screen_more more = {put_race, &crowd, MODE_RACE};
    if (race->count > RACERS) {
        report("a picture has room for %d entrants", RACERS);
        return EXIT_USAGE;
    }
    if (!begin(arguments, &crowd))
        return arguments->status;
    crowd.contest = calloc(1, sizeof *crowd.contest);
    int status = crowd.contest ? write_screen(arguments, &crowd, &more) : EXIT_FAILED;
    if (crowd.contest)
        contest_release(crowd.contest);
    else
        report("out of memory");
    free(crowd.contest);
    session_release(&crowd.session);
    return status;
}
