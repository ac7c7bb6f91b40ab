/* What is shown of a run over many rows while it moves: found now and then, in slices that no step
 * waits for, of a point through which the run has gone; exact as soon as it stands. */
#include <unistd.h>

#include "check.h"
#include "problem/interrupt.h"
#include "problem/score.h"
#include "show/data_file.h"
#include "show/session.h"
#include "temporary.h"
#include "waiter.h"

/* Enough for a Hessian of network-3 to take several slices. */
enum { ROWS = 200000, SPEED = 30 };

static const double frame = 1.0 / SPEED;

static void write_rows(char path[TEMPORARY_PATH])
{
    temporary_template(path);
    int fd = mkstemp(path);
    FILE *file = fdopen(fd, "w");
    assert_non_null(file);
    fprintf(file, "x,y\n");
    for (int i = 0; i < ROWS; i++)
        fprintf(file, "%d,%d\n", i % 601 - 300, i * 7 % 1013);
    assert_int_equal(fclose(file), 0);
}

static void start(struct session *session)
{
    char path[TEMPORARY_PATH];
    struct scenario scenario;
    struct experiment experiment;
    write_rows(path);
    assert_true(scenario_init(&scenario));
    scenario.open_data = data_file_open;
    assert_true(scenario_set(&scenario, "data", path, NULL));
    assert_true(scenario_set(&scenario, "model", "network-3", NULL));
    assert_true(scenario_set(&scenario, "standardize", "all", NULL));
    unlink(path);
    assert_true(experiment_init(&experiment, &scenario));
    assert_true(session_init(session, &experiment, NULL));
    experiment_release(&experiment);
    scenario_release(&scenario);
}

static const struct sample *now(const struct session *session)
{
    return simulation_now(session->simulation);
}

static void advance(struct session *session)
{
    long step = now(session)->step;
    session_advance(session, frame * 1.000001, SPEED);
    assert_int_equal(now(session)->step, step + 1);
}

/* Fails unless the curvature and the score are those of the step, as a run that stands there has
 * them. */
static void check_seen(const struct shown *shown, const struct session *session, long step)
{
    struct simulation *other = simulation_create(simulation_scenario(session->simulation), NULL);
    struct analysis analysis = {0};
    assert_non_null(other);
    assert_true(simulation_go(other, step));
    const struct stability *stability = analysis_stability(&analysis, other);
    assert_true(memcmp(&stability->steepest, &shown->stability->steepest, sizeof(double)) == 0);
    assert_true(memcmp(&stability->flattest, &shown->stability->flattest, sizeof(double)) == 0);
    assert_true(memcmp(&stability->condition, &shown->stability->condition, sizeof(double)) == 0);
    assert_true(stability->rate == shown->stability->rate);
    assert_int_equal(stability->near_rest, shown->stability->near_rest);
    assert_true(*analysis_r2(&analysis, other) == *shown->score);
    simulation_free(other);
}

/* Of five seconds. */
static void test_now_and_then(void **state)
{
    struct session session;
    long glances = 0, step = -1, oldest = 0;
    (void)state;
    start(&session);
    assert_true(session_resume(&session));
    assert_null(session_shown(&session).stability);
    for (int i = 0; i < 5 * SPEED; i++) {
        advance(&session);
        struct shown shown = session_shown(&session);
        assert_true(shown.about && shown.scored && !shown.accuracy);
        if (!session.glance.known)
            continue;
        long age = now(&session)->step - session.glance.step;
        oldest = age > oldest ? age : oldest;
        if (session.glance.step != step && glances < 3)
            check_seen(&shown, &session, session.glance.step);
        glances += session.glance.step != step;
        step = session.glance.step;
    }
    assert_in_range(glances, 4, 6);
    assert_true(oldest < 2 * SPEED);
    session_release(&session);
}

/* Questions are asked about every million instructions. */
static void test_slices_are_short(void **state)
{
    struct session session;
    struct waiter waiter = {0};
    struct interrupt interrupt = interrupt_by(&waiter, INTERRUPT_STRIDE);
    long most = 0, least = 1000, slices = 0;
    (void)state;
    start(&session);
    session_listen(&session, &interrupt);
    assert_true(session_resume(&session));
    for (int i = 0; i < SPEED; i++) {
        waiter.asked = 0;
        advance(&session);
        most = waiter.asked > most ? waiter.asked : most;
        least = waiter.asked < least ? waiter.asked : least;
        slices += session.glance.looks;
    }
    assert_true(slices >= 2);
    assert_in_range(most - least, 1, 16);
    session_release(&session);
}

/* Somebody who waits ends a slice; what was found goes on. */
static void test_keys(void **state)
{
    struct session session;
    struct waiter waiter = {0};
    struct interrupt interrupt = interrupt_by(&waiter, INTERRUPT_STRIDE);
    (void)state;
    start(&session);
    session_listen(&session, &interrupt);
    assert_true(session_resume(&session));
    for (int i = 0; i < 200 && !session.glance.known; i++) {
        waiter = (struct waiter){.stop = 3 + i % 11};
        session_advance(&session, frame, SPEED);
    }
    struct shown shown = session_shown(&session);
    assert_true(session.glance.known);
    check_seen(&shown, &session, session.glance.step);
    session_release(&session);
}

/* Exact at once when the run stands, and that is what is shown at first when it goes on. */
static void test_pause(void **state)
{
    struct session session;
    (void)state;
    start(&session);
    assert_true(session_resume(&session));
    for (int i = 0; i < 12; i++)
        advance(&session);
    session_pause(&session);
    struct shown shown = session_shown(&session);
    assert_false(shown.about);
    check_seen(&shown, &session, 12);
    assert_true(session_resume(&session));
    for (int i = 0; i < 5; i++)
        advance(&session);
    shown = session_shown(&session);
    assert_true(shown.about);
    check_seen(&shown, &session, 12);
    session_release(&session);
}

/* Of another function, or of a step that was gone back over, nothing is known. */
static void test_forgotten(void **state)
{
    const struct setting l2 = {"l2", "0.5"};
    struct session session;
    (void)state;
    start(&session);
    assert_true(session_step(&session, 1));
    session_shown(&session);
    assert_true(session_go(&session, 0) && session_resume(&session));
    assert_null(session_shown(&session).stability);
    session_pause(&session);
    session_shown(&session);
    assert_true(session_set(&session, &l2, 1, NULL) && session_resume(&session));
    assert_null(session_shown(&session).stability);
    session_release(&session);
}

/* The run is that of a simulation that nobody looks at. */
static void test_no_influence(void **state)
{
    struct session session;
    (void)state;
    start(&session);
    struct simulation *alone = simulation_create(session_scenario(&session), NULL);
    assert_true(session_resume(&session));
    for (int i = 0; i < 40; i++)
        advance(&session);
    assert_true(simulation_go(alone, 40));
    assert_memory_equal(now(&session), simulation_now(alone), sizeof(struct sample));
    simulation_free(alone);
    session_release(&session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_now_and_then), cmocka_unit_test(test_slices_are_short),
        cmocka_unit_test(test_keys),         cmocka_unit_test(test_pause),
        cmocka_unit_test(test_forgotten),    cmocka_unit_test(test_no_influence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
