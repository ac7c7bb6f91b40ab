/* Writes a screen so that a person can review it: its text, below that a letter for the colour of
 * each cell, at the foot what the letters stand for. All is read from the ANSI text of the screen,
 * the bytes that the program writes.
 *
 *   letters < ANSI                                       of `ttydescent run --snapshot ansi`
 *   letters COLUMNSxROWS COLORS CHARSET SETTINGS KEYS... of the full-screen program after these keys:
 *       CHARSET is unicode, blocks, ascii, or light (unicode on a light background), SETTINGS are
 *       "surface=bowl|lr=0.1", KEYS are as in unit/script.h, joined by blanks. */
#include "unit/play.h"

#include "cells/colormap.h"
#include "out/ansi.h"

enum { MOST_ROWS = 60, MOST_COLUMNS = 250, COLORS = 256, LETTERS = 26 };

static _Noreturn void give_up(const char *what)
{
    fprintf(stderr, "letters: %s\n", what);
    exit(EXIT_FAILURE);
}

/* --- reading ANSI --- */

/* A colour: of the codes from `base` on, of those from `base` + 60 on, or the one that follows 38;5
 * and 48;5, or 38;2 and 48;2. */
static int color_of(int code, int base, const char **rest)
{
    if (code == base + 8 && strncmp(*rest, ";5;", 3) == 0)
        return (int)strtol(*rest + 3, (char **)rest, 10);
    if (code == base + 8 && strncmp(*rest, ";2;", 3) == 0) {
        int color = FRAME_RGB;

        *rest += 2;
        for (int shift = 16; shift >= 0; shift -= 8)
            color |= (int)strtol(*rest + 1, (char **)rest, 10) << shift;
        return color;
    }
    if (code == base + 9)
        return FRAME_DEFAULT;
    if (code >= base && code < base + 8)
        return code - base;
    if (code >= base + 60 && code < base + 68)
        return code - base - 60 + 8;
    give_up("a code that nobody knows");
}

/* One of the codes of "\033[0;1;38;5;255m". */
static void take_code(int code, struct cell *pen, const char **rest)
{
    if (code == 0)
        *pen = (struct cell){.fg = FRAME_DEFAULT, .bg = FRAME_DEFAULT};
    else if (code == 1)
        pen->attributes |= CELL_BOLD;
    else if (code == 22)
        pen->attributes &= ~CELL_BOLD;
    else if (code == 7)
        pen->attributes |= CELL_REVERSE;
    else if (code == 27)
        pen->attributes &= ~CELL_REVERSE;
    else if ((code >= 30 && code < 40) || (code >= 90 && code < 98))
        pen->fg = color_of(code, 30, rest);
    else
        pen->bg = color_of(code, 40, rest);
}

/* Returns what follows the sequence. */
static const char *take_sequence(const char *at, struct cell *pen)
{
    if (at[1] != '[')
        give_up("an escape sequence that is none of colour");
    do {
        char *rest;
        int code = (int)strtol(at + (*at == '\033' ? 2 : 1), &rest, 10);

        at = rest;
        take_code(code, pen, &at);
    } while (*at == ';');
    if (*at != 'm')
        give_up("an escape sequence that is none of colour");
    return at + 1;
}

/* Returns the number of rows. */
static int read_ansi(const char *text, struct frame *frame)
{
    struct cell pen = {.fg = FRAME_DEFAULT, .bg = FRAME_DEFAULT};
    int row = 0, column = 0;

    while (*text) {
        if (*text == '\033') {
            text = take_sequence(text, &pen);
        } else if (*text == '\n') {
            text++;
            row++;
            column = 0;
        } else {
            struct cell *cell = frame_cell(frame, row, column++);

            if (!cell)
                give_up("the screen is too large");
            *cell = pen;
            text += text_decode(text, strlen(text), &cell->glyph);
        }
    }
    return row;
}

/* --- writing letters --- */

/* The colours of a screen, from dark to light. */
struct palette {
    int color[LETTERS], count;
};

static void add_color(struct palette *palette, int color)
{
    int at = 0;

    while (at < palette->count && palette->color[at] != color &&
           palette_lightness(palette->color[at]) <= palette_lightness(color))
        at++;
    if (color == FRAME_DEFAULT || (at < palette->count && palette->color[at] == color))
        return;
    if (palette->count == LETTERS)
        give_up("there are more colours than letters");
    memmove(palette->color + at + 1, palette->color + at,
            (size_t)(palette->count++ - at) * sizeof *palette->color);
    palette->color[at] = color;
}

static char letter_of(const struct palette *palette, int color)
{
    char letter = 'a';

    for (int i = 0; palette->color[i] != color; i++)
        letter++;
    return letter;
}

static char ground_letter(const struct palette *palette, const struct cell *cell)
{
    return cell->bg == FRAME_DEFAULT ? ' ' : letter_of(palette, cell->bg);
}

static char ink_letter(const struct palette *palette, const struct cell *cell)
{
    static const char plain[] = {
        [0] = '.', [CELL_BOLD] = '*', [CELL_REVERSE] = '-', [CELL_BOLD | CELL_REVERSE] = '='};

    if (cell->fg == FRAME_DEFAULT && !cell->attributes && cell->glyph == ' ')
        return ' ';
    if (cell->fg == FRAME_DEFAULT)
        return plain[cell->attributes];
    if (cell->attributes & CELL_REVERSE)
        give_up("a colour is inverted: there is no letter for that");
    char letter = letter_of(palette, cell->fg);
    return cell->attributes & CELL_BOLD ? (char)(letter - 'a' + 'A') : letter;
}

/* One letter a cell, without the blanks at the end of a row. */
static void write_letters(struct frame *frame, int rows, const struct palette *palette,
                          char (*letter)(const struct palette *, const struct cell *))
{
    for (int row = 0; row < rows; row++) {
        char line[MOST_COLUMNS + 1] = "";
        int used = 0;

        for (int column = 0; column < frame->columns; column++) {
            line[column] = letter(palette, frame_cell(frame, row, column));
            used = line[column] == ' ' ? used : column + 1;
        }
        printf("%.*s\n", used, line);
    }
}

static void write_text(struct frame *frame, int rows)
{
    struct frame part = {.rows = rows, .columns = frame->columns, .cells = frame->cells};
    struct buffer text = {0};

    text_from_frame(&part, &text);
    fputs(buffer_string(&text), stdout);
    buffer_release(&text);
}

static void write_screen(const char *ansi)
{
    struct palette palette = {0};
    struct frame frame = {0};

    if (!frame_resize(&frame, MOST_ROWS, MOST_COLUMNS))
        give_up("memory is short");
    int rows = read_ansi(ansi, &frame);
    bool ground = false;
    for (int i = 0; i < MOST_ROWS * MOST_COLUMNS; i++) {
        add_color(&palette, frame.cells[i].fg);
        add_color(&palette, frame.cells[i].bg);
        ground = ground || frame.cells[i].bg != FRAME_DEFAULT;
    }
    write_text(&frame, rows);
    printf("--- ink: a colour a letter, bold in capitals; else . plain * bold - inverted = both\n");
    write_letters(&frame, rows, &palette, ink_letter);
    if (ground) {
        printf("--- ground\n");
        write_letters(&frame, rows, &palette, ground_letter);
    }
    printf("--- colours of the palette, from dark to light\n");
    for (int i = 0; i < palette.count; i++)
        printf("%s%c %d", i ? "  " : "", 'a' + i, palette.color[i]);
    printf(palette.count ? "\n" : "none\n");
    frame_release(&frame);
}

/* --- where the screen is from --- */

static void read_all(struct buffer *text)
{
    char piece[4096];

    for (size_t size; (size = fread(piece, 1, sizeof piece, stdin)) > 0;)
        buffer_add(text, piece, size);
}

/* What the program shows after the keys, and where the cursor is seen. */
static void play_all(char **argv, int argc, struct buffer *text, struct buffer *cursor)
{
    struct display display = {.colors = atoi(argv[2])};
    const char *charset = argv[3];
    struct buffer keys = {0};
    int columns, rows;

    if (sscanf(argv[1], "%dx%d", &columns, &rows) != 2)
        give_up("the size is COLUMNSxROWS");
    if (strcmp(charset, "light") == 0)
        display.backdrop = BACKDROP_LIGHT;
    display.blocks = strcmp(charset, "ascii") != 0;
    display.braille = display.blocks && strcmp(charset, "blocks") != 0;
    struct app *app = play_open(argv[4], &display, rows, columns);
    for (int i = 5; i < argc; i++)
        buffer_format(&keys, "%s%s", i > 5 ? " " : "", argv[i]);
    play(app, buffer_string(&keys));
    while (app_running(app))
        app_advance(app, 0.01);
    const struct frame *frame = app_frame(app);
    ansi_from_frame(frame, text);
    if (frame->cursor_visible)
        buffer_format(cursor, "--- cursor in row %d, column %d\n", frame->cursor_row + 1,
                      frame->cursor_column + 1);
    buffer_release(&keys);
    app_free(app);
}

int main(int argc, char **argv)
{
    struct buffer text = {0}, cursor = {0};

    if (argc > 5)
        play_all(argv, argc, &text, &cursor);
    else
        read_all(&text);
    write_screen(buffer_string(&text));
    fputs(buffer_string(&cursor), stdout);
    buffer_release(&text);
    buffer_release(&cursor);
    return EXIT_SUCCESS;
}
