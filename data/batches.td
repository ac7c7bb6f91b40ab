# Few rows, many rows.
data flats.csv
standardize
batch 1
show map
speed 15
say Each step looks at one flat of 40: cheap, and pulled about. Press space.
at 90
batch 10
say Ten flats a step: calmer, and ten times as dear.
at 180
batch 0
say All flats: straight to the minimum. { and } change the batch.
