#include "cli/snapshot.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>

#include "app/screen.h"
#include "cli/options.h"
#include "cli/report.h"
#include "out/ansi.h"
#include "out/svg.h"
#include "out/text.h"
#include "show/picture.h"
#include "show/session.h"
#include "term/screen.h"

/* Text has no colours; without --color ANSI has 256 and SVG all, whatever this terminal is. */
static void choose_colors(struct snapshot *snapshot, int choice)
{
    static const int colors[] = {
        [SNAPSHOT_TEXT] = 0, [SNAPSHOT_ANSI] = 256, [SNAPSHOT_SVG] = FRAME_RGB};
    bool chosen = choice > 0 && snapshot->format != SNAPSHOT_TEXT;
    snapshot->display.colors =
        chosen ? screen_colors_of(screen_colors[choice]) : colors[snapshot->format];
}

static void choose_charset(struct snapshot *snapshot, int choice)
{
    bool unicode = snapshot->format == SNAPSHOT_SVG || strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    screen_set_charset(choice > 0 ? screen_charsets[choice]
                       : unicode  ? "unicode"
                                  : "ascii",
                       &snapshot->display);
}

bool snapshot_read(struct snapshot *snapshot, const struct arguments *arguments)
{
    static const char *const formats[] = {"text", "ansi", "svg", NULL};
    int format = arguments_choice(arguments, OPTION_SNAPSHOT, formats);
    int color = arguments_choice(arguments, OPTION_COLOR, screen_colors);
    int charset = arguments_choice(arguments, OPTION_CHARSET, screen_charsets);
    *snapshot = (struct snapshot){.view = arguments->saved.view};
    if (format < 0 || color < 0 || charset < 0 ||
        !arguments_size(arguments, &snapshot->columns, &snapshot->rows))
        return false;
    snapshot->format = (enum snapshot_format)format;
    snapshot->display = view_display(&snapshot->view, &snapshot->display);
    if (snapshot->format == SNAPSHOT_SVG && snapshot->display.backdrop == BACKDROP_UNKNOWN)
        snapshot->display.backdrop = BACKDROP_DARK;
    choose_colors(snapshot, color);
    choose_charset(snapshot, charset);
    return true;
}

bool snapshot_read_study(struct snapshot *snapshot, const struct arguments *arguments)
{
    enum { LEAST_COLUMNS = 40, LEAST_ROWS = 12 };
    if (!snapshot_read(snapshot, arguments))
        return false;
    if (snapshot->columns >= LEAST_COLUMNS && snapshot->rows >= LEAST_ROWS)
        return true;
    report(
        "--size: %dx%d has no room for a picture, which needs %dx%d; --format summary tells in words",
        snapshot->columns, snapshot->rows, LEAST_COLUMNS, LEAST_ROWS);
    return false;
}

bool snapshot_print(const struct snapshot *snapshot, const struct frame *frame, struct buffer *out)
{
    switch (snapshot->format) {
    case SNAPSHOT_SVG:
        return svg_from_frame(frame, snapshot->display.backdrop, out);
    case SNAPSHOT_ANSI:
        ansi_from_frame(frame, out);
        break;
    case SNAPSHOT_TEXT:
        text_from_frame(frame, out);
    }
    return true;
}

bool snapshot_write(const struct snapshot *snapshot, struct session *session,
                    const struct screen_more *more, struct buffer *out)
{
    struct picture picture;
    struct frame frame = {0};
    picture_init(&picture, &snapshot->view);
    picture.walk = snapshot->walk;
    picture_home(&picture, session);
    bool done = frame_resize(&frame, snapshot->rows, snapshot->columns);
    if (done)
        screen_run(session, &picture, &snapshot->display, more, &frame);
    done = done && !picture_lacks_memory(&picture) && !frame.failed;
    done = done && snapshot_print(snapshot, &frame, out);
    frame_release(&frame);
    picture_release(&picture);
    return done;
}
