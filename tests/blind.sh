#!/bin/sh
# `blind`: its rows, its score, where the keys come from, and what it refuses.
. "$abs_top_srcdir/tests/program.sh"
cd "$dir" || exit 99

# --- the rows ---
run 0 blind --surface bowl --start -2,-2 --walk '4l - 2k + 3k' --format csv
cat >expected <<'END'
evaluation,key,x,y,loss,grad_norm
1,,-2,-2,4,2.8284271247461903
2,4l,0,-2,2,2
3,2k,0,-1.5,1.125,1.5
4,3k,0,0,0,0
END
cmp "$out" expected || fail "the rows of a walk"
cp "$out" once

# Each is the value of a run that stands there.
run 0 blind --surface himmelblau --walk '2l k' --format csv
point=$(sed -n 3p "$out" | cut -d, -f3,4)
told=$(sed -n 3p "$out" | cut -d, -f5,6)
run 0 run --surface himmelblau --start="$point" --steps 0 --format csv
[ "$(tail -n 1 "$out" | cut -d, -f4,5)" = "$told" ] || fail "a row is not the run there"

# Between the columns of the table there are blanks, however long a number is.
run 0 blind --function '(x/3)^2+y^2' --start=-1e-5,-1.234567e-5 --walk 4l
grep -q "^ *1 .*-1e-05 .*-1.23457e-05  *[0-9]" "$out" || fail "columns run together: $(cat "$out")"

# From standard input, in lines or in one.
printf '4l -\n2k\n + 3k\n' | run 0 blind --surface bowl --start -2,-2 --walk - --format csv
cmp "$out" once || fail "keys from standard input"

# An answer comes before the next line is read: here it decides what that is.
mkfifo keys && {
    "$program" blind --surface bowl --start -2,-2 --walk - --format csv <keys >answers &
    exec 3>keys
    echo 4l >&3
    tries=0
    while ! grep -q '^2,4l,0' answers && [ "$tries" -lt 100 ]; do
        sleep 0.1
        tries=$((tries + 1))
    done
    echo 4k >&3
    exec 3>&-
    wait
}
[ "$(tail -n 1 answers)" = "3,4k,0,0,0,0" ] || fail "an answer to each line"

# --- the score ---
run 0 blind --surface bowl --start -2,-2 --walk '4l 4k 9h' --format summary
grep -q '^score  *you are down with 3 evaluations: par, which [a-z-]* makes with 3$' "$out" || fail "par"
grep -q '^walk  *4l 4k$' "$out" || fail "it walks on where it has arrived"
run 0 blind --surface bowl --start -2,-2 --walk 'l' --format summary
grep -q 'given up at 3.125 with 2 evaluations' "$out" || fail "given up"
run 0 blind --function 'sqrt(x) + y^2' --start 0.25,0 --walk '9h' --format csv
tail -n 1 "$out" | grep -q '^2,9h,-[0-9.]*,0,nan,nan$' || fail "no ground"
run 0 blind --surface rosenbrock
grep -q '^par  *[0-9]* evaluations, by ' "$out" || fail "par without a walk"
grep -q '^score' "$out" && fail "a score without a walk"

# --- the session of a walk, and its picture ---
printf 'surface bowl\nstart -2,-2\nwalk 4l - 2k + 3k\n' >walk.td
run 0 blind walk.td --format csv
cmp "$out" once || fail "the walk of a session"
run 0 blind walk.td --walk 4k --format csv
sed -n 3p "$out" | grep -q '^2,4k,' || fail "--walk in the place of the session's"
run 0 blind walk.td --snapshot text --size 120x40
grep -q 'you are down with 4 evaluations' "$out" && grep -q 'A you' "$out" || fail "the picture at the end"
run 0 blind walk.td --walk 4k --snapshot text
grep -q '~~~' "$out" && grep -q 'given up at' "$out" || fail "the picture in fog"

# --- several sessions: a row each ---
printf 'surface bowl\nstart -2,-2\nwalk l\n' >lost.td
run 0 blind walk.td lost.td --format csv
cat >expected <<'END'
file,evaluations,loss,arrived,par
walk.td,4,0,yes,3
lost.td,2,3.125,no,3
END
cmp "$out" expected || fail "the rows of sessions"
run 1 blind walk.td none.td lost.td
grep -q '^walk.td: you are down with 4 evaluations: 1 over par' "$out" && grep -q '^none.td: it could not be walked$' "$out" &&
    grep -q '^lost.td: given up at 3.125 with 2 evaluations' "$out" || fail "the lines of sessions"

# --- refused ---
# refused TEXT ARGUMENT...: is a mistake whose message has the text.
refused()
{
    text=$1
    shift
    run 2 blind "$@"
    grep -q -- "$text" "$err" || fail "blind $*"
}
refused "--walk: line 1, column 6: expected a key of a walk" --surface bowl --walk '3l k z'
refused "line 1, column 4: expected a number from 1 to" --surface bowl --walk '3l 0k'
refused "nobody walks over a loss of data" "$abs_top_srcdir/data/line.csv"
refused "one or two parameters, not 3" --function 'x^2+y^2+z^2' --params x,y,z
refused "no loss at the start (-1, 1): log(-1); choose another start" --function 'log(x)+y^2' --start -1,1
refused "no loss at the start (9e+09, 9): the grid ends before; choose another start" --grid volcano --start 9e9,9
refused "several sessions go with" walk.td lost.td --walk 3l
refused "did you mean --walk" --surface bowl --wlak 3l
printf '3l\n4q\n' | run 2 blind --surface bowl --walk - --format csv
[ "$(wc -l <"$out")" -eq 3 ] || fail "the rows before a key that is none"

[ "$failures" -eq 0 ]
