/* Any bytes as a formula: it compiles and can be evaluated and differentiated, or it is refused
 * with a place and a message that can be shown. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "formula/formula.h"
#include "formula/squares.h"

static void need(int condition)
{
    if (!condition)
        abort();
}

/* No byte of it may steer a terminal; newlines are for error_show only. */
static void need_harmless(const char *text, size_t size, int newlines)
{
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)text[i];
        need((byte >= 0x20 && byte != 0x7F) || (newlines && byte == '\n'));
        need(byte != 0xC2 || (unsigned char)text[i + 1] >= 0xA0); /* C1 controls */
    }
}

static void check_error(const struct error *error, const char *text, size_t size)
{
    struct buffer shown = {0};
    need(error->line >= 1 && error->column >= 1);
    need((size_t)error->line <= size + 1 && (size_t)error->column <= size + 1);
    need(error->message[0] != '\0' && memchr(error->message, '\0', sizeof error->message) != NULL);
    need_harmless(error->message, strlen(error->message), 0);
    error_show(error, text, size, &shown);
    need_harmless(buffer_string(&shown), shown.size, 1);
    buffer_release(&shown);
}

static int same(double a, double b)
{
    return (isnan(a) && isnan(b)) || memcmp(&a, &b, sizeof a) == 0;
}

/* Every point of a block is the single point, bit for bit. */
static void check_program(const struct program *program)
{
    static const double value[] = {0, -0.0, 1, -1.5, 1e-300, -1e300, INFINITY, NAN, 37};
    enum { POINTS = sizeof value / sizeof *value };
    struct evaluator block, single;
    need(evaluator_init(&block, program, POINTS) && evaluator_init(&single, program, 1));
    for (size_t k = 0; k < POINTS; k++)
        for (size_t i = 0; i < program->inputs; i++)
            evaluator_input(&block, i)[k] = value[(k + 2 * i) % POINTS];
    evaluator_run(&block, POINTS);
    for (size_t k = 0; k < POINTS; k++) {
        for (size_t i = 0; i < program->inputs; i++)
            *evaluator_input(&single, i) = evaluator_input(&block, i)[k];
        evaluator_run(&single, 1);
        for (size_t j = 0; j < program->outputs; j++)
            need(same(evaluator_output(&block, j)[k], *evaluator_output(&single, j)));
    }
    evaluator_release(&block);
    evaluator_release(&single);
}

/* What is to blame for a value that is not finite has a place in the text, and a short name. */
static void check_blame(const struct formula *formula)
{
    static const double value[] = {0, -1, 0.5, -1e300, 1e-320};
    enum { POINTS = sizeof value / sizeof *value };
    for (size_t k = 0; k < POINTS; k++) {
        const double x[] = {value[k], value[(k + 1) % POINTS], value[(k + 2) % POINTS]};
        struct formula_blame blame;
        if (!formula_blame(formula, x, &blame))
            continue;
        need(blame.line >= 1 && blame.column >= 1 && blame.name && blame.operands >= 1);
        need_harmless(blame.text, strlen(blame.text), 0);
    }
}

/* As a sum of squares, if it is one. */
static void check_squares(const struct formula *formula)
{
    struct error error = {0};
    struct squares *squares = squares_compile(formula, &error);
    need(squares || error.message[0] != '\0');
    if (squares)
        check_program(&squares->program);
    squares_free(squares);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const name[] = {"x", "y", "z"};
    static const struct formula_names names = {.name = name, .parameters = 2, .variables = 1};
    struct error error = {0};
    struct formula *formula = formula_compile((const char *)data, size, &names, &error);
    if (formula) {
        check_program(&formula->value);
        check_program(&formula->gradient);
        check_program(&formula->hessian);
        if (formula->switches > 0)
            check_program(&formula->switching);
        check_blame(formula);
        check_squares(formula);
    } else {
        check_error(&error, (const char *)data, size);
    }
    formula_free(formula);
    return 0;
}
