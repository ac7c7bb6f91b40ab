/* Where a relief is looked at from. */
#ifndef VIEW_EYE_H
#define VIEW_EYE_H

/* Where the eye is, in degrees: to the right round the body from the middle of its front edge, and
 * up. */
struct eye {
    double turn; /* 0 to 360, less than that */
    double tilt; /* EYE_LOWEST to EYE_HIGHEST */
};

enum { EYE_LOWEST = 10, EYE_HIGHEST = 70 };

#endif
