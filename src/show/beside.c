#include "show/beside.h"

#include <math.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/lines.h"
#include "show/descent.h"
#include "show/session.h"
#include "show/trace_file.h"

struct keeping {
    struct session *session;
    const struct view *view;
    struct buffer walk; /* that is not made yet */
};

static bool keep_walk(struct keeping *keeping, struct error *error)
{
    struct descent descent;
    const char *text = buffer_string(&keeping->walk);

    if (!*text)
        return true;
    bool done = descent_begin(&descent, keeping->session, keeping->view, error) &&
                walk_play(&descent.walk, text, -INFINITY, error) &&
                descent_finish(&descent, error) &&
                (descent_keep(&descent, keeping->session) >= 0 || error_memory(error));
    descent_release(&descent);
    buffer_clear(&keeping->walk);
    return done;
}

static bool take(void *into, const char *name, char *value, struct error *error)
{
    struct keeping *keeping = into;

    if (strcmp(name, "trace") == 0)
        return trace_file_keep(keeping->session, value, error) >= 0;
    if (!keep_walk(keeping, error))
        return false;
    buffer_text(&keeping->walk, value);
    return !keeping->walk.failed || error_memory(error);
}

bool beside_keep(struct session *session, const struct view *view, const char *lines,
                 struct buffer *walk, struct error *error)
{
    struct keeping keeping = {.session = session, .view = view};
    bool done = lines_read(lines, strlen(lines), take, &keeping, error);

    if (done && walk)
        buffer_text(walk, buffer_string(&keeping.walk));
    else if (done)
        done = keep_walk(&keeping, error);
    buffer_release(&keeping.walk);
    return done;
}

/* A walk begins where the run does: one from another start can't be brought back by its keys. */
static bool comes_back(const struct session *session, const struct kept_run *run)
{
    const struct trajectory *path = simulation_trajectory(session->simulation);
    const double *start = trajectory_at(path, 0)->x, *first = trajectory_at(&run->path, 0)->x;

    return run->line && (strncmp(run->line, "walk ", 5) != 0 ||
                         memcmp(start, first, (size_t)path->n * sizeof *start) == 0);
}

void beside_write(const struct session *session, struct buffer *out)
{
    int order[KEPT_RUNS], count = kept_by_age(&session->kept, order);

    for (int i = 0; i < count; i++) {
        const struct kept_run *run = session->kept.run[order[i]];
        if (comes_back(session, run))
            buffer_format(out, "%s\n", run->line);
    }
}
