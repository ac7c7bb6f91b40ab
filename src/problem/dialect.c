#include "problem/dialect.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/error.h"
#include "base/number.h"
#include "base/text.h"

enum { CELL_SIZE = 64, MOST_LINES = 200, MOST_COLUMNS = 256 };

static const struct dialect_word headers[] = {
    {"auto", DIALECT_AUTO, NULL},
    {"on", DIALECT_ON, NULL},
    {"off", DIALECT_OFF, NULL},
};

/* In the order in which they are preferred where all else is equal. */
static const struct dialect_word separators[] = {
    {"auto", 0, NULL},     {"tab", '\t', "tabs"},    {"semicolon", ';', "semicolons"},
    {"pipe", '|', "bars"}, {"comma", ',', "commas"}, {"space", ' ', "blanks"},
};

static const struct dialect_word decimals[] = {
    {"auto", 0, NULL},
    {"point", '.', "decimal points"},
    {"comma", ',', "decimal commas"},
};

const struct table dialect_headers = TABLE("choice of header", headers);
const struct table dialect_separators = TABLE("separator", separators);
const struct table dialect_decimals = TABLE("decimal sign", decimals);

/* --- missing values --- */

/* The next item of a list; *list moves behind it and its comma. */
static size_t next_item(const char **list, const char **item)
{
    *item = *list + strspn(*list, " ");
    size_t length = strcspn(*item, ",");
    *list = *item + length + ((*item)[length] == ',');
    while (length > 0 && (*item)[length - 1] == ' ')
        length--;
    return length;
}

bool dialect_check_missing(const char *list, struct error *error)
{
    const char *item, *rest = list;
    size_t length = strlen(list);
    bool ends = length > 0 && list[length - 1] != ',';
    while (ends && *rest)
        ends = next_item(&rest, &item) > 0;
    return ends || error_set(error, "expected texts, separated by commas: NA,-999");
}

bool dialect_is_missing(const struct dialect *dialect, const char *text)
{
    const char *item, *list = dialect->missing ? dialect->missing : DIALECT_MISSING;
    size_t length = strlen(text);
    while (*list) {
        size_t size = next_item(&list, &item);
        if (size == length && memcmp(item, text, length) == 0)
            return true;
    }
    return length == 0;
}

/* --- numbers --- */

/* Is it the D of an exponent: behind a mantissa with a point, before a sign or a digit? */
static bool is_fortran(const char *text, const char *d)
{
    return (*d == 'D' || *d == 'd') && memchr(text, '.', (size_t)(d - text)) && d > text + 1 &&
           (d[1] == '-' || d[1] == '+' || text_is_digit(d[1]));
}

/* Spells a number as number_parse reads it. False where it is too long or has another decimal
 * sign. */
static bool spell(const char *text, char decimal, char out[CELL_SIZE])
{
    size_t length = strnlen(text, CELL_SIZE);
    if (length == CELL_SIZE || (decimal != '.' && strchr(text, '.')))
        return false;
    memcpy(out, text, length + 1);
    for (char *c = out; *c; c++) {
        if (*c == decimal)
            *c = '.';
        else if (is_fortran(out, c))
            *c = 'e';
    }
    return true;
}

/* Is it worth the trouble? Most texts are no numbers in any spelling. */
static bool may_be_number(const char *text)
{
    const char *digits = text + (*text == '-' || *text == '+');
    return text_is_digit(*digits) ||
           ((*digits == '.' || *digits == ',') && text_is_digit(digits[1]));
}

bool dialect_number(const struct dialect *dialect, const char *text, double *number)
{
    char spelt[CELL_SIZE];
    if (dialect->decimal != ',' && number_parse(text, number, NULL))
        return true;
    return may_be_number(text) && spell(text, dialect->decimal == ',' ? ',' : '.', spelt) &&
           number_parse(spelt, number, NULL);
}

/* --- lines and cells of a sample --- */

struct text_piece {
    const char *text, *end;
};

struct sample_cell {
    char text[CELL_SIZE]; /* without quotes and blanks; "x" in place of a longer one */
    bool quoted;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static bool is_skipped(struct text_piece line)
{
    while (line.text < line.end && is_blank(*line.text))
        line.text++;
    return line.text == line.end;
}

/* The next line that is neither empty nor a comment; newlines within quotes don't end it. */
static bool next_line(struct text_piece *rest, bool whole, struct text_piece *line)
{
    while (rest->text < rest->end) {
        const char *at = rest->text;
        bool quotes = false, comment = *at == '#';
        for (; at < rest->end && (quotes || (*at != '\n' && *at != '\r')); at++)
            quotes = quotes != (*at == '"' && !comment);
        *line = (struct text_piece){rest->text, at};
        bool cut = at == rest->end && !whole;
        rest->text = at + (at < rest->end);
        if (cut)
            return false;
        if (!comment && !is_skipped(*line))
            return true;
    }
    return false;
}

/* The length of a cell at the start of the text. */
static size_t cell_length(struct text_piece rest, char separator)
{
    bool quotes = false;
    const char *at = rest.text;
    for (; at < rest.end; at++) {
        if (*at == '"')
            quotes = !quotes;
        else if (!quotes && (*at == separator || (separator == ' ' && is_blank(*at))))
            break;
    }
    return (size_t)(at - rest.text);
}

/* Blanks that mean nothing off both ends; where a tab separates it is none of them. */
static struct text_piece trim(struct text_piece piece, char separator)
{
    while (piece.text < piece.end && is_blank(*piece.text) && *piece.text != separator)
        piece.text++;
    while (piece.text < piece.end && is_blank(piece.end[-1]) && piece.end[-1] != separator)
        piece.end--;
    return piece;
}

static void copy_cell(struct text_piece from, struct sample_cell *cell)
{
    cell->quoted = from.text < from.end && *from.text == '"';
    if (cell->quoted && from.end - from.text > 1)
        from = (struct text_piece){from.text + 1, from.end - (from.end[-1] == '"')};
    size_t length = (size_t)(from.end - from.text);
    bool fits = length < sizeof cell->text && !memchr(from.text, '\0', length);
    snprintf(cell->text, sizeof cell->text, "%.*s", fits ? (int)length : 1, fits ? from.text : "x");
}

/* The next cell of a line; rest->text is NULL behind the last one. */
static bool next_cell(struct text_piece *rest, char separator, struct sample_cell *cell)
{
    if (!rest->text)
        return false;
    *rest = trim(*rest, separator == ' ' ? '\0' : separator);
    size_t length = cell_length(*rest, separator);
    struct text_piece piece = {rest->text, rest->text + length};
    rest->text = piece.end < rest->end ? piece.end + 1 : NULL;
    copy_cell(trim(piece, '\0'), cell);
    return true;
}

static size_t count_cells(struct text_piece line, char separator)
{
    struct sample_cell cell;
    size_t count = 0;
    while (next_cell(&line, separator, &cell))
        count++;
    return count;
}

/* --- what cells look like --- */

enum cell_kind { KIND_MISSING, KIND_NUMBER, KIND_TEXT };

static enum cell_kind kind_of(const struct dialect *dialect, const struct sample_cell *cell)
{
    double number;
    if ((!cell->quoted || dialect->missing) && dialect_is_missing(dialect, cell->text))
        return KIND_MISSING;
    if (dialect_number(dialect, cell->text, &number))
        return KIND_NUMBER;
    return cell->text[0] ? KIND_TEXT : KIND_MISSING;
}

/* 40 430, 1'000'000: three digits behind each sign. */
static bool has_thousands(const char *text)
{
    static const char digits[] = "0123456789";
    const char *at = text + strspn(text, "+-");
    size_t first = strspn(at, digits), groups = 0;
    for (at += first; *at && strchr(" '.,_", *at) && strspn(at + 1, digits) == 3; at += 4)
        groups++;
    return first >= 1 && first <= 3 && groups > 0 && *at == '\0';
}

/* A number with either decimal sign, or grouped. */
static bool is_numeric(const struct sample_cell *cell, char separator)
{
    double number;
    const struct dialect point = {.decimal = '.'}, comma = {.decimal = ','};
    return dialect_number(&point, cell->text, &number) || has_thousands(cell->text) ||
           (separator != ',' && dialect_number(&comma, cell->text, &number));
}

/* --- the sample --- */

struct sampled_lines {
    size_t count;
    struct text_piece line[MOST_LINES]; /* [count] */
};

static void sample_of(struct sampled_lines *sample, struct text_piece rest, bool whole)
{
    struct text_piece all = rest;
    sample->count = 0;
    while (sample->count < MOST_LINES && next_line(&rest, whole, &sample->line[sample->count]))
        sample->count++;
    if (sample->count == 0 && !whole) /* a line longer than the sample */
        sample->count = next_line(&all, true, &sample->line[0]);
}

/* `sep=;` on a line of its own. */
static bool is_declaration(struct text_piece rest)
{
    size_t size = (size_t)(rest.end - rest.text);
    if (size < strlen("sep=;\n") || strncasecmp(rest.text, "sep=", 4) != 0)
        return false;
    return rest.text[5] == '\n' || (rest.text[5] == '\r' && size > 6 && rest.text[6] == '\n');
}

/* --- the separator --- */

/* How well the lines agree in their number of fields, times how many of these are numbers; 0 where
 * it separates nothing. */
static double score_of(const struct sampled_lines *sample, char separator)
{
    size_t first = count_cells(sample->line[0], separator), same = 0, more = 0;
    size_t cells = 0, numbers = 0;
    size_t body = sample->count > 1 ? 1 : 0, lines = sample->count - body;
    struct sample_cell cell;
    for (size_t i = body; i < sample->count; i++) {
        struct text_piece line = sample->line[i];
        size_t here = 0;
        for (; next_cell(&line, separator, &cell); here++)
            numbers += is_numeric(&cell, separator);
        cells += here;
        same += here == first;
        more += here == first + 1;
    }
    double agreement = (double)(same > more ? same : more) / (double)lines;
    if (first < 2 || agreement < 0.5)
        return 0;
    return agreement * (0.1 + (double)numbers / (double)cells);
}

/* Where no byte separates the lines evenly: what the first one has. */
static char fallback(const struct sampled_lines *sample)
{
    static const char tried[] = ",;\t|";
    for (const char *separator = tried; sample->count > 0 && *separator; separator++)
        if (count_cells(sample->line[0], *separator) > 1)
            return *separator;
    return ',';
}

static char find_separator(const struct sampled_lines *sample)
{
    double best = 0;
    char found = fallback(sample);
    for (size_t i = 1; sample->count > 0 && i < dialect_separators.count; i++) {
        double score = score_of(sample, (char)separators[i].value);
        if (score > best) {
            best = score;
            found = (char)separators[i].value;
        }
    }
    return found;
}

/* --- the decimal sign --- */

/* May the comma group digits: 1,234? */
static bool may_group(const char *text)
{
    const char *digits = text + (*text == '-' || *text == '+');
    size_t whole = strspn(digits, "0123456789");
    return whole >= 1 && whole <= 3 && digits[0] != '0' && digits[whole] == ',' &&
           strspn(digits + whole + 1, "0123456789") == 3 && digits[whole + 4] == '\0';
}

static char find_decimal(const struct sampled_lines *sample, char separator)
{
    static const struct dialect point = {.decimal = '.'}, comma = {.decimal = ','};
    size_t points = 0, commas = 0;
    struct sample_cell cell;
    double number;
    for (size_t i = 0; separator != ',' && i < sample->count; i++)
        for (struct text_piece line = sample->line[i]; next_cell(&line, separator, &cell);) {
            bool has_comma = strchr(cell.text, ','), has_point = strchr(cell.text, '.');
            points += has_point && dialect_number(&point, cell.text, &number);
            commas +=
                has_comma && !may_group(cell.text) && dialect_number(&comma, cell.text, &number);
        }
    return commas > points ? ',' : '.';
}

/* --- names or data --- */

/* What the columns of the body are. */
struct body {
    int weight[MOST_COLUMNS];  /* above 0: more numbers than texts */
    bool quoted[MOST_COLUMNS]; /* something in it is */
};

static void weigh_body(const struct dialect *dialect, const struct sampled_lines *sample,
                       struct body *body)
{
    struct sample_cell cell;
    *body = (struct body){0};
    for (size_t i = 1; i < sample->count; i++) {
        struct text_piece line = sample->line[i];
        for (size_t j = 0; j < MOST_COLUMNS && next_cell(&line, dialect->separator, &cell); j++) {
            enum cell_kind kind = kind_of(dialect, &cell);
            body->weight[j] += (kind == KIND_NUMBER) - (kind == KIND_TEXT);
            body->quoted[j] = body->quoted[j] || cell.quoted;
        }
    }
}

/* What the first line says. */
struct evidence {
    int numbers, texts;    /* its fields */
    int like_data, unlike; /* numbers in columns of numbers; what is another kind than its column */
    bool begins_empty;     /* its first field is empty */
    bool odd;              /* there is a number in a column of texts */
    bool counts, years;    /* its numbers count up by ones; are years, each later than the last */
    double first, last;    /* of these */
};

static void weigh_number(struct evidence *evidence, const struct dialect *dialect, const char *text)
{
    double number = 0;
    dialect_number(dialect, text, &number);
    bool year = number == floor(number) && number >= 1500 && number <= 2200;
    bool later = evidence->numbers == 0 || number > evidence->last;
    if (evidence->numbers == 0)
        evidence->first = number;
    else
        evidence->counts = evidence->counts && number == evidence->last + 1;
    evidence->years = evidence->years && year && later;
    evidence->last = number;
    evidence->numbers++;
}

static void weigh_first(struct evidence *evidence, const struct dialect *dialect,
                        const struct sampled_lines *sample)
{
    struct body body;
    struct text_piece line = sample->line[0];
    struct sample_cell cell;
    *evidence = (struct evidence){.counts = true, .years = true};
    weigh_body(dialect, sample, &body);
    for (size_t j = 0; j < MOST_COLUMNS && next_cell(&line, dialect->separator, &cell); j++) {
        enum cell_kind kind = kind_of(dialect, &cell);
        if (kind == KIND_NUMBER && cell.quoted && sample->count > 1 && !body.quoted[j])
            kind = KIND_TEXT; /* a name */
        if (kind == KIND_NUMBER)
            weigh_number(evidence, dialect, cell.text);
        evidence->texts += kind == KIND_TEXT;
        evidence->begins_empty = evidence->begins_empty || (j == 0 && cell.text[0] == '\0');
        evidence->like_data += kind == KIND_NUMBER && body.weight[j] > 0;
        bool odd = kind == KIND_NUMBER && body.weight[j] < 0;
        evidence->unlike += odd || (kind == KIND_TEXT && body.weight[j] > 0);
        evidence->odd = evidence->odd || odd;
    }
}

/* Years beside a name, or the names that pandas gives: an empty one, 0, 1, 2 … */
static bool is_counting(const struct evidence *evidence)
{
    bool beside = evidence->texts > 0 || evidence->begins_empty || evidence->odd;
    bool counts = evidence->counts &&
                  (evidence->numbers >= 3 || (evidence->begins_empty && evidence->first == 0));
    return beside && (counts || (evidence->years && evidence->numbers > 1));
}

static bool has_names(const struct evidence *evidence)
{
    if (is_counting(evidence))
        return true;
    if (evidence->like_data != evidence->unlike)
        return evidence->unlike > evidence->like_data;
    return evidence->unlike > 0 || evidence->numbers <= evidence->texts;
}

static void find_header(struct dialect *dialect, const struct sampled_lines *sample)
{
    struct evidence evidence;
    if (dialect->header != DIALECT_AUTO)
        return;
    dialect->header = DIALECT_ON;
    if (sample->count == 0)
        return;
    weigh_first(&evidence, dialect, sample);
    bool names = has_names(&evidence);
    dialect->header = names ? DIALECT_ON : DIALECT_OFF;
    if (evidence.numbers > 0 && (evidence.texts > 0 || names))
        dialect->doubt = names ? DIALECT_MAYBE_DATA : DIALECT_MAYBE_NAMES;
}

/* Do the rows begin with whole numbers that grow, for which the first line has no name, and show
 * points, so that no comma is a decimal sign? */
static bool is_numbered(const struct dialect *dialect, const struct sampled_lines *sample)
{
    static const struct dialect point = {.decimal = '.'};
    size_t names = sample->count > 2 ? count_cells(sample->line[0], dialect->separator) : 0;
    size_t points = 0;
    double number = -1, last;
    struct sample_cell cell;
    for (size_t i = 1; names > 0 && i < sample->count; i++) {
        struct text_piece line = sample->line[i];
        if (count_cells(line, dialect->separator) != names + 1)
            return false;
        last = number;
        next_cell(&line, dialect->separator, &cell);
        if (!dialect_number(&point, cell.text, &number) || number != floor(number) ||
            number <= last)
            return false;
        while (next_cell(&line, dialect->separator, &cell))
            points += strchr(cell.text, '.') && dialect_number(&point, cell.text, &last);
    }
    return points > 0;
}

void dialect_find(struct dialect *dialect, const char *bytes, size_t size, bool whole)
{
    struct text_piece rest = {bytes, bytes + size};
    struct sampled_lines sample;
    dialect->declared = is_declaration(rest);
    if (dialect->declared) {
        dialect->separator = dialect->separator ? dialect->separator : bytes[4];
        rest.text = (const char *)memchr(bytes, '\n', size) + 1;
    }
    sample_of(&sample, rest, whole);
    if (!dialect->separator)
        dialect->separator = find_separator(&sample);
    if (!dialect->decimal)
        dialect->decimal = find_decimal(&sample, dialect->separator);
    find_header(dialect, &sample);
    dialect->numbered = is_numbered(dialect, &sample);
}

/* --- hints --- */

/* A number with more digits in it than it can have. */
static bool is_grouped(const char *text)
{
    const char *digits = text + strspn(text, "+-");
    return text_is_digit(*digits) && strpbrk(digits, ",. '_") &&
           digits[strspn(digits, "0123456789.,'_ ")] == '\0';
}

/* 2020-01-05, 5.1.2020, 12/31/99, 10:30. */
static bool is_day(const char *text)
{
    size_t first = strspn(text, "0123456789");
    const char *sign = text + first;
    return first > 0 && first <= 4 && *sign && strchr("-/.:", *sign) && text_is_digit(sign[1]) &&
           (*sign == ':' || strchr(sign + 1, *sign));
}

/* 1949-01. */
static bool is_month(const char *text)
{
    double month = 0;
    size_t year = strspn(text, "0123456789");
    const char *digits = text + year + 1;
    return year > 0 && year <= 4 && (text[year] == '-' || text[year] == '/') &&
           number_scan(digits, strlen(digits), &month) == 2 && digits[2] == '\0' && month >= 1 &&
           month <= 12;
}

static bool is_date(const char *text)
{
    return is_day(text) || is_month(text);
}

/* One decimal sign, but the other one. */
static bool is_other_decimal(const struct dialect *dialect, const char *text)
{
    double number;
    const struct dialect other = {.decimal = dialect->decimal == ',' ? '.' : ','};
    return strchr(text, other.decimal) && dialect_number(&other, text, &number);
}

static bool is_letter(char c)
{
    return text_is_letter(c) || (unsigned char)c >= 0x80;
}

/* $5, 12 %, 5mm. */
static bool has_unit(const char *text)
{
    enum { LONGEST = 5 }; /* bytes of what stands before the digits */
    double number;
    const char *digits = text + strcspn(text, "0123456789");
    const char *behind = digits + number_scan(digits, strlen(digits), &number);
    bool before = digits > text + strspn(text, "+-. ");
    if (!text_is_digit(*digits) || digits - text > LONGEST)
        return false;
    return before || is_letter(*behind) || *behind == '%' || *behind == ' ';
}

static bool is_infinite(const char *text)
{
    const char *word = text + strspn(text, "+-");
    return strcasecmp(word, "inf") == 0 || strcasecmp(word, "infinity") == 0;
}

static bool is_like_missing(const char *text)
{
    static const char *const words[] = {"na", "n/a",  "n.a.", "#n/a",    "nan",    "null",
                                        "-",  "--",   "---",  "..",      "none",   "nil",
                                        "*",  "#num", "void", "missing", "unknown"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(text, words[i]) == 0)
            return true;
    return is_infinite(text);
}

/* The first that fits. */
static const char *hint_for(const struct dialect *dialect, const char *text)
{
    if (strncasecmp(text + strspn(text, "+-"), "0x", 2) == 0)
        return "; numbers are decimal";
    if (dialect->decimal != ',' && may_group(text))
        return "; digits are not grouped; if 1,234 means 1.234: " SETTING("decimal comma");
    if (is_other_decimal(dialect, text))
        return dialect->decimal == ','
                   ? "; the decimal sign is a comma here; " SETTING("decimal point")
                   : "; the decimal sign is a point here; " SETTING("decimal comma");
    if (is_date(text))
        return "; in place of a date, " SETTING("columns x=row") " counts the rows";
    if (is_grouped(text))
        return "; digits are not grouped";
    if (strncmp(text, "\xE2\x88\x92", 3) == 0)
        return "; the sign of a number is a hyphen";
    return has_unit(text) ? "; a number stands without a unit" : "";
}

static bool is_usual_missing(const char *text)
{
    static const struct dialect usual = {0};
    return dialect_is_missing(&usual, text);
}

bool dialect_looks_missing(const char *text)
{
    return is_usual_missing(text) || is_like_missing(text);
}

char *dialect_hint(const struct dialect *dialect, const char *text, char *out, size_t size)
{
    if (is_usual_missing(text)) /* which it was not, in quotes */
        snprintf(out, size, "; is it missing? " SETTING("missing %s"), text);
    else if (is_like_missing(text))
        snprintf(out, size, "; is it missing? " SETTING("missing %s,%s"),
                 is_infinite(text) ? "nan" : "NA", text);
    else
        snprintf(out, size, "%s", hint_for(dialect, text));
    return out;
}
