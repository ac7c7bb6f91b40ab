#!/usr/bin/env python3
"""Prints the polynomials of src/base/elementary.h, the lowest power first, in hexadecimal.

Each is the polynomial through the Chebyshev points of the interval, worked out with 140 digits by
mpmath, and rounded to doubles; behind the name stands the largest error, as a power of two."""
from mpmath import atan, atanh, cbrt, chebyfit, cos, cosh, erf, erfc, exp, log, mp, mpf, nstr, pi, sin, sinh, sqrt

mp.dps = 140
TINY = mpf(10) ** -24  # in place of 0, where a quotient has no value


def fit(name, function, least, most, terms):
    coefficients, error = chebyfit(lambda x: function(x if abs(x) > TINY else TINY), [least, most], terms, error=True)
    print(f"{name}: 2^{nstr(log(error, 2), 4)}")
    for c in reversed(coefficients):
        print("   ", float(c).hex())
    return coefficients[-1]


def scaled_erfc(u):
    """(1 + 2x) exp(x^2) erfc(x) at the x with u = (x - 3)/(x + 3)."""
    if u > 1 - TINY:
        return 2 / sqrt(pi)
    x = 3 * (1 + u) / (1 - u)
    if x > 1000:  # the asymptotic series
        total, term = mpf(0), mpf(1)
        for k in range(12):
            total, term = total + term, -term * (2 * k + 1) / (2 * x * x)
        return (1 + 2 * x) * total / (x * sqrt(pi))
    return (1 + 2 * x) * erfc(x) * exp(x * x)


fit("(exp(r) - 1 - r)/r^2", lambda r: (exp(r) - 1 - r) / r**2, -0.3472, 0.3472, 12)
fit("(cosh(r) - 1)/r^2, of r^2", lambda z: (cosh(sqrt(z)) - 1) / z, 0, 0.1206, 6)
fit("(sinh(r)/r - 1)/r^2, of r^2", lambda z: (sinh(sqrt(z)) / sqrt(z) - 1) / z, 0, 0.1206, 6)
fit("(2 atanh(s)/s - 2)/s^2, of s^2", lambda z: (2 * atanh(sqrt(z)) / sqrt(z) - 2) / z, 0, 0.02945, 8)
fit("the same less 2/3 and 2/5 s^2, over s^4", lambda z: (2 * atanh(sqrt(z)) / sqrt(z) - 2 - 2 * z / 3 - 2 * z * z / 5) / z**3, 0, 0.02945, 7)
fit("(sin(x)/x - 1)/x^2, of x^2", lambda z: (sin(sqrt(z)) / sqrt(z) - 1) / z, 0, 0.6172, 7)
fit("(cos(x) - 1 + x^2/2)/x^4, of x^2", lambda z: (cos(sqrt(z)) - 1 + z / 2) / z**2, 0, 0.6172, 7)
fit("(1 - atan(t)/t)/t^2, of t^2", lambda z: (1 - atan(sqrt(z)) / sqrt(z)) / z, 0, mpf(49) / 256 * mpf("1.001"), 12)
fit("(erf(x)/x - 2/sqrt(pi))/x^2, of x^2", lambda z: (erf(sqrt(z)) / sqrt(z) - 2 / sqrt(pi)) / z, 0, 1, 12)
first = fit("(1 + 2x) exp(x^2) erfc(x), of u", scaled_erfc, mpf(-5) / 7, 1, 24)
print("    the first's rest", float(first - mpf(float(first))).hex())
fit("cbrt(m)", cbrt, 1, 8, 6)
