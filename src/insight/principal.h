/* The directions in which a path has moved most, and the plane along them. */
#ifndef INSIGHT_PRINCIPAL_H
#define INSIGHT_PRINCIPAL_H

struct plane;
struct trajectory;

/* The plane through x[n], n > 1, along the two directions in which the path has moved most: the
 * leading eigenvectors of the sum of d d' over its samples at x + d, of those that have not run
 * away (Li et al. 2018, arXiv:1712.09913, section 7.2). The component of a direction that is
 * largest in size is positive. Where the path has fewer directions, the coordinate that is most
 * nearly at right angles takes the place. part[2]: the part of the sum of |d|^2 that lies along
 * each; 0 where the path has no length. */
void plane_principal(struct plane *plane, const struct trajectory *path, const double *x,
                     double part[2]);

#endif
