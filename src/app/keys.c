#include "app/keys.h"

#include <stdio.h>
#include <string.h>

#include "app/actions.h"
#include "app/commands.h"
#include "app/event.h"
#include "engine/scenario.h"

static const struct key rows[] = {
    {"space", ' ', KEYS_WATCHING, "run", 0, true},
    {".", '.', KEYS_WATCHING, "step", 1, true},
    {",", ',', KEYS_WATCHING, "back", -1, true},
    {"-", '-', KEYS_WATCHING, "rate", -1, true},
    {"+", '+', KEYS_WATCHING, "rate", 1, true},
    {"=", '=', KEYS_WATCHING, "rate", 1, false},
    {"m", 'm', KEYS_WATCHING, "momentum", 0, true},
    {"n", 'n', KEYS_WATCHING, "nesterov", 0, false},
    {"[", '[', KEYS_WATCHING, "beta", -1, false},
    {"]", ']', KEYS_WATCHING, "beta", 1, false},
    {"{", '{', KEYS_WATCHING, "batch", -1, false},
    {"}", '}', KEYS_WATCHING, "batch", 1, false},
    {"s", 's', KEYS_WATCHING, "surface", 1, true},
    {"S", 'S', KEYS_WATCHING, "surface", -1, false},
    {"?", '?', KEYS_WATCHING, "help", 0, true},
    {"q", 'q', KEYS_WATCHING, "quit", 0, true},
    {"o", 'o', KEYS_WATCHING, "optimizer", 1, true},
    {"O", 'O', KEYS_WATCHING, "optimizer", -1, false},
    {"d", 'd', KEYS_WATCHING, "schedule", 1, true},
    {"D", 'D', KEYS_WATCHING, "schedule", -1, false},
    {"r", 'r', KEYS_WATCHING, "restart", 0, true},
    {"R", 'R', KEYS_WATCHING, "random", 0, false},
    {"i", 'i', KEYS_WATCHING, "place", 0, true},
    {"z", 'z', KEYS_WATCHING, "zoom", 1, true},
    {"Z", 'Z', KEYS_WATCHING, "zoom", -1, true},
    {"0", '0', KEYS_WATCHING, "fit", 0, true},
    {":", ':', KEYS_WATCHING, "command", 0, true},
    {"<", '<', KEYS_WATCHING, "speed", -1, true},
    {">", '>', KEYS_WATCHING, "speed", 1, true},
    {"a", 'a', KEYS_WATCHING, "axes", 1, false},
    {"A", 'A', KEYS_WATCHING, "axes", -1, false},
    {"h", 'h', KEYS_WATCHING, "pan", DIRECTION_LEFT, false},
    {"j", 'j', KEYS_WATCHING, "pan", DIRECTION_DOWN, false},
    {"k", 'k', KEYS_WATCHING, "pan", DIRECTION_UP, false},
    {"l", 'l', KEYS_WATCHING, "pan", DIRECTION_RIGHT, false},
    {"Left", KEY_CODE_LEFT, KEYS_WATCHING, "pan", DIRECTION_LEFT, false},
    {"Down", KEY_CODE_DOWN, KEYS_WATCHING, "pan", DIRECTION_DOWN, false},
    {"Up", KEY_CODE_UP, KEYS_WATCHING, "pan", DIRECTION_UP, false},
    {"Right", KEY_CODE_RIGHT, KEYS_WATCHING, "pan", DIRECTION_RIGHT, false},
    {"c", 'c', KEYS_WATCHING, "colormap", 1, false},
    {"C", 'C', KEYS_WATCHING, "colormap", -1, false},
    {"t", 't', KEYS_WATCHING, "contours", 0, false},
    {"y", 'y', KEYS_WATCHING, "scale", 1, false},
    {"Y", 'Y', KEYS_WATCHING, "sparkline", 0, false},
    {"f", 'f', KEYS_WATCHING, "show-fit", 0, false},
    {"e", 'e', KEYS_WATCHING, "export", 0, true},
    {"Ctrl-L", 12, KEYS_WATCHING, "redraw", 0, false},

    {"h", 'h', KEYS_PLACING, "move", DIRECTION_LEFT, true},
    {"j", 'j', KEYS_PLACING, "move", DIRECTION_DOWN, true},
    {"k", 'k', KEYS_PLACING, "move", DIRECTION_UP, true},
    {"l", 'l', KEYS_PLACING, "move", DIRECTION_RIGHT, true},
    {"Left", KEY_CODE_LEFT, KEYS_PLACING, "move", DIRECTION_LEFT, false},
    {"Down", KEY_CODE_DOWN, KEYS_PLACING, "move", DIRECTION_DOWN, false},
    {"Up", KEY_CODE_UP, KEYS_PLACING, "move", DIRECTION_UP, false},
    {"Right", KEY_CODE_RIGHT, KEYS_PLACING, "move", DIRECTION_RIGHT, false},
    {"H", 'H', KEYS_PLACING, "stride", DIRECTION_LEFT, true},
    {"J", 'J', KEYS_PLACING, "stride", DIRECTION_DOWN, true},
    {"K", 'K', KEYS_PLACING, "stride", DIRECTION_UP, true},
    {"L", 'L', KEYS_PLACING, "stride", DIRECTION_RIGHT, true},
    {"Enter", KEY_CODE_ENTER, KEYS_PLACING, "confirm", 0, true},
    {"space", ' ', KEYS_PLACING, "confirm", 0, false},
    {"i", 'i', KEYS_PLACING, "confirm", 0, false},
    {"q", 'q', KEYS_PLACING, "cancel", 0, true},
    {"Esc", KEY_CODE_ESCAPE, KEYS_PLACING, "cancel", 0, false},
};

const struct table keys = TABLE("key", rows);

enum { KEY_COUNT = sizeof rows / sizeof *rows };

const struct key *keys_find(enum key_map map, uint32_t code)
{
    for (size_t i = 0; i < KEY_COUNT; i++)
        if (rows[i].map == map && rows[i].code == code)
            return &rows[i];
    return NULL;
}

static bool joins(const struct key *key)
{
    return key > rows && key[-1].hint && key[-1].map == key->map &&
           strcmp(key[-1].action, key->action) == 0;
}

static void add_hint(struct hints *hints, const struct key *key)
{
    const struct action *action = table_find(&actions, key->action);
    char *text = hints->key[hints->count];

    snprintf(text, sizeof hints->key[0], "%s", key->name);
    hints->hint[hints->count++] = (struct hint){.key = text, .meaning = action->brief};
}

static void join_hint(struct hints *hints, const struct key *key)
{
    char *text = hints->key[hints->count - 1];
    size_t used = strlen(text);

    snprintf(text + used, sizeof hints->key[0] - used, "/%s", key->name);
}

void keys_hints(enum key_map map, struct hints *hints)
{
    hints->count = 0;
    for (const struct key *key = rows; key < rows + KEY_COUNT; key++) {
        if (!key->hint || key->map != map)
            continue;
        if (joins(key))
            join_hint(hints, key);
        else if (hints->count < HINTS_MAX)
            add_hint(hints, key);
    }
}

void keys_of_action(const char *action, struct buffer *out)
{
    bool first = true;

    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (strcmp(rows[i].action, action) != 0)
            continue;
        buffer_format(out, "%s%s", first ? "" : " ", rows[i].name);
        first = false;
    }
}

static void help_group(struct sheet *sheet, enum action_group group, struct buffer *text)
{
    sheet_heading(sheet, action_group_title(group));
    for (size_t i = 0; i < actions.count; i++) {
        const struct action *action = table_row(&actions, i);

        if (action->group != group)
            continue;
        buffer_clear(text);
        keys_of_action(action->name, text);
        sheet_line(sheet, buffer_string(text), action->meaning);
    }
}

static void help_commands(struct sheet *sheet, struct buffer *text)
{
    sheet_heading(sheet, "After : (Tab completes, Up recalls)");
    for (size_t i = 0; i < commands.count; i++) {
        const struct command *command = table_row(&commands, i);

        buffer_clear(text);
        buffer_format(text, "%s%s%s", command->name, command->argument ? " " : "",
                      command->argument ? command->argument : "");
        sheet_line(sheet, buffer_string(text), command->meaning);
    }
    for (size_t i = 0; i < scenario_keys.count; i++) {
        const struct scenario_key *key = table_row(&scenario_keys, i);

        buffer_clear(text);
        buffer_format(text, "%s %s", key->name, key->argument);
        sheet_line(sheet, buffer_string(text), key->meaning);
    }
}

void keys_help(struct sheet *sheet)
{
    struct buffer text = {0};

    sheet_begin(sheet, "Keys and commands");
    for (int group = 0; group < GROUP_COUNT; group++)
        help_group(sheet, (enum action_group)group, &text);
    sheet_line(sheet, "10.", "a number before a key repeats it: ten steps");
    sheet_line(sheet, "x, y, z ...", "the map is the slice through the present point along two");
    help_commands(sheet, &text);
    buffer_release(&text);
}
