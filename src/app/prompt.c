#include "app/prompt.h"

#include <stdlib.h>
#include <string.h>

#include "app/event.h"
#include "base/text.h"

enum { CTRL_A = 1, CTRL_B = 2, CTRL_E = 5, CTRL_F = 6, CTRL_K = 11, CTRL_U = 21, CTRL_W = 23 };

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

/* Returns false where the key is no editing key. */
static bool edit(struct prompt *prompt, uint32_t key)
{
    size_t at = prompt->cursor, end = prompt->text.size;

    switch (key) {
    case KEY_CODE_BACKSPACE:
        replace(prompt, before(prompt, at), at, "", 0);
        return true;
    case KEY_CODE_DELETE:
        replace(prompt, at, after(prompt, at), "", 0);
        return true;
    case CTRL_K:
        replace(prompt, at, end, "", 0);
        return true;
    case CTRL_U:
        replace(prompt, 0, at, "", 0);
        return true;
    case CTRL_W:
        replace(prompt, word_before(prompt, at), at, "", 0);
        return true;
    default:
        return false;
    }
}

static bool move(struct prompt *prompt, uint32_t key)
{
    switch (key) {
    case KEY_CODE_LEFT:
    case CTRL_B:
        prompt->cursor = before(prompt, prompt->cursor);
        return true;
    case KEY_CODE_RIGHT:
    case CTRL_F:
        prompt->cursor = after(prompt, prompt->cursor);
        return true;
    case KEY_CODE_HOME:
    case CTRL_A:
        prompt->cursor = 0;
        return true;
    case KEY_CODE_END:
    case CTRL_E:
        prompt->cursor = prompt->text.size;
        return true;
    default:
        return false;
    }
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
    if (at > prompt->history_count)
        return;
    if (prompt->history_at == prompt->history_count) {
        buffer_clear(&prompt->draft);
        buffer_text(&prompt->draft, prompt_text(prompt));
    }
    prompt->history_at = at;
    set_text(prompt,
             at < prompt->history_count ? prompt->history[at] : buffer_string(&prompt->draft));
}

/* The life of a line. */

static void forget_note(struct prompt *prompt)
{
    buffer_clear(&prompt->note);
    prompt->is_error = false;
    prompt->caret = SIZE_MAX;
}

void prompt_open(struct prompt *prompt, const char *text)
{
    set_text(prompt, text);
    buffer_clear(&prompt->draft);
    prompt->history_at = prompt->history_count;
    prompt->cycling = false;
    forget_note(prompt);
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

    forget_note(prompt);
    prompt->cycling = false;
    bool whole = take_pasted(text, size, PROMPT_MAX - prompt->text.size, &taken);
    if (!replace(prompt, at, at, buffer_string(&taken), taken.size) || !whole)
        prompt_fail(prompt, "the line is full: the rest of the pasted text is dropped", SIZE_MAX);
    buffer_release(&taken);
}

enum prompt_outcome prompt_key(struct prompt *prompt, uint32_t key)
{
    if (key == KEY_CODE_TAB)
        return PROMPT_TAB;
    if (key == KEY_CODE_BACK_TAB)
        return PROMPT_BACK_TAB;
    forget_note(prompt);
    prompt->cycling = false;
    if (key == KEY_CODE_ENTER || key == '\r')
        return PROMPT_ENTERED;
    if (key == KEY_CODE_ESCAPE || (key == KEY_CODE_BACKSPACE && !prompt->text.size))
        return PROMPT_CLOSED;
    if (key == KEY_CODE_UP && prompt->history_at > 0)
        show_history(prompt, prompt->history_at - 1);
    else if (key == KEY_CODE_DOWN)
        show_history(prompt, prompt->history_at + 1);
    else if (!edit(prompt, key) && !move(prompt, key))
        insert(prompt, key);
    return PROMPT_EDITED;
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

/* The candidates from the chosen one on, so that it is seen however narrow the screen. */
static void note_candidates(struct prompt *prompt)
{
    const struct candidates *all = &prompt->candidates;

    forget_note(prompt);
    for (size_t i = 0; i < all->count; i++)
        buffer_format(&prompt->note, "%s%s", i ? "  " : "",
                      all->name[(prompt->chosen % all->count + i) % all->count]);
}

void prompt_complete(struct prompt *prompt, const struct candidates *fresh, int by)
{
    if (!prompt->cycling && !fresh->count) {
        forget_note(prompt);
        buffer_text(&prompt->note, "nothing to complete here");
        return;
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
    note_candidates(prompt);
}

void prompt_fail(struct prompt *prompt, const char *message, size_t caret)
{
    forget_note(prompt);
    buffer_text(&prompt->note, message);
    prompt->is_error = true;
    prompt->caret = caret;
}

void prompt_show(const struct prompt *prompt, struct prompt_view *view)
{
    *view = (struct prompt_view){
        .lead = ":",
        .text = prompt_text(prompt),
        .cursor = prompt->cursor,
        .note = buffer_string(&prompt->note),
        .is_error = prompt->is_error,
        .caret = prompt->caret,
    };
}
