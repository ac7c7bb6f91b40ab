# Unit tests: a name here is a program, made from the .c file of the same name.
unit_tests = \
	tests/unit/test_analysis \
	tests/unit/test_ansi \
	tests/unit/test_app \
	tests/unit/test_axes \
	tests/unit/test_bad_csv \
	tests/unit/test_basins \
	tests/unit/test_bits \
	tests/unit/test_blame \
	tests/unit/test_blind \
	tests/unit/test_buffer \
	tests/unit/test_canvas \
	tests/unit/test_capability \
	tests/unit/test_captions \
	tests/unit/test_catapults \
	tests/unit/test_chart \
	tests/unit/test_checkpoints \
	tests/unit/test_colormap \
	tests/unit/test_commands \
	tests/unit/test_compose \
	tests/unit/test_conditioning \
	tests/unit/test_contest \
	tests/unit/test_contour \
	tests/unit/test_convex \
	tests/unit/test_cost \
	tests/unit/test_criteria \
	tests/unit/test_csv \
	tests/unit/test_curves \
	tests/unit/test_dataset \
	tests/unit/test_demos \
	tests/unit/test_derivative \
	tests/unit/test_diagnosis \
	tests/unit/test_direct \
	tests/unit/test_elementary \
	tests/unit/test_error \
	tests/unit/test_examples \
	tests/unit/test_experiment \
	tests/unit/test_explain \
	tests/unit/test_explained \
	tests/unit/test_export \
	tests/unit/test_extremes \
	tests/unit/test_file \
	tests/unit/test_fill \
	tests/unit/test_fit \
	tests/unit/test_fit_picture \
	tests/unit/test_flow \
	tests/unit/test_fog \
	tests/unit/test_follow \
	tests/unit/test_forecast \
	tests/unit/test_format \
	tests/unit/test_formula \
	tests/unit/test_frame \
	tests/unit/test_frame_prints \
	tests/unit/test_gauges \
	tests/unit/test_glance \
	tests/unit/test_grid \
	tests/unit/test_heatmap \
	tests/unit/test_help \
	tests/unit/test_hills \
	tests/unit/test_hints \
	tests/unit/test_hull \
	tests/unit/test_input \
	tests/unit/test_interrupt \
	tests/unit/test_keep \
	tests/unit/test_kept \
	tests/unit/test_kink \
	tests/unit/test_landscape \
	tests/unit/test_layers \
	tests/unit/test_layout \
	tests/unit/test_learn \
	tests/unit/test_learning \
	tests/unit/test_lexer \
	tests/unit/test_line_search \
	tests/unit/test_linear \
	tests/unit/test_loop \
	tests/unit/test_lost \
	tests/unit/test_lrfind \
	tests/unit/test_mean \
	tests/unit/test_memory_app \
	tests/unit/test_memory_run \
	tests/unit/test_memory_screen \
	tests/unit/test_memory_simulation \
	tests/unit/test_messages \
	tests/unit/test_method \
	tests/unit/test_model \
	tests/unit/test_momentum \
	tests/unit/test_monkey \
	tests/unit/test_mosaic \
	tests/unit/test_mouse \
	tests/unit/test_names \
	tests/unit/test_nist \
	tests/unit/test_number \
	tests/unit/test_numbers_shown \
	tests/unit/test_objective \
	tests/unit/test_opening \
	tests/unit/test_optimizer \
	tests/unit/test_out_text \
	tests/unit/test_output \
	tests/unit/test_overlay \
	tests/unit/test_pairs \
	tests/unit/test_panels \
	tests/unit/test_papers \
	tests/unit/test_path \
	tests/unit/test_picture \
	tests/unit/test_place \
	tests/unit/test_plane \
	tests/unit/test_population \
	tests/unit/test_predicate \
	tests/unit/test_problems \
	tests/unit/test_profile \
	tests/unit/test_program \
	tests/unit/test_prompt \
	tests/unit/test_public \
	tests/unit/test_quantity \
	tests/unit/test_race \
	tests/unit/test_rate_finder \
	tests/unit/test_rates \
	tests/unit/test_raw \
	tests/unit/test_reference \
	tests/unit/test_registries \
	tests/unit/test_relief \
	tests/unit/test_replay \
	tests/unit/test_rest \
	tests/unit/test_restore \
	tests/unit/test_rng \
	tests/unit/test_rule \
	tests/unit/test_rule_hessian \
	tests/unit/test_run_log \
	tests/unit/test_saved \
	tests/unit/test_scales \
	tests/unit/test_scenario \
	tests/unit/test_schedule \
	tests/unit/test_score \
	tests/unit/test_screen \
	tests/unit/test_selection \
	tests/unit/test_sentences \
	tests/unit/test_session \
	tests/unit/test_setting \
	tests/unit/test_shapes \
	tests/unit/test_share \
	tests/unit/test_share_view \
	tests/unit/test_show \
	tests/unit/test_simulation \
	tests/unit/test_simulation_back \
	tests/unit/test_sparkline \
	tests/unit/test_squares \
	tests/unit/test_stability \
	tests/unit/test_stationary \
	tests/unit/test_string_pool \
	tests/unit/test_studies \
	tests/unit/test_study \
	tests/unit/test_study_alone \
	tests/unit/test_study_interrupt \
	tests/unit/test_study_known \
	tests/unit/test_surface \
	tests/unit/test_surface_derivatives \
	tests/unit/test_svg \
	tests/unit/test_swarm \
	tests/unit/test_sweep_map \
	tests/unit/test_symbolic \
	tests/unit/test_syntax \
	tests/unit/test_table \
	tests/unit/test_text \
	tests/unit/test_theme \
	tests/unit/test_theory \
	tests/unit/test_threads \
	tests/unit/test_ticks \
	tests/unit/test_trace \
	tests/unit/test_trace_file \
	tests/unit/test_trajectory \
	tests/unit/test_trial \
	tests/unit/test_trust \
	tests/unit/test_undo \
	tests/unit/test_unfinished \
	tests/unit/test_units \
	tests/unit/test_verdict \
	tests/unit/test_verdict_surfaces \
	tests/unit/test_view_settings \
	tests/unit/test_viewport \
	tests/unit/test_ways_out \
	tests/unit/test_window_keys \
	tests/unit/test_write

# Shell tests: run with $(SHELL), in the environment below.
shell_tests = \
	tests/blind.sh \
	tests/cli.sh \
	tests/data.sh \
	tests/demos.sh \
	tests/golden.sh \
	tests/layers.sh \
	tests/learn.sh \
	tests/manual.sh \
	tests/pictures.sh \
	tests/raw.sh \
	tests/schedule.sh \
	tests/sessions.sh \
	tests/lrfind.sh \
	tests/study.sh \
	tests/parallel.sh \
	tests/tmux.sh

# libFuzzer programs (configure --enable-fuzzing); each needs a line NAME_LDADD = $(FUZZ_LDADD),
# where NAME has _ for each / of the program.
fuzzers = tests/fuzz/fuzz_csv tests/fuzz/fuzz_formula

LDADD = libttydescent.a $(NCURSES_LIBS) $(CMOCKA_LIBS)
FUZZ_LDADD = libttydescent.a $(NCURSES_LIBS) $(FUZZ_LIBS)
tests_fuzz_fuzz_csv_LDADD = $(FUZZ_LDADD)
tests_fuzz_fuzz_formula_LDADD = $(FUZZ_LDADD)

if ENABLE_FUZZING
noinst_PROGRAMS += $(fuzzers)
endif

if HAVE_CMOCKA
check_PROGRAMS += $(unit_tests) tests/letters
else
check_DATA = cmocka-is-missing
cmocka-is-missing:
	@echo "make check needs cmocka: install libcmocka-dev (Debian, Ubuntu), libcmocka-devel (Fedora)," >&2
	@echo "cmocka-dev (Alpine) or cmocka (Arch, Homebrew), and run configure again." >&2
	@exit 1
endif

TESTS = $(unit_tests) $(shell_tests)
TEST_EXTENSIONS = .sh
SH_LOG_COMPILER = $(SHELL)

# The same environment whoever runs the tests, and not the home of that person.
AM_TESTS_ENVIRONMENT = \
	unset COLORTERM COLORFGBG NO_COLOR CLICOLOR CLICOLOR_FORCE COLUMNS LINES ESCDELAY TMUX TZ \
	      LANG LANGUAGE LC_CTYPE LC_NUMERIC LC_MESSAGES LC_COLLATE LC_TIME \
	      XDG_CONFIG_HOME XDG_STATE_HOME XDG_DATA_HOME XDG_CACHE_HOME; \
	LC_ALL=C.UTF-8; TERM=xterm-256color; HOME='$(abs_top_builddir)/tests/home'; \
	XDG_STATE_HOME=/dev/null; \
	srcdir='$(srcdir)'; top_srcdir='$(top_srcdir)'; \
	abs_top_srcdir='$(abs_top_srcdir)'; abs_top_builddir='$(abs_top_builddir)'; \
	NM='$(NM)'; OBJDUMP='$(OBJDUMP)'; instrumented='$(instrumented)'; \
	export LC_ALL TERM HOME XDG_STATE_HOME srcdir top_srcdir abs_top_srcdir abs_top_builddir \
	       NM OBJDUMP instrumented;

# Writes the expected screens again: look at the difference before committing it.
update-golden: all tests/letters$(EXEEXT)
	@$(AM_TESTS_ENVIRONMENT) $(SHELL) $(srcdir)/tests/update-golden.sh

mostlyclean-local:
	rm -rf tests/home

.PHONY: update-golden

# Directories go out whole.
EXTRA_DIST += $(shell_tests) tests/program.sh tests/update-golden.sh tests/elementary tests/golden tests/reference \
	tests/bad-csv tests/nist tests/raw-csv tests/fuzz/corpus \
	tests/unit/again.h tests/unit/check.h tests/unit/columns.h tests/unit/cost.h tests/unit/directory.h \
	tests/unit/emulator.h tests/unit/experiment_text.h \
	tests/unit/drawing.h tests/unit/foreign.h tests/unit/learn.h tests/unit/play.h \
	tests/unit/read_file.h tests/unit/scarce.h tests/unit/script.h tests/unit/shipped.h tests/unit/simulate.h tests/unit/surfaces.h \
	tests/unit/stage.h tests/unit/temporary.h tests/unit/terminal.h \
	tests/unit/waiter.h
