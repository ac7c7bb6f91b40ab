#include "show/contest.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/number.h"
#include "cells/write.h"
#include "problem/interrupt.h"
#include "run/quantity.h"
#include "run/simulation.h"
#include "view/marks.h"

/* About so many seconds of work at once. */
static const double slice = 0.02;

/* Of trials in a slice, at least. */
enum { LEAST_EVALUATIONS = 16 };

/* --- who enters --- */

/* The same but for its rate? */
static bool is_alike(const struct scenario *a, const struct scenario *b)
{
    const char *x = a->rule ? a->rule : "", *y = b->rule ? b->rule : "";

    return a->optimizer == b->optimizer && strcmp(x, y) == 0 && a->set_count == b->set_count &&
           memcmp(a->set, b->set, (size_t)a->set_count * sizeof *a->set) == 0;
}

/* What is tuned enters once: rates are all that would tell two of a kind apart. */
static bool is_entered(const struct contest *contest, const struct scenario *scenario)
{
    for (int i = 0; i < contest->race.count; i++)
        if (contest->rates != CONTEST_OWN && is_alike(&contest->race.entrant[i].scenario, scenario))
            return true;
    return false;
}

static bool enter(struct contest *contest, const struct scenario *scenario, char letter, int color,
                  struct error *error)
{
    int i = contest->race.count;

    if (is_entered(contest, scenario))
        return true;
    if (!race_enter_scenario(&contest->race, scenario, false, error))
        return false;
    struct entrant *entrant = &contest->race.entrant[i];
    entrant->letter = letter;
    contest->color[i] = color;
    if (contest->rates == CONTEST_TUNED)
        entrant->scenario.lr = 0;
    scenario_begin_at(&entrant->scenario, contest->start);
    return true;
}

/* A run that was kept enters with the settings of its last step. */
static bool enter_kept(struct contest *contest, const struct session *session, int number,
                       struct error *error)
{
    const struct kept_run *kept = session->kept.run[number];
    struct scenario scenario;

    if (!kept || kept->foreign)
        return true;
    if (!experiment_settings(&kept->experiment, kept->told.steps - 1, &scenario))
        return error_memory(error);
    bool done = enter(contest, &scenario, (char)('A' + number), 1 + number, error);
    scenario_release(&scenario);
    return done;
}

static bool enter_usual(struct contest *contest, const struct session *session, struct error *error)
{
    static const char *const usual[] = {"gd", "momentum", "nesterov", "rmsprop", "adam"};

    for (int i = 0; i < (int)(sizeof usual / sizeof *usual); i++) {
        struct scenario scenario;

        if (!scenario_copy(&scenario, session_scenario(session)))
            return error_memory(error);
        scenario.lr = 0;
        bool done = scenario_set(&scenario, "optimizer", usual[i], error) &&
                    enter(contest, &scenario, (char)('A' + i), 1 + i, error);
        scenario_release(&scenario);
        if (!done)
            return false;
    }
    return true;
}

/* Those that were kept, and the present one on top. */
static bool enter_all(struct contest *contest, const struct session *session, struct error *error)
{
    for (int i = 0; i < KEPT_RUNS; i++)
        if (!enter_kept(contest, session, i, error))
            return false;
    if (contest->race.count == 0)
        return enter_usual(contest, session, error);
    return enter(contest, session_scenario(session), '@', 0, error);
}

static void take_one_rate(struct contest *contest, const struct session *session)
{
    for (int i = 0; i < contest->race.count; i++)
        contest->race.entrant[i].scenario.lr = scenario_rate(session_scenario(session));
}

/* --- beginning --- */

static void forget_runners(struct contest *contest)
{
    for (int i = 0; i < contest->runners; i++)
        trial_release(&contest->runner[i]);
    contest->runners = 0;
    contest->cost = 0;
    contest->due = 0;
    contest->at = 0;
}

void contest_release(struct contest *contest)
{
    forget_runners(contest);
    race_release(&contest->race);
    predicate_release(&contest->goal);
    *contest = (struct contest){.cost = 0};
}

static bool read_goal(struct contest *contest, const char *text, const struct session *session,
                      struct error *error)
{
    struct quantity_scope scope;

    snprintf(contest->goal_text, sizeof contest->goal_text, "%s", text);
    if (!*text)
        return true;
    quantity_scope(&scope, session_scenario(session));
    contest->race.goal = &contest->goal;
    return predicate_compile(&contest->goal, text, strlen(text), &scope, error);
}

/* All have been tuned: they line up. */
static bool line_up(struct contest *contest, struct error *error)
{
    forget_runners(contest);
    for (int i = 0; i < contest->race.count; i++) {
        if (!trial_begin(&contest->runner[i], &contest->race.entrant[i].scenario,
                         contest->race.goal, error))
            return false;
        contest->runners++;
    }
    return true;
}

static bool begin(struct contest *contest, const struct session *session, struct error *error)
{
    if (!enter_all(contest, session, error))
        return false;
    if (contest->rates == CONTEST_SAME)
        take_one_rate(contest, session);
    race_begin(&contest->race, contest->rates == CONTEST_TUNED ? RACE_TRIALS : 0);
    return contest->rates == CONTEST_TUNED || line_up(contest, error);
}

static bool open_at(struct contest *contest, enum contest_rates rates,
                    const struct session *session, const double *x, struct error *error)
{
    char goal[CONTEST_GOAL];

    memcpy(goal, contest->goal_text, sizeof goal);
    contest_release(contest);
    contest->rates = rates;
    contest->run = session->run;
    contest->revision = simulation_revision(session->simulation);
    contest->elsewhere = x;
    contest->running = true;
    if (x)
        memcpy(contest->start, x, (size_t)session_scenario(session)->n * sizeof *contest->start);
    else
        scenario_start(session_scenario(session), contest->start);
    if (read_goal(contest, goal, session, error) && begin(contest, session, error))
        return true;
    contest_release(contest);
    return false;
}

bool contest_open(struct contest *contest, enum contest_rates rates, const struct session *session,
                  struct error *error)
{
    return open_at(contest, rates, session, NULL, error);
}

bool contest_take(struct contest *contest, struct race *race, long trials,
                  const struct session *session, struct error *error)
{
    contest_release(contest);
    contest->race = *race;
    *race = (struct race){.count = 0};
    contest->rates = trials > 0 ? CONTEST_TUNED : CONTEST_OWN;
    contest->run = session->run;
    contest->revision = simulation_revision(session->simulation);
    contest->running = true;
    for (int i = 0; i < contest->race.count; i++)
        contest->color[i] = 1 + i % (RUN_COLORS - 1);
    race_begin(&contest->race, trials);
    if (race_trials(&contest->race) > contest->race.count || line_up(contest, error))
        return true;
    contest_release(contest);
    return false;
}

bool contest_again(struct contest *contest, const struct session *session, const double *x,
                   struct error *error)
{
    double start[PARAMETERS_MAX];

    if (x) {
        memcpy(start, x, sizeof start);
        return open_at(contest, contest->rates, session, start, error);
    }
    contest->running = true;
    return contest->runners == 0 || line_up(contest, error);
}

bool contest_follow(struct contest *contest, const struct session *session, struct error *error)
{
    struct revision now = simulation_revision(session->simulation);

    if (contest->run == session->run && contest->revision.settings == now.settings)
        return true;
    return contest_open(contest, contest->rates, session, error);
}

/* --- going on --- */

bool contest_ended(const struct contest *contest)
{
    bool ended = contest->runners > 0;

    for (int i = 0; i < contest->runners; i++)
        ended = ended && contest->runner[i].ended;
    return ended;
}

void contest_spend(struct contest *contest, long evaluations)
{
    if (contest->runners > 0)
        contest->cost += evaluations;
}

/* Has somebody evaluations left? */
static bool is_behind(const struct contest *contest)
{
    for (int i = 0; i < contest->runners; i++)
        if (!contest->runner[i].ended &&
            simulation_cost(contest->runner[i].simulation) < contest->cost)
            return true;
    return false;
}

bool contest_moving(const struct contest *contest)
{
    return contest->race.count > 0 && (contest->runners == 0 || is_behind(contest) ||
                                       (contest->running && !contest_ended(contest)));
}

/* Over many rows a slice may take longer, as keys interrupt it. */
static bool tune(struct contest *contest, double cost, struct error *error)
{
    if (!race_advance(&contest->race, (long)fmax(LEAST_EVALUATIONS, slice / cost), error))
        return false;
    return race_tried(&contest->race) < race_trials(&contest->race) || line_up(contest, error);
}

static bool is_interrupted(const struct contest *contest)
{
    return interrupt_made(contest->race.entrant[0].scenario.interrupt);
}

/* Each in turn, until all have spent what they may, or the slice is over. */
static void let_run(struct contest *contest, double cost)
{
    for (double spent = 0; spent < slice && is_behind(contest) && !is_interrupted(contest);
         contest->at = (contest->at + 1) % contest->runners) {
        struct trial *trial = &contest->runner[contest->at];
        long before = simulation_cost(trial->simulation);

        trial_spend(trial, contest->cost);
        spent += cost * (double)(1 + simulation_cost(trial->simulation) - before);
    }
}

bool contest_advance(struct contest *contest, const struct session *session, double dt, long speed,
                     struct error *error)
{
    double cost = session_cost(session);

    if (contest->runners == 0)
        return tune(contest, cost, error);
    if (contest->running && !is_behind(contest)) {
        double most = fmax(1, floor(slice / cost / contest->runners));
        contest->due = fmin(contest->due + fmin(dt, 1) * (double)speed, most);
        contest->cost += (long)contest->due;
        contest->due -= floor(contest->due);
    }
    let_run(contest, cost);
    contest->running = contest->running && !contest_ended(contest);
    return true;
}

/* --- what there is to see --- */

/* Is `a` ahead of `b`: who has settled with fewer evaluations, then who has the lower loss? */
static bool is_ahead(const struct trial *a, const struct trial *b)
{
    bool settled = a->settled.step >= 0;

    if (settled != (b->settled.step >= 0))
        return settled;
    if (settled)
        return a->settled.evaluations < b->settled.evaluations;
    double x = simulation_now(a->simulation)->loss, y = simulation_now(b->simulation)->loss;
    return x < y || (isfinite(x) && !isfinite(y));
}

static void rank(struct contest *contest)
{
    struct race_table *table = &contest->table;

    table->count = contest->runners;
    for (int i = 0; i < contest->runners; i++) {
        int at = i;
        for (; at > 0 && is_ahead(&contest->runner[i], &contest->runner[table->order[at - 1]]);
             at--)
            table->order[at] = table->order[at - 1];
        table->order[at] = i;
    }
}

static void fill_racer(struct contest *contest, int i, const struct display *display)
{
    const struct entrant *entrant = &contest->race.entrant[i];
    const struct trial *trial = &contest->runner[i];
    const struct simulation *simulation = trial->simulation;
    const char *momentum = simulation_momentum(simulation);
    bool found = false;
    double beta = momentum ? simulation_hyper(simulation, momentum, &found) : 0;

    snprintf(contest->name[i], sizeof contest->name[i], "%s",
             scenario_optimizer_name(&entrant->scenario));
    contest->told[i] = (struct told_run){
        .optimizer = contest->name[i],
        .rate = simulation_has_rate(simulation) ? scenario_rate(&entrant->scenario) : NAN,
        .beta = found && beta != 0 ? beta : NAN,
        .settled = trial->settled.step,
        .lost =
            trial->ended && trial->outcome.ran_away ? ending_brief(trial->outcome.ending) : NULL,
        .color = run_color_open(display, contest->color[i])};
    contest->table.racer[i] =
        (struct racer){.width = entrant->width,
                       .touch = trial->touch.step,
                       .end = trial->ended ? ending_brief(trial->outcome.ending) : NULL,
                       .spent = simulation_cost(simulation),
                       .needed = trial->settled.evaluations};
}

static void fill_runners(struct contest *contest, struct scene *scene,
                         const struct display *display)
{
    scene->runs = 0;
    for (int i = 0; i < contest->runners; i++) {
        char letter = contest->race.entrant[i].letter;
        bool present = letter == '@';

        fill_racer(contest, i, display);
        scene->run[scene->runs++] =
            (struct drawn_run){.path = simulation_trajectory(contest->runner[i].simulation),
                               .color = run_color(display, contest->color[i]),
                               .moves = i + 1 < contest->runners,
                               .whole = true,
                               .thin = contest->runners >= PATH_MANY,
                               .glyph = present ? mark_row(MAP_NOW)->glyph : (uint32_t)letter,
                               .ascii = (uint32_t)letter,
                               .told = &contest->told[i]};
    }
    rank(contest);
}

/* "B momentum" */
static void name_runner(const struct contest *contest, int i, const struct display *display,
                        char *out, size_t size)
{
    char letter[2] = {contest->race.entrant[i].letter, 0};

    snprintf(out, size, "%s %s", *letter == '@' && display->blocks ? "●" : letter,
             contest->name[i]);
}

/* Each with the rate that was found, or how far its trials are. */
static void list_tuned(struct contest *contest, const struct display *display)
{
    for (int i = 0; i < contest->race.count; i++) {
        const struct entrant *entrant = &contest->race.entrant[i];
        char left[BOARD_LEFT], right[NUMBER_SIZE + 8] = "", number[NUMBER_SIZE];

        snprintf(left, sizeof left, "%c %s", entrant->letter,
                 scenario_optimizer_name(&entrant->scenario));
        if (i < contest->race.present && entrant->scenario.lr > 0)
            snprintf(right, sizeof right, "%s", number_short(number, entrant->scenario.lr, 3));
        else if (i == contest->race.present)
            snprintf(right, sizeof right, "%ld of %ld", contest->race.tuner.made,
                     contest->race.trials);
        struct board_line *line = board_add(&contest->board, BOARD_PLAIN, left, right);
        if (line)
            line->color = run_color_open(display, contest->color[i]);
    }
    snprintf(contest->board.brief[0], sizeof contest->board.brief[0], "trials: %ld of %ld",
             race_tried(&contest->race), race_trials(&contest->race));
}

static void say_tuning(struct contest *contest)
{
    snprintf(contest->sentence, sizeof contest->sentence,
             "fair first: each gets %ld trial runs to find a rate of its own; %ld of %ld made",
             contest->race.trials, race_tried(&contest->race), race_trials(&contest->race));
}

/* What is wrong with it as a race, behind the sentence; "": nothing. */
static const char *race_doubt(const struct contest *contest)
{
    if (contest->rates == CONTEST_SAME)
        return "; but one rate for all compares rates, not optimizers: :race tunes each";
    return contest->race.count == 1 ? "; it is alone: after :forget the usual five race" : "";
}

static void say_standing(struct contest *contest, const struct display *display)
{
    int first = contest->table.order[0];
    bool reached = contest->table.racer[first].needed >= 0;
    char name[NAME_SIZE + 4], does[CONTEST_GOAL + 16] = "settles";
    const char *doubt = race_doubt(contest);

    name_runner(contest, first, display, name, sizeof name);
    if (*contest->goal_text)
        snprintf(does, sizeof does, "reaches %s", contest->goal_text);
    if (reached)
        snprintf(contest->sentence, sizeof contest->sentence, "%s %s first, with %ld evaluations%s",
                 name, does, contest->table.racer[first].needed, doubt);
    else if (contest_ended(contest))
        snprintf(contest->sentence, sizeof contest->sentence, "nobody %s; %s comes lowest%s", does,
                 name, doubt);
    else if (contest->cost == 0)
        snprintf(contest->sentence, sizeof contest->sentence,
                 "all stand at one start: space lets them run%s", doubt);
    else
        snprintf(contest->sentence, sizeof contest->sentence,
                 "%s is lowest at equal cost, %ld evaluations each%s", name, contest->cost, doubt);
}

/* "1 B momentum 52  2 C nesterov 71", by evaluations: as many as fit whole are drawn. */
static void fill_brief(struct contest *contest, const struct display *display)
{
    char *line = contest->board.brief[0];

    line[0] = '\0';
    for (int i = 0; i < contest->table.count; i++) {
        char name[NAME_SIZE + 4], part[NAME_SIZE + 32];
        long needed = contest->table.racer[contest->table.order[i]].needed;

        name_runner(contest, contest->table.order[i], display, name, sizeof name);
        snprintf(part, sizeof part, "%s%d %s", i ? WRITE_GAP : "", i + 1, name);
        if (needed >= 0)
            snprintf(part + strlen(part), sizeof part - strlen(part), " %ld", needed);
        if (strlen(line) + strlen(part) < sizeof contest->board.brief[0])
            strcat(line, part);
    }
    if (contest_ended(contest))
        snprintf(contest->board.brief[1], sizeof contest->board.brief[1], "all have ended");
    else
        snprintf(contest->board.brief[1], sizeof contest->board.brief[1], "%ld evaluations each",
                 contest->cost);
}

void contest_fill(struct contest *contest, struct filled *filled, const struct display *display)
{
    struct scene *scene = &filled->scene;
    bool tunes = contest->runners == 0;

    snprintf(contest->title, sizeof contest->title, "race of %d", contest->race.count);
    contest->board = (struct board){.lines = 0};
    if (tunes) {
        list_tuned(contest, display);
        say_tuning(contest);
    } else {
        fill_runners(contest, scene, display);
        say_standing(contest, display);
        fill_brief(contest, display);
        scene->race = &contest->table;
    }
    if (display->colors >= 8)
        scene->colormap = &colormap_quiet;
    scene->study = contest->title;
    scene->optimizer = "";
    scene->rate = scene->beta = NAN;
    scene->momentum_off = false;
    scene->done =
        tunes ? (double)race_tried(&contest->race) / (double)race_trials(&contest->race) : NAN;
    scene->mark = contest_ended(contest) ? MARK_ENDED
                  : contest->running     ? MARK_RUNNING
                                         : MARK_PAUSED;
    scene->board = &contest->board;
    scene->warn = scene->whole = false;
    snprintf(filled->sentence, sizeof filled->sentence, "%s", contest->sentence);
}
