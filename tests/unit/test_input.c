/* Bytes in, keys, pasted text and answers out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/text.h"
#include "term/input.h"

static const struct key_sequence keys[] = {{KEY_CODE_UP, "\033A"}, {0, NULL}};

/* Hex for a key, m with number, row and column of the mouse, p and hex for each code point of
 * pasted text, the backdrop of an answer. */
static void show(const struct event *event, struct buffer *out)
{
    static const char *const backdrops[] = {"unknown", "dark", "light"};
    uint32_t glyph;
    if (event->kind == EVENT_BACKDROP)
        buffer_format(out, "%s%s", out->size ? " " : "", backdrops[event->backdrop]);
    if (event->kind == EVENT_MOUSE)
        buffer_format(out, "%sm%d,%d,%d", out->size ? " " : "", (int)event->mouse, event->row,
                      event->column);
    if (event->kind == EVENT_KEY)
        buffer_format(out, "%s%x", out->size ? " " : "", (unsigned)event->key);
    for (size_t i = 0; i < event->size;) {
        i += text_decode(event->text + i, event->size - i, &glyph);
        buffer_format(out, "%sp%x", out->size ? " " : "", (unsigned)glyph);
    }
}

static void decode_all(struct input *input, bool late, struct buffer *out)
{
    struct event event;
    while (input_next(input, late, &event))
        show(&event, out);
}

/* Feeds the bytes in pieces of `piece`, then lets the time run out as long as it can. */
static void feed(const char *bytes, size_t length, size_t piece, struct buffer *out)
{
    struct input input;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    input_init(&input, ends[0], keys);
    input_ask(&input, 0);
    for (size_t i = 0; i < length; i += piece) {
        size_t size = length - i < piece ? length - i : piece;
        assert_int_equal(write(ends[1], bytes + i, size), size);
        assert_true(input_read(&input, 0));
        decode_all(&input, false, out);
    }
    while (input_patience(&input, 0) >= 0)
        decode_all(&input, true, out);
    close(ends[1]);
    assert_false(input_read(&input, 0));
    close(ends[0]);
}

static const struct {
    const char *bytes, *expected;
} rows[] = {
    {"a Z~", "61 20 5a 7e"},
    {"\x01\x0c\x1a\t", "1 c 1a 9"},
    {"\r\n", "a a"},
    {"\x7f\b", "110008 110008"},
    {"\x1c\x1f", ""},
    {"é∇😀", "e9 2207 1f600"},
    {"\xff\xc3(\xed\xa0\x80x", "28 78"},
    {"\xc2\x85x", "78"},
    {"\xe2\x88", ""},
    {"\033[A\033[B\033[C\033[D", "110000 110001 110003 110002"},
    {"\033OA\033OB\033OH\033OF", "110000 110001 110004 110005"},
    {"\033A", "110000"},
    {"\033[H\033[F\033[1~\033[4~\033[7~\033[8~", "110004 110005 110004 110005 110004 110005"},
    {"\033[5~\033[6~\033[3~\033[Z", "110006 110007 110009 11000a"},
    {"\033[1;5Cx", "110003 78"},
    {"\033[24~\033OP\033[[Ax\033[I", "78"},
    {"\033", "1b"},
    {"\033\033", "1b 1b"},
    {"\033q", "1b 71"},
    {"\033O", "1b 4f"},
    {"\033[", "1b 5b"},
    {"\033[1;5", ""},
    {"\033[12\033[A", "110000"},
    {"\033[\001x", "1 78"},
    {"\033[99999999999999999999~x", "78"},
    {"\033[200~q:\033[201~q", "p71 p3a 71"},
    {"\033[200~a\tb\rc\nd\001\033[A\xc2\x9b"
     "e\033[201~q",
     "p61 p9 p62 pa p63 pa p64 p5b p41 p65 71"},
    {"\033[200~\033[201~\033[200~é\033[201~", "pe9"},
    {"\033[200~a\xff\xc3(\033[201~", "p61 p28"},
    {"\033[200~no end", "p6e p6f p20 p65 p6e p64"},
    /* Answers: the first counts. What is none, or broken, means nothing, and is no keys. */
    {"\033]11;rgb:0000/2b2b/3636\033\\\033[?62;1cq", "dark 71"},
    {"\033]11;rgb:ff/ff/ff\007q", "light 71"},
    {"\033]11;rgba:fdfd/f6f6/e3e3/ffff\033\\", "light"},
    {"\033]11;rgb:8/8/8\007\033]11;rgb:f/f/f\007", "unknown"},
    {"\033[?6cq\033]11;rgb:0/0/0\007", "unknown 71"},
    {"\033[6cq", "71"},
    {"\033[?2026;2$y\033[?2026;$yq", "71"},
    {"\033]11;rgb:q\007\033]11;rgb:00000/0/0\007\033]11;rgb:0/0\007", ""},
    {"\033]11;rgb://\007\033]10;rgb:0/0/0\007\033]52;c;cXVpdA==\033\\q", "71"},
    {"\033]11;rgb:0/0/0\033[A\033]11;rgb:0/\001", "dark 110000 1"},
    {"\033]11;rgb:0/0/", ""},
    {"\033]11;rgb:0/0/0\033", ""},
    {"\033]", "1b 5d"},
    {"\033]q", "1b 5d 71"},
    {"\033[200~cut\033[20", "p63 p75 p74 p5b p32 p30"},
    /* The mouse: press, draw, release, the wheel; with Shift, Meta, Ctrl; far off. */
    {"\033[<0;1;1M\033[<32;2;1M\033[<0;2;3m", "m0,0,0 m1,0,1 m2,2,1"},
    {"\033[<64;80;24M\033[<65;80;24Mq", "m3,23,79 m4,23,79 71"},
    {"\033[<4;5;5M\033[<16;5;5M\033[<80;5;5M", "m0,4,4 m0,4,4 m3,4,4"},
    {"\033[<0;1000;500M", "m0,499,999"},
    /* Other buttons, and what is no report, mean nothing. */
    {"\033[<2;5;5M\033[<35;5;5M\033[<66;5;5M\033[<64;5;5m\033[<128;5;5Mq", "71"},
    {"\033[<0;0;5M\033[<0;5;0M\033[<-1;5;5M\033[<0;5M\033[<M\033[<0;5;5;5M\033[<0;5;5Aq", "71"},
    {"\033[<0;99999;5M\033[<0;5;999999M\033[<99999;5;5M\033[< 0;5;5Mq", "71"},
    {"\033[M !!q\033[M#qq.q", "71 2e 71"}, /* without digits: three bytes, whatever they are */
    {"\033[M q", ""},
    {"\033[<0;5", ""},
    {"\033[<0;5\033[<0;6;6M", "m0,5,5"},
};

static void decodes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t length = strlen(rows[i].bytes);
        for (size_t piece = 1; piece <= length; piece++) {
            struct buffer out = {0};
            feed(rows[i].bytes, length, piece, &out);
            if (strcmp(buffer_string(&out), rows[i].expected) != 0)
                fail_msg("row %zu in pieces of %zu: %s, expected %s", i, piece, buffer_string(&out),
                         rows[i].expected);
            buffer_release(&out);
        }
    }
}

/* However much is pasted, a piece for each read. */
static void takes_a_paste_in_pieces_of_a_read(void **state)
{
    (void)state;
    struct input input;
    struct event event;
    char bytes[INPUT_SIZE];
    int ends[2], pieces = 0;
    size_t size = 0;
    assert_int_equal(pipe(ends), 0);
    input_init(&input, ends[0], keys);
    memset(bytes, 'x', sizeof bytes);
    memcpy(bytes, "\033[200~", 6);
    for (int i = 0; i < 256; i++) {
        assert_int_equal(write(ends[1], bytes, sizeof bytes), sizeof bytes);
        assert_true(input_read(&input, 0));
        memset(bytes, 'x', 6);
        for (; input_next(&input, false, &event); pieces++) {
            assert_int_equal(event.kind, EVENT_PASTE);
            size += event.size;
        }
    }
    assert_int_equal(size, 256 * sizeof bytes - 6);
    assert_int_equal(pieces, 256);
    close(ends[0]);
    close(ends[1]);
}

/* A sequence longer than the buffer is not the end of the input. */
static void takes_a_sequence_without_end(void **state)
{
    (void)state;
    char bytes[5000] = "\033[";
    struct buffer out = {0};
    memset(bytes + 2, ';', sizeof bytes - 2);
    feed(bytes, sizeof bytes, 700, &out);
    buffer_release(&out);
}

/* Any bytes are taken, whole, and give no control code but those that keys have. */
static void takes_anything(void **state)
{
    (void)state;
    uint32_t random = 1;
    for (int round = 0; round < 300; round++) {
        char bytes[400];
        struct buffer out = {0};
        for (size_t i = 0; i < sizeof bytes; i++) {
            random = random * 1664525 + 1013904223;
            bytes[i] =
                (random >> 24) % 4 ? (char)(random >> 16) : "\033[O~20;1"[(random >> 16) % 8];
        }
        feed(bytes, sizeof bytes, 1 + (size_t)round % 50, &out);
        buffer_release(&out);
    }
}

static void waits_as_long_as_it_makes_sense(void **state)
{
    (void)state;
    struct input input;
    struct event event;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    input_init(&input, ends[0], keys);
    assert_true(input_patience(&input, 0) < 0);
    assert_int_equal(write(ends[1], "\033", 1), 1);
    assert_true(input_read(&input, 10));
    assert_false(input_next(&input, false, &event));
    double patience = input_patience(&input, 10.01);
    assert_true(patience > 0.01 && patience < 0.02);
    assert_true(input_patience(&input, 11) == 0);
    assert_true(input_next(&input, true, &event));
    assert_int_equal(event.key, KEY_CODE_ESCAPE);
    assert_true(input_patience(&input, 11) < 0);
    close(ends[0]);
    close(ends[1]);
}

/* On a slow line an answer may come in pieces, which are no keys; a lone ESC is one soon again. */
static void waits_for_the_rest_of_an_answer(void **state)
{
    (void)state;
    struct input input;
    struct event event;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    input_init(&input, ends[0], keys);
    assert_true(input_awaits(&input, 10) == 0);
    input_ask(&input, 10);
    assert_int_equal(write(ends[1], "\033", 1), 1);
    assert_true(input_read(&input, 10.1));
    assert_true(input_patience(&input, 10.1) > 0.1);
    assert_int_equal(write(ends[1], "]11;rgb:0/0/", 12), 12);
    assert_true(input_read(&input, 10.2));
    assert_true(input_patience(&input, 11.1) > 0);
    assert_int_equal(write(ends[1], "0\007\033[?6c\033", 8), 8);
    assert_true(input_read(&input, 11.1));
    assert_true(input_next(&input, false, &event));
    assert_int_equal(event.kind, EVENT_BACKDROP);
    assert_int_equal(event.backdrop, BACKDROP_DARK);
    assert_false(input_next(&input, false, &event));
    assert_true(input_awaits(&input, 11.1) == 0);
    assert_true(input_patience(&input, 11.1) < 0.1);
    close(ends[0]);
    close(ends[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes),
        cmocka_unit_test(takes_a_paste_in_pieces_of_a_read),
        cmocka_unit_test(takes_a_sequence_without_end),
        cmocka_unit_test(takes_anything),
        cmocka_unit_test(waits_as_long_as_it_makes_sense),
        cmocka_unit_test(waits_for_the_rest_of_an_answer),
    };
    return cmocka_run_group_tests_name("input", tests, NULL, NULL);
}
