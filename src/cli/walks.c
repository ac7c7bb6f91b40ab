#include "cli/walks.h"

#include <string.h>

#include "base/text.h"
#include "cli/report.h"
#include "show/beside.h"
#include "show/descent.h"
#include "show/saved.h"
#include "show/session.h"

/* Walks the session's last walk; without one the walk stays at the start. */
static bool walk(struct session *session, const struct saved *saved, struct descent *descent,
                 struct error *error)
{
    struct buffer text = {0};
    bool done = beside_keep(session, &saved->view, buffer_string(&saved->beside), &text, error) &&
                descent_begin(descent, session, &saved->view, error) &&
                descent_finish(descent, error) &&
                walk_play(&descent->walk, buffer_string(&text), descent->par.target, error) &&
                descent_finish(descent, error);

    buffer_release(&text);
    return done;
}

static void write_csv(const struct descent *descent, struct buffer *out)
{
    const struct par *par = &descent->par;

    buffer_format(out, ",%ld,", descent->walk.looked.evaluations);
    buffer_number(out, walk_here(&descent->walk)->loss);
    buffer_format(out, ",%s,", descent->arrived ? "yes" : "no");
    if (par->evaluations >= 0)
        buffer_format(out, "%ld", par->evaluations);
}

static void write_row(const char *file, const struct descent *descent, bool csv, struct buffer *out)
{
    if (csv)
        text_csv(file, out);
    else
        text_sanitize(file, strlen(file), out);
    if (!descent && csv)
        buffer_text(out, ",,,,");
    else if (descent && csv)
        write_csv(descent, out);
    else if (!descent)
        buffer_text(out, ": it could not be walked");
    else {
        buffer_text(out, ": ");
        descent_tell(descent, out);
    }
    buffer_text(out, "\n");
}

/* Appends the row of a file. */
static bool compare(const char *file, bool csv, struct buffer *out)
{
    struct descent descent = {.par.done = true};
    struct session session;
    struct saved saved;
    struct error error;
    bool opened = saved_load(&saved, file, &(struct view){0}, &error);
    bool begun = opened && session_init(&session, &saved.experiment, &error);
    bool done = begun && walk(&session, &saved, &descent, &error);

    if (!done)
        report_error(opened ? file : NULL, &error, "", 0);
    write_row(file, done ? &descent : NULL, csv, out);
    descent_release(&descent);
    if (begun)
        session_release(&session);
    saved_release(&saved);
    return done;
}

int walks_compare(const char *const *file, size_t count, bool csv)
{
    struct buffer out = {0};
    bool all = true, written = true;

    if (csv)
        buffer_text(&out, "file,evaluations,loss,arrived,par\n");
    for (size_t i = 0; i < count && written; i++) {
        all = compare(file[i], csv, &out) && all;
        written = output_flush(&out);
    }
    buffer_release(&out);
    return all && written ? EXIT_DONE : EXIT_FAILED;
}
