/* The words of the language: functions and constants. */
#include "formula/syntax.h"

/* Most functions are one operation. */
#define UNARY(name, op)                                                                            \
    static node_id build_##name(struct graph *graph, const node_id *operand, int count)            \
    {                                                                                              \
        (void)count;                                                                               \
        return graph_unary(graph, op, operand[0]);                                                 \
    }
#define BINARY(name, op)                                                                           \
    static node_id build_##name(struct graph *graph, const node_id *operand, int count)            \
    {                                                                                              \
        (void)count;                                                                               \
        return graph_binary(graph, op, operand[0], operand[1]);                                    \
    }

UNARY(sin, OP_SIN)
UNARY(cos, OP_COS)
UNARY(tan, OP_TAN)
UNARY(asin, OP_ASIN)
UNARY(acos, OP_ACOS)
UNARY(atan, OP_ATAN)
UNARY(sinh, OP_SINH)
UNARY(cosh, OP_COSH)
UNARY(tanh, OP_TANH)
UNARY(exp, OP_EXP)
UNARY(expm1, OP_EXPM1)
UNARY(log, OP_LOG)
UNARY(log10, OP_LOG10)
UNARY(log2, OP_LOG2)
UNARY(log1p, OP_LOG1P)
UNARY(sqrt, OP_SQRT)
UNARY(cbrt, OP_CBRT)
UNARY(abs, OP_ABS)
UNARY(sign, OP_SIGN)
UNARY(floor, OP_FLOOR)
UNARY(ceil, OP_CEIL)
UNARY(round, OP_ROUND)
UNARY(trunc, OP_TRUNC)
UNARY(erf, OP_ERF)
UNARY(sigmoid, OP_SIGMOID)
UNARY(softplus, OP_SOFTPLUS)
BINARY(atan2, OP_ATAN2)
BINARY(mod, OP_MOD)
BINARY(pow, OP_POW)
BINARY(hypot, OP_HYPOT)
BINARY(min, OP_MIN)
BINARY(max, OP_MAX)

static node_id build_step(struct graph *graph, const node_id *operand, int count)
{
    (void)count;
    return graph_binary(graph, OP_LT, graph_constant(graph, 0), operand[0]);
}

static node_id build_relu(struct graph *graph, const node_id *operand, int count)
{
    return graph_if(graph, build_step(graph, operand, count), operand[0], graph_constant(graph, 0));
}

static node_id build_if(struct graph *graph, const node_id *operand, int count)
{
    (void)count;
    return graph_if(graph, operand[0], operand[1], operand[2]);
}

/* A series without terms, or two terms of it. */
#define SERIES(name, op, empty)                                                                    \
    static node_id build_##name(struct graph *graph, const node_id *operand, int count)            \
    {                                                                                              \
        return count == 0 ? graph_constant(graph, empty)                                           \
                          : graph_binary(graph, op, operand[0], operand[1]);                       \
    }

SERIES(sum, OP_ADD, 0)
SERIES(prod, OP_MUL, 1)

/* The grid, and all its derivatives that are not 0: what differentiates to is a word of the
 * language, too. */
#define FOREIGN(name, i, j)                                                                        \
    static node_id build_##name(struct graph *graph, const node_id *operand, int count)            \
    {                                                                                              \
        (void)count;                                                                               \
        return graph_foreign(graph, foreign_order(i, j), operand[0], operand[1]);                  \
    }

FOREIGN(grid, 0, 0)
FOREIGN(grid_x, 1, 0)
FOREIGN(grid_y, 0, 1)
FOREIGN(grid_xx, 2, 0)
FOREIGN(grid_xy, 1, 1)
FOREIGN(grid_yy, 0, 2)
FOREIGN(grid_xxx, 3, 0)
FOREIGN(grid_xxy, 2, 1)
FOREIGN(grid_xyy, 1, 2)
FOREIGN(grid_yyy, 0, 3)
FOREIGN(grid_xxxy, 3, 1)
FOREIGN(grid_xxyy, 2, 2)
FOREIGN(grid_xyyy, 1, 3)
FOREIGN(grid_xxxyy, 3, 2)
FOREIGN(grid_xxyyy, 2, 3)
FOREIGN(grid_xxxyyy, 3, 3)

static const struct function rows[] = {
    {"sin", 1, 1, build_sin, "sine, radians"},
    {"cos", 1, 1, build_cos, "cosine, radians"},
    {"tan", 1, 1, build_tan, "tangent, radians"},
    {"asin", 1, 1, build_asin, "inverse sine"},
    {"acos", 1, 1, build_acos, "inverse cosine"},
    {"atan", 1, 1, build_atan, "inverse tangent"},
    {"atan2", 2, 2, build_atan2, "atan2(y,x): the angle of the point (x, y)"},
    {"sinh", 1, 1, build_sinh, "hyperbolic sine"},
    {"cosh", 1, 1, build_cosh, "hyperbolic cosine"},
    {"tanh", 1, 1, build_tanh, "hyperbolic tangent"},
    {"exp", 1, 1, build_exp, "e^x"},
    {"expm1", 1, 1, build_expm1, "e^x - 1, exact near 0"},
    {"log", 1, 1, build_log, "natural logarithm"},
    {"ln", 1, 1, build_log, "natural logarithm"},
    {"log10", 1, 1, build_log10, "logarithm to base 10"},
    {"log2", 1, 1, build_log2, "logarithm to base 2"},
    {"log1p", 1, 1, build_log1p, "log(1 + x), exact near 0"},
    {"sqrt", 1, 1, build_sqrt, "square root"},
    {"cbrt", 1, 1, build_cbrt, "cube root"},
    {"abs", 1, 1, build_abs, "absolute value; slope 0 at 0"},
    {"sign", 1, 1, build_sign, "-1, 0 or 1"},
    {"floor", 1, 1, build_floor, "the greatest whole number not above it; slope 0"},
    {"ceil", 1, 1, build_ceil, "the least whole number not below it; slope 0"},
    {"round", 1, 1, build_round, "the nearest whole number, halves away from 0; slope 0"},
    {"trunc", 1, 1, build_trunc, "the whole part, without the fraction; slope 0"},
    {"mod", 2, 2, build_mod, "mod(a,b): a - b*floor(a/b), with the sign of b"},
    {"pow", 2, 2, build_pow, "pow(a,b): a^b"},
    {"hypot", 2, 2, build_hypot, "hypot(x,y): sqrt(x^2 + y^2)"},
    {"min", 2, FUNCTION_CHAIN, build_min, "the least of two or more; a tie shares the slope"},
    {"max", 2, FUNCTION_CHAIN, build_max, "the greatest of two or more; a tie shares the slope"},
    {"erf", 1, 1, build_erf, "error function"},
    {"sigmoid", 1, 1, build_sigmoid, "1/(1 + e^-x)"},
    {"softplus", 1, 1, build_softplus, "log(1 + e^x)"},
    {"relu", 1, 1, build_relu, "x where x > 0, else 0; slope 0 at 0"},
    {"step", 1, 1, build_step, "1 where x > 0, else 0"},
    {"if", 3, 3, build_if, "if(c,a,b): a where c is not 0, else b"},
    {"grid", 2, 2, build_grid, "grid(x,y): the value of the grid's spline there"},
    {"grid_x", 2, 2, build_grid_x, "its slope along the first axis"},
    {"grid_y", 2, 2, build_grid_y, "its slope along the second axis"},
    {"grid_xx", 2, 2, build_grid_xx, "its curvature along the first axis"},
    {"grid_xy", 2, 2, build_grid_xy, "how much its first slope changes along the second axis"},
    {"grid_yy", 2, 2, build_grid_yy, "its curvature along the second axis"},
    {"grid_xxx", 2, 2, build_grid_xxx, "its third derivative along the first axis: it jumps there"},
    {"grid_xxy", 2, 2, build_grid_xxy, "the slope of grid_xx along the second axis"},
    {"grid_xyy", 2, 2, build_grid_xyy, "the slope of grid_yy along the first axis"},
    {"grid_yyy", 2, 2, build_grid_yyy,
     "its third derivative along the second axis: it jumps there"},
    {"grid_xxxy", 2, 2, build_grid_xxxy, "the slope of grid_xxx along the second axis"},
    {"grid_xxyy", 2, 2, build_grid_xxyy, "the curvature of grid_xx along the second axis"},
    {"grid_xyyy", 2, 2, build_grid_xyyy, "the slope of grid_yyy along the first axis"},
    {"grid_xxxyy", 2, 2, build_grid_xxxyy, "the curvature of grid_xxx along the second axis"},
    {"grid_xxyyy", 2, 2, build_grid_xxyyy, "the curvature of grid_yyy along the first axis"},
    {"grid_xxxyyy", 2, 2, build_grid_xxxyyy, "the last one: constant in each cell"},
    {"sum", FUNCTION_SERIES, FUNCTION_SERIES, build_sum,
     "sum(i,a,b,f): the sum of f for i = a, a+1, … b"},
    {"prod", FUNCTION_SERIES, FUNCTION_SERIES, build_prod,
     "prod(i,a,b,f): the product of f for i = a, a+1, … b"},
};

const struct table functions = TABLE("function", rows);

static const struct constant constant_rows[] = {
    {"pi", M_PI, "3.14159…"},
    {"π", M_PI, "pi"},
    {"e", M_E, "2.71828…"},
};

const struct table constants = TABLE("constant", constant_rows);
