/* `blind`: a walk by keys, what each of its evaluations told, and how it compares with par. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/screen.h"
#include "base/number.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/snapshot.h"
#include "cli/subcommand.h"
#include "cli/walks.h"
#include "show/beside.h"
#include "show/descent.h"

enum { FORMAT_TABLE, FORMAT_CSV, FORMAT_SUMMARY };

/* What is walked, and how it is told. */
struct blind_request {
    struct arguments *arguments;
    struct session session;
    struct descent descent;
    int format; /* of the rows */
    struct buffer out;
};

/* --- what each evaluation told --- */

enum { COLUMNS = 14 /* -3.03082e-105 and a blank */ };

static void write_cell(const struct blind_request *request, double value, struct buffer *out)
{
    char number[NUMBER_SIZE];

    if (request->format == FORMAT_CSV) {
        buffer_text(out, ",");
        buffer_number(out, value);
    } else {
        output_padded(out, number_short(number, value, 6), COLUMNS);
    }
}

static void write_heads(struct blind_request *request)
{
    const struct objective *objective = request->descent.walk.objective;
    const char *heads[] = {"loss", "grad_norm"};

    if (request->format == FORMAT_CSV)
        buffer_text(&request->out, "evaluation,key");
    else
        buffer_format(&request->out, "%10s  %-8s", "evaluation", "key");
    for (int i = 0; i < objective->n + 2; i++) {
        const char *head = i < objective->n ? objective->parameter[i] : heads[i - objective->n];
        if (request->format == FORMAT_CSV)
            buffer_format(&request->out, ",%s", head);
        else if (i <= objective->n)
            output_padded(&request->out, head, COLUMNS);
        else
            buffer_text(&request->out, head);
    }
    buffer_text(&request->out, "\n");
}

/* The last evaluation, to which this key led. */
static void write_row(struct blind_request *request, const char *key)
{
    const struct sample *looked = &request->descent.walk.looked;
    struct buffer row = {0};

    buffer_format(&row, request->format == FORMAT_CSV ? "%ld,%s" : "%10ld  %-8s",
                  looked->evaluations, key);
    for (int i = 0; i < request->descent.walk.objective->n; i++)
        write_cell(request, looked->x[i], &row);
    write_cell(request, looked->loss, &row);
    write_cell(request, looked->grad_norm, &row);
    while (row.size > 0 && row.data[row.size - 1] == ' ')
        row.data[--row.size] = '\0';
    buffer_format(&request->out, "%s\n", buffer_string(&row));
    request->out.failed |= row.failed;
    buffer_release(&row);
}

/* Does the keys of the text, which is one of a walk, until it arrives. */
static void walk_text(struct blind_request *request, const char *text)
{
    const struct walk *walk = &request->descent.walk;
    struct walk_key key;
    struct error error;
    size_t offset = 0;

    while (!request->descent.arrived && walk_read(text, &offset, &key, &error)) {
        long evaluations = walk->looked.evaluations;
        char name[32];
        snprintf(name, sizeof name, key.count > 1 ? "%2$ld%1$c" : "%1$c", key.letter, key.count);
        descent_do(&request->descent, &key);
        if (walk->looked.evaluations > evaluations && request->format != FORMAT_SUMMARY)
            write_row(request, name);
    }
}

/* --- where the keys come from --- */

static bool refuse(struct arguments *arguments, const char *text, const struct error *error)
{
    arguments->status = report_error("--walk", error, text, strlen(text));
    return false;
}

/* Each line is answered before the next is read: another program may walk. */
static bool walk_input(struct blind_request *request)
{
    char *line = NULL;
    size_t size = 0;
    bool ok = true;

    while (ok && !request->descent.arrived && output_flush(&request->out) &&
           getline(&line, &size, stdin) >= 0) {
        struct error error;
        ok = walk_check(line, &error) || refuse(request->arguments, line, &error);
        if (ok)
            walk_text(request, line);
    }
    free(line);
    return ok;
}

/* The text of --walk, or of the session. */
static bool walk_given(struct blind_request *request, const char *text)
{
    struct error error;

    if (!walk_check(text, &error))
        return refuse(request->arguments, text, &error);
    walk_text(request, text);
    return true;
}

/* --- how it ended --- */

static void write_par(const struct par *par, struct buffer *out)
{
    char target[NUMBER_SIZE];

    output_label(out, "target");
    if (isinf(par->target))
        buffer_text(out, "none: no optimizer settles or stays on the map\n");
    else
        buffer_format(out, "loss %s or lower\n", number_short(target, par->target, 6));
    output_label(out, "par");
    if (par->evaluations < 0)
        buffer_text(out, "none\n");
    else
        buffer_format(out, "%ld evaluations, by %s\n", par->evaluations, par->optimizer);
}

static void write_score(const struct descent *descent, struct buffer *out)
{
    const struct walk *walk = &descent->walk;
    struct buffer told = {0};

    output_label(out, "walk");
    buffer_format(out, "%s\n", buffer_string(&walk->keys));
    output_number(out, "end loss", walk_here(walk)->loss, 6);
    output_number(out, "lowest loss", walk->lowest, 6);
    descent_tell(descent, &told);
    output_label(out, "score");
    buffer_format(out, "%s\n", buffer_string(&told));
    out->failed |= told.failed;
    buffer_release(&told);
}

/* What is to be reached, and where somebody walked, what came of it. */
static void write_summary(struct blind_request *request)
{
    struct buffer *out = &request->out;

    output_number(out, "start loss", request->descent.par.first, 6);
    write_par(&request->descent.par, out);
    if (request->descent.walk.keys.size > 0)
        write_score(&request->descent, out);
}

/* --- the picture --- */

static void put_sentence(struct filled *filled, struct picture *picture,
                         const struct display *display, void *context)
{
    const struct descent *descent = context;
    struct buffer told = {0};

    (void)display;
    if (picture->walk)
        descent_fill(descent, filled);
    descent_tell(descent, &told);
    snprintf(filled->sentence, sizeof filled->sentence, "%s", buffer_string(&told));
    buffer_release(&told);
}

/* As on the screen: in fog, and once it has arrived beside the run, with all to be seen. */
static bool write_picture(struct blind_request *request)
{
    struct descent *descent = &request->descent;
    struct snapshot snapshot;
    struct screen_more more = {put_sentence, descent, MODE_BLIND};

    if (!snapshot_read(&snapshot, request->arguments))
        return false;
    if (descent->arrived && descent_keep(descent, &request->session) >= 0)
        more.mode = MODE_WATCH;
    else
        snapshot.walk = &descent->walk.path;
    return snapshot_write(&snapshot, &request->session, &more, &request->out);
}

/* --- the command --- */

static bool walk_all(struct blind_request *request, const char *text)
{
    bool rows = request->format != FORMAT_SUMMARY;

    if (rows) {
        write_heads(request);
        write_row(request, "");
    }
    if (!(strcmp(text, "-") == 0 ? walk_input(request) : walk_given(request, text)))
        return false;
    if (request->format == FORMAT_TABLE)
        buffer_text(&request->out, "\n");
    if (request->format != FORMAT_CSV)
        write_summary(request);
    return true;
}

/* Walks; the picture alone where one is asked for. */
static bool walk(struct blind_request *request, const char *text)
{
    bool drawn = request->arguments->value[OPTION_SNAPSHOT];

    if (drawn)
        request->format = FORMAT_SUMMARY;
    if (!walk_all(request, text))
        return false;
    if (drawn)
        buffer_clear(&request->out);
    if (drawn && !write_picture(request))
        return false;
    return output_flush(&request->out) || (request->arguments->status = EXIT_FAILED, false);
}

/* Begins at the start, and knows par. */
static bool begin(struct blind_request *request, struct buffer *text, struct error *error)
{
    const struct saved *saved = &request->arguments->saved;
    const char *given = request->arguments->value[OPTION_WALK];

    if (!beside_keep(&request->session, &saved->view, buffer_string(&saved->beside), text, error))
        return false;
    if (given) {
        buffer_clear(text);
        buffer_text(text, given);
    }
    return descent_begin(&request->descent, &request->session, &saved->view, error) &&
           descent_finish(&request->descent, error);
}

int command_blind(struct arguments *arguments)
{
    struct blind_request request = {
        .arguments = arguments, .descent.par.done = true, .format = arguments_format(arguments)};
    struct buffer text = {0};
    struct error error;

    if (request.format >= 0 && arguments->session_count > 1)
        return walks_compare(arguments->session, arguments->session_count,
                             request.format == FORMAT_CSV);
    if (request.format < 0 || !arguments_experiment(arguments))
        return arguments->status;
    if (!session_init(&request.session, &arguments->saved.experiment, &error)) {
        arguments_report(arguments, &error);
        return arguments->status;
    }
    bool done = begin(&request, &text, &error);
    if (!done)
        arguments_report(arguments, &error);
    done = done && walk(&request, buffer_string(&text));
    descent_release(&request.descent);
    session_release(&request.session);
    buffer_release(&request.out);
    buffer_release(&text);
    return done ? EXIT_DONE : arguments->status;
}
