#include "problem/string_pool.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 16 };

void string_pool_release(struct string_pool *pool)
{
    free(pool->entry);
    free(pool->slot);
    buffer_release(&pool->bytes);
    *pool = (struct string_pool){0};
}

/* FNV-1a (Fowler, Noll and Vo), its upper bits mixed into the lower ones. */
static uint64_t hash(const char *text)
{
    uint64_t sum = 0xcbf29ce484222325u;
    for (; *text; text++)
        sum = (sum ^ (unsigned char)*text) * 0x100000001b3u;
    return sum ^ sum >> 32;
}

const char *string_pool_at(const struct string_pool *pool, size_t i)
{
    return pool->bytes.data + pool->entry[i].at;
}

/* The slot that holds the text, or the free one in which it belongs. */
static uint32_t *find_slot(const struct string_pool *pool, const char *text)
{
    size_t mask = pool->slots - 1, i = (size_t)hash(text) & mask;
    while (pool->slot[i] != STRING_POOL_NONE &&
           strcmp(string_pool_at(pool, pool->slot[i]), text) != 0)
        i = (i + 1) & mask;
    return &pool->slot[i];
}

uint32_t string_pool_find(const struct string_pool *pool, const char *text)
{
    return pool->slots > 0 ? *find_slot(pool, text) : STRING_POOL_NONE;
}

/* Twice as many slots; the entries move to their new ones. */
static bool grow(struct string_pool *pool)
{
    size_t slots = pool->slots ? 2 * pool->slots : FIRST_SLOTS;
    struct text_entry *entry = realloc(pool->entry, slots / 2 * sizeof *entry);
    if (entry)
        pool->entry = entry;
    uint32_t *slot = entry ? malloc(slots * sizeof *slot) : NULL;
    if (!slot)
        return false;
    free(pool->slot);
    pool->slot = slot;
    pool->slots = slots;
    for (size_t i = 0; i < slots; i++)
        slot[i] = STRING_POOL_NONE;
    for (uint32_t i = 0; i < pool->count; i++)
        *find_slot(pool, string_pool_at(pool, i)) = i;
    return true;
}

uint32_t string_pool_add(struct string_pool *pool, const char *text, long line, long column)
{
    uint32_t known = string_pool_find(pool, text);
    if (known != STRING_POOL_NONE)
        return known;
    size_t at = pool->bytes.size;
    buffer_add(&pool->bytes, text, strlen(text) + 1);
    if (pool->bytes.failed || (pool->count == pool->slots / 2 && !grow(pool)))
        return STRING_POOL_NONE;
    uint32_t number = (uint32_t)pool->count++;
    pool->entry[number] = (struct text_entry){at, line, column};
    *find_slot(pool, text) = number;
    return number;
}

size_t string_pool_size(const struct string_pool *pool)
{
    return pool->slots / 2 * sizeof *pool->entry + pool->slots * sizeof *pool->slot +
           pool->bytes.capacity;
}
