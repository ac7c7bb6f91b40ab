#include "show/kept.h"

#include <stdlib.h>
#include <string.h>

#include "run/simulation.h"

static void free_run(struct kept_run *run)
{
    if (!run)
        return;
    experiment_release(&run->experiment);
    trajectory_release(&run->path);
    free(run->line);
    free(run);
}

void kept_forget(struct kept *kept)
{
    for (int i = 0; i < KEPT_RUNS; i++)
        free_run(kept->run[i]);
    *kept = (struct kept){.age = kept->age};
}

/* `experiment`: NULL where another program walked it. */
static struct kept_run *make_run(const struct experiment *experiment, const struct trajectory *path,
                                 const struct logged_run *told)
{
    struct kept_run *run = calloc(1, sizeof *run);

    if (run && (!experiment || experiment_copy(&run->experiment, experiment)) &&
        trajectory_digest(&run->path, path, KEPT_POINTS)) {
        run->foreign = !experiment;
        run->told = *told;
        return run;
    }
    free_run(run);
    return NULL;
}

/* The one that came the same way; -1: none did. */
static int find_equal(const struct kept *kept, const struct trajectory *path, bool foreign)
{
    for (int i = 0; i < KEPT_RUNS; i++)
        if (kept->run[i] && kept->run[i]->foreign == foreign &&
            (trajectory_begins(&kept->run[i]->path, path) ||
             trajectory_begins(path, &kept->run[i]->path)))
            return i;
    return -1;
}

/* Goes `a` before `b`: an own run before a foreign one, an older one before a newer? */
static bool goes_first(const struct kept_run *a, const struct kept_run *b)
{
    return a->foreign == b->foreign ? a->age < b->age : b->foreign;
}

/* A letter that is free, or that of the run that goes. */
static int find_room(const struct kept *kept)
{
    int going = 0;

    for (int i = 0; i < KEPT_RUNS; i++) {
        if (!kept->run[i])
            return i;
        if (goes_first(kept->run[i], kept->run[going]))
            going = i;
    }
    return going;
}

/* Keeps it with this number, or, -1, where there is room. */
static int keep(struct kept *kept, int number, const struct experiment *experiment,
                const struct trajectory *path, const struct logged_run *told)
{
    struct kept_run *run = make_run(experiment, path, told);

    if (!run)
        return -1;
    number = number < 0 ? find_room(kept) : number;
    free_run(kept->run[number]);
    kept->run[number] = run;
    return number;
}

int kept_add(struct kept *kept, const struct simulation *simulation, const struct logged_run *told)
{
    const struct trajectory *path = simulation_trajectory(simulation);
    int number = find_equal(kept, path, false);

    if (number < 0 || kept->run[number]->path.last <= path->last)
        number = keep(kept, number, simulation_experiment(simulation), path, told);
    if (number >= 0)
        kept->run[number]->age = ++kept->age;
    return number;
}

int kept_add_foreign(struct kept *kept, const struct trajectory *path,
                     const struct logged_run *told, const char *line)
{
    char *copy = strdup(line);
    int number = copy ? keep(kept, find_equal(kept, path, true), NULL, path, told) : -1;

    if (number < 0) {
        free(copy);
        return -1;
    }
    kept->run[number]->line = copy;
    kept->run[number]->age = ++kept->age;
    return number;
}

int kept_by_age(const struct kept *kept, int order[KEPT_RUNS])
{
    int count = 0;

    for (int i = 0; i < KEPT_RUNS; i++) {
        if (!kept->run[i])
            continue;
        int at = count++;
        for (; at > 0 && kept->run[order[at - 1]]->age > kept->run[i]->age; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    return count;
}

int kept_count(const struct kept *kept)
{
    int order[KEPT_RUNS];

    return kept_by_age(kept, order);
}
