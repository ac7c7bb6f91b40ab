#!/bin/sh
# A sweep whose parts GNU parallel makes is the whole, byte for byte, whichever part is ready first.
. "$abs_top_srcdir/tests/program.sh"
parallel --version 2>/dev/null | grep -q GNU || { echo "GNU parallel is missing"; exit 77; }
export PARALLEL_HOME="$dir"
cd "$dir" && ln -s "$program" program || exit 1 # GNU parallel hands its words to a shell

sweep="--surface himmelblau --optimizer momentum --vary lr=1e-3:0.03:log:23 --vary beta=0:0.9:7 --seeds 3 --noise 0.1"
run 0 sweep $sweep
cp "$out" "$dir/whole"
seq 16 | parallel --will-cite -k -j 3 ./program sweep $sweep --jobs 1 --shard {}/16 >"$out" 2>"$err" ||
    fail "parallel -k"
cmp -s "$out" "$dir/whole" || fail "parallel -k: the parts are not the whole"
seq 16 -1 1 | parallel --will-cite -j 4 ./program sweep $sweep --jobs 1 --shard {}/16 '>' part.{} 2>"$err" ||
    fail "parallel with a file for each part"
cat part.? part.?? | cmp -s - "$dir/whole" || fail "the files are not the whole"

[ "$failures" -eq 0 ]
