libttydescent_a_SOURCES += \
	src/show/basins.c src/show/basins.h \
	src/show/basins_fill.c \
	src/show/beside.c src/show/beside.h \
	src/show/captions.c src/show/captions.h \
	src/show/contest.c src/show/contest.h \
	src/show/data_file.c src/show/data_file.h \
	src/show/demos.c src/show/demos.h \
	src/show/descent.c src/show/descent.h \
	src/show/fill.c src/show/fill.h \
	src/show/fit_picture.c src/show/fit_picture.h \
	src/show/fog.c src/show/fog.h \
	src/show/kept.c src/show/kept.h \
	src/show/layers.c src/show/layers.h \
	src/show/left_rates.c src/show/left_rates.h \
	src/show/mesh.c src/show/mesh.h \
	src/show/minima.c src/show/minima.h \
	src/show/opening.c src/show/opening.h \
	src/show/picture.c src/show/picture.h \
	src/show/rate_chart.c src/show/rate_chart.h \
	src/show/run_log.c src/show/run_log.h \
	src/show/saved.c src/show/saved.h \
	src/show/session.c src/show/session.h \
	src/show/session_glance.c \
	src/show/session_optimum.c \
	src/show/session_undo.c \
	src/show/settings.c src/show/settings.h \
	src/show/swarm.c src/show/swarm.h \
	src/show/sweep.c src/show/sweep.h \
	src/show/sweep_fill.c \
	src/show/sweep_table.c src/show/sweep_table.h \
	src/show/trace_file.c src/show/trace_file.h \
	src/show/undo.c src/show/undo.h \
	src/show/view_settings.c src/show/view_settings.h
