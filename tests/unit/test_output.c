/* The output stage: whole frames, in order, one write at a time, and never a wait. */
#include "check.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "term/output.h"

enum { HUGE_SIZE = 1 << 20 };

/* The terminal is a pipe; ends[0] is what is seen of it. */
struct stage {
    struct output output;
    int ends[2];
};

static int begin(void **state)
{
    struct stage *stage = test_calloc(1, sizeof *stage);
    *state = stage;
    return pipe2(stage->ends, O_NONBLOCK) != 0 || !output_init(&stage->output, stage->ends[1]);
}

static int end(void **state)
{
    struct stage *stage = *state;
    output_release(&stage->output);
    close(stage->ends[0]);
    close(stage->ends[1]);
    test_free(stage);
    return 0;
}

/* As ncurses does: straight to the descriptor. */
static void compose(const struct stage *stage, const char *bytes, size_t size)
{
    assert_int_equal(write(fileno(stage->output.memory), bytes, size), size);
}

/* What has arrived since the last time. */
static const char *seen(const struct stage *stage)
{
    static char bytes[256];
    ssize_t size = read(stage->ends[0], bytes, sizeof bytes - 1);
    bytes[size > 0 ? size : 0] = '\0';
    return bytes;
}

static void test_nothing_goes_before_it_is_sent(void **state)
{
    struct stage *stage = *state;
    struct output *output = &stage->output;
    compose(stage, "hello", 5);
    assert_true(output_ready(output));
    assert_true(output_take(output));
    assert_false(output_ready(output));
    output_add(output, ", world");
    assert_string_equal(seen(stage), "");
    assert_true(output_send(output));
    assert_true(output_ready(output));
    assert_string_equal(seen(stage), "hello, world");
}

static void test_a_frame_is_only_what_is_new(void **state)
{
    static const char *const frames[] = {"a long first frame", "short", "", "another one"};
    struct stage *stage = *state;
    for (size_t i = 0; i < COUNT(frames); i++) {
        compose(stage, frames[i], strlen(frames[i]));
        assert_true(output_take(&stage->output));
        assert_true(output_send(&stage->output));
        assert_string_equal(seen(stage), frames[i]);
    }
}

/* Colours and attributes (SGR) in a row become one; what is reset again goes, and ESC ( B too. */
static void test_a_frame_is_shortened(void **state)
{
    static const struct {
        const char *written, *sent;
    } rows[] = {
        {"\033[1m\033[31mx", "\033[1;31mx"},
        {"\033[1m\033[31m\033[44mx", "\033[1;31;44mx"},
        {"\033[31m\033[mx", "\033[mx"},
        {"\033[38;5;17m\033[0;1mx", "\033[0;1mx"},
        {"\033[0;1m\033[39;49mx", "\033[0;1;39;49mx"},
        {"a\033(Bb", "ab"},
        {"\033[39m\033(B\033[m\033(B\033[7mx", "\033[;7mx"},
        {"\033[1mx\033[mx\033[4m", "\033[1mx\033[mx\033[4m"},
        {"\033[1m\033[5;3H\033[m\033[K\033[1m", "\033[1m\033[5;3H\033[m\033[K\033[1m"},
        {"\033[?25h\033[1m\033[1", "\033[?25h\033[1m\033[1"},
        {"\033(A\033(\033", "\033(A\033(\033"},
    };
    struct stage *stage = *state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        compose(stage, rows[i].written, strlen(rows[i].written));
        assert_true(output_take(&stage->output));
        assert_true(output_send(&stage->output));
        assert_string_equal(seen(stage), rows[i].sent);
    }
}

static void test_what_is_dropped_is_never_sent(void **state)
{
    struct stage *stage = *state;
    struct output *output = &stage->output;
    compose(stage, "taken", 5);
    assert_true(output_take(output));
    compose(stage, "composed", 8);
    output_drop(output);
    assert_true(output_ready(output));
    compose(stage, "new", 3);
    assert_true(output_take(output));
    assert_true(output_send(output));
    assert_string_equal(seen(stage), "new");
}

/* A pipe takes 64 KiB, so the frame goes in pieces, whenever there is room, and arrives whole. */
static void test_a_slow_line_gets_the_frame_in_pieces(void **state)
{
    struct stage *stage = *state;
    struct output *output = &stage->output;
    char *frame = test_malloc(HUGE_SIZE), *arrived = test_malloc(HUGE_SIZE);
    size_t got = 0, sends = 0;
    for (size_t i = 0; i < HUGE_SIZE; i++)
        frame[i] = (char)(i * 31 + i / 251);
    compose(stage, frame, HUGE_SIZE);
    assert_true(output_take(output));
    while (got < HUGE_SIZE) {
        assert_true(output_send(output));
        assert_true(output_send(output)); /* the pipe is full now: does nothing, and waits not */
        ssize_t size = read(stage->ends[0], arrived + got, HUGE_SIZE - got);
        assert_true(size > 0);
        got += (size_t)size;
        sends++;
        assert_int_equal(output_ready(output), output->sent == HUGE_SIZE);
    }
    assert_true(output_ready(output));
    assert_true(sends > 1);
    assert_memory_equal(frame, arrived, HUGE_SIZE);
    test_free(frame);
    test_free(arrived);
}

static void test_a_terminal_that_is_gone(void **state)
{
    struct stage *stage = *state;
    struct output *output = &stage->output;
    signal(SIGPIPE, SIG_IGN);
    close(stage->ends[0]);
    assert_true(output_send(output)); /* nothing to send, nothing noticed */
    compose(stage, "lost", 4);
    assert_true(output_take(output));
    assert_false(output_send(output));
    assert_false(output_ready(output));
    stage->ends[0] = -1;
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_nothing_goes_before_it_is_sent, begin, end),
        cmocka_unit_test_setup_teardown(test_a_frame_is_only_what_is_new, begin, end),
        cmocka_unit_test_setup_teardown(test_a_frame_is_shortened, begin, end),
        cmocka_unit_test_setup_teardown(test_what_is_dropped_is_never_sent, begin, end),
        cmocka_unit_test_setup_teardown(test_a_slow_line_gets_the_frame_in_pieces, begin, end),
        cmocka_unit_test_setup_teardown(test_a_terminal_that_is_gone, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
