#include "app/help.h"

#include <string.h>

#include "app/actions.h"
#include "app/commands.h"
#include "app/keys.h"
#include "app/pager.h"
#include "base/buffer.h"
#include "base/setting.h"
#include "insight/diagnosis.h"
#include "insight/stability.h"
#include "insight/verdict.h"
#include "method/optimizer.h"
#include "run/quantity.h"
#include "run/scenario.h"
#include "show/fill.h"
#include "show/view_settings.h"
#include "view/marks.h"
#include "view/terms.h"

/* A page that is being filled. */
struct help {
    struct pager *pager;
    bool data;
    struct buffer text;
};

/* Is it asked of data alone? */
static bool is_of_data(const struct key *key)
{
    return key && key->hint == HINT_DATA;
}

static uint32_t deed_of(const struct key *key)
{
    return key->code | (key->mode == MODE_CHOOSE ? (uint32_t)HELP_STUDY : 0);
}

/* The keys of modes that are neither watching nor the present one are told, and not done. */
static void help_group(struct help *help, enum action_group group, bool done)
{
    pager_heading(help->pager, action_group_title(group));
    for (size_t i = 0; i < actions.count; i++) {
        const struct action *action = table_row(&actions, i);
        const struct key *key = keys_first(action->name);

        if (action->group != group)
            continue;
        buffer_clear(&help->text);
        keys_of_action(action->name, &help->text);
        pager_line(help->pager, buffer_string(&help->text), action->meaning);
        pager_deed(help->pager, done && key ? deed_of(key) : 0, is_of_data(key) && !help->data);
    }
}

static void help_setting(struct help *help, const struct setting_head *row, bool of_data)
{
    buffer_clear(&help->text);
    buffer_format(&help->text, row->bare ? "%s [%s]" : "%s %s", setting_shown(row->name),
                  row->argument);
    pager_line(help->pager, buffer_string(&help->text), row->meaning);
    pager_deed(help->pager, HELP_FILLS, of_data && !help->data);
}

static void help_commands(struct help *help)
{
    pager_heading(help->pager, "Commands, after :");
    for (size_t i = 0; i < commands.count; i++) {
        const struct command *row = table_row(&commands, i);

        buffer_clear(&help->text);
        buffer_text(&help->text, row->name);
        if (row->argument)
            buffer_format(&help->text, " %s", row->argument);
        pager_line(help->pager, buffer_string(&help->text), row->meaning);
        pager_deed(help->pager, HELP_FILLS, false);
    }
}

static void help_settings(struct help *help)
{
    pager_heading(help->pager, "Settings of the run, after :");
    for (size_t i = 0; i < scenario_keys.count; i++) {
        const struct scenario_key *row = table_row(&scenario_keys, i);

        help_setting(help, &row->head, row->of_data);
    }
    pager_heading(help->pager, "Settings of the view, after :");
    for (size_t i = 0; i < view_settings.count; i++)
        help_setting(help, table_row(&view_settings, i), false);
}

/* The group of the keys that a mode alone has; one of watching where it has none of its own. */
static enum action_group group_of(enum app_mode mode)
{
    enum action_group group = GROUP_RUN;

    for (size_t i = 0; i < keys.count; i++) {
        const struct key *key = table_row(&keys, i);
        const struct action *action = table_find(&actions, key->action);

        if (key->mode == mode && action->group > group)
            group = action->group;
    }
    return group;
}

void help_keys(struct pager *pager, enum app_mode mode, bool data)
{
    struct help help = {.pager = pager, .data = data};
    enum action_group own = group_of(mode);

    pager_begin(pager, "Keys and commands");
    if (own >= GROUP_EXPLAINING)
        help_group(&help, own, true);
    for (int group = 0; group < GROUP_EXPLAINING; group++)
        help_group(&help, (enum action_group)group, true);
    pager_line(pager, "10.", "a number before a key repeats it: ten steps");
    help_commands(&help);
    help_settings(&help);
    for (int group = GROUP_EXPLAINING; group < GROUP_COUNT; group++)
        if (group != (int)own)
            help_group(&help, (enum action_group)group, false);
    pager_mark(pager);
    buffer_release(&help.text);
}

/* --- what is on the screen --- */

/* What it is, and below that what a value tells. "κ, kappa": by its name it is known to traces and
 * checks. */
static void help_number(struct help *help, const char *label, const char *name, const char *meaning,
                        const char *reading)
{
    buffer_clear(&help->text);
    buffer_text(&help->text, label);
    if (strcmp(label, name) != 0)
        buffer_format(&help->text, ", %s", name);
    pager_line(help->pager, buffer_string(&help->text), meaning);
    if (*reading)
        pager_line(help->pager, "", reading);
}

static void help_numbers(struct help *help, bool ascii)
{
    const struct optimizer *momentum = table_find(&optimizers, "momentum");

    pager_heading(help->pager, "Numbers");
    for (int id = 0; id < QUANTITY_COUNT; id++) {
        const struct quantity *row = quantity_row(id);

        if (row->reading)
            help_number(help, quantity_label(id, ascii), row->name, row->meaning, row->reading);
    }
    help_number(help, ascii ? "beta" : "β", "beta", momentum->hyper[0].meaning,
                "0.9: nine tenths; the ball rolls on where the slope ends");
}

static void help_marks(struct help *help, bool ascii)
{
    pager_heading(help->pager, "Marks on the map");
    for (size_t i = 0; i < marks.count; i++) {
        const struct mark *row = table_row(&marks, i);
        const char letter[] = {(char)row->ascii, '\0'};

        if (row->meaning)
            pager_line(help->pager, ascii ? letter : row->name, row->meaning);
    }
}

static void help_chips(struct help *help)
{
    pager_heading(help->pager, "In the header, while they are on");
    for (size_t i = 0; i < fill_chip_names.count; i++) {
        const char *name = table_name(&fill_chip_names, i);
        const struct scenario_key *key = table_find(&scenario_keys, name);

        pager_line(help->pager, name, key->head.meaning);
        pager_deed(help->pager, HELP_FILLS, false);
    }
}

static void help_words(struct help *help, const char *heading, const struct table *words)
{
    pager_heading(help->pager, heading);
    for (size_t i = 0; i < words->count; i++)
        pager_line(help->pager, table_name(words, i), table_meaning(words, i));
}

void help_screen(struct pager *pager, bool ascii)
{
    struct help help = {.pager = pager};

    pager_begin(pager, "What is on the screen");
    help_numbers(&help, ascii);
    help_marks(&help, ascii);
    help_words(&help, "On the map, while a step is explained", &map_terms);
    help_chips(&help);
    help_words(&help, "What is said of the rate", &stability_table);
    help_words(&help, "How a run ends, and where", &ending_table);
    help_words(&help, "What is said of a run on data", &diagnosis_table);
    pager_mark(pager);
    buffer_release(&help.text);
}
