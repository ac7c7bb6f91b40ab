libttydescent_a_SOURCES += \
	src/run/checkpoints.c src/run/checkpoints.h \
	src/run/criteria.c src/run/criteria.h \
	src/run/experiment.c src/run/experiment.h \
	src/run/population.c src/run/population.h \
	src/run/quantity.c src/run/quantity.h \
	src/run/scenario.c src/run/scenario.h \
	src/run/scenario_check.c \
	src/run/scenario_data.c src/run/scenario_data.h \
	src/run/scenario_grid.c \
	src/run/scenario_keys.c \
	src/run/shape.h \
	src/run/simulation.c src/run/simulation.h \
	src/run/stepper.c src/run/stepper.h \
	src/run/trajectory.c src/run/trajectory.h \
	src/run/watch.h

# The loops over a block of runs.
libkernels_a_SOURCES += \
	src/run/shape.c \
	src/run/watch.c
