#include "app/keys.h"

#include <stdio.h>
#include <string.h>

#include "app/actions.h"
#include "app/event.h"
#include "app/prompt.h"
#include "show/settings.h"

#define CTRL(letter) ((letter) - 'A' + 1)

/* The keys that a mode has besides those of watching stand before them, as their hints do. */
static const struct key rows[] = {
    {"j", 'j', MODE_EXPLAIN, "scroll", 1, HINT_SHOWN},
    {"k", 'k', MODE_EXPLAIN, "scroll", -1, HINT_SHOWN},
    {"Down", KEY_CODE_DOWN, MODE_EXPLAIN, "scroll", 1, HINT_NONE},
    {"Up", KEY_CODE_UP, MODE_EXPLAIN, "scroll", -1, HINT_NONE},
    {"f", 'f', MODE_EXPLAIN, "turn", 0, HINT_TURN},
    {"q", 'q', MODE_EXPLAIN, "explained", 0, HINT_KEPT},
    {"x", 'x', MODE_EXPLAIN, "explained", 0, HINT_NONE},
    {"Esc", KEY_CODE_ESCAPE, MODE_EXPLAIN, "explained", 0, HINT_NONE},

    {"space", ' ', MODE_WATCH, "run", 0, HINT_SHOWN},
    {"PgDn", KEY_CODE_PAGE_DOWN, MODE_WATCH, "demo", 1, HINT_DEMO},
    {"PgUp", KEY_CODE_PAGE_UP, MODE_WATCH, "demo", -1, HINT_NONE},
    {".", '.', MODE_WATCH, "step", 1, HINT_SHOWN},
    {",", ',', MODE_WATCH, "back", -1, HINT_SHOWN},
    {"-", '-', MODE_WATCH, "rate", -1, HINT_SHOWN},
    {"+", '+', MODE_WATCH, "rate", 1, HINT_SHOWN},
    {"=", '=', MODE_WATCH, "rate", 1, HINT_NONE},
    {"m", 'm', MODE_WATCH, "momentum", 0, HINT_SHOWN},
    {"n", 'n', MODE_WATCH, "nesterov", 0, HINT_NONE},
    {"[", '[', MODE_WATCH, "beta", -1, HINT_NONE},
    {"]", ']', MODE_WATCH, "beta", 1, HINT_NONE},
    {"s", 's', MODE_WATCH, "surface", 1, HINT_SHOWN},
    {"S", 'S', MODE_WATCH, "surface", -1, HINT_NONE},
    {"?", '?', MODE_WATCH, "help", 0, HINT_KEPT},
    {"q", 'q', MODE_WATCH, "quit", 0, HINT_KEPT},
    {"f", 'f', MODE_WATCH, "show", 0, HINT_SHOWN},
    {"{", '{', MODE_WATCH, "batch", -1, HINT_DATA},
    {"}", '}', MODE_WATCH, "batch", 1, HINT_DATA},
    {"o", 'o', MODE_WATCH, "optimizer", 1, HINT_SHOWN},
    {"O", 'O', MODE_WATCH, "optimizer", -1, HINT_NONE},
    {"d", 'd', MODE_WATCH, "schedule", 1, HINT_SHOWN},
    {"D", 'D', MODE_WATCH, "schedule", -1, HINT_NONE},
    {"r", 'r', MODE_WATCH, "restart", 0, HINT_SHOWN},
    {"R", 'R', MODE_WATCH, "random", 0, HINT_NONE},
    {"u", 'u', MODE_WATCH, "undo", -1, HINT_NONE},
    {"U", 'U', MODE_WATCH, "undo", 1, HINT_NONE},
    {"i", 'i', MODE_WATCH, "place", 0, HINT_SHOWN},
    {"z", 'z', MODE_WATCH, "zoom", 1, HINT_SHOWN},
    {"Z", 'Z', MODE_WATCH, "zoom", -1, HINT_SHOWN},
    {"0", '0', MODE_WATCH, "frame", 0, HINT_SHOWN},
    {":", ':', MODE_WATCH, "command", 0, HINT_SHOWN},
    {"<", '<', MODE_WATCH, "speed", -1, HINT_SHOWN},
    {">", '>', MODE_WATCH, "speed", 1, HINT_SHOWN},
    {"a", 'a', MODE_WATCH, "axes", 1, HINT_NONE},
    {"A", 'A', MODE_WATCH, "axes", -1, HINT_NONE},
    {"h", 'h', MODE_WATCH, "pan", DIRECTION_LEFT, HINT_NONE},
    {"j", 'j', MODE_WATCH, "pan", DIRECTION_DOWN, HINT_NONE},
    {"k", 'k', MODE_WATCH, "pan", DIRECTION_UP, HINT_NONE},
    {"l", 'l', MODE_WATCH, "pan", DIRECTION_RIGHT, HINT_NONE},
    {"Left", KEY_CODE_LEFT, MODE_WATCH, "pan", DIRECTION_LEFT, HINT_NONE},
    {"Down", KEY_CODE_DOWN, MODE_WATCH, "pan", DIRECTION_DOWN, HINT_NONE},
    {"Up", KEY_CODE_UP, MODE_WATCH, "pan", DIRECTION_UP, HINT_NONE},
    {"Right", KEY_CODE_RIGHT, MODE_WATCH, "pan", DIRECTION_RIGHT, HINT_NONE},
    {"Tab", KEY_CODE_TAB, MODE_WATCH, "curves", 1, HINT_SHOWN},
    {"Shift-Tab", KEY_CODE_BACK_TAB, MODE_WATCH, "curves", -1, HINT_NONE},
    {"c", 'c', MODE_WATCH, "colormap", 1, HINT_NONE},
    {"C", 'C', MODE_WATCH, "colormap", -1, HINT_NONE},
    {"x", 'x', MODE_WATCH, "explain", 0, HINT_SHOWN},
    {"g", 'g', MODE_WATCH, "studies", 0, HINT_SHOWN},
    {"e", 'e', MODE_WATCH, "export", 0, HINT_SHOWN},

    {"x", 'x', MODE_CHOOSE, "explain", 0, HINT_SHOWN},
    {"r", 'r', MODE_CHOOSE, "race", 0, HINT_SHOWN},
    {"s", 's', MODE_CHOOSE, "swarm", 0, HINT_SHOWN},
    {"b", 'b', MODE_CHOOSE, "basins", 0, HINT_SHOWN},
    {"w", 'w', MODE_CHOOSE, "sweep", 0, HINT_SHOWN},
    {"l", 'l', MODE_CHOOSE, "lrfind", 0, HINT_SHOWN},
    {"q", 'q', MODE_CHOOSE, "no-study", 0, HINT_KEPT},
    {"Esc", KEY_CODE_ESCAPE, MODE_CHOOSE, "no-study", 0, HINT_NONE},

    {"h", 'h', MODE_PLACE, "move", DIRECTION_LEFT, HINT_SHOWN},
    {"j", 'j', MODE_PLACE, "move", DIRECTION_DOWN, HINT_SHOWN},
    {"k", 'k', MODE_PLACE, "move", DIRECTION_UP, HINT_SHOWN},
    {"l", 'l', MODE_PLACE, "move", DIRECTION_RIGHT, HINT_SHOWN},
    {"Left", KEY_CODE_LEFT, MODE_PLACE, "move", DIRECTION_LEFT, HINT_NONE},
    {"Down", KEY_CODE_DOWN, MODE_PLACE, "move", DIRECTION_DOWN, HINT_NONE},
    {"Up", KEY_CODE_UP, MODE_PLACE, "move", DIRECTION_UP, HINT_NONE},
    {"Right", KEY_CODE_RIGHT, MODE_PLACE, "move", DIRECTION_RIGHT, HINT_NONE},
    {"Enter", KEY_CODE_ENTER, MODE_PLACE, "confirm", 0, HINT_SHOWN},
    {"?", '?', MODE_PLACE, "help", 0, HINT_KEPT},
    {"q", 'q', MODE_PLACE, "cancel", 0, HINT_KEPT},
    {"Esc", KEY_CODE_ESCAPE, MODE_PLACE, "cancel", 0, HINT_NONE},

    {"space", ' ', MODE_BLIND, "walk-on", 0, HINT_DEMO},
    {"PgDn", KEY_CODE_PAGE_DOWN, MODE_BLIND, "demo", 1, HINT_DEMO},
    {"PgUp", KEY_CODE_PAGE_UP, MODE_BLIND, "demo", -1, HINT_NONE},
    {"h", 'h', MODE_BLIND, "walk", DIRECTION_LEFT, HINT_SHOWN},
    {"j", 'j', MODE_BLIND, "walk", DIRECTION_DOWN, HINT_SHOWN},
    {"k", 'k', MODE_BLIND, "walk", DIRECTION_UP, HINT_SHOWN},
    {"l", 'l', MODE_BLIND, "walk", DIRECTION_RIGHT, HINT_SHOWN},
    {"Left", KEY_CODE_LEFT, MODE_BLIND, "walk", DIRECTION_LEFT, HINT_NONE},
    {"Down", KEY_CODE_DOWN, MODE_BLIND, "walk", DIRECTION_DOWN, HINT_NONE},
    {"Up", KEY_CODE_UP, MODE_BLIND, "walk", DIRECTION_UP, HINT_NONE},
    {"Right", KEY_CODE_RIGHT, MODE_BLIND, "walk", DIRECTION_RIGHT, HINT_NONE},
    {"-", '-', MODE_BLIND, "stretch", -1, HINT_SHOWN},
    {"+", '+', MODE_BLIND, "stretch", 1, HINT_SHOWN},
    {"?", '?', MODE_BLIND, "help", 0, HINT_KEPT},
    {"q", 'q', MODE_BLIND, "stop-walking", 0, HINT_KEPT},
    {"Esc", KEY_CODE_ESCAPE, MODE_BLIND, "stop-walking", 0, HINT_NONE},

    {"Enter", KEY_CODE_ENTER, MODE_TYPE, "enter", 0, HINT_KEPT},
    {"Tab", KEY_CODE_TAB, MODE_TYPE, "complete", 1, HINT_COMMAND},
    {"Shift-Tab", KEY_CODE_BACK_TAB, MODE_TYPE, "complete", -1, HINT_NONE},
    {"Up", KEY_CODE_UP, MODE_TYPE, "recall", PROMPT_OLDER, HINT_SHOWN},
    {"Down", KEY_CODE_DOWN, MODE_TYPE, "recall", PROMPT_NEWER, HINT_SHOWN},
    {"Ctrl-R", CTRL('R'), MODE_TYPE, "recall", PROMPT_OLDER, HINT_NONE},
    {"Esc", KEY_CODE_ESCAPE, MODE_TYPE, "give-up", 0, HINT_KEPT},
    {"Left", KEY_CODE_LEFT, MODE_TYPE, "letter", PROMPT_LEFT, HINT_NONE},
    {"Right", KEY_CODE_RIGHT, MODE_TYPE, "letter", PROMPT_RIGHT, HINT_NONE},
    {"Ctrl-B", CTRL('B'), MODE_TYPE, "letter", PROMPT_LEFT, HINT_NONE},
    {"Ctrl-F", CTRL('F'), MODE_TYPE, "letter", PROMPT_RIGHT, HINT_NONE},
    {"Home", KEY_CODE_HOME, MODE_TYPE, "ends", PROMPT_HOME, HINT_NONE},
    {"End", KEY_CODE_END, MODE_TYPE, "ends", PROMPT_END, HINT_NONE},
    {"Ctrl-A", CTRL('A'), MODE_TYPE, "ends", PROMPT_HOME, HINT_NONE},
    {"Ctrl-E", CTRL('E'), MODE_TYPE, "ends", PROMPT_END, HINT_NONE},
    {"Backspace", KEY_CODE_BACKSPACE, MODE_TYPE, "erase", PROMPT_ERASE_BEFORE, HINT_NONE},
    {"Delete", KEY_CODE_DELETE, MODE_TYPE, "erase", PROMPT_ERASE_UNDER, HINT_NONE},
    {"Ctrl-W", CTRL('W'), MODE_TYPE, "cut", PROMPT_CUT_WORD, HINT_NONE},
    {"Ctrl-U", CTRL('U'), MODE_TYPE, "cut", PROMPT_CUT_HEAD, HINT_NONE},
    {"Ctrl-K", CTRL('K'), MODE_TYPE, "cut", PROMPT_CUT_TAIL, HINT_NONE},

    {"space", ' ', MODE_READ, "page", 1, HINT_MORE},
    {"/", '/', MODE_READ, "find", 0, HINT_HELP},
    {"n", 'n', MODE_READ, "find-next", 0, HINT_NONE},
    {"Enter", KEY_CODE_ENTER, MODE_READ, "take", 0, HINT_TAKE},
    {"?", '?', MODE_READ, "other-page", 0, HINT_HELP},
    {"q", 'q', MODE_READ, "close", 0, HINT_KEPT},
    {"Esc", KEY_CODE_ESCAPE, MODE_READ, "close", 0, HINT_NONE},
    {"PgDn", KEY_CODE_PAGE_DOWN, MODE_READ, "page", 1, HINT_NONE},
    {"b", 'b', MODE_READ, "page-back", -1, HINT_NONE},
    {"PgUp", KEY_CODE_PAGE_UP, MODE_READ, "page-back", -1, HINT_NONE},
    {"j", 'j', MODE_READ, "line", 1, HINT_NONE},
    {"k", 'k', MODE_READ, "line", -1, HINT_NONE},
    {"Down", KEY_CODE_DOWN, MODE_READ, "line", 1, HINT_NONE},
    {"Up", KEY_CODE_UP, MODE_READ, "line", -1, HINT_NONE},
    {"g", 'g', MODE_READ, "page-ends", -1, HINT_NONE},
    {"G", 'G', MODE_READ, "page-ends", 1, HINT_NONE},
    {"Home", KEY_CODE_HOME, MODE_READ, "page-ends", -1, HINT_NONE},
    {"End", KEY_CODE_END, MODE_READ, "page-ends", 1, HINT_NONE},

    {"Enter", KEY_CODE_ENTER, MODE_LRFIND, "take-rate", 0, HINT_SHOWN},
    {"h", 'h', MODE_LRFIND, "move-rate", -1, HINT_SHOWN},
    {"l", 'l', MODE_LRFIND, "move-rate", 1, HINT_SHOWN},
    {"Left", KEY_CODE_LEFT, MODE_LRFIND, "move-rate", -1, HINT_NONE},
    {"Right", KEY_CODE_RIGHT, MODE_LRFIND, "move-rate", 1, HINT_NONE},
    {"?", '?', MODE_LRFIND, "help", 0, HINT_KEPT},
    {"q", 'q', MODE_LRFIND, "leave-rates", 0, HINT_KEPT},
    {"Esc", KEY_CODE_ESCAPE, MODE_LRFIND, "leave-rates", 0, HINT_NONE},

    {"h", 'h', MODE_BASINS, "cross", DIRECTION_LEFT, HINT_NONE},
    {"j", 'j', MODE_BASINS, "cross", DIRECTION_DOWN, HINT_NONE},
    {"k", 'k', MODE_BASINS, "cross", DIRECTION_UP, HINT_NONE},
    {"l", 'l', MODE_BASINS, "cross", DIRECTION_RIGHT, HINT_NONE},
    {"arrows", KEY_CODE_LEFT, MODE_BASINS, "cross", DIRECTION_LEFT, HINT_SHOWN},
    {"arrows", KEY_CODE_DOWN, MODE_BASINS, "cross", DIRECTION_DOWN, HINT_NONE},
    {"arrows", KEY_CODE_UP, MODE_BASINS, "cross", DIRECTION_UP, HINT_NONE},
    {"arrows", KEY_CODE_RIGHT, MODE_BASINS, "cross", DIRECTION_RIGHT, HINT_NONE},
    {"Enter", KEY_CODE_ENTER, MODE_BASINS, "there", 0, HINT_SHOWN},
    {"?", '?', MODE_BASINS, "help", 0, HINT_KEPT},
    {"q", 'q', MODE_BASINS, "leave", 0, HINT_KEPT},
    {"Esc", KEY_CODE_ESCAPE, MODE_BASINS, "leave", 0, HINT_NONE},

    /* Each who races has an optimizer and a rate of its own, so its hints are not of the run's. */
    {"-", '-', MODE_RACE, "rate", -1, HINT_NONE},
    {"+", '+', MODE_RACE, "rate", 1, HINT_NONE},
    {"m", 'm', MODE_RACE, "momentum", 0, HINT_NONE},
    {"o", 'o', MODE_RACE, "optimizer", 1, HINT_NONE},
    {"d", 'd', MODE_RACE, "schedule", 1, HINT_NONE},
    {"?", '?', MODE_RACE, "help", 0, HINT_KEPT},
    {"q", 'q', MODE_RACE, "leave", 0, HINT_KEPT},
    {"Esc", KEY_CODE_ESCAPE, MODE_RACE, "leave", 0, HINT_NONE},

    {"?", '?', MODE_SWARM, "help", 0, HINT_KEPT},
    {"q", 'q', MODE_SWARM, "leave", 0, HINT_KEPT},
    {"Esc", KEY_CODE_ESCAPE, MODE_SWARM, "leave", 0, HINT_NONE},

    {"h", 'h', MODE_SWEEP, "cross", DIRECTION_LEFT, HINT_NONE},
    {"j", 'j', MODE_SWEEP, "cross", DIRECTION_DOWN, HINT_NONE},
    {"k", 'k', MODE_SWEEP, "cross", DIRECTION_UP, HINT_NONE},
    {"l", 'l', MODE_SWEEP, "cross", DIRECTION_RIGHT, HINT_NONE},
    {"arrows", KEY_CODE_LEFT, MODE_SWEEP, "cross", DIRECTION_LEFT, HINT_SHOWN},
    {"arrows", KEY_CODE_DOWN, MODE_SWEEP, "cross", DIRECTION_DOWN, HINT_NONE},
    {"arrows", KEY_CODE_UP, MODE_SWEEP, "cross", DIRECTION_UP, HINT_NONE},
    {"arrows", KEY_CODE_RIGHT, MODE_SWEEP, "cross", DIRECTION_RIGHT, HINT_NONE},
    {"Enter", KEY_CODE_ENTER, MODE_SWEEP, "settings", 0, HINT_SHOWN},
    {"Tab", KEY_CODE_TAB, MODE_SWEEP, "colour", 1, HINT_SHOWN},
    {"Shift-Tab", KEY_CODE_BACK_TAB, MODE_SWEEP, "colour", -1, HINT_NONE},
    {"a", 'a', MODE_SWEEP, "other-settings", 1, HINT_SHOWN},
    {"A", 'A', MODE_SWEEP, "other-settings", -1, HINT_NONE},
    {"?", '?', MODE_SWEEP, "help", 0, HINT_KEPT},
    {"q", 'q', MODE_SWEEP, "leave", 0, HINT_KEPT},
    {"Esc", KEY_CODE_ESCAPE, MODE_SWEEP, "leave", 0, HINT_NONE},

    {"Ctrl-L", CTRL('L'), MODE_ANY, "redraw", 0, HINT_NONE},
};

const struct table keys = TABLE("key", rows);

enum { KEY_COUNT = sizeof rows / sizeof *rows };

/* Is it a key of watching that is in force in this mode, too? */
static bool steers(enum app_mode mode, const struct key *key)
{
    const struct mode *row = mode_row(mode);
    const struct action *action = table_find(&actions, key->action);

    return key->mode == MODE_WATCH &&
           (row->watches || (row->steers && (action->kind & ACTION_STEERS)) ||
            (row->player && (action->kind & ACTION_PLAYS)));
}

const struct key *keys_find(enum app_mode mode, uint32_t code)
{
    const struct key *found = NULL;

    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (rows[i].code != code)
            continue;
        if (rows[i].mode == mode || rows[i].mode == MODE_ANY)
            return &rows[i];
        if (mode < MODE_COUNT && steers(mode, &rows[i]))
            found = &rows[i];
    }
    return found;
}

static const struct {
    uint32_t code;
    enum view_id setting;
} gone[] = {
    {'t', VIEW_CONTOURS},
    {'y', VIEW_SCALE},
    {'Y', VIEW_LOSS_AXIS},
};

bool keys_gone(uint32_t code, struct buffer *out)
{
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++) {
        const struct setting_head *row = table_row(&view_settings, gone[i].setting);

        if (gone[i].code != code)
            continue;
        buffer_format(out, ":%s ", row->name);
        for (size_t k = 0; k < row->choices->count; k++)
            buffer_format(out, "%s%s", k ? "|" : "", table_name(row->choices, k));
        return true;
    }
    return false;
}

static bool joins(const struct key *key)
{
    return key > rows && key[-1].hint == key->hint && key[-1].mode == key->mode &&
           strcmp(key[-1].action, key->action) == 0;
}

/* With data, models take the place of surfaces. */
static const char *brief_of(const struct action *action, unsigned which)
{
    return (which & HINT_DATA) && action->group == GROUP_SURFACE ? "model" : action->brief;
}

static void add_hint(struct hints *hints, const struct key *key, unsigned which)
{
    const struct action *action = table_find(&actions, key->action);

    hints->hint[hints->count++] = (struct hint){
        .key = key->name, .meaning = brief_of(action, which), .kept = key->hint == HINT_KEPT};
}

static void join_hint(struct hints *hints, const struct key *key)
{
    struct hint *hint = &hints->hint[hints->count - 1];
    char *text = hints->key[hints->count - 1];

    if (hint->key != text)
        snprintf(text, sizeof hints->key[0], "%s", hint->key);
    size_t used = strlen(text);
    snprintf(text + used, sizeof hints->key[0] - used, "/%s", key->name);
    hint->key = text;
}

static void hint_key(struct hints *hints, const struct key *key, unsigned which)
{
    if (!(key->hint & which))
        return;
    if (joins(key))
        join_hint(hints, key);
    else if (hints->count < HINTS_MAX)
        add_hint(hints, key, which);
}

void keys_hints(enum app_mode mode, unsigned which, struct hints *hints)
{
    if (hints->count > 0 && hints->mode == mode && hints->which == which)
        return;
    hints->mode = mode;
    hints->which = which;
    hints->count = 0;
    bool steered = mode_row(mode)->steers || mode_row(mode)->watches;

    for (size_t i = 0; i < KEY_COUNT; i++)
        if (rows[i].mode == mode && !(steered && rows[i].hint == HINT_KEPT))
            hint_key(hints, &rows[i], which);
    for (size_t i = 0; i < KEY_COUNT && steered; i++)
        if ((steers(mode, &rows[i]) && keys_find(mode, rows[i].code) == &rows[i]) ||
            (rows[i].mode == mode && rows[i].hint == HINT_KEPT))
            hint_key(hints, &rows[i], which);
}

const struct key *keys_first(const char *action)
{
    for (size_t i = 0; i < KEY_COUNT; i++)
        if (strcmp(rows[i].action, action) == 0)
            return &rows[i];
    return NULL;
}

/* A study's key is pressed after that of the menu. */
static const char *way_to(const struct key *key)
{
    return key->mode == MODE_CHOOSE ? "g " : "";
}

/* Is the row's action on a key of that name in an earlier row, too? */
static bool is_told(size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(rows[k].action, rows[i].action) == 0 && strcmp(rows[k].name, rows[i].name) == 0)
            return true;
    return false;
}

void keys_of_action(const char *action, struct buffer *out)
{
    bool first = true;

    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (strcmp(rows[i].action, action) != 0 || is_told(i))
            continue;
        buffer_format(out, "%s%s%s", first ? "" : " ", way_to(&rows[i]), rows[i].name);
        first = false;
    }
}
