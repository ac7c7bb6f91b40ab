/* How a function with a loop over rows of numbers is compiled: once for each kind of processor that
 * can do several of them at a time, and the best one is taken when the program starts. The same
 * bits come of all, as nothing is contracted. config.h goes before. */
#ifndef BASE_ROWS_H
#define BASE_ROWS_H

#ifdef HAVE_TARGET_CLONES
#define ROWS_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define ROWS_CLONES
#endif

#endif
