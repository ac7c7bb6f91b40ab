/* Arrays that grow. */
#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#include <stddef.h>

/* Room for `count` items of `size` bytes in an array that has room for *capacity, or is NULL with a
 * capacity of 0. Returns where it is now, with *capacity doubled as often as it takes; NULL where
 * memory runs out: the array is then as it was. Owned by the caller as memory of malloc. */
void *array_reserve(void *array, size_t *capacity, size_t count, size_t size);

#endif
