/* The screen on a pseudo-terminal: frames out, events in, and a terminal left as it was. */
#include "terminal.h"

#include <locale.h>
#include <sys/uio.h>
#include <time.h>

#include "base/error.h"
#include "term/screen.h"

/* --- the job: shows frames and tells what it is told --- */

static int writes, bytes_written; /* to the terminal */

/* ncurses' and the screen's writes come through here. */
ssize_t write(int fd, const void *bytes, size_t size)
{
    struct iovec piece = {.iov_base = (void *)(uintptr_t)bytes, .iov_len = size};
    if (isatty(fd)) {
        writes++;
        bytes_written += (int)size;
    }
    return writev(fd, &piece, 1);
}

/* Every cell differs from the next one, and from itself in the next round. */
static void fill(struct frame *frame, int round)
{
    static const uint32_t glyphs[] = {'x', 0x2580, 0x28FF, 0x2605}; /* x▀⣿★ */
    for (int i = 0; i < frame->rows * frame->columns; i++)
        frame->cells[i] = (struct cell){.glyph = glyphs[(i + round) % 4],
                                        .fg = (i + round) % 256,
                                        .bg = (i * 7 + round) % 256,
                                        .attributes = i % 8};
}

/* Each of these would steer the terminal, or take up other than one column: ESC, DEL, CSI, an
 * ideograph, a combining accent, a space without width. */
static void show_misfits(struct frame *frame)
{
    static const uint32_t misfits[] = {0x1B, 0x7F, 0x9B, 0x4E2D, 0x301, 0x200B};
    for (size_t i = 0; i < COUNT(misfits); i++)
        frame_cell(frame, 5, (int)i * 3)->glyph = misfits[i];
}

/* Shows frames until the terminal takes no more, and has one more to show. */
static void fill_the_line(struct screen *screen, struct frame *frame)
{
    for (int round = 0; screen_ready(screen) && round < 1000; round++) {
        fill(frame, round);
        screen_present(screen, frame, true);
    }
    frame_clear(frame);
    frame_text(frame, 0, 0, 9, "the last", -1, -1, 0);
    tell(screen_ready(screen) ? "never full" : "full");
}

/* Works until something comes. */
static void work(struct screen *screen)
{
    tell("works%s", screen_pending(screen) ? " no longer" : "");
    while (!screen_pending(screen))
        usleep(1000);
    tell("stops");
}

static void obey(struct screen *screen, struct frame *frame, uint32_t key)
{
    if (key == 'x')
        exit(7);
    if (key == 'S')
        raise(SIGSEGV);
    if (key == 'F')
        fill_the_line(screen, frame);
    if (key == 'f')
        fill(frame, 0);
    if (key == 'm')
        show_misfits(frame);
    if (key == 'w')
        work(screen);
    if (key == 'c')
        frame_text(frame, 3, 5, 9, "changed", 1, -1, 0);
    if (key == 'v')
        frame->cursor_visible = true;
    if (key == 'M' || key == 'N')
        screen_mouse(screen, key == 'M');
}

static void tell_event(const struct event *event)
{
    switch (event->kind) {
    case EVENT_NONE:
        tell("none");
        break;
    case EVENT_KEY:
        tell("key %x, %d writes%s", (unsigned)event->key, writes,
             bytes_written > 60 ? ", long" : "");
        break;
    case EVENT_MOUSE:
        tell("mouse %d %d %d", (int)event->mouse, event->row, event->column);
        break;
    case EVENT_PASTE:
        tell("paste %zu %c", event->size, event->text[0]);
        break;
    case EVENT_RESIZE:
        tell("resize %d %d", event->rows, event->columns);
        break;
    case EVENT_REDRAW:
        tell("redraw");
        break;
    case EVENT_BACKDROP:
        tell("backdrop %d", (int)event->backdrop);
        break;
    case EVENT_HANGUP:
        tell("hangup");
        break;
    }
}

static void drive(struct screen *screen, struct frame *frame)
{
    for (;;) {
        struct event event = screen_wait(screen, -1);
        writes = bytes_written = 0;
        if (event.kind == EVENT_KEY)
            obey(screen, frame, event.key);
        if (event.kind == EVENT_RESIZE)
            frame_resize(frame, event.rows, event.columns);
        if (screen_ready(screen))
            screen_present(screen, frame, false);
        tell_event(&event);
        if (event.kind == EVENT_HANGUP || (event.kind == EVENT_KEY && event.key == 'q'))
            return;
    }
}

static const char *color = "auto"; /* of all jobs */

static int run(const char *charset, bool asks)
{
    struct screen_options options = {.color = color, .charset = charset, .asks = asks};
    struct error error = {0};
    struct frame frame = {0};
    int rows, columns;

    setlocale(LC_ALL, "");
    struct screen *screen = screen_open(&options, &error);
    if (!screen) {
        tell("refused: %s", error.message);
        return 3;
    }
    screen_size(screen, &rows, &columns);
    frame_resize(&frame, rows, columns);
    frame_text(&frame, 0, 0, columns, "hello", FRAME_DEFAULT, FRAME_DEFAULT, 0);
    screen_present(screen, &frame, false);
    if (asks)
        tell("opens with %d", (int)screen_display(screen)->backdrop);
    tell("open %d %d", rows, columns);
    drive(screen, &frame);
    frame_release(&frame);
    screen_close(screen);
    return 0;
}

static int job(void)
{
    return run("auto", false);
}

static int job_in_ascii(void)
{
    return run("ascii", false);
}

static int job_that_asks(void)
{
    return run("auto", true);
}

static int job_that_knows(void)
{
    setenv("COLORFGBG", "0;15", 1);
    return run("auto", true);
}

static int job_on_a_console(void)
{
    setenv("TERM", "linux", 1);
    return run("auto", true);
}

static int job_into_a_file(void)
{
    dup2(open("/dev/null", O_WRONLY), STDOUT_FILENO);
    return job();
}

static int run_with_files_of(rlim_t bytes)
{
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){bytes, bytes});
    return job();
}

static int job_with_small_files(void)
{
    return run_with_files_of(100000);
}

static int job_with_tiny_files(void)
{
    return run_with_files_of(5000);
}

/* --- help --- */

static void begin(struct terminal *terminal)
{
    terminal_begin(terminal, job);
    terminal_expect(terminal, "open 24 80");
}

static void quit(struct terminal *terminal)
{
    terminal_type(terminal, "q");
    terminal_expect(terminal, "key 71, 0 writes");
    terminal_expect(terminal, "exited 0");
}

/* Forgets what has been seen. */
static void blink(struct terminal *terminal)
{
    terminal_screen(terminal);
    buffer_clear(&terminal->screen);
}

/* --- ways out --- */

static void test_ways_out(void **state)
{
    static const struct {
        const char *keys;
        int signal;
        const char *end;
    } ways[] = {
        {"x", 0, "exited 7"},    {"S", 0, "killed 11"},  {"\003", 0, "hangup"},
        {"", SIGTERM, "hangup"}, {"", SIGHUP, "hangup"},
    };
    struct terminal terminal;
    (void)state;
    for (size_t i = 0; i < COUNT(ways); i++) {
        begin(&terminal);
        assert_false(terminal_is_restored(&terminal));
        assert_non_null(strstr(terminal_screen(&terminal), "\033[?1049h"));
        assert_non_null(strstr(terminal_screen(&terminal), "hello"));
        terminal_type(&terminal, ways[i].keys);
        if (ways[i].signal)
            kill(terminal.job, ways[i].signal);
        terminal_expect(&terminal, ways[i].end);
        if (strcmp(ways[i].end, "hangup") == 0) {
            char killed[16];
            snprintf(killed, sizeof killed, "killed %d", ways[i].signal ? ways[i].signal : SIGINT);
            terminal_expect(&terminal, killed);
        }
        terminal_check_left(&terminal, NULL);
        terminal_end(&terminal);
    }
}

static void test_quitting_leaves_all_modes(void **state)
{
    struct terminal terminal;
    (void)state;
    begin(&terminal);
    assert_non_null(strstr(terminal_screen(&terminal), "\033[?2004h"));
    quit(&terminal);
    terminal_check_left(&terminal, NULL);
    assert_non_null(strstr(terminal_screen(&terminal), "\033[?2004l"));
    terminal_end(&terminal);
}

static void test_a_hangup_is_an_event(void **state)
{
    struct terminal terminal;
    (void)state;
    begin(&terminal);
    terminal_hang_up(&terminal);
    terminal_expect(&terminal, "hangup");
    terminal_expect(&terminal, "exited 0");
    terminal_end(&terminal);
}

static void test_a_file_is_no_screen(void **state)
{
    struct terminal terminal;
    (void)state;
    terminal_begin(&terminal, job_into_a_file);
    terminal_expect(&terminal, "refused: standard output is not a terminal");
    terminal_expect(&terminal, "exited 3");
    assert_string_equal(terminal_screen(&terminal), "");
    terminal_end(&terminal);
}

static void test_no_room_for_a_screen(void **state)
{
    struct terminal terminal;
    (void)state;
    terminal_begin(&terminal, job_with_tiny_files);
    terminal_expect(&terminal, "refused: the limit on the size of files (ulimit -f) leaves no room "
                               "for a screen; `ttydescent run` needs none");
    terminal_expect(&terminal, "exited 3");
    assert_string_equal(terminal_screen(&terminal), "");
    terminal_end(&terminal);
}

/* --- frames out --- */

static void test_one_write_a_frame_and_none_for_the_same(void **state)
{
    static const struct {
        const char *keys, *fact;
    } rows[] = {
        {"c", "key 63, 1 writes"}, {"c", "key 63, 0 writes"}, {"z", "key 7a, 0 writes"},
        {"v", "key 76, 1 writes"}, {"v", "key 76, 0 writes"}, {"f", "key 66, 1 writes, long"},
    };
    struct terminal terminal;
    (void)state;
    begin(&terminal);
    for (size_t i = 0; i < COUNT(rows); i++) {
        terminal_type(&terminal, rows[i].keys);
        terminal_expect(&terminal, rows[i].fact);
    }
    terminal_end(&terminal);
}

/* The cursor goes over the two blanks between them, by whatever means. */
static void test_misfits_do_not_come_through(void **state)
{
    struct terminal terminal;
    size_t marks = 0;
    (void)state;
    begin(&terminal);
    blink(&terminal);
    terminal_type(&terminal, "m");
    terminal_expect(&terminal, "key 6d, 1 writes");
    for (const char *p = terminal_screen(&terminal); *p; p++) {
        assert_true(*p > 0 && *p < 0x7F);
        assert_true(*p != '\033' || p[1] == '[');
        marks += *p == '?';
    }
    assert_int_equal(marks, 6);
    terminal_end(&terminal);
}

static void test_ascii_only(void **state)
{
    struct terminal terminal;
    (void)state;
    terminal_begin(&terminal, job_in_ascii);
    terminal_expect(&terminal, "open 24 80");
    terminal_type(&terminal, "f");
    terminal_expect(&terminal, "key 66, 1 writes, long");
    assert_non_null(strstr(terminal_screen(&terminal), "x"));
    for (const char *p = terminal_screen(&terminal); *p; p++)
        assert_true(*p > 0);
    terminal_end(&terminal);
}

/* A line that takes nothing holds up nobody, and when it takes bytes again the newest frame goes
 * out, not those that were dropped. */
static void test_a_slow_line_drops_frames(void **state)
{
    struct terminal terminal;
    (void)state;
    begin(&terminal);
    blink(&terminal);
    terminal.blind = true;
    terminal_type(&terminal, "F");
    terminal_expect(&terminal, "full");
    terminal.blind = false;
    terminal_expect(&terminal, "key 46, 1 writes, long");
    terminal_expect(&terminal, "none");
    assert_non_null(strstr(terminal_screen(&terminal), "the last"));
    assert_true(terminal.screen.size < 200000); /* one full frame is 30 kB or more */
    quit(&terminal);
    terminal_check_left(&terminal, NULL);
    terminal_end(&terminal);
}

static void test_quitting_on_a_line_that_takes_nothing(void **state)
{
    struct terminal terminal;
    (void)state;
    begin(&terminal);
    terminal.blind = true;
    terminal_type(&terminal, "Fq");
    terminal_expect(&terminal, "full");
    terminal_expect(&terminal, "key 46, 1 writes, long");
    terminal_expect(&terminal, "key 71, 0 writes");
    terminal_expect(&terminal, "exited 0");
    terminal_check_left(&terminal, NULL);
    terminal_end(&terminal);
}

/* --- events in --- */

static void test_keys_and_pasted_text(void **state)
{
    struct terminal terminal;
    (void)state;
    begin(&terminal);
    terminal_type(&terminal, "\033");
    terminal_expect(&terminal, "key 1b, 0 writes");
    terminal_type(&terminal, "\033[A\xCE\xB2");
    terminal_expect(&terminal, "key 110000, 0 writes");
    terminal_expect(&terminal, "key 3b2, 0 writes");
    terminal_type(&terminal, "\033[200~q\n\033[201~");
    terminal_expect(&terminal, "paste 2 q");
    quit(&terminal);
    terminal_end(&terminal);
}

/* --- the background --- */

/* The person's terminal answers to the question; "": it does not. */
static void test_answers(void **state)
{
    static const struct {
        const char *answer, *fact;
    } rows[] = {
        {"\033]11;rgb:0000/2b2b/3636\033\\\033[?62;22c", "opens with 1"},
        {"\033]11;rgb:ffff/ffff/ffff\007\033[?1;2c", "opens with 2"},
        {"\033[?1;2c", "opens with 0"},
        {"\033]11;rubbish\007\033[?1;2c", "opens with 0"},
        {"", "opens with 0"},
    };
    struct terminal terminal;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        terminal_begin(&terminal, job_that_asks);
        terminal_await(&terminal, "\033]11;?\033\\\033[?2026$p\033[c");
        terminal_type(&terminal, rows[i].answer);
        terminal_expect(&terminal, rows[i].fact);
        terminal_expect(&terminal, "open 24 80");
        quit(&terminal);
        terminal_check_left(&terminal, NULL);
        terminal_end(&terminal);
    }
}

static const char *last(const char *text, const char *part)
{
    const char *found = NULL;
    while ((text = strstr(text, part)))
        found = text++;
    return found;
}

/* Answers to the question for synchronized updates (DECSET 2026). */
static const struct {
    const char *answer;
    bool known;
} modes[] = {{"\033[?2026;1$y", true},
             {"\033[?2026;2$y", true},
             {"\033[?2026;3$y", true},
             {"\033[?2026;0$y", false},
             {"\033[?2026;4$y", false},
             {"\033[?2004;2$y", false},
             {"", false}};

static void begin_with(struct terminal *terminal, const char *answer)
{
    terminal_begin(terminal, job_that_asks);
    terminal_await(terminal, "\033[c");
    terminal_type(terminal, "\033]11;rgb:0/0/0\007");
    terminal_type(terminal, answer);
    terminal_type(terminal, "\033[?62;22c");
    terminal_expect(terminal, "opens with 1");
    terminal_expect(terminal, "open 24 80");
    blink(terminal);
}

/* Where the terminal has told that it can. */
static void test_large_frames_are_shown_at_once(void **state)
{
    struct terminal terminal;
    (void)state;
    for (size_t i = 0; i < COUNT(modes); i++) {
        begin_with(&terminal, modes[i].answer);
        terminal_type(&terminal, "c");
        terminal_expect(&terminal, "key 63, 1 writes");
        assert_null(strstr(terminal_screen(&terminal), "2026"));
        terminal_type(&terminal, "f");
        terminal_expect(&terminal, "key 66, 1 writes, long");
        if (modes[i].known)
            terminal_await(&terminal, "\033[?2026l");
        assert_int_equal(strstr(terminal_screen(&terminal), "\033[?2026h") != NULL, modes[i].known);
        terminal_end(&terminal);
    }
}

/* When the program has gone, no terminal waits for the rest of a frame. */
static void test_no_frame_is_awaited_for_ever(void **state)
{
    struct terminal terminal;
    (void)state;
    for (size_t i = 0; i < COUNT(modes); i++) {
        begin_with(&terminal, modes[i].answer);
        terminal.blind = true;
        terminal_type(&terminal, "F");
        terminal_expect(&terminal, "full");
        terminal_expect(&terminal, "key 46, 1 writes, long");
        kill(terminal.job, SIGTERM);
        terminal_expect(&terminal, "hangup");
        terminal_expect(&terminal, "killed 15");
        const char *hold = last(terminal_screen(&terminal), "\033[?2026h");
        assert_int_equal(hold != NULL, modes[i].known);
        assert_true(!hold || strstr(hold, "\033[?2026l"));
        terminal_check_left(&terminal, NULL);
        terminal_end(&terminal);
    }
}

/* A key does not wait for the answer, which is no keys when it comes, and counts once. */
static void test_a_late_answer(void **state)
{
    static const char answer[] = "\033]11;rgb:ffff/ffff/ffff\033\\";
    struct terminal terminal;
    (void)state;
    terminal_begin(&terminal, job_that_asks);
    terminal_await(&terminal, "\033[c");
    terminal_type(&terminal, "k");
    terminal_expect(&terminal, "opens with 0");
    terminal_expect(&terminal, "open 24 80");
    terminal_expect(&terminal, "key 6b, 0 writes");
    terminal_type(&terminal, answer);
    terminal_expect(&terminal, "backdrop 2");
    terminal_type(&terminal, answer);
    terminal_type(&terminal, "\033[?1;2c");
    quit(&terminal);
    terminal_check_left(&terminal, NULL);
    terminal_end(&terminal);
}

/* What the terminal still has to say when the program is to end is not left to the shell. */
static void test_an_answer_at_the_end(void **state)
{
    struct terminal terminal;
    struct timespec begin, end;
    int left = -1;
    (void)state;
    terminal_begin(&terminal, job_that_asks);
    terminal_await(&terminal, "\033[c");
    clock_gettime(CLOCK_MONOTONIC, &begin);
    terminal_type(&terminal, "q\033]11;rgb:");
    terminal_expect(&terminal, "opens with 0");
    terminal_expect(&terminal, "open 24 80");
    terminal_expect(&terminal, "key 71, 0 writes");
    terminal_expect(&terminal, "exited 0");
    clock_gettime(CLOCK_MONOTONIC, &end);
    assert_true((double)(end.tv_sec - begin.tv_sec) + 1e-9 * (double)(end.tv_nsec - begin.tv_nsec) >
                0.2);
    assert_int_equal(ioctl(terminal.slave, FIONREAD, &left), 0);
    assert_int_equal(left, 0);
    terminal_check_left(&terminal, NULL);
    terminal_end(&terminal);
}

/* Where the background is known, or the question might be shown, there is none. */
static void test_no_question(void **state)
{
    static const struct {
        int (*job)(void);
        const char *fact;
    } rows[] = {{job_that_knows, "opens with 2"}, {job_on_a_console, "opens with 1"}};
    struct terminal terminal;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        terminal_begin(&terminal, rows[i].job);
        terminal_expect(&terminal, rows[i].fact);
        terminal_expect(&terminal, "open 24 80");
        assert_null(strstr(terminal_screen(&terminal), "\033]"));
        quit(&terminal);
        terminal_end(&terminal);
    }
    begin(&terminal);
    assert_null(strstr(terminal_screen(&terminal), "\033]"));
    quit(&terminal);
    terminal_end(&terminal);
}

static void test_resizing(void **state)
{
    static const struct {
        int rows, columns;
        const char *fact;
    } rows[] = {
        {12, 40, "resize 12 40"},   {3, 10, "resize 3 10"},          {1, 1, "resize 1 1"},
        {50, 200, "resize 50 200"}, {2000, 3000, "resize 500 1000"}, {24, 80, "resize 24 80"},
    };
    struct terminal terminal;
    (void)state;
    begin(&terminal);
    for (size_t i = 0; i < COUNT(rows); i++) {
        terminal_resize(&terminal, rows[i].rows, rows[i].columns);
        terminal_expect(&terminal, rows[i].fact);
    }
    quit(&terminal);
    terminal_check_left(&terminal, NULL);
    terminal_end(&terminal);
}

/* Where files are limited the rest of the window stays empty, and no frame is too large. */
static void test_a_limit_on_files_limits_the_frame(void **state)
{
    struct terminal terminal;
    (void)state;
    terminal_begin(&terminal, job_with_small_files);
    terminal_expect(&terminal, "open 19 80");
    terminal_resize(&terminal, 50, 200);
    terminal_expect(&terminal, "resize 7 200");
    terminal_type(&terminal, "f");
    terminal_expect(&terminal, "key 66, 1 writes, long");
    quit(&terminal);
    terminal_check_left(&terminal, NULL);
    terminal_end(&terminal);
}

/* The screen is painted anew, and a size that changed meanwhile is seen. */
static void test_suspending(void **state)
{
    struct terminal terminal;
    (void)state;
    begin(&terminal);
    terminal_type(&terminal, "\032");
    terminal_expect(&terminal, "stopped 20");
    terminal_check_left(&terminal, NULL);
    blink(&terminal);
    terminal_order(&terminal, 'f');
    terminal_expect(&terminal, "redraw");
    assert_non_null(strstr(terminal_screen(&terminal), "\033[?1049h"));
    assert_non_null(strstr(terminal_screen(&terminal), "hello"));

    kill(terminal.job, SIGTSTP);
    terminal_expect(&terminal, "stopped 20");
    terminal_resize(&terminal, 12, 40);
    blink(&terminal);
    terminal_order(&terminal, 'f');
    terminal_expect(&terminal, "resize 12 40");
    quit(&terminal);
    terminal_check_left(&terminal, NULL);
    terminal_end(&terminal);
}

/* Told of or not, as it was last asked for, across a suspension; and in the end not. */
static void test_the_mouse(void **state)
{
    static const char on[] = "\033[?1002h\033[?1006h", off[] = "\033[?1006l\033[?1002l";
    struct terminal terminal;
    (void)state;
    begin(&terminal);
    assert_null(strstr(terminal_screen(&terminal), "\033[?1002"));
    terminal_type(&terminal, "M");
    terminal_await(&terminal, on);
    terminal_expect(&terminal, "key 4d, 1 writes");
    terminal_type(&terminal, "\033[<0;3;2M");
    terminal_expect(&terminal, "mouse 0 1 2");
    terminal_type(&terminal, "\032");
    terminal_expect(&terminal, "stopped 20");
    terminal_check_left(&terminal, NULL);
    blink(&terminal);
    terminal_order(&terminal, 'f');
    terminal_expect(&terminal, "redraw");
    assert_non_null(strstr(terminal_screen(&terminal), on));
    terminal_type(&terminal, "N");
    terminal_await(&terminal, off);
    terminal_expect(&terminal, "key 4e, 1 writes");
    terminal_type(&terminal, "\032");
    terminal_expect(&terminal, "stopped 20");
    blink(&terminal);
    terminal_order(&terminal, 'f');
    terminal_expect(&terminal, "redraw");
    assert_null(strstr(terminal_screen(&terminal), on));
    terminal_type(&terminal, "M");
    terminal_await(&terminal, on);
    terminal_expect(&terminal, "key 4d, 1 writes");
    kill(terminal.job, SIGTERM);
    terminal_expect(&terminal, "hangup");
    terminal_expect(&terminal, "killed 15");
    terminal_check_left(&terminal, NULL);
    terminal_end(&terminal);
}

/* What was on its way is stale afterwards. */
static void test_suspending_on_a_slow_line(void **state)
{
    struct terminal terminal;
    (void)state;
    begin(&terminal);
    terminal.blind = true;
    terminal_type(&terminal, "F");
    terminal_expect(&terminal, "full");
    terminal_expect(&terminal, "key 46, 1 writes, long");
    terminal_type(&terminal, "\032");
    terminal_expect(&terminal, "stopped 20");
    assert_true(terminal_is_restored(&terminal));
    blink(&terminal);
    terminal_order(&terminal, 'f');
    terminal_expect(&terminal, "redraw");
    assert_non_null(strstr(terminal_screen(&terminal), "the last"));
    assert_null(strstr(terminal_screen(&terminal), "\u28FF"));
    terminal_end(&terminal);
}

/* What ends work is there afterwards. */
static void test_what_comes_while_it_works(void **state)
{
    static const struct {
        const char *keys;
        int signal;
        const char *event;
    } rows[] = {
        {"k", 0, "key 6b, 0 writes"},
        {"\033", 0, "key 1b, 0 writes"},
        {"\033[A", 0, "key 110000, 0 writes"},
        {"", SIGTERM, "hangup"},
    };
    struct terminal terminal;
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        begin(&terminal);
        terminal_type(&terminal, "w");
        terminal_expect(&terminal, "works");
        terminal_type(&terminal, rows[i].keys);
        if (rows[i].signal)
            kill(terminal.job, rows[i].signal);
        terminal_expect(&terminal, "stops");
        terminal_expect(&terminal, "key 77, 0 writes");
        terminal_expect(&terminal, rows[i].event);
        terminal_end(&terminal);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ways_out),
        cmocka_unit_test(test_quitting_leaves_all_modes),
        cmocka_unit_test(test_a_hangup_is_an_event),
        cmocka_unit_test(test_a_file_is_no_screen),
        cmocka_unit_test(test_no_room_for_a_screen),
        cmocka_unit_test(test_one_write_a_frame_and_none_for_the_same),
        cmocka_unit_test(test_misfits_do_not_come_through),
        cmocka_unit_test(test_ascii_only),
        cmocka_unit_test(test_a_slow_line_drops_frames),
        cmocka_unit_test(test_quitting_on_a_line_that_takes_nothing),
        cmocka_unit_test(test_keys_and_pasted_text),
        cmocka_unit_test(test_what_comes_while_it_works),
        cmocka_unit_test(test_answers),
        cmocka_unit_test(test_large_frames_are_shown_at_once),
        cmocka_unit_test(test_no_frame_is_awaited_for_ever),
        cmocka_unit_test(test_a_late_answer),
        cmocka_unit_test(test_an_answer_at_the_end),
        cmocka_unit_test(test_no_question),
        cmocka_unit_test(test_resizing),
        cmocka_unit_test(test_a_limit_on_files_limits_the_frame),
        cmocka_unit_test(test_suspending),
        cmocka_unit_test(test_the_mouse),
        cmocka_unit_test(test_suspending_on_a_slow_line),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    color = "8"; /* all the same through ncurses */
    return failed + cmocka_run_group_tests(tests, NULL, NULL);
}
