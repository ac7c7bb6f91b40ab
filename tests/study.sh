#!/bin/sh
# `sweep`, `basins` and `swarm`: their tables, processes, shards, and what they refuse.
. "$abs_top_srcdir/tests/program.sh"

lines() { wc -l <"$1" | tr -d ' '; }

sweep="sweep --surface himmelblau --vary lr=1e-3:0.03:log:9 --vary beta=0:0.9:5 --seeds 2 --noise 0.1"

# --- the tables ---
run 0 $sweep
[ "$(sed 1q "$out")" = "lr,beta,seed,steps,evaluations,loss,verdict" ] || fail "header of sweep"
[ "$(lines "$out")" -eq 91 ] || fail "rows of sweep"
cp "$out" "$dir/sweep"
run 0 swarm --surface himmelblau --count 50
[ "$(sed 1q "$out")" = "start_x,start_y,x,y,loss,steps,evaluations,verdict" ] || fail "header of swarm"
[ "$(lines "$out")" -eq 51 ] || fail "rows of swarm"
cp "$out" "$dir/swarm"
run 0 basins --surface himmelblau --size 12x7 --within=-5,5,-5,5
[ "$(lines "$out")" -eq 85 ] || fail "rows of basins"
[ "$(awk -F, 'NR > 1 { print $1 }' "$out" | sort -un | wc -l)" -eq 12 ] || fail "columns of basins"
awk -F, 'NR > 1 { s += $1; t += $2 } END { exit s * s + t * t > 1e-18 }' "$out" || fail "middles of cells"
cp "$out" "$dir/basins"
run 0 basins --surface double-well-1d --size 6x9
[ "$(lines "$out")" -eq 7 ] || fail "basins of one parameter"
run 0 swarm --surface deep-linear --count 3
[ "$(sed 1q "$out")" = "start_x,start_y,start_z,x,y,z,loss,steps,evaluations,verdict" ] || fail "three parameters"

# --- each row is a run alone ---
row=$(sed -n 60p "$dir/sweep")
set -- $(echo "$row" | tr , ' ')
run 0 run --surface himmelblau --noise 0.1 --lr "$1" --momentum "$2" --seed "$3" --format csv
[ "$(tail -n 1 "$out" | cut -d, -f1,4)" = "$4,$6" ] || fail "a row of sweep is not its run: $row"
row=$(sed -n 31p "$dir/swarm")
set -- $(echo "$row" | tr , ' ')
run 0 run --surface himmelblau --start "$1,$2" --format csv
[ "$(tail -n 1 "$out" | cut -d, -f1-4)" = "$6,$3,$4,$5" ] || fail "a row of swarm is not its run: $row"

# --- the same bytes for any number of processes, and in parts ---
for jobs in 1 2 7; do
    run 0 $sweep --jobs $jobs
    cmp -s "$out" "$dir/sweep" || fail "sweep --jobs $jobs"
    run 0 swarm --surface himmelblau --count 50 --jobs $jobs
    cmp -s "$out" "$dir/swarm" || fail "swarm --jobs $jobs"
    run 0 basins --surface himmelblau --size 12x7 --within=-5,5,-5,5 --jobs $jobs
    cmp -s "$out" "$dir/basins" || fail "basins --jobs $jobs"
done
: >"$dir/parts"
for part in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do
    run 0 $sweep --shard $part/16
    cat "$out" >>"$dir/parts"
done
cmp -s "$dir/parts" "$dir/sweep" || fail "16 shards are not the whole"
TTYDESCENT_JOBS=1 run 0 swarm --surface himmelblau --count 50
cmp -s "$out" "$dir/swarm" || fail "TTYDESCENT_JOBS=1"

for study in basins swarm; do
    run 2 $study --surface bowl --format table
    [ "$(lines "$err")" -eq 1 ] || fail "$study says twice what is wrong"
done
run 2 race --surface bowl --entrants gd,adam
grep -q "between entrants stands a semicolon: --entrants 'gd;adam'" "$err" || fail "a comma between entrants"

# --- what can't be varied is refused before a row, or the header, is written ---
for vary in start=1,2 lr=0.1,-2 beta=0.1,2; do
    run 2 sweep --surface booth --vary $vary
    [ ! -s "$out" ] || fail "sweep --vary $vary writes a table before it fails"
done
run 2 sweep --surface booth --optimizer newton --vary lr=0.1,0.2
grep -q "newton has no rate, each step finds its own length; it has c, shrink" "$err" || fail "a rate of newton: $(cat "$err")"

# --- --steps is the most that a run makes ---
run 0 sweep --surface ravine --vary lr=0.01,0.15 --steps 50
[ "$(cut -d, -f2,5 "$out" | tr '\n' ' ')" = "steps,verdict 50,cap 50,cap " ] || fail "sweep --steps 50"
run 0 sweep --surface ravine --vary lr=0.01,0.15 --steps 200
[ "$(cut -d, -f2,5 "$out" | tr '\n' ' ')" = "steps,verdict 200,cap 93,global_minimum " ] || fail "sweep --steps 200"

# --- a race ---
run 0 race --surface ravine --entrants 'gd:lr=0.1;momentum;newton;rule=theta = theta - lr*g; k = 1' --format csv
[ "$(sed 1q "$out")" = "entrant,optimizer,lr,steps,evaluations,loss,verdict,width" ] || fail "header of race"
[ "$(lines "$out")" -eq 5 ] || fail "rows of race"
[ "$(sed -n 2p "$out" | cut -d, -f1,2,3,7,8)" = "C,newton,,global_minimum," ] || fail "newton is first, without a rate"
cp "$out" "$dir/race"
# A row is the whole run, with each Hessian of the two parameters counted twice.
run 0 run --surface ravine --optimizer newton --format json
cost=$(grep -o '"evaluations": [0-9]*\|"hessians": [0-9]*' "$out" | tail -n 2 | tr -dc '0-9\n' | paste -sd+ -)
[ "$(grep '^C,' "$dir/race" | cut -d, -f5)" -eq $(( $cost )) ] || fail "a Hessian counts as many as there are parameters: $cost"
# Table, sentence and picture have the same evaluations: those until it settled.
second="race --surface booth --entrants newton;bfgs;trust-region;levenberg-marquardt"
cost=5
run 0 $second
grep -q "^ . A newton  *1  *1  *$cost " "$out" || fail "the evaluations of the table"
run 0 $second --format summary
tr '\n' ' ' <"$out" | grep -q "A newton with $cost evaluations" || fail "the evaluations of the summary"
run 0 $second --snapshot text --size 120x40
grep -q " A █.* $cost\$" "$out" || fail "the evaluations of the picture"
row=$(grep '^A,' "$dir/race")
run 0 run --surface ravine --lr 0.1 --format csv
[ "$(tail -n 1 "$out" | cut -d, -f1,4)" = "$(echo "$row" | cut -d, -f4,6)" ] || fail "the rate that was said: $row"
[ -z "$(echo "$row" | cut -d, -f8)" ] || fail "what is not tuned has no width: $row"
# The rule is gd: tuned it is as good as the best rate for a quadratic, 2/11, and better than 0.1.
row=$(grep '^D,' "$dir/race")
echo "$row" | awk -F, '{ exit !($3 > 0.17 && $3 < 0.19 && $4 < 100 && $8 > 1) }' || fail "tuned: $row"
run 0 run --surface ravine --lr "$(echo "$row" | cut -d, -f3)" --format csv
[ "$(tail -n 1 "$out" | cut -d, -f1,4)" = "$(echo "$row" | cut -d, -f4,6)" ] || fail "a row of race is not its run: $row"
run 0 race --surface ravine --entrant momentum:beta=0.5 --entrant adam --tune 0 --format csv
row=$(grep '^A,' "$out")
run 0 run --surface ravine --optimizer momentum --set beta=0.5 --format csv
[ "$(tail -n 1 "$out" | cut -d, -f1,4)" = "$(echo "$row" | cut -d, -f4,6)" ] || fail "race --tune 0: $row"
run 0 race --surface bowl
[ "$(lines "$out")" -eq 10 ] || fail "the usual entrants"
swings="--surface ravine --optimizer momentum --set beta=0.9 --lr 0.02"
run 0 run $swings --format csv
steps=$(awk -F, 'NR > 1 { low = ($4 < 1e-4); if (low && !touch) touch = $1; if (low && !held) since = $1; held = low }
    END { print touch "," since }' "$out")
run 0 race --surface ravine --entrant momentum:beta=0.9,lr=0.02 --goal 'loss < 1e-4' --format csv
[ "$(sed 1q "$out" | cut -d, -f8-10)" = "width,touch,settled" ] || fail "header of race --goal"
[ "$(tail -n 1 "$out" | cut -d, -f9,10)" = "$steps" ] || fail "touch and settled: not $steps"
[ "${steps%,*}" -lt "${steps#*,}" ] || fail "it should be touched before it is settled: $steps"
run 0 race --surface ravine --entrants 'gd;adam' --noise 0.1 --steps 200 --goal 'loss < 1' --seeds 4 --tune 8 --format csv
[ "$(lines "$out")" -eq 9 ] || fail "a row a seed"
[ "$(grep '^B,' "$out" | cut -d, -f4 | tr '\n' ' ')" = "1 2 3 4 " ] || fail "seeds"
row=$(grep '^B,' "$out" | sed -n 3p)
run 0 run --surface ravine --optimizer "$(echo "$row" | cut -d, -f2)" --lr "$(echo "$row" | cut -d, -f3)" --noise 0.1 --seed 3 --stop steps=200 --format csv
[ "$(tail -n 1 "$out" | cut -d, -f1,4)" = "$(echo "$row" | cut -d, -f5,7)" ] || fail "a seed's row is not its run: $row"
run 0 race --surface ravine --entrants 'gd;adam' --noise 0.1 --steps 200 --goal 'loss < 1' --seeds 4 --tune 8
grep -q "^ 1 A gd .* [0-9]* ([0-9]* to [0-9]*)" "$out" || fail "the range of seeds"
run 2 race --goal 'loss <'
run 2 race --goal 'los < 1'
grep -q "did you mean 'loss'" "$err" || fail "a misspelt quantity"
run 2 race --seeds x
run 2 race --entrant adm
grep -q "did you mean 'adam'" "$err" || fail "a misspelt entrant"
run 2 race --entrant adam:lr
run 2 race --entrant adam:beta9=1
run 2 race --entrants 'gd;rule=x'
run 2 race --tune x
for list in '' ';' 'gd;;adam'; do
    run 2 race --surface bowl --entrants "$list"
    grep -q "an entrant is empty" "$err" || fail "race --entrants '$list'"
done
run 0 race --surface bowl --entrants 'gd;adam;' --tune 0
run 2 race --surface bowl --entrant 'rule=theta=theta-lr*(g'
grep -q "^  theta=theta-lr\*(g$" "$err" || fail "the line of an entrant's rule"
for way in "" "--snapshot text"; do
    run 2 race --surface bowl --entrants 'gd;rule=theta=theta-lr*g*q' --tune 0 $way
    grep -q "column 18: 'q' has no value" "$err" || fail "a name in an entrant's rule $way"
    sed -n '2,$p' "$err" | tr '\n' '|' | grep -q '^  theta=theta-lr\*g\*q|                   ^|$' || fail "the place in an entrant's rule $way"
done

# --- pictures ---
run 0 basins --surface himmelblau --optimizer momentum --snapshot text --size 80x24
for letter in A B C D; do
    grep -q "$letter" "$out" || fail "no basin has the letter $letter"
done
grep -q "basins 100 %" "$out" || fail "the picture of basins is not whole"
run 0 basins --surface himmelblau --lr 0.01 --size 40x20 --format summary
grep -q "Of 800 starts, x from -5.5 to 5.5, y from -5.5 to 5.5: 4" "$out" || fail "the summary of basins"
summary() # WORDS ARGUMENTS...: the summary, on one line, has the words
{
    words=$1
    shift
    run 0 "$@" --format summary
    tr '\n' ' ' <"$out" | grep -q "$words" || fail "the summary of $*: no '$words'"
}

summary "no start comes to a minimum: 100 % diverge; a smaller rate may hold them. The ends" \
    basins --function 'x^2+y^2' --lr 2 --size 20x10
summary "no start comes to a minimum: 100 % have no end within the steps. The ends" \
    basins --function 'x^2+y^2' --lr 1e-6 --steps 5 --size 20x10
for valley in 'x^2' '(x-1)^2+0*y' '(x+y)^2'; do
    summary "all starts in sight end at one place, a valley of minima" \
        basins --function "$valley" --params x,y --size 20x10
    summary "settled: 400 in a valley of minima; the best" swarm --function "$valley" --params x,y
done
summary "all starts in sight end at one place, (0, 0, 3)" basins --function 'x^2+y^2+(z-3)^2' --params x,y,z --size 9x9
summary "400 have settled: 400 at (0, 0, 3)" swarm --function 'x^2+y^2+(z-3)^2' --params x,y,z
summary "A (0, 0), 100 % in 1 step\\." basins --surface bowl --optimizer newton --size 9x9
summary "0 have settled; 400 stopped at 50 steps" swarm --surface rosenbrock --steps 50
summary "; [0-9]* left the domain; the best" swarm --function 'x^2+0*log(x)+y^2'
summary "400 have settled: [^,]*([^)]*), .*, and [1-9][0-9]* at other minima; the best loss is 0" swarm --surface rastrigin
[ "$(tr '\n' ' ' <"$out" | grep -o ' at (' | wc -l)" -eq 12 ] || fail "more than a dozen places"
summary "settled: 368 in a valley of minima; 32 diverged" swarm --surface factorisation
run 0 sweep --surface ravine --snapshot text --size 80x24
grep -q "best" "$out" || fail "the picture of a sweep"
run 0 sweep --surface ravine --format summary
grep -q "0\.[0-9] patches from theory's border" "$out" || fail "the summary of a sweep"

# The parts of shards are drawn as the whole is.
cd "$dir" || exit 99
set -- --surface ravine --vary lr=0.005:0.5:log:40 --vary beta=0:0.95:20
run 0 sweep "$@"
cp "$out" whole.csv
for part in 1 2 3; do
    run 0 sweep "$@" --shard "$part/3"
    cp "$out" "part$part.csv"
done
run 0 sweep --plot whole.csv --size 80x24
sed 1d "$out" >whole.txt
run 0 sweep --plot part1.csv part2.csv part3.csv --size 80x24
sed 1d "$out" | cmp - whole.txt || fail "shards drawn are not the whole"
grep -q "diverges" whole.txt || fail "a table's picture has no legend"
"$program" sweep --plot - --size 80x24 <whole.csv | sed 1d | cmp - whole.txt || fail "a table from standard input"
run 0 sweep --plot whole.csv --format summary
tr '\n' ' ' <"$out" | grep -q "^800 runs: the best of these runs settles in .* diverges: [0-9.]* %\. $" || fail "the summary of a table"
run 2 sweep --plot whole.csv --format summary --quantity colour
run 2 sweep --plot whole.csv --format table
run 2 sweep --plot part2.csv
grep -q "is the first part missing" "$err" || fail "a part without a header"
run 2 sweep --plot whole.csv --size 20x10
printf 'lr,steps,evaluations,loss,verdict\n0.1,1,2,x,cap\n' >bad.csv
run 2 sweep --plot bad.csv
grep -q "bad.csv: line 2: .x. is not a number" "$err" || fail "the place in a table"
printf 'lr,steps,evaluations,loss,verdict\n1,1,2,3,cap\n2,1,2,3,cap\n7,1,2,3,cap\n' >bad.csv
run 2 sweep --plot bad.csv
grep -q "neither evenly spaced" "$err" || fail "a table that is no grid"
run 2 sweep --plot missing.csv
run 2 sweep --surface ravine --snapshot text --vary lr=0.1,0.2
run 2 sweep --surface ravine --snapshot text --quantity colour

# --- where starts lie: the same for table, summary and picture ---
# ranges COMMAND...: of the first two columns of its table, from, to, from, to, rounded outward to whole numbers
ranges() {
    run 0 "$@" --format csv
    awk -F, 'function out(v) { return v < 0 ? int(v - 1) : int(v + 1) }
        NR == 2 { a = b = $1; c = d = $2 }
        NR > 1 { a = $1 < a ? $1 : a; b = $1 > b ? $1 : b; c = $2 < c ? $2 : c; d = $2 > d ? $2 : d }
        END { print out(a) "," out(b) "," out(c) "," out(d) }' "$out"
}
for study in "basins --size 40x40" "swarm --count 400"; do
    for ground in "--surface himmelblau" "--function x^2+3*y^2"; do
        for where in --within --view; do
            [ "$(ranges $study $ground "$where=-1,1,-2,3")" = "-1,1,-2,3" ] || fail "$study $ground $where"
        done
        [ "$(ranges $study $ground --view=-9,9,-9,9 --within=-1,1,-2,3)" = "-1,1,-2,3" ] || fail "$study $ground: --within is first"
    done
done
for where in --within --view; do
    run 0 basins --surface himmelblau --size 9x9 "$where=-1,1,-2,3" --format summary
    grep -q "x from -1 to 1, y from -2 to 3" "$out" || fail "the summary of basins $where"
    run 0 basins --surface himmelblau "$where=-1,1,-2,3" --snapshot text --size 80x24
    grep -q "^ *-1.0 .* 0.0 .* 0.5 .* x" "$out" || fail "the picture of basins $where"
    run 0 swarm --surface himmelblau "$where=2.9,3.1,1.9,2.1" --format summary
    grep -q "400 at (3, 2)" "$out" || fail "the summary of swarm $where: $(cat "$out")"
done
# With data all look where the map does.
line="$abs_top_srcdir/data/line.csv"
run 0 basins --data "$line" --size 9x9 --format summary
grep -q "w from -1.194 to 3.183, b from -1.36 to 1.369" "$out" || fail "the summary of basins on data: $(cat "$out")"
run 0 basins --data "$line" --size 2x2
awk -F, 'function near(v, at) { return v - at < 0.001 && at - v < 0.001 }
    NR == 2 { low = near($1, -1.194 + 4.377 / 4) && near($2, -1.36 + 2.729 / 4) }
    NR == 5 { high = near($1, 3.183 - 4.377 / 4) && near($2, 1.369 - 2.729 / 4) }
    END { exit !(low && high) }' "$out" || fail "the table of basins on data: $(cat "$out")"

# --- pictures of many runs, and a paragraph ---
run 0 swarm --surface himmelblau --format csv
awk -F, 'NR > 1 && $8 == "global_minimum" { n++ } NR > 1 && $3 > 2.9 && $3 < 3.1 && $4 > 1.9 { a++ } END { print n, a }' "$out" >"$dir/ended"
read -r settled there <"$dir/ended"
run 0 swarm --surface himmelblau --format summary
tr '\n' ' ' <"$out" | grep -q "^400 starts: $settled have settled: .*[ ,]$there at (3, 2)" || fail "the swarm's paragraph: $(cat "$out")"
run 0 swarm --surface himmelblau --snapshot text --size 80x24
grep -q "settled *$settled of 400" "$out" || fail "the swarm's picture"
grep -q "C (3, 2) *$there\|[ABD] (3, 2) *$there" "$out" || fail "the places of the swarm's picture"
run 0 race --surface ravine --entrants 'gd;momentum;newton' --snapshot text --size 120x40
grep -q "1 C newton" "$out" || fail "the race's picture"
grep -q "evaluations needed" "$out" || fail "the bars of the race's picture"
run 0 race --function 'x^2-log(x)+y^2' --start 1,3 --entrants 'gd:lr=5;adam:lr=0.0001;newton' --steps 50 --snapshot text --size 120x40
grep -q " A gd  *5  *outside$" "$out" || fail "the table says that the racer diverged, or nothing"
grep -q " A ░.* outside$" "$out" || fail "a bar says what came of a racer that left the domain"
grep -q " B ░.* stopped$" "$out" || fail "a bar says what came of a racer that was stopped"
run 2 race --surface ravine --entrants 'gd;gd;gd;gd;gd;gd;gd;gd;gd;gd' --tune 0 --snapshot text
grep -q "room for 9 entrants" "$err" || fail "too many entrants for a picture"
run 2 swarm --count 20000 --snapshot text
grep -q "10000 dots at most; without --snapshot" "$err" || fail "too many dots"

# --- refused ---
for shard in 0/4 5/4 1 a/b 1/2x -1/2; do
    run 2 swarm --count 4 --shard "$shard"
    grep -q "a part K of N parts, K from 1 to N" "$err" || fail "--shard $shard"
done
run 0 sweep --surface ravine --vary steps=10,20
[ "$(sed 1q "$out")" = cap,steps,evaluations,loss,verdict ] || fail "two columns are called steps"
run 2 sweep
grep -q "needs a setting to vary" "$err" || fail "sweep without --vary"
run 2 sweep --vary lr=0.1,0.2 --vary lr=1,2
grep -q "lr is varied twice" "$err" || fail "a setting twice"
run 2 sweep --vary lrr=0.1,0.2
grep -q "did you mean 'lr'" "$err" || fail "a misspelt setting"
run 2 sweep --vary lr=1:2:4000 --vary beta=0:0.9:4000
grep -q "more than 10000000 cases" "$err" || fail "too many cases"
run 2 basins --size 0x4
run 2 basins --size 100000x100000
grep -q "more than 10000000 starts, such as 4000x2500" "$err" || fail "the limit of starts is not told"
run 2 basins --snapshot text --size 20x5
grep -q "20x5 has no room for a picture, which needs 40x12" "$err" || fail "the least picture is not told"
run 2 swarm --count 0
run 2 swarm --jobs 0
run 2 sweep --vary momentum=0.5,1.5
[ "$(grep -c "momentum" "$err")" -eq 1 ] || fail "a case that can't be run is told once"
run 2 basins --function 'x^2 + q'
[ "$(grep -c "there is no 'q'" "$err")" -eq 1 ] || fail "what can't be run is told once"

# --- other ways out ---
# A reader that has had enough ends it quietly.
for jobs in 1 2; do
    "$program" swarm --surface himmelblau --count 100000 --jobs $jobs 2>"$err" | sed 3q >"$out"
    [ "$(lines "$out")" -eq 3 ] || fail "swarm | sed 3q"
    [ ! -s "$err" ] || fail "swarm | sed 3q says something"
done
# One that can't take it all is told.
if [ -w /dev/full ]; then
    "$program" swarm --count 10 >/dev/full 2>"$err"
    [ $? -eq 1 ] || fail "swarm >/dev/full"
    grep -q "can't write the output" "$err" || fail "swarm >/dev/full says nothing"
fi
# Interrupted it says what it has written: whole lines, the first ones.
long="swarm --surface rosenbrock --lr 1e-6 --count 90000 --stop steps=20000"
for jobs in 1 2; do
    : >"$dir/begun"
    "$program" $long --jobs $jobs >"$dir/begun" 2>"$err" &
    pid=$!
    tries=0
    while [ "$(lines "$dir/begun")" -lt 2 ] && [ $tries -lt 600 ]; do
        tries=$((tries + 1))
        sleep 0.1
    done
    kill -TERM $pid
    wait $pid 2>/dev/null
    [ $? -eq 143 ] || fail "status of a swarm that was ended, --jobs $jobs"
    grep -q "interrupted: $(($(lines "$dir/begun") - 1)) of 90000 runs are written" "$err" ||
        fail "what was written is not told, --jobs $jobs"
    [ "$(tail -c 1 "$dir/begun")" = "" ] || fail "half a line, --jobs $jobs"
done

# --- of more basins than lines the board still tells how many leave the domain ---
run 0 basins --grid volcano --lr 10 --snapshot text --size 120x40
grep -q "[0-9]+ others" "$out" && grep -q "outside  *41 %" "$out" || fail "what leaves the domain is among the rest"

[ "$failures" -eq 0 ]
