#include "cli/lost.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/app.h"
#include "base/buffer.h"
#include "base/file.h"
#include "show/saved.h"

/* A file is called so until it is told of, and then otherwise. */
static const char fresh[] = "untold-", told[] = "lost-";

enum { COPIES = 1000 };

/* The path of number `copy` of this process; returns false where there is such a file. */
static bool is_free(const char *state, int copy, struct buffer *path)
{
    char number[16] = "", name[64];

    if (copy > 1)
        snprintf(number, sizeof number, "-%d", copy);
    snprintf(name, sizeof name, "%s%ld%s%s", state, (long)getpid(), number, SAVED_ENDING);
    buffer_clear(path);
    return file_own(FILE_STATE, name, path) && !file_is_there(buffer_string(path));
}

/* An earlier process may have had our number: what was kept of it stays. */
void lost_keep(struct app *app)
{
    struct buffer text = {0}, path = {0};

    if (app_session_text(app, &text) && file_own_folder(FILE_STATE, NULL)) {
        int copy = 1;
        while (copy < COPIES && !(is_free(told, copy, &path) && is_free(fresh, copy, &path)))
            copy++;
        if (copy < COPIES)
            (void)file_write(buffer_string(&path), text.data, text.size, NULL);
    }
    buffer_release(&path);
    buffer_release(&text);
}

/* Gives the file its other name, lost-123, which goes into `name`. Returns false where another
 * process was faster. */
static bool claim(const char *file, char *name, size_t size)
{
    struct buffer from = {0}, to = {0};

    snprintf(name, size, "%s%s", told, file + strlen(fresh));
    bool done = file_own(FILE_STATE, file, &from) && file_own(FILE_STATE, name, &to) &&
                rename(buffer_string(&from), buffer_string(&to)) == 0;
    buffer_release(&to);
    buffer_release(&from);
    return done;
}

/* The first that is not told of yet. */
static bool find(const char *folder, char *name, size_t size)
{
    DIR *directory = opendir(folder);
    bool found = false;

    if (!directory)
        return false;
    for (struct dirent *entry; !found && (entry = readdir(directory));)
        found = strncmp(entry->d_name, fresh, strlen(fresh)) == 0 && saved_is_name(entry->d_name) &&
                claim(entry->d_name, name, size);
    closedir(directory);
    return found;
}

void lost_tell(struct app *app)
{
    struct buffer folder = {0};
    char name[300];

    if (file_own(FILE_STATE, "", &folder) && find(buffer_string(&folder), name, sizeof name)) {
        name[strlen(name) - strlen(SAVED_ENDING)] = '\0';
        app_say(app, "space runs this one; kept from a terminal that was lost: :open %s", name);
    }
    buffer_release(&folder);
}
