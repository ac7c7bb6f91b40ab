#include "base/elementary.h"
#include "base/rng.h"

#include <math.h>

static uint64_t rotate_left(uint64_t word, int by)
{
    return word << by | word >> (64 - by);
}

/* One draw of splitmix64 (Steele, Lea and Flood, 2014, OOPSLA): spreads seeds that differ in few
 * bits over the whole state, and never gives the state of four zeros. */
static uint64_t splitmix(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

uint64_t rng_next(struct rng *rng)
{
    uint64_t *word = rng->word;
    uint64_t result = rotate_left(word[1] * 5, 7) * 9;
    uint64_t shifted = word[1] << 17;

    word[2] ^= word[0];
    word[3] ^= word[1];
    word[1] ^= word[2];
    word[0] ^= word[3];
    word[2] ^= shifted;
    word[3] = rotate_left(word[3], 45);
    return result;
}

/* Moves on by 2^128 draws: the generator's linear map to that power, as its polynomial. */
static void jump(struct rng *rng)
{
    static const uint64_t polynomial[4] = {0x180ec6d33cfd0abau, 0xd5a61266f0c9392cu,
                                           0xa9582618e03fc9aau, 0x39abdc4529b1661cu};
    struct rng sum = {{0}};
    for (int bit = 0; bit < 256; bit++) {
        if (polynomial[bit / 64] >> bit % 64 & 1)
            for (int i = 0; i < 4; i++)
                sum.word[i] ^= rng->word[i];
        rng_next(rng);
    }
    *rng = sum;
}

void rng_seed(struct rng *rng, uint64_t seed, enum rng_stream stream)
{
    for (int i = 0; i < 4; i++)
        rng->word[i] = splitmix(&seed);
    for (int i = 0; i < (int)stream; i++)
        jump(rng);
}

double rng_uniform(struct rng *rng)
{
    return (double)(rng_next(rng) >> 11) * 0x1p-53;
}

double rng_normal(struct rng *rng)
{
    double u, v, square;
    do {
        u = 2 * rng_uniform(rng) - 1;
        v = 2 * rng_uniform(rng) - 1;
        square = u * u + v * v;
    } while (square >= 1 || square == 0);
    /* The pair's second variate, from v, is thrown away: a generator that remembers nothing but
     * its four words can be copied and gone back to. */
    return u * sqrt(-2 * m_log(square) / square);
}

uint32_t rng_below(struct rng *rng, uint32_t count)
{
    uint64_t product;
    uint32_t excess = -count % count; /* so many of the 2^32 draws are too many */
    do
        product = (rng_next(rng) >> 32) * count;
    while ((uint32_t)product < excess);
    return (uint32_t)(product >> 32);
}
