/* Shared lines are started anew. */
#ifndef TESTS_AGAIN_H
#define TESTS_AGAIN_H

#include <wordexp.h>

#include "app/share.h"
#include "cli/options.h"
#include "cli/subcommand.h"
#include "play.h"
#include "shipped.h"

/* A line, read as a shell does, and then as the program for that subcommand; arguments_release, and
 * wordfree after it. */
static inline struct arguments read_by(const char *line, const char *command, wordexp_t *words)
{
    struct arguments arguments;

    if (wordexp(line, words, WRDE_NOCMD | WRDE_UNDEF))
        fail_msg("no shell reads %s", line);
    assert_string_equal(words->we_wordv[0], "ttydescent");
    assert_true(arguments_read(&arguments, table_find(&subcommands, command),
                               (int)words->we_wordc - 1, words->we_wordv + 1));
    return arguments;
}

/* The program that a shell starts with the line, on a screen like that of `like`, where it has come
 * to stand. */
static inline struct app *start_by(const char *line, const struct app *like)
{
    wordexp_t words;
    struct error error = {0};
    struct arguments arguments = read_by(line, "screen", &words);

    assert_true(arguments_experiment(&arguments));
    struct app *app = app_create(&arguments.saved.experiment, &arguments.saved.view, &like->display,
                                 like->rows, like->columns, &error);
    if (!app)
        fail_msg("%s: %s", line, error.message);
    arguments_release(&arguments);
    wordfree(&words);
    while (app_running(app))
        app_advance(app, 0.01);
    play(app, "<Esc>"); /* clears the message */
    return app;
}

/* Plays a script in which $ stands for the directory of the data sets. */
static inline void play_with_data(struct app *app, const char *script)
{
    char path[SHIPPED_PATH];
    struct buffer text = {0};

    shipped("", path);
    *strrchr(path, '/') = '\0';
    for (; *script; script++) {
        if (*script == '$')
            buffer_text(&text, path);
        else
            buffer_add(&text, script, 1);
    }
    play(app, buffer_string(&text));
    buffer_release(&text);
}

#endif
