/* Scarce memory: the test says which of the allocations to come fails, whoever asks for it: the
 * program, the C library or ncurses.
 *
 * The functions of the C library are replaced, which only glibc allows without a loss, and not
 * below a sanitizer, which replaces them itself: elsewhere SCARCE is 0 and nothing fails. */
#ifndef TESTS_UNIT_SCARCE_H
#define TESTS_UNIT_SCARCE_H

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
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
    long before;        /* allocations that still succeed; negative: all do */
    bool for_good;      /* all that follow fail, too, and not one */
    bool own;           /* those of libraries don't count */
    long asked, failed; /* allocations since scarce_begin */
    size_t bytes, room; /* that are in use; that may be */
} scarce = {.before = -1, .room = SIZE_MAX};

/* From now on the allocation number `before` (from 0) fails, and where it is for good all behind
 * it. */
static inline void scarce_begin(long before, bool for_good)
{
    scarce.before = before;
    scarce.for_good = for_good;
    scarce.asked = scarce.failed = 0;
}

/* The same, of the allocations of the program's own code, and not of libraries'. */
static inline void scarce_begin_own(long before, bool for_good)
{
    scarce_begin(before, for_good);
    scarce.own = true;
}

/* From now on there is room for so many bytes, whoever asks for them. */
static inline void scarce_room(size_t bytes)
{
    scarce_begin(-1, false);
    scarce.room = scarce.bytes + bytes;
}

/* Memory is there again. */
static inline void scarce_end(void)
{
    scarce.before = -1;
    scarce.own = false;
    scarce.room = SIZE_MAX;
}

#if SCARCE
#include <malloc.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *block);

extern const char __executable_start[], etext[];

/* May whoever returns to `caller` have so many bytes? */
static bool scarce_take(const char *caller, size_t size)
{
    bool own = caller >= __executable_start && caller < etext;
    if (scarce.own && !own)
        return true;
    long number = scarce.asked++;
    bool fails =
        scarce.before >= 0 && (scarce.for_good ? number >= scarce.before : number == scarce.before);
    fails = fails || size > scarce.room || scarce.bytes > scarce.room - size;
    scarce.failed += fails;
    if (fails)
        errno = ENOMEM;
    return !fails;
}

static void *scarce_given(void *block)
{
    scarce.bytes += malloc_usable_size(block);
    return block;
}

#define SCARCE_TAKE(size) scarce_take(__builtin_return_address(0), size)

void *malloc(size_t size)
{
    return SCARCE_TAKE(size) ? scarce_given(__libc_malloc(size)) : NULL;
}

void *calloc(size_t count, size_t size)
{
    return SCARCE_TAKE(count * size) ? scarce_given(__libc_calloc(count, size)) : NULL;
}

void *realloc(void *old, size_t size)
{
    if (!SCARCE_TAKE(size))
        return NULL;
    scarce.bytes -= malloc_usable_size(old);
    return scarce_given(__libc_realloc(old, size));
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return SCARCE_TAKE(size) ? scarce_given(__libc_memalign(alignment, size)) : NULL;
}

void free(void *block)
{
    scarce.bytes -= malloc_usable_size(block);
    __libc_free(block);
}
#endif

#endif
