# The shipped data sets and demos; data/README says what they are.
dist_pkgdata_DATA = \
	data/README \
	data/adam.td \
	data/batches.td \
	data/blind.td \
	data/catapult.td \
	data/classes.csv \
	data/cliff.td \
	data/edge.td \
	data/finder.td \
	data/flats.csv \
	data/fog.td \
	data/line.csv \
	data/minima.td \
	data/compare.td \
	data/swarm.td \
	data/race.td \
	data/basins.td \
	data/sweep.td \
	data/momentum.td \
	data/noise.td \
	data/noisy.csv \
	data/overfit.td \
	data/penguins.csv \
	data/rate.td \
	data/saddle.td \
	data/scaling.td \
	data/sine.csv \
	data/terms.td \
	data/chance.csv \
	data/trace.td \
	data/volcano.csv \
	data/volcano.td

EXTRA_DIST += data/make-data.awk
