#include "term/screen.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

#include "base/error.h"
#include "term/capability.h"
#include "term/direct.h"
#include "term/input.h"
#include "term/output.h"
#include "term/restore.h"

/* Beyond this a window is taken to be a mistake; the rest of it stays empty, as it does where there
 * is no room for so many cells. With room for fewer than the least there is no screen. */
enum { MOST_ROWS = 500, MOST_COLUMNS = 1000, LEAST_CELLS = 20 * 4 };

struct screen {
    int fd;              /* the terminal, opened anew: its flags are ours alone */
    int flags;           /* those of a descriptor that we share, to be set back; else -1 */
    const char *instead; /* the terminal type taken for an unknown one, or NULL */
    struct display display;
    int rows, columns;
    size_t cells; /* that there is room for */
    struct output output;
    struct input input;
    struct key_sequence keys[CAPABILITY_KEYS + 1];
    struct frame shown;   /* what ncurses has been told, or was written without it */
    struct direct direct; /* see is_direct */
    int default_fg, default_bg;
    struct buffer aside; /* bytes that go with the next frame, but show nothing */
    bool whole;          /* the next frame is painted anew */
    bool refused;        /* there is a frame to show, but the last one was on its way */
    bool cursor;         /* is shown by the terminal */
    bool mouse, moused;  /* is told of, and ever was */
    bool gone;
    double looked;     /* when a tick last asked for the window's size */
    struct event held; /* seen by screen_pending, and not taken yet; or EVENT_NONE */
};

/* --- opening and closing --- */

/* O_NONBLOCK belongs to the open file, which standard output shares with the shell: hence an open
 * file of our own. Where the terminal has no name, the flag is lent and set back. */
static bool open_terminal(struct screen *screen, struct error *error)
{
    const char *name = ttyname(STDOUT_FILENO);
    screen->flags = -1;
    if (!isatty(STDOUT_FILENO))
        return error_set(error, "standard output is not a terminal");
    screen->fd = name ? open(name, O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) : -1;
    if (screen->fd < 0) {
        screen->fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
        screen->flags = fcntl(STDOUT_FILENO, F_GETFL);
        fcntl(screen->fd, F_SETFL, screen->flags | O_NONBLOCK);
    }
    if (screen->fd < 0 || screen->fd >= FD_SETSIZE)
        return error_set(error, "cannot open the terminal: %s", strerror(errno));
    return true;
}

static void close_terminal(struct screen *screen)
{
    if (screen->flags != -1)
        fcntl(screen->fd, F_SETFL, screen->flags);
    if (screen->fd >= 0)
        close(screen->fd);
}

/* The window's size now; what terminfo says where the terminal doesn't know. */
static void measure(const struct screen *screen, int *rows, int *columns)
{
    struct winsize size = {0};
    ioctl(screen->fd, TIOCGWINSZ, &size);
    *rows = size.ws_row ? size.ws_row : tigetnum("lines");
    *columns = size.ws_col ? size.ws_col : tigetnum("cols");
    *rows = *rows < 1 ? 24 : *rows > MOST_ROWS ? MOST_ROWS : *rows;
    *columns = *columns < 1 ? 80 : *columns > MOST_COLUMNS ? MOST_COLUMNS : *columns;
    if ((size_t)*rows > screen->cells / (size_t)*columns)
        *rows = (int)(screen->cells / (size_t)*columns);
    *rows = *rows < 1 ? 1 : *rows;
}

static bool prepare_sequences(const struct screen *screen)
{
    struct buffer enter = {0}, leave = {0};
    capability_enter(&enter, screen->rows);
    if (screen->mouse)
        capability_mouse(&enter, true);
    if (screen->moused)
        capability_mouse(&leave, false);
    capability_leave(&leave, screen->rows);
    bool ok = !enter.failed && !leave.failed &&
              restore_sequences(buffer_string(&enter), buffer_string(&leave));
    buffer_release(&enter);
    buffer_release(&leave);
    return ok;
}

/* Are frames written without ncurses? */
static bool is_direct(const struct screen *screen)
{
    return screen->display.colors >= DIRECT_COLORS;
}

/* Takes on the window's size; false where that is what it was. */
static bool fit(struct screen *screen)
{
    int rows, columns;
    measure(screen, &rows, &columns);
    if (rows == screen->rows && columns == screen->columns)
        return false;
    if (!is_direct(screen) && resize_term(rows, columns) != OK)
        return false;
    screen->rows = rows;
    screen->columns = columns;
    screen->whole = true;
    prepare_sequences(screen);
    return true;
}

/* ncurses writes line feeds that go straight down, as the modes have it, never scrolls, and does
 * not look for keys. What it has to say at the beginning is said by the enter sequence instead. */
static void settle_curses(struct screen *screen)
{
    bool transparent = use_default_colors() == OK;
    screen->default_fg = transparent ? -1 : COLOR_WHITE;
    screen->default_bg = transparent ? -1 : COLOR_BLACK;
    nonl();
    typeahead(-1);
    doupdate();
    output_drop(&screen->output);
}

/* ncurses crashes where it gets no memory: what it will ask for must be there before. */
static bool has_memory(void)
{
    enum { CURSES_BYTES = 4 << 20 };
    void *volatile room = malloc(CURSES_BYTES);
    free(room);
    return room;
}

double screen_clock(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static struct event next_event(struct screen *screen, double seconds);

/* Waits for the answer, or for anything else, which is not to wait. */
static void ask(struct screen *screen)
{
    output_add(&screen->output, input_question);
    screen->gone = !output_send(&screen->output);
    input_ask(&screen->input, screen_clock());
    struct event event = next_event(screen, input_awaits(&screen->input, screen_clock()));
    if (event.kind == EVENT_BACKDROP)
        screen->display.backdrop = event.backdrop;
    else
        screen->held = event;
}

static bool start(struct screen *screen, const struct screen_options *options, struct error *error)
{
    if (!open_terminal(screen, error) || !restore_open(screen->fd, error))
        return false;
    if (!output_init(&screen->output, screen->fd))
        return error_set(error, "no room for a temporary file: %s", strerror(errno));
    screen->cells = output_cells();
    if (screen->cells < LEAST_CELLS)
        return error_set(error, "the limit on the size of files (ulimit -f) leaves no room for a "
                                "screen; `ttydescent run` needs none");
    if (!has_memory())
        return error_memory(error);
    if (!capability_start(options, screen->output.memory, &screen->instead, error))
        return false;
    capability_look(options, &screen->display);
    screen->direct =
        (struct direct){.display = &screen->display, .out = &screen->output.frame, .column = -1};
    capability_keys(screen->keys);
    input_init(&screen->input, screen->fd, screen->keys);
    settle_curses(screen);
    fit(screen);
    screen->whole = true;
    if (!prepare_sequences(screen))
        return error_memory(error);
    if (!restore_enter())
        return error_set(error, "cannot set up the terminal");
    if (options->asks && capability_asks(&screen->display))
        ask(screen);
    return true;
}

/* Raises the fatal signal, if there was one, after all else. */
static void release(struct screen *screen)
{
    frame_release(&screen->shown);
    buffer_release(&screen->aside);
    output_release(&screen->output);
    close_terminal(screen);
    free(screen);
    restore_close();
}

struct screen *screen_open(const struct screen_options *options, struct error *error)
{
    struct screen *screen = calloc(1, sizeof *screen);
    if (!screen) {
        error_memory(error);
        return NULL;
    }
    screen->fd = -1;
    if (start(screen, options, error))
        return screen;
    release(screen);
    return NULL;
}

const char *screen_instead(const struct screen *screen)
{
    return screen->instead;
}

/* An answer that came after the end would be a command to the shell. */
static void await_silence(struct screen *screen)
{
    double rest;
    while ((rest = input_awaits(&screen->input, screen_clock())) > 0)
        if (next_event(screen, rest).kind == EVENT_HANGUP)
            return;
}

void screen_close(struct screen *screen)
{
    if (!screen)
        return;
    await_silence(screen);
    restore_leave();
    release(screen);
}

const struct display *screen_display(const struct screen *screen)
{
    return &screen->display;
}

void screen_size(const struct screen *screen, int *rows, int *columns)
{
    *rows = screen->rows;
    *columns = screen->columns;
}

/* --- presenting --- */

static int pair_for(const struct screen *screen, int fg, int bg)
{
    int colors = screen->display.colors;
    fg = fg >= 0 && fg < colors ? fg : screen->default_fg;
    bg = bg >= 0 && bg < colors ? bg : screen->default_bg;
    if (colors == 0 || (fg == screen->default_fg && bg == screen->default_bg))
        return 0;
    int pair = alloc_pair(fg, bg);
    return pair < 0 ? 0 : pair;
}

static attr_t attributes_for(int attributes)
{
    return (attributes & CELL_BOLD ? A_BOLD : 0) | (attributes & CELL_REVERSE ? A_REVERSE : 0) |
           (attributes & CELL_UNDERLINE ? A_UNDERLINE : 0);
}

/* Pairs go by address: in the attributes there is no room above 255. */
static void put_cell(const struct screen *screen, const struct frame *frame, int row, int column)
{
    const struct cell *cell = frame_look(frame, row, column);
    int fills, pair = pair_for(screen, cell->fg, cell->bg);
    wchar_t glyph[2] = {
        capability_glyph(&screen->display, frame, row, column, screen->columns, &fills), L'\0'};
    cchar_t character;
    if (fills == 0)
        return;
    setcchar(&character, glyph, attributes_for(cell->attributes), 0, &pair);
    mvwadd_wchnstr(stdscr, row, column, &character, 1);
}

/* Tells ncurses of a row's cells that are not as they were. Did any differ? */
static bool put_row(struct screen *screen, const struct frame *frame, int row, bool all)
{
    bool any = false;
    if (!all && frame_same_row(&screen->shown, frame, row))
        return false;
    for (int column = 0; column < screen->columns; column++) {
        const struct cell *cell = frame_look(frame, row, column);
        struct cell *old = frame_cell(&screen->shown, row, column);
        if (!all && cells_equal(cell, old, 1))
            continue;
        put_cell(screen, frame, row, column);
        *old = *cell;
        any = true;
    }
    return any;
}

static bool put_cells(struct screen *screen, const struct frame *frame, bool all)
{
    bool any = false;
    for (int row = 0; row < screen->rows; row++)
        any = put_row(screen, frame, row, all) || any;
    return any;
}

/* The cursor rests there even while it is hidden: screen readers follow it. */
static bool put_cursor(struct screen *screen, const struct frame *frame)
{
    int row = frame->cursor_row, column = frame->cursor_column, old_row, old_column;
    row = row < 0 ? 0 : row < screen->rows ? row : screen->rows - 1;
    column = column < 0 ? 0 : column < screen->columns ? column : screen->columns - 1;
    getyx(stdscr, old_row, old_column);
    wmove(stdscr, row, column);
    return row != old_row || column != old_column || frame->cursor_visible != screen->cursor;
}

/* ncurses would change it behind our back. */
static void show_cursor(struct screen *screen, bool cursor)
{
    if (screen->cursor != cursor)
        capability_cursor(&screen->output.frame, cursor);
    screen->cursor = cursor;
}

bool screen_ready(struct screen *screen)
{
    bool ready = !screen->gone && output_ready(&screen->output);
    screen->refused = !ready;
    return ready;
}

/* A frame through ncurses, as what differs from the last. */
static void compose_by_curses(struct screen *screen, const struct frame *frame, bool anew,
                              bool whole)
{
    int left_row, left_column;
    getyx(stdscr, left_row, left_column);
    bool cells = put_cells(screen, frame, anew);
    wmove(stdscr, left_row, left_column);
    if (!put_cursor(screen, frame) && !cells && !whole)
        return;
    if (whole)
        clearok(curscr, TRUE);
    wnoutrefresh(stdscr);
    doupdate();
    screen->whole = !output_take(&screen->output);
}

/* The same without ncurses. */
static void compose_directly(struct screen *screen, const struct frame *frame, bool whole)
{
    output_begin(&screen->output);
    direct_frame(&screen->direct, &screen->shown, frame, whole);
    screen->whole = !output_end(&screen->output);
}

/* A large frame is shown at once, not row by row, where the terminal can. Small ones come in one
 * piece. */
static void hold(struct screen *screen)
{
    enum { LARGE = 1024 }; /* bytes */
    if (screen->input.synchronizes && screen->output.frame.size > LARGE &&
        !output_ready(&screen->output))
        output_wrap(&screen->output, capability_hold, capability_release);
}

void screen_present(struct screen *screen, const struct frame *frame, bool whole)
{
    if (!screen_ready(screen)) {
        screen->whole |= whole;
        return;
    }
    bool anew = screen->shown.rows != screen->rows || screen->shown.columns != screen->columns;
    if (anew && !frame_resize(&screen->shown, screen->rows, screen->columns))
        return;
    whole = whole || anew || screen->whole;
    if (is_direct(screen))
        compose_directly(screen, frame, whole);
    else
        compose_by_curses(screen, frame, anew, whole);
    show_cursor(screen, frame->cursor_visible);
    hold(screen);
    buffer_text(&screen->output.frame, buffer_string(&screen->aside));
    buffer_clear(&screen->aside);
    screen->gone = !output_send(&screen->output);
}

void screen_copy(struct screen *screen, const char *text)
{
    buffer_clear(&screen->aside);
    capability_copy(&screen->aside, text);
}

/* First the way back, then the mode. */
void screen_mouse(struct screen *screen, bool on)
{
    if (screen->mouse == on)
        return;
    screen->mouse = on;
    screen->moused = true;
    prepare_sequences(screen);
    capability_mouse(&screen->output.frame, on);
    screen->gone = screen->gone || !output_send(&screen->output);
}

/* --- waiting --- */

static struct event resize_event(const struct screen *screen)
{
    return (struct event){.kind = EVENT_RESIZE, .rows = screen->rows, .columns = screen->columns};
}

/* After a suspension: what was on its way is stale, and the cursor is hidden again. */
static struct event take_up(struct screen *screen)
{
    output_drop(&screen->output);
    screen->whole = true;
    screen->cursor = false;
    if (fit(screen))
        return resize_event(screen);
    return (struct event){.kind = EVENT_REDRAW};
}

/* What signals and the connection have to say. */
static bool next_news(struct screen *screen, struct event *event)
{
    if (screen->gone || restore_fatal() || restore_adrift())
        *event = (struct event){.kind = EVENT_HANGUP};
    else if (restore_take_resumed())
        *event = take_up(screen);
    else if (restore_take_resized() && fit(screen))
        *event = resize_event(screen);
    else
        return false;
    return true;
}

bool screen_lost(const struct screen *screen)
{
    int signal = restore_fatal();

    return screen->gone || restore_adrift() ||
           (signal != 0 && signal != SIGINT && signal != SIGQUIT);
}

/* A tick. Not every resize is told by a signal, so look now and then. */
static struct event tick(struct screen *screen)
{
    const double look_seconds = 0.25;
    double time = screen_clock();
    bool looks = time >= screen->looked + look_seconds;

    if (looks)
        screen->looked = time;
    if (looks && fit(screen))
        return resize_event(screen);
    return (struct event){.kind = EVENT_NONE};
}

/* Sleeps, and moves what bytes there are. Returns RESTORE_… flags. */
static unsigned transfer(struct screen *screen, double seconds)
{
    unsigned ready = restore_wait(!output_ready(&screen->output), isinf(seconds) ? -1 : seconds);
    if ((ready & RESTORE_READABLE) && !input_read(&screen->input, screen_clock()))
        screen->gone = true;
    if ((ready & RESTORE_WRITABLE) && !output_send(&screen->output))
        screen->gone = true;
    return ready;
}

/* Someone waits to present the frame that was refused. */
static bool wanted_again(struct screen *screen)
{
    return screen->refused && screen_ready(screen);
}

static struct event next_event(struct screen *screen, double seconds)
{
    double deadline = seconds < 0 ? INFINITY : screen_clock() + seconds;
    bool late = false, waited = false;
    struct event event;

    while (!next_news(screen, &event) && !input_next(&screen->input, late, &event)) {
        double now = screen_clock(), patience = input_patience(&screen->input, now);
        if ((waited && now >= deadline) || wanted_again(screen))
            return tick(screen);
        double limit = fmin(fmax(deadline - now, 0), patience < 0 ? INFINITY : patience);
        unsigned ready = transfer(screen, limit);
        late = patience >= 0 && !(ready & RESTORE_READABLE) &&
               input_patience(&screen->input, screen_clock()) == 0;
        waited = true;
    }
    return event;
}

struct event screen_wait(struct screen *screen, double seconds)
{
    struct event event = screen->held;
    screen->held = (struct event){.kind = EVENT_NONE};
    return event.kind == EVENT_NONE ? next_event(screen, seconds) : event;
}

const struct event *screen_pending(struct screen *screen)
{
    if (screen->held.kind == EVENT_NONE)
        screen->held = next_event(screen, 0);
    return screen->held.kind != EVENT_NONE ? &screen->held : NULL;
}
