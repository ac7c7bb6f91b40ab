libttydescent_a_SOURCES += \
	src/out/ansi.c src/out/ansi.h \
	src/out/outline.c src/out/outline.h \
	src/out/svg.c src/out/svg.h \
	src/out/text.c src/out/text.h \
	src/out/trace.c src/out/trace.h
