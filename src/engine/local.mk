libttydescent_a_SOURCES += \
	src/engine/batches.c src/engine/batches.h \
	src/engine/cells.c src/engine/cells.h \
	src/engine/breaks.c src/engine/breaks.h \
	src/engine/checkpoints.c src/engine/checkpoints.h \
	src/engine/conditioning.c src/engine/conditioning.h \
	src/engine/criteria.c src/engine/criteria.h \
	src/engine/curvature.c src/engine/curvature.h \
	src/engine/dataset.c src/engine/dataset.h \
	src/engine/dataset_extract.c src/engine/dataset_inside.h src/engine/dataset_read.c \
	src/engine/definite.c src/engine/definite.h \
	src/engine/diagnosis.c src/engine/diagnosis.h \
	src/engine/dialect.c src/engine/dialect.h \
	src/engine/examples.c src/engine/examples.h \
	src/engine/goal.c src/engine/goal.h \
	src/engine/guess.c src/engine/guess.h \
	src/engine/hull.c src/engine/hull.h \
	src/engine/init.c src/engine/init.h \
	src/engine/kink.c src/engine/kink.h \
	src/engine/learning.c src/engine/learning.h \
	src/engine/line_search.c src/engine/line_search.h \
	src/engine/linear.c src/engine/linear.h \
	src/engine/newton_walk.c src/engine/newton_walk.h \
	src/engine/degenerate.c src/engine/degenerate.h \
	src/engine/falling.c src/engine/falling.h \
	src/engine/stationary.c src/engine/stationary.h \
	src/engine/verdict_words.c src/engine/verdict_words.h \
	src/engine/mean.c src/engine/mean.h \
	src/engine/method.h \
	src/engine/method_bfgs.c \
	src/engine/method_cg.c \
	src/engine/method_lbfgs.c \
	src/engine/method_newton.c \
	src/engine/method_simplex.c \
	src/engine/method_steepest.c \
	src/engine/method_trust.c \
	src/engine/model.c src/engine/model.h \
	src/engine/objective.c src/engine/objective.h \
	src/engine/optimizer.c src/engine/optimizer.h \
	src/engine/pairs.c src/engine/pairs.h \
	src/engine/population.c src/engine/population.h \
	src/engine/penalised.c src/engine/penalised.h \
	src/engine/plane.c src/engine/plane.h \
	src/engine/prediction.c src/engine/prediction.h \
	src/engine/quasi.c src/engine/quasi.h \
	src/engine/recurrence.c src/engine/recurrence.h \
	src/engine/raw.c src/engine/raw.h \
	src/engine/regret.c src/engine/regret.h \
	src/engine/rng.c src/engine/rng.h \
	src/engine/rule.c src/engine/rule.h \
	src/engine/scenario.c src/engine/scenario.h \
	src/engine/scenario_check.c \
	src/engine/scenario_data.c src/engine/scenario_data.h \
	src/engine/scenario_keys.c \
	src/engine/schedule.c src/engine/schedule.h \
	src/engine/score.c src/engine/score.h \
	src/engine/search.c src/engine/search.h \
	src/engine/simulation.c src/engine/simulation.h \
	src/engine/stability.c src/engine/stability.h \
	src/engine/stepper.c src/engine/stepper.h \
	src/engine/surface.c src/engine/surface.h \
	src/engine/texts.c src/engine/texts.h \
	src/engine/theory.c src/engine/theory.h \
	src/engine/trajectory.c src/engine/trajectory.h \
	src/engine/triangle.c src/engine/triangle.h \
	src/engine/trust.c src/engine/trust.h \
	src/engine/variables.c src/engine/variables.h \
	src/engine/vector.c src/engine/vector.h \
	src/engine/verdict.c src/engine/verdict.h
