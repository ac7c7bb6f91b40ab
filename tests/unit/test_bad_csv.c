/* The bad files of tests/bad-csv, and some that are too large to be stored: each is refused whole,
 * with the reason and the place. */
#include "check.h"
#include "columns.h"
#include "directory.h"
#include "read_file.h"
#include "shipped.h"

#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"

/* Reads the file and takes out the columns ("-": not even the table can be read). */
static void check_bad(const char *path, const char *columns, const char *message)
{
    struct error error = {0};
    struct examples examples = {0};
    struct dataset *dataset = dataset_of_file(path, NULL, DATASET_MAX_BYTES, &error);
    bool asked = strcmp(columns, "-") != 0;
    if (!dataset == asked)
        fail_msg("%s is %s: %s", path, dataset ? "read" : "not read", error.message);
    if (asked && columns_extract(dataset, columns, &examples, &error))
        fail_msg("%s has columns %s", path, columns);
    error_settings_within(error.message, sizeof error.message, SETTING_AS_OPTION);
    if (!strstr(error.message, message))
        fail_msg("%s: '%s' is not in '%s'", path, message, error.message);
    check_harmless(error.message);
    assert_int_equal(error.line, 0);
    assert_null(examples.value);
    assert_int_equal(examples.rows, 0);
    dataset_release(dataset);
    assert_true(asked || !dataset_of_file(path, NULL, DATASET_MAX_BYTES, NULL));
}

/* Cuts "FILE | COLUMNS | MESSAGE" into its parts. False for an empty line and a comment. */
static bool cut(char *line, char *part[3])
{
    if (line[0] == '#' || line[0] == '\0')
        return false;
    part[0] = line;
    for (int i = 1; i < 3; i++) {
        char *bar = strstr(part[i - 1], " | ");
        if (!bar)
            fail_msg("no bar behind: %s", part[i - 1]);
        *bar = '\0';
        part[i] = bar + strlen(" | ");
    }
    return true;
}

static const char *bad_directory(void)
{
    static char path[SHIPPED_PATH];
    return shipped_source("tests/bad-csv", path);
}

static void test_stored(void **state)
{
    (void)state;
    struct buffer table = {0};
    char *line, *part[3], path[5000];
    int files = 0, listed = 0;
    snprintf(path, sizeof path, "%s/expected", bad_directory());
    assert_true(file_read(path, 1 << 20, &table, NULL));
    for (char *rest = table.data; (line = strsep(&rest, "\n"));)
        if (cut(line, part)) {
            snprintf(path, sizeof path, "%s/%s", bad_directory(), part[0]);
            check_bad(path, part[1], part[2]);
            listed++;
        }
    buffer_release(&table);
    DIR *bad = opendir(bad_directory());
    for (struct dirent *entry; (entry = readdir(bad));)
        files += strstr(entry->d_name, ".csv") != NULL;
    closedir(bad);
    assert_int_equal(files, listed); /* none is forgotten */
    assert_true(listed >= 64);
}

/* --- too large to be stored --- */

static void test_sparse(void **state)
{
    (void)state;
    directory_put("sparse.csv", "x,y\n1,2\n", 8);
    assert_int_equal(truncate("sparse.csv", 1L << 30), 0);
    check_bad("sparse.csv", "-", "sparse.csv: line 3, column 1: a NUL byte");
    directory_put("quoted.csv", "x,y\n1,\"", 7);
    assert_int_equal(truncate("quoted.csv", 1L << 30), 0);
    check_bad("quoted.csv", "-", "quoted.csv: line 2, column 4: a NUL byte");
}

/* A file with `times` times the same text behind a header. */
static void put_times(const char *path, const char *header, const char *text, size_t times)
{
    struct buffer bytes = {0};
    buffer_text(&bytes, header);
    for (size_t i = 0; i < times; i++)
        buffer_text(&bytes, text);
    directory_put(path, bytes.data, bytes.size);
    buffer_release(&bytes);
}

static void test_long(void **state)
{
    (void)state;
    put_times("rows.csv", "x\n", "1\n", DATASET_MAX_ROWS + 1);
    check_bad("rows.csv", "-", "rows.csv: line 1000002: more than 1000000 rows, the limit");
    put_times("field.csv", "x,y\n1,", "2", 70000);
    check_bad("field.csv", "-", "field.csv: line 2, column 3: a field of more than 65536 bytes");
    put_times("name.csv", "", "xyz", 30000);
    check_bad("name.csv", "-", "name.csv: line 1, column 1: a field of more than 65536 bytes");
    put_times("quote.csv", "x,y\n1,\"2\n", "3,4\n", 20000);
    check_bad("quote.csv", "-",
              "line 2, column 3: a field of more than 65536 bytes; are its quotes");
    put_times("comment.csv", "#", "-", 3000000);
    check_bad("comment.csv", "-", "comment.csv: no data");
    put_times("blank.csv", "x\n", "\n \t", 500000);
    check_bad("blank.csv", "-", "blank.csv: line 1: no row below the names");
}

static void test_wide(void **state)
{
    (void)state;
    put_times("columns.csv", "x", ",x", DATASET_MAX_COLUMNS);
    check_bad("columns.csv", "-", "columns.csv: line 1, column 131073: more than 65536 fields");
    put_times("columns.csv", "x", ",", DATASET_MAX_COLUMNS);
    check_bad("columns.csv", "-",
              "columns.csv: line 1, column 65538: more than 65536 fields, the limit of a line");
    put_times("row.csv", "x,y\n1", ",2", 1000000);
    check_bad("row.csv", "-", "row.csv: line 2, column 131073: more than 65536 fields");
}

static void test_no_file(void **state)
{
    (void)state;
    check_bad("none.csv", "-", "can't open 'none.csv': No such file or directory");
    check_bad(".", "-", "can't read '.': Is a directory");
    check_bad("", "-", "can't open '': No such file or directory");
    check_bad("/dev/null", "-", "/dev/null: no data: the first line names the columns");
    check_bad("/dev/zero", "-", "/dev/zero: line 1, column 1: a NUL byte");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stored), DIRECTORY_TEST(test_sparse),  DIRECTORY_TEST(test_long),
        DIRECTORY_TEST(test_wide),     DIRECTORY_TEST(test_no_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
