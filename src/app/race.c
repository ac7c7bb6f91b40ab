#include "app/race.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/actions.h"
#include "app/screen.h"
#include "app/state.h"
#include "app/studies.h"
#include "base/error.h"
#include "base/table.h"
#include "show/contest.h"

static const struct {
    const char *name;
} rates_rows[] = {[CONTEST_TUNED] = {"tuned"}, [CONTEST_OWN] = {"own"}, [CONTEST_SAME] = {"same"}};
static const struct table rates_table = TABLE("way of choosing rates", rates_rows);

/* "same goal loss < 1e-6": the row of the rates, and what is to be reached. */
static const void *read_how(const char *how, char goal[CONTEST_GOAL], struct error *error)
{
    static const char word[] = "goal ";
    char rates[NAME_SIZE];
    size_t length = strncmp(how, word, strlen(word)) == 0 ? 0 : strcspn(how, " ");
    const char *rest = how + length + strspn(how + length, " ");

    snprintf(rates, sizeof rates, "%.*s", (int)length, how);
    *goal = '\0';
    if (*rest &&
        (strncmp(rest, word, strlen(word)) != 0 || strlen(rest) - strlen(word) >= CONTEST_GOAL)) {
        error_set(error, "a goal is said so: race %s goal loss < 1e-6", rates);
        return NULL;
    }
    if (*rest)
        snprintf(goal, CONTEST_GOAL, "%s", rest + strlen(word));
    return *rates ? table_need(&rates_table, rates, error) : table_row(&rates_table, 0);
}

bool race_mode_open(struct app *app, const char *how, struct error *error)
{
    char goal[CONTEST_GOAL];
    const void *row = read_how(how, goal, error);

    if (!row)
        return false;
    if (!app->contest)
        app->contest = calloc(1, sizeof *app->contest);
    if (!app->contest)
        return error_memory(error);
    memcpy(app->contest->goal_text, goal, sizeof goal);
    session_pause(&app->session);
    if (!contest_open(app->contest, (enum contest_rates)table_index(&rates_table, row),
                      &app->session, error))
        return false;
    mode_open(app, MODE_RACE);
    return true;
}

void race_mode_forget(struct app *app)
{
    if (app->contest)
        contest_release(app->contest);
    free(app->contest);
    app->contest = NULL;
}

void race_mode_run(struct app *app)
{
    struct contest *contest = app->contest;

    if (contest_ended(contest))
        app_say(app, "all have ended: r lets them run again, R from a random place");
    else
        contest->running = !contest->running;
}

void race_mode_step(struct app *app, long evaluations)
{
    struct error error = {0};

    app->contest->running = false;
    contest_spend(app->contest, evaluations);
    studies_hold(app, contest_advance(app->contest, &app->session, 0, 0, &error), &error);
}

void race_mode_again(struct app *app, bool elsewhere)
{
    struct error error = {0};
    double x[PARAMETERS_MAX];

    if (elsewhere)
        actions_random_place(app, x);
    studies_hold(app, contest_again(app->contest, &app->session, elsewhere ? x : NULL, &error),
                 &error);
}

bool race_mode_moving(const struct app *app)
{
    return contest_moving(app->contest);
}

bool race_mode_advance(struct app *app, double dt)
{
    struct error error = {0};

    if (!contest_moving(app->contest))
        return false;
    studies_hold(
        app,
        contest_advance(app->contest, &app->session, dt, view_speed(&app->picture.view), &error),
        &error);
    return true;
}

void race_mode_fill(struct app *app, struct composition *shown)
{
    const struct display display = view_display(&app->picture.view, &app->display);
    struct error error = {0};

    if (studies_hold(app, contest_follow(app->contest, &app->session, &error), &error))
        contest_fill(app->contest, &shown->filled, &display);
}
