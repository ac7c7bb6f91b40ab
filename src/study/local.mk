libttydescent_a_SOURCES += \
	src/study/outcome.c src/study/outcome.h \
	src/study/race.c src/study/race.h \
	src/study/vary.c src/study/vary.h
