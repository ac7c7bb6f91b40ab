#include "app/keys.h"

#include <stdio.h>
#include <string.h>

#include "app/actions.h"
#include "app/commands.h"
#include "app/event.h"
#include "run/scenario.h"

static const struct key rows[] = {
    {"space", ' ', KEYS_WATCHING, "run", 0, HINT_SHOWN},
    {".", '.', KEYS_WATCHING, "step", 1, HINT_SHOWN},
    {",", ',', KEYS_WATCHING, "back", -1, HINT_SHOWN},
    {"-", '-', KEYS_WATCHING, "rate", -1, HINT_SHOWN},
    {"+", '+', KEYS_WATCHING, "rate", 1, HINT_SHOWN},
    {"=", '=', KEYS_WATCHING, "rate", 1, HINT_NONE},
    {"m", 'm', KEYS_WATCHING, "momentum", 0, HINT_SHOWN},
    {"n", 'n', KEYS_WATCHING, "nesterov", 0, HINT_NONE},
    {"[", '[', KEYS_WATCHING, "beta", -1, HINT_NONE},
    {"]", ']', KEYS_WATCHING, "beta", 1, HINT_NONE},
    {"s", 's', KEYS_WATCHING, "surface", 1, HINT_SHOWN},
    {"S", 'S', KEYS_WATCHING, "surface", -1, HINT_NONE},
    {"?", '?', KEYS_WATCHING, "help", 0, HINT_SHOWN},
    {"q", 'q', KEYS_WATCHING, "quit", 0, HINT_SHOWN},
    {"f", 'f', KEYS_WATCHING, "show-fit", 0, HINT_DATA},
    {"{", '{', KEYS_WATCHING, "batch", -1, HINT_DATA},
    {"}", '}', KEYS_WATCHING, "batch", 1, HINT_DATA},
    {"o", 'o', KEYS_WATCHING, "optimizer", 1, HINT_SHOWN},
    {"O", 'O', KEYS_WATCHING, "optimizer", -1, HINT_NONE},
    {"d", 'd', KEYS_WATCHING, "schedule", 1, HINT_SHOWN},
    {"D", 'D', KEYS_WATCHING, "schedule", -1, HINT_NONE},
    {"r", 'r', KEYS_WATCHING, "restart", 0, HINT_SHOWN},
    {"R", 'R', KEYS_WATCHING, "random", 0, HINT_NONE},
    {"i", 'i', KEYS_WATCHING, "place", 0, HINT_SHOWN},
    {"z", 'z', KEYS_WATCHING, "zoom", 1, HINT_SHOWN},
    {"Z", 'Z', KEYS_WATCHING, "zoom", -1, HINT_SHOWN},
    {"0", '0', KEYS_WATCHING, "fit", 0, HINT_SHOWN},
    {":", ':', KEYS_WATCHING, "command", 0, HINT_SHOWN},
    {"<", '<', KEYS_WATCHING, "speed", -1, HINT_SHOWN},
    {">", '>', KEYS_WATCHING, "speed", 1, HINT_SHOWN},
    {"a", 'a', KEYS_WATCHING, "axes", 1, HINT_NONE},
    {"A", 'A', KEYS_WATCHING, "axes", -1, HINT_NONE},
    {"h", 'h', KEYS_WATCHING, "pan", DIRECTION_LEFT, HINT_NONE},
    {"j", 'j', KEYS_WATCHING, "pan", DIRECTION_DOWN, HINT_NONE},
    {"k", 'k', KEYS_WATCHING, "pan", DIRECTION_UP, HINT_NONE},
    {"l", 'l', KEYS_WATCHING, "pan", DIRECTION_RIGHT, HINT_NONE},
    {"Left", KEY_CODE_LEFT, KEYS_WATCHING, "pan", DIRECTION_LEFT, HINT_NONE},
    {"Down", KEY_CODE_DOWN, KEYS_WATCHING, "pan", DIRECTION_DOWN, HINT_NONE},
    {"Up", KEY_CODE_UP, KEYS_WATCHING, "pan", DIRECTION_UP, HINT_NONE},
    {"Right", KEY_CODE_RIGHT, KEYS_WATCHING, "pan", DIRECTION_RIGHT, HINT_NONE},
    {"c", 'c', KEYS_WATCHING, "colormap", 1, HINT_NONE},
    {"C", 'C', KEYS_WATCHING, "colormap", -1, HINT_NONE},
    {"t", 't', KEYS_WATCHING, "contours", 0, HINT_NONE},
    {"y", 'y', KEYS_WATCHING, "scale", 1, HINT_NONE},
    {"Y", 'Y', KEYS_WATCHING, "sparkline", 0, HINT_NONE},
    {"e", 'e', KEYS_WATCHING, "export", 0, HINT_SHOWN},
    {"Ctrl-L", 12, KEYS_WATCHING, "redraw", 0, HINT_NONE},

    {"h", 'h', KEYS_PLACING, "move", DIRECTION_LEFT, HINT_SHOWN},
    {"j", 'j', KEYS_PLACING, "move", DIRECTION_DOWN, HINT_SHOWN},
    {"k", 'k', KEYS_PLACING, "move", DIRECTION_UP, HINT_SHOWN},
    {"l", 'l', KEYS_PLACING, "move", DIRECTION_RIGHT, HINT_SHOWN},
    {"Left", KEY_CODE_LEFT, KEYS_PLACING, "move", DIRECTION_LEFT, HINT_NONE},
    {"Down", KEY_CODE_DOWN, KEYS_PLACING, "move", DIRECTION_DOWN, HINT_NONE},
    {"Up", KEY_CODE_UP, KEYS_PLACING, "move", DIRECTION_UP, HINT_NONE},
    {"Right", KEY_CODE_RIGHT, KEYS_PLACING, "move", DIRECTION_RIGHT, HINT_NONE},
    {"H", 'H', KEYS_PLACING, "stride", DIRECTION_LEFT, HINT_SHOWN},
    {"J", 'J', KEYS_PLACING, "stride", DIRECTION_DOWN, HINT_SHOWN},
    {"K", 'K', KEYS_PLACING, "stride", DIRECTION_UP, HINT_SHOWN},
    {"L", 'L', KEYS_PLACING, "stride", DIRECTION_RIGHT, HINT_SHOWN},
    {"Enter", KEY_CODE_ENTER, KEYS_PLACING, "confirm", 0, HINT_SHOWN},
    {"space", ' ', KEYS_PLACING, "confirm", 0, HINT_NONE},
    {"i", 'i', KEYS_PLACING, "confirm", 0, HINT_NONE},
    {"q", 'q', KEYS_PLACING, "cancel", 0, HINT_SHOWN},
    {"Esc", KEY_CODE_ESCAPE, KEYS_PLACING, "cancel", 0, HINT_NONE},
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
    return key > rows && key[-1].hint == key->hint && key[-1].map == key->map &&
           strcmp(key[-1].action, key->action) == 0;
}

/* With data, models take the place of surfaces. */
static const char *meaning_of(const struct action *action, bool learning)
{
    return learning && strcmp(action->name, "surface") == 0 ? "model" : action->brief;
}

static void add_hint(struct hints *hints, const struct key *key, bool learning)
{
    const struct action *action = table_find(&actions, key->action);
    char *text = hints->key[hints->count];

    snprintf(text, sizeof hints->key[0], "%s", key->name);
    hints->hint[hints->count++] =
        (struct hint){.key = text, .meaning = meaning_of(action, learning)};
}

static void join_hint(struct hints *hints, const struct key *key)
{
    char *text = hints->key[hints->count - 1];
    size_t used = strlen(text);

    snprintf(text + used, sizeof hints->key[0] - used, "/%s", key->name);
}

void keys_hints(enum key_map map, bool learning, struct hints *hints)
{
    hints->count = 0;
    for (const struct key *key = rows; key < rows + KEY_COUNT; key++) {
        if (key->hint == HINT_NONE || (key->hint == HINT_DATA && !learning) || key->map != map)
            continue;
        if (joins(key))
            join_hint(hints, key);
        else if (hints->count < HINTS_MAX)
            add_hint(hints, key, learning);
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

static void help_group(struct pager *pager, enum action_group group, struct buffer *text)
{
    pager_heading(pager, action_group_title(group));
    for (size_t i = 0; i < actions.count; i++) {
        const struct action *action = table_row(&actions, i);

        if (action->group != group)
            continue;
        buffer_clear(text);
        keys_of_action(action->name, text);
        pager_line(pager, buffer_string(text), action->meaning);
    }
}

static void help_commands(struct pager *pager, struct buffer *text)
{
    pager_heading(pager, "After : (Tab completes, Up recalls)");
    for (size_t i = 0; i < commands.count; i++) {
        const struct command *command = table_row(&commands, i);

        buffer_clear(text);
        buffer_format(text, "%s%s%s", command->name, command->argument ? " " : "",
                      command->argument ? command->argument : "");
        pager_line(pager, buffer_string(text), command->meaning);
    }
    for (size_t i = 0; i < scenario_keys.count; i++) {
        const struct scenario_key *key = table_row(&scenario_keys, i);

        buffer_clear(text);
        buffer_format(text, key->bare ? "%s [%s]" : "%s %s", key->name, key->argument);
        pager_line(pager, buffer_string(text), key->meaning);
    }
}

void keys_help(struct pager *pager)
{
    struct buffer text = {0};

    pager_begin(pager, "Keys and commands");
    for (int group = 0; group < GROUP_COUNT; group++)
        help_group(pager, (enum action_group)group, &text);
    pager_heading(pager, "Good to know");
    pager_line(pager, "10.", "a number before a key repeats it: ten steps");
    pager_line(pager, "w, b, c ...", "of many parameters the map is a slice along two");
    help_commands(pager, &text);
    buffer_release(&text);
}
