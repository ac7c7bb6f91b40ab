libttydescent_a_SOURCES += \
	src/problem/batches.c src/problem/batches.h \
	src/problem/cells.c src/problem/cells.h \
	src/problem/dataset.c src/problem/dataset.h \
	src/problem/dataset_extract.c \
	src/problem/dataset_inside.h \
	src/problem/dataset_read.c \
	src/problem/dialect.c src/problem/dialect.h \
	src/problem/examples.c src/problem/examples.h \
	src/problem/grid.c src/problem/grid.h \
	src/problem/grid_read.c \
	src/problem/guess.c src/problem/guess.h \
	src/problem/hull.c src/problem/hull.h \
	src/problem/init.c src/problem/init.h \
	src/problem/interrupt.c src/problem/interrupt.h \
	src/problem/kink.c src/problem/kink.h \
	src/problem/learning.c src/problem/learning.h \
	src/problem/mean.c src/problem/mean.h \
	src/problem/model.c src/problem/model.h \
	src/problem/objective.c src/problem/objective.h \
	src/problem/plane.c src/problem/plane.h \
	src/problem/prediction.c src/problem/prediction.h \
	src/problem/raw.c src/problem/raw.h \
	src/problem/regularised.c src/problem/regularised.h \
	src/problem/score.c src/problem/score.h \
	src/problem/selection.c src/problem/selection.h \
	src/problem/string_pool.c src/problem/string_pool.h \
	src/problem/surface.c src/problem/surface.h \
	src/problem/variables.c src/problem/variables.h
