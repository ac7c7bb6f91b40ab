#!/bin/sh
# The demos hold what their captions say.
. "$abs_top_srcdir/tests/program.sh"
cd "$dir" || exit 99
data=$abs_top_srcdir/data

# holds DEMO CHECK: at its end.
holds()
{
    run 0 run "$data/$1.td" --check "$2"
}

# at DEMO STEP CHECK: when that step is made. What stands behind it is left out.
at()
{
    awk -v step="$2" '$1 == "at" && $2 > step { exit } { print } END { print "go " step }' \
        "$data/$1.td" | sed "s#^data #data $data/#" >demo.td
    run 0 run demo.td --check "$3"
}

at rate 10 'lr_lambda > 1 and x > 1 and y > 3'          # still far
at rate 43 'loss < 0.03 and lr_lambda > 2'            # it was arriving
holds rate 'verdict == diverged'
run 0 run --surface ravine --lr 0.19 --check 'verdict == global_minimum'

at momentum 240 'distance > 1'
holds momentum 'verdict == global_minimum and step < 2000'
run 0 run --surface rosenbrock --check 'verdict == cap and step == 10000'

at terms 2 'y < 0'                                    # past the floor,
at terms 5 'y > 0'                                    # and back
holds terms 'verdict == global_minimum'

at saddle 47 'grad_norm < 0.02 and lambda_min < -0.9'
at saddle 76 'grad_norm > 0.1'
holds saddle 'verdict == global_minimum'

at adam 300 'distance > 1'
at adam 600 'distance > 1'
holds adam 'verdict == global_minimum and step < 1500'
run 0 run --surface turned-ravine --optimizer adam --lr 0.1 --check 'evaluations > 5000'
run 0 run --surface steep-ravine --optimizer adam --lr 0.1 --check 'evaluations < 400'

holds compare 'verdict == global_minimum and step == 79'
run 0 run --surface ravine --lr 0.175 --optimizer momentum --momentum 0.5 --check 'step == 49'
holds swarm 'verdict == global_minimum and step == 62 and x > 2.9 and y > 1.9'
holds race 'verdict == global_minimum and step == 1919'
run 0 race --surface beale --format csv
awk -F, 'NR == 2 { best = $5 } $1 == "A" { gd = $5 } END { exit !(best < 200 && gd < 1200) }' "$out" ||
    fail "the fair race of the demo"
holds basins 'verdict == global_minimum and step < 1000'
for start in -0.45:'x < 0 and y < 0' -0.35:'x < 0 and y > 0' -0.25:'x > 0 and y < 0' -0.15:'x > 0 and y > 0'; do
    run 0 run --surface himmelblau --optimizer momentum --lr 0.01 --start "${start%%:*},-0.75" --check "${start#*:}"
done
holds sweep 'verdict == global_minimum and step > 280 and step < 300'
run 0 run --surface ravine --optimizer momentum --momentum 0.27 --lr 0.23 --check 'step < 40'

holds minima 'verdict == local_minimum'
run 0 run --surface multi-modal --start -3,2 --check 'verdict == global_minimum'

at cliff 12 'grad_norm > 10'
at cliff 13 'x < -5'
run 0 run --surface cliff --clip 1 --go 13 --check 'x > -1'

at overfit 330 'validation < 0.311'
holds overfit 'validation > 0.4 and loss < 0.12'
run 0 run "$data/noisy.csv" --model network-3 --optimizer adam --lr 0.03 --validation 0.5 \
    --stop validation=100 --check 'validation < 0.311'

at batches 80 'grad_norm > 0.02'
holds batches 'verdict == global_minimum'

at scaling 20 'abs(w - 8.96) < 2 and b < 1 and kappa > 57000'
holds scaling 'verdict == cap and b < 2'
run 0 run "$data/flats.csv" --lr 0.000114 --stop steps=10000 --check 'loss > 922000'
run 0 run "$data/flats.csv" --lr 0.0001 --go 1000 --check 'b > 3.5 and b < 4.5'
run 0 run "$data/flats.csv" --standardize --check 'step == 65'

run 0 run --surface saddle --start 1.6,0 --check 'verdict == saddle'
at noise 70 'y == 0 and grad_norm < 0.01'
holds noise 'verdict == global_minimum'

# The steepest fall is where the rate finder says, the blow-up, too.
run 0 lrfind --surface ravine
grep -q 'steepest fall at rate 0.01' "$out" && grep -q 'blow-up *at rate 1.1' "$out" || fail "the finder's rates"
at finder 22 'lr > 0.01 and lr < 0.012'
at finder 40 'lr > 0.55 and lr < 0.7 and loss < 0.01'
at finder 44 'loss > 67'
holds finder 'verdict == cap and step == 44'

at catapult 5 'loss > 0.4 and lr_lambda < 2'
holds catapult 'loss < 1e-9 and lr_lambda < 1.6'
run 0 run "$data/catapult.td"
grep -q 'catapults *1, the last one at step 1 from rate 2.48 of 2' "$out" || fail "the catapult"
run 0 run --surface factorisation --lr 0.01 --stop steps=9000 --check 'lambda_max > 9'

at edge 30 'loss < 0.07 and lr_lambda < 1.5'
at edge 112 'loss < 0.04 and lr_lambda > 3'
at edge 190 'loss < 0.08'
run 0 run "$data/edge.td"
grep -q 'catapults *[56], the last one' "$out" || fail "the edge of stability"

# The plain is below 100 m, the rim above 180.
at volcano 0 'loss > 180'
at volcano 30 'abs(x - 289.6) < 15 and abs(y - 328) < 15'
holds volcano 'verdict == local_minimum and loss > 147 and loss < 150 and step == 80'

at fog 150 'grad_norm < 0.01'
holds fog 'verdict == local_minimum and loss > 139 and step == 190'

# A walk down by keys, and descent from the same start; a path of another program.
run 0 blind "$data/blind.td"
grep -q 'down with 12 evaluations: [0-9]* over par' "$out" || fail "the walk of the demo"
awk '$1 == 5 { up = $5 < 120 } $1 == 6 { up = up && $5 > 121 } $1 == 10 { flat = $5 < 96.5 && $6 < 0.01 }
    END { exit !(up && flat) }' "$out" || fail "what the captions of the walk say"
holds blind 'verdict == local_minimum and loss > 139.5 and loss < 140.5 and step == 190'
holds trace 'verdict == local_minimum and loss > 1.735 and loss < 1.745 and step == 138'
[ "$(tail -n 1 "$data/chance.csv" | cut -d, -f4)" = -1.9690 ] || fail "the end of the foreign path"

# The list has all that are shipped, in the order of their numbers, and each is a file.
run 0 demo
names=$(awk '$1 ~ /^[0-9]+$/ { print $2 }' "$out")
[ "$(echo "$names" | wc -l)" -eq "$(ls "$data"/*.td | wc -l)" ] || fail "the list has not all demos"

[ "$(echo "$names" | wc -l)" -eq "$(ls "$data"/*.td | wc -l)" ] || fail "not all demos are in the list"
for name in $names; do
    [ -f "$data/$name.td" ] || fail "there is no $name.td"
    run 0 run "$data/$name.td" --check 'step > 20'
done

# Where there is no terminal, and where there is no demo.
run 3 demo 1
grep -q 'a demo needs a terminal' "$err" || fail "a demo without a terminal"
run 2 demo sadle
grep -q "did you mean 'saddle'" "$err" || fail "a demo of another name"
run 2 demo 99
run 2 demo 1 2

[ "$failures" -eq 0 ]
