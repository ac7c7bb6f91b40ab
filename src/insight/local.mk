libttydescent_a_SOURCES += \
	src/insight/analysis.c src/insight/analysis.h \
	src/insight/breaks.c src/insight/breaks.h \
	src/insight/catapults.c src/insight/catapults.h \
	src/insight/conditioning.c src/insight/conditioning.h \
	src/insight/curvature.c src/insight/curvature.h \
	src/insight/degenerate.c src/insight/degenerate.h \
	src/insight/diagnosis.c src/insight/diagnosis.h \
	src/insight/explain.c src/insight/explain.h \
	src/insight/explain_method.c \
	src/insight/explain_parts.h \
	src/insight/explain_rule.c \
	src/insight/explanation.c src/insight/explanation.h \
	src/insight/falling.c src/insight/falling.h \
	src/insight/flow.c src/insight/flow.h \
	src/insight/forecast.c src/insight/forecast.h \
	src/insight/gauges.c src/insight/gauges.h \
	src/insight/newton_walk.c src/insight/newton_walk.h \
	src/insight/observe.c src/insight/observe.h \
	src/insight/optimum.c src/insight/optimum.h \
	src/insight/predicate.c src/insight/predicate.h \
	src/insight/principal.c src/insight/principal.h \
	src/insight/quadratic.c src/insight/quadratic.h \
	src/insight/regret.c src/insight/regret.h \
	src/insight/stability.c src/insight/stability.h \
	src/insight/stationary.c src/insight/stationary.h \
	src/insight/theory.c src/insight/theory.h \
	src/insight/verdict.c src/insight/verdict.h \
	src/insight/verdict_words.c src/insight/verdict_words.h
