/* The user's own way of looking at runs: the file `config`, lines of the settings of a view, and of
 *
 *     color N, charset SET    as the options, where these are not given
 *     leave KEYS              keys that shall do nothing: leave q R
 *
 * Empty lines and lines that begin with # are skipped. It is read for the full-screen program
 * alone: what runs without a screen is the same for everybody. */
#ifndef CLI_CONFIG_H
#define CLI_CONFIG_H

#include <stdbool.h>

#include "base/limits.h"
#include "show/view_settings.h"

struct error;

struct config {
    struct view view;
    char color[NAME_SIZE], charset[NAME_SIZE]; /* "": not said */
    char leave[4 * NAME_SIZE];                 /* " q R "; "": no key */
};

/* Reads the user's file, if there is one. On failure the error names the file and the line. */
bool config_load(struct config *config, struct error *error);

#endif
