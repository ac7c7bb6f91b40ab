libttydescent_a_SOURCES += \
	src/show/data_file.c \
	src/show/data_file.h \
	src/show/fill.c \
	src/show/fill.h \
	src/show/fit_model.c \
	src/show/fit_model.h \
	src/show/luggage.c \
	src/show/luggage.h \
	src/show/picture.c \
	src/show/picture.h \
	src/show/session.c \
	src/show/session.h \
	src/show/view_settings.c \
	src/show/view_settings.h
