#include "cli/snapshot.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>

#include "app/screen.h"
#include "cli/options.h"
#include "cli/report.h"
#include "out/ansi.h"
#include "out/text.h"
#include "show/picture.h"
#include "show/session.h"
#include "term/screen.h"

/* Text has no colours; without --color ANSI has 256, whatever this terminal is. */
static void choose_colors(struct snapshot *snapshot, int choice)
{
    int colors = choice == 0 ? 256 : screen_colors_of(screen_colors[choice]);
    snapshot->display.colors = snapshot->format == SNAPSHOT_ANSI ? colors : 0;
}

static void choose_charset(struct snapshot *snapshot, int choice)
{
    const char *charset = screen_charsets[choice];
    bool unicode = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    snapshot->display.blocks = choice == 0 ? unicode : strcmp(charset, "ascii") != 0;
    snapshot->display.braille = choice == 0 ? unicode : strcmp(charset, "unicode") == 0;
}

bool snapshot_read(struct snapshot *snapshot, const struct arguments *arguments)
{
    static const char *const formats[] = {"text", "ansi", NULL};
    int format = arguments_choice(arguments, OPTION_SNAPSHOT, formats);
    int color = arguments_choice(arguments, OPTION_COLOR, screen_colors);
    int charset = arguments_choice(arguments, OPTION_CHARSET, screen_charsets);
    *snapshot = (struct snapshot){.view = arguments->saved.view};
    if (format < 0 || color < 0 || charset < 0 ||
        !arguments_size(arguments, &snapshot->columns, &snapshot->rows))
        return false;
    snapshot->format = (enum snapshot_format)format;
    choose_colors(snapshot, color);
    choose_charset(snapshot, charset);
    return true;
}

bool snapshot_write(const struct snapshot *snapshot, struct session *session, struct buffer *out)
{
    struct picture picture;
    struct frame frame = {0};
    picture_init(&picture, &snapshot->view);
    picture_home(&picture, session);
    bool done = frame_resize(&frame, snapshot->rows, snapshot->columns);
    if (done)
        screen_run(session, &picture, &snapshot->display, &frame);
    done = done && !picture_lacks_memory(&picture) && !frame.failed;
    if (done && snapshot->format == SNAPSHOT_ANSI)
        ansi_from_frame(&frame, out);
    else if (done)
        text_from_frame(&frame, out);
    frame_release(&frame);
    picture_release(&picture);
    return done;
}
