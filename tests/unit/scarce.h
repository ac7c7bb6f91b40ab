/* Scarce memory: the test says which of the allocations to come fails, whoever asks for it: the
 * program, the C library or ncurses.
 *
 * The functions of the C library are replaced, which only glibc allows without a loss, and not below a
 * sanitizer, which replaces them itself: elsewhere SCARCE is 0 and nothing fails. */
#ifndef TESTS_UNIT_SCARCE_H
#define TESTS_UNIT_SCARCE_H

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

#ifdef __has_feature
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define SCARCE 0
#endif
#endif
#if !defined SCARCE && (!defined __GLIBC__ || defined __SANITIZE_ADDRESS__)
#define SCARCE 0
#endif
#ifndef SCARCE
#define SCARCE 1
#endif

static struct {
    long before;              /* allocations that still succeed; negative: all do */
    bool for_good;            /* all that follow fail, too, and not one */
    long asked, failed, live; /* allocations since scarce_begin; blocks not freed, ever */
} scarce = {.before = -1};

/* From now on the allocation number `before` (from 0) fails, and where it is for good all behind it. */
static inline void scarce_begin(long before, bool for_good)
{
    scarce.before = before;
    scarce.for_good = for_good;
    scarce.asked = scarce.failed = 0;
}

/* Memory is there again. */
static inline void scarce_end(void)
{
    scarce.before = -1;
}

#if SCARCE
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *block);

/* May this one succeed? */
static bool scarce_take(void)
{
    long number = scarce.asked++;
    bool fails =
        scarce.before >= 0 && (scarce.for_good ? number >= scarce.before : number == scarce.before);
    scarce.failed += fails;
    if (fails)
        errno = ENOMEM;
    return !fails;
}

static void *scarce_given(void *block)
{
    scarce.live += block != NULL;
    return block;
}

void *malloc(size_t size)
{
    return scarce_take() ? scarce_given(__libc_malloc(size)) : NULL;
}

void *calloc(size_t count, size_t size)
{
    return scarce_take() ? scarce_given(__libc_calloc(count, size)) : NULL;
}

void *realloc(void *old, size_t size)
{
    if (!scarce_take())
        return NULL;
    scarce.live -= old != NULL;
    return scarce_given(__libc_realloc(old, size));
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return scarce_take() ? scarce_given(__libc_memalign(alignment, size)) : NULL;
}

void free(void *block)
{
    scarce.live -= block != NULL;
    __libc_free(block);
}
#endif

#endif
