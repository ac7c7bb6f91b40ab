/* What holds for every row of every table: names that are found, texts that fit. */
#include "app/actions.h"
#include "app/commands.h"
#include "app/help.h"
#include "app/keys.h"
#include "app/pager.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/table.h"
#include "base/text.h"
#include "cells/colormap.h"
#include "check.h"
#include "cli/options.h"
#include "cli/subcommand.h"
#include "formula/syntax.h"
#include "insight/diagnosis.h"
#include "insight/stability.h"
#include "insight/verdict.h"
#include "method/optimizer.h"
#include "method/schedule.h"
#include "problem/init.h"
#include "problem/model.h"
#include "problem/surface.h"
#include "run/criteria.h"
#include "run/quantity.h"
#include "run/quantity.h"
#include "run/scenario.h"
#include "show/fill.h"
#include "view/landscape.h"
#include "view/layout.h"
#include "view/marks.h"
#include "view/terms.h"

static const struct table *const tables[] = {
    &actions,       &commands,  &constants,  &colormaps,   &criteria,   &functions,
    &inits,         &models,    &options,    &optimizers,  &rule_words, &scales,
    &scenario_keys, &schedules, &show_modes, &subcommands, &surfaces,   &view_settings,
};

/* One line of printable text without a full stop, no longer than `most` columns. */
static void check_line(const char *name, const char *text, size_t most)
{
    if (!text || !*text)
        fail_msg("%s has an empty text", name);
    check_harmless(text);
    size_t length = strlen(text), columns = text_columns(text, length);
    if (columns > most)
        fail_msg("%s: %zu columns are more than %zu: %s", name, columns, most, text);
    if (length > 1 && text[length - 1] == '.' && text[length - 2] != '.')
        fail_msg("%s: a full stop: %s", name, text);
    if (text[0] == ' ' || text[length - 1] == ' ')
        fail_msg("%s: a blank at an end: %s", name, text);
}

/* Names are typed: lower-case letters, digits, hyphens, underscores; pi has its own letter, too. */
static void check_name(const char *name)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789-_";

    if (strcmp(name, "π") == 0)
        return;
    if (!*name || strlen(name) > 20 || name[strspn(name, allowed)])
        fail_msg("'%s' is no good name", name);
}

/* The first row of that name: an option may come once more, for other commands. */
static const void *first_row(const struct table *table, size_t i)
{
    while (i > 0 && table == &options &&
           strcmp(table_name(table, i - 1), table_name(table, i)) == 0)
        i--;
    return table_row(table, i);
}

static void test_names(void **state)
{
    (void)state;
    for (size_t t = 0; t < COUNT(tables); t++) {
        const struct table *table = tables[t];

        assert_true(table->count > 0);
        check_line("a table", table->kind, 20);
        for (size_t i = 0; i < table->count; i++) {
            const char *name = table_name(table, i);

            check_name(name);
            assert_ptr_equal(table_find(table, name), first_row(table, i));
            assert_ptr_equal(table_need(table, name, NULL), first_row(table, i));
            assert_int_equal(table_index(table, table_row(table, i)), i);
            assert_string_equal(table_nearest(table, name), name);
        }
    }
}

/* A name with one wrong letter is suggested, or another one as near. */
static void test_suggestions(void **state)
{
    (void)state;
    for (size_t t = 0; t < COUNT(tables); t++) {
        for (size_t i = 0; i < tables[t]->count; i++) {
            struct error error = {0};
            char name[32];

            snprintf(name, sizeof name, "%s", table_name(tables[t], i));
            if (strlen(name) < 4)
                continue;
            name[strlen(name) / 2] = '?';
            assert_null(table_need(tables[t], name, &error));
            if (!strstr(error.message, "did you mean"))
                fail_msg("no suggestion for %s", name);
            assert_non_null(strstr(error.message, tables[t]->kind));
        }
    }
}

#define TEXT(table, type, field, most)                                                             \
    {                                                                                              \
        &(table), offsetof(struct type, field), most                                               \
    }

/* Where the rows keep their texts, and how many columns these may take. */
static const struct {
    const struct table *table;
    size_t offset, most;
} texts[] = {
    TEXT(actions, action, meaning, 50),
    TEXT(commands, command, meaning, 50),
    TEXT(constants, constant, meaning, 60),
    TEXT(colormaps, colormap, source, 80),
    TEXT(criteria, criterion, meaning, 80),
    TEXT(functions, function, meaning, 60),
    TEXT(options, setting_head, meaning, 110),
    TEXT(optimizers, optimizer, title, 50),
    TEXT(optimizers, optimizer, when, 80),
    TEXT(optimizers, optimizer, source, 160),
    TEXT(quantities, quantity, meaning, 72),
    TEXT(scales, scale, meaning, 70),
    TEXT(scenario_keys, setting_head, argument, 16),
    TEXT(scenario_keys, setting_head, meaning, 60),
    TEXT(schedules, schedule_kind, meaning, 60),
    TEXT(show_modes, show_mode, meaning, 60),
    TEXT(subcommands, subcommand, synopsis, 28),
    TEXT(subcommands, subcommand, meaning, 60),
    TEXT(surfaces, surface, title, 50),
    TEXT(surfaces, surface, teaches, 72),
    TEXT(surfaces, surface, source, 160),
};

static void test_string_pool(void **state)
{
    (void)state;
    for (size_t t = 0; t < COUNT(texts); t++) {
        for (size_t i = 0; i < texts[t].table->count; i++) {
            const char *row = table_row(texts[t].table, i), *text;

            memcpy(&text, row + texts[t].offset, sizeof text);
            check_line(table_name(texts[t].table, i), text, texts[t].most);
        }
    }
}

static void test_string_pool_of_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < optimizers.count; i++) {
        const struct optimizer *optimizer = table_row(&optimizers, i);

        for (int k = 0; k < optimizer_hypers(optimizer); k++)
            check_line(optimizer->name, optimizer->hyper[k].meaning, 70);
    }
    for (size_t i = 0; i < schedules.count; i++) {
        const struct schedule_kind *kind = table_row(&schedules, i);

        for (int k = 0; k < SCHEDULE_MAX_KEYS && kind->key[k].name; k++)
            check_line(kind->name, kind->key[k].meaning, 60);
    }
}

/* A word at the beginning of a ':' line means one thing, and so does an option. */
static void test_no_name_means_two_things(void **state)
{
    (void)state;
    for (size_t i = 0; i < scenario_keys.count; i++) {
        const char *name = table_name(&scenario_keys, i);

        assert_null(table_find(&commands, name));
        assert_null(table_find(&options, name));
    }
}

static void test_no_setting_of_the_view_means_two_things(void **state)
{
    (void)state;
    for (size_t i = 0; i < view_settings.count; i++) {
        const char *name = table_name(&view_settings, i);

        assert_null(table_find(&commands, name));
        assert_null(table_find(&options, name));
        assert_null(table_find(&scenario_keys, name));
    }
}

/* A command that does nothing of its own does what an action does. */
static void test_commands(void **state)
{
    (void)state;
    for (size_t i = 0; i < commands.count; i++) {
        const struct command *command = table_row(&commands, i);

        if (!command->run && (command->argument || !table_find(&actions, command->name)))
            fail_msg(":%s does nothing", command->name);
    }
}

/* An option belongs to subcommands that exist. */
static void test_options_have_commands(void **state)
{
    (void)state;
    for (size_t i = 0; i < options.count; i++) {
        const struct option_row *option = table_row(&options, i);
        char words[128], *rest;

        if (!option->commands)
            continue;
        snprintf(words, sizeof words, "%s", option->commands);
        assert_int_equal(words[0], ' ');
        assert_int_equal(words[strlen(words) - 1], ' ');
        for (char *word = strtok_r(words, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
            const struct subcommand *command = table_find(&subcommands, word);

            assert_non_null(command);
            assert_ptr_equal(option_find(option->head.name, command), option);
        }
    }
}

/* Keys. */

static void test_keys(void **state)
{
    static const struct {
        enum app_mode mode;
        enum action_group group;
    } grouped[] = {{MODE_EXPLAIN, GROUP_EXPLAINING}, {MODE_PLACE, GROUP_PLACING},
                   {MODE_BLIND, GROUP_WALKING},      {MODE_LRFIND, GROUP_RATES},
                   {MODE_TYPE, GROUP_TYPING},        {MODE_READ, GROUP_READING}};

    (void)state;
    for (size_t i = 0; i < keys.count; i++) {
        const struct key *key = table_row(&keys, i);
        const struct action *action = table_find(&actions, key->action);

        if (!action)
            fail_msg("the key %s does '%s', which is no action", key->name, key->action);
        if (key->hint && !action->brief)
            fail_msg("the key %s is in the hint line, but '%s' has no word for it", key->name,
                     key->action);
        for (size_t m = 0; m < COUNT(grouped); m++)
            if ((key->mode == grouped[m].mode && action->group != GROUP_PROGRAM) !=
                (action->group == grouped[m].group))
                fail_msg("the key %s is of another mode than '%s'", key->name, key->action);
        if (keys_find(key->mode == MODE_ANY ? MODE_WATCH : key->mode, key->code) != key)
            fail_msg("the key %s is there twice", key->name);
        if (key->code > ' ' && key->code < 127)
            assert_true(key->name[0] == (char)key->code && !key->name[1]);
        if ((action->kind & ACTION_KINDS) == ACTION_COUNTED && key->code >= '1' && key->code <= '9')
            fail_msg("the key %s is a count", key->name);
    }
}

/* Every mode has a name, keys, and all that it must do. */
static void test_modes(void **state)
{
    (void)state;
    assert_int_equal(modes.count, MODE_COUNT);
    for (size_t m = 0; m < modes.count; m++) {
        const struct mode *mode = table_row(&modes, m);
        size_t count = 0;

        for (size_t i = 0; i < keys.count; i++)
            count += ((const struct key *)table_row(&keys, i))->mode == (enum app_mode)m;
        if (!count || !mode->key || !mode->paste ||
            (!mode->over && (!mode->moving || !mode->advance)))
            fail_msg("the mode %s is not whole", mode->name);
    }
}

static void test_every_action_has_a_key(void **state)
{
    (void)state;
    for (size_t i = 0; i < actions.count; i++) {
        struct buffer text = {0};

        keys_of_action(table_name(&actions, i), &text);
        if (!text.size)
            fail_msg("no key does '%s'", table_name(&actions, i));
        buffer_release(&text);
    }
}

static void test_groups_have_titles(void **state)
{
    (void)state;
    for (int group = 0; group < GROUP_COUNT; group++)
        check_line("a group", action_group_title((enum action_group)group), 30);
}

static void test_hints(void **state)
{
    struct hints hints = {.count = 0};

    (void)state;
    for (size_t m = 0; m < 2 * MODE_COUNT; m++) {
        keys_hints((enum app_mode)(m / 2), m % 2 ? ~0u : HINT_SHOWN, &hints);
        assert_true(hints.count > 0);
        assert_true(hints.count < HINTS_MAX);
        for (size_t i = 0; i < hints.count; i++) {
            check_line(hints.hint[i].key, hints.hint[i].meaning, 14);
            check_line("a hint", hints.hint[i].key, sizeof hints.key[0] - 2);
        }
    }
}

/* How many lines there are that are no headings; fails where one is too long. */
static size_t check_page(struct pager *pager)
{
    struct overlay overlay;
    size_t count = 0;

    pager_show(pager, &overlay);
    assert_true(overlay.count < PAGER_LINES);
    for (size_t i = 0; i < overlay.count; i++) {
        const struct overlay_line *line = &overlay.lines[i];

        if (line->heading || !*line->left)
            continue;
        count++;
        assert_true(text_columns(line->left, strlen(line->left)) <= 28);
        check_line(line->left, line->right, 72);
    }
    return count;
}

/* The help has every key, every ':' command and every setting. */
static void test_help(void **state)
{
    static struct pager pager;

    (void)state;
    for (int mode = 0; mode < MODE_COUNT; mode++) {
        help_keys(&pager, (enum app_mode)mode, true);
        assert_int_equal(check_page(&pager), actions.count + commands.count + scenario_keys.count +
                                                 view_settings.count + 1);
    }
    pager_release(&pager);
}

/* And every word that a run can come to, every chip, every number with a reading. */
static void test_help_on_the_screen(void **state)
{
    static struct pager pager;
    size_t numbers = 1, meant = 0; /* beta */

    (void)state;
    for (int id = 0; id < QUANTITY_COUNT; id++)
        numbers += quantity_row(id)->reading != NULL;
    for (size_t i = 0; i < marks.count; i++)
        meant += ((const struct mark *)table_row(&marks, i))->meaning != NULL;
    for (int ascii = 0; ascii < 2; ascii++) {
        help_screen(&pager, ascii);
        assert_int_equal(check_page(&pager), numbers + meant + map_terms.count +
                                                 fill_chip_names.count + stability_table.count +
                                                 ending_table.count + diagnosis_table.count);
    }
    pager_release(&pager);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_suggestions),
        cmocka_unit_test(test_string_pool),
        cmocka_unit_test(test_string_pool_of_values),
        cmocka_unit_test(test_no_name_means_two_things),
        cmocka_unit_test(test_no_setting_of_the_view_means_two_things),
        cmocka_unit_test(test_commands),
        cmocka_unit_test(test_options_have_commands),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_modes),
        cmocka_unit_test(test_every_action_has_a_key),
        cmocka_unit_test(test_groups_have_titles),
        cmocka_unit_test(test_hints),
        cmocka_unit_test(test_help),
        cmocka_unit_test(test_help_on_the_screen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
