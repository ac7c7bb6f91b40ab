#include "app/explain.h"

#include <string.h>

#include "app/read.h"
#include "app/state.h"
#include "base/error.h"
#include "insight/explain.h"

/* Adds text[at] to text[end] on the left, and what is from `right` on on the right; the line is cut up. */
static void add_pair(struct pager *pager, char *left, char *end, const char *right)
{
    *end = '\0';
    pager_line(pager, left, right);
}

/* "  x  2 - 0.1*3 = 1.7", of a coordinate; "df/dx = 4*x"; "loss before 28". */
static void add_line(struct pager *pager, char *line)
{
    char *equals = strstr(line, " = "), *last = strrchr(line, ' ');

    if (line[0] == ' ') {
        char *name = line + strspn(line, " "), *end = name + strcspn(name, " ");
        add_pair(pager, name, end, *end ? end + 1 + strspn(end + 1, " ") : "");
    } else if (equals) {
        add_pair(pager, line, equals, equals + 3);
    } else if (last) {
        add_pair(pager, line, last[-1] == ':' ? last - 1 : last, last + 1);
    } else {
        pager_line(pager, line, "");
    }
}

/* What coordinates follow is their heading. */
static void add_text(struct pager *pager, char *text)
{
    char *next;

    for (char *line = text; *line; line = next) {
        next = line + strcspn(line, "\n");
        if (*next)
            *next++ = '\0';
        if (line[0] != ' ' && next[0] == ' ')
            pager_heading(pager, line);
        else
            add_line(pager, line);
    }
}

bool explain_open(struct app *app, struct error *error)
{
    struct buffer text = {0};
    bool done = explain_next(app->session.simulation, &text) || error_memory(error);

    if (done) {
        pager_begin(&app->pager, "The next step in full");
        add_text(&app->pager, text.data);
        read_open(app);
    }
    buffer_release(&text);
    return done;
}
