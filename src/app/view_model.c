#include "app/view_model.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/keys.h"
#include "app/place.h"
#include "app/state.h"
#include "base/buffer.h"
#include "insight/conditioning.h"
#include "insight/diagnosis.h"
#include "insight/verdict.h"
#include "problem/objective.h"
#include "view/scene.h"
#include "view/write.h"

/* From this part of its limit on, the rate is a thing to warn of. */
static const double near_limit = 0.85;

/* A scene and what it borrows. */
struct model {
    struct scene scene;
    const char *parameter[FORMULA_MAX_PARAMETERS];
    char speed[24];
    char sentence[256];
    struct hints hints;
    struct prompt_view prompt;
    struct overlay overlay;
};

static void fill_objective(struct model *model, const struct session *session)
{
    const struct objective *objective = simulation_objective(session->simulation);
    struct scene *scene = &model->scene;

    for (int i = 0; i < objective->n; i++)
        model->parameter[i] = objective->parameter[i];
    scene->n = objective->n;
    scene->parameter = model->parameter;
    scene->surface = objective->surface || objective->learning ? objective_name(objective) : "f";
    scene->formula = objective->formula->text;
    scene->known = objective->surface;
}

/* Has the optimizer in force made the last step? */
static bool has_stepped(const struct simulation *simulation)
{
    long step = simulation_now(simulation)->step;

    for (size_t i = simulation_changes(simulation); i-- > 0;) {
        struct change change = simulation_change(simulation, i);

        if (change.step != step)
            break;
        if (strcmp(change.key, "optimizer") == 0)
            return false;
    }
    return step > 0;
}

static void fill_optimizer(struct model *model, const struct session *session)
{
    const struct scenario *scenario = session_scenario(session);
    const char *momentum = session_momentum(session);
    struct scene *scene = &model->scene;
    bool found;

    scene->optimizer = scenario_optimizer_name(scenario);
    scene->rate = simulation_next_rate(session->simulation);
    if (session_method(session) && !has_stepped(session->simulation))
        scene->rate = NAN;
    scene->beta = momentum ? simulation_hyper(session->simulation, momentum, &found) : NAN;
    if (scenario->optimizer && strcmp(scenario->optimizer->name, "gd") == 0) {
        scene->beta = 0;
        scene->momentum_off = true;
    }
}

static void fill_rates(struct model *model, const struct session *session)
{
    const struct scenario *scenario = session_scenario(session);
    const struct schedule *schedule = &scenario->schedule;

    if (schedule_is_constant(schedule) || !simulation_has_rate(session->simulation))
        return;
    model->scene.rates = (struct rates){
        .schedule = schedule,
        .state = simulation_schedule(session->simulation),
        .base = scenario_rate(scenario),
        .steps = scenario->steps > 1 ? scenario->steps : schedule_length(schedule),
        .path = simulation_trajectory(session->simulation),
    };
}

/* 0: all of them. */
static long rows_a_step(const struct session *session)
{
    long rows = (long)objective_rows(simulation_objective(session->simulation));
    long batch = session_scenario(session)->batch;

    return batch < rows ? batch : 0;
}

static void fill_run(struct model *model, struct session *session)
{
    struct scene *scene = &model->scene;

    scene->mark = session_moving(session)  ? MARK_RUNNING
                  : session_ended(session) ? MARK_ENDED
                                           : MARK_PAUSED;
    if (session->running) {
        snprintf(model->speed, sizeof model->speed, "%ld/s", session_speed(session));
    }
    scene->speed = model->speed;
    scene->now = simulation_now(session->simulation);
    scene->learning = session_learning(session);
    scene->validation = objective_held(simulation_objective(session->simulation)) > 0;
    scene->batch = rows_a_step(session);
    scene->scored = session_is_scored(session, &scene->accuracy);
    scene->score = session_score(session);
    scene->path = simulation_trajectory(session->simulation);
    scene->ghost = session_ghost(session);
    stability_of(&scene->stability, session->simulation);
}

/* Where it is certain to be the minimum, and in the plane that is shown. */
static const double *optimum_to_show(struct session *session)
{
    const struct objective *objective = simulation_objective(session->simulation);

    return objective_is_convex(objective) && objective->n <= 2 ? session_optimum(session) : NULL;
}

static void fill_picture(struct model *model, struct session *session, struct picture *picture,
                         const struct display *display)
{
    struct scene *scene = &model->scene;

    scene->landscape = picture_landscape(picture, session, display);
    for (int i = 0; i < 2 && i < scene->n; i++)
        scene->axis[i] = picture_axis(picture, session, i);
    memcpy(scene->shown, picture->plane.axis, sizeof scene->shown);
    scene->optimum = optimum_to_show(session);
    scene->floor = picture_floor(picture, session);
    scene->log_loss = picture->log_loss;
    scene->contours = picture->contours;
    scene->colormap = picture->colormap;
}

/* The fit with the parameters x[n]. */
static void fill_fit(struct model *model, struct session *session, struct picture *picture,
                     const double *x)
{
    model->scene.fit = fit_model_of(&picture->fit, session, x);
    model->scene.show = picture->show;
}

/* Does the sentence fit on a screen of the frame's size? */
static bool fits(const struct model *model, const char *sentence, const struct frame *frame)
{
    const struct scene *scene = &model->scene;
    struct layout layout;

    layout_for(&layout, frame->rows, frame->columns,
               scene_numbers(scene->n, scene->learning, scene->validation, scene->scored));
    return write_lines(sentence, layout.sentence.columns - 2) <= layout.sentence.rows;
}

static bool is_alarming(const struct diagnosis *diagnosis)
{
    return diagnosis->kind == DIAGNOSIS_UNSTABLE || diagnosis->kind == DIAGNOSIS_OVERFITTING ||
           diagnosis->kind == DIAGNOSIS_SPIKE;
}

/* After the verdict, where there is room for both; of a cycle it would say the same again. */
static void add_diagnosis(struct model *model, const struct verdict *verdict, bool has_rate,
                          const struct frame *frame)
{
    size_t length = strlen(model->sentence);
    struct diagnosis diagnosis;

    diagnosis_beside(&diagnosis, model->scene.path, verdict, has_rate);
    if (diagnosis.kind == DIAGNOSIS_UNKNOWN || verdict->ending == ENDING_CYCLING)
        return;
    snprintf(model->sentence + length, sizeof model->sentence - length, "; %s", diagnosis.sentence);
    if (fits(model, model->sentence, frame))
        model->scene.warn = model->scene.warn || is_alarming(&diagnosis);
    else
        model->sentence[length] = '\0';
}

static void say_verdict(struct model *model, struct session *session, const struct frame *frame)
{
    const struct verdict *verdict = session_verdict(session);

    snprintf(model->sentence, sizeof model->sentence, "%s; %s", verdict->sentence, verdict->advice);
    if (verdict->advice[0] == '\0' || !fits(model, model->sentence, frame))
        model->sentence[strlen(verdict->sentence)] = '\0';
    model->scene.warn = ending_is_lost(verdict->ending) || verdict->ending == ENDING_CYCLING;
    if (model->scene.learning)
        add_diagnosis(model, verdict, simulation_has_rate(session->simulation), frame);
}

/* Says what ails a run on data; false where nothing does. */
static bool say_diagnosis(struct model *model, bool has_rate)
{
    struct diagnosis diagnosis;

    diagnosis_of(&diagnosis, model->scene.path, ENDING_RUNNING, has_rate);
    if (diagnosis.kind == DIAGNOSIS_UNKNOWN || diagnosis.kind == DIAGNOSIS_HEALTHY)
        return false;
    snprintf(model->sentence, sizeof model->sentence, "%s", diagnosis.sentence);
    model->scene.warn = is_alarming(&diagnosis);
    return true;
}

/* Puts the letters of the panel in place of their names, which are longer. */
static void use_letters(char *sentence)
{
    static const char *const letters[][2] = {{" beta ", " β "}, {" kappa ", " κ "}};

    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        size_t name = strlen(letters[i][0]), letter = strlen(letters[i][1]);

        for (char *at = sentence; (at = strstr(at, letters[i][0]));) {
            memcpy(at, letters[i][1], letter);
            memmove(at + letter, at + name, strlen(at + name) + 1);
        }
    }
}

static void say_stability(struct model *model, const struct display *display)
{
    const struct stability *stability = &model->scene.stability;

    stability_sentence(stability, model->sentence, sizeof model->sentence);
    if (display->blocks)
        use_letters(model->sentence);
    model->scene.warn = stability_kind(stability) >= STABILITY_UNSTABLE &&
                        stability->rate > near_limit * stability->limit;
}

/* Says before the first step what raw columns will do to it, or where there is no room for that, the
 * way out alone; false where they do nothing. */
static bool say_conditioning(struct model *model, const struct session *session,
                             const struct frame *frame)
{
    const struct objective *objective = simulation_objective(session->simulation);

    if (!objective->learning || model->scene.now->step > 0 ||
        !conditioning_warn(&model->scene.stability, objective, ":", model->sentence,
                           sizeof model->sentence))
        return false;
    const char *way_out = strstr(model->sentence, ": ");
    if (way_out && !fits(model, model->sentence, frame))
        memmove(model->sentence, way_out + 2, strlen(way_out + 2) + 1);
    model->scene.warn = true;
    return true;
}

/* Before the first step: which columns were guessed to be meant, before the sentence where there is
 * room for both. */
static void add_guess(struct model *model, const struct session *session, const struct frame *frame)
{
    struct buffer text = {0};

    if (model->scene.now->step > 0 || !session_tell_guess(session, &text))
        return;
    buffer_format(&text, "; %s", model->sentence);
    if (!text.failed && text.size < sizeof model->sentence && fits(model, text.data, frame))
        strcpy(model->sentence, text.data);
    buffer_release(&text);
}

/* What is going on, in one sentence. */
static void fill_sentence(struct model *model, struct session *session,
                          const struct display *display, const struct frame *frame)
{
    model->scene.sentence = model->sentence;
    if (session_ended(session) || session_rests(session))
        say_verdict(model, session, frame);
    else if (!say_conditioning(model, session, frame) &&
             (!model->scene.learning ||
              !say_diagnosis(model, simulation_has_rate(session->simulation))))
        say_stability(model, display);
    add_guess(model, session, frame);
}

/* What the user has to know first goes before it. */
static void fill_message(struct model *model, struct app *app)
{
    char *sentence = model->sentence;
    size_t size = sizeof model->sentence;

    if (app->message[0])
        snprintf(sentence, size, "%s", app->message);
    else if (app->count)
        snprintf(sentence, size, "%ld times", app->count);
    else if (app->mode == APP_PLACING)
        sentence[0] = '\0'; /* the place is told */
    else
        return;
    model->scene.warn = app->message[0] && app->warn;
}

static void set_hints(struct model *model, enum key_map map)
{
    keys_hints(map, model->scene.learning, &model->hints);
    model->scene.hints = model->hints.hint;
    model->scene.hint_count = model->hints.count;
}

static void fill_open(struct model *model, struct app *app)
{
    struct scene *scene = &model->scene;

    if (app->mode == APP_TYPING) {
        prompt_show(&app->prompt, &model->prompt);
        scene->prompt = &model->prompt;
    }
    if (app->mode == APP_READING) {
        pager_show(&app->pager, &model->overlay);
        scene->overlay = &model->overlay;
    }
    if (app->mode == APP_PLACING) {
        scene->placing = true;
        scene->place[0] = app->place[0];
        scene->place[1] = app->place[1];
        scene->place_value = place_value(app);
        set_hints(model, KEYS_PLACING);
    }
}

/* The frame tells how much room there is. */
static void fill(struct model *model, struct session *session, struct picture *picture,
                 const struct display *display, const struct frame *frame)
{
    *model = (struct model){0};
    fill_objective(model, session);
    fill_optimizer(model, session);
    fill_rates(model, session);
    fill_run(model, session);
    fill_picture(model, session, picture, display);
    fill_sentence(model, session, display, frame);
    set_hints(model, KEYS_WATCHING);
}

/* While the start is placed the fit is that of the place. */
static void fill_present_fit(struct model *model, struct app *app)
{
    double place[FORMULA_MAX_PARAMETERS];
    const double *x = model->scene.now->x;

    if (app->mode == APP_PLACING) {
        place_point(app, place);
        x = place;
    }
    fill_fit(model, &app->session, &app->picture, x);
}

void view_model_compose(struct session *session, struct picture *picture,
                        const struct display *display, struct frame *frame)
{
    struct model model;

    fill(&model, session, picture, display, frame);
    fill_fit(&model, session, picture, model.scene.now->x);
    scene_compose(&model.scene, display, frame);
}

void view_model_screen(struct app *app, struct frame *frame)
{
    struct model model;

    fill(&model, &app->session, &app->picture, &app->display, frame);
    fill_present_fit(&model, app);
    fill_message(&model, app);
    fill_open(&model, app);
    scene_compose(&model.scene, &app->display, frame);
}
