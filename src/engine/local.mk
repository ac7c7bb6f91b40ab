libttydescent_a_SOURCES += \
	src/engine/checkpoints.c src/engine/checkpoints.h \
	src/engine/criteria.c src/engine/criteria.h \
	src/engine/diagnosis.c src/engine/diagnosis.h \
	src/engine/line_search.c src/engine/line_search.h \
	src/engine/linear.c src/engine/linear.h \
	src/engine/method.h src/engine/methods.c \
	src/engine/objective.c src/engine/objective.h \
	src/engine/optimizer.c src/engine/optimizer.h \
	src/engine/pairs.c src/engine/pairs.h \
	src/engine/population.c src/engine/population.h \
	src/engine/penalised.c src/engine/penalised.h \
	src/engine/rng.c src/engine/rng.h \
	src/engine/rule.c src/engine/rule.h \
	src/engine/scenario.c src/engine/scenario.h \
	src/engine/scenario_keys.c \
	src/engine/schedule.c src/engine/schedule.h \
	src/engine/simulation.c src/engine/simulation.h \
	src/engine/stability.c src/engine/stability.h \
	src/engine/stepper.c src/engine/stepper.h \
	src/engine/surface.c src/engine/surface.h \
	src/engine/theory.c src/engine/theory.h \
	src/engine/trajectory.c src/engine/trajectory.h \
	src/engine/verdict.c src/engine/verdict.h
