#!/bin/sh
# Learning from data on the command line: what is printed, refused, repeated to the byte.
. "$abs_top_srcdir/tests/program.sh"
data=$abs_top_srcdir/data

prints()
{
    grep -q -e "$1" "$out" || fail "'$1' is not printed"
}

# refuses MESSAGE ARGUMENT...: with status 2 and this message alone.
refuses()
{
    message=$1
    shift
    run 2 run "$@"
    [ "$(cat "$err")" = "ttydescent: $message" ] || fail "not '$message': $*"
    [ -s "$out" ] && fail "output besides '$message'"
}

# penguins ARGUMENT...: runs on them.
penguins()
{
    run 0 run --data "$data/penguins.csv" --columns x=flipper_length_mm,y=body_mass_g "$@"
}

# trace FILE ARGUMENT...: the CSV of a run into a file.
trace()
{
    file=$1
    shift
    "$program" run --format csv "$@" >"$dir/$file" 2>"$err" || fail "no trace: $*"
}

# ------------------------------------------------------------------ the penguins, in both units

penguins --standardize
prints '342 rows, 2 dropped for a missing value'
prints '^raw w  *49\.6855'
prints '^raw b  *-5780\.826'
prints '^condition  *1: a factor of a million in 1 step at best'
prints '^raw condition 8\.346e+06: a factor of a million in 5\.77e+07 steps at best'
prints '^verdict  *global minimum'
prints '^diagnosis  *healthy: the loss fell from 1 to 0.241'
penguins --lr 2e-5 --steps 50 --theory
prints '^condition  *8\.346e+06: '
prints '^best gd  *rate 2\.465e-05: contraction 1 - 2\.4e-07'
grep -q '^raw' "$out" && fail "raw units of raw columns"
penguins --standardize --check 'loss < 0.242 and steps < 100'

# ------------------------------------------------------------------ the same bytes, or others

trace full --data "$data/line.csv" --steps 40
trace batch --data "$data/line.csv" --steps 40 --batch 100
cmp "$dir/full" "$dir/batch" || fail "a batch of all rows is not the full batch"
[ "$(head -n 1 "$dir/full")" = step,w,b,loss,grad_norm,lr,batch_loss,epoch ] || fail "the header"
[ "$(sed -n '$p' "$dir/full" | cut -d , -f 8)" = 40 ] || fail "40 steps are not 40 epochs"

for seed in 3 3 4; do
    trace "seed$seed" --data "$data/sine.csv" --model network --batch 7 --steps 90 --seed $seed
    [ -e "$dir/again" ] && [ $seed = 3 ] &&
        { cmp "$dir/seed3" "$dir/again" || fail "a seed does not repeat"; }
    cp "$dir/seed$seed" "$dir/again"
done
cmp -s "$dir/seed3" "$dir/seed4" && fail "two seeds are the same"

trace input --data - --steps 5 <"$data/line.csv"
trace file --data "$data/line.csv" --steps 5
cmp "$dir/input" "$dir/file" || fail "standard input is not the file"

trace held --data "$data/line.csv" --validation 0.25 --steps 3
[ "$(head -n 1 "$dir/held")" = step,w,b,loss,grad_norm,lr,batch_loss,epoch,validation ] ||
    fail "the header with validation"

run 0 run --data "$data/line.csv" --batch 1 --steps 3 --format json
prints '"batch_loss": null, "epoch": 0'

# ------------------------------------------------------------------ early, online, loss of one's own

# README's: the validation loss falls to a third, and then rises above where it began; the stop is
# back at the least of all 4,000 steps.
noisy="--model network-3 --optimizer adam --lr 0.03 --validation 0.5"
trace whole "$data/noisy.csv" $noisy --steps 4000
least=$(awk -F, 'NR > 1 && (NR == 2 || $NF < least) { least = $NF; at = $1 } END { print at }' \
    "$dir/whole")
awk -F, -v at="$least" 'NR == 2 { first = $NF } $1 == at { least = $NF } { last = $NF }
    END { exit !(first > 3*least && last > 2*first && at > 200) }' "$dir/whole" ||
    fail "no clear U of the validation loss: its least is at $least"
run 0 run "$data/noisy.csv" $noisy --stop validation=100
prints '^ended by  *validation=100'
prints "^verdict  *early stop: back at step $least, "
prints '^diagnosis  *overfitting'
# A loss of one's own, linear in the columns: the same raw line as the model's.
run 0 run "$data/flats.csv" --standardize --optimizer newton
grep '^raw' "$out" >"$dir/model"
run 0 run "$data/flats.csv" --standardize --optimizer newton --loss '(v*area + c - rent)^2' \
    --params v,c
grep '^raw' "$out" | sed 's/^raw v /raw w /; s/^raw c /raw b /' >"$dir/own"
cmp "$dir/model" "$dir/own" || fail "raw parameters of one's own loss"
[ -s "$dir/own" ] || fail "no raw parameters of one's own loss"
# README's file of two columns: what is the matter, and what helps.
run 0 run "$data/flats.csv"
prints '^columns  *x is area, y is rent$'
prints '^unstable  *rate 0\.1, stable below [0-9.e-]* on raw columns: --standardize, or --lr '
prints '^verdict  *diverged'
stable=$(sed -n 's/^unstable .*--lr //p' "$out")
run 0 run "$data/flats.csv" --lr "$stable" --steps 200
grep -q '^verdict  *diverged' "$out" && fail "the rate to type diverges"
run 0 run "$data/flats.csv" --standardize --check 'r2 > 0.9'
prints '^verdict  *global minimum'
# A validation loss that is no number is told all the same.
printf 'x,y\n0,9\n0,8\n1e3,9\n1e3,7\n0,7\n' >"$dir/zeros.csv"
run 0 run --data "$dir/zeros.csv" --validation 0.4 --lr 1e308 --steps 3
prints '^validation  *nan'
run 0 run --data "$data/line.csv" --lr 5 --validation 0.3 --stop validation=3
prints '^verdict  *early stop: back at the start, validation was never lower than 4\.896'
# Names that stand alone go before others.
run 0 run --online --data "$data/line.csv" --standardize --no-shuffle
prints '^batches  *1 row, in the order of the file'
prints '^regret  *[0-9.]* after 100 rows: '
prints '^on the way  *[0-9.]* after 6 rows, [0-9.]* after 12, '
# What shaped the run is named.
run 0 run --data "$data/sine.csv" --model network --init xavier --seed 3 --l2 0.001 --steps 5
for line in 'init  *xavier' 'seed  *3' 'l2  *0\.001'; do
    prints "^$line"
done
# Batches that are larger than a part of the rows tell of each once.
run 0 run --data "$data/line.csv" --online --batch 40
prints '^on the way  *[0-9.e+-]* after 40 rows, [0-9.]* after 80$'
# A column that a loss does not read may have the name of one of its parts.
printf 'x,y,z,prediction\n1,0,1,3\n2,1,2,3\n3,1,4,5\n2.5,0,4,1\n' >"$dir/parts.csv"
run 0 run --data "$dir/parts.csv" --model logistic --steps 5
run 0 run --data "$dir/parts.csv" --loss 'z = w*x + b; (z - y)^2' --steps 5 --show fit
run 1 run --data "$data/line.csv" --validation 0.3 --check 'validation < 0' --steps 1
# A list is undone.
run 0 run --data "$data/line.csv" --standardize --standardize none --steps 5
grep -q '^standardized' "$out" && fail "none does not undo standardize"
run 0 run --data "$data/classes.csv" --label y=class:blue --params u,v,c \
    --loss 'z = u*x1 + v*x2 + c; softplus(z) - y*z' --snapshot text --show fit
prints 'x1'
run 0 show linear
prints 'mean_y + deviation_y'

# ------------------------------------------------------------------ what is refused

cd "$dir" || exit 1 # a message cuts a path that is long

printf 'x,y\n1,2\n3,a\n' >text.csv
refuses "text.csv: line 3, column 3: 'a' in 'y' is no number" --data text.csv
refuses "text.csv: there is no column 'z'; there are x, y" --data text.csv --columns x=z
refuses "--data: can't open './none.csv': No such file or directory" --data ./none.csv
refuses 'only one of --data and --surface can be given' --data text.csv --surface bowl
refuses 'only one of --model and --loss can be given' --model linear --loss x
refuses 'the model linear needs data: --data FILE.csv' --model linear
run 2 run --data "$data/line.csv" --check 'validation < 1' --steps 1
grep -q "^ttydescent: --check: line 1, column 1: there is no 'validation'" "$err" ||
    fail "a check of what there is not"
cp "$data/classes.csv" .
refuses 'say which column is y: --data classes.csv --model logistic-plane --label y=class:amber' \
    --data classes.csv --model logistic-plane
refuses 'batch goes with data: --data FILE.csv' --batch 3
printf 'x,y\n1,0\n2,0\n3,1\n4,1\n' >yes.csv
refuses "the model logistic learns from a y of 0 and 1, which can't be standardized" \
    --data yes.csv --model logistic --standardize x,y
refuses "--batch: 'many' is not a number" --data "$data/line.csv" --batch many
refuses "--model: there is no model 'lineal'; did you mean 'linear'?" --model lineal
run 2 run --data "$data/line.csv" --loss '(w*x + q - y)^2'
grep -q "^ttydescent: --loss: line 1, column 8: there is no 'q'" "$err" || fail "the place in the loss"

# ------------------------------------------------------------------ many rows

awk 'BEGIN { print "x,y"; for (i = 0; i < 100000; i++) print i/50000 - 1 "," 3*(i/50000 - 1) + i%7 }' \
    >"$dir/many.csv"
run 0 run --data "$dir/many.csv" --steps 3 --snapshot text
run 0 run --data "$dir/many.csv" --batch 1000 --stop epochs=1
prints '^steps  *100, 1 epoch'

# ------------------------------------------------------------------ columns that say the same

printf 'cm,inch,kg\n152.4,60,34\n157.48,62,35\n162.56,64,38\n165.1,65,39\n172.72,68,41\n' >"$dir/twice.csv"
for optimizer in gd newton bfgs levenberg-marquardt; do
    run 0 run --data "$dir/twice.csv" --loss '(w*cm + v*inch + b - kg)^2' --params w,v,b \
        --standardize --optimizer "$optimizer"
    grep -q '^verdict  *\(valley at\|at rest\)' "$out" || fail "no valley by $optimizer"
done

# ------------------------------------------------------------------ a column that is the same in all rows

printf 'x,y\n1,0.1\n2,0.1\n3,0.1\n' >"$dir/level.csv"
run 0 run --data "$dir/level.csv"
prints '^r2  *none: the target is the same in all rows$'
printf 'x,y\n2,1\n2,3\n2,4\n' >"$dir/same.csv"
run 0 run --data "$dir/same.csv"
prints '^r2  *0$'

# ------------------------------------------------------------------ classes that can be told apart

printf 'x,y\n1,0\n2,0\n3,0\n4,1\n5,1\n6,1\n' >"$dir/apart.csv"
cross_entropy='p = sigmoid(w*x+b); -(y*log(p) + (1-y)*log(1-p))'
run 0 run --data "$dir/apart.csv" --model logistic --optimizer newton
prints '^verdict  *falls for ever: the classes are separable, the weights grow without end; a penalty ends that: l2 0.01$'
run 0 run --data "$dir/apart.csv" --loss "$cross_entropy" --params w,b --optimizer newton
prints '^verdict  *falls for ever: the classes are separable, the weights grow without end; a penalty ends that: l2 0.01$'
run 0 run --data "$dir/apart.csv" --model logistic
prints '^verdict  *cap of 10000 steps reached: the loss falls for ever, .*; the classes are separable: a penalty ends that, l2 0.01$'
run 0 run --data "$dir/apart.csv" --model logistic --l2 0.01
prints '^verdict  *global minimum at'
printf 'x,y\n1,0\n2,0\n3,1\n3,0\n4,1\n5,1\n' >"$dir/touching.csv"
run 0 run --data "$dir/touching.csv" --model logistic --optimizer newton
prints '^verdict  *falls for ever: w runs away, the loss falls towards 0\.231$'

# ------------------------------------------------------------------ threads

awk 'BEGIN { print "x,y"; for (i = 0; i < 300000; i++) print i / 150000 - 1 "," i * 7919 % 100 / 50 }' >"$dir/many.csv"
for jobs in 1 2 7; do
    run 0 run --data "$dir/many.csv" --model network --steps 3 --format csv --jobs $jobs
    [ $jobs = 1 ] && cp "$out" "$dir/alone"
    cmp -s "$out" "$dir/alone" || fail "another trace with --jobs $jobs"
done
run 0 race --data "$dir/many.csv" --model network --steps 3 --entrants 'gd;adam' --tune 0 --format csv --jobs 1
cp "$out" "$dir/alone"
run 0 race --data "$dir/many.csv" --model network --steps 3 --entrants 'gd;adam' --tune 0 --format csv --jobs 3
cmp -s "$out" "$dir/alone" || fail "another race with --jobs 3"
run 2 race --jobs 0
run 2 run --jobs 0

exit $((failures > 0))
