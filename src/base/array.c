#include "base/array.h"

#include <stdint.h>
#include <stdlib.h>

enum { FIRST_CAPACITY = 16 };

void *array_reserve(void *array, size_t *capacity, size_t count, size_t size)
{
    size_t wanted = *capacity ? *capacity : FIRST_CAPACITY;
    if (count > SIZE_MAX / 2 / size)
        return NULL;
    while (wanted < count)
        wanted *= 2;
    if (wanted == *capacity)
        return array;
    void *grown = realloc(array, wanted * size);
    if (grown)
        *capacity = wanted;
    return grown;
}
