/* The line that is typed after ':': editing, history, completion. It knows nothing of what the
 * line means. */
#ifndef APP_PROMPT_H
#define APP_PROMPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "view/scene.h"

enum { PROMPT_MAX = 65536, PROMPT_HISTORY = 64, PROMPT_CANDIDATES = 160 };

/* What could stand in the line from byte `from` to the cursor. The names are borrowed. */
struct candidates {
    size_t from, count;
    const char *name[PROMPT_CANDIDATES];
};

/* Adds a name unless it is there already or there is no room. */
void candidates_add(struct candidates *candidates, const char *name);

struct prompt {
    struct buffer text;
    size_t cursor;                 /* byte offset, always before a code point or at the end */
    char *history[PROMPT_HISTORY]; /* owned, oldest first */
    size_t history_count;
    size_t history_at;   /* the line shown; history_count: the one being typed */
    struct buffer draft; /* the one being typed, while an older one is shown */
    struct candidates candidates;
    bool cycling;        /* Tab was the last key */
    size_t chosen;       /* index into candidates; count: what was typed itself */
    struct buffer typed; /* the text that is completed */
    struct buffer note;
    bool is_error;
    size_t caret;
};

/* What became of a key. */
enum prompt_outcome {
    PROMPT_EDITED,
    PROMPT_ENTERED, /* the line is complete; it stays until prompt_open or prompt_close */
    PROMPT_CLOSED,  /* given up: Esc, or Backspace in an empty line */
    PROMPT_TAB,     /* completion is wanted: prompt_complete */
    PROMPT_BACK_TAB
};

/* Caller's storage; {0} is a prompt without history. */
void prompt_release(struct prompt *prompt);

/* Begins a line with `text` in it. */
void prompt_open(struct prompt *prompt, const char *text);

/* Ends the line: it goes into the history. */
void prompt_close(struct prompt *prompt);

enum prompt_outcome prompt_key(struct prompt *prompt, uint32_t key);

/* Inserts text[size] (UTF-8) in one edit: a line break or a tab as a space; what cannot be shown is
 * left out. What goes beyond PROMPT_MAX bytes is dropped, and the note says so. */
void prompt_paste(struct prompt *prompt, const char *text, size_t size);

/* Puts the next (by 1) or previous (by -1) candidate into the line. `fresh` are the candidates
 * for the line up to the cursor; they are used unless the last key was a Tab as well. */
void prompt_complete(struct prompt *prompt, const struct candidates *fresh, int by);

/* Shows an error under byte `caret` of the text until the next key. */
void prompt_fail(struct prompt *prompt, const char *message, size_t caret);

/* Borrowed until the next change. */
const char *prompt_text(const struct prompt *prompt);
void prompt_show(const struct prompt *prompt, struct prompt_view *view);

#endif
