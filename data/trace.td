# A path that another program walked, beside a run.
surface multi-modal
start 3,2
lr 0.02
speed 12
trace chance.csv
say A is the path of another program, read from a file: it steps by chance, up as well. Press space.
at 30
say Descent only goes down, into the next pit.
at 138
say Descent rests at 1.74; A, by threshold accepting, jumped out of pits until it was at -1.97. :trace FILE shows yours.
