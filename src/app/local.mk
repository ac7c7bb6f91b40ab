libttydescent_a_SOURCES += \
	src/app/actions.c src/app/actions.h \
	src/app/app.c src/app/app.h \
	src/app/basins.c src/app/basins.h \
	src/app/blind.c src/app/blind.h \
	src/app/commands.c src/app/commands.h \
	src/app/cross.c src/app/cross.h \
	src/app/event.h \
	src/app/explain.c src/app/explain.h \
	src/app/export.c src/app/export.h \
	src/app/help.c src/app/help.h \
	src/app/hints.h \
	src/app/keep.c src/app/keep.h \
	src/app/keys.c src/app/keys.h \
	src/app/lrfind.c src/app/lrfind.h \
	src/app/mode.c src/app/mode.h \
	src/app/momentum.c src/app/momentum.h \
	src/app/mouse.c src/app/mouse.h \
	src/app/names.c src/app/names.h \
	src/app/pace.c src/app/pace.h \
	src/app/pager.c src/app/pager.h \
	src/app/place.c src/app/place.h \
	src/app/prompt.c src/app/prompt.h \
	src/app/race.c src/app/race.h \
	src/app/read.c src/app/read.h \
	src/app/say.c src/app/say.h \
	src/app/screen.c src/app/screen.h \
	src/app/share.c src/app/share.h \
	src/app/state.h \
	src/app/studies.c src/app/studies.h \
	src/app/swarm.c src/app/swarm.h \
	src/app/sweep.c src/app/sweep.h \
	src/app/tour.c src/app/tour.h \
	src/app/type.c src/app/type.h
