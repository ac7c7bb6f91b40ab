libttydescent_a_SOURCES +=
