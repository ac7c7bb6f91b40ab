/* The distinct texts of a column, numbered from 0 in the order in which they first stood there,
 * each with its first place in the file. Caller's storage: = {0} and string_pool_release. */
#ifndef PROBLEM_STRING_POOL_H
#define PROBLEM_STRING_POOL_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

#define STRING_POOL_NONE UINT32_MAX

struct string_pool {
    struct text_entry {
        size_t at; /* in bytes.data */
        long line, column;
    } * entry;           /* [count], owned */
    uint32_t *slot;      /* [slots], owned: a hash table of entries, open addressing */
    size_t count, slots; /* slots is a power of two and at least twice the count, or 0 */
    struct buffer bytes; /* the texts, a NUL behind each */
};

void string_pool_release(struct string_pool *pool);

/* The number of the text, which is added where it is new. STRING_POOL_NONE where memory is
 * short. */
uint32_t string_pool_add(struct string_pool *pool, const char *text, long line, long column);

/* The number of the text, or STRING_POOL_NONE. */
uint32_t string_pool_find(const struct string_pool *pool, const char *text);

/* Text i, i < count. Borrowed until the next string_pool_add. */
const char *string_pool_at(const struct string_pool *pool, size_t i);

/* The memory that is held, in bytes. */
size_t string_pool_size(const struct string_pool *pool);

#endif
