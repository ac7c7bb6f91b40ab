/* Comma-separated values (RFC 4180, 2005) from a reader, one record at a time: no more is held than
 * the record and a piece of the text. Another byte may stand for the comma.
 *
 * A line ends with LF, CRLF or CR. The last line may lack its end. A quoted field may hold
 * separators, ends of lines (each becomes one newline) and doubled quotes. Blanks are spaces, and
 * tabs where tabs do not separate. Blanks around a field are dropped; for the limit of
 * CSV_MAX_FIELD the blanks after it are counted. Where a space separates, several blanks are one
 * separator, and blanks at the ends of a line are dropped. Three kinds of lines are skipped but
 * counted: empty ones, ones of blanks, and ones that begin with '#'. A byte-order mark at the very
 * start is skipped.
 *
 * Refused at once, with the place: a NUL byte, UTF-16, a quote inside a field that is not quoted,
 * anything behind a closing quote, quotes that are not closed, a field of more than CSV_MAX_FIELD
 * bytes, a record of more fields than asked for. Other bytes that are no UTF-8 are passed on as
 * they are. */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>

struct error;
struct csv;
struct reader;

enum { CSV_MAX_FIELD = 64 * 1024, CSV_SAMPLE = 64 * 1024 - 3 };

struct csv_field {
    const char *text; /* without its quotes, NUL-terminated, no NUL inside; borrowed */
    size_t length;
    bool quoted;
    long line, column; /* of its first byte or its quote, from 1; columns are code points */
};

/* Borrowed until the next call. */
struct csv_record {
    const struct csv_field *field; /* [count], at least 1 */
    size_t count;
    long line; /* on which it begins */
};

enum csv_result { CSV_RECORD, CSV_END, CSV_FAILED };

/* Begins to read records of up to `most` fields, which commas separate. Takes the reader over, on
 * failure, too. Returns NULL with the error where it can't be read, is in UTF-16 or begins with a
 * byte that is refused. Free with csv_close. */
struct csv *csv_open(struct reader *reader, size_t most, struct error *error);
void csv_close(struct csv *csv);

/* Before the first record: the bytes that the file begins with, without a byte-order mark. Returns
 * how many there are, up to CSV_SAMPLE; fewer than CSV_SAMPLE are the whole file. Borrowed until
 * the first record is read. */
size_t csv_sample(const struct csv *csv, const char **bytes);

/* Before the first record: skips a line, which counts. */
bool csv_skip_line(struct csv *csv, struct error *error);

/* From the next record on fields are separated by this byte: , ; | a tab or a space. */
void csv_separate(struct csv *csv, char separator);

/* Reads the next record. At CSV_FAILED the error names the file and the place, and nothing more
 * is to be read. */
enum csv_result csv_next(struct csv *csv, struct csv_record *record, struct error *error);

#endif
