libttydescent_a_SOURCES += \
	src/app/actions.c src/app/actions.h \
	src/app/app.c src/app/app.h \
	src/app/commands.c src/app/commands.h \
	src/app/event.h \
	src/app/export.c src/app/export.h \
	src/app/fit_model.c src/app/fit_model.h \
	src/app/keys.c src/app/keys.h \
	src/app/luggage.c src/app/luggage.h \
	src/app/picture.c src/app/picture.h \
	src/app/place.c src/app/place.h \
	src/app/prompt.c src/app/prompt.h \
	src/app/session.c src/app/session.h \
	src/app/share.c src/app/share.h \
	src/app/pager.c src/app/pager.h \
	src/app/state.h \
	src/app/view_model.c src/app/view_model.h
