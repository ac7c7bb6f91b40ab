#include "cli/study_picture.h"

#include <stdlib.h>
#include <string.h>

#include "app/screen.h"
#include "base/reader.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/snapshot.h"
#include "cli/starts.h"
#include "show/basins.h"
#include "show/data_file.h"
#include "show/sweep.h"
#include "show/sweep_table.h"

enum { ALL = 1000000 /* evaluations at a time: there is nobody to wait */ };

/* A study and what it is made of; the error says why it could not be made. */
struct shot {
    struct session session;
    struct basins *basins;
    struct sweep *sweep;
    bool failed;
    struct error error;
};

static void put_basins(struct filled *filled, struct picture *picture,
                       const struct display *display, void *context)
{
    struct shot *shot = context;
    bool made = basins_follow(shot->basins, &shot->session, picture, display, &shot->error);
    while (made && basins_moving(shot->basins))
        made = basins_advance(shot->basins, ALL, &shot->error);
    shot->failed = !made;
    basins_open(shot->basins, picture, &shot->session);
    basins_put(shot->basins, &shot->session, picture, display, filled);
}

static void put_sweep(struct filled *filled, struct picture *picture, const struct display *display,
                      void *context)
{
    struct shot *shot = context;
    bool made = sweep_follow(shot->sweep, &shot->session, &picture->layout, display, &shot->error);
    while (made && sweep_moving(shot->sweep))
        made = sweep_advance(shot->sweep, ALL, &shot->error);
    shot->failed = !made;
    sweep_put(shot->sweep, display, filled);
}

int study_picture_write(struct arguments *arguments, struct session *session,
                        const struct screen_more *more, const bool *failed, struct error *error)
{
    struct snapshot snapshot;
    struct buffer out = {0};
    if (!snapshot_read_study(&snapshot, arguments))
        return EXIT_USAGE;
    bool drawn = snapshot_write(&snapshot, session, more, &out);
    if (!drawn && !*failed)
        error_memory(error);
    int status = *failed || !drawn    ? report_error(NULL, error, "", 0)
                 : output_flush(&out) ? EXIT_DONE
                                      : EXIT_FAILED;
    buffer_release(&out);
    return status;
}

static int write_shot(struct arguments *arguments, struct shot *shot,
                      const struct screen_more *more)
{
    return study_picture_write(arguments, &shot->session, more, &shot->failed, &shot->error);
}

static bool begin(struct arguments *arguments, struct shot *shot)
{
    size_t varied = arguments->change_count; /* no changes of the run */
    *shot = (struct shot){.failed = false};
    arguments->change_count = 0;
    bool read = arguments_experiment(arguments);
    arguments->change_count = varied;
    if (!read)
        return false;
    if (session_init(&shot->session, &arguments->saved.experiment, &shot->error))
        return true;
    arguments_report(arguments, &shot->error);
    return false;
}

static int draw_basins(struct arguments *arguments, struct shot *shot)
{
    const struct screen_more more = {put_basins, shot, MODE_BASINS};
    return write_shot(arguments, shot, &more);
}

int study_picture_paragraph(struct buffer *text)
{
    struct buffer out = {0};
    bool written = !text->failed;
    buffer_text(text, ".");
    output_wrapped(&out, buffer_string(text), 0, 0);
    output_transliterate(&out);
    written = written && output_flush(&out);
    buffer_release(&out);
    buffer_release(text);
    return written ? EXIT_DONE : EXIT_FAILED;
}

/* The whole window, in the patches of --size. */
static int tell_basins(struct arguments *arguments, struct shot *shot)
{
    struct picture picture;
    struct buffer text = {0};
    int columns = 80, rows = 40;
    if (arguments->value[OPTION_SIZE] && !arguments_size(arguments, &columns, &rows))
        return EXIT_USAGE;
    picture_init(&picture, &arguments->saved.view);
    picture_home(&picture, &shot->session);
    const struct plane *plane = picture_plane(&picture, &shot->session);
    const double *window = picture.window;
    const struct viewport seen = {window[0], window[1], window[2],
                                  window[3], columns,   plane->n == 1 ? 1 : rows};
    bool made = basins_over(shot->basins, &shot->session, plane, &seen, &shot->error);
    while (made && basins_moving(shot->basins))
        made = basins_advance(shot->basins, ALL, &shot->error);
    picture_release(&picture);
    if (!made)
        return report_error(NULL, &shot->error, "", 0);
    basins_tell(shot->basins, &text);
    return study_picture_paragraph(&text);
}

static int with_basins(struct arguments *arguments,
                       int (*show)(struct arguments *arguments, struct shot *shot))
{
    struct shot shot;
    if (!starts_look(arguments) || !begin(arguments, &shot))
        return arguments->status;
    shot.basins = calloc(1, sizeof *shot.basins);
    int status = EXIT_FAILED;
    if (shot.basins)
        status = show(arguments, &shot);
    else
        report("out of memory");
    if (shot.basins)
        basins_release(shot.basins);
    free(shot.basins);
    session_release(&shot.session);
    return status;
}

int study_picture_basins(struct arguments *arguments)
{
    return with_basins(arguments, draw_basins);
}

int study_summary_basins(struct arguments *arguments)
{
    return with_basins(arguments, tell_basins);
}

/* --- sweep --- */

/* "lr=0.01:1:log:160", as a sweep's --vary has it, without its number of values: the picture has
 * its own. */
static bool add_axis(const char *vary, struct buffer *spec)
{
    const char *last = strrchr(vary, ':');
    if (!last || !strchr(vary, '=')) {
        report("--vary: a picture needs a range, such as lr=0.001:1:log:20, not '%s'", vary);
        return false;
    }
    buffer_text(spec, " ");
    buffer_add(spec, vary, (size_t)(last - vary));
    return true;
}

static bool read_quantity(const struct arguments *arguments, struct sweep_map *map)
{
    const char *name = arguments->value[OPTION_QUANTITY];
    struct error error;
    const void *row = name ? table_need(&sweep_quantities, name, &error) : NULL;
    if (row)
        map->quantity = (enum sweep_quantity)table_index(&sweep_quantities, row);
    else if (name)
        report_error("--quantity", &error, "", 0);
    return row || !name;
}

/* Chooses quantity and axes. */
static int open_sweep(struct arguments *arguments, struct shot *shot)
{
    struct buffer spec = {0};
    bool read = read_quantity(arguments, &shot->sweep->map);
    for (size_t i = 0; read && i < arguments->change_count; i++)
        read = add_axis(arguments->change[i], &spec);
    int status = EXIT_USAGE;
    if (read && sweep_open(shot->sweep, &shot->session, buffer_string(&spec), &shot->error))
        status = EXIT_DONE;
    else if (read)
        status = report_error("--vary", &shot->error, "", 0);
    buffer_release(&spec);
    return status;
}

static int draw_sweep(struct arguments *arguments, struct shot *shot)
{
    const struct screen_more more = {put_sweep, shot, MODE_SWEEP};
    return write_shot(arguments, shot, &more);
}

/* Of 160 x 66 runs. */
static int tell_sweep(struct arguments *arguments, struct shot *shot)
{
    const struct layout layout = {.map = {.rows = 33, .columns = 80}};
    const struct display display = {.colors = 256, .blocks = true, .braille = true};
    struct buffer text = {0};
    bool made = sweep_follow(shot->sweep, &shot->session, &layout, &display, &shot->error);
    (void)arguments;
    while (made && sweep_moving(shot->sweep))
        made = sweep_advance(shot->sweep, ALL, &shot->error);
    if (!made)
        return report_error(NULL, &shot->error, "", 0);
    sweep_map_tell(&shot->sweep->map, &text);
    return study_picture_paragraph(&text);
}

static int with_sweep(struct arguments *arguments,
                      int (*show)(struct arguments *arguments, struct shot *shot))
{
    struct shot shot;
    if (!begin(arguments, &shot))
        return arguments->status;
    shot.sweep = calloc(1, sizeof *shot.sweep);
    int status = EXIT_FAILED;
    if (!shot.sweep)
        report("out of memory");
    else if ((status = open_sweep(arguments, &shot)) == EXIT_DONE)
        status = show(arguments, &shot);
    if (shot.sweep)
        sweep_release(shot.sweep);
    free(shot.sweep);
    session_release(&shot.session);
    return status;
}

int study_picture_sweep(struct arguments *arguments)
{
    return with_sweep(arguments, draw_sweep);
}

int study_summary_sweep(struct arguments *arguments)
{
    return with_sweep(arguments, tell_sweep);
}

/* --- tables --- */

static bool read_tables(const struct arguments *arguments, struct sweep_table *table)
{
    struct error error;
    struct reader reader;
    for (size_t i = 0; i < arguments->change_count; i++) {
        const char *name = arguments->change[i];
        if (!data_file_open(name, &reader, &error) || !sweep_table_add(table, &reader, &error)) {
            report_error(name, &error, "", 0);
            return false;
        }
    }
    return true;
}

/* The screen of a map that has no run: its header has the name of the table. */
static bool draw_map(const struct snapshot *snapshot, struct sweep_map *map, const char *name,
                     struct frame *frame)
{
    const struct contents contents = {.board = true};
    struct layout layout;
    layout_for(&layout, snapshot->rows, snapshot->columns, &contents);
    sweep_map_fill(map, &layout.board, &snapshot->display);
    const struct scene scene = {.surface = name,
                                .optimizer = "",
                                .study = "sweep",
                                .done = (double)map->known / (double)(map->columns * map->rows),
                                .patches = &map->patches,
                                .board = &map->board,
                                .sentence = map->sentence,
                                .layout = &layout,
                                .colormap =
                                    table_row(&colormaps, snapshot->view.choice[VIEW_COLORMAP])};
    if (!frame_resize(frame, snapshot->rows, snapshot->columns))
        return false;
    scene_compose(&scene, &snapshot->display, frame);
    return !frame->failed;
}

static int plot(struct arguments *arguments, const struct snapshot *snapshot,
                const struct sweep_table *table)
{
    struct sweep_map *map = calloc(1, sizeof *map);
    struct frame frame = {0};
    struct buffer out = {0};
    struct error error = {0};
    bool drawn = map ? sweep_table_map(table, map, &error) : error_memory(&error);
    if (drawn && !read_quantity(arguments, map)) {
        sweep_map_release(map);
        free(map);
        return EXIT_USAGE;
    }
    if (drawn && !(draw_map(snapshot, map, arguments->change[0], &frame) &&
                   snapshot_print(snapshot, &frame, &out)))
        drawn = error_memory(&error);
    int status = !drawn               ? report_error(arguments->change[0], &error, "", 0)
                 : output_flush(&out) ? EXIT_DONE
                                      : EXIT_FAILED;
    buffer_release(&out);
    frame_release(&frame);
    if (map)
        sweep_map_release(map);
    free(map);
    return status;
}

static int tell_table(struct arguments *arguments, const struct sweep_table *table)
{
    struct sweep_map *map = calloc(1, sizeof *map);
    struct buffer text = {0};
    struct error error = {0};
    bool drawn = map ? sweep_table_map(table, map, &error) : error_memory(&error);
    bool read = drawn && read_quantity(arguments, map);
    if (read)
        sweep_map_tell(map, &text);
    int status = drawn && !read ? EXIT_USAGE
                 : drawn        ? study_picture_paragraph(&text)
                                : report_error(arguments->change[0], &error, "", 0);
    if (map)
        sweep_map_release(map);
    free(map);
    return status;
}

int study_summary_plot(struct arguments *arguments)
{
    struct sweep_table table = {.count = 0};
    int status = read_tables(arguments, &table) ? tell_table(arguments, &table) : EXIT_USAGE;
    sweep_table_release(&table);
    return status;
}

int study_picture_plot(struct arguments *arguments)
{
    struct snapshot snapshot;
    struct sweep_table table = {.count = 0};
    if (!snapshot_read_study(&snapshot, arguments))
        return EXIT_USAGE;
    int status = read_tables(arguments, &table) ? plot(arguments, &snapshot, &table) : EXIT_USAGE;
    sweep_table_release(&table);
    return status;
}
