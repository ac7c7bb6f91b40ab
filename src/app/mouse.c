#include "app/mouse.h"

#include <string.h>

#include "app/actions.h"
#include "app/event.h"
#include "app/keys.h"
#include "app/place.h"
#include "app/read.h"
#include "app/say.h"
#include "app/state.h"
#include "base/text.h"

/* --- hints --- */

enum { HINT_ROWS = 4 }; /* they are in one of the last rows, whatever is open */

/* The bytes of a row of the frame, and which of them is at a column. */
struct row_text {
    struct buffer bytes;
    size_t at;
};

static void read_row(const struct frame *frame, int row, int column, struct row_text *text)
{
    for (int i = 0; i < frame->columns; i++) {
        const struct cell *cell = &frame->cells[(size_t)row * (size_t)frame->columns + (size_t)i];

        if (i == column)
            text->at = text->bytes.size;
        char bytes[4];
        buffer_add(&text->bytes, bytes, text_encode(cell->glyph ? cell->glyph : ' ', bytes));
    }
}

/* The hint begins behind two blanks, or at the edge. */
static size_t begin_of_hint(const char *text, size_t at)
{
    while (at > 0 && !(at > 1 && text[at - 1] == ' ' && text[at - 2] == ' '))
        at--;
    return at + strspn(text + at, " ");
}

/* The key of that name, which begins a hint. */
static uint32_t key_named(enum app_mode mode, const char *name, size_t length)
{
    for (size_t i = 0; i < keys.count; i++) {
        const struct key *key = table_row(&keys, i);

        if (keys_find(mode, key->code) == key && key->hint != HINT_NONE &&
            strlen(key->name) == length && memcmp(key->name, name, length) == 0)
            return key->code;
    }
    return 0;
}

/* Of keys with bars between them. */
static uint32_t key_among(enum app_mode mode, const char *names, size_t length, size_t at)
{
    size_t from = at < length ? at : 0, to;

    while (from > 0 && names[from - 1] != '/')
        from--;
    for (to = from; to < length && names[to] != '/'; to++)
        ;
    return key_named(mode, names + from, to - from);
}

uint32_t mouse_key(const struct app *app, int row, int column)
{
    const struct frame *frame = &app->frame;
    struct row_text text = {0};
    uint32_t code = 0;

    if (row < frame->rows - HINT_ROWS || row >= frame->rows || row < 0 || column < 0 ||
        column >= frame->columns)
        return 0;
    read_row(frame, row, column, &text);
    const char *bytes = buffer_string(&text.bytes);
    size_t begin = begin_of_hint(bytes, text.at), length = strcspn(bytes + begin, " ");
    if (!text.bytes.failed && begin <= text.at && bytes[text.at] != ' ') {
        code = key_named(app->mode, bytes + begin, length);
        code = code ? code : key_among(app->mode, bytes + begin, length, text.at - begin);
    }
    buffer_release(&text.bytes);
    return code;
}

/* --- the map --- */

static bool on_map(const struct app *app, const struct event *event)
{
    const struct rectangle *map = &app->picture.layout.map;

    return event->row >= map->row && event->row < map->row + map->rows &&
           event->column >= map->column && event->column < map->column + map->columns;
}

/* Is a place under the pointer one of the window? On a relief it is not. */
static bool is_flat(const struct app *app)
{
    return picture_shown(&app->picture) != SHOW_RELIEF;
}

/* The place under the pointer, in the window. */
static void place_of(const struct app *app, const struct event *event, double at[2])
{
    const struct rectangle *map = &app->picture.layout.map;

    viewport_unproject(&app->picture.viewport, event->column - map->column, event->row - map->row,
                       &at[0], &at[1]);
}

static void draw(struct app *app, const struct event *event)
{
    struct mouse *mouse = &app->mouse;
    const struct viewport *window = &app->picture.viewport;
    int right = event->column - mouse->column, down = event->row - mouse->row;

    if (!mouse->held || (right == 0 && down == 0))
        return;
    actions_move(app, -(double)right / window->columns, (double)down / window->rows);
    mouse->drawn = true;
    mouse->row = event->row;
    mouse->column = event->column;
}

static void zoom(struct app *app, const struct event *event, double halvings)
{
    double at[2];

    place_of(app, event, at);
    if (is_flat(app))
        picture_zoom_at(&app->picture, halvings, at);
    else
        picture_zoom(&app->picture, halvings, &app->session);
    say_window(app);
}

static void release(struct app *app, const struct event *event)
{
    bool clicked = app->mouse.held && !app->mouse.drawn;
    double at[2];

    app->mouse = (struct mouse){0};
    if (clicked && is_flat(app)) {
        place_of(app, event, at);
        place_at(app, at);
    } else if (clicked) {
        app_say(app, "on the map a click starts there: f shows it");
    }
}

void mouse_on_map(struct app *app, const struct event *event)
{
    switch (event->mouse) {
    case MOUSE_PRESS:
        app->mouse = (struct mouse){on_map(app, event), false, event->row, event->column};
        break;
    case MOUSE_DRAW:
        draw(app, event);
        break;
    case MOUSE_RELEASE:
        release(app, event);
        break;
    case MOUSE_WHEEL_UP:
    case MOUSE_WHEEL_DOWN:
        if (on_map(app, event))
            zoom(app, event, event->mouse == MOUSE_WHEEL_UP ? 0.5 : -0.5);
        break;
    }
}

/* --- elsewhere --- */

void mouse_in_text(struct app *app, const struct event *event)
{
    if (event->mouse == MOUSE_WHEEL_UP)
        pager_turn(&app->pager, -1, app->rows, app->columns);
    else if (event->mouse == MOUSE_WHEEL_DOWN &&
             pager_goes_on(&app->pager, app->rows, app->columns))
        pager_turn(&app->pager, 1, app->rows, app->columns);
}

void mouse_nowhere(struct app *app, const struct event *event)
{
    (void)app, (void)event;
}
