/* What a step is made of, drawn on the map: the step, the pull of the gradient and what would be
 * left if the gradient were 0; of a method the points it has tried, its region of trust, its
 * simplex; of a batch what its rows pull at. Each has a letter beside its colour, so that it reads
 * without. */
#ifndef VIEW_TERMS_H
#define VIEW_TERMS_H

#include "base/table.h"
#include "insight/explanation.h"
#include "view/canvas.h"
#include "view/projection.h"

/* What stands on the map while a step is told, and what it is: letter or sign, meaning. */
extern const struct table map_terms;

enum term { TERM_AT, TERM_STEP, TERM_PULL, TERM_REST, TERM_COUNT };

/* As a word beside its numbers looks on the terminal's own background. */
struct style terms_style(const struct display *display, const struct colormap *colormap,
                         enum term term);

const char *terms_letter(enum term term, const struct display *display);

/* On a curve arrows go along the axis. Where there is no braille their lines are of their letters.
 * An arrow shorter than a row is left out. */
void terms_draw(struct canvas *canvas, const struct explanation *told,
                const struct projection *projection);

#endif
