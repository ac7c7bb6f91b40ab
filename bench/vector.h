/* For loops that a compiler may make vectors of: the C library's vector functions, where it has
 * them, and a version of a function for each kind of processor. To be included before all that
 * includes <math.h>. */
#ifndef BENCH_VECTOR_H
#define BENCH_VECTOR_H

#include <config.h>

#include <stdlib.h>
#ifdef __GLIBC__
#define __FAST_MATH__ 1 /* <math.h> declares the vector functions then */
#include <math.h>
#undef __FAST_MATH__
#endif
#include <math.h>

#ifdef HAVE_TARGET_CLONES
#define CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define CLONES
#endif

#endif
