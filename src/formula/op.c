#include "formula/op.h"

const struct op_info op_info[OP_COUNT] = {[OP_CONSTANT] = {"constant", 0, true},
                                          [OP_INPUT] = {"input", 0, true},
#define OP_ROW(name_, operands_, finite_, value_) [OP_##name_] = {#name_, operands_, finite_},
                                          OP_LIST(OP_ROW)
#undef OP_ROW
                                              [OP_FOREIGN] = {"foreign", 2, false}};

double op_value(enum op op, double a, double b, double c)
{
    (void)b;
    (void)c;
    switch (op) {
#define OP_CASE(name_, operands_, finite_, value_)                                                 \
    case OP_##name_:                                                                               \
        return value_;
        OP_LIST(OP_CASE)
#undef OP_CASE
    default:
        return NAN;
    }
}
