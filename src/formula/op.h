/* The operations that formulas are made of: one row an operation, with its value as a C
 * expression in the operands a, b, c. The list is the only place where an operation's value is
 * written down; the interpreters (block.c) and constant folding are made from it.
 *
 * FINITE says that finite operands give a finite result (overflow of + - * aside); a product
 * with a factor that may not be finite is made an OP_CHAIN, in which an exact 0 wins. IF counts as
 * not finite so that the 0 of a branch not taken wins even over an overflow in that branch. */
#ifndef FORMULA_OP_H
#define FORMULA_OP_H

#include <math.h>
#include <stdbool.h>

#include "base/elementary.h"

/* Sine, cosine and tangent of any argument; block.c has rows of them that turn but little. */
#define TURN(function, angle) m_##function(angle)

/* OP(name, operands, finite, value) */
#define OP_LIST(OP)                                                                                \
    OP(NEG, 1, true, -a)                                                                           \
    OP(ADD, 2, true, a + b)                                                                        \
    OP(SUB, 2, true, a - b)                                                                        \
    OP(MUL, 2, true, a *b)                                                                         \
    OP(CHAIN, 2, false, a == 0 || b == 0 ? 0.0 : a * b)                                            \
    OP(DIV, 2, false, a / b)                                                                       \
    OP(POW, 2, false, m_pow(a, b))                                                                 \
    OP(SQRT, 1, false, sqrt(a + 0.0)) /* of -0 it is 0, whose slope is +infinity */                \
    OP(CBRT, 1, true, m_cbrt(a))                                                                   \
    OP(EXP, 1, false, m_exp(a))                                                                    \
    OP(EXPM1, 1, false, m_expm1(a))                                                                \
    OP(LOG, 1, false, m_log(a))                                                                    \
    OP(LOG1P, 1, false, m_log1p(a))                                                                \
    OP(LOG2, 1, false, m_log2(a))                                                                  \
    OP(LOG10, 1, false, m_log10(a))                                                                \
    OP(SIN, 1, true, TURN(sin, a))                                                                 \
    OP(COS, 1, true, TURN(cos, a))                                                                 \
    OP(TAN, 1, false, TURN(tan, a))                                                                \
    OP(ASIN, 1, false, m_asin(a))                                                                  \
    OP(ACOS, 1, false, m_acos(a))                                                                  \
    OP(ATAN, 1, true, m_atan(a))                                                                   \
    OP(ATAN2, 2, true, m_atan2(a, b))                                                              \
    OP(SINH, 1, false, m_sinh(a))                                                                  \
    OP(COSH, 1, false, m_cosh(a))                                                                  \
    OP(TANH, 1, true, m_tanh(a))                                                                   \
    OP(SECH2, 1, true, op_sech2(a))                                                                \
    OP(SIGMOID, 1, true, op_sigmoid(a))                                                            \
    OP(SOFTPLUS, 1, true, op_softplus(a))                                                          \
    OP(LOG_COSH, 1, true, op_log_cosh(a))                                                          \
    OP(LOG_ADD, 2, true, op_log_add(a, b))                                                         \
    OP(LOG_1M_EXP, 1, false, op_log_1m_exp(a))                                                     \
    OP(POSITIVE, 1, false, a >= 0 ? a : NAN)                                                       \
    OP(CIRCLE, 1, false, sqrt((1 - a) * (1 + a)))                                                  \
    OP(ABS, 1, true, fabs(a))                                                                      \
    OP(SIGN, 1, true, op_sign(a))                                                                  \
    OP(FLOOR, 1, true, floor(a))                                                                   \
    OP(CEIL, 1, true, ceil(a))                                                                     \
    OP(TRUNC, 1, true, trunc(a))                                                                   \
    OP(ROUND, 1, true, round(a))                                                                   \
    OP(MOD, 2, false, op_mod(a, b))                                                                \
    OP(ERF, 1, true, m_erf(a))                                                                     \
    OP(ERFC, 1, true, m_erfc(a))                                                                   \
    OP(HYPOT, 2, true, m_hypot(a, b))                                                              \
    OP(SHARE, 2, true, op_share(a, b))                                                             \
    OP(MIN, 2, true, op_min(a, b))                                                                 \
    OP(MAX, 2, true, op_max(a, b))                                                                 \
    OP(EQ, 2, true, a == b)                                                                        \
    OP(NE, 2, true, a != b)                                                                        \
    OP(LT, 2, true, a < b)                                                                         \
    OP(LE, 2, true, a <= b)                                                                        \
    OP(AND, 2, true, a != 0 && b != 0)                                                             \
    OP(OR, 2, true, a != 0 || b != 0)                                                              \
    OP(NOT, 1, true, a == 0)                                                                       \
    OP(IF, 3, false, a != 0 ? b : c)                                                               \
    OP(MUL_ADD, 3, true, a *b + c)                                                                 \
    OP(MUL_SUB, 3, true, a *b - c)                                                                 \
    OP(SUB_MUL, 3, true, c - a * b)

enum op {
    OP_CONSTANT, /* no operands: a number */
    OP_INPUT,    /* no operands: input number `index` */
#define OP_NAME(name, operands, finite, value) OP_##name,
    OP_LIST(OP_NAME)
#undef OP_NAME
        OP_FOREIGN, /* two operands: a derivative of the foreign function, see foreign.h */
    OP_COUNT
};

struct op_info {
    const char *name;
    int operands; /* 0 to 3 */
    bool finite;
};

/* One row an operation, indexed by enum op. */
extern const struct op_info op_info[OP_COUNT];

/* The value of one operation of the list; operands that it does not take are ignored. */
double op_value(enum op op, double a, double b, double c);

/* Forms that neither overflow nor lose digits at large arguments. */
static inline double op_sech2(double a) /* 1 / cosh(a)^2 */
{
    double e = m_exp(-2 * fabs(a));
    return 4 * e / ((1 + e) * (1 + e));
}

static inline double op_sigmoid(double a) /* 1 / (1 + exp(-a)) */
{
    double e = m_exp(-fabs(a));
    return (a >= 0 ? 1 : e) / (1 + e);
}

static inline double op_softplus(double a) /* log(1 + exp(a)) */
{
    return (a > 0 ? a : 0) + m_log1p(m_exp(-fabs(a)));
}

static inline double op_log_cosh(double a) /* log(cosh(a)) */
{
    double size = fabs(a), s = m_sinh(size < 2 ? size : 0);
    return size < 2 ? m_log1p(s * s) / 2 : size + m_log1p(m_exp(-2 * size)) - M_LN2;
}

static inline double op_log_add(double a, double b) /* log(exp(a) + exp(b)) */
{
    double apart = a == b ? 0 : fabs(a - b);
    return (a > b ? a : b) + m_log1p(m_exp(-apart));
}

static inline double op_log_1m_exp(double a) /* m_log(1 - m_exp(a)) */
{
    return a > -M_LN2 ? m_log(-m_expm1(a)) : m_log1p(-m_exp(a));
}

static inline double op_sign(double a)
{
    return a > 0 ? 1 : a < 0 ? -1 : a;
}

/* a - b floor(a/b) without rounding in between: it has the sign of b. */
static inline double op_mod(double a, double b)
{
    double rest = fmod(a, b);
    if (rest == 0)
        return copysign(rest, b);
    return (rest < 0) != (b < 0) ? rest + b : rest;
}

static inline double op_share(double a, double b) /* a / hypot(a, b), the slope of hypot */
{
    return a == 0 ? 0 : a / m_hypot(a, b);
}

static inline double op_min(double a, double b) /* NaN wins */
{
    return b < a || b != b ? b : a;
}

static inline double op_max(double a, double b) /* NaN wins */
{
    return b > a || b != b ? b : a;
}

#endif
