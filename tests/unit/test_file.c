/* Files: read within a limit, replaced whole or not at all. */
#include "check.h"
#include "directory.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/resource.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"

static int count_entries(void)
{
    int count = 0;
    DIR *here = opendir(".");
    while (readdir(here))
        count++;
    closedir(here);
    return count - 2; /* . and .. */
}

static void put(const char *path, const char *text)
{
    struct error error = {0};
    if (!file_write(path, text, strlen(text), &error))
        fail_msg("%s: %s", path, error.message);
}

static void check_holds(const char *path, const void *data, size_t size)
{
    struct buffer got = {0};
    struct error error = {0};
    if (!file_read(path, 1 << 20, &got, &error))
        fail_msg("%s: %s", path, error.message);
    assert_int_equal(got.size, size);
    if (size > 0)
        assert_memory_equal(got.data, data, size);
    buffer_release(&got);
}

static mode_t mode_of(const char *path)
{
    struct stat status;
    assert_int_equal(lstat(path, &status), 0);
    return status.st_mode & 07777;
}

static void check_refused(const char *path, const char *message)
{
    struct error error = {0};
    assert_false(file_write(path, "new", 3, &error));
    assert_string_equal(error.message, message);
    assert_int_equal(error.line, 0);
    assert_false(file_write(path, "new", 3, NULL));
}

/* --- reading --- */

static void test_read(void **state)
{
    (void)state;
    struct buffer out = {0};
    struct error error = {0};
    put("ten", "0123456789");
    assert_true(file_read("ten", 10, &out, &error));
    assert_true(file_read("./ten", 10, &out, &error));
    assert_string_equal(out.data, "01234567890123456789"); /* it appends */
    assert_false(file_read("ten", 9, &out, &error));
    assert_string_equal(error.message, "'ten' is larger than 9 bytes");
    assert_false(file_read("ten", 9, &out, NULL));
    assert_false(file_read("none", 9, &out, &error));
    assert_string_equal(error.message, "can't open 'none': No such file or directory");
    assert_false(file_read(".", 9, &out, &error));
    assert_string_equal(error.message, "can't read '.': Is a directory");
    assert_false(file_read("", 9, &out, &error));
    assert_false(file_read("no\x1b[2J", 9, &out, &error));
    check_harmless_message(&error);
    buffer_release(&out);
}

/* A device without an end is given up at the limit. */
static void test_read_endless(void **state)
{
    (void)state;
    struct buffer out = {0};
    struct error error = {0};
    assert_false(file_read("/dev/zero", 100000, &out, &error));
    assert_string_equal(error.message, "'/dev/zero' is larger than 100000 bytes");
    assert_in_range(out.size, 0, 100000);
    buffer_release(&out);
}

static void test_read_standard_input(void **state)
{
    (void)state;
    struct buffer out = {0};
    struct error error = {0};
    put("input", "redirected");
    int old = dup(STDIN_FILENO), input = open("input", O_RDONLY);
    assert_int_equal(dup2(input, STDIN_FILENO), STDIN_FILENO);
    close(input);
    assert_true(file_read("-", 100, &out, &error));
    assert_string_equal(out.data, "redirected");
    assert_int_equal(lseek(STDIN_FILENO, 0, SEEK_SET), 0);
    assert_false(file_read("-", 9, &out, &error));
    assert_string_equal(error.message, "'standard input' is larger than 9 bytes");
    dup2(old, STDIN_FILENO);
    close(old);
    buffer_release(&out);
}

/* A pipe gives what there is; at the end there is nothing, again and again. */
static void test_read_piece_by_piece(void **state)
{
    (void)state;
    int ends[2], old = dup(STDIN_FILENO);
    char bytes[8] = {0};
    struct error error = {0};
    struct reader reader;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    close(ends[0]);
    assert_true(file_open(&reader, "-", &error));
    assert_string_equal(reader.name, "-");
    assert_int_equal(write(ends[1], "ab", 2), 2);
    assert_int_equal(reader.next(&reader, bytes, sizeof bytes, &error), 2);
    assert_int_equal(write(ends[1], "cde", 3), 3);
    close(ends[1]);
    assert_int_equal(reader.next(&reader, bytes + 2, 2, &error), 2);
    assert_int_equal(reader.next(&reader, bytes + 4, 4, &error), 1);
    assert_string_equal(bytes, "abcde");
    for (int i = 0; i < 2; i++)
        assert_int_equal(reader.next(&reader, bytes, sizeof bytes, &error), 0);
    reader.close(&reader);
    assert_int_equal(fcntl(STDIN_FILENO, F_GETFD), 0); /* still open */
    dup2(old, STDIN_FILENO);
    close(old);
}

static void test_open_refused(void **state)
{
    (void)state;
    struct error error = {0};
    struct reader reader;
    char bytes[8], path[1000] = {0};
    assert_false(file_open(&reader, "none", &error));
    assert_string_equal(error.message, "can't open 'none': No such file or directory");
    assert_true(file_open(&reader, ".", &error));
    assert_int_equal(reader.next(&reader, bytes, sizeof bytes, &error), -1);
    assert_string_equal(error.message, "can't read '.': Is a directory");
    reader.close(&reader);
    for (size_t i = 0; i + 1 < sizeof path; i++)
        path[i] = i % 10 == 0 ? '/' : 'n';
    assert_false(file_open(&reader, path, &error)); /* the reason is there whole */
    assert_non_null(strstr(error.message, "can't open '…/nnnnnnnnn/"));
    assert_non_null(strstr(error.message, "': No such file or directory"));
}

/* --- writing --- */

static void test_write(void **state)
{
    (void)state;
    static char large[300 * 1024];
    for (size_t i = 0; i < sizeof large; i++)
        large[i] = (char)(i * 31 ^ i >> 8);
    struct error error = {0};
    assert_true(file_write("a", large, sizeof large, &error));
    check_holds("a", large, sizeof large);
    assert_int_equal(mode_of("a"), 0644);
    assert_true(file_write("a", "b\0c\n", 4, &error));
    check_holds("a", "b\0c\n", 4);
    assert_true(file_write("a", "", 0, &error));
    check_holds("a", "", 0);
    assert_int_equal(count_entries(), 1);
}

/* A new file gets what the umask leaves, an old one keeps its mode. */
static void test_modes(void **state)
{
    (void)state;
    umask(077);
    put("private", "1");
    assert_int_equal(mode_of("private"), 0600);
    assert_int_equal(umask(022), 077); /* it was left alone */
    assert_int_equal(chmod("private", 0640), 0);
    put("private", "2");
    assert_int_equal(mode_of("private"), 0640);
}

/* Whoever has the old file open, or another name for it, keeps the old contents whole. */
static void test_old_contents_stay(void **state)
{
    (void)state;
    put("a", "old");
    assert_int_equal(link("a", "b"), 0);
    int fd = open("a", O_RDONLY);
    put("a", "new contents");
    char text[8] = {0};
    assert_int_equal(read(fd, text, sizeof text), 3);
    assert_string_equal(text, "old");
    close(fd);
    check_holds("a", "new contents", 12);
    check_holds("b", "old", 3);
}

static void test_links_are_refused(void **state)
{
    (void)state;
    put("target", "precious");
    assert_int_equal(symlink("target", "link"), 0);
    assert_int_equal(symlink("nowhere", "dangling"), 0);
    check_refused("link", "'link' is a symbolic link; not following it");
    check_refused("dangling", "'dangling' is a symbolic link; not following it");
    check_holds("target", "precious", 8);
    assert_int_equal(access("nowhere", F_OK), -1);
    assert_int_equal(count_entries(), 3);
}

static void test_protected_files_are_refused(void **state)
{
    (void)state;
    put("a", "precious");
    assert_int_equal(chmod("a", 0444), 0);
    check_refused("a", "'a' is write-protected");
    check_holds("a", "precious", 8);
    assert_int_equal(count_entries(), 1);
}

/* What nobody writes any more goes with the next write to the same name, and nothing else. */
static void test_what_was_left_is_removed(void **state)
{
    static const char *const others[] = {"a.ttydescent-12345", "a.backup", "ab.ttydescent-123456",
                                         "ttydescent-123456"};
    (void)state;
    for (size_t i = 0; i < COUNT(others); i++)
        directory_put(others[i], "1", 1);
    directory_put("a.ttydescent-123456", "half", 4);
    directory_put("a.ttydescent-locked", "half", 4);
    int fd = open("a.ttydescent-locked", O_RDONLY);
    assert_int_equal(flock(fd, LOCK_EX), 0);
    put("a", "1");
    put("./a", "2");
    assert_int_equal(count_entries(), COUNT(others) + 2);
    assert_int_equal(access("a.ttydescent-123456", F_OK), -1);
    assert_int_equal(access("a.ttydescent-locked", F_OK), 0);
    close(fd);
    put("a", "3");
    assert_int_equal(count_entries(), COUNT(others) + 1);
}

static void test_only_regular_files(void **state)
{
    (void)state;
    assert_int_equal(mkdir("d", 0755), 0);
    assert_int_equal(mkfifo("fifo", 0644), 0);
    check_refused("d", "'d' is not a regular file");
    check_refused("fifo", "'fifo' is not a regular file"); /* and nobody waits for a reader */
    assert_true(file_is_pipe("fifo") && !file_is_pipe(".") && !file_is_pipe("nothing"));
    check_refused("/dev/full", "'/dev/full' is not a regular file");
    check_refused("none/a", "can't write 'none/a': No such file or directory");
    check_refused("fifo/a", "can't look at 'fifo/a': Not a directory");
    check_refused("", "can't write '': No such file or directory");
    assert_int_equal(count_entries(), 2);
}

/* --- a full disk --- */

/* A limit on the size of files stands for a full disk: the write comes out short, and the next
 * one fails. */
static void with_limit(rlim_t bytes, void (*act)(void))
{
    struct rlimit old, limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    limit = (struct rlimit){bytes, old.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    act();
    setrlimit(RLIMIT_FSIZE, &old);
}

static bool wrote;
static struct error full;

static void write_ten_thousand(void)
{
    static char data[10000];
    memset(data, 'n', sizeof data);
    wrote = file_write("a", data, sizeof data, &full);
}

static void test_full_disk(void **state)
{
    (void)state;
    put("a", "old");
    for (rlim_t limit = 0; limit <= 8192; limit += 4096) {
        with_limit(limit, write_ten_thousand);
        assert_false(wrote);
        assert_string_equal(full.message, "can't write 'a': File too large");
        check_holds("a", "old", 3);
        assert_int_equal(count_entries(), 1); /* no temporary is left */
    }
    unlink("a");
    with_limit(4096, write_ten_thousand);
    assert_false(wrote);
    assert_int_equal(count_entries(), 0);
    with_limit(10000, write_ten_thousand);
    assert_true(wrote);
    assert_int_equal(count_entries(), 1);
}

/* A name that leaves no room for the temporary's suffix is refused, not shortened. */
static void test_long_name(void **state)
{
    (void)state;
    char name[256] = {0};
    memset(name, 'a', 255);
    assert_false(file_write(name, "1", 1, NULL));
    assert_int_equal(count_entries(), 0);
    name[200] = '\0';
    put(name, "1");
    check_holds(name, "1", 1);
}

/* --- names --- */

static void test_home(void **state)
{
    (void)state;
    static const struct {
        const char *home, *path, *expanded;
    } rows[] = {
        {"/home/ann", "~/a.csv", "/home/ann/a.csv"},
        {"/home/ann", "~ann/a.csv", "~ann/a.csv"},
        {"/home/ann", "a~/b.csv", "a~/b.csv"},
        {"/home/ann", "~", "~"},
        {"", "~/a.csv", "~/a.csv"},
        {NULL, "~/a.csv", "~/a.csv"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        if (rows[i].home)
            setenv("HOME", rows[i].home, 1);
        else
            unsetenv("HOME");
        char *expanded = file_expand(rows[i].path);
        assert_string_equal(expanded, rows[i].expanded);
        free(expanded);
    }
    char here[4096];
    setenv("HOME", getcwd(here, sizeof here), 1);
    put("~/a.csv", "home");
    check_holds("a.csv", "home", 4);
    check_holds("~/a.csv", "home", 4);
}

/* The paths that complete what is typed, with a blank behind each. */
static void check_complete(const char *typed, const char *expected)
{
    struct buffer got = {0};
    file_complete(typed, &got);
    for (size_t i = 0; i < got.size; i++)
        if (got.data[i] == '\0')
            got.data[i] = '|';
    assert_string_equal(buffer_string(&got), expected);
    buffer_release(&got);
}

static void test_complete(void **state)
{
    (void)state;
    char here[4096];
    put("b.csv", "");
    put("a b.csv", "");
    put("a.csv", "");
    put(".hidden", "");
    put("a\x1b[31m.csv", "");
    assert_int_equal(mkdir("ad", 0777), 0);
    put("ad/c.csv", "");
    check_complete("", "a b.csv|a.csv|ad/|b.csv|");
    check_complete("a", "a b.csv|a.csv|ad/|");
    check_complete("a ", "a b.csv|");
    check_complete("z", "");
    check_complete(".h", ".hidden|");
    check_complete("./b", "./b.csv|");
    check_complete("ad/", "ad/c.csv|");
    check_complete("none/", "");
    setenv("HOME", getcwd(here, sizeof here), 1);
    check_complete("~/b", "~/b.csv|");
    unlink("ad/c.csv");
    unlink(".hidden");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DIRECTORY_TEST(test_home),
        DIRECTORY_TEST(test_complete),
        DIRECTORY_TEST(test_read),
        DIRECTORY_TEST(test_read_endless),
        DIRECTORY_TEST(test_read_standard_input),
        DIRECTORY_TEST(test_read_piece_by_piece),
        DIRECTORY_TEST(test_open_refused),
        DIRECTORY_TEST(test_write),
        DIRECTORY_TEST(test_modes),
        DIRECTORY_TEST(test_old_contents_stay),
        DIRECTORY_TEST(test_links_are_refused),
        DIRECTORY_TEST(test_protected_files_are_refused),
        DIRECTORY_TEST(test_what_was_left_is_removed),
        DIRECTORY_TEST(test_only_regular_files),
        DIRECTORY_TEST(test_full_disk),
        DIRECTORY_TEST(test_long_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
