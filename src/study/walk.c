#include "study/walk.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/linear.h"
#include "base/number.h"

/* What a letter does. */
struct way {
    char letter;
    int right, up, stretch;
};

static const struct way ways[] = {
    {'h', -1, 0, 0}, {'j', 0, -1, 0}, {'k', 0, 1, 0},
    {'l', 1, 0, 0},  {'+', 0, 0, 1},  {'-', 0, 0, -1},
};

static const struct way *find_way(char letter)
{
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (ways[i].letter == letter)
            return &ways[i];
    return NULL;
}

const struct sample *walk_here(const struct walk *walk)
{
    return trajectory_at(&walk->path, trajectory_length(&walk->path) - 1);
}

/* Looks at the loss and the slope at x[n], which is the next point where the loss is a number. */
static bool look(struct walk *walk, const double *x)
{
    struct sample *looked = &walk->looked;
    double g[PARAMETERS_MAX];
    int n = walk->objective->n;
    long evaluations = looked->evaluations + 1;

    *looked = (struct sample){
        .step = walk->path.last + 1, .evaluations = evaluations, .epoch = -1, .lr = NAN};
    memcpy(looked->x, x, (size_t)n * sizeof *x);
    looked->loss = objective_gradient(walk->objective, x, g);
    looked->grad_norm = linear_norm(g, n);
    if (!isfinite(looked->loss))
        return false;
    trajectory_add(&walk->path, looked);
    walk->lowest = fmin(walk->lowest, looked->loss);
    return true;
}

/* Says why there is no loss at the start x[n]. Returns false. */
static bool refuse_start(const struct walk *walk, const double *x, struct error *error)
{
    char a[NUMBER_SIZE], b[NUMBER_SIZE] = "";
    struct formula_blame blame = {0};
    size_t row;
    bool known = objective_blame(walk->objective, x, &blame, &row);
    const char *why =
        strncmp(blame.name ? blame.name : "", "grid", 4) == 0 ? "the grid ends before" : blame.text;
    number_short(a, x[0], 4);
    if (walk->objective->n > 1)
        number_short(b, x[1], 4);
    return error_set(error, "no loss at the start (%s%s%s)%s%s; choose another start", a,
                     *b ? ", " : "", b, known ? ": " : "", known ? why : "");
}

bool walk_begin(struct walk *walk, struct objective *objective, const int axis[2], const double *x,
                const double step[2], struct error *error)
{
    *walk = (struct walk){.objective = objective, .lowest = INFINITY};
    memcpy(walk->axis, axis, sizeof walk->axis);
    memcpy(walk->first, step, sizeof walk->first);
    memcpy(walk->step, step, sizeof walk->step);
    if (!trajectory_init(&walk->path, objective->n))
        return error_memory(error);
    return look(walk, x) || refuse_start(walk, x, error);
}

void walk_release(struct walk *walk)
{
    trajectory_release(&walk->path);
    buffer_release(&walk->keys);
    *walk = (struct walk){.objective = NULL};
}

void walk_ahead(const struct walk *walk, const struct walk_key *key, double at[2])
{
    const struct way *way = find_way(key->letter);
    const double *x = walk_here(walk)->x;

    at[0] = x[walk->axis[0]] + walk->step[0] * (double)(way->right * key->count);
    at[1] = x[walk->axis[1]] + walk->step[1] * (double)(way->up * key->count);
}

static void stretch(struct walk *walk, int by)
{
    for (int k = 0; k < 2; k++)
        walk->step[k] = ldexp(walk->step[k], by);
}

/* "4l", behind a blank. */
static void note(struct walk *walk, const struct walk_key *key)
{
    if (walk->keys.size > 0)
        buffer_text(&walk->keys, " ");
    if (key->count > 1)
        buffer_format(&walk->keys, "%ld", key->count);
    buffer_format(&walk->keys, "%c", key->letter);
}

bool walk_do(struct walk *walk, const struct walk_key *key)
{
    const struct way *way = find_way(key->letter);
    double at[2], x[PARAMETERS_MAX];

    if (way->up && walk->objective->n < 2)
        return true;
    note(walk, key);
    if (way->stretch) {
        stretch(walk, way->stretch * (int)key->count);
        return true;
    }
    walk_ahead(walk, key, at);
    for (int k = walk->objective->n - 1; k >= 0; k--)
        x[walk->axis[k]] = at[k];
    return look(walk, x);
}

/* The number of digits[count], or one above the most. */
static long read_count(const char *digits, size_t count)
{
    long number = 0;

    for (size_t i = 0; i < count && number <= WALK_COUNT_MAX; i++)
        number = 10 * number + digits[i] - '0';
    return number;
}

bool walk_read(const char *text, size_t *offset, struct walk_key *key, struct error *error)
{
    size_t from = *offset + strspn(text + *offset, " \t\r\n");
    size_t digits = strspn(text + from, "0123456789");
    int line, column;

    *error = (struct error){.line = 0};
    if (!text[from])
        return false;
    *key = (struct walk_key){text[from + digits], digits ? read_count(text + from, digits) : 1};
    *offset = from + digits + 1;
    error_place(text, strlen(text), from, &line, &column);
    if (key->count < 1 || key->count > WALK_COUNT_MAX)
        return error_at(error, line, column, "expected a number from 1 to %d", WALK_COUNT_MAX);
    if (find_way(key->letter))
        return true;
    return error_at(error, line, column + (int)digits,
                    "expected a key of a walk: h j k l walk, + and - change the step");
}

bool walk_check(const char *text, struct error *error)
{
    struct walk_key key;
    size_t offset = 0;

    while (walk_read(text, &offset, &key, error))
        ;
    return !error->message[0];
}

bool walk_play(struct walk *walk, const char *text, double target, struct error *error)
{
    struct walk_key key;
    size_t offset = 0;

    if (!walk_check(text, error))
        return false;
    while (walk->lowest > target && walk_read(text, &offset, &key, error))
        walk_do(walk, &key);
    return true;
}
