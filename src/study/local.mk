libttydescent_a_SOURCES += \
	src/study/alike.c src/study/alike.h \
	src/study/cases.c src/study/cases.h \
	src/study/outcome.c src/study/outcome.h \
	src/study/par.c src/study/par.h \
	src/study/places.c src/study/places.h \
	src/study/race.c src/study/race.h \
	src/study/rate_finder.c src/study/rate_finder.h \
	src/study/region.c src/study/region.h \
	src/study/study.c src/study/study.h \
	src/study/trial.c src/study/trial.h \
	src/study/tune.c src/study/tune.h \
	src/study/vary.c src/study/vary.h \
	src/study/walk.c src/study/walk.h
