#include "app/prompt.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

void candidates_add(struct candidates *candidates, const char *name)
{
    for (size_t i = 0; i < candidates->count; i++)
        if (strcmp(candidates->name[i], name) == 0)
            return;
    if (candidates->count < PROMPT_CANDIDATES)
        candidates->name[candidates->count++] = name;
}

const char *prompt_text(const struct prompt *prompt)
{
    return buffer_string(&prompt->text);
}

void prompt_release(struct prompt *prompt)
{
    for (size_t i = 0; i < prompt->history_count; i++)
        free(prompt->history[i]);
    buffer_release(&prompt->text);
    buffer_release(&prompt->draft);
    buffer_release(&prompt->typed);
    buffer_release(&prompt->note);
    *prompt = (struct prompt){0};
}

/* Editing. */

/* Replaces bytes from..to by the new ones and puts the cursor after them. Where the line would be
 * too long or memory is short, does nothing and returns false. */
static bool replace(struct prompt *prompt, size_t from, size_t to, const char *bytes, size_t size)
{
    struct buffer *text = &prompt->text;
    size_t tail = text->size - to;

    if (text->size - (to - from) + size > PROMPT_MAX)
        return false;
    if (size > to - from) {
        buffer_fill(text, ' ', size - (to - from));
        if (text->failed) {
            text->failed = false;
            return false;
        }
    }
    if (text->data) {
        memmove(text->data + from + size, text->data + to, tail);
        if (size)
            memcpy(text->data + from, bytes, size);
        text->size = from + size + tail;
        text->data[text->size] = '\0';
    }
    prompt->cursor = from + size;
    return true;
}

static void set_text(struct prompt *prompt, const char *text)
{
    replace(prompt, 0, prompt->text.size, text, strlen(text));
}

static size_t before(const struct prompt *prompt, size_t at)
{
    const char *text = prompt_text(prompt);

    while (at > 0 && ((unsigned char)text[--at] & 0xC0) == 0x80)
        ;
    return at;
}

static size_t after(const struct prompt *prompt, size_t at)
{
    const char *text = prompt_text(prompt);

    while (at < prompt->text.size && ((unsigned char)text[++at] & 0xC0) == 0x80)
        ;
    return at;
}

static size_t word_before(const struct prompt *prompt, size_t at)
{
    const char *text = prompt_text(prompt);

    while (at > 0 && text[at - 1] == ' ')
        at--;
    while (at > 0 && text[at - 1] != ' ')
        at--;
    return at;
}

/* Can it stand in the line? */
static bool is_shown(uint32_t glyph)
{
    return glyph >= ' ' && glyph < 0x110000 && text_visible(glyph) == glyph;
}

static void insert(struct prompt *prompt, uint32_t glyph)
{
    char bytes[4];

    if (is_shown(glyph))
        replace(prompt, prompt->cursor, prompt->cursor, bytes, text_encode(glyph, bytes));
}

static void erase_before(struct prompt *prompt)
{
    replace(prompt, before(prompt, prompt->cursor), prompt->cursor, "", 0);
}

static void erase_under(struct prompt *prompt)
{
    replace(prompt, prompt->cursor, after(prompt, prompt->cursor), "", 0);
}

static void cut_word(struct prompt *prompt)
{
    replace(prompt, word_before(prompt, prompt->cursor), prompt->cursor, "", 0);
}

static void cut_head(struct prompt *prompt)
{
    replace(prompt, 0, prompt->cursor, "", 0);
}

static void cut_tail(struct prompt *prompt)
{
    replace(prompt, prompt->cursor, prompt->text.size, "", 0);
}

static void move_left(struct prompt *prompt)
{
    prompt->cursor = before(prompt, prompt->cursor);
}

static void move_right(struct prompt *prompt)
{
    prompt->cursor = after(prompt, prompt->cursor);
}

static void move_home(struct prompt *prompt)
{
    prompt->cursor = 0;
}

static void move_end(struct prompt *prompt)
{
    prompt->cursor = prompt->text.size;
}

/* History. */

static void remember(struct prompt *prompt)
{
    size_t count = prompt->history_count;

    if (!prompt->text.size ||
        (count && strcmp(prompt->history[count - 1], prompt_text(prompt)) == 0))
        return;

    char *line = strdup(prompt_text(prompt));
    if (!line)
        return;
    if (count == PROMPT_HISTORY) {
        free(prompt->history[0]);
        memmove(prompt->history, prompt->history + 1, (count - 1) * sizeof *prompt->history);
        count--;
    }
    prompt->history[count] = line;
    prompt->history_count = count + 1;
}

static void show_history(struct prompt *prompt, size_t at)
{
    if (prompt->history_at == prompt->history_count) {
        buffer_clear(&prompt->draft);
        buffer_text(&prompt->draft, prompt_text(prompt));
    }
    prompt->history_at = at;
    set_text(prompt,
             at < prompt->history_count ? prompt->history[at] : buffer_string(&prompt->draft));
}

/* Does that line of the history begin as was typed? */
static bool begins_as_typed(const struct prompt *prompt, size_t at)
{
    const char *typed = prompt->history_at == prompt->history_count ? prompt_text(prompt)
                                                                    : buffer_string(&prompt->draft);

    return strncmp(prompt->history[at], typed, strlen(typed)) == 0;
}

static void recall_older(struct prompt *prompt)
{
    for (size_t at = prompt->history_at; at-- > 0;)
        if (begins_as_typed(prompt, at)) {
            show_history(prompt, at);
            return;
        }
}

static void recall_newer(struct prompt *prompt)
{
    size_t at = prompt->history_at;

    if (at == prompt->history_count)
        return;
    do
        at++;
    while (at < prompt->history_count && !begins_as_typed(prompt, at));
    show_history(prompt, at);
}

/* The life of a line. */

static void forget_note(struct prompt *prompt)
{
    buffer_clear(&prompt->note);
    prompt->is_error = false;
    prompt->caret = SIZE_MAX;
    prompt->mark[0] = prompt->mark[1] = 0;
}

static void begin_edit(struct prompt *prompt)
{
    forget_note(prompt);
    prompt->cycling = false;
}

void prompt_open(struct prompt *prompt, const char *text)
{
    set_text(prompt, text);
    buffer_clear(&prompt->draft);
    prompt->history_at = prompt->history_count;
    begin_edit(prompt);
}

void prompt_close(struct prompt *prompt)
{
    remember(prompt);
    prompt_open(prompt, "");
}

/* Appends what of the text can stand in the line, up to `room` bytes. False: not all of it. */
static bool take_pasted(const char *text, size_t size, size_t room, struct buffer *out)
{
    char bytes[4];
    uint32_t glyph;

    for (size_t i = 0; i < size;) {
        i += text_decode(text + i, size - i, &glyph);
        if (glyph == '\n' || glyph == '\r' || glyph == '\t')
            glyph = ' ';
        size_t length = is_shown(glyph) ? text_encode(glyph, bytes) : 0;
        if (out->size + length > room)
            return false;
        buffer_add(out, bytes, length);
    }
    return !out->failed;
}

void prompt_paste(struct prompt *prompt, const char *text, size_t size)
{
    struct buffer taken = {0};
    size_t at = prompt->cursor;

    begin_edit(prompt);
    bool whole = take_pasted(text, size, PROMPT_MAX - prompt->text.size, &taken);
    if (!replace(prompt, at, at, buffer_string(&taken), taken.size) || !whole)
        prompt_fail(prompt, "the line is full: the rest of the pasted text is dropped", SIZE_MAX);
    buffer_release(&taken);
}

void prompt_type(struct prompt *prompt, uint32_t glyph)
{
    begin_edit(prompt);
    insert(prompt, glyph);
}

void prompt_edit(struct prompt *prompt, enum prompt_edit edit)
{
    static void (*const edits[PROMPT_EDITS])(struct prompt * prompt) = {
        [PROMPT_LEFT] = move_left,
        [PROMPT_RIGHT] = move_right,
        [PROMPT_HOME] = move_home,
        [PROMPT_END] = move_end,
        [PROMPT_ERASE_BEFORE] = erase_before,
        [PROMPT_ERASE_UNDER] = erase_under,
        [PROMPT_CUT_WORD] = cut_word,
        [PROMPT_CUT_HEAD] = cut_head,
        [PROMPT_CUT_TAIL] = cut_tail,
        [PROMPT_OLDER] = recall_older,
        [PROMPT_NEWER] = recall_newer,
    };

    begin_edit(prompt);
    edits[edit](prompt);
}

/* Completion. */

static void start_cycle(struct prompt *prompt, const struct candidates *fresh, int by)
{
    prompt->candidates = *fresh;
    prompt->cycling = true;
    prompt->chosen = by > 0 ? 0 : fresh->count - 1;
    buffer_clear(&prompt->typed);
    buffer_add(&prompt->typed, prompt_text(prompt) + fresh->from, prompt->cursor - fresh->from);
}

/* All of them, with the mark on number `chosen`, if there is such a one. */
static void note_candidates(struct prompt *prompt, const struct candidates *all, size_t chosen)
{
    forget_note(prompt);
    for (size_t i = 0; i < all->count; i++) {
        buffer_text(&prompt->note, i ? "  " : "");
        size_t from = prompt->note.size;
        buffer_text(&prompt->note, all->name[i]);
        if (i == chosen) {
            prompt->mark[0] = from;
            prompt->mark[1] = prompt->note.size;
        }
    }
}

void prompt_offer(struct prompt *prompt, const struct candidates *next)
{
    note_candidates(prompt, next, next->count);
}

/* Puts the only one into the line. */
static void complete_whole(struct prompt *prompt, const struct candidates *all)
{
    struct buffer whole = {0};

    buffer_format(&whole, "%s%s", all->name[0], all->after ? all->after : "");
    replace(prompt, all->from, prompt->cursor, buffer_string(&whole), whole.size);
    buffer_release(&whole);
    begin_edit(prompt);
}

bool prompt_complete(struct prompt *prompt, const struct candidates *fresh, int by)
{
    if (!prompt->cycling && !fresh->count) {
        forget_note(prompt);
        buffer_text(&prompt->note, "nothing to complete here");
        return false;
    }
    if (!prompt->cycling && fresh->count == 1) {
        complete_whole(prompt, fresh);
        return true;
    }
    if (!prompt->cycling)
        start_cycle(prompt, fresh, by);
    else
        prompt->chosen = (prompt->chosen + (by > 0 ? 1 : prompt->candidates.count)) %
                         (prompt->candidates.count + 1);

    const struct candidates *all = &prompt->candidates;
    const char *name =
        prompt->chosen < all->count ? all->name[prompt->chosen] : buffer_string(&prompt->typed);
    replace(prompt, all->from, prompt->cursor, name, strlen(name));
    note_candidates(prompt, all, prompt->chosen);
    return false;
}

void prompt_fail(struct prompt *prompt, const char *message, size_t caret)
{
    begin_edit(prompt);
    error_settings(message, SETTING_AS_COMMAND, &prompt->note);
    prompt->is_error = true;
    prompt->caret = caret;
}

void prompt_show(const struct prompt *prompt, const char *lead, struct prompt_view *view)
{
    *view = (struct prompt_view){
        .lead = lead,
        .text = prompt_text(prompt),
        .cursor = prompt->cursor,
        .note = buffer_string(&prompt->note),
        .mark = {prompt->mark[0], prompt->mark[1]},
        .is_error = prompt->is_error,
        .caret = prompt->caret,
    };
}
