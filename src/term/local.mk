libttydescent_a_SOURCES += \
	src/term/capability.c src/term/capability.h \
	src/term/direct.c src/term/direct.h \
	src/term/input.c src/term/input.h \
	src/term/output.c src/term/output.h \
	src/term/restore.c src/term/restore.h \
	src/term/screen.c src/term/screen.h
