#!/bin/sh
# `lrfind`: its table, its summary, and what it refuses.
. "$abs_top_srcdir/tests/program.sh"

# --- each row is a step of the run with the schedule exponential ---
run 0 lrfind --surface ravine --rates 0.01:5.12 --steps 10 --format csv
[ "$(sed 1q "$out")" = "rate,loss" ] || fail "header of lrfind"
sed 1d "$out" >"$dir/found"
run 0 run --surface ravine --lr 0.01 --schedule exponential:gamma=2 --steps 10 --format csv
sed 1,2d "$out" | awk -F, '{ print $6 "," $4 }' >"$dir/run"
paste -d, "$dir/found" "$dir/run" |
    awk -F, '{ d = $1 / $3 - 1; e = $2 / $4 - 1; if (d * d + e * e > 1e-24) exit 1 } END { exit NR != 10 }' ||
    fail "lrfind is not the run with a rising rate"

# --- the summary ---
run 0 lrfind --surface ravine
grep -q '^steepest fall at rate 0.01' "$out" && grep -q '^blow-up  *at rate 1' "$out" || fail "summary"
cp "$out" "$dir/summary"
run 0 lrfind --surface ravine --stop steps=44
cmp -s "$out" "$dir/summary" || fail "what stops the run stops the rate finder"
rate=$(sed -n 's/^suggestion *--lr \([0-9.e-]*\);.*/\1/p' "$out")
run 0 run --surface ravine --lr "$rate" --check 'verdict == global_minimum'
run 0 lrfind --function 'x^2 + y^2' --start 0,0
grep -q 'suggestion *none' "$out" || fail "a suggestion at a minimum"

# --- refused ---
# refused TEXT ARGUMENT...: is a mistake whose message has the text.
refused()
{
    text=$1
    shift
    run 2 lrfind "$@"
    grep -q -- "$text" "$err" || fail "lrfind $*"
}
refused "newton has no rate" --optimizer newton
refused "such as 1e-6:1, not '1:0.1'" --rates 1:0.1
refused "such as 1e-6:1" --rates 1e-3
refused "10 to 1000" --steps 5000
refused "choose another start" --function 'log(x)+y^2' --start -1,1
refused "line 1, column 5" --function 'x^2+'

[ "$failures" -eq 0 ]
