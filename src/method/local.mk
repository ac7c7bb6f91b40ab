libttydescent_a_SOURCES += \
	src/method/definite.c src/method/definite.h \
	src/method/line_search.c src/method/line_search.h \
	src/method/method.h \
	src/method/method_bfgs.c \
	src/method/method_cg.c \
	src/method/method_lbfgs.c \
	src/method/method_newton.c \
	src/method/method_simplex.c \
	src/method/method_steepest.c \
	src/method/method_trust.c \
	src/method/optimizer.c src/method/optimizer.h \
	src/method/quasi.c src/method/quasi.h \
	src/method/recurrence.c src/method/recurrence.h \
	src/method/rule.c src/method/rule.h \
	src/method/schedule.c src/method/schedule.h \
	src/method/search.c src/method/search.h \
	src/method/story.c src/method/story.h \
	src/method/trust.c src/method/trust.h \
	src/method/tuning.c src/method/tuning.h
