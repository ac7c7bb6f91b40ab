#include "base/elementary.h"
#include "base/triangle.h"

#include <string.h>

void triangle_start(struct triangle *triangle, int n)
{
    memset(triangle, 0, sizeof *triangle);
    triangle->n = n;
}

void triangle_add(struct triangle *triangle, double *row)
{
    int last = triangle->n;
    for (int k = 0; k <= last; k++) {
        double *to = triangle->row[k];
        if (row[k] == 0)
            continue;
        double size = m_hypot(to[k], row[k]), c = to[k] / size, s = row[k] / size;
        for (int j = k; j <= last; j++) {
            double old = to[j];
            to[j] = c * old + s * row[j];
            row[j] = c * row[j] - s * old;
        }
    }
}

void triangle_scale(struct triangle *triangle, double factor)
{
    for (int i = 0; i <= triangle->n; i++)
        for (int j = i; j <= triangle->n; j++)
            triangle->row[i][j] *= factor;
}

void triangle_join(struct triangle *triangle, const struct triangle *other)
{
    double row[TRIANGLE_WIDTH];
    for (int k = 0; k <= triangle->n; k++) {
        memcpy(row, other->row[k], sizeof row);
        triangle_add(triangle, row);
    }
}

void triangle_read(const struct triangle *triangle, double *r, double *c)
{
    int n = triangle->n;
    for (int i = 0; i < n; i++) {
        memcpy(r + i * n, triangle->row[i], (size_t)n * sizeof *r);
        c[i] = triangle->row[i][n];
    }
}
