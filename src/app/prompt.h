/* The line that is typed after ':': editing, history, completion. It knows nothing of what the
 * line means, nor of keys. */
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
    const char *after; /* what goes behind the only one; NULL: nothing */
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
    bool cycling;        /* the line was completed last */
    size_t chosen;       /* index into candidates; count: what was typed itself */
    struct buffer typed; /* the text that is completed */
    struct buffer note;
    size_t mark[2]; /* the bytes of the note that are marked: from, to; the same: none */
    bool is_error;
    size_t caret;
};

/* Ways of editing. */
enum prompt_edit {
    PROMPT_LEFT,
    PROMPT_RIGHT,
    PROMPT_HOME,
    PROMPT_END,
    PROMPT_ERASE_BEFORE, /* the letter before the cursor */
    PROMPT_ERASE_UNDER,
    PROMPT_CUT_WORD, /* the word before the cursor, */
    PROMPT_CUT_HEAD, /* all before it, */
    PROMPT_CUT_TAIL, /* all from it on */
    PROMPT_OLDER,    /* the line before this one in the history that begins as was typed */
    PROMPT_NEWER,    /* the same, after it */
    PROMPT_EDITS
};

/* Caller's storage; {0} is a prompt without history. */
void prompt_release(struct prompt *prompt);

/* Begins a line with `text` in it. */
void prompt_open(struct prompt *prompt, const char *text);

/* Ends the line: it goes into the history. */
void prompt_close(struct prompt *prompt);

/* What cannot be shown is left out. */
void prompt_type(struct prompt *prompt, uint32_t glyph);
void prompt_edit(struct prompt *prompt, enum prompt_edit edit);

/* Inserts text[size] (UTF-8) in one edit: a line break or a tab as a space; what cannot be shown is
 * left out. What goes beyond PROMPT_MAX bytes is dropped, and the note says so. */
void prompt_paste(struct prompt *prompt, const char *text, size_t size);

/* Puts the next (by 1) or previous (by -1) candidate into the line, and all of them into the note,
 * with a mark on it. `fresh` are the candidates for the line up to the cursor; they are used unless
 * the line was completed just before. The only one is followed by its `after`, and is then a part
 * of the line like any other: returns true. */
bool prompt_complete(struct prompt *prompt, const struct candidates *fresh, int by);

/* Shows what could come next. */
void prompt_offer(struct prompt *prompt, const struct candidates *next);

/* Shows an error, its settings as commands, under byte `caret` of the text until it is edited. */
void prompt_fail(struct prompt *prompt, const char *message, size_t caret);

/* Borrowed until the next change. `lead` goes before the line: ":". */
const char *prompt_text(const struct prompt *prompt);
void prompt_show(const struct prompt *prompt, const char *lead, struct prompt_view *view);

#endif
