libttydescent_a_SOURCES += \
	src/base/buffer.c \
	src/base/buffer.h \
	src/base/csv.c \
	src/base/csv.h \
	src/base/error.c \
	src/base/error.h \
	src/base/file.c \
	src/base/file.h \
	src/base/linear.c \
	src/base/linear.h \
	src/base/list.c \
	src/base/list.h \
	src/base/number.c \
	src/base/number.h \
	src/base/pairs.c \
	src/base/pairs.h \
	src/base/reader.h \
	src/base/rng.c \
	src/base/rng.h \
	src/base/table.c \
	src/base/table.h \
	src/base/text.c \
	src/base/text.h \
	src/base/triangle.c \
	src/base/triangle.h \
	src/base/vector.c \
	src/base/vector.h
