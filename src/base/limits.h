/* Limits that all rooms share. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

enum {
    PARAMETERS_MAX = 16, /* of a run: the length of a point, the order of a Hessian */
    NAME_SIZE = 64       /* bytes of a name, a word or an item of a list, with its NUL */
};

/* Names that these had. */
#define FORMULA_MAX_PARAMETERS PARAMETERS_MAX
#define LINEAR_MAX PARAMETERS_MAX
#define RULE_NAME_SIZE NAME_SIZE

#endif
