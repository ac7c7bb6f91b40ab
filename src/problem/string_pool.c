#include "problem/string_pool.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 16 };

void string_pool_release(struct string_pool *texts)
{
    free(texts->entry);
    free(texts->slot);
    buffer_release(&texts->bytes);
    *texts = (struct string_pool){0};
}

/* FNV-1a (Fowler, Noll and Vo), its upper bits mixed into the lower ones. */
static uint64_t hash(const char *text)
{
    uint64_t sum = 0xcbf29ce484222325u;
    for (; *text; text++)
        sum = (sum ^ (unsigned char)*text) * 0x100000001b3u;
    return sum ^ sum >> 32;
}

const char *string_pool_at(const struct string_pool *texts, size_t i)
{
    return texts->bytes.data + texts->entry[i].at;
}

/* The slot that holds the text, or the free one in which it belongs. */
static uint32_t *find_slot(const struct string_pool *texts, const char *text)
{
    size_t mask = texts->slots - 1, i = (size_t)hash(text) & mask;
    while (texts->slot[i] != TEXTS_NONE && strcmp(string_pool_at(texts, texts->slot[i]), text) != 0)
        i = (i + 1) & mask;
    return &texts->slot[i];
}

uint32_t string_pool_find(const struct string_pool *texts, const char *text)
{
    return texts->slots > 0 ? *find_slot(texts, text) : TEXTS_NONE;
}

/* Twice as many slots; the entries move to their new ones. */
static bool grow(struct string_pool *texts)
{
    size_t slots = texts->slots ? 2 * texts->slots : FIRST_SLOTS;
    struct text_entry *entry = realloc(texts->entry, slots / 2 * sizeof *entry);
    if (entry)
        texts->entry = entry;
    uint32_t *slot = entry ? malloc(slots * sizeof *slot) : NULL;
    if (!slot)
        return false;
    free(texts->slot);
    texts->slot = slot;
    texts->slots = slots;
    for (size_t i = 0; i < slots; i++)
        slot[i] = TEXTS_NONE;
    for (uint32_t i = 0; i < texts->count; i++)
        *find_slot(texts, string_pool_at(texts, i)) = i;
    return true;
}

uint32_t string_pool_add(struct string_pool *texts, const char *text, long line, long column)
{
    uint32_t known = string_pool_find(texts, text);
    if (known != TEXTS_NONE)
        return known;
    size_t at = texts->bytes.size;
    buffer_add(&texts->bytes, text, strlen(text) + 1);
    if (texts->bytes.failed || (texts->count == texts->slots / 2 && !grow(texts)))
        return TEXTS_NONE;
    uint32_t number = (uint32_t)texts->count++;
    texts->entry[number] = (struct text_entry){at, line, column};
    *find_slot(texts, text) = number;
    return number;
}

size_t string_pool_size(const struct string_pool *texts)
{
    return texts->slots / 2 * sizeof *texts->entry + texts->slots * sizeof *texts->slot +
           texts->bytes.capacity;
}
