#include "show/session.h"

#include <string.h>

#include "base/error.h"

/* Makes the settings of the list in mid-run. */
static bool change_settings(struct session *session, const struct setting_list *list,
                            struct error *error)
{
    const struct leaving old = left_rates_leaving(session_scenario(session));
    struct setting setting[SETTING_LIST_MAX];
    size_t count = setting_list_all(list, setting);

    if (!simulation_change(session->simulation, setting, count, error))
        return false;
    left_rates_note(&session->left_rates, &old, session_scenario(session), true);
    return true;
}

/* The other run takes the place of this one, and this one that of the other in *change. */
static bool exchange_runs(struct session *session, struct undoable *change, struct error *error)
{
    struct undoable here;

    if (!undoable_run(&here, simulation_experiment(session->simulation), session->run))
        return error_memory(error);
    if (!session_switch(session, change->other, error)) {
        undoable_release(&here);
        return false;
    }
    session->run = change->run;
    undoable_release(change);
    *change = here;
    return true;
}

static bool take_back(struct session *session, struct undoable *change, struct error *error)
{
    if (change->other)
        return exchange_runs(session, change, error);
    if (undoable_is_fresh(change, simulation_experiment(session->simulation), session->run))
        return simulation_take_back(session->simulation, error);
    return change_settings(session, &change->before, error);
}

/* Does it say that the key is as by default? */
static bool is_reset(const struct setting *setting)
{
    const struct scenario_key *key = table_find(&scenario_keys, setting->key);

    return key->reset && strcmp(setting->value, key->reset) == 0;
}

/* The settings, of several of a key the last; where all are as by default, the first. */
static void tell(const struct setting_list *list, struct buffer *out)
{
    struct setting setting[SETTING_LIST_MAX];
    size_t count = setting_list_all(list, setting);

    for (size_t i = 0; i < count; i++) {
        bool last = i + 1 == count || strcmp(setting[i + 1].key, setting[i].key) != 0;

        if (last && !is_reset(&setting[i]))
            buffer_format(out, "%s%s %s", out->size > 0 ? ", " : "", setting_shown(setting[i].key),
                          setting[i].value);
    }
    if (out->size == 0 && count > 0)
        buffer_format(out, "%s %s", setting_shown(setting[0].key), setting[0].value);
}

/* The newest change that is still one of its run: going back forgets changes. */
static bool pop_standing(struct session *session, struct undoable *change)
{
    const struct experiment *experiment = simulation_experiment(session->simulation);

    while (undo_pop(&session->done, change)) {
        if (undoable_stands(change, experiment, session->run))
            return true;
        undoable_release(change);
    }
    return false;
}

bool session_undo(struct session *session, struct buffer *told, struct error *error)
{
    struct undoable change;

    if (!pop_standing(session, &change))
        return error_set(error, "no setting was changed that could be taken back");
    bool done = take_back(session, &change, error);
    if (done && !change.other)
        tell(&change.before, told);
    undo_push(done ? &session->undone : &session->done, &change);
    return done;
}

/* Makes the change again; it is then one of the present step. */
static bool make_again(struct session *session, struct undoable *change, struct error *error)
{
    struct undoable again;

    if (change->other)
        return exchange_runs(session, change, error);
    if (!change_settings(session, &change->after, error))
        return false;
    if (!undoable_change(&again, simulation_experiment(session->simulation), session->run))
        return error_memory(error);
    undoable_release(change);
    *change = again;
    return true;
}

bool session_redo(struct session *session, struct buffer *told, struct error *error)
{
    struct undoable change;

    if (!undo_pop(&session->undone, &change))
        return error_set(error, "nothing was taken back that could be made again");
    bool done = make_again(session, &change, error);
    if (done && !change.other)
        tell(&change.after, told);
    undo_push(done ? &session->done : &session->undone, &change);
    return done;
}
