libttydescent_a_SOURCES += \
	src/cells/colormap.c src/cells/colormap.h \
	src/cells/frame.c src/cells/frame.h \
	src/cells/sgr.c src/cells/sgr.h \
	src/cells/theme.c src/cells/theme.h \
	src/cells/write.c src/cells/write.h
