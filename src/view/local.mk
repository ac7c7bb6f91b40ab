libttydescent_a_SOURCES += \
	src/view/axes.c src/view/axes.h \
	src/view/big.c \
	src/view/board.c src/view/board.h \
	src/view/canvas.c src/view/canvas.h \
	src/view/chart.c src/view/chart.h \
	src/view/compared.c src/view/compared.h \
	src/view/compose.c \
	src/view/contour.c src/view/contour.h \
	src/view/curves.c src/view/curves.h \
	src/view/dots.c src/view/dots.h \
	src/view/eye.h \
	src/view/fit.c src/view/fit.h \
	src/view/gauge.c \
	src/view/header.c \
	src/view/heatmap.c src/view/heatmap.h \
	src/view/hills.c src/view/hills.h \
	src/view/histogram.c src/view/histogram.h \
	src/view/landscape.c src/view/landscape.h \
	src/view/layout.c src/view/layout.h \
	src/view/legend.c src/view/legend.h \
	src/view/line.c src/view/line.h \
	src/view/losses.c src/view/losses.h \
	src/view/marks.c src/view/marks.h \
	src/view/mosaic.c src/view/mosaic.h \
	src/view/numbers.c \
	src/view/overlay.c \
	src/view/panels.c src/view/panels.h \
	src/view/patches.c src/view/patches.h \
	src/view/path.c src/view/path.h \
	src/view/plots.c src/view/plots.h \
	src/view/profile.c src/view/profile.h \
	src/view/projection.c src/view/projection.h \
	src/view/race_table.c src/view/race_table.h \
	src/view/rates.c src/view/rates.h \
	src/view/relief.c src/view/relief.h \
	src/view/relief_axes.c \
	src/view/relief_cells.c \
	src/view/run_table.c src/view/run_table.h \
	src/view/scale.c src/view/scale.h \
	src/view/scene.h \
	src/view/signs.c src/view/signs.h \
	src/view/sparkline.c src/view/sparkline.h \
	src/view/still.c src/view/still.h \
	src/view/terms.c src/view/terms.h \
	src/view/ticks.c src/view/ticks.h \
	src/view/told.c \
	src/view/tracks.c src/view/tracks.h \
	src/view/vectors.c src/view/vectors.h \
	src/view/viewport.c src/view/viewport.h
