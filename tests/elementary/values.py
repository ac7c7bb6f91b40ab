#!/usr/bin/env python3
"""Writes a file of arguments and true values for each elementary function.

A row is the argument (or two), and the value as the sum of two doubles, all in hexadecimal: the sum
is the value to 2^-105 of it, from 120 digits worked out by mpmath. Usage: values.py FOLDER"""
import math
import random
import struct
import sys

from mpmath import mp, mpf
import mpmath

mp.dps = 120
COUNT = 2000
random.seed(1)


def any_size(low=-1074, high=1023, signs=(-1, 1)):
    return random.choice(signs) * math.ldexp(random.uniform(0.5, 1), random.randint(low + 1, high + 1))


def between(low, high):
    return lambda: random.uniform(low, high)


def near(*points):
    """A few to many units in the last place beside a point."""
    def draw():
        x = random.choice(points)
        n = struct.unpack("<q", struct.pack("<d", x))[0] + random.choice((-1, 1)) * int(2 ** random.uniform(0, 40))
        return struct.unpack("<d", struct.pack("<q", n))[0]
    return draw


def sizes(low, high, signs=(-1, 1)):
    return lambda: any_size(low, high, signs)


def turns(most):
    """Close to a multiple of a quarter turn."""
    return lambda: float(random.randint(1, most) * mp.pi / 2) * random.choice((-1, 1))


# Arguments known to lie closest to a multiple of pi/2 (Kahan; Muller, Elementary Functions), or
# whose value lies closest to the middle between two doubles.
CLOSE_TURNS = (6381956970095103.0 * 2.0**797, 5319372648326541.0 * 2.0**-24, 2.0**1023, 2.0**20, 1e22,
               float.fromhex("0x1.921fb54442d18p+0"), float.fromhex("0x1.6ac5b262ca1ffp+849"))


def listed(*values):
    return lambda: random.choice(values)


LN2 = math.log(2)
ONE = {
    "exp": (mpmath.exp, between(-745, 709), between(-1, 1), sizes(-60, 9), near(1, LN2 / 2, -LN2 / 2, 709.78, -708.4)),
    "expm1": (mpmath.expm1, between(-40, 709), between(-1, 1), sizes(-1074, 9), near(LN2 / 2, -LN2 / 2, 1)),
    "log": (mpmath.log, between(0.5, 2), sizes(-1074, 1023, (1,)), near(1, 2**0.5, 2**-0.5), between(0, 1e6)),
    "log1p": (mpmath.log1p, between(-1, 2), sizes(-1074, 0), sizes(0, 1023, (1,)), near(-1, -0.2928932188134524, 0.4142135623730951)),
    "log2": (lambda x: mpmath.log(x) / mpmath.log(2), between(0.5, 2), sizes(-1074, 1023, (1,)), near(1, 2**0.5), between(0, 1e6)),
    "log10": (lambda x: mpmath.log(x) / mpmath.log(10), between(0.5, 2), sizes(-1074, 1023, (1,)), near(1, 1e3, 1e-5), between(0, 1e6)),
    "sin": (mpmath.sin, between(-7, 7), sizes(-1074, 1023), turns(10**6), listed(*CLOSE_TURNS), between(-1e9, 1e9)),
    "cos": (mpmath.cos, between(-7, 7), sizes(-1074, 1023), turns(10**6), listed(*CLOSE_TURNS), between(-1e9, 1e9)),
    "tan": (mpmath.tan, between(-7, 7), sizes(-1074, 1023), turns(10**6), listed(*CLOSE_TURNS), between(-1e9, 1e9)),
    "asin": (mpmath.asin, between(-1, 1), sizes(-1074, -1), near(0.5, -0.5, 0.999999, -0.999999)),
    "acos": (mpmath.acos, between(-1, 1), sizes(-1074, -1), near(0.5, -0.5, 0.999999, -0.999999)),
    "atan": (mpmath.atan, between(-5, 5), sizes(-1074, 1023), near(7 / 16, 11 / 16, 19 / 16, 39 / 16, 1)),
    "sinh": (mpmath.sinh, between(-710, 710), between(-2, 2), sizes(-1074, 9), near(LN2 / 2, 1)),
    "cosh": (mpmath.cosh, between(-710, 710), between(-2, 2), sizes(-60, 9), near(LN2 / 2, 1)),
    "tanh": (mpmath.tanh, between(-20, 20), between(-2, 2), sizes(-1074, 9), near(LN2 / 2, 1)),
    "cbrt": (lambda x: mpmath.sign(x) * mpmath.cbrt(abs(x)), between(-10, 10), sizes(-1074, 1023), near(1, 8, 27)),
    "erf": (mpmath.erf, between(-6, 6), between(-1, 1), sizes(-1074, 3), near(0.5, 1)),
    "erfc": (mpmath.erfc, between(-6, 26.5), between(-1, 1), sizes(-60, 4), near(0.5, -0.5, 1)),
}
TWO = {
    "pow": (mpmath.power, ((between(0, 10), between(-50, 50)), (sizes(-1074, 1023, (1,)), between(-1.01, 1.01)),
                           (near(1), sizes(0, 40)), (between(-9, 9), lambda: float(random.randint(-40, 40))))),
    "atan2": (mpmath.atan2, ((between(-2, 2), between(-2, 2)), (sizes(-1074, 1023), sizes(-1074, 1023)),
                             (between(-1, 1), sizes(-40, 40)))),
    "hypot": (mpmath.hypot, ((between(-2, 2), between(-2, 2)), (sizes(-1074, 1022), sizes(-1074, 1022)),
                             (between(-1, 1), sizes(-40, 40)))),
}


def is_shown(value):
    """Can two doubles hold it?"""
    return value == 0 or mpf(2)**-900 <= abs(value) < mpf(2)**1023


def row(arguments, value):
    high = float(value)
    low = float(value - mpf(high))
    return " ".join(x.hex() for x in (*arguments, high, low)) + "\n"


def write(folder, name, function, draw):
    with open(f"{folder}/{name}.txt", "w") as out:
        written = 0
        while written < COUNT:
            arguments = draw(written)
            try:
                value = function(*(mpf(x) for x in arguments))
            except (ValueError, ZeroDivisionError):
                continue
            if isinstance(value, mpmath.mpc) or not is_shown(value):
                continue
            out.write(row(arguments, value))
            written += 1


def main():
    folder = sys.argv[1]
    for name, (function, *kinds) in ONE.items():
        write(folder, name, function, lambda i: (kinds[i % len(kinds)](),))
    for name, (function, kinds) in TWO.items():
        write(folder, name, function, lambda i: tuple(draw() for draw in kinds[i % len(kinds)]))


main()
