libttydescent_a_SOURCES += \
	src/formula/calls.c src/formula/calls.h \
	src/formula/convex.c src/formula/convex.h \
	src/formula/differentiate.c \
	src/formula/foreign.h \
	src/formula/forms.c src/formula/forms.h \
	src/formula/formula.c src/formula/formula.h \
	src/formula/functions.c \
	src/formula/graph.c src/formula/graph.h \
	src/formula/hints.c src/formula/hints.h \
	src/formula/lexer.c src/formula/lexer.h \
	src/formula/lower.c src/formula/lower.h \
	src/formula/op.c src/formula/op.h \
	src/formula/print.c src/formula/print.h \
	src/formula/program.c src/formula/program.h \
	src/formula/squares.c src/formula/squares.h \
	src/formula/switches.c \
	src/formula/symbolic.c src/formula/symbolic.h \
	src/formula/syntax.c src/formula/syntax.h

# The inner loops are compiled with -O3; their objects join libttydescent.a.
EXTRA_LIBRARIES = libkernels.a
libkernels_a_SOURCES = src/formula/block.c
libkernels_a_CFLAGS = $(AM_CFLAGS) $(KERNEL_CFLAGS)
libttydescent_a_LIBADD += $(libkernels_a_OBJECTS)
