#include "show/fill.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/format.h"
#include "base/number.h"
#include "base/text.h"
#include "base/error.h"
#include "problem/grid.h"
#include "insight/conditioning.h"
#include "insight/diagnosis.h"
#include "insight/forecast.h"
#include "insight/verdict.h"
#include "problem/learning.h"
#include "problem/objective.h"
#include "view/marks.h"
#include "view/scene.h"
#include "cells/write.h"

/* From this part of its limit on, the rate is a thing to warn of. */
static const double near_limit = 0.85;

/* What a grid has in the place of a formula: "height (m), 87 x 61 points". */
static void fill_grid(struct filled *filled, const struct grid *grid)
{
    const char *name = grid->label.name, *unit = *name ? grid->label.unit : "";

    snprintf(filled->about, sizeof filled->about, "%s%s%s%s%s%zu x %zu points", name,
             *unit ? " (" : "", unit, *unit ? ")" : "", *name ? ", " : "", grid->axis[0].count,
             grid->axis[1].count);
    filled->scene.formula = filled->about;
}

static void fill_objective(struct filled *filled, const struct session *session)
{
    const struct objective *objective = simulation_objective(session->simulation);
    struct scene *scene = &filled->scene;

    for (int i = 0; i < objective->n; i++)
        filled->parameter[i] = objective->parameter[i];
    scene->n = objective->n;
    scene->parameter = filled->parameter;
    bool named = objective->surface || objective->learning || objective->grid;
    scene->surface = named ? objective_name(objective) : "f";
    scene->formula = objective->formula->text;
    if (objective->grid && !session_scenario(session)->function)
        fill_grid(filled, objective->grid);
    scene->known = objective->surface;
}

/* Has the optimizer in force made the last step? */
static bool has_stepped(const struct simulation *simulation)
{
    return simulation_now(simulation)->step > 0 && !simulation_has_changed(simulation, "optimizer");
}

static void fill_optimizer(struct filled *filled, const struct session *session)
{
    const struct scenario *scenario = session_scenario(session);
    const char *momentum = session_momentum(session);
    struct scene *scene = &filled->scene;
    bool found;

    scene->optimizer = scenario_optimizer_name(scenario);
    scene->rate = simulation_next_rate(session->simulation);
    scene->searched = session_method(session);
    if (scene->searched && !has_stepped(session->simulation))
        scene->rate = NAN;
    scene->beta = momentum ? simulation_hyper(session->simulation, momentum, &found) : NAN;
    if (scenario->optimizer && scenario->optimizer->plain) {
        scene->beta = 0;
        scene->momentum_off = true;
    }
}

/* What changes the run and is not to be seen otherwise, the most telling first. */
static const struct chip_row {
    const char *key;
    bool of_end; /* it says only when the run ends */
} chip_rows[] = {
    {"noise", false}, {"clip", false},    {"clip-value", false}, {"l2", false},
    {"batch", false}, {"schedule", true}, {"stop", true},        {"steps", true},
};

_Static_assert(sizeof chip_rows / sizeof *chip_rows <= (int)SCENE_CHIPS, "room for all chips");

const struct table fill_chip_names = TABLE("chip", chip_rows);

/* Their values as they are typed, but for what follows a colon: "schedule cosine". */
static void fill_chips(struct filled *filled, const struct session *session)
{
    struct scene *scene = &filled->scene;
    struct buffer value = {0};

    for (size_t i = 0; i < sizeof chip_rows / sizeof *chip_rows; i++) {
        const struct chip_row *row = &chip_rows[i];
        char *text = filled->chip[scene->chips];

        buffer_clear(&value);
        const struct scenario_key *key = table_find(&scenario_keys, row->key);
        if ((key->of_rate && !simulation_has_rate(session->simulation)) ||
            !scenario_get(session_scenario(session), key, &value))
            continue;
        format_text(text, sizeof filled->chip[0], "%s", buffer_string(&value));
        text[strcspn(text, ":")] = '\0';
        scene->chip[scene->chips++] = (struct chip){row->key, text, row->of_end};
    }
    scene->lacks_memory = value.failed;
    buffer_release(&value);
}

static void fill_rates(struct filled *filled, const struct session *session)
{
    const struct scenario *scenario = session_scenario(session);
    const struct schedule *schedule = &scenario->schedule;

    if (!session_has_schedule(session))
        return;
    filled->scene.rates = (struct rates){
        .schedule = schedule,
        .state = simulation_schedule(session->simulation),
        .base = scenario_rate(scenario),
        .steps = scenario->steps > 1 ? scenario->steps : schedule_length(schedule),
        .path = simulation_trajectory(session->simulation),
    };
}

static void add_run(struct scene *scene, struct drawn_run run)
{
    if (run.path && scene->runs < SCENE_RUNS)
        scene->run[scene->runs++] = run;
}

/* The step to come of a run that waits for it, and what of it is the gradient's where it is not
 * all. */
static void fill_step(struct filled *filled, const struct session *session)
{
    const struct simulation *simulation = session->simulation;
    struct drawn_run *run = &filled->scene.run[filled->scene.runs - 1];
    size_t size = (size_t)filled->scene.n * sizeof *filled->next;

    if (filled->scene.mark != MARK_PAUSED)
        return;
    if (simulation_foresee(simulation, filled->next))
        run->next = filled->next;
    if (optimizer_follows_gradient(session_scenario(session)->optimizer) &&
        simulation_pull(simulation, filled->pull) &&
        !(run->next && memcmp(filled->next, filled->pull, size) == 0))
        run->pull = filled->pull;
}

/* Whole runs beside the present one are there to be compared with it: all are told of, and have
 * letters; where there are colours all have their own, and the map is quiet. A branch that was gone
 * back over is no such run: with every step back the map would lose its colours and with the steps
 * on get them again. */
static bool is_coloured(const struct scene *scene, const struct display *display)
{
    return scene_compares(scene) && display->colors >= 8;
}

/* What is told of it; run 0 is the present one. */
static const struct told_run *tell(struct filled *filled, const struct display *display, int run,
                                   const struct told_run *told)
{
    filled->told[run] = *told;
    filled->told[run].color = run_color_open(display, run);
    return &filled->told[run];
}

static void fill_kept(struct filled *filled, const struct session *session,
                      const struct display *display)
{
    int order[KEPT_RUNS], count = kept_by_age(&session->kept, order);

    for (int i = 0; i < count; i++) {
        const struct kept_run *kept = session->kept.run[order[i]];
        const struct logged_run *run = &kept->told;
        const struct told_run told = {
            .optimizer = run->optimizer,
            .rate = run->rate,
            .beta = run->beta,
            .settled = run->settled,
            .lost = ending_is_lost(run->ending) ? ending_brief(run->ending) : NULL};
        uint32_t letter = (uint32_t)('A' + order[i]);
        int color = run_color(display, order[i] + 1);

        add_run(&filled->scene,
                (struct drawn_run){.path = &kept->path,
                                   .color = color,
                                   .dim = !color,
                                   .whole = true,
                                   .thin = count + 1 >= PATH_MANY,
                                   .glyph = letter,
                                   .ascii = letter,
                                   .told = tell(filled, display, order[i] + 1, &told)});
    }
}

static const char *name_loss(const struct session *session)
{
    enum ending ending = verdict_ending_of(session->simulation);

    return ending_brief(ending_is_lost(ending) ? ending : ENDING_DIVERGED);
}

static const struct told_run *tell_present(struct filled *filled, const struct session *session,
                                           const struct display *display)
{
    const struct scene *scene = &filled->scene;
    const struct told_run told = {.optimizer = scene->optimizer,
                                  .rate = scene->searched ? NAN : scene->rate,
                                  .beta = scene->momentum_off ? NAN : scene->beta,
                                  .settled = run_log_settled(session->simulation),
                                  .lost = session_diverged(session) ? name_loss(session) : NULL};

    return tell(filled, display, 0, &told);
}

/* A walk in the place of all of them. */
static void fill_walk(struct filled *filled, const struct trajectory *walk)
{
    add_run(&filled->scene, (struct drawn_run){.path = walk,
                                               .glyph = mark_row(MAP_NOW)->glyph,
                                               .ascii = mark_row(MAP_NOW)->ascii});
    filled->scene.walked = 1;
    filled->scene.par = -1;
}

/* From the bottom up those that were kept, where they are compared, else the newest of them dim;
 * what was gone back over; the present run. */
static void fill_runs(struct filled *filled, const struct session *session,
                      const struct picture *picture, const struct display *display)
{
    const struct simulation *simulation = session->simulation;
    bool compares = picture_compares(picture, session);
    int order[KEPT_RUNS], count = kept_by_age(&session->kept, order);

    if (picture->walk) {
        fill_walk(filled, picture->walk);
        return;
    }
    if (compares)
        fill_kept(filled, session, display);
    else if (count > 0)
        add_run(
            &filled->scene,
            (struct drawn_run){.path = &session->kept.run[order[count - 1]]->path, .dim = true});
    add_run(&filled->scene, (struct drawn_run){.path = filled->branch, .dim = true});
    add_run(&filled->scene,
            (struct drawn_run){.path = simulation_trajectory(simulation),
                               .color = compares ? run_color(display, 0) : 0,
                               .whole = compares,
                               .thin = compares && count + 1 >= PATH_MANY,
                               .glyph = mark_row(MAP_NOW)->glyph,
                               .ascii = mark_row(MAP_NOW)->ascii,
                               .told = compares ? tell_present(filled, session, display) : NULL});
    fill_step(filled, session);
}

static enum run_mark mark_of(struct session *session)
{
    if (session_moving(session))
        return MARK_RUNNING;
    return session_ended(session) ? MARK_ENDED : MARK_PAUSED;
}

static void fill_run(struct filled *filled, struct session *session, const struct picture *picture)
{
    struct scene *scene = &filled->scene;
    const struct shown shown = session_shown(session);
    bool scheduled;

    scene->mark = mark_of(session);
    if (session->running) {
        format_text(filled->speed, sizeof filled->speed, "%ld/s", view_speed(&picture->view));
    }
    scene->speed = filled->speed;
    scene->now = simulation_now(session->simulation);
    scene->gradient = simulation_gradient(session->simulation);
    scene->learning = session_learning(session);
    scene->validation = objective_held(simulation_objective(session->simulation)) > 0;
    scene->scored = shown.scored;
    scene->accuracy = shown.accuracy;
    scene->score = shown.score;
    scene->stability = shown.stability;
    scene->about = shown.about;
    picture_curves(picture, session, scene->curve, &scheduled);
    for (int i = 0; i < LAYOUT_CURVES; i++)
        scene->curve[i].now = scene->stability;
    scene->best_step = simulation_criteria(session->simulation)->held_step;
    scene->best_epoch = simulation_criteria(session->simulation)->held_epoch;
}

/* Where it is certain to be the minimum, and in the plane that is shown. */
static const double *optimum_to_show(struct session *session)
{
    const struct objective *objective = simulation_objective(session->simulation);

    return objective_is_convex(objective) && objective->n <= 2 ? session_optimum(session) : NULL;
}

static void fill_profile(struct filled *filled)
{
    const struct landscape *landscape = filled->scene.landscape;

    if (filled->scene.n > 1 || !landscape)
        return;
    double start = trajectory_at(scene_path(&filled->scene), 0)->loss;
    profile_init(&filled->profile, landscape, landscape->scale == SCALE_LOG,
                 isfinite(start) ? start : NAN);
    filled->scene.profile = &filled->profile;
}

/* The axes with the units that a grid's have. */
static void fill_labels(struct filled *filled, const struct grid *grid)
{
    struct scene *scene = &filled->scene;

    for (int i = 0; i < 2; i++) {
        const char *unit =
            grid && scene->shown[i] >= 0 ? grid->axis[scene->shown[i]].label.unit : "";

        if (*unit) {
            snprintf(filled->label[i], sizeof filled->label[i], "%s (%s)", scene->axis[i], unit);
            scene->label[i] = filled->label[i];
        }
    }
}

/* The curvatures at the present point within the plane. */
static bool find_cross(struct cross *cross, struct session *session, const struct plane *plane)
{
    const struct quadratic *here =
        analysis_quadratic(session_analysis(session), session->simulation);

    if (plane->n < 2 || !here || !here->finite)
        return false;
    plane_project(plane, simulation_now(session->simulation)->x, cross->at);
    layers_curvatures(plane, here->h, cross->curvature, cross->direction);
    return true;
}

/* What the view wants over the map, on which it depends. */
static void fill_layers(struct filled *filled, struct session *session, struct picture *picture)
{
    const size_t *choice = picture->view.choice;
    struct scene *scene = &filled->scene;
    struct layers *layers = &picture->layers;

    if (!scene->landscape || scene->profile)
        return;
    if (choice[VIEW_FLOW])
        scene->flow = layers_flow(layers, session);
    if (choice[VIEW_FIELD])
        scene->arrows = layers_arrows(layers, session, &picture->plane, &picture->viewport);
    if (choice[VIEW_CURVATURE])
        scene->signs = layers_signs(layers, session, &picture->plane, &picture->viewport);
    if (choice[VIEW_CURVATURE] && find_cross(&filled->cross, session, &picture->plane))
        scene->cross = &filled->cross;
}

static void fill_picture(struct filled *filled, struct session *session, struct picture *picture,
                         const struct display *display)
{
    struct scene *scene = &filled->scene;

    bool foggy = picture_is_foggy(picture, session);

    scene->landscape = picture_seen(picture, session, display);
    scene->still = &picture->still;
    scene->number = session->runs;
    fill_profile(filled);
    picture->layers.unfinished = false;
    if (!foggy)
        fill_layers(filled, session, picture);
    filled->eye = view_eye(&picture->view);
    if (picture_shown(picture) == SHOW_RELIEF)
        scene->eye = &filled->eye;
    for (int i = 0; i < 2; i++)
        scene->axis[i] = i < scene->n ? picture_axis(picture, session, i) : "loss";
    for (int i = 0; i < 2; i++)
        scene->shown[i] =
            plane_is_slice(&picture->plane) && i < scene->n ? picture->plane.axis[i] : -1;
    fill_labels(filled, simulation_objective(session->simulation)->grid);
    scene->optimum = foggy ? NULL : optimum_to_show(session);
    scene->known = foggy ? NULL : scene->known;
    scene->floor = picture_floor(picture, session);
    scene->log_loss = picture->view.choice[VIEW_LOSS_AXIS] == LOSS_AXIS_LOG;
    scene->shade = picture->view.choice[VIEW_SHADE];
    scene->contours = picture->view.choice[VIEW_CONTOURS];
    scene->colormap = table_row(&colormaps, picture->view.choice[VIEW_COLORMAP]);
}

void fill_fit(struct filled *filled, struct session *session, struct picture *picture,
              const double *x)
{
    if (picture->layout.fit.rows > 0)
        filled->scene.fit = fit_picture_of(&picture->fit, session, x);
}

/* Is there room for the sentence? */
static bool fits(const struct filled *filled, const char *sentence)
{
    const struct rectangle *room = &filled->scene.layout->sentence;

    return write_lines(sentence, room->columns - 2) <=
           room->rows + filled->scene.layout->sentence_more;
}

static bool is_alarming(const struct diagnosis *diagnosis)
{
    return diagnosis->kind == DIAGNOSIS_UNSTABLE || diagnosis->kind == DIAGNOSIS_OVERFITTING ||
           diagnosis->kind == DIAGNOSIS_SPIKE;
}

/* After the verdict, where there is room for both; of a cycle it would say the same again. */
static void add_diagnosis(struct filled *filled, struct session *session)
{
    size_t length = strlen(filled->sentence);
    const struct diagnosis *diagnosis =
        analysis_diagnosis(session_analysis(session), session->simulation, true);

    if (diagnosis->kind == DIAGNOSIS_UNKNOWN)
        return;
    snprintf(filled->sentence + length, sizeof filled->sentence - length, "; %s",
             diagnosis->sentence);
    if (fits(filled, filled->sentence))
        filled->scene.warn = filled->scene.warn || is_alarming(diagnosis);
    else
        filled->sentence[length] = '\0';
}

/* What the sentence would be about is not known yet. */
static void say_not_ready(struct filled *filled, const struct session *session)
{
    snprintf(filled->sentence, sizeof filled->sentence, "looking at %zu rows",
             objective_rows(simulation_objective(session->simulation)));
}

/* Puts the letters of the panel in place of their names, which are longer. */
static void use_letters(char *sentence)
{
    static const char *const letters[][2] = {
        {" beta ", " β "}, {" kappa ", " κ "}, {"(kappa ", "(κ "}};

    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        size_t name = strlen(letters[i][0]), letter = strlen(letters[i][1]);

        for (char *at = sentence; (at = strstr(at, letters[i][0]));) {
            memcpy(at, letters[i][1], letter);
            memmove(at + letter, at + name, strlen(at + name) + 1);
        }
    }
}

static void say_verdict(struct filled *filled, struct session *session,
                        const struct display *display)
{
    const struct verdict *verdict = session_verdict(session);

    if (!verdict) {
        say_not_ready(filled, session);
        return;
    }
    snprintf(filled->sentence, sizeof filled->sentence, "%s; %s", verdict->sentence,
             verdict->advice);
    if (verdict->advice[0] == '\0' || !fits(filled, filled->sentence))
        filled->sentence[strlen(verdict->sentence)] = '\0';
    if (display->blocks)
        use_letters(filled->sentence +
                    strlen(verdict->sentence)); /* the advice alone: names stay */
    filled->scene.warn = ending_is_lost(verdict->ending) || verdict->ending == ENDING_CYCLING;
    if (filled->scene.learning && verdict->ending != ENDING_CYCLING)
        add_diagnosis(filled, session);
}

/* The run that was left last, of those that are told of; NULL: none is. */
static const struct drawn_run *last_left(const struct scene *scene)
{
    for (size_t i = scene->runs - 1; i-- > 0;)
        if (scene->run[i].told)
            return &scene->run[i];
    return NULL;
}

/* Of a run that has settled: at which step, where that is not the present one or where there is one
 * beside it that has, and at which step that one did. */
static void add_settled(struct filled *filled, const struct session *session)
{
    const struct scene *scene = &filled->scene;
    const struct drawn_run *other = last_left(scene);
    size_t length = strlen(filled->sentence), room = sizeof filled->sentence - length;
    long settled = run_log_settled(session->simulation);

    if (settled < 0)
        return;
    if (other && other->told->settled >= 0)
        snprintf(filled->sentence + length, room, "; settled at step %ld, %c at %ld", settled,
                 (char)other->ascii, other->told->settled);
    else if (settled < scene->now->step)
        snprintf(filled->sentence + length, room, "; settled at step %ld", settled);
    if (!fits(filled, filled->sentence))
        filled->sentence[length] = '\0';
}

/* Says what ails a run on data; false where nothing does. */
static bool say_diagnosis(struct filled *filled, struct session *session)
{
    const struct diagnosis *diagnosis =
        analysis_diagnosis(session_analysis(session), session->simulation, false);

    if (diagnosis->kind == DIAGNOSIS_UNKNOWN || diagnosis->kind == DIAGNOSIS_HEALTHY)
        return false;
    strcpy(filled->sentence, diagnosis->sentence);
    filled->scene.warn = is_alarming(diagnosis);
    return true;
}

/* Says that curvature and loss swing together near the rate's limit, which is no fault of the
 * run. */
static bool say_catapults(struct filled *filled, struct session *session)
{
    if (!catapults_sentence(session_catapults(session), filled->scene.now->step, filled->sentence,
                            sizeof filled->sentence))
        return false;
    return !filled->scene.learning ||
           analysis_diagnosis(session_analysis(session), session->simulation, false)->kind !=
               DIAGNOSIS_OVERFITTING;
}

static void say_stability(struct filled *filled, const struct session *session,
                          const struct display *display)
{
    const struct stability *stability = filled->scene.stability;

    if (!stability) {
        say_not_ready(filled, session);
        return;
    }
    stability_sentence(stability, filled->sentence, sizeof filled->sentence);
    if (display->blocks)
        use_letters(filled->sentence);
    filled->scene.warn = stability_kind(stability) >= STABILITY_UNSTABLE &&
                         stability->rate > near_limit * stability->limit;
}

/* Says before the first step what raw columns will do to it, or where there is no room for that,
 * the way out alone; false where they do nothing. */
static bool say_conditioning(struct filled *filled, const struct session *session)
{
    struct objective *objective = simulation_objective(session->simulation);

    if (!objective->learning || filled->scene.now->step > 0 || !filled->scene.stability ||
        !conditioning_warn(filled->scene.stability, objective, filled->sentence,
                           sizeof filled->sentence))
        return false;
    error_settings_within(filled->sentence, sizeof filled->sentence, SETTING_AS_COMMAND);
    const char *way_out = strstr(filled->sentence, ": ");
    if (way_out && !fits(filled, filled->sentence))
        memmove(filled->sentence, way_out + 2, strlen(way_out + 2) + 1);
    filled->scene.warn = true;
    return true;
}

/* Before the sentence, where there is room for both. Releases the text. */
static void put_before(struct filled *filled, struct buffer *text)
{
    buffer_format(text, "; %s", filled->sentence);
    if (!text->failed && text->size < sizeof filled->sentence && fits(filled, text->data))
        strcpy(filled->sentence, text->data);
    buffer_release(text);
}

/* Before the first step: which columns were guessed to be meant, and how many rows are left out. */
static void add_reading(struct filled *filled, const struct session *session)
{
    const struct learning *learning = simulation_objective(session->simulation)->learning;
    struct buffer columns = {0}, dropped = {0};

    if (filled->scene.now->step > 0 || !learning)
        return;
    if (learning->guessed) {
        learning_tell_columns(learning, &columns);
        put_before(filled, &columns);
    }
    if (learning->dropped > 0) {
        buffer_format(&dropped, "%zu row%s left out, a value is missing", learning->dropped,
                      learning->dropped == 1 ? "" : "s");
        put_before(filled, &dropped);
    }
}

/* "5 minutes", rounded up; "": not worth a word. */
static void name_span(double seconds, char *name, size_t size)
{
    static const struct {
        double seconds;
        const char *name;
    } spans[] = {{20, ""},          {30, "half a minute"},    {60, "a minute"},
                 {3600, NULL},      {7200, "an hour or two"}, {86400, "hours"},
                 {INFINITY, "days"}};
    size_t i = 0;

    while (seconds > spans[i].seconds)
        i++;
    if (spans[i].name)
        format_text(name, size, "%s", spans[i].name);
    else
        format_text(name, size, "%d minutes", (int)ceil(seconds / 60));
}

/* Of a run that will take long at its speed: how long, and what to do, where there is room for
 * both. */
static void add_forecast(struct filled *filled, const struct session *session, long speed)
{
    size_t length = strlen(filled->sentence);
    struct forecast forecast;

    if (!session->running || !forecast_of(&forecast, session->simulation))
        return;
    char span[24];
    name_span(forecast.steps / (double)speed, span, sizeof span);
    if (!*span)
        return;
    format_text(filled->sentence + length, sizeof filled->sentence - length,
                "; %s%s to go, > is faster", forecast.at_most ? "at most " : "", span);
    if (!fits(filled, filled->sentence))
        filled->sentence[length] = '\0';
}

/* Is the run's point beside the window, and not too far away to be shown? */
static bool is_beside(const struct picture *picture, const struct sample *now, int n)
{
    const struct viewport *window = &picture->viewport;
    double at[2];

    plane_project(&picture->plane, now->x, at);
    if (n == 1)
        at[1] = window->y0;
    return fabs(at[0]) <= TRAJECTORY_FARTHEST && fabs(at[1]) <= TRAJECTORY_FARTHEST &&
           (at[0] < window->x0 || at[0] > window->x1 || at[1] < window->y0 || at[1] > window->y1);
}

/* Of a run that stands beside the window, and has not run away: how it is seen, where there is room
 * for that. */
static void add_beside(struct filled *filled, struct session *session,
                       const struct picture *picture)
{
    const struct verdict *verdict = session_ended(session) ? session_verdict(session) : NULL;
    bool away = verdict ? ending_is_lost(verdict->ending) : filled->scene.warn;
    size_t length = strlen(filled->sentence);

    if (away || session->running || !filled->scene.landscape ||
        picture_is_foggy(picture, session) ||
        !is_beside(picture, filled->scene.now, filled->scene.n))
        return;
    format_text(filled->sentence + length, sizeof filled->sentence - length,
                "; 0 shows the whole path");
    if (!fits(filled, filled->sentence))
        filled->sentence[length] = '\0';
}

/* Have the settings been changed after that step and until now? */
static bool has_changed_since(const struct session *session, long step, long now)
{
    const struct experiment *experiment = simulation_experiment(session->simulation);

    return experiment_until(experiment, step) < experiment_until(experiment, now);
}

/* Says the caption in place of what the program has to say; but of a run that has ended, only one
 * that was written for that very step. */
static bool say_caption(struct filled *filled, const struct session *session)
{
    long step = filled->scene.now->step, since;
    const char *caption = captions_at(&session->captions, step, session_scenario(session), &since);
    struct buffer text = {0};

    if (!caption || (session_ended(session) && since < step) ||
        has_changed_since(session, since, step))
        return false;
    text_sanitize(caption, strlen(caption), &text);
    snprintf(filled->sentence, sizeof filled->sentence, "%s", buffer_string(&text));
    buffer_release(&text);
    filled->scene.whole = true;
    return true;
}

/* What is going on, in one sentence. */
static void fill_sentence(struct filled *filled, struct session *session,
                          const struct picture *picture, const struct display *display)
{
    filled->scene.sentence = filled->sentence;
    if (say_caption(filled, session))
        return;
    if (session_ended(session) || session_rests(session)) {
        say_verdict(filled, session, display);
        add_settled(filled, session);
    } else if (!say_conditioning(filled, session) && !say_catapults(filled, session) &&
               (!filled->scene.learning || !say_diagnosis(filled, session))) {
        say_stability(filled, session, display);
    }
    add_reading(filled, session);
    add_forecast(filled, session, view_speed(&picture->view));
    add_beside(filled, session, picture);
}

void fill_scene(struct filled *filled, struct session *session, struct picture *picture,
                const struct display *display, int rows, int columns)
{
    *filled = (struct filled){.scene.layout = &picture->layout, .branch = session_branch(session)};
    picture_layout(picture, rows, columns, session);
    fill_objective(filled, session);
    fill_optimizer(filled, session);
    fill_chips(filled, session);
    fill_rates(filled, session);
    fill_run(filled, session, picture);
    fill_runs(filled, session, picture, display);
    fill_picture(filled, session, picture, display);
    if (is_coloured(&filled->scene, display))
        filled->scene.colormap = &colormap_quiet;
    fill_sentence(filled, session, picture, display);
}

/* What numbers, words and curves are about. False where the rate in the header changes, or other
 * runs are told of. */
static bool follow_numbers(struct filled *filled, struct session *session, struct picture *picture,
                           const struct display *display)
{
    struct scene *scene = &filled->scene;
    double rate = scene->rate;

    fill_optimizer(filled, session);
    if (scene_compares(scene) || memcmp(&scene->rate, &rate, sizeof rate) != 0)
        return false;
    scene->warn = scene->refused = scene->whole = false;
    fill_rates(filled, session);
    fill_run(filled, session, picture);
    scene->floor = picture_floor(picture, session);
    fill_sentence(filled, session, picture, display);
    return true;
}

bool fill_follow(struct filled *filled, struct session *session, struct picture *picture,
                 const struct display *display, bool numbers)
{
    struct scene *scene = &filled->scene;
    bool same = scene->number == session->runs && scene->mark == mark_of(session) &&
                filled->branch == session_branch(session);
    bool stays = picture_stays(picture, session) && !picture->view.choice[VIEW_CURVATURE];

    if (!same || !stays || scene->layout->fit.rows > 0 || picture_is_foggy(picture, session))
        return false;
    scene->now = simulation_now(session->simulation);
    scene->gradient = simulation_gradient(session->simulation);
    return !numbers || follow_numbers(filled, session, picture, display);
}
