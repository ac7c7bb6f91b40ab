/* Any bytes as a data file: records that read back the same when they are written again, and a
 * table whose columns are finite numbers; or a message that can be shown. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/error.h"
#include "problem/dialect.h"
#include "problem/examples.h"
#include "../unit/read_file.h"

enum { MOST = 8 };

static void need(int condition)
{
    if (!condition)
        abort();
}

/* A file in memory; its path goes into path[]. */
static int make_file(const void *bytes, size_t size, char path[64])
{
    int fd = memfd_create("fuzz", MFD_CLOEXEC);
    need(fd >= 0 && write(fd, bytes, size) == (ssize_t)size);
    snprintf(path, 64, "/proc/self/fd/%d", fd);
    return fd;
}

static void check_error(const struct error *error)
{
    need(error->message[0] != '\0' && memchr(error->message, '\0', sizeof error->message) != NULL);
    for (const unsigned char *p = (const unsigned char *)error->message; *p; p++) {
        need(*p >= 0x20 && *p != 0x7F);
        need(*p != 0xC2 || p[1] >= 0xA0); /* C1 controls */
    }
}

/* Writes the record with all its fields in quotes. */
static void write_record(const struct csv_record *record, char separator, struct buffer *out)
{
    for (size_t i = 0; i < record->count; i++) {
        if (i > 0)
            buffer_add(out, &separator, 1);
        buffer_text(out, "\"");
        for (const char *p = record->field[i].text; *p; p++)
            buffer_add(out, *p == '"' ? "\"\"" : p, *p == '"' ? 2 : 1);
        buffer_text(out, "\"");
    }
    buffer_text(out, "\n");
}

static void check_record(const struct csv_record *record, long line)
{
    need(record->count >= 1 && record->count <= MOST && record->line > line);
    for (size_t i = 0; i < record->count; i++) {
        const struct csv_field *field = &record->field[i];
        need(field->length <= CSV_MAX_FIELD && strlen(field->text) == field->length);
        need(field->line >= record->line && field->column >= 1);
    }
}

/* Reads the records into `out`, in quotes. */
static enum csv_result read_records(const char *path, char separator, struct buffer *out)
{
    struct error error = {0};
    struct csv_record record;
    enum csv_result result = CSV_FAILED;
    long line = 0;
    struct csv *csv = csv_of_file(path, MOST, &error);
    if (csv)
        csv_separate(csv, separator);
    while (csv && (result = csv_next(csv, &record, &error)) == CSV_RECORD) {
        check_record(&record, line);
        write_record(&record, separator, out);
        line = record.line;
    }
    if (result == CSV_FAILED)
        check_error(&error);
    csv_close(csv);
    return result;
}

static void check_records(const char *path, char separator)
{
    struct buffer once = {0}, twice = {0};
    char again[64];
    if (read_records(path, separator, &once) == CSV_END) {
        int fd = make_file(buffer_string(&once), once.size, again);
        need(read_records(again, separator, &twice) == CSV_END);
        need(strcmp(buffer_string(&once), buffer_string(&twice)) == 0);
        close(fd);
    }
    buffer_release(&once);
    buffer_release(&twice);
}

static void check_column(const struct dataset *dataset, size_t i, const char *label)
{
    struct error error = {0};
    struct examples examples;
    struct dataset_column column = {dataset_name(dataset, i), i, label, NULL};
    if (dataset_extract(dataset, &column, 1, &examples, &error)) {
        need(examples.rows >= 1 && examples.rows + examples.dropped == dataset_rows(dataset));
        for (size_t row = 0; row < examples.rows; row++)
            need(isfinite(examples.value[row]));
    } else {
        check_error(&error);
        need(examples.value == NULL);
    }
    examples_release(&examples);
}

/* `asked`: how the file is said to be written. */
static void check_dataset(const char *path, const struct dialect *asked)
{
    struct error error = {0};
    struct dataset *dataset = dataset_of_file(path, asked, 1 << 22, &error);
    if (!dataset) {
        check_error(&error);
        return;
    }
    struct buffer read = {0};
    dataset_describe(dataset, &read);
    need(read.size > 0);
    buffer_release(&read);
    for (size_t i = 0; i < dataset_columns(dataset); i++) {
        int found = dataset_find(dataset, dataset_name(dataset, i));
        need(found == -1 || (dataset_name(dataset, i)[0] && found <= (int)i));
        check_column(dataset, i, NULL);
        check_column(dataset, i, "1");
        check_column(dataset, i, "Gentoo");
        (void)dataset_text(dataset, i);
        (void)dataset_counts_rows(dataset, i);
    }
    dataset_release(dataset);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    static const struct dialect said[] = {
        {.header = DIALECT_OFF, .separator = ';', .decimal = ','},
        {.header = DIALECT_ON, .separator = ' ', .missing = "1,x"},
        {.separator = '|', .decimal = '.'},
    };
    int fd = make_file(data, size, path);
    for (const char *separator = ",;\t| "; *separator; separator++)
        check_records(path, *separator);
    check_dataset(path, NULL);
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        check_dataset(path, &said[i]);
    close(fd);
    return 0;
}
