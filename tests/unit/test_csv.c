/* Records of comma-separated values: their fields, their places, and what is refused. */
#include "check.h"
#include "directory.h"
#include "read_file.h"

#include <fcntl.h>

#include "base/buffer.h"
#include "base/csv.h"
#include "base/error.h"

enum { MOST = 8 };

/* Appends the records: | between fields, <> around those that were quoted, ; behind a record. */
static enum csv_result render(struct csv *csv, struct buffer *out, struct error *error)
{
    struct csv_record record;
    enum csv_result result;
    while ((result = csv_next(csv, &record, error)) == CSV_RECORD) {
        for (size_t i = 0; i < record.count; i++) {
            const struct csv_field *field = &record.field[i];
            assert_int_equal(strlen(field->text), field->length);
            buffer_format(out, field->quoted ? "%s<%s>" : "%s%s", i > 0 ? "|" : "", field->text);
        }
        buffer_text(out, ";");
    }
    return result;
}

static void check_read(const char *bytes, size_t size, const char *expected)
{
    struct error error = {0};
    struct buffer got = {0};
    directory_put("a.csv", bytes, size);
    struct csv *csv = csv_of_file("a.csv", MOST, &error);
    if (!csv || render(csv, &got, &error) != CSV_END)
        fail_msg("%s\nis refused: %s", bytes, error.message);
    if (strcmp(buffer_string(&got), expected) != 0)
        fail_msg("%s\nis read as: %s", bytes, buffer_string(&got));
    struct csv_record record;
    assert_int_equal(csv_next(csv, &record, &error), CSV_END); /* and stays there */
    csv_close(csv);
    buffer_release(&got);
}

static void test_read(void **state)
{
    (void)state;
    static const struct {
        const char *text, *expected;
    } rows[] = {
        {"", ""},
        {"\n", ""},
        {"\r\n\r\n", ""},
        {" \t\n  ", ""},
        {"a", "a;"},
        {"a,b\n1,2\n", "a|b;1|2;"},
        {"a,b\r\n1,2\r\n", "a|b;1|2;"},
        {"a,b\r\n1,2", "a|b;1|2;"},
        {"a,b\n1,", "a|b;1|;"},
        {",\n,", "|;|;"},
        {",,,", "|||;"},
        {"a\n\n\nb\n\r\n", "a;b;"},
        {" a ,\tb\t\n  c  d  ,e", "a|b;c  d|e;"},
        {" , , ", "||;"},
        {"\ta", "a;"},
        {"\"a\",b", "<a>|b;"},
        {"\"\"", "<>;"},
        {"\"\",\"\"\n", "<>|<>;"},
        {" \"a\" ,\t\"b\"\t\n", "<a>|<b>;"},
        {"\" a \"", "< a >;"},
        {"\"a,b\",c", "<a,b>|c;"},
        {"\"say \"\"hi\"\"\"", "<say \"hi\">;"},
        {"\"\"\"\"", "<\">;"},
        {"\"a\nb\",c\nd,e", "<a\nb>|c;d|e;"},
        {"\"a\r\nb\"\r\nc\r\n", "<a\nb>;c;"},
        {"\"\n\n#\n\"", "<\n\n#\n>;"},
        {"# one\na\n#two,\"\nb\n#", "a;b;"},
        {"#\r\na#b,#c\r\n", "a#b|#c;"},
        {"a\rb", "a;b;"},
        {"a\r", "a;"},
        {"a\r\r\n\rb", "a;b;"},
        {"\r", ""},
        {"\"λ\rb\"\r", "<λ\nb>;"},
        {"#a\rb", "b;"},
        {" # a", "# a;"},
        {"\"#a\"", "<#a>;"},
        {"\xEF\xBB\xBF"
         "a,b",
         "a|b;"},
        {"\xEF\xBB\xBF#c\na", "a;"},
        {"\xEF\xBB\xBF", ""},
        {"a\n\xEF\xBB\xBF"
         "b",
         "a;\xEF\xBB\xBF"
         "b;"},
        {"\xEF\xBB", "\xEF\xBB;"},
        {"größe,λ,\xF0\x9F\x90\xA7", "größe|λ|\xF0\x9F\x90\xA7;"},
        {"\xff\x80,\xc0\xaf", "\xff\x80|\xc0\xaf;"},
        {"a\x1b[2J,b", "a\x1b[2J|b;"},
        {"1,2,3,4,5,6,7,8", "1|2|3|4|5|6|7|8;"},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        check_read(rows[i].text, strlen(rows[i].text), rows[i].expected);
}

/* Where each field stands: lines and comments that are skipped count, columns are code points. */
static void test_places(void **state)
{
    (void)state;
    static const char text[] = "# note\r\n\r\nλ∇,b\n\n\"x\ny\" , z\n  w,\"\"\n";
    static const struct {
        const char *text;
        long record, line, column;
    } rows[] = {
        {"λ∇", 3, 3, 1}, {"b", 3, 3, 4}, {"x\ny", 5, 5, 1},
        {"z", 5, 6, 6},  {"w", 7, 7, 3}, {"", 7, 7, 5},
    };
    struct csv_record record;
    size_t at = 0;
    directory_put("a.csv", text, strlen(text));
    struct csv *csv = csv_of_file("a.csv", MOST, NULL);
    while (csv_next(csv, &record, NULL) == CSV_RECORD)
        for (size_t i = 0; i < record.count; i++, at++) {
            assert_string_equal(record.field[i].text, rows[at].text);
            assert_int_equal(record.line, rows[at].record);
            assert_int_equal(record.field[i].line, rows[at].line);
            assert_int_equal(record.field[i].column, rows[at].column);
        }
    assert_int_equal(at, COUNT(rows));
    csv_close(csv);
}

/* The message of reading to the end; what came before the place is read as ever. */
static void check_refused(const char *bytes, size_t size, const char *before, const char *message)
{
    struct error error = {0};
    struct buffer got = {0};
    directory_put("a.csv", bytes, size);
    struct csv *csv = csv_of_file("a.csv", MOST, &error);
    if (csv && render(csv, &got, &error) != CSV_FAILED)
        fail_msg("%s\nis read as: %s", bytes, buffer_string(&got));
    assert_string_equal(buffer_string(&got), before);
    assert_string_equal(error.message, message);
    assert_int_equal(error.line, 0);
    csv_close(csv);
    csv = csv_of_file("a.csv", MOST, NULL);
    buffer_clear(&got);
    if (csv)
        assert_int_equal(render(csv, &got, NULL), CSV_FAILED);
    csv_close(csv);
    buffer_release(&got);
}

static void test_refused(void **state)
{
    (void)state;
#define NUL "a NUL byte; this is no text in UTF-8"
#define INSIDE "a quote inside a field that does not begin with one"
#define BEHIND "text behind a closing quote; a quote within quotes is doubled"
#define SEMICOLON "a semicolon behind a closing quote; fields are separated by commas"
#define OPEN "quotes that are not closed"
#define TEXT(text) text, sizeof text - 1
    static const struct {
        const char *text;
        size_t size;
        const char *before, *message;
    } rows[] = {
        {TEXT("\0"), "", "a.csv: line 1, column 1: " NUL},
        {TEXT("\x80\0"), "", "a.csv: line 1, column 2: " NUL},
        {TEXT("a,b\n1,2\0\n"), "a|b;", "a.csv: line 2, column 4: " NUL},
        {TEXT("a\n\"b\0\""), "a;", "a.csv: line 2, column 3: " NUL},
        {TEXT("a\n\"b\"\0"), "a;", "a.csv: line 2, column 4: " NUL},
        {TEXT("a\n# \0"), "a;", "a.csv: line 2, column 3: " NUL},
        {TEXT("a\r\n\r\0"), "a;", "a.csv: line 3, column 1: " NUL},
        {TEXT("a,b\"c\""), "", "a.csv: line 1, column 4: " INSIDE},
        {TEXT("a\n 1\","), "a;", "a.csv: line 2, column 3: " INSIDE},
        {TEXT("\"a\"b"), "", "a.csv: line 1, column 4: " BEHIND},
        {TEXT("\"a\" \"b\""), "", "a.csv: line 1, column 5: " BEHIND},
        {TEXT("\"a\";\"b\""), "", "a.csv: line 1, column 4: " SEMICOLON},
        {TEXT("\"a\"#"), "", "a.csv: line 1, column 4: " BEHIND},
        {TEXT("\""), "", "a.csv: line 1, column 1: " OPEN},
        {TEXT("a,b\n1, \"2\n3,4\n"), "a|b;", "a.csv: line 2, column 4: " OPEN},
        {TEXT("\"\"\""), "", "a.csv: line 1, column 1: " OPEN},
        {TEXT("\xFF\xFE"
              "a\0"),
         "", "a.csv: line 1: UTF-16; save the file as UTF-8"},
        {TEXT("\xFE\xFF\0a"), "", "a.csv: line 1: UTF-16; save the file as UTF-8"},
        {TEXT("a\0,\0b\0"), "", "a.csv: line 1, column 2: " NUL},
        {TEXT("a\n1,2,3,4,5,6,7,8,9"), "a;",
         "a.csv: line 2, column 17: more than 8 fields, the limit of a line"},
        {TEXT("1,2,3,4,5,6,7,8,"), "",
         "a.csv: line 1, column 17: more than 8 fields, the limit of a line"},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        check_refused(rows[i].text, rows[i].size, rows[i].before, rows[i].message);
}

/* The bytes of a file with one field between `left` and `right`. */
static void put_long(const char *left, size_t length, const char *right)
{
    struct buffer text = {0};
    buffer_text(&text, left);
    buffer_fill(&text, 'x', length);
    buffer_text(&text, right);
    directory_put("long.csv", text.data, text.size);
    buffer_release(&text);
}

static void test_long_field(void **state)
{
    (void)state;
    static const struct {
        const char *left;
        size_t length;
        const char *right, *message; /* NULL: is read */
    } rows[] = {
        {"a,", CSV_MAX_FIELD, ",b\n", NULL},
        {"a,\"", CSV_MAX_FIELD, "\",b\n", NULL},
        {"a,", CSV_MAX_FIELD + 1, ",b\n",
         "long.csv: line 1, column 3: a field of more than 65536 bytes"},
        {"a,\"", CSV_MAX_FIELD + 1, "\"\n",
         "long.csv: line 1, column 3: a field of more than 65536 bytes; are its quotes closed?"},
        {"a,\n# ", 3 * CSV_MAX_FIELD, "\nb", NULL}, /* a comment may be as long as it likes */
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct error error = {0};
        struct buffer got = {0};
        put_long(rows[i].left, rows[i].length, rows[i].right);
        struct csv *csv = csv_of_file("long.csv", MOST, NULL);
        enum csv_result result = render(csv, &got, &error);
        assert_int_equal(result, rows[i].message ? CSV_FAILED : CSV_END);
        assert_string_equal(error.message, rows[i].message ? rows[i].message : "");
        csv_close(csv);
        buffer_release(&got);
    }
}

/* The file is read in pieces of 64 KiB: nothing is lost where they meet. */
static void test_pieces_meet_anywhere(void **state)
{
    (void)state;
    static const char text[] = "\"a\"\"b\r\n\",\xCE\xBB\r\nc,d\r\n";
    for (size_t shift = 0; shift < sizeof text; shift++) {
        struct buffer bytes = {0}, got = {0};
        buffer_text(&bytes, "#");
        buffer_fill(&bytes, '-', CSV_MAX_FIELD - 2 - shift);
        buffer_text(&bytes, "\n");
        buffer_text(&bytes, text);
        directory_put("a.csv", bytes.data, bytes.size);
        struct csv *csv = csv_of_file("a.csv", MOST, NULL);
        assert_int_equal(render(csv, &got, NULL), CSV_END);
        assert_string_equal(got.data, "<a\"b\n>|\xCE\xBB;c|d;");
        csv_close(csv);
        buffer_release(&bytes);
        buffer_release(&got);
    }
}

/* A hole of 1 GB after the first line costs no more than a piece of it. */
static void test_sparse(void **state)
{
    (void)state;
    struct error error = {0};
    struct csv_record record;
    directory_put("sparse.csv", "x,y\n", 4);
    assert_int_equal(truncate("sparse.csv", 1L << 30), 0);
    struct csv *csv = csv_of_file("sparse.csv", MOST, &error);
    assert_int_equal(csv_next(csv, &record, &error), CSV_RECORD);
    assert_int_equal(csv_next(csv, &record, &error), CSV_FAILED);
    assert_string_equal(error.message, "sparse.csv: line 2, column 1: " NUL);
    csv_close(csv);
}

static void test_open_refused(void **state)
{
    (void)state;
    struct error error = {0};
    assert_null(csv_of_file("none.csv", MOST, &error));
    assert_string_equal(error.message, "can't open 'none.csv': No such file or directory");
    assert_null(csv_of_file(".", MOST, &error));
    assert_string_equal(error.message, "can't read '.': Is a directory");
    assert_null(csv_of_file("none.csv", MOST, NULL));
    csv_close(NULL);
}

/* A pipe that gives one byte at a time, mark and all. */
static void test_standard_input(void **state)
{
    (void)state;
    static const char text[] = "\xEF\xBB\xBF"
                               "a,b\r\n1,2\n\0";
    struct error error = {0};
    struct buffer got = {0};
    int ends[2], old = dup(STDIN_FILENO);
    assert_int_equal(pipe2(ends, O_DIRECT), 0); /* a packet a write */
    for (size_t i = 0; i < sizeof text; i++)
        assert_int_equal(write(ends[1], text + i, 1), 1);
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    struct csv *csv = csv_of_file("-", MOST, &error);
    assert_int_equal(render(csv, &got, &error), CSV_FAILED);
    assert_string_equal(got.data, "a|b;1|2;");
    assert_string_equal(error.message, "standard input: line 3, column 1: " NUL);
    csv_close(csv);
    dup2(old, STDIN_FILENO);
    close(old);
    buffer_release(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DIRECTORY_TEST(test_read),
        DIRECTORY_TEST(test_places),
        DIRECTORY_TEST(test_refused),
        DIRECTORY_TEST(test_long_field),
        DIRECTORY_TEST(test_pieces_meet_anywhere),
        DIRECTORY_TEST(test_sparse),
        DIRECTORY_TEST(test_open_refused),
        DIRECTORY_TEST(test_standard_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
