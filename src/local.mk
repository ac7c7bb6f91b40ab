# Everything but main.c is one library, so that tests link exactly what the program does.

noinst_LIBRARIES += libttydescent.a
libttydescent_a_SOURCES =
libttydescent_a_LIBADD =

include src/base/local.mk
include src/formula/local.mk
include src/problem/local.mk
include src/method/local.mk
include src/run/local.mk
include src/insight/local.mk
include src/study/local.mk
include src/cells/local.mk
include src/view/local.mk
include src/out/local.mk
include src/show/local.mk
include src/app/local.mk
include src/term/local.mk
include src/cli/local.mk

bin_PROGRAMS += ttydescent
ttydescent_SOURCES = src/main.c
ttydescent_LDADD = libttydescent.a $(NCURSES_LIBS)
