libttydescent_a_SOURCES += \
	src/cli/blind.c \
	src/cli/config.c src/cli/config.h \
	src/cli/data_summary.c src/cli/data_summary.h \
	src/cli/demo.c \
	src/cli/eval.c \
	src/cli/jobs.c src/cli/jobs.h \
	src/cli/list.c \
	src/cli/locale.c src/cli/locale.h \
	src/cli/lost.c src/cli/lost.h \
	src/cli/lrfind.c \
	src/cli/options.c src/cli/options.h \
	src/cli/progress.c src/cli/progress.h \
	src/cli/race.c \
	src/cli/replay.c src/cli/replay.h \
	src/cli/report.c src/cli/report.h \
	src/cli/restarts.c src/cli/restarts.h \
	src/cli/run.c \
	src/cli/runs_picture.c src/cli/runs_picture.h \
	src/cli/schedule.c \
	src/cli/screen.c \
	src/cli/snapshot.c src/cli/snapshot.h \
	src/cli/starts.c src/cli/starts.h \
	src/cli/study.c \
	src/cli/study_picture.c src/cli/study_picture.h \
	src/cli/subcommand.h \
	src/cli/subcommands.c \
	src/cli/summary.c src/cli/summary.h \
	src/cli/walks.c src/cli/walks.h
