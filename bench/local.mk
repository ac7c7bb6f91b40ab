# `make bench` builds and runs these in turn. Comparisons with other libraries go between
# #ifdef HAVE_GSL or HAVE_MUPARSER (config.h), or depend on the conditionals of the same names.
# Each program needs a line NAME_LDADD = $(BENCH_LDADD), where NAME has _ for each / of the program.
bench_programs =

BENCH_LDADD = libttydescent.a $(NCURSES_LIBS) $(GSL_LIBS) $(MUPARSER_LIBS)

EXTRA_PROGRAMS += $(bench_programs)
CLEANFILES += $(bench_programs)

bench: all $(bench_programs)
	@set -e; for program in $(bench_programs); do ./$$program; done

.PHONY: bench
