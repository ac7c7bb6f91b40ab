/* Key scripts: "s.10.<Left>:lr 0.01<Enter>" is what a person types. Names in angle brackets are
 * keys without a glyph; <Ctrl-A> to <Ctrl-Z>; <less> is '<'. */
#ifndef TESTS_SCRIPT_H
#define TESTS_SCRIPT_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "app/event.h"
#include "base/text.h"

static const struct {
    const char *name;
    uint32_t key;
} script_names[] = {
    {"Tab", KEY_CODE_TAB},      {"Enter", KEY_CODE_ENTER},      {"Esc", KEY_CODE_ESCAPE},
    {"Up", KEY_CODE_UP},        {"Down", KEY_CODE_DOWN},        {"Left", KEY_CODE_LEFT},
    {"Right", KEY_CODE_RIGHT},  {"Home", KEY_CODE_HOME},        {"End", KEY_CODE_END},
    {"PgUp", KEY_CODE_PAGE_UP}, {"PgDn", KEY_CODE_PAGE_DOWN},   {"Bs", KEY_CODE_BACKSPACE},
    {"Del", KEY_CODE_DELETE},   {"BackTab", KEY_CODE_BACK_TAB}, {"less", '<'},
};

/* The key at the start of the script; returns the bytes it takes. */
static inline size_t script_key(const char *script, uint32_t *key)
{
    const char *end = script[0] == '<' ? strchr(script, '>') : NULL;
    size_t length = end ? (size_t)(end - script) - 1 : 0;

    if (!end)
        return text_decode(script, strlen(script), key);
    if (strncmp(script + 1, "Ctrl-", 5) == 0)
        *key = (uint32_t)(script[6] - 'A' + 1);
    for (size_t i = 0; i < sizeof script_names / sizeof *script_names; i++)
        if (strlen(script_names[i].name) == length &&
            strncmp(script + 1, script_names[i].name, length) == 0)
            *key = script_names[i].key;
    return length + 2;
}

#endif
