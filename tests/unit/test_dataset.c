/* Data sets: what odd but good files hold, limits, labels, rows that are dropped. What is refused
 * is in tests/bad-csv. */
#include "check.h"
#include "columns.h"
#include "directory.h"
#include "read_file.h"
#include "shipped.h"

#include <fcntl.h>
#include <locale.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/number.h"
#include "problem/dataset.h"
#include "problem/examples.h"

static struct dataset *read_text(const char *text)
{
    struct error error = {0};
    directory_put("a.csv", text, strlen(text));
    struct dataset *dataset = dataset_of_file("a.csv", NULL, DATASET_MAX_BYTES, &error);
    if (!dataset)
        fail_msg("%s\nis refused: %s", text, error.message);
    return dataset;
}

/* The columns' numbers: blanks between them, ; behind a row. */
static void render(const struct examples *examples, struct buffer *out)
{
    for (size_t row = 0; row < examples->rows; row++)
        for (size_t i = 0; i < examples->columns; i++) {
            char text[NUMBER_SIZE];
            number_short(text, examples_column(examples, i)[row], 15);
            buffer_format(out, "%s%s", text, i + 1 < examples->columns ? " " : ";");
        }
}

static void check_extract(const char *text, const char *list, const char *expected, size_t dropped)
{
    struct error error = {0};
    struct examples examples;
    struct buffer got = {0};
    struct dataset *dataset = read_text(text);
    if (!columns_extract(dataset, list, &examples, &error))
        fail_msg("%s\nof\n%s: %s", list, text, error.message);
    render(&examples, &got);
    if (strcmp(buffer_string(&got), expected) != 0 || examples.dropped != dropped)
        fail_msg("%s\nof\n%s\nis: %s\n%zu dropped", list, text, buffer_string(&got),
                 examples.dropped);
    buffer_release(&got);
    examples_release(&examples);
    dataset_release(dataset);
}

static void test_good(void **state)
{
    (void)state;
    static const struct {
        const char *text, *columns, *expected;
        size_t dropped;
    } rows[] = {
        {"x,y\n1,2\n3,4\n", "x,y", "1 2;3 4;", 0},
        {"x,y\n1,2\n3,4\n", "y", "2;4;", 0},
        {"x,y\n1,2\n3,4\n", "y,x,y", "2 1 2;4 3 4;", 0},
        {"x,y\r\n1,2\r\n3,4", "x,y", "1 2;3 4;", 0},
        {"x\n5", "x", "5;", 0},
        {"\n\n# about\n\nx,y\n# more\n\n1,2\n \t\n3,4\n\n#end", "x,y", "1 2;3 4;", 0},
        {" x , y \n 1 ,\t2\n", "x,y", "1 2;", 0},
        {"\"x\",\"y\"\n\"1\",\"2\"\n", "x,y", "1 2;", 0},
        {"\"a, b\",\"say \"\"x\"\"\"\n1,2\n", "say \"x\"", "2;", 0},
        {"x,note\n1,\"two\nlines, and\r\na comma\"\n2,\"\"\"\"\n", "x", "1;2;", 0},
        {"\xEF\xBB\xBFx,y\n1,2\n", "x,y", "1 2;", 0},
        {"größe,λ,体重,\xF0\x9F\x90\xA7\n1,2,3,4\n", "größe,λ,体重,\xF0\x9F\x90\xA7", "1 2 3 4;",
         0},
        /* numbers */
        {"x\n+1\n-1\n.5\n5.\n1e3\n-2.5E-3\n0007\n-0\n1e-999\n", "x",
         "1;-1;0.5;5;1000;-0.0025;7;-0;0;", 0},
        /* missing values: only what is asked for counts */
        {"x,y\n1,NA\nNA,2\n3,4\n,5\n6,\n7,\"\"\n \t,8\n", "x,y", "3 4;", 6},
        {"x,y\n1,NA\nNA,2\n3,4\n,5\n6,\n7,\"\"\n", "x", "1;3;6;7;", 2},
        {"x,y\nNA,NA\n3,4\n", "y,x", "4 3;", 1},
        /* texts do no harm where they are not asked for */
        {"x,name\n1,Ann\n2,\n3,0x10\n4,1e999\n5,\"1,5\"\n6,\xff\n7,\"NA\"\n", "x", "1;2;3;4;5;6;7;",
         0},
        {"x,,\n1,2,three\n", "x", "1;", 0},
        /* other separators, other decimal signs, no names */
        {"x;y\n1,5;2\n", "x,y", "1.5 2;", 0},
        {"\"x\";\"y\"\n\"1,5\";\"2\"\n", "x,y", "1.5 2;", 0},
        {"x\ty\n1\t2\n", "x,y", "1 2;", 0},
        {"1,2\n3,4\n", "c1,c2", "1 2;3 4;", 0},
        {"x,y\n1,2,\n", "x,y", "1 2;", 0},
        {"x,y\n1,2\n,\n3,4\n,\n", "x,y", "1 2;3 4;", 0},
        {"x,y\n1,nan\n2,NULL\n3,?\n4,.\n5,6\n7,NaN\n8,N/A\n9,None\n10,null\n", "x,y", "5 6;", 8},
        {"x,y\n1,1.5D3\n2,1.5d-3\n3,-0.5D+01\n", "x,y", "1 1500;2 0.0015;3 -5;", 0},
        {"x,y\r1,2\r3,4\r", "x,y", "1 2;3 4;", 0},
        {"# old\rx,y\n1,2\r\r\n", "x,y", "1 2;", 0},
        /* labels */
        {"s,x\na,1\nb,2\na,3\n", "s:a,x", "1 1;0 2;1 3;", 0},
        {"s,x\na,1\nb,2\na,3\n", "s:a,s:b", "1 0;0 1;1 0;", 0},
        {"s,x\na,1\nNA,2\n\"\",3\nb,NA\nb,5\n", "s:a,x", "1 1;0 5;", 3},
        {"s\n\"NA\"\nNA\nb\n", "s:NA", "1;0;", 1}, /* a quoted NA is a text */
        {"s\n1\n2\n1.0\n\"1\"\n", "s:1", "1;0;1;1;", 0},
        {"s\n1\n2\none\n", "s:1e0", "1;0;0;", 0},
        {"s\n1\n2\none\n", "s:one", "0;0;1;", 0},
        {"s\nab\na\nabc\nA\n", "s:ab", "1;0;0;0;", 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        check_extract(rows[i].text, rows[i].columns, rows[i].expected, rows[i].dropped);
}

static void test_names(void **state)
{
    (void)state;
    struct error error = {0};
    struct dataset *dataset = read_text("flipper,, body mass ,\n1,2,3,4\n5,6,7,8\n");
    assert_int_equal(dataset_rows(dataset), 2);
    assert_int_equal(dataset_columns(dataset), 4);
    assert_string_equal(dataset_name(dataset, 2), "body mass");
    assert_string_equal(dataset_name(dataset, 3), "");
    assert_int_equal(dataset_find(dataset, "flipper"), 0);
    assert_int_equal(dataset_find(dataset, "body mass"), 2);
    assert_int_equal(dataset_find(dataset, ""), -1);
    assert_int_equal(dataset_find(dataset, "Flipper"), -1);
    assert_int_equal(dataset_need(dataset, "flipper", &error), 0);
    assert_string_equal(error.message, "");
    assert_int_equal(dataset_need(dataset, "fliper", &error), -1);
    assert_string_equal(error.message,
                        "a.csv: there is no column 'fliper'; did you mean 'flipper'?");
    assert_int_equal(dataset_need(dataset, "weight", NULL), -1);
    dataset_release(dataset);
}

static void test_owners(void **state)
{
    (void)state;
    struct dataset *dataset = read_text("x\n1\n");
    assert_ptr_equal(dataset_share(dataset), dataset);
    dataset_release(dataset);
    assert_int_equal(dataset_rows(dataset), 1);
    dataset_release(dataset);
    dataset_release(NULL);
}

/* No columns at all: every row is there, and has nothing. */
static void test_no_columns(void **state)
{
    (void)state;
    struct examples examples;
    struct dataset *dataset = read_text("x\n1\nNA\n");
    assert_true(dataset_extract(dataset, NULL, 0, &examples, NULL));
    assert_int_equal(examples.rows, 2);
    assert_int_equal(examples.columns, 0);
    examples_release(&examples);
    dataset_release(dataset);
}

/* Whatever is long in it, the message has the reason, and the place where there is one. */
static void test_long_messages(void **state)
{
    (void)state;
    struct buffer text = {0};
    char path[256] = "./", name[201] = {0};
    memset(name, 'n', 200);
    while (strlen(path) < 120)
        strcat(path, "././././");
    strcat(path, "a.csv");
    buffer_format(&text, "%s\n\"1,%s,%s\"\n", name, "0000000000", name);
    directory_put("a.csv", text.data, text.size);
    struct dataset_column column = {name, 0, NULL, NULL, false};
    struct examples examples;
    struct error error = {0};
    struct dataset *dataset = dataset_of_file(path, NULL, DATASET_MAX_BYTES, &error);
    assert_false(dataset_extract(dataset, &column, 1, &examples, &error));
    assert_null(examples.value);
    assert_int_equal(strncmp(error.message, "…/./././", strlen("…/./././")), 0);
    assert_non_null(strstr(error.message, "/a.csv: line 2, column 1: '1,0000000000,nnn"));
    assert_non_null(strstr(error.message, "…' in 'nnn"));
    assert_non_null(strstr(error.message, "…' is no number"));
    name[0] = 'm'; /* as a label it is near to nothing */
    column.label = name;
    assert_false(dataset_extract(dataset, &column, 1, &examples, &error));
    assert_non_null(strstr(error.message, "/a.csv: no value of 'mnnn"));
    assert_non_null(strstr(error.message, "nnn…' is 'mnn"));
    assert_string_equal(error.message + strlen(error.message) - strlen("nnn…'"), "nnn…'");
    dataset_release(dataset);
    buffer_release(&text);
}

static void test_shipped(void **state)
{
    (void)state;
    static const struct {
        const char *file, *columns;
        size_t rows, dropped, ones; /* ones: in the last column, where that is a label */
    } rows[] = {
        {"line.csv", "x,y", 100, 0, 0},
        {"flats.csv", "area,rent", 40, 0, 0},
        {"sine.csv", "x,y", 60, 0, 0},
        {"noisy.csv", "x,y", 30, 0, 0},
        {"classes.csv", "x1,x2,class:amber", 120, 0, 60},
        {"penguins.csv", "flipper_length_mm,body_mass_g,species:Gentoo", 342, 2, 123},
        {"penguins.csv", "species:Gentoo", 344, 0, 124},
        {"penguins.csv", "body_mass_g,sex:FEMALE", 333, 11, 165},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct error error = {0};
        struct examples examples;
        char path[SHIPPED_PATH];
        double ones = 0;
        struct dataset *dataset =
            dataset_of_file(shipped(rows[i].file, path), NULL, DATASET_MAX_BYTES, &error);
        if (!dataset || !columns_extract(dataset, rows[i].columns, &examples, &error))
            fail_msg("%s", error.message);
        assert_int_equal(examples.rows, rows[i].rows);
        assert_int_equal(examples.dropped, rows[i].dropped);
        for (size_t row = 0; row < examples.rows && rows[i].ones > 0; row++)
            ones += examples_column(&examples, examples.columns - 1)[row];
        assert_true(ones == (double)rows[i].ones);
        examples_release(&examples);
        dataset_release(dataset);
    }
}

/* --- limits --- */

/* A file with the names, and `rows` times the row. */
static void put_rows(const char *names, const char *row, size_t rows)
{
    FILE *file = fopen("a.csv", "w");
    assert_non_null(file);
    fputs(names, file);
    for (size_t i = 0; i < rows; i++)
        fputs(row, file);
    assert_int_equal(fclose(file), 0);
}

static void check_refused(size_t bytes, const char *message)
{
    struct error error = {0};
    assert_null(dataset_of_file("a.csv", NULL, bytes, &error));
    assert_string_equal(error.message, message);
    assert_int_equal(error.line, 0);
}

static void test_row_limit(void **state)
{
    (void)state;
    put_rows("x\n", "1\n", DATASET_MAX_ROWS);
    struct dataset *dataset = dataset_of_file("a.csv", NULL, DATASET_MAX_BYTES, NULL);
    assert_int_equal(dataset_rows(dataset), DATASET_MAX_ROWS);
    dataset_release(dataset);
    put_rows("x\n", "1\n", DATASET_MAX_ROWS + 1);
    check_refused(DATASET_MAX_BYTES, "a.csv: line 1000002: more than 1000000 rows, the limit");
}

static void put_columns(int count)
{
    struct buffer names = {0};
    for (int i = 0; i < count; i++)
        buffer_format(&names, "%sx%d", i > 0 ? "," : "", i);
    buffer_text(&names, "\n");
    for (int i = 0; i < count; i++)
        buffer_format(&names, "%s%d", i > 0 ? "," : "", i);
    directory_put("a.csv", names.data, names.size);
    buffer_release(&names);
}

static void test_column_limit(void **state)
{
    (void)state;
    struct examples examples;
    put_columns(DATASET_MAX_COLUMNS);
    struct dataset *dataset = dataset_of_file("a.csv", NULL, DATASET_MAX_BYTES, NULL);
    assert_int_equal(dataset_columns(dataset), DATASET_MAX_COLUMNS);
    assert_true(columns_extract(dataset, "x65535", &examples, NULL));
    assert_true(examples.value[0] == 65535);
    examples_release(&examples);
    dataset_release(dataset);
    put_columns(DATASET_MAX_COLUMNS + 1);
    check_refused(DATASET_MAX_BYTES,
                  "a.csv: line 1, column 447643: more than 65536 fields, the limit of a line");
}

/* Numbers, and texts: each at the line that goes over the limit. */
static void test_memory_limit(void **state)
{
    (void)state;
    put_rows("x,y\n", "1,2\n", 20000);
    struct dataset *dataset = dataset_of_file("a.csv", NULL, 1 << 20, NULL);
    assert_non_null(dataset); /* 2^15 rows of room, 2^19 bytes */
    dataset_release(dataset);
    check_refused(1 << 19, "a.csv: line 16386: the data take more than 524288 bytes of memory, "
                           "the limit");
    FILE *file = fopen("a.csv", "w");
    fputs("x\n", file);
    for (int i = 0; i < 30; i++)
        fprintf(file, "%060000d.\n", i); /* numbers, however long */
    for (int i = 0; i < 30; i++)
        fprintf(file, "n%060000d\n", i);
    assert_int_equal(fclose(file), 0);
    check_refused(1 << 20, "a.csv: line 40: the data take more than 1048576 bytes of memory, "
                           "the limit");
    put_rows("x\n", "the same text over and over again\n", 10000); /* is kept once */
    dataset = dataset_of_file("a.csv", NULL, 10000 * 20, NULL);
    assert_non_null(dataset);
    dataset_release(dataset);
}

/* In a locale with a decimal comma as in any other. */
static void test_locale(void **state)
{
    static const char *const names[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "ru_RU.UTF-8", "ps_AF.UTF-8"};
    size_t i = 0;
    while (i < COUNT(names) && !setlocale(LC_ALL, names[i]))
        i++;
    if (i == COUNT(names))
        skip();
    test_good(state);
    setlocale(LC_ALL, "C");
}

static void test_standard_input(void **state)
{
    (void)state;
    struct error error = {0};
    directory_put("a.csv", "x,y\n1\n", 6);
    int old = dup(STDIN_FILENO), input = open("a.csv", O_RDONLY);
    dup2(input, STDIN_FILENO);
    close(input);
    assert_null(dataset_of_file("-", NULL, DATASET_MAX_BYTES, &error));
    assert_string_equal(error.message, "standard input: line 2 has 1 field, but the header has 2");
    dup2(old, STDIN_FILENO);
    close(old);
}

static bool is_given_up(void *to)
{
    return ++*(int *)to == 3;
}

/* Between two pieces of a long file. */
static void test_given_up(void **state)
{
    (void)state;
    static char text[1 << 20];
    struct error error = {0};
    struct reader reader;
    int asked = 0;
    memset(text, '\n', sizeof text);
    memcpy(text, "x", 1);
    for (size_t i = 2; i < sizeof text; i += 2)
        text[i] = '1';
    directory_put("long.csv", text, sizeof text);
    assert_true(file_open(&reader, "long.csv", &error));
    reader.given_up = is_given_up;
    reader.to = &asked;
    assert_null(dataset_read(&reader, NULL, &error));
    assert_string_equal(error.message, "given up: 'long.csv' was not read to its end");
    assert_int_equal(asked, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DIRECTORY_TEST(test_good),          DIRECTORY_TEST(test_names),
        DIRECTORY_TEST(test_owners),        DIRECTORY_TEST(test_no_columns),
        DIRECTORY_TEST(test_long_messages), DIRECTORY_TEST(test_row_limit),
        DIRECTORY_TEST(test_column_limit),  DIRECTORY_TEST(test_memory_limit),
        DIRECTORY_TEST(test_locale),        DIRECTORY_TEST(test_given_up),
        cmocka_unit_test(test_shipped),     DIRECTORY_TEST(test_standard_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
