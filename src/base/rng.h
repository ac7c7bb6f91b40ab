/* Random numbers: xoshiro256** (Blackman and Vigna, 2018, arXiv:1805.01407), seeded through
 * splitmix64. Streams of one seed lie 2^128 draws apart in the generator's period, so that they
 * don't overlap and drawing from one does not change another. Normal variates by the polar method
 * (Marsaglia and Bray, 1964), no state kept: a struct rng is copied to be gone back to. */
#ifndef BASE_RNG_H
#define BASE_RNG_H

#include <stdint.h>

struct rng {
    uint64_t word[4];
};

enum rng_stream { RNG_START, RNG_NOISE, RNG_BATCH, RNG_SPLIT, RNG_INIT, RNG_RULE };

void rng_seed(struct rng *rng, uint64_t seed, enum rng_stream stream);
uint64_t rng_next(struct rng *rng);
double rng_uniform(struct rng *rng); /* in [0, 1), 53 bits */
double rng_normal(struct rng *rng);  /* mean 0, deviation 1 */

/* A whole number in [0, count), count > 0, each equally likely (Lemire, 2019,
 * doi:10.1145/3230636). */
uint32_t rng_below(struct rng *rng, uint32_t count);

#endif
