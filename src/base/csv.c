#include "base/csv.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/reader.h"

enum { MARK = 3, CHUNK = CSV_SAMPLE + MARK, FIRST_FIELDS = 64 };

/* What stands in place of a byte. */
enum { END = -1, FAILED = -2 };

struct csv {
    struct reader reader;
    struct error *error; /* of the call that is being served */
    int byte;            /* the next one, with CRLF as '\n'; or END or FAILED */
    long line, column;   /* its place */
    int separator[2];    /* the bytes that separate fields */
    int blank[2];        /* the bytes around fields that mean nothing */
    struct buffer text;  /* of the record's fields, a NUL behind each */
    struct csv_field *field;
    size_t count, room, most; /* fields of the record, of the array, and allowed */
    size_t at, size;          /* what is left of the chunk: from `at` to `size` */
    unsigned char chunk[CHUNK];
};

/* --- bytes --- */

#define REFUSE_AT(csv, line_, column_, ...)                                                        \
    error_in_file((csv)->error, (csv)->reader.name, line_, column_, __VA_ARGS__)
#define REFUSE(csv, ...) REFUSE_AT(csv, (csv)->line, (csv)->column, __VA_ARGS__)

/* Appends to the chunk. Returns how many bytes there were, 0 at the end, -1 on failure. */
static long read_some(struct csv *csv)
{
    if (csv->reader.given_up && csv->reader.given_up(csv->reader.to)) {
        error_set(csv->error, "given up: '%s' was not read to its end", csv->reader.name);
        return -1;
    }
    long got = csv->reader.next(&csv->reader, csv->chunk + csv->size, sizeof csv->chunk - csv->size,
                                csv->error);
    if (got > 0)
        csv->size += (size_t)got;
    return got;
}

static int fetch(struct csv *csv)
{
    if (csv->at == csv->size) {
        csv->at = csv->size = 0;
        long got = read_some(csv);
        if (got <= 0)
            return got == 0 ? END : FAILED;
    }
    return csv->chunk[csv->at++];
}

/* What to go on with: CRLF is one newline, as CR alone is, and what no text has is refused. */
static int admit(struct csv *csv, int byte)
{
    if (byte == '\0') {
        REFUSE(csv, "a NUL byte; this is no text in UTF-8");
        return FAILED;
    }
    if (byte != '\r')
        return byte;
    byte = fetch(csv);
    if (byte == FAILED)
        return FAILED;
    csv->at -= byte != '\n' && byte != END;
    return '\n';
}

/* Moves on to the next byte. */
static bool advance(struct csv *csv)
{
    bool newline = csv->byte == '\n';
    int byte = fetch(csv);
    if (newline) {
        csv->line++;
        csv->column = 1;
    } else {
        csv->column += (byte & 0xC0) != 0x80;
    }
    csv->byte = admit(csv, byte);
    return csv->byte != FAILED;
}

static bool is_blank(const struct csv *csv, int byte)
{
    return byte == csv->blank[0] || byte == csv->blank[1];
}

static bool ends_field(const struct csv *csv, int byte)
{
    return byte == csv->separator[0] || byte == csv->separator[1] || byte == '\n' || byte == END;
}

static bool skip_blanks(struct csv *csv)
{
    while (is_blank(csv, csv->byte))
        if (!advance(csv))
            return false;
    return true;
}

static bool skip_to_end(struct csv *csv)
{
    while (csv->byte != '\n' && csv->byte != END)
        if (!advance(csv))
            return false;
    return true;
}

/* --- fields --- */

/* Adds a byte to the field's text. */
static bool keep(struct csv *csv, struct csv_field *field)
{
    struct buffer *text = &csv->text;
    char byte = (char)csv->byte;
    if (field->length++ == CSV_MAX_FIELD)
        return REFUSE_AT(csv, field->line, field->column, "a field of more than %d bytes%s",
                         CSV_MAX_FIELD, field->quoted ? "; are its quotes closed?" : "");
    if (text->size + 1 < text->capacity)
        text->data[text->size++] = byte;
    else
        buffer_add(text, &byte, 1);
    return true;
}

static bool read_plain(struct csv *csv, struct csv_field *field)
{
    size_t used = 0; /* without the blanks at the end */
    while (!ends_field(csv, csv->byte)) {
        if (csv->byte == '"')
            return REFUSE(csv, "a quote inside a field that does not begin with one");
        bool blank = is_blank(csv, csv->byte);
        if (!keep(csv, field) || !advance(csv))
            return false;
        if (!blank)
            used = field->length;
    }
    csv->text.size -= csv->text.failed ? 0 : field->length - used;
    field->length = used;
    return true;
}

static bool read_quoted(struct csv *csv, struct csv_field *field)
{
    for (;;) {
        if (!advance(csv))
            return false;
        if (csv->byte == END)
            return REFUSE_AT(csv, field->line, field->column, "quotes that are not closed");
        if (csv->byte == '"') {
            if (!advance(csv))
                return false;
            if (csv->byte != '"')
                break;
        }
        if (!keep(csv, field))
            return false;
    }
    if (!ends_field(csv, csv->byte) && !skip_blanks(csv))
        return false;
    if (csv->byte == ';' && csv->separator[0] == ',')
        return REFUSE(csv, "a semicolon behind a closing quote; fields are separated by commas");
    return ends_field(csv, csv->byte) ||
           REFUSE(csv, "text behind a closing quote; a quote within quotes is doubled");
}

static bool make_room(struct csv *csv)
{
    size_t room = csv->room ? 2 * csv->room : FIRST_FIELDS;
    if (csv->count == csv->most)
        return REFUSE(csv, "more than %zu fields, the limit of a line", csv->most);
    if (csv->count < csv->room)
        return true;
    struct csv_field *field = realloc(csv->field, room * sizeof *field);
    if (!field)
        return error_memory(csv->error);
    csv->field = field;
    csv->room = room;
    return true;
}

static bool read_field(struct csv *csv)
{
    if (!skip_blanks(csv) || !make_room(csv))
        return false;
    struct csv_field *field = &csv->field[csv->count++];
    *field =
        (struct csv_field){.quoted = csv->byte == '"', .line = csv->line, .column = csv->column};
    if (!(field->quoted ? read_quoted(csv, field) : read_plain(csv, field)))
        return false;
    buffer_add(&csv->text, "", 1);
    return true;
}

/* --- records --- */

/* From the end of a line, or the beginning of the file, to the next field or the end. */
static bool skip_lines(struct csv *csv)
{
    for (;;) {
        if (!(csv->byte == '#' ? skip_to_end(csv) : skip_blanks(csv)))
            return false;
        if (csv->byte != '\n')
            return true;
        if (!advance(csv))
            return false;
    }
}

/* Over the separator behind a field. A space at the end of a line separates nothing. */
static bool next_field(struct csv *csv)
{
    if (csv->byte == '\n' || csv->byte == END || !advance(csv))
        return false;
    return csv->separator[0] != ' ' || (skip_blanks(csv) && csv->byte != '\n' && csv->byte != END);
}

static bool read_fields(struct csv *csv)
{
    buffer_clear(&csv->text);
    csv->count = 0;
    do {
        if (!read_field(csv))
            return false;
    } while (next_field(csv));
    return csv->byte == '\n' || csv->byte == END;
}

enum csv_result csv_next(struct csv *csv, struct csv_record *record, struct error *error)
{
    csv->error = error;
    if (!skip_lines(csv))
        return CSV_FAILED;
    if (csv->byte == END)
        return CSV_END;
    if (!read_fields(csv))
        return CSV_FAILED;
    if (csv->text.failed) {
        error_memory(error);
        return CSV_FAILED;
    }
    const char *text = csv->text.data;
    for (size_t i = 0; i < csv->count; i++) {
        csv->field[i].text = text;
        text += csv->field[i].length + 1;
    }
    *record = (struct csv_record){csv->field, csv->count, csv->field[0].line};
    return CSV_RECORD;
}

/* --- the file --- */

static bool begins_with(const struct csv *csv, const char *mark)
{
    size_t length = strlen(mark);
    return csv->size >= length && memcmp(csv->chunk, mark, length) == 0;
}

/* Fills the chunk, skips the byte-order mark, and moves to the first byte. A pipe may give one byte
 * at a time. */
static bool begin(struct csv *csv)
{
    static const char utf8[MARK + 1] = "\xEF\xBB\xBF";
    long got;
    do
        got = read_some(csv);
    while (got > 0 && csv->size < sizeof csv->chunk);
    if (got < 0)
        return false;
    if (begins_with(csv, "\xFF\xFE") || begins_with(csv, "\xFE\xFF"))
        return error_in_file(csv->error, csv->reader.name, 1, 0, "UTF-16; save the file as UTF-8");
    if (begins_with(csv, utf8))
        csv->at = MARK;
    return advance(csv);
}

size_t csv_sample(const struct csv *csv, const char **bytes)
{
    size_t first = csv->size > 0 && begins_with(csv, "\xEF\xBB\xBF") ? MARK : 0;
    size_t size = csv->size - first;
    *bytes = (const char *)csv->chunk + first;
    return size < CSV_SAMPLE ? size : CSV_SAMPLE;
}

bool csv_skip_line(struct csv *csv, struct error *error)
{
    csv->error = error;
    return skip_to_end(csv);
}

void csv_separate(struct csv *csv, char separator)
{
    bool space = separator == ' ', tab = separator == '\t';
    csv->separator[0] = separator;
    csv->separator[1] = space ? '\t' : separator;
    csv->blank[0] = ' ';
    csv->blank[1] = tab ? ' ' : '\t';
}

struct csv *csv_open(struct reader *reader, size_t most, struct error *error)
{
    struct csv *csv = malloc(sizeof *csv);
    if (!csv) {
        error_memory(error);
        reader->close(reader);
        return NULL;
    }
    memset(csv, 0, offsetof(struct csv, chunk));
    csv->reader = *reader;
    csv->byte = '\n'; /* the first byte begins line 1 */
    csv->most = most;
    csv->error = error;
    csv_separate(csv, ',');
    if (begin(csv))
        return csv;
    csv_close(csv);
    return NULL;
}

void csv_close(struct csv *csv)
{
    if (!csv)
        return;
    csv->reader.close(&csv->reader);
    buffer_release(&csv->text);
    free(csv->field);
    free(csv);
}
