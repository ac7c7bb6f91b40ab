/* Programs: the block interpreter is the scalar one, bit for bit; constants are folded, equal
 * parts are shared, registers are used again; two linked programs are the two in turn. */
#include "check.h"
#include "foreign.h"

#include "base/buffer.h"
#include "formula/formula.h"
#include "formula/syntax.h"

static const char *const xy[] = {"x", "y"};
static const struct formula_names names = {.name = xy, .parameters = 2, .foreign = &foreign_cubic};

static struct formula *compile(const char *text)
{
    struct formula *formula = formula_compile(text, strlen(text), &names, NULL);
    if (!formula)
        fail_msg("'%s' does not compile", text);
    return formula;
}

/* --- interpreters --- */

static const double special[] = {0,     -0.0,      1,      -1,    0.5,  1e-310,
                                 1e-16, 1e300,     -1e300, 710,   -746, INFINITY,
                                 NAN,   -INFINITY, 1e5,    -1e22, 2.25, 0x1p-1074};

static void fill(struct evaluator *evaluator, uint64_t *random)
{
    for (size_t i = 0; i < evaluator->program->inputs; i++)
        for (size_t k = 0; k < evaluator->width; k++)
            evaluator_input(evaluator, i)[k] = check_below(random, 3) > 0
                                                   ? check_uniform(random, -5, 5)
                                                   : special[check_below(random, COUNT(special))];
}

/* Outputs of the first `points` points are those of single runs; inputs are left as they were. */
static void compare(const char *text, const struct evaluator *block, struct evaluator *single,
                    size_t points)
{
    const struct program *program = block->program;
    for (size_t k = 0; k < points; k++) {
        for (size_t i = 0; i < program->inputs; i++)
            *evaluator_input(single, i) = block->registers[i * block->width + k];
        evaluator_run(single, 1);
        for (size_t j = 0; j < program->outputs; j++) {
            double got = evaluator_output(block, j)[k], want = *evaluator_output(single, j);
            if (!check_same_bits(got, want))
                fail_msg("%s: output %zu of point %zu of %zu, width %zu: %.17g, alone %.17g", text,
                         j, k, points, block->width, got, want);
        }
    }
}

static void check_blocks(const char *text, const struct program *program)
{
    static const size_t sizes[][2] = {{1, 1},   {2, 2},     {3, 3},     {7, 7},    {7, 5},
                                      {17, 17}, {255, 255}, {256, 256}, {256, 31}, {256, 0}};
    struct evaluator single;
    uint64_t random = 42;
    assert_true(evaluator_init(&single, program, 1));
    for (size_t s = 0; s < COUNT(sizes); s++) {
        struct evaluator block;
        assert_true(evaluator_init(&block, program, sizes[s][0]));
        fill(&block, &random);
        size_t bytes = program->inputs * block.width * sizeof(double);
        double *before = malloc(bytes);
        memcpy(before, block.registers, bytes);
        for (int twice = 0; twice < 2; twice++)
            evaluator_run(&block, sizes[s][1]);
        assert_memory_equal(before, block.registers, bytes);
        compare(text, &block, &single, sizes[s][1]);
        free(before);
        evaluator_release(&block);
    }
    evaluator_release(&single);
}

static void check_formula_blocks(const char *text)
{
    struct formula *formula = compile(text);
    check_blocks(text, &formula->value);
    check_blocks(text, &formula->gradient);
    check_blocks(text, &formula->hessian);
    formula_free(formula);
}

static void test_blocks(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "x",
        "7",
        "x+y-x*y/(x^2+1)",
        "x^y",
        "x^-3 + y^2.5",
        "(1-x)^2 + 100*(y-x^2)^2",
        "-20*exp(-0.2*sqrt((x^2+y^2)/2)) - exp((cos(2*pi*x)+cos(2*pi*y))/2) + 20 + e",
        "a = sin(x)*y; b = if(a < 0.5 and not x==y, cos(a), a^3); a*b + hypot(a, b)",
        "if(x>y or x!=1, min(x,y,0), max(x,-y))",
    };
    for (size_t i = 0; i < COUNT(texts); i++)
        check_formula_blocks(texts[i]);
}

static void test_blocks_of_every_function(void **state)
{
    (void)state;
    for (size_t i = 0; i < functions.count; i++) {
        const struct function *function = table_row(&functions, i);
        const char *operands[] = {"", "x", "x,y", "x,y,x*y"};
        bool series = function->least == FUNCTION_SERIES;
        char text[64];
        snprintf(text, sizeof text, "%s(%s)", function->name,
                 series ? "i,1,3,x-i*y" : operands[function->least]);
        check_formula_blocks(text);
    }
}

/* The interpreters do what op_value does, for every operation, on every pair of special values. */
static void test_operations(void **state)
{
    (void)state;
    for (enum op op = OP_INPUT + 1; op < OP_FOREIGN; op++) {
        struct instruction code[] = {{.op = op, .to = 3, .a = 0, .b = 1, .c = 2},
                                     {.op = PROGRAM_END}};
        uint32_t output = 3;
        struct program program = {.inputs = 3,
                                  .registers = 4,
                                  .outputs = 1,
                                  .length = 1,
                                  .code = code,
                                  .output = &output};
        struct evaluator block;
        assert_non_null(op_info[op].name);
        assert_in_range(op_info[op].operands, 1, 3);
        assert_true(evaluator_init(&block, &program, COUNT(special)));
        for (size_t i = 0; i < COUNT(special); i++) {
            for (size_t k = 0; k < COUNT(special); k++) {
                evaluator_input(&block, 0)[k] = special[i];
                evaluator_input(&block, 1)[k] = special[k];
                evaluator_input(&block, 2)[k] = 3;
            }
            evaluator_run(&block, COUNT(special));
            for (size_t k = 0; k < COUNT(special); k++)
                if (!check_same_bits(evaluator_output(&block, 0)[k],
                                     op_value(op, special[i], special[k], 3)))
                    fail_msg("%s(%g, %g): %g", op_info[op].name, special[i], special[k],
                             evaluator_output(&block, 0)[k]);
        }
        evaluator_release(&block);
    }
    assert_true(isnan(op_value(OP_COUNT, 1, 1, 1)));
}

/* Vector functions are a few units in the last place off, no more. */
static void test_pixels(void **state)
{
    (void)state;
    struct formula *formula =
        compile("exp(x/2) + sin(x)*cos(y) + log(x^2+1) + tanh(y) + (x^2+1)^y + atan(x*y)");
    struct evaluator exact, pixels;
    uint64_t random = 7;
    assert_true(evaluator_init(&exact, &formula->value, 200));
    assert_true(evaluator_init(&pixels, &formula->value, 200));
    for (int i = 0; i < 200; i++) {
        evaluator_input(&exact, 0)[i] = evaluator_input(&pixels, 0)[i] =
            check_uniform(&random, -5, 5);
        evaluator_input(&exact, 1)[i] = evaluator_input(&pixels, 1)[i] =
            check_uniform(&random, -5, 5);
    }
    evaluator_run(&exact, 200);
    evaluator_run(&pixels, 200);
    for (int i = 0; i < 200; i++)
        check_near("pixel", evaluator_output(&pixels, 0)[i], evaluator_output(&exact, 0)[i], 1e-13,
                   1);
    evaluator_release(&exact);
    evaluator_release(&pixels);
    formula_free(formula);
}

/* Moving input 1 alone and running again is the same as running all of it. */
static void test_rerun(void **state)
{
    (void)state;
    struct formula *formula =
        compile("a = sin(x)*cos(x) + x^3; b = exp(x); a*y + b/(1 + y^2) + (a - b)^2");
    const struct program *program = &formula->value;
    assert_int_equal(formula->hessian.still, 0);
    assert_in_range(program->still, 1, program->length - 1);
    struct evaluator again, fresh;
    assert_true(evaluator_init(&again, program, 7));
    assert_true(evaluator_init(&fresh, program, 7));
    for (size_t k = 0; k < 7; k++)
        evaluator_input(&again, 0)[k] = evaluator_input(&fresh, 0)[k] = 0.3 * (double)k - 1;
    evaluator_run(&again, 7);
    for (double y = -2; y <= 2; y += 0.5) {
        evaluator_fill(&again, 1, y, 7);
        evaluator_fill(&fresh, 1, y, 7);
        evaluator_rerun(&again, 7);
        evaluator_run(&fresh, 7);
        for (size_t j = 0; j < program->outputs; j++)
            for (size_t k = 0; k < 7; k++)
                assert_true(check_same_bits(evaluator_output(&again, j)[k],
                                            evaluator_output(&fresh, j)[k]));
    }
    evaluator_release(&again);
    evaluator_release(&fresh);
    formula_free(formula);
}

/* An input is read where it is placed, also where an output is that input, and in its own row
 * again. */
static void test_place(void **state)
{
    (void)state;
    static const double elsewhere[3] = {0.5, -2, 7};
    struct formula *formula = compile("x*y"); /* its slope along y is x */
    struct evaluator evaluator;
    assert_true(evaluator_init(&evaluator, &formula->gradient, 3));
    evaluator_fill(&evaluator, 0, 3, 3);
    evaluator_fill(&evaluator, 1, 10, 3);
    evaluator_place(&evaluator, 0, elsewhere);
    evaluator_run(&evaluator, 3);
    for (size_t k = 0; k < 3; k++) {
        assert_true(evaluator_output(&evaluator, 0)[k] == 10 * elsewhere[k]);
        assert_true(evaluator_output(&evaluator, 2)[k] == elsewhere[k]);
    }
    double sum[3];
    evaluator_sum(&evaluator, 3, sum);
    assert_true(sum[0] == 55 && sum[1] == 30 && sum[2] == 5.5);
    evaluator_place(&evaluator, 0, NULL);
    evaluator_run(&evaluator, 3);
    assert_true(evaluator_output(&evaluator, 0)[2] == 30 &&
                evaluator_output(&evaluator, 2)[0] == 3);
    evaluator_release(&evaluator);
    formula_free(formula);
}

/* --- two in a row --- */

/* Runs `second` on the first outputs of `first`; `linked` has run on the same inputs. */
static void compare_linked(const struct evaluator *linked, const struct evaluator *first,
                           struct evaluator *second)
{
    size_t outputs = first->program->outputs;
    for (size_t i = 0; i < second->program->inputs; i++)
        *evaluator_input(second, i) = *evaluator_output(first, i);
    evaluator_run(second, 1);
    for (size_t j = 0; j < outputs; j++)
        assert_true(check_same_bits(*evaluator_output(linked, j), *evaluator_output(first, j)));
    for (size_t j = 0; j < second->program->outputs; j++)
        assert_true(
            check_same_bits(*evaluator_output(linked, outputs + j), *evaluator_output(second, j)));
}

static void check_link(const char *text, const struct program *first, const struct program *second)
{
    struct program program;
    struct evaluator linked, one, two;
    uint64_t random = 5;
    assert_true(program_link(&program, first, second));
    check_blocks(text, &program);
    assert_true(evaluator_init(&linked, &program, 1));
    assert_true(evaluator_init(&one, first, 1));
    assert_true(evaluator_init(&two, second, 1));
    for (int i = 0; i < 50; i++) {
        fill(&linked, &random);
        memcpy(one.registers, linked.registers, first->inputs * sizeof(double));
        evaluator_run(&one, 1);
        evaluator_run(&linked, 1);
        compare_linked(&linked, &one, &two);
    }
    evaluator_release(&linked);
    evaluator_release(&one);
    evaluator_release(&two);
    program_release(&program);
}

/* With outputs that become inputs in place, whichever can, a program gives what it gives without.
 * Counts them. */
static int check_return(const struct program *program, struct program *changed)
{
    struct evaluator plain, returned;
    uint64_t random = 9;
    int count = 0;
    for (size_t j = 0; j < changed->outputs; j++)
        for (size_t i = 0; i < changed->inputs; i++)
            count += changed->output[j] != i && program_return(changed, j, i);
    assert_true(evaluator_init(&plain, program, 1) && evaluator_init(&returned, changed, 1));
    for (int k = 0; k < 20; k++) {
        fill(&plain, &random);
        memcpy(returned.registers, plain.registers, program->inputs * sizeof(double));
        evaluator_run(&plain, 1);
        evaluator_run(&returned, 1);
        for (size_t j = 0; j < program->outputs; j++)
            assert_true(
                check_same_bits(*evaluator_output(&plain, j), *evaluator_output(&returned, j)));
    }
    evaluator_release(&plain);
    evaluator_release(&returned);
    return count;
}

static void test_return(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool some; /* there are outputs that can: not where they are inputs or constants */
    } rows[] = {{"x^2*y + y^3", true}, {"x", false}, {"sin(x)*cos(y)", true}, {"7", false}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct formula *formula = compile(rows[i].text), *again = compile(rows[i].text);
        assert_int_equal(check_return(&formula->gradient, &again->gradient) > 0, rows[i].some);
        formula_free(formula);
        formula_free(again);
    }
}

/* Outputs that are inputs, constants or one another are among them. */
static void test_link(void **state)
{
    (void)state;
    static const char *const texts[] = {"x", "7*y", "x*y + 3*x", "sin(x)*cos(y) + (x-2)^4/5"};
    for (size_t i = 0; i < COUNT(texts); i++)
        for (size_t k = 0; k < COUNT(texts); k++) {
            struct formula *first = compile(texts[i]), *second = compile(texts[k]);
            check_link(texts[i], &first->gradient, &second->gradient);
            check_link(texts[i], &first->hessian, &second->value);
            formula_free(first);
            formula_free(second);
        }
}

/* --- layout --- */

/* How many instructions the value takes. Counted by hand: one for each operation that is left,
 * where a product that goes into one sum only is one with it. */
static void test_instructions(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t count;
    } rows[] = {
        /* constants */
        {"3", 0},
        {"x", 0},
        {"2*3+4^2", 0},
        {"sin(pi/2)*e", 0},
        {"2*3*x", 1},
        {"x+2*3", 1},
        {"if(1<2,x,y*y)", 0},
        {"1 and not 0", 0},
        {"max(1,2,3)+x", 1},
        /* what changes nothing */
        {"x+0", 0},
        {"0+x", 0},
        {"x-0", 0},
        {"x*1", 0},
        {"1*x", 0},
        {"x/1", 0},
        {"x^1", 0},
        {"-(-x)", 0},
        {"x-x", 0},
        {"0*x", 0},
        {"x^0", 0},
        {"if(x<y,x,x)", 0},
        {"+x", 0},
        /* what may be NaN stays */
        {"0*log(x)", 2},
        {"log(x)-log(x)", 2},
        {"x/x", 1},
        /* equal parts */
        {"x*y + x*y", 2},
        {"x*y - y*x", 0},
        {"(x+y)*(y+x)", 2},
        {"sin(x)*sin(x)", 2},
        {"a = x+1; a*a + a", 2},
        {"a = sin(x); b = sin(x); a/b", 2},
        {"a = sin(x); y", 0},
        {"sin(x+y) + cos(x+y)", 4},
        {"x-y + (y-x)", 3},
        /* powers */
        {"x^2", 1},
        {"x^3", 2},
        {"x^4", 2},
        {"x^15", 6},
        {"x^16", 4},
        {"x^17", 1},
        {"x^-1", 1},
        {"x^-2", 2},
        {"x^0.5", 1},
        {"x^2.5", 1},
        {"e^x", 1},
        {"x^2 + x^4", 2},
        /* a negation goes into the sum; a quotient by a power of two is a product */
        {"-x", 1},
        {"x + -y", 1},
        {"-x + y", 1},
        {"x - -y", 1},
        {"0-x", 1},
        {"x*-1", 1},
        {"x/2 + x*0.5", 0},
        {"x*-y", 2},
        {"-x*-y", 1},
        {"-3*-x", 1},
        {"2*(3*x)", 1},
        {"3*x + 3*x", 1},
        {"3*(2*x)", 2},     /* would round once, not twice */
        {"2*(1e308*x)", 2}, /* would overflow where this does not */
        {"softplus(x)", 1},
        {"relu(x)", 2},
        {"min(x,y,1)", 2},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct formula *formula = compile(rows[i].text);
        if (formula->value.length != rows[i].count)
            fail_msg("%s: %zu instructions, not %zu", rows[i].text, formula->value.length,
                     rows[i].count);
        formula_free(formula);
    }
}

/* x² + y²: y*y, x*x plus that; 2x, 2y; and the Hessian is constants. */
static void test_derivatives_share(void **state)
{
    (void)state;
    struct formula *formula = compile("x^2 + y^2");
    assert_int_equal(formula->value.length, 2);
    assert_int_equal(formula->gradient.length, 4);
    assert_int_equal(formula->hessian.length, 4);
    assert_int_equal(formula->hessian.constants, 2);
    formula_free(formula);
    formula = compile("exp(x)"); /* its own derivatives */
    assert_int_equal(formula->hessian.length, 1);
    assert_int_equal(formula->hessian.output[0], formula->hessian.output[1]);
    formula_free(formula);
}

/* A chain of any length works in place; a balanced sum of 2^n products needs about n registers. */
static void test_registers(void **state)
{
    (void)state;
    struct buffer text = {0};
    for (int i = 0; i < 100; i++)
        buffer_text(&text, "sin(");
    buffer_text(&text, "x");
    buffer_fill(&text, ')', 100);
    struct formula *formula = compile(text.data);
    assert_int_equal(formula->value.length, 100);
    assert_int_equal(formula->value.registers, 2 + 1);
    formula_free(formula);
    formula = compile("(sin(x)+cos(x))*(tan(x)+exp(x))+(sin(y)+cos(y))*(tan(y)+exp(y))");
    assert_int_equal(formula->value.length, 14);
    assert_in_range(formula->value.registers, 2 + 2, 2 + 4);
    formula_free(formula);
    buffer_release(&text);
}

/* --- graph --- */

/* Whatever is added when there is no room left, and the nodes move, comes out right: a sanitizer
 * sees who still looks at the old place. */
static void test_growing_graph(void **state)
{
    (void)state;
    for (int used = 120; used < 130; used++) {
        for (enum op op = OP_INPUT + 1; op < OP_COUNT; op++) {
            struct graph graph;
            graph_init(&graph);
            node_id x = graph_input(&graph, 0), three = graph_constant(&graph, 3), f;
            while (graph.count < (size_t)used)
                graph_constant(&graph, 5 + (double)graph.count);
            if (op_info[op].operands == 1)
                f = graph_unary(&graph, op, x);
            else if (op_info[op].operands == 2)
                f = graph_binary(&graph, op, x, three);
            else
                f = graph_if(&graph, x, three, x);
            node_id gradient;
            assert_in_range(f, used, graph.count - 1);
            assert_true(graph_gradient(&graph, f, 1, &gradient));
            assert_true(op != OP_DIV || graph.nodes[f].finite);
            graph_release(&graph);
        }
    }
}

/* Beyond its limit a graph fails for good, and says so. */
static void test_full_graph(void **state)
{
    (void)state;
    struct graph graph;
    graph_init(&graph);
    node_id x = graph_input(&graph, 0), node = x, gradient = 0;
    assert_int_equal(graph_input(&graph, 0), x);
    for (int i = 0; i < GRAPH_MAX_NODES - 1; i++) {
        node_id next = graph_unary(&graph, i % 2 ? OP_SIN : OP_COS, node);
        assert_int_equal(next, node + 1);
        node = next;
    }
    assert_int_equal(graph.count, GRAPH_MAX_NODES);
    assert_false(graph.failed);
    assert_int_equal(graph_unary(&graph, OP_EXP, node), NODE_NONE);
    assert_true(graph.failed);
    assert_int_equal(graph_binary(&graph, OP_ADD, x, NODE_NONE), NODE_NONE);
    assert_int_equal(graph_if(&graph, NODE_NONE, x, x), NODE_NONE);
    assert_int_equal(graph_power(&graph, x, NODE_NONE), NODE_NONE);
    assert_int_equal(graph_chain(&graph, NODE_NONE, x), NODE_NONE);
    assert_false(graph_is_constant(&graph, NODE_NONE, 0));
    assert_false(graph_gradient(&graph, x, 1, &gradient));
    assert_int_equal(gradient, NODE_NONE);
    struct program program;
    assert_false(program_build(&program, &graph, 1, true, &x, 1));
    assert_null(program.code);
    program_release(&program);
    graph_release(&graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blocks),       cmocka_unit_test(test_blocks_of_every_function),
        cmocka_unit_test(test_operations),   cmocka_unit_test(test_pixels),
        cmocka_unit_test(test_rerun),        cmocka_unit_test(test_place),
        cmocka_unit_test(test_link),         cmocka_unit_test(test_return),
        cmocka_unit_test(test_instructions), cmocka_unit_test(test_derivatives_share),
        cmocka_unit_test(test_registers),    cmocka_unit_test(test_growing_graph),
        cmocka_unit_test(test_full_graph),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
