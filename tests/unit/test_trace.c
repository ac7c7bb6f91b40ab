#include "check.h"

#include <float.h>
#include <locale.h>

#include "base/buffer.h"
#include "out/trace.h"

static const char *const xy[] = {"x", "y"};

static const struct sample samples[] = {
    {.step = 0, .loss = 67.375, .grad_norm = 35.25, .lr = 0.175, .x = {3.5, 3.5}},
    {.step = 1,
     .evaluations = 12,
     .trials = 7,
     .loss = 0.1,
     .grad_norm = 1.0 / 3,
     .lr = 1e-7,
     .x = {-2.625, 1e22}},
    {.step = 2, .loss = INFINITY, .grad_norm = NAN, .lr = 5e-324, .x = {-INFINITY, -0.0}},
    {.step = 123456789, .loss = DBL_MAX, .grad_norm = DBL_MIN, .lr = 1, .x = {0.1 + 0.2, 4}},
};

static void trace(struct buffer *out, enum trace_format format, const char *const *names, int n,
                  size_t count)
{
    const struct quantity_scope scope = {.parameter = names, .n = n};
    const struct trace of = trace_for(format, &scope);
    trace_begin(&of, out);
    for (size_t i = 0; i < count; i++)
        trace_row(&of, &samples[i], i == 0, out);
    trace_end(&of, out);
}

/* Numbers as printf's %.17g writes them in the C locale. */
static void test_csv(void **state)
{
    (void)state;
    struct buffer out = {0};
    trace(&out, TRACE_CSV, xy, 2, COUNT(samples));
    assert_string_equal(
        buffer_string(&out),
        "step,x,y,loss,grad_norm,lr\n"
        "0,3.5,3.5,67.375,35.25,0.17499999999999999\n"
        "1,-2.625,1e+22,0.10000000000000001,0.33333333333333331,9.9999999999999995e-08\n"
        "2,-inf,-0,inf,nan,4.9406564584124654e-324\n"
        "123456789,0.30000000000000004,4,1.7976931348623157e+308,2.2250738585072014e-308,1\n");
    buffer_release(&out);
}

static void test_header(void **state)
{
    (void)state;
    static const char *const names[] = {"w", "b", "scale"};
    struct buffer out = {0};
    trace(&out, TRACE_CSV, names, 1, 0);
    trace(&out, TRACE_CSV, names, 3, 0);
    assert_string_equal(buffer_string(&out), "step,w,loss,grad_norm,lr\n"
                                             "step,w,b,scale,loss,grad_norm,lr\n");
    buffer_release(&out);
}

/* What is learnt from data has columns of its own. */
static void test_data(void **state)
{
    (void)state;
    const struct sample start = {.loss = 2, .batch_loss = NAN, .validation = 2.5, .x = {1, 0}};
    const struct sample step = {
        .step = 1, .loss = 1.5, .epoch = 1, .batch_loss = 2, .validation = 2.25, .x = {0.5, 0}};
    struct quantity_scope scope = {.parameter = xy, .n = 2, .data = true};
    struct trace of = trace_for(TRACE_CSV, &scope);
    struct buffer out = {0};
    trace_begin(&of, &out);
    trace_row(&of, &start, true, &out);
    scope.validation = true;
    of = trace_for(TRACE_CSV, &scope);
    trace_begin(&of, &out);
    trace_row(&of, &step, true, &out);
    of = trace_for(TRACE_JSON, &scope);
    trace_row(&of, &start, true, &out);
    assert_string_equal(
        buffer_string(&out),
        "step,x,y,loss,grad_norm,lr,batch_loss,epoch\n0,1,0,2,0,0,nan,0\n"
        "step,x,y,loss,grad_norm,lr,batch_loss,epoch,validation\n1,0.5,0,1.5,0,0,2,1,2.25\n"
        "  {\"step\": 0, \"x\": 1, \"y\": 0, \"loss\": 2, \"grad_norm\": 0, \"lr\": 0, "
        "\"batch_loss\": null, \"epoch\": 0, \"validation\": 2.5, \"evaluations\": 0, "
        "\"trials\": 0}");
    buffer_release(&out);
}

/* Each number of a CSV row read back is the same double. */
static void test_round_trip(void **state)
{
    (void)state;
    const struct quantity_scope scope = {.parameter = xy, .n = 2};
    const struct trace of = trace_for(TRACE_CSV, &scope);
    uint64_t random = 23;
    for (int round = 0; round < 2000; round++) {
        double number[5], got;
        for (size_t i = 0; i < COUNT(number); i++)
            number[i] = check_uniform(&random, -1, 1) * pow(10, check_uniform(&random, -300, 300));
        const struct sample sample = {.step = round,
                                      .loss = number[2],
                                      .grad_norm = number[3],
                                      .lr = number[4],
                                      .x = {number[0], number[1]}};
        struct buffer out = {0};
        trace_row(&of, &sample, false, &out);
        const char *at = buffer_string(&out);
        assert_int_equal(strtol(at, (char **)&at, 10), round);
        for (size_t i = 0; i < COUNT(number); i++) {
            assert_int_equal(*at, ',');
            got = strtod(at + 1, (char **)&at);
            assert_true(check_same_bits(got, number[i]));
        }
        assert_string_equal(at, "\n");
        buffer_release(&out);
    }
}

static void test_json(void **state)
{
    (void)state;
    struct buffer out = {0};
    trace(&out, TRACE_JSON, xy, 2, 3);
    assert_string_equal(
        buffer_string(&out),
        "[\n"
        "  {\"step\": 0, \"x\": 3.5, \"y\": 3.5, \"loss\": 67.375, "
        "\"grad_norm\": 35.25, \"lr\": 0.17499999999999999, "
        "\"evaluations\": 0, \"trials\": 0},\n"
        "  {\"step\": 1, \"x\": -2.625, \"y\": 1e+22, \"loss\": 0.10000000000000001, "
        "\"grad_norm\": 0.33333333333333331, \"lr\": 9.9999999999999995e-08, "
        "\"evaluations\": 12, \"trials\": 7},\n"
        "  {\"step\": 2, \"x\": null, \"y\": -0, \"loss\": null, "
        "\"grad_norm\": null, \"lr\": 4.9406564584124654e-324, "
        "\"evaluations\": 0, \"trials\": 0}\n"
        "]\n");
    buffer_release(&out);
}

/* The last object has what is found at the end; what has no value there is null. CSV is as
 * before. */
static void test_last(void **state)
{
    (void)state;
    static const char *const name[] = {"kappa"};
    const struct quantity_scope scope = {.parameter = name, .n = 1};
    const struct trace json = trace_for(TRACE_JSON, &scope), csv = trace_for(TRACE_CSV, &scope);
    struct criteria_state seen = {.first = {0}, .since = {0}};
    for (int i = 0; i < CRITERION_COUNT; i++)
        seen.first[i] = seen.since[i] = i == CRITERION_GRAD ? 4 : -1;
    struct observation end = observation_of(&samples[0], &seen);
    struct buffer out = {0};
    end.last = true;
    end.lambda_max = 10;
    end.verdict = 3;
    end.verdict_word = "saddle";
    trace_observed(&json, &end, true, &out);
    assert_string_equal(
        buffer_string(&out),
        "  {\"step\": 0, \"kappa\": 3.5, \"loss\": 67.375, \"grad_norm\": 35.25, "
        "\"lr\": 0.17499999999999999, \"evaluations\": 0, \"trials\": 0, \"hessians\": 0, \"lambda_max\": 10, "
        "\"lambda_min\": null, \"first_grad\": 4, \"first_plateau\": null, "
        "\"first_params\": null, \"first_loss\": null, \"first_cycle\": null, "
        "\"first_rest\": null, \"first_diverge\": null, \"first_falls\": null, "
        "\"settled_grad\": 4, \"settled_plateau\": null, \"settled_params\": null, "
        "\"settled_loss\": null, \"settled_cycle\": null, \"settled_rest\": null, "
        "\"settled_diverge\": null, \"settled_falls\": null, \"verdict\": \"saddle\"}");
    buffer_clear(&out);
    trace_observed(&csv, &end, true, &out);
    assert_string_equal(buffer_string(&out), "0,3.5,67.375,35.25,0.17499999999999999\n");
    buffer_release(&out);
}

/* A reader of JSON (RFC 8259) that says whether a value is well-formed, and where it ends. */
static const char *json_value(const char *at);

static const char *json_blank(const char *at)
{
    return at + strspn(at, " \t\r\n");
}

static const char *json_string(const char *at)
{
    if (*at++ != '"')
        return NULL;
    for (; *at != '"'; at++) {
        if ((unsigned char)*at < 0x20)
            return NULL;
        if (*at != '\\')
            continue;
        at++;
        if (*at == 'u' && strspn(at + 1, "0123456789abcdefABCDEF") >= 4)
            at += 4;
        else if (!*at || !strchr("\"\\/bfnrt", *at))
            return NULL;
    }
    return at + 1;
}

static const char *json_number(const char *at)
{
    size_t digits = strspn(at += *at == '-', "0123456789");
    if (digits == 0 || (digits > 1 && *at == '0'))
        return NULL;
    at += digits;
    if (*at == '.') {
        digits = strspn(++at, "0123456789");
        if (digits == 0)
            return NULL;
        at += digits;
    }
    if (*at != 'e' && *at != 'E')
        return at;
    at += 1 + (at[1] == '-' || at[1] == '+');
    digits = strspn(at, "0123456789");
    return digits ? at + digits : NULL;
}

static const char *json_members(const char *at, char close)
{
    at = json_blank(at + 1);
    while (at && *at != close) {
        if (close == '}') {
            at = json_string(at);
            at = at && *at == ':' ? at + 1 : NULL;
        }
        at = at ? json_value(at) : NULL;
        if (at && *at == ',') {
            at = json_blank(at + 1);
            at = *at == close ? NULL : at;
        } else if (at && *at != close) {
            return NULL;
        }
    }
    return at ? at + 1 : NULL;
}

static const char *json_value(const char *at)
{
    at = json_blank(at);
    const char *end = *at == '['                    ? json_members(at, ']')
                      : *at == '{'                  ? json_members(at, '}')
                      : *at == '"'                  ? json_string(at)
                      : strncmp(at, "null", 4) == 0 ? at + 4
                                                    : json_number(at);
    return end ? json_blank(end) : NULL;
}

static bool json_is_valid(const char *text)
{
    const char *end = json_value(text);
    return end && *end == '\0';
}

/* Whatever the names, and for no, one and many rows, JSON is well-formed. */
static void test_json_is_valid(void **state)
{
    (void)state;
    static const char *const names[] = {"a\"b", "c\\", "\n\033\x01", "κ", ""};
    assert_true(json_is_valid("[{\"a\": -1.5e-3}, \"\\u001b\", null, []]\n"));
    assert_false(json_is_valid("[1,]") || json_is_valid("[nan]") || json_is_valid("{\"a\" 1}"));
    assert_false(json_is_valid("[1,5 2]") || json_is_valid("[01]") || json_is_valid("[1] 2"));
    for (size_t count = 0; count <= COUNT(samples); count++)
        for (int n = 1; n <= (int)COUNT(names); n++) {
            struct buffer out = {0};
            trace(&out, TRACE_JSON, names, n, count);
            if (!json_is_valid(buffer_string(&out)))
                fail_msg("no JSON: %s", buffer_string(&out));
            buffer_release(&out);
        }
}

/* Under a locale with a decimal comma, where one is installed, the trace is the same. */
static void test_locale(void **state)
{
    (void)state;
    static const char *const locales[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "de_DE.utf8", "de_DE"};
    struct buffer before = {0}, after = {0};
    size_t i = 0;
    trace(&before, TRACE_CSV, xy, 2, COUNT(samples));
    while (i < COUNT(locales) && !setlocale(LC_ALL, locales[i]))
        i++;
    trace(&after, TRACE_CSV, xy, 2, COUNT(samples));
    setlocale(LC_ALL, "C");
    assert_string_equal(buffer_string(&after), buffer_string(&before));
    buffer_release(&before);
    buffer_release(&after);
    if (i == COUNT(locales))
        skip();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_csv),    cmocka_unit_test(test_data),
        cmocka_unit_test(test_header), cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_json),   cmocka_unit_test(test_json_is_valid),
        cmocka_unit_test(test_locale), cmocka_unit_test(test_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
