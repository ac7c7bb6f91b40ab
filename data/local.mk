# The shipped data sets; data/README says what they are.
dist_pkgdata_DATA = \
	data/README \
	data/classes.csv \
	data/flats.csv \
	data/line.csv \
	data/noisy.csv \
	data/penguins.csv \
	data/sine.csv

EXTRA_DIST += data/make-data.awk
