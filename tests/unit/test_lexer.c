/* Tokens, and what is no token. */
#include "check.h"

#include "base/buffer.h"
#include "base/error.h"
#include "formula/lexer.h"
#include "formula/syntax.h"

static void describe(const struct token *token, struct buffer *out)
{
    buffer_text(out, out->size > 0 ? " " : "");
    if (token->kind == TOKEN_POWER)
        buffer_text(out, "^");
    if (token->kind == TOKEN_NUMBER || token->kind == TOKEN_POWER)
        buffer_number(out, token->number);
    else if (token->kind == TOKEN_SIGN)
        buffer_text(out, token->sign);
    else
        buffer_add(out, token->text, token->length);
    if (token->kind == TOKEN_NAME)
        buffer_text(out, ":");
}

/* The tokens of text[length], a name with a colon behind it, a superscript as ^ and a number. The
 * text is copied so that a sanitizer sees what is read beyond its end. */
static bool scan(const char *text, size_t length, struct buffer *out, struct error *error)
{
    char *copy = malloc(length + 1);
    memcpy(copy, text, length);
    copy = realloc(copy, length ? length : 1);
    struct token token = {.kind = TOKEN_SIGN};
    size_t offset = 0;
    bool ok = true;
    while (ok && token.kind != TOKEN_END) {
        size_t before = offset;
        ok = lexer_next(copy, length, &offset, &token, error);
        if (ok && token.kind != TOKEN_END) {
            assert_true(offset > before && offset <= length);
            assert_ptr_equal(token.text + token.length, copy + offset);
            describe(&token, out);
        }
    }
    free(copy);
    return ok;
}

static void test_tokens(void **state)
{
    (void)state;
    static const struct {
        const char *text, *tokens;
    } rows[] = {
        {"", ""},
        {" \t\r\n ", ""},
        {"2*x", "2 * x:"},
        {"(1-x)^2 + 100*(y-x^2)^2", "( 1 - x: ) ^ 2 + 100 * ( y: - x: ^ 2 ) ^ 2"},
        {"a = x+1; a^2", "a: = x: + 1 ; a: ^ 2"},
        {"max(x,y)", "max: ( x: , y: )"},
        {"a==b!=c<=d>=e<f>g=h", "a: == b: != c: <= d: >= e: < f: > g: = h:"},
        {"a===b", "a: == = b:"},
        {"x<-1", "x: < - 1"},
        {"x=-1", "x: = - 1"},
        {"not a and b or c", "not: a: and: b: or: c:"},
        {"notx _ _1 A9z", "notx: _: _1: A9z:"},
        {".5 5. 0.5 007", "0.5 5 0.5 7"},
        {"1e3 1E-3 1e+3 .5e1 5.e1", "1000 0.001 1000 5 50"},
        {"1-1", "1 - 1"},
        {"1e3-1", "1000 - 1"},
        {"1e-999", "0"},
        {"1.7976931348623157e308", "1.7976931348623157e+308"},
        {"4.9406564584124654e-324", "4.9406564584124654e-324"},
        {"inf nan", "inf: nan:"},
        {"x ** 2", "x: ^ 2"},
        {"x***y", "x: ^ * y:"},
        {"2×x·y ⋅ z∗w∙v", "2 * x: * y: * z: * w: * v:"},
        {"x÷y∕z⁄w", "x: / y: / z: / w:"},
        {"−x – y ‐ z‑1", "- x: - y: - z: - 1"},
        {"x≤y≥z≠1", "x: <= y: >= z: != 1"},
        {"√2 ∛x", "√ 2 ∛ x:"},
        {"x²y³ z⁻¹ w¹⁰ v⁺⁰⁴⁵⁶⁷⁸⁹", "x: ^2 y: ^3 z: ^-1 w: ^10 v: ^456789"},
        {"x²⁻³", "x: ^2 ^-3"},
        {"π α θ_1 Δx ϕ2 ϵ ϑ µ ω", "π: α: θ_1: Δx: ϕ2: ϵ: ϑ: µ: ω:"},
        {"x₁ β₁₀²", "x₁: β₁₀: ^2"},
        {"\uFEFFx + 1", "x: + 1"},
        {"\uFEFF", ""},
        {"x\u00A0+\u2009y\u3000\u202F*\u2007z", "x: + y: * z:"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buffer out = {0};
        struct error error;
        if (!scan(rows[i].text, strlen(rows[i].text), &out, &error))
            fail_msg("'%s': %s", rows[i].text, error.message);
        if (strcmp(buffer_string(&out), rows[i].tokens) != 0)
            fail_msg("'%s' became '%s'", rows[i].text, buffer_string(&out));
        buffer_release(&out);
    }
}

/* The end stands right behind the last token, where something is missing. */
static void test_end(void **state)
{
    (void)state;
    const char *text = "x +  ";
    struct token token;
    size_t offset = 0;
    for (int i = 0; i < 2; i++)
        assert_true(lexer_next(text, 5, &offset, &token, NULL));
    assert_true(lexer_next(text, 5, &offset, &token, NULL));
    assert_int_equal(token.kind, TOKEN_END);
    assert_ptr_equal(token.text, text + 3);
    assert_int_equal(token.length, 0);
    assert_int_equal(offset, 5);
}

static void test_token_is(void **state)
{
    (void)state;
    struct token token;
    size_t offset = 0;
    assert_true(lexer_next("<=5", 3, &offset, &token, NULL));
    assert_true(token_is(&token, "<="));
    assert_false(token_is(&token, "<"));
    assert_false(token_is(&token, "<=5"));
    assert_true(lexer_next("<=5", 3, &offset, &token, NULL));
    assert_false(token_is(&token, "5")); /* a number is no word */
    assert_true(lexer_next("<=5", 3, &offset, &token, NULL));
    assert_false(token_is(&token, ""));
}

#define BYTES(text) (text), sizeof(text) - 1

static void test_errors(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t length;
        int line, column;
        const char *message;
    } rows[] = {
        {BYTES("x + 2y"), 1, 6, "expected an operator after the number; write 2*y"},
        {BYTES("2.5sin(x)"), 1, 4, "expected an operator after the number; write 2.5*sin"},
        {BYTES("1e"), 1, 2, "expected an operator after the number; write 1*e"},
        {BYTES("1e+"), 1, 2, "expected an operator after the number; write 1*e"},
        {BYTES("2_"), 1, 2, "expected an operator after the number; write 2*_"},
        {BYTES("3.14159265358979323846x"), 1, 23, "expected an operator after the number"},
        {BYTES("2a_name_that_is_rather_long"), 1, 2, "expected an operator after the number"},
        {BYTES("0x10"), 1, 1, "numbers are decimal, without 0x"},
        {BYTES("1 + 0XfF"), 1, 5, "numbers are decimal, without 0x"},
        {BYTES("0x1p3"), 1, 1, "numbers are decimal, without 0x"},
        {BYTES("0x"), 1, 2, "expected an operator after the number; write 0*x"},
        {BYTES("1e999"), 1, 1, "the number is too large"},
        {BYTES("x +\n 1e309"), 2, 2, "the number is too large"},
        {BYTES("1.2.3"), 1, 4, "a number has one decimal point"},
        {BYTES("1..2"), 1, 3, "a number has one decimal point"},
        {BYTES("1e5.5"), 1, 4, "a number has one decimal point"},
        {BYTES("."), 1, 1, "a point without digits is not a number"},
        {BYTES("x..y"), 1, 2, "a point without digits is not a number"},
        {BYTES("2α"), 1, 2, "expected an operator after the number; write 2*α"},
        {BYTES("1_000"), 1, 2, "a number has no _ between its digits"},
        {BYTES("x ⁻"), 1, 3, "unexpected character '⁻'; a name has Latin and Greek letters"},
        {BYTES("₁"), 1, 1, "unexpected character '₁'; a name has Latin and Greek letters"},
        {BYTES("1,5 ."), 1, 5, "a point without digits is not a number"},
        {BYTES("a && b"), 1, 3, "unexpected '&'; the words are not, and, or"},
        {BYTES("a || b"), 1, 3, "unexpected '|'; the words are not, and, or"},
        {BYTES("!a"), 1, 1, "unexpected '!'; the words are not, and, or"},
        {BYTES("x * * 2 # y"), 1, 9, "unexpected '#'; a formula has no comments"},
        {BYTES("ж*x"), 1, 1, "unexpected character 'ж'; a name has Latin and Greek letters"},
        {BYTES("x*\0y"), 1, 3, "unexpected character U+0000"},
        {BYTES("\0=1"), 1, 1, "unexpected character U+0000"},
        {BYTES("x\x1b[2J"), 1, 2, "unexpected character U+001B"},
        {BYTES("x\x7f"), 1, 2, "unexpected character U+007F"},
        {BYTES("\v1"), 1, 1, "unexpected character U+000B"},
        {BYTES("x\xc2\x9b"), 1, 2, "unexpected character U+009B"}, /* C1 control */
        {BYTES("x\xe2\x80\xaey"), 1, 2,
         "unexpected character U+202E; leave it out"}, /* bidi override */
        {BYTES("x\xe2\x80\x8b+1"), 1, 2,
         "unexpected character U+200B; leave it out"}, /* no width */
        {BYTES("x\xef\xbb\xbf"), 1, 2, "unexpected character U+FEFF; leave it out"},
        {BYTES("ｘ + 1"), 1, 1, "unexpected character U+FF58; write x"},
        {BYTES("1 ＋ x"), 1, 3, "unexpected character U+FF0B; write +"},
        {BYTES("𝑥 + 𝐘"), 1, 1, "unexpected character U+1D465; write x"},
        {BYTES("x + 𝐘"), 1, 5, "unexpected character U+1D418; write Y"},
        {BYTES("𝟓*x"), 1, 1, "unexpected character U+1D7D3; write 5"},
        {BYTES("\xef\xbf\xbd"), 1, 1, "unexpected character U+FFFD"},
        {BYTES("x+\xff"), 1, 3, "byte 0xFF is not UTF-8"},
        {BYTES("x+\n\xc0\x80"), 2, 1, "byte 0xC0 is not UTF-8"}, /* overlong */
        {BYTES("\xe2\x88"), 1, 1, "byte 0xE2 is not UTF-8"},     /* cut */
        {BYTES("\xed\xa0\x80"), 1, 1, "byte 0xED is not UTF-8"}, /* surrogate */
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buffer out = {0};
        struct error error = {0};
        if (scan(rows[i].text, rows[i].length, &out, &error))
            fail_msg("'%s' was accepted as '%s'", rows[i].text, buffer_string(&out));
        if (error.line != rows[i].line || error.column != rows[i].column ||
            strcmp(error.message, rows[i].message) != 0)
            fail_msg("'%s': %d:%d: %s", rows[i].text, error.line, error.column, error.message);
        assert_false(scan(rows[i].text, rows[i].length, &out, NULL));
        buffer_release(&out);
    }
}

/* Every byte alone is a token, white space, or an error that says where it is and shows nothing
 * that could steer a terminal. */
static void test_every_byte(void **state)
{
    (void)state;
    static const char signs[] = "+-*/^(),;=<>", space[] = " \t\r\n";
    for (int byte = 0; byte < 256; byte++) {
        char text = (char)byte;
        struct error error = {0};
        struct token token;
        size_t offset = 0;
        bool sign = byte && strchr(signs, byte), white = byte && strchr(space, byte);
        bool digit = byte >= '0' && byte <= '9', small = byte >= 'a' && byte <= 'z';
        bool letter = small || (byte >= 'A' && byte <= 'Z') || byte == '_';
        bool ok = lexer_next(&text, 1, &offset, &token, &error);
        assert_int_equal(ok, sign || white || digit || letter);
        if (ok) {
            assert_int_equal(token.kind, sign    ? TOKEN_SIGN
                                         : digit ? TOKEN_NUMBER
                                         : white ? TOKEN_END
                                                 : TOKEN_NAME);
        } else {
            assert_int_equal(error.line, 1);
            assert_int_equal(error.column, 1);
            check_harmless_message(&error);
        }
    }
}

static void test_long_names(void **state)
{
    (void)state;
    char name[NAME_SIZE + 1];
    memset(name, 'n', sizeof name);
    struct buffer out = {0};
    struct error error;
    assert_true(scan(name, NAME_SIZE - 1, &out, &error));
    assert_int_equal(out.size, NAME_SIZE);
    assert_false(scan(name, NAME_SIZE, &out, &error));
    assert_string_equal(error.message, "the name is longer than 63 bytes");
    assert_int_equal(error.column, 1);
    buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tokens),     cmocka_unit_test(test_end),
        cmocka_unit_test(test_token_is),   cmocka_unit_test(test_errors),
        cmocka_unit_test(test_every_byte), cmocka_unit_test(test_long_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
