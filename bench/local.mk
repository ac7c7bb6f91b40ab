# `make bench` builds and runs these in turn. Comparisons with other libraries go between
# #ifdef HAVE_GSL or HAVE_MUPARSER (config.h), or depend on the conditionals of the same names.
# Each program needs a line NAME_LDADD = $(BENCH_LDADD), where NAME has _ for each / of the program.
bench_programs = \
	bench/bench_data \
	bench/bench_rows \
	bench/bench_elementary \
	bench/bench_formula \
	bench/bench_run \
	bench/bench_population \
	bench/bench_study \
	bench/bench_map \
	bench/bench_relief \
	bench/bench_studies \
	bench/bench_frame \
	bench/bench_process

BENCH_LDADD = libttydescent.a $(NCURSES_LIBS) $(GSL_LIBS) $(MUPARSER_LIBS)
BENCH_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir) $(GSL_CFLAGS) $(MUPARSER_CFLAGS)

# A loop over rows as one writes it, with the flags that the program has.
bench_bench_data_SOURCES = bench/bench_data.c bench/bench.h
bench_bench_data_CPPFLAGS = $(BENCH_CPPFLAGS)
bench_bench_data_LDADD = $(BENCH_LDADD)

bench_bench_rows_SOURCES = \
	bench/bench_rows.c bench/bench.h \
	bench/process.c bench/process.h
bench_bench_rows_CPPFLAGS = $(BENCH_CPPFLAGS)
bench_bench_rows_LDADD = $(BENCH_LDADD)

# Loops written by hand get the flags that our own loops have.
bench_bench_formula_SOURCES = bench/bench_formula.c bench/bench.h bench/vector.h
bench_bench_formula_CPPFLAGS = $(BENCH_CPPFLAGS)
bench_bench_formula_CFLAGS = $(AM_CFLAGS) $(KERNEL_CFLAGS)
bench_bench_formula_LDADD = $(BENCH_LDADD)

bench_bench_elementary_SOURCES = bench/bench_elementary.c bench/bench.h bench/vector.h
bench_bench_elementary_CPPFLAGS = $(BENCH_CPPFLAGS)
bench_bench_elementary_CFLAGS = $(AM_CFLAGS) $(KERNEL_CFLAGS)
bench_bench_elementary_LDADD = $(BENCH_LDADD)

bench_bench_run_SOURCES = bench/bench_run.c bench/bench.h
bench_bench_run_CPPFLAGS = $(BENCH_CPPFLAGS)
bench_bench_run_LDADD = $(BENCH_LDADD)

bench_bench_population_SOURCES = bench/bench_population.c bench/bench.h
bench_bench_population_CPPFLAGS = $(BENCH_CPPFLAGS)
bench_bench_population_LDADD = $(BENCH_LDADD)

bench_bench_study_SOURCES = bench/bench_study.c bench/bench.h
bench_bench_study_CPPFLAGS = $(BENCH_CPPFLAGS)
bench_bench_study_LDADD = $(BENCH_LDADD)

bench_bench_map_SOURCES = bench/bench_map.c bench/bench.h
bench_bench_map_CPPFLAGS = $(BENCH_CPPFLAGS)
bench_bench_map_LDADD = $(BENCH_LDADD)

bench_bench_relief_SOURCES = bench/bench_relief.c bench/bench.h
bench_bench_relief_CPPFLAGS = $(BENCH_CPPFLAGS)
bench_bench_relief_LDADD = $(BENCH_LDADD)

bench_bench_studies_SOURCES = bench/bench_studies.c bench/bench.h
bench_bench_studies_CPPFLAGS = $(BENCH_CPPFLAGS)
bench_bench_studies_LDADD = $(BENCH_LDADD)

bench_bench_frame_SOURCES = \
	bench/bench_frame.c bench/bench.h \
	bench/minimal.c bench/minimal.h
bench_bench_frame_CPPFLAGS = $(BENCH_CPPFLAGS)
bench_bench_frame_LDADD = $(BENCH_LDADD)

bench_bench_process_SOURCES = \
	bench/bench_process.c bench/bench.h \
	bench/process.c bench/process.h
bench_bench_process_CPPFLAGS = $(BENCH_CPPFLAGS)
bench_bench_process_LDADD = $(BENCH_LDADD)

# Thirty sessions for half a minute: no part of `make bench`.
bench_bench_sessions_SOURCES = \
	bench/bench_sessions.c bench/bench.h \
	bench/process.c bench/process.h
bench_bench_sessions_CPPFLAGS = $(BENCH_CPPFLAGS)
bench_bench_sessions_LDADD = -lm

bench_hello_SOURCES = bench/hello.c
bench_hello_LDADD = $(NCURSES_LIBS)

EXTRA_PROGRAMS += $(bench_programs) bench/hello bench/bench_sessions
CLEANFILES += $(bench_programs) bench/hello bench/bench_sessions

bench-programs: $(bench_programs) bench/hello bench/bench_sessions

bench: all bench-programs
	@set -e; for program in $(bench_programs); do ./$$program; done

.PHONY: bench bench-programs
