/* The elementary functions, a value in a block, against the C library: one by one, and with its
 * vector functions, which are up to 4 ulp off and differ from processor to processor. */
#include <config.h>

#include "bench/vector.h"

#include "base/elementary.h"
#include "base/rng.h"
#include "bench/bench.h"

enum { VALUES = 1024, ROUNDS = 20, TURNS = 9 };

struct row {
    double x[VALUES], y[VALUES], to[VALUES];
};

/* Nothing of the row may be kept over this, or left out before it. */
#define MADE(row) __asm__ volatile("" : : "r"(row) : "memory")

/* A loop that the compiler may make vectors of. */
#define BLOCK(kind, name, value)                                                                   \
    CLONES static void kind##_##name(void *context)                                                \
    {                                                                                              \
        struct row *restrict row = context;                                                        \
        for (int round = 0; round < ROUNDS; round++) {                                             \
            for (int i = 0; i < VALUES; i++) {                                                     \
                double x = row->x[i], y = row->y[i];                                               \
                (void)y;                                                                           \
                row->to[i] = value;                                                                \
            }                                                                                      \
            MADE(row);                                                                             \
        }                                                                                          \
    }

/* Three loops a function: ours, the C library's vector form, and its calls one at a time. */
#define LOOPS(name, own, call)                                                                     \
    BLOCK(ours, name, own)                                                                         \
    BLOCK(vector, name, call)                                                                      \
    static void one_by_one_##name(void *context)                                                   \
    {                                                                                              \
        struct row *row = context;                                                                 \
        for (int round = 0; round < ROUNDS; round++)                                               \
            for (int i = 0; i < VALUES; i++) {                                                     \
                double x = row->x[i], y = row->y[i];                                               \
                (void)y;                                                                           \
                row->to[i] = call;                                                                 \
                MADE(row);                                                                         \
            }                                                                                      \
    }

#define ONE(name, least, most) LOOPS(name, m_##name(x), name(x))
#define TURNED(name, least, most) LOOPS(name, m_##name##_near(x), name(x))
#define TWO(name, least, most) LOOPS(name, m_##name(x, y), name(x, y))

#define FUNCTIONS(ONE, TURNED, TWO)                                                                \
    ONE(exp, -20, 20)                                                                              \
    ONE(expm1, -5, 5)                                                                              \
    ONE(log, 0, 10)                                                                                \
    ONE(log1p, -0.9, 5)                                                                            \
    ONE(log2, 0, 10)                                                                               \
    ONE(log10, 0, 10)                                                                              \
    TURNED(sin, -10, 10)                                                                           \
    TURNED(cos, -10, 10)                                                                           \
    TURNED(tan, -10, 10)                                                                           \
    ONE(asin, -1, 1)                                                                               \
    ONE(acos, -1, 1)                                                                               \
    ONE(atan, -5, 5)                                                                               \
    TWO(atan2, -5, 5)                                                                              \
    ONE(sinh, -5, 5)                                                                               \
    ONE(cosh, -5, 5)                                                                               \
    ONE(tanh, -3, 3)                                                                               \
    TWO(pow, 0, 5)                                                                                 \
    ONE(cbrt, -5, 5)                                                                               \
    ONE(erf, -3, 3)                                                                                \
    ONE(erfc, -3, 3)                                                                               \
    TWO(hypot, -5, 5)

FUNCTIONS(ONE, TURNED, TWO)

static const struct {
    const char *name;
    void (*ours)(void *), (*one_by_one)(void *), (*vector)(void *);
    double least, most;
} functions[] = {
#define ROW(name, least, most) {#name, ours_##name, one_by_one_##name, vector_##name, least, most},
    FUNCTIONS(ROW, ROW, ROW)};

static void compare(size_t f, struct row *row)
{
    struct rng rng;
    rng_seed(&rng, 1, RNG_NOISE);
    for (int i = 0; i < VALUES; i++) {
        row->x[i] =
            functions[f].least + rng_uniform(&rng) * (functions[f].most - functions[f].least);
        row->y[i] = 4 * rng_uniform(&rng) - 2;
    }
    struct bench_work ours = {functions[f].ours, row}, calls = {functions[f].one_by_one, row},
                      vector = {functions[f].vector, row};
    char name[96];
    snprintf(name, sizeof name, "%s, ns a value in a block", functions[f].name);
    bench_at_most(name, bench_best(&ours, TURNS) / (VALUES * ROUNDS) * 1e9, 100);
    snprintf(name, sizeof name, "%s in a block, of the C library's one by one", functions[f].name);
    bench_at_most(name, bench_ratio(&ours, &calls, TURNS), 1);
    snprintf(name, sizeof name, "%s in a block, of a loop the compiler may vectorise",
             functions[f].name);
    bench_at_most(name, bench_ratio(&ours, &vector, TURNS), 8);
}

int main(void)
{
    static struct row row;
    for (size_t f = 0; f < sizeof functions / sizeof *functions; f++)
        compare(f, &row);
    return 0;
}
