#include "check.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/format.h"

/* Both have to write the same into every room. */
#define SAME_AS_PRINTF(...)                                                                        \
    for (size_t size = 1; size < sizeof(struct rooms) / 2; size++) {                               \
        struct rooms rooms = {"", ""};                                                             \
        (void)!snprintf(rooms.theirs, size, __VA_ARGS__);                                          \
        assert_int_equal(format_text(rooms.ours, size, __VA_ARGS__), strlen(rooms.theirs));        \
        assert_memory_equal(rooms.ours, rooms.theirs, sizeof rooms.ours);                          \
    }

struct rooms {
    char ours[80], theirs[80];
};

static void test_it_writes_what_printf_does(void **state)
{
    (void)state;
    SAME_AS_PRINTF("nothing but text, %d %%", 0)
    SAME_AS_PRINTF("%s%s%s", "", "a", "bc")
    SAME_AS_PRINTF("β %s of κ %s", "0.9", "×")
    SAME_AS_PRINTF("\033[%d;%dH", 24, 80)
    SAME_AS_PRINTF("%d, %d, %d", INT_MIN, -1, INT_MAX)
    SAME_AS_PRINTF("%ld/s, %ld, %ld", 30L, LONG_MIN, LONG_MAX)
    SAME_AS_PRINTF("%%%s%%%d%%", "s", 100)
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_writes_what_printf_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
