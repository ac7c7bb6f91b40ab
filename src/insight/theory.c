#include "insight/theory.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/elementary.h"
#include "base/number.h"
#include "insight/stability.h"
#include "method/optimizer.h"
#include "run/simulation.h"

enum { WINDOW = 50, LEAST_WINDOW = 10 }; /* steps of which the contraction is measured */

/* The slope of the line through (step, logarithm of the gradient's norm) that fits best: swings
 * within the window even out. The newest steps are kept one by one. */
static double fitted_slope(const struct trajectory *path, size_t from, size_t to)
{
    double n = (double)(to - from), mean_step = 0, mean_log = 0, covariance = 0, variance = 0;
    for (size_t i = from; i < to; i++) {
        mean_step += (double)trajectory_at(path, i)->step / n;
        mean_log += m_log(trajectory_at(path, i)->grad_norm) / n;
    }
    for (size_t i = from; i < to; i++) {
        double step = (double)trajectory_at(path, i)->step - mean_step;
        covariance += step * (m_log(trajectory_at(path, i)->grad_norm) - mean_log);
        variance += step * step;
    }
    return covariance / variance;
}

/* Noise has no contraction, and a gradient of 0 no logarithm. */
static void measure(struct theory *theory, const struct simulation *simulation)
{
    const struct trajectory *path = simulation_trajectory(simulation);
    size_t length = trajectory_length(path), from = length > WINDOW ? length - WINDOW : 0;
    theory->measured = NAN;
    if (length - from < LEAST_WINDOW || simulation_is_noisy(simulation))
        return;
    double contraction = m_exp(fitted_slope(path, from, length));
    if (isfinite(contraction) && contraction > 0) {
        theory->measured = contraction;
        theory->window = (int)(length - from);
    }
}

void theory_at(struct theory *theory, const struct simulation *simulation,
               const struct stability *stability)
{
    const struct optimizer *optimizer = simulation_scenario(simulation)->optimizer;
    double steepest = stability->steepest, flattest = stability->flattest;
    *theory = (struct theory){
        .known = stability->known && isfinite(stability->condition),
        .steepest = steepest,
        .flattest = flattest,
        .condition = stability->condition,
        .predicted = NAN,
    };
    measure(theory, simulation);
    if (!theory->known)
        return;
    theory->predicted = tuning_contraction(optimizer, simulation_hypers(simulation),
                                           simulation_next_rate(simulation), steepest, flattest);
    theory->gd = tuning_gd(steepest, flattest);
    theory->momentum = tuning_momentum(steepest, flattest);
    theory->nesterov = tuning_nesterov(steepest, flattest);
}

/* --- in words --- */

static const double rounding = 1e-12; /* of a contraction or a beta that is 0 */

static void add_line(struct theory_words *words, const char *what, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void add_line(struct theory_words *words, const char *what, const char *format, ...)
{
    struct theory_line *line = &words->line[words->count++];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line->text, sizeof line->text, format, arguments);
    va_end(arguments);
    line->what = what;
}

static void say_contraction(struct theory_words *words, const char *what, double contraction)
{
    char text[NUMBER_SIZE], steps[NUMBER_SIZE];
    number_short(text, contraction, 4);
    if (contraction < 0.9995 && contraction > 0)
        add_line(words, what, "%s a step, a factor of ten in %s steps", text,
                 number_short(steps, m_log(0.1) / m_log(contraction), 3));
    else if (contraction > 1.0005)
        add_line(words, what, "%s a step: it grows", text);
    else
        add_line(words, what, "%s a step: hardly any change", text);
}

/* A number from 0 to 1: "0.9993", or so near to 1 that digits don't show it "1 - 2.4e-07". */
static void write_factor(char text[2 * NUMBER_SIZE], double factor)
{
    char gap[NUMBER_SIZE];
    if (factor > 0.99995 && factor < 1)
        snprintf(text, 2 * NUMBER_SIZE, "1 - %s", number_short(gap, 1 - factor, 2));
    else
        number_short(text, factor > rounding ? factor : 0, 4);
}

static void say_tuning(struct theory_words *words, const char *what, const struct tuning *tuning)
{
    char lr[NUMBER_SIZE], beta[2 * NUMBER_SIZE], contraction[2 * NUMBER_SIZE];
    number_short(lr, tuning->lr, 4);
    write_factor(contraction, tuning->contraction);
    write_factor(beta, tuning->beta);
    if (tuning->beta > rounding)
        add_line(words, what, "rate %s, beta %s: contraction %s", lr, beta, contraction);
    else
        add_line(words, what, "rate %s: contraction %s", lr, contraction);
}

static void say_curvature(struct theory_words *words, const struct theory *theory)
{
    char flattest[NUMBER_SIZE], steepest[NUMBER_SIZE], condition[NUMBER_SIZE];
    number_short(flattest, theory->flattest, 4);
    number_short(steepest, theory->steepest, 4);
    if (theory->known)
        add_line(words, "curvature", "%s to %s, condition number %s", flattest, steepest,
                 number_short(condition, theory->condition, 4));
    else if (isnan(theory->steepest))
        add_line(words, "curvature", "unknown here, so theory is silent");
    else
        add_line(words, "curvature", "%s to %s: not a bowl here, so theory is silent", flattest,
                 steepest);
}

void theory_say(const struct theory *theory, struct theory_words *words)
{
    words->count = 0;
    say_curvature(words, theory);
    if (theory->known && isnan(theory->predicted))
        add_line(words, "predicted", "no theory for this optimizer");
    else if (theory->known)
        say_contraction(words, "predicted", theory->predicted);
    if (!isnan(theory->measured))
        say_contraction(words, "measured", theory->measured);
    if (!theory->known)
        return;
    say_tuning(words, "best gd", &theory->gd);
    say_tuning(words, "best momentum", &theory->momentum);
    say_tuning(words, "best nesterov", &theory->nesterov);
}
