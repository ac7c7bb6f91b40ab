#include "formula/hints.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "formula/lexer.h"
#include "formula/syntax.h"

/* A word or a character of elsewhere, and what is written here. */
struct translation {
    const char *from, *to;
};

static const char *translate(const struct translation *rows, size_t count, const char *from)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(rows[i].from, from) == 0)
            return rows[i].to;
    return NULL;
}

#define TRANSLATE(rows, from) translate(rows, sizeof(rows) / sizeof *(rows), from)

enum { SHOWN = 20 }; /* bytes of a token that a message repeats */

/* A word of the text, as a string. */
struct word {
    char text[NAME_SIZE];
};

static struct word word_of(const char *text, size_t size)
{
    struct word word;
    snprintf(word.text, sizeof word.text, "%.*s", (int)size, text);
    return word;
}

/* In every locale. */
/* Where the token before byte `at` ends. */
static size_t end_before(const char *text, size_t at)
{
    while (at > 0 && strchr(" \t\r\n", text[at - 1]))
        at--;
    return at;
}

/* Where the name or the number that ends at byte `end` begins; `end` where there is none. */
static size_t start_of(const char *text, size_t end)
{
    size_t at = end;
    while (at > 0 &&
           (text_is_letter(text[at - 1]) || text_is_digit(text[at - 1]) || text[at - 1] == '_' ||
            text[at - 1] == '.' || (unsigned char)text[at - 1] >= 0x80))
        at--;
    return at;
}

/* --- functions --- */

static const struct translation foreign_functions[] = {
    {"sgn", "sign(…)"},
    {"signum", "sign(…)"},
    {"tg", "tan(…)"},
    {"cot", "1/tan(…)"},
    {"cotan", "1/tan(…)"},
    {"ctg", "1/tan(…)"},
    {"sec", "1/cos(…)"},
    {"csc", "1/sin(…)"},
    {"cosec", "1/sin(…)"},
    {"sen", "sin(…)"},
    {"sech", "1/cosh(…)"},
    {"csch", "1/sinh(…)"},
    {"coth", "1/tanh(…)"},
    {"arcsin", "asin(…)"},
    {"arccos", "acos(…)"},
    {"arctan", "atan(…)"},
    {"arctg", "atan(…)"},
    {"arctan2", "atan2(y, x)"},
    {"asinh", "log(x + sqrt(x^2 + 1))"},
    {"arcsinh", "log(x + sqrt(x^2 + 1))"},
    {"arsinh", "log(x + sqrt(x^2 + 1))"},
    {"acosh", "log(x + sqrt(x^2 - 1))"},
    {"arccosh", "log(x + sqrt(x^2 - 1))"},
    {"arcosh", "log(x + sqrt(x^2 - 1))"},
    {"atanh", "log((1 + x)/(1 - x))/2"},
    {"arctanh", "log((1 + x)/(1 - x))/2"},
    {"artanh", "log((1 + x)/(1 - x))/2"},
    {"fabs", "abs(…)"},
    {"absolute", "abs(…)"},
    {"power", "a^b"},
    {"sqr", "x^2"},
    {"square", "x^2"},
    {"root", "x^(1/n)"},
    {"nthroot", "x^(1/n)"},
    {"loge", "log(…)"},
    {"lg", "log10(…)"},
    {"ld", "log2(…)"},
    {"exp2", "2^x"},
    {"exp10", "10^x"},
    {"logistic", "sigmoid(…)"},
    {"expit", "sigmoid(…)"},
    {"silu", "x*sigmoid(x)"},
    {"swish", "x*sigmoid(x)"},
    {"logcosh", "log(cosh(x))"},
    {"heaviside", "step(…)"},
    {"int", "trunc(…)"},
    {"fix", "trunc(…)"},
    {"frac", "mod(x, 1)"},
    {"ceiling", "ceil(…)"},
    {"rint", "round(…)"},
    {"maximum", "max(…)"},
    {"minimum", "min(…)"},
    {"fmax", "max(…)"},
    {"fmin", "min(…)"},
    {"clip", "max(a, min(x, b))"},
    {"clamp", "max(a, min(x, b))"},
    {"where", "if(c, a, b)"},
    {"ifelse", "if(c, a, b)"},
    {"iif", "if(c, a, b)"},
    {"piecewise", "if(c, a, b)"},
    {"fmod", "mod(a, b)"},
    {"rem", "mod(a, b)"},
    {"modulo", "mod(a, b)"},
    {"remainder", "mod(a, b)"},
    {"erfc", "1 - erf(…)"},
    {"norm", "sqrt(x^2 + y^2)"},
    {"sinc", "if(x == 0, 1, sin(x)/x)"},
    {"product", "prod(i, a, b, f)"},
    {"factorial", "prod(i, 1, n, i)"},
    {"radians", "x*pi/180"},
    {"function", "the formula alone"},
    {"lambda", "the formula alone"},
    {"Σ", "sum(i, a, b, f)"},
    {"Π", "prod(i, a, b, f)"},
};

/* What a rule has for them. */
static const struct translation foreign_in_rules[] = {
    {"grad", "g"},
    {"gradient", "g"},
    {"h", "h alone, or hv(a)"},
    {"hess", "h, or hv(a)"},
    {"hessian", "h, or hv(a)"},
    {"hvp", "hv(a)"},
    {"mean", "dot(a, 1)/dot(1, 1)"},
    {"norm1", "dot(abs(a), 1)"},
    {"norm2", "norm(a)"},
    {"inner", "dot(a, b)"},
    {"normal", "normal alone"},
    {"randn", "normal"},
    {"gauss", "normal"},
    {"N", "normal"},
};

/* Writes how a function of elsewhere is called here; upper case is none of this language. */
static bool known_as(const char *word, char to[HINT_SIZE])
{
    struct word lower = word_of(word, strlen(word));
    for (char *c = lower.text; *c; c++)
        *c = (char)(text_is_letter(*c) ? *c | 0x20 : *c);
    if (table_find(&functions, lower.text)) {
        snprintf(to, HINT_SIZE, "%s(…)", lower.text);
        return true;
    }
    if (table_find(&constants, lower.text)) {
        snprintf(to, HINT_SIZE, "%s", lower.text);
        return true;
    }
    const char *foreign = TRANSLATE(foreign_functions, lower.text);
    size_t first = text_cut(word, strlen(word), 1);
    if (!foreign && strlen(word) >= first + 3 && table_find(&functions, word + first)) {
        snprintf(to, HINT_SIZE, "%.*s*%s(…)", (int)first, word, word + first);
        return true;
    }
    snprintf(to, HINT_SIZE, "%s", foreign ? foreign : "");
    return foreign;
}

/* Where the parenthesis that opens at byte `at` closes; length where it does not. */
static size_t close_of(const char *text, size_t length, size_t at)
{
    int depth = 0;
    for (; at < length; at++) {
        depth += (text[at] == '(') - (text[at] == ')');
        if (depth == 0)
            break;
    }
    return at;
}

/* "f(x,y) = …": is the call at byte `at` the left side of a definition? */
static bool is_defined(const char *text, size_t length, size_t at)
{
    while (at < length && text[at] != '(')
        at++;
    at = close_of(text, length, at);
    if (at < length)
        at++;
    while (at < length && strchr(" \t", text[at]))
        at++;
    return at < length && text[at] == '=' && (at + 1 == length || text[at + 1] != '=');
}

/* Does the text read the name anywhere without "(" behind it? */
static bool is_read(const char *text, size_t length, struct span name)
{
    struct token token = {.kind = TOKEN_SIGN}, next;
    size_t offset = 0;
    bool ok = lexer_next(text, length, &offset, &token, NULL);
    for (; ok && token.kind != TOKEN_END; token = next) {
        ok = lexer_next(text, length, &offset, &next, NULL);
        struct span read = {token.text, token.length};
        if (ok && token.kind == TOKEN_NAME && span_same(read, name) && !token_is(&next, "("))
            return true;
    }
    return false;
}

/* "x(2)": a whole number alone behind the name? */
static bool is_index(const char *text, size_t length, struct span name)
{
    size_t at = (size_t)(name.text - text) + name.length, first = at + 1;
    for (at = first; at < length && text_is_digit(text[at]);)
        at++;
    return at > first && at < length && text[at] == ')' && text[first - 1] == '(';
}

/* A letter, or two, such as x and x₁: more likely a parameter than a function. */
static bool is_short(const char *word)
{
    return text_columns(word, strlen(word)) <= 2;
}

static bool known_in_rules(const char *word, char to[HINT_SIZE])
{
    const char *foreign = TRANSLATE(foreign_in_rules, word);
    snprintf(to, HINT_SIZE, "%s", foreign ? foreign : "");
    return foreign;
}

bool hint_function(const char *text, size_t length, struct span name, bool rule,
                   struct error *error)
{
    size_t at = (size_t)(name.text - text);
    struct word word = word_of(name.text, name.length);
    char to[HINT_SIZE];
    if (is_defined(text, length, at))
        return lexer_error(text, length, at, error,
                           "there is no function '%s'; write what stands right of the '=' alone",
                           word.text);
    if (rule && known_in_rules(word.text, to))
        return lexer_error(text, length, at, error, "there is no function '%s'; write %s",
                           word.text, to);
    if (is_index(text, length, name))
        return lexer_error(text, length, at, error,
                           "there is no function '%s'; each parameter has a name, such as %s1",
                           word.text, word.text);
    if (is_read(text, length, name) || table_find(&constants, word.text))
        return lexer_error(text, length, at, error,
                           "there is no function '%s'; to multiply, write %s*(…)", word.text,
                           word.text);
    if (known_as(word.text, to))
        return lexer_error(text, length, at, error, "there is no function '%s'; write %s",
                           word.text, to);
    const char *near = table_nearest(&functions, word.text);
    char hint[NAMES_HINT];
    if (near)
        return lexer_error(text, length, at, error, "there is no function '%s'%s", word.text,
                           names_hint(near, "", hint));
    if (is_short(word.text))
        return lexer_error(text, length, at, error,
                           "there is no function '%s'; to multiply, write %s*(…)", word.text,
                           word.text);
    return lexer_error(text, length, at, error,
                       "there is no function '%s'; there are sin, cos, exp, log, sqrt, abs, max … "
                       "(all: ttydescent list functions)",
                       word.text);
}

/* Is the token a power of -1, "^-1" or "⁻¹"? `offset` is behind it. */
static bool is_inverse(const char *text, size_t length, size_t offset, const struct token *token)
{
    struct token minus = {.kind = TOKEN_END}, one = {.kind = TOKEN_END};
    if (token->kind == TOKEN_POWER)
        return token->number == -1;
    return token_is(token, "^") && lexer_next(text, length, &offset, &minus, NULL) &&
           token_is(&minus, "-") && lexer_next(text, length, &offset, &one, NULL) &&
           one.kind == TOKEN_NUMBER && one.number == 1;
}

/* What to write for "sin^2" and "sin^-1", behind "sin(…)". */
static const char *power_hint(const char *text, size_t length, size_t offset,
                              const struct token *next, struct span name)
{
    static const struct translation inverses[] = {
        {"sin", "^-1 for 1/sin(…), asin(…) for its inverse"},
        {"cos", "^-1 for 1/cos(…), acos(…) for its inverse"},
        {"tan", "^-1 for 1/tan(…), atan(…) for its inverse"},
    };
    struct word word = word_of(name.text, name.length);
    const char *inverse = TRANSLATE(inverses, word.text);
    if (!token_is(next, "^") && next->kind != TOKEN_POWER)
        return "";
    if (is_inverse(text, length, offset, next) && inverse)
        return inverse;
    return span_is(name, "exp") ? "" : "^2 for its square";
}

bool hint_alone(const char *text, size_t length, struct span name, struct error *error)
{
    struct token next = {.kind = TOKEN_END};
    size_t at = (size_t)(name.text - text), offset = at + name.length;
    struct word word = word_of(name.text, name.length);
    char operand[HINT_SIZE] = "…";
    if (!lexer_next(text, length, &offset, &next, NULL))
        next.kind = TOKEN_END;
    if (span_is(name, "if"))
        strcpy(operand, "c, a, b");
    else if ((next.kind == TOKEN_NAME || next.kind == TOKEN_NUMBER) && next.length <= SHOWN)
        snprintf(operand, sizeof operand, "%.*s", (int)next.length, next.text);
    return lexer_error(text, length, at, error, "'%s' is a function: write %s(%s)%s", word.text,
                       word.text, operand, power_hint(text, length, offset, &next, name));
}

/* --- names and numbers --- */

bool hint_number(const char *text, size_t length, const struct token *number, struct error *error)
{
    size_t at = (size_t)(number->text - text) + number->length;
    size_t size = lexer_name(text + at, length - at);
    if (number->length == 1 && number->text[0] == '0' && (text[at] == 'x' || text[at] == 'X') &&
        size > 1)
        return lexer_error(text, length, at - 1, error, "numbers are decimal, without 0x");
    if (text[at] == '_' && size > 1 && text_is_digit(text[at + 1]))
        return lexer_error(text, length, at, error, "a number has no _ between its digits");
    if (number->length > SHOWN || size > SHOWN)
        return lexer_error(text, length, at, error, "expected an operator after the number");
    return lexer_error(text, length, at, error,
                       "expected an operator after the number; write %.*s*%.*s",
                       (int)number->length, number->text, (int)size, text + at);
}

/* The whole of "np.linalg.norm", from byte `at` on. */
static size_t scan_path(const char *text, size_t length, size_t at)
{
    size_t size = lexer_name(text + at, length - at), more;
    while (at + size + 1 < length && text[at + size] == '.' &&
           (more = lexer_name(text + at + size + 1, length - at - size - 1)) > 0)
        size += 1 + more;
    return size;
}

bool hint_point(const char *text, size_t length, const struct token *name, struct error *error)
{
    size_t at = (size_t)(name->text - text), size = scan_path(text, length, at);
    char to[HINT_SIZE];
    if (size == name->length) {
        char sign = text[at + size + 1];
        if (strchr("*/^", sign))
            return lexer_error(text, length, at + size, error,
                               "a point behind a name; write %c without it", sign);
        return lexer_error(text, length, at + size, error,
                           "a point without digits is not a number");
    }
    struct word path = word_of(text + at, size);
    const char *last = strrchr(path.text, '.');
    if (last && known_as(last + 1, to))
        return lexer_error(text, length, at, error, "a name has no point; write %s", to);
    return lexer_error(
        text, length, at, error,
        "a name has no point; for a column, write " SETTING("columns %s=%s") " and %s here",
        last ? last + 1 : "NAME", path.text, last ? last + 1 : "NAME");
}

/* --- operators and values --- */

/* Words that stand between two values elsewhere. */
static const struct translation foreign_infix[] = {
    {"if", "write if(c, a, b)"},
    {"else", "write if(c, a, b)"},
    {"then", "write if(c, a, b)"},
    {"mod", "write mod(a, b)"},
    {"rem", "write mod(a, b)"},
    {"div", "write floor(a/b)"},
    {"where", "write if(c, a, b)"},
    {"is", "write =="},
    {"xor", "write !="},
};

/* Words that stand before a formula elsewhere. */
static const struct translation foreign_prefix[] = {
    {"lambda", "write the formula alone"},   {"def", "write the formula alone"},
    {"return", "write the formula alone"},   {"function", "write the formula alone"},
    {"let", "write the formula alone"},      {"var", "write the formula alone"},
    {"const", "write the formula alone"},    {"double", "write the formula alone"},
    {"float", "write the formula alone"},    {"minimize", "write the formula alone"},
    {"minimise", "write the formula alone"}, {"plot", "write the formula alone"},
};

/* "2*x", "(…)*(…)": the product of what ends at byte `end` and of the token found. */
static void write_product(const char *text, size_t length, size_t end, const struct token *found,
                          char hint[HINT_SIZE])
{
    size_t start = start_of(text, end), size = end - start;
    bool parenthesis = end > 0 && text[end - 1] == ')';
    const char *behind = found->text + found->length;
    bool call = found->kind == TOKEN_NAME && behind < text + length && *behind == '(';
    if (size > SHOWN || found->length > SHOWN || (size == 0 && !parenthesis)) {
        snprintf(hint, HINT_SIZE, "; to multiply, write *");
        return;
    }
    snprintf(hint, HINT_SIZE, "; to multiply, write %.*s*%.*s%s",
             parenthesis ? (int)strlen("(…)") : (int)size, parenthesis ? "(…)" : text + start,
             (int)found->length, found->text,
             token_is(found, "(")        ? "…)"
             : call                      ? "(…)"
             : found->kind == TOKEN_SIGN ? "…"
                                         : "");
}

/* A value stands where an operator is expected, behind what ends at byte `end`. */
static void hint_two_values(const char *text, size_t length, size_t end, const struct token *found,
                            char hint[HINT_SIZE])
{
    size_t start = start_of(text, end);
    struct word next = word_of(found->text, found->length),
                before = word_of(text + start, end - start);
    const char *infix = TRANSLATE(foreign_infix, next.text);
    const char *prefix = TRANSLATE(foreign_prefix, before.text);
    bool digits = found->kind == TOKEN_NUMBER && start < end &&
                  strspn(before.text, "0123456789.") == strlen(before.text);
    if (infix || prefix)
        snprintf(hint, HINT_SIZE, "; %s", infix ? infix : prefix);
    else if (digits)
        snprintf(hint, HINT_SIZE, "; a number has no blank in it");
    else
        write_product(text, length, end, found, hint);
}

void hint_statement(const char *text, size_t length, const struct token *found,
                    char hint[HINT_SIZE])
{
    static const struct translation signs[] = {
        {"+=", "; write a = a + b for a += b"},
        {"-=", "; write a = a - b for a -= b"},
        {"*=", "; write a = a*b for a *= b"},
        {"/=", "; write a = a/b for a /= b"},
        {":=", "; write = for :="},
        {"<-", "; write = for <-"},
        {"←", "; write = for ←"},
        {"[", "; a name stands for every coordinate"},
    };
    size_t at = (size_t)(found->text - text) + found->length;
    hint[0] = '\0';
    while (at < length && strchr(" \t\r\n", text[at]))
        at++;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t size = strlen(signs[i].from);
        if (found->kind == TOKEN_NAME && size <= length - at &&
            memcmp(text + at, signs[i].from, size) == 0)
            snprintf(hint, HINT_SIZE, "%s", signs[i].to);
    }
}

const char *hint_operands(struct span function)
{
    static const struct translation rows[] = {
        {"log", "; to base b, write log(x)/log(b)"},
        {"ln", "; to base b, write log(x)/log(b)"},
        {"round", "; to 2 decimals, write round(100*x)/100"},
        {"sqrt", "; another root is x^(1/n)"},
        {"atan", "; the angle of a point is atan2(y, x)"},
        {"abs", "; the length of (x, y) is hypot(x, y)"},
    };
    struct word word = word_of(function.text, function.length);
    const char *hint = TRANSLATE(rows, word.text);
    return hint ? hint : "";
}

bool hint_is_decimal(const char *text, size_t length, size_t comma)
{
    return comma > 0 && comma + 1 < length && text_is_digit(text[comma - 1]) &&
           text_is_digit(text[comma + 1]);
}

void hint_operator(const char *text, size_t length, const struct token *found, char hint[HINT_SIZE])
{
    size_t at = (size_t)(found->text - text), end = end_before(text, at);
    bool value = found->kind == TOKEN_NUMBER || found->kind == TOKEN_NAME || token_is(found, "(") ||
                 token_is(found, "√") || token_is(found, "∛");
    hint[0] = '\0';
    if (value)
        hint_two_values(text, length, end, found, hint);
    else if (token_is(found, ",") && hint_is_decimal(text, length, at))
        snprintf(hint, HINT_SIZE, "; decimals have a point: 1.5");
}

void hint_value(const char *text, const struct token *found, char hint[HINT_SIZE])
{
    size_t end = end_before(text, (size_t)(found->text - text));
    char before = end > 0 ? text[end - 1] : '\0';
    const char *what = "";
    if (token_is(found, "=") && before == '\0')
        what = "; leave out the '='";
    else if (token_is(found, "=") && strchr("+-*/", before))
        what = "; write a = a + b for a += b";
    else if (token_is(found, "=") && before == '=')
        what = "; write ==";
    else if (token_is(found, "<") && before == '=')
        what = "; write <=";
    else if (token_is(found, ">") && before == '=')
        what = "; write >=, or what stands right of the '=>' alone";
    else if (token_is(found, ">") && before == '-')
        what = "; write what stands right of the '->' alone";
    else if (token_is(found, "/") && before == '/')
        what = "; a whole quotient is floor(a/b)";
    snprintf(hint, HINT_SIZE, "%s", what);
}

/* --- characters --- */

static const struct translation foreign_characters[] = {
    {"%", "the remainder is mod(a, b)"},
    {"?", "write if(c, a, b)"},
    {":", "write if(c, a, b)"},
    {"}", "write ( and )"},
    {"]", "write ( and )"},
    {"|", "did you mean abs(x)?"},
    {"&", "the words are not, and, or"},
    {"!", "the words are not, and, or"},
    {"~", "the words are not, and, or"},
    {"¬", "the words are not, and, or"},
    {"∧", "the words are not, and, or"},
    {"∨", "the words are not, and, or"},
    {"\"", "leave out the quotation marks"},
    {"'", "leave out the quotation marks"},
    {"`", "leave out the quotation marks"},
    {"“", "leave out the quotation marks"},
    {"”", "leave out the quotation marks"},
    {"„", "leave out the quotation marks"},
    {"‘", "leave out the quotation marks"},
    {"’", "leave out the quotation marks"},
    {"«", "leave out the quotation marks"},
    {"»", "leave out the quotation marks"},
    {"$", "leave it out"},
    {"#", "a formula has no comments"},
    {"@", "write the formula alone"},
    {"→", "write what stands right of it alone"},
    {"↦", "write what stands right of it alone"},
    {"⇒", "write what stands right of it alone"},
    {"—", "did you mean -?"},
    {"½", "write 1/2"},
    {"¼", "write 1/4"},
    {"¾", "write 3/4"},
    {"ⁿ", "write ^n"},
    {"∞", "a formula has no infinity"},
    {"°", "angles are in radians: a degree is pi/180"},
    {"∑", "write sum(i, a, b, f)"},
    {"∏", "write prod(i, a, b, f)"},
    {"⌊", "write floor(x)"},
    {"⌋", "write floor(x)"},
    {"⌈", "write ceil(x)"},
    {"⌉", "write ceil(x)"},
    {"‖", "write sqrt(x^2 + y^2)"},
    {"∂", "derivatives are taken by the program"},
    {"∇", "derivatives are taken by the program"},
};

static const struct translation latex[] = {
    {"frac", "(a)/(b)"},
    {"dfrac", "(a)/(b)"},
    {"tfrac", "(a)/(b)"},
    {"cdot", "*"},
    {"times", "*"},
    {"ast", "*"},
    {"div", "a/b"},
    {"left", "( alone"},
    {"right", ") alone"},
    {"lvert", "abs(x)"},
    {"rvert", "abs(x)"},
    {"lfloor", "floor(x)"},
    {"lceil", "ceil(x)"},
    {"le", "<="},
    {"leq", "<="},
    {"ge", ">="},
    {"geq", ">="},
    {"ne", "!="},
    {"neq", "!="},
    {"operatorname", "the name alone"},
    {"mathrm", "the name alone"},
    {"text", "the name alone"},
};

/* "\frac", "\sin", "\theta". */
static bool hint_latex(const char *text, size_t length, size_t at, struct error *error)
{
    size_t size = 0;
    while (at + 1 + size < length && text_is_letter(text[at + 1 + size]))
        size++;
    struct word word = word_of(text + at + 1, size);
    const char *sign = TRANSLATE(latex, word.text);
    char to[HINT_SIZE];
    if (size == 0 || size > SHOWN)
        return lexer_error(text, length, at, error, "unexpected '\\'; leave it out");
    if (sign || known_as(word.text, to))
        return lexer_error(text, length, at, error, "unexpected '\\%s'; write %s", word.text,
                           sign ? sign : to);
    return lexer_error(text, length, at, error, "unexpected '\\'; write %s without it", word.text);
}

/* "x[0]", "x_{1}", "sin[x]", "sum_{i=1}"; other brackets are parentheses. */
static bool hint_bracket(const char *text, size_t length, size_t at, struct error *error)
{
    size_t end = end_before(text, at), start = start_of(text, end), size = end - start;
    bool index =
        size > 0 && !text_is_digit(text[start]) && (text[at] == '[' || text[end - 1] == '_');
    size -= size > 0 && text[end - 1] == '_';
    struct word word = word_of(text + start, size < SHOWN ? size : 0);
    char to[HINT_SIZE];
    if (known_as(word.text, to))
        return lexer_error(text, length, at, error, "unexpected '%c'; write %s", text[at], to);
    if (index && word.text[0])
        return lexer_error(text, length, at, error,
                           "unexpected '%c'; each parameter has a name of its own, such as %s1",
                           text[at], word.text);
    return lexer_error(text, length, at, error, "unexpected '%c'; write ( and )", text[at]);
}

/* "std::exp", "a := 1"; otherwise a colon belongs to "?". */
static bool hint_colon(const char *text, size_t length, size_t at, struct error *error)
{
    const char *what = "write if(c, a, b)";
    if (at + 1 < length && text[at + 1] == '=')
        what = "write = for :=";
    else if (at + 1 < length && text[at + 1] == ':')
        what = "write what stands right of the '::' alone";
    return lexer_error(text, length, at, error, "unexpected ':'; %s", what);
}

/* A letter, digit or sign of ASCII in another shape: full-width or mathematical; or 0. */
static char plain_letter(uint32_t glyph)
{
    if (glyph >= 0xFF01 && glyph <= 0xFF5E)
        return (char)(glyph - 0xFF01 + '!');
    if (glyph >= 0x1D7CE && glyph <= 0x1D7FF)
        return (char)('0' + (glyph - 0x1D7CE) % 10);
    if (glyph < 0x1D400 || glyph > 0x1D6A3)
        return 0;
    uint32_t letter = (glyph - 0x1D400) % 52;
    return (char)(letter < 26 ? 'A' + letter : 'a' + letter - 26);
}

/* What can't be shown, or is another alphabet's. */
static bool hint_unseen(const char *text, size_t length, size_t at, uint32_t glyph,
                        struct error *error)
{
    char letter = plain_letter(glyph);
    if (letter)
        return lexer_error(text, length, at, error, "unexpected character U+%04X; write %c",
                           (unsigned)glyph, letter);
    return lexer_error(text, length, at, error, "unexpected character U+%04X%s", (unsigned)glyph,
                       glyph >= 0xA0 && glyph != TEXT_INVALID ? "; leave it out" : "");
}

/* Accented, Cyrillic, superscript and subscript letters and the like. */
static bool is_foreign_letter(uint32_t glyph)
{
    return (glyph >= 0xC0 && glyph <= 0x52F) || (glyph >= 0x2070 && glyph <= 0x208E) ||
           (glyph >= 0x2100 && glyph <= 0x214F);
}

bool hint_is_formula(const char *word)
{
    return strpbrk(word, "^*+(") || strstr(word, "²");
}

bool hint_character(const char *text, size_t length, size_t at, struct error *error)
{
    uint32_t glyph;
    size_t size = text_decode(text + at, length - at, &glyph), end = end_before(text, at);
    unsigned char byte = (unsigned char)text[at];
    if (glyph == TEXT_INVALID && size == 1)
        return lexer_error(text, length, at, error, "byte 0x%02X is not UTF-8", byte);
    bool full_width = glyph >= 0xFF01 && glyph <= 0xFF5E; /* hard to tell from ASCII */
    if (text_visible(glyph) != glyph || full_width)
        return hint_unseen(text, length, at, glyph, error);
    if (byte == '\\')
        return hint_latex(text, length, at, error);
    if (byte == '[' || byte == '{')
        return hint_bracket(text, length, at, error);
    if (byte == ':')
        return hint_colon(text, length, at, error);
    bool behind_value = start_of(text, end) < end || (end > 0 && text[end - 1] == ')');
    if (byte == '!' && behind_value)
        return lexer_error(text, length, at, error,
                           "unexpected '!'; a factorial is prod(i, 1, n, i)");
    if (byte == '\'' && behind_value)
        return lexer_error(text, length, at, error,
                           "unexpected '%c'; derivatives are taken by the program", byte);
    if (byte == '|' && at + 1 < length && text[at + 1] == '|')
        return lexer_error(text, length, at, error, "unexpected '|'; the words are not, and, or");
    struct word word = word_of(text + at, size);
    const char *what = TRANSLATE(foreign_characters, word.text);
    if (what)
        return lexer_error(text, length, at, error, "unexpected '%s'; %s", word.text, what);
    return lexer_error(text, length, at, error, "unexpected character '%s'%s", word.text,
                       is_foreign_letter(glyph) ? "; a name has Latin and Greek letters" : "");
}
