libttydescent_a_SOURCES += \
	src/base/array.c src/base/array.h \
	src/base/buffer.c src/base/buffer.h \
	src/base/csv.c src/base/csv.h \
	src/base/elementary.c src/base/elementary.h \
	src/base/error.c src/base/error.h \
	src/base/file.c src/base/file.h \
	src/base/format.c src/base/format.h \
	src/base/limits.h \
	src/base/linear.c src/base/linear.h \
	src/base/lines.c src/base/lines.h \
	src/base/list.c src/base/list.h \
	src/base/number.c src/base/number.h \
	src/base/pairs.c src/base/pairs.h \
	src/base/range.c src/base/range.h \
	src/base/reader.h \
	src/base/rng.c src/base/rng.h \
	src/base/rows.h \
	src/base/setting.c src/base/setting.h \
	src/base/table.c src/base/table.h \
	src/base/text.c src/base/text.h \
	src/base/text_marks.c \
	src/base/threads.c src/base/threads.h \
	src/base/triangle.c src/base/triangle.h \
	src/base/vector.c src/base/vector.h
