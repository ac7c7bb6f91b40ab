libttydescent_a_SOURCES += \
	src/app/actions.c \
	src/app/actions.h \
	src/app/app.c \
	src/app/app.h \
	src/app/commands.c \
	src/app/commands.h \
	src/app/event.h \
	src/app/export.c \
	src/app/export.h \
	src/app/keys.c \
	src/app/keys.h \
	src/app/pager.c \
	src/app/pager.h \
	src/app/place.c \
	src/app/place.h \
	src/app/prompt.c \
	src/app/prompt.h \
	src/app/say.c \
	src/app/say.h \
	src/app/screen.c \
	src/app/screen.h \
	src/app/share.c \
	src/app/share.h \
	src/app/state.h
