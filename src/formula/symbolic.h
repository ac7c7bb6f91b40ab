/* The derivatives of a formula, as formulas. */
#ifndef FORMULA_SYMBOLIC_H
#define FORMULA_SYMBOLIC_H

#include "base/buffer.h"
#include "formula/formula.h"

/* Appends a line each, ended by a newline: the parts that several need ("t1 = x^2 + y - 11"), then
 * the gradient ("df/dx = 4*x*t1 + 2*t2"), then, where `hessian`, its entries with i <= j ("d2f/dx2
 * = …", "d2f/dxdy = …"). The formulas are in the language that was typed: parts and a line's right
 * side, compiled again, give the derivative up to rounding. See print.h. Returns false when memory
 * runs out. */
bool formula_symbolic(const struct formula *formula, bool hessian, struct buffer *out);

#endif
