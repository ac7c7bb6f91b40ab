/* Limits that all rooms share. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

enum {
    PARAMETERS_MAX = 16, /* of a run: the length of a point, the order of a Hessian */
    NAME_SIZE = 64       /* bytes of a name, a word or an item of a list, with its NUL */
};

#endif
