#include "show/kept.h"

#include <stdlib.h>

#include "run/simulation.h"

static void free_run(struct kept_run *run)
{
    if (!run)
        return;
    experiment_release(&run->experiment);
    trajectory_release(&run->path);
    free(run);
}

void kept_forget(struct kept *kept)
{
    for (int i = 0; i < KEPT_RUNS; i++)
        free_run(kept->run[i]);
    *kept = (struct kept){.age = kept->age};
}

static struct kept_run *make_run(const struct simulation *simulation, const struct logged_run *told)
{
    struct kept_run *run = calloc(1, sizeof *run);

    if (run && experiment_copy(&run->experiment, simulation_experiment(simulation)) &&
        trajectory_digest(&run->path, simulation_trajectory(simulation), KEPT_POINTS)) {
        run->told = *told;
        return run;
    }
    free_run(run);
    return NULL;
}

/* The one that came the same way; -1: none did. */
static int find_equal(const struct kept *kept, const struct trajectory *path)
{
    for (int i = 0; i < KEPT_RUNS; i++)
        if (kept->run[i] && (trajectory_begins(&kept->run[i]->path, path) ||
                             trajectory_begins(path, &kept->run[i]->path)))
            return i;
    return -1;
}

/* A letter that is free, or that of the oldest run. */
static int find_room(const struct kept *kept)
{
    int oldest = 0;

    for (int i = 0; i < KEPT_RUNS; i++) {
        if (!kept->run[i])
            return i;
        if (kept->run[i]->age < kept->run[oldest]->age)
            oldest = i;
    }
    return oldest;
}

int kept_add(struct kept *kept, const struct simulation *simulation, const struct logged_run *told)
{
    const struct trajectory *path = simulation_trajectory(simulation);
    int number = find_equal(kept, path);

    if (number < 0 || kept->run[number]->path.last <= path->last) {
        struct kept_run *run = make_run(simulation, told);
        if (!run)
            return -1;
        number = number < 0 ? find_room(kept) : number;
        free_run(kept->run[number]);
        kept->run[number] = run;
    }
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
